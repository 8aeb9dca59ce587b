import { n as SEVERITIES, t as CATEGORIES } from "./shared~concern~action~action-post.js";
import { n as charactersOf, r as escapeInvisible, t as CHARACTER_CLASSES } from "./shared~invisible-characters.js";
import { t as nearestWord } from "./shared~nearest-word~action.js";
import { l as truncate } from "./shared~text.js";
import { i as strip } from "./review~python-text~action.js";

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
/** What the gate counts is `major`, so an unreadable severity must not become one; the log reports it. */
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

export { isConcernLike as a, parseConcern as c, excerpt as i, REPAIR_KINDS as n, isRecord as o, RepairLog as r, mergeRepairs as s, REPAIRS as t };