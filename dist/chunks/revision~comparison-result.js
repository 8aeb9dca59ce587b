import { a as _enum, c as array, d as int, f as literal, h as object, l as boolean, m as number, v as string } from "./zod~action~action-post.js";
import { n as reviewResultSchema } from "./review~result-schema.js";
import { c as ANCHOR_BASES } from "./revision~change-signals~bioreview.js";
import { i as rankedChangeSchema, n as judgementSchema } from "./revision~judge~action.js";
import { i as ledgerSchema, o as quoteSchema } from "./revision~schema~action~action-post.js";
import { s as outcomeSchema } from "./revision~outcome~action.js";

// src/revision/comparison-result.ts
/** The comparison of two revisions as it is saved and handed to other programs. Invariant: it holds all that the next comparison
*  needs, and each outcome with its reason. `schemas/comparison.schema.json` is made from the schema here. */
const count = int().min(0);
const share = number().min(0).max(1);
const sentencesSchema = object({
	same: count,
	moved: count,
	reworded: count,
	removed: count,
	added: count
});
const evidenceSchema = object({
	id: string().regex(/^C[1-9]\d*$/),
	before: array(quoteSchema).readonly().describe("What it criticises, as it stood, the likeliest place; none where it is about the whole paper."),
	changes: array(rankedChangeSchema).readonly().describe("What the revision did, wherever in the paper, best first as far as it speaks to the concern; at most 8."),
	probability: share.describe("By the rule that asks no model: that the revision addressed the concern, at least in part."),
	repeated: boolean().describe("The new review raised it again, at least in part: then nothing else is decided by this."),
	judgement: judgementSchema.optional().describe("Absent where no judge was asked, or none could answer.")
});
const reviewSchema = reviewResultSchema;
const comparisonResultSchema = object({
	schema: literal("bioreview-comparison"),
	version: literal(1).describe("Grows when a program that reads comparisons must change."),
	tool: object({
		name: literal("bioreview"),
		version: string()
	}),
	old: string().optional().describe("Which text the new one is compared with; absent for a first review."),
	new: string(),
	cosmetic: boolean().describe("No reader sees a difference: nothing was reviewed, all states stand."),
	embedder: string().optional().describe("Absent where nothing had to be matched."),
	anchoredBy: _enum(ANCHOR_BASES).optional().describe("What the places of concerns were found by; \"words\" where nobody trained a model of places for this embedder. Absent where none was looked for."),
	caution: string().optional().describe("Must be said wherever the outcomes are shown."),
	notes: array(string()).readonly().optional().describe("What people must know of the comparison, such as that the earlier review came from another model."),
	sentences: sentencesSchema.optional().describe("What became of the sentences of the old text, and how many the new one has besides; absent where the old text is gone."),
	outcomes: array(outcomeSchema).readonly().describe("What is new in the order of the review, then what was known in the order of ids."),
	pairs: array(object({
		old: count,
		new: count,
		probability: share
	})).describe("Which known concern is which new one: indices from 0, those of known ones in the order of the ledger before, C1 first."),
	evidence: array(evidenceSchema).readonly().optional().describe("Of every concern that was open, in the order of the ledger: what decided on it, where it was not raised again."),
	ledger: ledgerSchema,
	review: reviewSchema.optional().describe("The new review, or the old one that still holds where the revision is cosmetic; absent where concerns were given alone.")
});
function comparisonOf(parts) {
	const { before, old, embedder, anchoredBy, compared, review, notes } = parts;
	const { outcomes, ledger, matches, changes, evidence } = compared;
	const index = new Map(before.concerns.map((concern, k) => [concern.id, k]));
	return {
		...headOf(parts.toolVersion),
		...old === void 0 ? {} : { old },
		new: parts.now,
		cosmetic: false,
		embedder,
		anchoredBy,
		...review?.caution === void 0 ? {} : { caution: review.caution },
		...notes.length === 0 ? {} : { notes },
		...changes === void 0 ? {} : { sentences: sentenceCounts(changes) },
		outcomes,
		...evidence.length === 0 ? {} : { evidence: evidence.map(toldEvidence) },
		pairs: matches.map(({ id, found, probability }) => ({
			old: index.get(id) ?? NaN,
			new: found,
			probability
		})),
		ledger,
		...review === void 0 ? {} : { review }
	};
}
function toldEvidence({ id, before, changes, probability, isRepeated, judgement }) {
	const told = {
		id,
		before,
		changes,
		probability,
		repeated: isRepeated
	};
	return judgement === void 0 ? told : {
		...told,
		judgement
	};
}
/** A cosmetic revision: no concern has an outcome. `sentences` counts all of them as the same. */
function cosmeticComparison(parts) {
	const { toolVersion, ledger, old, now, sentences, review } = parts;
	return {
		...headOf(toolVersion),
		old,
		new: now,
		cosmetic: true,
		sentences: {
			same: sentences,
			moved: 0,
			reworded: 0,
			removed: 0,
			added: 0
		},
		outcomes: [],
		pairs: [],
		ledger,
		...review === void 0 ? {} : { review }
	};
}
function headOf(toolVersion) {
	return {
		schema: "bioreview-comparison",
		version: 1,
		tool: {
			name: "bioreview",
			version: toolVersion
		}
	};
}
function sentenceCounts({ sentences, added }) {
	const counts = {
		same: 0,
		moved: 0,
		reworded: 0,
		removed: 0,
		added: added.size
	};
	for (const { kind } of sentences.values()) counts[kind]++;
	return counts;
}

export { comparisonResultSchema as n, cosmeticComparison as r, comparisonOf as t };