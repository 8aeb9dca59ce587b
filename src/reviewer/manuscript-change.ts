/** Whether a change of files changes the manuscript at all. Fails towards "it does": a review too many costs minutes, one too few lets text in unread. */
import { ManuscriptError } from "../errors.ts";
import { type FileTree, type Manuscript, readManuscript } from "../manuscript/index.ts";

export interface ChangedPath {
  readonly path: string;
  /** Its name before, where it was moved. */
  readonly previousPath?: string | undefined;
}

/** What lies between a revision and the tree that it is to be merged into. */
export interface TreeChange {
  readonly paths: readonly ChangedPath[];
  readonly base: FileTree;
}

/** Which files make the paper, in which order. */
export type ManuscriptFiles = Pick<Manuscript, "root" | "files">;

/** The base's manuscript is read only where the new one's files say "unchanged": a file may have left it.
 *  @param named the file or folder that is the manuscript, where the user names it
 *  @throws what reading the base throws, but for a base without a readable manuscript: whatever the new tree has is then new */
export async function isManuscriptChanged(
  { paths, base }: TreeChange,
  current: ManuscriptFiles,
  named: string | undefined,
): Promise<boolean> {
  if (changesFileOf(paths, current)) return true;
  const before = await readManuscript(base, { manuscript: named }).catch((error: unknown) => {
    if (error instanceof ManuscriptError) return undefined;
    throw error;
  });
  return before === undefined || changesFileOf(paths, before) || isComposedOtherwise(before, current);
}

/** Whether a changed file, by its old or its new name, is one of the manuscript's. */
export function changesFileOf(paths: readonly ChangedPath[], { files }: ManuscriptFiles): boolean {
  const own = new Set(files);
  return paths.some(({ path, previousPath }) => own.has(path) || (previousPath !== undefined && own.has(previousPath)));
}

/** Whether the paper is made of other files, or of the same in another order: by a file that is no text of it, such as the one that lists its chapters. */
export function isComposedOtherwise(before: ManuscriptFiles, current: ManuscriptFiles): boolean {
  return (
    before.root !== current.root ||
    before.files.length !== current.files.length ||
    before.files.some((file, k) => file !== current.files[k])
  );
}
