import { o as ManuscriptError, u as SettingsError } from "./shared~errors.js";
import { t as directoryTree } from "./manuscript~directory-tree.js";
import { t as gitTree } from "./manuscript~git-tree.js";
import { n as readManuscript } from "./manuscript~projects~action.js";
import { basename, dirname, resolve } from "node:path";
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";

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

export { openManuscript as n, findManuscript as t };