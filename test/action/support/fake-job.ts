/** A job that only remembers. */
import type { Job } from "../../../src/action/job/job.ts";

export interface FakeJob extends Job {
  /** `level text`, in order. */
  readonly logged: readonly string[];
  readonly outputs: ReadonlyMap<string, string>;
  readonly summaries: readonly string[];
  readonly masked: readonly string[];
  readonly failures: readonly string[];
  readonly state: Map<string, string>;
}

export function fakeJob(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>> = {},
  state = new Map<string, string>(),
): FakeJob {
  const logged: string[] = [];
  const outputs = new Map<string, string>();
  const summaries: string[] = [];
  const masked: string[] = [];
  const failures: string[] = [];
  const level = (name: string) => (text: string) => void logged.push(`${name} ${text}`);
  return {
    env,
    log: {
      debug: level("debug"),
      info: level("info"),
      notice: level("notice"),
      warning: level("warning"),
      error: level("error"),
    },
    input: (name) => inputs[name] ?? "",
    output: (name, value) => void outputs.set(name, value),
    summary: async (markdown) => void summaries.push(markdown),
    mask: (secret) => void masked.push(secret),
    fail: (reason) => void failures.push(reason),
    saveState: (name, value) => void state.set(name, value),
    getState: (name) => state.get(name) ?? "",
    logged,
    outputs,
    summaries,
    masked,
    failures,
    state,
  };
}
