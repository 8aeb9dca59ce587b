/** Hidden markers, by which a later run recognises what an earlier one wrote. Invariant: text of a model, manuscript or person can form none, for the
 *  sanitiser breaks every `#`, `-` and `<` of it; and with a secret nobody else can make one either.
 *  A marker stands in a text in three forms, because GitHub is said to strip HTML comments from reviews: an HTML comment, a reference definition, and
 *  the fragment of the first link that people see. */
import { createHash, createHmac } from "node:crypto";

/** What a marker belongs to: those of one pull request, manuscript and secret are nothing to another's. */
export interface MarkerScope {
  /** `owner/name` */
  readonly repository: string;
  readonly pull: number;
  readonly key: string;
  readonly secret?: string | undefined;
}

/** Hexadecimal digits: 96 bits, so that no two are the same. */
const DIGITS = 24;

function digestOf({ repository, pull, key, secret }: MarkerScope, ...parts: readonly (string | number)[]): string {
  const text = JSON.stringify([repository, pull, key, ...parts]);
  const hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret);
  return hash.update(text).digest("hex").slice(0, DIGITS);
}

export function reviewMarker(scope: MarkerScope, head: string, revision: number): string {
  return `bioreview-review-${digestOf(scope, "review", head, revision)}`;
}

/** Of the comment on a line that has a concern in these words. */
export function concernMarker(scope: MarkerScope, id: string, text: string): string {
  return `bioreview-concern-${id}-${digestOf(scope, "concern", id, text)}`;
}
/** @returns the concerns that a body claims to have, each with its whole marker */
export function concernMarkersIn(body: string): { readonly id: string; readonly marker: string }[] {
  return [...body.matchAll(/bioreview-concern-(C[1-9]\d*)-[0-9a-f]{24}/g)].flatMap(([marker, id]) =>
    id === undefined ? [] : [{ id, marker }],
  );
}

/** Of the reply that says what became of a concern. */
export function outcomeMarker(scope: MarkerScope, id: string, outcome: string, revision: number): string {
  return `bioreview-outcome-${digestOf(scope, "outcome", id, outcome, revision)}`;
}

/** Of the reply to a command. @param comment that holds the command */
export function replyMarker(scope: MarkerScope, comment: number): string {
  return `bioreview-answer-${digestOf(scope, "answer", comment)}`;
}

/** A marker in the two forms that nobody sees; each stands alone between blank lines. */
export function hiddenMarker(marker: string): string {
  return `<!-- ${marker} -->\n\n[${marker}]: #`;
}

const STATUS = "<!-- bioreview-status:";

/** What a status comment begins with. No secret in it: who sets one must not lose the comment. And no text that others chose. */
export function statusCommentMarker({ repository, pull, key }: MarkerScope): string {
  const which = key === "" ? "" : `/${digestOf({ repository, pull, key }, "status")}`;
  return `${STATUS}${repository}/${pull}${which} -->`;
}
/** Whether a comment is a status comment, whichever pull request or manuscript it names: also where somebody wrote above its first line, or took that away and
 *  left the state. One that quotes such a line in a sentence is none. */
export function isStatusComment(body: string): boolean {
  return linesOf(body).some((line) => line.startsWith(STATUS) || line.startsWith(STATE_START));
}
/** @returns undefined where no line of it says so */
export function isStatusCommentOf(body: string, scope: MarkerScope): boolean | undefined {
  const [claim] = linesOf(body).filter((line) => line.startsWith(STATUS));
  return claim?.startsWith(statusCommentMarker(scope));
}

/** What a state begins with, where it stands in a status comment. */
export const STATE_START = "<!-- bioreview-state:";

/** Without what nobody sees before their first sign. */
function linesOf(body: string): string[] {
  return body.split(/\r?\n/).map((line) => line.replace(/^[\s\p{Cf}]+/u, ""));
}
