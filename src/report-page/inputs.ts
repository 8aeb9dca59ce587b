/** What the page needs of the disk and of the manuscript's tree: its own script and style, and the authors' response letters. */
import { join } from "node:path";
import type { Concern } from "../concern.ts";
import { readTextFile } from "../data-file.ts";
import { ManuscriptError, OutputError } from "../errors.ts";
import {
  extensionOf,
  type FileTree,
  type LeftOut,
  type Manuscript,
  type ManuscriptText,
  readManuscript,
} from "../manuscript/index.ts";
import { articleOf, type PassageReading, passageReadings, type ReviewResult } from "../review/index.ts";
import { anchorFinder, anchorsIn, type ComparisonResult, firstRevision, type Ledger } from "../revision/index.ts";
import type { ResponseLetter } from "./letter.ts";
import type { ReportInput } from "./page-model.ts";
import type { PageAssets } from "./render/page.tsx";

/** @param program folder of the bundle that runs: what the page has of its own lies below it
 *  @throws OutputError where it is not there */
export async function readPageAssets(program: string): Promise<PageAssets> {
  const read = (name: string) => {
    const path = join(program, "report-page", name);
    return readTextFile(path, (fault, cause) => {
      const remedy = "Use BioReview from its whole repository; there, npm run build makes it anew";
      return new OutputError({ code: "page-assets-missing", at: path, fault, remedy, cause });
    });
  };
  const [script, style] = await Promise.all([read("page.js"), read("page.css")]);
  return { script, style };
}

/** A review that was just made, with what lies beside its manuscript. @param files that it was read from */
export async function reviewInput(review: ReviewResult, manuscript: Manuscript, files: FileTree): Promise<ReportInput> {
  const ledger = placedLedger(review.manuscript.revision, review.concerns, manuscript);
  const letters = await readLetters(files, manuscript.leftOut);
  return { ledger, review, text: manuscript, readings: readingsOf(manuscript, review), ...letters };
}

/** A comparison that was just made. @param old text of the revision before; undefined where it is gone */
export async function comparisonInput(
  comparison: ComparisonResult,
  manuscript: Manuscript,
  old: ManuscriptText | undefined,
  files: FileTree,
): Promise<ReportInput> {
  const { ledger, review } = comparison;
  const letters = await readLetters(files, manuscript.leftOut);
  return { ledger, comparison, review, text: manuscript, readings: readingsOf(manuscript, review), old, ...letters };
}

/** How much of each passage the review read; empty where there is no review. */
export function readingsOf(text: ManuscriptText, review: Pick<ReviewResult, "prompt"> | undefined): readonly PassageReading[] {
  return review === undefined ? [] : passageReadings(articleOf(text), review.prompt);
}

/** The ledger of a review that nothing was compared with: places by words alone, which needs no embedder and finds nearly as much. */
export function placedLedger(label: string, concerns: readonly Concern[], text: ManuscriptText): Ledger {
  const find = anchorFinder("words", () => {
    throw new RangeError("words alone need no embeddings");
  });
  return firstRevision(label, concerns, anchorsIn(concerns, text, find)).ledger;
}

/** Formats that are read as a letter. */
const LETTERS: ReadonlySet<string> = new Set(["md", "markdown", "tex", "rmd", "qmd"]);

export interface Letters {
  readonly letters: readonly ResponseLetter[];
  /** What could not be read of those that are there, a sentence each. Foreign. */
  readonly faults: readonly string[];
}

/** The letters that were left out of the paper for being such. @param leftOut of the manuscript that was read from the tree */
export async function readLetters(files: FileTree, leftOut: readonly LeftOut[]): Promise<Letters> {
  const named = leftOut.filter(
    ({ file, lines, why }) =>
      lines === undefined && why === "response to reviewers" && LETTERS.has(extensionOf(file).toLowerCase().replace(/^\./, "")),
  );
  const letters: ResponseLetter[] = [];
  const faults: string[] = [];
  for (const file of new Set(named.map((one) => one.file))) {
    try {
      letters.push({ file, text: await readManuscript(files, { manuscript: file }) });
    } catch (error) {
      if (!(error instanceof ManuscriptError)) throw error;
      faults.push(`The response letter ${file} is not shown: ${error.fault}.`);
    }
  }
  return { letters, faults };
}
