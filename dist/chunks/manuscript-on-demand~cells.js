import { t as require_dist } from "./yaml~action.js";
import { b as union, c as array, g as record, h as object, m as number, v as string, x as unknown } from "./zod~action~action-post.js";
import { r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { o as ManuscriptError } from "./shared~errors.js";
import { n as SourceFile, o as findInvisible } from "./manuscript~document~action.js";
import { i as stringsAt, n as decodedStrings, r as stringTree, t as CellSource } from "./manuscript~json-strings.js";

// src/manuscript/formats/notebook/cells.ts
var import_dist = require_dist();
const text = union([string(), array(string())]);
const output = object({
	output_type: string().catch(""),
	name: string().optional().catch(void 0),
	data: record(string(), unknown()).catch({})
});
const cell = object({
	id: string().optional().catch(void 0),
	cell_type: string(),
	source: text,
	metadata: object({
		tags: array(string()).catch([]),
		raw_mimetype: string().optional().catch(void 0),
		format: string().optional().catch(void 0)
	}).catch({ tags: [] }),
	outputs: array(output).catch([])
});
const notebook = object({
	nbformat: number(),
	cells: array(cell)
});
/** Characters, as of any text of a manuscript. */
const MOST_TEXT = 2e6;
/** Tags by which the Journal of Digital History knows the parts of an article; "abstract" is another one. */
const JOURNAL_TAGS = /* @__PURE__ */ new Map([
	["contributor", "authors"],
	["copyright", "copyright"],
	["cover", "cover"],
	["keywords", "keywords"]
]);
/** Containers around a string of Markdown: notebook, cells, cell, outputs, output, data, list of lines. */
const DEEPEST = 7;
/** @param labels of the cells that are wanted, by `#| label:`, id or tag; all where there are none
*  @throws ManuscriptError `broken-notebook`, `notebook-version`, `notebook-too-large` */
function readNotebook(file, tool, labels = []) {
	const parsed = parse(file);
	const reader = new NotebookReader(file, stringTree(file.text, DEEPEST), tool);
	parsed.cells.forEach((one, index) => {
		if (labels.length === 0 || labels.some((label) => isCalled(one, label))) reader.cell(one, index);
	});
	return reader.done();
}
function isCalled({ id, source, metadata }, label) {
	if (id === label || metadata.tags.includes(label)) return true;
	return [...(typeof source === "string" ? source : source.join("")).slice(0, LONGEST_OPTIONS).matchAll(/^#\|[ \t]*label:[ \t]*["']?([^\s"']+)/gm)].some(([, given]) => given === label);
}
var NotebookReader = class {
	#file;
	#strings;
	#tool;
	#cells = [];
	#hidden = [];
	#leftOut = [];
	/** Characters of the file that were decoded. */
	#taken = 0;
	constructor(file, strings, tool) {
		this.#file = file;
		this.#strings = strings;
		this.#tool = tool;
	}
	done() {
		return {
			cells: this.#cells,
			leftOut: this.#leftOut,
			hidden: this.#hidden
		};
	}
	cell(one, index) {
		const source = this.#text("cells", index, "source");
		const removed = one.metadata.tags.find((tag) => this.#removes(tag, "cell"));
		if (removed !== void 0 && one.cell_type !== "code" && this.#tool === "myst") {
			this.#hide(source, removed);
			return;
		}
		const journal = this.#tool === "none" ? one.metadata.tags.find((tag) => JOURNAL_TAGS.has(tag)) : void 0;
		if (one.cell_type === "markdown" && journal !== void 0) this.#leaveOut(JOURNAL_TAGS.get(journal) ?? journal, source);
		else if (one.cell_type === "markdown") this.#show(source, this.#tool === "none" && one.metadata.tags.includes("abstract"));
		else if (one.cell_type === "raw") this.#raw(one, source, index);
		else if (one.cell_type === "code") this.#code(one, source, index, removed);
		else this.#leaveOut(`a cell of an unknown kind (${one.cell_type.slice(0, 40)})`, source);
	}
	/** MyST folds what is tagged "hide-…", and a reader opens it; Quarto drops it as it does what is tagged "remove-…", and looks
	*  at the tags of code alone. */
	#removes(tag, what) {
		const [, verb, part] = /^(remove|hide)[-_](cell|output)$/.exec(tag) ?? [];
		return part === what && (this.#tool === "quarto" || this.#tool === "myst" && verb === "remove");
	}
	/** Quarto takes YAML for the head of the paper, and what says no other format for Markdown; the others show such cells as code,
	*  if at all. A head is taken from the first cell also where no tool is known. */
	#raw({ metadata }, source, index) {
		const format = metadata.raw_mimetype ?? metadata.format ?? "";
		const isHead = /^\s*---[ \t]*\r?\n/.test(source.text) && index === 0;
		if ((/^(?:text\/)?markdown$/.test(format) || this.#tool === "quarto" && format === "" || isHead) && this.#tool !== "myst") this.#show(source);
		else this.#leaveOut("raw cell", source);
	}
	#code({ outputs, metadata }, source, cellIndex, removed) {
		const options = this.#tool === "quarto" ? cellOptions(source.text) : {};
		const isShown = removed === void 0 && options.include !== false;
		if (isShown && /^#\|\s*(?:fig|tbl)-(?:sub)?cap:/m.test(source.text)) this.#captions(source);
		else if (source.text.trim() !== "") this.#leaveOut("code", source);
		const shows = isShown && options.output !== false && !metadata.tags.some((tag) => this.#removes(tag, "output"));
		outputs.forEach((one, index) => {
			const isText = one.output_type === "stream" && one.name !== "stderr" && options.output === "asis";
			const markdown = this.#text("cells", cellIndex, "outputs", index, ...isText ? ["text"] : ["data", "text/markdown"]);
			if (markdown.text.trim() === "") return;
			if (shows) this.#show(markdown);
			else this.#hide(markdown, "output that is not shown");
		});
	}
	/** Options of code are read by who reads chunks of Quarto: so the cell is written as one. */
	#captions({ text: code, offsets }) {
		const [first = 0] = offsets;
		const opening = "```{python}\n";
		const closing = "\n```\n";
		const last = offsets.at(-1) ?? first;
		const inFence = code.replaceAll("```", "'''");
		this.#cells.push(new CellSource(this.#file, {
			text: `${opening}${inFence}${closing}`,
			offsets: [
				...Array.from(opening, () => first),
				...offsets,
				...Array.from(closing, () => last)
			],
			joins: []
		}));
	}
	/** The text at a path of the JSON, "" where there is none. @throws ManuscriptError `notebook-too-large` */
	#text(...path) {
		const strings = stringsAt(this.#strings, path);
		for (const { start, end } of strings) this.#taken += end - start;
		if (this.#taken > MOST_TEXT) throw new ManuscriptError({
			code: "notebook-too-large",
			at: this.#file.file,
			fault: `its cells hold more than ${MOST_TEXT / 1e6} million characters of text and code`,
			remedy: `Clear its outputs, if they hold data: jupyter nbconvert --clear-output --inplace '${this.#file.file.replaceAll("'", "'\\''")}'; or split it`
		});
		return decodedStrings(this.#file.text, strings);
	}
	#show(decoded, isAbstract = false) {
		if (decoded.text.trim() === "") return;
		const source = new CellSource(this.#file, decoded, {
			isFirst: this.#cells.length === 0,
			isAbstract
		});
		this.#cells.push(source);
		if (decoded.offsets.some((at) => this.#file.text.startsWith("\\u", at))) for (const found of findInvisible(source.file, source.text)) this.#hidden.push({
			...found,
			line: source.fileLineAt(source.startOf(found.line))
		});
	}
	#hide({ text: words, offsets }, by) {
		const seen = words.trim();
		const [first] = offsets;
		if (first === void 0 || !/[\p{L}\p{N}]/u.test(seen)) return;
		const technique = by.includes(" ") ? by : `a cell that is tagged ${by}`;
		this.#hidden.push({
			file: this.#file.file,
			line: this.#file.lineAt(first),
			technique,
			characters: [...seen].length
		});
	}
	#leaveOut(why, { text: words, offsets }) {
		const [first] = offsets;
		const last = offsets[words.trimEnd().length - 1];
		if (first === void 0 || last === void 0) return;
		const lines = {
			startLine: this.#file.lineAt(first),
			endLine: this.#file.lineAt(last)
		};
		this.#leftOut.push({
			file: this.#file.file,
			lines,
			why
		});
	}
};
/** `#| output: asis` and its kin, at the head of a cell. */
function cellOptions(code) {
	const lines = /^(?:#\|[^\n]*(?:\n|$))+/.exec(code)?.[0];
	if (lines === void 0 || lines.length > LONGEST_OPTIONS) return {};
	try {
		const options = (0, import_dist.parse)(lines.replace(/^#\|[ \t]?/gm, ""), { logLevel: "silent" });
		return typeof options === "object" && options !== null ? options : {};
	} catch {
		return {};
	}
}
/** Characters. */
const LONGEST_OPTIONS = 1e4;
function parse(file) {
	let data;
	try {
		data = JSON.parse(file.text);
	} catch (cause) {
		const at = /position (\d+)/.exec(String(cause))?.[1];
		throw broken(file, /end of JSON/.test(String(cause)) ? "it is cut off: it is no whole JSON" : "it is no JSON", at === void 0 ? void 0 : file.lineAt(Number(at)), cause);
	}
	const version = object({ nbformat: number() }).safeParse(data);
	if (version.success && version.data.nbformat !== 4) throw new ManuscriptError({
		code: "notebook-version",
		at: file.file,
		fault: `it is a notebook of format ${version.data.nbformat}, and format 4 is read`,
		remedy: `Convert it: jupyter nbconvert --to notebook --inplace '${file.file.replaceAll("'", "'\\''")}'`
	});
	const found = notebook.safeParse(data);
	if (found.success) return found.data;
	const [issue] = found.error.issues;
	throw broken(file, `it is no notebook: ${issue === void 0 ? "" : `${issue.path.join(".") || "the whole"}: ${issue.message}`}`, void 0, found.error);
}
function broken(file, fault, line, cause) {
	return new ManuscriptError({
		code: "broken-notebook",
		at: fileAndLine(file.file, line),
		fault,
		remedy: "Open it in Jupyter and save it again, or take it from an earlier commit",
		cause
	});
}
/** What a first look reads: the Markdown of its cells, whatever tool shows it. @returns "" where it is no notebook that can be read */
function markdownOf(file, text) {
	try {
		return readNotebook(new SourceFile(file, text), "none").cells.map((one) => one.isAbstract ? `## Abstract\n\n${one.text}` : one.text).join("\n\n");
	} catch (error) {
		if (error instanceof ManuscriptError) return "";
		throw error;
	}
}

export { readNotebook as n, markdownOf as t };