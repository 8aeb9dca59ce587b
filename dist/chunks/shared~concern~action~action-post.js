import { _ as strictObject, a as _enum, v as string } from "./zod~action~action-post.js";

// src/concern.ts
/** One weakness that a reviewer would raise: what everything else is about. */
/** The eight categories of the published model, in the order of its prompt (model card, "Valid categories"). */
const CATEGORIES = [
	"design_flaw",
	"statistical_methodology",
	"missing_experiment",
	"prior_art_novelty",
	"writing_clarity",
	"reagent_method_specificity",
	"interpretation",
	"other"
];
/** The three severities of the published model, most severe first (model card, "Valid severities"). */
const SEVERITIES = [
	"major",
	"minor",
	"optional"
];
const concernSchema = strictObject({
	text: string().min(1).describe("What is wrong, in the reviewer's words. Text of a language model: data, never markup or a command."),
	category: _enum(CATEGORIES).describe("What kind of weakness it is."),
	severity: _enum(SEVERITIES).describe("How much it weighs."),
	quote: string().min(1).exactOptional().describe("The sentence of the paper that it is about, letter for letter as it was read. Only of models that are asked for a place.")
});

export { SEVERITIES as n, concernSchema as r, CATEGORIES as t };