/** A paper, made ready to look for what many concerns are about. */
import type { Passage, PassageKind } from "../../manuscript/index.ts";
import { type ManuscriptText, passagesOf, type Sentence, sentencesOf } from "../../manuscript/index.ts";
import { Bm25, beginningOf, termsOf } from "./bm25.ts";

/** Where in the paper a passage stands. */
export interface PassageContext {
  /** Section and nearest sub-heading; "Abstract" for the abstract whatever it is called. */
  readonly section: string;
  readonly inAbstract: boolean;
  /** The last paragraph of a discussion or conclusion, or of the paper. */
  readonly isLast: boolean;
  /** By which figures and tables it may be called, or that it mentions: `fig 2`, `table s1`. */
  readonly names: ReadonlySet<string>;
  /** Terms of `section`. */
  readonly heading: ReadonlySet<string>;
}

export class PaperIndex {
  /** Those that a concern may be about: all but headings. */
  readonly passages: readonly Passage[];
  /** Of `passages`, in reading order: what an embedder has to embed. */
  readonly sentences: readonly Sentence[];
  readonly places: readonly PassageContext[];
  /** Of each passage. */
  readonly terms: readonly (readonly string[])[];
  readonly byPassage: Bm25;
  readonly byBeginning: Bm25;
  readonly bySentence: Bm25;
  readonly runs: TermPairs;
  /** What a passage is by itself, whatever the concern: for each passage. */
  readonly traits: ReturnType<typeof traitsOf>;
  /** First of the sentences of each passage, and the one after the last. */
  readonly spans: readonly (readonly [number, number])[];

  /** @param known the sentences of passages that were cut already, so that the same objects come out */
  constructor(manuscript: ManuscriptText, known?: ReadonlyMap<Passage, readonly Sentence[]>) {
    this.passages = passagesOf(manuscript).filter(({ kind }) => kind !== "heading");
    const lists = this.passages.map((passage) => known?.get(passage) ?? sentencesOf(passage));
    this.sentences = lists.flat();
    let end = 0;
    this.spans = lists.map(({ length }) => {
      end += length;
      return [end - length, end];
    });
    this.places = placesOf(manuscript);
    const sentenceTerms = this.sentences.map(({ text }) => termsOf(text));
    this.terms = this.spans.map(([from, to]) => sentenceTerms.slice(from, to).flat());
    this.traits = traitsOf(this.passages, this.places, this.terms);
    this.runs = new TermPairs(this.terms);
    this.byPassage = new Bm25(this.terms);
    const beginnings = new Map(this.terms.flat().map((term) => [term, beginningOf(term)]));
    this.byBeginning = new Bm25(this.terms.map((list) => list.map((term) => beginnings.get(term) ?? term)));
    this.bySentence = new Bm25(sentenceTerms);
  }
}

function traitsOf(passages: readonly Passage[], places: readonly PassageContext[], terms: readonly (readonly string[])[]) {
  const isKind = (kind: PassageKind) => Float64Array.from(passages, (passage) => (passage.kind === kind ? 1 : 0));
  const inPlace = (is: (place: PassageContext) => boolean) => Float64Array.from(places, (place) => (is(place) ? 1 : 0));
  return {
    length: Float64Array.from(terms, ({ length }) => Math.log(1 + length)),
    isCaption: isKind("caption"),
    isTable: isKind("table"),
    isListItem: isKind("listItem"),
    isAbstract: inPlace(({ inAbstract }) => inAbstract),
    isIntroduction: inPlace(({ section }) => /introduction|background/i.test(section)),
    isDiscussion: inPlace(({ section }) => /discussion|conclusion/i.test(section)),
  };
}

/** Which passages have a pair of neighbouring terms. */
class TermPairs {
  readonly #numbers = new Map<string, number>();
  /** Passages in their order, by the numbers of both terms. */
  readonly #holders = new Map<number, number[]>();

  /** @param terms of each passage */
  constructor(terms: readonly (readonly string[])[]) {
    for (const list of terms) for (const term of list) if (!this.#numbers.has(term)) this.#numbers.set(term, this.#numbers.size);
    for (const [passage, list] of terms.entries()) {
      for (let k = 1; k < list.length; k++) {
        const pair = this.#pair(list[k - 1], list[k]);
        const known = this.#holders.get(pair);
        if (known === undefined) this.#holders.set(pair, [passage]);
        else if (known[known.length - 1] !== passage) known.push(passage);
      }
    }
  }

  holdersOf(first: string, second: string): readonly number[] {
    return this.#holders.get(this.#pair(first, second)) ?? [];
  }

  #pair(first = "", second = ""): number {
    return (this.#numbers.get(first) ?? Number.NaN) * this.#numbers.size + (this.#numbers.get(second) ?? Number.NaN);
  }
}

/** Of all passages but headings. */
function placesOf({ title, abstract, sections }: ManuscriptText): PassageContext[] {
  const found: { passage: Passage; section: string; inAbstract: boolean }[] = [];
  if (title !== undefined && title.kind !== "heading") found.push({ passage: title, section: "", inAbstract: false });
  for (const passage of abstract.filter(({ kind }) => kind !== "heading"))
    found.push({ passage, section: "Abstract", inAbstract: true });
  for (const { name, passages } of sections) {
    let below = "";
    for (const passage of passages) {
      if (passage.kind !== "heading") found.push({ passage, section: `${name} / ${below}`, inAbstract: false });
      else if (passage.level !== 1) below = passage.text;
    }
  }
  const paragraphs = found.filter(
    ({ passage, section }) => passage.kind === "paragraph" && !/acknowledg|availab|suppl/i.test(section),
  );
  const last = new Set([paragraphs.at(-1), paragraphs.findLast(({ section }) => /discussion|conclusion/i.test(section))]);
  const names = namesOf(found.map(({ passage }) => passage));
  const headings = new Map(found.map(({ section }) => [section, undefined as ReadonlySet<string> | undefined]));
  for (const section of headings.keys()) headings.set(section, new Set(termsOf(section)));
  return found.map((one, k) => ({
    section: one.section,
    inAbstract: one.inAbstract,
    isLast: last.has(one),
    names: names[k] ?? new Set<string>(),
    heading: headings.get(one.section) ?? new Set<string>(),
  }));
}

/** A caption before a table is the table's; one behind it, where none stands before. Both are counted as a reader counts them; a
 *  text that says "Figure 2" has that name as well. */
function namesOf(passages: readonly Passage[]): ReadonlySet<string>[] {
  const kindAt = (k: number) => passages[k]?.kind;
  const isOfTable = (k: number) => kindAt(k + 1) === "table" || (kindAt(k - 1) === "table" && kindAt(k - 2) !== "caption");
  let [figures, tables] = [0, 0];
  return passages.map((passage, k) => {
    const mentioned = Array.from(passage.text.matchAll(/\b(fig|table)(?:ure|s|\.)*\s*(S?\d+)/gi), ([, what = "", number = ""]) =>
      `${what} ${number}`.toLowerCase(),
    );
    if (passage.kind === "table") tables++;
    else if (passage.kind === "caption" && !isOfTable(k)) figures++;
    const counted = passage.kind === "table" ? [`table ${tables}`] : [];
    if (passage.kind === "caption")
      counted.push(isOfTable(k) ? `table ${tables + (kindAt(k + 1) === "table" ? 1 : 0)}` : `fig ${figures}`);
    return new Set([...mentioned, ...counted]);
  });
}
