/** Evidence that a concern is about a passage, signal by signal. Invariant: a signal depends on the words of the concern and the paper, and on where in
 *  the paper a passage stands; never on files, lines or other concerns. */
import type { Concern } from "../concern.ts";
import { type AnchorIndex, pairsOf } from "./anchor-index.ts";
import type { Signals } from "./logistic.ts";
import { sentenceTextsOf } from "./sentences.ts";
import { beginningOf, termsOf } from "./terms.ts";

/** What is measured for every passage, and then told thrice: as it is, as share of the best passage's, and in standard deviations from the mean. */
const MEASURES = ["passage", "beginnings", "sentence", "second", "part", "coverage", "runs", "cosine"] as const;
type Measure = (typeof MEASURES)[number];
const NEED_ROWS: readonly Measure[] = ["cosine"];

/** Signals of their own. */
const TRAITS = [
  "length",
  "isCaption",
  "isTable",
  "isListItem",
  "isAbstract",
  "isIntroduction",
  "isDiscussion",
  "numbers",
  "quotations",
  "sectionNamed",
  "abstractNamed",
  "headingShared",
  "figureNamed",
  "captionAsked",
  "closing",
  "novelty",
] as const; // prettier-ignore

export function signalNames(withRows: boolean): string[] {
  const measures = MEASURES.filter((measure) => withRows || !NEED_ROWS.includes(measure));
  return [...measures.flatMap((measure) => [measure, `${measure}Share`, `${measure}Deviation`]), ...TRAITS];
}

/** What a concern says about a paper. */
export interface Evidence {
  /** Of each passage of the index, by the names of `signalNames`. */
  readonly signals: readonly Signals[];
  /** Of each sentence of the index, how much the concern speaks of it; to be compared within one concern only. */
  readonly sentences: Float64Array;
}

/** @param cosines of the concern with each sentence of the index; undefined without an embedder
 *  @returns one a passage */
export function evidenceFor(
  concern: Pick<Concern, "text" | "category">,
  index: AnchorIndex,
  cosines: readonly number[] | undefined,
): Evidence {
  const terms = termsOf(concern.text);
  const whole = new Set(terms);
  const inWhole = index.bySentence.scores(whole);
  const parts = sentenceTextsOf(concern.text).map((text) => index.bySentence.scores(new Set(termsOf(text))));
  const inPart = inWhole.map((_, sentence) => Math.max(0, ...parts.map((scores) => scores[sentence] ?? 0)));
  const best = (values: ArrayLike<number>) => index.spans.map((span) => highest(values, span, 0));
  const runs = new Set(pairsOf(terms));
  const measured: Partial<Record<Measure, readonly number[]>> = {
    passage: [...index.byPassage.scores(whole)],
    beginnings: [...index.byBeginning.scores(new Set(terms.map(beginningOf)))],
    sentence: best(inWhole),
    second: index.spans.map((span) => highest(inWhole, span, 1)),
    part: best(inPart),
    coverage: [...index.byPassage.coverage(whole)],
    runs: index.runs.map((own) => sumOf([...runs].filter((run) => own.has(run)).map((run) => rarityOfRun(run, index)))),
    ...(cosines === undefined ? {} : { cosine: best(cosines) }),
  };
  const traits = traitsOf(concern, whole, index);
  const signals: Record<string, number>[] = index.passages.map((_, k) => traits(k));
  for (const [name, values] of Object.entries(measured)) tellThrice(name, values, signals);
  return {
    signals,
    sentences: inWhole.map((score, k) => score + (inPart[k] ?? 0)),
  };
}

/** Writes a measure into the signals of each passage. */
function tellThrice(name: string, values: readonly number[], signals: readonly Record<string, number>[]): void {
  const most = Math.max(...values) || 1;
  const mean = meanOf(values);
  const deviation = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2))) || 1;
  const [share, deviations] = [`${name}Share`, `${name}Deviation`];
  for (const [k, of] of signals.entries()) {
    const value = values[k] ?? 0;
    of[name] = value;
    of[share] = value / most;
    of[deviations] = (value - mean) / deviation;
  }
}

/** Names of sections as reviewers use them, and as headings have them. */
const SECTIONS = [
  { asked: /\babstract\b/i, found: /^abstract|summary/i },
  { asked: /\bintroduction\b/i, found: /introduction|background/i },
  { asked: /\b(?:methods?(?: section)?|materials and methods)\b/i, found: /method|material/i },
  { asked: /\bresults?(?: section)?\b/i, found: /result/i },
  { asked: /\bdiscussions?\b/i, found: /discussion/i },
  { asked: /\bconclusions?\b/i, found: /conclusion|discussion/i },
];
const QUOTATION = /(?:^|[\s(])['"‘“]([^'"’”]{4,80})['"’”](?=[\s,.;:)]|$)/g;

type Traits = Record<(typeof TRAITS)[number], number>;

/** @returns for each passage of the index, by its number */
function traitsOf(
  { text, category }: Pick<Concern, "text" | "category">,
  terms: ReadonlySet<string>,
  index: AnchorIndex,
): (k: number) => Traits {
  const numbers = [...new Set(Array.from(text.matchAll(/\d+(?:[.,]\d+)*%?/g), ([number]) => number))].filter(
    ({ length }) => length > 1,
  );
  const holders = numbers.map((number) => index.passages.map((passage) => passage.text.includes(number)));
  const rarities = holders.map((has) => 1 / (1 + Math.log(Math.max(1, has.filter(Boolean).length))));
  const quotations = Array.from(text.matchAll(QUOTATION), ([, quoted = ""]) => termsOf(quoted).join(" ")).filter((quoted) =>
    quoted.includes(" "),
  );
  const asked = SECTIONS.filter((section) => section.asked.test(text));
  const figures = Array.from(text.matchAll(/\b(fig|table)(?:ure|s|\.)*\s*(S?\d+)/gi), ([, what = "", number = ""]) =>
    `${what} ${number}`.toLowerCase(),
  );
  const [asksFigure, asksClosing] = [/\bfig(?:ure|\.)|\bpanel/i.test(text), /\b(?:clos|final|last|conclud)\w*\b/i.test(text)];
  return (k) => {
    const { section, inAbstract, isLast, names, heading } = index.places[k] ?? NOWHERE;
    const kind = index.passages[k]?.kind;
    const joined = quotations.length === 0 ? "" : ` ${index.terms[k]?.join(" ")} `;
    return {
      length: Math.log(1 + (index.terms[k]?.length ?? 0)),
      isCaption: flag(kind === "caption"),
      isTable: flag(kind === "table"),
      isListItem: flag(kind === "listItem"),
      isAbstract: flag(inAbstract),
      isIntroduction: flag(/introduction|background/i.test(section)),
      isDiscussion: flag(/discussion|conclusion/i.test(section)),
      numbers: sumOf(rarities.filter((_, n) => holders[n]?.[k])),
      quotations: quotations.filter((quoted) => joined.includes(` ${quoted} `)).length,
      sectionNamed: flag(asked.some(({ found }) => found.test(section))),
      abstractNamed: flag(inAbstract && /\babstract\b/i.test(text)),
      headingShared: sumOf([...heading].filter((term) => terms.has(term)).map((term) => index.byPassage.rarity(term))),
      figureNamed: flag(figures.some((figure) => names.has(figure))),
      captionAsked: flag(kind === "caption" && asksFigure),
      closing: flag(isLast && asksClosing),
      novelty: flag(category === "prior_art_novelty" && /introduction|background/i.test(section)),
    };
  };
}

const NOWHERE = { section: "", inAbstract: false, isLast: false, names: new Set<string>(), heading: new Set<string>() };

function flag(is: boolean): number {
  return is ? 1 : 0;
}

/** @param rank 0 for the highest, 1 for the one after it; 0 where there are not so many */
function highest(values: ArrayLike<number>, [from, to]: readonly [number, number], rank: number): number {
  let [first, second] = [0, 0];
  for (let k = from; k < to; k++) {
    const value = values[k] ?? 0;
    if (value > first) [first, second] = [value, first];
    else if (value > second) second = value;
  }
  return rank === 0 ? first : second;
}

/** Of two words that follow each other: the mean of both. */
function rarityOfRun(run: string, { byPassage }: AnchorIndex): number {
  return meanOf(run.split(" ").map((term) => byPassage.rarity(term)));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : sumOf(values) / values.length;
}
