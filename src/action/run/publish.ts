/** A plan, told to the job first and then carried out. Invariant: the job's page and the outputs come before any write, for they need no permission; what a
 *  missing permission takes away is told in the log and on the page. */
import { applyPlan, type PullRequestSnapshot, type Replanned, type UnwrittenPart } from "../../github/index.ts";
import type { CommitStatus, Publication } from "../../publish/index.ts";
import { lostBlock, lostLines } from "./outcome.ts";
import type { Session } from "./session.ts";

/** A plan, and what it was made from. */
export interface PlannedPublication {
  readonly publication: Publication;
  readonly survey: PullRequestSnapshot;
}

/** @param lost what could not be written until now
 *  @param again where another run wrote the status comment meanwhile, a plan for what stands now, told already; undefined where there can be none
 *  @returns the status that it ends with
 *  @throws SupersededError where the pull request moved on: then nothing was written */
export async function publish(
  { job, github }: Pick<Session, "job" | "github">,
  planned: PlannedPublication,
  lost: readonly UnwrittenPart[],
  again?: () => Promise<PlannedPublication | undefined>,
): Promise<CommitStatus | undefined> {
  await reportJob({ job }, planned.publication);
  const replan = async () => {
    const more = await again?.();
    return more && plannedFor(more);
  };
  const carried = await applyPlan(planned.publication, github, { ...plannedFor(planned), replan });
  for (const note of carried.notes) job.log.notice(note);
  job.output("review-url", carried.reviewUrl ?? "");
  if (carried.status !== undefined) job.log.info(verdictLine(carried.status, carried.reviewUrl));
  await reportLost({ job }, [...lost, ...carried.unwritten]);
  return carried.status;
}

function plannedFor({ publication, survey: { pull, conversation } }: PlannedPublication): Replanned {
  const { statusComment, restsOn = statusComment } = publication;
  const expectedStatusBody = conversation.statusComments.find(({ id }) => id === restsOn?.id)?.body;
  return { publication, pull, expectedStatusBody };
}

/** The last that the log says of a run that went well. */
function verdictLine({ description }: CommitStatus, review: string | undefined): string {
  return review === undefined ? description : `${description}; the review is at ${review}`;
}

export async function reportJob({ job }: Pick<Session, "job">, { summary, outputs }: Publication): Promise<void> {
  await job.summary(summary);
  for (const [name, value] of Object.entries(outputs)) job.output(name, value);
}

export async function reportLost({ job }: Pick<Session, "job">, lost: readonly UnwrittenPart[]): Promise<void> {
  if (lost.length === 0) return;
  for (const line of lostLines(lost)) job.log.warning(line);
  await job.summary(lostBlock(lost));
}
