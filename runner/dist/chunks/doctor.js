import { n as ChatRequest } from "./shared-api.js";
import { a as RunnerError, i as ModelsError, l as messageOf, o as UsageError, u as withLibraries } from "./shared-errors.js";
import { c as usableCores, n as USUAL, o as threadsFor } from "./shared-compute.js";
import { t as VERSION } from "./shared-version.js";
import { _ as modelsOf, v as profileNamed } from "./shared-adapter.js";
import { n as oneLine, t as modelsFolder } from "./shared-dependencies.js";
import { a as fitOf, c as processorMemory, i as deviceMemory, l as deviceOf, o as gigabytes, r as describeNeed, s as memoryNeed, u as startRuntime } from "./shared-memory.js";
import { r as runCommand } from "./shared-unit.js";
import { r as inspectModels, t as fileFault } from "./shared-verify.js";
import { homedir, loadavg } from "node:os";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { getLlamaGpuTypes } from "node-llama-cpp";
import { statfs } from "node:fs/promises";

// src/commands/cuda.ts
const BUILDS = [{
	cuda: 13,
	driver: 580,
	finished: [{
		major: 8,
		minor: 6
	}, {
		major: 12,
		minor: 0
	}],
	least: 7.5
}, {
	cuda: 12,
	driver: 525,
	finished: [{
		major: 8,
		minor: 6
	}],
	least: 5
}];
function cardsIn(csv) {
	return csv.split("\n").map((line) => line.split(",").map((field) => field.trim())).flatMap(([name = "", driver = "", capability = ""]) => Number.parseFloat(driver) > 0 ? [{
		name,
		driver: Number.parseFloat(driver),
		capability: Number.parseFloat(capability)
	}] : []);
}
const LIBRARIES = [
	"libcudart",
	"libcublas",
	"libcublasLt"
];
/** @param names of libraries that the linker would find, such as `libcudart.so.13`
*  @returns major versions of which each library is there */
function cudaVersionsIn(names) {
	return BUILDS.map(({ cuda }) => cuda).filter((cuda) => LIBRARIES.every((library) => names.includes(`${library}.so.${cuda}`)));
}
/** @returns nothing where there is no card of NVIDIA */
function cudaFindings({ cards, libraries, cache }) {
	const [card] = cards ?? [];
	if (card === void 0) return [];
	const there = cudaVersionsIn(libraries);
	const usable = BUILDS.find(({ cuda, driver }) => there.includes(cuda) && card.driver >= driver);
	const [newest, oldest] = BUILDS;
	const name = "CUDA";
	const has = `driver ${card.driver}, runtime ${there.length === 0 ? "none" : there.join(" and ")}`;
	if (usable === void 0) {
		const wanted = card.driver >= newest.driver ? newest : oldest;
		const remedy = card.driver < oldest.driver ? `Update the driver: ${oldest.driver} for CUDA ${oldest.cuda}, ${newest.driver} for CUDA ${newest.cuda}` : `Install the runtime's libraries of CUDA ${wanted.cuda} for this driver: ${LIBRARIES.map((library) => `${library}.so.${wanted.cuda}`).join(", ")}`;
		return [{
			name,
			state: "fail",
			detail: `${has}: together they run none of the builds of llama.cpp here`,
			remedy
		}];
	}
	return [{
		name,
		state: "ok",
		detail: `${has}; the build for CUDA ${usable.cuda} runs`
	}, ...(cards ?? []).map((one) => codeFinding(one, usable, cache))];
}
function codeFinding({ name: card, capability }, { finished, least, cuda }, cache) {
	const name = `code for ${card}`;
	const [major, minor] = [Math.trunc(capability), Math.round(capability % 1 * 10)];
	if (capability < least) return {
		name,
		state: "fail",
		detail: `compute capability ${capability} is older than any that the build for CUDA ${cuda} knows (${least})`,
		remedy: "Use another card, or --gpu vulkan"
	};
	if (finished.some((one) => one.major === major && minor >= one.minor)) return {
		name,
		state: "ok",
		detail: `finished, compute capability ${capability}`
	};
	const detail = `the driver compiles it at the first start, which takes minutes (compute capability ${capability}), and keeps it in ${cache.path}`;
	if (cache.writable) return {
		name,
		state: "ok",
		detail
	};
	return {
		name,
		state: "warn",
		detail: `${detail}, where this user may not write, so that each start takes as long`,
		remedy: "Name a folder of yours on a disk that stays in CUDA_CACHE_PATH"
	};
}

// src/commands/finding.ts
function ok(name, detail) {
	return {
		name,
		state: "ok",
		detail
	};
}
/** A failure that has place, fault and remedy already. */
function failed(name, failure) {
	return {
		name,
		state: "fail",
		detail: `${failure.at}: ${failure.fault}`,
		remedy: failure.remedy
	};
}

// src/commands/examine.ts
/** Looks at this machine with a server's eyes: can it run the models, and are they here? Changes nothing. */
/** Bytes that a fetch of the smallest profile needs; less free disk is worth a word. */
const LITTLE_DISK = 1e9;
async function examine(patient) {
	const wanted = patient.profile === void 0 ? [] : modelsOf(patient.profile);
	return [
		...await runtime(patient, wanted),
		...cudaFindings(await cudaHere()),
		processor(loadavg()[0] ?? 0, usableCores()),
		await embedderRuntime(),
		await disk(patient.models),
		...await weights(patient, wanted)
	];
}
async function runtime({ log, models, parallel }, wanted) {
	let llama;
	try {
		llama = await startRuntime("auto", false, 1, log);
	} catch (error) {
		if (error instanceof RunnerError) return [failed("llama.cpp", error.failure)];
		throw error;
	}
	try {
		const { release } = llama.llamaCppRelease;
		const known = (await getLlamaGpuTypes("supported")).map((type) => type || "cpu").join(", ");
		return [
			ok("llama.cpp", `${release}, ${llama.buildType}; works here with ${known}`),
			await gpu(llama, wanted),
			...await memory(llama, wanted, models, parallel)
		];
	} finally {
		await llama.dispose();
	}
}
async function gpu(llama, wanted) {
	const device = await deviceOf(llama);
	if (llama.gpu !== false) return ok("gpu", device);
	const tried = (await getLlamaGpuTypes("allValid")).filter((type) => type !== false).join(", ");
	const needing = wanted.filter((model) => model.kind === "chat" && model.device === "gpu").map(({ id }) => id);
	if (needing.length === 0) return ok("gpu", `none that works (tried ${tried}); the processor is used`);
	return {
		name: "gpu",
		state: "fail",
		detail: `none that works (tried ${tried}), and ${needing.join(", ")} needs one`,
		remedy: "Install the GPU's driver and, for CUDA, the CUDA runtime 13 or 12.4 (libcudart and libcublas)"
	};
}
/** Where CUDA's libraries lie beside the linker's own places. */
const CUDA_FOLDERS = /^cuda(?:-[\d.]+)?$/;
async function cudaHere() {
	const smi = await runCommand([
		"nvidia-smi",
		"--query-gpu=name,driver_version,compute_cap",
		"--format=csv,noheader"
	]);
	if (smi.code !== 0) return {
		cards: void 0,
		libraries: [],
		cache: cudaCache()
	};
	const { stdout: known } = await runCommand(["ldconfig", "-p"]);
	const { LD_LIBRARY_PATH = "" } = process.env;
	const toolkits = namesIn("/usr/local").filter((name) => CUDA_FOLDERS.test(name));
	const folders = [...LD_LIBRARY_PATH.split(":").filter(Boolean), ...toolkits.map((name) => join("/usr/local", name, "lib64"))];
	const linked = [...known.matchAll(/^\s*(\S+\.so\S*) /gm)].map(([, name = ""]) => name);
	return {
		cards: cardsIn(smi.stdout),
		libraries: [...linked, ...folders.flatMap(namesIn)],
		cache: cudaCache()
	};
}
function namesIn(folder) {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
function cudaCache() {
	const path = process.env["CUDA_CACHE_PATH"] || join(homedir(), ".nv", "ComputeCache");
	let at = path;
	while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
	try {
		accessSync(at, constants.W_OK);
		return {
			path,
			writable: true
		};
	} catch {
		return {
			path,
			writable: false
		};
	}
}
async function memory(llama, wanted, models, parallel) {
	const chat = wanted.filter((model) => model.kind === "chat");
	const needs = [];
	const absent = [];
	for (const model of chat) try {
		const need = await memoryNeed(llama, models, model, parallel);
		if (need === void 0) absent.push(model.id);
		else needs.push(need);
	} catch (error) {
		if (!(error instanceof ModelsError)) throw error;
		return [failed("memory", error.failure)];
	}
	const here = await deviceMemory(llama);
	const tokens = new Map(chat.map(({ id, contextTokens }) => [id, contextTokens]));
	const device = memoryFinding(here, needs, absent, (id) => tokens.get(id) ?? 0, parallel);
	if (llama.gpu === false) return [device];
	const { available, total } = await processorMemory(llama);
	return [device, ok("memory of the processor", `${gigabytes(available)} of ${gigabytes(total)} available`)];
}
/** @param needs of the chat models that are here
*  @param absent chat models whose need nobody knows before their weights are here
*  @param contextTokens of a model
*  @param parallel requests at once, each with a context */
function memoryFinding({ device, available, total }, needs, absent, contextTokens, parallel = 1) {
	const name = device === "cpu" ? "memory" : `memory of ${device}`;
	const has = `${gigabytes(available)} of ${gigabytes(total)} available`;
	const each = needs.map((need) => describeNeed(need, contextTokens(need.id), parallel));
	const unknown = absent.length === 0 ? [] : [`what ${absent.join(" and ")} takes is told once its weights are here`];
	const fit = needs.length === 0 ? "at once" : fitOf(needs, available);
	const together = fit === "in turn" ? ["one fits at a time, so they are started in turn"] : [];
	const detail = [
		has,
		...each,
		...together,
		...unknown
	].join("; ");
	if (fit !== "not at all") return ok(name, detail);
	return {
		name,
		state: "fail",
		detail: `${detail}; that does not fit`,
		remedy: `End what else uses it, serve with a smaller --context${parallel > 1 ? " or fewer requests at once" : ""}, or take a smaller model or quantisation${device === "cpu" ? "" : ", or --gpu off"}`
	};
}
/** @param load processes that want to compute, on average over the last minute */
function processor(load, cores) {
	const threads = threadsFor(cores);
	const detail = `${cores} cores, ${threads} of which compute`;
	if (load <= cores - threads + .5) return ok("processor", detail);
	return {
		name: "processor",
		state: "warn",
		detail: `${detail}; ${load.toFixed(1)} processes were busy in the last minute`,
		remedy: "End what else computes, or name fewer --threads: threads that wait for a core make all of them slow"
	};
}
async function embedderRuntime() {
	try {
		const { env } = await import("@huggingface/transformers");
		return ok("ONNX Runtime", `transformers.js ${env.version}`);
	} catch (error) {
		return {
			name: "ONNX Runtime",
			state: "fail",
			detail: messageOf(error),
			remedy: "Run `npm ci` in the runner's folder"
		};
	}
}
async function disk(models) {
	let folder = models;
	while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
	const { bavail, bsize } = await statfs(folder);
	const free = bavail * bsize;
	const detail = `${(free / 1e9).toFixed(1)} GB free for ${models}`;
	if (free >= LITTLE_DISK) return ok("disk", detail);
	return {
		name: "disk",
		state: "warn",
		detail,
		remedy: "Free some space, or name another folder with --models"
	};
}
async function weights({ models, profile, signal }, wanted) {
	const findings = [];
	for await (const { model, file, state } of inspectModels(models, wanted, signal)) {
		const name = `${model.id}/${file.path}`;
		const fault = fileFault(state, model, file, profile?.name);
		if (fault !== void 0) findings.push(failed(name, fault.failure));
		else if (state.kind === "right") findings.push(ok(name, `sha256 ${state.sha256}`));
	}
	return findings;
}

// src/commands/doctor.ts
/** `doctor`: examines, then prints, then says by the exit code whether something must be mended. */
async function doctorCommand(flags, dependencies) {
	if (flags.speed && flags.profile === void 0) throw new UsageError({
		code: "no-profile",
		at: "--speed",
		fault: "it needs models to measure",
		remedy: "Add --profile NAME"
	});
	const profile = flags.profile === void 0 ? void 0 : profileNamed(flags.profile);
	const models = modelsFolder(flags.models, dependencies);
	const log = (line) => dependencies.stderr.write(`${oneLine(line)}\n`);
	const found = await examine({
		profile,
		models,
		parallel: flags.parallel,
		signal: dependencies.stop,
		log
	});
	const failures = found.filter(({ state }) => state === "fail");
	const measured = flags.speed && failures.length === 0 && profile !== void 0 ? await measure(flags, dependencies, log) : [];
	const findings = [...found, ...measured];
	if (flags.json) dependencies.stdout.write(`${JSON.stringify({
		version: VERSION,
		findings
	}, void 0, 2)}\n`);
	else for (const finding of findings) dependencies.stdout.write(lineOf(finding));
	if (failures.length > 0) {
		const names = failures.map(({ name }) => name).join(", ");
		throw new ModelsError({
			code: "doctor",
			at: names,
			fault: "must be mended before this machine can serve",
			remedy: "See the remedies above"
		});
	}
}
function lineOf(finding) {
	const remedy = finding.state === "ok" ? "" : `. ${finding.remedy}.`;
	return `${finding.state.padEnd(4)}  ${finding.name}: ${oneLine(finding.detail)}${remedy}\n`;
}
/** The weights were examined already. */
async function measure(flags, dependencies, log) {
	const folder = modelsFolder(flags.models, dependencies);
	const threads = threadsFor(usableCores());
	const now = () => performance.now();
	const findings = [];
	for (const model of modelsOf(profileNamed(flags.profile ?? ""))) if (model.kind === "embedding") {
		const { loadEmbedder } = await withLibraries(() => import("./onnx-embedder.js"));
		const embedder = await loadEmbedder(folder, model, "", threads);
		findings.push(await measureEmbedder(embedder, now, dependencies.stop));
		await embedder.dispose();
	} else {
		const newPlaceholder = () => crypto.randomUUID().replaceAll("-", "");
		const settings = {
			gpu: "auto",
			threads,
			contextTokens: void 0,
			keptPrompts: 0,
			...USUAL,
			sha256: "",
			randomSeed: () => 1,
			newPlaceholder,
			structuredOutputWorker: dependencies.structuredOutputWorker
		};
		const { loadChat } = await withLibraries(() => import("./load-chat.js"));
		const chat = await loadChat({
			...settings,
			model,
			models: folder,
			log,
			now,
			signal: dependencies.stop
		});
		findings.push(await measureChat(chat, dependencies.stop));
		await chat.dispose();
	}
	return findings;
}
/** Words of the prompt: about as many tokens. */
const WORDS = 1024;
/** Tokens of the answer. */
const WRITTEN = 64;
const TEXTS = 64;
async function measureChat(chat, signal) {
	const sentence = "the mean weight of the mice in both groups was the same and no test was made ";
	const content = sentence.repeat(Math.ceil(WORDS / sentence.trim().split(" ").length));
	const request = ChatRequest.parse({
		model: chat.identity.id,
		messages: [{
			role: "user",
			content
		}],
		max_tokens: WRITTEN,
		seed: 1,
		grammar: `root ::= [a-z ]{256}`
	});
	const { promptTokens, promptMilliseconds, answerTokens, answerMilliseconds } = await (await chat.prepare(request)).run({
		progress: () => {},
		text: () => {}
	}, signal);
	const rate = (tokens, milliseconds) => (1e3 * tokens / milliseconds).toFixed(0);
	const { device, threads } = chat.identity;
	return ok("speed of the chat model", `reads ${rate(promptTokens, promptMilliseconds)} and writes ${rate(answerTokens, answerMilliseconds)} tokens/s on ${device}, threads: ${threads}`);
}
async function measureEmbedder(embedder, now, signal) {
	const texts = Array.from({ length: TEXTS }, (_, index) => `Sample ${index} had no control group, and the dose was not reported.`);
	const began = now();
	await embedder.embed(texts, signal);
	return ok(`speed of the embedder ${embedder.identity.id}`, `${(1e3 * TEXTS / (now() - began)).toFixed(0)} short texts/s`);
}

export { doctorCommand, measureChat, measureEmbedder };