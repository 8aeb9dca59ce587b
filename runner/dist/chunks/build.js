import { c as errnoOf, i as ModelsError, o as UsageError, r as InterruptedError, s as diskError, t as CannotServeError } from "./shared-errors.js";
import { t as VERSION } from "./shared-version.js";
import { c as pathOf, d as assertServableGguf, f as chatModelNamed, i as assertAdapterOf, m as embeddingModelNamed, o as baseOf } from "./shared-adapter.js";
import { i as digestOf, o as lockWhenFree, s as writeAtomically } from "./shared-files.js";
import { n as importWeights, t as importAdapter } from "./shared-import.js";
import { i as verifiedDigest } from "./shared-verify.js";
import { i as recipeNamed, r as estimate } from "./shared-recipes.js";
import { t as modelsFolder } from "./shared-dependencies.js";
import { freemem } from "node:os";
import { fileURLToPath } from "node:url";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { z } from "zod";
import { spawn } from "node:child_process";

// src/build/python.ts
/** Runs our Python scripts, and the field's, in an environment of their own: packages of exact versions and digests, nothing of the machine's. */
const LINES_KEPT = 40;
/** As shells say it of a program that is not there. */
const NOT_FOUND = 127;
/** Lines of stderr go to the output, those that merely redraw a bar do not. */
function runToEnd(program, args, { env, output, signal }) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, {
			env: isolated(env),
			signal,
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			]
		});
		const stdout = linesOf(child.stdout, () => {});
		const stderr = linesOf(child.stderr, (line) => void output.write(`  ${line}\n`));
		child.once("error", (error) => {
			if (signal.aborted) reject(signal.reason);
			else if (errnoOf(error) === "ENOENT") resolve({
				code: NOT_FOUND,
				killedBy: null,
				stdout: [],
				stderr: [`there is no program ${program}`]
			});
			else reject(error);
		});
		child.once("close", (code, killedBy) => resolve({
			code,
			killedBy,
			stdout,
			stderr
		}));
	});
}
function linesOf(stream, show) {
	const kept = [];
	let rest = "";
	const push = (line) => {
		if (line.trim() === "") return;
		kept.push(line);
		if (kept.length > LINES_KEPT) kept.shift();
		if (!line.includes("\r")) show(line.slice(0, 500));
	};
	stream.setEncoding("utf8").on("data", (text) => {
		const lines = (rest + text).split("\n");
		rest = lines.pop()?.slice(-1e5) ?? "";
		for (const line of lines) push(line);
	});
	stream.on("end", () => push(rest));
	return kept;
}
/** Without what would bring the machine's own packages in. */
function isolated(env) {
	const { PYTHONPATH: _path, PYTHONHOME: _home, PYTHONSTARTUP: _startup, ...rest } = env;
	return {
		...rest,
		PYTHONNOUSERSITE: "1",
		PYTHONUTF8: "1",
		PYTHONDONTWRITEBYTECODE: "1",
		PIP_DISABLE_PIP_VERSION_CHECK: "1",
		HF_HUB_DISABLE_TELEMETRY: "1",
		HF_HUB_DISABLE_PROGRESS_BARS: "1",
		TOKENIZERS_PARALLELISM: "false"
	};
}
const Said = z.union([z.object({ result: z.record(z.string(), z.unknown()) }), z.object({ error: z.object({
	code: z.string(),
	at: z.string(),
	fault: z.string(),
	remedy: z.string()
}) })]);
/** Runs one of our scripts.
*  @returns what its last line says
*  @throws ModelsError in the script's words, or for a full disk, too little memory, or an end without a word */
async function runScript(python, script, args, dependencies) {
	const ended = await runToEnd(python, [fileURLToPath(new URL(script, dependencies.scripts)), ...args], dependencies);
	const said = Said.safeParse(jsonOf(ended.stdout.at(-1) ?? ""));
	if (said.success && "error" in said.data) throw new ModelsError(said.data.error);
	if (ended.code === 0 && said.success && "result" in said.data) return said.data.result;
	throw endedBadly(script, ended);
}
/** Runs a program of others. */
async function runForeign(program, args, what, dependencies) {
	const ended = await runToEnd(program, args, dependencies);
	if (ended.code !== 0) throw endedBadly(what, ended);
}
function jsonOf(line) {
	try {
		return JSON.parse(line);
	} catch {
		return;
	}
}
/** @param what the step's program */
function endedBadly(what, { code, killedBy, stderr }) {
	const words = stderr.at(-1)?.trim() ?? "it said nothing";
	const all = stderr.join("\n");
	const error = (name, fault, remedy) => new ModelsError({
		code: name,
		at: what,
		fault,
		remedy
	});
	if (code === NOT_FOUND) return error("no-program", words, "Install it, and run the same command again: steps that are done stay");
	if (/No space left on device|os error 28|Disk quota exceeded/.test(all)) return error("disk-full", "there is no space left for its result", "Free some space and run the same command again: steps that are done stay");
	if (killedBy === "SIGKILL" || code === 137 || /MemoryError|Cannot allocate memory|DefaultCPUAllocator/.test(all)) return error("out-of-memory", "the memory did not suffice for it", "End what else uses memory, or run this on a machine with more, and run the same command again: steps that are done stay");
	if (/DO NOT MATCH THE HASHES/.test(all)) return error("package-wrong-digest", "a package is not the one that was locked", "See which index or mirror pip is set up to ask");
	if (/No matching distribution|Could not find a version/.test(all)) return error("no-package", words, "Use Python 3.11 to 3.13 on Linux, macOS or Windows, and see which index pip is set up to ask");
	if (/ConnectionError|NewConnectionError|Temporary failure in name resolution|Read timed out/.test(all)) return error("index-unreachable", words, "Check the network and the proxy, and run the same command again");
	return error("step-failed", `it ended with ${killedBy ?? `exit code ${code}`} (${words})`, "See its last lines above");
}
/** The least version of Python that the locked packages are for. */
const PYTHON = {
	major: 3,
	minor: 11
};
/** @throws ModelsError where the scripts are not beside the program, as in an image for serving alone */
function assertScripts(scripts) {
	const folder = fileURLToPath(scripts);
	if (existsSync(join(folder, "requirements.txt"))) return;
	throw new ModelsError({
		code: "no-build-scripts",
		at: folder,
		fault: "the scripts that build models did not come with this runner",
		remedy: "Build from a clone of BioReview (`node runner/dist/bioreview-runner.js models build …`), and register the result here with `models import`"
	});
}
/** Makes the environment. @throws ModelsError where there is no Python of the right version */
async function environmentStep(dependencies) {
	const { scripts, python = "python3" } = dependencies;
	assertScripts(scripts);
	const requirements = fileURLToPath(new URL("requirements.txt", scripts));
	const version = await runToEnd(python, ["-c", "import sys; print(*sys.version_info[:2])"], dependencies);
	const [major = 0, minor = 0] = (version.stdout.at(-1) ?? "").split(" ").map(Number);
	if (major !== PYTHON.major || minor < PYTHON.minor) throw new ModelsError({
		code: "no-python",
		at: python,
		fault: version.code === NOT_FOUND ? "there is no such program" : `it is Python ${major}.${minor}, and 3.11 or newer is needed`,
		remedy: "Install Python 3.11 with its venv module, or name one with --python"
	});
	return {
		name: "environment",
		title: "Python packages, at locked versions and digests",
		dependsOn: [await readFile(requirements, "utf8"), `${major}.${minor}`],
		makes: "environment",
		run: async (unfinished) => {
			await runForeign(python, [
				"-m",
				"venv",
				"--copies",
				unfinished
			], "python3 -m venv", dependencies);
			const install = [
				"-m",
				"pip",
				"install",
				"--require-hashes",
				"--only-binary=:all:",
				"--no-input",
				"--quiet",
				"-r",
				requirements
			];
			await runForeign(pythonIn(unfinished), install, "pip install", dependencies);
			return { python: `${major}.${minor}` };
		}
	};
}
/** An environment may be moved: it is run by its interpreter, never by the scripts beside it. */
function pythonIn(environment) {
	return process.platform === "win32" ? join(environment, "Scripts", "python.exe") : join(environment, "bin", "python");
}

// src/build/inputs.ts
/** The published weights that a build starts from: folders of this disk, or repositories of the hub at a commit that is recorded. */
/** The settings without which a folder holds no model, or no adapter. */
const SETTINGS = {
	"--base": "config.json",
	"--adapter": "adapter_config.json"
};
/** @param given a folder, or `owner/name` with `@revision`, instead of the published one   @param flag by which it was given
*  @throws UsageError where it is neither, or the folder holds none */
async function sourceOf(given, published, flag) {
	if (given === void 0) {
		if (published !== void 0) return {
			kind: "hub",
			...published
		};
		throw new UsageError({
			code: "no-adapter",
			at: flag,
			fault: "nobody says where the adapter of this model is published",
			remedy: `Name its folder, or its repository as owner/name, with ${flag}`
		});
	}
	const found = await stat(given).catch(() => void 0);
	if (found?.isDirectory()) {
		if (existsSync(join(given, SETTINGS[flag]))) return {
			kind: "folder",
			path: given
		};
		throw new UsageError({
			code: "input-incomplete",
			at: join(given, SETTINGS[flag]),
			fault: "there is no such file",
			remedy: `Name the folder that holds the ${flag === "--base" ? "model" : "adapter as PEFT saves it"}, with all files that its page lists`
		});
	}
	const [, repository, revision] = /^([\w.-]+\/[\w.-]+)(?:@([\w./-]+))?$/.exec(given) ?? [];
	if (repository !== void 0 && found === void 0) return {
		kind: "hub",
		repository,
		revision: revision ?? "main",
		bytes: published?.bytes ?? 0
	};
	throw new UsageError({
		code: "no-such-folder",
		at: `${flag} ${given}`,
		fault: "it is neither a folder nor a repository's owner/name",
		remedy: "Name the folder that holds the model"
	});
}
/** Of the weights; of a repository roughly. */
async function bytesOf(source) {
	if (source.kind === "hub") return source.bytes;
	const names = (await readdir(source.path)).filter((name) => name.endsWith(".safetensors"));
	return (await Promise.all(names.map(async (name) => (await stat(join(source.path, name))).size))).reduce((sum, size) => sum + size, 0);
}
/** Brings a source onto this disk, and takes the digests of its files.
*  @param name of the folder that a repository is fetched to   @param parts "settings": all but the weights */
async function inputOf(name, source, { own, python, environment, dependencies }, parts = "all") {
	if (source.kind === "folder") {
		dependencies.output.write(`reading ${source.path}\n`);
		return {
			from: source.path,
			path: source.path,
			digests: await digestsIn(source.path, parts, dependencies.signal)
		};
	}
	const { repository, revision } = source;
	const fetched = await own.do({
		name: `fetch ${name}`,
		title: `fetching ${repository}@${revision}`,
		dependsOn: [
			environment,
			repository,
			revision,
			...parts === "all" ? [] : [parts]
		],
		makes: name,
		run: async (unfinished) => {
			const here = join(own.folder, `${name}.fetching`);
			const found = await runScript(python, "fetch.py", [
				repository,
				revision,
				here,
				...parts === "all" ? [] : ["without-weights"]
			], dependencies);
			await rename(here, unfinished);
			return found;
		}
	});
	return {
		from: `${repository}@${String(fetched.findings["commit"] ?? revision)}`,
		path: fetched.path,
		digests: await digestsIn(fetched.path, parts, dependencies.signal)
	};
}
const OF_A_MODEL = /\.(?:json|safetensors|txt|jinja|model)$/;
async function digestsIn(folder, parts, signal) {
	const names = (await readdir(folder)).filter((name) => OF_A_MODEL.test(name) && (parts === "all" || !name.endsWith(".safetensors"))).sort();
	const digests = {};
	for (const name of names) digests[name] = (await digestOf(join(folder, name), signal)).sha256;
	return digests;
}

// src/build/chat.ts
/** The two ways to make a chat model of a base and its adapter: merged, converted and quantised, or the adapter alone, converted. Each leaves what transformers makes of the same. */
/** @param id of the chat model that it becomes */
async function buildMerged(id, baseSource, adapterSource, context) {
	const { options, dependencies, own } = context;
	const model = chatModelNamed(id);
	const converter = await context.shared.do(converterStep(dependencies));
	const base = await inputOf("base", baseSource, context);
	const adapter = await inputOf("adapter", adapterSource, context);
	const merged = await own.do(mergeStep(model, base, adapter, context));
	const { modelClass, adapterKeys, changedTensors, tensors } = merged.findings;
	dependencies.output.write(`  ${String(modelClass)}: ${String(adapterKeys)} tensors of the adapter changed ${String(changedTensors)} of ${String(tensors)} of the model\n`);
	const { quantisation } = options;
	const full = quantisation === "F32" ? "f32" : "bf16";
	const converted = await own.do(convertStep(model, converter, merged, full, context));
	const quantised = quantisation.toLowerCase() === full ? converted : await own.do(quantiseStep(converted, quantisation, context));
	const weights = (await stat(converted.path)).size;
	const precision = full === "f32" ? "float32" : await precisionFor(weights, context);
	const reference = await own.do(await referenceStep(context, {
		of: merged.path,
		dependsOn: [merged.key],
		precision
	}));
	const files = await importWeights(options.models, model, [quantised.path]);
	return {
		model: id,
		inputs: {
			base,
			adapter
		},
		files,
		reference: reference.path
	};
}
function mergeStep(model, base, adapter, { python, environment, dependencies }) {
	return {
		name: "merge",
		title: "merging the adapter into its base model",
		dependsOn: [environment, JSON.stringify([base.digests, adapter.digests])],
		makes: "merged",
		run: async (unfinished) => {
			const found = await runScript(python, "merge.py", [
				base.path,
				adapter.path,
				unfinished
			], dependencies);
			assertNormaliser(base.path, found["normalizer"], model.normalisation);
			return found;
		}
	};
}
function convertStep(model, converter, merged, type, { python, dependencies }) {
	return {
		name: "convert",
		title: `converting to GGUF (${type})`,
		dependsOn: [
			merged.key,
			converter.key,
			type
		],
		makes: `model-${type}.gguf`,
		run: async (unfinished) => {
			const ahead = Number(merged.findings["predictsAhead"] ?? 0) > 0 ? ["--no-mtp"] : [];
			const args = [
				join(converter.path, "convert_hf_to_gguf.py"),
				merged.path,
				"--outtype",
				type,
				"--outfile",
				unfinished
			];
			await runForeign(python, [...args, ...ahead], "convert_hf_to_gguf.py", dependencies);
			assertServableGguf(unfinished, model);
			return {};
		}
	};
}
function quantiseStep(converted, type, { python, dependencies }) {
	const { libraries, release } = dependencies.runtime;
	return {
		name: "quantise",
		title: `quantising to ${type}`,
		dependsOn: [
			converted.key,
			release,
			type
		],
		makes: `model-${type}.gguf`,
		run: (unfinished) => runScript(python, "quantise.py", [
			libraries,
			converted.path,
			unfinished,
			type
		], dependencies)
	};
}
/** The adapter as GGUF by llama.cpp's own converter, which of the base needs the settings alone; its weights are read for the reference.
*  @param id of the chat model that it becomes */
async function buildAdapter(id, baseSource, adapterSource, context) {
	const { options, dependencies, own, shared, python, environment } = context;
	const model = chatModelNamed(id);
	const converter = await shared.do(converterStep(dependencies));
	const base = await inputOf("base", baseSource, context, options.reference ? "all" : "settings");
	const adapter = await inputOf("adapter", adapterSource, context);
	const digests = JSON.stringify([base.digests, adapter.digests]);
	const converted = await own.do({
		name: "adapter",
		title: "converting the adapter to GGUF",
		dependsOn: [
			environment,
			converter.key,
			digests
		],
		makes: "adapter.gguf",
		run: async (unfinished) => {
			const found = await runScript(python, "lora.py", [base.path, adapter.path], dependencies);
			assertNormaliser(base.path, found["normalizer"], model.normalisation);
			const args = [
				join(converter.path, "convert_lora_to_gguf.py"),
				adapter.path,
				"--base",
				base.path,
				"--outtype",
				"f32",
				"--outfile",
				unfinished
			];
			await runForeign(python, args, "convert_lora_to_gguf.py", dependencies);
			return found;
		}
	});
	const weights = await bytesOf({
		kind: "folder",
		path: base.path
	});
	const precision = options.reference ? await precisionFor(weights, context) : void 0;
	const over = {
		of: base.path,
		adapter: adapter.path,
		dependsOn: [environment, digests],
		precision
	};
	const reference = await own.do(await referenceStep(context, over));
	const files = await importAdapter(options.models, model, converted.path, options.baseGguf);
	const { changed, all } = assertAdapterOf(converted.path, pathOf(options.models, await baseOf(options.models, model)));
	dependencies.output.write(`  ${String(converted.findings["modules"])} modules of the adapter change ${changed} of ${all} tensors of the base\n`);
	return {
		model: id,
		inputs: {
			base,
			adapter
		},
		files,
		reference: reference.path
	};
}
/** @param weights their bytes in bfloat16 */
async function precisionFor(weights, { own, dependencies }) {
	const { memory } = await dependencies.free(own.folder);
	return 2.3 * weights < memory ? "float32" : "bfloat16";
}
/** What transformers makes of the fixed paper, with which `models verify --deep` compares what is served.
*  @param model.of the folder of the merged model, or of the base   @param model.adapter laid over it, not merged
*  @param model.precision undefined: the weights are not read, so that it is the prompt and its tokens alone */
async function referenceStep({ python, dependencies }, model) {
	const paper = fileURLToPath(new URL("paper.json", dependencies.scripts));
	const { of, adapter, precision } = model;
	return {
		name: adapter === void 0 ? "reference" : "reference of the adapter",
		title: `what transformers makes of ${precision === void 0 ? "the prompt" : `it (${precision})`}`,
		dependsOn: [
			...model.dependsOn,
			await readFile(paper, "utf8"),
			precision ?? "prompt"
		],
		makes: adapter === void 0 ? "reference.json" : "adapter-reference.json",
		run: (unfinished) => {
			const over = adapter === void 0 ? [] : ["--adapter", adapter];
			return runScript(python, "reference.py", [
				of,
				paper,
				unfinished,
				...precision === void 0 ? [] : ["--dtype", precision],
				...over
			], dependencies);
		}
	};
}
/** llama.cpp's source as the runtime's package carries it: that converter's files are ones that this runtime reads. */
function converterStep(dependencies) {
	const { bundle, release } = dependencies.runtime;
	return {
		name: "converter",
		title: `the converter of llama.cpp ${release}`,
		dependsOn: [release],
		makes: `llama.cpp-${release}`,
		run: async (unfinished) => {
			await runForeign("git", [
				...[
					"-c",
					"advice.detachedHead=false",
					"clone",
					"--quiet"
				],
				bundle,
				unfinished
			], "git clone", dependencies);
			return {};
		}
	};
}
/** The server composes letters where the profile says so: that has to be what this very tokenizer does. */
function assertNormaliser(at, found, due) {
	const type = typeof found === "object" && found !== null && "type" in found ? found.type : void 0;
	if (type === due) return;
	throw new ModelsError({
		code: "other-normaliser",
		at: join(at, "tokenizer.json"),
		fault: `its normalizer is ${type === void 0 ? "none" : JSON.stringify(type)}, and this model's is ${due ?? "none"}`,
		remedy: "Name the base model that the adapter was trained on"
	});
}

// src/build/steps.ts
/** Work in steps that can be interrupted at any moment. Invariants: a step's result has its name only when it is whole; a step is done again exactly if what it depends on changed, or its
*  result is gone; one process works in a folder at a time. */
const StepRecord = z.object({
	key: z.string(),
	seconds: z.number(),
	findings: z.record(z.string(), z.unknown())
});
const StepRecords = z.object({
	version: z.literal(1),
	steps: z.record(z.string(), StepRecord)
});
var StepRunner = class StepRunner {
	folder;
	#dependencies;
	#release;
	#records;
	constructor(folder, records, release, dependencies) {
		this.folder = folder;
		this.#records = records;
		this.#release = release;
		this.#dependencies = dependencies;
	}
	/** Waits while another process works there. @throws ModelsError where the folder cannot be written */
	static async open(folder, dependencies) {
		try {
			await mkdir(folder, { recursive: true });
		} catch (error) {
			throw diskError(error, folder) ?? error;
		}
		const release = await lockWhenFree(folder, "Another process builds here", dependencies);
		return new StepRunner(folder, await readRecords(folder), release, dependencies);
	}
	async close() {
		await this.#release();
	}
	/** @returns from the record where it was made before */
	async do(step) {
		const { output, signal, now } = this.#dependencies;
		signal.throwIfAborted();
		const path = join(this.folder, step.makes);
		const key = createHash("sha256").update(JSON.stringify([
			step.name,
			step.makes,
			step.dependsOn
		])).digest("hex");
		const before = this.#records[step.name];
		if (before?.key === key && existsSync(path)) {
			output.write(`${step.title}: done before\n`);
			return {
				path,
				findings: before.findings,
				key
			};
		}
		output.write(`${step.title}\n`);
		const unfinished = `${path}.unfinished`;
		for (const old of [unfinished, path]) await rm(old, {
			recursive: true,
			force: true
		});
		const began = now();
		try {
			const findings = await step.run(unfinished);
			signal.throwIfAborted();
			await rename(unfinished, path);
			const seconds = Math.round((now() - began) / 100) / 10;
			this.#records = {
				...this.#records,
				[step.name]: {
					key,
					seconds,
					findings: { ...findings }
				}
			};
			await writeRecords(this.folder, this.#records);
			output.write(`${step.title}: ${seconds} s\n`);
			return {
				path,
				findings,
				key
			};
		} catch (error) {
			throw diskError(error, path) ?? error;
		}
	}
	/** Seconds and findings of each step that is done. */
	get records() {
		return this.#records;
	}
};
const recordsPath = (folder) => join(folder, "steps.json");
async function readRecords(folder) {
	try {
		return StepRecords.parse(JSON.parse(await readFile(recordsPath(folder), "utf8"))).steps;
	} catch (error) {
		if (errnoOf(error) === "ENOENT" || error instanceof SyntaxError || error instanceof z.ZodError) return {};
		throw error;
	}
}
async function writeRecords(folder, steps) {
	const text = `${JSON.stringify({
		version: 1,
		steps
	}, void 0, 2)}\n`;
	await writeAtomically(recordsPath(folder), (unfinished) => writeFile(unfinished, text));
}

// src/build/build.ts
/** Makes the weights that nobody publishes from those that somebody does, with the field's own tools: transformers and PEFT merge, the converter and the quantiser are the runtime's. What was
*  used, made and found is recorded beside the result. */
const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
/** @returns false where it was only asked what a build takes
*  @throws ModelsError, UsageError; what is done already is not done again by the next call */
async function build(options, dependencies) {
	const { recipe, models } = options;
	const base = await sourceOf(options.base, recipe.base, "--base");
	const adapter = recipe.kind === "chat" ? await sourceOf(options.adapter, recipe.adapter, "--adapter") : void 0;
	assertScripts(dependencies.scripts);
	if (options.as === "adapter" && !options.dryRun) await assertBaseHere(options);
	const work = join(models, ".build");
	await preflight(options, adapter === void 0 ? [base] : [base, adapter], work, dependencies);
	if (options.dryRun) return false;
	const shared = await StepRunner.open(work, dependencies);
	try {
		const environment = await shared.do(await environmentStep(dependencies));
		const own = await StepRunner.open(join(work, recipe.name), dependencies);
		const context = {
			options,
			dependencies,
			own,
			shared,
			python: pythonIn(environment.path),
			environment: environment.key
		};
		try {
			await writeRecord(recipe.kind === "chat" && adapter !== void 0 ? await (options.as === "adapter" ? buildAdapter : buildMerged)(recipe.model, base, adapter, context) : await buildEncoder(recipe.model, base, context), context);
			if (!options.keep) await rm(own.folder, {
				recursive: true,
				force: true
			});
		} finally {
			await own.close().catch(() => {});
		}
	} finally {
		await shared.close();
	}
	return true;
}
/** @throws UsageError where the recipe has no adapter; ModelsError where the base, over which the result shall be laid, is not here */
async function assertBaseHere({ recipe, models, baseGguf }) {
	if (recipe.kind !== "chat") throw new UsageError({
		code: "usage",
		at: `models build ${recipe.name} --as adapter`,
		fault: "it is made without an adapter",
		remedy: "Leave --as out"
	});
	const model = chatModelNamed(recipe.model);
	if (baseGguf === void 0) await verifiedDigest(models, await baseOf(models, model), recipe.name);
	else assertServableGguf(baseGguf, model);
}
async function buildEncoder(id, source, context) {
	const { options, dependencies, own, python, environment } = context;
	const base = await inputOf("base", source, context);
	const exported = await own.do({
		name: "export",
		title: "exporting to ONNX, and comparing with PyTorch",
		dependsOn: [environment, JSON.stringify(base.digests)],
		makes: "onnx",
		run: (unfinished) => runScript(python, "export_onnx.py", [base.path, unfinished], dependencies)
	});
	dependencies.output.write(`  cosines differ from PyTorch's by at most ${String(exported.findings["largestDifference"])}\n`);
	const files = await importWeights(options.models, embeddingModelNamed(id), [exported.path]);
	return {
		model: id,
		inputs: { base },
		files,
		reference: void 0
	};
}
/** Says what it will take, and fails before anything is begun where that is not here. */
async function preflight(options, [base, ...others], work, { output, free }) {
	if (base === void 0) throw new RangeError("a build has a base");
	const { as, quantisation } = options;
	const readsBase = as === "merged" || options.reference;
	const read = readsBase ? [base, ...others] : others;
	const weights = await bytesOf(readsBase ? base : others[0] ?? base);
	const fetched = read.filter((source) => source.kind === "hub").reduce((sum, { bytes }) => sum + bytes, 0);
	const hasEnvironment = existsSync(join(work, "environment"));
	const needs = estimate(options.recipe, {
		weights,
		fetched,
		quantisation,
		hasEnvironment,
		as
	});
	let folder = options.models;
	while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
	const here = await free(folder);
	output.write(`${options.recipe.name}: takes up to ${gigabytes(needs.disk)} of disk (${gigabytes(here.disk)} free in ${folder}), ${gigabytes(needs.memory)} of memory (${gigabytes(here.memory)} available)${fetched === 0 ? "" : `, ${gigabytes(fetched)} to fetch`}; no GPU; ${timeFor(weights)}\n`);
	const done = existsSync(join(work, options.recipe.name));
	if (here.disk < needs.disk && !done) throw new ModelsError({
		code: "disk-full",
		at: folder,
		fault: `${gigabytes(needs.disk)} are needed, and ${gigabytes(here.disk)} are free`,
		remedy: "Free some space, or name another place with --models"
	});
	if (here.memory < needs.memory) throw new ModelsError({
		code: "out-of-memory",
		at: options.recipe.name,
		fault: `${gigabytes(needs.memory)} of memory are needed, and ${gigabytes(here.memory)} are available`,
		remedy: "End what else uses it, or build on a machine with more and copy the result: `models import` takes it"
	});
}
/** Roughly: each step reads and writes all weights once, at some 50 MB/s on two cores, quantising at half of that. */
function timeFor(weights) {
	const minutes = Math.max(1, Math.ceil(weights / 5e7 / 60)) * 5;
	return minutes < 60 ? `some ${minutes} minutes on two cores` : `some ${Math.round(minutes / 60)} hours on two cores`;
}
/** What was used and found, beside the model's files. */
async function writeRecord({ model, inputs, files, reference }, { options, own, shared, dependencies }) {
	const folder = join(options.models, model);
	if (reference !== void 0) await copyFile(reference, join(folder, "reference.json"));
	const { scripts, runtime } = dependencies;
	const requirements = await readFile(new URL("requirements.txt", scripts));
	const record = {
		version: 1,
		builder: VERSION,
		quantisation: options.recipe.kind === "chat" && options.as === "merged" ? options.quantisation : void 0,
		llamaCpp: runtime.release,
		requirementsSha256: createHash("sha256").update(requirements).digest("hex"),
		python: shared.records["environment"]?.findings["python"],
		inputs: Object.fromEntries(Object.entries(inputs).map(([name, { from, digests }]) => [name, {
			from,
			digests
		}])),
		steps: own.records,
		files: files.map(({ path, sha256, bytes }) => ({
			path: path.slice(folder.length + 1),
			sha256,
			bytes
		}))
	};
	const text = `${JSON.stringify(record, void 0, 2)}\n`;
	await writeAtomically(join(folder, "build.json"), (unfinished) => writeFile(unfinished, text));
}

// src/commands/build.ts
/** `models build`: options → weights in their place, and what was found on the way. */
async function buildCommand(name, flags, dependencies) {
	const recipe = recipeNamed(name);
	const { env, stderr: output, stop: signal, buildScripts: scripts } = dependencies;
	const models = modelsFolder(flags.models, dependencies);
	const { python, quantisation, as, keep = false, dryRun = false, reference = false } = flags;
	if (flags.baseGguf !== void 0 && as !== "adapter") throw new UsageError({
		code: "usage",
		at: "--base-gguf",
		fault: "a merged model is made from the base's own weights",
		remedy: "Add --as adapter, or leave it out"
	});
	const sources = {
		...flags.base === void 0 ? {} : { base: flags.base },
		...flags.adapter === void 0 ? {} : { adapter: flags.adapter },
		...flags.baseGguf === void 0 ? {} : { baseGguf: flags.baseGguf }
	};
	try {
		if (await build({
			recipe,
			...sources,
			as,
			reference,
			quantisation,
			models,
			keep,
			dryRun
		}, {
			env,
			output,
			signal,
			scripts,
			python,
			now: () => performance.now(),
			free,
			runtime: await locateRuntime()
		})) dependencies.stdout.write(`${recipe.model}: built, in ${join(models, recipe.model)}\n`);
	} catch (error) {
		if (signal.aborted) throw new InterruptedError(`models build ${name}`, "Run it again: steps that are done stay");
		throw error;
	}
}
async function free(folder) {
	const { bavail, bsize } = await statfs(folder);
	return {
		disk: bavail * bsize,
		memory: freemem()
	};
}
/** The packages of llama.cpp's libraries for the processor alone: quantising needs no GPU. */
const LIBRARIES = {
	"linux-x64": "linux-x64",
	"linux-arm64": "linux-arm64",
	"darwin-arm64": "mac-arm64-metal",
	"darwin-x64": "mac-x64",
	"win32-x64": "win-x64",
	"win32-arm64": "win-arm64"
};
async function locateRuntime() {
	const machine = `${process.platform}-${process.arch}`;
	const name = LIBRARIES[machine];
	try {
		const source = join(fileURLToPath(import.meta.resolve("node-llama-cpp")), "..", "..", "llama");
		const info = JSON.parse(readFileSync(join(source, "llama.cpp.info.json"), "utf8"));
		const release = typeof info === "object" && info !== null && "tag" in info ? String(info.tag) : "unknown";
		const bins = join(fileURLToPath(import.meta.resolve(`@node-llama-cpp/${name}`)), "..", "..", "bins");
		const [folder = ""] = readdirSync(bins);
		return {
			bundle: join(source, "gitRelease.bundle"),
			libraries: join(bins, folder),
			release
		};
	} catch (cause) {
		throw new CannotServeError({
			code: "no-runtime",
			at: "runner/node_modules",
			fault: `llama.cpp's libraries for ${machine} are not there`,
			remedy: "Run `npm ci` in the runner's folder, on this machine; where there are none for it, build on another one and use `models import`",
			cause
		});
	}
}

export { buildCommand };