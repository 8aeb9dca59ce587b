import { c as pathOf, d as assertServableGguf, i as assertAdapterOf, s as chatFormOf } from "./shared-adapter.js";
import { a as contextSettings, n as USUAL } from "./shared-compute.js";
import { l as messageOf, t as CannotServeError } from "./shared-errors.js";
import { freemem, totalmem } from "node:os";
import { existsSync } from "node:fs";
import { GgufInsights, LlamaLogLevel, getLlama, getLlamaGpuTypes, readGgufFileInfo } from "node-llama-cpp";

// src/serve/runtime.ts
/** Starts llama.cpp on the device that was asked for. Invariant: it never falls back. Where a model needs a GPU and none works, or the
*  named kind does not, this is an error: a nine-billion-parameter model on a processor would look like a server that hangs. */
/** llama.cpp's messages from this level on reach the log: it also sends "warn" about tokens of every second vocabulary. */
const LOG_LEVEL = LlamaLogLevel.error;
/** @param needsGpu whether the model may run on the processor only if the user says `off` */
async function startRuntime(gpu, needsGpu, threads, log) {
	const options = {
		build: "never",
		skipDownload: true,
		maxThreads: threads,
		logLevel: LOG_LEVEL
	};
	let llama;
	try {
		llama = await getLlama({
			...options,
			gpu: gpu === "off" ? false : gpu,
			logger: (level, message) => log(`llama.cpp ${level}: ${message.trim()}`)
		});
	} catch (cause) {
		if (gpu === "auto" || gpu === "off") throw noRuntime(cause);
		throw noGpu(`--gpu ${gpu}`, `${gpu} does not work here`, cause);
	}
	if (gpu === "auto" && needsGpu && llama.gpu === false) {
		const why = await whyThere(llama, gpu);
		await llama.dispose();
		throw noGpu("--gpu auto", `this model needs a GPU, and ${why}`);
	}
	return llama;
}
function noGpu(at, fault, cause) {
	return new CannotServeError({
		code: "no-gpu",
		at,
		fault,
		remedy: "Install the GPU's driver and, for CUDA, the CUDA runtime 13 or 12.4 (libcudart and libcublas); `bioreview-runner doctor` says what it sees; --gpu off runs on the processor, slowly",
		cause
	});
}
function noRuntime(cause) {
	return new CannotServeError({
		code: "no-runtime",
		at: "node-llama-cpp",
		fault: `its library does not load (${messageOf(cause)})`,
		remedy: "Run `npm ci` in the runner's folder on this machine; on Linux glibc 2.34 or newer is needed",
		cause
	});
}
/** @param gpu what was asked for
*  @returns why the runtime computes where it does */
async function whyThere(llama, gpu) {
	if (gpu !== "auto") return `--gpu ${gpu} asks for it`;
	if (llama.gpu !== false) return "--gpu auto found it";
	return `no GPU that llama.cpp can use was found (tried ${(await triedGpus()).join(", ") || "nothing, for this system knows none"})`;
}
const triedGpus = async () => (await getLlamaGpuTypes("allValid")).filter((type) => type !== false);
/** `cpu`, or the GPU's kind and names such as `cuda (NVIDIA A100)`. */
async function deviceOf(llama) {
	if (llama.gpu === false) return "cpu";
	return `${llama.gpu} (${(await llama.getGpuDeviceNames()).join(", ")})`;
}

// src/serve/memory.ts
/** What a chat model takes of the device's memory, against what the device has: weights, context and buffers, by llama.cpp's own reckoning for this very file and
*  device. Nothing is loaded for it. */
/** Tokens of the base model's own context where it is served beside its adapted one: it is asked short questions, such as a judge's of some 400 tokens.
*  @param adapted tokens of the other one's */
function baseContextTokens(adapted) {
	return Math.min(adapted, 4096);
}
/** As `serve` keeps where it is not told, and always of a base alone. */
const KEPT_PROMPTS = 1;
/** Bytes of a server beside its model. CUDA's own part: docs/models.md; Node's and ONNX Runtime's were measured with the small model. */
const OVERHEAD = {
	gpu: 43e7,
	cpu: 2e8
};
function totalOf({ weights, context, overhead, adapter = {
	weights: 0,
	context: 0,
	contexts: 0
} }) {
	return weights + context + overhead + adapter.weights + adapter.context;
}
/** @param insights of the file, whether it is loaded or not */
async function needOf(llama, insights, resident) {
	const { id, gpuLayers, contextTokens, keptPrompts, computation, adapter } = resident;
	const there = llama.gpu === false ? "cpuRam" : "gpuVram";
	const contextsOf = async (tokens, kept) => {
		const settings = contextSettings(tokens, kept, computation);
		return {
			context: (await insights.estimateContextResourceRequirementsV2({
				...settings,
				modelGpuLayers: gpuLayers
			}))[there],
			contexts: settings.sequences
		};
	};
	return {
		id,
		weights: (await insights.estimateModelResourceRequirementsV2({ gpuLayers }))[there],
		...await contextsOf(contextTokens, keptPrompts),
		contextTokens,
		overhead: llama.gpu === false ? OVERHEAD.cpu : OVERHEAD.gpu,
		...adapter !== void 0 && { adapter: {
			weights: adapter,
			...await contextsOf(baseContextTokens(contextTokens), 1)
		} }
	};
}
/** @param computation of the server that would serve it
*  @returns undefined where the file is not here
*  @throws ModelsError where it could not be served */
async function memoryNeed(llama, models, model, computation = USUAL) {
	const form = await chatFormOf(models, model);
	const path = pathOf(models, form.weights);
	if (!(form.kind === "whole" ? [path] : [path, pathOf(models, form.adapter)]).every((file) => existsSync(file))) return void 0;
	assertServableGguf(path, model);
	const adapter = form.kind === "whole" ? void 0 : assertAdapterOf(pathOf(models, form.adapter), path).bytes;
	const header = await readGgufFileInfo(path, {
		sourceType: "filesystem",
		spliceSplitFiles: false,
		logWarnings: false
	});
	const insights = await GgufInsights.from(header, llama);
	const layers = insights.totalLayers;
	const gpuLayers = llama.gpu === false ? 0 : layers;
	const { id, contextTokens } = model;
	return {
		...await needOf(llama, insights, {
			id,
			gpuLayers,
			contextTokens,
			keptPrompts: 1,
			computation,
			adapter
		}),
		gpuLayers,
		layers
	};
}
async function deviceMemory(llama) {
	if (llama.gpu === false) return {
		device: "cpu",
		...await processorMemory(llama)
	};
	const { free, total } = await llama.getVramState();
	return {
		device: await deviceOf(llama),
		available: free,
		total
	};
}
/** Memory of the machine, or of the container where that has less. */
async function processorMemory(llama) {
	const available = Math.max(freemem(), (await llama.getRamState()).free);
	const limit = process.constrainedMemory();
	const total = totalmem();
	if (limit === 0 || limit >= total) return {
		available,
		total
	};
	return {
		available: Math.min(available, process.availableMemory()),
		total: limit
	};
}
function fitOf(needs, available) {
	const sizes = needs.map(totalOf);
	if (sizes.reduce((sum, size) => sum + size, 0) <= available) return "at once";
	return Math.max(...sizes) <= available ? "in turn" : "not at all";
}
const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
/** `9b takes 7.5 GB (5.7 GB of weights, 1.4 GB for a context of 20480 tokens and buffers, 0.4 GB for the server itself)` */
function describeNeed(need) {
	const count = (contexts) => contexts === 1 ? "a context" : `${contexts} contexts`;
	const parts = [
		`${gigabytes(need.weights)} of weights`,
		`${gigabytes(need.context)} for ${count(need.contexts)} of ${need.contextTokens} tokens and buffers`,
		`${gigabytes(need.overhead)} for the server itself`,
		...need.adapter === void 0 ? [] : [`${gigabytes(need.adapter.weights)} for the adapter`, `${gigabytes(need.adapter.context)} for ${count(need.adapter.contexts)} of ${baseContextTokens(need.contextTokens)} tokens of the base alone`]
	];
	return `${need.id} takes ${gigabytes(totalOf(need))} (${parts.join(", ")})`;
}

export { gigabytes as a, processorMemory as c, whyThere as d, fitOf as i, deviceOf as l, describeNeed as n, memoryNeed as o, deviceMemory as r, needOf as s, baseContextTokens as t, startRuntime as u };