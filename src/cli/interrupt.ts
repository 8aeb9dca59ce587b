/** Ctrl-C, SIGTERM, and SIGHUP when a terminal is closed: the first asks everything to stop and tidy up, a second one ends the process at once. */
import { EXIT_CODES, InterruptedError } from "../errors.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

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
  for (const name of SIGNALS) process.on(name, interrupt);
  const stop = () => {
    for (const name of SIGNALS) process.off(name, interrupt);
  };
  return { signal: controller.signal, stop };
}
