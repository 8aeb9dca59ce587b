import { n as admission, t as triggerOf } from "./github~trigger~action.js";
import { n as react, r as fetchSnapshot } from "./github~review~action.js";
import { a as statusesOf, p as permissionOf } from "./github~commit-status~action~action-post.js";
import { n as isNameOfManuscript } from "./shared~manuscript-keys~action~action-post.js";
import { t as planCommandReply } from "./publish~command-reply.js";
import { _ as planContext, h as targetsOf, i as reportNothingToDo, n as publish, p as judgedManuscripts, t as planned, v as policyOf, x as settingsFor } from "./action~previous-revision~action.js";
import { n as surveyOf, t as reviewPull } from "./action~review-manuscripts.js";

// src/action/run/command.ts
/** A command in a comment: who may give it, what it starts, and the answer. A reaction on the comment shows how far it got. */
/** @param inputs the settings without the repository's file, which is not read yet */
async function handleCommand(session, inputs, trigger, pending) {
	const { github, context } = session;
	if (inputs.phase === "review") return executeCommand(session, inputs, trigger, pending, []);
	const addReaction = (reaction) => react(github, context.repository, trigger.comment, reaction);
	const unwritten = await addReaction("eyes");
	try {
		const outcome = await executeCommand(session, inputs, trigger, pending, [unwritten]);
		await addReaction(outcome.reaction);
		return outcome;
	} catch (error) {
		if (!session.signal.aborted) await addReaction("confused");
		throw error;
	}
}
/** A decision about a concern is written down before it is answered. */
async function executeCommand(session, inputs, trigger, pending, unwritten) {
	const { github, job, context } = session;
	const { actor } = trigger;
	const writes = inputs.phase !== "review";
	const permission = await permissionOf(github, context.repository, actor);
	const snapshot = await fetchSnapshot(github, context.repository, trigger.pull, { configPath: inputs.config });
	const { pull } = snapshot;
	const understood = refusalReason({ kind: "status" }, actor, permission, pull) === void 0 ? await understand(session, inputs, snapshot, trigger) : { command: trigger.command };
	const { command } = understood;
	const admitted = admission(pull, {
		...trigger,
		command
	}, policyOf(inputs));
	const refusal = refusalReason(command, actor, permission, pull) ?? (admitted.admitted ? void 0 : admitted.why);
	if (refusal === void 0 && command.kind === "review") {
		if (writes) pending.awaitVerdict(session, pull.head.sha);
		const { settings = settingsFor(session.inputs, snapshot), survey } = understood;
		const request = {
			byPerson: true,
			full: command.full,
			only: understood.manuscript
		};
		const outcome = await reviewPull(session, snapshot, settings, request, survey);
		return {
			...outcome,
			reaction: outcome.kind === "failed" && !outcome.byGate ? "confused" : "rocket"
		};
	}
	if (!writes) return {
		...await reportNothingToDo(job, refusal ?? "this command is answered by the phase that writes"),
		reaction: "rocket"
	};
	const answered = refusal === void 0 && command.kind !== "review" ? command : {
		kind: "refused",
		why: refusal ?? ""
	};
	const plan = await planAnswer(session, trigger, snapshot, understood, answered);
	const { recorded } = await publish(session, planned(plan, snapshot), unwritten);
	if (!recorded) {
		job.output("outcome", "failed");
		job.output("gate", "error");
		return {
			kind: "failed",
			why: "the decision could not be recorded, so it counts for nothing",
			byGate: false,
			reaction: "confused"
		};
	}
	return {
		kind: "done",
		reaction: answered.kind !== "refused" && answered.kind !== "unknown" ? "rocket" : "confused"
	};
}
async function planAnswer(session, { actor, comment }, snapshot, understood, answered) {
	const { pull, conversation } = snapshot;
	const settings = understood.settings ?? settingsFor(session.inputs, snapshot);
	const targets = understood.survey?.targets ?? await targetsOf(settings, snapshot, session.files, { files: [] });
	const isDecision = answered.kind === "dismiss" || answered.kind === "reopen";
	return planCommandReply({
		...planContext(session, settings),
		repository: pull.repository,
		pull: pull.number,
		head: pull.head.sha,
		conversation,
		manuscripts: judgedManuscripts(targets),
		several: targets.several,
		manuscript: understood.manuscript,
		command: answered,
		actor,
		comment,
		...targets.several && isDecision ? { standing: await standingStatuses(session, pull) } : {}
	});
}
/** Where a repository has several manuscripts, a command may name one: which there are is known only now. */
async function understand(session, inputs, snapshot, { command }) {
	if (command.kind === "help") return { command };
	const settings = settingsFor(session.inputs, snapshot);
	if (settings.manuscripts === void 0) return { command };
	const survey = await surveyOf(session, snapshot, settings);
	const names = /* @__PURE__ */ new Map();
	for (const { key, names: own } of survey.targets.all) for (const name of own) names.set(name, (names.get(name) ?? /* @__PURE__ */ new Set()).add(key));
	const known = [...names].filter(([name, { size }]) => size === 1 && isNameOfManuscript(name)).map(([name]) => name);
	const { name: eventName, payload } = session.context.event;
	const again = triggerOf({
		eventName,
		payload
	}, policyOf(inputs), known);
	if (again.kind !== "command" || !("manuscript" in again.command)) return {
		command,
		settings,
		survey
	};
	const [manuscript] = names.get(again.command.manuscript ?? "") ?? [];
	return {
		command: again.command,
		manuscript,
		settings,
		survey
	};
}
/** What stands of all manuscripts on the head. */
async function standingStatuses({ github }, { repository, head }) {
	return (await statusesOf(github, repository, head.sha)).filter(({ context }) => context.startsWith(`${github.statusContext}/`));
}
/** @returns why this person may not give the command; undefined where they may. Whoever wrote the pull request may ask how it
*  stands. */
function refusalReason(command, actor, permission, { author }) {
	if (permission === "admin" || permission === "write") return void 0;
	const asksOnly = command.kind === "status" || command.kind === "help";
	if (asksOnly && actor.toLowerCase() === author.toLowerCase()) return void 0;
	const who = "only people who may write to this repository may give this command";
	return asksOnly ? `${who}, or the author of the pull request` : who;
}

export { handleCommand as t };