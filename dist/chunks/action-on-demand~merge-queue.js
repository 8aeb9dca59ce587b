import { t as changedFiles } from "./github~changed-files.js";
import { i as setVerdicts } from "./github~commit-status~action~action-post.js";
import { n as readManuscript } from "./manuscript~projects~action.js";
import { t as escapeMarkdown } from "./publish~sanitise.js";
import { c as removedStatus, f as untouchedStatus, l as statusContext, n as failedStatus, o as ownStatuses, p as verdictStatus, r as gateVerdict, u as statusOfAll } from "./publish~verdict~action~action-post.js";
import { t as isManuscriptChanged } from "./reviewer~manuscript-change.js";
import { o as latestRevision } from "./revision~ledger~action~action-post.js";
import { g as limitsOf, h as targetsOf, m as readEarlierStates, o as reportUnwritten } from "./action~previous-revision~action.js";
import { n as outcomeOf } from "./action~outcome.js";

// src/action/run/merge-queue.ts
/** @param sha of the queue's commit */
async function reportToMergeQueue(session, snapshot, settings, sha) {
	const { github, job, context } = session;
	const { status, gate, verdicts } = await gateOfHead(session, snapshot, settings);
	job.output("gate", gate);
	await job.summary(`## BioReview: merge queue\n\n${escapeMarkdown(`Pull request ${snapshot.pull.number}: ${status.description}`)}`);
	await reportUnwritten(job, await setVerdicts(github, context.repository, sha, verdicts));
	return outcomeOf(status);
}
async function gateOfHead(session, snapshot, settings) {
	const { pull, conversation } = snapshot;
	const survey = once(() => changedFiles(session.github, pull));
	const targets = await targetsOf(settings, snapshot, session.files, settings.manuscripts === void 0 ? { files: [] } : await survey());
	const states = readEarlierStates(pull, conversation, targets, settings);
	const each = [];
	for (const [k, target] of targets.all.entries()) {
		const own = await gateOf(session, pull, target, states[k] ?? { kind: "none" }, survey);
		each.push({
			context: statusContext(target.key),
			...own
		});
	}
	const [only] = each;
	if (!targets.several && only !== void 0) return {
		...only,
		verdicts: [only]
	};
	const status = statusOfAll(each, session.context.site.run);
	return {
		status,
		gate: GATES.find((one) => each.some((own) => own.gate === one)) ?? "error",
		verdicts: [...ownStatuses(each), {
			context: statusContext(""),
			status
		}]
	};
}
/** From the worst on. */
const GATES = [
	"error",
	"failed",
	"passed",
	"off"
];
async function gateOf(session, pull, target, read, survey) {
	const { run } = session.context.site;
	const failed = (why) => ({
		status: failedStatus(why, run),
		gate: "error"
	});
	if (target.removed) return {
		status: removedStatus(run),
		gate: "off"
	};
	if (read.kind === "untrusted") return failed(`what earlier runs kept is not believed: ${read.why}`);
	const ledger = read.kind === "state" ? read.state.ledger : void 0;
	if (!(ledger !== void 0 && latestRevision(ledger)?.label === pull.head.sha) && !await isManuscriptUnchanged(session, pull, target, survey)) return failed(`${pull.head.sha.slice(0, 7)} of pull request ${pull.number} was not reviewed`);
	if (ledger === void 0) return {
		status: untouchedStatus(run),
		gate: "off"
	};
	const open = ledger.concerns.filter(({ state }) => state === "open").length;
	const verdict = gateVerdict(ledger, limitsOf(target.settings));
	return {
		status: verdictStatus(verdict, open, run),
		gate: verdict.gate
	};
}
async function isManuscriptUnchanged({ files: treeOf }, pull, { path: named }, survey) {
	const { files: paths, complete } = await survey();
	if (!complete) return false;
	const manuscript = await readManuscript(treeOf(pull.head.sha), { manuscript: named });
	return !await isManuscriptChanged({
		paths,
		base: treeOf(pull.base.sha)
	}, manuscript, named);
}
function once(make) {
	let made;
	return () => {
		made ??= make();
		return made;
	};
}

export { reportToMergeQueue as t };