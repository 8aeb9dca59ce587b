/** LaTeX between the lines of a Markdown file: equations are kept as they stand, captions are text, layout is dropped. */
import { NOTHING } from "./region.ts";
import type { Scan } from "./scanner.ts";

const EQUATIONS = /^(?:equation|align|aligned|gather|multline|eqnarray|math|displaymath|alignat|flalign)\*?$/;
/** What is inside is text, and only laid out. */
const WRAPPERS =
  /^(?:landscape|sidewaystable|singlespace|doublespace|spacing|flushleft|flushright|small|footnotesize|quote|minipage|linenumbers|multicols)\*?$/;

/** @param at the beginning of a line that begins with a backslash  @returns `at` where it is no environment */
export function rawEnvironment(scan: Scan, at: number): number {
  const { text, ahead } = scan;
  const opener = /^[ \t]*\\(begin|end)\{([A-Za-z]{1,40}\*?)\}/.exec(text.slice(at, at + 100));
  if (opener === null) return at;
  const [marker, verb, name = ""] = opener;
  const close = ahead.find(`\\end{${name}}`, at);
  if (verb === "end" || close === text.length || WRAPPERS.test(name)) {
    const end = ahead.lineEnd(at);
    return scan.cover(
      at,
      Math.max(at + marker.length, /^[^A-Za-z]*$/.test(text.slice(at + marker.length, end)) ? end : 0),
      NOTHING,
    );
  }
  const end = close + `\\end{${name}}`.length;
  if (EQUATIONS.test(name))
    return scan.cover(at, end, { kind: "source", start: at + marker.length - `\\begin{${name}}`.length, end });
  scan.leftOut.push({ start: at, end, why: `raw LaTeX (${name})` });
  return captionsOf(scan, at, end);
}

/** Covers an environment but for the arguments of its captions. @returns `end` */
function captionsOf(scan: Scan, start: number, end: number): number {
  const source = scan.text.slice(start, end);
  let from = 0;
  for (const found of source.matchAll(/\\caption(?:\[[^\]\n]{0,500}\])?\{/g)) {
    if (found.index < from) continue;
    const open = found.index + found[0].length;
    const close = closingBrace(source, open);
    if (close === undefined) break;
    scan.cover(start + from, start + open, NOTHING);
    scan.kinds.push({ start: start + open, end: start + close, kind: "caption" });
    from = close;
  }
  scan.cover(start + from, end, NOTHING, from === 0 ? "blank" : "word");
  return end;
}

function closingBrace(source: string, from: number): number | undefined {
  for (let at = from, depth = 1; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === "{") depth++;
    else if (source[at] === "}" && --depth === 0) return at;
  }
  return undefined;
}
