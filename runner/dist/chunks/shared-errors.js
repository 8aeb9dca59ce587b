// src/errors.ts
/** What can go wrong in a way that the person at the machine can mend.
*  Invariant: each kind has one exit code, the same as the reviewer's for that kind, and each error says where, what and what to do. */
const EXIT_CODES = {
	bug: 1,
	usage: 2,
	server: 4,
	models: 6,
	interrupted: 130
};
var RunnerError = class extends Error {
	failure;
	constructor({ cause, ...failure }) {
		super(`${failure.at}: ${failure.fault}. ${failure.remedy}.`, cause === void 0 ? {} : { cause });
		this.name = new.target.name;
		this.failure = failure;
	}
};
/** An option or argument is not usable. */
var UsageError = class extends RunnerError {
	kind = "usage";
};
/** The address, the runtime, the GPU or the memory does not allow to serve. */
var CannotServeError = class extends RunnerError {
	kind = "server";
};
/** Weights are missing, damaged, or cannot be fetched or kept. */
var ModelsError = class extends RunnerError {
	kind = "models";
};
/** Somebody asked to stop before the work was done. */
var InterruptedError = class extends RunnerError {
	kind = "interrupted";
	constructor(at, remedy) {
		super({
			code: "interrupted",
			at,
			fault: "stopped before it was done",
			remedy
		});
	}
};
/** The system's own name of a failure (`ENOSPC`), where it has one. */
function errnoOf(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
/** A failed write as an error with a remedy.
*  @returns undefined where the failure is of another kind: that is a bug and is to be seen as one */
function diskError(error, path) {
	switch (errnoOf(error)) {
		case "ENOSPC":
		case "EDQUOT": return new ModelsError({
			code: "disk-full",
			at: path,
			fault: "there is no space left for it",
			remedy: "Free some space, or name another place with --models, and run this again",
			cause: error
		});
		case "EACCES":
		case "EPERM":
		case "EROFS": return new ModelsError({
			code: "models-not-writable",
			at: path,
			fault: "it may not be written",
			remedy: "Name a folder that you own with --models or BIOREVIEW_MODELS",
			cause: error
		});
		case "ENOTDIR": return new ModelsError({
			code: "models-not-a-folder",
			at: path,
			fault: "a part of this path is a file",
			remedy: "Name a folder with --models or BIOREVIEW_MODELS",
			cause: error
		});
	}
}
/** An error's message, or the text of whatever else was thrown. */
function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}
/** Loads a part of the program that needs libraries with native code.
*  @throws CannotServeError where one of them is not there or does not load */
async function withLibraries(load) {
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
			cause
		});
	}
}

export { RunnerError as a, errnoOf as c, ModelsError as i, messageOf as l, EXIT_CODES as n, UsageError as o, InterruptedError as r, diskError as s, CannotServeError as t, withLibraries as u };