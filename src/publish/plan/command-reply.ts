/** From a command that asks for no review to all that is written. Pure. Invariant: only a believed ledger is changed, by the moves of revision/ alone; a
 *  command that changes nothing touches neither ledger nor status; and no decision about a concern is a verdict on a commit that the ledger does not know. */
import { UserError } from "../../errors.ts";
import { dismiss, type Ledger, latestRevision, reopen } from "../../revision/index.ts";
import { type Context, type ContextInput, contextOf } from "../context.ts";
import { hiddenMarker, replyMarker } from "../markers.ts";
import { outputsOf } from "../outputs.ts";
import type { Publication } from "../publication.ts";
import {
  decidedAnswer,
  helpAnswer,
  nothingKnownAnswer,
  refusedAnswer,
  statusAnswer,
  unbelievedAnswer,
  unknownAnswer,
} from "../render/command-reply.ts";
import type { SavedState } from "../state/run-result.ts";
import { ofManuscript } from "../state/saved-state.ts";
import { verdictStatus } from "../statuses.ts";
import { assertAllInert } from "./plan-publication.ts";
import { fullDashboard, planStatusComment } from "./status-comment.ts";
import { planThreads } from "./threads.ts";
import { gateVerdict } from "./verdict.ts";

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
  const planned = answered(context, input);
  assertAllInert(planned, input.site.server);
  return planned;
}

function answered(context: Context, input: CommandReplyInput): Publication {
  const { command } = input;
  switch (command.kind) {
    case "help":
      return words(context, input, helpAnswer());
    case "unknown":
      return words(context, input, unknownAnswer(command.words));
    case "refused":
      return words(context, input, refusedAnswer(command.why));
    case "status":
      return withLedger(context, input, (kept) => words(context, input, statusWords(context, kept)));
    case "dismiss":
    case "reopen":
      return withLedger(context, input, (kept) => decide(context, input, kept, command));
  }
}

function withLedger(context: Context, input: CommandReplyInput, then: (kept: SavedState) => Publication): Publication {
  const { read } = context;
  switch (read.kind) {
    case "none":
      return words(context, input, nothingKnownAnswer());
    case "unbelieved":
      return words(context, input, unbelievedAnswer(read.why));
    case "state":
      return then(read.state);
  }
}

function statusWords({ conversation, scope, limits, read }: Context, { ledger }: SavedState): string {
  const open = ledger.concerns.filter(({ state }) => state === "open");
  const comment = ofManuscript(conversation.statusComments, scope).find(
    ({ id }) => read.kind === "state" && read.commentId === id,
  );
  return statusAnswer(open, gateVerdict(ledger, limits), latestRevision(ledger)?.number ?? 0, comment?.url);
}

type Decision = Extract<AnswerableCommand, { kind: "dismiss" | "reopen" }>;

function decide(
  context: Context,
  input: CommandReplyInput,
  kept: SavedState,
  { kind, concern: id, reason }: Decision,
): Publication {
  const ledger = moved(kept.ledger, { kind, concern: id, reason }, input.actor);
  if (typeof ledger === "string") return words(context, input, refusedAnswer(ledger));
  const state = { ...kept, ledger };
  const verdict = gateVerdict(ledger, context.limits);
  const told = { state, verdict, notes: [], event: [] };
  const open = ledger.concerns.filter((one) => one.state === "open").length;
  const concern = ledger.concerns.find((one) => one.id === id);
  const isOfHead = latestRevision(ledger)?.label === context.head;
  return {
    ...words(context, input, concern === undefined ? "" : decidedAnswer(concern, isOfHead ? verdict : undefined)),
    summary: fullDashboard(context, told),
    outputs: { ...outputsOf("command", context.head, ledger, verdict), ...(isOfHead ? {} : { gate: "error" }) },
    threads: planThreads(context.conversation.threads, ledger, context.scope, context.where),
    statusComment: planStatusComment(context, told),
    status: isOfHead ? verdictStatus(verdict, open, context.run) : undefined,
  };
}

/** @returns why it cannot be done, where it cannot */
function moved(ledger: Ledger, { kind, concern, reason }: Decision, actor: string): Ledger | string {
  try {
    return (kind === "dismiss" ? dismiss : reopen)(ledger, concern, actor, reason);
  } catch (error) {
    if (error instanceof UserError) return `${error.at}: ${error.fault}. ${error.remedy}`;
    throw error;
  }
}

function words({ head, scope }: Context, { comment }: CommandReplyInput, text: string): Publication {
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
