/** Quarto projects: `_quarto.yml` names the article of a manuscript, the chapters of a book, or the one file to render. A project that names none
 *  of them leaves its files to be judged one by one. */
import { ManuscriptError } from "../../errors.ts";
import { folderOf } from "../files/paths.ts";
import { listAt, textAt, valueAt, yamlOf } from "../yaml-file.ts";
import type { Found, Scope } from "./candidate.ts";
import { isMarkdown, partsOf } from "./parts.ts";

/** @throws ManuscriptError `manuscript-not-found` where the article that a manuscript names is not there; and whatever reading the YAML throws */
export async function findQuarto(scope: Scope): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const project of scope.paths.filter((path) => /(?:^|\/)_quarto\.ya?ml$/.test(path))) {
    const settings = await yamlOf(scope.sources, project);
    const named = namedFiles(settings, scope, folderOf(project));
    if (named === undefined) continue;
    const { parts, leftOut, warnings } = partsOf(scope, project, folderOf(project), named.files);
    const [root] = parts;
    if (root === undefined && named.isArticle && warnings.length > 0) throw noArticle(project, named.files);
    const title = textAt(settings, "book", "title");
    const titled = title === undefined ? {} : { title, metadata: project };
    if (root !== undefined)
      found.push({ format: "quarto", root, parts, project, ...titled, confidence: named.confidence, leftOut, warnings });
  }
  return found;
}

function noArticle(project: string, [article]: readonly string[]): ManuscriptError {
  return new ManuscriptError({
    code: "manuscript-not-found",
    at: project,
    fault: `it names ${article} as the manuscript's article, which is not there`,
    remedy: "Mend that name, or name the manuscript with --manuscript",
  });
}

interface Named {
  readonly files: readonly string[];
  readonly confidence: number;
  /** Whether the project says that this is the paper. */
  readonly isArticle?: boolean;
}

function namedFiles(settings: unknown, { paths }: Scope, folder: string): Named | undefined {
  const article = textAt(settings, "manuscript", "article");
  if (article !== undefined) return { files: [article], confidence: 60, isArticle: true };
  const type = textAt(settings, "project", "type");
  const index = folder === "" ? "index.qmd" : `${folder}/index.qmd`;
  if (type === "manuscript" && paths.includes(index)) return { files: ["index.qmd"], confidence: 60 };
  const chapters = [...listAt(settings, "book", "chapters"), ...listAt(settings, "book", "appendices")].flatMap(chapterFiles);
  if (type === "book" && chapters.length > 0) return { files: chapters, confidence: 30 };
  const rendered = listAt(settings, "project", "render").filter((name) => typeof name === "string");
  const [only, ...others] = rendered.filter((name) => isMarkdown(name) && !/[*!]/.test(name));
  return only !== undefined && others.length === 0 && rendered.length === 1 ? { files: [only], confidence: 30 } : undefined;
}

/** A chapter is a name, an entry with a `file` or `href`, or a part with chapters of its own. */
function chapterFiles(entry: unknown): readonly string[] {
  if (typeof entry === "string") return [entry];
  const own = textAt(entry, "file") ?? textAt(entry, "href");
  const part = valueAt(entry, "part");
  const partFile = typeof part === "string" && isMarkdown(part) ? [part] : [];
  return [...(own === undefined ? [] : [own]), ...partFile, ...listAt(entry, "chapters").flatMap(chapterFiles)];
}
