/** The marks in a LaTeX file that decide where it may be cut: comments, verbatim, braces, environments, blank lines, macros.
 *  Invariant: one pass, time linear in the text, whatever is unclosed; nothing inside a comment or verbatim is reported. */

export type LatexToken = LatexSpan &
  (
    | { readonly kind: "macro" | "begin" | "end" | "verbatim"; readonly name: string }
    | { readonly kind: "open" | "close" | "comment" | "paragraph end" }
  );
interface LatexSpan {
  /** UTF-16 offsets of the first character and of the one after the last. */
  readonly at: number;
  readonly end: number;
}

/** Environments whose body is no LaTeX. */
const VERBATIM: ReadonlySet<string> = new Set(
  ["verbatim", "Verbatim", "lstlisting", "minted", "comment", "filecontents"].flatMap((name) => [name, `${name}*`]),
);

/** A verbatim word ends within 300 characters: a longer one is a \verb that nothing closes, and its line may be the file. */
const MARK =
  /\\begin\s*\{(?<begin>[^{}\n]*)\}|\\end\s*\{(?<end>[^{}\n]*)\}|\\verb\*?(?<quote>[^a-zA-Z\s*])[^\n]{0,300}?\k<quote>|\\(?<macro>[a-zA-Z@]+|[^a-zA-Z@]|$)|(?<comment>%[^\n]*)|(?<blank>\n[ \t\r]*(?=\n))|(?<open>\{)|(?<close>\})/g;

/** All marks of `text` in order. A verbatim environment is one token; one that never ends is a "begin" like any other. */
export function* scanLatex(text: string): Generator<LatexToken> {
  const neverEnds = new Set<string>();
  const mark = new RegExp(MARK);
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const at = found.index;
    const end = mark.lastIndex;
    const { begin, end: ended, quote, macro, comment, blank, open } = found.groups ?? {};
    if (begin !== undefined) {
      const closing = VERBATIM.has(begin) && !neverEnds.has(begin) ? text.indexOf(`\\end{${begin}}`, end) : -1;
      if (closing === -1) {
        neverEnds.add(begin);
        yield { kind: "begin", name: begin, at, end };
      } else {
        mark.lastIndex = closing + `\\end{${begin}}`.length;
        yield { kind: "verbatim", name: begin, at, end: mark.lastIndex };
      }
    } else if (ended !== undefined) yield { kind: "end", name: ended, at, end };
    else if (quote !== undefined) yield { kind: "verbatim", name: "verb", at, end };
    else if (macro !== undefined) yield { kind: "macro", name: macro, at, end };
    else if (comment !== undefined) yield { kind: "comment", at, end };
    else if (blank !== undefined) yield { kind: "paragraph end", at, end };
    else yield { kind: open === undefined ? "close" : "open", at, end };
  }
}
