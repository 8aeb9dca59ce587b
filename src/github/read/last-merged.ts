/** What was known of a manuscript before this pull request: the last merged one on the same base branch that touched it and bears our status comment.
 *  Invariant: only what GitHub says that this token wrote counts. How far back was looked is told where nothing was found. */
import { z } from "zod";
import type { OwnComment } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import type { PullRequest } from "./pull-request.ts";
import { parseFullName } from "./repository.ts";
import { ownStatusComments } from "./snapshot.ts";
import { COMMENT, commentNode } from "./snapshot-queries.ts";

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

const MERGED = `query Merged($owner: String!, $name: String!, $base: String!) {
  repository(owner: $owner, name: $name) {
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
        nodes: z.array(
          z
            .object({
              number: z.int(),
              mergedAt: z.string().nullable(),
              files: z.object({ nodes: z.array(z.object({ path: z.string() }).nullable()).nullable() }).nullable(),
              comments: z.object({ totalCount: z.int(), nodes: z.array(commentNode.nullable()) }),
            })
            .nullable(),
        ),
      }),
    })
    .nullable(),
});
const commentsAnswer = z.object({
  repository: z
    .record(z.string(), z.object({ comments: z.object({ nodes: z.array(commentNode.nullable()) }) }).nullable())
    .nullable(),
});

/** One request, and another where our comment may stand behind many others.
 *  @param touches whether a path belongs to the manuscript  @returns undefined where none of the last thirty merged ones did and bears our comment */
export async function lastMerged(
  github: GitHubClient,
  { repository, base }: Pick<PullRequest, "repository" | "base">,
  touches: (path: string) => boolean,
): Promise<MergedPull | undefined> {
  const place = parseFullName(repository);
  const { repository: found } = await github.query("Merged", MERGED, { ...place, base: base.ref }, mergedAnswer);
  const candidates = (found?.pullRequests.nodes ?? [])
    .filter((pull) => pull !== null)
    .filter(({ files }) => files?.nodes?.some((file) => file !== null && touches(file.path)))
    .sort((a, b) => Date.parse(b.mergedAt ?? "") - Date.parse(a.mergedAt ?? ""))
    .slice(0, CANDIDATES)
    .map(({ number: pull, comments: { totalCount, nodes } }) => {
      const statusComments = ownStatusComments(nodes.filter((node) => node !== null));
      return { pull, statusComments, isUnsure: statusComments.length === 0 && totalCount > nodes.length };
    });
  const at = candidates.findIndex(({ statusComments }) => statusComments.length > 0);
  const unsure = candidates.slice(0, at === -1 ? candidates.length : at).filter(({ isUnsure }) => isUnsure);
  const more =
    unsure.length === 0
      ? new Map<number, readonly OwnComment[]>()
      : await statusCommentsOf(
          github,
          place,
          unsure.map(({ pull }) => pull),
        );
  return candidates
    .map(({ pull, statusComments }) => ({ pull, statusComments: more.get(pull) ?? statusComments }))
    .find(({ statusComments }) => statusComments.length > 0);
}

async function statusCommentsOf(
  github: GitHubClient,
  place: ReturnType<typeof parseFullName>,
  pulls: readonly number[],
): Promise<ReadonlyMap<number, readonly OwnComment[]>> {
  const asked = pulls
    .map((pull) => `p${pull}: pullRequest(number: ${pull}) { comments(first: 100) { nodes { ${COMMENT} } } }`)
    .join("\n    ");
  const query = `query MergedComments($owner: String!, $name: String!) {\n  repository(owner: $owner, name: $name) {\n    ${asked}\n  }\n}`;
  const { repository } = await github.query("MergedComments", query, { ...place }, commentsAnswer);
  return new Map(
    pulls.map(
      (pull) =>
        [pull, ownStatusComments((repository?.[`p${pull}`]?.comments.nodes ?? []).filter((node) => node !== null))] as const,
    ),
  );
}
