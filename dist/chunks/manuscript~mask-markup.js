import { t as require_dist } from "./yaml~action.js";
import { c as visible, i as languageTag, r as checkPassageCount, t as CleanTextBuilder } from "./manuscript~document~action.js";
import { a as fromMarkdown, i as gfmFootnoteFromMarkdown, n as gfmFootnote, r as gfmTableFromMarkdown, t as gfmTable } from "./markdown-parser~action.js";
import { a as isWhite, i as elementOf, n as bracedElement, r as conditionOf, t as OpenElements } from "./manuscript~hidden-style.js";
import { n as unitSymbol } from "./manuscript~siunitx.js";

// src/manuscript/formats/markdown/forward-search.ts
/** Searches a text from left to right. Invariant: what was found is remembered, so that no character is looked at twice for the
*  same needle, however often scanning asks. */
var ForwardSearch = class {
	text;
	#found = /* @__PURE__ */ new Map();
	constructor(text) {
		this.text = text;
	}
	/** @returns the offset of the first `needle` at or after `from`; the text's length where there is none */
	find(needle, from) {
		return this.#remembered(needle, from, () => this.text.indexOf(needle, from));
	}
	/** The same for a pattern. @param pattern with the flag `g`, and without a part that could run over the whole text */
	match(pattern, from) {
		return this.#remembered(`/${pattern.source}/${pattern.flags}`, from, () => {
			pattern.lastIndex = from;
			return pattern.exec(this.text)?.index ?? -1;
		});
	}
	/** Where the paragraph around `from` ends: before a line feed that a blank line follows. */
	paragraphEnd(from) {
		return this.match(/\n[ \t]*\r?(?:\n|$)/g, from);
	}
	lineEnd(from) {
		return this.find("\n", from);
	}
	/** Whether a range fills its lines, so that it can be masked by white space without joining or indenting text.
	*  Between two lines of a paragraph it cannot: the reader sees one paragraph. */
	standsAlone(start, end) {
		const { text } = this;
		const before = text.slice(Math.max(0, start - 200), start);
		const after = text.slice(end, Math.min(this.lineEnd(end) + 1, end + 200));
		if (!/(?:^|\n)[ \t]*$/.test(before) || !/^[ \t]*\r?(?:\n|$)/.test(after)) return false;
		const next = text.slice(end + after.length, end + after.length + 80);
		return /(?:^|\n)[ \t]*\r?\n[ \t]*$|^[ \t]*$/.test(before) || /^[ \t]*\r?(?:\n|$)/.test(next);
	}
	#remembered(key, from, search) {
		const last = this.#found.get(key);
		if (last !== void 0 && last.from <= from && from <= last.at) return last.at;
		const found = search();
		const at = found === -1 ? this.text.length : found;
		this.#found.set(key, {
			from,
			at
		});
		return at;
	}
};
/** What a pattern with the flag `y` matches at exactly this offset. */
function matchAt(pattern, text, at) {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0];
}

// src/manuscript/formats/markdown/scanner.ts
var Scanner = class {
	text;
	format;
	values;
	ahead;
	elements;
	/** Conditionals of templates that are open: whether what stands there is printed. */
	templates = [];
	/** Numbers of pandoc's examples, `(@label)`, by label, and by where an unnamed one stands. */
	examples;
	/** Labels of notes to which the text leads, `[^1]`. */
	notes;
	/** By `{% set name = "text" %}`. */
	assigned = /* @__PURE__ */ new Map();
	/** Characters of hidden elements that may still be searched for what is seen in them; papers have some hundreds. */
	searchesLeft = 1e6;
	#hiddenAt = 0;
	regions = [];
	kinds = [];
	inclusions = [];
	hidden = [];
	notices = [];
	/** Where lines begin that belong to something above them, such as the end of a directive or the rule of a table: they begin
	*  nothing. */
	settled = /* @__PURE__ */ new Set();
	/** Where the next line with text below a table begins. */
	belowTables = /* @__PURE__ */ new Set();
	/** No rule that ends a table stands before this offset, as far as was looked: so nothing is looked at twice. */
	noTableEndBefore = 0;
	leftOut = [];
	/** Where a MyST block begins, and which part of the paper it says it is. */
	parts = [];
	constructor(text, { format, values, notes }) {
		this.text = text;
		this.format = format;
		this.values = values;
		this.ahead = new ForwardSearch(text);
		this.elements = new OpenElements(text, /^(?:quarto|rmarkdown|myst)$/.test(format));
		this.examples = format === "myst" ? /* @__PURE__ */ new Map() : examplesIn(text);
		this.notes = notes ?? notesIn(text);
	}
	/** Where the hidden range ends that a place lies in; asked in the order of the text. */
	hiddenUntil(at) {
		while ((this.hidden[this.#hiddenAt]?.end ?? Number.POSITIVE_INFINITY) <= at) this.#hiddenAt++;
		const range = this.hidden[this.#hiddenAt];
		return range !== void 0 && range.start <= at ? range.end : void 0;
	}
	/** @returns `end`, where scanning goes on */
	mask(start, end, replacement = NOTHING, filler = "word") {
		this.regions.push({
			start,
			end,
			replacement,
			filler
		});
		return end;
	}
	/** Notes the first of each kind: what follows is often its consequence. */
	warnOnce(kind, start, message, losesText = false) {
		if (this.notices.every((known) => known.kind !== kind)) this.notices.push({
			kind,
			start,
			message,
			losesText
		});
	}
	/** Masks what no reader sees, and reports it where it holds a letter or a digit. */
	hide(start, end, technique, content, filler = "word") {
		const seen = content.replace(/<[^<>]*>/g, "").trim();
		if (/[\p{L}\p{N}]/u.test(seen)) this.hidden.push({
			start,
			end,
			technique,
			characters: [...seen].length
		});
		return this.mask(start, end, NOTHING, filler);
	}
};
/** Labels of notes to which a text leads. */
function notesIn(text) {
	return new Set(text.match(/\[\^[^\]\s]{1,100}\](?!:)/g));
}
function examplesIn(text) {
	const numbers = /* @__PURE__ */ new Map();
	let count = 0;
	for (const { index, 0: mark, 1: label = "" } of text.matchAll(/^[ \t]{0,3}\(@([\w-]*)\)(?=[ \t]+\S)/gm)) {
		const number = label === "" ? ++count : numbers.get(label) ?? ++count;
		numbers.set(index + mark.indexOf("("), number);
		if (label !== "") numbers.set(label, number);
	}
	return numbers;
}
const CLOSES = {
	"]": "[",
	"}": "{"
};
/** @param text with code, math and comments masked
*  @returns for the offset of each `[` and `{` that is closed, the offset of what closes it */
function matchBrackets(text) {
	const found = /* @__PURE__ */ new Map();
	const open = {
		"[": [],
		"{": []
	};
	for (const { 0: sign, index } of text.matchAll(/\\[^\n]|[[\]{}]|\n[ \t]*\r?(?=\n)/g)) if (sign.startsWith("\n")) for (const kind of Object.keys(open)) open[kind] = [];
	else if (sign in open) open[sign]?.push(index);
	else if (sign in CLOSES) {
		const opener = open[CLOSES[sign] ?? ""]?.pop();
		if (opener !== void 0) found.set(opener, index);
	}
	return found;
}
const NOTHING = { kind: "nothing" };
const BLANK = { kind: "blank" };
const CITE = {
	kind: "token",
	token: "[cite]"
};
const VALUE = {
	kind: "token",
	token: "[value]"
};
const REF = {
	kind: "token",
	token: "[ref]"
};
/** A private character counts as neither punctuation nor white space; the middle dot is punctuation that no construct begins with. */
const FILLERS = {
	word: "",
	mark: "·",
	blank: " "
};
/** The outermost regions, in order: one that begins inside another is swallowed by it. */
function outermostRegions(regions) {
	const kept = [];
	let end = 0;
	for (const region of regions.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
		if (region.start < end || region.end <= region.start) continue;
		kept.push(region);
		end = region.end;
	}
	return kept;
}
/** @param regions as `outermostRegions` returns them */
function maskRegions(text, regions) {
	const pieces = [];
	let at = 0;
	for (const { start, end, filler } of regions) {
		pieces.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, FILLERS[filler]));
		at = end;
	}
	pieces.push(text.slice(at));
	return pieces.join("");
}
/** @param ranges in order and apart  @returns the index of the first that ends after the offset; their number where none does */
function firstEndingAfter(ranges, offset) {
	let low = 0;
	let high = ranges.length;
	while (low < high) {
		const middle = low + high >> 1;
		if ((ranges[middle]?.end ?? 0) > offset) high = middle;
		else low = middle + 1;
	}
	return low;
}

// src/manuscript/formats/markdown/text-runs.ts
/** The Markdown parser, set up so that each slice of text tells where it stands; and what a reader sees of inline Markdown: runs
*  of text, each with its place in the file, and passages made of them. */
var TextRenderer = class {
	#original;
	#regions;
	#slices;
	/** @param regions as `outermostRegions` returns them */
	constructor(original, regions, slices) {
		this.#original = original;
		this.#regions = regions;
		this.#slices = slices;
	}
	render(nodes) {
		const runs = [];
		for (const node of nodes) this.#node(node, runs);
		return runs;
	}
	#node(node, into) {
		if (node.type === "text") this.#text(node, into);
		const at = node.position?.start.offset ?? 0;
		const end = node.position?.end.offset ?? at;
		if (node.type === "tableCell" || node.type === "break") into.push({
			start: at,
			end: at,
			kind: "blank",
			text: ""
		});
		if ("children" in node) for (const child of node.children) this.#node(child, into);
		else if (node.type === "inlineCode") into.push({
			start: at,
			end,
			kind: "text",
			text: node.value
		});
		else if (node.type === "imageReference" && node.alt) into.push({
			start: at,
			end,
			kind: "text",
			text: node.alt
		});
	}
	#text(node, into) {
		let last = into.at(-1)?.end;
		for (const slice of this.#slices.get(node) ?? []) {
			if (last !== void 0 && last < slice.start && this.#original.slice(last, slice.start).includes("\n")) into.push({
				start: slice.start,
				end: slice.start,
				kind: "blank",
				text: ""
			});
			if (slice.decoded === void 0) this.#plain(slice, into);
			else into.push({
				start: slice.start,
				end: slice.end,
				kind: "text",
				text: slice.decoded
			});
			last = slice.end;
		}
	}
	/** Text that stands as it is, but for the regions in it. One that began in an earlier slice was shown there. */
	#plain({ start, end }, into) {
		let at = start;
		for (let next = firstEndingAfter(this.#regions, start);; next++) {
			const region = this.#regions[next];
			if (region === void 0 || region.start >= end) break;
			if (region.start > at) into.push(this.#slice(at, region.start));
			if (region.start >= start) this.#region(region, into);
			at = Math.max(at, region.end);
		}
		if (at < end) into.push(this.#slice(at, end));
	}
	#region({ start, end, replacement }, into) {
		if (replacement.kind === "token") into.push({
			start,
			end,
			kind: "token",
			text: replacement.token
		});
		else if (replacement.kind === "blank") into.push({
			start,
			end,
			kind: "blank",
			text: ""
		});
		else if (replacement.kind === "source") into.push(this.#slice(replacement.start, replacement.end));
	}
	#slice(start, end) {
		return {
			start,
			end,
			kind: "text",
			text: this.#original.slice(start, end).replace(/\n[ \t>]+/g, "\n")
		};
	}
};
/** @param start and `end`: the source is cut from here, to begin and end on the lines of the first and last word
*  @returns undefined where a reader sees no word, number or placeholder */
function passageOf({ source: whole, base }, kind, runs, start, end) {
	const builder = new CleanTextBuilder();
	for (const { kind: how, text, start: at } of runs) {
		const line = whole.lineAt(base + at);
		if (how === "blank") builder.addBlank();
		else if (how === "token") builder.addToken(text, line);
		else builder.add(text, line);
	}
	const { text, lines } = builder.build();
	const startLine = lines[0]?.line;
	const endLine = lines.at(-1)?.line;
	if (startLine === void 0 || endLine === void 0 || !/[\p{L}\p{N}]/u.test(text)) return void 0;
	const from = Math.max(base + start, whole.startOf(startLine));
	const shownTo = runs.reduce((furthest, run) => Math.max(furthest, run.end), end);
	const to = Math.min(base + shownTo, whole.endOf(endLine));
	return {
		kind,
		file: whole.file,
		startLine,
		endLine,
		source: whole.text.slice(from, to).trim(),
		text,
		lines
	};
}
/** A text node's own position spans escapes, references, and the `> ` of block quotes: its slices do not. */
function parseTree(text) {
	const slices = /* @__PURE__ */ new Map();
	let decodedFrom = 0;
	function record(node, token, decoded) {
		const slice = {
			start: token.start.offset,
			end: token.end.offset,
			...decoded === void 0 ? {} : { decoded }
		};
		const known = slices.get(node);
		if (known === void 0) slices.set(node, [slice]);
		else known.push(slice);
	}
	function plain(token) {
		const node = endOfText(this, token);
		const value = this.sliceSerialize(token);
		node.value += value;
		record(node, token);
	}
	function referenceValue() {
		const node = this.stack.at(-1);
		decodedFrom = node?.type === "text" ? node.value.length : 0;
	}
	function reference(token) {
		const node = endOfText(this, token);
		record(node, token, node.value.slice(decodedFrom));
	}
	const positions = {
		enter: { characterReferenceValue: referenceValue },
		exit: {
			data: plain,
			characterEscapeValue: plain,
			characterReference: reference
		}
	};
	return {
		root: fromMarkdown(text, {
			extensions: [gfmTable(), gfmFootnote()],
			mdastExtensions: [
				gfmTableFromMarkdown(),
				gfmFootnoteFromMarkdown(),
				positions
			]
		}),
		slices
	};
}
function endOfText(context, token) {
	const node = context.stack.pop();
	if (node?.type !== "text") throw new TypeError(`text was expected where ${node?.type} ends`);
	const { line, column, offset } = token.end;
	if (node.position !== void 0) node.position.end = {
		line,
		column,
		offset
	};
	return node;
}

// src/manuscript/formats/markdown/blocks.ts
/** From the Markdown parser's tree to blocks: a passage for each paragraph, list item, table and caption, and headings, also
*  those that are set in bold or italics at the start of a paragraph: `***Background.*** A preprint is …`. */
/** @param kinds ranges whose text is of a kind of its own, in order and apart */
function blocksOf({ root }, renderer, fragment, kinds) {
	const walk = new Walk(renderer, fragment, kinds);
	for (const child of root.children) walk.block(child, "paragraph");
	return {
		blocks: walk.blocks,
		code: walk.code
	};
}
var Walk = class {
	blocks = [];
	code = [];
	#renderer;
	#fragment;
	#kinds;
	constructor(renderer, fragment, kinds) {
		this.#renderer = renderer;
		this.#fragment = fragment;
		this.#kinds = kinds;
	}
	/** @param kind of the paragraphs in it */
	block(node, kind) {
		const { start, end } = extent(node);
		switch (node.type) {
			case "heading":
				this.#heading(node.depth, this.#renderer.render(node.children), start, end);
				return;
			case "paragraph":
				if (kind === "paragraph") this.#paragraph(node);
				else this.#parts(this.#renderer.render(node.children), kind, start, end);
				return;
			case "table":
				this.#passage("table", this.#renderer.render([node]), start, end);
				return;
			case "list":
			case "listItem":
			case "blockquote":
			case "footnoteDefinition":
				for (const child of node.children) this.block(child, node.type === "listItem" || kind === "listItem" ? "listItem" : "paragraph");
				return;
			case "code":
				this.code.push({
					start,
					end
				});
				return;
			default: return;
		}
	}
	/** A paragraph of the running text may begin with its own heading, or be a figure's legend. */
	#paragraph(node) {
		const { start, end } = extent(node);
		const runs = this.#renderer.render(node.children);
		const opens = runs.some((run) => this.#rangeOf(run) !== void 0) ? void 0 : paragraphOpening(node.children, this.#renderer);
		switch (opens?.kind) {
			case "heading":
				this.#heading(7, opens.heading, start, opens.split);
				this.#passage("paragraph", opens.rest, opens.rest[0]?.start ?? opens.split, end);
				return;
			case "legend":
				this.#passage("caption", runs, start, end);
				return;
			case "none":
			case void 0: this.#parts(runs, "paragraph", start, end);
		}
	}
	/** One passage of what stands in no range, and one for each range. */
	#parts(runs, kind, start, end) {
		const parts = /* @__PURE__ */ new Map();
		for (const run of runs) {
			const range = this.#rangeOf(run);
			const part = parts.get(range);
			if (part === void 0) parts.set(range, [run]);
			else part.push(run);
		}
		for (const [range, ofRange] of parts) if (range === void 0) this.#passage(kind, ofRange, start, end);
		else this.#passage(range.kind, ofRange, Math.max(range.start, start), Math.min(range.end, end));
	}
	#heading(level, runs, start, end) {
		const passage = passageOf(this.#fragment, "heading", runs, start, end);
		if (passage !== void 0) this.blocks.push({
			start,
			block: {
				kind: "heading",
				level,
				passage
			}
		});
	}
	#passage(kind, runs, start, end) {
		const passage = passageOf(this.#fragment, kind, runs, start, end);
		if (passage !== void 0) this.blocks.push({
			start,
			block: {
				kind: "passage",
				passage
			}
		});
	}
	#rangeOf({ start }) {
		const range = this.#kinds[firstEndingAfter(this.#kinds, start)];
		return range !== void 0 && range.start <= start ? range : void 0;
	}
};
function extent(node) {
	const start = node.position?.start.offset;
	const end = node.position?.end.offset;
	if (start === void 0 || end === void 0) throw new TypeError(`the Markdown parser does not say where its ${node.type} stands`);
	return {
		start,
		end
	};
}
/** Words. Longer bold text is a sentence that the author stresses. */
const LONGEST_HEADING = 12;
/** A legend that is set as a paragraph, below the figure or at the end of the paper. */
const LEGEND = /^(?:(?:supplement(?:al|ary)|extended data)\s+)?(?:fig(?:ure|\.)?|table|video|movie)\s*S?\d/i;
/** @param children of a paragraph that stands in no list, note or caption */
function paragraphOpening(children, renderer) {
	const first = children.findIndex((child) => renderer.render([child]).some(({ text, kind }) => kind !== "blank" && text.trim() !== ""));
	const node = children[first];
	if (node === void 0 || node.type !== "strong" && node.type !== "emphasis") return { kind: "none" };
	const heading = renderer.render([node]);
	const words = textOf(heading);
	if (LEGEND.test(words) && isBold(node)) return { kind: "legend" };
	const rest = renderer.render(children.slice(first + 1));
	if (!readsAsHeading(words, textOf(rest), isBold(node))) return { kind: "none" };
	return {
		kind: "heading",
		heading: withoutTrailingPunctuation(heading),
		rest: withoutLeadingPunctuation(rest),
		split: node.position?.end.offset ?? 0
	};
}
/** Bold, and not merely with a bold word in it. */
function isBold(node) {
	if (node.type === "strong") return true;
	return node.type === "emphasis" && node.children.length === 1 && node.children[0]?.type === "strong";
}
function textOf(runs) {
	return runs.map(({ text }) => text || " ").join("").replace(/\s+/g, " ").trim();
}
/** A stressed first word is no heading: a heading ends in a full stop or colon, or fills the paragraph. */
function readsAsHeading(words, rest, bold) {
	if (words.split(" ").length > LONGEST_HEADING || !/\p{L}{3}/u.test(words) || !/^[\p{Lu}\p{N}]/u.test(words)) return false;
	if (rest === "") return bold && !/[,;!]$/.test(words);
	return (/[.:?]$/.test(words) || bold && /^[.:]/.test(rest)) && /[\p{L}\p{N}]/u.test(rest) && (bold || /^[\p{Lu}\p{N}$["'“(]/u.test(rest));
}
/** The heading without the full stop or colon that parts it from the text. */
function withoutTrailingPunctuation(heading) {
	const last = heading.findLastIndex(({ kind, text }) => kind !== "blank" && text.trim() !== "");
	return heading.map((run, index) => index === last ? {
		...run,
		text: run.text.replace(/[.:]\s*$/, "")
	} : run);
}
/** The text without the full stop, colon or dash that parts it from the heading. */
function withoutLeadingPunctuation(rest) {
	const [first, ...others] = rest;
	if (first === void 0 || first.kind !== "text") return [...rest];
	const point = /^\s*[.:\u2013\u2014]?\s*/.exec(first.text)?.[0] ?? "";
	return [{
		...first,
		start: first.start + point.length,
		text: first.text.slice(point.length)
	}, ...others];
}

// src/manuscript/formats/markdown/embedded-latex.ts
/** LaTeX in a Markdown file: of environments, equations are kept as they stand, captions are text, layout is dropped; of commands
*  within a paragraph, text in them is kept, references become tokens, layout goes. */
const EQUATIONS = /^(?:equation|align|aligned|gather|multline|eqnarray|math|displaymath|alignat|flalign)\*?$/;
/** What is inside is text, and only laid out. */
const WRAPPERS = /^(?:landscape|sidewaystable|singlespace|doublespace|spacing|flushleft|flushright|small|footnotesize|quote|minipage|linenumbers|multicols)\*?$/;
/** @param at the beginning of a line that begins with a backslash  @returns `at` where it is no environment */
function rawEnvironment(scanner, at) {
	const { text, ahead } = scanner;
	const opener = /^[ \t]*\\(begin|end)\{([A-Za-z]{1,40}\*?)\}/.exec(text.slice(at, at + 100));
	if (opener === null) return at;
	const [marker, verb, name = ""] = opener;
	const close = ahead.find(`\\end{${name}}`, at);
	if (verb === "end" || close === text.length || WRAPPERS.test(name)) {
		const end = ahead.lineEnd(at);
		return scanner.mask(at, Math.max(at + marker.length, /^[^A-Za-z]*$/.test(text.slice(at + marker.length, end)) ? end : 0), NOTHING);
	}
	const end = close + `\\end{${name}}`.length;
	if (EQUATIONS.test(name)) return scanner.mask(at, end, {
		kind: "source",
		start: at + marker.length - `\\begin{${name}}`.length,
		end
	});
	if (TABLES.test(name) && readTable(scanner, at, end)) return end;
	scanner.leftOut.push({
		start: at,
		end,
		why: `raw LaTeX (${name})`
	});
	return captionsOf(scanner, at, end);
}
const TABLES = /^(?:table|sidewaystable|longtable|tabular[xy]?|tabu|threeparttable)\*?$/;
/** Of a table's body: what begins and ends it, rules, and what parts cells and rows. */
const TABLE_MARKUP = /\\(?:begin|end)\{[a-zA-Z]+\*?\}(?:\[[^\]\n]{0,200}\])?(?:\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\})*|\\(?:hline|toprule|midrule|bottomrule|centering|endhead|endfirsthead|endfoot|endlastfoot|small|footnotesize|scriptsize)\b(?:\[[^\]\n]{0,100}\])?|\\(?:cmidrule|cline|addlinespace|label|vspace)\*?(?:\([^()\n]*\))?(?:[[{][^\]}\n]*[\]}])*|\\\\\*?(?:\[[^\]\n]{0,100}\])?|(?<!\\)&|\\multi(?:column|row)\{[^{}]*\}(?:\[[^\]\n]*\])?\{[^{}]*\}/g;
/** A LaTeX table, as a page that is made by way of LaTeX shows it: cells, rows and captions. @returns whether it is one */
function readTable(scanner, start, end) {
	const source = scanner.text.slice(start, end);
	if (!/\\begin\{(?:tabular[xy]?|longtable|tabu)\*?\}/.test(source) || source.length > LONGEST_TABLE || /\n[ \t]*\r?\n/.test(source)) return false;
	let from = 0;
	for (const { index, 0: opening } of source.matchAll(/\\caption\*?(?:\[[^\]\n]{0,500}\])?\{/g)) {
		const open = index + opening.length;
		const close = closingBrace(source, open);
		if (index < from || close === void 0) continue;
		tableCells(scanner, start + from, start + index);
		scanner.mask(start + index, start + open);
		scanner.kinds.push({
			start: start + open,
			end: start + close,
			kind: "caption"
		});
		scanner.mask(start + close, start + close + 1, BLANK);
		from = close + 1;
	}
	tableCells(scanner, start + from, end);
	return true;
}
/** Characters. */
const LONGEST_TABLE = 1e5;
const LONGEST_CELL = 2e3;
function tableCells(scanner, start, end) {
	if (start >= end) return;
	scanner.kinds.push({
		start,
		end,
		kind: "table"
	});
	const source = scanner.text.slice(start, end);
	for (const { index, 0: markup } of source.matchAll(TABLE_MARKUP)) {
		const after = index + markup.length;
		scanner.mask(start + index, start + after, BLANK);
		const close = markup.startsWith("\\multi") && source[after] === "{" ? closingBrace(source.slice(0, after + LONGEST_CELL), after + 1) : void 0;
		if (close === void 0) continue;
		scanner.mask(start + after, start + after + 1);
		scanner.mask(start + close, start + close + 1);
	}
}
/** Masks an environment but for the arguments of its captions. @returns `end` */
function captionsOf(scanner, start, end) {
	const source = scanner.text.slice(start, end);
	let from = 0;
	for (const found of source.matchAll(/\\caption(?:\[[^\]\n]{0,500}\])?\{/g)) {
		if (found.index < from) continue;
		const open = found.index + found[0].length;
		const close = closingBrace(source, open);
		if (close === void 0) break;
		scanner.mask(start + from, start + open, NOTHING);
		scanner.kinds.push({
			start: start + open,
			end: start + close,
			kind: "caption"
		});
		from = close;
	}
	scanner.mask(start + from, end, NOTHING, from === 0 ? "blank" : "word");
	return end;
}
/** Of math: phantoms and letters in white, which neither a page that is made by way of LaTeX nor one by MathJax shows.
*  @param start of the dollars, `end` after the last  @returns ranges in order, with what hides them */
function* hiddenInMath(text, start, end) {
	const body = text.slice(start, end);
	let from = 0;
	for (const { index, 0: macro } of body.matchAll(/\\(?:[hv]?phantom|textcolor|color)(?![A-Za-z])/g)) {
		const to = index < from ? void 0 : endOfHidden(body, macro, index + macro.length);
		if (to === void 0 || (body.slice(index + macro.length, to).match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS) continue;
		yield {
			start: start + index,
			end: start + to,
			technique: macro.endsWith("phantom") ? "phantom" : "white text"
		};
		from = to;
	}
}
/** Where that ends which a macro hides; undefined where it hides nothing. */
function endOfHidden(body, macro, from) {
	const [opening, model] = /^\s*(?:\[(\w+)\])?\s*\{/.exec(body.slice(from, from + 100)) ?? [];
	if (opening === void 0) return void 0;
	const close = closingBrace(body, from + opening.length);
	if (close === void 0 || macro.endsWith("phantom")) return close === void 0 ? void 0 : close + 1;
	if (!isWhite(cssColour(model, body.slice(from + opening.length, close)))) return void 0;
	return macro === "\\color" ? endOfGroup(body, close + 1) : endOfArgument(body, close + 1);
}
/** Fewer letters in a phantom are alignment. */
const LEAST_LETTERS = 4;
function endOfArgument(body, from) {
	const open = /^\s*\{/.exec(body.slice(from, from + 100))?.[0];
	const close = open === void 0 ? void 0 : closingBrace(body, from + open.length);
	return close === void 0 ? void 0 : close + 1;
}
/** Where the group ends that stands around a place, or the math does. */
function endOfGroup(body, from) {
	return closingBrace(body, from) ?? body.search(/\$*$/);
}
function closingBrace(source, from) {
	for (let at = from, depth = 1; at < source.length; at++) if (source[at] === "\\") at++;
	else if (source[at] === "{") depth++;
	else if (source[at] === "}" && --depth === 0) return at;
}
const TEXT_IN_ARGUMENT = /^(?:text(?:bf|it|tt|sc|sf|rm|up|normal|superscript|subscript)|emph|underline|uline|mbox|hl|sout|section|subsection|subsubsection|paragraph)\*?$/;
const SYMBOLS = {
	textasciitilde: "~",
	textasciicircum: "^",
	textbackslash: "\\",
	textgreater: ">",
	textless: "<",
	textmu: "µ",
	textdegree: "°",
	degree: "°",
	texttimes: "×",
	textpm: "±",
	ldots: "…",
	dots: "…",
	LaTeX: "LaTeX",
	TeX: "TeX"
};
/** `\@ref(fig:one)`, `(\#fig:one)`, `\ref{x}`, `\textbf{x}`, `\newpage`, `\*`
*   ^ at, each time. @returns where scanning goes on */
function texCommand(masked, at) {
	const { scanner, text } = masked;
	const bookdown = matchAt(/\\@ref\([^()\n]{1,200}\)/y, text, at);
	if (bookdown !== void 0) return scanner.mask(at, at + bookdown.length, REF);
	const label = matchAt(/\\#[\w:-]{1,200}\)/y, text, at);
	if (label !== void 0 && text[at - 1] === "(") return scanner.mask(at - 1, at + label.length);
	if (text[at + 1] === " ") return scanner.mask(at, at + 2, BLANK);
	const name = matchAt(/\\[A-Za-z]{1,60}\*?/y, text, at)?.slice(1);
	return name === void 0 ? at + 2 : named(masked, at, name);
}
function named(masked, at, name) {
	const { scanner, text, brackets } = masked;
	const after = at + 1 + name.length;
	const symbol = SYMBOLS[name];
	if (symbol !== void 0) return scanner.mask(at, after + (matchAt(/\{\}| (?=\S)/y, text, after)?.length ?? 0), {
		kind: "token",
		token: symbol
	});
	if (name === "iffalse") {
		const close = scanner.ahead.match(/\\fi(?![A-Za-z])/g, after);
		if (close === scanner.text.length) return scanner.mask(at, after);
		scanner.leftOut.push({
			start: at,
			end: close,
			why: "\\iffalse"
		});
		return scanner.mask(at, close + 3);
	}
	if (name === "color" || name === "textcolor") return coloured(masked, at, after, name);
	const close = text[after] === "{" ? brackets.get(after) : void 0;
	if (TEXT_IN_ARGUMENT.test(name) && close !== void 0) {
		scanner.mask(at, after + 1);
		scanner.mask(close, close + 1);
		return after + 1;
	}
	if (/^multi(?:column|row)$/.test(name)) return scanner.mask(at, after);
	const end = argumentsEnd(masked, after);
	if (/phantom$/.test(name)) return scanner.hide(at, end, "phantom", scanner.text.slice(after, end));
	if (/^(?:auto|c|C|eq|page|name)?ref\*?$/.test(name)) return scanner.mask(at, end, REF);
	if (/^(?:no)?[a-zA-Z]?cite/.test(name)) return scanner.mask(at, end, name === "nocite" ? NOTHING : CITE);
	return scanner.mask(at, end);
}
/** A colour of a LaTeX model as CSS has it. */
function cssColour(model, colour) {
	const parts = colour.split(",").map(Number);
	if (model === "rgb" || model === "gray") return `rgb(${(model === "gray" ? [
		parts[0],
		parts[0],
		parts[0]
	] : parts).map((part) => Math.round((part ?? 0) * 255)).join(" ")})`;
	return model === "RGB" ? `rgb(${parts.join(" ")})` : model === "HTML" ? `#${colour.trim()}` : colour;
}
/** `\textcolor{white}{text}`, `\color{white} text`: hidden where it is white, else text. */
function coloured(masked, at, after, name) {
	const { scanner, text, brackets } = masked;
	const model = matchAt(/\[\w+\]/y, text, after);
	const opens = after + (model?.length ?? 0);
	const close = text[opens] === "{" ? brackets.get(opens) : void 0;
	if (close === void 0) return scanner.mask(at, after);
	const white = isWhite(cssColour(model?.slice(1, -1), text.slice(opens + 1, close)));
	const content = name === "textcolor" && text[close + 1] === "{" ? brackets.get(close + 1) : void 0;
	if (white) {
		const end = content === void 0 ? scanner.ahead.paragraphEnd(close) : content + 1;
		return scanner.hide(at, end, "white text", scanner.text.slice(close + 1, end));
	}
	if (content === void 0) return scanner.mask(at, close + 1);
	scanner.mask(at, close + 2);
	scanner.mask(content, content + 1);
	return close + 2;
}
/** After all `{…}` and `[…]` that follow without a blank. */
function argumentsEnd({ text, brackets }, after) {
	let end = after;
	for (let close = brackets.get(end); close !== void 0 && (text[end] === "{" || text[end] === "["); close = brackets.get(end)) end = close + 1;
	return end;
}

// src/manuscript/formats/markdown/tables.ts
/** `---- ----`: a rule for each column. */
const COLUMNS = /^[ \t]*-+(?:[ \t]+-+)+[ \t]*$/;
const RULE = /^[ \t]*-{3,}[ \t]*$/;
/** Lines of a table's heading, and of a table; real ones are shorter. */
const MOST_HEADING_LINES = 12;
const MOST_LINES$1 = 2e3;
/** Characters of a line. */
const LONGEST_LINE = 4e3;
/** @param at the beginning of a line of dashes in groups, `end` its end
*  @returns where scanning goes on; `at` where that is no table */
function dashedTable(scanner, at, end) {
	const columns = lineAt(scanner, at, end);
	if (!COLUMNS.test(columns.text) || !columns.text.includes("--")) return at;
	const found = headingAbove(scanner, at);
	if (found === void 0) return at;
	const { lines: heading, rule } = found;
	const isMultiline = rule !== void 0;
	if (heading.length > 1 && !isMultiline) return at;
	const rows = rowsBelow(scanner, end, isMultiline || heading.length === 0);
	if (rows === void 0) return at;
	const first = heading[0] ?? columns;
	const last = rows.at(-1) ?? columns;
	scanner.kinds.push({
		start: first.start,
		end: last.end,
		kind: "table"
	});
	for (const line of [
		...rule === void 0 ? [] : [rule],
		columns,
		...rows.filter(isRule)
	]) {
		scanner.mask(line.start, line.end);
		scanner.settled.add(line.start);
	}
	for (const line of [...heading, ...rows.filter((row) => !isRule(row))]) plainLines(scanner, line);
	noteEnd(scanner, last.end);
	return Math.min(end + 1, scanner.text.length);
}
function lineAt({ text }, start, end) {
	return {
		start,
		end,
		text: text.slice(start, Math.min(end, start + LONGEST_LINE)).replace(/\r$/, "")
	};
}
function isRule({ text }) {
	return RULE.test(text) || COLUMNS.test(text) && text.includes("--");
}
/** The lines of the heading, and the rule that opens a multiline table above it; undefined where too much stands there. */
function headingAbove(scanner, at) {
	const lines = [];
	for (let end = at - 1; end >= 0;) {
		const start = scanner.text.lastIndexOf("\n", end - 1) + 1;
		const line = lineAt(scanner, start, end);
		if (line.text.trim() === "") break;
		if (isRule(line)) return {
			lines,
			rule: line
		};
		lines.unshift(line);
		if (lines.length > MOST_HEADING_LINES) return void 0;
		end = start - 1;
	}
	return {
		lines,
		rule: void 0
	};
}
/** @param isClosed whether only a rule ends the table, and not a blank line
*  @returns the rows, a closing rule among them; undefined where the rule is missing or nothing follows */
function rowsBelow(scanner, from, isClosed) {
	const rows = [];
	if (isClosed && from < scanner.noTableEndBefore) return void 0;
	for (let start = from + 1; start < scanner.text.length && rows.length < MOST_LINES$1;) {
		const line = lineAt(scanner, start, scanner.ahead.lineEnd(start));
		if (line.text.trim() === "") {
			if (!isClosed) break;
		} else if (isRule(line) && endsBlock(scanner, line.end)) return [...rows, line].filter(({ text }) => text.trim() !== "");
		rows.push(line);
		start = line.end + 1;
	}
	if (isClosed) {
		scanner.noTableEndBefore = rows.at(-1)?.end ?? from;
		return;
	}
	return rows.length === 0 ? void 0 : rows;
}
function endsBlock({ text, ahead }, lineEnd) {
	return text.slice(lineEnd + 1, Math.min(ahead.lineEnd(Math.min(lineEnd + 1, text.length)), lineEnd + 200)).trim() === "";
}
/** Lines whose beginning marks no block: no indented code, no list, no heading. */
function plainLines(scanner, { start, end }) {
	for (const { index, 0: indent, 1: marker = "" } of scanner.text.slice(start, end).matchAll(/^[ \t]*(\d{1,9}[.)](?=[ \t])|[-*+](?=[ \t])|#{1,6}(?=[ \t])|[>=~`|:]+)?/gm)) {
		const from = start + index;
		const begins = from + indent.length - marker.length;
		if (begins > from) scanner.mask(from, begins, NOTHING);
		if (marker !== "") scanner.mask(begins, from + indent.length, {
			kind: "source",
			start: begins,
			end: from + indent.length
		});
	}
}
/** Remembers where the next line with text begins: a caption may stand there. */
function noteEnd(scanner, tableEnd) {
	const next = /^[^\n]*\n(?:[ \t]*\r?\n){0,3}/.exec(scanner.text.slice(tableEnd, tableEnd + 400))?.[0];
	if (next !== void 0) scanner.belowTables.add(tableEnd + next.length);
}

// src/manuscript/formats/markdown/directives.ts
const DIRECTIVES = /* @__PURE__ */ new Map();
function declare(argument, body, names) {
	for (const name of names.trim().split(/\s+/)) DIRECTIVES.set(name, {
		argument,
		body
	});
}
declare("unseen", "figure", "figure iframe");
declare("caption", "prose", "table");
declare("caption", "list table", "list-table");
declare("caption", "comma table", "csv-table");
declare("unseen", "code", "code code-block sourcecode");
declare("title", "prose", `
  note important tip hint warning caution attention danger error seealso admonition dropdown card tab-item grid-item-card exercise solution aside topic
  sidebar margin
`);
declare("unseen", "prose", "epigraph pull-quote blockquote glossary tab-set tab-set-code grid grid-item div");
/** @returns undefined for a directive whose text no reader sees, or that is none */
function directiveOf(info) {
	const name = /^\s*\{([\w:-]+)\}/.exec(info)?.[1] ?? "";
	if (/^prf:\w+$|^proof:\w+$/.test(name)) return {
		argument: "title",
		body: "prose"
	};
	return DIRECTIVES.get(name);
}
/** Options that a reader sees. */
const SHOWN_OPTION = /^([ \t>]*:(caption|header|attribution):[ \t]*)\S/;
/** Masks the opening line but for an argument that is seen, the options but for captions, and the closing line.
*  @param at the beginning of the opening line, `end` its end, `close` where the closing line begins, if one does
*  @returns where scanning goes on */
function readDirective(scanner, { at, end, close }, { argument, body: bodyKind }) {
	const { text, ahead } = scanner;
	if (close !== void 0) {
		takeLine(scanner, close, ahead.lineEnd(close));
		scanner.settled.add(close);
	}
	readArgument(scanner, at, end, argument);
	const stop = close ?? text.length;
	const body = readOptions(scanner, Math.min(end + 1, text.length), stop);
	const inside = {
		start: body,
		end: Math.max(body, stop)
	};
	if (bodyKind === "code") return readCode(scanner, inside, close);
	if (bodyKind === "figure") readCaption(scanner, inside);
	else if (bodyKind === "list table") readListTable(scanner, inside);
	else if (bodyKind === "comma table") readCommaTable(scanner, inside);
	return body;
}
function takeLine(scanner, at, end) {
	scanner.mask(at, end, NOTHING, "blank");
	return Math.min(end + 1, scanner.text.length);
}
function readArgument(scanner, at, end, argument) {
	const line = scanner.text.slice(at, end);
	const begins = line.search(/(?<=\{[\w:-]+\}[ \t]*)[^\s{]/);
	const from = at + (/\{[\w:-]+\}[ \t]*/.exec(line)?.[0].length ?? 0) + line.indexOf("{");
	if (argument === "unseen" || begins === -1 || scanner.text.slice(from, end).trim() === "") {
		scanner.mask(at, end, NOTHING, "blank");
		return;
	}
	scanner.mask(at, from);
	scanner.kinds.push({
		start: from,
		end,
		kind: argument === "caption" ? "caption" : "paragraph"
	});
}
/** @returns where the body begins */
function readOptions(scanner, from, stop) {
	const { text, ahead } = scanner;
	let at = from;
	let inYaml = false;
	while (at < stop) {
		const lineEnd = ahead.lineEnd(at);
		const line = text.slice(at, Math.min(lineEnd, at + 200)).trim();
		const rule = line === "---";
		if (!inYaml && !rule && !/^:[\w-]+:/.test(line)) break;
		if (rule) inYaml = !inYaml;
		at = !inYaml && SHOWN_OPTION.test(text.slice(at, lineEnd)) ? readShownOption(scanner, at, lineEnd) : takeLine(scanner, at, lineEnd);
	}
	return at;
}
function readShownOption(scanner, at, end) {
	const [, key = "", name] = SHOWN_OPTION.exec(scanner.text.slice(at, end)) ?? [];
	const value = {
		start: at + key.length,
		end
	};
	scanner.mask(at, value.start);
	scanner.kinds.push({
		...value,
		kind: name === "caption" ? "caption" : name === "header" ? "table" : "paragraph"
	});
	if (name === "header") partAtCommas(scanner, value);
	scanner.settled.add(at);
	return Math.min(end + 1, scanner.text.length);
}
function readCode(scanner, { start, end }, close) {
	if (close === void 0) return start;
	const closeEnd = scanner.ahead.lineEnd(close);
	scanner.mask(start, closeEnd, NOTHING, "blank");
	scanner.leftOut.push({
		start,
		end: Math.max(start, end - 1),
		why: "code"
	});
	return Math.min(closeEnd + 1, scanner.text.length);
}
function readCaption(scanner, { start, end }) {
	const first = scanner.text.slice(start, end).search(/\S/);
	if (first === -1) return;
	const captionEnd = Math.min(scanner.ahead.paragraphEnd(start + first), end);
	scanner.kinds.push({
		start: start + first,
		end: captionEnd,
		kind: "caption"
	});
}
/** `* - first cell` and `  - next cell`: the marks go, and the rows are one passage. */
function readListTable(scanner, { start, end }) {
	scanner.kinds.push({
		start,
		end,
		kind: "table"
	});
	for (const { index, 0: mark } of scanner.text.slice(start, end).matchAll(/^[ \t]*(?:[*-](?:[ \t]+|$)){0,3}/gm)) if (mark !== "") scanner.mask(start + index, start + index + mark.length, BLANK);
}
function readCommaTable(scanner, range) {
	scanner.kinds.push({
		...range,
		kind: "table"
	});
	plainLines(scanner, range);
	partAtCommas(scanner, range);
}
/** Commas part cells, but for those within quotes, which go. */
function partAtCommas(scanner, { start, end }) {
	let quoted = false;
	for (const { index, 0: sign } of scanner.text.slice(start, end).matchAll(/[",\n]/g)) {
		const at = start + index;
		if (sign === "\"") {
			quoted = !quoted;
			scanner.mask(at, at + 1);
		} else if (sign === "\n") quoted = false;
		else if (!quoted) scanner.mask(at, at + 1, BLANK);
	}
}

// src/manuscript/formats/markdown/fences.ts
/** Fenced blocks: code to leave out, chunks of knitr and Quarto whose captions are text, MyST directives whose body is text. */
const OPENER = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,}|:{3,})(.*)$/;
/** Characters of the opening line in which its kind must show. */
const LONGEST_OPENER = 2e4;
/** @param at the beginning of a line that begins with backticks, tildes or colons; `end` its end
*  @returns `at` where that is no fence after all */
function fence(scanner, at, end) {
	const { text } = scanner;
	const opener = OPENER.exec(text.slice(at, Math.min(end, at + LONGEST_OPENER)).trimEnd());
	if (opener === null) return at;
	const [, marker = "", info = ""] = opener;
	if (marker.startsWith("`") && info.includes("`") && !(/^(?:quarto|rmarkdown)$/.test(scanner.format) && /^\s*\{[a-zA-Z]/.test(info))) return at;
	const close = closingFence(scanner, end, marker);
	const directive = scanner.format === "myst" ? directiveOf(info) : void 0;
	if (directive !== void 0) return readDirective(scanner, {
		at,
		end,
		close
	}, directive);
	if (close === void 0) {
		scanner.warnOnce("open fence", at, "a fenced block is opened here and never closed, so the rest was read as text. Close it with the same fence");
		return take(scanner, at, end);
	}
	const closeEnd = scanner.ahead.lineEnd(close);
	const name = scanner.format === "myst" ? /^\s*\{(math|include)\}/.exec(info)?.[1] : void 0;
	if (/^\s*\{=html\}/.test(info)) {
		scanner.settled.add(close);
		take(scanner, close, closeEnd);
		return take(scanner, at, end);
	}
	if (name === void 0) return code(scanner, at, end, closeEnd, info);
	const options = optionsOf(text, end + 1, close);
	if (name === "include") {
		const path = info.replace(/^\s*\{include\}\s*/, "").trim();
		scanner.inclusions.push({
			start: at,
			path,
			options: options.given
		});
		return take(scanner, at, closeEnd);
	}
	scanner.mask(at, options.after - 1);
	scanner.mask(options.after, close, {
		kind: "source",
		start: options.after,
		end: close
	});
	return take(scanner, close, closeEnd);
}
/** `:name: value` on the lines below a directive's opening. */
function optionsOf(text, from, close) {
	const given = /* @__PURE__ */ new Map();
	let at = from;
	while (at < close) {
		const end = Math.min(lineEndOf(text, at), close);
		const [, name, value] = /^[ \t>]*:([\w-]+):[ \t]*(.*)$/.exec(text.slice(at, Math.min(end, at + 500)).trimEnd()) ?? [];
		if (name === void 0) break;
		given.set(name, value ?? "");
		at = end + 1;
	}
	return {
		given,
		after: Math.min(at, close)
	};
}
function code(scanner, at, end, closeEnd, info) {
	const chunk = /^\s*\{(?!=)/.test(info);
	const kept = chunk ? chunkCaptions(scanner.text, at, end, closeEnd) : [];
	const children = chunk ? chunkChildren(scanner.text, at, end, closeEnd) : [];
	for (const path of children) scanner.inclusions.push({
		start: at,
		path
	});
	if (children.length === 0) scanner.leftOut.push({
		start: at,
		end: closeEnd,
		why: "code"
	});
	let from = at;
	for (const caption of kept) {
		maskWholeLines(scanner, from, caption.start);
		const before = caption.continues ? scanner.kinds.pop() : void 0;
		scanner.kinds.push({
			start: before?.start ?? caption.start,
			end: caption.end,
			kind: "caption"
		});
		if (caption.escaped) maskEscapes(scanner, caption);
		from = caption.end;
	}
	maskWholeLines(scanner, from, closeEnd, from === at);
	return Math.min(closeEnd + 1, scanner.text.length);
}
/** `\\\\label{fig:x}` and `\\"` of a quoted text: the first backslash is no character of it, and a label prints nothing. */
function maskEscapes(scanner, { start, end }) {
	for (const { index, 0: mark } of scanner.text.slice(start, end).matchAll(/\\(?:\\(?:label\{[^{}\n]{0,200}\})?|["'])/g)) scanner.mask(start + index, start + index + (mark.includes("label") ? mark.length : 1));
}
/** Masks whole lines by white space, and what is left of a line beside a caption by a word, which indents nothing. */
function maskWholeLines(scanner, start, end, whole = false) {
	if (whole) {
		scanner.mask(start, end, NOTHING, "blank");
		return;
	}
	const lastLine = scanner.text.lastIndexOf("\n", end - 1) + 1;
	const firstEnd = Math.min(scanner.ahead.lineEnd(start), end);
	if (lastLine <= start) {
		scanner.mask(start, end);
		return;
	}
	scanner.mask(start, firstEnd);
	scanner.mask(firstEnd, lastLine, NOTHING, "blank");
	scanner.mask(lastLine, end);
}
/** Where the line begins that closes the fence. */
function closingFence(scanner, from, marker) {
	const { text, ahead } = scanner;
	const character = marker[0] ?? "";
	const pattern = new RegExp(`(?<=\\n[ \\t>]{0,40})${character}{${Math.min(marker.length, 40)},}[ \\t]*\\r?(?=\\n|$)`, "g");
	const found = ahead.match(pattern, from);
	return found === text.length ? void 0 : text.lastIndexOf("\n", found) + 1;
}
function take(scanner, at, end) {
	scanner.mask(at, end, NOTHING, "blank");
	return Math.min(end + 1, scanner.text.length);
}
const CAPTION_OPTION = /(?:fig|tbl|tab)[.-](?:sub)?cap\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/dg;
const CAPTION_KEY = /^[ \t]*#\|[ \t]*(?:fig|tbl|tab|table)[.-](?:sub)?cap:[ \t]*/;
/** @param at the chunk's first character, `end` the end of its first line, `close` its last character
*  @returns captions in the file's order, without quotes and option markers; a line each */
function chunkCaptions(text, at, end, close) {
	const found = [];
	const header = text.slice(at, end);
	for (const { indices } of header.matchAll(CAPTION_OPTION)) {
		const [start, stop] = indices?.[1] ?? indices?.[2] ?? [0, 0];
		if (start < stop) found.push({
			start: at + start,
			end: at + stop,
			continues: false,
			escaped: true
		});
	}
	for (let line = end + 1, inCaption = false, begun = false; line < close;) {
		const lineEnd = Math.min(lineEndOf(text, line), close);
		const option = text.slice(line, lineEnd);
		if (!/^[ \t]*#\|/.test(option)) break;
		const prefix = CAPTION_KEY.exec(option)?.[0] ?? (inCaption ? /^[ \t]*#\|[ \t]{2,}(?:- )?/.exec(option)?.[0] : void 0);
		const goesOn = inCaption && !CAPTION_KEY.test(option) && !/^[ \t]*#\|[ \t]+- /.test(option);
		inCaption = prefix !== void 0;
		if (prefix !== void 0) {
			const lines = unquoted(text, line + prefix.length, lineEnd);
			const escaped = /^"/.test(text.slice(line + prefix.length, lineEnd));
			found.push(...lines.map((range) => ({
				...range,
				continues: goesOn && begun,
				escaped
			})));
			begun = lines.length > 0 || goesOn && begun;
		}
		line = lineEnd + 1;
	}
	return found;
}
/** `"A caption"`, `A caption`, `>` (the caption follows on the next lines). */
function unquoted(text, from, to) {
	const value = text.slice(from, to).trimEnd();
	if (value === "" || /^[|>][+-]?$|^!expr\b/.test(value)) return [];
	const quote = /^["']/.exec(value)?.[0];
	const start = quote === void 0 ? from : from + 1;
	const closed = value.endsWith(quote ?? "\"") && value.length > 1;
	return [{
		start,
		end: from + value.length - (closed && /["']$/.test(value) ? 1 : 0)
	}].filter((range) => range.end > range.start);
}
/** None where the chunk is not evaluated. Paths of `child = "a.Rmd"`, `child = c("a.Rmd", "b.Rmd")` and `#| child: a.qmd`. */
function chunkChildren(text, at, end, close) {
	const options = [text.slice(at, end)];
	const lines = [];
	for (let line = end + 1; line < close && /^[ \t]*#\|/.test(text.slice(line, line + 40)); line = lineEndOf(text, line) + 1) lines.push(text.slice(line, Math.min(lineEndOf(text, line), close)));
	if (/\beval\s*=\s*(?:FALSE|F)\b/.test(options[0] ?? "") || lines.some((option) => /#\|[ \t]*eval:[ \t]*false\b/i.test(option))) return [];
	for (const option of lines) options.push(option.replace(/^[ \t]*#\|[ \t]*child:\s*(.*?)\s*$/, "child=$1"));
	return options.flatMap((option) => {
		return [...(/\bchild\s*=\s*(c\([^()]*\)|\[[^[\]]*\]|"[^"]*"|'[^']*'|[^\s,}]+)/.exec(option)?.[1] ?? "").replace(/^c(?=\()/, "").matchAll(/[^\s,"'()[\]]+/g)].map((path) => path[0]);
	});
}
function lineEndOf(text, from) {
	const end = text.indexOf("\n", from);
	return end === -1 ? text.length : end;
}

// src/manuscript/formats/markdown/mask-html.ts
/** Masks HTML within a Markdown file: comments, addresses, tags, and the elements whose text no reader sees. Invariant: what
*  stands between two tags is masked only where a page shows nothing of it. */
/** Elements between which nothing is text that a reader sees: with words of the author's, or with none. */
const SILENT_TAGS = /* @__PURE__ */ new Set([
	"template",
	"noscript",
	"noembed",
	"noframes",
	"title",
	"datalist",
	"iframe",
	"audio",
	"video",
	"canvas",
	"progress",
	"meter",
	"rp"
]);
const WORDLESS_TAGS = /* @__PURE__ */ new Set([
	"script",
	"style",
	"head"
]);
const VOID_TAGS = /^(?:br|img|hr|input|meta|link|area|base|col|embed|source|track|wbr)$/;
/** Elements that go on after the paragraph in which nothing closes them. */
const LASTING_TAGS = /^(?:div|section|article|aside|main|header|footer|nav|blockquote|figure|details|table|ul|ol|center|b|i|em|strong|font|a|code|small|s|u|big|tt|nobr|strike)$/;
/** Tags that part words: a line break, a cell, a block. */
const PARTING_TAGS = /^(?:br|p|div|t[dhr]|table|li|ul|ol|h\d|hr|figure|figcaption|center|section|details|summary|dd|dt)$/;
/** @param at a `<`  @returns where scanning goes on, always after `at` */
function maskHtml(scanner, at) {
	const { text, ahead } = scanner;
	if (text.startsWith("<!--", at)) {
		const close = ahead.find("-->", at + 4);
		if (close < text.length) return scanner.mask(at, close + 3, NOTHING, scanner.ahead.standsAlone(at, close + 3) ? "blank" : "word");
		return neverClosed(scanner, at, "-->");
	}
	const closer = text.startsWith("<?", at) ? "?>" : text.startsWith("<![CDATA[", at) ? "]]>" : void 0;
	const isDeclaration = /^<![a-z]/i.test(text.slice(at, at + 3));
	if (closer !== void 0 && ahead.find(closer, at + 2) === text.length) return neverClosed(scanner, at, closer);
	if (isDeclaration && ahead.find(">", at) >= ahead.paragraphEnd(at)) return neverClosed(scanner, at, ">");
	if ((closer !== void 0 || isDeclaration) && scanner.format !== "markdown" && scanner.format !== "myst") return scanner.mask(at, at + 1, {
		kind: "source",
		start: at,
		end: at + 1
	});
	const address = matchAt(/<(?:[a-z][a-z0-9+.-]{1,31}:[^<>\s]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,253})>/iy, text, at);
	if (address !== void 0) {
		const end = at + address.length;
		return scanner.mask(at, end, {
			kind: "source",
			start: at + 1,
			end: end - 1
		});
	}
	const tag = matchAt(/<\/?[a-z][a-z0-9-]*(?:\s(?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}'){0,200})?\/?>/iy, text, at) ?? matchAt(/<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/iy, text, at);
	return tag === void 0 ? at + 1 : htmlTag(scanner, at, tag);
}
/** Of a comment and its kin that nothing closes, pandoc shows all as text. GitHub and mystmd make HTML of all that follows where
*  one begins a block, which a browser then shows nothing of. */
function neverClosed(scanner, at, closer) {
	const { text, format } = scanner;
	const what = closer === "-->" ? "a comment" : `<${text[at + 1]}`;
	const beginsBlock = /(?:^|\n) {0,3}$/.test(text.slice(Math.max(0, at - 4), at));
	if (!((format === "markdown" || format === "myst") && beginsBlock)) {
		scanner.warnOnce("open comment", at, `${what} is opened here and never closed, so what follows was read as text, as a page shows it. Close it with ${closer}`);
		return scanner.mask(at, at + 1, {
			kind: "source",
			start: at,
			end: at + 1
		});
	}
	const end = closer === ">" ? scanner.ahead.lineEnd(scanner.ahead.find(">", at)) : text.length;
	scanner.warnOnce("open comment", at, `${what} is opened here and never closed, and a page shows nothing of what follows, so it was not read. Close it with ${closer}`, true);
	return scanner.hide(at, end, "a comment that nothing closes", text.slice(at, end), "blank");
}
function htmlTag(scanner, at, tag) {
	const end = at + tag.length;
	const name = (/[a-z][a-z0-9-]*/i.exec(tag)?.[0] ?? "").toLowerCase();
	const within = scanner.hiddenUntil(at);
	if (within !== void 0) return Math.max(within, end);
	const isEmpty = tag.endsWith("/>") && (WORDLESS_TAGS.has(name) || SILENT_TAGS.has(name) || name === "svg");
	if (!tag.startsWith("</") && !isEmpty && !VOID_TAGS.test(name)) {
		const after = opened$1(scanner, at, end, name, tag.slice(name.length + 1, -1));
		if (after !== void 0) return after;
	}
	const filler = PARTING_TAGS.test(name) && scanner.ahead.standsAlone(at, end) ? "blank" : "word";
	return scanner.mask(at, end, tagShows(scanner.text, end, name, tag), filler);
}
/** @param written the tag's attributes  @returns where scanning goes on, if nothing of the element, or not all, is seen */
function opened$1(scanner, at, end, name, written) {
	const { text, elements } = scanner;
	if (WORDLESS_TAGS.has(name)) return scanner.mask(at, closingTag(scanner, end, name).close);
	if (name === "svg") {
		const { close } = closingTag(scanner, end, name);
		scanner.leftOut.push({
			start: at,
			end: close,
			why: "picture"
		});
		return scanner.mask(at, close);
	}
	if (SILENT_TAGS.has(name)) {
		const { start, close } = closingTag(scanner, end, name);
		return scanner.hide(at, close, `<${name}>, of which no text is shown`, text.slice(end, start));
	}
	if (!elements.mayMatter(name, written)) return void 0;
	const element = elementOf(name, written);
	if (scanner.format === "myst" && element.attributes.has("hidden")) return void 0;
	const appearance = elements.appearance(element, at);
	if (appearance.technique === void 0) {
		elements.enter(element, appearance, closingTag(scanner, end, name).close);
		return;
	}
	const { start, close } = closingTag(scanner, end, name, LASTING_TAGS.test(name) ? Number.POSITIVE_INFINITY : DEEPEST_TAGS);
	const isClosed = close > start;
	const isLasting = !isClosed && LASTING_TAGS.test(name);
	const to = isLasting ? text.length : close;
	if (isLasting) scanner.warnOnce("open element", at, `a <${name}> that hides its text is opened here and never closed, and a page shows nothing of what follows, so it was not read. Close it with </${name}>`, true);
	const inside = text.slice(end, isClosed ? start : to);
	scanner.searchesLeft -= appearance.canBeUndone ? inside.length : 0;
	if (appearance.canBeUndone && scanner.searchesLeft > 0 && /<[a-z][^<>]*\s(?:style|class|color|bgcolor)\s*=/i.test(inside)) {
		elements.enter(element, appearance, to);
		return hideButSeen(scanner, {
			at,
			end,
			to
		}, appearance);
	}
	return scanner.hide(at, to, appearance.technique, inside);
}
/** Tags with attributes. */
const STYLED_TAG = /<([a-z][a-z0-9-]*)(\s[^<>]*)>/gi;
/** Hides an element but for those in it that are seen by a style of their own. @returns where scanning goes on */
function hideButSeen(scanner, { at, end, to }, { technique = "", surroundings }) {
	const { text, elements } = scanner;
	let from = at;
	let first;
	for (const { index, 0: tag, 1: name = "", 2: written = "" } of text.slice(end, to).matchAll(STYLED_TAG)) {
		const begins = end + index;
		if (begins < from) continue;
		const inner = elements.appearance(elementOf(name.toLowerCase(), written), begins);
		if (inner.technique !== void 0 || inner.surroundings === surroundings) continue;
		scanner.hide(from, begins, technique, text.slice(Math.max(from, end), begins));
		first ??= begins;
		from = Math.min(to, closingTag(scanner, begins + tag.length, name.toLowerCase()).close);
	}
	if (from < to) scanner.hide(from, to, technique, text.slice(Math.max(from, end), to));
	return first ?? to;
}
function tagShows(text, end, name, tag) {
	if (PARTING_TAGS.test(name)) return BLANK;
	return name === "sup" && !tag.startsWith("</") && /[\d+\-\u2212]/.test(text[end] ?? "") ? {
		kind: "token",
		token: "^"
	} : NOTHING;
}
/** Elements of one name inside each other. Deeper ones count as tags that are never closed. */
const DEEPEST_TAGS = 100;
/** The end of what an HTML tag opened; where nothing closes it, the end of its paragraph. Elements of the same name may nest. */
function closingTag(scanner, from, name, deepest = DEEPEST_TAGS) {
	const { text, ahead } = scanner;
	const closer = new RegExp(`</${name}\\s{0,9}>`, "gi");
	const opener = new RegExp(`<${name}(?=[\\s>])`, "gi");
	let depth = 1;
	for (let at = from;;) {
		const close = ahead.match(closer, at);
		if (close === text.length || depth > deepest) {
			const end = ahead.paragraphEnd(from);
			return {
				start: end,
				close: end
			};
		}
		const open = ahead.match(opener, at);
		depth += open < close ? 1 : -1;
		at = Math.min(open, close) + name.length + 2;
		if (depth === 0) return {
			start: close,
			close: text.indexOf(">", close) + 1
		};
	}
}

// src/manuscript/formats/markdown/templates.ts
/** Manubot's templates (Jinja): which branches are printed, as far as the tree decides it. What it does not decide is read, all
*  branches of it. */
/** Reads `{% if x %}` and its kin at `at`; `close` is where its `%}` stands. @returns where scanning goes on */
function templateTag(scanner, at, close, mask) {
	if (close === scanner.text.length) return at + 2;
	const end = close + 2;
	if (scanner.format !== "manubot" || end - at > LONGEST_TAG) return mask(end);
	const [, name = "", rest = ""] = /^[-+]?\s*(\w+)\s*([\s\S]*?)\s*[-+]?$/.exec(scanner.text.slice(at + 2, close)) ?? [];
	if (/^(?:if|for|macro|block)$/.test(name)) opened(scanner, name, rest, end);
	else if (name === "elif" || name === "else") otherwise(scanner, {
		at,
		end
	}, name === "else" ? true : verdictOf(rest, scanner));
	else if (/^end(?:if|for|macro|block)$/.test(name)) {
		ended(scanner, at);
		scanner.templates.pop();
	} else if (name === "set") {
		const [, variable, double, single] = /^(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')$/.exec(rest) ?? [];
		if (variable !== void 0) scanner.assigned.set(variable, double ?? single ?? "");
	}
	return mask(end);
}
function verdictOf(expression, { assigned, values }) {
	return new Expression(expression, (name) => assigned.get(name) ?? values("template", name)).verdict();
}
/** Characters, and blocks within each other. */
const LONGEST_TAG = 1e3;
const MOST_BLOCKS = 100;
function opened(scanner, name, rest, end) {
	if (scanner.templates.length >= MOST_BLOCKS) return;
	const verdict = name === "if" ? verdictOf(rest, scanner) : void 0;
	const isEmptyLoop = name === "for" && /\bin\s*(?:\[\s*\]|\(\s*\)|\{\s*\})\s*$/.test(rest);
	const isHidden = verdict === false || isEmptyLoop || name === "macro";
	scanner.templates.push({
		name,
		hiddenFrom: isHidden ? end : void 0,
		isDone: verdict
	});
}
function otherwise(scanner, { at, end }, verdict) {
	ended(scanner, at);
	const block = scanner.templates.at(-1);
	if (block?.isDone === void 0) return;
	if (block.isDone || verdict === false) block.hiddenFrom = end;
	else block.isDone = verdict;
}
/** A branch ends here that may not be printed. */
function ended(scanner, at) {
	const block = scanner.templates.at(-1);
	const from = block?.hiddenFrom;
	if (block === void 0 || from === void 0) return;
	block.hiddenFrom = void 0;
	if (from >= at) return;
	if (/\p{L}/u.test(scanner.text.slice(from, at))) scanner.leftOut.push({
		start: from,
		end: at,
		why: `a part of {% ${block.name} %} that is not printed`
	});
	scanner.mask(from, at, NOTHING);
}
const TOKEN = /\s*(?:"([^"]*)"|'([^']*)'|(\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|(==|!=|<=|>=|<|>|\(|\)|\S))/y;
/** Recursive descent over `not x == 1 and y is defined`. */
var Expression = class {
	#tokens = [];
	#values;
	#at = 0;
	#depth = 0;
	constructor(text, values) {
		this.#values = values;
		TOKEN.lastIndex = 0;
		for (let found = TOKEN.exec(text); found !== null && this.#tokens.length < 100; found = TOKEN.exec(text)) {
			const [, double, single, number, name, sign] = found;
			if (double !== void 0 || single !== void 0) this.#tokens.push({
				kind: "string",
				text: double ?? single ?? ""
			});
			else if (number !== void 0) this.#tokens.push({
				kind: "number",
				text: number
			});
			else if (name !== void 0) this.#tokens.push({
				kind: "name",
				text: name
			});
			else this.#tokens.push({
				kind: "sign",
				text: sign ?? ""
			});
		}
	}
	verdict() {
		const value = this.#or();
		return this.#at < this.#tokens.length ? void 0 : truth(value);
	}
	#takes(text) {
		const token = this.#tokens[this.#at];
		if (token === void 0 || token.kind === "string" || token.text !== text) return false;
		this.#at++;
		return true;
	}
	#or() {
		let value = this.#and();
		while (this.#takes("or")) {
			const [first, second] = [truth(value), truth(this.#and())];
			value = first === true || second === true ? true : first === void 0 || second === void 0 ? void 0 : false;
		}
		return value;
	}
	#and() {
		let value = this.#not();
		while (this.#takes("and")) {
			const [first, second] = [truth(value), truth(this.#not())];
			value = first === false || second === false ? false : first === void 0 || second === void 0 ? void 0 : true;
		}
		return value;
	}
	#not() {
		if (!this.#takes("not")) return this.#compared();
		const value = truth(this.#not());
		return value === void 0 ? void 0 : !value;
	}
	#compared() {
		const first = this.#value();
		if (this.#takes("is")) {
			const isNot = this.#takes("not");
			if (!this.#takes("defined")) return void 0;
			return first === void 0 ? void 0 : first !== null !== isNot;
		}
		const sign = this.#tokens[this.#at];
		if (sign?.kind !== "sign" || !/^(?:==|!=|<=|>=|<|>)$/.test(sign.text)) return first;
		this.#at++;
		const second = this.#value();
		if (first === void 0 || second === void 0) return void 0;
		if (sign.text === "==") return first === second;
		if (sign.text === "!=") return first !== second;
		if (typeof first !== "number" || typeof second !== "number") return void 0;
		return sign.text.startsWith("<") ? first < second || sign.text === "<=" && first === second : first > second || sign.text === ">=" && first === second;
	}
	#value() {
		const token = this.#tokens[this.#at++];
		if (token?.kind === "string") return token.text;
		if (token?.kind === "number") return Number(token.text);
		if (token?.kind === "sign" && token.text === "(" && this.#depth++ < 20) {
			const inner = this.#or();
			return this.#takes(")") ? inner : void 0;
		}
		return token?.kind === "name" ? this.#named(token.text) : void 0;
	}
	#named(name) {
		const lower = name.toLowerCase();
		if (lower === "true" || lower === "false") return lower === "true";
		if (lower === "none") return null;
		if (name === "manubot" || name === "pandoc") return true;
		if (/^(?:manubot|pandoc)\./.test(name)) return void 0;
		const known = this.#values(name);
		if (known === void 0) return null;
		return known === "true" || known === "false" ? known === "true" : /^-?\d+(?:\.\d+)?$/.test(known) ? Number(known) : known;
	}
};
function truth(value) {
	return value === void 0 ? void 0 : !(value === null || value === false || value === 0 || value === "");
}

// src/manuscript/formats/markdown/mask-inline.ts
/** Masks what hides its content within a paragraph: code, math, templates, and what HTML tags hide. Invariant: scanning goes on
*  after where it began, so it ends. */
/** @param at one of \ ` $ < {  @returns where scanning goes on, always after `at` */
function maskInline(scanner, at) {
	switch (scanner.text[at]) {
		case "\\": return /[A-Za-z\n]/.test(scanner.text[at + 1] ?? "") ? at + 1 : at + 2;
		case "`": return codeSpan(scanner, at, at);
		case "$": return math(scanner, at);
		case "<": return maskHtml(scanner, at);
		default: return brace$1(scanner, at);
	}
}
/** A longer run of backticks begins no code span: real texts have none, and each length costs a search of its own. */
const LONGEST_TICKS = 16;
/** `` `r mean(x)` ``, `` {cite:p}`key` ``
*   ^ ticks                 ^ ticks, with the region beginning at the role */
function codeSpan(scanner, start, ticks, role) {
	const { text, ahead } = scanner;
	let open = ticks;
	while (text[open] === "`") open++;
	const length = open - ticks;
	if (length > LONGEST_TICKS) return open;
	const close = ahead.match(new RegExp(`(?<!\`)\`{${length}}(?!\`)`, "g"), open);
	if (close >= ahead.paragraphEnd(open)) return open;
	const replacement = role === void 0 ? codeShows(scanner, open, close) : roleShows(role, text, open, close);
	return scanner.mask(start, close + length, replacement);
}
/** Code that knitr, Quarto or Jupyter computes, as `r n` or `{python} n`. */
const COMPUTED = /^(?:r|python|julia|\{[a-z]+\})[ \t\n]/;
/** `` `r params$mice` ``: what the file's head says. */
const PARAMETER = /^r\s+params(?:\$([\w.]+)|\[\[["']([\w.]+)["']\]\])\s*$/;
function codeShows({ text, values }, start, end) {
	const [, dollar, bracket] = end - start > 200 ? [] : PARAMETER.exec(text.slice(start, end)) ?? [];
	const known = dollar === void 0 && bracket === void 0 ? void 0 : values("params", dollar ?? bracket ?? "");
	if (known !== void 0) return {
		kind: "token",
		token: known
	};
	return COMPUTED.test(text.slice(start, start + 20)) ? VALUE : {
		kind: "source",
		start,
		end
	};
}
function roleShows(role, text, start, end) {
	if (/^(?:cite|footcite)/.test(role)) return CITE;
	if (/^(?:ref|numref|eq|prf:ref)$/.test(role)) return REF;
	if (role === "eval" || role === "glue") return VALUE;
	const content = text.slice(start, end);
	if (/^(?:sup|superscript)$/.test(role)) return {
		kind: "token",
		token: /^[\d+\-\u2212]/.test(content) ? `^${content}` : content
	};
	const [, number = "", units] = role === "si" ? /^\s*([^<>]*?)\s*<([^<>]*)>\s*$/.exec(content.slice(0, 200)) ?? [] : [];
	if (units !== void 0) return {
		kind: "token",
		token: `${number} ${units.split("\\").map((unit) => unitSymbol(unit.trim())).join("")}`.trim()
	};
	if (role === "math") return {
		kind: "token",
		token: `$${content}$`
	};
	if (role === "abbr") return {
		kind: "source",
		start,
		end: start + content.replace(/\s*\([^()]*\)\s*$/, "").length
	};
	const target = /\s*<[^<>`]*>$/.exec(text.slice(Math.max(start, end - 300), end))?.[0] ?? "";
	return {
		kind: "source",
		start,
		end: target.length < end - start ? end - target.length : end
	};
}
/** Pandoc's rule: no white space inside the dollars, no digit after the closing one, no blank line between.
*      costs $5 and $10, but $p < 0.05$
*            ^ opens and finds no end    ^ math */
function math(scanner, at) {
	const { text, ahead } = scanner;
	if (text[at + 1] === "$") return displayMath(scanner, at);
	if (/\s/.test(text[at + 1] ?? " ")) return at + 1;
	const close = ahead.match(/(?<![\s\\])\$(?!\d)/g, at + 2);
	if (close >= ahead.paragraphEnd(at)) return at + 1;
	return maskMath(scanner, at, close + 1);
}
/** Math stays as it is, but for what a reader does not see of it. */
function maskMath(scanner, at, end) {
	let from = at;
	for (const hidden of hiddenInMath(scanner.text, at, end)) {
		scanner.mask(from, hidden.start, {
			kind: "source",
			start: from,
			end: hidden.start
		});
		scanner.hide(hidden.start, hidden.end, hidden.technique, scanner.text.slice(hidden.start, hidden.end));
		from = hidden.end;
	}
	return scanner.mask(from, end, {
		kind: "source",
		start: from,
		end
	});
}
/** Lines. Between two lines of nothing but `$$` a blank line is an oversight of the author, a page is a forgotten dollar. */
const LONGEST_DISPLAY = 40;
function displayMath(scanner, at) {
	const { text, ahead } = scanner;
	let close = ahead.find("$$", at + 2);
	if (close >= ahead.paragraphEnd(at)) {
		const alone = ahead.lineEnd(at) === at + 2 || text[at + 2] === "\r";
		close = ahead.match(/(?<=\n[ \t]*)\$\$/g, at + 2);
		if (!alone || close === text.length || linesWithin(text, at, close, LONGEST_DISPLAY) > LONGEST_DISPLAY) return at + 2;
	}
	return maskMath(scanner, at, close + 2);
}
function linesWithin(text, start, end, enough) {
	let lines = 0;
	for (let at = text.indexOf("\n", start); at !== -1 && at < end && lines <= enough; at = text.indexOf("\n", at + 1)) lines++;
	return lines;
}
/** `{{ value }}`, `{{< var x >}}`, `{% if %}`, `{# comment #}`, and a MyST role before its backticks. */
function brace$1(scanner, at) {
	const { text, ahead } = scanner;
	if (text.startsWith("{{<", at)) return shortcode(scanner, at);
	if (text.startsWith("{{", at)) return template(scanner, at);
	if (text.startsWith("{%", at)) return templateTag(scanner, at, ahead.find("%}", at + 2), (end) => masked(scanner, at, end, NOTHING));
	const role = matchAt(/\{([a-zA-Z][\w:-]{0,40})\}(?=`)/y, text, at);
	if (role !== void 0 && !text.startsWith("```", at + role.length)) return codeSpan(scanner, at, at + role.length, role.slice(1, -1));
	if (scanner.format === "manubot" && text.startsWith("{##", at)) return upTo(scanner, at, ahead.find("#}", at + 3), NOTHING);
	return at + 1;
}
/** `{{manubot.date}}` is made by a program; `{{mice}}` may stand in Manubot's metadata. */
function template(scanner, at) {
	const close = scanner.ahead.find("}}", at + 2);
	const name = close - at > 200 ? "" : scanner.text.slice(at + 2, close).trim();
	const quoted = /^(?:"([^"]*)"|'([^']*)')$/.exec(name);
	const known = name === "" ? void 0 : quoted?.[1] ?? quoted?.[2] ?? scanner.assigned.get(name) ?? scanner.values("template", name);
	return upTo(scanner, at, close, known === void 0 ? VALUE : {
		kind: "token",
		token: known
	});
}
/** Masks up to and with the two characters at `close`, if there are any. */
function upTo(scanner, at, close, replacement) {
	return close === scanner.text.length ? at + 2 : masked(scanner, at, close + 2, replacement);
}
/** A placeholder must stay part of a line: white space at its beginning is nothing to the Markdown parser. */
function masked(scanner, at, end, replacement) {
	return scanner.mask(at, end, replacement, replacement === NOTHING && scanner.ahead.standsAlone(at, end) ? "blank" : "word");
}
/** Shortcodes that print something computed; the others make breaks, videos and the like. */
const PRINTING = /^(?:var|meta|env|embed)\b/;
function shortcode(scanner, at) {
	const { text, ahead } = scanner;
	const close = ahead.find(">}}", at);
	if (close > ahead.lineEnd(at)) return at + 3;
	const words = text.slice(at + 3, close).trim();
	const included = /^include\s+(.+)$/.exec(words)?.[1];
	if (included !== void 0) scanner.inclusions.push({
		start: at,
		path: included.replace(/^["']|["']$/g, "")
	});
	const [, notebook, cells] = /^embed\s+["']?([^\s"'#]+\.ipynb)(?:#([^\s"']+))?/.exec(words) ?? [];
	if (notebook !== void 0 && scanner.format === "quarto") {
		scanner.inclusions.push({
			start: at,
			path: notebook,
			options: /* @__PURE__ */ new Map([["cells", cells ?? ""]])
		});
		return masked(scanner, at, close + 3, NOTHING);
	}
	const [, kind, name = ""] = /^(var|meta)\s+["']?([^\s"']+)["']?$/.exec(words) ?? [];
	const known = kind === "var" || kind === "meta" ? scanner.values(kind, name) : void 0;
	if (known !== void 0) return masked(scanner, at, close + 3, {
		kind: "token",
		token: known
	});
	return masked(scanner, at, close + 3, PRINTING.test(words) ? VALUE : NOTHING);
}

// src/manuscript/formats/markdown/mask-lines.ts
/** The first look at a Markdown file masks what hides its content from all other markup: code, math, comments, templates, raw
*  HTML and LaTeX. Here what begins a line: fences, divs, MyST comments and directives, LaTeX environments, rules of grid tables.
*  Invariant: looks at every character a bounded number of times, whatever is opened and never closed. */
/** @returns the masked copy */
function maskVerbatim(scanner) {
	const { text, elements } = scanner;
	if (elements.page.technique !== void 0 && text.trim() !== "") scanner.hide(0, text.length, elements.page.technique, text, "blank");
	const interesting = /[\n\\`$<{]/g;
	for (let at = maskLines(scanner, 0); at < text.length;) {
		interesting.lastIndex = at;
		const found = interesting.exec(text);
		if (found === null) break;
		at = found[0] === "\n" ? maskLines(scanner, found.index + 1) : maskInline(scanner, found.index);
	}
	return maskRegions(text, outermostRegions(scanner.regions));
}
/** @param at the beginning of a line  @returns where the first line begins, or goes on, that is not masked from its beginning */
function maskLines(scanner, at) {
	for (let next = at; next < scanner.text.length;) {
		const after = maskLine(scanner, next);
		if (after === next || scanner.text[after - 1] !== "\n") return after;
		next = after;
	}
	return scanner.text.length;
}
/** @param at the beginning of a line
*  @returns `at` where the line is ordinary; else where scanning goes on, which is a line's beginning if the whole line was taken */
function maskLine(scanner, at) {
	const end = scanner.ahead.lineEnd(at);
	const head = scanner.text.slice(at, Math.min(end, at + 400));
	const text = head.trimStart();
	if (scanner.settled.has(at)) return Math.min(end + 1, scanner.text.length);
	switch (text[0]) {
		case void 0: return head.length < 400 ? Math.min(end + 1, scanner.text.length) : pushedRight(scanner, at, end);
		case "`":
		case "~": return fence(scanner, at, end);
		case ":": return colons(scanner, at, end, head);
		case "+": return plus(scanner, at, end, text);
		case "|": return row(scanner, at, end);
		case "%": return scanner.format === "myst" ? wholeLine(scanner, at, end) : at;
		case "[": return linkComment(scanner, at, end, text);
		case "(": return scanner.format === "myst" && /^\([\w:.+-]{1,200}\)=\s*$/.test(text) ? wholeLine(scanner, at, end) : at;
		case ">":
		case "-":
		case "*":
			if (scanner.format !== "myst" && /^-+[ \t][ \t-]*\r?$/.test(text)) return dashedTable(scanner, at, end);
			return FENCE_INSIDE.test(text) ? fence(scanner, at, end) : pushedRight(scanner, at, end, head.length - text.length);
		case "\\": return rawEnvironment(scanner, at);
		default: return pushedRight(scanner, at, end, head.length - text.length);
	}
}
/** A fence in a block quote or at the beginning of a list item. */
const FENCE_INSIDE = /^[>*-][ \t>]*(?:[-*+][ \t]+)?(?:`{3}|~{3})/;
function wholeLine(scanner, at, end) {
	scanner.mask(at, end, NOTHING, "blank");
	return Math.min(end + 1, scanner.text.length);
}
/** Columns. Further right than any screen or page is wide. */
const OUT_OF_SIGHT = 200;
function pushedRight(scanner, at, end, indent = OUT_OF_SIGHT) {
	if (end - at < OUT_OF_SIGHT) return at;
	if (indent >= OUT_OF_SIGHT) return scanner.hide(at, end, "text pushed out of sight", scanner.text.slice(at, end));
	const from = scanner.ahead.match(/\S[ \t\u00a0]{200}/g, at);
	if (from >= end) return at;
	scanner.hide(from + 1, end, "text pushed out of sight", scanner.text.slice(from + 1, end));
	return at;
}
/** `[//]: # (nobody sees this)`: a link definition that nothing links to. */
function linkComment(scanner, at, end, text) {
	const label = /^\[(?:\/\/|#|comment|_metadata_[^\]]*)\]:\s*(?:#|<>)/i.exec(text)?.[0];
	if (label === void 0) return at;
	const line = scanner.text.slice(at, end);
	scanner.hide(at, end, "comment as a link definition", line.slice(line.indexOf(label) + label.length));
	return Math.min(end + 1, scanner.text.length);
}
/** `::: {.callout}`, `:::{figure} path`, `:::`, and `: caption` under a table. */
function colons(scanner, at, end, head) {
	const marker = /^[ \t]*(:{3,})[ \t]*(.*)$/.exec(head.replace(/\r$/, ""));
	if (marker === null) return at;
	const [, colons = "", info = ""] = marker;
	if (scanner.format === "myst" && info.startsWith("{")) return fence(scanner, at, end);
	const written = /^\{(.*)\}/.exec(info)?.[1] ?? (/^[\w-]+:*$/.test(info) ? info : "");
	if (written === "") return wholeLine(scanner, at, end);
	const element = bracedElement("div", written);
	const appearance = scanner.elements.appearance(element, at);
	const technique = appearance.technique ?? conditionOf(element, (path) => scanner.values("meta", path));
	if (technique === void 0 && !/style=|color=/.test(written)) return wholeLine(scanner, at, end);
	const close = closingDiv(scanner, end);
	if (technique === void 0) {
		scanner.elements.enter(element, appearance, close);
		return wholeLine(scanner, at, end);
	}
	scanner.hide(at, close, technique, scanner.text.slice(end, close).replace(/:{3,}.*$/, ""));
	return Math.max(close, at + colons.length);
}
/** Where the div that was opened on the line that ends at `end` is over; the end of the file where it is never closed. */
function closingDiv({ text, ahead }, end) {
	const marker = /(?<=\n[ \t]*):{3,}[^\n]*/g;
	for (let at = end, depth = 1;;) {
		const found = ahead.match(marker, at);
		if (found === text.length) return found;
		at = ahead.lineEnd(found);
		depth += /^:+\s*$/.test(text.slice(found, at)) ? -1 : 1;
		if (depth === 0) return at;
	}
}
/** `+++ {"part": "abstract"}` begins a MyST block; `+---+---+` rules a grid table. */
function plus(scanner, at, end, text) {
	if (scanner.format === "myst" && /^\+{3}(?:\s|$)/.test(text)) {
		scanner.parts.push({
			start: at,
			part: /"part"\s*:\s*"([\w -]+)"/.exec(text)?.[1]?.toLowerCase()
		});
		return wholeLine(scanner, at, end);
	}
	if (!/^[ \t]*\+(?:[-=:]+\+)+\s*$/.test(scanner.text.slice(at, Math.min(end, at + LONGEST_RULE)))) return at;
	const before = scanner.kinds.at(-1);
	if (before?.kind === "table" && before.end + 1 >= at) scanner.kinds.splice(-1, 1, {
		...before,
		end
	});
	else scanner.kinds.push({
		start: at,
		end,
		kind: "table"
	});
	scanner.mask(at, end);
	return Math.min(end + 1, scanner.text.length);
}
/** Characters of a grid table's line. */
const LONGEST_RULE = 2e4;
/** A row of a grid table, if one was begun above: its bars part cells. A pipe table's rows are Markdown's own. */
function row(scanner, at, end) {
	const table = scanner.kinds.at(-1);
	if (table?.kind !== "table" || table.end + 1 < at) return at;
	scanner.kinds.splice(-1, 1, {
		...table,
		end
	});
	for (let bar = scanner.text.indexOf("|", at); bar !== -1 && bar < end; bar = scanner.text.indexOf("|", bar + 1)) scanner.mask(bar, bar + 1, BLANK);
	return at;
}

// src/manuscript/formats/markdown/mask-markup.ts
/** The second look at a Markdown file: what Pandoc, Quarto, bookdown and MyST add to Markdown within a paragraph (citations,
*  references, attributes, images as figures, raised and lowered letters, LaTeX commands). Reads the masked copy, so nothing in
*  code or math is mistaken. */
/** @param text what `maskVerbatim` returned  @returns the copy that the Markdown parser reads */
function maskMarkup(scanner, text) {
	const masked = {
		scanner,
		text,
		brackets: matchBrackets(text)
	};
	const interesting = /\\|!?\[|\]\(|[@{^~]|https?:\/\/|^[ \t>]*(?:Table)?:[ \t]/gm;
	for (let at = 0; at < text.length;) {
		interesting.lastIndex = at;
		const found = interesting.exec(text);
		if (found === null) break;
		at = Math.max(markup(masked, found[0], found.index), found.index + 1);
	}
	return maskRegions(scanner.text, outermostRegions(scanner.regions));
}
/** @returns where scanning goes on; `at` for "just after this character" */
function markup(masked, sign, at) {
	switch (sign) {
		case "\\": return texCommand(masked, at);
		case "![": return image(masked, at);
		case "[": return bracket(masked, at);
		case "](": return at + (destination(masked.text, at + 1)?.length ?? 0) + 1;
		case "@": return bareCitation(masked, at);
		case "{": return brace(masked, at);
		case "^":
		case "~": return script(masked, at, sign);
		default:
			if (sign.startsWith("http")) return at + (matchAt(/https?:\/\/[^\s<>()[\]{}]*/y, masked.text, at) ?? sign).length;
			return tableCaption(masked, at, sign);
	}
}
/** `(address "title")` of a link. @returns it with its parentheses */
function destination(text, at) {
	return matchAt(/\((?:<[^<>\n]{0,2000}>|(?:[^()\s\\]|\\.|\([^()\s]{0,500}\)){0,2000})(?:\s+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\s*\)/y, text, at);
}
/** `![The caption.](figure.png){#fig:one width=50%}`
*     ^ caption begins, and is read as text     ^ and this is not */
function image({ scanner, text, brackets }, at) {
	const close = brackets.get(at + 1);
	const target = close === void 0 ? void 0 : destination(text, close + 1);
	if (close === void 0 || target === void 0) return at + 2;
	scanner.mask(at, at + 2);
	const end = close + 1 + target.length;
	scanner.mask(close, end + (attributes(text, end)?.length ?? 0), BLANK);
	if (text.slice(at + 2, close).trim() !== "") caption(scanner, text, at + 2, close);
	return at + 2;
}
/** Citations, footnotes, links without a text of their own, and text with attributes. */
function bracket(masked, at) {
	const { scanner, text, brackets } = masked;
	const close = brackets.get(at);
	if (close === void 0) return at + 1;
	const note = matchAt(/\[\^[^\]\s]{1,100}\]/y, text, at);
	if (note !== void 0) {
		if (!isDefinition(text, at, close)) return scanner.mask(at, close + 1);
		return scanner.notes.has(note) ? close + 2 : unusedNote(scanner, at, close + 2);
	}
	const target = destination(text, close + 1);
	if (target !== void 0) {
		if (text.slice(at + 1, close).trim() !== "") {
			if (scanner.format === "myst" && target.startsWith("(#")) numberedReference(scanner, text, at + 1, close);
			return at + 1;
		}
		return scanner.mask(at, close + 1 + target.length, /doi\.org|^\((?:<?doi:|10\.\d)/.test(target) ? CITE : REF);
	}
	const cited = citationToken(text.slice(at + 1, close));
	const tag = cited === void 0 ? void 0 : definedTag(text, at, close);
	if (tag !== void 0) return scanner.mask(at, close + 1 + tag.length);
	if (cited !== void 0 && text[close + 1] !== "[") return scanner.mask(at, close + 1, cited);
	return spanWithAttributes(masked, at, close);
}
/** `[Eq. %s](#eq-1)`, `[Fig. {number}](#fig)`: the number is MyST's. */
function numberedReference(scanner, text, start, end) {
	for (const { index, 0: mark } of text.slice(start, end).matchAll(/%s|\{(?:number|name)\}/g)) scanner.mask(start + index, start + index + mark.length, REF);
}
/** A note to which nothing in the file leads is not printed. */
function unusedNote(scanner, at, from) {
	const { text, ahead } = scanner;
	let end = ahead.paragraphEnd(from);
	while (end < text.length && /^\n[ \t]*\r?\n(?: {4}|\t)[ \t]*\S/.test(text.slice(end, end + 200))) end = ahead.paragraphEnd(end + 2);
	scanner.leftOut.push({
		start: at,
		end,
		why: "a note to which nothing leads"
	});
	return scanner.mask(at, end, NOTHING, "blank");
}
function isDefinition(text, at, close) {
	return text[close + 1] === ":" && /(?:^|\n)[ \t]{0,3}$/.test(text.slice(Math.max(0, at - 4), at));
}
/** `[@tag:x]: doi:10.1/2` at the beginning of a line defines a citation and replacement nothing. */
function definedTag(text, at, close) {
	return isDefinition(text, at, close) ? matchAt(/:[^\n]{0,2000}/y, text, close + 1) : void 0;
}
/** `[text]{.class}`; a bare `[text]` is left as it is. */
function spanWithAttributes({ scanner, text }, at, close) {
	const given = attributes(text, close + 1);
	if (given === void 0) return at + 1;
	const end = close + 1 + given.length;
	const { technique } = scanner.elements.appearance(bracedElement("span", given.slice(1, -1)), at);
	if (technique !== void 0) return scanner.hide(at, end, technique, scanner.text.slice(at + 1, close));
	scanner.mask(at, at + 1);
	scanner.mask(close, end);
	return at + 1;
}
/** `{#id .class key=value}` with its braces, or undefined where the braces hold anything else. */
function attributes(text, at) {
	const braced = matchAt(/\{[^{}]{1,1000}\}/y, text, at);
	if (braced === void 0) return void 0;
	const given = braced.slice(1, -1).match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
	return given.length > 0 && given.every((one) => /^(?:[#.][^\s]+|-|=\w+|[\w:-]+=.*)$/s.test(one)) ? braced : void 0;
}
function brace(masked, at) {
	const { scanner, text } = masked;
	const reference = bracedReference(text, at);
	if (reference !== void 0) return scanner.mask(at, at + reference.length, REF);
	const given = attributes(text, at);
	const heading = given === void 0 ? void 0 : headingBefore(text, at, at + given.length);
	if (given !== void 0 && heading !== void 0) {
		const { technique } = scanner.elements.appearance(bracedElement("div", given.slice(1, -1)), at);
		if (technique !== void 0) return scanner.hide(heading, at + given.length, technique, scanner.text.slice(heading, at), "blank");
	}
	return given === void 0 ? at + 1 : scanner.mask(at, at + given.length, NOTHING, /^\s/.test(text[at - 1] ?? "\n") ? "word" : "mark");
}
/** Where the heading begins at whose end attributes stand. */
function headingBefore(text, at, end) {
	const begins = text.lastIndexOf("\n", at) + 1;
	return at - begins < 1e3 && /^#{1,6}\s/.test(text.slice(begins, begins + 8)) && /^[ \t]*\r?(?:\n|$)/.test(text.slice(end, end + 100)) ? begins : void 0;
}
/** `H~2~O`, `25^th^`, `10^5^`, `^[a note]`: the signs go, but for the caret before what is no plain word: 10^5 is not 105. */
function script({ scanner, text, brackets }, at, sign) {
	if (sign === "~" && text[at + 1] === "~") return at + 2;
	const note = sign === "^" && text[at + 1] === "[" ? brackets.get(at + 1) : void 0;
	if (note !== void 0) {
		scanner.mask(at, at + 1, BLANK);
		scanner.mask(at + 1, at + 2, {
			kind: "token",
			token: "("
		});
		scanner.mask(note, note + 1, {
			kind: "token",
			token: ")"
		});
		return at + 2;
	}
	const inside = matchAt(sign === "^" ? /\^(?:[^\s^\\]|\\[^\n]){1,100}\^/y : /~(?:[^\s~\\]|\\[^\n]){1,100}~/y, text, at);
	if (inside === void 0) return at + 1;
	if (!(sign === "^" && !/^\^\p{L}+\^$/u.test(inside))) scanner.mask(at, at + 1);
	scanner.mask(at + inside.length - 1, at + inside.length);
	return at + 1;
}
/** `Table: caption {#tbl:x}`, and `: caption` below a table, up to the blank line. */
function tableCaption({ scanner, text }, at, sign) {
	const begins = at + sign.length;
	const before = scanner.text.slice(Math.max(0, at - 2e3), at);
	const startsParagraph = /(?:^|\n)[ \t>]*\r?\n$|^$/.test(before);
	const belowTable = /(?:\||\+|-{3})[ \t]*\r?\n[ \t]*\r?\n$/.test(before) || scanner.belowTables.has(at);
	if (!startsParagraph || !sign.includes("Table") && !belowTable) return at + 1;
	const start = at + sign.search(/[T:]/);
	const end = scanner.ahead.paragraphEnd(begins);
	if (end <= begins) return begins;
	scanner.mask(start, begins);
	caption(scanner, text, begins, end);
	return begins;
}
/** Within a caption a line that begins with `1)` or `-` begins no list. */
function caption(scanner, text, start, end) {
	scanner.kinds.push({
		start,
		end,
		kind: "caption"
	});
	for (const { 0: marker, index } of text.slice(start, end).matchAll(/(?<=\n[ \t>]*)(?:\d{1,9}[.)]|[-*+])(?=[ \t])/g)) {
		const from = start + index;
		scanner.mask(from, from + marker.length, {
			kind: "source",
			start: from,
			end: from + marker.length
		});
	}
}
/** Prefixes by which a key names a thing in the paper and not one in the bibliography. */
const REFERENCE = /^(?:s?fig(?:ure)?|s?tbl|s?tab(?:le)?|eqn?|sec|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|video|apx|app|supp|suppfig|supptbl)[:-]/i;
/** @param inside what stands between the brackets  @returns undefined where it cites nothing */
function citationToken(inside) {
	const keys = [...inside.matchAll(/(?:^|[\s;(-])-?@\{?([\w:][^\s;\]}]*)/g)].map((found) => found[1] ?? "");
	if (keys.length === 0) return void 0;
	return keys.every((key) => REFERENCE.test(key)) ? REF : CITE;
}
/** `@smith2020`, `@doi:10.1000/182`, `@fig:one`, in the running text. */
function bareCitation({ scanner, text }, at) {
	if (/[\p{L}\p{N}\\@/.]/u.test(text[at - 1] ?? " ")) return at + 1;
	const example = scanner.examples.size === 0 ? void 0 : matchAt(/@[\w-]{0,100}/y, text, at);
	const number = example === void 0 ? void 0 : scanner.examples.get(text[at - 1] === "(" ? at - 1 : -1) ?? scanner.examples.get(example.slice(1));
	if (example !== void 0 && number !== void 0) return scanner.mask(at, at + example.length, {
		kind: "token",
		token: String(number)
	});
	const key = matchAt(/@(?:\{[^{}\s]{1,500}\}|[\p{L}\p{N}_*](?:[\p{L}\p{N}_]|[:.#$%&\-+?<>~/()*](?=[\p{L}\p{N}_])){0,500})/uy, text, at);
	if (key === void 0) return at + 1;
	const start = text[at - 1] === "-" && /[\s[(]/.test(text[at - 2] ?? " ") ? at - 1 : at;
	return scanner.mask(start, at + key.length, REFERENCE.test(key.replace(/^@\{?/, "")) ? REF : CITE);
}
/** `{@fig:one}`, `{+@fig:one}`, `{*@eq:two}`: a reference with its braces. */
function bracedReference(text, at) {
	return matchAt(/\{[+*!]?@[\w:.-]{1,200}\}/y, text, at);
}

// src/manuscript/formats/markdown/parser-limits.ts
/** Keeps the Markdown parser's time and memory within bounds, whatever the text: nesting and unfinished markup cost it time by
*  their square, and so does the number of blocks. Fails towards plain text: all the words are read, and a warning says that the
*  markup was not. */
/** Containers (block quotes, list items) within each other on one line. */
const DEEPEST_CONTAINERS = 30;
/** Columns of indentation; deeper lists than this look like a table set in blanks. */
const DEEPEST_INDENT = 40;
/** Signs in one stretch that may open or close emphasis, links and the like. A page of real prose has some tens. */
const MOST_SIGNS = 1500;
const SIGNS = /[[\]*_<&!`]/g;
const PLAIN = "";
/** @param text the masked copy  @returns it with the same length and line feeds, and nothing too deep in it */
function limitDelimiters(text) {
	const pieces = [];
	const flattened = [];
	let group = {
		start: 0,
		signs: 0
	};
	let pending = [];
	const close = () => {
		const limited = group.signs > MOST_SIGNS;
		if (limited) flattened.push(group.start);
		for (const line of pending) pieces.push(limited ? line.replace(SIGNS, PLAIN) : line);
		pending = [];
	};
	for (let at = 0; at < text.length;) {
		const feed = text.indexOf("\n", at);
		const end = feed === -1 ? text.length : feed + 1;
		const line = text.slice(at, end);
		if (/^\s*$|^[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|\|)/.test(line.slice(0, 400))) {
			close();
			group = {
				start: at,
				signs: 0
			};
		}
		const prefix = tooDeep(line);
		if (prefix > 0) flattened.push(at);
		group.signs += line.match(SIGNS)?.length ?? 0;
		pending.push(line.slice(0, prefix).replace(/[^\r\n]/g, PLAIN) + line.slice(prefix));
		at = end;
	}
	close();
	return {
		text: pieces.join(""),
		flattened
	};
}
/** @returns how many characters at the beginning of the line nest it too deeply; 0 where it is fine */
function tooDeep(line) {
	const prefix = /^(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))+/.exec(line.slice(0, 1e5))?.[0] ?? "";
	if (/^\s*$/.test(line)) return 0;
	const containers = prefix.match(/[>*+-]|\d+/g)?.length ?? 0;
	const columns = (/^[ \t]*/.exec(prefix)?.[0] ?? "").replaceAll("	", "    ").length;
	return containers > DEEPEST_CONTAINERS || columns > DEEPEST_INDENT ? prefix.length : 0;
}
/** UTF-16 units. Real papers are one part. */
const LONGEST_PART = 2e5;
/** Lines. Real papers are one part; 1,500 footnotes are half a second. */
const MOST_LINES = 3e3;
/** @param from where the part begins  @param regions as `outermostRegions` returns them  @returns a place after `from` */
function nextSplit(text, from, regions) {
	const enough = allowance(text, from);
	const tooMuch = allowance(text, enough);
	const margin = /(?<=\n[ \t]*\r?\n)(?=[\p{L}\ue000#])/gu;
	const window = text.slice(from, tooMuch);
	for (let at = enough; at < tooMuch;) {
		margin.lastIndex = at - from;
		const found = margin.exec(window);
		if (found === null) break;
		at = from + found.index;
		const outside = afterRegion(regions, at);
		if (outside === at) return {
			at,
			isForced: false
		};
		at = outside;
	}
	if (tooMuch === text.length) return {
		at: text.length,
		isForced: false
	};
	return {
		at: afterRegion(regions, lineOrWord(text, enough, tooMuch)),
		isForced: true
	};
}
/** How far a part may reach. */
function allowance(text, from) {
	const furthest = Math.min(text.length, from + LONGEST_PART);
	let at = from;
	for (let lines = 0; lines < MOST_LINES; lines++) {
		const feed = text.indexOf("\n", at);
		if (feed === -1 || feed >= furthest) return furthest;
		at = feed + 1;
	}
	return at;
}
/** The last beginning of a line, or else of a word, or else of a character. */
function lineOrWord(text, from, to) {
	const feed = text.lastIndexOf("\n", to - 1);
	if (feed >= from) return feed + 1;
	const blank = text.lastIndexOf(" ", to - 1);
	if (blank >= from) return blank + 1;
	return /[\udc00-\udfff]/.test(text[to] ?? "") ? to - 1 : to;
}
/** @returns `at`, or the end of the region that it lies in */
function afterRegion(regions, at) {
	const region = regions[firstEndingAfter(regions, at)];
	return region !== void 0 && region.start < at ? region.end : at;
}

// src/manuscript/formats/markdown/fragment.ts
/** One fragment of Markdown, from its characters to its blocks. */
/** @param end where the fragment ends, in the whole file; it begins at the fragment's base
*  @param masks what is no part of the Markdown, as offsets from the base
*  @throws ManuscriptError `too-many-passages` */
function readFragment(fragment, end, dialect, masks = []) {
	const text = fragment.source.text.slice(fragment.base, end);
	const scanner = new Scanner(text, dialect);
	for (const region of masks) scanner.regions.push(region);
	const limited = limitDelimiters(maskMarkup(scanner, maskVerbatim(scanner)));
	const { blocks, code, cuts } = blocksInParts(fragment, limited.text, outermostRegions(scanner.regions), apart(scanner.kinds));
	const { source, base } = fragment;
	const { file } = source;
	const lineOf = (offset) => source.fileLineAt(base + offset);
	const left = [...scanner.leftOut, ...code.map((range) => ({
		...range,
		why: "code"
	}))];
	return {
		blocks: blocks.map(({ start, block }) => ({
			start,
			block: {
				...block,
				passage: source.placed(block.passage)
			}
		})),
		inclusions: scanner.inclusions,
		parts: scanner.parts,
		leftOut: left.map(({ why, start, end }) => ({
			file,
			why,
			lines: {
				startLine: lineOf(start),
				endLine: lineOf(end)
			}
		})),
		warnings: [
			...scanner.notices.map(({ start, message, losesText }) => ({
				file,
				line: lineOf(start),
				message,
				...losesText && { losesText: true }
			})),
			...warningAt(file, limited.flattened.map(lineOf), "markup that is nested too deep, or opened too often, was read as plain text", "Write it with less nesting, or in shorter paragraphs"),
			...warningAt(file, cuts.map(lineOf), "a paragraph, list or table is so long that it was read in parts, cut", "Part it with blank lines, or keep data in files of their own")
		],
		hidden: scanner.hidden.map(({ start, technique, characters }) => ({
			file,
			line: lineOf(start),
			technique,
			characters
		}))
	};
}
/** Parses a long text in parts. Links by reference work within a part.
*  @throws ManuscriptError `too-many-passages` */
function blocksInParts(fragment, text, regions, kinds) {
	const all = {
		blocks: [],
		code: []
	};
	const cuts = [];
	for (let from = 0, to = 0; from < text.length; from = to) {
		const cut = nextSplit(text, from, regions);
		to = cut.at;
		if (cut.isForced) cuts.push(to);
		const tree = parseTree(text.slice(from, to));
		const original = fragment.source.text.slice(fragment.base + from, fragment.base + to);
		const renderer = new TextRenderer(original, within(regions, from, to).map(moveRegion(from)), tree.slices);
		const moved = within(kinds, from, to).map(({ kind, start, end }) => ({
			kind,
			start: start - from,
			end: end - from
		}));
		const found = blocksOf(tree, renderer, {
			...fragment,
			base: fragment.base + from
		}, moved);
		for (const { start, block } of found.blocks) all.blocks.push({
			start: start + from,
			block
		});
		checkPassageCount(all.blocks.length, fragment.source.file);
		for (const { start, end } of found.code) all.code.push({
			start: start + from,
			end: end + from
		});
	}
	return {
		...all,
		cuts
	};
}
/** Those that have a part between two offsets. @param ranges in order and apart */
function within(ranges, from, to) {
	const last = firstEndingAfter(ranges, to);
	return ranges.slice(firstEndingAfter(ranges, from), (ranges[last]?.start ?? to) < to ? last + 1 : last);
}
function moveRegion(by) {
	return ({ start, end, replacement, filler }) => ({
		start: start - by,
		end: end - by,
		replacement: replacement.kind === "source" ? {
			...replacement,
			start: replacement.start - by,
			end: replacement.end - by
		} : replacement,
		filler
	});
}
/** In order, without those that begin inside another: the inner one is part of the outer. */
function apart(kinds) {
	const kept = [];
	for (const range of kinds.toSorted((a, b) => a.start - b.start || b.end - a.end)) if (range.start >= (kept.at(-1)?.end ?? 0)) kept.push(range);
	return kept;
}
/** One entry for all that was left out of a file for the same reason, in the order in which each was first. */
function gathered(leftOut) {
	const groups = /* @__PURE__ */ new Map();
	for (const one of leftOut) {
		const key = JSON.stringify([one.file, one.why]);
		const group = groups.get(key) ?? {
			first: one,
			blocks: 0,
			lines: 0
		};
		group.blocks++;
		group.lines += one.lines.endLine - one.lines.startLine + 1;
		groups.set(key, group);
	}
	return [...groups.values()].map(({ first, blocks, lines }) => blocks === 1 ? first : {
		file: first.file,
		why: `${first.why} (${blocks} blocks, ${lines} lines)`
	});
}
/** One warning for all places where the same happened. @param lines of those places */
function warningAt(file, lines, what, remedy) {
	const [line] = lines;
	if (line === void 0) return [];
	return [{
		file,
		line,
		message: `${what} here${lines.length > 1 ? ` and in ${lines.length - 1} other places` : ""}. ${remedy}`
	}];
}

// src/manuscript/formats/markdown/front-matter.ts
var import_dist = require_dist();
/** Characters. Metadata of the largest consortium papers has some tens of thousands. */
const LONGEST_YAML = 1e6;
/** Brackets that one line may open; the YAML parser calls itself for each. */
const DEEPEST_YAML = 200;
/** @returns where the YAML between the rules begins and ends, and where the text after it does; undefined where there is none */
function frontMatter(text) {
	const opener = /^\s*---[ \t]*\r?\n/.exec(text.slice(0, 1e3))?.[0];
	if (opener === void 0) return void 0;
	const closer = /^(?:---|\.\.\.)[ \t]*\r?$/gm;
	closer.lastIndex = opener.length;
	const found = closer.exec(text);
	if (found === null) return void 0;
	return {
		start: opener.length,
		end: found.index,
		after: found.index + found[0].length
	};
}
/** More are an attack on the time that reading takes. */
const MOST_LATER_BLOCKS = 20;
/** Pandoc reads YAML within a text as well, between blank lines; of two titles the later one counts. */
function laterMatter(text, from) {
	const found = [];
	const block = /(?<=\n[ \t]*\r?\n)---[ \t]*\r?\n(?=[A-Za-z_][\w-]{0,60}:(?:\s|$))/g;
	block.lastIndex = from;
	for (let opened = block.exec(text); opened !== null && found.length < MOST_LATER_BLOCKS; opened = block.exec(text)) {
		const start = block.lastIndex;
		const closer = /^(?:---|\.\.\.)[ \t]*\r?$/gm;
		closer.lastIndex = start;
		const closed = closer.exec(text);
		if (closed === null) break;
		const after = closed.index + closed[0].length;
		const yaml = text.slice(start, closed.index);
		if (yaml.length <= LONGEST_YAML && deepest(yaml) <= DEEPEST_YAML && isKeyed(yaml)) {
			found.push({
				at: opened.index,
				start,
				end: closed.index,
				after
			});
			block.lastIndex = after;
		}
	}
	return found;
}
function isKeyed(yaml) {
	const document = parseYaml(yaml);
	return document.errors.length === 0 && (0, import_dist.isMap)(document.contents);
}
/** Where title and abstract may stand, first what says it of the whole paper. */
const TITLES = [
	["title"],
	["book", "title"],
	["project", "title"],
	["website", "title"]
];
const ABSTRACTS = [
	["abstract"],
	["parts", "abstract"],
	["project", "abstract"],
	[
		"project",
		"parts",
		"abstract"
	],
	["book", "abstract"]
];
/** @param start and `end`: the YAML's place in the file */
function metadata(source, start, end) {
	const { file } = source;
	const firstLine = source.fileLineAt(start);
	const yaml = source.text.slice(start, end);
	const warn = (line, why) => ({
		title: void 0,
		abstract: void 0,
		language: void 0,
		parts: [],
		warnings: [{
			file,
			line,
			message: `the YAML cannot be read (${why}), so no title or abstract was taken from it. Mend it`,
			losesText: true
		}]
	});
	if (yaml.length > LONGEST_YAML) return warn(firstLine, `it has more than ${LONGEST_YAML} characters`);
	if (deepest(yaml) > DEEPEST_YAML) return warn(firstLine, `it nests deeper than ${DEEPEST_YAML} levels`);
	const strict = parseYaml(yaml);
	const document = strict.errors.length === 0 ? strict : parseYaml(joinQuoted(yaml));
	const [error] = document.errors;
	if (error !== void 0) return warn(source.fileLineAt(start + error.pos[0]), error.message);
	const find = (paths) => {
		for (const path of paths) {
			const node = (0, import_dist.isMap)(document.contents) ? document.getIn(path, true) : void 0;
			if ((0, import_dist.isScalar)(node) && typeof node.value === "string" && node.value.trim() !== "") return yamlText(node, yaml, start);
		}
	};
	const parts = (0, import_dist.isMap)(document.contents) ? document.get("parts", true) : void 0;
	const language = (0, import_dist.isMap)(document.contents) ? document.get("lang") : void 0;
	const named = (0, import_dist.isMap)(parts) ? parts.items.flatMap((pair) => partOf(pair, yaml, start)) : [];
	return {
		title: find(TITLES),
		abstract: find(ABSTRACTS),
		language: typeof language === "string" ? languageTag(language) : void 0,
		parts: named,
		warnings: []
	};
}
function partOf({ key, value }, yaml, start) {
	if (!(0, import_dist.isScalar)(key) || typeof key.value !== "string" || key.value === "abstract") return [];
	const name = yamlText(key, yaml, start);
	const texts = ((0, import_dist.isSeq)(value) ? value.items : [value]).flatMap((node) => (0, import_dist.isScalar)(node) && typeof node.value === "string" ? yamlText(node, yaml, start) ?? [] : []);
	if (name === void 0 || texts.length === 0) return [];
	return [{
		name: {
			...name,
			masks: signs(key.value, /_/g, 1).map((mask) => ({
				...mask,
				replacement: BLANK
			}))
		},
		texts
	}];
}
/** The last one is kept: first it is looked through for title and abstract, then for the values that the text prints. */
let latest;
function parseYaml(yaml) {
	if (latest?.yaml !== yaml) latest = {
		yaml,
		document: (0, import_dist.parseDocument)(yaml, {
			prettyErrors: false,
			uniqueKeys: false,
			logLevel: "silent"
		})
	};
	return latest.document;
}
/** Pandoc takes a quoted title whose second line is not indented; the YAML standard does not.
*      title: 'Mice run
*      and rats do not'     the line feed becomes a blank, so every offset stays true */
function joinQuoted(yaml) {
	return yaml.replace(/^[\w-]+:[ \t]*(["'])(?:(?!\1|\n\S{0,40}:[ \t])[^\\]){0,5000}\1[ \t]*\r?$/gm, (value) => value.replaceAll("\n", " "));
}
function deepest(yaml) {
	let depth = 0;
	let most = 0;
	for (const { 0: sign } of yaml.matchAll(/[[{\]}]|^(?:[ \t]*[-?] ?){50,}/gm)) if (sign.length > 1) most = Math.max(most, sign.replace(/ /g, "").length + DEEPEST_YAML);
	else if (sign === "[" || sign === "{") most = Math.max(most, ++depth);
	else depth = Math.max(0, depth - 1);
	return most;
}
function yamlText(node, yaml, base) {
	if (node.range == null) return void 0;
	const [from, to] = node.range;
	switch (node.type) {
		case "BLOCK_LITERAL":
		case "BLOCK_FOLDED": {
			const start = yaml.indexOf("\n", from) + 1;
			return {
				start: base + start,
				end: base + to,
				masks: indentation(yaml.slice(start, to))
			};
		}
		case "QUOTE_SINGLE": return {
			start: base + from + 1,
			end: base + to - 1,
			masks: signs(yaml.slice(from + 1, to - 1), /'(?=')/g, 2)
		};
		case "QUOTE_DOUBLE": return {
			start: base + from + 1,
			end: base + to - 1,
			masks: signs(yaml.slice(from + 1, to - 1), /\\(?=["\\/\r\n])/g, 2)
		};
		default: return {
			start: base + from,
			end: base + to,
			masks: []
		};
	}
}
/** The first character of each escape; `width` is how far an escape reaches, so that none is taken for the beginning of the next. */
function signs(value, pattern, width) {
	const found = [];
	let next = 0;
	for (const { index } of value.matchAll(pattern)) {
		if (index < next) continue;
		found.push({
			start: index,
			end: index + 1,
			replacement: NOTHING,
			filler: "word"
		});
		next = index + width;
	}
	return found;
}
/** Four columns and more would make code of a block of YAML: its common indentation is masked. */
function indentation(value) {
	const lines = [...value.matchAll(/^[ ]*(?=\S)/gm)];
	const common = Math.min(...lines.slice(0, 1e3).map(([blanks]) => blanks.length));
	if (common < 4 || lines.length === 0) return [];
	return lines.map(({ index }) => ({
		start: index,
		end: index + common,
		replacement: NOTHING,
		filler: "word"
	}));
}
/** @param yaml the texts of the YAML, for each kind, the first that has a value counts. They are parsed where a value is asked
*  for: most papers print none
*  @param parsed what was parsed before, by its text; grows */
function valuesOf(yaml, parsed) {
	const dataOf = (text) => {
		if (!parsed.has(text)) parsed.set(text, yamlData(text));
		return parsed.get(text);
	};
	return (kind, path) => {
		for (const text of yaml[kind] ?? []) {
			const value = valueIn(dataOf(text), kind === "params" ? `params.${path}` : path);
			if (value !== void 0) return visible(value).replace(/\s+/g, " ").trim();
		}
	};
}
function yamlData(yaml) {
	if (yaml.length > LONGEST_YAML || deepest(yaml) > DEEPEST_YAML) return void 0;
	const document = parseYaml(yaml);
	try {
		return document.errors.length === 0 ? document.toJS({ maxAliasCount: 100 }) : void 0;
	} catch {
		return;
	}
}
/** @param path such as `version.major`; a parameter of R Markdown may be a map with its value */
function valueIn(data, path) {
	let value = data;
	for (const key of path.split(".")) {
		if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return void 0;
		value = Object.entries(value).find(([name]) => name === key)?.[1];
	}
	if (typeof value === "object" && value !== null && "value" in value) value = value.value;
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : void 0;
}

export { gathered as a, notesIn as c, valuesOf as i, laterMatter as n, readFragment as o, metadata as r, NOTHING as s, frontMatter as t };