/** Fenced blocks: code to leave out, chunks of knitr and Quarto whose captions are text, MyST directives whose body is text. */

import { directiveOf, readDirective } from "./directives.ts";
import type { Scanner } from "./scanner.ts";
import { NOTHING, type Range } from "./scanner.ts";

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
  // knitr reads the header of its chunk before Markdown does, so a caption in it may hold backticks.
  if (
    marker.startsWith("`") &&
    info.includes("`") &&
    !(/^(?:quarto|rmarkdown)$/.test(scanner.format) && /^\s*\{[a-zA-Z]/.test(info))
  )
    return at;
  const close = closingFence(scanner, end, marker);
  const directive = scanner.format === "myst" ? directiveOf(info) : undefined;
  if (directive !== undefined) return readDirective(scanner, { at, end, close }, directive);
  if (close === undefined) {
    scanner.warnOnce(
      "open fence",
      at,
      "a fenced block is opened here and never closed, so the rest was read as text. Close it with the same fence",
    );
    return take(scanner, at, end);
  }
  const closeEnd = scanner.ahead.lineEnd(close);
  const name = scanner.format === "myst" ? /^\s*\{(math|include)\}/.exec(info)?.[1] : undefined;
  if (/^\s*\{=html\}/.test(info)) {
    scanner.settled.add(close);
    take(scanner, close, closeEnd);
    return take(scanner, at, end);
  }
  if (name === undefined) return code(scanner, at, end, closeEnd, info);
  const options = optionsOf(text, end + 1, close);
  if (name === "include") {
    const path = info.replace(/^\s*\{include\}\s*/, "").trim();
    scanner.inclusions.push({ start: at, path, options: options.given });
    return take(scanner, at, closeEnd);
  }
  scanner.mask(at, options.after - 1);
  scanner.mask(options.after, close, { kind: "source", start: options.after, end: close });
  return take(scanner, close, closeEnd);
}

/** `:name: value` on the lines below a directive's opening. */
function optionsOf(text: string, from: number, close: number): { given: ReadonlyMap<string, string>; after: number } {
  const given = new Map<string, string>();
  let at = from;
  while (at < close) {
    const end = Math.min(lineEndOf(text, at), close);
    const [, name, value] = /^[ \t>]*:([\w-]+):[ \t]*(.*)$/.exec(text.slice(at, Math.min(end, at + 500)).trimEnd()) ?? [];
    if (name === undefined) break;
    given.set(name, value ?? "");
    at = end + 1;
  }
  return { given, after: Math.min(at, close) };
}

function code(scanner: Scanner, at: number, end: number, closeEnd: number, info: string): number {
  const chunk = /^\s*\{(?!=)/.test(info);
  const kept = chunk ? chunkCaptions(scanner.text, at, end, closeEnd) : [];
  const children = chunk ? chunkChildren(scanner.text, at, end, closeEnd) : [];
  for (const path of children) scanner.inclusions.push({ start: at, path });
  if (children.length === 0) scanner.leftOut.push({ start: at, end: closeEnd, why: "code" });
  let from = at;
  for (const caption of kept) {
    maskWholeLines(scanner, from, caption.start);
    const before = caption.continues ? scanner.kinds.pop() : undefined;
    scanner.kinds.push({ start: before?.start ?? caption.start, end: caption.end, kind: "caption" });
    if (caption.escaped) maskEscapes(scanner, caption);
    from = caption.end;
  }
  maskWholeLines(scanner, from, closeEnd, from === at);
  return Math.min(closeEnd + 1, scanner.text.length);
}

/** `\\\\label{fig:x}` and `\\"` of a quoted text: the first backslash is no character of it, and a label prints nothing. */
function maskEscapes(scanner: Scanner, { start, end }: Range): void {
  for (const { index, 0: mark } of scanner.text.slice(start, end).matchAll(/\\(?:\\(?:label\{[^{}\n]{0,200}\})?|["'])/g))
    scanner.mask(start + index, start + index + (mark.includes("label") ? mark.length : 1));
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

function take(scanner: Scanner, at: number, end: number): number {
  scanner.mask(at, end, NOTHING, "blank");
  return Math.min(end + 1, scanner.text.length);
}

interface CaptionLine extends Range {
  /** Whether it goes on with the caption of the line before. */
  readonly continues: boolean;
  /** Whether two backslashes in it are one, as in a quoted text. */
  readonly escaped: boolean;
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
    if (start < stop) found.push({ start: at + start, end: at + stop, continues: false, escaped: true });
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
      const escaped = /^"/.test(text.slice(line + prefix.length, lineEnd));
      found.push(...lines.map((range) => ({ ...range, continues: goesOn && begun, escaped })));
      begun = lines.length > 0 || (goesOn && begun);
    }
    line = lineEnd + 1;
  }
  return found;
}

/** `"A caption"`, `A caption`, `>` (the caption follows on the next lines). */
function unquoted(text: string, from: number, to: number): Range[] {
  const value = text.slice(from, to).trimEnd();
  if (value === "" || /^[|>][+-]?$|^!expr\b/.test(value)) return [];
  const quote = /^["']/.exec(value)?.[0];
  const start = quote === undefined ? from : from + 1;
  const closed = value.endsWith(quote ?? '"') && value.length > 1;
  return [{ start, end: from + value.length - (closed && /["']$/.test(value) ? 1 : 0) }].filter(
    (range) => range.end > range.start,
  );
}

/** None where the chunk is not evaluated. Paths of `child = "a.Rmd"`, `child = c("a.Rmd", "b.Rmd")` and `#| child: a.qmd`. */
function chunkChildren(text: string, at: number, end: number, close: number): string[] {
  const options = [text.slice(at, end)];
  const lines: string[] = [];
  for (let line = end + 1; line < close && /^[ \t]*#\|/.test(text.slice(line, line + 40)); line = lineEndOf(text, line) + 1) {
    lines.push(text.slice(line, Math.min(lineEndOf(text, line), close)));
  }
  if (/\beval\s*=\s*(?:FALSE|F)\b/.test(options[0] ?? "") || lines.some((option) => /#\|[ \t]*eval:[ \t]*false\b/i.test(option)))
    return [];
  for (const option of lines) options.push(option.replace(/^[ \t]*#\|[ \t]*child:\s*(.*?)\s*$/, "child=$1"));
  return options.flatMap((option) => {
    const value = /\bchild\s*=\s*(c\([^()]*\)|\[[^[\]]*\]|"[^"]*"|'[^']*'|[^\s,}]+)/.exec(option)?.[1] ?? "";
    return [...value.replace(/^c(?=\()/, "").matchAll(/[^\s,"'()[\]]+/g)].map((path) => path[0]);
  });
}

function lineEndOf(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
