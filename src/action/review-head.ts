/** The head of a pull request, reviewed and put beside what is known; or why that was not needed. Invariants: no model runs for a text in which no reader sees a
 *  difference, nor where the manuscript is not touched; what would fail after the review fails before it. */
import type { Profile } from "../../profiles/profile.ts";
import { embedCached } from "../embeddings/index.ts";
import { ManuscriptError } from "../errors.ts";
import type { ChangedFile, PullRequest } from "../github/index.ts";
import { type FileTree, type Manuscript, readManuscript } from "../manuscript/index.ts";
import type { PreviousRevision, RunConclusion } from "../publish/index.ts";
import { articleOf, buildReviewResult, type ReviewProgress, review } from "../review/index.ts";
import {
  calibrationFor,
  compareReviews,
  type EarlierText,
  type ModelServers,
  reviewedTextOf,
  type Workplace,
} from "../reviewer/index.ts";
import {
  type ComparisonResult,
  cosmeticComparison,
  countSentences,
  differenceOf,
  latestRevision,
  skipCosmetic,
} from "../revision/index.ts";
import { embeddingCache } from "../user-folders.ts";
import { VERSION } from "../version.ts";
import { type Earlier, forgotten, oldTextOf, type Unused } from "./earlier.ts";
import { changesOneOf, madeOtherwise, type Parts } from "./touched.ts";

export interface Asked {
  readonly pull: PullRequest;
  readonly changed: readonly ChangedFile[];
  /** Where the manuscript is, where the settings say so. */
  readonly manuscript: string | undefined;
  readonly profile: Profile;
  /** Looked up only where the manuscript is touched. */
  readonly earlier: (head: Parts) => Promise<Earlier | Unused | undefined>;
  /** Asked for by a person: then it is reviewed, whatever files are changed. */
  readonly byPerson: boolean;
  /** Forget what earlier runs know. */
  readonly full: boolean;
  /** What people must know of what was known. */
  readonly notes: readonly string[];
}

export interface Means {
  /** The tree of a commit. */
  readonly files: (sha: string) => FileTree;
  /** Started or found when a model is needed, not before. */
  readonly servers: () => Promise<ModelServers>;
  readonly workplace: Workplace;
  readonly onReview: (progress: ReviewProgress) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

export interface Reviewed {
  readonly found: RunConclusion;
  readonly previous: PreviousRevision;
}

/** @throws ManuscriptError, ServerError, ModelsError, AnswerError, SettingsError, GitHubError, InterruptedError */
export async function reviewHead(asked: Asked, means: Means, signal: AbortSignal): Promise<Reviewed> {
  const { pull, manuscript: named } = asked;
  means.workplace.say("reading the manuscript");
  const head = await readManuscript(means.files(pull.head.sha), named === undefined ? {} : { manuscript: named });
  if (!asked.byPerson && !(await isTouched(asked, head, means.files)))
    return { found: { kind: "untouched", root: head.root }, previous: { from: "none", notes: [...asked.notes] } };
  const known = await asked.earlier(head);
  if (known === undefined) return first(asked, head, means, signal);
  if ("unused" in known) return first({ ...asked, notes: [...asked.notes, known.unused] }, head, means, signal);
  return asked.full ? afresh(asked, known, head, means, signal) : next(asked, known, head, means, signal);
}

type Change = Pick<Asked, "pull" | "changed" | "manuscript">;

/** @throws ManuscriptError where the head has no readable manuscript */
export async function isUntouched(change: Change, files: Means["files"]): Promise<boolean> {
  const { pull, manuscript: named } = change;
  const head = await readManuscript(files(pull.head.sha), named === undefined ? {} : { manuscript: named });
  return !(await isTouched(change, head, files));
}

/** The base's manuscript is read only where the head's says "untouched": a file may have left it. */
async function isTouched(
  { pull, changed, manuscript: named }: Change,
  head: Manuscript,
  files: Means["files"],
): Promise<boolean> {
  if (changesOneOf(changed, head)) return true;
  const base = await readManuscript(files(pull.base.sha), named === undefined ? {} : { manuscript: named }).catch(asNone);
  return base === undefined || changesOneOf(changed, base) || madeOtherwise(base, head);
}

async function first(asked: Asked, head: Manuscript, means: Means, signal: AbortSignal): Promise<Reviewed> {
  const comparison = await compared(asked, undefined, head, means, signal);
  return { found: { kind: "compared", comparison }, previous: { from: "none", notes: [...asked.notes] } };
}

async function afresh(asked: Asked, known: Earlier, head: Manuscript, means: Means, signal: AbortSignal): Promise<Reviewed> {
  const { earlier, note } = forgotten(known);
  const comparison = await compared(asked, { ...sideOf(earlier), text: undefined, afresh: true }, head, means, signal);
  return { found: { kind: "compared", comparison }, previous: previousOf(earlier, [...asked.notes, note]) };
}

async function next(asked: Asked, known: Earlier, head: Manuscript, means: Means, signal: AbortSignal): Promise<Reviewed> {
  const old = await oldTextOf(known, means.files, asked.manuscript);
  const notes = [...asked.notes, ...(old.text === undefined ? [old.note] : [])];
  const previous = previousOf(known, notes);
  const sameModel = known.profile === asked.profile.name;
  if (old.text !== undefined && sameModel && ["none", "cosmetic"].includes(differenceOf(old.text, head)))
    return { found: { kind: "compared", comparison: cosmetic(known, asked.pull.head.sha, head) }, previous };
  const comparison = await compared(asked, { ...sideOf(known), text: old.text }, head, means, signal);
  return { found: { kind: "compared", comparison }, previous };
}

function previousOf({ from, pull, commit }: Earlier, notes: readonly string[]): PreviousRevision {
  return { from, ...(pull === undefined ? {} : { pull }), ...(commit === undefined ? {} : { commit }), notes: [...notes] };
}

/** The very commit that is the last revision already stays that revision: a run that is repeated adds none. */
function cosmetic({ ledger, commit }: Earlier, now: string, text: Manuscript): ComparisonResult {
  const label = latestRevision(ledger)?.label ?? now;
  const after = commit === now ? ledger : skipCosmetic(ledger, now);
  return cosmeticComparison({ toolVersion: VERSION, ledger: after, old: label, now, sentences: countSentences(text) });
}

function sideOf({ ledger, commit }: Earlier): Pick<EarlierText, "label" | "concerns" | "ledger"> {
  return { label: latestRevision(ledger)?.label ?? commit ?? "an earlier revision", concerns: [], ledger };
}

/** Asks the models, and compares. @param old undefined for the first review */
async function compared(
  { pull, profile }: Asked,
  old: EarlierText | undefined,
  head: Manuscript,
  { servers, workplace, onReview, now }: Means,
  signal: AbortSignal,
): Promise<ComparisonResult> {
  await calibrationFor({ name: profile.matching, sha256: undefined }, workplace.env);
  const { models, embedder, matching, close } = await servers();
  try {
    if (matching === undefined) throw new RangeError("a comparison needs an embedder, and none was opened");
    const { article } = articleOf(head);
    const done = await review({ article, profile, models, embedder, now }, onReview, signal);
    const result = buildReviewResult({ manuscript: head, revision: pull.head.sha, profile, review: done, toolVersion: VERSION });
    const embedding = {
      env: workplace.env,
      embedder: matching.name,
      embed: async (texts: ReadonlySet<string>) => {
        const say = (count: number, all: number) => workplace.say(`embedding: ${count} of ${all} texts`);
        return (await embedCached(texts, matching, embeddingCache(workplace.env), say, signal)).embeddings;
      },
    };
    return await compareReviews(old, reviewedTextOf(result, pull.head.sha), embedding, workplace.say);
  } finally {
    await close();
  }
}

/** A base without a readable manuscript: whatever the head has is then new. */
function asNone(error: unknown): undefined {
  if (error instanceof ManuscriptError) return undefined;
  throw error;
}
