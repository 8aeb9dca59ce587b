/** One run of the Action, from the event to the job's end. Invariants: whatever goes wrong is reported in the log, on the job's
 *  page and as the job's own result; and where a commit waits for a verdict, as its status. What a review takes is loaded when
 *  one is due: most events of a repository are none of ours. */
import { InterruptedError, UserError } from "../../errors.ts";
import {
  admission,
  connectGitHub,
  fetchSnapshot,
  repositoryFiles,
  setCommitStatus,
  type Trigger,
  triggerOf,
  VerdictUnwrittenError,
} from "../../github/index.ts";
import { crashedStatus, escapeMarkdown, failedStatus, statusContext } from "../../publish/index.ts";
import { type Settings, withDefaults } from "../../settings.ts";
import { type JobContext, jobContext } from "../job/context.ts";
import type { Job } from "../job/job.ts";
import { readActionInputs, secretsOf } from "../settings/action-inputs.ts";
import type { RunOutcome } from "./outcome.ts";
import { type PendingStatus, trackPendingStatus } from "./pending-status.ts";
import { reportNothingToDo, reportUnwritten } from "./publish.ts";
import { type ActionDependencies, policyOf, type Session, settingsFor } from "./session.ts";

export async function run(dependencies: ActionDependencies): Promise<void> {
  const { job } = dependencies;
  const pending = trackPendingStatus(job);
  try {
    const outcome = await handleEvent(dependencies, pending);
    if (outcome.kind === "failed") job.fail(outcome.why);
    pending.settle();
  } catch (error) {
    await reportError(job, error, pending);
  }
}

async function handleEvent(dependencies: ActionDependencies, pending: PendingStatus): Promise<RunOutcome> {
  const { job, disk, signal, throttle } = dependencies;
  for (const secret of secretsOf(job.input)) job.mask(secret);
  const inputs = readActionInputs(job.input, job.log.warning);
  const settings = withDefaults(inputs);
  const context = await jobContext(job.env, disk.read);
  const trigger = triggerFor(context.event, settings);
  if (trigger.kind === "nothing") return reportNothingToDo(job, trigger.why);
  const github = connectGitHub({
    token: settings.token,
    api: context.api,
    graphql: context.graphql,
    log: job.log,
    statusContext: statusContext(settings["state-key"] ?? ""),
    signal,
    throttle,
  });
  const files = repositoryFiles(github, context.repository);
  const session: Session = { ...dependencies, context, github, files, inputs };
  return trigger.kind === "command"
    ? (await import("./command.ts")).handleCommand(session, settings, trigger, pending)
    : handlePull(session, settings, trigger, pending);
}

/** A number that the workflow gives by the Action's input counts as much as one of its own inputs. */
function triggerFor({ name, payload }: JobContext["event"], settings: Settings): Trigger {
  const { "pull-request": pull } = settings;
  if (name === "workflow_dispatch" && pull !== undefined) return { kind: "dispatch", pull };
  return triggerOf({ eventName: name, payload }, policyOf(settings));
}

type PullTrigger = Extract<Trigger, { kind: "push" | "dispatch" | "merge group" }>;

/** @param inputs the settings without the repository's file, which is not read yet */
async function handlePull(session: Session, inputs: Settings, trigger: PullTrigger, pending: PendingStatus): Promise<RunOutcome> {
  const { github, job, context } = session;
  const writes = inputs.phase !== "review";
  const snapshot = await fetchSnapshot(github, context.repository, trigger.pull, { configPath: inputs.config });
  const admitted = admission(snapshot.pull, trigger, policyOf(inputs));
  if (!admitted.admitted) {
    const { status, why } = admitted;
    if (status !== undefined && writes)
      await reportUnwritten(job, [await setCommitStatus(github, context.repository, snapshot.pull.head.sha, status)]);
    return reportNothingToDo(job, why);
  }
  const sha = trigger.kind === "merge group" ? trigger.sha : snapshot.pull.head.sha;
  if (writes) pending.awaitVerdict(session, sha);
  const settings = settingsFor(session.inputs, snapshot);
  if (trigger.kind !== "merge group")
    return (await import("./review-pull.ts")).reviewPull(session, snapshot, settings, {
      byPerson: trigger.kind === "dispatch",
      full: false,
    });
  return writes
    ? (await import("./merge-queue.ts")).reportToMergeQueue(session, snapshot, settings, sha)
    : reportNothingToDo(job, "a merge queue is answered by the phase that writes");
}

/** What was not concluded becomes the run's end, and the status of the commit that waits for one. */
async function reportError(job: Job, error: unknown, pending: PendingStatus): Promise<void> {
  if (!(error instanceof UserError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    for (const line of stack.split("\n")) job.log.error(line);
    await pending.fail(crashedStatus());
    return job.fail("this is a bug of BioReview: please report it with the lines above");
  }
  if (error.kind === "superseded") {
    job.log.notice(error.message);
    await job.summary(`## BioReview: superseded\n\n${escapeMarkdown(error.message)}`);
    return pending.settle();
  }
  if (error instanceof VerdictUnwrittenError) {
    pending.leaveUnsaid(error.unsaid, error.notBefore);
    await job.summary(`## BioReview: reviewed, but the status is not set\n\n${escapeMarkdown(error.message)}`);
    return job.fail(error.message);
  }
  await pending.fail(failedStatus(error instanceof InterruptedError ? "the run was cancelled" : error.fault));
  job.output("outcome", "failed");
  job.output("gate", "error");
  await job.summary(`## BioReview: not reviewed\n\n${escapeMarkdown(error.message)}`);
  job.fail(error.message);
}
