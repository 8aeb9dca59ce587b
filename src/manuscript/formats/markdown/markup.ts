/** The second look at a Markdown file: what Pandoc, Quarto, bookdown and MyST add to Markdown within a paragraph (citations, references,
 *  attributes, images as figures, raised and lowered letters, LaTeX commands). Reads the covered copy, so nothing in code or math is mistaken. */
import { citation, inBraces, nakedCitation } from "./citation.ts";
import { sticky } from "./forward.ts";
import { hidingTechnique } from "./hidden-style.ts";
import { pairs } from "./pairs.ts";
import { BLANK, CITE, cover, NOTHING, outermost, REF } from "./region.ts";
import type { Covered, Scan } from "./scanner.ts";
import { texCommand } from "./tex-command.ts";

/** @param opaque what `coverOpaque` returned  @returns the copy that the Markdown parser reads */
export function coverMarkup(scan: Scan, opaque: string): string {
  const covered: Covered = { scan, text: opaque, pairs: pairs(opaque) };
  const interesting = /\\|!?\[|\]\(|[@{^~]|https?:\/\/|^[ \t>]*(?:Table)?:[ \t]/gm;
  for (let at = 0; at < opaque.length; ) {
    interesting.lastIndex = at;
    const found = interesting.exec(opaque);
    if (found === null) break;
    at = Math.max(markup(covered, found[0], found.index), found.index + 1);
  }
  return cover(scan.text, outermost(scan.regions));
}

/** @returns where scanning goes on; `at` for "just after this character" */
function markup(covered: Covered, sign: string, at: number): number {
  switch (sign) {
    case "\\":
      return texCommand(covered, at);
    case "![":
      return image(covered, at);
    case "[":
      return bracket(covered, at);
    case "](":
      return at + (destination(covered.text, at + 1)?.length ?? 0) + 1;
    case "@":
      return nakedCitation(covered, at);
    case "{":
      return brace(covered, at);
    case "^":
    case "~":
      return script(covered, at, sign);
    default:
      if (sign.startsWith("http")) return at + (sticky(/https?:\/\/[^\s<>()[\]{}]*/y, covered.text, at) ?? sign).length;
      return tableCaption(covered, at, sign);
  }
}

/** `(address "title")` of a link. @returns it with its parentheses */
function destination(text: string, at: number): string | undefined {
  return sticky(
    /\((?:<[^<>\n]{0,2000}>|(?:[^()\s\\]|\\.|\([^()\s]{0,500}\)){0,2000})(?:\s+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\s*\)/y,
    text,
    at,
  );
}

/** `![The caption.](figure.png){#fig:one width=50%}`
 *     ^ caption begins, and is read as text     ^ and this is not */
function image({ scan, text, pairs }: Covered, at: number): number {
  const close = pairs.get(at + 1);
  const target = close === undefined ? undefined : destination(text, close + 1);
  if (close === undefined || target === undefined) return at + 2;
  scan.cover(at, at + 2);
  const end = close + 1 + target.length;
  scan.cover(close, end + (attributes(text, end)?.length ?? 0), BLANK);
  if (text.slice(at + 2, close).trim() !== "") caption(scan, text, at + 2, close);
  return at + 2;
}

/** Citations, footnotes, links without a text of their own, and text with attributes. */
function bracket(covered: Covered, at: number): number {
  const { scan, text, pairs } = covered;
  const close = pairs.get(at);
  if (close === undefined) return at + 1;
  const note = sticky(/\[\^[^\]\s]{1,100}\]/y, text, at);
  if (note !== undefined) return isDefinition(text, at, close) ? close + 2 : scan.cover(at, close + 1);
  const target = destination(text, close + 1);
  if (target !== undefined) {
    if (text.slice(at + 1, close).trim() !== "") return at + 1;
    return scan.cover(at, close + 1 + target.length, /doi\.org|^\((?:<?doi:|10\.\d)/.test(target) ? CITE : REF);
  }
  const cited = citation(text.slice(at + 1, close));
  const tag = cited === undefined ? undefined : definedTag(text, at, close);
  if (tag !== undefined) return scan.cover(at, close + 1 + tag.length);
  if (cited !== undefined && text[close + 1] !== "[") return scan.cover(at, close + 1, cited);
  return spanWithAttributes(covered, at, close);
}

function isDefinition(text: string, at: number, close: number): boolean {
  return text[close + 1] === ":" && /(?:^|\n)[ \t]{0,3}$/.test(text.slice(Math.max(0, at - 4), at));
}

/** `[@tag:x]: doi:10.1/2` at the beginning of a line defines a citation and shows nothing. */
function definedTag(text: string, at: number, close: number): string | undefined {
  return isDefinition(text, at, close) ? sticky(/:[^\n]{0,2000}/y, text, close + 1) : undefined;
}

/** `[text]{.class}`; a bare `[text]` is left as it is. */
function spanWithAttributes({ scan, text }: Covered, at: number, close: number): number {
  const given = attributes(text, close + 1);
  if (given === undefined) return at + 1;
  const end = close + 1 + given.length;
  const technique = hidingTechnique(given.slice(1, -1));
  if (technique !== undefined) return scan.hide(at, end, technique, scan.text.slice(at + 1, close));
  scan.cover(at, at + 1);
  scan.cover(close, end);
  return at + 1;
}

/** `{#id .class key=value}` with its braces, or undefined where the braces hold anything else. */
function attributes(text: string, at: number): string | undefined {
  const braced = sticky(/\{[^{}]{1,1000}\}/y, text, at);
  if (braced === undefined) return undefined;
  const given = braced.slice(1, -1).match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return given.length > 0 && given.every((one) => /^(?:[#.][^\s]+|-|=\w+|[\w:-]+=.*)$/s.test(one)) ? braced : undefined;
}

function brace(covered: Covered, at: number): number {
  const { scan, text } = covered;
  const reference = inBraces(text, at);
  if (reference !== undefined) return scan.cover(at, at + reference.length, REF);
  const given = attributes(text, at);
  return given === undefined
    ? at + 1
    : scan.cover(at, at + given.length, NOTHING, /^\s/.test(text[at - 1] ?? "\n") ? "word" : "mark");
}

/** `H~2~O`, `25^th^`, `10^5^`, `^[a note]`: the signs go, but for the caret before what is no plain word: 10^5 is not 105. */
function script({ scan, text, pairs }: Covered, at: number, sign: string): number {
  if (sign === "~" && text[at + 1] === "~") return at + 2;
  const note = sign === "^" && text[at + 1] === "[" ? pairs.get(at + 1) : undefined;
  if (note !== undefined) {
    scan.cover(at, at + 1, BLANK);
    scan.cover(at + 1, at + 2, { kind: "token", token: "(" });
    scan.cover(note, note + 1, { kind: "token", token: ")" });
    return at + 2;
  }
  const inside = sticky(sign === "^" ? /\^(?:[^\s^\\]|\\[^\n]){1,100}\^/y : /~(?:[^\s~\\]|\\[^\n]){1,100}~/y, text, at);
  if (inside === undefined) return at + 1;
  const keepsCaret = sign === "^" && !/^\^\p{L}+\^$/u.test(inside);
  if (!keepsCaret) scan.cover(at, at + 1);
  scan.cover(at + inside.length - 1, at + inside.length);
  // What is inside may be markup again, such as an escaped sign or a citation; the closing sign is passed by the region that covers it.
  return at + 1;
}

/** `Table: caption {#tbl:x}`, and `: caption` below a table, up to the blank line. */
function tableCaption({ scan, text }: Covered, at: number, sign: string): number {
  const begins = at + sign.length;
  const before = scan.text.slice(Math.max(0, at - 2000), at);
  const startsParagraph = /(?:^|\n)[ \t>]*\r?\n$|^$/.test(before);
  const belowTable = /(?:\||\+|-{3})[ \t]*\r?\n[ \t]*\r?\n$/.test(before);
  if (!startsParagraph || (!sign.includes("Table") && !belowTable)) return at + 1;
  const start = at + sign.search(/[T:]/);
  const end = scan.ahead.paragraphEnd(begins);
  if (end <= begins) return begins;
  scan.cover(start, begins);
  caption(scan, text, begins, end);
  return begins;
}

/** Within a caption a line that begins with `1)` or `-` begins no list. */
function caption(scan: Scan, text: string, start: number, end: number): void {
  scan.kinds.push({ start, end, kind: "caption" });
  for (const { 0: marker, index } of text.slice(start, end).matchAll(/(?<=\n[ \t>]*)(?:\d{1,9}[.)]|[-*+])(?=[ \t])/g)) {
    const from = start + index;
    scan.cover(from, from + marker.length, { kind: "source", start: from, end: from + marker.length });
  }
}
