/** The reply to a command that asks for no review. */
import type { Verdict } from "../../gate.ts";
import type { LedgerConcern } from "../../revision/index.ts";
import { capitalize } from "../../text.ts";
import { severityCounts } from "../report/items.ts";
import { escapeMarkdown } from "../sanitise.ts";
import { excerpt, gateText } from "./blocks.ts";

const COMMANDS = [
  ["/bioreview", "review the latest commit now"],
  ["/bioreview full", "the same, and forget what earlier reviews know"],
  ["/bioreview 1a2b3c4", "review only if the latest commit begins so"],
  ["/bioreview status", "what is open, and how the gate stands"],
  ["/bioreview dismiss C7 reason", "close a concern: it stays closed unless it comes back more severe"],
  ["/bioreview reopen C7 reason", "open it again"],
  ["/bioreview help", "this list"],
] as const;

/** @param manuscript the name of one of several; undefined where there is one */
export function helpReply(manuscript?: string): string {
  const items = COMMANDS.map(([command, what]) => `- \`${command}\`: ${what}`);
  return [
    "**BioReview** reads the manuscript of this pull request and raises what a reviewer would raise.",
    items.join("\n"),
    ...(manuscript === undefined ? [] : [namingHelp(manuscript)]),
    "A command stands alone at the beginning of a new comment. Who may write to the repository may give one.",
  ].join("\n\n");
}

/** Where a repository has several manuscripts. */
function namingHelp(name: string): string {
  return `A command is about all manuscripts that this pull request changes; to give it for one, name it by its key or its path: \`/bioreview ${name}\`, \`/bioreview full ${name}\`, \`/bioreview dismiss ${name} C7\` and your reason. Numbers of concerns are each manuscript's own.`;
}

export function unknownReply(words: string, manuscript?: string): string {
  return `There is no command *${excerpt(words, 80) || "of no words"}*.\n\n${helpReply(manuscript)}`;
}

/** @param why a clause without a full stop */
export function refusedReply(why: string): string {
  return `Nothing was done: ${excerpt(why, 300)}.`;
}

export function statusReply(
  open: readonly LedgerConcern[],
  verdict: Verdict,
  revision: number,
  dashboard: string | undefined,
): string {
  const counts = severityCounts(open);
  const link = dashboard === undefined ? "" : ` · [dashboard](${dashboard})`;
  return `Revision ${revision}: ${counts === "" ? "no open concerns" : `**${counts}** open`} · ${gateText(verdict)}${link}`;
}

export function nothingKnownReply(): string {
  return "Nothing was reviewed in this pull request yet. Comment `/bioreview` to begin.";
}

/** @param why a clause without a full stop; it can hold a person's name */
export function untrustedReply(why: string): string {
  return `The kept ledger is not believed: ${escapeMarkdown(why)}. Comment \`/bioreview full\` to begin anew.`;
}

const NOT_JUDGED =
  "The latest commit was not reviewed yet, so its gate stays as it is. It is judged by the next review: comment `/bioreview`.";

/** @param verdict on the head; undefined where the head is not what was reviewed last   @param manuscript whose concern it is, where there are several */
export function decisionReply(concern: LedgerConcern, verdict: Verdict | undefined, manuscript = ""): string {
  const event = concern.history.at(-1);
  const decision = concern.state === "dismissed" ? "Dismissed" : "Reopened";
  const quote = excerpt(concern.text, 200);
  const by = event?.by === undefined ? "" : ` by ${excerpt(event.by, 60)}: ${excerpt(event.because, 500)}`;
  const gate = verdict === undefined ? NOT_JUDGED : `${capitalize(gateText(verdict))}.`;
  const of = manuscript === "" ? "" : ` of ${escapeMarkdown(manuscript)}`;
  return [`**${decision}** ${concern.id}${of}${by}`, `> ${quote}`, gate].join("\n\n");
}
