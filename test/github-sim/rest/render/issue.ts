/** A pull request as the issue that it also is. */
import type { JsonObject } from "../../contract/description.ts";
import type { Pull, Repository } from "../../world/world.ts";
import type { Call } from "../call.ts";
import { nodeId, pullWeb, repositoryPath } from "./names.ts";
import { pullFacts } from "./pull.ts";

export function issueFacts(call: Pick<Call, "world" | "settings" | "api">, repository: Repository, pull: Pull): JsonObject {
  const own = `${call.api}${repositoryPath(repository)}`;
  const html = pullWeb(call.settings.web, repository, pull);
  const { state, title, body, user, labels, locked, created_at, updated_at, closed_at, assignees, author_association, draft } =
    pullFacts(call, repository, pull);
  return {
    ...{ state, title, body, user, labels, locked, created_at, updated_at, closed_at, assignees, author_association, draft },
    id: pull.id + 1_000_000,
    node_id: nodeId("PullRequest", pull.id),
    number: pull.number,
    url: `${own}/issues/${pull.number}`,
    repository_url: own,
    html_url: html,
    comments: pull.comments.length,
    assignee: null,
    milestone: null,
    pull_request: {
      url: `${own}/pulls/${pull.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: pull.state === "merged" ? (pull.closedAt ?? null) : null,
    },
  };
}
