/** Comments of the pull request's own conversation: the status comment, which keeps the ledger, and answers to commands. Invariant: one of each; one that
 *  somebody deleted is written again. */
import { z } from "zod";
import type { OwnComment, PlannedComment, PlannedReply } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";
import type { PullRequest } from "../read/pull-request.ts";
import { commentBody, haveSameFirstLine, recheck } from "../read/recheck.ts";
import { parseFullName } from "../read/repository.ts";
import { isSameText } from "../read/same-text.ts";
import { sendOnce } from "./send-once.ts";

const COMMENT = "/repos/{owner}/{repo}/issues/comments/{comment_id}";

/** @param standing its body now, undefined where there is none  @throws RequestFault */
export async function writeStatusComment(
  github: GitHubClient,
  pull: PullRequest,
  { id, body }: PlannedComment,
  standing: string | undefined,
): Promise<void> {
  if (standing !== undefined && isSameText(standing, body)) return;
  if (id !== undefined && standing !== undefined && (await changeComment(github, pull, id, body))) return;
  await addComment(github, pull, body, (comment) => haveSameFirstLine(comment.body, body));
}

/** @throws RequestFault */
export async function writeReply(
  github: GitHubClient,
  pull: PullRequest,
  { body, marker }: PlannedReply,
  known: readonly OwnComment[],
): Promise<void> {
  const isIt = (comment: OwnComment) => comment.body.includes(marker);
  if (!known.some(isIt)) await addComment(github, pull, body, isIt);
}

/** @throws RequestFault */
export async function removeComment(github: GitHubClient, pull: PullRequest, id: number): Promise<void> {
  await unlessGone(github, pull, id, () =>
    github.send(`DELETE ${COMMENT}`, { ...repositoryOf(pull), comment_id: id }, z.unknown()),
  );
}

/** @returns whether it was there */
async function changeComment(github: GitHubClient, pull: PullRequest, id: number, body: string): Promise<boolean> {
  return unlessGone(github, pull, id, () =>
    github.send(`PATCH ${COMMENT}`, { ...repositoryOf(pull), comment_id: id, body }, z.unknown()),
  );
}

async function addComment(
  github: GitHubClient,
  pull: PullRequest,
  body: string,
  isIt: (comment: OwnComment) => boolean,
): Promise<void> {
  const parameters = { ...repositoryOf(pull), issue_number: pull.number, body };
  const written = z.object({ id: z.int() });
  const send = () => github.send("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", parameters, written);
  await sendOnce(github, send, async () => (await recheck(github, pull)).comments.find(isIt));
}

/** "Not found" is also what GitHub says to a token that may not write there: then it must not be written a second time. */
async function unlessGone(github: GitHubClient, pull: PullRequest, id: number, write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    const isGone =
      error instanceof RequestFault &&
      error.reason === "not found" &&
      (await commentBody(github, pull.repository, id)) === undefined;
    if (isGone) return false;
    throw error;
  }
}

function repositoryOf({ repository }: PullRequest) {
  const { owner, name } = parseFullName(repository);
  return { owner, repo: name };
}
