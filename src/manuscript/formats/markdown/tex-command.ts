/** LaTeX commands within a paragraph of a Markdown file: text in them is kept, references become tokens, layout goes. */

import { sticky } from "./forward.ts";
import { hidingTechnique, isWhite } from "./hidden-style.ts";
import { BLANK, CITE, NOTHING, REF } from "./region.ts";
import type { Covered } from "./scanner.ts";

const TEXT_IN_ARGUMENT =
  /^(?:text(?:bf|it|tt|sc|sf|rm|up|normal|superscript|subscript)|emph|underline|uline|mbox|hl|sout|section|subsection|subsubsection|paragraph)\*?$/;
const SYMBOLS: Readonly<Record<string, string>> = {
  textasciitilde: "~",
  textasciicircum: "^",
  textbackslash: "\\",
  textgreater: ">",
  textless: "<",
  textmu: "µ",
  textdegree: "°",
  degree: "°",
  texttimes: "×",
  textpm: "±",
  ldots: "…",
  dots: "…",
  LaTeX: "LaTeX",
  TeX: "TeX",
};

/** `\@ref(fig:one)`, `(\#fig:one)`, `\ref{x}`, `\textbf{x}`, `\newpage`, `\*`
 *   ^ at, each time. @returns where scanning goes on */
export function texCommand(covered: Covered, at: number): number {
  const { scan, text } = covered;
  const bookdown = sticky(/\\@ref\([^()\n]{1,200}\)/y, text, at);
  if (bookdown !== undefined) return scan.cover(at, at + bookdown.length, REF);
  const label = sticky(/\\#[\w:-]{1,200}\)/y, text, at);
  if (label !== undefined && text[at - 1] === "(") return scan.cover(at - 1, at + label.length);
  if (text[at + 1] === " ") return scan.cover(at, at + 2, BLANK);
  const name = sticky(/\\[A-Za-z]{1,60}\*?/y, text, at)?.slice(1);
  return name === undefined ? at + 2 : named(covered, at, name);
}

function named(covered: Covered, at: number, name: string): number {
  const { scan, text, pairs } = covered;
  const after = at + 1 + name.length;
  const symbol = SYMBOLS[name];
  if (symbol !== undefined)
    return scan.cover(at, after + (sticky(/\{\}| (?=\S)/y, text, after)?.length ?? 0), { kind: "token", token: symbol });
  if (name === "color" || name === "textcolor") return coloured(covered, at, after, name);
  const close = text[after] === "{" ? pairs.get(after) : undefined;
  if (TEXT_IN_ARGUMENT.test(name) && close !== undefined) {
    scan.cover(at, after + 1);
    scan.cover(close, close + 1);
    return after + 1;
  }
  const end = argumentsEnd(covered, after);
  if (/phantom$/.test(name)) return scan.hide(at, end, "phantom", scan.text.slice(after, end));
  if (/^(?:auto|c|C|eq|page|name)?ref\*?$/.test(name)) return scan.cover(at, end, REF);
  if (/^(?:no)?[a-zA-Z]?cite/.test(name)) return scan.cover(at, end, name === "nocite" ? NOTHING : CITE);
  return scan.cover(at, end);
}

/** `\textcolor{white}{text}`, `\color{white} text`: hidden where it is white, else text. */
function coloured(covered: Covered, at: number, after: number, name: string): number {
  const { scan, text, pairs } = covered;
  const close = text[after] === "{" ? pairs.get(after) : undefined;
  if (close === undefined) return scan.cover(at, after);
  const white = isWhite(text.slice(after + 1, close));
  const content = name === "textcolor" && text[close + 1] === "{" ? pairs.get(close + 1) : undefined;
  if (white) {
    const end = content === undefined ? scan.ahead.paragraphEnd(close) : content + 1;
    return scan.hide(at, end, hidingTechnique("color=white") ?? "white text", scan.text.slice(close + 1, end));
  }
  if (content === undefined) return scan.cover(at, close + 1);
  scan.cover(at, close + 2);
  scan.cover(content, content + 1);
  return close + 2;
}

/** After all `{…}` and `[…]` that follow without a blank. */
function argumentsEnd({ text, pairs }: Covered, after: number): number {
  let end = after;
  for (let close = pairs.get(end); close !== undefined && (text[end] === "{" || text[end] === "["); close = pairs.get(end))
    end = close + 1;
  return end;
}
