/** YAML of a manuscript's project files: parsed by the library, and where it is broken an error that names the line. */
import { LineCounter, parseDocument } from "yaml";
import { ManuscriptError } from "../errors.ts";
import type { Sources } from "./sources.ts";

/** @returns what the YAML says, as plain data of unknown shape
 *  @throws ManuscriptError `broken-yaml` with the line of the first error; and whatever reading throws */
export async function yamlOf(sources: Sources, path: string): Promise<unknown> {
  const { text } = await sources.text(path);
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: "silent" });
    const [error] = document.errors;
    if (error !== undefined) throw brokenYaml(`${path}:${lineCounter.linePos(error.pos[0]).line}`, error.message, error);
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    // The library itself throws at aliases of aliases and where nesting exhausts the stack.
    throw cause instanceof ManuscriptError
      ? cause
      : brokenYaml(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function brokenYaml(at: string, message: string, cause: unknown): ManuscriptError {
  const fault = `it is no valid YAML (${message.split("\n")[0]})`;
  return new ManuscriptError(
    { code: "broken-yaml", at, fault, remedy: "Mend that line, or name the manuscript with --manuscript" },
    { cause },
  );
}

/** What stands under a chain of keys; undefined where the data has another shape. */
export function valueAt(data: unknown, ...keys: readonly string[]): unknown {
  let value = data;
  for (const key of keys) {
    if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return undefined;
    value = Object.entries(value).find(([name]) => name === key)?.[1];
  }
  return value;
}

export function textAt(data: unknown, ...keys: readonly string[]): string | undefined {
  const value = valueAt(data, ...keys);
  return typeof value === "string" ? value : undefined;
}

export function listAt(data: unknown, ...keys: readonly string[]): readonly unknown[] {
  const value = valueAt(data, ...keys);
  return Array.isArray(value) ? value : [];
}
