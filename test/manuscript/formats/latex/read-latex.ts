/** Reads LaTeX written in a test, and holds every passage of it to the law of exact lines. */
import type { ParsedDocument } from "../../../../src/manuscript/document.ts";
import { parseLatex } from "../../../../src/manuscript/formats/latex/parse.ts";
import { allPassages, expectExactPassage } from "../../../support/passages.ts";
import { textFiles } from "../../../support/text-files.ts";

/** @param files the tree; a string alone is the root `paper.tex` */
export async function read(files: string | Readonly<Record<string, string>>, root = "paper.tex"): Promise<ParsedDocument> {
  const tree = typeof files === "string" ? { [root]: files } : files;
  const document = await parseLatex(root, textFiles(tree));
  for (const passage of allPassages(document)) expectExactPassage(passage, tree[passage.file] ?? "");
  return document;
}

/** The clean text of a body, a passage an entry. */
export async function textsOf(body: string): Promise<string[]> {
  const { body: blocks } = await read(`\\begin{document}\n${body}\n\\end{document}`);
  return blocks.map(({ passage }) => passage.text);
}
