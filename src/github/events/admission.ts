/** Whether this pull request, as it stands now, is reviewed for this trigger. Invariant: whoever is turned away is told why, and never gets a clean
 *  status: a gate stays shut for what was not read. */
import type { CommitStatus } from "../../publish/index.ts";
import type { PullRequest } from "../read/pull-request.ts";
import type { Trigger } from "./trigger.ts";

/** Which pull requests are reviewed by themselves. A person who asks by a command, or starts a run by hand, is not held by it. */
export interface ReviewPolicy {
  readonly drafts: "skip" | "review";
  /** Only pull requests that bear one of these; empty: all. */
  readonly labels: readonly string[];
  /** None that bear one of these. */
  readonly skipLabels: readonly string[];
  /** Pull requests from other repositories. Their pushes come with a token that may write nothing, unless the repository says otherwise. */
  readonly onFork: "skip" | "review";
}

export type Admission =
  | { readonly admitted: true }
  | {
      readonly admitted: false;
      readonly why: string /** For the head, where people would else wait for one. */;
      readonly status?: CommitStatus;
    };

/** @param pull as surveyed, after the trigger */
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
