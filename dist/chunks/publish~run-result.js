import { _ as strictObject, a as _enum, c as array, d as int, f as literal, u as discriminatedUnion, v as string } from "./zod~action~action-post.js";
import { n as comparisonResultSchema } from "./revision~comparison-result.js";

// src/publish/state/run-result.ts
/** What one run found out, as it is handed from the machine with the model to whoever may write. Invariant: it holds all that a publication needs
*  besides what stands on GitHub; read back, it is trusted in nothing that its schema does not check. */
const sha = string().regex(/^[0-9a-f]{40}$/);
const words = string().min(1);
const previousSchema = strictObject({
	from: _enum([
		"this pull request",
		"merged pull request",
		"none"
	]),
	pull: int().min(1).optional().describe("The merged pull request."),
	commit: sha.optional().describe("Of the previous revision's text."),
	notes: array(words).describe("What people must know of it, such as a ledger that was not believed, or a text that is gone.")
});
const failureSchema = strictObject({
	kind: words,
	code: words,
	at: words,
	fault: words,
	remedy: words
});
const foundSchema = discriminatedUnion("kind", [
	strictObject({
		kind: literal("compared").describe("Reviewed, and put beside the previous revision where there is one; or cosmetic, and nothing reviewed."),
		comparison: comparisonResultSchema
	}),
	strictObject({
		kind: literal("untouched").describe("The pull request changes no file of the manuscript."),
		root: words
	}),
	strictObject({
		kind: literal("failed"),
		failure: failureSchema
	}),
	strictObject({ kind: literal("removed").describe("The pull request takes one of several manuscripts away.") }),
	strictObject({ kind: literal("waiting").describe("One of several manuscripts changed, and a command asked for others alone.") })
]);
const runResultSchema = strictObject({
	schema: literal("bioreview-run"),
	version: literal(1).describe("Grows when a program that reads run results must change."),
	tool: strictObject({
		name: literal("bioreview"),
		version: words
	}),
	repository: string().regex(/^[\w.-]+\/[\w.-]+$/),
	pull: int().min(1),
	head: sha.describe("The commit that was read; nothing is published for another."),
	base: strictObject({
		ref: words,
		sha
	}),
	manuscript: string().optional().describe("Key of the manuscript, where the repository has several."),
	previous: previousSchema,
	profile: words,
	found: foundSchema
});

export { runResultSchema as t };