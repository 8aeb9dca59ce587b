/** `bioreview review`: a manuscript in, concerns out; with an earlier revision, what became of its concerns. */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { Command, Option } from "commander";
import type { Profile } from "../../../profiles/profile.ts";
import { ModelsError, ServerError, SettingsError, UserError } from "../../errors.ts";
import { locateRunner, TIMEOUTS } from "../../inference/index.ts";
import { countLine, cutLines, plainText, unreadLine } from "../../publish/index.ts";
import { type ReviewResult, resultSettings } from "../../review/index.ts";
import {
  firstLedger,
  identifyModels,
  judging,
  type ModelServers,
  openModelServers,
  type PreviousRevision,
  type ReviewedRevision,
  type RevisionDependencies,
  type RevisionRequest,
  reviewRevision,
  type ServerOptions,
  type UnreviewedRevision,
} from "../../reviewer/index.ts";
import { GPU_KINDS, LONGEST_TIMEOUT } from "../../settings.ts";
import { readSystemPrompt } from "../input-files.ts";
import { findManuscript, openManuscript } from "../open-manuscript.ts";
import {
  type PromptFlags,
  profileOf,
  type ReadFlags,
  wholeNumber,
  withFormatFlag,
  withPromptFlags,
  withReadFlags,
} from "../options.ts";
import { RESULT_FORMATS, type ResultFormat, renderComparison, renderReview } from "../print/review.ts";
import { readReviewedText } from "../read-reviewed-text.ts";
import { type ProgressLine, progressLine, type Terminal } from "../terminal.ts";
import { canBeFetched } from "../workflow-files.ts";
import { assertWritable, writeResult } from "../write-result.ts";

/** As the published seeds, and as every server takes them: 31 bits. */
const GREATEST_SEED = 2 ** 31 - 1;

interface RevisionFlags {
  readonly previous?: string;
  readonly against?: string;
  readonly matchingEmbedder?: string;
  /** Whether the profile's model is to judge what became of concerns. */
  readonly judge?: boolean;
}
interface ReviewFlags extends ReadFlags, PromptFlags, Omit<ServerOptions, "compares">, RevisionFlags {
  readonly format: ResultFormat;
  readonly output?: string;
  readonly report?: string;
  /** A list or a folder of manuscripts. */
  readonly batch?: string;
  readonly concurrency: number;
  readonly seed?: number;
  readonly systemPrompt?: string;
}

export function reviewCommand(terminal: Terminal, signal: AbortSignal): Command {
  const command = new Command("review").description(
    "Reads a manuscript, asks the profile's model for the concerns of a peer reviewer, drops what is said twice and shows the rest.\n" +
      "Without --endpoint a model server is started for the job and ended after it. No text leaves this machine.",
  );
  return withFormatFlag(withRevisionFlags(withPromptFlags(withReadFlags(command))), RESULT_FORMATS, "how the result is written")
    .option("--output <file>", "write the result into this file instead of on standard output")
    .option("--report <file>", "make a page too (HTML) in which the paper and its review are read together")
    .option("--endpoint <url>", "ask this OpenAI-compatible server: http(s)://host[:port][/v1] or unix:/path.sock")
    .option(
      "--model <name>",
      "the model's name at the endpoint, where it serves several; once for each model of the profile",
      (name: string, before: readonly string[] = []) => [...before, name],
    )
    .option("--no-embedder", "do not look for concerns that say the same in other words")
    .option("--seed <number>", "instead of the one made from paper, profile and model", wholeNumber(0, GREATEST_SEED))
    .option("--system-prompt <file>", "use this file's text as the system message")
    .option("--models <folder>", "where the model server finds its weights (default: its own)")
    .addOption(new Option("--gpu <kind>", "what the started server computes on").choices(GPU_KINDS))
    .option("--threads <number>", "processor threads of the started server", wholeNumber(1))
    .addOption(
      new Option("--timeout <seconds>", "give up on a server that says nothing new for so long")
        .default(TIMEOUTS.silence)
        .argParser(wholeNumber(1, LONGEST_TIMEOUT)),
    )
    .addOption(
      new Option(
        "--batch <list|folder>",
        "review each manuscript of a list (a path a line) or a folder, into the folder that --output names; goes on where it was stopped",
      ).conflicts(["previous", "against", "report", "manuscript", "judge"]),
    )
    .addOption(
      new Option("--concurrency <number>", "manuscripts of a batch at a time").default(4).argParser(wholeNumber(1, 1000)),
    )
    .addHelpText("after", EXAMPLES)
    .action((path: string, given: ReviewFlags) => {
      const flags = withOldNames(given, terminal);
      return flags.batch === undefined
        ? reviewed(path, flags, terminal, signal)
        : reviewedBatch(path, { ...flags, batch: flags.batch }, terminal, signal);
    });
}

const EXAMPLES = `
Examples:
  bioreview review
  bioreview review paper/ --rev v2 --format json --output review.json
  bioreview review main.tex --format markdown > review.md
  bioreview review paper/ --format rdjson | reviewdog -f=rdjson -reporter=local
  bioreview review paper/ --rev v2 --previous v1.json
  bioreview review paper/ --rev HEAD --against HEAD~5
  bioreview review paper/ --previous v1.json --report report.html
  bioreview review paper/ --endpoint unix:/run/bioreview/runner.sock
  bioreview review paper/ --endpoint http://127.0.0.1:8080 --model qwen3
  bioreview review --batch papers/ --output results/ --endpoint http://127.0.0.1:8000
  bioreview review paper/ --profile smoke        a small model, to see that the parts work together

A key for the endpoint is read from BIOREVIEW_API_KEY.`;

function withRevisionFlags(command: Command): Command {
  return command
    .option("--previous <file>", "compare with this earlier result (JSON): what is new, what stands, what is resolved and why")
    .addOption(
      new Option("--against <revision>", "review this git revision of the path too, and compare with it").conflicts("previous"),
    )
    .option("--matching-embedder <name>", "compare by this one, for which you ran bioreview calibrate (default: the profile's)")
    .option(
      "--judge",
      "let the profile's model read what changed about concerns that were not raised again (at most 20 short questions)",
    )
    .addOption(new Option("--comparing <name>", "old name of --matching-embedder").hideHelp().conflicts("matchingEmbedder"));
}

/** `--comparing` goes on working for one release. */
function withOldNames(flags: ReviewFlags & { readonly comparing?: string }, terminal: Terminal): ReviewFlags {
  if (flags.comparing === undefined) return flags;
  terminal.err("bioreview: --comparing is now called --matching-embedder; the old name goes with the next release\n");
  return { ...flags, matchingEmbedder: flags.comparing };
}

async function reviewed(path: string, flags: ReviewFlags, terminal: Terminal, signal: AbortSignal): Promise<void> {
  assertCompares(flags);
  const output = flags.output === undefined ? undefined : resolve(terminal.directory, flags.output);
  const page = flags.report === undefined ? undefined : resolve(terminal.directory, flags.report);
  for (const path of [output, page]) if (path !== undefined) await assertWritable(path);
  const progress = progressLine(terminal, () => performance.now());
  try {
    progress.show(`reading ${path}`);
    const request = await requestOf(path, flags, terminal);
    const revision = await reviewRevision(request, dependenciesOf(flags, request, terminal, progress), signal).catch((error) =>
      Promise.reject(withWhatWorks(error, request.profile)),
    );
    if (revision.kind === "manuscript unchanged") throw new RangeError("a path is reviewed whatever changed in it");
    progress.end();
    await writeRevision(revision, { output, shown: flags.output, format: flags.format, folder: request.folder }, terminal);
    if (flags.report === undefined) return;
    progress.show("making the page");
    const { reviewedReport, writeReport } = await import("../report-page.ts");
    await writeReport(await reviewedReport(revision, request.files), flags.report, terminal);
  } finally {
    progress.end();
  }
}

/** Each manuscript of a list or a folder, on servers that are opened once. */
async function reviewedBatch(
  path: string,
  flags: ReviewFlags & { readonly batch: string },
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { batch: source, output, concurrency, timeout: patience, format } = flags;
  const { directory } = terminal;
  const refused = (at: string, fault: string, remedy: string) => new SettingsError({ code: "batch-unusable", at, fault, remedy });
  if (path !== ".") throw refused(path, "a batch names its manuscripts itself", "Leave the path out, or --batch");
  if (output === undefined) throw refused("--batch", "it writes a file for each manuscript", "Name their folder with --output");
  if (format !== "text" && format !== "json")
    throw refused(`--format ${format}`, "the results of a batch are JSON", "Leave it out; bioreview report makes a page of each");
  const [{ runBatch }, { batchItems }] = await Promise.all([import("../batch.ts"), import("../batch-items.ts")]);
  const items = await batchItems(source, directory);
  const progress = progressLine(terminal, () => performance.now());
  const { profile, system } = await questionOf(flags, directory);
  const dependencies = dependenciesOf(flags, { profile }, terminal, progress);
  // Which of several manuscripts a model reads just now helps nobody.
  const log = { ...dependencies.log, progress() {}, onReview() {} };
  let opening: Promise<ModelServers> | undefined;
  const open = async () => {
    opening ??= dependencies.models.open(signal);
    try {
      return { ...(await opening), close: async () => {} };
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  const { rev, seed, embedder, counter, budget } = flags;
  const settings = { profile: profile.name, system: digestOf(system), rev, seed, embedder, counter, budget };
  try {
    await runBatch(
      { items, output: resolve(directory, output), concurrency, settings, patience },
      {
        async review({ file }, signal) {
          const request = await requestOf(file, flags, terminal);
          const models = { ...dependencies.models, open };
          const revision = await reviewRevision(request, { ...dependencies, log, models }, signal);
          if (revision.kind !== "reviewed") throw new RangeError("a batch compares nothing");
          return revision.review;
        },
        notice(line) {
          progress.end();
          terminal.err(`bioreview: ${plainText(line)}\n`);
        },
        progress: progress.show,
        now: () => performance.now(),
      },
      signal,
    );
  } catch (error) {
    throw withWhatWorks(error, profile);
  } finally {
    progress.end();
    await (await opening?.catch(() => undefined))?.close();
  }
}

function digestOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : createHash("sha256").update(text).digest("hex");
}

interface ResultPlace {
  readonly output: string | undefined;
  /** The same as the user wrote it. */
  readonly shown: string | undefined;
  readonly format: ResultFormat;
  readonly folder: string;
}

async function writeRevision(
  revision: Exclude<ReviewedRevision<PreviousRevision>, { readonly kind: "manuscript unchanged" }>,
  { output, shown, format, folder }: ResultPlace,
  terminal: Terminal,
): Promise<void> {
  if (revision.kind === "compared") {
    for (const note of revision.notes) terminal.err(`bioreview: ${plainText(note)}\n`);
    return writeResult(output, renderComparison(revision.comparison, format, terminal.columns, folder), terminal);
  }
  await writeResult(output, rendered(revision.review, format, terminal, folder), terminal);
  if (shown !== undefined && terminal.errIsTerminal)
    terminal.err(`bioreview: ${plainText(`${countLine(revision.review)} → ${shown}`)}\n`);
}

/** Of a profile whose weights nobody hands out: what reviews on this machine now. */
function withWhatWorks(error: unknown, { name }: Profile): unknown {
  if (!(error instanceof UserError) || !BEYOND_THIS_MACHINE.has(error.code) || canBeFetched(name, "one-job")) return error;
  const { code, at, fault, remedy } = error;
  const now =
    "To review now: `bioreview-runner models pull small` (1.2 GB) and --profile small, a general model that any machine runs; or --endpoint URL, any OpenAI-compatible server";
  const Kind = error instanceof ModelsError ? ModelsError : ServerError;
  return new Kind({ code, at, fault, remedy: `${remedy}. ${now}`, cause: error });
}

/** Weights that are not there, a device that is not. */
const BEYOND_THIS_MACHINE: ReadonlySet<string> = new Set(["weights-missing", "no-gpu", "too-big"]);

/** @throws SettingsError for what says how two revisions are compared, where nothing is compared */
function assertCompares(flags: RevisionFlags): void {
  const { matchingEmbedder, judge } = flags;
  const at = matchingEmbedder !== undefined ? `--matching-embedder ${matchingEmbedder}` : judge === true ? "--judge" : undefined;
  if (at === undefined || knowsEarlier(flags)) return;
  throw new SettingsError({
    code: "nothing-to-compare",
    at,
    fault: "it says what compares two revisions, and no earlier one is named",
    remedy: "Name one with --previous or --against, or leave it out",
  });
}

function knowsEarlier({ previous, against }: RevisionFlags): boolean {
  return previous !== undefined || against !== undefined;
}

async function requestOf(
  path: string,
  flags: ReviewFlags,
  terminal: Terminal,
): Promise<RevisionRequest<PreviousRevision> & { readonly folder: string }> {
  const { previous, against, manuscript } = flags;
  const { directory } = terminal;
  return {
    ...(await findManuscript(path, flags, directory)),
    ...(await questionOf(flags, directory)),
    seed: flags.seed,
    ...(previous === undefined ? {} : { previous: () => savedRevision(previous, directory) }),
    ...(against === undefined
      ? {}
      : {
          previous: () =>
            unreviewedRevision(path, { rev: against, ...(manuscript === undefined ? {} : { manuscript }) }, directory),
        }),
  };
}

/** What is asked, whatever manuscript it is asked about. */
async function questionOf(flags: ReviewFlags, directory: string) {
  return {
    profile: judging(profileOf(flags), flags.judge === true, JUDGE_OTHERWISE),
    system: await readSystemPrompt(flags.systemPrompt, directory),
  };
}

const JUDGE_OTHERWISE = "Leave --judge out, or let another model judge afterwards: bioreview compare OLD NEW --judge PROFILE";

async function savedRevision(file: string, directory: string): Promise<PreviousRevision> {
  const { label, concerns, text, ledger, review } = await readReviewedText(file, undefined, "--old", directory);
  const settings = review === undefined ? undefined : resultSettings(review);
  return { label, text, review, settings, ledger: ledger ?? firstLedger(label, concerns) };
}

async function unreviewedRevision(path: string, read: ReadFlags, directory: string): Promise<UnreviewedRevision> {
  const { manuscript, revision } = await openManuscript(path, read, directory);
  return { label: revision, unreviewed: manuscript };
}

function dependenciesOf(
  flags: ReviewFlags,
  { profile }: Pick<RevisionRequest<PreviousRevision>, "profile">,
  terminal: Terminal,
  progress: ProgressLine,
): RevisionDependencies {
  const { env } = terminal;
  const log = {
    notice: (line: string) => terminal.err(`bioreview: ${line}\n`),
    progress: progress.show,
    onReview: progress.onReview,
  };
  const servers = { env, log, runnerPath: async () => locateRunner(terminal.program, env) };
  return {
    env,
    log,
    now: () => performance.now(),
    models: {
      nearDuplicates: flags.embedder,
      identify: (signal) => identifyModels(profile, flags, env, signal),
      open: (signal) => openModelServers(profile, { ...flags, compares: knowsEarlier(flags) }, servers, signal),
    },
  };
}

const FOR_PEOPLE: ReadonlySet<ResultFormat> = new Set(["text", "markdown"]);

function rendered(result: ReviewResult, format: ResultFormat, terminal: Terminal, folder: string): string {
  // Where a program reads the result, the person who runs it must still see what was not read.
  if (!FOR_PEOPLE.has(format))
    for (const line of [...cutLines(result.prompt), ...unreadLine(result.warnings)]) terminal.err(`bioreview: ${line}\n`);
  return renderReview(result, format, terminal.columns, folder);
}
