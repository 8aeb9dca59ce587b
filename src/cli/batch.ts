/** Many manuscripts, each reviewed once: a bounded number at a time, a result file each, and a table of all. Invariants: a manuscript is done exactly where its result
 *  stands, which appears whole or not at all, so that a run that was killed goes on with the next one; what fails for one manuscript stops no other, and what would
 *  fail for all of them stops the batch. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { errnoOf, parseJson, readJson, readTextFile } from "../data-file.ts";
import { BatchError, InterruptedError, OutputError, SettingsError, UserError } from "../errors.ts";
import { escapeMarkdown, plainText } from "../publish/index.ts";
import { type ReviewResult, reviewResultSchema } from "../review/index.ts";
import { writeFileAtomically } from "../write-file.ts";

export interface BatchItem {
  /** As the list writes it, or the folder's own name for it: what tells it from others. */
  readonly path: string;
  readonly file: string;
  /** Of its result, without an extension. */
  readonly name: string;
}

/** Files that are a manuscript each, where a folder holds many. */
const MANUSCRIPTS = new Set([".md", ".qmd", ".rmd", ".tex", ".typ", ".ipynb", ".xml"]);

/** @param source a list with a path a line, relative to the list, or a folder with a manuscript in each of its folders and files
 *  @throws SettingsError where it is neither, or names nothing */
export async function batchItems(source: string, directory: string): Promise<readonly BatchItem[]> {
  const at = resolve(directory, source);
  const refuse = (fault: string, remedy: string, cause?: unknown) =>
    new SettingsError({ code: "batch-unreadable", at: `--batch ${source}`, fault, remedy, cause });
  const found = await stat(at).catch((cause: unknown) => {
    throw refuse("there is no such file or folder", "Name a list with a path a line, or a folder of manuscripts", cause);
  });
  const isFolder = found.isDirectory();
  const paths = isFolder
    ? await childrenOf(at)
    : linesOf(await readTextFile(at, (fault, cause) => refuse(fault, "Name a list with a path a line", cause)));
  if (paths.length === 0)
    throw refuse("it names no manuscript", "Write a path a line, or name a folder with a manuscript in each of its folders");
  return [...new Set(paths)].map((path) => ({ path, file: resolve(isFolder ? at : dirname(at), path), name: nameOf(path) }));
}

async function childrenOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.name.startsWith(".") && (entry.isDirectory() || MANUSCRIPTS.has(extname(entry.name).toLowerCase())))
    .map(({ name }) => name)
    .sort();
}
function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Characters of a path that stay in its result's name. */
const LONGEST_NAME = 80;
/** Hexadecimal digits that tell paths apart whose names are alike. */
const DIGITS = 12;

function nameOf(path: string): string {
  const readable = path
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(-LONGEST_NAME);
  return `${readable}-${createHash("sha256").update(path).digest("hex").slice(0, DIGITS)}`;
}

/** What became of one manuscript. */
export type BatchOutcome =
  | {
      readonly kind: "reviewed";
      readonly title: string;
      readonly counts: Readonly<Record<"major" | "minor" | "optional", number>>;
      readonly tokens: number;
      readonly seconds: number;
    }
  | { readonly kind: "failed"; readonly code: string; readonly message: string }
  | { readonly kind: "left" };

export interface Batch {
  readonly items: readonly BatchItem[];
  /** Folder of the results. */
  readonly output: string;
  readonly concurrency: number;
  /** What has to be the same where a batch goes on: two ways to review make no one table. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Seconds that a server which went away has to come back. */
  readonly patience: number;
}

export interface BatchDependencies {
  review(item: BatchItem, signal: AbortSignal): Promise<ReviewResult>;
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
  const { items, output } = batch;
  await mkdir(output, { recursive: true }).catch((error: unknown) => Promise.reject(notWritten(output, error)));
  const release = await lockBatch(output);
  try {
    await assertSameSettings(batch);
    await removeUnfinished(output);
    const outcomes = new Map<BatchItem, BatchOutcome>();
    for (const item of items) {
      const done = await savedOutcome(output, item);
      if (done !== undefined) outcomes.set(item, done);
    }
    if (outcomes.size > 0) dependencies.notice(`${outcomes.size} of ${items.length} were reviewed before`);
    const stopped = await reviewAll(batch, outcomes, dependencies, signal);
    const rows = items.map((item) => ({ item, outcome: outcomes.get(item) ?? ({ kind: "left" } as const) }));
    await save(join(output, "summary.csv"), summaryCsv(rows));
    await save(join(output, "summary.md"), summaryMarkdown(rows));
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

/** Milliseconds after which a run that was killed is known to be over; a paper is parsed in less. */
const LOCK_STALE = 5_000;

/** @throws SettingsError where another run writes into the folder */
async function lockBatch(output: string): Promise<() => Promise<void>> {
  const { default: lockfile } = await import("proper-lockfile");
  // One that was killed leaves its lock, which is waited for until it is stale.
  const retries = { retries: 12, factor: 1, minTimeout: 1000, maxTimeout: 1000 };
  try {
    return await lockfile.lock(output, { stale: LOCK_STALE, update: 1000, retries, lockfilePath: join(output, ".lock") });
  } catch (cause) {
    if (errnoOf(cause) !== "ELOCKED") throw notWritten(output, cause);
    throw new SettingsError({
      code: "batch-running",
      at: output,
      fault: "another run reviews into this folder",
      remedy: "Wait for it, or name another --output",
      cause,
    });
  }
}

/** What a run that was killed in the middle of a write has left; nobody else writes here now. */
async function removeUnfinished(output: string): Promise<void> {
  for (const name of await readdir(output))
    if (/^\..+\.(?:json|csv|md)\.\d+\.part$/.test(name)) await rm(join(output, name), { force: true });
}

const savedSettings = z.object({ version: z.literal(1), settings: z.record(z.string(), z.unknown()) });

async function assertSameSettings({ output, settings }: Batch): Promise<void> {
  const path = join(output, "batch.json");
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return save(path, `${JSON.stringify({ version: 1, settings }, undefined, 2)}\n`);
  const refuse = (fault: string, cause?: unknown) =>
    new SettingsError({
      code: "batch-of-other-settings",
      at: path,
      fault,
      remedy: "Name another --output, or run it as before",
      cause,
    });
  const { data: saved } = savedSettings.safeParse(parseJson(text, (fault, cause) => refuse(fault, cause)));
  if (saved === undefined) throw refuse("it is none that a batch has written");
  const now: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(settings));
  const names = new Set([...Object.keys(saved.settings), ...Object.keys(now)]);
  const other = [...names].filter((name) => JSON.stringify(saved.settings[name]) !== JSON.stringify(now[name]));
  if (other.length > 0) throw refuse(`the results there were made with another ${other.join(", ")}`);
}

const resultPath = (output: string, { name }: BatchItem) => join(output, `${name}.json`);
const errorPath = (output: string, { name }: BatchItem) => join(output, `${name}.error.json`);

/** @returns undefined where there is no result
 *  @throws OutputError where the file is another's: it is neither believed nor written over */
async function savedOutcome(output: string, item: BatchItem): Promise<BatchOutcome | undefined> {
  const path = resultPath(output, item);
  if ((await stat(path).catch(() => undefined)) === undefined) return undefined;
  const refuse = (fault: string, cause?: unknown) =>
    new OutputError({
      code: "result-unreadable",
      at: path,
      fault,
      remedy: "Delete it to have this manuscript reviewed again",
      cause,
    });
  const { data } = reviewResultSchema.safeParse(await readJson(path, refuse));
  if (data === undefined) throw refuse("it is no result of a review");
  return outcomeOf(data);
}

function outcomeOf({ manuscript, concerns, prompt, timing }: ReviewResult): BatchOutcome {
  const count = (severity: string) => concerns.filter((concern) => concern.severity === severity).length;
  return {
    kind: "reviewed",
    title: manuscript.title ?? "",
    counts: { major: count("major"), minor: count("minor"), optional: count("optional") },
    tokens: prompt.tokens,
    seconds: timing.totalSeconds,
  };
}

async function save(path: string, text: string): Promise<void> {
  await writeFileAtomically(path, text).catch((error: unknown) => Promise.reject(notWritten(path, error)));
}
function notWritten(at: string, cause: unknown): OutputError {
  const fault = `it cannot be written (${errnoOf(cause) ?? "unknown"})`;
  return new OutputError({
    code: "output-not-written",
    at,
    fault,
    remedy: "Make room, or name another folder with --output",
    cause,
  });
}

interface Row {
  readonly item: BatchItem;
  readonly outcome: BatchOutcome;
}
const COLUMNS = ["manuscript", "outcome", "title", "major", "minor", "optional", "tokens", "seconds", "result", "fault"] as const;

/** Columns with a text that is not ours; a file's name has to be copied as it stands. */
const FOREIGN: ReadonlySet<string | undefined> = new Set(["manuscript", "title", "fault"] satisfies (typeof COLUMNS)[number][]);

function cellsOf({ item, outcome }: Row): readonly string[] {
  const { path, name } = item;
  switch (outcome.kind) {
    case "reviewed": {
      const { title, counts, tokens, seconds } = outcome;
      return [
        path,
        "reviewed",
        title,
        ...[counts.major, counts.minor, counts.optional, tokens].map(String),
        seconds.toFixed(1),
        `${name}.json`,
        "",
      ];
    }
    case "failed":
      return [path, "failed", "", "", "", "", "", "", `${name}.error.json`, outcome.message];
    case "left":
      return [path, "left", "", "", "", "", "", "", "", ""];
  }
}

/** RFC 4180. What a spreadsheet would take for a formula is text there. */
export function summaryCsv(rows: readonly Row[]): string {
  const cell = (text: string) => {
    const plain = plainText(text);
    const inert = /^[=+\-@\t]/.test(plain) ? `'${plain}` : plain;
    return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
  };
  return `${[COLUMNS, ...rows.map(cellsOf)].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

export function summaryMarkdown(rows: readonly Row[]): string {
  const count = (kind: BatchOutcome["kind"]) => rows.filter(({ outcome }) => outcome.kind === kind).length;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const cell = (text: string) => escapeMarkdown(plainText(text)).replaceAll("|", "\\|");
  return `${[
    `${rows.length} manuscripts: ${count("reviewed")} reviewed, ${count("failed")} failed, ${count("left")} left.`,
    "",
    line(COLUMNS),
    line(COLUMNS.map(() => "---")),
    ...rows.map((row) => line(cellsOf(row).map((text, column) => (FOREIGN.has(COLUMNS[column]) ? cell(text) : text)))),
  ].join("\n")}\n`;
}
