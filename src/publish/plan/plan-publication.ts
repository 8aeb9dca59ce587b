/** From the result of a run, and what stands on the pull request, to all that is written. Pure. Invariants: the same input gives the same plan; what stands
 *  already is not written again; no saved ledger is replaced by one that knows less; a failure says so everywhere and changes no concern. */
import { OutputError } from "../../errors.ts";
import { resultSettings } from "../../review/index.ts";
import { type ComparisonResult, type Ledger, latestRevision, openConcerns } from "../../revision/index.ts";
import { type Context, type ContextInput, contextOf } from "../context.ts";
import type { DiffLines } from "../conversation.ts";
import { inertPublication } from "../inert.ts";
import { commitLink } from "../links.ts";
import type { Publication } from "../publication.ts";
import { failureAlert, notesAlert, type ReviewFailure } from "../render/blocks.ts";
import { extentOfChange, lastReviewed, silenceRemark } from "../report/report.ts";
import { escapeMarkdown } from "../sanitise.ts";
import { keepDecisions } from "../state/decisions.ts";
import { type Provenance, provenanceOf } from "../state/provenance.ts";
import type { RunResult, SavedState } from "../state/run-result.ts";
import { planReview, reviewTexts } from "./review.ts";
import {
  currentStatusComment,
  type DashboardContent,
  fullDashboard,
  planCommentWithoutState,
  planStatusComment,
} from "./status-comment.ts";
import { planThreads } from "./threads.ts";
import { failedStatus, gateVerdict, outputsOf, type RunOutcome, untouchedStatus, verdictStatus } from "./verdict.ts";

export interface PublicationInput extends Omit<ContextInput, "repository" | "pull" | "head"> {
  readonly result: RunResult;
  readonly diff: DiffLines;
  /** At most so many comments on lines. */
  readonly inlineLimit: number;
}

/** @throws OutputError where the result is older than what stands, or what must be said fits nowhere */
export function planPublication(input: PublicationInput): Publication {
  const { repository, pull, head } = input.result;
  return inertPublication(planConclusion(contextOf({ ...input, repository, pull, head }), input), input.site.server);
}

function planConclusion(context: Context, input: PublicationInput): Publication {
  const { found, previous } = input.result;
  switch (found.kind) {
    case "failed":
      return planFailed(context, found.failure, previous.notes);
    case "untouched":
      return planUntouched(context);
    case "compared":
      return planCompared(context, input, found.comparison);
  }
}

/** The old ledger stays as it was, below what went wrong. One that is not trusted stays too: with the right secret, or a newer program, the next run may
 *  trust it again. */
function planFailed(context: Context, failure: ReviewFailure, notes: readonly string[]): Publication {
  const { head, where, saved, loaded, run, limits } = context;
  const revision = saved === undefined ? undefined : latestRevision(saved.ledger)?.number;
  const block = failureAlert(failure, head, where, revision, run);
  const content =
    saved === undefined
      ? undefined
      : { state: saved, verdict: gateVerdict(saved.ledger, limits), notes, event: [block], failed: true };
  const failureOnly = ["## BioReview could not review this manuscript", block, ...notesAlert(notes)].join("\n\n");
  const comment = () => {
    if (content !== undefined) return planStatusComment(context, content);
    return loaded.kind === "untrusted" ? undefined : planCommentWithoutState(context, failureOnly);
  };
  return {
    head,
    summary: content === undefined ? failureOnly : fullDashboard(context, content),
    outputs: outputsOf("failed", head, undefined, undefined),
    review: undefined,
    threads: [],
    statusComment: comment(),
    status: failedStatus(failure.fault, run),
  };
}

/** Nothing of the manuscript changed. What is known of it still holds; what is not trusted must not open the gate. */
function planUntouched(context: Context): Publication {
  const { head, saved, loaded, run } = context;
  if (saved !== undefined)
    return planUnchanged(context, saved, untouchedText(context, latestRevision(saved.ledger)?.label), "untouched");
  const nothing = { head, review: undefined, threads: [], statusComment: undefined };
  if (loaded.kind === "untrusted")
    return {
      ...nothing,
      summary: `## BioReview: what earlier reviews found is not believed\n\nThe kept ledger cannot be used: ${escapeMarkdown(loaded.why)}. Comment \`/bioreview full\` to begin anew.`,
      outputs: outputsOf("failed", head, undefined, undefined),
      status: failedStatus(`the kept ledger is not believed, for ${loaded.why}`, run),
    };
  return {
    ...nothing,
    summary: "## BioReview: nothing to review\n\nThis pull request changes no file of the manuscript.",
    restsOn: currentStatusComment(context),
    outputs: outputsOf("untouched", head, undefined, undefined),
    status: untouchedStatus(run),
  };
}

function untouchedText({ head }: Context, label: string | undefined): string {
  return label === head
    ? "This commit is reviewed already: nothing is written twice."
    : "No file of the manuscript changed. No review was run; all states stand.";
}

/** Nothing new is known: all that earlier runs recorded stands, and the gate is judged by it.
 *  @param why ours, for the job's page */
function planUnchanged(context: Context, saved: SavedState, why: string, outcome: RunOutcome = "standing"): Publication {
  const { head, limits, run } = context;
  const verdict = gateVerdict(saved.ledger, limits);
  return {
    head,
    summary: fullDashboard(context, { state: saved, verdict, notes: [], event: [why] }),
    outputs: outputsOf(outcome, head, saved.ledger, verdict),
    review: undefined,
    threads: planThreads(context, saved.ledger),
    statusComment: undefined,
    restsOn: currentStatusComment(context),
    status: verdictStatus(verdict, openConcerns(saved.ledger).length, run),
  };
}

/** @throws OutputError where the result is older than what stands */
function planCompared(context: Context, input: PublicationInput, comparison: ComparisonResult): Publication {
  const { result } = input;
  if (context.saved !== undefined && isRecorded(comparison, context.saved.ledger, result))
    return planUnchanged(context, context.saved, "This commit is reviewed already: nothing is written twice.");
  assertNotOlder(comparison.ledger, context.saved?.ledger, result);

  const state = newState(context, result, comparison);
  const verdict = gateVerdict(state.ledger, context.limits);
  const notes = [...mergedNote(result), ...result.previous.notes];
  const event = comparison.cosmetic ? [cosmeticLine(context, comparison)] : silenceRemark(comparison);
  const content: DashboardContent = { state, verdict, notes, event };
  const revision = latestRevision(state.ledger)?.number ?? 1;
  const texts = reviewTexts(context, { ...input, comparison, verdict, notes, revision, provenance: state.provenance });
  return {
    head: context.head,
    summary: [...(comparison.cosmetic ? [] : [texts.bodyWithoutComments]), fullDashboard(context, content)].join("\n\n"),
    outputs: outputsOf(comparison.cosmetic ? "cosmetic" : "reviewed", context.head, state.ledger, verdict, comparison.outcomes),
    review: planReview(context, comparison, texts),
    threads: planThreads(context, state.ledger),
    statusComment: planStatusComment(context, content),
    status: verdictStatus(verdict, openConcerns(state.ledger).length, context.run),
  };
}

function mergedNote({ previous }: RunResult): string[] {
  if (previous.from !== "merged pull request") return [];
  return [`The concerns of before are those that pull request ${previous.pull ?? "?"}, which is merged, left open.`];
}

function newState({ scope, saved }: Context, result: RunResult, comparison: ComparisonResult): SavedState {
  const { review } = comparison;
  const ledger = keepDecisions(comparison.ledger, saved?.ledger);
  const provenance = provenanceIn(comparison, ledger) ?? saved?.provenance;
  const settings = review === undefined ? saved?.settings : resultSettings(review);
  return {
    repository: scope.repository,
    pull: scope.pull,
    key: scope.key,
    manuscript: review?.manuscript.root ?? saved?.manuscript ?? "",
    profile: result.profile,
    ledger,
    ...(provenance === undefined ? {} : { provenance }),
    ...(settings === undefined ? {} : { settings }),
  };
}

function provenanceIn({ review }: ComparisonResult, ledger: Ledger): Provenance | undefined {
  const reviewed = lastReviewed(ledger);
  return review === undefined || reviewed === undefined ? undefined : provenanceOf(review, reviewed);
}

/** Whether the revision stands in the saved ledger already: mostly after a second run of the same job, or of two at once. Then the first one stays, for its
 *  concerns were shown to people. Of a run that looked at nothing earlier only the same texts are the same. */
export function isRecorded({ ledger, cosmetic }: ComparisonResult, saved: Ledger, { previous, head }: RunResult): boolean {
  const [now, stands] = [latestRevision(ledger), latestRevision(saved)];
  if (now === undefined || stands === undefined) return false;
  if (cosmetic && stands.label === head) return true; // compared with itself
  if (now.number !== stands.number || now.label !== stands.label) return false;
  const texts = ({ concerns }: Ledger) => JSON.stringify(concerns.map(({ id, text }) => [id, text]));
  return previous.from !== "none" || texts(ledger) === texts(saved);
}

/** @throws OutputError */
function assertNotOlder(ledger: Ledger, saved: Ledger | undefined, { previous, pull }: RunResult): void {
  const [now, stands] = [latestRevision(ledger)?.number ?? 0, saved === undefined ? 0 : (latestRevision(saved)?.number ?? 0)];
  if (previous.from === "none" || now > stands) return;
  throw new OutputError({
    code: "result-outdated",
    at: `pull request ${pull}`,
    fault: `another run recorded revision ${stands} after this review began, which knows nothing of it`,
    remedy: "Comment /bioreview to review the latest commit",
  });
}

function cosmeticLine({ head, where }: Context, { sentences, ledger }: ComparisonResult): string {
  const number = latestRevision(ledger)?.number ?? 1;
  return `Revision ${number} (${commitLink(where, head)}) changes nothing that a reader sees${extentOfChange(sentences)}. No review was run; all states stand.`;
}
