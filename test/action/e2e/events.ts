/** The events that GitHub would send for what happens on the stage: as much of each payload as a workflow or the action reads, taken from the stage's state. */
import type { StagedPull, StagedRepository } from "../../github-sim/index.ts";
import type { RunnerEvent } from "../../runner-sim/index.ts";

const person = (login: string) => ({ login, type: login.endsWith("[bot]") ? "Bot" : "User" });

export function pullRequestEvent(repository: StagedRepository, pull: StagedPull, action: string, more: object = {}): RunnerEvent {
  const { number, author, state, draft, labels, head, base, title } = pull.state();
  const payload = {
    action,
    number,
    pull_request: {
      number,
      title,
      state: state === "open" ? "open" : "closed",
      draft,
      user: person(author),
      labels: labels.map((name) => ({ name })),
      head: { sha: head.sha, ref: head.ref, repo: head.repository === undefined ? null : { full_name: head.repository } },
      base: { sha: base.sha, ref: base.ref, repo: { full_name: repository.name } },
    },
    repository: { full_name: repository.name, default_branch: repository.state().defaultBranch },
    sender: person(author),
    ...more,
  };
  // GitHub's own merge of head and base is neither of them: its name only has to be another.
  const mergeSha = head.sha.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
  return { name: "pull_request", payload, number, mergeSha, headRef: head.ref, baseRef: base.ref };
}

/** @param comment as the stage returned it when it was written */
export function commentEvent(
  repository: StagedRepository,
  pull: StagedPull,
  comment: { readonly id: number; readonly author: string; readonly body: string },
  action = "created",
): RunnerEvent {
  const { defaultBranch } = repository.state();
  const { number, state, author } = pull.state();
  const payload = {
    action,
    issue: {
      number,
      state: state === "open" ? "open" : "closed",
      user: person(author),
      pull_request: { url: `https://api.github.com/repos/${repository.name}/pulls/${number}` },
    },
    comment: { id: comment.id, body: comment.body, user: person(comment.author) },
    repository: { full_name: repository.name, default_branch: defaultBranch },
    sender: person(comment.author),
  };
  return { name: "issue_comment", payload, branch: defaultBranch, branchSha: repository.head(defaultBranch) };
}

export function dispatchEvent(repository: StagedRepository, pull: number): RunnerEvent {
  const { defaultBranch } = repository.state();
  const payload = { inputs: { "pull-request": String(pull) }, repository: { full_name: repository.name } };
  return { name: "workflow_dispatch", payload, branch: defaultBranch, branchSha: repository.head(defaultBranch) };
}
