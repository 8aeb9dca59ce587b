/** From a command that asks for no review to all that is written. Pure. Invariant: only a trusted ledger is changed, by the moves of revision/ alone; a
 *  command that changes nothing touches neither ledger nor status; and no decision about a concern is a verdict on a commit that the ledger does not know. */
import { UserError } from "../../errors.ts";
import { dismiss, type Ledger, latestRevision, openConcerns, reopen } from "../../revision/index.ts";
import { type Context, type ContextInput, contextOf } from "../context.ts";
import { inertPublication } from "../inert.ts";
import { hiddenMarker, replyMarker } from "../markers.ts";
import type { Publication } from "../publication.ts";
import {
  decisionReply,
  helpReply,
  nothingKnownReply,
  refusedReply,
  statusReply,
  unknownReply,
  untrustedReply,
} from "../render/command-reply.ts";
import type { SavedState } from "../state/run-result.ts";
import { ofManuscript } from "../state/saved-state.ts";
import { fullDashboard, planStatusComment } from "./status-comment.ts";
import { planThreads } from "./threads.ts";
import { gateVerdict, outputsOf, verdictStatus } from "./verdict.ts";

export type AnswerableCommand =
  | { readonly kind: "help" | "status" }
  | { readonly kind: "dismiss" | "reopen"; readonly concern: string; readonly reason: string }
  | { readonly kind: "unknown"; readonly words: string }
  /** `why`: a clause without a full stop, such as "only people who may write to the repository may dismiss concerns". */
  | { readonly kind: "refused"; readonly why: string };

export interface CommandReplyInput extends ContextInput {
  readonly command: AnswerableCommand;
  /** Who gave the command. */
  readonly actor: string;
  /** The comment that holds it. */
  readonly comment: number;
}

/** @throws OutputError where what must be said fits nowhere */
export function planCommandReply(input: CommandReplyInput): Publication {
  const context = contextOf(input);
  return inertPublication(planReply(context, input), input.site.server);
}

function planReply(context: Context, input: CommandReplyInput): Publication {
  const { command } = input;
  switch (command.kind) {
    case "help":
      return replyOnly(context, input, helpReply());
    case "unknown":
      return replyOnly(context, input, unknownReply(command.words));
    case "refused":
      return replyOnly(context, input, refusedReply(command.why));
    case "status":
      return withLedger(context, input, (saved) => replyOnly(context, input, statusText(context, saved)));
    case "dismiss":
    case "reopen":
      return withLedger(context, input, (saved) => decide(context, input, saved, command));
  }
}

function withLedger(context: Context, input: CommandReplyInput, then: (saved: SavedState) => Publication): Publication {
  const { loaded } = context;
  switch (loaded.kind) {
    case "none":
      return replyOnly(context, input, nothingKnownReply());
    case "untrusted":
      return replyOnly(context, input, untrustedReply(loaded.why));
    case "state":
      return then(loaded.state);
  }
}

function statusText({ conversation, scope, limits, loaded }: Context, { ledger }: SavedState): string {
  const comment = ofManuscript(conversation.statusComments, scope).find(
    ({ id }) => loaded.kind === "state" && loaded.commentId === id,
  );
  return statusReply(openConcerns(ledger), gateVerdict(ledger, limits), latestRevision(ledger)?.number ?? 0, comment?.url);
}

type Decision = Extract<AnswerableCommand, { kind: "dismiss" | "reopen" }>;

function decide(
  context: Context,
  input: CommandReplyInput,
  saved: SavedState,
  { kind, concern: id, reason }: Decision,
): Publication {
  const ledger = decideInLedger(saved.ledger, { kind, concern: id, reason }, input.actor);
  if (typeof ledger === "string") return replyOnly(context, input, refusedReply(ledger));
  const state = { ...saved, ledger };
  const verdict = gateVerdict(ledger, context.limits);
  const content = { state, verdict, notes: [], event: [] };
  const concern = ledger.concerns.find((one) => one.id === id);
  const isOfHead = latestRevision(ledger)?.label === context.head;
  return {
    ...replyOnly(context, input, concern === undefined ? "" : decisionReply(concern, isOfHead ? verdict : undefined)),
    summary: fullDashboard(context, content),
    outputs: { ...outputsOf("command", context.head, ledger, verdict), ...(isOfHead ? {} : { gate: "error" }) },
    threads: planThreads(context, ledger),
    statusComment: planStatusComment(context, content),
    status: isOfHead ? verdictStatus(verdict, openConcerns(ledger).length, context.run) : undefined,
  };
}

/** @returns why it cannot be done, where it cannot */
function decideInLedger(ledger: Ledger, { kind, concern, reason }: Decision, actor: string): Ledger | string {
  try {
    return (kind === "dismiss" ? dismiss : reopen)(ledger, concern, actor, reason);
  } catch (error) {
    if (error instanceof UserError) return `${error.at}: ${error.fault}. ${error.remedy}`;
    throw error;
  }
}

function replyOnly({ head, scope }: Context, { comment }: CommandReplyInput, text: string): Publication {
  const marker = replyMarker(scope, comment);
  return {
    head,
    summary: text,
    outputs: outputsOf("command", head, undefined, undefined),
    review: undefined,
    threads: [],
    statusComment: undefined,
    reply: { body: `${text}\n\n${hiddenMarker(marker)}`, marker },
    status: undefined,
  };
}
