/** Comments of the pull request's own conversation: the status comment, which keeps the ledger, answers to commands, and reactions to them. Invariant: one of
 *  each; one that somebody deleted is written again. */
import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { OwnComment, PlannedComment, PlannedReply } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";
import type { PullRequest } from "../read/pull-request.ts";
import { commentBody, haveSameFirstLine, isSameText, recheck } from "../read/recheck.ts";
import { parseFullName } from "../read/repository.ts";
import { sendOnce, type UnwrittenPart, unlessForbidden } from "./safe-write.ts";

/** @param current its body now, undefined where there is none  @throws RequestFault */
export async function writeStatusComment(
  github: GitHubClient,
  pull: PullRequest,
  { id, body }: PlannedComment,
  current: string | undefined,
): Promise<void> {
  if (current !== undefined && isSameText(current, body)) return;
  if (id !== undefined && current !== undefined && (await changeComment(github, pull, id, body))) return;
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

/** @returns whether it was there  @throws RequestFault */
export async function removeComment(github: GitHubClient, { repository }: PullRequest, id: number): Promise<boolean> {
  const parameters = { ...parseFullName(repository), comment_id: id };
  const send = () => github.send(({ rest }) => rest.issues.deleteComment(parameters), nothing);
  const find = async () => ((await commentBody(github, repository, id)) === undefined ? "" : undefined);
  return unlessGone(github, repository, id, () => sendOnce(github, send, find));
}
/** A deletion is answered without a word. */
const nothing = z.union([z.literal(""), z.undefined()], "it is no empty answer");

/** @returns whether it was there */
async function changeComment(github: GitHubClient, { repository }: PullRequest, id: number, body: string): Promise<boolean> {
  const parameters = { ...parseFullName(repository), comment_id: id, body };
  const answer = z.object({ id: z.literal(id), body: textAsSent(body) });
  const send = () => github.send(({ rest }) => rest.issues.updateComment(parameters), answer);
  const find = async () => {
    const stands = await commentBody(github, repository, id);
    return stands !== undefined && isSameText(stands, body) ? { id, body } : undefined;
  };
  return unlessGone(github, repository, id, () => sendOnce(github, send, find));
}

async function addComment(
  github: GitHubClient,
  pull: PullRequest,
  body: string,
  isIt: (comment: OwnComment) => boolean,
): Promise<void> {
  const parameters = { ...parseFullName(pull.repository), issue_number: pull.number, body };
  const answer = z.object({ id: z.int(), body: textAsSent(body) });
  const send = () => github.send(({ rest }) => rest.issues.createComment(parameters), answer);
  await sendOnce(github, send, async () => (await recheck(github, pull)).comments.find(isIt));
}

function textAsSent(body: string) {
  return z.string().refine((shown) => isSameText(shown, body), "it is not the text that was sent");
}

/** "Not found" is also what GitHub says to a token that may not write there: then it must not be written a second time. */
async function unlessGone(github: GitHubClient, repository: string, id: number, write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    const isMissing = error instanceof RequestFault && error.reason === "not found";
    if (isMissing && (await commentBody(github, repository, id)) === undefined) return false;
    throw error;
  }
}

export type Reaction = "eyes" | "rocket" | "confused";

/** A reaction to the comment that commanded: the first and the last that its writer sees. It is a courtesy: where it fails, the log says so and the run goes on.
 *  GitHub keeps one of each kind from each writer, so a repeated one changes nothing.
 *  @returns what was not written, where the token may not react  @throws what the run was stopped with */
export async function react(
  github: GitHubClient,
  repository: string,
  comment: number,
  content: Reaction,
): Promise<UnwrittenPart | undefined> {
  const parameters = { ...parseFullName(repository), comment_id: comment, content };
  const answer = z.object({ id: z.int(), content: z.literal(content) });
  const send = () => github.send(({ rest }) => rest.reactions.createForIssueComment(parameters), answer);
  try {
    return (await unlessForbidden("issues: write or pull-requests: write", `the reaction ${content}`, send)).unwritten;
  } catch (error) {
    if (!(error instanceof UserError) || error.kind !== "github") throw error;
    github.log.warning(error.message);
    return undefined;
  }
}
