/** The report's page from what a user names: a result, and the folders of its texts. Invariant: a text is shown beside concerns only where the result says that it is
 *  the one that was reviewed; else it is an error with its remedy, never a page of two things that do not belong together. */

import { hash } from "node:crypto";
import { resolve } from "node:path";
import { ManuscriptError, SettingsError } from "../errors.ts";
import {
  type FileTree,
  type ManuscriptText,
  passagesOf,
  readManuscript,
  type Sentence,
  sentencesOf,
} from "../manuscript/index.ts";
import {
  comparisonInput,
  type Letters,
  type PageModel,
  pageModel,
  placedLedger,
  type ReportInput,
  readingsOf,
  readLetters,
  readPageAssets,
  renderPage,
  reviewInput,
} from "../report-page/index.ts";
import { articleOf, buildPrompt, type ReviewResult, tokenCounter } from "../review/index.ts";
import { type PreviousRevision, type ReviewedRevision, reviewedTextOf, type UnreviewedRevision } from "../reviewer/index.ts";
import { type Changes, type ComparisonResult, changesBetween, type Ledger } from "../revision/index.ts";
import { findManuscript } from "./open-manuscript.ts";
import { readReviewedText, readSavedResult, type SavedResult } from "./read-reviewed-text.ts";
import type { Terminal } from "./terminal.ts";
import { writeResult } from "./write-result.ts";

/** A text with what is known of where it was read. */
interface NamedText extends Letters {
  readonly text: ManuscriptText;
  /** As results call it. */
  readonly label: string;
  /** As the user named it. */
  readonly at: string;
}

/** @param old folder of the text before, or the result of its review   @param now folder of the text that was reviewed
 *  @throws SettingsError where the result is none, a text is missing, or one is another than the result is about; what reading a manuscript throws */
export async function savedReport(
  file: string,
  { old, now }: { readonly old?: string | undefined; readonly now?: string | undefined },
  directory: string,
): Promise<PageModel> {
  const found = await readSavedResult(file, directory);
  const comparison = found.kind === "comparison" ? found.comparison : undefined;
  const review = found.kind === "review" ? found.review : comparison?.review;
  if (old !== undefined && comparison === undefined)
    throw refused(
      "nothing-compared",
      `--old ${old}`,
      `${file} compares nothing`,
      "Leave it out, or name the result of a comparison",
    );
  const named = now === undefined ? undefined : await namedText(now, directory);
  if (named !== undefined) await assertReviewed(named, found, file);
  const text = named?.text ?? textIn(review, file);
  const before = old === undefined ? undefined : await oldText(old, directory);
  const changes = before === undefined ? undefined : changesBetween(before, text);
  if (changes !== undefined && comparison !== undefined) assertCompared(changes, comparison, old ?? "", file);
  return pageModel({
    ledger: comparison?.ledger ?? ledgerOf(found, text, named?.label ?? file),
    comparison,
    review,
    text,
    readings: readingsOf(text, review),
    old: before,
    changes,
    letters: named?.letters ?? [],
    faults: named?.faults ?? [],
  });
}

/** A revision that was just reviewed, with the text that it was compared with. @param files that the manuscript was read from */
export function reviewedReport(revision: JustReviewed, files: FileTree): Promise<ReportInput> {
  const { manuscript } = revision;
  if (revision.kind === "reviewed") return reviewInput(revision.review, manuscript, files);
  const { comparison, previous } = revision;
  return comparisonInput(comparison, manuscript, previous === undefined ? undefined : textOf(previous), files);
}
type JustReviewed = Exclude<ReviewedRevision<PreviousRevision>, { readonly kind: "manuscript unchanged" }>;

function textOf(previous: PreviousRevision | UnreviewedRevision): ManuscriptText | undefined {
  return "unreviewed" in previous ? previous.unreviewed : previous.text;
}

/** @param output undefined for standard output   @throws OutputError */
export async function writeReport(input: PageModel | ReportInput, output: string | undefined, terminal: Terminal): Promise<void> {
  const model = "checklist" in input ? input : pageModel(input);
  const path = output === undefined ? undefined : resolve(terminal.directory, output);
  await writeResult(path, renderPage(model, await readPageAssets(terminal.program)), terminal);
}

async function namedText(path: string, directory: string): Promise<NamedText> {
  const { files, manuscript: named, label } = await findManuscript(path, {}, directory);
  const manuscript = await readManuscript(files, { manuscript: named });
  return { text: manuscript, label: label(manuscript), at: path, ...(await readLetters(files, manuscript.leftOut)) };
}

async function oldText(path: string, directory: string): Promise<ManuscriptText> {
  if (path.endsWith(".json")) return (await readReviewedText(path, undefined, "--old", directory)).text;
  return (await namedText(path, directory)).text;
}

function textIn(review: ReviewResult | undefined, file: string): ManuscriptText {
  if (review?.paper !== undefined) return reviewedTextOf(review, file).text;
  const fault =
    review === undefined
      ? "it holds concerns and not the text that they are about"
      : "it was made by a BioReview that did not keep the text with it";
  throw refused("text-not-named", file, fault, "Name the folder of that text with --manuscript, or with --new beside --old");
}

function ledgerOf(found: SavedResult, text: ManuscriptText, label: string): Ledger {
  if (found.kind === "comparison") return found.comparison.ledger;
  const concerns = found.kind === "review" ? found.review.concerns : found.concerns;
  return placedLedger(found.kind === "review" ? found.review.manuscript.revision : label, concerns, text);
}

/** By what the result recorded of the text, the surest first: the text itself, the digest of the prompt that it became, the digest in its name, the sentences that
 *  settled concerns. */
async function assertReviewed({ text, label, at }: NamedText, found: SavedResult, file: string): Promise<void> {
  const review = found.kind === "concerns" ? undefined : found.kind === "review" ? found.review : found.comparison.review;
  if (review?.paper !== undefined) {
    const where = firstDifference(reviewedTextOf(review, file).text, text);
    if (where !== undefined) throw anotherText(at, file, `they differ first at ${where}`);
    return;
  }
  if (review !== undefined && review.prompt.questions === undefined) {
    const { counter, budget, userSha256 } = review.prompt;
    const { user } = buildPrompt(articleOf(text).article, { counter: await tokenCounter(counter), budget });
    if (hash("sha256", user) !== userSha256) throw anotherText(at, file, "the question that it makes has another digest");
    return;
  }
  if (found.kind === "concerns") return;
  const recorded = textDigestIn(found.kind === "review" ? found.review.manuscript.revision : found.comparison.new);
  const own = textDigestIn(label);
  if (recorded !== undefined && own !== undefined) {
    if (recorded !== own) throw anotherText(at, file, `its digest is ${own}, and ${recorded} was reviewed`);
    return;
  }
  const missing = found.kind === "comparison" ? missingCause(found.comparison.ledger, text) : undefined;
  if (missing !== undefined) throw anotherText(at, file, `it does not have the sentence that settled ${missing}`);
}

/** Such as in `paper/ (text 1a2b3c4)`, which files on the disk are called. */
function textDigestIn(label: string): string | undefined {
  return /\(text ([0-9a-f]+)\)$/.exec(label)?.[1];
}

/** Id of a concern that the last revision settled by a sentence that the text does not have. */
function missingCause({ concerns, revisions }: Ledger, text: ManuscriptText): string | undefined {
  const last = revisions.findLast(({ kind }) => kind === "reviewed")?.number;
  const sentences = new Set(allSentences(text).map((sentence) => sentence.text));
  return concerns.find(({ history }) => {
    const event = history.at(-1);
    if (event?.cause === undefined || event.revision !== last) return false;
    return event.cause.changes.some(({ after }) => after !== undefined && !sentences.has(after.text));
  })?.id;
}

function allSentences(text: ManuscriptText): Sentence[] {
  return passagesOf(text).flatMap(sentencesOf);
}

/** @returns the place in `now` where the two read otherwise; undefined where they are the same */
function firstDifference(then: ManuscriptText, now: ManuscriptText): string | undefined {
  const [a, b] = [passagesOf(then), passagesOf(now)];
  const at = a.findIndex((passage, k) => passage.text !== b[k]?.text || passage.kind !== b[k]?.kind);
  if (at < 0 && a.length === b.length) return undefined;
  const passage = b[at < 0 ? a.length : at] ?? b.at(-1);
  return passage === undefined ? "its beginning" : `${passage.file}:${passage.startLine}`;
}

/** That the comparison was of these two texts: it counted what became of the sentences. */
function assertCompared({ sentences, added }: Changes, comparison: ComparisonResult, at: string, file: string): void {
  const { sentences: recorded, cosmetic, evidence = [] } = comparison;
  const counts = { same: 0, moved: 0, reworded: 0, removed: 0, added: 0 };
  for (const { kind } of sentences.values()) counts[kind]++;
  counts.added = added.size;
  const stays = ({ same, moved }: typeof counts) => same + moved;
  const isIt =
    recorded === undefined ||
    (cosmetic
      ? stays(counts) === stays(recorded) && counts.reworded + counts.removed + counts.added === 0
      : Object.entries(recorded).every(([kind, count]) => counts[kind as keyof typeof counts] === count));
  if (!isIt) throw anotherText(at, file, "it changes in other sentences than were compared");
  const words = new Set([...sentences.keys()].map(({ text }) => text));
  const lost = evidence.find(({ before }) => before.some(({ text }) => !words.has(text)));
  if (lost !== undefined) throw anotherText(at, file, `it does not have the sentence that ${lost.id} was about`);
}

function anotherText(at: string, file: string, why: string): ManuscriptError {
  return new ManuscriptError({
    code: "another-text",
    at,
    fault: `this is not the text that ${file} is about: ${why}`,
    remedy: "Name the folder as it was when it was reviewed, such as a git worktree of that revision",
  });
}

function refused(code: string, at: string, fault: string, remedy: string): SettingsError {
  return new SettingsError({ code, at, fault, remedy });
}
