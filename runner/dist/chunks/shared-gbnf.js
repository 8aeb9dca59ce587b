// src/chat/json-schema/code-points.ts
/** Every character that UTF-8 can write. */
const ANY = [[0, 55295], [57344, 1114111]];
function contains(set, character) {
	return set.some(([first, last]) => first <= character && character <= last);
}
const DIGITS = [[48, 57]];
const WORD = [
	[48, 57],
	[65, 90],
	[95, 95],
	[97, 122]
];
const SPACE = [
	[9, 13],
	[32, 32],
	[160, 160],
	[5760, 5760],
	[8192, 8202],
	[8232, 8233],
	[8239, 8239],
	[8287, 8287],
	[12288, 12288],
	[65279, 65279]
];
const LINE_ENDS = [
	[10, 10],
	[13, 13],
	[8232, 8233]
];
function single(character) {
	return [[character, character]];
}
function union(...sets) {
	const merged = [];
	for (const [first, last] of sets.flat().sort((a, b) => a[0] - b[0])) {
		const before = merged.at(-1);
		if (before !== void 0 && first <= before[1] + 1) before[1] = Math.max(before[1], last);
		else merged.push([first, last]);
	}
	return merged;
}
function intersection(a, b) {
	return a.flatMap(([first, last]) => b.filter((other) => other[0] <= last && first <= other[1]).map((other) => [Math.max(first, other[0]), Math.min(last, other[1])]));
}
function complement(set) {
	const gaps = [];
	let next = 0;
	for (const [first, last] of union(set)) {
		if (first > next) gaps.push([next, first - 1]);
		next = last + 1;
	}
	if (next <= 1114111) gaps.push([next, 1114111]);
	return intersection(gaps, ANY);
}
/** They take a tenth of a second each. */
const PROPERTIES = /* @__PURE__ */ new Map();
/** The characters of a Unicode property, as the engine that will judge the answer knows them. @returns undefined where there is no such property */
function charactersOf(property) {
	const known = PROPERTIES.get(property);
	if (known !== void 0) return known;
	let one;
	try {
		one = new RegExp(`^\\p{${property}}$`, "u");
	} catch {
		return;
	}
	const found = [];
	for (const [first, last] of ANY) for (let at = first; at <= last; at++) {
		if (!one.test(String.fromCodePoint(at))) continue;
		const before = found.at(-1);
		if (before?.[1] === at - 1) before[1] = at;
		else found.push([at, at]);
	}
	PROPERTIES.set(property, found);
	return found;
}

// src/chat/gbnf.ts
/** GBNF, read before llama.cpp reads it: some hundred characters can ask for gigabytes there, or for minutes of a process that serves others too.
*  Invariant: what passes is parsed there in milliseconds.
*  Follows llama.cpp's src/llama-grammar.cpp, whose rewriting of repetitions decides how much memory a grammar takes. */
var GrammarError = class extends Error {};
/** Characters of a grammar. */
const LONGEST = 1e6;
/** Elements after repetitions are written out; llama.cpp keeps several copies, of 8 bytes each and more. */
const MOST_ELEMENTS = 2e5;
/** Groups within groups: each is a call of a function in llama.cpp. */
const DEEPEST = 50;
/** Largest count of a repetition: llama.cpp reads a larger one as endless. */
const MOST_TIMES = 2e3;
/** Ways down through the first rules of rules. llama.cpp walks each of them when it looks for left recursion. */
const MOST_STARTS = 2e6;
/** @throws GrammarError where it is malformed, or too large */
function parseGrammar(text) {
	return new Parser(text).parse();
}
var Parser = class {
	#text;
	#at = 0;
	#elements = 0;
	#rules = [];
	#numbers = /* @__PURE__ */ new Map();
	#defined = /* @__PURE__ */ new Set();
	constructor(text) {
		if (text.length > LONGEST) throw new GrammarError(`it has more than ${LONGEST} characters`);
		this.#text = text;
	}
	parse() {
		this.#space(true);
		while (this.#at < this.#text.length) this.#rule();
		const missing = this.#rules.find((_, index) => !this.#defined.has(index));
		if (missing !== void 0) throw new GrammarError(`the rule ${missing.name} is not defined`);
		const root = this.#numbers.get("root");
		if (root === void 0) throw new GrammarError("the rule root is not defined");
		assertStarts(this.#rules);
		return {
			rules: this.#rules,
			root
		};
	}
	#fail(what) {
		const line = this.#text.slice(0, this.#at).split("\n").length;
		return new GrammarError(`line ${line}: ${what}`);
	}
	#match(pattern) {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text)?.[0];
		this.#at += found?.length ?? 0;
		return found;
	}
	#skip(text) {
		if (!this.#text.startsWith(text, this.#at)) return false;
		this.#at += text.length;
		return true;
	}
	#space(lines) {
		this.#match(lines ? /(?:[ \t\r\n]|#[^\r\n]*)*/y : /(?:[ \t]|#[^\r\n]*)*/y);
	}
	#number(name) {
		const known = this.#numbers.get(name);
		if (known !== void 0) return known;
		this.#numbers.set(name, this.#rules.length);
		return this.#rules.push({
			name,
			alternatives: []
		}) - 1;
	}
	#name() {
		return this.#match(/[a-zA-Z0-9-]+/y);
	}
	#rule() {
		const name = this.#name();
		if (name === void 0) throw this.#fail("a rule's name is expected");
		this.#space(false);
		if (!this.#skip("::=")) throw this.#fail("::= is expected");
		this.#space(true);
		const number = this.#number(name);
		this.#define(number, this.#alternatives(false, 0));
		if (this.#at < this.#text.length && this.#match(/\r?\n/y) === void 0) throw this.#fail("the end of the rule is expected");
		this.#space(true);
	}
	#define(number, alternatives) {
		const rule = this.#rules[number];
		if (rule !== void 0) rule.alternatives = alternatives;
		this.#defined.add(number);
	}
	#add(alternatives) {
		const rule = this.#rules.push({
			name: "",
			alternatives
		}) - 1;
		this.#defined.add(rule);
		return {
			kind: "rule",
			rule
		};
	}
	#count(elements) {
		this.#elements += elements;
		if (this.#elements > MOST_ELEMENTS) throw new GrammarError(`its repetitions written out have more than ${MOST_ELEMENTS} elements`);
	}
	#alternatives(nested, depth) {
		if (depth > DEEPEST) throw this.#fail(`groups are nested deeper than ${DEEPEST} levels`);
		const found = [this.#sequence(nested, depth)];
		while (this.#skip("|")) {
			this.#space(true);
			found.push(this.#sequence(nested, depth));
		}
		return found;
	}
	#sequence(nested, depth) {
		const found = [];
		let before;
		for (;;) {
			const symbol = this.#symbol(depth);
			if (symbol !== void 0) {
				found.push(...symbol);
				this.#count(sizeOf(symbol));
				before = symbol;
			} else {
				const times = this.#times();
				if (times === void 0) return found;
				if (before === void 0) throw this.#fail("there is nothing to repeat");
				found.splice(found.length - before.length);
				before = this.#repeated(before, ...times);
				for (const one of before) found.push(one);
			}
			this.#space(nested);
		}
	}
	#symbol(depth) {
		if (this.#skip("\"")) return this.#literal();
		if (this.#skip("[")) return [this.#class()];
		if (this.#skip(".")) return [{
			kind: "set",
			set: [[0, 1114111]],
			size: 1
		}];
		if (this.#skip("(")) {
			this.#space(true);
			const group = this.#add(this.#alternatives(true, depth + 1));
			if (!this.#skip(")")) throw this.#fail(") is expected");
			return [group];
		}
		if (/[<!]/.test(this.#text[this.#at] ?? "")) throw this.#fail("tokens of a vocabulary are not taken here; write texts");
		const name = this.#name();
		return name === void 0 ? void 0 : [{
			kind: "rule",
			rule: this.#number(name)
		}];
	}
	#times() {
		if (this.#skip("*")) return [0, Number.POSITIVE_INFINITY];
		if (this.#skip("+")) return [1, Number.POSITIVE_INFINITY];
		if (this.#skip("?")) return [0, 1];
		if (!this.#skip("{")) return void 0;
		const [, first, comma, second] = /^[ \t]*(\d+)[ \t]*(,?)[ \t]*(\d*)[ \t]*\}/.exec(this.#text.slice(this.#at, this.#at + 100)) ?? [];
		if (first === void 0) throw this.#fail("a repetition such as {2,5} is expected");
		this.#at = this.#text.indexOf("}", this.#at) + 1;
		const least = Number(first);
		const most = comma === "" ? least : second === "" ? Number.POSITIVE_INFINITY : Number(second);
		if (most < least) throw this.#fail("a repetition ends before it begins");
		for (const one of [least, most]) if (one > MOST_TIMES && one !== Number.POSITIVE_INFINITY) throw this.#fail(`a repetition of more than ${MOST_TIMES} times`);
		return [least, most];
	}
	/** As llama.cpp rewrites it: `S{m,n}` is m times S and n - m rules, each S and the next, or nothing. */
	#repeated(symbol, least, most) {
		const endless = most === Number.POSITIVE_INFINITY;
		const optional = endless ? 1 : most - least;
		this.#count(Math.max(0, least - 1) * sizeOf(symbol) + optional * (sizeOf(symbol) + 2));
		const found = Array.from({ length: least }, () => symbol).flat();
		let last;
		for (let times = 0; times < optional; times++) {
			const rule = {
				kind: "rule",
				rule: this.#rules.length
			};
			last = this.#add([[...symbol, ...endless ? [rule] : last === void 0 ? [] : [last]], []]);
		}
		return last === void 0 ? found : [...found, last];
	}
	#literal() {
		const found = [];
		while (!this.#skip("\"")) {
			const code = this.#character();
			found.push({
				kind: "set",
				set: [[code, code]],
				size: 1
			});
		}
		return found;
	}
	#class() {
		const negated = this.#skip("^");
		const found = [];
		while (!this.#skip("]")) {
			const first = this.#character();
			const range = this.#text[this.#at] === "-" && this.#text[this.#at + 1] !== "]";
			if (range) this.#at++;
			found.push([first, range ? this.#character() : first]);
		}
		return {
			kind: "set",
			set: negated ? complement(found) : union(found),
			size: 2 * found.length
		};
	}
	#character() {
		const code = this.#text.codePointAt(this.#at);
		if (code === void 0) throw this.#fail("the grammar ends within a text");
		this.#at += code > 65535 ? 2 : 1;
		if (code !== 92) return code;
		const letter = this.#text[this.#at++] ?? "";
		const digitsOf = {
			x: /[0-9a-fA-F]{2}/y,
			u: /[0-9a-fA-F]{4}/y,
			U: /[0-9a-fA-F]{8}/y
		}[letter];
		if (digitsOf !== void 0) {
			const digits = this.#match(digitsOf);
			if (digits === void 0) throw this.#fail("an escape has too few digits");
			return Number.parseInt(digits, 16);
		}
		const control = {
			t: 9,
			r: 13,
			n: 10
		}[letter];
		if (control !== void 0) return control;
		if (!"\\\"[]-".includes(letter) || letter === "") throw this.#fail(`the escape \\${letter} means nothing`);
		return letter.charCodeAt(0);
	}
};
function sizeOf(elements) {
	return elements.reduce((sum, one) => sum + (one.kind === "set" ? one.size : 1), 0);
}
/** @throws GrammarError where a rule begins with itself, or where there are too many ways in which rules begin with others */
function assertStarts(rules) {
	const nullable = rules.map(({ alternatives }) => alternatives.some((one) => one.length === 0));
	const starts = rules.map(({ alternatives }) => alternatives.flatMap((one) => startsOf(one, nullable)));
	const ways = [];
	for (const rule of innermostFirst(starts, (at) => rules[at]?.name || "of a group")) ways[rule] = (starts[rule] ?? []).reduce((sum, next) => sum + (ways[next] ?? 0), 1);
	if (ways.reduce((sum, one) => sum + one, 0) > MOST_STARTS) throw new GrammarError("its rules begin with others in too many ways");
}
/** Each rule behind those with which it may begin. Without recursion: a chain of rules may be longer than the stack is deep. */
function innermostFirst(starts, nameOf) {
	const done = /* @__PURE__ */ new Set();
	const entered = /* @__PURE__ */ new Set();
	for (const first of starts.keys()) {
		const open = [first];
		for (let at = open.at(-1); at !== void 0; at = open.at(-1)) {
			if (entered.has(at)) {
				open.pop();
				done.add(at);
				continue;
			}
			entered.add(at);
			for (const next of starts[at] ?? []) {
				if (done.has(next)) continue;
				if (entered.has(next)) throw new GrammarError(`the rule ${nameOf(next)} begins with itself`);
				open.push(next);
			}
		}
	}
	return done;
}
/** Rules with which a sequence may begin. */
function startsOf(sequence, nullable) {
	const found = [];
	for (const element of sequence) {
		if (element.kind === "set") break;
		found.push(element.rule);
		if (!nullable[element.rule]) break;
	}
	return found;
}

// src/chat/grammar-state.ts
/** Where a text stands in a grammar: all ways in which it can go on. */
/** Ways that may be open at a time: each costs time for every token of the vocabulary. */
const MOST_WAYS = 1e3;
/** Steps from one character to the next. */
const MOST_STEPS = 5e4;
/** All ways in which a grammar can go on after a text. llama.cpp keeps the same ones, as copies: their number is what its time and memory
*  depend on. Invariant: the text so far is the beginning of some text of the grammar. */
var GrammarState = class {
	#grammar;
	#outermost = /* @__PURE__ */ new Map();
	#ways = /* @__PURE__ */ new Set();
	#complete = false;
	/** @throws GrammarError where too many ways are open at the beginning */
	constructor(grammar) {
		this.#grammar = grammar;
		this.#advance([...this.#entered(grammar.root, void 0)]);
	}
	/** Whether the text may end here. */
	get complete() {
		return this.#complete;
	}
	get ways() {
		return this.#ways.size;
	}
	/** What the next character may be. */
	get next() {
		return [...this.#ways].map((way) => this.#setOf(way));
	}
	/** @returns whether the text may go on so; where not, nothing is changed
	*  @throws GrammarError where too many ways are open then */
	push(text) {
		const [ways, complete] = [this.#ways, this.#complete];
		for (const one of text) {
			const code = one.codePointAt(0) ?? 0;
			const passed = [...this.#ways].filter((way) => contains(this.#setOf(way), code));
			if (passed.length === 0) {
				this.#ways = ways;
				this.#complete = complete;
				return false;
			}
			this.#advance(passed.map((way) => this.#behind(way)));
		}
		return true;
	}
	#elementOf({ rule, alternative, at }) {
		return this.#grammar.rules[rule]?.alternatives[alternative]?.[at];
	}
	#setOf(way) {
		const element = this.#elementOf(way);
		return element?.kind === "set" ? element.set : [];
	}
	/** @returns undefined at the grammar's end */
	#way(rule, alternative, at, above) {
		if (this.#grammar.rules[rule]?.alternatives[alternative]?.[at] === void 0) return above;
		if (above !== void 0) above.within ??= /* @__PURE__ */ new Map();
		const known = above?.within ?? this.#outermost;
		const key = `${rule}/${alternative}/${at}`;
		const found = known.get(key) ?? {
			rule,
			alternative,
			at,
			above,
			within: void 0
		};
		known.set(key, found);
		return found;
	}
	#behind({ rule, alternative, at, above }) {
		return this.#way(rule, alternative, at + 1, above);
	}
	#entered(rule, above) {
		return (this.#grammar.rules[rule]?.alternatives ?? []).map((_, alternative) => this.#way(rule, alternative, 0, above));
	}
	#advance(from) {
		const found = /* @__PURE__ */ new Set();
		const seen = new Set(from);
		let steps = 0;
		for (const way of seen) {
			if (++steps > MOST_STEPS || found.size > MOST_WAYS) throw new GrammarError("too many ways to go on are open at once; write it with fewer alternatives that begin alike");
			if (way === void 0) continue;
			const element = this.#elementOf(way);
			if (element?.kind === "rule") for (const next of this.#entered(element.rule, this.#behind(way))) seen.add(next);
			else found.add(way);
		}
		this.#ways = found;
		this.#complete = seen.has(void 0);
	}
};
/** Characters that are tried one after the other. */
const TRIED = 32;
/** Reads a grammar and tries some of its texts, each the same character again and again where it may stand: where ways multiply, they do so there.
*  @throws GrammarError where it is malformed, too large, or lets too many ways stay open */
function checkedGrammar(text) {
	const grammar = parseGrammar(text);
	const firsts = new Set(new GrammarState(grammar).next.flatMap((set) => set.slice(0, 3).map(([first]) => first)));
	for (const first of [...firsts].slice(0, TRIED)) {
		const state = new GrammarState(grammar);
		for (let times = 0; times < TRIED && state.push(String.fromCodePoint(first)); times++);
	}
	return grammar;
}

export { ANY as a, SPACE as c, complement as d, contains as f, union as h, parseGrammar as i, WORD as l, single as m, checkedGrammar as n, DIGITS as o, intersection as p, GrammarError as r, LINE_ENDS as s, GrammarState as t, charactersOf as u };