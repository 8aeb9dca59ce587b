/** The runner cancels a job by SIGINT, after 7.5 seconds by SIGTERM, and 2.5 seconds later it kills. Invariant: whatever still hangs, we have ended before that;
 *  a model server that we started ends with us, for it listens to a pipe that only we hold. */
import { InterruptedError } from "../errors.ts";

/** Milliseconds from the first signal: enough for one last request, which has five seconds. */
const LAST_WORDS_WITHIN = 6_500;

export interface Cancellation {
  readonly signal: AbortSignal;
  /** No longer listens, and ends nothing. */
  done(): void;
}

export function onCancel(): Cancellation {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const cancel = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) return;
    timer = setTimeout(() => process.exit(1), LAST_WORDS_WITHIN);
    controller.abort(
      new InterruptedError({
        code: "interrupted",
        at: name,
        fault: "the job was cancelled before the review was done",
        remedy: "Run it again",
      }),
    );
  };
  const names = ["SIGINT", "SIGTERM"] as const;
  for (const name of names) process.on(name, cancel);
  return {
    signal: controller.signal,
    done() {
      clearTimeout(timer);
      for (const name of names) process.off(name, cancel);
    },
  };
}
