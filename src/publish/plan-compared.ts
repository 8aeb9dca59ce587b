/** The plan for a revision that was compared, or in which no reader sees a difference. */

import { OutputError } from "../errors.ts";
import { type ComparisonResult, type Ledger, latestRevision } from "../revision/index.ts";
import { counted } from "../text.ts";
import type { Context } from "./context.ts";
import type { DiffLines } from "./conversation.ts";
import { commitLink } from "./links.ts";
import { outputsOf } from "./outputs.ts";
import { planReview, reviewTexts } from "./plan/review.ts";
import { type DashboardContent, fullDashboard, planStatusComment } from "./plan/status-comment.ts";
import { planThreads } from "./plan/threads.ts";
import { gateVerdict } from "./plan/verdict.ts";
import { planUnchanged } from "./plan-standing.ts";
import type { Publication } from "./publication.ts";
import { keepDecisions } from "./state/decisions.ts";
import { type Provenance, provenanceOf } from "./state/provenance.ts";
import type { RunResult, SavedState } from "./state/run-result.ts";
import { verdictStatus } from "./statuses.ts";

export interface ComparedInput {
  readonly result: RunResult;
  readonly comparison: ComparisonResult;
  readonly diff: DiffLines;
  readonly inlineLimit: number;
}

/** @throws OutputError where the result is older than what stands */
export function planCompared(context: Context, input: ComparedInput): Publication {
  const { result, comparison } = input;
  if (context.kept !== undefined && isRecorded(comparison, context.kept.ledger, result))
    return planUnchanged(context, context.kept, "This commit is reviewed already: nothing is written twice.");
  assertNotOlder(comparison.ledger, context.kept?.ledger, result);

  const state = stateOf(context, input);
  const verdict = gateVerdict(state.ledger, context.limits);
  const notes = [...mergedNote(result), ...result.previous.notes];
  const event = comparison.cosmetic ? [cosmeticLine(context, comparison)] : [];
  const told: DashboardContent = { state, verdict, notes, event };
  const revision = latestRevision(state.ledger)?.number ?? 1;
  const texts = reviewTexts(context, { ...input, verdict, notes, revision, provenance: state.provenance });
  const open = state.ledger.concerns.filter((one) => one.state === "open").length;
  return {
    head: context.head,
    summary: [...(comparison.cosmetic ? [] : [texts.bodyWithoutComments]), fullDashboard(context, told)].join("\n\n"),
    outputs: outputsOf(comparison.cosmetic ? "cosmetic" : "reviewed", context.head, state.ledger, verdict, comparison.outcomes),
    review: planReview(context, comparison, texts),
    threads: planThreads(context.conversation.threads, state.ledger, context.scope, context.where),
    statusComment: planStatusComment(context, told),
    status: verdictStatus(verdict, open, context.run),
  };
}

function mergedNote({ previous }: RunResult): string[] {
  if (previous.from !== "merged pull request") return [];
  return [`The concerns of before are those that pull request ${previous.pull ?? "?"}, which is merged, left open.`];
}

function stateOf({ scope, kept }: Context, { result, comparison }: ComparedInput): SavedState {
  const { review } = comparison;
  const ledger = keepDecisions(comparison.ledger, kept?.ledger);
  const provenance = provenanceIn(comparison, ledger) ?? kept?.provenance;
  return {
    repository: scope.repository,
    pull: scope.pull,
    key: scope.key,
    manuscript: review?.manuscript.root ?? kept?.manuscript ?? "",
    profile: result.profile,
    ledger,
    ...(provenance === undefined ? {} : { provenance }),
  };
}

function provenanceIn({ review }: ComparisonResult, { revisions }: Ledger): Provenance | undefined {
  const reviewed = revisions.findLast(({ kind }) => kind === "reviewed")?.number;
  return review === undefined || reviewed === undefined ? undefined : provenanceOf(review, reviewed);
}

/** Whether the revision stands in the kept ledger. Mostly a second run of the same job, or two at once; then the one that was first is kept, for its concerns were shown to people. Of a run that looked
 *  at nothing earlier only the same words are the same. */
export function isRecorded({ ledger, cosmetic }: ComparisonResult, kept: Ledger, { previous, head }: RunResult): boolean {
  const [now, stands] = [latestRevision(ledger), latestRevision(kept)];
  if (now === undefined || stands === undefined) return false;
  if (cosmetic && stands.label === head) return true; // compared with itself
  if (now.number !== stands.number || now.label !== stands.label) return false;
  const words = ({ concerns }: Ledger) => JSON.stringify(concerns.map(({ id, text }) => [id, text]));
  return previous.from !== "none" || words(ledger) === words(kept);
}

/** @throws OutputError */
function assertNotOlder(ledger: Ledger, kept: Ledger | undefined, { previous, pull }: RunResult): void {
  const [now, stands] = [latestRevision(ledger)?.number ?? 0, kept === undefined ? 0 : (latestRevision(kept)?.number ?? 0)];
  if (previous.from === "none" || now > stands) return;
  throw new OutputError({
    code: "result-outdated",
    at: `pull request ${pull}`,
    fault: `another run recorded revision ${stands} after this review began, which knows nothing of it`,
    remedy: "Comment /bioreview to review the latest commit",
  });
}

function cosmeticLine({ head, where }: Context, { sentences, ledger }: ComparisonResult): string {
  const extent = sentences === undefined ? "" : `: 0 of ${counted(sentences.same, "sentence")} differ`;
  const number = latestRevision(ledger)?.number ?? 1;
  return `Revision ${number} (${commitLink(where, head)}) changes nothing that a reader sees${extent}. No review was run; all states stand.`;
}
