import { o as ManuscriptError } from "./shared~errors.js";
import { n as isAbstractName, o as kindOfSection } from "./manuscript~section-names~action.js";
import { i as languageTag, r as checkPassageCount } from "./manuscript~document~action.js";
import { a as WHITE, n as PassageFlow, o as isIndistinguishable, r as BLACK, t as PassageBuilder } from "./manuscript~colour.js";
import { n as __wbg_set_wasm, r as typst_syntax_bg_exports, t as TypstWasmParser } from "./small-libraries5.js";
import { readFile } from "node:fs/promises";

// src/manuscript/formats/typst/values.ts
var Scope = class Scope {
	source;
	#parent;
	#values = /* @__PURE__ */ new Map();
	constructor(source, parent) {
		this.source = source;
		this.#parent = parent;
	}
	/** A scope within this one. */
	inner() {
		return new Scope(this.source, this);
	}
	define(name, value) {
		this.#values.set(name, value);
	}
	/** Undefined where nothing of the tree has that name. */
	get(name) {
		return this.#values.get(name) ?? this.#parent?.get(name);
	}
	/** Gives a name another value, where it was defined. */
	assign(name, value) {
		if (this.#values.has(name) || this.#parent === void 0) this.#values.set(name, value);
		else this.#parent.assign(name, value);
	}
	/** Of a module: what others may import. */
	get own() {
		return this.#values;
	}
};
/** Of one array. */
const MOST_ITEMS = 2e3;
const NONE = { type: "none" };
const UNKNOWN = { type: "unknown" };
function booleanValue(value) {
	return {
		type: "boolean",
		value
	};
}
function numberValue(value) {
	return {
		type: "number",
		value
	};
}
function stringValue(text) {
	return {
		type: "string",
		text,
		place: void 0
	};
}
/** Typst's own, in red, green and blue. */
const NAMED_COLOURS = {
	black: BLACK,
	white: WHITE,
	gray: [
		.67,
		.67,
		.67
	],
	silver: [
		.87,
		.87,
		.87
	],
	navy: [
		0,
		.12,
		.25
	],
	blue: [
		0,
		.45,
		.85
	],
	aqua: [
		.5,
		.86,
		1
	],
	teal: [
		.22,
		.8,
		.8
	],
	eastern: [
		.14,
		.62,
		.68
	],
	purple: [
		.69,
		.05,
		.79
	],
	fuchsia: [
		.94,
		.07,
		.75
	],
	maroon: [
		.52,
		.08,
		.29
	],
	red: [
		1,
		.25,
		.21
	],
	orange: [
		1,
		.52,
		.11
	],
	yellow: [
		1,
		.86,
		0
	],
	olive: [
		.24,
		.6,
		.44
	],
	green: [
		.18,
		.8,
		.25
	],
	lime: [
		0,
		1,
		.44
	]
};
function namedColour(name) {
	const colour = Object.hasOwn(NAMED_COLOURS, name) ? NAMED_COLOURS[name] : void 0;
	return colour === void 0 ? void 0 : {
		type: "colour",
		colour,
		alpha: 1
	};
}
/** `rgb("#fff")`, `rgb(255, 255, 255)`, `rgb(100%, 100%, 100%, 0%)`, `luma(250)`, `cmyk(0%, 0%, 0%, 0%)`, `oklch(100%, 0, 0deg)`;
*  what is no colour for sure is unknown. */
function colourBy(model, args) {
	const [first] = args;
	if (first?.type === "colour") return first;
	if (model === "rgb" && first?.type === "string") return hexColour(first.text);
	const parts = args.map((arg) => channel(arg));
	if (parts.some((part) => part === void 0)) return lightness(model, parts[0]);
	const [a = 0, b = 0, c = 0, d] = parts.map((part) => part ?? 0);
	const of = (colour, alpha = 1) => ({
		type: "colour",
		colour,
		alpha
	});
	switch (model) {
		case "rgb":
		case "color.linear-rgb": return of([
			a,
			b,
			c
		], d);
		case "luma": return of([
			a,
			a,
			a
		], parts[1] ?? 1);
		case "cmyk": return of([
			(1 - a) * (1 - (d ?? 0)),
			(1 - b) * (1 - (d ?? 0)),
			(1 - c) * (1 - (d ?? 0))
		]);
		default: return lightness(model, parts[0]);
	}
}
/** Of models whose first channel is how light a colour is, only black and white are recognised. `hsv` and `hsl` have it last. */
function lightness(model, light) {
	if (!/^(?:oklab|oklch)$/.test(model) || light === void 0) return UNKNOWN;
	if (light > .97) return {
		type: "colour",
		colour: WHITE,
		alpha: 1
	};
	return light < .03 ? {
		type: "colour",
		colour: BLACK,
		alpha: 1
	} : UNKNOWN;
}
function hexColour(written) {
	const hex = /^#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(written.trim())?.[1];
	if (hex === void 0) return UNKNOWN;
	const [red = 0, green = 0, blue = 0, alpha = 1] = ((hex.length < 6 ? [...hex].map((digit) => digit + digit).join("") : hex).match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16) / 255);
	return {
		type: "colour",
		colour: [
			red,
			green,
			blue
		],
		alpha
	};
}
/** 0 to 1. */
function channel(value) {
	if (value.type === "number") return Math.min(1, Math.max(0, value.value / 255));
	return value.type === "length" && value.value.points === 0 ? value.value.ratio : void 0;
}
/** `color.mix(white, gray)`, in equal parts. */
function mixedColour(args) {
	const colours = args.flatMap((arg) => arg.type === "colour" ? [arg.colour] : []);
	if (colours.length === 0 || colours.length !== args.length) return UNKNOWN;
	const mean = (at) => colours.reduce((sum, colour) => sum + colour[at], 0) / colours.length;
	return {
		type: "colour",
		colour: [
			mean(0),
			mean(1),
			mean(2)
		],
		alpha: 1
	};
}
/** `white.transparentize(100%)`, `black.lighten(100%)`, `red.darken(20%)`. */
function changedColour(colour, method, args) {
	const [first] = args;
	const share = first?.type === "length" ? first.value.ratio : void 0;
	if (share === void 0) return UNKNOWN;
	const mix = (with_) => {
		const at = (index) => colour.colour[index] * (1 - share) + with_[index] * share;
		return [
			at(0),
			at(1),
			at(2)
		];
	};
	switch (method) {
		case "transparentize": return {
			...colour,
			alpha: colour.alpha * (1 - share)
		};
		case "lighten": return {
			...colour,
			colour: mix(WHITE)
		};
		case "darken": return {
			...colour,
			colour: mix(BLACK)
		};
		default: return UNKNOWN;
	}
}
const POINTS = {
	pt: 1,
	mm: 72 / 25.4,
	cm: 720 / 25.4,
	in: 72
};
/** `12pt`, `1.5em`, `30%`; undefined for angles and fractions. */
function lengthOf(written) {
	const [, digits, unit = ""] = /^([\d.]+(?:e[+-]?\d+)?)(pt|mm|cm|in|em|%)$/.exec(written) ?? [];
	if (digits === void 0) return void 0;
	const count = Number(digits);
	return {
		points: count * (POINTS[unit] ?? 0),
		em: unit === "em" ? count : 0,
		ratio: unit === "%" ? count / 100 : 0
	};
}
function inPoints({ points, em }, fontSize) {
	return points + em * fontSize;
}

// src/manuscript/formats/typst/methods.ts
/** What methods of arrays, dictionaries, texts and colours, and those functions of Typst that print nothing, give as a constant. */
/** Of methods that compute a constant; undefined where there is none, such as for a function of a module. */
function methodResult(target, method, args) {
	const values = () => args().flatMap(({ name, value }) => name === void 0 ? [value] : []);
	switch (target.type) {
		case "closure":
		case "function": return method === "with" ? {
			...target,
			preset: [...target.preset, ...args()]
		} : void 0;
		case "colour": return changedColour(target, method, values());
		case "array": return arrayResult(target, method, args());
		case "dictionary": {
			if (target.entries.has(method)) return void 0;
			const [first] = values();
			if (method === "at" && first?.type === "string") return target.entries.get(first.text) ?? defaultOf(args());
			if (method === "keys") return {
				type: "array",
				items: [...target.entries.keys()].map((key) => stringValue(key))
			};
			if (method === "values") return {
				type: "array",
				items: [...target.entries.values()]
			};
			if (method === "pairs") return {
				type: "array",
				items: [...target.entries].map(([key, value]) => ({
					type: "array",
					items: [stringValue(key), value]
				}))
			};
			return method === "len" ? numberValue(target.entries.size) : UNKNOWN;
		}
		case "string": return stringResult(target, method, values());
		case "number":
		case "boolean":
		case "none":
		case "unknown": return UNKNOWN;
		default: return;
	}
}
function defaultOf(args) {
	return args.find(({ name }) => name === "default")?.value ?? UNKNOWN;
}
function arrayResult(target, method, args) {
	const { items } = target;
	const [first] = args.flatMap(({ name, value }) => name === void 0 ? [value] : []);
	switch (method) {
		case "at": return first?.type === "number" ? items.at(first.value) ?? defaultOf(args) : UNKNOWN;
		case "first": return items[0] ?? UNKNOWN;
		case "last": return items.at(-1) ?? UNKNOWN;
		case "len": return numberValue(items.length);
		case "push":
			if (first !== void 0 && items.length < 2e3) items.push(first);
			return NONE;
		case "flatten": return {
			type: "array",
			items: items.flatMap((item) => item.type === "array" ? item.items : [item])
		};
		case "slice":
		case "rev":
		case "sorted":
		case "dedup": return method === "rev" ? {
			type: "array",
			items: items.toReversed()
		} : method === "slice" ? UNKNOWN : target;
		case "join": return {
			type: "joined",
			items: items.flatMap((item, index) => index > 0 && first !== void 0 ? [first, item] : [item])
		};
		case "enumerate": return {
			type: "array",
			items: items.map((item, index) => ({
				type: "array",
				items: [numberValue(index), item]
			}))
		};
		case "sum": return {
			type: "joined",
			items
		};
		case "filter": return target;
		case "map": return;
		case "pos": return target;
		case "named": return {
			type: "dictionary",
			entries: target.named ?? /* @__PURE__ */ new Map()
		};
		default: return UNKNOWN;
	}
}
function stringResult(target, method, args) {
	const [first, second] = args;
	switch (method) {
		case "len": return numberValue(target.text.length);
		case "contains":
		case "starts-with":
		case "ends-with": {
			if (first?.type !== "string") return UNKNOWN;
			const { text } = first;
			if (method === "contains") return booleanValue(target.text.includes(text));
			return booleanValue(method === "starts-with" ? target.text.startsWith(text) : target.text.endsWith(text));
		}
		case "replace": return first?.type === "string" && second?.type === "string" ? {
			...target,
			text: target.text.replaceAll(first.text, () => second.text)
		} : target;
		case "trim": return {
			...target,
			text: target.text.trim()
		};
		case "split": return first?.type === "string" && first.text !== "" ? {
			type: "array",
			items: target.text.split(first.text).slice(0, MOST_ITEMS).map((text) => ({
				...target,
				text
			}))
		} : UNKNOWN;
		default: return UNKNOWN;
	}
}
/** Typst's own functions that give no content, and whose result is not worth computing: data files, state, colours of other models. */
const NOT_COMPUTED = new Set(`color.hsl color.hsv gradient.linear gradient.radial gradient.conic tiling pattern stroke datetime duration selector type measure
  csv json yaml toml read xml cbor query counter state here locate`.split(/\s+/));
const COLOUR_FUNCTION = /^(?:color\.)?(?:rgb|luma|cmyk|oklab|oklch)$/;
/** Of Typst's own functions that compute a constant; undefined where they print. */
function typstResult(name, args) {
	if (NOT_COMPUTED.has(name)) return UNKNOWN;
	const values = () => args().flatMap(({ name: key, value }) => key === void 0 ? [value] : []);
	if (COLOUR_FUNCTION.test(name)) return colourBy(name.replace("color.", ""), values());
	if (name.startsWith("calc.")) return calculated(name.slice(5), values());
	switch (name) {
		case "color.linear-rgb": return colourBy(name, values());
		case "color.mix": return mixedColour(values());
		case "range": return rangeOf$1(values());
		case "sys.inputs.at": return defaultOf(args());
		case "sys.inputs.keys": return {
			type: "array",
			items: []
		};
		case "label": {
			const [first] = values();
			return first?.type === "string" ? {
				type: "label",
				name: first.text
			} : UNKNOWN;
		}
		case "str":
		case "int":
		case "float": {
			const [first] = values();
			return first?.type === "number" || first?.type === "string" ? first : UNKNOWN;
		}
		default: return;
	}
}
/** `range(to)`, `range(from, to)`. */
function rangeOf$1(args) {
	const numbers = args.map((value) => value.type === "number" ? value.value : NaN);
	const [from = 0, to = NaN] = numbers.length > 1 ? numbers : [0, ...numbers];
	if (Number.isNaN(to - from)) return UNKNOWN;
	const length = Math.min(Math.max(0, to - from), MOST_ITEMS);
	return {
		type: "array",
		items: Array.from({ length }, (_, index) => numberValue(from + index))
	};
}
const CALCULATIONS = {
	abs: Math.abs,
	pow: (a, b) => a ** b,
	min: Math.min,
	max: Math.max,
	odd: (a) => a % 2 !== 0,
	even: (a) => a % 2 === 0,
	rem: (a, b) => a % b,
	floor: Math.floor,
	ceil: Math.ceil,
	sqrt: Math.sqrt,
	quo: (a, b) => Math.floor(a / b)
};
function calculated(name, args) {
	const numbers = args.flatMap((arg) => arg.type === "number" ? [arg.value] : []);
	const by = Object.hasOwn(CALCULATIONS, name) ? CALCULATIONS[name] : void 0;
	if (by === void 0 || numbers.length === 0 || numbers.length !== args.length) return UNKNOWN;
	const found = by(...numbers);
	return typeof found === "boolean" ? booleanValue(found) : numberValue(found);
}

// src/manuscript/formats/typst/operations.ts
/** Arithmetic, comparison and joining of what is known; the result is unknown where a part of it is. */
function unary(operator, value) {
	if (operator === "Not") return value.type === "boolean" ? booleanValue(!value.value) : UNKNOWN;
	if (operator !== "Minus") return value;
	if (value.type === "number") return numberValue(-value.value);
	return value.type === "length" ? {
		type: "length",
		value: scaled(value.value, -1)
	} : UNKNOWN;
}
function scaled({ points, em, ratio }, by) {
	return {
		points: points * by,
		em: em * by,
		ratio: ratio * by
	};
}
function binary(operator, a, b) {
	switch (operator) {
		case "EqEq":
		case "ExclEq": {
			const equal = areEqual(a, b);
			return equal === void 0 ? UNKNOWN : booleanValue(equal === (operator === "EqEq"));
		}
		case "Lt":
		case "LtEq":
		case "Gt":
		case "GtEq": return order(operator, a, b);
		case "And":
		case "Or":
			if (b.type !== "boolean") return UNKNOWN;
			if (a.type === "boolean") return b;
			return b.value === (operator === "Or") ? b : UNKNOWN;
		case "In":
		case "Not In": return isIn(a, b, operator === "In");
		case "Plus":
		case "PlusEq": return sum(a, b);
		case "Minus": return a.type === "number" && b.type === "number" ? numberValue(a.value - b.value) : UNKNOWN;
		case "Star": return product(a, b);
		case "Slash": return quotient(a, b);
		default: return UNKNOWN;
	}
}
function order(operator, a, b) {
	if (a.type !== "number" || b.type !== "number") return UNKNOWN;
	const [x, y] = [a.value, b.value];
	return booleanValue({
		Lt: x < y,
		LtEq: x <= y,
		Gt: x > y,
		GtEq: x >= y
	}[operator]);
}
/** Content as often as it is asked for is read once. */
function product(a, b) {
	if (a.type === "number" && b.type === "number") return numberValue(a.value * b.value);
	if (a.type === "length" && b.type === "number") return {
		type: "length",
		value: scaled(a.value, b.value)
	};
	if (a.type === "number" && b.type === "length") return {
		type: "length",
		value: scaled(b.value, a.value)
	};
	return a.type === "content" || a.type === "string" ? a : UNKNOWN;
}
function quotient(a, b) {
	if (b.type !== "number" || b.value === 0) return UNKNOWN;
	if (a.type === "number") return numberValue(a.value / b.value);
	return a.type === "length" ? {
		type: "length",
		value: scaled(a.value, 1 / b.value)
	} : UNKNOWN;
}
function areEqual(a, b) {
	if (a.type === "unknown" || b.type === "unknown" || a.type === "subject" || b.type === "subject") return void 0;
	if (a.type !== b.type) return [a.type, b.type].some((type) => SIMPLE.has(type)) ? false : void 0;
	if (a.type === "number" && b.type === "number") return a.value === b.value;
	if (a.type === "boolean" && b.type === "boolean") return a.value === b.value;
	if (a.type === "string" && b.type === "string") return a.text === b.text;
	if (a.type === "array" && b.type === "array") return a.items.length === 0 || b.items.length === 0 ? a.items.length === b.items.length : void 0;
	if (a.type === "content" && b.type === "content") return void 0;
	return a.type === "none" || a.type === "auto" ? true : void 0;
}
const SIMPLE = /* @__PURE__ */ new Set([
	"none",
	"auto",
	"boolean",
	"number",
	"string",
	"array",
	"dictionary"
]);
function isIn(a, b, wanted) {
	if (b.type === "function" && b.name === "sys.inputs") return booleanValue(!wanted);
	if (b.type === "string" && a.type === "string") return booleanValue(b.text.includes(a.text) === wanted);
	if (b.type === "dictionary" && a.type === "string") return booleanValue(b.entries.has(a.text) === wanted);
	if (b.type !== "array") return UNKNOWN;
	const equal = b.items.map((item) => areEqual(a, item));
	if (equal.includes(true)) return booleanValue(wanted);
	return equal.includes(void 0) ? UNKNOWN : booleanValue(!wanted);
}
function sum(a, b) {
	if (a.type === "none") return b;
	if (b.type === "none") return a;
	if (a.type === "number" && b.type === "number") return numberValue(a.value + b.value);
	if (a.type === "string" && b.type === "string") return {
		...a,
		text: a.text + b.text
	};
	if (a.type === "length" && b.type === "length") return {
		type: "length",
		value: {
			points: a.value.points + b.value.points,
			em: a.value.em + b.value.em,
			ratio: a.value.ratio + b.value.ratio
		}
	};
	if (a.type === "array" && b.type === "array") return {
		type: "array",
		items: [...a.items, ...b.items].slice(0, MOST_ITEMS)
	};
	if (a.type === "dictionary" && b.type === "dictionary") return {
		type: "dictionary",
		entries: new Map([...a.entries, ...b.entries])
	};
	const items = [a, b].flatMap((one) => one.type === "joined" ? one.items : [one]);
	return items.length > 2e3 ? UNKNOWN : {
		type: "joined",
		items
	};
}

// src/manuscript/formats/typst/evaluate.ts
/** What an expression is worth where the tree alone decides it: literals, names, conditions, arithmetic, the fields and methods
*  of arrays and dictionaries. Everything that prints stays an expression, to be read where it is shown. No function of an author
*  is run further than to such a constant. */
/** Functions in each other, to find a constant. */
const DEEPEST_CONSTANT = 8;
function textOf(node, scope) {
	return scope.source.text.slice(node.at, node.end);
}
/** What an expression is worth; itself, as content, where the tree does not decide it.
*  @param depth how many functions of the author it stands in, each called by the one before */
function evaluate(node, scope, context, depth = 0) {
	const content = () => ({
		type: "content",
		node,
		scope,
		frame: context.frame(scope),
		isArgument: true
	});
	switch (node.kind) {
		case "Ident": return named$1(textOf(node, scope), scope);
		case "Parenthesized": {
			const [inner] = node.operands;
			return inner === void 0 ? NONE : evaluate(inner, scope, context, depth);
		}
		case "Array": return {
			type: "array",
			items: argumentsOf(node, scope, context).map(({ value }) => value)
		};
		case "Dict": return dictionary(node, scope, context);
		case "Closure": return {
			type: "closure",
			node,
			scope,
			preset: []
		};
		case "FieldAccess": return field(node, scope, context, depth);
		case "FuncCall": return result(node, scope, context, depth);
		case "Unary":
		case "Binary": return computed$1(node, scope, context, depth);
		case "Conditional": {
			const branch = chosenBranch(node, scope, context);
			if (branch === "undecided") return content();
			return branch === void 0 ? NONE : evaluate(branch, scope, context, depth);
		}
		case "CodeBlock": {
			const [only, ...others] = node.child("Code")?.operands ?? [];
			if (only === void 0 || others.length > 0 || !MAY_BE_CONSTANT.has(only.kind)) return content();
			const value = evaluate(only, scope, context, depth);
			return value.type === "content" || value.type === "unknown" ? content() : value;
		}
		case "Contextual": {
			const [inner] = node.operands;
			return (inner === void 0 ? UNKNOWN : evaluate(inner, scope, context, depth)).type === "unknown" ? UNKNOWN : content();
		}
		default: return literal(node, scope, context) ?? content();
	}
}
/** @returns undefined where it is none */
function literal(node, scope, context) {
	switch (node.kind) {
		case "None": return NONE;
		case "Auto": return { type: "auto" };
		case "Bool": return booleanValue(textOf(node, scope) === "true");
		case "Int":
		case "Float": return numberValue(Number(textOf(node, scope)));
		case "Numeric": {
			const value = lengthOf(textOf(node, scope));
			return value === void 0 ? UNKNOWN : {
				type: "length",
				value
			};
		}
		case "Str": {
			const place = {
				range: {
					at: node.at + 1,
					end: Math.max(node.at + 1, node.end - 1)
				},
				frame: context.frame(scope),
				isArgument: true
			};
			return {
				type: "string",
				text: unescaped(textOf(node, scope).slice(1, -1)),
				place
			};
		}
		case "Label": return {
			type: "label",
			name: textOf(node, scope).slice(1, -1)
		};
		default: return;
	}
}
/** @param written between its quotes */
function unescaped(written) {
	return written.replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|(.))/g, (whole, code, sign = "") => {
		if (code !== void 0) return character(code) ?? whole;
		return /[nrt]/.test(sign) ? " " : sign;
	});
}
/** @param code hexadecimal  @returns undefined where there is no such character */
function character(code) {
	const point = Number.parseInt(code, 16);
	return point <= 1114111 && (point < 55296 || point > 57343) ? String.fromCodePoint(point) : void 0;
}
function named$1(name, scope) {
	return scope.get(name) ?? namedColour(name) ?? {
		type: "function",
		name,
		preset: [],
		ofTypst: true
	};
}
function dictionary(node, scope, context) {
	const entries = /* @__PURE__ */ new Map();
	for (const part of node.operands) {
		const [key, value] = part.operands;
		if (part.kind === "Spread" && key !== void 0) {
			const spread = evaluate(key, scope, context);
			if (spread.type === "dictionary") for (const [name, entry] of spread.entries) entries.set(name, entry);
		} else if (key !== void 0 && value !== void 0) {
			const name = key.kind === "Str" ? unescaped(textOf(key, scope).slice(1, -1)) : textOf(key, scope);
			entries.set(name, evaluate(value, scope, context));
		}
	}
	return {
		type: "dictionary",
		entries
	};
}
/** Those of a call or the items of an array. @param node with the arguments as children, and trailing content blocks */
function argumentsOf(node, scope, context) {
	const found = [];
	for (const part of node.operands) if (part.kind === "Named") {
		const [name, value] = part.operands;
		if (name !== void 0 && value !== void 0) found.push({
			name: textOf(name, scope),
			value: evaluate(value, scope, context)
		});
	} else if (part.kind === "Spread") {
		const [inner] = part.operands;
		for (const argument of spread(inner === void 0 ? NONE : evaluate(inner, scope, context))) found.push(argument);
	} else found.push({
		name: void 0,
		value: evaluate(part, scope, context)
	});
	return found;
}
function spread(value) {
	if (value.type === "array") return value.items.map((item) => ({
		name: void 0,
		value: item
	}));
	if (value.type === "dictionary") return [...value.entries].map(([name, item]) => ({
		name,
		value: item
	}));
	return [{
		name: void 0,
		value
	}];
}
function field(node, scope, context, depth) {
	const [target, name] = node.operands;
	if (target === void 0 || name === void 0) return UNKNOWN;
	const value = evaluate(target, scope, context, depth);
	const key = textOf(name, scope);
	switch (value.type) {
		case "dictionary": return value.entries.get(key) ?? UNKNOWN;
		case "module": return value.scope.own.get(key) ?? UNKNOWN;
		case "function":
			if (value.name === "color" || value.name === "std") return namedColour(key) ?? {
				...value,
				name: value.name === "std" ? key : `color.${key}`
			};
			return {
				...value,
				name: `${value.name}.${key}`
			};
		case "subject": return value.fields.get(key) ?? (CONTENT_FIELDS.has(key) ? value : UNKNOWN);
		default: return UNKNOWN;
	}
}
/** Fields of an element that hold what it shows. */
const CONTENT_FIELDS = new Set("body text caption children term description element body-block child dest target note".split(" "));
function result(node, scope, context, depth) {
	const content = {
		type: "content",
		node,
		scope,
		frame: context.frame(scope),
		isArgument: true
	};
	const [callee, args] = node.operands;
	if (callee === void 0 || args === void 0) return content;
	const [target, name] = callee.kind === "FieldAccess" ? callee.operands : [];
	if (target !== void 0 && name !== void 0) {
		const filtered = textOf(name, scope) === "filter" ? filteredItems(target, args, scope, context, depth) : void 0;
		if (filtered !== void 0) return filtered;
		const found = methodResult(evaluate(target, scope, context, depth), textOf(name, scope), () => argumentsOf(args, scope, context));
		if (found !== void 0) return found;
	}
	const called = evaluate(callee, scope, context, depth);
	if (called.type === "function" && called.ofTypst) return typstResult(called.name, () => [...called.preset, ...argumentsOf(args, scope, context)]) ?? content;
	if (called.type !== "closure" || depth >= DEEPEST_CONSTANT || !context.mayExpand()) return content;
	const body = closureBody(called.node);
	if (body === void 0 || !MAY_BE_CONSTANT.has(body.kind)) return content;
	const value = evaluate(body, boundScope(called, [...called.preset, ...argumentsOf(args, scope, context)], context), context, depth + 1);
	return value.type === "content" || value.type === "unknown" || value.type === "joined" ? content : value;
}
/** `items.filter(x => x.shown)`, where each answer is a constant. */
function filteredItems(target, args, scope, context, depth) {
	const array = evaluate(target, scope, context, depth);
	const [by] = argumentsOf(args, scope, context);
	if (array.type !== "array" || by?.value.type !== "closure" || depth >= DEEPEST_CONSTANT) return void 0;
	const closure = by.value;
	const body = closureBody(closure.node);
	if (body === void 0) return void 0;
	return {
		type: "array",
		items: array.items.filter((item) => {
			const answer = evaluate(body, boundScope(closure, [{
				name: void 0,
				value: item
			}], context), context, depth + 1);
			return answer.type !== "boolean" || answer.value;
		})
	};
}
const MAY_BE_CONSTANT = new Set("None Auto Bool Int Float Numeric Str Ident Parenthesized Array Dict FieldAccess FuncCall Unary Binary Conditional Closure".split(" "));
function closureBody(closure) {
	return closure.operands.filter(({ kind }) => kind !== "Eq").at(-1);
}
/** The scope of a function's body, its parameters bound. What is not given and has no default is unknown. */
function boundScope({ node, scope }, args, context) {
	const inner = scope.inner();
	const positional = args.filter(({ name }) => name === void 0).map(({ value }) => value);
	const byName = new Map(args.flatMap(({ name, value }) => name === void 0 ? [] : [[name, value]]));
	const parameters = node.child("Params")?.operands ?? [];
	const following = (index) => parameters.slice(index + 1).filter(({ kind }) => kind !== "Named" && kind !== "Spread").length;
	for (const [index, parameter] of parameters.entries()) {
		const [name, standard] = parameter.kind === "Ident" ? [parameter] : parameter.operands;
		if (name === void 0) continue;
		const key = textOf(name, scope);
		if (parameter.kind === "Named") {
			inner.define(key, byName.get(key) ?? (standard === void 0 ? UNKNOWN : evaluate(standard, scope, context)));
			byName.delete(key);
		} else if (parameter.kind === "Spread") {
			const taken = positional.splice(0, Math.max(0, positional.length - following(index)));
			inner.define(key, {
				type: "array",
				items: taken,
				named: byName
			});
		} else if (parameter.kind === "Destructuring") bindPattern(parameter, positional.shift() ?? UNKNOWN, inner);
		else inner.define(key, positional.shift() ?? UNKNOWN);
	}
	return inner;
}
/** `(a, b)`, `(a, ..)`, `name`. */
function bindPattern(pattern, value, scope) {
	if (pattern.kind === "Ident") {
		scope.define(textOf(pattern, scope), value);
		return;
	}
	const parts = pattern.operands.filter(({ kind }) => /^(?:Named|Ident|Destructuring|Parenthesized)$/.test(kind));
	let index = 0;
	for (const part of parts) {
		const [key, inner] = part.kind === "Named" ? part.operands : [part, part];
		if (key !== void 0 && inner !== void 0) bindPattern(inner, partOf(value, index, key, scope), scope);
		if (part.kind !== "Named") index++;
	}
}
/** Of an array by its place, of a dictionary by its name. */
function partOf(value, index, key, scope) {
	if (value.type === "array") return value.items[index] ?? UNKNOWN;
	return value.type === "dictionary" ? value.entries.get(textOf(key, scope)) ?? UNKNOWN : UNKNOWN;
}
/** @returns undefined where no branch is taken */
function chosenBranch(node, scope, context) {
	const [condition, then, otherwise] = node.operands.filter(({ kind }) => kind !== "Else");
	if (condition === void 0) return void 0;
	const value = evaluate(condition, scope, context);
	if (value.type !== "boolean") return "undecided";
	return value.value ? then : otherwise;
}
const OPERATORS = new Set("Plus Minus Star Slash EqEq ExclEq Lt LtEq Gt GtEq And Or In Not Eq PlusEq HyphEq StarEq SlashEq".split(" "));
/** `a` and `b` of `a + b`, and its operator; "In" and "Not In" are words of two. */
function operationOf(node) {
	const signs = node.children.filter(({ kind }) => OPERATORS.has(kind)).map(({ kind }) => kind);
	const operands = node.operands.filter(({ kind }) => !OPERATORS.has(kind));
	return {
		operator: signs.join(" "),
		operands
	};
}
function computed$1(node, scope, context, depth) {
	const { operator, operands } = operationOf(node);
	const [left, right] = operands;
	if (left === void 0) return UNKNOWN;
	const a = evaluate(left, scope, context, depth);
	if (right === void 0) return unary(operator, a);
	if (operator === "And" && a.type === "boolean" && !a.value) return a;
	if (operator === "Or" && a.type === "boolean" && a.value) return a;
	const b = evaluate(right, scope, context, depth);
	return binary(operator, a, b);
}

// src/manuscript/formats/typst/state.ts
function inline({ args, reader, range }) {
	for (const value of args.positional) if (isPrinted(value)) reader.showValue(value, range);
}
/** Positional arguments that are settings, such as an alignment, a width or a number of columns, print nothing. */
function isPrinted(value) {
	return [
		"content",
		"string",
		"joined",
		"subject",
		"array"
	].includes(value.type);
}
function block(call) {
	const { flow } = call.reader;
	flow.flush();
	inline(call);
	flow.flush();
}
/** @param style of what is shown */
function styled(show, style) {
	return (call) => {
		const { flow } = call.reader;
		flow.withStyle(style(flow.style, call.args), () => show(call));
	};
}
/** After the author's rules for that element. */
function element(name, show) {
	return (call) => call.reader.element(name, [...call.args.named], () => show(call));
}

// src/manuscript/formats/typst/style.ts
/** What holds for the text at one point of a Typst paper: whether a reader can see it, and the author's rules for what follows.
*  Invariant: text that is drawn but cannot be seen never reaches the model and is always reported; what cannot be decided counts
*  as seen. */
/** Typst's own. */
const STANDARD_SIZE = 11;
const STANDARD_STYLE = {
	fill: BLACK,
	opacity: 1,
	isOutlined: false,
	background: "page",
	page: WHITE,
	size: STANDARD_SIZE,
	hiddenBy: void 0,
	rules: [],
	fills: /* @__PURE__ */ new Map()
};
/** Points. Below this a page must be magnified to be read. */
const SMALLEST_FONT = 4.5;
const LEAST_OPACITY = .1;
/** Points, and the share of a full scale below which nothing is read. */
const SMALLEST_BOX = 3;
const SMALLEST_SCALE = .3;
/** Points. A move this far across, up or down leaves an A4 page from nearly anywhere on it. */
const OFF_PAGE_ACROSS = 480;
const OFF_PAGE_UPRIGHT = 720;
/** Points. From a known side or end of the page a shorter way leads off it. */
const OFF_THE_SIDE = 350;
const OFF_THE_END = 150;
/** How text is hidden here; undefined where it can be seen. */
function hidingTechnique({ fill, opacity, isOutlined, background, page, size, hiddenBy }) {
	if (hiddenBy !== void 0) return hiddenBy;
	if (size < SMALLEST_FONT) return "tiny font";
	if (opacity < LEAST_OPACITY) return "transparent text";
	if (isOutlined || !isIndistinguishable(fill, background === "page" ? page : background)) return void 0;
	return isIndistinguishable(fill, WHITE) ? "white text" : "text in the colour of its background";
}
function without(style, rule) {
	return {
		...style,
		rules: style.rules.filter((one) => one !== rule)
	};
}
function hidden(style, technique) {
	return {
		...style,
		hiddenBy: style.hiddenBy ?? technique
	};
}
function sorted(args) {
	return {
		positional: args.flatMap(({ name, value }) => name === void 0 ? [value] : []),
		named: new Map(args.flatMap(({ name, value }) => name === void 0 ? [] : [[name, value]]))
	};
}
/** `text(…)`, or `set text(…)`: a size and a colour may stand without their names. */
function textStyle(style, { positional, named }) {
	const colour = named.get("fill") ?? positional.find(({ type }) => type === "colour");
	const size = named.get("size") ?? positional.find(({ type }) => type === "length");
	const stroke = named.get("stroke");
	const tracking = named.get("tracking");
	const baseline = named.get("baseline");
	const isPiled = tracking?.type === "length" && inPoints(tracking.value, style.size) < -style.size / 2;
	const isAway = isOffPage(baseline, style, OFF_PAGE_UPRIGHT);
	const outlined = stroke !== void 0 && stroke.type !== "none" && !(stroke.type === "colour" && isSeenNowhere(stroke, style));
	return {
		...withFill(isPiled ? hidden(style, "letters on top of each other") : isAway ? hidden(style, "text off the page") : style, colour),
		size: size?.type === "length" ? Math.abs(inPoints(size.value, style.size)) : style.size,
		isOutlined: stroke === void 0 ? style.isOutlined : outlined
	};
}
function isSeenNowhere({ colour, alpha }, { background, page }) {
	return alpha < LEAST_OPACITY || isIndistinguishable(colour, background === "page" ? page : background);
}
function withFill(style, colour) {
	if (colour === void 0) return style;
	if (colour.type !== "colour") return {
		...style,
		fill: void 0,
		opacity: 1
	};
	return {
		...style,
		fill: colour.colour,
		opacity: colour.alpha
	};
}
/** Behind the text of a box, a cell, a highlighted word. */
function withBackground(style, fill) {
	if (fill === void 0 || fill.type === "none" || fill.type === "auto") return style;
	if (fill.type !== "colour") return {
		...style,
		background: void 0
	};
	if (fill.alpha < .5) return style;
	return {
		...style,
		background: fill.colour
	};
}
function withPage(style, fill) {
	if (fill === void 0) return style;
	if (fill.type === "none" || fill.type === "auto") return {
		...style,
		page: WHITE
	};
	return {
		...style,
		page: fill.type === "colour" ? fill.colour : void 0
	};
}
/** Of a box that cuts off what it has no room for, or of one without a size. */
function boxStyle(style, { named }) {
	const filled = withBackground(style, named.get("fill"));
	const clip = named.get("clip");
	if (clip?.type !== "boolean" || !clip.value) return filled;
	return ["width", "height"].some((side) => {
		const length = named.get(side);
		return length?.type === "length" && length.value.ratio === 0 && inPoints(length.value, style.size) < SMALLEST_BOX;
	}) ? hidden(filled, "text in a box that cuts it off") : filled;
}
function scaledStyle(style, { positional, named }) {
	return [
		positional.find(({ type }) => type === "length"),
		named.get("x"),
		named.get("y"),
		named.get("factor")
	].some((scale) => {
		if (scale?.type === "length" && scale.value.points === 0 && scale.value.em === 0) return Math.abs(scale.value.ratio) < SMALLEST_SCALE;
		return scale?.type === "length" && scale.value.ratio === 0 && Math.abs(inPoints(scale.value, style.size)) < SMALLEST_BOX;
	}) ? hidden(style, "tiny font") : style;
}
/** `place` and `move`, by `dx` and `dy`. */
function movedStyle(style, { positional, named }) {
	const [dx, dy] = [named.get("dx"), named.get("dy")];
	const corner = positional.flatMap((value) => value.type === "joined" ? value.items : [value]);
	const isAt = (side) => corner.some((value) => value.type === "function" && value.name === side);
	return isOffPage(dx, style, OFF_PAGE_ACROSS) || isOffPage(dy, style, OFF_PAGE_UPRIGHT) || isAt("left") && distance(dx, style) <= -350 || isAt("right") && distance(dx, style) >= OFF_THE_SIDE || isAt("top") && distance(dy, style) <= -150 || isAt("bottom") && distance(dy, style) >= OFF_THE_END ? hidden(style, "text off the page") : style;
}
function paddedStyle(style, { positional, named }) {
	return [positional[0], ...[
		"left",
		"right",
		"x",
		"rest"
	].map((side) => named.get(side))].some((side) => isOffPage(side, style, OFF_PAGE_ACROSS)) ? hidden(style, "text off the page") : style;
}
/** Points; 0 where it is not known. */
function distance(value, style) {
	return value?.type === "length" && value.value.ratio === 0 ? inPoints(value.value, style.size) : 0;
}
function isOffPage(distance, style, least) {
	if (distance?.type !== "length") return false;
	return Math.abs(inPoints(distance.value, style.size)) >= least || Math.abs(distance.value.ratio) >= 1.2;
}
/** Points that `h` or `v` moves what follows; 0 where that is not known. */
function spaceOf(distance, style) {
	return distance?.type === "length" ? inPoints(distance.value, style.size) : 0;
}

// src/manuscript/formats/typst/figures.ts
/** Figures, tables and grids. Invariant: a caption is a passage of its own, and so is a table, whatever paragraphs its cells
*  hold; the cells of a grid are passages apart. */
function figure(call) {
	const { args, reader, range } = call;
	const { flow } = reader;
	flow.flush();
	const [shown] = args.positional;
	const caption = args.named.get("caption");
	const kind = args.named.get("kind");
	const fields = kind === void 0 ? [["kind", {
		type: "function",
		name: kindOf$1(shown),
		preset: [],
		ofTypst: true
	}]] : [["kind", kind]];
	if (shown !== void 0) reader.element("figure", [...fields, ["caption", NONE]], () => flow.aside("paragraph", () => reader.showValue(shown, range)));
	if (caption !== void 0 && isPrinted(caption)) reader.element("figure", [...fields, ["body", NONE]], () => reader.element("figure.caption", [], () => flow.aside("caption", () => reader.showValue(caption, range))));
	flow.flush();
}
function kindOf$1(shown) {
	if (shown?.type !== "content" || shown.node.kind !== "FuncCall") return "image";
	const [callee] = shown.node.operands;
	const name = callee === void 0 ? "" : shown.scope.source.text.slice(callee.at, callee.end);
	return name === "table" || name === "raw" ? name : "image";
}
function caption({ args, reader, range }) {
	const printed = args.positional.findLast(isPrinted);
	if (printed !== void 0) reader.flow.aside("caption", () => reader.showValue(printed, range));
}
/** One passage, whatever paragraphs its cells hold. */
function table(call) {
	const { flow } = call.reader;
	flow.flush();
	call.reader.element("table", [], () => flow.aside("table", () => flow.withStyle(withCells(flow.style, call.args), () => cells(call, true))));
}
function grid(call) {
	const { flow } = call.reader;
	flow.flush();
	flow.withStyle(withCells(flow.style, call.args), () => cells(call, false));
	flow.flush();
}
/** The background of cells; a function, or an array for columns, is not followed. */
function withCells(style, { named }) {
	const fill = named.get("fill");
	if (fill === void 0 || fill.type === "none") return style;
	return fill.type === "colour" ? withBackground(style, fill) : {
		...style,
		background: void 0
	};
}
function cells({ args, reader, range }, isOne) {
	const { flow } = reader;
	for (const value of args.positional) {
		if (!isPrinted(value)) continue;
		const items = value.type === "array" ? value.items : [value];
		for (const item of items) {
			const fill = flow.style.fills.get(isOne ? "table.cell" : "grid.cell");
			flow.withStyle(withBackground(flow.style, fill), () => {
				if (isOne && !isCell(item)) reader.element("table.cell", [], () => reader.showValue(item, range));
				else reader.showValue(item, range);
			});
			if (isOne) flow.addBlank();
			else flow.flush();
		}
	}
}
/** Whether it is one of the calls that make cells, to which the author's rules apply by themselves. */
function isCell(item) {
	return item.type === "content" && item.node.kind === "FuncCall";
}
const cell = element("table.cell", styled(inline, (style, { named }) => withBackground(style, named.get("fill"))));
function header(call) {
	for (const value of call.args.positional) {
		if (!isPrinted(value)) continue;
		call.reader.showValue(value, call.range);
		call.reader.flow.addBlank();
	}
}

// src/manuscript/formats/typst/template.ts
/** Title, abstract and what else a paper hands to its template as arguments: `#show: template.with(title: […], abstract: […])`.
*  Authors and their addresses are left out. Invariant: an argument that the template of the tree does not use is on no page, and
*  is not read. */
/** @param transform of `show: transform` */
function readTemplate(transform, scope, reader) {
	const call = templateCall(transform, scope);
	if (call === void 0 || reader.isTrial) return;
	const [callee, args] = call.operands;
	if (callee === void 0 || args === void 0) return;
	const [target, method] = callee.kind === "FieldAccess" ? callee.operands : [];
	const isWith = target !== void 0 && method !== void 0 && textOf(method, scope) === "with";
	readTemplateArguments(evaluate(isWith ? target : callee, scope, reader), argumentsOf(args, scope, reader), call, scope, reader);
}
/** The call in `template.with(…)`, `doc => template(…, doc)`, `doc => { template(…)[#doc] }`. */
function templateCall(node, scope) {
	if (node.kind === "FuncCall") return node;
	if (node.kind !== "Closure") return void 0;
	let body = closureBody(node);
	while (body !== void 0 && /^(?:CodeBlock|Code|ContentBlock|Markup|Parenthesized)$/.test(body.kind)) body = body.operands.at(-1);
	return body?.kind === "FuncCall" && body.at > node.at && textOf(body, scope) !== "" ? body : void 0;
}
/** Whether a call hands over what only a title page has. */
function isTitlePage(args) {
	const has = (name) => args.some((one) => one.name !== void 0 && name.test(one.name) && one.value.type !== "none");
	return has(ABSTRACT) || has(TITLE) && has(/^authors?$/i);
}
const TITLE = /^(?:paper[-_]?|main[-_]?|full[-_]?)?title$/i;
const ABSTRACT = /^(?:the[-_]?)?abstracts?(?:[-_](?:text|content|body|en))?$|^summary$/i;
const OF_AUTHORS = /author|affil|e-?mail|corresp|institut|orcid|universit|department|supervisor|advisor|student|faculty|address/i;
/** What a page shows beside the text, or not at all. */
const OF_THE_PAGE = /keyword|index[-_]terms|date|doi|journal|volume|issue|year|header|footer|logo|bibliograph|references|refs|paper|font|lang|running|short|venue|editor|subject|acm|ccs|licen|citation|style|margin|column|numbering|color|size|cover|kind|type|version|toc|outline|index|id$|supplement$|url|link|place|course|degree|team/i;
function readTemplateArguments(template, args, call, scope, reader) {
	for (const { name, value } of args) {
		if (name === void 0 || value.type === "none" || value.type === "unknown") continue;
		const range = rangeOf(value) ?? {
			at: call.at,
			end: call.at + 1
		};
		const why = whyNotRead(template, name, value);
		if (why !== void 0) reader.leaveOut(why, range, scope);
		else if (isUnused(template, name)) continue;
		else if (TITLE.test(name)) readTitle(value, range, reader);
		else if (ABSTRACT.test(name)) readAbstract(value, range, reader);
		else if (hasWords(value)) readOther(name, value, range, scope, reader);
	}
}
/** @returns undefined for what is read, or is no text */
function whyNotRead(template, name, value) {
	if (isUnused(template, name)) return hasWords(value) ? `an argument that the template does not print (${name})` : void 0;
	if (TITLE.test(name) || ABSTRACT.test(name)) return void 0;
	if (OF_AUTHORS.test(name)) return "authors and their addresses";
	return hasWords(value) && OF_THE_PAGE.test(name) ? `what the template sets beside the text (${name})` : void 0;
}
function rangeOf(value) {
	if (value.type === "content") return value.node;
	return value.type === "string" ? value.place?.range : void 0;
}
/** Content, or a text of several words: no setting. */
function hasWords(value) {
	if (value.type === "content") return /\p{L}{2}/u.test(textOf(value.node, value.scope).replace(/^\[|\]$/g, ""));
	if (value.type === "string") return value.text.trim().split(/\s+/).length > 2;
	if (value.type === "dictionary") return [...value.entries.values()].some(hasWords);
	return (value.type === "array" || value.type === "joined") && value.items.some(hasWords);
}
function isUnused(template, name) {
	if (template.type !== "closure") return false;
	const { node, scope } = template;
	const declared = (node.child("Params")?.operands ?? []).some((one) => one.kind === "Named" && one.children[0] !== void 0 && textOf(one.children[0], scope) === name);
	const body = closureBody(node);
	if (!declared || body === void 0) return false;
	const waiting = [body];
	for (let one = waiting.pop(); one !== void 0; one = waiting.pop()) {
		if (one.kind === "Ident" && textOf(one, scope) === name) return false;
		waiting.push(...one.children);
	}
	return true;
}
function readTitle(value, range, reader) {
	const { paper, flow } = reader;
	if (paper.title !== void 0 || reader.isTrial) return;
	paper.title = flow.capture("heading", () => reader.showValue(value, range))[0];
}
function readAbstract(value, range, reader) {
	const wasAbstract = reader.isAbstract;
	reader.isAbstract = true;
	for (const one of contentsOf(value)) for (const passage of reader.flow.capture("paragraph", () => reader.showValue(one, range))) reader.addPassage(passage);
	reader.isAbstract = wasAbstract;
}
/** Of `(text: […])`, or one for each language: what is shown. */
function contentsOf(value) {
	if (value.type === "dictionary") return [...value.entries].filter(([name]) => !/lang|title|keyword/i.test(name)).flatMap(([, one]) => contentsOf(one));
	if (value.type === "array") return value.items.flatMap(contentsOf);
	return value.type === "content" || value.type === "string" || value.type === "joined" ? [value] : [];
}
/** A part that the template sets where it likes: after the body, under the name of its argument. */
function readOther(name, value, range, scope, reader) {
	const { paper, flow } = reader;
	const words = name.replace(/[-_]+/g, " ");
	const heading = words.charAt(0).toUpperCase() + words.slice(1);
	if (kindOfSection(heading) === "back matter") {
		reader.leaveOut(heading.toLowerCase(), range, scope);
		return;
	}
	const { frame, style } = flow;
	const read = () => flow.withStyle(style, () => flow.withFrame(frame, () => {
		const made = contentsOf(value).flatMap((one) => flow.capture("paragraph", () => reader.showValue(one, range)));
		if (/append|availab|statement|ethic|signific|summary|highlight|impact|limitation/i.test(name) && !isAbstractName(heading) && made.length > 0) for (const passage of flow.capture("heading", () => flow.addText(heading, range.at, range.at + 1))) paper.body.push({
			kind: "heading",
			level: 1,
			passage
		});
		for (const passage of made) reader.addPassage(passage);
	}));
	if (/^(?:sub|short)?title|tagline|subtitle/i.test(name)) read();
	else paper.after.push(read);
}

// src/manuscript/formats/typst/rules.ts
/** The author's `set` and `show` rules: how they change what can be seen of what follows. A rule's function is tried on its
*  subject, to see whether and how it shows it. Invariant: what a rule prints besides its subject is decoration and is not read;
*  a subject that a rule may show counts as shown. */
function readSetRule(node, scope, reader) {
	const parts = node.operands;
	const [element] = parts;
	const args = node.child("Args");
	if (element === void 0 || args === void 0) return;
	const condition = node.children.some(({ kind }) => kind === "If") ? parts.at(-1) : void 0;
	if (condition !== void 0) {
		const value = evaluate(condition, scope, reader);
		if (value.type === "boolean" && !value.value) return;
	}
	const set = sorted(argumentsOf(args, scope, reader));
	if (textOf(element, scope) === "text") takeLanguage(set, reader.paper);
	reader.flow.style = afterSetting(textOf(element, scope), set, reader.flow.style);
}
/** `set text(lang: "pt", region: "BR")`, of the paper where nothing of it was read yet. */
function takeLanguage({ named }, paper) {
	const [lang, region] = [named.get("lang"), named.get("region")];
	if (lang?.type !== "string" || paper.body.length > 0 || paper.abstract.length > 0) return;
	paper.language ??= languageTag(region?.type === "string" ? `${lang.text}-${region.text}` : lang.text);
}
function afterSetting(element, args, style) {
	switch (element) {
		case "text": return textStyle(style, args);
		case "page": return withPage(style, args.named.get("fill"));
		default: {
			const fill = args.named.get("fill");
			return fill === void 0 || !HAS_FILL.has(element) ? style : {
				...style,
				fills: new Map([...style.fills, [element, fill]])
			};
		}
	}
}
/** Rules at one point. A paper has some twenty. */
const MOST_RULES = 200;
const HAS_FILL = new Set("box block rect square circle ellipse highlight table table.cell grid grid.cell".split(" "));
/** `show: …` holds for all that follows; `show selector: …` for what is selected. */
function readShowRule(node, scope, reader) {
	const colon = node.children.find(({ kind }) => kind === "Colon");
	const [first, second] = node.operands;
	if (colon === void 0 || first === void 0) return;
	const transform = first.at > colon.at ? first : second;
	if (transform === void 0) return;
	if (first.at > colon.at) {
		showEverything(transform, scope, reader);
		return;
	}
	const rule = {
		...selected(first, scope, reader),
		transform,
		scope,
		isBeforeText: reader.isBeforeText
	};
	if (rule.element === void 0 && rule.pattern === void 0 && rule.label === void 0) return;
	const { rules } = reader.flow.style;
	if (rules.length === MOST_RULES) reader.warn(`more than ${MOST_RULES} show rules hold here: the first were not followed`, node, scope);
	reader.flow.style = {
		...reader.flow.style,
		rules: [...rules.slice(-199), rule]
	};
}
function selected(node, scope, reader) {
	const nothing = {
		element: void 0,
		fields: /* @__PURE__ */ new Map(),
		pattern: void 0,
		label: void 0
	};
	if (node.kind === "FuncCall") {
		const [callee, args] = node.operands;
		if (callee === void 0 || args === void 0) return nothing;
		const name = textOf(callee, scope);
		const given = sorted(argumentsOf(args, scope, reader));
		const [only] = given.positional;
		if (name === "regex") return {
			...nothing,
			pattern: only?.type === "string" ? patternOf(only.text) : void 0
		};
		if (!name.endsWith(".where")) return nothing;
		return {
			...nothing,
			element: name.slice(0, -6),
			fields: given.named
		};
	}
	const value = evaluate(node, scope, reader);
	if (value.type === "string") return {
		...nothing,
		pattern: new RegExp(value.text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"), "u")
	};
	if (value.type === "label") return {
		...nothing,
		label: value.name
	};
	return value.type === "function" ? {
		...nothing,
		element: value.name.replace(/\.item$/, "")
	} : nothing;
}
/** Characters, and what may repeat: an expression with more could take time without end. */
const LONGEST_PATTERN = 200;
const REPEATS = /[*+?}]/g;
function patternOf(written) {
	if (written.length > LONGEST_PATTERN || (written.match(REPEATS)?.length ?? 0) > 1 || /\(\?|\\[1-9]/.test(written.replace(/^\(\?i\)/, ""))) return void 0;
	try {
		return new RegExp(written.replace(/^\(\?i\)/, ""), written.startsWith("(?i)") ? "iu" : "u");
	} catch {
		return;
	}
}
/** `show: template.with(title: […])`, `show: doc => conf(…, doc)`, `show: hide`. */
function showEverything(transform, scope, reader) {
	readTemplate(transform, scope, reader);
	const style = outcome(transform, scope, /* @__PURE__ */ new Map(), reader, reader.flow.style);
	const { rules } = reader.flow.style;
	reader.flow.style = style === void 0 ? hidden(reader.flow.style, DROPPED) : {
		...style,
		rules: [...rules, ...style.rules.slice(rules.length)]
	};
}
/** Rules for one element, the last first. */
const MOST_FOLLOWED = 10;
/** Shows an element after those rules that select it. */
function styledBy(element, fields, reader, show, followed = 0) {
	const { flow } = reader;
	const rule = flow.style.rules.findLast((one) => one.element === element && (one.isBeforeText || element !== "footnote.entry") && isSelected(one, fields));
	if (rule === void 0 || followed === MOST_FOLLOWED) {
		show();
		return;
	}
	transformed(rule, fields, reader, without(flow.style, rule), () => styledBy(element, fields, reader, show, followed + 1));
}
function isSelected({ fields: wanted }, fields) {
	for (const [name, value] of wanted) {
		const own = fields.get(name);
		if (own === void 0 || own.type !== value.type) return false;
		if (own.type === "number" && value.type === "number" && own.value !== value.value) return false;
		if (own.type === "boolean" && value.type === "boolean" && own.value !== value.value) return false;
		if (own.type === "function" && value.type === "function" && own.name !== value.name) return false;
		if (own.type === "string" && value.type === "string" && own.text !== value.text) return false;
	}
	return true;
}
const DROPPED = "text that a show rule drops";
/** Shows the subject of a rule as the rule does. @param others the style, without that rule */
function transformed({ transform, scope }, fields, reader, others, show) {
	const { flow } = reader;
	if (transform === void 0) {
		flow.withStyle(others, show);
		return;
	}
	if (transform.kind === "SetRule") {
		flow.withStyle(others, () => {
			readSetRule(transform, scope, reader);
			show();
		});
		return;
	}
	const value = evaluate(transform, scope, reader);
	const isReplaced = value.type === "string" || value.type === "content" && value.node.kind === "ContentBlock";
	const style = outcome(transform, scope, new Map(fields), reader, others);
	const isEmpty = value.type === "string" ? value.text.trim() === "" : isReplaced && !/[\p{L}\p{N}]/u.test(textOf(transform, scope));
	if (!isReplaced || isEmpty) {
		flow.withStyle(style ?? hidden(others, DROPPED), show);
		return;
	}
	const { anchor, source } = flow.frame;
	flow.withStyle(others, () => {
		if (value.type === "string") flow.addText(value.text, anchor?.at ?? reader.lastShown.at, anchor?.end ?? reader.lastShown.end);
		else flow.withFrame({
			source,
			anchor: anchor ?? reader.lastShown
		}, () => reader.showValue({
			...value,
			isArgument: false
		}, reader.lastShown));
	});
}
/** The style under which a transform shows its subject; undefined where it does not. */
function outcome(transform, scope, fields, reader, style) {
	const value = evaluate(transform, scope, reader);
	switch (value.type) {
		case "none":
		case "string": return;
		case "content": return value.node.kind === "ContentBlock" || value.node.kind === "CodeBlock" ? void 0 : style;
		case "closure":
		case "function": return tried(value, fields, scope, reader, style);
		default: return style;
	}
}
function tried(value, fields, scope, reader, style) {
	if (value.type === "function" && !value.ofTypst) return style;
	const { flow } = reader;
	const found = [];
	const subject = {
		type: "subject",
		fields,
		show: () => {
			found.push(flow.style);
		}
	};
	const wasTrial = reader.isTrial;
	const { guesses } = reader;
	reader.isTrial = true;
	flow.capture("paragraph", () => {
		flow.style = style;
		reader.call(value, [{
			name: void 0,
			value: subject
		}], reader.lastShown, scope);
	});
	reader.isTrial = wasTrial;
	const seen = found.find((one) => hidingTechnique(one) === void 0) ?? found[0];
	if (seen !== void 0) return {
		...seen,
		rules: seen.rules.length >= style.rules.length ? seen.rules : style.rules
	};
	if (value.type === "function") return style;
	return reader.guesses > guesses && mentionsSubject(value) ? style : void 0;
}
/** Whether a function's body holds the name of its parameter, in a place that was not reached. */
function mentionsSubject({ node, scope }) {
	const body = closureBody(node);
	const parameter = node.child("Params")?.operands.filter(({ kind }) => kind === "Ident").at(-1);
	if (body === void 0) return false;
	if (parameter === void 0) return true;
	const name = textOf(parameter, scope);
	const waiting = [body];
	for (let one = waiting.pop(); one !== void 0; one = waiting.pop()) {
		if (one.kind === "Ident" && textOf(one, scope) === name) return true;
		waiting.push(...one.children);
	}
	return false;
}

// src/manuscript/formats/typst/markup.ts
/** Reads markup: text, marked-up words, headings, lists, references and raw text, each after the author's rules for it.
*  Invariant: what is no markup is an expression, and is shown as one. */
/** Characters of one text in which an author's pattern is looked for. */
const LONGEST_SEARCHED = 1e3;
/** Of a heading in bold at the start of a paragraph: below all others. */
const RUN_IN = 7;
/** The file's own markup, or that of a content block. */
function readMarkup({ children }, scope, reader) {
	for (const [index, node] of children.entries()) {
		const rule = labelRule(children, index, scope, reader);
		if (rule === void 0) readMarkupNode(node, scope, reader);
		else transformed(rule, [], reader, without(reader.flow.style, rule), () => readMarkupNode(node, scope, reader));
	}
}
/** `#[text] <a>`, where a rule selects `<a>`. */
function labelRule(siblings, index, scope, reader) {
	if (!reader.flow.style.rules.some(({ label }) => label !== void 0)) return void 0;
	const next = siblings.slice(index + 1, index + 3).find(({ kind }) => kind !== "Space");
	if (next?.kind !== "Label" || siblings[index]?.kind === "Space") return void 0;
	const name = textOf(next, scope).slice(1, -1);
	return reader.flow.style.rules.findLast(({ label }) => label === name);
}
function readMarkupNode(node, scope, reader) {
	const { flow } = reader;
	switch (node.kind) {
		case "Text":
			addText(textOf(node, scope), node, reader);
			break;
		case "Space":
		case "Linebreak":
			flow.addBlank();
			break;
		case "Parbreak":
			flow.flush();
			break;
		case "Escape":
			addText(escaped(textOf(node, scope)), node, reader);
			break;
		case "Shorthand":
			addText(SHORTHANDS[textOf(node, scope)] ?? textOf(node, scope), node, reader);
			break;
		case "SmartQuote":
		case "Link":
			reader.element(node.kind === "Link" ? "link" : "smartquote", [], () => addText(textOf(node, scope), node, reader));
			break;
		case "Strong":
			if (!runInHeading(node, scope, reader)) markedUp("strong", node, scope, reader);
			break;
		case "Emph":
			markedUp("emph", node, scope, reader);
			break;
		case "Heading":
			heading$1(node, scope, reader);
			break;
		case "ListItem":
		case "EnumItem":
		case "TermItem":
			item(node, scope, reader);
			break;
		case "Ref":
			reference$1(node, scope, reader);
			break;
		case "Hash":
		case "Label":
		case "LineComment":
		case "BlockComment":
		case "Semicolon":
		case "Error":
		case "Shebang":
		case "End": break;
		default: reader.show(node, scope);
	}
}
function markedUp(element, node, scope, reader) {
	const body = node.child("Markup");
	reader.element(element, [], () => {
		if (body !== void 0) reader.flow.withStyle(reader.flow.style, () => reader.walkMarkup(body, scope.inner()));
	});
}
/** `*Abstract*` at the start of a paragraph: a heading of papers without a template. */
function runInHeading(node, scope, reader) {
	const { flow } = reader;
	if (!flow.isEmpty || flow.isCapturing || reader.isTrial || flow.frame.anchor !== void 0 || reader.paper.abstract.length > 0) return false;
	const name = textOf(node, scope).slice(1, -1).trim();
	if (!isAbstractName(name.replace(/[.:]$/, ""))) return false;
	for (const passage of flow.capture("heading", () => markedUp("strong", node, scope, reader))) reader.paper.body.push({
		kind: "heading",
		level: RUN_IN,
		passage
	});
	return true;
}
function heading$1(node, scope, reader) {
	const marker = node.child("HeadingMarker");
	const body = node.child("Markup");
	const level = marker === void 0 ? 1 : marker.end - marker.at;
	if (body !== void 0) readHeading(level, () => reader.walkMarkup(body, scope.inner()), reader);
}
/** Reads a heading; nothing of it is a passage of the body otherwise. */
function readHeading(level, read, reader) {
	const { flow, paper } = reader;
	flow.flush();
	const fields = [["level", {
		type: "number",
		value: level
	}], ["depth", {
		type: "number",
		value: level
	}]];
	const made = flow.capture("heading", () => reader.element("heading", fields, read));
	for (const passage of made) if (passage.kind !== "heading" || flow.isCapturing || reader.isAbstract || reader.isTrial) reader.addPassage(passage);
	else paper.body.push({
		kind: "heading",
		level,
		passage
	});
}
function item(node, scope, reader) {
	const { flow } = reader;
	const element = node.kind === "ListItem" ? "list" : node.kind === "EnumItem" ? "enum" : "terms";
	reader.element(element, [], () => flow.withKind("listItem", () => {
		for (const part of node.children) if (part.kind === "Markup") {
			flow.withStyle(flow.style, () => reader.walkMarkup(part, scope.inner()));
			flow.addBlank();
		}
	}));
}
function reference$1(node, scope, reader) {
	const marker = node.child("RefMarker");
	const supplement = node.child("ContentBlock");
	const name = marker === void 0 ? "" : textOf(marker, scope).slice(1);
	reader.element("ref", [], () => readReference(name, supplement === void 0 ? void 0 : () => reader.show(supplement, scope), node, reader));
}
/** `@fig-a`, `@smith2020`: a figure or section of the paper by its label, else a citation. */
function readReference(name, supplement, range, reader) {
	const { flow, paper } = reader;
	const kind = paper.labels.get(name);
	if (kind === void 0) {
		const abbreviation = paper.labels.abbreviation(name);
		if (abbreviation !== void 0) addText(abbreviation, range, reader);
		else flow.addCitation(range);
		return;
	}
	if (supplement !== void 0) supplement();
	else if (kind !== "") addText(kind, range, reader);
	flow.addBlank();
	flow.addToken("[ref]", range);
}
/** Text, after the author's rules for it. */
function addText(text, range, reader) {
	const { flow } = reader;
	const { rules } = flow.style;
	if (flow.frame.anchor === void 0) reader.lastShown = range;
	const whole = rules.findLast(({ element, fields }) => (element === "text" || element === "par") && fields.size === 0);
	if (whole !== void 0) {
		transformed(whole, [], reader, without(flow.style, whole), () => addText(text, range, reader));
		return;
	}
	if (text.length > LONGEST_SEARCHED && rules.some((rule) => rule.pattern !== void 0)) {
		for (let at = 0; at < text.length; at += LONGEST_SEARCHED) addText(text.slice(at, at + LONGEST_SEARCHED), range, reader);
		return;
	}
	const pattern = rules.findLast((rule) => rule.pattern !== void 0 && text.search(rule.pattern) !== -1);
	if (pattern?.pattern === void 0) {
		flow.addText(flow.isEmpty && followsRunIn(reader) ? text.replace(/^\s*[:.—–-]\s*/, "") : text, range.at, range.end);
		return;
	}
	const others = without(flow.style, pattern);
	let at = 0;
	const outside = (part) => flow.withStyle(others, () => addText(part, {
		at: range.at,
		end: range.end
	}, reader));
	for (const found of text.matchAll(new RegExp(pattern.pattern, "gu"))) {
		if (found[0] === "") break;
		if (found.index > at) outside(text.slice(at, found.index));
		transformed(pattern, [], reader, others, () => flow.addText(found[0], range.at, range.end));
		at = found.index + found[0].length;
	}
	if (at < text.length) outside(text.slice(at));
}
function followsRunIn(reader) {
	const last = reader.paper.body.at(-1);
	return last?.kind === "heading" && last.level === RUN_IN;
}
function escaped(written) {
	const code = /^\\u\{([0-9a-fA-F]+)\}$/.exec(written)?.[1];
	return code === void 0 ? written.slice(1) : character(code) ?? "";
}
const SHORTHANDS = {
	"~": " ",
	"--": "–",
	"---": "—",
	"-?": "",
	"...": "…",
	"-": "-"
};
function readRaw(node, scope, reader) {
	const [opens, ...rest] = node.children.filter(({ kind }) => kind === "RawDelim");
	const closes = rest.at(-1);
	const language = node.child("RawLang");
	if (opens === void 0) return;
	const from = language?.end ?? opens.end;
	const to = closes?.at ?? node.end;
	const text = scope.source.text.slice(from, to);
	const isBlock = opens.end - opens.at >= 3 && text.includes("\n");
	reader.element("raw", [["block", {
		type: "boolean",
		value: isBlock
	}]], () => readCode({
		text,
		isBlock,
		words: {
			at: from,
			end: to
		},
		range: node
	}, scope, reader));
}
/** Code within a line is text; a block of it is left out. */
function readCode({ text, isBlock, words, range }, scope, reader) {
	if (!isBlock) reader.flow.addText(text, words.at, words.end);
	else {
		reader.flow.flush();
		reader.leaveOut("code", range, scope);
	}
}

// src/manuscript/formats/typst/text-elements.ts
/** The elements of running text that are called by name: headings, lists, quotes, notes, links, citations and code. Invariant: a
*  heading, a reference or code is read as its markup is. */
/** Shows the last argument that prints: `link(<a>)[text]`, `align(center)[text]`. */
function body({ args }) {
	return args.positional.findLast(isPrinted);
}
function text(call) {
	const { reader, args } = call;
	const { flow, paper } = reader;
	const style = textStyle(flow.style, args);
	const printed = body(call);
	if (style.size >= TITLE_SIZE && paper.title === void 0 && flow.isEmpty && !flow.isCapturing && paper.body.length === 0 && printed !== void 0 && !paper.body.some(({ kind }) => kind === "heading")) flow.withStyle(style, () => readTitle(printed, call.range, reader));
	else flow.withStyle(style, () => inline(call));
}
/** Points. Letters of this size before the first heading are those of a title. */
const TITLE_SIZE = 14;
function heading({ args, reader, range }) {
	const level = args.named.get("level") ?? args.named.get("depth");
	const printed = args.positional.findLast(isPrinted);
	const number = level?.type === "number" ? Math.min(6, Math.max(1, level.value)) : 1;
	if (printed !== void 0) readHeading(number, () => reader.showValue(printed, range), reader);
}
function list(name) {
	return (call) => call.reader.element(name, [], () => {
		for (const value of call.args.positional) if (isPrinted(value)) call.reader.flow.withKind("listItem", () => call.reader.showValue(value, call.range));
	});
}
function term({ args, reader, range }) {
	reader.flow.withKind("listItem", () => {
		for (const value of args.positional) {
			reader.showValue(value, range);
			reader.flow.addBlank();
		}
	});
}
function quote(call) {
	const { args, reader, range } = call;
	const isBlock = args.named.get("block");
	const show = () => {
		inline(call);
		const attribution = args.named.get("attribution");
		reader.flow.addBlank();
		if (attribution !== void 0 && isPrinted(attribution)) reader.showValue(attribution, range);
	};
	reader.element("quote", [], () => {
		if (isBlock?.type !== "boolean" || !isBlock.value) show();
		else {
			reader.flow.flush();
			show();
			reader.flow.flush();
		}
	});
}
/** A power keeps its mark, or `10^5` would be 105; the letters of an ordinal need none. */
function superscript({ args, reader, range }) {
	const [printed] = args.positional.filter(isPrinted);
	if (printed === void 0) return;
	const { flow } = reader;
	const written = plainText(printed);
	if (written !== void 0 && /^[-+−–]?\d/.test(written) && /\d$/.test(flow.text)) addText("^", startOf(printed) ?? range, reader);
	reader.showValue(printed, range);
}
function startOf(value) {
	const at = value.type === "content" ? value.node.at : value.type === "string" ? value.place?.range.at : void 0;
	return at === void 0 ? void 0 : {
		at,
		end: at + 1
	};
}
function plainText(value) {
	if (value.type === "content") return value.scope.source.text.slice(value.node.at, value.node.end).replace(/^\[|\]$/g, "");
	return value.type === "string" ? value.text : value.type === "number" ? String(value.value) : void 0;
}
function footnote(call) {
	const { reader } = call;
	const shown = () => reader.flow.aside("paragraph", () => inline(call));
	reader.element("footnote.entry", [], shown);
}
function link(call) {
	const { args, reader, range } = call;
	const [target, ...rest] = args.positional;
	const printed = rest.findLast(isPrinted);
	reader.element("link", [], () => {
		if (printed !== void 0) reader.showValue(printed, range);
		else if (target?.type === "string") reader.showValue({
			...target,
			text: target.text.replace(/^(?:mailto|tel):/, "")
		}, range);
	});
}
function cite(call) {
	const { args, reader, range } = call;
	if (args.named.get("form")?.type === "none") return;
	reader.element("cite", [], () => reader.flow.addCitation(range));
}
function reference(call) {
	const [target] = call.args.positional;
	const supplement = call.args.named.get("supplement");
	const shown = supplement !== void 0 && isPrinted(supplement) ? () => call.reader.showValue(supplement, call.range) : void 0;
	if (target?.type === "label") readReference(target.name, shown, call.range, call.reader);
}
function raw({ args, reader, range, scope }) {
	const [code] = args.positional;
	const isBlock = args.named.get("block");
	if (code?.type !== "string") return;
	const words = code.place?.range ?? range;
	readCode({
		text: code.text,
		isBlock: isBlock?.type === "boolean" && isBlock.value,
		words,
		range
	}, scope, reader);
}
function bibliography({ reader, range, scope }) {
	reader.flow.flush();
	reader.leaveOut("bibliography", range, scope);
}

// src/manuscript/formats/typst/functions.ts
/** What Typst's own functions print of their arguments, and what is read of a package's, of which nothing is known but the call.
*  Invariant: a function that is neither in the table nor known to print nothing is read as a package's. */
function readCall(called, all, range, scope, reader) {
	const call = {
		name: called.name,
		args: withSetFill(called.name, sorted(all), reader),
		all,
		range,
		scope,
		reader
	};
	const known = called.ofTypst && Object.hasOwn(FUNCTIONS, called.name) ? FUNCTIONS[called.name] : void 0;
	if (known !== void 0) known(call);
	else if (!called.ofTypst || !PRINTS_NOTHING.test(called.name)) ofPackage(call);
}
/** The fill that a `set` rule gives, where the call gives none. */
function withSetFill(name, args, { flow }) {
	const fill = flow.style.fills.get(name);
	return fill === void 0 || args.named.has("fill") ? args : {
		...args,
		named: new Map([...args.named, ["fill", fill]])
	};
}
/** Content without a function's own rules: nothing is drawn by these, or nothing that is read. */
const PRINTS_NOTHING = /^(?:metadata|image|line|path|polygon|curve|outline|lorem|counter.*|state.*|query|here|locate|measure|assert.*|panic|sys.*|emoji.*|pdf.*|page\.|document|datetime.*|plugin|numbering|selector|layout\.|par\.line.*|ref\.|colbreak|pagebreak|label)$/;
/** Across as many letters as fill the space, which are then off the page. */
const POINTS_A_LETTER = 4.5;
const OFF_PAGE = 480;
function horizontalSpace({ args, reader }) {
	const distance = spaceOf(args.positional[0], reader.flow.style);
	reader.flow.addBlank();
	if (distance <= -480) reader.flow.pushAway(-distance / POINTS_A_LETTER);
}
function verticalSpace({ args, reader }) {
	const { flow } = reader;
	flow.flush();
	const distance = spaceOf(args.positional[0], flow.style);
	if (distance <= -480) flow.style = hidden(flow.style, "text off the page");
	else if (distance >= OFF_PAGE && flow.style.hiddenBy === "text off the page") flow.style = {
		...flow.style,
		hiddenBy: void 0
	};
}
function page(call) {
	const { flow } = call.reader;
	flow.flush();
	flow.withStyle(withPage(flow.style, call.args.named.get("fill")), () => inline(call));
	flow.flush();
}
/** `eval("[text]")` runs; what it prints is not known. */
function computed({ reader, range }) {
	reader.guesses++;
	if (!/\[value\]$/.test(reader.flow.text)) reader.flow.addToken("[value]", range);
}
const filled = (style, args) => boxStyle(style, args);
const boxes = styled(inline, filled);
const blocks = styled(block, filled);
/** Of a shape, its own fill is behind the text. */
const shape = boxes;
const FUNCTIONS = {
	text: element("text", text),
	emph: element("emph", inline),
	strong: element("strong", inline),
	underline: element("underline", inline),
	overline: inline,
	strike: element("strike", inline),
	smallcaps: inline,
	smartquote: inline,
	upper: inline,
	lower: inline,
	sub: inline,
	super: superscript,
	highlight: element("highlight", styled(inline, (style, { named }) => withBackground(style, named.get("fill") ?? {
		type: "colour",
		colour: [
			1,
			.99,
			.6
		],
		alpha: 1
	}))),
	hide: styled(inline, (style) => hidden(style, "hidden text")),
	heading,
	title: (call) => {
		const [printed] = call.args.positional;
		if (printed !== void 0) readTitle(printed, call.range, call.reader);
	},
	par: block,
	parbreak: block,
	linebreak: ({ reader }) => reader.flow.addBlank(),
	pagebreak: block,
	colbreak: block,
	align: block,
	block: element("block", blocks),
	box: boxes,
	rect: shape,
	square: shape,
	circle: shape,
	ellipse: shape,
	columns: block,
	stack: block,
	repeat: inline,
	rotate: inline,
	skew: inline,
	scale: styled(inline, scaledStyle),
	move: styled(inline, movedStyle),
	place: styled(block, movedStyle),
	pad: styled(block, paddedStyle),
	page,
	h: horizontalSpace,
	v: verticalSpace,
	figure,
	"figure.caption": caption,
	table,
	"table.cell": cell,
	"table.header": header,
	"table.footer": header,
	grid,
	"grid.cell": styled(inline, (style, { named }) => withBackground(style, named.get("fill"))),
	"grid.header": header,
	"grid.footer": header,
	list: list("list"),
	"list.item": list("list"),
	enum: list("enum"),
	"enum.item": list("enum"),
	terms: list("terms"),
	"terms.item": term,
	quote,
	footnote,
	link,
	cite,
	ref: reference,
	raw,
	bibliography,
	eval: computed,
	repr: computed,
	layout: contextual,
	context: contextual,
	"math.equation": inline
};
/** A function that is called with what the page tells. */
function contextual({ args, reader, range, scope }) {
	const [by] = args.positional;
	if (by?.type === "closure") reader.call(by, [{
		name: void 0,
		value: { type: "unknown" }
	}], range, scope);
}
/** Functions of packages that print the text that they are given: chemical formulas, numbers with units. */
const PRINTS_STRINGS = /^(?:ce|ch|num|qty|unit|numrange|qtyrange|unitrange|si|mi|mitex|gls|glspl|Gls|Glspl|acr|acrpl|acrf|ac|acp|todo|inline-note|margin-note)$/;
const PRINTED_NAMES = /^(?:caption|title|body|content|name|note|text|footer|supplement-text)$/;
/** Of a function that the tree does not hold: its content arguments are taken for printed, its texts for settings. */
function ofPackage(call) {
	const { name, args, all, reader, range, scope } = call;
	reader.guesses++;
	const isOfTitlePage = isTitlePage(all);
	if (isOfTitlePage) readTemplateArguments({ type: "unknown" }, all, range, scope, reader);
	const last = name.slice(name.lastIndexOf(".") + 1);
	const shown = [...args.positional.map((value) => readGiven(last, value, call)), ...[...args.named].map(([key, value]) => !isOfTitlePage && PRINTED_NAMES.test(key) && readNamed(key, value, call))];
	if (name !== "" && all.length > 0 && !/^(?:update|step|init|make|register|show)/.test(last) && !shown.includes(true) && !reader.flow.isEmpty) computed(call);
}
/** @returns whether it was read */
function readGiven(name, value, call) {
	const { reader, range } = call;
	const printsStrings = PRINTS_STRINGS.test(name);
	if (value.type === "string" && printsStrings) readShort(name, value, call);
	else if (value.type === "number" && printsStrings) {
		reader.showValue(value, range);
		reader.flow.addBlank();
	} else if (value.type === "content" || value.type === "joined" || value.type === "subject") reader.showValue(value, range);
	else return value.type === "closure";
	return true;
}
/** @returns whether it is one that is read, or set as a setting */
function readNamed(key, value, { reader, range }) {
	if (value.type !== "content" && value.type !== "string") return false;
	if (key === "caption") reader.flow.aside("caption", () => reader.showValue(value, range));
	else if (value.type === "content") reader.flow.aside("paragraph", () => reader.showValue(value, range));
	return true;
}
function readShort(name, value, { reader, range }) {
	const known = /^(?:gls|glspl|Gls|Glspl|acr|acrpl|acrf|ac|acp)$/.test(name) ? reader.paper.labels.abbreviation(value.text + (/pl$|^acp$/.test(name) ? ":pl" : "")) : void 0;
	reader.showValue({
		...value,
		text: known ?? unescaped(value.text)
	}, range);
	if (known === void 0 && /^(?:num|qty|unit)/.test(name)) reader.flow.addBlank();
}

// src/manuscript/formats/typst/math.ts
/** Math, as the model gets it: its source, without comments and without its invisible parts; and the signs that Typst calls by name. */
function readMath(node, scope, reader) {
	const { flow } = reader;
	const source = textOf(node, scope);
	const from = node.at + 1;
	let body = source.slice(1, source.endsWith("$") && source.length > 1 ? -1 : void 0);
	const blank = ({ at, end }) => {
		const part = body.slice(at - from, end - from).replace(/[^\n]/g, " ");
		body = body.slice(0, at - from) + part + body.slice(end - from);
	};
	for (const part of unseen(node, flow.style, scope, reader)) blank(part);
	const shown = body.trim();
	if (shown === "") return;
	const isDisplayed = /^\$\s/.test(source);
	const at = from + body.indexOf(shown);
	if (isDisplayed) flow.addBlank();
	flow.addText(`$${shown.replace(/\$/g, " ")}$`, at, at + shown.length);
	if (isDisplayed) flow.addBlank();
}
/** Parts of math that print nothing or cannot be seen; the latter are reported. */
function* unseen(node, style, scope, reader) {
	for (const child of node.children) if (child.kind === "LineComment" || child.kind === "BlockComment" || child.kind === "Label") yield child;
	else if (child.kind === "FuncCall") yield* ofCall(child, style, scope, reader);
	else yield* unseen(child, style, scope, reader);
}
function* ofCall(call, style, scope, reader) {
	const [callee, args] = call.operands;
	const value = callee === void 0 || args === void 0 ? void 0 : called(callee, scope, reader);
	if (args === void 0 || value === void 0) {
		yield* unseen(call, style, scope, reader);
		return;
	}
	const inner = value === "hide" ? hidden(style, "hidden text") : value === "text" ? textStyle(style, sorted(argumentsOf(args, scope, reader))) : style;
	const technique = hidingTechnique(inner);
	if (technique === void 0) {
		yield* unseen(args, inner, scope, reader);
		return;
	}
	const words = textOf(args, scope).replace(/[^\p{L}\p{N} ]/gu, "").trim();
	const { source } = scope;
	if (words !== "" && !reader.isTrial) reader.paper.hidden.push({
		file: source.file,
		line: source.lineAt(call.at),
		technique,
		characters: words.length
	});
	yield call;
}
function called(callee, scope, reader) {
	if (callee.kind === "MathIdent") return textOf(callee, scope);
	const value = evaluate(callee, scope, reader);
	return value.type === "function" ? value.name : void 0;
}
const SIGNS = {
	"plus.minus": "±",
	"minus.plus": "∓",
	times: "×",
	div: "÷",
	minus: "−",
	plus: "+",
	eq: "=",
	"eq.not": "≠",
	lt: "<",
	gt: ">",
	"lt.eq": "≤",
	"gt.eq": "≥",
	approx: "≈",
	tilde: "∼",
	"tilde.op": "∼",
	prop: "∝",
	infinity: "∞",
	degree: "°",
	"degree.c": "℃",
	percent: "%",
	permille: "‰",
	micro: "µ",
	"arrow.r": "→",
	"arrow.l": "←",
	"arrow.t": "↑",
	"arrow.b": "↓",
	"arrow.l.r": "↔",
	"arrow.r.double": "⇒",
	arrow: "→",
	dash: "‐",
	"dash.en": "–",
	"dash.em": "—",
	"dot.op": "⋅",
	"dot.c": "·",
	bullet: "•",
	dots: "…",
	"dots.h": "…",
	section: "§",
	copyright: "©",
	"trademark.registered": "®",
	trademark: "™",
	checkmark: "✓",
	ballot: "☐",
	crossmark: "✗",
	star: "⋆",
	"star.filled": "★",
	dagger: "†",
	"dagger.double": "‡",
	ast: "∗",
	"quote.double": "\"",
	female: "♀",
	male: "♂",
	planck: "ℎ",
	angstrom: "Å",
	prime: "′",
	in: "∈",
	sum: "∑",
	product: "∏",
	integral: "∫",
	partial: "∂",
	nabla: "∇",
	ell: "ℓ",
	"space.nobreak": " ",
	space: " ",
	"space.thin": " ",
	"space.quad": " ",
	euro: "€",
	pound: "£",
	dollar: "$",
	yen: "¥",
	at: "@",
	hash: "#",
	amp: "&"
};
const GREEK = "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω".split(" ");
/** @param name behind `sym.`  @returns the sign; for one that is not known, the name itself */
function symbolOf(name) {
	const at = GREEK.indexOf(name);
	if (at !== -1 && at % 2 === 0) return GREEK[at + 1] ?? name;
	const plain = name.replace(/\.(?:alt|long|med|sq)$/, "");
	return Object.hasOwn(SIGNS, plain) ? SIGNS[plain] ?? name : name;
}

// src/manuscript/formats/typst/expansion.ts
/** Expands calls and names: the body of an author's function, or the content that a name stands for, is read where it is used.
*  Invariant: an argument keeps its own place, other text has that of its user, unless it is long and stands by itself; how much
*  is expanded in one paper is bounded, and a warning tells of it. */
/** Functions of the author in each other. */
const DEEPEST_EXPANSION = 30;
/** Functions and names of the author that are shown, in one paper, and the characters that they print. */
const MOST_EXPANSIONS = 3e4;
const MOST_EXPANDED = 3e6;
/** Rounds of one loop. */
const MOST_ROUNDS = 200;
/** Characters. What a name stands for is set as text of its own from here on, with its own lines. */
const LONG_CONTENT = 200;
/** Counts one more function or name. @returns whether it may be followed */
function countExpansion(expansion) {
	return ++expansion.count < MOST_EXPANSIONS && expansion.depth < DEEPEST_EXPANSION;
}
function showCall(node, scope, reader) {
	const value = evaluate(node, scope, reader);
	if (value.type !== "content" || value.node.kind !== "FuncCall" || value.node.at !== node.at || value.scope !== scope) {
		showValue(value, node, reader);
		return;
	}
	const [callee, args] = node.operands;
	if (callee === void 0 || args === void 0) return;
	if (showMapped(callee, args, node, scope, reader)) return;
	callFunction(evaluate(callee, scope, reader), argumentsOf(args, scope, reader), node, scope, reader);
}
/** `items.map(x => [...]).join()`: each item by the function. */
function showMapped(callee, args, range, scope, reader) {
	if (callee.kind !== "FieldAccess") return false;
	const [target, method] = callee.operands;
	if (target === void 0 || method === void 0) return false;
	const name = textOf(method, scope);
	if (name === "join" || name === "sum" || name === "flatten") {
		const outer = reader.expansion.separator;
		reader.expansion.separator = argumentsOf(args, scope, reader)[0]?.value ?? NONE;
		reader.show(target, scope);
		reader.expansion.separator = outer;
		return true;
	}
	if (name !== "map") return false;
	const separator = reader.expansion.separator;
	reader.expansion.separator = void 0;
	const values = evaluate(target, scope, reader);
	const [by] = argumentsOf(args, scope, reader);
	for (const [index, item] of roundsOf(values).entries()) {
		if (index > 0 && separator !== void 0) showValue(separator, range, reader);
		if (by !== void 0) callFunction(by.value, [{
			name: void 0,
			value: item
		}], range, scope, reader);
		if (separator === void 0) reader.flow.addBlank();
	}
	return true;
}
/** Calls a function of the author, of Typst or of a package. */
function callFunction(called, args, range, scope, reader) {
	if (called.type === "closure") {
		const all = [...called.preset, ...args];
		if (reader.isTrial || !isTitlePage(all)) expand(called, all, range, reader);
		else {
			readTemplateArguments(called, all, range, scope, reader);
			for (const { name, value } of all) if (name === void 0 && value.type === "content") showValue(value, range, reader);
		}
	} else if (called.type === "function") readCall(called, [...called.preset, ...args], range, scope, reader);
	else readCall({
		type: "function",
		name: "",
		preset: [],
		ofTypst: false
	}, args, range, scope, reader);
}
/** A function that computes what it prints from what it is given, such as a number with its unit: what it is given is read in its
*  place. */
function computesFrom(closure, body, args, range, reader) {
	const { flow } = reader;
	const given = args.flatMap(({ value }) => value.type === "content" ? [value] : []);
	if (reader.expansion.depth > 0 || reader.isTrial || body.kind !== "CodeBlock" || given.length === 0) return false;
	reader.expansion.shown = /* @__PURE__ */ new Set();
	reader.isTrial = true;
	let printed = "";
	flow.capture("paragraph", () => {
		reader.expansion.depth++;
		const inner = boundScope(closure, args, reader);
		flow.withFrame({
			source: flow.frame.source,
			anchor: range
		}, () => reader.show(body, inner));
		reader.expansion.depth--;
		printed = flow.text;
	});
	reader.isTrial = false;
	reader.expansion.hasReturned = false;
	const isComputed = printed.includes("[value]") && !given.some(({ node }) => reader.expansion.shown.has(node));
	if (isComputed) for (const value of given) showValue(value, range, reader);
	return isComputed;
}
/** Reads the body of a function of the author as if it stood where it is used; the arguments keep their own places. */
function expand(closure, args, range, reader) {
	const body = closureBody(closure.node);
	if (body === void 0) return;
	if (!reader.mayExpand() || reader.expansion.characters > MOST_EXPANDED) {
		for (const { value } of args) if (value.type === "content") showValue(value, range, reader);
		reader.warn("functions are used more often, or in each other, than can be followed", range, closure.scope, { losesText: true });
		return;
	}
	if (computesFrom(closure, body, args, range, reader)) return;
	reader.expansion.characters += body.end - body.at;
	reader.expansion.depth++;
	const { flow } = reader;
	const hadReturned = reader.expansion.hasReturned;
	reader.expansion.hasReturned = false;
	const anchor = flow.frame.anchor ?? range;
	flow.withFrame({
		source: flow.frame.source,
		anchor
	}, () => {
		const inner = boundScope(closure, args, reader);
		flow.withStyle(flow.style, () => reader.show(body, inner));
	});
	reader.expansion.hasReturned = hadReturned;
	reader.expansion.depth--;
}
function showValue(value, range, reader) {
	const { flow } = reader;
	switch (value.type) {
		case "content":
			showContent(value, range, reader);
			return;
		case "string":
			showString(value, range, reader);
			return;
		case "number":
			addText(String(Math.round(value.value * 1e6) / 1e6), range, reader);
			return;
		case "array":
		case "joined":
			for (const item of value.items) {
				showValue(item, range, reader);
				if (value.type === "array") flow.addBlank();
			}
			return;
		case "subject":
			value.show();
			return;
		case "unknown":
			reader.guesses++;
			if (!/\[value\]$/.test(flow.text)) flow.addToken("[value]", range);
			return;
		case "function":
			if (value.name.startsWith("sym.")) addText(symbolOf(value.name.slice(4)), range, reader);
			return;
		case "label": return;
		default: return;
	}
}
function showString(value, range, reader) {
	const { place } = value;
	if (place?.isArgument === true && isHere(place.frame, reader)) reader.flow.withFrame(place.frame, () => addText(value.text, place.range, reader));
	else addText(value.text, range, reader);
}
/** Whether a text's own place lies in the file and range of the passage that is open. */
function isHere({ source }, reader) {
	return source === reader.flow.frame.source;
}
function showContent(content, range, reader) {
	const { flow } = reader;
	const { node, scope, frame } = content;
	if (reader.isTrial) reader.expansion.shown.add(node);
	const show = () => flow.withStyle(flow.style, () => reader.show(node, scope));
	if (content.isArgument && isHere(frame, reader)) {
		flow.withFrame(frame, show);
		return;
	}
	if (!reader.mayExpand() || reader.expansion.characters > MOST_EXPANDED) {
		flow.addToken("[value]", range);
		reader.warn("names are used more often, or in each other, than can be followed", range, { source: flow.frame.source }, { losesText: true });
		return;
	}
	reader.expansion.depth++;
	const length = node.end - node.at;
	reader.expansion.characters += length;
	if (flow.isEmpty && frame.anchor === void 0 && (flow.isCapturing || length >= LONG_CONTENT)) flow.withFile(frame, show);
	else flow.withFrame({
		source: flow.frame.source,
		anchor: flow.frame.anchor ?? range
	}, show);
	reader.expansion.depth--;
}
/** What a loop runs over, a round an item; one unknown item where that is not known. */
function roundsOf(value) {
	return itemsOf(value)?.slice(0, MOST_ROUNDS) ?? [UNKNOWN];
}
function itemsOf(value) {
	if (value.type === "array") return value.items;
	if (value.type !== "dictionary") return void 0;
	return [...value.entries].map(([key, entry]) => ({
		type: "array",
		items: [{
			type: "string",
			text: key,
			place: void 0
		}, entry]
	}));
}

// src/manuscript/formats/typst/expressions.ts
/** What an expression prints: blocks, math, conditions, loops, bindings and rules. Invariant: of a condition that cannot be
*  decided both branches are read, and the body of a loop over what is not known is read once. */
/** Shows an expression, or runs it where it is a statement. */
function showExpression(node, scope, reader) {
	switch (node.kind) {
		case "ContentBlock":
		case "CodeBlock":
			showBlock(node, scope, reader);
			return;
		case "Markup":
			reader.walkMarkup(node, scope);
			return;
		case "Equation":
			reader.element("math.equation", [["block", {
				type: "boolean",
				value: isDisplayed(node, scope)
			}]], () => readMath(node, scope, reader));
			return;
		case "Raw":
			readRaw(node, scope, reader);
			return;
		case "FuncCall":
			showCall(node, scope, reader);
			return;
		case "Conditional":
			showConditional(node, scope, reader);
			return;
		case "ForLoop":
		case "WhileLoop":
			showLoop(node, scope, reader);
			return;
		case "Contextual":
		case "FuncReturn": {
			const [inner] = node.operands.filter(({ kind }) => kind !== "Return");
			if (inner !== void 0) reader.show(inner, scope);
			if (node.kind === "FuncReturn") reader.expansion.hasReturned = true;
			return;
		}
		default: if (!runStatement(node, scope, reader)) showValueOf(node, scope, reader);
	}
}
/** `[…]` and `{…}`: what is bound or set within ends with them. */
function showBlock(node, scope, reader) {
	const { flow } = reader;
	const [markup, code] = [node.child("Markup"), node.child("Code")];
	if (markup !== void 0) flow.withStyle(flow.style, () => reader.walkMarkup(markup, scope.inner()));
	else if (code !== void 0) flow.withStyle(flow.style, () => showCode(code, scope.inner(), reader));
}
/** What prints nothing, but for an included file. @returns whether the node is a statement */
function runStatement(node, scope, reader) {
	switch (node.kind) {
		case "LetBinding":
			define(node, scope, reader);
			return true;
		case "SetRule":
			readSetRule(node, scope, reader);
			return true;
		case "ShowRule":
			readShowRule(node, scope, reader);
			return true;
		case "ModuleImport":
			importInto(scope, node, reader);
			return true;
		case "ModuleInclude":
			includeFile(node, scope, reader);
			return true;
		case "Binary": return assigns(node, scope, reader);
		case "DestructAssignment":
		case "LoopBreak":
		case "LoopContinue":
		case "Named":
		case "Spread":
		case "Closure": return true;
		default: return false;
	}
}
function showValueOf(node, scope, reader) {
	const value = evaluate(node, scope, reader);
	if (value.type !== "content" || value.node.at !== node.at || value.node.kind !== node.kind) reader.showValue(value, node);
}
function includeFile(node, scope, reader) {
	const [path] = node.operands;
	const value = path === void 0 ? NONE : evaluate(path, scope, reader);
	if (value.type === "string") reader.files.include(value.text, reader, node, scope);
	else reader.warn("a file is included under a name that must be computed; the rest was read without it", node, scope, { losesText: true });
}
/** `x = 1`, `x += [more]`. @returns whether it is one */
function assigns(node, scope, reader) {
	const { operator, operands } = operationOf(node);
	if (!/^(?:Eq|PlusEq|HyphEq|StarEq|SlashEq)$/.test(operator)) return false;
	const [target, value] = operands;
	if (target?.kind === "Ident" && value !== void 0) assign(operator, target, value, scope, reader);
	return true;
}
function showCode(code, scope, reader) {
	for (const statement of code.operands) {
		reader.show(statement, scope);
		if (reader.expansion.hasReturned) return;
	}
}
function showConditional(node, scope, reader) {
	const branch = chosenBranch(node, scope, reader);
	if (branch === void 0) return;
	if (branch !== "undecided") {
		reader.show(branch, scope);
		return;
	}
	reader.guesses++;
	const [, then, otherwise] = node.operands.filter(({ kind }) => kind !== "Else");
	if (then !== void 0) reader.show(then, scope);
	const hadReturned = reader.expansion.hasReturned;
	reader.expansion.hasReturned = false;
	reader.flow.addBlank();
	if (otherwise !== void 0) reader.show(otherwise, scope);
	reader.expansion.hasReturned = hadReturned && reader.expansion.hasReturned;
	if ([then, otherwise].some((one) => one !== void 0 && MARKUP_WITH_WORDS.test(textOf(one, scope))) && reader.flow.frame.anchor === void 0) reader.warn("a condition can only be decided by running the paper: what depends on it was read", node, scope);
}
function showLoop(node, scope, reader) {
	const body = node.operands.at(-1);
	if (body === void 0) return;
	if (node.kind === "WhileLoop") {
		const [condition] = node.operands;
		const value = condition === void 0 ? UNKNOWN : evaluate(condition, scope, reader);
		if (value.type !== "boolean" || value.value) reader.show(body, scope);
		return;
	}
	const [pattern, over] = node.operands;
	const values = over === void 0 ? UNKNOWN : evaluate(over, scope, reader);
	const items = roundsOf(values);
	for (const item of items) {
		if (!reader.mayExpand()) return;
		const inner = scope.inner();
		if (pattern !== void 0) bindPattern(pattern, item, inner);
		reader.show(body, inner);
	}
}
const MARKUP_WITH_WORDS = /\[[^\]]*\p{L}{3}/u;
function isDisplayed(node, scope) {
	return /^\$\s[\s\S]*\s\$$/.test(textOf(node, scope));
}
/** A value given anew: `name = value`, `name += value`. */
function assign(operator, target, value, scope, reader) {
	const name = textOf(target, scope);
	const added = evaluate(value, scope, reader);
	const before = scope.get(name) ?? UNKNOWN;
	if (operator === "Eq") scope.assign(name, added);
	else if (operator !== "PlusEq") scope.assign(name, UNKNOWN);
	else if (before.type === "number" && added.type === "number") scope.assign(name, {
		type: "number",
		value: before.value + added.value
	});
	else if (before.type === "array" && added.type === "array") scope.assign(name, {
		type: "array",
		items: [...before.items, ...added.items]
	});
	else scope.assign(name, before.type === "none" ? added : {
		type: "joined",
		items: [before, added]
	});
}
/** Of a `let`. */
function define(node, scope, reader) {
	const [pattern, value] = node.operands.filter(({ kind }) => kind !== "Eq");
	if (pattern?.kind === "Closure") {
		const [name] = pattern.operands;
		if (name?.kind === "Ident") scope.define(textOf(name, scope), {
			type: "closure",
			node: pattern,
			scope,
			preset: []
		});
		return;
	}
	if (pattern === void 0) return;
	const found = value === void 0 ? NONE : evaluate(value, scope, reader);
	bindPattern(pattern, found.type === "content" || found.type === "string" ? named(found) : found, scope);
}
/** `#import "x.typ": a, b as c`, `*`, or the module by its own name. */
function importInto(scope, node, reader) {
	const parts = node.children;
	const [source] = node.operands;
	const path = source === void 0 ? UNKNOWN : evaluate(source, scope, reader);
	const module = path.type === "string" ? reader.module(path.text, scope) : path.type === "module" ? path.scope : void 0;
	const of = (name) => module?.own.get(name) ?? (module === void 0 ? {
		type: "function",
		name,
		preset: [],
		ofTypst: false
	} : UNKNOWN);
	const items = parts.find(({ kind }) => kind === "ImportItems");
	if (parts.some(({ kind }) => kind === "Star")) for (const [name, value] of module?.own ?? []) scope.define(name, value);
	for (const item of items?.operands ?? []) {
		const names = (item.kind === "RenamedImportItem" ? item.operands : [item]).map((part) => textOf(part, scope));
		const original = (names[0] ?? "").split(".").at(-1) ?? "";
		scope.define(names.at(-1)?.split(".").at(-1) ?? original, of(original));
	}
	if (items !== void 0 || path.type !== "string") return;
	const alias = node.operands.find(({ kind }) => kind === "Ident");
	const name = alias === void 0 ? moduleName(path.text) : textOf(alias, scope);
	scope.define(name, module === void 0 ? {
		type: "function",
		name,
		preset: [],
		ofTypst: false
	} : {
		type: "module",
		scope: module
	});
}
/** Content under a name stands elsewhere than where it is shown. */
function named(value) {
	if (value.type === "content") return {
		...value,
		isArgument: false
	};
	return {
		...value,
		place: value.place === void 0 ? void 0 : {
			...value.place,
			isArgument: false
		}
	};
}
function moduleName(path) {
	return path.slice(path.lastIndexOf("/") + 1).replace(/\.typ$|:.*$/, "");
}

// src/manuscript/formats/typst/labels.ts
/** What the labels of a paper stand at, so that `@fig-a` is distinguished from a citation, and the abbreviations that its
*  glossary defines. */
/** What Typst calls an element before its number; none for what only its author could name. */
const SUPPLEMENTS = {
	table: "Table",
	image: "Figure",
	figure: "Figure",
	raw: "Listing",
	Heading: "Section",
	Equation: "Equation"
};
var LabelKinds = class {
	#kinds = /* @__PURE__ */ new Map();
	#abbreviations = /* @__PURE__ */ new Map();
	#used = /* @__PURE__ */ new Set();
	/** @returns what stands before the number; undefined for a label that the paper does not have */
	get(label) {
		return this.#kinds.get(label);
	}
	/** What a glossary prints for a key: long and short at first, then the short one. */
	abbreviation(key) {
		const [, base = key, form = ""] = /^(.*?)(?::([a-z]{1,4}))?$/.exec(key) ?? [];
		const found = this.#abbreviations.get(base);
		if (found === void 0) return void 0;
		const { short, long } = found;
		const ending = form.startsWith("pl") ? "s" : "";
		if (form === "s" || form === "short") return short;
		if ((form === "l" || form === "long") && long !== void 0) return long;
		const isFirst = !this.#used.has(base);
		this.#used.add(base);
		return isFirst && long !== void 0 ? `${long}${ending} (${short}${ending})` : `${short}${ending}`;
	}
	/** Looks at a whole file. */
	collect(tree, scope) {
		const waiting = [tree];
		for (let node = waiting.pop(); node !== void 0; node = waiting.pop()) {
			if (node.kind === "Dict") this.#entry(node, scope);
			else if (node.kind === "FuncCall") this.#abbreviationList(node, scope);
			this.#labels(node, scope);
			for (const child of node.children) waiting.push(child);
		}
	}
	/** Those among a node's children: each stands behind what it names. */
	#labels(parent, scope) {
		let before;
		for (const child of parent.children) {
			const kind = child.kind === "Label" ? labelledKind(parent, before, textOf(child, scope), scope) : void 0;
			if (kind !== void 0) this.#kinds.set(textOf(child, scope).slice(1, -1), kind);
			if (!/^(?:Space|Hash|LineComment|Comma)$/.test(child.kind)) before = child;
		}
	}
	/** `#abbr.make(("ROS", "reactive oxygen species"), …)` */
	#abbreviationList(node, scope) {
		const [callee, args] = node.operands;
		if (callee === void 0 || args === void 0 || !/^abbr\.(?:make|add)$/.test(textOf(callee, scope))) return;
		for (const entry of args.operands) {
			const [short, long] = entry.operands.map((part) => part.kind === "Str" ? unescaped(textOf(part, scope).slice(1, -1)) : void 0);
			if (entry.kind === "Array" && short !== void 0) this.#abbreviations.set(short, {
				short,
				long
			});
		}
	}
	/** `(key: "ros", short: "ROS", long: "reactive oxygen species")` */
	#entry(node, scope) {
		const entries = /* @__PURE__ */ new Map();
		for (const part of node.operands) {
			const [key, value] = part.operands;
			if (key === void 0 || value === void 0 || !/^(?:Str|ContentBlock)$/.test(value.kind)) continue;
			entries.set(textOf(key, scope), unescaped(textOf(value, scope).slice(1, -1)));
		}
		const [key, short] = [entries.get("key"), entries.get("short")];
		if (key !== void 0 && short !== void 0) this.#abbreviations.set(key, {
			short,
			long: entries.get("long")
		});
	}
};
/** @returns undefined for a label that is used there, as in `cite(<key>)` */
function labelledKind(parent, before, label, scope) {
	switch (parent.kind) {
		case "Markup":
		case "Code": return before === void 0 ? "" : kindOf(before, label, scope);
		case "Args": return before?.kind === "FuncCall" ? kindOf(before, label, scope) : void 0;
		case "Named": {
			const [name] = parent.operands;
			return name !== void 0 && textOf(name, scope) === "label" ? byName(label) : void 0;
		}
		default: return;
	}
}
function kindOf(node, label, scope) {
	if (node.kind !== "FuncCall") return SUPPLEMENTS[node.kind] ?? byName(label);
	const [callee, args] = node.operands;
	if (callee === void 0 || args === void 0 || textOf(callee, scope) !== "figure") return byName(label);
	const named = new Map(args.operands.flatMap((part) => {
		const [name, value] = part.kind === "Named" ? part.operands : [];
		return name === void 0 || value === void 0 ? [] : [[textOf(name, scope), value]];
	}));
	const supplement = named.get("supplement");
	if (supplement !== void 0) return /^(?:Str|ContentBlock)$/.test(supplement.kind) ? textOf(supplement, scope).slice(1, -1) : "";
	const kind = named.get("kind");
	if (kind !== void 0) return SUPPLEMENTS[textOf(kind, scope).replace(/"/g, "")] ?? "";
	const [first] = args.operands.filter((part) => part.kind !== "Named");
	const body = first === void 0 ? "" : textOf(first, scope).replace(/^[[{\s#]+/, "");
	return /^table\b/.test(body) ? "Table" : /^raw\b/.test(body) || first?.kind === "Raw" ? "Listing" : "Figure";
}
/** Of an element that a function of the author makes. */
function byName(label) {
	if (/^<(?:fig|fg)\b|^<fig[-_:]/i.test(label)) return "Figure";
	if (/^<(?:tab|tbl|table)[-_:]/i.test(label)) return "Table";
	if (/^<(?:eq|eqn|eqt)[-_:]/i.test(label)) return "Equation";
	return /^<(?:sec|section|app)[-_:]/i.test(label) ? "Section" : "";
}

// src/manuscript/formats/typst/flow.ts
var Flow = class extends PassageFlow {
	style = STANDARD_STYLE;
	/** Of the text that is shown next. */
	frame;
	/** Whether something is read into a passage of its own, such as a title. */
	isCapturing = false;
	#hiddenRun;
	/** Text that a space before it pushes off the page: so many characters are hidden, at most to the end of the paragraph. */
	#pushedAway;
	constructor(source, sink) {
		super(sink, new TypstPassage(source));
		this.frame = {
			source,
			anchor: void 0
		};
	}
	/** The passage so far. */
	get text() {
		return this.open.text;
	}
	/** @param text what the reader sees of the characters of the file from `at` up to `end`, or of `anchor` where they stand elsewhere */
	addText(text, at, end) {
		if (this.#hides(text, at)) return;
		const { anchor } = this.frame;
		if (anchor === void 0) this.open.addText(text, {
			at,
			end
		});
		else this.open.addAnchored(text.replace(/\s+/g, " "), anchor);
	}
	addToken(token, { at, end }) {
		if (!this.#hides(token, at)) this.open.addToken(token, this.frame.anchor ?? {
			at,
			end
		});
	}
	/** One after the other is one for a reader: [1, 2]. */
	addCitation(range) {
		if (this.open.text.endsWith(CITATION)) this.open.dropBlank();
		else this.addToken(CITATION, range);
	}
	addBlank() {
		if (this.#hiddenRun === void 0) this.open.addBlank();
	}
	flush() {
		super.flush();
		this.#pushedAway = void 0;
	}
	emptyPassage() {
		return new TypstPassage(this.frame.source);
	}
	pushAway(characters) {
		this.#pushedAway = { left: characters };
	}
	capture(kind, read) {
		const { style, frame, isCapturing } = this;
		const pushedAway = this.#pushedAway;
		const made = super.capture(kind, () => {
			this.isCapturing = true;
			read();
		});
		this.#pushedAway = pushedAway;
		this.style = style;
		this.frame = frame;
		this.isCapturing = isCapturing;
		return made;
	}
	/** Reads something as another kind of passage, such as a list item. */
	withKind(kind, read) {
		const outer = this.kind;
		this.flush();
		this.kind = this.isCapturing && outer !== "paragraph" ? outer : kind;
		read();
		this.flush();
		this.kind = outer;
	}
	withStyle(style, read) {
		const outer = this.style;
		this.style = style;
		read();
		this.style = outer;
	}
	/** Reads what stands in another place than the text around it. */
	withFrame(frame, read) {
		const outer = this.frame;
		this.frame = frame;
		read();
		this.frame = outer;
	}
	/** Likewise, as passages of its own. */
	withFile(frame, read) {
		this.flush();
		this.withFrame(frame, () => {
			this.open = new TypstPassage(frame.source);
			read();
			this.flush();
		});
		this.open = this.emptyPassage();
	}
	#hides(text, at) {
		let technique = hidingTechnique(this.style);
		if (this.#pushedAway !== void 0 && technique === void 0) {
			technique = "text off the page";
			this.#pushedAway.left -= text.length;
			if (this.#pushedAway.left <= 0) this.#pushedAway = void 0;
		}
		if (technique !== this.#hiddenRun?.technique) this.endHiddenRun();
		if (technique === void 0) return false;
		const { source, anchor } = this.frame;
		this.#hiddenRun ??= {
			technique,
			at: anchor?.at ?? at,
			source,
			characters: 0
		};
		this.#hiddenRun.characters += text.replace(/\s+/g, " ").length;
		return true;
	}
	endHiddenRun() {
		const run = this.#hiddenRun;
		this.#hiddenRun = void 0;
		if (run === void 0) return;
		const { technique, at, source, characters } = run;
		this.sink.hidden({
			file: source.file,
			line: source.lineAt(at),
			technique,
			characters
		});
		this.open.addBlank();
	}
};
const CITATION = "[cite]";
var TypstPassage = class extends PassageBuilder {
	#blankPending = false;
	get text() {
		return this.clean.build().text;
	}
	addText(text, range) {
		const words = text.trim();
		if (words === "") {
			this.addBlank();
			return;
		}
		const leading = text.indexOf(words);
		if (leading > 0) this.addBlank();
		const trailing = text.length - leading - words.length;
		this.clean.add(words, this.extend({
			at: range.at + leading,
			end: range.end - trailing
		}, words));
		if (trailing > 0) this.addBlank();
	}
	/** Text of another place: all of it stands where its user does. */
	addAnchored(text, anchor) {
		this.addText(text, {
			at: anchor.at - (text.length - text.trimStart().length),
			end: this.firstLineEnd(anchor) + (text.length - text.trimEnd().length)
		});
	}
	addBlank() {
		this.#blankPending = true;
	}
	dropBlank() {
		this.#blankPending = false;
	}
	extend(range, text) {
		if (this.#blankPending) this.clean.addBlank();
		this.#blankPending = false;
		return super.extend(range, text);
	}
};

// src/manuscript/formats/typst/reader.ts
/** Reads a Typst paper's syntax trees in the order of the page. Invariant: no code of the author runs; what a rule decides from
*  the tree is followed, whatever cannot be decided is text and is kept. */
/** Nodes in each other. */
const DEEPEST = 400;
/** `Abstract. We …`, however its first word is set off. */
const LABELLED_ABSTRACT = /^abstract\s*[.:—–]\s*\p{L}/iu;
var TypstReader = class {
	paper;
	flow;
	files;
	expansion = {
		depth: 0,
		count: 0,
		characters: 0,
		hasReturned: false,
		separator: void 0,
		shown: /* @__PURE__ */ new Set()
	};
	isAbstract = false;
	isTrial = false;
	guesses = 0;
	lastShown = {
		at: 0,
		end: 1
	};
	/** Once a file and message, however often it holds. */
	#warned = /* @__PURE__ */ new Set();
	#depth = 0;
	constructor(source, paper, files) {
		this.paper = paper;
		this.files = files;
		this.flow = new Flow(source, {
			passage: (passage) => this.addPassage(passage),
			hidden: (found) => {
				if (!this.isTrial) paper.hidden.push(found);
			}
		});
	}
	/** @throws ManuscriptError `too-many-passages` */
	addPassage(passage) {
		if (this.isTrial) return;
		const { paper } = this;
		const opensPaper = !paper.body.some(({ kind }) => kind === "heading") && paper.abstract.length === 0;
		if (this.isAbstract || opensPaper && LABELLED_ABSTRACT.test(passage.text)) paper.abstract.push(passage);
		else paper.body.push({
			kind: "passage",
			passage
		});
		checkPassageCount(paper.abstract.length + paper.body.length, passage.file);
	}
	get isBeforeText() {
		const { body, abstract } = this.paper;
		return body.length === 0 && abstract.length === 0 && this.flow.isEmpty && !this.flow.isCapturing;
	}
	/** The whole of a file. */
	readFile(tree, scope) {
		this.flow.withStyle(this.flow.style, () => this.walkMarkup(tree, scope));
		this.flow.flush();
	}
	frame(scope) {
		if (this.flow.frame.anchor !== void 0 || scope.source === this.flow.frame.source) return this.flow.frame;
		return {
			source: scope.source,
			anchor: void 0
		};
	}
	module(path, scope) {
		return this.files.module(path, this, scope);
	}
	mayExpand() {
		return countExpansion(this.expansion);
	}
	warn(message, range, scope, loss = {}) {
		const { file } = scope.source;
		const known = `${file}: ${message}`;
		if (this.isTrial || this.#warned.has(known)) return;
		this.#warned.add(known);
		this.paper.warnings.push({
			file,
			line: scope.source.lineAt(range.at),
			message,
			...loss
		});
	}
	leaveOut(why, { at, end }, scope) {
		if (this.isTrial) return;
		const { source } = scope;
		const lines = {
			startLine: source.lineAt(at),
			endLine: source.lineAt(Math.max(at, end - 1))
		};
		this.paper.leftOut.push({
			file: source.file,
			lines,
			why
		});
	}
	walkMarkup(markup, scope) {
		this.#within(markup, scope, () => readMarkup(markup, scope, this));
	}
	show(node, scope) {
		this.#within(node, scope, () => showExpression(node, scope, this));
	}
	showValue(value, range) {
		showValue(value, range, this);
	}
	call(called, args, range, scope) {
		callFunction(called, args, range, scope, this);
	}
	element(name, fields, show) {
		styledBy(name, new Map(fields), this, show);
	}
	#within(node, scope, read) {
		if (scope.source === this.flow.frame.source) this.lastShown = {
			at: node.at,
			end: node.end
		};
		if (this.#depth >= DEEPEST) {
			this.warn("what is nested too deep was left out, the rest was read", node, scope, { losesText: true });
			return;
		}
		this.#depth++;
		read();
		this.#depth--;
	}
};

// src/manuscript/formats/typst/syntax.ts
/** The syntax tree of a Typst file, by Typst's own parser (typst-syntax, compiled to WebAssembly, with UTF-16 offsets). It is
*  loaded with the first file. The parser has no limit of depth and dies of deep nesting: then what is too deep is blanked and
*  told. Invariant: the text that was parsed is as long as the file's. */
const PROGRAM = new URL("typst_syntax_bg.wasm", import.meta.url);
/** One node; its text is `source.slice(at, end)`. Names of kinds are those of typst-syntax. */
var SyntaxNode = class SyntaxNode {
	at;
	#tree;
	#kinds;
	constructor(tree, at, kinds) {
		this.#tree = tree;
		this.at = at;
		this.#kinds = kinds;
	}
	get kind() {
		return this.#kinds.get(this.#tree.kind) ?? "";
	}
	get end() {
		return this.at + this.#tree.length;
	}
	/** Made anew each time: a tree may have a million nodes. */
	get children() {
		const { children, positions } = this.#tree;
		return children.map((child, index) => new SyntaxNode(child, this.at + (positions[index] ?? 0), this.#kinds));
	}
	/** The first child of one of these kinds. */
	child(...kinds) {
		return this.children.find(({ kind }) => kinds.includes(kind));
	}
	/** Children that mean something: no white space, comment or punctuation. */
	get operands() {
		return this.children.filter(({ kind }) => !NO_OPERAND.has(kind));
	}
};
const NO_OPERAND = new Set("Space Parbreak LineComment BlockComment Hash LeftBrace RightBrace LeftBracket RightBracket LeftParen RightParen Comma Semicolon Colon Dot Dots Arrow Let Set Show Context If Else For In While Return Import Include As Error End".split(" "));
const wasm = Reflect.get(globalThis, "WebAssembly");
let parser;
/** @returns the one parser of this process */
function typstParser() {
	parser ??= loadParser();
	return parser;
}
async function loadParser() {
	const module = await wasm.compile(await readFile(PROGRAM));
	let instance;
	const start = () => {
		instance?.exports.memory.grow(0);
		instance = new wasm.Instance(module, { "./typst_syntax_bg.js": typst_syntax_bg_exports });
		__wbg_set_wasm(instance.exports);
		instance.exports.__wbindgen_start?.();
	};
	start();
	const kinds = new Map([...TypstWasmParser.get_node_types()].map(([name, kind]) => [kind, name]));
	/** Undefined where the parser died of it. */
	const tryToParse = (text) => {
		let parsing;
		try {
			parsing = new TypstWasmParser(text);
			const tree = parsing.tree();
			parsing.free();
			return new SyntaxNode(tree, 0, kinds);
		} catch {
			parsing?.__destroy_into_raw();
			start();
			return;
		}
	};
	return { parse: (source) => parseWith(tryToParse, source) };
}
/** Brackets in each other; a paper has some twenty. */
const DEEPEST_BRACKETS = 100;
/** Paragraphs of which the parser may die: each costs a new start. */
const MOST_FAILURES = 50;
function parseWith(tryToParse, source) {
	if ((source.text.match(TOKENS)?.length ?? 0) > MOST_TOKENS) throw tooMuchMarkup(source.file);
	const whole = tryToParse(source.text);
	if (whole !== void 0) return {
		tree: whole,
		text: source.text,
		warnings: []
	};
	const shallow = withoutDeepBrackets(source.text);
	const tree = shallow === source.text ? void 0 : tryToParse(shallow);
	if (tree !== void 0) return {
		tree,
		text: shallow,
		warnings: blankedLines(source, shallow)
	};
	const text = withoutFailingParagraphs(shallow, tryToParse);
	const left = tryToParse(text);
	if (left !== void 0) return {
		tree: left,
		text,
		warnings: blankedLines(source, text)
	};
	const nothing = blank(source.text);
	return {
		tree: tryToParse(nothing) ?? whole ?? failed(),
		text: nothing,
		warnings: blankedLines(source, nothing)
	};
}
const TOKENS = /\w+|\s+|[^\w\s]/g;
/** Words and marks. Each may be a node of some 600 bytes: with more, a file of 2 MB that is all markup would take more than 1 GB.
*  A megabyte of prose has 400,000. */
const MOST_TOKENS = 12e5;
function tooMuchMarkup(file) {
	return new ManuscriptError({
		code: "file-too-large",
		at: file,
		fault: `it has more than ${MOST_TOKENS.toLocaleString("en")} words and marks`,
		remedy: "Move data out of the text, split it, or name another file with --manuscript"
	});
}
function failed() {
	throw new Error("Typst's parser fails on an empty file");
}
function blank(text) {
	return text.replace(/[^\n]/g, " ");
}
function withoutDeepBrackets(text) {
	const pieces = [];
	let from = 0;
	let depth = 0;
	for (const { 0: bracket, index } of text.matchAll(/[[({\])}]/g)) {
		const opens = "[({".includes(bracket);
		if (opens && depth === DEEPEST_BRACKETS) {
			pieces.push(text.slice(from, index));
			from = index;
		}
		depth = Math.max(0, depth + (opens ? 1 : -1));
		if (!opens && depth === DEEPEST_BRACKETS) {
			pieces.push(blank(text.slice(from, index + 1)));
			from = index + 1;
		}
	}
	const rest = text.slice(from);
	pieces.push(depth > DEEPEST_BRACKETS ? blank(rest) : rest);
	return pieces.join("");
}
function withoutFailingParagraphs(text, tryToParse) {
	let failures = 0;
	return text.replace(/(?:[^\n]|\n(?![ \t]*\n))+\n?/g, (paragraph) => {
		if (failures < MOST_FAILURES && tryToParse(paragraph) !== void 0) return paragraph;
		failures++;
		return blank(paragraph);
	});
}
/** One warning for each run of lines of which something was blanked. */
function blankedLines(source, text) {
	const before = source.text.split("\n");
	const after = text.split("\n");
	const warnings = [];
	for (let line = 0; line < before.length; line++) {
		if (before[line] === after[line]) continue;
		const first = line + 1;
		while (line + 1 < before.length && before[line + 1] !== after[line + 1]) line++;
		const lines = first === line + 1 ? `line ${first}` : `lines ${first}-${line + 1}`;
		warnings.push({
			file: source.file,
			line: first,
			message: `${lines}: what is nested too deep to be parsed was left out, the rest was read`,
			losesText: true
		});
	}
	return warnings;
}

export { importInto as a, define as i, TypstReader as n, Scope as o, LabelKinds as r, typstParser as t };