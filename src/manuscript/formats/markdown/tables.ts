/** Tables of pandoc's Markdown that stand between lines of dashes: simple and multiline ones, with or without a heading. The
 *  Markdown parser would take their rules for headings and their rows for indented code. Not read: cells of one row that belong
 *  together over several lines of a multiline table stay apart. */
import type { Scanner } from "./scanner.ts";
import { NOTHING, type Range } from "./scanner.ts";

/** `---- ----`: a rule for each column. */
const COLUMNS = /^[ \t]*-+(?:[ \t]+-+)+[ \t]*$/;
const RULE = /^[ \t]*-{3,}[ \t]*$/;
/** Lines of a table's heading, and of a table; real ones are shorter. */
const MOST_HEADING_LINES = 12;
const MOST_LINES = 2_000;
/** Characters of a line. */
const LONGEST_LINE = 4_000;

interface Line extends Range {
  readonly text: string;
}

/** @param at the beginning of a line of dashes in groups, `end` its end
 *  @returns where scanning goes on; `at` where that is no table */
export function dashedTable(scanner: Scanner, at: number, end: number): number {
  const columns = lineAt(scanner, at, end);
  if (!COLUMNS.test(columns.text) || !columns.text.includes("--")) return at;
  const found = headingAbove(scanner, at);
  if (found === undefined) return at;
  const { lines: heading, rule } = found;
  const isMultiline = rule !== undefined;
  if (heading.length > 1 && !isMultiline) return at;
  const rows = rowsBelow(scanner, end, isMultiline || heading.length === 0);
  if (rows === undefined) return at;
  const first = heading[0] ?? columns;
  const last = rows.at(-1) ?? columns;
  scanner.kinds.push({ start: first.start, end: last.end, kind: "table" });
  for (const line of [...(rule === undefined ? [] : [rule]), columns, ...rows.filter(isRule)]) {
    scanner.mask(line.start, line.end);
    scanner.settled.add(line.start);
  }
  for (const line of [...heading, ...rows.filter((row) => !isRule(row))]) plainLines(scanner, line);
  noteEnd(scanner, last.end);
  return Math.min(end + 1, scanner.text.length);
}

function lineAt({ text }: Scanner, start: number, end: number): Line {
  return { start, end, text: text.slice(start, Math.min(end, start + LONGEST_LINE)).replace(/\r$/, "") };
}

function isRule({ text }: Line): boolean {
  return RULE.test(text) || (COLUMNS.test(text) && text.includes("--"));
}

/** The lines of the heading, and the rule that opens a multiline table above it; undefined where too much stands there. */
function headingAbove(scanner: Scanner, at: number): { lines: Line[]; rule: Line | undefined } | undefined {
  const lines: Line[] = [];
  for (let end = at - 1; end >= 0; ) {
    const start = scanner.text.lastIndexOf("\n", end - 1) + 1;
    const line = lineAt(scanner, start, end);
    if (line.text.trim() === "") break;
    if (isRule(line)) return { lines, rule: line };
    lines.unshift(line);
    if (lines.length > MOST_HEADING_LINES) return undefined;
    end = start - 1;
  }
  return { lines, rule: undefined };
}

/** @param isClosed whether only a rule ends the table, and not a blank line
 *  @returns the rows, a closing rule among them; undefined where the rule is missing or nothing follows */
function rowsBelow(scanner: Scanner, from: number, isClosed: boolean): Line[] | undefined {
  const rows: Line[] = [];
  if (isClosed && from < scanner.noTableEndBefore) return undefined;
  for (let start = from + 1; start < scanner.text.length && rows.length < MOST_LINES; ) {
    const line = lineAt(scanner, start, scanner.ahead.lineEnd(start));
    if (line.text.trim() === "") {
      if (!isClosed) break;
    } else if (isRule(line) && endsBlock(scanner, line.end)) return [...rows, line].filter(({ text }) => text.trim() !== "");
    rows.push(line);
    start = line.end + 1;
  }
  if (isClosed) {
    scanner.noTableEndBefore = rows.at(-1)?.end ?? from;
    return undefined;
  }
  return rows.length === 0 ? undefined : rows;
}

function endsBlock({ text, ahead }: Scanner, lineEnd: number): boolean {
  return text.slice(lineEnd + 1, Math.min(ahead.lineEnd(Math.min(lineEnd + 1, text.length)), lineEnd + 200)).trim() === "";
}

/** Lines whose beginning marks no block: no indented code, no list, no heading. */
export function plainLines(scanner: Scanner, { start, end }: Range): void {
  for (const { index, 0: indent, 1: marker = "" } of scanner.text
    .slice(start, end)
    .matchAll(/^[ \t]*(\d{1,9}[.)](?=[ \t])|[-*+](?=[ \t])|#{1,6}(?=[ \t])|[>=~`|:]+)?/gm)) {
    const from = start + index;
    const begins = from + indent.length - marker.length;
    if (begins > from) scanner.mask(from, begins, NOTHING);
    if (marker !== "") scanner.mask(begins, from + indent.length, { kind: "source", start: begins, end: from + indent.length });
  }
}

/** Remembers where the next line with text begins: a caption may stand there. */
function noteEnd(scanner: Scanner, tableEnd: number): void {
  const next = /^[^\n]*\n(?:[ \t]*\r?\n){0,3}/.exec(scanner.text.slice(tableEnd, tableEnd + 400))?.[0];
  if (next !== undefined) scanner.belowTables.add(tableEnd + next.length);
}
