import { c as OutputError } from "./shared~errors.js";
import { i as reviewSettingsSchema, r as resultSettings } from "./review~review-settings~action.js";
import { a as lastPlace, c as openConcerns, l as reopen, o as latestRevision, r as dismiss, u as unsettledChange } from "./revision~ledger~action~action-post.js";
import { _ as isCommit, a as failureAlert, b as pullUrl, c as itemHead, d as quoteBlock, f as shortenTogether, g as hostOf, h as earlierPlaceLink, i as excerpt, l as notesAlert, m as commitLink, n as bold, o as folded, r as cautionAlert, s as gateText, t as MAX_BODY, u as quoteBeginning, v as ownUrl, y as placeLink } from "./publish~blocks~action.js";
import { _ as strictObject, c as array, d as int, v as string } from "./zod~action~action-post.js";
import { n as decodeLedger, r as encodeLedger, t as LEDGER_LIMIT } from "./revision~codec~action.js";
import { a as listed, c as thousands, i as fromSnakeCase, l as truncate, n as counted, r as fairShares, s as percentRead, t as capitalize, u as truncateToSentence } from "./shared~text.js";
import { r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { a as fromMarkdown } from "./markdown-parser~action.js";
import { n as gfmFromMarkdown, t as gfm } from "./markdown-parser~action3.js";
import { a as RAISED_KINDS, i as silenceRemark, n as lastReviewed, o as countText, r as reportOf, s as isRaised, t as extentOfChange } from "./publish~report.js";
import { n as plainText, t as escapeMarkdown } from "./publish~sanitise.js";
import { n as SEVERITIES } from "./shared~concern~action~action-post.js";
import { i as notDismissedReason, n as causeText, o as severityCounts, s as severityText } from "./publish~items~action~action-post.js";
import { a as outputsOfAll, c as removedStatus, f as untouchedStatus, i as outputsOf, l as statusContext, m as waitingStatus, n as failedStatus, o as ownStatuses, p as verdictStatus, r as gateVerdict, u as statusOfAll } from "./publish~verdict~action~action-post.js";
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

// src/publish/markers.ts
/** Hidden markers, by which a later run recognises what an earlier one wrote. Invariant: text of a model, manuscript or person can form none, for the
*  sanitiser breaks every `#`, `-` and `<` of it; and with a secret nobody else can make one either.
*  A marker stands in a text in three forms, because GitHub is said to strip HTML comments from reviews: an HTML comment, a reference definition, and
*  the fragment of the first link that people see. */
/** Hexadecimal digits: 96 bits, so that no two are the same. */
const DIGITS = 24;
function digestOf({ repository, pull, key, secret }, ...parts) {
	const text = JSON.stringify([
		repository,
		pull,
		key,
		...parts
	]);
	return (secret === void 0 ? createHash("sha256") : createHmac("sha256", secret)).update(text).digest("hex").slice(0, DIGITS);
}
function reviewMarker(scope, head, revision) {
	return `bioreview-review-${digestOf(scope, "review", head, revision)}`;
}
/** Of the comment on a line that has a concern in these words. */
function concernMarker(scope, id, text) {
	return `bioreview-concern-${id}-${digestOf(scope, "concern", id, text)}`;
}
/** @returns the concerns that a body claims to have, each with its whole marker */
function concernMarkersIn(body) {
	return [...body.matchAll(/bioreview-concern-(C[1-9]\d*)-[0-9a-f]{24}/g)].flatMap(([marker, id]) => id === void 0 ? [] : [{
		id,
		marker
	}]);
}
/** Of the reply that says what became of a concern. */
function outcomeMarker(scope, id, outcome, revision) {
	return `bioreview-outcome-${digestOf(scope, "outcome", id, outcome, revision)}`;
}
/** Of the reply to a command. @param comment that holds the command */
function replyMarker(scope, comment) {
	return `bioreview-answer-${digestOf(scope, "answer", comment)}`;
}
/** A marker in the two forms that nobody sees; each stands alone between blank lines. */
function hiddenMarker(marker) {
	return `<!-- ${marker} -->\n\n[${marker}]: #`;
}
const STATUS = "<!-- bioreview-status:";
/** What a status comment begins with. No secret in it: who sets one must not lose the comment. And no text that others chose. */
function statusCommentMarker({ repository, pull, key }) {
	const which = key === "" ? "" : `/${digestOf({
		repository,
		pull,
		key
	}, "status")}`;
	return `${STATUS}${repository}/${pull}${which} -->`;
}
/** Whether a comment is a status comment, whichever pull request or manuscript it names: also where somebody wrote above its first line, or took that away and
*  left the state. One that quotes such a line in a sentence is none. */
function isStatusComment(body) {
	return linesOf(body).some((line) => line.startsWith(STATUS) || line.startsWith("<!-- bioreview-state:"));
}
/** @returns undefined where no line of it says so */
function isStatusCommentOf(body, scope) {
	const [claim] = linesOf(body).filter((line) => line.startsWith(STATUS));
	return claim?.startsWith(statusCommentMarker(scope));
}
/** What a state begins with, where it stands in a status comment. */
const STATE_START = "<!-- bioreview-state:";
/** Without what nobody sees before their first sign. */
function linesOf(body) {
	return body.split(/\r?\n/).map((line) => line.replace(/^[\s\p{Cf}]+/u, ""));
}

// src/publish/state/provenance.ts
/** How a review came about, in the few words that are kept beside the ledger: what of the paper was read, what was not, and which model wrote it.
*  Invariant: what was left out is counted, also where its list is cut. Its texts are foreign: they pass the sanitiser where they are shown. */
const count = int().min(0);
/** Characters: a name that is longer is cut. */
const NAME = 80;
const name = string().max(NAME);
const line = int().min(1);
const provenanceSchema = strictObject({
	revision: line.describe("The number of the revision that was reviewed."),
	title: string().max(200).optional(),
	profile: name,
	tool: name.describe("Version of this program."),
	caution: string().max(300).optional(),
	tokens: count,
	budget: count,
	parts: array(strictObject({
		name,
		whole: count,
		read: count
	})).describe("In characters, as the model got them."),
	lost: array(name).describe("Sections that did not reach the model at all."),
	leftOut: strictObject({
		shown: array(strictObject({
			file: name,
			why: name
		})),
		more: count
	}),
	hidden: strictObject({
		shown: array(strictObject({
			file: name,
			line,
			technique: name
		})),
		more: count
	}),
	warnings: strictObject({
		shown: array(string().max(200)),
		more: count
	}),
	unread: strictObject({
		places: count,
		first: string().max(200)
	}).optional().describe("Places where text of the manuscript could not be read; absent where there are none."),
	models: array(strictObject({
		id: name,
		quantisation: name.optional(),
		sha256: string().regex(/^[0-9a-f]{64}$/).optional(),
		device: name.optional(),
		settings: name.optional(),
		seed: count.optional()
	})),
	seconds: count,
	sections: array(strictObject({
		name,
		file: string(),
		first: line,
		last: line
	})).describe("Which lines belong to which section.")
});
/** Of a kind, more belong into the result file. */
const SHOWN = 8;
const MOST_SECTIONS = 40;
function provenanceOf(review, revision) {
	const { manuscript, profile, tool, caution, prompt, leftOut, hidden, warnings, models, timing } = review;
	const files = [...new Map(leftOut.map(({ file, why }) => [`${file}\n${why}`, {
		file: short(file),
		why: short(why)
	}])).values()];
	const unread = warnings.filter(({ losesText }) => losesText === true);
	const [firstUnread] = unread;
	return provenanceSchema.parse({
		revision,
		...manuscript.title === null ? {} : { title: truncate(manuscript.title, 200) },
		profile: short(profile),
		tool: short(tool.version),
		...caution === void 0 ? {} : { caution: truncate(caution, 300) },
		tokens: prompt.tokens,
		budget: prompt.budget,
		parts: prompt.blocks.slice(0, MOST_SECTIONS).map(({ part, name: own, charactersWhole, charactersRead }) => ({
			name: short(own ?? part),
			whole: charactersWhole,
			read: charactersRead
		})),
		lost: prompt.lost.filter(({ why }) => why === "another section has its name").slice(0, SHOWN).map(({ name: own }) => short(own)),
		leftOut: some(files),
		hidden: some(hidden.map(({ file, line, technique }) => ({
			file: short(file),
			line,
			technique: short(technique)
		}))),
		warnings: some([...models.flatMap(({ id, unsent }) => unsent.length === 0 ? [] : [`${id} was not told: ${unsent.join(", ")}`]), ...warnings.map(({ file, line, message }) => `${file}${line === void 0 ? "" : `:${line}`}: ${message}`)].map((warning) => truncate(warning, 200))),
		...firstUnread === void 0 ? {} : { unread: {
			places: unread.length,
			first: truncate(fileAndLine(firstUnread.file, firstUnread.line), 200)
		} },
		models: models.map(({ id, quantisation, sha256, device, settings, attempts }) => ({
			id: short(id),
			...quantisation === void 0 ? {} : { quantisation: short(quantisation) },
			...sha256 === void 0 || !/^[0-9a-f]{64}$/.test(sha256) ? {} : { sha256 },
			...device === void 0 ? {} : { device: short(device) },
			...settings === void 0 ? {} : { settings: short(settings) },
			...attempts.at(-1) === void 0 ? {} : { seed: attempts.at(-1)?.seed }
		})),
		seconds: Math.round(timing.totalSeconds),
		sections: sectionsOf(review)
	});
}
/** Each section's lines, file by file: a section may go on in the next file. */
function sectionsOf({ paper }) {
	if (paper === void 0) return [];
	return [{
		name: "Abstract",
		passages: paper.abstract
	}, ...paper.sections.map(({ name: own, passages }) => ({
		name: own,
		passages
	}))].flatMap(({ name: own, passages }) => {
		const files = /* @__PURE__ */ new Map();
		for (const { file, startLine, endLine } of passages) {
			const range = files.get(file) ?? {
				first: startLine,
				last: endLine
			};
			files.set(file, {
				first: Math.min(range.first, startLine),
				last: Math.max(range.last, endLine)
			});
		}
		return [...files].map(([file, range]) => ({
			name: short(own),
			file,
			...range
		}));
	}).filter(({ name: own }) => own !== "").slice(0, MOST_SECTIONS);
}
function some(items) {
	return {
		shown: items.slice(0, SHOWN),
		more: Math.max(0, items.length - SHOWN)
	};
}
function short(text) {
	return truncate(text, NAME);
}

// src/publish/state/saved-state.ts
/** What is kept on the pull request for the next run, as text in the status comment and back. Invariant: it is believed only where it is whole, of this
*  very pull request and manuscript, and signed where a secret is given. Fails towards not believing, and says why: what is not believed hides nothing. */
/** Grows when an older program must not read it. */
const VERSION = 1;
/** Characters that the ledger may have where it does not fit otherwise: then the dashboard shows counts alone. */
const LEDGER_AT_MOST = 54e3;
const words = string().min(1);
const headSchema = strictObject({
	repository: words,
	pull: int().min(1),
	key: string(),
	manuscript: words,
	profile: words,
	provenance: provenanceSchema.optional(),
	settings: reviewSettingsSchema.optional()
});
/** Of several manuscripts, in one comment: each ledger with its fair share of the room.
*  @throws OutputError where they fit by no means */
function encodeStates(states, secret) {
	const ledgers = ledgerTexts(states.map(({ ledger }) => ledger));
	return states.map((state, k) => encoded(state, ledgers[k] ?? "", secret));
}
function encoded({ ledger: _, ...head }, ledger, secret) {
	const text = `${VERSION}\n${base64(JSON.stringify(headSchema.parse(head)))}\n${ledger}`;
	return `${STATE_START}${text}${secret === void 0 ? "" : `\nhmac-sha256:${signature(text, secret)}`}\n-->`;
}
/** Ends a status comment that keeps no state because nothing is known yet: one without it had a state that somebody took away. */
const NO_STATE = `${STATE_START}none -->`;
function ledgerTexts(ledgers) {
	try {
		return ledgersWithin(ledgers, LEDGER_LIMIT);
	} catch (error) {
		if (error instanceof OutputError) return ledgersWithin(ledgers, LEDGER_AT_MOST);
		throw error;
	}
}
/** @param limit characters of all together */
function ledgersWithin(ledgers, limit) {
	const texts = ledgers.map((ledger) => encodeLedger(ledger, limit));
	const shares = fairShares(texts.map(({ length }) => length), limit);
	return texts.map((text, k) => {
		const [ledger, share = 0] = [ledgers[k], shares[k]];
		return ledger === void 0 || text.length <= share ? text : encodeLedger(ledger, share);
	});
}
/** Of several status comments of one manuscript the one with the latest revision. Where there is none, our reviews of earlier commits tell that there was one.
*  @param expected of which pull request and manuscript it must be
*  @param head of the pull request: a run that ended between its review and its ledger begins anew there; undefined where reviews tell nothing */
function loadState({ statusComments, reviews = [] }, expected, secret, head) {
	const comments = ofManuscript(statusComments, expected);
	const found = latestOf(comments.map((comment) => ({
		comment,
		...parseState(comment, expected, secret)
	})));
	if (found.kind !== "none" || comments.length > 0) return found;
	return knownByReviews(reviews, {
		...expected,
		...secret === void 0 ? {} : { secret }
	}, head);
}
/** The same for several manuscripts, which share one comment; what was kept for one of them alone, in a comment of its own, counts too. A state without a manuscript
*  of its key is that of the first that its file belongs to.
*  @returns in the manuscripts' order; of each state its own key, which is another than the manuscript's where it was kept under that */
function loadStates(kept, { repository, pull }, manuscripts, secret, head) {
	const keys = new Set(manuscripts.filter(({ removed }) => removed !== true).map(({ key }) => key));
	const comments = ofSeveral(kept.statusComments, {
		repository,
		pull
	}, [...keys]);
	const blocks = comments.flatMap((comment) => blocksIn(comment.body).map((block) => ({
		comment,
		block
	})));
	const adopted = /* @__PURE__ */ new Map();
	for (const { block } of blocks) {
		if (block.head === void 0 || keys.has(block.head.key)) continue;
		const { key, manuscript } = block.head;
		const owner = manuscripts.find(({ paths }) => paths.some((path) => manuscript === path || manuscript.startsWith(`${path}/`)));
		if (owner !== void 0 && !blocks.some((one) => one.block.head?.key === owner.key)) adopted.set(owner.key, key);
	}
	return manuscripts.map((manuscript) => {
		if (manuscript.removed) return { kind: "none" };
		const expected = {
			repository,
			pull,
			key: adopted.get(manuscript.key) ?? manuscript.key
		};
		const found = latestOf(comments.map((comment) => ({
			comment,
			...parseState(comment, expected, secret, true)
		})));
		if (found.kind !== "none") return found;
		return knownByReviews(kept.reviews ?? [], {
			...expected,
			...secret === void 0 ? {} : { secret }
		}, head);
	});
}
function latestOf(parsed) {
	const [first, ...others] = parsed.flatMap(({ comment, ...one }) => one.kind === "state" ? [{
		commentId: comment.id,
		...one
	}] : []);
	if (first !== void 0) return others.reduce((best, one) => revisionIn(one) >= revisionIn(best) ? one : best, first);
	const distrusted = parsed.findLast((one) => one.kind === "untrusted");
	return distrusted === void 0 ? { kind: "none" } : untrusted(distrusted.why);
}
function knownByReviews(reviews, scope, head) {
	const isEarlier = (review) => review.commit !== head && isReviewOf(review, scope);
	return head !== void 0 && reviews.some(isEarlier) ? untrusted("the comment that held it is gone") : { kind: "none" };
}
/** Revisions whose reviews are looked for where their ledger is gone: each costs a digest for each review. */
const MOST_REVISIONS = 100;
function isReviewOf({ body, commit }, scope) {
	if (commit === void 0 || !body.includes("bioreview-review-")) return false;
	return Array.from({ length: MOST_REVISIONS }, (_, k) => k + 1).some((revision) => body.includes(reviewMarker(scope, commit, revision)));
}
/** Status comments that several manuscripts share, or that one of them had for itself. */
function ofSeveral(comments, scope, keys) {
	return comments.filter((comment) => ["", ...keys].some((key) => ofManuscript([comment], {
		...scope,
		key
	}).length > 0));
}
/** Status comments of this manuscript, oldest first. One whose first line is gone is taken for one of it, unless its state says otherwise. */
function ofManuscript(comments, scope) {
	return comments.filter(({ body }) => isStatusCommentOf(body, scope) ?? !isOfAnother(body, scope));
}
function isOfAnother(body, { repository, pull, key }) {
	const head = blocksIn(body).at(-1)?.head;
	return head !== void 0 && (head.repository !== repository || head.pull !== pull || head.key !== key);
}
function blocksIn(body) {
	return [...body.replaceAll("\r\n", "\n").matchAll(STATE)].map(([, version = "", rest = ""]) => {
		const head = PARTS.exec(rest.trimEnd())?.[1] ?? "";
		return {
			version,
			rest,
			head: headSchema.safeParse(parsedJson(Buffer.from(head, "base64").toString("utf8"))).data
		};
	});
}
/** The states of other manuscripts in a comment, as they stand there: whoever rewrites it must not take them away. */
function statesOfOthers(body, keys) {
	const others = blocksIn(body).filter(({ head }) => head !== void 0 && !keys.has(head.key));
	return [...new Map(others.map(({ head, version, rest }) => [head?.key, `${STATE_START}${version}\n${rest.trimEnd()}\n-->`])).values()];
}
function revisionIn({ state }) {
	return latestRevision(state.ledger)?.number ?? 0;
}
const STATE = /<!-- bioreview-state:(\d{1,6})\n([\s\S]*?)-->/g;
const PARTS = /^([A-Za-z0-9+/]+={0,2})\n(bioreview-ledger:[A-Za-z0-9:+/]+={0,2})(?:\nhmac-sha256:([0-9a-f]{64}))?$/;
/** People who may write to the repository may change our comments: then only a signature shows that the state is still ours, and nothing that there was none. */
function parseState({ body, editedBy }, expected, secret, shared = false) {
	const found = stateIn(body, expected, secret, shared);
	if (found.kind === "untrusted" || editedBy === void 0) return found;
	if (found.kind === "none") return untrusted(`${editedBy} changed by hand the comment that should hold it`);
	return secret === void 0 ? untrusted(`${editedBy} changed it by hand, and no state secret is set`) : found;
}
/** The last state in a comment: whoever could write one before it, could not write behind our end.
*  @param shared whether several manuscripts keep theirs there: then the last of this one */
function stateIn(body, expected, secret, shared) {
	const text = body.replaceAll("\r\n", "\n");
	const blocks = blocksIn(text);
	if (blocks.length === 0) {
		const left = text.replace(NO_STATE, "");
		if (left.includes("bioreview-state:")) return untrusted("it is damaged");
		return left === text ? untrusted("somebody took it out of the comment that held it") : { kind: "none" };
	}
	const found = shared ? blocks.findLast(({ head }) => head?.key === expected.key) : blocks.at(-1);
	if (found === void 0) return blocks.every(({ head }) => head !== void 0) ? { kind: "none" } : untrusted("it is damaged");
	const { version, rest } = found;
	if (Number(version) > VERSION) return untrusted(`it was written by a newer BioReview (state version ${version})`);
	const parts = PARTS.exec(rest.trimEnd());
	if (Number(version) !== VERSION || parts === null) return untrusted("it is damaged");
	const [, head = "", ledger = "", signed] = parts;
	const distrust = secret === void 0 ? void 0 : whyUnsigned(`${version}\n${head}\n${ledger}`, signed, secret);
	return distrust === void 0 ? checked(head, ledger, expected) : untrusted(distrust);
}
function checked(head, ledgerText, { repository, pull, key }) {
	const parsed = headSchema.safeParse(parsedJson(Buffer.from(head, "base64").toString("utf8")));
	if (!parsed.success) return untrusted("it is damaged");
	const { data } = parsed;
	if (data.repository !== repository || data.pull !== pull) return untrusted("it belongs to another pull request");
	if (data.key !== key) return untrusted("it belongs to another manuscript");
	const decoded = decodeLedger(ledgerText);
	if (decoded.kind === "unreadable") return untrusted(decoded.why);
	const { provenance, settings, ...known } = data;
	return {
		kind: "state",
		state: {
			...known,
			ledger: decoded.ledger,
			...provenance === void 0 ? {} : { provenance },
			...settings === void 0 ? {} : { settings }
		}
	};
}
/** @returns why the signature is not trusted; undefined where it is */
function whyUnsigned(text, signed, secret) {
	if (signed === void 0) return "it is not signed, and a state secret is set";
	const expected = Buffer.from(signature(text, secret), "hex");
	const given = Buffer.from(signed, "hex");
	return given.length === expected.length && timingSafeEqual(given, expected) ? void 0 : "its signature is not of the state secret that is set";
}
function signature(text, secret) {
	return createHmac("sha256", secret).update(`bioreview-state:${text}`).digest("hex");
}
function base64(text) {
	return Buffer.from(text, "utf8").toString("base64");
}
function parsedJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function untrusted(why) {
	return {
		kind: "untrusted",
		why
	};
}

// src/publish/context.ts
/** In the manuscripts' order. */
function contextsOf(input) {
	const { repository, pull, head, conversation, manuscripts, several, secret, site, resolvedThreads } = input;
	const where = {
		server: site.server,
		repository,
		pull
	};
	const [run, report] = [ownUrl(site, site.run), ownUrl(site, input.report)];
	const states = statesOf(input);
	return manuscripts.map(({ key, limits }, k) => {
		const loaded = states[k] ?? { kind: "none" };
		const saved = loaded.kind === "state" ? loaded.state : void 0;
		const scope = {
			repository,
			pull,
			key: saved?.key ?? key,
			...secret === void 0 ? {} : { secret }
		};
		return {
			head,
			conversation,
			key,
			name: several ? key : "",
			limits,
			resolvedThreads,
			scope,
			where,
			run,
			report,
			loaded,
			saved
		};
	});
}
/** What earlier runs kept of each. */
function statesOf({ several, manuscripts, conversation, secret, head, ...pull }) {
	const { repository, pull: number } = pull;
	if (several) return loadStates(conversation, {
		repository,
		pull: number
	}, manuscripts, secret, head);
	return manuscripts.map(({ key }) => loadState(conversation, {
		repository,
		pull: number,
		key
	}, secret, head));
}

// src/publish/inert.ts
/** The last look at what is to be published: read again as GitHub reads it, it must hold nothing but our own kinds of markup. The sanitiser prevents it, this
*  checks it. What is in doubt all the same is shown as code, in which GitHub reads nothing, and the text says so: harmless words must not keep a review from
*  people. Fails towards publishing nothing, where even that does not help. */
/** @param server that links may lead to
*  @returns the same publication, all of its texts inert
*  @throws OutputError where a text of it cannot be made so */
function inertPublication(publication, server) {
	const { summary, review, threads, statusComment, reply } = publication;
	const inert = (text) => inertText(text, server);
	const inertBody = (written) => ({
		...written,
		body: inert(written.body)
	});
	return {
		...publication,
		summary: inert(summary),
		review: review && {
			...inertBody(review),
			bodyWithoutComments: inert(review.bodyWithoutComments),
			comments: review.comments.map(inertBody)
		},
		threads: threads.map((thread) => ({
			...thread,
			reply: thread.reply && inert(thread.reply)
		})),
		statusComment: statusComment && inertBody(statusComment),
		...reply === void 0 ? {} : { reply: inertBody(reply) }
	};
}
/** Said below a text in which something was made code. */
const SHOWN_AS_CODE = "*What is shown as code here would have done more than be read, such as link somewhere or notify somebody.*";
/** Looks at one text: what stands behind a fault is read otherwise once that is code. */
const MOST_LOOKS = 20;
/** GitHub takes no more characters. */
const MOST_CHARACTERS = 65536;
/** @param server that links may lead to
*  @returns the text as it is where it does nothing; else with what would do something as code
*  @throws OutputError where that does not help */
function inertText(markdown, server) {
	const host = hostOf(server);
	const shown = /* @__PURE__ */ new Set();
	let text = markdown;
	let faults = faultsIn(text, host, shown);
	for (let looks = 0; faults.length > 0 && looks < MOST_LOOKS; looks++) {
		text = asCode(text, faults, shown);
		faults = faultsIn(text, host, shown);
	}
	const told = shown.size === 0 ? text : withNote(text);
	const [fault = told.length > MOST_CHARACTERS && shown.size > 0 ? TOO_LONG : void 0] = faults;
	if (fault === void 0) return told;
	throw new OutputError({
		code: "publication-not-inert",
		at: "text for the pull request",
		fault: `it would do more than be read: ${fault.what}`,
		remedy: "Nothing of it was published. This is a bug: please report it with the text of the manuscript"
	});
}
const TOO_LONG = { what: "as code it is too long" };
/** The tree that GitHub builds, with what stands where. Remark finds further addresses in the text of the finished tree, which then stand nowhere: those are among
*  FILTERS instead. */
const POSITIONED = gfmFromMarkdown().map(({ transforms: _, ...extension }) => extension);
/** @param shown as code by us
*  @returns in no order; never two of one place */
function faultsIn(markdown, host, shown) {
	const tree = fromMarkdown(markdown, {
		extensions: [gfm()],
		mdastExtensions: POSITIONED
	});
	const commands = [...markdown.matchAll(/^[^\S\n]*(\/bioreview.*)$/gm)].map(({ index, 0: line, 1: command = "" }) => {
		const end = index + line.length;
		return {
			what: "a line that is a command",
			start: end - command.length,
			end,
			inTable: false
		};
	});
	const faults = new Map(commands.map((fault) => [fault.start, fault]));
	const open = [{
		node: tree,
		inTable: false
	}];
	for (let next = open.pop(); next !== void 0; next = open.pop()) {
		const { node, inTable } = next;
		const what = faultOf(node, host, shown);
		if (what !== void 0) {
			const [start, end] = lineOf(markdown, node);
			if (!faults.has(start)) faults.set(start, {
				what,
				start,
				end,
				inTable
			});
		} else if ("children" in node) open.push(...node.children.map((child) => ({
			node: child,
			inTable: inTable || node.type === "table"
		})));
	}
	return [...faults.values()];
}
/** Where the node stands in the first of its lines that is to blame; of a text that is the first with a fault, of all else the first. */
function lineOf(markdown, node) {
	const [from, to] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? markdown.length];
	const skipped = node.type === "text" ? node.value.split("\n").findIndex((line) => filterOf(line) !== void 0) : 0;
	let start = from;
	for (let line = 0; line < skipped; line++) start = markdown.indexOf("\n", start) + 1;
	if (skipped > 0) start += /^[\s>]*/.exec(markdown.slice(start, to))?.[0].length ?? 0;
	const lineEnd = markdown.indexOf("\n", start);
	return [start, lineEnd === -1 ? to : Math.min(lineEnd, to)];
}
/** @param shown what is code afterwards is added to it */
function asCode(markdown, faults, shown) {
	let [text, before] = [markdown, markdown.length + 1];
	for (const { start, end, inTable } of [...faults].sort((a, b) => b.start - a.start)) {
		if (end > before) continue;
		const [, first = "", doing = "", last = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(markdown.slice(start, end)) ?? [];
		const words = wordsOf(doing);
		shown.add(words);
		const around = [`${text.slice(0, start)}${first}`, `${last}${text.slice(end)}`];
		text = `${around[0]}${APART.test(around[0].slice(-1)) ? " " : ""}${codeSpan(words, inTable)}${APART.test(around[1].charAt(0)) ? " " : ""}${around[1]}`;
		before = start;
	}
	return text;
}
/** Next to a dollar sign code is a formula, and next to a backtick it is other code. */
const APART = /[$`]/;
/** Markdown as people would have read it but for its markup: without escapes and what is not seen. */
function wordsOf(markdown) {
	const words = markdown.replace(/\\([!-/:-@[-`{-~])/g, "$1").replace(/&(lt|gt|amp);/g, (_, name) => ENTITIES[name]).replace(/[\u2060\s]+/g, (unseen) => /\s/.test(unseen) ? " " : "").trim();
	return words === "" ? "?" : words;
}
const ENTITIES = {
	lt: "<",
	gt: ">",
	amp: "&"
};
/** A table takes its cells apart before it looks for code (GFM 0.29, 4.10). */
function codeSpan(words, inTable) {
	const longest = Math.max(0, ...[...words.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = "`".repeat(longest + 1);
	const blank = /^`|`$/.test(words) ? " " : "";
	return `${fence}${blank}${inTable ? words.replaceAll("|", "\\|") : words}${blank}${fence}`;
}
/** Before what nobody sees, which ends a text. */
function withNote(text) {
	const hidden = text.indexOf("\n\n<!-- bioreview-");
	const at = hidden === -1 ? text.trimEnd().length : hidden;
	return `${text.slice(0, at)}\n\n${SHOWN_AS_CODE}${text.slice(at)}`;
}
function faultOf(node, host, shown) {
	switch (node.type) {
		case "root":
		case "paragraph":
		case "strong":
		case "emphasis":
		case "heading":
		case "list":
		case "blockquote":
		case "table":
		case "tableRow":
		case "tableCell":
		case "thematicBreak":
		case "break": return;
		case "listItem": return typeof node.checked === "boolean" ? "a task list" : void 0;
		case "text": return filterOf(node.value);
		case "inlineCode": return shown.has(node.value) || /^[\w ./:-]+$/.test(node.value) ? void 0 : "code that is not ours";
		case "link": return isOwn(node.url, host) && !node.title ? void 0 : "a link to another host";
		case "definition": return node.url === "#" && node.identifier.startsWith("bioreview-") && !node.title ? void 0 : "a definition that is not ours";
		case "html": return isOwnHtml(node.value) ? void 0 : "HTML that is not ours";
		default: return `a node of type ${node.type}`;
	}
}
/** What GitHub makes of rendered text, wherever it stands: html-pipeline's filters for mentions, issues and commits, its emoji, and addresses (GFM 0.29, 6.9). */
const FILTERS = [
	{
		what: "a mention",
		finds: /@[a-z0-9]/i
	},
	{
		what: "a reference",
		finds: /#\d|(?<![a-z0-9])gh-\d/i
	},
	{
		what: "a commit",
		finds: /(?<![a-z0-9])(?=\d*[a-f])[0-9a-f]{7,40}(?![a-z0-9])/i
	},
	{
		what: "an emoji",
		finds: /:[\w+-]+:/
	},
	{
		what: "an address",
		finds: /(?:https?|ftp):\/\/|(?<![a-z0-9])www\.|\w@[-\w]/i
	}
];
function filterOf(text) {
	return FILTERS.find(({ finds }) => finds.test(text))?.what;
}
function isOwn(url, host) {
	return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).host === host;
}
/** Tags without attributes, our own words between them, and comments that hold a marker or the state. */
const OWN_HTML = /^(?:<\/?(?:details|summary|b|sub)>|<!-- bioreview-[\w./:-]+ -->|<!-- bioreview-state:[\w+/=:\n-]+\n-->|[A-Za-z0-9 ,.:;·%()'’–…-]+|\n)*$/;
function isOwnHtml(value) {
	return OWN_HTML.test(value) && !/[0-9a-f]{7,40}|#\d/i.test(value.replace(/<!--[\s\S]*?-->/g, ""));
}

// src/publish/render/provenance.ts
/** What was read and what was not, and who wrote it: said each time, for nothing can be raised about what was not read. */
/** One line below a review. */
function readLine({ parts, lost, unread }) {
	const cut = parts.filter(({ read, whole }) => read < whole).map((part) => `${partName(part)} to ${percentRead(part.read, part.whole)}`);
	const limits = [
		...cut.length === 0 ? [] : [`cut: ${cut.slice(0, MOST_CUT).join(", ")}${cut.length > MOST_CUT ? ", and more" : ""}`],
		...lost.length === 0 ? [] : [`left out: ${lost.map((name) => escapeMarkdown(name)).join(", ")}`],
		...unread === void 0 ? [] : [`**${counted(unread.places, "place")} of the manuscript could not be read**, first ${escapeMarkdown(unread.first)}`],
		"figures are not seen"
	];
	return `Read ${cut.length + lost.length === 0 && unread === void 0 ? "the whole paper" : "in part"}; ${limits.join("; ")}.`;
}
/** Parts that the line below a review names. */
const MOST_CUT = 6;
/** The rest is on the dashboard. */
function writtenLine({ models }) {
	return `Written by a language model, ${models.map(({ id }) => escapeMarkdown(id)).join(" and ")}.`;
}
/** Training's names of sections have no blanks, as in `author_summary`. */
const partName = ({ name }) => escapeMarkdown(fromSnakeCase(name));
/** All of it, for the fold on the dashboard. */
function provenanceBlock(provenance) {
	const { tokens, budget, parts, leftOut, hidden, warnings, models, profile, tool } = provenance;
	const shares = parts.map(({ name, whole, read }) => {
		const share = read < whole ? `**${percentRead(read, whole)}**` : "all";
		return `- ${partName({ name })}: ${share} of ${counted(whole, "character")}`;
	});
	const files = leftOut.shown.map(({ file, why }) => `${escapeMarkdown(file)} (${escapeMarkdown(why)})`);
	const unseen = hidden.shown.map(({ file, line, technique }) => `${escapeMarkdown(file)}, line ${line} (${escapeMarkdown(technique)})`);
	const described = models.map(({ id, quantisation, sha256, device, settings, seed }) => {
		const facts = [
			...quantisation === void 0 ? [] : [escapeMarkdown(quantisation)],
			...sha256 === void 0 ? [] : [`sha256 \`${sha256.slice(0, 12)}\``],
			...device === void 0 ? [] : [escapeMarkdown(device)],
			...settings === void 0 ? [] : [escapeMarkdown(settings)],
			...seed === void 0 ? [] : [`seed ${seed}`]
		];
		return `${escapeMarkdown(id)}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`;
	});
	return [
		readLine(provenance),
		shares.join("\n"),
		...files.length === 0 ? [] : [`Left out: ${listed(files, leftOut.more)}.`],
		...unseen.length === 0 ? [] : [`Hidden from readers, so not given to the model: ${listed(unseen, hidden.more)}.`],
		...warnings.shown.length === 0 ? [] : [`Warnings: ${listed(warnings.shown.map((one) => escapeMarkdown(one)), warnings.more)}.`],
		`Prompt: ${thousands(tokens)} of ${thousands(budget)} tokens. Model: ${described.join(" and ")}; profile ${escapeMarkdown(profile)}; BioReview ${escapeMarkdown(tool)}; ${counted(provenance.seconds, "second")}.`
	].join("\n\n");
}
/** Warned of above the fold: nobody hides text from readers without a reason. */
function hiddenWarning({ hidden }) {
	const count = hidden.shown.length + hidden.more;
	if (count === 0) return [];
	const [first] = hidden.shown;
	const where = first === void 0 ? "" : `, first in ${escapeMarkdown(first.file)}, line ${first.line} (${escapeMarkdown(first.technique)})`;
	return [`> [!WARNING]\n> ${counted(count, "place")} with text that a reader of the paper cannot see${where}. The model did not get it.`];
}

// src/publish/render/dashboard.ts
/** The dashboard: where every concern stands now, an item of a list each, open before closed, major before minor. Invariants: every open concern is listed, in
*  its place or by its id, at every stage of shortening; there is no table, whose columns a phone would have to scroll to. */
/** Where there is room for every word: more characters than any concern has. */
const FULL_DASHBOARD = {
	open: 4e3,
	closed: 4e3,
	listed: SEVERITIES,
	provenance: true,
	shortened: false
};
/** Of the comment. It begins with what a list of twenty can be read with: the review of its revision, which the item links to, has a concern in full. */
const DASHBOARD_STAGES = [
	{
		open: 240,
		closed: 220,
		listed: SEVERITIES,
		provenance: true,
		shortened: false
	},
	{
		open: 160,
		closed: 110,
		listed: SEVERITIES,
		provenance: true,
		shortened: true
	},
	{
		open: 110,
		closed: 0,
		listed: SEVERITIES,
		provenance: true,
		shortened: true
	},
	{
		open: 70,
		closed: 0,
		listed: SEVERITIES,
		provenance: false,
		shortened: true
	},
	{
		open: 70,
		closed: 0,
		listed: ["major"],
		provenance: false,
		shortened: true
	},
	{
		open: 0,
		closed: 0,
		listed: [],
		provenance: false,
		shortened: true
	}
];
function dashboard(view, stage) {
	return `${dashboardSection(view, stage)}\n\n${FOOTER}`;
}
/** One manuscript among several, or one alone. */
function dashboardSection(view, stage) {
	const { state, notes, event } = view;
	const { provenance } = state;
	return [
		heading(view),
		...event,
		...cautionAlert(provenance?.caution),
		...provenance === void 0 ? [] : hiddenWarning(provenance),
		...notesAlert(notes),
		factsLine(view),
		...openLists(view, stage),
		...closedFolds(view, stage.closed),
		...provenance === void 0 || !stage.provenance ? [] : [folded("What was read, and by which model", provenanceBlock(provenance))],
		...stage.shortened ? [SHORTENED] : []
	].join("\n\n");
}
const SHORTENED = "*Shortened, because GitHub takes no longer text. The job's summary and its result file have all of it.*";
/** @param verdict undefined where there is none, for nothing is known   @returns an item of `overview` */
function overviewItem(key, view) {
	const name = `- **${escapeMarkdown(key)}**`;
	if (view === void 0) return `${name} · not reviewed`;
	const { state, verdict, failed } = view;
	const revision = `revision ${latestRevision(state.ledger)?.number ?? 0}`;
	return [
		name,
		openText(state.ledger),
		failed ? "gate: error" : gateText(verdict),
		revision
	].join(" · ");
}
/** Above the sections of several manuscripts. */
function overview(items) {
	return [
		"## BioReview",
		"",
		...items
	].join("\n");
}
/** @param key of one of them, as an example */
function footerOfSeveral(key) {
	return `<sub>Comment \`/bioreview\` to review again, \`/bioreview ${key}\` for one manuscript alone, \`/bioreview dismiss ${key}\` with a concern's name and your reason to close one, \`/bioreview help\` for more.</sub>`;
}
const FOOTER = "<sub>Comment `/bioreview` to review again, `/bioreview dismiss` with a concern's name and your reason to close one, `/bioreview help` for more.</sub>";
function heading({ key, state: { ledger, provenance } }) {
	return [`## ${key === "" ? "BioReview" : `BioReview, ${escapeMarkdown(key)}`}: ${openText(ledger)}`, ...provenance?.title === void 0 ? [] : [`*${escapeMarkdown(provenance.title)}*`]].join("\n\n");
}
function openText(ledger) {
	const counts = severityCounts(openConcerns(ledger));
	return counts === "" ? "no open concerns" : `${counts} open`;
}
function factsLine({ state, verdict, where, reviews, run, report, failed }) {
	const latest = latestRevision(state.ledger);
	const commit = latest !== void 0 && isCommit(latest.label) ? `, ${commitLink(where, latest.label)}` : "";
	const gate = verdict.gate === "off" ? "No limit set" : `**Gate ${verdict.gate}**: ${verdict.reason}`;
	return [
		failed ? "**Gate: error**" : gate,
		`${failed ? "below: " : ""}revision ${latest?.number ?? 0}${commit}`,
		...reviewLink(state.ledger, reviews),
		...run === void 0 ? [] : [`[job](${run})`],
		...report === void 0 ? [] : [`[paper and review on one page](${report})`]
	].join(" · ");
}
/** Of the last revision that was reviewed, which need not be the last. */
function reviewLink(ledger, reviews) {
	const reviewed = lastReviewed(ledger);
	const url = reviewed === void 0 ? void 0 : reviews.get(reviewed);
	if (url === void 0) return [];
	return [`[review${reviewed === latestRevision(ledger)?.number ? "" : ` of revision ${reviewed}`}](${url})`];
}
function openLists(view, stage) {
	const bySeverity = (severity) => openConcerns(view.state.ledger).filter((one) => one.severity === severity);
	const [majors, others] = [bySeverity("major"), [...bySeverity("minor"), ...bySeverity("optional")]];
	const shown = (concerns, severities) => severities.some((severity) => stage.listed.includes(severity)) ? concerns.map((concern) => openItem(concern, view, stage.open)).join("\n") : idList(concerns);
	const rest = others.length === 0 ? [] : [shown(others, ["minor", "optional"])];
	if (majors.length === 0) return rest;
	return [shown(majors, ["major"]), ...rest.map((body) => folded(counted(others.length, "minor or optional concern"), body))];
}
/** Where nothing but their ids has room. */
function idList(concerns) {
	return `${concerns.map(({ id }) => id).join(", ")}.`;
}
/** How it stands in one line, its words in the next. @param length characters of its text */
function openItem(concern, { state, where, reviews }, length) {
	const { id, text, history } = concern;
	const since = history[0]?.revision ?? 1;
	const review = reviews.get(since);
	return `- ${[
		bold(id),
		severityText(concern, bold),
		placeOf$1(concern, state, where),
		`since ${review === void 0 ? `revision ${since}` : `[revision ${since}](${review})`}`,
		...latestOutcome(concern, state)
	].join(" · ")}  \n  ${escapeMarkdown(truncateToSentence(plainText(text), length))}`;
}
function placeOf$1(concern, { ledger, provenance }, where) {
	const last = lastPlace(concern, ledger);
	if (last === void 0) return "whole paper";
	if (last.revision !== provenance?.revision) return earlierPlaceLink(where, last, new Set(provenance?.sections.map(({ file }) => file)));
	return placeLink(where, last.commit, last.place, provenance.sections);
}
/** What the last review did to an open concern, or an earlier one that is still to be looked at. */
function latestOutcome(concern, { ledger }) {
	const event = concern.history.at(-1);
	if (event === void 0) return [];
	if (event.by !== void 0) return ["reopened by a person"];
	const unsettled = unsettledChange(concern);
	if (unsettled !== void 0) return [unsettledText(unsettled, ledger)];
	return event.revision === lastReviewed(ledger) ? [OUTCOME_TEXT[event.outcome]] : [];
}
/** Such as "**partly addressed**: added “Six mice got gel.”". */
function unsettledText({ kind, revision, cause }, ledger) {
	const words = `${bold(UNSETTLED_TEXT[kind])}${revision === lastReviewed(ledger) ? "" : ` in revision ${revision}`}`;
	return cause === void 0 ? words : `${words}: ${quoteBeginning(cause, MAX_CHANGE)}`;
}
/** Characters of a change, beside an open concern and behind a closed one. */
const MAX_CHANGE = 60;
const UNSETTLED_TEXT = {
	"addressed in part": "partly addressed",
	"text removed": "text removed, please check"
};
const OUTCOME_TEXT = {
	introduced: "**new**",
	"noticed late": "noticed late",
	standing: "stands",
	escalated: "**escalated**",
	eased: "eased",
	"not repeated": "not repeated",
	resolved: "resolved",
	reopened: "**back again**",
	dismissed: "dismissed"
};
/** Resolved and dismissed concerns, with the revision or the person that closed them.
*  @param length characters of a concern; 0 where only their ids have room */
function closedFolds({ state, where }, length) {
	const { concerns, forgotten } = state.ledger;
	return [{
		kind: "resolved",
		more: forgotten === 0 ? "" : `, and ${forgotten} older ones that are no longer listed`,
		closedBy: (concern) => resolvedIn(concern, state.ledger, where)
	}, {
		kind: "dismissed",
		more: "",
		closedBy: (concern) => dismissedBy(concern, length)
	}].flatMap(({ kind, more, closedBy }) => {
		const closed = concerns.filter((one) => one.state === kind);
		if (closed.length === 0) return [];
		const line = (one) => `- **${one.id}** ${one.severity} · ${excerpt(one.text, length)} ${closedBy(one)}`;
		return [folded(`${closed.length} ${kind}${more}`, length === 0 ? idList(closed) : closed.map(line).join("\n"))];
	});
}
function resolvedIn({ history }, { revisions }, where) {
	const event = history.findLast(({ outcome }) => outcome === "resolved");
	const label = revisions.find(({ number }) => number === event?.revision)?.label ?? "";
	const change = event?.cause === void 0 ? "" : `: ${quoteBeginning(event.cause, MAX_CHANGE)}`;
	return `*Resolved in revision ${event?.revision ?? "?"}*${isCommit(label) ? ` ${commitLink(where, label)}` : ""}${change}`;
}
function dismissedBy({ history }, length) {
	const event = history.findLast(({ outcome, by }) => outcome === "dismissed" && by !== void 0);
	return `*Dismissed*${event?.by === void 0 ? "" : ` by ${excerpt(event.by, 60)}: ${excerpt(event.because, length)}`}`;
}

// src/publish/plan/status-comment.ts
/** What is kept of a manuscript, as it stands. */
function contentOf({ limits }, state) {
	return {
		state,
		verdict: gateVerdict(state.ledger, limits),
		notes: [],
		event: []
	};
}
/** The dashboard at full length, for the job's page. */
function fullDashboard(context, content) {
	return dashboard(viewOf$1(context, content), FULL_DASHBOARD);
}
/** Characters that a dashboard of several can be read with; where they have fewer, their states are kept without what was read. */
const READABLE = 2e3;
/** @throws OutputError where the ledgers fit by no means */
function planStatusComment(content) {
	const { sections, several } = content;
	const [first] = sections;
	if (first === void 0) return void 0;
	const views = sections.map(({ context, content: said }) => typeof said === "string" ? said : viewOf$1(context, said));
	const states = views.flatMap((view) => typeof view === "string" ? [] : [view.state]);
	const { current, surplus } = placeOf(content, new Set(states.map(({ key }) => key)));
	const start = statusCommentMarker(scopeOf(first.context, several));
	const others = several && current !== void 0 ? statesOfOthers(current.body, new Set(states.map(({ key }) => key))) : [];
	const frameOf = (kept) => {
		const state = [...others, ...encodeStates(kept, first.context.scope.secret)].join("\n\n") || NO_STATE;
		return (visible) => `${start}\n${visible}\n\n${state}`;
	};
	const whole = frameOf(states);
	const frame = several && 65e3 - whole("").length < READABLE * sections.length ? frameOf(states.map(({ provenance: _, ...state }) => state)) : whole;
	const body = frame(visibleText(sections, views, MAX_BODY - frame("").length));
	const stands = surplus.length === 0 ? current?.body.replaceAll("\r\n", "\n") : void 0;
	if (stands !== void 0 && stands === inertText(body, first.context.where.server)) return void 0;
	return {
		id: current?.id,
		body,
		surplus: surplus.map(({ id }) => id)
	};
}
/** @throws OutputError */
function visibleText(sections, views, room) {
	const writers = views.map((view) => (stage) => typeof view === "string" ? view : views.length === 1 ? dashboard(view, stage) : dashboardSection(view, stage));
	if (views.length === 1) return shortenTogether(writers, DASHBOARD_STAGES, room).join("");
	const keys = sections.map(({ context: { key } }) => key);
	const items = views.map((view, k) => overviewItem(keys[k] ?? "", typeof view === "string" ? void 0 : view));
	const [top, bottom] = [overview(items), footerOfSeveral(keys[0] ?? "")];
	return [
		top,
		...shortenTogether(writers, DASHBOARD_STAGES, room - top.length - bottom.length - SECTION_BREAK$1.length * (views.length + 1)),
		bottom
	].join(SECTION_BREAK$1);
}
const SECTION_BREAK$1 = "\n\n---\n\n";
/** The comment that a plan rests on which does not write it. */
function currentStatusComment(contexts, several) {
	const [first] = contexts;
	if (first === void 0) throw new RangeError("a plan is for one manuscript at least");
	const { current } = placeOf({
		several,
		sections: contexts.map((context) => ({
			context,
			content: ""
		}))
	}, /* @__PURE__ */ new Set());
	return {
		id: current?.id,
		body: statusCommentMarker(scopeOf(first, several))
	};
}
/** Of the comment that all manuscripts share. */
function scopeOf({ scope, key }, several) {
	return {
		...scope,
		key: several ? "" : key
	};
}
/** The comment with a loaded state is replaced; else the oldest that begins as ours do. None is deleted that begins otherwise, for somebody wrote in it; nor one that
*  holds a ledger which is not written anew.
*  @param written keys of the ledgers that are */
function placeOf({ sections, several }, written) {
	const [first] = sections;
	if (first === void 0) return {
		current: void 0,
		surplus: []
	};
	const { conversation, scope } = first.context;
	const shared = statusCommentMarker(scopeOf(first.context, several));
	const keys = sections.map(({ context: { key } }) => key);
	const ours = several ? ofSeveral(conversation.statusComments, scope, keys) : ofManuscript(conversation.statusComments, scopeOf(first.context, several));
	const loaded = new Set(sections.flatMap(({ context }) => context.loaded.kind === "state" ? [context.loaded.commentId] : []));
	const intact = ours.filter(({ body }) => body.startsWith(shared));
	const current = intact.find(({ id }) => loaded.has(id)) ?? (several ? intact[0] : void 0) ?? ours.find(({ id }) => loaded.has(id)) ?? intact[0] ?? ours[0];
	const own = keys.map((key) => statusCommentMarker({
		...scope,
		key
	}));
	const apart = several ? ours.filter(({ body }) => own.some((start) => body.startsWith(start)) && statesOfOthers(body, written).length === 0) : [];
	return {
		current,
		surplus: [...intact, ...apart].filter((one) => one !== current)
	};
}
function viewOf$1(context, content) {
	const { where, run, key } = context;
	return {
		...content,
		key,
		failed: content.failed === true,
		where,
		run,
		reviews: reviewAddresses(context, content.state)
	};
}
/** Of the reviews that stand, by number of revision. */
function reviewAddresses({ conversation: { reviews }, scope }, { ledger }) {
	return new Map(ledger.revisions.flatMap(({ number, label }) => {
		const marker = reviewMarker(scope, label, number);
		const review = isCommit(label) ? reviews.find(({ body }) => body.includes(marker)) : void 0;
		return review === void 0 ? [] : [[number, review.url]];
	}));
}

// src/publish/render/thread.ts
/** Characters of a concern, in the comment on its line and in a reply. */
const MAX_COMMENT = 4e3;
const MAX_REPLY = 2e3;
const WHY_NOW = {
	"first review": void 0,
	"new passage": "new with this text",
	"changed passage": "new since this text changed",
	"changed paper": "new",
	"old text gone": "new",
	"unchanged passage": "noticed late",
	"unchanged paper": "noticed late"
};
/** @param markers the concern's, and that of its outcome   @param manuscript what people must call it beside the concern; empty where there is one */
function inlineComment(outcome, where, markers, manuscript) {
	const { id, now } = outcome;
	const name = `[**${manuscript === "" ? "" : `${escapeMarkdown(manuscript)} `}${id}**](${pullUrl(where)}#${markers.join("+")})`;
	const why = whyNow(outcome);
	const head = [
		`**${now.severity}**`,
		escapeMarkdown(fromSnakeCase(now.category)),
		name,
		...why === void 0 ? [] : [why]
	];
	const reason = outcome.kind === "introduced" ? notDismissedReason(outcome) : void 0;
	return [
		head.join(" · "),
		excerpt(now.text, MAX_COMMENT),
		...reason === void 0 ? [] : [`*${capitalize(reason)}.*`],
		...markers.map(hiddenMarker)
	].join("\n\n");
}
function whyNow(outcome) {
	switch (outcome.kind) {
		case "introduced": return WHY_NOW[outcome.because];
		case "reopened": return `back again, resolved in revision ${outcome.resolvedIn}`;
		case "escalated": return `${outcome.was.severity} before`;
	}
}
function threadReply(view) {
	return [...replyParagraphs(view), hiddenMarker(view.marker)].join("\n\n");
}
function replyParagraphs({ concern, event, ledger, where, marker }) {
	const { revision, outcome, severity, cause, by } = event;
	const label = ledger.revisions.find(({ number }) => number === revision)?.label ?? "";
	const markedUrl = `${pullUrl(where)}#${marker}`;
	const inRevision = isCommit(label) ? `in revision ${revision} (${commitLink(where, label, marker)})` : `in [revision ${revision}](${markedUrl})`;
	const text = excerpt(concern.text, MAX_REPLY);
	switch (outcome) {
		case "resolved": {
			const resolved = `**Resolved** ${inRevision}: ${cause === void 0 ? "its text changed" : causeText(cause)}, and the new review, which read it, does not raise it again.`;
			return cause === void 0 ? [resolved] : [resolved, quoteBlock(cause)];
		}
		case "addressed in part": {
			const done = `**Partly addressed** ${inRevision}. It stays open for what is left.`;
			return cause === void 0 ? [done] : [`${done} This was done:`, quoteBlock(cause)];
		}
		case "text removed": {
			const removed = `**Text removed, please check** ${inRevision}. Nothing else shows that the weakness is gone, so it stays open: dismiss it if it is settled.`;
			return cause === void 0 ? [removed] : [removed, quoteBlock(cause)];
		}
		case "dismissed": return [decidedByPerson("Dismissed", event, markedUrl)];
		case "reopened":
			if (by !== void 0) return [decidedByPerson("Reopened", event, markedUrl)];
			return [`**Raised again** ${inRevision}, ${severity}:`, text];
		case "escalated": return event.text === void 0 ? [`**Now ${severity}** ${inRevision}, in the same words.`] : [`**Now ${severity}** ${inRevision}:`, text];
	}
}
function decidedByPerson(decision, { by = "", because }, url) {
	return `**[${decision}](${url})** by ${excerpt(by, 60)}: ${excerpt(because, 500)}`;
}

// src/publish/plan/threads.ts
/** What happens to the threads of concerns that are settled, or open again. Invariant: only a thread whose first comment bears the marker of this very concern
*  is touched; what its concern's ledger says is replied once, however often we run. */
/** The threads that are about a concern of this ledger. Where the ledger forgot wordings, what the first comment says became of the concern is looked for. */
function threadsOfConcerns(threads, ledger, scope) {
	const byId = new Map(ledger.concerns.map((concern) => [concern.id, concern]));
	return threads.flatMap((thread) => {
		const [claim] = concernMarkersIn(thread.root.body);
		const concern = claim === void 0 ? void 0 : byId.get(claim.id);
		if (claim === void 0 || concern === void 0) return [];
		return [
			concern.text,
			...concern.aliases,
			...concern.history.flatMap(({ text }) => text ?? [])
		].some((text) => concernMarker(scope, concern.id, text) === claim.marker) || ledger.shortened !== "whole" && hasOutcomeMarker(thread.root.body, concern.id, ledger, scope) ? [{
			concern,
			thread
		}] : [];
	});
}
/** Whether it bears the marker of something that a revision up to the latest did to this very concern; markers of another manuscript are others. */
function hasOutcomeMarker(body, id, ledger, scope) {
	const latest = latestRevision(ledger)?.number ?? 0;
	return Array.from({ length: latest }, (_, k) => k + 1).some((revision) => RAISED_KINDS.some((kind) => body.includes(outcomeMarker(scope, id, kind, revision))));
}
/** All from the ledger: what a run could not write, the next one writes. */
function planThreads({ conversation, scope, where, resolvedThreads }, ledger) {
	const latest = latestRevision(ledger)?.number ?? 0;
	return threadsOfConcerns(conversation.threads, ledger, scope).flatMap(({ concern, thread }) => {
		const event = decidingEvent(concern);
		if (event === void 0) return [];
		const marker = outcomeMarker(scope, concern.id, eventName(event), event.revision);
		const stands = [thread.root.body, ...thread.replies].some((text) => text.includes(marker));
		const then = stands && event.revision !== latest ? "leave" : whatThen(concern, event, thread, stands, resolvedThreads);
		if (stands && then === "leave") return [];
		const reply = stands ? void 0 : threadReply({
			concern,
			event,
			ledger,
			where,
			marker
		});
		const wanted = resolvedThreads === "resolve" ? { wanted: resolvedThreads } : {};
		return [{
			concern: concern.id,
			threadId: thread.nodeId,
			rootId: thread.root.nodeId,
			reply,
			then,
			...wanted
		}];
	});
}
/** What the ledger says last of a concern that people who read its thread must know. */
function decidingEvent({ state, history }) {
	const unsettled = unsettledChange({
		state,
		history
	});
	const deciding = history.flatMap((event) => {
		const { outcome, revision, by } = event;
		if (outcome === "resolved" || outcome === "dismissed" || outcome === "reopened" || outcome === "escalated") return [{
			...event,
			outcome
		}];
		return unsettled?.revision === revision && by === void 0 ? [{
			...event,
			outcome: unsettled.kind
		}] : [];
	});
	switch (state) {
		case "resolved": return deciding.findLast(({ outcome }) => outcome === "resolved");
		case "dismissed": return deciding.findLast(({ outcome, by }) => outcome === "dismissed" && by !== void 0);
		case "open": return deciding.findLast(({ outcome }) => outcome !== "resolved" && outcome !== "dismissed");
	}
}
/** A person and a revision can do the same: two replies. */
function eventName({ outcome, by }) {
	return by === void 0 ? outcome : `${outcome} by a person`;
}
function whatThen({ state }, { outcome }, { resolved, resolvable }, stands, way) {
	if (state !== "open") {
		if (resolved) return "leave";
		return resolvable && way !== "minimise" ? "resolve" : "minimise";
	}
	if (outcome === "addressed in part" || outcome === "text removed") return "leave";
	return resolved || outcome === "reopened" && !stands ? "reopen" : "leave";
}

// src/publish/state/decisions.ts
/** What people decided while the model ran: a dismissal must not be lost because a review that began before it is written after it. */
/** The new ledger with the decisions that only the kept one has, where they can still be made. Not dismissed is what became more severe meanwhile: nobody
*  decided on that. */
function keepDecisions(ledger, kept) {
	if (kept === void 0) return ledger;
	return kept.concerns.reduce((after, { id, history }) => {
		const now = after.concerns.find((concern) => concern.id === id);
		const decision = history.at(-1);
		if (now === void 0 || decision?.by === void 0 || isKnown(decision, now)) return after;
		return decided(after, now, decision, decision.by);
	}, ledger);
}
function decided(ledger, now, decision, by) {
	const { outcome, severity, because } = decision;
	const heavier = SEVERITIES.indexOf(now.severity) < SEVERITIES.indexOf(severity);
	if (outcome === "dismissed" && now.state === "open" && !heavier) return asDecided(dismiss(ledger, now.id, by, because), now.id, decision);
	if (outcome === "reopened" && now.state !== "open") return asDecided(reopen(ledger, now.id, by, because), now.id, decision);
	return ledger;
}
/** The decision was made about an earlier revision: it was reported under that number, and is not reported again. */
function asDecided(ledger, id, { revision }) {
	const dated = (concern) => ({
		...concern,
		history: concern.history.map((event, k, { length }) => k === length - 1 ? {
			...event,
			revision
		} : event)
	});
	return {
		...ledger,
		concerns: ledger.concerns.map((concern) => concern.id === id ? dated(concern) : concern)
	};
}
function isKnown(decision, { history }) {
	return history.some(({ outcome, by, because, revision }) => outcome === decision.outcome && by === decision.by && because === decision.because && revision === decision.revision);
}
/** Whether nothing happened between two kept states but that people decided about concerns; also where nothing happened at all. A ledger that was shortened in
*  between is another. */
function addsDecisionsOnly(before, now) {
	const was = new Map(before.ledger.concerns.map((concern) => [concern.id, concern]));
	const undone = now.ledger.concerns.map((concern) => withoutDecisionsSince(was.get(concern.id), concern));
	return isDeepStrictEqual(before, {
		...now,
		ledger: {
			...now.ledger,
			concerns: undone
		}
	});
}
/** The concern without what people decided on it at the end; one that differs otherwise comes back as something else than it was. */
function withoutDecisionsSince(before, now) {
	if (before === void 0) return now;
	const { length } = before.history;
	return now.history.slice(length).every(({ by }) => by !== void 0) ? {
		...now,
		state: before.state,
		history: now.history.slice(0, length)
	} : now;
}

// src/publish/render/review.ts
const STAGES = [
	{
		text: 4e3,
		late: true,
		quotes: "whole",
		shortened: false
	},
	{
		text: 1200,
		late: true,
		quotes: "whole",
		shortened: true
	},
	{
		text: 600,
		late: false,
		quotes: "whole",
		shortened: true
	},
	{
		text: 300,
		late: false,
		quotes: "beginning",
		shortened: true
	},
	{
		text: 100,
		late: false,
		quotes: "beginning",
		shortened: true
	},
	{
		text: 100,
		late: false,
		quotes: "none",
		shortened: true
	},
	{
		text: 0,
		late: false,
		quotes: "none",
		shortened: true
	}
];
/** One section for each manuscript, in their order, with its fair share of the room. */
function reviewBody(views) {
	const marks = views.flatMap((view) => "marker" in view ? [hiddenMarker(view.marker)] : []);
	const between = views.length === 1 ? "" : SECTION_BREAK;
	const tail = ["", ...marks].join("\n\n");
	const room = MAX_BODY - tail.length - between.length * (views.length - 1);
	const sections = views.map((view) => views.length === 1 ? sectionOf$1(view) : titledSection(view));
	return shortenTogether(sections, STAGES, room).join(between) + tail;
}
const SECTION_BREAK = "\n\n---\n\n";
function titledSection(view) {
	const section = sectionOf$1("marker" in view ? {
		...view,
		key: ""
	} : view);
	const title = "marker" in view ? view.provenance?.title : void 0;
	const named = `## ${escapeMarkdown(view.key)}${title === void 0 ? "" : `: *${escapeMarkdown(title)}*`}`;
	return (stage) => `${named}\n\n${section(stage)}`;
}
function sectionOf$1(view) {
	if (!("marker" in view)) return () => view.failure;
	const report = reportOf(view.comparison);
	return (stage) => bodyAt(stage, view, report);
}
function bodyAt(stage, view, report) {
	const { comparison, provenance, notes } = view;
	return [
		headline(view),
		countLine(view, report),
		...cautionAlert(comparison.caution),
		...notesAlert(notes),
		...report.groups.filter(({ items }) => items.length > 0).flatMap((group) => groupSection(group, view, stage)),
		...stage.shortened ? [shortenedNote(stage)] : [],
		"---",
		[...report.remarks.map((line) => escapeMarkdown(line)), ...provenance === void 0 ? [] : [readLine(provenance), writtenLine(provenance)]].join(" "),
		`Not useful? Comment \`/bioreview dismiss${view.name === "" ? "" : ` ${view.name}`}\` with the concern's name and your reason.`
	].join("\n\n");
}
function shortenedNote({ text }) {
	return `*Shortened, because GitHub takes no longer text: ${text === 0 ? "the names" : "the beginnings"} of concerns are shown.*`;
}
/** Also what the review is known by, where GitHub strips what nobody sees. */
function headline({ comparison, head, where, key, marker }) {
	const { revisions } = comparison.ledger;
	const number = latestRevision(comparison.ledger)?.number ?? 1;
	const before = revisions.at(-2);
	const now = `**Revision ${number}**${key === "" ? "" : ` · ${escapeMarkdown(key)}`} · ${commitLink(where, head, marker)}`;
	if (comparison.old === void 0 || before === void 0) return `${now} · first review`;
	const link = isCommit(before.label) ? ` ${commitLink(where, before.label)}` : "";
	return `${now} compared with revision ${before.number}${link}`;
}
/** Of a first review that nothing is resolved goes without saying. */
function countLine({ comparison, verdict }, { groups }) {
	const counts = comparison.old === void 0 ? groups.filter(({ items }) => items.length > 0) : groups;
	return [...counts.length === 0 ? ["no concerns"] : counts.map((group) => countText(group, bold)), ...verdict.gate === "off" ? [] : [gateText(verdict)]].join(" · ");
}
function groupSection(group, view, stage) {
	const { kind, title, meaning, items } = group;
	const isListed = kind !== "noticed late" && kind !== "standing" && kind !== "not repeated" && kind !== "dismissed";
	if (stage.text === 0 && isListed) return [`### ${title}`, `${meaning}\n\n${items.map(({ id }) => id).join(", ")}; the dashboard has them.`];
	switch (kind) {
		case "introduced":
		case "reopened":
		case "escalated": {
			const lines = items.map((item, k) => itemInFull(item, `${k + 1}.`, view, isElsewhere(item, view) ? "elsewhere" : stage.text));
			return [
				`### ${title}`,
				[meaning, ...whereTold(items, view)].join(" "),
				lines.join("\n")
			];
		}
		case "resolved":
		case "addressed in part":
		case "text removed": {
			const length = kind === "resolved" ? Math.min(stage.text, MAX_RESOLVED) : stage.text;
			return [
				`### ${title}`,
				meaning,
				items.map((item) => changedItem(item, length, items.length, view, stage)).join("\n")
			];
		}
		case "eased": return [
			`### ${title}`,
			meaning,
			items.map((item) => itemInFull(item, "-", view, stage.text)).join("\n")
		];
		case "noticed late": {
			const count = `${counted(items.length, "concern")} about text that did not change`;
			if (!stage.late) return [`${title}: ${count}; the dashboard lists them.`];
			return [folded(`<b>${title}</b>: ${count}`, items.map((item) => itemInFull(item, "-", view, stage.text)).join("\n"))];
		}
		case "standing":
		case "not repeated":
		case "dismissed": return [];
	}
}
function isElsewhere({ id }, { onLine, inThread }) {
	return onLine.has(id) || inThread.has(id);
}
/** Where the text of some stands: each is told once. */
function whereTold(items, { onLine, inThread }) {
	const lines = items.filter(({ id }) => onLine.has(id)).length;
	const threads = items.filter(({ id }) => inThread.has(id)).length;
	const many = (count) => count === items.length ? "All" : `${count} of ${items.length}`;
	return [...lines === 0 ? [] : [`${many(lines)} on their lines, below.`], ...threads === 0 ? [] : [`${many(threads)} in their threads.`]];
}
/** Up to so many concerns of a group are shown with what changed; more are folded, or nobody reads on. */
const OPEN_QUOTES = 3;
/** Characters of a resolved concern. */
const MAX_RESOLVED = 240;
/** A concern with the change that became of it. Its place was in the old text, so the change's is named.
*  @param length characters of its text   @param count of all in its group */
function changedItem(item, length, count, view, stage) {
	const { id, text, reason = "what changed", cause } = item;
	const start = escapeMarkdown(truncateToSentence(plainText(text), length));
	const line = `- **${id}** · ${severityText(item, bold)} · ${start}`;
	const why = capitalize(reason);
	if (cause === void 0 || stage.quotes === "none") return `${line} *${escapeMarkdown(why)}.*`;
	if (stage.quotes === "beginning") return `${line} *${escapeMarkdown(why)}:* ${quoteBeginning(cause)}`;
	const [after] = cause.changes.flatMap((change) => change.after ?? []);
	const at = after === void 0 ? "" : `, ${placeLink(view.where, view.head, after, view.provenance?.sections ?? [])}`;
	const quotes = quoteBlock(cause, "  ");
	if (count <= OPEN_QUOTES) return `${line} *${escapeMarkdown(why)}*${at}:\n\n${quotes}\n`;
	return `${line}${at}\n${folded(why, quotes, "  ")}\n`;
}
/** Characters of a concern's earlier wording. */
const BEGINNING = 160;
/** An item of a list: name, severity, category and place, below them its words.
*  @param length characters of its text; none where it stands elsewhere */
function itemInFull(item, bullet, view, length) {
	const { place, reason, text, textBefore } = item;
	const { where, head, provenance } = view;
	const beginningOf = (words) => escapeMarkdown(truncateToSentence(plainText(words), BEGINNING));
	const indent = " ".repeat(bullet.length + 1);
	const lines = [
		...length === "elsewhere" ? [] : [excerpt(text, length)],
		...reason === void 0 ? [] : [`*${escapeMarkdown(capitalize(reason))}.*`],
		...textBefore === void 0 || length === "elsewhere" ? [] : [`Before: ${beginningOf(textBefore)}`]
	];
	const at = place === void 0 ? "whole paper" : placeLink(where, head, place, provenance?.sections ?? []);
	return [`${bullet} ${itemHead(item, at)}`, ...lines.map((line) => indent + line)].join("  \n");
}

// src/publish/plan/review.ts
/** The review of a pull request's revision, one section for each manuscript in which there is something new, unless it stands already. */
/** The section of one manuscript, with all of its words. */
function wholeReviewText(parts) {
	return reviewBody([viewOf(parts, /* @__PURE__ */ new Set())]);
}
/** @param failures of manuscripts beside those that were reviewed   @param order of all, by their keys
*  @returns undefined where nothing is new, or where it stands already */
function planReview(reviewed, failures, order, { diff, inlineLimit }) {
	const told = reviewed.filter(({ comparison }) => comparison.outcomes.some(warrantsReview));
	const [first] = told;
	if (first === void 0) return void 0;
	const places = told.map((parts) => placesOnLines(parts.comparison, diff, discussedBefore(parts)));
	const shares = fairShares(places.map(({ length }) => length), inlineLimit);
	const lines = places.map((all, k) => all.slice(0, Math.max(0, shares[k] ?? 0)));
	const bodyWith = (onLine) => {
		const views = [...told.map((parts, k) => viewOf(parts, onLine(k))), ...failures];
		return reviewBody(views.sort((one, other) => order.indexOf(one.key) - order.indexOf(other.key)));
	};
	const body = bodyWith((k) => new Set(lines[k]?.map(({ outcome }) => outcome.id)));
	const bodyWithoutComments = bodyWith(() => /* @__PURE__ */ new Set());
	const comments = told.flatMap((parts, k) => (lines[k] ?? []).map((line) => commentOf(line, parts)));
	const markers = told.map(markerOf);
	const { reviews } = first.context.conversation;
	const published = reviews.find((review) => markers.some((marker) => review.body.includes(marker)));
	if (published === void 0) return {
		replaces: void 0,
		body,
		bodyWithoutComments,
		markers,
		comments
	};
	const { server } = first.context.where;
	if ([body, bodyWithoutComments].some((text) => hasSameText(published, inertText(text, server)))) return void 0;
	return {
		replaces: published.id,
		body,
		bodyWithoutComments,
		markers,
		comments: []
	};
}
function markerOf({ context: { scope, head }, revision }) {
	return reviewMarker(scope, head, revision);
}
function viewOf(parts, onLine) {
	const { context, revision: _, ...said } = parts;
	const { head, where, key, name } = context;
	return {
		...said,
		head,
		where,
		key,
		name,
		marker: markerOf(parts),
		onLine,
		inThread: discussedBefore(parts)
	};
}
/** Concerns that have a thread from before this very review. */
function discussedBefore({ context: { conversation, scope }, comparison, revision }) {
	const { ledger, outcomes } = comparison;
	const kinds = new Map(outcomes.map(({ id, kind }) => [id, kind]));
	const before = threadsOfConcerns(conversation.threads, ledger, scope).filter(({ concern, thread }) => {
		const kind = kinds.get(concern.id);
		return kind === void 0 || !thread.root.body.includes(outcomeMarker(scope, concern.id, kind, revision));
	});
	return new Set(before.map(({ concern }) => concern.id));
}
function commentOf({ outcome, place }, { context: { scope, where, name }, revision }) {
	const markers = [concernMarker(scope, outcome.id, outcome.now.text), outcomeMarker(scope, outcome.id, outcome.kind, revision)];
	const { file: path, startLine, endLine: line } = place;
	return {
		path,
		line,
		...startLine === line ? {} : { startLine },
		body: inlineComment(outcome, where, markers, name)
	};
}
/** Whether both are the same but for what GitHub may strip or mend. */
function hasSameText({ body }, planned) {
	return normalized(body) === normalized(planned);
}
function normalized(text) {
	return text.replaceAll("\r\n", "\n").replace(/<!--[\s\S]*?-->/g, "").replace(/[ \t]+$/gm, "").replace(/\n{2,}/g, "\n").trim();
}
/** Which concerns get a comment on a line of the diff. Invariant: only on the exact lines of the passage that a concern is about, all of them inside one
*  hunk; a comment on a wrong line is worse than none.
*  @param discussed concerns that have a thread already: they stand there
*  @returns most severe first, then in the reviewer's order */
function placesOnLines({ outcomes }, diff, discussed) {
	return outcomes.filter(isRaised).sort((a, b) => SEVERITIES.indexOf(a.now.severity) - SEVERITIES.indexOf(b.now.severity) || a.found - b.found).filter(({ id }) => !discussed.has(id)).flatMap((outcome) => {
		const [place] = outcome.places;
		return place !== void 0 && isInOneHunk(place, diff) ? [{
			outcome,
			place
		}] : [];
	});
}
function isInOneHunk({ file, startLine, endLine }, diff) {
	if (file.startsWith(".github/")) return false;
	return (diff.get(file) ?? []).some(({ first, last }) => first <= startLine && startLine <= endLine && endLine <= last);
}
/** Whether a revision is worth a review of its own: each one sends everybody a message. Invariant: what made an open major concern always is, and so is every
*  change that somebody made about a concern. Eased concerns are not: they are reported beside others, and the dashboard has them. A major one that was noticed
*  late is, though it is shown folded: the gate counts it, and a red status alone explains nothing. */
function warrantsReview(outcome) {
	switch (outcome.kind) {
		case "introduced":
		case "reopened":
		case "escalated":
		case "resolved": return true;
		case "noticed late": return outcome.now.severity === "major";
		case "eased": return outcome.because === "addressed in part";
		case "not repeated": return outcome.because === "text removed";
		case "standing":
		case "dismissed": return false;
	}
}

// src/publish/plan/plan-publication.ts
/** From the results of a run, one for each manuscript, and what stands on the pull request, to all that is written. Pure. Invariants: the same input gives the same plan; what stands
*  already is not written again; no saved ledger is replaced by one that knows less; a failure says so everywhere and changes no concern. */
/** @throws OutputError where a result is older than what stands, or what must be said fits nowhere */
function planPublication(input) {
	const [first] = input.manuscripts;
	if (first === void 0) throw new RangeError("a publication is about one manuscript at least");
	const { repository, pull, head } = first.result;
	const contexts = contextsOf({
		...input,
		repository,
		pull,
		head
	});
	const conclusions = input.manuscripts.flatMap(({ result }, k) => {
		const context = contexts[k];
		return context === void 0 ? [] : [conclude(context, result)];
	});
	return inertPublication(together(conclusions, head, input), input.site.server);
}
function together(conclusions, head, input) {
	const { several } = input;
	const contexts = conclusions.map(({ context }) => context);
	const keys = contexts.map(({ key }) => key);
	const statuses = conclusions.map(({ context: { key }, status }) => ({
		context: statusContext(key),
		status
	}));
	const [only] = statuses;
	const isWritten = conclusions.some(({ comment }) => comment !== void 0);
	return {
		head,
		summary: conclusions.map(({ summary }) => summary).join("\n\n"),
		outputs: several ? outputsOfAll(conclusions.map(({ context: { key }, outputs }) => ({
			key,
			outputs
		}))) : conclusions[0]?.outputs ?? {},
		review: planReview(conclusions.flatMap(({ review }) => review ?? []), conclusions.flatMap(({ context: { key }, failure }) => failure === void 0 ? [] : [{
			key,
			failure
		}]), keys, input),
		threads: conclusions.flatMap(({ threads }) => threads),
		statusComment: isWritten ? planStatusComment({
			several,
			sections: conclusions.flatMap(sectionOf)
		}) : void 0,
		...isWritten || statuses.every(({ status }) => status.state === "error") ? {} : { restsOn: currentStatusComment(contexts, several) },
		manuscriptStatuses: several ? ownStatuses(statuses) : [],
		status: several ? statusOfAll(statuses, contexts[0]?.run) : only?.status
	};
}
function sectionOf({ context, comment }) {
	if (comment !== void 0) return [{
		context,
		content: comment
	}];
	return context.saved === void 0 ? [] : [{
		context,
		content: contentOf(context, context.saved)
	}];
}
function conclude(context, result) {
	const { found, previous } = result;
	switch (found.kind) {
		case "failed": return concludeFailed(context, found.failure, previous.notes);
		case "untouched": return concludeUntouched(context);
		case "compared": return concludeCompared(context, result, found.comparison);
		case "removed": return concludeUnread(context, "removed", "This pull request removes this manuscript.", removedStatus(context.run));
		case "waiting": return concludeUnread(context, "waiting", "This manuscript changed, and was not asked for.", waitingStatus(context.key, context.run));
	}
}
/** One of several that nobody looked at. @param why ours */
function concludeUnread(context, outcome, why, status) {
	return {
		context,
		summary: `## BioReview, ${escapeMarkdown(context.key)}: not reviewed\n\n${why}`,
		outputs: outputsOf(outcome, context.head, void 0, void 0),
		threads: [],
		status
	};
}
/** The old ledger stays as it was, below what went wrong. One that is not trusted stays too: with the right secret, or a newer program, the next run may
*  trust it again. */
function concludeFailed(context, failure, notes) {
	const { head, where, saved, loaded, run, name } = context;
	const revision = saved === void 0 ? void 0 : latestRevision(saved.ledger)?.number;
	const block = failureAlert(failure, {
		where,
		head,
		run,
		key: name
	}, revision);
	const content = saved === void 0 ? void 0 : {
		...contentOf(context, saved),
		notes,
		event: [block],
		failed: true
	};
	const failureOnly = [
		`## BioReview could not review ${name === "" ? "this manuscript" : escapeMarkdown(name)}`,
		block,
		...notesAlert(notes)
	].join("\n\n");
	return {
		context,
		summary: content === void 0 ? failureOnly : fullDashboard(context, content),
		outputs: outputsOf("failed", head, void 0, void 0),
		failure: block,
		threads: [],
		comment: content ?? (loaded.kind === "untrusted" ? void 0 : failureOnly),
		status: failedStatus(failure.fault, run)
	};
}
/** Nothing of the manuscript changed. What is known of it still holds; what is not trusted must not open the gate. */
function concludeUntouched(context) {
	const { head, saved, loaded, run, name } = context;
	if (saved !== void 0) return concludeUnchanged(context, saved, untouchedText(context, latestRevision(saved.ledger)?.label), "untouched");
	const named = name === "" ? "" : ` of ${escapeMarkdown(name)}`;
	if (loaded.kind === "untrusted") return {
		context,
		summary: `## BioReview: what earlier reviews${named} found is not believed\n\nThe kept ledger cannot be used: ${escapeMarkdown(loaded.why)}. Comment \`/bioreview full\` to begin anew.`,
		outputs: outputsOf("failed", head, void 0, void 0),
		threads: [],
		status: failedStatus(`the kept ledger is not believed, for ${loaded.why}`, run)
	};
	return {
		context,
		summary: `## BioReview: nothing${named} to review\n\nThis pull request changes no file of the manuscript.`,
		outputs: outputsOf("untouched", head, void 0, void 0),
		threads: [],
		status: untouchedStatus(run)
	};
}
function untouchedText({ head }, label) {
	return label === head ? "This commit is reviewed already: nothing is written twice." : "No file of the manuscript changed. No review was run; all states stand.";
}
/** Nothing new is known: all that earlier runs recorded stands, and the gate is judged by it.
*  @param why ours, for the job's page */
function concludeUnchanged(context, saved, why, outcome = "standing") {
	const content = contentOf(context, saved);
	return {
		context,
		summary: fullDashboard(context, {
			...content,
			event: [why]
		}),
		outputs: outputsOf(outcome, context.head, saved.ledger, content.verdict),
		threads: planThreads(context, saved.ledger),
		status: verdictStatus(content.verdict, openConcerns(saved.ledger).length, context.run)
	};
}
/** @throws OutputError where the result is older than what stands */
function concludeCompared(context, result, comparison) {
	if (context.saved !== void 0 && isRecorded(comparison, context.saved.ledger, result)) return concludeUnchanged(context, context.saved, "This commit is reviewed already: nothing is written twice.");
	assertNotOlder(comparison.ledger, context.saved?.ledger, result);
	const state = newState(context, result, comparison);
	const notes = [...mergedNote(result), ...result.previous.notes];
	const event = comparison.cosmetic ? [cosmeticLine(context, comparison)] : silenceRemark(comparison);
	const content = {
		...contentOf(context, state),
		notes,
		event,
		report: context.report
	};
	const { verdict } = content;
	const review = {
		context,
		comparison,
		verdict,
		notes,
		revision: latestRevision(state.ledger)?.number ?? 1,
		provenance: state.provenance
	};
	return {
		context,
		summary: [...comparison.cosmetic ? [] : [wholeReviewText(review)], fullDashboard(context, content)].join("\n\n"),
		outputs: outputsOf(comparison.cosmetic ? "cosmetic" : "reviewed", context.head, state.ledger, verdict, comparison.outcomes),
		review,
		threads: planThreads(context, state.ledger),
		comment: content,
		status: verdictStatus(verdict, openConcerns(state.ledger).length, context.run)
	};
}
function mergedNote({ previous }) {
	if (previous.from !== "merged pull request") return [];
	return [`The concerns of before are those that pull request ${previous.pull ?? "?"}, which is merged, left open.`];
}
function newState({ scope, saved }, result, comparison) {
	const { review } = comparison;
	const ledger = keepDecisions(comparison.ledger, saved?.ledger);
	const provenance = provenanceIn(comparison, ledger) ?? saved?.provenance;
	const settings = review === void 0 ? saved?.settings : resultSettings(review);
	return {
		repository: scope.repository,
		pull: scope.pull,
		key: scope.key,
		manuscript: review?.manuscript.root ?? saved?.manuscript ?? "",
		profile: result.profile,
		ledger,
		...provenance === void 0 ? {} : { provenance },
		...settings === void 0 ? {} : { settings }
	};
}
function provenanceIn({ review }, ledger) {
	const reviewed = lastReviewed(ledger);
	return review === void 0 || reviewed === void 0 ? void 0 : provenanceOf(review, reviewed);
}
/** Whether the revision stands in the saved ledger already: mostly after a second run of the same job, or of two at once. Then the first one stays, for its
*  concerns were shown to people. Of a run that looked at nothing earlier only the same texts are the same. */
function isRecorded({ ledger, cosmetic }, saved, { previous, head }) {
	const [now, stands] = [latestRevision(ledger), latestRevision(saved)];
	if (now === void 0 || stands === void 0) return false;
	if (cosmetic && stands.label === head) return true;
	if (now.number !== stands.number || now.label !== stands.label) return false;
	const texts = ({ concerns }) => JSON.stringify(concerns.map(({ id, text }) => [id, text]));
	return previous.from !== "none" || texts(ledger) === texts(saved);
}
/** @throws OutputError */
function assertNotOlder(ledger, saved, { previous, pull }) {
	const [now, stands] = [latestRevision(ledger)?.number ?? 0, saved === void 0 ? 0 : latestRevision(saved)?.number ?? 0];
	if (previous.from === "none" || now > stands) return;
	throw new OutputError({
		code: "result-outdated",
		at: `pull request ${pull}`,
		fault: `another run recorded revision ${stands} after this review began, which knows nothing of it`,
		remedy: "Comment /bioreview to review the latest commit"
	});
}
function cosmeticLine({ head, where }, { sentences, ledger }) {
	return `Revision ${latestRevision(ledger)?.number ?? 1} (${commitLink(where, head)}) changes nothing that a reader sees${extentOfChange(sentences)}. No review was run; all states stand.`;
}

export { contentOf as a, inertPublication as c, hiddenMarker as d, isStatusComment as f, planThreads as i, contextsOf as l, planPublication as n, fullDashboard as o, replyMarker as p, addsDecisionsOnly as r, planStatusComment as s, isRecorded as t, statesOf as u };