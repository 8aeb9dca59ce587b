/** `bioreview review`: a manuscript in, concerns out; with an earlier revision, what became of its concerns. */
import { Command, Option } from "commander";
import { TIMEOUTS } from "../../inference/index.ts";
import { countLine, cutLines, plainText, unreadLine } from "../../publish/index.ts";
import type { ReviewResult } from "../../review/index.ts";
import { type PreviousRevision, type ReviewedRevision, reviewRevision } from "../../reviewer/index.ts";
import { GPU_KINDS, LONGEST_TIMEOUT } from "../../settings.ts";
import { wholeNumber, withFormatFlag, withPromptFlags, withReadFlags } from "../options.ts";
import { RESULT_FORMATS, type ResultFormat, renderComparison, renderReview } from "../print/review.ts";
import { assertCompares, dependenciesOf, type ReviewFlags, requestOf, withWhatWorks } from "../review-request.ts";
import { type Terminal, withProgress } from "../terminal.ts";
import { assertWritable, outputPath, writeResult } from "../write-result.ts";

/** As the published seeds, and as every server takes them: 31 bits. */
const GREATEST_SEED = 2 ** 31 - 1;

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
      ).conflicts(["previous", "against", "report", "manuscript", "judge", "matchingEmbedder", "comparing"]),
    )
    .addOption(
      new Option("--concurrency <number>", "manuscripts of a batch at a time").default(4).argParser(wholeNumber(1, 1000)),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (path: string, given: ReviewFlags) => {
      const flags = withOldNames(given, terminal);
      const { batch } = flags;
      if (batch === undefined) return reviewed(path, flags, terminal, signal);
      const { reviewedBatch } = await import("../review-batch.ts");
      return reviewedBatch(path, { ...flags, batch }, terminal, signal);
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
  const output = outputPath(flags.output, terminal);
  const page = outputPath(flags.report, terminal);
  await assertWritable(output, page);
  await withProgress(terminal, signal, async (run) => {
    const { progress } = run;
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
  });
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

const FOR_PEOPLE: ReadonlySet<ResultFormat> = new Set(["text", "markdown"]);

function rendered(result: ReviewResult, format: ResultFormat, terminal: Terminal, folder: string): string {
  // Where a program reads the result, the person who runs it must still see what was not read.
  if (!FOR_PEOPLE.has(format))
    for (const line of [...cutLines(result.prompt), ...unreadLine(result.warnings)]) terminal.err(`bioreview: ${line}\n`);
  return renderReview(result, format, terminal.columns, folder);
}
