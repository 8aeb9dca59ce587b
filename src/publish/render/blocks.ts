/** Blocks of Markdown that several renderings share, and how a text is shortened until it fits. */
import { OutputError } from "../../errors.ts";
import type { Verdict } from "../../gate.ts";
import type { Cause } from "../../revision/index.ts";
import { capitalize, counted, fairShares, fromSnakeCase, truncate } from "../../text.ts";
import { commitLink, type PullRequestAddress } from "../links.ts";
import { type ReportItem, severityText } from "../report/items.ts";
import { type DiffRun, quotesOf } from "../report/quotes.ts";
import { escapeMarkdown, plainText } from "../sanitise.ts";
import type { RunConclusion } from "../state/run-result.ts";

export function bold(text: string): string {
  return `**${text}**`;
}

/** Foreign text as Markdown, cut to a length before it is escaped. @param limit UTF-16 units */
export function excerpt(text: string, limit: number): string {
  return escapeMarkdown(truncate(plainText(text), limit));
}

export function gateText({ gate, reason }: Verdict): string {
  return gate === "off" ? `gate: ${reason}` : `gate: **${gate}**, ${reason}`;
}

/** What must be said wherever concerns are shown. */
export function cautionAlert(caution: string | undefined): string[] {
  return caution === undefined ? [] : [`> [!CAUTION]\n> ${escapeMarkdown(capitalize(caution))}.`];
}

export function notesAlert(notes: readonly string[]): string[] {
  return notes.length === 0 ? [] : [["> [!NOTE]", ...notes.map((note) => `> ${escapeMarkdown(capitalize(note))}`)].join("\n>\n")];
}

/** Closed until somebody opens it. @param summary ours alone: it stands in HTML, where the sanitiser's escapes do not hold */
export function folded(summary: string, body: string, indent = ""): string {
  return `${indent}<details><summary>${summary}</summary>\n\n${body}\n\n${indent}</details>`;
}

/** Name, severity, category and place of a concern. @param where Markdown */
export function itemHead(item: ReportItem, where: string): string {
  return `**${item.id}** · ${severityText(item, bold)} · ${escapeMarkdown(fromSnakeCase(item.category))} · ${where}`;
}

/** What stood in the paper and what stands there now, as one block quote: long lines in a diff block would have to be scrolled.
 *  @param indent before each line, for a quote inside a list   @param most changes that are shown; more are counted */
export function quoteBlock({ changes }: Cause, indent = "", most = 3): string {
  const paragraphs = changes.slice(0, most).flatMap((change) => {
    const { before, after } = quotesOf(change.before?.text, change.after?.text);
    return [
      ...(before === undefined ? [] : [quoteParagraph(after === undefined ? "removed" : "before", before)]),
      ...(after === undefined ? [] : [quoteParagraph(before === undefined ? "added" : "now", after)]),
    ];
  });
  const rest = changes.length > most ? [`and ${counted(changes.length - most, "more change")}`] : [];
  return [...paragraphs, ...rest].map((line) => `${indent}> ${line}`).join(`\n${indent}>\n`);
}

/** Characters of a change in a line. */
const MAX_QUOTE_LINE = 90;

/** The first words of what stands in the paper now, or of what went, in a line. */
export function quoteBeginning({ changes: [change] }: Cause, limit = MAX_QUOTE_LINE): string {
  const { before, after } = change ?? {};
  if (after !== undefined) return `${before === undefined ? "added" : "now"} “${excerpt(after.text, limit)}”`;
  return before === undefined ? "" : `removed “${excerpt(before.text, limit)}”`;
}

function quoteParagraph(label: string, runs: readonly DiffRun[]): string {
  return `<b>${label}:</b> ${runs.map(runMarkdown).join(" ")}`;
}

/** Tags, for asterisks next to a sign would not be bold. */
function runMarkdown({ text, changed }: DiffRun): string {
  const words = escapeMarkdown(text);
  return changed && words !== "" ? `<b>${words}</b>` : words;
}

/** UTF-16 units, and so code points too: GitHub takes 65,536 of either, and counts in ways that differ. */
export const MAX_BODY = 65_000;

/** The text at the first stage at which it fits. Invariant: what a stage leaves out is said in the text itself.
 *  @param stages from the fullest on   @param limit UTF-16 units
 *  @throws OutputError where not even the last stage fits */
function shortenToFit<S>(stages: readonly S[], write: (stage: S) => string, limit: number = MAX_BODY): string {
  for (const stage of stages) {
    const text = write(stage);
    if (text.length <= limit) return text;
  }
  throw new OutputError({
    code: "publication-too-large",
    at: "comment on the pull request",
    fault: `what must be said does not fit into ${limit} characters, however much is left out`,
    remedy: "Dismiss concerns that are settled, or begin anew with /bioreview full",
  });
}

/** Texts that share one room, each at the first stage at which it fits into its fair share of it.
 *  @param writers of the texts, in their order   @param limit UTF-16 units of all texts together
 *  @throws OutputError where one does not fit at its last stage */
export function shortenTogether<S>(
  writers: readonly ((stage: S) => string)[],
  stages: readonly [S, ...S[]],
  limit: number = MAX_BODY,
): string[] {
  const lengths = writers.map((write) => write(stages[0]).length);
  const shares = fairShares(lengths, limit);
  return writers.map((write, k) => shortenToFit(stages, write, shares[k]));
}

export type ReviewFailure = Extract<RunConclusion, { kind: "failed" }>["failure"];

/** Characters of each part of a failure. */
const MAX_FAILURE_PART = 600;

/** The commit that was to be reviewed. */
export interface FailedReview {
  readonly where: PullRequestAddress;
  readonly head: string;
  /** The job's page. */
  readonly run: string | undefined;
  /** Of one of several manuscripts; "" of one alone. */
  readonly key: string;
}

/** The alert where nothing was reviewed: what went wrong, what stands all the same, and what to do.
 *  @param revision whose concerns stand; undefined where none is known */
export function failureAlert(
  { at, fault, remedy }: ReviewFailure,
  { where, head, run, key }: FailedReview,
  revision: number | undefined,
): string {
  const stands =
    revision === undefined
      ? "Nothing is known of this manuscript: this is no clean review."
      : `No concern changed its state: those of revision ${revision} stand as they were.`;
  const part = (text: string) => excerpt(text, MAX_FAILURE_PART);
  const job = run === undefined ? "" : ` · [job](${run})`;
  return [
    "> [!CAUTION]",
    `> **${commitLink(where, head)} could not be reviewed.** ${part(capitalize(at))}: ${part(fault)}.`,
    ">",
    `> ${stands}`,
    ">",
    `> **What to do:** ${part(capitalize(remedy))}. Then comment \`/bioreview${key === "" ? "" : ` ${key}`}\`, or run the job again.${job}`,
  ].join("\n");
}
