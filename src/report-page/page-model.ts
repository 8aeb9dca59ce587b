/** All that the report shows, as data: made of a result, the texts that it is about and the authors' letters. Pure: the
 *  components only lay out what stands here, and every foreign word in it has passed the sanitiser. Invariant: each concern of
 *  the ledger is in it once, whether or not it has a place. */
import { SEVERITIES } from "../concern.ts";
import { extensionOf, type ManuscriptText } from "../manuscript/index.ts";
import { lastReviewed, noteLines, reportOf, visibleText } from "../publish/index.ts";
import type { PassageReading, ReviewResult } from "../review/index.ts";
import {
  type Changes,
  type ComparisonResult,
  changesBetween,
  type Ledger,
  type LedgerEvent,
  latestRevision,
} from "../revision/index.ts";
import { openChecklist, responseLetter } from "./author-copy.ts";
import { type ConcernView, concernViews } from "./concerns.ts";
import { type LetterPoint, letterPoints, type ResponseLetter } from "./letter.ts";
import { keyedSections, type PaperSection, type Pin, paperSections } from "./paper.ts";
import { type AlignedRow, type DiffRow, sideBySide } from "./side-by-side.ts";

export interface ReportInput {
  readonly ledger: Ledger;
  /** Absent for a review that nothing was compared with. */
  readonly comparison?: ComparisonResult | undefined;
  /** Of the text that is shown; absent where concerns came alone. */
  readonly review?: ReviewResult | undefined;
  /** The text that the concerns are about. */
  readonly text: ManuscriptText;
  readonly readings: readonly PassageReading[];
  /** The text of the revision before, where it is at hand. */
  readonly old?: ManuscriptText | undefined;
  /** Between the two, where they were computed before. */
  readonly changes?: Changes | undefined;
  readonly letters: readonly ResponseLetter[];
  /** What could not be read of letters. */
  readonly faults?: readonly string[];
}

/** How formulas are written: JATS and notebooks have them in the manner of TeX. */
export type FormulaSyntax = "tex" | "typst";

export interface PageModel {
  readonly title: string;
  /** Of the manuscript, by BCP 47; "en" where it does not say. All other words of the page are English. */
  readonly language: string;
  readonly formulas: FormulaSyntax;
  readonly revision: { readonly number: number; readonly label: string };
  readonly before?: { readonly number: number; readonly label: string };
  /** Must be said wherever the concerns are shown. */
  readonly caution?: string;
  /** What people must know of the comparison. */
  readonly remarks: readonly string[];
  /** In reading order: of the whole paper first, then by place; those that stand nowhere in the text last. */
  readonly concerns: readonly ConcernView[];
  readonly sections: readonly PaperSection[];
  readonly changes?: ChangesView;
  readonly timeline: readonly TimelinePoint[];
  /** Closed concerns that the ledger had to forget. */
  readonly forgotten: number;
  readonly letters: readonly { readonly file: string; readonly points: readonly LetterPoint[] }[];
  /** How the review came about, and what was not read. */
  readonly notes: readonly string[];
  /** Markdown. */
  readonly checklist: string;
  readonly response: string;
}

export interface ChangesView {
  readonly rows: readonly ChangeRow[];
  readonly counts: Readonly<Record<DiffRow["kind"], number>>;
  /** Concerns that this revision settled by a change that is in no row. */
  readonly elsewhere: readonly string[];
}
export interface ChangeRow extends DiffRow {
  readonly concerns: readonly { readonly id: string; readonly role: ChangeRole }[];
}
/** How a change bears on a concern: it counts as what settled it, whole or in part, or the concern was raised about it. */
export type ChangeRole = "settles" | "settles in part" | "removes the text" | "raised here";

/** @param input whose ledger has at least one revision, of which the last one reviewed is that of `text` */
export function pageModel(input: ReportInput): PageModel {
  const { ledger, comparison, review, text, readings, old, letters } = input;
  const changes = old === undefined ? undefined : (input.changes ?? changesBetween(old, text));
  const keyed = keyedSections(text, "", changes && ((passage) => changes.sentencesOf.get(passage) ?? []));
  const views = concernViews({ ledger, comparison, review, text, sections: keyed, letters });
  const pins = new Map(views.flatMap(({ id, pin }): [string, Pin][] => (pin === undefined ? [] : [[id, pin]])));
  const sections = paperSections(keyed, pins, readings);
  const concerns = inReadingOrder(views, sections);
  const title = visibleText(text.title?.text ?? "") || "A manuscript without a title";
  const now = latestRevision(ledger) ?? { number: 1, label: review?.manuscript.revision ?? "" };
  const before = comparison?.old === undefined ? undefined : ledger.revisions.at(-2);
  const head = { title, revision: `revision ${now.number}${now.label === "" ? "" : ` (${now.label})`}` };
  const caution = comparison?.caution ?? review?.caution;
  return {
    title,
    language: text.language ?? "en",
    formulas: syntaxOf(sections[0]?.blocks[0]?.file ?? ""),
    revision: { number: now.number, label: visibleText(now.label) },
    ...(before !== undefined && { before: { number: before.number, label: visibleText(before.label) } }),
    ...(caution !== undefined && { caution: visibleText(caution) }),
    remarks: comparison === undefined ? [] : remarksOf(comparison),
    concerns,
    sections,
    ...(old !== undefined && { changes: changesView(sideBySide(old, text, changes), ledger, concerns) }),
    timeline: timelineOf(ledger),
    forgotten: ledger.forgotten,
    letters: letters.map((letter) => ({ file: visibleText(letter.file), points: letterPoints(letter) })),
    notes: [...(review === undefined ? [] : noteLines(review)), ...(input.faults ?? [])].map(visibleText),
    checklist: openChecklist(bySeverity(concerns), head),
    response: responseLetter(concerns, head),
  };
}

/** By the file that a formula stands in. */
export function syntaxOf(file: string): FormulaSyntax {
  return extensionOf(file) === "typ" ? "typst" : "tex";
}

function remarksOf(comparison: ComparisonResult): string[] {
  const { cosmetic, remarks } = reportOf(comparison);
  return [...(comparison.notes ?? []), ...(cosmetic === undefined ? [] : [cosmetic]), ...remarks].map(visibleText);
}

function bySeverity(concerns: readonly ConcernView[]): ConcernView[] {
  return [...concerns].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function inReadingOrder(views: readonly ConcernView[], sections: readonly PaperSection[]): ConcernView[] {
  const order = new Map(sections.flatMap(({ blocks }) => blocks.flatMap(({ pinned }) => pinned)).map((id, k) => [id, k]));
  const rank = ({ id, unpinned }: ConcernView) => (unpinned === "whole paper" ? -1 : (order.get(id) ?? Number.POSITIVE_INFINITY));
  return bySeverity(views).sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

/** Outcomes for which the text of the new revision is the place where they are raised. */
const RAISED: ReadonlySet<string> = new Set(["introduced", "reopened", "escalated", "noticed late"]);

function changesView(rows: readonly AlignedRow[], ledger: Ledger, concerns: readonly ConcernView[]): ChangesView {
  const tags = new Map<AlignedRow, { readonly id: string; readonly role: ChangeRole }[]>();
  const tag = (row: AlignedRow | undefined, id: string, role: ChangeRole): boolean => {
    if (row !== undefined) tags.set(row, [...(tags.get(row) ?? []), { id, role }]);
    return row !== undefined;
  };
  const placed = new Set<string>();
  const shown = lastReviewed(ledger);
  const settled = ledger.concerns.flatMap(({ id, state, history }) => {
    const event = history.at(-1);
    if (event?.cause === undefined || event.revision !== shown || state === "dismissed") return [];
    const role = state === "resolved" ? "settles" : event.because === "text removed" ? "removes the text" : "settles in part";
    return [{ id, role, cause: event.cause } as const];
  });
  for (const { id, role, cause } of settled)
    for (const { before, after } of cause.changes) {
      const holds = (list: AlignedRow["sentences"]["old"], words: string | undefined) =>
        words !== undefined && list.some((sentence) => sentence.text === words);
      const row =
        rows.find(
          ({ sentences }) => holds(sentences.now, after?.text) && (before === undefined || holds(sentences.old, before.text)),
        ) ??
        rows.find(({ sentences }) => holds(sentences.now, after?.text)) ??
        rows.find(({ sentences }) => holds(sentences.old, before?.text));
      if (tag(row, id, role)) placed.add(id);
    }
  for (const { id, change, pin } of concerns)
    if (change !== undefined && pin !== undefined && RAISED.has(change.kind))
      tag(
        rows.find(({ now }) => now.some(({ key }) => key === pin.passage)),
        id,
        "raised here",
      );
  const counts = { same: 0, moved: 0, reworded: 0, "moved and reworded": 0, removed: 0, added: 0 };
  for (const { kind } of rows) counts[kind]++;
  return {
    rows: rows.map((row) => {
      const { sentences: _, ...shownRow } = row;
      return { ...shownRow, concerns: tags.get(row) ?? [] };
    }),
    counts,
    elsewhere: settled.map(({ id }) => id).filter((id) => !placed.has(id)),
  };
}

export interface TimelinePoint {
  readonly number: number;
  readonly label: string;
  /** A cosmetic revision was not reviewed. */
  readonly isCosmetic: boolean;
  /** Open after it, those of major severity and all others. */
  readonly openMajor: number;
  readonly openOther: number;
  /** Raised for the first time by its review, about new text or old. */
  readonly introduced: number;
  readonly resolved: number;
  readonly reopened: number;
  readonly dismissed: number;
}

/** What each revision of a ledger left open, brought and settled: replayed from the histories of its concerns. Compared are the
 *  states from one revision to the next: what was settled and reopened within one counts for nothing. Where histories were
 *  shortened, what lay between the first and last events of a concern is taken to have stood. */
export function timelineOf({ revisions, concerns }: Pick<Ledger, "revisions" | "concerns">): readonly TimelinePoint[] {
  return revisions.map(({ number, label, kind }, k) => {
    const before = revisions[k - 1]?.number ?? 0;
    const moves = concerns.map(({ history }) => ({
      from: history.findLast(({ revision }) => revision <= before),
      to: history.findLast(({ revision }) => revision <= number),
    }));
    const count = (holds: (move: { readonly from: State; readonly to: State }) => boolean) =>
      moves.filter(({ from, to }) => holds({ from: stateOf(from), to: stateOf(to) })).length;
    const open = moves.flatMap(({ to }) => (to !== undefined && stateOf(to) === "open" ? [to] : []));
    const openMajor = open.filter(({ severity }) => severity === "major").length;
    return {
      number,
      label: visibleText(label),
      isCosmetic: kind === "cosmetic",
      openMajor,
      openOther: open.length - openMajor,
      introduced: count(({ from, to }) => from === "unknown" && to !== "unknown"),
      resolved: count(({ from, to }) => from !== to && to === "resolved"),
      reopened: count(({ from, to }) => from !== to && (from === "resolved" || from === "dismissed")),
      dismissed: count(({ from, to }) => from !== to && to === "dismissed"),
    };
  });
}

type State = "unknown" | "open" | "resolved" | "dismissed";

function stateOf(event: LedgerEvent | undefined): State {
  if (event === undefined) return "unknown";
  return event.outcome === "resolved" || event.outcome === "dismissed" ? event.outcome : "open";
}
