import { d as SupersededError, f as UserError, i as GitHubError, u as SettingsError } from "./shared~errors.js";
import { d as supersededStatus, n as failedStatus } from "./publish~verdict~action~action-post.js";
import { a as _enum, b as union, c as array, d as int, f as literal, g as record, h as object, l as boolean, s as _undefined, v as string, x as unknown } from "./zod~action~action-post.js";
import { l as truncate } from "./shared~text.js";
import { o as reasonOfGraphQL, t as RequestFault } from "./github~request-fault~action~action-post.js";
import { f as isStatusComment } from "./publish~saved-state~action.js";
import { c as sendOnce, d as withheld, f as parseFullName, i as setVerdicts, l as unlessForbidden, n as hasFinalStatus, o as lacking, r as setCommitStatus, s as lockedOut, t as VerdictUnwrittenError, u as unwrittenLine } from "./github~commit-status~action~action-post.js";

// src/github/read/queries.ts
/** What is asked of a pull request, in GraphQL, and the shape of the answers. `viewerDidAuthor` is GitHub's own word for "this token wrote it". */
const sha = string().regex(/^[0-9a-f]{40,64}$/);
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
const COMMENT = "id fullDatabaseId body url viewerDidAuthor author { login } editor { login }";
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
	commit: object({ oid: sha }).nullable(),
	author: object({
		__typename: string(),
		login: string()
	}).nullable()
});
/** Comments of one thread that are looked at. */
const THREAD_COMMENTS = 50;
const THREAD = `id isResolved viewerCanResolve comments(first: ${50}) { totalCount nodes { ${COMMENT} } }`;
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
const FACTS = `id number state isDraft author { login } labels(first: 100) { nodes { name } }
      headRefOid headRefName headRepository { nameWithOwner } baseRefName baseRefOid
      baseRef { target { oid ... on Commit { file(path: $config) { object { ... on Blob { text isBinary isTruncated } } } } } }`;
const facts = object({
	id: string(),
	number: int(),
	state: _enum([
		"OPEN",
		"CLOSED",
		"MERGED"
	]),
	isDraft: boolean(),
	author: actor,
	labels: object({ nodes: nodesOf(object({ name: string() })) }).nullable(),
	headRefOid: sha,
	headRefName: string(),
	headRepository: object({ nameWithOwner: string() }).nullable(),
	baseRefName: string(),
	baseRefOid: sha,
	/** Null where the base branch was deleted. */
	baseRef: object({ target: object({
		oid: sha,
		file: object({ object: blob.partial().nullable() }).nullish()
	}).nullable() }).nullable()
});
/** Nodes a page, GitHub's greatest. */
const PAGE_SIZE = 100;
const LISTS = `comments(first: ${PAGE_SIZE}, after: $comments) @include(if: $moreComments) { ${PAGE} nodes { ${COMMENT} } }
      reviews(first: ${PAGE_SIZE}, after: $reviews) @include(if: $moreReviews) { ${PAGE} nodes { ${REVIEW} } }
      reviewThreads(first: ${PAGE_SIZE}, after: $threads) @include(if: $moreThreads) { ${PAGE} nodes { ${THREAD} } }`;
const lists = object({
	comments: connection(commentNode).optional(),
	reviews: connection(reviewNode).nullish(),
	reviewThreads: connection(threadNode).optional()
});
const SNAPSHOT_QUERY = `query PullRequest($owner: String!, $repo: String!, $number: Int!, $config: String!,
  $comments: String, $reviews: String, $threads: String, $moreComments: Boolean!, $moreReviews: Boolean!, $moreThreads: Boolean!) {
  repository(owner: $owner, name: $repo) {
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
const snapshotAnswer = found(facts.extend(lists.shape));
/** The status comment is among the oldest comments, or among the newest. */
const CURRENT = `headRefOid state
      oldest: comments(first: ${PAGE_SIZE}) { nodes { ${COMMENT} } }
      newest: comments(last: ${PAGE_SIZE}) { nodes { ${COMMENT} } }
      reviews(last: ${PAGE_SIZE}) { nodes { ${REVIEW} } }`;
const current = object({
	headRefOid: sha,
	state: _enum([
		"OPEN",
		"CLOSED",
		"MERGED"
	]),
	oldest: object({ nodes: nodesOf(commentNode) }),
	newest: object({ nodes: nodesOf(commentNode) }),
	reviews: object({ nodes: nodesOf(reviewNode) }).nullable()
});
/** What is read once more before the first write. */
const RECHECK_QUERY = `query Recheck($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    nameWithOwner
    pullRequest(number: $number) {
      ${CURRENT}
    }
  }
}`;
const recheckAnswer = found(current);
/** Begins a review, which nobody sees until it is submitted, and beside which GitHub allows this token no other; and reads what then stands. */
const BEGIN_REVIEW = `mutation BeginReview($pull: ID!, $head: GitObjectID!, $body: String!, $threads: [DraftPullRequestReviewThread]!) {
  addPullRequestReview(input: { pullRequestId: $pull, commitOID: $head, body: $body, threads: $threads }) {
    pullRequestReview { fullDatabaseId state comments(first: 1) { totalCount } pullRequest { ${CURRENT} } }
  }
}`;
const begunAnswer = object({ addPullRequestReview: object({ pullRequestReview: object({
	fullDatabaseId: bigId,
	state: literal("PENDING"),
	comments: object({ totalCount: int() }),
	pullRequest: current
}) }) });

// src/github/read/pull-request.ts
/** A snapshot of a pull request, at the start of a run: what it is, what we wrote on it, and the repository's configuration on its base branch.
*  Invariants: only what GitHub says that this token wrote counts as ours; the configuration never comes from the pull request. What is not read is noted. */
/** Requests. Two thousand comments: longer conversations are noted, and their middle is not read. */
const MAX_PAGES = 20;
/** One request; another for each further hundred comments, reviews or threads.
*  @param configPath below the repository's top, such as `.github/bioreview.yml`
*  @throws RequestFault; SettingsError `config-unreadable` where the configuration is no text */
async function fetchSnapshot(github, repository, number, { configPath }) {
	const fetch = (from) => fetchPage(github, repository, number, configPath, from);
	const first = await fetch(FROM_START);
	const pages = [first.pull];
	for (let more = nextCursors(first.pull, FROM_START); more !== void 0 && pages.length < MAX_PAGES; more = nextCursors(pages.at(-1) ?? {}, more)) pages.push((await fetch(more)).pull);
	const unread = nextCursors(pages.at(-1) ?? {}, FROM_START) === void 0 ? [] : [`of this conversation more than ${MAX_PAGES} pages were not read`];
	return {
		pull: pullOf(first.repository, first.pull),
		conversation: conversationOf(pages, unread),
		config: configOf(first.pull, configPath),
		notes: first.pull.baseRef === null ? [`the base branch ${first.pull.baseRefName} is gone, so no configuration was read`] : []
	};
}
const FROM_START = {
	comments: null,
	reviews: null,
	threads: null
};
function nextCursors({ comments, reviews, reviewThreads }, from) {
	const next = (list, was) => was !== void 0 && list?.pageInfo.hasNextPage ? list.pageInfo.endCursor ?? void 0 : void 0;
	const more = {
		comments: next(comments, from.comments),
		reviews: next(reviews, from.reviews),
		threads: next(reviewThreads, from.threads)
	};
	return Object.values(more).some((cursor) => cursor !== void 0) ? more : void 0;
}
async function fetchPage(github, repository, number, config, from) {
	const cursors = {
		comments: from.comments ?? null,
		reviews: from.reviews ?? null,
		threads: from.threads ?? null
	};
	const wanted = {
		moreComments: from.comments !== void 0,
		moreReviews: from.reviews !== void 0,
		moreThreads: from.threads !== void 0
	};
	const variables = {
		...parseFullName(repository),
		number,
		config,
		...cursors,
		...wanted
	};
	const answer = await github.query("PullRequest", SNAPSHOT_QUERY, variables, snapshotAnswer);
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
		nodeId: facts.id,
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

// src/github/read/recheck.ts
/** The pull request read once more, right before the first write: minutes lie between the snapshot and this. Invariant: about a commit that is no longer the
*  head, or over a ledger that another run wrote, nothing is written. */
/** One request. */
async function recheck(github, { repository, number }) {
	const variables = {
		...parseFullName(repository),
		number
	};
	const pull = (await github.query("Recheck", RECHECK_QUERY, variables, recheckAnswer)).repository?.pullRequest;
	if (!pull) throw new RequestFault({
		reason: "not found",
		request: `pull request ${repository}#${number}`,
		message: "it is not there any more"
	});
	return currentOf(pull);
}
function currentOf(pull) {
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
async function currentStatusBody(github, repository, { id, body }, current) {
	if (id === void 0) return current.comments.find((comment) => haveSameFirstLine(comment.body, body))?.body;
	return current.comments.find((comment) => comment.id === id)?.body ?? await commentBody(github, repository, id);
}
/** Asked for by itself: it can stand in the middle of a conversation of more than two hundred. @returns undefined where it is gone */
async function commentBody(github, repository, id) {
	const parameters = {
		...parseFullName(repository),
		comment_id: id
	};
	try {
		return (await github.send(({ rest }) => rest.issues.getComment(parameters), object({ body: string() }))).body;
	} catch (error) {
		if (error instanceof RequestFault && error.reason === "not found") return void 0;
		throw error;
	}
}
/** Whether two texts are the same to GitHub, which stores line ends in its own way and may strip what nobody sees. */
function isSameText(one, other) {
	return normal(one) === normal(other);
}
function normal(text) {
	return text.replaceAll("\r\n", "\n").replace(/[ \t]+$/gm, "").trimEnd();
}
/** Whether people read the same in both: GitHub may strip HTML comments from reviews. */
function isSameVisibleText(one, other) {
	return visible(one) === visible(other);
}
function visible(markdown) {
	return markdown.replace(/<!--[\s\S]*?-->/g, "").replace(/\s+/g, " ").trim();
}
/** A status comment's first line says of which pull request and manuscript it is. */
function haveSameFirstLine(body, other) {
	return body.split(/\r?\n/, 1)[0] === other.split(/\r?\n/, 1)[0];
}
/** @param planned review. One of this revision that stands although the plan is for a new one is of another run at work
*  @param expected body of the status comment when the plan was made; undefined: there was none
*  @param body of it now. Deleted in between, it is simply written again */
function whySuperseded(head, planned, current, expected, body) {
	if (current.head !== head) return superseded("pull-request-moved", `${head.slice(0, 7)} is no longer the head, ${current.head.slice(0, 7)} is`, "Its own run reviews the new head");
	if (body !== void 0 && (expected === void 0 || !isSameText(body, expected))) return superseded("ledger-moved", "another run wrote the status comment while this one worked", "Comment /bioreview to review this commit on top of what it wrote");
	if (planned === void 0 || planned.replaces !== void 0) return void 0;
	return current.reviews.some((review) => planned.markers.some((marker) => review.body.includes(marker))) ? reviewMoved() : void 0;
}
/** That run goes on, and says how it ends. */
function reviewMoved() {
	return superseded("review-moved", "another run posts its review of this commit while this one worked", "Where that one ends without a verdict, run the job again");
}
function superseded(code, fault, remedy) {
	return new SupersededError({
		code,
		at: "this run",
		fault: `${fault}; nothing was written`,
		remedy
	});
}

// src/github/write/comments.ts
/** Comments of the pull request's own conversation: the status comment, which keeps the ledger, answers to commands, and reactions to them. Invariant: one of
*  each; one that somebody deleted is written again. */
/** @param current its body now, undefined where there is none  @throws RequestFault */
async function writeStatusComment(github, pull, { id, body }, current) {
	if (current !== void 0 && isSameText(current, body)) return;
	if (id !== void 0 && current !== void 0 && await changeComment(github, pull, id, body)) return;
	await addComment(github, pull, body, (comment) => haveSameFirstLine(comment.body, body));
}
/** @throws RequestFault */
async function writeReply(github, pull, { body, marker }, known) {
	const isIt = (comment) => comment.body.includes(marker);
	if (!known.some(isIt)) await addComment(github, pull, body, isIt);
}
/** @returns whether it was there  @throws RequestFault */
async function removeComment(github, { repository }, id) {
	const parameters = {
		...parseFullName(repository),
		comment_id: id
	};
	const send = () => github.send(({ rest }) => rest.issues.deleteComment(parameters), nothing);
	const find = async () => await commentBody(github, repository, id) === void 0 ? "" : void 0;
	return unlessGone(github, repository, id, () => sendOnce(github, send, find));
}
/** A deletion is answered without a word. */
const nothing = union([literal(""), _undefined()], "it is no empty answer");
/** @returns whether it was there */
async function changeComment(github, { repository }, id, body) {
	const parameters = {
		...parseFullName(repository),
		comment_id: id,
		body
	};
	const answer = object({
		id: literal(id),
		body: textAsSent(body)
	});
	const send = () => github.send(({ rest }) => rest.issues.updateComment(parameters), answer);
	const find = async () => {
		const stands = await commentBody(github, repository, id);
		return stands !== void 0 && isSameText(stands, body) ? {
			id,
			body
		} : void 0;
	};
	return unlessGone(github, repository, id, () => sendOnce(github, send, find));
}
async function addComment(github, pull, body, isIt) {
	const parameters = {
		...parseFullName(pull.repository),
		issue_number: pull.number,
		body
	};
	const answer = object({
		id: int(),
		body: textAsSent(body)
	});
	const send = () => github.send(({ rest }) => rest.issues.createComment(parameters), answer);
	await sendOnce(github, send, async () => (await recheck(github, pull)).comments.find(isIt));
}
function textAsSent(body) {
	return string().refine((shown) => isSameText(shown, body), "it is not the text that was sent");
}
/** "Not found" is also what GitHub says to a token that may not write there: then it must not be written a second time. */
async function unlessGone(github, repository, id, write) {
	try {
		await write();
		return true;
	} catch (error) {
		if (error instanceof RequestFault && error.reason === "not found" && await commentBody(github, repository, id) === void 0) return false;
		throw error;
	}
}
/** A reaction to the comment that commanded: the first and the last that its writer sees. It is a courtesy: where it fails, the log says so and the run goes on.
*  GitHub keeps one of each kind from each writer, so a repeated one changes nothing.
*  @returns what was not written, where the token may not react  @throws what the run was stopped with */
async function react(github, repository, comment, content) {
	const parameters = {
		...parseFullName(repository),
		comment_id: comment,
		content
	};
	const answer = object({
		id: int(),
		content: literal(content)
	});
	const send = () => github.send(({ rest }) => rest.reactions.createForIssueComment(parameters), answer);
	try {
		return (await unlessForbidden("issues: write or pull-requests: write", `the reaction ${content}`, send)).unwritten;
	} catch (error) {
		if (!(error instanceof UserError) || error.kind !== "github") throw error;
		github.log.warning(error.message);
		return;
	}
}

// src/github/write/review.ts
/** One review of one revision. Invariants: the event is COMMENT, so that no review blocks a merge; of two runs at once one posts
*  its review, for it is begun, unseen, before we look what stands, and GitHub allows no second one beside it; what GitHub
*  refuses to show on lines stands in the body. */
/** With the words that were sent. */
function reviewAsSent(body) {
	return object({
		id: int(),
		html_url: string(),
		body: string().refine((shown) => isSameVisibleText(shown, body), "it is not the text that was sent")
	});
}
/** @returns undefined where it does not come to that: then the review is posted at once
*  @throws RequestFault about limits, the token, or an unsent review that cannot be removed; GitHubError `github-pending-review`;
*  SupersededError */
async function beginReview(github, pull, head, planned) {
	const first = await tryToBegin(github, pull, head, planned);
	if (first !== "pending") return first;
	const removed = await deletePending(github, pull);
	const second = await tryToBegin(github, pull, head, planned);
	if (second !== "pending") return second;
	const { pending } = await recheck(github, pull);
	if (!pending.some(({ id }) => id === removed)) throw reviewMoved();
	throw new RequestFault({
		reason: "refused",
		request: "GraphQL BeginReview",
		message: "an unsent review could not be removed, and GitHub allows only one"
	});
}
async function tryToBegin(github, pull, head, { body, comments, markers }) {
	const variables = {
		pull: pull.nodeId,
		head,
		body,
		threads: comments.map(threadOf)
	};
	try {
		const { data, errors } = await github.mutate("BeginReview", BEGIN_REVIEW, variables);
		if (errors.some(({ message }) => isAboutPending(message))) return "pending";
		const refusal = errors.map(beginFault).find(isForbidden);
		if (refusal !== void 0) return { refusal };
		const begun = begunAnswer.safeParse(data).data?.addPullRequestReview.pullRequestReview;
		if (begun === void 0) return void 0;
		const { fullDatabaseId: id, comments: shown, pullRequest } = begun;
		if (shown.totalCount === comments.length) return {
			id,
			current: currentOf(pullRequest)
		};
		await discardReview(github, pull, id);
		return;
	} catch (error) {
		if (!(error instanceof RequestFault) || error.reason === "limited" || error.reason === "credentials") throw error;
		github.log.debug(`the review ${markers[0]} is not begun: ${error.message}`);
		return isForbidden(error) ? { refusal: error } : void 0;
	}
}
function isAboutPending(message) {
	return /pending review/i.test(message);
}
function isForbidden({ reason }) {
	return reason === "permission" || reason === "locked";
}
function beginFault(error) {
	return new RequestFault({
		reason: reasonOfGraphQL(error),
		request: "GraphQL BeginReview",
		message: error.message
	});
}
function threadOf({ path, line, startLine, body }) {
	return {
		path,
		line,
		side: "RIGHT",
		...startLine === void 0 || startLine === line ? {} : {
			startLine,
			startSide: "RIGHT"
		},
		body
	};
}
/** Where it stays behind, the next run removes it. */
async function discardReview(github, pull, id) {
	const parameters = {
		...parametersOf(pull),
		review_id: id
	};
	const answer = object({ id: literal(id) });
	await github.send(({ rest }) => rest.pulls.deletePendingReview(parameters), answer).catch((error) => {
		if (!(error instanceof RequestFault)) throw error;
		github.log.debug(error.message);
	});
}
/** @throws RequestFault; SupersededError; GitHubError `github-pending-review` where a person's unsent review stands in the way */
async function writeReview(github, pull, { head, planned, begun }, current) {
	if (begun?.refusal !== void 0) throw begun.refusal;
	if (begun !== void 0) return submitReview(github, pull, planned, begun.id);
	if (planned.replaces !== void 0) {
		const standing = current.reviews.find(({ id }) => id === planned.replaces);
		const inBody = {
			...planned,
			body: planned.bodyWithoutComments,
			replaces: planned.replaces
		};
		return await replaceReview(github, pull, inBody, standing) ?? addReview(github, pull, head, inBody);
	}
	try {
		return await addReview(github, pull, head, planned);
	} catch (error) {
		if (!isRefused(error) || !isAboutPending(error.githubMessage)) throw error;
		await deletePending(github, pull);
		return addReview(github, pull, head, planned);
	}
}
async function submitReview(github, pull, planned, id) {
	const parameters = {
		...parametersOf(pull),
		review_id: id,
		event: "COMMENT"
	};
	const send = () => github.send(({ rest }) => rest.pulls.submitReview(parameters), submitted(planned.body));
	try {
		const find = () => findReview(github, pull, (review) => review.id === id);
		return {
			url: (await sendOnce(github, send, find)).html_url,
			notes: []
		};
	} catch (error) {
		if (!(error instanceof RequestFault) || error.reason !== "not found" && error.reason !== "refused") throw error;
		const { reviews, pending } = await recheck(github, pull);
		const standing = reviews.find((review) => review.id === id);
		if (standing !== void 0) return {
			url: standing.url,
			notes: []
		};
		if (pending.some((review) => review.id === id)) throw error;
		throw reviewMoved();
	}
}
/** New comments on lines cannot be added to it, so its text says everything.
*  @param standing the review as it was when the writing began
*  @returns undefined where it is gone: somebody deleted it, so that the revision has none */
async function replaceReview(github, pull, planned, standing) {
	const id = planned.replaces;
	const hasWords = (review) => review.id === id && isSameVisibleText(review.body, planned.body);
	if (standing !== void 0 && hasWords(standing)) return {
		url: standing.url,
		notes: []
	};
	const parameters = {
		...parametersOf(pull),
		review_id: id,
		body: planned.body
	};
	const send = () => github.send(({ rest }) => rest.pulls.updateReview(parameters), reviewAsSent(planned.body));
	try {
		return {
			url: (await sendOnce(github, send, () => findReview(github, pull, hasWords))).html_url,
			notes: []
		};
	} catch (error) {
		if (!(error instanceof RequestFault) || error.reason !== "not found") throw error;
		if ((await recheck(github, pull)).reviews.some((review) => review.id === id)) throw error;
		return;
	}
}
/** One bad comment makes GitHub refuse the review whole, and it does not say reliably which: then all of them stand in the body. */
async function addReview(github, pull, head, planned) {
	const find = () => findReview(github, pull, ({ body }) => planned.markers.every((marker) => body.includes(marker)));
	const post = (body, comments) => {
		const parameters = {
			...parametersOf(pull),
			commit_id: head,
			event: "COMMENT",
			body,
			...comments.length > 0 ? { comments: comments.map(commentOf) } : {}
		};
		return sendOnce(github, () => github.send(({ rest }) => rest.pulls.createReview(parameters), submitted(body)), find);
	};
	try {
		return {
			url: (await post(planned.body, planned.comments)).html_url,
			notes: []
		};
	} catch (error) {
		if (!isRefused(error) || error.status !== 422 || planned.comments.length === 0 || isAboutPending(error.githubMessage)) throw error;
		const note = `GitHub refused the comments on lines (${error.githubMessage}); they stand in the review's text`;
		github.log.warning(note);
		return {
			url: (await post(planned.bodyWithoutComments, [])).html_url,
			notes: [note]
		};
	}
}
function submitted(body) {
	return reviewAsSent(body).extend({ state: literal("COMMENTED") });
}
async function findReview(github, pull, isIt) {
	const found = (await recheck(github, pull)).reviews.find(isIt);
	return found && { html_url: found.url };
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
/** GitHub allows each user one unsent review on a pull request, and with it no other. A program's, or one that bears our mark, is
*  a run's that broke off; a person's holds words that nobody else has.
*  @returns which */
async function deletePending(github, pull) {
	const { pending } = await recheck(github, pull);
	if (pending.length === 0) return void 0;
	const [ours] = pending.filter(({ byProgram, body }) => byProgram || body.includes("bioreview-review-"));
	if (ours === void 0) throw pendingReviewInTheWay();
	github.log.warning("Removing a review that was begun and never sent");
	const parameters = {
		...parametersOf(pull),
		review_id: ours.id
	};
	const answer = object({ id: literal(ours.id) });
	const send = () => github.send(({ rest }) => rest.pulls.deletePendingReview(parameters), answer);
	const find = async () => (await recheck(github, pull)).pending.some(({ id }) => id === ours.id) ? void 0 : { id: ours.id };
	await sendOnce(github, send, find).catch((error) => {
		if (!(error instanceof RequestFault) || error.reason !== "not found") throw error;
	});
	return ours.id;
}
function pendingReviewInTheWay() {
	return new GitHubError({
		code: "github-pending-review",
		at: "the review",
		fault: "the token's user has begun a review on this pull request and not sent it, and GitHub allows only one",
		remedy: "Send or discard that review, or give BioReview a token of its own; then run the job again"
	});
}
function parametersOf({ repository, number }) {
	return {
		...parseFullName(repository),
		pull_number: number
	};
}
function isRefused(error) {
	return error instanceof RequestFault && error.reason === "refused";
}

// src/github/write/threads.ts
/** What happens to threads on lines: replies, and their folding or unfolding, in one request. Invariants: no reply is written twice; a change counts as
*  done only where the answer shows it; a thread that may not be resolved is minimised instead; what the token may not do is reported. */
/** One request; another where some threads may not be resolved.  @throws RequestFault */
async function writeThreads(github, threads) {
	const failed = await applySteps(github, threads.flatMap(stepsOf));
	const unresolved = failed.filter(({ kind, error }) => kind === "resolve" && reasonOfGraphQL(error) === "permission");
	const minimised = await applySteps(github, unresolved.map(({ thread }) => ({
		kind: "minimise",
		thread
	})));
	const left = [...failed.filter((step) => !unresolved.includes(step)), ...minimised];
	const instead = [...threads.filter(({ then }) => then === "minimise"), ...unresolved.map(({ thread }) => thread)];
	return resultOf(left.filter((step) => !isRedundant(step, left)), instead.filter(({ wanted }) => wanted === "resolve"));
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
function isRedundant({ kind, thread }, failed) {
	const other = kind === "reopen" ? "show" : kind === "show" ? "reopen" : void 0;
	return other !== void 0 && !failed.some((step) => step.kind === other && step.thread === thread);
}
/** @returns those that GitHub refused */
async function applySteps(github, steps) {
	if (steps.length === 0) return [];
	let left = steps;
	const send = async () => {
		if (left.length === 0) return [];
		const { data, errors } = await github.mutate("Threads", mutationOf(left), variablesOf(left));
		const failed = errors.map((error) => failedStep(left, error));
		assertShown(data, left, failed);
		return failed;
	};
	const findWritten = async () => {
		left = await withoutWritten(github, left);
		return left.length === 0 ? [] : void 0;
	};
	return sendOnce(github, send, findWritten);
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
/** @throws RequestFault where a change that is no error is not shown either */
function assertShown(data, steps, failed) {
	const answers = record(string(), unknown()).safeParse(data).data ?? {};
	const unshown = steps.find(({ kind, thread }, at) => !failed.some((step) => step.kind === kind && step.thread === thread) && !SHOWN[kind].safeParse(answers[`s${at}`]).success);
	if (unshown === void 0) return;
	const message = `it does not show the ${unshown.kind} of ${unshown.thread.concern}`;
	throw new RequestFault({
		reason: "answer",
		request: "GraphQL Threads",
		message
	});
}
const CHANGES = {
	reply: (at) => `addPullRequestReviewThreadReply(input: { pullRequestReviewThreadId: $id${at}, body: $body${at} }) { comment { id } }`,
	resolve: (at) => `resolveReviewThread(input: { threadId: $id${at} }) { thread { isResolved } }`,
	reopen: (at) => `unresolveReviewThread(input: { threadId: $id${at} }) { thread { isResolved } }`,
	minimise: (at) => `minimizeComment(input: { subjectId: $id${at}, classifier: RESOLVED }) { minimizedComment { isMinimized } }`,
	show: (at) => `unminimizeComment(input: { subjectId: $id${at} }) { unminimizedComment { isMinimized } }`
};
const SHOWN = {
	reply: object({ comment: object({ id: string() }) }),
	resolve: object({ thread: object({ isResolved: literal(true) }) }),
	reopen: object({ thread: object({ isResolved: literal(false) }) }),
	minimise: object({ minimizedComment: object({ isMinimized: literal(true) }) }),
	show: object({ unminimizedComment: object({ isMinimized: literal(false) }) })
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
/** The steps without the replies that are written already. Folding twice is folding once, so that stays. */
async function withoutWritten(github, steps) {
	const ids = steps.flatMap(({ kind, thread }) => kind === "reply" ? [thread.threadId] : []);
	if (ids.length === 0) return steps;
	const { nodes } = await github.query("StandingThreads", THREADS, { ids }, threadsAnswer);
	const own = new Map(nodes.flatMap((node) => node === null ? [] : [[node.id, node.comments.nodes.filter((comment) => comment.viewerDidAuthor)]]));
	return steps.filter(({ kind, thread }) => kind !== "reply" || !own.get(thread.threadId)?.some(({ body }) => isSameVisibleText(body, thread.reply ?? "")));
}
/** @param unresolved threads that are minimised although the settings want them resolved */
function resultOf(failed, unresolved) {
	const because = (reason) => failed.filter(({ error }) => reasonOfGraphQL(error) === reason);
	const [forbidden, locked] = [because("permission"), because("locked")];
	const of = (kinds) => forbidden.filter(({ kind }) => kinds.includes(kind));
	return {
		unwritten: [
			...unwrittenOf(of(["reply"]), "replies in threads", (what) => lacking("pull-requests: write", what)),
			...unwrittenOf(of(["reopen", "show"]), "opening threads again", (what) => lacking("contents: write", what)),
			...unwrittenOf(of(["minimise"]), "folding the threads of resolved concerns", (what) => lacking("pull-requests: write", what)),
			...unwrittenOf(locked, "what is new in threads", lockedOut),
			...unwrittenOf(unresolved.map((thread) => ({ thread })), "resolving threads, which are minimised instead", (what) => lacking("contents: write", what))
		],
		notes: failed.flatMap((step) => forbidden.includes(step) || locked.includes(step) ? [] : [`the thread of ${step.thread.concern}: GitHub says ${step.error.message}`])
	};
}
function unwrittenOf(steps, what, part) {
	const concerns = new Set(steps.map(({ thread }) => thread.concern));
	return concerns.size === 0 ? [] : [part(`${what} (${[...concerns].join(", ")})`)];
}

// src/github/write/apply-plan.ts
/** Applies a publication, in its order. Invariants: nothing is written about a commit that is no longer the head, nor over another run's ledger (a new plan on top
*  of it is asked for once); the ledger comes after the review that it records, and only with it; what tells of the ledger (replies, threads, an answer)
*  comes after it, and only with it; the commit status comes last, after those of single manuscripts, also after a failure, and then it is an error. Decides nothing about concerns. */
/** @throws SupersededError where nothing was written for the pull request moved on, or another run wrote its ledger; VerdictUnwrittenError; RequestFault;
*  InterruptedError. After each of them the same publication planned anew completes what is missing */
async function applyPlan(planned, github, context) {
	try {
		const ready = await readyToWrite(planned, github, context);
		const written = await writeAll(ready, github);
		const { status, verdicts } = statusesAfter(ready.publication, github.statusContext, written);
		const unset = await setVerdicts(github, ready.pull.repository, ready.publication.head, verdicts);
		return {
			...written,
			status,
			unwritten: [...written.unwritten, ...unset]
		};
	} catch (error) {
		if (!(error instanceof SupersededError || error instanceof VerdictUnwrittenError)) await reportFailure(planned, github, context, error);
		throw error;
	}
}
const NOT_POSTED = "; not posted, see the job's page";
/** A decision that could not be recorded judges nothing. A review that could not be posted does, and the status says that it stands elsewhere. */
function statusesAfter({ status: planned, manuscriptStatuses, reply }, context, { recorded }) {
	if (planned === void 0 || !recorded && reply !== void 0) return {
		status: void 0,
		verdicts: []
	};
	const said = (status) => recorded ? status : {
		...status,
		description: truncate(status.description, 140 - 32) + NOT_POSTED
	};
	const own = manuscriptStatuses.map((one) => ({
		...one,
		status: said(one.status)
	}));
	const status = said(planned);
	return {
		status,
		verdicts: [...own, {
			context,
			status
		}]
	};
}
async function readyToWrite(publication, github, { replan, ...context }) {
	const { pull, expectedStatusBody } = context;
	const { head, review, statusComment, restsOn = statusComment } = publication;
	const begun = review !== void 0 && review.replaces === void 0 ? await beginReview(github, pull, head, review) : void 0;
	const current = begun?.current ?? await recheck(github, pull);
	const currentBody = restsOn && await currentStatusBody(github, pull.repository, restsOn, current);
	const superseded = writesNothing(publication) ? void 0 : whySuperseded(head, review, current, expectedStatusBody, currentBody);
	if (superseded === void 0) return {
		publication,
		pull,
		current,
		currentBody,
		begun
	};
	if (begun?.current !== void 0) await discardReview(github, pull, begun.id);
	const again = superseded.code === "ledger-moved" ? await replan?.() : void 0;
	if (again !== void 0) return readyToWrite(again.publication, github, again);
	await reportSuperseded(publication, github, context, current, superseded);
	throw superseded;
}
/** An answer that changes nothing is about no commit, and nothing supersedes it. */
function writesNothing({ review, threads, statusComment, status }) {
	return review === void 0 && threads.length === 0 && statusComment === void 0 && status === void 0;
}
async function writeAll({ publication, pull, current, currentBody, begun }, github) {
	const { head, review, statusComment } = publication;
	const reviewed = review === void 0 ? {} : await unlessForbidden("pull-requests: write", "the review", () => writeReview(github, pull, {
		head,
		planned: review,
		begun
	}, current));
	const recorded = statusComment === void 0 ? {} : reviewed.unwritten === void 0 ? await unlessForbidden(COMMENTS, LEDGER, () => writeStatusComment(github, pull, statusComment, currentBody)) : { unwritten: withheld(LEDGER, "it records only reviews that are posted") };
	const isRecorded = reviewed.unwritten === void 0 && recorded.unwritten === void 0;
	const beside = isRecorded ? await writeThreadsAndReply(publication, github, pull, current) : withheldWith(publication);
	return {
		...reviewed.done === void 0 ? {} : { reviewUrl: reviewed.done.url },
		recorded: isRecorded,
		unwritten: [reviewed, recorded].flatMap(({ unwritten }) => unwritten ?? []).concat(beside.unwritten),
		notes: [...reviewed.done?.notes ?? [], ...beside.notes]
	};
}
const COMMENTS = "issues: write` or `pull-requests: write";
const LEDGER = "the status comment with the ledger";
/** All of it can be made from the ledger again: what is not written now, the next run writes. */
async function writeThreadsAndReply({ threads, statusComment, reply }, github, pull, current) {
	const folded = await unlessForbidden("pull-requests: write", "replies in threads", () => writeThreads(github, threads));
	return {
		unwritten: [...[
			folded,
			await unlessForbidden(COMMENTS, "the removal of a second status comment", async () => {
				for (const id of statusComment?.surplus ?? []) await removeComment(github, pull, id);
			}),
			reply === void 0 ? {} : await unlessForbidden(COMMENTS, "the answer", () => writeReply(github, pull, reply, current.comments))
		].flatMap(({ unwritten }) => unwritten ?? []), ...folded.done?.unwritten ?? []],
		notes: folded.done?.notes ?? []
	};
}
function withheldWith({ threads, reply }) {
	const because = "it tells of what is not recorded";
	return {
		unwritten: [...threads.length === 0 ? [] : [withheld("what is new in threads", because)], ...reply === void 0 ? [] : [withheld("the answer", because)]],
		notes: []
	};
}
/** Where another run has concluded on this very head, or is about to, its status stays. */
async function reportSuperseded({ head, status }, github, { pull }, current, superseded) {
	const moved = current.head !== head;
	if (superseded.code === "review-moved") return;
	if (status === void 0 || !moved && await hasFinalStatus(github, pull.repository, head)) return;
	const reported = moved ? supersededStatus(current.head, status.url) : failedStatus(`${superseded.fault}. ${superseded.remedy}`, status.url);
	reportUnwritten(github, await setCommitStatus(github, pull.repository, head, reported));
}
/** The last words of a run that failed or was stopped. They never replace the failure itself. */
async function reportFailure({ head, status }, github, { pull }, error) {
	if (status === void 0) return;
	const fault = error instanceof UserError ? error.fault : "BioReview itself failed";
	try {
		reportUnwritten(github, await setCommitStatus(github, pull.repository, head, failedStatus(fault, status.url), { lastWords: true }));
	} catch (failure) {
		if (!(failure instanceof RequestFault)) throw failure;
		github.log.warning(failure.message);
	}
}
function reportUnwritten(github, unwritten) {
	if (unwritten !== void 0) github.log.warning(unwrittenLine(unwritten));
}

export { COMMENT as a, ownStatusComments as i, react as n, commentNode as o, fetchSnapshot as r, nodesOf as s, applyPlan as t };