import { i as PROFILES } from "./profiles~profiles~action~action-post.js";
import { u as SettingsError } from "./shared~errors.js";
import { t as articleOf } from "./review~article.js";
import { t as passageReadings } from "./review~passage-readings~action.js";
import { r as passagesOfPaper } from "./review~result.js";

// src/reviewer/reviewed-text.ts
/** One side of a comparison: concerns, the text that they were raised about, and what is known of earlier revisions.
*  Invariant: concerns are never put beside a text that they were not raised about where the result can tell. */
/** A review that was just made. @param report of the prompt that it got */
function reviewedNow(label, manuscript, review, report) {
	const readings = passageReadings(articleOf(manuscript), report);
	return {
		label,
		concerns: review.concerns,
		text: manuscript,
		readings,
		review
	};
}
/** A review that was saved.
*  @param at what to call it where it has no text
*  @throws SettingsError where it has no text */
function reviewedTextOf(review, at) {
	if (review.paper === void 0) throw new SettingsError({
		code: "text-not-kept",
		at,
		fault: "this result was made by a BioReview that did not keep the text with it",
		remedy: "Review that revision again, such as with --rev"
	});
	const text = passagesOfPaper(review.paper);
	return {
		label: review.manuscript.revision,
		concerns: review.concerns,
		text,
		readings: passageReadings(articleOf(text), review.prompt),
		review
	};
}
/** The embedder that the profile of a review matches by; undefined for a profile that this version does not have. */
function matchingEmbedderOf({ review }) {
	return PROFILES.find(({ name }) => name === review?.profile)?.matching;
}
/** All of a text, as of concerns that come without a word on what was read. */
function wholeText({ title, abstract, sections }) {
	return [
		...title === void 0 ? [] : [title],
		...abstract,
		...sections.flatMap(({ passages }) => passages)
	].map((passage) => ({
		passage,
		read: "whole",
		until: passage.text.length
	}));
}

export { wholeText as i, reviewedNow as n, reviewedTextOf as r, matchingEmbedderOf as t };