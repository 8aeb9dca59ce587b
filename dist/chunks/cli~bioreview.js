import { n as CommanderError, t as Command } from "./commander~bioreview.js";
import { f as UserError, r as EXIT_CODES } from "./shared~errors.js";
import { n as plainText } from "./publish~sanitise.js";
import { t as VERSION } from "./shared~version~bioreview.js";

// src/cli/run.ts
/** The command line: which command was asked for, and how it ended. Invariant: exit code 0 means that what was asked for was done. */
/** Runs one command.
*  @param argv what stands after the program's name
*  @returns the exit code: 0, or that of the kind of failure (EXIT_CODES) */
async function run(argv, terminal, signal) {
	const program = new Command("bioreview").description("Reads a manuscript and raises the concerns that a biomedical peer reviewer would raise.").version(VERSION).addHelpText("after", EXAMPLES);
	program.configureHelp({ subcommandTerm: (command) => usageOf(command.name()) });
	const named = argv.find((word) => !word.startsWith("-") && word !== "help");
	for (const { name, summary } of COMMANDS) {
		const command = name === named ? (await LOADERS[name]())(terminal, signal) : new Command(name);
		program.addCommand(command.summary(summary));
	}
	for (const command of [program, ...program.commands]) command.exitOverride().configureOutput({
		writeOut: (text) => void terminal.out(text).catch(() => {}),
		writeErr: terminal.err,
		getOutHelpWidth: () => Math.min(terminal.columns, WIDEST_HELP),
		getErrHelpWidth: () => Math.min(terminal.errColumns, WIDEST_HELP),
		outputError: (said, write) => write(usageLine(said, command))
	});
	try {
		await program.parseAsync(argv, { from: "user" });
		return 0;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.settings;
		if (!(error instanceof UserError)) throw error;
		terminal.err(`bioreview: ${plainText(error.message)} [${error.code}]\n`);
		for (const line of error.unfinished) terminal.err(`bioreview: ${plainText(line)}\n`);
		return EXIT_CODES[error.kind];
	}
}
/** Characters a line: as wide as is still read with ease. */
const WIDEST_HELP = 100;
/** Wrong usage in the form of every other error. @param said by commander: `error: …`, and a guess in brackets on a line of its own */
function usageLine(said, command) {
	return `bioreview: ${plainText(said).replace(/^error: /, "").replace(/\.$/, "")}. ${command.parent === null ? command.name() : `${command.parent.name()} ${command.name()}`} --help shows what there is. [usage]\n`;
}
/** Each command's code, loaded where that command is run: the list alone needs none of it. */
const LOADERS = {
	anchor: async () => (await import("./anchor.js")).anchorCommand,
	calibrate: async () => (await import("./calibrate.js")).calibrateCommand,
	compare: async () => (await import("./compare.js")).compareCommand,
	doctor: async () => (await import("./doctor.js")).doctorCommand,
	evaluate: async () => (await import("./evaluate.js")).evaluateCommand,
	init: async () => (await import("./init.js")).initCommand,
	inspect: async () => (await import("./inspect.js")).inspectCommand,
	postprocess: async () => (await import("./postprocess.js")).postprocessCommand,
	prompt: async () => (await import("./prompt.js")).promptCommand,
	report: async () => (await import("./report.js")).reportCommand,
	review: async () => (await import("./review.js")).reviewCommand
};
/** Each command with its arguments as the list of commands shows them. */
const COMMANDS = [
	{
		name: "review",
		usage: "[path]",
		summary: "raises the concerns that a reviewer would raise"
	},
	{
		name: "compare",
		usage: "<old> <new>",
		summary: "says what became of every concern from one review to the next"
	},
	{
		name: "report",
		usage: "<result>",
		summary: "makes a page in which a paper and its review are read together"
	},
	{
		name: "anchor",
		usage: "<path> <concerns>",
		summary: "says where in the text each concern belongs"
	},
	{
		name: "inspect",
		usage: "[path]",
		summary: "shows what would be read of a manuscript"
	},
	{
		name: "prompt",
		usage: "[path]",
		summary: "prints the question that the model would get"
	},
	{
		name: "init",
		usage: "[folder]",
		summary: "writes the workflow with which a repository adopts the Action"
	},
	{
		name: "evaluate",
		summary: "scores predictions against the concerns of human reviewers"
	},
	{
		name: "postprocess",
		usage: "<predictions>",
		summary: "drops repetitions from predictions, caps them, unites two runs"
	},
	{
		name: "calibrate",
		summary: "measures which similarities of an embedder mean the same concern"
	},
	{
		name: "doctor",
		summary: "is this machine ready to review?"
	}
];
function usageOf(name) {
	const command = COMMANDS.find((one) => one.name === name);
	if (command === void 0) return `${name} [command]`;
	return [
		name,
		"[options]",
		...command.usage === void 0 ? [] : [command.usage]
	].join(" ");
}
const EXAMPLES = `
Examples:
  bioreview review                              the manuscript in this folder
  bioreview review paper/ --rev v2 --format json --output review.json
  bioreview review paper.md --profile smoke     tries it without a GPU
  bioreview compare v1.json v2.json             what became of every concern
  bioreview report v2.json -o report.html       paper and review on one page
  bioreview inspect paper/                      what would be read, and what is cut
  bioreview doctor                              is this machine ready?
  bioreview init --profile small                adopts the Action in this repository

Exit codes:
  0    done              3    manuscript          6    model files
  1    a bug of ours     4    model server        7    output
  2    wrong usage       5    no usable answer    8    GitHub
  9    some of a batch                            130  interrupted`;

export { run as t };