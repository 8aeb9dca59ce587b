import { c as ManuscriptError, f as SettingsError, u as OutputError } from "./shared~errors.js";
import { c as array, h as object, p as looseObject, v as string } from "./zod.js";
import { r as concernSchema } from "./shared~concern.js";
import { t as writeFileAtomically } from "./shared~nearest-word~bioreview~action.js";
import { t as reviewResultSchema } from "./review~prompt~bioreview~action.js";
import { i as parseJson, n as errnoOf, o as readJson, r as fileAndLine } from "./shared~data-file.js";
import { s as readManuscript } from "./manuscript~mask-inline~bioreview~action.js";
import { n as directoryTree, t as gitTree } from "./manuscript~git-tree~bioreview.js";
import { n as comparisonResultSchema } from "./revision~change-signals~bioreview~action.js";
import { t as runResultSchema } from "./publish~run-result~bioreview~action.js";
import { i as wholeText, r as reviewedTextOf } from "./reviewer~reviewed-text~bioreview~action.js";
import { basename, dirname, resolve } from "node:path";
import { constants } from "node:fs";
import { createHash } from "node:crypto";
import { access, realpath, stat, writeFile } from "node:fs/promises";

// src/cli/open-manuscript.ts
/** The manuscript that a user names by a path: a folder or a file, on the disk or at a commit. */
/** @param path as the user wrote it
*  @param directory what it is relative to
*  @throws ManuscriptError, SettingsError */
async function findManuscript(path, flags, directory) {
	const named = await stat(resolve(directory, path)).catch(() => void 0);
	if (named === void 0) throw new ManuscriptError({
		code: "path-not-there",
		at: path,
		fault: "there is no such folder or file",
		remedy: "Name the folder of the manuscript, or its main file"
	});
	if (named.isFile() && flags.manuscript !== void 0) throw new SettingsError({
		code: "manuscript-named-twice",
		at: `--manuscript ${flags.manuscript}`,
		fault: `the path ${path} is a file already`,
		remedy: "Name its folder as the path, or leave out --manuscript"
	});
	const folder = named.isFile() ? dirname(path) : path;
	const manuscript = named.isFile() ? basename(path) : flags.manuscript;
	const root = directory === process.cwd() ? folder : resolve(directory, folder);
	if (flags.rev !== void 0) {
		const files = await gitTree(root, flags.rev);
		return {
			files,
			folder,
			manuscript,
			label: () => files.label
		};
	}
	const files = directoryTree(root);
	return {
		files,
		folder,
		manuscript,
		label: (read) => `${files.label} (text ${textDigest(read)})`
	};
}
/** @returns the manuscript and what its revision is called   @throws ManuscriptError, SettingsError */
async function openManuscript(path, flags, directory) {
	const { files, manuscript: named, label } = await findManuscript(path, flags, directory);
	const manuscript = await readManuscript(files, { manuscript: named });
	return {
		manuscript,
		revision: label(manuscript)
	};
}
/** Hexadecimal digits that tell the states of one working folder apart, as git's short names do. */
const DIGITS = 7;
function textDigest({ title, abstract, sections }) {
	const passages = [
		title,
		...abstract,
		...sections.flatMap(({ passages }) => passages)
	];
	const text = JSON.stringify(passages.map((passage) => passage?.source));
	return createHash("sha256").update(text).digest("hex").slice(0, DIGITS);
}

// src/cli/read-reviewed-text.ts
/** One side of a comparison, from what a user names: a saved result, or bare concerns with the folder of their text. Fails towards an error: what is
*  neither is never taken for an empty list of concerns. */
/** @param file as the user wrote it   @param folder where the text lies, for bare concerns   @param flag that names the folder
*  @throws SettingsError where the file is none that can be compared, or has no text; what reading a manuscript throws */
async function readReviewedText(file, folder, flag, directory) {
	const found = await readSavedResult(file, directory);
	if (found.kind === "concerns") {
		if (folder === void 0) throw new SettingsError({
			code: "text-not-named",
			at: file,
			fault: "it holds concerns alone, and nothing says which text they are about",
			remedy: `Name the folder of the text with ${flag}, or compare results of bioreview review --format json`
		});
		const { manuscript, revision } = await openManuscript(folder, {}, directory);
		return {
			label: revision,
			concerns: found.concerns,
			text: manuscript,
			readings: wholeText(manuscript)
		};
	}
	const { review, ledger } = reviewIn(found, file);
	if (folder !== void 0) throw new SettingsError({
		code: "text-named-twice",
		at: `${flag} ${folder}`,
		fault: `${file} holds the text that it is about`,
		remedy: `Leave ${flag} out`
	});
	return {
		...reviewedTextOf(review, file),
		...ledger === void 0 ? {} : { ledger }
	};
}
const concernsSchema = array(object(concernSchema.shape));
const headSchema = looseObject({ schema: string() });
/** @throws SettingsError where it is none of these */
async function readSavedResult(file, directory) {
	const value = await readResult(file, directory);
	if (Array.isArray(value)) return {
		kind: "concerns",
		concerns: checked(concernsSchema, value, file)
	};
	switch (headSchema.safeParse(value).data?.schema) {
		case "bioreview-review": return {
			kind: "review",
			review: checked(reviewResultSchema, value, file)
		};
		case "bioreview-comparison": return {
			kind: "comparison",
			comparison: checked(comparisonResultSchema, value, file)
		};
		case "bioreview-result-file": return {
			kind: "comparison",
			comparison: comparisonOfRun(checked(runFileSchema, value, file).result, file)
		};
		default: throw unusable(file, "it is neither a result of bioreview nor an array of concerns");
	}
}
/** The Action's result file holds its run as a text. */
const runFileSchema = object({ result: string() });
function comparisonOfRun(text, file) {
	const run = checked(runResultSchema, parseJson(text, (fault, cause) => unusable(file, fault, cause)), file);
	if (run.found.kind === "compared") return run.found.comparison;
	throw unusable(file, `${run.found.kind === "failed" ? `that run failed (${run.found.failure.fault})` : "that run found the manuscript unchanged"}, so it holds no review`);
}
function reviewIn(found, file) {
	if (found.kind === "review") return found;
	const { review, ledger } = found.comparison;
	if (review !== void 0) return {
		review,
		ledger
	};
	throw unusable(file, "this comparison holds no review of its newer text: it was of bare concerns, or cosmetic");
}
/** @throws SettingsError */
async function readConcerns(file, directory) {
	const found = await readSavedResult(file, directory);
	return found.kind === "concerns" ? found.concerns : reviewIn(found, file).review.concerns;
}
function readResult(file, directory) {
	return readJson(resolve(directory, file), (fault, cause, line) => unusable(fileAndLine(file, line), errnoOf(cause) === "ENOENT" ? "there is no such file" : fault, cause));
}
function checked(schema, value, file) {
	const { success, data, error } = schema.safeParse(value);
	if (success) return data;
	const [issue] = error.issues;
	throw unusable(file, `${issue?.path.join(".") || "it"}: ${issue?.message ?? "not as expected"}`, error);
}
function unusable(file, fault, cause) {
	return new SettingsError({
		code: "result-unusable",
		at: file,
		fault,
		remedy: "Name a file made by bioreview review --format json, or an array of {\"text\", \"category\", \"severity\"}",
		cause
	});
}

// src/cli/write-result.ts
/** Writes a result whole or not at all: a file appears under its name only when every byte of it is on the disk. */
/** Says before the long work whether the result can be written.
*  @throws OutputError where the path is a folder, or its own folder is missing or may not be written */
async function assertWritable(path) {
	try {
		const target = await targetOf(path);
		await access(target.kind === "file" ? dirname(target.path) : path, constants.W_OK);
	} catch (error) {
		throw asOutputError(path, error);
	}
}
/** @throws the system's own error, such as EISDIR */
async function targetOf(path) {
	const there = await stat(path).catch((error) => {
		if (errnoOf(error) === "ENOENT") return void 0;
		throw error;
	});
	if (there === void 0) return {
		kind: "file",
		path,
		mode: void 0
	};
	if (there.isDirectory()) throw Object.assign(/* @__PURE__ */ new Error(`${path} is a folder`), { code: "EISDIR" });
	return there.isFile() ? {
		kind: "file",
		path: await realpath(path),
		mode: there.mode
	} : { kind: "stream" };
}
/** @param path undefined for standard output
*  @throws OutputError where it could not be written; no part of it is left under `path` */
async function writeResult(path, text, terminal) {
	if (path === void 0) {
		await terminal.out(text).catch((error) => Promise.reject(asOutputError("standard output", error)));
		return;
	}
	try {
		const target = await targetOf(path);
		if (target.kind === "file") await writeFileAtomically(target.path, text, target.mode);
		else await writeFile(path, text);
	} catch (error) {
		throw asOutputError(path, error);
	}
}
const FAULTS = {
	ENOSPC: {
		fault: "the disk is full, so nothing was written",
		remedy: "Make room, or name another place with --output"
	},
	ENOENT: {
		fault: "its folder does not exist",
		remedy: "Make the folder, or name another file with --output"
	},
	EACCES: {
		fault: "it may not be written",
		remedy: "Allow it, or name another file with --output"
	},
	EROFS: {
		fault: "it lies on a disk that may only be read",
		remedy: "Name another file with --output"
	},
	ENOTDIR: {
		fault: "what should be its folder is a file",
		remedy: "Name another file with --output"
	},
	EDQUOT: {
		fault: "the quota of this user is used up, so nothing was written",
		remedy: "Make room, or name another place with --output"
	},
	EISDIR: {
		fault: "it is a folder",
		remedy: "Name a file with --output"
	},
	EPIPE: {
		fault: "the program that read it has ended",
		remedy: "Write to a file with --output, and read that"
	}
};
function asOutputError(at, error) {
	const errno = errnoOf(error) ?? "unknown";
	const { fault, remedy } = FAULTS[errno] ?? {
		fault: `writing failed (${errno})`,
		remedy: "Name another file with --output"
	};
	return new OutputError({
		code: "output-not-written",
		at,
		fault,
		remedy,
		cause: error
	});
}

export { readSavedResult as a, readReviewedText as i, writeResult as n, findManuscript as o, readConcerns as r, openManuscript as s, assertWritable as t };