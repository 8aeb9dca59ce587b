/** The command line: which command was asked for, and how it ended. Invariant: exit code 0 means that what was asked for was done. */
import { Command, CommanderError } from "commander";
import { EXIT_CODES, UserError } from "../errors.ts";
import { plainText } from "../publish/index.ts";
import { VERSION } from "../version.ts";
import type { Terminal } from "./terminal.ts";

/** Runs one command.
 *  @param argv what stands after the program's name
 *  @returns the exit code: 0, or that of the kind of failure (EXIT_CODES) */
export async function run(argv: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<number> {
  const program = new Command("bioreview")
    .description("Reads a manuscript and raises the concerns that a biomedical peer reviewer would raise.")
    .version(VERSION)
    .addHelpText("after", EXAMPLES);
  program.configureHelp({ subcommandTerm: (command) => usageOf(command.name()) });
  const named = argv.find((word) => !word.startsWith("-") && word !== "help");
  for (const { name, summary } of COMMANDS) {
    const command = name === named ? (await LOADERS[name]())(terminal, signal) : new Command(name);
    program.addCommand(command.summary(summary));
  }
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void terminal.out(text).catch(() => {}), // whoever reads the help may stop at any line
      writeErr: terminal.err,
      getOutHelpWidth: () => Math.min(terminal.columns, WIDEST_HELP),
      getErrHelpWidth: () => Math.min(terminal.errColumns, WIDEST_HELP),
      outputError: (said, write) => write(usageLine(said, command)),
    });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.settings;
    if (!(error instanceof UserError)) throw error;
    terminal.err(`bioreview: ${plainText(error.message)} [${error.code}]\n`);
    for (const line of error.unfinished) terminal.err(`bioreview: ${plainText(line)}\n`);
    return EXIT_CODES[error.kind];
  }
}

/** Characters a line: as wide as is still read with ease. */
const WIDEST_HELP = 100;

/** Wrong usage in the form of every other error. @param said by commander: `error: …`, and a guess in brackets on a line of its own */
function usageLine(said: string, command: Command): string {
  const fault = plainText(said)
    .replace(/^error: /, "")
    .replace(/\.$/, "");
  const name = command.parent === null ? command.name() : `${command.parent.name()} ${command.name()}`;
  return `bioreview: ${fault}. ${name} --help shows what there is. [usage]\n`;
}

/** Each command's code, loaded where that command is run: the list alone needs none of it. */
const LOADERS = {
  anchor: async () => (await import("./commands/anchor.ts")).anchorCommand,
  calibrate: async () => (await import("./commands/calibrate.ts")).calibrateCommand,
  compare: async () => (await import("./commands/compare.ts")).compareCommand,
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand,
  evaluate: async () => (await import("./commands/evaluate.ts")).evaluateCommand,
  init: async () => (await import("./commands/init.ts")).initCommand,
  inspect: async () => (await import("./commands/inspect.ts")).inspectCommand,
  postprocess: async () => (await import("./commands/postprocess.ts")).postprocessCommand,
  prompt: async () => (await import("./commands/prompt.ts")).promptCommand,
  report: async () => (await import("./commands/report.ts")).reportCommand,
  review: async () => (await import("./commands/review.ts")).reviewCommand,
};
type CommandName = keyof typeof LOADERS;

/** Each command with its arguments as the list of commands shows them. */
const COMMANDS: readonly { readonly name: CommandName; readonly usage?: string; readonly summary: string }[] = [
  { name: "review", usage: "[path]", summary: "raises the concerns that a reviewer would raise" },
  { name: "compare", usage: "<old> <new>", summary: "says what became of every concern from one review to the next" },
  { name: "report", usage: "<result>", summary: "makes a page in which a paper and its review are read together" },
  { name: "anchor", usage: "<path> <concerns>", summary: "says where in the text each concern belongs" },
  { name: "inspect", usage: "[path]", summary: "shows what would be read of a manuscript" },
  { name: "prompt", usage: "[path]", summary: "prints the question that the model would get" },
  { name: "init", usage: "[folder]", summary: "writes the workflow with which a repository adopts the Action" },
  { name: "evaluate", summary: "scores predictions against the concerns of human reviewers" },
  { name: "postprocess", usage: "<predictions>", summary: "drops repetitions from predictions, caps them, unites two runs" },
  { name: "calibrate", summary: "measures which similarities of an embedder mean the same concern" },
  { name: "doctor", summary: "is this machine ready to review?" },
];

function usageOf(name: string): string {
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) return `${name} [command]`; // commander's own help
  return [name, "[options]", ...(command.usage === undefined ? [] : [command.usage])].join(" ");
}

const EXAMPLES = `
Examples:
  bioreview review                              the manuscript in this folder
  bioreview review paper/ --rev v2 --format json --output review.json
  bioreview review paper.md --profile smoke     tries it without a GPU
  bioreview compare v1.json v2.json             what became of every concern
  bioreview report v2.json -o report.html       paper and review on one page
  bioreview inspect paper/                      what would be read, and what is cut
  bioreview doctor                              is this machine ready?
  bioreview init --profile small                adopts the Action in this repository

Exit codes:
  0    done              3    manuscript          6    model files
  1    a bug of ours     4    model server        7    output
  2    wrong usage       5    no usable answer    8    GitHub
  9    some of a batch                            130  interrupted`;
