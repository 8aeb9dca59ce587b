/** A Jupyter notebook as the texts that a reader of its page sees, in order: which cells and outputs the project's tool shows,
 *  and what is left out. Each cell is a document of its own: what one leaves open ends with it. Invariant: nothing is run, and
 *  cells are known by their place alone, for ids may be invented. */
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { fileAndLine } from "../../../data-file.ts";
import { ManuscriptError } from "../../../errors.ts";
import { SourceFile } from "../../document.ts";
import { findInvisible } from "../../files/hidden-characters.ts";
import type { HiddenText, LeftOut } from "../../manuscript.ts";
import { CellSource } from "./cell-source.ts";
import { type DecodedText, decodedStrings, type StringTree, stringsAt, stringTree } from "./json-strings.ts";

/** By which a notebook becomes a page: without a project, GitHub and Jupyter, which show all. */
export type NotebookTool = "myst" | "quarto" | "none";

export interface ReadNotebook {
  /** Markdown, the first perhaps with YAML at its head. */
  readonly cells: readonly CellSource[];
  readonly leftOut: readonly Required<LeftOut>[];
  readonly hidden: readonly HiddenText[];
}

const text = z.union([z.string(), z.array(z.string())]);
const output = z.object({
  output_type: z.string().catch(""),
  name: z.string().optional().catch(undefined),
  data: z.record(z.string(), z.unknown()).catch({}),
});
const cell = z.object({
  id: z.string().optional().catch(undefined),
  cell_type: z.string(),
  source: text,
  metadata: z
    .object({
      tags: z.array(z.string()).catch([]),
      raw_mimetype: z.string().optional().catch(undefined),
      format: z.string().optional().catch(undefined),
    })
    .catch({ tags: [] }),
  outputs: z.array(output).catch([]),
});
type Cell = z.infer<typeof cell>;
const notebook = z.object({ nbformat: z.number(), cells: z.array(cell) });

/** Characters, as of any text of a manuscript. */
const MOST_TEXT = 2_000_000;

/** Tags by which the Journal of Digital History knows the parts of an article; "abstract" is another one. */
const JOURNAL_TAGS: ReadonlyMap<string, string> = new Map([
  ["contributor", "authors"],
  ["copyright", "copyright"],
  ["cover", "cover"],
  ["keywords", "keywords"],
]);

/** Containers around a string of Markdown: notebook, cells, cell, outputs, output, data, list of lines. */
const DEEPEST = 7;

/** @param labels of the cells that are wanted, by `#| label:`, id or tag; all where there are none
 *  @throws ManuscriptError `broken-notebook`, `notebook-version`, `notebook-too-large` */
export function readNotebook(file: SourceFile, tool: NotebookTool, labels: readonly string[] = []): ReadNotebook {
  const parsed = parse(file);
  const reader = new NotebookReader(file, stringTree(file.text, DEEPEST), tool);
  parsed.cells.forEach((one, index) => {
    if (labels.length === 0 || labels.some((label) => isCalled(one, label))) reader.cell(one, index);
  });
  return reader.done();
}

function isCalled({ id, source, metadata }: Cell, label: string): boolean {
  if (id === label || metadata.tags.includes(label)) return true;
  const lines = (typeof source === "string" ? source : source.join("")).slice(0, LONGEST_OPTIONS);
  return [...lines.matchAll(/^#\|[ \t]*label:[ \t]*["']?([^\s"']+)/gm)].some(([, given]) => given === label);
}

class NotebookReader {
  readonly #file: SourceFile;
  readonly #strings: StringTree;
  readonly #tool: NotebookTool;
  readonly #cells: CellSource[] = [];
  readonly #hidden: HiddenText[] = [];
  readonly #leftOut: Required<LeftOut>[] = [];
  /** Characters of the file that were decoded. */
  #taken = 0;

  constructor(file: SourceFile, strings: StringTree, tool: NotebookTool) {
    this.#file = file;
    this.#strings = strings;
    this.#tool = tool;
  }

  done(): ReadNotebook {
    return { cells: this.#cells, leftOut: this.#leftOut, hidden: this.#hidden };
  }

  cell(one: Cell, index: number): void {
    const source = this.#text("cells", index, "source");
    const removed = one.metadata.tags.find((tag) => this.#removes(tag, "cell"));
    if (removed !== undefined && one.cell_type !== "code" && this.#tool === "myst") {
      this.#hide(source, removed);
      return;
    }
    const journal = this.#tool === "none" ? one.metadata.tags.find((tag) => JOURNAL_TAGS.has(tag)) : undefined;
    if (one.cell_type === "markdown" && journal !== undefined) this.#leaveOut(JOURNAL_TAGS.get(journal) ?? journal, source);
    else if (one.cell_type === "markdown") this.#show(source, this.#tool === "none" && one.metadata.tags.includes("abstract"));
    else if (one.cell_type === "raw") this.#raw(one, source, index);
    else if (one.cell_type === "code") this.#code(one, source, index, removed);
    else this.#leaveOut(`a cell of an unknown kind (${one.cell_type.slice(0, 40)})`, source);
  }

  /** MyST folds what is tagged "hide-…", and a reader opens it; Quarto drops it as it does what is tagged "remove-…", and looks
   *  at the tags of code alone. */
  #removes(tag: string, what: "cell" | "output"): boolean {
    const [, verb, part] = /^(remove|hide)[-_](cell|output)$/.exec(tag) ?? [];
    return part === what && (this.#tool === "quarto" || (this.#tool === "myst" && verb === "remove"));
  }

  /** Quarto takes YAML for the head of the paper, and what says no other format for Markdown; the others show such cells as code,
   *  if at all. A head is taken from the first cell also where no tool is known. */
  #raw({ metadata }: Cell, source: DecodedText, index: number): void {
    const format = metadata.raw_mimetype ?? metadata.format ?? "";
    const isHead = /^\s*---[ \t]*\r?\n/.test(source.text) && index === 0;
    const isMarkdown = /^(?:text\/)?markdown$/.test(format) || (this.#tool === "quarto" && format === "");
    if ((isMarkdown || isHead) && this.#tool !== "myst") this.#show(source);
    else this.#leaveOut("raw cell", source);
  }

  #code({ outputs, metadata }: Cell, source: DecodedText, cellIndex: number, removed: string | undefined): void {
    const options = this.#tool === "quarto" ? cellOptions(source.text) : {};
    const isShown = removed === undefined && options.include !== false;
    if (isShown && /^#\|\s*(?:fig|tbl)-(?:sub)?cap:/m.test(source.text)) this.#captions(source);
    else if (source.text.trim() !== "") this.#leaveOut("code", source);
    const shows = isShown && options.output !== false && !metadata.tags.some((tag) => this.#removes(tag, "output"));
    outputs.forEach((one, index) => {
      const isText = one.output_type === "stream" && one.name !== "stderr" && options.output === "asis";
      const markdown = this.#text("cells", cellIndex, "outputs", index, ...(isText ? ["text"] : ["data", "text/markdown"]));
      if (markdown.text.trim() === "") return; // images, numbers and tables of HTML, as in every other format
      if (shows) this.#show(markdown);
      else this.#hide(markdown, "output that is not shown");
    });
  }

  /** Options of code are read by who reads chunks of Quarto: so the cell is written as one. */
  #captions({ text: code, offsets }: DecodedText): void {
    const [first = 0] = offsets;
    const opening = "```{python}\n";
    const closing = "\n```\n";
    const last = offsets.at(-1) ?? first;
    const inFence = code.replaceAll("```", "'''");
    this.#cells.push(
      new CellSource(this.#file, {
        text: `${opening}${inFence}${closing}`,
        offsets: [...Array.from(opening, () => first), ...offsets, ...Array.from(closing, () => last)],
        joins: [],
      }),
    );
  }

  /** The text at a path of the JSON, "" where there is none. @throws ManuscriptError `notebook-too-large` */
  #text(...path: readonly (string | number)[]): DecodedText {
    const strings = stringsAt(this.#strings, path);
    for (const { start, end } of strings) this.#taken += end - start;
    if (this.#taken > MOST_TEXT)
      throw new ManuscriptError({
        code: "notebook-too-large",
        at: this.#file.file,
        fault: `its cells hold more than ${MOST_TEXT / 1_000_000} million characters of text and code`,
        remedy: `Clear its outputs, if they hold data: jupyter nbconvert --clear-output --inplace '${this.#file.file.replaceAll("'", "'\\''")}'; or split it`,
      });
    return decodedStrings(this.#file.text, strings);
  }

  #show(decoded: DecodedText, isAbstract = false): void {
    if (decoded.text.trim() === "") return;
    const source = new CellSource(this.#file, decoded, { isFirst: this.#cells.length === 0, isAbstract });
    this.#cells.push(source);
    // What is written as an escape is not seen by who looks at the file's own characters.
    if (decoded.offsets.some((at) => this.#file.text.startsWith("\\u", at)))
      for (const found of findInvisible(source.file, source.text))
        this.#hidden.push({ ...found, line: source.fileLineAt(source.startOf(found.line)) });
  }

  #hide({ text: words, offsets }: DecodedText, by: string): void {
    const seen = words.trim();
    const [first] = offsets;
    if (first === undefined || !/[\p{L}\p{N}]/u.test(seen)) return;
    const technique = by.includes(" ") ? by : `a cell that is tagged ${by}`;
    this.#hidden.push({ file: this.#file.file, line: this.#file.lineAt(first), technique, characters: [...seen].length });
  }

  #leaveOut(why: string, { text: words, offsets }: DecodedText): void {
    const [first] = offsets;
    const last = offsets[words.trimEnd().length - 1];
    if (first === undefined || last === undefined) return;
    const lines = { startLine: this.#file.lineAt(first), endLine: this.#file.lineAt(last) };
    this.#leftOut.push({ file: this.#file.file, lines, why });
  }
}

/** `#| output: asis` and its kin, at the head of a cell. */
function cellOptions(code: string): { readonly include?: unknown; readonly output?: unknown } {
  const lines = /^(?:#\|[^\n]*(?:\n|$))+/.exec(code)?.[0];
  if (lines === undefined || lines.length > LONGEST_OPTIONS) return {};
  try {
    const options: unknown = parseYaml(lines.replace(/^#\|[ \t]?/gm, ""), { logLevel: "silent" });
    return typeof options === "object" && options !== null ? options : {};
  } catch {
    return {}; // Quarto refuses the notebook; what it would show is what the others do
  }
}
/** Characters. */
const LONGEST_OPTIONS = 10_000;

function parse(file: SourceFile): z.infer<typeof notebook> {
  let data: unknown;
  try {
    data = JSON.parse(file.text);
  } catch (cause) {
    const at = /position (\d+)/.exec(String(cause))?.[1];
    const fault = /end of JSON/.test(String(cause)) ? "it is cut off: it is no whole JSON" : "it is no JSON";
    throw broken(file, fault, at === undefined ? undefined : file.lineAt(Number(at)), cause);
  }
  const version = z.object({ nbformat: z.number() }).safeParse(data);
  if (version.success && version.data.nbformat !== 4)
    throw new ManuscriptError({
      code: "notebook-version",
      at: file.file,
      fault: `it is a notebook of format ${version.data.nbformat}, and format 4 is read`,
      remedy: `Convert it: jupyter nbconvert --to notebook --inplace '${file.file.replaceAll("'", "'\\''")}'`,
    });
  const found = notebook.safeParse(data);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw broken(
    file,
    `it is no notebook: ${issue === undefined ? "" : `${issue.path.join(".") || "the whole"}: ${issue.message}`}`,
    undefined,
    found.error,
  );
}

function broken(file: SourceFile, fault: string, line: number | undefined, cause: unknown): ManuscriptError {
  const remedy = "Open it in Jupyter and save it again, or take it from an earlier commit";
  return new ManuscriptError({ code: "broken-notebook", at: fileAndLine(file.file, line), fault, remedy, cause });
}

/** What a first look reads: the Markdown of its cells, whatever tool shows it. @returns "" where it is no notebook that can be read */
export function markdownOf(file: string, text: string): string {
  try {
    return readNotebook(new SourceFile(file, text), "none")
      .cells.map((one) => (one.isAbstract ? `## Abstract\n\n${one.text}` : one.text))
      .join("\n\n");
  } catch (error) {
    if (error instanceof ManuscriptError) return "";
    throw error;
  }
}
