/** Applies a publication, in its order. Invariants: nothing is written about a commit that is no longer the head, nor over another run's ledger (a new plan on top
 *  of it is asked for once); the ledger comes after what it records; the commit status comes last and always, also after a failure, and then it is an error.
 *  Decides nothing about concerns. */
import { SupersededError, UserError } from "../../errors.ts";
import { type CommitStatus, failedStatus, type Publication, supersededStatus } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";
import type { PullRequest } from "../read/pull-request.ts";
import { type CurrentState, currentStatusBody, recheck, whySuperseded } from "../read/recheck.ts";
import { removeComment, writeReply, writeStatusComment } from "./comments.ts";
import { hasFinalStatus, setCommitStatus } from "./commit-status.ts";
import { writeReview } from "./review.ts";
import { type UnwrittenPart, unlessForbidden } from "./safe-write.ts";
import { writeThreads } from "./threads.ts";

export interface PlanContext {
  readonly pull: PullRequest;
  /** Of the status comment that the plan was made from; undefined where there was none. */
  readonly expectedStatusBody: string | undefined;
}
/** For the status comment as it stands now. */
export interface Replanned extends PlanContext {
  readonly publication: Publication;
}
export interface ApplyContext extends PlanContext {
  /** Asked once at most, before anything is written, where another run wrote the status comment. Undefined: nothing can be planned on top of that. */
  readonly replan?: (() => Promise<Replanned | undefined>) | undefined;
}
export interface AppliedPlan {
  readonly reviewUrl?: string;
  /** Of the plan that was applied. */
  readonly status: CommitStatus | undefined;
  /** What could not be written for lack of a permission. Empty: everything stands. */
  readonly unwritten: readonly UnwrittenPart[];
  /** What went another way than planned, such as comments on lines that GitHub refused. */
  readonly notes: readonly string[];
}

/** @throws SupersededError where nothing was written for the pull request moved on, or another run wrote its ledger; RequestFault; InterruptedError.
 *  After each of them the same publication planned anew completes what is missing */
export async function applyPlan(planned: Publication, github: GitHubClient, context: ApplyContext): Promise<AppliedPlan> {
  try {
    const ready = await readyToWrite(planned, github, context);
    const written = await writeAll(ready, github);
    const { head, status } = ready.publication;
    const unwritten = status === undefined ? undefined : await setCommitStatus(github, ready.pull.repository, head, status);
    return { ...written, status, unwritten: [...written.unwritten, ...(unwritten === undefined ? [] : [unwritten])] };
  } catch (error) {
    if (!(error instanceof SupersededError)) await reportFailure(planned, github, context, error);
    throw error;
  }
}

/** A plan that is still current, with the state of the pull request right before the first write. */
interface ReadyPlan {
  readonly publication: Publication;
  readonly pull: PullRequest;
  readonly current: CurrentState;
  /** Of the status comment. */
  readonly currentBody: string | undefined;
}

async function readyToWrite(
  publication: Publication,
  github: GitHubClient,
  { replan, ...context }: ApplyContext,
): Promise<ReadyPlan> {
  const { pull, expectedStatusBody } = context;
  const { head, statusComment, restsOn = statusComment } = publication;
  const current = await recheck(github, pull);
  const currentBody = restsOn && (await currentStatusBody(github, pull.repository, restsOn, current));
  const superseded = writesNothing(publication) ? undefined : whySuperseded(head, current, expectedStatusBody, currentBody);
  if (superseded === undefined) return { publication, pull, current, currentBody };
  const again = current.head === head ? await replan?.() : undefined;
  if (again !== undefined) return readyToWrite(again.publication, github, again);
  await reportSuperseded(publication, github, context, current, superseded);
  throw superseded;
}

/** An answer that changes nothing is about no commit, and nothing supersedes it. */
function writesNothing({ review, threads, statusComment, status }: Publication): boolean {
  return review === undefined && threads.length === 0 && statusComment === undefined && status === undefined;
}

async function writeAll(
  { publication, pull, current, currentBody }: ReadyPlan,
  github: GitHubClient,
): Promise<Omit<AppliedPlan, "status">> {
  const { head, review, threads, statusComment, reply } = publication;
  const reviewed =
    review &&
    (await unlessForbidden("pull-requests: write", "the review", () => writeReview(github, pull, head, review, current)));
  const folded = await unlessForbidden("pull-requests: write", "replies in threads", () => writeThreads(github, threads));
  const recorded =
    statusComment &&
    (await unlessForbidden("issues: write or pull-requests: write", "the status comment with the ledger", () =>
      writeStatusComment(github, pull, statusComment, currentBody),
    ));
  const removed = await removeAll(github, pull, statusComment?.surplus ?? []);
  const answered =
    reply &&
    (await unlessForbidden("issues: write or pull-requests: write", "the answer", () =>
      writeReply(github, pull, reply, current.comments),
    ));
  const parts = [reviewed, folded, recorded, removed, answered];
  return {
    ...(reviewed?.done === undefined ? {} : { reviewUrl: reviewed.done.url }),
    unwritten: [...parts.flatMap((part) => part?.unwritten ?? []), ...(folded.done?.unwritten ?? [])],
    notes: [...(reviewed?.done?.notes ?? []), ...(folded.done?.notes ?? [])],
  };
}

async function removeAll(github: GitHubClient, pull: PullRequest, surplus: readonly number[]) {
  return unlessForbidden("issues: write or pull-requests: write", "the removal of a second status comment", async () => {
    for (const id of surplus) await removeComment(github, pull, id);
  });
}

/** Where another run has concluded on this very head, its status stays. */
async function reportSuperseded(
  { head, status }: Publication,
  github: GitHubClient,
  { pull }: PlanContext,
  current: CurrentState,
  superseded: SupersededError,
): Promise<void> {
  const moved = current.head !== head;
  if (status === undefined || (!moved && (await hasFinalStatus(github, pull.repository, head)))) return;
  const reported = moved
    ? supersededStatus(current.head, status.url)
    : failedStatus(`${superseded.fault}. ${superseded.remedy}`, status.url);
  // Where this fails the commit would wait for ever: then the run has failed, and reports it once more.
  reportUnwritten(github, await setCommitStatus(github, pull.repository, head, reported));
}

/** The last words of a run that failed or was stopped. They never replace the failure itself. */
async function reportFailure(
  { head, status }: Publication,
  github: GitHubClient,
  { pull }: PlanContext,
  error: unknown,
): Promise<void> {
  if (status === undefined) return;
  const fault = error instanceof UserError ? error.fault : "BioReview itself failed";
  try {
    reportUnwritten(
      github,
      await setCommitStatus(github, pull.repository, head, failedStatus(fault, status.url), { lastWords: true }),
    );
  } catch (failure) {
    if (!(failure instanceof RequestFault)) throw failure;
    github.log.warning(failure.message);
  }
}

function reportUnwritten(github: GitHubClient, unwritten: UnwrittenPart | undefined): void {
  if (unwritten !== undefined) github.log.warning(`Not written: ${unwritten.what}; it needs ${unwritten.permission}`);
}
