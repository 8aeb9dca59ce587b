/** The command line run in this process, on a terminal that only remembers. */
import { join } from "node:path";
import { run } from "../../src/cli/run.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { withoutProgress } from "./progress.ts";

export interface FakeTerminal extends Terminal {
  /** All that was written to standard output so far. */
  written(): string;
  /** To standard error. */
  said(): string;
}

export function fakeTerminal(parts: Partial<Terminal> = {}): FakeTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    env: { XDG_DATA_HOME: process.env["XDG_DATA_HOME"] }, // where no calibration lies
    directory: process.cwd(),
    program: join(import.meta.dirname, "../../dist"),
    columns: 80,
    errColumns: 80,
    errIsTerminal: false,
    async out(text) {
      out.push(text);
    },
    err: (text) => void err.push(text),
    written: () => out.join(""),
    said: () => err.join(""),
    ...parts,
  };
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `bioreview` with these arguments to its end. */
export async function bioreview(argv: readonly string[], parts: Partial<Terminal> = {}, signal = forever()): Promise<Ended> {
  const terminal = fakeTerminal(parts);
  const code = await run(argv, terminal, signal);
  return { code, out: terminal.written(), err: withoutProgress(terminal.said()) };
}

function forever(): AbortSignal {
  return new AbortController().signal;
}
