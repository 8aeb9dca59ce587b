/** What style sheets and style attributes declare for an element, as browsers read them: comments, escapes, selectors, importance, the
 *  order of rules. Invariant: what a browser ignores, such as a selector that is not known here, declares nothing. */

import {
  type ComponentValue,
  isFunctionNode,
  isSimpleBlockNode,
  isTokenNode,
  isWhiteSpaceOrCommentNode,
  isWhitespaceNode,
  parseListOfComponentValues,
} from "@csstools/css-parser-algorithms";
import { isTokenIdent, tokenize } from "@csstools/css-tokenizer";
import { cascaded, type Declaration, type Declarations } from "./css-values.ts";

/** An element of HTML, or a span or div of pandoc. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly classes: readonly string[];
}

/** Characters. A style sheet in a paper has some hundreds. */
const LONGEST_SHEET = 100_000;
const LONGEST_STYLE = 5_000;
const LONGEST_SELECTORS = 2_000;
/** Comparisons of a rule with an element, in one file. A paper of a thousand elements under a hundred rules needs a tenth of them. */
const MOST_COMPARISONS = 1_000_000;

function valuesOf(css: string): ComponentValue[] {
  try {
    return parseListOfComponentValues(tokenize({ css }));
  } catch {
    return []; // a browser reads nothing of what is no style sheet either
  }
}

/** Blocks and functions within each other. */
const DEEPEST = 50;

/** The characters that a browser compares: escapes resolved, comments gone. */
function plain(values: readonly ComponentValue[], depth = 0): string {
  if (depth > DEEPEST) return "";
  return values
    .map((value) => {
      if (isWhitespaceNode(value)) return " ";
      if (isWhiteSpaceOrCommentNode(value)) return "";
      if (isFunctionNode(value)) return `${value.getName()}(${plain(value.value, depth + 1)})`;
      if (isTokenNode(value)) return isTokenIdent(value.value) ? value.value[4].value : value.value[1];
      return value.toString();
    })
    .join("");
}

function declarationsIn(values: readonly ComponentValue[]): Declaration[] {
  const found: Declaration[] = [];
  let from = 0;
  for (let at = 0; at <= values.length; at++) {
    const value = values[at];
    if (value !== undefined && !(isTokenNode(value) && value.value[1] === ";")) continue;
    const [, name = "", written = ""] = /^\s*([\w-]+)\s*:(.*)$/s.exec(plain(values.slice(from, at))) ?? [];
    from = at + 1;
    const isImportant = /!\s*important\s*$/i.test(written);
    const text = written.replace(/!\s*important\s*$/i, "").trim();
    const isCustom = name.startsWith("--");
    if (text !== "")
      found.push({ name: isCustom ? name : name.toLowerCase(), value: isCustom ? text : text.toLowerCase(), isImportant });
  }
  return found;
}

interface Compound {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly classes: readonly string[];
  readonly attributes: readonly { readonly name: string; readonly operator: string; readonly value: string }[];
  readonly not: readonly Compound[];
}
interface Rule {
  /** The element's own, then those of elements around it, from the inside. */
  readonly compounds: readonly Compound[];
  readonly specificity: number;
  readonly declarations: readonly Declaration[];
}

/** Rules that hold on a screen, whatever browser shows the page. */
const APPLIES = /^@(?:supports|layer|container)\b|^@media\s+(?:only\s+)?(?:screen|all)\b/i;
const DEEPEST_RULES = 5;

export class StyleSheet {
  readonly #rules: Rule[] = [];
  #comparisonsLeft = MOST_COMPARISONS;

  /** @param css of all style sheets of a file, in order */
  constructor(css: string) {
    if (css.trim() !== "") this.#read(valuesOf(css.slice(0, LONGEST_SHEET)), 0);
  }

  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  #read(values: readonly ComponentValue[], depth: number): void {
    let from = 0;
    for (const [at, value] of values.entries()) {
      const isBlock = isSimpleBlockNode(value) && value.startToken[1] === "{";
      if (!isBlock && !(isTokenNode(value) && value.value[1] === ";")) continue;
      const prelude = plain(values.slice(from, at)).trim();
      from = at + 1;
      if (!isBlock) continue;
      if (!prelude.startsWith("@")) this.#addRules(prelude, value.value);
      else if (APPLIES.test(prelude) && depth < DEEPEST_RULES) this.#read(value.value, depth + 1);
    }
  }

  #addRules(prelude: string, values: readonly ComponentValue[]): void {
    if (prelude.length > LONGEST_SELECTORS) return;
    const declarations = declarationsIn(values);
    for (const selector of splitSelectors(prelude)) {
      const compounds = compoundsOf(selector);
      if (compounds !== undefined) this.#rules.push({ compounds, specificity: specificityOf(compounds), declarations });
    }
  }

  /** @param around the elements that it stands in, outermost first
   *  @returns what holds of an element, shorthands apart; of a style attribute as well */
  of(element: Element, around: readonly Element[]): Declarations {
    const style = element.attributes.get("style");
    const own = style === undefined ? [] : declarationsIn(valuesOf(style.slice(0, LONGEST_STYLE)));
    this.#comparisonsLeft -= this.#rules.length * (1 + around.length);
    const rules = (this.#comparisonsLeft < 0 ? [] : this.#rules)
      .filter(({ compounds }) => matchesAll(compounds, element, around))
      .sort((a, b) => a.specificity - b.specificity)
      .flatMap(({ declarations }) => declarations);
    const all = [...rules, ...own];
    return cascaded([...all.filter(({ isImportant }) => !isImportant), ...all.filter(({ isImportant }) => isImportant)]);
  }
}

function splitSelectors(prelude: string): string[] {
  return prelude.split(/,(?![^()[\]]*[)\]])/).map((selector) => selector.trim());
}

const SIMPLE =
  /^(?:(\*|[\w-]+)|#([\w-]+)|\.([\w-]+)|\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*["']?([^"'\]]*)["']?\s*i?)?\]|:not\(([^()]*)\))/;

/** @returns undefined for a selector that asks for more than name, id, class and attributes */
function compoundsOf(selector: string): Compound[] | undefined {
  const parts = selector.split(/\s*[>\s]\s*(?![^[(]*[\])])/).filter((part) => part !== "");
  const compounds = parts.map(compoundOf);
  return compounds.every((one) => one !== undefined) && compounds.length > 0 ? compounds.reverse() : undefined;
}

function compoundOf(text: string): Compound | undefined {
  const classes: string[] = [];
  const attributes: Compound["attributes"][number][] = [];
  const not: Compound[] = [];
  let name: string | undefined;
  let id: string | undefined;
  for (let rest = text; rest !== ""; ) {
    const found = SIMPLE.exec(rest);
    if (found === null) return undefined;
    const [all, element, ident, className, attribute, operator = "", value = "", negated] = found;
    if (element !== undefined) name = element === "*" ? undefined : element.toLowerCase();
    else if (ident !== undefined) id = ident;
    else if (className !== undefined) classes.push(className);
    else if (attribute !== undefined) attributes.push({ name: attribute.toLowerCase(), operator, value });
    else {
      const inner = compoundOf((negated ?? "").trim());
      if (inner === undefined) return undefined;
      not.push(inner);
    }
    rest = rest.slice(all.length);
  }
  return { name, id, classes, attributes, not };
}

function specificityOf(compounds: readonly Compound[]): number {
  return compounds.reduce(
    (sum, { name, id, classes, attributes, not }) =>
      sum +
      (id === undefined ? 0 : 10_000) +
      100 * (classes.length + attributes.length) +
      (name === undefined ? 0 : 1) +
      specificityOf(not),
    0,
  );
}

function matchesAll([own, ...outer]: readonly Compound[], element: Element, around: readonly Element[]): boolean {
  if (own === undefined || !matches(own, element)) return false;
  let at = around.length;
  for (const compound of outer) {
    // Elements without attributes are not kept: what asks for a name alone may stand around anything.
    if (compound.id === undefined && compound.classes.length === 0 && compound.attributes.length === 0) continue;
    do at--;
    while (at >= 0 && !(around[at] !== undefined && matches(compound, around[at] as Element)));
    if (at < 0) return false;
  }
  return true;
}

function matches({ name, id, classes, attributes, not }: Compound, element: Element): boolean {
  return (
    (name === undefined || name === element.name) &&
    (id === undefined || id === element.attributes.get("id")) &&
    classes.every((one) => element.classes.includes(one)) &&
    attributes.every((one) => hasAttribute(one, element.attributes.get(one.name))) &&
    !not.some((one) => matches(one, element))
  );
}

function hasAttribute({ operator, value }: Compound["attributes"][number], given: string | undefined): boolean {
  if (given === undefined) return false;
  switch (operator) {
    case "":
      return true;
    case "~=":
      return given.split(/\s+/).includes(value);
    case "^=":
      return value !== "" && given.startsWith(value);
    case "$=":
      return value !== "" && given.endsWith(value);
    case "*=":
      return value !== "" && given.includes(value);
    case "|=":
      return given === value || given.startsWith(`${value}-`);
    default:
      return given === value;
  }
}
