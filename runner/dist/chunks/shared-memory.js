import { r as deviceOf, t as contextSettings } from "./shared-llama-chat.js";
import { t as assertServableGguf } from "./shared-gguf-header.js";
import { freemem, totalmem } from "node:os";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { GgufInsights, readGgufFileInfo } from "node-llama-cpp";

// src/serve/memory.ts
/** What a chat model takes of the device's memory, against what the device has: weights, context and buffers, by llama.cpp's own reckoning for this very file and
*  device. Nothing is loaded for it. */
/** As `serve` keeps where it is not told. */
const KEPT_PROMPTS = 1;
/** Bytes of a server beside its model. CUDA's own part: docs/models.md; Node's and ONNX Runtime's were measured with the small model. */
const OVERHEAD = {
	gpu: 43e7,
	cpu: 2e8
};
function totalOf({ weights, context, overhead }) {
	return weights + context + overhead;
}
/** @returns undefined where the file is not here
*  @throws ModelsError where it could not be served */
async function memoryNeed(llama, models, model) {
	const path = join(models, model.id, model.files[0].path);
	if (!existsSync(path)) return void 0;
	assertServableGguf(path, model);
	const header = await readGgufFileInfo(path, {
		sourceType: "filesystem",
		spliceSplitFiles: false,
		logWarnings: false
	});
	const insights = await GgufInsights.from(header, llama);
	const layers = llama.gpu === false ? 0 : insights.totalLayers;
	const weights = await insights.estimateModelResourceRequirementsV2({ gpuLayers: layers });
	const context = await insights.estimateContextResourceRequirementsV2({
		...contextSettings(model.contextTokens, KEPT_PROMPTS),
		modelGpuLayers: layers
	});
	const there = llama.gpu === false ? "cpuRam" : "gpuVram";
	return {
		id: model.id,
		weights: weights[there],
		context: context[there],
		overhead: llama.gpu === false ? OVERHEAD.cpu : OVERHEAD.gpu
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
/** `5.7 GB of weights, 1.4 GB for 20480 tokens of context with buffers, 0.4 GB beside them` */
function describeNeed(need, contextTokens) {
	const parts = [
		`${gigabytes(need.weights)} of weights`,
		`${gigabytes(need.context)} for a context of ${contextTokens} tokens and buffers`,
		`${gigabytes(need.overhead)} for the server itself`
	];
	return `${need.id} takes ${gigabytes(totalOf(need))} (${parts.join(", ")})`;
}

export { memoryNeed as a, gigabytes as i, deviceMemory as n, processorMemory as o, fitOf as r, describeNeed as t };