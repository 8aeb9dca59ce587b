/** Which file an \input names. Invariant: only files of the tree are ever opened; a name that leads out of it is refused before
 *  anything is asked. */
import { folderOf, resolveBelow } from "../../files/file-tree.ts";
import type { TextFiles } from "../../files/text-files.ts";
import { maskLatex, tokenizeLatex } from "./mask.ts";

/** As written: \import has a folder besides, which TeX searches first, also for what the imported file includes. */
export interface Inclusion {
  readonly name: string;
  readonly folder?: string | undefined;
  readonly from: "none" | "of the root" | "of the import";
}

/** Where a file includes another: the paper's root, the file itself, and the folder of the \import by which it was reached. */
export interface IncludingPlace {
  readonly root: string;
  readonly file: string;
  readonly importFolder: string | undefined;
}

const ONE = /^(?:input|include|subfile|subfileinclude|InputIfFileExists|loadglsentries)$/;
const TWO = /^(sub)?(?:import|inputfrom|includefrom)$/;

/** The files that a text includes, in order, comments ignored. */
export function includedFiles(text: string): readonly Inclusion[] {
  const { text: masked } = maskLatex(text);
  const found: Inclusion[] = [];
  for (const token of tokenizeLatex(masked)) {
    if (token.kind !== "macro") continue;
    const rest = text.slice(token.end, token.end + 1_000);
    const one = ONE.test(token.name) ? /^\s*(?:\{([^{}\n]+)\}|([\w./-]+))/.exec(rest) : null;
    const by = TWO.exec(token.name);
    const two = by === null ? null : /^\*?\s*\{([^{}\n]*)\}\s*\{([^{}\n]+)\}/.exec(rest);
    if (one !== null) found.push({ name: (one[1] ?? one[2] ?? "").trim(), from: "none" });
    else if (two !== null)
      found.push({
        name: (two[2] ?? "").trim(),
        folder: (two[1] ?? "").trim(),
        from: by?.[1] === undefined ? "of the root" : "of the import",
      });
  }
  return found;
}

/** A file of the tree, with the folder of the \import by which it is reached. */
export interface Reached {
  readonly path: string;
  readonly importFolder: string | undefined;
}

export type Resolved = Reached | { readonly fault: "outside the tree" | "not found" };

/** As a message names it. */
export function writtenPath({ folder = "", name }: Inclusion): string {
  return folder === "" || folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** Looks where TeX looks: in the folder of the import, then from the root file's folder, then from the including file's; as
 *  written, then with `.tex`.
 *  @param paths of the tree */
export function resolveInclude(inclusion: Inclusion, place: IncludingPlace, paths: ReadonlySet<string>): Resolved {
  const name = plainName(inclusion.name);
  const folder = plainName(inclusion.folder ?? "");
  if (isAbsolute(inclusion.from === "none" ? name : folder)) return { fault: "outside the tree" };
  const rootFolder = folderOf(place.root);
  const importFolder =
    inclusion.from === "none"
      ? place.importFolder
      : resolveBelow(inclusion.from === "of the root" ? rootFolder : (place.importFolder ?? rootFolder), folder);
  // A folder that leads out of the tree from the root may lead into it from the including file, as people write it who never used \import.
  const beside = inclusion.from === "none" ? "" : folder;
  const candidates = [
    ...(importFolder === undefined ? [] : [resolveBelow(importFolder, name)]),
    ...[rootFolder, folderOf(place.file)].map((from) => resolveBelow(from, beside === "" ? name : `${beside}/${name}`)),
  ];
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    for (const path of [candidate, `${candidate}.tex`]) if (paths.has(path) && !isFigure(path)) return { path, importFolder };
  }
  return { fault: candidates.every((candidate) => candidate === undefined) ? "outside the tree" : "not found" };
}

function plainName(written: string): string {
  return written.replace(/^"(.*)"$/, "$1").replaceAll("\\", "/");
}

function isAbsolute(name: string): boolean {
  return /^\/|^[A-Za-z]:|^~/.test(name);
}

function isFigure(path: string): boolean {
  return /\.(?:pdf|png|jpe?g|eps|svg)$/i.test(path);
}

/** A file, and the folder of the import by which it is reached. */
/** What a file includes, where it is there: each once for each folder of an import. */
export function includedBy(
  text: string,
  { path, importFolder }: Reached,
  root: string,
  paths: ReadonlySet<string>,
): readonly Reached[] {
  return includedFiles(text).flatMap((inclusion) => {
    const found = resolveInclude(inclusion, { root, file: path, importFolder }, paths);
    return "path" in found ? [found] : [];
  });
}

/** Files. No paper includes so many; the first look then stops looking for more. */
const MAX_INCLUDED = 500;

/** The files that a document includes, those that they include too, itself first, in the order in which they are met. Files that
 *  are not there or cannot be read are passed over here: the parser reports them. */
export async function reachableFiles(root: string, files: TextFiles): Promise<readonly string[]> {
  const seen = new Map<string, Reached>([[root, { path: root, importFolder: undefined }]]);
  for (const [, reached] of seen) {
    if (seen.size > MAX_INCLUDED) break;
    const text = await files.text(reached.path).then(
      (read) => read.text,
      () => "",
    );
    for (const found of includedBy(text, reached, root, files.paths)) {
      const key = [found.path, ...(found.importFolder === undefined ? [] : [found.importFolder])].join("\n");
      if (!seen.has(key)) seen.set(key, found);
    }
  }
  return [...new Set([...seen.values()].map(({ path }) => path))];
}
