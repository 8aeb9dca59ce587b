/** The job that we are a step of, as GitHub's runner offers it: a port, so that a test can be a job too, and the real one through GitHub's own toolkit; and the progress
 *  of a review in its log. The runner reads every line that is written for commands: `::error::` where a line begins, `##[set-output name=gate]off` anywhere in it.
 *  Invariant: whatever the text, a line of the log is one line, begins with our name, and no part of it is a command. */
import * as core from "@actions/core";
import { plainText } from "../../publish/index.ts";
import type { ReviewProgress } from "../../review/index.ts";
import { truncate } from "../../text.ts";

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

export interface Log {
  /** Shown only where the job runs with debug logging. */
  debug(text: string): void;
  info(text: string): void;
  /** The next three are shown on the job's page too, ten of each at most. */
  notice(text: string): void;
  warning(text: string): void;
  error(text: string): void;
}

/** Characters of a line: more is no message but a dump. */
const LONGEST = 2000;

/** Text as one line that commands nothing. */
export function logLine(text: string): string {
  return `bioreview: ${truncate(plainText(text), LONGEST)}`;
}

export interface ProgressLog {
  progress(activity: string, detail?: string): void;
  onReview(progress: ReviewProgress): void;
}

/** Milliseconds between two lines of one stage. */
const EVERY = 15_000;

/** What happens now, for a log whose lines cannot be redrawn: each stage once, and within a long one a line now and then.
 *  @param now milliseconds of a clock that never goes back */
export function progressLog(log: Pick<Log, "info">, now: () => number): ProgressLog {
  let lastStage = "";
  let loggedAt = -Infinity;
  const report = (stage: string, what: string) => {
    if (stage === lastStage && now() - loggedAt < EVERY) return;
    lastStage = stage;
    loggedAt = now();
    log.info(what);
  };
  return {
    progress: (activity, detail) => report(activity, detail === undefined ? activity : `${activity}: ${detail}`),
    onReview(progress) {
      switch (progress.stage) {
        case "prompt":
          return report("prompt", `asking the model with ${progress.report.tokens} tokens`);
        case "question":
          return report("question", `question ${progress.question} of ${progress.questions} about the paper`);
        case "waiting":
          return report("waiting", `waiting: ${progress.place} requests are served before ours`);
        case "reading":
          return report("reading", `the model has read ${progress.tokensRead} of ${progress.tokensTotal} tokens`);
        case "writing":
          return report("writing", `the model has written ${progress.tokensWritten} tokens`);
        case "concern":
          return undefined; // reported once, with its number, when it is compared
        case "retry":
          return report("retry", `asking again: ${progress.because}`);
        case "embedding":
          return report("embedding", `looking for concerns that say the same (${progress.texts})`);
      }
    },
  };
}
