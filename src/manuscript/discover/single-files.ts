/** Files that no project lists: which could be a paper by themselves, the likeliest looked at first. */
import { ManuscriptError, UserError } from "../../errors.ts";
import { byCodeUnit, extensionOf, folderOf, isBelow } from "../files/file-tree.ts";
import { reachableFiles } from "../formats/latex/include.ts";
import type { MarkdownFormat } from "../formats/markdown/parse.ts";
import { reachableFiles as reachableTypst } from "../formats/typst/include.ts";
import type { LeftOut } from "../manuscript.ts";
import {
  type Candidate,
  type FoundFiles,
  isLatex,
  isMarkdown,
  isNotebook,
  isTypst,
  isXml,
  pathInScope,
  type SearchScope,
  scoreOf,
} from "./candidate.ts";
import { exclusionReason } from "./left-out.ts";
import { jatsCandidate, notebookCandidate } from "./other-formats.ts";
import { EMPTY_OUTLINE, type Outline, outlineOfMarkdown, valueAt, withoutLatexComments } from "./outline.ts";
import { typstCandidate, whyNoTypstDocument } from "./typst-files.ts";

/** Files. A first look at more would be slow where each is a request; what is not looked at is the least likely by its name and
 *  place. */
const MAX_LOOKED_AT = 300;

/** @param taken files that belong to a project already */
export async function findSingleFiles(scope: SearchScope, taken: ReadonlySet<string>): Promise<FoundFiles> {
  const leftOut: LeftOut[] = [];
  const open: string[] = [];
  for (const path of scope.paths) {
    if (taken.has(path) || !(isMarkdown(path) || isLatex(path) || isTypst(path))) continue;
    const why = exclusionReason(pathInScope(scope, path));
    if (why === undefined) open.push(path);
    else leftOut.push({ file: path, why });
  }
  open.sort((a, b) => scoreByPath(scope, b) - scoreByPath(scope, a) || byCodeUnit(a, b));
  const likeliest = open.slice(0, MAX_LOOKED_AT);
  for (const path of open.slice(MAX_LOOKED_AT)) leftOut.push({ file: path, why: "not looked at: there are too many texts" });
  const assessed = await Promise.all(likeliest.map((path) => assess(scope, path)));
  const whole = assessed.flatMap(({ found }) => found ?? []).filter(({ format }) => format === "latex" || format === "typst");
  const included = await includedByOthers(scope, whole);
  const found: Candidate[] = [];
  for (const { file, found: candidate, why } of assessed) {
    const includedBy = included.get(file);
    if (includedBy !== undefined) leftOut.push({ file, why: `a part of ${includedBy}` });
    else if (candidate === undefined) leftOut.push({ file, why });
    else found.push(candidate);
  }
  return { found, leftOut };
}

/** The file that the user named: taken as it is, whatever its name says.
 *  @throws ManuscriptError `manuscript-format` for a file that no parser reads; and whatever reading throws */
export async function namedFile(scope: SearchScope, path: string): Promise<Candidate> {
  if (isLatex(path)) return latexCandidate(path);
  if (isMarkdown(path)) return markdownCandidate(scope, path, outlineOfMarkdown((await scope.files.text(path)).text));
  if (isTypst(path)) return typstCandidate(path);
  if (isXml(path)) return jatsCandidate(path);
  if (isNotebook(path)) return notebookCandidate(scope, path);
  throw new ManuscriptError({
    code: "manuscript-format",
    at: path,
    fault: extensionOf(path) === "" ? "its format is unknown" : `.${extensionOf(path)} files are not read`,
    remedy: howToConvert(path) ?? `Name ${READABLE}`,
  });
}

const READABLE =
  "a Markdown (.md, .qmd, .Rmd), LaTeX (.tex), Typst (.typ), JATS (.xml) or Jupyter (.ipynb) file, or the folder of a Manubot, Quarto, bookdown or MyST project";
/** Formats that pandoc turns into Markdown; without `-s` it would lose the title. */
const BY_PANDOC: ReadonlySet<string> = new Set(["docx", "odt", "rtf", "epub", "html", "htm", "rst", "org", "adoc", "asciidoc"]);
const BY_TAR = /\.(?:tar|tgz|tbz2|txz|tar\.(?:gz|bz2|xz|zst))$/i;

/** @returns the command that makes a file of it that is read; undefined where none does */
export function howToConvert(path: string): string | undefined {
  const file = `'${path.replaceAll("'", "'\\''")}'`;
  const folder = `'${path.replace(/(?:\.tar)?\.[^./]*$/, "").replaceAll("'", "'\\''")}'`;
  const extension = extensionOf(path);
  if (BY_TAR.test(path)) return `Unpack it: mkdir -p ${folder} && tar -xf ${file} -C ${folder}; then name that folder`;
  if (extension === "zip") return `Unpack it: unzip ${file} -d ${folder}; then name that folder`;
  if (extension === "pdf" || extension === "ps")
    return `Name the source that it was made from: ${READABLE}. A page holds no sections, and its lines are not those of a file in git`;
  return BY_PANDOC.has(extension)
    ? `Convert it: pandoc -s ${file} -o ${folder.slice(0, -1)}.md'; then name that file`
    : undefined;
}

/** How likely a name and a place alone make a paper. */
function scoreByPath(scope: SearchScope, path: string): number {
  const depth = path.split("/").length;
  return scoreOf(pathInScope(scope, path), extensionOf(path) === "md" ? 0 : 10, EMPTY_OUTLINE) - depth;
}

type Assessment = { readonly file: string } & (
  | { readonly found: Candidate; readonly why?: undefined }
  | { readonly found?: undefined; readonly why: string }
);

/** A file that cannot be read is no candidate here; one that the user named is read again, and then the error is thrown. */
async function assess(scope: SearchScope, file: string): Promise<Assessment> {
  try {
    const { text } = await scope.files.text(file);
    if (isLatex(file)) {
      const why = whyNoDocument(text);
      return why === undefined ? { file, found: latexCandidate(file) } : { file, why };
    }
    if (isTypst(file)) {
      const why = whyNoTypstDocument(text);
      return why === undefined ? { file, found: typstCandidate(file) } : { file, why };
    }
    const outline = outlineOfMarkdown(text);
    return outline.answersReviewers
      ? { file, why: "response to reviewers" }
      : { file, found: markdownCandidate(scope, file, outline) };
  } catch (cause) {
    if (cause instanceof UserError) return { file, why: `it could not be read: ${cause.message}` };
    throw cause;
  }
}

/** Documents that another document includes, by path: pieces that can also be set alone. */
async function includedByOthers({ files }: SearchScope, whole: readonly Candidate[]): Promise<ReadonlyMap<string, string>> {
  const included = new Map<string, string>();
  for (const { root, format } of whole) {
    const reachable = format === "latex" ? reachableFiles : reachableTypst;
    for (const file of await reachable(root, files)) if (file !== root && !included.has(root)) included.set(file, root);
  }
  return included;
}

/** Sections without which a document could be any prose. */
const LATEX_CONFIDENCE = 20;

function latexCandidate(root: string): Candidate {
  return { format: "latex", root, parts: [root], confidence: LATEX_CONFIDENCE, leftOut: [], warnings: [] };
}

/** Classes that hold a piece of a document, a letter, or slides. */
const NO_PAPER: ReadonlyMap<string, string> = new Map([
  ["subfiles", "a piece of another document"],
  ["standalone", "a figure"],
  ["letter", "a letter"],
  ["scrlttr2", "a letter"],
  ["newlfm", "a letter"],
  ["beamer", "slides"],
  ["slides", "slides"],
  ["tikzposter", "a poster"],
  ["beamerposter", "a poster"],
  ["a0poster", "a poster"],
  ["moderncv", "a curriculum vitae"],
  ["exam", "an exam"],
  ["minimal", "a figure"],
]);

/** @param text of one .tex file  @returns why it is no document of a class in which papers are written; undefined where it is one */
function whyNoDocument(text: string): string | undefined {
  const source = withoutLatexComments(text);
  const documentClass = /\\documentclass\s*(?:\[[^\]]{0,1000}\]\s*)?\{([^{}]{0,200})\}/.exec(source)?.[1]?.trim();
  if (documentClass === undefined) return "a piece for inclusion: it has no \\documentclass";
  if (!/\\begin\s*\{document\}/.test(source)) return "it has no \\begin{document}";
  return NO_PAPER.get(documentClass.split("/").at(-1) ?? "");
}

/** What the format by itself says: JOSS papers have a head of their own; .qmd and .Rmd are prose or an analysis; .md may be
 *  anything. */
const CONFIDENCE: Readonly<Record<MarkdownFormat, number>> = {
  joss: 40,
  quarto: 10,
  rmarkdown: 10,
  myst: 10,
  markdown: 0,
  manubot: 0,
};

function markdownCandidate(scope: SearchScope, path: string, outline: Outline): Candidate {
  const format = markdownFormat(scope, path, outline);
  return { format, root: path, parts: [path], confidence: CONFIDENCE[format], leftOut: [], warnings: [] };
}

function markdownFormat({ paths }: SearchScope, path: string, { frontMatter }: Outline): MarkdownFormat {
  const extension = extensionOf(path);
  if (extension === "qmd") return "quarto";
  if (extension === "rmd") return "rmarkdown";
  const has = (key: string) => valueAt(frontMatter, key) !== undefined;
  if (has("title") && has("authors") && has("bibliography") && has("tags")) return "joss";
  const hasProject = paths.some((other) => /(?:^|\/)myst\.ya?ml$/.test(other) && isBelow(path, folderOf(other)));
  return hasProject || has("kernelspec") ? "myst" : "markdown";
}
