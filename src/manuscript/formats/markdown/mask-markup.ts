/** The second look at a Markdown file: what Pandoc, Quarto, bookdown and MyST add to Markdown within a paragraph (citations,
 *  references, attributes, images as figures, raised and lowered letters, LaTeX commands). Reads the masked copy, so nothing in
 *  code or math is mistaken. */

import { bracedElement } from "./elements.ts";
import { texCommand } from "./embedded-latex.ts";
import { matchAt } from "./forward-search.ts";
import {
  BLANK,
  CITE,
  type MaskedText,
  maskRegions,
  matchBrackets,
  NOTHING,
  outermostRegions,
  REF,
  type Replacement,
  type Scanner,
} from "./scanner.ts";

/** @param text what `maskVerbatim` returned  @returns the copy that the Markdown parser reads */
export function maskMarkup(scanner: Scanner, text: string): string {
  const masked: MaskedText = { scanner, text, brackets: matchBrackets(text) };
  const interesting = /\\|!?\[|\]\(|[@{^~]|https?:\/\/|^[ \t>]*(?:Table)?:[ \t]/gm;
  for (let at = 0; at < text.length; ) {
    interesting.lastIndex = at;
    const found = interesting.exec(text);
    if (found === null) break;
    at = Math.max(markup(masked, found[0], found.index), found.index + 1);
  }
  return maskRegions(scanner.text, outermostRegions(scanner.regions));
}

/** @returns where scanning goes on; `at` for "just after this character" */
function markup(masked: MaskedText, sign: string, at: number): number {
  switch (sign) {
    case "\\":
      return texCommand(masked, at);
    case "![":
      return image(masked, at);
    case "[":
      return bracket(masked, at);
    case "](":
      return at + (destination(masked.text, at + 1)?.length ?? 0) + 1;
    case "@":
      return bareCitation(masked, at);
    case "{":
      return brace(masked, at);
    case "^":
    case "~":
      return script(masked, at, sign);
    default:
      if (sign.startsWith("http")) return at + (matchAt(/https?:\/\/[^\s<>()[\]{}]*/y, masked.text, at) ?? sign).length;
      return tableCaption(masked, at, sign);
  }
}

/** `(address "title")` of a link. @returns it with its parentheses */
function destination(text: string, at: number): string | undefined {
  return matchAt(
    /\((?:<[^<>\n]{0,2000}>|(?:[^()\s\\]|\\.|\([^()\s]{0,500}\)){0,2000})(?:\s+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\s*\)/y,
    text,
    at,
  );
}

/** `![The caption.](figure.png){#fig:one width=50%}`
 *     ^ caption begins, and is read as text     ^ and this is not */
function image({ scanner, text, brackets }: MaskedText, at: number): number {
  const close = brackets.get(at + 1);
  const target = close === undefined ? undefined : destination(text, close + 1);
  if (close === undefined || target === undefined) return at + 2;
  scanner.mask(at, at + 2);
  const end = close + 1 + target.length;
  scanner.mask(close, end + (attributes(text, end)?.length ?? 0), BLANK);
  if (text.slice(at + 2, close).trim() !== "") caption(scanner, text, at + 2, close);
  return at + 2;
}

/** Citations, footnotes, links without a text of their own, and text with attributes. */
function bracket(masked: MaskedText, at: number): number {
  const { scanner, text, brackets } = masked;
  const close = brackets.get(at);
  if (close === undefined) return at + 1;
  const note = matchAt(/\[\^[^\]\s]{1,100}\]/y, text, at);
  if (note !== undefined) {
    if (!isDefinition(text, at, close)) return scanner.mask(at, close + 1);
    return scanner.notes.has(note) ? close + 2 : unusedNote(scanner, at, close + 2);
  }
  const target = destination(text, close + 1);
  if (target !== undefined) {
    if (text.slice(at + 1, close).trim() !== "") {
      if (scanner.format === "myst" && target.startsWith("(#")) numberedReference(scanner, text, at + 1, close);
      return at + 1;
    }
    return scanner.mask(at, close + 1 + target.length, /doi\.org|^\((?:<?doi:|10\.\d)/.test(target) ? CITE : REF);
  }
  const cited = citationToken(text.slice(at + 1, close));
  const tag = cited === undefined ? undefined : definedTag(text, at, close);
  if (tag !== undefined) return scanner.mask(at, close + 1 + tag.length);
  if (cited !== undefined && text[close + 1] !== "[") return scanner.mask(at, close + 1, cited);
  return spanWithAttributes(masked, at, close);
}

/** `[Eq. %s](#eq-1)`, `[Fig. {number}](#fig)`: the number is MyST's. */
function numberedReference(scanner: Scanner, text: string, start: number, end: number): void {
  for (const { index, 0: mark } of text.slice(start, end).matchAll(/%s|\{(?:number|name)\}/g))
    scanner.mask(start + index, start + index + mark.length, REF);
}

/** A note to which nothing in the file leads is not printed. */
function unusedNote(scanner: Scanner, at: number, from: number): number {
  const { text, ahead } = scanner;
  let end = ahead.paragraphEnd(from);
  while (end < text.length && /^\n[ \t]*\r?\n(?: {4}|\t)[ \t]*\S/.test(text.slice(end, end + 200)))
    end = ahead.paragraphEnd(end + 2);
  scanner.leftOut.push({ start: at, end, why: "a note to which nothing leads" });
  return scanner.mask(at, end, NOTHING, "blank");
}

function isDefinition(text: string, at: number, close: number): boolean {
  return text[close + 1] === ":" && /(?:^|\n)[ \t]{0,3}$/.test(text.slice(Math.max(0, at - 4), at));
}

/** `[@tag:x]: doi:10.1/2` at the beginning of a line defines a citation and replacement nothing. */
function definedTag(text: string, at: number, close: number): string | undefined {
  return isDefinition(text, at, close) ? matchAt(/:[^\n]{0,2000}/y, text, close + 1) : undefined;
}

/** `[text]{.class}`; a bare `[text]` is left as it is. */
function spanWithAttributes({ scanner, text }: MaskedText, at: number, close: number): number {
  const given = attributes(text, close + 1);
  if (given === undefined) return at + 1;
  const end = close + 1 + given.length;
  const { technique } = scanner.elements.appearance(bracedElement("span", given.slice(1, -1)), at);
  if (technique !== undefined) return scanner.hide(at, end, technique, scanner.text.slice(at + 1, close));
  scanner.mask(at, at + 1);
  scanner.mask(close, end);
  return at + 1;
}

/** `{#id .class key=value}` with its braces, or undefined where the braces hold anything else. */
function attributes(text: string, at: number): string | undefined {
  const braced = matchAt(/\{[^{}]{1,1000}\}/y, text, at);
  if (braced === undefined) return undefined;
  const given = braced.slice(1, -1).match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return given.length > 0 && given.every((one) => /^(?:[#.][^\s]+|-|=\w+|[\w:-]+=.*)$/s.test(one)) ? braced : undefined;
}

function brace(masked: MaskedText, at: number): number {
  const { scanner, text } = masked;
  const reference = bracedReference(text, at);
  if (reference !== undefined) return scanner.mask(at, at + reference.length, REF);
  const given = attributes(text, at);
  const heading = given === undefined ? undefined : headingBefore(text, at, at + given.length);
  if (given !== undefined && heading !== undefined) {
    const { technique } = scanner.elements.appearance(bracedElement("div", given.slice(1, -1)), at);
    if (technique !== undefined)
      return scanner.hide(heading, at + given.length, technique, scanner.text.slice(heading, at), "blank");
  }
  return given === undefined
    ? at + 1
    : scanner.mask(at, at + given.length, NOTHING, /^\s/.test(text[at - 1] ?? "\n") ? "word" : "mark");
}

/** Where the heading begins at whose end attributes stand. */
function headingBefore(text: string, at: number, end: number): number | undefined {
  const begins = text.lastIndexOf("\n", at) + 1;
  const isHeading =
    at - begins < 1_000 &&
    /^#{1,6}\s/.test(text.slice(begins, begins + 8)) &&
    /^[ \t]*\r?(?:\n|$)/.test(text.slice(end, end + 100));
  return isHeading ? begins : undefined;
}

/** `H~2~O`, `25^th^`, `10^5^`, `^[a note]`: the signs go, but for the caret before what is no plain word: 10^5 is not 105. */
function script({ scanner, text, brackets }: MaskedText, at: number, sign: string): number {
  if (sign === "~" && text[at + 1] === "~") return at + 2;
  const note = sign === "^" && text[at + 1] === "[" ? brackets.get(at + 1) : undefined;
  if (note !== undefined) {
    scanner.mask(at, at + 1, BLANK);
    scanner.mask(at + 1, at + 2, { kind: "token", token: "(" });
    scanner.mask(note, note + 1, { kind: "token", token: ")" });
    return at + 2;
  }
  const inside = matchAt(sign === "^" ? /\^(?:[^\s^\\]|\\[^\n]){1,100}\^/y : /~(?:[^\s~\\]|\\[^\n]){1,100}~/y, text, at);
  if (inside === undefined) return at + 1;
  const keepsCaret = sign === "^" && !/^\^\p{L}+\^$/u.test(inside);
  if (!keepsCaret) scanner.mask(at, at + 1);
  scanner.mask(at + inside.length - 1, at + inside.length);
  // What is inside may be markup again, such as an escaped sign or a citation; the closing sign is passed by the region that masks it.
  return at + 1;
}

/** `Table: caption {#tbl:x}`, and `: caption` below a table, up to the blank line. */
function tableCaption({ scanner, text }: MaskedText, at: number, sign: string): number {
  const begins = at + sign.length;
  const before = scanner.text.slice(Math.max(0, at - 2000), at);
  const startsParagraph = /(?:^|\n)[ \t>]*\r?\n$|^$/.test(before);
  const belowTable = /(?:\||\+|-{3})[ \t]*\r?\n[ \t]*\r?\n$/.test(before) || scanner.belowTables.has(at);
  if (!startsParagraph || (!sign.includes("Table") && !belowTable)) return at + 1;
  const start = at + sign.search(/[T:]/);
  const end = scanner.ahead.paragraphEnd(begins);
  if (end <= begins) return begins;
  scanner.mask(start, begins);
  caption(scanner, text, begins, end);
  return begins;
}

/** Within a caption a line that begins with `1)` or `-` begins no list. */
function caption(scanner: Scanner, text: string, start: number, end: number): void {
  scanner.kinds.push({ start, end, kind: "caption" });
  for (const { 0: marker, index } of text.slice(start, end).matchAll(/(?<=\n[ \t>]*)(?:\d{1,9}[.)]|[-*+])(?=[ \t])/g)) {
    const from = start + index;
    scanner.mask(from, from + marker.length, { kind: "source", start: from, end: from + marker.length });
  }
}

/** Prefixes by which a key names a thing in the paper and not one in the bibliography. */
const REFERENCE =
  /^(?:s?fig(?:ure)?|s?tbl|s?tab(?:le)?|eqn?|sec|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|video|apx|app|supp|suppfig|supptbl)[:-]/i;

/** @param inside what stands between the brackets  @returns undefined where it cites nothing */
function citationToken(inside: string): Replacement | undefined {
  const keys = [...inside.matchAll(/(?:^|[\s;(-])-?@\{?([\w:][^\s;\]}]*)/g)].map((found) => found[1] ?? "");
  if (keys.length === 0) return undefined;
  return keys.every((key) => REFERENCE.test(key)) ? REF : CITE;
}

/** `@smith2020`, `@doi:10.1000/182`, `@fig:one`, in the running text. */
function bareCitation({ scanner, text }: MaskedText, at: number): number {
  if (/[\p{L}\p{N}\\@/.]/u.test(text[at - 1] ?? " ")) return at + 1;
  const example = scanner.examples.size === 0 ? undefined : matchAt(/@[\w-]{0,100}/y, text, at);
  const number =
    example === undefined
      ? undefined
      : (scanner.examples.get(text[at - 1] === "(" ? at - 1 : -1) ?? scanner.examples.get(example.slice(1)));
  if (example !== undefined && number !== undefined)
    return scanner.mask(at, at + example.length, { kind: "token", token: String(number) });
  const key = matchAt(
    /@(?:\{[^{}\s]{1,500}\}|[\p{L}\p{N}_*](?:[\p{L}\p{N}_]|[:.#$%&\-+?<>~/()*](?=[\p{L}\p{N}_])){0,500})/uy,
    text,
    at,
  );
  if (key === undefined) return at + 1;
  const start = text[at - 1] === "-" && /[\s[(]/.test(text[at - 2] ?? " ") ? at - 1 : at;
  return scanner.mask(start, at + key.length, REFERENCE.test(key.replace(/^@\{?/, "")) ? REF : CITE);
}

/** `{@fig:one}`, `{+@fig:one}`, `{*@eq:two}`: a reference with its braces. */
function bracedReference(text: string, at: number): string | undefined {
  return matchAt(/\{[+*!]?@[\w:.-]{1,200}\}/y, text, at);
}
