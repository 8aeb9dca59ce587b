/** How a write may fail without harm. Invariants: only for lack of a permission does a run go on without one, and it is reported; a write that must not be done
 *  twice is looked for before it is sent again. */
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";

/** What could not be written for lack of a permission. */
export interface UnwrittenPart {
  /** What to add to the workflow's `permissions`, such as `pull-requests: write`; or what else stands in the way. */
  readonly permission: string;
  /** What is missing now, for people: "the review". */
  readonly what: string;
}

/** Runs a write.
 *  @param permission that the write needs, as GitHub documents it
 *  @returns its result, or what was not written for lack of the permission */
export async function unlessForbidden<T>(
  permission: string,
  what: string,
  write: () => Promise<T>,
): Promise<{ done: T; unwritten?: never } | { unwritten: UnwrittenPart; done?: never }> {
  try {
    return { done: await write() };
  } catch (error) {
    if (error instanceof RequestFault && (error.reason === "permission" || error.reason === "locked"))
      return { unwritten: { permission: error.reason === "locked" ? "an unlocked conversation" : permission, what } };
    throw error;
  }
}

const TRIES = 2;
/** GitHub may list a new comment a moment late. */
const LOOKS = 2;

/** @param find what was written, known by its mark; undefined where it is not there
 *  @throws RequestFault of the last try, where it is still not there */
export async function sendOnce<T>(github: GitHubClient, send: () => Promise<T>, find: () => Promise<T | undefined>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof RequestFault) || !error.mayHaveSucceeded) throw error;
      github.log.warning(`${error.message} Looking whether it was written all the same.`);
      for (let looked = 0; looked < LOOKS; looked++) {
        await github.settle();
        const found = await find();
        if (found !== undefined) return found;
      }
      if (tried === TRIES) throw error;
    }
  }
}
