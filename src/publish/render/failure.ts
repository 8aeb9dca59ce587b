/** What people are told where nothing was reviewed: what went wrong, what stands all the same, and what to do. */

import { capitalize, truncate } from "../../text.ts";
import { commitLink, type PullRequestAddress } from "../links.ts";
import { escapeMarkdown, plainText } from "../sanitise.ts";
import type { RunConclusion } from "../state/run-result.ts";

export type ReviewFailure = Extract<RunConclusion, { kind: "failed" }>["failure"];

/** Characters of each part of a failure. */
const LONGEST = 600;

/** @param revision whose concerns stand; undefined where none is known */
export function failureBlock(
  { at, fault, remedy }: ReviewFailure,
  head: string,
  where: PullRequestAddress,
  revision: number | undefined,
  run: string | undefined,
): string {
  const stands =
    revision === undefined
      ? "Nothing is known of this manuscript: this is no clean review."
      : `No concern changed its state: those of revision ${revision} stand as they were.`;
  const words = (text: string) => escapeMarkdown(truncate(plainText(text), LONGEST));
  const job = run === undefined ? "" : ` · [job](${run})`;
  return [
    "> [!CAUTION]",
    `> **${commitLink(where, head)} could not be reviewed.** ${words(capitalize(at))}: ${words(fault)}.`,
    ">",
    `> ${stands}`,
    ">",
    `> **What to do:** ${words(capitalize(remedy))}. Then comment \`/bioreview\`, or run the job again.${job}`,
  ].join("\n");
}
