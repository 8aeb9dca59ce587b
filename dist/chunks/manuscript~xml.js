import { o as findInvisible, r as checkPassageCount, t as CleanTextBuilder } from "./manuscript~document~action.js";
import { i as elementOf, t as OpenElements } from "./manuscript~hidden-style.js";
import { t as decodeNamedCharacterReference } from "./markdown-parser~action2.js";
import { t as require_saxes } from "./saxes.js";

// src/manuscript/formats/jats/xml.ts
/** XML as a tree whose every text knows where it stands in the file. Invariants: nothing is fetched, no entity but a character is
*  expanded, and a document type is passed over unread; broken XML gives what could be read of it, with its faults. */
var import_saxes = require_saxes();
/** Elements within each other. Real articles have some twenty. */
const DEEPEST = 200;
var OpenElement = class {
	kind = "element";
	name;
	attributes;
	children = [];
	parent;
	start;
	end;
	constructor({ name, attributes }, { start, end }, parent) {
		this.name = localName(name);
		this.attributes = new Map(Object.entries(attributes).map(([written, value]) => [localName(written), value]));
		this.start = start;
		this.end = end;
		this.parent = parent;
	}
};
/** Counts what is not well-formed; the parser's own way makes an error of each, with its stack. */
var CountingParser = class extends import_saxes.SaxesParser {
	fault;
	fail(message) {
		this.fault ??= {
			at: this.position,
			message: message.trim().replace(/\.$/, ""),
			count: 0
		};
		this.fault.count++;
		return this;
	}
};
/** An `&` that begins no reference to a character by number, or by one of the five names that XML itself has. The parser would look for
*  its end through the whole file, and knows no other names; texts are decoded from the file itself. */
const OTHER_AMPERSAND = /&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos);)/gi;
/** @param source the text of a file, well-formed or not; never throws */
function parseXml(source) {
	const parser = new CountingParser({ position: false });
	const tree = new TreeBuilder(source);
	parser.on("opentag", (tag) => tree.open(tag, parser.position));
	parser.on("closetag", () => tree.close(parser.position));
	parser.on("comment", () => tree.comment(parser.position + (source[parser.position] === ">" ? 1 : 0)));
	parser.on("processinginstruction", () => tree.skip("<?", parser.position));
	parser.on("doctype", () => tree.skip("<!DOCTYPE", parser.position));
	parser.on("cdata", () => tree.cdata(parser.position));
	parser.write(source.replace(OTHER_AMPERSAND, "+"));
	parser.close();
	tree.finish();
	const encoding = /^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(source.slice(0, 400))?.[1];
	const { root, tooDeep, comments } = tree;
	return {
		root,
		fault: parser.fault,
		tooDeep,
		encoding: encoding?.toLowerCase(),
		comments
	};
}
/** Makes the tree from the parser's events. Each comes with the offset after its markup, where the markup begins is looked up; text is
*  what stands between two of them, for the parser reports it without its place. */
var TreeBuilder = class {
	root;
	tooDeep;
	comments = [];
	#source;
	/** One for each open tag, also for those that are too deep: then the element that stands for it. */
	#open = [];
	/** Where the markup of the last event ends. */
	#last = 0;
	constructor(source) {
		this.#source = source;
	}
	open(tag, end) {
		const start = this.#tagStart(end);
		this.#text(this.#last, start);
		this.#last = end;
		const parent = this.#open.at(-1);
		if (parent !== void 0 && this.#open.length >= DEEPEST) {
			this.tooDeep ??= start;
			this.#open.push(parent);
			return;
		}
		const element = new OpenElement(tag, {
			start,
			end
		}, parent);
		parent?.children.push(element);
		this.root ??= element;
		this.#open.push(element);
	}
	close(end) {
		if (end > this.#last) this.#text(this.#last, this.#tagStart(end));
		this.#last = Math.max(this.#last, end);
		const element = this.#open.pop();
		if (element !== void 0) element.end = end;
	}
	comment(end) {
		this.comments.push(this.skip("<!--", end));
	}
	cdata(end) {
		const { start } = this.skip(CDATA, end);
		this.#text(start + CDATA.length, end - 3, true);
	}
	/** Passes over markup that begins with `opener`. @returns where it stands */
	skip(opener, end) {
		const found = this.#source.indexOf(opener, this.#last);
		const start = found === -1 || found > end ? this.#last : found;
		this.#text(this.#last, start);
		this.#last = end;
		return {
			start,
			end
		};
	}
	/** What a file that is cut off begins and does not end, such as a comment, is no text. */
	finish() {
		const rest = this.#source.slice(this.#last).search(/<[a-z/!?]/i);
		this.#text(this.#last, rest === -1 ? this.#source.length : this.#last + rest);
		for (const element of this.#open) element.end = this.#source.length;
	}
	#tagStart(end) {
		return Math.max(this.#last, this.#source.lastIndexOf("<", end - 1));
	}
	#text(start, end, isLiteral = false) {
		const parent = this.#open.at(-1);
		if (parent !== void 0 && end > start) parent.children.push({
			kind: "text",
			start,
			end,
			isLiteral
		});
	}
};
const CDATA = "<![CDATA[";
function localName(name) {
	return name === "xml:lang" ? name : name.slice(name.indexOf(":") + 1);
}
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z_][\w.-]{0,60}));/gi;
/** References to characters are decoded, also by the names that JATS has for them (`&alpha;`, `&mdash;`), which are those of HTML
*  and MathML. */
function* piecesOf(source, { start, end }, isLiteral = false) {
	let at = start;
	if (!isLiteral) for (const found of source.slice(start, end).matchAll(REFERENCE)) {
		const from = start + found.index;
		if (from > at) yield {
			start: at,
			end: from,
			text: source.slice(at, from),
			isPlain: true
		};
		const [written, decimal, hexadecimal, name] = found;
		at = from + written.length;
		const text = name === void 0 ? character(decimal, hexadecimal) : decodeNamedCharacterReference(name);
		yield text !== "" && text !== false || name === void 0 ? {
			start: from,
			end: at,
			text: text || written,
			isPlain: false
		} : {
			start: from,
			end: at,
			text: written,
			isPlain: false,
			unknownEntity: name
		};
	}
	if (at < end) yield {
		start: at,
		end,
		text: source.slice(at, end),
		isPlain: true
	};
}
function character(decimal, hexadecimal) {
	const code = decimal === void 0 ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
	return code > 0 && code <= 1114111 && (code < 55296 || code > 57343) ? String.fromCodePoint(code) : "";
}
function isElement(node) {
	return node?.kind === "element";
}
/** In the order of the file; grandchildren are none. */
function childrenNamed({ children }, ...names) {
	return children.filter(isElement).filter(({ name }) => names.includes(name));
}
/** In the order of the file, the element itself first. */
function* descendants(element) {
	yield element;
	for (const child of element.children) if (isElement(child)) yield* descendants(child);
}
/** The first of these names in the order of the file, the element itself included. */
function firstNamed(element, ...names) {
	if (element === void 0) return void 0;
	for (const found of descendants(element)) if (names.includes(found.name)) return found;
}

// src/manuscript/formats/jats/formula.ts
/** @param element `tex-math`, or `math` of MathML  @returns nothing for one without a letter, digit or sign */
function formulaRuns(source, element) {
	const inner = element.name === "tex-math" ? texRuns(source, element) : new MathmlReader(source).read(element);
	const shown = inner.filter(({ text }) => text.trim() !== "");
	const first = shown.at(0);
	const last = shown.at(-1);
	if (first === void 0 || last === void 0) return [];
	const dollar = (at) => ({
		kind: "text",
		text: "$",
		start: at,
		end: at
	});
	return [
		dollar(first.start),
		...inner.slice(inner.indexOf(first), inner.indexOf(last) + 1),
		dollar(last.end)
	];
}
/** `\documentclass… \begin{document} $$x$$ \end{document}`, as publishers keep it: of that, what stands in the document. */
function texRuns(source, element) {
	const text = element.children.find((child) => child.kind === "text" && /\S/.test(source.slice(child.start, child.end)));
	if (text?.kind !== "text") return [];
	const written = source.slice(text.start, text.end);
	const opens = written.indexOf("\\begin{document}");
	const closes = written.lastIndexOf("\\end{document}");
	const from = opens === -1 ? 0 : opens + 16;
	const body = written.slice(from, closes < from ? written.length : closes);
	const before = /^(?:\s|\$|\\\[|\\\()*/.exec(body)?.[0].length ?? 0;
	const after = /(?:\s|\$|\\\]|\\\))*$/.exec(body.slice(before))?.[0].length ?? 0;
	const range = {
		start: text.start + from + before,
		end: text.start + from + body.length - after
	};
	return [...piecesOf(source, range, text.isLiteral)].map(({ text: shown, start, end }) => ({
		kind: "text",
		text: shown.replace(/\\(?:label|tag)\s*\{[^{}]*\}|\$/g, (part) => part.replace(/\S/g, " ")),
		start,
		end
	}));
}
/** Accents over a letter: the sign, and TeX's name. */
const ACCENTS = /* @__PURE__ */ new Map([
	["^", "hat"],
	["ˆ", "hat"],
	["̂", "hat"],
	["̃", "tilde"],
	["̄", "bar"],
	["̇", "dot"],
	["~", "tilde"],
	["˜", "tilde"],
	["¯", "bar"],
	["‾", "bar"],
	["̅", "bar"],
	["_", "bar"],
	["→", "vec"],
	["⃗", "vec"],
	["˙", "dot"],
	[".", "dot"],
	["¨", "ddot"]
]);
/** Elements whose first child is the base: how each of the others stands to it. */
const SCRIPTS = /* @__PURE__ */ new Map([
	["msub", ["_"]],
	["munder", ["_"]],
	["msup", ["^"]],
	["msubsup", ["_", "^"]],
	["munderover", ["_", "^"]]
]);
var MathmlReader = class {
	#source;
	#runs = [];
	constructor(source) {
		this.#source = source;
	}
	read(element) {
		this.#all(element);
		return this.#runs;
	}
	#all({ children }) {
		for (const child of children) this.#node(child);
	}
	#sign(text, at) {
		this.#runs.push({
			kind: "text",
			text,
			start: at,
			end: at
		});
	}
	#node(node) {
		if (node.kind === "text") return;
		const marks = SCRIPTS.get(node.name);
		switch (node.name) {
			case "mi":
			case "mn":
			case "mo":
			case "mtext":
			case "ms":
				this.#token(node);
				break;
			case "mspace":
				this.#sign(" ", node.start);
				break;
			case "mover":
				this.#over(node);
				break;
			case "mmultiscripts":
				this.#multiscripts(node);
				break;
			case "mfrac":
				this.#fraction(node);
				break;
			case "msqrt":
			case "mroot":
				this.#root(node);
				break;
			case "mfenced":
				this.#fenced(node);
				break;
			case "mtable":
				this.#rows(node);
				break;
			case "semantics":
			case "maction":
				for (const shown of node.children.filter(isElement).slice(0, 1)) this.#node(shown);
				break;
			case "annotation":
			case "annotation-xml":
			case "mphantom":
			case "none":
			case "mprescripts": break;
			default: if (marks === void 0) this.#all(node);
			else this.#scripted(node, marks);
		}
	}
	#scripted(node, marks) {
		const [base, ...scripts] = node.children.filter(isElement);
		this.#scripts(base, marks.map((mark, index) => [mark, scripts[index]]));
	}
	#fraction(node) {
		const [above, below] = node.children.filter(isElement);
		this.#sign("\\frac", node.start);
		this.#braced(above);
		this.#braced(below);
	}
	/** A root of another degree than 2 as a power: TeX writes the degree first, which stands last in MathML. */
	#root(node) {
		if (node.name === "msqrt") {
			this.#sign("\\sqrt{", node.start);
			this.#all(node);
			this.#sign("}", node.end);
			return;
		}
		const [base, degree] = node.children.filter(isElement);
		this.#sign("(", node.start);
		if (base !== void 0) this.#node(base);
		this.#sign(")^{1/", degree?.start ?? node.end);
		if (degree !== void 0) this.#node(degree);
		this.#sign("}", node.end);
	}
	/** A name of several letters stands apart from what is beside it. */
	#token(node) {
		const pieces = node.children.flatMap((child) => child.kind === "text" ? [...piecesOf(this.#source, child, child.isLiteral)] : []);
		const isWord = /\p{L}{2}/u.test(pieces.map(({ text }) => text).join(""));
		if (isWord) this.#sign(" ", node.start);
		for (const { text, start, end } of pieces) this.#runs.push({
			kind: "text",
			text: text.replaceAll("$", " "),
			start,
			end
		});
		if (isWord) this.#sign(" ", node.end);
	}
	#scripts(base, scripts) {
		if (base !== void 0) this.#node(base);
		for (const [mark, script] of scripts) {
			if (script === void 0 || script.name === "none") continue;
			this.#sign(mark, script.start);
			this.#braced(script);
		}
	}
	/** Braces around more than one sign. */
	#braced(element) {
		if (element === void 0) return;
		const before = this.#runs.length;
		this.#sign("{", element.start);
		this.#node(element);
		const inner = this.#runs.slice(before + 1).map(({ text }) => text);
		if (!(this.#runs[before - 1]?.text === "\\frac" || this.#runs[before - 1]?.text === "}") && [...inner.join("").trim()].length === 1) this.#runs.splice(before, 1);
		else this.#sign("}", element.end);
	}
	#over(node) {
		const [base, over] = node.children.filter(isElement);
		const sign = over?.children.map(({ start, end }) => this.#source.slice(start, end)).join("").trim() ?? "";
		const accent = ACCENTS.get(decoded(sign));
		if (accent === void 0 || over?.name !== "mo") {
			this.#scripts(base, [["^", over]]);
			return;
		}
		this.#sign(`\\${accent}{`, node.start);
		if (base !== void 0) this.#node(base);
		this.#sign("}", over.start);
	}
	/** What stands before its base on the page stands behind it in the file, after `mprescripts`: it is given the place of the
	*  element's beginning. */
	#multiscripts(node) {
		const [base, ...scripts] = node.children.filter(isElement);
		const parts = scripts.findIndex(({ name }) => name === "mprescripts");
		const [behind, before] = parts === -1 ? [scripts, []] : [scripts.slice(0, parts), scripts.slice(parts + 1)];
		const alternating = (list) => list.map((script, index) => [index % 2 === 0 ? "_" : "^", script]);
		const begun = this.#runs.length;
		this.#scripts(void 0, alternating(before));
		const moved = this.#runs.splice(begun).map((run) => ({
			...run,
			start: node.start,
			end: node.start
		}));
		for (const run of moved) this.#runs.push(run);
		this.#scripts(base, alternating(behind));
	}
	#fenced(node) {
		const { attributes } = node;
		this.#sign(attributes.get("open") ?? "(", node.start);
		node.children.filter(isElement).forEach((child, index) => {
			if (index > 0) this.#sign((attributes.get("separators") ?? ",").trim().slice(0, 1), child.start);
			this.#node(child);
		});
		this.#sign(attributes.get("close") ?? ")", node.end);
	}
	#rows(table) {
		table.children.filter(isElement).forEach((row, index) => {
			if (index > 0) this.#sign("; ", row.start);
			row.children.filter(isElement).forEach((cell, column) => {
				if (column > 0) this.#sign(" ", cell.start);
				this.#all(cell);
			});
		});
	}
};
function decoded(written) {
	return [...piecesOf(written, {
		start: 0,
		end: written.length
	})].map(({ text }) => text).join("");
}

// src/manuscript/formats/jats/roles.ts
const ROLES = /* @__PURE__ */ new Map();
function declare(role, names) {
	for (const name of names.trim().split(/\s+/)) ROLES.set(name, { role });
}
function leaveOut(why, names) {
	for (const name of names.split(" ")) ROLES.set(name, {
		role: "left out",
		why
	});
}
declare("block", `body abstract list def-list disp-quote verse-group boxed-text statement speech glossary app-group fn-group floats-group table-wrap-group fig-group
  disp-formula-group chem-struct-wrap question-wrap question answer explanation block-alternatives supplementary-material-group notes note def poem`);
declare("paragraph", "p verse-line term def-head term-head speaker attrib");
declare("section", "sec app");
declare("title", "title subtitle");
declare("list item", "list-item def-item");
declare("float", "fig table-wrap supplementary-material media");
declare("table", "table array");
declare("caption", "caption");
declare("notes of a table", "table-wrap-foot");
declare("footnote", "fn");
declare("code", "code preformat");
declare("formula", "inline-formula disp-formula");
declare("math", "tex-math math");
declare("alternatives", "alternatives");
declare("reference", "xref");
declare("superscript", "sup");
declare("blank", "break hr");
declare("unseen", `label object-id alt-text long-desc graphic inline-graphic private-char inline-media email index-term index-term-range-end permissions copyright-statement
  license sec-meta kwd-group milestone-start milestone-end target related-article related-object contrib-group contrib aff aff-alternatives author-notes
  author-comment address bio processing-meta custom-meta-group fn-symbol col colgroup textual-form-unused`);
leaveOut("acknowledgements", "ack");
leaveOut("bibliography", "ref-list ref");
leaveOut("referee reports and answers to them", "sub-article response");
function roleOf({ name }) {
	return ROLES.get(name);
}
/** Elements that stand apart from the text around them on the page: a blank parts their words. */
function partsWords({ name }) {
	const role = ROLES.get(name)?.role;
	return /^(?:block|paragraph|section|title|list item|float|table|caption|notes of a table|blank)$/.test(role ?? "") || /^(?:t[rdh]|disp-formula)$/.test(name);
}
/** Of `alternatives`, and of a formula that holds the same in two forms: what says most in words. */
const BEST = [
	"table",
	"tex-math",
	"math",
	"textual-form",
	"array",
	"code",
	"preformat",
	"chem-struct",
	"media",
	"supplementary-material"
];
function bestAlternative(elements) {
	return BEST.flatMap((name) => elements.filter((one) => one.name === name))[0] ?? elements.find((one) => roleOf(one)?.role !== "unseen");
}
/** By the types that JATS suggests: notes and sections that say who wrote the paper, who paid, and what they gain, and what a
*  journal adds. The others are text. */
const BACK_MATTER = [
	["author contributions", /^(?:con|contributed|contributions?|author-contributions?|equal)$/i],
	["competing interests", /^(?:conflicts?|coi-?statement|competing-interests?|disclosure)$/i],
	["funding", /^(?:financial-disclosure|supported-by|funding|funding-statement)$/i],
	["acknowledgements", /^acknowledge?ments?$/i],
	["authors and their addresses", /^(?:corresp|current-aff|present-address|deceased|on-leave|participating-researchers|presented-(?:at|by)|edited-by|study-group-members|author|orcid)$/i],
	["notes of the journal", /^(?:peer-?review.*|update|revision.*|version.*|publication-type|correction.*)$/i]
];
/** @returns why a footnote, or a section or notes without a title, is no text of the paper; undefined where it is */
function backMatterReason({ attributes }) {
	const type = [
		"fn-type",
		"notes-type",
		"sec-type",
		"content-type"
	].flatMap((name) => attributes.get(name) ?? [])[0];
	return type === void 0 ? void 0 : BACK_MATTER.find(([, pattern]) => pattern.test(type))?.[0];
}
/** `specific-use` that means: do not print. Its other values name a version or an output that has readers. */
const NOT_SHOWN = /\b(?:hidden|hide|invisible|no-?display|no-?print|do-?not-?(?:display|print|show|publish)|not-?(?:displayed|printed|shown|for-?display)|suppress(?:ed)?|internal(?:-only)?|production-?only|non-?display)\b/i;
/** @returns the attribute that says that no page shows the element; undefined where none does */
function hiddenUse({ attributes }) {
	const use = attributes.get("specific-use") ?? "";
	return NOT_SHOWN.test(use) ? `specific-use="${use.slice(0, 40)}"` : void 0;
}
/** Kinds of abstracts that are the paper's own; the others are for a cover, a search engine or the public. */
function isOwnAbstract({ attributes }) {
	const type = attributes.get("abstract-type");
	return type === void 0 || /^(?:abstract|main|normal|structured|section|unstructured|full)$/i.test(type);
}

// src/manuscript/formats/jats/inline.ts
var InlineReader = class {
	hidden = [];
	/** Entities that only a document type could explain, each with where it stands first. */
	unknownEntities = /* @__PURE__ */ new Map();
	/** Where an `&` stands first that begins no reference. */
	bareAmpersand;
	#source;
	/** What a citation leads to. */
	#references;
	/** No page: it tells what an element's own style hides. */
	#styles = new OpenElements("", false);
	constructor(source, article) {
		this.#source = source;
		const references = /* @__PURE__ */ new Set();
		for (const { name, attributes } of descendants(article)) if (/^(?:ref|mixed-citation|element-citation|citation|nlm-citation)$/.test(name)) references.add(attributes.get("id") ?? "");
		this.#references = references;
	}
	/** The runs of what stands in an element. */
	runsOf(element) {
		const runs = [];
		for (const child of element.children) this.read(child, runs);
		return runs;
	}
	/** Adds the runs of a node. @param notes where footnotes go; without it they are read where they stand */
	read(node, into, notes) {
		if (!isElement(node)) {
			this.text(node, into);
			return;
		}
		if (this.hides(node)) return;
		switch (roleOf(node)?.role) {
			case "unseen":
			case "left out": return;
			case "reference":
				this.#reference(node, into, notes);
				return;
			case "superscript":
				this.#superscript(node, into, notes);
				return;
			case "formula":
				this.#formula(node, into);
				return;
			case "math":
				for (const run of formulaRuns(this.#source.text, node)) into.push(run);
				return;
			case "alternatives": {
				const best = bestAlternative(node.children.filter(isElement));
				if (best !== void 0) this.read(best, into, notes);
				return;
			}
			case "footnote": if (notes !== void 0) {
				notes.push(node);
				return;
			}
		}
		if (node.attributes.get("ext-link-type") === "email" || /^\s*mailto:/i.test(node.attributes.get("href") ?? "")) return;
		const isApart = partsWords(node);
		if (isApart) this.blank(node.start, into);
		for (const child of node.children) this.read(child, into, notes);
		if (isApart) this.blank(node.end, into);
	}
	blank(at, into) {
		into.push({
			kind: "blank",
			text: "",
			start: at,
			end: at
		});
	}
	text(text, into) {
		for (const piece of piecesOf(this.#source.text, text, text.isLiteral)) {
			into.push({
				kind: "text",
				...piece
			});
			if (piece.unknownEntity !== void 0 && !this.unknownEntities.has(piece.unknownEntity)) this.unknownEntities.set(piece.unknownEntity, piece.start);
			if (piece.isPlain) {
				if (!text.isLiteral && this.bareAmpersand === void 0 && piece.text.includes("&")) this.bareAmpersand = piece.start + piece.text.indexOf("&");
				continue;
			}
			const line = this.#source.lineAt(piece.start);
			for (const found of findInvisible(this.#source.file, piece.text)) this.hidden.push({
				...found,
				line
			});
		}
	}
	/** A citation becomes a sign of its own; a mark of a footnote goes; any other reference is read as it is printed, such as
	*  "Figure 1A". */
	#reference(node, into, notes) {
		const type = node.attributes.get("ref-type") ?? "";
		if (this.#isCitation(node)) {
			if (childrenNamed(node, "sup").length > 0) this.blank(node.start, into);
			into.push({
				kind: "cite",
				text: "",
				start: node.start,
				end: node.end
			});
		} else if (!/^(?:fn|table-fn|author-notes|aff|corresp|contrib)$/.test(type)) for (const child of node.children) this.read(child, into, notes);
	}
	#isCitation({ name, attributes }) {
		if (name !== "xref") return false;
		const targets = (attributes.get("rid") ?? "").split(/\s+/).filter((target) => target !== "");
		return attributes.get("ref-type") === "bibr" || targets.length > 0 && targets.every((target) => this.#references.has(target));
	}
	/** `10<sup>5</sup>` is a power, `<sup><xref ref-type="bibr">5</xref></sup>` a citation. */
	#superscript(node, into, notes) {
		const inner = [];
		for (const child of node.children) this.read(child, inner, notes);
		const cites = inner.filter(({ kind }) => kind === "cite");
		const words = inner.map(({ text }) => text).join("");
		if (cites.length > 0 && !/\p{L}/u.test(words)) {
			this.blank(node.start, into);
			for (const cite of cites) into.push(cite);
			return;
		}
		const base = into.at(-1)?.text ?? "";
		if (/^\s*[-+\u2212\u2013]?\d/.test(words) && /[\p{L}\p{N})\]%]$/u.test(base)) into.push({
			kind: "text",
			text: "^",
			start: node.start,
			end: node.start
		});
		for (const run of inner) into.push(run);
	}
	/** What it holds in two forms, TeX and MathML, is read once. */
	#formula(node, into) {
		const forms = node.children.filter(isElement).filter(({ name }) => /^(?:tex-math|math)$/.test(name));
		const best = bestAlternative(forms);
		const isApart = node.name === "disp-formula";
		if (isApart) this.blank(node.start, into);
		for (const child of node.children) if (!forms.includes(child) || child === best) this.read(child, into);
		if (isApart) this.blank(node.end, into);
	}
	/** Whether no reader sees an element; then it is noted. */
	hides(element) {
		const technique = hiddenUse(element) ?? this.#styledAway(element);
		if (technique === void 0) return false;
		const seen = this.#wordsOf(element);
		if (/[\p{L}\p{N}]/u.test(seen)) this.hidden.push({
			file: this.#source.file,
			line: this.#source.lineAt(element.start),
			technique,
			characters: [...seen].length
		});
		return true;
	}
	#styledAway(element) {
		const style = element.attributes.get("style");
		if (style === void 0 || !/[:;]/.test(style)) return void 0;
		return this.#styles.appearance(elementOf("span", `style="${style.replaceAll("\"", "'")}"`), 0).technique;
	}
	#wordsOf(element) {
		const words = [];
		for (const { children } of descendants(element)) for (const child of children) if (child.kind === "text") words.push(this.#source.text.slice(child.start, child.end));
		return words.join(" ").replace(/\s+/g, " ").trim();
	}
};

// src/manuscript/formats/jats/passage.ts
/** What a reader sees of JATS within a paragraph: runs of text, each with its place, and passages made of them. */
/** @returns undefined for runs without a letter or digit */
function passageOf(source, kind, runs) {
	const shown = withoutBrackets(joinCitations(runs));
	const builder = new CleanTextBuilder();
	let from;
	let to = 0;
	for (const { kind: how, text, start, end, isPlain } of shown) {
		if (how === "blank") builder.addBlank();
		else if (how === "cite") builder.addToken("[cite]", source.lineAt(start));
		else builder.add(isPlain ? text : text.replaceAll("\n", " "), source.lineAt(start));
		if (how === "blank" || how === "text" && text.trim() === "") continue;
		from ??= start;
		to = Math.max(to, end);
	}
	const { text, lines } = builder.build();
	const startLine = lines[0]?.line;
	const endLine = lines.at(-1)?.line;
	if (startLine === void 0 || endLine === void 0 || !/[\p{L}\p{N}]/u.test(text)) return void 0;
	const written = source.text.slice(Math.max(from ?? 0, source.startOf(startLine)), Math.min(to, source.endOf(endLine)));
	return {
		kind,
		file: source.file,
		startLine,
		endLine,
		source: written.trim(),
		text,
		lines
	};
}
/** `1,2–5` of citations is one. */
const BETWEEN_CITATIONS = /^[\s,;\u2013\u2014\u2010-\u2012\u2212-]*$/;
function joinCitations(runs) {
	const joined = [];
	let cite;
	for (const run of runs) {
		if (run.kind === "cite" && cite !== void 0) joined.length = cite + 1;
		else if (run.kind === "cite") cite = joined.length;
		else if (run.kind === "text" && !BETWEEN_CITATIONS.test(run.text)) cite = void 0;
		if (run.kind !== "cite" || cite === joined.length) joined.push(run);
	}
	return joined;
}
/** `[1]` and `(1)` around citations alone: the citation has brackets of its own. */
function withoutBrackets(runs) {
	const kept = [...runs];
	for (const [index, run] of kept.entries()) {
		const before = kept[index - 1];
		const after = kept[index + 1];
		if (run.kind !== "cite" || before?.kind !== "text" || after?.kind !== "text") continue;
		const opens = /[[(]\s*$/.exec(before.text);
		const closes = /^\s*[\])]/.exec(after.text);
		if (opens === null || closes === null || "[(".indexOf(opens[0].trim()) !== "])".indexOf(closes[0].trim())) continue;
		kept[index - 1] = {
			...before,
			text: before.text.slice(0, opens.index),
			end: before.end - opens[0].length
		};
		kept[index + 1] = {
			...after,
			text: after.text.slice(closes[0].length),
			start: after.start + closes[0].length
		};
	}
	return kept;
}

// src/manuscript/formats/jats/reader.ts
/** Reads the elements of an article in the order of the file: from the tree of XML to blocks. Invariant: whatever has no role is
*  text and is kept. */
var JatsReader = class {
	blocks = [];
	leftOut = [];
	/** What stands within the blocks. */
	inline;
	#source;
	constructor(source, article) {
		this.#source = source;
		this.inline = new InlineReader(source, article);
	}
	/** All that stands in an element, as blocks. */
	read(element) {
		this.#children(element, {
			level: 1,
			kind: "paragraph"
		});
	}
	/** The blocks of an element alone. */
	passagesOf(element) {
		const before = this.blocks.length;
		this.#children(element, {
			level: 2,
			kind: "paragraph"
		});
		return this.blocks.splice(before).map(({ passage }) => passage);
	}
	/** The whole of some elements as one passage. */
	passage(kind, ...elements) {
		const runs = [];
		for (const element of elements) {
			this.inline.blank(element.start, runs);
			for (const child of element.children) this.inline.read(child, runs);
		}
		return passageOf(this.#source, kind, runs);
	}
	heading(level, ...elements) {
		const passage = this.passage("heading", ...elements);
		if (passage !== void 0) this.#add({
			kind: "heading",
			level,
			passage
		});
	}
	leaveOut(range, why) {
		const lines = {
			startLine: this.#source.lineAt(range.start),
			endLine: this.#source.lineAt(Math.max(range.start, range.end - 1))
		};
		this.leftOut.push({
			file: this.#source.file,
			lines,
			why
		});
	}
	#add(block) {
		this.blocks.push(block);
		checkPassageCount(this.blocks.length, this.#source.file);
	}
	#addPassage(kind, runs) {
		const passage = passageOf(this.#source, kind, runs);
		if (passage !== void 0) this.#add({
			kind: "passage",
			passage
		});
	}
	/** Text and inline elements that stand together are a passage; a block among them ends it. Footnotes follow the passage that
	*  they stand in. */
	#children({ children }, place) {
		let runs = [];
		let notes = [];
		const flush = () => {
			this.#addPassage(place.kind, runs);
			for (const note of notes) this.#footnote(note, place);
			runs = [];
			notes = [];
		};
		for (const child of children) if (!isElement(child)) this.inline.text(child, runs);
		else if (roleOf(child)?.role === "footnote") notes.push(child);
		else if (this.#isBlock(child)) {
			flush();
			this.#block(child, place);
		} else this.inline.read(child, runs, notes);
		flush();
	}
	#isBlock(element) {
		const role = roleOf(element)?.role;
		switch (role) {
			case "block":
			case "paragraph":
			case "section":
			case "title":
			case "list item":
			case "float":
			case "table":
			case "caption":
			case "notes of a table":
			case "left out": return true;
			case "code": return this.#source.text.slice(element.start, element.end).trim().includes("\n") || element.parent?.name !== "p";
			case "alternatives": {
				const best = bestAlternative(element.children.filter(isElement));
				return best !== void 0 && this.#isBlock(best);
			}
			default: return role === void 0 && element.children.some((child) => isElement(child) && this.#isBlock(child));
		}
	}
	#block(element, place) {
		const role = roleOf(element);
		if (this.inline.hides(element)) return;
		switch (role?.role) {
			case "section":
				this.#section(element, place);
				return;
			case "title":
				this.#addPassage(place.kind, this.inline.runsOf(element));
				return;
			case "list item":
				this.#listItem(element, place);
				return;
			case "float":
				this.#float(element, place);
				return;
			case "caption":
			case "notes of a table":
				this.#addPassage("caption", this.inline.runsOf(element));
				return;
			case "table":
				this.#addPassage("table", this.inline.runsOf(element));
				return;
			case "alternatives": {
				const best = bestAlternative(element.children.filter(isElement));
				if (best !== void 0) this.#block(best, place);
				return;
			}
			case "code":
				this.leaveOut(element, "code");
				return;
			case "left out":
				this.leaveOut(element, role.why);
				return;
			default: if (/^(?:fn-group|glossary|notes|boxed-text|statement)$/.test(element.name)) this.#titled(element, place);
			else this.#children(element, place);
		}
	}
	/** A section without a title belongs to what stands around it. */
	#section(element, place) {
		const titles = childrenNamed(element, "title").filter(({ children }) => children.length > 0);
		const why = titles.length === 0 ? backMatterReason(element) : void 0;
		if (why !== void 0) {
			this.leaveOut(element, why);
			return;
		}
		const labels = element.name === "app" ? childrenNamed(element, "label") : [];
		if (titles.length > 0 || labels.length > 0) this.heading(place.level, ...labels, ...titles);
		const inner = {
			...place,
			level: place.level + (titles.length > 0 || labels.length > 0 ? 1 : 0)
		};
		this.#children(withoutChildren(element, titles), inner);
	}
	/** The name of a box or a theorem is a line of text, that of notes in the back matter heads them. */
	#titled(element, place) {
		const titles = childrenNamed(element, "title");
		const why = titles.length === 0 ? backMatterReason(element) : void 0;
		if (why !== void 0) {
			this.leaveOut(element, why);
			return;
		}
		if (/^(?:boxed-text|statement)$/.test(element.name)) {
			const captions = childrenNamed(element, "caption").filter(({ children }) => children.some((child) => isElement(child)));
			const named = this.passage("paragraph", ...childrenNamed(element, "label"), ...titles, ...captions);
			if (named !== void 0) this.#add({
				kind: "passage",
				passage: named
			});
			this.#children(withoutChildren(element, [...titles, ...captions]), place);
			return;
		}
		if (titles.length > 0) this.heading(place.level, ...titles);
		this.#children(withoutChildren(element, titles), {
			...place,
			level: place.level + (titles.length > 0 ? 1 : 0)
		});
	}
	#listItem(element, place) {
		if (element.name !== "def-item") {
			this.#children(element, {
				...place,
				kind: "listItem"
			});
			return;
		}
		const passage = this.passage("listItem", element);
		if (passage !== void 0) this.#add({
			kind: "passage",
			passage
		});
	}
	#float(element, place) {
		const heads = childrenNamed(element, "label", "caption");
		const caption = this.passage("caption", ...heads);
		if (caption !== void 0) this.#add({
			kind: "passage",
			passage: caption
		});
		this.#children(withoutChildren(element, heads), place);
	}
	#footnote(element, place) {
		if (this.inline.hides(element)) return;
		const why = backMatterReason(element);
		if (why === void 0) this.#children(element, place);
		else this.leaveOut(element, why);
	}
};
/** The element as it would be without some of its children. */
function withoutChildren(element, left) {
	const gone = new Set(left);
	return {
		...element,
		children: element.children.filter((child) => !gone.has(child))
	};
}

export { childrenNamed as a, isElement as c, isOwnAbstract as i, parseXml as l, withoutChildren as n, descendants as o, backMatterReason as r, firstNamed as s, JatsReader as t };