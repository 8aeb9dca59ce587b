/** The commit status in each situation. Invariant: success is said only of a known ledger within its limits, or where there is nothing to review; whatever
 *  went wrong is an error. */

import type { Verdict } from "../gate.ts";
import { counted, truncate } from "../text.ts";
import { type CommitStatus, STATUS_CONTEXT } from "./publication.ts";
import { plainText } from "./sanitise.ts";

/** Characters that GitHub takes. */
const LONGEST = 140;

/** @param key of the manuscript, where several of one repository are reviewed apart: each has a verdict of its own
 *  @returns the name of the status, as a merge rule asks for it */
export function statusContext(key: string): string {
  return key === "" ? STATUS_CONTEXT : `${STATUS_CONTEXT}/${key}`;
}

export function pendingStatus(run?: string): CommitStatus {
  return status("pending", "The manuscript is being reviewed", run);
}
/** Of a commit that is not the head any more. */
export function supersededStatus(by: string, run?: string): CommitStatus {
  return status("error", `Superseded by ${plainText(by).slice(0, 7)}: this commit was not reviewed to the end`, run);
}
/** Of a run that ended without a word. */
export function crashedStatus(run?: string): CommitStatus {
  return status("error", "The review ended before it was done; nothing was concluded. See the job's log", run);
}
export function failedStatus(fault: string, run?: string): CommitStatus {
  return status("error", `Not reviewed: ${fault}`, run);
}
export function untouchedStatus(run?: string): CommitStatus {
  return status("success", "No manuscript file changed", run);
}

/** @param open concerns in all */
export function verdictStatus({ gate, reason, openMajor }: Verdict, open: number, url?: string): CommitStatus {
  const all = counted(open, "open concern");
  switch (gate) {
    case "off":
      return status("success", `${all}, ${openMajor} major; no limit is set`, url);
    case "passed":
      return status("success", `Passed: ${reason}; ${all}`, url);
    case "failed":
      return status("failure", `Failed: ${reason}; ${all}`, url);
  }
}

function status(state: CommitStatus["state"], description: string, url: string | undefined): CommitStatus {
  return { state, description: truncate(plainText(description), LONGEST), ...(url === undefined ? {} : { url }) };
}
