/** Markdown papers made of strings: parsed, with every passage held to its lines. */
import { ManuscriptError } from "../../src/errors.ts";
import type { ParsedDocument } from "../../src/manuscript/document.ts";
import { type MarkdownOptions, parseMarkdown } from "../../src/manuscript/formats/markdown.ts";
import type { Passage } from "../../src/manuscript/manuscript.ts";
import type { Sources } from "../../src/manuscript/sources.ts";
import { expectExactPassage } from "./passages.ts";

export function sourcesOf(files: Readonly<Record<string, string>>): Sources {
  return {
    paths: new Set(Object.keys(files)),
    text: async (file) => {
      const text = files[file];
      if (text === undefined)
        throw new ManuscriptError({ code: "file-missing", at: file, fault: "is not there", remedy: "Add it" });
      return { file, text, hidden: [], warnings: [] };
    },
  };
}

export function allPassages({ title, abstract, body }: ParsedDocument): Passage[] {
  return [...(title === undefined ? [] : [title]), ...abstract, ...body.map(({ passage }) => passage)];
}

/** @param files the first is read, the others can be included */
export async function parsed(files: Readonly<Record<string, string>>, options: MarkdownOptions): Promise<ParsedDocument> {
  const document = await parseMarkdown(Object.keys(files).slice(0, 1), options, sourcesOf(files));
  for (const passage of allPassages(document)) expectExactPassage(passage, files[passage.file] ?? "");
  return document;
}
