/** From the Markdown parser's tree to blocks: a passage for each paragraph, list item, table and caption, and headings, also
 *  those that are set in bold or italics at the start of a paragraph: `***Background.*** A preprint is …`. */
import { type Block, RUN_IN_LEVEL } from "../../document.ts";
import type { PassageKind } from "../../manuscript.ts";
import { firstEndingAfter, type KindRange } from "./scanner.ts";
import type { Block as MarkdownBlock, Paragraph, Phrasing, Tree } from "./text-runs.ts";
import { type Fragment, passageOf, type TextRenderer, type TextRun } from "./text-runs.ts";

export interface PlacedBlock {
  /** Offset, from the fragment's base. */
  readonly start: number;
  readonly block: Block;
}
export interface Blocks {
  readonly blocks: PlacedBlock[];
  /** Where the Markdown parser saw code by its indentation, as offsets. */
  readonly code: { readonly start: number; readonly end: number }[];
}

/** @param kinds ranges whose text is of a kind of its own, in order and apart */
export function blocksOf({ root }: Tree, renderer: TextRenderer, fragment: Fragment, kinds: readonly KindRange[]): Blocks {
  const walk = new Walk(renderer, fragment, kinds);
  for (const child of root.children) walk.block(child, "paragraph");
  return { blocks: walk.blocks, code: walk.code };
}

class Walk {
  readonly blocks: PlacedBlock[] = [];
  readonly code: { start: number; end: number }[] = [];
  readonly #renderer: TextRenderer;
  readonly #fragment: Fragment;
  readonly #kinds: readonly KindRange[];

  constructor(renderer: TextRenderer, fragment: Fragment, kinds: readonly KindRange[]) {
    this.#renderer = renderer;
    this.#fragment = fragment;
    this.#kinds = kinds;
  }

  /** @param kind of the paragraphs in it */
  block(node: MarkdownBlock, kind: "paragraph" | "listItem"): void {
    const { start, end } = extent(node);
    switch (node.type) {
      case "heading":
        this.#heading(node.depth, this.#renderer.render(node.children), start, end);
        return;
      case "paragraph":
        if (kind === "paragraph") this.#paragraph(node);
        else this.#parts(this.#renderer.render(node.children), kind, start, end);
        return;
      case "table":
        this.#passage("table", this.#renderer.render([node]), start, end);
        return;
      case "list":
      case "listItem":
      case "blockquote":
      case "footnoteDefinition":
        for (const child of node.children)
          this.block(child, node.type === "listItem" || kind === "listItem" ? "listItem" : "paragraph");
        return;
      case "code":
        this.code.push({ start, end });
        return;
      default:
        return; // rules, definitions and what is left of raw HTML show nothing
    }
  }

  /** A paragraph of the running text may begin with its own heading, or be a figure's legend. */
  #paragraph(node: Paragraph): void {
    const { start, end } = extent(node);
    const runs = this.#renderer.render(node.children);
    const inRange = runs.some((run) => this.#rangeOf(run) !== undefined);
    const opens = inRange ? undefined : paragraphOpening(node.children, this.#renderer);
    switch (opens?.kind) {
      case "heading":
        this.#heading(RUN_IN_LEVEL, opens.heading, start, opens.split);
        this.#passage("paragraph", opens.rest, opens.rest[0]?.start ?? opens.split, end);
        return;
      case "legend":
        this.#passage("caption", runs, start, end);
        return;
      case "none":
      case undefined:
        this.#parts(runs, "paragraph", start, end);
    }
  }

  /** One passage of what stands in no range, and one for each range. */
  #parts(runs: readonly TextRun[], kind: PassageKind, start: number, end: number): void {
    const parts = new Map<KindRange | undefined, TextRun[]>();
    for (const run of runs) {
      const range = this.#rangeOf(run);
      const part = parts.get(range);
      if (part === undefined) parts.set(range, [run]);
      else part.push(run);
    }
    for (const [range, ofRange] of parts) {
      if (range === undefined) this.#passage(kind, ofRange, start, end);
      else this.#passage(range.kind, ofRange, Math.max(range.start, start), Math.min(range.end, end));
    }
  }

  #heading(level: number, runs: readonly TextRun[], start: number, end: number): void {
    const passage = passageOf(this.#fragment, "heading", runs, start, end);
    if (passage !== undefined) this.blocks.push({ start, block: { kind: "heading", level, passage } });
  }

  #passage(kind: PassageKind, runs: readonly TextRun[], start: number, end: number): void {
    const passage = passageOf(this.#fragment, kind, runs, start, end);
    if (passage !== undefined) this.blocks.push({ start, block: { kind: "passage", passage } });
  }

  #rangeOf({ start }: TextRun): KindRange | undefined {
    const range = this.#kinds[firstEndingAfter(this.#kinds, start)];
    return range !== undefined && range.start <= start ? range : undefined;
  }
}

function extent(node: MarkdownBlock): { start: number; end: number } {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  if (start === undefined || end === undefined)
    throw new TypeError(`the Markdown parser does not say where its ${node.type} stands`);
  return { start, end };
}

/** Words. Longer bold text is a sentence that the author stresses. */
const LONGEST_HEADING = 12;

/** A legend that is set as a paragraph, below the figure or at the end of the paper. */
const LEGEND = /^(?:(?:supplement(?:al|ary)|extended data)\s+)?(?:fig(?:ure|\.)?|table|video|movie)\s*S?\d/i;

export type Opening =
  | { readonly kind: "heading"; readonly heading: readonly TextRun[]; readonly rest: readonly TextRun[]; readonly split: number }
  | { readonly kind: "legend" }
  | { readonly kind: "none" };

/** @param children of a paragraph that stands in no list, note or caption */
function paragraphOpening(children: readonly Phrasing[], renderer: TextRenderer): Opening {
  const first = children.findIndex((child) =>
    renderer.render([child]).some(({ text, kind }) => kind !== "blank" && text.trim() !== ""),
  );
  const node = children[first];
  if (node === undefined || (node.type !== "strong" && node.type !== "emphasis")) return { kind: "none" };
  const heading = renderer.render([node]);
  const words = textOf(heading);
  if (LEGEND.test(words) && isBold(node)) return { kind: "legend" };
  const rest = renderer.render(children.slice(first + 1));
  if (!readsAsHeading(words, textOf(rest), isBold(node))) return { kind: "none" };
  return {
    kind: "heading",
    heading: withoutTrailingPunctuation(heading),
    rest: withoutLeadingPunctuation(rest),
    split: node.position?.end.offset ?? 0,
  };
}

/** Bold, and not merely with a bold word in it. */
function isBold(node: Phrasing): boolean {
  if (node.type === "strong") return true;
  return node.type === "emphasis" && node.children.length === 1 && node.children[0]?.type === "strong";
}

function textOf(runs: readonly TextRun[]): string {
  return runs
    .map(({ text }) => text || " ")
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

/** A stressed first word is no heading: a heading ends in a full stop or colon, or fills the paragraph. */
function readsAsHeading(words: string, rest: string, bold: boolean): boolean {
  if (words.split(" ").length > LONGEST_HEADING || !/\p{L}{3}/u.test(words) || !/^[\p{Lu}\p{N}]/u.test(words)) return false;
  if (rest === "") return bold && !/[,;!]$/.test(words);
  const ends = /[.:?]$/.test(words) || (bold && /^[.:]/.test(rest));
  return ends && /[\p{L}\p{N}]/u.test(rest) && (bold || /^[\p{Lu}\p{N}$["'“(]/u.test(rest));
}

/** The heading without the full stop or colon that parts it from the text. */
function withoutTrailingPunctuation(heading: readonly TextRun[]): TextRun[] {
  const last = heading.findLastIndex(({ kind, text }) => kind !== "blank" && text.trim() !== "");
  return heading.map((run, index) => (index === last ? { ...run, text: run.text.replace(/[.:]\s*$/, "") } : run));
}

/** The text without the full stop, colon or dash that parts it from the heading. */
function withoutLeadingPunctuation(rest: readonly TextRun[]): TextRun[] {
  const [first, ...others] = rest;
  if (first === undefined || first.kind !== "text") return [...rest];
  const point = /^\s*[.:\u2013\u2014]?\s*/.exec(first.text)?.[0] ?? "";
  return [{ ...first, start: first.start + point.length, text: first.text.slice(point.length) }, ...others];
}
