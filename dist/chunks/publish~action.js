import { D as truncateToSentence, E as truncate, S as listed, T as thousands, Z as UserError, _ as SEVERITIES, b as counted, m as judge, q as OutputError, w as percentRead, x as fromSnakeCase, y as capitalize } from "./shared.js";
import { _ as strictObject, a as _enum, c as array, d as int, f as literal, u as discriminatedUnion, v as string } from "./zod.js";
import { a as comparisonResultSchema, f as latestRevision, n as decodeLedger, p as reopen, r as encodeLedger, t as LEDGER_LIMIT, u as dismiss } from "./revision~bioreview~action.js";
import { a as fromMarkdown } from "./markdown-parser~bioreview~action.js";
import { n as gfmFromMarkdown, t as gfm } from "./markdown-parser~action.js";
import { a as majorsWords, g as plainText, h as escapeMarkdown, i as closing, l as failedStatus, m as verdictStatus, o as reportOf, p as untouchedStatus, r as quotesOf, s as byWeight } from "./publish.js";
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

// src/publish/markers.ts
/** By what we know our own writing again: a mark for each thing that is written once. Invariant: text of a model, manuscript or person can form none,
*  for the sanitiser breaks every `#`, `-` and `<` of it; and with a secret nobody else can make one either.
*  A mark stands in what it marks in three forms, because GitHub is said to strip HTML comments from reviews: an HTML comment, a reference definition,
*  and the fragment of the first link that people see. */
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
/** Of the comment on a line that tells a concern in these words. */
function concernMarker(scope, id, text) {
	return `bioreview-concern-${id}-${digestOf(scope, "concern", id, text)}`;
}
/** @returns the concerns that a body claims to tell, each with its whole mark */
function concernMarkersIn(body) {
	return [...body.matchAll(/bioreview-concern-(C[1-9]\d*)-[0-9a-f]{24}/g)].flatMap(([mark, id]) => id === void 0 ? [] : [{
		id,
		mark
	}]);
}
/** Of the reply that tells what became of a concern. */
function outcomeMarker(scope, id, outcome, revision) {
	return `bioreview-outcome-${digestOf(scope, "outcome", id, outcome, revision)}`;
}
/** Of the answer to a command. @param comment that holds the command */
function replyMarker(scope, comment) {
	return `bioreview-answer-${digestOf(scope, "answer", comment)}`;
}
/** The two forms that nobody sees; each stands alone between blank lines. */
function hiddenMarker(mark) {
	return `<!-- ${mark} -->\n\n[${mark}]: #`;
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
/** Whether a comment begins as a status comment does, whichever pull request or manuscript it names. */
function isStatusComment(body) {
	return body.startsWith(STATUS);
}

// src/publish/links.ts
/** Characters of a commit's name that people see. */
const SHORT = 7;
function isCommit(label) {
	return /^[0-9a-f]{40}$/.test(label);
}
function shortCommit(sha) {
	return sha.slice(0, SHORT);
}
/** The commit as a Markdown link. @param mark goes into the address, where nobody sees it */
function commitLink({ server, repository }, sha, mark) {
	const fragment = mark === void 0 ? "" : `#${mark}`;
	return `[\`${shortCommit(sha)}\`](${origin(server)}/${repository}/commit/${sha}${fragment})`;
}
function pullUrl({ server, repository, pull }) {
	return `${origin(server)}/${repository}/pull/${pull}`;
}
/** The lines of a file at a commit, permanently. `plain`: GitHub renders papers, and a rendered paper has no lines to go to.
*  @returns undefined where the path is none inside a repository */
function passageUrl({ server, repository }, sha, { file, startLine, endLine }) {
	const path = encodedPath(file);
	if (path === void 0 || !isCommit(sha)) return void 0;
	const lines = endLine === startLine ? `L${startLine}` : `L${startLine}-L${endLine}`;
	return `${origin(server)}/${repository}/blob/${sha}/${path}?plain=1#${lines}`;
}
/** @returns undefined for an absolute path, one that climbs, or one that no repository has */
function encodedPath(path) {
	const parts = path.toWellFormed().split("/");
	if (path.includes("\0") || parts.some((part) => part === "" || part === "." || part === "..")) return void 0;
	return parts.map(encoded).join("/");
}
/** Also what `encodeURIComponent` leaves and Markdown does not; and no file's name can pass for one of our marks. */
function encoded(part) {
	return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).replace(/(bioreview)-/gi, "$1%2D");
}
/** The host that all our links lead to. @throws TypeError where the server is no address: a bug of ours, for the runner gives it */
function hostOf(server) {
	return new URL(server).host;
}
function origin(server) {
	return server.replace(/\/+$/, "");
}
/** An address that was given to us, if it leads to the server. */
function ownUrl({ server }, url) {
	if (url === void 0 || !URL.canParse(url) || new URL(url).host !== hostOf(server)) return void 0;
	return /^[\w:/.?=&%#~+-]+$/.test(url) ? url : void 0;
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
	models: array(strictObject({
		id: name,
		quantisation: name.optional(),
		sha256: string().regex(/^[0-9a-f]{64}$/).optional(),
		device: name.optional(),
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
		warnings: some(warnings.map(({ file, line, message }) => truncate(`${file}${line === void 0 ? "" : `:${line}`}: ${message}`, 200))),
		models: models.map(({ id, quantisation, sha256, device, attempts }) => ({
			id: short(id),
			...quantisation === void 0 ? {} : { quantisation: short(quantisation) },
			...sha256 === void 0 || !/^[0-9a-f]{64}$/.test(sha256) ? {} : { sha256 },
			...device === void 0 ? {} : { device: short(device) },
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
/** Characters that the ledger may have where it does not fit otherwise: then people are told counts alone. */
const LEDGER_AT_MOST = 54e3;
const words$2 = string().min(1);
const headSchema = strictObject({
	repository: words$2,
	pull: int().min(1),
	key: string(),
	manuscript: words$2,
	profile: words$2,
	provenance: provenanceSchema.optional()
});
/** An HTML comment: base64 and digits only, so that nothing in it can end it.
*  @throws OutputError where the ledger fits by no means */
function encodeState({ ledger, ...head }, secret) {
	const text = `${VERSION}\n${base64(JSON.stringify(headSchema.parse(head)))}\n${ledgerText(ledger)}`;
	return `<!-- bioreview-state:${text}${secret === void 0 ? "" : `\nhmac-sha256:${signature(text, secret)}`}\n-->`;
}
function ledgerText(ledger) {
	try {
		return encodeLedger(ledger, LEDGER_LIMIT);
	} catch (error) {
		if (error instanceof OutputError) return encodeLedger(ledger, LEDGER_AT_MOST);
		throw error;
	}
}
/** Of several status comments of one manuscript the one that knows most. @param expected of which pull request and manuscript it must be */
function loadState({ statusComments }, expected, secret) {
	const read = ofManuscript(statusComments, expected).map((comment) => ({
		id: comment.id,
		...stateOf$1(comment, expected, secret)
	}));
	const [first, ...others] = read.flatMap((one) => one.kind === "state" ? [{
		state: one.state,
		commentId: one.id
	}] : []);
	if (first !== void 0) return {
		kind: "state",
		...others.reduce((best, one) => revisionIn(one) >= revisionIn(best) ? one : best, first)
	};
	const unbelieved = read.findLast((one) => one.kind === "unbelieved");
	return unbelieved === void 0 ? { kind: "none" } : {
		kind: "unbelieved",
		why: unbelieved.why
	};
}
/** Status comments of this manuscript, oldest first. */
function ofManuscript(comments, scope) {
	return comments.filter(({ body }) => body.startsWith(statusCommentMarker(scope)));
}
function revisionIn({ state }) {
	return latestRevision(state.ledger)?.number ?? 0;
}
const STATE = /<!-- bioreview-state:(\d{1,6})\n([\s\S]*?)-->/g;
const PARTS = /^([A-Za-z0-9+/]+={0,2})\n(bioreview-ledger:[A-Za-z0-9:+/]+={0,2})(?:\nhmac-sha256:([0-9a-f]{64}))?$/;
/** People who may write to the repository may change our comments: then only a signature shows that the state is still ours. */
function stateOf$1({ body, editedBy }, expected, secret) {
	const found = stateIn(body, expected, secret);
	if (found.kind !== "state" || editedBy === void 0 || secret !== void 0) return found;
	return unbelieved(`${editedBy} changed it by hand, and no state secret is set`);
}
/** The last state in a comment: whoever could write one before it, could not write behind our end. */
function stateIn(body, expected, secret) {
	const text = body.replaceAll("\r\n", "\n");
	const found = [...text.matchAll(STATE)].at(-1);
	if (found === void 0) return text.includes("bioreview-state:") ? unbelieved("it is damaged") : { kind: "none" };
	const [, version = "", rest = ""] = found;
	if (Number(version) > VERSION) return unbelieved(`it was written by a newer BioReview (state version ${version})`);
	const parts = PARTS.exec(rest.trimEnd());
	if (Number(version) !== VERSION || parts === null) return unbelieved("it is damaged");
	const [, head = "", ledger = "", signed] = parts;
	const distrust = secret === void 0 ? void 0 : whyUnsigned(`${version}\n${head}\n${ledger}`, signed, secret);
	return distrust === void 0 ? checked(head, ledger, expected) : unbelieved(distrust);
}
function checked(head, ledgerText, { repository, pull, key }) {
	const parsed = headSchema.safeParse(parsedJson(Buffer.from(head, "base64").toString("utf8")));
	if (!parsed.success) return unbelieved("it is damaged");
	const { data } = parsed;
	if (data.repository !== repository || data.pull !== pull) return unbelieved("it belongs to another pull request");
	if (data.key !== key) return unbelieved("it belongs to another manuscript");
	const decoded = decodeLedger(ledgerText);
	if (decoded.kind === "unreadable") return unbelieved(decoded.why);
	const { provenance, ...known } = data;
	return {
		kind: "state",
		state: {
			...known,
			ledger: decoded.ledger,
			...provenance === void 0 ? {} : { provenance }
		}
	};
}
/** @returns why the signature is not believed; undefined where it is */
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
function unbelieved(why) {
	return {
		kind: "unbelieved",
		why
	};
}

// src/publish/context.ts
function contextOf({ repository, pull, head, conversation, limits, key, secret, site }) {
	const scope = {
		repository,
		pull,
		key,
		...secret === void 0 ? {} : { secret }
	};
	const read = loadState(conversation, scope, secret);
	return {
		head,
		conversation,
		limits,
		scope,
		where: {
			server: site.server,
			repository,
			pull
		},
		run: ownUrl(site, site.run),
		read,
		kept: read.kind === "state" ? read.state : void 0
	};
}

// src/publish/outputs.ts
/** What other steps of a workflow may read. Invariant: our own words and numbers, never text of a model, a manuscript or a person; where nothing was
*  concluded, no count is said. */
/** @param outcomes of this revision; empty where none was reviewed
*  @returns of a failure no counts: an empty string is no zero */
function outputsOf(outcome, head, ledger, verdict, outcomes = []) {
	const open = ledger?.concerns.filter(({ state }) => state === "open");
	const said = (count) => count === void 0 ? "" : `${count}`;
	const of = (kind) => said(outcome === "failed" ? void 0 : outcomes.filter((one) => one.kind === kind).length);
	return {
		outcome,
		head,
		revision: said(ledger === void 0 ? void 0 : latestRevision(ledger)?.number),
		gate: outcome === "failed" ? "error" : verdict?.gate ?? "off",
		open: said(open?.length),
		...Object.fromEntries(SEVERITIES.map((severity) => [`open-${severity}`, said(open?.filter((one) => one.severity === severity).length)])),
		"new-major": said(verdict?.newMajor),
		introduced: of("introduced"),
		"noticed-late": of("noticed late"),
		standing: of("standing"),
		escalated: of("escalated"),
		eased: of("eased"),
		"not-repeated": of("not repeated"),
		resolved: of("resolved"),
		reopened: of("reopened"),
		dismissed: said(ledger?.concerns.filter(({ state }) => state === "dismissed").length)
	};
}

// src/publish/render/blocks.ts
function gateWords({ gate, reason }) {
	return gate === "off" ? "gate: off" : `gate: **${gate}**, ${reason}`;
}
/** What must be said wherever concerns are shown. */
function cautionLines(caution) {
	return caution === void 0 ? [] : [`> [!CAUTION]\n> ${escapeMarkdown(capitalize(caution))}.`];
}
function noteLines(notes) {
	return notes.length === 0 ? [] : [["> [!NOTE]", ...notes.map((note) => `> ${escapeMarkdown(capitalize(note))}`)].join("\n>\n")];
}
/** Closed until somebody opens it. @param summary ours alone: Markdown does not reach into it */
function folded(summary, body, indent = "") {
	return `${indent}<details><summary>${summary}</summary>\n\n${body}\n\n${indent}</details>`;
}

// src/publish/render/command-reply.ts
/** What a person is answered who wrote a command. */
const COMMANDS = [
	["/bioreview", "review the latest commit now"],
	["/bioreview full", "the same, and forget what earlier reviews know"],
	["/bioreview 1a2b3c4", "review only if the latest commit begins so"],
	["/bioreview status", "what is open, and how the gate stands"],
	["/bioreview dismiss C7 reason", "close a concern: it stays closed unless it comes back more severe"],
	["/bioreview reopen C7 reason", "open it again"],
	["/bioreview help", "this list"]
];
function helpAnswer() {
	return [
		"**BioReview** reads the manuscript of this pull request and raises what a reviewer would raise.",
		[
			"| comment | what happens |",
			"|---|---|",
			...COMMANDS.map(([command, what]) => `| \`${command}\` | ${what} |`)
		].join("\n"),
		"A command stands alone at the beginning of a new comment. Who may write to the repository may give one."
	].join("\n\n");
}
function unknownAnswer(words) {
	return `There is no command *${escapeMarkdown(truncate(plainText(words), 80)) || "of no words"}*.\n\n${helpAnswer()}`;
}
/** @param why a clause without a full stop */
function refusedAnswer(why) {
	return `Nothing was done: ${escapeMarkdown(truncate(plainText(why), 300))}.`;
}
function statusAnswer(open, verdict, revision, dashboard) {
	const counts = SEVERITIES.flatMap((severity) => {
		const count = open.filter((one) => one.severity === severity).length;
		return count === 0 ? [] : [`${count} ${severity}`];
	});
	const link = dashboard === void 0 ? "" : ` · [dashboard](${dashboard})`;
	return `Revision ${revision}: ${counts.length === 0 ? "no open concerns" : `**${counts.join(", ")}** open`} · ${gateWords(verdict)}${link}`;
}
function nothingKnownAnswer() {
	return "Nothing was reviewed in this pull request yet. Comment `/bioreview` to begin.";
}
/** @param why a clause without a full stop; it can hold a person's name */
function unbelievedAnswer(why) {
	return `The kept ledger is not believed: ${escapeMarkdown(why)}. Comment \`/bioreview full\` to begin anew.`;
}
const NOT_JUDGED = "The latest commit was not reviewed yet, so its gate stays as it is. It is judged by the next review: comment `/bioreview`.";
/** @param verdict on the head; undefined where the head is not what was reviewed last */
function decidedAnswer(concern, verdict) {
	const event = concern.history.at(-1);
	const did = concern.state === "dismissed" ? "Dismissed" : "Reopened";
	const said = escapeMarkdown(truncate(plainText(concern.text), 200));
	const by = event?.by === void 0 ? "" : ` by ${escapeMarkdown(truncate(plainText(event.by), 60))}: ${escapeMarkdown(truncate(plainText(event.because), 500))}`;
	const gate = verdict === void 0 ? NOT_JUDGED : `${capitalize(gateWords(verdict))}.`;
	return [
		`**${did}** ${concern.id}${by}`,
		`> ${said}`,
		gate
	].join("\n\n");
}

// src/publish/inert.ts
/** The last look at what is to be published: read again as GitHub reads it, it must hold nothing but our own kinds of marks. The sanitiser is the wall, this
*  the watchman. Fails towards publishing nothing. */
/** @param server that links may lead to
*  @throws OutputError where anything else is in it */
function assertInert(markdown, server) {
	const fault = faultIn(markdown, hostOf(server));
	if (fault !== void 0) throw new OutputError({
		code: "publication-not-inert",
		at: "text for the pull request",
		fault: `it would do more than be read: ${fault}`,
		remedy: "Nothing of it was published. This is a bug: please report it with the text of the manuscript"
	});
}
/** @returns what is wrong, such as "a link to another host"; undefined where nothing is */
function faultIn(markdown, host) {
	if (/^\s*\/bioreview/m.test(markdown)) return "a line that is a command";
	const nodes = [fromMarkdown(markdown, {
		extensions: [gfm()],
		mdastExtensions: [gfmFromMarkdown()]
	})];
	for (let node = nodes.pop(); node !== void 0; node = nodes.pop()) {
		const fault = faultOf(node, host);
		if (fault !== void 0) return fault;
		if ("children" in node) nodes.push(...node.children);
	}
}
function faultOf(node, host) {
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
		case "text": return FILTERS.find(({ finds }) => finds.test(node.value))?.what;
		case "inlineCode": return /^[\w ./:-]+$/.test(node.value) ? void 0 : "code that is not ours";
		case "link": return isOwn(node.url, host) && !node.title ? void 0 : "a link to another host";
		case "definition": return node.url === "#" && node.identifier.startsWith("bioreview-") && !node.title ? void 0 : "a definition that is not ours";
		case "html": return isOwnHtml(node.value) ? void 0 : "HTML that is not ours";
		default: return `a node of type ${node.type}`;
	}
}
/** What GitHub makes of rendered text, wherever it stands: html-pipeline's filters for mentions, issues and commits, and its emoji. */
const FILTERS = [
	{
		what: "a mention",
		finds: /@[a-z0-9]/i
	},
	{
		what: "a reference",
		finds: /#\d|\bgh-\d/i
	},
	{
		what: "a commit",
		finds: /\b(?=\d*[a-f])[0-9a-f]{7,40}\b/i
	},
	{
		what: "an emoji",
		finds: /:[\w+-]+:/
	}
];
function isOwn(url, host) {
	return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).host === host;
}
/** Tags without attributes, our own words between them, and comments that hold a mark or the state. */
const OWN_HTML = /^(?:<\/?(?:details|summary|b|sub)>|<!-- bioreview-[\w./:-]+ -->|<!-- bioreview-state:[\w+/=:\n-]+\n-->|[A-Za-z0-9 ,.:;·%()'’–…-]+|\n)*$/;
function isOwnHtml(value) {
	return OWN_HTML.test(value) && !/[0-9a-f]{7,40}|#\d/i.test(value.replace(/<!--[\s\S]*?-->/g, ""));
}

// src/publish/inline.ts
/** Which concerns are told on a line of the diff. Invariant: only on the exact lines of the passage that a concern is about, all of them inside one hunk;
*  a comment on a wrong line is worse than none. */
/** @param discussed concerns that have a thread already: they are told there
*  @param limit at most so many, most severe first, then in the reviewer's order */
function placeOnLines({ outcomes }, diff, discussed, limit) {
	return raisedOutcomes(outcomes).filter(({ id }) => !discussed.has(id)).flatMap((outcome) => {
		const [place] = outcome.places;
		return place !== void 0 && isInOneHunk(place, diff) ? [{
			outcome,
			place
		}] : [];
	}).slice(0, Math.max(0, limit));
}
/** What a revision brought, most severe first, then in the reviewer's order. */
function raisedOutcomes(outcomes) {
	return outcomes.flatMap((one) => one.kind === "introduced" || one.kind === "reopened" || one.kind === "escalated" ? [one] : []).sort((a, b) => SEVERITIES.indexOf(a.now.severity) - SEVERITIES.indexOf(b.now.severity) || a.found - b.found);
}
function isInOneHunk({ file, startLine, endLine }, diff) {
	if (file.startsWith(".github/")) return false;
	return (diff.get(file) ?? []).some(({ first, last }) => first <= startLine && startLine <= endLine && endLine <= last);
}

// src/publish/news.ts
function warrantsReview(outcome) {
	switch (outcome.kind) {
		case "introduced":
		case "reopened":
		case "escalated":
		case "resolved": return true;
		case "noticed late": return outcome.now.severity === "major";
		case "eased":
		case "standing":
		case "not repeated":
		case "dismissed": return false;
	}
}

// src/publish/render/inline-comment.ts
/** The comment on a line: one concern in full. */
/** Characters of a concern. */
const LONGEST$3 = 4e3;
const WHY = {
	"first review": "",
	"new passage": "new with this text",
	"changed passage": "new since this text changed",
	"changed paper": "new",
	"old text gone": "new",
	"unchanged passage": "noticed late",
	"unchanged paper": "noticed late"
};
/** @param marks the concern's, and that of what became of it */
function inlineComment(outcome, where, marks) {
	const { id, now } = outcome;
	const name = `[**${id}**](${pullUrl(where)}#${marks.join("+")})`;
	return [
		[
			`**${now.severity}**`,
			escapeMarkdown(fromSnakeCase(now.category)),
			name,
			...whyNow(outcome)
		].join(" · "),
		escapeMarkdown(truncate(plainText(now.text), LONGEST$3)),
		...instead(outcome),
		...marks.map(hiddenMarker)
	].join("\n\n");
}
function whyNow(outcome) {
	switch (outcome.kind) {
		case "introduced": {
			const why = WHY[outcome.because];
			return why === "" ? [] : [why];
		}
		case "reopened": return [`back again, resolved in revision ${outcome.resolvedIn}`];
		case "escalated": return [`${outcome.was.severity} before`];
	}
}
function instead(outcome) {
	if (outcome.kind !== "introduced" || outcome.instead === void 0) return [];
	return [`*${capitalize(`like ${outcome.instead.id}, which was dismissed, but ${outcome.instead.why}`)}.*`];
}

// src/publish/fit.ts
/** Text that must fit: written anew in shorter and shorter stages. Invariant: what a stage leaves out is said in the text itself. */
/** UTF-16 units, and so code points too: GitHub takes 65,536 of either, and counts in ways that differ. */
const LONGEST_BODY = 65e3;
/** @param write the text at a stage, 0 the fullest   @param stages how many there are   @param limit UTF-16 units
*  @throws OutputError where not even the last stage fits */
function shortenToFit(write, stages, limit = LONGEST_BODY) {
	for (let stage = 0; stage < stages; stage++) {
		const text = write(stage);
		if (text.length <= limit) return text;
	}
	throw new OutputError({
		code: "publication-too-large",
		at: "comment on the pull request",
		fault: `what must be said does not fit into ${limit} characters, however much is left out`,
		remedy: "Dismiss concerns that are settled, or begin anew with /bioreview full"
	});
}

// src/publish/render/provenance.ts
/** What was read and what was not, and who wrote it: said each time, for nothing can be raised about what was not read. */
/** One line below a review. */
function readLine({ tokens, budget, parts, lost }) {
	const cut = parts.filter(({ read, whole }) => read < whole).map((part) => `${partName(part)} to ${percentRead(part.read, part.whole)}`);
	const limits = [
		...cut.length === 0 ? [] : [`cut: ${cut.slice(0, MOST_CUT).join(", ")}${cut.length > MOST_CUT ? ", and more" : ""}`],
		...lost.length === 0 ? [] : [`left out: ${lost.map((name) => escapeMarkdown(name)).join(", ")}`],
		"figures are not seen"
	];
	return `Read ${cut.length + lost.length === 0 ? "the whole paper, " : ""}${thousands(tokens)} of ${thousands(budget)} tokens; ${limits.join("; ")}.`;
}
/** Parts that the line below a review names. */
const MOST_CUT = 6;
function writtenLine({ models, profile, seconds }) {
	const names = models.map(({ id, quantisation }) => [escapeMarkdown(id), ...quantisation === void 0 ? [] : [escapeMarkdown(quantisation)]].join(" "));
	const same = models.length === 1 && models[0]?.id === profile;
	return `Written by a language model, ${names.join(" and ")}${same ? "" : `, profile ${escapeMarkdown(profile)}`}, in ${seconds} s.`;
}
/** Training's names of sections have no blanks, as in `author_summary`. */
const partName = ({ name }) => escapeMarkdown(fromSnakeCase(name));
/** All of it, for the fold on the dashboard. */
function provenanceBlock(provenance) {
	const { parts, leftOut, hidden, warnings, models, profile, tool } = provenance;
	const table = [
		"| part | characters | read |",
		"|---|---:|---:|",
		...parts.map((part) => `| ${partName(part)} | ${thousands(part.whole)} | ${part.read < part.whole ? `**${percentRead(part.read, part.whole)}**` : "100 %"} |`)
	];
	const files = leftOut.shown.map(({ file, why }) => `${escapeMarkdown(file)} (${escapeMarkdown(why)})`);
	const unseen = hidden.shown.map(({ file, line, technique }) => `${escapeMarkdown(file)}, line ${line} (${escapeMarkdown(technique)})`);
	const described = models.map(({ id, quantisation, sha256, device, seed }) => {
		const facts = [
			...quantisation === void 0 ? [] : [escapeMarkdown(quantisation)],
			...sha256 === void 0 ? [] : [`sha256 \`${sha256.slice(0, 12)}\``],
			...device === void 0 ? [] : [escapeMarkdown(device)],
			...seed === void 0 ? [] : [`seed ${seed}`]
		];
		return `${escapeMarkdown(id)}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`;
	});
	return [
		readLine(provenance),
		table.join("\n"),
		...files.length === 0 ? [] : [`Left out: ${listed(files, leftOut.more)}.`],
		...unseen.length === 0 ? [] : [`Hidden from readers, so not given to the model: ${listed(unseen, hidden.more)}.`],
		...warnings.shown.length === 0 ? [] : [`Warnings: ${listed(warnings.shown.map((one) => escapeMarkdown(one)), warnings.more)}.`],
		`Model: ${described.join(" and ")}; profile ${escapeMarkdown(profile)}; BioReview ${escapeMarkdown(tool)}; ${counted(provenance.seconds, "second")}.`
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

// src/publish/render/quotes.ts
/** Changes that are shown of one cause; more are counted. */
const MOST = 3;
/** One block quote. @param indent before each line, for a quote inside a list */
function quoteLines({ changes }, indent = "") {
	const paragraphs = changes.slice(0, MOST).map(({ before, after }) => quotesOf(before?.text, after?.text)).flatMap(({ before, after }) => [...before === void 0 ? [] : [paragraph(after === void 0 ? "removed" : "before", before)], ...after === void 0 ? [] : [paragraph(before === void 0 ? "added" : "now", after)]]);
	const more = changes.length - MOST;
	const rest = more > 0 ? [`and ${counted(more, "more change")}`] : [];
	return [...paragraphs, ...rest].map((line) => `${indent}> ${line}`).join(`\n${indent}>\n`);
}
function paragraph(label, runs) {
	return `<b>${label}:</b> ${runs.map(runMarkdown).join(" ")}`;
}
/** Tags, for asterisks next to a sign would not be bold. */
function runMarkdown({ text, changed }) {
	const words = escapeMarkdown(text);
	return changed && words !== "" ? `<b>${words}</b>` : words;
}

// src/publish/render/place.ts
/** Characters of a name, in a line and in a narrow column. */
const LONGEST$2 = 60;
const NARROW = 24;
/** Such as `Methods, line 711`, or `04.methods.md, lines 12–18` where the section is not known. Markdown. */
function placeWords(place, sections, isShort) {
	const { file, startLine, endLine } = place;
	const section = sections.find((one) => one.file === file && one.first <= startLine && startLine <= one.last);
	const name = section === void 0 ? fileName(file, isShort) : escapeMarkdown(truncate(section.name, isShort ? NARROW : LONGEST$2));
	return isShort ? `${name} ${lineNumbers(place)}` : `${name}, ${endLine === startLine ? "line" : "lines"} ${lineNumbers(place)}`;
}
function fileName(file, isShort) {
	return escapeMarkdown(truncate(file.split("/").at(-1) ?? file, isShort ? NARROW : LONGEST$2));
}
const lineNumbers = ({ startLine, endLine }) => endLine === startLine ? `${startLine}` : `${startLine}–${endLine}`;
/** @param commit at which the lines are meant; undefined where it is not known: then there is no link
*  @param isShort for a narrow column */
function placeLink(where, commit, place, sections, isShort = false) {
	return linked(placeWords(place, sections, isShort), where, commit, place);
}
/** In a revision that is not the last that was reviewed: its sections are known no more. For a narrow column.
*  @param files of the paper: where there is one alone, it need not be named */
function earlierPlaceLink(where, { place, revision, commit }, files) {
	const { file, startLine, endLine } = place;
	return `${linked(`${files.size === 1 && files.has(file) ? endLine === startLine ? "line" : "lines" : fileName(file, true)} ${lineNumbers(place)}`, where, commit, place)} of revision ${revision}`;
}
function linked(words, where, commit, place) {
	const url = commit === void 0 ? void 0 : passageUrl(where, commit, place);
	return url === void 0 ? words : `[${words}](${url})`;
}
/** Where a concern of the ledger stood last. A review that does not repeat a concern says where it stood before.
*  @returns undefined for one about the whole paper */
function lastPlace({ history }, { revisions }) {
	const event = history.findLast(({ place }) => place !== void 0);
	if (event?.place === void 0) return void 0;
	const at = revisions.findIndex(({ number }) => number === event.revision);
	const meant = revisions[event.outcome === "not repeated" ? at - 1 : at];
	return {
		place: event.place,
		revision: meant?.number ?? 0,
		commit: meant?.label
	};
}

// src/publish/render/told-item.ts
/** Characters of a concern that is told in full elsewhere. */
const BEGINNING = 160;
/** What the report says of each concern, by name. */
function itemsOf(comparison) {
	return new Map(reportOf(comparison).groups.flatMap(({ items }) => items.map((item) => [item.id, item])));
}
/** An item of a list. @param length characters of its text; the beginning alone where the full text stands elsewhere */
function concernItem(item, bullet, shown, length) {
	const isShort = length === "beginning";
	const indent = " ".repeat(bullet.length + 1);
	const text = escapeMarkdown(isShort ? truncateToSentence(plainText(item.text), BEGINNING) : truncate(plainText(item.text), length));
	const notes = [...item.why === void 0 ? [] : [`${indent}*${escapeMarkdown(capitalize(item.why))}.*`], ...item.was === void 0 || isShort ? [] : [`${indent}Before: ${escapeMarkdown(truncateToSentence(plainText(item.was), BEGINNING))}`]];
	return [`${bullet} ${headOf(item, shown)}  `, [`${indent}${text}`, ...notes].join("  \n")].join("\n");
}
function headOf(item, { where, head, provenance }) {
	const at = item.place === void 0 ? "whole paper" : placeLink(where, head, item.place, provenance?.sections ?? []);
	return `**${item.id}** · ${weightWords(item)} · ${escapeMarkdown(fromSnakeCase(item.category))} · ${at}`;
}
/** Such as `minor → **major**`. */
function weightWords({ severity, severityBefore }) {
	const now = severity === "major" || severityBefore !== void 0 ? `**${severity}**` : severity;
	return severityBefore === void 0 ? now : `${severityBefore} → ${now}`;
}

// src/publish/render/review.ts
/** What of a concern is shown at each stage, in characters; the last two stages leave out what is folded, then the quotes. */
const STAGES$1 = [
	{
		text: 4e3,
		late: true,
		quotes: true
	},
	{
		text: 1200,
		late: true,
		quotes: true
	},
	{
		text: 600,
		late: false,
		quotes: true
	},
	{
		text: 300,
		late: false,
		quotes: false
	},
	{
		text: 100,
		late: false,
		quotes: false
	}
];
function reviewBody(view) {
	return shortenToFit((k) => written(view, STAGES$1[k] ?? STAGES$1[0], k), STAGES$1.length, LONGEST_BODY);
}
function written(view, stage, k) {
	const { comparison, provenance, notes, mark } = view;
	return [
		headline(view),
		counts(view),
		...cautionLines(comparison.caution),
		...noteLines(notes),
		...toldSections(view, stage),
		...resolvedSection(view, stage),
		...easedSection(view, stage),
		...lateSection(view, stage),
		...k === 0 ? [] : ["*Shortened, because GitHub takes no longer text: the beginnings of concerns are shown.*"],
		"---",
		[...closing(comparison).map((line) => escapeMarkdown(line)), ...provenance === void 0 ? [] : [readLine(provenance), writtenLine(provenance)]].join(" "),
		"Not useful? Comment `/bioreview dismiss` with the concern's name and your reason.",
		hiddenMarker(mark)
	].join("\n\n");
}
/** Also what the review is known by, where GitHub strips what nobody sees. */
function headline({ comparison, head, where, key, mark }) {
	const { revisions } = comparison.ledger;
	const number = latestRevision(comparison.ledger)?.number ?? 1;
	const before = revisions.at(-2);
	const now = `**Revision ${number}**${key === "" ? "" : ` · ${escapeMarkdown(key)}`} · ${commitLink(where, head, mark)}`;
	if (comparison.old === void 0 || before === void 0) return `${now} · first review`;
	const link = isCommit(before.label) ? ` ${commitLink(where, before.label)}` : "";
	return `${now} compared with revision ${before.number}${link}`;
}
function counts({ comparison, verdict }) {
	const { counts: all } = reportOf(comparison);
	const told = comparison.old === void 0 ? all.filter(({ number }) => number > 0) : all;
	return [...told.length === 0 ? ["no concerns"] : told.map(countWords), gateWords(verdict)].join(" · ");
}
function countWords(count) {
	const words = `${count.number} ${count.what}`;
	return `${count.folded || count.number === 0 ? words : `**${words}**`}${majorsWords(count)}`;
}
const TOLD = [
	{
		kind: "introduced",
		title: "New"
	},
	{
		kind: "reopened",
		title: "Back again"
	},
	{
		kind: "escalated",
		title: "Escalated"
	}
];
function toldSections(view, stage) {
	const { groups } = reportOf(view.comparison);
	const told = raisedOutcomes(view.comparison.outcomes);
	const items = itemsOf(view.comparison);
	return TOLD.flatMap(({ kind, title }) => {
		const ofKind = told.filter((one) => one.kind === kind);
		if (ofKind.length === 0) return [];
		const meaning = groups.find((group) => group.title === title)?.meaning ?? "";
		const lines = ofKind.flatMap(({ id }, k) => {
			const item = items.get(id);
			return item === void 0 ? [] : [concernItem(item, `${k + 1}.`, view, isElsewhere(id, view) ? "beginning" : stage.text)];
		});
		return [
			`### ${title}`,
			[meaning, ...elsewhere(ofKind, view)].join(" "),
			lines.join("\n")
		];
	});
}
function isElsewhere(id, { onLine, inThread }) {
	return onLine.has(id) || inThread.has(id);
}
/** Where the full text of some stands. */
function elsewhere(told, { onLine, inThread }) {
	const on = told.filter(({ id }) => onLine.has(id)).length;
	const inside = told.filter(({ id }) => inThread.has(id)).length;
	const many = (count) => count === told.length ? "All" : `${count} of ${told.length}`;
	return [...on === 0 ? [] : [`${many(on)} in full on their lines, below.`], ...inside === 0 ? [] : [`${many(inside)} in full in their threads.`]];
}
/** Up to so many resolved concerns are shown with what changed; more are folded, or nobody reads on. */
const OPEN_QUOTES = 3;
function resolvedSection(view, stage) {
	const { comparison } = view;
	const items = itemsOf(comparison);
	const resolved = comparison.outcomes.flatMap((outcome) => {
		const item = items.get(outcome.id);
		return outcome.kind === "resolved" && item !== void 0 ? [{
			item,
			cause: outcome.cause
		}] : [];
	}).sort((a, b) => byWeight(a.item, b.item));
	if (resolved.length === 0) return [];
	return [
		"### Resolved",
		"The text that they are about changed, and the new review, which read it, does not raise them again.",
		resolved.map(({ item, cause }) => {
			const { id, text, why } = item;
			const told = `- **${id}** · ${weightWords(item)} · ${escapeMarkdown(truncateToSentence(plainText(text), Math.min(stage.text, 240)))}`;
			const reason = capitalize(why ?? "what changed");
			if (!stage.quotes) return `${told} *${escapeMarkdown(reason)}.*`;
			if (resolved.length <= OPEN_QUOTES) return `${told} *${escapeMarkdown(reason)}:*\n\n${quoteLines(cause, "  ")}\n`;
			return `${told}\n${folded(reason, quoteLines(cause, "  "), "  ")}\n`;
		}).join("\n")
	];
}
function easedSection(view, stage) {
	const { comparison } = view;
	const items = itemsOf(comparison);
	const eased = comparison.outcomes.filter(({ kind }) => kind === "eased").flatMap(({ id }) => items.get(id) ?? []);
	if (eased.length === 0) return [];
	return [
		"### Eased",
		"Raised again, but less severe or only in part. They stay open.",
		[...eased].sort(byWeight).map((item) => concernItem(item, "-", view, stage.text)).join("\n")
	];
}
function lateSection(view, stage) {
	const { comparison } = view;
	const items = itemsOf(comparison);
	const late = comparison.outcomes.filter(({ kind }) => kind === "noticed late").flatMap(({ id }) => items.get(id) ?? []);
	if (late.length === 0) return [];
	const title = `<b>Noticed late</b>: ${counted(late.length, "concern")} about text that did not change`;
	if (!stage.late) return [`Noticed late: ${counted(late.length, "concern")} about text that did not change; the dashboard lists them.`];
	return [folded(title, [...late].sort(byWeight).map((item) => concernItem(item, "-", view, stage.text)).join("\n"))];
}

// src/publish/render/thread.ts
function threadReply(replied) {
	return [...paragraphs(replied), hiddenMarker(replied.mark)].join("\n\n");
}
function paragraphs({ concern, event, ledger, where, mark }) {
	const { revision, outcome, severity, cause, by } = event;
	const label = ledger.revisions.find(({ number }) => number === revision)?.label ?? "";
	const marked = `${pullUrl(where)}#${mark}`;
	const inRevision = isCommit(label) ? `in revision ${revision} (${commitLink(where, label, mark)})` : `in [revision ${revision}](${marked})`;
	const words = escapeMarkdown(truncate(plainText(concern.text), LONGEST$1));
	switch (outcome) {
		case "resolved": {
			const told = `**Resolved** ${inRevision}: ${cause === void 0 ? "its text changed" : CAUSE_WORDS[cause.kind]}, and the new review, which read it, does not raise it again.`;
			return cause === void 0 ? [told] : [told, quoteLines(cause)];
		}
		case "dismissed": return [byPerson("Dismissed", event, marked)];
		case "reopened": return by === void 0 ? [`**Raised again** ${inRevision}, ${severity}:`, words] : [byPerson("Reopened", event, marked)];
		case "escalated": return event.text === void 0 ? [`**Now ${severity}** ${inRevision}, in the same words.`] : [`**Now ${severity}** ${inRevision}:`, words];
	}
}
const CAUSE_WORDS = {
	rewritten: "its text was rewritten",
	removed: "its text was taken out",
	added: "text was added that speaks to it"
};
/** Characters of a concern. */
const LONGEST$1 = 2e3;
function byPerson(what, { by = "", because }, url) {
	return `**[${what}](${url})** by ${escapeMarkdown(truncate(plainText(by), 60))}: ${escapeMarkdown(truncate(plainText(because), 500))}`;
}

// src/publish/plan/threads.ts
/** What happens to the threads of concerns that are settled, or open again. Invariant: only a thread whose first comment bears the mark of this very concern
*  is touched; what its concern's ledger says is replied once, however often we run. */
/** What a comment on a line was written for. */
const TOLD_ON_LINES = [
	"introduced",
	"reopened",
	"escalated"
];
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
		].some((text) => concernMarker(scope, concern.id, text) === claim.mark) || ledger.shortened !== "whole" && tellsOutcome(thread.root.body, concern.id, ledger, scope) ? [{
			concern,
			thread
		}] : [];
	});
}
/** Whether it bears the mark of something that a revision up to the latest did to this very concern; marks of another manuscript are others. */
function tellsOutcome(body, id, ledger, scope) {
	const latest = latestRevision(ledger)?.number ?? 0;
	return Array.from({ length: latest }, (_, k) => k + 1).some((revision) => TOLD_ON_LINES.some((kind) => body.includes(outcomeMarker(scope, id, kind, revision))));
}
function planThreads(threads, ledger, scope, where) {
	const latest = latestRevision(ledger)?.number ?? 0;
	return threadsOfConcerns(threads, ledger, scope).flatMap(({ concern, thread }) => {
		const event = decidingEvent(concern, latest);
		if (event === void 0) return [];
		const mark = outcomeMarker(scope, concern.id, eventName(event), event.revision);
		const stands = [thread.root.body, ...thread.replies].some((text) => text.includes(mark));
		const then = stands && event.revision !== latest ? "leave" : whatThen(concern, event, thread, stands);
		if (stands && then === "leave") return [];
		const reply = stands ? void 0 : threadReply({
			concern,
			event,
			ledger,
			where,
			mark
		});
		return [{
			concern: concern.id,
			threadId: thread.nodeId,
			rootId: thread.root.nodeId,
			reply,
			then
		}];
	});
}
/** What the ledger says last of a concern that people who read its thread must know. Of an open one only what this revision did. */
function decidingEvent({ state, history }, latest) {
	const deciding = history.flatMap((event) => {
		const { outcome } = event;
		return outcome === "resolved" || outcome === "dismissed" || outcome === "reopened" || outcome === "escalated" ? [{
			...event,
			outcome
		}] : [];
	});
	switch (state) {
		case "resolved": return deciding.findLast(({ outcome }) => outcome === "resolved");
		case "dismissed": return deciding.findLast(({ outcome, by }) => outcome === "dismissed" && by !== void 0);
		case "open": return deciding.findLast(({ outcome, revision }) => revision === latest && (outcome === "reopened" || outcome === "escalated"));
	}
}
/** A person and a revision can do the same: two replies. */
function eventName({ outcome, by }) {
	return by === void 0 ? outcome : `${outcome} by a person`;
}
function whatThen({ state }, { outcome }, { resolved, resolvable }, stands) {
	if (state !== "open") {
		if (resolved) return "leave";
		return resolvable ? "resolve" : "minimise";
	}
	return resolved || outcome === "reopened" && !stands ? "reopen" : "leave";
}

// src/publish/plan/review.ts
function reviewTexts(context, { diff, inlineLimit, revision, ...parts }) {
	const { scope, head, where } = context;
	const mark = reviewMarker(scope, head, revision);
	const discussed = discussedBefore(context, parts.comparison, revision);
	const lines = placeOnLines(parts.comparison, diff, discussed, inlineLimit);
	const view = {
		...parts,
		head,
		where,
		key: scope.key,
		mark,
		inThread: discussed
	};
	return {
		body: reviewBody({
			...view,
			onLine: new Set(lines.map(({ outcome }) => outcome.id))
		}),
		bodyWithoutComments: reviewBody({
			...view,
			onLine: /* @__PURE__ */ new Set()
		}),
		mark,
		comments: lines.map((line) => commentOf(line, context, revision))
	};
}
function planReview(context, { outcomes }, texts) {
	if (!outcomes.some(warrantsReview)) return void 0;
	const { mark, body, bodyWithoutComments, comments } = texts;
	const standing = context.conversation.reviews.find((review) => review.body.includes(mark));
	if (standing === void 0) return {
		replaces: void 0,
		body,
		bodyWithoutComments,
		marker: mark,
		comments
	};
	if (saysTheSame(standing, body) || saysTheSame(standing, bodyWithoutComments)) return void 0;
	return {
		replaces: standing.id,
		body,
		bodyWithoutComments,
		marker: mark,
		comments: []
	};
}
/** Concerns that have a thread from before this very review. */
function discussedBefore({ conversation, scope }, { ledger, outcomes }, revision) {
	const kinds = new Map(outcomes.map(({ id, kind }) => [id, kind]));
	const before = threadsOfConcerns(conversation.threads, ledger, scope).filter(({ concern, thread }) => {
		const kind = kinds.get(concern.id);
		return kind === void 0 || !thread.root.body.includes(outcomeMarker(scope, concern.id, kind, revision));
	});
	return new Set(before.map(({ concern }) => concern.id));
}
function commentOf({ outcome, place }, { scope, where }, revision) {
	const marks = [concernMarker(scope, outcome.id, outcome.now.text), outcomeMarker(scope, outcome.id, outcome.kind, revision)];
	const { file: path, startLine, endLine: line } = place;
	return {
		path,
		line,
		...startLine === line ? {} : { startLine },
		body: inlineComment(outcome, where, marks)
	};
}
/** But for what GitHub may strip or mend. */
function saysTheSame({ body }, planned) {
	return bare(body) === bare(planned);
}
function bare(text) {
	return text.replaceAll("\r\n", "\n").replace(/<!--[\s\S]*?-->/g, "").replace(/[ \t]+$/gm, "").replace(/\n{2,}/g, "\n").trim();
}

// src/publish/render/closed-concerns.ts
/** @param longest characters of a concern; 0 where only their names have room */
function closedFolds(state, where, longest) {
	const resolved = state.ledger.concerns.filter((one) => one.state === "resolved");
	const dismissed = state.ledger.concerns.filter((one) => one.state === "dismissed");
	const forgotten = state.ledger.forgotten === 0 ? "" : `, and ${state.ledger.forgotten} older ones that are no longer listed`;
	return [...resolved.length === 0 ? [] : [folded(`${resolved.length} resolved${forgotten}`, closedBody(resolved, longest, (one) => resolvedLine(one, state, where, longest)))], ...dismissed.length === 0 ? [] : [folded(`${dismissed.length} dismissed`, closedBody(dismissed, longest, (one) => dismissedLine(one, longest)))]];
}
function closedBody(concerns, longest, line) {
	return longest === 0 ? names(concerns) : concerns.map(line).join("\n");
}
function resolvedLine({ id, severity, text, history }, { ledger }, where, longest) {
	const event = history.findLast(({ outcome }) => outcome === "resolved");
	const label = ledger.revisions.find(({ number }) => number === event?.revision)?.label ?? "";
	const link = isCommit(label) ? ` ${commitLink(where, label)}` : "";
	return `- **${id}** ${severity} · ${escapeMarkdown(truncate(plainText(text), longest))} *Resolved in revision ${event?.revision ?? "?"}*${link}`;
}
function dismissedLine({ id, severity, text, history }, longest) {
	const event = history.findLast(({ outcome, by }) => outcome === "dismissed" && by !== void 0);
	const who = event?.by === void 0 ? "" : ` by ${escapeMarkdown(truncate(plainText(event.by), 60))}: ${escapeMarkdown(truncate(plainText(event.because), longest))}`;
	return `- **${id}** ${severity} · ${escapeMarkdown(truncate(plainText(text), longest))} *Dismissed*${who}`;
}
/** Where nothing but their numbers has room. */
function names(concerns) {
	return `${concerns.map(({ id }) => id).join(", ")}.`;
}

// src/publish/render/dashboard.ts
/** The dashboard: where every concern stands now, one line each, open before closed, major before minor. Invariant: every open concern is told, in its place or
*  by number, at every stage of shortening. */
/** Where there is room for every word; in characters, more than any concern has. */
const WHOLE = {
	open: 4e3,
	closed: 4e3,
	tables: SEVERITIES,
	provenance: true
};
/** What the comment shows at each stage: characters of an open and of a closed concern, 0 for its number alone, and for which severities a table. It begins
*  with what a table of twenty can be read with: the review of its revision, which the row links to, tells a concern in full. */
const STAGES = [
	{
		open: 240,
		closed: 220,
		tables: SEVERITIES,
		provenance: true
	},
	{
		open: 160,
		closed: 110,
		tables: SEVERITIES,
		provenance: true
	},
	{
		open: 110,
		closed: 0,
		tables: SEVERITIES,
		provenance: true
	},
	{
		open: 70,
		closed: 0,
		tables: SEVERITIES,
		provenance: false
	},
	{
		open: 70,
		closed: 0,
		tables: ["major"],
		provenance: false
	},
	{
		open: 0,
		closed: 0,
		tables: [],
		provenance: false
	}
];
const DASHBOARD_STAGES = STAGES.length;
/** @param k which stage of shortening */
function dashboard(view, k) {
	const stage = k === "whole" ? WHOLE : STAGES[k] ?? STAGES[0];
	const { state, notes, event } = view;
	const { provenance } = state;
	return [
		heading(view),
		...event,
		...cautionLines(provenance?.caution),
		...provenance === void 0 ? [] : hiddenWarning(provenance),
		...noteLines(notes),
		factsLine(view),
		...openTables(view, stage),
		...closedFolds(state, view.where, stage.closed),
		...provenance === void 0 || !stage.provenance ? [] : [folded("What was read, and by which model", provenanceBlock(provenance))],
		...k === 0 || k === "whole" ? [] : [SHORTENED],
		FOOTER
	].join("\n\n");
}
const SHORTENED = "*Shortened, because GitHub takes no longer text. The job's summary and its result file have all of it.*";
const FOOTER = "<sub>Comment `/bioreview` to review again, `/bioreview dismiss` with a concern's name and your reason to close one, `/bioreview help` for more.</sub>";
function heading({ state }) {
	const open = openOf(state);
	const parts = SEVERITIES.flatMap((severity) => {
		const count = open.filter((one) => one.severity === severity).length;
		return count === 0 ? [] : [`${count} ${severity}`];
	});
	const title = state.provenance?.title;
	return [`## ${state.key === "" ? "BioReview" : `BioReview, ${escapeMarkdown(state.key)}`}: ${parts.length === 0 ? "no open concerns" : `${parts.join(", ")} open`}`, ...title === void 0 ? [] : [`*${escapeMarkdown(title)}*`]].join("\n\n");
}
function factsLine({ state, verdict, where, reviews, run, failed }) {
	const latest = latestRevision(state.ledger);
	const number = latest?.number ?? 0;
	const commit = latest !== void 0 && isCommit(latest.label) ? `, ${commitLink(where, latest.label)}` : "";
	return [
		failed ? "**Gate: error**" : capitalGate(verdict),
		`${failed ? "below: " : ""}revision ${number}${commit}`,
		...reviewLink(state.ledger, reviews),
		...run === void 0 ? [] : [`[job](${run})`]
	].join(" · ");
}
/** Of the last revision that was reviewed, which need not be the last. */
function reviewLink({ revisions }, reviews) {
	const reviewed = revisions.findLast(({ kind }) => kind === "reviewed")?.number;
	const url = reviewed === void 0 ? void 0 : reviews.get(reviewed);
	if (url === void 0) return [];
	return [`[review${reviewed === revisions.at(-1)?.number ? "" : ` of revision ${reviewed}`}](${url})`];
}
function capitalGate(verdict) {
	return verdict.gate === "off" ? "Gate off" : `**Gate ${verdict.gate}**: ${verdict.reason}`;
}
function openTables(view, stage) {
	const open = openOf(view.state);
	if (open.length === 0) return [];
	const majors = open.filter(({ severity }) => severity === "major");
	const others = [...open.filter(({ severity }) => severity === "minor"), ...open.filter(({ severity }) => severity === "optional")];
	const shown = (concerns, severities) => severities.some((severity) => stage.tables.includes(severity)) ? table(concerns, view, stage) : names(concerns);
	const rest = others.length === 0 ? [] : [shown(others, ["minor", "optional"])];
	return [...majors.length === 0 ? [] : [shown(majors, ["major"])], ...majors.length === 0 ? rest : rest.map((body) => folded(`${counted(others.length, "minor or optional concern")}`, body))];
}
function table(concerns, view, stage) {
	return [
		"| | concern | where | since | now |",
		"|---|---|---|---:|---|",
		...concerns.map((concern) => row(concern, view, stage))
	].join("\n");
}
function row(concern, { state, where, reviews }, { open }) {
	const { id, severity, text, history } = concern;
	const since = history[0]?.revision ?? 1;
	const review = reviews.get(since);
	return `| ${[
		`**${id}** ${severity}`,
		escapeMarkdown(truncateToSentence(plainText(text), open)),
		placeCell(concern, state, where),
		review === void 0 ? `${since}` : `[${since}](${review})`,
		nowWords(concern, state)
	].join(" | ")} |`;
}
function placeCell(concern, { ledger, provenance }, where) {
	const last = lastPlace(concern, ledger);
	if (last === void 0) return "whole paper";
	if (last.revision !== provenance?.revision) return earlierPlaceLink(where, last, new Set(provenance?.sections.map(({ file }) => file)));
	return placeLink(where, last.commit, last.place, provenance.sections, true);
}
/** What the last review did to an open concern. */
function nowWords({ history }, { ledger }) {
	const event = history.at(-1);
	if (event === void 0) return "";
	if (event.by !== void 0) return "reopened by a person";
	const reviewed = ledger.revisions.findLast(({ kind }) => kind === "reviewed")?.number;
	if (event.revision !== reviewed) return "";
	return OUTCOME_WORDS[event.outcome];
}
const OUTCOME_WORDS = {
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
function openOf({ ledger }) {
	return ledger.concerns.filter(({ state }) => state === "open");
}

// src/publish/plan/status-comment.ts
/** The dashboard at full length, for the job's page. */
function fullDashboard(context, told) {
	return dashboard(viewOf(context, told), "whole");
}
/** @throws OutputError where the ledger fits by no means */
function planStatusComment(context, told) {
	const start = statusCommentMarker(context.scope);
	const state = encodeState(told.state, context.scope.secret);
	const frame = (visible) => `${start}\n${visible}\n\n${state}`;
	const room = LONGEST_BODY - frame("").length;
	const view = viewOf(context, told);
	return placed(context, frame(shortenToFit((stage) => dashboard(view, stage), DASHBOARD_STAGES, room)));
}
/** The comment that a plan rests on which does not write it. */
function currentStatusComment({ scope, read }) {
	return {
		id: read.kind === "state" ? read.commentId : void 0,
		body: statusCommentMarker(scope)
	};
}
/** Where nothing is known that could be kept. */
function planCommentWithoutState(context, visible) {
	return placed(context, `${statusCommentMarker(context.scope)}\n${visible}`);
}
/** The comment that knows most is written over; else the oldest. */
function placed({ conversation, scope, read }, body) {
	const ours = ofManuscript(conversation.statusComments, scope);
	const kept = ours.find(({ id }) => read.kind === "state" && id === read.commentId) ?? ours[0];
	const surplus = ours.filter((one) => one !== kept).map(({ id }) => id);
	if (kept !== void 0 && surplus.length === 0 && kept.body.replaceAll("\r\n", "\n") === body) return void 0;
	return {
		id: kept?.id,
		body,
		surplus
	};
}
function viewOf({ where, conversation, run, scope }, told) {
	return {
		...told,
		failed: told.failed === true,
		where,
		run,
		reviews: reviewAddresses(conversation, told.state, scope)
	};
}
/** Of the reviews that stand, by number of revision. */
function reviewAddresses({ reviews }, { ledger }, scope) {
	return new Map(ledger.revisions.flatMap(({ number, label }) => {
		const mark = reviewMarker(scope, label, number);
		const review = isCommit(label) ? reviews.find(({ body }) => body.includes(mark)) : void 0;
		return review === void 0 ? [] : [[number, review.url]];
	}));
}

// src/publish/plan/verdict.ts
/** The gate's verdict over a ledger. Invariant: a cosmetic revision changes no verdict: "new" is what the last *reviewed* revision brought. */
const BROUGHT = [
	"introduced",
	"escalated",
	"reopened"
];
/** Of what a person reopened nothing is new; what was noticed late was there before. */
function gateVerdict({ concerns, revisions }, limits) {
	const reviewed = revisions.findLast(({ kind }) => kind === "reviewed")?.number;
	const counted = concerns.map(({ severity, state, history }) => ({
		severity,
		state,
		isNew: history.some(({ revision, outcome, by }) => revision === reviewed && by === void 0 && BROUGHT.includes(outcome))
	}));
	return judge(counted, limits);
}

// src/publish/plan-standing.ts
/** @param why ours, for the job's page */
function planUnchanged(context, kept, why, outcome = "standing") {
	const { head, limits, conversation, scope, where, run } = context;
	const verdict = gateVerdict(kept.ledger, limits);
	const open = kept.ledger.concerns.filter(({ state }) => state === "open").length;
	return {
		head,
		summary: fullDashboard(context, {
			state: kept,
			verdict,
			notes: [],
			event: [why]
		}),
		outputs: outputsOf(outcome, head, kept.ledger, verdict),
		review: void 0,
		threads: planThreads(conversation.threads, kept.ledger, scope, where),
		statusComment: void 0,
		restsOn: currentStatusComment(context),
		status: verdictStatus(verdict, open, run)
	};
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
/** It was decided about the revision of then: by that number people were told already, and are not told again. */
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

// src/publish/plan-compared.ts
/** The plan for a revision that was compared, or in which no reader sees a difference. */
/** @throws OutputError where the result is older than what stands */
function planCompared(context, input) {
	const { result, comparison } = input;
	if (context.kept !== void 0 && isRecorded(comparison, context.kept.ledger, result)) return planUnchanged(context, context.kept, "This commit is reviewed already: nothing is written twice.");
	assertNotOlder(comparison.ledger, context.kept?.ledger, result);
	const state = stateOf(context, input);
	const verdict = gateVerdict(state.ledger, context.limits);
	const notes = [...mergedNote(result), ...result.previous.notes];
	const told = {
		state,
		verdict,
		notes,
		event: comparison.cosmetic ? [cosmeticLine(context, comparison)] : []
	};
	const revision = latestRevision(state.ledger)?.number ?? 1;
	const texts = reviewTexts(context, {
		...input,
		verdict,
		notes,
		revision,
		provenance: state.provenance
	});
	const open = state.ledger.concerns.filter((one) => one.state === "open").length;
	return {
		head: context.head,
		summary: [...comparison.cosmetic ? [] : [texts.bodyWithoutComments], fullDashboard(context, told)].join("\n\n"),
		outputs: outputsOf(comparison.cosmetic ? "cosmetic" : "reviewed", context.head, state.ledger, verdict, comparison.outcomes),
		review: planReview(context, comparison, texts),
		threads: planThreads(context.conversation.threads, state.ledger, context.scope, context.where),
		statusComment: planStatusComment(context, told),
		status: verdictStatus(verdict, open, context.run)
	};
}
function mergedNote({ previous }) {
	if (previous.from !== "merged pull request") return [];
	return [`The concerns of before are those that pull request ${previous.pull ?? "?"}, which is merged, left open.`];
}
function stateOf({ scope, kept }, { result, comparison }) {
	const { review } = comparison;
	const ledger = keepDecisions(comparison.ledger, kept?.ledger);
	const provenance = provenanceIn(comparison, ledger) ?? kept?.provenance;
	return {
		repository: scope.repository,
		pull: scope.pull,
		key: scope.key,
		manuscript: review?.manuscript.root ?? kept?.manuscript ?? "",
		profile: result.profile,
		ledger,
		...provenance === void 0 ? {} : { provenance }
	};
}
function provenanceIn({ review }, { revisions }) {
	const reviewed = revisions.findLast(({ kind }) => kind === "reviewed")?.number;
	return review === void 0 || reviewed === void 0 ? void 0 : provenanceOf(review, reviewed);
}
/** Whether the revision stands in the kept ledger. Mostly a second run of the same job, or two at once; then the one that was first is kept, for its concerns were shown to people. Of a run that looked
*  at nothing earlier only the same words are the same. */
function isRecorded({ ledger, cosmetic }, kept, { previous, head }) {
	const [now, stands] = [latestRevision(ledger), latestRevision(kept)];
	if (now === void 0 || stands === void 0) return false;
	if (cosmetic && stands.label === head) return true;
	if (now.number !== stands.number || now.label !== stands.label) return false;
	const words = ({ concerns }) => JSON.stringify(concerns.map(({ id, text }) => [id, text]));
	return previous.from !== "none" || words(ledger) === words(kept);
}
/** @throws OutputError */
function assertNotOlder(ledger, kept, { previous, pull }) {
	const [now, stands] = [latestRevision(ledger)?.number ?? 0, kept === void 0 ? 0 : latestRevision(kept)?.number ?? 0];
	if (previous.from === "none" || now > stands) return;
	throw new OutputError({
		code: "result-outdated",
		at: `pull request ${pull}`,
		fault: `another run recorded revision ${stands} after this review began, which knows nothing of it`,
		remedy: "Comment /bioreview to review the latest commit"
	});
}
function cosmeticLine({ head, where }, { sentences, ledger }) {
	const extent = sentences === void 0 ? "" : `: 0 of ${counted(sentences.same, "sentence")} differ`;
	return `Revision ${latestRevision(ledger)?.number ?? 1} (${commitLink(where, head)}) changes nothing that a reader sees${extent}. No review was run; all states stand.`;
}

// src/publish/render/failure.ts
/** What people are told where nothing was reviewed: what went wrong, what stands all the same, and what to do. */
/** Characters of each part of a failure. */
const LONGEST = 600;
/** @param revision whose concerns stand; undefined where none is known */
function failureBlock({ at, fault, remedy }, head, where, revision, run) {
	const stands = revision === void 0 ? "Nothing is known of this manuscript: this is no clean review." : `No concern changed its state: those of revision ${revision} stand as they were.`;
	const words = (text) => escapeMarkdown(truncate(plainText(text), LONGEST));
	const job = run === void 0 ? "" : ` · [job](${run})`;
	return [
		"> [!CAUTION]",
		`> **${commitLink(where, head)} could not be reviewed.** ${words(capitalize(at))}: ${words(fault)}.`,
		">",
		`> ${stands}`,
		">",
		`> **What to do:** ${words(capitalize(remedy))}. Then comment \`/bioreview\`, or run the job again.${job}`
	].join("\n");
}

// src/publish/plan/plan-publication.ts
/** From what a run found out, and what stands on the pull request, to all that is written. Pure. Invariants: the same input gives the same plan; what stands
*  already is not written again; no kept ledger is replaced by one that knows less; a failure says so everywhere and changes no concern. */
/** @throws OutputError where the result is older than what stands, or what must be said fits nowhere */
function planPublication(input) {
	const { repository, pull, head } = input.result;
	const planned = planFound(contextOf({
		...input,
		repository,
		pull,
		head
	}), input);
	assertAllInert(planned, input.site.server);
	return planned;
}
function planFound(context, { result, diff, inlineLimit }) {
	const { found } = result;
	switch (found.kind) {
		case "failed": return planFailed(context, found.failure, result.previous.notes);
		case "untouched": return planUntouched(context);
		case "compared": return planCompared(context, {
			result,
			comparison: found.comparison,
			diff,
			inlineLimit
		});
	}
}
/** The old ledger stays as it was, below what went wrong. One that is not believed stays too: with the right secret, or a newer program, the next run may
*  believe it again. */
function planFailed(context, failure, notes) {
	const { head, where, kept, read, run, limits } = context;
	const revision = kept === void 0 ? void 0 : latestRevision(kept.ledger)?.number;
	const block = failureBlock(failure, head, where, revision, run);
	const told = kept === void 0 ? void 0 : {
		state: kept,
		verdict: gateVerdict(kept.ledger, limits),
		notes,
		event: [block],
		failed: true
	};
	const bare = [
		"## BioReview could not review this manuscript",
		block,
		...noteLines(notes)
	].join("\n\n");
	const comment = () => {
		if (told !== void 0) return planStatusComment(context, told);
		return read.kind === "unbelieved" ? void 0 : planCommentWithoutState(context, bare);
	};
	return {
		head,
		summary: told === void 0 ? bare : fullDashboard(context, told),
		outputs: outputsOf("failed", head, void 0, void 0),
		review: void 0,
		threads: [],
		statusComment: comment(),
		status: failedStatus(failure.fault, run)
	};
}
/** Nothing of the manuscript changed. What is known of it still holds; what is not believed must not open the gate. */
function planUntouched(context) {
	const { head, kept, read, run } = context;
	if (kept !== void 0) return planUnchanged(context, kept, untouchedWords(context, latestRevision(kept.ledger)?.label), "untouched");
	const nothing = {
		head,
		review: void 0,
		threads: [],
		statusComment: void 0
	};
	if (read.kind === "unbelieved") return {
		...nothing,
		summary: `## BioReview: what earlier reviews found is not believed\n\nThe kept ledger cannot be used: ${escapeMarkdown(read.why)}. Comment \`/bioreview full\` to begin anew.`,
		outputs: outputsOf("failed", head, void 0, void 0),
		status: failedStatus(`the kept ledger is not believed, for ${read.why}`, run)
	};
	return {
		...nothing,
		summary: "## BioReview: nothing to review\n\nThis pull request changes no file of the manuscript.",
		restsOn: currentStatusComment(context),
		outputs: outputsOf("untouched", head, void 0, void 0),
		status: untouchedStatus(run)
	};
}
function untouchedWords({ head }, label) {
	return label === head ? "This commit is reviewed already: nothing is written twice." : "No file of the manuscript changed. No review was run; all states stand.";
}
/** @throws OutputError */
function assertAllInert({ summary, review, threads, statusComment, reply }, server) {
	const texts = [
		summary,
		review?.body,
		review?.bodyWithoutComments,
		...(review?.comments ?? []).map(({ body }) => body),
		...threads.map(({ reply }) => reply),
		statusComment?.body,
		reply?.body
	];
	for (const text of texts) if (text !== void 0) assertInert(text, server);
}

// src/publish/plan/command-reply.ts
/** From a command that asks for no review to all that is written. Pure. Invariant: only a believed ledger is changed, by the moves of revision/ alone; a
*  command that changes nothing touches neither ledger nor status; and no decision about a concern is a verdict on a commit that the ledger does not know. */
/** @throws OutputError where what must be said fits nowhere */
function planCommandReply(input) {
	const planned = answered(contextOf(input), input);
	assertAllInert(planned, input.site.server);
	return planned;
}
function answered(context, input) {
	const { command } = input;
	switch (command.kind) {
		case "help": return words$1(context, input, helpAnswer());
		case "unknown": return words$1(context, input, unknownAnswer(command.words));
		case "refused": return words$1(context, input, refusedAnswer(command.why));
		case "status": return withLedger(context, input, (kept) => words$1(context, input, statusWords(context, kept)));
		case "dismiss":
		case "reopen": return withLedger(context, input, (kept) => decide(context, input, kept, command));
	}
}
function withLedger(context, input, then) {
	const { read } = context;
	switch (read.kind) {
		case "none": return words$1(context, input, nothingKnownAnswer());
		case "unbelieved": return words$1(context, input, unbelievedAnswer(read.why));
		case "state": return then(read.state);
	}
}
function statusWords({ conversation, scope, limits, read }, { ledger }) {
	const open = ledger.concerns.filter(({ state }) => state === "open");
	const comment = ofManuscript(conversation.statusComments, scope).find(({ id }) => read.kind === "state" && read.commentId === id);
	return statusAnswer(open, gateVerdict(ledger, limits), latestRevision(ledger)?.number ?? 0, comment?.url);
}
function decide(context, input, kept, { kind, concern: id, reason }) {
	const ledger = moved(kept.ledger, {
		kind,
		concern: id,
		reason
	}, input.actor);
	if (typeof ledger === "string") return words$1(context, input, refusedAnswer(ledger));
	const state = {
		...kept,
		ledger
	};
	const verdict = gateVerdict(ledger, context.limits);
	const told = {
		state,
		verdict,
		notes: [],
		event: []
	};
	const open = ledger.concerns.filter((one) => one.state === "open").length;
	const concern = ledger.concerns.find((one) => one.id === id);
	const isOfHead = latestRevision(ledger)?.label === context.head;
	return {
		...words$1(context, input, concern === void 0 ? "" : decidedAnswer(concern, isOfHead ? verdict : void 0)),
		summary: fullDashboard(context, told),
		outputs: {
			...outputsOf("command", context.head, ledger, verdict),
			...isOfHead ? {} : { gate: "error" }
		},
		threads: planThreads(context.conversation.threads, ledger, context.scope, context.where),
		statusComment: planStatusComment(context, told),
		status: isOfHead ? verdictStatus(verdict, open, context.run) : void 0
	};
}
/** @returns why it cannot be done, where it cannot */
function moved(ledger, { kind, concern, reason }, actor) {
	try {
		return (kind === "dismiss" ? dismiss : reopen)(ledger, concern, actor, reason);
	} catch (error) {
		if (error instanceof UserError) return `${error.at}: ${error.fault}. ${error.remedy}`;
		throw error;
	}
}
function words$1({ head, scope }, { comment }, text) {
	const marker = replyMarker(scope, comment);
	return {
		head,
		summary: text,
		outputs: outputsOf("command", head, void 0, void 0),
		review: void 0,
		threads: [],
		statusComment: void 0,
		reply: {
			body: `${text}\n\n${hiddenMarker(marker)}`,
			marker
		},
		status: void 0
	};
}

// src/publish/state/run-result.ts
/** What one run found out, as it is handed from the machine with the model to whoever may write. Invariant: it holds all that a publication needs
*  besides what stands on GitHub; read back, it is believed in nothing that its schema does not say. */
const sha = string().regex(/^[0-9a-f]{40}$/);
const words = string().min(1);
const previousSchema = strictObject({
	from: _enum([
		"this pull request",
		"merged pull request",
		"none"
	]),
	pull: int().min(1).optional().describe("The merged pull request."),
	commit: sha.optional().describe("Of the previous revision's text."),
	notes: array(words).describe("What people must know of it, such as a ledger that was not believed, or a text that is gone.")
});
const failureSchema = strictObject({
	kind: words,
	code: words,
	at: words,
	fault: words,
	remedy: words
});
const foundSchema = discriminatedUnion("kind", [
	strictObject({
		kind: literal("compared").describe("Reviewed, and put beside the previous revision where there is one; or cosmetic, and nothing reviewed."),
		comparison: comparisonResultSchema
	}),
	strictObject({
		kind: literal("untouched").describe("The pull request changes no file of the manuscript."),
		root: words
	}),
	strictObject({
		kind: literal("failed"),
		failure: failureSchema
	})
]);
const runResultSchema = strictObject({
	schema: literal("bioreview-run"),
	version: literal(1).describe("Grows when a program that reads run results must change."),
	tool: strictObject({
		name: literal("bioreview"),
		version: words
	}),
	repository: string().regex(/^[\w.-]+\/[\w.-]+$/),
	pull: int().min(1),
	head: sha.describe("The commit that was read; nothing is published for another."),
	base: strictObject({
		ref: words,
		sha
	}),
	previous: previousSchema,
	profile: words,
	found: foundSchema
});

export { addsDecisionsOnly as a, isStatusComment as c, isRecorded as i, planCommandReply as n, gateVerdict as o, planPublication as r, loadState as s, runResultSchema as t };