/** The model of the anchors, from papers whose concerns were anchored by people. Invariant: its figures are of papers that took
 *  no part in the fit. */
import type { Concern } from "../../concern.ts";
import type { Passage } from "../../manuscript/index.ts";
import {
  type Example,
  fitLogistic,
  type LogisticModel,
  roundedAll,
  type SignalColumns,
  type SignalValues,
} from "../calibration/logistic.ts";
import { rankedPassages, sentenceCosines } from "./anchors.ts";
import type { PaperIndex } from "./paper-index.ts";
import { evidenceFor, signalNames } from "./signals.ts";

/** A revision of a paper, with concerns about it. */
export interface AnchoredPaper {
  /** Whose labels they are: a model is fitted to those of `labels/`, and figures are given for each set. */
  readonly set: "labels" | "outcomes";
  /** Revisions of one paper have one name, and are left out together. */
  readonly name: string;
  readonly index: PaperIndex;
  readonly concerns: readonly Pick<Concern, "text" | "category">[];
  /** Of each concern the lines that it is about; none where it is about the whole: such a concern takes no part. */
  readonly lines: readonly (readonly { readonly file: string; readonly line: number }[])[];
  /** Undefined without an embedder. */
  readonly embeddingOf?: (text: string) => Float32Array;
}

/** Of one set of labels, on papers that took no part in the fit. */
export interface AnchorFigures {
  /** Concerns that were looked for. */
  readonly concerns: number;
  /** Share whose first passage holds one of the lines; of those of each paper as well. */
  readonly first: number;
  /** Share with such a passage among the first three. */
  readonly firstThree: number;
  readonly firstByPaper: Readonly<Record<string, number>>;
  /** Mean distance between probability and truth, squared, over all passages that are likelier than one in fifty. */
  readonly brier: number;
}

/** On the standardised signals: some of them tell nearly the same, and 280 concerns are few. Between 1 and 40 the figures hardly
 *  move. */
const PENALTY = 10;
/** Fitted to both sets the first place is right a little more often, and what is called resolved a little less (docs/matching.md). */
const FITTED: AnchoredPaper["set"] = "labels";
export function trainAnchors(papers: readonly AnchoredPaper[]): {
  readonly model: LogisticModel;
  readonly figures: Readonly<Record<string, AnchorFigures>>;
} {
  const examples = papers.map((paper) => ({ paper, list: examplesOf(paper) }));
  const names = signalNames(papers.every(({ embeddingOf }) => embeddingOf !== undefined));
  const fitted = (chosen: typeof examples) =>
    roundedAll(
      fitLogistic(
        chosen.flatMap(({ paper, list }) => (paper.set === FITTED ? list : [])),
        names,
        PENALTY,
      ),
    );
  const held = [...new Set(papers.map(({ name }) => name))].map((name) => {
    const model = fitted(examples.filter(({ paper }) => paper.name !== name));
    const own = papers.filter((paper) => paper.name === name);
    return own.map((paper) => ({ name, set: paper.set, found: search(paper, model) }));
  });
  const sets = [...new Set(papers.map(({ set }) => set))];
  const figures = sets.map((set) => [set, figuresOf(held.flat().filter((one) => one.set === set))]);
  return { model: fitted(examples), figures: Object.fromEntries(figures) };
}

function examplesOf(paper: AnchoredPaper): Example[] {
  const cosines = sentenceCosines(paper.concerns, paper.index, paper.embeddingOf);
  return paper.concerns.flatMap((concern, c) => {
    if (paper.lines[c]?.length === 0) return [];
    const { signals } = evidenceFor(concern, paper.index, cosines?.[c]);
    return paper.index.passages.map((passage, k) => ({ signals: valuesAt(signals, k), is: isAbout(paper, c, passage) }));
  });
}

function valuesAt(columns: SignalColumns, k: number): SignalValues {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[k] ?? Number.NaN]));
}

interface Found {
  readonly hits: readonly boolean[];
  readonly probabilities: readonly number[];
}

/** Each concern's passages, the likeliest first. */
function search(paper: AnchoredPaper, model: LogisticModel): Found[] {
  return rankedPassages(paper.concerns, paper.index, model, paper.embeddingOf).flatMap(({ ranked }, c) => {
    if (paper.lines[c]?.length === 0) return [];
    return [
      {
        hits: ranked.map(({ k }) => isAbout(paper, c, paper.index.passages[k])),
        probabilities: ranked.map(({ probability }) => probability),
      },
    ];
  });
}

function isAbout({ lines }: AnchoredPaper, concern: number, passage: Passage | undefined): boolean {
  if (passage === undefined) return false;
  const { file, startLine, endLine } = passage;
  return (lines[concern] ?? []).some((place) => place.file === file && startLine <= place.line && place.line <= endLine);
}

const WORTH_A_LOOK = 0.02;

function figuresOf(held: readonly { readonly name: string; readonly found: readonly Found[] }[]): AnchorFigures {
  const all = held.flatMap(({ found }) => found);
  const share = (found: readonly Found[], places: number) =>
    found.filter(({ hits }) => hits.slice(0, places).includes(true)).length / found.length;
  const squares = all.flatMap(({ hits, probabilities }) =>
    probabilities.flatMap((p, k) => (p < WORTH_A_LOOK ? [] : [(p - (hits[k] ? 1 : 0)) ** 2])),
  );
  return roundedAll({
    concerns: all.length,
    first: share(all, 1),
    firstThree: share(all, 3),
    firstByPaper: Object.fromEntries(
      [...new Set(held.map(({ name }) => name))].map((paper) => [
        paper,
        share(
          held.filter(({ name }) => name === paper).flatMap(({ found }) => found),
          1,
        ),
      ]),
    ),
    brier: squares.reduce((sum, square) => sum + square, 0) / squares.length,
  });
}
