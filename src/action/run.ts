/** One run of the Action, from the event to the job's end. Invariants: whatever goes wrong is told in the log, on the job's page and as the job's own result; and
 *  where a commit was promised a verdict, as its status. */
import { InterruptedError, UserError } from "../errors.ts";
import { admission, connectGitHub, type Lost, react, setStatus, surveyPull, type Trigger, triggerOf } from "../github/index.ts";
import { type Answered, crashedStatus, failedStatus, markdown, statusContext } from "../publish/index.ts";
import { type Settings, settled } from "../settings.ts";
import { answerCommand, type Commanded, permissionOfActor, whyRefused } from "./answer-command.ts";
import type { Ending } from "./ending.ts";
import { givenInputs, secretsOf } from "./given-inputs.ts";
import type { Job } from "./job.ts";
import { jobContext } from "./job-context.ts";
import { tellQueue } from "./merge-group.ts";
import { type Promised, promise } from "./promised.ts";
import { reviewPull } from "./review-pull.ts";
import { policyOf, type Session, settingsWith } from "./session.ts";
import { tellLost } from "./write-out.ts";

/** All that reaches outside of this program. */
export interface Surroundings extends Pick<Session, "job" | "disk" | "servers" | "runner" | "now" | "signal"> {
  readonly fetch?: typeof globalThis.fetch;
  /** Whether writes keep GitHub's pace. */
  readonly throttle?: boolean;
}

export async function run(surroundings: Surroundings): Promise<void> {
  const { job } = surroundings;
  const promised = promise(job);
  try {
    await tellEnding(job, await begin(surroundings, promised));
    promised.kept();
  } catch (error) {
    await tellError(job, error, promised);
  }
}

async function begin(surroundings: Surroundings, promised: Promised): Promise<Ending> {
  const { job, disk, signal } = surroundings;
  for (const secret of secretsOf(job.input)) job.mask(secret);
  const given = givenInputs(job.input);
  const settings = settled(given);
  const context = await jobContext(job.env, disk.read);
  const trigger = triggerFor(context.event, settings);
  if (trigger.kind === "nothing") return nothingToDo(job, trigger.why);
  const { token, "state-key": key = "" } = settings;
  const { api, graphql } = context;
  const { fetch, throttle } = surroundings;
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
  const session: Session = { ...surroundings, context, github, given };
  return trigger.kind === "command"
    ? commanded(session, settings, trigger, promised)
    : started(session, settings, trigger, promised);
}

/** A number that the workflow gives by the Action's input counts as much as one of its own inputs. */
function triggerFor({ name, payload }: Session["context"]["event"], settings: Settings): Trigger {
  const { "pull-request": pull } = settings;
  if (name === "workflow_dispatch" && pull !== undefined) return { kind: "dispatch", pull };
  return triggerOf(name, payload, policyOf(settings));
}

async function nothingToDo(job: Job, why: string): Promise<Ending> {
  job.log.info(`nothing to do: ${why}`);
  await job.summary(`## BioReview: nothing to do\n\n${markdown(why)}.`);
  return { kind: "done" };
}

type Started = Extract<Trigger, { kind: "push" | "dispatch" | "merge group" }>;

async function started(session: Session, early: Settings, trigger: Started, promised: Promised): Promise<Ending> {
  const { github, job, context } = session;
  const survey = await surveyPull(github, context.repository, trigger.pull, { configPath: early.config });
  const admitted = admission(survey.pull, trigger, policyOf(early));
  if (!admitted.admitted) {
    const { status, why } = admitted;
    const lost =
      status === undefined || early.phase === "review"
        ? undefined
        : await setStatus(github, context.repository, survey.pull.head.sha, status);
    await tellLost(session, lost === undefined ? [] : [lost]);
    return nothingToDo(job, why);
  }
  const sha = trigger.kind === "merge group" ? trigger.sha : survey.pull.head.sha;
  if (early.phase !== "review") promised.verdict(session, sha);
  const settings = settingsWith(session.given, survey);
  if (trigger.kind === "merge group")
    return settings.phase === "review"
      ? nothingToDo(job, "a merge queue is answered by the phase that writes")
      : tellQueue(session, survey, settings, sha);
  return reviewPull(session, survey, settings, { byPerson: trigger.kind === "dispatch", full: false });
}

async function commanded(session: Session, early: Settings, trigger: Commanded, promised: Promised): Promise<Ending> {
  const { github, context } = session;
  if (early.phase === "review") return obeyed(session, early, trigger, promised, []);
  const eyes = await react(github, context.repository, trigger.comment, "eyes");
  try {
    const ending = await obeyed(session, early, trigger, promised, eyes === undefined ? [] : [eyes]);
    await react(github, context.repository, trigger.comment, ending.reaction);
    return ending;
  } catch (error) {
    if (!session.signal.aborted) await react(github, context.repository, trigger.comment, "confused");
    throw error;
  }
}

type Obeyed = Ending & { readonly reaction: "rocket" | "confused" };

async function obeyed(
  session: Session,
  early: Settings,
  trigger: Commanded,
  promised: Promised,
  lost: readonly Lost[],
): Promise<Obeyed> {
  const { github, job, context } = session;
  const { command } = trigger;
  const writes = early.phase !== "review";
  const permission = await permissionOfActor(session, trigger);
  const survey = await surveyPull(github, context.repository, trigger.pull, { configPath: early.config });
  const admitted = admission(survey.pull, trigger, policyOf(early));
  const refusal = whyRefused(trigger, permission, survey.pull) ?? (admitted.admitted ? undefined : admitted.why);
  if (refusal === undefined && command.kind === "review") {
    if (writes) promised.verdict(session, survey.pull.head.sha);
    const settings = settingsWith(session.given, survey);
    const ending = await reviewPull(session, survey, settings, { byPerson: true, full: command.full });
    return { ...ending, reaction: ending.kind === "failed" && !ending.byGate ? "confused" : "rocket" };
  }
  if (!writes)
    return { ...(await nothingToDo(job, refusal ?? "this command is answered by the phase that writes")), reaction: "rocket" };
  const answered: Answered =
    refusal === undefined && command.kind !== "review" ? command : { kind: "refused", why: refusal ?? "" };
  await answerCommand(session, survey, settingsWith(session.given, survey), trigger, answered, lost);
  const understood = answered.kind !== "refused" && answered.kind !== "unknown";
  return { kind: "done", reaction: understood ? "rocket" : "confused" };
}

async function tellEnding(job: Job, ending: Ending): Promise<void> {
  switch (ending.kind) {
    case "done":
      return undefined;
    case "failed":
      return job.fail(ending.why);
  }
}

/** What was not concluded is told as the run's end, and as the status of the commit that waits for one. */
async function tellError(job: Job, error: unknown, promised: Promised): Promise<void> {
  if (!(error instanceof UserError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    for (const line of stack.split("\n")) job.log.error(line);
    await promised.broken(crashedStatus());
    return job.fail("this is a bug of BioReview: please report it with the lines above");
  }
  if (error.kind === "superseded") {
    job.log.notice(error.message);
    await job.summary(`## BioReview: superseded\n\n${markdown(error.message)}`);
    return promised.kept();
  }
  await promised.broken(failedStatus(error instanceof InterruptedError ? "the run was cancelled" : error.fault));
  job.output("outcome", "failed");
  job.output("gate", "error");
  await job.summary(`## BioReview: not reviewed\n\n${markdown(error.message)}`);
  job.fail(error.message);
}
