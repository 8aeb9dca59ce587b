import { c as ManuscriptError, f as SettingsError, i as AnswerError, m as UserError, n as charactersOf, r as escapeInvisible, t as CHARACTER_CLASSES } from "./shared~errors.js";
import { _ as strictObject, a as _enum, c as array, d as int, f as literal, h as object, l as boolean, m as number, u as discriminatedUnion, v as string, y as tuple } from "./zod.js";
import { a as cosine, i as assertUnitVectors, r as assertTellsApart } from "./embeddings~bioreview~action.js";
import { a as sentencesOf, c as PASSAGE_KINDS, s as FORMATS } from "./manuscript~bioreview~action.js";
import { c as truncate } from "./shared~text.js";
import { g as concernSchema, h as SEVERITIES, m as CATEGORIES } from "./shared.js";
import { n as nearestWord } from "./shared~bioreview~action.js";
import { t as CHAT_MODELS } from "./profiles~profiles.js";
import { n as GENERAL_PROMPT } from "./profiles~bioreview~action.js";
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

// src/review/near-duplicates.ts
/** Equal but for case and white space. */
function withoutExactDuplicates(concerns) {
	const first = /* @__PURE__ */ new Map();
	const dropped = [];
	for (const concern of concerns) {
		const folded = strip(concern.text).toLowerCase().replace(/\s+/g, " ");
		const representative = first.get(folded);
		if (representative === void 0) first.set(folded, concern);
		else dropped.push({
			concern,
			because: "exact duplicate",
			representative
		});
	}
	return {
		kept: [...first.values()],
		dropped
	};
}
/** A concern stays while its cosine with every kept one is below the threshold.
*  @param embeddings one for each concern, of unit norm
*  @returns the embeddings of the kept ones too
*  @throws RangeError where an embedding is missing or has no unit norm */
function withoutNearDuplicates(concerns, embeddings, threshold) {
	const kept = [];
	const dropped = [];
	for (const { concern, embedding } of withEmbeddings(concerns, embeddings)) {
		const duplicated = kept.map((other) => ({
			representative: other.concern,
			cosine: cosine(embedding, other.embedding)
		})).find((other) => other.cosine >= threshold);
		if (duplicated === void 0) kept.push({
			concern,
			embedding
		});
		else dropped.push({
			concern,
			because: "near-duplicate",
			...duplicated
		});
	}
	return {
		kept: kept.map(({ concern }) => concern),
		dropped,
		embeddings: kept.map(({ embedding }) => embedding)
	};
}
function withEmbeddings(concerns, embeddings) {
	assertUnitVectors(embeddings, concerns.length);
	return embeddings.flatMap((embedding, k) => concerns.slice(k, k + 1).map((concern) => ({
		concern,
		embedding
	})));
}
/** The first so many. */
function limitConcerns(concerns, cap) {
	return {
		kept: concerns.slice(0, cap),
		dropped: concerns.slice(cap).map((concern) => ({
			concern,
			because: "beyond the cap"
		}))
	};
}
/** The concerns of several models as one list: connected components of "cosine at or above the threshold", so also over a third concern that is near to both,
*  and also within one model. Each is represented by its longest text of the earliest model that has a part in it, with that concern's category and
*  severity; the order is that of the first members.
*  @throws RangeError where an embedding is missing, has no unit norm, or not as many numbers as the others */
function uniteConcerns(models, threshold) {
	const all = models.flatMap(({ concerns, embeddings }, model) => withEmbeddings(concerns, embeddings).map((one) => ({
		...one,
		model
	})));
	const embeddings = all.map(({ embedding }) => embedding);
	assertUnitVectors(embeddings, embeddings.length);
	const kept = [];
	const dropped = [];
	for (const component of connectedComponents(all, threshold)) {
		const earliest = Math.min(...component.map(({ model }) => model));
		const chosen = component.filter(({ model }) => model === earliest).reduce(longer);
		kept.push(chosen.concern);
		for (const { concern, embedding } of component.filter((other) => other !== chosen)) dropped.push({
			concern,
			because: "united",
			representative: chosen.concern,
			cosine: cosine(embedding, chosen.embedding)
		});
	}
	return {
		kept,
		dropped
	};
}
/** Each in the order of `all`; the components by their first members. */
function connectedComponents(all, threshold) {
	const waiting = new Set(all);
	return all.flatMap((first) => {
		if (!waiting.delete(first)) return [];
		const reached = /* @__PURE__ */ new Set([first]);
		for (const from of reached) for (const other of waiting) {
			if (cosine(from.embedding, other.embedding) < threshold) continue;
			waiting.delete(other);
			reached.add(other);
		}
		return [all.filter((one) => reached.has(one))];
	});
}
/** By code points; the first of equals. */
function longer(a, b) {
	return codePoints(b.concern.text) > codePoints(a.concern.text) ? b : a;
}

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
const LONGEST_NAME$1 = 40;
/** @param heading as a reader sees it; empty for text that stands before the first heading
*  @returns `section` where the heading is empty, as in training */
function trainingSectionName(heading) {
	const plain = strip(heading.toLowerCase()).replace(/\.+$/, "");
	const known = TRAINING_NAMES.find(([part]) => plain.includes(part));
	if (known !== void 0) return known[1];
	return plain.replace(/[^a-z0-9_]/gu, "_").slice(0, LONGEST_NAME$1) || "section";
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
const count$1 = int().min(0);
const seconds = number().min(0);
const digest$1 = string().regex(/^[0-9a-f]{64}$/);
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
	sameText: count$1.describe("Equal to an earlier concern but for case and white space."),
	alike: count$1.describe("Cosine similarity with an earlier concern at or above the threshold."),
	beyondCap: count$1.describe("After the largest number of concerns that a review may have."),
	united: count$1.describe("Made one with a concern of the same or another model.")
});
const repairSchema = object({
	kind: _enum(REPAIR_KINDS).describe(`What was mended: ${Object.entries(REPAIRS).map(([kind, what]) => `"${kind}": ${what}`).join("; ")}.`),
	count: count$1,
	examples: array(string()).describe("The first few, shortened. Text of a language model.")
});
const blockSchema = object({
	part: _enum([
		"title",
		"abstract",
		"section"
	]),
	name: string().exactOptional(),
	index: count$1.exactOptional().describe("Of a section: where it stands among the article's."),
	tokensWhole: count$1,
	tokensGiven: count$1,
	charactersWhole: count$1.describe("Without heading and white space, like charactersRead."),
	charactersRead: count$1,
	cut: boolean()
});
const promptSchema = object({
	systemSha256: digest$1.describe("Of the system message in UTF-8; of the prompt for general models, of all its texts."),
	userSha256: digest$1.describe("Of the user message in UTF-8: what `bioreview prompt` prints. Of several, joined by NUL."),
	questions: count$1.exactOptional().describe("In how many user messages the paper was asked about by the prompt for general models; absent for the published one."),
	counter: _enum(COUNTERS),
	budget: count$1,
	tokens: count$1.describe("Of the user message, by that counter; of all together where there are several."),
	cut: boolean().describe("Whether some of the paper did not reach the model."),
	blocks: array(blockSchema),
	lost: array(object({
		name: string(),
		index: count$1,
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
	contextTokens: count$1.exactOptional(),
	attempts: array(object({
		seed: count$1,
		failed: string().exactOptional().describe("Why its answer was not used."),
		promptTokens: count$1.exactOptional(),
		cachedTokens: count$1.exactOptional().describe("Of the prompt's, those that the server had read before."),
		answerTokens: count$1.exactOptional()
	})).min(1),
	raw: count$1.describe("Concerns in its answer."),
	kept: count$1,
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
		maxTokens: count$1,
		seed: count$1.exactOptional().describe("As the user named it; absent where the seeds of `models` are derived from prompt, profile and model."),
		answer: strictObject({
			leastConcerns: count$1,
			mostConcerns: count$1.exactOptional(),
			longestConcern: count$1
		}),
		duplicateCosine: number(),
		cap: count$1,
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
		characters: count$1
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

// src/review/ask-model.ts
/** One model's concerns about a paper. Invariant: they come from answers that were whole; a cut or unparsable one is asked for once more with
*  another seed, and a second is an error, of whichever question: never fewer concerns in silence. */
/** @param seed of the first attempt, where the user names one; the second takes the next number
*  @param now milliseconds of a clock that never goes back
*  @throws AnswerError where the second answer is no review either
*  @throws ServerError, InterruptedError as the model does */
async function askModel(model, { system, questions }, profile, seed, onProgress, now, signal) {
	const attempts = [];
	const timings = [];
	const tryOnce = async (question, attempt) => {
		const { user, shape } = question;
		const seedOfAttempt = seed === void 0 ? deriveSeed(user, profile.name, model.identity, attempt) : (seed + attempt) % 2 ** 31;
		const request = {
			system,
			user,
			sampling: {
				...profile.sampling,
				seed: seedOfAttempt
			},
			shape: shape(model.identity.server)
		};
		const begun = now();
		const outcome = await requestAnswer(model, request, question, onProgress, signal);
		const { prefillSeconds, decodeSeconds, promptTokens, cachedTokens, answerTokens } = outcome.answer ?? {};
		timings.push({
			...defined({
				prefillSeconds,
				decodeSeconds
			}),
			seconds: (now() - begun) / 1e3
		});
		const failed = outcome.kind === "failed" ? { failed: outcome.why } : {};
		attempts.push({
			seed: request.sampling.seed,
			...failed,
			...defined({
				promptTokens,
				cachedTokens,
				answerTokens
			})
		});
		return outcome;
	};
	const answered = [];
	for (const [k, question] of questions.entries()) {
		if (questions.length > 1) onProgress({
			stage: "question",
			model: model.identity.id,
			question: k + 1,
			questions: questions.length
		});
		let outcome = await tryOnce(question, 0);
		if (outcome.kind === "failed") {
			onProgress({
				stage: "retry",
				model: model.identity.id,
				because: outcome.why
			});
			outcome = await tryOnce(question, 1);
		}
		if (outcome.kind === "failed") throw bothFailed(model, attempts.slice(-2), outcome, questions.length > 1 ? ` to question ${k + 1} of ${questions.length}` : "");
		answered.push(outcome);
	}
	return {
		concerns: answered.flatMap(({ concerns }) => concerns),
		repairs: mergeRepairs(answered.flatMap(({ repairs }) => repairs)),
		attempts,
		timings,
		unsupportedSettings: [...new Set(answered.flatMap(({ answer }) => answer.unsent ?? []))]
	};
}
/** The same paper, profile and model on the same machine say the same.
*  @param attempt 0, then 1 for the one repetition: another seed, because the same would say the same
*  @returns a whole number from 0 to 2^31 - 1, which every server takes (llama.cpp reads 2^32 - 1 as "random") */
function deriveSeed(user, profile, { id, sha256 }, attempt) {
	const digest = hash("sha256", JSON.stringify([
		user,
		profile,
		sha256 ?? id,
		attempt
	]));
	return Number.parseInt(digest.slice(0, 8), 16) & 2147483647;
}
async function requestAnswer(model, request, { parse, stream }, onProgress, signal) {
	try {
		const { id } = model.identity;
		const answer = await model.answer(request, progressReporter(id, stream?.(), onProgress), signal);
		const parsed = parse(answer.text);
		const { text } = answer;
		if (parsed.kind === "unparsable") return {
			kind: "failed",
			answer,
			why: parsed.why,
			code: "answer-unparsable",
			text
		};
		if (parsed.cut) return {
			kind: "failed",
			answer,
			why: "it breaks off inside a concern",
			code: "answer-cut",
			text
		};
		if (stream === void 0) for (const concern of parsed.concerns) onProgress({
			stage: "concern",
			model: id,
			concern
		});
		return {
			kind: "whole",
			answer,
			concerns: parsed.concerns,
			repairs: parsed.repairs
		};
	} catch (error) {
		if (!(error instanceof AnswerError)) throw error;
		return {
			kind: "failed",
			why: error.code === "answer-cut" ? `it was cut at ${request.sampling.maxTokens} tokens or the end of the context` : error.message,
			code: error.code,
			text: error.partial ?? ""
		};
	}
}
function progressReporter(model, stream, onProgress) {
	return (progress) => {
		switch (progress.kind) {
			case "waiting": return onProgress({
				stage: "waiting",
				model,
				place: progress.place
			});
			case "reading": return onProgress({
				stage: "reading",
				model,
				tokensRead: progress.tokensRead,
				tokensTotal: progress.tokensTotal
			});
			case "writing":
				onProgress({
					stage: "writing",
					model,
					tokensWritten: progress.tokensWritten
				});
				for (const concern of stream?.read(progress.text) ?? []) onProgress({
					stage: "concern",
					model,
					concern
				});
		}
	};
}
function bothFailed(model, attempts, { code, text }, which) {
	const [first, second] = attempts.map(({ failed }) => failed);
	const began = text === "" ? "it was empty" : `it began: "${excerpt(text)}"`;
	return new AnswerError({
		code,
		at: model.identity.id,
		fault: `two answers${which} were no review (${first === second ? `both: ${first}` : `first: ${first}; second: ${second}`}), and nothing of them is used; of the second ${began}`,
		remedy: "Try another seed, a larger limit of answer tokens, or a model that was trained for reviews",
		partial: text
	});
}
/** Without the keys whose value is undefined. */
function defined(values) {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== void 0));
}

// src/review/answer/answer-grammar.ts
/** llama.cpp unrolls a repetition, and refuses one of more than this. */
const LONGEST_REPETITION = 2e3;
/** GBNF of `[{"text": "…", "category": "…", "severity": "…"}, {…}]`: one blank after comma and colon, as Python's `json.dumps` writes without
*  escaping what is not ASCII, and nothing after the bracket. */
function grammar({ leastConcerns, mostConcerns, longestConcern }) {
	const more = `(", " concern){${Math.max(0, leastConcerns - 1)},${mostConcerns === void 0 ? "" : mostConcerns - 1}}`;
	const longest = Math.min(longestConcern, LONGEST_REPETITION);
	const all = `"[" concern ${more} "]"`;
	return [
		`root ::= ${leastConcerns === 0 ? `"[]" | ${all}` : all}`,
		`concern ::= "{\\"text\\": \\"" character{1,${longest}} "\\", \\"category\\": \\"" category "\\", \\"severity\\": \\"" severity "\\"}"`,
		String.raw`character ::= [^"\\\x00-\x1F\x7F] | "\\" (["\\bfnrt] | "u00" [01] [0-9a-f])`,
		`category ::= ${CATEGORIES.map((word) => `"${word}"`).join(" | ")}`,
		`severity ::= ${SEVERITIES.map((word) => `"${word}"`).join(" | ")}`,
		""
	].join("\n");
}
/** The same array as a JSON schema; white space is the server's own. */
function arraySchema({ leastConcerns, mostConcerns, longestConcern }) {
	return {
		type: "array",
		minItems: leastConcerns,
		...mostConcerns !== void 0 && { maxItems: mostConcerns },
		items: {
			type: "object",
			properties: {
				text: {
					type: "string",
					minLength: 1,
					maxLength: longestConcern
				},
				category: {
					type: "string",
					enum: CATEGORIES
				},
				severity: {
					type: "string",
					enum: SEVERITIES
				}
			},
			required: [
				"text",
				"category",
				"severity"
			],
			additionalProperties: false
		}
	};
}
/** The array under `concerns`, for servers whose schemas must be objects at the root (OpenAI's structured outputs). */
function objectSchema(limits) {
	return {
		type: "object",
		properties: { concerns: arraySchema(limits) },
		required: ["concerns"],
		additionalProperties: false
	};
}
/** llama.cpp and vLLM take an array at the root, which is what the prompt asks for; of an unknown server it cannot be known. */
function answerShape(server, limits) {
	const jsonSchema = server === "unknown" ? objectSchema(limits) : arraySchema(limits);
	return {
		grammar: grammar(limits),
		jsonSchema
	};
}

// src/review/answer/find-json.ts
/** JSON in a text of any kind: where its values stand, and each as strict JSON. Invariant: time grows with the text alone, whatever stands in it, because a
*  value is given up where it nests deeper than any answer does. */
/** Levels. A wrapped answer has three: object, array, object. */
const DEEPEST = 8;
function findJsonValues(text) {
	const values = [];
	const broken = [];
	for (let at = nextOpening(text, 0); at !== -1;) {
		const end = endOfValue(text, at, 0);
		if (typeof end === "number") values.push({
			start: at,
			end
		});
		else if (end.beganWell) broken.push({
			start: at,
			why: end.why
		});
		at = nextOpening(text, typeof end === "number" ? end : at + 1);
	}
	return {
		values,
		broken
	};
}
function nextOpening(text, from) {
	OPENING.lastIndex = from;
	return OPENING.exec(text)?.index ?? -1;
}
const OPENING = /[[{]/g;
const BLANKS = /[ \t\r\n]*/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;
function skip(pattern, text, at) {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : at;
}
function endOfValue(text, at, depth) {
	const first = text.charAt(at);
	if (first === "\"") return endOfString(text, at);
	if (first === "[" || first === "{") return depth < DEEPEST ? endOfMembers(text, at, depth) : {
		why: "malformed",
		beganWell: false
	};
	const end = skip(SCALAR, text, at);
	if (end > at) return end;
	return {
		why: at >= text.length ? "cut" : "malformed",
		beganWell: false
	};
}
/** Control characters may stand in it: models write them. Where a backslash stands, the next character is no quote.
*      "a \" b", …
*              ^ */
function endOfString(text, at) {
	for (let k = at + 1; k < text.length; k++) {
		const character = text.charCodeAt(k);
		if (character === 92) k++;
		else if (character === 34) return k + 1;
	}
	return {
		why: "cut",
		beganWell: false
	};
}
function endOfMembers(text, start, depth) {
	const close = text.charAt(start) === "[" ? "]" : "}";
	let at = skip(BLANKS, text, start + 1);
	if (text.charAt(at) === close) return at + 1;
	for (let members = 0;; members++) {
		const end = close === "}" ? endOfPair(text, at, depth) : endOfValue(text, at, depth + 1);
		if (typeof end !== "number") return {
			why: end.why,
			beganWell: members > 0 || end.why === "cut" || end.beganWell
		};
		at = skip(BLANKS, text, end);
		const after = text.charAt(at);
		if (after === close) return at + 1;
		if (after !== ",") return {
			why: after === "" ? "cut" : "malformed",
			beganWell: true
		};
		at = skip(BLANKS, text, at + 1);
	}
}
/** A key, a colon and a value. */
function endOfPair(text, at, depth) {
	if (text.charAt(at) !== "\"") return {
		why: at >= text.length ? "cut" : "malformed",
		beganWell: false
	};
	const key = endOfString(text, at);
	if (typeof key !== "number") return key;
	const colon = skip(BLANKS, text, key);
	if (text.charAt(colon) !== ":") return {
		why: colon >= text.length ? "cut" : "malformed",
		beganWell: false
	};
	return endOfValue(text, skip(BLANKS, text, colon + 1), depth + 1);
}
const STRINGS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/g;
const ESCAPES_AND_CONTROLS = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[\u0000-\u001f\\]/g;
/** Makes strict JSON of a value that has the form of JSON, but whose strings hold what JSON's may not: line breaks and other controls as they are, and
*  backslashes that escape nothing, as scientific text has them (`\alpha`). */
function repairJson(written) {
	let controls = false;
	let escapes = false;
	return {
		json: written.replace(STRINGS, (string) => string.replace(ESCAPES_AND_CONTROLS, (found) => {
			if (found.length > 1) return found;
			if (found === "\\") escapes = true;
			else controls = true;
			return found === "\\" ? "\\\\" : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`;
		})),
		controls,
		escapes
	};
}

// src/review/answer/parse-answer.ts
/** From what a model wrote to concerns. Invariant: "no concerns" comes out only where an empty array is the whole answer, thoughts and a code fence aside: a
*  refusal that ends in one is none; text that is no JSON never becomes a concern. Fails towards "unparsable", which is asked once more and then reported. */
/** Accepts the array of the training answers, also in a code fence, in prose or after thoughts; an object with the array under `concerns`;
*  objects without the brackets around them; strings for objects, where they are the whole answer; and the whole objects of an array that is cut or
*  damaged. Of several arrays all count: to lose a concern is worse than to see it twice. */
function parseAnswer(text) {
	const answer = afterOpeningThoughts(text);
	if (answer === void 0) return {
		kind: "unparsable",
		why: "its thoughts never end"
	};
	const log = new RepairLog();
	const { values, broken } = afterLaterThoughts(answer, findJsonValues(answer));
	const cut = broken.some(({ why }) => why === "cut");
	const isWhole = isWholeAnswer(answer, values);
	const used = answerLists(values.map((value) => ({
		...value,
		list: itemsIn(parseRange(answer, value, log))
	})), isWhole);
	if (used.length === 0) {
		const isEmpty = values.some((value) => isEmptyList(answer, value));
		if (isEmpty && isWhole) return {
			kind: "parsed",
			concerns: [],
			repairs: [],
			cut
		};
		return {
			kind: "unparsable",
			why: cut ? "it breaks off before the first whole concern" : NO_LIST[isEmpty ? "empty" : "none"]
		};
	}
	const concerns = used.flatMap(({ list }) => list).flatMap((item) => parseConcern(item, log) ?? []);
	if (concerns.length === 0) return {
		kind: "unparsable",
		why: "no item of its list has a text"
	};
	if (used.length > 1 || broken.length > 0 || answer.charAt(used[0]?.start ?? 0) !== "[") log.add("no array");
	for (const { start } of broken.filter(({ start, why }) => why === "malformed" && answer.charAt(start) === "{")) log.add("lost item", answer.slice(start, start + 200));
	const around = (text.length === answer.length ? "" : "<think> ") + textOutside(answer, used);
	if (/[^\s,[\]]/.test(around)) log.add("text around", around.trim());
	return {
		kind: "parsed",
		concerns,
		repairs: log.list(),
		cut
	};
}
const START_OF_THOUGHTS = "<think>";
const END_OF_THOUGHTS = "</think>";
/** A think block at the very beginning is no answer, whatever stands in it. */
function afterOpeningThoughts(text) {
	if (!/^\s*<think>/.test(text)) return text;
	const end = text.indexOf(END_OF_THOUGHTS);
	return end === -1 ? void 0 : text.slice(end + 8);
}
/** Some templates open the think block themselves, so that only its end is in the answer. Inside a value it is a word that a concern quotes. */
function afterLaterThoughts(text, { values, broken }) {
	let thoughts = 0;
	let from = 0;
	for (const value of [...values, {
		start: text.length,
		end: text.length
	}]) {
		const last = text.slice(from, value.start).lastIndexOf(END_OF_THOUGHTS);
		if (last !== -1) thoughts = from + last;
		from = value.end;
	}
	const isLater = ({ start }) => start >= thoughts;
	return {
		values: values.filter(isLater),
		broken: broken.filter(isLater)
	};
}
/** The scan has seen that the value is JSON but for what is mended here. */
function parseRange(text, { start, end }, log) {
	const { json, controls, escapes } = repairJson(text.slice(start, end));
	if (controls) log.add("bad characters", text.slice(start, end));
	if (escapes) log.add("bad escape", text.slice(start, end));
	return JSON.parse(json);
}
/** An array's items, those of arrays in it too; the array under `concerns`; or the value alone. */
function itemsIn(value) {
	if (Array.isArray(value)) return value.flatMap((item) => Array.isArray(item) ? itemsIn(item) : [item]);
	if (!isRecord(value) || isConcernLike(value)) return [value];
	const { concerns } = value;
	return Array.isArray(concerns) ? itemsIn(concerns) : [value];
}
/** All that hold an object meant as a concern. What stands in other text may be quoted from the paper: there one of them must have a field besides its text,
*  and a list of strings counts only where it is the whole answer. */
function answerLists(candidates, isWhole) {
	const meant = candidates.filter(({ list }) => list.some(isConcernLike));
	if (isWhole && meant.length === 0) return candidates.filter(({ list }) => list.some((item) => typeof item === "string" && !FIELD_WORDS.has(item)));
	return isWhole || meant.some(({ list }) => list.some(isClassified)) ? meant : [];
}
const FIELD_WORDS = /* @__PURE__ */ new Set([
	...CATEGORIES,
	...SEVERITIES,
	"text",
	"category",
	"severity"
]);
function isClassified(item) {
	return isConcernLike(item) && (Object.hasOwn(item, "category") || Object.hasOwn(item, "severity"));
}
const NO_LIST = {
	none: "there is no list of concerns in it",
	empty: "an empty list stands in other text, and says only alone that there are no concerns"
};
function isEmptyList(text, { start, end }) {
	return /^(?:\[\s*\]|\{\s*"concerns"\s*:\s*\[\s*\]\s*\})$/.test(text.slice(start, Math.min(end, start + 100)));
}
const FENCE = "```";
/** Whether one value is all of the answer but for thoughts before it, blanks, and a code fence around it. */
function isWholeAnswer(text, values) {
	const [value, ...others] = values;
	if (value === void 0 || others.length > 0) return false;
	const before = afterThoughts(text.slice(0, value.start)).trim();
	const after = text.slice(value.end).trim();
	if (before === "") return after === "";
	return before.startsWith(FENCE) && /^(?:json)?$/i.test(before.slice(3).trim()) && after === FENCE;
}
/** What follows the last think block. Text that a block was opened in the middle of is no thought, and stays. */
function afterThoughts(text) {
	const end = text.lastIndexOf(END_OF_THOUGHTS);
	if (end === -1) return text;
	return text.slice(0, end).split(START_OF_THOUGHTS).slice(0, -1).some((before) => before.trim() !== "" && !before.trimEnd().endsWith(END_OF_THOUGHTS)) ? text : text.slice(end + 8);
}
function textOutside(text, values) {
	return [0, ...values.map(({ end }) => end)].map((start, k) => text.slice(start, values[k]?.start ?? text.length)).join(" ");
}
/** The concerns of an answer that is still being written, for people who wait. What is shown here is not the result: that comes from
*  parsing the whole answer. Each character is looked at once. */
var ConcernStream = class {
	#at = 0;
	#objectStart = -1;
	#inString = false;
	/** @param answer all that has come so far; only what is new is read
	*  @returns the concerns that became whole since the last call */
	read(answer) {
		const found = [];
		for (; this.#at < answer.length; this.#at++) {
			const character = answer.charAt(this.#at);
			if (this.#inString) {
				if (character === "\\") this.#at++;
				this.#inString = character !== "\"";
			} else if (character === "{") this.#objectStart = this.#at;
			else if (this.#objectStart === -1) continue;
			else if (character === "}") found.push(...this.#close(answer));
			else this.#inString = character === "\"";
		}
		return found;
	}
	#close(answer) {
		const written = answer.slice(this.#objectStart, this.#at + 1);
		this.#objectStart = -1;
		try {
			const value = JSON.parse(repairJson(written).json);
			return isConcernLike(value) ? [parseConcern(value, new RepairLog())].filter((concern) => concern !== void 0) : [];
		} catch {
			return [];
		}
	}
};

// src/review/prompt/questions.ts
/** What a model is asked about a paper: the published prompt as one question, or, of a general model, a question about each part of it. Invariant: a concern of a general
*  model stands at a sentence of the paper, word for word; a place that the paper does not have is dropped and counted. */
/** The published prompt. */
function publishedQuestion({ user }, limits) {
	return {
		user,
		shape: (server) => answerShape(server, limits),
		parse: parseAnswer,
		stream: () => new ConcernStream()
	};
}
/** @param prompt the published one, for what of the paper fits its budget: no more is asked about
*  @returns at least one question where the paper has a sentence, in reading order but for the abstract, which comes last */
function partQuestions(paper, { report }, limits, { longestConcern }) {
	const read = new Map(passageReadings(paper, report).map(({ passage, until }) => [passage, until]));
	const sentences = (passages) => passages.flatMap((passage) => sentencesOf(passage).filter(({ end }) => end <= (read.get(passage) ?? 0)));
	const { title, abstract, sections } = paper.article;
	const about = [`# ${title}`, ...abstract === "" ? [] : [`## Abstract\n${abstract}`]].join("\n\n");
	return [...sections.flatMap(([name], k) => partsOf(sentences(paper.sections[k]?.passages ?? []), limits.charactersAtOnce).map((part) => ({
		name,
		part
	}))), {
		name: "abstract",
		part: sentences(paper.abstract)
	}].flatMap(({ name, part }) => {
		const asked = placesByAspect(part, aspectsOf(name), limits.placesOfAspect);
		return asked.length === 0 ? [] : [partQuestion(about, name, part, asked, longestConcern)];
	});
}
/** All that is asked besides the paper: what tells two ways of asking apart.
*  @param system instead of the prompt's own system message */
function promptText({ questions }, system) {
	if (questions === void 0) return system ?? "You are an expert peer reviewer for biomedical research papers published in high-impact journals. Identify specific scientific concerns, weaknesses, and issues. Return only a JSON array of concern strings.\n\nOUTPUT FORMAT: Return a JSON array of concern objects, nothing else.\nEach item must be: {\"text\": string, \"category\": one of [design_flaw, statistical_methodology, missing_experiment, prior_art_novelty, writing_clarity, reagent_method_specificity, interpretation, other], \"severity\": one of [major, minor, optional]}.\nDo NOT return a JSON array of strings.";
	return JSON.stringify({
		...GENERAL_PROMPT,
		...system !== void 0 && { system },
		questions
	});
}
/** Runs of sentences of about equal length, none much longer than the limit. */
function partsOf(sentences, charactersAtOnce) {
	const all = sentences.reduce((sum, { text }) => sum + text.length, 0);
	const size = all / Math.max(1, Math.ceil(all / charactersAtOnce));
	const parts = [];
	let characters = 0;
	for (const sentence of sentences) {
		const at = Math.min(Math.floor(characters / size), Math.ceil(all / size) - 1);
		parts[at] = [...parts[at] ?? [], sentence];
		characters += sentence.text.length;
	}
	return parts.filter((part) => part !== void 0);
}
function aspectsOf(section) {
	return (GENERAL_PROMPT.sections.find(({ name }) => new RegExp(name).test(section.toLowerCase()))?.aspects ?? []).flatMap((wanted) => GENERAL_PROMPT.aspects.find(({ name }) => name === wanted) ?? []);
}
/** Words of the shortest sentence that can be criticised. */
const LEAST_WORDS = 6;
const STRONG = 3;
/** Each sentence belongs to one aspect at most, so that no two concerns of a question stand at one place: the likeliest pairs first, up to so many of each aspect.
*  Where no sentence holds a cue, all belong to the first aspect. */
function placesByAspect(part, aspects, most) {
	const numbers = part.flatMap(({ passage: { kind }, text }, k) => kind === "heading" || kind === "table" || text.split(/\s+/).length < LEAST_WORDS ? [] : [k]);
	const scored = numbers.flatMap((k) => aspects.map((aspect) => ({
		k,
		aspect,
		score: cueScore(part[k]?.text ?? "", aspect)
	})).filter(({ score }) => score > 0));
	const places = /* @__PURE__ */ new Map();
	const taken = /* @__PURE__ */ new Set();
	for (const { k, aspect } of scored.sort((a, b) => b.score - a.score || a.k - b.k)) {
		const mine = places.get(aspect) ?? [];
		if (taken.has(k) || mine.length >= most) continue;
		taken.add(k);
		places.set(aspect, [...mine, k + 1]);
	}
	const [first] = aspects;
	if (places.size === 0 && first !== void 0 && numbers.length > 0) places.set(first, numbers.map((k) => k + 1));
	return aspects.flatMap((aspect) => {
		const mine = places.get(aspect);
		return mine === void 0 ? [] : [{
			aspect,
			places: mine.sort((a, b) => a - b)
		}];
	});
}
function cueScore(text, { strong, weak }) {
	const distinct = (source) => new Set(Array.from(text.matchAll(new RegExp(source, "giu")), ([found]) => found.toLowerCase())).size;
	return STRONG * distinct(strong) + distinct(weak);
}
/** What is equal in all questions comes first, so that a server that keeps what it has read reads it once. */
function partQuestion(about, section, part, asked, longestConcern) {
	const lines = part.map(({ text, passage }, k) => passage.kind === "heading" ? `### ${text}` : `[${k + 1}] ${text}`);
	const asks = asked.map(({ aspect, places }) => `- ${aspect.name}, ${placesInWords(places, part)}: ${aspect.ask}`);
	const user = [
		about,
		`## ${titleCase(section)}, sentence by sentence\n${lines.join("\n")}`,
		`Write one concern about this section for each of these aspects:\n${asks.join("\n")}\nAnswer with a JSON object that has one entry for each aspect, {"sentence": its number, "text": your concern, "severity": major, minor or optional}.`
	].join("\n\n");
	const shape = {
		grammar: partGrammar(asked, longestConcern),
		jsonSchema: partSchema(asked, longestConcern)
	};
	return {
		user,
		shape: () => shape,
		parse: (answer) => parsePart(answer, part, asked)
	};
}
/** A small model keeps to the one place that it is given only if it sees it again. */
function placesInWords(places, part) {
	const [only, ...others] = places;
	if (only === void 0 || others.length > 0) return `at one of the sentences ${places.join(", ")}`;
	return `at sentence ${only} (“${truncate(part[only - 1]?.text ?? "", LONGEST_REPEATED)}”)`;
}
/** Characters. */
const LONGEST_REPEATED = 160;
/** GBNF of `{"design": {"sentence": 3, "text": "…", "severity": "major"}, …}`. A concern has one sentence or two: a full stop inside of one, as in a number, is followed by
*  something else than a blank and a capital letter. */
function partGrammar(asked, longestConcern) {
	const longest = Math.max(60, Math.floor(longestConcern / 2));
	const oneOf = (texts) => `(${texts.map((text) => `"${text}"`).join(" | ")})`;
	return [
		`root ::= "{" ${asked.map((_, k) => `a${k}`).join(" \", \" ")} "}"`,
		...asked.map(({ aspect: { name, leads }, places }, k) => `a${k} ::= "\\"${name}\\": {\\"sentence\\": " ${oneOf(places.map(String))} ", \\"text\\": \\"" ${oneOf(leads)} rest`),
		`rest ::= said (" " [A-Z] said)? "\\", \\"severity\\": \\"" ${oneOf(SEVERITIES)} "\\"}"`,
		`said ::= (inside | "." [0-9a-z(,] | ". " [0-9(]){20,${longest}} [.?]`,
		String.raw`inside ::= [^"\\.?!\x00-\x1F\x7F]`,
		""
	].join("\n");
}
function partSchema(asked, longestConcern) {
	const entry = (places) => ({
		type: "object",
		properties: {
			sentence: {
				type: "integer",
				enum: places
			},
			text: {
				type: "string",
				minLength: 1,
				maxLength: longestConcern
			},
			severity: {
				type: "string",
				enum: SEVERITIES
			}
		},
		required: [
			"sentence",
			"text",
			"severity"
		],
		additionalProperties: false
	});
	return {
		type: "object",
		properties: Object.fromEntries(asked.map(({ aspect, places }) => [aspect.name, entry(places)])),
		required: asked.map(({ aspect }) => aspect.name),
		additionalProperties: false
	};
}
/** Of a concern's words, the share in one run of a sentence from which on it says nothing of its own. */
const COPIED = .8;
function wordsOf(text) {
	return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
/** Words that a concern has of its own at least, beside those that it was asked with. */
const LEAST_OWN_WORDS = 4;
function repeatsQuestion(text, { ask, leads }) {
	const given = new Set(wordsOf([ask, ...leads].join(" ")));
	return new Set(wordsOf(text).filter((word) => !given.has(word))).size < LEAST_OWN_WORDS;
}
/** Whether a concern is a sentence of the paper again. */
function repeats(text, part) {
	const words = wordsOf(text);
	const least = Math.ceil(COPIED * words.length);
	const runs = words.slice(0, words.length - least + 1).map((_, k) => ` ${words.slice(k, k + least).join(" ")} `);
	return part.some((sentence) => {
		const all = ` ${wordsOf(sentence.text).join(" ")} `;
		return runs.some((run) => all.includes(run));
	});
}
/** A server without grammars may answer anything: what has no place in the paper is dropped and counted, an answer without any entry is none. */
function parsePart(answer, part, asked) {
	const log = new RepairLog();
	const { values, broken } = findJsonValues(answer);
	const objects = values.flatMap(({ start, end }) => {
		const value = JSON.parse(repairJson(answer.slice(start, end)).json);
		return isRecord(value) ? [value] : [];
	});
	const concerns = [];
	let entries = 0;
	for (const { aspect } of asked) {
		const entry = objects.map((object) => object[aspect.name]).find(isRecord);
		if (entry === void 0) continue;
		entries++;
		const sentence = part[Number(entry["sentence"]) - 1];
		if (sentence === void 0 || sentence.passage.kind === "heading") {
			log.add("no such place", `${entry["sentence"]}: ${entry["text"]}`);
			continue;
		}
		const concern = parseConcern({
			text: entry["text"],
			category: aspect.category,
			severity: entry["severity"]
		}, log);
		if (concern === void 0) continue;
		if (repeats(concern.text, part) || repeatsQuestion(concern.text, aspect)) log.add("copied", concern.text);
		else concerns.push({
			...concern,
			quote: sentence.text
		});
	}
	const cut = broken.some(({ why }) => why === "cut");
	if (entries < asked.length) return {
		kind: "unparsable",
		why: cut ? "it breaks off before its last concern" : `it has ${entries} of ${asked.length} entries`
	};
	return {
		kind: "parsed",
		concerns,
		repairs: log.list(),
		cut
	};
}

// src/review/review.ts
/** A review: from an article to the concerns that are worth reporting. Invariant: an empty review is one that the model gave; what was left out
*  on the way, and what was not done, stands in the result. */
/** @throws AnswerError where a model gave no usable answer twice
*  @throws ServerError where a server fails, the embedder's too, or gives all texts one embedding; InterruptedError where `signal` was aborted
*  @throws SettingsError where several models are to be united without an embedder */
async function review(request, onProgress, signal) {
	const { profile, embedder, seed, now } = request;
	const begun = now();
	const threshold = unionThreshold(request);
	const { questions, ...prompt } = await promptFor(request);
	const promptSeconds = (now() - begun) / 1e3;
	onProgress({
		stage: "prompt",
		report: prompt.report
	});
	const models = [];
	const modelTimings = [];
	let embeddingSeconds = 0;
	for (const model of request.models) try {
		const { concerns, timings, ...asked } = await askModel(model, {
			system: prompt.system,
			questions
		}, profile, seed, onProgress, now, signal);
		const answered = now();
		if (profile.prompt.questions !== void 0 && concerns.length === 0) throw nothingUsable(model.identity, asked.repairs);
		const distinct = await deduplicate(profile.prompt.questions === void 0 ? concerns : rank(concerns), profile, embedder, onProgress, signal);
		embeddingSeconds += (now() - answered) / 1e3;
		models.push({
			identity: model.identity,
			raw: concerns.length,
			...asked,
			...distinct
		});
		modelTimings.push(timings);
	} catch (error) {
		throw withUnfinished(error, models);
	}
	const { kept, dropped } = threshold === void 0 ? {
		kept: models.flatMap((one) => one.kept),
		dropped: []
	} : uniteConcerns(models.map((one) => ({
		concerns: one.kept,
		embeddings: one.embeddings
	})), threshold);
	return {
		concerns: kept,
		united: dropped,
		models,
		prompt,
		seed,
		nearDuplicates: nearDuplicateSearch(embedder, profile),
		timing: {
			promptSeconds,
			models: modelTimings,
			embeddingSeconds,
			totalSeconds: (now() - begun) / 1e3
		}
	};
}
/** The concerns of the models that had answered go with the failure of another: minutes of work, and half a review. */
function withUnfinished(error, answered) {
	if (!(error instanceof UserError) || error.kind === "interrupted" || answered.length === 0) return error;
	error.unfinished = answered.flatMap(({ identity, kept }) => [`${identity.id} had answered before that; its ${partOfReview(kept.length)}:`, ...kept.map(({ severity, category, text }) => `- ${severity}, ${category}: ${text}`)]);
	return error;
}
function partOfReview(concerns) {
	return concerns === 1 ? "1 concern is a part of a review, and nothing was made of it" : `${concerns} concerns are a part of a review, and nothing was made of them`;
}
/** The published prompt, or that for general models.
*  @throws ManuscriptError where the paper has no sentence to ask about */
async function promptFor({ article, profile, system }) {
	const { counter: name, budget, questions: limits } = profile.prompt;
	const counter = await tokenCounter(name);
	const published = buildPrompt(article.article, {
		counter,
		budget,
		...system !== void 0 && { system }
	});
	const { report } = published;
	const text = promptText(profile.prompt, system);
	if (limits === void 0) return {
		system: published.system,
		users: [published.user],
		report,
		text,
		questions: [publishedQuestion(published, profile.answer)]
	};
	const questions = partQuestions(article, published, limits, profile.answer);
	if (questions.length === 0) throw new ManuscriptError({
		code: "nothing-to-ask-about",
		at: `profile ${profile.name}`,
		fault: "no sentence of the paper can be asked about: there is none of six words or more in what was read",
		remedy: "See with `bioreview inspect` what was read; name the manuscript's file where that is not the paper"
	});
	const users = questions.map(({ user }) => user);
	const tokens = users.reduce((sum, user) => sum + counter.count(user), 0);
	return {
		system: system ?? GENERAL_PROMPT.system,
		users,
		report: {
			...report,
			tokens,
			questions: users.length
		},
		text,
		questions
	};
}
/** A general model is asked for a concern at every place: none at all is a failure, not a clean review. */
function nothingUsable({ id }, repairs) {
	const dropped = repairs.map(({ kind, count }) => `${count} ${kind}`).join(", ");
	return new AnswerError({
		code: "answers-unusable",
		at: id,
		fault: `nothing of its answers can be used as a concern (${dropped})`,
		remedy: "Try another seed or a larger model",
		partial: ""
	});
}
/** The most severe first; among equals in turn of each category the first, the second and so on, so that a cap leaves some of each. */
function rank(concerns) {
	const seen = /* @__PURE__ */ new Map();
	const placed = concerns.map((concern) => {
		const key = `${concern.severity} ${concern.category}`;
		const turn = seen.get(key) ?? 0;
		seen.set(key, turn + 1);
		return {
			concern,
			turn
		};
	});
	const weight = ({ severity }) => SEVERITIES.indexOf(severity);
	return placed.sort((a, b) => weight(a.concern) - weight(b.concern) || a.turn - b.turn).map(({ concern }) => concern);
}
function unionThreshold({ models, profile, embedder }) {
	if (models.length === 1) return void 0;
	if (profile.unionCosine !== void 0 && embedder !== void 0) return profile.unionCosine;
	const missing = embedder === void 0 ? "an embedder" : "a threshold";
	throw new SettingsError({
		code: "union-impossible",
		at: `profile ${profile.name}`,
		fault: `the concerns of ${models.length} models cannot be united without ${missing}`,
		remedy: embedder === void 0 ? "Name an embedder, or a profile with one model" : "Give the profile a unionCosine"
	});
}
/** Exact duplicates, then near-duplicates, then what is beyond the cap: the published order. */
async function deduplicate(concerns, { duplicateCosine, cap }, embedder, onProgress, signal) {
	const exact = withoutExactDuplicates(concerns);
	const texts = exact.kept.map(({ text }) => text);
	let near = {
		kept: exact.kept,
		dropped: [],
		embeddings: []
	};
	if (embedder !== void 0 && texts.length > 0) {
		onProgress({
			stage: "embedding",
			texts: texts.length
		});
		const embeddings = await embedder.embed(texts, signal);
		near = withoutNearDuplicates(exact.kept, embeddings, duplicateCosine);
		await assertTellsApart(texts, embeddings, embedder, signal, duplicateCosine);
	}
	const { kept, dropped } = limitConcerns(near.kept, cap);
	return {
		kept,
		dropped: [
			...exact.dropped,
			...near.dropped,
			...dropped
		],
		embeddings: near.embeddings.slice(0, cap)
	};
}
function nearDuplicateSearch(embedder, { duplicateCosine }) {
	if (embedder === void 0) return {
		done: false,
		why: "no embedder was given: concerns that say the same in other words were not looked for"
	};
	const { name, sha256 } = embedder;
	return {
		done: true,
		embedder: name,
		...sha256 !== void 0 && { sha256 },
		threshold: duplicateCosine
	};
}

// src/review/review-settings.ts
/** All that decides what a review says besides the text it reads, of a review about to be made and of a saved one. A model answers the same question with
*  the same seed in the same way, so with equal settings and an equal text (`prompt.userSha256`) a second review would only repeat the first. */
const count = int().min(0);
const digest = string().regex(/^[0-9a-f]{64}$/);
/** UTF-16 units: a server may call its model anything, and the settings are kept where room is scarce. */
const LONGEST_NAME = 200;
const weightsSchema = strictObject({
	id: string().max(LONGEST_NAME),
	sha256: digest.optional()
});
/** As they are kept with a ledger. */
const reviewSettingsSchema = strictObject({
	profile: string().max(LONGEST_NAME),
	models: array(weightsSchema).optional().describe("Absent where it was not known which models answer."),
	systemSha256: digest.describe("Of the system message in UTF-8."),
	prompt: strictObject({
		counter: _enum(COUNTERS),
		budget: count
	}),
	sampling: strictObject({
		temperature: number(),
		topP: number(),
		repetitionPenalty: number(),
		maxTokens: count
	}),
	seed: count.optional().describe("As the user named it; absent where it is derived from prompt, profile and model."),
	answer: strictObject({
		leastConcerns: count,
		mostConcerns: count.optional(),
		longestConcern: count
	}),
	embedder: weightsSchema.optional().describe("Absent where near-duplicates are not looked for."),
	duplicateCosine: number(),
	cap: count,
	unionCosine: number().optional()
});
/** Of a review about to be made.
*  @param request its models and embedder may be names alone, as of servers that have not been started yet; its models undefined where nobody knows them */
function requestSettings(request) {
	const { profile, models, embedder, system, seed } = request;
	const { name, prompt, sampling, answer, duplicateCosine, cap, unionCosine } = profile;
	return {
		profile: name.slice(0, LONGEST_NAME),
		models: models?.map(weights),
		systemSha256: hash("sha256", promptText(prompt, system)),
		prompt: {
			counter: prompt.counter,
			budget: prompt.budget
		},
		sampling,
		seed,
		answer,
		embedder: embedder && weights({
			id: embedder.name,
			sha256: embedder.sha256
		}),
		duplicateCosine,
		cap,
		unionCosine
	};
}
/** Of a review that was made. */
function resultSettings({ profile, models, prompt, settings, alike }) {
	const { temperature, topP, repetitionPenalty, maxTokens, seed, answer, duplicateCosine, cap, unionCosine } = settings;
	return {
		profile: profile.slice(0, LONGEST_NAME),
		models: models.map(weights),
		systemSha256: prompt.systemSha256,
		prompt: {
			counter: prompt.counter,
			budget: prompt.budget
		},
		sampling: {
			temperature,
			topP,
			repetitionPenalty,
			maxTokens
		},
		seed,
		answer,
		embedder: alike.done ? weights({
			id: alike.embedder,
			sha256: alike.sha256
		}) : void 0,
		duplicateCosine,
		cap,
		unionCosine
	};
}
/** A server may say of its weights what it likes; what is no digest tells nothing apart. */
function weights({ id: name, sha256 }) {
	const id = name.slice(0, LONGEST_NAME);
	return sha256 !== void 0 && digest.safeParse(sha256).success ? {
		id,
		sha256
	} : { id };
}
/** @param before undefined where nobody recorded it
*  @returns what differs, each as `name: value before, value now`; empty where nothing is known to differ. Digests that one side does not say are passed
*    over, so compare with weights that are known where it matters. */
function describeSettingsChanges(before, now) {
	if (before === void 0) return ["how it was made is not recorded"];
	const earlier = namedValues(before);
	return [...namedValues(now)].flatMap(([name, value]) => {
		const old = earlier.get(name);
		return old === void 0 || value === void 0 || old === value ? [] : [`${name}: ${shown(old)} before, ${shown(value)} now`];
	});
}
/** @returns by name; undefined for what is not known */
function namedValues(settings) {
	const { models = [], prompt, sampling, answer, embedder } = settings;
	const { leastConcerns, mostConcerns = "any number of", longestConcern } = answer;
	return new Map([
		["profile", settings.profile],
		["number of models", settings.models?.length],
		...models.flatMap(({ id, sha256 }, k) => [[`model ${k + 1}`, id], [`weights of model ${k + 1}`, sha256]]),
		["system prompt", settings.systemSha256],
		["token counter", prompt.counter],
		["token budget", prompt.budget],
		["temperature", sampling.temperature],
		["top-p", sampling.topP],
		["repetition penalty", sampling.repetitionPenalty],
		["tokens of an answer", sampling.maxTokens],
		["seed", settings.seed ?? "derived from the prompt"],
		["form of the answer", `${leastConcerns} to ${mostConcerns} concerns of ${longestConcern} characters`],
		["embedder", embedder?.id ?? "none"],
		["weights of the embedder", embedder?.sha256],
		["near-duplicate threshold", settings.duplicateCosine],
		["cap", settings.cap],
		["union threshold", settings.unionCosine ?? "none"]
	]);
}
/** Twelve digits of a SHA-256 tell two files apart. */
function shown(value) {
	return String(value).replace(/^([0-9a-f]{12})[0-9a-f]{52}$/, "$1…");
}

export { strip as S, limitConcerns as _, promptFor as a, withoutNearDuplicates as b, buildReviewResult as c, buildPrompt as d, passageReadings as f, articleSchema as g, articleOf as h, reviewSettingsSchema as i, cautionOf as l, tokenCounter as m, requestSettings as n, review as o, COUNTERS as p, resultSettings as r, reviewResultSchema as s, describeSettingsChanges as t, passagesOfPaper as u, uniteConcerns as v, REPAIRS as x, withoutExactDuplicates as y };