import { t as decodeNamedCharacterReference } from "./markdown-parser~action2.js";
import { n as calc } from "./csstools-css-calc.js";
import { n as serializeRGB, t as color } from "./csstools-css-color-parser.js";
import { C as isTokenIdent, a as isFunctionNode, c as isWhiteSpaceOrCommentNode, d as parseComponentValue, f as parseListOfComponentValues, j as tokenize, l as isWhitespaceNode, o as isSimpleBlockNode, s as isTokenNode } from "./small-libraries3.js";

// src/manuscript/formats/markdown/css-values.ts
/** Values of CSS, as far as they decide whether text is seen: which are valid, what shorthands stand for, colours and calculations. */
const DISPLAY = /^(?:none|inline|block|inline-block|contents|flex|grid|inline-flex|inline-grid|list-item|table(?:-[a-z-]+)?|inline-table|flow-root|ruby|initial|inherit|unset|revert|math)$/;
const VALID = {
	display: (value) => DISPLAY.test(value),
	visibility: (value) => /^(?:visible|hidden|collapse|inherit|initial|unset)$/.test(value),
	color: isColour,
	"-webkit-text-fill-color": isColour,
	"background-color": isColour,
	"font-size": (value) => /^(?:[\d.+-]|calc|min|max|clamp|var|xx?-|x+-|small|medium|large|inherit|initial|unset)/.test(value),
	opacity: (value) => /^[\d.+-]|^(?:calc|var)\(/.test(value)
};
function isColour(value) {
	return /^var\(|^(?:inherit|initial|unset|currentcolor|canvas|canvastext)$/.test(value) || colourOf(value) !== void 0;
}
/** Of declarations in the order of their weight, what holds: of two valid ones the later. Shorthands are taken apart. */
function cascaded(all) {
	const found = /* @__PURE__ */ new Map();
	for (const declaration of all) for (const [name, value] of longhands(declaration)) if (VALID[name]?.(value) ?? true) found.set(name, value);
	return found;
}
/** Of shorthands, what matters to whether text is seen. */
function longhands({ name, value }) {
	const parts = value.match(/[^\s(]+(?:\((?:[^()]|\([^()]*\))*\))?/g) ?? [];
	switch (name) {
		case "font": {
			const size = /(?:^|\s)((?:[\d.]+(?:[a-z]+|%)?)|calc\([^()]*\)|(?:xx?-)?(?:small|large)|medium)(?:\s*\/\s*\S+)?\s+\S/.exec(value)?.[1];
			return size === void 0 || /^[1-9]00$/.test(size) ? [] : [["font-size", size]];
		}
		case "background": {
			const hasImage = /gradient\(|url\(/.test(value);
			const plainColour = parts.find((part) => colourOf(part) !== void 0);
			return [
				["background-image", hasImage ? value : "none"],
				["background-color", plainColour ?? "transparent"],
				.../\btext\b/.test(value) ? [["background-clip", "text"]] : []
			];
		}
		case "-webkit-background-clip": return [["background-clip", value]];
		case "margin":
		case "padding":
		case "inset": {
			const [top = "", right = top, bottom = top, left = right] = parts;
			const prefix = name === "inset" ? "" : `${name}-`;
			return [
				[`${prefix}top`, top],
				[`${prefix}right`, right],
				[`${prefix}bottom`, bottom],
				[`${prefix}left`, left]
			];
		}
		case "overflow": return [["overflow-x", parts[0] ?? ""], ["overflow-y", parts[1] ?? parts[0] ?? ""]];
		case "-webkit-mask-image":
		case "mask": return [["mask-image", value]];
		default: return [[name, value]];
	}
}
const known = /* @__PURE__ */ new Map();
/** Colours that are remembered. */
const MOST_KNOWN = 1e3;
/** @param value in lower case  @returns undefined for what is no colour, or none that is fixed */
function colourOf(value) {
	if (!known.has(value)) {
		if (known.size > MOST_KNOWN) known.clear();
		known.set(value, parsedColour(value));
	}
	return known.get(value);
}
function parsedColour(value) {
	if (value === "canvas") return [
		255,
		255,
		255,
		1
	];
	if (value === "canvastext") return [
		0,
		0,
		0,
		1
	];
	if (value.length > 200) return void 0;
	try {
		const node = parseComponentValue(tokenize({ css: value }));
		const data = node === void 0 ? false : color(node);
		if (data === false) return void 0;
		const [red, green, blue, alpha = 1] = (serializeRGB(data).toString().match(/-?[\d.]+/g) ?? []).map(Number);
		return red === void 0 || green === void 0 || blue === void 0 ? void 0 : [
			red,
			green,
			blue,
			alpha
		];
	} catch {
		return;
	}
}
/** A length, number or percentage with calc() worked out: `12px`. */
function solved(value) {
	if (!/\b(?:calc|min|max|clamp)\(/.test(value) || value.length > 200) return value;
	try {
		return calc(value);
	} catch {
		return value;
	}
}

// src/manuscript/formats/markdown/hidden-style.ts
/** Whether attributes of an HTML tag, or of a Pandoc span or div, hide what they are put on, as a browser would show it on a page
*  of 800 by 1,000 pixels. Fails towards visible: what is merely unusual (grey, small, folded) is read, for a reader can see it. */
const WHITE = [
	255,
	255,
	255,
	1
];
const PAGE = {
	colour: [
		0,
		0,
		0,
		1
	],
	background: WHITE,
	fontSize: 16,
	isVisible: true,
	custom: /* @__PURE__ */ new Map()
};
/** Of Bootstrap and Tailwind, and Quarto's own. */
const HIDING_CLASSES = /* @__PURE__ */ new Set([
	"hidden",
	"d-none",
	"visually-hidden",
	"sr-only",
	"invisible",
	"content-hidden"
]);
const BLOCKS = new Set("address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table ul".split(" "));
/** Pixels. Letters lower than this cannot be read. */
const SMALLEST_FONT = 4;
/** Pixels. Nothing further right or down than this is on a screen; and to the left or upwards nothing further than the second. */
const FAR = 2e3;
/** Of 255: a difference to the background that is smaller than this cannot be read. */
const LEAST_CONTRAST = 40;
const LEAST_OPACITY = .16;
/** Share of the font's size. */
const CLOSEST_LETTERS = -.8;
const LEAST_SCALE = .2;
/** @param classesHide whether the classes of Bootstrap and Tailwind are known to the page */
function appearanceOf(element, around, sheet, outer, classesHide = false) {
	const declared = withVariables(sheet.of(element, around), outer.custom);
	const surroundings = surroundingsOf(element, declared, outer);
	const lasting = byAttribute(element, declared, classesHide) ?? byDisplay(declared) ?? byPlace(element, declared, surroundings.fontSize);
	return {
		technique: lasting ?? byLetters(declared, surroundings),
		canBeUndone: lasting === void 0,
		surroundings
	};
}
function withVariables(declared, outer) {
	if (![...declared].some(([name, value]) => name.startsWith("--") || value.includes("var("))) return declared;
	const custom = new Map([...outer, ...[...declared].filter(([name]) => name.startsWith("--"))]);
	const filled = [...declared].map(([name, value]) => {
		return [name, value.replace(/var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)/g, (_, own, fallback) => custom.get(own) ?? fallback?.trim() ?? "")];
	});
	return new Map(filled);
}
function surroundingsOf(element, declared, outer) {
	const value = (name) => declared.get(name);
	const colour = colourOf(value("color") ?? ofHtml(element, "font", "color")) ?? outer.colour;
	const own = colourOf(value("background-color") ?? ofHtml(element, "table tr td th body", "bgcolor"));
	const hasImage = (value("background-image") ?? "none") !== "none";
	const size = value("font-size");
	const custom = [...declared].filter(([name]) => name.startsWith("--"));
	const shown = value("visibility");
	return {
		colour,
		background: hasImage ? void 0 : own === void 0 || outer.background === void 0 ? own?.[3] === 1 ? own : outer.background : blend(own, outer.background),
		fontSize: size === void 0 ? outer.fontSize : fontSize(size, outer.fontSize) ?? outer.fontSize,
		isVisible: shown === void 0 || shown === "inherit" ? outer.isVisible : !/^(?:hidden|collapse)$/.test(shown),
		custom: custom.length === 0 ? outer.custom : new Map([...outer.custom, ...custom])
	};
}
/** An attribute by which HTML set a colour before there were style sheets. */
function ofHtml({ name, attributes }, elements, attribute) {
	return elements.split(" ").includes(name) ? attributes.get(attribute)?.toLowerCase() ?? "" : "";
}
function blend([red, green, blue, alpha], under) {
	const mixed = [
		red,
		green,
		blue
	].map((channel, at) => channel * alpha + (under[at] ?? 0) * (1 - alpha));
	return [
		mixed[0] ?? 0,
		mixed[1] ?? 0,
		mixed[2] ?? 0,
		1
	];
}
function byAttribute({ name, attributes, classes }, declared, classesHide) {
	const isShown = declared.has("display") && declared.get("display") !== "none";
	const hidden = attributes.get("hidden")?.toLowerCase();
	if (hidden !== void 0 && !isShown && (hidden !== "until-found" || BLOCKS.has(name))) return "hidden attribute";
	if (attributes.has("popover") && !isShown) return "hidden attribute";
	if (name === "dialog" && !attributes.has("open") && !isShown) return "a dialog that is not open";
	return classesHide && classes.some((one) => HIDING_CLASSES.has(one)) ? "hidden class" : void 0;
}
function byDisplay(declared) {
	const value = (name) => declared.get(name) ?? "";
	if (value("display") === "none") return "display: none";
	const opacity = value("opacity");
	if (opacity !== "" && share(opacity) < LEAST_OPACITY) return "transparent text";
	const filtered = /\bopacity\(\s*([^()]+)\)/.exec(value("filter"))?.[1];
	if (filtered !== void 0 && share(filtered) < LEAST_OPACITY) return "transparent text";
	const mask = value("mask-image");
	return /gradient\(/.test(mask) && /^[^(]*\(\s*(?:transparent\s*,?\s*)+\)$/.test(mask) ? "transparent text" : void 0;
}
function byPlace({ name }, declared, font) {
	const value = (property) => declared.get(property) ?? "";
	const length = (property) => pixels(value(property), font) ?? 0;
	const position = value("position");
	const isTaken = /^(?:absolute|fixed)$/.test(position);
	const display = value("display");
	const isBlock = isTaken || (display === "" ? BLOCKS.has(name) : !/^(?:inline|contents|ruby)$/.test(display)) || /^(?:left|right)$/.test(value("float"));
	const [left = 0, right = 0, top = 0, bottom = 0] = position === "" || position === "static" ? [] : [
		"left",
		"right",
		"top",
		"bottom"
	].map(length);
	if (isOff(left) || isOff(top) || Math.abs(right) >= FAR || Math.abs(bottom) >= FAR) return "text off the page";
	if (isOff(length("margin-left")) || length("padding-left") >= FAR) return "text off the page";
	if (isBlock && [length("margin-top"), length("text-indent")].some(isOff)) return "text off the page";
	if (isBlock && value("content-visibility") === "hidden") return "content-visibility: hidden";
	if (/^0?\.(?:0\d*|1\d*)$|^1?\d%$/.test(value("zoom"))) return "tiny font";
	if (isBlock && (isShrunk(value("transform"), font) || isScaled(value("scale")))) return "text of no size";
	if (isBlock && [...value("translate").split(/[\s,]+/), ...moves(value("transform"))].some((move) => isOff(pixels(move, font) ?? 0))) return "text off the page";
	return isCut(value, length, isBlock, isTaken) ? "text of no size" : void 0;
}
function isCut(value, length, isBlock, isTaken) {
	const clips = [value("overflow-x"), value("overflow-y")].some((overflow) => /^(?:hidden|clip|scroll|auto)$/.test(overflow));
	const isFlat = [
		"height",
		"width",
		"max-height",
		"max-width",
		"line-height"
	].some((name) => /^\d*\.?\d+(?:px|pt|em|rem|%)?$/.test(value(name)) && length(name) < SMALLEST_FONT && !/^[\d.]*[1-9]%?$|em$/.test(value(name)));
	if (isBlock && clips && isFlat) return true;
	const path = value("clip-path");
	if (Number(/\binset\(\s*([\d.]+)%/.exec(path)?.[1] ?? 0) >= 45 || /\b(?:circle|ellipse)\(\s*0\D/.test(path)) return true;
	const corners = /\bpolygon\(([^()]*)\)/.exec(path)?.[1]?.split(",").map((corner) => corner.trim());
	if (corners !== void 0 && new Set(corners).size < 3) return true;
	const [top, right, bottom, left] = (/^rect\(([^()]*)\)/.exec(value("clip"))?.[1]?.split(/[\s,]+/) ?? []).map((side) => Number.parseFloat(side));
	if (!isTaken || top === void 0 || right === void 0 || bottom === void 0 || left === void 0) return false;
	return bottom - top < SMALLEST_FONT || right - left < SMALLEST_FONT;
}
function isOff(length) {
	return length >= FAR || length <= -400;
}
/** How far a transform moves: its lengths. */
function moves(transform) {
	return [...transform.matchAll(/\btranslate(?:x|y|3d)?\(([^()]*)\)/g)].flatMap(([, lengths = ""]) => lengths.split(/[\s,]+/));
}
function isShrunk(transform, font) {
	if (pixels(transform, font) !== void 0) return false;
	const scales = [...transform.matchAll(/\bscale(?:x|y|3d)?\(([^()]*)\)/g)].flatMap(([, factors = ""]) => factors.split(/[\s,]+/));
	const flat = /\brotate[xy]\(\s*-?(?:90|270)deg/.test(transform);
	const [a = 1, b = 0, c = 0, d = 1] = (/\bmatrix\(([^()]*)\)/.exec(transform)?.[1]?.split(",") ?? []).map(Number);
	return flat || scales.some((factor) => share(factor) < LEAST_SCALE) || Math.abs(a * d - b * c) < LEAST_SCALE ** 2;
}
function isScaled(scale) {
	return scale !== "" && scale.split(/\s+/).some((factor) => share(factor) < LEAST_SCALE);
}
function byLetters(declared, { colour, background, fontSize: size, isVisible }) {
	if (!isVisible) return "visibility: hidden";
	if (size < SMALLEST_FONT) return "tiny font";
	const value = (name) => declared.get(name) ?? "";
	if ((pixels(value("letter-spacing"), size) ?? 0) <= CLOSEST_LETTERS * size) return "letters on top of each other";
	const isDrawn = (name) => value(name) !== "" && value(name) !== "none" && !/^0(?:px)?$/.test(value(name));
	if (isDrawn("text-shadow") || isDrawn("-webkit-text-stroke") || value("background-clip") === "text") return void 0;
	if (background === void 0) return void 0;
	const letters = blend(colourOf(value("-webkit-text-fill-color")) ?? colour, background);
	if (Math.max(...[
		0,
		1,
		2
	].map((channel) => Math.abs((letters[channel] ?? 0) - (background[channel] ?? 0)))) > LEAST_CONTRAST) return void 0;
	return background.slice(0, 3).every((channel) => channel > 215) ? "white text" : "text in the colour of its background";
}
/** A number, or a percentage of 1. */
function share(value) {
	const plain = solved(value.trim());
	const number = Math.abs(Number.parseFloat(plain));
	return Number.isNaN(number) ? 1 : plain.endsWith("%") ? number / 100 : number;
}
const SIZES = {
	"xx-small": 9,
	"x-small": 10,
	small: 13,
	medium: 16,
	large: 18,
	"x-large": 24,
	"xx-large": 32,
	"xxx-large": 48
};
/** @param outer of what it stands in, in pixels */
function fontSize(value, outer) {
	return SIZES[value] ?? pixels(value, outer, outer);
}
/** Pixels in one unit. */
const UNITS = {
	px: 1,
	pt: 4 / 3,
	pc: 16,
	in: 96,
	cm: 37.8,
	mm: 3.78,
	q: .945,
	rem: 16,
	vw: 8,
	vh: 10,
	vmin: 8,
	vmax: 10
};
/** @param font size of its letters, in pixels  @param whole what a percentage is a part of  @returns undefined where it is not known */
function pixels(value, font, whole) {
	const [, amount, unit = ""] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|[a-z]+)?$/.exec(solved(value)) ?? [];
	if (amount === void 0) return void 0;
	const number = Number(amount);
	if (unit === "") return number === 0 ? 0 : void 0;
	if (unit === "%") return whole === void 0 ? void 0 : number / 100 * whole;
	if (unit === "em" || unit === "ex" || unit === "ch") return number * font * (unit === "em" ? 1 : .5);
	const factor = UNITS[unit];
	return factor === void 0 ? void 0 : number * factor;
}
/** White, nearly white or no colour at all: LaTeX's colour names in a Markdown file, and pandoc's attribute. */
function isWhite(written) {
	const name = written.trim().toLowerCase();
	const colour = colourOf(/^[0-9a-f]{6}$/.test(name) ? `#${name}` : name);
	return colour !== void 0 && blend(colour, WHITE).slice(0, 3).every((channel) => channel >= 245);
}

// src/manuscript/formats/markdown/style-sheets.ts
/** What style sheets and style attributes declare for an element, as browsers read them: comments, escapes, selectors, importance, the
*  order of rules. Invariant: what a browser ignores, such as a selector that is not known here, declares nothing. */
/** Characters. A style sheet in a paper has some hundreds. */
const LONGEST_SHEET = 1e5;
const LONGEST_STYLE = 5e3;
const LONGEST_SELECTORS = 2e3;
/** Comparisons of a rule with an element, in one file. A paper of a thousand elements under a hundred rules needs a tenth of them. */
const MOST_COMPARISONS = 1e6;
function valuesOf(css) {
	try {
		return parseListOfComponentValues(tokenize({ css }));
	} catch {
		return [];
	}
}
/** Blocks and functions within each other. */
const DEEPEST$1 = 50;
/** The characters that a browser compares: escapes resolved, comments gone. */
function plain(values, depth = 0) {
	if (depth > DEEPEST$1) return "";
	return values.map((value) => {
		if (isWhitespaceNode(value)) return " ";
		if (isWhiteSpaceOrCommentNode(value)) return "";
		if (isFunctionNode(value)) return `${value.getName()}(${plain(value.value, depth + 1)})`;
		if (isTokenNode(value)) return isTokenIdent(value.value) ? value.value[4].value : value.value[1];
		return value.toString();
	}).join("");
}
function declarationsIn(values) {
	const found = [];
	let from = 0;
	for (let at = 0; at <= values.length; at++) {
		const value = values[at];
		if (value !== void 0 && !(isTokenNode(value) && value.value[1] === ";")) continue;
		const [, name = "", written = ""] = /^\s*([\w-]+)\s*:(.*)$/s.exec(plain(values.slice(from, at))) ?? [];
		from = at + 1;
		const isImportant = /!\s*important\s*$/i.test(written);
		const text = written.replace(/!\s*important\s*$/i, "").trim();
		const isCustom = name.startsWith("--");
		if (text !== "") found.push({
			name: isCustom ? name : name.toLowerCase(),
			value: isCustom ? text : text.toLowerCase(),
			isImportant
		});
	}
	return found;
}
/** Rules that hold on a screen, whatever browser shows the page. */
const APPLIES = /^@(?:supports|layer|container)\b|^@media\s+(?:only\s+)?(?:screen|all)\b/i;
const DEEPEST_RULES = 5;
var StyleSheet = class {
	#rules = [];
	#comparisonsLeft = MOST_COMPARISONS;
	/** @param css of all style sheets of a file, in order */
	constructor(css) {
		if (css.trim() !== "") this.#read(valuesOf(css.slice(0, LONGEST_SHEET)), 0);
	}
	get isEmpty() {
		return this.#rules.length === 0;
	}
	#read(values, depth) {
		let from = 0;
		for (const [at, value] of values.entries()) {
			const isBlock = isSimpleBlockNode(value) && value.startToken[1] === "{";
			if (!isBlock && !(isTokenNode(value) && value.value[1] === ";")) continue;
			const prelude = plain(values.slice(from, at)).trim();
			from = at + 1;
			if (!isBlock) continue;
			if (!prelude.startsWith("@")) this.#addRules(prelude, value.value);
			else if (APPLIES.test(prelude) && depth < DEEPEST_RULES) this.#read(value.value, depth + 1);
		}
	}
	#addRules(prelude, values) {
		if (prelude.length > LONGEST_SELECTORS) return;
		const declarations = declarationsIn(values);
		for (const selector of splitSelectors(prelude)) {
			const compounds = compoundsOf(selector);
			if (compounds !== void 0) this.#rules.push({
				compounds,
				specificity: specificityOf(compounds),
				declarations
			});
		}
	}
	/** @param around the elements that it stands in, outermost first
	*  @returns what holds of an element, shorthands apart; of a style attribute as well */
	of(element, around) {
		const style = element.attributes.get("style");
		const own = style === void 0 ? [] : declarationsIn(valuesOf(style.slice(0, LONGEST_STYLE)));
		this.#comparisonsLeft -= this.#rules.length * (1 + around.length);
		const all = [...(this.#comparisonsLeft < 0 ? [] : this.#rules).filter(({ compounds }) => matchesAll(compounds, element, around)).sort((a, b) => a.specificity - b.specificity).flatMap(({ declarations }) => declarations), ...own];
		return cascaded([...all.filter(({ isImportant }) => !isImportant), ...all.filter(({ isImportant }) => isImportant)]);
	}
};
function splitSelectors(prelude) {
	return prelude.split(/,(?![^()[\]]*[)\]])/).map((selector) => selector.trim());
}
const SIMPLE = /^(?:(\*|[\w-]+)|#([\w-]+)|\.([\w-]+)|\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*["']?([^"'\]]*)["']?\s*i?)?\]|:not\(([^()]*)\))/;
/** @returns undefined for a selector that asks for more than name, id, class and attributes */
function compoundsOf(selector) {
	const compounds = selector.split(/\s*[>\s]\s*(?![^[(]*[\])])/).filter((part) => part !== "").map(compoundOf);
	return compounds.every((one) => one !== void 0) && compounds.length > 0 ? compounds.reverse() : void 0;
}
function compoundOf(text) {
	const classes = [];
	const attributes = [];
	const not = [];
	let name;
	let id;
	for (let rest = text; rest !== "";) {
		const found = SIMPLE.exec(rest);
		if (found === null) return void 0;
		const [all, element, ident, className, attribute, operator = "", value = "", negated] = found;
		if (element !== void 0) name = element === "*" ? void 0 : element.toLowerCase();
		else if (ident !== void 0) id = ident;
		else if (className !== void 0) classes.push(className);
		else if (attribute !== void 0) attributes.push({
			name: attribute.toLowerCase(),
			operator,
			value
		});
		else {
			const inner = compoundOf((negated ?? "").trim());
			if (inner === void 0) return void 0;
			not.push(inner);
		}
		rest = rest.slice(all.length);
	}
	return {
		name,
		id,
		classes,
		attributes,
		not
	};
}
function specificityOf(compounds) {
	return compounds.reduce((sum, { name, id, classes, attributes, not }) => sum + (id === void 0 ? 0 : 1e4) + 100 * (classes.length + attributes.length) + (name === void 0 ? 0 : 1) + specificityOf(not), 0);
}
function matchesAll([own, ...outer], element, around) {
	if (own === void 0 || !matches(own, element)) return false;
	let at = around.length;
	for (const compound of outer) {
		if (compound.id === void 0 && compound.classes.length === 0 && compound.attributes.length === 0) continue;
		do
			at--;
		while (at >= 0 && !(around[at] !== void 0 && matches(compound, around[at])));
		if (at < 0) return false;
	}
	return true;
}
function matches({ name, id, classes, attributes, not }, element) {
	return (name === void 0 || name === element.name) && (id === void 0 || id === element.attributes.get("id")) && classes.every((one) => element.classes.includes(one)) && attributes.every((one) => hasAttribute(one, element.attributes.get(one.name))) && !not.some((one) => matches(one, element));
}
function hasAttribute({ operator, value }, given) {
	if (given === void 0) return false;
	switch (operator) {
		case "": return true;
		case "~=": return given.split(/\s+/).includes(value);
		case "^=": return value !== "" && given.startsWith(value);
		case "$=": return value !== "" && given.endsWith(value);
		case "*=": return value !== "" && given.includes(value);
		case "|=": return given === value || given.startsWith(`${value}-`);
		default: return given === value;
	}
}

// src/manuscript/formats/markdown/elements.ts
/** Elements of HTML, and spans and divs of pandoc, within a Markdown file: their attributes, which are open, and what of each a
*  reader sees. Invariant: what cannot be decided counts as seen. */
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
/** Attributes that change how an element looks, or by which a style sheet knows it. */
const LOOKS = /\b(?:style|class|id|hidden|popover|color|bgcolor|data-[\w-]+)\b/i;
/** @param name in lower case  @param written what stands between a tag's name and its `>` */
function elementOf(name, written) {
	const attributes = /* @__PURE__ */ new Map();
	for (const [, key = "", double, single, bare] of written.matchAll(ATTRIBUTE)) {
		const lower = key.toLowerCase();
		if (!attributes.has(lower)) attributes.set(lower, decoded(double ?? single ?? bare ?? ""));
	}
	return {
		name,
		attributes,
		classes: (attributes.get("class") ?? "").split(/\s+/).filter((one) => one !== "")
	};
}
/** @param written `#id .class key=value`, between the braces of a pandoc span or div, or one bare class */
function bracedElement(name, written) {
	const attributes = /* @__PURE__ */ new Map();
	const classes = [];
	for (const part of written.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []) {
		const [, key, double, single, bare] = /^([\w:-]+)=(?:"([\s\S]*)"|'([\s\S]*)'|([\s\S]*))$/.exec(part) ?? [];
		if (key !== void 0) attributes.set(key.toLowerCase(), decoded(double ?? single ?? bare ?? ""));
		else if (part.startsWith("#")) attributes.set("id", part.slice(1));
		else if (part.startsWith(".")) classes.push(part.slice(1));
		else if (/^[\w-]+$/.test(part)) classes.push(part);
	}
	for (const one of (attributes.get("class") ?? "").split(/\s+/)) if (one !== "") classes.push(one);
	return {
		name,
		attributes,
		classes
	};
}
function decoded(value) {
	if (!value.includes("&")) return value;
	return value.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,30}));?/gi, (all, hex, number, name) => {
		if (name !== void 0) return decodeNamedCharacterReference(name) || all;
		const code = hex === void 0 ? Number(number) : Number.parseInt(hex, 16);
		return code > 0 && code <= 1114111 ? String.fromCodePoint(code) : all;
	});
}
/** Style sheets in the text: HTML's, and knitr's chunks of CSS. */
const SHEETS = /<style(?:\s[^<>]*)?>([\s\S]*?)(?:<\/style\s*>|$)|(?:^|\n)[ \t]*`{3,}\{css\b[^\n]*\n([\s\S]*?)\n[ \t]*`{3,}/gi;
/** Characters before the last. */
const MOST_SHEETS = 50;
function sheetOf(text) {
	if (!/<style[\s>]|\{css\b/i.test(text)) return new StyleSheet("");
	const found = [];
	for (const [, html, chunk] of text.matchAll(SHEETS)) {
		if (found.length >= MOST_SHEETS) break;
		found.push(html ?? chunk ?? "");
	}
	return new StyleSheet(found.join("\n"));
}
/** The elements around the place at which the scan of a file stands. */
var OpenElements = class {
	#sheet;
	#hasTheme;
	#open = [];
	page;
	/** @param hasTheme whether the page is laid out by a theme with classes of its own */
	constructor(text, hasTheme) {
		this.#sheet = sheetOf(text);
		this.#hasTheme = hasTheme;
		this.page = this.#ofPage();
	}
	/** Body and paragraphs have no tags in Markdown. */
	#ofPage() {
		const seen = {
			technique: void 0,
			canBeUndone: true,
			surroundings: PAGE
		};
		if (this.#sheet.isEmpty) return seen;
		return [
			"html",
			"body",
			"p"
		].reduce((outer, name) => {
			const inner = appearanceOf(elementOf(name, ""), [], this.#sheet, outer.surroundings);
			return outer.technique === void 0 || outer.canBeUndone && inner.technique === void 0 ? inner : outer;
		}, seen);
	}
	/** Whether it is worth a look. @param written its attributes */
	mayMatter(name, written) {
		return !this.#sheet.isEmpty || name === "dialog" || LOOKS.test(written);
	}
	/** @param at where it begins */
	appearance(element, at) {
		while ((this.#open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= at) this.#open.pop();
		const surroundings = this.#open.at(-1)?.surroundings ?? this.page.surroundings;
		const isConditional = [...element.attributes.keys()].some((name) => /^(?:when|unless)-/.test(name));
		return appearanceOf(element, this.#open.map((one) => one.element), this.#sheet, surroundings, this.#hasTheme && !isConditional);
	}
	/** Remembers an element whose text is seen. */
	enter(element, { surroundings }, end) {
		if (this.#open.length < DEEPEST) this.#open.push({
			element,
			surroundings,
			end
		});
	}
};
/** Elements within each other. */
const DEEPEST = 200;
/** Quarto's conditional content, where the tree decides it: by metadata and by profile. What one output format shows alone is
*  seen in that one.
*  @returns how the text is hidden */
function conditionOf({ classes, attributes }, metadata) {
	const shows = classes.includes("content-visible");
	if (!shows && !classes.includes("content-hidden")) return void 0;
	for (const [name, wanted] of attributes) {
		const [, how, by] = /^(when|unless)-(meta|profile)$/.exec(name) ?? [];
		if (how === void 0) continue;
		const value = by === "meta" ? metadata(wanted) : metadata("profile.default") === wanted ? "true" : void 0;
		if ((value !== void 0 && value !== "false") === (how === "when") !== shows) return `not shown: ${name}="${wanted.slice(0, 40)}"`;
	}
}

export { isWhite as a, elementOf as i, bracedElement as n, conditionOf as r, OpenElements as t };