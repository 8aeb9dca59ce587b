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
	batch: 9,
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
/** Some manuscripts of a batch could not be reviewed; the others were. */
var BatchError = class extends UserError {
	kind = "batch";
};
/** GitHub is not reachable, refuses, or answers what cannot be read. The place is the request, never with a token. */
var GitHubError = class extends UserError {
	kind = "github";
};
/** The pull request moved on, or another run wrote, while this one worked: nothing of its result is written. A normal race, no fault of the user's. */
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

export { InterruptedError as a, OutputError as c, SupersededError as d, UserError as f, GitHubError as i, ServerError as l, BatchError as n, ManuscriptError as o, messageOf as p, EXIT_CODES as r, ModelsError as s, AnswerError as t, SettingsError as u };