import { _ as strictObject, c as array, v as string, y as tuple } from "./zod~action~action-post.js";
import { i as strip } from "./review~python-text~action.js";

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

export { articleSchema as n, articleOf as t };