/** The thread in which schemas and grammars of requests are read: what takes long here delays nobody but who asked. */

import { parentPort } from "node:worker_threads";
import { GrammarError } from "./gbnf.ts";
import { checkedGrammar } from "./grammar-state.ts";
import { type AnswerCheck, answerCheck, assertWellFormed } from "./json-schema/check.ts";
import { grammarOfSchema, type Schema, SchemaError } from "./json-schema/index.ts";

/** `schema`: its grammar. `grammar`: nothing, where it may be used. `answer`: what is wrong with it, empty where nothing is. */
export type Task =
  | { readonly kind: "schema"; readonly schema: Schema }
  | { readonly kind: "grammar"; readonly grammar: string }
  | { readonly kind: "answer"; readonly schema: Schema; readonly answer: string };
export type Outcome =
  | { readonly text: string }
  | { readonly refused: string; readonly path: string }
  | { readonly failed: string };

/** Schemas whose check is kept: clients send the same one again and again. */
const KEPT = 16;
const checks = new Map<string, AnswerCheck>();

function checkOf(schema: Schema): AnswerCheck {
  const key = JSON.stringify(schema);
  const check = checks.get(key) ?? answerCheck(schema);
  checks.delete(key);
  checks.set(key, check);
  for (const old of [...checks.keys()].slice(0, -KEPT)) checks.delete(old);
  return check;
}

function textOf(task: Task): string {
  switch (task.kind) {
    case "schema": {
      assertWellFormed(task.schema);
      const grammar = grammarOfSchema(task.schema);
      checkOf(task.schema);
      checkedGrammar(grammar);
      return grammar;
    }
    case "grammar":
      checkedGrammar(task.grammar);
      return "";
    case "answer":
      return checkOf(task.schema)(task.answer) ?? "";
  }
}

function outcomeOf(task: Task): Outcome {
  try {
    return { text: textOf(task) };
  } catch (error) {
    if (error instanceof SchemaError) return { refused: error.message, path: error.path };
    if (error instanceof GrammarError) return { refused: error.message, path: "" };
    // Too deep for the stack: of a size that passed, so a kind of nesting that was not thought of.
    if (error instanceof RangeError) return { refused: "it is nested too deep", path: "" };
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on("message", (task: Task) => parentPort?.postMessage(outcomeOf(task)));
parentPort?.postMessage("ready");
