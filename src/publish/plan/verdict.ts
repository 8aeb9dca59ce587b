/** What a run concludes: the gate's verdict over the ledger, the commit status, and the outputs of the step. */
import { SEVERITIES } from "../../concern.ts";
import { type GateLimits, judge, type Verdict } from "../../gate.ts";
import { type Ledger, type LedgerEvent, latestRevision, type Outcome, openConcerns } from "../../revision/index.ts";
import { counted, truncate } from "../../text.ts";
import { type CommitStatus, type NamedStatus, STATUS_CONTEXT } from "../publication.ts";
import { RAISED_KINDS, type ReportKind, reportKind } from "../report/groups.ts";
import { lastReviewed } from "../report/report.ts";
import { plainText } from "../sanitise.ts";

/** What counts as new: brought by the last *reviewed* revision, so that a cosmetic one changes no verdict. Not what a person reopened, and not what was
 *  noticed late, which was there before. */
export function gateVerdict(ledger: Pick<Ledger, "concerns" | "revisions">, limits: GateLimits): Verdict {
  const reviewed = lastReviewed(ledger);
  const isRaisedEvent = ({ revision, outcome, by }: LedgerEvent) =>
    revision === reviewed && by === undefined && RAISED_KINDS.some((kind) => kind === outcome);
  const counted = ledger.concerns.map(({ severity, state, history }) => ({
    severity,
    state,
    isNew: history.some(isRaisedEvent),
  }));
  return judge(counted, limits);
}

/** Characters that GitHub takes. */
const MAX_DESCRIPTION = 140;

/** @param key of the manuscript, where several of one repository are reviewed apart: each has a verdict of its own
 *  @returns the name of the status, as a merge rule asks for it */
export function statusContext(key: string): string {
  return key === "" ? STATUS_CONTEXT : `${STATUS_CONTEXT}/${key}`;
}

// Invariant: success is said only of a known ledger within its limits, or where there is nothing to review; whatever went wrong is an error.

export function pendingStatus(run?: string): CommitStatus {
  return status("pending", "The manuscript is being reviewed", run);
}
/** Of a commit that is not the head any more. */
export function supersededStatus(by: string, run?: string): CommitStatus {
  return status("error", `Superseded by ${plainText(by).slice(0, 7)}: this commit was not reviewed to the end`, run);
}
/** Of a run that ended without a word. */
export function crashedStatus(run?: string): CommitStatus {
  return status("error", "The review ended before it was done; nothing was concluded. See the job's log", run);
}
export function failedStatus(fault: string, run?: string): CommitStatus {
  return status("error", `Not reviewed: ${fault}`, run);
}
export function untouchedStatus(run?: string): CommitStatus {
  return status("success", "No manuscript file changed", run);
}

/** @param open concerns in all */
export function verdictStatus({ gate, reason, openMajor }: Verdict, open: number, url?: string): CommitStatus {
  const all = counted(open, "open concern");
  switch (gate) {
    case "off":
      return status("success", `${open} open, ${openMajor} major (no limit set)`, url);
    case "passed":
      return status("success", `Passed: ${reason}; ${all}`, url);
    case "failed":
      return status("failure", `Failed: ${reason}; ${all}`, url);
  }
}

/** Of a manuscript that this pull request takes away. */
export function removedStatus(run?: string): CommitStatus {
  return status("success", "This pull request removes the manuscript", run);
}
/** Of one that changed and was not asked for. */
export function waitingStatus(key: string, run?: string): CommitStatus {
  return status("pending", `Not reviewed yet: comment /bioreview ${key}`, run);
}

/** From the worst on. */
const STATES = ["error", "failure", "pending", "success"] as const satisfies readonly CommitStatus["state"][];

/** Statuses of single manuscripts in one run: each is a request, and writes are a second apart. */
const MOST_STATUSES = 30;

/** Those that are set of single manuscripts: all; of very many those that say more than that nothing changed. */
export function ownStatuses(statuses: readonly NamedStatus[]): readonly NamedStatus[] {
  return statuses.length <= MOST_STATUSES ? statuses : statuses.filter(({ status }) => !isQuiet(status));
}

/** Of several manuscripts together: as bad as the worst. @param statuses at least one */
export function statusOfAll(statuses: readonly NamedStatus[], run?: string): CommitStatus {
  const state = STATES.find((one) => statuses.some(({ status: { state } }) => state === one)) ?? "error";
  const told = statuses.filter(({ status }) => status.state === state && (state !== "success" || !isQuiet(status)));
  const parts = told.map(({ context, status }) => `${context.slice(STATUS_CONTEXT.length + 1)}: ${status.description}`);
  const quiet = statuses.length - told.length;
  const others = quiet === 0 ? [] : [`${quiet} ${state === "success" ? "unchanged" : "others"}`];
  return status(state, parts.length === 0 ? untouchedStatus().description : [...parts, ...others].join("; "), run);
}

function isQuiet({ description }: CommitStatus): boolean {
  return description === untouchedStatus().description;
}

function status(state: CommitStatus["state"], description: string, url: string | undefined): CommitStatus {
  return { state, description: truncate(plainText(description), MAX_DESCRIPTION), ...(url === undefined ? {} : { url }) };
}

/** `command`: a person decided something, and nothing was reviewed. */
export type RunOutcome = "reviewed" | "cosmetic" | "untouched" | "removed" | "standing" | "waiting" | "failed" | "command";
export type Outputs = Readonly<Record<string, string>>;

/** What other steps of a workflow may read. Invariant: our own words and numbers, never text of a model, a manuscript or a person.
 *  @param outcomes of this revision; empty where none was reviewed
 *  @returns of a failure no counts: an empty string is no zero */
export function outputsOf(
  outcome: RunOutcome,
  head: string,
  ledger: Ledger | undefined,
  verdict: Verdict | undefined,
  outcomes: readonly Outcome[] = [],
): Outputs {
  const open = ledger === undefined ? undefined : openConcerns(ledger);
  const text = (count: number | undefined) => (count === undefined ? "" : `${count}`);
  const of = (...kinds: ReportKind[]) =>
    text(outcome === "failed" ? undefined : outcomes.filter((one) => kinds.includes(reportKind(one))).length);
  return {
    outcome,
    head,
    revision: text(ledger === undefined ? undefined : latestRevision(ledger)?.number),
    gate: outcome === "failed" || outcome === "waiting" ? "error" : (verdict?.gate ?? "off"),
    open: text(open?.length),
    ...Object.fromEntries(
      SEVERITIES.map((severity) => [`open-${severity}`, text(open?.filter((one) => one.severity === severity).length)]),
    ),
    "new-major": text(verdict?.newMajor),
    introduced: of("introduced"),
    "noticed-late": of("noticed late"),
    standing: of("standing"),
    escalated: of("escalated"),
    eased: of("eased"),
    "partly-addressed": of("addressed in part"),
    "not-repeated": of("not repeated", "text removed"),
    resolved: of("resolved"),
    reopened: of("reopened"),
    dismissed: text(ledger?.concerns.filter(({ state }) => state === "dismissed").length),
  };
}

/** From what says most of a run on. */
const OUTCOMES = ["failed", "waiting", "reviewed", "command", "cosmetic", "standing", "removed", "untouched"];
const GATES = ["error", "failed", "passed", "off"];

/** Of several manuscripts together: the worst outcome and gate, the sums of all counts. `manuscripts` holds those of each, as a list of objects in JSON.
 *  @param each at least one */
export function outputsOfAll(each: readonly { readonly key: string; readonly outputs: Outputs }[]): Outputs {
  const values = (name: string) => each.map(({ outputs }) => outputs[name] ?? "");
  const worst = (name: string, order: readonly string[]) => order.find((value) => values(name).includes(value)) ?? "";
  const sum = (name: string) => {
    const counts = values(name).filter((value) => value !== "");
    return counts.length === 0 ? "" : `${counts.reduce((all, count) => all + Number(count), 0)}`;
  };
  const [first] = each;
  const names = Object.keys(first?.outputs ?? {});
  const all = names.map((name) => {
    if (name === "head") return [name, first?.outputs[name] ?? ""];
    if (name === "outcome") return [name, worst(name, OUTCOMES)];
    if (name === "gate") return [name, worst(name, GATES)];
    return [name, name === "revision" && each.length > 1 ? "" : sum(name)];
  });
  return {
    ...Object.fromEntries(all),
    manuscripts: JSON.stringify(each.map(({ key, outputs: { head: _, ...own } }) => ({ key, ...own }))),
  };
}
