/** One Markdown file that is a paper by itself: a JOSS paper, a Quarto or R Markdown document, a MyST page, or plain Markdown. */

import { extensionOf, folderOf, isBelow } from "../files/paths.ts";
import type { Format } from "../manuscript.ts";
import { valueAt } from "../yaml-file.ts";
import type { Found, Scope } from "./candidate.ts";
import type { Outline } from "./outline.ts";

/** What the format by itself says: JOSS papers have a head of their own; .qmd and .Rmd are prose or an analysis; .md may be anything. */
const CONFIDENCE: Readonly<Record<Exclude<Format, "latex">, number>> = {
  joss: 40,
  quarto: 10,
  rmarkdown: 10,
  myst: 10,
  markdown: 0,
  manubot: 0,
};

export function singleMarkdown(scope: Scope, path: string, outline: Outline): Found {
  const format = formatOf(scope, path, outline);
  return { format, root: path, parts: [path], confidence: CONFIDENCE[format], leftOut: [], warnings: [] };
}

function formatOf({ paths }: Scope, path: string, { frontMatter }: Outline): Exclude<Format, "latex"> {
  const extension = extensionOf(path);
  if (extension === "qmd") return "quarto";
  if (extension === "rmd") return "rmarkdown";
  if (isJoss(frontMatter)) return "joss";
  const hasProject = paths.some((other) => /(?:^|\/)myst\.ya?ml$/.test(other) && isBelow(path, folderOf(other)));
  return hasProject || valueAt(frontMatter, "kernelspec") !== undefined ? "myst" : "markdown";
}

function isJoss(frontMatter: unknown): boolean {
  const has = (key: string) => valueAt(frontMatter, key) !== undefined;
  return has("title") && has("authors") && has("bibliography") && has("tags");
}
