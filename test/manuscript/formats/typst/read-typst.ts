/** Reads Typst written in a test, and holds every passage of it to the law of exact lines. */
import type { ParsedDocument } from "../../../../src/manuscript/document.ts";
import { parseTypst } from "../../../../src/manuscript/formats/typst/parse.ts";
import { allPassages, expectExactPassage } from "../../../support/passages.ts";
import { textFiles } from "../../../support/text-files.ts";

/** @param files the tree; a string alone is the root `paper.typ` */
export async function read(files: string | Readonly<Record<string, string>>, root = "paper.typ"): Promise<ParsedDocument> {
  const tree = typeof files === "string" ? { [root]: files } : files;
  const document = await parseTypst(root, textFiles(tree));
  for (const passage of allPassages(document)) expectExactPassage(passage, tree[passage.file] ?? "");
  return document;
}

/** The clean text of a body, a passage an entry; of a paper whose names stand elsewhere than where they are shown, which the law of lines does not hold for. */
export async function textsOf(source: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { body } = await parseTypst("paper.typ", textFiles({ "paper.typ": source, ...files }));
  return body.map(({ passage }) => passage.text);
}
