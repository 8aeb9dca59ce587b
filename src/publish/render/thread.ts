/** What stands in the thread of a concern: the comment on its line, with the concern in full, and a reply when something became of it. */
import type { Ledger, LedgerConcern, LedgerEvent, UnsettledChange } from "../../revision/index.ts";
import { capitalize, fromSnakeCase } from "../../text.ts";
import { commitLink, isCommit, type PullRequestAddress, pullUrl } from "../links.ts";
import { hiddenMarker } from "../markers.ts";
import type { RaisedOutcome } from "../report/groups.ts";
import { causeText, notDismissedReason } from "../report/items.ts";
import { escapeMarkdown } from "../sanitise.ts";
import { excerpt, quoteBlock } from "./blocks.ts";

/** Characters of a concern, in the comment on its line and in a reply. */
const MAX_COMMENT = 4_000;
const MAX_REPLY = 2_000;

const WHY_NOW = {
  "first review": undefined,
  "new passage": "new with this text",
  "changed passage": "new since this text changed",
  "changed paper": "new",
  "old text gone": "new",
  "unchanged passage": "noticed late",
  "unchanged paper": "noticed late",
} as const;

/** @param markers the concern's, and that of its outcome   @param manuscript what people must call it beside the concern; empty where there is one */
export function inlineComment(
  outcome: RaisedOutcome,
  where: PullRequestAddress,
  markers: readonly [concern: string, outcome: string],
  manuscript: string,
): string {
  const { id, now } = outcome;
  const name = `[**${manuscript === "" ? "" : `${escapeMarkdown(manuscript)} `}${id}**](${pullUrl(where)}#${markers.join("+")})`;
  const why = whyNow(outcome);
  const head = [`**${now.severity}**`, escapeMarkdown(fromSnakeCase(now.category)), name, ...(why === undefined ? [] : [why])];
  const reason = outcome.kind === "introduced" ? notDismissedReason(outcome) : undefined;
  return [
    head.join(" · "),
    excerpt(now.text, MAX_COMMENT),
    ...(reason === undefined ? [] : [`*${capitalize(reason)}.*`]),
    ...markers.map(hiddenMarker),
  ].join("\n\n");
}

function whyNow(outcome: RaisedOutcome): string | undefined {
  switch (outcome.kind) {
    case "introduced":
      return WHY_NOW[outcome.because];
    case "reopened":
      return `back again, resolved in revision ${outcome.resolvedIn}`;
    case "escalated":
      return `${outcome.was.severity} before`;
  }
}

/** What people who read a thread must know. */
export type DecidingEvent = Omit<LedgerEvent, "outcome"> & {
  readonly outcome: "resolved" | "dismissed" | "reopened" | "escalated" | UnsettledChange["kind"];
};

export interface ThreadReplyView {
  readonly concern: LedgerConcern;
  readonly event: DecidingEvent;
  readonly ledger: Ledger;
  readonly where: PullRequestAddress;
  readonly marker: string;
}

export function threadReply(view: ThreadReplyView): string {
  return [...replyParagraphs(view), hiddenMarker(view.marker)].join("\n\n");
}

function replyParagraphs({ concern, event, ledger, where, marker }: ThreadReplyView): string[] {
  const { revision, outcome, severity, cause, by } = event;
  const label = ledger.revisions.find(({ number }) => number === revision)?.label ?? "";
  const markedUrl = `${pullUrl(where)}#${marker}`;
  const inRevision = isCommit(label)
    ? `in revision ${revision} (${commitLink(where, label, marker)})`
    : `in [revision ${revision}](${markedUrl})`;
  const text = excerpt(concern.text, MAX_REPLY);
  switch (outcome) {
    case "resolved": {
      const why = cause === undefined ? "its text changed" : causeText(cause);
      const resolved = `**Resolved** ${inRevision}: ${why}, and the new review, which read it, does not raise it again.`;
      return cause === undefined ? [resolved] : [resolved, quoteBlock(cause)];
    }
    case "addressed in part": {
      const done = `**Partly addressed** ${inRevision}. It stays open for what is left.`;
      return cause === undefined ? [done] : [`${done} This was done:`, quoteBlock(cause)];
    }
    case "text removed": {
      const removed = `**Text removed, please check** ${inRevision}. Nothing else shows that the weakness is gone, so it stays open: dismiss it if it is settled.`;
      return cause === undefined ? [removed] : [removed, quoteBlock(cause)];
    }
    case "dismissed":
      return [decidedByPerson("Dismissed", event, markedUrl)];
    case "reopened":
      if (by !== undefined) return [decidedByPerson("Reopened", event, markedUrl)];
      return [`**Raised again** ${inRevision}, ${severity}:`, text];
    case "escalated":
      return event.text === undefined
        ? [`**Now ${severity}** ${inRevision}, in the same words.`]
        : [`**Now ${severity}** ${inRevision}:`, text];
  }
}

function decidedByPerson(decision: string, { by = "", because }: DecidingEvent, url: string): string {
  return `**[${decision}](${url})** by ${excerpt(by, 60)}: ${excerpt(because, 500)}`;
}
