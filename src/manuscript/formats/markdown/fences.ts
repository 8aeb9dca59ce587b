/** Fenced blocks: code to leave out, chunks of knitr and Quarto whose captions are text, MyST directives whose body is text. */
import { NOTHING } from "./regions.ts";
import type { Scanner } from "./scanner.ts";

/** Directives whose body a reader sees as prose; of the first two the first paragraph is the caption. */
const FIGURES = /^(?:figure|table)$/;
const PROSE =
  /^(?:note|important|tip|hint|warning|caution|attention|danger|seealso|admonition|epigraph|pull-quote|dropdown|card|margin|aside|prf:\w+)$/;

const OPENER = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,}|:{3,})(.*)$/;
/** Characters of the opening line in which its kind must show. */
const LONGEST_OPENER = 20_000;

/** @param at the beginning of a line that begins with backticks, tildes or colons; `end` its end
 *  @returns `at` where that is no fence after all */
export function fence(scanner: Scanner, at: number, end: number): number {
  const { text } = scanner;
  const opener = OPENER.exec(text.slice(at, Math.min(end, at + LONGEST_OPENER)).trimEnd());
  if (opener === null) return at;
  const [, marker = "", info = ""] = opener;
  if (marker.startsWith("`") && info.includes("`")) return at;
  const close = closingFence(scanner, end, marker);
  const directive = /^\s*\{([\w:-]+)\}/.exec(info)?.[1] ?? "";
  if (scanner.format === "myst" && (FIGURES.test(directive) || PROSE.test(directive)))
    return directiveBody(scanner, at, end, close, directive);
  if (close === undefined) {
    scanner.warnOnce(
      "open fence",
      at,
      "a fenced block is opened here and never closed, so the rest was read as text. Close it with the same fence",
    );
    return take(scanner, at, end);
  }
  const closeEnd = scanner.ahead.lineEnd(close);
  if (scanner.format === "myst" && directive === "math") {
    scanner.mask(at, end);
    scanner.mask(end + 1, close, { kind: "source", start: end + 1, end: close });
    return take(scanner, close, closeEnd);
  }
  if (scanner.format === "myst" && directive === "include")
    scanner.inclusions.push({ start: at, path: info.replace(/^\s*\{include\}\s*/, "").trim() });
  return code(scanner, at, end, closeEnd, info);
}

function code(scanner: Scanner, at: number, end: number, closeEnd: number, info: string): number {
  const chunk = /^\s*\{(?!=)/.test(info);
  const kept = chunk ? chunkCaptions(scanner.text, at, end, closeEnd) : [];
  if (chunk) for (const path of chunkChildren(scanner.text, at, end, closeEnd)) scanner.inclusions.push({ start: at, path });
  scanner.leftOut.push({ start: at, end: closeEnd, why: "code" });
  let from = at;
  for (const caption of kept) {
    maskWholeLines(scanner, from, caption.start);
    const before = caption.continues ? scanner.kinds.pop() : undefined;
    scanner.kinds.push({ start: before?.start ?? caption.start, end: caption.end, kind: "caption" });
    from = caption.end;
  }
  maskWholeLines(scanner, from, closeEnd, from === at);
  return Math.min(closeEnd + 1, scanner.text.length);
}

/** Masks whole lines by white space, and what is left of a line beside a caption by a word, which indents nothing. */
function maskWholeLines(scanner: Scanner, start: number, end: number, whole = false): void {
  if (whole) {
    scanner.mask(start, end, NOTHING, "blank");
    return;
  }
  const lastLine = scanner.text.lastIndexOf("\n", end - 1) + 1;
  const firstEnd = Math.min(scanner.ahead.lineEnd(start), end);
  if (lastLine <= start) {
    scanner.mask(start, end);
    return;
  }
  scanner.mask(start, firstEnd);
  scanner.mask(firstEnd, lastLine, NOTHING, "blank");
  scanner.mask(lastLine, end);
}

/** Where the line begins that closes the fence. */
function closingFence(scanner: Scanner, from: number, marker: string): number | undefined {
  const { text, ahead } = scanner;
  const character = marker[0] ?? "";
  const pattern = new RegExp(`(?<=\\n[ \\t>]{0,40})${character}{${Math.min(marker.length, 40)},}[ \\t]*\\r?(?=\\n|$)`, "g");
  const found = ahead.match(pattern, from);
  return found === text.length ? undefined : text.lastIndexOf("\n", found) + 1;
}

/** Drops the opening line, the options under it and the closing line; what is between is read as text. */
function directiveBody(scanner: Scanner, at: number, end: number, close: number | undefined, directive: string): number {
  const { text, ahead } = scanner;
  if (close !== undefined) take(scanner, close, ahead.lineEnd(close));
  let body = take(scanner, at, end);
  let inYaml = false;
  for (let lineEnd = ahead.lineEnd(body); body < (close ?? text.length); lineEnd = ahead.lineEnd(body)) {
    const line = text.slice(body, Math.min(lineEnd, body + 200)).trim();
    const rule = line === "---";
    if (!inYaml && !rule && !/^:[\w-]+:/.test(line)) break;
    if (rule) inYaml = !inYaml;
    body = take(scanner, body, lineEnd);
  }
  if (FIGURES.test(directive)) {
    const first = text.slice(body).search(/\S/);
    const start = first === -1 ? text.length : body + first;
    const captionEnd = Math.min(ahead.paragraphEnd(start), close ?? text.length);
    if (start < captionEnd) scanner.kinds.push({ start, end: captionEnd, kind: "caption" });
  }
  return body;
}

function take(scanner: Scanner, at: number, end: number): number {
  scanner.mask(at, end, NOTHING, "blank");
  return Math.min(end + 1, scanner.text.length);
}

interface Range {
  readonly start: number;
  readonly end: number;
}
interface CaptionLine extends Range {
  /** Whether it goes on with the caption of the line before. */
  readonly continues: boolean;
}

const CAPTION_OPTION = /(?:fig|tbl|tab)[.-](?:sub)?cap\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/dg;
const CAPTION_KEY = /^[ \t]*#\|[ \t]*(?:fig|tbl|tab|table)[.-](?:sub)?cap:[ \t]*/;

/** @param at the chunk's first character, `end` the end of its first line, `close` its last character
 *  @returns captions in the file's order, without quotes and option markers; a line each */
function chunkCaptions(text: string, at: number, end: number, close: number): CaptionLine[] {
  const found: CaptionLine[] = [];
  const header = text.slice(at, end);
  for (const { indices } of header.matchAll(CAPTION_OPTION)) {
    const [start, stop] = indices?.[1] ?? indices?.[2] ?? [0, 0];
    if (start < stop) found.push({ start: at + start, end: at + stop, continues: false });
  }
  for (let line = end + 1, inCaption = false, begun = false; line < close; ) {
    const lineEnd = Math.min(lineEndOf(text, line), close);
    const option = text.slice(line, lineEnd);
    if (!/^[ \t]*#\|/.test(option)) break;
    const prefix: string | undefined =
      CAPTION_KEY.exec(option)?.[0] ?? (inCaption ? /^[ \t]*#\|[ \t]{2,}(?:- )?/.exec(option)?.[0] : undefined);
    const goesOn = inCaption && !CAPTION_KEY.test(option) && !/^[ \t]*#\|[ \t]+- /.test(option);
    inCaption = prefix !== undefined;
    if (prefix !== undefined) {
      const lines = unquoted(text, line + prefix.length, lineEnd);
      found.push(...lines.map((range) => ({ ...range, continues: goesOn && begun })));
      begun = lines.length > 0 || (goesOn && begun);
    }
    line = lineEnd + 1;
  }
  return found;
}

/** `"A caption"`, `A caption`, `>` (the caption follows on the next lines). */
function unquoted(text: string, from: number, to: number): Range[] {
  const value = text.slice(from, to).trimEnd();
  if (value === "" || /^[|>][+-]?$/.test(value)) return [];
  const quote = /^["']/.exec(value)?.[0];
  const start = quote === undefined ? from : from + 1;
  const closed = value.endsWith(quote ?? '"') && value.length > 1;
  return [{ start, end: from + value.length - (closed && /["']$/.test(value) ? 1 : 0) }].filter(
    (range) => range.end > range.start,
  );
}

/** Paths of `child = "a.Rmd"`, `child = c("a.Rmd", "b.Rmd")` and `#| child: a.qmd`. */
function chunkChildren(text: string, at: number, end: number, close: number): string[] {
  const options = [text.slice(at, end)];
  for (let line = end + 1; line < close && /^[ \t]*#\|/.test(text.slice(line, line + 40)); line = lineEndOf(text, line) + 1) {
    options.push(
      text.slice(line, Math.min(lineEndOf(text, line), close)).replace(/^[ \t]*#\|[ \t]*child:\s*(.*?)\s*$/, "child=$1"),
    );
  }
  return options.flatMap((option) => {
    const value = /\bchild\s*=\s*(c\([^()]*\)|\[[^[\]]*\]|"[^"]*"|'[^']*'|[^\s,}]+)/.exec(option)?.[1] ?? "";
    return [...value.replace(/^c(?=\()/, "").matchAll(/[^\s,"'()[\]]+/g)].map((path) => path[0]);
  });
}

function lineEndOf(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
