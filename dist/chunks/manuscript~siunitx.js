// src/manuscript/formats/latex/arguments.ts
/** `som` as a signature. */
function signature(args) {
	return [...args].filter((letter) => "soOmgfklntbr".includes(letter));
}
/** Reads arguments from `nodes[index]` on. Splits text nodes in place where an argument ends within one; that loses nothing.
*  @returns one entry a parameter of the signature, undefined where the argument is absent, and the index of the first node after
*  them */
function readArguments(nodes, index, signature) {
	const args = [];
	let next = index;
	for (const want of signature) {
		const read = argumentAt(want, nodes, want === "O" || typeof want === "object" && next > index ? next : afterBlanks(nodes, next));
		if (typeof want !== "object" || want.kind !== "literal") args.push(read?.argument);
		if (read !== void 0) next = read.next;
	}
	return {
		args,
		next
	};
}
function argumentAt(want, nodes, at) {
	if (typeof want === "object") switch (want.kind) {
		case "delimited": return bracketed(nodes, at, want.open, want.close);
		case "mark":
		case "literal": return word(nodes, at, want.text);
		case "up to":
		case "up to macro": return upTo(nodes, at, want);
	}
	switch (want) {
		case "m": return mandatory(nodes, at);
		case "g": return nodes[at]?.kind === "group" ? mandatory(nodes, at) : void 0;
		case "f": return nodes[at]?.kind === "group" ? mandatory(nodes, at) : fileName(nodes, at);
		case "s": return word(nodes, at, /^\*/);
		case "k": return word(nodes, at, /^(?:direct|page|push|set|pop)/);
		case "r": return bracketed(nodes, at, "(", ")");
		case "l": return length(nodes, at);
		case "n": {
			const register = nodes[at];
			return register?.kind === "macro" && !/^[hv]box$|^vtop$/.test(register.name) ? {
				argument: [register],
				next: at + 1
			} : word(nodes, at, /^=?-?\d+=?/);
		}
		case "t": return boxWidth(nodes, at);
		case "b": return box(nodes, at);
		case "o":
		case "O": return bracketed(nodes, at, "[", "]");
	}
}
function afterBlanks(nodes, index) {
	let at = index;
	while (nodes[at]?.kind === "blank") at++;
	return at;
}
function mandatory(nodes, at) {
	const node = nodes[at];
	if (node === void 0 || node.kind === "paragraph end" || node.kind === "environment") return void 0;
	if (node.kind === "group") return {
		argument: node.children,
		next: at + 1
	};
	if (node.kind === "text") splitText(nodes, at, node, String.fromCodePoint(node.text.codePointAt(0) ?? 0).length);
	return {
		argument: nodes.slice(at, at + 1),
		next: at + 1
	};
}
const LENGTH = /^=?[+-]*(?:\d+\.?\d*|\.\d+)(?:[a-z]{2})?/;
/** In braces, as a macro, or bare: `-2cm plus 1fil minus 3pt`. */
function length(nodes, at) {
	const first = nodes[at];
	if (first?.kind === "group" || first?.kind === "macro") return mandatory(nodes, at);
	const bare = word(nodes, at, LENGTH);
	if (bare === void 0) return word(nodes, at, /^=/);
	let { next } = bare;
	if ((/[a-z]$/.test(literalText(bare.argument)) ? void 0 : nodes[next])?.kind === "macro") return {
		argument: bare.argument,
		next: next + 1
	};
	for (let stretch = afterBlanks(nodes, next); word(nodes, stretch, /^(?:plus|minus)(?![a-z])/) !== void 0;) {
		const amount = word(nodes, afterBlanks(nodes, stretch + 1), /^[+-]?(?:\d+\.?\d*|\.\d+)(?:fil{1,3}|[a-z]{2})/);
		if (amount === void 0) break;
		next = amount.next;
		stretch = afterBlanks(nodes, next);
	}
	return {
		argument: bare.argument.map((node) => node.kind === "text" ? {
			...node,
			text: node.text.replace(/^=/, "")
		} : node),
		next
	};
}
/** `to 4cm`, `spread 1pt` */
function boxWidth(nodes, at) {
	const keyword = word(nodes, at, /^(?:to|spread)(?![a-su-z])/);
	return keyword === void 0 ? void 0 : length(nodes, afterBlanks(nodes, keyword.next));
}
/** `\hbox{…}`, `\vbox\bgroup … \egroup`, `\box0`: the nodes of it all. */
function box(nodes, at) {
	const first = nodes[at];
	if (first?.kind === "text" && first.text === "=") return box(nodes, afterBlanks(nodes, at + 1));
	if (first?.kind !== "macro") return void 0;
	if (!/^[hv]box$|^vtop$/.test(first.name)) return {
		argument: [first],
		next: at + 1
	};
	const width = afterBlanks(nodes, at + 1);
	const opens = afterBlanks(nodes, boxWidth(nodes, width)?.next ?? width);
	const opener = nodes[opens];
	if (opener?.kind === "group") return {
		argument: [opener],
		next: opens + 1
	};
	if (opener?.kind !== "macro" || opener.name !== "bgroup") return {
		argument: [],
		next: opens
	};
	let depth = 0;
	for (let index = opens; index < Math.min(nodes.length, opens + LONGEST_OPTION); index++) {
		const node = nodes[index];
		if (node?.kind !== "macro" || !/^[be]group$/.test(node.name)) continue;
		depth += node.name === "bgroup" ? 1 : -1;
		if (depth === 0) return {
			argument: nodes.slice(opens + 1, index),
			next: index + 1
		};
	}
	return {
		argument: nodes.slice(opens + 1),
		next: nodes.length
	};
}
function word(nodes, at, wanted) {
	const node = nodes[at];
	const found = node?.kind === "text" ? beginning(node.text, wanted) : void 0;
	if (node?.kind !== "text" || found === void 0) return void 0;
	splitText(nodes, at, node, found.length);
	return {
		argument: nodes.slice(at, at + 1),
		next: at + 1
	};
}
function beginning(text, wanted) {
	if (typeof wanted === "string") return text.startsWith(wanted) ? wanted : void 0;
	return wanted.exec(text)?.[0];
}
/** What TeX takes for a file's name where no brace opens one. */
function fileName(nodes, at) {
	let next = at;
	while (nodes[next]?.kind === "text") next++;
	return next === at ? void 0 : {
		argument: nodes.slice(at, next),
		next
	};
}
function upTo(nodes, at, end) {
	for (let index = at; index < at + LONGEST_OPTION; index++) {
		const node = nodes[index];
		if (node === void 0 || node.kind === "paragraph end") return void 0;
		if (end.kind === "up to macro" && node.kind === "macro" && node.name === end.name) return {
			argument: nodes.slice(at, index),
			next: index + 1
		};
		if (end.kind === "up to" && node.kind === "text" && node.text.includes(end.text)) return upToText(nodes, at, index, node, end.text);
	}
}
function upToText(nodes, at, index, node, text) {
	const begins = node.text.indexOf(text);
	if (begins > 0) splitText(nodes, index, node, begins);
	const from = begins > 0 ? index + 1 : index;
	const mark = nodes[from];
	if (mark?.kind === "text") splitText(nodes, from, mark, text.length);
	return {
		argument: nodes.slice(at, from),
		next: from + 1
	};
}
/** Nodes. A longer [argument] is a bracket that nothing closes: to look for its end from each of many would take quadratic time. */
const LONGEST_OPTION = 1e3;
function bracketed(nodes, at, open, close) {
	const first = nodes[at];
	if (first?.kind !== "text" || !first.text.startsWith(open)) return void 0;
	let depth = 0;
	for (let index = at; index < at + LONGEST_OPTION; index++) {
		const node = nodes[index];
		if (node === void 0 || node.kind === "paragraph end") return void 0;
		if (node.kind !== "text") continue;
		const closing = closingBracket(node.text, depth, open, close);
		depth = closing.depth;
		if (closing.at === void 0) continue;
		splitText(nodes, index, node, closing.at + 1);
		return {
			argument: withoutBrackets(nodes.slice(at, index + 1)),
			next: index + 1
		};
	}
}
function closingBracket(text, depth, open, close) {
	let nested = depth;
	for (let at = 0; at < text.length; at++) if (text[at] === close && (open !== close || nested > 0)) {
		if (--nested === 0) return {
			at,
			depth: 0
		};
	} else if (text[at] === open) nested++;
	return { depth: nested };
}
function withoutBrackets(nodes) {
	return nodes.map((node, index) => {
		if (node.kind !== "text") return node;
		const from = index === 0 ? 1 : 0;
		const to = node.text.length - (index === nodes.length - 1 ? 1 : 0);
		return {
			...node,
			text: node.text.slice(from, to),
			at: node.at + from,
			end: node.at + to
		};
	}).filter((node) => node.kind !== "text" || node.text !== "");
}
/** Parts a text node in place after so many characters; that loses nothing. */
function splitText(nodes, index, node, length) {
	if (length >= node.text.length) return;
	const head = {
		...node,
		text: node.text.slice(0, length),
		end: node.at + length
	};
	const tail = {
		...node,
		text: node.text.slice(length),
		at: node.at + length
	};
	nodes.splice(index, 1, head, tail);
}
/** The characters of nodes that are plain text. */
function literalText(nodes) {
	return (nodes ?? []).map((node) => node.kind === "text" || node.kind === "verb" ? node.text : node.kind === "blank" ? " " : node.kind === "group" ? literalText(node.children) : "").join("");
}

// src/manuscript/formats/latex/symbols.ts
/** Macros without arguments. An empty string prints nothing; a blank separates words. */
const SYMBOLS = new Map(Object.entries({
	"%": "%",
	"&": "&",
	$: "$",
	"#": "#",
	_: "_",
	"{": "{",
	"}": "}",
	" ": " ",
	"\n": " ",
	"	": " ",
	",": " ",
	";": " ",
	":": " ",
	">": " ",
	"!": "",
	"/": "",
	"-": "",
	"@": "",
	"+": "",
	"(": "",
	")": "",
	quad: " ",
	qquad: " ",
	space: " ",
	xspace: "",
	thinspace: " ",
	enspace: " ",
	enskip: " ",
	nobreakspace: " ",
	newline: " ",
	linebreak: " ",
	ss: "ß",
	SS: "SS",
	o: "ø",
	O: "Ø",
	l: "ł",
	L: "Ł",
	ae: "æ",
	AE: "Æ",
	oe: "œ",
	OE: "Œ",
	aa: "å",
	AA: "Å",
	i: "ı",
	j: "ȷ",
	dh: "ð",
	DH: "Ð",
	dj: "đ",
	DJ: "Đ",
	ng: "ŋ",
	NG: "Ŋ",
	th: "þ",
	TH: "Þ",
	S: "§",
	P: "¶",
	copyright: "©",
	pounds: "£",
	euro: "€",
	texteuro: "€",
	EUR: "€",
	dag: "†",
	ddag: "‡",
	dots: "…",
	ldots: "…",
	textellipsis: "…",
	slash: "/",
	LaTeX: "LaTeX",
	TeX: "TeX",
	LaTeXe: "LaTeX2e",
	BibTeX: "BibTeX",
	textbackslash: "\\",
	textasciitilde: "~",
	textasciicircum: "^",
	textless: "<",
	textgreater: ">",
	textbar: "|",
	textbraceleft: "{",
	textbraceright: "}",
	textunderscore: "_",
	textdollar: "$",
	textpercent: "%",
	textendash: "–",
	textemdash: "—",
	textquoteleft: "‘",
	textquoteright: "’",
	textquotedblleft: "“",
	textquotedblright: "”",
	textquotesingle: "'",
	textquotedbl: "\"",
	lq: "‘",
	rq: "’",
	guillemotleft: "«",
	guillemotright: "»",
	textregistered: "®",
	texttrademark: "™",
	textcopyright: "©",
	textbullet: "•",
	textdagger: "†",
	textdaggerdbl: "‡",
	textsection: "§",
	textparagraph: "¶",
	textdegree: "°",
	degree: "°",
	textmu: "µ",
	textpm: "±",
	textmultiply: "×",
	textdiv: "÷",
	texttimes: "×",
	textminus: "−",
	textohm: "Ω",
	textonehalf: "½",
	textonequarter: "¼",
	textthreequarters: "¾",
	textperthousand: "‰",
	textpertenthousand: "‱",
	permil: "‰",
	textcelsius: "℃",
	textasteriskcentered: "*",
	textcolon: ":",
	colon: ":",
	textordfeminine: "ª",
	textordmasculine: "º",
	textonesuperior: "¹",
	texttwosuperior: "²",
	textthreesuperior: "³",
	alpha: "α",
	beta: "β",
	gamma: "γ",
	delta: "δ",
	kappa: "κ",
	lambda: "λ",
	mu: "μ",
	pm: "±",
	times: "×",
	sim: "~",
	approx: "≈",
	le: "≤",
	leq: "≤",
	ge: "≥",
	geq: "≥",
	rightarrow: "→",
	to: "→",
	leftarrow: "←",
	cdot: "·",
	infty: "∞",
	textalpha: "α",
	textbeta: "β",
	textgamma: "γ",
	textkappa: "κ",
	textrightarrow: "→",
	checkmark: "✓",
	cmark: "✓",
	ie: "i.e.",
	eg: "e.g.",
	etal: "et al.",
	today: ""
}));
/** Accent macros and the combining characters that they set upon their argument. */
const ACCENTS = new Map(Object.entries({
	"'": "́",
	"`": "̀",
	"\"": "̈",
	"^": "̂",
	"~": "̃",
	"=": "̄",
	".": "̇",
	c: "̧",
	v: "̌",
	u: "̆",
	H: "̋",
	k: "̨",
	r: "̊",
	d: "̣",
	b: "̱",
	t: "͡"
}));
function isAccent(macro) {
	return ACCENTS.has(macro);
}
/** @param letter the accent's argument as a reader sees it: `e`, or `ı` of `\'\i` */
function accented(macro, letter) {
	const [first = "", ...rest] = letter.replace(/^ı/, "i").replace(/^ȷ/, "j");
	return (first + (ACCENTS.get(macro) ?? "")).normalize("NFC") + rest.join("");
}
const LIGATURES = [
	["---", "—"],
	["--", "–"],
	["``", "“"],
	["''", "”"],
	[",,", "„"],
	["?`", "¿"],
	["!`", "¡"],
	["`", "‘"],
	["'", "’"],
	["~", " "]
];
/** What TeX's fonts make of plain characters: `--` is one dash, `~` a blank. */
function withLigatures(text) {
	return LIGATURES.reduce((so, [written, seen]) => so.replaceAll(written, seen), text);
}
/** Nodes as LaTeX again, such as the math in a macro's argument. */
function sourceText(nodes) {
	return nodes.map((node) => {
		switch (node.kind) {
			case "text":
			case "verb": return node.text;
			case "group": return `{${sourceText(node.children)}}`;
			case "macro": return `\\${node.name}${/[a-zA-Z]$/.test(node.name) ? " " : ""}`;
			case "math": return node.body;
			case "environment": return sourceText(node.children);
			default: return " ";
		}
	}).join("").replace(/ (?=[^a-zA-Z]|$)/g, "");
}
/** What a reader sees of short nodes, such as an accent's letter, a power or a unit. */
function visibleText(nodes) {
	return (nodes ?? []).map(visibleTextOf).join("").replace(/\s+/g, " ").trim();
}
function visibleTextOf(node) {
	switch (node.kind) {
		case "text": return withLigatures(node.text);
		case "blank": return " ";
		case "group": return visibleText(node.children);
		case "math": return `$${node.body.trim()}$`;
		case "macro": return SYMBOLS.get(node.name) ?? "";
		case "verb": return node.text;
		case "paragraph end":
		case "environment": return "";
	}
}
const DELIMITER_SIGNS = {
	lvert: "|",
	rvert: "|",
	vert: "|",
	lVert: "∥",
	rVert: "∥",
	Vert: "∥",
	"|": "∥",
	langle: "⟨",
	rangle: "⟩",
	lfloor: "⌊",
	rfloor: "⌋",
	lceil: "⌈",
	rceil: "⌉",
	"{": "{",
	"}": "}",
	lbrace: "{",
	rbrace: "}",
	mid: "|",
	lbrack: "[",
	rbrack: "]"
};
/** Space, and the size of what stands between. */
const NO_SIGN = /^(?:[,;:! ]|delimsize|mathopen|mathclose|quad|nonscript|allowbreak|left|right|middle)$/;
/** A delimiter, or what stands between two arguments, in signs. */
function signsOf(nodes) {
	return nodes.map((node) => {
		if (node.kind === "text") return node.text;
		if (node.kind === "macro") return DELIMITER_SIGNS[node.name] ?? (NO_SIGN.test(node.name) ? "" : `\\${node.name}`);
		return node.kind === "group" ? signsOf(node.children) : "";
	}).join("").replace(/\s+/g, "");
}
/** @param body of the arguments, `#1` or `#1,#2`  @returns undefined where more stands in it than fits there */
function pairedDelimiters(left, body, right) {
	const [opens, closes, inside] = [
		left,
		right,
		body
	].map(signsOf);
	const between = body.length === 0 ? "#1" : inside ?? "";
	const [, separator = ""] = /^#1(?:([^#]{1,2})#2)?$/.exec(between) ?? [];
	if (opens?.length !== 1 || closes?.length !== 1 || !/^#1(?:[^#]{1,2}#2)?$/.test(between)) return void 0;
	return {
		left: opens,
		separator,
		right: closes
	};
}

// src/manuscript/formats/latex/siunitx.ts
/** Numbers, units and quantities as siunitx prints them (version 3, its own settings, and those of \sisetup that change what a
*  reader takes from the page). Powers are written `m^-2`, as everywhere in a passage. An undeclared unit keeps its name. */
const PREFIXES = {
	quecto: "q",
	ronto: "r",
	yocto: "y",
	zepto: "z",
	atto: "a",
	femto: "f",
	pico: "p",
	nano: "n",
	micro: "µ",
	milli: "m",
	centi: "c",
	deci: "d",
	deca: "da",
	deka: "da",
	hecto: "h",
	kilo: "k",
	mega: "M",
	giga: "G",
	tera: "T",
	peta: "P",
	exa: "E",
	zetta: "Z",
	yotta: "Y",
	kibi: "Ki",
	mebi: "Mi",
	gibi: "Gi",
	tebi: "Ti"
};
const UNITS = {
	metre: "m",
	meter: "m",
	gram: "g",
	kilogram: "kg",
	second: "s",
	ampere: "A",
	kelvin: "K",
	mole: "mol",
	candela: "cd",
	litre: "L",
	liter: "L",
	hertz: "Hz",
	newton: "N",
	pascal: "Pa",
	joule: "J",
	watt: "W",
	coulomb: "C",
	volt: "V",
	farad: "F",
	ohm: "Ω",
	siemens: "S",
	weber: "Wb",
	tesla: "T",
	henry: "H",
	lumen: "lm",
	lux: "lx",
	becquerel: "Bq",
	gray: "Gy",
	sievert: "Sv",
	katal: "kat",
	celsius: "°C",
	degreeCelsius: "°C",
	degree: "°",
	minute: "min",
	hour: "h",
	day: "d",
	percent: "%",
	bar: "bar",
	electronvolt: "eV",
	dalton: "Da",
	hectare: "ha",
	tonne: "t",
	astronomicalunit: "au",
	atomicmassunit: "u",
	bel: "B",
	neper: "Np",
	micron: "µm",
	steradian: "sr",
	permil: "‰",
	mmHg: "mmHg",
	barn: "b",
	molar: "M",
	Molar: "M",
	angstrom: "Å",
	bit: "bit",
	byte: "B",
	radian: "rad",
	arcminute: "′",
	arcsecond: "″",
	decibel: "dB",
	l: "L",
	um: "µm"
};
/** Abbreviations that the package defines are their own names, but for the micro, the litre and the ohm: `uL`, `ml`, `kohm`. */
const ABBREVIATION = /^(?:u(?=(?:m|g|l|L|s|A|V|W|J|F|N|mol|M|C|Hz)$)|[munpk]?(?=(?:l|ohm)$)|h(?=l$)|M(?=ohm$))(?<unit>.*)$/;
/** The symbol of a unit or prefix that is named alone: `kilo`; its name where it is not declared. */
function unitSymbol(name) {
	return Object.hasOwn(PREFIXES, name) ? PREFIXES[name] ?? name : Object.hasOwn(UNITS, name) ? UNITS[name] ?? name : name;
}
const DEFAULTS = {
	per: "power",
	to: " to ",
	repeatsUnit: true,
	separatesUncertainty: false
};
var Siunitx = class {
	#own = /* @__PURE__ */ new Map();
	#settings = DEFAULTS;
	/** \DeclareSIUnit */
	declare(name, symbol) {
		const macro = name?.find((node) => node.kind === "macro");
		if (macro?.kind === "macro" && symbol !== void 0) this.#own.set(macro.name, symbol);
	}
	/** \sisetup */
	setUp(options) {
		this.#settings = withOptions(this.#settings, literalText(options));
	}
	/** @param args options, then what the form takes: a number or a list of them (of a range two), and a unit
	*  @param expand what a macro of the author stands for */
	text(form, args, expand) {
		const settings = withOptions(this.#settings, literalText(args[0]));
		const unit = (nodes) => this.#unit(nodes, settings, expand);
		const number = (nodes) => numberText(visibleText(nodes), settings);
		switch (form) {
			case "unit": return unit(args[1]);
			case "angle": return angleText(visibleText(args[1]));
			case "number": return number(args[1]);
			case "quantity": return quantity(number(args[1]), unit(args.at(-1)));
			case "number range": return [args[1], args[2]].map(number).join(settings.to);
			case "quantity range": return several([args[1], args[2]].map(number), unit(args[3]), settings, (all) => all.join(settings.to));
			case "number list": return enumerated(items(args[1], ";", settings));
			case "quantity list": return several(items(args[1], ";", settings), unit(args[2]), settings, enumerated);
			case "number product": return items(args[1], "x", settings).join(" × ");
			case "quantity product": return several(items(args[1], "x", settings), unit(args[2]), settings, (all) => all.join(" × "));
		}
	}
	#unit(nodes, { per }, expand) {
		const factors = [];
		new UnitReader(factors, (name) => this.#own.get(name) ?? expand(name)).read(nodes ?? []);
		const above = factors.filter(({ below }) => !below).map(({ text, power }) => powered(text, power));
		const below = factors.filter((factor) => factor.below);
		if (below.length === 0) return above.join(" ");
		if (per === "power") return factors.map((one) => powered(one.text, one.below ? `-${one.power || "1"}` : one.power)).join(" ");
		const divisors = below.map(({ text, power }) => powered(text, power));
		const over = above.length === 0 ? "1" : above.join(" ");
		if (per === "repeated-symbol") return [over, ...divisors].join("/");
		return `${over}/${divisors.length === 1 ? divisors.join("") : `(${divisors.join(" ")})`}`;
	}
};
/** Macros of units within each other, and parts of one unit; more is a definition that refers to itself, or grows without end. */
const DEEPEST = 10;
const MOST_PARTS = 100;
var UnitReader = class {
	#factors;
	#meaning;
	#prefix = "";
	#power = "";
	#below = false;
	#depth = 0;
	#parts = 0;
	constructor(factors, meaning) {
		this.#factors = factors;
		this.#meaning = meaning;
	}
	read(nodes) {
		for (let index = 0; index < nodes.length && this.#parts++ < MOST_PARTS; index++) {
			const node = nodes[index];
			if (node?.kind === "macro") {
				const next = nodes[index + 1];
				if (this.#macro(node.name, next?.kind === "group" ? next.children : void 0)) index++;
			} else if (node?.kind === "group") this.#literal(visibleText(node.children));
			else if (node?.kind === "text") this.#literal(node.text.replace(/[.~]/g, " "));
			else if (node?.kind === "math") this.#literal(node.body.replace(/\^\{?\\circ\}?/g, "°").replace(/[{}\s]/g, ""));
		}
	}
	/** @returns whether it took the group after it */
	#macro(name, argument) {
		const own = this.#meaning(name);
		if (own !== void 0 && this.#depth < DEEPEST) {
			this.#depth++;
			this.read(own);
			this.#depth--;
			return false;
		}
		const last = this.#factors.at(-1);
		switch (name) {
			case "per":
				this.#below = true;
				return false;
			case "square":
				this.#power = "2";
				return false;
			case "cubic":
				this.#power = "3";
				return false;
			case "raiseto":
				this.#power = visibleText(argument);
				return argument !== void 0;
			case "squared":
			case "cubed":
			case "tothe":
				if (last !== void 0) last.power = name === "squared" ? "2" : name === "cubed" ? "3" : visibleText(argument);
				return name === "tothe" && argument !== void 0;
			case "of":
				if (last !== void 0) last.text += ` ${visibleText(argument)}`;
				return argument !== void 0;
			default:
				this.#named(name);
				return false;
		}
	}
	#named(name) {
		const prefix = PREFIXES[name];
		const symbol = SYMBOLS.get(name);
		if (prefix !== void 0) this.#prefix += prefix;
		else if (UNITS[name] === void 0 && symbol !== void 0) this.#literal(symbol);
		else this.#add(UNITS[name] ?? abbreviation(name), false);
	}
	#literal(text) {
		const last = this.#factors.at(-1);
		if (last?.literal === true && !this.#isPending) last.text += text;
		else if (text.trim() !== "") this.#add(text, true);
	}
	get #isPending() {
		return this.#below || this.#prefix !== "" || this.#power !== "";
	}
	#add(text, literal) {
		this.#factors.push({
			text: this.#prefix + text,
			power: this.#power,
			below: this.#below,
			literal
		});
		this.#prefix = "";
		this.#power = "";
		this.#below = false;
	}
};
function powered(text, power) {
	const plain = text.replace(/\s+/g, " ").trim();
	return power === "" ? plain : `${plain}^${power}`;
}
function abbreviation(name) {
	const unit = ABBREVIATION.exec(name)?.groups?.["unit"];
	if (unit === void 0) return name;
	const prefix = name.slice(0, name.length - unit.length);
	return (prefix === "u" ? "µ" : prefix) + (unit === "l" ? "L" : unit === "ohm" ? "Ω" : unit);
}
/** No blank before the signs of an angle. */
function quantity(number, unit) {
	return /^[°′″]$/.test(unit) ? number + unit : `${number} ${unit}`.trim();
}
function several(numbers, unit, { repeatsUnit }, join) {
	return repeatsUnit ? join(numbers.map((number) => quantity(number, unit))) : quantity(join([...numbers]), unit);
}
function items(list, separator, settings) {
	return visibleText(list).split(separator).map((item) => numberText(item, settings));
}
function enumerated(items) {
	return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
/** `3 +- 0.2` is 3.0(2), `.5` is 0.5, `+-5` is ±5, `2x3` is 2 × 3; what is no number stays as it is. */
function numberText(written, { separatesUncertainty }) {
	const plain = written.replace(/\+-|\\pm/g, "±").trim();
	const tight = plain.replace(/\s+/g, "").replace(/,(?=\d)/g, ".");
	if (!/^[\d.±+\-exED()<>≤≥~−]+$/.test(tight)) return plain;
	const [, value, uncertainty, exponent = ""] = /^([+-]?\d*\.?\d+)±(\d*\.?\d+)(e[+-]?\d+)?$/i.exec(tight) ?? [];
	if (value !== void 0 && uncertainty !== void 0) {
		const decimals = Math.max(decimalsOf(value), decimalsOf(uncertainty));
		if (separatesUncertainty) return `${withZero(padded(value, decimals))} ± ${withZero(padded(uncertainty, decimals))}${exponent}`;
		const digits = padded(uncertainty, decimals).replace(".", "").replace(/^0+(?=\d)/, "");
		return `${withZero(padded(value, decimals))}(${digits})${exponent}`;
	}
	return withZero(tight).replace(/(?<=\d)x(?=\d)/g, " × ");
}
function withZero(number) {
	return number.replace(/(^|[^\d])\.(?=\d)/g, "$10.");
}
function decimalsOf(number) {
	return number.split(".")[1]?.length ?? 0;
}
function padded(number, decimals) {
	const missing = "0".repeat(Math.min(40, decimals - decimalsOf(number)));
	return missing === "" ? number : `${number}${number.includes(".") ? "" : "."}${missing}`;
}
/** `12;30;` is 12°30′. */
function angleText(written) {
	const signs = [
		"°",
		"′",
		"″"
	];
	return written.split(";").map((part, at) => part.trim() === "" ? "" : part.trim() + (signs[at] ?? "")).join("");
}
function withOptions(settings, options) {
	if (!options.includes("=")) return settings;
	const value = (key) => new RegExp(`(?:^|,)\\s*${key}\\s*=\\s*([^,]*)`).exec(options)?.[1];
	const per = value("per-mode")?.trim();
	const to = value("range-phrase");
	const units = value("range-units")?.trim() ?? value("list-units")?.trim();
	const uncertainty = value("separate-uncertainty")?.trim() ?? value("uncertainty-mode")?.trim();
	return {
		per: per === void 0 ? settings.per : perMode(per),
		to: to === void 0 ? settings.to : to.trim() === "" || /^-+$/.test(to.trim()) ? "–" : ` ${to.trim()} `,
		repeatsUnit: units === void 0 ? settings.repeatsUnit : units === "repeat",
		separatesUncertainty: uncertainty === void 0 ? settings.separatesUncertainty : /^(?:true|separate)$/.test(uncertainty)
	};
}
function perMode(written) {
	if (written === "repeated-symbol") return written;
	return /symbol|fraction/.test(written) ? "symbol" : "power";
}

export { isAccent as a, visibleText as c, readArguments as d, signature as f, accented as i, withLigatures as l, unitSymbol as n, pairedDelimiters as o, splitText as p, SYMBOLS as r, sourceText as s, Siunitx as t, literalText as u };