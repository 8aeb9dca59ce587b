/** What happens on the stage, as the event that a runner is started with. */
import type { GitHub, StagedPull } from "../../github-sim/index.ts";
import type { RunnerEvent } from "../../runner-sim/index.ts";

type PullAction = Parameters<GitHub["events"]["pull"]>[1];

export function pullRequestEvent(github: GitHub, pull: StagedPull, action: PullAction): RunnerEvent {
  const { number, head, base } = pull.state();
  const { payload } = github.events.pull(pull, action);
  // GitHub's own merge of head and base is neither of them; who takes it for the head must fail.
  const mergeSha = head.sha.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
  return { name: "pull_request", payload, number, mergeSha, headRef: head.ref, baseRef: base.ref };
}

export function commentEvent(github: GitHub, pull: StagedPull, comment: ReturnType<StagedPull["comment"]>): RunnerEvent {
  const { payload, ref, sha } = github.events.comment(pull, comment);
  return { name: "issue_comment", payload, branch: ref.replace("refs/heads/", ""), branchSha: sha };
}
