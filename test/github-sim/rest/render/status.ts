/** Commit statuses as REST shows them. */
import { complete } from "../../contract/complete.ts";
import type { JsonObject } from "../../contract/description.ts";
import type { Repository, Status } from "../../world/world.ts";
import type { Call } from "../call.ts";
import { nodeId, repositoryPath } from "./names.ts";
import { person } from "./people.ts";

export function statusBody(call: Call, repository: Repository, status: Status): JsonObject {
  return complete("status", { ...facts(call, repository, status), creator: person(call, status.author) });
}

export function simpleStatusBody(call: Call, repository: Repository, status: Status): JsonObject {
  return complete("simple-commit-status", facts(call, repository, status));
}

function facts(
  { api }: Call,
  repository: Repository,
  { id, sha, state, context, description, targetUrl, createdAt }: Status,
): JsonObject {
  return {
    id,
    node_id: nodeId("StatusContext", id),
    url: `${api}${repositoryPath(repository)}/statuses/${sha}`,
    avatar_url: null,
    state,
    context,
    description,
    target_url: targetUrl,
    created_at: createdAt,
    updated_at: createdAt,
  };
}
