import { i as GitHubError, u as SettingsError } from "./shared~errors.js";
import { a as _enum, d as int, g as record, h as object, l as boolean, v as string, x as unknown } from "./zod~action~action-post.js";
import { a as fromMarkdown } from "./markdown-parser~action.js";

// src/github/events/admission.ts
/** @param pull as it was read after the trigger */
function admission(pull, trigger, policy) {
	if (trigger.kind === "nothing") return refused(trigger.why);
	if (trigger.kind === "merge group") return { admitted: true };
	if (pull.state !== "open") return refused(`the pull request is ${pull.state}`);
	if (trigger.kind === "command") return admitCommand(pull, trigger.command);
	if (trigger.kind === "dispatch") return { admitted: true };
	return admitPush(pull, trigger.head, policy);
}
/** The prefix says which commit the person has looked at: where the head moved since, something else would be reviewed. */
function admitCommand(pull, command) {
	if (command.kind !== "review" || command.commit === void 0 || pull.head.sha.startsWith(command.commit)) return { admitted: true };
	return refused(`the head is ${pull.head.sha.slice(0, 7)}, not ${command.commit}`);
}
function admitPush(pull, head, policy) {
	if (pull.head.sha !== head) return refused(`${head.slice(0, 7)} is no longer the head, ${pull.head.sha.slice(0, 7)} is: its own run reviews it`);
	if (pull.draft && policy.drafts === "skip") return refused("the pull request is a draft");
	const skipped = pull.labels.find((label) => policy.skipLabels.includes(label));
	if (skipped !== void 0) return refused(`it bears the label ${JSON.stringify(skipped)}`);
	if (policy.labels.length > 0 && !pull.labels.some((label) => policy.labels.includes(label))) return refused(`it bears none of the labels ${policy.labels.map((label) => JSON.stringify(label)).join(", ")}`);
	if (isFork(pull) && policy.onFork === "skip") {
		const status = {
			state: "pending",
			description: "From a fork: not reviewed by itself. A maintainer can comment /bioreview"
		};
		return {
			...refused("it comes from another repository; a maintainer can comment /bioreview"),
			status
		};
	}
	return { admitted: true };
}
/** Also where the other repository is gone. */
function isFork({ repository, head }) {
	return head.repository?.toLowerCase() !== repository.toLowerCase();
}
function refused(why) {
	return {
		admitted: false,
		why
	};
}

// src/github/events/command.ts
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
*  @param manuscripts what the manuscripts of a repository that has several may be called
*  @returns undefined where it holds none. "dismiss" wants a reason, so without one it is "unknown" */
function parseCommand(body, manuscripts = []) {
	const text = body.slice(0, MAX_READ);
	const starts = [...text.matchAll(COMMAND_LINE)].map((match) => match.index + match[0].length);
	if (starts.length === 0) return void 0;
	const words = paragraphText(text);
	const start = starts.find((at) => words.some(({ from, to }) => from <= at && at < to));
	if (start === void 0) return void 0;
	const [line = ""] = text.slice(start).split(/[\r\n]/, 1);
	return commandOf(line.trim().split(/\s+/).slice(1), manuscripts);
}
/** Where plain text of the comment's own paragraphs stands: not in quotes (nor in the lines that Markdown draws into them), lists, code or HTML. */
function paragraphText(body) {
	return fromMarkdown(body).children.flatMap((block) => block.type === "paragraph" ? block.children : []).flatMap(({ type, position }) => {
		const [from, to] = [position?.start.offset, position?.end.offset];
		return type !== "text" || from === void 0 || to === void 0 ? [] : [{
			from,
			to
		}];
	});
}
/** The name of a manuscript stands behind the verb, or in its place. */
function commandOf(words, manuscripts) {
	const [verb, ...rest] = words;
	const isVerb = verb !== void 0 && /^(?:full|status|dismiss|reopen)$/.test(verb);
	const own = isVerb ? rest : words;
	const name = manuscripts.filter((one) => startsWith(own, one.split(/\s+/))).sort((a, b) => b.length - a.length)[0];
	if (name === void 0) return commandWithoutName(words);
	const left = own.slice(name.split(/\s+/).length);
	const command = commandWithoutName(isVerb ? [verb, ...left] : left);
	return command.kind !== "unknown" && command.kind !== "help" && (isVerb || command.kind === "review") ? {
		...command,
		manuscript: name
	} : {
		kind: "unknown",
		words: words.join(" ").slice(0, MAX_ECHOED)
	};
}
function startsWith(words, name) {
	return name.every((word, k) => words[k] === word);
}
function commandWithoutName(words) {
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
		case "reopen": return decisionOf(verb, rest) ?? unknown;
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
function decisionOf(kind, [id = "", ...words]) {
	const reason = words.join(" ").slice(0, MAX_REASON);
	if (!CONCERN.test(id) || kind === "dismiss" && reason === "") return void 0;
	return {
		kind,
		concern: id.toUpperCase(),
		reason
	};
}

// src/github/events/trigger.ts
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
/** @param manuscripts what the manuscripts of a repository that has several may be called in a command
*  @throws GitHubError `event-unreadable` where the payload is not as GitHub documents it; SettingsError `pull-request-number` where a run by hand
*  names no pull request */
function triggerOf({ eventName: name, payload }, policy, manuscripts = []) {
	switch (name) {
		case "pull_request":
		case "pull_request_target": return pullTrigger(readPayload(name, pullPayload, payload), policy);
		case "issue_comment": return commentTrigger(readPayload(name, commentPayload, payload), manuscripts);
		case "workflow_dispatch": return dispatchTrigger(readPayload(name, dispatchPayload, payload));
		case "merge_group": return mergeGroupTrigger(readPayload(name, mergeGroupPayload, payload));
		default: return nothing(`the event ${JSON.stringify(name)} starts no review`);
	}
}
function pullTrigger({ action, label, changes, pull_request: pull }, policy) {
	if (pull.state === "closed") return nothing("the pull request is closed");
	if (pull.user?.login === DEPENDABOT) return nothing("Dependabot changes no manuscript, and its runs may write nothing");
	const irrelevant = whyIrrelevant(action, {
		label: label?.name,
		retargeted: changes?.base !== void 0
	}, policy);
	if (irrelevant !== void 0) return nothing(irrelevant);
	if (pull.draft && policy.drafts === "skip") return nothing("the pull request is a draft");
	return {
		kind: "push",
		pull: pull.number,
		head: pull.head.sha
	};
}
/** Another base is like a push: other files count as changed. A label counts only where the policy waits for it. */
function whyIrrelevant(action, change, policy) {
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
function commentTrigger({ action, issue, comment, sender }, manuscripts) {
	if (action !== "created") return nothing("only a new comment commands; this one was edited or deleted");
	if (issue.pull_request === void 0 || issue.pull_request === null) return nothing("the comment is not on a pull request");
	if (comment.user?.type !== "User" || sender.type !== "User") return nothing("the comment was not written by a person");
	const command = parseCommand(comment.body ?? "", manuscripts);
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
function dispatchTrigger({ inputs }) {
	const given = NUMBER_INPUTS.map((input) => inputs?.[input]).find((value) => value !== void 0 && value !== "");
	const text = String(given ?? "").replace(/^#/, "");
	if (/^[1-9]\d{0,8}$/.test(text)) return {
		kind: "dispatch",
		pull: Number(text)
	};
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

export { admission as n, triggerOf as t };