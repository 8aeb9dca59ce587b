/** Whether a pull request changes the manuscript at all. Fails towards "it does": a review too many costs minutes, one too few lets text in unread. */
import type { ChangedFile } from "../github/index.ts";
import type { Manuscript } from "../manuscript/index.ts";

/** Which files make the paper, in which order. */
export type Parts = Pick<Manuscript, "root" | "files">;

/** Whether a changed file, by its old or its new name, is one of these. */
export function changesOneOf(changed: readonly ChangedFile[], { files }: Parts): boolean {
  const own = new Set(files);
  return changed.some(({ path, previousPath }) => own.has(path) || (previousPath !== undefined && own.has(previousPath)));
}

/** Whether the paper is made of other files, or of the same in another order: by a file that is no text of it, such as the one that lists its chapters. */
export function madeOtherwise(base: Parts, head: Parts): boolean {
  return (
    base.root !== head.root || base.files.length !== head.files.length || base.files.some((file, k) => file !== head.files[k])
  );
}
