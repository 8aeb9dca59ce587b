/** Masks what hides its content within a paragraph: code, math, comments, templates, HTML tags. */
import { unitSymbol } from "../latex/siunitx.ts";
import { elementOf } from "./elements.ts";
import { hiddenInMath } from "./embedded-latex.ts";
import type { Appearance } from "./hidden-style.ts";
import { BLANK, CITE, matchAt, NOTHING, REF, type Replacement, type Scanner, VALUE } from "./scanner.ts";
import { templateTag } from "./templates.ts";

/** @param at one of \ ` $ < {  @returns where scanning goes on, always after `at` */
export function maskInline(scanner: Scanner, at: number): number {
  switch (scanner.text[at]) {
    case "\\":
      return /[A-Za-z\n]/.test(scanner.text[at + 1] ?? "") ? at + 1 : at + 2;
    case "`":
      return codeSpan(scanner, at, at);
    case "$":
      return math(scanner, at);
    case "<":
      return angle(scanner, at);
    default:
      return brace(scanner, at);
  }
}

/** A longer run of backticks begins no code span: nobody writes one, and each length costs a search of its own. */
const LONGEST_TICKS = 16;

/** `` `r mean(x)` ``, `` {cite:p}`key` ``
 *   ^ ticks                 ^ ticks, with the region beginning at the role */
function codeSpan(scanner: Scanner, start: number, ticks: number, role?: string): number {
  const { text, ahead } = scanner;
  let open = ticks;
  while (text[open] === "`") open++;
  const length = open - ticks;
  if (length > LONGEST_TICKS) return open;
  const close = ahead.match(new RegExp(`(?<!\`)\`{${length}}(?!\`)`, "g"), open);
  if (close >= ahead.paragraphEnd(open)) return open;
  const replacement = role === undefined ? codeShows(scanner, open, close) : roleShows(role, text, open, close);
  return scanner.mask(start, close + length, replacement);
}

/** Code that knitr, Quarto or Jupyter computes, as `r n` or `{python} n`. */
const COMPUTED = /^(?:r|python|julia|\{[a-z]+\})[ \t\n]/;

/** `` `r params$mice` ``: what the file's head says. */
const PARAMETER = /^r\s+params(?:\$([\w.]+)|\[\[["']([\w.]+)["']\]\])\s*$/;

function codeShows({ text, values }: Scanner, start: number, end: number): Replacement {
  const [, dollar, bracket] = end - start > 200 ? [] : (PARAMETER.exec(text.slice(start, end)) ?? []);
  const known = dollar === undefined && bracket === undefined ? undefined : values("params", dollar ?? bracket ?? "");
  if (known !== undefined) return { kind: "token", token: known };
  return COMPUTED.test(text.slice(start, start + 20)) ? VALUE : { kind: "source", start, end };
}

function roleShows(role: string, text: string, start: number, end: number): Replacement {
  if (/^(?:cite|footcite)/.test(role)) return CITE;
  if (/^(?:ref|numref|eq|prf:ref)$/.test(role)) return REF;
  if (role === "eval" || role === "glue") return VALUE;
  const content = text.slice(start, end);
  if (/^(?:sup|superscript)$/.test(role))
    return { kind: "token", token: /^[\d+\-\u2212]/.test(content) ? `^${content}` : content };
  // mystmd 1.8 sets one symbol after the other, whatever powers or fractions they make.
  const [, number = "", units] = role === "si" ? (/^\s*([^<>]*?)\s*<([^<>]*)>\s*$/.exec(content.slice(0, 200)) ?? []) : [];
  if (units !== undefined) {
    const symbols = units.split("\\").map((unit) => unitSymbol(unit.trim()));
    return { kind: "token", token: `${number} ${symbols.join("")}`.trim() };
  }
  if (role === "math") return { kind: "token", token: `$${content}$` };
  if (role === "abbr") return { kind: "source", start, end: start + content.replace(/\s*\([^()]*\)\s*$/, "").length };
  // {ref}`the text <target>`
  const target = /\s*<[^<>`]*>$/.exec(text.slice(Math.max(start, end - 300), end))?.[0] ?? "";
  return { kind: "source", start, end: target.length < end - start ? end - target.length : end };
}

/** Pandoc's rule: no white space inside the dollars, no digit after the closing one, no blank line between.
 *      costs $5 and $10, but $p < 0.05$
 *            ^ opens and finds no end    ^ math */
function math(scanner: Scanner, at: number): number {
  const { text, ahead } = scanner;
  if (text[at + 1] === "$") return displayMath(scanner, at);
  if (/\s/.test(text[at + 1] ?? " ")) return at + 1;
  const close = ahead.match(/(?<![\s\\])\$(?!\d)/g, at + 2);
  if (close >= ahead.paragraphEnd(at)) return at + 1;
  return maskMath(scanner, at, close + 1);
}

/** Math stays as it is, but for what a reader does not see of it. */
function maskMath(scanner: Scanner, at: number, end: number): number {
  let from = at;
  for (const hidden of hiddenInMath(scanner.text, at, end)) {
    scanner.mask(from, hidden.start, { kind: "source", start: from, end: hidden.start });
    scanner.hide(hidden.start, hidden.end, hidden.technique, scanner.text.slice(hidden.start, hidden.end));
    from = hidden.end;
  }
  return scanner.mask(from, end, { kind: "source", start: from, end });
}

/** Lines. Between two lines of nothing but `$$` a blank line is an oversight of the author, a page is a forgotten dollar. */
const LONGEST_DISPLAY = 40;

function displayMath(scanner: Scanner, at: number): number {
  const { text, ahead } = scanner;
  let close = ahead.find("$$", at + 2);
  if (close >= ahead.paragraphEnd(at)) {
    const alone = ahead.lineEnd(at) === at + 2 || text[at + 2] === "\r";
    close = ahead.match(/(?<=\n[ \t]*)\$\$/g, at + 2);
    if (!alone || close === text.length || linesWithin(text, at, close, LONGEST_DISPLAY) > LONGEST_DISPLAY) return at + 2;
  }
  return maskMath(scanner, at, close + 2);
}

function linesWithin(text: string, start: number, end: number, enough: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", start); at !== -1 && at < end && lines <= enough; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** Elements between which nothing is text that a reader sees: with words of the author's, or with none. */
const SILENT_TAGS = new Set([
  "template",
  "noscript",
  "noembed",
  "noframes",
  "title",
  "datalist",
  "iframe",
  "audio",
  "video",
  "canvas",
  "progress",
  "meter",
  "rp",
]);
const WORDLESS_TAGS = new Set(["script", "style", "head"]);
const VOID_TAGS = /^(?:br|img|hr|input|meta|link|area|base|col|embed|source|track|wbr)$/;
/** Elements that go on after the paragraph in which nothing closes them. */
const LASTING_TAGS =
  /^(?:div|section|article|aside|main|header|footer|nav|blockquote|figure|details|table|ul|ol|center|b|i|em|strong|font|a|code|small|s|u|big|tt|nobr|strike)$/;
/** Tags that part words: a line break, a cell, a block. */
const PARTING_TAGS = /^(?:br|p|div|t[dhr]|table|li|ul|ol|h\d|hr|figure|figcaption|center|section|details|summary|dd|dt)$/;

function angle(scanner: Scanner, at: number): number {
  const { text, ahead } = scanner;
  if (text.startsWith("<!--", at)) {
    const close = ahead.find("-->", at + 4);
    if (close < text.length) return scanner.mask(at, close + 3, NOTHING, standsAlone(scanner, at, close + 3) ? "blank" : "word");
    return neverClosed(scanner, at, "-->");
  }
  const closer = text.startsWith("<?", at) ? "?>" : text.startsWith("<![CDATA[", at) ? "]]>" : undefined;
  // Of these pandoc makes text; GitHub and mystmd take them for HTML.
  const isDeclaration = /^<![a-z]/i.test(text.slice(at, at + 3));
  if (closer !== undefined && ahead.find(closer, at + 2) === text.length) return neverClosed(scanner, at, closer);
  if (isDeclaration && ahead.find(">", at) >= ahead.paragraphEnd(at)) return neverClosed(scanner, at, ">");
  if ((closer !== undefined || isDeclaration) && scanner.format !== "markdown" && scanner.format !== "myst")
    return scanner.mask(at, at + 1, { kind: "source", start: at, end: at + 1 });
  const address = matchAt(/<(?:[a-z][a-z0-9+.-]{1,31}:[^<>\s]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,253})>/iy, text, at);
  if (address !== undefined) {
    const end = at + address.length;
    return scanner.mask(at, end, { kind: "source", start: at + 1, end: end - 1 });
  }
  const tag =
    matchAt(/<\/?[a-z][a-z0-9-]*(?:\s(?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}'){0,200})?\/?>/iy, text, at) ??
    matchAt(/<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/iy, text, at);
  return tag === undefined ? at + 1 : htmlTag(scanner, at, tag);
}

/** Of a comment and its kin that nothing closes, pandoc shows all as text. GitHub and mystmd make HTML of all that follows where one begins a block, which a
 *  browser then shows nothing of. */
function neverClosed(scanner: Scanner, at: number, closer: string): number {
  const { text, format } = scanner;
  const what = closer === "-->" ? "a comment" : `<${text[at + 1]}`;
  // Of a long line no more than is needed is looked at: there may be as many openings in it as it has words.
  const beginsBlock = /(?:^|\n) {0,3}$/.test(text.slice(Math.max(0, at - 4), at));
  const hides = (format === "markdown" || format === "myst") && beginsBlock;
  if (!hides) {
    scanner.warnOnce(
      "open comment",
      at,
      `${what} is opened here and never closed, so what follows was read as text, as a page shows it. Close it with ${closer}`,
    );
    return scanner.mask(at, at + 1, { kind: "source", start: at, end: at + 1 });
  }
  const end = closer === ">" ? scanner.ahead.lineEnd(scanner.ahead.find(">", at)) : text.length;
  scanner.warnOnce(
    "open comment",
    at,
    `${what} is opened here and never closed, and a page shows nothing of what follows, so it was not read. Close it with ${closer}`,
    true,
  );
  return scanner.hide(at, end, "a comment that nothing closes", text.slice(at, end), "blank");
}

function htmlTag(scanner: Scanner, at: number, tag: string): number {
  const end = at + tag.length;
  const name = (/[a-z][a-z0-9-]*/i.exec(tag)?.[0] ?? "").toLowerCase();
  const within = scanner.hiddenUntil(at);
  if (within !== undefined) return Math.max(within, end);
  // A browser overlooks the slash at the end of what is no empty element: it matters only where the element hides something.
  const isEmpty = tag.endsWith("/>") && (WORDLESS_TAGS.has(name) || SILENT_TAGS.has(name) || name === "svg");
  if (!tag.startsWith("</") && !isEmpty && !VOID_TAGS.test(name)) {
    const after = opened(scanner, at, end, name, tag.slice(name.length + 1, -1));
    if (after !== undefined) return after;
  }
  const filler = PARTING_TAGS.test(name) && standsAlone(scanner, at, end) ? "blank" : "word";
  return scanner.mask(at, end, tagShows(scanner.text, end, name, tag), filler);
}

/** @param written the tag's attributes  @returns where scanning goes on, if nothing of the element, or not all, is seen */
function opened(scanner: Scanner, at: number, end: number, name: string, written: string): number | undefined {
  const { text, elements } = scanner;
  if (WORDLESS_TAGS.has(name)) return scanner.mask(at, closingTag(scanner, end, name).close);
  if (name === "svg") {
    const { close } = closingTag(scanner, end, name);
    scanner.leftOut.push({ start: at, end: close, why: "picture" });
    return scanner.mask(at, close);
  }
  if (SILENT_TAGS.has(name)) {
    const { start, close } = closingTag(scanner, end, name);
    return scanner.hide(at, close, `<${name}>, of which no text is shown`, text.slice(end, start));
  }
  if (!elements.mayMatter(name, written)) return undefined;
  const element = elementOf(name, written);
  if (scanner.format === "myst" && element.attributes.has("hidden")) return undefined; // mystmd drops the attribute
  const appearance = elements.appearance(element, at);
  if (appearance.technique === undefined) {
    elements.enter(element, appearance, closingTag(scanner, end, name).close);
    return undefined;
  }
  // What hides is passed over, so it may be looked through to the end.
  const { start, close } = closingTag(scanner, end, name, LASTING_TAGS.test(name) ? Number.POSITIVE_INFINITY : DEEPEST_TAGS);
  const isClosed = close > start;
  const isLasting = !isClosed && LASTING_TAGS.test(name);
  const to = isLasting ? text.length : close;
  if (isLasting)
    scanner.warnOnce(
      "open element",
      at,
      `a <${name}> that hides its text is opened here and never closed, and a page shows nothing of what follows, so it was not read. Close it with </${name}>`,
      true,
    );
  const inside = text.slice(end, isClosed ? start : to);
  scanner.searchesLeft -= appearance.canBeUndone ? inside.length : 0;
  if (appearance.canBeUndone && scanner.searchesLeft > 0 && /<[a-z][^<>]*\s(?:style|class|color|bgcolor)\s*=/i.test(inside)) {
    elements.enter(element, appearance, to);
    return hideButSeen(scanner, { at, end, to }, appearance);
  }
  return scanner.hide(at, to, appearance.technique, inside);
}

/** Tags with attributes. */
const STYLED_TAG = /<([a-z][a-z0-9-]*)(\s[^<>]*)>/gi;

/** Hides an element but for those in it that are seen by a style of their own. @returns where scanning goes on */
function hideButSeen(
  scanner: Scanner,
  { at, end, to }: { at: number; end: number; to: number },
  { technique = "", surroundings }: Appearance,
): number {
  const { text, elements } = scanner;
  let from = at;
  let first: number | undefined;
  for (const { index, 0: tag, 1: name = "", 2: written = "" } of text.slice(end, to).matchAll(STYLED_TAG)) {
    const begins = end + index;
    if (begins < from) continue;
    const inner = elements.appearance(elementOf(name.toLowerCase(), written), begins);
    if (inner.technique !== undefined || inner.surroundings === surroundings) continue;
    scanner.hide(from, begins, technique, text.slice(Math.max(from, end), begins));
    first ??= begins;
    from = Math.min(to, closingTag(scanner, begins + tag.length, name.toLowerCase()).close);
  }
  if (from < to) scanner.hide(from, to, technique, text.slice(Math.max(from, end), to));
  return first ?? to;
}

function tagShows(text: string, end: number, name: string, tag: string): Replacement {
  if (PARTING_TAGS.test(name)) return BLANK;
  const raises = name === "sup" && !tag.startsWith("</") && /[\d+\-\u2212]/.test(text[end] ?? "");
  return raises ? { kind: "token", token: "^" } : NOTHING;
}

/** Elements of one name inside each other. Deeper ones are taken for tags that nobody closed. */
const DEEPEST_TAGS = 100;

/** The end of what an HTML tag opened; where nothing closes it, the end of its paragraph. Elements of the same name may nest. */
function closingTag(scanner: Scanner, from: number, name: string, deepest = DEEPEST_TAGS): { start: number; close: number } {
  const { text, ahead } = scanner;
  const closer = new RegExp(`</${name}\\s{0,9}>`, "gi");
  const opener = new RegExp(`<${name}(?=[\\s>])`, "gi");
  let depth = 1;
  for (let at = from; ; ) {
    const close = ahead.match(closer, at);
    if (close === text.length || depth > deepest) {
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
function brace(scanner: Scanner, at: number): number {
  const { text, ahead } = scanner;
  if (text.startsWith("{{<", at)) return shortcode(scanner, at);
  if (text.startsWith("{{", at)) return template(scanner, at);
  if (text.startsWith("{%", at))
    return templateTag(scanner, at, ahead.find("%}", at + 2), (end) => masked(scanner, at, end, NOTHING));
  const role = matchAt(/\{([a-zA-Z][\w:-]{0,40})\}(?=`)/y, text, at);
  if (role !== undefined && !text.startsWith("```", at + role.length))
    return codeSpan(scanner, at, at + role.length, role.slice(1, -1));
  if (scanner.format === "manubot" && text.startsWith("{##", at)) return upTo(scanner, at, ahead.find("#}", at + 3), NOTHING); // `{# x #}` is printed
  return at + 1;
}

/** `{{manubot.date}}` is made by a program; `{{mice}}` may stand in Manubot's metadata. */
function template(scanner: Scanner, at: number): number {
  const close = scanner.ahead.find("}}", at + 2);
  const name = close - at > 200 ? "" : scanner.text.slice(at + 2, close).trim();
  const quoted = /^(?:"([^"]*)"|'([^']*)')$/.exec(name);
  const known =
    name === "" ? undefined : (quoted?.[1] ?? quoted?.[2] ?? scanner.assigned.get(name) ?? scanner.values("template", name));
  return upTo(scanner, at, close, known === undefined ? VALUE : { kind: "token", token: known });
}

/** Masks up to and with the two characters at `close`, if there are any. */
function upTo(scanner: Scanner, at: number, close: number, replacement: Replacement): number {
  return close === scanner.text.length ? at + 2 : masked(scanner, at, close + 2, replacement);
}

/** A placeholder must stay part of a line: white space at its beginning is nothing to the Markdown parser. */
function masked(scanner: Scanner, at: number, end: number, replacement: Replacement): number {
  return scanner.mask(at, end, replacement, replacement === NOTHING && standsAlone(scanner, at, end) ? "blank" : "word");
}

/** Shortcodes that print something computed; the others make breaks, videos and the like. */
const PRINTING = /^(?:var|meta|env|embed)\b/;

function shortcode(scanner: Scanner, at: number): number {
  const { text, ahead } = scanner;
  const close = ahead.find(">}}", at);
  if (close > ahead.lineEnd(at)) return at + 3;
  const words = text.slice(at + 3, close).trim();
  const included = /^include\s+(.+)$/.exec(words)?.[1];
  if (included !== undefined) scanner.inclusions.push({ start: at, path: included.replace(/^["']|["']$/g, "") });
  const [, notebook, cells] = /^embed\s+["']?([^\s"'#]+\.ipynb)(?:#([^\s"']+))?/.exec(words) ?? [];
  if (notebook !== undefined && scanner.format === "quarto") {
    scanner.inclusions.push({ start: at, path: notebook, options: new Map([["cells", cells ?? ""]]) });
    return masked(scanner, at, close + 3, NOTHING);
  }
  const [, kind, name = ""] = /^(var|meta)\s+["']?([^\s"']+)["']?$/.exec(words) ?? [];
  const known = kind === "var" || kind === "meta" ? scanner.values(kind, name) : undefined;
  if (known !== undefined) return masked(scanner, at, close + 3, { kind: "token", token: known });
  return masked(scanner, at, close + 3, PRINTING.test(words) ? VALUE : NOTHING);
}

/** Whether a range fills its lines, so that it can be masked by white space without joining or indenting text.
 *  Between two lines of a paragraph it cannot: the reader sees one paragraph. */
function standsAlone({ text, ahead }: Scanner, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 200), start);
  const after = text.slice(end, Math.min(ahead.lineEnd(end) + 1, end + 200));
  if (!/(?:^|\n)[ \t]*$/.test(before) || !/^[ \t]*\r?(?:\n|$)/.test(after)) return false;
  const next = text.slice(end + after.length, end + after.length + 80);
  return /(?:^|\n)[ \t]*\r?\n[ \t]*$|^[ \t]*$/.test(before) || /^[ \t]*\r?(?:\n|$)/.test(next);
}
