/** What a repository says of itself in GraphQL, and its branches. */
import { nodeId, webOf } from "../rest/render/names.ts";
import { roleOf } from "../world/permissions.ts";
import { fullName, type Repository } from "../world/world.ts";
import { actor } from "./actor.ts";
import { type Context, permit, READ_CONTENTS } from "./context.ts";
import { commitById } from "./git-object.ts";

export function repositoryFacts(context: Context, repository: Repository) {
  return {
    __typename: "Repository",
    id: nodeId("Repository", repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    owner: () => actor(context, repository.owner),
    isPrivate: repository.private,
    isFork: repository.parent !== undefined,
    url: webOf(context.settings.web, repository),
    viewerPermission: roleOf(repository, context.token.login)?.toUpperCase() ?? null,
    defaultBranchRef: () => ref(context, repository, repository.defaultBranch),
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      const name = qualifiedName.replace(/^refs\/heads\//, "");
      return repository.branches.has(name) ? ref(context, repository, name) : null;
    },
  };
}

export function ref(context: Context, repository: Repository, name: string): object {
  const sha = repository.branches.get(name) ?? "";
  return {
    __typename: "Ref",
    name,
    prefix: "refs/heads/",
    target: () => {
      permit(context, repository, READ_CONTENTS);
      return commitById(context, repository, sha);
    },
  };
}
