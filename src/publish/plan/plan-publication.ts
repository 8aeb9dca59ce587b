/** From the results of a run, one for each manuscript, and what stands on the pull request, to all that is written. Pure. Invariants: the same input gives the same plan; what stands
 *  already is not written again; no saved ledger is replaced by one that knows less; a failure says so everywhere and changes no concern. */
import { OutputError } from "../../errors.ts";
import { resultSettings } from "../../review/index.ts";
import { type ComparisonResult, type Ledger, latestRevision, openConcerns } from "../../revision/index.ts";
import { type Context, type ContextInput, contextsOf, type JudgedManuscript } from "../context.ts";
import { inertPublication } from "../inert.ts";
import { commitLink } from "../links.ts";
import type { CommitStatus, PlannedThread, Publication } from "../publication.ts";
import { failureAlert, notesAlert, type ReviewFailure } from "../render/blocks.ts";
import { extentOfChange, lastReviewed, silenceRemark } from "../report/report.ts";
import { escapeMarkdown } from "../sanitise.ts";
import { keepDecisions } from "../state/decisions.ts";
import { type Provenance, provenanceOf } from "../state/provenance.ts";
import type { RunResult, SavedState } from "../state/run-result.ts";
import { type LineLimits, planReview, type ReviewParts, wholeReviewText } from "./review.ts";
import {
  type CommentSection,
  contentOf,
  currentStatusComment,
  type DashboardContent,
  fullDashboard,
  planStatusComment,
} from "./status-comment.ts";
import { planThreads } from "./threads.ts";
import {
  failedStatus,
  type Outputs,
  outputsOf,
  outputsOfAll,
  ownStatuses,
  type RunOutcome,
  removedStatus,
  statusContext,
  statusOfAll,
  untouchedStatus,
  verdictStatus,
  waitingStatus,
} from "./verdict.ts";

export interface PublicationInput extends Omit<ContextInput, "manuscripts" | "repository" | "pull" | "head">, LineLimits {
  /** Of one revision of one pull request, in the order in which people read of them; at least one. */
  readonly manuscripts: readonly (JudgedManuscript & { readonly result: RunResult })[];
}

/** What is concluded of one manuscript, before it is put beside the others. */
interface Conclusion {
  readonly context: Context;
  /** Markdown. */
  readonly summary: string;
  readonly outputs: Outputs;
  /** Of a revision that was reviewed. */
  readonly review?: ReviewParts;
  /** Markdown, where it could not be reviewed. */
  readonly failure?: string;
  readonly threads: readonly PlannedThread[];
  /** What the status comment is to say. Undefined: what it says already, if anything. */
  readonly comment?: DashboardContent | string | undefined;
  readonly status: CommitStatus;
}

/** @throws OutputError where a result is older than what stands, or what must be said fits nowhere */
export function planPublication(input: PublicationInput): Publication {
  const [first] = input.manuscripts;
  if (first === undefined) throw new RangeError("a publication is about one manuscript at least"); // a bug of ours
  const { repository, pull, head } = first.result;
  const contexts = contextsOf({ ...input, repository, pull, head });
  const conclusions = input.manuscripts.flatMap(({ result }, k) => {
    const context = contexts[k];
    return context === undefined ? [] : [conclude(context, result)];
  });
  return inertPublication(together(conclusions, head, input), input.site.server);
}

function together(conclusions: readonly Conclusion[], head: string, input: PublicationInput): Publication {
  const { several } = input;
  const contexts = conclusions.map(({ context }) => context);
  const keys = contexts.map(({ key }) => key);
  const statuses = conclusions.map(({ context: { key }, status }) => ({ context: statusContext(key), status }));
  const [only] = statuses;
  const isWritten = conclusions.some(({ comment }) => comment !== undefined);
  return {
    head,
    summary: conclusions.map(({ summary }) => summary).join("\n\n"),
    outputs: several
      ? outputsOfAll(conclusions.map(({ context: { key }, outputs }) => ({ key, outputs })))
      : (conclusions[0]?.outputs ?? {}),
    review: planReview(
      conclusions.flatMap(({ review }) => review ?? []),
      conclusions.flatMap(({ context: { key }, failure }) => (failure === undefined ? [] : [{ key, failure }])),
      keys,
      input,
    ),
    threads: conclusions.flatMap(({ threads }) => threads),
    statusComment: isWritten ? planStatusComment({ several, sections: conclusions.flatMap(sectionOf) }) : undefined,
    // A failure rests on nothing.
    ...(isWritten || statuses.every(({ status }) => status.state === "error")
      ? {}
      : { restsOn: currentStatusComment(contexts, several) }),
    manuscriptStatuses: several ? ownStatuses(statuses) : [],
    status: several ? statusOfAll(statuses, contexts[0]?.run) : only?.status,
  };
}

function sectionOf({ context, comment }: Conclusion): CommentSection[] {
  if (comment !== undefined) return [{ context, content: comment }];
  return context.saved === undefined ? [] : [{ context, content: contentOf(context, context.saved) }];
}

function conclude(context: Context, result: RunResult): Conclusion {
  const { found, previous } = result;
  switch (found.kind) {
    case "failed":
      return concludeFailed(context, found.failure, previous.notes);
    case "untouched":
      return concludeUntouched(context);
    case "compared":
      return concludeCompared(context, result, found.comparison);
    case "removed":
      return concludeUnread(context, "removed", "This pull request removes this manuscript.", removedStatus(context.run));
    case "waiting":
      return concludeUnread(
        context,
        "waiting",
        "This manuscript changed, and was not asked for.",
        waitingStatus(context.key, context.run),
      );
  }
}

/** One of several that nobody looked at. @param why ours */
function concludeUnread(context: Context, outcome: RunOutcome, why: string, status: CommitStatus): Conclusion {
  return {
    context,
    summary: `## BioReview, ${escapeMarkdown(context.key)}: not reviewed\n\n${why}`,
    outputs: outputsOf(outcome, context.head, undefined, undefined),
    threads: [],
    status,
  };
}

/** The old ledger stays as it was, below what went wrong. One that is not trusted stays too: with the right secret, or a newer program, the next run may
 *  trust it again. */
function concludeFailed(context: Context, failure: ReviewFailure, notes: readonly string[]): Conclusion {
  const { head, where, saved, loaded, run, name } = context;
  const revision = saved === undefined ? undefined : latestRevision(saved.ledger)?.number;
  const block = failureAlert(failure, { where, head, run, key: name }, revision);
  const content = saved === undefined ? undefined : { ...contentOf(context, saved), notes, event: [block], failed: true };
  const named = name === "" ? "this manuscript" : escapeMarkdown(name);
  const failureOnly = [`## BioReview could not review ${named}`, block, ...notesAlert(notes)].join("\n\n");
  return {
    context,
    summary: content === undefined ? failureOnly : fullDashboard(context, content),
    outputs: outputsOf("failed", head, undefined, undefined),
    failure: block,
    threads: [],
    comment: content ?? (loaded.kind === "untrusted" ? undefined : failureOnly),
    status: failedStatus(failure.fault, run),
  };
}

/** Nothing of the manuscript changed. What is known of it still holds; what is not trusted must not open the gate. */
function concludeUntouched(context: Context): Conclusion {
  const { head, saved, loaded, run, name } = context;
  if (saved !== undefined)
    return concludeUnchanged(context, saved, untouchedText(context, latestRevision(saved.ledger)?.label), "untouched");
  const named = name === "" ? "" : ` of ${escapeMarkdown(name)}`;
  if (loaded.kind === "untrusted")
    return {
      context,
      summary: `## BioReview: what earlier reviews${named} found is not believed\n\nThe kept ledger cannot be used: ${escapeMarkdown(loaded.why)}. Comment \`/bioreview full\` to begin anew.`,
      outputs: outputsOf("failed", head, undefined, undefined),
      threads: [],
      status: failedStatus(`the kept ledger is not believed, for ${loaded.why}`, run),
    };
  return {
    context,
    summary: `## BioReview: nothing${named} to review\n\nThis pull request changes no file of the manuscript.`,
    outputs: outputsOf("untouched", head, undefined, undefined),
    threads: [],
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
function concludeUnchanged(context: Context, saved: SavedState, why: string, outcome: RunOutcome = "standing"): Conclusion {
  const content = contentOf(context, saved);
  return {
    context,
    summary: fullDashboard(context, { ...content, event: [why] }),
    outputs: outputsOf(outcome, context.head, saved.ledger, content.verdict),
    threads: planThreads(context, saved.ledger),
    status: verdictStatus(content.verdict, openConcerns(saved.ledger).length, context.run),
  };
}

/** @throws OutputError where the result is older than what stands */
function concludeCompared(context: Context, result: RunResult, comparison: ComparisonResult): Conclusion {
  if (context.saved !== undefined && isRecorded(comparison, context.saved.ledger, result))
    return concludeUnchanged(context, context.saved, "This commit is reviewed already: nothing is written twice.");
  assertNotOlder(comparison.ledger, context.saved?.ledger, result);

  const state = newState(context, result, comparison);
  const notes = [...mergedNote(result), ...result.previous.notes];
  const event = comparison.cosmetic ? [cosmeticLine(context, comparison)] : silenceRemark(comparison);
  const content: DashboardContent = { ...contentOf(context, state), notes, event, report: context.report };
  const { verdict } = content;
  const revision = latestRevision(state.ledger)?.number ?? 1;
  const review = { context, comparison, verdict, notes, revision, provenance: state.provenance };
  return {
    context,
    summary: [...(comparison.cosmetic ? [] : [wholeReviewText(review)]), fullDashboard(context, content)].join("\n\n"),
    outputs: outputsOf(comparison.cosmetic ? "cosmetic" : "reviewed", context.head, state.ledger, verdict, comparison.outcomes),
    review,
    threads: planThreads(context, state.ledger),
    comment: content,
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
