/** What the end of a model server means, told from its exit code, its signal and its last lines. */
import { z } from "zod";
import {
  EXIT_CODES,
  type Failure,
  InterruptedError,
  ModelsError,
  ServerError,
  SettingsError,
  type UserError,
} from "../errors.ts";
import { oneLine, quoted } from "./quoted.ts";

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Standard error's last lines, the last one last. */
  readonly lastLines: readonly string[];
}

/** Characters: room for two long paths. A fault of its own comes with a whole stack. */
const LONGEST_PART = 1000;
const part = z.string().transform((text) => oneLine(text, LONGEST_PART));
const Reported = z.object({ error: z.object({ code: z.string(), at: part, fault: part, remedy: part }) });

/** What the server itself reported as its last error: one line of JSON. */
function reported({ lastLines }: Exit): Failure | undefined {
  for (const line of lastLines.toReversed()) {
    if (!line.startsWith("{")) continue;
    try {
      const { success, data } = Reported.safeParse(JSON.parse(line));
      if (success) return data.error;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error; // some other line that begins so
    }
  }
  return undefined;
}

/** How it ended, in words that follow "the model server". */
export function obituaryOf(exit: Exit): string {
  const how = exit.signal === null ? `ended with exit code ${exit.code}` : `was ended by ${exit.signal}`;
  const failure = reported(exit);
  const words = failure ? `${failure.at}: ${failure.fault}` : exit.lastLines.findLast((line) => line.trim() !== "");
  return words === undefined ? how : `${how} (its last words: ${quoted(words)})`;
}

/** The error for a server that ended before it could serve. */
export function errorOfStart(exit: Exit, program: string): UserError {
  const failure: Failure = reported(exit) ?? {
    code: "server-not-started",
    at: program,
    fault: `the model server ${obituaryOf(exit)} before it could serve`,
    remedy:
      exit.signal === "SIGKILL"
        ? "This machine probably ran out of memory: free some, or use a smaller profile"
        : "Run `bioreview doctor` to see what this machine lacks",
  };
  switch (exit.code) {
    case EXIT_CODES.models:
      return new ModelsError(failure);
    case EXIT_CODES.settings:
      return new SettingsError(failure);
    case EXIT_CODES.interrupted:
      return new InterruptedError(failure);
    default:
      return new ServerError(failure);
  }
}
