import { c as visibleLength, s as visibleEnd } from "./review~python-text~action.js";

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

export { passageReadings as t };