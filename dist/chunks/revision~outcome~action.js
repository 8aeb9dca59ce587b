import { a as _enum, c as array, d as int, f as literal, h as object, m as number, u as discriminatedUnion, v as string } from "./zod~action~action-post.js";
import { n as SEVERITIES, r as concernSchema } from "./shared~concern~action~action-post.js";
import { a as placeSchema, r as causeSchema } from "./revision~schema~action~action-post.js";

// src/revision/outcome.ts
/** What became of a concern in a revision, with its reason as data. Invariant: resolved needs a cause that the review has read, a
*  major one more than that text went; a matched concern is renamed, never silenced. Fails towards open: a false "resolved"
*  misleads an editor, a late one costs a line. */
const count = int().min(0);
const id = string().regex(/^C[1-9]\d*$/);
const places = array(placeSchema).readonly();
const known = {
	id,
	was: concernSchema.describe("As it was before this revision.")
};
const raised = {
	found: count.describe("Index in the new review."),
	now: concernSchema.describe("As the new review raised it."),
	places
};
const matched = {
	...known,
	...raised,
	probability: number().min(0).max(1).describe("That both are the same concern.")
};
const introduced = {
	id,
	...raised,
	because: _enum([
		"first review",
		"old text gone",
		"new passage",
		"changed passage",
		"changed paper",
		"unchanged passage",
		"unchanged paper"
	]).describe("\"old text gone\": whether its text is new is not known, for there is nothing left to compare it with."),
	instead: object({
		id,
		why: _enum([
			"more severe than what was dismissed",
			"not surely what was dismissed",
			"of another category"
		])
	}).optional().describe("The dismissed concern that it is like, and why it is told all the same.")
};
const outcomeSchema = discriminatedUnion("kind", [
	object({
		kind: literal("introduced"),
		...introduced
	}),
	object({
		kind: literal("noticed late"),
		...introduced
	}),
	object({
		kind: literal("standing"),
		...matched
	}),
	object({
		kind: literal("escalated"),
		...matched
	}),
	discriminatedUnion("because", [object({
		kind: literal("eased"),
		because: _enum([
			"less severe",
			"narrower",
			"raised in part"
		]),
		...matched
	}), object({
		kind: literal("eased"),
		because: literal("addressed in part").describe("Not raised again, and a part of what it asks for was done."),
		...known,
		cause: causeSchema,
		places
	})]),
	object({
		kind: literal("reopened"),
		...matched,
		resolvedIn: int().min(1)
	}),
	object({
		kind: literal("dismissed"),
		...matched
	}),
	discriminatedUnion("because", [object({
		kind: literal("not repeated"),
		...known,
		because: _enum([
			"untouched",
			"beside",
			"unrelated",
			"unsure",
			"not read",
			"no passage",
			"old text gone"
		]).describe("\"untouched\": its text stands as it was; \"beside\": other sentences of its passage changed; \"unrelated\": its sentence changed in a few words only; \"unsure\": a sentence changed that it may be about, but probably is not; \"not read\": its passage did not reach the model whole; \"no passage\": it is about the whole paper, and nothing was added that speaks to it; \"old text gone\": the text that it was raised about cannot be looked at any more."),
		places
	}), object({
		kind: literal("not repeated"),
		...known,
		because: literal("text removed").describe("Its text went, and nothing shows that the weakness did: a person has to check."),
		cause: causeSchema,
		places
	})]),
	object({
		kind: literal("resolved"),
		...known,
		cause: causeSchema,
		places
	})
]);
function concernOf({ text, category, severity }) {
	return {
		text,
		category,
		severity
	};
}
/** @returns above 0 where `a` is more severe than `b` */
function compareSeverity(a, b) {
	return SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a);
}
/** From this probability on a concern may be taken for one that a person dismissed: more than for a match among open ones,
*  because a wrong match there costs a repetition and here a concern. Another weakness in the same words reaches the lower one
*  easily. */
const DISMISSED_PROBABILITY = .9;
/** A person dismissed a weakness of one kind. Held out on the labels, asking for the same category keeps 142 of 161 repetitions
*  away as before, and lets 51 of 90 other weaknesses in the same words through.
*  @returns why a found concern may not take the place of a known one; undefined where it may */
function refusal(known, found, probability) {
	if (known.state !== "dismissed") return void 0;
	if (compareSeverity(found.severity, known.severity) > 0) return {
		id: known.id,
		why: "more severe than what was dismissed"
	};
	if (!(probability >= DISMISSED_PROBABILITY)) return {
		id: known.id,
		why: "not surely what was dismissed"
	};
	if (found.category !== known.category) return {
		id: known.id,
		why: "of another category"
	};
}
/** A known concern that the new review raised again, `refusal` not given. */
function outcomeOfMatched(known, raised, probability) {
	const matched = {
		id: known.id,
		was: concernOf(known),
		...raised,
		probability
	};
	switch (known.state) {
		case "dismissed": return {
			kind: "dismissed",
			...matched
		};
		case "resolved": return {
			kind: "reopened",
			...matched,
			resolvedIn: known.history.at(-1)?.revision ?? 1
		};
		case "open": {
			const difference = compareSeverity(raised.now.severity, known.severity);
			if (difference > 0) return {
				kind: "escalated",
				...matched
			};
			return difference < 0 ? {
				kind: "eased",
				because: "less severe",
				...matched
			} : {
				kind: "standing",
				...matched
			};
		}
	}
}
/** An open concern of which the new review raised a part only.
*  @param absorbed whether the part takes its place; else it keeps its words, and the part has an id of its own */
function outcomeOfPart(known, raised, probability, absorbed) {
	return {
		kind: "eased",
		because: absorbed ? "narrower" : "raised in part",
		id: known.id,
		was: concernOf(known),
		...raised,
		probability
	};
}
/** An open concern that the new review did not raise again, not even in part. A change of before, which no review had read,
*  counts once its text is read, unless this revision brings a change of its own. */
function outcomeOfUnmatched({ unjudged, ...known }, change) {
	const before = {
		id: known.id,
		was: concernOf(known)
	};
	switch (change.kind) {
		case "caused": return outcomeOfCause(known, change.cause, change.places);
		case "partly": return {
			kind: "eased",
			because: "addressed in part",
			...before,
			cause: change.cause,
			places: change.places
		};
		case "removed": return {
			kind: "not repeated",
			because: "text removed",
			...before,
			cause: change.cause,
			places: change.places
		};
		case "no passage":
		case "old text gone": return {
			kind: "not repeated",
			...before,
			because: change.kind,
			places: []
		};
		case "not read": return {
			kind: "not repeated",
			...before,
			because: change.kind,
			places: change.places
		};
		case "untouched":
		case "beside":
		case "unrelated":
		case "unsure":
			if (unjudged !== void 0) return outcomeOfCause(known, unjudged, change.places);
			return {
				kind: "not repeated",
				...before,
				because: change.kind,
				places: change.places
			};
	}
}
/** A major concern is not settled by text that went: who deletes the sentence that admits a weakness has not mended it, and the
*  gate would open. */
function outcomeOfCause(known, cause, places) {
	const settled = {
		id: known.id,
		was: concernOf(known),
		cause,
		places
	};
	if (cause.kind === "removed" && known.severity === "major") return {
		kind: "not repeated",
		because: "text removed",
		...settled
	};
	return {
		kind: "resolved",
		...settled
	};
}
/** A concern that no earlier review raised. */
function outcomeOfNew(id, { found, now }, { kind: because, places }, instead) {
	const outcome = {
		id,
		found,
		now,
		places,
		because,
		...instead === void 0 ? {} : { instead }
	};
	switch (because) {
		case "unchanged passage":
		case "unchanged paper": return {
			kind: "noticed late",
			...outcome
		};
		case "first review":
		case "old text gone":
		case "new passage":
		case "changed passage":
		case "changed paper": return {
			kind: "introduced",
			...outcome
		};
	}
}

export { outcomeOfPart as a, refusal as c, outcomeOfNew as i, concernOf as n, outcomeOfUnmatched as o, outcomeOfMatched as r, outcomeSchema as s, compareSeverity as t };