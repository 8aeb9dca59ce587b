/** Which file an `include` or `import` names. Invariant: only files of the tree are ever opened; a name that leads out of it is
 *  refused before anything is asked. */
import { folderOf, resolveBelow } from "../../files/file-tree.ts";
import type { TextFiles } from "../../files/text-files.ts";

export type Resolved = { readonly path: string } | { readonly fault: "outside the tree" | "not found" | "a package" };

/** From the folder of the file that names it; `/` is the root of the project: the tree, or a folder above the paper's first file.
 *  @param root the paper's first file */
export function resolvePath(written: string, from: string, root: string, paths: ReadonlySet<string>): Resolved {
  if (written.startsWith("@")) return { fault: "a package" };
  const isFromRoot = written.startsWith("/");
  const name = isFromRoot ? written.replace(/^\/+/, "") : written;
  if (!isFromRoot) {
    const path = resolveBelow(folderOf(from), name);
    if (path === undefined) return { fault: "outside the tree" };
    return paths.has(path) ? { path } : { fault: "not found" };
  }
  for (
    let folder: string | undefined = folderOf(root);
    folder !== undefined;
    folder = folder === "" ? undefined : folderOf(folder)
  ) {
    const path = resolveBelow(folder, name);
    if (path === undefined) return { fault: "outside the tree" };
    if (paths.has(path)) return { path };
  }
  return { fault: "not found" };
}

/** As names stand in the text: for a first look, and to load what a paper needs. */
const NAMES = /(?:#|[{;\n]\s*|=\s*)(include|import)\s+"((?:[^"\\\n]|\\.){1,500})"/g;

/** The files that a text names, comments left out. */
export function namedFiles(text: string): { readonly path: string; readonly isIncluded: boolean }[] {
  return [...text.replace(/(?<![:"])\/\/[^\n]*/g, "").matchAll(NAMES)].map(([, word, path = ""]) => ({
    path,
    isIncluded: word === "include",
  }));
}

/** Files. No paper includes so many; the first look then stops looking for more. */
const MAX_INCLUDED = 500;

/** The files that a paper includes or imports, those that they name too, itself first. Files that are not there or cannot be read
 *  are passed over here: the parser reports them. */
export async function reachableFiles(root: string, files: TextFiles): Promise<readonly string[]> {
  const seen = new Set([root]);
  for (const path of seen) {
    if (seen.size > MAX_INCLUDED) break;
    const text = await files.text(path).then(
      (read) => read.text,
      () => "",
    );
    for (const named of namedFiles(text)) {
      const found = resolvePath(named.path, path, root, files.paths);
      if ("path" in found) seen.add(found.path);
    }
  }
  return [...seen];
}
