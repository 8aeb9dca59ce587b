import { n as errnoOf } from "./shared~data-file~action~action-post.js";
import { o as ManuscriptError } from "./shared~errors.js";
import { c as isSkippedFolder, f as treeTooLarge, l as notInTree, n as byCodeUnit, s as isPlainPath, t as MAX_FILES } from "./manuscript~file-tree~action.js";
import { join, sep } from "node:path";
import { constants } from "node:fs";
import { lstat, open, readdir, realpath, stat } from "node:fs/promises";

// src/manuscript/files/directory-tree.ts
/** A directory as a tree of files. Invariant: no link is followed, whether in the walk or when a file is read, so nothing outside
*  is reached. */
/** @param root a directory, absolute or from the working directory; itself it may be a link
*  @param maxFiles above this many files below it, listing fails
*  @returns a tree that is walked once, when first asked
*  @throws ManuscriptError (when listed) `tree-not-found`, `tree-unreadable`, `tree-too-large` */
function directoryTree(root, maxFiles = MAX_FILES) {
	let listed;
	const list = () => {
		listed ??= walk(root, maxFiles);
		return listed;
	};
	return {
		label: root.endsWith("/") ? root : `${root}/`,
		list,
		read: async (path) => {
			if (!(await list()).some((entry) => entry.path === path)) throw notInTree(path, root);
			return readRegularFile(root, path);
		}
	};
}
async function walk(root, maxFiles) {
	await checkDirectory(root);
	const found = [];
	const folders = [""];
	for (let folder = folders.pop(); folder !== void 0; folder = folders.pop()) for (const entry of await entriesOf(root, folder)) {
		const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
		if (!isPlainPath(path)) continue;
		if (entry.isDirectory() && !isSkippedFolder(entry.name)) folders.push(path);
		if (entry.isFile()) found.push({
			path,
			size: (await lstat(join(root, path))).size
		});
		if (found.length > maxFiles) throw treeTooLarge(root, maxFiles);
	}
	return found.sort((a, b) => byCodeUnit(a.path, b.path));
}
async function checkDirectory(root) {
	const fault = await stat(root).then((found) => found.isDirectory() ? void 0 : "this is not a directory", (cause) => {
		if (["ENOENT", "ENOTDIR"].includes(errnoOf(cause) ?? "")) return "there is no such directory";
		throw unreadable(root, cause);
	});
	if (fault === void 0) return;
	throw new ManuscriptError({
		code: "tree-not-found",
		at: root,
		fault,
		remedy: "Name the folder that holds the manuscript; a single file goes with --manuscript"
	});
}
async function entriesOf(root, folder) {
	try {
		return await readdir(join(root, folder), { withFileTypes: true });
	} catch (cause) {
		throw unreadable(join(root, folder), cause);
	}
}
/** Opens without following a link in the last part, and checks that no folder on the way became one since the walk. */
async function readRegularFile(root, path) {
	const full = join(root, path);
	try {
		const [realRoot, realFile] = await Promise.all([realpath(root), realpath(full)]);
		if (realFile !== join(realRoot, path.split("/").join(sep))) throw notInTree(path, root);
		const handle = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW);
		try {
			if (!(await handle.stat()).isFile()) throw notInTree(path, root);
			return await handle.readFile();
		} finally {
			await handle.close();
		}
	} catch (cause) {
		throw cause instanceof ManuscriptError ? cause : unreadable(path, cause);
	}
}
function unreadable(at, cause) {
	const fault = `it cannot be read (${errnoOf(cause) ?? cause})`;
	return new ManuscriptError({
		code: "tree-unreadable",
		at,
		fault,
		remedy: "Check its permissions, or name another folder",
		cause
	});
}

export { directoryTree as t };