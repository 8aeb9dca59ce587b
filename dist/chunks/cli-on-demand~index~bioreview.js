import { a as evaluateCommand, c as calibrateCommand, i as inspectCommand, l as anchorCommand, n as promptCommand, o as doctorCommand, r as postprocessCommand, s as compareCommand, t as reviewCommand } from "./cli~evaluate~bioreview.js";

// src/cli/commands/index.ts
/** The commands, by name. */
const commands = {
	anchor: anchorCommand,
	calibrate: calibrateCommand,
	compare: compareCommand,
	doctor: doctorCommand,
	evaluate: evaluateCommand,
	inspect: inspectCommand,
	postprocess: postprocessCommand,
	prompt: promptCommand,
	review: reviewCommand
};

export { commands as t };