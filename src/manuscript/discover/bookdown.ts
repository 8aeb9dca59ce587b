/** bookdown: `_bookdown.yml` beside index.Rmd. The files it lists, or index.Rmd and then all others by name; files that begin with an underscore
 *  are pieces for inclusion. */
import { byCodeUnit, folderOf } from "../files/paths.ts";
import { listAt, textAt, valueAt, yamlOf } from "../yaml-file.ts";
import type { Found, Scope } from "./candidate.ts";
import { partsOf } from "./parts.ts";

export async function findBookdown(scope: Scope): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const project of scope.paths.filter((path) => /(?:^|\/)_bookdown\.ya?ml$/.test(path))) {
    const folder = folderOf(project);
    const settings = await yamlOf(scope.sources, project);
    const { parts, leftOut, warnings } = partsOf(scope, project, folder, orderOf(settings, filesIn(scope, folder)));
    const [root] = parts;
    if (root !== undefined) found.push({ format: "rmarkdown", root, parts, project, confidence: 30, leftOut, warnings });
  }
  return found;
}

function filesIn({ paths }: Scope, folder: string): readonly string[] {
  return paths
    .filter((path) => folderOf(path) === folder && /\.rmd$/i.test(path))
    .map((path) => path.slice(folder === "" ? 0 : folder.length + 1))
    .filter((name) => !name.startsWith("_"))
    .sort(byCodeUnit);
}

/** `rmd_files` is a list, or a list for each output; index.Rmd comes first in any case. */
function orderOf(settings: unknown, present: readonly string[]): readonly string[] {
  const outputs = ["html", "latex"].map((output) => listAt(settings, "rmd_files", output));
  const listed = [listAt(settings, "rmd_files"), ...outputs].find((names) => names.length > 0) ?? [];
  const single = textAt(settings, "rmd_files");
  const names = single !== undefined ? [single] : listed.filter((name) => typeof name === "string");
  const index = present.filter((name) => /^index\.rmd$/i.test(name));
  const others = valueAt(settings, "rmd_files") === undefined ? present : names;
  return [...index, ...others.filter((name) => !index.includes(name))];
}
