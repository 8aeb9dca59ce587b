/** One run of the Action, from the event to the job's end. Invariants: whatever goes wrong is told in the log, on the job's page and as the job's own result; and
 *  where a commit was promised a verdict, as its status. */
import { InterruptedError, UserError } from "../../errors.ts";
import {
  admission,
  connectGitHub,
  fetchSnapshot,
  react,
  setCommitStatus,
  type Trigger,
  triggerOf,
  type UnwrittenPart,
} from "../../github/index.ts";
import { type AnswerableCommand, crashedStatus, escapeMarkdown, failedStatus, statusContext } from "../../publish/index.ts";
import { type Settings, withDefaults } from "../../settings.ts";
import { jobContext } from "../job/context.ts";
import type { Job } from "../job/job.ts";
import { readActionInputs, secretsOf } from "../settings/action-inputs.ts";
import { answerCommand, type CommandTrigger, permissionOfActor, refusalReason } from "./command.ts";
import { reportToMergeQueue } from "./merge-queue.ts";
import type { RunOutcome } from "./outcome.ts";
import { type PendingStatus, trackPendingStatus } from "./pending-status.ts";
import { reportLost } from "./publish.ts";
import { reviewPull } from "./review-pull.ts";
import { policyOf, type Session, settingsFor } from "./session.ts";

/** All that reaches outside of this program. */
export interface ActionDependencies extends Pick<Session, "job" | "disk" | "servers" | "runner" | "now" | "signal"> {
  readonly fetch?: typeof globalThis.fetch;
  /** Whether writes keep GitHub's pace. */
  readonly throttle?: boolean;
}

export async function run(dependencies: ActionDependencies): Promise<void> {
  const { job } = dependencies;
  const pending = trackPendingStatus(job);
  try {
    await reportOutcome(job, await begin(dependencies, pending));
    pending.kept();
  } catch (error) {
    await reportError(job, error, pending);
  }
}

async function begin(dependencies: ActionDependencies, pending: PendingStatus): Promise<RunOutcome> {
  const { job, disk, signal } = dependencies;
  for (const secret of secretsOf(job.input)) job.mask(secret);
  const given = readActionInputs(job.input);
  const settings = withDefaults(given);
  const context = await jobContext(job.env, disk.read);
  const trigger = triggerFor(context.event, settings);
  if (trigger.kind === "nothing") return reportNothingToDo(job, trigger.why);
  const { token, "state-key": key = "" } = settings;
  const { api, graphql } = context;
  const { fetch, throttle } = dependencies;
  const github = connectGitHub({
    token,
    api,
    graphql,
    log: job.log,
    statusContext: statusContext(key),
    signal,
    fetch,
    throttle,
  });
  const session: Session = { ...dependencies, context, github, given };
  return trigger.kind === "command"
    ? handleCommand(session, settings, trigger, pending)
    : handleReviewTrigger(session, settings, trigger, pending);
}

/** A number that the workflow gives by the Action's input counts as much as one of its own inputs. */
function triggerFor({ name, payload }: Session["context"]["event"], settings: Settings): Trigger {
  const { "pull-request": pull } = settings;
  if (name === "workflow_dispatch" && pull !== undefined) return { kind: "dispatch", pull };
  return triggerOf({ eventName: name, payload }, policyOf(settings));
}

async function reportNothingToDo(job: Job, why: string): Promise<RunOutcome> {
  job.log.info(`nothing to do: ${why}`);
  await job.summary(`## BioReview: nothing to do\n\n${escapeMarkdown(why)}.`);
  return { kind: "done" };
}

type ReviewTrigger = Extract<Trigger, { kind: "push" | "dispatch" | "merge group" }>;

async function handleReviewTrigger(
  session: Session,
  early: Settings,
  trigger: ReviewTrigger,
  pending: PendingStatus,
): Promise<RunOutcome> {
  const { github, job, context } = session;
  const survey = await fetchSnapshot(github, context.repository, trigger.pull, { configPath: early.config });
  const admitted = admission(survey.pull, trigger, policyOf(early));
  if (!admitted.admitted) {
    const { status, why } = admitted;
    const lost =
      status === undefined || early.phase === "review"
        ? undefined
        : await setCommitStatus(github, context.repository, survey.pull.head.sha, status);
    await reportLost(session, lost === undefined ? [] : [lost]);
    return reportNothingToDo(job, why);
  }
  const sha = trigger.kind === "merge group" ? trigger.sha : survey.pull.head.sha;
  if (early.phase !== "review") pending.verdict(session, sha);
  const settings = settingsFor(session.given, survey);
  if (trigger.kind === "merge group")
    return settings.phase === "review"
      ? reportNothingToDo(job, "a merge queue is answered by the phase that writes")
      : reportToMergeQueue(session, survey, settings, sha);
  return reviewPull(session, survey, settings, { byPerson: trigger.kind === "dispatch", full: false });
}

async function handleCommand(
  session: Session,
  early: Settings,
  trigger: CommandTrigger,
  pending: PendingStatus,
): Promise<RunOutcome> {
  const { github, context } = session;
  if (early.phase === "review") return executeCommand(session, early, trigger, pending, []);
  const eyes = await react(github, context.repository, trigger.comment, "eyes");
  try {
    const outcome = await executeCommand(session, early, trigger, pending, eyes === undefined ? [] : [eyes]);
    await react(github, context.repository, trigger.comment, outcome.reaction);
    return outcome;
  } catch (error) {
    if (!session.signal.aborted) await react(github, context.repository, trigger.comment, "confused");
    throw error;
  }
}

type CommandOutcome = RunOutcome & { readonly reaction: "rocket" | "confused" };

async function executeCommand(
  session: Session,
  early: Settings,
  trigger: CommandTrigger,
  pending: PendingStatus,
  lost: readonly UnwrittenPart[],
): Promise<CommandOutcome> {
  const { github, job, context } = session;
  const { command } = trigger;
  const writes = early.phase !== "review";
  const permission = await permissionOfActor(session, trigger);
  const survey = await fetchSnapshot(github, context.repository, trigger.pull, { configPath: early.config });
  const admitted = admission(survey.pull, trigger, policyOf(early));
  const refusal = refusalReason(trigger, permission, survey.pull) ?? (admitted.admitted ? undefined : admitted.why);
  if (refusal === undefined && command.kind === "review") {
    if (writes) pending.verdict(session, survey.pull.head.sha);
    const settings = settingsFor(session.given, survey);
    const outcome = await reviewPull(session, survey, settings, { byPerson: true, full: command.full });
    return { ...outcome, reaction: outcome.kind === "failed" && !outcome.byGate ? "confused" : "rocket" };
  }
  if (!writes)
    return {
      ...(await reportNothingToDo(job, refusal ?? "this command is answered by the phase that writes")),
      reaction: "rocket",
    };
  const answered: AnswerableCommand =
    refusal === undefined && command.kind !== "review" ? command : { kind: "refused", why: refusal ?? "" };
  await answerCommand(session, survey, settingsFor(session.given, survey), trigger, answered, lost);
  const understood = answered.kind !== "refused" && answered.kind !== "unknown";
  return { kind: "done", reaction: understood ? "rocket" : "confused" };
}

async function reportOutcome(job: Job, outcome: RunOutcome): Promise<void> {
  switch (outcome.kind) {
    case "done":
      return undefined;
    case "failed":
      return job.fail(outcome.why);
  }
}

/** What was not concluded is told as the run's end, and as the status of the commit that waits for one. */
async function reportError(job: Job, error: unknown, pending: PendingStatus): Promise<void> {
  if (!(error instanceof UserError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    for (const line of stack.split("\n")) job.log.error(line);
    await pending.broken(crashedStatus());
    return job.fail("this is a bug of BioReview: please report it with the lines above");
  }
  if (error.kind === "superseded") {
    job.log.notice(error.message);
    await job.summary(`## BioReview: superseded\n\n${escapeMarkdown(error.message)}`);
    return pending.kept();
  }
  await pending.broken(failedStatus(error instanceof InterruptedError ? "the run was cancelled" : error.fault));
  job.output("outcome", "failed");
  job.output("gate", "error");
  await job.summary(`## BioReview: not reviewed\n\n${escapeMarkdown(error.message)}`);
  job.fail(error.message);
}
