/** Reads the manuscript of a tree: finds it, parses it, puts it together. Fails towards an error: a tree without a readable
 *  paper, or a paper without words, is never an empty manuscript. */
import { fileAndLine } from "../data-file.ts";
import { ManuscriptError } from "../errors.ts";
import { counted } from "../text.ts";
import { assemble } from "./assemble/assemble.ts";
import { type Discovery, discover, discoverAll, type FoundManuscripts } from "./discover/discover.ts";
import { countWords } from "./discover/outline.ts";
import { type ParsedDocument, RUN_IN_LEVEL } from "./document.ts";
import type { FileTree } from "./files/file-tree.ts";
import type { TextFiles } from "./files/text-files.ts";
import { textFilesOf } from "./files/text-files.ts";
import type { HiddenText, Manuscript, Warning } from "./manuscript.ts";

export interface ReadOptions {
  /** The file or folder that is the manuscript, from the tree's root; found where it is not named. */
  readonly manuscript?: string | undefined;
}

/** @throws ManuscriptError where no manuscript is found, several are, it is a template, it cannot be read, or it holds no words */
export async function readManuscript(files: FileTree, options: ReadOptions = {}): Promise<Manuscript> {
  const sources = await textFilesOf(files);
  const found = await discover(sources, options.manuscript);
  const parsed = await parse(found, sources);
  const assembled = assemble(parsed, found.format, RUN_IN_LEVEL);
  const read = new Set(parsed.files);
  const notices = await noticesOf(parsed, sources);
  const manuscript: Manuscript = {
    format: found.format,
    root: found.root,
    files: parsed.files,
    language: parsed.language,
    title: assembled.title,
    abstract: assembled.abstract,
    sections: assembled.sections,
    leftOut: [...found.leftOut.filter(({ file }) => !read.has(file)), ...parsed.leftOut, ...assembled.leftOut],
    warnings: [...found.warnings, ...notices.warnings],
    hidden: notices.hidden,
  };
  const words = wordsOf(manuscript);
  if (words < LEAST_WORDS) throw emptyManuscript(manuscript, words);
  return manuscript;
}

/** @throws ManuscriptError where there is none */
export async function findManuscripts(files: FileTree): Promise<FoundManuscripts> {
  return discoverAll(await textFilesOf(files));
}

/** Each format's parser is loaded for a paper in that format. */
async function parse({ format, root, parts, metadata }: Discovery, sources: TextFiles): Promise<ParsedDocument> {
  if (format === "latex") return (await import("./formats/latex/parse.ts")).parseLatex(root, sources);
  if (format === "jats") return (await import("./formats/jats/parse.ts")).parseJats(root, sources);
  if (format === "typst") return (await import("./formats/typst/parse.ts")).parseTypst(root, sources);
  const dialect = format === "notebook" ? "markdown" : format;
  const { parseMarkdown } = await import("./formats/markdown/parse.ts");
  return parseMarkdown(parts, { format: dialect, ...(metadata === undefined ? {} : { metadata }) }, sources);
}

/** What the parser says, and what the bytes of each file say, each once. */
async function noticesOf(
  { files, warnings, hidden }: ParsedDocument,
  sources: TextFiles,
): Promise<{ warnings: Warning[]; hidden: HiddenText[] }> {
  const texts = await Promise.all(files.map((file) => sources.text(file)));
  return {
    warnings: once([...texts.flatMap((text) => text.warnings), ...warnings]),
    hidden: once([...texts.flatMap((text) => text.hidden), ...hidden]),
  };
}

function once<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** A text of fewer is a stub, also where the user named it. */
const LEAST_WORDS = 5;

/** Besides title and headings. */
function wordsOf({ abstract, sections }: Manuscript): number {
  const passages = [...abstract, ...sections.flatMap(({ passages }) => passages)];
  return passages.reduce((sum, { kind, text }) => (kind === "heading" ? sum : sum + countWords(text)), 0);
}

/** A damaged file holds no text because it is damaged: then that is what has to be mended. */
function emptyManuscript({ root, warnings }: Manuscript, words: number): ManuscriptError {
  const empty =
    words === 0 ? "it holds no text besides its title and headings" : `it holds ${counted(words, "word")}, which is no paper`;
  const damage = warnings.find(({ losesText }) => losesText === true);
  return new ManuscriptError({
    code: "manuscript-empty",
    at: damage === undefined ? root : fileAndLine(damage.file, damage.line),
    fault: damage === undefined ? empty : `${damage.message} (${root === damage.file ? empty : `${root}: ${empty}`})`,
    remedy:
      damage === undefined
        ? "Write it first, or name another file with --manuscript"
        : "Mend that first, with a whole copy of the file where this one was cut off, or name another file with --manuscript",
  });
}
