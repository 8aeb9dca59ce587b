/** Comments of the conversation and their reactions as REST shows them. */
import { complete } from "../../contract/complete.ts";
import type { JsonObject } from "../../contract/description.ts";
import { associationOf } from "../../world/permissions.ts";
import type { IssueComment, Pull, Reaction, Repository } from "../../world/world.ts";
import type { Call } from "../call.ts";
import { nodeId, pullWeb, repositoryPath } from "./names.ts";
import { person, viaApp } from "./people.ts";

export function commentBody(
  call: Pick<Call, "world" | "settings" | "api">,
  repository: Repository,
  pull: Pull,
  comment: IssueComment,
): JsonObject {
  const own = `${call.api}${repositoryPath(repository)}/issues`;
  return complete("issue-comment", {
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    url: `${own}/comments/${comment.id}`,
    html_url: `${pullWeb(call.settings.web, repository, pull)}#issuecomment-${comment.id}`,
    issue_url: `${own}/${pull.number}`,
    user: person(call, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(repository, comment.author),
    performed_via_github_app: viaApp(call, comment.author),
  });
}

export function reactionBody(call: Call, { id, author, content, createdAt }: Reaction): JsonObject {
  return complete("reaction", {
    id,
    node_id: nodeId("Reaction", id),
    user: person(call, author),
    content,
    created_at: createdAt,
  });
}
