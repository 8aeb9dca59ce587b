/** Pull requests as REST shows them. */
import { complete } from "../../contract/complete.ts";
import type { JsonObject } from "../../contract/description.ts";
import { commitsBetween } from "../../git/git.ts";
import { mergeBaseOf, pullDiff } from "../../world/diff.ts";
import { associationOf } from "../../world/permissions.ts";
import type { Pull, Repository } from "../../world/world.ts";
import type { Call } from "../call.ts";
import { nodeId, pullWeb, repositoryPath } from "./names.ts";
import { person } from "./people.ts";
import { repositoryBody } from "./repository.ts";

type Shown = Pick<Call, "world" | "settings" | "api">;

/** What all of GitHub's shapes of a pull request share. */
export function pullFacts(call: Shown, repository: Repository, pull: Pull): JsonObject {
  const { settings, api } = call;
  const own = `${api}${repositoryPath(repository)}`;
  const url = `${own}/pulls/${pull.number}`;
  const html = pullWeb(settings.web, repository, pull);
  return {
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    number: pull.number,
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: `${own}/issues/${pull.number}`,
    comments_url: `${own}/issues/${pull.number}/comments`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    statuses_url: `${own}/statuses/${pull.head.sha}`,
    state: pull.state === "open" ? "open" : "closed",
    locked: pull.locked,
    title: pull.title,
    body: pull.body === "" ? null : pull.body,
    user: person(call, pull.author),
    labels: pull.labels.map((name, k) => labelBody(name, pull.id * 100 + k)),
    draft: pull.draft,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt ?? null,
    merged_at: pull.state === "merged" ? (pull.closedAt ?? null) : null,
    merge_commit_sha: pull.mergeCommit ?? null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: headBody(call, pull),
    base: {
      label: `${repository.owner}:${pull.base.ref}`,
      ref: pull.base.ref,
      sha: pull.base.sha,
      user: person(call, repository.owner),
      repo: repositoryBody(call, repository),
    },
    author_association: associationOf(repository, pull.author),
    auto_merge: null,
    active_lock_reason: null,
  };
}

export function pullBody(call: Shown, repository: Repository, pull: Pull): JsonObject {
  const files = pullDiff(repository, pull, pull.head.sha, call.settings);
  const commits = commitsBetween(repository.git, mergeBaseOf(repository, pull, pull.head.sha), pull.head.sha);
  return complete("pull-request", {
    ...pullFacts(call, repository, pull),
    merged: pull.state === "merged",
    mergeable: null,
    mergeable_state: "unknown",
    merged_by: null,
    comments: pull.comments.length,
    review_comments: pull.threads.reduce((count, { comments }) => count + comments.length, 0),
    commits: commits.length,
    additions: files.reduce((sum, { additions }) => sum + additions, 0),
    deletions: files.reduce((sum, { deletions }) => sum + deletions, 0),
    changed_files: files.length,
    maintainer_can_modify: false,
  });
}

function headBody(call: Shown, { head }: Pull): JsonObject {
  const repository = head.repository === undefined ? undefined : call.world.repositories.get(head.repository.toLowerCase());
  return {
    label: `${head.owner}:${head.ref}`,
    ref: head.ref,
    sha: head.sha,
    user: person(call, head.owner),
    repo: repository === undefined ? null : repositoryBody(call, repository),
  };
}

function labelBody(name: string, id: number): JsonObject {
  return {
    id,
    node_id: nodeId("Label", id),
    url: "https://unset.invalid/label",
    name,
    description: null,
    color: "ededed",
    default: false,
  };
}
