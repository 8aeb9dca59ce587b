/** One revision of a paper reviewed and put beside the one before: the use case behind the Action and the command line. Invariants: the manuscript is read once, so
 *  that what is compared is what was reviewed; no model runs for a text in which no reader sees a difference, where the same model was asked in the same way; what
 *  would fail after the review, fails before it; every server that is opened is closed. */
import type { Profile } from "../../profiles/profile.ts";
import { embedCached } from "../embeddings/index.ts";
import { countSentences, type FileTree, type Manuscript, readManuscript } from "../manuscript/index.ts";
import {
  articleOf,
  buildReviewResult,
  describeSettingsChanges,
  type ModelInUse,
  type ReviewProgress,
  type ReviewResult,
  type ReviewSettings,
  requestSettings,
  resultSettings,
  review,
} from "../review/index.ts";
import { addCosmeticRevision, type ComparisonResult, cosmeticComparison, differenceOf } from "../revision/index.ts";
import { type Environment, embeddingCache } from "../user-folders.ts";
import { VERSION } from "../version.ts";
import { type CalibrationForWeights, loadCalibrations } from "./calibrations.ts";
import { type ComparisonDependencies, compareReviews, firstLedger, type PreviousText } from "./compare-reviews.ts";
import { judgeConcerns, modelJudge } from "./judge.ts";
import { isManuscriptChanged, type TreeChange } from "./manuscript-change.ts";
import type { ModelServers, ReviewerLog } from "./model-servers.ts";
import { type ReviewedText, reviewedNow } from "./reviewed-text.ts";

export interface RevisionRequest<P extends PreviousRevision> {
  readonly files: FileTree;
  /** The file or folder that is the manuscript; found where it is not named. */
  readonly manuscript: string | undefined;
  /** What the revision is called in results and ledgers, such as a commit. */
  readonly label: (manuscript: Manuscript) => string;
  readonly profile: Profile;
  /** Instead of the published system message. */
  readonly system?: string | undefined;
  /** Instead of the one that is made from paper, profile and model. */
  readonly seed?: number | undefined;
  /** What the revision changes in its tree: where that leaves the manuscript as it was, nothing is reviewed. Without it a revision is reviewed in any case. */
  readonly change?: TreeChange | undefined;
  /** Asked once the manuscript is read and known to be changed; without it nothing is compared. Undefined is the first revision of a paper. */
  readonly previous?: ((manuscript: Manuscript) => Promise<P | UnreviewedRevision | undefined>) | undefined;
}

/** The revision before, which was reviewed. */
export interface PreviousRevision extends PreviousText {
  /** How it was reviewed; undefined where it is not known: then it counts as another way. */
  readonly settings: ReviewSettings | undefined;
  /** Its review, which still holds where no reader sees a difference. */
  readonly review?: ReviewResult | undefined;
}

/** A revision before that is to be reviewed too, in the same way. */
export interface UnreviewedRevision {
  readonly label: string;
  readonly unreviewed: Manuscript;
}

export interface RevisionDependencies {
  readonly env: Environment;
  readonly log: ReviewerLog & { onReview(progress: ReviewProgress): void };
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  readonly models: ModelSource;
}

/** The models that a profile asks, wherever they run. */
export interface ModelSource {
  /** Whether an embedder will tell near-duplicates. */
  readonly nearDuplicates: boolean;
  /** Which models would answer, told without running one: undefined where that cannot be known. */
  identify(signal: AbortSignal): Promise<readonly ModelInUse[] | undefined>;
  /** @throws ServerError, ModelsError, SettingsError, InterruptedError; then nothing that was started is left */
  open(signal: AbortSignal): Promise<ModelServers>;
}

export type ReviewedRevision<P extends PreviousRevision> =
  | { readonly kind: "manuscript unchanged"; readonly manuscript: Manuscript }
  | { readonly kind: "reviewed"; readonly manuscript: Manuscript; readonly review: ReviewResult }
  | {
      readonly kind: "compared";
      readonly manuscript: Manuscript;
      readonly previous: P | UnreviewedRevision | undefined;
      readonly comparison: ComparisonResult;
      /** What people must know of how the previous revision was reviewed. */
      readonly notes: readonly string[];
    };

/** @throws ManuscriptError, SettingsError, ServerError, ModelsError, AnswerError, InterruptedError; what `previous` and reading the files throw */
export async function reviewRevision<P extends PreviousRevision>(
  request: RevisionRequest<P>,
  dependencies: RevisionDependencies,
  signal: AbortSignal,
): Promise<ReviewedRevision<P>> {
  const { files, manuscript: named, change, profile } = request;
  dependencies.log.progress("reading the manuscript");
  const manuscript = await readManuscript(files, { manuscript: named });
  if (change !== undefined && !(await isManuscriptChanged(change, manuscript, named)))
    return { kind: "manuscript unchanged", manuscript };
  const current = { label: request.label(manuscript), manuscript };
  const task = { request, dependencies, signal };
  if (request.previous === undefined) {
    const review = await withServers(task, async (servers) => (await reviewText(current, servers, task)).review);
    return { kind: "reviewed", manuscript, review };
  }
  const calibration = await loadCalibrations(profile.matching, dependencies.env);
  const previous = await request.previous(manuscript);
  return { kind: "compared", manuscript, previous, ...(await compareWith(previous, current, calibration, task)) };
}

interface Task {
  readonly request: Pick<RevisionRequest<PreviousRevision>, "profile" | "system" | "seed">;
  readonly dependencies: RevisionDependencies;
  readonly signal: AbortSignal;
}
interface LabelledManuscript {
  readonly label: string;
  readonly manuscript: Manuscript;
}
interface ComparedRevision {
  readonly comparison: ComparisonResult;
  readonly notes: readonly string[];
}

async function compareWith(
  previous: PreviousRevision | UnreviewedRevision | undefined,
  current: LabelledManuscript,
  calibration: CalibrationForWeights,
  task: Task,
): Promise<ComparedRevision> {
  if (previous === undefined) return reviewAndCompare(undefined, current, calibration, task);
  if ("unreviewed" in previous) {
    const { label, unreviewed } = previous;
    if (looksSame(unreviewed, current.manuscript))
      return { comparison: cosmetic({ label, ledger: firstLedger(label, []) }, current), notes: [] };
    return reviewAndCompare({ label, manuscript: unreviewed }, current, calibration, task);
  }
  if (previous.text === undefined || !looksSame(previous.text, current.manuscript))
    return reviewAndCompare(previous, current, calibration, task);
  const differences = describeSettingsChanges(previous.settings, await expectedSettings(task));
  if (differences.length > 0) return reviewAndCompare(previous, current, calibration, task);
  return { comparison: cosmetic(previous, current), notes: [] };
}

function looksSame(before: PreviousRevision["text"] & object, now: Manuscript): boolean {
  return ["none", "cosmetic"].includes(differenceOf(before, now));
}

/** The very revision that is the last one already stays that revision: a run that is repeated adds none. */
function cosmetic(
  { label, ledger, review }: Pick<PreviousRevision, "label" | "ledger" | "review">,
  current: LabelledManuscript,
): ComparisonResult {
  return cosmeticComparison({
    toolVersion: VERSION,
    ledger: label === current.label ? ledger : addCosmeticRevision(ledger, current.label),
    old: label,
    now: current.label,
    sentences: countSentences(current.manuscript),
    review,
  });
}

async function expectedSettings({ request, dependencies, signal }: Task): Promise<ReviewSettings> {
  const models = await dependencies.models.identify(signal);
  if (models === undefined)
    dependencies.log.notice("whether the model is still the same cannot be told without starting it; it is taken for the same");
  return requestSettings({
    ...request,
    models,
    embedder: dependencies.models.nearDuplicates ? { name: request.profile.embedding, sha256: undefined } : undefined,
  });
}

/** Opens the servers once, for both revisions where neither was reviewed. */
function reviewAndCompare(
  previous: PreviousRevision | LabelledManuscript | undefined,
  current: LabelledManuscript,
  calibration: CalibrationForWeights,
  task: Task,
): Promise<ComparedRevision> {
  return withServers(task, async (servers) => {
    const { matching } = servers;
    if (matching === undefined) throw new RangeError("a comparison needs an embedder, and none was opened");
    calibration(matching.sha256); // weights that were not calibrated are an error before the model is asked
    const before =
      previous !== undefined && "manuscript" in previous ? asPrevious(await reviewText(previous, servers, task)) : previous;
    const reviewed = await reviewText(current, servers, task);
    const notes =
      before === undefined || before.afresh === true
        ? []
        : notesOnSettings(describeSettingsChanges(before.settings, resultSettings(reviewed.review)));
    const { log, env } = task.dependencies;
    const embed = async (texts: ReadonlySet<string>) => {
      const onProgress = (done: number, all: number) => log.progress("embedding", `${done} of ${all} texts`);
      return (await embedCached(texts, matching, embeddingCache(env), onProgress, task.signal)).embeddings;
    };
    const comparison = await compareReviews(
      before,
      reviewed,
      { embedder: matching.name, calibration, embed, log, ...judgeOf(servers, task) },
      notes,
    );
    return { comparison, notes: comparison.notes ?? [] };
  });
}

/** One of the models that reviewed, or the base of one, where the profile says so: it is running already. */
function judgeOf(
  { models, judge }: ModelServers,
  { request: { profile }, dependencies: { log }, signal }: Task,
): Pick<ComparisonDependencies, "judge"> {
  const model = judge ?? (profile.judge === undefined ? undefined : models[profile.chat.indexOf(profile.judge)]);
  if (model === undefined) return {};
  return { judge: (questions) => judgeConcerns(questions, { judge: modelJudge(model), log }, signal) };
}

function asPrevious({ label, concerns, text, review }: ReviewedText & { readonly review: ReviewResult }): PreviousRevision {
  return { label, ledger: firstLedger(label, concerns), text, review, settings: resultSettings(review) };
}

function notesOnSettings(differences: readonly string[]): readonly string[] {
  if (differences.length === 0) return [];
  return [
    `The previous review was made in another way (${differences.join("; ")}): a concern that is new or not repeated may be so for that reason alone.`,
  ];
}

async function withServers<T>({ dependencies, signal }: Task, use: (servers: ModelServers) => Promise<T>): Promise<T> {
  const servers = await dependencies.models.open(signal);
  try {
    return await use(servers);
  } finally {
    await servers.close();
  }
}

async function reviewText(
  { label, manuscript }: LabelledManuscript,
  { models, embedder }: ModelServers,
  { request: { profile, system, seed }, dependencies: { log, now }, signal }: Task,
): Promise<ReviewedText & { readonly review: ReviewResult }> {
  const article = articleOf(manuscript);
  const optional = { ...(system === undefined ? {} : { system }), ...(seed === undefined ? {} : { seed }) };
  const done = await review({ article, profile, models, embedder, now, ...optional }, log.onReview, signal);
  const result = buildReviewResult({ manuscript, revision: label, profile, review: done, toolVersion: VERSION });
  return reviewedNow(label, manuscript, result, done.prompt.report);
}
