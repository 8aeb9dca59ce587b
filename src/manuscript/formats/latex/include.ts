/** Which file an \input names. Invariant: only files of the tree are ever opened; a name that leads out of it is refused before anything is asked. */
import { folderOf, resolveBelow } from "../../files/paths.ts";
import type { TextFiles } from "../../files/text-files.ts";
import { maskLatex, tokenizeLatex } from "./mask.ts";

const ONE = /^(?:input|include|subfile|subfileinclude|InputIfFileExists)$/;
const TWO = /^(?:sub)?(?:import|inputfrom|includefrom)$/;

/** The paths that a file includes, as written (\import's folder joined with its file), in order, comments ignored. */
export function includedFiles(text: string): readonly string[] {
  const { text: masked } = maskLatex(text);
  const paths: string[] = [];
  for (const token of tokenizeLatex(masked)) {
    if (token.kind !== "macro") continue;
    const rest = text.slice(token.end, token.end + 1_000);
    const one = ONE.test(token.name) ? /^\s*(?:\{([^{}\n]+)\}|([\w./-]+))/.exec(rest) : null;
    const two = TWO.test(token.name) ? /^\*?\s*\{([^{}\n]*)\}\s*\{([^{}\n]+)\}/.exec(rest) : null;
    if (one !== null) paths.push((one[1] ?? one[2] ?? "").trim());
    else if (two !== null) paths.push(joined(two[1] ?? "", two[2] ?? ""));
  }
  return paths;
}

export function joined(folder: string, file: string): string {
  const name = folder.trim();
  return name === "" || name.endsWith("/") ? name + file.trim() : `${name}/${file.trim()}`;
}

export type Resolved = { readonly path: string } | { readonly fault: "outside the tree" | "not found" };

/** Looks where TeX looks: from the root file's folder, then from the including file's; as written, then with `.tex`.
 *  @param written as in the file; @param paths of the tree */
export function resolveInclude(written: string, root: string, including: string, paths: ReadonlySet<string>): Resolved {
  const name = written.replace(/^"(.*)"$/, "$1").replaceAll("\\", "/");
  if (/^\/|^[A-Za-z]:|^~/.test(name)) return { fault: "outside the tree" };
  const candidates = [folderOf(root), folderOf(including)].map((folder) => resolveBelow(folder, name));
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    for (const path of [candidate, `${candidate}.tex`]) if (paths.has(path) && !isFigure(path)) return { path };
  }
  return { fault: candidates.every((candidate) => candidate === undefined) ? "outside the tree" : "not found" };
}

function isFigure(path: string): boolean {
  return /\.(?:pdf|png|jpe?g|eps|svg)$/i.test(path);
}

/** Files. No paper includes so many; the first look then stops looking for more. */
const MAX_INCLUDED = 500;

/** The files that a document includes, those that they include too, itself first, in the order in which they are met. Files that are not there or cannot be
 *  read are passed over here: the parser reports them. */
export async function reachableFiles(root: string, files: TextFiles): Promise<readonly string[]> {
  const reached = new Set([root]);
  for (const file of reached) {
    if (reached.size > MAX_INCLUDED) break;
    const text = await files.text(file).then(
      (read) => read.text,
      () => "",
    );
    for (const written of includedFiles(text)) {
      const found = resolveInclude(written, root, file, files.paths);
      if ("path" in found) reached.add(found.path);
    }
  }
  return [...reached];
}
