/** A write that must not be done twice. Invariant: after a failure that leaves open whether it was done, it is looked for before it is sent again. */
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";

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
      const found = await lookedFor(github, find);
      if (found !== undefined) return found;
      if (tried === TRIES) throw error;
    }
  }
}

async function lookedFor<T>(github: GitHubClient, find: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let looked = 0; looked < LOOKS; looked++) {
    await github.settle();
    const found = await find();
    if (found !== undefined) return found;
  }
  return undefined;
}
