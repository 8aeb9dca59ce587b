/** The files by which a step sets outputs, state, environment and path, and writes its summary. Invariant: a file that the runner would refuse fails the
 *  step here too. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface CommandFiles {
  readonly output: string;
  readonly state: string;
  readonly env: string;
  readonly path: string;
  readonly stepSummary: string;
}

/** Bytes. The runner uploads no summary above this. */
export const SUMMARY_LIMIT = 1024 * 1024;
/** UTF-16 bytes that the outputs of a job may have together. */
const OUTPUTS_LIMIT = 1024 * 1024;

/** Empty files in a folder, made anew for each step. */
export function makeCommandFiles(folder: string, step: string): CommandFiles {
  mkdirSync(folder, { recursive: true });
  const empty = (name: string) => {
    const path = join(folder, `${name}_${step}`);
    writeFileSync(path, "");
    return path;
  };
  return {
    output: empty("set_output"),
    state: empty("save_state"),
    env: empty("set_env"),
    path: empty("add_path"),
    stepSummary: empty("step_summary"),
  };
}

/** As the environment of the step names them. */
export function environmentOf({ output, state, env, path, stepSummary }: CommandFiles): Record<string, string> {
  return { GITHUB_OUTPUT: output, GITHUB_STATE: state, GITHUB_ENV: env, GITHUB_PATH: path, GITHUB_STEP_SUMMARY: stepSummary };
}

/** Pairs of `name=value`, and of
 *
 *      name<<delimiter
 *      value, of as many lines as it likes
 *      delimiter
 *
 *  @throws Error as the runner words it: a line that is neither, an empty name, a delimiter that never comes */
export function parsePairs(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const lines = text.replace(/\n$/, "").split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line === "") continue;
    const { name, value, last } = pairAt(lines, at, line);
    pairs.set(name, value);
    at = last;
  }
  return pairs;
}

function pairAt(lines: readonly string[], at: number, line: string): { name: string; value: string; last: number } {
  const [, plain, value] = /^((?:(?!<<)[^=])*)=(.*)$/s.exec(line) ?? [];
  const [, named, delimiter] = /^([^=]*?)<<(.*)$/s.exec(line) ?? [];
  if (plain === "" || named === "" || delimiter === "")
    throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
  if (plain !== undefined && value !== undefined) return { name: plain, value, last: at };
  if (named === undefined || delimiter === undefined) throw new Error(`Invalid format '${line}'`);
  const end = lines.indexOf(delimiter, at + 1);
  if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
  return { name: named, value: lines.slice(at + 1, end).join("\n"), last: end };
}

export interface FileEffects {
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
  readonly path: readonly string[];
  /** Undefined: too large, and not uploaded. */
  readonly summary: string | undefined;
  readonly failures: readonly string[];
  /** Errors on the job's page that do not fail the step. */
  readonly complaints: readonly string[];
}

/** What a step left in its files. A file that cannot be understood does nothing and fails the step. */
export function readEffects(files: CommandFiles): FileEffects {
  const failures: string[] = [];
  const pairs = (path: string, name: string) => {
    try {
      return parsePairs(readFileSync(path, "utf8"));
    } catch (error) {
      failures.push(`Unable to process file command '${name}' successfully. ${error instanceof Error ? error.message : error}`);
      return new Map<string, string>();
    }
  };
  const outputs = pairs(files.output, "output");
  if ([...outputs].reduce((sum, [name, value]) => sum + 2 * (name.length + value.length), 0) > OUTPUTS_LIMIT)
    failures.push("The outputs of the job are larger than 1 MB.");
  const state = pairs(files.state, "state");
  const env = pairs(files.env, "env");
  const path = readFileSync(files.path, "utf8").split(/\r?\n/).filter(Boolean);
  const summary = readFileSync(files.stepSummary);
  const isTooLarge = summary.length > SUMMARY_LIMIT;
  return {
    outputs,
    state,
    env,
    path,
    summary: isTooLarge ? undefined : summary.toString(),
    failures,
    complaints: isTooLarge
      ? [`$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(summary.length / 1024)}k.`]
      : [],
  };
}
