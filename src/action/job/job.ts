/** The job that we are a step of, as GitHub's runner offers it: a port, so that a test can be a job too, and the real one through GitHub's own toolkit. */
import * as core from "@actions/core";
import { type Log, logLine } from "./log.ts";

export interface Job {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** The text of an input, trimmed; empty where the workflow does not set it. */
  input(name: string): string;
  output(name: string, value: string): void;
  /** Adds to the page of the job. @param markdown that has passed the sanitiser */
  summary(markdown: string): Promise<void>;
  /** What the log must never show. */
  mask(secret: string): void;
  /** The job fails, for this reason. */
  fail(reason: string): void;
  /** For our post step. */
  saveState(name: string, value: string): void;
  getState(name: string): string;
}

/** Bytes: the runner refuses a summary above 1,024 KiB as a whole. */
const LONGEST_SUMMARY = 1_000_000;
const CUT = "\n\nThe rest was cut: GitHub shows no more than this.\n";

/** The job of this process. */
export function processJob(): Job {
  const log: Log = {
    debug: (text) => core.debug(logLine(text)),
    info: (text) => core.info(logLine(text)),
    notice: (text) => core.notice(logLine(text)),
    warning: (text) => core.warning(logLine(text)),
    error: (text) => core.error(logLine(text)),
  };
  return {
    env: process.env,
    log,
    input: (name) => core.getInput(name),
    output: (name, value) => core.setOutput(name, value),
    async summary(markdown) {
      const { GITHUB_STEP_SUMMARY: file } = process.env;
      if (!file) return log.info("this runner shows no summary");
      // The page is for people; where it cannot be written the run goes on, and says so.
      await core.summary
        .addRaw(shortened(markdown), true)
        .write()
        .catch((error: unknown) => log.warning(`the job's page could not be written: ${String(error)}`));
    },
    mask: (secret) => core.setSecret(secret),
    fail: (reason) => core.setFailed(logLine(reason)),
    saveState: (name, value) => core.saveState(name, value),
    getState: (name) => core.getState(name),
  };
}

/** Cut at a line, for half a line may be half a table or half a tag. */
function shortened(markdown: string): string {
  if (Buffer.byteLength(markdown) <= LONGEST_SUMMARY) return markdown;
  const room = Buffer.from(markdown)
    .subarray(0, LONGEST_SUMMARY - CUT.length)
    .toString("utf8");
  return room.slice(0, room.lastIndexOf("\n") + 1) + CUT;
}
