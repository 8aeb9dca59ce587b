// src/invisible-characters.ts
/** The characters that a reader cannot see, or that turn text around: by them text hides, deceives or commands. Every place that removes or escapes such
*  characters names classes of this table. */
/** Each class as the inside of a regular expression's character class, for the flag `u`.
*  White space that only parts words (tab, line feed, form feed, carriage return) is in none of them. */
const CLASSES = {
	"tag characters": "\\u{e0000}-\\u{e007f}",
	"variation selectors": "\\ufe00-\\ufe0f\\u180b-\\u180d\\u180f\\u{e0100}-\\u{e01ef}",
	"zero-width characters": "\\u200b-\\u200d\\u2060\\ufeff",
	"bidirectional controls": "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069",
	"private-use characters": "\\p{Co}",
	"control characters": "\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f",
	/** Unicode's Default_Ignorable_Code_Point, and beside it the blank of Braille, annotations, and code points that are no characters. */
	"invisible characters": "\\p{Default_Ignorable_Code_Point}\\u2800\\ufff9-\\ufffb\\p{Noncharacter_Code_Point}",
	/** Line ends that most programs do not know as such, and some do. */
	"line separators": "\\u0085\\u2028\\u2029",
	/** Unicode's general category Cf: the classes above, and signs of some scripts that format what follows; a manuscript may need those. */
	"format characters": "\\p{Cf}",
	/** Halves of a character. */
	surrogates: "\\p{Surrogate}"
};
const CHARACTER_CLASSES = Object.keys(CLASSES);
/** The inside of a regular expression's character class, for the flag `u`. */
function charactersOf(...classes) {
	return classes.map((name) => CLASSES[name]).join("");
}
/** What may never be printed as it is: every class. */
const NEVER_PRINTED = charactersOf(...CHARACTER_CLASSES);
const NEVER_PRINTED_GLOBAL = new RegExp(`[${NEVER_PRINTED}]`, "gu");
/** The text with each of those characters written as JSON writes it: a right-to-left override as `\u202e`. */
function escapeInvisible(text) {
	return text.replace(NEVER_PRINTED_GLOBAL, (character) => Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join(""));
}

export { charactersOf as n, escapeInvisible as r, CHARACTER_CLASSES as t };