#!/usr/bin/env node
import { r as PROFILES } from "./chunks/shared-profiles.js";
import { n as RECIPES, t as QUANTISATIONS } from "./chunks/shared-recipes.js";
import { a as RunnerError, n as EXIT_CODES, r as InterruptedError, u as withLibraries } from "./chunks/shared-errors.js";
import { t as GPU_CHOICES } from "./chunks/shared-compute.js";
import { t as VERSION } from "./chunks/shared-version.js";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { isIP } from "node:net";

// src/commands/program.ts
/** The command line: what can be typed, and which function does it. What a command needs is loaded when it runs: help and a mistyped option wait for no library. */
const PROFILE_NAMES = PROFILES.map(({ name }) => name).join(", ");
/** Requests at once: beyond some tens a GPU gets no faster, and each takes a context's memory. */
const MOST_AT_ONCE = 64;
function wholeNumber(least, most) {
	return (text) => {
		const value = Number(text);
		if (!/^\d+$/.test(text) || value < least || value > most) throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
		return value;
	};
}
function ipAddress(text) {
	if (isIP(text) === 0) throw new InvalidArgumentError("Write an IP address, such as 0.0.0.0.");
	return text;
}
/** @param dependencies everything outside that a command touches */
function program(dependencies) {
	const root = new Command("bioreview-runner").description("The model server of BioReview: llama.cpp and ONNX Runtime behind the OpenAI HTTP API, on this machine alone.").version(VERSION).option("--json-errors", "end stderr with the error as one line of JSON").showHelpAfterError("(add --help for what can be written)").addHelpText("after", `\nProfiles: ${PROFILE_NAMES}\nExit codes: 0 done, 2 usage, 4 cannot serve, 6 models, 130 interrupted, 1 a fault of ours`);
	addServe(root, dependencies);
	addModels(root, dependencies);
	addPlan(root, dependencies);
	addDoctor(root, dependencies);
	addBench(root, dependencies);
	addService(root, dependencies);
	return root;
}
function addServe(root, dependencies) {
	root.command("serve").description("Serve a profile's models until SIGTERM; one line on stdout says when it can answer and what it runs.").requiredOption("--profile <name>", `what to serve: ${PROFILE_NAMES}`).option("--chat <id>", "the chat model, where a profile unites several, or another than the profile's").option("--embedding <id>", "another embedding model than the profile's; once for each", (id, before = []) => [...before, id]).addOption(new Option("--only <kind>", "serve only one of the two").choices(["chat", "embedding"])).addOption(new Option("--socket <path>", "listen on this Unix socket, which only you can open").conflicts("port")).option("--socket-group <group>", "whose members may open the socket too").addOption(new Option("--port <number>", "listen on this port of 127.0.0.1, with a token; 0 chooses one").argParser(wholeNumber(0, 65535))).addOption(new Option("--host <address>", "listen on the port of this IP address, which other machines may reach, without encryption; default: 127.0.0.1").argParser(ipAddress)).addOption(new Option("--token-file <file>", "the port's token; or BIOREVIEW_RUNNER_TOKEN").conflicts("socket")).option("--models <folder>", "where the weights lie; or BIOREVIEW_MODELS; default: bioreview/models in your cache folder").option("--adapter <file>", "a LoRA as GGUF, laid over the base of the chat model, which can be asked too under its own name; default: one that was registered, where no merged model was").addOption(new Option("--gpu <kind>", "which GPU to use; never falls back to another").choices(GPU_CHOICES).default("auto")).addOption(new Option("--threads <number>", "that compute; default: one fewer than cores, one up to two cores").argParser(wholeNumber(1, 1024))).addOption(new Option("--context <tokens>", "of prompt and answer; default: the model's").argParser(wholeNumber(256, 1e7))).addOption(new Option("--parallel <requests>", "that are answered at once, each with a context's memory; with more than 1 the last digits of an answer depend on the others").argParser(wholeNumber(1, MOST_AT_ONCE)).default(1)).addOption(new Option("--batch-size <tokens>", "of a prompt that are computed at once; default: 128 on a processor, 512 on a GPU; another number changes last digits").argParser(wholeNumber(16, 8192))).addOption(new Option("--flash-attention <state>", "attention in blocks that are never written whole; default: on; off takes more memory and changes last digits").choices(["on", "off"])).option("--no-tuning", "compute as usual, whatever `bioreview-runner bench` found to be fastest on this machine").addOption(new Option("--prefix-cache <prompts>", "prompts that are kept as read, so that equal beginnings are not read again; each takes a context's memory; at least, and by default, as many as --parallel").argParser(wholeNumber(1, 64))).option("--no-prefix-cache", "read each prompt whole").addOption(new Option("--max-waiting <number>", "requests that may wait for their turn").argParser(wholeNumber(0, 1e5)).default(16)).addOption(new Option("--stall-timeout <seconds>", "give an answer up whose model neither reads nor writes a token for so long").argParser(wholeNumber(1, 86400)).default(300)).option("--exit-with-stdin", "stop when stdin ends, so that no server outlives the process that started it").addHelpText("after", `
Examples:
  bioreview-runner serve --profile smoke --socket ~/.cache/bioreview/run/smoke.sock
  bioreview-runner serve --profile bioreview-9b --gpu cuda --port 8077 --token-file ~/.config/bioreview/token
  bioreview-runner serve --profile bioreview-9b --adapter adapter.gguf --socket /run/user/1000/bioreview.sock
  bioreview-runner serve --profile bioreview-union --chat bioreview-qwen3-8b-sft --socket /run/user/1000/bioreview-8b.sock`).action(async (options) => {
		const { serveCommand } = await withLibraries(() => import("./chunks/serve.js"));
		await serveCommand(options, dependencies);
	});
}
const MODELS_OPTION = ["--models <folder>", "where the weights lie; or BIOREVIEW_MODELS; default: bioreview/models in your cache folder"];
function addModels(root, dependencies) {
	const models = root.command("models").description("Fetch, check and register weights.");
	models.command("list").description("Every model, with its licence and whether its files are here.").option(...MODELS_OPTION).action(async (options) => (await import("./chunks/models.js")).listCommand(options, dependencies));
	models.command("pull <name>").description("Fetch what a profile, or one model, needs; carries on where it was interrupted, and checks every digest.").option(...MODELS_OPTION).addHelpText("after", "\nExample:\n  bioreview-runner models pull smoke\n  bioreview-runner models pull minilm").action(async (name, options) => (await import("./chunks/models.js")).pullCommand(name, options, dependencies));
	models.command("verify <name>").description("Read every file of a profile, or of one model, and compare its digest.").option("--deep", "of a chat model that was built here: does it read and write what transformers does with the same weights?").option(...MODELS_OPTION).action(async (name, options) => {
		await (await import("./chunks/models.js")).verifyCommand(name, options, dependencies);
		if (options.deep !== true) return;
		const { verifyDeep } = await withLibraries(() => import("./chunks/verify-deep.js"));
		await verifyDeep(name, options, dependencies);
	});
	models.command("import <id> [files...]").description("Register weights that you made or fetched; their digest is recorded and checked at every start.").option("--adapter <file>", "a LoRA as GGUF, which is laid over the base model when it is served, instead of merged weights; FILES may be your own GGUF of that base").option(...MODELS_OPTION).addHelpText("after", "\nExamples:\n  bioreview-runner models import bioreview-qwen3.5-9b-sft out/model-Q4_K_M.gguf\n  bioreview-runner models import specter2-base out/specter2-onnx/\n  bioreview-runner models import bioreview-qwen3.5-9b-sft --adapter out/adapter.gguf").action(async (id, files, options) => (await import("./chunks/models.js")).importCommand(id, files, options, dependencies));
	models.command("build <name>").description(`Make weights that nobody publishes, and register them: ${RECIPES.map(({ name }) => name).join(", ")}. Needs Python 3.11 and git; carries on where it was interrupted.`).option("--base <folder>", "the base model's folder, or its repository as owner/name@commit, instead of the published one").option("--adapter <folder>", "the adapter's, likewise").addOption(new Option("--as <form>", "of a chat model: merged into one file, or the adapter alone, which the server lays over its base").choices(["merged", "adapter"]).default("merged")).option("--base-gguf <file>", "with --as adapter: your own GGUF of the base, instead of the one that `models pull` fetches").option("--reference", "with --as adapter: read the base's weights too, gigabytes of them, so that `models verify --deep` can prove what is served").addOption(new Option("--quantisation <type>", "of a chat model").choices(Object.keys(QUANTISATIONS)).default("Q4_K_M")).option("--python <program>", "the Python to make the environment with", "python3").option("--keep", "keep what the steps made, gigabytes of it").option("--dry-run", "only say what it takes of disk, memory and time").option(...MODELS_OPTION).addHelpText("after", `
A repository that asks for consent is read with the token in HF_TOKEN; HF_ENDPOINT names a mirror.

Examples:
  bioreview-runner models build bioreview-9b --dry-run
  bioreview-runner models build bioreview-9b --as adapter
  bioreview-runner models build bioreview-8b --adapter ~/adapters/qwen3-8b
  bioreview-runner models build specter2-base`).action(async (name, options) => {
		const { buildCommand } = await withLibraries(() => import("./chunks/build.js"));
		await buildCommand(name, options, dependencies);
	});
	models.command("path").description("Print the folder of the weights.").option(...MODELS_OPTION).action(async (options) => (await import("./chunks/models.js")).pathCommand(options, dependencies));
}
function addPlan(root, dependencies) {
	root.command("plan").description("What a profile's chat models take of this machine's memory, and whether they fit at once, in turn or not at all.").requiredOption("--profile <name>", `whose models: ${PROFILE_NAMES}`).option(...MODELS_OPTION).addOption(new Option("--gpu <kind>", "which GPU to use").choices(GPU_CHOICES).default("auto")).option("--json", "as one line of JSON").addHelpText("after", "\nExample:\n  bioreview-runner plan --profile bioreview-union").action(async (options) => {
		const { planCommand } = await withLibraries(() => import("./chunks/plan.js"));
		await planCommand(options, dependencies);
	});
}
function addDoctor(root, dependencies) {
	root.command("doctor").description("Look at this machine: runtimes, GPU, memory, weights, disk; ends with 6 where something must be mended.").option("--profile <name>", `also look at what this profile needs: ${PROFILE_NAMES}`).option(...MODELS_OPTION).option("--json", "findings as JSON").addOption(new Option("--parallel <requests>", "that a server is to answer at once, each with a context's memory").argParser(wholeNumber(1, MOST_AT_ONCE)).default(1)).option("--speed", "also measure reading, writing and embedding (a minute)").addHelpText("after", "\nExample:\n  bioreview-runner doctor --profile smoke --speed").action(async (options) => {
		const { doctorCommand } = await withLibraries(() => import("./chunks/doctor.js"));
		await doctorCommand(options, dependencies);
	});
}
function addBench(root, dependencies) {
	root.command("bench").description("Measure with how many threads, in which batches, and with or without flash attention a profile's chat model is fastest on this machine, and record it for serve.").requiredOption("--profile <name>", `whose model: ${PROFILE_NAMES}`).option("--chat <id>", "the chat model, where a profile unites several").option(...MODELS_OPTION).addOption(new Option("--gpu <kind>", "which GPU to use").choices(GPU_CHOICES).default("auto")).addOption(new Option("--rounds <number>", "how often each setting is measured, in turns with the others").argParser(wholeNumber(2, 100)).default(5)).addOption(new Option("--prompt-tokens <number>", "that are read in a measurement; a sixteenth of it is written").argParser(wholeNumber(64, 16384)).default(1024)).option("--json", "the record as one line of JSON instead of a table").option("--dry-run", "only say what would be measured; the weights are read for it").addHelpText("after", `
A setting is taken where a review with it is 5 % faster at the median, more than reviews with equal settings differ, and faster in nearly every round. End what else computes on the machine, and a server of it, before.
The record lies beside the weights (tuning.json) and holds for these weights, this machine and this llama.cpp; \`serve --no-tuning\` ignores it, deleting it forgets it.

Examples:
  bioreview-runner bench --profile small
  bioreview-runner bench --profile bioreview-9b --gpu cuda --rounds 5
  sudo bioreview-runner bench --profile small --models /var/lib/bioreview/models`).action(async (options) => {
		const { benchCommand } = await withLibraries(() => import("./chunks/bench.js"));
		await benchCommand(options, dependencies);
	});
}
const USER_OPTION = ["--user", "the service of this user instead of that of the machine"];
const WHICH_OPTION = ["--profile <name>", "which service, where several are installed"];
function addService(root, dependencies) {
	const load = () => withLibraries(() => import("./chunks/service.js"));
	const loadStatus = () => withLibraries(() => import("./chunks/service-status.js"));
	root.command("install").description("Install a service of systemd that serves a profile from now on, also after a restart of the machine.").requiredOption("--profile <name>", `what to serve: ${PROFILE_NAMES}`).option("--chat <id>", "the chat model, where a profile unites several").option(...USER_OPTION).option("--socket-group <group>", "whose members may ask it; made where it is missing (default: bioreview, or with --user nobody else)").option("--models <folder>", "where the weights lie (default: /var/lib/bioreview/models, or with --user your own)").addOption(new Option("--gpu <kind>", "which GPU to use").choices(GPU_CHOICES).default("auto")).addOption(new Option("--threads <number>", "that compute").argParser(wholeNumber(1, 1024))).addOption(new Option("--context <tokens>", "of prompt and answer").argParser(wholeNumber(256, 1e7))).addOption(new Option("--parallel <requests>", "that are answered at once").argParser(wholeNumber(1, MOST_AT_ONCE))).addOption(new Option("--max-waiting <number>", "requests that may wait").argParser(wholeNumber(0, 1e5))).option("--dry-run", "only say what would be written and run").addHelpText("after", `
Run again it changes only what is different. It writes over no file but its own.

Examples:
  sudo bioreview-runner models pull small --models /var/lib/bioreview/models
  sudo bioreview-runner install --profile small --socket-group bioreview
  bioreview-runner install --profile small --user
  bioreview-runner install --profile bioreview-9b --gpu cuda --dry-run`).action(async (options) => (await load()).installCommand(options, dependencies));
	root.command("status").description("Does a service run, and does it answer? Ends with 4 where not.").option(...WHICH_OPTION).option(...USER_OPTION).option("--endpoint <address>", "look at this server instead, whoever started it: unix:PATH or http://HOST:PORT").option("--json", "as JSON").addHelpText("after", "\nExamples:\n  bioreview-runner status\n  bioreview-runner status --endpoint unix:/run/bioreview/small.sock").action(async (options) => (await loadStatus()).statusCommand(options, dependencies));
	root.command("logs").description("What a service wrote, from the journal.").option(...WHICH_OPTION).option(...USER_OPTION).option("--follow", "and what it writes from now on").addOption(new Option("--lines <number>", "at most").argParser(wholeNumber(1, 1e6)).default(200)).addHelpText("after", "\nExample:\n  bioreview-runner logs --follow").action(async (options) => (await loadStatus()).logsCommand(options, dependencies));
	root.command("upgrade").description("Let a service run this program instead of the one that it runs; back to that where this one does not serve.").option(...WHICH_OPTION).option(...USER_OPTION).option("--dry-run", "only say what would be written and run").addHelpText("after", "\nExample:\n  sudo /opt/bioreview-new/runner/dist/bioreview-runner.js upgrade").action(async (options) => (await load()).upgradeCommand(options, dependencies));
	root.command("uninstall").description("Stop a service and remove its unit; weights, its user and its group stay.").option(...WHICH_OPTION).option(...USER_OPTION).option("--dry-run", "only say what would be removed and run").addHelpText("after", "\nExample:\n  sudo bioreview-runner uninstall --profile small").action(async (options) => (await load()).uninstallCommand(options, dependencies));
}

// src/main.ts
/** The entry point: hands the process to the command line, and turns what goes wrong into a message and an exit code. */
const stop = new AbortController();
for (const signal of [
	"SIGTERM",
	"SIGINT",
	"SIGHUP"
]) process.on(signal, () => stop.abort(new Error(signal)));
const { env, stdin, stdout, stderr } = process;
const structuredOutputWorker = new URL("./structured-output-worker.js", import.meta.url);
const buildScripts = new URL("../python/", import.meta.url);
const dependencies = {
	program: fileURLToPath(import.meta.url),
	env,
	home: homedir(),
	stdin,
	stdout,
	stderr,
	stop: stop.signal,
	structuredOutputWorker,
	buildScripts
};
const root = program(dependencies);
let code;
try {
	await throwing(root).parseAsync();
	code = 0;
} catch (error) {
	code = report(error, root.opts()["jsonErrors"] === true || process.argv.includes("--json-errors"));
}
process.exit(code);
/** Errors of the command line come to us rather than end the process. */
function throwing(command) {
	command.exitOverride();
	for (const inner of command.commands) throwing(inner);
	return command;
}
function report(error, json) {
	const ending = endingOf(error);
	if (ending === void 0) return 0;
	const { message, failure, code } = ending;
	if (message !== "") stderr.write(`bioreview-runner: ${message}\n`);
	if (json) stderr.write(`${JSON.stringify({ error: failure })}\n`);
	return code;
}
/** @returns what to print, and the exit code; undefined where nothing went wrong */
function endingOf(error) {
	if (error instanceof CommanderError) {
		if (error.exitCode === 0) return void 0;
		return {
			message: "",
			failure: {
				code: "usage",
				at: "command line",
				fault: error.message,
				remedy: "Add --help for what can be written"
			},
			code: EXIT_CODES.usage
		};
	}
	const known = error instanceof RunnerError || !stop.signal.aborted ? error : new InterruptedError("bioreview-runner", "Run it again");
	if (known instanceof RunnerError) return {
		message: known.message,
		failure: known.failure,
		code: EXIT_CODES[known.kind]
	};
	const fault = known instanceof Error ? known.stack ?? known.message : String(known);
	return {
		message: `a fault of ours: ${fault}`,
		failure: {
			code: "bug",
			at: "bioreview-runner",
			fault,
			remedy: "Report it"
		},
		code: EXIT_CODES.bug
	};
}

export {  };