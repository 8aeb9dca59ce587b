/** Whether a pull request may be merged, by the number of major concerns. Off until a limit is set. Invariant: a pure count over
 *  the ledger: no answer of a model opens the gate, and a failed review is never judged here. */

import type { Severity } from "./concern.ts";
import { counted } from "./text.ts";

export interface GateLimits {
  /** At most so many open major concerns. */
  readonly maxOpenMajor?: number | undefined;
  /** At most so many major concerns that this revision brought: introduced, escalated or reopened. */
  readonly maxNewMajor?: number | undefined;
}

export interface Counted {
  readonly severity: Severity;
  readonly state: "open" | "resolved" | "dismissed";
  /** Whether this revision brought it. */
  readonly isNew: boolean;
}

export interface Verdict {
  readonly gate: "off" | "passed" | "failed";
  readonly openMajor: number;
  readonly newMajor: number;
  /** For people, such as "5 open major concerns, limit 3". */
  readonly reason: string;
}

/** Counts open major concerns, and those among them that the last revision brought, against the limits: a count at its limit passes. */
export function judge(concerns: readonly Counted[], { maxOpenMajor, maxNewMajor }: GateLimits): Verdict {
  const majors = concerns.filter(({ severity, state }) => severity === "major" && state === "open");
  const counts = { openMajor: majors.length, newMajor: majors.filter(({ isNew }) => isNew).length };
  const limits = [
    { count: counts.openMajor, limit: maxOpenMajor, what: "open major" },
    { count: counts.newMajor, limit: maxNewMajor, what: "new major" },
  ].flatMap(({ count, limit, what }) => (limit === undefined ? [] : [{ count, limit, what }]));
  const exceeded = limits.filter(({ count, limit }) => count > limit);
  const told = (exceeded.length > 0 ? exceeded : limits).map(
    ({ count, limit, what }) => `${counted(count, `${what} concern`)}, limit ${limit}`,
  );
  if (limits.length === 0) return { gate: "off", ...counts, reason: "no limit is set" };
  return { gate: exceeded.length > 0 ? "failed" : "passed", ...counts, reason: told.join("; ") };
}
