/** Applies a publication, in its order. Invariants: nothing is written about a commit that is no longer the head, nor over another run's ledger (a new plan on top
 *  of it is asked for once); the ledger comes after the review that it records, and only with it; what tells of the ledger (replies, threads, an answer)
 *  comes after it, and only with it; the commit status comes last, after those of single manuscripts, also after a failure, and then it is an error. Decides nothing about concerns. */
import { SupersededError, UserError } from "../../errors.ts";
import { type CommitStatus, failedStatus, type NamedStatus, type Publication, supersededStatus } from "../../publish/index.ts";
import { truncate } from "../../text.ts";
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";
import type { PullRequest } from "../read/pull-request.ts";
import { type CurrentState, currentStatusBody, recheck, whySuperseded } from "../read/recheck.ts";
import { removeComment, writeReply, writeStatusComment } from "./comments.ts";
import { hasFinalStatus, MAX_DESCRIPTION, setCommitStatus, setVerdicts, VerdictUnwrittenError } from "./commit-status.ts";
import { type BegunReview, beginReview, discardReview, type WrittenReview, writeReview } from "./review.ts";
import { type UnwrittenPart, unlessForbidden, unwrittenLine, type Written, withheld } from "./safe-write.ts";
import { type WrittenThreads, writeThreads } from "./threads.ts";

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
  /** That the commit was given; undefined where a command changed nothing of it. */
  readonly status: CommitStatus | undefined;
  /** Whether the ledger stands as planned. */
  readonly recorded: boolean;
  /** What could not be written. Empty: everything stands. */
  readonly unwritten: readonly UnwrittenPart[];
  /** What went another way than planned, such as comments on lines that GitHub refused. */
  readonly notes: readonly string[];
}

/** @throws SupersededError where nothing was written for the pull request moved on, or another run wrote its ledger; VerdictUnwrittenError; RequestFault;
 *  InterruptedError. After each of them the same publication planned anew completes what is missing */
export async function applyPlan(planned: Publication, github: GitHubClient, context: ApplyContext): Promise<AppliedPlan> {
  try {
    const ready = await readyToWrite(planned, github, context);
    const written = await writeAll(ready, github);
    const { status, verdicts } = statusesAfter(ready.publication, github.statusContext, written);
    const unset = await setVerdicts(github, ready.pull.repository, ready.publication.head, verdicts);
    return { ...written, status, unwritten: [...written.unwritten, ...unset] };
  } catch (error) {
    const isSaid = error instanceof SupersededError || error instanceof VerdictUnwrittenError;
    if (!isSaid) await reportFailure(planned, github, context, error);
    throw error;
  }
}

const NOT_POSTED = "; not posted, see the job's page";

interface Statuses {
  readonly status: CommitStatus | undefined;
  /** All that are to be set: that of the whole last, for it says that the others are there. */
  readonly verdicts: readonly NamedStatus[];
}

/** A decision that could not be recorded judges nothing. A review that could not be posted does, and the status says that it stands elsewhere. */
function statusesAfter(
  { status: planned, manuscriptStatuses, reply }: Publication,
  context: string,
  { recorded }: Pick<AppliedPlan, "recorded">,
): Statuses {
  if (planned === undefined || (!recorded && reply !== undefined)) return { status: undefined, verdicts: [] };
  const said = (status: CommitStatus): CommitStatus =>
    recorded
      ? status
      : { ...status, description: truncate(status.description, MAX_DESCRIPTION - NOT_POSTED.length) + NOT_POSTED };
  const own = manuscriptStatuses.map((one) => ({ ...one, status: said(one.status) }));
  const status = said(planned);
  return { status, verdicts: [...own, { context, status }] };
}

/** A plan that is still current, with the state of the pull request right before the first write. */
interface ReadyPlan {
  readonly publication: Publication;
  readonly pull: PullRequest;
  readonly current: CurrentState;
  /** Of the status comment. */
  readonly currentBody: string | undefined;
  /** Undefined where none is planned, or it is posted at once. */
  readonly begun: BegunReview | undefined;
}

async function readyToWrite(
  publication: Publication,
  github: GitHubClient,
  { replan, ...context }: ApplyContext,
): Promise<ReadyPlan> {
  const { pull, expectedStatusBody } = context;
  const { head, review, statusComment, restsOn = statusComment } = publication;
  const isNew = review !== undefined && review.replaces === undefined;
  // Begun before we look: of two runs, at least the later one sees the other.
  const begun = isNew ? await beginReview(github, pull, head, review) : undefined;
  const current = begun?.current ?? (await recheck(github, pull));
  const currentBody = restsOn && (await currentStatusBody(github, pull.repository, restsOn, current));
  const superseded = writesNothing(publication)
    ? undefined
    : whySuperseded(head, review, current, expectedStatusBody, currentBody);
  if (superseded === undefined) return { publication, pull, current, currentBody, begun };
  if (begun?.current !== undefined) await discardReview(github, pull, begun.id);
  const again = superseded.code === "ledger-moved" ? await replan?.() : undefined;
  if (again !== undefined) return readyToWrite(again.publication, github, again);
  await reportSuperseded(publication, github, context, current, superseded);
  throw superseded;
}

/** An answer that changes nothing is about no commit, and nothing supersedes it. */
function writesNothing({ review, threads, statusComment, status }: Publication): boolean {
  return review === undefined && threads.length === 0 && statusComment === undefined && status === undefined;
}

async function writeAll(
  { publication, pull, current, currentBody, begun }: ReadyPlan,
  github: GitHubClient,
): Promise<Omit<AppliedPlan, "status">> {
  const { head, review, statusComment } = publication;
  const reviewed: Written<WrittenReview> =
    review === undefined
      ? {}
      : await unlessForbidden("pull-requests: write", "the review", () =>
          writeReview(github, pull, { head, planned: review, begun }, current),
        );
  const recorded: Written<unknown> =
    statusComment === undefined
      ? {}
      : reviewed.unwritten === undefined
        ? await unlessForbidden(COMMENTS, LEDGER, () => writeStatusComment(github, pull, statusComment, currentBody))
        : { unwritten: withheld(LEDGER, "it records only reviews that are posted") };
  const isRecorded = reviewed.unwritten === undefined && recorded.unwritten === undefined;
  const beside = isRecorded ? await writeThreadsAndReply(publication, github, pull, current) : withheldWith(publication);
  return {
    ...(reviewed.done === undefined ? {} : { reviewUrl: reviewed.done.url }),
    recorded: isRecorded,
    unwritten: [reviewed, recorded].flatMap(({ unwritten }) => unwritten ?? []).concat(beside.unwritten),
    notes: [...(reviewed.done?.notes ?? []), ...beside.notes],
  };
}

const COMMENTS = "issues: write` or `pull-requests: write";
const LEDGER = "the status comment with the ledger";

/** All of it can be made from the ledger again: what is not written now, the next run writes. */
async function writeThreadsAndReply(
  { threads, statusComment, reply }: Publication,
  github: GitHubClient,
  pull: PullRequest,
  current: CurrentState,
): Promise<WrittenThreads> {
  const folded = await unlessForbidden("pull-requests: write", "replies in threads", () => writeThreads(github, threads));
  const removed = await unlessForbidden(COMMENTS, "the removal of a second status comment", async () => {
    for (const id of statusComment?.surplus ?? []) await removeComment(github, pull, id);
  });
  const answered: Written<void> =
    reply === undefined
      ? {}
      : await unlessForbidden(COMMENTS, "the answer", () => writeReply(github, pull, reply, current.comments));
  return {
    unwritten: [...[folded, removed, answered].flatMap(({ unwritten }) => unwritten ?? []), ...(folded.done?.unwritten ?? [])],
    notes: folded.done?.notes ?? [],
  };
}

function withheldWith({ threads, reply }: Publication): WrittenThreads {
  const because = "it tells of what is not recorded";
  return {
    unwritten: [
      ...(threads.length === 0 ? [] : [withheld("what is new in threads", because)]),
      ...(reply === undefined ? [] : [withheld("the answer", because)]),
    ],
    notes: [],
  };
}

/** Where another run has concluded on this very head, or is about to, its status stays. */
async function reportSuperseded(
  { head, status }: Publication,
  github: GitHubClient,
  { pull }: PlanContext,
  current: CurrentState,
  superseded: SupersededError,
): Promise<void> {
  const moved = current.head !== head;
  if (superseded.code === "review-moved") return;
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
  if (unwritten !== undefined) github.log.warning(unwrittenLine(unwritten));
}
