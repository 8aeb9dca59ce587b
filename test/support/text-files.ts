/** The text files of a tree, in memory: what the parsers read from. */
import { ManuscriptError } from "../../src/errors.ts";
import type { TextFiles } from "../../src/manuscript/files/text-files.ts";

export function textFiles(contents: Readonly<Record<string, string>>): TextFiles {
  return {
    paths: new Set(Object.keys(contents)),
    text: async (file) => {
      const text = contents[file];
      if (text === undefined)
        throw new ManuscriptError({ code: "file-missing", at: file, fault: "is not there", remedy: "Add it" });
      return { file, text, hidden: [], warnings: [] };
    },
  };
}
