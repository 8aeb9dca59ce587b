/** The command line: which command was asked for, and how it ended. Invariant: exit code 0 means that what was asked for was done. */
import { Command, CommanderError } from "commander";
import { EXIT_CODES, UserError } from "../errors.ts";
import { plain } from "../publish/index.ts";
import { VERSION } from "../version.ts";
import { anchorCommand } from "./commands/anchor.ts";
import { compareCommand } from "./commands/compare.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { inspectCommand } from "./commands/inspect.ts";
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
    .showHelpAfterError("(bioreview --help shows what there is)")
    .addHelpText("after", EXAMPLES);
  for (const command of [reviewCommand, compareCommand, anchorCommand, inspectCommand, promptCommand, doctorCommand])
    program.addCommand(command(terminal, signal));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: (text) => void terminal.out(text), writeErr: terminal.err });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.settings;
    if (!(error instanceof UserError)) throw error;
    terminal.err(`bioreview: ${plain(error.message)} [${error.code}]\n`);
    return EXIT_CODES[error.kind];
  }
}

const EXAMPLES = `
Examples:
  bioreview review                              the manuscript in this folder
  bioreview review paper/ --rev v2 --format json --output review.json
  bioreview review paper.md --profile smoke     tries it without a GPU
  bioreview compare v1.json v2.json             what became of every concern
  bioreview inspect paper/                      what would be read, and what is cut
  bioreview doctor                              is this machine ready?

Exit codes: 0 done · 1 a bug of ours · 2 wrong usage · 3 manuscript · 4 model server · 5 unusable answer · 6 model files · 7 output · 130 interrupted`;
