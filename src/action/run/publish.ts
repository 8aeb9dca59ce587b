/** A plan, reported in the job and then applied; and one more plan from the same review where people decided about concerns while
 *  the model ran, or another run failed: a review that cost minutes is not thrown away for a dismissal. Invariants: the job's
 *  page and the outputs come before any write, for they need no permission; what could not be written is reported with what
 *  helps; the result is planned on top of another ledger only where it differs by nothing but people's decisions from the one
 *  that the run began with, and where the result knows every concern that they dismissed. Fails towards being superseded. */
import {
  type AppliedPlan,
  applyPlan,
  fetchSnapshot,
  type PullRequestSnapshot,
  type Replanned,
  type UnwrittenPart,
  unwrittenLine,
} from "../../github/index.ts";
import { addsDecisionsOnly, escapeMarkdown, type Publication, type RunResult } from "../../publish/index.ts";
import type { Job } from "../job/job.ts";
import { whyNoContinuation } from "./continuation.ts";
import { readEarlierStates } from "./manuscripts.ts";
import type { RunOutcome } from "./outcome.ts";
import { earlierOf } from "./previous-revision.ts";
import type { PullRevision } from "./review-manuscripts.ts";
import type { Session } from "./session.ts";

/** A plan, with the pull request as it was when it was made. */
export function planned(publication: Publication, { pull, conversation }: PullRequestSnapshot): Replanned {
  const { statusComment, restsOn = statusComment } = publication;
  const expectedStatusBody = conversation.statusComments.find(({ id }) => id === restsOn?.id)?.body;
  return { publication, pull, expectedStatusBody };
}

/** @param unwritten what could not be written until now
 *  @param replan where another run wrote the status comment meanwhile, a plan for what stands now, reported already; undefined
 *  where there can be none
 *  @throws SupersededError where the pull request moved on: then nothing was written */
export async function publish(
  { job, github }: Pick<Session, "job" | "github">,
  plan: Replanned,
  unwritten: readonly (UnwrittenPart | undefined)[],
  replan?: () => Promise<Replanned | undefined>,
): Promise<AppliedPlan> {
  await reportPlan(job, plan.publication);
  const applied = await applyPlan(plan.publication, github, { ...plan, replan });
  const { status, reviewUrl } = applied;
  for (const note of applied.notes) job.log.notice(note);
  job.output("review-url", reviewUrl ?? "");
  if (status !== undefined)
    job.log.info(reviewUrl === undefined ? status.description : `${status.description}; the review is at ${reviewUrl}`);
  await reportUnwritten(job, [...unwritten, ...applied.unwritten]);
  return applied;
}

/** One request.
 *  @param results in the targets' order
 *  @returns undefined where a result does not continue what stands, such as another run's review */
export async function replan(
  { job, github }: Session,
  { snapshot, settings, survey: { targets }, request: { full } }: PullRevision,
  results: readonly RunResult[],
  plan: (snapshot: PullRequestSnapshot) => Publication,
): Promise<Replanned | undefined> {
  const { repository, number } = snapshot.pull;
  const latest = await fetchSnapshot(github, repository, number, { configPath: settings.config });
  const before = readEarlierStates(snapshot.pull, snapshot.conversation, targets, settings);
  const now = readEarlierStates(latest.pull, latest.conversation, targets, settings);
  const goesOn = results.every((result, k) => {
    const [was, is] = [before[k], now[k]];
    if (is?.kind !== "state") return is?.kind === was?.kind;
    if (was?.kind !== "state" || !addsDecisionsOnly(was.state, is.state)) return false;
    return whyNoContinuation(result, earlierOf(is.state, "this pull request"), full) === undefined;
  });
  if (!goesOn || now.every(({ kind }) => kind !== "state")) return undefined;
  const publication = plan(latest);
  job.log.notice(
    "the status comment changed while this run worked, by no other review: the result is planned once more with what people decided",
  );
  await job.summary(
    "## BioReview: what follows replaces the above\n\nThe status comment changed while this run worked; what people decided counts.",
  );
  await reportPlan(job, publication);
  return planned(publication, latest);
}

export async function reportPlan(job: Job, { summary, outputs }: Publication): Promise<void> {
  await job.summary(summary);
  for (const [name, value] of Object.entries(outputs)) job.output(name, value);
}

export async function reportNothingToDo(job: Job, why: string): Promise<RunOutcome> {
  job.log.info(`nothing to do: ${why}`);
  await job.summary(`## BioReview: nothing to do\n\n${escapeMarkdown(why)}.`);
  return { kind: "done" };
}

/** What could not be written, in the log and on the job's page. */
export async function reportUnwritten({ log, summary }: Job, unwritten: readonly (UnwrittenPart | undefined)[]): Promise<void> {
  const missing = unwritten.filter((one) => one !== undefined);
  if (missing.length === 0) return;
  for (const part of missing) log.warning(unwrittenLine(part));
  const rows = missing.map(({ what, because, remedy }) => `- ${escapeMarkdown(what)}: ${because}. ${remedy}.`);
  await summary(["> [!WARNING]", "> Not all of this could be written on GitHub.", "", ...rows].join("\n"));
}
