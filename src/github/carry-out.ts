/** Carries a publication out, in its order. Invariants: nothing is written about a commit that is no longer the head, nor over another run's ledger (whoever
 *  planned is asked once for a plan on top of it); the ledger comes after what it records; the commit status comes last and always, also after a failure, and
 *  then it is an error. No opinion of its own. */
import { SupersededError, UserError } from "../errors.ts";
import { type CommitStatus, failedStatus, type Publication, supersededStatus } from "../publish/index.ts";
import type { GitHub } from "./client.ts";
import { isConcluded, setStatus } from "./commit-status.ts";
import { type Lost, orLost } from "./lost.ts";
import type { PullRequest } from "./pull-request.ts";
import { RequestFault } from "./request-fault.ts";
import { lookAgain, type SecondLook, standingStatus, whyOvertaken } from "./second-look.ts";
import { removeComment, writeReply, writeStatusComment } from "./write-comment.ts";
import { writeReview } from "./write-review.ts";
import { writeThreads } from "./write-threads.ts";

export interface PlannedFor {
  readonly pull: PullRequest;
  /** Of the status comment that the plan was made from; undefined where there was none. */
  readonly expectedStatusBody: string | undefined;
}
/** For the status comment as it stands now. */
export interface PlannedAgain extends PlannedFor {
  readonly publication: Publication;
}
export interface CarryOutContext extends PlannedFor {
  /** Asked once at most, before anything is written, where another run wrote the status comment. Undefined: nothing can be planned on top of that. */
  readonly planAgain?: (() => Promise<PlannedAgain | undefined>) | undefined;
}
export interface CarriedOut {
  readonly reviewUrl?: string;
  /** Of the plan that was carried out. */
  readonly status: CommitStatus | undefined;
  /** What could not be written for lack of a permission. Empty: everything stands. */
  readonly lost: readonly Lost[];
  /** What went another way than planned, such as comments on lines that GitHub refused. */
  readonly notes: readonly string[];
}

/** @throws SupersededError where nothing was written for the pull request moved on, or another run wrote its ledger; RequestFault; InterruptedError.
 *  After each of them the same publication planned anew completes what is missing */
export async function carryOut(planned: Publication, github: GitHub, context: CarryOutContext): Promise<CarriedOut> {
  try {
    const ready = await readyToWrite(planned, github, context);
    const written = await writeAll(ready, github);
    const { head, status } = ready.publication;
    const lost = status === undefined ? undefined : await setStatus(github, ready.pull.repository, head, status);
    return { ...written, status, lost: [...written.lost, ...(lost === undefined ? [] : [lost])] };
  } catch (error) {
    if (!(error instanceof SupersededError)) await sayFailed(planned, github, context, error);
    throw error;
  }
}

/** A plan that nothing has overtaken, with what stands right before the first write. */
interface Ready {
  readonly publication: Publication;
  readonly pull: PullRequest;
  readonly look: SecondLook;
  readonly standing: string | undefined;
}

async function readyToWrite(
  publication: Publication,
  github: GitHub,
  { planAgain, ...context }: CarryOutContext,
): Promise<Ready> {
  const { pull, expectedStatusBody } = context;
  const { head, statusComment, restsOn = statusComment } = publication;
  const look = await lookAgain(github, pull);
  const standing = restsOn && (await standingStatus(github, pull.repository, restsOn, look));
  const overtaken = isAboutNothing(publication) ? undefined : whyOvertaken(head, look, expectedStatusBody, standing);
  if (overtaken === undefined) return { publication, pull, look, standing };
  const again = look.head === head ? await planAgain?.() : undefined;
  if (again !== undefined) return readyToWrite(again.publication, github, again);
  await sayOvertaken(publication, github, context, look, overtaken);
  throw overtaken;
}

/** An answer that changes nothing is about no commit, and nothing overtakes it. */
function isAboutNothing({ review, threads, statusComment, status }: Publication): boolean {
  return review === undefined && threads.length === 0 && statusComment === undefined && status === undefined;
}

async function writeAll({ publication, pull, look, standing }: Ready, github: GitHub): Promise<Omit<CarriedOut, "status">> {
  const { head, review, threads, statusComment, reply } = publication;
  const reviewed =
    review && (await orLost("pull-requests: write", "the review", () => writeReview(github, pull, head, review, look)));
  const folded = await orLost("pull-requests: write", "replies in threads", () => writeThreads(github, threads));
  const kept =
    statusComment &&
    (await orLost("issues: write or pull-requests: write", "the status comment with the ledger", () =>
      writeStatusComment(github, pull, statusComment, standing),
    ));
  const removed = await removeAll(github, pull, statusComment?.surplus ?? []);
  const answered =
    reply &&
    (await orLost("issues: write or pull-requests: write", "the answer", () => writeReply(github, pull, reply, look.comments)));
  const parts = [reviewed, folded, kept, removed, answered];
  return {
    ...(reviewed?.done === undefined ? {} : { reviewUrl: reviewed.done.url }),
    lost: [...parts.flatMap((part) => part?.lost ?? []), ...(folded.done?.lost ?? [])],
    notes: [...(reviewed?.done?.notes ?? []), ...(folded.done?.notes ?? [])],
  };
}

async function removeAll(github: GitHub, pull: PullRequest, surplus: readonly number[]) {
  return orLost("issues: write or pull-requests: write", "the removal of a second status comment", async () => {
    for (const id of surplus) await removeComment(github, pull, id);
  });
}

/** Where another run has concluded on this very head, its word stands. */
async function sayOvertaken(
  { head, status }: Publication,
  github: GitHub,
  { pull }: PlannedFor,
  look: SecondLook,
  overtaken: SupersededError,
): Promise<void> {
  const moved = look.head !== head;
  if (status === undefined || (!moved && (await isConcluded(github, pull.repository, head)))) return;
  const told = moved
    ? supersededStatus(look.head, status.url)
    : failedStatus(`${overtaken.fault}. ${overtaken.remedy}`, status.url);
  // Where this cannot be said the commit would wait for ever: then the run has failed, and says so once more.
  tellLost(github, await setStatus(github, pull.repository, head, told));
}

/** The last words of a run that failed or was stopped. They never replace the failure itself. */
async function sayFailed({ head, status }: Publication, github: GitHub, { pull }: PlannedFor, error: unknown): Promise<void> {
  if (status === undefined) return;
  const fault = error instanceof UserError ? error.fault : "BioReview itself failed";
  try {
    tellLost(github, await setStatus(github, pull.repository, head, failedStatus(fault, status.url), { lastWords: true }));
  } catch (failure) {
    if (!(failure instanceof RequestFault)) throw failure;
    github.log.warning(failure.message);
  }
}

function tellLost(github: GitHub, lost: Lost | undefined): void {
  if (lost !== undefined) github.log.warning(`Not written: ${lost.what}; it needs ${lost.permission}`);
}
