import { u as SettingsError } from "./shared~errors.js";
import { s as stateAfter } from "./revision~schema~action~action-post.js";

// src/revision/ledger/ledger.ts
/** Wordings that are kept to recognise a concern by, besides the last. More of them are more chances of a wrong match. */
const MOST_ALIASES = 3;
/** Of a manuscript that was never reviewed. */
function emptyLedger() {
	return {
		schema: "bioreview-ledger",
		version: 1,
		shortened: "whole",
		forgotten: 0,
		nextId: 1,
		revisions: [],
		concerns: []
	};
}
/** Reviewed or cosmetic; undefined before the first. */
function latestRevision({ revisions }) {
	return revisions.at(-1);
}
/** The ledger with one revision more, whose outcomes are not written down yet. */
function withRevision(ledger, label, kind) {
	const number = (latestRevision(ledger)?.number ?? 0) + 1;
	return {
		...ledger,
		revisions: [...ledger.revisions, {
			number,
			label,
			kind
		}]
	};
}
/** A revision in which no reader sees a difference: all states stand. */
function addCosmeticRevision(ledger, label) {
	return withRevision(ledger, label, "cosmetic");
}
/** A new concern as the ledger keeps it. */
function newLedgerConcern({ id, kind, now, because, places }, revision) {
	const { text, category, severity } = now;
	return {
		id,
		state: "open",
		text,
		category,
		severity,
		aliases: [],
		history: [{
			revision,
			outcome: kind,
			severity,
			because,
			...placeOf(places)
		}]
	};
}
/** What an outcome makes of a concern that is known.
*  @param change of the text of a concern that was not raised again */
function applyOutcome(concern, outcome, revision, change) {
	const event = {
		revision,
		outcome: outcome.kind,
		severity: concern.severity,
		...placeOf(outcome.places)
	};
	switch (outcome.kind) {
		case "standing":
		case "escalated":
		case "reopened": return reworded(concern, outcome.now, {
			...event,
			because: "raised again"
		});
		case "eased":
			if (outcome.because === "addressed in part") return judged(concern, {
				...event,
				because: outcome.because,
				cause: outcome.cause
			});
			if (outcome.because === "raised in part") return withEvent(concern, {
				...event,
				because: outcome.because
			});
			return reworded(concern, outcome.now, {
				...event,
				because: outcome.because
			});
		case "dismissed": return withEvent(concern, {
			...event,
			because: "raised again"
		});
		case "not repeated": {
			if (outcome.because === "text removed") return judged(concern, {
				...event,
				because: outcome.because,
				cause: outcome.cause
			});
			const cause = change?.kind === "not read" ? change.cause : void 0;
			const after = withEvent(concern, {
				...event,
				because: outcome.because
			});
			return cause === void 0 ? after : {
				...after,
				unjudged: {
					since: revision,
					...cause
				}
			};
		}
		case "resolved": return judged(concern, {
			...event,
			because: outcome.cause.kind,
			cause: outcome.cause
		});
	}
}
function placeOf([place]) {
	return place === void 0 ? {} : { place };
}
/** @param by who decided it   @param reason in that person's words
*  @throws SettingsError where there is no such concern, or it is not open */
function dismiss(ledger, id, by, reason) {
	const concern = concernById(ledger, id);
	if (concern.state !== "open") throw wrongState(concern, "only an open concern can be dismissed");
	return byPerson(ledger, concern, "dismissed", by, reason);
}
/** @throws SettingsError where there is no such concern, or it is open already */
function reopen(ledger, id, by, reason) {
	const concern = concernById(ledger, id);
	if (concern.state === "open") throw wrongState(concern, "it is open already");
	return byPerson(ledger, concern, "reopened", by, reason);
}
function byPerson(ledger, concern, outcome, by, reason) {
	const revision = latestRevision(ledger)?.number ?? 1;
	const because = reason.trim() === "" ? "no reason given" : reason;
	const after = withEvent(concern, {
		revision,
		outcome,
		severity: concern.severity,
		because,
		by
	});
	return {
		...ledger,
		concerns: ledger.concerns.map((one) => one === concern ? after : one)
	};
}
function withEvent(concern, event) {
	return {
		...concern,
		state: stateAfter(event.outcome),
		severity: event.severity,
		history: [...concern.history, event]
	};
}
/** A review has looked: nothing is left to be judged. */
function judged({ unjudged: _, ...concern }, event) {
	return withEvent(concern, event);
}
/** The concern in the words in which it was raised now; those of before are kept beside. */
function reworded(concern, now, event) {
	const same = now.text === concern.text;
	const after = judged(concern, {
		...event,
		severity: now.severity,
		...same ? {} : { text: now.text }
	});
	if (same) return {
		...after,
		category: now.category
	};
	const earlier = [concern.text, ...concern.aliases].filter((text) => text !== now.text);
	return {
		...after,
		text: now.text,
		category: now.category,
		aliases: [...new Set(earlier)].slice(0, MOST_ALIASES)
	};
}
/** What a revision did about an open concern without settling it. It stands until the concern is raised again, or another change
*  is reported.
*  @returns undefined for any other concern */
function unsettledChange({ state, history }) {
	const last = history.findLast(({ outcome, because }) => outcome !== "not repeated" || because === "text removed");
	if (state !== "open" || last === void 0) return void 0;
	const { outcome, because: kind, revision, cause } = last;
	return outcome === "eased" && kind === "addressed in part" || outcome === "not repeated" && kind === "text removed" ? {
		kind,
		revision,
		cause
	} : void 0;
}
function concernById(ledger, id) {
	const found = ledger.concerns.find((concern) => concern.id === id);
	if (found !== void 0) return found;
	throw new SettingsError({
		code: "concern-unknown",
		at: id,
		fault: "there is no concern of that name",
		remedy: "Name one that the list of concerns shows, such as C7"
	});
}
function wrongState({ id, state }, fault) {
	return new SettingsError({
		code: "concern-not-so",
		at: id,
		fault: `it is ${state}, and ${fault}`,
		remedy: "Name another concern"
	});
}
/** Where a concern of the ledger stood last. A review that does not repeat a concern says where it stood before.
*  @returns undefined for one about the whole paper */
function lastPlace({ history }, { revisions }) {
	const event = history.findLast(({ place }) => place !== void 0);
	if (event?.place === void 0) return void 0;
	const at = revisions.findIndex(({ number }) => number === event.revision);
	const meant = revisions[event.outcome === "not repeated" || event.because === "addressed in part" ? at - 1 : at];
	return {
		place: event.place,
		revision: meant?.number ?? 0,
		commit: meant?.label
	};
}
function openConcerns({ concerns }) {
	return concerns.filter(({ state }) => state === "open");
}

export { lastPlace as a, openConcerns as c, withRevision as d, emptyLedger as i, reopen as l, applyOutcome as n, latestRevision as o, dismiss as r, newLedgerConcern as s, addCosmeticRevision as t, unsettledChange as u };