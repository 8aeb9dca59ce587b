/** The Markdown family: Manubot, Quarto, R Markdown, JOSS, MyST and plain papers, from files to blocks.
 *  Invariant: what a passage says about its position is exact; what was not read is named in `leftOut` or `warnings`. */
import { ManuscriptError } from "../../../errors.ts";
import type { Block, ParsedDocument } from "../../document.ts";
import { checkPassageCount } from "../../document.ts";
import { folderOf, resolveBelow } from "../../files/paths.ts";
import type { TextFiles } from "../../files/text-files.ts";
import type { HiddenText, LeftOut, Passage, Warning } from "../../manuscript.ts";
import { SourceFile } from "../../source-file.ts";
import { type ParsedFragment, readFragment } from "./fragment.ts";
import { frontMatter, type Metadata, metadata, type YamlText } from "./front-matter.ts";
import type { Inclusion, MarkdownFormat } from "./scanner.ts";
import type { Fragment } from "./text-runs.ts";

export { RUN_IN_LEVEL } from "./blocks.ts";
export type { MarkdownFormat } from "./scanner.ts";

export interface MarkdownOptions {
  readonly format: MarkdownFormat;
  /** A YAML file beside the text that may hold title and abstract, such as `content/metadata.yaml`. It has the first word. */
  readonly metadata?: string;
}

/** Files taken in by each other. Real papers have two or three levels. */
const DEEPEST_INCLUSION = 20;

/** `---` and a line such as `title: A paper`. */
const OPEN_MATTER = /^\s*---[ \t]*\r?\n[A-Za-z][\w-]{0,40}:(?:\s|$)/;

/** @param parts paths of the paper's files, in reading order
 *  @throws ManuscriptError where one of these, or the metadata, cannot be read. A file that is merely included and cannot be read is a warning. */
export async function parseMarkdown(
  parts: readonly string[],
  options: MarkdownOptions,
  textFiles: TextFiles,
): Promise<ParsedDocument> {
  const reader = new DocumentReader(options.format, textFiles);
  if (options.metadata !== undefined) await reader.metadata(options.metadata);
  for (const part of parts) await reader.part(part);
  return reader.document();
}

class DocumentReader {
  readonly #format: MarkdownFormat;
  readonly #textFiles: TextFiles;
  readonly #files = new Set<string>();
  readonly #abstract: Passage[] = [];
  readonly #body: Block[] = [];
  readonly #findings = { leftOut: [] as LeftOut[], warnings: [] as Warning[], hidden: [] as HiddenText[] };
  #title: Passage | undefined;

  constructor(format: MarkdownFormat, textFiles: TextFiles) {
    this.#format = format;
    this.#textFiles = textFiles;
  }

  document(): ParsedDocument {
    return { files: [...this.#files], title: this.#title, abstract: this.#abstract, body: this.#body, ...this.#findings };
  }

  async metadata(file: string): Promise<void> {
    const source = await this.#open(file);
    this.#take(source, metadata(source, 0, source.text.length));
  }

  /** A part that an earlier one included was read there. */
  async part(file: string): Promise<void> {
    if (this.#files.has(file)) return;
    await this.#read(await this.#open(file), [file]);
  }

  async #open(file: string): Promise<SourceFile> {
    const { text, hidden, warnings } = await this.#textFiles.text(file);
    this.#files.add(file);
    addAll(this.#findings.hidden, hidden);
    addAll(this.#findings.warnings, warnings);
    return new SourceFile(file, text);
  }

  /** @param trail the files by which this one was reached, itself last */
  async #read(source: SourceFile, trail: readonly string[]): Promise<void> {
    const matter = frontMatter(source.text);
    if (matter !== undefined) this.#take(source, metadata(source, matter.start, matter.end));
    else if (OPEN_MATTER.test(source.text.slice(0, 1000)))
      this.#findings.warnings.push({
        file: source.file,
        line: 1,
        message: "the YAML at the head is never closed, so it was read as text. Close it with ---",
      });
    const fragment = { source, base: matter?.after ?? 0 };
    const parsed = readFragment(fragment, source.text.length, this.#format);
    this.#addFindings(parsed);
    await this.#addBlocks(parsed, fragment, trail);
  }

  /** Blocks in the order of the file, the text of included files where they are included. */
  async #addBlocks({ blocks, inclusions, parts }: ParsedFragment, fragment: Fragment, trail: readonly string[]): Promise<void> {
    let next = 0;
    const upTo = (offset: number) => {
      for (let placed = blocks[next]; placed !== undefined && placed.start < offset; placed = blocks[++next]) {
        const { start, block } = placed;
        const part = parts.findLast((one) => one.start <= start)?.part;
        if (part === "abstract") this.#abstract.push(block.passage);
        else this.#body.push(block);
      }
    };
    for (const inclusion of inclusions) {
      upTo(inclusion.start);
      await this.#include(inclusion, fragment, trail);
    }
    upTo(Number.POSITIVE_INFINITY);
    checkPassageCount(this.#abstract.length + this.#body.length, fragment.source.file);
  }

  async #include({ start, path }: Inclusion, { source, base }: Fragment, trail: readonly string[]): Promise<void> {
    const { file } = source;
    const line = source.lineAt(base + start);
    const warn = (fault: string, remedy: string) =>
      this.#findings.warnings.push({ file, line, message: `${path} ${fault}, so the rest was read without it. ${remedy}` });
    const candidates = [resolveBelow(folderOf(file), path), resolveBelow("", path)].filter((one) => one !== undefined);
    const found = candidates.find((one) => this.#textFiles.paths.has(one));
    if (candidates.length === 0) warn("lies outside the manuscript's tree", "Move it into the tree, or paste its text");
    else if (found === undefined) warn("is included here and does not exist", "Add the file, or mend the path");
    else if (trail.includes(found)) warn("includes itself", "Remove one of the inclusions");
    else if (this.#files.has(found)) warn("was read already", "Include it once");
    else if (trail.length > DEEPEST_INCLUSION)
      warn(`is included more than ${DEEPEST_INCLUSION} levels deep`, "Include it from a file nearer to the root");
    else await this.#readIncluded(found, trail, warn);
  }

  async #readIncluded(found: string, trail: readonly string[], warn: (fault: string, remedy: string) => void): Promise<void> {
    if (!/\.(?:[qr]?md|rmarkdown|markdown|txt)$/i.test(found)) return warn("is no Markdown file", "Include text only");
    let opened: SourceFile;
    try {
      opened = await this.#open(found);
    } catch (error) {
      if (!(error instanceof ManuscriptError)) throw error;
      return warn(`cannot be read (${error.message})`, "Mend the file");
    }
    await this.#read(opened, [...trail, found]);
  }

  /** The first title and abstract that are found are the paper's; a later file's title is the heading of its part. */
  #take(source: SourceFile, { title, abstract, warnings }: Metadata): void {
    this.#findings.warnings.push(...warnings);
    const [named] = title === undefined ? [] : this.#yaml(source, title);
    if (named !== undefined) {
      const passage: Passage = { ...named.passage, kind: "heading" };
      if (this.#title === undefined) this.#title = passage;
      else this.#body.push({ kind: "heading", level: 1, passage });
    }
    if (abstract !== undefined && this.#abstract.length === 0)
      addAll(
        this.#abstract,
        this.#yaml(source, abstract).map(({ passage }) => passage),
      );
  }

  #yaml(source: SourceFile, { start, end, masks }: YamlText): Block[] {
    const parsed = readFragment({ source, base: start }, end, this.#format, masks);
    this.#addFindings(parsed);
    return parsed.blocks.map(({ block }) => block);
  }

  #addFindings({ leftOut, warnings, hidden }: ParsedFragment): void {
    addAll(this.#findings.leftOut, leftOut);
    addAll(this.#findings.warnings, warnings);
    addAll(this.#findings.hidden, hidden);
  }
}

/** Not by `push(...found)`, which fails for more items than the stack holds. */
function addAll<T>(list: T[], found: readonly T[]): void {
  for (const item of found) list.push(item);
}
