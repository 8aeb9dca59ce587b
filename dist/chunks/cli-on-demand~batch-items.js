import { o as readTextFile } from "./shared~data-file~action~action-post.js";
import { u as SettingsError } from "./shared~errors.js";
import { dirname, extname, resolve } from "node:path";
import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";

// src/cli/batch-items.ts
/** Which manuscripts a batch reviews: those that a list or a folder names. Invariant: each path is there once, under a name for its result that is a file's everywhere and
*  that no other path has. */
/** Files that are a manuscript each, where a folder holds many. */
const MANUSCRIPTS = /* @__PURE__ */ new Set([
	".md",
	".qmd",
	".rmd",
	".tex",
	".typ",
	".ipynb",
	".xml"
]);
/** @param source a list with a path a line, relative to the list, or a folder with a manuscript in each of its folders and files
*  @throws SettingsError where it is neither, or names nothing */
async function batchItems(source, directory) {
	const at = resolve(directory, source);
	const refuse = (fault, remedy, cause) => new SettingsError({
		code: "batch-unreadable",
		at: `--batch ${source}`,
		fault,
		remedy,
		cause
	});
	const isFolder = (await stat(at).catch((cause) => {
		throw refuse("there is no such file or folder", "Name a list with a path a line, or a folder of manuscripts", cause);
	})).isDirectory();
	const paths = isFolder ? await childrenOf(at) : linesOf(await readTextFile(at, (fault, cause) => refuse(fault, "Name a list with a path a line", cause)));
	if (paths.length === 0) throw refuse("it names no manuscript", "Write a path a line, or name a folder with a manuscript in each of its folders");
	return [...new Set(paths)].map((path) => ({
		path,
		file: resolve(isFolder ? at : dirname(at), path),
		name: nameOf(path)
	}));
}
async function childrenOf(folder) {
	return (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.name.startsWith(".") && (entry.isDirectory() || MANUSCRIPTS.has(extname(entry.name).toLowerCase()))).map(({ name }) => name).sort();
}
function linesOf(text) {
	return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
/** Hexadecimal digits that tell paths apart whose names are alike. */
const DIGITS = 12;
function nameOf(path) {
	return `${path.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "").slice(-80)}-${createHash("sha256").update(path).digest("hex").slice(0, DIGITS)}`;
}

export { batchItems as t };