import { n as SEVERITIES } from "./shared~concern.js";
import { t as judge } from "./shared~action~action-post.js";
import { c as openConcerns, o as latestRevision } from "./revision~ledger.js";
import { c as truncate, n as counted } from "./shared~text.js";
import { s as lastReviewed, t as RAISED_KINDS, u as reportKind } from "./publish~report.js";
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
		gate: outcome === "failed" ? "error" : verdict?.gate ?? "off",
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

export { pendingStatus as a, untouchedStatus as c, outputsOf as i, verdictStatus as l, failedStatus as n, statusContext as o, gateVerdict as r, supersededStatus as s, crashedStatus as t };