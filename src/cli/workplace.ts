/** The command line as a place to review in. */
import { locateRunner } from "../inference/index.ts";
import type { Workplace } from "../reviewer/index.ts";
import type { ProgressLine } from "./progress-line.ts";
import type { Terminal } from "./terminal.ts";

export function workplaceOf(terminal: Terminal, progress: ProgressLine): Workplace {
  return {
    env: terminal.env,
    runner: async () => locateRunner(terminal.program, terminal.env),
    tell: (line) => terminal.err(`bioreview: ${line}\n`),
    say: progress.say,
  };
}
