/** `bioreview postprocess`: raw predictions in, the ones that the published figures were made of out. */
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { SettingsError } from "../../errors.ts";
import {
  formatPredictionRow,
  type PostprocessCounts,
  type PostprocessSteps,
  type PredictionRow,
  postprocess,
  readPredictionRows,
  uniteRuns,
} from "../../evaluate/index.ts";
import { type EmbeddingFlags, embedTexts, withEmbeddingFlags } from "../embedded-texts.ts";
import { cosineFlag, wholeNumber } from "../options.ts";
import { type Terminal, withProgress } from "../terminal.ts";
import { assertWritable, outputPath, writeResult } from "../write-result.ts";

interface PostprocessFlags extends EmbeddingFlags {
  readonly dedup?: "exact" | "embedding";
  readonly threshold?: number;
  readonly cap?: number;
  readonly union?: string;
  readonly unionThreshold?: number;
  readonly output?: string;
}

/** What the model card used. */
const PUBLISHED = { duplicateCosine: 0.95, unionCosine: 0.98 };

export function postprocessCommand(terminal: Terminal, signal: AbortSignal): Command {
  const command = new Command("postprocess")
    .description(
      "Reads predictions as JSON lines and writes them as JSON lines: repetitions dropped, then the first so many of each article kept, " +
        "and with --union the same done to a second run and both united. Without a flag a step is not done.",
    )
    .argument(
      "<predictions>",
      'lines of {"article_id", "structured_concerns": [{"text", "category", "severity"}]}, or "concerns"',
    )
    .addOption(
      new Option(
        "--dedup <how>",
        "drop concerns that repeat an earlier one: in the same words, or as alike as --threshold",
      ).choices(["exact", "embedding"]),
    )
    .option("--threshold <cosine>", `from which --dedup embedding drops (default: ${PUBLISHED.duplicateCosine})`, cosineFlag)
    .option("--cap <number>", "concerns of an article that are kept at most", wholeNumber(1))
    .option("--union <file>", "a second run over the same articles; <predictions> is the first model, whose wording is preferred")
    .option("--union-threshold <cosine>", `from which two concerns are one (default: ${PUBLISHED.unionCosine})`, cosineFlag)
    .option("--output <file>", "write the rows into this file instead of on standard output");
  return withEmbeddingFlags(command)
    .addHelpText("after", EXAMPLES)
    .action(async (path: string, flags: PostprocessFlags) => {
      const output = outputPath(flags.output, terminal);
      await assertWritable(output);
      const rows = await processed(path, flags, terminal, signal);
      await writeResult(output, rows.map(formatPredictionRow).join(""), terminal);
    });
}

const EXAMPLES = `
Examples:
  bioreview postprocess raw.jsonl --dedup exact --cap 20 > capped.jsonl
  bioreview postprocess raw.jsonl --dedup embedding --embedder specter2-base --cap 20 --output capped.jsonl
  bioreview postprocess 8b.jsonl --union 9b.jsonl --dedup exact --cap 20 --embeddings rows.jsonl > union.jsonl`;

async function processed(
  path: string,
  flags: PostprocessFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<readonly PredictionRow[]> {
  const steps = stepsOf(flags);
  if (flags.dedup === "exact" && flags.threshold !== undefined)
    terminal.err("bioreview: --threshold decides nothing here: --dedup exact compares words\n");
  return withProgress(terminal, signal, async (run) => {
    const { progress } = run;
    progress.show(`reading ${path}`);
    const read = (file: string) => readPredictionRows(resolve(terminal.directory, file), file, signal);
    const [first, second] = [await read(path), flags.union === undefined ? undefined : await read(flags.union)];
    const needsEmbeddings = flags.dedup === "embedding" || second !== undefined;
    const texts = new Set([...first, ...(second ?? [])].flatMap(({ concerns }) => concerns.map(({ text }) => text)));
    const embeddings = needsEmbeddings ? await embedTexts(texts, flags, run) : undefined;
    const done = postprocess(first, steps, embeddings);
    terminal.err(`bioreview: ${countsLine(path, done.counts)}\n`);
    if (second === undefined || flags.union === undefined) return done.rows;
    const other = postprocess(second, steps, embeddings);
    terminal.err(`bioreview: ${countsLine(flags.union, other.counts)}\n`);
    const both = uniteRuns(done.rows, other.rows, flags.unionThreshold ?? PUBLISHED.unionCosine, embeddings);
    const count = both.reduce((sum, { concerns }) => sum + concerns.length, 0);
    terminal.err(`bioreview: united: ${done.counts.after} and ${other.counts.after} concerns became ${count}\n`);
    return both;
  });
}

function stepsOf({ dedup, threshold, cap, union, unionThreshold }: PostprocessFlags): PostprocessSteps {
  if (threshold !== undefined && dedup === undefined)
    throw decidesNothing("--threshold", "it says how alike repetitions are, and none are dropped", "--dedup embedding");
  if (unionThreshold !== undefined && union === undefined)
    throw decidesNothing("--union-threshold", "it says how alike united concerns are, and nothing is united", "--union FILE");
  const by = { exact: { by: "words" }, embedding: { by: "cosine", threshold: threshold ?? PUBLISHED.duplicateCosine } } as const;
  return { repetitions: dedup === undefined ? undefined : by[dedup], cap };
}

function decidesNothing(flag: string, fault: string, other: string): SettingsError {
  return new SettingsError({ code: "flags-contradict", at: flag, fault, remedy: `Add ${other}, or leave ${flag} out` });
}

function countsLine(file: string, { before, blank, repeated, beyondCap, after }: PostprocessCounts): string {
  const dropped = [
    [blank, "blank"],
    [repeated, "repeated"],
    [beyondCap, "beyond the cap"],
  ] as const;
  const parts = dropped.filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
  return `${file}: ${before} concerns, ${parts.length === 0 ? "none dropped" : `dropped ${parts.join(", ")}`}, ${after} kept`;
}
