import { f as UserError } from "./shared~errors.js";
import { n as SourceFile } from "./manuscript~document~action.js";
import { a as importInto, i as define, n as TypstReader, o as Scope, r as LabelKinds, t as typstParser } from "./manuscript~evaluate.js";
import { l as resolvePath, s as namedFiles } from "./manuscript~section-names~action.js";

// src/manuscript/formats/typst/parse.ts
/** Typst: from a root file and all that it includes to blocks in reading order. Invariant: each passage is an exact range of the
*  file that it names; whatever is broken or hostile, what can be read is read, and what could not be is in the warnings. */
/** @param root path of the file to start from; @throws ManuscriptError where that file cannot be read */
async function parseTypst(root, textFiles) {
	const { files, faults } = await loadAll(root, textFiles);
	const labels = new LabelKinds();
	for (const { tree, source } of files.values()) labels.collect(tree, new Scope(source));
	const paper = {
		language: void 0,
		title: void 0,
		abstract: [],
		body: [],
		after: [],
		leftOut: [],
		warnings: [],
		hidden: [],
		labels
	};
	const project = new Project({
		root,
		files,
		faults,
		paths: textFiles.paths,
		paper
	});
	const main = files.get(root);
	if (main !== void 0) project.readRoot(main);
	const { language, title, abstract, body, leftOut, warnings, hidden } = paper;
	return {
		files: project.read,
		language,
		title,
		abstract,
		body,
		leftOut,
		warnings,
		hidden
	};
}
/** Opens the root and every file that it names, each once.
*  @throws ManuscriptError where the root cannot be read; another file that cannot is absent from the map, and its fault is in
*  `faults` */
async function loadAll(root, textFiles) {
	const parser = await typstParser();
	const files = /* @__PURE__ */ new Map();
	const faults = /* @__PURE__ */ new Map();
	const waiting = [root];
	for (let path = waiting.shift(); path !== void 0; path = waiting.shift()) {
		if (files.has(path) || faults.has(path)) continue;
		try {
			const { text } = await textFiles.text(path);
			const source = new SourceFile(path, text);
			const parsed = parser.parse(source);
			files.set(path, {
				source,
				tree: parsed.tree,
				warnings: [...parsed.warnings, ...faultsOf(parsed.tree, source)]
			});
			for (const named of namedFiles(text)) {
				const found = resolvePath(named.path, path, root, textFiles.paths);
				if ("path" in found) waiting.push(found.path);
			}
		} catch (error) {
			if (path === root || !(error instanceof UserError)) throw error;
			faults.set(path, error.message);
		}
	}
	return {
		files,
		faults
	};
}
/** The first place of a file that Typst itself refuses. Its own words for it are lost on the way. */
function faultsOf(tree, source) {
	const waiting = [tree];
	let first;
	let count = 0;
	for (let node = waiting.pop(); node !== void 0; node = waiting.pop()) {
		if (node.kind === "Error" && !source.text.slice(node.at, node.end).startsWith("*")) {
			count++;
			first = Math.min(first ?? node.at, node.at);
		}
		for (const child of node.children) waiting.push(child);
	}
	if (first === void 0) return [];
	const message = `Typst would refuse this file${count > 1 ? `, in ${count} places from here on` : " here"}: it was read as far as it can be understood`;
	return [{
		file: source.file,
		line: source.lineAt(Math.min(first, Math.max(0, source.text.length - 1))),
		message
	}];
}
/** The files of one paper while it is read. */
var Project = class {
	/** In reading order. */
	read = [];
	#open = [];
	#modules = /* @__PURE__ */ new Map();
	#warned = /* @__PURE__ */ new Set();
	#of;
	constructor(of) {
		this.#of = of;
	}
	readRoot(main) {
		const { root, paper } = this.#of;
		const reader = new TypstReader(main.source, paper, this);
		this.#enter(root, main);
		this.#open.push(root);
		reader.readFile(main.tree, new Scope(main.source));
		for (const read of paper.after) read();
		reader.flow.flush();
	}
	include(written, reader, range, scope) {
		const { root, files, faults, paths } = this.#of;
		const { flow } = reader;
		const found = resolvePath(written, scope.source.file, root, paths);
		const path = "path" in found ? found.path : "";
		const file = files.get(path);
		if ("fault" in found) this.#warn(found.fault === "not found" ? "is included but is not in the tree" : "leads out of the tree and was not opened", written, range, scope, true);
		else if (this.#open.includes(path)) this.#warn("includes itself, directly or by way of others", written, range, scope, false);
		else if (this.read.includes(path)) this.#warn("is included a second time and was read only once", written, range, scope, false);
		else if (file === void 0) this.#warn(`could not be read (${faults.get(path) ?? "it is named in a way that only Typst can follow"})`, written, range, scope, true);
		else if (!reader.isTrial) {
			this.#enter(path, file);
			this.#open.push(path);
			flow.withFile({
				source: file.source,
				anchor: void 0
			}, () => reader.readFile(file.tree, new Scope(file.source)));
			this.#open.pop();
		}
	}
	#enter(path, { warnings }) {
		this.read.push(path);
		for (const warning of warnings) this.#of.paper.warnings.push(warning);
	}
	module(written, reader, scope) {
		const { root, files, paths } = this.#of;
		const found = resolvePath(written, scope.source.file, root, paths);
		if (!("path" in found)) {
			if (found.fault === "outside the tree") this.#warn("leads out of the tree and was not opened", written, {
				at: 0,
				end: 1
			}, scope, false);
			return;
		}
		const known = this.#modules.get(found.path);
		const file = files.get(found.path);
		if (known !== void 0 || file === void 0) return known;
		const module = new Scope(file.source);
		this.#modules.set(found.path, module);
		for (const node of file.tree.children) if (node.kind === "LetBinding") define(node, module, reader);
		else if (node.kind === "ModuleImport") importInto(module, node, reader);
		return module;
	}
	#warn(why, written, { at }, { source }, losesText) {
		const message = `${JSON.stringify(written)} ${why}; the rest was read without it`;
		const known = `${source.file}: ${message}`;
		if (this.#warned.has(known)) return;
		this.#warned.add(known);
		this.#of.paper.warnings.push({
			file: source.file,
			line: source.lineAt(at),
			message,
			...losesText ? { losesText: true } : {}
		});
	}
};

export { parseTypst as t };