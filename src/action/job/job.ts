/** The job that we are a step of, as GitHub's runner offers it. A port, so that a test can be a job too. */
import type { Log } from "./log.ts";

export interface Job {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** The text of an input, trimmed; empty where the workflow does not set it. */
  input(name: string): string;
  output(name: string, value: string): void;
  /** Adds to the page of the job. @param markdown that has passed the sanitiser */
  summary(markdown: string): Promise<void>;
  /** What the log must never show. */
  mask(secret: string): void;
  /** The job fails, for this reason. */
  fail(reason: string): void;
  /** Kept for our post step. */
  saveState(name: string, value: string): void;
  getState(name: string): string;
}
