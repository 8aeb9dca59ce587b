/** A command in a comment: who may give it, what it starts, and the answer. A reaction on the comment shows how far it got. */
import {
  admission,
  type Command,
  fetchSnapshot,
  type Permission,
  type PullRequest,
  type PullRequestSnapshot,
  permissionOf,
  react,
  statusesOf,
  type Trigger,
  triggerOf,
} from "../../github/index.ts";
import { isNameOfManuscript } from "../../manuscript-keys.ts";
import { type AnswerableCommand, type NamedStatus, type Publication, planCommandReply } from "../../publish/index.ts";
import type { Settings } from "../../settings.ts";
import { judgedManuscripts, type Survey, targetsOf } from "./manuscripts.ts";
import type { RunOutcome } from "./outcome.ts";
import type { PendingStatus } from "./pending-status.ts";
import { planned, publish, reportNothingToDo } from "./publish.ts";
import { reviewPull, surveyOf } from "./review-pull.ts";
import { planContext, policyOf, type Session, settingsFor } from "./session.ts";

type CommandTrigger = Extract<Trigger, { kind: "command" }>;
type CommandOutcome = RunOutcome & { readonly reaction: "rocket" | "confused" };

/** @param inputs the settings without the repository's file, which is not read yet */
export async function handleCommand(
  session: Session,
  inputs: Settings,
  trigger: CommandTrigger,
  pending: PendingStatus,
): Promise<RunOutcome> {
  const { github, context } = session;
  if (inputs.phase === "review") return executeCommand(session, inputs, trigger, pending, []);
  const addReaction = (reaction: "eyes" | "rocket" | "confused") => react(github, context.repository, trigger.comment, reaction);
  const unwritten = await addReaction("eyes");
  try {
    const outcome = await executeCommand(session, inputs, trigger, pending, [unwritten]);
    await addReaction(outcome.reaction);
    return outcome;
  } catch (error) {
    if (!session.signal.aborted) await addReaction("confused");
    throw error;
  }
}

/** A decision about a concern is written down before it is answered. */
async function executeCommand(
  session: Session,
  inputs: Settings,
  trigger: CommandTrigger,
  pending: PendingStatus,
  unwritten: Parameters<typeof publish>[2],
): Promise<CommandOutcome> {
  const { github, job, context } = session;
  const { actor } = trigger;
  const writes = inputs.phase !== "review";
  const permission = await permissionOf(github, context.repository, actor);
  const snapshot = await fetchSnapshot(github, context.repository, trigger.pull, { configPath: inputs.config });
  const { pull } = snapshot;
  const mayAsk = refusalReason({ kind: "status" }, actor, permission, pull) === undefined;
  const understood: Understood = mayAsk ? await understand(session, inputs, snapshot, trigger) : { command: trigger.command };
  const { command } = understood;
  const admitted = admission(pull, { ...trigger, command }, policyOf(inputs));
  const refusal = refusalReason(command, actor, permission, pull) ?? (admitted.admitted ? undefined : admitted.why);
  if (refusal === undefined && command.kind === "review") {
    if (writes) pending.awaitVerdict(session, pull.head.sha);
    const { settings = settingsFor(session.inputs, snapshot), survey } = understood;
    const request = { byPerson: true, full: command.full, only: understood.manuscript };
    const outcome = await reviewPull(session, snapshot, settings, request, survey);
    return { ...outcome, reaction: outcome.kind === "failed" && !outcome.byGate ? "confused" : "rocket" };
  }
  if (!writes) {
    const outcome = await reportNothingToDo(job, refusal ?? "this command is answered by the phase that writes");
    return { ...outcome, reaction: "rocket" };
  }
  const answered: AnswerableCommand =
    refusal === undefined && command.kind !== "review" ? command : { kind: "refused", why: refusal ?? "" };
  const plan = await planAnswer(session, trigger, snapshot, understood, answered);
  const { recorded } = await publish(session, planned(plan, snapshot), unwritten);
  if (!recorded) {
    job.output("outcome", "failed");
    job.output("gate", "error");
    const why = "the decision could not be recorded, so it counts for nothing";
    return { kind: "failed", why, byGate: false, reaction: "confused" };
  }
  const isAnswered = answered.kind !== "refused" && answered.kind !== "unknown";
  return { kind: "done", reaction: isAnswered ? "rocket" : "confused" };
}

async function planAnswer(
  session: Session,
  { actor, comment }: CommandTrigger,
  snapshot: PullRequestSnapshot,
  understood: Understood,
  answered: AnswerableCommand,
): Promise<Publication> {
  const { pull, conversation } = snapshot;
  const settings = understood.settings ?? settingsFor(session.inputs, snapshot);
  const targets = understood.survey?.targets ?? (await targetsOf(settings, snapshot, session.files, { files: [] }));
  const isDecision = answered.kind === "dismiss" || answered.kind === "reopen";
  return planCommandReply({
    ...planContext(session, settings),
    repository: pull.repository,
    pull: pull.number,
    head: pull.head.sha,
    conversation,
    manuscripts: judgedManuscripts(targets),
    several: targets.several,
    manuscript: understood.manuscript,
    command: answered,
    actor,
    comment,
    ...(targets.several && isDecision ? { standing: await standingStatuses(session, pull) } : {}),
  });
}

interface Understood {
  readonly command: Command;
  /** Key of the manuscript that the command names; undefined: none of several. */
  readonly manuscript?: string | undefined;
  /** Known where the repository has several manuscripts. */
  readonly settings?: Settings;
  readonly survey?: Survey;
}

/** Where a repository has several manuscripts, a command may name one: which there are is known only now. */
async function understand(
  session: Session,
  inputs: Settings,
  snapshot: PullRequestSnapshot,
  { command }: CommandTrigger,
): Promise<Understood> {
  if (command.kind === "help") return { command };
  const settings = settingsFor(session.inputs, snapshot);
  if (settings.manuscripts === undefined) return { command };
  const survey = await surveyOf(session, snapshot, settings);
  const names = new Map<string, Set<string>>();
  for (const { key, names: own } of survey.targets.all)
    for (const name of own) names.set(name, (names.get(name) ?? new Set()).add(key));
  // A folder of two is the name of neither; and a path comes from the pull request.
  const known = [...names].filter(([name, { size }]) => size === 1 && isNameOfManuscript(name)).map(([name]) => name);
  const { name: eventName, payload } = session.context.event;
  const again = triggerOf({ eventName, payload }, policyOf(inputs), known);
  if (again.kind !== "command" || !("manuscript" in again.command)) return { command, settings, survey };
  const [manuscript] = names.get(again.command.manuscript ?? "") ?? [];
  return { command: again.command, manuscript, settings, survey };
}

/** What stands of all manuscripts on the head. */
async function standingStatuses({ github }: Session, { repository, head }: PullRequest): Promise<readonly NamedStatus[]> {
  return (await statusesOf(github, repository, head.sha)).filter(({ context }) => context.startsWith(`${github.statusContext}/`));
}

/** @returns why this person may not give the command; undefined where they may. Whoever wrote the pull request may ask how it
 *  stands. */
function refusalReason(
  command: Command,
  actor: string,
  permission: Permission,
  { author }: Pick<PullRequest, "author">,
): string | undefined {
  if (permission === "admin" || permission === "write") return undefined;
  const asksOnly = command.kind === "status" || command.kind === "help";
  if (asksOnly && actor.toLowerCase() === author.toLowerCase()) return undefined;
  const who = "only people who may write to this repository may give this command";
  return asksOnly ? `${who}, or the author of the pull request` : who;
}
