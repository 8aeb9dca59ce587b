/** The entry point: hands the process to the command line, and turns what goes wrong into a message and an exit code. */
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import { CommanderError } from "commander";
import type { Dependencies } from "./commands/dependencies.ts";
import { program } from "./commands/program.ts";
import { EXIT_CODES, InterruptedError, RunnerError } from "./errors.ts";

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop.abort(new Error(signal)));

const { env, stdin, stdout, stderr } = process;
const structuredOutputWorker = new URL("./structured-output-worker.js", import.meta.url);
const buildScripts = new URL("../python/", import.meta.url);
const dependencies: Dependencies = {
  program: fileURLToPath(import.meta.url),
  env,
  home: homedir(),
  stdin,
  stdout,
  stderr,
  stop: stop.signal,
  structuredOutputWorker,
  buildScripts,
};
const root = program(dependencies);
let code: number;
try {
  await throwing(root).parseAsync();
  code = 0;
} catch (error) {
  code = report(error, root.opts()["jsonErrors"] === true || process.argv.includes("--json-errors"));
}
// Native libraries keep threads, and stdin may be open: nothing of that may keep a server that has stopped.
process.exit(code);

/** Errors of the command line come to us rather than end the process. */
function throwing(command: typeof root): typeof root {
  command.exitOverride();
  for (const inner of command.commands) throwing(inner);
  return command;
}

function report(error: unknown, json: boolean): number {
  const ending = endingOf(error);
  if (ending === undefined) return 0; // --help and --version
  const { message, failure, code } = ending;
  if (message !== "") stderr.write(`bioreview-runner: ${message}\n`);
  if (json) stderr.write(`${JSON.stringify({ error: failure })}\n`);
  return code;
}

/** @returns what to print, and the exit code; undefined where nothing went wrong */
function endingOf(error: unknown) {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return undefined;
    const failure = { code: "usage", at: "command line", fault: error.message, remedy: "Add --help for what can be written" };
    return { message: "", failure, code: EXIT_CODES.usage }; // commander has said it
  }
  const known =
    error instanceof RunnerError || !stop.signal.aborted ? error : new InterruptedError("bioreview-runner", "Run it again");
  if (known instanceof RunnerError) return { message: known.message, failure: known.failure, code: EXIT_CODES[known.kind] };
  const fault = known instanceof Error ? (known.stack ?? known.message) : String(known);
  return {
    message: `a fault of ours: ${fault}`,
    failure: { code: "bug", at: "bioreview-runner", fault, remedy: "Report it" },
    code: EXIT_CODES.bug,
  };
}
