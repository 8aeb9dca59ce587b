/** What could not be written for lack of a permission. Invariant: only that is lost quietly enough to go on; everything else that fails is thrown. */
import { RequestFault } from "../http/request-fault.ts";

export interface UnwrittenPart {
  /** What to add to the workflow's `permissions`, such as `pull-requests: write`; or what else stands in the way. */
  readonly permission: string;
  /** What is missing now, for people: "the review". */
  readonly what: string;
}

/** Runs a write. @returns its result, or what was lost by the lack of a permission
 *  @param permission that the write needs, as GitHub documents it */
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
