/** Projects whose settings say which files make the paper: Manubot, Quarto, bookdown, MyST and Jupyter Book. A project that names
 *  none of its files as the paper leaves them to be judged one by one. */
import { ManuscriptError } from "../../errors.ts";
import { byCodeUnit, extensionOf, folderOf, isBelow, resolveBelow } from "../files/file-tree.ts";
import type { Format, LeftOut, Warning } from "../manuscript.ts";
import { isCore } from "../section-names.ts";
import { type Candidate, isMarkdown, isNotebook, type SearchScope } from "./candidate.ts";
import { readsAsPaper } from "./other-formats.ts";
import { listAt, outlineOfMarkdown, textAt, valueAt, yamlOf } from "./outline.ts";

type Finder = (scope: SearchScope) => Promise<readonly Candidate[]>;

/** Each @throws ManuscriptError `broken-yaml`, and whatever reading the settings throws; Quarto's also `manuscript-not-found`
 *  where the article that a manuscript names is not there. */
export const PROJECT_FINDERS: readonly Finder[] = [
  findManubot,
  (scope) => findListed(scope, "quarto", /(?:^|\/)_quarto\.ya?ml$/, quartoFiles),
  (scope) => findListed(scope, "rmarkdown", /(?:^|\/)_bookdown\.ya?ml$/, bookdownFiles),
  (scope) => findListed(scope, "myst", /(?:^|\/)(?:myst|_toc)\.ya?ml$/, mystFiles),
];

/** The files that a project's settings name. */
interface ListedFiles {
  /** As written, from the folder of the settings. */
  readonly files: readonly string[];
  readonly confidence: number;
  /** Whether the project says that the first is the paper. */
  readonly isArticle?: boolean;
  /** Where the settings say it, and not the files. */
  readonly title?: string | undefined;
}

/** @returns undefined for a project that names no files */
type ListFiles = (settings: unknown, scope: SearchScope, project: string) => ListedFiles | undefined;

async function findListed(scope: SearchScope, format: Format, settingsFile: RegExp, listFiles: ListFiles): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const project of scope.paths.filter((path) => settingsFile.test(path))) {
    const listed = listFiles(await yamlOf(scope.files, project), scope, project);
    if (listed === undefined) continue;
    const { files, confidence, isArticle, title } = listed;
    const { parts, leftOut, warnings } = await withoutBesides(scope, resolveParts(scope, project, files));
    const [root] = parts;
    if (root === undefined && isArticle === true && warnings.length > 0) throw noArticle(project, files);
    const titled = title === undefined ? {} : { title, metadata: project };
    if (root !== undefined) found.push({ format, root, parts, project, ...titled, confidence, leftOut, warnings });
  }
  return found;
}

interface ResolvedParts {
  readonly parts: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
}

/** Finds files as a project names them, or with an extension added. @param project the file that lists them */
function resolveParts({ files }: SearchScope, project: string, names: readonly string[]): ResolvedParts {
  const parts = new Set<string>();
  const leftOut: LeftOut[] = [];
  const warnings: Warning[] = [];
  for (const name of names) {
    const path = ["", ".md", ".qmd", ".Rmd", ".ipynb"]
      .map((extension) => resolveBelow(folderOf(project), `${name}${extension}`))
      .find((tried) => tried !== undefined && files.paths.has(tried));
    if (path === undefined) warnings.push({ file: project, message: `it lists ${name}, which is not there`, losesText: true });
    else if (isMarkdown(path) || isNotebook(path)) parts.add(path);
    else {
      const why = `.${extensionOf(path)} files are not read`;
      leftOut.push({ file: path, why });
      warnings.push({ file: project, message: `it lists ${name} as a part of the paper, and ${why}`, losesText: true });
    }
  }
  return { parts: [...parts], leftOut, warnings };
}

/** A project lists the notebooks of its figures after the article. They are parts of the paper where the Markdown before them is
 *  not a whole one: in a book each chapter may be a notebook. */
async function withoutBesides(scope: SearchScope, resolved: ResolvedParts): Promise<ResolvedParts> {
  const [root] = resolved.parts;
  const notebooks = resolved.parts.slice(1).filter(isNotebook);
  if (root === undefined || notebooks.length === 0 || !isMarkdown(root)) return resolved;
  const { text } = await scope.files.text(root);
  if (!readsAsPaper(outlineOfMarkdown(text))) return resolved;
  return {
    parts: resolved.parts.filter((path) => !notebooks.includes(path)),
    leftOut: [...resolved.leftOut, ...notebooks.map((file) => ({ file, why: `a notebook beside the article in ${root}` }))],
    warnings: resolved.warnings,
  };
}

function noArticle(project: string, [article]: readonly string[]): ManuscriptError {
  return new ManuscriptError({
    code: "manuscript-not-found",
    at: project,
    fault: `it names ${article} as the manuscript's article, which is not there`,
    remedy: "Mend that name, or name the manuscript with --manuscript",
  });
}

/** Names of the files that stand directly in a folder. */
function filesIn({ paths }: SearchScope, folder: string): readonly string[] {
  return paths
    .filter((path) => isBelow(path, folder))
    .map((path) => (folder === "" ? path : path.slice(folder.length + 1)))
    .filter((name) => !name.includes("/"))
    .sort(byCodeUnit);
}

/** Manubot: a folder with metadata.yaml and numbered Markdown files, which are read in the order of their names. A file without a
 *  number, such as a response to reviewers, is no part of the paper. */
async function findManubot(scope: SearchScope): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (const metadata of scope.paths.filter((path) => /(?:^|\/)metadata\.ya?ml$/.test(path))) {
    const folder = folderOf(metadata);
    const numbered = filesIn(scope, folder).filter((name) => /^[0-9][^/]*\.md$/.test(name));
    if (numbered.length < 2) continue;
    const title = textAt(await yamlOf(scope.files, metadata), "title") ?? "";
    const at = (name: string) => (folder === "" ? name : `${folder}/${name}`);
    const parts: string[] = [];
    const leftOut: LeftOut[] = [];
    for (const name of numbered) {
      const why = await templatePageReason(scope, at(name));
      if (why === undefined) parts.push(name);
      else leftOut.push({ file: at(name), why });
    }
    // Also where only the template's own pages are left: then the error has to say so.
    const pages = parts.length === 0 ? numbered : parts;
    const root = at(pages[0] ?? "");
    const paper = { root, parts: pages.map(at), metadata, title, project: metadata };
    const template = parts.length === 0 ? { template: "it has no pages but the template's own" } : {};
    found.push({ format: "manubot", ...paper, ...template, confidence: 60, leftOut, warnings: [] });
  }
  return found;
}

/** Sections that the template's page on how to write does not have. */
const PAPER_SECTIONS = 2;

/** Pages that Manubot's template comes with: front matter made from the metadata, and how to write. An author may have written
 *  the paper in the latter. */
async function templatePageReason({ files }: SearchScope, path: string): Promise<string | undefined> {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/^0+[._-]*front[-_. ]?matter/i.test(name)) return "front matter, made from the metadata";
  if (!/delete[-_]me/i.test(name)) return undefined;
  const { kinds } = outlineOfMarkdown((await files.text(path)).text);
  return [...kinds].filter(isCore).length < PAPER_SECTIONS ? "a page of the template" : undefined;
}

/** Quarto: `_quarto.yml` names the article of a manuscript, the chapters of a book, or the one file to render. */
function quartoFiles(settings: unknown, { paths }: SearchScope, project: string): ListedFiles | undefined {
  const title = textAt(settings, "book", "title");
  const article = textAt(settings, "manuscript", "article");
  if (article !== undefined) return { files: [article], confidence: 60, isArticle: true, title };
  const type = textAt(settings, "project", "type");
  const index = ["index.qmd", "index.ipynb"].find((name) => paths.includes(resolveBelow(folderOf(project), name) ?? ""));
  if (type === "manuscript" && index !== undefined) return { files: [index], confidence: 60, title };
  const chapters = [...listAt(settings, "book", "chapters"), ...listAt(settings, "book", "appendices")].flatMap(chapterFiles);
  if (type === "book" && chapters.length > 0) return { files: chapters, confidence: 30, title };
  const rendered = listAt(settings, "project", "render").filter((name) => typeof name === "string");
  const [only, ...others] = rendered.filter((name) => (isMarkdown(name) || isNotebook(name)) && !/[*!]/.test(name));
  return only !== undefined && others.length === 0 && rendered.length === 1
    ? { files: [only], confidence: 30, title }
    : undefined;
}

/** A chapter is a name, an entry with a `file` or `href`, or a part with chapters of its own. */
function chapterFiles(entry: unknown): readonly string[] {
  if (typeof entry === "string") return [entry];
  const own = textAt(entry, "file") ?? textAt(entry, "href");
  const part = valueAt(entry, "part");
  const partFile = typeof part === "string" && isMarkdown(part) ? [part] : [];
  return [...(own === undefined ? [] : [own]), ...partFile, ...listAt(entry, "chapters").flatMap(chapterFiles)];
}

/** bookdown: the files that `_bookdown.yml` lists, or all by name; files that begin with an underscore are pieces for inclusion.
 *  `rmd_files` is a list, or a list for each output; index.Rmd comes first in any case. */
function bookdownFiles(settings: unknown, scope: SearchScope, project: string): ListedFiles {
  const present = filesIn(scope, folderOf(project)).filter((name) => /\.rmd$/i.test(name) && !name.startsWith("_"));
  const outputs = ["html", "latex"].map((output) => listAt(settings, "rmd_files", output));
  const listed = [listAt(settings, "rmd_files"), ...outputs].find((names) => names.length > 0) ?? [];
  const single = textAt(settings, "rmd_files");
  const names = single !== undefined ? [single] : listed.filter((name) => typeof name === "string");
  const index = present.filter((name) => /^index\.rmd$/i.test(name));
  const others = valueAt(settings, "rmd_files") === undefined ? present : names;
  return { files: [...index, ...others.filter((name) => !index.includes(name))], confidence: 30 };
}

/** MyST and Jupyter Book: `myst.yml` with a table of contents or an article to export, or `_toc.yml`. An export names its article
 *  or articles; without one the table of contents has them all. */
function mystFiles(settings: unknown, _scope: SearchScope, project: string): ListedFiles {
  if (/_toc\.ya?ml$/.test(project)) return tocFiles(settings);
  const toc = listAt(settings, "project", "toc").flatMap(entryFiles);
  const one = valueAt(settings, "project", "exports");
  const exported = (Array.isArray(one) ? one : [one]).flatMap((entry) => {
    const article = textAt(entry, "article");
    return article === undefined ? listAt(entry, "articles").flatMap(entryFiles) : [article];
  });
  return exported.length > 0 ? { files: exported, confidence: 50 } : { files: toc, confidence: 30 };
}

function tocFiles(settings: unknown): ListedFiles {
  const root = textAt(settings, "root");
  const others = ["sections", "chapters", "parts"].flatMap((key) => listAt(settings, key)).flatMap(entryFiles);
  const isArticle = textAt(settings, "format") === "jb-article";
  return { files: root === undefined ? others : [root, ...others], confidence: isArticle ? 50 : 20 };
}

function entryFiles(entry: unknown): readonly string[] {
  if (typeof entry === "string") return [entry];
  const own = textAt(entry, "file");
  const children = ["children", "sections", "chapters"].flatMap((key) => listAt(entry, key)).flatMap(entryFiles);
  return own === undefined ? children : [own, ...children];
}
