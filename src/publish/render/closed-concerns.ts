/** Resolved and dismissed concerns on the dashboard: folded, with the revision or the person that closed them. */

import type { LedgerConcern } from "../../revision/index.ts";
import { truncate } from "../../text.ts";
import { commitLink, isCommit, type PullRequestAddress } from "../links.ts";
import { escapeMarkdown, plainText } from "../sanitise.ts";
import type { SavedState } from "../state/run-result.ts";
import { folded } from "./blocks.ts";

/** @param longest characters of a concern; 0 where only their names have room */
export function closedFolds(state: SavedState, where: PullRequestAddress, longest: number): string[] {
  const resolved = state.ledger.concerns.filter((one) => one.state === "resolved");
  const dismissed = state.ledger.concerns.filter((one) => one.state === "dismissed");
  const forgotten = state.ledger.forgotten === 0 ? "" : `, and ${state.ledger.forgotten} older ones that are no longer listed`;
  return [
    ...(resolved.length === 0
      ? []
      : [
          folded(
            `${resolved.length} resolved${forgotten}`,
            closedBody(resolved, longest, (one) => resolvedLine(one, state, where, longest)),
          ),
        ]),
    ...(dismissed.length === 0
      ? []
      : [
          folded(
            `${dismissed.length} dismissed`,
            closedBody(dismissed, longest, (one) => dismissedLine(one, longest)),
          ),
        ]),
  ];
}

function closedBody(concerns: readonly LedgerConcern[], longest: number, line: (concern: LedgerConcern) => string): string {
  return longest === 0 ? names(concerns) : concerns.map(line).join("\n");
}

function resolvedLine(
  { id, severity, text, history }: LedgerConcern,
  { ledger }: SavedState,
  where: PullRequestAddress,
  longest: number,
): string {
  const event = history.findLast(({ outcome }) => outcome === "resolved");
  const label = ledger.revisions.find(({ number }) => number === event?.revision)?.label ?? "";
  const link = isCommit(label) ? ` ${commitLink(where, label)}` : "";
  return `- **${id}** ${severity} · ${escapeMarkdown(truncate(plainText(text), longest))} *Resolved in revision ${event?.revision ?? "?"}*${link}`;
}

function dismissedLine({ id, severity, text, history }: LedgerConcern, longest: number): string {
  const event = history.findLast(({ outcome, by }) => outcome === "dismissed" && by !== undefined);
  const who =
    event?.by === undefined
      ? ""
      : ` by ${escapeMarkdown(truncate(plainText(event.by), 60))}: ${escapeMarkdown(truncate(plainText(event.because), longest))}`;
  return `- **${id}** ${severity} · ${escapeMarkdown(truncate(plainText(text), longest))} *Dismissed*${who}`;
}

/** Where nothing but their numbers has room. */
export function names(concerns: readonly LedgerConcern[]): string {
  return `${concerns.map(({ id }) => id).join(", ")}.`;
}
