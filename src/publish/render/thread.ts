/** What is replied in the thread of a concern when something became of it. */

import type { Cause, Ledger, LedgerConcern, LedgerEvent } from "../../revision/index.ts";
import { truncate } from "../../text.ts";
import { commitLink, isCommit, type PullRequestAddress, pullUrl } from "../links.ts";
import { hiddenMarker } from "../markers.ts";
import { escapeMarkdown, plainText } from "../sanitise.ts";
import { quoteLines } from "./quotes.ts";

/** What people who read a thread must know. */
export type DecidingEvent = LedgerEvent & { readonly outcome: "resolved" | "dismissed" | "reopened" | "escalated" };

export interface ThreadReplyView {
  readonly concern: LedgerConcern;
  readonly event: DecidingEvent;
  readonly ledger: Ledger;
  readonly where: PullRequestAddress;
  readonly mark: string;
}

export function threadReply(replied: ThreadReplyView): string {
  return [...paragraphs(replied), hiddenMarker(replied.mark)].join("\n\n");
}

function paragraphs({ concern, event, ledger, where, mark }: ThreadReplyView): string[] {
  const { revision, outcome, severity, cause, by } = event;
  const label = ledger.revisions.find(({ number }) => number === revision)?.label ?? "";
  const marked = `${pullUrl(where)}#${mark}`;
  const inRevision = isCommit(label)
    ? `in revision ${revision} (${commitLink(where, label, mark)})`
    : `in [revision ${revision}](${marked})`;
  const words = escapeMarkdown(truncate(plainText(concern.text), LONGEST));
  switch (outcome) {
    case "resolved": {
      const why = cause === undefined ? "its text changed" : CAUSE_WORDS[cause.kind];
      const told = `**Resolved** ${inRevision}: ${why}, and the new review, which read it, does not raise it again.`;
      return cause === undefined ? [told] : [told, quoteLines(cause)];
    }
    case "dismissed":
      return [byPerson("Dismissed", event, marked)];
    case "reopened":
      return by === undefined ? [`**Raised again** ${inRevision}, ${severity}:`, words] : [byPerson("Reopened", event, marked)];
    case "escalated":
      return event.text === undefined
        ? [`**Now ${severity}** ${inRevision}, in the same words.`]
        : [`**Now ${severity}** ${inRevision}:`, words];
  }
}

const CAUSE_WORDS: Readonly<Record<Cause["kind"], string>> = {
  rewritten: "its text was rewritten",
  removed: "its text was taken out",
  added: "text was added that speaks to it",
};
/** Characters of a concern. */
const LONGEST = 2_000;

function byPerson(what: string, { by = "", because }: DecidingEvent, url: string): string {
  return `**[${what}](${url})** by ${escapeMarkdown(truncate(plainText(by), 60))}: ${escapeMarkdown(truncate(plainText(because), 500))}`;
}
