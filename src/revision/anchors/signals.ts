/** Evidence that a concern is about a passage, signal by signal. Invariant: a signal depends on the words of the concern and the
 *  paper, and on where in the paper a passage stands; never on files, lines or other concerns. */
import type { Concern } from "../../concern.ts";
import { sentenceTextsOf } from "../../manuscript/index.ts";
import type { SignalColumns } from "../calibration/logistic.ts";
import { beginningOf, termsOf } from "./bm25.ts";
import type { PaperIndex, PassageContext } from "./paper-index.ts";

/** What is measured for every passage, and given three times: as it is, as share of the best passage's, and in standard
 *  deviations from the mean. */
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
  /** By the names of `signalNames`, of each passage of the index: in columns, for there is a value of every passage for every
   *  concern. */
  readonly signals: SignalColumns;
  /** Of each sentence of the index, how much the concern speaks of it; to be compared within one concern only. */
  readonly sentences: Float64Array;
}

/** @param cosines of the concern with each sentence of the index; undefined without an embedder */
export function evidenceFor(
  concern: Pick<Concern, "text" | "category">,
  index: PaperIndex,
  cosines: readonly number[] | undefined,
): Evidence {
  const terms = termsOf(concern.text);
  const whole = new Set(terms);
  const inWhole = index.bySentence.scores(whole);
  const parts = sentenceTextsOf(concern.text).map((text) => index.bySentence.scores(new Set(termsOf(text))));
  const inPart = highestOf(parts, inWhole.length);
  const best = (values: ArrayLike<number>) => columnOf(index.spans, (span) => highest(values, span, 0));
  const measured: Readonly<Partial<Record<Measure, Float64Array>>> = {
    passage: index.byPassage.scores(whole),
    beginnings: index.byBeginning.scores(new Set(terms.map(beginningOf))),
    sentence: best(inWhole),
    second: columnOf(index.spans, (span) => highest(inWhole, span, 1)),
    part: best(inPart),
    coverage: index.byPassage.coverage(whole),
    runs: sharedRuns(terms, index),
    ...(cosines === undefined ? {} : { cosine: best(cosines) }),
  };
  const thrice = Object.entries(measured).flatMap(([name, values]) => scaledThrice(name, values));
  return {
    signals: { ...traitsOf(concern, whole, index), ...Object.fromEntries(thrice) },
    sentences: inWhole.map((score, k) => score + (inPart[k] ?? 0)),
  };
}

/** @returns the columns of a measure, by name */
function scaledThrice(name: string, values: Float64Array): [string, Float64Array][] {
  const most = values.reduce((highest, value) => Math.max(highest, value), Number.NEGATIVE_INFINITY) || 1;
  const mean = meanOf(values);
  const [shares, deviations] = [new Float64Array(values.length), new Float64Array(values.length)];
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(values.length === 0 ? 0 : squares / values.length) || 1;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] ?? 0;
    shares[k] = value / most;
    deviations[k] = (value - mean) / deviation;
  }
  return [
    [name, values],
    [`${name}Share`, shares],
    [`${name}Deviation`, deviations],
  ];
}

/** For each passage the rarity of the pairs of neighbouring terms that it shares with a concern. */
function sharedRuns(terms: readonly string[], index: PaperIndex): Float64Array {
  const sums = new Float64Array(index.passages.length);
  const seen = new Set<string>();
  for (let k = 1; k < terms.length; k++) {
    const [first = "", second = ""] = [terms[k - 1], terms[k]];
    const holders = index.runs.holdersOf(first, second);
    if (holders.length === 0 || seen.has(`${first} ${second}`)) continue;
    seen.add(`${first} ${second}`);
    const rarity = meanOf(Float64Array.of(index.byPassage.rarity(first), index.byPassage.rarity(second)));
    for (const passage of holders) sums[passage] = (sums[passage] ?? 0) + rarity;
  }
  return sums;
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

/** @returns by the names of TRAITS, of each passage of the index */
function traitsOf(
  { text, category }: Pick<Concern, "text" | "category">,
  terms: ReadonlySet<string>,
  index: PaperIndex,
): Readonly<Record<(typeof TRAITS)[number], Float64Array>> {
  const quotations = Array.from(text.matchAll(QUOTATION), ([, quoted = ""]) => termsOf(quoted).join(" ")).filter((quoted) =>
    quoted.includes(" "),
  );
  const quotedIn = (k: number) => {
    const joined = ` ${index.terms[k]?.join(" ")} `;
    return quotations.filter((quoted) => joined.includes(` ${quoted} `)).length;
  };
  const asked = SECTIONS.filter((section) => section.asked.test(text));
  const figures = Array.from(text.matchAll(/\b(fig|table)(?:ure|s|\.)*\s*(S?\d+)/gi), ([, what = "", number = ""]) =>
    `${what} ${number}`.toLowerCase(),
  );
  const [asksFigure, asksClosing] = [/\bfig(?:ure|\.)|\bpanel/i.test(text), /\b(?:clos|final|last|conclud)\w*\b/i.test(text)];
  const { isCaption, isIntroduction } = index.traits;
  const none = new Float64Array(index.passages.length);
  /** @param mayBe whether the concern says anything by which a passage could have it */
  const inPlace = (mayBe: boolean, is: (place: PassageContext) => boolean) =>
    mayBe ? columnOf(index.places, (place) => (is(place) ? 1 : 0)) : none;
  /** Many passages stand below one heading. */
  const headings = new Map<ReadonlySet<string>, number>();
  const sharedWith = (heading: ReadonlySet<string>) => {
    const shared =
      headings.get(heading) ??
      raritiesOf(
        [...heading].filter((term) => terms.has(term)),
        index,
      );
    headings.set(heading, shared);
    return shared;
  };
  return {
    ...index.traits,
    numbers: sharedNumbers(text, index),
    quotations: quotations.length === 0 ? none : columnOf(index.passages, (_, k) => quotedIn(k)),
    sectionNamed: inPlace(asked.length > 0, ({ section }) => asked.some(({ found }) => found.test(section))),
    abstractNamed: inPlace(/\babstract\b/i.test(text), ({ inAbstract }) => inAbstract),
    headingShared: columnOf(index.places, ({ heading }) => sharedWith(heading)),
    figureNamed: inPlace(figures.length > 0, ({ names }) => figures.some((figure) => names.has(figure))),
    captionAsked: asksFigure ? isCaption : none,
    closing: inPlace(asksClosing, ({ isLast }) => isLast),
    novelty: category === "prior_art_novelty" ? isIntroduction : none,
  };
}

/** @returns a value for each of many things, in their order */
function columnOf<T>(things: readonly T[], value: (thing: T, k: number) => number): Float64Array {
  const column = new Float64Array(things.length);
  for (const [k, thing] of things.entries()) column[k] = value(thing, k);
  return column;
}

/** For each passage the numbers of a concern that it has, the fewer passages have one the more it counts. */
function sharedNumbers(text: string, { passages }: PaperIndex): Float64Array {
  const numbers = new Set(Array.from(text.matchAll(/\d+(?:[.,]\d+)*%?/g), ([number]) => number));
  const sums = new Float64Array(passages.length);
  for (const number of numbers) {
    if (number.length < 2) continue;
    const holders = passages.flatMap((passage, k) => (passage.text.includes(number) ? [k] : []));
    const rarity = 1 / (1 + Math.log(Math.max(1, holders.length)));
    for (const k of holders) sums[k] = (sums[k] ?? 0) + rarity;
  }
  return sums;
}

function raritiesOf(terms: readonly string[], { byPassage }: PaperIndex): number {
  return terms.reduce((sum, term) => sum + byPassage.rarity(term), 0);
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

/** Of each number the highest that any of the lists has; 0 where there is none. */
function highestOf(lists: readonly Float64Array[], length: number): Float64Array {
  const most = new Float64Array(length);
  for (const list of lists) for (let k = 0; k < length; k++) most[k] = Math.max(most[k] ?? 0, list[k] ?? 0);
  return most;
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
