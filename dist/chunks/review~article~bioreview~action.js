import { _ as strictObject, c as array, v as string, y as tuple } from "./zod.js";
import { c as visibleLength, i as strip, s as visibleEnd } from "./review~python-text~bioreview~action.js";

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

export { articleOf as n, articleSchema as r, passageReadings as t };