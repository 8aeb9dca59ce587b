/** What we know of LaTeX's environments: their arguments, and what a reader sees of their bodies.
 *  Invariant: only what is listed here is left out; the body of any other is the author's text. */
import { type Signature, signature } from "./arguments.ts";

export type EnvironmentInfo = {
  readonly role:
    | "document"
    | "abstract"
    | "float"
    | "table"
    | "list"
    | "text"
    | "math"
    | "code"
    | "picture"
    | "bibliography"
    | "acknowledgements"
    | "nothing";
  readonly args: Signature;
};
const ENVIRONMENTS = new Map<string, EnvironmentInfo>();
function environments(args: string, role: EnvironmentInfo["role"], names: string): void {
  for (const name of names.split(" "))
    for (const variant of [name, `${name}*`]) ENVIRONMENTS.set(variant, { role, args: signature(args) });
}
environments("", "document", "document");
environments("o", "abstract", "abstract onecolabstract");
environments(
  "o",
  "float",
  "figure table sidewaysfigure sidewaystable SCfigure SCtable marginfigure margintable scheme chart featurebox",
);
environments("omom", "float", "wrapfigure wraptable");
environments("om", "table", "tabular longtable supertabular tblr longtblr array");
environments("mom", "table", "tabularx tabulary xltabular");
ENVIRONMENTS.set("tabular*", { role: "table", args: signature("mom") });
environments("o", "list", "itemize enumerate description compactitem compactenum compactdesc inparaenum inparaitem tasks");
environments("ooom", "text", "minipage");
environments("m", "text", "multicols spacing column subequations");
environments("mm", "text", "adjustwidth list");
environments("o", "text", "theorem lemma proposition corollary definition remark example proof note");
environments(
  "",
  "math",
  "equation align gather multline eqnarray displaymath math alignat flalign dmath dgroup IEEEeqnarray split empheq",
);
environments("", "code", "verbatim Verbatim lstlisting minted algorithm algorithmic algorithm2e pseudocode");
environments("", "picture", "tikzpicture pgfpicture picture pspicture axis circuitikz CCSXML");
environments("", "bibliography", "thebibliography references");
environments("", "acknowledgements", "acknowledgements acknowledgments acknowledgement acknowledgment acks");
environments("", "nothing", "comment filecontents keywords keyword IEEEkeywords");
const UNKNOWN: EnvironmentInfo = { role: "text", args: signature("O") };

/** An environment that is not here is entered: its text is the author's. */
export function environmentInfo(name: string): EnvironmentInfo {
  return ENVIRONMENTS.get(name) ?? UNKNOWN;
}
