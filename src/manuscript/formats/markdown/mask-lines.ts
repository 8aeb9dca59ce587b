/** The first look at a Markdown file masks what hides its content from all other markup: code, math, comments, templates, raw
 *  HTML and LaTeX. Here what begins a line: fences, divs, MyST comments and directives, LaTeX environments, rules of grid tables.
 *  Invariant: looks at every character a bounded number of times, whatever is opened and never closed. */

import { bracedElement, conditionOf } from "./elements.ts";
import { rawEnvironment } from "./embedded-latex.ts";
import { fence } from "./fences.ts";
import { maskInline } from "./mask-inline.ts";
import type { Scanner } from "./scanner.ts";
import { BLANK, maskRegions, NOTHING, outermostRegions } from "./scanner.ts";
import { dashedTable } from "./tables.ts";

/** @returns the masked copy */
export function maskVerbatim(scanner: Scanner): string {
  const { text, elements } = scanner;
  if (elements.page.technique !== undefined && text.trim() !== "")
    scanner.hide(0, text.length, elements.page.technique, text, "blank");
  const interesting = /[\n\\`$<{]/g;
  for (let at = maskLines(scanner, 0); at < text.length; ) {
    interesting.lastIndex = at;
    const found = interesting.exec(text);
    if (found === null) break;
    at = found[0] === "\n" ? maskLines(scanner, found.index + 1) : maskInline(scanner, found.index);
  }
  return maskRegions(text, outermostRegions(scanner.regions));
}

/** @param at the beginning of a line  @returns where the first line begins, or goes on, that is not masked from its beginning */
function maskLines(scanner: Scanner, at: number): number {
  for (let next = at; next < scanner.text.length; ) {
    const after = maskLine(scanner, next);
    if (after === next || scanner.text[after - 1] !== "\n") return after;
    next = after;
  }
  return scanner.text.length;
}

/** @param at the beginning of a line
 *  @returns `at` where the line is ordinary; else where scanning goes on, which is a line's beginning if the whole line was taken */
function maskLine(scanner: Scanner, at: number): number {
  const end = scanner.ahead.lineEnd(at);
  const head = scanner.text.slice(at, Math.min(end, at + 400));
  const text = head.trimStart();
  if (scanner.settled.has(at)) return Math.min(end + 1, scanner.text.length);
  switch (text[0]) {
    case undefined:
      return head.length < 400 ? Math.min(end + 1, scanner.text.length) : pushedRight(scanner, at, end);
    case "`":
    case "~":
      return fence(scanner, at, end);
    case ":":
      return colons(scanner, at, end, head);
    case "+":
      return plus(scanner, at, end, text);
    case "|":
      return row(scanner, at, end);
    case "%":
      return scanner.format === "myst" ? wholeLine(scanner, at, end) : at;
    case "[":
      return linkComment(scanner, at, end, text);
    case "(":
      return scanner.format === "myst" && /^\([\w:.+-]{1,200}\)=\s*$/.test(text) ? wholeLine(scanner, at, end) : at;
    case ">":
    case "-":
    case "*":
      if (scanner.format !== "myst" && /^-+[ \t][ \t-]*\r?$/.test(text)) return dashedTable(scanner, at, end);
      return FENCE_INSIDE.test(text) ? fence(scanner, at, end) : pushedRight(scanner, at, end, head.length - text.length);
    case "\\":
      return rawEnvironment(scanner, at);
    default:
      return pushedRight(scanner, at, end, head.length - text.length);
  }
}

/** A fence in a block quote or at the beginning of a list item. */
const FENCE_INSIDE = /^[>*-][ \t>]*(?:[-*+][ \t]+)?(?:`{3}|~{3})/;

function wholeLine(scanner: Scanner, at: number, end: number): number {
  scanner.mask(at, end, NOTHING, "blank");
  return Math.min(end + 1, scanner.text.length);
}

/** Columns. Further right than any screen or page is wide. */
const OUT_OF_SIGHT = 200;

function pushedRight(scanner: Scanner, at: number, end: number, indent = OUT_OF_SIGHT): number {
  if (end - at < OUT_OF_SIGHT) return at;
  if (indent >= OUT_OF_SIGHT) return scanner.hide(at, end, "text pushed out of sight", scanner.text.slice(at, end));
  const gap = /\S[ \t\u00a0]{200}/g;
  const from = scanner.ahead.match(gap, at);
  if (from >= end) return at;
  scanner.hide(from + 1, end, "text pushed out of sight", scanner.text.slice(from + 1, end));
  return at;
}

/** `[//]: # (nobody sees this)`: a link definition that nothing links to. */
function linkComment(scanner: Scanner, at: number, end: number, text: string): number {
  const label = /^\[(?:\/\/|#|comment|_metadata_[^\]]*)\]:\s*(?:#|<>)/i.exec(text)?.[0];
  if (label === undefined) return at;
  const line = scanner.text.slice(at, end);
  scanner.hide(at, end, "comment as a link definition", line.slice(line.indexOf(label) + label.length));
  return Math.min(end + 1, scanner.text.length);
}

/** `::: {.callout}`, `:::{figure} path`, `:::`, and `: caption` under a table. */
function colons(scanner: Scanner, at: number, end: number, head: string): number {
  const marker = /^[ \t]*(:{3,})[ \t]*(.*)$/.exec(head.replace(/\r$/, ""));
  if (marker === null) return at;
  const [, colons = "", info = ""] = marker;
  if (scanner.format === "myst" && info.startsWith("{")) return fence(scanner, at, end);
  const written = /^\{(.*)\}/.exec(info)?.[1] ?? (/^[\w-]+:*$/.test(info) ? info : "");
  if (written === "") return wholeLine(scanner, at, end);
  const element = bracedElement("div", written);
  const appearance = scanner.elements.appearance(element, at);
  const technique = appearance.technique ?? conditionOf(element, (path) => scanner.values("meta", path));
  if (technique === undefined && !/style=|color=/.test(written)) return wholeLine(scanner, at, end);
  const close = closingDiv(scanner, end);
  if (technique === undefined) {
    scanner.elements.enter(element, appearance, close);
    return wholeLine(scanner, at, end);
  }
  scanner.hide(at, close, technique, scanner.text.slice(end, close).replace(/:{3,}.*$/, ""));
  return Math.max(close, at + colons.length);
}

/** Where the div that was opened on the line that ends at `end` is over; the end of the file where it is never closed. */
function closingDiv({ text, ahead }: Scanner, end: number): number {
  const marker = /(?<=\n[ \t]*):{3,}[^\n]*/g;
  for (let at = end, depth = 1; ; ) {
    const found = ahead.match(marker, at);
    if (found === text.length) return found;
    at = ahead.lineEnd(found);
    depth += /^:+\s*$/.test(text.slice(found, at)) ? -1 : 1;
    if (depth === 0) return at;
  }
}

/** `+++ {"part": "abstract"}` begins a MyST block; `+---+---+` rules a grid table. */
function plus(scanner: Scanner, at: number, end: number, text: string): number {
  if (scanner.format === "myst" && /^\+{3}(?:\s|$)/.test(text)) {
    scanner.parts.push({ start: at, part: /"part"\s*:\s*"([\w -]+)"/.exec(text)?.[1]?.toLowerCase() });
    return wholeLine(scanner, at, end);
  }
  if (!/^[ \t]*\+(?:[-=:]+\+)+\s*$/.test(scanner.text.slice(at, Math.min(end, at + LONGEST_RULE)))) return at;
  const before = scanner.kinds.at(-1);
  if (before?.kind === "table" && before.end + 1 >= at) scanner.kinds.splice(-1, 1, { ...before, end });
  else scanner.kinds.push({ start: at, end, kind: "table" });
  scanner.mask(at, end);
  return Math.min(end + 1, scanner.text.length);
}

/** Characters of a grid table's line. */
const LONGEST_RULE = 20_000;

/** A row of a grid table, if one was begun above: its bars part cells. A pipe table's rows are Markdown's own. */
function row(scanner: Scanner, at: number, end: number): number {
  const table = scanner.kinds.at(-1);
  if (table?.kind !== "table" || table.end + 1 < at) return at;
  scanner.kinds.splice(-1, 1, { ...table, end });
  for (let bar = scanner.text.indexOf("|", at); bar !== -1 && bar < end; bar = scanner.text.indexOf("|", bar + 1))
    scanner.mask(bar, bar + 1, BLANK);
  return at;
}
