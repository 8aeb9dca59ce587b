/** A repository in GraphQL, with what it holds. */
import type { Pull, Repository } from "../world/world.ts";
import { type Bounds, connection } from "./connection.ts";
import { type Context, failure, permit, READ_CONTENTS, READ_PULLS } from "./context.ts";
import { gitObject } from "./git-object.ts";
import { pullRequest } from "./pull.ts";
import { repositoryFacts } from "./repository-facts.ts";

interface PullFilter extends Bounds {
  readonly states?: readonly string[] | null;
  readonly baseRefName?: string | null;
  readonly headRefName?: string | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: { readonly field: "CREATED_AT" | "UPDATED_AT"; readonly direction: "ASC" | "DESC" } | null;
}

export function repositoryNode(context: Context, repository: Repository): object {
  return {
    ...repositoryFacts(context, repository),
    object: (asked: { oid?: string | null; expression?: string | null }) => {
      permit(context, repository, READ_CONTENTS);
      return gitObject(context, repository, asked);
    },
    pullRequest: ({ number }: { number: number }) => {
      permit(context, repository, READ_PULLS);
      const pull = repository.pulls.get(number);
      if (pull === undefined) throw failure("NOT_FOUND", `Could not resolve to a PullRequest with the number of ${number}.`);
      return pullRequest(context, repository, pull);
    },
    pullRequests: (filter: PullFilter) => {
      permit(context, repository, READ_PULLS);
      return connection("pullRequests", filter, filtered(repository, filter), (pull) => pullRequest(context, repository, pull));
    },
  };
}

function filtered({ pulls }: Repository, { states, baseRefName, headRefName, labels, orderBy }: PullFilter): readonly Pull[] {
  const found = [...pulls.values()]
    .filter(({ state }) => !Array.isArray(states) || states.includes(state.toUpperCase()))
    .filter(({ base }) => typeof baseRefName !== "string" || base.ref === baseRefName)
    .filter(({ head }) => typeof headRefName !== "string" || head.ref === headRefName)
    .filter((pull) => !Array.isArray(labels) || labels.some((label) => pull.labels.includes(label)));
  const key = orderBy?.field === "UPDATED_AT" ? "updatedAt" : "createdAt";
  found.sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : a.number - b.number));
  return orderBy?.direction === "DESC" ? found.reverse() : found;
}
