/** Opaque stretches that begin a line: code fences, fenced divs, MyST comments and directives, raw LaTeX environments, rules of grid tables. */
import { fence } from "./fences.ts";
import { hidingTechnique } from "./hidden-style.ts";
import { rawEnvironment } from "./raw-latex.ts";
import { BLANK, NOTHING } from "./region.ts";
import type { Scan } from "./scanner.ts";

/** @param at the beginning of a line
 *  @returns `at` where the line is ordinary; else where scanning goes on, which is a line's beginning if the whole line was taken */
export function opaqueLine(scan: Scan, at: number): number {
  const end = scan.ahead.lineEnd(at);
  const head = scan.text.slice(at, Math.min(end, at + 400));
  const text = head.trimStart();
  switch (text[0]) {
    case undefined:
      return head.length < 400 ? Math.min(end + 1, scan.text.length) : pushedRight(scan, at, end);
    case "`":
    case "~":
      return fence(scan, at, end);
    case ":":
      return colons(scan, at, end, head);
    case "+":
      return plus(scan, at, end, text);
    case "|":
      return row(scan, at, end);
    case "%":
      return scan.format === "myst" ? wholeLine(scan, at, end) : at;
    case "[":
      return linkComment(scan, at, end, text);
    case ">":
    case "-":
    case "*":
      return FENCE_INSIDE.test(text) ? fence(scan, at, end) : pushedRight(scan, at, end, head.length - text.length);
    case "\\":
      return rawEnvironment(scan, at);
    default:
      return pushedRight(scan, at, end, head.length - text.length);
  }
}

/** A fence in a block quote or at the beginning of a list item. */
const FENCE_INSIDE = /^[>*-][ \t>]*(?:[-*+][ \t]+)?(?:`{3}|~{3})/;

function wholeLine(scan: Scan, at: number, end: number): number {
  scan.cover(at, end, NOTHING, "blank");
  return Math.min(end + 1, scan.text.length);
}

/** Columns. Further right than any screen or page is wide. */
const OUT_OF_SIGHT = 200;

function pushedRight(scan: Scan, at: number, end: number, indent = OUT_OF_SIGHT): number {
  if (end - at < OUT_OF_SIGHT) return at;
  if (indent >= OUT_OF_SIGHT) return scan.hide(at, end, "text pushed out of sight", scan.text.slice(at, end));
  const gap = /\S[ \t\u00a0]{200}/g;
  const from = scan.ahead.match(gap, at);
  if (from >= end) return at;
  scan.hide(from + 1, end, "text pushed out of sight", scan.text.slice(from + 1, end));
  return at;
}

/** `[//]: # (nobody sees this)`: a link definition that nothing links to. */
function linkComment(scan: Scan, at: number, end: number, text: string): number {
  const label = /^\[(?:\/\/|#|comment|_metadata_[^\]]*)\]:\s*(?:#|<>)/i.exec(text)?.[0];
  if (label === undefined) return at;
  const line = scan.text.slice(at, end);
  scan.hide(at, end, "comment as a link definition", line.slice(line.indexOf(label) + label.length));
  return Math.min(end + 1, scan.text.length);
}

/** `::: {.callout}`, `:::{figure} path`, `:::`, and `: caption` under a table. */
function colons(scan: Scan, at: number, end: number, head: string): number {
  const marker = /^[ \t]*(:{3,})[ \t]*(.*)$/.exec(head.replace(/\r$/, ""));
  if (marker === null) return at;
  const [, colons = "", info = ""] = marker;
  if (scan.format === "myst" && info.startsWith("{")) return fence(scan, at, end);
  const technique = hidingTechnique(/^\{(.*)\}/.exec(info)?.[1] ?? (/^[\w-]+$/.test(info) ? `.${info}` : ""));
  if (technique === undefined) return wholeLine(scan, at, end);
  const close = closingDiv(scan, end);
  scan.hide(at, close, technique, scan.text.slice(end, close).replace(/:{3,}.*$/, ""));
  return Math.max(close, at + colons.length);
}

/** Where the div that was opened on the line that ends at `end` is over; the end of the file where it is never closed. */
function closingDiv({ text, ahead }: Scan, end: number): number {
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
function plus(scan: Scan, at: number, end: number, text: string): number {
  if (scan.format === "myst" && /^\+{3}(?:\s|$)/.test(text)) {
    scan.parts.push({ start: at, part: /"part"\s*:\s*"([\w -]+)"/.exec(text)?.[1]?.toLowerCase() });
    return wholeLine(scan, at, end);
  }
  if (!/^\+(?:[-=:]+\+)+\s*$/.test(text)) return at;
  const before = scan.kinds.at(-1);
  if (before?.kind === "table" && before.end + 1 >= at) scan.kinds.splice(-1, 1, { ...before, end });
  else scan.kinds.push({ start: at, end, kind: "table" });
  scan.cover(at, end);
  return Math.min(end + 1, scan.text.length);
}

/** A row of a grid table, if one was begun above: its bars part cells. A pipe table's rows are Markdown's own. */
function row(scan: Scan, at: number, end: number): number {
  const table = scan.kinds.at(-1);
  if (table?.kind !== "table" || table.end + 1 < at) return at;
  scan.kinds.splice(-1, 1, { ...table, end });
  for (let bar = scan.text.indexOf("|", at); bar !== -1 && bar < end; bar = scan.text.indexOf("|", bar + 1))
    scan.cover(bar, bar + 1, BLANK);
  return at;
}
