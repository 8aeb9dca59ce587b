// src/review/prompt/python-text.ts
/** Python's string methods, as the published pipeline applied them to every paper that the model was trained on.
*  Invariant: equal to Python's, character by character; a near miss would change the prompt in silence. Where Unicode has grown since
*  the Python that built the corpus, letters added in between may differ. */
/** What `str.isspace`, `str.strip` and `\s` take for white space: U+001C to U+001F and U+0085 too, U+FEFF not. */
const SPACE = "\\t-\\r\\u001c- \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ONE_SPACE = new RegExp(`[${SPACE}]`);
const ALL_SPACES = new RegExp(`[${SPACE}]+`, "g");
const HIGH_SURROGATE = /[\ud800-\udbff]/;
const CASED = /\p{Cased}/u;
const CASE_IGNORABLE = /\p{Case_Ignorable}/u;
/** `str.rstrip()` */
function stripEnd(text) {
	let end = text.length;
	while (end > 0 && ONE_SPACE.test(text.charAt(end - 1))) end--;
	return text.slice(0, end);
}
/** `str.strip()` */
function strip(text) {
	let start = 0;
	while (start < text.length && ONE_SPACE.test(text.charAt(start))) start++;
	return stripEnd(text.slice(start));
}
/** The published normalisation: stripped, and every run of white space that holds a line feed after its first character ends in one line
*  feed, with what followed the last one kept. One pass, where the regular expression `\s+\n` would look at a run once for each blank in it. */
function normaliseWhiteSpace(text) {
	return strip(text).replace(ALL_SPACES, (run) => {
		const last = run.lastIndexOf("\n");
		return last > 0 ? run.slice(last) : run;
	});
}
/** `len(text)`: code points; a lone surrogate is one. */
function codePoints(text) {
	if (!HIGH_SURROGATE.test(text)) return text.length;
	let pairs = 0;
	for (let at = 1; at < text.length; at++) if (isPairAt(text, at - 1)) pairs++;
	return text.length - pairs;
}
/** How many characters of a text are not white space: what normalising and stripping never change. */
function visibleLength(text) {
	return codePoints(text.replace(ALL_SPACES, ""));
}
/** Where a text's first so many characters that are not white space end, in UTF-16 units. */
function visibleEnd(text, characters) {
	let seen = 0;
	let at = 0;
	for (const character of text) {
		if (seen >= characters) break;
		at += character.length;
		if (!ONE_SPACE.test(character)) seen++;
	}
	return at;
}
/** @returns for each number of code points from 0 to all, where in the text (UTF-16 units) they end: `text[:n]` is `slice(0, at(n))` */
function codePointEnds(text) {
	const count = codePoints(text);
	if (count === text.length) return {
		count,
		at: (points) => points
	};
	const ends = new Uint32Array(count + 1);
	for (let point = 1, at = 0; point <= count; point++) {
		at += isPairAt(text, at) ? 2 : 1;
		ends[point] = at;
	}
	return {
		count,
		at: (points) => ends[points] ?? text.length
	};
}
/** Units, not `codePointAt`: the astral characters are those that two of them make. */
function isPairAt(text, at) {
	const high = text.charCodeAt(at);
	if (high < 55296 || high > 56319) return false;
	const low = text.charCodeAt(at + 1);
	return low >= 56320 && low <= 57343;
}
/** `str.title()`: a cased character after any that is not is in title case, all others are in lower case (`Author'S Summary`). */
function titleCase(text) {
	const characters = Array.from(text);
	let afterCased = false;
	return characters.map((character, at) => {
		const titled = afterCased ? lowerAt(characters, at) : titleOf(character);
		afterCased = CASED.test(character);
		return titled;
	}).join("");
}
/** Lower case within a text: a capital sigma at a word's end has a form of its own (Unicode, "Final_Sigma"). */
function lowerAt(characters, at) {
	const character = characters[at] ?? "";
	if (character !== "Σ") return character.toLowerCase();
	const before = characters.slice(0, at).findLast((other) => !CASE_IGNORABLE.test(other));
	const after = characters.slice(at + 1).find((other) => !CASE_IGNORABLE.test(other));
	return before !== void 0 && CASED.test(before) && !(after !== void 0 && CASED.test(after)) ? "ς" : "σ";
}
/** Unicode's full title-case mapping, which JavaScript lacks: upper case, but for the letters below. */
function titleOf(character) {
	const code = character.codePointAt(0) ?? 0;
	if (code >= 452 && code <= 460) return String.fromCodePoint(453 + 3 * Math.floor((code - 452) / 3));
	if (code >= 497 && code <= 499) return "ǲ";
	if (code >= 4304 && code <= 4351) return character;
	if (code === 329) return character.toUpperCase();
	if (code >= 8064 && code <= 8188) return greekTitle(character, code);
	const upper = character.toUpperCase();
	return upper.length === character.length ? upper : upper.charAt(0) + upper.slice(1).toLowerCase();
}
/** Greek vowels with an iota below: it stays below in title case, and becomes a letter in upper case. */
function greekTitle(character, code) {
	if (code <= 8111) return String.fromCodePoint(code | 8);
	if (code === 8115 || code === 8131 || code === 8179) return String.fromCodePoint(code + 9);
	if (code === 8124 || code === 8140 || code === 8188) return character;
	return character.toUpperCase().replace(/\u0399$/, code === 8126 ? "Ι" : "ͅ");
}

export { stripEnd as a, visibleLength as c, strip as i, codePoints as n, titleCase as o, normaliseWhiteSpace as r, visibleEnd as s, codePointEnds as t };