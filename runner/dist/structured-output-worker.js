#!/usr/bin/env node
import { a as ANY, c as SPACE, d as complement, f as contains, h as union, l as WORD, m as single, n as checkedGrammar, o as DIGITS, p as intersection, r as GrammarError, s as LINE_ENDS, u as charactersOf } from "./chunks/shared-gbnf.js";
import { l as messageOf } from "./chunks/shared-errors.js";
import { parentPort } from "node:worker_threads";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

// src/chat/json-schema/document.ts
/** The schema asks for something that no grammar of ours can hold, or is itself malformed. */
var SchemaError = class extends Error {
	/** Where, in dots from the schema's root; empty for the root. */
	path;
	constructor(path, fault) {
		super(fault);
		this.name = "SchemaError";
		this.path = path;
	}
};
/** Levels of arrays and objects in a schema. */
const DEEPEST$1 = 100;
/** Values in a schema, each property, item and text counted. OpenAI's limit for enum values and properties together is of this size. */
const MOST_VALUES = 2e4;
const SINGLE = "additionalProperties contains else if items not propertyNames then unevaluatedItems unevaluatedProperties contentSchema".split(" ");
const NAMED = "$defs definitions dependentSchemas patternProperties properties".split(" ");
const LISTED = "allOf anyOf oneOf prefixItems".split(" ");
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isSchema(value) {
	return typeof value === "boolean" || isObject(value);
}
/** Where relative references without an `$id` start. */
const ROOT_URI = "schema:/root";
var SchemaDocument = class {
	#paths = /* @__PURE__ */ new Map();
	#bases = /* @__PURE__ */ new Map();
	/** Schemas by URI, with or without an anchor. */
	#named = /* @__PURE__ */ new Map();
	/** @throws SchemaError where it is too large or deep */
	constructor(root) {
		assertSize(root);
		this.#named.set(ROOT_URI, root);
		this.#register(root, "", ROOT_URI);
	}
	pathOf(schema) {
		return isObject(schema) ? this.#paths.get(schema) ?? "" : "";
	}
	errorAt(schema, key, fault) {
		const path = this.pathOf(schema);
		return new SchemaError(key === "" ? path : joined(path, key), fault);
	}
	/** Gives a schema that we made out of another the other's place, for errors and references. */
	adopt(made, from) {
		this.#paths.set(made, this.pathOf(from));
		if (isObject(from)) this.#bases.set(made, this.#bases.get(from) ?? ROOT_URI);
	}
	/** @throws SchemaError where the reference leads to no schema of this document */
	resolve(reference, from) {
		const base = this.#bases.get(from) ?? ROOT_URI;
		const at = joined(this.pathOf(from), "$ref");
		if (!URL.canParse(reference, base)) throw new SchemaError(at, `${JSON.stringify(reference)} is no reference`);
		const url = new URL(reference, base);
		const fragment = decodeFragment(url.hash, at);
		url.hash = "";
		const whole = this.#named.get(url.href);
		const anchored = this.#named.get(`${url.href}#${fragment}`);
		const found = fragment === "" ? whole : fragment.startsWith("/") ? this.#pointed(whole, fragment, url.href) : anchored;
		if (!isSchema(found)) throw new SchemaError(at, `${JSON.stringify(reference)} leads to no schema here; other documents are not fetched`);
		return found;
	}
	#pointed(whole, pointer, base) {
		let value = whole;
		let path = this.pathOf(whole ?? true);
		for (const part of pointer.slice(1).split("/")) {
			const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
			if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : void 0;
			else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : void 0;
			path += `.${key}`;
		}
		if (!isSchema(value)) return void 0;
		if (isObject(value) && !this.#paths.has(value)) this.#register(value, path.replace(/^\./, ""), base);
		return value;
	}
	#register(schema, path, base) {
		if (!isObject(schema) || this.#paths.has(schema)) return;
		const { $id, $anchor, $dynamicAnchor } = schema;
		let own = base;
		if (typeof $id === "string") {
			if (!URL.canParse($id, base)) throw new SchemaError(joined(path, "$id"), "is no URI");
			own = new URL($id, base).href.replace(/#$/, "");
			this.#named.set(own, schema);
		}
		for (const anchor of [$anchor, $dynamicAnchor]) if (typeof anchor === "string") this.#named.set(`${own}#${anchor}`, schema);
		this.#paths.set(schema, path);
		this.#bases.set(schema, own);
		for (const [key, inner] of partsOf(schema)) this.#register(inner, joined(path, key), own);
	}
};
function joined(path, key) {
	return path === "" ? key : `${path}.${key}`;
}
function decodeFragment(hash, at) {
	try {
		return decodeURIComponent(hash.slice(1));
	} catch {
		throw new SchemaError(at, "its fragment is not encoded as a URI's");
	}
}
/** The schemas directly within one, by their keyword and name. */
function partsOf(schema) {
	const found = [];
	const add = (key, value) => {
		if (isSchema(value)) found.push([key, value]);
	};
	for (const key of SINGLE) add(key, schema[key]);
	for (const key of NAMED) {
		const named = schema[key];
		if (isObject(named)) for (const [name, inner] of Object.entries(named)) add(`${key}.${name}`, inner);
	}
	for (const key of LISTED) {
		const listed = schema[key];
		if (Array.isArray(listed)) for (const [index, inner] of listed.entries()) add(`${key}.${index}`, inner);
	}
	return found;
}
function assertSize(root) {
	let values = 0;
	let level = [root];
	for (let depth = 0; level.length > 0; depth++) {
		values += level.length;
		if (values > MOST_VALUES) throw new SchemaError("", `it holds more than ${MOST_VALUES} values`);
		if (depth > DEEPEST$1) throw new SchemaError("", `it is nested deeper than ${DEEPEST$1} levels`);
		level = level.flatMap((value) => Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []);
	}
}

// src/chat/json-schema/check.ts
/** Whether an answer satisfies its schema: by ajv, which shares nothing with the grammar that the answer was written by. */
const OPTIONS = {
	strict: false,
	ownProperties: true,
	logger: false
};
/** Knows the schema of schemas. */
const dialect = new Ajv2020(OPTIONS);
/** @throws SchemaError where the schema is malformed, or too large */
function assertWellFormed(schema) {
	new SchemaDocument(schema);
	if (dialect.validateSchema(asThisDraft(schema)) === true) return;
	const [error] = dialect.errors ?? [];
	const path = (error?.instancePath ?? "").slice(1).replaceAll("/", ".");
	throw new SchemaError(path, `is malformed: it ${error?.message ?? "is no schema"}`);
}
/** @throws SchemaError where the schema is malformed, or beyond ajv */
function answerCheck(schema) {
	assertWellFormed(schema);
	const ajv = new Ajv2020(OPTIONS);
	addFormats.default(ajv);
	let validate;
	try {
		validate = ajv.compile(asThisDraft(schema));
	} catch (error) {
		throw new SchemaError("", `cannot be checked: ${messageOf(error)}`);
	}
	return (answer) => {
		let value;
		try {
			value = JSON.parse(answer);
		} catch {
			return "it is no JSON";
		}
		return validate(value) ? void 0 : ajv.errorsText(validate.errors, { dataVar: "answer" });
	};
}
/** Older drafts that are also this one are read as this one; where they are not, they are malformed. */
function asThisDraft(schema) {
	if (!isObject(schema)) return schema;
	const { $schema, ...body } = schema;
	return body;
}

// src/chat/json-schema/pattern.ts
/** Regular expressions of `pattern`, as ECMA-262 reads them with the flag `u`. What is not regular is refused. */
var PatternError = class extends Error {};
const DEEPEST = 100;
const CONTROLS = {
	n: 10,
	r: 13,
	t: 9,
	f: 12,
	v: 11,
	0: 0
};
/** @returns what is found somewhere in a text, and what must hold besides from the text's beginning
*  @throws PatternError where it is malformed, or not regular */
function parsePattern(source) {
	return new Parser(source).parse();
}
var Parser = class {
	#text;
	#at = 0;
	#depth = 0;
	#ahead = [];
	constructor(source) {
		this.#text = [...source];
	}
	parse() {
		const body = this.#choice();
		if (this.#at < this.#text.length) throw new PatternError("it closes a group that is not open");
		if (this.#ahead.length > 0 && body.kind === "choice") throw new PatternError("it looks ahead in one of several alternatives");
		return {
			body,
			ahead: this.#ahead
		};
	}
	#next() {
		return this.#text[this.#at];
	}
	#take(expected) {
		const one = this.#text[this.#at++];
		if (one === void 0 || expected !== void 0 && one !== expected) throw new PatternError(`it is no regular expression: ${expected === void 0 ? "it ends too early" : `${expected} is missing`}`);
		return one;
	}
	#skip(text) {
		if (!this.#text.slice(this.#at, this.#at + text.length).join("").startsWith(text)) return false;
		this.#at += text.length;
		return true;
	}
	#choice() {
		if (++this.#depth > DEEPEST) throw new PatternError(`it is nested deeper than ${DEEPEST} levels`);
		const items = [this.#sequence()];
		while (this.#skip("|")) items.push(this.#sequence());
		this.#depth--;
		return items.length === 1 && items[0] !== void 0 ? items[0] : {
			kind: "choice",
			items
		};
	}
	#sequence() {
		const items = [];
		for (let next = this.#next(); next !== void 0 && next !== "|" && next !== ")"; next = this.#next()) if (!this.#lookahead(items)) items.push(this.#quantified(this.#atom()));
		return {
			kind: "sequence",
			items
		};
	}
	/** A look ahead from the text's beginning is one more condition on the whole text; elsewhere it is none that we could keep apart. */
	#lookahead(before) {
		const negated = this.#skip("(?!");
		if (!negated && !this.#skip("(?=")) return false;
		if (this.#depth !== 1 || before.length !== 1 || before[0]?.kind !== "start") throw new PatternError("it looks ahead elsewhere than right after the ^ that begins it");
		this.#ahead.push({
			expression: this.#choice(),
			negated
		});
		this.#take(")");
		return true;
	}
	#atom() {
		const one = this.#take();
		switch (one) {
			case "^": return { kind: "start" };
			case "$": return { kind: "end" };
			case ".": return {
				kind: "set",
				set: complement(LINE_ENDS)
			};
			case "(": return this.#group();
			case "[": return {
				kind: "set",
				set: this.#set()
			};
			case "\\": return {
				kind: "set",
				set: this.#escape(false)
			};
			case "*":
			case "+":
			case "?":
			case "{":
			case "}":
			case "]": throw new PatternError(`it is no regular expression: ${one} stands alone`);
			default: return {
				kind: "set",
				set: single(one.codePointAt(0) ?? 0)
			};
		}
	}
	#group() {
		if (this.#skip("?<=") || this.#skip("?<!")) throw new PatternError("it looks behind");
		if (this.#skip("?<")) while (this.#take() !== ">");
		else if (this.#next() === "?" && !this.#skip("?:")) throw new PatternError("it changes flags within");
		const inner = this.#choice();
		this.#take(")");
		return inner;
	}
	#quantified(item) {
		let bounds;
		if (this.#skip("*")) bounds = [0, Number.POSITIVE_INFINITY];
		else if (this.#skip("+")) bounds = [1, Number.POSITIVE_INFINITY];
		else if (this.#skip("?")) bounds = [0, 1];
		else if (this.#skip("{")) bounds = this.#bounds();
		else return item;
		if (item.kind === "start" || item.kind === "end") throw new PatternError("it repeats an anchor");
		this.#skip("?");
		const [least, most] = bounds;
		if (most < least) throw new PatternError("it is no regular expression: a repetition ends before it begins");
		return {
			kind: "repeat",
			item,
			least,
			most
		};
	}
	#bounds() {
		const number = () => {
			let digits = "";
			for (let next = this.#next(); next !== void 0 && /\d/.test(next); next = this.#next()) digits += this.#take();
			return digits === "" ? void 0 : Number(digits);
		};
		const least = number();
		if (least === void 0) throw new PatternError("it is no regular expression: { stands alone");
		const most = this.#skip(",") ? number() ?? Number.POSITIVE_INFINITY : least;
		this.#take("}");
		return [least, most];
	}
	#set() {
		const negated = this.#skip("^");
		const found = [];
		while (!this.#skip("]")) {
			const first = this.#member();
			if (!(this.#next() === "-" && this.#text[this.#at + 1] !== "]")) {
				found.push(first);
				continue;
			}
			this.#take("-");
			const last = this.#member();
			const [from, to] = [loneOf(first), loneOf(last)];
			if (from === void 0 || to === void 0 || to < from) throw new PatternError("it is no regular expression: a range of characters ends before it begins");
			found.push([[from, to]]);
		}
		const all = intersection(union(...found), ANY);
		return negated ? complement(all) : all;
	}
	#member() {
		const one = this.#take();
		return one === "\\" ? this.#escape(true) : single(one.codePointAt(0) ?? 0);
	}
	#escape(inSet) {
		const one = this.#take();
		switch (one) {
			case "d": return DIGITS;
			case "D": return complement(DIGITS);
			case "w": return WORD;
			case "W": return complement(WORD);
			case "s": return SPACE;
			case "S": return complement(SPACE);
			case "b":
				if (inSet) return single(8);
				throw new PatternError("it asks for the border of a word");
			case "B": throw new PatternError("it asks for the border of a word");
			case "x": return single(this.#hexadecimal(2));
			case "u": return single(this.#skip("{") ? this.#braced() : this.#surrogates());
			case "c": return single((this.#take().codePointAt(0) ?? 0) % 32);
			case "p":
			case "P": {
				this.#take("{");
				let name = "";
				for (let next = this.#take(); next !== "}"; next = this.#take()) name += next;
				const characters = charactersOf(name);
				if (characters === void 0) throw new PatternError(`\\p{${name}} is no property of Unicode`);
				return one === "p" ? characters : complement(characters);
			}
		}
		const control = CONTROLS[one];
		if (control !== void 0) return single(control);
		if (/[1-9k]/.test(one)) throw new PatternError("it refers back to a group");
		if (!/[\^$\\.*+?()[\]{}|/]/.test(one) && !(inSet && one === "-")) throw new PatternError(`it is no regular expression: \\${one} means nothing`);
		return single(one.codePointAt(0) ?? 0);
	}
	#hexadecimal(digits) {
		const text = Array.from({ length: digits }, () => this.#take()).join("");
		if (!/^[0-9a-fA-F]+$/.test(text)) throw new PatternError("it is no regular expression: an escape has no number");
		return Number.parseInt(text, 16);
	}
	#braced() {
		let text = "";
		for (let next = this.#take(); next !== "}"; next = this.#take()) text += next;
		const value = /^[0-9a-fA-F]+$/.test(text) ? Number.parseInt(text, 16) : NaN;
		if (!(value <= 1114111)) throw new PatternError("it is no regular expression: an escape has no number");
		return value;
	}
	/** `\uD83D\uDE00` is one character. */
	#surrogates() {
		const first = this.#hexadecimal(4);
		if (first < 55296 || first > 56319 || !this.#skip("\\u")) return first;
		return String.fromCharCode(first, this.#hexadecimal(4)).codePointAt(0) ?? first;
	}
};
function loneOf(set) {
	const [range] = set;
	return set.length === 1 && range !== void 0 && range[0] === range[1] ? range[0] : void 0;
}

// src/chat/json-schema/nfa.ts
/** Patterns as automata without determination, by Thompson's construction (Communications of the ACM 11, 1968, 419-422). */
/** States of one automaton: `{1,5000}` has as many. */
const MOST_STATES$1 = 1e4;
/** @returns conditions that together say what the pattern says: that it is found somewhere in the text
*  @throws PatternError where it is malformed, or not regular */
function conditionsOf(source) {
	const { body, ahead } = parsePattern(source);
	return [{
		automaton: build(body, true),
		negated: false
	}, ...ahead.map(({ expression, negated }) => ({
		automaton: build(expression, false),
		negated
	}))];
}
/** The condition to be one of these texts. */
function oneOf(texts) {
	return {
		automaton: build({
			kind: "choice",
			items: texts.map((text) => {
				return {
					kind: "sequence",
					items: [
						{ kind: "start" },
						...[...text].map((one) => ({
							kind: "set",
							set: single(one.codePointAt(0) ?? 0)
						})),
						{ kind: "end" }
					]
				};
			})
		}, true),
		negated: false
	};
}
function matches({ automaton, negated }, text) {
	let now = closure(automaton, [0], true);
	for (const one of text) now = closure(automaton, step(automaton, now, one.codePointAt(0) ?? 0), false);
	return accepts(automaton, now, text === "") !== negated;
}
/** All states that can be reached without reading a character. */
function closure({ states }, from, atStart, atEnd = false) {
	const found = new Set(from);
	for (const at of found) {
		const state = states[at];
		if (state === void 0) continue;
		for (const next of state.free) found.add(next);
		if (atStart) for (const next of state.atStart) found.add(next);
		if (atEnd) for (const next of state.atEnd) found.add(next);
	}
	return found;
}
function step({ states }, from, character) {
	const found = /* @__PURE__ */ new Set();
	for (const at of from) for (const { set, to } of states[at]?.steps ?? []) if (contains(set, character)) found.add(to);
	return found;
}
/** Whether a text may end here. */
function accepts(automaton, now, empty) {
	return closure(automaton, now, empty, true).has(automaton.accepting);
}
/** @param search whether anything may stand before it */
function build(expression, search) {
	const states = [];
	const add = () => {
		if (states.length >= MOST_STATES$1) throw new PatternError(`it needs more than ${MOST_STATES$1} states`);
		return states.push({
			free: [],
			atStart: [],
			atEnd: [],
			steps: []
		}) - 1;
	};
	/** @returns where it ends that began at `from` */
	const append = (one, from) => {
		switch (one.kind) {
			case "set": {
				const to = add();
				states[from]?.steps.push({
					set: one.set,
					to
				});
				return to;
			}
			case "start":
			case "end": {
				const to = add();
				states[from]?.[one.kind === "start" ? "atStart" : "atEnd"].push(to);
				return to;
			}
			case "sequence": return one.items.reduce((at, item) => append(item, at), from);
			case "choice": {
				const to = add();
				for (const item of one.items) {
					const begin = add();
					states[from]?.free.push(begin);
					states[append(item, begin)]?.free.push(to);
				}
				return to;
			}
			case "repeat": {
				let at = from;
				for (let times = 0; times < one.least; times++) at = append(one.item, at);
				const to = add();
				if (one.most === Number.POSITIVE_INFINITY) {
					const again = add();
					states[at]?.free.push(again);
					states[again]?.free.push(to);
					states[append(one.item, again)]?.free.push(again);
				} else {
					states[at]?.free.push(to);
					for (let times = one.least; times < one.most; times++) {
						at = append(one.item, at);
						states[at]?.free.push(to);
					}
				}
				return to;
			}
		}
	};
	const first = add();
	if (search) states[first]?.steps.push({
		set: ANY,
		to: first
	});
	const accepting = append(expression, first);
	const end = add();
	states[accepting]?.free.push(end);
	states[end]?.steps.push({
		set: ANY,
		to: end
	});
	return {
		states,
		accepting: end
	};
}

// src/chat/json-schema/rules.ts
/** The rules of a grammar while it is made, and its text as GBNF (llama.cpp, grammars/README.md).
*  Invariant: what is written can always be finished. A rule that no finite text satisfies would lead the sampler into a dead end, so that its
*  alternatives are left out wherever they stand. */
/** llama.cpp reads a longer repetition as an endless one, and refuses longer ones that must be. */
const LONGEST_REPETITION = 1e3;
/** Repetitions that are bounded at all: more cannot be asked for, and what may be longer is held shorter. */
const MOST_REPETITIONS = 1e5;
var TooManyRulesError = class extends Error {};
var Rules = class {
	#bodies = /* @__PURE__ */ new Map();
	#most;
	#parts = 0;
	#names = 0;
	/** @param most parts of all rules together: llama.cpp keeps each in memory */
	constructor(most) {
		this.#most = most;
	}
	newName() {
		return `r${this.#names++}`;
	}
	set(name, body) {
		this.#parts += body.reduce((sum, alternative) => sum + alternative.length + 1, 0);
		if (this.#parts > this.#most) throw new TooManyRulesError();
		this.#bodies.set(name, body);
	}
	add(body) {
		const rule = this.newName();
		this.set(rule, body);
		return { rule };
	}
	/** @returns undefined where no text satisfies the root */
	gbnf(root) {
		const productive = this.#productive();
		if (!productive.has(root)) return void 0;
		const lines = [`root ::= ${root}`];
		const written = /* @__PURE__ */ new Set([root]);
		for (const name of written) {
			const kept = (this.#bodies.get(name) ?? []).filter((parts) => parts.every((part) => finishes(part, productive))).map((parts) => parts.filter((part) => "text" in part || productive.has(part.rule)));
			for (const part of kept.flat()) if ("rule" in part) written.add(part.rule);
			lines.push(`${name} ::= ${[...new Set(kept.map(sequence))].join(" | ")}`);
		}
		return `${lines.join("\n")}\n`;
	}
	#productive() {
		const found = /* @__PURE__ */ new Set();
		for (let before = -1; before < found.size;) {
			before = found.size;
			for (const [name, body] of this.#bodies) if (!found.has(name) && body.some((parts) => parts.every((part) => finishes(part, found)))) found.add(name);
		}
		return found;
	}
};
function finishes(part, productive) {
	return "text" in part || part.least === 0 || productive.has(part.rule);
}
function sequence(parts) {
	return parts.length === 0 ? "\"\"" : parts.map(partText).join(" ");
}
function partText(part) {
	return "text" in part ? part.text : repeated(part.rule, part.least ?? 1, part.most ?? (part.least === void 0 ? 1 : Number.POSITIVE_INFINITY));
}
/** `{least,most}` in pieces that llama.cpp repeats. */
function repeated(symbol, least, most) {
	if (least === 1 && most === 1) return symbol;
	const parts = [];
	const piece = `(${symbol}{${LONGEST_REPETITION}})`;
	const add = (one, times) => parts.push(`${one}{${times}}`);
	const whole = Math.floor(least / LONGEST_REPETITION);
	if (whole > 0) add(piece, `${whole}`);
	const needed = least - whole * LONGEST_REPETITION;
	if (most === Number.POSITIVE_INFINITY) return [...parts, `${symbol}{${needed},}`].join(" ");
	if (needed > 0) add(symbol, `${needed}`);
	const more = most - least;
	if (more > LONGEST_REPETITION) {
		const pieces = Math.floor(more / LONGEST_REPETITION);
		const last = more - pieces * LONGEST_REPETITION;
		const full = `${piece}{${pieces}}${last > 0 ? ` ${symbol}{0,${last}}` : ""}`;
		parts.push(`(${piece}{0,${pieces - 1}} ${symbol}{0,999} | ${full})`);
	} else if (more > 0) add(symbol, `0,${more}`);
	return parts.length === 0 ? "\"\"" : parts.join(" ");
}
/** A text as a literal of GBNF. */
function literal(text) {
	return `"${[...text].map((one) => {
		const code = one.codePointAt(0) ?? 0;
		if (one === "\"" || one === "\\") return `\\${one}`;
		return code < 32 || code === 127 || code >= 55296 && code <= 57343 ? gbnfEscape(code) : one;
	}).join("")}"`;
}
function gbnfEscape(code) {
	const digits = code.toString(16).toUpperCase();
	if (code <= 255) return `\\x${digits.padStart(2, "0")}`;
	return code <= 65535 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}
function characterClass(set) {
	const one = (code) => /[0-9A-Za-z _.,:;]/.test(String.fromCodePoint(code)) ? String.fromCodePoint(code) : gbnfEscape(code);
	return `[${set.map(([first, last]) => first === last ? one(first) : `${one(first)}-${one(last)}`).join("")}]`;
}
/** What JSON writes as it is within a string. */
const PLAIN = complement([
	[0, 31],
	[34, 34],
	[92, 92]
]);
const SHORT_ESCAPES = [
	[34, "\""],
	[92, "\\"],
	[8, "b"],
	[9, "t"],
	[10, "n"],
	[12, "f"],
	[13, "r"]
];
/** One character of a set, as JSON writes it within a string: as it is, or the short escape. Other control characters are left out. */
function jsonCharacter(set) {
	const plain = intersection(union(set), PLAIN);
	const letters = SHORT_ESCAPES.filter(([character]) => set.some(([first, last]) => first <= character && character <= last));
	const escaped = letters.map(([, letter]) => letter === "\"" || letter === "\\" ? `\\${letter}` : letter).join("");
	return [...plain.length > 0 ? [characterClass(plain)] : [], ...letters.length === 0 ? [] : [`"\\\\" [${escaped}]`]];
}
/** One of these texts; those with a common beginning share it, so that few ways are open at a time. */
function oneOfTexts(texts) {
	const distinct = [...new Set(texts)];
	if (distinct.length <= 8) return distinct.map(literal).join(" | ") || "\"\"";
	return [...groupBy(distinct, (text) => text.slice(0, firstCharacter(text))).values()].map((group) => {
		const [first = ""] = group;
		if (group.length === 1) return literal(first);
		const shared = commonBeginning(group);
		return `${literal(first.slice(0, shared))} (${oneOfTexts(group.map((text) => text.slice(shared)))})`;
	}).join(" | ");
}
/** As `Map.groupBy`, which Node 20 does not have. */
function groupBy(values, keyOf) {
	const groups = /* @__PURE__ */ new Map();
	for (const value of values) {
		const key = keyOf(value);
		const group = groups.get(key);
		if (group === void 0) groups.set(key, [value]);
		else group.push(value);
	}
	return groups;
}
function firstCharacter(text) {
	return (text.codePointAt(0) ?? 0) > 65535 ? 2 : 1;
}
function commonBeginning(texts) {
	const [first = ""] = texts;
	let length = Math.min(...texts.map((text) => text.length));
	for (const text of texts) while (!text.startsWith(first.slice(0, length))) length--;
	const last = first.charCodeAt(length - 1);
	return last >= 55296 && last <= 56319 ? length - 1 : length;
}

// src/chat/json-schema/dfa.ts
/** Several conditions on one text as a deterministic automaton, and as rules without an open choice: whatever was written, one way goes on. */
var TooManyStatesError = class extends Error {};
/** States of the whole: every character that is counted one by one needs some. */
const MOST_STATES = 3e3;
/** Steps of the construction, each a set of states by a set of characters: some hundred milliseconds. */
const MOST_STEPS = 2e6;
/** Automata of this size are made smaller; larger ones count characters and would not shrink. */
const MINIMISED = 400;
/** The rest of a JSON string of such a text, from behind its opening quote.
*  @param closing the GBNF that follows the text
*  @returns undefined where there is no such text */
function stringRules(conditions, length, closing, rules) {
	const kinds = alphabet(conditions);
	const states = minimised(bounded(conditions, kinds, length));
	const names = states.map(() => rules.newName());
	for (const [index, { accepting, next }] of states.entries()) {
		const body = accepting ? [[{ text: closing }]] : [];
		const sets = groupBy([...next.keys()], (kind) => next[kind] ?? -1);
		for (const [target, byKind] of sets) {
			const rule = names[target];
			if (rule === void 0) continue;
			for (const text of jsonCharacter(union(...byKind.map((kind) => kinds[kind]?.set ?? [])))) body.push([{ text }, { rule }]);
		}
		rules.set(names[index] ?? "", body);
	}
	const [first] = names;
	return first === void 0 ? void 0 : { rule: first };
}
const ANY_LENGTH = {
	least: 0,
	most: Number.POSITIVE_INFINITY
};
/** Characters to which a text is held where counting as many as it may have needs too many states. */
const SHORTER = 64;
/** @returns states that count characters only where the texts would not have these lengths by themselves */
function bounded(conditions, kinds, length) {
	const states = useful(determined(conditions, kinds, ANY_LENGTH));
	const [shortest, longest] = lengthsOf(states);
	if (shortest >= length.least && longest <= length.most) return states;
	try {
		return useful(determined(conditions, kinds, length));
	} catch (error) {
		if (!(error instanceof TooManyStatesError) || length.most <= SHORTER || length.least > SHORTER) throw error;
		return useful(determined(conditions, kinds, {
			...length,
			most: SHORTER
		}));
	}
}
/** Of the texts that lead from the first state to an accepting one; endless where a state leads back to itself.
*  @param states all of them reachable, and all of use */
function lengthsOf(states) {
	const targets = states.map(({ next }) => [...new Set(next)].filter((to) => to >= 0));
	const entries = states.map(() => 0);
	for (const to of targets.flat()) entries[to] = (entries[to] ?? 0) + 1;
	const order = [...states.keys()].filter((at) => entries[at] === 0);
	const longest = states.map(() => 0);
	for (const at of order) for (const to of targets[at] ?? []) {
		longest[to] = Math.max(longest[to] ?? 0, (longest[at] ?? 0) + 1);
		entries[to] = (entries[to] ?? 0) - 1;
		if (entries[to] === 0) order.push(to);
	}
	const shortest = /* @__PURE__ */ new Map([[0, 0]]);
	for (const [at, length] of shortest) for (const to of targets[at] ?? []) if (!shortest.has(to)) shortest.set(to, length + 1);
	const ends = [...states.keys()].filter((at) => states[at]?.accepting);
	return [Math.min(...ends.map((at) => shortest.get(at) ?? 0)), order.length < states.length ? Number.POSITIVE_INFINITY : Math.max(...ends.map((at) => longest[at] ?? 0))];
}
function determined(conditions, kinds, { least, most }) {
	const tables = conditions.map(({ automaton }) => tableOf(automaton, kinds));
	const counted = most === Number.POSITIVE_INFINITY ? least : most + 1;
	const known = /* @__PURE__ */ new Map();
	const open = [];
	const states = [];
	const numberOf = (sets, length) => {
		const first = open.length === 0;
		const key = `${first ? "^" : ""}${sets.map((set) => set.join()).join(";")}/${length}`;
		const found = known.get(key);
		if (found !== void 0) return found;
		if (states.length >= MOST_STATES) throw new TooManyStatesError();
		const accepting = length >= least && length <= most && conditions.every(({ automaton, negated }, index) => accepts(automaton, sets[index] ?? [], first) !== negated);
		known.set(key, states.length);
		open.push({
			sets,
			length
		});
		states.push({
			accepting,
			next: kinds.map(() => -1)
		});
		return states.length - 1;
	};
	numberOf(conditions.map(({ automaton }) => [...closure(automaton, [0], true)]), 0);
	let steps = 0;
	for (let at = 0; at < open.length; at++) {
		const from = open[at];
		if (from === void 0 || from.length >= most) continue;
		for (const kind of kinds.keys()) {
			const sets = tables.map((table, index) => {
				const next = /* @__PURE__ */ new Set();
				for (const state of from.sets[index] ?? []) for (const to of table[state]?.[kind] ?? []) next.add(to);
				steps += 1 + next.size;
				return [...next].sort((a, b) => a - b);
			});
			if (steps > MOST_STEPS) throw new TooManyStatesError();
			if (conditions.some(({ negated }, index) => !negated && sets[index]?.length === 0)) continue;
			const target = numberOf(sets, Math.min(from.length + 1, counted));
			const state = states[at];
			if (state !== void 0) state.next[kind] = target;
		}
	}
	return states;
}
/** By state and kind of character: all states in which one is then. */
function tableOf(automaton, kinds) {
	const closures = /* @__PURE__ */ new Map();
	const closureOf = (state) => {
		const found = closures.get(state) ?? [...closure(automaton, [state], false)];
		closures.set(state, found);
		return found;
	};
	const hits = /* @__PURE__ */ new Map();
	return automaton.states.map(({ steps }) => {
		const row = kinds.map(() => []);
		for (const { set, to } of steps) {
			const found = hits.get(set) ?? kinds.map(({ example }) => contains(set, example));
			hits.set(set, found);
			for (const [kind, hit] of found.entries()) if (hit) row[kind]?.push(...closureOf(to));
		}
		return row;
	});
}
function alphabet(conditions) {
	const sets = [...new Set(conditions.flatMap(({ automaton }) => automaton.states.flatMap(({ steps }) => steps.map((one) => one.set))))];
	const distinct = [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
	const borders = /* @__PURE__ */ new Set([0]);
	for (const [first, last] of distinct.flat()) borders.add(first).add(last + 1);
	const ordered = [...borders].sort((a, b) => a - b);
	const kinds = /* @__PURE__ */ new Map();
	for (const [index, first] of ordered.entries()) for (const [from, to] of intersection([[first, (ordered[index + 1] ?? 1114112) - 1]], ANY)) {
		const kind = distinct.map((set) => contains(set, from) ? "1" : "0").join("");
		const found = kinds.get(kind);
		if (found === void 0) kinds.set(kind, {
			set: [[from, to]],
			example: from
		});
		else found.set.push([from, to]);
	}
	return [...kinds.values()];
}
/** Only states from which the text can still end well. The first stays the first; none is left where there is no such text. */
function useful(states) {
	const before = states.map(() => []);
	for (const [from, { next }] of states.entries()) for (const to of new Set(next)) before[to]?.push(from);
	const kept = new Set([...states.keys()].filter((index) => states[index]?.accepting));
	for (const at of kept) for (const from of before[at] ?? []) kept.add(from);
	if (!kept.has(0)) return [];
	const numbers = new Map([...kept].sort((a, b) => a - b).map((old, index) => [old, index]));
	return [...numbers.keys()].map((old) => renumbered(states[old], (to) => numbers.get(to) ?? -1));
}
/** Moore's algorithm: states stay apart as long as some text tells them apart. */
function minimised(states) {
	if (states.length > MINIMISED) return states;
	let group = states.map(({ accepting }) => accepting ? 1 : 0);
	for (let groups = 0;;) {
		const known = /* @__PURE__ */ new Map();
		group = states.map(({ next }, index) => {
			const key = `${group[index]}:${next.map((to) => group[to] ?? -1).join()}`;
			const found = known.get(key) ?? known.size;
			known.set(key, found);
			return found;
		});
		if (known.size === groups) break;
		groups = known.size;
	}
	return [...new Set(group)].map((one) => group.indexOf(one)).map((old) => renumbered(states[old], (to) => group[to] ?? -1));
}
function renumbered(state, numberOf) {
	return {
		accepting: state?.accepting ?? false,
		next: (state?.next ?? []).map(numberOf)
	};
}
/** A property's name and what follows it. */
function keyText(name) {
	return literal(`${JSON.stringify(name)}: `);
}

// src/chat/json-schema/numbers.ts
/** Numbers between bounds as GBNF: digits, compared from the left. No exponents where there is a bound; llama.cpp's own converter does it
*  likewise for whole numbers. */
/** Digits before the point: more would not be exact in a double. */
const MOST_DIGITS = 15;
/** Digits behind the point, where a bound does not have more. */
const MOST_DECIMALS = 10;
/** A bound beyond this is none: we write no longer numbers. */
const LARGEST = 0xde0b6b3a7640000;
/** Digits behind the point of a bound. */
const MOST_BOUND_DECIMALS = 20;
/** Multiples that are written out one by one. */
const MOST_MULTIPLES = 1e3;
/** Rules that follow the remainders of one divisor. */
const MOST_REMAINDERS = 4e3;
/** Largest divisor whose remainders are followed digit by digit. */
const LARGEST_DIVISOR = 1e3;
/** @returns alternatives; none where there is no such number, undefined where we cannot say which */
function numbersOf(range, rules) {
	if (range.multiples.length > 0) return multiplesOf(range, rules);
	return withoutMultiples(range)?.map((text) => [{ text }]);
}
function withoutMultiples(range) {
	const { whole, broken } = range;
	const lower = range.lower !== void 0 && range.lower.value < -0xde0b6b3a7640000 ? void 0 : range.lower;
	const upper = range.upper !== void 0 && range.upper.value > LARGEST ? void 0 : range.upper;
	if (![lower, upper].every(isComparable)) return void 0;
	if (lower === void 0 && upper === void 0) return [unbounded(range)];
	const alternatives = [];
	const least = lower ?? {
		value: Number.NEGATIVE_INFINITY,
		exclusive: true
	};
	const most = upper ?? {
		value: Number.POSITIVE_INFINITY,
		exclusive: true
	};
	const zero = {
		value: 0,
		exclusive: false
	};
	const write = whole && !broken ? wholeBetween : whole ? decimalsBetween : brokenBetween;
	if (most.value >= 0) alternatives.push(...write(larger(least, zero), most));
	if (least.value < 0) alternatives.push(...write(larger(mirrored(most), {
		value: 0,
		exclusive: true
	}), mirrored(least)).map((one) => `"-" (${one})`));
	return alternatives;
}
function unbounded({ whole, broken }) {
	if (!broken) return `"-"? ${WHOLE}`;
	if (whole) return `"-"? ${WHOLE} ("." [0-9]{1,${MOST_DECIMALS}})? ([eE] [-+]? [1-9] [0-9]?)?`;
	return `"-"? ${WHOLE} "." [0-9]{0,${MOST_DECIMALS}} [1-9]`;
}
const WHOLE = `("0" | [1-9] [0-9]{0,14})`;
/** Whether it has few enough digits to be compared with. */
function isComparable(bound) {
	if (bound === void 0) return true;
	const size = Math.abs(bound.value);
	return size <= LARGEST && decimalOf(size).digits.length <= MOST_BOUND_DECIMALS;
}
function mirrored({ value, exclusive }) {
	return {
		value: -value,
		exclusive
	};
}
function larger(a, b) {
	if (a.value === b.value) return a.exclusive ? a : b;
	return a.value > b.value ? a : b;
}
/** Whole numbers, none below 0. */
function wholeBetween(lower, upper) {
	const first = BigInt(lower.exclusive && Number.isInteger(lower.value) ? lower.value + 1 : Math.ceil(lower.value));
	if (upper.value === Number.POSITIVE_INFINITY) return digitsFrom(first);
	const last = BigInt(upper.exclusive && Number.isInteger(upper.value) ? upper.value - 1 : Math.floor(upper.value));
	return last < first ? [] : digitsBetween(`${first}`, `${last}`);
}
function digitsFrom(first) {
	const { length } = `${first}`;
	const longer = `[1-9] [0-9]{${length},${Math.max(MOST_DIGITS, length + 1) - 1}}`;
	return [...sameLength(`${first}`, "9".repeat(length)), longer];
}
function digitsBetween(first, last) {
	if (first.length === last.length) return sameLength(first, last);
	const between = last.length - first.length > 1 ? [`[1-9] [0-9]{${first.length},${last.length - 2}}`] : [];
	return [
		...sameLength(first, "9".repeat(first.length)),
		...between,
		...sameLength(`1${"0".repeat(last.length - 1)}`, last)
	];
}
/** Digits of one length, from `first` to `last`. */
function sameLength(first, last) {
	if (first === "" || /^0*$/.test(first) && /^9*$/.test(last)) return [anyDigits(first.length)];
	const [a = 0, b = 0] = [Number(first[0]), Number(last[0])];
	const [restOfFirst, restOfLast] = [first.slice(1), last.slice(1)];
	const group = (start, rest) => rest.length === 1 && rest[0] === "\"\"" ? start : `${start} (${rest.join(" | ")})`;
	if (a === b) return [group(`"${a}"`, sameLength(restOfFirst, restOfLast))];
	const found = [group(`"${a}"`, sameLength(restOfFirst, "9".repeat(restOfFirst.length)))];
	if (b - a > 1) found.push(`[${a + 1}-${b - 1}] ${anyDigits(restOfFirst.length)}`);
	found.push(group(`"${b}"`, sameLength("0".repeat(restOfLast.length), restOfLast)));
	return found;
}
function anyDigits(count) {
	return count === 0 ? "\"\"" : `[0-9]{${count}}`;
}
/** @param value not below 0 */
function decimalOf(value) {
	const [mantissa = "0", exponent = "0"] = `${value}`.split("e");
	const [before = "0", behind = ""] = mantissa.split(".");
	const all = before + behind;
	const point = before.length + Number(exponent);
	const digits = point <= 0 ? "0".repeat(-point) + all : all.slice(point);
	return {
		whole: BigInt(all.slice(0, Math.max(0, point)).padEnd(point, "0") || "0"),
		digits: digits.replace(/0+$/, "")
	};
}
/** All numbers, none below 0. */
function decimalsBetween(lower, upper) {
	const low = decimalOf(lower.value);
	const found = [];
	if (upper.value === Number.POSITIVE_INFINITY) {
		found.push(...behind(low.whole, atLeast(low.digits, lower.exclusive, decimals(low))));
		for (const whole of digitsFrom(low.whole + 1n)) found.push(`(${whole}) ("." [0-9]{1,${MOST_DECIMALS}})?`);
		return found;
	}
	const high = decimalOf(upper.value);
	if (low.whole > high.whole) return [];
	if (low.whole === high.whole) return behind(low.whole, between(low.digits, high.digits, lower.exclusive, upper.exclusive, decimals(high)));
	found.push(...behind(low.whole, atLeast(low.digits, lower.exclusive, decimals(low))));
	if (high.whole - low.whole > 1n) {
		const whole = digitsBetween(`${low.whole + 1n}`, `${high.whole - 1n}`);
		found.push(`(${whole.join(" | ")}) ("." [0-9]{1,${MOST_DECIMALS}})?`);
	}
	return [...found, ...behind(high.whole, atMost(high.digits, upper.exclusive, decimals(high)))];
}
/** Numbers that are not whole, none below 0: those between the whole numbers of the range. */
function brokenBetween(lower, upper) {
	const last = upper.value === Number.POSITIVE_INFINITY ? upper : {
		value: Math.floor(upper.value) - 1,
		exclusive: false
	};
	return wholeBetween({
		value: Math.ceil(lower.value),
		exclusive: false
	}, last).map((whole) => `(${whole}) "." [0-9]{0,${MOST_DECIMALS}} [1-9]`);
}
function decimals({ whole, digits }) {
	return Math.max(digits.length + 1, Math.min(MOST_DECIMALS, MOST_DIGITS - `${whole}`.length));
}
/** @param tails what may stand behind the point, `""` among them where nothing need stand there */
function behind(whole, tails) {
	return tails.map((tail) => tail === NOTHING ? `"${whole}"` : `"${whole}." ${tail}`);
}
/** No digits at all: here no point is written either. */
const NOTHING = "nothing";
/** Digits behind the point that say at least, or more than, these. @param room digits that may be written */
function atLeast(digits, exclusive, room) {
	if (digits === "" && !exclusive) return [NOTHING, `[0-9]{1,${room}}`];
	return aboveDigits(digits, exclusive, room);
}
/** The same, with at least one digit. */
function aboveDigits(digits, exclusive, room) {
	if (room <= 0) return [];
	if (digits === "") return exclusive ? [`[0-9]{0,${room - 1}} [1-9]`] : [`[0-9]{1,${room}}`];
	const first = Number(digits[0]);
	const found = first < 9 ? [`[${first + 1}-9] [0-9]{0,${room - 1}}`] : [];
	const rest = digits.slice(1);
	if (rest === "" && !exclusive) return [...found, `"${first}" [0-9]{0,${room - 1}}`];
	const more = aboveDigits(rest, exclusive, room - 1);
	return more.length === 0 ? found : [...found, `"${first}" (${more.join(" | ")})`];
}
function atMost(digits, exclusive, room) {
	if (digits === "") return exclusive ? [] : [NOTHING, `"0"{1,${room}}`];
	return [NOTHING, ...belowDigits(digits, exclusive, room)];
}
/** With at least one digit. @param digits not empty */
function belowDigits(digits, exclusive, room) {
	const first = Number(digits[0]);
	const found = first > 0 ? [`[0-${first - 1}] [0-9]{0,${room - 1}}`] : [];
	const rest = digits.slice(1);
	if (rest === "") return exclusive ? found : [...found, `"${first}" "0"{0,${room - 1}}`];
	return [...found, `"${first}" (${["\"\"", ...belowDigits(rest, exclusive, room - 1)].join(" | ")})`];
}
/** Behind the point, from `low` to `high`. */
function between(low, high, lowExclusive, highExclusive, room) {
	if (low === "") {
		if (high === "") return lowExclusive || highExclusive ? [] : [NOTHING, `"0"{1,${room}}`];
		const below = atMost(high, highExclusive, room);
		return lowExclusive ? positiveBelow(high, highExclusive, room) : below;
	}
	if (high === "" || room <= 0) return [];
	const [a, b] = [Number(low[0]), Number(high[0])];
	if (a > b) return [];
	const [restOfLow, restOfHigh] = [low.slice(1), high.slice(1)];
	const follow = (digit, tails) => {
		const inner = tails.map((tail) => tail === NOTHING ? "\"\"" : tail);
		return inner.length === 0 ? [] : [`"${digit}" (${inner.join(" | ")})`];
	};
	if (a === b) return follow(a, between(restOfLow, restOfHigh, lowExclusive, highExclusive, room - 1));
	const found = follow(a, atLeast(restOfLow, lowExclusive, room - 1));
	if (b - a > 1) found.push(`[${a + 1}-${b - 1}] [0-9]{0,${room - 1}}`);
	return [...found, ...follow(b, atMost(restOfHigh, highExclusive, room - 1))];
}
/** More than 0 and at most, or less than, `high`. */
function positiveBelow(high, exclusive, room) {
	if (high === "" || room <= 0) return [];
	const first = Number(high[0]);
	const rest = high.slice(1);
	if (first === 0) {
		const more = positiveBelow(rest, exclusive, room - 1);
		return more.length === 0 ? [] : [`"0" (${more.join(" | ")})`];
	}
	const found = [`"0" [0-9]{0,${Math.max(0, room - 2)}} [1-9]`];
	if (first > 1) found.push(`[1-${first - 1}] [0-9]{0,${room - 1}}`);
	const tails = atMost(rest, exclusive, room - 1).map((tail) => tail === NOTHING ? "\"\"" : tail);
	return tails.length === 0 ? found : [...found, `"${first}" (${tails.join(" | ")})`];
}
/** Whether a number lies between the bounds and can be divided. */
function isWithin({ lower, upper, multiples }, value) {
	const above = lower === void 0 || value > lower.value || value === lower.value && !lower.exclusive;
	const below = upper === void 0 || value < upper.value || value === upper.value && !upper.exclusive;
	return above && below && multiples.every((one) => Number.isInteger(value / one));
}
function multiplesOf(range, rules) {
	const { lower, upper, multiples, whole } = range;
	const divisor = multiples.every(Number.isInteger) ? multiples.reduce(leastCommonMultiple) : void 0;
	const unit = divisor ?? Math.max(...multiples);
	const least = lower?.value ?? Number.NEGATIVE_INFINITY;
	const most = upper?.value ?? Number.POSITIVE_INFINITY;
	const few = (most - least) / unit <= MOST_MULTIPLES;
	const farFromZero = least >= unit && !isWithin(range, unit) || most <= -unit && !isWithin(range, -unit);
	if (few || farFromZero) return listedMultiples(range, unit);
	if (divisor === void 0 || divisor > LARGEST_DIVISOR) return void 0;
	if (!whole) return [];
	const zero = isWithin(range, 0) ? [ZERO] : [];
	const sign = signOf(least, most);
	return sign === void 0 ? void 0 : [...zero, [...sign, remainders(divisor, rules)]];
}
/** What stands before the digits of numbers without an end on one side, or both. @returns undefined where a side ends elsewhere than at zero */
function signOf(least, most) {
	if (most === Number.POSITIVE_INFINITY) {
		if (least >= 0) return [];
		return least === Number.NEGATIVE_INFINITY ? [{ text: "\"-\"?" }] : void 0;
	}
	return most <= 0 && least === Number.NEGATIVE_INFINITY ? [{ text: "\"-\"" }] : void 0;
}
/** One by one, from the bound that there is. */
function listedMultiples(range, unit) {
	const { lower, upper, whole, broken } = range;
	const from = lower === void 0 ? Math.floor((upper?.value ?? 0) / unit) - MOST_MULTIPLES : Math.ceil(lower.value / unit);
	const found = [];
	for (let times = from; times <= from + MOST_MULTIPLES + 1; times++) {
		const value = Number((times * unit).toPrecision(MOST_DIGITS));
		if ((Number.isInteger(value) ? whole : broken) && isWithin(range, value) && !`${value}`.includes("e")) found.push([{ text: `"${value === 0 ? 0 : value}"` }]);
	}
	return found;
}
const ZERO = [{ text: "\"0\"" }];
/** Whole numbers above 0 that the divisor divides, by their remainder and the digits that may still follow: longer ones would not be exact. */
function remainders(divisor, rules) {
	const most = Math.max(4, Math.min(MOST_DIGITS, Math.floor(MOST_REMAINDERS / divisor)));
	let names = [];
	const steps = (from, digits) => [...groupBy(digits, (digit) => (from * 10 + digit) % divisor)].filter(([rest]) => names[rest] !== void 0).map(([rest, group]) => [{ text: `[${group.join("")}]` }, { rule: names[rest] ?? "" }]);
	for (let left = 0; left < most; left++) {
		const longer = Array.from({ length: divisor }, () => rules.newName());
		const bodies = longer.map((_, from) => [...from === 0 ? [[]] : [], ...steps(from, [
			0,
			1,
			2,
			3,
			4,
			5,
			6,
			7,
			8,
			9
		])]);
		for (const [from, body] of bodies.entries()) rules.set(longer[from] ?? "", body);
		names = longer;
	}
	return rules.add(steps(0, [
		1,
		2,
		3,
		4,
		5,
		6,
		7,
		8,
		9
	]));
}
function leastCommonMultiple(a, b) {
	const divisor = (x, y) => y === 0 ? x : divisor(y, x % y);
	return a / divisor(a, b) * b;
}

// src/chat/json-schema/shape.ts
/** JSON's types; numbers that are not whole are `fraction`. */
const TYPES = [
	"null",
	"boolean",
	"integer",
	"fraction",
	"string",
	"array",
	"object"
];
const EVERYTHING = {
	types: new Set(TYPES),
	values: void 0,
	excluded: [],
	lower: void 0,
	upper: void 0,
	multiples: [],
	minLength: 0,
	maxLength: Number.POSITIVE_INFINITY,
	conditions: [],
	minItems: 0,
	maxItems: Number.POSITIVE_INFINITY,
	arrays: [],
	contains: [],
	unique: false,
	minProperties: 0,
	maxProperties: Number.POSITIVE_INFINITY,
	required: /* @__PURE__ */ new Set(),
	objects: [],
	names: [],
	closedArrays: [],
	closedObjects: []
};
/** What must hold for an array's item. */
function itemSchemas({ arrays }, index) {
	return arrays.flatMap(({ prefix, rest }) => {
		const schema = index < prefix.length ? prefix[index] : rest;
		return schema === void 0 ? [] : [schema];
	});
}
/** What must hold for an object's property. */
function propertySchemas({ objects }, name) {
	return objects.flatMap(({ properties, patterns, additional }) => {
		const hits = patterns.filter(({ condition }) => condition.every((one) => matches(one, name))).map(({ schema }) => schema);
		const own = properties.get(name);
		if (own !== void 0) hits.unshift(own);
		return hits.length > 0 || additional === void 0 ? hits : [additional];
	});
}
/** Whether every schema that closes an object speaks of some properties. @param says whether a part does */
function evaluates({ objects, closedObjects }, says) {
	return closedObjects.every((closing) => objects.some((part) => part.sources.has(closing) && says(part)));
}
/** Items that every schema that closes an array speaks of, from the first. */
function evaluatedItems({ arrays, contains, closedArrays }) {
	const most = closedArrays.map((closing) => {
		const own = arrays.filter(({ sources }) => sources.has(closing));
		if (own.some(({ rest }) => rest !== void 0)) return Number.POSITIVE_INFINITY;
		const contained = contains.filter(({ sources }) => sources.has(closing)).map(({ least }) => least);
		return Math.max(0, ...own.map(({ prefix }) => prefix.length), ...contained);
	});
	return Math.min(Number.POSITIVE_INFINITY, ...most);
}

// src/chat/json-schema/fits.ts
/** Whether a value that a schema lists is one of a shape. */
/** Whether a value is one of a shape. */
function fits(shape, value, satisfies) {
	if (shape.values !== void 0 && !shape.values.some((one) => equal(one, value))) return false;
	if (shape.excluded.some((one) => equal(one, value)) || !shape.types.has(typeOf(value))) return false;
	if (typeof value === "number") return isWithin(shape, value);
	if (typeof value === "string") {
		const { length } = [...value];
		return length >= shape.minLength && length <= shape.maxLength && shape.conditions.every((one) => matches(one, value));
	}
	if (Array.isArray(value)) return fitsArray(shape, value, satisfies);
	return !isObject(value) || fitsObject(shape, value, satisfies);
}
function fitsArray(shape, items, satisfies) {
	if (items.length < shape.minItems || items.length > shape.maxItems) return false;
	if (shape.unique && items.some((one, index) => items.slice(0, index).some((other) => equal(one, other)))) return false;
	const counted = ({ schema, least, most }) => {
		const count = items.filter((item) => satisfies([schema], item)).length;
		return count >= least && count <= most;
	};
	return items.every((item, index) => satisfies(itemSchemas(shape, index), item)) && shape.contains.every(counted);
}
function fitsObject(shape, value, satisfies) {
	const names = Object.keys(value);
	if (names.length < shape.minProperties || names.length > shape.maxProperties) return false;
	if ([...shape.required].some((name) => !Object.hasOwn(value, name))) return false;
	return names.every((name) => satisfies(shape.names, name) && satisfies(propertySchemas(shape, name), value[name] ?? null));
}
function typeOf(value) {
	if (value === null) return "null";
	if (Array.isArray(value)) return "array";
	if (typeof value === "number") return Number.isInteger(value) ? "integer" : "fraction";
	if (typeof value === "boolean") return "boolean";
	return typeof value === "string" ? "string" : "object";
}
/** Equal as JSON: the order of properties does not count. */
function equal(a, b) {
	if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, index) => equal(one, b[index] ?? null));
	if (!isObject(a) || !isObject(b)) return a === b;
	const names = Object.keys(a);
	return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && equal(a[name] ?? null, b[name] ?? null));
}

// src/chat/json-schema/formats.ts
/** What `format` asks for, as patterns. Where a format allows more than one way to write the same, or what nobody means, the pattern holds the usual
*  way alone: the answer may be narrower than the schema, never wider. Invariant: ajv-formats accepts every text of a pattern. */
const OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const HEX = "[0-9a-fA-F]";
const LABEL = "[a-zA-Z0-9]{1,15}(-[a-zA-Z0-9]{1,15}){0,2}";
const HOST = `${LABEL}(\\.${LABEL}){0,3}`;
const DATE = `(\\d\\d(0[48]|[2468][048]|[13579][26])-02-29|\\d{4}-(02-(0[1-9]|1\\d|2[0-8])|(0[13-9]|1[0-2])-(0[1-9]|[12]\\d|30)|(0[13578]|1[02])-31))`;
const CLOCK = "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?";
const ZONE = "(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)";
const N = "\\d{1,6}";
const DAYS = `${N}Y(${N}M(${N}D)?)?|${N}M(${N}D)?|${N}D`;
const TIMES = `${N}H(${N}M(${N}S)?)?|${N}M(${N}S)?|${N}S`;
const PATH = "[A-Za-z0-9._~!$&()*+,;=:@/-]{0,80}";
const QUERY = "[A-Za-z0-9._~!$&()*+,;=:@/?-]{0,60}";
const URI = `https?://${HOST}(:\\d{1,5})?(/${PATH})?(\\?${QUERY})?(#${QUERY})?`;
const FORMATS = new Map(Object.entries({
	date: DATE,
	time: `${CLOCK}${ZONE}`,
	"date-time": `${DATE}T${CLOCK}${ZONE}`,
	"iso-time": `${CLOCK}${ZONE}?`,
	"iso-date-time": `${DATE}T${CLOCK}${ZONE}?`,
	duration: `P(${N}W|(${DAYS})(T(${TIMES}))?|T(${TIMES}))`,
	uri: URI,
	url: `https?://[a-z]{2,30}(\\.[a-z]{2,30}){1,3}(/${PATH})?`,
	iri: URI,
	"uri-reference": `(${URI}|/[A-Za-z0-9._~-]{1,100})`,
	"iri-reference": `(${URI}|/[A-Za-z0-9._~-]{1,100})`,
	"uri-template": `https?://[a-z0-9.-]+(/[A-Za-z0-9._~-]*|/\\{[A-Za-z0-9_]+\\})*`,
	email: "[a-zA-Z0-9_+-]{1,30}(\\.[a-zA-Z0-9_+-]{1,30}){0,2}@([a-zA-Z0-9]([a-zA-Z0-9-]{0,20}[a-zA-Z0-9])?\\.){1,3}[a-zA-Z]{2,10}",
	"idn-email": "[a-zA-Z0-9_+-]{1,60}@([a-zA-Z0-9]{1,30}\\.){1,3}[a-zA-Z]{2,10}",
	hostname: HOST,
	"idn-hostname": HOST,
	ipv4: `(${OCTET}\\.){3}${OCTET}`,
	ipv6: `((${HEX}{1,4}:){7}${HEX}{1,4}|::1|(${HEX}{1,4}:){1,6}:${HEX}{1,4})`,
	uuid: `${HEX}{8}-(${HEX}{4}-){3}${HEX}{12}`,
	"json-pointer": "(/([^~/]|~0|~1)*)*",
	"json-pointer-uri-fragment": "#(/[A-Za-z0-9_.-]*)*",
	"relative-json-pointer": "(0|[1-9]\\d{0,5})(#|(/([^~/]|~0|~1)*)*)",
	regex: "[A-Za-z0-9 _-]*",
	byte: "([A-Za-z0-9+/]{4})+([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
}).map(([name, pattern]) => [name, `^(${pattern})$`]));
/** Formats of numbers, from OpenAPI, as bounds. */
const NUMBER_FORMATS = /* @__PURE__ */ new Map([["int32", [-(2 ** 31), 2 ** 31 - 1]], ["int64", [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]]]);

// src/chat/json-schema/keywords.ts
/** What a schema's own keywords say of a value, apart from those that lead to other schemas for the same value. */
/** Keywords of older drafts and of OpenAPI that asserted something, with what says it now. */
const OUTDATED = {
	additionalItems: "write prefixItems and items",
	dependencies: "write dependentRequired or dependentSchemas",
	divisibleBy: "write multipleOf",
	disallow: "write not",
	extends: "write allOf",
	nullable: "write a type such as [\"string\", \"null\"]",
	$recursiveRef: "write $ref",
	$dynamicRef: "write $ref"
};
/** What we put into schemas that we make: types of ours, values and patterns that are excluded. */
const EXCLUDED = "\0excluded";
const EXCLUDED_PATTERN = "\0pattern";
var Keywords = class {
	#document;
	#conditions = /* @__PURE__ */ new Map();
	constructor(document) {
		this.#document = document;
	}
	/** The shape with what the schema itself says. @returns undefined where nothing is left */
	narrowed(shape, schema, sources) {
		this.#refuseOutdated(schema);
		const number = (key) => typeof schema[key] === "number" ? schema[key] : void 0;
		const types = schema["type"] === void 0 ? shape.types : typesWithin(shape.types, typesOf(schema["type"]));
		const listed = Array.isArray(schema["enum"]) ? schema["enum"] : void 0;
		const one = schema["const"] === void 0 ? void 0 : [schema["const"]];
		const values = [
			shape.values,
			listed,
			one
		].reduce(common, void 0);
		const excluded = Array.isArray(schema["\0excluded"]) ? schema[EXCLUDED] : [];
		const format = typeof schema["format"] === "string" ? schema["format"] : "";
		const narrowed = {
			types,
			values,
			excluded: [...shape.excluded, ...excluded],
			...boundsOf(shape, number, format),
			multiples: number("multipleOf") === void 0 ? shape.multiples : [...shape.multiples, number("multipleOf") ?? 1],
			minLength: Math.max(shape.minLength, number("minLength") ?? 0),
			maxLength: Math.min(shape.maxLength, number("maxLength") ?? Number.POSITIVE_INFINITY),
			conditions: [...shape.conditions, ...this.#stringConditions(schema, format, excluded)],
			minItems: Math.max(shape.minItems, number("minItems") ?? 0),
			maxItems: Math.min(shape.maxItems, number("maxItems") ?? Number.POSITIVE_INFINITY),
			arrays: [...shape.arrays, ...arrayPart(schema, sources)],
			contains: [...shape.contains, ...containsOf(schema, sources)],
			unique: shape.unique || schema["uniqueItems"] === true,
			minProperties: Math.max(shape.minProperties, number("minProperties") ?? 0),
			maxProperties: Math.min(shape.maxProperties, number("maxProperties") ?? Number.POSITIVE_INFINITY),
			required: /* @__PURE__ */ new Set([...shape.required, ...textsOf(schema["required"])]),
			objects: [...shape.objects, ...this.#objectPart(schema, sources)],
			names: isSchema(schema["propertyNames"]) ? [...shape.names, schema["propertyNames"]] : shape.names,
			closedArrays: closes(schema["unevaluatedItems"]) ? [...shape.closedArrays, schema] : shape.closedArrays,
			closedObjects: closes(schema["unevaluatedProperties"]) ? [...shape.closedObjects, schema] : shape.closedObjects
		};
		return types.size === 0 || values?.length === 0 ? void 0 : narrowed;
	}
	#refuseOutdated(schema) {
		for (const [key, instead] of Object.entries(OUTDATED)) if (schema[key] !== void 0 && schema[key] !== false) throw this.#document.errorAt(schema, key, `is no keyword of draft 2020-12; ${instead}`);
	}
	#stringConditions(schema, format, excluded) {
		const found = [];
		const { pattern, [EXCLUDED_PATTERN]: notPattern } = schema;
		const formatPattern = FORMATS.get(format);
		if (formatPattern !== void 0) found.push(...this.#patternConditions(formatPattern, schema, "format"));
		if (typeof pattern === "string") try {
			found.push(...this.#patternConditions(pattern, schema, "pattern"));
		} catch (error) {
			if (!(error instanceof SchemaError) || formatPattern === void 0) throw error;
		}
		if (typeof notPattern === "string") {
			const [one, ...more] = this.#patternConditions(notPattern, schema, "pattern");
			if (one === void 0 || more.length > 0) throw this.#document.errorAt(schema, "pattern", "it looks ahead, and must not be met");
			found.push({
				automaton: one.automaton,
				negated: true
			});
		}
		const texts = excluded.filter((value) => typeof value === "string");
		if (texts.length > 0) found.push({
			automaton: oneOf(texts).automaton,
			negated: true
		});
		return found;
	}
	#patternConditions(source, schema, key) {
		const known = this.#conditions.get(source);
		if (known !== void 0) return known;
		try {
			const found = conditionsOf(source);
			this.#conditions.set(source, found);
			return found;
		} catch (error) {
			if (error instanceof PatternError) throw this.#document.errorAt(schema, key, `the pattern ${JSON.stringify(source.slice(0, 200))} cannot be held: ${error.message}`);
			throw error;
		}
	}
	#objectPart(schema, sources) {
		const { properties, patternProperties, unevaluatedProperties } = schema;
		const additionalProperties = schema["additionalProperties"] ?? (unevaluatedProperties === true || void 0);
		if (properties === void 0 && patternProperties === void 0 && additionalProperties === void 0) return [];
		const named = isObject(properties) ? Object.entries(properties) : [];
		const patterns = isObject(patternProperties) ? Object.entries(patternProperties) : [];
		return [{
			sources,
			properties: new Map(named.filter((entry) => isSchema(entry[1]))),
			patterns: patterns.filter((entry) => isSchema(entry[1])).map(([source, inner]) => ({
				condition: this.#patternConditions(source, schema, "patternProperties"),
				schema: inner
			})),
			additional: isSchema(additionalProperties) ? additionalProperties : void 0
		}];
	}
};
/** Also where a schema says what they may be: we write none. */
function closes(unevaluated) {
	return isSchema(unevaluated) && unevaluated !== true;
}
function inclusive(value) {
	return value === void 0 ? void 0 : {
		value,
		exclusive: false
	};
}
function exclusive(value) {
	return value === void 0 ? void 0 : {
		value,
		exclusive: true
	};
}
/** The narrower of the shape's bounds and the schema's, on either side. */
function boundsOf(shape, number, format) {
	const [least, most] = NUMBER_FORMATS.get(format) ?? [];
	const narrower = (isNarrower) => (a, b) => {
		if (a === void 0 || b === void 0) return a ?? b;
		return isNarrower(b.value, a.value) || b.value === a.value && b.exclusive ? b : a;
	};
	const lower = [
		inclusive(number("minimum")),
		exclusive(number("exclusiveMinimum")),
		inclusive(least)
	];
	const upper = [
		inclusive(number("maximum")),
		exclusive(number("exclusiveMaximum")),
		inclusive(most)
	];
	return {
		lower: lower.reduce(narrower((a, b) => a > b), shape.lower),
		upper: upper.reduce(narrower((a, b) => a < b), shape.upper)
	};
}
function typesOf(value) {
	const names = typeof value === "string" ? [value] : textsOf(value);
	return new Set(TYPES.filter((type) => names.includes(type) || names.includes("number") && (type === "integer" || type === "fraction")));
}
function typesWithin(types, others) {
	return new Set(TYPES.filter((type) => types.has(type) && others.has(type)));
}
function textsOf(value) {
	return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
function common(a, b) {
	if (a === void 0 || b === void 0) return a ?? b;
	return a.filter((one) => b.some((other) => equal(one, other)));
}
function arrayPart(schema, sources) {
	const { prefixItems, unevaluatedItems } = schema;
	const items = schema["items"] ?? (unevaluatedItems === true || void 0);
	if (prefixItems === void 0 && items === void 0) return [];
	return [{
		sources,
		prefix: Array.isArray(prefixItems) ? prefixItems.filter(isSchema) : [],
		rest: isSchema(items) ? items : void 0
	}];
}
function containsOf({ contains, minContains, maxContains }, sources) {
	if (!isSchema(contains)) return [];
	return [{
		sources,
		schema: contains,
		least: typeof minContains === "number" ? minContains : 1,
		most: typeof maxContains === "number" ? maxContains : Number.POSITIVE_INFINITY
	}];
}

// src/chat/json-schema/negation.ts
/** Ways not to satisfy a schema, each a schema. Invariant: what satisfies one of them does not satisfy the schema. Ways that we cannot say are left
*  out: then less is written than might be. */
const listed = (value) => Array.isArray(value) ? value.filter(isSchema) : [];
/** A list whose item at a place is not what it should be. */
const wrongItem = (index, wrong) => ({
	type: "array",
	minItems: index + 1,
	prefixItems: [...Array.from({ length: index }, () => true), wrong],
	items: true
});
const tooFew = (type, most) => (least) => Number(least) > 0 ? [{
	type,
	[most]: Number(least) - 1
}] : [];
const tooMany = (type, least) => (most) => [{
	type,
	[least]: Number(most) + 1
}];
/** A schema holds where all its keywords do, so that it does not where one of them does not. */
const NEGATIONS = {
	type: (value) => {
		const types = typesOf(value);
		return [{ type: TYPES.filter((type) => !types.has(type)) }];
	},
	const: (value) => [{ [EXCLUDED]: [value] }],
	enum: (values) => [{ [EXCLUDED]: values }],
	[EXCLUDED]: (values) => [{ enum: values }],
	required: (names) => textsOf(names).map((name) => ({
		type: "object",
		properties: { [name]: false }
	})),
	properties: (named, { not }) => Object.entries(isObject(named) ? named : {}).flatMap(([name, inner]) => isSchema(inner) && inner !== true ? [{
		type: "object",
		required: [name],
		properties: { [name]: not(inner) }
	}] : []),
	minimum: (bound) => [{
		type: "number",
		exclusiveMaximum: bound
	}],
	maximum: (bound) => [{
		type: "number",
		exclusiveMinimum: bound
	}],
	exclusiveMinimum: (bound) => [{
		type: "number",
		maximum: bound
	}],
	exclusiveMaximum: (bound) => [{
		type: "number",
		minimum: bound
	}],
	minLength: tooFew("string", "maxLength"),
	maxLength: tooMany("string", "minLength"),
	minItems: tooFew("array", "maxItems"),
	maxItems: tooMany("array", "minItems"),
	minProperties: tooFew("object", "maxProperties"),
	maxProperties: tooMany("object", "minProperties"),
	pattern: (pattern) => [{
		type: "string",
		[EXCLUDED_PATTERN]: pattern
	}],
	[EXCLUDED_PATTERN]: (pattern) => [{
		type: "string",
		pattern
	}],
	prefixItems: (items, { not }) => listed(items).flatMap((inner, index) => inner === true ? [] : [wrongItem(index, not(inner))]),
	items: (inner, { not }, { prefixItems }) => isSchema(inner) && inner !== true ? [wrongItem(listed(prefixItems).length, not(inner))] : [],
	contains: (inner, { not }, { minContains }) => isSchema(inner) && minContains === void 0 ? [{
		type: "array",
		items: not(inner)
	}] : [],
	allOf: (all, { not }) => listed(all).map((inner) => ({ allOf: [not(inner)] })),
	anyOf: (any, { not }) => [{ allOf: listed(any).map(not) }],
	not: (inner) => isSchema(inner) ? [{ allOf: [inner] }] : [],
	$ref: (reference, { not, resolve }) => typeof reference === "string" ? [{ allOf: [not(resolve(reference))] }] : []
};
function negationsOf(schema, context) {
	return Object.entries(schema).flatMap(([key, value]) => Object.hasOwn(NEGATIONS, key) ? NEGATIONS[key]?.(value, context, schema) ?? [] : []);
}

// src/chat/json-schema/shapes.ts
/** Schemas that all hold at once → the shapes of value that satisfy them: for each type what is asked of it, alternatives apart.
*  Invariant: every value of a shape satisfies the schemas. The other way round it may be narrower, where it says so. */
/** Shapes of one set of schemas: a union of so many. */
const MOST_SHAPES = 200;
var Shapes = class {
	#document;
	#keywords;
	#numbers = /* @__PURE__ */ new Map();
	#known = /* @__PURE__ */ new Map();
	#negations = /* @__PURE__ */ new Map();
	/** Schemas that answer nothing to those above: what is not so, and a condition, which ajv does not hear either. */
	#silent = /* @__PURE__ */ new Set();
	#made = /* @__PURE__ */ new Map();
	constructor(document) {
		this.#document = document;
		this.#keywords = new Keywords(document);
	}
	/** A name for a set of schemas. */
	keyOf(schemas) {
		const numbers = schemas.map((schema) => {
			const known = this.#numbers.get(schema) ?? this.#numbers.size;
			this.#numbers.set(schema, known);
			return known;
		});
		return [...new Set(numbers)].join();
	}
	/** @throws SchemaError where a schema says what we cannot hold */
	of(schemas) {
		const key = this.keyOf(schemas);
		const known = this.#known.get(key);
		if (known !== void 0) return known;
		const found = [];
		const drafts = [{
			shape: EVERYTHING,
			open: schemas.map((schema) => ({
				schema,
				chain: void 0
			}))
		}];
		for (let draft = drafts.shift(); draft !== void 0; draft = drafts.shift()) {
			const [next, ...open] = draft.open;
			if (next === void 0) found.push(draft.shape);
			else drafts.unshift(...this.#apply(next.schema, next.chain, {
				shape: draft.shape,
				open
			}));
			if (found.length + drafts.length > MOST_SHAPES) throw new SchemaError(this.#document.pathOf(schemas[0] ?? true), `it allows more than ${MOST_SHAPES} combinations of alternatives`);
		}
		this.#known.set(key, found);
		return found;
	}
	/** A schema of all that another is not, or less. */
	not(schema) {
		if (typeof schema === "boolean") return !schema;
		const known = this.#negations.get(schema);
		if (known !== void 0) return known;
		const made = { not: schema };
		this.#document.adopt(made, schema);
		this.#negations.set(schema, made);
		return made;
	}
	/** Whether nothing satisfies all these schemas, as far as is seen within some levels. */
	empty(schemas, levels = 3) {
		return this.of(schemas).every((shape) => this.#emptyShape(shape, levels));
	}
	#emptyShape(shape, levels) {
		if (shape.values !== void 0) return this.fitting(shape).length === 0;
		const { types, lower, upper } = shape;
		const noNumber = lower !== void 0 && upper !== void 0 && (lower.value > upper.value || lower.value === upper.value && (lower.exclusive || upper.exclusive));
		return [...types].every((type) => {
			switch (type) {
				case "null": return shape.excluded.includes(null);
				case "boolean": return shape.excluded.includes(true) && shape.excluded.includes(false);
				case "integer":
				case "fraction": return noNumber;
				case "string": return shape.minLength > shape.maxLength;
				case "array": return levels > 0 && shape.minItems > 0 && this.empty(itemSchemas(shape, 0), levels - 1) || shape.minItems > shape.maxItems;
				case "object":
					if (shape.required.size > shape.maxProperties || shape.minProperties > shape.maxProperties) return true;
					return levels > 0 && [...shape.required].some((name) => this.empty(propertySchemas(shape, name), levels - 1));
				default: return type;
			}
		});
	}
	/** Whether a value is one of a shape. */
	fits(shape, value) {
		return fits(shape, value, (schemas, inner) => this.satisfies(schemas, inner));
	}
	/** Of the values that a shape lists, those that are also what it asks for besides. */
	fitting(shape) {
		const unlisted = {
			...shape,
			values: void 0
		};
		return (shape.values ?? []).filter((value) => this.fits(unlisted, value));
	}
	/** Whether a value satisfies all these schemas. */
	satisfies(schemas, value) {
		return this.of(schemas).some((shape) => this.fits(shape, value));
	}
	/** @returns the draft with one schema more, as often as it has alternatives */
	#apply(schema, chain, draft) {
		if (schema === true) return [draft];
		if (schema === false) return [];
		for (let above = chain; above !== void 0; above = above.parent) if (above.schema === schema) throw this.#document.errorAt(schema, "", "it refers to itself without end");
		const below = {
			schema,
			parent: chain
		};
		const shape = this.#keywords.narrowed(draft.shape, schema, this.#sources(below));
		if (shape === void 0) return [];
		let drafts = [{
			shape,
			open: [...this.#allOf(schema).map((one) => ({
				schema: one,
				chain: below
			})), ...draft.open]
		}];
		for (const alternatives of this.#choices(schema)) {
			if (drafts.length * alternatives.length > MOST_SHAPES) throw this.#document.errorAt(schema, "", `it allows more than ${MOST_SHAPES} combinations of alternatives`);
			drafts = drafts.flatMap((one) => alternatives.map((alternative) => ({
				shape: one.shape,
				open: [...one.open, {
					schema: alternative,
					chain: below
				}]
			})));
		}
		return drafts;
	}
	/** Schemas that hold as well. */
	#allOf(schema) {
		return this.#make(schema, "all", () => {
			const found = [];
			const { $ref, allOf } = schema;
			if (typeof $ref === "string") found.push(this.#document.resolve($ref, schema));
			if (Array.isArray(allOf)) found.push(...allOf.filter(isSchema));
			return [...found, ...this.#dependents(schema)];
		});
	}
	/** What holds where a property is there. */
	#dependents(schema) {
		const { dependentRequired, dependentSchemas } = schema;
		const required = isObject(dependentRequired) ? Object.entries(dependentRequired) : [];
		const schemas = isObject(dependentSchemas) ? Object.entries(dependentSchemas) : [];
		return [...required.flatMap(([name, others]) => Array.isArray(others) && others.length > 0 ? [this.#dependent(schema, name, { required: others })] : []), ...schemas.flatMap(([name, other]) => isSchema(other) ? [this.#dependent(schema, name, other)] : [])];
	}
	/** Either the property is absent, or the schema holds. */
	#dependent(from, name, schema) {
		const present = {
			required: [name],
			type: "object"
		};
		return this.#adopted(from, { anyOf: [this.#adopted(from, { allOf: [present, schema] }), this.not(this.#adopted(from, present))] });
	}
	/** Alternatives, one of each list of which holds. */
	#choices(schema) {
		const found = [];
		const { anyOf, oneOf, not } = schema;
		if (Array.isArray(anyOf)) found.push(anyOf.filter(isSchema));
		if (Array.isArray(oneOf)) found.push(this.#make(schema, "one", () => this.#exactlyOne(schema, oneOf.filter(isSchema))));
		if (isSchema(not)) found.push(this.#make(schema, "not", () => this.#negation(not)));
		const condition = schema["if"];
		if (isSchema(condition) && (isSchema(schema["then"]) || isSchema(schema["else"]))) found.push(this.#make(schema, "if", () => this.#conditional(schema, condition)));
		return found;
	}
	#conditional(schema, condition) {
		const { then, else: otherwise } = schema;
		const heard = this.#adopted(schema, { allOf: [condition] });
		this.#silent.add(heard);
		return [this.#adopted(schema, { allOf: [heard, isSchema(then) ? then : true] }), this.#adopted(schema, { allOf: [this.not(condition), isSchema(otherwise) ? otherwise : true] })];
	}
	/** Each branch, without what it shares with another. */
	#exactlyOne(schema, branches) {
		return branches.map((branch, index) => {
			const apart = branches.filter((other, at) => at !== index && !this.empty([branch, other])).map((other) => {
				return this.#make(schema, `not ${this.keyOf([other])}`, () => this.#negation(other)).find((one) => !this.empty([branch, one])) ?? false;
			});
			return apart.length === 0 ? branch : this.#adopted(schema, { allOf: [branch, ...apart] });
		});
	}
	/** Ways not to satisfy a schema. */
	#negation(schema) {
		if (typeof schema === "boolean") return schema ? [] : [true];
		const found = negationsOf(schema, {
			not: (inner) => this.not(inner),
			resolve: (reference) => this.#document.resolve(reference, schema)
		});
		for (const one of found) this.#silent.add(this.#adopted(schema, one));
		return found;
	}
	#sources(chain) {
		const found = /* @__PURE__ */ new Set();
		for (let at = chain; at !== void 0 && !this.#silent.has(at.schema); at = at.parent) found.add(at.schema);
		return found;
	}
	#adopted(from, made) {
		this.#document.adopt(made, from);
		return made;
	}
	/** Once for each schema: a recursion must come back to the same one. */
	#make(schema, what, make) {
		const known = this.#made.get(schema) ?? /* @__PURE__ */ new Map();
		this.#made.set(schema, known);
		const found = known.get(what) ?? make();
		known.set(what, found);
		return found;
	}
};

// src/chat/json-schema/index.ts
/** A JSON schema → a grammar whose every text satisfies it. Where the grammar is narrower than the schema it is so on purpose: one way to write white
*  space, properties in the schema's order, none that the schema does not name unless it says `additionalProperties`.
*  Invariant: an answer of the grammar satisfies the schema, or the schema is refused. What no grammar holds (`uniqueItems` of long texts) is left
*  to the check of the whole answer. */
/** Parts of all rules: llama.cpp needs some 100 bytes for each. */
const MOST_PARTS = 1e5;
/** Sets of patterns that one property's name may meet at once. */
const MOST_PATTERNS = 4;
/** Values of which a list without repetition is written in their order. */
const MOST_UNIQUE = 200;
/** Items that are told apart by their place. */
const MOST_PREFIX = 200;
/** Properties of one object. */
const MOST_PROPERTIES = 1e3;
/** Properties that are counted one by one. */
const MOST_COUNTED = 200;
/** @throws SchemaError where no grammar holds the schema, or nothing satisfies it */
function grammarOfSchema(schema) {
	return new SchemaGrammar(new SchemaDocument(schema)).text(schema);
}
var SchemaGrammar = class {
	#document;
	#shapes;
	#rules = new Rules(MOST_PARTS);
	/** Rules by the schemas that their values satisfy. */
	#known = /* @__PURE__ */ new Map();
	#open = [];
	#character;
	constructor(document) {
		this.#document = document;
		this.#shapes = new Shapes(document);
	}
	text(schema) {
		const root = this.#value([schema]);
		for (let next = this.#open.pop(); next !== void 0; next = this.#open.pop()) {
			const path = this.#document.pathOf(next.schemas[0] ?? true);
			try {
				this.#rules.set(next.name, this.#bodyOf(next.schemas, path));
			} catch (error) {
				if (error instanceof TooManyStatesError) throw new SchemaError(path, "its texts need too many states; write a shorter pattern, or smaller lengths");
				if (error instanceof TooManyRulesError) throw new SchemaError("", "its grammar would be too large; ask for less");
				throw error;
			}
		}
		const text = this.#rules.gbnf(root.rule);
		if (text === void 0) throw new SchemaError("", "nothing satisfies it that could be written here");
		return text;
	}
	#value(schemas) {
		const key = this.#shapes.keyOf(schemas);
		const known = this.#known.get(key);
		if (known !== void 0) return { rule: known };
		const name = this.#rules.newName();
		this.#known.set(key, name);
		this.#open.push({
			name,
			schemas
		});
		return { rule: name };
	}
	#bodyOf(schemas, path) {
		return this.#shapes.of(schemas).flatMap((shape) => this.#alternatives(shape, path));
	}
	#alternatives(shape, path) {
		if (shape.values !== void 0) {
			const values = this.#shapes.fitting(shape);
			return values.length === 0 ? [] : [[{ text: `(${oneOfTexts(values.map(jsonText))})` }]];
		}
		return [
			...[
				null,
				true,
				false
			].filter((value) => this.#shapes.fits(shape, value)).map((value) => [{ text: `"${value}"` }]),
			...this.#numbers(shape, path),
			...shape.types.has("string") ? this.#string(shape, "\"\\\"\"") : [],
			...shape.types.has("array") ? this.#array(shape, path) : [],
			...shape.types.has("object") ? this.#object(shape, path) : []
		];
	}
	#numbers(shape, path) {
		const [whole, broken] = [shape.types.has("integer"), shape.types.has("fraction")];
		if (!whole && !broken) return [];
		const excluded = shape.excluded.filter((value) => typeof value === "number");
		const borders = [...new Set(excluded)].sort((a, b) => a - b).map((value) => ({
			value,
			exclusive: true
		}));
		const found = [];
		for (let index = 0; index <= borders.length; index++) {
			const lower = [shape.lower, borders[index - 1]].reduce((a, b) => a === void 0 || b !== void 0 && b.value >= a.value ? b : a);
			const upper = [shape.upper, borders[index]].reduce((a, b) => a === void 0 || b !== void 0 && b.value <= a.value ? b : a);
			const alternatives = numbersOf({
				lower,
				upper,
				multiples: shape.multiples,
				whole,
				broken
			}, this.#rules);
			if (alternatives === void 0) throw new SchemaError(path, "these numbers cannot be held; ask for a smaller range, or leave multipleOf out");
			found.push(...alternatives);
		}
		return found;
	}
	/** @param closing what follows the text's last character */
	#string({ conditions, minLength, maxLength }, closing) {
		if (minLength > maxLength) return [];
		if (minLength > 1e5) throw new SchemaError("", `minLength: at most ${MOST_REPETITIONS}`);
		if (conditions.length > 0) {
			const rest = stringRules(conditions, {
				least: minLength,
				most: maxLength
			}, closing, this.#rules);
			return rest === void 0 ? [] : [[{ text: "\"\\\"\"" }, rest]];
		}
		this.#character ??= this.#rules.add(jsonCharacter(ANY).map((text) => [{ text }]));
		const most = maxLength === Number.POSITIVE_INFINITY ? maxLength : Math.min(maxLength, MOST_REPETITIONS);
		return [[
			{ text: "\"\\\"\"" },
			{
				...this.#character,
				least: minLength,
				most
			},
			{ text: closing }
		]];
	}
	#array(shape, path) {
		const { arrays, contains } = shape;
		const needed = Math.max(0, ...contains.map(({ least }) => least));
		const named = Math.max(0, ...arrays.map(({ prefix }) => prefix.length));
		const counted = contains.some(({ most }) => most !== Number.POSITIVE_INFINITY);
		const said = arrays.some(({ rest }) => rest !== void 0) || counted;
		const least = Math.max(shape.minItems, needed);
		const closed = named > 0 && !said;
		const most = Math.min(shape.maxItems, closed ? Math.max(named, least) : shape.maxItems, evaluatedItems(shape));
		if (least > most || contains.some((one) => one.least > one.most)) return [];
		if (least > 1e5) throw new SchemaError(path, `minItems: at most ${MOST_REPETITIONS}`);
		const item = (index) => [...itemSchemas(shape, index), ...contains.flatMap(({ schema, least: first, most: last }) => index < first ? [schema] : last === Number.POSITIVE_INFINITY ? [] : [this.#shapes.not(schema)])];
		const apart = Math.min(Math.max(named, needed), most);
		if (shape.unique && apart === 0) {
			const distinct = this.#distinct(item(0), least, most);
			if (distinct !== void 0) return distinct;
		}
		if (apart > MOST_PREFIX) throw new SchemaError(path, `prefixItems and contains: at most ${MOST_PREFIX} items apart`);
		const ends = [{ text: "\"]\"" }];
		const rest = (from) => {
			const one = this.#value(item(from));
			const [fewest, largest] = [Math.max(0, least - from), Math.min(most - from, MOST_REPETITIONS)];
			const bounded = most === Number.POSITIVE_INFINITY ? most : largest;
			if (from > 0) return [[{
				...this.#rules.add([[{ text: "\", \"" }, one]]),
				least: fewest,
				most: bounded
			}, ...ends]];
			const more = {
				...this.#rules.add([[{ text: "\", \"" }, one]]),
				least: Math.max(0, fewest - 1),
				most: bounded - 1
			};
			return [...least === 0 ? [ends] : [], ...most > 0 ? [[
				one,
				more,
				...ends
			]] : []];
		};
		const after = (index) => {
			if (index === apart) return index === most ? [ends] : rest(index);
			const next = this.#rules.add(after(index + 1));
			const written = [
				...index > 0 ? [{ text: "\", \"" }] : [],
				this.#value(item(index)),
				next
			];
			return index >= least ? [ends, written] : [written];
		};
		return [[{ text: "\"[\"" }, this.#rules.add(after(0))]];
	}
	/** Lists without repetition of few values: each at most once, in their order. @returns undefined where the values are not few */
	#distinct(item, least, most) {
		const values = [];
		for (const one of this.#shapes.of(item)) {
			if (one.values === void 0 && [...one.types].some((type) => type !== "null" && type !== "boolean")) return void 0;
			values.push(...(one.values ?? [
				null,
				true,
				false
			]).filter((value) => this.#shapes.fits(one, value)));
		}
		const texts = [...new Set(values.map(jsonText))];
		if (texts.length > MOST_UNIQUE) return void 0;
		const bounded = most === Number.POSITIVE_INFINITY ? texts.length : most;
		const from = this.#counted((index, count) => {
			const body = count >= least ? [[{ text: "\"]\"" }]] : [];
			if (count < bounded) for (let at = index; at < texts.length; at++) body.push([{ text: literal(`${count > 0 ? ", " : ""}${texts[at]}`) }, from(at + 1, Math.min(count + 1, Math.max(1, least, most === Number.POSITIVE_INFINITY ? 0 : most)))]);
			return body;
		});
		return [[{ text: "\"[\"" }, from(0, 0)]];
	}
	/** A rule for each place and count, written once, where it is first asked for; its body may ask for others, and for itself. */
	#counted(bodyOf) {
		const known = /* @__PURE__ */ new Map();
		return (index, count) => {
			const key = `${index}/${count}`;
			const before = known.get(key);
			if (before !== void 0) return before;
			const rule = this.#rules.newName();
			known.set(key, { rule });
			this.#rules.set(rule, bodyOf(index, count));
			return { rule };
		};
	}
	#object(shape, path) {
		const names = [.../* @__PURE__ */ new Set([...shape.objects.flatMap(({ properties }) => [...properties.keys()]), ...shape.required])];
		if (names.length > MOST_PROPERTIES) throw new SchemaError(path, `an object of more than ${MOST_PROPERTIES} properties`);
		const allowed = names.filter((name) => {
			const schemas = propertySchemas(shape, name);
			return evaluates(shape, ({ properties, patterns, additional }) => {
				return properties.has(name) || additional !== void 0 || patterns.some(({ condition }) => condition.every((one) => matches(one, name)));
			}) && !schemas.includes(false) && this.#shapes.satisfies(shape.names, name);
		});
		if ([...shape.required].some((name) => !allowed.includes(name))) return [];
		const keys = this.#openKeys(shape, names, path);
		const least = shape.minProperties > shape.required.size ? shape.minProperties : 0;
		const most = keys.length === 0 && allowed.length <= shape.maxProperties ? Number.POSITIVE_INFINITY : shape.maxProperties;
		const counted = Math.max(1, least, most === Number.POSITIVE_INFINITY ? 0 : Math.min(most, MOST_COUNTED));
		if (least > MOST_COUNTED) throw new SchemaError(path, `minProperties: at most ${MOST_COUNTED}`);
		const from = this.#counted((index, count) => {
			const comma = count > 0 ? [{ text: "\", \"" }] : [];
			const next = Math.min(count + 1, counted);
			const more = count < Math.min(most, most === Number.POSITIVE_INFINITY ? most : counted);
			const name = allowed[index];
			if (name === void 0) {
				const end = count >= least ? [[{ text: "\"}\"" }]] : [];
				const others = more ? keys.map(({ start, value }) => [
					...comma,
					...start,
					value,
					from(index, next)
				]) : [];
				return [...end, ...others];
			}
			const spelled = () => {
				const value = this.#value(propertySchemas(shape, name));
				return [
					...comma,
					{ text: keyText(name) },
					value,
					from(index + 1, next)
				];
			};
			return [...more ? [spelled()] : [], ...shape.required.has(name) ? [] : [[from(index + 1, count)]]];
		});
		return [[{ text: "\"{\"" }, from(0, 0)]];
	}
	/** How names begin that the schema does not spell, with the values behind them. */
	#openKeys(shape, names, path) {
		const { objects } = shape;
		const patterns = objects.flatMap(({ patterns: own }) => own);
		const said = objects.some(({ additional }) => additional !== void 0);
		const silent = objects.every(({ properties }) => [...properties.values()].every((schema) => schema === false));
		if (patterns.length === 0 && !said && !silent) return [];
		if (patterns.length > MOST_PATTERNS) throw new SchemaError(path, `patternProperties: at most ${MOST_PATTERNS} can be told apart`);
		const found = [];
		for (let bits = 0; bits < 2 ** patterns.length; bits++) {
			const hits = new Set(patterns.filter((_, index) => (bits & 1 << index) !== 0));
			const hit = (pattern) => hits.has(pattern);
			if (bits === 0 && !said && !silent) continue;
			if (!evaluates(shape, (part) => part.additional !== void 0 || part.patterns.some(hit))) continue;
			const schemas = objects.flatMap(({ patterns: own, additional }) => {
				const inner = own.filter(hit).map(({ schema }) => schema);
				return inner.length > 0 || additional === void 0 ? inner : [additional];
			});
			if (schemas.includes(false)) continue;
			const conditions = patterns.flatMap((pattern) => {
				if (hit(pattern)) return [...pattern.condition];
				const [one, ...more] = pattern.condition;
				if (one === void 0 || more.length > 0) throw new SchemaError(path, "patternProperties: a pattern looks ahead");
				return [{
					automaton: one.automaton,
					negated: !one.negated
				}];
			});
			if (names.length > 0) conditions.push({
				automaton: oneOf(names).automaton,
				negated: true
			});
			for (const start of this.#keys(shape, conditions)) found.push({
				start,
				value: this.#value(schemas)
			});
		}
		return found;
	}
	#keys({ names }, conditions) {
		return this.#shapes.of(names).flatMap((shape) => {
			if (!shape.types.has("string")) return [];
			if (shape.values === void 0) return this.#string({
				...shape,
				conditions: [...shape.conditions, ...conditions]
			}, "\"\\\": \"");
			return shape.values.filter((value) => typeof value === "string" && this.#shapes.fits(shape, value) && conditions.every((one) => matches(one, value))).map((text) => [{ text: keyText(text) }]);
		});
	}
};
/** As Python's `json.dumps` writes it without escaping what is not ASCII. */
function jsonText(value) {
	if (Array.isArray(value)) return `[${value.map(jsonText).join(", ")}]`;
	if (!isObject(value)) return JSON.stringify(value);
	return `{${Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${jsonText(inner)}`).join(", ")}}`;
}

// src/chat/structured-output-worker.ts
/** The thread in which schemas and grammars of requests are read: what takes long here delays nobody but who asked. */
const checks = /* @__PURE__ */ new Map();
function checkOf(schema) {
	const key = JSON.stringify(schema);
	const check = checks.get(key) ?? answerCheck(schema);
	checks.delete(key);
	checks.set(key, check);
	for (const old of [...checks.keys()].slice(0, -16)) checks.delete(old);
	return check;
}
function textOf(task) {
	switch (task.kind) {
		case "schema": {
			assertWellFormed(task.schema);
			const grammar = grammarOfSchema(task.schema);
			checkOf(task.schema);
			checkedGrammar(grammar);
			return grammar;
		}
		case "grammar":
			checkedGrammar(task.grammar);
			return "";
		case "answer": return checkOf(task.schema)(task.answer) ?? "";
	}
}
function outcomeOf(task) {
	try {
		return { text: textOf(task) };
	} catch (error) {
		if (error instanceof SchemaError) return {
			refused: error.message,
			path: error.path
		};
		if (error instanceof GrammarError) return {
			refused: error.message,
			path: ""
		};
		if (error instanceof RangeError) return {
			refused: "it is nested too deep",
			path: ""
		};
		return { failed: error instanceof Error ? error.stack ?? error.message : String(error) };
	}
}
parentPort?.on("message", (task) => parentPort?.postMessage(outcomeOf(task)));
parentPort?.postMessage("ready");

export {  };