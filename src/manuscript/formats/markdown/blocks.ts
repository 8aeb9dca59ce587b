/** From the Markdown parser's tree to blocks: a passage for each paragraph, list item, table and caption. */
import type { Block } from "../../document.ts";
import type { PassageKind } from "../../manuscript.ts";
import { type Place, passageOf } from "./passage.ts";
import type { KindRange } from "./region.ts";
import { opening, RUN_IN_LEVEL } from "./run-in.ts";
import type { Showing, Shown } from "./shown.ts";
import type { Block as MarkdownBlock, Paragraph, Tree } from "./tree.ts";

export interface PlacedBlock {
  /** Offset, from the place's base. */
  readonly start: number;
  readonly block: Block;
}
export interface Blocks {
  readonly blocks: PlacedBlock[];
  /** Where the Markdown parser saw code by its indentation, as offsets. */
  readonly code: { readonly start: number; readonly end: number }[];
}

/** @param kinds ranges whose text is of a kind of its own, in order and apart */
export function blocksOf({ root }: Tree, showing: Showing, place: Place, kinds: readonly KindRange[]): Blocks {
  const walk = new Walk(showing, place, kinds);
  for (const child of root.children) walk.block(child, "paragraph");
  return { blocks: walk.blocks, code: walk.code };
}

class Walk {
  readonly blocks: PlacedBlock[] = [];
  readonly code: { start: number; end: number }[] = [];
  readonly #showing: Showing;
  readonly #place: Place;
  readonly #kinds: readonly KindRange[];

  constructor(showing: Showing, place: Place, kinds: readonly KindRange[]) {
    this.#showing = showing;
    this.#place = place;
    this.#kinds = kinds;
  }

  /** @param kind of the paragraphs in it */
  block(node: MarkdownBlock, kind: "paragraph" | "listItem"): void {
    const { start, end } = extent(node);
    switch (node.type) {
      case "heading":
        this.#heading(node.depth, this.#showing.of(node.children), start, end);
        return;
      case "paragraph":
        if (kind === "paragraph") this.#paragraph(node);
        else this.#parts(this.#showing.of(node.children), kind, start, end);
        return;
      case "table":
        this.#passage("table", this.#showing.of([node]), start, end);
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
    const shown = this.#showing.of(node.children);
    const inRange = shown.some((piece) => this.#rangeOf(piece) !== undefined);
    const opens = inRange ? undefined : opening(node.children, this.#showing);
    switch (opens?.kind) {
      case "heading":
        this.#heading(RUN_IN_LEVEL, opens.heading, start, opens.split);
        this.#passage("paragraph", opens.rest, opens.rest[0]?.start ?? opens.split, end);
        return;
      case "legend":
        this.#passage("caption", shown, start, end);
        return;
      case "none":
      case undefined:
        this.#parts(shown, "paragraph", start, end);
    }
  }

  /** One passage of what stands in no range, and one for each range. */
  #parts(shown: readonly Shown[], kind: PassageKind, start: number, end: number): void {
    const parts = new Map<KindRange | undefined, Shown[]>();
    for (const piece of shown) {
      const range = this.#rangeOf(piece);
      const part = parts.get(range);
      if (part === undefined) parts.set(range, [piece]);
      else part.push(piece);
    }
    for (const [range, pieces] of parts) {
      if (range === undefined) this.#passage(kind, pieces, start, end);
      else this.#passage(range.kind, pieces, Math.max(range.start, start), Math.min(range.end, end));
    }
  }

  #heading(level: number, shown: readonly Shown[], start: number, end: number): void {
    const passage = passageOf(this.#place, "heading", shown, start, end);
    if (passage !== undefined) this.blocks.push({ start, block: { kind: "heading", level, passage } });
  }

  #passage(kind: PassageKind, shown: readonly Shown[], start: number, end: number): void {
    const passage = passageOf(this.#place, kind, shown, start, end);
    if (passage !== undefined) this.blocks.push({ start, block: { kind: "passage", passage } });
  }

  #rangeOf({ start }: Shown): KindRange | undefined {
    let low = 0;
    let high = this.#kinds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#kinds[middle]?.end ?? 0) > start) high = middle;
      else low = middle + 1;
    }
    const range = this.#kinds[low];
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
