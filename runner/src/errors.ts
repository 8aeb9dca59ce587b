/** What can go wrong in a way that the person at the machine can mend.
 *  Invariant: each kind has one exit code, the same as the reviewer's for that kind, and each error says where, what and what to do. */

export const EXIT_CODES = { bug: 1, usage: 2, server: 4, models: 6, interrupted: 130 } as const;
export type FailureKind = keyof typeof EXIT_CODES;

/** @param code a stable name for scripts, such as `no-gpu`
 *  @param at the file, option or address that is at fault
 *  @param fault what is wrong with it, without a full stop
 *  @param remedy what to do, as a sentence without its full stop */
export interface Failure {
  readonly code: string;
  readonly at: string;
  readonly fault: string;
  readonly remedy: string;
  /** What was caught, for a stack trace. */
  readonly cause?: unknown;
}

export abstract class RunnerError extends Error {
  abstract readonly kind: Exclude<FailureKind, "bug">;
  readonly failure: Omit<Failure, "cause">;
  constructor({ cause, ...failure }: Failure) {
    super(`${failure.at}: ${failure.fault}. ${failure.remedy}.`, cause === undefined ? {} : { cause });
    this.name = new.target.name;
    this.failure = failure;
  }
}

/** An option or argument is not usable. */
export class UsageError extends RunnerError {
  readonly kind = "usage";
}
/** The address, the runtime, the GPU or the memory does not allow to serve. */
export class CannotServeError extends RunnerError {
  readonly kind = "server";
}
/** Weights are missing, damaged, or cannot be fetched or kept. */
export class ModelsError extends RunnerError {
  readonly kind = "models";
}
/** Somebody asked to stop before the work was done. */
export class InterruptedError extends RunnerError {
  readonly kind = "interrupted";
  constructor(at: string, remedy: string) {
    super({ code: "interrupted", at, fault: "stopped before it was done", remedy });
  }
}

/** The system's own name of a failure (`ENOSPC`), where it has one. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** A failed write as an error with a remedy.
 *  @returns undefined where the failure is of another kind: that is a bug and is to be seen as one */
export function diskError(error: unknown, path: string): ModelsError | undefined {
  switch (errnoOf(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return new ModelsError({
        code: "disk-full",
        at: path,
        fault: "there is no space left for it",
        remedy: "Free some space, or name another place with --models, and run this again",
        cause: error,
      });
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new ModelsError({
        code: "models-not-writable",
        at: path,
        fault: "it may not be written",
        remedy: "Name a folder that you own with --models or BIOREVIEW_MODELS",
        cause: error,
      });
    case "ENOTDIR":
      return new ModelsError({
        code: "models-not-a-folder",
        at: path,
        fault: "a part of this path is a file",
        remedy: "Name a folder with --models or BIOREVIEW_MODELS",
        cause: error,
      });
  }
  return undefined;
}

/** An error's message, or the text of whatever else was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Loads a part of the program that needs libraries with native code.
 *  @throws CannotServeError where one of them is not there or does not load */
export async function withLibraries<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    const code = errnoOf(cause);
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "ERR_DLOPEN_FAILED" && code !== "MODULE_NOT_FOUND") throw cause;
    throw new CannotServeError({
      code: "no-runtime",
      at: "runner/node_modules",
      fault: `a library does not load (${messageOf(cause).split("\n")[0]})`,
      remedy: "Run `npm ci` in the runner's folder, on this machine and with this Node",
      cause,
    });
  }
}
