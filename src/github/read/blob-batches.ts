/** Which texts of a commit are fetched together, so that a manuscript of a hundred files costs one request and not a hundred. Invariant: what is asked
 *  for is first in its batch; count and bytes are bounded. */
import { extensionOf, folderOf } from "../../manuscript/index.ts";

export interface Blob {
  readonly path: string;
  /** Git's name for its bytes. */
  readonly id: string;
  readonly size: number;
}

/** GraphQL nodes are cheap, but GitHub gives a request ten seconds. */
const MAX_BLOBS = 100;
/** Bytes of one answer. */
const MAX_BATCH_BYTES = 4_000_000;
/** Bytes. GraphQL shortens texts of half a megabyte. */
const MAX_TEXT_BYTES = 500_000;

/** What a manuscript, and looking for one, may read. */
const TEXT = /^(?:md|markdown|mdown|qmd|rmd|tex|ltx|latex|cls|sty|bib|ya?ml)$/;

/** @param unread blobs that were not fetched yet, `blob` among them
 *  @returns `blob` and those that are likely to be asked for next: texts, of its own folder first. It alone where it is long or no text */
export function blobBatch(blob: Blob, unread: readonly Blob[]): readonly Blob[] {
  if (!isShortText(blob)) return [blob];
  const folder = folderOf(blob.path);
  const others = unread.filter((other) => other.path !== blob.path && isShortText(other));
  const near = others.filter(({ path }) => folderOf(path) === folder);
  const far = others.filter(({ path }) => folderOf(path) !== folder);
  const batch = [blob];
  let bytes = blob.size;
  for (const other of [...near, ...far]) {
    if (batch.length === MAX_BLOBS) break;
    if (bytes + other.size > MAX_BATCH_BYTES) continue;
    batch.push(other);
    bytes += other.size;
  }
  return batch;
}

function isShortText({ path, size }: Blob): boolean {
  return size <= MAX_TEXT_BYTES && TEXT.test(extensionOf(path));
}
