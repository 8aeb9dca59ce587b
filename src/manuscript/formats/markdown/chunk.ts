/** What a code chunk of knitr or Quarto adds to the text: the captions of its figures and tables, and the files that it takes in. */

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
export function chunkCaptions(text: string, at: number, end: number, close: number): CaptionLine[] {
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
export function chunkChildren(text: string, at: number, end: number, close: number): string[] {
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
