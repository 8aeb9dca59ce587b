import { c as truncate, n as counted } from "./shared~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { n as plainText } from "./publish~bioreview~action~action-post.js";

// src/publish/publication.ts
const STATUS_CONTEXT = "bioreview/gate";

// src/publish/statuses.ts
/** Characters that GitHub takes. */
const LONGEST = 140;
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
		case "off": return status("success", `${all}, ${openMajor} major; no limit is set`, url);
		case "passed": return status("success", `Passed: ${reason}; ${all}`, url);
		case "failed": return status("failure", `Failed: ${reason}; ${all}`, url);
	}
}
function status(state, description, url) {
	return {
		state,
		description: truncate(plainText(description), LONGEST),
		...url === void 0 ? {} : { url }
	};
}

export { supersededStatus as a, statusContext as i, failedStatus as n, untouchedStatus as o, pendingStatus as r, verdictStatus as s, crashedStatus as t };