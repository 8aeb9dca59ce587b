/** The job's log, and the progress of a review in it. The runner reads every line that is written for commands: `::error::` where a line begins,
 *  `##[set-output name=gate]off` anywhere in it. Invariant: whatever the text, it is one line, begins with our name, and no part of it is a command. */
import { plainText } from "../../publish/index.ts";
import type { ReviewProgress } from "../../review/index.ts";
import { truncate } from "../../text.ts";

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

/** What happens now, for a log that nobody can take a line back from: each stage once, and within a long one a line now and then.
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
