import { n as SourceFile } from "./manuscript~document~action.js";

// src/manuscript/formats/notebook/json-strings.ts
/** @param json well-formed, as JSON.parse has found
*  @param deepest how many containers may stand around a string that is wanted
*  @returns what JSON.parse gives: of a name that stands twice in an object the last counts, whatever its value is */
function stringTree(json, deepest) {
	const root = {
		parts: /* @__PURE__ */ new Map(),
		index: 0,
		name: void 0
	};
	const open = [root];
	const put = (part) => {
		const container = open.at(-1);
		if (container !== void 0 && open.length <= deepest + 1) container.parts.set(keyOf(container), part);
	};
	const sign = /["{}[\],]/g;
	for (let next = sign.exec(json); next !== null; next = sign.exec(json)) {
		const container = open.at(-1) ?? root;
		switch (next[0]) {
			case "{":
			case "[": {
				const parts = /* @__PURE__ */ new Map();
				put({ parts });
				open.push({
					parts,
					index: next[0] === "[" ? 0 : void 0,
					name: void 0
				});
				break;
			}
			case "}":
			case "]":
				open.pop();
				break;
			case ",":
				container.name = void 0;
				if (container.index !== void 0) container.index++;
				break;
			default: {
				const start = next.index + 1;
				const end = closingQuote(json, start);
				sign.lastIndex = end + 1;
				if (container.index !== void 0 || container.name !== void 0) put({
					start,
					end
				});
				else {
					container.name = String(JSON.parse(json.slice(start - 1, end + 1)));
					container.parts.delete(container.name);
				}
			}
		}
	}
	return root.parts.get("0") ?? root;
}
function keyOf({ index, name }) {
	return index === void 0 ? name ?? "" : String(index);
}
/** @returns the string at a path, or the strings of a list of them as far as it has no gap; none where there is neither */
function stringsAt(tree, path) {
	let found = tree;
	for (const key of path) found = found !== void 0 && "parts" in found ? found.parts.get(String(key)) : void 0;
	if (found === void 0) return [];
	if (!("parts" in found)) return [found];
	const strings = [];
	for (let item = found.parts.get("0"); item !== void 0 && !("parts" in item); item = found.parts.get(String(strings.length))) strings.push(item);
	return strings;
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
/** The text of a notebook's cell: Markdown that stands in strings of JSON, a line of it on a line of the file in most notebooks.
*  It is parsed as a file of its own, and what is found in it is then placed in the file. */
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

export { stringsAt as i, decodedStrings as n, stringTree as r, CellSource as t };