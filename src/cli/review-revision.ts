/** A review that knows an earlier one: what is compared, in which order, and what need not be done at all.
 *  Invariant: what would fail after the review, fails before it; a cosmetic revision starts no model. */
import { type Command, Option } from "commander";
import { SettingsError } from "../errors.ts";
import { parseEndpoint } from "../inference/index.ts";
import type { ReviewResult } from "../review/index.ts";
import {
  calibrationFor,
  compareReviews,
  firstLedger,
  type ReviewedText,
  reviewedTextOf,
  servesEmbedder,
} from "../reviewer/index.ts";
import {
  type ComparisonResult,
  cosmeticComparison,
  countSentences,
  differenceOf,
  type ManuscriptText,
  skipCosmetic,
} from "../revision/index.ts";
import { VERSION } from "../version.ts";
import { embeddingBy } from "./embedded-texts.ts";
import { openManuscript } from "./open-manuscript.ts";
import { type PromptFlags, profileOf, type ReadFlags } from "./options.ts";
import type { ProgressLine } from "./progress-line.ts";
import { readReviewedText } from "./read-reviewed-text.ts";
import type { Terminal } from "./terminal.ts";

export interface RevisionFlags {
  readonly previous?: string;
  readonly against?: string;
  readonly matchingEmbedder?: string;
}

export function withRevisionFlags(command: Command): Command {
  return command
    .option("--previous <file>", "compare with this earlier result (JSON): what is new, what stands, what is resolved and why")
    .addOption(
      new Option("--against <revision>", "review this git revision of the path too, and compare with it").conflicts("previous"),
    )
    .option(
      "--matching-embedder <embedder>",
      "compare by this one, for which you ran bioreview calibrate (default: the profile's)",
    );
}

/** @throws SettingsError for an embedder to compare with where nothing is compared */
export function assertCompares(flags: RevisionFlags): void {
  if (flags.matchingEmbedder === undefined || knowsEarlier(flags)) return;
  throw new SettingsError({
    code: "nothing-to-compare",
    at: `--matching-embedder ${flags.matchingEmbedder}`,
    fault: "it says what compares two revisions, and no earlier one is named",
    remedy: "Name one with --previous or --against, or leave it out",
  });
}

export function knowsEarlier({ previous, against }: RevisionFlags): boolean {
  return previous !== undefined || against !== undefined;
}

interface Flags extends RevisionFlags, ReadFlags, PromptFlags {
  readonly models?: string;
  readonly endpoint?: string;
}

/** @param review asks the models about the path with these flags
 *  @throws SettingsError where nobody calibrated the embedder that compares, or the earlier result is none; what a review throws */
export async function reviewRevision(
  path: string,
  flags: Flags,
  review: (read: ReadFlags) => Promise<ReviewResult>,
  terminal: Terminal,
  progress: ProgressLine,
  signal: AbortSignal,
): Promise<ComparisonResult> {
  const embedder = profileOf(flags).matching;
  await calibrationFor({ name: embedder, sha256: undefined }, terminal.env);
  progress.say(`reading ${path}`);
  const { manuscript, revision } = await openManuscript(path, flags, terminal.directory);
  const earlier = await earlierOf(path, flags, manuscript, review, terminal);
  if (earlier.kind === "cosmetic") {
    const { known, label, sentences } = earlier;
    const ledger = skipCosmetic(firstLedger(known), revision);
    return cosmeticComparison({ toolVersion: VERSION, ledger, old: label, now: revision, sentences, review: known.review });
  }
  const now = reviewedTextOf(await review(flags), revision);
  const { models, endpoint } = flags;
  // Where the endpoint embeds as well, no server of ours is needed, and perhaps none is installed.
  const isThere = endpoint !== undefined && (await servesEmbedder(parseEndpoint(endpoint, terminal.env), embedder, signal));
  const options = {
    embedder,
    cache: true,
    ...(models === undefined ? {} : { models }),
    ...(isThere ? { embedderEndpoint: endpoint } : {}),
  };
  return compareReviews(earlier.known, now, embeddingBy(options, terminal, progress, signal), progress.say);
}

type Earlier =
  | { readonly kind: "other"; readonly known: ReviewedText }
  | {
      readonly kind: "cosmetic";
      readonly known: Pick<ReviewedText, "label" | "concerns" | "ledger" | "review">;
      readonly label: string;
      readonly sentences: number;
    };

async function earlierOf(
  path: string,
  flags: Flags,
  text: ManuscriptText,
  review: (read: ReadFlags) => Promise<ReviewResult>,
  terminal: Terminal,
): Promise<Earlier> {
  if (flags.previous !== undefined) {
    const known = await readReviewedText(flags.previous, undefined, "--old", terminal.directory);
    const sentences = sameSentences(known.text, text);
    return sentences === undefined ? { kind: "other", known } : { kind: "cosmetic", known, label: known.label, sentences };
  }
  const read: ReadFlags = {
    ...(flags.against === undefined ? {} : { rev: flags.against }),
    ...(flags.manuscript === undefined ? {} : { manuscript: flags.manuscript }),
  };
  const { manuscript, revision } = await openManuscript(path, read, terminal.directory);
  const sentences = sameSentences(manuscript, text);
  if (sentences !== undefined) return { kind: "cosmetic", known: { label: revision, concerns: [] }, label: revision, sentences };
  return { kind: "other", known: reviewedTextOf(await review(read), revision) };
}

/** @returns how many sentences there are, where no reader can tell the texts apart; undefined where one can */
function sameSentences(old: ManuscriptText, now: ManuscriptText): number | undefined {
  const difference = differenceOf(old, now);
  return difference === "none" || difference === "cosmetic" ? countSentences(now) : undefined;
}
