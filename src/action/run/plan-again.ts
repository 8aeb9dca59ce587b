/** One more plan from the same review, where people decided about concerns while the model ran, or another run failed: a review that cost minutes is not thrown
 *  away for a dismissal. Invariant: it is planned on top of a ledger only where nothing but people's decisions tells that ledger from the one that the run
 *  began with, and where the result knows every concern that they dismissed. Fails towards being superseded. */
import { fetchSnapshot, type PullRequestSnapshot } from "../../github/index.ts";
import { addsDecisionsOnly, type Publication, type RunResult } from "../../publish/index.ts";
import type { Settings } from "../../settings.ts";
import { earlierOf } from "../earlier.ts";
import { whyNoContinuation } from "./continuation.ts";
import { type PlannedPublication, reportJob } from "./publish.ts";
import { readEarlierState } from "./run-result.ts";
import type { Session } from "./session.ts";

export interface PlanRequest {
  readonly survey: PullRequestSnapshot;
  readonly settings: Settings;
  readonly result: RunResult;
  /** Whether the result was to forget what earlier runs know. */
  readonly full: boolean;
  readonly plan: (survey: PullRequestSnapshot) => Publication;
}

/** One request.
 *  @returns undefined where the result does not go on from what stands, such as another run's review */
export async function planAgain(
  session: Session,
  { survey, settings, result, full, plan }: PlanRequest,
): Promise<PlannedPublication | undefined> {
  const { job, github } = session;
  const { repository, number } = survey.pull;
  const now = await fetchSnapshot(github, repository, number, { configPath: settings.config });
  if (!continuesFrom(result, readEarlierState(survey, settings), readEarlierState(now, settings), full)) return undefined;
  const publication = plan(now);
  job.log.notice(
    "the status comment changed while this run worked, by no other review: the result is planned once more with what people decided",
  );
  await job.summary(
    "## BioReview: what follows replaces the above\n\nThe status comment changed while this run worked; what people decided counts.",
  );
  await reportJob(session, publication);
  return { publication, survey: now };
}

type Read = ReturnType<typeof readEarlierState>;

function continuesFrom(result: RunResult, before: Read, now: Read, full: boolean): boolean {
  if (before.kind !== "state" || now.kind !== "state" || !addsDecisionsOnly(before.state, now.state)) return false;
  return whyNoContinuation(result, earlierOf(now.state, "this pull request"), full) === undefined;
}
