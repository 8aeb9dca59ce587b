import { n as plainText } from "./publish~sanitise.js";
import { c as thousands, i as fromSnakeCase, l as truncate, s as percentRead } from "./shared~text.js";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline/promises";

// src/cli/terminal.ts
/** Where the command line reads from and writes to, an argument everywhere, so that a test can be a terminal too; and the line of progress on it. */
/** Characters a line where nothing says how wide it is. */
const USUAL_COLUMNS = 100;
/** @param program folder of the entry: a part of the bundle may lie elsewhere */
function processTerminal(program) {
	const { stdin, stdout, stderr, env } = process;
	stderr.on("error", () => {});
	return {
		env,
		directory: process.cwd(),
		program,
		get columns() {
			return stdout.columns || USUAL_COLUMNS;
		},
		get errColumns() {
			return stderr.columns || USUAL_COLUMNS;
		},
		errIsTerminal: stderr.isTTY === true && env["TERM"] !== "dumb",
		...stdin.isTTY === true && stderr.isTTY === true && { ask: askPerson },
		out: writerOf(stdout),
		err: (text) => void stderr.write(text)
	};
}
async function askPerson(question) {
	const lines = createInterface({
		input: process.stdin,
		output: process.stderr
	});
	try {
		return await lines.question(question);
	} finally {
		lines.close();
	}
}
function writerOf(stream) {
	stream.on("error", () => {});
	return (text) => new Promise((resolve, reject) => stream.write(text, (error) => error ? reject(error) : resolve()));
}
/** Does a command's work with a line of progress, which is taken away at the end, also where the work fails. */
async function withProgress(terminal, signal, work) {
	const progress = progressLine(terminal, () => performance.now());
	try {
		return await work({
			terminal,
			progress,
			signal
		});
	} finally {
		progress.end();
	}
}
/** Milliseconds between two drawings: a faster line cannot be read. */
const REDRAW_EVERY = 100;
/** Erases from the cursor to the end of the line: written after the words, so that the line never stands empty. */
const ERASE_REST = "\x1B[K";
const ERASE_LINE = `\r${ERASE_REST}`;
/** @param now milliseconds of a clock that never goes back */
function progressLine(terminal, now) {
	if (!terminal.errIsTerminal) return progressLog(terminal, now);
	/** When the line that stands was drawn. */
	let drawn = -1e400;
	let writingSince;
	const draw = (what, always) => {
		if (!always && now() - drawn < REDRAW_EVERY) return;
		drawn = now();
		terminal.err(`\r${fitted(what, terminal)}${ERASE_REST}`);
	};
	const line = {
		show: (activity, detail) => draw(`${detail === void 0 ? activity : `${activity}: ${detail}`} …`, true),
		print: (text) => {
			terminal.err(`\r${fitted(text, terminal)}${ERASE_REST}\n`);
			drawn = -1e400;
		},
		onReview(progress) {
			if (progress.stage !== "writing") writingSince = progress.stage === "concern" ? writingSince : void 0;
			switch (progress.stage) {
				case "prompt": return line.show(`asking with ${thousands(progress.report.tokens)} tokens`);
				case "question": return line.show(`question ${progress.question} of ${progress.questions}`);
				case "waiting": return draw(`${waitingWords(progress.place)} …`, true);
				case "reading": return draw(readingWords(progress.tokensRead, progress.tokensTotal), false);
				case "writing": {
					writingSince ??= now();
					const seconds = (now() - writingSince) / 1e3;
					const speed = seconds > .5 ? `, ${(progress.tokensWritten / seconds).toFixed(1)} tokens/s` : "";
					return draw(`writing: ${thousands(progress.tokensWritten)} tokens${speed}`, false);
				}
				case "concern": return line.print(`  ${progress.concern.severity} · ${fromSnakeCase(progress.concern.category)} · ${progress.concern.text}`);
				case "retry": return line.print(`  asking again: ${progress.because}`);
				case "embedding": return line.show(`looking for concerns that say the same (${progress.texts})`);
			}
		},
		end() {
			if (drawn !== -1e400) terminal.err(ERASE_LINE);
			drawn = -1e400;
		}
	};
	return line;
}
/** Milliseconds between two lines of a log. */
const LOG_EVERY = 1e4;
/** Where standard error is no terminal: a line every ten seconds, so that the log of a long run shows that it goes on; nothing of a short one. */
function progressLog(terminal, now) {
	let told = now();
	let question = "";
	const tell = (what) => {
		if (now() - told < LOG_EVERY) return;
		told = now();
		terminal.err(`bioreview: ${plainText(what)}\n`);
	};
	return {
		show: (activity, detail) => tell(detail === void 0 ? activity : `${activity}: ${detail}`),
		print() {},
		onReview(progress) {
			switch (progress.stage) {
				case "question":
					question = `question ${progress.question} of ${progress.questions}, `;
					return tell(question.slice(0, -2));
				case "waiting": return tell(`${question}${waitingWords(progress.place)}`);
				case "reading": return tell(`${question}${readingWords(progress.tokensRead, progress.tokensTotal)}`);
				case "writing": return tell(`${question}writing: ${thousands(progress.tokensWritten)} tokens`);
				case "embedding": return tell(`looking for concerns that say the same (${progress.texts})`);
			}
		},
		end() {}
	};
}
function waitingWords(place) {
	return place === 0 ? "waiting: next in line" : `waiting: ${place} before us`;
}
function readingWords(read, total) {
	return `reading the paper: ${percentRead(read, Math.max(1, total))} of ${thousands(total)} tokens`;
}
/** One line that fits: a longer one would be broken by the terminal, and its first half could not be taken away again. */
function fitted(text, { errColumns }) {
	const indent = /^ */.exec(text)?.[0] ?? "";
	return truncate(indent + plainText(text), Math.max(20, errColumns - 1));
}

export { progressLine as n, withProgress as r, processTerminal as t };