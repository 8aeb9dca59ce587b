import { o as ManuscriptError } from "./shared~errors.js";
import { posix } from "node:path";

// src/manuscript/files/file-tree.ts
/** The port through which a manuscript is read: files by path, of one frozen state of a tree. A directory, a git commit and
*  GitHub's API stand behind it alike. Paths have forward slashes and never climb out. Invariant: nothing outside the tree can be
*  named, and no link is followed. */
/** Files. The largest repositories of papers hold some thousands; more is a home directory or a data store. */
const MAX_FILES = 1e5;
function notInTree(path, label) {
	return new ManuscriptError({
		code: "file-not-found",
		at: path,
		fault: `there is no such file in ${label}`,
		remedy: "Check the name; links, submodules and folders of tools such as node_modules are not read"
	});
}
/** @param at the tree, as the user named it */
function treeTooLarge(at, maxFiles) {
	return new ManuscriptError({
		code: "tree-too-large",
		at,
		fault: `it holds more than ${maxFiles} files`,
		remedy: "Name the folder of the manuscript itself"
	});
}
/** Whether a path can stand in a tree's list: relative, in normal form, no `..`, no NUL. */
function isPlainPath(path) {
	return path !== "" && !path.includes("\0") && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
/** The folder that a file stands in; "" for the root. */
function folderOf(path) {
	const slash = path.lastIndexOf("/");
	return slash === -1 ? "" : path.slice(0, slash);
}
/** @returns undefined where `relative` is absolute or leads out of the tree; "" for the root itself */
function resolveBelow(folder, relative) {
	if (relative.startsWith("/")) return void 0;
	const path = posix.normalize(posix.join(folder, relative)).replace(/\/$/, "");
	if (path === "." || path === "") return "";
	return isPlainPath(path) ? path : void 0;
}
/** `main` of `tex/main.tex`. */
function stemOf(path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	const dot = name.lastIndexOf(".");
	return dot > 0 ? name.slice(0, dot) : name;
}
/** `tex` of `tex/main.TEX`: in lower case, without its dot; "" where there is none. */
function extensionOf(path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	const dot = name.lastIndexOf(".");
	return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}
function isBelow(path, folder) {
	return folder === "" || path.startsWith(`${folder}/`);
}
/** By code unit, the same on every machine and in every language. */
function byCodeUnit(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
/** Folders of tools in which no manuscript is written. All readers of trees leave out the same ones, so that a working folder and
*  its commit read alike. */
const SKIPPED = /* @__PURE__ */ new Set([
	".git",
	".hg",
	".svn",
	"node_modules",
	".venv",
	"venv",
	"__pycache__",
	".tox",
	".cache",
	".snakemake",
	".nextflow",
	".quarto",
	".Rproj.user",
	".ipynb_checkpoints",
	"renv",
	"packrat"
]);
function isSkippedFolder(name) {
	return SKIPPED.has(name);
}
function isInSkippedFolder(path) {
	return path.split("/").slice(0, -1).some(isSkippedFolder);
}

export { isBelow as a, isSkippedFolder as c, stemOf as d, treeTooLarge as f, folderOf as i, notInTree as l, byCodeUnit as n, isInSkippedFolder as o, extensionOf as r, isPlainPath as s, MAX_FILES as t, resolveBelow as u };