/** What a reader sees of inline Markdown, piece by piece, each with its place in the file. */
import type { Region } from "./region.ts";
import type { Node, Piece, Text } from "./tree.ts";

export interface Shown {
  readonly start: number;
  readonly end: number;
  readonly kind: "text" | "token" | "blank";
  readonly text: string;
}

export class Showing {
  readonly #original: string;
  readonly #regions: readonly Region[];
  readonly #pieces: ReadonlyMap<Text, readonly Piece[]>;

  /** @param regions as `outermost` returns them */
  constructor(original: string, regions: readonly Region[], pieces: ReadonlyMap<Text, readonly Piece[]>) {
    this.#original = original;
    this.#regions = regions;
    this.#pieces = pieces;
  }

  of(nodes: readonly Node[]): Shown[] {
    const shown: Shown[] = [];
    for (const node of nodes) this.#node(node, shown);
    return shown;
  }

  #node(node: Node, into: Shown[]): void {
    if (node.type === "text") this.#text(node, into);
    const at = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? at;
    if (node.type === "tableCell" || node.type === "break") into.push({ start: at, end: at, kind: "blank", text: "" });
    if ("children" in node) for (const child of node.children) this.#node(child, into);
    else if (node.type === "inlineCode") into.push({ start: at, end, kind: "text", text: node.value });
    else if (node.type === "imageReference" && node.alt) into.push({ start: at, end, kind: "text", text: node.alt });
  }

  #text(node: Text, into: Shown[]): void {
    let last = into.at(-1)?.end;
    for (const piece of this.#pieces.get(node) ?? []) {
      const newLine = last !== undefined && last < piece.start && this.#original.slice(last, piece.start).includes("\n");
      if (newLine) into.push({ start: piece.start, end: piece.start, kind: "blank", text: "" });
      if (piece.decoded === undefined) this.#plain(piece, into);
      else into.push({ start: piece.start, end: piece.end, kind: "text", text: piece.decoded });
      last = piece.end;
    }
  }

  /** Text that stands as it is, but for the regions in it. One that began in an earlier piece was shown there. */
  #plain({ start, end }: Piece, into: Shown[]): void {
    let at = start;
    for (let next = this.#firstRegionAfter(start); ; next++) {
      const region = this.#regions[next];
      if (region === undefined || region.start >= end) break;
      if (region.start > at) into.push(this.#slice(at, region.start));
      if (region.start >= start) this.#region(region, into);
      at = Math.max(at, region.end);
    }
    if (at < end) into.push(this.#slice(at, end));
  }

  #region({ start, end, shows }: Region, into: Shown[]): void {
    if (shows.kind === "token") into.push({ start, end, kind: "token", text: shows.token });
    else if (shows.kind === "blank") into.push({ start, end, kind: "blank", text: "" });
    else if (shows.kind === "source") into.push(this.#slice(shows.start, shows.end));
  }

  #slice(start: number, end: number): Shown {
    // In a block quote the `>` of a line is no part of the math or code that goes on there.
    return { start, end, kind: "text", text: this.#original.slice(start, end).replace(/\n[ \t>]+/g, "\n") };
  }

  #firstRegionAfter(offset: number): number {
    let low = 0;
    let high = this.#regions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#regions[middle]?.end ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
