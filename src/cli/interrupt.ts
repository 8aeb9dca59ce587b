/** Ctrl-C and SIGTERM: the first asks everything to stop and tidy up, a second one ends the process at once. */
import { EXIT_CODES, InterruptedError } from "../errors.ts";

export interface Interrupt {
  readonly signal: AbortSignal;
  /** No longer listens. */
  stop(): void;
}

export function onInterrupt(): Interrupt {
  const controller = new AbortController();
  const interrupt = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(EXIT_CODES.interrupted);
    controller.abort(
      new InterruptedError({
        code: "interrupted",
        at: name,
        fault: "stopped before it was done, so nothing was written",
        remedy: "Run the same command again",
      }),
    );
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return { signal: controller.signal, stop: () => void process.off("SIGINT", interrupt).off("SIGTERM", interrupt) };
}
