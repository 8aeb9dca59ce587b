/** What a person is answered who wrote a command. */

import { SEVERITIES } from "../../concern.ts";
import type { Verdict } from "../../gate.ts";
import type { LedgerConcern } from "../../revision/index.ts";
import { capitalize, truncate } from "../../text.ts";
import { escapeMarkdown, plainText } from "../sanitise.ts";
import { gateWords } from "./blocks.ts";

const COMMANDS = [
  ["/bioreview", "review the latest commit now"],
  ["/bioreview full", "the same, and forget what earlier reviews know"],
  ["/bioreview 1a2b3c4", "review only if the latest commit begins so"],
  ["/bioreview status", "what is open, and how the gate stands"],
  ["/bioreview dismiss C7 reason", "close a concern: it stays closed unless it comes back more severe"],
  ["/bioreview reopen C7 reason", "open it again"],
  ["/bioreview help", "this list"],
] as const;

export function helpAnswer(): string {
  const rows = COMMANDS.map(([command, what]) => `| \`${command}\` | ${what} |`);
  return [
    "**BioReview** reads the manuscript of this pull request and raises what a reviewer would raise.",
    ["| comment | what happens |", "|---|---|", ...rows].join("\n"),
    "A command stands alone at the beginning of a new comment. Who may write to the repository may give one.",
  ].join("\n\n");
}

export function unknownAnswer(words: string): string {
  return `There is no command *${escapeMarkdown(truncate(plainText(words), 80)) || "of no words"}*.\n\n${helpAnswer()}`;
}

/** @param why a clause without a full stop */
export function refusedAnswer(why: string): string {
  return `Nothing was done: ${escapeMarkdown(truncate(plainText(why), 300))}.`;
}

export function statusAnswer(
  open: readonly LedgerConcern[],
  verdict: Verdict,
  revision: number,
  dashboard: string | undefined,
): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = open.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const link = dashboard === undefined ? "" : ` · [dashboard](${dashboard})`;
  return `Revision ${revision}: ${counts.length === 0 ? "no open concerns" : `**${counts.join(", ")}** open`} · ${gateWords(verdict)}${link}`;
}

export function nothingKnownAnswer(): string {
  return "Nothing was reviewed in this pull request yet. Comment `/bioreview` to begin.";
}

/** @param why a clause without a full stop; it can hold a person's name */
export function unbelievedAnswer(why: string): string {
  return `The kept ledger is not believed: ${escapeMarkdown(why)}. Comment \`/bioreview full\` to begin anew.`;
}

const NOT_JUDGED =
  "The latest commit was not reviewed yet, so its gate stays as it is. It is judged by the next review: comment `/bioreview`.";

/** @param verdict on the head; undefined where the head is not what was reviewed last */
export function decidedAnswer(concern: LedgerConcern, verdict: Verdict | undefined): string {
  const event = concern.history.at(-1);
  const did = concern.state === "dismissed" ? "Dismissed" : "Reopened";
  const said = escapeMarkdown(truncate(plainText(concern.text), 200));
  const by =
    event?.by === undefined
      ? ""
      : ` by ${escapeMarkdown(truncate(plainText(event.by), 60))}: ${escapeMarkdown(truncate(plainText(event.because), 500))}`;
  const gate = verdict === undefined ? NOT_JUDGED : `${capitalize(gateWords(verdict))}.`;
  return [`**${did}** ${concern.id}${by}`, `> ${said}`, gate].join("\n\n");
}
