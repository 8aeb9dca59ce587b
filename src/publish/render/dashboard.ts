/** The dashboard: where every concern stands now, one line each, open before closed, major before minor. Invariant: every open concern is told, in its place or
 *  by number, at every stage of shortening. */

import { SEVERITIES, type Severity } from "../../concern.ts";
import type { Verdict } from "../../gate.ts";
import { type Ledger, type LedgerConcern, latestRevision } from "../../revision/index.ts";
import { counted, truncateToSentence } from "../../text.ts";
import { commitLink, isCommit, type PullRequestAddress } from "../links.ts";
import { escapeMarkdown, plainText } from "../sanitise.ts";
import type { SavedState } from "../state/run-result.ts";
import { cautionLines, folded, noteLines } from "./blocks.ts";
import { closedFolds, names } from "./closed-concerns.ts";
import { earlierPlaceLink, lastPlace, placeLink } from "./place.ts";
import { hiddenWarning, provenanceBlock } from "./provenance.ts";

export interface DashboardView {
  readonly state: SavedState;
  readonly verdict: Verdict;
  readonly where: PullRequestAddress;
  /** Addresses of our reviews, by number of revision. */
  readonly reviews: ReadonlyMap<number, string>;
  /** The job's page. */
  readonly run: string | undefined;
  /** What people must know of this run; foreign. */
  readonly notes: readonly string[];
  /** Ours, sanitised: what this run did where it is no review. */
  readonly event: readonly string[];
  /** Whether this run failed: then the gate is neither passed nor failed. */
  readonly failed: boolean;
}

/** Where there is room for every word; in characters, more than any concern has. */
const WHOLE = { open: 4_000, closed: 4_000, tables: SEVERITIES, provenance: true } as const satisfies Stage;
/** What the comment shows at each stage: characters of an open and of a closed concern, 0 for its number alone, and for which severities a table. It begins
 *  with what a table of twenty can be read with: the review of its revision, which the row links to, tells a concern in full. */
const STAGES = [
  { open: 240, closed: 220, tables: SEVERITIES, provenance: true },
  { open: 160, closed: 110, tables: SEVERITIES, provenance: true },
  { open: 110, closed: 0, tables: SEVERITIES, provenance: true },
  { open: 70, closed: 0, tables: SEVERITIES, provenance: false },
  { open: 70, closed: 0, tables: ["major"], provenance: false },
  { open: 0, closed: 0, tables: [], provenance: false },
] as const satisfies readonly Stage[];
export const DASHBOARD_STAGES = STAGES.length;
interface Stage {
  readonly open: number;
  readonly closed: number;
  readonly tables: readonly Severity[];
  readonly provenance: boolean;
}

/** @param k which stage of shortening */
export function dashboard(view: DashboardView, k: number | "whole"): string {
  const stage: Stage = k === "whole" ? WHOLE : (STAGES[k] ?? STAGES[0]);
  const { state, notes, event } = view;
  const { provenance } = state;
  return [
    heading(view),
    ...event,
    ...cautionLines(provenance?.caution),
    ...(provenance === undefined ? [] : hiddenWarning(provenance)),
    ...noteLines(notes),
    factsLine(view),
    ...openTables(view, stage),
    ...closedFolds(state, view.where, stage.closed),
    ...(provenance === undefined || !stage.provenance
      ? []
      : [folded("What was read, and by which model", provenanceBlock(provenance))]),
    ...(k === 0 || k === "whole" ? [] : [SHORTENED]),
    FOOTER,
  ].join("\n\n");
}

const SHORTENED = "*Shortened, because GitHub takes no longer text. The job's summary and its result file have all of it.*";
const FOOTER =
  "<sub>Comment `/bioreview` to review again, `/bioreview dismiss` with a concern's name and your reason to close one, `/bioreview help` for more.</sub>";

function heading({ state }: DashboardView): string {
  const open = openOf(state);
  const parts = SEVERITIES.flatMap((severity) => {
    const count = open.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const title = state.provenance?.title;
  const named = state.key === "" ? "BioReview" : `BioReview, ${escapeMarkdown(state.key)}`;
  return [
    `## ${named}: ${parts.length === 0 ? "no open concerns" : `${parts.join(", ")} open`}`,
    ...(title === undefined ? [] : [`*${escapeMarkdown(title)}*`]),
  ].join("\n\n");
}

function factsLine({ state, verdict, where, reviews, run, failed }: DashboardView): string {
  const latest = latestRevision(state.ledger);
  const number = latest?.number ?? 0;
  const commit = latest !== undefined && isCommit(latest.label) ? `, ${commitLink(where, latest.label)}` : "";
  return [
    failed ? "**Gate: error**" : capitalGate(verdict),
    `${failed ? "below: " : ""}revision ${number}${commit}`,
    ...reviewLink(state.ledger, reviews),
    ...(run === undefined ? [] : [`[job](${run})`]),
  ].join(" · ");
}

/** Of the last revision that was reviewed, which need not be the last. */
function reviewLink({ revisions }: Ledger, reviews: DashboardView["reviews"]): string[] {
  const reviewed = revisions.findLast(({ kind }) => kind === "reviewed")?.number;
  const url = reviewed === undefined ? undefined : reviews.get(reviewed);
  if (url === undefined) return [];
  return [`[review${reviewed === revisions.at(-1)?.number ? "" : ` of revision ${reviewed}`}](${url})`];
}

function capitalGate(verdict: Verdict): string {
  return verdict.gate === "off" ? "Gate off" : `**Gate ${verdict.gate}**: ${verdict.reason}`;
}

function openTables(view: DashboardView, stage: Stage): string[] {
  const open = openOf(view.state);
  if (open.length === 0) return [];
  const majors = open.filter(({ severity }) => severity === "major");
  const others = [
    ...open.filter(({ severity }) => severity === "minor"),
    ...open.filter(({ severity }) => severity === "optional"),
  ];
  const shown = (concerns: readonly LedgerConcern[], severities: readonly Severity[]) =>
    severities.some((severity) => stage.tables.includes(severity)) ? table(concerns, view, stage) : names(concerns);
  const rest = others.length === 0 ? [] : [shown(others, ["minor", "optional"])];
  return [
    ...(majors.length === 0 ? [] : [shown(majors, ["major"])]),
    ...(majors.length === 0 ? rest : rest.map((body) => folded(`${counted(others.length, "minor or optional concern")}`, body))),
  ];
}

function table(concerns: readonly LedgerConcern[], view: DashboardView, stage: Stage): string {
  return [
    "| | concern | where | since | now |",
    "|---|---|---|---:|---|",
    ...concerns.map((concern) => row(concern, view, stage)),
  ].join("\n");
}

function row(concern: LedgerConcern, { state, where, reviews }: DashboardView, { open }: Stage): string {
  const { id, severity, text, history } = concern;
  const since = history[0]?.revision ?? 1;
  const review = reviews.get(since);
  return `| ${[
    `**${id}** ${severity}`,
    escapeMarkdown(truncateToSentence(plainText(text), open)),
    placeCell(concern, state, where),
    review === undefined ? `${since}` : `[${since}](${review})`,
    nowWords(concern, state),
  ].join(" | ")} |`;
}

function placeCell(concern: LedgerConcern, { ledger, provenance }: SavedState, where: PullRequestAddress): string {
  const last = lastPlace(concern, ledger);
  if (last === undefined) return "whole paper";
  if (last.revision !== provenance?.revision)
    return earlierPlaceLink(where, last, new Set(provenance?.sections.map(({ file }) => file)));
  return placeLink(where, last.commit, last.place, provenance.sections, true);
}

/** What the last review did to an open concern. */
function nowWords({ history }: LedgerConcern, { ledger }: SavedState): string {
  const event = history.at(-1);
  if (event === undefined) return "";
  if (event.by !== undefined) return "reopened by a person";
  const reviewed = ledger.revisions.findLast(({ kind }) => kind === "reviewed")?.number;
  if (event.revision !== reviewed) return "";
  return OUTCOME_WORDS[event.outcome];
}

const OUTCOME_WORDS = {
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

function openOf({ ledger }: SavedState): LedgerConcern[] {
  return ledger.concerns.filter(({ state }) => state === "open");
}
