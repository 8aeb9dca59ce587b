/** The review: what this revision changed and nothing else, new before resolved, most severe first. What stands as it stood is on the dashboard. */

import type { Verdict } from "../../gate.ts";
import type { ComparisonResult, Outcome } from "../../revision/index.ts";
import { latestRevision } from "../../revision/index.ts";
import { capitalize, counted, truncateToSentence } from "../../text.ts";
import { LONGEST_BODY, shortenToFit } from "../fit.ts";
import { raisedOutcomes } from "../inline.ts";
import { commitLink, isCommit, type PullRequestAddress } from "../links.ts";
import { hiddenMarker } from "../markers.ts";
import { byWeight } from "../report/item.ts";
import { closing, type GroupCount, majorsWords, reportOf } from "../report/report.ts";
import { escapeMarkdown, plainText } from "../sanitise.ts";
import type { Provenance } from "../state/provenance.ts";
import { cautionLines, folded, gateWords, noteLines } from "./blocks.ts";
import { readLine, writtenLine } from "./provenance.ts";
import { quoteLines } from "./quotes.ts";
import { concernItem, itemsOf, weightWords } from "./told-item.ts";

export interface ReviewView {
  readonly comparison: ComparisonResult;
  /** Of the revision that is told. */
  readonly head: string;
  readonly where: PullRequestAddress;
  /** Which manuscript, where a repository has several; foreign. */
  readonly key: string;
  readonly verdict: Verdict;
  readonly provenance: Provenance | undefined;
  /** What people must know of the previous revision; foreign. */
  readonly notes: readonly string[];
  /** Told in full by a comment on their line. */
  readonly onLine: ReadonlySet<string>;
  /** Told in full in a thread that they have already. */
  readonly inThread: ReadonlySet<string>;
  readonly mark: string;
}

/** What of a concern is shown at each stage, in characters; the last two stages leave out what is folded, then the quotes. */
const STAGES = [
  { text: 4_000, late: true, quotes: true },
  { text: 1_200, late: true, quotes: true },
  { text: 600, late: false, quotes: true },
  { text: 300, late: false, quotes: false },
  { text: 100, late: false, quotes: false },
] as const;
type Stage = (typeof STAGES)[number];
export function reviewBody(view: ReviewView): string {
  return shortenToFit((k) => written(view, STAGES[k] ?? STAGES[0], k), STAGES.length, LONGEST_BODY);
}

function written(view: ReviewView, stage: Stage, k: number): string {
  const { comparison, provenance, notes, mark } = view;
  return [
    headline(view),
    counts(view),
    ...cautionLines(comparison.caution),
    ...noteLines(notes),
    ...toldSections(view, stage),
    ...resolvedSection(view, stage),
    ...easedSection(view, stage),
    ...lateSection(view, stage),
    ...(k === 0 ? [] : ["*Shortened, because GitHub takes no longer text: the beginnings of concerns are shown.*"]),
    "---",
    [
      ...closing(comparison).map((line) => escapeMarkdown(line)),
      ...(provenance === undefined ? [] : [readLine(provenance), writtenLine(provenance)]),
    ].join(" "),
    "Not useful? Comment `/bioreview dismiss` with the concern's name and your reason.",
    hiddenMarker(mark),
  ].join("\n\n");
}

/** Also what the review is known by, where GitHub strips what nobody sees. */
function headline({ comparison, head, where, key, mark }: ReviewView): string {
  const { revisions } = comparison.ledger;
  const number = latestRevision(comparison.ledger)?.number ?? 1;
  const before = revisions.at(-2);
  const named = key === "" ? "" : ` · ${escapeMarkdown(key)}`;
  const now = `**Revision ${number}**${named} · ${commitLink(where, head, mark)}`;
  if (comparison.old === undefined || before === undefined) return `${now} · first review`;
  const link = isCommit(before.label) ? ` ${commitLink(where, before.label)}` : "";
  return `${now} compared with revision ${before.number}${link}`;
}

function counts({ comparison, verdict }: ReviewView): string {
  const { counts: all } = reportOf(comparison);
  const told = comparison.old === undefined ? all.filter(({ number }) => number > 0) : all;
  return [...(told.length === 0 ? ["no concerns"] : told.map(countWords)), gateWords(verdict)].join(" · ");
}

function countWords(count: GroupCount): string {
  const words = `${count.number} ${count.what}`;
  return `${count.folded || count.number === 0 ? words : `**${words}**`}${majorsWords(count)}`;
}

const TOLD = [
  { kind: "introduced", title: "New" },
  { kind: "reopened", title: "Back again" },
  { kind: "escalated", title: "Escalated" },
] as const;

function toldSections(view: ReviewView, stage: Stage): string[] {
  const { groups } = reportOf(view.comparison);
  const told = raisedOutcomes(view.comparison.outcomes);
  const items = itemsOf(view.comparison);
  return TOLD.flatMap(({ kind, title }) => {
    const ofKind = told.filter((one) => one.kind === kind);
    if (ofKind.length === 0) return [];
    const meaning = groups.find((group) => group.title === title)?.meaning ?? "";
    const lines = ofKind.flatMap(({ id }, k) => {
      const item = items.get(id);
      return item === undefined ? [] : [concernItem(item, `${k + 1}.`, view, isElsewhere(id, view) ? "beginning" : stage.text)];
    });
    return [`### ${title}`, [meaning, ...elsewhere(ofKind, view)].join(" "), lines.join("\n")];
  });
}

function isElsewhere(id: string, { onLine, inThread }: ReviewView): boolean {
  return onLine.has(id) || inThread.has(id);
}

/** Where the full text of some stands. */
function elsewhere(told: readonly Outcome[], { onLine, inThread }: ReviewView): string[] {
  const on = told.filter(({ id }) => onLine.has(id)).length;
  const inside = told.filter(({ id }) => inThread.has(id)).length;
  const many = (count: number) => (count === told.length ? "All" : `${count} of ${told.length}`);
  return [
    ...(on === 0 ? [] : [`${many(on)} in full on their lines, below.`]),
    ...(inside === 0 ? [] : [`${many(inside)} in full in their threads.`]),
  ];
}

/** Up to so many resolved concerns are shown with what changed; more are folded, or nobody reads on. */
const OPEN_QUOTES = 3;

function resolvedSection(view: ReviewView, stage: Stage): string[] {
  const { comparison } = view;
  const items = itemsOf(comparison);
  const resolved = comparison.outcomes
    .flatMap((outcome) => {
      const item = items.get(outcome.id);
      return outcome.kind === "resolved" && item !== undefined ? [{ item, cause: outcome.cause }] : [];
    })
    .sort((a, b) => byWeight(a.item, b.item));
  if (resolved.length === 0) return [];
  const lines = resolved.map(({ item, cause }) => {
    const { id, text, why } = item;
    const told = `- **${id}** · ${weightWords(item)} · ${escapeMarkdown(truncateToSentence(plainText(text), Math.min(stage.text, 240)))}`;
    const reason = capitalize(why ?? "what changed");
    if (!stage.quotes) return `${told} *${escapeMarkdown(reason)}.*`;
    if (resolved.length <= OPEN_QUOTES) return `${told} *${escapeMarkdown(reason)}:*\n\n${quoteLines(cause, "  ")}\n`;
    return `${told}\n${folded(reason, quoteLines(cause, "  "), "  ")}\n`;
  });
  const meaning = "The text that they are about changed, and the new review, which read it, does not raise them again.";
  return ["### Resolved", meaning, lines.join("\n")];
}

function easedSection(view: ReviewView, stage: Stage): string[] {
  const { comparison } = view;
  const items = itemsOf(comparison);
  const eased = comparison.outcomes.filter(({ kind }) => kind === "eased").flatMap(({ id }) => items.get(id) ?? []);
  if (eased.length === 0) return [];
  const lines = [...eased].sort(byWeight).map((item) => concernItem(item, "-", view, stage.text));
  return ["### Eased", "Raised again, but less severe or only in part. They stay open.", lines.join("\n")];
}

function lateSection(view: ReviewView, stage: Stage): string[] {
  const { comparison } = view;
  const items = itemsOf(comparison);
  const late = comparison.outcomes.filter(({ kind }) => kind === "noticed late").flatMap(({ id }) => items.get(id) ?? []);
  if (late.length === 0) return [];
  const title = `<b>Noticed late</b>: ${counted(late.length, "concern")} about text that did not change`;
  if (!stage.late)
    return [`Noticed late: ${counted(late.length, "concern")} about text that did not change; the dashboard lists them.`];
  return [
    folded(
      title,
      [...late]
        .sort(byWeight)
        .map((item) => concernItem(item, "-", view, stage.text))
        .join("\n"),
    ),
  ];
}
