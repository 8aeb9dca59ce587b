/** YAML of a manuscript's project files: parsed by the library, and where it is broken an error that names the line. */
import { fileAndLine, parseYaml } from "../../data-file.ts";
import { ManuscriptError } from "../../errors.ts";
import type { TextFiles } from "../files/text-files.ts";

/** @returns what the YAML says, as plain data of unknown shape
 *  @throws ManuscriptError `broken-yaml` with the line of the first error; and whatever reading throws */
export async function yamlOf(files: TextFiles, path: string): Promise<unknown> {
  const { text } = await files.text(path);
  const remedy = "Mend that line, or name the manuscript with --manuscript";
  const refuse = (fault: string, cause: unknown, line?: number) =>
    new ManuscriptError({ code: "broken-yaml", at: fileAndLine(path, line), fault, remedy, cause });
  return parseYaml(text, refuse).value;
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
