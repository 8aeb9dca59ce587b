/** The dashboard: where every concern stands now, an item of a list each, open before closed, major before minor. Invariants: every open concern is listed, in
 *  its place or by its id, at every stage of shortening; there is no table, whose columns a phone would have to scroll to. */
import { SEVERITIES, type Severity } from "../../concern.ts";
import type { Verdict } from "../../gate.ts";
import {
  type Ledger,
  type LedgerConcern,
  lastPlace,
  latestRevision,
  openConcerns,
  type UnsettledChange,
  unsettledChange,
} from "../../revision/index.ts";
import { counted, truncateToSentence } from "../../text.ts";
import { commitLink, earlierPlaceLink, isCommit, type PullRequestAddress, placeLink } from "../links.ts";
import { severityCounts, severityText } from "../report/items.ts";
import { lastReviewed } from "../report/report.ts";
import { escapeMarkdown, plainText } from "../sanitise.ts";
import type { SavedState } from "../state/run-result.ts";
import { bold, cautionAlert, excerpt, folded, gateText, notesAlert, quoteBeginning } from "./blocks.ts";
import { hiddenWarning, provenanceBlock } from "./provenance.ts";

export interface DashboardView {
  /** What the manuscript is called; empty where there is one. */
  readonly key: string;
  readonly state: SavedState;
  readonly verdict: Verdict;
  readonly where: PullRequestAddress;
  /** Addresses of our reviews, by number of revision. */
  readonly reviews: ReadonlyMap<number, string>;
  /** The job's page. */
  readonly run: string | undefined;
  /** Where this run's page of paper and review can be had; absent where it made none. */
  readonly report?: string | undefined;
  /** What people must know of this run; foreign. */
  readonly notes: readonly string[];
  /** What this run did where it is no review; ours, sanitised. */
  readonly event: readonly string[];
  /** Whether this run failed: then the gate is neither passed nor failed. */
  readonly failed: boolean;
}

/** What is shown at a stage of shortening. */
export interface DashboardStage {
  /** Characters of an open and of a closed concern; 0: its id alone. */
  readonly open: number;
  readonly closed: number;
  /** Of which severities more than ids is shown. */
  readonly listed: readonly Severity[];
  readonly provenance: boolean;
  readonly shortened: boolean;
}
/** Where there is room for every word: more characters than any concern has. */
export const FULL_DASHBOARD: DashboardStage = {
  ...{ open: 4_000, closed: 4_000, listed: SEVERITIES, provenance: true, shortened: false },
};
/** Of the comment. It begins with what a list of twenty can be read with: the review of its revision, which the item links to, has a concern in full. */
export const DASHBOARD_STAGES: readonly [DashboardStage, ...DashboardStage[]] = [
  { open: 240, closed: 220, listed: SEVERITIES, provenance: true, shortened: false },
  { open: 160, closed: 110, listed: SEVERITIES, provenance: true, shortened: true },
  { open: 110, closed: 0, listed: SEVERITIES, provenance: true, shortened: true },
  { open: 70, closed: 0, listed: SEVERITIES, provenance: false, shortened: true },
  { open: 70, closed: 0, listed: ["major"], provenance: false, shortened: true },
  { open: 0, closed: 0, listed: [], provenance: false, shortened: true },
];

export function dashboard(view: DashboardView, stage: DashboardStage): string {
  return `${dashboardSection(view, stage)}\n\n${FOOTER}`;
}

/** One manuscript among several, or one alone. */
export function dashboardSection(view: DashboardView, stage: DashboardStage): string {
  const { state, notes, event } = view;
  const { provenance } = state;
  return [
    heading(view),
    ...event,
    ...cautionAlert(provenance?.caution),
    ...(provenance === undefined ? [] : hiddenWarning(provenance)),
    ...notesAlert(notes),
    factsLine(view),
    ...openLists(view, stage),
    ...closedFolds(view, stage.closed),
    ...(provenance === undefined || !stage.provenance
      ? []
      : [folded("What was read, and by which model", provenanceBlock(provenance))]),
    ...(stage.shortened ? [SHORTENED] : []),
  ].join("\n\n");
}

const SHORTENED = "*Shortened, because GitHub takes no longer text. The job's summary and its result file have all of it.*";
/** @param verdict undefined where there is none, for nothing is known   @returns an item of `overview` */
export function overviewItem(key: string, view: DashboardView | undefined): string {
  const name = `- **${escapeMarkdown(key)}**`;
  if (view === undefined) return `${name} · not reviewed`;
  const { state, verdict, failed } = view;
  const revision = `revision ${latestRevision(state.ledger)?.number ?? 0}`;
  return [name, openText(state.ledger), failed ? "gate: error" : gateText(verdict), revision].join(" · ");
}

/** Above the sections of several manuscripts. */
export function overview(items: readonly string[]): string {
  return ["## BioReview", "", ...items].join("\n");
}

/** @param key of one of them, as an example */
export function footerOfSeveral(key: string): string {
  return `<sub>Comment \`/bioreview\` to review again, \`/bioreview ${key}\` for one manuscript alone, \`/bioreview dismiss ${key}\` with a concern's name and your reason to close one, \`/bioreview help\` for more.</sub>`;
}

const FOOTER =
  "<sub>Comment `/bioreview` to review again, `/bioreview dismiss` with a concern's name and your reason to close one, `/bioreview help` for more.</sub>";

function heading({ key, state: { ledger, provenance } }: DashboardView): string {
  const named = key === "" ? "BioReview" : `BioReview, ${escapeMarkdown(key)}`;
  return [
    `## ${named}: ${openText(ledger)}`,
    ...(provenance?.title === undefined ? [] : [`*${escapeMarkdown(provenance.title)}*`]),
  ].join("\n\n");
}

function openText(ledger: Ledger): string {
  const counts = severityCounts(openConcerns(ledger));
  return counts === "" ? "no open concerns" : `${counts} open`;
}

function factsLine({ state, verdict, where, reviews, run, report, failed }: DashboardView): string {
  const latest = latestRevision(state.ledger);
  const commit = latest !== undefined && isCommit(latest.label) ? `, ${commitLink(where, latest.label)}` : "";
  const gate = verdict.gate === "off" ? "No limit set" : `**Gate ${verdict.gate}**: ${verdict.reason}`;
  return [
    failed ? "**Gate: error**" : gate,
    `${failed ? "below: " : ""}revision ${latest?.number ?? 0}${commit}`,
    ...reviewLink(state.ledger, reviews),
    ...(run === undefined ? [] : [`[job](${run})`]),
    ...(report === undefined ? [] : [`[paper and review on one page](${report})`]),
  ].join(" · ");
}

/** Of the last revision that was reviewed, which need not be the last. */
function reviewLink(ledger: Ledger, reviews: DashboardView["reviews"]): string[] {
  const reviewed = lastReviewed(ledger);
  const url = reviewed === undefined ? undefined : reviews.get(reviewed);
  if (url === undefined) return [];
  return [`[review${reviewed === latestRevision(ledger)?.number ? "" : ` of revision ${reviewed}`}](${url})`];
}

function openLists(view: DashboardView, stage: DashboardStage): string[] {
  const bySeverity = (severity: Severity) => openConcerns(view.state.ledger).filter((one) => one.severity === severity);
  const [majors, others] = [bySeverity("major"), [...bySeverity("minor"), ...bySeverity("optional")]];
  const shown = (concerns: readonly LedgerConcern[], severities: readonly Severity[]) =>
    severities.some((severity) => stage.listed.includes(severity))
      ? concerns.map((concern) => openItem(concern, view, stage.open)).join("\n")
      : idList(concerns);
  const rest = others.length === 0 ? [] : [shown(others, ["minor", "optional"])];
  if (majors.length === 0) return rest;
  return [shown(majors, ["major"]), ...rest.map((body) => folded(counted(others.length, "minor or optional concern"), body))];
}

/** Where nothing but their ids has room. */
function idList(concerns: readonly LedgerConcern[]): string {
  return `${concerns.map(({ id }) => id).join(", ")}.`;
}

/** How it stands in one line, its words in the next. @param length characters of its text */
function openItem(concern: LedgerConcern, { state, where, reviews }: DashboardView, length: number): string {
  const { id, text, history } = concern;
  const since = history[0]?.revision ?? 1;
  const review = reviews.get(since);
  const head = [
    bold(id),
    severityText(concern, bold),
    placeOf(concern, state, where),
    `since ${review === undefined ? `revision ${since}` : `[revision ${since}](${review})`}`,
    ...latestOutcome(concern, state),
  ];
  return `- ${head.join(" · ")}  \n  ${escapeMarkdown(truncateToSentence(plainText(text), length))}`;
}

function placeOf(concern: LedgerConcern, { ledger, provenance }: SavedState, where: PullRequestAddress): string {
  const last = lastPlace(concern, ledger);
  if (last === undefined) return "whole paper";
  if (last.revision !== provenance?.revision)
    return earlierPlaceLink(where, last, new Set(provenance?.sections.map(({ file }) => file)));
  return placeLink(where, last.commit, last.place, provenance.sections);
}

/** What the last review did to an open concern, or an earlier one that is still to be looked at. */
function latestOutcome(concern: LedgerConcern, { ledger }: SavedState): string[] {
  const event = concern.history.at(-1);
  if (event === undefined) return [];
  if (event.by !== undefined) return ["reopened by a person"];
  const unsettled = unsettledChange(concern);
  if (unsettled !== undefined) return [unsettledText(unsettled, ledger)];
  return event.revision === lastReviewed(ledger) ? [OUTCOME_TEXT[event.outcome]] : [];
}

/** Such as "**partly addressed**: added “Six mice got gel.”". */
function unsettledText({ kind, revision, cause }: UnsettledChange, ledger: Ledger): string {
  const words = `${bold(UNSETTLED_TEXT[kind])}${revision === lastReviewed(ledger) ? "" : ` in revision ${revision}`}`;
  return cause === undefined ? words : `${words}: ${quoteBeginning(cause, MAX_CHANGE)}`;
}
/** Characters of a change, beside an open concern and behind a closed one. */
const MAX_CHANGE = 60;
const UNSETTLED_TEXT = { "addressed in part": "partly addressed", "text removed": "text removed, please check" } as const;

const OUTCOME_TEXT = {
  introduced: "**new**",
  "noticed late": "noticed late",
  standing: "stands",
  escalated: "**escalated**",
  eased: "eased",
  "not repeated": "not repeated",
  resolved: "resolved",
  reopened: "**back again**",
  dismissed: "dismissed",
} as const;

/** Resolved and dismissed concerns, with the revision or the person that closed them.
 *  @param length characters of a concern; 0 where only their ids have room */
function closedFolds({ state, where }: DashboardView, length: number): string[] {
  const { concerns, forgotten } = state.ledger;
  const older = forgotten === 0 ? "" : `, and ${forgotten} older ones that are no longer listed`;
  const kinds = [
    { kind: "resolved", more: older, closedBy: (concern: LedgerConcern) => resolvedIn(concern, state.ledger, where) },
    { kind: "dismissed", more: "", closedBy: (concern: LedgerConcern) => dismissedBy(concern, length) },
  ] as const;
  return kinds.flatMap(({ kind, more, closedBy }) => {
    const closed = concerns.filter((one) => one.state === kind);
    if (closed.length === 0) return [];
    const line = (one: LedgerConcern) => `- **${one.id}** ${one.severity} · ${excerpt(one.text, length)} ${closedBy(one)}`;
    return [folded(`${closed.length} ${kind}${more}`, length === 0 ? idList(closed) : closed.map(line).join("\n"))];
  });
}

function resolvedIn({ history }: LedgerConcern, { revisions }: Ledger, where: PullRequestAddress): string {
  const event = history.findLast(({ outcome }) => outcome === "resolved");
  const label = revisions.find(({ number }) => number === event?.revision)?.label ?? "";
  const change = event?.cause === undefined ? "" : `: ${quoteBeginning(event.cause, MAX_CHANGE)}`;
  return `*Resolved in revision ${event?.revision ?? "?"}*${isCommit(label) ? ` ${commitLink(where, label)}` : ""}${change}`;
}

function dismissedBy({ history }: LedgerConcern, length: number): string {
  const event = history.findLast(({ outcome, by }) => outcome === "dismissed" && by !== undefined);
  return `*Dismissed*${event?.by === undefined ? "" : ` by ${excerpt(event.by, 60)}: ${excerpt(event.because, length)}`}`;
}
