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
import { type Inclusion, includedBy, type Reached, resolveInclude, writtenPath } from "./include.ts";
import { MainLanguage } from "./language.ts";
import { type MaskNote, maskLatex, tokenizeLatex } from "./mask.ts";
import { LatexReader } from "./reader.ts";
import { Siunitx } from "./siunitx.ts";
import { Boxes, type PaperState } from "./state.ts";

export { SECTION, SUBSECTION } from "./macros.ts";

/** @param root path of the file to start from
 *  @throws ManuscriptError where that file cannot be read */
export async function parseLatex(root: string, textFiles: TextFiles): Promise<ParsedDocument> {
  return new PaperReader(root, await loadAll(root, textFiles), textFiles.paths).read();
}

/** Reads the root and, where an \input stands, the file that it names: each once, in the order of the page. */
class PaperReader {
  readonly #root: string;
  readonly #loaded: LoadedFiles;
  readonly #paths: TextFiles["paths"];
  /** The files that were begun, in that order. */
  readonly #begun: string[] = [];
  /** Those that are not at their end, each included by the one before. */
  readonly #open: string[] = [];
  /** Of \import, for what the imported file includes. */
  #importFolder: string | undefined;
  /** A file and a name are warned of once, however often the name stands there. */
  readonly #warned = new Set<string>();
  readonly #paper: PaperState;

  constructor(root: string, loaded: LoadedFiles, paths: TextFiles["paths"]) {
    this.#root = root;
    this.#loaded = loaded;
    this.#paths = paths;
    const definitions = new Definitions();
    this.#paper = {
      part: "preamble",
      definitions,
      conditions: new Conditions(definitions),
      boxes: new Boxes(),
      language: new MainLanguage(),
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
      include: (inclusion, from, at) => this.#include(inclusion, from, at),
    };
  }

  read(): ParsedDocument {
    const main = this.#loaded.files.get(this.#root);
    if (main !== undefined) this.#readFile(this.#root, main, undefined);
    const { title, abstract, body, leftOut, warnings, hidden, boxes, language } = this.#paper;
    for (const { file, line, characters } of boxes.unused())
      hidden.push({ file, line, technique: "a box that is not used", characters });
    return { files: this.#begun, language: language.tag, title, abstract, body, leftOut, warnings, hidden };
  }

  /** @param from what includes it; undefined for the root */
  #readFile(path: string, file: LoadedFile, from: Flow | undefined): void {
    const paper = this.#paper;
    this.#begun.push(path);
    this.#open.push(path);
    // One by one: as arguments of one call, those of a hostile file would overflow the stack.
    for (const part of file.leftOut) paper.leftOut.push(part);
    for (const warning of file.warnings) paper.warnings.push(warning);
    for (const hidden of file.hidden) paper.hidden.push(hidden);
    const { part } = paper;
    if (file.hasDocument) paper.part = "preamble";
    else if (from === undefined) paper.part = "body";
    const reader = new LatexReader(file.source, paper, file.branches);
    if (from !== undefined) {
      reader.flow.visibility = from.visibility;
      reader.flow.kind = from.kind;
    }
    reader.read(file.chunks(paper.warnings));
    if (from !== undefined && file.hasDocument) paper.part = part;
    this.#open.pop();
  }

  #include(inclusion: Inclusion, from: Flow, at: number): void {
    const { source } = from;
    const found = this.#included(inclusion, source.file);
    if ("why" in found) {
      const { why, ...loss } = found;
      const message = `${JSON.stringify(writtenPath(inclusion))} ${why}; the rest was read without it`;
      const known = `${source.file}: ${message}`;
      if (this.#warned.has(known)) return;
      this.#warned.add(known);
      this.#paper.warnings.push({ file: source.file, line: source.lineAt(at), message, ...loss });
      return;
    }
    const outer = this.#importFolder;
    this.#importFolder = found.importFolder;
    this.#readFile(found.path, found.file, from);
    this.#importFolder = outer;
  }

  /** @returns the file that an \input in `from` names, or why it is not read */
  #included(inclusion: Inclusion, from: string): (Reached & { readonly file: LoadedFile }) | UnreadFile {
    const place = { root: this.#root, file: from, importFolder: this.#importFolder };
    const found = resolveInclude(inclusion, place, this.#paths);
    if ("fault" in found) {
      const isMissing = found.fault === "not found";
      return {
        why: isMissing ? "is included but is not in the tree" : "leads out of the tree and was not opened",
        losesText: true,
      };
    }
    if (this.#open.includes(found.path)) return { why: "includes itself, directly or by way of others" };
    if (this.#begun.includes(found.path)) return { why: "is included a second time and was read only once" };
    const file = this.#loaded.files.get(found.path);
    if (file !== undefined) return { ...found, file };
    const fault = this.#loaded.faults.get(found.path) ?? "it is named in a way that only TeX can follow";
    return { why: `could not be read (${fault})`, losesText: true };
  }
}

interface UnreadFile extends Pick<Warning, "losesText"> {
  /** Goes on from the file's name. */
  readonly why: string;
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

/** By path. A file that cannot be read is absent from `files`, and what is wrong with it is in `faults`. */
interface LoadedFiles {
  readonly files: ReadonlyMap<string, LoadedFile>;
  readonly faults: ReadonlyMap<string, string>;
}

/** Opens the root and every file that it includes, each once; each is parsed on its own.
 *  @throws ManuscriptError where the root cannot be read */
async function loadAll(root: string, textFiles: TextFiles): Promise<LoadedFiles> {
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
