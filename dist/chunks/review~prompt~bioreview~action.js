import { n as charactersOf, r as escapeInvisible, t as CHARACTER_CLASSES } from "./shared~errors.js";
import { l as truncate } from "./shared~text.js";
import { _ as strictObject, a as _enum, c as array, d as int, f as literal, h as object, l as boolean, m as number, u as discriminatedUnion, v as string, y as tuple } from "./zod.js";
import { n as SEVERITIES, r as concernSchema, t as CATEGORIES } from "./shared~concern.js";
import { n as nearestWord } from "./shared~nearest-word~bioreview~action.js";
import { t as CHAT_MODELS } from "./profiles~profiles.js";
import { c as FORMATS, l as PASSAGE_KINDS } from "./manuscript~mask-inline~bioreview~action.js";
import { hash } from "node:crypto";

// src/review/prompt/python-text.ts
/** Python's string methods, as the published pipeline applied them to every paper that the model was trained on.
*  Invariant: equal to Python's, character by character; a near miss would change the prompt in silence. Where Unicode has grown since
*  the Python that built the corpus, letters added in between may differ. */
/** What `str.isspace`, `str.strip` and `\s` take for white space: U+001C to U+001F and U+0085 too, U+FEFF not. */
const SPACE = "\\t-\\r\\u001c- \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ONE_SPACE = new RegExp(`[${SPACE}]`);
const ALL_SPACES = new RegExp(`[${SPACE}]+`, "g");
const CASED = /\p{Cased}/u;
const CASE_IGNORABLE = /\p{Case_Ignorable}/u;
/** `str.rstrip()` */
function stripEnd(text) {
	let end = text.length;
	while (end > 0 && ONE_SPACE.test(text.charAt(end - 1))) end--;
	return text.slice(0, end);
}
/** `str.strip()` */
function strip(text) {
	let start = 0;
	while (start < text.length && ONE_SPACE.test(text.charAt(start))) start++;
	return stripEnd(text.slice(start));
}
/** The published normalisation: stripped, and every run of white space that holds a line feed after its first character ends in one line
*  feed, with what followed the last one kept. One pass, where the regular expression `\s+\n` would look at a run once for each blank in it. */
function normaliseWhiteSpace(text) {
	return strip(text).replace(ALL_SPACES, (run) => {
		const last = run.lastIndexOf("\n");
		return last > 0 ? run.slice(last) : run;
	});
}
/** `len(text)`: code points; a lone surrogate is one. */
function codePoints(text) {
	let pairs = 0;
	for (let at = 1; at < text.length; at++) if (isPairAt(text, at - 1)) pairs++;
	return text.length - pairs;
}
/** How many characters of a text are not white space: what normalising and stripping never change. */
function visibleLength(text) {
	return codePoints(text.replace(ALL_SPACES, ""));
}
/** Where a text's first so many characters that are not white space end, in UTF-16 units. */
function visibleEnd(text, characters) {
	let seen = 0;
	let at = 0;
	for (const character of text) {
		if (seen >= characters) break;
		at += character.length;
		if (!ONE_SPACE.test(character)) seen++;
	}
	return at;
}
/** @returns for each number of code points from 0 to all, where in the text (UTF-16 units) they end: `text[:n]` is `slice(0, at(n))` */
function codePointEnds(text) {
	const count = codePoints(text);
	if (count === text.length) return {
		count,
		at: (points) => points
	};
	const ends = new Uint32Array(count + 1);
	for (let point = 1, at = 0; point <= count; point++) {
		at += isPairAt(text, at) ? 2 : 1;
		ends[point] = at;
	}
	return {
		count,
		at: (points) => ends[points] ?? text.length
	};
}
/** Units, not `codePointAt`: the astral characters are those that two of them make. */
function isPairAt(text, at) {
	const high = text.charCodeAt(at);
	if (high < 55296 || high > 56319) return false;
	const low = text.charCodeAt(at + 1);
	return low >= 56320 && low <= 57343;
}
/** `str.title()`: a cased character after any that is not is in title case, all others are in lower case (`Author'S Summary`). */
function titleCase(text) {
	const characters = Array.from(text);
	let afterCased = false;
	return characters.map((character, at) => {
		const titled = afterCased ? lowerAt(characters, at) : titleOf(character);
		afterCased = CASED.test(character);
		return titled;
	}).join("");
}
/** Lower case within a text: a capital sigma at a word's end has a form of its own (Unicode, "Final_Sigma"). */
function lowerAt(characters, at) {
	const character = characters[at] ?? "";
	if (character !== "Σ") return character.toLowerCase();
	const before = characters.slice(0, at).findLast((other) => !CASE_IGNORABLE.test(other));
	const after = characters.slice(at + 1).find((other) => !CASE_IGNORABLE.test(other));
	return before !== void 0 && CASED.test(before) && !(after !== void 0 && CASED.test(after)) ? "ς" : "σ";
}
/** Unicode's full title-case mapping, which JavaScript lacks: upper case, but for the letters below. */
function titleOf(character) {
	const code = character.codePointAt(0) ?? 0;
	if (code >= 452 && code <= 460) return String.fromCodePoint(453 + 3 * Math.floor((code - 452) / 3));
	if (code >= 497 && code <= 499) return "ǲ";
	if (code >= 4304 && code <= 4351) return character;
	if (code === 329) return character.toUpperCase();
	if (code >= 8064 && code <= 8188) return greekTitle(character, code);
	const upper = character.toUpperCase();
	return upper.length === character.length ? upper : upper.charAt(0) + upper.slice(1).toLowerCase();
}
/** Greek vowels with an iota below: it stays below in title case, and becomes a letter in upper case. */
function greekTitle(character, code) {
	if (code <= 8111) return String.fromCodePoint(code | 8);
	if (code === 8115 || code === 8131 || code === 8179) return String.fromCodePoint(code + 9);
	if (code === 8124 || code === 8140 || code === 8188) return character;
	return character.toUpperCase().replace(/\u0399$/, code === 8126 ? "Ι" : "ͅ");
}

// src/review/answer/parse-concern.ts
/** One item of an answer as a concern, whatever the model made of its fields. Invariant: everything that is mended, mapped or dropped on the way is logged:
*  counted and shown, never silent. */
const REPAIRS = {
	"text around": "text stood around the concerns and was not used",
	"no array": "the concerns were not in one whole array",
	"bad characters": "characters that JSON or a reader cannot have were replaced",
	"bad escape": "a backslash that escapes nothing was kept as a backslash",
	"other key": "the text stood under `concern_text`",
	"plain string": "a string stood for a concern: its category became `other`, its severity `minor`",
	"category mapped": "a misspelt category became the nearest known one",
	"category unknown": "an unknown or missing category became `other`",
	"severity mapped": "a misspelt severity became the nearest known one",
	"severity unknown": "an unknown or missing severity became `minor`",
	"no text": "an item without text was dropped",
	"lost item": "an item that is no JSON was lost",
	"no concern": "an item that is no concern was dropped",
	"no such place": "a concern about a sentence that the paper does not have was dropped",
	copied: "a concern that only repeats the paper or the question was dropped"
};
const REPAIR_KINDS = Object.keys(REPAIRS);
/** Examples of each kind. */
const EXAMPLES = 3;
var RepairLog = class {
	#byKind = /* @__PURE__ */ new Map();
	add(kind, example) {
		const entry = this.#byKind.get(kind) ?? {
			count: 0,
			examples: []
		};
		entry.count++;
		if (example !== void 0 && entry.examples.length < EXAMPLES) entry.examples.push(excerpt(example));
		this.#byKind.set(kind, entry);
	}
	/** In the order of REPAIRS, so that equal answers give equal reports. */
	list() {
		return Array.from(this.#byKind, ([kind, entry]) => ({
			kind,
			...entry
		})).sort((a, b) => REPAIR_KINDS.indexOf(a.kind) - REPAIR_KINDS.indexOf(b.kind));
	}
};
/** Those of several answers, as of one. */
function mergeRepairs(repairs) {
	return REPAIR_KINDS.flatMap((kind) => {
		const same = repairs.filter((repair) => repair.kind === kind);
		if (same.length === 0) return [];
		const examples = same.flatMap((repair) => repair.examples).slice(0, EXAMPLES);
		return [{
			kind,
			count: same.reduce((sum, { count }) => sum + count, 0),
			examples
		}];
	});
}
/** Characters. */
const LONGEST_EXCERPT = 80;
/** The beginning of a foreign text, escaped, on one line. */
function excerpt(text) {
	return escapeInvisible(JSON.stringify(truncate(text, LONGEST_EXCERPT)).slice(1, -1));
}
/** What the gate counts is `major`, so a severity that nobody can read must not be one; the log says that it was read so. */
const UNKNOWN_SEVERITY = "minor";
const UNKNOWN_CATEGORY = "other";
/** Words that mean a severity without looking like it. */
const SEVERITY_SYNONYMS = /* @__PURE__ */ new Map([
	["critical", "major"],
	["severe", "major"],
	["serious", "major"],
	["high", "major"],
	["moderate", "minor"],
	["medium", "minor"],
	["low", "minor"],
	["suggestion", "optional"],
	["trivial", "optional"]
]);
/** @returns whether an object was meant as a concern: it has a key that only concerns have */
function isConcernLike(value) {
	return isRecord(value) && (Object.hasOwn(value, "text") || Object.hasOwn(value, "concern_text"));
}
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** @returns undefined where the item is dropped */
function parseConcern(item, log) {
	if (typeof item === "string") {
		const text = cleanText(item, log);
		log.add(text === "" ? "no text" : "plain string", item);
		return text === "" ? void 0 : {
			text,
			category: UNKNOWN_CATEGORY,
			severity: UNKNOWN_SEVERITY
		};
	}
	if (!isConcernLike(item)) {
		log.add("no concern", JSON.stringify(item));
		return;
	}
	const text = [own(item, "text"), own(item, "concern_text")].filter((value) => typeof value === "string").map((value) => cleanText(value, log)).find((value) => value !== "");
	if (text === void 0) {
		log.add("no text", JSON.stringify(item));
		return;
	}
	if (typeof own(item, "text") !== "string") log.add("other key", text);
	return {
		text,
		category: parseCategory(own(item, "category"), log),
		severity: parseSeverity(own(item, "severity"), log)
	};
}
function own(item, key) {
	return Object.hasOwn(item, key) ? item[key] : void 0;
}
function parseCategory(given, log) {
	const exact = CATEGORIES.find((known) => known === given);
	if (exact !== void 0) return exact;
	const near = typeof given === "string" ? nearestWord(given, CATEGORIES) : void 0;
	log.add(near === void 0 ? "category unknown" : "category mapped", asWritten(given, near));
	return near ?? UNKNOWN_CATEGORY;
}
function parseSeverity(given, log) {
	const exact = SEVERITIES.find((known) => known === given);
	if (exact !== void 0) return exact;
	const word = typeof given === "string" ? strip(given).toLowerCase() : "";
	const near = SEVERITY_SYNONYMS.get(word) ?? nearestWord(word, SEVERITIES);
	log.add(near === void 0 ? "severity unknown" : "severity mapped", asWritten(given, near));
	return near ?? UNKNOWN_SEVERITY;
}
function asWritten(given, near) {
	const written = typeof given === "string" ? given.slice(0, 40) : given === void 0 ? "(none)" : `(${typeof given})`;
	return near === void 0 ? written : `${written} → ${near}`;
}
/** Controls but tab and line feed become blanks, lone surrogates the replacement character; then stripped.
*  @returns empty where nothing is left that a reader sees: zero-width characters say nothing */
function cleanText(text, log) {
	const clean = text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, " ").replace(/\p{Surrogate}/gu, "�");
	if (clean !== text) log.add("bad characters", text);
	return SEEN.test(clean) ? strip(clean) : "";
}
const SEEN = new RegExp(`[^\\s${charactersOf(...CHARACTER_CLASSES)}]`, "u");

// src/review/prompt/article.ts
/** A paper in the shape in which the model was trained to read it: a title, an abstract, and top-level sections of one line each.
*  Invariant: every passage of the manuscript is in it exactly once and can be found again, but for the headings that became names. */
/** An article given as parts, such as `{"title": "…", "abstract": "…", "sections": [["methods", "…"]]}`. Names are taken as they are. */
const articleSchema = strictObject({
	title: string().default("").describe("The paper's title."),
	abstract: string().default("").describe("Its abstract."),
	sections: array(tuple([string(), string().nullable()])).default([]).describe("Pairs of a section's name and its text, in reading order. A section whose text is null is left out.")
});
/** The manuscript as in training. A section's passages are joined by a blank, its own heading left out; sections whose names come out equal
*  become one, with a blank line between, where the first of them stood. A section without any passage is left out. */
function articleOf(manuscript) {
	const byName = /* @__PURE__ */ new Map();
	for (const section of manuscript.sections) {
		const name = manuscript.sections.length === 1 && section.name === "" ? "body" : trainingSectionName(section.name);
		const headings = section.passages.filter(isOwnHeading);
		const passages = section.passages.filter((passage) => !isOwnHeading(passage));
		if (passages.length === 0) continue;
		const same = byName.get(name) ?? {
			texts: [],
			passages: [],
			headings: []
		};
		same.texts.push(joined(passages));
		for (const passage of passages) same.passages.push(passage);
		for (const heading of headings) same.headings.push(heading);
		byName.set(name, same);
	}
	const title = manuscript.title === void 0 ? [] : [manuscript.title];
	return {
		article: {
			title: joined(title),
			abstract: joined(manuscript.abstract),
			sections: Array.from(byName, ([name, { texts }]) => [name, texts.join("\n\n")])
		},
		title,
		abstract: manuscript.abstract,
		sections: Array.from(byName.values(), ({ passages, headings }) => ({
			passages,
			headings
		}))
	};
}
function isOwnHeading({ kind, level }) {
	return kind === "heading" && level === 1;
}
function joined(passages) {
	return passages.map(({ text }) => strip(text)).join(" ");
}
/** What the sections of the training articles were called: these by what the heading contains, the first decides ("Results and Discussion" is
*  `results`); all others by their own letters. */
const TRAINING_NAMES = [
	["introduction", "introduction"],
	["intro", "introduction"],
	["background", "introduction"],
	["materials and methods", "methods"],
	["methods", "methods"],
	["materials & methods", "methods"],
	["experimental procedures", "methods"],
	["results", "results"],
	["discussion", "discussion"],
	["conclusion", "discussion"]
];
/** Characters. */
const LONGEST_NAME = 40;
/** @param heading as a reader sees it; empty for text that stands before the first heading
*  @returns `section` where the heading is empty, as in training */
function trainingSectionName(heading) {
	const plain = strip(heading.toLowerCase()).replace(/\.+$/, "");
	const known = TRAINING_NAMES.find(([part]) => plain.includes(part));
	if (known !== void 0) return known[1];
	return plain.replace(/[^a-z0-9_]/gu, "_").slice(0, LONGEST_NAME) || "section";
}

// src/review/prompt/count-tokens.ts
const COUNTERS = ["chars3", "cl100k"];
/** Characters of a token: the published fallback, and what the training corpus was counted with. */
const CHARACTERS_PER_TOKEN = 3;
const chars3 = {
	name: "chars3",
	count: (text) => Math.ceil(codePoints(text) / CHARACTERS_PER_TOKEN),
	fits: (text, budget) => codePoints(text) <= budget * CHARACTERS_PER_TOKEN
};
/** The counter of that name. The ranks of cl100k are several megabytes, so they are loaded only where they are asked for.
*  Text that looks like a special token, such as `<|endoftext|>`, is plain text to both. */
async function tokenCounter(name) {
	switch (name) {
		case "chars3": return chars3;
		case "cl100k": {
			const ranks = await loadCl100kRanks();
			return {
				name,
				count: (text) => countCl100k(text, ranks),
				fits: (text, budget) => countCl100k(text, ranks, budget) <= budget
			};
		}
	}
}
async function loadCl100kRanks() {
	const { default: tokens } = await import("./cl100k_base.js");
	return new Map(tokens.map((token, rank) => [Buffer.from(typeof token === "string" ? token : Uint8Array.from(token)).toString("latin1"), rank]));
}
/** tiktoken's pattern of the pieces within which bytes are merged; its `\s` is Unicode's White_Space, JavaScript's is not. */
const PIECES = new RegExp(String.raw`'(?:[sdmtSDMTſ]|[lL][lL]|[vV][eE]|[rR][eE])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+$|\s*[\r\n]|\s+(?!\S)|\s`.replaceAll("[^\\s", "[^\\p{White_Space}").replaceAll("\\s", "\\p{White_Space}").replaceAll("\\S", "\\P{White_Space}"), "gu");
/** @returns tokens of the text; or a number above `limit` as soon as it is known to have more */
function countCl100k(text, ranks, limit = Number.POSITIVE_INFINITY) {
	let tokens = 0;
	for (const [piece] of text.matchAll(PIECES)) {
		const bytes = Buffer.from(piece, "utf8").toString("latin1");
		tokens += ranks.has(bytes) ? 1 : mergedLength(bytes, ranks);
		if (tokens > limit) break;
	}
	return tokens;
}
/** Byte pair encoding: of all neighbours the pair of lowest rank is merged, the leftmost of equals, until no pair is a token.
*  @returns how many tokens remain */
function mergedLength(bytes, ranks) {
	const n = bytes.length;
	const end = Uint32Array.from({ length: n }, (_, k) => k + 1);
	const before = Int32Array.from({ length: n }, (_, k) => k - 1);
	const rankAt = (start) => {
		const middle = end[start] ?? 0;
		return middle === 0 || middle >= n ? void 0 : ranks.get(bytes.slice(start, end[middle]));
	};
	const pairs = new PairHeap(3 * n);
	const offer = (start) => {
		const rank = start < 0 ? void 0 : rankAt(start);
		if (rank !== void 0) pairs.push(rank, start);
	};
	for (let start = 0; start < n; start++) offer(start);
	let tokens = n;
	for (let pair = pairs.pop(); pair !== void 0; pair = pairs.pop()) {
		if (rankAt(pair.start) !== pair.rank) continue;
		const middle = end[pair.start] ?? 0;
		const after = end[middle] ?? 0;
		end[pair.start] = after;
		end[middle] = 0;
		if (after < n) before[after] = pair.start;
		tokens--;
		offer(pair.start);
		offer(before[pair.start] ?? -1);
	}
	return tokens;
}
/** Pairs by rank, then by place: a binary heap of `rank * 2^32 + start`, which a double holds exactly. */
var PairHeap = class {
	#keys;
	#size = 0;
	constructor(capacity) {
		this.#keys = new Float64Array(capacity);
	}
	push(rank, start) {
		let at = this.#size++;
		const key = rank * 2 ** 32 + start;
		for (let parent = at - 1 >> 1; at > 0 && this.#key(parent) > key; at = parent, parent = at - 1 >> 1) this.#keys[at] = this.#key(parent);
		this.#keys[at] = key;
	}
	pop() {
		if (this.#size === 0) return void 0;
		const first = this.#key(0);
		this.#sink(this.#key(--this.#size));
		return {
			rank: Math.floor(first / 2 ** 32),
			start: first % 2 ** 32
		};
	}
	#sink(key) {
		let at = 0;
		for (let child = 1; child < this.#size; child = 2 * at + 1) {
			if (child + 1 < this.#size && this.#key(child + 1) < this.#key(child)) child++;
			if (this.#key(child) >= key) break;
			this.#keys[at] = this.#key(child);
			at = child;
		}
		this.#keys[at] = key;
	}
	#key(at) {
		return this.#keys[at] ?? Number.POSITIVE_INFINITY;
	}
};

// src/review/prompt/passage-readings.ts
/** @param report of the prompt that was built from `sourced.article`
*  @returns every passage of the article, in its order. A section's own heading, of which the prompt holds the training name only, counts as
*    read where some of its section's text is. */
function passageReadings(sourced, report) {
	const charactersRead = (wanted) => report.blocks.find(wanted)?.charactersRead ?? 0;
	const title = charactersRead(({ part }) => part === "title");
	const abstract = charactersRead(({ part }) => part === "abstract");
	return [
		...readUpTo(sourced.title, title),
		...readUpTo(sourced.abstract, abstract),
		...sourced.sections.flatMap(({ headings, passages }, k) => {
			const section = charactersRead(({ part, index }) => part === "section" && index === k);
			return [...headings.map((heading) => readWhole(heading, section > 0)), ...readUpTo(passages, section)];
		})
	];
}
function readUpTo(passages, characters) {
	let left = characters;
	return passages.map((passage) => {
		const size = visibleLength(passage.text);
		const mine = Math.max(0, Math.min(left, size));
		left -= size;
		if (mine === size || mine === 0) return readWhole(passage, mine > 0);
		return {
			passage,
			read: "part",
			until: visibleEnd(passage.text, mine)
		};
	});
}
function readWhole(passage, read) {
	return read ? {
		passage,
		read: "whole",
		until: passage.text.length
	} : {
		passage,
		read: "none",
		until: 0
	};
}

// src/review/prompt/token-budget.ts
/** Tokens that every section gets before the rest is shared by size; fewer where the sections are many. */
const FLOOR_AT_MOST = 128;
const FLOOR_AT_LEAST = 16;
/** @param sizes tokens of each section with its heading, in the prompt's order
*  @param left tokens for all of them, above 0
*  @returns the share of each, in tokens; its size where all fit */
function allocateTokens(sizes, left) {
	const total = sizes.reduce((sum, size) => sum + size, 0);
	if (total <= left) return sizes;
	const n = sizes.length;
	const floor = Math.min(FLOOR_AT_MOST, Math.max(FLOOR_AT_LEAST, Math.floor(left / (n * 2))));
	return floor * n >= left ? evenShares(n, left) : sharesBySize(sizes, total, floor, left);
}
/** With more sections than tokens each still gets one, and the budget is overrun: as published. */
function evenShares(n, left) {
	const even = Math.max(1, Math.floor(left / n));
	const over = left - even * n;
	return Array.from({ length: n }, (_, k) => k < over ? even + 1 : even);
}
/** The order of these operations on doubles decides ties, so it is the published one: first the quotient, then the product. */
function sharesBySize(sizes, total, floor, left) {
	const remaining = left - floor * sizes.length;
	const exact = sizes.map((size) => remaining * (size / total));
	const given = exact.map((extra) => floor + Math.floor(extra));
	const rest = left - given.reduce((sum, tokens) => sum + tokens, 0);
	const byFraction = exact.map((extra, k) => ({
		k,
		fraction: extra - Math.floor(extra)
	})).sort((a, b) => b.fraction - a.fraction);
	for (let i = 0; i < rest; i++) {
		const k = byFraction[i % byFraction.length]?.k;
		if (k !== void 0) given[k] = (given[k] ?? 0) + 1;
	}
	return given;
}
/** What tells the model that a block was cut. */
const TRUNCATION_MARK = "\n[…truncated]";
/** @param budget tokens */
function truncateBlock(block, budget, counter) {
	const text = normaliseWhiteSpace(block);
	if (budget <= 0 || text === "") return {
		text: "",
		kept: ""
	};
	if (counter.fits(text, budget)) return {
		text,
		kept: text
	};
	let kept = stripEnd(longestPrefix(text, budget, counter));
	const beforeMark = Math.max(1, budget - counter.count(TRUNCATION_MARK));
	if (!counter.fits(kept, beforeMark)) kept = stripEnd(longestPrefix(kept, beforeMark, counter));
	const marked = kept + TRUNCATION_MARK;
	return {
		text: kept !== "" && counter.fits(marked, budget) ? marked : kept,
		kept
	};
}
/** Binary search over code points for the last prefix that fits. */
function longestPrefix(text, budget, counter) {
	const ends = codePointEnds(text);
	let low = 0;
	let high = ends.count;
	while (low < high) {
		const middle = Math.floor((low + high + 1) / 2);
		if (counter.fits(text.slice(0, ends.at(middle)), budget)) low = middle;
		else high = middle - 1;
	}
	return text.slice(0, ends.at(low));
}

// src/review/prompt/prompt.ts
/** 562 characters. Its first paragraph says "strings" and the rest "objects": so did the training prompt. */
const SYSTEM_PROMPT = "You are an expert peer reviewer for biomedical research papers published in high-impact journals. Identify specific scientific concerns, weaknesses, and issues. Return only a JSON array of concern strings.\n\nOUTPUT FORMAT: Return a JSON array of concern objects, nothing else.\nEach item must be: {\"text\": string, \"category\": one of [design_flaw, statistical_methodology, missing_experiment, prior_art_novelty, writing_clarity, reagent_method_specificity, interpretation, other], \"severity\": one of [major, minor, optional]}.\nDo NOT return a JSON array of strings.";
/** What the user message begins with; the paper follows. */
const USER_PREFIX = "Review the following biomedical article.\n\nReturn ONLY a JSON array of objects with keys: `text`, `category`, `severity`.\nAllowed category values: design_flaw, statistical_methodology, missing_experiment, prior_art_novelty, writing_clarity, reagent_method_specificity, interpretation, other.\nAllowed severity values: major, minor, optional.\n\n";
/** Tokens that the paper gets even where the budget leaves fewer; as published. */
const LEAST_FOR_PAPER = 256;
function buildPrompt(article, settings) {
	const { counter, budget, system = SYSTEM_PROMPT, finalCut = false } = settings;
	const { ordered, lost } = orderSections(article.sections);
	const fitted = fitBlocks(article, ordered, Math.max(LEAST_FOR_PAPER, budget - counter.count(USER_PREFIX)), counter);
	const whole = USER_PREFIX + fitted.flatMap(({ text }) => text === "" ? [] : [text]).join("\n\n");
	const user = finalCut ? cutMessage(whole, budget, counter) : whole;
	const blocks = reportBlocks(user === whole ? fitted : afterFinalCut(fitted, user.length - 341), counter);
	const cut = blocks.some((block) => block.cut) || lost.some(({ why }) => why === "another section has its name");
	return {
		system,
		user,
		report: {
			counter: counter.name,
			budget,
			tokens: counter.count(user),
			cut,
			blocks,
			lost
		}
	};
}
/** Title and abstract take what they need of what is left; the sections share the rest. */
function fitBlocks(article, sections, budget, counter) {
	const blocks = [];
	let left = budget;
	const first = [{
		part: "title",
		heading: "# ",
		body: normaliseWhiteSpace(article.title)
	}, {
		part: "abstract",
		heading: "## Abstract\n",
		body: normaliseWhiteSpace(article.abstract)
	}];
	for (const { part, heading, body } of first) {
		if (body === "") continue;
		const truncated = truncateBlock(heading + body, left, counter);
		left -= counter.count(truncated.text);
		blocks.push({
			part,
			heading,
			whole: heading + body,
			...truncated
		});
	}
	const rest = sections.map(({ name, text, index }) => {
		const heading = `## ${titleCase(name)}\n`;
		return {
			part: "section",
			name,
			index,
			heading,
			whole: heading + text
		};
	});
	const sizes = rest.map(({ whole }) => counter.count(whole));
	const given = left > 0 ? allocateTokens(sizes, left) : [];
	return [...blocks, ...rest.map((block, k) => ({
		...block,
		...truncateBlock(block.whole, given[k] ?? 0, counter)
	}))];
}
/** Binary search for the longest beginning of the paper with which the message is within the budget. */
function cutMessage(user, budget, counter) {
	if (counter.fits(user, budget)) return user;
	const paper = user.slice(341);
	const ends = codePointEnds(paper);
	let low = 0;
	let high = ends.count;
	let best = "";
	while (low <= high) {
		const middle = Math.floor((low + high) / 2);
		const candidate = USER_PREFIX + stripEnd(paper.slice(0, ends.at(middle)));
		if (counter.fits(candidate, budget)) {
			best = candidate;
			low = middle + 1;
		} else high = middle - 1;
	}
	return best === "" ? USER_PREFIX : best;
}
/** What the final cut left of each block. @param length UTF-16 units of the paper that remain */
function afterFinalCut(blocks, length) {
	let left = length;
	return blocks.map((block) => {
		if (block.text === "") return block;
		const text = block.text.slice(0, Math.max(0, left));
		left -= block.text.length + 2;
		return {
			...block,
			text,
			kept: block.kept.slice(0, text.length)
		};
	});
}
function reportBlocks(blocks, counter) {
	return blocks.map(({ heading, whole, text, kept, ...part }) => {
		const ofHeading = visibleLength(heading);
		const charactersWhole = visibleLength(whole) - ofHeading;
		const charactersRead = Math.max(0, visibleLength(kept) - ofHeading);
		return {
			...part,
			tokensWhole: counter.count(whole),
			tokensGiven: counter.count(text),
			charactersWhole,
			charactersRead,
			cut: charactersRead < charactersWhole
		};
	});
}
/** Sections whose lower-cased name contains the word come first, in the order of these words. */
const PRIORITY = [
	"methods",
	"materials and methods",
	"materials & methods",
	"method",
	"methodology",
	"results",
	"result",
	"introduction",
	"intro",
	"background",
	"discussion",
	"conclusion",
	"conclusions",
	"supplementary",
	"supplemental",
	"supporting"
];
/** Which sections reach the prompt, and in which order: what the published pipeline does with a mapping from names to texts, its losses included. Every
*  section is either in the order or in the lost, and none is lost without a reason. */
function orderSections(sections) {
	const lost = [];
	const given = lastOfEach(sections.map(([name, text], index) => ({
		name,
		text,
		index
	})), lost);
	const cleaned = [];
	for (const { name, text, index } of given) {
		const clean = {
			name: strip(name),
			text: normaliseWhiteSpace(text ?? ""),
			index
		};
		if (clean.name === "") lost.push({
			name,
			index,
			why: "no name"
		});
		else if (clean.text === "") lost.push({
			name,
			index,
			why: "no text"
		});
		else cleaned.push(clean);
	}
	return {
		ordered: byPriority(lastOfEach(cleaned, lost), lost),
		lost: lost.sort((a, b) => a.index - b.index)
	};
}
/** As a mapping does: of equal names the last text stays, in the first's place. */
function lastOfEach(sections, lost) {
	const byName = /* @__PURE__ */ new Map();
	for (const section of sections) {
		const replaced = byName.get(section.name);
		if (replaced !== void 0) lost.push({
			name: replaced.name,
			index: replaced.index,
			why: "another section has its name"
		});
		byName.set(section.name, section);
	}
	return [...byName.values()];
}
/** Names that differ in case only count as equal here, and the first that is taken wins. */
function byPriority(sections, lost) {
	const taken = /* @__PURE__ */ new Map();
	for (const word of [...PRIORITY, ""]) for (const section of sections) {
		const key = section.name.toLowerCase();
		if (key.includes(word) && !taken.has(key)) taken.set(key, section);
	}
	for (const { name, index } of sections.filter((section) => taken.get(section.name.toLowerCase()) !== section)) lost.push({
		name,
		index,
		why: "another section has its name"
	});
	return [...taken.values()];
}

// src/review/result.ts
/** Makes the result of a review out of its parts, and gets the text that was reviewed out of a saved one. Invariant: two results of the same review are equal
*  but for what stands under `timing`, and nothing is in a result that its schema does not name. */
function buildReviewResult({ manuscript, revision, profile, review, toolVersion }) {
	const { root, format, files, title, leftOut, warnings, hidden } = manuscript;
	const { duplicateCosine, cap, answer, unionCosine, sampling } = profile;
	const { models, united, seed, timing } = review;
	const caution = cautionOf(models.map(({ identity }) => identity));
	return {
		schema: "bioreview-review",
		version: 1,
		tool: {
			name: "bioreview",
			version: toolVersion
		},
		manuscript: {
			root,
			format,
			files,
			title: title?.text ?? null,
			revision
		},
		paper: paperOf(manuscript),
		concerns: review.concerns,
		dropped: countDropped([...models.flatMap(({ dropped }) => dropped), ...united]),
		alike: review.nearDuplicates,
		profile: profile.name,
		...caution !== void 0 && { caution },
		settings: {
			...sampling,
			...seed !== void 0 && { seed },
			answer,
			duplicateCosine,
			cap,
			...unionCosine !== void 0 && { unionCosine }
		},
		prompt: promptPart(review.prompt),
		models: models.map(modelPart),
		leftOut,
		warnings,
		hidden,
		timing
	};
}
/** What must be said of the models that answer, whichever profile asks them: a server may serve any. They are known by the digest of their weights; where the
*  server does not say it, by their name or file. */
function cautionOf(models) {
	const known = CHAT_MODELS;
	const said = models.flatMap(({ id, file, sha256 }) => {
		const isIt = ({ id: ours, files: [weights] }) => sha256 !== void 0 && weights.sha256 !== void 0 ? sha256 === weights.sha256 : id === ours || [id, file].includes(weights.path);
		return known.find(isIt)?.caution ?? [];
	});
	return said.length === 0 ? void 0 : [...new Set(said)].join("; ");
}
/** Several user messages count as one with a NUL between two, which stands in none of them. */
function promptPart({ text, users, report }) {
	return {
		systemSha256: hash("sha256", text),
		userSha256: hash("sha256", users.join("\0")),
		...report
	};
}
function modelPart(model) {
	const { identity, attempts, raw, kept, dropped, repairs, unsupportedSettings } = model;
	return {
		...identity,
		attempts,
		raw,
		kept: kept.length,
		dropped: countDropped(dropped),
		repairs,
		unsent: unsupportedSettings
	};
}
function countDropped(dropped) {
	const of = (because) => dropped.filter((one) => one.because === because).length;
	return {
		sameText: of("exact duplicate"),
		alike: of("near-duplicate"),
		beyondCap: of("beyond the cap"),
		united: of("united")
	};
}
function paperOf({ title, abstract, sections }) {
	const part = ({ kind, file, startLine, endLine, text, lines, level }) => ({
		kind,
		file,
		startLine,
		endLine,
		text,
		lines: lines.map(({ offset, line }) => [offset, line]),
		...level !== void 0 && { level }
	});
	return {
		...title !== void 0 && { title: part(title) },
		abstract: abstract.map(part),
		sections: sections.map(({ name, passages }) => ({
			name,
			passages: passages.map(part)
		}))
	};
}
/** The text of a saved result, in which concerns can be anchored. The files' own bytes are not kept: each passage's `source` is its text. */
function passagesOfPaper({ title, abstract, sections }) {
	const part = ({ lines, ...passage }) => ({
		...passage,
		source: passage.text,
		lines: lines.map(([offset, line]) => ({
			offset,
			line
		}))
	});
	return {
		title: title && part(title),
		abstract: abstract.map(part),
		sections: sections.map(({ name, passages }) => ({
			name,
			passages: passages.map(part)
		}))
	};
}

// src/review/result-schema.ts
/** The result of a review as it is saved and handed to other programs: versioned, with its whole provenance. What the steps of a review report of themselves
*  has the types that it has here. `schemas/review.schema.json` is made from the schema. */
const count = int().min(0);
const seconds = number().min(0);
const digest = string().regex(/^[0-9a-f]{64}$/);
const line = int().min(1);
const passageSchema = object({
	kind: _enum(PASSAGE_KINDS),
	file: string(),
	startLine: line,
	endLine: line,
	text: string().min(1).describe("What a reader sees, on one line. Text of the manuscript: data, never markup or a command."),
	lines: array(tuple([int().min(0), line])).min(1).describe("On which line each part of the text stands: offset into it in UTF-16 units, line."),
	level: int().min(1).exactOptional()
});
const paperSchema = object({
	title: passageSchema.exactOptional(),
	abstract: array(passageSchema),
	sections: array(object({
		name: string(),
		passages: array(passageSchema)
	}))
});
const droppedSchema = object({
	sameText: count.describe("Equal to an earlier concern but for case and white space."),
	alike: count.describe("Cosine similarity with an earlier concern at or above the threshold."),
	beyondCap: count.describe("After the largest number of concerns that a review may have."),
	united: count.describe("Made one with a concern of the same or another model.")
});
const repairSchema = object({
	kind: _enum(REPAIR_KINDS).describe(`What was mended: ${Object.entries(REPAIRS).map(([kind, what]) => `"${kind}": ${what}`).join("; ")}.`),
	count,
	examples: array(string()).describe("The first few, shortened. Text of a language model.")
});
const blockSchema = object({
	part: _enum([
		"title",
		"abstract",
		"section"
	]),
	name: string().exactOptional(),
	index: count.exactOptional().describe("Of a section: where it stands among the article's."),
	tokensWhole: count,
	tokensGiven: count,
	charactersWhole: count.describe("Without heading and white space, like charactersRead."),
	charactersRead: count,
	cut: boolean()
});
const promptSchema = object({
	systemSha256: digest.describe("Of the system message in UTF-8; of the prompt for general models, of all its texts."),
	userSha256: digest.describe("Of the user message in UTF-8: what `bioreview prompt` prints. Of several, joined by NUL."),
	questions: count.exactOptional().describe("In how many user messages the paper was asked about by the prompt for general models; absent for the published one."),
	counter: _enum(COUNTERS),
	budget: count,
	tokens: count.describe("Of the user message, by that counter; of all together where there are several."),
	cut: boolean().describe("Whether some of the paper did not reach the model."),
	blocks: array(blockSchema),
	lost: array(object({
		name: string(),
		index: count,
		why: _enum([
			"no name",
			"no text",
			"another section has its name"
		])
	}))
});
const modelSchema = object({
	id: string(),
	server: _enum([
		"bioreview-runner",
		"llama.cpp",
		"vllm",
		"unknown"
	]),
	file: string().exactOptional(),
	sha256: string().exactOptional().describe("Of the file with the weights."),
	quantisation: string().exactOptional(),
	device: string().exactOptional(),
	contextTokens: count.exactOptional(),
	attempts: array(object({
		seed: count,
		failed: string().exactOptional().describe("Why its answer was not used."),
		promptTokens: count.exactOptional(),
		cachedTokens: count.exactOptional().describe("Of the prompt's, those that the server had read before."),
		answerTokens: count.exactOptional()
	})).min(1),
	raw: count.describe("Concerns in its answer."),
	kept: count,
	dropped: droppedSchema,
	repairs: array(repairSchema),
	unsent: array(string()).describe("Settings that this kind of server cannot be told.")
});
const reviewResultSchema = object({
	schema: literal("bioreview-review"),
	version: literal(1).describe("Grows when a program that reads results must change."),
	tool: object({
		name: literal("bioreview"),
		version: string()
	}),
	manuscript: object({
		root: string(),
		format: _enum(FORMATS),
		files: array(string()).describe("All that were read, in reading order."),
		title: string().nullable(),
		revision: string().describe("Where it was read: a folder, or a folder at a commit.")
	}),
	paper: paperSchema.exactOptional().describe("What was read, for the comparison with a later revision. Results of older programs have none."),
	concerns: array(concernSchema),
	dropped: droppedSchema.describe("Of all models together."),
	alike: discriminatedUnion("done", [object({
		done: literal(true),
		embedder: string(),
		sha256: string().exactOptional(),
		threshold: number()
	}), object({
		done: literal(false),
		why: string()
	})]).describe("Whether concerns that say the same in other words were looked for."),
	profile: string(),
	caution: string().exactOptional().describe("Must be said wherever the concerns are shown."),
	settings: object({
		temperature: number(),
		topP: number(),
		repetitionPenalty: number(),
		maxTokens: count,
		seed: count.exactOptional().describe("As the user named it; absent where the seeds of `models` are derived from prompt, profile and model."),
		answer: strictObject({
			leastConcerns: count,
			mostConcerns: count.exactOptional(),
			longestConcern: count
		}),
		duplicateCosine: number(),
		cap: count,
		unionCosine: number().exactOptional()
	}),
	prompt: promptSchema,
	models: array(modelSchema).min(1),
	leftOut: array(object({
		file: string(),
		lines: object({
			startLine: line,
			endLine: line
		}).exactOptional(),
		why: string()
	})),
	warnings: array(object({
		file: string(),
		line: line.exactOptional(),
		message: string(),
		losesText: literal(true).exactOptional().describe("Text that a reader of the paper sees was not read.")
	})),
	hidden: array(object({
		file: string(),
		line,
		technique: string(),
		characters: count
	})),
	timing: object({
		promptSeconds: seconds,
		models: array(array(object({
			prefillSeconds: seconds.exactOptional(),
			decodeSeconds: seconds.exactOptional(),
			seconds
		}))),
		embeddingSeconds: seconds,
		totalSeconds: seconds
	})
});

export { mergeRepairs as _, SYSTEM_PROMPT as a, strip as b, COUNTERS as c, articleSchema as d, REPAIRS as f, isRecord as g, isConcernLike as h, passagesOfPaper as i, tokenCounter as l, excerpt as m, buildReviewResult as n, buildPrompt as o, RepairLog as p, cautionOf as r, passageReadings as s, reviewResultSchema as t, articleOf as u, parseConcern as v, titleCase as x, codePoints as y };