/** How a job ends. Invariant: it is green only where the gate is, or where there was nothing to do; whatever was not concluded is red, or says that another run
 *  concludes it. Pure. */
import { UserError } from "../../errors.ts";
import type { UnwrittenPart } from "../../github/index.ts";
import { type CommitStatus, escapeMarkdown, type RunResult } from "../../publish/index.ts";

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

/** What the job's page says of a permission that the token lacks. */
export function lostLines(lost: readonly UnwrittenPart[]): readonly string[] {
  return lost.map(
    ({ permission, what }) => `not written for lack of a permission: ${what}. Add \`${permission}\` to the job's permissions`,
  );
}

/** As a block for the job's page. */
export function lostBlock(lost: readonly UnwrittenPart[]): string {
  const rows = lost.map(
    ({ permission, what }) => `- ${escapeMarkdown(what)}: the job's token lacks \`${permission.replaceAll("`", "")}\`.`,
  );
  return ["> [!WARNING]", "> Not all of this could be written on GitHub.", "", ...rows].join("\n");
}

export type Failure = Extract<RunResult["found"], { kind: "failed" }>;

/** A failure as a result that is published; undefined for what must not be: an interruption, a run that was overtaken, a bug of ours. */
export function publishableFailure(error: unknown): Failure | undefined {
  if (!(error instanceof UserError) || error.kind === "interrupted" || error.kind === "superseded") return undefined;
  const { kind, code, at, fault, remedy } = error;
  return { kind: "failed", failure: { kind, code, at, fault, remedy } };
}
