import { n as plainText } from "./publish~sanitise.js";
import { l as truncate } from "./shared~text.js";

// src/action/job/log.ts
/** The job's log, and the progress of a review in it. The runner reads every line that is written for commands: `::error::` where a line begins,
*  `##[set-output name=gate]off` anywhere in it. Invariant: whatever the text, it is one line, begins with our name, and no part of it is a command. */
/** Characters of a line: more is no message but a dump. */
const LONGEST = 2e3;
/** Text as one line that commands nothing. */
function logLine(text) {
	return `bioreview: ${truncate(plainText(text), LONGEST)}`;
}
/** Milliseconds between two lines of one stage. */
const EVERY = 15e3;
/** What happens now, for a log that nobody can take a line back from: each stage once, and within a long one a line now and then.
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

export { progressLog as n, logLine as t };