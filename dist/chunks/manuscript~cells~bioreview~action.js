import { i as folderOf, u as resolveBelow } from "./manuscript~file-tree~bioreview~action.js";
import { b as union, c as array, g as record, h as object, m as number, v as string, x as unknown } from "./zod.js";
import { t as require_dist } from "./yaml.js";
import { r as fileAndLine } from "./shared~data-file.js";
import { o as ManuscriptError } from "./shared~errors.js";
import { a as findInvisible, n as SourceFile } from "./manuscript~document~bioreview~action.js";

// src/manuscript/formats/notebook/json-strings.ts
var import_dist = require_dist();
/** @param json well-formed, as JSON.parse has found
*  @param deepest how many containers may stand around a string that is wanted
*  @returns by path, such as `cells/0/source/2`. Of a name that stands twice in an object the last counts, as for JSON.parse */
function stringRanges(json, deepest) {
	const found = /* @__PURE__ */ new Map();
	const open = [];
	const sign = /["{}[\],]/g;
	for (let next = sign.exec(json); next !== null; next = sign.exec(json)) {
		const container = open.at(-1);
		switch (next[0]) {
			case "{":
			case "[":
				open.push({
					isList: next[0] === "[",
					key: 0,
					expectsKey: next[0] === "{"
				});
				break;
			case "}":
			case "]":
				open.pop();
				break;
			case ",":
				if (container?.isList && typeof container.key === "number") container.key++;
				else if (container !== void 0) container.expectsKey = true;
				break;
			default: {
				const start = next.index + 1;
				const end = closingQuote(json, start);
				sign.lastIndex = end + 1;
				if (container === void 0) break;
				if (!container.isList && container.expectsKey) {
					container.key = json.slice(start, end);
					container.expectsKey = false;
				} else if (open.length <= deepest) found.set(open.map(({ key }) => key).join("/"), {
					start,
					end
				});
			}
		}
	}
	return found;
}
function closingQuote(json, start) {
	for (let at = json.indexOf("\"", start); at !== -1; at = json.indexOf("\"", at + 1)) {
		let backslashes = 0;
		while (json[at - 1 - backslashes] === "\\") backslashes++;
		if (backslashes % 2 === 0) return at;
	}
	return json.length;
}
const ESCAPES = {
	n: "\n",
	t: "	",
	r: "\r",
	b: "\b",
	f: "\f"
};
/** UTF-16 units of the file that stand for the character at `at`. */
function widthAt(json, at) {
	return json[at] !== "\\" ? 1 : json[at + 1] === "u" ? 6 : 2;
}
/** Strings one after the other, as a notebook's lists of lines are read. */
function decodedStrings(json, ranges) {
	const pieces = [];
	const offsets = [];
	const joins = [];
	for (const { start, end } of ranges) {
		if (offsets.length > 0 && pieces.at(-1) !== "\n") joins.push(offsets.length);
		for (let at = start; at < end; at += widthAt(json, at)) {
			offsets.push(at);
			const escaped = json[at] === "\\" ? json[at + 1] ?? "" : void 0;
			if (escaped === void 0) pieces.push(json[at] ?? "");
			else if (escaped === "u") pieces.push(String.fromCharCode(Number.parseInt(json.slice(at + 2, at + 6), 16)));
			else pieces.push(ESCAPES[escaped] ?? escaped);
		}
	}
	return {
		text: pieces.join(""),
		offsets,
		joins
	};
}

// src/manuscript/formats/notebook/cell-source.ts
/** The text of a notebook's cell: Markdown that stands in strings of JSON, a line of it on a line of the file in most notebooks. It is parsed as a file of its own,
*  and what is found in it is then placed in the file. */
var CellSource = class extends SourceFile {
	mayHaveHead;
	isAbstract;
	#notebook;
	#offsets;
	#joins;
	/** @param cell with at least one character  @param role what the cell is beside text */
	constructor(notebook, { text, offsets, joins }, role = {}) {
		super(notebook.file, text);
		this.mayHaveHead = role.isFirst ?? false;
		this.isAbstract = role.isAbstract ?? false;
		this.#notebook = notebook;
		this.#offsets = offsets;
		this.#joins = joins;
	}
	fileLineAt(offset) {
		return this.#notebook.lineAt(this.#offset(offset));
	}
	/** Its source as it stands in the file, escapes and quotation marks and all. */
	placed(passage) {
		const from = Math.max(0, this.text.indexOf(passage.source, this.startOf(passage.startLine)));
		const lines = [];
		const mark = (offset, line) => {
			if ((lines.at(-1)?.line ?? 0) < line) lines.push({
				offset,
				line
			});
		};
		for (const { offset, line } of passage.lines) {
			mark(offset, this.fileLineAt(Math.max(from, this.startOf(line))));
			for (const at of this.#joinsWithin(Math.max(from, this.startOf(line)), Math.min(from + passage.source.length, this.endOf(line)))) mark(this.#offsetOfWord(passage.text, offset, at), this.fileLineAt(at));
		}
		const start = this.#offset(from);
		const last = this.#offset(from + passage.source.length - 1);
		return {
			...passage,
			startLine: lines[0]?.line ?? passage.startLine,
			endLine: lines.at(-1)?.line ?? passage.endLine,
			source: this.#notebook.text.slice(start, last + widthAt(this.#notebook.text, last)),
			lines
		};
	}
	/** After the first of these, in the same line of text, another line of the file begins: few writers of notebooks do so. */
	#joinsWithin(start, end) {
		let low = 0;
		for (let high = this.#joins.length; low < high;) {
			const middle = low + high >> 1;
			if ((this.#joins[middle] ?? 0) <= start) low = middle + 1;
			else high = middle;
		}
		let last = low;
		while ((this.#joins[last] ?? end) < end) last++;
		return this.#joins.slice(low, last);
	}
	/** Where the word that begins at `at`, or the first after it, stands in a passage's text. */
	#offsetOfWord(text, from, at) {
		const [word] = /[\p{L}\p{N}]+/u.exec(this.text.slice(at, at + 200)) ?? [];
		const found = word === void 0 ? -1 : text.indexOf(word, from + 1);
		return found === -1 ? text.length - 1 : found;
	}
	#offset(at) {
		return this.#offsets[Math.max(0, Math.min(at, this.#offsets.length - 1))] ?? 0;
	}
};

// src/manuscript/formats/notebook/cells.ts
/** A Jupyter notebook as the texts that a reader of its page sees, in order: which cells and outputs the project's tool shows, and what is left out. Each cell is a
*  document of its own: what one leaves open ends with it. Invariant: nothing is run, and cells are known by their place alone, for ids may be invented. */
const text = union([string(), array(string())]);
const output = object({
	output_type: string().catch(""),
	name: string().optional().catch(void 0),
	data: record(string(), unknown()).catch({})
});
const cell = object({
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
/** @throws ManuscriptError `broken-notebook`, `notebook-version` */
function readNotebook(file, tool) {
	const parsed = parse(file);
	const ranges = stringRanges(file.text, DEEPEST);
	const reader = new NotebookReader(file, ranges, tool);
	parsed.cells.forEach((one, index) => {
		reader.cell(one, index);
	});
	return reader.done();
}
var NotebookReader = class {
	#file;
	#ranges;
	#tool;
	#cells = [];
	#hidden = [];
	#leftOut = [];
	/** Characters of the file that were decoded. */
	#taken = 0;
	constructor(file, ranges, tool) {
		this.#file = file;
		this.#ranges = ranges;
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
		const at = `cells/${index}`;
		const source = this.#text(`${at}/source`);
		const removed = one.metadata.tags.find((tag) => this.#removes(tag, "cell"));
		if (removed !== void 0 && one.cell_type !== "code" && this.#tool === "myst") {
			this.#hide(source, removed);
			return;
		}
		const journal = this.#tool === "none" ? one.metadata.tags.find((tag) => JOURNAL_TAGS.has(tag)) : void 0;
		if (one.cell_type === "markdown" && journal !== void 0) this.#leaveOut(JOURNAL_TAGS.get(journal) ?? journal, source);
		else if (one.cell_type === "markdown") this.#show(source, this.#tool === "none" && one.metadata.tags.includes("abstract"));
		else if (one.cell_type === "raw") this.#raw(one, source, index);
		else if (one.cell_type === "code") this.#code(one, source, at, removed);
		else this.#leaveOut(`a cell of an unknown kind (${one.cell_type.slice(0, 40)})`, source);
	}
	/** MyST folds what is tagged "hide-…", and a reader opens it; Quarto drops it as it does what is tagged "remove-…", and looks at the tags of code alone. */
	#removes(tag, what) {
		const [, verb, part] = /^(remove|hide)[-_](cell|output)$/.exec(tag) ?? [];
		return part === what && (this.#tool === "quarto" || this.#tool === "myst" && verb === "remove");
	}
	/** Quarto takes YAML for the head of the paper, and what says no other format for Markdown; the others show such cells as code, if at all. A head is taken from
	*  the first cell also where no tool is known. */
	#raw({ metadata }, source, index) {
		const format = metadata.raw_mimetype ?? metadata.format ?? "";
		const isHead = /^\s*---[ \t]*\r?\n/.test(source.text) && index === 0;
		if ((/^(?:text\/)?markdown$/.test(format) || this.#tool === "quarto" && format === "" || isHead) && this.#tool !== "myst") this.#show(source);
		else this.#leaveOut("raw cell", source);
	}
	#code({ outputs, metadata }, source, at, removed) {
		const options = this.#tool === "quarto" ? cellOptions(source.text) : {};
		const isShown = removed === void 0 && options.include !== false;
		if (isShown && /^#\|\s*(?:fig|tbl)-(?:sub)?cap:/m.test(source.text)) this.#captions(source);
		else if (source.text.trim() !== "") this.#leaveOut("code", source);
		const shows = isShown && options.output !== false && !metadata.tags.some((tag) => this.#removes(tag, "output"));
		outputs.forEach((one, index) => {
			const place = `${at}/outputs/${index}`;
			const isText = one.output_type === "stream" && one.name !== "stderr" && options.output === "asis";
			const markdown = this.#text(isText ? `${place}/text` : `${place}/data/text/markdown`);
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
	/** @throws ManuscriptError `notebook-too-large` */
	#decoded(strings) {
		for (const { start, end } of strings) this.#taken += end - start;
		if (this.#taken > MOST_TEXT) throw new ManuscriptError({
			code: "notebook-too-large",
			at: this.#file.file,
			fault: `its cells hold more than ${MOST_TEXT / 1e6} million characters of text and code`,
			remedy: `Clear its outputs, if they hold data: jupyter nbconvert --clear-output --inplace '${this.#file.file.replaceAll("'", "'\\''")}'; or split it`
		});
		return decodedStrings(this.#file.text, strings);
	}
	#text(path) {
		const single = this.#ranges.get(path);
		if (single !== void 0) return this.#decoded([single]);
		const lines = [];
		for (let line = this.#ranges.get(`${path}/0`); line !== void 0; line = this.#ranges.get(`${path}/${lines.length}`)) lines.push(line);
		return this.#decoded(lines);
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

// src/manuscript/formats/markdown/include.ts
/** Which files a Markdown file includes, and which lines of them. Invariant: only files of the tree are ever opened. */
/** The nearest folder above a file that holds a project's settings; "" where none does. */
function projectFolderOf(file, paths) {
	for (let folder = folderOf(file);; folder = folderOf(folder)) {
		const within = folder === "" ? "" : `${folder}/`;
		if ([
			"_quarto.yml",
			"_quarto.yaml",
			"myst.yml",
			"myst.yaml"
		].some((name) => paths.has(within + name)) || folder === "") return folder;
	}
}
/** Quarto and knitr look from the folder of the document that is rendered, also for what an included file includes; the others from the including file. A path
*  that begins with a slash is the project's.
*  @returns the paths to try, none where it leads out of the tree */
function includeCandidates(path, { format, top, file, projectFolder }) {
	const isRooted = path.startsWith("/");
	return (isRooted ? [projectFolder, ""] : format === "quarto" || format === "rmarkdown" ? [
		folderOf(top),
		folderOf(file),
		""
	] : [folderOf(file), ""]).map((folder) => resolveBelow(folder, isRooted ? path.slice(1) : path)).filter((one) => one !== void 0);
}
/** The parts of a text that MyST's options name, as mystmd 1.8 reads them: lines by number (from 0, or from 1 in `lines`), or from and to a text. */
function includedRanges(text, options) {
	const given = options ?? /* @__PURE__ */ new Map();
	const lines = text.split("\n");
	const starts = [0];
	for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1);
	const rangeOf = (from, to) => ({
		start: starts[Math.max(0, from)] ?? text.length,
		end: Math.min(text.length, starts[Math.min(lines.length, to)] ?? text.length)
	});
	const listed = given.get("lines");
	if (listed !== void 0) return listed.split(",").flatMap((item) => {
		const [, first, dash, last] = /^\s*(\d+)\s*(-?)\s*(\d*)\s*$/.exec(item) ?? [];
		if (first === void 0) return [];
		return [rangeOf(Number(first) - 1, dash === "" ? Number(first) : last === "" ? lines.length : Number(last))];
	});
	const number = (name) => /^-?\d+$/.test(given.get(name) ?? "") ? Number(given.get(name)) : void 0;
	const startLine = number("start-line") ?? 0;
	const endLine = number("end-line") ?? lines.length;
	const { start, end } = rangeOf(startLine < 0 ? lines.length + startLine : startLine, endLine < 0 ? lines.length + endLine + 1 : endLine);
	return [betweenTexts(text, {
		start,
		end
	}, given)];
}
function betweenTexts(text, { start, end }, given) {
	const after = given.get("start-after") ?? given.get("start-at");
	const before = given.get("end-before") ?? given.get("end-at");
	const found = after === void 0 ? -1 : text.indexOf(after, start);
	const from = found === -1 || after === void 0 ? start : given.has("start-after") ? found + after.length : found;
	const closes = before === void 0 ? -1 : text.indexOf(before, from);
	const to = closes === -1 || before === void 0 ? end : given.has("end-before") ? closes : closes + before.length;
	return {
		start: from,
		end: Math.max(from, Math.min(to, end))
	};
}
/** What includes a file, for a first look: Quarto's shortcode, MyST's directive, a child of knitr. */
const INCLUDES = /\{\{<\s*include\s+["']?([^\s"'>]+)["']?\s*>\}\}|^[ \t>]*[`~:]{3,}\{include\}[ \t]*(\S+)|\bchild\s*=\s*["']([^"'\n]+)["']/gm;
/** Files, and characters. No paper has so many; the first look then stops looking for more. */
const MAX_INCLUDED = 200;
const MAX_TEXT = 4e6;
/** The text of a paper as a first look sees it, with what it includes in its place, and the files that it is made of. Files that are not there or cannot be read
*  are passed over here: the parser reports them.
*  @throws whatever reading a part throws */
async function expandedText(parts, format, files) {
	const reads = new Set(parts);
	let taken = 0;
	const expand = async (file, top) => {
		const { text: written } = await files.text(file);
		const text = /\.ipynb$/i.test(file) ? markdownOf(file, written) : written;
		taken += text.length;
		const place = {
			format,
			top,
			file,
			projectFolder: projectFolderOf(top, files.paths)
		};
		const pieces = [];
		let at = 0;
		for (const found of text.matchAll(INCLUDES)) {
			const path = includeCandidates(found[1] ?? found[2] ?? found[3] ?? "", place).find((one) => files.paths.has(one));
			if (path === void 0 || reads.has(path) || reads.size > MAX_INCLUDED || taken > MAX_TEXT) continue;
			reads.add(path);
			pieces.push(text.slice(at, found.index), await expand(path, top).catch(() => ""));
			at = found.index + found[0].length;
		}
		return pieces.join("") + text.slice(at);
	};
	const texts = [];
	for (const part of parts) texts.push(await expand(part, part));
	return {
		text: texts.join("\n\n"),
		reads: [...reads]
	};
}

export { markdownOf as a, projectFolderOf as i, includeCandidates as n, readNotebook as o, includedRanges as r, expandedText as t };