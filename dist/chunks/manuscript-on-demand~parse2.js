import { f as UserError } from "./shared~errors.js";
import { n as SourceFile } from "./manuscript~document~action.js";
import { a as LONGEST_CHUNK, c as Boxes, d as Acronyms, i as Conditions, l as branchesOf, n as MainLanguage, o as splitIntoChunks, r as Definitions, s as withoutLong, t as LatexReader, u as parseNodes } from "./manuscript~conditions.js";
import { i as Palette } from "./manuscript~colour.js";
import { i as writtenPath, l as maskLatex, r as resolveInclude, t as includedBy, u as tokenizeLatex } from "./manuscript~mask~action.js";
import { t as Siunitx } from "./manuscript~siunitx.js";

// src/manuscript/formats/latex/parse.ts
/** LaTeX: from a root file and all that it includes to blocks in reading order. Invariant: each passage is an exact range of the file
*  that it names; whatever is broken or hostile, what can be read is read, and what could not be is in the warnings. */
/** @param root path of the file to start from
*  @throws ManuscriptError where that file cannot be read */
async function parseLatex(root, textFiles) {
	return new PaperReader(root, await loadAll(root, textFiles), textFiles.paths).read();
}
/** Reads the root and, where an \input stands, the file that it names: each once, in the order of the page. */
var PaperReader = class {
	#root;
	#loaded;
	#paths;
	/** The files that were begun, in that order. */
	#begun = [];
	/** Those that are not at their end, each included by the one before. */
	#open = [];
	/** Of \import, for what the imported file includes. */
	#importFolder;
	/** A file and a name are warned of once, however often the name stands there. */
	#warned = /* @__PURE__ */ new Set();
	#paper;
	constructor(root, loaded, paths) {
		this.#root = root;
		this.#loaded = loaded;
		this.#paths = paths;
		const definitions = new Definitions();
		this.#paper = {
			part: "preamble",
			definitions,
			conditions: new Conditions(definitions),
			boxes: new Boxes(),
			language: new MainLanguage(),
			includeOnly: void 0,
			acronyms: new Acronyms(),
			siunitx: new Siunitx(),
			palette: new Palette(),
			title: void 0,
			abstract: [],
			body: [],
			leftOut: [],
			warnings: [],
			hidden: [],
			include: (inclusion, from, at) => this.#include(inclusion, from, at)
		};
	}
	read() {
		const main = this.#loaded.files.get(this.#root);
		if (main !== void 0) this.#readFile(this.#root, main, void 0);
		const { title, abstract, body, leftOut, warnings, hidden, boxes, language } = this.#paper;
		for (const { file, line, characters } of boxes.unused()) hidden.push({
			file,
			line,
			technique: "a box that is not used",
			characters
		});
		return {
			files: this.#begun,
			language: language.tag,
			title,
			abstract,
			body,
			leftOut,
			warnings,
			hidden
		};
	}
	/** @param from what includes it; undefined for the root */
	#readFile(path, file, from) {
		const paper = this.#paper;
		this.#begun.push(path);
		this.#open.push(path);
		for (const part of file.leftOut) paper.leftOut.push(part);
		for (const warning of file.warnings) paper.warnings.push(warning);
		for (const hidden of file.hidden) paper.hidden.push(hidden);
		const { part } = paper;
		if (file.hasDocument) paper.part = "preamble";
		else if (from === void 0) paper.part = "body";
		const reader = new LatexReader(file.source, paper, file.branches);
		if (from !== void 0) {
			reader.flow.visibility = from.visibility;
			reader.flow.kind = from.kind;
		}
		reader.read(file.chunks(paper.warnings));
		if (from !== void 0 && file.hasDocument) paper.part = part;
		this.#open.pop();
	}
	#include(inclusion, from, at) {
		const { source } = from;
		const found = this.#included(inclusion, source.file);
		if ("why" in found) {
			const { why, ...loss } = found;
			const message = `${JSON.stringify(writtenPath(inclusion))} ${why}; the rest was read without it`;
			const known = `${source.file}: ${message}`;
			if (this.#warned.has(known)) return;
			this.#warned.add(known);
			this.#paper.warnings.push({
				file: source.file,
				line: source.lineAt(at),
				message,
				...loss
			});
			return;
		}
		const outer = this.#importFolder;
		this.#importFolder = found.importFolder;
		this.#readFile(found.path, found.file, from);
		this.#importFolder = outer;
	}
	/** @returns the file that an \input in `from` names, or why it is not read */
	#included(inclusion, from) {
		const place = {
			root: this.#root,
			file: from,
			importFolder: this.#importFolder
		};
		const found = resolveInclude(inclusion, place, this.#paths);
		if ("fault" in found) return {
			why: found.fault === "not found" ? "is included but is not in the tree" : "leads out of the tree and was not opened",
			losesText: true
		};
		if (this.#open.includes(found.path)) return { why: "includes itself, directly or by way of others" };
		if (this.#begun.includes(found.path)) return { why: "is included a second time and was read only once" };
		const file = this.#loaded.files.get(found.path);
		if (file !== void 0) return {
			...found,
			file
		};
		return {
			why: `could not be read (${this.#loaded.faults.get(found.path) ?? "it is named in a way that only TeX can follow"})`,
			losesText: true
		};
	}
};
/** Opens the root and every file that it includes, each once; each is parsed on its own.
*  @throws ManuscriptError where the root cannot be read */
async function loadAll(root, textFiles) {
	const files = /* @__PURE__ */ new Map();
	const faults = /* @__PURE__ */ new Map();
	const waiting = [{
		path: root,
		importFolder: void 0
	}];
	const seen = /* @__PURE__ */ new Set();
	for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
		const { path } = next;
		const key = JSON.stringify(next);
		if (seen.has(key) || faults.has(path)) continue;
		seen.add(key);
		try {
			const { text, hidden, warnings } = await textFiles.text(path);
			if (!files.has(path)) files.set(path, loadFile(path, text, hidden, warnings));
			waiting.push(...includedBy(text, next, root, textFiles.paths));
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
const NOTES = {
	"merge conflict": "a merge conflict was left in the file: both sides were read, the markers were not",
	"unclosed iffalse": "\\iffalse without its \\fi: what follows was read as if it were not there"
};
function loadFile(file, text, hidden, decoding) {
	const source = new SourceFile(file, text);
	const masked = maskLatex(text);
	const warnings = [...decoding];
	const leftOut = [];
	for (const { kind, at } of masked.notes) if (kind !== "after the end") warnings.push({
		file,
		line: source.lineAt(at),
		message: NOTES[kind]
	});
	else leftOut.push({
		file,
		lines: {
			startLine: source.lineAt(at),
			endLine: source.lineAt(text.trimEnd().length - 1)
		},
		why: "after \\end{document}"
	});
	const shortened = withoutLong(masked.text);
	for (const { why, at, end } of shortened.leftOut) leftOut.push({
		file,
		lines: {
			startLine: source.lineAt(at),
			endLine: source.lineAt(end - 1)
		},
		why
	});
	const hasDocument = [...tokenizeLatex(masked.text)].some((token) => token.kind === "begin" && token.name === "document");
	return {
		source,
		chunks: (found) => parsedChunks(shortened.text, source, found),
		branches: branchesOf(masked.text),
		hasDocument,
		leftOut,
		warnings,
		hidden
	};
}
function* parsedChunks(masked, source, warnings) {
	for (const chunk of splitIntoChunks(masked)) {
		if (chunk.fault !== void 0) warnings.push({
			file: source.file,
			line: source.lineAt(chunk.at),
			...faultOf(chunk, source)
		});
		yield parseNodes(chunk.text, chunk.at);
	}
}
function faultOf({ fault, text, at }, source) {
	const to = source.lineAt(at + Math.max(0, text.trimEnd().length - 1));
	return fault === "too deep" ? {
		message: `more than 500 groups nested in each other up to line ${to}: what stands deeper than 100 was left out, the rest was read`,
		losesText: true
	} : { message: `no paragraph ends here for more than ${LONGEST_CHUNK.toLocaleString("en")} characters: it was read in parts, and markup across a cut may show` };
}

export { parseLatex as t };