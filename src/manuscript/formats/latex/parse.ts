/** LaTeX: from a root file and all that it includes to blocks in reading order. Invariant: each passage is an exact range of the file
 *  that it names; whatever is broken or hostile, what can be read is read, and what could not be is in the warnings. */
import { UserError } from "../../../errors.ts";
import { type ParsedDocument, SourceFile } from "../../document.ts";
import type { TextFiles } from "../../files/text-files.ts";
import type { HiddenText, LeftOut, Warning } from "../../manuscript.ts";
import { Acronyms } from "./acronyms.ts";
import { type LatexNode, parseNodes } from "./ast.ts";
import { type BranchMark, branchesOf } from "./branches.ts";
import { LONGEST_CHUNK, type SourceChunk, splitIntoChunks, withoutLong } from "./chunks.ts";
import { Palette } from "./colour.ts";
import { Conditions } from "./conditions.ts";
import { Definitions } from "./definitions.ts";
import type { Flow } from "./flow.ts";
import { includedBy, resolveInclude, writtenPath } from "./include.ts";
import { type MaskNote, maskLatex, tokenizeLatex } from "./mask.ts";
import { LatexReader } from "./reader.ts";
import { Siunitx } from "./siunitx.ts";
import { Boxes, type PaperState } from "./state.ts";

export { SECTION, SUBSECTION } from "./macros.ts";

/** @param root path of the file to start from; @throws ManuscriptError where that file cannot be read */
export async function parseLatex(root: string, textFiles: TextFiles): Promise<ParsedDocument> {
  const { files, faults } = await loadAll(root, textFiles);
  const read: string[] = [];
  const open: string[] = [];
  let importFolder: string | undefined;
  const warned = new Set<string>(); // once a file and name, however often it stands there

  const readFile = (
    path: string,
    { source, chunks, branches, hasDocument, ...found }: LoadedFile,
    from: Flow | undefined,
  ): void => {
    read.push(path);
    open.push(path);
    for (const part of found.leftOut) paper.leftOut.push(part);
    for (const warning of found.warnings) paper.warnings.push(warning);
    for (const hidden of found.hidden) paper.hidden.push(hidden); // one a line: spread, they would overflow the stack
    const { part } = paper;
    if (hasDocument) paper.part = "preamble";
    else if (from === undefined) paper.part = "body";
    const reader = new LatexReader(source, paper, branches);
    if (from !== undefined) {
      reader.flow.visibility = from.visibility;
      reader.flow.kind = from.kind;
    }
    reader.read(chunks(paper.warnings));
    if (from !== undefined && hasDocument) paper.part = part;
    open.pop();
  };

  const definitions = new Definitions();
  const paper: PaperState = {
    part: "preamble",
    definitions,
    conditions: new Conditions(definitions),
    boxes: new Boxes(),
    includeOnly: undefined,
    acronyms: new Acronyms(),
    siunitx: new Siunitx(),
    palette: new Palette(),
    title: undefined,
    abstract: [],
    body: [],
    leftOut: [],
    warnings: [],
    hidden: [],
    include: (inclusion, from, at) => {
      const found = resolveInclude(inclusion, { root, file: from.source.file, importFolder }, textFiles.paths);
      const file = "path" in found ? files.get(found.path) : undefined;
      const warn = (why: string, loss: Pick<Warning, "losesText"> = { losesText: true }): void => {
        const message = `${JSON.stringify(writtenPath(inclusion))} ${why}; the rest was read without it`;
        const known = `${from.source.file}: ${message}`;
        if (warned.has(known)) return;
        warned.add(known);
        paper.warnings.push({ file: from.source.file, line: from.source.lineAt(at), message, ...loss });
      };
      if ("fault" in found)
        warn(found.fault === "not found" ? "is included but is not in the tree" : "leads out of the tree and was not opened");
      else if (open.includes(found.path)) warn("includes itself, directly or by way of others", {});
      else if (read.includes(found.path)) warn("is included a second time and was read only once", {});
      else if (file === undefined)
        warn(`could not be read (${faults.get(found.path) ?? "it is named in a way that only TeX can follow"})`);
      else {
        const outer = importFolder;
        importFolder = found.importFolder;
        readFile(found.path, file, from);
        importFolder = outer;
      }
    },
  };

  const main = files.get(root);
  if (main !== undefined) readFile(root, main, undefined);
  const { title, abstract, body, leftOut, warnings, hidden } = paper;
  for (const { file, line, characters } of paper.boxes.unused())
    hidden.push({ file, line, technique: "a box that is not used", characters });
  return { files: read, title, abstract, body, leftOut, warnings, hidden };
}

interface LoadedFile {
  readonly source: SourceFile;
  /** Parsed one by one as they are read, once, so that only one is in memory; what is wrong with them goes to `warnings` meanwhile. */
  chunks(warnings: Warning[]): Iterable<readonly LatexNode[]>;
  /** Of its conditionals, by where each begins. */
  readonly branches: ReadonlyMap<number, readonly BranchMark[]>;
  /** Whether it holds \begin{document}: what stands before is preamble. */
  readonly hasDocument: boolean;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
  readonly hidden: readonly HiddenText[];
}

/** Opens the root and every file that it includes, each once; each is parsed on its own.
 *  @throws ManuscriptError where the root cannot be read; an included file that cannot is absent from the map, and its fault is in `faults` */
async function loadAll(
  root: string,
  textFiles: TextFiles,
): Promise<{ files: Map<string, LoadedFile>; faults: Map<string, string> }> {
  const files = new Map<string, LoadedFile>();
  const faults = new Map<string, string>();
  const waiting: { readonly path: string; readonly importFolder: string | undefined }[] = [
    { path: root, importFolder: undefined },
  ];
  const seen = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path } = next;
    const key = JSON.stringify(next);
    if (seen.has(key) || faults.has(path)) continue;
    seen.add(key);
    try {
      const { text, hidden, warnings } = await textFiles.text(path);
      if (!files.has(path)) files.set(path, loadFile(path, text, hidden, warnings));
      waiting.push(...includedBy(text, next, root, textFiles.paths));
    } catch (error) {
      if (path === root || !(error instanceof UserError)) throw error;
      faults.set(path, error.message);
    }
  }
  return { files, faults };
}

const NOTES: Readonly<Record<Exclude<MaskNote["kind"], "after the end">, string>> = {
  "merge conflict": "a merge conflict was left in the file: both sides were read, the markers were not",
  "unclosed iffalse": "\\iffalse without its \\fi: what follows was read as if it were not there",
};

function loadFile(file: string, text: string, hidden: readonly HiddenText[], decoding: readonly Warning[]): LoadedFile {
  const source = new SourceFile(file, text);
  const masked = maskLatex(text);
  const warnings = [...decoding];
  const leftOut: LeftOut[] = [];
  for (const { kind, at } of masked.notes) {
    if (kind !== "after the end") warnings.push({ file, line: source.lineAt(at), message: NOTES[kind] });
    else
      leftOut.push({
        file,
        lines: { startLine: source.lineAt(at), endLine: source.lineAt(text.trimEnd().length - 1) },
        why: "after \\end{document}",
      });
  }
  const shortened = withoutLong(masked.text);
  for (const { why, at, end } of shortened.leftOut)
    leftOut.push({ file, lines: { startLine: source.lineAt(at), endLine: source.lineAt(end - 1) }, why });
  const hasDocument = [...tokenizeLatex(masked.text)].some((token) => token.kind === "begin" && token.name === "document");
  return {
    source,
    chunks: (found) => parsedChunks(shortened.text, source, found),
    branches: branchesOf(masked.text),
    hasDocument,
    leftOut,
    warnings,
    hidden,
  };
}

function* parsedChunks(masked: string, source: SourceFile, warnings: Warning[]): Generator<LatexNode[]> {
  for (const chunk of splitIntoChunks(masked)) {
    if (chunk.fault !== undefined) warnings.push({ file: source.file, line: source.lineAt(chunk.at), ...faultOf(chunk, source) });
    yield parseNodes(chunk.text, chunk.at);
  }
}

function faultOf({ fault, text, at }: SourceChunk, source: SourceFile): Pick<Warning, "message" | "losesText"> {
  const to = source.lineAt(at + Math.max(0, text.trimEnd().length - 1));
  return fault === "too deep"
    ? {
        message: `more than 500 groups nested in each other up to line ${to}: what stands deeper than 100 was left out, the rest was read`,
        losesText: true,
      }
    : {
        message: `no paragraph ends here for more than ${LONGEST_CHUNK.toLocaleString("en")} characters: it was read in parts, and markup across a cut may show`,
      };
}
