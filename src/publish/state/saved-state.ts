/** What is kept on the pull request for the next run, as text in the status comment and back. Invariant: it is believed only where it is whole, of this
 *  very pull request and manuscript, and signed where a secret is given. Fails towards not believing, and says why: what is not believed hides nothing. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { OutputError } from "../../errors.ts";
import { reviewSettingsSchema } from "../../review/index.ts";
import { decodeLedger, encodeLedger, LEDGER_LIMIT, type Ledger, latestRevision } from "../../revision/index.ts";
import { fairShares } from "../../text.ts";
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
export function encodeState(state: SavedState, secret?: string): string {
  return encodeStates([state], secret).join("");
}

/** Of several manuscripts, in one comment: each ledger with its fair share of the room.
 *  @throws OutputError where they fit by no means */
export function encodeStates(states: readonly SavedState[], secret?: string): string[] {
  const ledgers = ledgerTexts(states.map(({ ledger }) => ledger));
  return states.map((state, k) => encoded(state, ledgers[k] ?? "", secret));
}

function encoded({ ledger: _, ...head }: SavedState, ledger: string, secret: string | undefined): string {
  const text = `${VERSION}\n${base64(JSON.stringify(headSchema.parse(head)))}\n${ledger}`;
  return `${STATE_START}${text}${secret === undefined ? "" : `\nhmac-sha256:${signature(text, secret)}`}\n-->`;
}

/** Ends a status comment that keeps no state because nothing is known yet: one without it had a state that somebody took away. */
export const NO_STATE = `${STATE_START}none -->`;

function ledgerTexts(ledgers: readonly Ledger[]): string[] {
  try {
    return ledgersWithin(ledgers, LEDGER_LIMIT);
  } catch (error) {
    if (error instanceof OutputError) return ledgersWithin(ledgers, LEDGER_AT_MOST);
    throw error;
  }
}

/** @param limit characters of all together */
function ledgersWithin(ledgers: readonly Ledger[], limit: number): string[] {
  const texts = ledgers.map((ledger) => encodeLedger(ledger, limit));
  const shares = fairShares(
    texts.map(({ length }) => length),
    limit,
  );
  return texts.map((text, k) => {
    const [ledger, share = 0] = [ledgers[k], shares[k]];
    return ledger === undefined || text.length <= share ? text : encodeLedger(ledger, share);
  });
}

export type LoadedState =
  | { readonly kind: "none" }
  | { readonly kind: "state"; readonly state: SavedState; readonly commentId: number }
  /** `why`: a clause without a full stop, such as "it is damaged". */
  | { readonly kind: "untrusted"; readonly why: string };

type Kept = Pick<Conversation, "statusComments"> & Partial<Pick<Conversation, "reviews">>;
type Scope = Omit<MarkerScope, "secret">;

/** Of several status comments of one manuscript the one with the latest revision. Where there is none, our reviews of earlier commits tell that there was one.
 *  @param expected of which pull request and manuscript it must be
 *  @param head of the pull request: a run that ended between its review and its ledger begins anew there; undefined where reviews tell nothing */
export function loadState({ statusComments, reviews = [] }: Kept, expected: Scope, secret?: string, head?: string): LoadedState {
  const comments = ofManuscript(statusComments, expected);
  const found = latestOf(comments.map((comment) => ({ comment, ...parseState(comment, expected, secret) })));
  if (found.kind !== "none" || comments.length > 0) return found;
  return knownByReviews(reviews, { ...expected, ...(secret === undefined ? {} : { secret }) }, head);
}

/** One of several manuscripts of a repository. */
export interface ManuscriptIdentity {
  readonly key: string;
  /** Its file or folder, and what it was called before: a state that was kept for the same file under another key is its own. */
  readonly paths: readonly string[];
  /** Whether it is there no more: what is kept of it may be another's, which its file was renamed to. */
  readonly removed?: boolean;
}

/** The same for several manuscripts, which share one comment; what was kept for one of them alone, in a comment of its own, counts too. A state without a manuscript
 *  of its key is that of the first that its file belongs to.
 *  @returns in the manuscripts' order; of each state its own key, which is another than the manuscript's where it was kept under that */
export function loadStates(
  kept: Kept,
  { repository, pull }: Pick<Scope, "repository" | "pull">,
  manuscripts: readonly ManuscriptIdentity[],
  secret?: string,
  head?: string,
): LoadedState[] {
  const keys = new Set(manuscripts.filter(({ removed }) => removed !== true).map(({ key }) => key));
  const comments = ofSeveral(kept.statusComments, { repository, pull }, [...keys]);
  const blocks = comments.flatMap((comment) => blocksIn(comment.body).map((block) => ({ comment, block })));
  const adopted = new Map<string, string>();
  for (const { block } of blocks) {
    if (block.head === undefined || keys.has(block.head.key)) continue;
    const { key, manuscript } = block.head;
    const owner = manuscripts.find(({ paths }) => paths.some((path) => manuscript === path || manuscript.startsWith(`${path}/`)));
    if (owner !== undefined && !blocks.some((one) => one.block.head?.key === owner.key)) adopted.set(owner.key, key);
  }
  return manuscripts.map((manuscript): LoadedState => {
    if (manuscript.removed) return { kind: "none" };
    const key = adopted.get(manuscript.key) ?? manuscript.key;
    const expected = { repository, pull, key };
    const found = latestOf(comments.map((comment) => ({ comment, ...parseState(comment, expected, secret, true) })));
    if (found.kind !== "none") return found;
    return knownByReviews(kept.reviews ?? [], { ...expected, ...(secret === undefined ? {} : { secret }) }, head);
  });
}

function latestOf(parsed: readonly (ParsedState & { readonly comment: OwnComment })[]): LoadedState {
  const [first, ...others] = parsed.flatMap(({ comment, ...one }) =>
    one.kind === "state" ? [{ commentId: comment.id, ...one }] : [],
  );
  if (first !== undefined) return others.reduce((best, one) => (revisionIn(one) >= revisionIn(best) ? one : best), first);
  const distrusted = parsed.findLast((one) => one.kind === "untrusted");
  return distrusted === undefined ? { kind: "none" } : untrusted(distrusted.why);
}

function knownByReviews(reviews: readonly OwnReview[], scope: MarkerScope, head: string | undefined): LoadedState {
  const isEarlier = (review: OwnReview) => review.commit !== head && isReviewOf(review, scope);
  return head !== undefined && reviews.some(isEarlier) ? untrusted("the comment that held it is gone") : { kind: "none" };
}

/** Revisions whose reviews are looked for where their ledger is gone: each costs a digest for each review. */
const MOST_REVISIONS = 100;

function isReviewOf({ body, commit }: OwnReview, scope: MarkerScope): boolean {
  if (commit === undefined || !body.includes("bioreview-review-")) return false;
  const revisions = Array.from({ length: MOST_REVISIONS }, (_, k) => k + 1);
  return revisions.some((revision) => body.includes(reviewMarker(scope, commit, revision)));
}

/** Status comments that several manuscripts share, or that one of them had for itself. */
export function ofSeveral(
  comments: readonly OwnComment[],
  scope: Pick<Scope, "repository" | "pull">,
  keys: readonly string[],
): OwnComment[] {
  return comments.filter((comment) => ["", ...keys].some((key) => ofManuscript([comment], { ...scope, key }).length > 0));
}

/** Status comments of this manuscript, oldest first. One whose first line is gone is taken for one of it, unless its state says otherwise. */
export function ofManuscript(comments: readonly OwnComment[], scope: Scope): OwnComment[] {
  return comments.filter(({ body }) => isStatusCommentOf(body, scope) ?? !isOfAnother(body, scope));
}

function isOfAnother(body: string, { repository, pull, key }: Scope): boolean {
  const head = blocksIn(body).at(-1)?.head;
  return head !== undefined && (head.repository !== repository || head.pull !== pull || head.key !== key);
}

/** A state as text in a comment, not believed yet. */
interface StateBlock {
  readonly version: string;
  readonly rest: string;
  /** What it says that it is of; undefined where that cannot be read. */
  readonly head: z.infer<typeof headSchema> | undefined;
}

function blocksIn(body: string): StateBlock[] {
  return [...body.replaceAll("\r\n", "\n").matchAll(STATE)].map(([, version = "", rest = ""]) => {
    const head = PARTS.exec(rest.trimEnd())?.[1] ?? "";
    return { version, rest, head: headSchema.safeParse(parsedJson(Buffer.from(head, "base64").toString("utf8"))).data };
  });
}

/** The states of other manuscripts in a comment, as they stand there: whoever rewrites it must not take them away. */
export function statesOfOthers(body: string, keys: ReadonlySet<string>): string[] {
  const others = blocksIn(body).filter(({ head }) => head !== undefined && !keys.has(head.key));
  const byKey = new Map(others.map(({ head, version, rest }) => [head?.key, `${STATE_START}${version}\n${rest.trimEnd()}\n-->`]));
  return [...byKey.values()];
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
function parseState({ body, editedBy }: OwnComment, expected: Scope, secret: string | undefined, shared = false): ParsedState {
  const found = stateIn(body, expected, secret, shared);
  if (found.kind === "untrusted" || editedBy === undefined) return found;
  if (found.kind === "none") return untrusted(`${editedBy} changed by hand the comment that should hold it`);
  return secret === undefined ? untrusted(`${editedBy} changed it by hand, and no state secret is set`) : found;
}

/** The last state in a comment: whoever could write one before it, could not write behind our end.
 *  @param shared whether several manuscripts keep theirs there: then the last of this one */
function stateIn(body: string, expected: Scope, secret: string | undefined, shared: boolean): ParsedState {
  const text = body.replaceAll("\r\n", "\n");
  const blocks = blocksIn(text);
  if (blocks.length === 0) {
    const left = text.replace(NO_STATE, "");
    if (left.includes("bioreview-state:")) return untrusted("it is damaged");
    return left === text ? untrusted("somebody took it out of the comment that held it") : { kind: "none" };
  }
  const found = shared ? blocks.findLast(({ head }) => head?.key === expected.key) : blocks.at(-1);
  if (found === undefined) return blocks.every(({ head }) => head !== undefined) ? { kind: "none" } : untrusted("it is damaged");
  const { version, rest } = found;
  if (Number(version) > VERSION) return untrusted(`it was written by a newer BioReview (state version ${version})`);
  const parts = PARTS.exec(rest.trimEnd());
  if (Number(version) !== VERSION || parts === null) return untrusted("it is damaged");
  const [, head = "", ledger = "", signed] = parts;
  const distrust = secret === undefined ? undefined : whyUnsigned(`${version}\n${head}\n${ledger}`, signed, secret);
  return distrust === undefined ? checked(head, ledger, expected) : untrusted(distrust);
}

function checked(head: string, ledgerText: string, { repository, pull, key }: Scope): ParsedState {
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

function untrusted(why: string): Extract<LoadedState, { kind: "untrusted" }> {
  return { kind: "untrusted", why };
}
