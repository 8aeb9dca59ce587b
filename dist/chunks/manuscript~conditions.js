import { a as BRACED_CONDITIONALS, c as isConditional, o as MASKED_CODE, s as blankOut, u as tokenizeLatex } from "./manuscript~mask~action.js";
import { r as checkPassageCount, t as CleanTextBuilder } from "./manuscript~document~action.js";
import { a as isAccent, c as visibleText, d as readArguments, f as signature, i as accented, l as withLigatures, o as pairedDelimiters, p as splitText, r as SYMBOLS, s as sourceText, u as literalText } from "./manuscript~siunitx.js";
import { a as WHITE, n as PassageFlow, o as isIndistinguishable, r as BLACK, s as points, t as PassageBuilder } from "./manuscript~colour.js";

// src/manuscript/formats/latex/acronyms.ts
/** Abbreviations and glossary entries (packages glossaries, acronym, acro): the key stands in the file, a reader sees the long
*  form with the short one at first use, then the short one. */
/** In lower case, without the sign of the plural. */
const FORMS = {
	gls: "use",
	glstext: "short",
	glsname: "short",
	glsentrytext: "short",
	glsentryname: "short",
	cgls: "use",
	pgls: "use",
	acrshort: "short",
	glsentryshort: "short",
	glsxtrshort: "short",
	acrlong: "long",
	glsentrylong: "long",
	glsxtrlong: "long",
	acrfull: "full",
	glsentryfull: "full",
	glsxtrfull: "full",
	glsfirst: "full",
	glsentryfirst: "full",
	ac: "use",
	acs: "short",
	acl: "long",
	acf: "full",
	acsu: "short",
	aclu: "long",
	iac: "use",
	acfull: "full",
	acshort: "short",
	aclong: "long"
};
const PLURALS = {
	glsplural: "glstext",
	glsfirstplural: "glsfirst",
	glsentryplural: "glsentrytext"
};
/** @returns undefined for a macro that prints no abbreviation */
function acronymForm(macro) {
	const lower = macro.toLowerCase();
	const isCapital = lower !== macro;
	if (Object.hasOwn(FORMS, lower)) return {
		form: FORMS[lower] ?? "use",
		isPlural: false,
		isCapital
	};
	const singular = PLURALS[lower] ?? (/^gl|^acr/.test(lower) ? /^(.*)pl$/ : /^(.*)p$/).exec(lower)?.[1];
	if (singular === void 0 || !Object.hasOwn(FORMS, singular)) return void 0;
	return {
		form: FORMS[singular] ?? "use",
		isPlural: true,
		isCapital
	};
}
var Acronyms = class {
	#known = /* @__PURE__ */ new Map();
	#used = /* @__PURE__ */ new Set();
	/** \newacronym, \acrodef: plurals get an s unless they are declared. */
	define(key, short, long, options) {
		const given = keyValues(options ?? []);
		this.#known.set(nameOf(key), {
			short: short ?? key ?? [],
			long,
			shortPlural: given.get("shortplural"),
			longPlural: given.get("longplural")
		});
	}
	/** \newglossaryentry, \DeclareAcronym */
	defineByKeys(key, options) {
		const given = keyValues(options ?? []);
		const short = given.get("short") ?? given.get("text") ?? given.get("name") ?? key ?? [];
		const long = given.get("long") ?? given.get("first");
		const shortPlural = given.get("short-plural-form") ?? given.get("plural");
		this.#known.set(nameOf(key), {
			short,
			long,
			shortPlural,
			longPlural: given.get("long-plural-form")
		});
	}
	/** \acrodefplural, \acroplural */
	definePlural(key, short, long) {
		const entry = this.#known.get(nameOf(key));
		if (entry !== void 0) this.#known.set(nameOf(key), {
			...entry,
			shortPlural: short ?? entry.shortPlural,
			longPlural: long ?? entry.longPlural
		});
	}
	/** \glsresetall */
	reset() {
		this.#used.clear();
	}
	/** What a reader sees of a use; undefined for a key that is not defined. */
	use(key, { form, isPlural, isCapital }) {
		const name = nameOf(key);
		const entry = this.#known.get(name);
		if (entry === void 0) return void 0;
		const first = form === "use" && !this.#used.has(name);
		if (form === "use" || form === "full") this.#used.add(name);
		const short = isPlural ? entry.shortPlural ?? plural(entry.short) : entry.short;
		const long = entry.long === void 0 ? void 0 : isPlural ? entry.longPlural ?? plural(entry.long) : entry.long;
		const shown = long === void 0 || form === "short" || form === "use" && !first ? short : form === "full" || first ? [
			...long,
			BLANK,
			text("("),
			...short,
			text(")")
		] : long;
		return isCapital ? capitalised(shown) : [...shown];
	}
};
function nameOf(key) {
	return literalText(key).trim();
}
const NOWHERE = {
	at: 0,
	end: 0
};
const BLANK = {
	kind: "blank",
	...NOWHERE
};
/** Its place is given by the expansion. */
function text(written) {
	return {
		kind: "text",
		text: written,
		...NOWHERE
	};
}
function plural(nodes) {
	return [...nodes, text("s")];
}
function capitalised(nodes) {
	const [first, ...rest] = nodes;
	if (first?.kind !== "text") return [...nodes];
	return [{
		...first,
		text: first.text.charAt(0).toUpperCase() + first.text.slice(1)
	}, ...rest];
}
/** `name={ROS}, description=...` with the nodes of each value. */
function keyValues(nodes) {
	const found = /* @__PURE__ */ new Map();
	let item = [];
	const close = () => {
		const [first, ...rest] = item.filter(({ kind }) => kind !== "blank" && kind !== "paragraph end");
		const [, key, begins = ""] = first?.kind === "text" ? /^([\w-]+)=?(.*)$/s.exec(first.text) ?? [] : [];
		if (key !== void 0) {
			const from = item.indexOf(first ?? BLANK) + 1;
			const value = (begins === "" ? item.slice(from) : [text(begins), ...item.slice(from)]).filter((node, at) => !(node.kind === "text" && node.text === "=" && at < 2));
			const [only] = rest.filter((node) => !(node.kind === "text" && node.text === "="));
			const isGroup = begins === "" && only?.kind === "group" && rest.at(-1) === only;
			found.set(key, isGroup ? only.children : trimmed(value));
		}
		item = [];
	};
	for (const node of nodes) {
		if (node.kind !== "text") {
			item.push(node);
			continue;
		}
		for (const part of node.text.split(/(,)/)) if (part === ",") close();
		else if (part !== "") item.push({
			...node,
			text: part
		});
	}
	close();
	return found;
}
function trimmed(nodes) {
	const first = nodes.findIndex(({ kind }) => kind !== "blank");
	const last = nodes.findLastIndex(({ kind }) => kind !== "blank");
	return first === -1 ? [] : nodes.slice(first, last + 1);
}

// src/manuscript/formats/latex/ast.ts
/** @param text a masked chunk of a file; @param offset where it begins in the file */
function parseNodes(text, offset) {
	return new Parser(text, offset).all();
}
const MATH_ENVIRONMENTS = /* @__PURE__ */ new Set([...[
	"equation",
	"align",
	"alignat",
	"gather",
	"multline",
	"flalign"
].flatMap((name) => [name, `${name}*`]), ...[
	"split",
	"math",
	"displaymath"
]]);
/** Macros of LaTeX's own that authors use are named whole; of others the name ends at an @. */
const NAME = /\\(?:[a-zA-Z]+|@(?:gobbletwo|gobble|firstofone|firstoftwo|secondoftwo|ifundefined|ifpackageloaded|empty|undefined)(?![a-zA-Z@])|[\s\S])/y;
const ENVIRONMENT_NAME = /\s*\{([^{}]*)\}/y;
/** After \verb: a word of code on one line. As \`tokenizeLatex\` takes it. */
const CODE = /\*?([^a-zA-Z\s*])([^\n]{0,300}?)\1/y;
const BLANKS = /[ \t\n]*/y;
const WORDS = /[^\\{}$% \t\n]+/y;
const MATH_WORDS = /[^\\{}$% \t\n^_&]+/y;
/** After a comment: an empty line, which parts paragraphs, or the line's end with the blanks before the next line's text. */
const COMMENT_END = /\n(?![ \t]*\n)(?:[ \t]*(?![ \t%]))?/y;
/** One pass over the text, with a stack of what is open. Where something turns out to be closed by nothing, the pass goes back to
*  its opening and steps over it. */
var Parser = class {
	#text;
	#offset;
	#at = 0;
	#open = [{
		kind: "chunk",
		name: "",
		at: 0,
		bodyAt: 0,
		isMath: false,
		nodes: []
	}];
	/** Where something opens that nothing closes. */
	#unclosed = /* @__PURE__ */ new Set();
	/** By where they begin: what was read before the pass went back. */
	#closed = /* @__PURE__ */ new Map();
	constructor(text, offset) {
		this.#text = text;
		this.#offset = offset;
	}
	all() {
		for (;;) {
			while (this.#at < this.#text.length) this.#next();
			if (this.#open.length === 1) return this.#top.nodes;
			const group = this.#open.findIndex(({ kind }) => kind === "group");
			if (group === -1) this.#reopen(1);
			else this.#reopen(group, "group");
		}
	}
	get #top() {
		const top = this.#open.at(-1);
		if (top === void 0) throw new Error("the chunk itself is never closed");
		return top;
	}
	#next() {
		const sign = this.#text[this.#at] ?? "";
		const { isMath } = this.#top;
		if (sign === "\\") this.#macro();
		else if (sign === "{") this.#openHere("group", 1);
		else if (sign === "}") this.#endGroup();
		else if (sign === "$") this.#dollar();
		else if (/[% \t\n]/.test(sign)) this.#blank();
		else if (isMath && /[&^_]/.test(sign)) this.#mathSign(this.#at);
		else this.#words(this.#match(isMath ? MATH_WORDS : WORDS)?.[0].length ?? 1);
	}
	#words(length) {
		const { nodes } = this.#top;
		const from = this.#at;
		this.#at += length;
		const last = nodes.at(-1);
		const text = this.#text.slice(from, this.#at);
		if (last?.kind === "text" && last.end === from + this.#offset) nodes[nodes.length - 1] = {
			kind: "text",
			text: last.text + text,
			at: last.at,
			end: this.#at + this.#offset
		};
		else nodes.push({
			kind: "text",
			text,
			...this.#from(from)
		});
	}
	#macro() {
		const from = this.#at;
		const name = this.#match(NAME)?.[0].slice(1);
		if (name === void 0) this.#words(1);
		else if (!this.#marks(name)) {
			this.#at = from + 1 + name.length;
			this.#top.nodes.push({
				kind: "macro",
				name,
				...this.#from(from)
			});
		}
	}
	/** A macro that begins or ends something, or \verb.  @returns whether it is one, and does */
	#marks(name) {
		const from = this.#at;
		const end = from + 1 + name.length;
		switch (name) {
			case "begin":
			case "end": {
				const found = this.#match(ENVIRONMENT_NAME, end);
				if (found === void 0) return false;
				const environment = found[1]?.trim() ?? "";
				const length = end + found[0].length - from;
				if (name === "end") return this.#ends(length, (open) => open.kind === "environment" && open.name === environment);
				if (this.#unclosed.has(from)) return false;
				this.#openHere("environment", length, environment);
				return true;
			}
			case "[":
			case "(":
				this.#openHere(`\\${name}`, 2);
				return true;
			case "]":
			case ")": return this.#ends(2, ({ kind }) => kind === (name === "]" ? "\\[" : "\\("));
			case "verb": {
				const code = this.#match(CODE, end);
				if (code === void 0) return false;
				this.#at = end + code[0].length;
				this.#top.nodes.push({
					kind: "verb",
					text: code[2] ?? "",
					...this.#from(from)
				});
				return true;
			}
			default: return false;
		}
	}
	/** Blanks, and the comment after them. A comment swallows its line's end: words touch across it, unless a blank stood before it. */
	#blank() {
		const from = this.#at;
		const gap = this.#match(BLANKS)?.[0] ?? "";
		const end = from + gap.length;
		const { isMath, nodes } = this.#top;
		const isComment = this.#text[end] === "%";
		const line = gap.indexOf("\n");
		const lastLine = gap.lastIndexOf("\n");
		if (!isMath && line !== lastLine) {
			this.#at = isComment ? from + lastLine + 1 : end;
			nodes.push({
				kind: "paragraph end",
				...this.#from(from)
			});
		} else if (isComment) {
			const startsLine = line !== -1 || from === 0 || this.#text[from - 1] === "\n";
			const found = this.#text.indexOf("\n", end);
			const lineEnd = found === -1 ? this.#text.length : found;
			this.#at = lineEnd + (this.#match(COMMENT_END, lineEnd)?.[0].length ?? 0);
			if (startsLine || gap !== "") nodes.push({
				kind: "blank",
				...this.#from(from)
			});
		} else if (isMath && /[{&^_]/.test(this.#text[end] ?? "") && !this.#unclosed.has(end)) {
			this.#at = end;
			if (this.#text[end] !== "{") this.#mathSign(from);
		} else {
			this.#at = end;
			nodes.push({
				kind: "blank",
				...this.#from(from)
			});
		}
	}
	/** Math has no blanks around a group, an index or an alignment.
	*  @param from of the blanks before the sign, where the pass stands */
	#mathSign(from) {
		const sign = this.#text[this.#at] ?? "";
		if (sign === "&") this.#words(1);
		else this.#at++;
		this.#skipBlanks();
		if (sign !== "&") this.#top.nodes.push({
			kind: "macro",
			name: sign,
			...this.#from(from)
		});
	}
	#skipBlanks() {
		this.#at += this.#match(BLANKS)?.[0].length ?? 0;
	}
	/** Two dollars stand for display math where nothing is open that a single one could close. */
	#dollar() {
		const { kind, isMath } = this.#top;
		const isDouble = this.#text[this.#at + 1] === "$";
		if (kind === "$") this.#close(1);
		else if (kind === "$$" && isDouble) this.#close(2);
		else if (isMath) this.#at++;
		else if (!isDouble) this.#openHere("$", 1);
		else if (this.#unclosed.has(this.#at)) this.#at++;
		else this.#openHere("$$", 2);
	}
	/** @param length of the opening; one that nothing closes prints nothing */
	#openHere(kind, length, name = "") {
		const at = this.#at;
		const known = this.#closed.get(at);
		this.#at += length;
		if (known !== void 0) this.#take(known);
		if (known !== void 0 || this.#unclosed.has(at)) return;
		const isMath = kind !== "group" && (kind !== "environment" || MATH_ENVIRONMENTS.has(name));
		this.#open.push({
			kind,
			name,
			at,
			bodyAt: this.#at,
			isMath,
			nodes: []
		});
	}
	#endGroup() {
		if (!this.#ends(1, ({ kind }) => kind === "group")) this.#at++;
	}
	/** Ends here what is open, if it is: a group is ended by its brace alone. What was opened in it since can be closed no more:
	*  then the pass goes back to that.
	*  @returns whether anything was done */
	#ends(length, isIt) {
		const at = this.#open.findLastIndex((open) => open.kind === "group" || isIt(open));
		const found = this.#open[at];
		if (found === void 0 || !isIt(found)) return false;
		if (at < this.#open.length - 1) this.#reopen(at + 1);
		else this.#close(length);
		return true;
	}
	#close(length) {
		const opened = this.#open.pop();
		if (opened === void 0) return;
		const { kind, name, at, bodyAt, isMath, nodes: children } = opened;
		const body = this.#text.slice(bodyAt, this.#at);
		this.#at += length;
		const where = this.#from(at);
		if (kind === "group") this.#take({
			kind,
			children,
			...where
		});
		else if (kind === "environment" && !isMath) this.#take({
			kind,
			name,
			children,
			...where
		});
		else {
			const display = kind !== "$" && kind !== "\\(";
			this.#take({
				kind: "math",
				display,
				body,
				bodyAt: bodyAt + this.#offset,
				children,
				...where
			});
		}
	}
	#take(node) {
		const { nodes, isMath } = this.#top;
		nodes.push(node);
		this.#at = node.end - this.#offset;
		if (isMath && node.kind === "group") this.#skipBlanks();
	}
	/** Goes back to where the first of them begins. What is closed in them is kept, so that nothing is read more than twice.
	*  @param from index in the stack; @param kind which of them nothing closes, if not all */
	#reopen(from, kind) {
		const given = this.#open.splice(from);
		for (const open of given) {
			if (kind === void 0 || open.kind === kind) this.#unclosed.add(open.at);
			for (const node of open.nodes) if ("children" in node && this.#text[node.at - this.#offset] !== "$") this.#closed.set(node.at - this.#offset, node);
		}
		this.#at = given[0]?.at ?? this.#at;
	}
	/** @returns what stands at a place, as far as the pattern takes it */
	#match(pattern, at = this.#at) {
		pattern.lastIndex = at;
		return pattern.exec(this.#text) ?? void 0;
	}
	#from(at) {
		return {
			at: at + this.#offset,
			end: this.#at + this.#offset
		};
	}
};

// src/manuscript/formats/latex/branches.ts
/** Macros whose next tokens are named, not meant. */
const NAMING = new Map([
	...[
		"newif",
		"def",
		"gdef",
		"edef",
		"xdef",
		"newcommand",
		"renewcommand",
		"providecommand",
		"DeclareRobustCommand"
	].map((name) => [name, 1]),
	...[
		"ifdefined",
		"ifdef",
		"ifundef",
		"NewDocumentCommand",
		"RenewDocumentCommand",
		"isundefined"
	].map((name) => [name, 1]),
	["let", 2],
	["ifx", 2]
]);
const DEFINES = /^(?:[gex]?def|(?:re)?newcommand|providecommand|DeclareRobustCommand|(?:Re)?NewDocumentCommand)$/;
/** The conditionals of a file that a \fi closes, by the offset of their first character.
*  @param masked as `maskLatex` returns it */
function branchesOf(masked) {
	const found = /* @__PURE__ */ new Map();
	if (!/\\fi(?![a-zA-Z@])/.test(masked)) return found;
	const open = [];
	const names = new Names();
	for (const token of tokenizeLatex(masked)) {
		if (token.kind !== "macro") continue;
		const { name, at, end } = token;
		if (names.isMerelyNamed(name)) continue;
		if (names.begins(name)) open.push({
			at,
			marks: []
		});
		else if (name === "else" || name === "or") open.at(-1)?.marks.push({
			kind: name,
			at,
			end
		});
		else if (name === "fi") {
			const closed = open.pop();
			if (closed !== void 0) found.set(closed.at, [...closed.marks, {
				kind: "fi",
				at,
				end
			}]);
		}
	}
	return found;
}
/** Which macros of a file are conditionals: what the author defines under such a name is none, and what \let makes one is. */
var Names = class {
	#own = /* @__PURE__ */ new Set();
	#aliases = /* @__PURE__ */ new Set();
	/** How many of the next macros are named by the last that names any. */
	#named = 0;
	#by = "";
	#alias = "";
	/** To be asked of every macro, in order. */
	isMerelyNamed(name) {
		if (this.#named > 0 && !/^(?:fi|else|or)$/.test(name)) {
			this.#named--;
			this.#note(name);
			return true;
		}
		this.#named = NAMING.get(name) ?? 0;
		this.#by = name;
		return false;
	}
	#note(name) {
		if (DEFINES.test(this.#by) && isConditional(name)) this.#own.add(name);
		if (this.#by !== "let") return;
		if (this.#named === 1) this.#alias = name;
		else if (isConditional(name)) this.#aliases.add(this.#alias);
	}
	begins(name) {
		return (isConditional(name) || this.#aliases.has(name)) && !this.#own.has(name);
	}
};
/** Nodes. A definition whose conditional is longer is read whole. */
const LONGEST = 2e3;
/** Likewise for a conditional among siblings that stand in no file.
*  @param from index of the first node after its question
*  @param budget how many nodes may still be looked at, in the whole paper */
function branchesAmong(nodes, from, budget) {
	const marks = [];
	let depth = 0;
	for (let index = from; index < nodes.length && index < from + LONGEST && budget.nodesLeft-- > 0; index++) {
		const node = nodes[index];
		if (node?.kind !== "macro") continue;
		if (isConditional(node.name)) depth++;
		else if (node.name === "fi" && depth-- === 0) return [...marks, {
			kind: "fi",
			at: index,
			end: index + 1
		}];
		else if (depth === 0 && (node.name === "else" || node.name === "or")) marks.push({
			kind: node.name,
			at: index,
			end: index + 1
		});
	}
}
/** The number of the branch that an answer chooses, from 0; undefined where it is none of them. */
function chosenBranch$1(verdict, marks) {
	const otherwise = marks.findIndex(({ kind }) => kind === "else");
	const last = otherwise === -1 ? void 0 : otherwise + 1;
	if (verdict === true) return 0;
	if (typeof verdict !== "number") return last;
	const branches = otherwise === -1 ? marks.length : otherwise + 1;
	return verdict >= 0 && verdict < branches ? verdict : last;
}

// src/manuscript/formats/latex/visibility.ts
/** What a human reader of the page can see at one point of a LaTeX file. Invariant: text that is drawn but cannot be seen never
*  reaches the model and is always reported; what cannot be decided counts as seen. */
const FULLY_VISIBLE = {
	textColour: BLACK,
	background: "page",
	isTiny: false,
	willBeTiny: false,
	hiddenBy: void 0
};
/** How text is hidden here; undefined where it can be seen. @param page its colour */
function hidingTechnique({ textColour, background, isTiny, hiddenBy }, page) {
	if (hiddenBy !== void 0) return hiddenBy;
	if (isTiny) return "tiny font";
	if (!isIndistinguishable(textColour, background === "page" ? page : background)) return void 0;
	return isIndistinguishable(textColour, WHITE) ? "white text" : "text in the colour of its background";
}
/** Points. Below this a page must be magnified to be read; \tiny is 5 or more in every standard class. */
const SMALLEST_FONT = 5;
/** Factor. \scalebox below this makes 10 points smaller than the smallest font. */
const SMALLEST_SCALE = .3;
/** Points; 15 cm. A move this far leaves an A4 or letter page from anywhere on it. */
const OFF_PAGE = 427;
/** Of running text in a font of ten points. */
const POINTS_A_LETTER = 4.5;
/** Points; 42 cm, the height of A3. */
const TALLEST_PAGE = 1195;
/** Opacity below which text is not seen. */
const LEAST_OPACITY = .1;
/** Letters. Less in a \phantom is alignment, such as a phantom digit in a table. */
const LEAST_LETTERS = 4;
function hasWords(text) {
	return (text.match(/\p{L}/gu)?.length ?? 0) >= LEAST_LETTERS;
}
/** One run of hidden text. */
var HiddenRun = class {
	#text = new CleanTextBuilder();
	technique;
	#at;
	constructor(technique, at) {
		this.technique = technique;
		this.#at = at;
	}
	add(text) {
		this.#text.add(text, 1);
	}
	report() {
		const characters = this.#text.build().text.length;
		return characters === 0 ? void 0 : {
			...this.#at,
			technique: this.technique,
			characters
		};
	}
};
const OFF_THE_PAGE = "text off the page";
const INVISIBLE = "invisible text";
/** What a macro does to how much of a text can be seen; undefined where it has nothing to do with that. */
function visibilityChange({ role }, args, visibility, palette, textOf = literalText) {
	const macro = {
		role,
		args,
		visibility,
		palette,
		textOf,
		literal: (index) => textOf(args[index]),
		length: (index) => lengthOf(args[index], textOf),
		read: (index) => args[index] ?? []
	};
	return ofColour(macro) ?? ofSize(macro) ?? ofPlace(macro) ?? ofDrawing(macro);
}
/** Points in one of the page's own widths, in LaTeX's standard classes. */
const PAGE_LENGTHS = {
	textwidth: 345,
	linewidth: 345,
	columnwidth: 345,
	hsize: 345,
	paperwidth: 614
};
function lengthOf(argument, textOf) {
	const last = argument?.findLast(({ kind }) => kind !== "blank");
	const unit = last?.kind === "macro" ? PAGE_LENGTHS[last.name] : void 0;
	if (unit === void 0) return points(textOf(argument));
	const [, sign = "", factor = "1"] = /^\s*([+-]?)\s*(\d*\.?\d*)\s*$/.exec(textOf(argument)) ?? [];
	return Number(`${sign}${factor === "" ? "1" : factor}`) * unit;
}
function hidden(visibility, technique) {
	return {
		...visibility,
		hiddenBy: visibility.hiddenBy ?? technique
	};
}
function hiddenIf(visibility, technique, when) {
	return when ? hidden(visibility, technique) : visibility;
}
function ofColour({ role, args, visibility, palette, textOf, read }) {
	switch (role) {
		case "text colour": return { visibility: {
			...visibility,
			textColour: colourOf(args, palette, textOf)
		} };
		case "coloured text": return {
			visibility: {
				...visibility,
				textColour: colourOf(args, palette, textOf)
			},
			read: read(2)
		};
		case "colour box": return {
			visibility: {
				...visibility,
				background: colourOf(args, palette, textOf)
			},
			read: read(2)
		};
		case "framed colour box": {
			const [model, , , background, text] = args;
			return {
				visibility: {
					...visibility,
					background: colourOf([model, background], palette, textOf)
				},
				read: text ?? []
			};
		}
		case "highlighted": return {
			visibility: {
				...visibility,
				background: palette.highlight
			},
			read: read(0)
		};
		default: return;
	}
}
function ofSize({ role, args, visibility, literal, length, read }) {
	const tinyIf = (isTiny) => ({
		...visibility,
		isTiny,
		willBeTiny: isTiny
	});
	switch (role) {
		case "font size": return { visibility: {
			...visibility,
			willBeTiny: isBelow(length(0), SMALLEST_FONT)
		} };
		case "font selected": return { visibility: tinyIf(visibility.willBeTiny) };
		case "standard size": return { visibility: tinyIf(false) };
		case "font of a size": return { visibility: tinyIf(isBelow(length(0), SMALLEST_FONT)) };
		case "font scaled": return { visibility: isBelow(Number(literal(0)), SMALLEST_SCALE) ? tinyIf(true) : visibility };
		case "no font": return { visibility: hidden(visibility, "a font without letters") };
		case "scaled": {
			const [across, upright] = [literal(0), args[1] === void 0 ? literal(0) : literal(1)];
			return {
				visibility: hiddenIf(visibility, "tiny font", [across, upright].some((scale) => isBelow(Number(scale), SMALLEST_SCALE))),
				read: read(2)
			};
		}
		case "resized": return {
			visibility: hiddenIf(visibility, "tiny font", [1, 2].some((side) => isBelow(length(side), SMALLEST_FONT))),
			read: read(3)
		};
		case "adjusted": {
			const options = literal(0);
			const scale = /(?:^|,)\s*scale\s*=\s*\{?([\d.]+)/.exec(options)?.[1];
			const sizes = [...options.matchAll(/(?:^|,)\s*(?:max )?(?:width|height|totalheight)\s*=\s*([\d.]+[a-z]{2})/g)];
			return {
				visibility: hiddenIf(visibility, "tiny font", isBelow(Number(scale), SMALLEST_SCALE) || sizes.some(([, size = ""]) => isBelow(points(size), SMALLEST_FONT))),
				read: read(1)
			};
		}
		default: return;
	}
}
function ofPlace({ role, args, visibility, length, read }) {
	const unchanged = {
		visibility,
		read: []
	};
	switch (role) {
		case "moved box": return {
			visibility: hiddenIf(visibility, OFF_THE_PAGE, isOffPage(length(0))),
			read: read(1)
		};
		case "indent": return isOffPage(length(0)) ? { visibility: hidden(visibility, OFF_THE_PAGE) } : unchanged;
		case "horizontal space": {
			const distance = length(1);
			if (distance === void 0 || !isOffPage(distance)) return unchanged;
			const reach = { left: distance < 0 ? -distance / POINTS_A_LETTER : 1 };
			return { visibility: {
				...hidden(visibility, OFF_THE_PAGE),
				untilParagraphEnd: true,
				reach
			} };
		}
		case "vertical space": {
			const distance = length(1);
			if (distance === void 0 || !isOffPage(distance)) return unchanged;
			if (distance < 0) return { visibility: hidden(visibility, OFF_THE_PAGE) };
			if (args[0] !== void 0 && distance > TALLEST_PAGE) return { visibility: {
				...hidden(visibility, OFF_THE_PAGE),
				untilParagraphEnd: true
			} };
			return visibility.hiddenBy === OFF_THE_PAGE ? { visibility: {
				...visibility,
				hiddenBy: void 0
			} } : unchanged;
		}
		case "raised": {
			const distance = length(0);
			return {
				visibility: hiddenIf(visibility, OFF_THE_PAGE, isOffPage(distance) && (Number(distance) < 0 || args[1] !== void 0)),
				read: read(3)
			};
		}
		default: return;
	}
}
function ofDrawing({ role, args, visibility, literal, read }) {
	const unchanged = {
		visibility,
		read: []
	};
	switch (role) {
		case "phantom": return hasWords(visibleText(args[0])) ? {
			visibility: hidden(visibility, "phantom text"),
			read: read(0)
		} : unchanged;
		case "opacity": return { visibility: hiddenIf(visibility, "transparent text", isBelow(Number(literal(0)), LEAST_OPACITY)) };
		case "transparent text": return {
			visibility: hiddenIf(visibility, "transparent text", isBelow(Number(literal(0)), LEAST_OPACITY)),
			read: read(1)
		};
		case "drawing operators": {
			const colour = operatorColour(literal(1));
			const mode = /\b([0-7])\s+Tr\b/.exec(literal(1))?.[1];
			if (mode === "3") return { visibility: hidden(visibility, INVISIBLE) };
			if (mode !== void 0 && visibility.hiddenBy === INVISIBLE) return { visibility: {
				...visibility,
				hiddenBy: void 0
			} };
			return colour === void 0 ? unchanged : { visibility: {
				...visibility,
				textColour: colour
			} };
		}
		case "colour stack": return { visibility: {
			...visibility,
			textColour: args[2] === void 0 ? BLACK : operatorColour(literal(2)) ?? visibility.textColour
		} };
		case "tooltip": return {
			visibility,
			read: read(0)
		};
		default: return;
	}
}
/** @param args colour model, if one is given, and colour, then whatever the macro takes besides */
function colourOf([model, name], palette, textOf = literalText) {
	return palette.colour(textOf(name), model === void 0 ? void 0 : textOf(model));
}
/** PDF's operators for the colour of what is filled: `1 g`, `1 0 0 rg`, `0 0 0 1 k`. */
function operatorColour(operators) {
	const [, numbers = "", operator] = /((?:[\d.]+\s+){1,4})(g|rg|k)\b/.exec(operators.slice(0, 200)) ?? [];
	const parts = numbers.trim().split(/\s+/).map(Number);
	const [first = 0, second = 0, third = 0, fourth = 0] = parts;
	if (operator === "g") return [
		first,
		first,
		first
	];
	if (operator === "rg" && parts.length === 3) return [
		first,
		second,
		third
	];
	if (operator !== "k" || parts.length !== 4) return void 0;
	return [
		(1 - first) * (1 - fourth),
		(1 - second) * (1 - fourth),
		(1 - third) * (1 - fourth)
	];
}
function isBelow(value, least) {
	return value !== void 0 && Math.abs(value) < least;
}
/** @param length in points */
function isOffPage(length) {
	return length !== void 0 && Math.abs(length) >= OFF_PAGE;
}

// src/manuscript/formats/latex/state.ts
/** What the reading of a paper's files shares, and what the parts of one file's reading need of each other. */
/** To the abstract or the body, wherever the reading stands.
*  @throws ManuscriptError `too-many-passages` */
function addPassage(passage, paper) {
	if (paper.part === "abstract") paper.abstract.push(passage);
	else paper.body.push({
		kind: "passage",
		passage
	});
	checkPassageCount(paper.abstract.length + paper.body.length, passage.file);
}
function recordLeftOut(why, { at, end }, { paper, flow: { source } }) {
	const lines = {
		startLine: source.lineAt(at),
		endLine: source.lineAt(Math.max(at, end - 1))
	};
	paper.leftOut.push({
		file: source.file,
		lines,
		why
	});
}
/** Text that is not printed. Words are worth a line in the report, a sign or a number is not. */
function recordUnprinted(why, range, file) {
	if (file.paper.part === "preamble" || !hasWords(file.flow.source.text.slice(range.at, range.end))) return;
	recordLeftOut(why, range, file);
}
/** Which environments are open, where \begin and \end stand in different chunks of the file or have no partner at all.
*  Invariant: what ends in another order than it began still ends once; an \end without a \begin changes nothing. */
var OpenEnvironments = class {
	#open = [];
	push(environment) {
		this.#open.push(environment);
	}
	/** Leaves the innermost environment of that name and all within it. */
	leave(name) {
		const at = this.#open.findLastIndex((environment) => environment.name === name);
		if (at === -1) return;
		for (const environment of this.#open.splice(at).toReversed()) environment.leave();
	}
	endAtHeading() {
		const environment = this.#open.at(-1);
		if (environment?.endsAtHeading === true) this.leave(environment.name);
	}
};
var Boxes = class {
	/** Of \newtoks: macros that keep text. */
	registers = /* @__PURE__ */ new Set();
	#kept = /* @__PURE__ */ new Map();
	#unused = [];
	keep(name, box) {
		const before = this.#kept.get(name);
		if (before !== void 0) this.#unused.push(before);
		this.#kept.set(name, {
			...box,
			isUsed: false
		});
	}
	/** @returns what a box of this name prints; undefined for one that holds nothing */
	use(name) {
		const kept = this.#kept.get(name);
		if (kept !== void 0) kept.isUsed = true;
		return kept?.nodes;
	}
	/** Those with words that no page shows. */
	unused() {
		return [...this.#unused, ...this.#kept.values()].filter(({ isUsed, characters }) => !isUsed && characters > 0);
	}
};

// src/manuscript/formats/latex/inline.ts
function readText({ text, at, end }, flow) {
	let from = at;
	const ofFile = end - at === text.length;
	for (const part of text.split(/(&[&~]*|~+)/)) {
		const to = ofFile ? from + part.length : end;
		if (part.startsWith("&")) for (const _ of part.replaceAll("~", "")) flow.endCell(false);
		else if (part.startsWith("~")) flow.addBlank();
		else if (part !== "") flow.addText(withLigatures(part), from, to);
		if (ofFile) from = to;
	}
}
/** Shows what a macro prints within its paragraph, or takes in what it sets for the rest. */
function readInlineMacro(info, args, use, file) {
	const { flow, paper } = file;
	const { at, end } = use;
	switch (info.role) {
		case "show":
			for (const [count, shown] of info.shown.entries()) {
				if (count > 0 && info.isJoined !== true) flow.addBlank();
				file.walkGroup(args[shown] ?? []);
			}
			break;
		case "token":
			flow.addToken(info.token, at, end);
			break;
		case "row":
			flow.endCell(true);
			break;
		case "spanning cell":
			flow.withVisibility(flow.rowVisibility(), () => file.walk(args[2] ?? []));
			break;
		case "at the beginning":
			file.walk(args[0] ?? []);
			break;
		case "box used":
			useBox(args[0], use, file);
			break;
		case "not printed":
			recordUnprinted("text that is not printed", use, file);
			break;
		case "superscript":
			flow.addText(superscript(visibleText(args[0])), at, end);
			break;
		case "quantity": {
			const bodyOf = (name) => paper.definitions.get(name)?.body;
			flow.addText(paper.siunitx.text(info.form, args, bodyOf), at, end);
			break;
		}
		case "fraction":
			flow.addText(`${visibleText(args[1])}/${visibleText(args[2])}`, at, end);
			break;
		case "math":
			flow.addText(`$${sourceText(args[0] ?? []).replace(/\$/g, "")}$`, at, end);
			break;
		case "acronym":
			readAcronym(info.form, args, use, file);
			break;
		case "address":
			readAddress(args[0], flow);
			break;
		case "code":
			readCode(args.at(-1), use, flow);
			break;
		default: readDeclaration(info, args, use, file);
	}
}
/** What prints nothing itself, and decides how something else is printed. */
function readDeclaration(info, args, use, file) {
	const { flow, paper } = file;
	switch (info.role) {
		case "group begins":
			flow.beginGroup();
			break;
		case "group ends":
			flow.endGroup();
			break;
		case "column type":
			if (args[0]?.[0] !== void 0) paper.definitions.setColumnType(literalText(args[0]).trim(), args[2] ?? []);
			break;
		case "box kept":
			keepBox(args[0], args.at(-1), use, file);
			break;
		case "unit definition":
			paper.siunitx.declare(args[1], args[2]);
			break;
		case "unit settings":
			paper.siunitx.setUp(args[0]);
			break;
		case "acronym definition":
			defineAcronym(info.by, args, use, file);
			break;
		default: readColour(info, args, file);
	}
}
/** A colour that gets a name, or lies behind what follows. */
function readColour({ role }, args, { flow, paper }) {
	const { palette, conditions } = paper;
	const colour = (name) => palette.colour(literalText(name), void 0);
	switch (role) {
		case "colour name":
			palette.define(literalText(args[0]), palette.colour(literalText(args[2]), literalText(args[1])));
			break;
		case "colour alias":
			palette.define(literalText(args[1]), colour(args[2]));
			break;
		case "page colour":
			palette.page = args.length === 0 ? WHITE : colourOf(args, palette, (argument) => conditions.textOf(argument));
			break;
		case "highlight colour":
			palette.highlight = colour(args[0]);
			break;
		case "row colours":
			flow.rowColours = [colour(args[3]), colour(args[4])];
			break;
		case "cell colour":
		case "row colour": {
			const background = colourOf(args, palette);
			flow.visibility = {
				...flow.visibility,
				background
			};
			if (role === "row colour" && flow.table !== void 0) flow.table.rowBackground = background;
			break;
		}
	}
}
/** By \sbox, \setbox and their kin. */
function keepBox(name, content, { at }, { paper, flow }) {
	const [only, ...others] = content ?? [];
	const nodes = only?.kind === "group" && others.length === 0 ? only.children : content ?? [];
	const text = flow.source.text.slice(nodes[0]?.at ?? at, nodes.at(-1)?.end ?? at);
	const characters = hasWords(text) && paper.part !== "preamble" ? text.trim().length : 0;
	paper.boxes.keep(boxName(name), {
		nodes,
		file: flow.source.file,
		line: flow.source.lineAt(nodes[0]?.at ?? at),
		characters
	});
}
function useBox(name, use, file) {
	walkAt(file.paper.boxes.use(boxName(name)) ?? [], use, file);
}
/** `\kept` or `0=` */
function boxName(name) {
	const macro = name?.find((node) => node.kind === "macro");
	return macro?.kind === "macro" ? `\\${macro.name}` : literalText(name).replace(/=/g, "").trim();
}
/** Of code in the file, its characters there: the copy that was parsed has others. */
function readCode(code, use, flow) {
	const first = code?.[0];
	const last = code?.at(-1);
	if (first === void 0 || last === void 0) return;
	if (code?.every((node) => node.kind === "blank" || node.kind === "text" && node.end - node.at === node.text.length)) flow.addText(flow.source.text.slice(first.at, last.end), first.at, last.end);
	else flow.addText(literalText(code), use.at, use.end);
}
function readAcronym(form, args, use, file) {
	const [, , key, insertion] = args;
	const shown = file.paper.acronyms.use(key, form);
	if (shown === void 0 || !walkAt(shown, use, file)) file.walkGroup(key ?? []);
	if (insertion !== void 0) file.walkGroup(insertion);
}
/** Reads nodes as if they stood where they are used. @returns false where the budget for expansions is spent */
function walkAt(nodes, { at, end }, file) {
	const body = file.paper.definitions.expand({
		body: nodes,
		fallbacks: []
	}, [], {
		kind: "macro",
		name: "",
		at,
		end
	});
	file.walkGroup(body ?? []);
	return body !== void 0;
}
function defineAcronym(by, args, use, file) {
	const { acronyms } = file.paper;
	const [first, second, third, fourth] = args;
	switch (by) {
		case "names":
			acronyms.define(second, third, fourth, first);
			return;
		case "keys":
			acronyms.defineByKeys(first, second);
			return;
		case "plural":
			acronyms.definePlural(first, second, third);
			return;
		case "reset":
			acronyms.reset();
			return;
		case "acronym":
		case "listed acronym":
			acronyms.define(first, second, third);
			if (by === "listed acronym" && file.paper.part !== "preamble") walkAt([
				...second ?? first ?? [],
				{
					kind: "blank",
					at: 0,
					end: 0
				},
				...third ?? []
			], use, file);
	}
}
/** A power keeps its mark, or `10^5` would be 105; an ordinal's letters need none. */
function superscript(text) {
	return /^[-+−–]?\d/.test(text) ? `^${text}` : text;
}
function readAddress(address, flow) {
	const first = address?.[0];
	const last = address?.at(-1);
	if (first === void 0 || last === void 0) return;
	const written = flow.source.text.slice(first.at, last.end);
	flow.addText(written.replace(/\\([%#_&~{}])/g, "$1"), first.at, last.end);
}

// src/manuscript/formats/latex/class-macros.ts
/** Signature, role, names: as in the table of all macros. */
const CLASS_MACROS = [
	[
		"m",
		{
			role: "heading",
			level: 6,
			position: 0
		},
		"bmhead"
	],
	[
		"g",
		{
			role: "statement",
			heading: "Acknowledgments"
		},
		"ack acknowledgments"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Author Contributions"
		},
		"authorcontributions"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Funding"
		},
		"funding"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Institutional Review Board Statement"
		},
		"institutionalreview"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Informed Consent Statement"
		},
		"informedconsent"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Data Availability Statement"
		},
		"dataavailability"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Conflicts of Interest"
		},
		"conflictsofinterest"
	],
	[
		"m",
		{
			role: "statement",
			heading: "Supplementary Materials"
		},
		"supplementary"
	],
	[
		"mm",
		{
			role: "show",
			shown: [0, 1],
			isJoined: true
		},
		"IEEEPARstart lettrine"
	],
	[
		"m",
		{
			role: "show",
			shown: [0]
		},
		"IEEEtitleabstractindextext IEEEcompsoctitleabstractindextext IEEEraisesectionheading"
	],
	[
		"somO",
		{ role: "front matter" },
		"author affil affiliation Author address corres"
	],
	[
		"mgg",
		{ role: "front matter" },
		"revised accepted history datereceived daterevised dateaccepted datepublished"
	],
	[
		"omgg",
		{ role: "front matter" },
		"received acmConference"
	],
	[
		"o",
		{ role: "front matter" },
		"cormark fnmark tnotemark"
	],
	[
		"mm",
		{ role: "front matter" },
		"addORCIDlink abbreviations"
	],
	[
		"g",
		{ role: "front matter" },
		`
  tnoteref fnref corref nonumnote shorttitle shortauthors shortauthor credit IEEEauthorblockN IEEEauthorblockA IEEEmembership IEEEauthorrefmark
  IEEEspecialpapernotice IEEEpubid preprint collaboration eads submitto ams jl journaltitle journalname DOI access vol issue appnotes authormark
  authorsaffiliations leftheader rightheader course professor duedate journal biboptions fax phone keywords keyword Keywords setcopyright acmYear acmDOI acmISBN acmJournal
  acmVolume acmNumber acmArticle acmMonth acmPrice acmSubmissionID citestyle inst orcidID fnm sur equalcont jyear dedication AuthorNames AuthorCitation
  TitleCitation pubvolume issuenum articlenumber externaleditor hreflink doinum orcidauthor correspondance extraAuth firstAuthorLast appendixtitles
  appendixstart reftitle authorcontact Correspondence MSC PACS runninghead runningauthor leadauthor corrauthor
`
	],
	[
		"",
		{ role: "front matter" },
		`
  sep printcredits noaffiliation onecolumngrid twocolumngrid IEEEoverridecommandlockouts IEEEpeerreviewmaketitle IEEEdisplaynontitleabstractindextext
  IEEEdisplaynotcompsoctitleabstractindextext IEEEpubidadjcol lineup br mr ms nosections isPreprints endbio
`
	],
	[
		"g",
		{
			role: "statement",
			heading: "About the author"
		},
		"bio"
	]
];

// src/manuscript/formats/latex/macros.ts
/** What we know of LaTeX's macros: their arguments, and what a reader sees of them.
*  Invariant: a macro that is not here keeps the text of the groups after it; only what is listed is dropped. */
/** By level, from 1 for the highest that LaTeX knows, whatever a class uses as its top. */
const HEADINGS = [
	"part",
	"chapter",
	"section",
	"subsection",
	"subsubsection",
	"paragraph",
	"subparagraph"
];
const MACROS = /* @__PURE__ */ new Map();
/** @param names separated by white space */
function declare(args, role, names) {
	for (const name of names.trim().split(/\s+/)) MACROS.set(name, {
		...role,
		args: signature(args)
	});
}
for (const [args, role, names] of CLASS_MACROS) declare(args, role, names);
for (const [index, name] of HEADINGS.entries()) declare("som", {
	role: "heading",
	level: index + 1,
	position: 2
}, name);
declare("om", { role: "title" }, "title Title");
declare("g", { role: "abstract" }, "abstract Abstract");
declare("", { role: "abstract end" }, "endabstract");
declare("f", {
	role: "include",
	folder: "none"
}, "input subfile subfileinclude InputIfFileExists loadglsentries");
declare("m", {
	role: "include",
	folder: "none",
	isChosen: true
}, "include");
declare("om", { role: "packages" }, "usepackage RequirePackage");
declare("om", { role: "document class" }, "documentclass");
declare("om", { role: "provided language" }, "babelprovide");
declare("om", { role: "main language" }, "setmainlanguage setdefaultlanguage");
declare("m", { role: "chosen files" }, "includeonly");
declare("", { role: "input end" }, "endinput");
declare("m", { role: "left out environments" }, "excludecomment excludeversion");
declare("m", { role: "kept environments" }, "includecomment includeversion");
declare("mm", {
	role: "include",
	folder: "of the root"
}, "import inputfrom includefrom");
declare("mm", {
	role: "include",
	folder: "of the import"
}, "subimport subinputfrom subincludefrom");
declare("", { role: "definition" }, `
  newcommand renewcommand providecommand DeclareRobustCommand def gdef edef xdef let newcommandx NewDocumentCommand
  RenewDocumentCommand DeclareDocumentCommand ProvideDocumentCommand NewExpandableDocumentCommand RenewExpandableDocumentCommand
  DeclareExpandableDocumentCommand NewDocumentEnvironment RenewDocumentEnvironment DeclareDocumentEnvironment newrobustcmd
  renewrobustcmd DeclareMathOperator DeclareTextFontCommand DeclarePairedDelimiter DeclarePairedDelimiterX DeclarePairedDelimiterXPP
  newenvironment renewenvironment newtheorem font newfont DeclareFixedFont NewEnviron RenewEnviron
`);
declare("o", { role: "item" }, "item");
declare("", { role: "paragraph end" }, "par bigskip medskip smallskip newpage clearpage cleardoublepage pagebreak");
declare("sO", { role: "row" }, "\\ tabularnewline");
declare("som", {
	role: "passages",
	kinds: [
		void 0,
		void 0,
		"caption"
	]
}, `
  caption subcaption figcaption tabcaption tblcaption
`);
declare("mom", {
	role: "passages",
	kinds: [
		void 0,
		void 0,
		"caption"
	]
}, "captionof");
declare("omm", {
	role: "passages",
	kinds: [
		void 0,
		"caption",
		void 0
	]
}, "figsupp");
declare("mmm", {
	role: "passages",
	kinds: [
		"caption",
		"table",
		"paragraph"
	]
}, "processtable");
declare("mm", {
	role: "passages",
	kinds: [void 0, "caption"]
}, "processfigure");
declare("om", {
	role: "passages",
	kinds: [void 0, "paragraph"]
}, `
  footnote footnotetext tablefootnote endnote marginpar marginnote sidenote rmarkdownfootnote
`);
declare("m", {
	role: "show",
	shown: [0]
}, `
  emph textit textbf texttt textsf textrm textsc textsl textup textmd textnormal text mbox underline uline uuline
  enquote mathrm textsubscript ce ch MakeUppercase MakeLowercase uppercase lowercase fbox centerline leftline rightline
  nohyphens DIFadd DIFaddFL so ul quoted rlap llap clap smash mathrlap mathllap mathclap reflectbox @firstofone
  textquote
`);
declare("om", {
	role: "show",
	shown: [1]
}, "hyperref added highlight makecell thead");
declare("om", {
	role: "passages",
	kinds: ["caption", "paragraph"]
}, "subfloat subfigure");
declare("mm", {
	role: "show",
	shown: [0]
}, "texorpdfstring");
declare("mm", {
	role: "show",
	shown: [1]
}, "foreignlanguage hypertarget hyperlink href textlang");
declare("omm", {
	role: "show",
	shown: [1]
}, "replaced");
declare("omm", {
	role: "show",
	shown: [2]
}, "rotatebox");
declare("mmm", { role: "spanning cell" }, "multicolumn");
declare("ooomm", {
	role: "show",
	shown: [4]
}, "parbox");
declare("omomom", {
	role: "show",
	shown: [5]
}, "multirow");
declare("m", { role: "superscript" }, "textsuperscript");
declare("m", { role: "address" }, "url path nolinkurl doi");
declare("om", { role: "code" }, MASKED_CODE.listing);
declare("omm", { role: "code" }, MASKED_CODE.minted);
declare("om", {
	role: "quantity",
	form: "unit"
}, "si unit");
declare("om", {
	role: "quantity",
	form: "number"
}, "num tablenum");
declare("om", {
	role: "quantity",
	form: "angle"
}, "ang");
declare("omom", {
	role: "quantity",
	form: "quantity"
}, "SI");
declare("omm", {
	role: "quantity",
	form: "quantity"
}, "qty");
declare("ommm", {
	role: "quantity",
	form: "quantity range"
}, "SIrange qtyrange");
declare("omm", {
	role: "quantity",
	form: "number range"
}, "numrange");
declare("om", {
	role: "quantity",
	form: "number list"
}, "numlist");
declare("om", {
	role: "quantity",
	form: "number product"
}, "numproduct");
declare("omm", {
	role: "quantity",
	form: "quantity list"
}, "SIlist qtylist");
declare("omm", {
	role: "quantity",
	form: "quantity product"
}, "qtyproduct");
declare("omm", { role: "unit definition" }, "DeclareSIUnit");
declare("m", { role: "unit settings" }, "sisetup");
declare("omm", { role: "fraction" }, "nicefrac sfrac xfrac textfrac");
declare("m", { role: "math" }, "ensuremath");
declare("ommm", {
	role: "acronym definition",
	by: "names"
}, "newacronym newabbreviation");
declare("mm", {
	role: "acronym definition",
	by: "keys"
}, "newglossaryentry provideglossaryentry DeclareAcronym");
declare("mmm", {
	role: "acronym definition",
	by: "keys"
}, "longnewglossaryentry longprovideglossaryentry");
declare("mom", {
	role: "acronym definition",
	by: "acronym"
}, "acrodef newacro acroextra");
declare("mom", {
	role: "acronym definition",
	by: "listed acronym"
}, "acro");
declare("mom", {
	role: "acronym definition",
	by: "plural"
}, "acrodefplural acroplural newacroplural");
declare("", {
	role: "acronym definition",
	by: "reset"
}, "glsresetall acresetall");
declare("som", {
	role: "token",
	token: "[ref]"
}, `
  ref eqref pageref autoref cref Cref nameref vref Vref cpageref labelcref figref tabref tableref secref subref fullref
  prettyref fref Fref thref zcref
`);
declare("smm", {
	role: "token",
	token: "[ref]"
}, "crefrange Crefrange");
declare("", { role: "drop" }, `
  centering raggedright raggedleft noindent indent maketitle tableofcontents listoffigures listoftables newblock sloppy
  fussy hfill vfill hline toprule midrule bottomrule botrule appendix backmatter frontmatter mainmatter linenumbers
  nolinenumbers doublespacing singlespacing onehalfspacing normalfont bfseries itshape rmfamily sffamily ttfamily scshape
  slshape upshape mdseries bf it rm sf tt sc sl em protect relax leavevmode ignorespaces unskip null break nobreak allowbreak nopagebreak goodbreak filbreak
  onecolumn twocolumn balance flushbottom raggedbottom tightlist else fi or unless immediate phantomsection
  makeatletter makeatother strut hss endfirsthead endhead endfoot endlastfoot normalcolor DIFaddbegin DIFaddend DIFdelbegin
  DIFdelend DIFaddbeginFL DIFaddendFL DIFdelbeginFL DIFdelendFL printglossaries printindex qed qedhere displaystyle nonumber
  notag boldmath unboldmath frenchspacing sbc tbc lkc FloatBarrier urlstyle
`);
declare("m", { role: "drop" }, `
  label pagestyle thispagestyle pagenumbering bibliographystyle nocite orcid firstpage pubyear copyrightyear
  graphicspath usetikzlibrary hypersetup pdfinfo cline setstretch linespread newcounter stepcounter refstepcounter
  arabic alph Alph roman Roman fnsymbol theoremstyle tag DIFdel DIFdelFL authorrunning titlerunning index glsadd
  markright hyphenation newlength penalty enlargethispage editor lstset geometry
`);
declare("om", { role: "drop" }, `
  includegraphics includesvg includepdf includemedia lstinputlisting todo missingfigure comment deleted institute corrauth thanks date cmidrule
  captionsetup setlist authornote presentaddress externaldocument orcidlink ead tnotetext cortext fntext
  altaffiliation alsoaffiliation homepage email corresp ccsdesc authorsnames pacs firstnote secondnote
`);
declare("mm", { role: "drop" }, `
  setlength addtolength setcounter addtocounter corr markboth pgfplotsset SetKwComment
`);
declare("mmm", { role: "drop" }, "addcontentsline addtocontents hyperdef");
declare("omm", { role: "drop" }, "rule");
declare("om", { role: "bibliography" }, "bibliography");
declare("o", { role: "bibliography" }, "printbibliography");
declare("mmm", { role: "colour name" }, "definecolor providecolor");
declare("omm", { role: "colour alias" }, "colorlet");
declare("om", { role: "text colour" }, "color");
declare("omm", { role: "coloured text" }, "textcolor");
declare("omm", { role: "colour box" }, "colorbox");
declare("omoo", { role: "cell colour" }, "cellcolor columncolor");
declare("omoo", { role: "row colour" }, "rowcolor");
declare("om", { role: "drop" }, "arrayrulecolor doublerulesepcolor");
declare("sommm", { role: "row colours" }, "rowcolors");
declare("mom", { role: "column type" }, "newcolumntype");
declare("om", { role: "page colour" }, "pagecolor");
declare("", { role: "page colour" }, "nopagecolor");
declare("omomm", { role: "framed colour box" }, "fcolorbox");
declare("m", { role: "highlighted" }, "hl");
declare("m", { role: "highlight colour" }, "sethlcolor");
declare("", { role: "font selected" }, "selectfont");
declare("", { role: "standard size" }, "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge");
declare("m", { role: "font of a size" }, "@fontofsize");
declare("m", { role: "font scaled" }, "relscale");
declare("", { role: "no font" }, "nullfont");
declare("lb", { role: "moved box" }, "moveleft moveright lower");
declare("lb", {
	role: "show",
	shown: [1]
}, "raise");
declare("l", { role: "indent" }, "leftskip");
declare("", { role: "group begins" }, "begingroup bgroup");
declare("", { role: "group ends" }, "endgroup egroup");
declare("mm", { role: "box kept" }, "sbox");
declare("moom", { role: "box kept" }, "savebox");
declare("nb", { role: "box kept" }, "setbox");
declare("m", { role: "box used" }, "usebox");
declare("n", { role: "box used" }, "box copy unhbox unvbox unhcopy unvcopy");
declare("m", { role: "not printed" }, "@gobble typeout message wlog");
declare("mm", { role: "not printed" }, "@gobbletwo settowidth settoheight settodepth");
declare("mm", { role: "adjusted" }, "adjustbox");
declare("nm", { role: "not printed" }, "write");
declare("mm", {
	role: "show",
	shown: [0],
	isJoined: true
}, "@firstoftwo");
declare("mm", {
	role: "show",
	shown: [1],
	isJoined: true
}, "@secondoftwo");
declare("tm", {
	role: "show",
	shown: [1]
}, "hbox vbox vtop");
declare("oom", {
	role: "show",
	shown: [2]
}, "makebox framebox");
declare("m", { role: "drop" }, "newsavebox");
declare("mm", { role: "font size" }, "fontsize");
declare("mom", { role: "scaled" }, "scalebox");
declare("smmm", { role: "resized" }, "resizebox");
declare("m", { role: "phantom" }, "phantom hphantom vphantom");
declare("sl", { role: "horizontal space" }, "hspace hskip kern mskip");
declare("sl", { role: "vertical space" }, "vspace vskip");
declare("moom", { role: "raised" }, "raisebox");
declare("m", { role: "opacity" }, "transparent");
declare("mm", { role: "transparent text" }, "texttransparent");
declare("km", { role: "drawing operators" }, "pdfliteral special");
declare("nkg", { role: "colour stack" }, "pdfcolorstack");
declare("m", { role: "at the beginning" }, "AtBeginDocument");
declare("mm", { role: "tooltip" }, "pdftooltip tooltip");
const ACRONYM = signature("som");
const GLOSSARY_ENTRY = signature("somO");
const CITATION = {
	role: "token",
	token: "[cite]",
	args: signature("soom")
};
const CITES = /^(?:[A-Za-z]*cite(?:[tp]|al[tp]|num|year(?:par)?|author|text|field|title)?s?|bibentry)$/;
/** Undefined where we do not know the macro: its definition, or the text of its arguments, says what a reader sees. */
function macroInfo(name) {
	const known = MACROS.get(name) ?? (CITES.test(name) ? CITATION : void 0);
	if (known !== void 0) return known;
	const form = acronymForm(name);
	return form === void 0 ? void 0 : {
		role: "acronym",
		form,
		args: /^gl/i.test(name) ? GLOSSARY_ENTRY : ACRONYM
	};
}

// src/manuscript/formats/latex/math.ts
/** Math, as the model gets it: its source, without what a reader does not see of it. */
function readMath(node, file) {
	const { paper, flow } = file;
	const { body, hidden } = visibleMath(node, file);
	for (const { at, technique, text } of hidden) paper.hidden.push({
		file: flow.source.file,
		line: flow.source.lineAt(at),
		technique,
		characters: text.trim().length
	});
	const shown = body.trim();
	if (shown === "") return;
	if (node.display) flow.addBlank();
	const at = node.bodyAt + body.indexOf(shown);
	const ofFile = node.at !== node.bodyAt;
	const end = ofFile ? at + shown.length : node.end;
	if (node.display || !ofFile) flow.addText(`$${shown}$`, at, end);
	else {
		flow.addText("$", node.at, node.at + 1);
		flow.addText(shown, at, end);
		flow.addText("$", node.end - 1, node.end);
	}
	if (node.display) flow.addBlank();
}
const PRINTS_NOTHING = /\\(?:label|tag)\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle|limits)(?![a-zA-Z])/g;
const COMMENT = /(?<!\\)%[^\n]*/g;
/** `\mbox{if $x$}` in display math: the model's text sets math off by one pair of dollars. */
const INNER_DOLLAR = /(?<!\\)\$/g;
/** Math as the model gets it: its source, without what prints nothing and without what is invisible.
*  Invariant: as long as the body it was given, so that every character keeps its line. */
function visibleMath(math, file) {
	const hidden = MAY_HIDE.test(math.body) ? [...hiddenMath(math.children, file.flow.visibility, file)] : [];
	let body = math.body.replace(COMMENT, blanks).replace(PRINTS_NOTHING, blanks).replace(INNER_DOLLAR, " ");
	for (const { at, end } of hidden) {
		const from = at - math.bodyAt;
		if (from >= 0) body = body.slice(0, from) + blanks(body.slice(from, end - math.bodyAt)) + body.slice(end - math.bodyAt);
	}
	body = withDelimiters(body, (name) => file.paper.definitions.delimiters(name));
	return {
		body,
		hidden: hidden.filter(({ text }) => hasWords(text))
	};
}
/** Words in math, which alone are worth a look: whatever hides them is a macro before them. */
const MAY_HIDE = /\\[a-zA-Z@]{2}[\s\S]*[a-zA-Z]{4}/;
const TOKEN = /\\([a-zA-Z@]+)\*?|\\.|[{}]/g;
/** What may stand between such a macro and its argument: a size. */
const SIZE_AND_BRACE = /[ \t]*(?:\[[^\]\n]{0,40}\][ \t]*)?\{/y;
/** `\abs{x}` as `|x|`, for macros of \DeclarePairedDelimiter. As long as the body it was given. */
function withDelimiters(body, delimitersOf) {
	let from = 0;
	const pieces = [];
	for (const { at, end, sign } of [...delimiterSigns(body, delimitersOf)].sort((a, b) => a.at - b.at)) {
		pieces.push(body.slice(from, at), sign.padStart(end - at));
		from = end;
	}
	return pieces.join("") + body.slice(from);
}
/** What stands for a macro up to its brace, between its two arguments, and for its last brace. */
function* delimiterSigns(body, delimitersOf) {
	const open = [];
	let pending;
	for (const { 0: token, 1: name, index } of body.matchAll(TOKEN)) {
		if (token === "{") {
			if (pending !== void 0) yield {
				at: pending.at,
				end: index + 1,
				sign: pending.sign
			};
			open.push(pending?.of);
			pending = void 0;
			continue;
		}
		const closed = token === "}" ? open.pop() : void 0;
		if (closed?.isLast === true) yield {
			at: index,
			end: index + 1,
			sign: closed.delimiters.right
		};
		else if (closed !== void 0 && body[index + 1] === "{") pending = {
			at: index,
			sign: closed.delimiters.separator,
			of: {
				...closed,
				isLast: true
			}
		};
		const delimiters = name === void 0 ? void 0 : delimitersOf(name);
		if (delimiters !== void 0 && hasBraceAt(body, index + token.length)) pending = {
			at: index,
			sign: delimiters.left,
			of: {
				delimiters,
				isLast: delimiters.separator === ""
			}
		};
	}
}
function hasBraceAt(body, at) {
	SIZE_AND_BRACE.lastIndex = at;
	return SIZE_AND_BRACE.test(body);
}
function blanks(part) {
	return part.replace(/[^\n]/g, " ");
}
function* hiddenMath(children, visible, file) {
	const nodes = [...children];
	let visibility = visible;
	for (let index = 0; index < nodes.length;) {
		const node = nodes[index];
		if (node?.kind !== "macro") {
			if (node?.kind === "group") yield* hiddenMath(node.children, visibility, file);
			index++;
			continue;
		}
		const read = readMacro(node, nodes, index, visibility, file);
		yield* read.hidden;
		index = read.next;
		visibility = read.visibility ?? visibility;
	}
}
function readMacro(node, nodes, index, visibility, file) {
	const { definitions, conditions } = file.paper;
	const branches = isConditional(node.name) ? branchesInMath(node.name, nodes, index, file) : void 0;
	if (branches !== void 0) {
		nodes.splice(index, branches.end - index, ...branches.printed);
		return {
			hidden: branches.hidden,
			next: index
		};
	}
	const setting = conditions.readSetting(nodes, index);
	if (setting !== void 0) return {
		hidden: [],
		next: setting
	};
	const definition = definitions.get(node.name);
	const info = macroInfo(node.name);
	const { args, next } = readArguments(nodes, index + 1, definition?.args ?? info?.args ?? []);
	const range = {
		at: node.at,
		end: nodes[next - 1]?.end ?? node.end
	};
	if (definition !== void 0) {
		const technique = hiddenByDefinition(definition, args, visibility, file);
		return {
			hidden: technique === void 0 ? [] : [{
				...range,
				technique,
				text: args.map(wordsIn).join(" ")
			}],
			next
		};
	}
	if (info === void 0) return {
		hidden: [],
		next: index + 1
	};
	return changed({
		info,
		args,
		range,
		nodes,
		next,
		unread: index + 1
	}, visibility, file);
}
/** What a macro hides, by what it changes of the visibility. */
function changed({ info, args, range, nodes, next, unread }, visibility, file) {
	const { palette, conditions } = file.paper;
	const change = visibilityChange(info, args, visibility, palette, (argument) => conditions.textOf(argument));
	if (change === void 0) return {
		hidden: [],
		next: unread
	};
	const technique = hidingTechnique(change.visibility, palette.page);
	if (change.read !== void 0) return {
		hidden: technique === void 0 ? hiddenMath(change.read, change.visibility, file) : [{
			...range,
			technique,
			text: wordsIn(change.read)
		}],
		next
	};
	if (technique === void 0) return {
		hidden: [],
		next,
		visibility: change.visibility
	};
	const after = nodes.slice(next);
	return {
		hidden: [{
			at: range.at,
			end: after.at(-1)?.end ?? range.end,
			technique,
			text: wordsIn(after)
		}],
		next: nodes.length
	};
}
/** Of a macro of the author, when nothing of its arguments' words is printed. */
function hiddenByDefinition(definition, args, visibility, file) {
	const words = args.map(wordsIn).join(" ");
	if (!hasWords(words) || file.expanding > MATH_EXPANSIONS) return void 0;
	const expanded = file.paper.definitions.expand(definition, args, {
		kind: "macro",
		name: "",
		at: 0,
		end: 0
	});
	if (expanded === void 0) return void 0;
	if (!hasWords(wordsIn(expanded))) return "text that its macro drops";
	file.expanding++;
	const found = [...hiddenMath(expanded, visibility, file)];
	file.expanding--;
	return found.map(({ text }) => text).join("").includes(words.trim()) ? found[0]?.technique : void 0;
}
/** Macros within macros, in math. */
const MATH_EXPANSIONS = 5;
function branchesInMath(name, nodes, index, { paper }) {
	const { verdict, next } = paper.conditions.ask(name, nodes, index + 1);
	const marks = branchesAmong(nodes, next, paper.conditions);
	const last = marks?.at(-1);
	if (marks === void 0 || last === void 0) return void 0;
	const chosen = chosenBranch$1(verdict, marks);
	const from = chosen === void 0 ? last.at : chosen === 0 ? next : marks[chosen - 1]?.end ?? last.at;
	const to = chosen === void 0 ? last.at : marks[chosen]?.at ?? last.at;
	const rangeOf = (first, end) => {
		const range = nodes.slice(first, end);
		const at = range[0]?.at;
		const text = wordsIn(range);
		return at === void 0 ? [] : [{
			at,
			end: range.at(-1)?.end ?? at,
			technique: "a branch that is not printed",
			text
		}];
	};
	return {
		hidden: [...rangeOf(index, from), ...rangeOf(to, last.end)],
		printed: nodes.slice(from, to),
		end: last.end
	};
}
/** The words of nodes, whatever macros stand around them. */
function wordsIn(nodes) {
	return (nodes ?? []).map((node) => "children" in node ? wordsIn(node.children) : node.kind === "text" || node.kind === "verb" ? node.text : " ").join("");
}

// src/manuscript/formats/latex/structure.ts
/** What begins or ends a passage: title, abstract and headings; and what stands beside the text (footnotes, captions, tables),
*  each a passage of its own. */
/** Reads a macro that ends or begins a passage. @returns whether it is one */
function readStructure(info, args, use, file) {
	const { flow, paper } = file;
	switch (info.role) {
		case "heading":
			if (info.level === 3 && args[0] === void 0) paper.definitions.section++;
			readHeading(info.level, args[info.position], file);
			return true;
		case "statement":
			readStatement(info.heading, args[0], use, file);
			return true;
		case "title":
			readTitle(args[1], file);
			return true;
		case "abstract":
			readAbstract(args[0], file);
			return true;
		case "abstract end":
			file.openEnvironments.leave("abstract");
			return true;
		case "passages":
			readAsides(info, args, file);
			return true;
		case "include":
			readInclude(info, args, use, file);
			return true;
		case "packages":
			readPackages(args, file);
			return true;
		case "document class":
			paper.language.documentClass(args[0]);
			return true;
		case "provided language":
			paper.language.babelProvide(args[0], args[1]);
			return true;
		case "main language":
			paper.language.polyglossia(args[0], args[1]);
			return true;
		case "chosen files":
			paper.includeOnly = new Set(literalText(args[0]).split(",").map((name) => name.trim()));
			return true;
		case "item":
			flow.flush();
			if (args[0] !== void 0) file.walkGroup(args[0]);
			flow.addBlank();
			return true;
		case "paragraph end":
			flow.flush();
			return true;
		case "bibliography":
			recordLeftOut("bibliography", use, file);
			return true;
		default: return false;
	}
}
function readInclude({ isChosen, folder }, args, use, file) {
	const { flow, paper } = file;
	const names = args.map((name) => literalText(name).trim());
	flow.flush();
	if (isChosen === true && paper.includeOnly?.has(names[0] ?? "") === false) recordLeftOut("not among \\includeonly", use, file);
	else paper.include({
		name: names.at(-1) ?? "",
		folder: names.at(-2),
		from: folder
	}, flow, use.at);
}
function readPackages([options, names], { paper }) {
	for (const name of literalText(names).split(",")) {
		paper.definitions.packages.add(name.trim());
		if (name.trim() === "babel") paper.language.babel(options);
	}
}
function readHeading(level, name, file) {
	const { flow, paper } = file;
	file.openEnvironments.endAtHeading();
	flow.flush();
	if (paper.part === "abstract") {
		file.walkGroup(name ?? []);
		flow.addBlank();
		return;
	}
	for (const passage of flow.capture("heading", () => file.walkGroup(name ?? []))) if (passage.kind === "heading") paper.body.push({
		kind: "heading",
		level,
		passage
	});
	else addPassage(passage, paper);
}
/** A heading that stands in no file: it stands where the macro does that prints it. */
function readStatement(heading, text, { at, end }, file) {
	const { flow, paper } = file;
	file.openEnvironments.endAtHeading();
	flow.flush();
	const [passage] = flow.capture("heading", () => flow.addText(heading, at, text === void 0 ? end : text[0]?.at ?? end));
	if (passage !== void 0) paper.body.push({
		kind: "heading",
		level: 3,
		passage
	});
	file.walkGroup(text ?? []);
	flow.flush();
}
/** A second title heads a part, such as a supplement in the same file. */
function readTitle(name, file) {
	const { flow, paper } = file;
	flow.flush();
	if (paper.title !== void 0) {
		readHeading(3, name, file);
		return;
	}
	const { part } = paper;
	if (part === "preamble") paper.part = "body";
	paper.title = flow.capture("heading", () => file.walkGroup(name ?? []))[0];
	paper.part = part;
}
function readAbstract(text, file) {
	const { flow, paper } = file;
	flow.flush();
	const { part } = paper;
	paper.part = "abstract";
	file.walk(text ?? []);
	flow.flush();
	paper.part = part;
}
/** Reads those arguments of a macro that its table calls captions, tables or paragraphs. */
function readAsides(info, args, file) {
	for (const [position, kind] of info.kinds.entries()) {
		const read = args[position];
		if (kind !== void 0 && read !== void 0) file.flow.aside(kind, () => file.walkGroup(read));
	}
}
/** The captions in what is otherwise left out, such as a drawing. */
function readCaptions(body, file) {
	const nodes = [...body];
	for (const [index, node] of nodes.entries()) {
		const info = node.kind === "macro" ? macroInfo(node.name) : void 0;
		if (info?.role === "passages" && info.kinds.includes("caption")) readAsides(info, readArguments(nodes, index + 1, info.args).args, file);
	}
}

// src/manuscript/formats/latex/tables.ts
/** Tables: each is one passage, each of its cells a group with a background and letters of its own. */
/** One passage, whatever blank lines part its rows. Each cell is a group. @param specification of the columns */
function readTable(specification, body, file) {
	const { flow, paper } = file;
	const rows = body.filter((node) => node.kind !== "paragraph end");
	const columns = columnsOf(specification ?? [], (letter) => paper.definitions.columnType(letter));
	const { table, onCell } = flow;
	flow.aside("table", () => flow.withVisibility(flow.visibility, () => {
		flow.table = {
			outside: flow.visibility,
			columns,
			column: 0,
			row: 0,
			rowBackground: "page"
		};
		flow.onCell = (declaration) => {
			if (declaration.some((node) => node.kind === "macro" && node.name === "setbox")) flow.visibility = {
				...flow.visibility,
				hiddenBy: "a box that is not used"
			};
			else file.walk(declaration.filter((node) => node.kind !== "text"));
		};
		flow.visibility = flow.rowVisibility();
		flow.onCell(columns[0] ?? []);
		file.walk(rows);
	}));
	flow.table = table;
	flow.onCell = onCell;
}
/** Columns, and column types within each other. */
const MOST_COLUMNS = 200;
const DEEPEST_TYPES = 5;
/** What `>{…}` puts before the cells of each column. */
function columnsOf(specification, typeOf, depth = 0) {
	const reader = new ColumnReader(typeOf, depth);
	if (depth <= DEEPEST_TYPES) for (const node of specification) reader.read(node);
	return reader.columns;
}
var ColumnReader = class {
	columns = [];
	#typeOf;
	#depth;
	#before = [];
	#sign = "";
	/** Of `*{3}`, which another group follows. */
	#copies;
	constructor(typeOf, depth) {
		this.#typeOf = typeOf;
		this.#depth = depth;
	}
	read(node) {
		if (this.columns.length > MOST_COLUMNS) return;
		if (node.kind === "text") for (const letter of node.text) this.#letter(letter);
		else if (node.kind === "group") this.#group(node.children);
	}
	#letter(letter) {
		this.#sign = letter;
		if (!/[a-zA-Z]/.test(letter)) return;
		for (const inner of ofLetter(letter, this.#typeOf, this.#depth)) this.columns.push([...this.#before, ...inner]);
		this.#before = [];
	}
	#group(children) {
		if (this.#sign === ">") this.#before = children;
		const copies = this.#copies;
		this.#copies = this.#sign === "*" && copies === void 0 ? Number(literalText(children)) || 0 : void 0;
		if (copies !== void 0) this.columns.push(...repeated(columnsOf(children, this.#typeOf, this.#depth + 1), copies));
	}
};
/** One column, or those that \newcolumntype makes of a letter. */
function ofLetter(letter, typeOf, depth) {
	const own = typeOf(letter);
	return own === void 0 ? [[]] : columnsOf(own, typeOf, depth + 1);
}
function repeated(items, times) {
	return Array.from({ length: Math.min(times, MOST_COLUMNS) }, () => items).flat().slice(0, MOST_COLUMNS);
}

// src/manuscript/formats/latex/environments.ts
/** What we know of LaTeX's environments: their arguments, what a reader sees of their bodies, and how each is read. Invariant:
*  only what is listed here is left out, and recorded with its reason; the body of any other is the author's text. Whatever an
*  environment changes is changed back where it ends. */
const ENVIRONMENTS = /* @__PURE__ */ new Map();
function environments(args, role, names) {
	for (const name of names.split(" ")) for (const variant of [name, `${name}*`]) ENVIRONMENTS.set(variant, {
		role,
		args: signature(args)
	});
}
environments("", "document", "document");
environments("o", "abstract", "abstract onecolabstract");
environments("o", "float", "figure table sidewaysfigure sidewaystable SCfigure SCtable marginfigure margintable scheme chart featurebox");
environments("omom", "float", "wrapfigure wraptable");
environments("om", "table", "tabular longtable supertabular tblr longtblr array");
environments("mom", "table", "tabularx tabulary xltabular");
ENVIRONMENTS.set("tabular*", {
	role: "table",
	args: signature("mom")
});
environments("o", "list", "itemize enumerate description compactitem compactenum compactdesc inparaenum inparaitem tasks");
environments("ooom", "text", "minipage");
environments("m", "text", "multicols spacing column subequations");
environments("mm", "text", "list");
environments("o", "text", "theorem lemma proposition corollary definition remark example proof note");
environments("", "math", "equation align gather multline eqnarray displaymath math alignat flalign dmath dgroup IEEEeqnarray split empheq");
environments("", "code", "verbatim Verbatim lstlisting minted algorithm algorithmic algorithm2e pseudocode");
environments("", "picture", "tikzpicture pgfpicture picture pspicture axis circuitikz CCSXML");
environments("", "bibliography", "thebibliography references");
environments("", "acknowledgements", "acknowledgements acknowledgments acknowledgement acknowledgment acks");
environments("", "nothing", "comment filecontents keywords keyword IEEEkeywords highlights graphicalabstract tocentry");
environments("om", "biography", "IEEEbiography IEEEbiographynophoto biography");
environments("", "supplement", "suppinfo");
environments("o", "box", "tcolorbox mdframed");
environments("", "shaded", "shaded snugshade");
environments("m", "kept box", "lrbox");
environments("mm", "moved", "adjustwidth");
environments("ommm", "layer", "ocg");
ENVIRONMENTS.set("textblock*", {
	role: "placed",
	args: signature("mr")
});
ENVIRONMENTS.set("textblock", {
	role: "text",
	args: signature("mr")
});
const UNKNOWN = {
	role: "text",
	args: signature("O")
};
/** An environment that is not here is entered: its text is the author's. */
function environmentInfo(name) {
	return ENVIRONMENTS.get(name) ?? UNKNOWN;
}
/** Why an environment of this name is left out; undefined where its text is read. */
function leftOutReason(name) {
	const { role } = environmentInfo(name);
	return /^(?:code|picture|bibliography|acknowledgements|biography|nothing)$/.test(role) ? role : void 0;
}
/** Environments of the author within each other; more is a definition that refers to itself. */
const EXPANSIONS$1 = 20;
function readEnvironment$1(node, file) {
	if ((!ENVIRONMENTS.has(node.name) || environmentInfo(node.name).role === "text") && readOwnEnvironment(node, file)) return;
	const info = environmentInfo(node.name);
	const children = [...node.children];
	const { args, next } = readArguments(children, 0, info.args);
	const body = children.slice(next);
	switch (info.role) {
		case "document":
		case "abstract":
		case "list":
		case "box":
		case "text": {
			const leave = enterEnvironment(info, file);
			if (info.role === "box" || info.role === "text") setBoxColours(args, file);
			file.walk(body);
			leave();
			break;
		}
		case "shaded":
		case "moved":
		case "layer":
		case "placed": {
			const leave = enterEnvironment(info, file);
			file.flow.visibility = placed(info.role, args, file);
			file.walk(body);
			leave();
			break;
		}
		case "float":
			file.flow.aside("paragraph", () => file.walkGroup(body));
			break;
		case "table":
			readTable(args.at(-1), body, file);
			break;
		case "math":
			readUnparsedMath(node, file);
			break;
		case "code":
		case "picture":
		case "bibliography":
		case "acknowledgements":
		case "biography":
			recordLeftOut(info.role, node, file);
			readCaptions(body, file);
			break;
		case "supplement":
			readStatement("Supporting Information", body, {
				at: node.at,
				end: node.at + 6
			}, file);
			break;
		case "kept box": keepBox(args[0], body, node, file);
	}
}
/** How much is seen of what an environment moves, or lays on a ground of its own. */
function placed(role, [first, second, , state], { paper, flow }) {
	const { visibility } = flow;
	if (role === "layer") return literalText(state).trim() === "0" ? {
		...visibility,
		hiddenBy: "a layer that is off"
	} : visibility;
	if (role === "shaded") return {
		...visibility,
		background: paper.palette.colour("shadecolor", void 0)
	};
	return (role === "moved" ? [literalText(first)] : literalText(second).split(",")).some((length) => isOffPage(points(length))) ? {
		...visibility,
		hiddenBy: "text off the page"
	} : visibility;
}
/** Colours that a box's options name, as tcolorbox and mdframed have them: `[colback=black, coltext=white]`. */
function setBoxColours([options], { paper, flow }) {
	for (const option of literalText(options).split(",")) {
		const [, key = "", value = ""] = /^\s*([a-zA-Z ]{1,40}?)\s*=\s*(.+?)\s*$/.exec(option.slice(0, 200)) ?? [];
		const colour = paper.palette.colour(value, void 0);
		if (/^(?:colback|backgroundcolor|bgcolor|interior style)$/.test(key)) flow.visibility = {
			...flow.visibility,
			background: colour
		};
		else if (/^(?:coltext|colupper|fontcolor)$/.test(key)) flow.visibility = {
			...flow.visibility,
			textColour: colour
		};
	}
}
/** Reads an environment that the author defined. @returns whether it is one */
function readOwnEnvironment(node, file) {
	const { definitions } = file.paper;
	if (definitions.isLeftOut(node.name)) {
		recordLeftOut("not printed", node, file);
		return true;
	}
	const definition = definitions.environment(node.name);
	if (definition === void 0 && readTheorem(node, file)) return true;
	if (definition === void 0 || file.expanding >= EXPANSIONS$1) return false;
	const children = [...node.children];
	const { args, next } = readArguments(children, 0, definition.args);
	const body = children.slice(next);
	const expanded = definitions.expandEnvironment(definition, args, body, node);
	if (expanded === void 0) return false;
	if (definition.takesBody && !definitions.usesBody(definition)) recordUnprinted("text that its environment drops", node, file);
	file.expanding++;
	file.walkGroup(paired(expanded.begin, definition.takesBody ? [] : body, expanded.end, node));
	file.expanding--;
	return true;
}
/** `Theorem 1 (Pythagoras).`, as amsthm prints it; LaTeX alone sets no full stop. @returns whether it is one */
function readTheorem(node, file) {
	const { flow, paper } = file;
	const title = paper.definitions.theoremTitle(node.name);
	if (title === void 0) return false;
	const children = [...node.children];
	const { args, next } = readArguments(children, 0, ["o"]);
	const leave = enterEnvironment(UNKNOWN, file);
	const at = {
		from: node.at,
		to: node.at + 6
	};
	flow.addText(title, at.from, at.to);
	if (args[0] !== void 0) {
		flow.addText(" (", at.from, at.to);
		file.walkGroup(args[0]);
		flow.addText(")", at.from, at.to);
	}
	if (paper.definitions.packages.has("amsthm")) flow.addText(".", at.from, at.to);
	flow.addBlank();
	file.walk(children.slice(next));
	leave();
	return true;
}
/** Joins what an environment stands for: a \begin at its beginning and an \end at its end are one environment again, with what it
*  means. */
function paired(begin, body, end, { at, end: to }) {
	const opens = begin.findIndex((node) => node.kind === "macro" && node.name === "begin");
	const closes = end.findLastIndex((node) => node.kind === "macro" && node.name === "end");
	const name = literalText(begin.slice(opens + 1, opens + 2)).trim();
	if (!(opens !== -1 && closes !== -1 && name === literalText(end.slice(closes + 1, closes + 2)).trim())) return [
		...begin,
		...body,
		...end
	];
	const inner = paired(begin.slice(opens + 2), body, end.slice(0, closes), {
		kind: "environment",
		name,
		children: [],
		at,
		end: to
	});
	return [
		...begin.slice(0, opens),
		{
			kind: "environment",
			name,
			children: inner,
			at,
			end: to
		},
		...end.slice(closes + 2)
	];
}
/** Begins an abstract that no environment marks: it ends at the next heading. */
function openAbstract(file) {
	const leave = enterEnvironment({
		role: "abstract",
		args: []
	}, file);
	file.openEnvironments.push({
		name: "abstract",
		leave,
		endsAtHeading: true
	});
}
/** Math in an environment that the parser does not know as math. */
function readUnparsedMath({ at, end, children }, file) {
	const whole = file.flow.source.text.slice(at, end);
	const begin = /^\\begin\s*\{[^{}]*\}/.exec(whole)?.[0].length ?? 0;
	const body = whole.slice(begin, whole.lastIndexOf("\\end"));
	readMath({
		kind: "math",
		display: true,
		body,
		bodyAt: at + begin,
		at,
		end,
		children
	}, file);
}
/** @returns what to do at the environment's end */
function enterEnvironment({ role }, { flow, paper }) {
	flow.flush();
	const { kind, visibility } = flow;
	const { part } = paper;
	if (role === "document" && part === "preamble") paper.part = "body";
	if (role === "abstract") paper.part = "abstract";
	if (role === "list") flow.kind = "listItem";
	if (role === "table") flow.kind = "table";
	return () => {
		flow.flush();
		flow.kind = kind;
		flow.visibility = visibility;
		if (role === "abstract") paper.part = part;
	};
}
/** Reads a \begin or \end, `nodes[index]`, that has no partner in its chunk of the file. @returns the index of the first node
*  after it */
function readUnpaired(node, nodes, index, file) {
	const { args, next } = readArguments(nodes, index + 1, ["m"]);
	const name = literalText(args[0]).trim();
	if (node.name === "end") {
		file.openEnvironments.leave(name);
		return next;
	}
	if (file.paper.definitions.isLeftOut(name)) {
		const { visibility } = file.flow;
		file.flow.visibility = {
			...visibility,
			hiddenBy: "an environment that is left out"
		};
		file.openEnvironments.push({
			name,
			leave: () => {
				file.flow.flush();
				file.flow.visibility = visibility;
			},
			endsAtHeading: false
		});
		return next;
	}
	const info = environmentInfo(name);
	const read = readArguments(nodes, next, info.args);
	if (file.paper.part === "preamble" && !/^(?:document|abstract)$/.test(info.role)) return read.next;
	const unclosed = info.role === "abstract" && !isClosed(name, node, file);
	file.openEnvironments.push({
		name,
		leave: enterEnvironment(info, file),
		endsAtHeading: unclosed
	});
	return read.next;
}
function isClosed(name, { at }, { paper, flow: { source } }) {
	if (source.text.indexOf(`\\end{${name}}`, at) !== -1) return true;
	const message = `\\begin{${name}} is never closed: it was read up to the next heading`;
	paper.warnings.push({
		file: source.file,
		line: source.lineAt(at),
		message
	});
	return false;
}

// src/manuscript/formats/latex/chunks.ts
/** Cuts a masked LaTeX file into chunks, so that the tree of one alone is in memory, and no deeper than functions that walk it
*  may call themselves. Invariant: the chunks are the text, in order, less what is nested deeper than any author nests; a chunk
*  ends where a paragraph does and nothing is open, unless something stays open for longer than any paper keeps it so. */
/** Characters. */
const ENOUGH = 1500;
/** Characters. An environment that is open for longer is cut where a paragraph ends. Most of a short paper stands in one of 19,600. */
const OPEN_ENVIRONMENT = 2e4;
/** Characters. Likewise for a brace. */
const OPEN_BRACE = 2e4;
/** Characters. The bound of every chunk: one that no paragraph's end makes shorter is cut at a line's end, or at worst anywhere.
*  More than a paragraph (5,500 at most in real papers) longer than what may stay open. */
const LONGEST_CHUNK = 25e3;
/** Groups and environments within each other. Papers stay below 30; the call stack ends between 1,000 and 3,000. */
const TOO_DEEP = 500;
/** What is kept of a chunk that is too deep. */
const KEPT_DEPTH = 100;
function* splitIntoChunks(masked) {
	let start = 0;
	let nesting = new Nesting();
	for (const token of tokenizeLatex(masked)) {
		nesting.see(token);
		if (token.kind === "paragraph end" && nesting.mayEndAfter(token.at - start)) {
			yield* chunksOf(masked.slice(start, token.end), start, nesting);
			start = token.end;
			nesting = new Nesting();
		}
	}
	yield* chunksOf(masked.slice(start), start, nesting);
}
/** What is open between the start of a chunk and where the scan stands. \begin{document} does not count: it spans the paper. */
var Nesting = class {
	#braces = 0;
	#environments = 0;
	#deepest = 0;
	/** Where the nesting passes the depth that is kept, and where it comes back. */
	dropped = [];
	get tooDeep() {
		return this.#deepest > TOO_DEEP;
	}
	see(token) {
		const before = this.#braces + this.#environments;
		if (token.kind === "open") this.#braces++;
		else if (token.kind === "close") this.#braces = Math.max(0, this.#braces - 1);
		else if (token.kind === "begin" && token.name !== "document") this.#environments++;
		else if (token.kind === "end" && token.name !== "document") this.#environments = Math.max(0, this.#environments - 1);
		const depth = this.#braces + this.#environments;
		this.#deepest = Math.max(this.#deepest, depth);
		if (before <= KEPT_DEPTH && depth > KEPT_DEPTH) this.dropped.push({
			at: token.at,
			end: Number.POSITIVE_INFINITY
		});
		const last = this.dropped.at(-1);
		if (before > KEPT_DEPTH && depth <= KEPT_DEPTH && last !== void 0) last.end = token.end;
	}
	mayEndAfter(length) {
		if (this.tooDeep || length > OPEN_BRACE) return true;
		if (this.#braces > 0) return false;
		return length > OPEN_ENVIRONMENT || this.#environments === 0 && length >= ENOUGH;
	}
};
function* chunksOf(text, at, nesting) {
	if (nesting.tooDeep) {
		let kept = text;
		for (const { at: from, end } of nesting.dropped.map((range) => ({
			at: range.at - at,
			end: range.end - at
		}))) kept = kept.slice(0, from) + kept.slice(from, end).replace(/[^\n]/g, " ") + kept.slice(from + kept.slice(from, end).length);
		yield* limitLength(kept, at, "too deep");
	} else yield* limitLength(text, at, void 0);
}
function* limitLength(text, at, fault) {
	if (text.length <= 25e3) {
		yield fault === void 0 ? {
			text,
			at
		} : {
			text,
			at,
			fault
		};
		return;
	}
	for (let from = 0; from < text.length;) {
		const end = from + cutOffset(text.slice(from, from + ENOUGH));
		yield from === 0 ? {
			text: text.slice(from, end),
			at,
			fault: fault ?? "endless paragraph"
		} : {
			text: text.slice(from, end),
			at: at + from
		};
		from = end;
	}
}
/** Where a text is best cut: after its last line, its last word, or before its last macro. */
function cutOffset(text) {
	if (text.length < ENOUGH) return text.length;
	return [
		text.lastIndexOf("\n") + 1,
		text.lastIndexOf(" ") + 1,
		text.search(/(?<=[^\\])\\[^\\]*$/)
	].find((end) => end > 0) ?? text.length;
}
/** Characters. What is longer than this and left out is taken out before the text is cut: a part of it would not be known for
*  what it is. */
const LONG = 1e4;
/** Masks long environments that are left out (a bibliography, a drawing), but for the captions in them, and long arguments that
*  print nothing (authors). */
function withoutLong(masked) {
	const long = new LongRanges();
	for (const token of tokenizeLatex(masked)) long.see(token);
	const { leftOut, dropped } = long;
	const ranges = [...leftOut.flatMap((range) => withoutCaptions(masked, range)), ...dropped].sort((a, b) => a.at - b.at);
	return {
		text: blankOut(masked, ranges),
		leftOut: leftOut.filter(({ why }) => why !== "nothing")
	};
}
/** Finds what is long and left out, outermost ranges alone. */
var LongRanges = class {
	leftOut = [];
	dropped = [];
	#environment;
	/** Of a macro that prints nothing: open braces since. */
	#argument;
	see(token) {
		if (this.#argument?.nested === 0 && token.kind !== "open" && token.kind !== "comment") this.#argument = void 0;
		if (this.#environment !== void 0) this.#inEnvironment(token, this.#environment);
		else if (this.#argument !== void 0) this.#inArgument(token, this.#argument);
		else if (token.kind === "macro" && isDropped(token.name)) this.#argument = {
			at: token.at,
			nested: 0
		};
		else if (token.kind === "begin") {
			const why = leftOutReason(token.name);
			if (why !== void 0) this.#environment = {
				name: token.name,
				why,
				at: token.at,
				nested: 0
			};
		}
	}
	#inEnvironment(token, open) {
		if (token.kind === "begin" && token.name === open.name) open.nested++;
		if (token.kind !== "end" || token.name !== open.name || open.nested-- > 0) return;
		if (token.end - open.at > LONG) this.leftOut.push({
			why: open.why,
			at: open.at,
			end: token.end
		});
		this.#environment = void 0;
	}
	#inArgument(token, open) {
		if (token.kind === "open") open.nested++;
		if (token.kind !== "close" || --open.nested > 0) return;
		if (token.end - open.at > LONG) this.dropped.push({
			at: open.at,
			end: token.end
		});
		this.#argument = void 0;
	}
};
function isDropped(macro) {
	const info = macroInfo(macro);
	return (info?.role === "drop" || info?.role === "front matter") && info.args.some((want) => want === "m" || want === "g");
}
function withoutCaptions(text, { at, end }) {
	const ranges = [];
	let from = at;
	for (const { index, 0: opening } of text.slice(at, end).matchAll(/\\caption\*?\s*(?:\[[^\]\n]{0,500}\])?\s*\{/g)) {
		const begins = at + index;
		if (begins < from) continue;
		const close = closingBrace(text, begins + opening.length, end);
		if (close === void 0) break;
		ranges.push({
			at: from,
			end: begins
		});
		from = close + 1;
	}
	return [...ranges, {
		at: from,
		end
	}];
}
function closingBrace(text, from, to) {
	for (let at = from, nested = 1; at < to; at++) if (text[at] === "\\") at++;
	else if (text[at] === "{") nested++;
	else if (text[at] === "}" && --nested === 0) return at;
}

// src/manuscript/formats/latex/condition-questions.ts
/** What conditionals ask, read token by token as TeX does. Invariant: a question that cannot be read to its end has no answer. */
/** @param relation one of `<`, `=` and `>`   @returns undefined where a side is not known */
function compared(first, relation, second) {
	if (first === void 0 || second === void 0 || Number.isNaN(first)) return void 0;
	return relation === "<" ? first < second : relation === ">" ? first > second : relation === "=" ? first === second : void 0;
}
/** Reads tokens one by one, as TeX does; splits text nodes in place where a token ends within one. */
var Cursor = class Cursor {
	#nodes;
	#known;
	#letters = [];
	index;
	constructor(nodes, index, known) {
		this.#nodes = nodes;
		this.index = index;
		this.#known = known;
	}
	#skipBlanks() {
		while (this.#nodes[this.index]?.kind === "blank") this.index++;
	}
	/** @param pattern of what must stand here  @returns it, read */
	match(pattern) {
		this.#skipBlanks();
		const node = this.#nodes[this.index];
		const found = node?.kind === "text" ? pattern.exec(node.text)?.[0] : void 0;
		if (node?.kind !== "text" || found === void 0 || found === "") return void 0;
		splitText(this.#nodes, this.index, node, found.length);
		this.index++;
		return found;
	}
	token() {
		this.#skipBlanks();
		const node = this.#nodes[this.index];
		if (node?.kind === "text") splitText(this.#nodes, this.index, node, String.fromCodePoint(node.text.codePointAt(0) ?? 0).length);
		const first = this.#nodes[this.index];
		if (first !== void 0) this.index++;
		return first;
	}
	/** Of a macro the first letter of its text, and so on. */
	letter() {
		if (this.#letters.length === 0) {
			const token = this.token();
			if (token === void 0) return void 0;
			this.#letters = [...this.#known.textOf([token]) || (token.kind === "macro" ? `\\${token.name}` : "")];
		}
		return this.#letters.shift();
	}
	number() {
		const sign = (this.match(/^[+-]+/)?.match(/-/g)?.length ?? 0) % 2 === 1 ? -1 : 1;
		const digits = this.match(/^\d+/);
		if (digits !== void 0) {
			if (this.#nodes[this.index]?.kind === "blank") this.index++;
			return sign * Number(digits);
		}
		const value = this.#numberOf(this.token());
		return value === void 0 ? void 0 : sign * value;
	}
	#numberOf(token) {
		if (token?.kind === "group") return new Cursor([...token.children], 0, this.#known).number();
		if (token?.kind !== "macro") return void 0;
		if (token.name === "value") {
			const name = this.token();
			return name?.kind === "group" ? this.#known.counter(literalText(name.children).trim()) : void 0;
		}
		if (/^(?:the|number)$/.test(token.name)) return this.number();
		const text = this.#known.textOf([token]).trim();
		return /^[+-]?\d+$/.test(text) ? Number(text) : void 0;
	}
	dimension() {
		const length = this.match(/^[+-]?(?:\d+\.?\d*|\.\d+)[a-z]{2}/);
		if (length === void 0) this.token();
		else if (this.#nodes[this.index]?.kind === "blank") this.index++;
		return length === void 0 ? void 0 : points(length);
	}
	relation() {
		return this.match(/^[<>=]/);
	}
	/** `\csname`'s letters up to what ends them. */
	nameUpTo(end) {
		let name = "";
		for (let token = this.token(); token !== void 0 && !(token.kind === "macro" && token.name === end); token = this.token()) name += this.#known.textOf([token]);
		return name;
	}
};
/** The question of \ifthenelse: and, or and not, all of one precedence. */
var Question = class Question {
	#nodes;
	#known;
	#index = 0;
	constructor(nodes, known) {
		this.#nodes = nodes;
		this.#known = known;
	}
	answer() {
		let answer = this.#term();
		for (let macro = this.#macro(); macro !== void 0 && /^(?:and|or)$/i.test(macro); macro = this.#macro()) {
			this.#index++;
			const next = this.#term();
			const isAnd = macro.toLowerCase() === "and";
			if (answer === !isAnd || next === !isAnd) answer = !isAnd;
			else answer = answer === void 0 || next === void 0 ? void 0 : isAnd;
		}
		return answer;
	}
	#macro() {
		while (this.#nodes[this.#index]?.kind === "blank") this.#index++;
		const node = this.#nodes[this.#index];
		return node?.kind === "macro" ? node.name : void 0;
	}
	#argument() {
		const { args, next } = readArguments(this.#nodes, this.#index, ["m"]);
		this.#index = next;
		return args[0] ?? [];
	}
	#term() {
		while (this.#nodes[this.#index]?.kind === "blank") this.#index++;
		const group = this.#nodes[this.#index];
		if (group?.kind === "math") {
			this.#index++;
			return new Question([...group.children], this.#known).answer();
		}
		switch (this.#macro()) {
			case "not":
			case "NOT": {
				this.#index++;
				const answer = this.#term();
				return answer === void 0 ? void 0 : !answer;
			}
			case "boolean":
				this.#index++;
				return this.#known.isSet(literalText(this.#argument()).trim());
			case "equal":
				this.#index++;
				return this.#known.textOf(this.#argument()) === this.#known.textOf(this.#argument());
			case "isodd": {
				this.#index++;
				const value = new Cursor([...this.#argument()], 0, this.#known).number();
				return value === void 0 ? void 0 : Math.abs(value % 2) === 1;
			}
			case "isundefined": {
				this.#index++;
				const name = this.#argument().find((node) => node.kind === "macro")?.name;
				return name === void 0 ? void 0 : this.#known.isUndefined(name);
			}
			case "lengthtest": {
				this.#index++;
				const cursor = new Cursor([...this.#argument()], 0, this.#known);
				return compared(cursor.dimension(), cursor.relation(), cursor.dimension());
			}
			default: {
				const cursor = new Cursor(this.#nodes, this.#index, this.#known);
				const answer = compared(cursor.number(), cursor.relation(), cursor.number());
				this.#index = cursor.index;
				return answer;
			}
		}
	}
};

// src/manuscript/formats/latex/conditions.ts
/** Which branch of a conditional TeX typesets, as far as the tree decides it: switches, toggles, counters, comparisons.
*  Invariant: what the tree does not decide is `undefined`, never guessed. */
/** What holds with pdfTeX, which makes most papers' pages. */
const ENGINE = new Map([...[
	"iftrue",
	"ifpdf",
	"ifpdftex",
	"ifPDFTeX",
	"ifetex",
	"ifeTeX"
].map((name) => [name, true]), ...[
	"iffalse",
	"ifmmode",
	"ifxetex",
	"ifXeTeX",
	"ifluatex",
	"ifLuaTeX",
	"iftutex",
	"ifTUTeX",
	"ifptex",
	"ifpTeX"
].map((name) => [name, false])]);
/** pdfTeX's own, which no file defines. */
const PRIMITIVES = /* @__PURE__ */ new Set([
	"relax",
	"par",
	"pdfoutput",
	"pdftexversion",
	"empty",
	"@empty",
	"documentclass",
	"textbf",
	"year",
	"jobname"
]);
/** Nodes that a text in a question may be made of, and definitions within each other. */
const MOST_STEPS = 1e3;
const DEEPEST = 10;
/** What sets a switch: its arguments. */
const SETTINGS = new Map([
	...[
		"newtoggle",
		"providetoggle",
		"toggletrue",
		"togglefalse",
		"newbool",
		"providebool",
		"booltrue",
		"boolfalse"
	].map((name) => [name, signature("m")]),
	...[
		"newboolean",
		"provideboolean",
		"newif",
		"newcount",
		"stepcounter",
		"refstepcounter"
	].map((name) => [name, signature("m")]),
	...[
		"settoggle",
		"setbool",
		"setboolean",
		"setcounter",
		"addtocounter"
	].map((name) => [name, signature("mm")]),
	["newcounter", signature("mo")]
]);
/** Nodes in which the ends of conditionals are looked for that stand in definitions and in math; a paper has some hundreds. */
const MOST_SEARCHED = 2e6;
var Conditions = class {
	nodesLeft = MOST_SEARCHED;
	#definitions;
	#switches = /* @__PURE__ */ new Map();
	#counters = /* @__PURE__ */ new Map();
	/** What a group changed, to be changed back where it ends. */
	#changes = [];
	constructor(definitions) {
		this.#definitions = definitions;
	}
	/** Reads what is local to a group. */
	within(read) {
		const known = this.#changes.length;
		read();
		for (const { name, before } of this.#changes.splice(known).toReversed()) if (before === void 0) this.#switches.delete(name);
		else this.#switches.set(name, before);
	}
	/** Reads a macro, `nodes[index]`, that sets a switch or a counter. @returns the index of the first node after it; undefined
	*  where it is none */
	readSetting(nodes, index) {
		const node = nodes[index];
		if (node?.kind !== "macro") return void 0;
		const own = /^(.+?)(true|false)$/.exec(node.name);
		if (own?.[1] !== void 0 && this.#switches.has(own[1])) {
			this.#set(own[1], own[2] === "true");
			return index + 1;
		}
		if (this.#counters.has(`\\${node.name}`)) return this.#assign(node.name, nodes, index + 1);
		if (node.name === "chardef" || node.name === "mathchardef") return this.#define(nodes, index + 1);
		const wanted = SETTINGS.get(node.name);
		if (wanted === void 0 || this.#definitions.get(node.name) !== void 0) return void 0;
		const { args, next } = readArguments(nodes, index + 1, wanted);
		this.#apply(node.name, args);
		return next;
	}
	#apply(by, [first, second]) {
		const name = literalText(first).trim();
		const macro = first?.find((node) => node.kind === "macro")?.name ?? "";
		if (by === "newif") this.#set(macro.replace(/^if/, ""), false);
		else if (by === "newcount") this.#counters.set(`\\${macro}`, 0);
		else if (/^(?:new|provide)bool|^(?:new|provide)toggle/.test(by)) {
			const key = keyOf(by, name);
			if (by.startsWith("new") || !this.#switches.has(key)) this.#set(key, false);
		} else if (/(?:true|false)$/.test(by)) this.#set(keyOf(by, name), by.endsWith("true"));
		else if (/^set(?:toggle|bool)/.test(by)) this.#set(keyOf(by, name), /^\s*true\s*$/i.test(literalText(second)));
		else if (by === "newcounter") this.#counters.set(name, 0);
		else {
			const value = /^(?:ref)?stepcounter$/.test(by) ? 1 : new Cursor([...second ?? []], 0, this).number();
			const before = by === "setcounter" ? 0 : this.#counters.get(name);
			if (value === void 0 || before === void 0) this.#counters.delete(name);
			else this.#counters.set(name, before + value);
		}
	}
	#set(name, value) {
		this.#changes.push({
			name,
			before: this.#switches.get(name)
		});
		this.#switches.set(name, value);
	}
	/** `\level=2` */
	#assign(name, nodes, index) {
		const cursor = new Cursor(nodes, index, this);
		cursor.match(/^=/);
		const value = cursor.number();
		if (value === void 0) this.#counters.delete(`\\${name}`);
		else this.#counters.set(`\\${name}`, value);
		return cursor.index;
	}
	#define(nodes, index) {
		const cursor = new Cursor(nodes, index, this);
		const name = cursor.token();
		if (name?.kind !== "macro") return index;
		this.#counters.set(`\\${name.name}`, 0);
		return this.#assign(name.name, nodes, cursor.index);
	}
	/** Reads the question of a conditional that \fi closes. @param index of the first node after its name
	*  @returns the answer, of \ifcase the number of the branch, and the index of the first node after the question */
	ask(name, nodes, index) {
		const meaning = this.#definitions.meaning(name);
		const cursor = new Cursor(nodes, index, this);
		return {
			verdict: this.#switches.get(meaning.replace(/^if/, "")) ?? ENGINE.get(meaning) ?? this.#asked(meaning, cursor),
			next: cursor.index
		};
	}
	#asked(name, cursor) {
		switch (name) {
			case "ifnum": return compared(cursor.number(), cursor.relation(), cursor.number());
			case "ifdim": return compared(cursor.dimension(), cursor.relation(), cursor.dimension());
			case "ifodd": {
				const value = cursor.number();
				return value === void 0 ? void 0 : Math.abs(value % 2) === 1;
			}
			case "ifcase": return cursor.number();
			case "ifx": return this.#areSame(cursor.token(), cursor.token());
			case "if": return cursor.letter() === cursor.letter();
			case "ifdefined": {
				const token = cursor.token();
				return token?.kind === "macro" ? this.#isDefined(token.name) : void 0;
			}
			case "ifcsname": return this.#isDefined(cursor.nameUpTo("endcsname"));
			default: return;
		}
	}
	#isDefined(name) {
		if (/^(?:@?undefined|@undeclared)$/.test(name)) return false;
		return this.#definitions.get(name) !== void 0 || this.#definitions.meaning(name) !== name || macroInfo(name) !== void 0 || SYMBOLS.has(name) || PRIMITIVES.has(name) || this.#switches.has(name.replace(/^if/, ""));
	}
	#areSame(first, second) {
		if (first?.kind === "text" && second?.kind === "text") return first.text === second.text;
		if (first?.kind !== "macro" || second?.kind !== "macro") return first === void 0 || second === void 0 ? void 0 : false;
		const [one, other] = [first.name, second.name].map((name) => this.#definitions.meaning(name));
		if (one === void 0 || other === void 0 || one === other) return true;
		const bodies = [one, other].map((name) => this.#bodyOf(name));
		if (bodies[0] !== void 0 && bodies[1] !== void 0) return bodies[0] === bodies[1];
		const defined = [one, other].map((name) => this.#isDefined(name));
		return !defined[0] && !defined[1];
	}
	#bodyOf(name) {
		if (/^@?empty$/.test(name)) return "0 ";
		const known = this.#definitions.get(name);
		return known === void 0 ? void 0 : `${known.args.length} ${sourceOf(known.body)}`;
	}
	/** The characters that nodes stand for, with the author's macros in them replaced by their text. */
	textOf(nodes) {
		let stepsLeft = MOST_STEPS;
		const textOf = (node, depth) => {
			if (stepsLeft-- < 0) return "";
			if (node.kind === "group") return node.children.map((child) => textOf(child, depth)).join("");
			if (node.kind !== "macro") return literalText([node]);
			const count = this.#counters.get(`\\${node.name}`);
			if (count !== void 0) return String(count);
			return ((depth > DEEPEST ? void 0 : this.#definitions.get(this.#definitions.meaning(node.name))?.body) ?? []).map((child) => textOf(child, depth + 1)).join("");
		};
		return (nodes ?? []).map((node) => textOf(node, 0)).join("");
	}
	counter(name) {
		return this.#counters.get(name);
	}
	/** Reads a conditional whose branches are arguments, `nodes[index]`.
	*  @returns the branch that is printed and the others, and whether the tree decides; undefined where it is no such conditional */
	readBraced(nodes, index) {
		const node = nodes[index];
		if (node?.kind !== "macro" || this.#definitions.get(node.name) !== void 0) return void 0;
		const questions = BRACED_CONDITIONALS.get(node.name);
		if (questions === void 0) return void 0;
		const { args, next } = readArguments(nodes, index + 1, signature("m".repeat(questions + 2)));
		const verdict = this.#answer(node.name, args);
		const [yes, no] = args.slice(questions);
		return {
			printed: (verdict === true ? yes : no) ?? [],
			other: (verdict === true ? no : yes) ?? [],
			decided: verdict !== void 0,
			next
		};
	}
	#answer(name, [first, second, third]) {
		const text = this.textOf(first).trim();
		const number = (argument) => new Cursor([...argument ?? []], 0, this).number();
		const dimension = (argument) => new Cursor([...argument ?? []], 0, this).dimension();
		const macro = first?.find((node) => node.kind === "macro")?.name ?? "";
		const not = (answer) => answer === void 0 ? void 0 : !answer;
		switch (name) {
			case "ifthenelse": return new Question([...first ?? []], this).answer();
			case "iftoggle":
			case "ifbool": return this.isSet(keyOf(name, text));
			case "nottoggle":
			case "notbool": return not(this.isSet(keyOf(name, text)));
			case "ifdef": return this.#isDefined(macro);
			case "ifundef": return macro === "" ? void 0 : !this.#isDefined(macro);
			case "ifcsdef": return this.#isDefined(text);
			case "ifcsundef":
			case "@ifundefined": return !this.#isDefined(text);
			case "ifblank":
			case "ifstrempty":
			case "ifdefempty":
			case "ifdefvoid": return (name.startsWith("ifdef") ? text : literalText(first).trim()) === "" && (name.startsWith("ifdef") || !hasMacros(first));
			case "notblank": return literalText(first).trim() !== "" || hasMacros(first);
			case "ifdefstring":
			case "ifstrequal": return name === "ifdefstring" ? text === literalText(second) : sourceOf(first) === sourceOf(second);
			case "ifnumodd": return compared(Math.abs((number(first) ?? NaN) % 2), "=", 1);
			case "ifnumequal":
			case "ifnumgreater":
			case "ifnumless": return compared(number(first), RELATIONS[name.slice(5)], number(second));
			case "ifdimequal":
			case "ifdimgreater":
			case "ifdimless": return compared(dimension(first), RELATIONS[name.slice(5)], dimension(second));
			case "ifnumcomp": return compared(number(first), literalText(second).trim(), number(third));
			case "ifdimcomp": return compared(dimension(first), literalText(second).trim(), dimension(third));
			default: return;
		}
	}
	/** Reads `\csname … \endcsname`, `nodes[index]`, as the macro that it names. */
	named(nodes, index) {
		const cursor = new Cursor(nodes, index + 1, this);
		return {
			name: cursor.nameUpTo("endcsname").trim(),
			next: cursor.index
		};
	}
	isSet(name) {
		return this.#switches.get(name);
	}
	isUndefined(name) {
		return !this.#isDefined(name);
	}
};
const RELATIONS = {
	equal: "=",
	greater: ">",
	less: "<"
};
/** Toggles have names of their own; all other switches share theirs. */
function keyOf(macro, name) {
	return macro.includes("toggle") ? `toggle ${name}` : name;
}
function hasMacros(nodes) {
	return (nodes ?? []).some((node) => node.kind === "macro");
}
/** Two definitions are the same where their characters are. */
function sourceOf(nodes) {
	return (nodes ?? []).map((node) => node.kind === "macro" ? `\\${node.name}` : node.kind === "group" || node.kind === "environment" ? `{${sourceOf(node.children)}}` : node.kind === "math" ? `$${node.body}$` : literalText([node])).join("");
}

// src/manuscript/formats/latex/expansion.ts
/** What a definition's body becomes where its macro is used: its parameters are filled in, and xparse's questions about them
*  answered. Invariant: all expansions of a manuscript share one budget, so that expanding ends; an expanded node stands where
*  the macro was used, never where it was defined. */
/** Nodes that all expansions of a manuscript may make together; a paper's make some thousands. */
const NODES = 2e5;
var Expansion = class {
	#nodesLeft = NODES;
	/** @returns undefined where the budget is spent */
	fill(body, fallbacks, args, use) {
		const given = Array.from({ length: Math.max(args.length, fallbacks.length) }, (_, at) => args[at] ?? fallbacks[at]);
		const out = this.#substitute(body, given, use);
		return this.#nodesLeft < 0 ? void 0 : out;
	}
	#substitute(nodes, args, use) {
		const all = [...nodes];
		const out = [];
		for (let index = 0; index < all.length && this.#nodesLeft >= 0; index++) {
			const node = all[index];
			if (node === void 0) break;
			const choice = node.kind === "macro" ? chosenBranch(node.name, all, index, args) : void 0;
			if (choice !== void 0) {
				for (const made of this.#substitute(choice.branch, args, use)) out.push(made);
				index = choice.next - 1;
			} else for (const made of this.#node(node, args, use)) out.push(made);
		}
		return out;
	}
	#node(node, args, use) {
		this.#nodesLeft--;
		switch (node.kind) {
			case "text": return this.#filledIn(node.text, args, use);
			case "group":
			case "environment": return [{
				...node,
				children: this.#substitute(node.children, args, use),
				...use
			}];
			case "math": return [{
				...node,
				...use,
				body: this.#mathBody(node.body, args),
				bodyAt: use.at
			}];
			default: return [{
				...node,
				...use
			}];
		}
	}
	#mathBody(body, args) {
		return body.replace(/\s+/g, " ").replace(/#(\d)/g, (_, digit) => literalText(args[Number(digit) - 1]));
	}
	#filledIn(text, args, use) {
		return text.split(/(#\d)/).flatMap((part) => {
			if (part === "") return [];
			const parameter = /^#(\d)$/.exec(part);
			if (parameter === null) return [{
				kind: "text",
				text: part,
				...use
			}];
			const argument = args[Number(parameter[1]) - 1] ?? [];
			this.#nodesLeft -= argument.length;
			return argument;
		});
	}
};
/** The numbers of the parameters that nodes use. */
function parametersIn(nodes) {
	const used = /* @__PURE__ */ new Set();
	const look = (node) => {
		const text = node.kind === "text" ? node.text : node.kind === "math" ? node.body : "";
		for (const [, digit] of text.matchAll(/#(\d)/g)) used.add(Number(digit));
		if ("children" in node) node.children.forEach(look);
	};
	nodes.forEach(look);
	return used;
}
/** Parameters as xparse specifies them: `s m O{default} d() +m`. */
function documentParameters(specification) {
	const args = [];
	const fallbacks = [];
	const letters = specification.flatMap((node) => node.kind === "text" ? [...node.text] : node.kind === "group" ? [node.children] : []);
	for (let index = 0; index < letters.length; index++) {
		const letter = letters[index];
		if (typeof letter !== "string") continue;
		const found = documentParameter(letter, letters.slice(index + 1, index + 4));
		if (found === void 0) continue;
		args.push(found.parameter);
		fallbacks.push(typeof found.fallback === "string" ? void 0 : found.fallback);
		index += found.taken;
	}
	return {
		args,
		fallbacks
	};
}
/** @param after what stands after the letter  @returns how many of those it takes besides; undefined where it asks for no argument */
function documentParameter(letter, [first, second, third]) {
	switch (letter) {
		case "m":
		case "v": return {
			parameter: "m",
			taken: 0
		};
		case "o":
		case "s": return {
			parameter: letter,
			taken: 0
		};
		case "O": return {
			parameter: "o",
			fallback: first,
			taken: 1
		};
		case "t": return typeof first === "string" ? {
			parameter: {
				kind: "mark",
				text: first
			},
			taken: 1
		} : void 0;
		case "d":
		case "r":
		case "D":
		case "R": {
			if (typeof first !== "string" || typeof second !== "string") return void 0;
			const parameter = {
				kind: "delimited",
				open: first,
				close: second
			};
			return /[DR]/.test(letter) ? {
				parameter,
				fallback: third,
				taken: 3
			} : {
				parameter,
				taken: 2
			};
		}
		default: return;
	}
}
/** `\IfNoValueTF{#1}{a}{b}` and its kin, which ask whether an argument was given. */
function chosenBranch(name, nodes, index, args) {
	const [, question, branches] = /^If(NoValue|Value|Boolean|Blank)(TF|T|F)$/.exec(name) ?? [];
	if (question === void 0 || branches === void 0) return void 0;
	const read = readArguments(nodes, index + 1, branches === "TF" ? [
		"m",
		"m",
		"m"
	] : ["m", "m"]);
	const [asked, ...ways] = read.args;
	const argument = args[Number(/#(\d)/.exec(literalText(asked))?.[1]) - 1];
	const isGiven = argument !== void 0;
	const holds = question === "NoValue" ? !isGiven : question === "Blank" ? literalText(argument).trim() === "" : isGiven;
	return {
		branch: (branches === "TF" ? ways[holds ? 0 : 1] : holds === (branches === "T") ? ways[0] : void 0) ?? [],
		next: read.next
	};
}

// src/manuscript/formats/latex/definition-syntax.ts
/** How the author's own macros and environments are written: each way to define one, read to the same definition. Invariant:
*  nothing is defined here; whoever reads decides what is kept, and the nodes after a definition stay. */
/** `\newcommand{\name}[count][default]{body}` and its kin */
function readCommand(nodes, start) {
	const { args, next } = readArguments(nodes, start, [
		"s",
		"m",
		"o",
		"o",
		"m"
	]);
	const [, name, count, fallback, body] = args;
	if (body === void 0) return { next };
	return {
		name: macroOf(name),
		definition: {
			...parametersOf(count, fallback),
			body
		},
		next
	};
}
/** `\def\pair(#1,#2){...}` */
function readDef(nodes, start) {
	const name = nodes[start];
	const parameters = [];
	let index = start + 1;
	for (; index < nodes.length; index++) {
		const node = nodes[index];
		if (node?.kind === "group") {
			const definition = {
				args: delimitedBy(parameters),
				fallbacks: [],
				body: node.children
			};
			return {
				name: name?.kind === "macro" ? name.name : void 0,
				definition,
				next: index + 1
			};
		}
		if (node?.kind === "text") parameters.push(...node.text.split(/(#\d)/).filter((part) => part !== ""));
		else if (node?.kind === "macro") parameters.push(node);
		else if (node?.kind !== "blank") return { next: index };
	}
	return { next: index };
}
/** `\NewDocumentEnvironment{name}{specification}{beginning}{end}` and its kin */
function readDocumentEnvironment(nodes, start) {
	const { args, next } = readArguments(nodes, start, [
		"m",
		"m",
		"m",
		"m"
	]);
	const [name, specification, body, end] = args;
	const parameters = {
		...documentParameters(specification ?? []),
		body: body ?? []
	};
	const takesBody = /b\s*$/.test(literalText(specification));
	const number = parameters.args.length + 1;
	const moved = takesBody ? {
		body: renamed(parameters.body, `#${number}`),
		end: renamed(end ?? [], `#${number}`)
	} : { end: end ?? [] };
	return {
		name: literalText(name).trim(),
		definition: {
			...parameters,
			...moved,
			takesBody
		},
		next
	};
}
/** `\NewDocumentCommand{\name}{specification}{body}` and its kin */
function readDocumentCommand(nodes, start) {
	const { args, next } = readArguments(nodes, start, [
		"m",
		"m",
		"m"
	]);
	const [name, specification, body] = args;
	return {
		name: macroOf(name),
		definition: {
			...documentParameters(specification ?? []),
			body: body ?? []
		},
		next
	};
}
/** `\newenvironment{name}[count][default]{beginning}{end}` */
function readEnvironment(nodes, start) {
	const { args, next } = readArguments(nodes, start, [
		"s",
		"m",
		"o",
		"o",
		"m",
		"m"
	]);
	const [, name, count, fallback, body, end] = args;
	if (body === void 0 || end === void 0) return { next };
	return {
		name: literalText(name).trim(),
		definition: {
			...parametersOf(count, fallback),
			body,
			end,
			takesBody: false
		},
		next
	};
}
/** Of the package environ: its body may use \BODY. */
function readEnviron(nodes, start) {
	const { args, next } = readArguments(nodes, start, [
		"m",
		"o",
		"o",
		"m",
		"o"
	]);
	const [name, count, fallback, body, end] = args;
	const definition = {
		...parametersOf(count, fallback),
		body: renamed(body ?? [], "BODY"),
		end: end ?? [],
		takesBody: true
	};
	return {
		name: literalText(name).trim(),
		definition,
		next
	};
}
/** `\font\dust=cmr10 at 0.1pt`, \newfont, \DeclareFixedFont: the macro sets letters of a size. */
function readFont({ name: by, at, end }, nodes, start) {
	const { args, next } = readArguments(nodes, start, by === "font" ? ["m"] : by === "newfont" ? ["m", "m"] : [
		"m",
		"m",
		"m",
		"m",
		"m",
		"m"
	]);
	const macro = macroOf(args[0]);
	let after = next;
	let specification = literalText(args.at(-1));
	if (by === "font") {
		while (nodes[after]?.kind === "text" || nodes[after]?.kind === "blank") after++;
		specification = literalText(nodes.slice(next, after));
		const own = /^\s*=?\s*\S+(?:\s+(?:at|scaled)\s*[\d.]+[a-z]{0,2})?\s?/.exec(specification)?.[0] ?? "";
		after = afterCharacters(nodes, next, own.length);
		specification = own;
	}
	const [, how, amount = ""] = /(?:^|\s)(at|scaled)\s*([\d.]+(?:[a-z]{2})?)/.exec(specification) ?? [];
	const text = {
		kind: "text",
		text: by === "DeclareFixedFont" ? specification : how === "at" ? amount : how === "scaled" ? `${Number(amount) / 100}pt` : "10pt",
		at,
		end
	};
	return {
		name: macro,
		definition: {
			args: [],
			fallbacks: [],
			body: [{
				kind: "macro",
				name: "@fontofsize",
				at,
				end
			}, {
				kind: "group",
				children: [text],
				at,
				end
			}]
		},
		next: after
	};
}
/** @returns the index of the first node after so many characters */
function afterCharacters(nodes, index, count) {
	let left = count;
	let at = index;
	for (let node = nodes[at]; left > 0 && node !== void 0; node = nodes[++at]) {
		if (node.kind === "text") splitText(nodes, at, node, left);
		left -= node.kind === "text" ? Math.min(node.text.length, left) : 1;
	}
	return at;
}
/** What stands for an environment's body becomes its ninth parameter: \BODY, or the last parameter of xparse. */
function renamed(nodes, from) {
	return nodes.map((node) => {
		if (node.kind === "macro" && node.name === from) return {
			kind: "text",
			text: `#9`,
			at: node.at,
			end: node.end
		};
		if (node.kind === "text" && from.startsWith("#")) return {
			...node,
			text: node.text.replaceAll(from, `#9`)
		};
		return node.kind === "group" || node.kind === "environment" ? {
			...node,
			children: renamed(node.children, from)
		} : node;
	});
}
function macroOf(name) {
	return name?.find((node) => node.kind === "macro")?.name;
}
/** Of \newcommand: `count` parameters, the first optional where it has a default. */
function parametersOf(count, fallback) {
	const number = Number(literalText(count));
	return {
		args: Array.from({ length: Number.isNaN(number) ? 0 : Math.min(9, number) }, (_, at) => at === 0 && fallback !== void 0 ? "o" : "m"),
		fallbacks: fallback === void 0 ? [] : [fallback]
	};
}
/** `(#1,#2)` of \def: what stands between parameters ends them. */
function delimitedBy(parameters) {
	const isParameter = (part) => typeof part === "string" && /^#\d$/.test(part);
	return parameters.flatMap((part, index) => {
		if (!isParameter(part)) return index === 0 && typeof part === "string" ? [{
			kind: "literal",
			text: part
		}] : [];
		const next = parameters[index + 1];
		if (next === void 0 || isParameter(next)) return ["m"];
		return [typeof next === "string" ? {
			kind: "up to",
			text: next
		} : {
			kind: "up to macro",
			name: next.name
		}];
	});
}

// src/manuscript/formats/latex/definitions.ts
/** What the author's own macros and environments stand for. Invariant: expanding ends, whatever refers to whatever. */
/** Names that stand for each other. */
const LONGEST_CHAIN = 10;
var Definitions = class {
	#known = /* @__PURE__ */ new Map();
	#environments = /* @__PURE__ */ new Map();
	#aliases = /* @__PURE__ */ new Map();
	#delimiters = /* @__PURE__ */ new Map();
	#leftOut = /* @__PURE__ */ new Set();
	#theorems = /* @__PURE__ */ new Map();
	#theoremCounts = /* @__PURE__ */ new Map();
	/** Number of the last numbered section. */
	section = 0;
	/** By \usepackage. */
	packages = /* @__PURE__ */ new Set();
	#columnTypes = /* @__PURE__ */ new Map();
	#expansion = new Expansion();
	get(name) {
		return this.#known.get(name);
	}
	environment(name) {
		return this.#environments.get(name);
	}
	/** Whether \excludecomment or \excludeversion left an environment out. */
	isLeftOut(name) {
		return this.#leftOut.has(name);
	}
	leaveOut(name, isLeftOut) {
		if (isLeftOut) this.#leftOut.add(name);
		else this.#leftOut.delete(name);
	}
	/** What stands before the text of a theorem: `Theorem 1.2`; its number is one more with each. */
	theoremTitle(name) {
		const theorem = this.#theorems.get(name);
		if (theorem?.counter === void 0) return theorem?.title;
		const { title, counter, isOfSection } = theorem;
		const before = this.#theoremCounts.get(counter);
		const count = before === void 0 || isOfSection && before.section !== this.section ? 1 : before.count + 1;
		this.#theoremCounts.set(counter, {
			count,
			section: this.section
		});
		return `${title} ${isOfSection ? `${this.section}.` : ""}${count}`;
	}
	columnType(letter) {
		return this.#columnTypes.get(letter);
	}
	setColumnType(letter, specification) {
		this.#columnTypes.set(letter, specification);
	}
	/** Which of a macro's arguments print nothing, whatever they are. */
	dropped({ args, body }) {
		const used = parametersIn(body);
		return args.flatMap((_, at) => used.has(at + 1) ? [] : [at]);
	}
	usesBody({ body, end }) {
		return parametersIn([...body, ...end]).has(8 + 1);
	}
	/** The name that this one stands for, by \let or as the whole of a definition. */
	meaning(name) {
		let found = name;
		for (let steps = 0; steps < LONGEST_CHAIN; steps++) {
			const next = this.#aliases.get(found);
			if (next === void 0) return found;
			found = next;
		}
		return name;
	}
	/** Reads a definition whose macro is `nodes[index]`. @returns the index of the first node after it */
	read(nodes, index) {
		const by = nodes[index];
		if (by?.kind !== "macro") return index + 1;
		if (by.name === "let") return this.#readLet(nodes, index + 1);
		if (/^(?:font|newfont|DeclareFixedFont)$/.test(by.name)) return this.#define(readFont(by, nodes, index + 1));
		if (/Environ$/.test(by.name)) return this.#defineEnvironment(readEnviron(nodes, index + 1));
		if (/^[gex]?def$/.test(by.name)) return this.#define(readDef(nodes, index + 1));
		if (by.name.endsWith("DocumentEnvironment")) return this.#defineEnvironment(readDocumentEnvironment(nodes, index + 1));
		if (by.name.endsWith("DocumentCommand")) return this.#define(readDocumentCommand(nodes, index + 1), by.name.startsWith("Provide"));
		if (/environment$/.test(by.name)) return this.#defineEnvironment(readEnvironment(nodes, index + 1));
		if (by.name === "newtheorem") return this.#readTheorem(nodes, index + 1);
		if (/^Declare(?:MathOperator|TextFontCommand)$/.test(by.name)) return readArguments(nodes, index + 1, [
			"s",
			"m",
			"m"
		]).next;
		if (by.name === "DeclarePairedDelimiter") {
			const { args, next } = readArguments(nodes, index + 1, [
				"m",
				"m",
				"m"
			]);
			const [name, left = [], right = []] = args;
			this.#keepDelimiters(macroOf(name), pairedDelimiters(left, [], right));
			const inside = {
				kind: "text",
				text: "#3",
				at: by.at,
				end: by.end
			};
			this.#keep(macroOf(name) ?? "", {
				args: [
					"s",
					"o",
					"m"
				],
				fallbacks: [],
				body: [
					...left,
					inside,
					...right
				]
			});
			return next;
		}
		if (by.name === "DeclarePairedDelimiterX") {
			const { args, next } = readArguments(nodes, index + 1, [
				"m",
				"o",
				"m",
				"m",
				"m"
			]);
			const [name, , left = [], right = [], body = []] = args;
			this.#keepDelimiters(macroOf(name), pairedDelimiters(left, body, right));
			return next;
		}
		if (by.name === "DeclarePairedDelimiterXPP") return readArguments(nodes, index + 1, [
			"m",
			"o",
			"m",
			"m",
			"m",
			"m",
			"m"
		]).next;
		return this.#define(readCommand(nodes, index + 1), by.name === "providecommand");
	}
	/** What a macro of \DeclarePairedDelimiter sets around its argument in math. */
	delimiters(name) {
		return this.#delimiters.get(name);
	}
	/** What stands for a macro and its arguments; undefined where the budget for expansions is spent. */
	expand(definition, args, use) {
		return this.#expansion.fill(definition.body, definition.fallbacks, args, {
			at: use.at,
			end: use.at + 1
		});
	}
	/** What stands for the beginning and the end of an environment of the author; undefined where the budget is spent. */
	expandEnvironment(definition, given, inside, { at, end }) {
		const args = definition.takesBody ? Array.from({ length: 8 + 1 }, (_, one) => one === 8 ? inside : given[one]) : given;
		const begin = this.#expansion.fill(definition.body, definition.fallbacks, args, {
			at,
			end: at + 1
		});
		const ending = this.#expansion.fill(definition.end, definition.fallbacks, args, {
			at: end - 1,
			end
		});
		return begin === void 0 || ending === void 0 ? void 0 : {
			begin,
			end: ending
		};
	}
	/** @param isSpare whether what is already defined stays  @returns the index of the first node after the definition */
	#define({ name, definition, next }, isSpare = false) {
		if (name !== void 0 && definition !== void 0 && !(isSpare && this.#known.has(name))) this.#keep(name, definition);
		return next;
	}
	#defineEnvironment({ name, definition, next }) {
		if (name !== void 0 && definition !== void 0) this.#environments.set(name, definition);
		return next;
	}
	#keepDelimiters(name, delimiters) {
		if (name !== void 0 && delimiters !== void 0) this.#delimiters.set(name, delimiters);
	}
	#keep(name, definition) {
		const [only, ...others] = definition.body;
		this.#aliases.delete(name);
		if (definition.args.length === 0 && only?.kind === "macro" && others.length === 0 && only.name !== name) this.#aliases.set(name, only.name);
		else this.#known.set(name, definition);
	}
	#readLet(nodes, start) {
		let next = start + 1;
		while (nodes[next]?.kind === "blank") next++;
		const equals = nodes[next];
		if (equals?.kind === "text" && equals.text === "=") next++;
		while (nodes[next]?.kind === "blank") next++;
		const name = nodes[start];
		const target = nodes[next];
		if (name?.kind !== "macro" || target?.kind !== "macro") return next + 1;
		const known = this.#known.get(target.name);
		if (known !== void 0) this.#known.set(name.name, known);
		else if (name.name !== this.meaning(target.name)) this.#aliases.set(name.name, this.meaning(target.name));
		return next + 1;
	}
	/** `\newtheorem{lem}[thm]{Lemma}`, `\newtheorem{cor}{Corollary}[section]`, `\newtheorem*{rem}{Remark}` */
	#readTheorem(nodes, start) {
		const { args, next } = readArguments(nodes, start, [
			"s",
			"m",
			"o",
			"m",
			"o"
		]);
		const [star, name, shared, title, within] = args.map((argument) => argument === void 0 ? void 0 : literalText(argument).trim());
		if (name === void 0 || title === void 0) return next;
		const other = shared === void 0 ? void 0 : this.#theorems.get(shared);
		const counter = star === void 0 ? other?.counter ?? shared ?? name : void 0;
		this.#theorems.set(name, {
			title,
			counter,
			isOfSection: other?.isOfSection ?? within === "section"
		});
		return next;
	}
};

// src/manuscript/formats/latex/language.ts
/** The main language of a LaTeX paper, by what it tells babel or polyglossia. Where a paper loads neither, it says nothing. */
/** Languages by the names that babel and polyglossia have for them (babel's manual, "Languages"; polyglossia's, "Language support"). */
const TAGS = {
	afrikaans: "af",
	albanian: "sq",
	arabic: "ar",
	armenian: "hy",
	basque: "eu",
	belarusian: "be",
	bengali: "bn",
	bosnian: "bs",
	breton: "br",
	bulgarian: "bg",
	catalan: "ca",
	chinese: "zh",
	croatian: "hr",
	czech: "cs",
	danish: "da",
	dutch: "nl",
	english: "en",
	esperanto: "eo",
	estonian: "et",
	finnish: "fi",
	french: "fr",
	galician: "gl",
	georgian: "ka",
	german: "de",
	greek: "el",
	hebrew: "he",
	hindi: "hi",
	hungarian: "hu",
	icelandic: "is",
	indonesian: "id",
	irish: "ga",
	italian: "it",
	japanese: "ja",
	kazakh: "kk",
	khmer: "km",
	korean: "ko",
	latin: "la",
	latvian: "lv",
	lithuanian: "lt",
	macedonian: "mk",
	malay: "ms",
	mongolian: "mn",
	norwegian: "no",
	persian: "fa",
	polish: "pl",
	portuguese: "pt",
	romanian: "ro",
	russian: "ru",
	serbian: "sr",
	slovak: "sk",
	slovene: "sl",
	spanish: "es",
	swedish: "sv",
	tamil: "ta",
	telugu: "te",
	thai: "th",
	turkish: "tr",
	ukrainian: "uk",
	urdu: "ur",
	vietnamese: "vi",
	welsh: "cy",
	acadian: "fr-CA",
	american: "en-US",
	australian: "en-AU",
	austrian: "de-AT",
	bahasa: "id",
	brazil: "pt-BR",
	brazilian: "pt-BR",
	british: "en-GB",
	canadian: "en-CA",
	canadien: "fr-CA",
	farsi: "fa",
	francais: "fr",
	frenchb: "fr",
	germanb: "de",
	magyar: "hu",
	mexican: "es-MX",
	naustrian: "de-AT",
	newzealand: "en-NZ",
	ngerman: "de",
	norsk: "nb",
	nswissgerman: "de-CH",
	nynorsk: "nn",
	polutonikogreek: "el",
	portuges: "pt",
	slovenian: "sl",
	swissgerman: "de-CH",
	ukenglish: "en-GB",
	usenglish: "en-US"
};
/** Main language: what is said of it last counts, as when LaTeX runs. */
var MainLanguage = class {
	/** By BCP 47; undefined where the paper does not say. */
	tag;
	#ofClass = [];
	/** \documentclass[ngerman]{article}: options of the class hold for all packages. */
	documentClass(options) {
		this.#ofClass = listOf(options);
	}
	/** \usepackage[english,main=ngerman]{babel}: without `main` the last one; without any of its own the last of the class. */
	babel(options) {
		const own = listOf(options);
		const main = own.findLast((option) => /^main\s*=/.test(option))?.replace(/^main\s*=\s*/, "");
		this.#set(main ?? own.findLast(isLanguage) ?? this.#ofClass.findLast(isLanguage));
	}
	/** \babelprovide[import, main]{german} */
	babelProvide(options, name) {
		if (listOf(options).some((option) => /^main\b/.test(option))) this.#set(literalText(name));
	}
	/** \setmainlanguage[variant=british]{english} */
	polyglossia(options, name) {
		const variant = listOf(options).find((option) => /^variant\s*=/.test(option));
		this.#set(literalText(name));
		this.#set(variant?.replace(/^variant\s*=\s*/, ""));
	}
	#set(name) {
		const known = name?.trim().toLowerCase();
		if (known !== void 0 && isLanguage(known)) this.tag = TAGS[known];
	}
};
function isLanguage(name) {
	return Object.hasOwn(TAGS, name.toLowerCase());
}
function listOf(options) {
	return literalText(options).split(",").map((option) => option.trim());
}

// src/manuscript/formats/latex/conditionals.ts
/** Reads conditionals, and what else keeps text off the page: the branches that are not typeset, registers, the end of an input.
*  Invariant: what is passed over is reported where it holds words. */
var ConditionalReader = class {
	#file;
	#branches;
	/** What is not typeset: now, and from where a branch ends. UTF-16 offsets. */
	#skipped = {
		at: 0,
		end: 0
	};
	#skips = /* @__PURE__ */ new Map();
	/** @param branches of the file's conditionals */
	constructor(file, branches) {
		this.#file = file;
		this.#branches = branches;
	}
	/** Reads a node, `nodes[index]`, that is not typeset, a switch that is set, or the question of a conditional.
	*  @returns the index of the first node after it; undefined where it is none of these */
	read(node, nodes, index) {
		if (this.#isSkipped(node)) return index + 1;
		return node.kind === "macro" ? this.#macro(node, nodes, index) : void 0;
	}
	/** Nothing after the line is read. */
	endInput({ at }) {
		const { text } = this.#file.flow.source;
		const lineEnd = text.indexOf("\n", at);
		if (lineEnd === -1) return;
		recordUnprinted("after \\endinput", {
			at: lineEnd + 1,
			end: text.trimEnd().length
		}, this.#file);
		this.#skipped = {
			at: lineEnd + 1,
			end: text.length
		};
	}
	#isSkipped({ at, end }) {
		const skip = this.#skips.get(at);
		if (skip !== void 0 && skip >= end) this.#skipped = {
			at,
			end: skip
		};
		return at >= this.#skipped.at && end <= this.#skipped.end;
	}
	#macro(node, nodes, index) {
		const { conditions, definitions } = this.#file.paper;
		if (isConditional(definitions.meaning(node.name)) && definitions.get(node.name) === void 0) return this.#branching(node, nodes, index);
		const braced = conditions.readBraced(nodes, index);
		if (braced !== void 0) {
			this.#tell(node, rangeOf(braced.other), braced.decided);
			nodes.splice(index, braced.next - index, ...braced.printed);
			return index;
		}
		if (node.name === "csname") {
			const made = conditions.named(nodes, index);
			nodes.splice(index, made.next - index, {
				kind: "macro",
				name: made.name,
				at: node.at,
				end: node.end
			});
			return index;
		}
		return conditions.readSetting(nodes, index) ?? this.#register(node, nodes, index);
	}
	#branching(node, nodes, index) {
		const isOfFile = this.#file.flow.source.text.startsWith(`\\${node.name}`, node.at);
		const ofFile = isOfFile ? this.#branches.get(node.at) : void 0;
		if (isOfFile && ofFile === void 0) return void 0;
		const before = nodes[index - 1];
		const isNegated = before?.kind === "macro" && before.name === "unless";
		const { verdict: asked, next } = this.#file.paper.conditions.ask(node.name, nodes, index + 1);
		const verdict = isNegated && typeof asked === "boolean" ? !asked : asked;
		const isDecided = verdict !== void 0;
		const chosen = choose(verdict, ofFile ?? branchesAmong(nodes, next, this.#file.paper.conditions) ?? []);
		if (chosen === void 0) return void 0;
		if (ofFile !== void 0) {
			this.#skipInFile(node, nodes[next - 1]?.end ?? node.end, chosen, isDecided);
			return next;
		}
		const { opens = next, closes, end } = chosen;
		const printed = nodes.slice(opens, closes.at);
		this.#tell(node, rangeOf(nodes.slice(next, opens)), isDecided);
		this.#tell(node, rangeOf(nodes.slice(closes.at, end.at)), isDecided);
		nodes.splice(index, end.end - index, ...printed);
		return index;
	}
	/** @param asked where the question ends */
	#skipInFile(node, asked, { opens, closes, end }, isDecided) {
		if (opens !== void 0) {
			this.#tell(node, {
				at: asked,
				end: opens
			}, isDecided);
			this.#skipped = {
				at: asked,
				end: opens
			};
		}
		if (closes === end) return;
		this.#tell(node, {
			at: closes.at,
			end: end.at
		}, isDecided);
		this.#skips.set(closes.at, end.end);
	}
	/** @param isDecided by what the tree says */
	#tell({ name, at }, { at: from, end }, isDecided) {
		const { source } = this.#file.flow;
		if (this.#file.paper.part === "preamble" || !hasWords(source.text.slice(from, end))) return;
		if (isDecided) recordUnprinted(`a branch of \\${name} that is not printed`, {
			at: from,
			end
		}, this.#file);
		else this.#file.paper.warnings.push({
			file: source.file,
			line: source.lineAt(at),
			message: `no file of the tree decides \\${name}: the branch that is printed by default was read, and the other one was not`,
			losesText: true
		});
	}
	/** `\newtoks\kept`, `\kept={…}`, `\the\kept`: text that is kept, and printed there alone. */
	#register(node, nodes, index) {
		const { boxes } = this.#file.paper;
		if (node.name === "newtoks" || node.name === "the") {
			const { args, next } = readArguments(nodes, index + 1, ["m"]);
			const [register] = args[0] ?? [];
			if (register?.kind !== "macro") return void 0;
			if (node.name === "newtoks") boxes.registers.add(register.name);
			else if (boxes.registers.has(register.name)) useBox([register], {
				at: node.at,
				end: register.end
			}, this.#file);
			else return void 0;
			return next;
		}
		if (!boxes.registers.has(node.name)) return void 0;
		const { args, next } = readArguments(nodes, index + 1, [{
			kind: "mark",
			text: "="
		}, "g"]);
		keepBox([node], args[1], node, this.#file);
		return next;
	}
};
/** @returns undefined where nothing closes the conditional */
function choose(verdict, marks) {
	const end = marks.at(-1);
	if (end === void 0) return void 0;
	const chosen = chosenBranch$1(verdict, marks);
	if (chosen === void 0) return {
		opens: end.at,
		closes: end,
		end
	};
	return {
		opens: chosen === 0 ? void 0 : marks[chosen - 1]?.end ?? end.at,
		closes: marks[chosen] ?? end,
		end
	};
}
function rangeOf(nodes) {
	return {
		at: nodes[0]?.at ?? 0,
		end: nodes.at(-1)?.end ?? 0
	};
}

// src/manuscript/formats/latex/flow.ts
var Flow = class extends PassageFlow {
	source;
	#palette;
	table;
	/** Reads what a column's declaration puts before each of its cells. */
	onCell;
	/** Of \rowcolors: those of odd and of even rows. */
	rowColours;
	/** What held where each \begingroup stands. */
	#groups = [];
	/** How much of the text that follows can be seen. */
	visibility = FULLY_VISIBLE;
	#hiddenRun;
	constructor(source, palette, sink) {
		super(sink, new LatexPassage(source));
		this.source = source;
		this.#palette = palette;
	}
	addText(text, at, end) {
		if (!this.#hides(text, at)) this.open.addText(text, at, end);
	}
	addToken(token, at, end) {
		if (!this.#hides(token, at)) this.open.addToken(token, {
			at,
			end
		});
	}
	addBlank() {
		if (this.#hiddenRun === void 0) this.open.addBlank();
		else this.#hiddenRun.add(" ");
	}
	flush() {
		super.flush();
		if (this.visibility.untilParagraphEnd === true) this.visibility = {
			...this.visibility,
			hiddenBy: void 0,
			untilParagraphEnd: false,
			reach: void 0
		};
	}
	/** A footnote's end is no end of the paragraph that it stands in, nor of what hides it. */
	capture(kind, read) {
		const { visibility } = this;
		const made = super.capture(kind, read);
		this.visibility = visibility;
		return made;
	}
	emptyPassage() {
		return new LatexPassage(this.source);
	}
	/** Reads something under another visibility, or back under this one afterwards. */
	withVisibility(visibility, read) {
		const outer = this.visibility;
		this.visibility = visibility;
		read();
		this.visibility = outer;
	}
	beginGroup() {
		if (this.#groups.length < DEEPEST_GROUPS) this.#groups.push(this.visibility);
	}
	endGroup() {
		this.visibility = this.#groups.pop() ?? this.visibility;
	}
	/** What `&` and `\\\\` do: a blank, and in a table a new cell. */
	endCell(endsRow) {
		this.addBlank();
		if (this.table === void 0) return;
		this.table.column = endsRow ? 0 : this.table.column + 1;
		if (endsRow) {
			this.table.row++;
			this.table.rowBackground = "page";
		}
		this.visibility = this.rowVisibility();
		this.onCell?.(this.table.columns[this.table.column] ?? []);
	}
	/** That of a cell before anything in it, or in its column's declaration, changes it. */
	rowVisibility() {
		if (this.table === void 0) return this.visibility;
		const { outside, row, rowBackground } = this.table;
		const striped = this.rowColours === void 0 ? outside.background : this.rowColours[row % 2];
		return {
			...outside,
			background: rowBackground === "page" ? striped : rowBackground
		};
	}
	#hides(text, at) {
		const { reach } = this.visibility;
		if (reach !== void 0 && reach.left <= 0) this.visibility = {
			...this.visibility,
			hiddenBy: void 0,
			untilParagraphEnd: false,
			reach: void 0
		};
		if (reach !== void 0) reach.left -= text.length;
		const technique = hidingTechnique(this.visibility, this.#palette.page);
		if (technique !== this.#hiddenRun?.technique) this.endHiddenRun();
		if (technique === void 0) return false;
		this.#hiddenRun ??= new HiddenRun(technique, {
			file: this.source.file,
			line: this.source.lineAt(at)
		});
		this.#hiddenRun.add(text);
		return true;
	}
	endHiddenRun() {
		const found = this.#hiddenRun?.report();
		this.#hiddenRun = void 0;
		if (found === void 0) return;
		this.sink.hidden(found);
		this.open.addBlank();
	}
};
/** \begingroup within each other. */
const DEEPEST_GROUPS = 1e3;
var LatexPassage = class extends PassageBuilder {
	/** @param text what the reader sees of the file's characters from `at` up to `end` */
	addText(text, at, end) {
		if (text.trim() === "") this.addBlank();
		else this.clean.add(text, this.extend({
			at,
			end
		}, text));
	}
	rangeOf({ at, end }) {
		return widened(this.source.text, at, end);
	}
};
/** Characters. A command with its option is shorter; markup further than this from a passage is not taken along. */
const REACH = 200;
/** Takes the markup that the first and last character stand in along, as far as it is on their lines: `\emph{Mice} were` for
*  `Mice} were`. */
function widened(text, first, last) {
	let { opens, closes } = unbalanced(text.slice(first, last));
	let at = first;
	let end = last;
	const before = () => /\\[a-zA-Z]+\*?(?:\[[^\]{}\n]*\])?\{[ \t]*$/.exec(text.slice(Math.max(0, at - REACH), at));
	const after = () => /^[ \t]*\}/.exec(text.slice(end, end + 100));
	for (let opening = before(); closes > 0 && opening !== null; opening = before(), closes--) at -= opening[0].length;
	for (let closing = after(); opens > 0 && closing !== null; closing = after(), opens--) end += closing[0].length;
	for (let opening = before(), closing = after(); opening !== null && closing !== null; opening = before(), closing = after()) {
		at -= opening[0].length;
		end += closing[0].length;
	}
	return {
		at,
		end
	};
}
/** How many braces of a slice are closed but not opened in it, and the other way round. */
function unbalanced(slice) {
	let opens = 0;
	let closes = 0;
	for (const [mark] of slice.matchAll(/\\[\s\S]|[{}]/g)) if (mark === "{") opens++;
	else if (mark === "}" && opens > 0) opens--;
	else if (mark === "}") closes++;
	return {
		opens,
		closes
	};
}

// src/manuscript/formats/latex/reader.ts
/** Macros within macros; more is a definition that refers to itself. */
const EXPANSIONS = 20;
var LatexReader = class {
	paper;
	flow;
	openEnvironments = new OpenEnvironments();
	expanding = 0;
	#lastHeading;
	#conditionals;
	/** @param branches of the file's conditionals */
	constructor(source, paper, branches) {
		this.paper = paper;
		this.#conditionals = new ConditionalReader(this, branches);
		this.#lastHeading = Math.max(source.text.lastIndexOf("\\section"), source.text.lastIndexOf("\\chapter"));
		this.flow = new Flow(source, paper.palette, {
			passage: (passage) => addPassage(passage, paper),
			hidden: (found) => paper.hidden.push(found)
		});
	}
	read(chunks) {
		for (const chunk of chunks) {
			this.walk(chunk);
			this.flow.flush();
		}
	}
	walk(siblings) {
		const nodes = [...siblings];
		for (let index = 0; index < nodes.length;) {
			const node = nodes[index];
			if (node === void 0) return;
			const after = this.#conditionals.read(node, nodes, index);
			if (after !== void 0) index = after;
			else index = this.paper.part === "preamble" ? this.#preamble(node, nodes, index) : this.#visible(node, nodes, index);
		}
	}
	walkGroup(nodes) {
		this.flow.withVisibility(this.flow.visibility, () => this.walk(nodes));
	}
	/** Before \begin{document} nothing prints, but title and abstract may stand here. */
	#preamble(node, nodes, index) {
		if (node.kind === "environment") {
			if (/^(?:document|abstract)$/.test(node.name)) readEnvironment$1(node, this);
			return index + 1;
		}
		if (node.kind !== "macro") return index + 1;
		if (node.name === "begin" || node.name === "end") return readUnpaired(node, nodes, index, this);
		const info = macroInfo(node.name);
		switch (info?.role) {
			case "title":
			case "abstract":
			case "include":
			case "chosen files":
			case "packages":
			case "document class":
			case "provided language":
			case "main language":
			case "at the beginning":
			case "input end":
			case "kept environments":
			case "left out environments":
			case "column type":
			case "page colour":
			case "highlight colour":
			case "text colour":
			case "definition":
			case "acronym definition":
			case "unit definition":
			case "unit settings":
			case "colour name":
			case "colour alias": return this.#known(node, info, nodes, index);
			default: return info === void 0 ? index + 1 : readArguments(nodes, index + 1, info.args).next;
		}
	}
	#visible(node, nodes, index) {
		if (node.kind === "macro") return this.#macro(node, nodes, index);
		switch (node.kind) {
			case "text":
				readText(node, this.flow);
				break;
			case "blank":
				this.flow.addBlank();
				break;
			case "paragraph end":
				this.flow.flush();
				break;
			case "verb":
				this.flow.addText(node.text, node.at, node.end);
				break;
			case "group":
				if (this.#isAbstractHeading(node, node.children)) return this.#openAbstract(nodes, index + 1);
				this.paper.conditions.within(() => this.walkGroup(node.children));
				break;
			case "math":
				readMath(node, this);
				break;
			case "environment": if (node.name === "document") readEnvironment$1(node, this);
			else this.paper.conditions.within(() => readEnvironment$1(node, this));
		}
		return index + 1;
	}
	/** Reads a macro and its arguments. @returns the index of the first node after them, here and below */
	#macro(node, nodes, index) {
		if (node.name === "begin" || node.name === "end") return readUnpaired(node, nodes, index, this);
		const { definitions } = this.paper;
		const info = macroInfo(node.name);
		const isOwn = info !== void 0 && /^(?:acronym|front matter|show|box used|moved box|not printed|font scaled)$/.test(info.role) && (definitions.get(node.name) !== void 0 || definitions.meaning(node.name) !== node.name);
		if (info !== void 0 && !isOwn) return this.#known(node, info, nodes, index);
		if (isAccent(node.name)) {
			const { args, next } = readArguments(nodes, index + 1, ["m"]);
			this.flow.addText(accented(node.name, visibleText(args[0])), node.at, nodes[next - 1]?.end ?? node.end);
			return next;
		}
		const symbol = SYMBOLS.get(node.name);
		if (symbol === void 0) {
			const name = definitions.meaning(node.name);
			return name === node.name ? this.#unknown(node, nodes, index) : this.#macro({
				...node,
				name
			}, nodes, index);
		}
		if (symbol.trim() !== "") this.flow.addText(symbol, node.at, node.end);
		else if (symbol !== "") this.flow.addBlank();
		return afterName(node, nodes, index);
	}
	#unknown(node, nodes, index) {
		const definition = this.paper.definitions.get(node.name);
		if (definition !== void 0 && this.expanding < EXPANSIONS) {
			const { args, next } = readArguments(nodes, index + 1, definition.args);
			const expanded = this.paper.definitions.expand(definition, args, node);
			this.#reportDropped(definition, args);
			this.expanding++;
			for (const part of expanded === void 0 ? args : [expanded]) this.walk(part ?? []);
			this.expanding--;
			return definition.args.length === 0 && isEmptyGroup(nodes[next]) ? next + 1 : next;
		}
		const next = nodes[index + 1];
		const empty = isEmptyGroup(next);
		const bare = next?.kind !== "group" && !(next?.kind === "text" && next.text.startsWith("["));
		if (empty || bare && /[a-z][A-Z]|[A-Z][a-z]/.test(node.name)) this.flow.addToken("[value]", node.at, node.end);
		return empty ? index + 2 : readArguments(nodes, index + 1, ["O"]).next;
	}
	#reportDropped(definition, args) {
		for (const dropped of this.paper.definitions.dropped(definition)) {
			const range = {
				at: args[dropped]?.[0]?.at ?? 0,
				end: args[dropped]?.at(-1)?.end ?? 0
			};
			if (hasWords(literalText(args[dropped]))) recordUnprinted("text that a macro drops", range, this);
		}
	}
	/** `\textbf{Abstract}`, `{\large\bf Abstract.}` where a paragraph begins, in a paper that has headings after it. */
	#isAbstractHeading({ kind, at }, children) {
		if (!this.flow.isEmpty || this.paper.part !== "body" || this.paper.abstract.length > 0) return false;
		if (kind === "group" && !children.some((node) => node.kind === "macro" && /^(?:bf|bfseries|textbf)$/.test(node.name))) return false;
		return /^abstract\s*[.:]?$/i.test(wordsOf(children)) && at < this.#lastHeading;
	}
	/** @returns the index of the first node of its text */
	#openAbstract(nodes, index) {
		openAbstract(this);
		let next = index;
		while (nodes[next]?.kind === "blank" || nodes[next]?.kind === "paragraph end") next++;
		const mark = nodes[next];
		return mark?.kind === "text" && /^(?:[.:]|-{1,3})$/.test(mark.text) ? next + 1 : next;
	}
	#known(node, info, nodes, index) {
		if (info.role === "definition") return this.paper.definitions.read(nodes, index);
		const { args, next } = readArguments(nodes, index + 1, info.args);
		const use = {
			at: node.at,
			end: nodes[next - 1]?.end ?? node.end
		};
		if (info.role === "abstract" && args[0] === void 0) {
			if (this.paper.part === "body") openAbstract(this);
			return next;
		}
		if (node.name === "textbf" && this.#isAbstractHeading(node, args[0] ?? [])) return this.#openAbstract(nodes, next);
		if (info.role === "input end") {
			this.#conditionals.endInput(node);
			return next;
		}
		if (info.role === "left out environments" || info.role === "kept environments") {
			for (const name of literalText(args[0]).split(",")) this.paper.definitions.leaveOut(name.trim(), info.role.startsWith("left"));
			return next;
		}
		const { conditions, palette } = this.paper;
		const change = visibilityChange(info, args, this.flow.visibility, palette, (argument) => conditions.textOf(argument));
		if (change !== void 0) {
			const { visibility, read } = change;
			if (read === void 0) this.flow.visibility = visibility;
			else this.flow.withVisibility(visibility, () => this.walk(read));
			return next;
		}
		if (!readStructure(info, args, use, this)) readInlineMacro(info, args, use, this);
		return info.args.length === 0 ? afterName(node, nodes, index) : next;
	}
};
/** The words of a heading, in whatever font. */
function wordsOf(nodes) {
	return nodes.map((node) => node.kind === "group" ? wordsOf(node.children) : visibleText([node]) || (node.kind === "blank" ? " " : "")).join("").trim();
}
/** TeX swallows the blanks after a macro's name, and an empty group after it ends the name. */
function afterName(node, nodes, index) {
	const next = nodes[index + 1];
	if (!/^[a-zA-Z]/.test(node.name)) return index + 1;
	return next?.kind === "blank" || isEmptyGroup(next) ? index + 2 : index + 1;
}
function isEmptyGroup(node) {
	return node?.kind === "group" && node.children.length === 0;
}

export { LONGEST_CHUNK as a, Boxes as c, Acronyms as d, Conditions as i, branchesOf as l, MainLanguage as n, splitIntoChunks as o, Definitions as r, withoutLong as s, LatexReader as t, parseNodes as u };