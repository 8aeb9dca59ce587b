/** The Markdown parser, set up so that each slice of text tells where it stands; and what a reader sees of inline Markdown: runs
 *  of text, each with its place in the file, and passages made of them. */

import { type CompileContext, type Extension, fromMarkdown, type Token } from "mdast-util-from-markdown";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmTable } from "micromark-extension-gfm-table";
import type { SourceFile } from "../../document.ts";
import { CleanTextBuilder } from "../../document.ts";
import type { Passage, PassageKind } from "../../manuscript.ts";
import { firstEndingAfter, type MaskedRegion } from "./scanner.ts";

export interface TextRun {
  readonly start: number;
  readonly end: number;
  readonly kind: "text" | "token" | "blank";
  readonly text: string;
}

export class TextRenderer {
  readonly #original: string;
  readonly #regions: readonly MaskedRegion[];
  readonly #slices: ReadonlyMap<Text, readonly TextSlice[]>;

  /** @param regions as `outermostRegions` returns them */
  constructor(original: string, regions: readonly MaskedRegion[], slices: ReadonlyMap<Text, readonly TextSlice[]>) {
    this.#original = original;
    this.#regions = regions;
    this.#slices = slices;
  }

  render(nodes: readonly Node[]): TextRun[] {
    const runs: TextRun[] = [];
    for (const node of nodes) this.#node(node, runs);
    return runs;
  }

  #node(node: Node, into: TextRun[]): void {
    if (node.type === "text") this.#text(node, into);
    const at = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? at;
    if (node.type === "tableCell" || node.type === "break") into.push({ start: at, end: at, kind: "blank", text: "" });
    if ("children" in node) for (const child of node.children) this.#node(child, into);
    else if (node.type === "inlineCode") into.push({ start: at, end, kind: "text", text: node.value });
    else if (node.type === "imageReference" && node.alt) into.push({ start: at, end, kind: "text", text: node.alt });
  }

  #text(node: Text, into: TextRun[]): void {
    let last = into.at(-1)?.end;
    for (const slice of this.#slices.get(node) ?? []) {
      const newLine = last !== undefined && last < slice.start && this.#original.slice(last, slice.start).includes("\n");
      if (newLine) into.push({ start: slice.start, end: slice.start, kind: "blank", text: "" });
      if (slice.decoded === undefined) this.#plain(slice, into);
      else into.push({ start: slice.start, end: slice.end, kind: "text", text: slice.decoded });
      last = slice.end;
    }
  }

  /** Text that stands as it is, but for the regions in it. One that began in an earlier slice was shown there. */
  #plain({ start, end }: TextSlice, into: TextRun[]): void {
    let at = start;
    for (let next = firstEndingAfter(this.#regions, start); ; next++) {
      const region = this.#regions[next];
      if (region === undefined || region.start >= end) break;
      if (region.start > at) into.push(this.#slice(at, region.start));
      if (region.start >= start) this.#region(region, into);
      at = Math.max(at, region.end);
    }
    if (at < end) into.push(this.#slice(at, end));
  }

  #region({ start, end, replacement }: MaskedRegion, into: TextRun[]): void {
    if (replacement.kind === "token") into.push({ start, end, kind: "token", text: replacement.token });
    else if (replacement.kind === "blank") into.push({ start, end, kind: "blank", text: "" });
    else if (replacement.kind === "source") into.push(this.#slice(replacement.start, replacement.end));
  }

  #slice(start: number, end: number): TextRun {
    // In a block quote the `>` of a line is no part of the math or code that goes on there.
    return { start, end, kind: "text", text: this.#original.slice(start, end).replace(/\n[ \t>]+/g, "\n") };
  }
}

/** A part of a file that is read as Markdown of its own: the whole file, or a YAML value in it. Offsets within it count from `base`. */
export interface Fragment {
  readonly source: SourceFile;
  readonly base: number;
}

/** @param start and `end`: the source is cut from here, to begin and end on the lines of the first and last word
 *  @returns undefined where a reader sees no word, number or placeholder */
export function passageOf(
  { source: whole, base }: Fragment,
  kind: PassageKind,
  runs: readonly TextRun[],
  start: number,
  end: number,
): Passage | undefined {
  const builder = new CleanTextBuilder();
  for (const { kind: how, text, start: at } of runs) {
    const line = whole.lineAt(base + at);
    if (how === "blank") builder.addBlank();
    else if (how === "token") builder.addToken(text, line);
    else builder.add(text, line);
  }
  const { text, lines } = builder.build();
  const startLine = lines[0]?.line;
  const endLine = lines.at(-1)?.line;
  if (startLine === undefined || endLine === undefined || !/[\p{L}\p{N}]/u.test(text)) return undefined;
  const from = Math.max(base + start, whole.startOf(startLine));
  // The Markdown parser ends a paragraph at a blank line, also at one within a display of math.
  const shownTo = runs.reduce((furthest, run) => Math.max(furthest, run.end), end);
  const to = Math.min(base + shownTo, whole.endOf(endLine));
  return { kind, file: whole.file, startLine, endLine, source: whole.text.slice(from, to).trim(), text, lines };
}

export type Root = ReturnType<typeof fromMarkdown>;
export type Block = Root["children"][number];
export type Node = Root | Block;
export type Text = Extract<Node, { type: "text" }>;
export type Paragraph = Extract<Node, { type: "paragraph" }>;
export type Phrasing = Paragraph["children"][number];

/** Part of a text node, without line feeds. */
export interface TextSlice {
  readonly start: number;
  readonly end: number;
  /** What a character reference such as `&beta;` stands for; else the text is what stands there. */
  readonly decoded?: string;
}

export interface Tree {
  readonly root: Root;
  readonly slices: ReadonlyMap<Text, readonly TextSlice[]>;
}

/** A text node's own position spans escapes, references, and the `> ` of block quotes: its slices do not. */
export function parseTree(text: string): Tree {
  const slices = new Map<Text, TextSlice[]>();
  let decodedFrom = 0;

  function record(node: Text, token: Token, decoded?: string): void {
    const slice = { start: token.start.offset, end: token.end.offset, ...(decoded === undefined ? {} : { decoded }) };
    const known = slices.get(node);
    if (known === undefined) slices.set(node, [slice]);
    else known.push(slice);
  }
  // These four stand in for the parser's own handlers, which know only where the whole node stands.
  function plain(this: CompileContext, token: Token): undefined {
    const node = endOfText(this, token);
    const value = this.sliceSerialize(token);
    node.value += value;
    record(node, token);
  }
  function referenceValue(this: CompileContext): undefined {
    const node = this.stack.at(-1);
    decodedFrom = node?.type === "text" ? node.value.length : 0;
  }
  function reference(this: CompileContext, token: Token): undefined {
    const node = endOfText(this, token);
    record(node, token, node.value.slice(decodedFrom));
  }
  const positions: Extension = {
    enter: { characterReferenceValue: referenceValue },
    exit: { data: plain, characterEscapeValue: plain, characterReference: reference },
  };
  const root = fromMarkdown(text, {
    extensions: [gfmTable(), gfmFootnote()],
    mdastExtensions: [gfmTableFromMarkdown(), gfmFootnoteFromMarkdown(), positions],
  });
  return { root, slices };
}

function endOfText(context: CompileContext, token: Token): Text {
  const node = context.stack.pop();
  if (node?.type !== "text") throw new TypeError(`text was expected where ${node?.type} ends`);
  const { line, column, offset } = token.end;
  if (node.position !== undefined) node.position.end = { line, column, offset };
  return node;
}
