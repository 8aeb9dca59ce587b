/** LaTeX: from a root file and all that it includes to blocks in reading order. Invariant: each passage is an exact stretch of the file
 *  that it names; whatever is broken or hostile, what can be read is read, and what could not be is in the warnings. */
import type { ParsedDocument } from "../../document.ts";
import type { TextFiles } from "../../files/text-files.ts";
import { Palette } from "./colour.ts";
import { Definitions } from "./definitions.ts";
import type { Flow } from "./flow.ts";
import { resolveInclude } from "./include.ts";
import { type LoadedFile, loadAll } from "./load.ts";
import { LatexReader } from "./reader.ts";
import type { Reading } from "./state.ts";

export { includedFiles, resolveInclude } from "./include.ts";
export { SECTION, SUBSECTION } from "./macros.ts";

/** @param root path of the file to start from; @throws ManuscriptError where that file cannot be read */
export async function parseLatex(root: string, sources: TextFiles): Promise<ParsedDocument> {
  const { files, faults } = await loadAll(root, sources);
  const read: string[] = [];
  const open: string[] = [];
  const warned = new Set<string>(); // once a file and name, however often it stands there

  const readFile = (path: string, { source, pieces, hasDocument, ...found }: LoadedFile, from: Flow | undefined): void => {
    read.push(path);
    open.push(path);
    for (const part of found.leftOut) reading.leftOut.push(part);
    for (const warning of found.warnings) reading.warnings.push(warning);
    for (const hidden of found.hidden) reading.hidden.push(hidden); // one a line: spread, they would overflow the stack
    const { place } = reading;
    if (hasDocument) reading.place = "preamble";
    else if (from === undefined) reading.place = "body";
    const reader = new LatexReader(source, reading);
    if (from !== undefined) {
      reader.flow.sight = from.sight;
      reader.flow.kind = from.kind;
    }
    reader.read(pieces(reading.warnings));
    if (from !== undefined && hasDocument) reading.place = place;
    open.pop();
  };

  const reading: Reading = {
    place: "preamble",
    definitions: new Definitions(),
    palette: new Palette(),
    title: undefined,
    abstract: [],
    body: [],
    leftOut: [],
    warnings: [],
    hidden: [],
    include: (written, from, at) => {
      const found = resolveInclude(written, root, from.source.file, sources.paths);
      const file = "path" in found ? files.get(found.path) : undefined;
      const warn = (why: string): void => {
        const message = `${JSON.stringify(written)} ${why}; the rest was read without it`;
        const known = `${from.source.file}: ${message}`;
        if (warned.has(known)) return;
        warned.add(known);
        reading.warnings.push({ file: from.source.file, line: from.source.lineAt(at), message });
      };
      if ("fault" in found)
        warn(found.fault === "not found" ? "is included but is not in the tree" : "leads out of the tree and was not opened");
      else if (open.includes(found.path)) warn("includes itself, directly or by way of others");
      else if (read.includes(found.path)) warn("is included a second time and was read only once");
      else if (file === undefined)
        warn(`could not be read (${faults.get(found.path) ?? "it is named in a way that only TeX can follow"})`);
      else readFile(found.path, file, from);
    },
  };

  const main = files.get(root);
  if (main !== undefined) readFile(root, main, undefined);
  const { title, abstract, body, leftOut, warnings, hidden } = reading;
  return { files: read, title, abstract, body, leftOut, warnings, hidden };
}
