/** The first look at a Markdown file: what hides its content from all other markup (code, math, comments, templates, raw HTML and LaTeX).
 *  Invariant: looks at every character a bounded number of times, whatever is opened and never closed. */

import { opaqueInline } from "./mask-inline.ts";
import { opaqueLine } from "./mask-lines.ts";
import { cover, outermost } from "./region.ts";
import type { Scan } from "./scanner.ts";

/** @returns the covered copy */
export function coverOpaque(scan: Scan): string {
  const { text } = scan;
  const interesting = /[\n\\`$<{]/g;
  for (let at = opaqueLines(scan, 0); at < text.length; ) {
    interesting.lastIndex = at;
    const found = interesting.exec(text);
    if (found === null) break;
    at = found[0] === "\n" ? opaqueLines(scan, found.index + 1) : opaqueInline(scan, found.index);
  }
  return cover(text, outermost(scan.regions));
}

/** @param at the beginning of a line  @returns where the first line begins, or goes on, that is not opaque from its beginning */
function opaqueLines(scan: Scan, at: number): number {
  for (let next = at; next < scan.text.length; ) {
    const after = opaqueLine(scan, next);
    if (after === next || scan.text[after - 1] !== "\n") return after;
    next = after;
  }
  return scan.text.length;
}
