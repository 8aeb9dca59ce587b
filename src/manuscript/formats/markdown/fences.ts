/** Fenced blocks: code to leave out, chunks whose captions are text, MyST directives whose body is text. */
import { chunkCaptions, chunkChildren } from "./chunk.ts";
import { NOTHING } from "./region.ts";
import type { Scan } from "./scanner.ts";

/** Directives whose body a reader sees as prose; of the first two the first paragraph is the caption. */
const FIGURES = /^(?:figure|table)$/;
const PROSE =
  /^(?:note|important|tip|hint|warning|caution|attention|danger|seealso|admonition|epigraph|pull-quote|dropdown|card|margin|aside|prf:\w+)$/;

const OPENER = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,}|:{3,})(.*)$/;
/** Characters of the opening line in which its kind must show. */
const LONGEST_OPENER = 20_000;

/** @param at the beginning of a line that begins with backticks, tildes or colons; `end` its end
 *  @returns `at` where that is no fence after all */
export function fence(scan: Scan, at: number, end: number): number {
  const { text } = scan;
  const opener = OPENER.exec(text.slice(at, Math.min(end, at + LONGEST_OPENER)).trimEnd());
  if (opener === null) return at;
  const [, marker = "", info = ""] = opener;
  if (marker.startsWith("`") && info.includes("`")) return at;
  const close = closingFence(scan, end, marker);
  const directive = /^\s*\{([\w:-]+)\}/.exec(info)?.[1] ?? "";
  if (scan.format === "myst" && (FIGURES.test(directive) || PROSE.test(directive)))
    return directiveBody(scan, at, end, close, directive);
  if (close === undefined) {
    scan.remark(
      "open fence",
      at,
      "a fenced block is opened here and never closed, so the rest was read as text. Close it with the same fence",
    );
    return take(scan, at, end);
  }
  const closeEnd = scan.ahead.lineEnd(close);
  if (scan.format === "myst" && directive === "math") {
    scan.cover(at, end);
    scan.cover(end + 1, close, { kind: "source", start: end + 1, end: close });
    return take(scan, close, closeEnd);
  }
  if (scan.format === "myst" && directive === "include")
    scan.inclusions.push({ start: at, path: info.replace(/^\s*\{include\}\s*/, "").trim() });
  return code(scan, at, end, closeEnd, info);
}

function code(scan: Scan, at: number, end: number, closeEnd: number, info: string): number {
  const chunk = /^\s*\{(?!=)/.test(info);
  const kept = chunk ? chunkCaptions(scan.text, at, end, closeEnd) : [];
  if (chunk) for (const path of chunkChildren(scan.text, at, end, closeEnd)) scan.inclusions.push({ start: at, path });
  scan.leftOut.push({ start: at, end: closeEnd, why: "code" });
  let from = at;
  for (const caption of kept) {
    coverLines(scan, from, caption.start);
    const before = caption.continues ? scan.kinds.pop() : undefined;
    scan.kinds.push({ start: before?.start ?? caption.start, end: caption.end, kind: "caption" });
    from = caption.end;
  }
  coverLines(scan, from, closeEnd, from === at);
  return Math.min(closeEnd + 1, scan.text.length);
}

/** Covers whole lines by white space, and what is left of a line beside a caption by a word, which indents nothing. */
function coverLines(scan: Scan, start: number, end: number, whole = false): void {
  if (whole) {
    scan.cover(start, end, NOTHING, "blank");
    return;
  }
  const lastLine = scan.text.lastIndexOf("\n", end - 1) + 1;
  const firstEnd = Math.min(scan.ahead.lineEnd(start), end);
  if (lastLine <= start) {
    scan.cover(start, end);
    return;
  }
  scan.cover(start, firstEnd);
  scan.cover(firstEnd, lastLine, NOTHING, "blank");
  scan.cover(lastLine, end);
}

/** Where the line begins that closes the fence. */
function closingFence(scan: Scan, from: number, marker: string): number | undefined {
  const { text, ahead } = scan;
  const character = marker[0] ?? "";
  const pattern = new RegExp(`(?<=\\n[ \\t>]{0,40})${character}{${Math.min(marker.length, 40)},}[ \\t]*\\r?(?=\\n|$)`, "g");
  const found = ahead.match(pattern, from);
  return found === text.length ? undefined : text.lastIndexOf("\n", found) + 1;
}

/** Drops the opening line, the options under it and the closing line; what is between is read as text. */
function directiveBody(scan: Scan, at: number, end: number, close: number | undefined, directive: string): number {
  const { text, ahead } = scan;
  if (close !== undefined) take(scan, close, ahead.lineEnd(close));
  let body = take(scan, at, end);
  let inYaml = false;
  for (let lineEnd = ahead.lineEnd(body); body < (close ?? text.length); lineEnd = ahead.lineEnd(body)) {
    const line = text.slice(body, Math.min(lineEnd, body + 200)).trim();
    const rule = line === "---";
    if (!inYaml && !rule && !/^:[\w-]+:/.test(line)) break;
    if (rule) inYaml = !inYaml;
    body = take(scan, body, lineEnd);
  }
  if (FIGURES.test(directive)) {
    const first = text.slice(body).search(/\S/);
    const start = first === -1 ? text.length : body + first;
    const captionEnd = Math.min(ahead.paragraphEnd(start), close ?? text.length);
    if (start < captionEnd) scan.kinds.push({ start, end: captionEnd, kind: "caption" });
  }
  return body;
}

function take(scan: Scan, at: number, end: number): number {
  scan.cover(at, end, NOTHING, "blank");
  return Math.min(end + 1, scan.text.length);
}
