/** Markdown papers made of strings: parsed, with every passage held to its lines. */
import type { ParsedDocument } from "../../src/manuscript/document.ts";
import { type MarkdownOptions, parseMarkdown } from "../../src/manuscript/formats/markdown/parse.ts";
import { allPassages, expectExactPassage } from "./passages.ts";
import { textFiles } from "./text-files.ts";

/** @param files the first is read, the others can be included */
export async function parsed(files: Readonly<Record<string, string>>, options: MarkdownOptions): Promise<ParsedDocument> {
  const document = await parseMarkdown(Object.keys(files).slice(0, 1), options, textFiles(files));
  for (const passage of allPassages(document)) expectExactPassage(passage, files[passage.file] ?? "");
  return document;
}
