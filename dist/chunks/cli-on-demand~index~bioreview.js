import { a as inspectCommand, c as doctorCommand, d as anchorCommand, i as postprocessCommand, l as compareCommand, n as reportCommand, o as initCommand, r as promptCommand, s as evaluateCommand, t as reviewCommand, u as calibrateCommand } from "./cli~review~bioreview.js";

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
	report: reportCommand,
	review: reviewCommand
};

export { commands as t };