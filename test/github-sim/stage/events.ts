/** What a workflow run is told of the event that started it. Invariant: every payload is as GitHub's description of that webhook says, or none is given. */

import { unknownKeys } from "../contract/closed-keys.ts";
import { complete } from "../contract/complete.ts";
import { type JsonObject, objectOf, webhooks } from "../contract/description.ts";
import { faultsOf } from "../contract/json-schema.ts";
import type { Call } from "../rest/call.ts";
import { commentBody } from "../rest/render/comment.ts";
import { issueFacts } from "../rest/render/issue.ts";
import { person } from "../rest/render/people.ts";
import { pullFacts } from "../rest/render/pull.ts";
import { repositoryBody } from "../rest/render/repository.ts";
import { fullName, type IssueComment, type Pull, type Repository } from "../world/world.ts";

export type Shown = Pick<Call, "world" | "settings" | "api">;
export interface WorkflowEvent {
  /** For GITHUB_EVENT_NAME. */
  readonly name: string;
  /** For the file at GITHUB_EVENT_PATH. */
  readonly payload: JsonObject;
  /** For GITHUB_SHA: of a comment that is the tip of the default branch, not the pull request. */
  readonly sha: string;
  /** For GITHUB_REF. */
  readonly ref: string;
  /** For GITHUB_ACTOR. */
  readonly actor: string;
}

export type PullAction = "opened" | "synchronize" | "reopened" | "ready_for_review";

/** @param before the head before a push */
export function pullEvent(call: Shown, repository: Repository, pull: Pull, action: PullAction, before?: string): WorkflowEvent {
  const pullRequest = { ...pullFacts(call, repository, pull), _links: undefined };
  const pushed = action === "synchronize" ? { before: before ?? pull.base.sha, after: pull.head.sha } : {};
  const said = { action, number: pull.number, pull_request: { ...pullRequest, ...DIFFS }, ...pushed };
  return {
    name: "pull_request",
    payload: payload(call, repository, `pull-request-${action.replaceAll("_", "-")}`, said, pull.author),
    // GitHub would make a merge commit; the head serves for what does not exist here.
    sha: pull.head.sha,
    ref: `refs/pull/${pull.number}/merge`,
    actor: pull.author,
  };
}
const DIFFS = { merged: false, mergeable: null, mergeable_state: "unknown" };

export function commentEvent(
  call: Shown,
  repository: Repository,
  pull: Pull,
  comment: IssueComment,
  action: "created" | "edited",
): WorkflowEvent {
  const said = {
    action,
    issue: issueFacts(call, repository, pull),
    comment: commentBody(call, repository, pull, comment),
    ...(action === "edited" ? { changes: { body: { from: "" } } } : {}),
  };
  return {
    ...onDefaultBranch(repository),
    name: "issue_comment",
    actor: comment.author,
    payload: payload(call, repository, `issue-comment-${action}`, said, comment.author),
  };
}

export function dispatchEvent(
  call: Shown,
  repository: Repository,
  login: string,
  inputs: Readonly<Record<string, string>>,
): WorkflowEvent {
  const said = { inputs, ref: `refs/heads/${repository.defaultBranch}`, workflow: ".github/workflows/bioreview.yml" };
  return {
    ...onDefaultBranch(repository),
    name: "workflow_dispatch",
    actor: login,
    payload: payload(call, repository, "workflow-dispatch", said, login),
  };
}

export function mergeGroupEvent(call: Shown, repository: Repository, pull: Pull): WorkflowEvent {
  const ref = `refs/heads/gh-readonly-queue/${pull.base.ref}/pr-${pull.number}-${pull.base.sha}`;
  const said = {
    action: "checks_requested",
    merge_group: { head_sha: pull.head.sha, head_ref: ref, base_sha: pull.base.sha, base_ref: `refs/heads/${pull.base.ref}` },
  };
  const actor = pull.author;
  return {
    name: "merge_group",
    sha: pull.head.sha,
    ref,
    actor,
    payload: payload(call, repository, "merge-group-checks-requested", said, actor),
  };
}

const onDefaultBranch = ({ branches, defaultBranch }: Repository) => ({
  sha: branches.get(defaultBranch) ?? "",
  ref: `refs/heads/${defaultBranch}`,
});

function payload(call: Shown, repository: Repository, webhook: string, said: JsonObject, sender: string): JsonObject {
  const schema = objectOf(webhooks[webhook]);
  const name = String(schema["$ref"]).split("/").at(-1) ?? "";
  const whole = complete(name, {
    ...said,
    repository: repositoryBody(call, repository, "repository-webhooks"),
    sender: person(call, sender),
  });
  const faults = [...faultsOf(schema, whole).map(({ at, fault }) => `${at} ${fault}`), ...unknownKeys(schema, whole)];
  if (faults.length > 0)
    throw new Error(`the stand-in's ${webhook} of ${fullName(repository)} is not as described: ${faults.join("; ")}`);
  return whole;
}
