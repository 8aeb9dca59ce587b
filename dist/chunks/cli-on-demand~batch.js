import { a as InterruptedError, f as UserError, n as BatchError } from "./shared~errors.js";
import { n as plainText } from "./publish~sanitise.js";
import { a as lockBatch, c as removeUnfinished, d as savedOutcome, i as errorPath, l as resultPath, n as summaryMarkdown, o as notWritten, r as assertSameSettings, s as outcomeOf, t as summaryCsv, u as save } from "./cli~batch-folder.js";
import { join } from "node:path";
import { mkdir, rm } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

// src/cli/batch.ts
/** Many manuscripts, each reviewed once: a bounded number at a time, a result file each, and a table of all. Invariants: a manuscript is done exactly where its result
*  stands, which appears whole or not at all, so that a run that was killed goes on with the next one; what fails for one manuscript stops no other, and what would
*  fail for all of them stops the batch. */
/** @returns what became of each, in the order of the items
*  @throws BatchError where some could not be reviewed; what stopped it, or InterruptedError; the table is written in any case */
async function runBatch(batch, dependencies, signal) {
	const { items, output } = batch;
	await mkdir(output, { recursive: true }).catch((error) => Promise.reject(notWritten(output, error)));
	const release = await lockBatch(output);
	try {
		await assertSameSettings(output, batch.settings);
		await removeUnfinished(output);
		const outcomes = /* @__PURE__ */ new Map();
		for (const item of items) {
			const done = await savedOutcome(output, item);
			if (done !== void 0) outcomes.set(item, done);
		}
		if (outcomes.size > 0) dependencies.notice(`${outcomes.size} of ${items.length} were reviewed before`);
		const stopped = await reviewAll(batch, outcomes, dependencies, signal);
		const rows = items.map((item) => ({
			item,
			outcome: outcomes.get(item) ?? { kind: "left" }
		}));
		await save(join(output, "summary.csv"), summaryCsv(rows));
		await save(join(output, "summary.md"), summaryMarkdown(rows));
		if (stopped !== void 0) throw stopped;
		const failed = rows.filter(({ outcome }) => outcome.kind === "failed").length;
		if (failed > 0) throw new BatchError({
			code: "batch-incomplete",
			at: output,
			fault: `${failed} of ${items.length} manuscripts could not be reviewed`,
			remedy: "summary.md says why; mend what it says and run the same command again, which reviews those alone"
		});
	} finally {
		await release();
	}
}
/** Reviews what is left. @returns what stopped it before its end */
async function reviewAll(batch, outcomes, dependencies, signal) {
	const { items, output, concurrency } = batch;
	const left = items.filter((item) => !outcomes.has(item));
	const halt = new AbortController();
	const onAbort = () => halt.abort(signal.reason);
	signal.addEventListener("abort", onAbort, { once: true });
	if (signal.aborted) onAbort();
	let stopped;
	const done = (item, outcome, line) => {
		outcomes.set(item, outcome);
		dependencies.notice(`${outcomes.size} of ${items.length}: ${line}`);
		dependencies.progress("reviewing", `${outcomes.size} of ${items.length} done`);
	};
	const work = async () => {
		for (let item = left.shift(); item !== void 0 && !halt.signal.aborted; item = left.shift()) try {
			const result = await withPatience(() => dependencies.review(item, halt.signal), batch, dependencies, halt.signal);
			await save(resultPath(output, item), `${JSON.stringify(result, void 0, 2)}\n`);
			await rm(errorPath(output, item), { force: true });
			done(item, outcomeOf(result), `${item.path}: ${result.concerns.length} concerns`);
		} catch (error) {
			if (halt.signal.aborted) return;
			if (!(error instanceof UserError) || !isOfOne(error)) {
				stopped = error;
				return halt.abort(error);
			}
			const { code, kind, at, fault, remedy } = error;
			const failed = {
				path: item.path,
				code,
				kind,
				at: plainText(at),
				fault: plainText(fault),
				remedy: plainText(remedy)
			};
			await save(errorPath(output, item), `${JSON.stringify(failed, void 0, 2)}\n`);
			done(item, {
				kind: "failed",
				code,
				message: error.message
			}, `${item.path}: not reviewed: ${error.message}`);
		}
	};
	try {
		const workers = Array.from({ length: Math.min(concurrency, left.length) }, () => work().catch((error) => {
			stopped ??= error;
			halt.abort(error);
		}));
		await Promise.all(workers);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
	if (!signal.aborted) return stopped;
	const reviewed = [...outcomes.values()].filter(({ kind }) => kind === "reviewed").length;
	return new InterruptedError({
		code: "interrupted",
		at: output,
		fault: `stopped when ${reviewed} of ${items.length} manuscripts were reviewed`,
		remedy: "Run the same command again: it goes on with those that are left"
	});
}
/** What a server answers about one manuscript, as against what is wrong with the server. */
const OF_ONE_REQUEST = /* @__PURE__ */ new Set([
	"prompt-too-long",
	"request-too-large",
	"request-refused",
	"server-failed",
	"server-failed-midway",
	"server-gave-up",
	"server-stalled",
	"server-strange-stream",
	"answer-given-up"
]);
function isOfOne({ kind, code }) {
	return kind === "manuscript" || kind === "answer" || kind === "server" && OF_ONE_REQUEST.has(code);
}
/** What a server says, or does not say, that is being started anew. */
const COMES_BACK = /* @__PURE__ */ new Set([
	"server-ended",
	"server-loading",
	"server-not-running",
	"server-rate-limit",
	"server-socket-missing",
	"server-stopping",
	"server-unavailable",
	"server-unreachable"
]);
/** Seconds between two tries. */
const TRY_EVERY = 5;
async function withPatience(work, { patience }, { now, progress }, signal) {
	const began = now();
	for (let wait = 0;; wait = now() - began) try {
		return await work();
	} catch (error) {
		if (!(error instanceof UserError) || !COMES_BACK.has(error.code) || wait + TRY_EVERY * 1e3 > patience * 1e3) throw error;
		progress("waiting for the model server", plainText(error.fault));
		await setTimeout(TRY_EVERY * 1e3, void 0, { signal });
	}
}

export { runBatch as t };