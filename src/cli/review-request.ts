/** What the flags of `bioreview review` ask for: the request, and what answers it. Invariant: one flag has one meaning, for a manuscript as for a batch of them. */
import { performance } from "node:perf_hooks";
import type { Profile } from "../../profiles/profile.ts";
import { ModelsError, ServerError, SettingsError, UserError } from "../errors.ts";
import { locateRunner } from "../inference/index.ts";
import { resultSettings } from "../review/index.ts";
import {
  firstLedger,
  identifyModels,
  judging,
  openModelServers,
  type PreviousRevision,
  type RevisionDependencies,
  type RevisionRequest,
  type ServerOptions,
  type UnreviewedRevision,
} from "../reviewer/index.ts";
import { readSystemPrompt } from "./input-files.ts";
import { findManuscript, openManuscript } from "./open-manuscript.ts";
import { type PromptFlags, profileOf, type ReadFlags } from "./options.ts";
import type { ResultFormat } from "./print/review.ts";
import { readReviewedText } from "./read-reviewed-text.ts";
import type { ProgressLine, Terminal } from "./terminal.ts";
import { canBeFetched } from "./workflow-files.ts";

interface RevisionFlags {
  readonly previous?: string;
  readonly against?: string;
  readonly matchingEmbedder?: string;
  /** Whether the profile's model is to judge what became of concerns. */
  readonly judge?: boolean;
}
export interface ReviewFlags extends ReadFlags, PromptFlags, Omit<ServerOptions, "compares">, RevisionFlags {
  readonly format: ResultFormat;
  readonly output?: string;
  readonly report?: string;
  /** A list or a folder of manuscripts. */
  readonly batch?: string;
  readonly concurrency: number;
  readonly seed?: number;
  readonly systemPrompt?: string;
}

/** @throws SettingsError for what says how two revisions are compared, where nothing is compared */
export function assertCompares(flags: RevisionFlags): void {
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

export async function requestOf(
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
export async function questionOf(flags: ReviewFlags, directory: string) {
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

export function dependenciesOf(
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

/** Of a profile whose weights nobody hands out: what reviews on this machine now. */
export function withWhatWorks(error: unknown, { name }: Profile): unknown {
  if (!(error instanceof UserError) || !BEYOND_THIS_MACHINE.has(error.code) || canBeFetched(name, "one-job")) return error;
  const { code, at, fault, remedy } = error;
  const now =
    "To review now: `bioreview-runner models pull small` (1.2 GB) and --profile small, a general model that any machine runs; or --endpoint URL, any OpenAI-compatible server";
  const Kind = error instanceof ModelsError ? ModelsError : ServerError;
  return new Kind({ code, at, fault, remedy: `${remedy}. ${now}`, cause: error });
}

/** Weights that are not there, a device that is not. */
const BEYOND_THIS_MACHINE: ReadonlySet<string> = new Set(["weights-missing", "no-gpu", "too-big"]);
