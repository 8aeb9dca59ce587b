import { a as assertAdapterOf, c as chatFormOf, l as pathOf, u as assertServableGguf } from "./shared-adapter.js";
import { i as contextSettings, n as USUAL } from "./shared-compute.js";
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
		const tried = (await getLlamaGpuTypes("allValid")).filter((type) => type !== false);
		await llama.dispose();
		throw noGpu("--gpu auto", `this model needs a GPU; tried ${tried.join(", ") || "nothing, for this system knows none"}, and none works`);
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
/** As `serve` keeps where it is not told. */
const KEPT_PROMPTS = 1;
/** Bytes of a server beside its model. CUDA's own part: docs/models.md; Node's and ONNX Runtime's were measured with the small model. */
const OVERHEAD = {
	gpu: 43e7,
	cpu: 2e8
};
function totalOf({ weights, context, overhead, adapter = {
	weights: 0,
	context: 0
} }) {
	return weights + context + overhead + adapter.weights + adapter.context;
}
/** @param parallel requests that are answered at once
*  @returns undefined where the file is not here
*  @throws ModelsError where it could not be served */
async function memoryNeed(llama, models, model, parallel = USUAL.parallel) {
	const form = await chatFormOf(models, model);
	const path = pathOf(models, form.weights);
	if (!(form.kind === "whole" ? [path] : [path, pathOf(models, form.adapter)]).every((file) => existsSync(file))) return void 0;
	assertServableGguf(path, model);
	const laidOver = form.kind === "whole" ? void 0 : assertAdapterOf(pathOf(models, form.adapter), path).bytes;
	const header = await readGgufFileInfo(path, {
		sourceType: "filesystem",
		spliceSplitFiles: false,
		logWarnings: false
	});
	const insights = await GgufInsights.from(header, llama);
	const layers = llama.gpu === false ? 0 : insights.totalLayers;
	const weights = await insights.estimateModelResourceRequirementsV2({ gpuLayers: layers });
	const there = llama.gpu === false ? "cpuRam" : "gpuVram";
	const contextOf = async (tokens) => (await insights.estimateContextResourceRequirementsV2({
		...contextSettings(tokens, KEPT_PROMPTS, {
			...USUAL,
			parallel
		}),
		modelGpuLayers: layers
	}))[there];
	return {
		id: model.id,
		weights: weights[there],
		context: await contextOf(model.contextTokens),
		overhead: llama.gpu === false ? OVERHEAD.cpu : OVERHEAD.gpu,
		...laidOver !== void 0 && { adapter: {
			weights: laidOver,
			context: await contextOf(baseContextTokens(model.contextTokens))
		} }
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
/** @returns bytes that contexts of a loaded model take of its device, and that are available there beside what it holds already */
async function contextMemory(llama, model, settings) {
	const need = await model.fileInsights.estimateContextResourceRequirementsV2({
		...settings,
		modelGpuLayers: model.gpuLayers
	});
	const { available } = await deviceMemory(llama);
	return {
		takes: llama.gpu === false ? need.cpuRam : need.gpuVram,
		available
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
function describeNeed(need, contextTokens, parallel = USUAL.parallel) {
	const contexts = parallel === 1 ? "a context" : `${parallel} contexts`;
	const parts = [
		`${gigabytes(need.weights)} of weights`,
		`${gigabytes(need.context)} for ${contexts} of ${contextTokens} tokens and buffers`,
		`${gigabytes(need.overhead)} for the server itself`,
		...need.adapter === void 0 ? [] : [`${gigabytes(need.adapter.weights)} for the adapter`, `${gigabytes(need.adapter.context)} for ${contexts} of ${baseContextTokens(contextTokens)} tokens of the base alone`]
	];
	return `${need.id} takes ${gigabytes(totalOf(need))} (${parts.join(", ")})`;
}

export { fitOf as a, processorMemory as c, deviceMemory as i, deviceOf as l, contextMemory as n, gigabytes as o, describeNeed as r, memoryNeed as s, baseContextTokens as t, startRuntime as u };