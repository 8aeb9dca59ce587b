/** MyST and Jupyter Book: `myst.yml` with a table of contents or an article to export, or `_toc.yml`. A project without either leaves its files to
 *  be judged one by one. */
import { folderOf } from "../files/paths.ts";
import { listAt, textAt, valueAt, yamlOf } from "../yaml-file.ts";
import type { Found, Scope } from "./candidate.ts";
import { partsOf } from "./parts.ts";

export async function findMyst(scope: Scope): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const project of scope.paths.filter((path) => /(?:^|\/)(?:myst|_toc)\.ya?ml$/.test(path))) {
    const settings = await yamlOf(scope.sources, project);
    const named = /_toc\.ya?ml$/.test(project) ? fromToc(settings) : fromMystYml(settings);
    const { parts, leftOut, warnings } = partsOf(scope, project, folderOf(project), named.files);
    const [root] = parts;
    if (root !== undefined) found.push({ format: "myst", root, parts, project, confidence: named.confidence, leftOut, warnings });
  }
  return found;
}

interface Named {
  readonly files: readonly string[];
  readonly confidence: number;
}

/** An export names its article or articles; without one the table of contents has them all. */
function fromMystYml(settings: unknown): Named {
  const toc = listAt(settings, "project", "toc").flatMap(entryFiles);
  const one = valueAt(settings, "project", "exports");
  const exported = (Array.isArray(one) ? one : [one]).flatMap((entry) => {
    const article = textAt(entry, "article");
    const articles = listAt(entry, "articles").flatMap(entryFiles);
    return article === undefined ? articles : [article];
  });
  return exported.length > 0 ? { files: exported, confidence: 50 } : { files: toc, confidence: 30 };
}

function fromToc(settings: unknown): Named {
  const root = textAt(settings, "root");
  const below = ["sections", "chapters", "parts"].flatMap((key) => listAt(settings, key)).flatMap(entryFiles);
  const isArticle = textAt(settings, "format") === "jb-article";
  return { files: root === undefined ? below : [root, ...below], confidence: isArticle ? 50 : 20 };
}

function entryFiles(entry: unknown): readonly string[] {
  if (typeof entry === "string") return [entry];
  const own = textAt(entry, "file");
  const below = ["children", "sections", "chapters"].flatMap((key) => listAt(entry, key)).flatMap(entryFiles);
  return own === undefined ? below : [own, ...below];
}
