/** The files that a project lists as its parts: found as written, or with an extension added, and told where they are not there. */

import { extensionOf, resolveBelow } from "../files/paths.ts";
import type { LeftOut, Warning } from "../manuscript.ts";
import type { Scope } from "./candidate.ts";

export interface Parts {
  readonly parts: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
}

const MARKDOWN: ReadonlySet<string> = new Set(["md", "markdown", "qmd", "rmd"]);

export function isMarkdown(path: string): boolean {
  return MARKDOWN.has(extensionOf(path));
}

/** @param project the file that lists them
 *  @param folder what their names start from
 *  @param names as written there */
export function partsOf({ sources }: Scope, project: string, folder: string, names: readonly string[]): Parts {
  const parts = new Set<string>();
  const leftOut: LeftOut[] = [];
  const warnings: Warning[] = [];
  for (const name of names) {
    const path = ["", ".md", ".qmd", ".Rmd", ".ipynb"]
      .map((extension) => resolveBelow(folder, `${name}${extension}`))
      .find((tried) => tried !== undefined && sources.paths.has(tried));
    if (path === undefined) warnings.push({ file: project, message: `it lists ${name}, which is not there` });
    else if (isMarkdown(path)) parts.add(path);
    else leftOut.push({ file: path, why: `.${extensionOf(path)} files are not read` });
  }
  return { parts: [...parts], leftOut, warnings };
}
