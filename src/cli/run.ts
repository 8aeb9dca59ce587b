/** The command line: which command was asked for, and how it ended. Invariant: exit code 0 means that what was asked for was done. */
import { Command, CommanderError } from "commander";
import { EXIT_CODES, UserError } from "../errors.ts";
import { plainText } from "../publish/index.ts";
import { VERSION } from "../version.ts";
import { anchorCommand } from "./commands/anchor.ts";
import { calibrateCommand } from "./commands/calibrate.ts";
import { compareCommand } from "./commands/compare.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { postprocessCommand } from "./commands/postprocess.ts";
import { promptCommand } from "./commands/prompt.ts";
import { reviewCommand } from "./commands/review.ts";
import type { Terminal } from "./terminal.ts";

/** Runs one command.
 *  @param argv what stands after the program's name
 *  @returns the exit code: 0, or that of the kind of failure (EXIT_CODES) */
export async function run(argv: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<number> {
  const program = new Command("bioreview")
    .description("Reads a manuscript and raises the concerns that a biomedical peer reviewer would raise.")
    .version(VERSION)
    .addHelpText("after", EXAMPLES);
  for (const command of COMMANDS) program.addCommand(command(terminal, signal));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void terminal.out(text),
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

const COMMANDS = [
  reviewCommand,
  compareCommand,
  anchorCommand,
  inspectCommand,
  promptCommand,
  evaluateCommand,
  postprocessCommand,
  calibrateCommand,
  doctorCommand,
];

const EXAMPLES = `
Examples:
  bioreview review                              the manuscript in this folder
  bioreview review paper/ --rev v2 --format json --output review.json
  bioreview review paper.md --profile smoke     tries it without a GPU
  bioreview compare v1.json v2.json             what became of every concern
  bioreview inspect paper/                      what would be read, and what is cut
  bioreview doctor                              is this machine ready?

Exit codes:
  0    done              3    manuscript          6    model files
  1    a bug of ours     4    model server        7    output
  2    wrong usage       5    no usable answer    8    GitHub
                                                  130  interrupted`;
