#!/usr/bin/env node
import { a as InterruptedError } from "./chunks/shared~errors.js";
import { t as processJob } from "./chunks/action~job~action~action-post.js";
import { t as modelSource } from "./chunks/action~model-server~action.js";
import { t as run } from "./chunks/action~action.js";
import { y as processDisk } from "./chunks/action~previous-revision~action.js";
import { r as locateOrInstallRunner } from "./chunks/action~action~action-post.js";
import { performance } from "node:perf_hooks";

// src/action/main.ts
/** The Action's entry: this process as the dependencies of a run. Invariants: a run that is cancelled ends before it is killed; a crash prints no text raw. */
/** Milliseconds from the first signal. The runner cancels a job by SIGINT, after 7.5 seconds by SIGTERM, and 2.5 seconds later it kills: enough for one last
*  request, which has five seconds. A model server that we started ends with us, for it listens to a pipe that only we hold. */
const EXIT_WITHIN = 6500;
const SIGNALS = ["SIGINT", "SIGTERM"];
const job = processJob();
const cancellation = onCancel();
onCrash(job);
await run({
	job,
	disk: processDisk,
	models: modelSource,
	pageAssets: async () => (await import("./chunks/report-page.js")).readPageAssets(import.meta.dirname),
	runner: (settings, stop) => locateOrInstallRunner(job, import.meta.dirname, settings, stop),
	now: () => performance.now(),
	signal: cancellation.signal,
	throttle: !isLoopback(job.env["GITHUB_API_URL"])
});
cancellation.stopListening();
function onCancel() {
	const controller = new AbortController();
	let timer;
	const cancel = (name) => {
		if (controller.signal.aborted) return;
		timer = setTimeout(() => process.exit(1), EXIT_WITHIN);
		controller.abort(new InterruptedError({
			code: "interrupted",
			at: name,
			fault: "the job was cancelled before the review was done",
			remedy: "Run it again"
		}));
	};
	for (const name of SIGNALS) process.on(name, cancel);
	return {
		signal: controller.signal,
		stopListening() {
			clearTimeout(timer);
			for (const name of SIGNALS) process.off(name, cancel);
		}
	};
}
/** Node would print the stack of an uncaught error raw, and its words may be foreign text. Here they become lines of the log; the post step then sets the commit's
*  status. */
function onCrash({ log, fail }) {
	process.once("uncaughtException", (error) => {
		for (const line of (error.stack ?? error.message).split("\n")) log.error(line);
		fail("this is a bug of BioReview: please report it with the lines above");
		process.exit(1);
	});
}
/** A stand-in for GitHub on this very machine has no pace to be kept. */
function isLoopback(api) {
	return api !== void 0 && URL.canParse(api) && /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(api).hostname);
}

export {  };