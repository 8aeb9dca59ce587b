/** `bioreview compare`: two reviews in, what became of every concern out. */
import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { Command, Option } from "commander";
import { compareReviews, DEFAULT_EMBEDDER, firstLedger, loadCalibrations, matchingEmbedderOf } from "../../reviewer/index.ts";
import { type EmbeddingFlags, embedTexts, withNamedEmbeddingFlags } from "../embedded-texts.ts";
import { RESULT_FORMATS, type ResultFormat, renderComparison } from "../print/review.ts";
import { readReviewedText } from "../read-reviewed-text.ts";
import { progressLine, type Terminal } from "../terminal.ts";
import { assertWritable, writeResult } from "../write-result.ts";

interface CompareFlags extends EmbeddingFlags {
  readonly format: ResultFormat;
  readonly output?: string;
  readonly old?: string;
  readonly new?: string;
}

export function compareCommand(terminal: Terminal, signal: AbortSignal): Command {
  const command = new Command("compare")
    .description(
      "Compares the results of two reviews: which concerns are new, which still stand, which are resolved, and by which change of the text.\n" +
        "A concern is called resolved only where the sentences that it is about changed and the new review, which read them, is silent.",
    )
    .argument("<old>", "result of the earlier review (JSON), of an earlier comparison, or an array of concerns")
    .argument("<new>", "result of the later review, or an array of concerns")
    .option("--old <folder>", "the text of <old>, where that is an array of concerns")
    .option("--new <folder>", "the text of <new>, where that is an array of concerns")
    .addOption(new Option("--format <format>", "how the comparison is written").choices(RESULT_FORMATS).default("text"))
    .option("--output <file>", "write it into this file instead of on standard output");
  return withNamedEmbeddingFlags(command)
    .addHelpText("after", EXAMPLES)
    .action(async (oldFile: string, newFile: string, flags: CompareFlags) => {
      const output = flags.output === undefined ? undefined : resolve(terminal.directory, flags.output);
      if (output !== undefined) await assertWritable(output);
      const progress = progressLine(terminal, () => performance.now());
      try {
        progress.show(`reading ${oldFile} and ${newFile}`);
        const old = await readReviewedText(oldFile, flags.old, "--old", terminal.directory);
        const now = await readReviewedText(newFile, flags.new, "--new", terminal.directory);
        const embedder = flags.embedder ?? matchingEmbedderOf(now) ?? matchingEmbedderOf(old) ?? DEFAULT_EMBEDDER;
        const named = flags.embeddings === undefined ? { ...flags, embedder } : flags;
        const result = await compareReviews({ ...old, ledger: old.ledger ?? firstLedger(old.label, old.concerns) }, now, {
          embedder,
          calibration: await loadCalibrations(embedder, terminal.env),
          embed: (texts) => embedTexts(texts, named, terminal, progress, signal),
          log: { progress: progress.show },
        });
        progress.end();
        await writeResult(output, renderComparison(result, flags.format, terminal.columns, flags.new ?? "."), terminal);
      } finally {
        progress.end();
      }
    });
}

const EXAMPLES = `
Examples:
  bioreview compare v1.json v2.json
  bioreview compare v1.json v2.json --format json --output v2-compared.json
  bioreview compare v2-compared.json v3.json                    ids and history go on
  bioreview compare a.json c.json --old paper-v1/ --new paper-v2/ --format json`;
