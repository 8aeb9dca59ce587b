import { c as OutputError, u as SettingsError } from "./shared~errors.js";
import { h as object, v as string } from "./zod~action~action-post.js";
import { n as errnoOf } from "./shared~data-file~action~action-post.js";
import { i as cosineMatrix, o as embeddingsOf } from "./embeddings~embeddings.js";
import { n as linesOf, r as parseLine } from "./shared~jsonl.js";
import { i as withoutNearDuplicates, r as withoutExactDuplicates } from "./review~near-duplicates.js";
import { i as matchConcerns, m as leastCostAssignment } from "./revision~terms~bioreview.js";
import { t as formatPredictionRow } from "./evaluate~article-files.js";
import { join } from "node:path";
import { appendFile, readdir } from "node:fs/promises";

// src/evaluate/articles.ts
/** Predictions and references of the same article, side by side, with their cosines: all that scoring needs, computed once for every sweep. */
/** In the order of the references, which decides the draws of the intervals.
*  @throws SettingsError where a text that is compared has no embedding */
function joinArticles(predictions, references, embeddings) {
	const byId = new Map(predictions.map((prediction) => [prediction.id, prediction]));
	return references.map(({ id, source, concerns, figureExcluded }) => {
		const prediction = byId.get(id);
		const tool = prediction?.concerns ?? [];
		const cosines = tool.length > 0 && concerns.length > 0 ? cosineMatrix(embeddingsOf(textsOf(tool), embeddings), embeddingsOf(textsOf(concerns), embeddings)) : tool.map(() => []);
		return {
			id,
			source,
			predicted: prediction !== void 0,
			tool,
			reference: concerns,
			figureExcluded,
			cosines: cosines.map((row) => row.map(Math.fround))
		};
	});
}
/** Every text that has to be embedded for `joinArticles`.
*  @param comparePredictions whether predictions are compared with one another too, as a sweep of near-duplicate thresholds does */
function textsToEmbed(predictions, references, comparePredictions) {
	const byId = new Map(predictions.map((prediction) => [prediction.id, prediction.concerns]));
	const texts = /* @__PURE__ */ new Set();
	for (const { id, concerns } of references) {
		const tool = byId.get(id) ?? [];
		const compared = tool.length > 0 && concerns.length > 0;
		if (compared || comparePredictions) for (const { text } of tool) texts.add(text);
		if (compared) for (const { text } of concerns) texts.add(text);
	}
	return texts;
}
function textsOf(concerns) {
	return concerns.map(({ text }) => text);
}
/** Articles that were predicted and have no reference: they are not scored, which is reported. */
function articlesWithoutReference(predictions, references) {
	const known = new Set(references.map(({ id }) => id));
	return predictions.map(({ id }) => id).filter((id) => !known.has(id));
}

// src/evaluate/python-random.ts
/** Python's `random.Random(seed)`, as far as `choice` needs it: the published intervals were drawn with it, and other draws give other intervals.
*  The generator is MT19937 (Matsumoto and Nishimura 1998, with the authors' `init_by_array` of 2002, which Python seeds by). */
const N = 624;
const M = 397;
const MATRIX = 2567483615;
const UPPER = 2147483648;
const LOWER = 2147483647;
/** @param seed a whole number from 0 to 2^32 - 1; Python's default for the published intervals is 42 */
function pythonRandom(seed) {
	const state = initByArray([seed]);
	let at = N;
	const uint32 = () => {
		if (at === N) {
			twist(state);
			at = 0;
		}
		return temper(state[at++] ?? 0);
	};
	return {
		uint32,
		below(n) {
			const shift = Math.clz32(n);
			let drawn = uint32() >>> shift;
			while (drawn >= n) drawn = uint32() >>> shift;
			return drawn;
		}
	};
}
/** The authors' seeding by several words. */
function initByArray(key) {
	const state = new Uint32Array(N);
	state[0] = 19650218;
	for (let i = 1; i < N; i++) state[i] = Math.imul(1812433253, mixed(state, i)) + i;
	let i = 1;
	const step = () => {
		i++;
		if (i < N) return;
		state[0] = state[623] ?? 0;
		i = 1;
	};
	for (let k = 0; k < Math.max(N, key.length); k++) {
		const j = k % key.length;
		state[i] = ((state[i] ?? 0) ^ Math.imul(mixed(state, i), 1664525)) + (key[j] ?? 0) + j;
		step();
	}
	for (let k = 0; k < 623; k++) {
		state[i] = ((state[i] ?? 0) ^ Math.imul(mixed(state, i), 1566083941)) - i;
		step();
	}
	state[0] = UPPER;
	return state;
}
/** The word before, with its two highest bits folded in. */
function mixed(state, i) {
	const before = state[i - 1] ?? 0;
	return before ^ before >>> 30;
}
function twist(state) {
	for (let k = 0; k < N; k++) {
		const word = (state[k] ?? 0) & UPPER | (state[(k + 1) % N] ?? 0) & LOWER;
		state[k] = (state[(k + M) % N] ?? 0) ^ word >>> 1 ^ (word & 1 ? MATRIX : 0);
	}
}
function temper(word) {
	let y = word;
	y ^= y >>> 11;
	y ^= y << 7 & 2636928640;
	y ^= y << 15 & 4022730752;
	return (y ^ y >>> 18) >>> 0;
}

// src/evaluate/scores.ts
/** Cosine at or above which the published evaluator lets two concerns match. Nearly all pairs of biomedical concerns are above it. */
const PUBLISHED_THRESHOLD = .65;
/** What a pair below the threshold costs: more than all others together, so that first the number of pairs is greatest, then their total cosine. */
const FORBIDDEN = 1e6;
/** @param threshold compared as a double with float32 cosines: a cosine of 0.65 in float32 is below 0.65 */
function publishedMatcher(threshold) {
	return ({ cosines }) => leastCostAssignment(cosines.map((row) => row.map((cosine) => cosine < threshold ? FORBIDDEN : 1 - cosine))).filter(({ row, column }) => (cosines[row]?.[column] ?? 0) >= threshold).map(({ row, column }) => ({
		tool: row,
		reference: column
	}));
}
/** The calibrated rule, which is another metric: its figures are never printed under the published names. Fails towards "not the same": a category that a prediction does not give is the same as no other. On the labelled pairs that costs
*  recall (0.930 in place of 0.962 where one of both lists has none) and no precision.
*  @param calibration of the embedder that the article's cosines come from: for those of another one it means nothing */
function calibratedMatcher(calibration) {
	return ({ tool, reference, cosines }) => matchConcerns(tool, reference, cosines, calibration).map(({ old, found }) => ({
		tool: old,
		reference: found
	}));
}
/** Without references there is nothing to find: the predictions still count, as wrong ones. */
function scoreArticle(article, matcher) {
	const { id, source, predicted, tool, reference, figureExcluded, cosines } = article;
	const matches = tool.length > 0 && reference.length > 0 ? matcher({
		tool,
		reference,
		cosines
	}) : [];
	const found = new Set(matches.map((match) => match.reference));
	return {
		id,
		source,
		predicted,
		reference: reference.length,
		tool: tool.length,
		matched: matches.length,
		figureExcluded,
		major: foundOf(article, found, "major"),
		minor: foundOf(article, found, "minor"),
		categories: byCategory(article, matches, found)
	};
}
function foundOf({ reference }, found, severity) {
	const indices = [...reference.keys()].filter((k) => reference[k]?.severity === severity);
	return {
		all: indices.length,
		found: indices.filter((k) => found.has(k)).length
	};
}
/** Predictions have no category of their own here: a matched one takes its reference's, another one that of the reference it is nearest to. */
function byCategory(article, matches, found) {
	const { tool, reference } = article;
	const partner = new Map(matches.map((match) => [match.tool, match.reference]));
	const counts = /* @__PURE__ */ new Map();
	for (const [k, { category }] of reference.entries()) {
		const count = counts.get(category) ?? {
			reference: 0,
			tool: 0,
			matched: 0
		};
		counts.set(category, {
			...count,
			reference: count.reference + 1,
			matched: count.matched + (found.has(k) ? 1 : 0)
		});
	}
	for (const k of reference.length === 0 ? [] : tool.keys()) {
		const count = counts.get(reference[partner.get(k) ?? nearest(article, k)]?.category ?? "");
		if (count !== void 0) count.tool++;
	}
	return counts;
}
/** The reference with the greatest cosine to a prediction; the first of equals. */
function nearest({ cosines }, tool) {
	const row = cosines[tool] ?? [];
	return row.reduce((best, cosine, k) => cosine > (row[best] ?? 0) ? k : best, 0);
}
function share(part, whole) {
	return whole > 0 ? part / whole : 0;
}
function ratesOf({ reference, tool, matched }) {
	const recall = share(matched, reference);
	const precision = share(matched, tool);
	return {
		recall,
		precision,
		f1: precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
	};
}
function scoresOf(articles) {
	const total = (of) => articles.reduce((sum, article) => sum + of(article), 0);
	const counts = {
		reference: total((a) => a.reference),
		tool: total((a) => a.tool),
		matched: total((a) => a.matched)
	};
	const categories = categoriesOf(articles);
	const f1s = [...categories.values()].map(({ f1 }) => f1);
	return {
		...counts,
		...ratesOf(counts),
		articles: articles.length,
		notPredicted: total(({ predicted }) => predicted ? 0 : 1),
		figureExcluded: total(({ figureExcluded }) => figureExcluded),
		major: {
			all: total(({ major }) => major.all),
			found: total(({ major }) => major.found)
		},
		minor: {
			all: total(({ minor }) => minor.all),
			found: total(({ minor }) => minor.found)
		},
		categories,
		f1Macro: share(f1s.reduce((sum, f1) => sum + f1, 0), f1s.length)
	};
}
function categoriesOf(articles) {
	const sums = /* @__PURE__ */ new Map();
	for (const [category, count] of articles.flatMap((article) => [...article.categories])) {
		const sum = sums.get(category) ?? {
			reference: 0,
			tool: 0,
			matched: 0
		};
		sums.set(category, {
			reference: sum.reference + count.reference,
			tool: sum.tool + count.tool,
			matched: sum.matched + count.matched
		});
	}
	return new Map(Array.from(sums, ([category, sum]) => [category, {
		...sum,
		...ratesOf(sum)
	}]));
}
/** The same scores for each source of reviews, in the order in which the sources come. */
function bySource(articles) {
	const groups = /* @__PURE__ */ new Map();
	for (const article of articles) {
		const source = article.source ?? "(no source given)";
		groups.set(source, [...groups.get(source) ?? [], article]);
	}
	return new Map(Array.from(groups, ([source, group]) => [source, scoresOf(group)]));
}

// src/evaluate/bootstrap.ts
/** How far the scores would wander with other articles: resampling of whole articles, because concerns of one article are not independent.
*  Equal to the published intervals, draw by draw. */
/** Of Python's generator, in the published evaluator. */
const SEED = 42;
/** Share of the resamples outside the interval. */
const ALPHA = .05;
/** Resamples of the published intervals. */
const DEFAULT_RESAMPLES = 1e3;
/** @param articles in the order of the references   @param resamples from 1 */
function bootstrapIntervals(articles, resamples) {
	const recall = [];
	const precision = [];
	for (const drawn of resampled(articles.length, resamples)) {
		const { reference, tool, matched } = sumOf(articles, drawn);
		recall.push(share(matched, reference));
		precision.push(share(matched, tool));
	}
	return {
		recall: middleOf(recall),
		precision: middleOf(precision)
	};
}
/** What the same resamples say about the difference between two tools on the same articles: most of the luck of the draw falls on both alike.
*  @param before the articles of the one   @param after those of the other, in the same order
*  @returns intervals of after minus before
*  @throws RangeError where the two are not of the same articles */
function differenceIntervals(before, after, resamples) {
	if (before.length !== after.length || before.some(({ id }, k) => id !== after[k]?.id)) throw new RangeError("only scores of the same articles can be compared");
	const differences = {
		recall: [],
		precision: [],
		f1: []
	};
	for (const drawn of resampled(before.length, resamples)) {
		const [a, b] = [ratesOf(sumOf(before, drawn)), ratesOf(sumOf(after, drawn))];
		for (const rate of [
			"recall",
			"precision",
			"f1"
		]) differences[rate].push(b[rate] - a[rate]);
	}
	return {
		recall: middleOf(differences.recall),
		precision: middleOf(differences.precision),
		f1: middleOf(differences.f1)
	};
}
/** @returns for each resample as many indices as there are articles; the same array each time, overwritten */
function* resampled(articles, resamples) {
	const random = pythonRandom(SEED);
	const drawn = new Uint32Array(articles);
	for (let k = 0; k < resamples; k++) {
		for (let i = 0; i < articles; i++) drawn[i] = random.below(articles);
		yield drawn;
	}
}
function sumOf(articles, drawn) {
	let [reference, tool, matched] = [
		0,
		0,
		0
	];
	for (const index of drawn) {
		const article = articles[index];
		if (article === void 0) continue;
		reference += article.reference;
		tool += article.tool;
		matched += article.matched;
	}
	return {
		reference,
		tool,
		matched
	};
}
/** The published ends: of N sorted values the one at int(0.025 N) and the one before int(0.975 N); with a single value that one. */
function middleOf(values) {
	const sorted = Float64Array.from(values).sort();
	const low = Math.floor(ALPHA / 2 * sorted.length);
	const high = Math.floor((1 - ALPHA / 2) * sorted.length) - 1;
	return [sorted[low] ?? NaN, sorted.at(high) ?? NaN];
}

// src/evaluate/charts/plots.ts
const SIZE = {
	width: 760,
	height: 470
};
const FRAME = {
	left: 64,
	right: 690,
	top: 92,
	bottom: 414
};
/** Pixels of a character of the legend, about. */
const CHARACTER = 8;
function lineChart({ title, x, y, series, guides = [] }) {
	const toX = (value) => FRAME.left + (value - x.from) / (x.to - x.from) * (FRAME.right - FRAME.left);
	const toY = (value) => FRAME.bottom - (value - y.from) / (y.to - y.from) * (FRAME.bottom - FRAME.top);
	const drawn = series.filter(({ points }) => points.length > 0);
	return svgDocument(SIZE, title, [
		...y.ticks.flatMap((tick) => [segment([FRAME.left, toY(tick)], [FRAME.right, toY(tick)], COLOURS.grid), label(FRAME.left - 8, toY(tick) + 4, written(tick), {
			anchor: "end",
			fill: COLOURS.faint
		})]),
		...x.ticks.map((tick) => label(toX(tick), FRAME.bottom + 20, written(tick), {
			anchor: "middle",
			fill: COLOURS.faint
		})),
		segment([FRAME.left, FRAME.bottom], [FRAME.right, FRAME.bottom], COLOURS.faint),
		label((FRAME.left + FRAME.right) / 2, FRAME.bottom + 42, x.title, { anchor: "middle" }),
		label(FRAME.left, FRAME.top - 8, y.title, {
			fill: COLOURS.faint,
			size: 12
		}),
		...guides.flatMap(({ name, points }) => [line(points.map((point) => [toX(point.x), toY(point.y)]), COLOURS.grid, 1), ...points.slice(-1).map((point) => label(toX(point.x) + 6, Math.min(toY(point.y) + 4, FRAME.bottom - 6), name, {
			fill: COLOURS.faint,
			size: 11
		}))]),
		...drawn.flatMap(({ colour, points }) => [
			line(points.map((point) => [toX(point.x), toY(point.y)]), colour),
			...points.map((point) => dot(toX(point.x), toY(point.y), colour)),
			...points.map((point) => point.label === void 0 ? "" : label(toX(point.x), toY(point.y) + 17, point.label, {
				anchor: "middle",
				size: 11
			}))
		]),
		...legend(drawn)
	]);
}
function legend(series) {
	let x = FRAME.left;
	return series.flatMap(({ name, colour }) => {
		const here = x;
		x += 40 + name.length * CHARACTER;
		return [bar(here, 44, 12, 12, colour), label(here + 18, 55, name)];
	});
}
function written(tick) {
	return String(Number(tick.toFixed(2)));
}
/** Pixels. */
const BARS = {
	width: 760,
	left: 232,
	right: 700,
	top: 84,
	bar: 13,
	gap: 16
};
function barChart({ title, kinds, groups }) {
	const groupHeight = kinds.length * BARS.bar + BARS.gap;
	const bottom = BARS.top + groups.length * groupHeight;
	const toX = (value) => BARS.left + value * (BARS.right - BARS.left);
	return svgDocument({
		width: BARS.width,
		height: bottom + 40
	}, title, [
		...kinds.flatMap(({ name, colour }, k) => [bar(BARS.left + k * 110, 46, 12, 12, colour), label(BARS.left + k * 110 + 18, 57, name)]),
		...[
			0,
			.25,
			.5,
			.75,
			1
		].flatMap((tick) => [segment([toX(tick), BARS.top - 8], [toX(tick), bottom], COLOURS.grid), label(toX(tick), bottom + 18, String(tick), {
			anchor: "middle",
			fill: COLOURS.faint
		})]),
		...groups.flatMap(({ name, note, values }, row) => {
			const y = BARS.top + row * groupHeight;
			return [
				label(BARS.left - 12, y + BARS.bar + 2, name, { anchor: "end" }),
				label(BARS.left - 12, y + 2 * BARS.bar + 5, note, {
					anchor: "end",
					size: 11,
					fill: COLOURS.faint
				}),
				...values.flatMap((value, k) => [bar(BARS.left, y + k * BARS.bar, toX(value) - BARS.left, BARS.bar - 2, kinds[k]?.colour ?? COLOURS.ink), label(toX(value) + 5, y + k * BARS.bar + BARS.bar - 3, value.toFixed(2), {
					size: 11,
					fill: COLOURS.faint
				})])
			];
		})
	]);
}
/** A thin line between two points. */
function segment(from, to, colour) {
	return line([from, to], colour, 1);
}
/** Told apart by people with any colour vision, and in print (Okabe and Ito 2008). */
const COLOURS = {
	recall: "#0072b2",
	precision: "#d55e00",
	f1: "#00795a",
	grid: "#e3e3e3",
	faint: "#8a8a8a",
	ink: "#222222"
};
const SERIES_COLOURS = [
	COLOURS.recall,
	COLOURS.precision,
	COLOURS.f1,
	"#8a4f7d",
	"#7a6000"
];
/** A whole document on white, so that it can be read on a dark page too. */
function svgDocument({ width, height }, title, parts) {
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
		`<title>${escaped(title)}</title>`,
		`<rect width="${width}" height="${height}" fill="#ffffff"/>`,
		label(16, 28, title, {
			size: 16,
			weight: 600
		}),
		...parts,
		"</svg>\n"
	].join("\n");
}
function label(x, y, text, { anchor = "start", size = 13, weight = 400, fill = COLOURS.ink } = {}) {
	return `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(text)}</text>`;
}
function line(points, colour, width = 2) {
	return `<polyline points="${points.map(([x, y]) => `${at(x)},${at(y)}`).join(" ")}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
}
function dot(x, y, colour) {
	return `<circle cx="${at(x)}" cy="${at(y)}" r="3.5" fill="${colour}"/>`;
}
function bar(x, y, width, height, colour) {
	return `<rect x="${at(x)}" y="${at(y)}" width="${at(Math.max(0, width))}" height="${at(height)}" fill="${colour}"/>`;
}
function at(pixels) {
	return String(Math.round(pixels * 10) / 10);
}
/** Words that others wrote, as words. */
function escaped(text) {
	return text.replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff\p{Surrogate}]/gu, " ").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

// src/evaluate/charts/charts.ts
const RATES$1 = [
	{
		name: "Precision",
		rate: "precision",
		colour: COLOURS.precision
	},
	{
		name: "Recall",
		rate: "recall",
		colour: COLOURS.recall
	},
	{
		name: "F1",
		rate: "f1",
		colour: COLOURS.f1
	}
];
const ZERO_TO_ONE = {
	from: 0,
	to: 1,
	ticks: Array.from({ length: 6 }, (_, k) => k / 5)
};
/** What the threshold on the cosine does. @param rows of one cap and one level of de-duplication */
function thresholdChart(rows) {
	const sorted = rows.toSorted((a, b) => a.threshold - b.threshold);
	const x = spanOf(sorted.map(({ threshold }) => threshold), "Cosine from which two concerns count as the same", -1);
	return lineChart({
		title: "Scores by matching threshold",
		x,
		y: {
			title: "",
			...ZERO_TO_ONE
		},
		series: RATES$1.map(({ name, rate, colour }) => ({
			name,
			colour,
			points: sorted.map(({ threshold, scores }) => ({
				x: threshold,
				y: scores[rate]
			}))
		}))
	});
}
/** What a cap on the number of concerns buys and costs. @param rows of one threshold; a line for each level of de-duplication */
function capChart(rows) {
	const x = spanOf(rows.map(({ scores }) => scores.recall), "Recall", 0);
	const y = spanOf(rows.map(({ scores }) => scores.precision), "Precision; each point is a cap on the concerns of an article", 0);
	const levels = [...new Set(rows.map(({ dedup }) => dedup))];
	return lineChart({
		title: "Precision and recall by number of concerns",
		x,
		y,
		guides: [
			.1,
			.2,
			.3,
			.4,
			.5,
			.6,
			.7,
			.8,
			.9
		].map((f1) => equalF1(f1, x, y)).filter(({ points }) => points.length > 2),
		series: withoutHidden(levels.map((dedup, k) => ({
			name: dedup === "none" ? "as predicted" : dedup === "exact" ? "repeats dropped" : `alike from ${dedup} dropped`,
			colour: SERIES_COLOURS[k % SERIES_COLOURS.length] ?? COLOURS.ink,
			points: capPoints(rows.filter((row) => row.dedup === dedup))
		})))
	});
}
/** Lines that lie on each other become one, with the names of both. Caps are written at the last line only: they are much the same at the others. */
function withoutHidden(series) {
	const seen = /* @__PURE__ */ new Map();
	for (const one of series) {
		const place = JSON.stringify(one.points.map(({ x, y }) => [x, y]));
		const other = seen.get(place);
		seen.set(place, other === void 0 ? one : {
			...other,
			name: `${other.name} = ${one.name}`
		});
	}
	const drawn = [...seen.values()];
	return drawn.map((one, k) => ({
		...one,
		points: one.points.map(({ x, y, label }) => ({
			x,
			y,
			...k === drawn.length - 1 && label !== void 0 && { label }
		}))
	}));
}
/** By cap. Caps that change nothing any more share a point, and its label says so. */
function capPoints(rows) {
	const sorted = rows.toSorted((a, b) => a.cap - b.cap);
	const written = (cap) => cap === Number.POSITIVE_INFINITY ? "all" : String(cap);
	return sorted.flatMap(({ cap, scores: { recall: x, precision: y, tool } }, k) => {
		if (sorted[k - 1]?.scores.tool === tool) return [];
		const last = sorted.findLast(({ scores }) => scores.tool === tool)?.cap ?? cap;
		return [{
			x,
			y,
			label: last === cap ? written(cap) : `${written(cap)} to ${written(last)}`
		}];
	});
}
/** All pairs of precision and recall with the same F1, as far as they are inside the frame. */
function equalF1(f1, x, y) {
	const along = ({ from, to }) => Array.from({ length: 201 }, (_, k) => from + (to - from) * k / 200);
	const other = (rate) => f1 * rate / (2 * rate - f1);
	const points = [...along(x).map((recall) => ({
		x: recall,
		y: other(recall)
	})), ...along(y).map((precision) => ({
		x: other(precision),
		y: precision
	}))].filter((point) => 2 * point.x > f1 && 2 * point.y > f1).filter((point) => point.x >= x.from && point.x <= x.to && point.y >= y.from && point.y <= y.to).sort((a, b) => a.x - b.x || b.y - a.y);
	return {
		name: `F1 ${f1}`,
		colour: COLOURS.grid,
		points
	};
}
function categoryChart({ categories }) {
	return barChart({
		title: "Scores by category of the reference",
		kinds: RATES$1.map(({ name, colour }) => ({
			name,
			colour
		})),
		groups: [...categories].toSorted(([, a], [, b]) => b.reference - a.reference).map(([category, count]) => ({
			name: category.replaceAll("_", " "),
			note: `${count.reference} references`,
			values: RATES$1.map(({ rate }) => count[rate])
		}))
	});
}
/** An axis around some values, with round ends, and at most about eight ticks.
*  @param lowest that such a value can be; the highest is 1 */
function spanOf(values, title, lowest) {
	const [least, most] = [Math.min(...values), Math.max(...values)];
	const step = most - least > .4 ? .1 : .05;
	const first = Math.max(Math.round(lowest / step), Math.floor(least / step - .2));
	const last = Math.min(Math.round(1 / step), Math.ceil(most / step + .2));
	const ticks = Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
	return {
		title,
		from: first * step,
		to: last * step,
		ticks
	};
}

// src/evaluate/evaluation.ts
/** @throws SettingsError where a text that is compared has no embedding */
function evaluate(predictions, references, embeddings, scoring) {
	const articles = joinArticles(predictions, references, embeddings);
	const byRule = scoreArticles(articles, scoring);
	return {
		...byRule,
		sources: bySource(byRule.perArticle),
		articles,
		withoutReference: articlesWithoutReference(predictions, references),
		skipped: predictions.reduce((sum, { skipped }) => sum + skipped, 0)
	};
}
/** The same articles by one rule or another. */
function scoreArticles(articles, { matcher, resamples }) {
	return scored(articles.map((article) => scoreArticle(article, matcher)), resamples);
}
/** The same by a rule that takes a while. @param pause called before each article with how many are done; what it throws ends all */
async function scoreArticlesWithPauses(articles, { matcher, resamples }, pause) {
	const perArticle = [];
	for (const article of articles) {
		await pause(perArticle.length);
		perArticle.push(scoreArticle(article, matcher));
	}
	return scored(perArticle, resamples);
}
function scored(perArticle, resamples) {
	const intervals = resamples === 0 ? void 0 : bootstrapIntervals(perArticle, resamples);
	return {
		scores: scoresOf(perArticle),
		intervals,
		perArticle
	};
}
/** @param resamples 0 for no intervals
*  @throws RangeError where the two are not of the same articles in the same order */
function compareEvaluations(before, after, resamples) {
	const [a, b] = [scoresOf(before), scoresOf(after)];
	const changes = before.flatMap((article, k) => {
		const other = after[k];
		return other === void 0 ? [] : [changeOf(article, other)];
	}).filter(({ f1 }) => f1 !== 0).sort((one, other) => Math.abs(other.f1) - Math.abs(one.f1) || (one.id < other.id ? -1 : 1));
	return {
		before: a,
		after: b,
		difference: {
			recall: b.recall - a.recall,
			precision: b.precision - a.precision,
			f1: b.f1 - a.f1
		},
		intervals: resamples === 0 ? void 0 : differenceIntervals(before, after, resamples),
		better: changes.filter(({ f1 }) => f1 > 0).length,
		worse: changes.filter(({ f1 }) => f1 < 0).length,
		changes
	};
}
function changeOf(before, after) {
	const [a, b] = [ratesOf(before), ratesOf(after)];
	return {
		id: before.id,
		before: {
			...a,
			matched: before.matched,
			tool: before.tool
		},
		after: {
			...b,
			matched: after.matched,
			tool: after.tool
		},
		f1: b.f1 - a.f1
	};
}

// src/evaluate/published-formats.ts
/** Rates of a category carry the names of both places in which the published evaluator writes them: its scorer and its result file. */
function publishedJson(scores, bootstrap) {
	const { major, minor } = scores;
	return {
		n_articles: scores.articles,
		n_reference_concerns: scores.reference,
		n_tool_concerns: scores.tool,
		n_matched: scores.matched,
		n_figure_excluded: scores.figureExcluded,
		recall: scores.recall,
		precision: scores.precision,
		f1: scores.f1,
		f1_macro: scores.f1Macro,
		recall_major: share(major.found, major.all),
		n_major: major.all,
		n_major_matched: major.found,
		recall_minor: share(minor.found, minor.all),
		n_minor: minor.all,
		n_minor_matched: minor.found,
		per_category: Object.fromEntries(Array.from(scores.categories, ([category, { recall, precision, f1, reference, tool, matched }]) => [category, {
			recall,
			precision,
			f1,
			f1_micro: f1,
			n_gt: reference,
			n_human_concerns: reference,
			n_tool: tool,
			n_matched: matched
		}])),
		bootstrap: bootstrap === void 0 ? null : {
			recall: bootstrap.recall,
			precision: bootstrap.precision
		}
	};
}
const COLUMNS = [
	"article_id",
	"source",
	"predicted",
	"n_reference_concerns",
	"n_tool_concerns",
	"n_matched",
	"n_figure_excluded"
];
const RATES = [
	"recall",
	"precision",
	"f1",
	"n_major",
	"n_major_matched",
	"n_minor",
	"n_minor_matched"
];
/** A table that any spreadsheet reads. */
function articlesCsv(articles) {
	const lines = articles.map((article) => {
		const { recall, precision, f1 } = ratesOf(article);
		const { id, source, predicted, reference, tool, matched, figureExcluded, major, minor } = article;
		return [...[
			id,
			source ?? "",
			predicted,
			reference,
			tool,
			matched,
			figureExcluded
		], ...[
			recall,
			precision,
			f1,
			major.all,
			major.found,
			minor.all,
			minor.found
		]];
	});
	return [[...COLUMNS, ...RATES], ...lines].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}
/** A spreadsheet runs a text that begins like a formula, so such an id gets an apostrophe before it. */
function cell(value) {
	if (typeof value !== "string") return String(value);
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

// src/evaluate/review-manuscripts.ts
/** Predictions that do not exist yet: a folder of manuscripts, reviewed one after the other. Invariant: a row is written when its review is whole and
*  not before, so that a run of days can be stopped anywhere and goes on where it stopped; a failed review ends the run, it never becomes a row. */
/** The manuscripts in a folder, by name: each a folder or a file called by its article's id, with what no file name may hold written as in a URL
*  (`10.1000%2F182.md` is the article `10.1000/182`).
*  @throws SettingsError where there is none, or two are of one article */
async function listManuscripts(folder, shown) {
	const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
		throw refused(shown, "it is no folder that can be read", error);
	});
	const found = /* @__PURE__ */ new Map();
	for (const entry of entries.filter(({ name }) => !name.startsWith(".")).sort((a, b) => a.name < b.name ? -1 : 1)) {
		const id = idOf(entry.isDirectory() ? entry.name : entry.name.replace(/\.[a-z]+$/i, ""), shown);
		if (found.has(id)) throw refused(shown, `two of its entries are named after the article ${JSON.stringify(id)}`);
		found.set(id, {
			id,
			path: join(folder, entry.name)
		});
	}
	if (found.size === 0) throw refused(shown, "there is nothing in it");
	return [...found.values()];
}
function idOf(name, shown) {
	try {
		return decodeURIComponent(name);
	} catch (error) {
		throw refused(shown, `the name ${JSON.stringify(name)} holds a % that stands for nothing`, error);
	}
}
/** Reviews what has no row yet, and appends the rows. All is read before the first review: a paper that cannot be read shall not be found out after a
*  day's work.
*  @param store the file of predictions; it is made where it is missing
*  @param onStart called with the manuscript that is reviewed next, and its place among all of them
*  @throws whatever the review throws; the rows that were written stay */
async function reviewManuscripts(manuscripts, store, { read, review }, onStart, signal) {
	await append(store, "");
	const done = /* @__PURE__ */ new Set();
	for await (const line of linesOf(store, store, signal)) done.add(parseLine(line, Row, "rows with an \"article_id\"").article_id);
	const waiting = manuscripts.filter(({ id }) => !done.has(id));
	for (const manuscript of waiting) {
		signal.throwIfAborted();
		await read(manuscript);
	}
	for (const [k, manuscript] of waiting.entries()) {
		signal.throwIfAborted();
		onStart(manuscript, k + 1, waiting.length);
		const concerns = await review(await read(manuscript));
		await append(store, formatPredictionRow({
			id: manuscript.id,
			concerns,
			form: "structured_concerns",
			blank: 0
		}));
	}
}
const Row = object({ article_id: string() });
async function append(store, text) {
	await appendFile(store, text, { flush: true }).catch((error) => {
		throw new OutputError({
			code: "output-not-written",
			at: store,
			fault: `a review could not be kept (${errnoOf(error) ?? "unknown"})`,
			remedy: "Make room, or name another file with --predictions",
			cause: error
		});
	});
}
function refused(at, fault, cause) {
	return new SettingsError({
		code: "manuscripts-unusable",
		at,
		fault,
		remedy: "Name a folder that holds one manuscript for each article, named by the article's id",
		cause
	});
}

// src/evaluate/sweep.ts
/** The same predictions under other settings: which threshold, how many concerns, which duplicates dropped. Each text is embedded once and each
*  cosine computed once; only the matching is done again. */
/** Every combination, thresholds innermost.
*  @param onRow awaited after each combination, so that it can let others have their turn, or throw to end the sweep
*  @throws SettingsError where a cosine is among the levels and a text has no embedding; what `onRow` throws */
async function sweep(articles, embeddings, grid, onRow = async () => {}) {
	const all = grid.dedups.length * grid.caps.length * grid.thresholds.length;
	const found = [];
	for (const dedup of grid.dedups) {
		const distinct = articles.map((article) => distinctIndices(article, dedup, embeddings));
		for (const cap of grid.caps) {
			const limited = articles.map((article, k) => restricted(article, (distinct[k] ?? []).slice(0, cap)));
			for (const threshold of grid.thresholds) {
				const matcher = publishedMatcher(threshold);
				found.push({
					threshold,
					cap,
					dedup,
					scores: scoresOf(limited.map((article) => scoreArticle(article, matcher)))
				});
				await onRow(found.length, all);
			}
		}
	}
	return found;
}
/** The article as if the tool had raised those concerns only. */
function restricted(article, tool) {
	if (tool.length === article.tool.length) return article;
	return {
		...article,
		tool: tool.flatMap((k) => article.tool[k] ?? []),
		cosines: tool.map((k) => article.cosines[k] ?? [])
	};
}
function distinctIndices({ tool }, dedup, embeddings) {
	return distinct(tool.map(({ text }, index) => ({
		text,
		index
	})), dedup, embeddings).map(({ index }) => index);
}
function distinct(concerns, dedup, embeddings) {
	if (dedup === "none") return concerns;
	const { kept } = withoutExactDuplicates(concerns);
	if (dedup === "exact") return kept;
	const texts = kept.map(({ text }) => text);
	return withoutNearDuplicates(kept, embeddingsOf(texts, embeddings), dedup).kept;
}

export { textsToEmbed as _, publishedJson as a, scoreArticlesWithPauses as c, thresholdChart as d, DEFAULT_RESAMPLES as f, share as g, publishedMatcher as h, articlesCsv as i, capChart as l, calibratedMatcher as m, listManuscripts as n, compareEvaluations as o, PUBLISHED_THRESHOLD as p, reviewManuscripts as r, evaluate as s, sweep as t, categoryChart as u };