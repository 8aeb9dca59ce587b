/** What happens now, for a log that nobody can take a line back from: each stage once, and within a long one a line now and then. */
import type { ReviewProgress } from "../../review/index.ts";
import type { Log } from "./log.ts";

export interface ProgressLog {
  say(what: string): void;
  onReview(progress: ReviewProgress): void;
}

/** Milliseconds between two lines of one stage. */
const EVERY = 15_000;

/** @param now milliseconds of a clock that never goes back */
export function progressLog(log: Pick<Log, "info">, now: () => number): ProgressLog {
  let stage = "";
  let said = -Infinity;
  const tell = (of: string, what: string) => {
    if (of === stage && now() - said < EVERY) return;
    stage = of;
    said = now();
    log.info(what);
  };
  return {
    say: (what) => tell(what.split(":")[0] ?? what, what),
    onReview(progress) {
      switch (progress.stage) {
        case "prompt":
          return tell("prompt", `asking the model with ${progress.report.tokens} tokens`);
        case "waiting":
          return tell("waiting", `waiting: ${progress.place} requests are served before ours`);
        case "reading":
          return tell("reading", `the model has read ${progress.tokensRead} of ${progress.tokensTotal} tokens`);
        case "writing":
          return tell("writing", `the model has written ${progress.tokensWritten} tokens`);
        case "concern":
          return undefined; // told once, with its number, when it is compared
        case "retry":
          return tell("retry", `asking again: ${progress.because}`);
        case "embedding":
          return tell("embedding", `looking for concerns that say the same (${progress.texts})`);
      }
    },
  };
}
