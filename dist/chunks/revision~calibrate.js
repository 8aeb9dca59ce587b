import { i as cosineMatrix } from "./embeddings~embeddings.js";
import { u as SettingsError } from "./shared~errors.js";
import { c as textSignalsOf, i as matchConcerns, l as NOTHING_COUNTED, n as logOddsOf, o as SIGNAL_NAMES, p as assignConcerns, r as marginsOf, s as signalsOf, t as concernKey, u as meaningfulWords } from "./revision~terms~bioreview.js";
import { m as roundedAll, p as fitLogistic } from "./revision~change-signals~bioreview.js";

// src/revision/calibration/train.ts
/** Of squared standardised weights. With the manuscript left out, 1 to 10 do equally well; 30 shrinks too far. */
const PENALTY = 3;
/** A little above even odds, for two concerns taken for one hide one, and one reported twice costs a line. With the manuscript
*  left out, 0.3 to 0.6 do equally well (F1 0.973 to 0.978), so that there is nothing to fit. */
const THRESHOLD = .55;
/** Manuscripts on which a word must stand to be common: a topic of one says nothing about the next. */
const COMMON_FROM = 2;
/** Each manuscript that is left out asks for the same comparisons again, with other common words. */
const textSignals = /* @__PURE__ */ new WeakMap();
function textsOf(comparison) {
	const texts = textSignals.get(comparison) ?? textSignalsOf(comparison.old, comparison.found);
	textSignals.set(comparison, texts);
	return texts;
}
function fitCoefficients(comparisons, commonWords) {
	const known = comparisons.map(({ comparison, cosines }) => ({
		comparison,
		values: signalsOf(textsOf(comparison), cosines, commonWords)
	}));
	const evidence = fitted(known, SIGNAL_NAMES, SIGNS);
	const { bias, weights } = fitted(known.map(({ comparison, values }) => ({
		comparison,
		values: marginsOf(logOddsOf(values, evidence), comparison.old, comparison.found)
	})), STANDINGS, {
		evidence: 1,
		lesserLead: 1,
		greaterLead: 1
	});
	return {
		threshold: THRESHOLD,
		evidence,
		verdict: {
			bias,
			...weights
		},
		commonWords
	};
}
/** Whether more of a signal speaks for the same concern or against it. */
const SIGNS = {
	cosine: 1,
	words: 1,
	pieces: 1,
	lead: 1,
	numbers: 1,
	otherNumbers: -1,
	names: 1,
	category: 1
};
const STANDINGS = [
	"evidence",
	"lesserLead",
	"greaterLead"
];
/** Coefficients for the values as they are. Partial pairs teach nothing. A signal that came out with the wrong sign is left out,
*  the worst first: what people mean by it cannot speak against itself, so that was chance or another signal's echo. Hence more
*  in common never means less probable. */
function fitted(known, names, signs) {
	const examples = known.flatMap((one) => examplesOf(one, names));
	let kept = names;
	while (true) {
		const { intercept, signals } = fitLogistic(examples, kept, PENALTY);
		const standardised = kept.map((name) => ({
			name,
			mean: 0,
			scale: 1,
			weight: 0,
			...signals[name]
		}));
		const [worst] = standardised.filter(({ name, weight }) => weight * signs[name] < 0).sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
		if (worst === void 0) {
			const bias = standardised.reduce((sum, { mean, scale, weight }) => sum - weight * mean / scale, intercept);
			const weights = new Map(standardised.map(({ name, scale, weight }) => [name, weight / scale]));
			return {
				bias,
				weights: recordOf(names.map((name) => [name, weights.get(name) ?? 0]))
			};
		}
		kept = kept.filter((name) => name !== worst.name);
	}
}
function examplesOf({ comparison, values }, names) {
	const [isPartial, isSame] = [among(comparison.partial), among(comparison.same)];
	return comparison.old.flatMap((_, i) => comparison.found.flatMap((_, j) => {
		if (isPartial(i, j)) return [];
		return [{
			signals: recordOf(names.map((name) => [name, values[name][i]?.[j] ?? NaN])),
			is: isSame(i, j)
		}];
	}));
}
function recordOf(entries) {
	return Object.fromEntries(entries);
}
function among(pairs) {
	const keys = new Set(pairs.map(([i, j]) => `${i},${j}`));
	return (old, found) => keys.has(`${old},${found}`);
}
/** How common words are in concerns, from the labelled ones. */
function commonWordsOf(manuscripts) {
	const counts = /* @__PURE__ */ new Map();
	let concerns = NOTHING_COUNTED.concerns;
	for (const { manuscript, comparisons } of manuscripts) for (const text of new Set(comparisons.flatMap(({ old, found }) => [...old, ...found].map((concern) => concern.text)))) {
		concerns++;
		for (const word of meaningfulWords(text)) {
			const count = counts.get(word) ?? {
				times: 0,
				manuscripts: /* @__PURE__ */ new Set()
			};
			counts.set(word, {
				times: count.times + 1,
				manuscripts: count.manuscripts.add(manuscript)
			});
		}
	}
	const common = [...counts].filter(([, count]) => count.manuscripts.size >= COMMON_FROM).sort(([a], [b]) => a < b ? -1 : 1);
	return {
		concerns,
		words: Object.fromEntries(common.map(([word, { times }]) => [word, times]))
	};
}

// src/revision/calibration/calibrate.ts
/** A calibration for one embedder, from labelled manuscripts. Invariant: what comes out was good enough on manuscripts that it
*  had not seen; else an error with its figures. */
/** Manuscripts without which "held out" means nothing. */
const FEWEST_MANUSCRIPTS = 3;
/** Held out. Words alone reach 0.96 on our labels, MiniLM with them 0.98, two people 0.97 to 0.99. */
const LEAST_F1 = .95;
/** Held out, for the embedder's cosine alone. MiniLM has 0.89; what is below this does not know sameness from topic, and would
*  only add noise. */
const LEAST_COSINE_F1 = .6;
/** Of different pairs that share topic or words. A joined one hides a concern. */
const MOST_HARD_JOINED = .02;
/** How far the matcher may fall behind itself without the embedder: one pair in a hundred is chance. */
const MOST_LOSS = .01;
/** Every text whose embedding `calibrate` asks for. */
function labelledTexts(manuscripts) {
	const comparisons = manuscripts.flatMap(({ comparisons, stress }) => [...comparisons, ...stress]);
	return new Set(comparisons.flatMap(({ old, found }) => [...old, ...found].map(({ text }) => text)));
}
/** @param embeddingOf of this embedder
*  @param onFigures called with the figures before they are judged, so that a refusal can show them whole
*  @throws SettingsError where there are too few manuscripts, or the embedder cannot be calibrated well: its figures are in the
*  message
*  @throws RangeError where an embedding is no unit vector */
function calibrate(manuscripts, embeddingOf, embedder, onFigures = () => {}) {
	if (manuscripts.length < FEWEST_MANUSCRIPTS) throw new SettingsError({
		code: "labels-too-few",
		at: `embedder ${embedder.name}`,
		fault: `${manuscripts.length} labelled manuscripts are too few to leave one out`,
		remedy: `Give at least ${FEWEST_MANUSCRIPTS}, such as those in labels/`
	});
	const figures = crossValidate(manuscripts, embeddingOf);
	onFigures(figures);
	const coefficients = fitCoefficients(withCosines(manuscripts, embeddingOf), commonWordsOf(manuscripts));
	const faults = faultsOf(figures);
	if (faults.length > 0) throw new SettingsError({
		code: "embedder-not-to-be-calibrated",
		at: `embedder ${embedder.name}`,
		fault: `on labelled manuscripts that it was not fitted to, ${faults.join("; ")}`,
		remedy: "Use an embedder of sentences that is trained for similarity, such as minilm"
	});
	const { threshold, evidence, verdict, commonWords } = coefficients;
	return {
		schema: "bioreview-calibration",
		version: 1,
		embedder: embedder.name,
		...embedder.sha256 === void 0 ? {} : { sha256: embedder.sha256 },
		manuscripts: manuscripts.map(({ manuscript }) => manuscript),
		figures: roundedAll(figures),
		threshold,
		evidence: roundedAll(evidence),
		verdict: roundedAll(verdict),
		commonWords
	};
}
/** @returns what is not good enough, as parts of a sentence; none where all is well */
function faultsOf({ heldOut, cosineAlone, withoutEmbedder }) {
	const f1 = `F1 ${heldOut.f1.toFixed(3)}`;
	const faults = [];
	if (!(heldOut.f1 >= LEAST_F1)) faults.push(`the same concern is found with ${f1}, and ${LEAST_F1} is due, where two people agree with 0.97 to 0.99`);
	if (!(heldOut.joinedHard <= MOST_HARD_JOINED)) faults.push(`${percent(heldOut.joinedHard)} of alike but different concerns are joined, and ${percent(MOST_HARD_JOINED)} are bearable, for each hides a concern`);
	if (!(cosineAlone.f1 >= LEAST_COSINE_F1)) faults.push(`its similarity alone has F1 ${cosineAlone.f1.toFixed(3)}, and ${LEAST_COSINE_F1} is due, for below that it does not know sameness from topic`);
	if (!(heldOut.f1 >= withoutEmbedder.f1 - MOST_LOSS)) faults.push(`words alone do better (F1 ${withoutEmbedder.f1.toFixed(3)}) than words with it (${f1})`);
	return faults;
}
function percent(share) {
	return `${(100 * share).toFixed(1)} %`;
}
/** Thresholds that the cosine alone may choose from, evenly between the least and the greatest cosine seen. */
const STEPS = 100;
/** How well labelled pairs are found on a manuscript that took no part in the fit: nothing that is fitted, common words and
*  thresholds included, has seen the manuscript that it is judged on.
*  @param manuscripts at least two */
function crossValidate(manuscripts, embeddingOf) {
	const folds = manuscripts.map((judged) => ({
		judged,
		others: manuscripts.filter((other) => other !== judged)
	}));
	const trained = folds.map(({ judged, others }) => {
		const coefficients = fitCoefficients(withCosines(others, embeddingOf), commonWordsOf(others));
		const counts = (comparisons) => sum(comparisons.map((comparison) => countMatched(comparison, embeddingOf, coefficients)));
		return {
			manuscript: judged.manuscript,
			counts: counts(judged.comparisons),
			stress: counts(judged.stress)
		};
	});
	const blind = folds.map(({ judged, others }) => {
		const coefficients = fitCoefficients(withCosines(others, void 0), commonWordsOf(others));
		return sum(judged.comparisons.map((comparison) => countMatched(comparison, void 0, coefficients)));
	});
	const counters = new Map(manuscripts.map((one) => [one, counterByCosine(withCosines([one], embeddingOf))]));
	const byCosine = (some, threshold) => sum(some.flatMap((one) => counters.get(one)?.(threshold) ?? []));
	const plain = folds.map(({ judged, others }) => {
		const threshold = thresholdOf(withCosines(others, embeddingOf), (candidate) => byCosine(others, candidate));
		return byCosine([judged], threshold);
	});
	const stress = sum(trained.map((fold) => fold.stress));
	return {
		pairs: countsOf(manuscripts),
		heldOut: scoreOf(sum(trained.map(({ counts }) => counts))),
		byManuscript: Object.fromEntries(trained.map(({ manuscript, counts }) => [manuscript, scoreOf(counts).f1])),
		cosineAlone: scoreOf(sum(plain)),
		withoutEmbedder: scoreOf(sum(blind)),
		...stress.hard === 0 ? {} : { stress: {
			f1: scoreOf(stress).f1,
			reworded: stress.found + stress.missed,
			rewordedFound: stress.found,
			near: stress.hard,
			nearJoined: stress.hardJoined
		} }
	};
}
/** @param embeddingOf undefined: all cosines are 0 */
function withCosines(manuscripts, embeddingOf) {
	return manuscripts.flatMap(({ comparisons }) => comparisons.map((comparison) => ({
		comparison,
		cosines: cosinesOf(comparison, embeddingOf)
	})));
}
function cosinesOf({ old, found }, embeddingOf) {
	if (embeddingOf === void 0) return old.map(() => found.map(() => 0));
	return cosineMatrix(old.map(({ text }) => embeddingOf(text)), found.map(({ text }) => embeddingOf(text)));
}
function countMatched(comparison, embeddingOf, coefficients) {
	const { old, found } = comparison;
	return countPairs(comparison, matchConcerns(old, found, cosinesOf(comparison, embeddingOf), coefficients));
}
/** @returns for a threshold of the cosine alone the pairs that it finds; of one that was asked for it is known */
function counterByCosine(comparisons) {
	const bounded = (cosine) => Math.max(0, Math.min(1, cosine));
	const prepared = comparisons.map(({ comparison, cosines }) => ({
		comparison,
		keys: {
			old: comparison.old.map(concernKey),
			found: comparison.found.map(concernKey)
		},
		values: cosines.map((row) => row.map(bounded))
	}));
	const count = (threshold) => sum(prepared.map(({ comparison, keys, values }) => countPairs(comparison, assignConcerns(values, threshold, keys))));
	const known = /* @__PURE__ */ new Map();
	return (cosine) => {
		const threshold = bounded(cosine);
		const counts = known.get(threshold) ?? count(threshold);
		known.set(threshold, counts);
		return counts;
	};
}
/** The one with which the cosine alone does best. */
function thresholdOf(comparisons, count) {
	const all = comparisons.flatMap(({ cosines }) => cosines.flat());
	const [least, most] = [all.reduce((a, b) => Math.min(a, b), 1), all.reduce((a, b) => Math.max(a, b), -1)];
	return Array.from({ length: STEPS }, (_, k) => least + (most - least) * k / STEPS).map((threshold) => ({
		threshold,
		f1: scoreOf(count(threshold)).f1
	})).reduce((best, one) => one.f1 > best.f1 ? one : best, {
		threshold: 1,
		f1: 0
	}).threshold;
}
/** Partial pairs count neither way: neither wrong where they are joined, nor missed where they are not. */
function countPairs({ same, partial, hard }, pairs) {
	const [isSame, isPartial, isHard] = [
		among(same),
		among(partial),
		among(hard)
	];
	const found = pairs.filter((pair) => isSame(pair.old, pair.found)).length;
	return {
		found,
		missed: same.length - found,
		wrong: pairs.filter((pair) => !isSame(pair.old, pair.found) && !isPartial(pair.old, pair.found)).length,
		hard: hard.length,
		hardJoined: pairs.filter((pair) => isHard(pair.old, pair.found)).length
	};
}
function sum(all) {
	const of = (value) => all.reduce((total, counts) => total + value(counts), 0);
	return {
		found: of(({ found }) => found),
		missed: of(({ missed }) => missed),
		wrong: of(({ wrong }) => wrong),
		hard: of(({ hard }) => hard),
		hardJoined: of(({ hardJoined }) => hardJoined)
	};
}
/** Shares of nothing are 0, so that an empty comparison looks bad rather than good. */
function scoreOf({ found, missed, wrong, hard, hardJoined }) {
	const share = (part, whole) => whole === 0 ? 0 : part / whole;
	return {
		f1: share(2 * found, 2 * found + missed + wrong),
		precision: share(found, found + wrong),
		recall: share(found, found + missed),
		joinedHard: share(hardJoined, hard)
	};
}
function countsOf(manuscripts) {
	const comparisons = manuscripts.flatMap((manuscript) => manuscript.comparisons);
	const of = (value) => comparisons.reduce((total, comparison) => total + value(comparison), 0);
	return {
		same: of(({ same }) => same.length),
		partial: of(({ partial }) => partial.length),
		hard: of(({ hard }) => hard.length),
		compared: of(({ old, found }) => old.length * found.length)
	};
}

export { labelledTexts as n, calibrate as t };