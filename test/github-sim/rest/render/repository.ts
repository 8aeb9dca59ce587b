/** Repositories as REST shows them. */
import { complete } from "../../contract/complete.ts";
import type { JsonObject } from "../../contract/description.ts";
import { fullName, type Repository } from "../../world/world.ts";
import type { Call } from "../call.ts";
import { nodeId, repositoryPath, webOf } from "./names.ts";
import { person } from "./people.ts";

/** @param schema `repository`, `full-repository` or one of the webhooks' */
export function repositoryBody(
  call: Pick<Call, "world" | "settings" | "api">,
  repository: Repository,
  schema = "repository",
): JsonObject {
  const { settings, api } = call;
  return complete(schema, {
    id: repository.id,
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: person(call, repository.owner),
    private: repository.private,
    fork: repository.parent !== undefined,
    visibility: repository.private ? "private" : "public",
    default_branch: repository.defaultBranch,
    url: `${api}${repositoryPath(repository)}`,
    html_url: webOf(settings.web, repository),
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    pushed_at: "2026-01-01T00:00:00Z",
    archived: false,
    disabled: false,
    has_issues: true,
  });
}
