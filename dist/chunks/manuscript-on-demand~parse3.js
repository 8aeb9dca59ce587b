import { o as ManuscriptError } from "./shared~errors.js";
import { i as languageTag, n as SourceFile, r as checkPassageCount } from "./manuscript~document~action.js";
import { i as folderOf, u as resolveBelow } from "./manuscript~file-tree~action.js";
import { a as gathered, c as notesIn, i as valuesOf, n as laterMatter, o as readFragment, r as metadata, s as NOTHING, t as frontMatter } from "./manuscript~mask-markup.js";
import { i as projectFolderOf, n as includeCandidates, r as includedRanges } from "./manuscript~include~action.js";

// src/manuscript/formats/markdown/parse.ts
/** The Markdown family: Manubot, Quarto, R Markdown, JOSS, MyST and plain papers, from files to blocks.
*  Invariant: what a passage says about its position is exact; what was not read is named in `leftOut` or `warnings`. */
/** Parts of one file that are included apart. */
const MOST_SLICES = 50;
/** Files taken in by each other. Real papers have two or three levels. */
const DEEPEST_INCLUSION = 20;
/** `---` and a line such as `title: A paper`. */
const OPEN_MATTER = /^\s*---[ \t]*\r?\n[A-Za-z][\w-]{0,40}:(?:\s|$)/;
/** @param parts paths of the paper's files, in reading order
*  @throws ManuscriptError where one of these, or the metadata, cannot be read. A file that is merely included and cannot be read
*  is a warning. */
async function parseMarkdown(parts, options, textFiles) {
	const reader = new DocumentReader(options, textFiles);
	if (options.metadata !== void 0) await reader.metadata(options.metadata);
	for (const part of parts) await reader.part(part);
	return reader.document();
}
var DocumentReader = class {
	#options;
	#textFiles;
	#files = /* @__PURE__ */ new Set();
	/** Files that were included, with the lines that were asked for. */
	#included = /* @__PURE__ */ new Map();
	/** Of files and heads whose values the text prints, by their text. */
	#yamlData = /* @__PURE__ */ new Map();
	#abstract = [];
	#body = [];
	/** Of MyST's front matter: parts that stand at the end of the page. */
	#parts = [];
	#findings = {
		leftOut: [],
		warnings: [],
		hidden: []
	};
	#title;
	#language;
	#dialect;
	constructor(options, textFiles) {
		this.#options = options;
		this.#textFiles = textFiles;
		this.#dialect = {
			format: options.format,
			values: () => void 0
		};
	}
	document() {
		const body = [...this.#body, ...this.#parts];
		const leftOut = gathered(this.#findings.leftOut);
		return {
			files: [...this.#files],
			language: this.#language,
			title: this.#title,
			abstract: this.#abstract,
			body,
			...this.#findings,
			leftOut
		};
	}
	async metadata(file) {
		const source = await this.#open(file);
		await this.#take(source, metadata(source, 0, source.text.length));
	}
	/** A part that an earlier one included was read there. */
	async part(file) {
		if (this.#files.has(file)) return;
		const source = await this.#open(file);
		const { format } = this.#options;
		if (/\.ipynb$/i.test(file)) {
			await this.#notebook(source);
			return;
		}
		this.#dialect = {
			format,
			values: await this.#values(source)
		};
		await this.#read(source, [file]);
		this.#language ??= languageTag(this.#dialect.values("meta", "lang"));
	}
	/** Each cell is read alone. */
	async #notebook(source) {
		const { format } = this.#options;
		const { cells, leftOut, hidden } = await this.#cellsOf(source);
		addAll(this.#findings.leftOut, leftOut);
		addAll(this.#findings.hidden, hidden);
		const [first] = cells;
		const notes = format === "quarto" ? { notes: notesIn(cells.map((cell) => cell.text).join("\n")) } : {};
		if (first !== void 0) this.#dialect = {
			format,
			values: await this.#values(first),
			...notes
		};
		for (const cell of cells) {
			const before = this.#body.length;
			await this.#read(cell, [source.file]);
			if (cell.isAbstract) for (const { passage } of this.#body.splice(before)) this.#abstract.push(passage);
		}
	}
	/** @param labels of the cells that are wanted; all where there are none */
	async #cellsOf(source, labels = []) {
		const { format } = this.#options;
		const { readNotebook } = await import("./cells.js");
		return readNotebook(source, format === "myst" || format === "quarto" ? format : "none", labels);
	}
	/** What the part's head and the project's settings say. */
	async #values({ file, text }) {
		const { format, metadata: beside } = this.#options;
		const yamlOf = async (path) => this.#textFiles.paths.has(path) ? (await this.#textFiles.text(path)).text : "";
		if (format === "manubot") return valuesOf({ template: beside === void 0 ? [] : [await yamlOf(beside)] }, this.#yamlData);
		if (format !== "quarto" && format !== "rmarkdown") return () => void 0;
		const folder = projectFolderOf(file, this.#textFiles.paths);
		const within = folder === "" ? "" : `${folder}/`;
		const matter = frontMatter(text);
		const head = matter === void 0 ? "" : text.slice(matter.start, matter.end);
		const texts = {
			var: [await yamlOf(`${within}_variables.yml`)],
			meta: [head, await yamlOf(`${within}_quarto.yml`)],
			params: [head]
		};
		return valuesOf(texts, this.#yamlData);
	}
	async #open(file) {
		const { text, hidden, warnings } = await this.#textFiles.text(file);
		this.#files.add(file);
		addAll(this.#findings.hidden, hidden);
		addAll(this.#findings.warnings, warnings);
		return new SourceFile(file, text);
	}
	/** @param trail the files by which this one was reached, itself last
	*  @param options which lines are wanted; all where there are none */
	async #read(source, trail, options) {
		for (const range of includedRanges(source.text, options)) await this.#readRange(source, range, trail);
	}
	async #readRange(source, { start, end }, trail) {
		const isHead = start === 0 && source.mayHaveHead;
		const matter = isHead ? frontMatter(source.text) : void 0;
		if (matter !== void 0) await this.#take(source, metadata(source, matter.start, matter.end));
		else if (isHead && OPEN_MATTER.test(source.text.slice(0, 1e3))) this.#findings.warnings.push({
			file: source.file,
			line: 1,
			message: "the YAML at the head is never closed, so it was read as text. Close it with ---"
		});
		const base = matter?.after ?? start;
		const later = this.#options.format === "myst" ? [] : laterMatter(source.text.slice(0, end), base);
		for (const block of later) await this.#take(source, metadata(source, block.start, block.end), true);
		const masks = later.map(({ at, after }) => ({
			start: at - base,
			end: after - base,
			replacement: NOTHING,
			filler: "blank"
		}));
		const fragment = {
			source,
			base
		};
		const parsed = readFragment(fragment, Math.max(base, end), this.#dialect, masks);
		this.#addFindings(parsed);
		await this.#addBlocks(parsed, fragment, trail);
	}
	/** Blocks in the order of the file, the text of included files where they are included. */
	async #addBlocks({ blocks, inclusions, parts }, fragment, trail) {
		let next = 0;
		const upTo = (offset) => {
			for (let placed = blocks[next]; placed !== void 0 && placed.start < offset; placed = blocks[++next]) {
				const { start, block } = placed;
				if (parts.findLast((one) => one.start <= start)?.part === "abstract") this.#abstract.push(block.passage);
				else this.#body.push(block);
			}
		};
		for (const inclusion of inclusions) {
			upTo(inclusion.start);
			await this.#include(inclusion, fragment, trail);
		}
		upTo(Number.POSITIVE_INFINITY);
		checkPassageCount(this.#abstract.length + this.#body.length, fragment.source.file);
	}
	async #include({ start, path, options }, { source, base }, trail) {
		const { file } = source;
		const line = source.fileLineAt(base + start);
		const warn = (fault, remedy, loss = { losesText: true }) => this.#findings.warnings.push({
			file,
			line,
			message: `${path} ${fault}, so the rest was read without it. ${remedy}`,
			...loss
		});
		const { paths } = this.#textFiles;
		const top = trail[0] ?? file;
		const place = {
			format: this.#options.format,
			top,
			file,
			projectFolder: projectFolderOf(top, paths)
		};
		const candidates = includeCandidates(path, place);
		const found = candidates.find((one) => paths.has(one));
		if (candidates.length === 0) warn("lies outside the manuscript's tree", "Move it into the tree, or paste its text");
		else if (found === void 0) warn("is included here and does not exist", "Add the file, or mend the path");
		else if (trail.includes(found)) warn("includes itself", "Remove one of the inclusions", {});
		else if (this.#isRead(found, options)) warn("was read already", "Include it once", {});
		else if (trail.length > DEEPEST_INCLUSION) warn(`is included more than ${DEEPEST_INCLUSION} levels deep`, "Include it from a file nearer to the root");
		else await this.#readIncluded(found, options, trail, warn);
	}
	/** Different lines of one file may be included one after the other. */
	#isRead(file, options) {
		const lines = JSON.stringify([...options ?? []]);
		const known = this.#included.get(file) ?? /* @__PURE__ */ new Set();
		if (known.has(lines) || known.size >= MOST_SLICES || this.#files.has(file) && (options?.size ?? 0) === 0) return true;
		this.#included.set(file, known.add(lines));
		return false;
	}
	async #readIncluded(found, options, trail, warn) {
		const cells = options?.get("cells");
		if (cells === void 0 && !/\.(?:[qr]?md|rmarkdown|markdown|txt)$/i.test(found)) return warn("is no Markdown file", "Include text only");
		let sources;
		try {
			const opened = await this.#open(found);
			const labels = cells?.split(",").filter((label) => label !== "");
			sources = labels === void 0 ? [opened] : (await this.#cellsOf(opened, labels)).cells;
		} catch (error) {
			if (!(error instanceof ManuscriptError)) throw error;
			return warn(`cannot be read (${error.message})`, "Mend the file");
		}
		for (const source of sources) await this.#read(source, [...trail, found], cells === void 0 ? options : void 0);
	}
	/** The first title and abstract that are found are the paper's, a later file's title is the heading of its part.
	*  @param isLater whether an earlier block of the same file may have named them: then these count */
	async #take(source, { title, abstract, language, parts, warnings }, isLater = false) {
		this.#findings.warnings.push(...warnings);
		this.#language ??= language;
		const [named] = title === void 0 ? [] : this.#yaml(source, title);
		if (named !== void 0) {
			const passage = {
				...named.passage,
				kind: "heading"
			};
			if (this.#title === void 0 || isLater && this.#title.file === source.file) this.#title = passage;
			else this.#body.push({
				kind: "heading",
				level: 1,
				passage
			});
		}
		if (abstract !== void 0 && (this.#abstract.length === 0 || isLater && this.#abstract[0]?.file === source.file)) {
			this.#abstract.length = 0;
			addAll(this.#abstract, (await this.#part(source, abstract)).map(({ passage }) => passage));
		}
		if (this.#options.format !== "myst") return;
		for (const { name, texts } of parts) {
			for (const { passage } of this.#yaml(source, name)) this.#parts.push({
				kind: "heading",
				level: 1,
				passage: {
					...passage,
					kind: "heading"
				}
			});
			for (const text of texts) addAll(this.#parts, await this.#part(source, text));
		}
	}
	/** The text of a part, or of the file that it names, as MyST allows it. */
	async #part(source, text) {
		const path = source.text.slice(text.start, text.end).trim();
		const named = this.#options.format === "myst" && /^[\w./-]{1,200}\.(?:md|txt)$/.test(path) ? resolveBelow(folderOf(source.file), path) : void 0;
		if (named === void 0 || !this.#textFiles.paths.has(named)) return this.#yaml(source, text);
		const part = await this.#open(named);
		const base = frontMatter(part.text)?.after ?? 0;
		const parsed = readFragment({
			source: part,
			base
		}, part.text.length, this.#dialect);
		this.#addFindings(parsed);
		return parsed.blocks.map(({ block }) => block);
	}
	#yaml(source, { start, end, masks }) {
		const parsed = readFragment({
			source,
			base: start
		}, end, this.#dialect, masks);
		this.#addFindings(parsed);
		return parsed.blocks.map(({ block }) => block);
	}
	#addFindings({ leftOut, warnings, hidden }) {
		addAll(this.#findings.leftOut, leftOut);
		addAll(this.#findings.warnings, warnings);
		addAll(this.#findings.hidden, hidden);
	}
};
/** Not by `push(...found)`, which fails for more items than the stack holds. */
function addAll(list, found) {
	for (const item of found) list.push(item);
}

export { parseMarkdown as t };