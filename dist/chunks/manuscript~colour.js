import { t as CleanTextBuilder } from "./manuscript~document~action.js";

// src/manuscript/formats/latex/colour.ts
const BLACK = [
	0,
	0,
	0
];
const WHITE = [
	1,
	1,
	1
];
const NAMED = {
	black: BLACK,
	white: WHITE,
	red: [
		1,
		0,
		0
	],
	green: [
		0,
		1,
		0
	],
	blue: [
		0,
		0,
		1
	],
	cyan: [
		0,
		1,
		1
	],
	magenta: [
		1,
		0,
		1
	],
	yellow: [
		1,
		1,
		0
	],
	gray: [
		.5,
		.5,
		.5
	],
	grey: [
		.5,
		.5,
		.5
	],
	darkgray: [
		.25,
		.25,
		.25
	],
	lightgray: [
		.75,
		.75,
		.75
	],
	brown: [
		.75,
		.5,
		.25
	],
	orange: [
		1,
		.5,
		0
	],
	pink: [
		1,
		.75,
		.75
	],
	purple: [
		.75,
		0,
		.25
	],
	teal: [
		0,
		.5,
		.5
	],
	violet: [
		.5,
		0,
		.5
	],
	olive: [
		.5,
		.5,
		0
	],
	lime: [
		.75,
		1,
		0
	],
	snow: [
		1,
		.98,
		.98
	],
	ivory: [
		1,
		1,
		.94
	],
	ghostwhite: [
		.97,
		.97,
		1
	],
	floralwhite: [
		1,
		.98,
		.94
	],
	whitesmoke: [
		.96,
		.96,
		.96
	]
};
/** How far apart in one channel text and background must be for text to be read; gray!10 on white is not, a light grey note is. */
const LEAST_CONTRAST = .12;
function isIndistinguishable(text, background) {
	return text !== void 0 && background !== void 0 && text.every((channel, at) => Math.abs(channel - (background[at] ?? 0)) < LEAST_CONTRAST);
}
/** The author's own colours, and xcolor's way to name and mix them. */
var Palette = class {
	#own = /* @__PURE__ */ new Map();
	/** Of the page that is set; undefined where it is not known. */
	page = WHITE;
	/** Of \hl. */
	highlight = [
		1,
		1,
		0
	];
	define(name, colour) {
		this.#own.set(name.trim(), colour);
	}
	/** `white`, `white!95!black`, `gray!5`, an author's colour, or `1,1,1` of `model`. */
	colour(spec, model) {
		return model === void 0 || model.trim() === "" || model.trim() === "named" ? this.#mix(spec) : inModel(model.trim(), spec);
	}
	#mix(spec) {
		const [first = "", ...rest] = spec.trim().split("!");
		let mixed = this.#named(first);
		for (let at = 0; at < rest.length; at += 2) {
			const share = Number(rest[at]) / 100;
			const other = rest[at + 1] === void 0 || rest[at + 1] === "" ? WHITE : this.#named(rest[at + 1] ?? "");
			if (mixed === void 0 || other === void 0 || Number.isNaN(share)) return void 0;
			mixed = blend(mixed, other, share);
		}
		return mixed;
	}
	#named(name) {
		const plain = name.trim().replace(/^-/, "");
		const colour = this.#own.has(plain) ? this.#own.get(plain) : NAMED[plain] ?? NAMED[plain.toLowerCase()];
		return name.trim().startsWith("-") && colour !== void 0 ? [
			1 - colour[0],
			1 - colour[1],
			1 - colour[2]
		] : colour;
	}
};
function blend(a, b, share) {
	return [
		a[0] * share + b[0] * (1 - share),
		a[1] * share + b[1] * (1 - share),
		a[2] * share + b[2] * (1 - share)
	];
}
function inModel(model, spec) {
	if (model === "HTML") {
		const hex = /^\s*#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\s*$/i.exec(spec);
		return hex === null ? void 0 : rgb(hex.slice(1).map((pair) => Number.parseInt(pair, 16) / 255));
	}
	const parts = spec.split(",").map((part) => part.trim() === "" ? NaN : Number(part));
	if (parts.some(Number.isNaN)) return void 0;
	const [first = 0, second = 0, third = 0, fourth = 0] = parts;
	switch (model) {
		case "rgb": return rgb(parts);
		case "RGB": return rgb(parts.map((part) => part / 255));
		case "gray": return [
			first,
			first,
			first
		];
		case "Gray": return [
			first / 15,
			first / 15,
			first / 15
		];
		case "cmy": return [
			1 - first,
			1 - second,
			1 - third
		];
		case "cmyk": return [
			(1 - first) * (1 - fourth),
			(1 - second) * (1 - fourth),
			(1 - third) * (1 - fourth)
		];
		case "hsb": return second < .05 ? [
			third,
			third,
			third
		] : void 0;
		default: return;
	}
}
function rgb([red, green, blue]) {
	return red === void 0 || green === void 0 || blue === void 0 ? void 0 : [
		red,
		green,
		blue
	];
}
/** Points in one unit of length; em and ex at 10 points. The page's own lengths are left out: \textwidth is not used to hide text. */
const POINTS = {
	pt: 1,
	bp: 1.004,
	mm: 2.845,
	cm: 28.45,
	in: 72.27,
	pc: 12,
	dd: 1.07,
	cc: 12.84,
	sp: 1 / 65536,
	em: 10,
	ex: 4.3
};
/** Characters. More is no length that an author writes, and digits without end are slow to tell from one. */
const LONGEST_LENGTH = 100;
/** @param length such as `-30cm`, or a bare number where a command takes points; @returns points, undefined where it cannot be known */
function points(length) {
	if (length.length > LONGEST_LENGTH) return void 0;
	const found = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]{2})?\s*(?:plus.*|minus.*)?$/.exec(length);
	const unit = found?.[2] === void 0 ? 1 : POINTS[found[2]];
	return found === null || unit === void 0 ? void 0 : Number(found[1]) * unit;
}

// src/manuscript/formats/passage-flow.ts
/** From what a reader sees, bit by bit, to passages in reading order, for formats whose markup is followed: LaTeX and Typst.
*  Invariant: a passage is one range of one file; what stands aside (a footnote, a caption in mid-sentence) becomes a passage of
*  its own after the one that it interrupts. */
var PassageFlow = class {
	/** What the text that follows is. */
	kind = "paragraph";
	sink;
	open;
	#aside = [];
	/** Passages go here instead of to the sink while something is captured. */
	#collecting;
	constructor(sink, open) {
		this.sink = sink;
		this.open = open;
	}
	get isEmpty() {
		return this.open.isEmpty;
	}
	/** Ends the passage that is open, if a reader sees anything of it. */
	flush() {
		this.endHiddenRun();
		const passage = this.open.build(this.kind);
		this.open = this.emptyPassage();
		const aside = this.#aside;
		this.#aside = [];
		for (const made of passage === void 0 ? aside : [passage, ...aside]) this.#add(made);
	}
	/** Reads something that stands beside the open passage, which goes on afterwards. */
	aside(kind, read) {
		const made = this.capture(kind, read);
		for (const passage of made) if (this.open.isEmpty) this.#add(passage);
		else this.#aside.push(passage);
	}
	/** Reads something into passages of its own that are returned, and given to no sink. */
	capture(kind, read) {
		this.endHiddenRun();
		const { open, kind: outerKind } = this;
		const [aside, collecting] = [this.#aside, this.#collecting];
		const made = [];
		this.open = this.emptyPassage();
		this.#aside = [];
		this.#collecting = made;
		this.kind = kind;
		read();
		this.flush();
		this.open = open;
		this.#aside = aside;
		this.#collecting = collecting;
		this.kind = outerKind;
		return made;
	}
	#add(passage) {
		if (this.#collecting === void 0) this.sink.passage(passage);
		else this.#collecting.push(passage);
	}
};
/** Collects what a reader sees of one paragraph, and remembers which characters of the file it came from. */
var PassageBuilder = class {
	source;
	clean = new CleanTextBuilder();
	#first;
	#last = 0;
	#line = 0;
	constructor(source) {
		this.source = source;
	}
	get isEmpty() {
		return this.#first === void 0;
	}
	addBlank() {
		this.clean.addBlank();
	}
	addToken(token, range) {
		this.clean.addToken(token, this.extend({
			at: range.at,
			end: this.firstLineEnd(range)
		}, ""));
	}
	/** Undefined where a reader sees no letter, digit or stand-in: stray punctuation of dropped markup is no passage. */
	build(kind) {
		const { text, lines } = this.clean.build();
		if (this.#first === void 0 || !/[\p{L}\p{N}]/u.test(text)) return void 0;
		const { at, end } = this.rangeOf({
			at: this.#first,
			end: this.#last
		});
		const { file, text: whole } = this.source;
		const [startLine, endLine] = [this.source.lineAt(at), this.source.lineAt(Math.max(at, end - 1))];
		return {
			kind,
			file,
			startLine,
			endLine,
			source: whole.slice(at, end),
			text,
			lines
		};
	}
	/** The passage's range in the file. @param seen from the first character that a reader sees to the last */
	rangeOf(seen) {
		return seen;
	}
	/** Where the first line of a range ends. Looks at the range alone: a line may be as long as the file. */
	firstLineEnd({ at, end }) {
		const [first = ""] = this.source.text.slice(at, end).split("\n", 1);
		return at + first.trimEnd().length;
	}
	/** Takes a range into the passage. Lines never go back: of a macro whose arguments print in another order, all stands where the
	*  first does.
	*  @param text that is added of it
	*  @returns the line on which the text begins */
	extend({ at, end }, text) {
		this.#first ??= at;
		this.#last = Math.max(this.#last, end);
		this.#line = Math.max(this.#line, this.source.lineAt(at));
		const line = this.#line;
		this.#line += text.split("\n").length - 1;
		return line;
	}
};

export { WHITE as a, Palette as i, PassageFlow as n, isIndistinguishable as o, BLACK as r, points as s, PassageBuilder as t };