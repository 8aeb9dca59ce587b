import { r as concernSchema } from "./shared~concern~action~action-post.js";
import { c as array, h as object, p as looseObject, v as string } from "./zod~action~action-post.js";
import { a as readJson, i as parseJson, n as errnoOf, r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { u as SettingsError } from "./shared~errors.js";
import { t as runResultSchema } from "./publish~run-result.js";
import { n as reviewResultSchema, t as otherVersion } from "./review~result-schema.js";
import { i as wholeText, r as reviewedTextOf } from "./reviewer~reviewed-text.js";
import { n as comparisonResultSchema } from "./revision~comparison-result.js";
import { n as openManuscript } from "./cli~open-manuscript.js";
import { resolve } from "node:path";

// src/cli/read-reviewed-text.ts
/** One side of a comparison, from what a user names: a saved result, or bare concerns with the folder of their text. Fails towards an error: what is
*  neither is never taken for an empty list of concerns. */
/** @param file as the user wrote it   @param folder where the text lies, for bare concerns   @param flag that names the folder
*  @throws SettingsError where the file is none that can be compared, or has no text; what reading a manuscript throws */
async function readReviewedText(file, folder, flag, directory) {
	const found = await readSavedResult(file, directory);
	if (found.kind === "concerns") {
		if (folder === void 0) throw new SettingsError({
			code: "text-not-named",
			at: file,
			fault: "it holds concerns alone, and nothing says which text they are about",
			remedy: `Name the folder of the text with ${flag}, or compare results of bioreview review --format json`
		});
		const { manuscript, revision } = await openManuscript(folder, {}, directory);
		return {
			label: revision,
			concerns: found.concerns,
			text: manuscript,
			readings: wholeText(manuscript)
		};
	}
	const { review, ledger } = reviewIn(found, file);
	if (folder !== void 0) throw new SettingsError({
		code: "text-named-twice",
		at: `${flag} ${folder}`,
		fault: `${file} holds the text that it is about`,
		remedy: `Leave ${flag} out`
	});
	return {
		...reviewedTextOf(review, file),
		...ledger === void 0 ? {} : { ledger }
	};
}
const concernsSchema = array(object(concernSchema.shape));
const headSchema = looseObject({ schema: string() });
/** @throws SettingsError where it is none of these */
async function readSavedResult(file, directory) {
	const value = await readResult(file, directory);
	if (Array.isArray(value)) return {
		kind: "concerns",
		concerns: checked(concernsSchema, value, file)
	};
	switch (headSchema.safeParse(value).data?.schema) {
		case "bioreview-review": return {
			kind: "review",
			review: checked(reviewResultSchema, value, file)
		};
		case "bioreview-comparison": return {
			kind: "comparison",
			comparison: checked(comparisonResultSchema, value, file)
		};
		case "bioreview-result-file": return {
			kind: "comparison",
			comparison: comparisonOfRun(checked(runFileSchema, value, file).result, file)
		};
		default: throw unusable(file, "it is neither a result of bioreview nor an array of concerns");
	}
}
/** The Action's result file holds the results of its run as a text, one a line for each manuscript. */
const runFileSchema = object({ result: string() });
function comparisonOfRun(text, file) {
	const runs = text.split("\n").map((line) => checked(runResultSchema, parseJson(line, (fault, cause) => unusable(file, fault, cause)), file));
	const [compared, ...others] = runs.flatMap(({ found }) => found.kind === "compared" ? [found.comparison] : []);
	const [failure] = runs.flatMap(({ found }) => found.kind === "failed" ? [found.failure.fault] : []);
	if (compared === void 0) throw unusable(file, failure === void 0 ? "that run reviewed nothing" : `that run failed (${failure})`);
	if (others.length > 0) throw unusable(file, `it holds the reviews of ${others.length + 1} manuscripts, and one is shown at a time`);
	return compared;
}
function reviewIn(found, file) {
	if (found.kind === "review") return found;
	const { review, ledger } = found.comparison;
	if (review !== void 0) return {
		review,
		ledger
	};
	throw unusable(file, "this comparison holds no review of its newer text: it was of bare concerns, or cosmetic");
}
/** @throws SettingsError */
async function readConcerns(file, directory) {
	const found = await readSavedResult(file, directory);
	return found.kind === "concerns" ? found.concerns : reviewIn(found, file).review.concerns;
}
function readResult(file, directory) {
	return readJson(resolve(directory, file), (fault, cause, line) => unusable(fileAndLine(file, line), errnoOf(cause) === "ENOENT" ? "there is no such file" : fault, cause));
}
/** The number of the format that each of our results has today. */
const RESULT_FORMAT = 1;
function checked(schema, value, file) {
	const { success, data, error } = schema.safeParse(value);
	if (success) return data;
	const [issue] = error.issues;
	const fault = `${issue?.path.join(".") || "it"}: ${issue?.message ?? "not as expected"}`;
	const other = otherVersion(value, RESULT_FORMAT);
	if (other === void 0) throw unusable(file, fault, error);
	throw new SettingsError({
		code: "result-of-another-version",
		at: file,
		fault: `${other} (${fault})`,
		remedy: "Make it again with this version, or read it with the one that made it",
		cause: error
	});
}
function unusable(file, fault, cause) {
	return new SettingsError({
		code: "result-unusable",
		at: file,
		fault,
		remedy: "Name a file made by bioreview review --format json, or an array of {\"text\", \"category\", \"severity\"}",
		cause
	});
}

export { readReviewedText as n, readSavedResult as r, readConcerns as t };