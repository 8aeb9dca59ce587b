/** Commands that ask for no review, and all that is refused: who may ask for what, and the answer. */
import {
  type Permission,
  type PullRequest,
  type PullRequestSnapshot,
  permissionOf,
  type Trigger,
  type UnwrittenPart,
} from "../../github/index.ts";
import { type AnswerableCommand, planCommandReply } from "../../publish/index.ts";
import type { Settings } from "../../settings.ts";
import { publish } from "./publish.ts";
import { placeOf, type Session } from "./session.ts";

export type CommandTrigger = Extract<Trigger, { kind: "command" }>;

/** @returns why this person may not give the command; undefined where they may. Whoever wrote the pull request may ask how it stands. */
export function refusalReason(
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

export async function permissionOfActor({ github, context }: Session, { actor }: CommandTrigger): Promise<Permission> {
  return permissionOf(github, context.repository, actor);
}

/** Says what is asked for, or why not, in a comment of its own; a decision about a concern is written down first.
 *  @param lost what could not be written until now */
export async function answerCommand(
  session: Session,
  survey: PullRequestSnapshot,
  settings: Settings,
  { actor, comment }: CommandTrigger,
  command: AnswerableCommand,
  lost: readonly UnwrittenPart[],
): Promise<void> {
  const { pull, conversation } = survey;
  const publication = planCommandReply({
    ...placeOf(session, settings),
    repository: pull.repository,
    pull: pull.number,
    head: pull.head.sha,
    conversation,
    command,
    actor,
    comment,
  });
  await publish(session, { publication, survey }, lost);
}
