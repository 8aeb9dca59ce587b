/** What the page says of each concern: its state and why, what settled it, where it stands, what its authors say. Invariant: a
 *  concern is pinned only where its place is known in the very text that is shown; one without a place is about the whole paper,
 *  or its text is gone, and the page says so. */
import type { Category, Concern, Severity } from "../concern.ts";
import { type FileLines, type ManuscriptText, sentencesOf } from "../manuscript/index.ts";
import { causeText, lastReviewed, type ReportKind, reportOf, visibleText } from "../publish/index.ts";
import type { ReviewResult } from "../review/index.ts";
import {
  anchorFinder,
  type Cause,
  type ComparisonResult,
  type ConcernState,
  type Ledger,
  type LedgerConcern,
  lastPlace,
  type OutcomeKind,
} from "../revision/index.ts";
import { fromSnakeCase } from "../text.ts";
import { type AuthorsWords, authorsWords, type ResponseLetter } from "./letter.ts";
import type { KeyedPassage, KeyedSection, Pin } from "./paper.ts";

export interface ConcernView {
  readonly id: string;
  readonly text: string;
  /** Wording of the revision before, where it was another. */
  readonly earlierText?: string;
  readonly severity: Severity;
  readonly severityBefore?: Severity;
  readonly category: Category;
  readonly state: ConcernState;
  /** What the last revision made of it, such as "New"; absent in a first review, and for one settled long ago. */
  readonly change?: { readonly kind: ReportKind; readonly title: string };
  /** Why, as a clause. */
  readonly reason?: string;
  readonly cause?: CauseView;
  readonly pin?: Pin;
  /** Key of the section that it is pinned in. */
  readonly section?: string;
  /** Where there is no pin: why. */
  readonly unpinned?: "whole paper" | "text gone";
  /** Such as `content/methods.md:12`. */
  readonly place?: string;
  readonly history: readonly HistoryLine[];
  readonly authorsSay: readonly AuthorsWords[];
}
export interface CauseView {
  readonly because: string;
  readonly revision: number;
  readonly changes: readonly { readonly before?: string; readonly after?: string }[];
}
export interface HistoryLine {
  readonly revision: number;
  readonly outcome: OutcomeKind;
  readonly because: string;
  readonly by?: string;
}

export interface ConcernsInput {
  readonly ledger: Ledger;
  readonly comparison?: ComparisonResult | undefined;
  readonly review?: ReviewResult | undefined;
  readonly text: ManuscriptText;
  /** Of that text. */
  readonly sections: readonly KeyedSection[];
  readonly letters: readonly ResponseLetter[];
}

/** In the order of ids. */
export function concernViews({ ledger, comparison, review, text, sections, letters }: ConcernsInput): readonly ConcernView[] {
  const quotes = new Map(review?.concerns.map((concern) => [concern.text, concern.quote]));
  const asked = ledger.concerns.map(({ id, text: words, category, severity }) => {
    const quote = quotes.get(words);
    return { id, text: words, category, severity, ...(quote !== undefined && { quote }) };
  });
  const pinOf = pinFinder({ ledger, comparison, text, sections }, asked);
  const said = authorsWords(letters, asked);
  const report = comparison === undefined ? undefined : reportOf(comparison);
  const items = new Map(
    report?.groups.flatMap(({ kind, title, items }) => items.map((item) => [item.id, { kind, title, item }] as const)),
  );
  const isFirst = comparison?.old === undefined;
  const placeOfPassage = new Map(sections.flatMap(({ passages }) => passages.map((entry) => [entry.key, entry] as const)));
  return ledger.concerns.map((concern): ConcernView => {
    const { id, text: words, severity, category, state, history } = concern;
    const { kind, title, item } = items.get(id) ?? {};
    const pinned = pinOf(concern);
    const entry = typeof pinned === "string" ? undefined : placeOfPassage.get(pinned.passage);
    const cause = causeOf(concern);
    const reason = item?.reason;
    return {
      ...{ id, severity, category, state },
      text: visibleText(words),
      ...(item?.textBefore !== undefined && { earlierText: visibleText(item.textBefore) }),
      ...(item?.severityBefore !== undefined && { severityBefore: item.severityBefore }),
      ...(kind !== undefined && title !== undefined && !isFirst && { change: { kind, title } }),
      ...(reason !== undefined && { reason: visibleText(reason) }),
      ...(cause !== undefined && { cause }),
      ...(typeof pinned === "string" ? { unpinned: pinned } : { pin: pinned }),
      ...(entry !== undefined && { section: entry.section, place: placeText(entry, pinned) }),
      history: history.map(({ revision, outcome, because, by }) => ({
        ...{ revision, outcome, because: visibleText(because) },
        ...(by !== undefined && { by: visibleText(by) }),
      })),
      authorsSay: said.get(id) ?? [],
    };
  });
}

export function categoryText(category: Category): string {
  return fromSnakeCase(category);
}

function placeText({ passage, sentences }: KeyedPassage, pinned: Pin | string): string {
  const first = typeof pinned === "string" ? undefined : sentences.find(({ key }) => key === pinned.sentences[0]);
  return visibleText(`${passage.file}:${first?.sentence.startLine ?? passage.startLine}`);
}

/** What settled it, or settled a part of it; undefined where that is undone by what came later. */
function causeOf({ state, history }: LedgerConcern): CauseView | undefined {
  const last = history.findLast(({ outcome, cause }) => cause !== undefined || outcome !== "not repeated");
  if (state === "dismissed" || last?.cause === undefined) return undefined;
  const { cause, revision } = last;
  return {
    because: causeText(cause),
    revision: cause.since ?? revision,
    changes: cause.changes.map(({ before, after }) => ({
      ...(before !== undefined && { before: visibleText(before.text) }),
      ...(after !== undefined && { after: visibleText(after.text) }),
    })),
  };
}

/** Stages at which the ledger forgot where open concerns stand. */
const WITHOUT_PLACES: readonly Ledger["shortened"][] = ["open texts", "closed concerns"];

type PinnedConcern = LedgerConcern;
type Asked = Pick<Concern, "text" | "category" | "severity" | "quote"> & { readonly id: string };

/** Of each concern its place in the text that is shown; the likeliest sentence, by words alone, decides within a passage. */
function pinFinder(
  { ledger, comparison, text, sections }: Pick<ConcernsInput, "ledger" | "comparison" | "text" | "sections">,
  asked: readonly Asked[],
): (concern: PinnedConcern) => Pin | "whole paper" | "text gone" {
  const passages = sections.flatMap((section) => section.passages);
  const find = anchorFinder("words", () => {
    throw new RangeError("words alone need no embeddings");
  });
  const { title } = text;
  const sentences = new Map(passages.map(({ passage, sentences }) => [passage, sentences.map(({ sentence }) => sentence)]));
  if (title !== undefined) sentences.set(title, sentencesOf(title));
  const anchors = new Map(find(asked, text, sentences).map((found, k) => [asked[k]?.id, found]));
  const entryOf = new Map(passages.map((entry) => [entry.passage, entry]));
  const bySentence = new Map(
    passages.flatMap((entry) => entry.sentences.map(({ key, sentence }) => [sentence.text, { entry, key }])),
  );
  const evidence = new Map(comparison?.evidence?.map(({ id, before }) => [id, before]));
  const shown = lastReviewed(ledger);
  const inPassage = (entry: KeyedPassage, id: string): Pin => {
    const anchor = anchors.get(id)?.find(({ passage }) => passage === entry.passage);
    const starts = new Set(anchor?.sentences.map(({ start }) => start));
    const some = entry.sentences.filter(({ sentence }) => starts.has(sentence.start));
    return { passage: entry.key, sentences: (some.length > 0 ? some : entry.sentences).map(({ key }) => key) };
  };
  const quoted = (texts: readonly string[]): Pin | undefined => {
    const found = texts.flatMap((words) => bySentence.get(words) ?? []);
    const [first] = found;
    if (first === undefined) return undefined;
    const keys = new Set(found.filter(({ entry }) => entry === first.entry).map(({ key }) => key));
    return { passage: first.entry.key, sentences: first.entry.sentences.map(({ key }) => key).filter((key) => keys.has(key)) };
  };
  const byWords = (id: string): Pin | undefined => {
    const [entry] = anchors.get(id)?.flatMap(({ passage }) => entryOf.get(passage) ?? []) ?? [];
    return entry === undefined ? undefined : inPassage(entry, id);
  };
  const atPlace = (place: FileLines, id: string): Pin | "whole paper" | undefined => {
    const holds = (passage: FileLines) =>
      passage.file === place.file && passage.startLine <= place.startLine && place.endLine <= passage.endLine;
    if (title !== undefined && holds(title)) return "whole paper";
    const fits = passages.filter(({ passage }) => holds(passage));
    const best = fits.find(({ passage }) => passage === anchors.get(id)?.[0]?.passage) ?? fits[0];
    return best === undefined ? undefined : inPassage(best, id);
  };
  return (concern) => {
    const { id, state, history } = concern;
    if (state === "resolved") {
      const causes = history.flatMap(({ cause }): Cause["changes"] => cause?.changes ?? []);
      return quoted(causes.flatMap(({ after }) => after?.text ?? [])) ?? "text gone";
    }
    const last = lastPlace(concern, ledger);
    if (last === undefined) return (WITHOUT_PLACES.includes(ledger.shortened) ? byWords(id) : undefined) ?? "whole paper";
    const known = last.revision === shown ? atPlace(last.place, id) : undefined;
    return known ?? quoted(evidence.get(id)?.map(({ text: words }) => words) ?? []) ?? byWords(id) ?? "text gone";
  };
}
