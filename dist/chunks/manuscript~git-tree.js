import { n as errnoOf } from "./shared~data-file~action~action-post.js";
import { o as ManuscriptError } from "./shared~errors.js";
import { f as treeTooLarge, l as notInTree, n as byCodeUnit, o as isInSkippedFolder, s as isPlainPath, t as MAX_FILES } from "./manuscript~file-tree~action.js";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

// src/manuscript/files/git-tree.ts
/** One commit of a git repository as a tree of files. Invariant: nothing is checked out, no argument can be taken for an option,
*  no shell runs. */
const run = promisify(execFile);
/** Bytes of a listing. A line is about 120 bytes, so this holds some 500,000 files. */
const LISTING_BYTES = 67108864;
/** @param root a folder inside a repository (or a bare one); only what that commit has below it is in the tree
*  @param rev a commit, branch, tag, or whatever else git takes for one
*  @throws ManuscriptError `git-missing`, `git-no-repository`, `git-unknown-revision`, `git-no-such-folder`, `tree-too-large` */
async function gitTree(root, rev, maxFiles = MAX_FILES) {
	const prefix = await prefixOf(root);
	const commit = await commitOf(root, rev);
	const blobs = await blobsOf(root, await treeOf(root, commit, prefix));
	if (blobs.length > maxFiles) throw treeTooLarge(`${root} at ${rev}`, maxFiles);
	const label = `${root.endsWith("/") ? root : `${root}/`} at ${commit.slice(0, 7)}`;
	const byPath = new Map(blobs.map((blob) => [blob.path, blob]));
	return {
		label,
		list: async () => blobs.map(({ path, size }) => ({
			path,
			size
		})),
		read: async (path) => {
			const blob = byPath.get(path);
			if (blob === void 0) throw notInTree(path, label);
			return git(root, [
				"cat-file",
				"blob",
				blob.id
			], blob.size + 1024).catch((cause) => {
				throw unreadableBlob(path, label, cause);
			});
		}
	};
}
/** The folder below the repository's top, such as `paper/`; "" for the top and in a bare repository. */
function prefixOf(root) {
	return revParse(root, ["--show-prefix"], (cause) => errnoOf(cause) === "ENOENT" ? missingGit(root, cause) : new ManuscriptError({
		code: "git-no-repository",
		at: root,
		fault: `git finds no repository here that it may read (it says: ${complaint(cause)})`,
		remedy: "Name a folder inside a git repository, or leave out --rev to read the folder as it is",
		cause
	}));
}
async function commitOf(root, rev) {
	const unknown = (cause) => new ManuscriptError({
		code: "git-unknown-revision",
		at: `revision ${JSON.stringify(rev)}`,
		fault: `git knows no such commit in ${root}`,
		remedy: "Name a commit, branch or tag that was fetched, such as HEAD~1, main, v1.0 or 3f2c1ab",
		cause
	});
	if (rev === "" || rev.includes("\0")) throw unknown();
	return revParse(root, [
		"--verify",
		"--quiet",
		"--end-of-options",
		`${rev}^{commit}`
	], unknown);
}
function treeOf(root, commit, prefix) {
	return revParse(root, [
		"--verify",
		"--quiet",
		"--end-of-options",
		`${commit}:${prefix.replace(/\/$/, "")}`
	], (cause) => new ManuscriptError({
		code: "git-no-such-folder",
		at: `${prefix} at ${commit.slice(0, 7)}`,
		fault: "that commit has no such folder",
		remedy: "Name a folder that the commit has, or the top of the repository",
		cause
	}));
}
async function revParse(root, args, refuse) {
	try {
		return (await git(root, ["rev-parse", ...args])).toString("utf8").replace(/\n$/, "");
	} catch (cause) {
		throw refuse(cause);
	}
}
/** `--long` gives sizes, `-z` names as they are; `--full-tree` names them from the tree, not from the working folder. */
async function blobsOf(root, tree) {
	return (await git(root, [
		"ls-tree",
		"-r",
		"-z",
		"--long",
		"--full-tree",
		tree
	], LISTING_BYTES)).toString("utf8").split("\0").flatMap((line) => blobOf(line) ?? []).sort((a, b) => byCodeUnit(a.path, b.path));
}
/** The blob that a line of the listing tells of.
*      100644 blob 587be6b4c3f93f93c489c0111bba5596147a26cb       2<TAB>paper/main.tex
*  Modes 100644 and 100755 are files; 120000 is a link, 160000 a submodule. */
function blobOf(line) {
	const [, id, size, path] = /^100(?:644|755|664) blob ([0-9a-f]{40,64}) +(\d+)\t(.+)$/s.exec(line) ?? [];
	if (id === void 0 || path === void 0 || !isPlainPath(path) || isInSkippedFolder(path)) return void 0;
	return {
		path,
		id,
		size: Number(size)
	};
}
async function git(root, args, maxBuffer = 1048576) {
	const { stdout } = await run("git", [
		"-C",
		root,
		...args
	], {
		encoding: "buffer",
		maxBuffer,
		env: environment(process.env)
	});
	return stdout;
}
/** A hook's or an outer git's variables would point at another repository; messages are read in English; git never prompts for a
*  password. */
function environment(outer) {
	const kept = Object.entries(outer).filter(([name]) => !name.startsWith("GIT_") || name.startsWith("GIT_CONFIG_"));
	return {
		...Object.fromEntries(kept),
		LC_ALL: "C",
		GIT_TERMINAL_PROMPT: "0",
		GIT_OPTIONAL_LOCKS: "0",
		GIT_LITERAL_PATHSPECS: "1"
	};
}
/** `-C` makes git itself complain of a missing folder, so ENOENT means the program. */
function missingGit(root, cause) {
	return new ManuscriptError({
		code: "git-missing",
		at: root,
		fault: "there is no git on this machine's PATH to read a revision with",
		remedy: "Install git, or leave out --rev to read the folder as it is",
		cause
	});
}
function unreadableBlob(path, label, cause) {
	return new ManuscriptError({
		code: "tree-unreadable",
		at: path,
		fault: `git cannot read it in ${label} (it says: ${complaint(cause)})`,
		remedy: "Fetch the whole history (git fetch --unshallow, no --filter), or name another revision",
		cause
	});
}
/** The first line of what git wrote on stderr. */
function complaint(cause) {
	return (cause instanceof Error && "stderr" in cause ? String(cause.stderr) : String(cause)).trim().split("\n")[0] ?? "nothing";
}

export { gitTree as t };