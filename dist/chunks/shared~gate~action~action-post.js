import { n as counted } from "./shared~text.js";

// src/gate.ts
/** Counts open major concerns, and those among them that the last revision brought, against the limits: a count at its limit passes. */
function judge(concerns, { maxOpenMajor, maxNewMajor }) {
	const majors = concerns.filter(({ severity, state }) => severity === "major" && state === "open");
	const counts = {
		openMajor: majors.length,
		newMajor: majors.filter(({ isNew }) => isNew).length
	};
	const limits = [{
		count: counts.openMajor,
		limit: maxOpenMajor,
		what: "open major"
	}, {
		count: counts.newMajor,
		limit: maxNewMajor,
		what: "new major"
	}].flatMap(({ count, limit, what }) => limit === void 0 ? [] : [{
		count,
		limit,
		what
	}]);
	const exceeded = limits.filter(({ count, limit }) => count > limit);
	const told = (exceeded.length > 0 ? exceeded : limits).map(({ count, limit, what }) => `${counted(count, `${what} concern`)}, limit ${limit}`);
	if (limits.length === 0) return {
		gate: "off",
		...counts,
		reason: "no limit is set"
	};
	return {
		gate: exceeded.length > 0 ? "failed" : "passed",
		...counts,
		reason: told.join("; ")
	};
}

export { judge as t };