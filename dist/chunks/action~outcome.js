import { f as UserError } from "./shared~errors.js";
import { t as VERSION } from "./shared~version~bioreview.js";

// src/action/run/outcome.ts
/** How a run ends: its result, and whether the job fails. Invariant: a job is green only where the gate is, or where there was
*  nothing to do; whatever was not concluded is red, or says that another run concludes it. */
/** @param status that the publication ends with; undefined where a command changed nothing */
function outcomeOf(status) {
	switch (status?.state) {
		case "failure":
		case "error": return {
			kind: "failed",
			why: status.description,
			byGate: status.state === "failure"
		};
		case "success":
		case "pending":
		case void 0: return { kind: "done" };
	}
}
/** @param several whether the repository has several manuscripts */
function reviewedHead(pull, { key, settings }, several) {
	return {
		pull,
		manuscript: several ? key : void 0,
		profile: settings.profile
	};
}
function runResultOf({ pull, manuscript, profile }, previous, found) {
	return {
		schema: "bioreview-run",
		version: 1,
		tool: {
			name: "bioreview",
			version: VERSION
		},
		repository: pull.repository,
		pull: pull.number,
		head: pull.head.sha,
		base: pull.base,
		...manuscript === void 0 ? {} : { manuscript },
		previous,
		profile,
		found
	};
}
/** A failure, logged, as a result that is published.
*  @param notes on what earlier runs left
*  @throws the error itself where it must not be published: an interruption, a run that was overtaken, a bug of ours */
function failedResult({ log }, error, head, notes) {
	if (!(error instanceof UserError) || error.kind === "interrupted" || error.kind === "superseded") throw error;
	log.error(head.manuscript === void 0 ? error.message : `${head.manuscript}: ${error.message}`);
	for (const line of error.unfinished) log.notice(line);
	const { kind, code, at, fault, remedy } = error;
	return runResultOf(head, {
		from: "none",
		notes: [...notes]
	}, {
		kind: "failed",
		failure: {
			kind,
			code,
			at,
			fault,
			remedy
		}
	});
}

export { runResultOf as i, outcomeOf as n, reviewedHead as r, failedResult as t };