/** Typst: from a root file and all that it includes to blocks in reading order. Invariant: each passage is an exact range of the
 *  file that it names; whatever is broken or hostile, what can be read is read, and what could not be is in the warnings. */
import { UserError } from "../../../errors.ts";
import { type ParsedDocument, SourceFile } from "../../document.ts";
import type { TextFiles } from "../../files/text-files.ts";
import type { Warning } from "../../manuscript.ts";
import { define, importInto } from "./expressions.ts";
import { namedFiles, resolvePath } from "./include.ts";
import { LabelKinds } from "./labels.ts";
import { TypstReader } from "./reader.ts";
import type { Files, PaperReader, PaperState } from "./state.ts";
import { type SyntaxNode, typstParser } from "./syntax.ts";
import { Scope, type SourceRange } from "./values.ts";

/** @param root path of the file to start from; @throws ManuscriptError where that file cannot be read */
export async function parseTypst(root: string, textFiles: TextFiles): Promise<ParsedDocument> {
  const { files, faults } = await loadAll(root, textFiles);
  const labels = new LabelKinds();
  for (const { tree, source } of files.values()) labels.collect(tree, new Scope(source));
  const paper: PaperState = {
    ...{ language: undefined, title: undefined, abstract: [], body: [], after: [], leftOut: [], warnings: [], hidden: [] },
    labels,
  };
  const project = new Project({ root, files, faults, paths: textFiles.paths, paper });
  const main = files.get(root);
  if (main !== undefined) project.readRoot(main);
  const { language, title, abstract, body, leftOut, warnings, hidden } = paper;
  return { files: project.read, language, title, abstract, body, leftOut, warnings, hidden };
}

interface LoadedFile {
  readonly source: SourceFile;
  readonly tree: SyntaxNode;
  readonly warnings: readonly Warning[];
}

interface Loaded {
  readonly files: ReadonlyMap<string, LoadedFile>;
  readonly faults: ReadonlyMap<string, string>;
}

/** Opens the root and every file that it names, each once.
 *  @throws ManuscriptError where the root cannot be read; another file that cannot is absent from the map, and its fault is in
 *  `faults` */
async function loadAll(root: string, textFiles: TextFiles): Promise<Loaded> {
  const parser = await typstParser();
  const files = new Map<string, LoadedFile>();
  const faults = new Map<string, string>();
  const waiting = [root];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (files.has(path) || faults.has(path)) continue;
    try {
      const { text } = await textFiles.text(path);
      const source = new SourceFile(path, text);
      const parsed = parser.parse(source);
      files.set(path, { source, tree: parsed.tree, warnings: [...parsed.warnings, ...faultsOf(parsed.tree, source)] });
      for (const named of namedFiles(text)) {
        const found = resolvePath(named.path, path, root, textFiles.paths);
        if ("path" in found) waiting.push(found.path);
      }
    } catch (error) {
      if (path === root || !(error instanceof UserError)) throw error;
      faults.set(path, error.message);
    }
  }
  return { files, faults };
}

/** The first place of a file that Typst itself refuses. Its own words for it are lost on the way. */
function faultsOf(tree: SyntaxNode, source: SourceFile): Warning[] {
  const waiting = [tree];
  let first: number | undefined;
  let count = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "Error" && !source.text.slice(node.at, node.end).startsWith("*")) {
      count++;
      first = Math.min(first ?? node.at, node.at);
    }
    for (const child of node.children) waiting.push(child);
  }
  if (first === undefined) return [];
  const message = `Typst would refuse this file${count > 1 ? `, in ${count} places from here on` : " here"}: it was read as far as it can be understood`;
  return [{ file: source.file, line: source.lineAt(Math.min(first, Math.max(0, source.text.length - 1))), message }];
}

/** The files of one paper while it is read. */
class Project implements Files {
  /** In reading order. */
  readonly read: string[] = [];
  readonly #open: string[] = [];
  readonly #modules = new Map<string, Scope>();
  readonly #warned = new Set<string>();
  readonly #of: Loaded & { readonly root: string; readonly paths: ReadonlySet<string>; readonly paper: PaperState };

  constructor(of: Loaded & { readonly root: string; readonly paths: ReadonlySet<string>; readonly paper: PaperState }) {
    this.#of = of;
  }

  readRoot(main: LoadedFile): void {
    const { root, paper } = this.#of;
    const reader = new TypstReader(main.source, paper, this);
    this.#enter(root, main);
    this.#open.push(root);
    reader.readFile(main.tree, new Scope(main.source));
    for (const read of paper.after) read();
    reader.flow.flush();
  }

  include(written: string, reader: PaperReader, range: SourceRange, scope: Scope): void {
    const { root, files, faults, paths } = this.#of;
    const { flow } = reader;
    const found = resolvePath(written, scope.source.file, root, paths);
    const path = "path" in found ? found.path : "";
    const file = files.get(path);
    if ("fault" in found)
      this.#warn(
        found.fault === "not found" ? "is included but is not in the tree" : "leads out of the tree and was not opened",
        written,
        range,
        scope,
        true,
      );
    else if (this.#open.includes(path)) this.#warn("includes itself, directly or by way of others", written, range, scope, false);
    else if (this.read.includes(path))
      this.#warn("is included a second time and was read only once", written, range, scope, false);
    else if (file === undefined)
      this.#warn(
        `could not be read (${faults.get(path) ?? "it is named in a way that only Typst can follow"})`,
        written,
        range,
        scope,
        true,
      );
    else if (!reader.isTrial) {
      this.#enter(path, file);
      this.#open.push(path);
      flow.withFile({ source: file.source, anchor: undefined }, () => reader.readFile(file.tree, new Scope(file.source)));
      this.#open.pop();
    }
  }

  #enter(path: string, { warnings }: LoadedFile): void {
    this.read.push(path);
    for (const warning of warnings) this.#of.paper.warnings.push(warning);
  }

  module(written: string, reader: PaperReader, scope: Scope): Scope | undefined {
    const { root, files, paths } = this.#of;
    const found = resolvePath(written, scope.source.file, root, paths);
    if (!("path" in found)) {
      if (found.fault === "outside the tree")
        this.#warn("leads out of the tree and was not opened", written, { at: 0, end: 1 }, scope, false);
      return undefined;
    }
    const known = this.#modules.get(found.path);
    const file = files.get(found.path);
    if (known !== undefined || file === undefined) return known;
    const module = new Scope(file.source);
    this.#modules.set(found.path, module); // before its own imports, which may name it again
    for (const node of file.tree.children) {
      if (node.kind === "LetBinding") define(node, module, reader);
      else if (node.kind === "ModuleImport") importInto(module, node, reader);
    }
    return module;
  }

  #warn(why: string, written: string, { at }: SourceRange, { source }: Scope, losesText: boolean): void {
    const message = `${JSON.stringify(written)} ${why}; the rest was read without it`;
    const known = `${source.file}: ${message}`;
    if (this.#warned.has(known)) return;
    this.#warned.add(known);
    this.#of.paper.warnings.push({
      file: source.file,
      line: source.lineAt(at),
      message,
      ...(losesText ? { losesText: true } : {}),
    });
  }
}
