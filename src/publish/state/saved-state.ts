/** What is kept on the pull request for the next run, as text in the status comment and back. Invariant: it is believed only where it is whole, of this
 *  very pull request and manuscript, and signed where a secret is given. Fails towards not believing, and says why: what is not believed hides nothing. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { OutputError } from "../../errors.ts";
import { reviewSettingsSchema } from "../../review/index.ts";
import { decodeLedger, encodeLedger, LEDGER_LIMIT, latestRevision } from "../../revision/index.ts";
import type { Conversation, OwnComment, OwnReview } from "../conversation.ts";
import { isStatusCommentOf, type MarkerScope, reviewMarker, STATE_START } from "../markers.ts";
import { provenanceSchema } from "./provenance.ts";
import type { SavedState } from "./run-result.ts";

/** Grows when an older program must not read it. */
const VERSION = 1;
/** Characters that the ledger may have where it does not fit otherwise: then the dashboard shows counts alone. */
const LEDGER_AT_MOST = 54_000;

const words = z.string().min(1);
const headSchema = z.strictObject({
  repository: words,
  pull: z.int().min(1),
  key: z.string(),
  manuscript: words,
  profile: words,
  provenance: provenanceSchema.optional(),
  settings: reviewSettingsSchema.optional(),
});

/** An HTML comment: base64 and digits only, so that nothing in it can end it.
 *  @throws OutputError where the ledger fits by no means */
export function encodeState({ ledger, ...head }: SavedState, secret?: string): string {
  const text = `${VERSION}\n${base64(JSON.stringify(headSchema.parse(head)))}\n${ledgerText(ledger)}`;
  return `${STATE_START}${text}${secret === undefined ? "" : `\nhmac-sha256:${signature(text, secret)}`}\n-->`;
}

/** Ends a status comment that keeps no state because nothing is known yet: one without it had a state that somebody took away. */
export const NO_STATE = `${STATE_START}none -->`;

function ledgerText(ledger: SavedState["ledger"]): string {
  try {
    return encodeLedger(ledger, LEDGER_LIMIT);
  } catch (error) {
    if (error instanceof OutputError) return encodeLedger(ledger, LEDGER_AT_MOST);
    throw error;
  }
}

export type LoadedState =
  | { readonly kind: "none" }
  | { readonly kind: "state"; readonly state: SavedState; readonly commentId: number }
  /** `why`: a clause without a full stop, such as "it is damaged". */
  | { readonly kind: "untrusted"; readonly why: string };

/** Of several status comments of one manuscript the one with the latest revision. Where there is none, our reviews of earlier commits tell that there was one.
 *  @param expected of which pull request and manuscript it must be
 *  @param head of the pull request: a run that ended between its review and its ledger begins anew there; undefined where reviews tell nothing */
export function loadState(
  { statusComments, reviews = [] }: Pick<Conversation, "statusComments"> & Partial<Pick<Conversation, "reviews">>,
  expected: Omit<MarkerScope, "secret">,
  secret?: string,
  head?: string,
): LoadedState {
  const comments = ofManuscript(statusComments, expected);
  const parsed = comments.map((comment) => ({ commentId: comment.id, ...parseState(comment, expected, secret) }));
  const [first, ...others] = parsed.flatMap((one) => (one.kind === "state" ? [one] : []));
  if (first !== undefined) return others.reduce((best, one) => (revisionIn(one) >= revisionIn(best) ? one : best), first);
  const distrusted = parsed.findLast((one) => one.kind === "untrusted");
  if (distrusted !== undefined) return { kind: "untrusted", why: distrusted.why };
  const reviewed = { ...expected, ...(secret === undefined ? {} : { secret }) };
  const isEarlier = (review: OwnReview) => review.commit !== head && isReviewOf(review, reviewed);
  if (comments.length === 0 && head !== undefined && reviews.some(isEarlier))
    return { kind: "untrusted", why: "the comment that held it is gone" };
  return { kind: "none" };
}

/** Revisions whose reviews are looked for where their ledger is gone: each costs a digest for each review. */
const MOST_REVISIONS = 100;

function isReviewOf({ body, commit }: OwnReview, scope: MarkerScope): boolean {
  if (commit === undefined || !body.includes("bioreview-review-")) return false;
  const revisions = Array.from({ length: MOST_REVISIONS }, (_, k) => k + 1);
  return revisions.some((revision) => body.includes(reviewMarker(scope, commit, revision)));
}

/** Status comments of this manuscript, oldest first. One whose first line is gone is taken for one of it, unless its state says otherwise. */
export function ofManuscript(comments: readonly OwnComment[], scope: Omit<MarkerScope, "secret">): OwnComment[] {
  return comments.filter(({ body }) => isStatusCommentOf(body, scope) ?? !isOfAnother(body, scope));
}

function isOfAnother(body: string, { repository, pull, key }: Omit<MarkerScope, "secret">): boolean {
  const head = PARTS.exec([...body.replaceAll("\r\n", "\n").matchAll(STATE)].at(-1)?.[2]?.trimEnd() ?? "")?.[1] ?? "";
  const { success, data } = headSchema.safeParse(parsedJson(Buffer.from(head, "base64").toString("utf8")));
  return success && (data.repository !== repository || data.pull !== pull || data.key !== key);
}

function revisionIn({ state }: { readonly state: SavedState }): number {
  return latestRevision(state.ledger)?.number ?? 0;
}

type ParsedState =
  | { readonly kind: "none" }
  | { readonly kind: "state"; readonly state: SavedState }
  | { readonly kind: "untrusted"; readonly why: string };

const STATE = /<!-- bioreview-state:(\d{1,6})\n([\s\S]*?)-->/g;
const PARTS = /^([A-Za-z0-9+/]+={0,2})\n(bioreview-ledger:[A-Za-z0-9:+/]+={0,2})(?:\nhmac-sha256:([0-9a-f]{64}))?$/;

/** People who may write to the repository may change our comments: then only a signature shows that the state is still ours, and nothing that there was none. */
function parseState(
  { body, editedBy }: OwnComment,
  expected: Omit<MarkerScope, "secret">,
  secret: string | undefined,
): ParsedState {
  const found = stateIn(body, expected, secret);
  if (found.kind === "untrusted" || editedBy === undefined) return found;
  if (found.kind === "none") return untrusted(`${editedBy} changed by hand the comment that should hold it`);
  return secret === undefined ? untrusted(`${editedBy} changed it by hand, and no state secret is set`) : found;
}

/** The last state in a comment: whoever could write one before it, could not write behind our end. */
function stateIn(body: string, expected: Omit<MarkerScope, "secret">, secret: string | undefined): ParsedState {
  const text = body.replaceAll("\r\n", "\n");
  const found = [...text.matchAll(STATE)].at(-1);
  if (found === undefined) {
    const left = text.replace(NO_STATE, "");
    if (left.includes("bioreview-state:")) return untrusted("it is damaged");
    return left === text ? untrusted("somebody took it out of the comment that held it") : { kind: "none" };
  }
  const [, version = "", rest = ""] = found;
  if (Number(version) > VERSION) return untrusted(`it was written by a newer BioReview (state version ${version})`);
  const parts = PARTS.exec(rest.trimEnd());
  if (Number(version) !== VERSION || parts === null) return untrusted("it is damaged");
  const [, head = "", ledger = "", signed] = parts;
  const distrust = secret === undefined ? undefined : whyUnsigned(`${version}\n${head}\n${ledger}`, signed, secret);
  return distrust === undefined ? checked(head, ledger, expected) : untrusted(distrust);
}

function checked(head: string, ledgerText: string, { repository, pull, key }: Omit<MarkerScope, "secret">): ParsedState {
  const parsed = headSchema.safeParse(parsedJson(Buffer.from(head, "base64").toString("utf8")));
  if (!parsed.success) return untrusted("it is damaged");
  const { data } = parsed;
  if (data.repository !== repository || data.pull !== pull) return untrusted("it belongs to another pull request");
  if (data.key !== key) return untrusted("it belongs to another manuscript");
  const decoded = decodeLedger(ledgerText);
  if (decoded.kind === "unreadable") return untrusted(decoded.why);
  const { provenance, settings, ...known } = data;
  const state = {
    ...known,
    ledger: decoded.ledger,
    ...(provenance === undefined ? {} : { provenance }),
    ...(settings === undefined ? {} : { settings }),
  };
  return { kind: "state", state };
}

/** @returns why the signature is not trusted; undefined where it is */
function whyUnsigned(text: string, signed: string | undefined, secret: string): string | undefined {
  if (signed === undefined) return "it is not signed, and a state secret is set";
  const expected = Buffer.from(signature(text, secret), "hex");
  const given = Buffer.from(signed, "hex");
  const same = given.length === expected.length && timingSafeEqual(given, expected);
  return same ? undefined : "its signature is not of the state secret that is set";
}

function signature(text: string, secret: string): string {
  return createHmac("sha256", secret).update(`bioreview-state:${text}`).digest("hex");
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no schema takes it
  }
}

function untrusted(why: string): ParsedState {
  return { kind: "untrusted", why };
}
