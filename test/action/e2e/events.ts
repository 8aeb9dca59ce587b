/** What happens on the stage, as the event that a runner is started with. */
import type { GitHub, StagedPull, WorkflowEvent } from "../../github-sim/index.ts";
import type { RunnerEvent } from "../../runner-sim/index.ts";

type PullAction = Parameters<GitHub["events"]["pull"]>[1];

export function pullRequestEvent(github: GitHub, pull: StagedPull, action: PullAction): RunnerEvent {
  const { number, head, base } = pull.state();
  const { payload } = github.events.pull(pull, action);
  // GitHub's own merge of head and base is neither of them; who takes it for the head must fail.
  const mergeSha = head.sha.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
  return { name: "pull_request", payload, number, mergeSha, headRef: head.ref, baseRef: base.ref };
}

type StagedComment = ReturnType<StagedPull["comment"]>;
export function commentEvent(
  github: GitHub,
  pull: StagedPull,
  comment: StagedComment,
  action?: "created" | "edited",
): RunnerEvent {
  return { name: "issue_comment", ...onDefaultBranch(github.events.comment(pull, comment, action)) };
}

export function dispatchEvent(github: GitHub, repository: string, login: string, pull: number): RunnerEvent {
  return {
    name: "workflow_dispatch",
    ...onDefaultBranch(github.events.dispatch(repository, login, { "pull-request": String(pull) })),
  };
}

export function mergeGroupEvent(github: GitHub, pull: StagedPull): RunnerEvent {
  const { payload, ref, sha } = github.events.mergeGroup(pull);
  return { name: "merge_group", payload, headRef: ref, headSha: sha };
}

function onDefaultBranch({ payload, ref, sha }: WorkflowEvent) {
  return { payload, branch: ref.replace("refs/heads/", ""), branchSha: sha };
}
