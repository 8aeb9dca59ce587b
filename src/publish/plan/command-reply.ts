/** From a command that asks for no review to all that is written. Pure. Invariant: only a trusted ledger is changed, by the moves of revision/ alone; a
 *  command that changes nothing touches neither ledger nor status; and no decision about a concern is a verdict on a commit that the ledger does not know. */
import { UserError } from "../../errors.ts";
import { dismiss, type Ledger, latestRevision, openConcerns, reopen } from "../../revision/index.ts";
import { type Context, type ContextInput, contextsOf } from "../context.ts";
import { inertPublication } from "../inert.ts";
import { hiddenMarker, replyMarker } from "../markers.ts";
import type { NamedStatus, Publication } from "../publication.ts";
import { bold } from "../render/blocks.ts";
import {
  decisionReply,
  helpReply,
  nothingKnownReply,
  refusedReply,
  statusReply,
  unknownReply,
  untrustedReply,
} from "../render/command-reply.ts";
import { escapeMarkdown } from "../sanitise.ts";
import type { SavedState } from "../state/run-result.ts";
import { type CommentSection, contentOf, type DashboardContent, fullDashboard, planStatusComment } from "./status-comment.ts";
import { planThreads } from "./threads.ts";
import { failedStatus, gateVerdict, outputsOf, outputsOfAll, statusContext, statusOfAll, verdictStatus } from "./verdict.ts";

export type AnswerableCommand =
  | { readonly kind: "help" | "status" }
  | { readonly kind: "dismiss" | "reopen"; readonly concern: string; readonly reason: string }
  | { readonly kind: "unknown"; readonly words: string }
  /** `why`: a clause without a full stop, such as "only people who may write to the repository may dismiss concerns". */
  | { readonly kind: "refused"; readonly why: string };

export interface CommandReplyInput extends ContextInput {
  readonly command: AnswerableCommand;
  /** Key of the manuscript that the command is about, where it names one. */
  readonly manuscript?: string | undefined;
  /** Who gave the command. */
  readonly actor: string;
  /** The comment that holds it. */
  readonly comment: number;
  /** What stands on the head, where the repository has several manuscripts: what is decided of one is put beside the others. */
  readonly standing?: readonly NamedStatus[];
}

/** @throws OutputError where what must be said fits nowhere */
export function planCommandReply(input: CommandReplyInput): Publication {
  return inertPublication(planReply(contextsOf(input), input), input.site.server);
}

function planReply(contexts: readonly Context[], input: CommandReplyInput): Publication {
  const { command } = input;
  const reply = (text: string) => replyOnly(contexts, input, text);
  switch (command.kind) {
    case "help":
      return reply(helpReply(exampleIn(contexts)));
    case "unknown":
      return reply(unknownReply(command.words, exampleIn(contexts)));
    case "refused":
      return reply(refusedReply(command.why));
    case "status": {
      const known = named(contexts, input).filter(({ loaded }) => loaded.kind !== "none");
      return reply(known.length === 0 ? nothingKnownReply() : known.map(statusText).join("\n\n"));
    }
    case "dismiss":
    case "reopen": {
      const about = contextOfConcern(named(contexts, input), command.concern);
      if (about === undefined) return reply(nothingKnownReply());
      if (!("loaded" in about)) return reply(refusedReply(about.why));
      const { loaded } = about;
      if (loaded.kind === "untrusted") return reply(untrustedReply(loaded.why));
      return loaded.kind === "none" ? reply(nothingKnownReply()) : decide(contexts, about, input, loaded.state, command);
    }
  }
}

/** Those that a command may be about. */
function named(contexts: readonly Context[], { manuscript }: CommandReplyInput): readonly Context[] {
  return manuscript === undefined ? contexts : contexts.filter(({ key }) => key === manuscript);
}

/** The name of one of several manuscripts, to show how one is named. */
function exampleIn(contexts: readonly Context[]): string | undefined {
  return contexts.map(({ name }) => name).find((name) => name !== "");
}

/** Numbers of concerns are each manuscript's own. @returns why it cannot be told, where several have that number; undefined where nothing is known of any */
function contextOfConcern(contexts: readonly Context[], id: string): Context | { readonly why: string } | undefined {
  const having = contexts.filter(({ saved }) => saved?.ledger.concerns.some((concern) => concern.id === id));
  const [first, second] = having;
  if (first === undefined || second === undefined) return first ?? contexts.find(({ loaded }) => loaded.kind !== "none");
  const names = having.map(({ name }) => name);
  return {
    why: `${names.join(" and ")} each have a ${id}, so name the manuscript before the concern, as in ${first.name} ${id}`,
  };
}

function statusText({ conversation, name, limits, loaded }: Context): string {
  const before = name === "" ? "" : `${bold(escapeMarkdown(name))} · `;
  if (loaded.kind !== "state") return before + (loaded.kind === "untrusted" ? untrustedReply(loaded.why) : nothingKnownReply());
  const { ledger } = loaded.state;
  const comment = conversation.statusComments.find(({ id }) => loaded.commentId === id);
  return (
    before + statusReply(openConcerns(ledger), gateVerdict(ledger, limits), latestRevision(ledger)?.number ?? 0, comment?.url)
  );
}

type Decision = Extract<AnswerableCommand, { kind: "dismiss" | "reopen" }>;

function decide(
  contexts: readonly Context[],
  context: Context,
  input: CommandReplyInput,
  saved: SavedState,
  { kind, concern: id, reason }: Decision,
): Publication {
  const ledger = decideInLedger(saved.ledger, { kind, concern: id, reason }, input.actor);
  if (typeof ledger === "string") return replyOnly(contexts, input, refusedReply(ledger));
  const state = { ...saved, ledger };
  const verdict = gateVerdict(ledger, context.limits);
  const content = { state, verdict, notes: [], event: [] };
  const concern = ledger.concerns.find((one) => one.id === id);
  const isOfHead = latestRevision(ledger)?.label === context.head;
  const status = isOfHead ? verdictStatus(verdict, openConcerns(ledger).length, context.run) : undefined;
  const own = { context: statusContext(context.key), status: status ?? failedStatus("") };
  const others = (input.standing ?? []).filter((one) => one.context !== own.context);
  const outputs = { ...outputsOf("command", context.head, ledger, verdict), ...(isOfHead ? {} : { gate: "error" }) };
  return {
    ...replyOnly(
      contexts,
      input,
      concern === undefined ? "" : decisionReply(concern, isOfHead ? verdict : undefined, context.name),
    ),
    summary: fullDashboard(context, content),
    outputs: input.several ? outputsOfAll([{ key: context.key, outputs }]) : outputs,
    threads: planThreads(context, ledger),
    statusComment: planStatusComment({ several: input.several, sections: sectionsWith(contexts, context, content) }),
    manuscriptStatuses: input.several && isOfHead ? [own] : [],
    status: status === undefined || !input.several ? status : statusOfAll([own, ...others], context.run),
  };
}

/** What the comment says of one manuscript anew, beside what it says of the others. */
function sectionsWith(contexts: readonly Context[], context: Context, content: DashboardContent): CommentSection[] {
  return contexts.flatMap((one) => {
    if (one === context) return [{ context, content }];
    return one.saved === undefined ? [] : [{ context: one, content: contentOf(one, one.saved) }];
  });
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

function replyOnly([first]: readonly Context[], { head, comment }: CommandReplyInput, text: string): Publication {
  if (first === undefined) throw new RangeError("a command is about one manuscript at least"); // a bug of ours
  const marker = replyMarker({ ...first.scope, key: first.name === "" ? first.key : "" }, comment);
  return {
    head,
    summary: text,
    outputs: outputsOf("command", head, undefined, undefined),
    review: undefined,
    threads: [],
    statusComment: undefined,
    manuscriptStatuses: [],
    reply: { body: `${text}\n\n${hiddenMarker(marker)}`, marker },
    status: undefined,
  };
}
