/** Elements of HTML, and spans and divs of pandoc, within a Markdown file: their attributes, which are open, and what of each a
 *  reader sees. Invariant: what cannot be decided counts as seen. */
import { decodeNamedCharacterReference } from "decode-named-character-reference";
import { type Appearance, appearanceOf, PAGE, type Surroundings } from "./hidden-style.ts";
import { type Element, StyleSheet } from "./style-sheets.ts";

const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
/** Attributes that change how an element looks, or by which a style sheet knows it. */
const LOOKS = /\b(?:style|class|id|hidden|popover|color|bgcolor|data-[\w-]+)\b/i;

/** @param name in lower case  @param written what stands between a tag's name and its `>` */
export function elementOf(name: string, written: string): Element {
  const attributes = new Map<string, string>();
  for (const [, key = "", double, single, bare] of written.matchAll(ATTRIBUTE)) {
    const lower = key.toLowerCase();
    if (!attributes.has(lower)) attributes.set(lower, decoded(double ?? single ?? bare ?? ""));
  }
  return { name, attributes, classes: (attributes.get("class") ?? "").split(/\s+/).filter((one) => one !== "") };
}

/** @param written `#id .class key=value`, between the braces of a pandoc span or div, or one bare class */
export function bracedElement(name: "span" | "div", written: string): Element {
  const attributes = new Map<string, string>();
  const classes: string[] = [];
  for (const part of written.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []) {
    const [, key, double, single, bare] = /^([\w:-]+)=(?:"([\s\S]*)"|'([\s\S]*)'|([\s\S]*))$/.exec(part) ?? [];
    if (key !== undefined) attributes.set(key.toLowerCase(), decoded(double ?? single ?? bare ?? ""));
    else if (part.startsWith("#")) attributes.set("id", part.slice(1));
    else if (part.startsWith(".")) classes.push(part.slice(1));
    else if (/^[\w-]+$/.test(part)) classes.push(part);
  }
  for (const one of (attributes.get("class") ?? "").split(/\s+/)) if (one !== "") classes.push(one);
  return { name, attributes, classes };
}

function decoded(value: string): string {
  if (!value.includes("&")) return value;
  return value.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,30}));?/gi,
    (all, hex?: string, number?: string, name?: string) => {
      if (name !== undefined) return decodeNamedCharacterReference(name) || all;
      const code = hex === undefined ? Number(number) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}

/** Style sheets in the text: HTML's, and knitr's chunks of CSS. */
const SHEETS = /<style(?:\s[^<>]*)?>([\s\S]*?)(?:<\/style\s*>|$)|(?:^|\n)[ \t]*`{3,}\{css\b[^\n]*\n([\s\S]*?)\n[ \t]*`{3,}/gi;
/** Characters before the last. */
const MOST_SHEETS = 50;

function sheetOf(text: string): StyleSheet {
  if (!/<style[\s>]|\{css\b/i.test(text)) return new StyleSheet("");
  const found: string[] = [];
  for (const [, html, chunk] of text.matchAll(SHEETS)) {
    if (found.length >= MOST_SHEETS) break;
    found.push(html ?? chunk ?? "");
  }
  return new StyleSheet(found.join("\n"));
}

interface Open {
  readonly element: Element;
  readonly surroundings: Surroundings;
  /** Offset of its end. */
  readonly end: number;
}

/** The elements around the place at which the scan of a file stands. */
export class OpenElements {
  readonly #sheet: StyleSheet;
  readonly #hasTheme: boolean;
  readonly #open: Open[] = [];
  readonly page: Appearance;

  /** @param hasTheme whether the page is laid out by a theme with classes of its own */
  constructor(text: string, hasTheme: boolean) {
    this.#sheet = sheetOf(text);
    this.#hasTheme = hasTheme;
    this.page = this.#ofPage();
  }

  /** Body and paragraphs have no tags in Markdown. */
  #ofPage(): Appearance {
    const seen: Appearance = { technique: undefined, canBeUndone: true, surroundings: PAGE };
    if (this.#sheet.isEmpty) return seen;
    return ["html", "body", "p"].reduce((outer, name): Appearance => {
      const inner = appearanceOf(elementOf(name, ""), [], this.#sheet, outer.surroundings);
      return outer.technique === undefined || (outer.canBeUndone && inner.technique === undefined) ? inner : outer;
    }, seen);
  }

  /** Whether it is worth a look. @param written its attributes */
  mayMatter(name: string, written: string): boolean {
    return !this.#sheet.isEmpty || name === "dialog" || LOOKS.test(written);
  }

  /** @param at where it begins */
  appearance(element: Element, at: number): Appearance {
    while ((this.#open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= at) this.#open.pop();
    const surroundings = this.#open.at(-1)?.surroundings ?? this.page.surroundings;
    // What is hidden in one output format alone is seen in the others.
    const isConditional = [...element.attributes.keys()].some((name) => /^(?:when|unless)-/.test(name));
    return appearanceOf(
      element,
      this.#open.map((one) => one.element),
      this.#sheet,
      surroundings,
      this.#hasTheme && !isConditional,
    );
  }

  /** Remembers an element whose text is seen. */
  enter(element: Element, { surroundings }: Appearance, end: number): void {
    if (this.#open.length < DEEPEST) this.#open.push({ element, surroundings, end });
  }
}

/** Elements within each other. */
const DEEPEST = 200;

/** Quarto's conditional content, where the tree decides it: by metadata and by profile. What one output format shows alone is
 *  seen in that one.
 *  @returns how the text is hidden */
export function conditionOf(
  { classes, attributes }: Element,
  metadata: (path: string) => string | undefined,
): string | undefined {
  const shows = classes.includes("content-visible");
  if (!shows && !classes.includes("content-hidden")) return undefined;
  for (const [name, wanted] of attributes) {
    const [, how, by] = /^(when|unless)-(meta|profile)$/.exec(name) ?? [];
    if (how === undefined) continue;
    const value = by === "meta" ? metadata(wanted) : metadata("profile.default") === wanted ? "true" : undefined;
    const holds = (value !== undefined && value !== "false") === (how === "when");
    if (holds !== shows) return `not shown: ${name}="${wanted.slice(0, 40)}"`;
  }
  return undefined;
}
