// src/revision/matching/assignment.ts
/** The assignment of least cost (Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Transactions on Aerospace
*  and Electronic Systems 52(4), 2016: shortest augmenting paths). Among assignments of equal cost it takes the one that SciPy's
*  `linear_sum_assignment` takes, because the published figures were made with that, and the choice decides which severity and
*  category count as found. So the order in which columns are looked at, the rule for equal distances and the order of operations
*  on doubles are fixed here; the npm packages munkres and linear-sum-assignment take others.
*  @param cost n x m, finite
*  @returns one pair for each row or for each column, whichever are fewer
*  @throws RangeError where a cost is not finite: a comparison with NaN would choose in silence */
function leastCostAssignment(cost) {
	if (!cost.every((row) => row.every(Number.isFinite))) throw new RangeError("a cost is not a finite number");
	const columns = cost[0]?.length ?? 0;
	if (columns >= cost.length) return assignEachRow(cost, columns);
	return assignEachRow(Array.from({ length: columns }, (_, column) => cost.map((row) => row[column] ?? 0)), cost.length).map(({ row, column }) => ({
		row: column,
		column: row
	}));
}
/** @param columns at least as many as rows */
function assignEachRow(cost, columns) {
	const partial = {
		cost,
		rowPrice: new Float64Array(cost.length),
		columnPrice: new Float64Array(columns),
		columnOf: new Int32Array(cost.length).fill(-1),
		rowOf: new Int32Array(columns).fill(-1)
	};
	for (let row = 0; row < cost.length; row++) {
		const path = shortestPath(row, partial);
		updatePrices(row, path, partial);
		augment(row, path, partial);
	}
	return Array.from(partial.columnOf, (column, row) => ({
		row,
		column
	}));
}
/** From a row without column to a column without row, by way of pairs that exist (Dijkstra's algorithm on reduced costs). */
function shortestPath(from, partial) {
	const columns = partial.rowOf.length;
	const search = {
		distance: new Float64Array(columns).fill(Number.POSITIVE_INFINITY),
		previous: new Int32Array(columns).fill(-1),
		waiting: new Int32Array(columns)
	};
	for (let k = 0; k < columns; k++) search.waiting[k] = columns - k - 1;
	const visitedRows = [];
	let [row, length] = [from, 0];
	for (let left = columns;;) {
		const nearest = relax(row, length, left, search, partial);
		const column = search.waiting[nearest] ?? -1;
		length = search.distance[column] ?? 0;
		search.waiting[nearest] = search.waiting[--left] ?? -1;
		row = partial.rowOf[column] ?? -1;
		if (row === -1) return {
			...search,
			sink: column,
			length,
			visitedRows
		};
		visitedRows.push(row);
	}
}
/** Updates the distances of the first `left` columns that wait, by way of `row`, which is `length` away.
*  @returns where in `waiting` the nearest column stands: of equally near ones the last free one, else the first */
function relax(row, length, left, search, partial) {
	const { distance, previous, waiting } = search;
	const { cost, rowPrice, columnPrice, rowOf } = partial;
	let [lowest, nearest] = [Number.POSITIVE_INFINITY, -1];
	const [costs, price] = [cost[row] ?? [], rowPrice[row] ?? 0];
	for (let k = 0; k < left; k++) {
		const column = waiting[k] ?? 0;
		const through = length + (costs[column] ?? 0) - price - (columnPrice[column] ?? 0);
		if (through < (distance[column] ?? 0)) {
			previous[column] = row;
			distance[column] = through;
		}
		const now = distance[column] ?? 0;
		if (now < lowest || now === lowest && rowOf[column] === -1) {
			lowest = now;
			nearest = k;
		}
	}
	return nearest;
}
/** Makes each pair on the path cost exactly what its prices say, and no pair less. */
function updatePrices(from, { length, distance, visitedRows }, partial) {
	const { rowPrice, columnPrice, columnOf } = partial;
	rowPrice[from] = (rowPrice[from] ?? 0) + length;
	for (const row of visitedRows) {
		const column = columnOf[row] ?? -1;
		const slack = length - (distance[column] ?? 0);
		rowPrice[row] = (rowPrice[row] ?? 0) + slack;
		columnPrice[column] = (columnPrice[column] ?? 0) - slack;
	}
}
/** Each row on the path takes the column that it led to. */
function augment(from, { sink, previous }, { columnOf, rowOf }) {
	for (let column = sink;;) {
		const row = previous[column] ?? -1;
		const freed = columnOf[row] ?? -1;
		[rowOf[column], columnOf[row]] = [row, column];
		if (row === from) return;
		column = freed;
	}
}
/** The one-to-one assignment with the greatest sum of (probability - threshold). No pair at or below the threshold is ever taken,
*  not even where it would make another one possible: it is worth 0, as staying alone is, and of such pairs none is kept. The
*  order of the lists decides nothing.
*  @param probability n x m, in [0, 1]; n = 0 and m = 0 will do
*  @param threshold in [0, 1]
*  @returns at most min(n, m) pairs, by their old index
*  @throws RangeError where a probability is not a number from 0 to 1, or the rows differ in length, or a key is missing */
function assignConcerns(probability, threshold, keys) {
	assertProbabilities(probability, keys);
	const [rows, columns] = [sortedByKey(keys.old), sortedByKey(keys.found)];
	const gain = (old, found) => Math.max(0, (probability[old]?.[found] ?? 0) - threshold);
	return leastCostAssignment(rows.map((old) => columns.map((found) => -gain(old, found)))).flatMap(({ row, column }) => {
		const [old, found] = [rows[row], columns[column]];
		if (old === void 0 || found === void 0 || gain(old, found) === 0) return [];
		return [{
			old,
			found,
			probability: probability[old]?.[found] ?? 0
		}];
	}).sort((a, b) => a.old - b.old);
}
/** Indices in the order of their keys. */
function sortedByKey(keys) {
	return [...keys.entries()].sort(([i, a], [j, b]) => a < b ? -1 : a > b ? 1 : i - j).map(([k]) => k);
}
function assertProbabilities(probability, { old, found }) {
	if (probability.length !== old.length) throw new RangeError(`${probability.length} rows for ${old.length} old concerns`);
	for (const row of probability) {
		if (row.length !== found.length) throw new RangeError(`a row of ${row.length} for ${found.length} found concerns`);
		if (!row.every((value) => value >= 0 && value <= 1)) throw new RangeError("a probability is not a number from 0 to 1");
	}
}

// src/revision/matching/terms.ts
/** Letters of a word that count: endings of English begin after them more often than not, and Porter's stemmer does no better on
*  our labels. */
const STEM = 6;
/** Words that hold a sentence together whatever it is about. */
const FUNCTION_WORDS = new Set(`a about after all also although an and another any are as at be because been before being between both but by can could did do does during each
  either even every for from had has have he hence her his how however i if in instead into is it its just many may might more most much must neither no
  nor not of off on one only or other others our out over own per rather same shall she should so still such than that the their them then there therefore
  these they this those through thus to too two under up versus very via vs was we were what when where whether which while who whom whose why will with
  within without would yet you your eg ie etc`.split(/\s+/));
/** A word with its hyphens, points and slashes inside: `IL-2`, `n_micro_published`, `v1.2`. */
const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}_'’]*(?:[.\-–/][\p{L}\p{N}_]+)*/gu;
const NUMBER = /\d+(?:[.,]\d+)*/g;
const BEGINS_A_SENTENCE = /(?:^|[.!?:;]\s+["'“‘(]*)$/;
const LEAD_END = /(?<=[.!?])\s+(?=["'“‘(]*\p{Lu})/u;
/** What the signals of matching take from the words of one concern; once for each concern. */
function concernTerms(text) {
	const plain = text.normalize("NFKC");
	const [first = ""] = plain.split(LEAD_END, 1);
	const lead = meaningfulWords(first);
	return {
		words: /* @__PURE__ */ new Set([...lead, ...meaningfulWords(plain.slice(first.length))]),
		lead,
		numbers: numbersOf$1(plain),
		names: namesOf(plain)
	};
}
/** Numbers as written, without separators of thousands. */
function numbersOf$1(text) {
	return new Set(Array.from(text.normalize("NFKC").matchAll(NUMBER), ([number]) => number.replaceAll(",", "")));
}
/** @param text in any normalisation */
function meaningfulWords(text) {
	const words = /* @__PURE__ */ new Set();
	for (const [token] of text.normalize("NFKC").matchAll(TOKEN)) for (const part of /[-–/]/.test(token) ? token.split(/[-–/]/) : [token]) {
		const word = part.toLowerCase().replace(/['’]s$/, "");
		if (word.length > 1 && !FUNCTION_WORDS.has(word) && /\p{L}/u.test(word)) words.add(word.slice(0, STEM));
	}
	return words;
}
function namesOf(text) {
	const names = /* @__PURE__ */ new Set();
	for (const { 0: token, index } of text.matchAll(TOKEN)) {
		const marked = /[\p{Lu}\d_]/u.test(token.slice(1)) && /\p{L}/u.test(token);
		const capital = /^\p{Lu}/u.test(token) && !BEGINS_A_SENTENCE.test(text.slice(Math.max(0, index - 8), index));
		if (marked || capital) names.add(token.toLowerCase());
	}
	return names;
}
const NOTHING_COUNTED = {
	concerns: 0,
	words: {}
};
/** Cosine of the rarity-weighted sets, in [0, 1]; 0 where either is empty. */
function termCosines(old, found, common = NOTHING_COUNTED) {
	return weighedCosines(countedOf(old, found, common));
}
/** Of sets of words as vectors of 0 or the word's rarity: sum of rarity² over the shared words, by the product of both norms.
*  @returns old x found, in [0, 1] */
function weighedCosines({ rarity, oldIds, foundIds }) {
	const weight = rarity.map((value) => value * value);
	const foundNorms = foundIds.map((row) => sumOf(weight, row));
	return pairwise(oldIds, rarity.length, (row, present) => {
		const norm = sumOf(weight, row);
		return foundIds.map((other, k) => ratio(sumOf(weight, other, present), norm * (foundNorms[k] ?? 0)));
	});
}
/** The same of single pairs, by their places in both lists; 0 where there is no such place. */
function termCosineBetween(old, found) {
	const { rarity, oldIds, foundIds } = countedOf(old, found, NOTHING_COUNTED);
	const weight = rarity.map((value) => value * value);
	const present = new Uint8Array(rarity.length);
	return (row, column) => {
		const [terms, others] = [oldIds[row], foundIds[column]];
		if (terms === void 0 || others === void 0) return 0;
		for (const id of terms) present[id] = 1;
		const shared = sumOf(weight, others, present);
		for (const id of terms) present[id] = 0;
		return ratio(shared, sumOf(weight, terms) * sumOf(weight, others));
	};
}
/** ln(1 + sum of the rarities of shared terms), from 0: how much is shared, whatever the lengths. */
function sharedRarities(old, found) {
	const { rarity, oldIds, foundIds } = countedOf(old, found, NOTHING_COUNTED);
	return pairwise(oldIds, rarity.length, (_, present) => foundIds.map((other) => Math.log1p(sumOf(rarity, other, present))));
}
function countedOf(old, found, common) {
	const all = /* @__PURE__ */ new Set();
	for (const terms of [...old, ...found]) for (const term of terms) all.add(term);
	const vocabulary = [...all].sort();
	const number = new Map(vocabulary.map((term, k) => [term, k]));
	const known = /* @__PURE__ */ new Map();
	const ids = (terms) => {
		const same = known.get(terms) ?? new Int32Array(Array.from(terms, (term) => number.get(term) ?? 0)).sort();
		known.set(terms, same);
		return same;
	};
	const [oldIds, foundIds] = [old.map(ids), found.map(ids)];
	return {
		oldIds,
		foundIds,
		rarity: rarityOf(vocabulary, [...oldIds, ...foundIds], common)
	};
}
/** @param valuesOf of a row, whose terms are those marked in `present` */
function pairwise(rows, terms, valuesOf) {
	const present = new Uint8Array(terms);
	return rows.map((row) => {
		for (const id of row) present[id] = 1;
		const values = valuesOf(row, present);
		for (const id of row) present[id] = 0;
		return values;
	});
}
function rarityOf(vocabulary, rows, common) {
	const count = new Float64Array(vocabulary.length);
	if (common.concerns > 0) {
		for (const [id, term] of vocabulary.entries()) if (Object.hasOwn(common.words, term)) count[id] = common.words[term] ?? 0;
	}
	for (const row of rows) for (const id of row) count[id] = (count[id] ?? 0) + 1;
	return rarityOfCounts(count, rows.length + common.concerns);
}
/** ln of (all concerns) / (those with the term), smoothed so that it is finite; at least 0. */
function rarityOfCounts(counts, concerns) {
	return counts.map((times) => Math.max(0, Math.log((concerns + 1) / (times + .5))));
}
/** Over ascending ids, so that sums are rounded the same way in both directions. */
function sumOf(values, ids, only) {
	let sum = 0;
	for (const id of ids) if (only === void 0 || only[id] === 1) sum += values[id] ?? 0;
	return sum;
}
function ratio(shared, squaredNorms) {
	return squaredNorms > 0 ? Math.min(1, shared / Math.sqrt(squaredNorms)) : 0;
}

// src/revision/matching/signals.ts
/** In the order of the coefficients; the names are those of calibration files. */
const SIGNAL_NAMES = [
	"cosine",
	"words",
	"pieces",
	"lead",
	"numbers",
	"otherNumbers",
	"names",
	"category"
];
/** @param old n concerns   @param found m concerns */
function textSignalsOf(old, found) {
	const terms = {
		old: old.map(({ text }) => concernTerms(text)),
		found: found.map(({ text }) => concernTerms(text))
	};
	const textsOf = (side) => side.map(({ text }) => text);
	const shared = (kind) => sharedRarities(of(terms.old, kind), of(terms.found, kind));
	return {
		terms,
		pieces: ngramCosines(textsOf(old), textsOf(found)),
		numbers: shared("numbers"),
		otherNumbers: terms.old.map((a) => terms.found.map((b) => bothButNoneShared(a.numbers, b.numbers) ? 1 : 0)),
		names: shared("names"),
		category: old.map((a) => found.map((b) => a.category !== void 0 && a.category === b.category ? 1 : 0))
	};
}
/** @param cosines n x m
*  @returns for each signal n x m values, finite */
function signalsOf({ terms, ...texts }, cosines, common) {
	const cosinesOf = (kind) => termCosines(of(terms.old, kind), of(terms.found, kind), common);
	return {
		...texts,
		cosine: cosines,
		words: cosinesOf("words"),
		lead: cosinesOf("lead")
	};
}
const of = (side, kind) => side.map((terms) => terms[kind]);
function bothButNoneShared(a, b) {
	return a.size > 0 && b.size > 0 && ![...a].some((number) => b.has(number));
}
/** Characters of an n-gram, blanks included. */
const NGRAM_LENGTH = 5;
/** How much two lists of texts share of their character n-grams, rare ones first. N-grams go across words: they are shared also
*  where word forms and compounds differ. The same as `termCosines` of the sets of n-grams, to the last bit; a text has hundreds
*  of them, so that here they are numbers, which sort as the n-grams do and at a fraction of the time.
*  @param old n texts
*  @param found m texts
*  @returns n x m, each in [0, 1]; 0 where either has no n-gram */
function ngramCosines(old, found) {
	const texts = [...old, ...found].map(lettersOf);
	const units = unitsOf(texts);
	if (units.length ** NGRAM_LENGTH * texts.length <= Number.MAX_SAFE_INTEGER) return weighedCosines(weighed(texts, units, old.length));
	const sets = texts.map((text) => new Set(ngramsOf(text)));
	return termCosines(sets.slice(0, old.length), sets.slice(old.length));
}
function lettersOf(text) {
	return ` ${text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}
function ngramsOf(letters) {
	return Array.from({ length: Math.max(0, letters.length - NGRAM_LENGTH + 1) }, (_, at) => letters.slice(at, at + NGRAM_LENGTH));
}
/** The different code units of all texts, ascending. */
function unitsOf(texts) {
	const units = /* @__PURE__ */ new Set();
	for (const text of texts) for (let at = 0; at < text.length; at++) units.add(text.charCodeAt(at));
	return [...units].sort((a, b) => a - b);
}
function weighed(texts, units, oldTexts) {
	const numbers = numbersOf(texts, units);
	const ids = texts.map(() => []);
	const counts = new Float64Array(numbers.length);
	let id = -1;
	let last = -1;
	let lastNgram = -1;
	for (const number of numbers) {
		if (number === last) continue;
		const ngram = Math.floor(number / texts.length);
		if (ngram !== lastNgram) id++;
		counts[id] = (counts[id] ?? 0) + 1;
		ids[number - ngram * texts.length]?.push(id);
		last = number;
		lastNgram = ngram;
	}
	const rows = ids.map((row) => Int32Array.from(row));
	return {
		rarity: rarityOfCounts(counts.slice(0, id + 1), texts.length),
		oldIds: rows.slice(0, oldTexts),
		foundIds: rows.slice(oldTexts)
	};
}
/** Every n-gram of every text, ascending: the ranks of its code units as digits, the highest first, and last the text. */
function numbersOf(texts, units) {
	const rankOf = new Uint16Array((units.at(-1) ?? 0) + 1);
	for (const [rank, unit] of units.entries()) rankOf[unit] = rank;
	const length = texts.reduce((sum, text) => sum + Math.max(0, text.length - NGRAM_LENGTH + 1), 0);
	const numbers = units.length ** NGRAM_LENGTH * texts.length <= 2 ** 32 ? new Uint32Array(length) : new Float64Array(length);
	const highest = units.length ** 4;
	let count = 0;
	for (const [row, text] of texts.entries()) {
		let number = 0;
		for (let at = 0; at < text.length; at++) {
			if (at >= NGRAM_LENGTH) number -= highest * (rankOf[text.charCodeAt(at - NGRAM_LENGTH)] ?? 0);
			number = number * units.length + (rankOf[text.charCodeAt(at)] ?? 0);
			if (at >= 4) numbers[count++] = number * texts.length + row;
		}
	}
	return numbers.sort();
}

// src/revision/matching/same-concern.ts
/** Log odds of a rival that is always thought of, so that the lead is finite where a list has one concern: about one in 400, as
*  most pairs have. */
const RIVAL_AT_LEAST = -6;
/** @param cosines of the embeddings, old x found
*  @returns old x found, each in [0, 1]
*  @throws RangeError where the cosines are not those of the concerns */
function sameConcernProbabilities(old, found, cosines, { commonWords, evidence, verdict }) {
	if (cosines.length !== old.length || cosines.some((row) => row.length !== found.length)) throw new RangeError(`the cosines are not of ${old.length} old and ${found.length} found concerns`);
	return probabilityOf(marginsOf(logOddsOf(signalsOf(textSignalsOf(old, found), cosines, commonWords), evidence), old, found), verdict);
}
/** @returns one-to-one, each more probable than the calibration's threshold, by the old index */
function matchConcerns(old, found, cosines, calibration) {
	const probability = sameConcernProbabilities(old, found, cosines, calibration);
	return assignConcerns(probability, calibration.threshold, {
		old: old.map(concernKey),
		found: found.map(concernKey)
	});
}
/** All that a concern is: two with equal keys are interchangeable. */
function concernKey({ text, category, severity }) {
	return JSON.stringify([
		text,
		category,
		severity
	]);
}
/** Log odds of each pair by its own signals, as if it were alone. */
function logOddsOf(signals, { bias, weights }) {
	return signals.cosine.map((row, i) => row.map((_, j) => SIGNAL_NAMES.reduce((sum, name) => sum + weights[name] * (signals[name][i]?.[j] ?? NaN), bias)));
}
/** A concern of the same text is no rival: whichever of two twins is taken, the concern is found again. */
function marginsOf(evidence, old, found) {
	const oldTexts = old.map(({ text }) => folded(text));
	const foundTexts = found.map(({ text }) => folded(text));
	const transposed = found.map((_, j) => evidence.map((row) => row[j] ?? NaN));
	const inRow = evidence.map((row) => leads(row, foundTexts));
	const inColumn = transposed.map((column) => leads(column, oldTexts));
	const both = (choose) => inRow.map((row, i) => row.map((lead, j) => choose(lead, inColumn[j]?.[i] ?? NaN)));
	return {
		evidence,
		lesserLead: both(Math.min),
		greaterLead: both(Math.max)
	};
}
function probabilityOf(standings, { bias, evidence, lesserLead, greaterLead }) {
	return standings.evidence.map((row, i) => row.map((value, j) => logistic(bias + evidence * value + lesserLead * (standings.lesserLead[i]?.[j] ?? NaN) + greaterLead * (standings.greaterLead[i]?.[j] ?? NaN))));
}
function leads(values, texts) {
	return values.map((value, k) => {
		return value - values.reduce((most, other, l) => texts[l] === texts[k] ? most : Math.max(most, other), RIVAL_AT_LEAST);
	});
}
function folded(text) {
	return text.toLowerCase().replace(/\s+/g, " ").trim();
}
function logistic(logOdds) {
	return 1 / (1 + Math.exp(-logOdds));
}

export { sameConcernProbabilities as a, textSignalsOf as c, numbersOf$1 as d, termCosineBetween as f, matchConcerns as i, NOTHING_COUNTED as l, leastCostAssignment as m, logOddsOf as n, SIGNAL_NAMES as o, assignConcerns as p, marginsOf as r, signalsOf as s, concernKey as t, meaningfulWords as u };