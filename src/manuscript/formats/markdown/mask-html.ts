/** Masks HTML within a Markdown file: comments, addresses, tags, and the elements whose text no reader sees. Invariant: what
 *  stands between two tags is masked only where a page shows nothing of it. */
import { elementOf } from "./elements.ts";
import { matchAt } from "./forward-search.ts";
import type { Appearance } from "./hidden-style.ts";
import { BLANK, NOTHING, type Replacement, type Scanner } from "./scanner.ts";

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

/** @param at a `<`  @returns where scanning goes on, always after `at` */
export function maskHtml(scanner: Scanner, at: number): number {
  const { text, ahead } = scanner;
  if (text.startsWith("<!--", at)) {
    const close = ahead.find("-->", at + 4);
    if (close < text.length)
      return scanner.mask(at, close + 3, NOTHING, scanner.ahead.standsAlone(at, close + 3) ? "blank" : "word");
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

/** Of a comment and its kin that nothing closes, pandoc shows all as text. GitHub and mystmd make HTML of all that follows where
 *  one begins a block, which a browser then shows nothing of. */
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
  const filler = PARTING_TAGS.test(name) && scanner.ahead.standsAlone(at, end) ? "blank" : "word";
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

/** Elements of one name inside each other. Deeper ones count as tags that are never closed. */
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
