import { a as InterruptedError, f as UserError, i as GitHubError } from "./shared~errors.js";
import { n as plainText } from "./publish~sanitise.js";
import { b as union, c as array, h as object, m as number, v as string } from "./zod~action~action-post.js";

// src/github/http/request-fault.ts
/** What a failed request means. Invariant: it tells the request, GitHub's own words as one plain line and a remedy, and never a header: no token is in it. */
/** One request that failed, for good. */
var RequestFault = class extends GitHubError {
	reason;
	status;
	/** GitHub's own words, one plain line. */
	githubMessage;
	/** Seconds that GitHub asks to wait, where it names them. */
	retryAfter;
	constructor({ reason, request, message, status, accepted, retryAfter }) {
		const githubMessage = plainText(message).slice(0, 300);
		const { code, fault, remedy } = FAULTS[reason];
		const number = status === void 0 ? "" : ` (${status})`;
		const needed = reason === "permission" && accepted !== void 0 ? `; it needs ${plainText(accepted)}` : "";
		super({
			code,
			at: `GitHub, ${plainText(request)}`,
			fault: `${fault}${number}: ${githubMessage}${needed}`,
			remedy
		});
		this.reason = reason;
		this.status = status;
		this.retryAfter = retryAfter;
		this.githubMessage = githubMessage;
	}
	/** Whether a write may have been done although it failed: then it must be looked for before it is sent again. */
	get mayHaveSucceeded() {
		return this.reason === "unreachable" || this.reason === "server" || this.reason === "answer";
	}
};
/** Milliseconds since 1970, before which GitHub wants to hear nothing; undefined where it names no time. */
function notBeforeOf(error) {
	const { retryAfter } = error instanceof RequestFault ? error : {};
	return retryAfter === void 0 ? void 0 : Date.now() + retryAfter * 1e3;
}
/** Of each reason: the error's code, what it says before GitHub's own words, and what to do. */
const FAULTS = {
	unreachable: {
		code: "github-unreachable",
		fault: "no whole answer came",
		remedy: "Check the runner's network and proxy, then run the job again; nothing is written twice"
	},
	server: {
		code: "github-failed",
		fault: "GitHub failed",
		remedy: "Run the job again later; nothing is written twice"
	},
	answer: {
		code: "github-answer",
		fault: "the answer is not what GitHub documents",
		remedy: "Run the job again; where it stays, check what stands between the runner and GitHub, and GITHUB_API_URL"
	},
	credentials: {
		code: "github-credentials",
		fault: "the token is refused",
		remedy: "Give a token that is valid: the input `token`, by default the job's own"
	},
	permission: {
		code: "github-permission",
		fault: "the token may not do this",
		remedy: "Add the permission to the workflow's `permissions`, or run on an event whose token may write"
	},
	locked: {
		code: "github-locked",
		fault: "the conversation is locked",
		remedy: "Unlock the conversation, then run the job again"
	},
	"not found": {
		code: "github-not-found",
		fault: "there is no such thing, or the token may not see it",
		remedy: "Check that the token may read this repository, and that the pull request and the commit still exist"
	},
	refused: {
		code: "github-refused",
		fault: "GitHub refuses this",
		remedy: "Run the job again; where it stays, this is a bug of BioReview: report it with this message"
	},
	limited: {
		code: "github-limited",
		fault: "GitHub's rate limit is used up",
		remedy: "Run the job again later, or with a token that has a limit of its own"
	}
};
/** @param status of an answer above 399 */
function reasonOf(status, message) {
	if (status === 401) return "credentials";
	if ((status === 403 || status === 422 || status === 423) && isAboutLock(message)) return "locked";
	if (status === 403 || status === 451) return "permission";
	if (status === 404 || status === 410) return "not found";
	if (status === 429) return "limited";
	return status >= 500 ? "server" : "refused";
}
/** "issue is locked", "lock prevents review". */
function isAboutLock(message) {
	return /\block(?:ed)?\b/i.test(message);
}
const graphqlError = object({
	type: string().optional(),
	message: string(),
	path: array(union([string(), number()])).optional()
});
function reasonOfGraphQL({ type, message }) {
	switch (type) {
		case "FORBIDDEN":
		case "UNPROCESSABLE":
		case "INSUFFICIENT_SCOPES":
			if (isAboutLock(message)) return "locked";
			return type === "UNPROCESSABLE" ? "refused" : "permission";
		case "NOT_FOUND": return "not found";
		case void 0:
		case "SERVICE_UNAVAILABLE":
		case "INTERNAL": return "server";
		default: return "refused";
	}
}
/** What a request or a pause ends with after the signal was aborted. */
function interrupted(signal, label) {
	if (signal.reason instanceof UserError) return signal.reason;
	return new InterruptedError({
		code: "interrupted",
		at: `GitHub, ${plainText(label)}`,
		fault: "the run was told to stop",
		remedy: "Run the job again; nothing is written twice"
	});
}

export { reasonOf as a, notBeforeOf as i, graphqlError as n, reasonOfGraphQL as o, interrupted as r, RequestFault as t };