import { f as UserError } from "./shared~errors.js";
import { c as openConcerns, l as reopen, o as latestRevision, r as dismiss } from "./revision~ledger~action~action-post.js";
import { a as contentOf, c as inertPublication, d as hiddenMarker, i as planThreads, l as contextsOf, o as fullDashboard, p as replyMarker, s as planStatusComment } from "./publish~saved-state~action.js";
import { i as excerpt, n as bold, s as gateText } from "./publish~blocks~action.js";
import { t as capitalize } from "./shared~text.js";
import { o as severityCounts } from "./publish~items~action~action-post.js";
import { t as escapeMarkdown } from "./publish~sanitise.js";
import { a as outputsOfAll, i as outputsOf, l as statusContext, n as failedStatus, p as verdictStatus, r as gateVerdict, u as statusOfAll } from "./publish~verdict~action~action-post.js";

// src/publish/render/command-reply.ts
const COMMANDS = [
	["/bioreview", "review the latest commit now"],
	["/bioreview full", "the same, and forget what earlier reviews know"],
	["/bioreview 1a2b3c4", "review only if the latest commit begins so"],
	["/bioreview status", "what is open, and how the gate stands"],
	["/bioreview dismiss C7 reason", "close a concern: it stays closed unless it comes back more severe"],
	["/bioreview reopen C7 reason", "open it again"],
	["/bioreview help", "this list"]
];
/** @param manuscript the name of one of several; undefined where there is one */
function helpReply(manuscript) {
	return [
		"**BioReview** reads the manuscript of this pull request and raises what a reviewer would raise.",
		COMMANDS.map(([command, what]) => `- \`${command}\`: ${what}`).join("\n"),
		...manuscript === void 0 ? [] : [namingHelp(manuscript)],
		"A command stands alone at the beginning of a new comment. Who may write to the repository may give one."
	].join("\n\n");
}
/** Where a repository has several manuscripts. */
function namingHelp(name) {
	return `A command is about all manuscripts that this pull request changes; to give it for one, name it by its key or its path: \`/bioreview ${name}\`, \`/bioreview full ${name}\`, \`/bioreview dismiss ${name} C7\` and your reason. Numbers of concerns are each manuscript's own.`;
}
function unknownReply(words, manuscript) {
	return `There is no command *${excerpt(words, 80) || "of no words"}*.\n\n${helpReply(manuscript)}`;
}
/** @param why a clause without a full stop */
function refusedReply(why) {
	return `Nothing was done: ${excerpt(why, 300)}.`;
}
function statusReply(open, verdict, revision, dashboard) {
	const counts = severityCounts(open);
	const link = dashboard === void 0 ? "" : ` · [dashboard](${dashboard})`;
	return `Revision ${revision}: ${counts === "" ? "no open concerns" : `**${counts}** open`} · ${gateText(verdict)}${link}`;
}
function nothingKnownReply() {
	return "Nothing was reviewed in this pull request yet. Comment `/bioreview` to begin.";
}
/** @param why a clause without a full stop; it can hold a person's name */
function untrustedReply(why) {
	return `The kept ledger is not believed: ${escapeMarkdown(why)}. Comment \`/bioreview full\` to begin anew.`;
}
const NOT_JUDGED = "The latest commit was not reviewed yet, so its gate stays as it is. It is judged by the next review: comment `/bioreview`.";
/** @param verdict on the head; undefined where the head is not what was reviewed last   @param manuscript whose concern it is, where there are several */
function decisionReply(concern, verdict, manuscript = "") {
	const event = concern.history.at(-1);
	const decision = concern.state === "dismissed" ? "Dismissed" : "Reopened";
	const quote = excerpt(concern.text, 200);
	const by = event?.by === void 0 ? "" : ` by ${excerpt(event.by, 60)}: ${excerpt(event.because, 500)}`;
	const gate = verdict === void 0 ? NOT_JUDGED : `${capitalize(gateText(verdict))}.`;
	const of = manuscript === "" ? "" : ` of ${escapeMarkdown(manuscript)}`;
	return [
		`**${decision}** ${concern.id}${of}${by}`,
		`> ${quote}`,
		gate
	].join("\n\n");
}

// src/publish/plan/command-reply.ts
/** From a command that asks for no review to all that is written. Pure. Invariant: only a trusted ledger is changed, by the moves of revision/ alone; a
*  command that changes nothing touches neither ledger nor status; and no decision about a concern is a verdict on a commit that the ledger does not know. */
/** @throws OutputError where what must be said fits nowhere */
function planCommandReply(input) {
	return inertPublication(planReply(contextsOf(input), input), input.site.server);
}
function planReply(contexts, input) {
	const { command } = input;
	const reply = (text) => replyOnly(contexts, input, text);
	switch (command.kind) {
		case "help": return reply(helpReply(exampleIn(contexts)));
		case "unknown": return reply(unknownReply(command.words, exampleIn(contexts)));
		case "refused": return reply(refusedReply(command.why));
		case "status": {
			const known = named(contexts, input).filter(({ loaded }) => loaded.kind !== "none");
			return reply(known.length === 0 ? nothingKnownReply() : known.map(statusText).join("\n\n"));
		}
		case "dismiss":
		case "reopen": {
			const about = contextOfConcern(named(contexts, input), command.concern);
			if (about === void 0) return reply(nothingKnownReply());
			if (!("loaded" in about)) return reply(refusedReply(about.why));
			const { loaded } = about;
			if (loaded.kind === "untrusted") return reply(untrustedReply(loaded.why));
			return loaded.kind === "none" ? reply(nothingKnownReply()) : decide(contexts, about, input, loaded.state, command);
		}
	}
}
/** Those that a command may be about. */
function named(contexts, { manuscript }) {
	return manuscript === void 0 ? contexts : contexts.filter(({ key }) => key === manuscript);
}
/** The name of one of several manuscripts, to show how one is named. */
function exampleIn(contexts) {
	return contexts.map(({ name }) => name).find((name) => name !== "");
}
/** Numbers of concerns are each manuscript's own. @returns why it cannot be told, where several have that number; undefined where nothing is known of any */
function contextOfConcern(contexts, id) {
	const having = contexts.filter(({ saved }) => saved?.ledger.concerns.some((concern) => concern.id === id));
	const [first, second] = having;
	if (first === void 0 || second === void 0) return first ?? contexts.find(({ loaded }) => loaded.kind !== "none");
	return { why: `${having.map(({ name }) => name).join(" and ")} each have a ${id}, so name the manuscript before the concern, as in ${first.name} ${id}` };
}
function statusText({ conversation, name, limits, loaded }) {
	const before = name === "" ? "" : `${bold(escapeMarkdown(name))} · `;
	if (loaded.kind !== "state") return before + (loaded.kind === "untrusted" ? untrustedReply(loaded.why) : nothingKnownReply());
	const { ledger } = loaded.state;
	const comment = conversation.statusComments.find(({ id }) => loaded.commentId === id);
	return before + statusReply(openConcerns(ledger), gateVerdict(ledger, limits), latestRevision(ledger)?.number ?? 0, comment?.url);
}
function decide(contexts, context, input, saved, { kind, concern: id, reason }) {
	const ledger = decideInLedger(saved.ledger, {
		kind,
		concern: id,
		reason
	}, input.actor);
	if (typeof ledger === "string") return replyOnly(contexts, input, refusedReply(ledger));
	const state = {
		...saved,
		ledger
	};
	const verdict = gateVerdict(ledger, context.limits);
	const content = {
		state,
		verdict,
		notes: [],
		event: []
	};
	const concern = ledger.concerns.find((one) => one.id === id);
	const isOfHead = latestRevision(ledger)?.label === context.head;
	const status = isOfHead ? verdictStatus(verdict, openConcerns(ledger).length, context.run) : void 0;
	const own = {
		context: statusContext(context.key),
		status: status ?? failedStatus("")
	};
	const others = (input.standing ?? []).filter((one) => one.context !== own.context);
	const outputs = {
		...outputsOf("command", context.head, ledger, verdict),
		...isOfHead ? {} : { gate: "error" }
	};
	return {
		...replyOnly(contexts, input, concern === void 0 ? "" : decisionReply(concern, isOfHead ? verdict : void 0, context.name)),
		summary: fullDashboard(context, content),
		outputs: input.several ? outputsOfAll([{
			key: context.key,
			outputs
		}]) : outputs,
		threads: planThreads(context, ledger),
		statusComment: planStatusComment({
			several: input.several,
			sections: sectionsWith(contexts, context, content)
		}),
		manuscriptStatuses: input.several && isOfHead ? [own] : [],
		status: status === void 0 || !input.several ? status : statusOfAll([own, ...others], context.run)
	};
}
/** What the comment says of one manuscript anew, beside what it says of the others. */
function sectionsWith(contexts, context, content) {
	return contexts.flatMap((one) => {
		if (one === context) return [{
			context,
			content
		}];
		return one.saved === void 0 ? [] : [{
			context: one,
			content: contentOf(one, one.saved)
		}];
	});
}
/** @returns why it cannot be done, where it cannot */
function decideInLedger(ledger, { kind, concern, reason }, actor) {
	try {
		return (kind === "dismiss" ? dismiss : reopen)(ledger, concern, actor, reason);
	} catch (error) {
		if (error instanceof UserError) return `${error.at}: ${error.fault}. ${error.remedy}`;
		throw error;
	}
}
function replyOnly([first], { head, comment }, text) {
	if (first === void 0) throw new RangeError("a command is about one manuscript at least");
	const marker = replyMarker({
		...first.scope,
		key: first.name === "" ? first.key : ""
	}, comment);
	return {
		head,
		summary: text,
		outputs: outputsOf("command", head, void 0, void 0),
		review: void 0,
		threads: [],
		statusComment: void 0,
		manuscriptStatuses: [],
		reply: {
			body: `${text}\n\n${hiddenMarker(marker)}`,
			marker
		},
		status: void 0
	};
}

export { planCommandReply as t };