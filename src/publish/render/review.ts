/** The review: what this revision changed and nothing else, new before resolved, most severe first. What stands as it stood is on the dashboard. */
import type { Verdict } from "../../gate.ts";
import { type ComparisonResult, latestRevision } from "../../revision/index.ts";
import { capitalize, counted, truncateToSentence } from "../../text.ts";
import { commitLink, isCommit, type PullRequestAddress, placeLink } from "../links.ts";
import { hiddenMarker } from "../markers.ts";
import { countText, type ReportGroup } from "../report/groups.ts";
import { type ReportItem, severityText } from "../report/items.ts";
import { type Report, reportOf } from "../report/report.ts";
import { escapeMarkdown, plainText } from "../sanitise.ts";
import type { Provenance } from "../state/provenance.ts";
import {
  bold,
  cautionAlert,
  excerpt,
  folded,
  gateText,
  itemHead,
  MAX_BODY,
  notesAlert,
  quoteBeginning,
  quoteBlock,
  shortenTogether,
} from "./blocks.ts";
import { readLine, writtenLine } from "./provenance.ts";

export interface ReviewView {
  readonly comparison: ComparisonResult;
  /** The commit that was reviewed. */
  readonly head: string;
  readonly where: PullRequestAddress;
  /** Which manuscript, where a repository has several. */
  readonly key: string;
  /** What people must call it where they name a concern; empty where there is one. */
  readonly name: string;
  readonly verdict: Verdict;
  readonly provenance: Provenance | undefined;
  /** What people must know of the previous revision; foreign. */
  readonly notes: readonly string[];
  /** Concerns that stand in full in a comment on their line. */
  readonly onLine: ReadonlySet<string>;
  /** Concerns that stand in full in a thread that they have already. */
  readonly inThread: ReadonlySet<string>;
  readonly marker: string;
}

/** What is shown at each stage of shortening. */
interface Stage {
  /** Characters of a concern; 0: its name alone. */
  readonly text: number;
  /** Whether what was noticed late is listed. */
  readonly late: boolean;
  /** Of what changed: all of it, its first words, or that something did. */
  readonly quotes: "whole" | "beginning" | "none";
  readonly shortened: boolean;
}
const STAGES: readonly [Stage, ...Stage[]] = [
  { text: 4_000, late: true, quotes: "whole", shortened: false },
  { text: 1_200, late: true, quotes: "whole", shortened: true },
  { text: 600, late: false, quotes: "whole", shortened: true },
  { text: 300, late: false, quotes: "beginning", shortened: true },
  { text: 100, late: false, quotes: "beginning", shortened: true },
  { text: 100, late: false, quotes: "none", shortened: true },
  { text: 0, late: false, quotes: "none", shortened: true },
];

/** A manuscript beside others that could not be reviewed. */
export interface FailedView {
  readonly key: string;
  /** Markdown of ours. */
  readonly failure: string;
}

/** One section for each manuscript, in their order, with its fair share of the room. */
export function reviewBody(views: readonly (ReviewView | FailedView)[]): string {
  const marks = views.flatMap((view) => ("marker" in view ? [hiddenMarker(view.marker)] : []));
  const between = views.length === 1 ? "" : SECTION_BREAK;
  const tail = ["", ...marks].join("\n\n");
  const room = MAX_BODY - tail.length - between.length * (views.length - 1);
  const sections = views.map((view) => (views.length === 1 ? sectionOf(view) : titledSection(view)));
  return shortenTogether(sections, STAGES, room).join(between) + tail;
}

const SECTION_BREAK = "\n\n---\n\n";

function titledSection(view: ReviewView | FailedView): (stage: Stage) => string {
  const section = sectionOf("marker" in view ? { ...view, key: "" } : view);
  const title = "marker" in view ? view.provenance?.title : undefined;
  const named = `## ${escapeMarkdown(view.key)}${title === undefined ? "" : `: *${escapeMarkdown(title)}*`}`;
  return (stage) => `${named}\n\n${section(stage)}`;
}

function sectionOf(view: ReviewView | FailedView): (stage: Stage) => string {
  if (!("marker" in view)) return () => view.failure;
  const report = reportOf(view.comparison);
  return (stage) => bodyAt(stage, view, report);
}

function bodyAt(stage: Stage, view: ReviewView, report: Report): string {
  const { comparison, provenance, notes } = view;
  return [
    headline(view),
    countLine(view, report),
    ...cautionAlert(comparison.caution),
    ...notesAlert(notes),
    ...report.groups.filter(({ items }) => items.length > 0).flatMap((group) => groupSection(group, view, stage)),
    ...(stage.shortened ? [shortenedNote(stage)] : []),
    "---",
    [
      ...report.remarks.map((line) => escapeMarkdown(line)),
      ...(provenance === undefined ? [] : [readLine(provenance), writtenLine(provenance)]),
    ].join(" "),
    `Not useful? Comment \`/bioreview dismiss${view.name === "" ? "" : ` ${view.name}`}\` with the concern's name and your reason.`,
  ].join("\n\n");
}

function shortenedNote({ text }: Stage): string {
  return `*Shortened, because GitHub takes no longer text: ${text === 0 ? "the names" : "the beginnings"} of concerns are shown.*`;
}

/** Also what the review is known by, where GitHub strips what nobody sees. */
function headline({ comparison, head, where, key, marker }: ReviewView): string {
  const { revisions } = comparison.ledger;
  const number = latestRevision(comparison.ledger)?.number ?? 1;
  const before = revisions.at(-2);
  const named = key === "" ? "" : ` · ${escapeMarkdown(key)}`;
  const now = `**Revision ${number}**${named} · ${commitLink(where, head, marker)}`;
  if (comparison.old === undefined || before === undefined) return `${now} · first review`;
  const link = isCommit(before.label) ? ` ${commitLink(where, before.label)}` : "";
  return `${now} compared with revision ${before.number}${link}`;
}

/** Of a first review that nothing is resolved goes without saying. */
function countLine({ comparison, verdict }: ReviewView, { groups }: Report): string {
  const counts = comparison.old === undefined ? groups.filter(({ items }) => items.length > 0) : groups;
  const told = counts.length === 0 ? ["no concerns"] : counts.map((group) => countText(group, bold));
  return [...told, ...(verdict.gate === "off" ? [] : [gateText(verdict)])].join(" · ");
}

function groupSection(group: ReportGroup, view: ReviewView, stage: Stage): string[] {
  const { kind, title, meaning, items } = group;
  const isListed = kind !== "noticed late" && kind !== "standing" && kind !== "not repeated" && kind !== "dismissed";
  if (stage.text === 0 && isListed)
    return [`### ${title}`, `${meaning}\n\n${items.map(({ id }) => id).join(", ")}; the dashboard has them.`];
  switch (kind) {
    case "introduced":
    case "reopened":
    case "escalated": {
      const lines = items.map((item, k) =>
        itemInFull(item, `${k + 1}.`, view, isElsewhere(item, view) ? "elsewhere" : stage.text),
      );
      return [`### ${title}`, [meaning, ...whereTold(items, view)].join(" "), lines.join("\n")];
    }
    case "resolved":
    case "addressed in part":
    case "text removed": {
      const length = kind === "resolved" ? Math.min(stage.text, MAX_RESOLVED) : stage.text;
      return [`### ${title}`, meaning, items.map((item) => changedItem(item, length, items.length, view, stage)).join("\n")];
    }
    case "eased":
      return [`### ${title}`, meaning, items.map((item) => itemInFull(item, "-", view, stage.text)).join("\n")];
    case "noticed late": {
      const count = `${counted(items.length, "concern")} about text that did not change`;
      if (!stage.late) return [`${title}: ${count}; the dashboard lists them.`];
      return [folded(`<b>${title}</b>: ${count}`, items.map((item) => itemInFull(item, "-", view, stage.text)).join("\n"))];
    }
    case "standing":
    case "not repeated":
    case "dismissed":
      return [];
  }
}

function isElsewhere({ id }: ReportItem, { onLine, inThread }: ReviewView): boolean {
  return onLine.has(id) || inThread.has(id);
}

/** Where the text of some stands: each is told once. */
function whereTold(items: readonly ReportItem[], { onLine, inThread }: ReviewView): string[] {
  const lines = items.filter(({ id }) => onLine.has(id)).length;
  const threads = items.filter(({ id }) => inThread.has(id)).length;
  const many = (count: number) => (count === items.length ? "All" : `${count} of ${items.length}`);
  return [
    ...(lines === 0 ? [] : [`${many(lines)} on their lines, below.`]),
    ...(threads === 0 ? [] : [`${many(threads)} in their threads.`]),
  ];
}

/** Up to so many concerns of a group are shown with what changed; more are folded, or nobody reads on. */
const OPEN_QUOTES = 3;
/** Characters of a resolved concern. */
const MAX_RESOLVED = 240;

/** A concern with the change that became of it. Its place was in the old text, so the change's is named.
 *  @param length characters of its text   @param count of all in its group */
function changedItem(item: ReportItem, length: number, count: number, view: ReviewView, stage: Stage): string {
  const { id, text, reason = "what changed", cause } = item;
  const start = escapeMarkdown(truncateToSentence(plainText(text), length));
  const line = `- **${id}** · ${severityText(item, bold)} · ${start}`;
  const why = capitalize(reason);
  if (cause === undefined || stage.quotes === "none") return `${line} *${escapeMarkdown(why)}.*`;
  if (stage.quotes === "beginning") return `${line} *${escapeMarkdown(why)}:* ${quoteBeginning(cause)}`;
  const [after] = cause.changes.flatMap((change) => change.after ?? []);
  const at = after === undefined ? "" : `, ${placeLink(view.where, view.head, after, view.provenance?.sections ?? [])}`;
  const quotes = quoteBlock(cause, "  ");
  if (count <= OPEN_QUOTES) return `${line} *${escapeMarkdown(why)}*${at}:\n\n${quotes}\n`;
  return `${line}${at}\n${folded(why, quotes, "  ")}\n`;
}

/** Characters of a concern's earlier wording. */
const BEGINNING = 160;

/** An item of a list: name, severity, category and place, below them its words.
 *  @param length characters of its text; none where it stands elsewhere */
function itemInFull(item: ReportItem, bullet: string, view: ReviewView, length: number | "elsewhere"): string {
  const { place, reason, text, textBefore } = item;
  const { where, head, provenance } = view;
  const beginningOf = (words: string) => escapeMarkdown(truncateToSentence(plainText(words), BEGINNING));
  const indent = " ".repeat(bullet.length + 1);
  const lines = [
    ...(length === "elsewhere" ? [] : [excerpt(text, length)]),
    ...(reason === undefined ? [] : [`*${escapeMarkdown(capitalize(reason))}.*`]),
    ...(textBefore === undefined || length === "elsewhere" ? [] : [`Before: ${beginningOf(textBefore)}`]),
  ];
  const at = place === undefined ? "whole paper" : placeLink(where, head, place, provenance?.sections ?? []);
  return [`${bullet} ${itemHead(item, at)}`, ...lines.map((line) => indent + line)].join("  \n");
}
