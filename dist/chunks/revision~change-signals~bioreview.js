import { _ as strictObject, a as _enum, d as int, g as record, m as number, v as string } from "./zod~action~action-post.js";
import { a as cosines, i as cosineMatrix } from "./embeddings~embeddings.js";
import { a as sentencesOf, i as sentencesByPassage, n as passagesOf, r as sentenceTextsOf } from "./manuscript~sentences~action.js";
import { t as diffArrays } from "./diff~action.js";
import { a as sameConcernProbabilities, d as numbersOf, f as termCosineBetween, p as assignConcerns, t as concernKey, u as meaningfulWords } from "./revision~terms~bioreview.js";
import { a as outcomeOfPart, c as refusal, i as outcomeOfNew, n as concernOf, o as outcomeOfUnmatched, r as outcomeOfMatched, t as compareSeverity } from "./revision~outcome~action.js";
import { d as withRevision, i as emptyLedger, n as applyOutcome, o as latestRevision, s as newLedgerConcern } from "./revision~ledger~action~action-post.js";

// src/revision/calibration/logistic.ts
/** Logistic regression with an L2 penalty: from signals to a probability, and from examples to the model. Deterministic. */
const logisticModelSchema = strictObject({
	intercept: number(),
	/** By the name of the signal. A signal counts as (value - mean) / scale x weight. */
	signals: record(string(), strictObject({
		mean: number(),
		scale: number().positive(),
		weight: number()
	}))
});
/** @param count of the things
*  @returns for each a probability, from 0 to 1
*  @throws RangeError where a signal of the model is missing, or not all of its values are numbers */
function probabilitiesOf({ intercept, signals }, columns, count) {
	const sums = new Float64Array(count).fill(intercept);
	for (const [name, { mean, scale, weight }] of Object.entries(signals)) {
		const values = columns[name];
		if (values?.length !== count) throw new RangeError(`the signal ${name} has ${values?.length ?? 0} of ${count} values`);
		const slope = weight / scale;
		for (let k = 0; k < count; k++) sums[k] = (sums[k] ?? 0) + slope * ((values[k] ?? 0) - mean);
	}
	const wrong = sums.findIndex((sum) => !Number.isFinite(sum));
	if (wrong !== -1) throw new RangeError(`a signal of number ${wrong} is no number`);
	return sums.map((sum) => 1 / (1 + Math.exp(-sum)));
}
/** Newton's method on the penalised likelihood, which is convex: one answer whatever the start.
*  @param penalty on the weights of the standardised signals, not on the intercept
*  @throws RangeError without examples of both kinds */
function fitLogistic(examples, names, penalty) {
	if (!examples.some(({ is }) => is) || !examples.some(({ is }) => !is)) throw new RangeError("a model needs examples of both kinds");
	const scales = names.map((name) => scaleOf(examples.map(({ signals }) => signalOf(signals, name))));
	const rows = examples.map(({ signals }) => Float64Array.from([1, ...names.map((name, k) => (signalOf(signals, name) - (scales[k]?.mean ?? 0)) / (scales[k]?.scale ?? 1))]));
	const weights = new Float64Array(names.length + 1);
	for (let step = 0; step < MOST_STEPS; step++) {
		const change = newtonStep(rows, examples, weights, penalty);
		for (const [k, by] of change.entries()) weights[k] = (weights[k] ?? 0) + by;
		if (change.every((by) => Math.abs(by) < CLOSE_ENOUGH)) break;
	}
	return {
		intercept: weights[0] ?? 0,
		signals: Object.fromEntries(names.map((name, k) => [name, {
			...scales[k] ?? {
				mean: 0,
				scale: 1
			},
			weight: weights[k + 1] ?? 0
		}]))
	};
}
const MOST_STEPS = 50;
const CLOSE_ENOUGH = 1e-8;
function signalOf(values, name) {
	const value = values[name];
	if (value === void 0 || !Number.isFinite(value)) throw new RangeError(`the signal ${name} is ${value}`);
	return value;
}
/** A signal that never changes gets the scale 1: it says nothing, and its weight stays 0. */
function scaleOf(values) {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
	return {
		mean,
		scale: Math.sqrt(variance) || 1
	};
}
function newtonStep(rows, examples, weights, penalty) {
	const size = weights.length;
	const gradient = weights.map((weight, k) => k === 0 ? 0 : -penalty * weight);
	/** Row by row. */
	const curvature = new Float64Array(size * size);
	for (let k = 0; k < size; k++) curvature[k * size + k] = k === 0 ? 1e-9 : penalty;
	for (const [index, row] of rows.entries()) {
		let logOdds = 0;
		for (let k = 0; k < size; k++) logOdds += (row[k] ?? 0) * (weights[k] ?? 0);
		const probability = 1 / (1 + Math.exp(-logOdds));
		const residual = (examples[index]?.is ? 1 : 0) - probability;
		const spread = probability * (1 - probability);
		for (let k = 0; k < size; k++) {
			const value = row[k] ?? 0;
			gradient[k] = (gradient[k] ?? 0) + residual * value;
			for (let m = 0; m < size; m++) curvature[k * size + m] = (curvature[k * size + m] ?? 0) + spread * value * (row[m] ?? 0);
		}
	}
	return solved(Array.from({ length: size }, (_, k) => Array.from(curvature.subarray(k * size, (k + 1) * size))), [...gradient]);
}
/** Gaussian elimination with partial pivots. */
function solved(matrix, right) {
	const rows = matrix.map((row, k) => [...row, right[k] ?? 0]);
	const at = (row, column) => rows[row]?.[column] ?? 0;
	for (let k = 0; k < rows.length; k++) {
		let pivot = k;
		for (let row = k + 1; row < rows.length; row++) if (Math.abs(at(row, k)) > Math.abs(at(pivot, k))) pivot = row;
		[rows[k], rows[pivot]] = [rows[pivot] ?? [], rows[k] ?? []];
		for (let row = k + 1; row < rows.length; row++) {
			const factor = at(row, k) / at(k, k);
			rows[row] = (rows[row] ?? []).map((value, column) => value - factor * at(k, column));
		}
	}
	const solution = new Array(rows.length).fill(0);
	for (let k = rows.length - 1; k >= 0; k--) {
		let sum = at(k, rows.length);
		for (let column = k + 1; column < rows.length; column++) sum -= at(k, column) * (solution[column] ?? 0);
		solution[k] = sum / at(k, k);
	}
	return solution;
}
/** Significant digits of a coefficient: enough for any probability that is printed, few enough to read, and the same on every
*  processor. */
const DIGITS = 6;
/** Every number of an object of numbers, at any depth. */
function roundedAll(numbers) {
	return JSON.parse(JSON.stringify(numbers, (_, value) => typeof value === "number" ? Number(value.toPrecision(DIGITS)) : value));
}

// src/revision/anchors/models.json
var models_default$1 = {
	words: {
		"model": {
			"intercept": -6.42018,
			"signals": {
				"passage": {
					"mean": 3.77144,
					"scale": 4.73352,
					"weight": -.0847506
				},
				"passageShare": {
					"mean": .1791,
					"scale": .211726,
					"weight": -.138697
				},
				"passageDeviation": {
					"mean": 100509e-22,
					"scale": 1,
					"weight": .0552696
				},
				"beginnings": {
					"mean": 4.02838,
					"scale": 4.81327,
					"weight": .0143967
				},
				"beginningsShare": {
					"mean": .189825,
					"scale": .213787,
					"weight": .439658
				},
				"beginningsDeviation": {
					"mean": -766701e-23,
					"scale": 1,
					"weight": .506498
				},
				"sentence": {
					"mean": 4.05849,
					"scale": 4.37771,
					"weight": -.0906398
				},
				"sentenceShare": {
					"mean": .20834,
					"scale": .219119,
					"weight": .37646
				},
				"sentenceDeviation": {
					"mean": -243475e-22,
					"scale": 1,
					"weight": -.101374
				},
				"second": {
					"mean": 1.96385,
					"scale": 2.8871,
					"weight": .128705
				},
				"secondShare": {
					"mean": .157723,
					"scale": .225925,
					"weight": .225883
				},
				"secondDeviation": {
					"mean": 305743e-23,
					"scale": .998971,
					"weight": -.226754
				},
				"part": {
					"mean": 3.64147,
					"scale": 3.86972,
					"weight": .237766
				},
				"partShare": {
					"mean": .208828,
					"scale": .217662,
					"weight": .306936
				},
				"partDeviation": {
					"mean": -316573e-22,
					"scale": 1,
					"weight": .150866
				},
				"coverage": {
					"mean": .0493733,
					"scale": .0632893,
					"weight": .128405
				},
				"coverageShare": {
					"mean": .169403,
					"scale": .210901,
					"weight": .0529642
				},
				"coverageDeviation": {
					"mean": 808287e-23,
					"scale": 1,
					"weight": -.119204
				},
				"runs": {
					"mean": .432228,
					"scale": 1.46161,
					"weight": -.11203
				},
				"runsShare": {
					"mean": .0596434,
					"scale": .180586,
					"weight": -.0565258
				},
				"runsDeviation": {
					"mean": -149123e-22,
					"scale": .970333,
					"weight": .268654
				},
				"length": {
					"mean": 3.84865,
					"scale": 1.00659,
					"weight": .11996
				},
				"isCaption": {
					"mean": .109312,
					"scale": .31203,
					"weight": -.43352
				},
				"isTable": {
					"mean": .0292799,
					"scale": .16859,
					"weight": .0893761
				},
				"isListItem": {
					"mean": .0793458,
					"scale": .270278,
					"weight": -.141779
				},
				"isAbstract": {
					"mean": .0341862,
					"scale": .181707,
					"weight": .126716
				},
				"isIntroduction": {
					"mean": .0573991,
					"scale": .232604,
					"weight": -.119845
				},
				"isDiscussion": {
					"mean": .135004,
					"scale": .341728,
					"weight": -.00169478
				},
				"numbers": {
					"mean": .0144636,
					"scale": .117605,
					"weight": .0660716
				},
				"quotations": {
					"mean": .00232129,
					"scale": .0513073,
					"weight": .0677167
				},
				"sectionNamed": {
					"mean": .0527038,
					"scale": .223441,
					"weight": .0994064
				},
				"abstractNamed": {
					"mean": .00168821,
					"scale": .0410531,
					"weight": .13734
				},
				"headingShared": {
					"mean": .641367,
					"scale": 1.23415,
					"weight": .0934682
				},
				"figureNamed": {
					"mean": 527565e-9,
					"scale": .0229627,
					"weight": .00395298
				},
				"captionAsked": {
					"mean": .0040095,
					"scale": .0631935,
					"weight": .174277
				},
				"closing": {
					"mean": 896861e-9,
					"scale": .0299342,
					"weight": .107677
				},
				"novelty": {
					"mean": .00274334,
					"scale": .052305,
					"weight": .174656
				}
			}
		},
		"figures": {
			"labels": {
				"concerns": 283,
				"first": .773852,
				"firstThree": .893993,
				"firstByPaper": {
					"dengue": .724138,
					"meta": .818182,
					"minimap2": .789474,
					"mutator": .758621,
					"schloss": .781818
				},
				"brier": .0896244
			},
			"outcomes": {
				"concerns": 114,
				"first": .552632,
				"firstThree": .684211,
				"firstByPaper": {
					"meta": .565217,
					"schloss": .742857,
					"Tomkovich_Vendor": .3,
					"rarefaction": .576923
				},
				"brier": .075054
			}
		}
	},
	minilm: {
		"sha256": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
		"model": {
			"intercept": -6.6313,
			"signals": {
				"passage": {
					"mean": 3.77144,
					"scale": 4.73352,
					"weight": -.126848
				},
				"passageShare": {
					"mean": .1791,
					"scale": .211726,
					"weight": -.108101
				},
				"passageDeviation": {
					"mean": 100509e-22,
					"scale": 1,
					"weight": -.00495466
				},
				"beginnings": {
					"mean": 4.02838,
					"scale": 4.81327,
					"weight": .00971089
				},
				"beginningsShare": {
					"mean": .189825,
					"scale": .213787,
					"weight": .423074
				},
				"beginningsDeviation": {
					"mean": -766701e-23,
					"scale": 1,
					"weight": .484172
				},
				"sentence": {
					"mean": 4.05849,
					"scale": 4.37771,
					"weight": -.117742
				},
				"sentenceShare": {
					"mean": .20834,
					"scale": .219119,
					"weight": .315623
				},
				"sentenceDeviation": {
					"mean": -243475e-22,
					"scale": 1,
					"weight": -.161186
				},
				"second": {
					"mean": 1.96385,
					"scale": 2.8871,
					"weight": .166245
				},
				"secondShare": {
					"mean": .157723,
					"scale": .225925,
					"weight": .148783
				},
				"secondDeviation": {
					"mean": 305743e-23,
					"scale": .998971,
					"weight": -.256489
				},
				"part": {
					"mean": 3.64147,
					"scale": 3.86972,
					"weight": .234503
				},
				"partShare": {
					"mean": .208828,
					"scale": .217662,
					"weight": .301114
				},
				"partDeviation": {
					"mean": -316573e-22,
					"scale": 1,
					"weight": .145331
				},
				"coverage": {
					"mean": .0493733,
					"scale": .0632893,
					"weight": .124204
				},
				"coverageShare": {
					"mean": .169403,
					"scale": .210901,
					"weight": .0604874
				},
				"coverageDeviation": {
					"mean": 808287e-23,
					"scale": 1,
					"weight": -.0391156
				},
				"runs": {
					"mean": .432228,
					"scale": 1.46161,
					"weight": -.100396
				},
				"runsShare": {
					"mean": .0596434,
					"scale": .180586,
					"weight": -.0761293
				},
				"runsDeviation": {
					"mean": -149123e-22,
					"scale": .970333,
					"weight": .279074
				},
				"cosine": {
					"mean": .343092,
					"scale": .164054,
					"weight": -.0979436
				},
				"cosineShare": {
					"mean": .522411,
					"scale": .233015,
					"weight": .559378
				},
				"cosineDeviation": {
					"mean": 376263e-22,
					"scale": 1,
					"weight": .206937
				},
				"length": {
					"mean": 3.84865,
					"scale": 1.00659,
					"weight": .0446524
				},
				"isCaption": {
					"mean": .109312,
					"scale": .31203,
					"weight": -.453632
				},
				"isTable": {
					"mean": .0292799,
					"scale": .16859,
					"weight": .0935769
				},
				"isListItem": {
					"mean": .0793458,
					"scale": .270278,
					"weight": -.0854299
				},
				"isAbstract": {
					"mean": .0341862,
					"scale": .181707,
					"weight": .0974215
				},
				"isIntroduction": {
					"mean": .0573991,
					"scale": .232604,
					"weight": -.120472
				},
				"isDiscussion": {
					"mean": .135004,
					"scale": .341728,
					"weight": -.0212413
				},
				"numbers": {
					"mean": .0144636,
					"scale": .117605,
					"weight": .0744534
				},
				"quotations": {
					"mean": .00232129,
					"scale": .0513073,
					"weight": .068903
				},
				"sectionNamed": {
					"mean": .0527038,
					"scale": .223441,
					"weight": .105303
				},
				"abstractNamed": {
					"mean": .00168821,
					"scale": .0410531,
					"weight": .143366
				},
				"headingShared": {
					"mean": .641367,
					"scale": 1.23415,
					"weight": .0715776
				},
				"figureNamed": {
					"mean": 527565e-9,
					"scale": .0229627,
					"weight": .00942389
				},
				"captionAsked": {
					"mean": .0040095,
					"scale": .0631935,
					"weight": .181458
				},
				"closing": {
					"mean": 896861e-9,
					"scale": .0299342,
					"weight": .108772
				},
				"novelty": {
					"mean": .00274334,
					"scale": .052305,
					"weight": .16829
				}
			}
		},
		"figures": {
			"labels": {
				"concerns": 283,
				"first": .784452,
				"firstThree": .90106,
				"firstByPaper": {
					"dengue": .758621,
					"meta": .8,
					"minimap2": .789474,
					"mutator": .758621,
					"schloss": .818182
				},
				"brier": .0882558
			},
			"outcomes": {
				"concerns": 114,
				"first": .578947,
				"firstThree": .710526,
				"firstByPaper": {
					"meta": .565217,
					"schloss": .8,
					"Tomkovich_Vendor": .3,
					"rarefaction": .615385
				},
				"brier": .0759022
			}
		}
	}
};

// src/revision/anchors/bm25.ts
/** How much each of many texts speaks of what a query names: Okapi BM25 (Robertson and Zaragoza, 2009), with an index, so that
*  sixty queries of a long paper cost milliseconds. */
/** Saturation of repeated terms and weight of the length: the usual values, no fit. */
const K1 = 1.2;
const B = .75;
const NOWHERE = {
	texts: [],
	weights: []
};
/** An index of texts by their terms: each term with the texts that hold it and what it is worth there. */
var Bm25 = class {
	#postings = /* @__PURE__ */ new Map();
	#texts;
	/** @param texts the terms of each */
	constructor(texts) {
		this.#texts = texts.length;
		const mean = texts.reduce((sum, { length }) => sum + length, 0) / Math.max(1, texts.length);
		for (const [text, terms] of texts.entries()) for (const term of terms) this.#count(term, text);
		for (const { texts: holders, weights } of this.#postings.values()) for (const [k, count] of weights.entries()) {
			const length = texts[holders[k] ?? 0]?.length ?? 0;
			weights[k] = count * 2.2 / (count + K1 * (.25 + B * length / mean));
		}
	}
	/** @param text not before the one that was counted last */
	#count(term, text) {
		const postings = this.#postings.get(term);
		if (postings === void 0) {
			this.#postings.set(term, {
				texts: [text],
				weights: [1]
			});
			return;
		}
		const { texts, weights } = postings;
		const last = texts.length - 1;
		if (texts[last] === text) weights[last] = (weights[last] ?? 0) + 1;
		else {
			texts.push(text);
			weights.push(1);
		}
	}
	/** How rare a term is; that of a term which no text has is the highest. */
	rarity(term) {
		const found = this.#postings.get(term)?.texts.length ?? 0;
		return Math.log(1 + (this.#texts - found + .5) / (found + .5));
	}
	/** @returns for each text, 0 where it has no term of the query */
	scores(query) {
		const sums = new Float64Array(this.#texts);
		for (const term of query) {
			const [rarity, { texts, weights }] = [this.rarity(term), this.#postings.get(term) ?? NOWHERE];
			for (let k = 0; k < texts.length; k++) {
				const text = texts[k] ?? 0;
				sums[text] = (sums[text] ?? 0) + rarity * (weights[k] ?? 0);
			}
		}
		return sums;
	}
	/** @returns for each text, which share of the query it has, by rarity; from 0 to 1 */
	coverage(query) {
		const whole = [...query].reduce((sum, term) => sum + this.rarity(term), 0);
		const sums = new Float64Array(this.#texts);
		for (const term of query) {
			const rarity = this.rarity(term);
			for (const text of this.#postings.get(term)?.texts ?? []) sums[text] = (sums[text] ?? 0) + rarity;
		}
		return sums.map((sum) => whole === 0 ? 0 : sum / whole);
	}
};
/** The terms by which a concern is looked for in a paper: words without their endings, small words left out. Only for finding:
*  what is compared word by word uses `wording.ts`. */
const SMALL = new Set(`the a an of and or to in for on with that this these those is are was were be been being by as at from it its which not no nor but than then into such
  only also any all their they there where when while whether have has had can could should would may might must will do does did so if we our us i he
  she his her what how who more most very much other some same each both between about over under up out one two because however thus therefore within
  without s t e g`.split(/\s+/));
/** Lower case, accents off, in order, with repetitions. Numbers whole; letters of math and gene names count as words. */
function termsOf(text) {
	return (text.replace(/\[(?:cite|value|ref)\]/g, " ").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/\p{L}+|\p{N}+(?:[.,]\p{N}+)*/gu) ?? []).filter((word) => !SMALL.has(word)).map(stemOf);
}
/** Words of one kind of text are few, and most stand in it often. */
const MOST_KNOWN = 5e4;
const stems = /* @__PURE__ */ new Map();
function stemOf(word) {
	const known = stems.get(word);
	if (known !== void 0) return known;
	if (stems.size >= MOST_KNOWN) stems.clear();
	const stem = withoutEnding(word);
	stems.set(word, stem);
	return stem;
}
/** Shorter than this a word has no ending that could go. */
const LEAST_STEMMED = 4;
/** Crude on purpose: "simulations" and "simulated" meet, and what is cut too short is cut so on both sides. */
function withoutEnding(word) {
	if (word.length < LEAST_STEMMED || /\p{N}/u.test(word)) return word;
	const stem = word.replace(/ies$/, "y").replace(/(?<=[^s])s$/, "").replace(/(?:ations?|ating|ated|ates|ate)$/, "at").replace(/(?:ically|ical|ic)$/, "ic").replace(/(?:ing|ed|ly|ment|ness|ity|ion|ive|al|er|es|e)$/, "").replace(/(.)\1$/, "$1");
	return stem === "" ? word : stem;
}
/** Letters that say enough of a long word: "mutational" and "mutator" meet. */
const BEGINNING = 5;
function beginningOf(term) {
	return term.length <= BEGINNING || /\p{N}/u.test(term) ? term : term.slice(0, BEGINNING);
}

// src/revision/anchors/paper-index.ts
var PaperIndex = class {
	/** Those that a concern may be about: all but headings. */
	passages;
	/** Of `passages`, in reading order: what an embedder has to embed. */
	sentences;
	places;
	/** Of each passage. */
	terms;
	byPassage;
	byBeginning;
	bySentence;
	runs;
	/** What a passage is by itself, whatever the concern: for each passage. */
	traits;
	/** First of the sentences of each passage, and the one after the last. */
	spans;
	/** @param known the sentences of passages that were cut already, so that the same objects come out */
	constructor(manuscript, known) {
		this.passages = passagesOf(manuscript).filter(({ kind }) => kind !== "heading");
		const lists = this.passages.map((passage) => known?.get(passage) ?? sentencesOf(passage));
		this.sentences = lists.flat();
		let end = 0;
		this.spans = lists.map(({ length }) => {
			end += length;
			return [end - length, end];
		});
		this.places = placesOf$2(manuscript);
		const sentenceTerms = this.sentences.map(({ text }) => termsOf(text));
		this.terms = this.spans.map(([from, to]) => sentenceTerms.slice(from, to).flat());
		this.traits = traitsOf$1(this.passages, this.places, this.terms);
		this.runs = new TermPairs(this.terms);
		this.byPassage = new Bm25(this.terms);
		const beginnings = new Map(this.terms.flat().map((term) => [term, beginningOf(term)]));
		this.byBeginning = new Bm25(this.terms.map((list) => list.map((term) => beginnings.get(term) ?? term)));
		this.bySentence = new Bm25(sentenceTerms);
	}
};
function traitsOf$1(passages, places, terms) {
	const isKind = (kind) => Float64Array.from(passages, (passage) => passage.kind === kind ? 1 : 0);
	const inPlace = (is) => Float64Array.from(places, (place) => is(place) ? 1 : 0);
	return {
		length: Float64Array.from(terms, ({ length }) => Math.log(1 + length)),
		isCaption: isKind("caption"),
		isTable: isKind("table"),
		isListItem: isKind("listItem"),
		isAbstract: inPlace(({ inAbstract }) => inAbstract),
		isIntroduction: inPlace(({ section }) => /introduction|background/i.test(section)),
		isDiscussion: inPlace(({ section }) => /discussion|conclusion/i.test(section))
	};
}
/** Which passages have a pair of neighbouring terms. */
var TermPairs = class {
	#numbers = /* @__PURE__ */ new Map();
	/** Passages in their order, by the numbers of both terms. */
	#holders = /* @__PURE__ */ new Map();
	/** @param terms of each passage */
	constructor(terms) {
		for (const list of terms) for (const term of list) if (!this.#numbers.has(term)) this.#numbers.set(term, this.#numbers.size);
		for (const [passage, list] of terms.entries()) for (let k = 1; k < list.length; k++) {
			const pair = this.#pair(list[k - 1], list[k]);
			const known = this.#holders.get(pair);
			if (known === void 0) this.#holders.set(pair, [passage]);
			else if (known[known.length - 1] !== passage) known.push(passage);
		}
	}
	holdersOf(first, second) {
		return this.#holders.get(this.#pair(first, second)) ?? [];
	}
	#pair(first = "", second = "") {
		return (this.#numbers.get(first) ?? NaN) * this.#numbers.size + (this.#numbers.get(second) ?? NaN);
	}
};
/** Of all passages but headings. */
function placesOf$2({ title, abstract, sections }) {
	const found = [];
	if (title !== void 0 && title.kind !== "heading") found.push({
		passage: title,
		section: "",
		inAbstract: false
	});
	for (const passage of abstract.filter(({ kind }) => kind !== "heading")) found.push({
		passage,
		section: "Abstract",
		inAbstract: true
	});
	for (const { name, passages } of sections) {
		let below = "";
		for (const passage of passages) if (passage.kind !== "heading") found.push({
			passage,
			section: `${name} / ${below}`,
			inAbstract: false
		});
		else if (passage.level !== 1) below = passage.text;
	}
	const paragraphs = found.filter(({ passage, section }) => passage.kind === "paragraph" && !/acknowledg|availab|suppl/i.test(section));
	const last = /* @__PURE__ */ new Set([paragraphs.at(-1), paragraphs.findLast(({ section }) => /discussion|conclusion/i.test(section))]);
	const names = namesOf(found.map(({ passage }) => passage));
	const headings = new Map(found.map(({ section }) => [section, void 0]));
	for (const section of headings.keys()) headings.set(section, new Set(termsOf(section)));
	return found.map((one, k) => ({
		section: one.section,
		inAbstract: one.inAbstract,
		isLast: last.has(one),
		names: names[k] ?? /* @__PURE__ */ new Set(),
		heading: headings.get(one.section) ?? /* @__PURE__ */ new Set()
	}));
}
/** A caption before a table is the table's; one behind it, where none stands before. Both are counted as a reader counts them; a
*  text that says "Figure 2" has that name as well. */
function namesOf(passages) {
	const kindAt = (k) => passages[k]?.kind;
	const isOfTable = (k) => kindAt(k + 1) === "table" || kindAt(k - 1) === "table" && kindAt(k - 2) !== "caption";
	let [figures, tables] = [0, 0];
	return passages.map((passage, k) => {
		const mentioned = Array.from(passage.text.matchAll(/\b(fig|table)(?:ure|s|\.)*\s*(S?\d+)/gi), ([, what = "", number = ""]) => `${what} ${number}`.toLowerCase());
		if (passage.kind === "table") tables++;
		else if (passage.kind === "caption" && !isOfTable(k)) figures++;
		const counted = passage.kind === "table" ? [`table ${tables}`] : [];
		if (passage.kind === "caption") counted.push(isOfTable(k) ? `table ${tables + (kindAt(k + 1) === "table" ? 1 : 0)}` : `fig ${figures}`);
		return /* @__PURE__ */ new Set([...mentioned, ...counted]);
	});
}

// src/revision/anchors/signals.ts
/** @param cosines of the concern with each sentence of the index; undefined without an embedder */
function evidenceFor(concern, index, cosines) {
	const terms = termsOf(concern.text);
	const whole = new Set(terms);
	const inWhole = index.bySentence.scores(whole);
	const inPart = highestOf(sentenceTextsOf(concern.text).map((text) => index.bySentence.scores(new Set(termsOf(text)))), inWhole.length);
	const best = (values) => columnOf(index.spans, (span) => highest(values, span, 0));
	const measured = {
		passage: index.byPassage.scores(whole),
		beginnings: index.byBeginning.scores(new Set(terms.map(beginningOf))),
		sentence: best(inWhole),
		second: columnOf(index.spans, (span) => highest(inWhole, span, 1)),
		part: best(inPart),
		coverage: index.byPassage.coverage(whole),
		runs: sharedRuns(terms, index),
		...cosines === void 0 ? {} : { cosine: best(cosines) }
	};
	const thrice = Object.entries(measured).flatMap(([name, values]) => scaledThrice(name, values));
	return {
		signals: {
			...traitsOf(concern, whole, index),
			...Object.fromEntries(thrice)
		},
		sentences: inWhole.map((score, k) => score + (inPart[k] ?? 0))
	};
}
/** @returns the columns of a measure, by name */
function scaledThrice(name, values) {
	const most = values.reduce((highest, value) => Math.max(highest, value), Number.NEGATIVE_INFINITY) || 1;
	const mean = meanOf(values);
	const [shares, deviations] = [new Float64Array(values.length), new Float64Array(values.length)];
	let squares = 0;
	for (const value of values) squares += (value - mean) ** 2;
	const deviation = Math.sqrt(values.length === 0 ? 0 : squares / values.length) || 1;
	for (let k = 0; k < values.length; k++) {
		const value = values[k] ?? 0;
		shares[k] = value / most;
		deviations[k] = (value - mean) / deviation;
	}
	return [
		[name, values],
		[`${name}Share`, shares],
		[`${name}Deviation`, deviations]
	];
}
/** For each passage the rarity of the pairs of neighbouring terms that it shares with a concern. */
function sharedRuns(terms, index) {
	const sums = new Float64Array(index.passages.length);
	const seen = /* @__PURE__ */ new Set();
	for (let k = 1; k < terms.length; k++) {
		const [first = "", second = ""] = [terms[k - 1], terms[k]];
		const holders = index.runs.holdersOf(first, second);
		if (holders.length === 0 || seen.has(`${first} ${second}`)) continue;
		seen.add(`${first} ${second}`);
		const rarity = meanOf(Float64Array.of(index.byPassage.rarity(first), index.byPassage.rarity(second)));
		for (const passage of holders) sums[passage] = (sums[passage] ?? 0) + rarity;
	}
	return sums;
}
/** Names of sections as reviewers use them, and as headings have them. */
const SECTIONS = [
	{
		asked: /\babstract\b/i,
		found: /^abstract|summary/i
	},
	{
		asked: /\bintroduction\b/i,
		found: /introduction|background/i
	},
	{
		asked: /\b(?:methods?(?: section)?|materials and methods)\b/i,
		found: /method|material/i
	},
	{
		asked: /\bresults?(?: section)?\b/i,
		found: /result/i
	},
	{
		asked: /\bdiscussions?\b/i,
		found: /discussion/i
	},
	{
		asked: /\bconclusions?\b/i,
		found: /conclusion|discussion/i
	}
];
const QUOTATION = /(?:^|[\s(])['"‘“]([^'"’”]{4,80})['"’”](?=[\s,.;:)]|$)/g;
/** @returns by the names of TRAITS, of each passage of the index */
function traitsOf({ text, category }, terms, index) {
	const quotations = Array.from(text.matchAll(QUOTATION), ([, quoted = ""]) => termsOf(quoted).join(" ")).filter((quoted) => quoted.includes(" "));
	const quotedIn = (k) => {
		const joined = ` ${index.terms[k]?.join(" ")} `;
		return quotations.filter((quoted) => joined.includes(` ${quoted} `)).length;
	};
	const asked = SECTIONS.filter((section) => section.asked.test(text));
	const figures = Array.from(text.matchAll(/\b(fig|table)(?:ure|s|\.)*\s*(S?\d+)/gi), ([, what = "", number = ""]) => `${what} ${number}`.toLowerCase());
	const [asksFigure, asksClosing] = [/\bfig(?:ure|\.)|\bpanel/i.test(text), /\b(?:clos|final|last|conclud)\w*\b/i.test(text)];
	const { isCaption, isIntroduction } = index.traits;
	const none = new Float64Array(index.passages.length);
	/** @param mayBe whether the concern says anything by which a passage could have it */
	const inPlace = (mayBe, is) => mayBe ? columnOf(index.places, (place) => is(place) ? 1 : 0) : none;
	/** Many passages stand below one heading. */
	const headings = /* @__PURE__ */ new Map();
	const sharedWith = (heading) => {
		const shared = headings.get(heading) ?? raritiesOf([...heading].filter((term) => terms.has(term)), index);
		headings.set(heading, shared);
		return shared;
	};
	return {
		...index.traits,
		numbers: sharedNumbers(text, index),
		quotations: quotations.length === 0 ? none : columnOf(index.passages, (_, k) => quotedIn(k)),
		sectionNamed: inPlace(asked.length > 0, ({ section }) => asked.some(({ found }) => found.test(section))),
		abstractNamed: inPlace(/\babstract\b/i.test(text), ({ inAbstract }) => inAbstract),
		headingShared: columnOf(index.places, ({ heading }) => sharedWith(heading)),
		figureNamed: inPlace(figures.length > 0, ({ names }) => figures.some((figure) => names.has(figure))),
		captionAsked: asksFigure ? isCaption : none,
		closing: inPlace(asksClosing, ({ isLast }) => isLast),
		novelty: category === "prior_art_novelty" ? isIntroduction : none
	};
}
/** @returns a value for each of many things, in their order */
function columnOf(things, value) {
	const column = new Float64Array(things.length);
	for (const [k, thing] of things.entries()) column[k] = value(thing, k);
	return column;
}
/** For each passage the numbers of a concern that it has, the fewer passages have one the more it counts. */
function sharedNumbers(text, { passages }) {
	const numbers = new Set(Array.from(text.matchAll(/\d+(?:[.,]\d+)*%?/g), ([number]) => number));
	const sums = new Float64Array(passages.length);
	for (const number of numbers) {
		if (number.length < 2) continue;
		const holders = passages.flatMap((passage, k) => passage.text.includes(number) ? [k] : []);
		const rarity = 1 / (1 + Math.log(Math.max(1, holders.length)));
		for (const k of holders) sums[k] = (sums[k] ?? 0) + rarity;
	}
	return sums;
}
function raritiesOf(terms, { byPassage }) {
	return terms.reduce((sum, term) => sum + byPassage.rarity(term), 0);
}
/** @param rank 0 for the highest, 1 for the one after it; 0 where there are not so many */
function highest(values, [from, to], rank) {
	let [first, second] = [0, 0];
	for (let k = from; k < to; k++) {
		const value = values[k] ?? 0;
		if (value > first) [first, second] = [value, first];
		else if (value > second) second = value;
	}
	return rank === 0 ? first : second;
}
/** Of each number the highest that any of the lists has; 0 where there is none. */
function highestOf(lists, length) {
	const most = new Float64Array(length);
	for (const list of lists) for (let k = 0; k < length; k++) most[k] = Math.max(most[k] ?? 0, list[k] ?? 0);
	return most;
}
function meanOf(values) {
	return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

// src/revision/anchors/anchors.ts
/** Which passages a concern is about. Invariant: deterministic, and the same for the same words; every passage is compared with
*  all others of the paper. Fails towards "the whole paper": a passage that is only a guess is no anchor, and what is anchored
*  nowhere is never resolved by silence. */
/** Passages. People name one to three; further ones are noise. */
const MOST_ANCHORS = 5;
/** A passage that is less likely is no anchor. */
const LEAST_PROBABILITY = .1;
/** A sentence belongs to what a concern is about where it has this share of the score of the passage's best. */
const SENTENCE_SHARE = .6;
const MOST_SENTENCES = 3;
/** @param embeddingOf undefined without an embedder; `model` has to be of the same kind
*  @returns for each concern its passages, the most probable first; none for a concern about the whole paper
*  @throws RangeError where the model needs embeddings and there are none */
function anchorsOf(concerns, index, model, embeddingOf) {
	return rankedPassages(concerns, index, model, embeddingOf).map(({ ranked, sentences }, c) => {
		const quoted = quotedAnchor(concerns[c]?.quote, index);
		const guessed = ranked.filter(({ probability }) => probability >= LEAST_PROBABILITY).slice(0, MOST_ANCHORS).flatMap(({ k, probability }) => {
			const [passage, [best, ...others]] = [index.passages[k], bestSentences(index, k, sentences)];
			return passage === void 0 || best === void 0 ? [] : [{
				passage,
				probability,
				sentences: [best, ...others]
			}];
		});
		return [...quoted, ...guessed.filter(({ passage }) => passage !== quoted[0]?.passage)].slice(0, MOST_ANCHORS);
	});
}
/** The sentence that a concern quotes, where the text still has it: what the model was asked about is no guess. */
function quotedAnchor(quote, { sentences }) {
	const found = quote === void 0 ? void 0 : sentences.find(({ text }) => text === quote);
	return found === void 0 ? [] : [{
		passage: found.passage,
		probability: 1,
		sentences: [found]
	}];
}
/** @returns for each concern all passages of the index by number, the most probable first, equals in reading order */
function rankedPassages(concerns, index, model, embeddingOf) {
	const cosines = sentenceCosines(concerns, index, embeddingOf);
	return concerns.map((concern, c) => {
		const { signals, sentences } = evidenceFor(concern, index, cosines?.[c]);
		return {
			ranked: Array.from(probabilitiesOf(model, signals, index.passages.length), (probability, k) => ({
				k,
				probability
			})).sort((a, b) => b.probability - a.probability || a.k - b.k),
			sentences
		};
	});
}
/** Of each concern with each sentence; undefined without an embedder. */
function sentenceCosines(concerns, { sentences }, embeddingOf) {
	if (embeddingOf === void 0) return void 0;
	const embeddings = (list) => list.map(({ text }) => embeddingOf(text));
	return cosineMatrix(embeddings(concerns), embeddings(sentences));
}
function bestSentences(index, k, scores) {
	const [from, to] = index.spans[k] ?? [0, 0];
	const own = index.sentences.slice(from, to).map((sentence, n) => ({
		sentence,
		score: scores[from + n] ?? 0
	}));
	const most = Math.max(...own.map(({ score }) => score));
	return own.sort((a, b) => b.score - a.score || a.sentence.start - b.sentence.start).filter(({ score }) => score >= SENTENCE_SHARE * most).slice(0, MOST_SENTENCES).map(({ sentence }) => sentence);
}
/** An embedder without a model of its own has no say: `anchorModelFor` tells.
*  @param sha256 of its weights, where they are known */
function anchorFinder(embedder, embeddingOf, sha256) {
	const { basis, model } = anchorModelFor(embedder, sha256);
	return (concerns, text, sentences) => anchorsOf(concerns, new PaperIndex(text, sentences), model, basis === "words" ? void 0 : embeddingOf);
}
/** Where concerns belong in one text. */
function anchorsIn(concerns, text, find) {
	return find(concerns, text, sentencesByPassage(text));
}
/** All texts that `anchorsIn` asks embeddings of. */
function textsToAnchor(concerns, text) {
	return new Set([...concerns, ...passagesOf(text).flatMap(sentencesOf)].map(({ text }) => text));
}
const share$1 = number().min(0).max(1);
/** Trained on labels/, each with the figures that it reached there and on labels/outcomes, on papers that it had not seen. */
const MODELS$1 = record(string(), strictObject({
	sha256: string().optional(),
	model: logisticModelSchema,
	figures: record(_enum(["labels", "outcomes"]), strictObject({
		concerns: int(),
		first: share$1,
		firstThree: share$1,
		firstByPaper: record(string(), share$1),
		brier: share$1
	}))
})).parse(models_default$1);
/** What anchors rest on. */
const ANCHOR_BASES = ["words and embeddings", "words"];
/** The embedder's own model, else that of words alone, which finds nearly as much. To train one takes the labelled manuscripts
*  themselves, which are not in this repository, so that calibrating an embedder makes none.
*  @param sha256 of the embedder's weights, where they are known: a model holds for those that it was trained with */
function anchorModelFor(embedder, sha256) {
	const [own, words] = [MODELS$1[embedder], MODELS$1["words"]];
	if (own !== void 0 && embedder !== "words" && (sha256 === void 0 || sha256 === own.sha256)) return {
		basis: "words and embeddings",
		...own
	};
	if (words === void 0) throw new RangeError("models.json has no model of words alone");
	return {
		basis: "words",
		...words
	};
}

// src/revision/changes/cosmetic.ts
/** Whether a revision changed anything that a reader of the paper could tell. Decided on the words alone, before any model runs.
*  Fails towards "words": a needless review costs time, a review left out hides a change. */
/** Needs neither alignment nor model: linear in the length of both. */
function differenceOf(old, now) {
	const [before, after] = [passagesOf(old), passagesOf(now)];
	if (sameInOrder(before.map(identity), after.map(identity))) return "none";
	const wording = (passages) => wordingOf(passages.map(({ text }) => text).join("\n"));
	if (wording(before) === wording(after)) return "cosmetic";
	const sentences = (passages) => passages.flatMap((passage) => sentencesOf(passage).map(({ text }) => wordingOf(text)));
	return sameInOrder(sentences(before).sort(), sentences(after).sort()) ? "order" : "words";
}
function identity({ file, startLine, endLine, source }) {
	return JSON.stringify([
		file,
		startLine,
		endLine,
		source
	]);
}
function sameInOrder(a, b) {
	return a.length === b.length && a.every((text, index) => text === b[index]);
}
/** Scripts that set no blanks between words: there a line break is no blank either. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const SPACED = String.raw`[\p{L}\p{M}]--[${UNSPACED}]`;
/** A blank that stands neither between two letters nor between two digits. */
const IDLE_BLANK = new RegExp(String.raw`(?<![[${SPACED}]\p{N}]) |(?<=[${SPACED}]) (?![${SPACED}])|(?<=\p{N}) (?!\p{N})`, "gv");
/** A blank that parts thousands. */
const THOUSANDS_BLANK = /(?<=\p{N}) (?=\p{N}{3}(?!\p{N}))/gu;
/** What of a text is its wording, for comparing and nothing else: without math delimiters and without white space but between two
*  words or numbers, quotation marks and dashes of one kind, neighbouring citations as one. Invariant: two texts that a reader
*  takes for the same words have the same wording, however they are set; a changed letter, digit or sign is another wording, and
*  so are two words or numbers made one ("not able", "notable"). */
function wordingOf(text) {
	return text.normalize("NFKC").replace(/[‘’‚‛`´′]/g, "'").replace(/[“”„‟«»]|''/g, "\"").replace(/[‐-―−]|-{2,3}/g, "-").replace(/\[cite\](?:[\s,;]*\[cite\])+/g, "[cite]").replace(/\$|\\[,;:!]/g, "").replace(/[\s~]+/g, " ").replace(THOUSANDS_BLANK, "").replace(IDLE_BLANK, "");
}
/** The words, numbers and single signs of a text in their order, lower case, for telling how much of a wording was kept. */
function wordsOf(text) {
	return text.normalize("NFKC").toLowerCase().match(/\[\w+\]|\p{L}[\p{L}\p{M}]*|\p{N}+(?:[.,]\p{N}+)*|[%<>=±×+]/gu) ?? [];
}
/** How much of two wordings is the same: the words that both have, half of it only where they stand in the same order; as a share
*  of both lengths.
*  @returns from 0 to 1; 0 where both are empty */
function similarityOf(a, b) {
	return a.length + b.length === 0 ? 0 : (sharedWords(a, b) + sharedInOrder(a, b)) / (a.length + b.length);
}
/** How many words both have, each as often as in the one that has it less often. */
function sharedWords(a, b) {
	const left = /* @__PURE__ */ new Map();
	for (const word of b) left.set(word, (left.get(word) ?? 0) + 1);
	let shared = 0;
	for (const word of a) {
		const count = left.get(word) ?? 0;
		if (count > 0) shared++;
		left.set(word, count - 1);
	}
	return shared;
}
/** The length of the longest common subsequence. */
function sharedInOrder(a, b) {
	let row = new Uint16Array(b.length + 1);
	for (const word of a) {
		const next = new Uint16Array(b.length + 1);
		for (let j = 0; j < b.length; j++) next[j + 1] = word === b[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0);
		row = next;
	}
	return row[b.length] ?? 0;
}

// src/revision/changes/align.ts
/** Which sentence of the new revision is which of the old one. First what stands as it was, in order (Myers' difference of two
*  sequences, on wordings); then what stands elsewhere; then what has other words, the most alike first; last the sentences that
*  were split in two or joined. Invariant: a sentence whose wording stands anywhere is never reworded or removed, as long as it
*  stands there often enough. Fails towards removed and added: a pair that is none would hide that a concern's sentence went. */
/** Least similarity of two wordings of one sentence, where their neighbours are the same and where they are not. Read off
*  revision pairs of six papers: below, pairs share their small words and the topic, and say something else. */
const REWORDED_IN_PLACE = .45;
const REWORDED_ELSEWHERE = .6;
/** Words. A shorter sentence is reworded only in place: "We thank them" is like too many others. */
const LEAST_WORDS = 5;
/** The same of a heading or caption: few words are all it has, and there are few of them. */
const LEAST_WORDS_OF_TITLE = 2;
/** By so much a second half must add to the similarity, for a sentence to be two. */
const HALF_ADDS = .1;
/** @returns each index at most once on its side; what is in no link was removed or added */
function alignSentences(old, now) {
	const state = new Alignment(old, now);
	state.linkSame();
	state.linkMoved();
	state.linkReworded();
	return state.links();
}
var Alignment = class {
	#old;
	#now;
	#links = [];
	constructor(old, now) {
		this.#old = sideOf(old);
		this.#now = sideOf(now);
	}
	links() {
		return [...this.#links].sort((a, b) => a.old[0] - b.old[0]);
	}
	linkSame() {
		let [i, j, gap] = [
			0,
			0,
			0
		];
		for (const { added, removed, count } of diffArrays([...this.#old.wordings], [...this.#now.wordings])) for (let k = 0; k < count; k++) {
			if (!added) this.#old.gap[i] = gap;
			if (!removed) this.#now.gap[j] = gap;
			if (!added && !removed) {
				this.#link("same", [i], [j], 1);
				gap++;
			}
			if (!added) i++;
			if (!removed) j++;
		}
	}
	linkMoved() {
		const elsewhere = /* @__PURE__ */ new Map();
		for (const j of free(this.#now)) {
			const wording = this.#now.wordings[j] ?? "";
			elsewhere.set(wording, [...elsewhere.get(wording) ?? [], j]);
		}
		for (const i of free(this.#old)) {
			const j = elsewhere.get(this.#old.wordings[i] ?? "")?.shift();
			if (j !== void 0) this.#link("moved", [i], [j], 1);
		}
	}
	linkReworded() {
		const pairs = this.#alikePairs().sort((a, b) => b.rank - a.rank || a.i - b.i || a.j - b.j);
		const paired = [];
		const [usedOld, usedNow] = [/* @__PURE__ */ new Set(), /* @__PURE__ */ new Set()];
		for (const pair of pairs) {
			if (usedOld.has(pair.i) || usedNow.has(pair.j)) continue;
			usedOld.add(pair.i);
			usedNow.add(pair.j);
			paired.push(pair);
		}
		for (const { i, j, similarity } of paired) {
			const now = this.#withHalf(this.#now, j, usedNow, (words) => similarityOf(wordsAt(this.#old, i), words), similarity);
			const old = now.indices.length > 1 ? {
				indices: [i],
				similarity: now.similarity
			} : this.#withHalf(this.#old, i, usedOld, (words) => similarityOf(words, wordsAt(this.#now, j)), similarity);
			this.#link("reworded", old.indices, now.indices, old.similarity);
		}
	}
	#alikePairs() {
		const index = /* @__PURE__ */ new Map();
		for (const j of free(this.#now)) for (const word of new Set(wordsAt(this.#now, j))) {
			const list = index.get(word);
			if (list === void 0) index.set(word, [j]);
			else list.push(j);
		}
		return free(this.#old).flatMap((i) => this.#alike(i, index));
	}
	/** Sentences that share so many words with this one that they may be alike enough. */
	#alike(i, index) {
		const words = wordsAt(this.#old, i);
		const shared = /* @__PURE__ */ new Map();
		for (const word of words) for (const j of index.get(word) ?? []) shared.set(j, (shared.get(j) ?? 0) + 1);
		return [...shared].flatMap(([j, count]) => {
			const others = wordsAt(this.#now, j);
			const inPlace = this.#old.gap[i] === this.#now.gap[j];
			const least = inPlace ? REWORDED_IN_PLACE : REWORDED_ELSEWHERE;
			if (2 * count / (words.length + others.length) < least || kindOf(this.#old, i) !== kindOf(this.#now, j)) return [];
			if (!inPlace && Math.min(words.length, others.length) < leastWords(this.#old, i)) return [];
			const similarity = similarityOf(words, others);
			return similarity < least ? [] : [{
				i,
				j,
				similarity,
				rank: similarity + (inPlace ? HALF_ADDS : 0)
			}];
		});
	}
	/** A neighbour in the same passage that has no partner, where the sentence is more alike with it than without. */
	#withHalf(side, at, used, similarity, alone) {
		for (const [first, second] of [[at, at + 1], [at - 1, at]]) {
			const half = first === at ? second : first;
			if (side.sentences[half]?.passage !== side.sentences[at]?.passage || used.has(half) || side.linked[half] !== void 0) continue;
			const both = similarity([...wordsAt(side, first), ...wordsAt(side, second)]);
			if (both < alone + HALF_ADDS) continue;
			used.add(half);
			return {
				indices: [first, second],
				similarity: both
			};
		}
		return {
			indices: [at],
			similarity: alone
		};
	}
	#link(kind, old, now, similarity) {
		for (const i of old) this.#old.linked[i] = this.#links.length;
		for (const j of now) this.#now.linked[j] = this.#links.length;
		this.#links.push({
			kind,
			old,
			now,
			similarity
		});
	}
};
function sideOf(sentences) {
	return {
		sentences,
		wordings: sentences.map(({ text }) => text).map(wordingOf),
		words: /* @__PURE__ */ new Map(),
		linked: [],
		gap: []
	};
}
function wordsAt({ sentences, words }, index) {
	const known = words.get(index) ?? wordsOf(sentences[index]?.text ?? "");
	words.set(index, known);
	return known;
}
function free({ sentences, linked }) {
	return [...sentences.keys()].filter((index) => linked[index] === void 0);
}
function leastWords({ sentences }, index) {
	const kind = sentences[index]?.passage.kind;
	return kind === "heading" || kind === "caption" ? LEAST_WORDS_OF_TITLE : LEAST_WORDS;
}
/** A heading is no other wording of a sentence, and neither is a table. */
function kindOf({ sentences }, index) {
	const kind = sentences[index]?.passage.kind;
	return kind === "heading" || kind === "table" ? kind : "prose";
}

// src/revision/changes/changes.ts
/** Deterministic, and the same for the same words whatever the files and lines are. */
function changesBetween(old, now) {
	const [before, after] = [sentencesByPassage(old), sentencesByPassage(now)];
	const [oldList, nowList] = [[...before.values()].flat(), [...after.values()].flat()];
	const sentences = new Map(oldList.map((sentence) => [sentence, { kind: "removed" }]));
	const origins = /* @__PURE__ */ new Map();
	const reworded = /* @__PURE__ */ new Map();
	for (const { kind, old: olds, now: nows, similarity } of alignSentences(oldList, nowList)) {
		const [from, to] = [pick(oldList, olds), pick(nowList, nows)];
		const diff = kind === "reworded" ? {
			kind,
			now: to[0],
			similarity
		} : {
			kind,
			now: to[0]
		};
		for (const sentence of from) sentences.set(sentence, diff);
		for (const sentence of to) origins.set(sentence, from);
		if (kind === "reworded") for (const sentence of to) reworded.set(sentence, from[0]);
	}
	const added = new Set(nowList.filter((sentence) => !origins.has(sentence)));
	const additions = additionsBy(after, origins);
	const passages = [...before].map(([passage, list]) => {
		return [passage, diffOfPassage(list, sentences, additions, reworded) ?? {
			kind: "removed",
			replacements: addedInPlaceOf(list, oldList, nowList, sentences, added)
		}];
	});
	return {
		sentences,
		passages: new Map(passages),
		sentencesOf: new Map([...before, ...after]),
		added,
		reworded,
		addedPassages: new Set([...after].filter(([, list]) => list.every((sentence) => added.has(sentence))).map(([passage]) => passage))
	};
}
function pick(list, [first, ...others]) {
	const at = (index) => {
		const sentence = list[index];
		if (sentence === void 0) throw new RangeError(`an alignment of other texts: there is no sentence ${index}`);
		return sentence;
	};
	return [at(first), ...others.map(at)];
}
/** The sentences that were put into a passage that was there before, by the old sentence that they follow; the first ones by that
*  which they precede. */
function additionsBy(after, origins) {
	const additions = /* @__PURE__ */ new Map();
	const at = (host) => {
		const here = additions.get(host) ?? {
			before: [],
			behind: []
		};
		additions.set(host, here);
		return here;
	};
	for (const list of after.values()) {
		const first = list.flatMap((sentence) => origins.get(sentence)?.[0] ?? []).at(0);
		if (first === void 0) continue;
		let host;
		for (const sentence of list) {
			const origin = origins.get(sentence)?.at(-1);
			if (origin !== void 0) host = origin;
			else if (host === void 0) at(first).before.push(sentence);
			else at(host).behind.push(sentence);
		}
	}
	return additions;
}
/** @returns undefined where no sentence of it is left */
function diffOfPassage(list, diffs, additions, reworded) {
	const all = list.map((sentence) => ({
		sentence,
		diff: diffs.get(sentence) ?? { kind: "removed" }
	}));
	const [home, ...others] = new Set(all.flatMap(({ diff }) => diff.kind === "removed" ? [] : [diff.now.passage]));
	if (home === void 0) return void 0;
	const put = (sentences = []) => sentences.map((after) => ({
		before: void 0,
		after
	}));
	const [rewording, ...more] = all.flatMap(({ sentence, diff }) => {
		const here = additions.get(sentence);
		return [
			...put(here?.before),
			...rewordingsOf(sentence, diff, reworded),
			...put(here?.behind)
		];
	});
	if (rewording !== void 0) return {
		kind: "reworded",
		now: [home, ...others],
		rewordings: [rewording, ...more]
	};
	return {
		kind: 2 * all.filter(({ diff }) => diff.kind === "moved").length > list.length ? "moved" : "same",
		now: [home, ...others]
	};
}
function rewordingsOf(before, diff, reworded) {
	switch (diff.kind) {
		case "same":
		case "moved": return [];
		case "removed": return [{
			before,
			after: void 0
		}];
		case "reworded": {
			const halves = [...reworded].filter(([after, origin]) => origin === before && after !== diff.now);
			return [{
				before,
				after: diff.now
			}, ...halves.map(([after]) => ({
				before,
				after
			}))];
		}
	}
}
/** What was added between the nearest sentences on both sides that are still there in their order. */
function addedInPlaceOf(list, oldList, nowList, diffs, added) {
	const [first, last] = [list[0], list.at(-1)];
	if (first === void 0 || last === void 0) return [];
	const stays = (sentence) => diffs.get(sentence)?.kind === "same";
	const nowOf = (sentence) => {
		const diff = sentence === void 0 ? void 0 : diffs.get(sentence);
		return diff?.kind === "same" ? nowList.indexOf(diff.now) : void 0;
	};
	const from = nowOf(oldList.slice(0, oldList.indexOf(first)).findLast(stays)) ?? -1;
	const to = nowOf(oldList.slice(oldList.indexOf(last) + 1).find(stays)) ?? nowList.length;
	return nowList.slice(from + 1, to).filter((sentence) => added.has(sentence));
}

// src/revision/changes/change-signals.ts
const words$1 = /* @__PURE__ */ new WeakMap();
/** Of all sentences of both texts; most stand in both with the same words. */
function wordsByText(changes) {
	const known = words$1.get(changes);
	if (known !== void 0) return known;
	const texts = new Set([...changes.sentencesOf.values()].flat().map(({ text }) => text));
	const found = new Map(Array.from(texts, (text) => [text, meaningfulWords(text)]));
	words$1.set(changes, found);
	return found;
}
/** Both texts, made ready to look at what was done about many concerns. */
var RevisionIndex = class {
	changes;
	/** Those of the new text in its reading order, then what went in that of the old. */
	list;
	#rarity;
	#words;
	#old;
	constructor(changes) {
		this.changes = changes;
		const all = [...changes.sentencesOf.values()].flat();
		this.#words = wordsByText(changes);
		this.#old = [...changes.sentences.keys()];
		const counts = /* @__PURE__ */ new Map();
		for (const sentence of all) for (const word of this.wordsOf(sentence)) counts.set(word, (counts.get(word) ?? 0) + 1);
		this.#rarity = (word) => Math.max(0, Math.log((all.length + 1) / ((counts.get(word) ?? 0) + .5)));
		this.list = this.#listed();
	}
	wordsOf({ text }) {
		return this.#words.get(text) ?? /* @__PURE__ */ new Set();
	}
	/** Sum of how rare words are in this paper: ln of all sentences of both texts over those with the word. */
	rarityOf(words) {
		let sum = 0;
		for (const word of words) sum += this.#rarity(word);
		return sum;
	}
	/** Length of the vector of rarities. */
	normOf(words) {
		let sum = 0;
		for (const word of words) sum += this.#rarity(word) ** 2;
		return Math.sqrt(sum);
	}
	/** Of each concern, by its text, with the sentences of both texts. */
	cosinesOf(concerns, embeddingOf) {
		const vectorsOf = (list) => list.map(({ text }) => embeddingOf(text));
		const vectors = vectorsOf(concerns);
		const withChanges = cosines(vectors, vectorsOf(this.list.flatMap(({ before, after }) => after ?? before ?? [])));
		const withOld = cosines(vectors, vectorsOf(this.#old));
		return concerns.map((_, c) => ({
			ofChanges: new Map(this.list.map((change, k) => [change, withChanges[c]?.[k] ?? 0])),
			closestBefore: withOld[c]?.reduce((most, value) => Math.max(most, value), -1) ?? -1
		}));
	}
	#listed() {
		const { sentences, passages, sentencesOf, added, reworded } = this.changes;
		/** Those that were joined, by what they became. */
		const origins = /* @__PURE__ */ new Map();
		for (const [before, diff] of sentences) if (diff.kind === "reworded") origins.set(diff.now, [...origins.get(diff.now) ?? [], before]);
		const now = [...sentencesOf].flatMap(([passage, list]) => passages.has(passage) ? [] : list).flatMap((after) => {
			if (added.has(after)) return [this.#change("added", [], after)];
			const before = reworded.get(after);
			return before === void 0 ? [] : [this.#change("rewritten", origins.get(after) ?? [before], after)];
		});
		const gone = this.#old.flatMap((before) => sentences.get(before)?.kind === "removed" ? [this.#change("removed", [before], void 0)] : []);
		return [...now, ...gone];
	}
	#change(kind, olds, after) {
		const [before] = olds;
		const oldWords = new Set(olds.flatMap((sentence) => [...this.wordsOf(sentence)]));
		const oldNumbers = new Set(olds.flatMap(({ text }) => [...numbersOf(text)]));
		const numbers = after === void 0 ? /* @__PURE__ */ new Set() : numbersOf(after.text);
		const words = after === void 0 ? [] : [...this.wordsOf(after)];
		const added = words.filter((word) => !oldWords.has(word));
		const isTurned = after !== void 0 && olds.length > 0 && isOtherStatement(olds, after, added.length > 0);
		const diff = before === void 0 ? void 0 : this.changes.sentences.get(before);
		return {
			kind,
			before,
			after,
			kept: diff?.kind === "reworded" ? diff.similarity : 0,
			newWords: new Set(isTurned ? words : added),
			newNumbers: new Set([...numbers].filter((number) => !oldNumbers.has(number))),
			goneNumbers: new Set([...oldNumbers].filter((number) => !numbers.has(number)))
		};
	}
};
/** "No group received it" is another statement than "a group of twelve received it", though it shares its words. A denial that
*  was only cut out states nothing. */
function isOtherStatement(olds, after, hasNewWords) {
	const denials = (texts) => texts.flatMap(({ text }) => text.match(DENIES) ?? []).length;
	const difference = denials([after]) - denials(olds);
	return difference > 0 || difference < 0 && hasNewWords;
}
const DENIES = /\b(?:no|not|none|never|neither|nor|cannot)\b|n['’]t\b/gi;
/** The signal of how surely the best answer is what settles the concern, as log odds.
*  @param relevance of each change, by the model of the ranking */
function speaks(relevance, isAnswer) {
	const best = isAnswer.reduce((most, is, k) => is ? Math.max(most, relevance[k] ?? 0) : most, LEAST_RELEVANCE);
	return Math.log(best / (1 - Math.min(best, 1 - LEAST_RELEVANCE)));
}
/** So that log odds are finite. */
const LEAST_RELEVANCE = 1e-6;
/** @param anchors of the concern in the old text, the most probable first
*  @param alike undefined without an embedder
*  @param list of the changes of the index those that were made; all, but where a model is trained */
function signalsOfConcern(concern, anchors, index, alike, list = index.list) {
	const words = meaningfulWords(concern.text);
	const numbers = numbersOf(concern.text);
	const [rarity, norm] = [index.rarityOf(words), index.normOf(words)];
	const common = (others) => [...others].filter((word) => words.has(word));
	const share = (others) => rarity > 0 ? index.rarityOf(common(others)) / rarity : 0;
	const places = placesOf$1(anchors, index.changes);
	const withChanges = list.map((change) => alike?.ofChanges.get(change) ?? 0);
	const ranking = list.map((change, k) => {
		const { kind, before, after, newWords } = change;
		const length = index.normOf(newWords) * norm;
		return {
			shared: share(newWords),
			sharedCosine: length > 0 ? index.normOf(common(newWords)) ** 2 / length : 0,
			place: Math.max(places.get(before?.passage) ?? 0, places.get(after?.passage) ?? 0),
			sentence: anchors.find(({ sentences }) => before !== void 0 && sentences.includes(before))?.probability ?? 0,
			added: kind === "added" ? 1 : 0,
			removed: kind === "removed" ? 1 : 0,
			length: Math.log1p(newWords.size),
			cosine: withChanges[k] ?? 0
		};
	});
	const repairs = list.map((change) => isRepair(change, numbers));
	const isAnswer = list.map((change, k) => change.newWords.size > 0 || repairs[k] === true);
	const most = (values) => values.reduce((best, value, k) => isAnswer[k] ? Math.max(best, value) : best, -1);
	if (!isAnswer.includes(true)) return {
		ranking,
		isAnswer,
		repairs,
		addressed: void 0
	};
	return {
		ranking,
		isAnswer,
		repairs,
		addressed: {
			covered: most(ranking.map(({ shared }) => shared)),
			rewritten: rewrittenShare(concern, anchors, numbers, list),
			asksForWords: ASKS_FOR_WORDS.test(concern.text) ? 1 : 0,
			answeredByText: ANSWERED_BY_TEXT[concern.category],
			closer: alike === void 0 ? 0 : most(withChanges) - alike.closestBefore
		}
	};
}
/** How probable it is that the concern is about a passage: of the old text, and of the new one where it went on. */
function placesOf$1(anchors, { passages }) {
	const places = /* @__PURE__ */ new Map();
	const put = (passage, probability) => places.set(passage, Math.max(places.get(passage) ?? 0, probability));
	for (const { passage, probability } of anchors) {
		put(passage, probability);
		const diff = passages.get(passage);
		if (diff !== void 0 && diff.kind !== "removed") for (const now of diff.now) put(now, probability);
	}
	return places;
}
/** Anchors that a concern is judged by: with more of them, something of it changes in every revision. */
const ANCHORS_JUDGED = 2;
/** How far the sentences that a concern is about were rewritten, weighed by how surely it is about them. Text that only went
*  counts where it was a claim that the concern objects to: a deleted caveat leaves the weakness. */
function rewrittenShare(concern, anchors, numbers, list) {
	const byBefore = new Map(list.map((change) => [change.before, change]));
	const shares = anchors.slice(0, 2).flatMap(({ sentences, probability }) => sentences.map((sentence) => {
		const change = byBefore.get(sentence);
		if (change === void 0) return 0;
		if (isRepair(change, numbers)) return probability;
		return change.newWords.size > 0 || isRemovedClaim(concern.text, change) ? probability * (1 - change.kept) : 0;
	}));
	return Math.max(0, ...shares);
}
/** Whether a number that the concern names gave way to another that it names: two that contradicted each other agree. */
function isRepair({ kind, goneNumbers, newNumbers }, named) {
	const isNamed = (numbers) => [...numbers].some((number) => named.has(number));
	return kind === "rewritten" && isNamed(goneNumbers) && isNamed(newNumbers);
}
/** Whether what went, or was cut from a sentence, is a claim, and the concern objects to a claim. */
function isRemovedClaim(concern, { before, newWords }) {
	return before !== void 0 && newWords.size === 0 && OBJECTS.test(concern) && !ADMITS.test(before.text);
}
/** Words by which people object to what is said, rather than ask for more. By hand, as the next ones. */
const OBJECTS = /\b(?:claim|overstat|overclaim|unsupported|not (?:well )?supported|conclu|impl(?:y|ies)|causal|exaggerat|mislead|incorrect|wrong|false|inaccura|contradict|inconsisten|redundan|irrelevan|speculat|too strong|assert)\w*/i;
/** Words by which authors admit a weakness, or tell what was not done. */
const ADMITS = /\b(?:no|not|none|nor|without|only|lack\w*|limit\w*|however|although|though|caution\w*|caveat\w*|unclear|unknown|unable|cannot|absent|absence|missing|small|few|fail\w*|future)\b/i;
/** Words by which people ask for a sentence more. */
const ASKS_FOR_WORDS = /\b(?:defin|explain|clarif|unclear|describ|stat(?:e|ed|es|ing)\b|specif|report|detail|name|mention|not given)\w*/i;
/** Whether a sentence can answer a concern (1) or it takes work, such as an experiment or an analysis (-1). By what the
*  categories mean. */
const ANSWERED_BY_TEXT = {
	design_flaw: -1,
	statistical_methodology: -1,
	missing_experiment: -1,
	interpretation: 0,
	prior_art_novelty: 0,
	other: 0,
	writing_clarity: 1,
	reagent_method_specificity: 1
};

// src/revision/changes/models.json
var models_default = {
	minilm: {
		"sha256": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
		"model": {
			"ranking": {
				"intercept": -6.53814,
				"signals": {
					"shared": {
						"mean": .0100982,
						"scale": .028658,
						"weight": .143423
					},
					"sharedCosine": {
						"mean": .00920813,
						"scale": .0279103,
						"weight": .36486
					},
					"place": {
						"mean": .027583,
						"scale": .129647,
						"weight": .441945
					},
					"sentence": {
						"mean": .00596532,
						"scale": .0619868,
						"weight": .0853089
					},
					"added": {
						"mean": .486685,
						"scale": .499823,
						"weight": -.191635
					},
					"removed": {
						"mean": .0844322,
						"scale": .278035,
						"weight": -.704687
					},
					"length": {
						"mean": 1.45254,
						"scale": 1.06966,
						"weight": .271598
					},
					"cosine": {
						"mean": .247869,
						"scale": .150222,
						"weight": .728066
					}
				}
			},
			"addressed": {
				"intercept": -1.59398,
				"signals": {
					"speaks": {
						"mean": -3.47566,
						"scale": 2.65029,
						"weight": .701854
					},
					"covered": {
						"mean": .0804019,
						"scale": .0897124,
						"weight": .599081
					},
					"rewritten": {
						"mean": .0406565,
						"scale": .115739,
						"weight": .485974
					},
					"asksForWords": {
						"mean": .361179,
						"scale": .480342,
						"weight": .293714
					},
					"answeredByText": {
						"mean": -.0540541,
						"scale": .803571,
						"weight": .857344
					},
					"closer": {
						"mean": -.16398,
						"scale": .161772,
						"weight": 1.07768
					}
				}
			}
		},
		"figures": {
			"concerns": 216,
			"firstThree": .558333,
			"firstEight": .741667,
			"precision": .929825,
			"recall": .546667
		}
	},
	words: {
		"model": {
			"ranking": {
				"intercept": -6.12713,
				"signals": {
					"shared": {
						"mean": .0100982,
						"scale": .028658,
						"weight": .142653
					},
					"sharedCosine": {
						"mean": .00920813,
						"scale": .0279103,
						"weight": .427403
					},
					"place": {
						"mean": .0265784,
						"scale": .126812,
						"weight": .473576
					},
					"sentence": {
						"mean": .00577457,
						"scale": .0606281,
						"weight": .14039
					},
					"added": {
						"mean": .486685,
						"scale": .499823,
						"weight": -.227615
					},
					"removed": {
						"mean": .0844322,
						"scale": .278035,
						"weight": -.64387
					},
					"length": {
						"mean": 1.45254,
						"scale": 1.06966,
						"weight": .350867
					}
				}
			},
			"addressed": {
				"intercept": -1.27071,
				"signals": {
					"speaks": {
						"mean": -3.41429,
						"scale": 2.45735,
						"weight": .921122
					},
					"covered": {
						"mean": .0804019,
						"scale": .0897124,
						"weight": .875548
					},
					"rewritten": {
						"mean": .0400126,
						"scale": .115353,
						"weight": .448312
					},
					"asksForWords": {
						"mean": .361179,
						"scale": .480342,
						"weight": .258442
					},
					"answeredByText": {
						"mean": -.0540541,
						"scale": .803571,
						"weight": .808611
					}
				}
			}
		},
		"figures": {
			"concerns": 216,
			"firstThree": .55,
			"firstEight": .658333,
			"precision": .882353,
			"recall": .453333
		}
	}
};

// src/revision/changes/ranked-changes.ts
/** What a revision did about a concern: the changes that speak to it most, wherever in the paper they stand, and how probable it
*  is that they address it. Invariant: the same for the same words, whatever the order of concerns, files and lines; a sentence
*  that stands as it was, or was only moved, is no change. */
const share = number().min(0).max(1);
const figuresSchema = strictObject({
	concerns: int(),
	firstThree: share.describe("Share of the concerns that were addressed, at least in part, whose settling change stands among the first three."),
	firstEight: share,
	/** Of those that the rule calls resolved the share that was addressed, at least in part. */
	precision: share,
	/** Of those that were addressed in full the share that the rule calls resolved. */
	recall: share
});
const changeModelSchema = strictObject({
	ranking: logisticModelSchema.describe("That a change is the one that settles a concern."),
	addressed: logisticModelSchema.describe("That all changes together address a concern, at least in part.")
});
/** Trained on labelled manuscripts, each with the figures that it reached on papers that it had not seen. */
const MODELS = record(string(), strictObject({
	sha256: string().optional(),
	model: changeModelSchema,
	figures: figuresSchema
})).parse(models_default);
/** An embedder without a model of its own has no say, as with anchors: then words alone decide.
*  @param embeddingOf of concerns and sentences   @param sha256 of the embedder's weights, where they are known */
function changeFinder(embedder, embeddingOf, sha256) {
	const [own, words] = [MODELS[embedder], MODELS["words"]];
	if (words === void 0) throw new RangeError("models.json has no model of words alone");
	const isOwn = own !== void 0 && embedder !== "words" && (sha256 === void 0 || sha256 === own.sha256);
	const { model } = isOwn ? own : words;
	return (concerns, anchors, changes, isRead) => changesFound({
		concerns,
		anchors,
		index: new RevisionIndex(changes),
		embeddingOf: isOwn ? embeddingOf : void 0
	}, model, isRead);
}
/** Changes of a concern that are reported. */
const MOST_CHANGES = 8;
/** @returns one for each concern, in their order */
function changesFound({ concerns, anchors, index, embeddingOf }, model, isRead = () => true) {
	const isReadChange = ({ after }) => after === void 0 || isRead(after);
	const read = index.list.filter(isReadChange);
	const relevanceOf = ({ ranking }) => probabilitiesIn(model.ranking, ranking);
	const probabilityOf = (signals, relevance) => signals.addressed === void 0 ? 0 : probabilitiesIn(model.addressed, [{
		...signals.addressed,
		speaks: speaks(relevance, signals.isAnswer)
	}])[0] ?? 0;
	const cosines = embeddingOf === void 0 ? [] : index.cosinesOf(concerns, embeddingOf);
	return concerns.map((concern, c) => {
		const signalsOf = (list) => signalsOfConcern(concern, anchors[c] ?? [], index, cosines[c], list);
		const all = signalsOf();
		const relevance = relevanceOf(all);
		const found = index.list.map((change, k) => ({
			change,
			k,
			relevance: relevance[k] ?? 0
		}));
		const probabilityUnread = probabilityOf(all, relevance);
		const probabilityOfRead = () => {
			const signals = signalsOf(read);
			return probabilityOf(signals, relevanceOf(signals));
		};
		return {
			found: found.sort((a, b) => b.relevance - a.relevance || a.k - b.k).slice(0, MOST_CHANGES).map(({ change, k, relevance }) => ({
				ranked: rankedChange(change, relevance),
				change,
				isAnswer: all.isAnswer[k] === true,
				isRepair: all.repairs[k] === true,
				isRead: isReadChange(change)
			})),
			probability: read.length === index.list.length ? probabilityUnread : probabilityOfRead(),
			probabilityUnread
		};
	});
}
/** @returns of each row a probability */
function probabilitiesIn(model, rows) {
	const columns = Object.keys(model.signals).map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? NaN)]);
	return probabilitiesOf(model, Object.fromEntries(columns), rows.length);
}
function rankedChange({ kind, before, after }, relevance) {
	return {
		kind,
		...before === void 0 ? {} : { before: quoteOf(before) },
		...after === void 0 ? {} : { after: quoteOf(after) },
		relevance
	};
}
function quoteOf({ file, startLine, endLine, text }) {
	return {
		file,
		startLine,
		endLine,
		text
	};
}

// src/revision/changes/passage-change.ts
/** From this probability on a concern is resolved: held out 53 of 57 are right, and half of those that were addressed are found.
*  It is the middle of the bounds that were chosen without one paper each (docs/matching.md). */
const RESOLVED_PROBABILITY = .73;
/** From here on something was done about it, in seven of ten cases, and it stays open. */
const PARTLY_PROBABILITY = .6;
/** As likely as not. A further anchor that is less likely is not judged; where the first is, what went there is no cause, for a
*  place that is probably another says nothing. What a probability means, and not fitted. */
const LEAST_PROBABLE = .5;
/** Rarity-weighted cosine of a concern's words with those of the sentence that it is about. Below it the sentence was found by
*  its neighbours. */
const LEAST_SPOKEN = .05;
/** @returns of each concern, by its id, what became of the text that it is about */
function passageChangesOf(question) {
	const evidence = evidenceOf(question);
	return new Map(question.concerns.map(({ id, text }, k) => {
		const found = question.found[k] ?? {
			found: [],
			probability: 0,
			probabilityUnread: 0
		};
		return [id, passageChangeOf(text, question.anchors[k] ?? [], found, k, evidence)];
	}));
}
function evidenceOf({ concerns, changes, readings }) {
	const sentences = [...changes.sentencesOf.values()].flat();
	const words = wordsByText(changes);
	const overlap = termCosineBetween(concerns.map(({ text }) => meaningfulWords(text)), sentences.map(({ text }) => words.get(text) ?? /* @__PURE__ */ new Set()));
	const column = new Map(sentences.map((sentence, k) => [sentence, k]));
	return {
		changes,
		isRead: isReadBy(readings),
		shared: (concern, sentence) => overlap(concern, column.get(sentence) ?? -1)
	};
}
/** Whether a review read a sentence of its text. */
function isReadBy(readings) {
	const until = new Map(readings.map(({ passage, until }) => [passage, until]));
	return ({ passage, end }) => (until.get(passage) ?? 0) >= end;
}
function passageChangeOf(text, anchors, { found, probability, probabilityUnread }, concern, evidence) {
	const judged = judgedAnchors(anchors);
	const places = judged.map(({ passage }) => placeOf(passage));
	const sentence = mostRelevantSentence(judged, concern, evidence) ?? judged[0]?.sentences[0];
	const removal = removalOf(text, sentence, concern, judged, evidence);
	const answer = bestAnswer(found.filter(({ isRead }) => isRead));
	const resolving = probability >= .73 ? answer : void 0;
	const unread = unreadCause(found, probabilityUnread);
	if (!isWholeRead(judged, evidence)) return notRead(places, resolving === void 0 ? unread ?? removal?.ofClaim : causeOf(resolving));
	if (resolving !== void 0) return {
		kind: "caused",
		cause: causeOf(resolving),
		places: placesOf(places, resolving)
	};
	if (unread !== void 0) return notRead(places, unread);
	if (removal?.ofClaim !== void 0) return {
		kind: "caused",
		cause: removal.ofClaim,
		places
	};
	if (answer !== void 0 && probability >= .6) return {
		kind: "partly",
		cause: causeOf(answer),
		places: placesOf(places, answer)
	};
	if (removal !== void 0) return {
		kind: "removed",
		cause: removal.cause,
		places
	};
	return unsettled(sentence, judged, evidence);
}
function notRead(places, cause) {
	return {
		kind: "not read",
		places,
		...cause === void 0 ? {} : { cause }
	};
}
/** Whether the likeliest place is at least as likely as not: else what went there says nothing. */
function isSure([first]) {
	return first !== void 0 && first.probability >= LEAST_PROBABLE;
}
function judgedAnchors([first, ...further]) {
	if (first === void 0) return [];
	return [first, ...further.slice(0, 2 - 1).filter(({ probability }) => probability >= LEAST_PROBABLE)];
}
/** What is shown as the answer: a number that was put right, for that is surely one, else the change that is likeliest the one
*  that settles it.
*  @param found the likeliest first */
function bestAnswer(found) {
	return found.find(({ isRepair }) => isRepair) ?? found.find(({ isAnswer }) => isAnswer);
}
/** What would resolve the concern, had the review read it. */
function unreadCause(found, probability) {
	const answer = bestAnswer(found);
	return answer === void 0 || answer.isRead || probability < .73 ? void 0 : causeOf(answer);
}
/** @param sentence that the concern is about; undefined for one about the whole paper */
function unsettled(sentence, judged, { changes }) {
	if (sentence === void 0) return { kind: "no passage" };
	const places = judged.map(({ passage }) => placeOf(passage));
	const became = diffOf(changes, sentence);
	if (became.kind === "reworded" || became.kind === "removed") return {
		kind: isSure(judged) ? "unrelated" : "unsure",
		places
	};
	return {
		kind: judged.every(({ passage }) => ["same", "moved"].includes(changes.passages.get(passage)?.kind ?? "")) ? "untouched" : "beside",
		places
	};
}
/** The same where a judge that reads had its say: both probabilities are pooled as the mean of their log odds (Genest and Zidek,
*  "Combining probability distributions", Statistical Science 1(1), 1986), so that neither resolves against the other alone. What
*  the review did not read stays open.
*  @param text of the concern
*  @param byRule what the rule decided */
function judgedChange(text, byRule, done, judgement) {
	if (byRule.kind === "not read" || byRule.kind === "old text gone") return byRule;
	const { addressed, partly } = judgement.probabilities;
	const places = "places" in byRule ? byRule.places : [];
	const named = done.found[judgement.change ?? -1];
	if (named?.change.kind === "removed" && judgement.answer !== "not") {
		const cause = causeOf(named);
		return {
			kind: isRemovedClaim(text, named.change) && judgement.answer === "addressed" ? "caused" : "removed",
			cause,
			places
		};
	}
	const readable = done.found.filter(({ isRead }) => isRead);
	const answer = readable.find((one) => one === named && one.isAnswer) ?? bestAnswer(readable);
	const pooled = pooledProbability(done.probability, addressed + partly);
	if (answer !== void 0 && pooled >= .6) return {
		kind: pooled >= .73 && addressed >= partly ? "caused" : "partly",
		cause: causeOf(answer),
		places: placesOf(places, answer)
	};
	if (byRule.kind === "caused" && byRule.cause.kind === "removed") return {
		...byRule,
		kind: "removed"
	};
	if (byRule.kind !== "caused" && byRule.kind !== "partly") return byRule;
	return places.length === 0 ? { kind: "no passage" } : {
		kind: "unrelated",
		places
	};
}
/** Nearer to 0 or 1 no judge is sure. */
const SUREST = .999;
function pooledProbability(a, b) {
	const logOdds = [a, b].map((value) => {
		const kept = Math.min(SUREST, Math.max(.0010000000000000009, value));
		return Math.log(kept / (1 - kept));
	});
	return 1 / (1 + Math.exp(-logOdds.reduce((sum, value) => sum + value, 0) / logOdds.length));
}
function causeOf({ ranked: { kind, before, after } }) {
	return {
		kind,
		changes: [{
			...before === void 0 ? {} : { before },
			...after === void 0 ? {} : { after }
		}]
	};
}
/** A concern about no one passage belongs where it was addressed. */
function placesOf(places, { change: { before, after } }) {
	const sentence = before ?? after;
	return places.length > 0 || sentence === void 0 ? places : [placeOf(sentence)];
}
/** The sentence that a concern is about went, and nothing took its place that speaks to the concern.
*  @returns undefined where it did not; `ofClaim` is its cause, where what went is a claim that the concern objects to */
function removalOf(text, before, concern, judged, { changes, shared }) {
	if (before === void 0 || !isSure(judged) || diffOf(changes, before).kind !== "removed") return void 0;
	const speaks = (sentence) => shared(concern, sentence) >= LEAST_SPOKEN;
	if (!speaks(before) || replacementsOf(changes.passages.get(before.passage)).some(speaks)) return void 0;
	const cause = {
		kind: "removed",
		changes: [{ before: quoteOf(before) }]
	};
	return {
		cause,
		ofClaim: isRemovedClaim(text, {
			before,
			newWords: /* @__PURE__ */ new Set()
		}) ? cause : void 0
	};
}
/** Of the anchors' sentences the one that shares most with the concern; the earlier anchor's where two share as much. */
function mostRelevantSentence(judged, concern, { shared }) {
	const all = judged.flatMap(({ sentences }) => sentences).map((sentence) => ({
		sentence,
		shares: shared(concern, sentence)
	}));
	const most = Math.max(...all.map(({ shares }) => shares));
	return all.find(({ shares }) => shares === most && shares >= LEAST_SPOKEN)?.sentence;
}
function replacementsOf(diff) {
	if (diff?.kind === "removed") return diff.replacements;
	if (diff?.kind !== "reworded") return [];
	return diff.rewordings.flatMap(({ before, after }) => before === void 0 && after !== void 0 ? [after] : []);
}
/** Whether the review read all that now stands where the anchors stood. Of a passage that went, nothing is left to read. */
function isWholeRead(judged, { changes, isRead }) {
	return judged.every(({ passage, sentences }) => {
		const diff = changes.passages.get(passage);
		if (!sentences.map((sentence) => diffOf(changes, sentence)).every((one) => one.kind === "removed" || isRead(one.now))) return false;
		return replacementsOf(diff).every(isRead);
	});
}
function diffOf({ sentences }, sentence) {
	const diff = sentences.get(sentence);
	if (diff === void 0) throw new RangeError(`no sentence of the old revision: ${sentence.file}:${sentence.startLine}`);
	return diff;
}
/** @param anchors of each found concern in the new text   @param changes or why there are none */
function newConcernReasonsOf(anchors, changes) {
	const changed = typeof changes === "string" ? /* @__PURE__ */ new Set() : changedPassages(changes);
	return anchors.map(([anchor]) => {
		const places = anchor === void 0 ? [] : [placeOf(anchor.passage)];
		if (typeof changes === "string") return {
			kind: changes,
			places
		};
		if (anchor === void 0) return {
			kind: changed.size > 0 || someRemoved(changes) ? "changed paper" : "unchanged paper",
			places: []
		};
		if (changes.addedPassages.has(anchor.passage)) return {
			kind: "new passage",
			places
		};
		return {
			kind: changed.has(anchor.passage) ? "changed passage" : "unchanged passage",
			places
		};
	});
}
/** Passages of the new revision in which some sentence is new, reworded or gone. */
function changedPassages({ added, reworded, passages }) {
	const lessened = [...passages.values()].flatMap((diff) => diff.kind === "reworded" ? diff.now : []);
	return /* @__PURE__ */ new Set([...lessened, ...[...added, ...reworded.keys()].map(({ passage }) => passage)]);
}
function someRemoved({ passages }) {
	return [...passages.values()].some(({ kind }) => kind === "removed");
}
function placeOf({ file, startLine, endLine }) {
	return {
		file,
		startLine,
		endLine
	};
}

// src/revision/revise.ts
/** @param ledger undefined before the first review
*  @throws RangeError where a match names what is not there or names it twice, or a change or reason is missing: bugs of ours */
function revise(ledger, revision) {
	const before = ledger ?? emptyLedger();
	const after = withRevision(before, revision.label, "reviewed");
	const number = latestRevision(after)?.number ?? 1;
	assertOneToOne(before, revision);
	const { joined, refused } = admissible(before, revision);
	const parts = partsOf(before, revision, joined);
	const absorbed = new Set([...joined.values(), ...parts.values()].filter(({ absorbs }) => absorbs).map(({ found }) => found));
	const known = before.concerns.map((concern) => {
		const outcome = outcomeOfKnown(concern, revision, joined.get(concern.id), parts.get(concern.id));
		if (outcome === void 0) return {
			concern,
			outcome
		};
		return {
			concern: applyOutcome(concern, outcome, number, revision.passageChanges.get(concern.id)),
			outcome
		};
	});
	const fresh = revision.concerns.flatMap((now, found) => absorbed.has(found) ? [] : [{
		now,
		found
	}]);
	const introduced = fresh.map((raised, k) => outcomeOfNew(`C${before.nextId + k}`, raised, newConcernReasonOf(revision, raised.found), refused.get(raised.found)));
	return {
		ledger: {
			...after,
			nextId: before.nextId + fresh.length,
			concerns: [...known.map(({ concern }) => concern), ...introduced.map((outcome) => newLedgerConcern(outcome, number))]
		},
		outcomes: [...introduced, ...known.flatMap(({ outcome }) => outcome ?? [])]
	};
}
/** The matches that may be made, and why the others may not. */
function admissible({ concerns }, { concerns: found, matches }) {
	const byId = new Map(concerns.map((concern) => [concern.id, concern]));
	const joined = /* @__PURE__ */ new Map();
	const refused = /* @__PURE__ */ new Map();
	for (const match of matches) {
		const [known, now] = [byId.get(match.id), found[match.found]];
		if (known === void 0 || now === void 0) throw new RangeError(`no such match: ${match.id} and ${match.found}`);
		const why = refusal(known, now, match.probability);
		if (why === void 0) joined.set(match.id, {
			...match,
			absorbs: true
		});
		else refused.set(match.found, why);
	}
	return {
		joined,
		refused
	};
}
/** For each open concern without a match the found one that is most surely a part of it. It is absorbed where it is no other's,
*  and no more severe: a more severe one must be seen as new. */
function partsOf({ concerns }, { concerns: found, partial, matches }, joined) {
	const taken = new Set(matches.map((match) => match.found));
	const parts = /* @__PURE__ */ new Map();
	const surest = [...partial].sort((a, b) => b.probability - a.probability || idNumber(a.id) - idNumber(b.id) || a.found - b.found);
	for (const part of surest) {
		const known = concerns.find(({ id }) => id === part.id);
		const now = found[part.found];
		if (known?.state !== "open" || now === void 0 || joined.has(part.id) || parts.has(part.id)) continue;
		const absorbs = !taken.has(part.found) && compareSeverity(now.severity, known.severity) <= 0;
		if (absorbs) taken.add(part.found);
		parts.set(part.id, {
			...part,
			absorbs
		});
	}
	return parts;
}
/** @returns undefined for a closed concern that was not raised again: it has no outcome */
function outcomeOfKnown(concern, revision, join, part) {
	if (join !== void 0) return outcomeOfMatched(concern, raisedBy(revision, join.found), join.probability);
	if (concern.state !== "open") return void 0;
	if (part !== void 0) return outcomeOfPart(concern, raisedBy(revision, part.found), part.probability, part.absorbs);
	const change = revision.passageChanges.get(concern.id);
	if (change === void 0) throw new RangeError(`nobody knows the change of ${concern.id}`);
	return outcomeOfUnmatched(concern, change);
}
function raisedBy(revision, found) {
	const now = revision.concerns[found];
	if (now === void 0) throw new RangeError(`the review has no concern ${found}`);
	return {
		found,
		now,
		places: newConcernReasonOf(revision, found).places
	};
}
function newConcernReasonOf({ newConcernReasons }, found) {
	const reason = newConcernReasons[found];
	if (reason === void 0) throw new RangeError(`nobody knows what concern ${found} is about`);
	return reason;
}
function idNumber(id) {
	return Number(id.slice(1));
}
function assertOneToOne({ concerns }, { matches, concerns: found }) {
	const ids = new Set(matches.map(({ id }) => id));
	const indices = new Set(matches.map((match) => match.found));
	if (ids.size !== matches.length || indices.size !== matches.length) throw new RangeError("a concern was matched twice");
	if (matches.length > Math.min(concerns.length, found.length)) throw new RangeError("more matches than concerns");
}

// src/revision/compare.ts
/** From this probability on a pair on one passage may be a concern and a part of it. Chosen by hand, low: a concern that is
*  wrongly kept open as eased costs a line, one that is wrongly resolved misleads. */
const PARTIAL_PROBABILITY = .1;
/** Sentences of a place that are quoted as what was criticised. */
const MOST_QUOTES = 3;
/** All that two texts and two lists of concerns tell by themselves. */
function prepareComparison(input, dependencies) {
	const { ledger, old, now, label, concerns, readings, afresh } = input;
	const { calibration, embeddingOf, findAnchors, findChanges } = dependencies;
	const known = ledger.concerns.map(concernOf);
	const embeddings = (list) => list.map(({ text }) => embeddingOf(text));
	const cosines = cosineMatrix(embeddings(known), embeddings(concerns));
	const probability = sameConcernProbabilities(known, concerns, cosines, calibration);
	const matches = matchesOf(ledger, concerns, probability, calibration.threshold);
	if (old === void 0) {
		const anchors = anchorsIn(concerns, now, findAnchors);
		const passageChanges = new Map(ledger.concerns.map(({ id }) => [id, { kind: "old text gone" }]));
		return {
			ledger,
			revision: {
				label,
				concerns,
				matches,
				partial: [],
				newConcernReasons: newConcernReasonsOf(anchors, afresh === true ? "first review" : "old text gone")
			},
			passageChanges,
			changes: void 0,
			matches,
			anchors,
			found: [],
			evidence: []
		};
	}
	const changes = changesBetween(old, now);
	const open = ledger.concerns.filter(({ state }) => state === "open");
	const oldAnchors = findAnchors(open.map(concernOf), old, changes.sentencesOf);
	const anchors = findAnchors(concerns, now, changes.sentencesOf);
	const firstAnchor = new Map(open.map(({ id }, k) => [id, oldAnchors[k]?.[0]]));
	const partial = ledger.concerns.flatMap(({ id }, row) => concerns.flatMap((_, found) => {
		const likely = probability[row]?.[found] ?? 0;
		return likely >= PARTIAL_PROBABILITY && onOnePassage(firstAnchor.get(id), anchors[found]?.[0], changes) ? [{
			id,
			found,
			probability: likely
		}] : [];
	}));
	const found = findChanges(open, oldAnchors, changes, isReadBy(readings));
	const passageChanges = passageChangesOf({
		concerns: open,
		anchors: oldAnchors,
		found,
		changes,
		readings
	});
	const repeated = new Set([...matches, ...partial].map(({ id }) => id));
	const evidence = open.map(({ id, text }, k) => ({
		id,
		text,
		before: oldAnchors[k]?.[0]?.sentences.slice(0, MOST_QUOTES).map(quoteOf) ?? [],
		changes: found[k]?.found.map(({ ranked }) => ranked) ?? [],
		probability: found[k]?.probability ?? 0,
		isRepeated: repeated.has(id)
	}));
	return {
		ledger,
		revision: {
			label,
			concerns,
			matches,
			partial,
			newConcernReasons: newConcernReasonsOf(anchors, changes)
		},
		passageChanges,
		changes,
		matches,
		anchors,
		found,
		evidence
	};
}
/** @param judgements by the id of a concern; of one that has none the rule decides */
function decideComparison({ ledger, revision, passageChanges: byRule, found, evidence, ...rest }, judgements) {
	const passageChanges = new Map(byRule);
	const judged = evidence.map((one, k) => {
		const [judgement, rule, done] = [
			judgements.get(one.id),
			byRule.get(one.id),
			found[k]
		];
		if (judgement === void 0 || rule === void 0 || done === void 0) return one;
		passageChanges.set(one.id, judgedChange(one.text, rule, done, judgement));
		return {
			...one,
			judgement
		};
	});
	return {
		...revise(ledger, {
			...revision,
			passageChanges
		}),
		...rest,
		evidence: judged
	};
}
/** The first review of a paper: all that it raises is new.
*  @param anchors of each concern; none where none were looked for */
function firstRevision(label, concerns, anchors = concerns.map(() => [])) {
	const newConcernReasons = newConcernReasonsOf(anchors, "first review");
	return revise(void 0, {
		label,
		concerns,
		matches: [],
		partial: [],
		passageChanges: /* @__PURE__ */ new Map(),
		newConcernReasons
	});
}
/** All texts that `compareRevisions` asks embeddings of: concerns, and every sentence that one may be about. */
function textsToCompare({ ledger, concerns, old, now }) {
	const sentences = (old === void 0 ? [now] : [old, now]).flatMap(passagesOf).flatMap(sentencesOf);
	return new Set([
		...ledger.concerns,
		...concerns,
		...sentences
	].map(({ text }) => text));
}
/** A pair that would be refused is matched only where neither side has another: then the refusal is reported.
*  @param probability known x found */
function matchesOf(ledger, concerns, probability, threshold) {
	const keys = {
		old: ledger.concerns.map((concern) => `${concern.id} ${concernKey(concernOf(concern))}`),
		found: concerns.map(concernKey)
	};
	const assignWhere = (isAllowed) => {
		const masked = probability.map((values, row) => values.map((value, found) => isAllowed(row, found) ? value : 0));
		return assignConcerns(masked, threshold, keys);
	};
	const isRefused = ledger.concerns.map((known, row) => concerns.map((now, found) => refusal(known, now, probability[row]?.[found] ?? 0) !== void 0));
	const made = assignWhere((row, found) => !isRefused[row]?.[found]);
	const [rows, columns] = [new Set(made.map(({ old }) => old)), new Set(made.map(({ found }) => found))];
	const refused = assignWhere((row, found) => isRefused[row]?.[found] === true && !rows.has(row) && !columns.has(found));
	return [...made, ...refused].flatMap(({ old, found, probability }) => {
		const id = ledger.concerns[old]?.id;
		return id === void 0 ? [] : [{
			id,
			found,
			probability
		}];
	});
}
/** Whether what was the first passage of one is now the first passage of the other. */
function onOnePassage(old, now, { passages }) {
	if (old === void 0 || now === void 0) return false;
	const diff = passages.get(old.passage);
	return diff !== void 0 && diff.kind !== "removed" && diff.now.includes(now.passage);
}

export { changeFinder as a, ANCHOR_BASES as c, anchorsIn as d, textsToAnchor as f, textsToCompare as i, anchorFinder as l, roundedAll as m, firstRevision as n, changesBetween as o, fitLogistic as p, prepareComparison as r, differenceOf as s, decideComparison as t, anchorModelFor as u };