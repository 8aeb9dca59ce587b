/** What stood in the paper and what stands there now, as quotes: long lines in a diff block would have to be scrolled. */

import type { Cause } from "../../revision/index.ts";
import { counted } from "../../text.ts";
import { type DiffRun, quotesOf } from "../report/quotes.ts";
import { escapeMarkdown } from "../sanitise.ts";

/** Changes that are shown of one cause; more are counted. */
const MOST = 3;

/** One block quote. @param indent before each line, for a quote inside a list */
export function quoteLines({ changes }: Cause, indent = ""): string {
  const shown = changes.slice(0, MOST).map(({ before, after }) => quotesOf(before?.text, after?.text));
  const paragraphs = shown.flatMap(({ before, after }) => [
    ...(before === undefined ? [] : [paragraph(after === undefined ? "removed" : "before", before)]),
    ...(after === undefined ? [] : [paragraph(before === undefined ? "added" : "now", after)]),
  ]);
  const more = changes.length - MOST;
  const rest = more > 0 ? [`and ${counted(more, "more change")}`] : [];
  return [...paragraphs, ...rest].map((line) => `${indent}> ${line}`).join(`\n${indent}>\n`);
}

function paragraph(label: string, runs: readonly DiffRun[]): string {
  return `<b>${label}:</b> ${runs.map(runMarkdown).join(" ")}`;
}

/** Tags, for asterisks next to a sign would not be bold. */
function runMarkdown({ text, changed }: DiffRun): string {
  const words = escapeMarkdown(text);
  return changed && words !== "" ? `<b>${words}</b>` : words;
}
