/** A command in a comment: who may give it, what it starts, and the answer. A reaction on the comment shows how far it got. */
import {
  admission,
  fetchSnapshot,
  type Permission,
  type PullRequest,
  permissionOf,
  react,
  type Trigger,
} from "../../github/index.ts";
import { type AnswerableCommand, planCommandReply } from "../../publish/index.ts";
import type { Settings } from "../../settings.ts";
import type { RunOutcome } from "./outcome.ts";
import type { PendingStatus } from "./pending-status.ts";
import { planned, publish, reportNothingToDo } from "./publish.ts";
import { reviewPull } from "./review-pull.ts";
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
  const { command, actor, comment } = trigger;
  const writes = inputs.phase !== "review";
  const permission = await permissionOf(github, context.repository, actor);
  const snapshot = await fetchSnapshot(github, context.repository, trigger.pull, { configPath: inputs.config });
  const { pull, conversation } = snapshot;
  const admitted = admission(pull, trigger, policyOf(inputs));
  const refusal = refusalReason(trigger, permission, pull) ?? (admitted.admitted ? undefined : admitted.why);
  if (refusal === undefined && command.kind === "review") {
    if (writes) pending.awaitVerdict(session, pull.head.sha);
    const settings = settingsFor(session.inputs, snapshot);
    const outcome = await reviewPull(session, snapshot, settings, { byPerson: true, full: command.full });
    return { ...outcome, reaction: outcome.kind === "failed" && !outcome.byGate ? "confused" : "rocket" };
  }
  if (!writes) {
    const outcome = await reportNothingToDo(job, refusal ?? "this command is answered by the phase that writes");
    return { ...outcome, reaction: "rocket" };
  }
  const answered: AnswerableCommand =
    refusal === undefined && command.kind !== "review" ? command : { kind: "refused", why: refusal ?? "" };
  const publication = planCommandReply({
    ...planContext(session, settingsFor(session.inputs, snapshot)),
    repository: pull.repository,
    pull: pull.number,
    head: pull.head.sha,
    conversation,
    command: answered,
    actor,
    comment,
  });
  const { recorded } = await publish(session, planned(publication, snapshot), unwritten);
  if (!recorded) {
    job.output("outcome", "failed");
    job.output("gate", "error");
    const why = "the decision could not be recorded, so it counts for nothing";
    return { kind: "failed", why, byGate: false, reaction: "confused" };
  }
  const understood = answered.kind !== "refused" && answered.kind !== "unknown";
  return { kind: "done", reaction: understood ? "rocket" : "confused" };
}

/** @returns why this person may not give the command; undefined where they may. Whoever wrote the pull request may ask how it stands. */
function refusalReason(
  { command, actor }: CommandTrigger,
  permission: Permission,
  { author }: Pick<PullRequest, "author">,
): string | undefined {
  if (permission === "admin" || permission === "write") return undefined;
  const asksOnly = command.kind === "status" || command.kind === "help";
  if (asksOnly && actor.toLowerCase() === author.toLowerCase()) return undefined;
  const who = "only people who may write to this repository may give this command";
  return asksOnly ? `${who}, or the author of the pull request` : who;
}
