/** MyST directives: which parts of one a reader sees. Its argument may be a title, a caption or a path, its body prose, a list or
 *  a table. What is not listed here is code, or made by a program. */

import type { Scanner } from "./scanner.ts";
import { BLANK, NOTHING, type Range } from "./scanner.ts";
import { plainLines } from "./tables.ts";

interface Directive {
  readonly argument: "title" | "caption" | "unseen";
  /** "figure": its first paragraph is the caption. */
  readonly body: "prose" | "figure" | "list table" | "comma table" | "code";
}

const DIRECTIVES = new Map<string, Directive>();
function declare(argument: Directive["argument"], body: Directive["body"], names: string): void {
  for (const name of names.trim().split(/\s+/)) DIRECTIVES.set(name, { argument, body });
}
declare("unseen", "figure", "figure iframe");
declare("caption", "prose", "table");
declare("caption", "list table", "list-table");
declare("caption", "comma table", "csv-table");
declare("unseen", "code", "code code-block sourcecode");
declare(
  "title",
  "prose",
  `
  note important tip hint warning caution attention danger error seealso admonition dropdown card tab-item grid-item-card exercise solution aside topic
  sidebar margin
`,
);
declare("unseen", "prose", "epigraph pull-quote blockquote glossary tab-set tab-set-code grid grid-item div");

/** @returns undefined for a directive whose text no reader sees, or that is none */
export function directiveOf(info: string): Directive | undefined {
  const name = /^\s*\{([\w:-]+)\}/.exec(info)?.[1] ?? "";
  if (/^prf:\w+$|^proof:\w+$/.test(name)) return { argument: "title", body: "prose" };
  return DIRECTIVES.get(name);
}

/** Options that a reader sees. */
const SHOWN_OPTION = /^([ \t>]*:(caption|header|attribution):[ \t]*)\S/;

/** Masks the opening line but for an argument that is seen, the options but for captions, and the closing line.
 *  @param at the beginning of the opening line, `end` its end, `close` where the closing line begins, if one does
 *  @returns where scanning goes on */
export function readDirective(
  scanner: Scanner,
  { at, end, close }: { at: number; end: number; close: number | undefined },
  { argument, body: bodyKind }: Directive,
): number {
  const { text, ahead } = scanner;
  if (close !== undefined) {
    takeLine(scanner, close, ahead.lineEnd(close));
    scanner.settled.add(close);
  }
  readArgument(scanner, at, end, argument);
  const stop = close ?? text.length;
  const body = readOptions(scanner, Math.min(end + 1, text.length), stop);
  const inside = { start: body, end: Math.max(body, stop) };
  if (bodyKind === "code") return readCode(scanner, inside, close);
  if (bodyKind === "figure") readCaption(scanner, inside);
  else if (bodyKind === "list table") readListTable(scanner, inside);
  else if (bodyKind === "comma table") readCommaTable(scanner, inside);
  return body;
}

function takeLine(scanner: Scanner, at: number, end: number): number {
  scanner.mask(at, end, NOTHING, "blank");
  return Math.min(end + 1, scanner.text.length);
}

function readArgument(scanner: Scanner, at: number, end: number, argument: Directive["argument"]): void {
  const line = scanner.text.slice(at, end);
  const begins = line.search(/(?<=\{[\w:-]+\}[ \t]*)[^\s{]/);
  const from = at + (/\{[\w:-]+\}[ \t]*/.exec(line)?.[0].length ?? 0) + line.indexOf("{");
  if (argument === "unseen" || begins === -1 || scanner.text.slice(from, end).trim() === "") {
    scanner.mask(at, end, NOTHING, "blank");
    return;
  }
  scanner.mask(at, from);
  scanner.kinds.push({ start: from, end, kind: argument === "caption" ? "caption" : "paragraph" });
}

/** @returns where the body begins */
function readOptions(scanner: Scanner, from: number, stop: number): number {
  const { text, ahead } = scanner;
  let at = from;
  let inYaml = false;
  while (at < stop) {
    const lineEnd = ahead.lineEnd(at);
    const line = text.slice(at, Math.min(lineEnd, at + 200)).trim();
    const rule = line === "---";
    if (!inYaml && !rule && !/^:[\w-]+:/.test(line)) break;
    if (rule) inYaml = !inYaml;
    at =
      !inYaml && SHOWN_OPTION.test(text.slice(at, lineEnd))
        ? readShownOption(scanner, at, lineEnd)
        : takeLine(scanner, at, lineEnd);
  }
  return at;
}

function readShownOption(scanner: Scanner, at: number, end: number): number {
  const [, key = "", name] = SHOWN_OPTION.exec(scanner.text.slice(at, end)) ?? [];
  const value = { start: at + key.length, end };
  scanner.mask(at, value.start);
  scanner.kinds.push({ ...value, kind: name === "caption" ? "caption" : name === "header" ? "table" : "paragraph" });
  if (name === "header") partAtCommas(scanner, value);
  scanner.settled.add(at);
  return Math.min(end + 1, scanner.text.length);
}

function readCode(scanner: Scanner, { start, end }: Range, close: number | undefined): number {
  if (close === undefined) return start;
  const closeEnd = scanner.ahead.lineEnd(close);
  scanner.mask(start, closeEnd, NOTHING, "blank");
  scanner.leftOut.push({ start, end: Math.max(start, end - 1), why: "code" });
  return Math.min(closeEnd + 1, scanner.text.length);
}

function readCaption(scanner: Scanner, { start, end }: Range): void {
  const first = scanner.text.slice(start, end).search(/\S/);
  if (first === -1) return;
  const captionEnd = Math.min(scanner.ahead.paragraphEnd(start + first), end);
  scanner.kinds.push({ start: start + first, end: captionEnd, kind: "caption" });
}

/** `* - first cell` and `  - next cell`: the marks go, and the rows are one passage. */
function readListTable(scanner: Scanner, { start, end }: Range): void {
  scanner.kinds.push({ start, end, kind: "table" });
  for (const { index, 0: mark } of scanner.text.slice(start, end).matchAll(/^[ \t]*(?:[*-](?:[ \t]+|$)){0,3}/gm))
    if (mark !== "") scanner.mask(start + index, start + index + mark.length, BLANK);
}

function readCommaTable(scanner: Scanner, range: Range): void {
  scanner.kinds.push({ ...range, kind: "table" });
  plainLines(scanner, range);
  partAtCommas(scanner, range);
}

/** Commas part cells, but for those within quotes, which go. */
function partAtCommas(scanner: Scanner, { start, end }: Range): void {
  let quoted = false;
  for (const { index, 0: sign } of scanner.text.slice(start, end).matchAll(/[",\n]/g)) {
    const at = start + index;
    if (sign === '"') {
      quoted = !quoted;
      scanner.mask(at, at + 1);
    } else if (sign === "\n") quoted = false;
    else if (!quoted) scanner.mask(at, at + 1, BLANK);
  }
}
