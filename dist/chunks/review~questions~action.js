import { t as GENERAL_PROMPT } from "./profiles~general-prompt~action.js";
import { n as SEVERITIES, t as CATEGORIES } from "./shared~concern~action~action-post.js";
import { a as sentencesOf } from "./manuscript~sentences~action.js";
import { l as truncate } from "./shared~text.js";
import { a as isConcernLike, c as parseConcern, o as isRecord, r as RepairLog } from "./review~parse-concern~action.js";
import { t as passageReadings } from "./review~passage-readings~action.js";
import { t as SYSTEM_PROMPT } from "./review~prompt~action.js";
import { o as titleCase } from "./review~python-text~action.js";

// src/review/own-words.ts
/** What a general model's concern says of its own, beside the paper and the question: whether it is a concern at all, and how much it is worth. */
/** Of a concern's words, the share in one run of a sentence from which on it says nothing of its own. */
const COPIED = .8;
/** Whether a concern is one of these sentences of the paper again. */
function repeatsSentence(text, sentences) {
	const words = wordsOf(text);
	const least = Math.ceil(COPIED * words.length);
	const runs = words.slice(0, words.length - least + 1).map((_, k) => ` ${words.slice(k, k + least).join(" ")} `);
	return sentences.some((sentence) => {
		const all = ` ${wordsOf(sentence).join(" ")} `;
		return runs.some((run) => all.includes(run));
	});
}
/** Words that a concern has at least beside those that it was asked with. */
const LEAST_OWN_WORDS = 4;
function repeatsQuestion(text, { ask, leads }) {
	const given = new Set(wordsOf([ask, ...leads].join(" ")));
	return new Set(wordsOf(text).filter((word) => !given.has(word))).size < LEAST_OWN_WORDS;
}
/** The most severe first; among equals in turn of each category the first, the second and so on, so that a cap leaves some of each; in a category first what says
*  most of its own. */
function rankConcerns(concerns) {
	const turns = /* @__PURE__ */ new Map();
	const placed = concerns.map((concern) => ({
		concern,
		own: ownWords(concern)
	})).sort((a, b) => b.own - a.own).map(({ concern }) => {
		const equals = `${concern.severity} ${concern.category}`;
		const turn = turns.get(equals) ?? 0;
		turns.set(equals, turn + 1);
		return {
			concern,
			turn
		};
	});
	const weight = ({ severity }) => SEVERITIES.indexOf(severity);
	return placed.sort((a, b) => weight(a.concern) - weight(b.concern) || a.turn - b.turn).map(({ concern }) => concern);
}
/** Shorter words, such as articles and prepositions, say nothing by themselves. */
const LEAST_LETTERS = 4;
/** Letters by which the forms of a word are one word. */
const STEM = 5;
/** Stems of words that any concern may have, whatever it is about. */
const ANY_CONCERN = stemsOf([GENERAL_PROMPT.wordsOfAnyReview, ...GENERAL_PROMPT.aspects.flatMap(({ ask, leads }) => [ask, ...leads])].join(" "));
/** @returns how many different words a concern has that neither the sentence that it is about has nor any concern may have */
function ownWords({ text, quote = "" }) {
	const criticised = stemsOf(quote);
	return [...stemsOf(text)].filter((stem) => !ANY_CONCERN.has(stem) && !criticised.has(stem)).length;
}
function stemsOf(text) {
	return new Set(wordsOf(text).flatMap((word) => word.length < LEAST_LETTERS ? [] : [word.slice(0, STEM)]));
}
function wordsOf(text) {
	return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
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
/** What a model is asked about a paper: the published prompt as one question, or, of a general model, a question about each aspect of each part of it. Invariant: a concern of a general
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
*  @returns one for each aspect that a part has a place for, in reading order but for the abstract, which comes last; where no part has any, as in another language, one for each
*  part that has a sentence */
function partQuestions(paper, { report }, limits, { longestConcern }) {
	const read = new Map(passageReadings(paper, report).map(({ passage, until }) => [passage, until]));
	const sentences = (passages) => passages.flatMap((passage) => sentencesOf(passage).filter(({ end }) => end <= (read.get(passage) ?? 0)));
	const { title, abstract, sections } = paper.article;
	const about = [`# ${title}`, ...abstract === "" ? [] : [`## Abstract\n${abstract}`]].join("\n\n");
	const parts = [...sections.flatMap(([name], k) => partsOf(sentences(paper.sections[k]?.passages ?? []), limits.charactersAtOnce).map((part) => ({
		name,
		part
	}))), {
		name: "abstract",
		part: sentences(paper.abstract)
	}];
	const asked = parts.map(({ name, part }) => placesByAspect(part, aspectsOf(name), limits.placesOfAspect));
	const hasCues = asked.some((aspects) => aspects.length > 0);
	return parts.flatMap(({ name, part }, k) => (hasCues ? asked[k] ?? [] : allPlaces(part, aspectsOf(name))).map((one) => aspectQuestion(about, name, part, one, longestConcern)));
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
/** Words of the shortest sentence that can be criticised, formulas left out. */
const LEAST_WORDS = 6;
const STRONG = 3;
/** Each sentence belongs to one aspect at most, so that no two concerns of a question stand at one place: the likeliest pairs first, up to so many of each aspect.
*  Weak cues count only where no sentence holds a strong one. */
function placesByAspect(part, aspects, most) {
	const scored = proseOf(part).flatMap((number) => aspects.map((aspect) => ({
		number,
		aspect,
		score: cueScore(part[number - 1]?.text ?? "", aspect)
	})).filter(({ score }) => score > 0));
	const strong = scored.filter(({ score }) => score >= STRONG);
	const places = /* @__PURE__ */ new Map();
	const taken = /* @__PURE__ */ new Set();
	for (const { number, aspect } of (strong.length > 0 ? strong : scored).sort((a, b) => b.score - a.score || a.number - b.number)) {
		const mine = places.get(aspect) ?? [];
		if (taken.has(number) || mine.length >= most) continue;
		taken.add(number);
		places.set(aspect, [...mine, number]);
	}
	return aspects.flatMap((aspect) => {
		const mine = places.get(aspect);
		return mine === void 0 ? [] : [{
			aspect,
			places: mine.sort((a, b) => a - b)
		}];
	});
}
/** Where cues tell nothing: whatever can be criticised, for the first aspect. */
function allPlaces(part, [aspect]) {
	const places = proseOf(part);
	return aspect === void 0 || places.length === 0 ? [] : [{
		aspect,
		places
	}];
}
/** Numbers of the sentences that can be criticised. */
function proseOf(part) {
	return part.flatMap(({ passage: { kind }, text }, k) => kind !== "heading" && kind !== "table" && kind !== "caption" && hasWords(text) ? [k + 1] : []);
}
const WORDS = new Intl.Segmenter("en", { granularity: "word" });
/** A segmenter finds words also where no blanks part them, as in Chinese. */
function hasWords(text) {
	const prose = text.replace(/\$\$?[^$]*\$\$?/g, " ");
	return [...WORDS.segment(prose)].filter(({ segment }) => /\p{L}/u.test(segment)).length >= LEAST_WORDS;
}
/** 0 where the sentence tells of others' work, and the aspect is about this paper's own. */
function cueScore(text, { strong, weak, ofOthers = false }) {
	const { cites, tellsOfOwn } = GENERAL_PROMPT;
	if (!ofOthers && new RegExp(cites, "iu").test(text) && !new RegExp(tellsOfOwn, "iu").test(text)) return 0;
	const distinct = (source) => new Set(Array.from(text.matchAll(new RegExp(source, "giu")), ([found]) => found.toLowerCase())).size;
	return STRONG * distinct(strong) + distinct(weak);
}
/** What is equal in all questions comes first, then what is equal in those about one part, so that a server that keeps what it has read reads it once. One aspect at a
*  time: in one answer about several, a small model says the same of each. */
function aspectQuestion(about, section, part, asked, longestConcern) {
	const lines = part.map(({ text, passage }, k) => passage.kind === "heading" ? `### ${text}` : `[${k + 1}] ${text}`);
	const { aspect, places } = asked;
	const user = [
		about,
		`## ${titleCase(section)}, sentence by sentence\n${lines.join("\n")}`,
		`${GENERAL_PROMPT.task}\n- ${aspect.name}, ${placesInWords(places, part)}: ${aspect.ask}\n${GENERAL_PROMPT.answer}`
	].join("\n\n");
	const shape = {
		grammar: concernGrammar(asked, longestConcern),
		jsonSchema: concernSchemaAt(places, longestConcern)
	};
	return {
		user,
		shape: () => shape,
		parse: (answer) => parseAspect(answer, part, aspect)
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
/** GBNF of `{"sentence": 3, "text": "…", "severity": "major"}`. A concern has one sentence or two: a full stop inside of one, as in a number, is followed by something
*  else than a blank and a capital letter. */
function concernGrammar({ aspect: { leads }, places }, longestConcern) {
	const longest = Math.max(60, Math.floor(longestConcern / 2));
	const oneOf = (texts) => `(${texts.map((text) => `"${text}"`).join(" | ")})`;
	return [
		`root ::= "{\\"sentence\\": " ${oneOf(places.map(String))} ", \\"text\\": \\"" ${oneOf(leads)} said (" " [A-Z] said)? "\\", \\"severity\\": \\"" ${oneOf(SEVERITIES)} "\\"}"`,
		`said ::= (inside | "." [0-9a-z(,] | ". " [0-9(]){20,${longest}} [.?]`,
		String.raw`inside ::= [^"\\.?!\x00-\x1F\x7F]`,
		""
	].join("\n");
}
function concernSchemaAt(places, longestConcern) {
	return {
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
	};
}
/** A server without grammars may answer anything: a concern that has no place in the paper is dropped and counted, an answer without a concern is none. */
function parseAspect(answer, part, aspect) {
	const log = new RepairLog();
	const { values, broken } = findJsonValues(answer);
	const entry = values.map(({ start, end }) => JSON.parse(repairJson(answer.slice(start, end)).json)).find((value) => isRecord(value) && "text" in value);
	const cut = broken.some(({ why }) => why === "cut");
	if (!isRecord(entry)) return {
		kind: "unparsable",
		why: cut ? "it breaks off inside its concern" : "it has no concern"
	};
	const parsed = (concerns) => ({
		kind: "parsed",
		concerns,
		repairs: log.list(),
		cut
	});
	const sentence = part[Number(entry["sentence"]) - 1];
	if (sentence === void 0 || sentence.passage.kind === "heading") {
		log.add("no such place", `${entry["sentence"]}: ${entry["text"]}`);
		return parsed([]);
	}
	const concern = parseConcern({
		text: entry["text"],
		category: aspect.category,
		severity: entry["severity"]
	}, log);
	if (concern === void 0) return parsed([]);
	const sentences = part.map(({ text }) => text);
	if (!repeatsSentence(concern.text, sentences) && !repeatsQuestion(concern.text, aspect)) return parsed([{
		...concern,
		quote: sentence.text
	}]);
	log.add("copied", concern.text);
	return parsed([]);
}

export { rankConcerns as i, promptText as n, publishedQuestion as r, partQuestions as t };