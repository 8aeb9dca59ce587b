import { EXIT_CODES } from "../errors.ts";
import { onInterrupt } from "./interrupt.ts";
import { run } from "./run.ts";
import { processTerminal } from "./terminal.ts";

const interrupt = onInterrupt();
try {
  process.exitCode = await run(process.argv.slice(2), processTerminal(import.meta.dirname), interrupt.signal);
} catch (error) {
  console.error("bioreview: this is a bug, please report it with what follows:", error);
  process.exitCode = EXIT_CODES.bug;
} finally {
  interrupt.stop();
}
