import { f as UserError } from "./shared~errors.js";
import { n as SourceFile } from "./manuscript~document~action.js";
import { a as splitIntoChunks, c as branchesOf, i as LONGEST_CHUNK, l as parseNodes, n as Definitions, o as withoutLong, r as Conditions, s as Boxes, t as LatexReader, u as Acronyms } from "./manuscript~conditions.js";
import { i as Palette } from "./manuscript~colour.js";
import { i as writtenPath, l as maskLatex, r as resolveInclude, t as includedBy, u as tokenizeLatex } from "./manuscript~mask~action.js";
import { t as Siunitx } from "./manuscript~siunitx.js";

// src/manuscript/formats/latex/parse.ts
/** LaTeX: from a root file and all that it includes to blocks in reading order. Invariant: each passage is an exact range of the file
*  that it names; whatever is broken or hostile, what can be read is read, and what could not be is in the warnings. */
/** @param root path of the file to start from; @throws ManuscriptError where that file cannot be read */
async function parseLatex(root, textFiles) {
	const { files, faults } = await loadAll(root, textFiles);
	const read = [];
	const open = [];
	let importFolder;
	const warned = /* @__PURE__ */ new Set();
	const readFile = (path, { source, chunks, branches, hasDocument, ...found }, from) => {
		read.push(path);
		open.push(path);
		for (const part of found.leftOut) paper.leftOut.push(part);
		for (const warning of found.warnings) paper.warnings.push(warning);
		for (const hidden of found.hidden) paper.hidden.push(hidden);
		const { part } = paper;
		if (hasDocument) paper.part = "preamble";
		else if (from === void 0) paper.part = "body";
		const reader = new LatexReader(source, paper, branches);
		if (from !== void 0) {
			reader.flow.visibility = from.visibility;
			reader.flow.kind = from.kind;
		}
		reader.read(chunks(paper.warnings));
		if (from !== void 0 && hasDocument) paper.part = part;
		open.pop();
	};
	const definitions = new Definitions();
	const paper = {
		part: "preamble",
		definitions,
		conditions: new Conditions(definitions),
		boxes: new Boxes(),
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
		include: (inclusion, from, at) => {
			const found = resolveInclude(inclusion, {
				root,
				file: from.source.file,
				importFolder
			}, textFiles.paths);
			const file = "path" in found ? files.get(found.path) : void 0;
			const warn = (why, loss = { losesText: true }) => {
				const message = `${JSON.stringify(writtenPath(inclusion))} ${why}; the rest was read without it`;
				const known = `${from.source.file}: ${message}`;
				if (warned.has(known)) return;
				warned.add(known);
				paper.warnings.push({
					file: from.source.file,
					line: from.source.lineAt(at),
					message,
					...loss
				});
			};
			if ("fault" in found) warn(found.fault === "not found" ? "is included but is not in the tree" : "leads out of the tree and was not opened");
			else if (open.includes(found.path)) warn("includes itself, directly or by way of others", {});
			else if (read.includes(found.path)) warn("is included a second time and was read only once", {});
			else if (file === void 0) warn(`could not be read (${faults.get(found.path) ?? "it is named in a way that only TeX can follow"})`);
			else {
				const outer = importFolder;
				importFolder = found.importFolder;
				readFile(found.path, file, from);
				importFolder = outer;
			}
		}
	};
	const main = files.get(root);
	if (main !== void 0) readFile(root, main, void 0);
	const { title, abstract, body, leftOut, warnings, hidden } = paper;
	for (const { file, line, characters } of paper.boxes.unused()) hidden.push({
		file,
		line,
		technique: "a box that is not used",
		characters
	});
	return {
		files: read,
		title,
		abstract,
		body,
		leftOut,
		warnings,
		hidden
	};
}
/** Opens the root and every file that it includes, each once; each is parsed on its own.
*  @throws ManuscriptError where the root cannot be read; an included file that cannot is absent from the map, and its fault is in `faults` */
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