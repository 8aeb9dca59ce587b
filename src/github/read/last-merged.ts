/** What was known of a manuscript before this pull request: the last merged one on the same base branch that changed it and bears our status comment.
 *  Invariant: only what GitHub says that this token wrote counts. */
import { z } from "zod";
import type { OwnComment } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { ownStatusComments, type PullRequest } from "./pull-request.ts";
import { COMMENT, commentNode, nodesOf } from "./queries.ts";
import { parseFullName, type RepositoryName } from "./repository.ts";

export interface MergedPull {
  readonly pull: number;
  /** At least one; oldest first. */
  readonly statusComments: readonly OwnComment[];
}

/** Pull requests that are looked at, by what happened to them last. GitHub computes a difference for each, and gives a request ten seconds. */
const RECENT = 30;
/** Of those that touched the manuscript, how many are asked for their comments. */
const CANDIDATES = 5;
/** Comments that come with each: ours is mostly the first, and asking for it by itself would be a request more. */
const FIRST_COMMENTS = 5;

const MERGED = `query Merged($owner: String!, $repo: String!, $base: String!) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: MERGED, baseRefName: $base, first: ${RECENT}, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number mergedAt files(first: 100) { nodes { path } }
        comments(first: ${FIRST_COMMENTS}) { totalCount nodes { ${COMMENT} } }
      }
    }
  }
}`;
const mergedAnswer = z.object({
  repository: z
    .object({
      pullRequests: z.object({
        nodes: nodesOf(
          z.object({
            number: z.int(),
            mergedAt: z.string().nullable(),
            files: z.object({ nodes: z.array(z.object({ path: z.string() }).nullable()).nullable() }).nullable(),
            comments: z.object({ totalCount: z.int(), nodes: z.array(commentNode.nullable()) }),
          }),
        ),
      }),
    })
    .nullable(),
});
const commentsAnswer = z.object({
  repository: z.record(z.string(), z.object({ comments: z.object({ nodes: nodesOf(commentNode) }) }).nullable()).nullable(),
});

/** @param isOfManuscript whether a path belongs to the manuscript
 *  @returns undefined where none of the last thirty merged ones changed it and bears our comment */
export type MergedPulls = (isOfManuscript: (path: string) => boolean) => Promise<MergedPull | undefined>;

/** One request when first asked, and another for a manuscript where our comment may stand behind many others. */
export function mergedPulls(github: GitHubClient, { repository, base }: Pick<PullRequest, "repository" | "base">): MergedPulls {
  const name = parseFullName(repository);
  let answered: Promise<z.infer<typeof mergedAnswer>> | undefined;
  return async (isOfManuscript) => {
    answered ??= github.query("Merged", MERGED, { ...name, base: base.ref }, mergedAnswer);
    const candidates = ((await answered).repository?.pullRequests.nodes ?? [])
      .filter(({ files }) => files?.nodes?.some((file) => file !== null && isOfManuscript(file.path)))
      .sort((a, b) => Date.parse(b.mergedAt ?? "") - Date.parse(a.mergedAt ?? ""))
      .slice(0, CANDIDATES)
      .map(({ number: pull, comments: { totalCount, nodes } }) => {
        const statusComments = ownStatusComments(nodes.filter((node) => node !== null));
        return { pull, statusComments, hasMoreComments: totalCount > nodes.length };
      });
    const first = candidates.findIndex(({ statusComments }) => statusComments.length > 0);
    const before = candidates.slice(0, first === -1 ? candidates.length : first);
    const unread = before.filter(({ hasMoreComments }) => hasMoreComments).map(({ pull }) => pull);
    const more = await fetchStatusComments(github, name, unread);
    return candidates
      .map(({ pull, statusComments }) => ({ pull, statusComments: more.get(pull) ?? statusComments }))
      .find(({ statusComments }) => statusComments.length > 0);
  };
}

async function fetchStatusComments(
  github: GitHubClient,
  name: RepositoryName,
  pulls: readonly number[],
): Promise<ReadonlyMap<number, readonly OwnComment[]>> {
  if (pulls.length === 0) return new Map();
  const fields = pulls
    .map((pull) => `p${pull}: pullRequest(number: ${pull}) { comments(first: 100) { nodes { ${COMMENT} } } }`)
    .join("\n    ");
  const query = `query MergedComments($owner: String!, $repo: String!) {\n  repository(owner: $owner, name: $repo) {\n    ${fields}\n  }\n}`;
  const { repository } = await github.query("MergedComments", query, { ...name }, commentsAnswer);
  return new Map(pulls.map((pull) => [pull, ownStatusComments(repository?.[`p${pull}`]?.comments.nodes ?? [])] as const));
}
