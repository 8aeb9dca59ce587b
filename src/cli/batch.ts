/** Many manuscripts, each reviewed once: a bounded number at a time, a result file each, and a table of all. Invariants: a manuscript is done exactly where its result
 *  stands, which appears whole or not at all, so that a run that was killed goes on with the next one; what fails for one manuscript stops no other, and what would
 *  fail for all of them stops the batch. */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { BatchError, InterruptedError, UserError } from "../errors.ts";
import { plainText } from "../publish/index.ts";
import type { ModelInUse, ReviewResult } from "../review/index.ts";
import {
  assertSameModels,
  assertSameSettings,
  type BatchOutcome,
  type BatchSettings,
  errorPath,
  lockBatch,
  notWritten,
  outcomeOf,
  removeUnfinished,
  resultPath,
  save,
  savedOutcome,
} from "./batch-folder.ts";
import { type BatchItem, SUMMARY, type UnreadFile } from "./batch-items.ts";
import { summaryCsv, summaryMarkdown } from "./batch-summary.ts";

export interface Batch {
  readonly items: readonly BatchItem[];
  /** Files that the table names as left out. */
  readonly unread: readonly UnreadFile[];
  /** Folder of the results. */
  readonly output: string;
  readonly concurrency: number;
  readonly settings: BatchSettings;
  /** Seconds that a server which went away has to come back. */
  readonly patience: number;
}

export interface BatchDependencies {
  review(item: BatchItem, signal: AbortSignal): Promise<ReviewResult>;
  /** @returns which models would answer; undefined where nobody says before they do */
  identify(signal: AbortSignal): Promise<readonly ModelInUse[] | undefined>;
  /** A line about each manuscript that is done. */
  notice(line: string): void;
  /** How far it is. */
  progress(activity: string, detail: string): void;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

/** @returns what became of each, in the order of the items
 *  @throws BatchError where some could not be reviewed; what stopped it, or InterruptedError; the table is written in any case */
export async function runBatch(batch: Batch, dependencies: BatchDependencies, signal: AbortSignal): Promise<void> {
  const { items, unread, output } = batch;
  await mkdir(output, { recursive: true }).catch((error: unknown) => Promise.reject(notWritten(output, error)));
  const release = await lockBatch(output);
  try {
    await assertSameSettings(output, batch.settings);
    await removeUnfinished(output);
    const outcomes = new Map<BatchItem, BatchOutcome>();
    for (const item of items) {
      const done = await savedOutcome(output, item);
      if (done !== undefined) outcomes.set(item, done);
    }
    if (outcomes.size > 0) dependencies.notice(`${outcomes.size} of ${items.length} were reviewed before`);
    if (unread.length > 0)
      dependencies.notice(
        `left out: ${unread.map(({ path }) => path).join(", ")}, of formats that are not read; ${SUMMARY} says what to do`,
      );
    const before = modelsOf(outcomes);
    if (before !== undefined && outcomes.size < items.length)
      assertSameModels(output, before, await dependencies.identify(signal));
    const stopped = await reviewAll(batch, outcomes, dependencies, signal);
    const rows = items.map((item) => ({ item, outcome: outcomes.get(item) ?? ({ kind: "left" } as const) }));
    await save(join(output, "summary.csv"), summaryCsv(rows, unread));
    await save(join(output, SUMMARY), summaryMarkdown(rows, unread));
    if (stopped !== undefined) throw stopped;
    const failed = rows.filter(({ outcome }) => outcome.kind === "failed").length;
    if (failed > 0)
      throw new BatchError({
        code: "batch-incomplete",
        at: output,
        fault: `${failed} of ${items.length} manuscripts could not be reviewed`,
        remedy: "summary.md says why; mend what it says and run the same command again, which reviews those alone",
      });
  } finally {
    await release();
  }
}

/** Of the first result: all of a batch are made by the same. */
function modelsOf(outcomes: ReadonlyMap<BatchItem, BatchOutcome>): readonly ModelInUse[] | undefined {
  for (const outcome of outcomes.values()) if (outcome.kind === "reviewed") return outcome.models;
  return undefined;
}

/** Reviews what is left. @returns what stopped it before its end */
async function reviewAll(
  batch: Batch,
  outcomes: Map<BatchItem, BatchOutcome>,
  dependencies: BatchDependencies,
  signal: AbortSignal,
): Promise<unknown> {
  const { items, output, concurrency } = batch;
  const left = items.filter((item) => !outcomes.has(item));
  const halt = new AbortController();
  const onAbort = () => halt.abort(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  let stopped: unknown;
  const done = (item: BatchItem, outcome: BatchOutcome, line: string) => {
    outcomes.set(item, outcome);
    dependencies.notice(`${outcomes.size} of ${items.length}: ${line}`);
    dependencies.progress("reviewing", `${outcomes.size} of ${items.length} done`);
  };
  const work = async () => {
    for (let item = left.shift(); item !== undefined && !halt.signal.aborted; item = left.shift()) {
      try {
        const result = await withPatience(() => dependencies.review(item, halt.signal), batch, dependencies, halt.signal);
        assertSameModels(output, modelsOf(outcomes), result.models);
        await save(resultPath(output, item), `${JSON.stringify(result, undefined, 2)}\n`);
        await rm(errorPath(output, item), { force: true });
        done(item, outcomeOf(result), `${item.path}: ${result.concerns.length} concerns`);
      } catch (error) {
        if (halt.signal.aborted) return;
        if (!(error instanceof UserError) || !isOfOne(error)) {
          stopped = error;
          return halt.abort(error);
        }
        const { code, kind, at, fault, remedy } = error;
        const failed = { path: item.path, code, kind, at: plainText(at), fault: plainText(fault), remedy: plainText(remedy) };
        await save(errorPath(output, item), `${JSON.stringify(failed, undefined, 2)}\n`);
        done(item, { kind: "failed", code, message: error.message }, `${item.path}: not reviewed: ${error.message}`);
      }
    }
  };
  try {
    // A worker that cannot even write its failure down ends the batch as well.
    const workers = Array.from({ length: Math.min(concurrency, left.length) }, () =>
      work().catch((error: unknown) => {
        stopped ??= error;
        halt.abort(error);
      }),
    );
    await Promise.all(workers);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
  if (!signal.aborted) return stopped;
  const reviewed = [...outcomes.values()].filter(({ kind }) => kind === "reviewed").length;
  return new InterruptedError({
    code: "interrupted",
    at: output,
    fault: `stopped when ${reviewed} of ${items.length} manuscripts were reviewed`,
    remedy: "Run the same command again: it goes on with those that are left",
  });
}

/** What a server answers about one manuscript, as against what is wrong with the server. */
const OF_ONE_REQUEST: ReadonlySet<string> = new Set([
  "prompt-too-long",
  "request-too-large",
  "request-refused",
  "server-failed",
  "server-failed-midway",
  "server-gave-up",
  "server-stalled",
  "server-strange-stream",
  "answer-given-up",
]);
function isOfOne({ kind, code }: UserError): boolean {
  return kind === "manuscript" || kind === "answer" || (kind === "server" && OF_ONE_REQUEST.has(code));
}

/** What a server says, or does not say, that is being started anew. */
const COMES_BACK: ReadonlySet<string> = new Set([
  "server-ended",
  "server-loading",
  "server-not-running",
  "server-rate-limit",
  "server-socket-missing",
  "server-stopping",
  "server-unavailable",
  "server-unreachable",
]);
/** Seconds between two tries. */
const TRY_EVERY = 5;

async function withPatience<Result>(
  work: () => Promise<Result>,
  { patience }: Batch,
  { now, progress }: BatchDependencies,
  signal: AbortSignal,
): Promise<Result> {
  const began = now();
  for (let wait = 0; ; wait = now() - began) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UserError) || !COMES_BACK.has(error.code) || wait + TRY_EVERY * 1000 > patience * 1000) throw error;
      progress("waiting for the model server", plainText(error.fault));
      await pause(TRY_EVERY * 1000, undefined, { signal });
    }
  }
}
