/** How a write may fail without harm. Invariants: it counts as done only where GitHub shows what was sent; only for lack of a permission, or in a locked conversation,
 *  does a run go on without one, and that is reported with what helps; what may have been done is looked for before it is sent again. */
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";

/** What a run had to leave unwritten. */
export interface UnwrittenPart {
  /** What is missing now, for people: "the review". */
  readonly what: string;
  /** A clause, as Markdown of ours: "the job's token lacks `statuses: write`". */
  readonly because: string;
  /** A sentence without its full stop. */
  readonly remedy: string;
}

/** For the log. */
export function unwrittenLine({ what, because, remedy }: UnwrittenPart): string {
  return `not written: ${what}, for ${because}. ${remedy}`;
}

/** @param permission such as `pull-requests: write` */
export function lacking(permission: string, what: string): UnwrittenPart {
  const remedy = "Add it to the job's `permissions`, then run the job again";
  return { what, because: `the job's token lacks \`${permission}\``, remedy };
}

export function lockedOut(what: string): UnwrittenPart {
  return {
    what,
    because: "the conversation is locked",
    remedy: "Unlock it, then run the job again: what is missing is written then",
  };
}

/** What would tell of something that is not written itself. */
export function withheld(what: string, because: string): UnwrittenPart {
  return { what, because, remedy: "The next run that may write that writes both" };
}

export interface Written<T> {
  readonly done?: T;
  readonly unwritten?: UnwrittenPart;
}

/** Runs a write.
 *  @param permission that the write needs, as GitHub documents it
 *  @returns its result, or what was not written for lack of the permission */
export async function unlessForbidden<T>(permission: string, what: string, write: () => Promise<T>): Promise<Written<T>> {
  try {
    return { done: await write() };
  } catch (error) {
    if (!(error instanceof RequestFault)) throw error;
    if (error.reason === "permission") return { unwritten: lacking(permission, what) };
    if (error.reason === "locked") return { unwritten: lockedOut(what) };
    throw error;
  }
}

const TRIES = 2;
/** GitHub may list a new comment a moment late. */
const LOOKS = 2;

/** Sends a write, and once more where it is surely not done. @param send checks that the answer shows what was sent
 *  @param find what was written, known by its mark or its text; undefined where it is not there
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
      // What GitHub wants to have time for is not sent again at once.
      if (tried === TRIES || error.retryAfter !== undefined) throw error;
    }
  }
}
