import { n as SEVERITIES } from "./shared~concern~action~action-post.js";
import { t as judge } from "./shared~gate~action~action-post.js";
import { c as openConcerns, o as latestRevision } from "./revision~ledger~action~action-post.js";
import { l as truncate, n as counted } from "./shared~text.js";
import { a as RAISED_KINDS, c as reportKind, n as lastReviewed } from "./publish~report.js";
import { n as plainText } from "./publish~sanitise.js";

// src/publish/publication.ts
const STATUS_CONTEXT = "bioreview/gate";

// src/publish/plan/verdict.ts
/** What a run concludes: the gate's verdict over the ledger, the commit status, and the outputs of the step. */
/** What counts as new: brought by the last *reviewed* revision, so that a cosmetic one changes no verdict. Not what a person reopened, and not what was
*  noticed late, which was there before. */
function gateVerdict(ledger, limits) {
	const reviewed = lastReviewed(ledger);
	const isRaisedEvent = ({ revision, outcome, by }) => revision === reviewed && by === void 0 && RAISED_KINDS.some((kind) => kind === outcome);
	const counted = ledger.concerns.map(({ severity, state, history }) => ({
		severity,
		state,
		isNew: history.some(isRaisedEvent)
	}));
	return judge(counted, limits);
}
/** Characters that GitHub takes. */
const MAX_DESCRIPTION = 140;
/** @param key of the manuscript, where several of one repository are reviewed apart: each has a verdict of its own
*  @returns the name of the status, as a merge rule asks for it */
function statusContext(key) {
	return key === "" ? STATUS_CONTEXT : `${STATUS_CONTEXT}/${key}`;
}
function pendingStatus(run) {
	return status("pending", "The manuscript is being reviewed", run);
}
/** Of a commit that is not the head any more. */
function supersededStatus(by, run) {
	return status("error", `Superseded by ${plainText(by).slice(0, 7)}: this commit was not reviewed to the end`, run);
}
/** Of a run that ended without a word. */
function crashedStatus(run) {
	return status("error", "The review ended before it was done; nothing was concluded. See the job's log", run);
}
function failedStatus(fault, run) {
	return status("error", `Not reviewed: ${fault}`, run);
}
function untouchedStatus(run) {
	return status("success", "No manuscript file changed", run);
}
/** @param open concerns in all */
function verdictStatus({ gate, reason, openMajor }, open, url) {
	const all = counted(open, "open concern");
	switch (gate) {
		case "off": return status("success", `${open} open, ${openMajor} major (no limit set)`, url);
		case "passed": return status("success", `Passed: ${reason}; ${all}`, url);
		case "failed": return status("failure", `Failed: ${reason}; ${all}`, url);
	}
}
/** Of a manuscript that this pull request takes away. */
function removedStatus(run) {
	return status("success", "This pull request removes the manuscript", run);
}
/** Of one that changed and was not asked for. */
function waitingStatus(key, run) {
	return status("pending", `Not reviewed yet: comment /bioreview ${key}`, run);
}
/** From the worst on. */
const STATES = [
	"error",
	"failure",
	"pending",
	"success"
];
/** Statuses of single manuscripts in one run: each is a request, and writes are a second apart. */
const MOST_STATUSES = 30;
/** Those that are set of single manuscripts: all; of very many those that say more than that nothing changed. */
function ownStatuses(statuses) {
	return statuses.length <= MOST_STATUSES ? statuses : statuses.filter(({ status }) => !isQuiet(status));
}
/** Of several manuscripts together: as bad as the worst. @param statuses at least one */
function statusOfAll(statuses, run) {
	const state = STATES.find((one) => statuses.some(({ status: { state } }) => state === one)) ?? "error";
	const told = statuses.filter(({ status }) => status.state === state && (state !== "success" || !isQuiet(status)));
	const parts = told.map(({ context, status }) => `${context.slice(STATUS_CONTEXT.length + 1)}: ${status.description}`);
	const quiet = statuses.length - told.length;
	const others = quiet === 0 ? [] : [`${quiet} ${state === "success" ? "unchanged" : "others"}`];
	return status(state, parts.length === 0 ? untouchedStatus().description : [...parts, ...others].join("; "), run);
}
function isQuiet({ description }) {
	return description === untouchedStatus().description;
}
function status(state, description, url) {
	return {
		state,
		description: truncate(plainText(description), MAX_DESCRIPTION),
		...url === void 0 ? {} : { url }
	};
}
/** What other steps of a workflow may read. Invariant: our own words and numbers, never text of a model, a manuscript or a person.
*  @param outcomes of this revision; empty where none was reviewed
*  @returns of a failure no counts: an empty string is no zero */
function outputsOf(outcome, head, ledger, verdict, outcomes = []) {
	const open = ledger === void 0 ? void 0 : openConcerns(ledger);
	const text = (count) => count === void 0 ? "" : `${count}`;
	const of = (...kinds) => text(outcome === "failed" ? void 0 : outcomes.filter((one) => kinds.includes(reportKind(one))).length);
	return {
		outcome,
		head,
		revision: text(ledger === void 0 ? void 0 : latestRevision(ledger)?.number),
		gate: outcome === "failed" || outcome === "waiting" ? "error" : verdict?.gate ?? "off",
		open: text(open?.length),
		...Object.fromEntries(SEVERITIES.map((severity) => [`open-${severity}`, text(open?.filter((one) => one.severity === severity).length)])),
		"new-major": text(verdict?.newMajor),
		introduced: of("introduced"),
		"noticed-late": of("noticed late"),
		standing: of("standing"),
		escalated: of("escalated"),
		eased: of("eased"),
		"partly-addressed": of("addressed in part"),
		"not-repeated": of("not repeated", "text removed"),
		resolved: of("resolved"),
		reopened: of("reopened"),
		dismissed: text(ledger?.concerns.filter(({ state }) => state === "dismissed").length)
	};
}
/** From what says most of a run on. */
const OUTCOMES = [
	"failed",
	"waiting",
	"reviewed",
	"command",
	"cosmetic",
	"standing",
	"removed",
	"untouched"
];
const GATES = [
	"error",
	"failed",
	"passed",
	"off"
];
/** Of several manuscripts together: the worst outcome and gate, the sums of all counts. `manuscripts` holds those of each, as a list of objects in JSON.
*  @param each at least one */
function outputsOfAll(each) {
	const values = (name) => each.map(({ outputs }) => outputs[name] ?? "");
	const worst = (name, order) => order.find((value) => values(name).includes(value)) ?? "";
	const sum = (name) => {
		const counts = values(name).filter((value) => value !== "");
		return counts.length === 0 ? "" : `${counts.reduce((all, count) => all + Number(count), 0)}`;
	};
	const [first] = each;
	const all = Object.keys(first?.outputs ?? {}).map((name) => {
		if (name === "head") return [name, first?.outputs[name] ?? ""];
		if (name === "outcome") return [name, worst(name, OUTCOMES)];
		if (name === "gate") return [name, worst(name, GATES)];
		return [name, name === "revision" && each.length > 1 ? "" : sum(name)];
	});
	return {
		...Object.fromEntries(all),
		manuscripts: JSON.stringify(each.map(({ key, outputs: { head: _, ...own } }) => ({
			key,
			...own
		})))
	};
}

export { outputsOfAll as a, removedStatus as c, supersededStatus as d, untouchedStatus as f, outputsOf as i, statusContext as l, waitingStatus as m, failedStatus as n, ownStatuses as o, verdictStatus as p, gateVerdict as r, pendingStatus as s, crashedStatus as t, statusOfAll as u };