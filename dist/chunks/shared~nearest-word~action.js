// src/nearest-word.ts
/** Which word of a closed set a misspelt one means. Fails towards "none": a guess must be near, and nearer than any other. */
/** Letters that two words must begin with in common; `stat` alone could mean many things. */
const COMMON_BEGINNING = 5;
/** Part of the longer word that may differ. */
const MAY_DIFFER = .3;
/** Characters of a word that are looked at. */
const LOOKED_AT = 64;
/** @returns the one word that shares the longest beginning of at least five letters with `given`; else the one at the least edit distance
*    (Levenshtein), where that is at most 30 % of the longer word; else undefined. Case and punctuation do not count. */
function nearestWord(given, words) {
	const folded = given.slice(0, LOOKED_AT).toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
	return words.find((word) => word === folded) ?? best(words, (word) => {
		const common = commonBeginning(word, folded);
		return common >= Math.min(COMMON_BEGINNING, word.length) ? common : void 0;
	}) ?? best(words, (word) => {
		const distance = editDistance(word, folded);
		return distance <= MAY_DIFFER * Math.max(word.length, folded.length) ? -distance : void 0;
	});
}
/** The word with the highest score; undefined where there is none, or two share it. */
function best(words, score) {
	const scored = words.flatMap((word) => {
		const its = score(word);
		return its === void 0 ? [] : [{
			word,
			score: its
		}];
	});
	const highest = Math.max(...scored.map((entry) => entry.score));
	const winners = scored.filter((entry) => entry.score === highest);
	return winners.length === 1 ? winners[0]?.word : void 0;
}
function commonBeginning(a, b) {
	let length = 0;
	while (length < a.length && a[length] === b[length]) length++;
	return length;
}
function editDistance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, k) => k);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let k = 1; k <= b.length; k++) {
			const replaced = (row[k - 1] ?? 0) + (a[i - 1] === b[k - 1] ? 0 : 1);
			next.push(Math.min(replaced, (row[k] ?? 0) + 1, (next[k - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}

export { nearestWord as t };