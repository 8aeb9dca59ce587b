/** How a run ends: its result, and whether the job fails. Invariant: a job is green only where the gate is, or where there was
 *  nothing to do; whatever was not concluded is red, or says that another run concludes it. */
import { UserError } from "../../errors.ts";
import type { PullRequest } from "../../github/index.ts";
import type { CommitStatus, RunResult } from "../../publish/index.ts";
import { VERSION } from "../../version.ts";
import type { Job } from "../job/job.ts";
import type { Target } from "./manuscripts.ts";

export type RunOutcome =
  | { readonly kind: "done" }
  /** `byGate`: the review was made, and the gate is shut. */
  | { readonly kind: "failed"; readonly why: string; readonly byGate: boolean };

/** @param status that the publication ends with; undefined where a command changed nothing */
export function outcomeOf(status: CommitStatus | undefined): RunOutcome {
  switch (status?.state) {
    case "failure":
    case "error":
      return { kind: "failed", why: status.description, byGate: status.state === "failure" };
    case "success":
    case "pending":
    case undefined:
      return { kind: "done" };
  }
}

/** What a result is about. */
export interface ReviewedHead {
  readonly pull: PullRequest;
  /** Key of one of several manuscripts; undefined where there is one. */
  readonly manuscript: string | undefined;
  readonly profile: string;
}

/** @param several whether the repository has several manuscripts */
export function reviewedHead(pull: PullRequest, { key, settings }: Target, several: boolean): ReviewedHead {
  return { pull, manuscript: several ? key : undefined, profile: settings.profile };
}

export function runResultOf(
  { pull, manuscript, profile }: ReviewedHead,
  previous: RunResult["previous"],
  found: RunResult["found"],
): RunResult {
  return {
    schema: "bioreview-run",
    version: 1,
    tool: { name: "bioreview", version: VERSION },
    repository: pull.repository,
    pull: pull.number,
    head: pull.head.sha,
    base: pull.base,
    ...(manuscript === undefined ? {} : { manuscript }),
    previous,
    profile,
    found,
  };
}

/** A failure, logged, as a result that is published.
 *  @param notes on what earlier runs left
 *  @throws the error itself where it must not be published: an interruption, a run that was overtaken, a bug of ours */
export function failedResult({ log }: Job, error: unknown, head: ReviewedHead, notes: readonly string[]): RunResult {
  if (!(error instanceof UserError) || error.kind === "interrupted" || error.kind === "superseded") throw error;
  log.error(head.manuscript === undefined ? error.message : `${head.manuscript}: ${error.message}`);
  for (const line of error.unfinished) log.notice(line);
  const { kind, code, at, fault, remedy } = error;
  return runResultOf(head, { from: "none", notes: [...notes] }, { kind: "failed", failure: { kind, code, at, fault, remedy } });
}
