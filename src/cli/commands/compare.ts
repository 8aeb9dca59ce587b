/** `bioreview compare`: two reviews in, what became of every concern out. */
import { Command, Option } from "commander";
import type { Profile } from "../../../profiles/profile.ts";
import { PROFILES } from "../../../profiles/profiles.ts";
import { SettingsError } from "../../errors.ts";
import { locateRunner, TIMEOUTS } from "../../inference/index.ts";
import {
  type ComparisonDependencies,
  compareReviews,
  DEFAULT_EMBEDDER,
  firstLedger,
  loadCalibrations,
  matchingEmbedderOf,
  openAndJudge,
  openJudge,
} from "../../reviewer/index.ts";
import { LONGEST_TIMEOUT } from "../../settings.ts";
import { type EmbeddingFlags, embedTexts, withNamedEmbeddingFlags } from "../embedded-texts.ts";
import { wholeNumber, withFormatFlag } from "../options.ts";
import { RESULT_FORMATS, type ResultFormat, renderComparison } from "../print/review.ts";
import { readReviewedText } from "../read-reviewed-text.ts";
import { type CommandRun, type Terminal, withProgress } from "../terminal.ts";
import { assertWritable, outputPath, writeResult } from "../write-result.ts";

interface JudgeFlags {
  readonly judge?: string;
  readonly endpoint?: string;
  readonly model?: string;
  readonly models?: string;
  readonly timeout: number;
}
interface CompareFlags extends EmbeddingFlags, JudgeFlags {
  readonly format: ResultFormat;
  readonly output?: string;
  readonly old?: string;
  readonly new?: string;
}

export function compareCommand(terminal: Terminal, signal: AbortSignal): Command {
  const command = new Command("compare")
    .description(
      "Compares the results of two reviews: which concerns are new, which still stand, which are resolved, and by which change of the text.\n" +
        "A concern is called resolved only where the text says something new that addresses it, and the new review, which read it, is silent.",
    )
    .argument("<old>", "result of the earlier review (JSON), of an earlier comparison, or an array of concerns")
    .argument("<new>", "result of the later review, or an array of concerns")
    .option("--old <folder>", "the text of <old>, where that is an array of concerns")
    .option("--new <folder>", "the text of <new>, where that is an array of concerns")
    .option("--output <file>", "write it into this file instead of on standard output");
  return withNamedEmbeddingFlags(withJudgeFlags(withFormatFlag(command, RESULT_FORMATS, "how the comparison is written")))
    .addHelpText("after", EXAMPLES)
    .action(async (oldFile: string, newFile: string, flags: CompareFlags) => {
      assertOneJudge(flags);
      const output = outputPath(flags.output, terminal);
      await assertWritable(output);
      await withProgress(terminal, signal, async (run) => {
        const { progress } = run;
        progress.show(`reading ${oldFile} and ${newFile}`);
        const old = await readReviewedText(oldFile, flags.old, "--old", terminal.directory);
        const now = await readReviewedText(newFile, flags.new, "--new", terminal.directory);
        const embedder = flags.embedder ?? matchingEmbedderOf(now) ?? matchingEmbedderOf(old) ?? DEFAULT_EMBEDDER;
        const named = flags.embeddings === undefined ? { ...flags, embedder } : flags;
        const result = await compareReviews({ ...old, ledger: old.ledger ?? firstLedger(old.label, old.concerns) }, now, {
          embedder,
          calibration: await loadCalibrations(embedder, terminal.env),
          embed: (texts) => embedTexts(texts, named, run),
          log: { progress: progress.show },
          ...judgeOf(flags, run),
        });
        progress.end();
        await writeResult(output, renderComparison(result, flags.format, terminal.columns, flags.new ?? "."), terminal);
      });
    });
}

const JUDGES: readonly Profile[] = PROFILES.filter((profile) => "judge" in profile);

function withJudgeFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--judge <profile>",
        "let this profile's model read what changed about each concern that was not raised again (at most 20 short questions)",
      ).choices(JUDGES.map(({ name }) => name)),
    )
    .option(
      "--endpoint <url>",
      "let the model at this OpenAI-compatible server judge: http(s)://host[:port][/v1] or unix:/path.sock",
    )
    .option("--model <name>", "its name at the endpoint, where that serves several")
    .addOption(
      new Option("--timeout <seconds>", "give up on a judge that says nothing new for so long")
        .default(TIMEOUTS.silence)
        .argParser(wholeNumber(1, LONGEST_TIMEOUT)),
    );
}

/** @throws SettingsError for two judges, or the name of a model without its server */
function assertOneJudge({ judge, endpoint, model }: JudgeFlags): void {
  const refused = (at: string, fault: string, remedy: string) => {
    throw new SettingsError({ code: "judge-unclear", at, fault, remedy });
  };
  if (judge !== undefined && endpoint !== undefined)
    refused(`--judge ${judge}`, "--endpoint names a judge too", "Name one of them; at an endpoint its own model judges");
  if (model !== undefined && endpoint === undefined)
    refused(`--model ${model}`, "it names a model of an endpoint, and no endpoint is named", "Name the server with --endpoint");
}

function judgeOf(flags: JudgeFlags, { terminal, progress, signal }: CommandRun): Pick<ComparisonDependencies, "judge"> {
  if (flags.judge === undefined && flags.endpoint === undefined) return {};
  const { env } = terminal;
  const profile = JUDGES.find(({ name }) => name === flags.judge);
  const log = { progress: progress.show, notice: (line: string) => terminal.err(`bioreview: ${line}\n`) };
  const servers = { env, log, runnerPath: async () => locateRunner(terminal.program, env) };
  const open = () => openJudge(profile, flags, servers, signal);
  return { judge: (questions) => openAndJudge(open, questions, log, signal) };
}

const EXAMPLES = `
Examples:
  bioreview compare v1.json v2.json
  bioreview compare v1.json v2.json --format json --output v2-compared.json
  bioreview compare v1.json v2.json --judge qwen3-4b            a model reads what changed
  bioreview compare v2-compared.json v3.json                    ids and history go on
  bioreview compare a.json c.json --old paper-v1/ --new paper-v2/ --format json`;
