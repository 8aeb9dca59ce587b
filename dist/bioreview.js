#!/usr/bin/env node
import { a as InterruptedError, r as EXIT_CODES } from "./chunks/shared~errors.js";
import { t as run } from "./chunks/cli~bioreview.js";
import { t as processTerminal } from "./chunks/cli~terminal~bioreview.js";

// src/cli/main.ts
/** Ctrl-C, SIGTERM, and SIGHUP when a terminal is closed: the first asks everything to stop and tidy up, a second one ends the process at once. */
const SIGNALS = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
const interrupted = new AbortController();
const onSignal = (name) => {
	if (interrupted.signal.aborted) process.exit(EXIT_CODES.interrupted);
	interrupted.abort(new InterruptedError({
		code: "interrupted",
		at: name,
		fault: "stopped before it was done, so nothing was written",
		remedy: "Run the same command again"
	}));
};
for (const name of SIGNALS) process.on(name, onSignal);
try {
	process.exitCode = await run(process.argv.slice(2), processTerminal(import.meta.dirname), interrupted.signal);
} catch (error) {
	console.error("bioreview: this is a bug, please report it with what follows:", error);
	process.exitCode = EXIT_CODES.bug;
} finally {
	for (const name of SIGNALS) process.off(name, onSignal);
}

export {  };