import { n as errnoOf, s as writeFileAtomically } from "./shared~data-file~action~action-post.js";
import { c as OutputError } from "./shared~errors.js";
import { dirname, resolve } from "node:path";
import { constants } from "node:fs";
import { access, realpath, stat, writeFile } from "node:fs/promises";

// src/cli/write-result.ts
/** Writes a result whole or not at all: a file appears under its name only when every byte of it is on the disk. */
/** @param file as the user wrote it   @returns its absolute path; undefined for standard output */
function outputPath(file, { directory }) {
	return file === void 0 ? void 0 : resolve(directory, file);
}
/** Says before the long work whether the results can be written.
*  @param paths absolute, as many as there are results; undefined for standard output
*  @throws OutputError where a path is a folder, its own folder is missing or may not be written, or two results would go into one file */
async function assertWritable(...paths) {
	const taken = /* @__PURE__ */ new Set();
	for (const path of paths) {
		if (path === void 0) continue;
		try {
			const target = await targetOf(path);
			await access(target.kind === "file" ? dirname(target.path) : path, constants.W_OK);
			if (target.kind === "stream") continue;
			if (taken.has(target.path)) throw Object.assign(/* @__PURE__ */ new Error(`${path} is named twice`), { code: NAMED_TWICE });
			taken.add(target.path);
		} catch (error) {
			throw asOutputError(path, error);
		}
	}
}
const NAMED_TWICE = "named-twice";
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
		remedy: "Make room, or name another place"
	},
	ENOENT: {
		fault: "its folder does not exist",
		remedy: "Make the folder, or name another file"
	},
	EACCES: {
		fault: "it may not be written",
		remedy: "Allow it, or name another file"
	},
	EROFS: {
		fault: "it lies on a disk that may only be read",
		remedy: "Name another file"
	},
	ENOTDIR: {
		fault: "what should be its folder is a file",
		remedy: "Name another file"
	},
	EDQUOT: {
		fault: "the quota of this user is used up, so nothing was written",
		remedy: "Make room, or name another place"
	},
	EISDIR: {
		fault: "it is a folder",
		remedy: "Name a file"
	},
	[NAMED_TWICE]: {
		fault: "two results would be written into it, the second over the first",
		remedy: "Name a file for each"
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
		remedy: "Name another file"
	};
	return new OutputError({
		code: "output-not-written",
		at,
		fault,
		remedy,
		cause: error
	});
}

export { outputPath as n, writeResult as r, assertWritable as t };