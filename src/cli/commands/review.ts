/** `bioreview review`: a manuscript in, concerns out. */
import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { Command, Option } from "commander";
import { TIMEOUTS } from "../../inference/index.ts";
import { plainText } from "../../publish/index.ts";
import { articleOf, buildReviewResult, type ReviewResult, review } from "../../review/index.ts";
import { openModelServers, type ServerFlags } from "../../reviewer/index.ts";
import { GPU_KINDS, LONGEST_TIMEOUT } from "../../settings.ts";
import { VERSION } from "../../version.ts";
import { openManuscript } from "../open-manuscript.ts";
import { type PromptFlags, profileOf, type ReadFlags, wholeNumber, withPromptFlags, withReadFlags } from "../options.ts";
import { cutLines } from "../print/cuts.ts";
import { jsonText } from "../print/json.ts";
import { reviewMarkdown } from "../print/review-markdown.ts";
import { reviewText } from "../print/review-text.ts";
import { countLine } from "../print/review-words.ts";
import { progressLine } from "../progress-line.ts";
import { assertCompares, knowsEarlier, type RevisionFlags, reviewRevision, withRevisionFlags } from "../review-revision.ts";
import { readSystemPrompt } from "../system-prompt.ts";
import type { Terminal } from "../terminal.ts";
import { workplaceOf } from "../workplace.ts";
import { assertWritable, writeResult } from "../write-result.ts";
import { renderedComparison } from "./compare.ts";

/** As the published seeds, and as every server takes them: 31 bits. */
const GREATEST_SEED = 2 ** 31 - 1;
const FORMATS = ["text", "json", "markdown"] as const;

interface Flags extends ReadFlags, PromptFlags, Omit<ServerFlags, "compares">, RevisionFlags {
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly seed?: number;
  readonly systemPrompt?: string;
}

export function reviewCommand(terminal: Terminal, signal: AbortSignal): Command {
  const command = new Command("review")
    .summary("raises the concerns that a reviewer would raise")
    .description(
      "Reads a manuscript, asks the profile's model for the concerns of a peer reviewer, drops what is said twice and shows the rest.\n" +
        "Without --endpoint a model server is started for the job and ended after it. No text leaves this machine.",
    );
  return withRevisionFlags(withPromptFlags(withReadFlags(command)))
    .addOption(new Option("--format <format>", "how the result is written").choices(FORMATS).default("text"))
    .option("--output <file>", "write the result into this file instead of on standard output")
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
      new Option("--timeout <seconds>", "give up on a server that has said nothing for so long")
        .default(TIMEOUTS.silence)
        .argParser(wholeNumber(1, LONGEST_TIMEOUT)),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (path: string, flags: Flags) => {
      assertCompares(flags);
      const output = flags.output === undefined ? undefined : resolve(terminal.directory, flags.output);
      if (output !== undefined) await assertWritable(output);
      if (knowsEarlier(flags)) {
        await writeResult(output, await comparedWithEarlier(path, flags, terminal, signal), terminal);
        return;
      }
      const result = await reviewed(path, flags, terminal, signal);
      await writeResult(output, rendered(result, flags.format, terminal), terminal);
      if (flags.output !== undefined && terminal.errIsTerminal)
        terminal.err(`bioreview: ${plainText(`${countLine(result)} → ${flags.output}`)}\n`);
    });
}

const EXAMPLES = `
Examples:
  bioreview review
  bioreview review paper/ --rev v2 --format json --output review.json
  bioreview review main.tex --format markdown > review.md
  bioreview review paper/ --rev v2 --previous v1.json
  bioreview review paper/ --rev HEAD --against HEAD~5
  bioreview review paper/ --endpoint unix:/run/bioreview/runner.sock
  bioreview review paper/ --endpoint http://127.0.0.1:8080 --model qwen3
  bioreview review paper/ --profile smoke        a small model, to see that the parts work together

A key for the endpoint is read from BIOREVIEW_API_KEY.`;

async function reviewed(path: string, flags: Flags, terminal: Terminal, signal: AbortSignal): Promise<ReviewResult> {
  const profile = profileOf(flags);
  const now = () => performance.now();
  const progress = progressLine(terminal, now);
  try {
    progress.say(`reading ${path}`);
    const system = await readSystemPrompt(flags.systemPrompt, terminal.directory);
    const { manuscript, revision } = await openManuscript(path, flags, terminal.directory);
    const servers = await openModelServers(
      profile,
      { ...flags, compares: knowsEarlier(flags) },
      workplaceOf(terminal, progress),
      signal,
    );
    try {
      const done = await review(
        {
          article: articleOf(manuscript).article,
          profile,
          models: servers.models,
          embedder: servers.embedder,
          now,
          ...(system !== undefined && { system }),
          ...(flags.seed !== undefined && { seed: flags.seed }),
        },
        progress.onReview,
        signal,
      );
      return buildReviewResult({ manuscript, revision, profile, review: done, toolVersion: VERSION });
    } finally {
      await servers.close();
    }
  } finally {
    progress.end();
  }
}

async function comparedWithEarlier(path: string, flags: Flags, terminal: Terminal, signal: AbortSignal): Promise<string> {
  const progress = progressLine(terminal, () => performance.now());
  const { rev: _, ...anyRevision } = flags;
  const ask = (read: ReadFlags) => reviewed(path, { ...anyRevision, ...read }, terminal, signal);
  try {
    const result = await reviewRevision(path, flags, ask, terminal, progress, signal);
    return renderedComparison(result, flags.format, terminal);
  } finally {
    progress.end();
  }
}

function rendered(result: ReviewResult, format: Flags["format"], terminal: Terminal): string {
  // Where a program reads the result, the person who runs it must still see what was not read.
  if (format === "json") for (const line of cutLines(result.prompt)) terminal.err(`bioreview: ${line}\n`);
  switch (format) {
    case "text":
      return reviewText(result, terminal.columns);
    case "markdown":
      return reviewMarkdown(result);
    case "json":
      return jsonText(result);
  }
}
