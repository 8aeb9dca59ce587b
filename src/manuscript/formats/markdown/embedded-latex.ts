/** LaTeX in a Markdown file: of environments, equations are kept as they stand, captions are text, layout is dropped; of commands
 *  within a paragraph, text in them is kept, references become tokens, layout goes. */

import { matchAt } from "./forward-search.ts";
import { isWhite } from "./hidden-style.ts";
import { BLANK, CITE, type MaskedText, NOTHING, type Range, REF, type Scanner } from "./scanner.ts";

const EQUATIONS = /^(?:equation|align|aligned|gather|multline|eqnarray|math|displaymath|alignat|flalign)\*?$/;
/** What is inside is text, and only laid out. */
const WRAPPERS =
  /^(?:landscape|sidewaystable|singlespace|doublespace|spacing|flushleft|flushright|small|footnotesize|quote|minipage|linenumbers|multicols)\*?$/;

/** @param at the beginning of a line that begins with a backslash  @returns `at` where it is no environment */
export function rawEnvironment(scanner: Scanner, at: number): number {
  const { text, ahead } = scanner;
  const opener = /^[ \t]*\\(begin|end)\{([A-Za-z]{1,40}\*?)\}/.exec(text.slice(at, at + 100));
  if (opener === null) return at;
  const [marker, verb, name = ""] = opener;
  const close = ahead.find(`\\end{${name}}`, at);
  if (verb === "end" || close === text.length || WRAPPERS.test(name)) {
    const end = ahead.lineEnd(at);
    return scanner.mask(
      at,
      Math.max(at + marker.length, /^[^A-Za-z]*$/.test(text.slice(at + marker.length, end)) ? end : 0),
      NOTHING,
    );
  }
  const end = close + `\\end{${name}}`.length;
  if (EQUATIONS.test(name))
    return scanner.mask(at, end, { kind: "source", start: at + marker.length - `\\begin{${name}}`.length, end });
  if (TABLES.test(name) && readTable(scanner, at, end)) return end;
  scanner.leftOut.push({ start: at, end, why: `raw LaTeX (${name})` });
  return captionsOf(scanner, at, end);
}

const TABLES = /^(?:table|sidewaystable|longtable|tabular[xy]?|tabu|threeparttable)\*?$/;
/** Of a table's body: what begins and ends it, rules, and what parts cells and rows. */
const TABLE_MARKUP =
  /\\(?:begin|end)\{[a-zA-Z]+\*?\}(?:\[[^\]\n]{0,200}\])?(?:\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\})*|\\(?:hline|toprule|midrule|bottomrule|centering|endhead|endfirsthead|endfoot|endlastfoot|small|footnotesize|scriptsize)\b(?:\[[^\]\n]{0,100}\])?|\\(?:cmidrule|cline|addlinespace|label|vspace)\*?(?:\([^()\n]*\))?(?:[[{][^\]}\n]*[\]}])*|\\\\\*?(?:\[[^\]\n]{0,100}\])?|(?<!\\)&|\\multi(?:column|row)\{[^{}]*\}(?:\[[^\]\n]*\])?\{[^{}]*\}/g;

/** A LaTeX table, as a page that is made by way of LaTeX shows it: cells, rows and captions. @returns whether it is one */
function readTable(scanner: Scanner, start: number, end: number): boolean {
  const source = scanner.text.slice(start, end);
  if (
    !/\\begin\{(?:tabular[xy]?|longtable|tabu)\*?\}/.test(source) ||
    source.length > LONGEST_TABLE ||
    /\n[ \t]*\r?\n/.test(source)
  )
    return false;
  let from = 0;
  for (const { index, 0: opening } of source.matchAll(/\\caption\*?(?:\[[^\]\n]{0,500}\])?\{/g)) {
    const open = index + opening.length;
    const close = closingBrace(source, open);
    if (index < from || close === undefined) continue;
    tableCells(scanner, start + from, start + index);
    scanner.mask(start + index, start + open);
    scanner.kinds.push({ start: start + open, end: start + close, kind: "caption" });
    scanner.mask(start + close, start + close + 1, BLANK);
    from = close + 1;
  }
  tableCells(scanner, start + from, end);
  return true;
}

/** Characters. */
const LONGEST_TABLE = 100_000;
const LONGEST_CELL = 2_000;

function tableCells(scanner: Scanner, start: number, end: number): void {
  if (start >= end) return;
  scanner.kinds.push({ start, end, kind: "table" });
  const source = scanner.text.slice(start, end);
  for (const { index, 0: markup } of source.matchAll(TABLE_MARKUP)) {
    const after = index + markup.length;
    scanner.mask(start + index, start + after, BLANK);
    const close =
      markup.startsWith("\\multi") && source[after] === "{"
        ? closingBrace(source.slice(0, after + LONGEST_CELL), after + 1)
        : undefined;
    if (close === undefined) continue;
    scanner.mask(start + after, start + after + 1);
    scanner.mask(start + close, start + close + 1);
  }
}

/** Masks an environment but for the arguments of its captions. @returns `end` */
function captionsOf(scanner: Scanner, start: number, end: number): number {
  const source = scanner.text.slice(start, end);
  let from = 0;
  for (const found of source.matchAll(/\\caption(?:\[[^\]\n]{0,500}\])?\{/g)) {
    if (found.index < from) continue;
    const open = found.index + found[0].length;
    const close = closingBrace(source, open);
    if (close === undefined) break;
    scanner.mask(start + from, start + open, NOTHING);
    scanner.kinds.push({ start: start + open, end: start + close, kind: "caption" });
    from = close;
  }
  scanner.mask(start + from, end, NOTHING, from === 0 ? "blank" : "word");
  return end;
}

/** Of math: phantoms and letters in white, which neither a page that is made by way of LaTeX nor one by MathJax shows.
 *  @param start of the dollars, `end` after the last  @returns ranges in order, with what hides them */
export function* hiddenInMath(text: string, start: number, end: number): Generator<Range & { readonly technique: string }> {
  const body = text.slice(start, end);
  let from = 0;
  for (const { index, 0: macro } of body.matchAll(/\\(?:[hv]?phantom|textcolor|color)(?![A-Za-z])/g)) {
    const to = index < from ? undefined : endOfHidden(body, macro, index + macro.length);
    if (to === undefined || (body.slice(index + macro.length, to).match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS) continue;
    yield { start: start + index, end: start + to, technique: macro.endsWith("phantom") ? "phantom" : "white text" };
    from = to;
  }
}

/** Where that ends which a macro hides; undefined where it hides nothing. */
function endOfHidden(body: string, macro: string, from: number): number | undefined {
  const [opening, model] = /^\s*(?:\[(\w+)\])?\s*\{/.exec(body.slice(from, from + 100)) ?? [];
  if (opening === undefined) return undefined;
  const close = closingBrace(body, from + opening.length);
  if (close === undefined || macro.endsWith("phantom")) return close === undefined ? undefined : close + 1;
  if (!isWhite(cssColour(model, body.slice(from + opening.length, close)))) return undefined;
  return macro === "\\color" ? endOfGroup(body, close + 1) : endOfArgument(body, close + 1);
}

/** Fewer letters in a phantom are alignment. */
const LEAST_LETTERS = 4;

function endOfArgument(body: string, from: number): number | undefined {
  const open = /^\s*\{/.exec(body.slice(from, from + 100))?.[0];
  const close = open === undefined ? undefined : closingBrace(body, from + open.length);
  return close === undefined ? undefined : close + 1;
}

/** Where the group ends that stands around a place, or the math does. */
function endOfGroup(body: string, from: number): number {
  return closingBrace(body, from) ?? body.search(/\$*$/);
}

function closingBrace(source: string, from: number): number | undefined {
  for (let at = from, depth = 1; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === "{") depth++;
    else if (source[at] === "}" && --depth === 0) return at;
  }
  return undefined;
}

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
export function texCommand(masked: MaskedText, at: number): number {
  const { scanner, text } = masked;
  const bookdown = matchAt(/\\@ref\([^()\n]{1,200}\)/y, text, at);
  if (bookdown !== undefined) return scanner.mask(at, at + bookdown.length, REF);
  const label = matchAt(/\\#[\w:-]{1,200}\)/y, text, at);
  if (label !== undefined && text[at - 1] === "(") return scanner.mask(at - 1, at + label.length);
  if (text[at + 1] === " ") return scanner.mask(at, at + 2, BLANK);
  const name = matchAt(/\\[A-Za-z]{1,60}\*?/y, text, at)?.slice(1);
  return name === undefined ? at + 2 : named(masked, at, name);
}

function named(masked: MaskedText, at: number, name: string): number {
  const { scanner, text, brackets } = masked;
  const after = at + 1 + name.length;
  const symbol = SYMBOLS[name];
  if (symbol !== undefined)
    return scanner.mask(at, after + (matchAt(/\{\}| (?=\S)/y, text, after)?.length ?? 0), { kind: "token", token: symbol });
  if (name === "iffalse") {
    const close = scanner.ahead.match(/\\fi(?![A-Za-z])/g, after);
    if (close === scanner.text.length) return scanner.mask(at, after);
    scanner.leftOut.push({ start: at, end: close, why: "\\iffalse" });
    return scanner.mask(at, close + "\\fi".length);
  }
  if (name === "color" || name === "textcolor") return coloured(masked, at, after, name);
  const close = text[after] === "{" ? brackets.get(after) : undefined;
  if (TEXT_IN_ARGUMENT.test(name) && close !== undefined) {
    scanner.mask(at, after + 1);
    scanner.mask(close, close + 1);
    return after + 1;
  }
  if (/^multi(?:column|row)$/.test(name)) return scanner.mask(at, after);
  const end = argumentsEnd(masked, after);
  if (/phantom$/.test(name)) return scanner.hide(at, end, "phantom", scanner.text.slice(after, end));
  if (/^(?:auto|c|C|eq|page|name)?ref\*?$/.test(name)) return scanner.mask(at, end, REF);
  if (/^(?:no)?[a-zA-Z]?cite/.test(name)) return scanner.mask(at, end, name === "nocite" ? NOTHING : CITE);
  return scanner.mask(at, end);
}

/** A colour of a LaTeX model as CSS has it. */
function cssColour(model: string | undefined, colour: string): string {
  const parts = colour.split(",").map(Number);
  if (model === "rgb" || model === "gray")
    return `rgb(${(model === "gray" ? [parts[0], parts[0], parts[0]] : parts).map((part) => Math.round((part ?? 0) * 255)).join(" ")})`;
  return model === "RGB" ? `rgb(${parts.join(" ")})` : model === "HTML" ? `#${colour.trim()}` : colour;
}

/** `\textcolor{white}{text}`, `\color{white} text`: hidden where it is white, else text. */
function coloured(masked: MaskedText, at: number, after: number, name: string): number {
  const { scanner, text, brackets } = masked;
  const model = matchAt(/\[\w+\]/y, text, after);
  const opens = after + (model?.length ?? 0);
  const close = text[opens] === "{" ? brackets.get(opens) : undefined;
  if (close === undefined) return scanner.mask(at, after);
  const white = isWhite(cssColour(model?.slice(1, -1), text.slice(opens + 1, close)));
  const content = name === "textcolor" && text[close + 1] === "{" ? brackets.get(close + 1) : undefined;
  if (white) {
    const end = content === undefined ? scanner.ahead.paragraphEnd(close) : content + 1;
    return scanner.hide(at, end, "white text", scanner.text.slice(close + 1, end));
  }
  if (content === undefined) return scanner.mask(at, close + 1);
  scanner.mask(at, close + 2);
  scanner.mask(content, content + 1);
  return close + 2;
}

/** After all `{…}` and `[…]` that follow without a blank. */
function argumentsEnd({ text, brackets }: MaskedText, after: number): number {
  let end = after;
  for (let close = brackets.get(end); close !== undefined && (text[end] === "{" || text[end] === "["); close = brackets.get(end))
    end = close + 1;
  return end;
}
