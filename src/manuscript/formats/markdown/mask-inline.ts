/** Opaque stretches within a paragraph: code, math, comments, templates, HTML tags. */
import { sticky } from "./forward.ts";
import { hidingTechnique } from "./hidden-style.ts";
import { BLANK, CITE, NOTHING, REF, type Shows, VALUE } from "./region.ts";
import type { Scan } from "./scanner.ts";

/** @param at one of \ ` $ < {  @returns where scanning goes on, always after `at` */
export function opaqueInline(scan: Scan, at: number): number {
  switch (scan.text[at]) {
    case "\\":
      return /[A-Za-z\n]/.test(scan.text[at + 1] ?? "") ? at + 1 : at + 2;
    case "`":
      return codeSpan(scan, at, at);
    case "$":
      return math(scan, at);
    case "<":
      return angle(scan, at);
    default:
      return brace(scan, at);
  }
}

/** A longer run of backticks begins no code span: nobody writes one, and each length costs a search of its own. */
const LONGEST_TICKS = 16;

/** `` `r mean(x)` ``, `` {cite:p}`key` ``
 *   ^ ticks                 ^ ticks, with the region beginning at the role */
function codeSpan(scan: Scan, start: number, ticks: number, role?: string): number {
  const { text, ahead } = scan;
  let open = ticks;
  while (text[open] === "`") open++;
  const length = open - ticks;
  if (length > LONGEST_TICKS) return open;
  const close = ahead.match(new RegExp(`(?<!\`)\`{${length}}(?!\`)`, "g"), open);
  if (close >= ahead.paragraphEnd(open)) return open;
  const shows = role === undefined ? codeShows(text, open, close) : roleShows(role, text, open, close);
  return scan.cover(start, close + length, shows);
}

/** Code that knitr, Quarto or Jupyter computes, as `r n` or `{python} n`. */
const COMPUTED = /^(?:r|python|julia|\{[a-z]+\})[ \t\n]/;

function codeShows(text: string, start: number, end: number): Shows {
  return COMPUTED.test(text.slice(start, start + 20)) ? VALUE : { kind: "source", start, end };
}

function roleShows(role: string, text: string, start: number, end: number): Shows {
  if (/^(?:cite|footcite)/.test(role)) return CITE;
  if (/^(?:ref|numref|eq|prf:ref)$/.test(role)) return REF;
  if (role === "eval" || role === "glue") return VALUE;
  // {ref}`the text <target>`
  const target = /\s*<[^<>`]*>$/.exec(text.slice(Math.max(start, end - 300), end))?.[0] ?? "";
  return { kind: "source", start, end: target.length < end - start ? end - target.length : end };
}

/** Pandoc's rule: no white space inside the dollars, no digit after the closing one, no blank line between.
 *      costs $5 and $10, but $p < 0.05$
 *            ^ opens and finds no end    ^ math */
function math(scan: Scan, at: number): number {
  const { text, ahead } = scan;
  if (text[at + 1] === "$") return displayMath(scan, at);
  if (/\s/.test(text[at + 1] ?? " ")) return at + 1;
  const close = ahead.match(/(?<![\s\\])\$(?!\d)/g, at + 2);
  if (close >= ahead.paragraphEnd(at)) return at + 1;
  return scan.cover(at, close + 1, { kind: "source", start: at, end: close + 1 });
}

/** Lines. Between two lines of nothing but `$$` a blank line is an oversight of the author, a page is a forgotten dollar. */
const LONGEST_DISPLAY = 40;

function displayMath(scan: Scan, at: number): number {
  const { text, ahead } = scan;
  let close = ahead.find("$$", at + 2);
  if (close >= ahead.paragraphEnd(at)) {
    const alone = ahead.lineEnd(at) === at + 2 || text[at + 2] === "\r";
    close = ahead.match(/(?<=\n[ \t]*)\$\$/g, at + 2);
    if (!alone || close === text.length || linesWithin(text, at, close, LONGEST_DISPLAY) > LONGEST_DISPLAY) return at + 2;
  }
  return scan.cover(at, close + 2, { kind: "source", start: at, end: close + 2 });
}

function linesWithin(text: string, start: number, end: number, enough: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", start); at !== -1 && at < end && lines <= enough; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** Tags between which nothing is text. */
const SILENT_TAGS = new Set(["script", "style", "template", "noscript", "head", "svg"]);
/** Tags that part words: a line break, a cell, a block. */
const PARTING_TAGS = /^(?:br|p|div|t[dhr]|table|li|ul|ol|h\d|hr|figure|figcaption|center|section|details|summary|dd|dt)$/;

function angle(scan: Scan, at: number): number {
  const { text, ahead } = scan;
  if (text.startsWith("<!--", at)) {
    const close = ahead.find("-->", at + 4);
    if (close < text.length) return scan.cover(at, close + 3, NOTHING, standsAlone(scan, at, close + 3) ? "blank" : "word");
    scan.remark("open comment", at, "a comment is opened here and never closed, so it was read as text. Close it with -->");
    return at + 4;
  }
  const address = sticky(/<(?:[a-z][a-z0-9+.-]{1,31}:[^<>\s]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,253})>/iy, text, at);
  if (address !== undefined) {
    const end = at + address.length;
    return scan.cover(at, end, { kind: "source", start: at + 1, end: end - 1 });
  }
  const tag = sticky(/<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/iy, text, at);
  return tag === undefined ? at + 1 : htmlTag(scan, at, tag);
}

function htmlTag(scan: Scan, at: number, tag: string): number {
  const end = at + tag.length;
  const name = (/[a-z][a-z0-9-]*/i.exec(tag)?.[0] ?? "").toLowerCase();
  const opens = !tag.startsWith("</") && !tag.endsWith("/>") && name !== "br" && name !== "img";
  const technique = opens ? hidingTechnique(tag.slice(name.length + 1, -1)) : undefined;
  if (opens && (technique !== undefined || SILENT_TAGS.has(name))) {
    const { start, close } = closingTag(scan, end, name);
    if (technique === undefined) return scan.cover(at, close);
    return scan.hide(at, close, technique, scan.text.slice(end, start));
  }
  const filler = PARTING_TAGS.test(name) && standsAlone(scan, at, end) ? "blank" : "word";
  return scan.cover(at, end, tagShows(scan.text, end, name, tag), filler);
}

function tagShows(text: string, end: number, name: string, tag: string): Shows {
  if (PARTING_TAGS.test(name)) return BLANK;
  const raises = name === "sup" && !tag.startsWith("</") && /[\d+\-\u2212]/.test(text[end] ?? "");
  return raises ? { kind: "token", token: "^" } : NOTHING;
}

/** Elements of one name inside each other. Deeper ones are taken for tags that nobody closed. */
const DEEPEST_TAGS = 100;

/** The end of what an HTML tag opened; where nothing closes it, the end of its paragraph. Elements of the same name may nest. */
function closingTag(scan: Scan, from: number, name: string): { start: number; close: number } {
  const { text, ahead } = scan;
  const closer = new RegExp(`</${name}\\s{0,9}>`, "gi");
  const opener = new RegExp(`<${name}(?=[\\s>])`, "gi");
  let depth = 1;
  for (let at = from; ; ) {
    const close = ahead.match(closer, at);
    if (close === text.length || depth > DEEPEST_TAGS) {
      const end = ahead.paragraphEnd(from);
      return { start: end, close: end };
    }
    const open = ahead.match(opener, at);
    depth += open < close ? 1 : -1;
    at = Math.min(open, close) + name.length + 2;
    if (depth === 0) return { start: close, close: text.indexOf(">", close) + 1 };
  }
}

/** `{{ value }}`, `{{< var x >}}`, `{% if %}`, `{# comment #}`, and a MyST role before its backticks. */
function brace(scan: Scan, at: number): number {
  const { text, ahead } = scan;
  if (text.startsWith("{{<", at)) return shortcode(scan, at);
  if (text.startsWith("{{", at)) return upTo(scan, at, ahead.find("}}", at + 2), VALUE);
  if (text.startsWith("{%", at)) return upTo(scan, at, ahead.find("%}", at + 2), NOTHING);
  const role = sticky(/\{([a-zA-Z][\w:-]{0,40})\}(?=`)/y, text, at);
  if (role !== undefined && !text.startsWith("```", at + role.length))
    return codeSpan(scan, at, at + role.length, role.slice(1, -1));
  if (scan.format === "manubot" && sticky(/\{#(?:[\s#]|$)/y, text, at) !== undefined)
    return upTo(scan, at, ahead.find("#}", at + 2), NOTHING);
  return at + 1;
}

/** Covers up to and with the two characters at `close`, if there are any. */
function upTo(scan: Scan, at: number, close: number, shows: Shows): number {
  return close === scan.text.length ? at + 2 : covered(scan, at, close + 2, shows);
}

/** A placeholder must stay part of a line: white space at its beginning is nothing to the Markdown parser. */
function covered(scan: Scan, at: number, end: number, shows: Shows): number {
  return scan.cover(at, end, shows, shows === NOTHING && standsAlone(scan, at, end) ? "blank" : "word");
}

/** Shortcodes that print something computed; the others make breaks, videos and the like. */
const PRINTING = /^(?:var|meta|env|embed)\b/;

function shortcode(scan: Scan, at: number): number {
  const { text, ahead } = scan;
  const close = ahead.find(">}}", at);
  if (close > ahead.lineEnd(at)) return at + 3;
  const words = text.slice(at + 3, close).trim();
  const included = /^include\s+(.+)$/.exec(words)?.[1];
  if (included !== undefined) scan.inclusions.push({ start: at, path: included.replace(/^["']|["']$/g, "") });
  return covered(scan, at, close + 3, PRINTING.test(words) ? VALUE : NOTHING);
}

/** Whether a stretch fills its lines, so that it can be covered by white space without joining or indenting text.
 *  Between two lines of a paragraph it cannot: the reader sees one paragraph. */
function standsAlone({ text, ahead }: Scan, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 200), start);
  const after = text.slice(end, Math.min(ahead.lineEnd(end) + 1, end + 200));
  if (!/(?:^|\n)[ \t]*$/.test(before) || !/^[ \t]*\r?(?:\n|$)/.test(after)) return false;
  const next = text.slice(end + after.length, end + after.length + 80);
  return /(?:^|\n)[ \t]*\r?\n[ \t]*$|^[ \t]*$/.test(before) || /^[ \t]*\r?(?:\n|$)/.test(next);
}
