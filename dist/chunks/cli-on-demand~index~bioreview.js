import { a as initCommand, c as compareCommand, i as inspectCommand, l as calibrateCommand, n as promptCommand, o as evaluateCommand, r as postprocessCommand, s as doctorCommand, t as reviewCommand, u as anchorCommand } from "./cli~review~bioreview.js";

// src/cli/commands/index.ts
/** The commands, by name. */
const commands = {
	anchor: anchorCommand,
	calibrate: calibrateCommand,
	compare: compareCommand,
	doctor: doctorCommand,
	evaluate: evaluateCommand,
	init: initCommand,
	inspect: inspectCommand,
	postprocess: postprocessCommand,
	prompt: promptCommand,
	review: reviewCommand
};

export { commands as t };