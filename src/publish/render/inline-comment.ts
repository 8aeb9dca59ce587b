/** The comment on a line: one concern in full. */
import { capitalize, fromSnakeCase, truncate } from "../../text.ts";
import type { RaisedOutcome } from "../inline.ts";
import { type PullRequestAddress, pullUrl } from "../links.ts";
import { hiddenMarker } from "../markers.ts";
import { escapeMarkdown, plainText } from "../sanitise.ts";

/** Characters of a concern. */
const LONGEST = 4_000;

const WHY = {
  "first review": "",
  "new passage": "new with this text",
  "changed passage": "new since this text changed",
  "changed paper": "new",
  "old text gone": "new",
  "unchanged passage": "noticed late",
  "unchanged paper": "noticed late",
} as const;

/** @param marks the concern's, and that of what became of it */
export function inlineComment(outcome: RaisedOutcome, where: PullRequestAddress, marks: readonly [string, string]): string {
  const { id, now } = outcome;
  const name = `[**${id}**](${pullUrl(where)}#${marks.join("+")})`;
  const parts = [`**${now.severity}**`, escapeMarkdown(fromSnakeCase(now.category)), name, ...whyNow(outcome)];
  return [
    parts.join(" · "),
    escapeMarkdown(truncate(plainText(now.text), LONGEST)),
    ...instead(outcome),
    ...marks.map(hiddenMarker),
  ].join("\n\n");
}

function whyNow(outcome: RaisedOutcome): string[] {
  switch (outcome.kind) {
    case "introduced": {
      const why = WHY[outcome.because];
      return why === "" ? [] : [why];
    }
    case "reopened":
      return [`back again, resolved in revision ${outcome.resolvedIn}`];
    case "escalated":
      return [`${outcome.was.severity} before`];
  }
}

function instead(outcome: RaisedOutcome): string[] {
  if (outcome.kind !== "introduced" || outcome.instead === undefined) return [];
  return [`*${capitalize(`like ${outcome.instead.id}, which was dismissed, but ${outcome.instead.why}`)}.*`];
}
