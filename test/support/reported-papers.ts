/** Reviews and comparisons of papers without a model: concerns as they are given, places and matches by words. For tests, pictures and benchmarks of the report. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROFILES } from "../../profiles/profiles.ts";
import type { Concern } from "../../src/concern.ts";
import { directoryTree, type Manuscript, readManuscript } from "../../src/manuscript/index.ts";
import { type PageAssets, type ReportInput, readLetters } from "../../src/report-page/index.ts";
import { articleOf, buildReviewResult, passageReadings, type ReviewResult, review } from "../../src/review/index.ts";
import { compareReviews, loadCalibrations } from "../../src/reviewer/index.ts";
import type { ComparisonResult } from "../../src/revision/index.ts";
import { CORPUS } from "./corpus.ts";
import { wordRow } from "./labels.ts";
import { scriptedModel } from "./scripted-model.ts";

export interface Reviewed {
  readonly label: string;
  readonly paper: Manuscript;
  readonly concerns: readonly Concern[];
}

const [profile] = PROFILES;

/** The result of a review that raised these. */
export async function reviewOf({ label, paper, concerns }: Reviewed): Promise<ReviewResult> {
  const request = { article: articleOf(paper), profile, models: [scriptedModel(["[]"])] as const, embedder: undefined };
  const done = await review({ ...request, now: () => 0 }, () => {}, new AbortController().signal);
  const result = buildReviewResult({ manuscript: paper, revision: label, profile, review: done, toolVersion: "0.1.0" });
  return { ...result, concerns };
}

const embed = async (texts: ReadonlySet<string>) => {
  const rows = new Map([...texts].map((text) => [text, wordRow(text)]));
  return { name: "minilm", sha256: undefined, dimensions: 512, of: (text: string) => rows.get(text) };
};

/** Each revision reviewed and compared with the one before, and the last one as the report gets it. */
export async function reported(
  revisions: readonly Reviewed[],
  folder?: string,
): Promise<ReportInput & { readonly comparison: ComparisonResult }> {
  const calibration = await loadCalibrations("minilm", { XDG_DATA_HOME: "/nonexistent" });
  let comparison: ComparisonResult | undefined;
  let old: Manuscript | undefined;
  let last: { readonly paper: Manuscript; readonly review: ReviewResult } | undefined;
  for (const revision of revisions) {
    const { label, paper, concerns } = revision;
    const made = await reviewOf(revision);
    const readings = passageReadings(articleOf(paper), made.prompt);
    const previous =
      comparison === undefined ? undefined : { label: comparison.new, ledger: comparison.ledger, text: last?.paper };
    comparison = await compareReviews(
      previous,
      { label, concerns, text: paper, readings, review: made },
      { embedder: "minilm", calibration, embed, log: { progress() {} } },
    );
    old = last?.paper;
    last = { paper, review: made };
  }
  if (comparison === undefined || last === undefined) throw new RangeError("there is no revision");
  const { paper, review: made } = last;
  const letters = folder === undefined ? { letters: [], faults: [] } : await readLetters(directoryTree(folder), paper.leftOut);
  const readings = passageReadings(articleOf(paper), made.prompt);
  return { ledger: comparison.ledger, comparison, review: made, text: paper, readings, old, ...letters };
}

/** The page's own script and style, as they were built. */
export const ASSETS: PageAssets = {
  script: readFileSync(join(import.meta.dirname, "../../dist/report-page/page.js"), "utf8"),
  style: readFileSync(join(import.meta.dirname, "../../dist/report-page/page.css"), "utf8"),
};

const LABELS = join(CORPUS, "../labels");

/** A paper of the corpus in all its revisions; what the model said are the labelled lists, the one of the labels' first revision before that too. */
export async function corpusReport(name: "meta" | "dengue" | "minimap2" | "mutator" | "schloss"): Promise<ReportInput> {
  const labels: { readonly revisions: readonly string[]; readonly lists: Readonly<Record<"a" | "b" | "c", readonly Concern[]>> } =
    JSON.parse(readFileSync(join(LABELS, `${name}.json`), "utf8"));
  const { a, b, c } = labels.lists;
  const [first = "", second = ""] = labels.revisions;
  const paper = (folder: string) => readManuscript(directoryTree(join(CORPUS, folder)), {});
  const plain = (list: readonly Concern[]) => list.map(({ text, category, severity }) => ({ text, category, severity }));
  const folders = [...new Set([`${first.split("/")[0]}/v1`, first, second])];
  const lists = folders.length === 3 ? [b, a, c] : [a, c];
  const revisions = await Promise.all(
    folders.map(async (folder, k) => ({ label: folder, paper: await paper(folder), concerns: plain(lists[k] ?? []) })),
  );
  return reported(revisions, join(CORPUS, second));
}
