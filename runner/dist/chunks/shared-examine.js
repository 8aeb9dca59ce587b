import { a as RunnerError, i as ModelsError, l as messageOf } from "./shared-errors.js";
import { c as threadsFor, s as describePlacement, u as usableCores } from "./shared-compute.js";
import { a as gigabytes, c as processorMemory, d as whyThere, i as fitOf, l as deviceOf, n as describeNeed, o as memoryNeed, r as deviceMemory, u as startRuntime } from "./shared-memory.js";
import { a as placeHere, n as computationOf, o as readTuning, r as describeKnown } from "./shared-tuning-record.js";
import { r as runCommand } from "./shared-unit.js";
import { c as pathOf, s as chatFormOf, u as servedDigest, v as modelsOf } from "./shared-adapter.js";
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
	const files = await weights(patient, wanted);
	const { findings, servable } = await runtime(patient, wanted, files.digests);
	const others = [
		...cudaFindings(await cudaHere()),
		processor(loadavg()[0] ?? 0, usableCores()),
		await embedderRuntime(),
		await disk(patient.models)
	];
	return {
		findings: [
			...findings,
			...others,
			...files.findings
		],
		servable
	};
}
/** What keeps CUDA from working here; undefined where nothing does, or there is no card of it. */
async function cudaFault() {
	const fault = cudaFindings(await cudaHere()).find(({ state }) => state === "fail");
	return fault && "remedy" in fault ? `${fault.detail}. ${fault.remedy}` : void 0;
}
async function runtime(patient, wanted, digests) {
	const { log } = patient;
	let llama;
	try {
		llama = await startRuntime("auto", false, 1, log);
	} catch (error) {
		if (error instanceof RunnerError) return {
			findings: [failed("llama.cpp", error.failure)],
			servable: []
		};
		throw error;
	}
	try {
		const { release } = llama.llamaCppRelease;
		const known = (await getLlamaGpuTypes("supported")).map((type) => type || "cpu").join(", ");
		const chat = await chatModels(llama, wanted, patient, digests);
		return {
			findings: [
				ok("llama.cpp", `${release}, ${llama.buildType}; works here with ${known}`),
				await gpu(llama, wanted),
				...chat.findings
			],
			servable: chat.servable
		};
	} finally {
		await llama.dispose();
	}
}
async function gpu(llama, wanted) {
	if (llama.gpu !== false) return ok("gpu", await deviceOf(llama));
	const why = await whyThere(llama, "auto");
	const needing = wanted.filter((model) => model.kind === "chat" && model.device === "gpu").map(({ id }) => id);
	if (needing.length === 0) return ok("gpu", `${why}; the processor is used`);
	return {
		name: "gpu",
		state: "fail",
		detail: `${why}, and ${needing.join(", ")} needs one`,
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
/** Where each would compute and how, and what all of them take of the memory. */
async function chatModels(llama, wanted, { models, parallel, profile }, digests) {
	const placements = [];
	const needs = [];
	const absent = [];
	const servable = [];
	const device = await deviceOf(llama);
	const why = await whyThere(llama, "auto");
	for (const model of wanted.filter((one) => one.kind === "chat")) {
		const usual = {
			threads: threadsFor(usableCores()),
			parallel
		};
		try {
			const verified = await weightsAmong(digests, models, model);
			const here = verified && placeHere(servedDigest(verified), device, llama.llamaCppRelease.release);
			const known = here === void 0 ? { kind: "nothing" } : await readTuning(models, model.id, here);
			const computation = computationOf({}, known, usual);
			const need = await memoryNeed(llama, models, model, computation);
			if (need === void 0) {
				absent.push(model.id);
				continue;
			}
			needs.push(need);
			if (verified !== void 0) servable.push({
				model,
				weights: verified,
				computation
			});
			if (model.device === "gpu" && llama.gpu === false) continue;
			const { detail, remedy } = describeKnown(known, profile?.name ?? model.id);
			const placed = `${describePlacement({
				...need,
				device,
				why
			}, computation.threads)}; ${detail}`;
			const name = `computation of ${model.id}`;
			placements.push(remedy === void 0 ? ok(name, placed) : {
				name,
				state: "warn",
				detail: placed,
				remedy
			});
		} catch (error) {
			if (!(error instanceof ModelsError)) throw error;
			return {
				findings: [failed("memory", error.failure)],
				servable: []
			};
		}
	}
	const findings = [...placements, memoryFinding(await deviceMemory(llama), needs, absent, parallel)];
	if (llama.gpu === false) return {
		findings,
		servable
	};
	const { available, total } = await processorMemory(llama);
	const processor = ok("memory of the processor", `${gigabytes(available)} of ${gigabytes(total)} available`);
	return {
		findings: [...findings, processor],
		servable
	};
}
/** @returns undefined where a file is missing or not the right one */
async function weightsAmong(digests, models, model) {
	const form = await chatFormOf(models, model);
	const path = pathOf(models, form.weights);
	const sha256 = digests.get(path);
	if (sha256 === void 0) return void 0;
	if (form.kind === "whole") return {
		path,
		sha256
	};
	const adapter = pathOf(models, form.adapter);
	const ofAdapter = digests.get(adapter);
	return ofAdapter === void 0 ? void 0 : {
		path,
		sha256,
		adapter: {
			path: adapter,
			sha256: ofAdapter
		}
	};
}
/** @param needs of the chat models that are here
*  @param absent chat models whose need nobody knows before their weights are here
*  @param parallel requests at once, each with a context */
function memoryFinding({ device, available, total }, needs, absent, parallel = 1) {
	const name = device === "cpu" ? "memory" : `memory of ${device}`;
	const has = `${gigabytes(available)} of ${gigabytes(total)} available`;
	const each = needs.map(describeNeed);
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
/** @returns also the digests of files that are the right ones, by their path */
async function weights({ models, profile, signal }, wanted) {
	const findings = [];
	const digests = /* @__PURE__ */ new Map();
	for await (const { model, file, state } of inspectModels(models, wanted, signal)) {
		const name = `${model.id}/${file.path}`;
		const fault = fileFault(state, model, file, profile?.name);
		if (fault !== void 0) findings.push(failed(name, fault.failure));
		if (state.kind !== "right") continue;
		findings.push(ok(name, `sha256 ${state.sha256}`));
		digests.set(state.path, state.sha256);
	}
	return {
		findings,
		digests
	};
}

export { ok as a, processor as i, examine as n, memoryFinding as r, cudaFault as t };