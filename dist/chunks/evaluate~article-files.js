import { b as union, c as array, h as object, l as boolean, v as string, x as unknown } from "./zod~action~action-post.js";
import { i as refused, n as linesOf, r as parseLine } from "./shared~jsonl.js";
import { i as strip } from "./review~python-text~action.js";

// src/evaluate/article-files.ts
/** Files of JSON lines with one article a line: predictions, references, and predictions with category and severity for post-processing.
*  Invariant: an article stands in a file once, and what is left out or passed over is counted. */
/** @throws SettingsError with file and line where an article stands there twice; for a file without rows; what `parse` throws */
async function readArticles({ path, shown, signal }, shape, parse) {
	const byId = /* @__PURE__ */ new Map();
	for await (const line of linesOf(path, shown, signal)) {
		const article = parse(line);
		if (byId.has(article.id)) {
			const fault = `the article ${JSON.stringify(article.id)} stands in an earlier line too`;
			throw refused(line, fault, "Keep one line for each article");
		}
		byId.set(article.id, article);
	}
	if (byId.size === 0) throw refused({
		file: shown,
		number: 1
	}, "there is no row in it", `Write one ${shape} a line`);
	return [...byId.values()];
}
const REFERENCE_SHAPE = "{\"id\": \"…\", \"concerns\": [{\"concern_text\": \"…\", \"category\": \"…\", \"severity\": \"…\", \"requires_figure_reading\": false}]}";
const ReferenceRow = object({
	id: string().min(1),
	source: string().nullish(),
	concerns: array(object({
		concern_text: string(),
		category: string().default("other"),
		severity: string().nullish(),
		requires_figure_reading: boolean().nullish()
	}))
});
/** @throws SettingsError with file and line for a row of another shape or an article that stands there twice; for a file without rows */
function readReferences(path, shown, signal) {
	return readArticles({
		path,
		shown,
		signal
	}, REFERENCE_SHAPE, (line) => {
		const { id, source, concerns } = parseLine(line, ReferenceRow, REFERENCE_SHAPE);
		const active = concerns.filter((concern) => concern.requires_figure_reading !== true);
		return {
			id,
			source: source ?? void 0,
			concerns: active.map(({ concern_text: text, category, severity }) => ({
				text,
				category,
				severity: severity ?? void 0
			})),
			figureExcluded: concerns.length - active.length
		};
	});
}
const PREDICTION_SHAPE = "{\"article_id\": \"…\", \"concerns\": [\"…\"]} or {\"article_id\": \"…\", \"concerns\": [{\"text\": \"…\"}]}";
const PredictionLine = predictionLine(unknown());
const PredictedConcern = object({
	text: string().optional(),
	concern_text: string().optional(),
	category: unknown().optional()
});
/** Published files hold the texts under "concerns", and the same with category and severity under "structured_concerns". */
function predictionLine(concern) {
	return object({
		article_id: string().min(1).optional(),
		id: string().min(1).optional(),
		concerns: array(concern).optional(),
		structured_concerns: array(concern).optional()
	});
}
function idOf(row, line, shape) {
	const id = row.article_id ?? row.id;
	if (id === void 0) throw refused(line, "it names no article", `Write ${shape}`);
	return id;
}
function noConcerns(line, shape) {
	return refused(line, "it has no list of concerns", `Write ${shape}, with [] where the tool found none`);
}
/** @throws SettingsError with file and line for a row of another shape or an article that stands there twice; for a file without rows */
function readPredictions(path, shown, signal) {
	return readArticles({
		path,
		shown,
		signal
	}, PREDICTION_SHAPE, (line) => {
		const row = parseLine(line, PredictionLine, PREDICTION_SHAPE);
		const id = idOf(row, line, PREDICTION_SHAPE);
		const given = row.concerns ?? row.structured_concerns;
		if (given === void 0) throw noConcerns(line, PREDICTION_SHAPE);
		const concerns = predictedConcerns(given, structuredCategories(row.structured_concerns ?? []), line);
		return {
			id,
			concerns,
			skipped: given.length - concerns.length
		};
	});
}
/** @returns categories by text */
function structuredCategories(structured) {
	return new Map(structured.flatMap((concern) => {
		const { text, concern_text, category } = PredictedConcern.safeParse(concern).data ?? {};
		const raised = text ?? concern_text;
		return raised === void 0 || typeof category !== "string" ? [] : [[raised, category]];
	}));
}
/** The first element decides whether the list is one of strings or of objects. */
function predictedConcerns(concerns, categories, line) {
	const areTexts = typeof concerns[0] === "string";
	return concerns.flatMap((concern, k) => {
		if (areTexts) {
			if (typeof concern !== "string") throw refused(line, `concern ${k} is no string, although the first is one`, `Write ${PREDICTION_SHAPE}`);
			return strip(concern) === "" ? [] : [{
				text: concern,
				category: categories.get(concern)
			}];
		}
		if (typeof concern !== "object" || concern === null || Array.isArray(concern)) return [];
		const { success, data } = PredictedConcern.safeParse(concern);
		if (!success) throw refused(line, `the text of concern ${k} is no string`, `Write ${PREDICTION_SHAPE}`);
		const { text, concern_text, category } = data;
		return [{
			text: text ?? concern_text ?? "",
			category: typeof category === "string" ? category : void 0
		}];
	});
}
const ROW_SHAPE = "{\"article_id\": \"…\", \"structured_concerns\": [{\"text\": \"…\", \"category\": \"…\", \"severity\": \"…\"}]}";
const RowConcern = object({
	text: string().optional(),
	concern_text: string().optional(),
	category: string().nullish(),
	severity: string().nullish()
});
const RowLine = predictionLine(union([string(), RowConcern]));
/** @throws SettingsError with file and line for a row of another shape or an article that stands there twice; for a file without rows */
function readPredictionRows(path, shown, signal) {
	return readArticles({
		path,
		shown,
		signal
	}, ROW_SHAPE, (line) => {
		const row = parseLine(line, RowLine, ROW_SHAPE);
		const id = idOf(row, line, ROW_SHAPE);
		const structured = row.structured_concerns !== void 0 && (row.structured_concerns.length > 0 || !row.concerns?.length);
		const given = structured ? row.structured_concerns : row.concerns;
		if (given === void 0) throw noConcerns(line, ROW_SHAPE);
		const areTexts = given.every((concern) => typeof concern === "string") && given.length > 0;
		const form = structured ? "structured_concerns" : areTexts ? "texts" : "concerns";
		const concerns = given.map((concern, k) => rawConcern(concern, k, line)).filter(({ text }) => strip(text) !== "");
		return {
			id,
			concerns,
			form,
			blank: given.length - concerns.length
		};
	});
}
function rawConcern(concern, k, line) {
	if (typeof concern === "string") return { text: concern };
	const { text = concern.concern_text, category, severity } = concern;
	if (text === void 0) throw refused(line, `concern ${k} has no text`, `Write ${ROW_SHAPE}`);
	return {
		text,
		...typeof category === "string" && { category },
		...typeof severity === "string" && { severity }
	};
}
/** One line, with its line feed. */
function formatPredictionRow({ id, concerns, form }) {
	const texts = concerns.map(({ text }) => text);
	return `${JSON.stringify(form === "texts" ? {
		article_id: id,
		concerns: texts
	} : {
		article_id: id,
		[form]: concerns
	})}\n`;
}

export { readReferences as i, readPredictionRows as n, readPredictions as r, formatPredictionRow as t };