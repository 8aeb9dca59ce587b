/** What can go wrong in a way that a user can mend. The class decides how a run ends; the message says place, fault and remedy.
 *  Invariant: whatever stops a review ends in one of these or in a crash with a stack, never in an empty review. */

/** Exit code of the command line for each kind of failure; 0 is "reviewed", or "not our turn". README's table is checked against this. */
export const EXIT_CODES = {
  bug: 1,
  settings: 2,
  manuscript: 3,
  server: 4,
  answer: 5,
  models: 6,
  output: 7,
  github: 8,
  batch: 9,
  superseded: 0,
  interrupted: 130,
} as const;
export type FailureKind = keyof typeof EXIT_CODES;

/** @param code a stable name for scripts, such as `manuscript-not-found`
 *  @param at the file, input or address that is at fault
 *  @param fault what is wrong with it, without a full stop
 *  @param remedy what the user can do, as a sentence without its full stop */
export interface Failure {
  readonly code: string;
  readonly at: string;
  readonly fault: string;
  readonly remedy: string;
  /** What was caught, for a stack trace. */
  readonly cause?: unknown;
}

export abstract class UserError extends Error {
  abstract readonly kind: FailureKind;
  readonly code: string;
  readonly at: string;
  readonly fault: string;
  readonly remedy: string;
  /** Lines of what was done before it failed: no result, and worth a look. Foreign text. */
  unfinished: readonly string[] = [];
  constructor({ code, at, fault, remedy, cause }: Failure) {
    super(`${at}: ${fault}. ${remedy}.`, cause === undefined ? {} : { cause });
    this.name = new.target.name;
    this.code = code;
    this.at = at;
    this.fault = fault;
    this.remedy = remedy;
  }
}

/** A flag, an input or a configuration file says what cannot be. */
export class SettingsError extends UserError {
  readonly kind = "settings";
}
/** No manuscript, several, a template, or one that cannot be read. */
export class ManuscriptError extends UserError {
  readonly kind = "manuscript";
}
/** The model server is not there, refuses, ends or hangs; or the prompt is longer than its context. */
export class ServerError extends UserError {
  readonly kind = "server";
}
/** The model answered, and the answer is no review: cut, or not to be parsed. */
export class AnswerError extends UserError {
  readonly kind = "answer";
  /** What had come before it was cut: for people to look at, never to be parsed into concerns. */
  readonly partial: string | undefined;
  constructor(failure: Failure & { readonly partial?: string }) {
    super(failure);
    this.partial = failure.partial;
  }
}
/** Weights are missing, truncated or not the ones that the profile names; or the runner is not installed. */
export class ModelsError extends UserError {
  readonly kind = "models";
}
/** The result could not be written. */
export class OutputError extends UserError {
  readonly kind = "output";
}
/** Some manuscripts of a batch could not be reviewed; the others were. */
export class BatchError extends UserError {
  readonly kind = "batch";
}
/** GitHub is not reachable, refuses, or answers what cannot be read. The place is the request, never with a token. */
export class GitHubError extends UserError {
  readonly kind = "github";
}
/** The pull request moved on, or another run wrote, while this one worked: nothing of its result is written. A normal race, no fault of the user's. */
export class SupersededError extends UserError {
  readonly kind = "superseded";
}
/** The user, or the machine that runs us, asked to stop. */
export class InterruptedError extends UserError {
  readonly kind = "interrupted";
}

/** An error's message, or the text of whatever else was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
