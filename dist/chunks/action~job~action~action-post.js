import { a as info, c as setFailed, d as warning, f as summary, i as getState, l as setOutput, n as error, o as notice, r as getInput, s as saveState, t as debug, u as setSecret } from "./small-libraries~action~action-post.js";
import { n as plainText } from "./publish~sanitise.js";
import { l as truncate } from "./shared~text.js";

// src/action/job/job.ts
/** The job that we are a step of, as GitHub's runner offers it: a port, so that a test can be a job too, and the real one through GitHub's own toolkit; and the progress
*  of a review in its log. The runner reads every line that is written for commands: `::error::` where a line begins, `##[set-output name=gate]off` anywhere in it.
*  Invariant: whatever the text, a line of the log is one line, begins with our name, and no part of it is a command. */
/** Bytes: the runner refuses a summary above 1,024 KiB as a whole. */
const LONGEST_SUMMARY = 1e6;
const CUT = "\n\nThe rest was cut: GitHub shows no more than this.\n";
/** The job of this process. */
function processJob() {
	const log = {
		debug: (text) => debug(logLine(text)),
		info: (text) => info(logLine(text)),
		notice: (text) => notice(logLine(text)),
		warning: (text) => warning(logLine(text)),
		error: (text) => error(logLine(text))
	};
	return {
		env: process.env,
		log,
		input: (name) => getInput(name),
		output: (name, value) => setOutput(name, value),
		async summary(markdown) {
			const { GITHUB_STEP_SUMMARY: file } = process.env;
			if (!file) return log.info("this runner shows no summary");
			await summary.addRaw(shortened(markdown), true).write().catch((error) => log.warning(`the job's page could not be written: ${String(error)}`));
		},
		mask: (secret) => setSecret(secret),
		fail: (reason) => setFailed(logLine(reason)),
		saveState: (name, value) => saveState(name, value),
		getState: (name) => getState(name)
	};
}
/** Cut at a line, for half a line may be half a table or half a tag. */
function shortened(markdown) {
	if (Buffer.byteLength(markdown) <= LONGEST_SUMMARY) return markdown;
	const room = Buffer.from(markdown).subarray(0, 999948).toString("utf8");
	return room.slice(0, room.lastIndexOf("\n") + 1) + CUT;
}
/** Characters of a line: more is no message but a dump. */
const LONGEST = 2e3;
/** Text as one line that commands nothing. */
function logLine(text) {
	return `bioreview: ${truncate(plainText(text), LONGEST)}`;
}
/** Milliseconds between two lines of one stage. */
const EVERY = 15e3;
/** What happens now, for a log whose lines cannot be redrawn: each stage once, and within a long one a line now and then.
*  @param now milliseconds of a clock that never goes back */
function progressLog(log, now) {
	let lastStage = "";
	let loggedAt = -1e400;
	const report = (stage, what) => {
		if (stage === lastStage && now() - loggedAt < EVERY) return;
		lastStage = stage;
		loggedAt = now();
		log.info(what);
	};
	return {
		progress: (activity, detail) => report(activity, detail === void 0 ? activity : `${activity}: ${detail}`),
		onReview(progress) {
			switch (progress.stage) {
				case "prompt": return report("prompt", `asking the model with ${progress.report.tokens} tokens`);
				case "question": return report("question", `question ${progress.question} of ${progress.questions} about the paper`);
				case "waiting": return report("waiting", `waiting: ${progress.place} requests are served before ours`);
				case "reading": return report("reading", `the model has read ${progress.tokensRead} of ${progress.tokensTotal} tokens`);
				case "writing": return report("writing", `the model has written ${progress.tokensWritten} tokens`);
				case "concern": return;
				case "retry": return report("retry", `asking again: ${progress.because}`);
				case "embedding": return report("embedding", `looking for concerns that say the same (${progress.texts})`);
			}
		}
	};
}

export { progressLog as n, processJob as t };