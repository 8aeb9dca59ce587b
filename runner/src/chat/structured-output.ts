/** What shapes an answer, asked of a thread of its own. Invariant: no schema and no grammar holds up the process, whatever it says: each task has
 *  its time and its memory, and is refused where they do not suffice. */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { ApiError } from "../api.ts";
import { messageOf } from "../errors.ts";
import type { Schema } from "./json-schema/index.ts";
import type { Outcome, Task } from "./structured-output-worker.ts";

/** Milliseconds. What is in use takes some ten; this is for a slow machine that computes an answer at the same time. */
const LONGEST = 10_000;
const MEMORY = { maxOldGenerationSizeMb: 512, stackSizeMb: 4 } as const;

const SCHEMA = "response_format.json_schema.schema";

export class StructuredOutput {
  readonly #script: URL;
  readonly #longest: number;
  #worker: Worker | undefined;
  /** The task before, done or not: a thread does one at a time. */
  #before: Promise<unknown> = Promise.resolve();

  /** @param script the built structured-output-worker.ts
   *  @param longest milliseconds for one task */
  constructor(script: URL, longest = LONGEST) {
    this.#script = script;
    this.#longest = longest;
  }

  /** @returns GBNF of JSON texts that satisfy the schema @throws ApiError where there is none, or the schema is malformed */
  async grammarOf(schema: Schema): Promise<string> {
    return await this.#text({ kind: "schema", schema }, SCHEMA);
  }

  /** @throws ApiError where llama.cpp must not read it */
  async assertUsable(grammar: string): Promise<void> {
    await this.#text({ kind: "grammar", grammar }, "grammar");
  }

  /** @returns what is wrong with an answer to a schema; undefined where nothing is */
  async faultOf(answer: string, schema: Schema): Promise<string | undefined> {
    return (await this.#text({ kind: "answer", schema, answer }, SCHEMA)) || undefined;
  }

  async dispose(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  async #text(task: Task, param: string): Promise<string> {
    const mine = this.#before.then(() => this.#run(task, param));
    this.#before = mine.catch(() => {});
    const outcome = await mine;
    if ("text" in outcome) return outcome.text;
    if ("failed" in outcome) throw new Error(outcome.failed);
    const at = outcome.path === "" ? param : `${param}.${outcome.path}`;
    throw new ApiError("invalid_request", `${at}: ${outcome.refused}`, at);
  }

  /** @returns the thread, which has loaded what it needs: that is no part of a task's time */
  async #thread(): Promise<Worker> {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#script, { resourceLimits: MEMORY });
    this.#worker = worker;
    worker.unref();
    await once(worker, "message").catch((error: unknown) => {
      this.#worker = undefined;
      throw new Error(`the thread that reads schemas does not start: ${messageOf(error)}`, { cause: error });
    });
    return worker;
  }

  async #run(task: Task, param: string): Promise<Outcome> {
    const worker = await this.#thread();
    return await new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(late);
        worker.off("message", onMessage).off("error", onError);
      };
      const abandon = () => {
        end();
        this.#worker = undefined;
        // What a thread says that is being ended must not end the process.
        worker.on("error", () => {});
        void worker.terminate();
      };
      const refuse = (why: string, cause?: unknown) => {
        abandon();
        reject(new ApiError("invalid_request", `${param}: ${why}; ask for less`, param, { cause }));
      };
      const late = setTimeout(() => refuse(`it took longer than ${this.#longest / 1000} s to read`), this.#longest);
      const onMessage = (outcome: Outcome) => {
        end();
        resolve(outcome);
      };
      const onError = (error: unknown) => {
        if (errorCode(error) === "ERR_WORKER_OUT_OF_MEMORY") return refuse("it took too much memory to read", error);
        abandon();
        reject(new Error(`the thread that reads schemas failed: ${messageOf(error)}`, { cause: error }));
      };
      worker.on("message", onMessage).on("error", onError);
      worker.postMessage(task);
    });
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
