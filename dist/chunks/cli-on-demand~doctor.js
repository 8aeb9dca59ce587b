import { t as Command } from "./commander~bioreview.js";
import { f as UserError, l as ServerError, s as ModelsError } from "./shared~errors.js";
import { r as describeServer } from "./inference~index~action.js";
import { a as _enum, c as array, h as object, v as string } from "./zod~action~action-post.js";
import { n as plainText } from "./publish~sanitise.js";
import { n as locateRunner } from "./inference~local-runner~action~action-post.js";
import { n as parseEndpoint } from "./inference~endpoint~action.js";
import { t as VERSION } from "./shared~version~bioreview.js";
import { o as withFormatFlag, s as withProfileFlag } from "./cli~options.js";
import { r as jsonText } from "./cli~blocks.js";
import { r as writeResult } from "./cli~write-result.js";
import { spawn } from "node:child_process";

// src/cli/commands/doctor.ts
/** `bioreview doctor`: is this machine ready to review? Examines, prints, and ends with the kind of what must be mended first. */
const FORMATS = ["text", "json"];
const findingSchema = object({
	name: string(),
	state: _enum([
		"ok",
		"warn",
		"fail"
	]),
	detail: string(),
	remedy: string().optional()
});
/** What the runner's own doctor prints. */
const runnerReport = object({ findings: array(findingSchema) });
function doctorCommand(terminal, signal) {
	return withFormatFlag(withProfileFlag(new Command("doctor")), FORMATS, "how the findings are written").description("Looks at the runtime, the model files, the device and the memory; with --endpoint at that server instead.").option("--endpoint <url>", "a running server to look at").option("--models <folder>", "where the model server finds its weights (default: its own)").option("--speed", "measure reading, writing and embedding too; takes a minute").addHelpText("after", EXAMPLES).action(async (flags) => {
		const findings = [node(), ...flags.endpoint === void 0 ? await ofRunner(flags, terminal, signal) : await ofEndpoint(flags.endpoint, terminal, signal)];
		const text = flags.format === "json" ? jsonText({
			version: VERSION,
			findings
		}) : `${findings.map(lineOf).join("\n")}\n`;
		await writeResult(void 0, text, terminal);
		const failed = findings.filter(({ state }) => state === "fail");
		if (failed.length === 0) return;
		const failure = {
			code: "not-ready",
			at: failed.map(({ name }) => name).join(", "),
			fault: "must be mended before this machine can review",
			remedy: "Do what the findings say, then run this again"
		};
		throw flags.endpoint === void 0 ? new ModelsError(failure) : new ServerError(failure);
	});
}
const EXAMPLES = `
Examples:
  bioreview doctor
  bioreview doctor --profile smoke --speed
  bioreview doctor --endpoint unix:/run/bioreview/runner.sock`;
function lineOf({ name, state, detail, remedy }) {
	return `${state.padEnd(4)}  ${plainText(name)}: ${plainText(detail)}${remedy === void 0 ? "" : `\n      ${plainText(remedy)}`}`;
}
function node() {
	return {
		name: "Node",
		state: "ok",
		detail: `${process.version}, BioReview ${VERSION}`
	};
}
async function ofEndpoint(address, terminal, signal) {
	const endpoint = parseEndpoint(address, terminal.env);
	const described = await describeServer(endpoint, signal);
	if (described.kind === "fails") {
		const { message, remedy } = described.error;
		return [{
			name: "server",
			state: "fail",
			detail: message,
			remedy
		}];
	}
	const where = described.leavesMachine ? [{
		name: "privacy",
		state: "warn",
		detail: `manuscripts are sent to ${endpoint.shown}`,
		remedy: "Use a server on this machine for unpublished text"
	}] : [];
	const models = described.models.map(({ id, purpose, quantisation, device, contextTokens }) => ({
		name: `${purpose === "unknown" ? "" : `${purpose} `}model`,
		state: "ok",
		detail: [
			id,
			quantisation,
			device,
			contextTokens === void 0 ? void 0 : `${contextTokens} tokens of context`
		].filter((part) => part !== void 0).join(", ")
	}));
	return [
		{
			name: "server",
			state: "ok",
			detail: `${described.server} at ${endpoint.shown}`
		},
		...where,
		...models
	];
}
/** The runner examines itself in a process of its own: a runtime that crashes on loading is a finding, not our end. */
async function ofRunner({ profile, models, speed }, terminal, signal) {
	let program;
	try {
		program = locateRunner(terminal.program, terminal.env);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return [{
			name: "model server",
			state: "fail",
			detail: error.message,
			remedy: error.remedy
		}];
	}
	const { stdout, ended } = await collected([
		program,
		"doctor",
		"--json",
		"--profile",
		profile,
		...speed ? ["--speed"] : [],
		...models === void 0 ? [] : ["--models", models]
	], signal);
	try {
		return runnerReport.parse(JSON.parse(stdout)).findings;
	} catch {
		return [{
			name: "model server",
			state: "fail",
			detail: `its doctor ended with ${ended} and no report`,
			remedy: `Run it yourself to see why: node ${program} doctor --profile ${profile}`
		}];
	}
}
/** Runs Node on a program and waits for its end, however it ends. */
function collected(args, signal) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, {
			stdio: [
				"ignore",
				"pipe",
				"ignore"
			],
			signal
		});
		const pieces = [];
		child.stdout.setEncoding("utf8").on("data", (piece) => pieces.push(piece));
		child.once("error", (error) => reject(signal.aborted ? signal.reason : error));
		child.once("close", (code, killed) => resolve({
			stdout: pieces.join(""),
			ended: killed ?? `exit code ${code}`
		}));
	});
}

export { doctorCommand as t };