// src/errors.ts
/** What can go wrong in a way that a user can mend. The class decides how a run ends; the message says place, fault and remedy.
*  Invariant: whatever stops a review ends in one of these or in a crash with a stack, never in an empty review. */
/** Exit code of the command line for each kind of failure; 0 is "reviewed", or "not our turn". README's table is checked against this. */
const EXIT_CODES = {
	bug: 1,
	settings: 2,
	manuscript: 3,
	server: 4,
	answer: 5,
	models: 6,
	output: 7,
	github: 8,
	superseded: 0,
	interrupted: 130
};
var UserError = class extends Error {
	code;
	at;
	fault;
	remedy;
	/** Lines of what was done before it failed: no result, and worth a look. Foreign text. */
	unfinished = [];
	constructor({ code, at, fault, remedy, cause }) {
		super(`${at}: ${fault}. ${remedy}.`, cause === void 0 ? {} : { cause });
		this.name = new.target.name;
		this.code = code;
		this.at = at;
		this.fault = fault;
		this.remedy = remedy;
	}
};
/** A flag, an input or a configuration file says what cannot be. */
var SettingsError = class extends UserError {
	kind = "settings";
};
/** No manuscript, several, a template, or one that cannot be read. */
var ManuscriptError = class extends UserError {
	kind = "manuscript";
};
/** The model server is not there, refuses, ends or hangs; or the prompt is longer than its context. */
var ServerError = class extends UserError {
	kind = "server";
};
/** The model answered, and the answer is no review: cut, or not to be parsed. */
var AnswerError = class extends UserError {
	kind = "answer";
	/** What had come before it was cut: for people to look at, never to be parsed into concerns. */
	partial;
	constructor(failure) {
		super(failure);
		this.partial = failure.partial;
	}
};
/** Weights are missing, truncated or not the ones that the profile names; or the runner is not installed. */
var ModelsError = class extends UserError {
	kind = "models";
};
/** The result could not be written. */
var OutputError = class extends UserError {
	kind = "output";
};
/** GitHub is not reachable, refuses, or answers what cannot be read. The place is the request, never with a token. */
var GitHubError = class extends UserError {
	kind = "github";
};
/** The pull request moved on, or another run wrote, while this one worked: nothing of its result is written. No fault of anybody's. */
var SupersededError = class extends UserError {
	kind = "superseded";
};
/** The user, or the machine that runs us, asked to stop. */
var InterruptedError = class extends UserError {
	kind = "interrupted";
};
/** An error's message, or the text of whatever else was thrown. */
function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}

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

export { EXIT_CODES as a, ManuscriptError as c, ServerError as d, SettingsError as f, messageOf as h, AnswerError as i, ModelsError as l, UserError as m, charactersOf as n, GitHubError as o, SupersededError as p, escapeInvisible as r, InterruptedError as s, CHARACTER_CLASSES as t, OutputError as u };