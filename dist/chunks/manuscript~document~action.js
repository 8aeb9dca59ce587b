import { o as ManuscriptError } from "./shared~errors.js";
import { n as charactersOf } from "./shared~invisible-characters.js";

// src/manuscript/files/hidden-characters.ts
/** Characters that no reader can see. They never reach a model, and their places are reported.
*  Measured: none in 154 files of real manuscripts, so what is found is worth a word. What honest text needs (no-break and thin
*  spaces, emoji sequences, flags, joiners of scripts that join) is not found. */
/** How text is hidden from readers: not by line separators, which are read as white space, nor by visible signs of other scripts. */
const TECHNIQUES = [
	"tag characters",
	"variation selectors",
	"zero-width characters",
	"bidirectional controls",
	"private-use characters",
	"control characters",
	"invisible characters"
];
/** Scripts whose spelling needs zero-width joiners and non-joiners between letters. */
const JOINING = [...[
	"Arabic",
	"Syriac",
	"Mongolian",
	"Devanagari",
	"Bengali",
	"Gurmukhi",
	"Gujarati",
	"Oriya",
	"Tamil",
	"Telugu",
	"Kannada",
	"Malayalam"
], ...[
	"Sinhala",
	"Myanmar",
	"Khmer"
]].map((script) => `\\p{Script=${script}}`).join("");
/** Sequences that honest text needs; each is short, so that none can carry a message. */
const HONEST = [
	"\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{3,6}\\u{e007f}",
	"[0-9#*]\\ufe0f\\u20e3",
	"\\p{ExtPict}[\\ufe0e\\ufe0f]?\\p{EMod}?(?:\\u200d\\p{ExtPict}\\ufe0f?\\p{EMod}?){0,5}",
	"[\\p{S}\\p{Script=Han}][\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]",
	"(?<=<(?:\\w{1,20}:)?mo(?:\\s[^<>]{0,200})?>)[\\u2061-\\u2064](?=</)",
	`(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`
];
/** Honest sequences are tried first, so that a match with a technique's group is one character that hides. */
const SEQUENCES = new RegExp([...HONEST, ...TECHNIQUES.map((name) => `([${charactersOf(name)}])`)].join("|"), "gu");
const MAY_HIDE = new RegExp(`[${charactersOf(...TECHNIQUES)}]`, "u");
/** What a reader sees of a text: all but its invisible characters. */
function visible(text) {
	if (!MAY_HIDE.test(text)) return text;
	return text.replace(SEQUENCES, (sequence, ...groups) => techniqueOf(groups) === void 0 ? sequence : "");
}
/** One finding for each line and technique, in the order of the file.
*  @param text of a whole file; lines end with a line feed */
function findInvisible(file, text) {
	if (!MAY_HIDE.test(text)) return [];
	return text.split("\n").flatMap((content, index) => {
		const counts = /* @__PURE__ */ new Map();
		for (const [, ...groups] of content.matchAll(SEQUENCES)) {
			const technique = techniqueOf(groups);
			if (technique !== void 0) counts.set(technique, (counts.get(technique) ?? 0) + 1);
		}
		return [...counts].map(([technique, characters]) => ({
			file,
			line: index + 1,
			technique,
			characters
		}));
	});
}
function techniqueOf(groups) {
	return TECHNIQUES.find((_, index) => typeof groups[index] === "string");
}
const LATIN = /\p{Script=Latin}/u;
/** Greek is no imitation: β-catenin, µm. */
const IMITATION = /[\p{Script=Cyrillic}\p{Script=Armenian}]/u;
/** Lines with a word that mixes Latin with look-alike letters: a reader sees another word than a machine does. Such text can be
*  seen, so it stays. */
function findLookAlikes(file, text) {
	if (!IMITATION.test(text)) return [];
	return text.split("\n").flatMap((content, index) => {
		if (!(IMITATION.test(content) ? content.match(/\p{L}+/gu) ?? [] : []).some((word) => LATIN.test(word) && IMITATION.test(word))) return [];
		return [{
			file,
			line: index + 1,
			message: "a word mixes Latin letters with look-alikes of Cyrillic or Armenian"
		}];
	});
}

// src/manuscript/document.ts
/** What a format's parser reads and hands over: a file's text with its lines, a passage's clean text, built bit by bit with the
*  line that each bit came from, and blocks in reading order, before it is decided which headings are sections of the paper.
*  Lines end at line feeds alone, as git and GitHub count them. */
/** @returns a language as BCP 47 names it, such as "de" or "pt-BR"; undefined for what is no such name */
function languageTag(written) {
	const tag = written?.trim().replaceAll("_", "-") ?? "";
	if (!/^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(tag)) return void 0;
	try {
		return Intl.getCanonicalLocales(tag)[0];
	} catch (error) {
		if (error instanceof RangeError) return void 0;
		throw error;
	}
}
/** A book of 300,000 words has some five thousand. What has more is no paper, and to go on would exhaust the memory. */
const MOST_PASSAGES = 6e4;
/** @param file in which the limit was reached  @throws ManuscriptError `too-many-passages` */
function checkPassageCount(count, file) {
	if (count <= MOST_PASSAGES) return;
	throw new ManuscriptError({
		code: "too-many-passages",
		at: file,
		fault: `the manuscript has more than ${MOST_PASSAGES} paragraphs, headings and list items`,
		remedy: "Move data out of the text, or name another file with --manuscript"
	});
}
/** The text of one file, or of a part that was decoded from one, and where its lines begin. */
var SourceFile = class {
	/** Path below the tree's root. */
	file;
	text;
	/** Whether YAML at its beginning is the head of the paper. */
	mayHaveHead = true;
	#starts = [0];
	constructor(file, text) {
		this.file = file;
		this.text = text;
		for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
	}
	/** @param offset UTF-16, from 0 to the text's length  @returns 1-based */
	lineAt(offset) {
		let low = 0;
		let high = this.#starts.length;
		while (high - low > 1) {
			const middle = low + high >> 1;
			if ((this.#starts[middle] ?? 0) <= offset) low = middle;
			else high = middle;
		}
		return low + 1;
	}
	/** The same, in the file that this text stands in: another one than its own where it is a part that was decoded, such as a
	*  notebook's cell. */
	fileLineAt(offset) {
		return this.lineAt(offset);
	}
	/** A passage of this text as it stands in that file. */
	placed(passage) {
		return passage;
	}
	/** Offset of the line's first character. */
	startOf(line) {
		return this.#starts[line - 1] ?? this.text.length;
	}
	/** Offset after the line's last character, its line feed not counted. */
	endOf(line) {
		const next = this.#starts[line];
		return next === void 0 ? this.text.length : next - 1;
	}
};
/** White space of Markdown and LaTeX, with the no-break spaces that both turn into a blank for a reader; or what stands between. */
const BLANKS_OR_WORD = /(?<blanks>[\s\u00a0\u202f]+)|[^\s\u00a0\u202f]+/g;
/** Builds the text of a passage as a reader sees it, on one line, and remembers which line of the file each part came from. */
var CleanTextBuilder = class {
	#text = "";
	#lines = [];
	#blankPending = false;
	/** @param source what stands in the file; runs of white space in it become one blank, and characters that no reader can see are
	*  dropped
	*  @param line where the text begins, 1-based; each line feed in it counts one up (pass text of one line, or exact source) */
	add(source, line) {
		let at = line;
		for (const [part, blanks] of visible(source).matchAll(BLANKS_OR_WORD)) if (blanks === void 0) this.#append(part, at);
		else {
			this.#blankPending = true;
			for (let feed = blanks.indexOf("\n"); feed !== -1; feed = blanks.indexOf("\n", feed + 1)) at++;
		}
		return this;
	}
	/** A stand-in such as `[cite]`: kept whole whatever it holds. */
	addToken(token, line) {
		this.#append(token, line);
		return this;
	}
	/** A blank where the markup separates words without one, such as between table cells. */
	addBlank() {
		this.#blankPending = true;
		return this;
	}
	build() {
		return {
			text: this.#text,
			lines: this.#lines
		};
	}
	#append(visible, line) {
		if (this.#blankPending && this.#text !== "") this.#text += " ";
		this.#blankPending = false;
		if (this.#lines.at(-1)?.line !== line) this.#lines.push({
			offset: this.#text.length,
			line
		});
		this.#text += visible;
	}
};
/** The line on which the character at `offset` of a passage's text stands. */
function lineAt(lines, offset) {
	const mark = lines.findLast((candidate) => candidate.offset <= offset);
	if (mark === void 0) throw new RangeError(`no line is known for offset ${offset}`);
	return mark.line;
}

export { lineAt as a, visible as c, languageTag as i, SourceFile as n, findInvisible as o, checkPassageCount as r, findLookAlikes as s, CleanTextBuilder as t };