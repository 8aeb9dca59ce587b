/** `bioreview inspect`: what would be read, what would be cut, what is left out and why. No model runs. */
import { Command } from "commander";
import { tokenCounter } from "../../review/index.ts";
import { inspect } from "../inspection.ts";
import { openManuscript } from "../open-manuscript.ts";
import { type PromptFlags, profileOf, type ReadFlags, withPromptFlags, withReadFlags } from "../options.ts";
import { printInspection } from "../print/inspection.ts";
import { jsonText } from "../print/json.ts";
import type { Terminal } from "../terminal.ts";
import { writeResult } from "../write-result.ts";

interface Flags extends ReadFlags, PromptFlags {
  readonly json?: true;
}

export function inspectCommand(terminal: Terminal, signal: AbortSignal): Command {
  const command = new Command("inspect")
    .summary("shows what would be read of a manuscript")
    .description(
      "Shows what would be read of a manuscript, section by section, what the budget cuts, and what is left out. No model runs.",
    );
  return withPromptFlags(withReadFlags(command))
    .option("--json", "everything as JSON, each passage with its file and lines")
    .addHelpText("after", EXAMPLES)
    .action(async (path: string, flags: Flags) => {
      const { prompt } = profileOf(flags);
      const opened = await openManuscript(path, flags, terminal.directory);
      const inspection = inspect(opened, { counter: await tokenCounter(prompt.counter), budget: prompt.budget });
      signal.throwIfAborted();
      await writeResult(undefined, flags.json ? jsonText(inspection) : printInspection(inspection), terminal);
    });
}

const EXAMPLES = `
Examples:
  bioreview inspect paper/
  bioreview inspect paper/ --rev v2 --json
  bioreview inspect . --manuscript docs/main.tex`;
