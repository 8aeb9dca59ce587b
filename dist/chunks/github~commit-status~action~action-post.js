import { i as GitHubError } from "./shared~errors.js";
import { a as _enum, c as array, d as int, f as literal, h as object, v as string } from "./zod~action~action-post.js";
import { i as notBeforeOf, t as RequestFault } from "./github~request-fault~action~action-post.js";

// src/github/read/repository.ts
/** A repository: its name as requests want it, and what a person may do in it by GitHub's own word. How somebody is associated with a pull request says nothing
*  about that. */
/** @param fullName `owner/repo`
*  @throws RangeError where it is no full name: whoever made it is wrong, not the user */
function parseFullName(fullName) {
	const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(fullName) ?? [];
	if (owner === void 0 || repo === void 0) throw new RangeError(`no repository is called ${JSON.stringify(fullName)}`);
	return {
		owner,
		repo
	};
}
/** @returns "none" for whoever is no collaborator, and for what GitHub may call it one day  @throws RequestFault */
async function permissionOf(github, repository, username) {
	const answer = object({ permission: _enum([
		"admin",
		"write",
		"read",
		"none"
	]).catch("none") });
	const parameters = {
		...parseFullName(repository),
		username
	};
	try {
		return (await github.send(({ rest }) => rest.repos.getCollaboratorPermissionLevel(parameters), answer)).permission;
	} catch (error) {
		if (error instanceof RequestFault && error.status === 404) return "none";
		throw error;
	}
}

// src/github/write/safe-write.ts
/** For the log. */
function unwrittenLine({ what, because, remedy }) {
	return `not written: ${what}, for ${because}. ${remedy}`;
}
/** @param permission such as `pull-requests: write` */
function lacking(permission, what) {
	return {
		what,
		because: `the job's token lacks \`${permission}\``,
		remedy: "Add it to the job's `permissions`, then run the job again"
	};
}
function lockedOut(what) {
	return {
		what,
		because: "the conversation is locked",
		remedy: "Unlock it, then run the job again: what is missing is written then"
	};
}
/** What would tell of something that is not written itself. */
function withheld(what, because) {
	return {
		what,
		because,
		remedy: "The next run that may write that writes both"
	};
}
/** Runs a write.
*  @param permission that the write needs, as GitHub documents it
*  @returns its result, or what was not written for lack of the permission */
async function unlessForbidden(permission, what, write) {
	try {
		return { done: await write() };
	} catch (error) {
		if (!(error instanceof RequestFault)) throw error;
		if (error.reason === "permission") return { unwritten: lacking(permission, what) };
		if (error.reason === "locked") return { unwritten: lockedOut(what) };
		throw error;
	}
}
const TRIES = 2;
/** GitHub may list a new comment a moment late. */
const LOOKS = 2;
/** Sends a write, and once more where it is surely not done. @param send checks that the answer shows what was sent
*  @param find what was written, known by its mark or its text; undefined where it is not there
*  @throws RequestFault of the last try, where it is still not there */
async function sendOnce(github, send, find) {
	for (let tried = 1;; tried++) try {
		return await send();
	} catch (error) {
		if (!(error instanceof RequestFault) || !error.mayHaveSucceeded) throw error;
		github.log.warning(`${error.message} Looking whether it was written all the same.`);
		for (let looked = 0; looked < LOOKS; looked++) {
			await github.settle();
			const found = await find();
			if (found !== void 0) return found;
		}
		if (tried === TRIES || error.retryAfter !== void 0) throw error;
	}
}

// src/github/write/commit-status.ts
/** The commit status that people and merge rules see. Sending it twice does no harm, the last one counts: so it is sent again where GitHub failed. */
/** UTF-16 units that GitHub takes. */
const MAX_DESCRIPTION = 140;
/** All that a verdict stands for is written, and the verdict itself is not. */
var VerdictUnwrittenError = class extends GitHubError {
	/** What is not said, in its order. */
	unsaid;
	/** As of `notBeforeOf`. */
	notBefore;
	constructor(at, unsaid, cause) {
		const fault = `everything else is written, and only this could not be set: ${cause.fault}`;
		super({
			code: "github-verdict-unwritten",
			at,
			fault,
			remedy: "Run the job again later: it sets the status, and repeats nothing",
			cause
		});
		this.unsaid = unsaid;
		this.notBefore = notBeforeOf(cause);
	}
};
/** @returns what was not written, where the token may not write statuses  @throws VerdictUnwrittenError; InterruptedError */
async function setVerdicts(github, repository, sha, verdicts) {
	for (const [k, { context, status }] of verdicts.entries()) try {
		const part = await setCommitStatus(github, repository, sha, status, { context });
		if (part !== void 0) return [part];
	} catch (error) {
		if (!(error instanceof RequestFault)) throw error;
		throw new VerdictUnwrittenError(`the status ${context} of ${sha.slice(0, 7)}`, verdicts.slice(k), error);
	}
	return [];
}
/** @param options.context of another status than that of the whole pull request   @param options.lastWords goes out also after the run was told to stop
*  @returns what was not written, where the token may not write statuses  @throws RequestFault */
async function setCommitStatus(github, repository, sha, { state, description, url }, { context = github.statusContext, ...options } = {}) {
	const parameters = {
		...parseFullName(repository),
		sha,
		context,
		state,
		description: description.slice(0, 140),
		...url === void 0 ? {} : { target_url: url }
	};
	const answer = object({
		id: int(),
		context: literal(context),
		state: literal(state)
	});
	const send = () => github.send(({ rest }) => rest.repos.createCommitStatus(parameters), answer, options);
	const again = (error) => {
		if (error instanceof RequestFault && error.mayHaveSucceeded && error.retryAfter === void 0 && !options.lastWords) return send();
		throw error;
	};
	return (await unlessForbidden("statuses: write", `the status ${context} (${state})`, () => send().catch(again))).unwritten;
}
/** Whether some run has concluded on a commit: its status is there, and no longer pending. In doubt it is not. */
async function hasFinalStatus(github, repository, sha) {
	try {
		return (await statusesOf(github, repository, sha)).some(({ context, status: { state } }) => context === github.statusContext && state !== "pending");
	} catch (error) {
		if (!(error instanceof RequestFault)) throw error;
		github.log.warning(error.message);
		return false;
	}
}
/** The latest of each context, a hundred at most. @throws RequestFault */
async function statusesOf(github, repository, sha) {
	const state = _enum([
		"pending",
		"success",
		"failure",
		"error"
	]);
	const answer = object({ statuses: array(object({
		context: string(),
		state,
		description: string().nullish()
	})) });
	const parameters = {
		...parseFullName(repository),
		ref: sha,
		per_page: 100
	};
	const { statuses } = await github.send(({ rest }) => rest.repos.getCombinedStatusForRef(parameters), answer);
	return statuses.map(({ context, state, description }) => ({
		context,
		status: {
			state,
			description: description ?? ""
		}
	}));
}

export { statusesOf as a, sendOnce as c, withheld as d, parseFullName as f, setVerdicts as i, unlessForbidden as l, hasFinalStatus as n, lacking as o, permissionOf as p, setCommitStatus as r, lockedOut as s, VerdictUnwrittenError as t, unwrittenLine as u };