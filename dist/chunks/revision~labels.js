import { r as concernSchema } from "./shared~concern~action~action-post.js";
import { c as array, d as int, h as object, v as string, w as prettifyError, y as tuple } from "./zod~action~action-post.js";
import { u as SettingsError } from "./shared~errors.js";

// src/revision/calibration/labels.ts
/** Labelled lists of concerns: which of two reviews of a manuscript are the same. Invariant: every label points at a concern that
*  is there. */
const concern = object(concernSchema.shape);
const list = array(concern).readonly();
const pairs = array(tuple([int().min(0), int().min(0)])).readonly();
const labelled = object({
	same: pairs,
	partial: pairs,
	hard: pairs
});
const manuscriptSchema = object({
	manuscript: string().min(1),
	lists: object({
		a: list,
		b: list,
		c: list
	}),
	pairs: object({
		ab: labelled,
		ac: labelled,
		bc: labelled
	})
});
const stressSchema = array(object({
	reworded: concern,
	near: concern
})).readonly();
/** @param json of a label file   @param stress of the file of the same name in `stress/`, where there is one
*  @throws SettingsError where they are no labels, or point at what is not there */
function parseLabels(json, stress, at) {
	const labels = parsed(manuscriptSchema, json, at);
	const twins = stress === void 0 ? [] : parsed(stressSchema, stress, `${at}, stress`);
	const { a, b, c } = labels.lists;
	const { ab, ac, bc } = labels.pairs;
	const comparisons = [
		{
			old: a,
			found: b,
			...ab
		},
		{
			old: a,
			found: c,
			...ac
		},
		{
			old: b,
			found: c,
			...bc
		}
	];
	for (const comparison of comparisons) assertInside(comparison, at);
	if (twins.length !== 0 && twins.length !== a.length) throw unreadable(`${at}, stress`, `${twins.length} entries stand against ${a.length} concerns of list a`);
	return {
		manuscript: labels.manuscript,
		comparisons,
		stress: twins.length === 0 ? [] : [0, 1].map((half) => halfAndHalf(a, twins, half))
	};
}
/** Of every second concern the reworded one, of the others the near one. */
function halfAndHalf(old, twins, half) {
	const diagonal = old.map((_, k) => [k, k]);
	return {
		old,
		found: twins.map(({ reworded, near }, k) => k % 2 === half ? reworded : near),
		same: diagonal.filter(([k]) => k % 2 === half),
		partial: [],
		hard: diagonal.filter(([k]) => k % 2 !== half)
	};
}
function parsed(schema, json, at) {
	const { success, data, error } = schema.safeParse(json);
	if (success) return data;
	throw unreadable(at, prettifyError(error).replaceAll("\n", " "));
}
function assertInside({ old, found, same, partial, hard }, at) {
	const outside = [
		...same,
		...partial,
		...hard
	].find(([i, j]) => i >= old.length || j >= found.length);
	if (outside !== void 0) throw unreadable(at, `pair ${outside.join(", ")} is outside lists of ${old.length} and ${found.length}`);
}
function unreadable(at, fault) {
	return new SettingsError({
		code: "labels-unreadable",
		at,
		fault,
		remedy: "Write it as labels/README.md says"
	});
}

export { parseLabels as t };