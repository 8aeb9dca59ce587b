import { i as __toESM, r as __require, t as __commonJSMin } from "./rolldown-runtime.js";
import { A as ManuscriptError, F as SupersededError, I as UserError, O as GitHubError, P as SettingsError, _ as strictObject, a as _enum, b as union, c as array, d as int, f as literal, g as record, h as object, i as ZodOptional, j as ModelsError, k as InterruptedError, l as boolean, m as number$1, n as ZodDefault, r as ZodNumber, s as _undefined, t as ZodArray, v as string, x as unknown } from "./schemas.js";
import { A as supersededStatus, Ct as folderOf, D as failedStatus, L as isStatusComment, P as plain, St as extensionOf, _t as MAX_FILES$1, a as settingsFrom, bt as isInSkippedFolder, f as locateRunner, i as handlingOf, mt as fromMarkdown, o as settingsSchema, v as VERSION$4, wt as isPlainPath, xt as byCodeUnit, yt as notInTree } from "./settings.js";
import { t as require_undici } from "./undici.js";
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { existsSync } from "node:fs";
import { cp, mkdir as mkdir$1, readFile, readdir as readdir$1, rename as rename$1, rm as rm$1, stat as stat$1 } from "node:fs/promises";
import * as path from "path";
import { createHash, randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import * as os from "os";
import os$1, { EOL } from "os";
import * as crypto from "crypto";
import * as fs from "fs";
import { constants as constants$1, promises } from "fs";
import * as events from "events";
import * as child from "child_process";
import { setTimeout as setTimeout$2 } from "timers";
import { createInterface } from "node:readline";

// src/github/request-fault.ts
/** What a failed request means. Invariant: it tells the request, GitHub's own words as one plain line and a remedy, and never a header: no token is in it. */
/** One request that failed, for good. */
var RequestFault = class extends GitHubError {
	reason;
	status;
	/** GitHub's own words, one plain line. */
	said;
	accepted;
	constructor(failed) {
		const said = plain(failed.message).slice(0, 300);
		super({
			code: CODES[failed.reason],
			at: `GitHub, ${plain(failed.request)}`,
			fault: told$1(failed, said),
			remedy: REMEDIES[failed.reason]
		});
		this.reason = failed.reason;
		this.status = failed.status;
		this.said = said;
		this.accepted = failed.accepted;
	}
	/** Whether a write may have been done although it failed: then it must be looked for before it is sent again. */
	get unclear() {
		return this.reason === "unreachable" || this.reason === "server" || this.reason === "answer";
	}
};
const CODES = {
	unreachable: "github-unreachable",
	server: "github-failed",
	answer: "github-answer",
	credentials: "github-credentials",
	permission: "github-permission",
	locked: "github-locked",
	"not found": "github-not-found",
	refused: "github-refused",
	limited: "github-limited"
};
const REMEDIES = {
	unreachable: "Check the runner's network and proxy, then run the job again; nothing is written twice",
	server: "Run the job again later; nothing is written twice",
	answer: "Run the job again; where it stays, check what stands between the runner and GitHub, and GITHUB_API_URL",
	credentials: "Give a token that is valid: the input `token`, by default the job's own",
	permission: "Add the permission to the workflow's `permissions`, or run on an event whose token may write",
	locked: "Unlock the conversation, then run the job again",
	"not found": "Check that the token may read this repository, and that the pull request and the commit still exist",
	refused: "Run the job again; where it stays, this is a bug of BioReview: report it with this message",
	limited: "Run the job again later, or with a token that has a limit of its own"
};
function told$1({ reason, status, accepted }, said) {
	const number = status === void 0 ? "" : ` (${status})`;
	switch (reason) {
		case "unreachable": return `no whole answer came: ${said}`;
		case "server": return `GitHub failed${number}: ${said}`;
		case "answer": return `the answer is not what GitHub documents: ${said}`;
		case "credentials": return `the token is refused${number}: ${said}`;
		case "permission": return `the token may not do this${number}: ${said}${accepted === void 0 ? "" : `; it needs ${plain(accepted)}`}`;
		case "locked": return `the conversation is locked${number}: ${said}`;
		case "not found": return `there is no such thing, or the token may not see it${number}: ${said}`;
		case "refused": return `GitHub refuses this${number}: ${said}`;
		case "limited": return `GitHub's rate limit is used up${number}: ${said}`;
	}
}
/** @param status of an answer above 399 */
function reasonOf(status, message) {
	if (status === 401) return "credentials";
	if (status === 403 || status === 422 || status === 423) {
		if (/\block(?:ed)?\b/i.test(message)) return "locked";
	}
	if (status === 403 || status === 451) return "permission";
	if (status === 404 || status === 410) return "not found";
	if (status === 429) return "limited";
	return status >= 500 ? "server" : "refused";
}

// src/github/lost.ts
/** What could not be written for lack of a permission. Invariant: only that is lost quietly enough to go on; everything else that fails is thrown. */
/** Runs a write. @returns its result, or what was lost by the lack of a permission
*  @param permission that the write needs, as GitHub documents it */
async function orLost(permission, what, write) {
	try {
		return { done: await write() };
	} catch (error) {
		if (error instanceof RequestFault && (error.reason === "permission" || error.reason === "locked")) return { lost: {
			permission: error.reason === "locked" ? "an unlocked conversation" : permission,
			what
		} };
		throw error;
	}
}

// src/github/repository-name.ts
/** @throws RangeError where it is no `owner/name`: whoever made it is wrong, not the user */
function repositoryName(repository) {
	const [owner = "", name = "", ...more] = repository.split("/");
	if (!/^[\w.-]+$/.test(owner) || !/^[\w.-]+$/.test(name) || more.length > 0) throw new RangeError(`no repository is called ${JSON.stringify(repository)}`);
	return {
		owner,
		name
	};
}

// src/github/commit-status.ts
/** The commit status that people and merge rules see. Sending it twice does no harm, the last one counts: so it is sent again where GitHub failed. */
/** UTF-16 units that GitHub takes. */
const MAX_DESCRIPTION = 140;
/** @param options.lastWords goes out also after the run was told to stop
*  @returns what was lost, where the token may not write statuses  @throws RequestFault */
async function setStatus(github, repository, sha, { state, description, url }, options = {}) {
	const { owner, name } = repositoryName(repository);
	const about = {
		context: github.statusContext,
		state,
		description: description.slice(0, MAX_DESCRIPTION),
		...url === void 0 ? {} : { target_url: url }
	};
	const send = () => github.send("POST /repos/{owner}/{repo}/statuses/{sha}", {
		owner,
		repo: name,
		sha,
		...about
	}, unknown(), options);
	const again = (error) => {
		if (error instanceof RequestFault && error.unclear && !options.lastWords) return send();
		throw error;
	};
	return (await orLost("statuses: write", `the status ${github.statusContext} (${state})`, () => send().catch(again))).lost;
}
/** Whether some run has concluded on a commit: its status is there, and no longer pending. In doubt it is not. */
async function isConcluded(github, repository, sha) {
	const { owner, name } = repositoryName(repository);
	const answer = object({ statuses: array(object({
		context: string(),
		state: string()
	})) });
	try {
		const parameters = {
			owner,
			repo: name,
			ref: sha,
			per_page: 100
		};
		const { statuses } = await github.get("GET /repos/{owner}/{repo}/commits/{ref}/status", parameters, answer);
		return statuses.some(({ context, state }) => context === github.statusContext && state !== "pending");
	} catch (error) {
		if (!(error instanceof RequestFault)) throw error;
		github.log.warning(error.message);
		return false;
	}
}

// src/github/same-text.ts
/** Whether two texts are the same to GitHub, which stores line ends in its own way and may strip what nobody sees. */
function sameText(one, other) {
	return normal(one) === normal(other);
}
/** Whether people read the same: HTML comments are left out. */
function sameWords(one, other) {
	return normal(one.replace(/<!--[\s\S]*?-->/g, "")).replace(/\s+/g, " ").trim() === normal(other.replace(/<!--[\s\S]*?-->/g, "")).replace(/\s+/g, " ").trim();
}
function normal(text) {
	return text.replaceAll("\r\n", "\n").trimEnd();
}

// src/github/survey-queries.ts
/** What is asked of a pull request, in GraphQL, and the shape of the answers. `viewerDidAuthor` is GitHub's own word for "this token wrote it". */
const sha$1 = string().regex(/^[0-9a-f]{40,64}$/);
const actor = object({ login: string() }).nullable();
const pageInfo = object({
	hasNextPage: boolean(),
	endCursor: string().nullable()
});
/** GitHub lists null where it may not show something. */
const nodesOf = (node) => array(node.nullable()).transform((nodes) => nodes.filter((one) => one !== null));
const connection = (node) => object({
	pageInfo,
	nodes: nodesOf(node)
});
const PAGE = "pageInfo { hasNextPage endCursor }";
/** `databaseId` has 32 bits, and comments have outgrown them. */
const bigId = union([string().regex(/^\d{1,15}$/), int()]).transform(Number);
const COMMENT$1 = "id fullDatabaseId body url viewerDidAuthor author { login } editor { login }";
const commentNode = object({
	id: string(),
	fullDatabaseId: bigId.nullable(),
	body: string(),
	url: string(),
	viewerDidAuthor: boolean(),
	author: actor,
	editor: actor
});
const REVIEW = "id fullDatabaseId body url viewerDidAuthor state commit { oid } author { __typename login } editor { login }";
const reviewNode = commentNode.extend({
	state: _enum([
		"PENDING",
		"COMMENTED",
		"APPROVED",
		"CHANGES_REQUESTED",
		"DISMISSED"
	]),
	commit: object({ oid: sha$1 }).nullable(),
	author: object({
		__typename: string(),
		login: string()
	}).nullable()
});
/** Comments of one thread that are looked at. */
const THREAD_COMMENTS = 50;
const THREAD = `id isResolved viewerCanResolve comments(first: ${50}) { totalCount nodes { ${COMMENT$1} } }`;
const threadNode = object({
	id: string(),
	isResolved: boolean(),
	viewerCanResolve: boolean(),
	comments: object({
		totalCount: int(),
		nodes: nodesOf(commentNode)
	})
});
const blob = object({
	text: string().nullable(),
	isBinary: boolean().nullable(),
	isTruncated: boolean()
});
const FACTS = `number state isDraft author { login } labels(first: 100) { nodes { name } }
      headRefOid headRefName headRepository { nameWithOwner } baseRefName baseRefOid
      baseRef { target { oid ... on Commit { file(path: $config) { object { ... on Blob { text isBinary isTruncated } } } } } }`;
const facts = object({
	number: int(),
	state: _enum([
		"OPEN",
		"CLOSED",
		"MERGED"
	]),
	isDraft: boolean(),
	author: actor,
	labels: object({ nodes: nodesOf(object({ name: string() })) }).nullable(),
	headRefOid: sha$1,
	headRefName: string(),
	headRepository: object({ nameWithOwner: string() }).nullable(),
	baseRefName: string(),
	baseRefOid: sha$1,
	/** Null where the base branch was deleted. */
	baseRef: object({ target: object({
		oid: sha$1,
		file: object({ object: blob.partial().nullable() }).nullish()
	}).nullable() }).nullable()
});
/** Nodes a page, GitHub's greatest. */
const PAGE_SIZE$1 = 100;
const LISTS = `comments(first: ${PAGE_SIZE$1}, after: $comments) @include(if: $moreComments) { ${PAGE} nodes { ${COMMENT$1} } }
      reviews(first: ${PAGE_SIZE$1}, after: $reviews) @include(if: $moreReviews) { ${PAGE} nodes { ${REVIEW} } }
      reviewThreads(first: ${PAGE_SIZE$1}, after: $threads) @include(if: $moreThreads) { ${PAGE} nodes { ${THREAD} } }`;
const lists = object({
	comments: connection(commentNode).optional(),
	reviews: connection(reviewNode).nullish(),
	reviewThreads: connection(threadNode).optional()
});
const SURVEY = `query Survey($owner: String!, $name: String!, $number: Int!, $config: String!,
  $comments: String, $reviews: String, $threads: String, $moreComments: Boolean!, $moreReviews: Boolean!, $moreThreads: Boolean!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    pullRequest(number: $number) {
      ${FACTS}
      ${LISTS}
    }
  }
}`;
const found = (pull) => object({ repository: object({
	nameWithOwner: string(),
	pullRequest: pull.nullable()
}).nullable() });
const surveyAnswer = found(facts.extend(lists.shape));
/** What is looked at once more before the first write. The status comment is among the oldest comments, or among the newest. */
const SECOND_LOOK = `query SecondLook($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    pullRequest(number: $number) {
      headRefOid state
      oldest: comments(first: ${PAGE_SIZE$1}) { nodes { ${COMMENT$1} } }
      newest: comments(last: ${PAGE_SIZE$1}) { nodes { ${COMMENT$1} } }
      reviews(last: ${PAGE_SIZE$1}) { nodes { ${REVIEW} } }
    }
  }
}`;
const secondLookAnswer = found(object({
	headRefOid: sha$1,
	state: _enum([
		"OPEN",
		"CLOSED",
		"MERGED"
	]),
	oldest: object({ nodes: nodesOf(commentNode) }),
	newest: object({ nodes: nodesOf(commentNode) }),
	reviews: object({ nodes: nodesOf(reviewNode) }).nullable()
}));

// src/github/survey.ts
/** One look at a pull request, at the start: what it is, what we wrote on it, and the repository's configuration on its base branch.
*  Invariants: only what GitHub says that this token wrote counts as ours; the configuration never comes from the pull request. What is not read is noted. */
/** Requests. Two thousand comments: longer conversations are noted, and their middle is not read. */
const MAX_PAGES = 20;
/** One request; another for each further hundred comments, reviews or threads.
*  @param configPath below the repository's top, such as `.github/bioreview.yml`
*  @throws RequestFault; SettingsError `config-unreadable` where the configuration is no text */
async function surveyPull(github, repository, number, { configPath }) {
	const ask = (more) => surveyPage(github, repository, number, configPath, more);
	const first = await ask(EVERYTHING);
	const pages = [first.pull];
	for (let more = moreOf(first.pull, EVERYTHING); more !== void 0 && pages.length < MAX_PAGES; more = moreOf(pages.at(-1) ?? {}, more)) pages.push((await ask(more)).pull);
	const unread = moreOf(pages.at(-1) ?? {}, EVERYTHING) === void 0 ? [] : [`of this conversation more than ${MAX_PAGES} pages were not read`];
	return {
		pull: pullOf(first.repository, first.pull),
		conversation: conversationOf(pages, unread),
		config: configOf(first.pull, configPath),
		notes: first.pull.baseRef === null ? [`the base branch ${first.pull.baseRefName} is gone, so no configuration was read`] : []
	};
}
const EVERYTHING = {
	comments: null,
	reviews: null,
	threads: null
};
function moreOf({ comments, reviews, reviewThreads }, asked) {
	const next = (list, was) => was !== void 0 && list?.pageInfo.hasNextPage ? list.pageInfo.endCursor ?? void 0 : void 0;
	const more = {
		comments: next(comments, asked.comments),
		reviews: next(reviews, asked.reviews),
		threads: next(reviewThreads, asked.threads)
	};
	return Object.values(more).some((cursor) => cursor !== void 0) ? more : void 0;
}
async function surveyPage(github, repository, number, config, more) {
	const cursors = {
		comments: more.comments ?? null,
		reviews: more.reviews ?? null,
		threads: more.threads ?? null
	};
	const wanted = {
		moreComments: more.comments !== void 0,
		moreReviews: more.reviews !== void 0,
		moreThreads: more.threads !== void 0
	};
	const variables = {
		...repositoryName(repository),
		number,
		config,
		...cursors,
		...wanted
	};
	const answer = await github.query("Survey", SURVEY, variables, surveyAnswer);
	if (answer.repository?.pullRequest) return {
		repository: answer.repository.nameWithOwner,
		pull: answer.repository.pullRequest
	};
	throw new RequestFault({
		reason: "not found",
		request: `pull request ${repository}#${number}`,
		message: "GitHub shows no such pull request"
	});
}
function pullOf(repository, facts) {
	return {
		repository,
		number: facts.number,
		author: facts.author?.login ?? "ghost",
		state: STATES[facts.state],
		draft: facts.isDraft,
		labels: facts.labels?.nodes.map(({ name }) => name) ?? [],
		head: {
			sha: facts.headRefOid,
			ref: facts.headRefName,
			repository: facts.headRepository?.nameWithOwner
		},
		base: {
			ref: facts.baseRefName,
			sha: facts.baseRef?.target?.oid ?? facts.baseRefOid
		}
	};
}
const STATES = {
	OPEN: "open",
	CLOSED: "closed",
	MERGED: "merged"
};
function configOf({ baseRef }, path) {
	const target = baseRef?.target;
	const file = target?.file?.object;
	if (target === null || target === void 0 || file === null || file === void 0) return void 0;
	if (typeof file.text === "string" && file.isTruncated !== true) return {
		text: file.text,
		path,
		commit: target.oid
	};
	throw new SettingsError({
		code: "config-unreadable",
		at: `${path} on the base branch`,
		fault: file.isTruncated ? "it is too long for a configuration" : "it is no text file",
		remedy: "Write it as YAML, or remove it"
	});
}
function conversationOf(pages, unread) {
	const comments = pages.flatMap((page) => page.comments?.nodes ?? []);
	const reviews = pages.flatMap((page) => page.reviews?.nodes ?? []);
	const threads = pages.flatMap((page) => page.reviewThreads?.nodes ?? []);
	const long = threads.filter((thread) => isOurs(thread) && thread.comments.totalCount > 50).length;
	return {
		statusComments: ownStatusComments(comments),
		reviews: reviews.flatMap(ownReview),
		threads: threads.flatMap(ownThread),
		notes: [...unread, ...long > 0 ? [`of ${long} threads only the first ${50} comments were read`] : []]
	};
}
function ownStatusComments(comments) {
	return comments.flatMap((comment) => isStatusComment(comment.body) ? ownComment(comment) : []);
}
/** Empty where somebody else wrote it, or GitHub gives no number to name it by. */
function ownComment({ id, fullDatabaseId, body, url, viewerDidAuthor, author, editor }) {
	if (!viewerDidAuthor || fullDatabaseId === null) return [];
	return [{
		id: fullDatabaseId,
		nodeId: id,
		body,
		url,
		...editor !== null && editor.login !== author?.login ? { editedBy: editor.login } : {}
	}];
}
/** One that was begun and never submitted is seen by nobody, and is none. */
function ownReview(review) {
	return review.state === "PENDING" ? [] : ownComment(review).map((comment) => ({
		...comment,
		commit: review.commit?.oid
	}));
}
function isOurs({ comments }) {
	return comments.nodes[0]?.viewerDidAuthor === true;
}
function ownThread(thread) {
	const [first, ...replies] = thread.comments.nodes;
	return (first === void 0 ? [] : ownComment(first)).map((root) => ({
		nodeId: thread.id,
		root,
		resolved: thread.isResolved,
		resolvable: thread.viewerCanResolve,
		replies: replies.flatMap((reply) => reply.viewerDidAuthor ? [reply.body] : [])
	}));
}

// src/github/second-look.ts
/** The pull request looked at once more, right before the first write: minutes lie between the first look and this one. Invariant: who would write about
*  a commit that is no longer the head, or over a ledger that another run wrote, writes nothing. */
/** One request. */
async function lookAgain(github, { repository, number }) {
	const variables = {
		...repositoryName(repository),
		number
	};
	const pull = (await github.query("SecondLook", SECOND_LOOK, variables, secondLookAnswer)).repository?.pullRequest;
	if (!pull) throw new RequestFault({
		reason: "not found",
		request: `pull request ${repository}#${number}`,
		message: "it is not there any more"
	});
	const comments = [...pull.oldest.nodes, ...pull.newest.nodes].flatMap(ownComment);
	const reviews = pull.reviews?.nodes ?? [];
	return {
		head: pull.headRefOid,
		comments: [...new Map(comments.map((comment) => [comment.id, comment])).values()],
		reviews: reviews.flatMap(ownReview),
		pending: reviews.flatMap(pendingReview)
	};
}
function pendingReview({ state, viewerDidAuthor, fullDatabaseId: id, body, author }) {
	return state === "PENDING" && viewerDidAuthor && id !== null ? [{
		id,
		body,
		byProgram: author?.__typename === "Bot"
	}] : [];
}
/** The status comment as it stands now; undefined where there is none (any more). */
async function standingStatus(github, repository, { id, body }, look) {
	if (id === void 0) return look.comments.find((comment) => beginsAlike(comment.body, body))?.body;
	return look.comments.find((comment) => comment.id === id)?.body ?? await commentBody(github, repository, id);
}
/** Asked for by itself: it can stand in the middle of a conversation of more than two hundred. @returns undefined where it is gone */
async function commentBody(github, repository, id) {
	const { owner, name } = repositoryName(repository);
	const parameters = {
		owner,
		repo: name,
		comment_id: id
	};
	try {
		return (await github.get("GET /repos/{owner}/{repo}/issues/comments/{comment_id}", parameters, object({ body: string() }))).body;
	} catch (error) {
		if (error instanceof RequestFault && error.reason === "not found") return void 0;
		throw error;
	}
}
/** A status comment's first line says of which pull request and manuscript it is. */
function beginsAlike(body, other) {
	return body.split(/\r?\n/, 1)[0] === other.split(/\r?\n/, 1)[0];
}
/** @param expected body of the status comment when the plan was made; undefined: there was none
*  @param standing its body now. Deleted in between, it is simply written again */
function whyOvertaken(head, look, expected, standing) {
	if (look.head !== head) return superseded("pull-request-moved", `${head.slice(0, 7)} is no longer the head, ${look.head.slice(0, 7)} is`, "Its own run reviews the new head");
	if (standing === void 0 || expected !== void 0 && sameText(standing, expected)) return void 0;
	return superseded("ledger-moved", "another run wrote the status comment while this one worked", "Comment /bioreview to review this commit on top of what it wrote");
}
function superseded(code, fault, remedy) {
	return new SupersededError({
		code,
		at: "this run",
		fault: `${fault}; nothing was written`,
		remedy
	});
}

// src/github/send-once.ts
const TRIES = 2;
/** GitHub may list a new comment a moment late. */
const LOOKS$1 = 2;
/** @param find what was written, known by its mark; undefined where it is not there
*  @throws RequestFault of the last try, where it is still not there */
async function sendOnce(github, send, find) {
	for (let tried = 1;; tried++) try {
		return await send();
	} catch (error) {
		if (!(error instanceof RequestFault) || !error.unclear) throw error;
		github.log.warning(`${error.message} Looking whether it was written all the same.`);
		const found = await lookedFor(github, find);
		if (found !== void 0) return found;
		if (tried === TRIES) throw error;
	}
}
async function lookedFor(github, find) {
	for (let looked = 0; looked < LOOKS$1; looked++) {
		await github.settle();
		const found = await find();
		if (found !== void 0) return found;
	}
}

// src/github/write-comment.ts
/** Comments of the pull request's own conversation: the status comment, which keeps the ledger, and answers to commands. Invariant: one of each; one that
*  somebody deleted is written again. */
const COMMENT = "/repos/{owner}/{repo}/issues/comments/{comment_id}";
/** @param standing its body now, undefined where there is none  @throws RequestFault */
async function writeStatusComment(github, pull, { id, body }, standing) {
	if (standing !== void 0 && sameText(standing, body)) return;
	if (id !== void 0 && standing !== void 0 && await changeComment(github, pull, id, body)) return;
	await addComment(github, pull, body, (comment) => beginsAlike(comment.body, body));
}
/** @throws RequestFault */
async function writeReply(github, pull, { body, marker }, known) {
	const isIt = (comment) => comment.body.includes(marker);
	if (!known.some(isIt)) await addComment(github, pull, body, isIt);
}
/** @throws RequestFault */
async function removeComment(github, pull, id) {
	await unlessGone(github, pull, id, () => github.send(`DELETE ${COMMENT}`, {
		...repositoryOf(pull),
		comment_id: id
	}, unknown()));
}
/** @returns whether it was there */
async function changeComment(github, pull, id, body) {
	return unlessGone(github, pull, id, () => github.send(`PATCH ${COMMENT}`, {
		...repositoryOf(pull),
		comment_id: id,
		body
	}, unknown()));
}
async function addComment(github, pull, body, isIt) {
	const parameters = {
		...repositoryOf(pull),
		issue_number: pull.number,
		body
	};
	const written = object({ id: int() });
	const send = () => github.send("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", parameters, written);
	await sendOnce(github, send, async () => (await lookAgain(github, pull)).comments.find(isIt));
}
/** "Not found" is also what GitHub says to a token that may not write there: then it must not be written a second time. */
async function unlessGone(github, pull, id, write) {
	try {
		await write();
		return true;
	} catch (error) {
		if (error instanceof RequestFault && error.reason === "not found" && await commentBody(github, pull.repository, id) === void 0) return false;
		throw error;
	}
}
function repositoryOf({ repository }) {
	const { owner, name } = repositoryName(repository);
	return {
		owner,
		repo: name
	};
}

// src/github/write-review.ts
/** One review of one revision. Invariants: the event is COMMENT, so that no review blocks a merge or stays behind unsent; where its mark stands already, no
*  second one is written; what GitHub refuses to show on lines stands in the body. */
const written = object({ html_url: string() });
const REVIEWS = "/repos/{owner}/{repo}/pulls/{pull_number}/reviews";
/** @throws RequestFault; GitHubError `github-pending-review` where a person's unsent review stands in the way */
async function writeReview(github, pull, head, planned, look) {
	const standing = look.reviews.find(({ body }) => body.includes(planned.marker));
	if (planned.replaces !== void 0) return replaceReview(github, pull, head, {
		...planned,
		body: planned.bodyWithoutComments
	}, planned.replaces, look);
	if (standing !== void 0) return {
		url: standing.url,
		notes: []
	};
	try {
		return await addReview(github, pull, head, planned);
	} catch (error) {
		if (!isRefused(error) || !/pending review/i.test(error.said)) throw error;
		await dropUnsent(github, pull);
		return addReview(github, pull, head, planned);
	}
}
/** New comments on lines cannot be added to it, so its text says everything. One that is gone was deleted by somebody: then the revision has none, and gets one. */
async function replaceReview(github, pull, head, planned, id, look) {
	const standing = look.reviews.find((review) => review.id === id);
	if (standing !== void 0 && sameText(standing.body, planned.body)) return {
		url: standing.url,
		notes: []
	};
	try {
		const parameters = {
			...placeOf(pull),
			review_id: id,
			body: planned.body
		};
		return {
			url: (await github.send(`PUT ${REVIEWS}/{review_id}`, parameters, written)).html_url,
			notes: []
		};
	} catch (error) {
		if (!(error instanceof RequestFault) || error.reason !== "not found") throw error;
		if ((await lookAgain(github, pull)).reviews.some((review) => review.id === id)) throw error;
		return addReview(github, pull, head, planned);
	}
}
/** One bad comment makes GitHub refuse the review whole, and it does not say reliably which: then all of them stand in the body. */
async function addReview(github, pull, head, planned) {
	const find = async () => {
		const found = (await lookAgain(github, pull)).reviews.find(({ body }) => body.includes(planned.marker));
		return found && { html_url: found.url };
	};
	const post = (body, comments) => {
		const parameters = {
			...placeOf(pull),
			commit_id: head,
			event: "COMMENT",
			body,
			...comments.length > 0 ? { comments: comments.map(commentOf) } : {}
		};
		return sendOnce(github, () => github.send(`POST ${REVIEWS}`, parameters, written), find);
	};
	try {
		return {
			url: (await post(planned.body, planned.comments)).html_url,
			notes: []
		};
	} catch (error) {
		if (!isRefused(error) || error.status !== 422 || planned.comments.length === 0 || /pending review/i.test(error.said)) throw error;
		const note = `GitHub refused the comments on lines (${error.said}); they stand in the review's text`;
		github.log.warning(note);
		return {
			url: (await post(planned.bodyWithoutComments, [])).html_url,
			notes: [note]
		};
	}
}
/** For a single line GitHub wants no start. */
function commentOf({ path, line, startLine, body }) {
	return {
		path,
		line,
		side: "RIGHT",
		...startLine === void 0 || startLine === line ? {} : {
			start_line: startLine,
			start_side: "RIGHT"
		},
		body
	};
}
/** GitHub allows each user one unsent review on a pull request, and with it no other. A program's, or one that bears our mark, is a run's that broke
*  off; a person's holds words that nobody else has. */
async function dropUnsent(github, pull) {
	const { pending } = await lookAgain(github, pull);
	const [ours] = pending.filter(({ byProgram, body }) => byProgram || body.includes("bioreview-review-"));
	if (ours === void 0) throw unsentReview();
	github.log.warning("Removing a review that was begun and never sent");
	const parameters = {
		...placeOf(pull),
		review_id: ours.id
	};
	await github.send(`DELETE ${REVIEWS}/{review_id}`, parameters, unknown()).catch((error) => {
		if (!(error instanceof RequestFault) || error.reason !== "not found") throw error;
	});
}
function unsentReview() {
	return new GitHubError({
		code: "github-pending-review",
		at: "the review",
		fault: "the token's user has begun a review on this pull request and not sent it, and GitHub allows only one",
		remedy: "Send or discard that review, or give BioReview a token of its own; then run the job again"
	});
}
function placeOf({ repository, number }) {
	const { owner, name } = repositoryName(repository);
	return {
		owner,
		repo: name,
		pull_number: number
	};
}
function isRefused(error) {
	return error instanceof RequestFault && error.reason === "refused";
}

// node_modules/universal-user-agent/index.js
function getUserAgent() {
	if (typeof navigator === "object" && "userAgent" in navigator) return navigator.userAgent;
	if (typeof process === "object" && process.version !== void 0) return `Node.js/${process.version.substr(1)} (${process.platform}; ${process.arch})`;
	return "<environment undetectable>";
}

// node_modules/before-after-hook/lib/register.js
function register(state, name, method, options) {
	if (typeof method !== "function") throw new Error("method for before hook must be a function");
	if (!options) options = {};
	if (Array.isArray(name)) return name.reverse().reduce((callback, name) => {
		return register.bind(null, state, name, callback, options);
	}, method)();
	return Promise.resolve().then(() => {
		if (!state.registry[name]) return method(options);
		return state.registry[name].reduce((method, registered) => {
			return registered.hook.bind(null, method, options);
		}, method)();
	});
}

// node_modules/before-after-hook/lib/add.js
function addHook(state, kind, name, hook) {
	const orig = hook;
	if (!state.registry[name]) state.registry[name] = [];
	if (kind === "before") hook = (method, options) => {
		return Promise.resolve().then(orig.bind(null, options)).then(method.bind(null, options));
	};
	if (kind === "after") hook = (method, options) => {
		let result;
		return Promise.resolve().then(method.bind(null, options)).then((result_) => {
			result = result_;
			return orig(result, options);
		}).then(() => {
			return result;
		});
	};
	if (kind === "error") hook = (method, options) => {
		return Promise.resolve().then(method.bind(null, options)).catch((error) => {
			return orig(error, options);
		});
	};
	state.registry[name].push({
		hook,
		orig
	});
}

// node_modules/before-after-hook/lib/remove.js
function removeHook(state, name, method) {
	if (!state.registry[name]) return;
	const index = state.registry[name].map((registered) => {
		return registered.orig;
	}).indexOf(method);
	if (index === -1) return;
	state.registry[name].splice(index, 1);
}

// node_modules/before-after-hook/index.js
const bind = Function.bind;
const bindable = bind.bind(bind);
function bindApi(hook, state, name) {
	const removeHookRef = bindable(removeHook, null).apply(null, name ? [state, name] : [state]);
	hook.api = { remove: removeHookRef };
	hook.remove = removeHookRef;
	[
		"before",
		"error",
		"after",
		"wrap"
	].forEach((kind) => {
		const args = name ? [
			state,
			kind,
			name
		] : [state, kind];
		hook[kind] = hook.api[kind] = bindable(addHook, null).apply(null, args);
	});
}
function Singular() {
	const singularHookName = Symbol("Singular");
	const singularHookState = { registry: {} };
	const singularHook = register.bind(null, singularHookState, singularHookName);
	bindApi(singularHook, singularHookState, singularHookName);
	return singularHook;
}
function Collection() {
	const state = { registry: {} };
	const hook = register.bind(null, state);
	bindApi(hook, state);
	return hook;
}
var before_after_hook_default = {
	Singular,
	Collection
};

// node_modules/@octokit/endpoint/dist-bundle/index.js
var DEFAULTS = {
	method: "GET",
	baseUrl: "https://api.github.com",
	headers: {
		accept: "application/vnd.github.v3+json",
		"user-agent": `octokit-endpoint.js/0.0.0-development ${getUserAgent()}`
	},
	mediaType: { format: "" }
};
function lowercaseKeys(object) {
	if (!object) return {};
	return Object.keys(object).reduce((newObj, key) => {
		newObj[key.toLowerCase()] = object[key];
		return newObj;
	}, {});
}
function isPlainObject$1(value) {
	if (typeof value !== "object" || value === null) return false;
	if (Object.prototype.toString.call(value) !== "[object Object]") return false;
	const proto = Object.getPrototypeOf(value);
	if (proto === null) return true;
	const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
	return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
function mergeDeep(defaults, options) {
	const result = Object.assign({}, defaults);
	Object.keys(options).forEach((key) => {
		if (isPlainObject$1(options[key])) {
			if (!(key in defaults)) Object.assign(result, { [key]: options[key] });
			else result[key] = mergeDeep(defaults[key], options[key]);
		} else Object.assign(result, { [key]: options[key] });
	});
	return result;
}
function removeUndefinedProperties(obj) {
	for (const key in obj) if (obj[key] === void 0) delete obj[key];
	return obj;
}
function merge(defaults, route, options) {
	if (typeof route === "string") {
		let [method, url] = route.split(" ");
		options = Object.assign(url ? {
			method,
			url
		} : { url: method }, options);
	} else options = Object.assign({}, route);
	options.headers = lowercaseKeys(options.headers);
	removeUndefinedProperties(options);
	removeUndefinedProperties(options.headers);
	const mergedOptions = mergeDeep(defaults || {}, options);
	if (options.url === "/graphql") {
		if (defaults && defaults.mediaType.previews?.length) mergedOptions.mediaType.previews = defaults.mediaType.previews.filter((preview) => !mergedOptions.mediaType.previews.includes(preview)).concat(mergedOptions.mediaType.previews);
		mergedOptions.mediaType.previews = (mergedOptions.mediaType.previews || []).map((preview) => preview.replace(/-preview/, ""));
	}
	return mergedOptions;
}
function addQueryParameters(url, parameters) {
	const separator = /\?/.test(url) ? "&" : "?";
	const names = Object.keys(parameters);
	if (names.length === 0) return url;
	return url + separator + names.map((name) => {
		if (name === "q") return "q=" + parameters.q.split("+").map(encodeURIComponent).join("+");
		return `${name}=${encodeURIComponent(parameters[name])}`;
	}).join("&");
}
var urlVariableRegex = /\{[^{}}]+\}/g;
function removeNonChars(variableName) {
	return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g, "").split(/,/);
}
function extractUrlVariableNames(url) {
	const matches = url.match(urlVariableRegex);
	if (!matches) return [];
	return matches.map(removeNonChars).reduce((a, b) => a.concat(b), []);
}
function omit(object, keysToOmit) {
	const result = { __proto__: null };
	for (const key of Object.keys(object)) if (keysToOmit.indexOf(key) === -1) result[key] = object[key];
	return result;
}
function encodeReserved(str) {
	return str.split(/(%[0-9A-Fa-f]{2})/g).map(function(part) {
		if (!/%[0-9A-Fa-f]/.test(part)) part = encodeURI(part).replace(/%5B/g, "[").replace(/%5D/g, "]");
		return part;
	}).join("");
}
function encodeUnreserved(str) {
	return encodeURIComponent(str).replace(/[!'()*]/g, function(c) {
		return "%" + c.charCodeAt(0).toString(16).toUpperCase();
	});
}
function encodeValue(operator, value, key) {
	value = operator === "+" || operator === "#" ? encodeReserved(value) : encodeUnreserved(value);
	if (key) return encodeUnreserved(key) + "=" + value;
	else return value;
}
function isDefined(value) {
	return value !== void 0 && value !== null;
}
function isKeyOperator(operator) {
	return operator === ";" || operator === "&" || operator === "?";
}
function getValues(context, operator, key, modifier) {
	var value = context[key], result = [];
	if (isDefined(value) && value !== "") {
		if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
			value = value.toString();
			if (modifier && modifier !== "*") value = value.substring(0, parseInt(modifier, 10));
			result.push(encodeValue(operator, value, isKeyOperator(operator) ? key : ""));
		} else if (modifier === "*") {
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				result.push(encodeValue(operator, value2, isKeyOperator(operator) ? key : ""));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) result.push(encodeValue(operator, value[k], k));
			});
		} else {
			const tmp = [];
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				tmp.push(encodeValue(operator, value2));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) {
					tmp.push(encodeUnreserved(k));
					tmp.push(encodeValue(operator, value[k].toString()));
				}
			});
			if (isKeyOperator(operator)) result.push(encodeUnreserved(key) + "=" + tmp.join(","));
			else if (tmp.length !== 0) result.push(tmp.join(","));
		}
	} else if (operator === ";") {
		if (isDefined(value)) result.push(encodeUnreserved(key));
	} else if (value === "" && (operator === "&" || operator === "?")) result.push(encodeUnreserved(key) + "=");
	else if (value === "") result.push("");
	return result;
}
function parseUrl(template) {
	return { expand: expand.bind(null, template) };
}
function expand(template, context) {
	var operators = [
		"+",
		"#",
		".",
		"/",
		";",
		"?",
		"&"
	];
	template = template.replace(/\{([^\{\}]+)\}|([^\{\}]+)/g, function(_, expression, literal) {
		if (expression) {
			let operator = "";
			const values = [];
			if (operators.indexOf(expression.charAt(0)) !== -1) {
				operator = expression.charAt(0);
				expression = expression.substr(1);
			}
			expression.split(/,/g).forEach(function(variable) {
				var tmp = /([^:\*]*)(?::(\d+)|(\*))?/.exec(variable);
				values.push(getValues(context, operator, tmp[1], tmp[2] || tmp[3]));
			});
			if (operator && operator !== "+") {
				var separator = ",";
				if (operator === "?") separator = "&";
				else if (operator !== "#") separator = operator;
				return (values.length !== 0 ? operator : "") + values.join(separator);
			} else return values.join(",");
		} else return encodeReserved(literal);
	});
	if (template === "/") return template;
	else return template.replace(/\/$/, "");
}
function parse$1(options) {
	let method = options.method.toUpperCase();
	let url = (options.url || "/").replace(/:([a-z]\w+)/g, "{$1}");
	let headers = Object.assign({}, options.headers);
	let body;
	let parameters = omit(options, [
		"method",
		"baseUrl",
		"url",
		"headers",
		"request",
		"mediaType"
	]);
	const urlVariableNames = extractUrlVariableNames(url);
	url = parseUrl(url).expand(parameters);
	if (!/^http/.test(url)) url = options.baseUrl + url;
	const remainingParameters = omit(parameters, Object.keys(options).filter((option) => urlVariableNames.includes(option)).concat("baseUrl"));
	if (!/application\/octet-stream/i.test(headers.accept)) {
		if (options.mediaType.format) headers.accept = headers.accept.split(/,/).map((format) => format.replace(/application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/, `application/vnd$1$2.${options.mediaType.format}`)).join(",");
		if (url.endsWith("/graphql")) {
			if (options.mediaType.previews?.length) headers.accept = (headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g) || []).concat(options.mediaType.previews).map((preview) => {
				return `application/vnd.github.${preview}-preview${options.mediaType.format ? `.${options.mediaType.format}` : "+json"}`;
			}).join(",");
		}
	}
	if (["GET", "HEAD"].includes(method)) url = addQueryParameters(url, remainingParameters);
	else if ("data" in remainingParameters) body = remainingParameters.data;
	else if (Object.keys(remainingParameters).length) body = remainingParameters;
	if (!headers["content-type"] && typeof body !== "undefined") headers["content-type"] = "application/json; charset=utf-8";
	if (["PATCH", "PUT"].includes(method) && typeof body === "undefined") body = "";
	return Object.assign({
		method,
		url,
		headers
	}, typeof body !== "undefined" ? { body } : null, options.request ? { request: options.request } : null);
}
function endpointWithDefaults(defaults, route, options) {
	return parse$1(merge(defaults, route, options));
}
function withDefaults$2(oldDefaults, newDefaults) {
	const DEFAULTS2 = merge(oldDefaults, newDefaults);
	const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
	return Object.assign(endpoint2, {
		DEFAULTS: DEFAULTS2,
		defaults: withDefaults$2.bind(null, DEFAULTS2),
		merge: merge.bind(null, DEFAULTS2),
		parse: parse$1
	});
}
var endpoint = withDefaults$2(null, DEFAULTS);

// node_modules/content-type/dist/index.js
var require_dist = /* @__PURE__ */ __commonJSMin(((exports) => {
	/*!
	* content-type
	* Copyright(c) 2015 Douglas Christopher Wilson
	* MIT Licensed
	*/
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.parse = parse;
	/**
	* Null object perf optimization. Faster than `Object.create(null)` and `{ __proto__: null }`.
	*/
	const NullObject = /* @__PURE__ */ (() => {
		const C = function() {};
		C.prototype = Object.create(null);
		return C;
	})();
	/**
	* Parse a `Content-Type` header.
	*/
	function parse(header, options) {
		const stopChar = options?.comma === true ? COMMA : 65536;
		const len = header.length;
		let index = skipOWS(header, options?.start ?? 0, len);
		const valueStart = index;
		index = skipValue(header, index, len, stopChar);
		const valueEnd = trailingOWS(header, valueStart, index);
		const type = header.slice(valueStart, valueEnd).toLowerCase();
		if (options?.parameters === false) return {
			type,
			index,
			parameters: new NullObject()
		};
		return parseParameters(header, type, index, len, stopChar);
	}
	const SP = 32;
	const HTAB = 9;
	const SEMI = 59;
	const EQ = 61;
	const DQUOTE = 34;
	const BSLASH = 92;
	const COMMA = 44;
	/**
	* Parses the parameters of a `Content-Type` header starting at the given index.
	*/
	function parseParameters(header, type, index, len, stopChar) {
		const parameters = new NullObject();
		parameter: while (index < len) {
			if (header.charCodeAt(index) === stopChar) break;
			index = skipOWS(header, index + 1, len);
			const keyStart = index;
			while (index < len) {
				const code = header.charCodeAt(index);
				if (code === stopChar) break parameter;
				if (code === SEMI) continue parameter;
				if (code === EQ) {
					const keyEnd = trailingOWS(header, keyStart, index);
					const key = header.slice(keyStart, keyEnd).toLowerCase();
					index = skipOWS(header, index + 1, len);
					if (index < len && header.charCodeAt(index) === DQUOTE) {
						index++;
						let value = "";
						while (index < len) {
							const code = header.charCodeAt(index++);
							if (code === DQUOTE) {
								index = skipValue(header, index, len, stopChar);
								if (parameters[key] === void 0) parameters[key] = value;
								break;
							}
							if (code === BSLASH && index < len) {
								value += header[index++];
								continue;
							}
							value += String.fromCharCode(code);
						}
						continue parameter;
					}
					const valueStart = index;
					index = skipValue(header, index, len, stopChar);
					if (parameters[key] === void 0) {
						const valueEnd = trailingOWS(header, valueStart, index);
						parameters[key] = header.slice(valueStart, valueEnd);
					}
					continue parameter;
				}
				index++;
			}
		}
		return {
			type,
			index,
			parameters
		};
	}
	/**
	* Skip over characters until a semicolon or other exit character.
	*/
	function skipValue(str, index, len, stopChar) {
		while (index < len) {
			const code = str.charCodeAt(index);
			if (code === SEMI || code === stopChar) break;
			index++;
		}
		return index;
	}
	/**
	* Skip optional whitespace (OWS) in an HTTP header value.
	*
	* OWS is defined in RFC 9110 sec 5.6.3 as SP (" ") or HTAB ("\t").
	*/
	function skipOWS(header, index, len) {
		while (index < len) {
			const char = header.charCodeAt(index);
			if (char !== SP && char !== HTAB) break;
			index++;
		}
		return index;
	}
	/**
	* Trim optional whitespace (OWS) from the end of a substring.
	*
	* OWS is defined in RFC 9110 sec 5.6.3 as SP (" ") or HTAB ("\t").
	*/
	function trailingOWS(header, start, end) {
		while (end > start) {
			const char = header.charCodeAt(end - 1);
			if (char !== SP && char !== HTAB) break;
			end--;
		}
		return end;
	}
}));

// node_modules/json-with-bigint/json-with-bigint.js
var import_dist = require_dist();
const intRegex = /^-?\d+$/;
const noiseValue = /^-?\d+n+$/;
const originalStringify = JSON.stringify;
const originalParse = JSON.parse;
const customFormat = /^-?\d+n$/;
const bigIntsStringify = /([\[:])?"(-?\d+)n"($|\s*[,\}\]])/g;
const noiseStringify = /([\[:])?("-?\d+n+)n("$|"\s*[,\}\]])/g;
/**
* @typedef {(this: any, key: string | number | undefined, value: any) => any} Replacer
* @typedef {(key: string | number | undefined, value: any, context?: { source: string }) => any} Reviver
*/
/**
* Checks if a value is unstringifiable according to native JSON.stringify rules.
*
* @param {any} val The value to check.
* @returns {boolean} True if the value is undefined, a function, or a symbol.
*/
const isUnstringifiable = (val) => val === void 0 || typeof val === "function" || typeof val === "symbol";
/**
* Checks if a value is a native JSON.rawJSON object (Node.js 22+).
*
* @param {any} val The value to check.
* @returns {boolean} True if the value is a RawJSON instance.
*/
const isRawJSON = (val) => val !== null && typeof val === "object" && val.constructor && val.constructor.name === "RawJSON";
/**
* Iteratively converts a JS value to a JSON string.
* Used as a fallback when the native JSON.stringify hits the Maximum Call Stack size.
* Fully compliant with JSON formatting (space), replacers, and toJSON behaviors.
*
* @param {any} rootValue The value to stringify.
* @param {Replacer | Array<string | number> | null} [replacer] User's custom replacer function.
* @param {string | number} [spaceParam] Indentation for pretty-printing.
* @returns {string | undefined} The generated JSON string.
*/
const stringifyIteratively = (rootValue, replacer, spaceParam) => {
	let space = "";
	if (typeof spaceParam === "number") space = " ".repeat(Math.min(10, Math.max(0, Math.floor(spaceParam))));
	else if (typeof spaceParam === "string") space = spaceParam.slice(0, 10);
	const isFunctionReplacer = typeof replacer === "function";
	const propertyList = Array.isArray(replacer) ? new Set(replacer.map(String)) : null;
	/**
	* Prepares a value for stringification by resolving toJSON, handling BigInts,
	* applying custom replacers, and unwrapping primitive objects.
	*
	* @param {object|Array} parent The parent object or array holding the value.
	* @param {string} key The key associated with the value.
	* @param {any} val The raw value to process.
	* @returns {any} The processed value ready for stringification.
	*/
	const prepareVal = (parent, key, val) => {
		if (val !== null && typeof val === "object" && typeof val.toJSON === "function") val = val.toJSON(key);
		if (typeof val === "string" && noiseValue.test(val)) return val + "n";
		if (typeof val === "bigint") {
			if ("rawJSON" in JSON) return JSON.rawJSON(val.toString());
			return val.toString() + "n";
		}
		if (isFunctionReplacer) val = replacer.call(parent, key, val);
		if (val !== null && typeof val === "object") {
			if (val instanceof Number || val instanceof String || val instanceof Boolean) val = val.valueOf();
		}
		return val;
	};
	const rootProcessed = prepareVal({ "": rootValue }, "", rootValue);
	if (isUnstringifiable(rootProcessed)) return;
	const isRootPrimitive = rootProcessed === null || typeof rootProcessed !== "object";
	const isRootNativeRawJSON = isRawJSON(rootProcessed);
	if (isRootPrimitive || isRootNativeRawJSON) return originalStringify(rootProcessed);
	const chunks = [];
	let level = 0;
	const stack = [{
		parent: { "": rootProcessed },
		key: "",
		val: rootProcessed,
		isArray: Array.isArray(rootProcessed),
		keys: Array.isArray(rootProcessed) ? null : Object.keys(rootProcessed),
		index: 0,
		first: true
	}];
	const visited = new WeakSet([rootProcessed]);
	while (stack.length > 0) {
		const node = stack[stack.length - 1];
		if (node.index === 0) {
			chunks.push(node.isArray ? "[" : "{");
			level++;
		}
		let isDone = false;
		if (node.isArray) {
			if (node.index < node.val.length) {
				if (!node.first) chunks.push(",");
				if (space) chunks.push("\n" + space.repeat(level));
				const childRaw = node.val[node.index];
				const childVal = prepareVal(node.val, String(node.index), childRaw);
				if (isUnstringifiable(childVal)) {
					chunks.push("null");
					node.first = false;
					node.index++;
				} else {
					const isComplexObject = childVal !== null && typeof childVal === "object";
					const isNativeRaw = isRawJSON(childVal);
					if (isComplexObject && !isNativeRaw) {
						if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
						visited.add(childVal);
						stack.push({
							parent: node.val,
							key: String(node.index),
							val: childVal,
							isArray: Array.isArray(childVal),
							keys: Array.isArray(childVal) ? null : Object.keys(childVal),
							index: 0,
							first: true
						});
						node.first = false;
						node.index++;
					} else {
						chunks.push(originalStringify(childVal));
						node.first = false;
						node.index++;
					}
				}
			} else isDone = true;
		} else {
			while (node.index < node.keys.length) {
				const k = node.keys[node.index++];
				if (propertyList && !propertyList.has(k)) continue;
				const childRaw = node.val[k];
				const childVal = prepareVal(node.val, k, childRaw);
				if (isUnstringifiable(childVal)) continue;
				if (!node.first) chunks.push(",");
				if (space) chunks.push("\n" + space.repeat(level) + originalStringify(k) + ": ");
				else chunks.push(originalStringify(k) + ":");
				const isComplexObject = childVal !== null && typeof childVal === "object";
				const isNativeRaw = isRawJSON(childVal);
				if (isComplexObject && !isNativeRaw) {
					if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
					visited.add(childVal);
					stack.push({
						parent: node.val,
						key: k,
						val: childVal,
						isArray: Array.isArray(childVal),
						keys: Array.isArray(childVal) ? null : Object.keys(childVal),
						index: 0,
						first: true
					});
					node.first = false;
					break;
				} else {
					chunks.push(originalStringify(childVal));
					node.first = false;
				}
			}
			if (node.index >= node.keys.length && stack[stack.length - 1] === node) isDone = true;
		}
		if (isDone) {
			level--;
			if (!node.first && space) chunks.push("\n" + space.repeat(level));
			chunks.push(node.isArray ? "]" : "}");
			visited.delete(node.val);
			stack.pop();
		}
	}
	return chunks.join("");
};
/**
* Converts a JavaScript value to a JSON string.
*
* Supports serialization of BigInt values using two strategies:
* 1. Custom format "123n" → "123" (universal fallback)
* 2. Native JSON.rawJSON() (Node.js 22+, fastest) when available
*
* All other values are serialized exactly like native JSON.stringify().
*
* @param {*} value The value to convert to a JSON string.
* @param {Replacer | Array<string | number> | null} [replacer]
* A function that alters the behavior of the stringification process,
* or an array of strings/numbers to indicate properties to exclude.
* @param {string | number} [space]
* A string or number to specify indentation or pretty-printing.
* @returns {string} The JSON string representation.
*/
const JSONStringify = (value, replacer, space) => {
	try {
		if ("rawJSON" in JSON) return originalStringify(value, (key, val) => {
			if (typeof val === "bigint") return JSON.rawJSON(val.toString());
			if (typeof replacer === "function") return replacer(key, val);
			if (Array.isArray(replacer) && replacer.includes(key)) return val;
			return val;
		}, space);
		if (!value) return originalStringify(value, replacer, space);
		return originalStringify(value, (key, val) => {
			if (typeof val === "string" && noiseValue.test(val)) return val.toString() + "n";
			if (typeof val === "bigint") return val.toString() + "n";
			if (typeof replacer === "function") return replacer(key, val);
			if (Array.isArray(replacer) && replacer.includes(key)) return val;
			return val;
		}, space).replace(bigIntsStringify, "$1$2$3").replace(noiseStringify, "$1$2$3");
	} catch (error) {
		if (error instanceof RangeError) {
			const convertedJSON = stringifyIteratively(value, replacer, space);
			if (convertedJSON === void 0) return void 0;
			if ("rawJSON" in JSON) return convertedJSON;
			return convertedJSON.replace(bigIntsStringify, "$1$2$3").replace(noiseStringify, "$1$2$3");
		}
		throw error;
	}
};
const featureCache = /* @__PURE__ */ new Map();
/**
* Detects if the current JSON.parse implementation supports the context.source feature.
*
* Uses toString() fingerprinting to cache results and automatically detect runtime
* replacements of JSON.parse (polyfills, mocks, etc.).
*
* @returns {boolean} true if context.source is supported, false otherwise.
*/
const isContextSourceSupported = () => {
	const parseFingerprint = JSON.parse.toString();
	if (featureCache.has(parseFingerprint)) return featureCache.get(parseFingerprint);
	try {
		const result = JSON.parse("1", (_, __, context) => !!context?.source && context.source === "1");
		featureCache.set(parseFingerprint, result);
		return result;
	} catch {
		featureCache.set(parseFingerprint, false);
		return false;
	}
};
/**
* Reviver function that converts custom-format BigInt strings back to BigInt values.
* Also handles "noise" strings that accidentally match the BigInt format.
*
* @param {string | number | undefined} key The object key.
* @param {*} value The value being parsed.
* @param {object} [context] Parse context (if supported by JSON.parse).
* @param {Reviver} [userReviver] User's custom reviver function.
* @returns {any} The transformed value.
*/
const convertMarkedBigIntsReviver = (key, value, context, userReviver) => {
	if (typeof value === "string" && customFormat.test(value)) return BigInt(value.slice(0, -1));
	if (typeof value === "string" && noiseValue.test(value)) return value.slice(0, -1);
	if (!(typeof userReviver === "function")) return value;
	return userReviver(key, value, context);
};
/**
* Fast JSON.parse implementation (~2x faster than classic fallback).
* Uses JSON.parse's context.source feature to detect integers and convert
* large numbers directly to BigInt without string manipulation.
*
* Does not support legacy custom format from v1 of this library.
*
* @param {string} text JSON string to parse.
* @param {Reviver} [reviver] Transform function to apply to each value.
* @returns {any} Parsed JavaScript value.
*/
const JSONParseV2 = (text, reviver) => {
	return JSON.parse(text, (key, value, context) => {
		const isBigNumber = typeof value === "number" && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);
		const isInt = context && intRegex.test(context.source);
		if (isBigNumber && isInt) return BigInt(context.source);
		if (!(typeof reviver === "function")) return value;
		return reviver(key, value, context);
	});
};
const MAX_INT = Number.MAX_SAFE_INTEGER.toString();
const MAX_DIGITS = MAX_INT.length;
const stringsOrLargeNumbers = /"(?:[^"\\]|\\.)*"|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/g;
const noiseValueWithQuotes = /^"-?\d+n+"$/;
/**
* Iteratively traverses the parsed object bottom-up (post-order),
* emulating the native JSON.parse reviver behavior.
* This avoids Call Stack overflows (RangeError) on deeply nested structures.
*
* @param {any} parsed The natively parsed JSON object.
* @param {Reviver} [userReviver] User's custom reviver function.
* @returns {any} The fully processed object.
*/
const applyReviverIteratively = (parsed, userReviver) => {
	const rootHolder = { "": parsed };
	const stack = [{
		parent: rootHolder,
		key: "",
		visited: false
	}];
	while (stack.length > 0) {
		const node = stack[stack.length - 1];
		if (!node.visited) {
			node.visited = true;
			const value = node.parent[node.key];
			if (value !== null && typeof value === "object") {
				const keys = Object.keys(value);
				for (let i = keys.length - 1; i >= 0; i--) stack.push({
					parent: value,
					key: keys[i],
					visited: false
				});
			}
		} else {
			const { parent, key } = node;
			let value = parent[key];
			if (typeof value === "string") {
				if (customFormat.test(value)) value = BigInt(value.slice(0, -1));
				else if (noiseValue.test(value)) value = value.slice(0, -1);
			}
			if (typeof userReviver === "function") value = userReviver.call(parent, key, value);
			if (value === void 0) delete parent[key];
			else parent[key] = value;
			stack.pop();
		}
	}
	return rootHolder[""];
};
/**
* Pre-processes the JSON string to mark large numbers with an 'n' suffix.
*
* @param {string} text The raw JSON string.
* @returns {string} The serialized string with marked BigInts.
*/
const serializeBigInts = (text) => {
	return text.replace(stringsOrLargeNumbers, (match, digits, fractional, exponential) => {
		const isString = match[0] === "\"";
		if (isString && noiseValueWithQuotes.test(match)) return match.substring(0, match.length - 1) + "n\"";
		const hasFractionalOrExponential = fractional || exponential;
		const isLessThanMaxSafeInt = digits && (digits.length < MAX_DIGITS || digits.length === MAX_DIGITS && digits <= MAX_INT);
		if (isString || hasFractionalOrExponential || isLessThanMaxSafeInt) return match;
		return "\"" + match + "n\"";
	});
};
/**
* Converts a JSON string into a JavaScript value.
*
* Supports parsing of large integers using two strategies:
* 1. Classic fallback: Marks large numbers with "123n" format, then converts to BigInt
* 2. Fast path (JSONParseV2): Uses context.source feature (~2x faster) when available
*
* All other JSON values are parsed exactly like native JSON.parse().
*
* @param {string} text A valid JSON string.
* @param {Reviver} [reviver]
* A function that transforms the results. This function is called for each member
* of the object. If a member contains nested objects, the nested objects are
* transformed before the parent object is.
* @returns {any} The parsed JavaScript value.
* @throws {SyntaxError} If text is not valid JSON.
*/
const JSONParse = (text, reviver) => {
	if (!text) return originalParse(text, reviver);
	try {
		if (isContextSourceSupported()) return JSONParseV2(text, reviver);
		const serializedData = serializeBigInts(text);
		return originalParse(serializedData, (key, value, context) => convertMarkedBigIntsReviver(key, value, context, reviver));
	} catch (error) {
		if (error instanceof RangeError) {
			const serializedData = serializeBigInts(text);
			const parsed = originalParse(serializedData);
			return applyReviverIteratively(parsed, reviver);
		}
		throw error;
	}
};

// node_modules/@octokit/request-error/dist-src/index.js
var RequestError = class extends Error {
	name;
	/**
	* http status code
	*/
	status;
	/**
	* Request options that lead to the error.
	*/
	request;
	/**
	* Response object if a response was received
	*/
	response;
	constructor(message, statusCode, options) {
		super(message, { cause: options.cause });
		this.name = "HttpError";
		this.status = Number.parseInt(statusCode);
		if (Number.isNaN(this.status)) this.status = 0;
		/* v8 ignore else -- @preserve -- Bug with vitest coverage where it sees an else branch that doesn't exist */
		if ("response" in options) this.response = options.response;
		const requestCopy = Object.assign({}, options.request);
		if (options.request.headers.authorization) requestCopy.headers = Object.assign({}, options.request.headers, { authorization: options.request.headers.authorization.replace(/(?<! ) .*$/, " [REDACTED]") });
		requestCopy.url = requestCopy.url.replace(/\bclient_secret=\w+/g, "client_secret=[REDACTED]").replace(/\baccess_token=\w+/g, "access_token=[REDACTED]");
		this.request = requestCopy;
	}
};

// node_modules/@octokit/request/dist-bundle/index.js
var defaults_default = { headers: { "user-agent": `octokit-request.js/10.0.14 ${getUserAgent()}` } };
function isPlainObject(value) {
	if (typeof value !== "object" || value === null) return false;
	if (Object.prototype.toString.call(value) !== "[object Object]") return false;
	const proto = Object.getPrototypeOf(value);
	if (proto === null) return true;
	const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
	return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
var noop$2 = () => "";
async function fetchWrapper(requestOptions) {
	const fetch = requestOptions.request?.fetch || globalThis.fetch;
	if (!fetch) throw new Error("fetch is not set. Please pass a fetch implementation as new Octokit({ request: { fetch }}). Learn more at https://github.com/octokit/octokit.js/#fetch-missing");
	const log = requestOptions.request?.log || console;
	const parseSuccessResponseBody = requestOptions.request?.parseSuccessResponseBody !== false;
	const body = isPlainObject(requestOptions.body) || Array.isArray(requestOptions.body) ? JSONStringify(requestOptions.body) : requestOptions.body;
	const requestHeaders = Object.fromEntries(Object.entries(requestOptions.headers).map(([name, value]) => [name, String(value)]));
	let fetchResponse;
	try {
		fetchResponse = await fetch(requestOptions.url, {
			method: requestOptions.method,
			body,
			redirect: requestOptions.request?.redirect,
			headers: requestHeaders,
			signal: requestOptions.request?.signal,
			...requestOptions.body && { duplex: "half" }
		});
	} catch (error) {
		let message = "Unknown Error";
		if (error instanceof Error) {
			if (error.name === "AbortError") {
				error.status = 500;
				throw error;
			}
			message = error.message;
			if (error.name === "TypeError" && "cause" in error) {
				if (error.cause instanceof Error) message = error.cause.message;
				else if (typeof error.cause === "string") message = error.cause;
			}
		}
		const requestError = new RequestError(message, 500, { request: requestOptions });
		requestError.cause = error;
		throw requestError;
	}
	const status = fetchResponse.status;
	const url = fetchResponse.url;
	const responseHeaders = {};
	for (const [key, value] of fetchResponse.headers) responseHeaders[key] = value;
	const octokitResponse = {
		url,
		status,
		headers: responseHeaders,
		data: ""
	};
	if ("deprecation" in responseHeaders) {
		const matches = responseHeaders.link && responseHeaders.link.match(/<([^<>]+)>; rel="deprecation"/);
		const deprecationLink = matches && matches.pop();
		log.warn(`[@octokit/request] "${requestOptions.method} ${requestOptions.url}" is deprecated. It is scheduled to be removed on ${responseHeaders.sunset}${deprecationLink ? `. See ${deprecationLink}` : ""}`);
	}
	if (status === 204 || status === 205) return octokitResponse;
	if (requestOptions.method === "HEAD") {
		if (status < 400) return octokitResponse;
		throw new RequestError(fetchResponse.statusText, status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	if (status === 304) {
		octokitResponse.data = await getResponseData(fetchResponse);
		throw new RequestError("Not modified", status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	if (status >= 400) {
		octokitResponse.data = await getResponseData(fetchResponse);
		throw new RequestError(toErrorMessage(octokitResponse.data), status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	octokitResponse.data = parseSuccessResponseBody ? await getResponseData(fetchResponse) : fetchResponse.body;
	return octokitResponse;
}
async function getResponseData(response) {
	const contentType = response.headers.get("content-type");
	if (!contentType) return response.text().catch(noop$2);
	const mimetype = (0, import_dist.parse)(contentType);
	if (isJSONResponse(mimetype)) {
		let text = "";
		try {
			text = await response.text();
			return JSONParse(text);
		} catch (err) {
			return text;
		}
	} else if (mimetype.type.startsWith("text/") || mimetype.parameters.charset?.toLowerCase() === "utf-8" && mimetype.type !== "application/octet-stream") return response.text().catch(noop$2);
	else return response.arrayBuffer().catch(
		/* v8 ignore next -- @preserve */
		() => /* @__PURE__ */ new ArrayBuffer(0)
	);
}
function isJSONResponse(mimetype) {
	return mimetype.type === "application/json" || mimetype.type === "application/scim+json";
}
function toErrorMessage(data) {
	if (typeof data === "string") return data;
	if (data instanceof ArrayBuffer) return "Unknown error";
	if (typeof data === "object" && data !== null && "message" in data) {
		const objectData = data;
		const suffix = "documentation_url" in objectData ? ` - ${objectData.documentation_url}` : "";
		return Array.isArray(objectData.errors) ? `${objectData.message}: ${objectData.errors.map((v) => JSON.stringify(v)).join(", ")}${suffix}` : `${objectData.message}${suffix}`;
	}
	return `Unknown error: ${JSON.stringify(data)}`;
}
function withDefaults$1(oldEndpoint, newDefaults) {
	const endpoint2 = oldEndpoint.defaults(newDefaults);
	const newApi = function(route, parameters) {
		const endpointOptions = endpoint2.merge(route, parameters);
		if (!endpointOptions.request || !endpointOptions.request.hook) return fetchWrapper(endpoint2.parse(endpointOptions));
		const request2 = (route2, parameters2) => {
			return fetchWrapper(endpoint2.parse(endpoint2.merge(route2, parameters2)));
		};
		Object.assign(request2, {
			endpoint: endpoint2,
			defaults: withDefaults$1.bind(null, endpoint2)
		});
		return endpointOptions.request.hook(request2, endpointOptions);
	};
	return Object.assign(newApi, {
		endpoint: endpoint2,
		defaults: withDefaults$1.bind(null, endpoint2)
	});
}
var request = withDefaults$1(endpoint, defaults_default);
/* v8 ignore next -- @preserve */
/* v8 ignore else -- @preserve */

// node_modules/@octokit/graphql/dist-bundle/index.js
var VERSION$3 = "0.0.0-development";
function _buildMessageForResponseErrors(data) {
	return `Request failed due to following response errors:
` + data.errors.map((e) => ` - ${e.message}`).join("\n");
}
var GraphqlResponseError = class extends Error {
	constructor(request2, headers, response) {
		super(_buildMessageForResponseErrors(response));
		this.request = request2;
		this.headers = headers;
		this.response = response;
		this.errors = response.errors;
		this.data = response.data;
		if (Error.captureStackTrace) Error.captureStackTrace(this, this.constructor);
	}
	request;
	headers;
	response;
	name = "GraphqlResponseError";
	errors;
	data;
};
var NON_VARIABLE_OPTIONS = [
	"method",
	"baseUrl",
	"url",
	"headers",
	"request",
	"query",
	"mediaType",
	"operationName"
];
var FORBIDDEN_VARIABLE_OPTIONS = [
	"query",
	"method",
	"url"
];
var GHES_V3_SUFFIX_REGEX = /\/api\/v3\/?$/;
function graphql(request2, query, options) {
	if (options) {
		if (typeof query === "string" && "query" in options) return Promise.reject(/* @__PURE__ */ new Error(`[@octokit/graphql] "query" cannot be used as variable name`));
		for (const key in options) {
			if (!FORBIDDEN_VARIABLE_OPTIONS.includes(key)) continue;
			return Promise.reject(/* @__PURE__ */ new Error(`[@octokit/graphql] "${key}" cannot be used as variable name`));
		}
	}
	const parsedOptions = typeof query === "string" ? Object.assign({ query }, options) : query;
	const requestOptions = Object.keys(parsedOptions).reduce((result, key) => {
		if (NON_VARIABLE_OPTIONS.includes(key)) {
			result[key] = parsedOptions[key];
			return result;
		}
		if (!result.variables) result.variables = {};
		result.variables[key] = parsedOptions[key];
		return result;
	}, {});
	const baseUrl = parsedOptions.baseUrl || request2.endpoint.DEFAULTS.baseUrl;
	if (GHES_V3_SUFFIX_REGEX.test(baseUrl)) requestOptions.url = baseUrl.replace(GHES_V3_SUFFIX_REGEX, "/api/graphql");
	return request2(requestOptions).then((response) => {
		if (response.data.errors) {
			const headers = {};
			for (const key of Object.keys(response.headers)) headers[key] = response.headers[key];
			throw new GraphqlResponseError(requestOptions, headers, response.data);
		}
		return response.data.data;
	});
}
function withDefaults(request2, newDefaults) {
	const newRequest = request2.defaults(newDefaults);
	const newApi = (query, options) => {
		return graphql(newRequest, query, options);
	};
	return Object.assign(newApi, {
		defaults: withDefaults.bind(null, newRequest),
		endpoint: newRequest.endpoint
	});
}
var graphql2 = withDefaults(request, {
	headers: { "user-agent": `octokit-graphql.js/${VERSION$3} ${getUserAgent()}` },
	method: "POST",
	url: "/graphql"
});
function withCustomRequest(customRequest) {
	return withDefaults(customRequest, {
		method: "POST",
		url: "/graphql"
	});
}
/* v8 ignore if -- @preserve */

// node_modules/@octokit/auth-token/dist-bundle/index.js
var b64url = "(?:[a-zA-Z0-9_-]+)";
var sep = "\\.";
var jwtRE = new RegExp(`^${b64url}${sep}${b64url}${sep}${b64url}$`);
var isJWT = jwtRE.test.bind(jwtRE);
async function auth(token) {
	const isApp = isJWT(token);
	const isInstallation = token.startsWith("v1.") || token.startsWith("ghs_");
	const isUserToServer = token.startsWith("ghu_");
	return {
		type: "token",
		token,
		tokenType: isApp ? "app" : isInstallation ? "installation" : isUserToServer ? "user-to-server" : "oauth"
	};
}
function withAuthorizationPrefix(token) {
	if (token.split(/\./).length === 3) return `bearer ${token}`;
	return `token ${token}`;
}
async function hook(token, request, route, parameters) {
	const endpoint = request.endpoint.merge(route, parameters);
	endpoint.headers.authorization = withAuthorizationPrefix(token);
	return request(endpoint);
}
var createTokenAuth = function createTokenAuth2(token) {
	if (!token) throw new Error("[@octokit/auth-token] No token passed to createTokenAuth");
	if (typeof token !== "string") throw new Error("[@octokit/auth-token] Token passed to createTokenAuth is not a string");
	token = token.replace(/^(token|bearer) +/i, "");
	return Object.assign(auth.bind(null, token), { hook: hook.bind(null, token) });
};

// node_modules/@octokit/core/dist-src/version.js
const VERSION$2 = "7.0.8";

// node_modules/@octokit/core/dist-src/index.js
const noop$1 = () => {};
const consoleWarn = console.warn.bind(console);
const consoleError = console.error.bind(console);
function createLogger(logger = {}) {
	if (typeof logger.debug !== "function") logger.debug = noop$1;
	if (typeof logger.info !== "function") logger.info = noop$1;
	if (typeof logger.warn !== "function") logger.warn = consoleWarn;
	if (typeof logger.error !== "function") logger.error = consoleError;
	return logger;
}
const userAgentTrail = `octokit-core.js/${VERSION$2} ${getUserAgent()}`;
var Octokit = class {
	static VERSION = VERSION$2;
	static defaults(defaults) {
		const OctokitWithDefaults = class extends this {
			constructor(...args) {
				const options = args[0] || {};
				if (typeof defaults === "function") {
					super(defaults(options));
					return;
				}
				super(Object.assign({}, defaults, options, options.userAgent && defaults.userAgent ? { userAgent: `${options.userAgent} ${defaults.userAgent}` } : null));
			}
		};
		return OctokitWithDefaults;
	}
	static plugins = [];
	/**
	* Attach a plugin (or many) to your Octokit instance.
	*
	* @example
	* const API = Octokit.plugin(plugin1, plugin2, plugin3, ...)
	*/
	static plugin(...newPlugins) {
		const currentPlugins = this.plugins;
		const NewOctokit = class extends this {
			static plugins = currentPlugins.concat(newPlugins.filter((plugin) => !currentPlugins.includes(plugin)));
		};
		return NewOctokit;
	}
	constructor(options = {}) {
		const hook = new before_after_hook_default.Collection();
		const requestDefaults = {
			baseUrl: request.endpoint.DEFAULTS.baseUrl,
			headers: {},
			request: Object.assign({}, options.request, { hook: hook.bind(null, "request") }),
			mediaType: {
				previews: [],
				format: ""
			}
		};
		requestDefaults.headers["user-agent"] = options.userAgent ? `${options.userAgent} ${userAgentTrail}` : userAgentTrail;
		if (options.baseUrl) requestDefaults.baseUrl = options.baseUrl;
		if (options.previews) requestDefaults.mediaType.previews = options.previews;
		if (options.timeZone) requestDefaults.headers["time-zone"] = options.timeZone;
		this.request = request.defaults(requestDefaults);
		this.graphql = withCustomRequest(this.request).defaults(requestDefaults);
		this.log = createLogger(options.log);
		this.hook = hook;
		if (!options.authStrategy) {
			if (!options.auth) this.auth = async () => ({ type: "unauthenticated" });
			else {
				const auth = createTokenAuth(options.auth);
				hook.wrap("request", auth.hook);
				this.auth = auth;
			}
		} else {
			const { authStrategy, ...otherOptions } = options;
			const auth = authStrategy(Object.assign({
				request: this.request,
				log: this.log,
				octokit: this,
				octokitOptions: otherOptions
			}, options.auth));
			hook.wrap("request", auth.hook);
			this.auth = auth;
		}
		const classConstructor = this.constructor;
		for (let i = 0; i < classConstructor.plugins.length; ++i) Object.assign(this, classConstructor.plugins[i](this, options));
	}
	request;
	graphql;
	log;
	hook;
	auth;
};

// node_modules/bottleneck/light.js
var require_light = /* @__PURE__ */ __commonJSMin(((exports, module, this$1) => {
	/**
	* This file contains the Bottleneck library (MIT), compiled to ES2017, and without Clustering support.
	* https://github.com/SGrondin/bottleneck
	*/
	(function(global, factory) {
		typeof exports === "object" && typeof module !== "undefined" ? module.exports = factory() : typeof define === "function" && define.amd ? define(factory) : global.Bottleneck = factory();
	})(this$1, (function() {
		"use strict";
		var commonjsGlobal = typeof globalThis !== "undefined" ? globalThis : typeof window !== "undefined" ? window : typeof global !== "undefined" ? global : typeof self !== "undefined" ? self : {};
		function getCjsExportFromNamespace(n) {
			return n && n["default"] || n;
		}
		var load = function(received, defaults, onto = {}) {
			var k, ref, v;
			for (k in defaults) {
				v = defaults[k];
				onto[k] = (ref = received[k]) != null ? ref : v;
			}
			return onto;
		};
		var overwrite = function(received, defaults, onto = {}) {
			var k, v;
			for (k in received) {
				v = received[k];
				if (defaults[k] !== void 0) onto[k] = v;
			}
			return onto;
		};
		var parser = {
			load,
			overwrite
		};
		var DLList_1 = class DLList {
			constructor(incr, decr) {
				this.incr = incr;
				this.decr = decr;
				this._first = null;
				this._last = null;
				this.length = 0;
			}
			push(value) {
				var node;
				this.length++;
				if (typeof this.incr === "function") this.incr();
				node = {
					value,
					prev: this._last,
					next: null
				};
				if (this._last != null) {
					this._last.next = node;
					this._last = node;
				} else this._first = this._last = node;
			}
			shift() {
				var value;
				if (this._first == null) return;
				else {
					this.length--;
					if (typeof this.decr === "function") this.decr();
				}
				value = this._first.value;
				if ((this._first = this._first.next) != null) this._first.prev = null;
				else this._last = null;
				return value;
			}
			first() {
				if (this._first != null) return this._first.value;
			}
			getArray() {
				var node = this._first, ref, results = [];
				while (node != null) results.push((ref = node, node = node.next, ref.value));
				return results;
			}
			forEachShift(cb) {
				var node = this.shift();
				while (node != null) cb(node), node = this.shift();
			}
			debug() {
				var node = this._first, ref, ref1, ref2, results = [];
				while (node != null) results.push((ref = node, node = node.next, {
					value: ref.value,
					prev: (ref1 = ref.prev) != null ? ref1.value : void 0,
					next: (ref2 = ref.next) != null ? ref2.value : void 0
				}));
				return results;
			}
		};
		var Events_1 = class Events {
			constructor(instance) {
				this.instance = instance;
				this._events = {};
				if (this.instance.on != null || this.instance.once != null || this.instance.removeAllListeners != null) throw new Error("An Emitter already exists for this object");
				this.instance.on = (name, cb) => {
					return this._addListener(name, "many", cb);
				};
				this.instance.once = (name, cb) => {
					return this._addListener(name, "once", cb);
				};
				this.instance.removeAllListeners = (name = null) => {
					if (name != null) return delete this._events[name];
					else return this._events = {};
				};
			}
			_addListener(name, status, cb) {
				var base;
				if ((base = this._events)[name] == null) base[name] = [];
				this._events[name].push({
					cb,
					status
				});
				return this.instance;
			}
			listenerCount(name) {
				if (this._events[name] != null) return this._events[name].length;
				else return 0;
			}
			async trigger(name, ...args) {
				var e, promises;
				try {
					if (name !== "debug") this.trigger("debug", `Event triggered: ${name}`, args);
					if (this._events[name] == null) return;
					this._events[name] = this._events[name].filter(function(listener) {
						return listener.status !== "none";
					});
					promises = this._events[name].map(async (listener) => {
						var e, returned;
						if (listener.status === "none") return;
						if (listener.status === "once") listener.status = "none";
						try {
							returned = typeof listener.cb === "function" ? listener.cb(...args) : void 0;
							if (typeof (returned != null ? returned.then : void 0) === "function") return await returned;
							else return returned;
						} catch (error) {
							e = error;
							this.trigger("error", e);
							return null;
						}
					});
					return (await Promise.all(promises)).find(function(x) {
						return x != null;
					});
				} catch (error) {
					e = error;
					this.trigger("error", e);
					return null;
				}
			}
		};
		var DLList$1 = DLList_1, Events$1 = Events_1;
		var Queues_1 = class Queues {
			constructor(num_priorities) {
				this.Events = new Events$1(this);
				this._length = 0;
				this._lists = (function() {
					var j, ref, results = [];
					for (j = 1, ref = num_priorities; 1 <= ref ? j <= ref : j >= ref; 1 <= ref ? ++j : --j) results.push(new DLList$1((() => {
						return this.incr();
					}), (() => {
						return this.decr();
					})));
					return results;
				}).call(this);
			}
			incr() {
				if (this._length++ === 0) return this.Events.trigger("leftzero");
			}
			decr() {
				if (--this._length === 0) return this.Events.trigger("zero");
			}
			push(job) {
				return this._lists[job.options.priority].push(job);
			}
			queued(priority) {
				if (priority != null) return this._lists[priority].length;
				else return this._length;
			}
			shiftAll(fn) {
				return this._lists.forEach(function(list) {
					return list.forEachShift(fn);
				});
			}
			getFirst(arr = this._lists) {
				var j = 0, len = arr.length, list;
				for (; j < len; j++) {
					list = arr[j];
					if (list.length > 0) return list;
				}
				return [];
			}
			shiftLastFrom(priority) {
				return this.getFirst(this._lists.slice(priority).reverse()).shift();
			}
		};
		var BottleneckError_1 = class BottleneckError extends Error {};
		var BottleneckError$1, DEFAULT_PRIORITY, Job, NUM_PRIORITIES = 10, parser$1;
		DEFAULT_PRIORITY = 5;
		parser$1 = parser;
		BottleneckError$1 = BottleneckError_1;
		Job = class Job {
			constructor(task, args, options, jobDefaults, rejectOnDrop, Events, _states, Promise) {
				this.task = task;
				this.args = args;
				this.rejectOnDrop = rejectOnDrop;
				this.Events = Events;
				this._states = _states;
				this.Promise = Promise;
				this.options = parser$1.load(options, jobDefaults);
				this.options.priority = this._sanitizePriority(this.options.priority);
				if (this.options.id === jobDefaults.id) this.options.id = `${this.options.id}-${this._randomIndex()}`;
				this.promise = new this.Promise((_resolve, _reject) => {
					this._resolve = _resolve;
					this._reject = _reject;
				});
				this.retryCount = 0;
			}
			_sanitizePriority(priority) {
				var sProperty = ~~priority !== priority ? DEFAULT_PRIORITY : priority;
				if (sProperty < 0) return 0;
				else if (sProperty > NUM_PRIORITIES - 1) return NUM_PRIORITIES - 1;
				else return sProperty;
			}
			_randomIndex() {
				return Math.random().toString(36).slice(2);
			}
			doDrop({ error, message = "This job has been dropped by Bottleneck" } = {}) {
				if (this._states.remove(this.options.id)) {
					if (this.rejectOnDrop) this._reject(error != null ? error : new BottleneckError$1(message));
					this.Events.trigger("dropped", {
						args: this.args,
						options: this.options,
						task: this.task,
						promise: this.promise
					});
					return true;
				} else return false;
			}
			_assertStatus(expected) {
				var status = this._states.jobStatus(this.options.id);
				if (!(status === expected || expected === "DONE" && status === null)) throw new BottleneckError$1(`Invalid job status ${status}, expected ${expected}. Please open an issue at https://github.com/SGrondin/bottleneck/issues`);
			}
			doReceive() {
				this._states.start(this.options.id);
				return this.Events.trigger("received", {
					args: this.args,
					options: this.options
				});
			}
			doQueue(reachedHWM, blocked) {
				this._assertStatus("RECEIVED");
				this._states.next(this.options.id);
				return this.Events.trigger("queued", {
					args: this.args,
					options: this.options,
					reachedHWM,
					blocked
				});
			}
			doRun() {
				if (this.retryCount === 0) {
					this._assertStatus("QUEUED");
					this._states.next(this.options.id);
				} else this._assertStatus("EXECUTING");
				return this.Events.trigger("scheduled", {
					args: this.args,
					options: this.options
				});
			}
			async doExecute(chained, clearGlobalState, run, free) {
				var error, eventInfo, passed;
				if (this.retryCount === 0) {
					this._assertStatus("RUNNING");
					this._states.next(this.options.id);
				} else this._assertStatus("EXECUTING");
				eventInfo = {
					args: this.args,
					options: this.options,
					retryCount: this.retryCount
				};
				this.Events.trigger("executing", eventInfo);
				try {
					passed = await (chained != null ? chained.schedule(this.options, this.task, ...this.args) : this.task(...this.args));
					if (clearGlobalState()) {
						this.doDone(eventInfo);
						await free(this.options, eventInfo);
						this._assertStatus("DONE");
						return this._resolve(passed);
					}
				} catch (error1) {
					error = error1;
					return this._onFailure(error, eventInfo, clearGlobalState, run, free);
				}
			}
			doExpire(clearGlobalState, run, free) {
				var error, eventInfo;
				if (this._states.jobStatus(this.options.id === "RUNNING")) this._states.next(this.options.id);
				this._assertStatus("EXECUTING");
				eventInfo = {
					args: this.args,
					options: this.options,
					retryCount: this.retryCount
				};
				error = new BottleneckError$1(`This job timed out after ${this.options.expiration} ms.`);
				return this._onFailure(error, eventInfo, clearGlobalState, run, free);
			}
			async _onFailure(error, eventInfo, clearGlobalState, run, free) {
				var retry, retryAfter;
				if (clearGlobalState()) {
					retry = await this.Events.trigger("failed", error, eventInfo);
					if (retry != null) {
						retryAfter = ~~retry;
						this.Events.trigger("retry", `Retrying ${this.options.id} after ${retryAfter} ms`, eventInfo);
						this.retryCount++;
						return run(retryAfter);
					} else {
						this.doDone(eventInfo);
						await free(this.options, eventInfo);
						this._assertStatus("DONE");
						return this._reject(error);
					}
				}
			}
			doDone(eventInfo) {
				this._assertStatus("EXECUTING");
				this._states.next(this.options.id);
				return this.Events.trigger("done", eventInfo);
			}
		};
		var Job_1 = Job;
		var BottleneckError$2, LocalDatastore, parser$2 = parser;
		BottleneckError$2 = BottleneckError_1;
		LocalDatastore = class LocalDatastore {
			constructor(instance, storeOptions, storeInstanceOptions) {
				this.instance = instance;
				this.storeOptions = storeOptions;
				this.clientId = this.instance._randomIndex();
				parser$2.load(storeInstanceOptions, storeInstanceOptions, this);
				this._nextRequest = this._lastReservoirRefresh = this._lastReservoirIncrease = Date.now();
				this._running = 0;
				this._done = 0;
				this._unblockTime = 0;
				this.ready = this.Promise.resolve();
				this.clients = {};
				this._startHeartbeat();
			}
			_startHeartbeat() {
				var base;
				if (this.heartbeat == null && (this.storeOptions.reservoirRefreshInterval != null && this.storeOptions.reservoirRefreshAmount != null || this.storeOptions.reservoirIncreaseInterval != null && this.storeOptions.reservoirIncreaseAmount != null)) return typeof (base = this.heartbeat = setInterval(() => {
					var amount, incr, maximum, now = Date.now(), reservoir;
					if (this.storeOptions.reservoirRefreshInterval != null && now >= this._lastReservoirRefresh + this.storeOptions.reservoirRefreshInterval) {
						this._lastReservoirRefresh = now;
						this.storeOptions.reservoir = this.storeOptions.reservoirRefreshAmount;
						this.instance._drainAll(this.computeCapacity());
					}
					if (this.storeOptions.reservoirIncreaseInterval != null && now >= this._lastReservoirIncrease + this.storeOptions.reservoirIncreaseInterval) {
						({reservoirIncreaseAmount: amount, reservoirIncreaseMaximum: maximum, reservoir} = this.storeOptions);
						this._lastReservoirIncrease = now;
						incr = maximum != null ? Math.min(amount, maximum - reservoir) : amount;
						if (incr > 0) {
							this.storeOptions.reservoir += incr;
							return this.instance._drainAll(this.computeCapacity());
						}
					}
				}, this.heartbeatInterval)).unref === "function" ? base.unref() : void 0;
				else return clearInterval(this.heartbeat);
			}
			async __publish__(message) {
				await this.yieldLoop();
				return this.instance.Events.trigger("message", message.toString());
			}
			async __disconnect__(flush) {
				await this.yieldLoop();
				clearInterval(this.heartbeat);
				return this.Promise.resolve();
			}
			yieldLoop(t = 0) {
				return new this.Promise(function(resolve, reject) {
					return setTimeout(resolve, t);
				});
			}
			computePenalty() {
				var ref;
				return (ref = this.storeOptions.penalty) != null ? ref : 15 * this.storeOptions.minTime || 5e3;
			}
			async __updateSettings__(options) {
				await this.yieldLoop();
				parser$2.overwrite(options, options, this.storeOptions);
				this._startHeartbeat();
				this.instance._drainAll(this.computeCapacity());
				return true;
			}
			async __running__() {
				await this.yieldLoop();
				return this._running;
			}
			async __queued__() {
				await this.yieldLoop();
				return this.instance.queued();
			}
			async __done__() {
				await this.yieldLoop();
				return this._done;
			}
			async __groupCheck__(time) {
				await this.yieldLoop();
				return this._nextRequest + this.timeout < time;
			}
			computeCapacity() {
				var maxConcurrent, reservoir;
				({maxConcurrent, reservoir} = this.storeOptions);
				if (maxConcurrent != null && reservoir != null) return Math.min(maxConcurrent - this._running, reservoir);
				else if (maxConcurrent != null) return maxConcurrent - this._running;
				else if (reservoir != null) return reservoir;
				else return null;
			}
			conditionsCheck(weight) {
				var capacity = this.computeCapacity();
				return capacity == null || weight <= capacity;
			}
			async __incrementReservoir__(incr) {
				var reservoir;
				await this.yieldLoop();
				reservoir = this.storeOptions.reservoir += incr;
				this.instance._drainAll(this.computeCapacity());
				return reservoir;
			}
			async __currentReservoir__() {
				await this.yieldLoop();
				return this.storeOptions.reservoir;
			}
			isBlocked(now) {
				return this._unblockTime >= now;
			}
			check(weight, now) {
				return this.conditionsCheck(weight) && this._nextRequest - now <= 0;
			}
			async __check__(weight) {
				var now;
				await this.yieldLoop();
				now = Date.now();
				return this.check(weight, now);
			}
			async __register__(index, weight, expiration) {
				var now, wait;
				await this.yieldLoop();
				now = Date.now();
				if (this.conditionsCheck(weight)) {
					this._running += weight;
					if (this.storeOptions.reservoir != null) this.storeOptions.reservoir -= weight;
					wait = Math.max(this._nextRequest - now, 0);
					this._nextRequest = now + wait + this.storeOptions.minTime;
					return {
						success: true,
						wait,
						reservoir: this.storeOptions.reservoir
					};
				} else return { success: false };
			}
			strategyIsBlock() {
				return this.storeOptions.strategy === 3;
			}
			async __submit__(queueLength, weight) {
				var blocked, now, reachedHWM;
				await this.yieldLoop();
				if (this.storeOptions.maxConcurrent != null && weight > this.storeOptions.maxConcurrent) throw new BottleneckError$2(`Impossible to add a job having a weight of ${weight} to a limiter having a maxConcurrent setting of ${this.storeOptions.maxConcurrent}`);
				now = Date.now();
				reachedHWM = this.storeOptions.highWater != null && queueLength === this.storeOptions.highWater && !this.check(weight, now);
				blocked = this.strategyIsBlock() && (reachedHWM || this.isBlocked(now));
				if (blocked) {
					this._unblockTime = now + this.computePenalty();
					this._nextRequest = this._unblockTime + this.storeOptions.minTime;
					this.instance._dropAllQueued();
				}
				return {
					reachedHWM,
					blocked,
					strategy: this.storeOptions.strategy
				};
			}
			async __free__(index, weight) {
				await this.yieldLoop();
				this._running -= weight;
				this._done += weight;
				this.instance._drainAll(this.computeCapacity());
				return { running: this._running };
			}
		};
		var LocalDatastore_1 = LocalDatastore;
		var BottleneckError$3 = BottleneckError_1;
		var States_1 = class States {
			constructor(status1) {
				this.status = status1;
				this._jobs = {};
				this.counts = this.status.map(function() {
					return 0;
				});
			}
			next(id) {
				var current = this._jobs[id], next = current + 1;
				if (current != null && next < this.status.length) {
					this.counts[current]--;
					this.counts[next]++;
					return this._jobs[id]++;
				} else if (current != null) {
					this.counts[current]--;
					return delete this._jobs[id];
				}
			}
			start(id) {
				var initial = 0;
				this._jobs[id] = initial;
				return this.counts[initial]++;
			}
			remove(id) {
				var current = this._jobs[id];
				if (current != null) {
					this.counts[current]--;
					delete this._jobs[id];
				}
				return current != null;
			}
			jobStatus(id) {
				var ref;
				return (ref = this.status[this._jobs[id]]) != null ? ref : null;
			}
			statusJobs(status) {
				var k, pos, ref, results, v;
				if (status != null) {
					pos = this.status.indexOf(status);
					if (pos < 0) throw new BottleneckError$3(`status must be one of ${this.status.join(", ")}`);
					ref = this._jobs;
					results = [];
					for (k in ref) {
						v = ref[k];
						if (v === pos) results.push(k);
					}
					return results;
				} else return Object.keys(this._jobs);
			}
			statusCounts() {
				return this.counts.reduce(((acc, v, i) => {
					acc[this.status[i]] = v;
					return acc;
				}), {});
			}
		};
		var DLList$2 = DLList_1;
		var Sync_1 = class Sync {
			constructor(name, Promise) {
				this.schedule = this.schedule.bind(this);
				this.name = name;
				this.Promise = Promise;
				this._running = 0;
				this._queue = new DLList$2();
			}
			isEmpty() {
				return this._queue.length === 0;
			}
			async _tryToRun() {
				var args, cb, error, reject, resolve, returned, task;
				if (this._running < 1 && this._queue.length > 0) {
					this._running++;
					({task, args, resolve, reject} = this._queue.shift());
					cb = await (async function() {
						try {
							returned = await task(...args);
							return function() {
								return resolve(returned);
							};
						} catch (error1) {
							error = error1;
							return function() {
								return reject(error);
							};
						}
					})();
					this._running--;
					this._tryToRun();
					return cb();
				}
			}
			schedule(task, ...args) {
				var promise, reject, resolve = reject = null;
				promise = new this.Promise(function(_resolve, _reject) {
					resolve = _resolve;
					return reject = _reject;
				});
				this._queue.push({
					task,
					args,
					resolve,
					reject
				});
				this._tryToRun();
				return promise;
			}
		};
		var version = "2.19.5";
		var version$2 = /*#__PURE__*/ Object.freeze({
			version,
			default: { version }
		});
		var require$$2 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var require$$3 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var require$$4 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var Events$2, Group, IORedisConnection$1, RedisConnection$1, Scripts$1, parser$3 = parser;
		Events$2 = Events_1;
		RedisConnection$1 = require$$2;
		IORedisConnection$1 = require$$3;
		Scripts$1 = require$$4;
		Group = (function() {
			class Group {
				constructor(limiterOptions = {}) {
					this.deleteKey = this.deleteKey.bind(this);
					this.limiterOptions = limiterOptions;
					parser$3.load(this.limiterOptions, this.defaults, this);
					this.Events = new Events$2(this);
					this.instances = {};
					this.Bottleneck = Bottleneck_1;
					this._startAutoCleanup();
					this.sharedConnection = this.connection != null;
					if (this.connection == null) {
						if (this.limiterOptions.datastore === "redis") this.connection = new RedisConnection$1(Object.assign({}, this.limiterOptions, { Events: this.Events }));
						else if (this.limiterOptions.datastore === "ioredis") this.connection = new IORedisConnection$1(Object.assign({}, this.limiterOptions, { Events: this.Events }));
					}
				}
				key(key = "") {
					var ref;
					return (ref = this.instances[key]) != null ? ref : (() => {
						var limiter = this.instances[key] = new this.Bottleneck(Object.assign(this.limiterOptions, {
							id: `${this.id}-${key}`,
							timeout: this.timeout,
							connection: this.connection
						}));
						this.Events.trigger("created", limiter, key);
						return limiter;
					})();
				}
				async deleteKey(key = "") {
					var deleted, instance = this.instances[key];
					if (this.connection) deleted = await this.connection.__runCommand__(["del", ...Scripts$1.allKeys(`${this.id}-${key}`)]);
					if (instance != null) {
						delete this.instances[key];
						await instance.disconnect();
					}
					return instance != null || deleted > 0;
				}
				limiters() {
					var k, ref = this.instances, results = [], v;
					for (k in ref) {
						v = ref[k];
						results.push({
							key: k,
							limiter: v
						});
					}
					return results;
				}
				keys() {
					return Object.keys(this.instances);
				}
				async clusterKeys() {
					var cursor, end, found, i, k, keys, len, next, start;
					if (this.connection == null) return this.Promise.resolve(this.keys());
					keys = [];
					cursor = null;
					start = `b_${this.id}-`.length;
					end = 9;
					while (cursor !== 0) {
						[next, found] = await this.connection.__runCommand__([
							"scan",
							cursor != null ? cursor : 0,
							"match",
							`b_${this.id}-*_settings`,
							"count",
							1e4
						]);
						cursor = ~~next;
						for (i = 0, len = found.length; i < len; i++) {
							k = found[i];
							keys.push(k.slice(start, -end));
						}
					}
					return keys;
				}
				_startAutoCleanup() {
					var base;
					clearInterval(this.interval);
					return typeof (base = this.interval = setInterval(async () => {
						var e, k, ref, results, time = Date.now(), v;
						ref = this.instances;
						results = [];
						for (k in ref) {
							v = ref[k];
							try {
								if (await v._store.__groupCheck__(time)) results.push(this.deleteKey(k));
								else results.push(void 0);
							} catch (error) {
								e = error;
								results.push(v.Events.trigger("error", e));
							}
						}
						return results;
					}, this.timeout / 2)).unref === "function" ? base.unref() : void 0;
				}
				updateSettings(options = {}) {
					parser$3.overwrite(options, this.defaults, this);
					parser$3.overwrite(options, options, this.limiterOptions);
					if (options.timeout != null) return this._startAutoCleanup();
				}
				disconnect(flush = true) {
					var ref;
					if (!this.sharedConnection) return (ref = this.connection) != null ? ref.disconnect(flush) : void 0;
				}
			}
			Group.prototype.defaults = {
				timeout: 3e5,
				connection: null,
				Promise,
				id: "group-key"
			};
			return Group;
		}).call(commonjsGlobal);
		var Group_1 = Group;
		var Batcher, Events$3, parser$4 = parser;
		Events$3 = Events_1;
		Batcher = (function() {
			class Batcher {
				constructor(options = {}) {
					this.options = options;
					parser$4.load(this.options, this.defaults, this);
					this.Events = new Events$3(this);
					this._arr = [];
					this._resetPromise();
					this._lastFlush = Date.now();
				}
				_resetPromise() {
					return this._promise = new this.Promise((res, rej) => {
						return this._resolve = res;
					});
				}
				_flush() {
					clearTimeout(this._timeout);
					this._lastFlush = Date.now();
					this._resolve();
					this.Events.trigger("batch", this._arr);
					this._arr = [];
					return this._resetPromise();
				}
				add(data) {
					var ret;
					this._arr.push(data);
					ret = this._promise;
					if (this._arr.length === this.maxSize) this._flush();
					else if (this.maxTime != null && this._arr.length === 1) this._timeout = setTimeout(() => {
						return this._flush();
					}, this.maxTime);
					return ret;
				}
			}
			Batcher.prototype.defaults = {
				maxTime: null,
				maxSize: null,
				Promise
			};
			return Batcher;
		}).call(commonjsGlobal);
		var Batcher_1 = Batcher;
		var require$$4$1 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var require$$8 = getCjsExportFromNamespace(version$2);
		var Bottleneck, DEFAULT_PRIORITY$1, Events$4, Job$1, LocalDatastore$1, NUM_PRIORITIES$1, Queues$1, RedisDatastore$1, States$1, Sync$1, parser$5, splice = [].splice;
		NUM_PRIORITIES$1 = 10;
		DEFAULT_PRIORITY$1 = 5;
		parser$5 = parser;
		Queues$1 = Queues_1;
		Job$1 = Job_1;
		LocalDatastore$1 = LocalDatastore_1;
		RedisDatastore$1 = require$$4$1;
		Events$4 = Events_1;
		States$1 = States_1;
		Sync$1 = Sync_1;
		Bottleneck = (function() {
			class Bottleneck {
				constructor(options = {}, ...invalid) {
					var storeInstanceOptions, storeOptions;
					this._addToQueue = this._addToQueue.bind(this);
					this._validateOptions(options, invalid);
					parser$5.load(options, this.instanceDefaults, this);
					this._queues = new Queues$1(NUM_PRIORITIES$1);
					this._scheduled = {};
					this._states = new States$1([
						"RECEIVED",
						"QUEUED",
						"RUNNING",
						"EXECUTING"
					].concat(this.trackDoneStatus ? ["DONE"] : []));
					this._limiter = null;
					this.Events = new Events$4(this);
					this._submitLock = new Sync$1("submit", this.Promise);
					this._registerLock = new Sync$1("register", this.Promise);
					storeOptions = parser$5.load(options, this.storeDefaults, {});
					this._store = (function() {
						if (this.datastore === "redis" || this.datastore === "ioredis" || this.connection != null) {
							storeInstanceOptions = parser$5.load(options, this.redisStoreDefaults, {});
							return new RedisDatastore$1(this, storeOptions, storeInstanceOptions);
						} else if (this.datastore === "local") {
							storeInstanceOptions = parser$5.load(options, this.localStoreDefaults, {});
							return new LocalDatastore$1(this, storeOptions, storeInstanceOptions);
						} else throw new Bottleneck.prototype.BottleneckError(`Invalid datastore type: ${this.datastore}`);
					}).call(this);
					this._queues.on("leftzero", () => {
						var ref;
						return (ref = this._store.heartbeat) != null ? typeof ref.ref === "function" ? ref.ref() : void 0 : void 0;
					});
					this._queues.on("zero", () => {
						var ref;
						return (ref = this._store.heartbeat) != null ? typeof ref.unref === "function" ? ref.unref() : void 0 : void 0;
					});
				}
				_validateOptions(options, invalid) {
					if (!(options != null && typeof options === "object" && invalid.length === 0)) throw new Bottleneck.prototype.BottleneckError("Bottleneck v2 takes a single object argument. Refer to https://github.com/SGrondin/bottleneck#upgrading-to-v2 if you're upgrading from Bottleneck v1.");
				}
				ready() {
					return this._store.ready;
				}
				clients() {
					return this._store.clients;
				}
				channel() {
					return `b_${this.id}`;
				}
				channel_client() {
					return `b_${this.id}_${this._store.clientId}`;
				}
				publish(message) {
					return this._store.__publish__(message);
				}
				disconnect(flush = true) {
					return this._store.__disconnect__(flush);
				}
				chain(_limiter) {
					this._limiter = _limiter;
					return this;
				}
				queued(priority) {
					return this._queues.queued(priority);
				}
				clusterQueued() {
					return this._store.__queued__();
				}
				empty() {
					return this.queued() === 0 && this._submitLock.isEmpty();
				}
				running() {
					return this._store.__running__();
				}
				done() {
					return this._store.__done__();
				}
				jobStatus(id) {
					return this._states.jobStatus(id);
				}
				jobs(status) {
					return this._states.statusJobs(status);
				}
				counts() {
					return this._states.statusCounts();
				}
				_randomIndex() {
					return Math.random().toString(36).slice(2);
				}
				check(weight = 1) {
					return this._store.__check__(weight);
				}
				_clearGlobalState(index) {
					if (this._scheduled[index] != null) {
						clearTimeout(this._scheduled[index].expiration);
						delete this._scheduled[index];
						return true;
					} else return false;
				}
				async _free(index, job, options, eventInfo) {
					var e, running;
					try {
						({running} = await this._store.__free__(index, options.weight));
						this.Events.trigger("debug", `Freed ${options.id}`, eventInfo);
						if (running === 0 && this.empty()) return this.Events.trigger("idle");
					} catch (error1) {
						e = error1;
						return this.Events.trigger("error", e);
					}
				}
				_run(index, job, wait) {
					var clearGlobalState, free, run;
					job.doRun();
					clearGlobalState = this._clearGlobalState.bind(this, index);
					run = this._run.bind(this, index, job);
					free = this._free.bind(this, index, job);
					return this._scheduled[index] = {
						timeout: setTimeout(() => {
							return job.doExecute(this._limiter, clearGlobalState, run, free);
						}, wait),
						expiration: job.options.expiration != null ? setTimeout(function() {
							return job.doExpire(clearGlobalState, run, free);
						}, wait + job.options.expiration) : void 0,
						job
					};
				}
				_drainOne(capacity) {
					return this._registerLock.schedule(() => {
						var args, index, next, options, queue;
						if (this.queued() === 0) return this.Promise.resolve(null);
						queue = this._queues.getFirst();
						({options, args} = next = queue.first());
						if (capacity != null && options.weight > capacity) return this.Promise.resolve(null);
						this.Events.trigger("debug", `Draining ${options.id}`, {
							args,
							options
						});
						index = this._randomIndex();
						return this._store.__register__(index, options.weight, options.expiration).then(({ success, wait, reservoir }) => {
							var empty;
							this.Events.trigger("debug", `Drained ${options.id}`, {
								success,
								args,
								options
							});
							if (success) {
								queue.shift();
								empty = this.empty();
								if (empty) this.Events.trigger("empty");
								if (reservoir === 0) this.Events.trigger("depleted", empty);
								this._run(index, next, wait);
								return this.Promise.resolve(options.weight);
							} else return this.Promise.resolve(null);
						});
					});
				}
				_drainAll(capacity, total = 0) {
					return this._drainOne(capacity).then((drained) => {
						var newCapacity;
						if (drained != null) {
							newCapacity = capacity != null ? capacity - drained : capacity;
							return this._drainAll(newCapacity, total + drained);
						} else return this.Promise.resolve(total);
					}).catch((e) => {
						return this.Events.trigger("error", e);
					});
				}
				_dropAllQueued(message) {
					return this._queues.shiftAll(function(job) {
						return job.doDrop({ message });
					});
				}
				stop(options = {}) {
					var done, waitForExecuting;
					options = parser$5.load(options, this.stopDefaults);
					waitForExecuting = (at) => {
						var finished = () => {
							var counts = this._states.counts;
							return counts[0] + counts[1] + counts[2] + counts[3] === at;
						};
						return new this.Promise((resolve, reject) => {
							if (finished()) return resolve();
							else return this.on("done", () => {
								if (finished()) {
									this.removeAllListeners("done");
									return resolve();
								}
							});
						});
					};
					done = options.dropWaitingJobs ? (this._run = function(index, next) {
						return next.doDrop({ message: options.dropErrorMessage });
					}, this._drainOne = () => {
						return this.Promise.resolve(null);
					}, this._registerLock.schedule(() => {
						return this._submitLock.schedule(() => {
							var k, ref = this._scheduled, v;
							for (k in ref) {
								v = ref[k];
								if (this.jobStatus(v.job.options.id) === "RUNNING") {
									clearTimeout(v.timeout);
									clearTimeout(v.expiration);
									v.job.doDrop({ message: options.dropErrorMessage });
								}
							}
							this._dropAllQueued(options.dropErrorMessage);
							return waitForExecuting(0);
						});
					})) : this.schedule({
						priority: NUM_PRIORITIES$1 - 1,
						weight: 0
					}, () => {
						return waitForExecuting(1);
					});
					this._receive = function(job) {
						return job._reject(new Bottleneck.prototype.BottleneckError(options.enqueueErrorMessage));
					};
					this.stop = () => {
						return this.Promise.reject(new Bottleneck.prototype.BottleneckError("stop() has already been called"));
					};
					return done;
				}
				async _addToQueue(job) {
					var args, blocked, error, options, reachedHWM, shifted, strategy;
					({args, options} = job);
					try {
						({reachedHWM, blocked, strategy} = await this._store.__submit__(this.queued(), options.weight));
					} catch (error1) {
						error = error1;
						this.Events.trigger("debug", `Could not queue ${options.id}`, {
							args,
							options,
							error
						});
						job.doDrop({ error });
						return false;
					}
					if (blocked) {
						job.doDrop();
						return true;
					} else if (reachedHWM) {
						shifted = strategy === Bottleneck.prototype.strategy.LEAK ? this._queues.shiftLastFrom(options.priority) : strategy === Bottleneck.prototype.strategy.OVERFLOW_PRIORITY ? this._queues.shiftLastFrom(options.priority + 1) : strategy === Bottleneck.prototype.strategy.OVERFLOW ? job : void 0;
						if (shifted != null) shifted.doDrop();
						if (shifted == null || strategy === Bottleneck.prototype.strategy.OVERFLOW) {
							if (shifted == null) job.doDrop();
							return reachedHWM;
						}
					}
					job.doQueue(reachedHWM, blocked);
					this._queues.push(job);
					await this._drainAll();
					return reachedHWM;
				}
				_receive(job) {
					if (this._states.jobStatus(job.options.id) != null) {
						job._reject(new Bottleneck.prototype.BottleneckError(`A job with the same id already exists (id=${job.options.id})`));
						return false;
					} else {
						job.doReceive();
						return this._submitLock.schedule(this._addToQueue, job);
					}
				}
				submit(...args) {
					var cb, fn, job, options, ref, ref1, task;
					if (typeof args[0] === "function") {
						ref = args, [fn, ...args] = ref, [cb] = splice.call(args, -1);
						options = parser$5.load({}, this.jobDefaults);
					} else {
						ref1 = args, [options, fn, ...args] = ref1, [cb] = splice.call(args, -1);
						options = parser$5.load(options, this.jobDefaults);
					}
					task = (...args) => {
						return new this.Promise(function(resolve, reject) {
							return fn(...args, function(...args) {
								return (args[0] != null ? reject : resolve)(args);
							});
						});
					};
					job = new Job$1(task, args, options, this.jobDefaults, this.rejectOnDrop, this.Events, this._states, this.Promise);
					job.promise.then(function(args) {
						return typeof cb === "function" ? cb(...args) : void 0;
					}).catch(function(args) {
						if (Array.isArray(args)) return typeof cb === "function" ? cb(...args) : void 0;
						else return typeof cb === "function" ? cb(args) : void 0;
					});
					return this._receive(job);
				}
				schedule(...args) {
					var job, options, task;
					if (typeof args[0] === "function") {
						[task, ...args] = args;
						options = {};
					} else [options, task, ...args] = args;
					job = new Job$1(task, args, options, this.jobDefaults, this.rejectOnDrop, this.Events, this._states, this.Promise);
					this._receive(job);
					return job.promise;
				}
				wrap(fn) {
					var schedule = this.schedule.bind(this), wrapped = function(...args) {
						return schedule(fn.bind(this), ...args);
					};
					wrapped.withOptions = function(options, ...args) {
						return schedule(options, fn, ...args);
					};
					return wrapped;
				}
				async updateSettings(options = {}) {
					await this._store.__updateSettings__(parser$5.overwrite(options, this.storeDefaults));
					parser$5.overwrite(options, this.instanceDefaults, this);
					return this;
				}
				currentReservoir() {
					return this._store.__currentReservoir__();
				}
				incrementReservoir(incr = 0) {
					return this._store.__incrementReservoir__(incr);
				}
			}
			Bottleneck.default = Bottleneck;
			Bottleneck.Events = Events$4;
			Bottleneck.version = Bottleneck.prototype.version = require$$8.version;
			Bottleneck.strategy = Bottleneck.prototype.strategy = {
				LEAK: 1,
				OVERFLOW: 2,
				OVERFLOW_PRIORITY: 4,
				BLOCK: 3
			};
			Bottleneck.BottleneckError = Bottleneck.prototype.BottleneckError = BottleneckError_1;
			Bottleneck.Group = Bottleneck.prototype.Group = Group_1;
			Bottleneck.RedisConnection = Bottleneck.prototype.RedisConnection = require$$2;
			Bottleneck.IORedisConnection = Bottleneck.prototype.IORedisConnection = require$$3;
			Bottleneck.Batcher = Bottleneck.prototype.Batcher = Batcher_1;
			Bottleneck.prototype.jobDefaults = {
				priority: DEFAULT_PRIORITY$1,
				weight: 1,
				expiration: null,
				id: "<no-id>"
			};
			Bottleneck.prototype.storeDefaults = {
				maxConcurrent: null,
				minTime: 0,
				highWater: null,
				strategy: Bottleneck.prototype.strategy.LEAK,
				penalty: null,
				reservoir: null,
				reservoirRefreshInterval: null,
				reservoirRefreshAmount: null,
				reservoirIncreaseInterval: null,
				reservoirIncreaseAmount: null,
				reservoirIncreaseMaximum: null
			};
			Bottleneck.prototype.localStoreDefaults = {
				Promise,
				timeout: null,
				heartbeatInterval: 250
			};
			Bottleneck.prototype.redisStoreDefaults = {
				Promise,
				timeout: null,
				heartbeatInterval: 5e3,
				clientTimeout: 1e4,
				Redis: null,
				clientOptions: {},
				clusterNodes: null,
				clearDatastore: false,
				connection: null
			};
			Bottleneck.prototype.instanceDefaults = {
				datastore: "local",
				connection: null,
				id: "<no-id>",
				rejectOnDrop: true,
				trackDoneStatus: false,
				Promise
			};
			Bottleneck.prototype.stopDefaults = {
				enqueueErrorMessage: "This limiter has been stopped and cannot accept new jobs.",
				dropWaitingJobs: true,
				dropErrorMessage: "This limiter has been stopped."
			};
			return Bottleneck;
		}).call(commonjsGlobal);
		var Bottleneck_1 = Bottleneck;
		return Bottleneck_1;
	}));
}));

// node_modules/@octokit/plugin-retry/dist-bundle/index.js
var import_light = /* @__PURE__ */ __toESM(require_light(), 1);
var VERSION$1 = "0.0.0-development";
function isRequestError(error) {
	return error.request !== void 0;
}
async function errorRequest(state, octokit, error, options) {
	if (!isRequestError(error) || !error?.request.request) throw error;
	if (error.status >= 400 && !state.doNotRetry.includes(error.status)) {
		const retries = options.request.retries != null ? options.request.retries : state.retries;
		const retryAfter = Math.pow((options.request.retryCount || 0) + 1, 2);
		throw octokit.retry.retryRequest(error, retries, retryAfter);
	}
	throw error;
}
async function wrapRequest$1(state, octokit, request, options) {
	const limiter = new import_light.default();
	limiter.on("failed", function(error, info) {
		const maxRetries = ~~error.request.request?.retries;
		const after = ~~error.request.request?.retryAfter;
		options.request.retryCount = info.retryCount + 1;
		if (maxRetries > info.retryCount) return after * state.retryAfterBaseValue;
	});
	return limiter.schedule(requestWithGraphqlErrorHandling.bind(null, state, octokit, request), options);
}
async function requestWithGraphqlErrorHandling(state, octokit, request, options) {
	const response = await request(options);
	if (response.data && response.data.errors && response.data.errors.length > 0 && /Something went wrong while executing your query/.test(response.data.errors[0].message)) return errorRequest(state, octokit, new RequestError(response.data.errors[0].message, 500, {
		request: options,
		response
	}), options);
	return response;
}
function retry(octokit, octokitOptions) {
	const state = Object.assign({
		enabled: true,
		retryAfterBaseValue: 1e3,
		doNotRetry: [
			400,
			401,
			403,
			404,
			410,
			422,
			451
		],
		retries: 3
	}, octokitOptions.retry);
	const retryPlugin = { retry: { retryRequest: (error, retries, retryAfter) => {
		error.request.request = Object.assign({}, error.request.request, {
			retries,
			retryAfter
		});
		return error;
	} } };
	if (state.enabled) {
		octokit.hook.error("request", errorRequest.bind(null, state, retryPlugin));
		octokit.hook.wrap("request", wrapRequest$1.bind(null, state, retryPlugin));
	}
	return retryPlugin;
}
retry.VERSION = VERSION$1;

// node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var VERSION = "0.0.0-development";
var noop = () => Promise.resolve();
function wrapRequest(state, request, options) {
	return state.retryLimiter.schedule(doRequest, state, request, options);
}
async function doRequest(state, request, options) {
	const { pathname } = new URL(options.url, "http://github.test");
	const isAuth = isAuthRequest(options.method, pathname);
	const isWrite = !isAuth && options.method !== "GET" && options.method !== "HEAD";
	const isSearch = options.method === "GET" && pathname.startsWith("/search/");
	const isGraphQL = pathname.startsWith("/graphql");
	const jobOptions = ~~request.retryCount > 0 ? {
		priority: 0,
		weight: 0
	} : {};
	if (state.clustering) jobOptions.expiration = 6e4;
	if (isWrite || isGraphQL) await state.write.key(state.id).schedule(jobOptions, noop);
	if (isWrite && state.triggersNotification(pathname)) await state.notifications.key(state.id).schedule(jobOptions, noop);
	if (isSearch) await state.search.key(state.id).schedule(jobOptions, noop);
	const req = (isAuth ? state.auth : state.global).key(state.id).schedule(jobOptions, request, options);
	if (isGraphQL) {
		const res = await req;
		if (res.data.errors != null && res.data.errors.some((error) => error.type === "RATE_LIMITED")) throw Object.assign(/* @__PURE__ */ new Error("GraphQL Rate Limit Exceeded"), {
			response: res,
			data: res.data
		});
	}
	return req;
}
function isAuthRequest(method, pathname) {
	return method === "PATCH" && /^\/applications\/[^/]+\/token\/scoped$/.test(pathname) || method === "POST" && (/^\/applications\/[^/]+\/token$/.test(pathname) || /^\/app\/installations\/[^/]+\/access_tokens$/.test(pathname) || pathname === "/login/oauth/access_token");
}
var triggers_notification_paths_default = [
	"/orgs/{org}/invitations",
	"/orgs/{org}/invitations/{invitation_id}",
	"/orgs/{org}/teams/{team_slug}/discussions",
	"/orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments",
	"/repos/{owner}/{repo}/collaborators/{username}",
	"/repos/{owner}/{repo}/commits/{commit_sha}/comments",
	"/repos/{owner}/{repo}/issues",
	"/repos/{owner}/{repo}/issues/{issue_number}/comments",
	"/repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
	"/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
	"/repos/{owner}/{repo}/pulls",
	"/repos/{owner}/{repo}/pulls/{pull_number}/comments",
	"/repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
	"/repos/{owner}/{repo}/pulls/{pull_number}/merge",
	"/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
	"/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
	"/repos/{owner}/{repo}/releases",
	"/teams/{team_id}/discussions",
	"/teams/{team_id}/discussions/{discussion_number}/comments"
];
function routeMatcher(paths) {
	const regex2 = `^(?:${paths.map((path) => path.split("/").map((c) => c.startsWith("{") ? "(?:.+?)" : c).join("/")).map((r) => `(?:${r})`).join("|")})[^/]*$`;
	return new RegExp(regex2, "i");
}
var regex = routeMatcher(triggers_notification_paths_default);
var triggersNotification = regex.test.bind(regex);
var groups = {};
var createGroups = function(Bottleneck, common) {
	groups.global = new Bottleneck.Group({
		id: "octokit-global",
		maxConcurrent: 10,
		...common
	});
	groups.auth = new Bottleneck.Group({
		id: "octokit-auth",
		maxConcurrent: 1,
		...common
	});
	groups.search = new Bottleneck.Group({
		id: "octokit-search",
		maxConcurrent: 1,
		minTime: 2e3,
		...common
	});
	groups.write = new Bottleneck.Group({
		id: "octokit-write",
		maxConcurrent: 1,
		minTime: 1e3,
		...common
	});
	groups.notifications = new Bottleneck.Group({
		id: "octokit-notifications",
		maxConcurrent: 1,
		minTime: 3e3,
		...common
	});
};
function throttling(octokit, octokitOptions) {
	const { enabled = true, Bottleneck = import_light.default, id = "no-id", timeout = 12e4, connection } = octokitOptions.throttle || {};
	if (!enabled) return {};
	const common = { timeout };
	if (typeof connection !== "undefined") common.connection = connection;
	const state = Object.assign({
		clustering: connection != null,
		triggersNotification,
		fallbackSecondaryRateRetryAfter: 60,
		retryAfterBaseValue: 1e3,
		id
	}, octokitOptions.throttle);
	if (typeof state.onSecondaryRateLimit !== "function" || typeof state.onRateLimit !== "function") throw new Error(`octokit/plugin-throttling error:
        You must pass the onSecondaryRateLimit and onRateLimit error handlers.
        See https://octokit.github.io/rest.js/#throttling

        const octokit = new Octokit({
          throttle: {
            onSecondaryRateLimit: (retryAfter, options) => {/* ... */},
            onRateLimit: (retryAfter, options) => {/* ... */}
          }
        })
    `);
	let initialized = false;
	const initializeBottleneck = () => {
		if (initialized) return;
		initialized = true;
		if (groups.global == null) createGroups(Bottleneck, common);
		state.global = state.global ?? groups.global;
		state.auth = state.auth ?? groups.auth;
		state.search = state.search ?? groups.search;
		state.write = state.write ?? groups.write;
		state.notifications = state.notifications ?? groups.notifications;
		state.retryLimiter = state.retryLimiter ?? new Bottleneck();
		const events = {};
		const emitter = new Bottleneck.Events(events);
		events.on("secondary-limit", state.onSecondaryRateLimit);
		events.on("rate-limit", state.onRateLimit);
		events.on("error", (e) => octokit.log.warn("Error in throttling-plugin limit handler", e));
		state.retryLimiter.on("failed", async function(error, info) {
			const [state2, request, options] = info.args;
			const { pathname } = new URL(options.url, "http://github.test");
			if (!(pathname.startsWith("/graphql") && error.status !== 401 || error.status === 403 || error.status === 429)) return;
			const retryCount = ~~request.retryCount;
			request.retryCount = retryCount;
			options.request.retryCount = retryCount;
			const { wantRetry, retryAfter = 0 } = await (async function() {
				if (/\bsecondary rate\b/i.test(error.message)) {
					const retryAfter2 = Number(error.response.headers["retry-after"]) || state2.fallbackSecondaryRateRetryAfter;
					return {
						wantRetry: await emitter.trigger("secondary-limit", retryAfter2, options, octokit, retryCount),
						retryAfter: retryAfter2
					};
				}
				if (error.response.headers != null && error.response.headers["x-ratelimit-remaining"] === "0" || (error.response.data?.errors ?? []).some((error2) => error2.type === "RATE_LIMITED")) {
					const rateLimitReset = (/* @__PURE__ */ new Date(~~error.response.headers["x-ratelimit-reset"] * 1e3)).getTime();
					const retryAfter2 = Math.max(Math.ceil((rateLimitReset - Date.now()) / 1e3) + 1, 0);
					return {
						wantRetry: await emitter.trigger("rate-limit", retryAfter2, options, octokit, retryCount),
						retryAfter: retryAfter2
					};
				}
				return {};
			})();
			if (wantRetry) {
				request.retryCount++;
				return retryAfter * state2.retryAfterBaseValue;
			}
		});
	};
	octokit.hook.wrap("request", (request, options) => {
		initializeBottleneck();
		return wrapRequest(state, request, options);
	});
	return {};
}
throttling.VERSION = VERSION;
throttling.triggersNotification = triggersNotification;

// src/github/rate-limit.ts
/** Seconds. GitHub's documentation: where no answer names a time, "wait for at least one minute". */
const UNNAMED_WAIT = 60;
/** @param waited how often this request has waited already  @param now milliseconds since 1970
*  @returns seconds until it may be sent again; undefined where the answer is about something else */
function waitOf({ status, headers, message }, waited, now) {
	const usedUp = String(headers["x-ratelimit-remaining"]) === "0";
	const named = secondsOf(headers["retry-after"], now);
	if (!(status === 429 || status === 403 && (usedUp || named !== void 0 || /rate limit|abuse detection/i.test(message)) || status === 422 && /submitted too quickly/i.test(message))) return void 0;
	if (named !== void 0) return named;
	const reset = Number(headers["x-ratelimit-reset"]);
	if (usedUp && Number.isFinite(reset) && reset > 0) return Math.max(1, Math.ceil(reset - now / 1e3) + 1);
	return UNNAMED_WAIT * 2 ** waited;
}
/** `retry-after` is a number of seconds, or a date. */
function secondsOf(header, now) {
	if (header === void 0 || header === "") return void 0;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
	const date = Date.parse(String(header));
	return Number.isNaN(date) ? void 0 : Math.max(0, Math.ceil((date - now) / 1e3));
}

// src/github/exchange.ts
/** One request sent, and what came of it. Invariant: nothing thrown here but a stop; headers, and the token with them, go no further. */
const Paced = Octokit.plugin(throttling, retry);
/** Waiting for a limit is ours: the plugin would wait an hour, where nobody can stop it, and leaves out answers without their usual words. */
const leaveToUs = () => false;
function openLine({ token, api, fetch = globalThis.fetch, pace, time, again, tell }) {
	const silent = () => void 0;
	const log = {
		debug: silent,
		info: silent,
		warn: (line) => tell(plain(line)),
		error: silent
	};
	const octokit = new Paced({
		auth: token,
		baseUrl: api.replace(/\/+$/, ""),
		userAgent: `bioreview/${VERSION$4}`,
		log,
		request: {
			fetch: timed(fetch, time),
			log
		},
		throttle: {
			enabled: pace,
			onRateLimit: leaveToUs,
			onSecondaryRateLimit: leaveToUs
		},
		retry: {
			retries: 0,
			retryAfterBaseValue: again,
			doNotRetry: [
				400,
				401,
				403,
				404,
				409,
				410,
				422,
				423,
				429,
				451
			]
		}
	});
	return async ({ route, parameters, shown }, retries, signal) => {
		try {
			const { data, headers } = await orStopped(octokit.request(route, {
				...parameters,
				request: {
					retries,
					...signal === void 0 ? {} : { signal }
				}
			}), signal);
			return limitedIn(data, headers) ?? {
				kind: "answered",
				data
			};
		} catch (error) {
			if (signal?.aborted) throw stopped(signal, shown);
			return failureOf(error, shown);
		}
	};
}
/** Each attempt has its own time, body included; what waits in a queue takes none of it. */
function timed(fetch, time) {
	return (input, init) => {
		const limit = AbortSignal.timeout(time);
		return fetch(input, {
			...init,
			signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit
		});
	};
}
/** The queue and the pauses of the library hear no signal. */
async function orStopped(request, signal) {
	if (signal === void 0) return request;
	signal.throwIfAborted();
	let stop = () => {};
	const stopping = new Promise((_, reject) => {
		stop = () => reject(signal.reason);
		signal.addEventListener("abort", stop, { once: true });
	});
	request.catch(() => void 0);
	return Promise.race([request, stopping]).finally(() => signal.removeEventListener("abort", stop));
}
function stopped(signal, shown) {
	if (signal.reason instanceof UserError) return signal.reason;
	return new InterruptedError({
		code: "interrupted",
		at: `GitHub, ${plain(shown)}`,
		fault: "the run was told to stop",
		remedy: "Run the job again; nothing is written twice"
	});
}
const limitedData = object({ errors: array(object({
	type: literal("RATE_LIMITED"),
	message: string()
})).min(1) });
/** GraphQL says with a 200 that its limit is used up. The library throws that, or hands it on, by whether it paces. */
function limitedIn(data, headers) {
	const { data: limited } = limitedData.safeParse(data);
	return limited && {
		kind: "limited",
		answer: {
			status: 429,
			headers,
			message: limited.errors[0]?.message ?? ""
		}
	};
}
const thrown = object({
	message: string(),
	status: number$1().optional(),
	response: object({
		headers: record(string(), union([
			string(),
			number$1(),
			_undefined()
		])),
		data: unknown()
	}).optional()
});
function failureOf(error, request) {
	const { message, status = 0, response } = thrown.parse(error);
	if (response === void 0 && status !== 500) throw error;
	if (response === void 0) return {
		kind: "failed",
		fault: new RequestFault({
			reason: "unreachable",
			request,
			message: causes(error)
		})
	};
	const { headers } = response;
	const limited = limitedIn(response.data, headers);
	if (limited !== void 0) return limited;
	if (waitOf({
		status,
		headers,
		message
	}, 0, 0) !== void 0) return {
		kind: "limited",
		answer: {
			status,
			headers,
			message
		}
	};
	const accepted = headers["x-accepted-github-permissions"];
	const about = accepted === void 0 ? {} : { accepted: String(accepted) };
	return {
		kind: "failed",
		fault: new RequestFault({
			reason: reasonOf(status, message),
			request,
			message,
			status,
			...about
		})
	};
}
/** "fetch failed" alone tells nobody anything; what it was caused by does. */
function causes(error) {
	const told = [];
	for (let one = error; one instanceof Error && told.length < 4; one = one.cause) if (!told.includes(one.message)) told.push(one.message);
	return told.join(": ");
}

// src/github/client.ts
/** The one connection with GitHub. Invariants: an answer is checked when it comes in, once; a read is asked again where GitHub fails, a write that could
*  be done twice never is, here; a rate limit's wait is kept, up to a bound; the token stands in no error and no log line. */
const PATIENCE = {
	request: 3e4,
	lastWords: 5e3,
	again: 1e3,
	settle: 2e3,
	limit: 150
};
const graphqlError = object({
	type: string().optional(),
	message: string(),
	path: array(union([string(), number$1()])).optional()
});
const graphqlAnswer = object({
	data: unknown(),
	errors: array(graphqlError).min(1).optional()
});
/** Times that one request waits for a rate limit. */
const WAITS = 2;
/** Times that a read, or a write that can be done twice, is sent again. */
const REPEATS = 2;
function connectGitHub(options) {
	const { log, signal } = options;
	const patience = {
		...PATIENCE,
		...options.patience
	};
	const pause = async (milliseconds) => {
		await (options.sleep ?? sleepFor)(milliseconds, signal).catch((error) => {
			throw signal?.aborted ? stopped(signal, "a pause") : error;
		});
	};
	const line = {
		token: options.token,
		api: options.api,
		fetch: options.fetch,
		again: patience.again,
		tell: (text) => log.debug(text)
	};
	const paced = openLine({
		...line,
		pace: options.throttle ?? true,
		time: patience.request
	});
	const urgent = openLine({
		...line,
		pace: false,
		time: patience.lastWords
	});
	const sendPatiently = async (asked, repeats) => {
		for (let waited = 0;; waited++) {
			const sent = await paced(asked, repeats, signal);
			const seconds = sent.kind === "limited" ? waitOf(sent.answer, waited, Date.now()) : void 0;
			if (seconds === void 0 || waited === WAITS || seconds > patience.limit) return dataOf(sent, asked);
			log.warning(`GitHub's rate limit: waiting ${seconds} s before ${asked.shown}`);
			await pause(seconds * 1e3);
		}
	};
	/** An answer can also break off after its head. The library takes that for an empty one. */
	const understood = async (asked, answer, repeats) => {
		for (let left = repeats;; left--) {
			const { success, data, error } = answer.safeParse(await sendPatiently(asked, repeats));
			if (success) return data;
			const fault = new RequestFault({
				reason: "answer",
				request: asked.shown,
				message: whereIn(error)
			});
			if (left <= 0) throw fault;
			log.debug(fault.message);
			await pause(patience.again);
		}
	};
	const graphql = (name, query, variables, repeats) => {
		const url = options.graphql ?? `${options.api.replace(/\/+$/, "").replace(/\/api\/v3$/, "/api")}/graphql`;
		return understood({
			route: `POST ${url}`,
			parameters: {
				query,
				variables
			},
			shown: `GraphQL ${name}`
		}, graphqlAnswer, repeats);
	};
	return {
		statusContext: options.statusContext,
		log,
		get: (route, parameters, answer) => understood({
			route,
			parameters,
			shown: filled$1(route, parameters)
		}, answer, REPEATS),
		send: async (route, parameters, answer, { lastWords = false } = {}) => {
			const asked = {
				route,
				parameters,
				shown: filled$1(route, parameters)
			};
			if (lastWords) return checked(asked, dataOf(await urgent(asked, 0, void 0), asked), answer);
			return understood(asked, answer, route.startsWith("POST ") ? 0 : REPEATS);
		},
		query: async (name, query, variables, answer) => {
			const { data, errors: [error] = [] } = await graphql(name, query, variables, REPEATS);
			const shown = `GraphQL ${name}`;
			if (error !== void 0) throw new RequestFault({
				reason: reasonOfGraphQL(error),
				request: shown,
				message: error.message
			});
			return checked({ shown }, data, answer);
		},
		mutate: async (name, mutation, variables) => (await graphql(name, mutation, variables, 0)).errors ?? [],
		settle: () => pause(patience.settle)
	};
}
function dataOf(sent, { shown }) {
	switch (sent.kind) {
		case "answered": return sent.data;
		case "failed": throw sent.fault;
		case "limited": {
			const { status, message } = sent.answer;
			const seconds = waitOf(sent.answer, 0, Date.now()) ?? 0;
			throw new RequestFault({
				reason: "limited",
				request: shown,
				status,
				message: `${message} (try again in ${seconds} s)`
			});
		}
	}
}
function checked({ shown }, found, answer) {
	const { success, data, error } = answer.safeParse(found);
	if (success) return data;
	throw new RequestFault({
		reason: "answer",
		request: shown,
		message: whereIn(error)
	});
}
function whereIn({ issues: [issue] }) {
	return `${issue?.path.join(".") || "the whole"}: ${issue?.message ?? ""}`;
}
function reasonOfGraphQL({ type }) {
	switch (type) {
		case "FORBIDDEN":
		case "INSUFFICIENT_SCOPES": return "permission";
		case "NOT_FOUND": return "not found";
		case void 0:
		case "SERVICE_UNAVAILABLE":
		case "INTERNAL": return "server";
		default: return "refused";
	}
}
/** The route with its parameters: `GET /repos/ada/paper/pulls/7`. */
function filled$1(route, parameters) {
	return route.replace(/\{(\w+)\}/g, (whole, name) => String(parameters[name] ?? whole));
}
function sleepFor(milliseconds, signal) {
	return setTimeout$1(milliseconds, void 0, { signal });
}

// src/github/write-threads.ts
/** What happens to threads on lines: replies, and their folding or unfolding, in one request. Invariants: no reply is written twice; a thread that may not be
*  resolved is minimised instead; what the token may not do is told. */
/** One request; another where some threads may not be resolved.  @throws RequestFault */
async function writeThreads(github, threads) {
	const failed = await carryOutSteps(github, threads.flatMap(stepsOf));
	const unresolved = failed.filter(({ kind, error }) => kind === "resolve" && reasonOfGraphQL(error) === "permission");
	const minimised = await carryOutSteps(github, unresolved.map(({ thread }) => ({
		kind: "minimise",
		thread
	})));
	const left = [...failed.filter((step) => !unresolved.includes(step)), ...minimised];
	return told(left.filter((step) => !isNeedless(step, left)));
}
function stepsOf(thread) {
	const reply = thread.reply === void 0 ? [] : [{
		kind: "reply",
		thread
	}];
	switch (thread.then) {
		case "resolve":
		case "minimise": return [...reply, {
			kind: thread.then,
			thread
		}];
		case "reopen": return [
			{
				kind: "reopen",
				thread
			},
			{
				kind: "show",
				thread
			},
			...reply
		];
		case "leave": return reply;
	}
}
/** Of the two ways of opening a thread again, one is enough. */
function isNeedless({ kind, thread }, failed) {
	const other = kind === "reopen" ? "show" : kind === "show" ? "reopen" : void 0;
	return other !== void 0 && !failed.some((step) => step.kind === other && step.thread === thread);
}
/** @returns those that GitHub refused */
async function carryOutSteps(github, steps) {
	if (steps.length === 0) return [];
	let left = steps;
	const send = async () => {
		return (left.length === 0 ? [] : await github.mutate("Threads", mutationOf(left), variablesOf(left))).map((error) => failedStep(left, error));
	};
	const standing = async () => {
		left = await withoutStanding(github, left);
		return left.length === 0 ? [] : void 0;
	};
	return sendOnce(github, send, standing);
}
/** A fault that is about no single step is about all of them. */
function failedStep(steps, error) {
	const step = steps[Number(/^s(\d+)$/.exec(String(error.path?.[0]))?.[1] ?? NaN)];
	const reason = reasonOfGraphQL(error);
	if (step !== void 0 && reason !== "server") return {
		...step,
		error
	};
	throw new RequestFault({
		reason,
		request: "GraphQL Threads",
		message: error.message
	});
}
const CHANGES = {
	reply: (at) => `addPullRequestReviewThreadReply(input: { pullRequestReviewThreadId: $id${at}, body: $body${at} }) { comment { id } }`,
	resolve: (at) => `resolveReviewThread(input: { threadId: $id${at} }) { thread { id } }`,
	reopen: (at) => `unresolveReviewThread(input: { threadId: $id${at} }) { thread { id } }`,
	minimise: (at) => `minimizeComment(input: { subjectId: $id${at}, classifier: RESOLVED }) { minimizedComment { isMinimized } }`,
	show: (at) => `unminimizeComment(input: { subjectId: $id${at} }) { unminimizedComment { isMinimized } }`
};
function mutationOf(steps) {
	return `mutation Threads(${steps.map(({ kind }, at) => `$id${at}: ID!${kind === "reply" ? `, $body${at}: String!` : ""}`).join(", ")}) {\n${steps.map(({ kind }, at) => `  s${at}: ${CHANGES[kind](at)}`).join("\n")}\n}`;
}
function variablesOf(steps) {
	return Object.fromEntries(steps.flatMap(({ kind, thread }, at) => [[`id${at}`, kind === "minimise" || kind === "show" ? thread.rootId : thread.threadId], ...kind === "reply" ? [[`body${at}`, thread.reply]] : []]));
}
const THREADS = `query StandingThreads($ids: [ID!]!) {
  nodes(ids: $ids) { ... on PullRequestReviewThread { id comments(last: 50) { nodes { viewerDidAuthor body } } } }
}`;
const threadsAnswer = object({ nodes: array(object({
	id: string(),
	comments: object({ nodes: array(object({
		viewerDidAuthor: boolean(),
		body: string()
	})) })
}).nullable()) });
/** The steps without the replies that stand already. Folding twice is folding once, so that stays. */
async function withoutStanding(github, steps) {
	const ids = steps.flatMap(({ kind, thread }) => kind === "reply" ? [thread.threadId] : []);
	if (ids.length === 0) return steps;
	const { nodes } = await github.query("StandingThreads", THREADS, { ids }, threadsAnswer);
	const own = new Map(nodes.flatMap((node) => node === null ? [] : [[node.id, node.comments.nodes.filter((comment) => comment.viewerDidAuthor)]]));
	return steps.filter(({ kind, thread }) => kind !== "reply" || !own.get(thread.threadId)?.some(({ body }) => sameWords(body, thread.reply ?? "")));
}
function told(failed) {
	const forbidden = failed.filter(({ error }) => reasonOfGraphQL(error) === "permission");
	const lostOf = (kinds, permission, what) => {
		const threads = new Set(forbidden.flatMap(({ kind, thread }) => kinds.includes(kind) ? [thread.concern] : []));
		return threads.size === 0 ? [] : [{
			permission,
			what: `${what} (${[...threads].join(", ")})`
		}];
	};
	return {
		lost: [
			...lostOf(["reply"], "pull-requests: write", "replies in threads"),
			...lostOf([
				"resolve",
				"reopen",
				"show"
			], "contents: write", "opening threads again"),
			...lostOf(["minimise"], "contents: write", "folding the threads of resolved concerns")
		],
		notes: failed.flatMap((step) => forbidden.includes(step) ? [] : [`the thread of ${step.thread.concern}: GitHub says ${step.error.message}`])
	};
}

// src/github/carry-out.ts
/** Carries a publication out, in its order. Invariants: nothing is written about a commit that is no longer the head, nor over another run's ledger (whoever
*  planned is asked once for a plan on top of it); the ledger comes after what it records; the commit status comes last and always, also after a failure, and
*  then it is an error. No opinion of its own. */
/** @throws SupersededError where nothing was written for the pull request moved on, or another run wrote its ledger; RequestFault; InterruptedError.
*  After each of them the same publication planned anew completes what is missing */
async function carryOut(planned, github, context) {
	try {
		const ready = await readyToWrite(planned, github, context);
		const written = await writeAll(ready, github);
		const { head, status } = ready.publication;
		const lost = status === void 0 ? void 0 : await setStatus(github, ready.pull.repository, head, status);
		return {
			...written,
			status,
			lost: [...written.lost, ...lost === void 0 ? [] : [lost]]
		};
	} catch (error) {
		if (!(error instanceof SupersededError)) await sayFailed(planned, github, context, error);
		throw error;
	}
}
async function readyToWrite(publication, github, { planAgain, ...context }) {
	const { pull, expectedStatusBody } = context;
	const { head, statusComment, restsOn = statusComment } = publication;
	const look = await lookAgain(github, pull);
	const standing = restsOn && await standingStatus(github, pull.repository, restsOn, look);
	const overtaken = isAboutNothing(publication) ? void 0 : whyOvertaken(head, look, expectedStatusBody, standing);
	if (overtaken === void 0) return {
		publication,
		pull,
		look,
		standing
	};
	const again = look.head === head ? await planAgain?.() : void 0;
	if (again !== void 0) return readyToWrite(again.publication, github, again);
	await sayOvertaken(publication, github, context, look, overtaken);
	throw overtaken;
}
/** An answer that changes nothing is about no commit, and nothing overtakes it. */
function isAboutNothing({ review, threads, statusComment, status }) {
	return review === void 0 && threads.length === 0 && statusComment === void 0 && status === void 0;
}
async function writeAll({ publication, pull, look, standing }, github) {
	const { head, review, threads, statusComment, reply } = publication;
	const reviewed = review && await orLost("pull-requests: write", "the review", () => writeReview(github, pull, head, review, look));
	const folded = await orLost("pull-requests: write", "replies in threads", () => writeThreads(github, threads));
	const parts = [
		reviewed,
		folded,
		statusComment && await orLost("issues: write or pull-requests: write", "the status comment with the ledger", () => writeStatusComment(github, pull, statusComment, standing)),
		await removeAll(github, pull, statusComment?.surplus ?? []),
		reply && await orLost("issues: write or pull-requests: write", "the answer", () => writeReply(github, pull, reply, look.comments))
	];
	return {
		...reviewed?.done === void 0 ? {} : { reviewUrl: reviewed.done.url },
		lost: [...parts.flatMap((part) => part?.lost ?? []), ...folded.done?.lost ?? []],
		notes: [...reviewed?.done?.notes ?? [], ...folded.done?.notes ?? []]
	};
}
async function removeAll(github, pull, surplus) {
	return orLost("issues: write or pull-requests: write", "the removal of a second status comment", async () => {
		for (const id of surplus) await removeComment(github, pull, id);
	});
}
/** Where another run has concluded on this very head, its word stands. */
async function sayOvertaken({ head, status }, github, { pull }, look, overtaken) {
	const moved = look.head !== head;
	if (status === void 0 || !moved && await isConcluded(github, pull.repository, head)) return;
	const told = moved ? supersededStatus(look.head, status.url) : failedStatus(`${overtaken.fault}. ${overtaken.remedy}`, status.url);
	tellLost(github, await setStatus(github, pull.repository, head, told));
}
/** The last words of a run that failed or was stopped. They never replace the failure itself. */
async function sayFailed({ head, status }, github, { pull }, error) {
	if (status === void 0) return;
	const fault = error instanceof UserError ? error.fault : "BioReview itself failed";
	try {
		tellLost(github, await setStatus(github, pull.repository, head, failedStatus(fault, status.url), { lastWords: true }));
	} catch (failure) {
		if (!(failure instanceof RequestFault)) throw failure;
		github.log.warning(failure.message);
	}
}
function tellLost(github, lost) {
	if (lost !== void 0) github.log.warning(`Not written: ${lost.what}; it needs ${lost.permission}`);
}

// src/github/changed-files.ts
/** The files that a pull request changes. Invariant: what is beyond GitHub's bound is told, never passed over as unchanged. */
/** GitHub lists no more, whatever is asked. */
const MAX_FILES = 3e3;
const PAGE_SIZE = 100;
const page = array(object({
	filename: string(),
	previous_filename: string().optional(),
	status: _enum([
		"added",
		"removed",
		"modified",
		"renamed",
		"copied",
		"changed",
		"unchanged"
	]),
	patch: string().optional()
}));
/** One request for each hundred files. */
async function changedFiles(github, { repository, number }) {
	const { owner, name } = repositoryName(repository);
	const found = [];
	for (let at = 1; (at - 1) * PAGE_SIZE < MAX_FILES; at++) {
		const parameters = {
			owner,
			repo: name,
			pull_number: number,
			per_page: PAGE_SIZE,
			page: at
		};
		const files = await github.get("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", parameters, page);
		found.push(...files);
		if (files.length < PAGE_SIZE) break;
	}
	const files = found.flatMap(({ filename: path, previous_filename: previousPath, status, patch }) => isPlainPath(path) ? [{
		path,
		status,
		...previousPath === void 0 ? {} : { previousPath },
		...patch === void 0 ? {} : { patch }
	}] : []);
	const complete = found.length < MAX_FILES;
	return {
		files,
		notes: complete ? [] : [`GitHub lists only the first ${MAX_FILES} changed files of this pull request`],
		complete
	};
}

// src/github/blob-batches.ts
/** Which texts of a commit are fetched together, so that a manuscript of a hundred files costs one request and not a hundred. Invariant: what is asked
*  for is first in its batch; count and bytes are bounded. */
/** GraphQL nodes are cheap, but GitHub gives a request ten seconds. */
const MAX_BLOBS = 100;
/** Bytes of one answer. */
const MAX_BATCH_BYTES = 4e6;
/** Bytes. GraphQL shortens texts of half a megabyte. */
const MAX_TEXT_BYTES = 5e5;
/** What a manuscript, and looking for one, may read. */
const TEXT = /^(?:md|markdown|mdown|qmd|rmd|tex|ltx|latex|cls|sty|bib|ya?ml)$/;
/** @param unread blobs that were not fetched yet, `blob` among them
*  @returns `blob` and those that are likely to be asked for next: texts, of its own folder first. It alone where it is long or no text */
function togetherWith(blob, unread) {
	if (!isShortText(blob)) return [blob];
	const folder = folderOf(blob.path);
	const others = unread.filter((other) => other.path !== blob.path && isShortText(other));
	const near = others.filter(({ path }) => folderOf(path) === folder);
	const far = others.filter(({ path }) => folderOf(path) !== folder);
	const batch = [blob];
	let bytes = blob.size;
	for (const other of [...near, ...far]) {
		if (batch.length === MAX_BLOBS) break;
		if (bytes + other.size > MAX_BATCH_BYTES) continue;
		batch.push(other);
		bytes += other.size;
	}
	return batch;
}
function isShortText({ path, size }) {
	return size <= MAX_TEXT_BYTES && TEXT.test(extensionOf(path));
}

// src/github/commit-files.ts
/** One commit as a tree of files, read through the API. Invariants: nothing is checked out; links, submodules and paths that could name something outside
*  are not in it; what is read has the bytes that its git name stands for, or it is an error. */
const objectName = string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const treeAnswer = object({
	truncated: boolean(),
	tree: array(object({
		path: string(),
		mode: string(),
		type: string(),
		sha: objectName.nullish(),
		size: int().min(0).optional()
	}))
});
const blobAnswer = object({
	encoding: literal("base64"),
	content: string()
});
const batchAnswer = object({ repository: record(string(), object({ text: string().nullable() }).nullable()).nullable() });
/** Bytes. GitHub gives blobs up to 100 MB; texts of manuscripts are refused far below this by whoever reads them. */
const MAX_BLOB_BYTES = 2e7;
/** One request when first listed; one for each hundred texts that are read, and one for each that is long or no UTF-8.
*  @param sha of a commit, also of one that only a fork's branch or an earlier push held
*  @throws (when listed) ManuscriptError `commit-gone` where GitHub no longer has it, `tree-too-large`; RequestFault */
function commitFiles(github, repository, sha) {
	const name = repositoryName(repository);
	const label = `${repository} at ${sha.slice(0, 7)}`;
	let listed;
	const blobs = () => {
		listed ??= treeOf(github, name, sha, label);
		return listed;
	};
	const texts = /* @__PURE__ */ new Map();
	const readAll = (batch) => {
		const answers = batchOf(github, name, batch);
		for (const blob of batch) {
			const bytes = answers.then(async (found) => found.get(blob.id) ?? singleOf(github, name, blob));
			bytes.catch(() => void 0);
			texts.set(blob.id, bytes);
		}
	};
	return {
		label,
		list: async () => [...(await blobs()).values()].map(({ path, size }) => ({
			path,
			size
		})),
		read: async (path) => {
			const all = await blobs();
			const blob = all.get(path);
			if (blob === void 0) throw notInTree(path, label);
			if (blob.size > MAX_BLOB_BYTES) throw tooLarge(path, blob.size);
			if (!texts.has(blob.id)) readAll(togetherWith(blob, [...all.values()].filter(({ id }) => !texts.has(id))));
			return texts.get(blob.id) ?? singleOf(github, name, blob);
		}
	};
}
async function treeOf(github, { owner, name }, sha, label) {
	const parameters = {
		owner,
		repo: name,
		tree_sha: sha,
		recursive: "1"
	};
	const { truncated, tree } = await github.get("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", parameters, treeAnswer).catch((error) => {
		throw isGone(error) ? commitGone(label) : error;
	});
	const blobs = tree.flatMap((entry) => blobOf(entry)).sort((a, b) => byCodeUnit(a.path, b.path));
	if (truncated || blobs.length > 1e5) throw treeTooLarge(label);
	return new Map(blobs.map((blob) => [blob.path, blob]));
}
/** Modes 100644 and 100755 are files; 120000 is a link, 160000 a submodule, 040000 a folder. */
function blobOf({ path, mode, type, sha, size }) {
	if (type !== "blob" || !/^100(?:644|755|664)$/.test(mode) || typeof sha !== "string" || size === void 0) return [];
	return isPlainPath(path) && !isInSkippedFolder(path) ? [{
		path,
		id: sha,
		size
	}] : [];
}
/** By git name the bytes of those whose text came whole. GraphQL shortens long texts and rewrites what is no UTF-8: those are not in it. */
async function batchOf(github, { owner, name }, batch) {
	if (batch.length < 2) return /* @__PURE__ */ new Map();
	const ids = [...new Set(batch.map(({ id }) => id))];
	const query = `query Blobs($owner: String!, $name: String!) {\n  repository(owner: $owner, name: $name) {\n    ${ids.map((id, at) => `b${at}: object(oid: "${id}") { ... on Blob { text } }`).join("\n    ")}\n  }\n}`;
	const { repository } = await github.query("Blobs", query, {
		owner,
		name
	}, batchAnswer);
	return new Map(ids.flatMap((id, at) => {
		const bytes = new TextEncoder().encode(repository?.[`b${at}`]?.text ?? "");
		return isNamed(id, bytes) ? [[id, bytes]] : [];
	}));
}
async function singleOf(github, { owner, name }, { id, path }) {
	const parameters = {
		owner,
		repo: name,
		file_sha: id
	};
	const { content } = await github.get("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", parameters, blobAnswer);
	const bytes = new Uint8Array(Buffer.from(content, "base64"));
	if (isNamed(id, bytes)) return bytes;
	throw new RequestFault({
		reason: "answer",
		request: `blob ${id.slice(0, 7)} (${path})`,
		message: "the bytes are not those that the commit names"
	});
}
/** Git names a blob by the digest of its length and bytes. */
function isNamed(id, bytes) {
	return createHash(id.length === 64 ? "sha256" : "sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex") === id;
}
/** 409 is an empty repository, 422 a name that is no commit's there. */
function isGone(error) {
	return error instanceof RequestFault && [
		404,
		409,
		410,
		422
	].includes(error.status ?? 0);
}
function commitGone(label) {
	return new ManuscriptError({
		code: "commit-gone",
		at: label,
		fault: "GitHub no longer has this commit, or the token may not read the repository's contents",
		remedy: "Give the workflow `contents: read`; a commit that was forced away does not come back"
	});
}
function treeTooLarge(label) {
	return new ManuscriptError({
		code: "tree-too-large",
		at: label,
		fault: `it holds more files than GitHub lists at once (${MAX_FILES$1}, or 7 MB of names)`,
		remedy: "Move data out of the repository, or review a clone with the command line: bioreview review --rev"
	});
}
function tooLarge(path, size) {
	return new ManuscriptError({
		code: "file-too-large",
		at: path,
		fault: `it has ${(size / 1e6).toFixed(1)} MB, more than the ${MAX_BLOB_BYTES / 1e6} MB that are fetched of a file`,
		remedy: "Name another file with the setting `manuscript`, or split it"
	});
}

// src/github/command.ts
/** The commands that people write in a comment. Invariant: only what GitHub shows as the writer's own words at the start of a line commands;
*  a quote, code and what is hidden do not. Fails towards asking again: what is not understood whole is "unknown", never a guess. */
/** Up to three blanks before it, as Markdown allows for a paragraph; nothing but white space after it. */
const COMMAND_LINE = /(?<![^\r\n]) {0,3}(?=\/bioreview(?!\S))/g;
/** From seven digits on GitHub itself shows a commit; fewer could be a word. */
const COMMIT_PREFIX = /^[0-9a-f]{7,40}$/i;
const CONCERN = /^c[1-9]\d{0,5}$/i;
/** Characters. A reason is kept in the ledger and shown in one line of the dashboard. */
const MAX_REASON = 500;
const MAX_ECHOED = 200;
/** Characters of a comment in which a command is looked for. Anybody may comment, and Markdown can be written on which a parser spends seconds:
*  of this length half a second, of GitHub's 65,536 six. */
const MAX_READ = 16e3;
/** The first command of a comment.
*  @param body Markdown as the person wrote it
*  @returns undefined where it holds none. "dismiss" wants a reason, so without one it is "unknown" */
function parseCommand(body) {
	return firstCommand(body.slice(0, MAX_READ));
}
function firstCommand(body) {
	const starts = [...body.matchAll(COMMAND_LINE)].map((match) => match.index + match[0].length);
	if (starts.length === 0) return void 0;
	const words = ownWords(body);
	const start = starts.find((at) => words.some(({ from, to }) => from <= at && at < to));
	if (start === void 0) return void 0;
	const [line = ""] = body.slice(start).split(/[\r\n]/, 1);
	return commandOf(line.trim().split(/\s+/).slice(1));
}
/** Where plain text of the comment's own paragraphs stands: not in quotes (nor in the lines that Markdown draws into them), lists, code or HTML. */
function ownWords(body) {
	return fromMarkdown(body).children.flatMap((block) => block.type === "paragraph" ? block.children : []).flatMap(({ type, position }) => {
		const [from, to] = [position?.start.offset, position?.end.offset];
		return type !== "text" || from === void 0 || to === void 0 ? [] : [{
			from,
			to
		}];
	});
}
function commandOf(words) {
	const [verb, ...rest] = words;
	const unknown = {
		kind: "unknown",
		words: words.join(" ").slice(0, MAX_ECHOED)
	};
	switch (verb) {
		case void 0: return {
			kind: "review",
			full: false
		};
		case "full": return reviewOf(true, rest) ?? unknown;
		case "status":
		case "help": return rest.length === 0 ? { kind: verb } : unknown;
		case "dismiss":
		case "reopen": return moveOf(verb, rest) ?? unknown;
		default: return reviewOf(false, words) ?? unknown;
	}
}
function reviewOf(full, words) {
	const [commit, ...rest] = words;
	if (commit === void 0) return {
		kind: "review",
		full
	};
	return COMMIT_PREFIX.test(commit) && rest.length === 0 ? {
		kind: "review",
		full,
		commit: commit.toLowerCase()
	} : void 0;
}
function moveOf(kind, [id = "", ...words]) {
	const reason = words.join(" ").slice(0, MAX_REASON);
	if (!CONCERN.test(id) || kind === "dismiss" && reason === "") return void 0;
	return {
		kind,
		concern: id.toUpperCase(),
		reason
	};
}

// src/github/event.ts
/** From GitHub's event to what was asked. Invariant: of a payload only what GitHub itself filled in is believed, and whoever cannot be a person starts
*  nothing. Fails towards doing nothing, and says why; a payload that is not what GitHub documents is an error. */
const sha = string().regex(/^[0-9a-f]{40,64}$/);
const number = int().min(1);
const person = object({
	login: string().min(1),
	type: string()
});
const pullPayload = object({
	action: string(),
	label: object({ name: string() }).optional(),
	changes: object({ base: unknown().optional() }).optional(),
	pull_request: object({
		number,
		state: _enum(["open", "closed"]),
		draft: boolean().default(false),
		user: person.nullable(),
		head: object({ sha })
	})
});
const commentPayload = object({
	action: string(),
	issue: object({
		number,
		state: _enum(["open", "closed"]),
		pull_request: unknown().optional()
	}),
	comment: object({
		id: number,
		body: string().nullish(),
		user: person.nullable()
	}),
	sender: person
});
const dispatchPayload = object({ inputs: record(string(), unknown()).nullish() });
const mergeGroupPayload = object({
	action: string(),
	merge_group: object({
		head_ref: string(),
		head_sha: sha
	})
});
/** What the number of the pull request may be called among the inputs of a workflow that is started by hand. */
const NUMBER_INPUTS = [
	"pull-request",
	"pull_request",
	"pull",
	"number"
];
const DEPENDABOT = "dependabot[bot]";
/** @param name of the event, as in GITHUB_EVENT_NAME  @param payload parsed JSON of GITHUB_EVENT_PATH
*  @throws GitHubError `event-unreadable` where the payload is not as GitHub documents it; SettingsError `pull-request-number` where a run by hand
*  names no pull request */
function triggerOf(name, payload, policy) {
	switch (name) {
		case "pull_request":
		case "pull_request_target": return pullTrigger(readPayload(name, pullPayload, payload), policy);
		case "issue_comment": return commentTrigger(readPayload(name, commentPayload, payload));
		case "workflow_dispatch": return {
			kind: "dispatch",
			pull: numberOf(readPayload(name, dispatchPayload, payload).inputs ?? {})
		};
		case "merge_group": return mergeGroupTrigger(readPayload(name, mergeGroupPayload, payload));
		default: return nothing(`the event ${JSON.stringify(name)} starts no review`);
	}
}
function pullTrigger({ action, label, changes, pull_request: pull }, policy) {
	if (pull.state === "closed") return nothing("the pull request is closed");
	if (pull.user?.login === DEPENDABOT) return nothing("Dependabot changes no manuscript, and its runs may write nothing");
	const unasked = whyUnasked(action, {
		label: label?.name,
		retargeted: changes?.base !== void 0
	}, policy);
	if (unasked !== void 0) return nothing(unasked);
	if (pull.draft && policy.drafts === "skip") return nothing("the pull request is a draft");
	return {
		kind: "push",
		pull: pull.number,
		head: pull.head.sha
	};
}
/** Another base is like a push: other files count as changed. A label counts only where the policy waits for it. */
function whyUnasked(action, change, policy) {
	switch (action) {
		case "opened":
		case "synchronize":
		case "reopened":
		case "ready_for_review": return;
		case "labeled": return change.label !== void 0 && policy.labels.includes(change.label) ? void 0 : "this label starts no review";
		case "edited": return change.retargeted ? void 0 : "only the pull request's title or text was edited";
		default: return `the action ${JSON.stringify(action)} starts no review`;
	}
}
/** Only new comments: an old one could be edited into a command by somebody else, long after it was looked at. Whether a person may command is asked
*  of GitHub later; programs never may, so that none starts itself. */
function commentTrigger({ action, issue, comment, sender }) {
	if (action !== "created") return nothing("only a new comment commands; this one was edited or deleted");
	if (issue.pull_request === void 0 || issue.pull_request === null) return nothing("the comment is not on a pull request");
	if (comment.user?.type !== "User" || sender.type !== "User") return nothing("the comment was not written by a person");
	const command = parseCommand(comment.body ?? "");
	if (command === void 0) return nothing("the comment holds no command");
	if (issue.state === "closed") return nothing("the pull request is closed");
	return {
		kind: "command",
		pull: issue.number,
		comment: comment.id,
		actor: comment.user.login,
		command
	};
}
/** The queue's branch names the pull request that was added last: `refs/heads/gh-readonly-queue/main/pr-104-<its base's commit>`. */
function mergeGroupTrigger({ action, merge_group: group }) {
	if (action !== "checks_requested") return nothing("the merge queue gave this group up");
	const [, pull] = /^refs\/heads\/gh-readonly-queue\/.+\/pr-([1-9]\d{0,8})-[0-9a-f]{40,64}$/.exec(group.head_ref) ?? [];
	if (pull === void 0) throw unreadable("merge_group", `its branch ${JSON.stringify(group.head_ref)} names no pull request`);
	return {
		kind: "merge group",
		pull: Number(pull),
		sha: group.head_sha
	};
}
function numberOf(inputs) {
	const given = NUMBER_INPUTS.map((input) => inputs[input]).find((value) => value !== void 0 && value !== "");
	const text = String(given ?? "").replace(/^#/, "");
	if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
	throw new SettingsError({
		code: "pull-request-number",
		at: "workflow_dispatch",
		fault: given === void 0 ? "no pull request is named" : `${JSON.stringify(given)} is no number of a pull request`,
		remedy: `Declare an input "${NUMBER_INPUTS[0]}" in the workflow, and give the pull request's number when you start it`
	});
}
function nothing(why) {
	return {
		kind: "nothing",
		why
	};
}
function readPayload(name, schema, payload) {
	const { success, data, error } = schema.safeParse(payload);
	if (success) return data;
	const [issue] = error.issues;
	throw unreadable(name, `${issue?.path.join(".") || "it"}: ${issue?.message ?? "not as documented"}`);
}
function unreadable(name, fault) {
	return new GitHubError({
		code: "event-unreadable",
		at: `event ${name}`,
		fault: `its payload is not what GitHub documents (${fault})`,
		remedy: "Start BioReview from a workflow on pull_request, issue_comment, workflow_dispatch or merge_group, with the event file as GitHub wrote it"
	});
}

// src/github/last-merged.ts
/** What was known of a manuscript before this pull request: the last merged one on the same base branch that touched it and bears our status comment.
*  Invariant: only what GitHub says that this token wrote counts. How far back was looked is told where nothing was found. */
/** Pull requests that are looked at, by what happened to them last. GitHub computes a difference for each, and gives a request ten seconds. */
const RECENT = 30;
/** Of those that touched the manuscript, how many are asked for their comments. */
const CANDIDATES = 5;
const MERGED = `query Merged($owner: String!, $name: String!, $base: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: MERGED, baseRefName: $base, first: ${RECENT}, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number mergedAt files(first: 100) { nodes { path } }
        comments(first: 5) { totalCount nodes { ${COMMENT$1} } }
      }
    }
  }
}`;
const mergedAnswer = object({ repository: object({ pullRequests: object({ nodes: array(object({
	number: int(),
	mergedAt: string().nullable(),
	files: object({ nodes: array(object({ path: string() }).nullable()).nullable() }).nullable(),
	comments: object({
		totalCount: int(),
		nodes: array(commentNode.nullable())
	})
}).nullable()) }) }).nullable() });
const commentsAnswer = object({ repository: record(string(), object({ comments: object({ nodes: array(commentNode.nullable()) }) }).nullable()).nullable() });
/** One request, and another where our comment may stand behind many others.
*  @param touches whether a path belongs to the manuscript  @returns undefined where none of the last thirty merged ones did and bears our comment */
async function lastMerged(github, { repository, base }, touches) {
	const place = repositoryName(repository);
	const { repository: found } = await github.query("Merged", MERGED, {
		...place,
		base: base.ref
	}, mergedAnswer);
	const candidates = (found?.pullRequests.nodes ?? []).filter((pull) => pull !== null).filter(({ files }) => files?.nodes?.some((file) => file !== null && touches(file.path))).sort((a, b) => Date.parse(b.mergedAt ?? "") - Date.parse(a.mergedAt ?? "")).slice(0, CANDIDATES).map(({ number: pull, comments: { totalCount, nodes } }) => {
		const statusComments = ownStatusComments(nodes.filter((node) => node !== null));
		return {
			pull,
			statusComments,
			isUnsure: statusComments.length === 0 && totalCount > nodes.length
		};
	});
	const at = candidates.findIndex(({ statusComments }) => statusComments.length > 0);
	const unsure = candidates.slice(0, at === -1 ? candidates.length : at).filter(({ isUnsure }) => isUnsure);
	const more = unsure.length === 0 ? /* @__PURE__ */ new Map() : await statusCommentsOf(github, place, unsure.map(({ pull }) => pull));
	return candidates.map(({ pull, statusComments }) => ({
		pull,
		statusComments: more.get(pull) ?? statusComments
	})).find(({ statusComments }) => statusComments.length > 0);
}
async function statusCommentsOf(github, place, pulls) {
	const query = `query MergedComments($owner: String!, $name: String!) {\n  repository(owner: $owner, name: $name) {\n    ${pulls.map((pull) => `p${pull}: pullRequest(number: ${pull}) { comments(first: 100) { nodes { ${COMMENT$1} } } }`).join("\n    ")}\n  }\n}`;
	const { repository } = await github.query("MergedComments", query, { ...place }, commentsAnswer);
	return new Map(pulls.map((pull) => [pull, ownStatusComments((repository?.[`p${pull}`]?.comments.nodes ?? []).filter((node) => node !== null))]));
}

// src/github/permission.ts
/** What a person may do in a repository, by GitHub's own word: how somebody is associated with a pull request says nothing about that. */
/** @returns "none" for whoever is no collaborator, and for what GitHub may call it one day  @throws RequestFault */
async function permissionOf(github, repository, login) {
	const { owner, name } = repositoryName(repository);
	const answer = object({ permission: _enum([
		"admin",
		"write",
		"read",
		"none"
	]).catch("none") });
	const route = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
	try {
		return (await github.get(route, {
			owner,
			repo: name,
			username: login
		}, answer)).permission;
	} catch (error) {
		if (error instanceof RequestFault && error.status === 404) return "none";
		throw error;
	}
}

// src/github/proxy.ts
/** @param env of the process: `https_proxy`, `http_proxy`, `no_proxy`, in small or capital letters, as for other tools; small ones count more
*  @returns undefined where no proxy is named */
function proxiedFetch(env) {
	const named = (name) => env[name] ?? env[name.toUpperCase()] ?? "";
	const [httpProxy, httpsProxy, noProxy] = [
		named("http_proxy"),
		named("https_proxy"),
		named("no_proxy")
	];
	if (httpProxy === "" && httpsProxy === "") return void 0;
	const opened = openWay({
		httpProxy,
		httpsProxy,
		noProxy
	});
	opened.catch(() => void 0);
	return async (input, init) => {
		const { fetch, dispatcher } = await opened;
		const url = input instanceof Request ? input.url : String(input);
		const { body, headers, method, signal } = init ?? {};
		const response = await fetch(url, {
			method: method ?? "GET",
			headers: Object.fromEntries(new Headers(headers)),
			body: typeof body === "string" ? body : null,
			signal: signal ?? null,
			dispatcher
		});
		return new Response(response.body, {
			status: response.status,
			headers: [...response.headers]
		});
	};
}
/** Loaded only where there is a proxy: most runs have none, and start sooner. */
async function openWay(proxies) {
	const { EnvHttpProxyAgent, fetch } = await import("./undici2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	return {
		fetch,
		dispatcher: new EnvHttpProxyAgent(proxies)
	};
}

// src/github/reaction.ts
/** A reaction on the comment that commanded: the first and the last that its writer sees. It is a courtesy: where it fails, the log says so and the run goes on. */
/** GitHub keeps one of each kind from each writer, so a repeated one changes nothing.
*  @returns what was lost, where the token may not react  @throws what the run was stopped with */
async function react(github, repository, comment, content) {
	const { owner, name } = repositoryName(repository);
	const parameters = {
		owner,
		repo: name,
		comment_id: comment,
		content
	};
	const send = () => github.send("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", parameters, unknown());
	try {
		return (await orLost("issues: write or pull-requests: write", `the reaction ${content}`, send)).lost;
	} catch (error) {
		if (!(error instanceof UserError) || error.kind !== "github") throw error;
		github.log.warning(error.message);
		return;
	}
}

// node_modules/@actions/core/lib/utils.js
/**
* Sanitizes an input into a string so it can be passed into issueCommand safely
* @param input input to sanitize into a string
*/
function toCommandValue(input) {
	if (input === null || input === void 0) return "";
	else if (typeof input === "string" || input instanceof String) return input;
	return JSON.stringify(input);
}
/**
*
* @param annotationProperties
* @returns The command properties to send with the actual annotation command
* See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
*/
function toCommandProperties(annotationProperties) {
	if (!Object.keys(annotationProperties).length) return {};
	return {
		title: annotationProperties.title,
		file: annotationProperties.file,
		line: annotationProperties.startLine,
		endLine: annotationProperties.endLine,
		col: annotationProperties.startColumn,
		endColumn: annotationProperties.endColumn
	};
}

// node_modules/@actions/core/lib/command.js
/**
* Issues a command to the GitHub Actions runner
*
* @param command - The command name to issue
* @param properties - Additional properties for the command (key-value pairs)
* @param message - The message to include with the command
* @remarks
* This function outputs a specially formatted string to stdout that the Actions
* runner interprets as a command. These commands can control workflow behavior,
* set outputs, create annotations, mask values, and more.
*
* Command Format:
*   ::name key=value,key=value::message
*
* @example
* ```typescript
* // Issue a warning annotation
* issueCommand('warning', {}, 'This is a warning message');
* // Output: ::warning::This is a warning message
*
* // Set an environment variable
* issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
* // Output: ::set-env name=MY_VAR::some value
*
* // Add a secret mask
* issueCommand('add-mask', {}, 'secretValue123');
* // Output: ::add-mask::secretValue123
* ```
*
* @internal
* This is an internal utility function that powers the public API functions
* such as setSecret, warning, error, and exportVariable.
*/
function issueCommand(command, properties, message) {
	const cmd = new Command(command, properties, message);
	process.stdout.write(cmd.toString() + os.EOL);
}
const CMD_STRING = "::";
var Command = class {
	constructor(command, properties, message) {
		if (!command) command = "missing.command";
		this.command = command;
		this.properties = properties;
		this.message = message;
	}
	toString() {
		let cmdStr = CMD_STRING + this.command;
		if (this.properties && Object.keys(this.properties).length > 0) {
			cmdStr += " ";
			let first = true;
			for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
				const val = this.properties[key];
				if (val) {
					if (first) first = false;
					else cmdStr += ",";
					cmdStr += `${key}=${escapeProperty(val)}`;
				}
			}
		}
		cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
		return cmdStr;
	}
};
function escapeData(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
	const filePath = process.env[`GITHUB_${command}`];
	if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
	if (!fs.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
	fs.appendFileSync(filePath, `${toCommandValue(message)}${os.EOL}`, { encoding: "utf8" });
}
function prepareKeyValueMessage(key, value) {
	const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
	const convertedValue = toCommandValue(value);
	if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
	if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
	return `${key}<<${delimiter}${os.EOL}${convertedValue}${os.EOL}${delimiter}`;
}

// node_modules/tunnel/lib/tunnel.js
var require_tunnel$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	__require("net");
	var tls = __require("tls");
	var http = __require("http");
	var https = __require("https");
	var events = __require("events");
	__require("assert");
	var util = __require("util");
	function TunnelingAgent(options) {
		var self = this;
		self.options = options || {};
		self.proxyOptions = self.options.proxy || {};
		self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
		self.requests = [];
		self.sockets = [];
		self.on("free", function onFree(socket, host, port, localAddress) {
			var options = toOptions(host, port, localAddress);
			for (var i = 0, len = self.requests.length; i < len; ++i) {
				var pending = self.requests[i];
				if (pending.host === options.host && pending.port === options.port) {
					self.requests.splice(i, 1);
					pending.request.onSocket(socket);
					return;
				}
			}
			socket.destroy();
			self.removeSocket(socket);
		});
	}
	util.inherits(TunnelingAgent, events.EventEmitter);
	TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
		var self = this;
		var options = mergeOptions({ request: req }, self.options, toOptions(host, port, localAddress));
		if (self.sockets.length >= this.maxSockets) {
			self.requests.push(options);
			return;
		}
		self.createSocket(options, function(socket) {
			socket.on("free", onFree);
			socket.on("close", onCloseOrRemove);
			socket.on("agentRemove", onCloseOrRemove);
			req.onSocket(socket);
			function onFree() {
				self.emit("free", socket, options);
			}
			function onCloseOrRemove(err) {
				self.removeSocket(socket);
				socket.removeListener("free", onFree);
				socket.removeListener("close", onCloseOrRemove);
				socket.removeListener("agentRemove", onCloseOrRemove);
			}
		});
	};
	TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
		var self = this;
		var placeholder = {};
		self.sockets.push(placeholder);
		var connectOptions = mergeOptions({}, self.proxyOptions, {
			method: "CONNECT",
			path: options.host + ":" + options.port,
			agent: false,
			headers: { host: options.host + ":" + options.port }
		});
		if (options.localAddress) connectOptions.localAddress = options.localAddress;
		if (connectOptions.proxyAuth) {
			connectOptions.headers = connectOptions.headers || {};
			connectOptions.headers["Proxy-Authorization"] = "Basic " + new Buffer(connectOptions.proxyAuth).toString("base64");
		}
		debug("making CONNECT request");
		var connectReq = self.request(connectOptions);
		connectReq.useChunkedEncodingByDefault = false;
		connectReq.once("response", onResponse);
		connectReq.once("upgrade", onUpgrade);
		connectReq.once("connect", onConnect);
		connectReq.once("error", onError);
		connectReq.end();
		function onResponse(res) {
			res.upgrade = true;
		}
		function onUpgrade(res, socket, head) {
			process.nextTick(function() {
				onConnect(res, socket, head);
			});
		}
		function onConnect(res, socket, head) {
			connectReq.removeAllListeners();
			socket.removeAllListeners();
			if (res.statusCode !== 200) {
				debug("tunneling socket could not be established, statusCode=%d", res.statusCode);
				socket.destroy();
				var error = /* @__PURE__ */ new Error("tunneling socket could not be established, statusCode=" + res.statusCode);
				error.code = "ECONNRESET";
				options.request.emit("error", error);
				self.removeSocket(placeholder);
				return;
			}
			if (head.length > 0) {
				debug("got illegal response body from proxy");
				socket.destroy();
				var error = /* @__PURE__ */ new Error("got illegal response body from proxy");
				error.code = "ECONNRESET";
				options.request.emit("error", error);
				self.removeSocket(placeholder);
				return;
			}
			debug("tunneling connection has established");
			self.sockets[self.sockets.indexOf(placeholder)] = socket;
			return cb(socket);
		}
		function onError(cause) {
			connectReq.removeAllListeners();
			debug("tunneling socket could not be established, cause=%s\n", cause.message, cause.stack);
			var error = /* @__PURE__ */ new Error("tunneling socket could not be established, cause=" + cause.message);
			error.code = "ECONNRESET";
			options.request.emit("error", error);
			self.removeSocket(placeholder);
		}
	};
	TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
		var pos = this.sockets.indexOf(socket);
		if (pos === -1) return;
		this.sockets.splice(pos, 1);
		var pending = this.requests.shift();
		if (pending) this.createSocket(pending, function(socket) {
			pending.request.onSocket(socket);
		});
	};
	function toOptions(host, port, localAddress) {
		if (typeof host === "string") return {
			host,
			port,
			localAddress
		};
		return host;
	}
	function mergeOptions(target) {
		for (var i = 1, len = arguments.length; i < len; ++i) {
			var overrides = arguments[i];
			if (typeof overrides === "object") {
				var keys = Object.keys(overrides);
				for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
					var k = keys[j];
					if (overrides[k] !== void 0) target[k] = overrides[k];
				}
			}
		}
		return target;
	}
	var debug;
	if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) debug = function() {
		var args = Array.prototype.slice.call(arguments);
		if (typeof args[0] === "string") args[0] = "TUNNEL: " + args[0];
		else args.unshift("TUNNEL:");
		console.error.apply(console, args);
	};
	else debug = function() {};
}));

// node_modules/tunnel/index.js
var require_tunnel = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = require_tunnel$1();
}));

// node_modules/@actions/http-client/lib/index.js
var import_tunnel = /* @__PURE__ */ __toESM(require_tunnel(), 1);
var import_undici = require_undici();
var __awaiter$9 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
var HttpCodes;
(function(HttpCodes) {
	HttpCodes[HttpCodes["OK"] = 200] = "OK";
	HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
	HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
	HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
	HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
	HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
	HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
	HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
	HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
	HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
	HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
	HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
	HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
	HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
	HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
	HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
	HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
	HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
	HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
	HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
	HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
	HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
	HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
	HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
	HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
	HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
	HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers$1;
(function(Headers) {
	Headers["Accept"] = "accept";
	Headers["ContentType"] = "content-type";
})(Headers$1 || (Headers$1 = {}));
var MediaTypes;
(function(MediaTypes) {
	MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
const HttpRedirectCodes = [
	HttpCodes.MovedPermanently,
	HttpCodes.ResourceMoved,
	HttpCodes.SeeOther,
	HttpCodes.TemporaryRedirect,
	HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
	HttpCodes.BadGateway,
	HttpCodes.ServiceUnavailable,
	HttpCodes.GatewayTimeout
];

// node_modules/@actions/http-client/lib/auth.js
var __awaiter$8 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};

// node_modules/@actions/core/lib/oidc-utils.js
var __awaiter$7 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};

// node_modules/@actions/core/lib/summary.js
var __awaiter$6 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const { access, appendFile, writeFile } = promises;
const SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
	constructor() {
		this._buffer = "";
	}
	/**
	* Finds the summary file path from the environment, rejects if env var is not found or file does not exist
	* Also checks r/w permissions.
	*
	* @returns step summary file path
	*/
	filePath() {
		return __awaiter$6(this, void 0, void 0, function* () {
			if (this._filePath) return this._filePath;
			const pathFromEnv = process.env[SUMMARY_ENV_VAR];
			if (!pathFromEnv) throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
			try {
				yield access(pathFromEnv, constants$1.R_OK | constants$1.W_OK);
			} catch (_a) {
				throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
			}
			this._filePath = pathFromEnv;
			return this._filePath;
		});
	}
	/**
	* Wraps content in an HTML tag, adding any HTML attributes
	*
	* @param {string} tag HTML tag to wrap
	* @param {string | null} content content within the tag
	* @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
	*
	* @returns {string} content wrapped in HTML element
	*/
	wrap(tag, content, attrs = {}) {
		const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
		if (!content) return `<${tag}${htmlAttrs}>`;
		return `<${tag}${htmlAttrs}>${content}</${tag}>`;
	}
	/**
	* Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
	*
	* @param {SummaryWriteOptions} [options] (optional) options for write operation
	*
	* @returns {Promise<Summary>} summary instance
	*/
	write(options) {
		return __awaiter$6(this, void 0, void 0, function* () {
			const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
			const filePath = yield this.filePath();
			yield (overwrite ? writeFile : appendFile)(filePath, this._buffer, { encoding: "utf8" });
			return this.emptyBuffer();
		});
	}
	/**
	* Clears the summary buffer and wipes the summary file
	*
	* @returns {Summary} summary instance
	*/
	clear() {
		return __awaiter$6(this, void 0, void 0, function* () {
			return this.emptyBuffer().write({ overwrite: true });
		});
	}
	/**
	* Returns the current summary buffer as a string
	*
	* @returns {string} string of summary buffer
	*/
	stringify() {
		return this._buffer;
	}
	/**
	* If the summary buffer is empty
	*
	* @returns {boolen} true if the buffer is empty
	*/
	isEmptyBuffer() {
		return this._buffer.length === 0;
	}
	/**
	* Resets the summary buffer without writing to summary file
	*
	* @returns {Summary} summary instance
	*/
	emptyBuffer() {
		this._buffer = "";
		return this;
	}
	/**
	* Adds raw text to the summary buffer
	*
	* @param {string} text content to add
	* @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
	*
	* @returns {Summary} summary instance
	*/
	addRaw(text, addEOL = false) {
		this._buffer += text;
		return addEOL ? this.addEOL() : this;
	}
	/**
	* Adds the operating system-specific end-of-line marker to the buffer
	*
	* @returns {Summary} summary instance
	*/
	addEOL() {
		return this.addRaw(EOL);
	}
	/**
	* Adds an HTML codeblock to the summary buffer
	*
	* @param {string} code content to render within fenced code block
	* @param {string} lang (optional) language to syntax highlight code
	*
	* @returns {Summary} summary instance
	*/
	addCodeBlock(code, lang) {
		const attrs = Object.assign({}, lang && { lang });
		const element = this.wrap("pre", this.wrap("code", code), attrs);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML list to the summary buffer
	*
	* @param {string[]} items list of items to render
	* @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
	*
	* @returns {Summary} summary instance
	*/
	addList(items, ordered = false) {
		const tag = ordered ? "ol" : "ul";
		const listItems = items.map((item) => this.wrap("li", item)).join("");
		const element = this.wrap(tag, listItems);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML table to the summary buffer
	*
	* @param {SummaryTableCell[]} rows table rows
	*
	* @returns {Summary} summary instance
	*/
	addTable(rows) {
		const tableBody = rows.map((row) => {
			const cells = row.map((cell) => {
				if (typeof cell === "string") return this.wrap("td", cell);
				const { header, data, colspan, rowspan } = cell;
				const tag = header ? "th" : "td";
				const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
				return this.wrap(tag, data, attrs);
			}).join("");
			return this.wrap("tr", cells);
		}).join("");
		const element = this.wrap("table", tableBody);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds a collapsable HTML details element to the summary buffer
	*
	* @param {string} label text for the closed state
	* @param {string} content collapsable content
	*
	* @returns {Summary} summary instance
	*/
	addDetails(label, content) {
		const element = this.wrap("details", this.wrap("summary", label) + content);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML image tag to the summary buffer
	*
	* @param {string} src path to the image you to embed
	* @param {string} alt text description of the image
	* @param {SummaryImageOptions} options (optional) addition image attributes
	*
	* @returns {Summary} summary instance
	*/
	addImage(src, alt, options) {
		const { width, height } = options || {};
		const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
		const element = this.wrap("img", null, Object.assign({
			src,
			alt
		}, attrs));
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML section heading element
	*
	* @param {string} text heading text
	* @param {number | string} [level=1] (optional) the heading level, default: 1
	*
	* @returns {Summary} summary instance
	*/
	addHeading(text, level) {
		const tag = `h${level}`;
		const allowedTag = [
			"h1",
			"h2",
			"h3",
			"h4",
			"h5",
			"h6"
		].includes(tag) ? tag : "h1";
		const element = this.wrap(allowedTag, text);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML thematic break (<hr>) to the summary buffer
	*
	* @returns {Summary} summary instance
	*/
	addSeparator() {
		const element = this.wrap("hr", null);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML line break (<br>) to the summary buffer
	*
	* @returns {Summary} summary instance
	*/
	addBreak() {
		const element = this.wrap("br", null);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML blockquote to the summary buffer
	*
	* @param {string} text quote text
	* @param {string} cite (optional) citation url
	*
	* @returns {Summary} summary instance
	*/
	addQuote(text, cite) {
		const attrs = Object.assign({}, cite && { cite });
		const element = this.wrap("blockquote", text, attrs);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML anchor tag to the summary buffer
	*
	* @param {string} text link text/content
	* @param {string} href hyperlink
	*
	* @returns {Summary} summary instance
	*/
	addLink(text, href) {
		const element = this.wrap("a", text, { href });
		return this.addRaw(element).addEOL();
	}
};
const _summary = new Summary();
const summary = _summary;

// node_modules/@actions/io/lib/io-util.js
var __awaiter$5 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink } = fs.promises;
const IS_WINDOWS$1 = process.platform === "win32";
const READONLY = fs.constants.O_RDONLY;
function exists(fsPath) {
	return __awaiter$5(this, void 0, void 0, function* () {
		try {
			yield stat(fsPath);
		} catch (err) {
			if (err.code === "ENOENT") return false;
			throw err;
		}
		return true;
	});
}
/**
* On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
* \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
*/
function isRooted(p) {
	p = normalizeSeparators(p);
	if (!p) throw new Error("isRooted() parameter \"p\" cannot be empty");
	if (IS_WINDOWS$1) return p.startsWith("\\") || /^[A-Z]:/i.test(p);
	return p.startsWith("/");
}
/**
* Best effort attempt to determine whether a file exists and is executable.
* @param filePath    file path to check
* @param extensions  additional file extensions to try
* @return if file exists and is executable, returns the file path. otherwise empty string.
*/
function tryGetExecutablePath(filePath, extensions) {
	return __awaiter$5(this, void 0, void 0, function* () {
		let stats = void 0;
		try {
			stats = yield stat(filePath);
		} catch (err) {
			if (err.code !== "ENOENT") console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
		}
		if (stats && stats.isFile()) {
			if (IS_WINDOWS$1) {
				const upperExt = path.extname(filePath).toUpperCase();
				if (extensions.some((validExt) => validExt.toUpperCase() === upperExt)) return filePath;
			} else if (isUnixExecutable(stats)) return filePath;
		}
		const originalFilePath = filePath;
		for (const extension of extensions) {
			filePath = originalFilePath + extension;
			stats = void 0;
			try {
				stats = yield stat(filePath);
			} catch (err) {
				if (err.code !== "ENOENT") console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
			}
			if (stats && stats.isFile()) {
				if (IS_WINDOWS$1) {
					try {
						const directory = path.dirname(filePath);
						const upperName = path.basename(filePath).toUpperCase();
						for (const actualName of yield readdir(directory)) if (upperName === actualName.toUpperCase()) {
							filePath = path.join(directory, actualName);
							break;
						}
					} catch (err) {
						console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
					}
					return filePath;
				} else if (isUnixExecutable(stats)) return filePath;
			}
		}
		return "";
	});
}
function normalizeSeparators(p) {
	p = p || "";
	if (IS_WINDOWS$1) {
		p = p.replace(/\//g, "\\");
		return p.replace(/\\\\+/g, "\\");
	}
	return p.replace(/\/\/+/g, "/");
}
function isUnixExecutable(stats) {
	return (stats.mode & 1) > 0 || (stats.mode & 8) > 0 && process.getgid !== void 0 && stats.gid === process.getgid() || (stats.mode & 64) > 0 && process.getuid !== void 0 && stats.uid === process.getuid();
}

// node_modules/@actions/io/lib/io.js
var __awaiter$4 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
/**
* Returns path of a tool had the tool actually been invoked.  Resolves via paths.
* If you check and the tool does not exist, it will throw.
*
* @param     tool              name of the tool
* @param     check             whether to check if tool exists
* @returns   Promise<string>   path to tool
*/
function which(tool, check) {
	return __awaiter$4(this, void 0, void 0, function* () {
		if (!tool) throw new Error("parameter 'tool' is required");
		if (check) {
			const result = yield which(tool, false);
			if (!result) {
				if (IS_WINDOWS$1) throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
				else throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
			}
			return result;
		}
		const matches = yield findInPath(tool);
		if (matches && matches.length > 0) return matches[0];
		return "";
	});
}
/**
* Returns a list of all occurrences of the given tool on the system path.
*
* @returns   Promise<string[]>  the paths of the tool
*/
function findInPath(tool) {
	return __awaiter$4(this, void 0, void 0, function* () {
		if (!tool) throw new Error("parameter 'tool' is required");
		const extensions = [];
		if (IS_WINDOWS$1 && process.env["PATHEXT"]) {
			for (const extension of process.env["PATHEXT"].split(path.delimiter)) if (extension) extensions.push(extension);
		}
		if (isRooted(tool)) {
			const filePath = yield tryGetExecutablePath(tool, extensions);
			if (filePath) return [filePath];
			return [];
		}
		if (tool.includes(path.sep)) return [];
		const directories = [];
		if (process.env.PATH) {
			for (const p of process.env.PATH.split(path.delimiter)) if (p) directories.push(p);
		}
		const matches = [];
		for (const directory of directories) {
			const filePath = yield tryGetExecutablePath(path.join(directory, tool), extensions);
			if (filePath) matches.push(filePath);
		}
		return matches;
	});
}

// node_modules/@actions/exec/lib/toolrunner.js
var __awaiter$3 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const IS_WINDOWS = process.platform === "win32";
var ToolRunner = class extends events.EventEmitter {
	constructor(toolPath, args, options) {
		super();
		if (!toolPath) throw new Error("Parameter 'toolPath' cannot be null or empty.");
		this.toolPath = toolPath;
		this.args = args || [];
		this.options = options || {};
	}
	_debug(message) {
		if (this.options.listeners && this.options.listeners.debug) this.options.listeners.debug(message);
	}
	_getCommandString(options, noPrefix) {
		const toolPath = this._getSpawnFileName();
		const args = this._getSpawnArgs(options);
		let cmd = noPrefix ? "" : "[command]";
		if (IS_WINDOWS) {
			if (this._isCmdFile()) {
				cmd += toolPath;
				for (const a of args) cmd += ` ${a}`;
			} else if (options.windowsVerbatimArguments) {
				cmd += `"${toolPath}"`;
				for (const a of args) cmd += ` ${a}`;
			} else {
				cmd += this._windowsQuoteCmdArg(toolPath);
				for (const a of args) cmd += ` ${this._windowsQuoteCmdArg(a)}`;
			}
		} else {
			cmd += toolPath;
			for (const a of args) cmd += ` ${a}`;
		}
		return cmd;
	}
	_processLineBuffer(data, strBuffer, onLine) {
		try {
			let s = strBuffer + data.toString();
			let n = s.indexOf(os.EOL);
			while (n > -1) {
				onLine(s.substring(0, n));
				s = s.substring(n + os.EOL.length);
				n = s.indexOf(os.EOL);
			}
			return s;
		} catch (err) {
			this._debug(`error processing line. Failed with error ${err}`);
			return "";
		}
	}
	_getSpawnFileName() {
		if (IS_WINDOWS) {
			if (this._isCmdFile()) return process.env["COMSPEC"] || "cmd.exe";
		}
		return this.toolPath;
	}
	_getSpawnArgs(options) {
		if (IS_WINDOWS) {
			if (this._isCmdFile()) {
				let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
				for (const a of this.args) {
					argline += " ";
					argline += options.windowsVerbatimArguments ? a : this._windowsQuoteCmdArg(a);
				}
				argline += "\"";
				return [argline];
			}
		}
		return this.args;
	}
	_endsWith(str, end) {
		return str.endsWith(end);
	}
	_isCmdFile() {
		const upperToolPath = this.toolPath.toUpperCase();
		return this._endsWith(upperToolPath, ".CMD") || this._endsWith(upperToolPath, ".BAT");
	}
	_windowsQuoteCmdArg(arg) {
		if (!this._isCmdFile()) return this._uvQuoteCmdArg(arg);
		if (!arg) return "\"\"";
		const cmdSpecialChars = [
			" ",
			"	",
			"&",
			"(",
			")",
			"[",
			"]",
			"{",
			"}",
			"^",
			"=",
			";",
			"!",
			"'",
			"+",
			",",
			"`",
			"~",
			"|",
			"<",
			">",
			"\""
		];
		let needsQuotes = false;
		for (const char of arg) if (cmdSpecialChars.some((x) => x === char)) {
			needsQuotes = true;
			break;
		}
		if (!needsQuotes) return arg;
		let reverse = "\"";
		let quoteHit = true;
		for (let i = arg.length; i > 0; i--) {
			reverse += arg[i - 1];
			if (quoteHit && arg[i - 1] === "\\") reverse += "\\";
			else if (arg[i - 1] === "\"") {
				quoteHit = true;
				reverse += "\"";
			} else quoteHit = false;
		}
		reverse += "\"";
		return reverse.split("").reverse().join("");
	}
	_uvQuoteCmdArg(arg) {
		if (!arg) return "\"\"";
		if (!arg.includes(" ") && !arg.includes("	") && !arg.includes("\"")) return arg;
		if (!arg.includes("\"") && !arg.includes("\\")) return `"${arg}"`;
		let reverse = "\"";
		let quoteHit = true;
		for (let i = arg.length; i > 0; i--) {
			reverse += arg[i - 1];
			if (quoteHit && arg[i - 1] === "\\") reverse += "\\";
			else if (arg[i - 1] === "\"") {
				quoteHit = true;
				reverse += "\\";
			} else quoteHit = false;
		}
		reverse += "\"";
		return reverse.split("").reverse().join("");
	}
	_cloneExecOptions(options) {
		options = options || {};
		const result = {
			cwd: options.cwd || process.cwd(),
			env: options.env || process.env,
			silent: options.silent || false,
			windowsVerbatimArguments: options.windowsVerbatimArguments || false,
			failOnStdErr: options.failOnStdErr || false,
			ignoreReturnCode: options.ignoreReturnCode || false,
			delay: options.delay || 1e4
		};
		result.outStream = options.outStream || process.stdout;
		result.errStream = options.errStream || process.stderr;
		return result;
	}
	_getSpawnOptions(options, toolPath) {
		options = options || {};
		const result = {};
		result.cwd = options.cwd;
		result.env = options.env;
		result["windowsVerbatimArguments"] = options.windowsVerbatimArguments || this._isCmdFile();
		if (options.windowsVerbatimArguments) result.argv0 = `"${toolPath}"`;
		return result;
	}
	/**
	* Exec a tool.
	* Output will be streamed to the live console.
	* Returns promise with return code
	*
	* @param     tool     path to tool to exec
	* @param     options  optional exec options.  See ExecOptions
	* @returns   number
	*/
	exec() {
		return __awaiter$3(this, void 0, void 0, function* () {
			if (!isRooted(this.toolPath) && (this.toolPath.includes("/") || IS_WINDOWS && this.toolPath.includes("\\"))) this.toolPath = path.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
			this.toolPath = yield which(this.toolPath, true);
			return new Promise((resolve, reject) => __awaiter$3(this, void 0, void 0, function* () {
				this._debug(`exec tool: ${this.toolPath}`);
				this._debug("arguments:");
				for (const arg of this.args) this._debug(`   ${arg}`);
				const optionsNonNull = this._cloneExecOptions(this.options);
				if (!optionsNonNull.silent && optionsNonNull.outStream) optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + os.EOL);
				const state = new ExecState(optionsNonNull, this.toolPath);
				state.on("debug", (message) => {
					this._debug(message);
				});
				if (this.options.cwd && !(yield exists(this.options.cwd))) return reject(/* @__PURE__ */ new Error(`The cwd: ${this.options.cwd} does not exist!`));
				const fileName = this._getSpawnFileName();
				const cp = child.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
				let stdbuffer = "";
				if (cp.stdout) cp.stdout.on("data", (data) => {
					if (this.options.listeners && this.options.listeners.stdout) this.options.listeners.stdout(data);
					if (!optionsNonNull.silent && optionsNonNull.outStream) optionsNonNull.outStream.write(data);
					stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
						if (this.options.listeners && this.options.listeners.stdline) this.options.listeners.stdline(line);
					});
				});
				let errbuffer = "";
				if (cp.stderr) cp.stderr.on("data", (data) => {
					state.processStderr = true;
					if (this.options.listeners && this.options.listeners.stderr) this.options.listeners.stderr(data);
					if (!optionsNonNull.silent && optionsNonNull.errStream && optionsNonNull.outStream) (optionsNonNull.failOnStdErr ? optionsNonNull.errStream : optionsNonNull.outStream).write(data);
					errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
						if (this.options.listeners && this.options.listeners.errline) this.options.listeners.errline(line);
					});
				});
				cp.on("error", (err) => {
					state.processError = err.message;
					state.processExited = true;
					state.processClosed = true;
					state.CheckComplete();
				});
				cp.on("exit", (code) => {
					state.processExitCode = code;
					state.processExited = true;
					this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
					state.CheckComplete();
				});
				cp.on("close", (code) => {
					state.processExitCode = code;
					state.processExited = true;
					state.processClosed = true;
					this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
					state.CheckComplete();
				});
				state.on("done", (error, exitCode) => {
					if (stdbuffer.length > 0) this.emit("stdline", stdbuffer);
					if (errbuffer.length > 0) this.emit("errline", errbuffer);
					cp.removeAllListeners();
					if (error) reject(error);
					else resolve(exitCode);
				});
				if (this.options.input) {
					if (!cp.stdin) throw new Error("child process missing stdin");
					cp.stdin.end(this.options.input);
				}
			}));
		});
	}
};
var ExecState = class ExecState extends events.EventEmitter {
	constructor(options, toolPath) {
		super();
		this.processClosed = false;
		this.processError = "";
		this.processExitCode = 0;
		this.processExited = false;
		this.processStderr = false;
		this.delay = 1e4;
		this.done = false;
		this.timeout = null;
		if (!toolPath) throw new Error("toolPath must not be empty");
		this.options = options;
		this.toolPath = toolPath;
		if (options.delay) this.delay = options.delay;
	}
	CheckComplete() {
		if (this.done) return;
		if (this.processClosed) this._setResult();
		else if (this.processExited) this.timeout = setTimeout$2(ExecState.HandleTimeout, this.delay, this);
	}
	_debug(message) {
		this.emit("debug", message);
	}
	_setResult() {
		let error;
		if (this.processExited) {
			if (this.processError) error = /* @__PURE__ */ new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
			else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) error = /* @__PURE__ */ new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
			else if (this.processStderr && this.options.failOnStdErr) error = /* @__PURE__ */ new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
		}
		if (this.timeout) {
			clearTimeout(this.timeout);
			this.timeout = null;
		}
		this.done = true;
		this.emit("done", error, this.processExitCode);
	}
	static HandleTimeout(state) {
		if (state.done) return;
		if (!state.processClosed && state.processExited) {
			const message = `The STDIO streams did not close within ${state.delay / 1e3} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
			state._debug(message);
		}
		state._setResult();
	}
};

// node_modules/@actions/exec/lib/exec.js
var __awaiter$2 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};

// node_modules/@actions/core/lib/platform.js
var __awaiter$1 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const platform = os$1.platform();
const arch = os$1.arch();

// node_modules/@actions/core/lib/core.js
var __awaiter = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
/**
* The code to exit an action
*/
var ExitCode;
(function(ExitCode) {
	/**
	* A code indicating that the action was successful
	*/
	ExitCode[ExitCode["Success"] = 0] = "Success";
	/**
	* A code indicating that the action was a failure
	*/
	ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
/**
* Registers a secret which will get masked from logs
*
* @param secret - Value of the secret to be masked
* @remarks
* This function instructs the Actions runner to mask the specified value in any
* logs produced during the workflow run. Once registered, the secret value will
* be replaced with asterisks (***) whenever it appears in console output, logs,
* or error messages.
*
* This is useful for protecting sensitive information such as:
* - API keys
* - Access tokens
* - Authentication credentials
* - URL parameters containing signatures (SAS tokens)
*
* Note that masking only affects future logs; any previous appearances of the
* secret in logs before calling this function will remain unmasked.
*
* @example
* ```typescript
* // Register an API token as a secret
* const apiToken = "abc123xyz456";
* setSecret(apiToken);
*
* // Now any logs containing this value will show *** instead
* console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
* ```
*/
function setSecret(secret) {
	issueCommand("add-mask", {}, secret);
}
/**
* Gets the value of an input.
* Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
* Returns an empty string if the value is not defined.
*
* @param     name     name of the input to get
* @param     options  optional. See InputOptions.
* @returns   string
*/
function getInput(name, options) {
	const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
	if (options && options.required && !val) throw new Error(`Input required and not supplied: ${name}`);
	if (options && options.trimWhitespace === false) return val;
	return val.trim();
}
/**
* Sets the value of an output.
*
* @param     name     name of the output to set
* @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
*/
function setOutput(name, value) {
	if (process.env["GITHUB_OUTPUT"] || "") return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
	process.stdout.write(os.EOL);
	issueCommand("set-output", { name }, toCommandValue(value));
}
/**
* Sets the action status to failed.
* When the action exits it will be with an exit code of 1
* @param message add error issue message
*/
function setFailed(message) {
	process.exitCode = ExitCode.Failure;
	error(message);
}
/**
* Writes debug message to user log
* @param message debug message
*/
function debug(message) {
	issueCommand("debug", {}, message);
}
/**
* Adds an error issue
* @param message error issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function error(message, properties = {}) {
	issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Adds a warning issue
* @param message warning issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function warning(message, properties = {}) {
	issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Adds a notice issue
* @param message notice issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function notice(message, properties = {}) {
	issueCommand("notice", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Writes info to log with console.log.
* @param message info message
*/
function info(message) {
	process.stdout.write(message + os.EOL);
}
/**
* Saves state for current action, the state can only be retrieved by this action's post job execution.
*
* @param     name     name of the state to store
* @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
*/
function saveState(name, value) {
	if (process.env["GITHUB_STATE"] || "") return issueFileCommand("STATE", prepareKeyValueMessage(name, value));
	issueCommand("save-state", { name }, toCommandValue(value));
}
/**
* Gets the value of an state set by this action's main execution.
*
* @param     name     name of the state to get
* @returns   string
*/
function getState(name) {
	return process.env[`STATE_${name}`] || "";
}

// src/action/log.ts
/** What the job's log gets. The runner reads every line that is written for commands: `::error::` where a line begins, `##[set-output name=gate]off` anywhere in it.
*  Invariant: whatever the text, it is one line, begins with our name, and no part of it is a command. */
/** Characters of a line: more is no message but a dump. */
const LONGEST = 2e3;
/** Text as one line that commands nothing. */
function logLine(text) {
	const line = [...plain(text)];
	return `bioreview: ${line.length > LONGEST ? `${line.slice(0, LONGEST).join("")}…` : line.join("")}`;
}

// src/action/process-job.ts
/** The job of this process, through GitHub's own toolkit. */
/** Bytes: the runner refuses a summary above 1,024 KiB as a whole. */
const LONGEST_SUMMARY = 1e6;
const CUT = "\n\nThe rest was cut: GitHub shows no more than this.\n";
function processJob() {
	const log = {
		debug: (text) => debug(logLine(text)),
		info: (text) => info(logLine(text)),
		notice: (text) => notice(logLine(text)),
		warning: (text) => warning(logLine(text)),
		error: (text) => error(logLine(text))
	};
	return {
		env: process.env,
		log,
		input: (name) => getInput(name),
		output: (name, value) => setOutput(name, value),
		async summary(markdown) {
			const { GITHUB_STEP_SUMMARY: file } = process.env;
			if (!file) return log.info("this runner shows no summary");
			await summary.addRaw(shortened(markdown), true).write().catch((error) => log.warning(`the job's page could not be written: ${String(error)}`));
		},
		mask: (secret) => setSecret(secret),
		fail: (reason) => setFailed(logLine(reason)),
		keep: (name, value) => saveState(name, value),
		kept: (name) => getState(name)
	};
}
/** Cut at a line, for half a line may be half a table or half a tag. */
function shortened(markdown) {
	if (Buffer.byteLength(markdown) <= LONGEST_SUMMARY) return markdown;
	const room = Buffer.from(markdown).subarray(0, 999948).toString("utf8");
	return room.slice(0, room.lastIndexOf("\n") + 1) + CUT;
}

// node_modules/graceful-fs/polyfills.js
var require_polyfills = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var constants = __require("constants");
	var origCwd = process.cwd;
	var cwd = null;
	var platform = process.env.GRACEFUL_FS_PLATFORM || process.platform;
	process.cwd = function() {
		if (!cwd) cwd = origCwd.call(process);
		return cwd;
	};
	try {
		process.cwd();
	} catch (er) {}
	if (typeof process.chdir === "function") {
		var chdir = process.chdir;
		process.chdir = function(d) {
			cwd = null;
			chdir.call(process, d);
		};
		if (Object.setPrototypeOf) Object.setPrototypeOf(process.chdir, chdir);
	}
	module.exports = patch;
	function patch(fs) {
		if (constants.hasOwnProperty("O_SYMLINK") && process.version.match(/^v0\.6\.[0-2]|^v0\.5\./)) patchLchmod(fs);
		if (!fs.lutimes) patchLutimes(fs);
		fs.chown = chownFix(fs.chown);
		fs.fchown = chownFix(fs.fchown);
		fs.lchown = chownFix(fs.lchown);
		fs.chmod = chmodFix(fs.chmod);
		fs.fchmod = chmodFix(fs.fchmod);
		fs.lchmod = chmodFix(fs.lchmod);
		fs.chownSync = chownFixSync(fs.chownSync);
		fs.fchownSync = chownFixSync(fs.fchownSync);
		fs.lchownSync = chownFixSync(fs.lchownSync);
		fs.chmodSync = chmodFixSync(fs.chmodSync);
		fs.fchmodSync = chmodFixSync(fs.fchmodSync);
		fs.lchmodSync = chmodFixSync(fs.lchmodSync);
		fs.stat = statFix(fs.stat);
		fs.fstat = statFix(fs.fstat);
		fs.lstat = statFix(fs.lstat);
		fs.statSync = statFixSync(fs.statSync);
		fs.fstatSync = statFixSync(fs.fstatSync);
		fs.lstatSync = statFixSync(fs.lstatSync);
		if (fs.chmod && !fs.lchmod) {
			fs.lchmod = function(path, mode, cb) {
				if (cb) process.nextTick(cb);
			};
			fs.lchmodSync = function() {};
		}
		if (fs.chown && !fs.lchown) {
			fs.lchown = function(path, uid, gid, cb) {
				if (cb) process.nextTick(cb);
			};
			fs.lchownSync = function() {};
		}
		if (platform === "win32") fs.rename = typeof fs.rename !== "function" ? fs.rename : (function(fs$rename) {
			function rename(from, to, cb) {
				var start = Date.now();
				var backoff = 0;
				fs$rename(from, to, function CB(er) {
					if (er && (er.code === "EACCES" || er.code === "EPERM" || er.code === "EBUSY") && Date.now() - start < 6e4) {
						setTimeout(function() {
							fs.stat(to, function(stater, st) {
								if (stater && stater.code === "ENOENT") fs$rename(from, to, CB);
								else cb(er);
							});
						}, backoff);
						if (backoff < 100) backoff += 10;
						return;
					}
					if (cb) cb(er);
				});
			}
			if (Object.setPrototypeOf) Object.setPrototypeOf(rename, fs$rename);
			return rename;
		})(fs.rename);
		fs.read = typeof fs.read !== "function" ? fs.read : (function(fs$read) {
			function read(fd, buffer, offset, length, position, callback_) {
				var callback;
				if (callback_ && typeof callback_ === "function") {
					var eagCounter = 0;
					callback = function(er, _, __) {
						if (er && er.code === "EAGAIN" && eagCounter < 10) {
							eagCounter++;
							return fs$read.call(fs, fd, buffer, offset, length, position, callback);
						}
						callback_.apply(this, arguments);
					};
				}
				return fs$read.call(fs, fd, buffer, offset, length, position, callback);
			}
			if (Object.setPrototypeOf) Object.setPrototypeOf(read, fs$read);
			return read;
		})(fs.read);
		fs.readSync = typeof fs.readSync !== "function" ? fs.readSync : (function(fs$readSync) {
			return function(fd, buffer, offset, length, position) {
				var eagCounter = 0;
				while (true) try {
					return fs$readSync.call(fs, fd, buffer, offset, length, position);
				} catch (er) {
					if (er.code === "EAGAIN" && eagCounter < 10) {
						eagCounter++;
						continue;
					}
					throw er;
				}
			};
		})(fs.readSync);
		function patchLchmod(fs) {
			fs.lchmod = function(path, mode, callback) {
				fs.open(path, constants.O_WRONLY | constants.O_SYMLINK, mode, function(err, fd) {
					if (err) {
						if (callback) callback(err);
						return;
					}
					fs.fchmod(fd, mode, function(err) {
						fs.close(fd, function(err2) {
							if (callback) callback(err || err2);
						});
					});
				});
			};
			fs.lchmodSync = function(path, mode) {
				var fd = fs.openSync(path, constants.O_WRONLY | constants.O_SYMLINK, mode);
				var threw = true;
				var ret;
				try {
					ret = fs.fchmodSync(fd, mode);
					threw = false;
				} finally {
					if (threw) try {
						fs.closeSync(fd);
					} catch (er) {}
					else fs.closeSync(fd);
				}
				return ret;
			};
		}
		function patchLutimes(fs) {
			if (constants.hasOwnProperty("O_SYMLINK") && fs.futimes) {
				fs.lutimes = function(path, at, mt, cb) {
					fs.open(path, constants.O_SYMLINK, function(er, fd) {
						if (er) {
							if (cb) cb(er);
							return;
						}
						fs.futimes(fd, at, mt, function(er) {
							fs.close(fd, function(er2) {
								if (cb) cb(er || er2);
							});
						});
					});
				};
				fs.lutimesSync = function(path, at, mt) {
					var fd = fs.openSync(path, constants.O_SYMLINK);
					var ret;
					var threw = true;
					try {
						ret = fs.futimesSync(fd, at, mt);
						threw = false;
					} finally {
						if (threw) try {
							fs.closeSync(fd);
						} catch (er) {}
						else fs.closeSync(fd);
					}
					return ret;
				};
			} else if (fs.futimes) {
				fs.lutimes = function(_a, _b, _c, cb) {
					if (cb) process.nextTick(cb);
				};
				fs.lutimesSync = function() {};
			}
		}
		function chmodFix(orig) {
			if (!orig) return orig;
			return function(target, mode, cb) {
				return orig.call(fs, target, mode, function(er) {
					if (chownErOk(er)) er = null;
					if (cb) cb.apply(this, arguments);
				});
			};
		}
		function chmodFixSync(orig) {
			if (!orig) return orig;
			return function(target, mode) {
				try {
					return orig.call(fs, target, mode);
				} catch (er) {
					if (!chownErOk(er)) throw er;
				}
			};
		}
		function chownFix(orig) {
			if (!orig) return orig;
			return function(target, uid, gid, cb) {
				return orig.call(fs, target, uid, gid, function(er) {
					if (chownErOk(er)) er = null;
					if (cb) cb.apply(this, arguments);
				});
			};
		}
		function chownFixSync(orig) {
			if (!orig) return orig;
			return function(target, uid, gid) {
				try {
					return orig.call(fs, target, uid, gid);
				} catch (er) {
					if (!chownErOk(er)) throw er;
				}
			};
		}
		function statFix(orig) {
			if (!orig) return orig;
			return function(target, options, cb) {
				if (typeof options === "function") {
					cb = options;
					options = null;
				}
				function callback(er, stats) {
					if (stats) {
						if (stats.uid < 0) stats.uid += 4294967296;
						if (stats.gid < 0) stats.gid += 4294967296;
					}
					if (cb) cb.apply(this, arguments);
				}
				return options ? orig.call(fs, target, options, callback) : orig.call(fs, target, callback);
			};
		}
		function statFixSync(orig) {
			if (!orig) return orig;
			return function(target, options) {
				var stats = options ? orig.call(fs, target, options) : orig.call(fs, target);
				if (stats) {
					if (stats.uid < 0) stats.uid += 4294967296;
					if (stats.gid < 0) stats.gid += 4294967296;
				}
				return stats;
			};
		}
		function chownErOk(er) {
			if (!er) return true;
			if (er.code === "ENOSYS") return true;
			if (!process.getuid || process.getuid() !== 0) {
				if (er.code === "EINVAL" || er.code === "EPERM") return true;
			}
			return false;
		}
	}
}));

// node_modules/graceful-fs/legacy-streams.js
var require_legacy_streams = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var Stream = __require("stream").Stream;
	module.exports = legacy;
	function legacy(fs) {
		return {
			ReadStream,
			WriteStream
		};
		function ReadStream(path, options) {
			if (!(this instanceof ReadStream)) return new ReadStream(path, options);
			Stream.call(this);
			var self = this;
			this.path = path;
			this.fd = null;
			this.readable = true;
			this.paused = false;
			this.flags = "r";
			this.mode = 438;
			this.bufferSize = 65536;
			options = options || {};
			var keys = Object.keys(options);
			for (var index = 0, length = keys.length; index < length; index++) {
				var key = keys[index];
				this[key] = options[key];
			}
			if (this.encoding) this.setEncoding(this.encoding);
			if (this.start !== void 0) {
				if ("number" !== typeof this.start) throw TypeError("start must be a Number");
				if (this.end === void 0) this.end = 1e400;
				else if ("number" !== typeof this.end) throw TypeError("end must be a Number");
				if (this.start > this.end) throw new Error("start must be <= end");
				this.pos = this.start;
			}
			if (this.fd !== null) {
				process.nextTick(function() {
					self._read();
				});
				return;
			}
			fs.open(this.path, this.flags, this.mode, function(err, fd) {
				if (err) {
					self.emit("error", err);
					self.readable = false;
					return;
				}
				self.fd = fd;
				self.emit("open", fd);
				self._read();
			});
		}
		function WriteStream(path, options) {
			if (!(this instanceof WriteStream)) return new WriteStream(path, options);
			Stream.call(this);
			this.path = path;
			this.fd = null;
			this.writable = true;
			this.flags = "w";
			this.encoding = "binary";
			this.mode = 438;
			this.bytesWritten = 0;
			options = options || {};
			var keys = Object.keys(options);
			for (var index = 0, length = keys.length; index < length; index++) {
				var key = keys[index];
				this[key] = options[key];
			}
			if (this.start !== void 0) {
				if ("number" !== typeof this.start) throw TypeError("start must be a Number");
				if (this.start < 0) throw new Error("start must be >= zero");
				this.pos = this.start;
			}
			this.busy = false;
			this._queue = [];
			if (this.fd === null) {
				this._open = fs.open;
				this._queue.push([
					this._open,
					this.path,
					this.flags,
					this.mode,
					void 0
				]);
				this.flush();
			}
		}
	}
}));

// node_modules/graceful-fs/clone.js
var require_clone = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = clone;
	var getPrototypeOf = Object.getPrototypeOf || function(obj) {
		return obj.__proto__;
	};
	function clone(obj) {
		if (obj === null || typeof obj !== "object") return obj;
		if (obj instanceof Object) var copy = { __proto__: getPrototypeOf(obj) };
		else var copy = Object.create(null);
		Object.getOwnPropertyNames(obj).forEach(function(key) {
			Object.defineProperty(copy, key, Object.getOwnPropertyDescriptor(obj, key));
		});
		return copy;
	}
}));

// node_modules/graceful-fs/graceful-fs.js
var require_graceful_fs = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var fs = __require("fs");
	var polyfills = require_polyfills();
	var legacy = require_legacy_streams();
	var clone = require_clone();
	var util = __require("util");
	/* istanbul ignore next - node 0.x polyfill */
	var gracefulQueue;
	var previousSymbol;
	/* istanbul ignore else - node 0.x polyfill */
	if (typeof Symbol === "function" && typeof Symbol.for === "function") {
		gracefulQueue = Symbol.for("graceful-fs.queue");
		previousSymbol = Symbol.for("graceful-fs.previous");
	} else {
		gracefulQueue = "___graceful-fs.queue";
		previousSymbol = "___graceful-fs.previous";
	}
	function noop() {}
	function publishQueue(context, queue) {
		Object.defineProperty(context, gracefulQueue, { get: function() {
			return queue;
		} });
	}
	var debug = noop;
	if (util.debuglog) debug = util.debuglog("gfs4");
	else if (/\bgfs4\b/i.test(process.env.NODE_DEBUG || "")) debug = function() {
		var m = util.format.apply(util, arguments);
		m = "GFS4: " + m.split(/\n/).join("\nGFS4: ");
		console.error(m);
	};
	if (!fs[gracefulQueue]) {
		publishQueue(fs, global[gracefulQueue] || []);
		fs.close = (function(fs$close) {
			function close(fd, cb) {
				return fs$close.call(fs, fd, function(err) {
					if (!err) resetQueue();
					if (typeof cb === "function") cb.apply(this, arguments);
				});
			}
			Object.defineProperty(close, previousSymbol, { value: fs$close });
			return close;
		})(fs.close);
		fs.closeSync = (function(fs$closeSync) {
			function closeSync(fd) {
				fs$closeSync.apply(fs, arguments);
				resetQueue();
			}
			Object.defineProperty(closeSync, previousSymbol, { value: fs$closeSync });
			return closeSync;
		})(fs.closeSync);
		if (/\bgfs4\b/i.test(process.env.NODE_DEBUG || "")) process.on("exit", function() {
			debug(fs[gracefulQueue]);
			__require("assert").equal(fs[gracefulQueue].length, 0);
		});
	}
	if (!global[gracefulQueue]) publishQueue(global, fs[gracefulQueue]);
	module.exports = patch(clone(fs));
	if (process.env.TEST_GRACEFUL_FS_GLOBAL_PATCH && !fs.__patched) {
		module.exports = patch(fs);
		fs.__patched = true;
	}
	function patch(fs) {
		polyfills(fs);
		fs.gracefulify = patch;
		fs.createReadStream = createReadStream;
		fs.createWriteStream = createWriteStream;
		var fs$readFile = fs.readFile;
		fs.readFile = readFile;
		function readFile(path, options, cb) {
			if (typeof options === "function") cb = options, options = null;
			return go$readFile(path, options, cb);
			function go$readFile(path, options, cb, startTime) {
				return fs$readFile(path, options, function(err) {
					if (err && (err.code === "EMFILE" || err.code === "ENFILE")) enqueue([
						go$readFile,
						[
							path,
							options,
							cb
						],
						err,
						startTime || Date.now(),
						Date.now()
					]);
					else if (typeof cb === "function") cb.apply(this, arguments);
				});
			}
		}
		var fs$writeFile = fs.writeFile;
		fs.writeFile = writeFile;
		function writeFile(path, data, options, cb) {
			if (typeof options === "function") cb = options, options = null;
			return go$writeFile(path, data, options, cb);
			function go$writeFile(path, data, options, cb, startTime) {
				return fs$writeFile(path, data, options, function(err) {
					if (err && (err.code === "EMFILE" || err.code === "ENFILE")) enqueue([
						go$writeFile,
						[
							path,
							data,
							options,
							cb
						],
						err,
						startTime || Date.now(),
						Date.now()
					]);
					else if (typeof cb === "function") cb.apply(this, arguments);
				});
			}
		}
		var fs$appendFile = fs.appendFile;
		if (fs$appendFile) fs.appendFile = appendFile;
		function appendFile(path, data, options, cb) {
			if (typeof options === "function") cb = options, options = null;
			return go$appendFile(path, data, options, cb);
			function go$appendFile(path, data, options, cb, startTime) {
				return fs$appendFile(path, data, options, function(err) {
					if (err && (err.code === "EMFILE" || err.code === "ENFILE")) enqueue([
						go$appendFile,
						[
							path,
							data,
							options,
							cb
						],
						err,
						startTime || Date.now(),
						Date.now()
					]);
					else if (typeof cb === "function") cb.apply(this, arguments);
				});
			}
		}
		var fs$copyFile = fs.copyFile;
		if (fs$copyFile) fs.copyFile = copyFile;
		function copyFile(src, dest, flags, cb) {
			if (typeof flags === "function") {
				cb = flags;
				flags = 0;
			}
			return go$copyFile(src, dest, flags, cb);
			function go$copyFile(src, dest, flags, cb, startTime) {
				return fs$copyFile(src, dest, flags, function(err) {
					if (err && (err.code === "EMFILE" || err.code === "ENFILE")) enqueue([
						go$copyFile,
						[
							src,
							dest,
							flags,
							cb
						],
						err,
						startTime || Date.now(),
						Date.now()
					]);
					else if (typeof cb === "function") cb.apply(this, arguments);
				});
			}
		}
		var fs$readdir = fs.readdir;
		fs.readdir = readdir;
		var noReaddirOptionVersions = /^v[0-5]\./;
		function readdir(path, options, cb) {
			if (typeof options === "function") cb = options, options = null;
			var go$readdir = noReaddirOptionVersions.test(process.version) ? function go$readdir(path, options, cb, startTime) {
				return fs$readdir(path, fs$readdirCallback(path, options, cb, startTime));
			} : function go$readdir(path, options, cb, startTime) {
				return fs$readdir(path, options, fs$readdirCallback(path, options, cb, startTime));
			};
			return go$readdir(path, options, cb);
			function fs$readdirCallback(path, options, cb, startTime) {
				return function(err, files) {
					if (err && (err.code === "EMFILE" || err.code === "ENFILE")) enqueue([
						go$readdir,
						[
							path,
							options,
							cb
						],
						err,
						startTime || Date.now(),
						Date.now()
					]);
					else {
						if (files && files.sort) files.sort();
						if (typeof cb === "function") cb.call(this, err, files);
					}
				};
			}
		}
		if (process.version.substr(0, 4) === "v0.8") {
			var legStreams = legacy(fs);
			ReadStream = legStreams.ReadStream;
			WriteStream = legStreams.WriteStream;
		}
		var fs$ReadStream = fs.ReadStream;
		if (fs$ReadStream) {
			ReadStream.prototype = Object.create(fs$ReadStream.prototype);
			ReadStream.prototype.open = ReadStream$open;
		}
		var fs$WriteStream = fs.WriteStream;
		if (fs$WriteStream) {
			WriteStream.prototype = Object.create(fs$WriteStream.prototype);
			WriteStream.prototype.open = WriteStream$open;
		}
		Object.defineProperty(fs, "ReadStream", {
			get: function() {
				return ReadStream;
			},
			set: function(val) {
				ReadStream = val;
			},
			enumerable: true,
			configurable: true
		});
		Object.defineProperty(fs, "WriteStream", {
			get: function() {
				return WriteStream;
			},
			set: function(val) {
				WriteStream = val;
			},
			enumerable: true,
			configurable: true
		});
		var FileReadStream = ReadStream;
		Object.defineProperty(fs, "FileReadStream", {
			get: function() {
				return FileReadStream;
			},
			set: function(val) {
				FileReadStream = val;
			},
			enumerable: true,
			configurable: true
		});
		var FileWriteStream = WriteStream;
		Object.defineProperty(fs, "FileWriteStream", {
			get: function() {
				return FileWriteStream;
			},
			set: function(val) {
				FileWriteStream = val;
			},
			enumerable: true,
			configurable: true
		});
		function ReadStream(path, options) {
			if (this instanceof ReadStream) return fs$ReadStream.apply(this, arguments), this;
			else return ReadStream.apply(Object.create(ReadStream.prototype), arguments);
		}
		function ReadStream$open() {
			var that = this;
			open(that.path, that.flags, that.mode, function(err, fd) {
				if (err) {
					if (that.autoClose) that.destroy();
					that.emit("error", err);
				} else {
					that.fd = fd;
					that.emit("open", fd);
					that.read();
				}
			});
		}
		function WriteStream(path, options) {
			if (this instanceof WriteStream) return fs$WriteStream.apply(this, arguments), this;
			else return WriteStream.apply(Object.create(WriteStream.prototype), arguments);
		}
		function WriteStream$open() {
			var that = this;
			open(that.path, that.flags, that.mode, function(err, fd) {
				if (err) {
					that.destroy();
					that.emit("error", err);
				} else {
					that.fd = fd;
					that.emit("open", fd);
				}
			});
		}
		function createReadStream(path, options) {
			return new fs.ReadStream(path, options);
		}
		function createWriteStream(path, options) {
			return new fs.WriteStream(path, options);
		}
		var fs$open = fs.open;
		fs.open = open;
		function open(path, flags, mode, cb) {
			if (typeof mode === "function") cb = mode, mode = null;
			return go$open(path, flags, mode, cb);
			function go$open(path, flags, mode, cb, startTime) {
				return fs$open(path, flags, mode, function(err, fd) {
					if (err && (err.code === "EMFILE" || err.code === "ENFILE")) enqueue([
						go$open,
						[
							path,
							flags,
							mode,
							cb
						],
						err,
						startTime || Date.now(),
						Date.now()
					]);
					else if (typeof cb === "function") cb.apply(this, arguments);
				});
			}
		}
		return fs;
	}
	function enqueue(elem) {
		debug("ENQUEUE", elem[0].name, elem[1]);
		fs[gracefulQueue].push(elem);
		retry();
	}
	var retryTimer;
	function resetQueue() {
		var now = Date.now();
		for (var i = 0; i < fs[gracefulQueue].length; ++i) if (fs[gracefulQueue][i].length > 2) {
			fs[gracefulQueue][i][3] = now;
			fs[gracefulQueue][i][4] = now;
		}
		retry();
	}
	function retry() {
		clearTimeout(retryTimer);
		retryTimer = void 0;
		if (fs[gracefulQueue].length === 0) return;
		var elem = fs[gracefulQueue].shift();
		var fn = elem[0];
		var args = elem[1];
		var err = elem[2];
		var startTime = elem[3];
		var lastTime = elem[4];
		if (startTime === void 0) {
			debug("RETRY", fn.name, args);
			fn.apply(null, args);
		} else if (Date.now() - startTime >= 6e4) {
			debug("TIMEOUT", fn.name, args);
			var cb = args.pop();
			if (typeof cb === "function") cb.call(null, err);
		} else {
			var sinceAttempt = Date.now() - lastTime;
			var sinceStart = Math.max(lastTime - startTime, 1);
			if (sinceAttempt >= Math.min(sinceStart * 1.2, 100)) {
				debug("RETRY", fn.name, args);
				fn.apply(null, args.concat([startTime]));
			} else fs[gracefulQueue].push(elem);
		}
		if (retryTimer === void 0) retryTimer = setTimeout(retry, 0);
	}
}));

// node_modules/retry/lib/retry_operation.js
var require_retry_operation = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function RetryOperation(timeouts, options) {
		if (typeof options === "boolean") options = { forever: options };
		this._originalTimeouts = JSON.parse(JSON.stringify(timeouts));
		this._timeouts = timeouts;
		this._options = options || {};
		this._maxRetryTime = options && options.maxRetryTime || 1e400;
		this._fn = null;
		this._errors = [];
		this._attempts = 1;
		this._operationTimeout = null;
		this._operationTimeoutCb = null;
		this._timeout = null;
		this._operationStart = null;
		if (this._options.forever) this._cachedTimeouts = this._timeouts.slice(0);
	}
	module.exports = RetryOperation;
	RetryOperation.prototype.reset = function() {
		this._attempts = 1;
		this._timeouts = this._originalTimeouts;
	};
	RetryOperation.prototype.stop = function() {
		if (this._timeout) clearTimeout(this._timeout);
		this._timeouts = [];
		this._cachedTimeouts = null;
	};
	RetryOperation.prototype.retry = function(err) {
		if (this._timeout) clearTimeout(this._timeout);
		if (!err) return false;
		var currentTime = (/* @__PURE__ */ new Date()).getTime();
		if (err && currentTime - this._operationStart >= this._maxRetryTime) {
			this._errors.unshift(/* @__PURE__ */ new Error("RetryOperation timeout occurred"));
			return false;
		}
		this._errors.push(err);
		var timeout = this._timeouts.shift();
		if (timeout === void 0) {
			if (this._cachedTimeouts) {
				this._errors.splice(this._errors.length - 1, this._errors.length);
				this._timeouts = this._cachedTimeouts.slice(0);
				timeout = this._timeouts.shift();
			} else return false;
		}
		var self = this;
		var timer = setTimeout(function() {
			self._attempts++;
			if (self._operationTimeoutCb) {
				self._timeout = setTimeout(function() {
					self._operationTimeoutCb(self._attempts);
				}, self._operationTimeout);
				if (self._options.unref) self._timeout.unref();
			}
			self._fn(self._attempts);
		}, timeout);
		if (this._options.unref) timer.unref();
		return true;
	};
	RetryOperation.prototype.attempt = function(fn, timeoutOps) {
		this._fn = fn;
		if (timeoutOps) {
			if (timeoutOps.timeout) this._operationTimeout = timeoutOps.timeout;
			if (timeoutOps.cb) this._operationTimeoutCb = timeoutOps.cb;
		}
		var self = this;
		if (this._operationTimeoutCb) this._timeout = setTimeout(function() {
			self._operationTimeoutCb();
		}, self._operationTimeout);
		this._operationStart = (/* @__PURE__ */ new Date()).getTime();
		this._fn(this._attempts);
	};
	RetryOperation.prototype.try = function(fn) {
		console.log("Using RetryOperation.try() is deprecated");
		this.attempt(fn);
	};
	RetryOperation.prototype.start = function(fn) {
		console.log("Using RetryOperation.start() is deprecated");
		this.attempt(fn);
	};
	RetryOperation.prototype.start = RetryOperation.prototype.try;
	RetryOperation.prototype.errors = function() {
		return this._errors;
	};
	RetryOperation.prototype.attempts = function() {
		return this._attempts;
	};
	RetryOperation.prototype.mainError = function() {
		if (this._errors.length === 0) return null;
		var counts = {};
		var mainError = null;
		var mainErrorCount = 0;
		for (var i = 0; i < this._errors.length; i++) {
			var error = this._errors[i];
			var message = error.message;
			var count = (counts[message] || 0) + 1;
			counts[message] = count;
			if (count >= mainErrorCount) {
				mainError = error;
				mainErrorCount = count;
			}
		}
		return mainError;
	};
}));

// node_modules/retry/lib/retry.js
var require_retry$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var RetryOperation = require_retry_operation();
	exports.operation = function(options) {
		return new RetryOperation(exports.timeouts(options), {
			forever: options && options.forever,
			unref: options && options.unref,
			maxRetryTime: options && options.maxRetryTime
		});
	};
	exports.timeouts = function(options) {
		if (options instanceof Array) return [].concat(options);
		var opts = {
			retries: 10,
			factor: 2,
			minTimeout: 1e3,
			maxTimeout: 1e400,
			randomize: false
		};
		for (var key in options) opts[key] = options[key];
		if (opts.minTimeout > opts.maxTimeout) throw new Error("minTimeout is greater than maxTimeout");
		var timeouts = [];
		for (var i = 0; i < opts.retries; i++) timeouts.push(this.createTimeout(i, opts));
		if (options && options.forever && !timeouts.length) timeouts.push(this.createTimeout(i, opts));
		timeouts.sort(function(a, b) {
			return a - b;
		});
		return timeouts;
	};
	exports.createTimeout = function(attempt, opts) {
		var random = opts.randomize ? Math.random() + 1 : 1;
		var timeout = Math.round(random * opts.minTimeout * Math.pow(opts.factor, attempt));
		timeout = Math.min(timeout, opts.maxTimeout);
		return timeout;
	};
	exports.wrap = function(obj, options, methods) {
		if (options instanceof Array) {
			methods = options;
			options = null;
		}
		if (!methods) {
			methods = [];
			for (var key in obj) if (typeof obj[key] === "function") methods.push(key);
		}
		for (var i = 0; i < methods.length; i++) {
			var method = methods[i];
			var original = obj[method];
			obj[method] = function retryWrapper(original) {
				var op = exports.operation(options);
				var args = Array.prototype.slice.call(arguments, 1);
				var callback = args.pop();
				args.push(function(err) {
					if (op.retry(err)) return;
					if (err) arguments[0] = op.mainError();
					callback.apply(this, arguments);
				});
				op.attempt(function() {
					original.apply(obj, args);
				});
			}.bind(obj, original);
			obj[method].options = options;
		}
	};
}));

// node_modules/retry/index.js
var require_retry = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = require_retry$1();
}));

// node_modules/signal-exit/signals.js
var require_signals = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = [
		"SIGABRT",
		"SIGALRM",
		"SIGHUP",
		"SIGINT",
		"SIGTERM"
	];
	if (process.platform !== "win32") module.exports.push("SIGVTALRM", "SIGXCPU", "SIGXFSZ", "SIGUSR2", "SIGTRAP", "SIGSYS", "SIGQUIT", "SIGIOT");
	if (process.platform === "linux") module.exports.push("SIGIO", "SIGPOLL", "SIGPWR", "SIGSTKFLT", "SIGUNUSED");
}));

// node_modules/signal-exit/index.js
var require_signal_exit = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var process = global.process;
	const processOk = function(process) {
		return process && typeof process === "object" && typeof process.removeListener === "function" && typeof process.emit === "function" && typeof process.reallyExit === "function" && typeof process.listeners === "function" && typeof process.kill === "function" && typeof process.pid === "number" && typeof process.on === "function";
	};
	/* istanbul ignore if */
	if (!processOk(process)) module.exports = function() {
		return function() {};
	};
	else {
		var assert = __require("assert");
		var signals = require_signals();
		var isWin = /^win/i.test(process.platform);
		var EE = __require("events");
		/* istanbul ignore if */
		if (typeof EE !== "function") EE = EE.EventEmitter;
		var emitter;
		if (process.__signal_exit_emitter__) emitter = process.__signal_exit_emitter__;
		else {
			emitter = process.__signal_exit_emitter__ = new EE();
			emitter.count = 0;
			emitter.emitted = {};
		}
		if (!emitter.infinite) {
			emitter.setMaxListeners(1e400);
			emitter.infinite = true;
		}
		module.exports = function(cb, opts) {
			/* istanbul ignore if */
			if (!processOk(global.process)) return function() {};
			assert.equal(typeof cb, "function", "a callback must be provided for exit handler");
			if (loaded === false) load();
			var ev = "exit";
			if (opts && opts.alwaysLast) ev = "afterexit";
			var remove = function() {
				emitter.removeListener(ev, cb);
				if (emitter.listeners("exit").length === 0 && emitter.listeners("afterexit").length === 0) unload();
			};
			emitter.on(ev, cb);
			return remove;
		};
		var unload = function unload() {
			if (!loaded || !processOk(global.process)) return;
			loaded = false;
			signals.forEach(function(sig) {
				try {
					process.removeListener(sig, sigListeners[sig]);
				} catch (er) {}
			});
			process.emit = originalProcessEmit;
			process.reallyExit = originalProcessReallyExit;
			emitter.count -= 1;
		};
		module.exports.unload = unload;
		var emit = function emit(event, code, signal) {
			/* istanbul ignore if */
			if (emitter.emitted[event]) return;
			emitter.emitted[event] = true;
			emitter.emit(event, code, signal);
		};
		var sigListeners = {};
		signals.forEach(function(sig) {
			sigListeners[sig] = function listener() {
				/* istanbul ignore if */
				if (!processOk(global.process)) return;
				if (process.listeners(sig).length === emitter.count) {
					unload();
					emit("exit", null, sig);
					/* istanbul ignore next */
					emit("afterexit", null, sig);
					/* istanbul ignore next */
					if (isWin && sig === "SIGHUP") sig = "SIGINT";
					/* istanbul ignore next */
					process.kill(process.pid, sig);
				}
			};
		});
		module.exports.signals = function() {
			return signals;
		};
		var loaded = false;
		var load = function load() {
			if (loaded || !processOk(global.process)) return;
			loaded = true;
			emitter.count += 1;
			signals = signals.filter(function(sig) {
				try {
					process.on(sig, sigListeners[sig]);
					return true;
				} catch (er) {
					return false;
				}
			});
			process.emit = processEmit;
			process.reallyExit = processReallyExit;
		};
		module.exports.load = load;
		var originalProcessReallyExit = process.reallyExit;
		var processReallyExit = function processReallyExit(code) {
			/* istanbul ignore if */
			if (!processOk(global.process)) return;
			process.exitCode = code || /* istanbul ignore next */ 0;
			emit("exit", process.exitCode, null);
			/* istanbul ignore next */
			emit("afterexit", process.exitCode, null);
			/* istanbul ignore next */
			originalProcessReallyExit.call(process, process.exitCode);
		};
		var originalProcessEmit = process.emit;
		var processEmit = function processEmit(ev, arg) {
			if (ev === "exit" && processOk(global.process)) {
				/* istanbul ignore else */
				if (arg !== void 0) process.exitCode = arg;
				var ret = originalProcessEmit.apply(this, arguments);
				/* istanbul ignore next */
				emit("exit", process.exitCode, null);
				/* istanbul ignore next */
				emit("afterexit", process.exitCode, null);
				/* istanbul ignore next */
				return ret;
			} else return originalProcessEmit.apply(this, arguments);
		};
	}
}));

// node_modules/proper-lockfile/lib/mtime-precision.js
var require_mtime_precision = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const cacheSymbol = Symbol();
	function probe(file, fs, callback) {
		const cachedPrecision = fs[cacheSymbol];
		if (cachedPrecision) return fs.stat(file, (err, stat) => {
			/* istanbul ignore if */
			if (err) return callback(err);
			callback(null, stat.mtime, cachedPrecision);
		});
		const mtime = /* @__PURE__ */ new Date(Math.ceil(Date.now() / 1e3) * 1e3 + 5);
		fs.utimes(file, mtime, mtime, (err) => {
			/* istanbul ignore if */
			if (err) return callback(err);
			fs.stat(file, (err, stat) => {
				/* istanbul ignore if */
				if (err) return callback(err);
				const precision = stat.mtime.getTime() % 1e3 === 0 ? "s" : "ms";
				Object.defineProperty(fs, cacheSymbol, { value: precision });
				callback(null, stat.mtime, precision);
			});
		});
	}
	function getMtime(precision) {
		let now = Date.now();
		if (precision === "s") now = Math.ceil(now / 1e3) * 1e3;
		return new Date(now);
	}
	module.exports.probe = probe;
	module.exports.getMtime = getMtime;
}));

// node_modules/proper-lockfile/lib/lockfile.js
var require_lockfile = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const path = __require("path");
	const fs = require_graceful_fs();
	const retry = require_retry();
	const onExit = require_signal_exit();
	const mtimePrecision = require_mtime_precision();
	const locks = {};
	function getLockFile(file, options) {
		return options.lockfilePath || `${file}.lock`;
	}
	function resolveCanonicalPath(file, options, callback) {
		if (!options.realpath) return callback(null, path.resolve(file));
		options.fs.realpath(file, callback);
	}
	function acquireLock(file, options, callback) {
		const lockfilePath = getLockFile(file, options);
		options.fs.mkdir(lockfilePath, (err) => {
			if (!err) return mtimePrecision.probe(lockfilePath, options.fs, (err, mtime, mtimePrecision) => {
				/* istanbul ignore if */
				if (err) {
					options.fs.rmdir(lockfilePath, () => {});
					return callback(err);
				}
				callback(null, mtime, mtimePrecision);
			});
			if (err.code !== "EEXIST") return callback(err);
			if (options.stale <= 0) return callback(Object.assign(/* @__PURE__ */ new Error("Lock file is already being held"), {
				code: "ELOCKED",
				file
			}));
			options.fs.stat(lockfilePath, (err, stat) => {
				if (err) {
					if (err.code === "ENOENT") return acquireLock(file, {
						...options,
						stale: 0
					}, callback);
					return callback(err);
				}
				if (!isLockStale(stat, options)) return callback(Object.assign(/* @__PURE__ */ new Error("Lock file is already being held"), {
					code: "ELOCKED",
					file
				}));
				removeLock(file, options, (err) => {
					if (err) return callback(err);
					acquireLock(file, {
						...options,
						stale: 0
					}, callback);
				});
			});
		});
	}
	function isLockStale(stat, options) {
		return stat.mtime.getTime() < Date.now() - options.stale;
	}
	function removeLock(file, options, callback) {
		options.fs.rmdir(getLockFile(file, options), (err) => {
			if (err && err.code !== "ENOENT") return callback(err);
			callback();
		});
	}
	function updateLock(file, options) {
		const lock = locks[file];
		/* istanbul ignore if */
		if (lock.updateTimeout) return;
		lock.updateDelay = lock.updateDelay || options.update;
		lock.updateTimeout = setTimeout(() => {
			lock.updateTimeout = null;
			options.fs.stat(lock.lockfilePath, (err, stat) => {
				const isOverThreshold = lock.lastUpdate + options.stale < Date.now();
				if (err) {
					if (err.code === "ENOENT" || isOverThreshold) return setLockAsCompromised(file, lock, Object.assign(err, { code: "ECOMPROMISED" }));
					lock.updateDelay = 1e3;
					return updateLock(file, options);
				}
				if (!(lock.mtime.getTime() === stat.mtime.getTime())) return setLockAsCompromised(file, lock, Object.assign(/* @__PURE__ */ new Error("Unable to update lock within the stale threshold"), { code: "ECOMPROMISED" }));
				const mtime = mtimePrecision.getMtime(lock.mtimePrecision);
				options.fs.utimes(lock.lockfilePath, mtime, mtime, (err) => {
					const isOverThreshold = lock.lastUpdate + options.stale < Date.now();
					if (lock.released) return;
					if (err) {
						if (err.code === "ENOENT" || isOverThreshold) return setLockAsCompromised(file, lock, Object.assign(err, { code: "ECOMPROMISED" }));
						lock.updateDelay = 1e3;
						return updateLock(file, options);
					}
					lock.mtime = mtime;
					lock.lastUpdate = Date.now();
					lock.updateDelay = null;
					updateLock(file, options);
				});
			});
		}, lock.updateDelay);
		/* istanbul ignore else */
		if (lock.updateTimeout.unref) lock.updateTimeout.unref();
	}
	function setLockAsCompromised(file, lock, err) {
		lock.released = true;
		/* istanbul ignore if */
		if (lock.updateTimeout) clearTimeout(lock.updateTimeout);
		if (locks[file] === lock) delete locks[file];
		lock.options.onCompromised(err);
	}
	function lock(file, options, callback) {
		/* istanbul ignore next */
		options = {
			stale: 1e4,
			update: null,
			realpath: true,
			retries: 0,
			fs,
			onCompromised: (err) => {
				throw err;
			},
			...options
		};
		options.retries = options.retries || 0;
		options.retries = typeof options.retries === "number" ? { retries: options.retries } : options.retries;
		options.stale = Math.max(options.stale || 0, 2e3);
		options.update = options.update == null ? options.stale / 2 : options.update || 0;
		options.update = Math.max(Math.min(options.update, options.stale / 2), 1e3);
		resolveCanonicalPath(file, options, (err, file) => {
			if (err) return callback(err);
			const operation = retry.operation(options.retries);
			operation.attempt(() => {
				acquireLock(file, options, (err, mtime, mtimePrecision) => {
					if (operation.retry(err)) return;
					if (err) return callback(operation.mainError());
					const lock = locks[file] = {
						lockfilePath: getLockFile(file, options),
						mtime,
						mtimePrecision,
						options,
						lastUpdate: Date.now()
					};
					updateLock(file, options);
					callback(null, (releasedCallback) => {
						if (lock.released) return releasedCallback && releasedCallback(Object.assign(/* @__PURE__ */ new Error("Lock is already released"), { code: "ERELEASED" }));
						unlock(file, {
							...options,
							realpath: false
						}, releasedCallback);
					});
				});
			});
		});
	}
	function unlock(file, options, callback) {
		options = {
			fs,
			realpath: true,
			...options
		};
		resolveCanonicalPath(file, options, (err, file) => {
			if (err) return callback(err);
			const lock = locks[file];
			if (!lock) return callback(Object.assign(/* @__PURE__ */ new Error("Lock is not acquired/owned by you"), { code: "ENOTACQUIRED" }));
			lock.updateTimeout && clearTimeout(lock.updateTimeout);
			lock.released = true;
			delete locks[file];
			removeLock(file, options, callback);
		});
	}
	function check(file, options, callback) {
		options = {
			stale: 1e4,
			realpath: true,
			fs,
			...options
		};
		options.stale = Math.max(options.stale || 0, 2e3);
		resolveCanonicalPath(file, options, (err, file) => {
			if (err) return callback(err);
			options.fs.stat(getLockFile(file, options), (err, stat) => {
				if (err) return err.code === "ENOENT" ? callback(null, false) : callback(err);
				return callback(null, !isLockStale(stat, options));
			});
		});
	}
	function getLocks() {
		return locks;
	}
	/* istanbul ignore next */
	onExit(() => {
		for (const file in locks) {
			const options = locks[file].options;
			try {
				options.fs.rmdirSync(getLockFile(file, options));
			} catch (e) {}
		}
	});
	module.exports.lock = lock;
	module.exports.unlock = unlock;
	module.exports.check = check;
	module.exports.getLocks = getLocks;
}));

// node_modules/proper-lockfile/lib/adapter.js
var require_adapter = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const fs = require_graceful_fs();
	function createSyncFs(fs) {
		const methods = [
			"mkdir",
			"realpath",
			"stat",
			"rmdir",
			"utimes"
		];
		const newFs = { ...fs };
		methods.forEach((method) => {
			newFs[method] = (...args) => {
				const callback = args.pop();
				let ret;
				try {
					ret = fs[`${method}Sync`](...args);
				} catch (err) {
					return callback(err);
				}
				callback(null, ret);
			};
		});
		return newFs;
	}
	function toPromise(method) {
		return (...args) => new Promise((resolve, reject) => {
			args.push((err, result) => {
				if (err) reject(err);
				else resolve(result);
			});
			method(...args);
		});
	}
	function toSync(method) {
		return (...args) => {
			let err;
			let result;
			args.push((_err, _result) => {
				err = _err;
				result = _result;
			});
			method(...args);
			if (err) throw err;
			return result;
		};
	}
	function toSyncOptions(options) {
		options = { ...options };
		options.fs = createSyncFs(options.fs || fs);
		if (typeof options.retries === "number" && options.retries > 0 || options.retries && typeof options.retries.retries === "number" && options.retries.retries > 0) throw Object.assign(/* @__PURE__ */ new Error("Cannot use retries with the sync api"), { code: "ESYNC" });
		return options;
	}
	module.exports = {
		toPromise,
		toSync,
		toSyncOptions
	};
}));

// node_modules/proper-lockfile/index.js
var require_proper_lockfile = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const lockfile = require_lockfile();
	const { toPromise, toSync, toSyncOptions } = require_adapter();
	async function lock(file, options) {
		const release = await toPromise(lockfile.lock)(file, options);
		return toPromise(release);
	}
	function lockSync(file, options) {
		const release = toSync(lockfile.lock)(file, toSyncOptions(options));
		return toSync(release);
	}
	function unlock(file, options) {
		return toPromise(lockfile.unlock)(file, options);
	}
	function unlockSync(file, options) {
		return toSync(lockfile.unlock)(file, toSyncOptions(options));
	}
	function check(file, options) {
		return toPromise(lockfile.check)(file, options);
	}
	function checkSync(file, options) {
		return toSync(lockfile.check)(file, toSyncOptions(options));
	}
	module.exports = lock;
	module.exports.lock = lock;
	module.exports.unlock = unlock;
	module.exports.lockSync = lockSync;
	module.exports.unlockSync = unlockSync;
	module.exports.check = check;
	module.exports.checkSync = checkSync;
}));

// src/action/install-runner.ts
/** The model server's program, installed once into the runner's tool cache and used by every job after. Its libraries lie under the digest of the lockfile that
*  names them, its program beside them under its own, so that a new release with the same libraries installs nothing:
*
*      <tool cache>/bioreview-runner/<lockfile>-node<major>-<platform>-<arch>/node_modules
*                                                                        /<program>/dist/bioreview-runner.js
*
*  Invariant: a folder has its name only when it is whole: it is filled under another and renamed. No script of any package runs. */
var import_proper_lockfile = require_proper_lockfile();
/** What `npm ci` reads. */
const RECIPE = [
	"package.json",
	"package-lock.json",
	".npmrc"
];
const DIGITS = 16;
/** Milliseconds after which the lock of a job that died is taken over; a living one renews it all the while. */
const STALE = 6e4;
/** Milliseconds between two looks whether the other job has finished, and how many: an hour in all. */
const LOOK_EVERY = 2e3;
const LOOKS = 1800;
/** @returns where the runner keeps tools for all jobs; a folder of the user where it says nothing */
function toolCache({ RUNNER_TOOL_CACHE: cache, XDG_CACHE_HOME: own }) {
	return cache || join(own || join(homedir(), ".cache"), "bioreview", "tools");
}
/** @returns the path of the program, with all that it needs beside it
*  @throws ModelsError where it cannot be installed, InterruptedError where `signal` was aborted */
async function installedRunner(installation, signal) {
	const { source, cache } = installation;
	const recipe = await digestOf(source, RECIPE);
	const program = await digestOf(join(source, "dist"), await filesBelow(join(source, "dist")));
	const major = process.versions.node.split(".")[0];
	const folder = join(cache, "bioreview-runner", `${recipe}-node${major}-${process.platform}-${process.arch}`);
	const path = join(folder, program, "dist", "bioreview-runner.js");
	if (await isThere(path) && await isThere(join(folder, "node_modules"))) return path;
	await underLock(folder, signal, async () => {
		if (!await isThere(join(folder, "node_modules"))) await installLibraries(folder, installation, signal);
		if (!await isThere(path)) await copyProgram(join(folder, program), installation);
	});
	return path;
}
async function installLibraries(folder, { source, install, say, unfinished }, signal) {
	say("installing the model server into the runner's tool cache, once: about 1.2 GB");
	await filled(folder, unfinished, async (part) => {
		for (const name of RECIPE) await cp(join(source, name), join(part, name));
		await install(part, signal);
	});
}
async function copyProgram(folder, { source, unfinished }) {
	await filled(folder, unfinished, async (part) => {
		await cp(join(source, "package.json"), join(part, "package.json"));
		await cp(join(source, "dist"), join(part, "dist"), { recursive: true });
	});
}
/** Fills a folder under another name, and gives it its own when it is whole. */
async function filled(folder, unfinished, fill) {
	const part = `${folder}.${randomUUID()}.part`;
	unfinished(part);
	try {
		await mkdir$1(part, { recursive: true });
		await fill(part);
		await rm$1(folder, {
			recursive: true,
			force: true
		});
		await rename$1(part, folder);
	} catch (error) {
		await rm$1(part, {
			recursive: true,
			force: true
		});
		throw asModelsError(folder, error);
	}
}
/** One job at a time; the others wait and find all done. */
async function underLock(folder, signal, work) {
	const place = `${folder}.lock`;
	try {
		await mkdir$1(join(folder, ".."), { recursive: true });
	} catch (error) {
		throw asModelsError(folder, error);
	}
	const release = await lockedBy(folder, place, signal);
	try {
		await work();
	} finally {
		await release().catch(() => {});
	}
}
async function lockedBy(folder, lockfilePath, signal) {
	for (let look = 0; look < LOOKS; look++) {
		if (signal.aborted) throw interrupted(folder, signal);
		try {
			return await (0, import_proper_lockfile.lock)(folder, {
				lockfilePath,
				stale: STALE,
				realpath: false
			});
		} catch (error) {
			if (!(error instanceof Error && "code" in error && error.code === "ELOCKED")) throw asModelsError(folder, error);
		}
		await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
	}
	throw new ModelsError({
		code: "runner-not-installed",
		at: folder,
		fault: "another job has been installing the model server there for an hour",
		remedy: `Look what that job does; where there is none, remove ${lockfilePath}`
	});
}
function interrupted(at, signal) {
	if (signal.reason instanceof InterruptedError) return signal.reason;
	return new InterruptedError({
		code: "interrupted",
		at,
		fault: "stopped while the model server was being installed",
		remedy: "Run it again"
	});
}
function asModelsError(folder, error) {
	if (error instanceof ModelsError || error instanceof InterruptedError) return error;
	if (!(error instanceof Error && "code" in error)) return error;
	return new ModelsError({
		code: "runner-not-installed",
		at: folder,
		fault: `the model server cannot be installed there (${String(error.code)})`,
		remedy: "Let the runner's user write into its tool cache and give it 2 GB of disk, or install the server by hand: runner/README.md"
	}, { cause: error });
}
async function digestOf(folder, names) {
	const hash = createHash("sha256");
	for (const name of names) hash.update(`${name}\0`).update(createHash("sha256").update(await readFile(join(folder, name))).digest());
	return hash.digest("hex").slice(0, DIGITS);
}
async function filesBelow(folder) {
	return (await readdir$1(folder, {
		recursive: true,
		withFileTypes: true
	})).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
}
async function isThere(path) {
	return stat$1(path).then(() => true, () => false);
}

// src/action/npm-ci.ts
/** `npm ci` in a folder: exactly what its lockfile names, by digest, and no script of any package. Its output is no log of ours: only where it fails its last
*  words are told, as one escaped line. */
const ARGUMENTS = [
	"ci",
	"--omit=dev",
	"--ignore-scripts",
	"--no-audit",
	"--no-fund",
	"--loglevel=error"
];
const LINES_KEPT = 12;
/** @throws ModelsError where npm is missing or fails, InterruptedError where `signal` was aborted */
async function npmCi(folder, env, signal) {
	const { program, before } = npmHere(process.execPath);
	const child = spawn(program, [...before, ...ARGUMENTS], {
		cwd: folder,
		env: withoutSecrets(env),
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		],
		detached: true
	});
	const last = [];
	const hear = (line) => {
		last.push(line);
		if (last.length > LINES_KEPT) last.shift();
	};
	for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", hear);
	const end = () => endGroup(child);
	signal.addEventListener("abort", end, { once: true });
	const ended = await new Promise((resolve) => {
		child.once("error", (error) => resolve({
			code: null,
			error
		}));
		child.once("close", (code) => resolve({ code }));
	}).finally(() => signal.removeEventListener("abort", end));
	if (signal.aborted) throw signal.reason instanceof InterruptedError ? signal.reason : /* @__PURE__ */ new Error("aborted");
	if (ended.error !== void 0) throw failed(folder, `npm cannot be run (${ended.error.code ?? ended.error.message})`);
	if (ended.code !== 0) throw failed(folder, `npm ended with ${ended.code}: ${plain(last.join(" ")).slice(0, 500)}`);
}
/** The npm that came with this Node, else the one on the path. */
function npmHere(node) {
	const own = join(dirname(node), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
	return existsSync(own) ? {
		program: node,
		before: [own]
	} : {
		program: "npm",
		before: []
	};
}
/** npm and what it fetches have no use for the workflow's inputs, and none for the files by which a step speaks to the runner. */
function withoutSecrets(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:INPUT|GITHUB|ACTIONS|STATE|BIOREVIEW)_/i.test(name)));
}
function endGroup({ pid }) {
	if (pid === void 0) return;
	try {
		process.kill(-pid, "SIGTERM");
	} catch {}
}
function failed(at, fault) {
	return new ModelsError({
		code: "runner-not-installed",
		at,
		fault,
		remedy: "Give the runner npm and a way to its registry, or install the model server by hand (runner/README.md) and set runner: require"
	});
}

// src/action/runner-program.ts
/** Where the model server's program comes from: where an operator says, beside the Action where it is installed there, else the tool cache. */
/** What the post step is left: a folder that is not whole. */
const UNFINISHED = "unfinished";
/** @param program folder of the Action's bundle
*  @throws ModelsError where there is none and none may be installed, or cannot be */
async function runnerProgram(job, program, { runner }, signal) {
	try {
		return locateRunner(program, job.env);
	} catch (error) {
		if (!(error instanceof ModelsError && error.code === "runner-not-installed" && !job.env["BIOREVIEW_RUNNER"])) throw error;
		if (runner === "require") throw required(error);
	}
	return installedRunner({
		source: join(program, "..", "runner"),
		cache: toolCache(job.env),
		install: (folder, stop) => npmCi(folder, { ...job.env }, stop),
		say: (what) => job.log.info(what),
		unfinished: (folder) => job.keep(UNFINISHED, folder)
	}, signal);
}
/** @returns the folder that an installation left half filled, where one did */
function unfinishedInstallation(job) {
	const folder = job.kept(UNFINISHED);
	return folder.endsWith(".part") ? folder : void 0;
}
function required({ at, fault }) {
	return new ModelsError({
		code: "runner-not-installed",
		at,
		fault: `${fault}, and the input runner says that they are required`,
		remedy: "Start a model server on the runner (runner/README.md), name its package with BIOREVIEW_RUNNER, or set runner: install"
	});
}

// src/action/setting-fault.ts
/** @returns the first key that is at fault, and why: without a full stop */
function faultOf(error) {
	const [issue] = error.issues;
	if (issue === void 0) return {
		key: "?",
		fault: "it is not as expected"
	};
	return {
		key: String(issue.path[0] ?? "?"),
		fault: wordsFor(issue)
	};
}
function wordsFor(issue) {
	switch (issue.code) {
		case "invalid_value": return `it must be ${listed(issue.values.map(String))}`;
		case "invalid_type": return `it must be ${KINDS[issue.expected] ?? `of type ${issue.expected}`}`;
		case "too_small": return issue.origin === "string" ? `it has fewer than ${issue.minimum} characters` : `it must be at least ${issue.minimum}`;
		case "too_big": return issue.origin === "string" ? `it has more than ${issue.maximum} characters` : `it must be at most ${issue.maximum}`;
		case "invalid_format": return "it holds characters that it may not";
		default: return issue.message;
	}
}
const KINDS = {
	number: "a whole number",
	int: "a whole number",
	string: "a text",
	array: "a list"
};
function listed(values) {
	return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

// src/action/given-inputs.ts
/** What the workflow's inputs say. Inputs are texts; each becomes what its setting holds, or an error that names it: a number that is none is never taken for
*  "not set", for then a gate would stand open. */
/** @param input the text of an input, trimmed; empty where the workflow does not set it
*  @throws SettingsError */
function givenInputs(input) {
	const texts = settingsFrom("input").flatMap((name) => {
		const text = input(name);
		return text === "" ? [] : [{
			name,
			text
		}];
	});
	const given = Object.fromEntries(texts.map(({ name, text }) => [name, valueIn(settingsSchema.shape[name], text)]));
	const { success, data, error } = settingsSchema.partial().safeParse(given);
	if (success) return onlySet(data, given);
	const { key, fault } = faultOf(error);
	const shown = texts.find(({ name }) => name === key);
	const isSecret = shown !== void 0 && handlingOf(shown.name).secret === true;
	const said = shown === void 0 || isSecret ? fault : `${JSON.stringify(shown.text)} will not do: ${fault}`;
	throw new SettingsError({
		code: "input-wrong",
		at: `input ${key}`,
		fault: said,
		remedy: "Mend it in the workflow, or leave it out"
	});
}
/** Without the defaults that a partial schema still fills in. */
function onlySet(data, given) {
	return Object.fromEntries(Object.entries(data).filter(([name]) => Object.hasOwn(given, name)));
}
/** Text as the kind of value that the setting holds; text that is none stays text, for the schema to refuse. */
function valueIn(schema, text) {
	const inner = innermost(schema);
	if (inner instanceof ZodNumber) return /^\d+$/.test(text) ? Number(text) : text;
	if (!(inner instanceof ZodArray)) return text;
	return text.split(/[,\n]/).map((item) => item.trim()).filter((item) => item !== "");
}
function innermost(schema) {
	return schema instanceof ZodDefault || schema instanceof ZodOptional ? innermost(schema.def.innerType) : schema;
}
/** All secrets among the inputs, whole and line by line: to be masked before anything else happens. */
function secretsOf(input) {
	const secrets = settingsFrom("input").filter((name) => handlingOf(name).secret === true);
	return [...new Set(secrets.flatMap((name) => [input(name), ...input(name).split(/\r?\n/)]))].filter((text) => text.trim() !== "");
}

// src/action/promised.ts
/** The verdict that a commit was promised when its status became pending. Invariant: it gets one, whatever becomes of us: the run's own, an error when the run is
*  stopped or fails, and after a crash an error by our post step, which finds here what was promised. */
/** What the post step is left. */
const PROMISED = "promised";
const KEPT = "kept";
const promiseSchema = strictObject({
	repository: string(),
	sha: string(),
	api: string(),
	run: string().optional()
});
function promise(job) {
	let waiting;
	let said;
	const kept = () => {
		waiting = void 0;
		job.keep(KEPT, "yes");
	};
	const say = async ({ github, context, sha }, status) => {
		const { run } = context.site;
		try {
			const lost = await setStatus(github, context.repository, sha, {
				...status,
				...run === void 0 ? {} : { url: run }
			}, { lastWords: true });
			if (lost !== void 0) job.log.warning(`not written: ${lost.what}; it needs ${lost.permission}`);
			kept();
		} catch (error) {
			job.log.warning(`the status of ${sha.slice(0, 7)} could not be set: ${error instanceof Error ? error.message : String(error)}`);
		}
	};
	return {
		verdict(party, sha) {
			const { context, signal } = party;
			waiting = {
				...party,
				sha
			};
			const { repository, api, site } = context;
			job.keep(PROMISED, JSON.stringify({
				repository,
				sha,
				api,
				...site.run === void 0 ? {} : { run: site.run }
			}));
			const stopped = () => {
				if (waiting !== void 0) said ??= say(waiting, failedStatus("the run was cancelled"));
			};
			if (signal.aborted) stopped();
			else signal.addEventListener("abort", stopped, { once: true });
		},
		kept,
		async broken(status) {
			if (waiting !== void 0) said ??= say(waiting, status);
			await said;
		}
	};
}
/** @returns what a run that is over promised and did not keep */
function brokenPromise(job) {
	const left = job.kept(PROMISED);
	if (left === "" || job.kept(KEPT) !== "") return void 0;
	return promiseSchema.parse(JSON.parse(left));
}

export { connectGitHub as _, faultOf as a, processJob as c, permissionOf as d, lastMerged as f, carryOut as g, changedFiles as h, secretsOf as i, react as l, commitFiles as m, promise as n, runnerProgram as o, triggerOf as p, givenInputs as r, unfinishedInstallation as s, brokenPromise as t, proxiedFetch as u, surveyPull as v, setStatus as y };