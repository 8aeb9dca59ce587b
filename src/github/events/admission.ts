/** Whether this pull request, as it stands now, is reviewed for this trigger. Invariant: whoever is turned away is told why, and never gets a clean
 *  status: a gate stays shut for what was not read. */
import type { CommitStatus } from "../../publish/index.ts";
import type { PullRequest } from "../read/pull-request.ts";
import type { ReviewPolicy, Trigger } from "./trigger.ts";

export type Admission =
  | { readonly admitted: true }
  /** `status`: for the head, where people would else wait for one. */
  | { readonly admitted: false; readonly why: string; readonly status?: CommitStatus };

/** @param pull as it was read after the trigger */
export function admission(pull: PullRequest, trigger: Trigger, policy: ReviewPolicy): Admission {
  if (trigger.kind === "nothing") return refused(trigger.why);
  if (trigger.kind === "merge group") return { admitted: true };
  if (pull.state !== "open") return refused(`the pull request is ${pull.state}`);
  if (trigger.kind === "command") return admitCommand(pull, trigger.command);
  if (trigger.kind === "dispatch") return { admitted: true };
  return admitPush(pull, trigger.head, policy);
}

/** The prefix says which commit the person has looked at: where the head moved since, something else would be reviewed. */
function admitCommand(pull: PullRequest, command: Extract<Trigger, { kind: "command" }>["command"]): Admission {
  if (command.kind !== "review" || command.commit === undefined || pull.head.sha.startsWith(command.commit))
    return { admitted: true };
  return refused(`the head is ${pull.head.sha.slice(0, 7)}, not ${command.commit}`);
}

function admitPush(pull: PullRequest, head: string, policy: ReviewPolicy): Admission {
  if (pull.head.sha !== head)
    return refused(`${head.slice(0, 7)} is no longer the head, ${pull.head.sha.slice(0, 7)} is: its own run reviews it`);
  if (pull.draft && policy.drafts === "skip") return refused("the pull request is a draft");
  const skipped = pull.labels.find((label) => policy.skipLabels.includes(label));
  if (skipped !== undefined) return refused(`it bears the label ${JSON.stringify(skipped)}`);
  if (policy.labels.length > 0 && !pull.labels.some((label) => policy.labels.includes(label)))
    return refused(`it bears none of the labels ${policy.labels.map((label) => JSON.stringify(label)).join(", ")}`);
  if (isFork(pull) && policy.onFork === "skip") {
    const status: CommitStatus = {
      state: "pending",
      description: "From a fork: not reviewed by itself. A maintainer can comment /bioreview",
    };
    return { ...refused("it comes from another repository; a maintainer can comment /bioreview"), status };
  }
  return { admitted: true };
}

/** Also where the other repository is gone. */
export function isFork({ repository, head }: PullRequest): boolean {
  return head.repository?.toLowerCase() !== repository.toLowerCase();
}

function refused(why: string): Extract<Admission, { admitted: false }> {
  return { admitted: false, why };
}
