#!/usr/bin/env node
import { W as EXIT_CODES } from "./chunks/shared.js";
import { n as run, r as onInterrupt, t as processTerminal } from "./chunks/cli~bioreview.js";

// src/cli/main.ts
const interrupt = onInterrupt();
try {
	process.exitCode = await run(process.argv.slice(2), processTerminal(import.meta.dirname), interrupt.signal);
} catch (error) {
	console.error("bioreview: this is a bug, please report it with what follows:", error);
	process.exitCode = EXIT_CODES.bug;
} finally {
	interrupt.stop();
}

export {  };