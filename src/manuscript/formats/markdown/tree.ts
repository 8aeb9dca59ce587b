/** The Markdown parser, set up so that each slice of text tells where it stands. */
import { type CompileContext, type Extension, fromMarkdown, type Token } from "mdast-util-from-markdown";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmTable } from "micromark-extension-gfm-table";

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
