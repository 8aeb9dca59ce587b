/** Everything outside of the process that a command touches. */
import type { Readable, Writable } from "node:stream";
import type { Output } from "../weights/download.ts";
import { defaultModelsFolder, type Environment } from "../weights/manifest.ts";

export interface Dependencies {
  /** The path of this program. */
  readonly program: string;
  readonly env: Environment;
  readonly home: string;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & Output;
  /** Aborts on SIGINT and SIGTERM. */
  readonly stop: AbortSignal;
  /** The script of the thread that reads schemas and grammars. */
  readonly structuredOutputWorker: URL;
  /** The folder of the Python scripts that build models. */
  readonly buildScripts: URL;
}

export function modelsFolder(given: string | undefined, { env, home }: Dependencies): string {
  return given ?? defaultModelsFolder(env, home);
}

/** One line, whatever the text holds: a log line cannot be forged by what a model or a file says. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
}
