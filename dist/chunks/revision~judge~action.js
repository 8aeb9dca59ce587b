import { a as _enum, d as int, h as object, m as number, v as string } from "./zod~action~action-post.js";
import { o as quoteSchema, t as CAUSES } from "./revision~schema~action~action-post.js";
import { t as compareSeverity } from "./revision~outcome~action.js";

// src/revision/judge.ts
/** The port to a judge that reads: has what changed in the paper addressed this concern? Invariant: a judge is asked about
*  concerns alone that were not raised again and have a change that may speak to them, and about so many at most; where it says
*  nothing, the rule without it decides. */
const share = number().min(0).max(1);
const rankedChangeSchema = object({
	kind: _enum(CAUSES),
	before: quoteSchema.optional().describe("Absent for what was added."),
	after: quoteSchema.optional().describe("Absent for what was taken away."),
	relevance: share.describe("How much it speaks to the concern.")
});
/** What a judge may answer, from the most that a revision can do to the least. */
const VERDICTS = [
	"addressed",
	"partly",
	"not"
];
const judgementSchema = object({
	answer: _enum(VERDICTS).describe("The likeliest."),
	probabilities: object({
		addressed: share,
		partly: share,
		not: share
	}).describe("Of the three answers, by the likelihoods of the judge's tokens; they sum to 1."),
	change: int().min(0).optional().describe("Index among the changes that it was shown: the one that settles it, if any does."),
	model: string().describe("Who judged.")
});
/** Questions of one comparison: on a processor each takes half a minute. */
const MOST_QUESTIONS = 20;
/** Which concerns a judge is asked about: the most severe first, and among them those to which some change speaks most. In
*  whatever order they come.
*  @param candidates by id, those that were not raised again
*  @param most questions
*  @returns none of them without a change */
function questionsToAsk(candidates, most = 20) {
	const best = ({ changes }) => Math.max(...changes.map(({ relevance }) => relevance));
	return [...candidates].filter(([, { changes }]) => changes.length > 0).sort(([idA, a], [idB, b]) => compareSeverity(b.concern.severity, a.concern.severity) || best(b) - best(a) || Number(idA.slice(1)) - Number(idB.slice(1))).slice(0, most);
}

export { rankedChangeSchema as i, judgementSchema as n, questionsToAsk as r, VERDICTS as t };