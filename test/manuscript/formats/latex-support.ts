/** Reads LaTeX written in a test, and holds every passage of it to the law of exact lines. */
import { ManuscriptError } from "../../../src/errors.ts";
import type { ParsedDocument } from "../../../src/manuscript/document.ts";
import { parseLatex } from "../../../src/manuscript/formats/latex.ts";
import type { Passage } from "../../../src/manuscript/manuscript.ts";
import type { Sources } from "../../../src/manuscript/sources.ts";
import { expectExactPassage } from "../../support/passages.ts";

export function treeOf(files: Readonly<Record<string, string>>): Sources {
  return {
    paths: new Set(Object.keys(files)),
    text: async (file) => {
      const text = files[file];
      if (text === undefined) throw new ManuscriptError({ code: "unreadable", at: file, fault: "not there", remedy: "Add it" });
      return { file, text, hidden: [], warnings: [] };
    },
  };
}

export function passagesOf({ title, abstract, body }: ParsedDocument): Passage[] {
  return [...(title === undefined ? [] : [title]), ...abstract, ...body.map(({ passage }) => passage)];
}

/** @param files the tree; a string alone is the root `paper.tex` */
export async function read(files: string | Readonly<Record<string, string>>, root = "paper.tex"): Promise<ParsedDocument> {
  const tree = typeof files === "string" ? { [root]: files } : files;
  const document = await parseLatex(root, treeOf(tree));
  for (const passage of passagesOf(document)) expectExactPassage(passage, tree[passage.file] ?? "");
  return document;
}

/** The clean text of a body, a passage an entry. */
export async function textsOf(body: string): Promise<string[]> {
  const { body: blocks } = await read(`\\begin{document}\n${body}\n\\end{document}`);
  return blocks.map(({ passage }) => passage.text);
}
