/** From what a run found out, and what stands on the pull request, to all that is written. Pure. Invariants: the same input gives the same plan; what stands
 *  already is not written again; no kept ledger is replaced by one that knows less; a failure says so everywhere and changes no concern. */

import { latestRevision } from "../../revision/index.ts";
import { type Context, type ContextInput, contextOf } from "../context.ts";
import type { DiffLines } from "../conversation.ts";
import { assertInert } from "../inert.ts";
import { outputsOf } from "../outputs.ts";
import { planCompared } from "../plan-compared.ts";
import { planUnchanged } from "../plan-standing.ts";
import type { Publication } from "../publication.ts";
import { noteLines } from "../render/blocks.ts";
import { failureBlock, type ReviewFailure } from "../render/failure.ts";
import { escapeMarkdown } from "../sanitise.ts";
import type { RunResult } from "../state/run-result.ts";
import { failedStatus, untouchedStatus } from "../statuses.ts";
import { currentStatusComment, fullDashboard, planCommentWithoutState, planStatusComment } from "./status-comment.ts";
import { gateVerdict } from "./verdict.ts";

export interface PublicationInput extends Omit<ContextInput, "repository" | "pull" | "head"> {
  readonly result: RunResult;
  readonly diff: DiffLines;
  /** At most so many comments on lines. */
  readonly inlineLimit: number;
}

/** @throws OutputError where the result is older than what stands, or what must be said fits nowhere */
export function planPublication(input: PublicationInput): Publication {
  const { repository, pull, head } = input.result;
  const planned = planFound(contextOf({ ...input, repository, pull, head }), input);
  assertAllInert(planned, input.site.server);
  return planned;
}

function planFound(context: Context, { result, diff, inlineLimit }: PublicationInput): Publication {
  const { found } = result;
  switch (found.kind) {
    case "failed":
      return planFailed(context, found.failure, result.previous.notes);
    case "untouched":
      return planUntouched(context);
    case "compared":
      return planCompared(context, { result, comparison: found.comparison, diff, inlineLimit });
  }
}

/** The old ledger stays as it was, below what went wrong. One that is not believed stays too: with the right secret, or a newer program, the next run may
 *  believe it again. */
function planFailed(context: Context, failure: ReviewFailure, notes: readonly string[]): Publication {
  const { head, where, kept, read, run, limits } = context;
  const revision = kept === undefined ? undefined : latestRevision(kept.ledger)?.number;
  const block = failureBlock(failure, head, where, revision, run);
  const told =
    kept === undefined
      ? undefined
      : { state: kept, verdict: gateVerdict(kept.ledger, limits), notes, event: [block], failed: true };
  const bare = ["## BioReview could not review this manuscript", block, ...noteLines(notes)].join("\n\n");
  const comment = () => {
    if (told !== undefined) return planStatusComment(context, told);
    return read.kind === "unbelieved" ? undefined : planCommentWithoutState(context, bare);
  };
  return {
    head,
    summary: told === undefined ? bare : fullDashboard(context, told),
    outputs: outputsOf("failed", head, undefined, undefined),
    review: undefined,
    threads: [],
    statusComment: comment(),
    status: failedStatus(failure.fault, run),
  };
}

/** Nothing of the manuscript changed. What is known of it still holds; what is not believed must not open the gate. */
function planUntouched(context: Context): Publication {
  const { head, kept, read, run } = context;
  if (kept !== undefined)
    return planUnchanged(context, kept, untouchedWords(context, latestRevision(kept.ledger)?.label), "untouched");
  const nothing = { head, review: undefined, threads: [], statusComment: undefined };
  if (read.kind === "unbelieved")
    return {
      ...nothing,
      summary: `## BioReview: what earlier reviews found is not believed\n\nThe kept ledger cannot be used: ${escapeMarkdown(read.why)}. Comment \`/bioreview full\` to begin anew.`,
      outputs: outputsOf("failed", head, undefined, undefined),
      status: failedStatus(`the kept ledger is not believed, for ${read.why}`, run),
    };
  return {
    ...nothing,
    summary: "## BioReview: nothing to review\n\nThis pull request changes no file of the manuscript.",
    restsOn: currentStatusComment(context),
    outputs: outputsOf("untouched", head, undefined, undefined),
    status: untouchedStatus(run),
  };
}

function untouchedWords({ head }: Context, label: string | undefined): string {
  return label === head
    ? "This commit is reviewed already: nothing is written twice."
    : "No file of the manuscript changed. No review was run; all states stand.";
}

/** @throws OutputError */
export function assertAllInert({ summary, review, threads, statusComment, reply }: Publication, server: string): void {
  const texts = [
    summary,
    review?.body,
    review?.bodyWithoutComments,
    ...(review?.comments ?? []).map(({ body }) => body),
    ...threads.map(({ reply }) => reply),
    statusComment?.body,
    reply?.body,
  ];
  for (const text of texts) if (text !== undefined) assertInert(text, server);
}
