import { availableParallelism } from "node:os";
import { readFileSync } from "node:fs";

// src/serve/compute.ts
/** What may compute, and how: which GPU, how many threads, in which batches. Apart from runtime.ts, so that the command line does not load the native libraries. */
const GPU_CHOICES = [
	"auto",
	"cuda",
	"metal",
	"vulkan",
	"off"
];
/** Tokens that llama.cpp has buffers for. Four times as many are no faster on a GPU and cost 1.5 GiB with a vocabulary of 248,320. */
const BUFFERED = 512;
/** Tokens that are computed at once, between two looks at whether the request was cancelled. On a processor, where a batch takes seconds, fewer: measured, it
*  costs no speed. */
const BATCH = {
	gpu: BUFFERED,
	cpu: 128
};
function batchTokensOf({ batchTokens }, onGpu) {
	return batchTokens ?? (onGpu ? BATCH.gpu : BATCH.cpu);
}
/** What decides how much memory the contexts take: one for each prompt that is kept, and no fewer than there are requests at once. */
function contextSettings(contextSize, keptPrompts, { batchTokens = 0, flashAttention, parallel }) {
	const batchSize = Math.max(BUFFERED, batchTokens) + (parallel > 1 ? parallel : 0);
	return {
		contextSize,
		sequences: Math.max(1, keptPrompts, parallel),
		batchSize,
		flashAttention
	};
}
/** @param usualThreads what this machine computes with where it is not told
*  @returns how it computes, such as `2 threads, batches of 256 tokens, 4 requests at once`; undefined where all is as usual */
function describeComputation({ threads, batchTokens, flashAttention, parallel }, usualThreads) {
	const parts = [...choiceInWords({
		batchTokens,
		flashAttention: flashAttention ? void 0 : false
	}), ...parallel === 1 ? [] : [`${parallel} requests at once`]];
	if (parts.length === 0 && threads === usualThreads) return void 0;
	return [threadsText(threads), ...parts].join(", ");
}
/** @returns of what was chosen such as `2 threads`, `batches of 256 tokens`, `no flash attention`; nothing of the rest */
function choiceInWords({ threads, batchTokens, flashAttention }) {
	return [
		...threads === void 0 ? [] : [threadsText(threads)],
		...batchTokens === void 0 ? [] : [`batches of ${batchTokens} tokens`],
		...flashAttention === void 0 ? [] : [`${flashAttention ? "" : "no "}flash attention`]
	];
}
const threadsText = (threads) => threads === 1 ? "1 thread" : `${threads} threads`;
/** `all 33 layers on cuda (NVIDIA A100), because --gpu auto found it` */
function describePlacement({ device, gpuLayers, layers, why }, threads) {
	if (gpuLayers === layers) return `all ${layers} layers on ${device}, because ${why}`;
	const rest = `on the processor with ${threadsText(threads)}, because ${why}`;
	if (gpuLayers > 0) return `${gpuLayers} of ${layers} layers on ${device}, the others ${rest}`;
	return `0 of ${layers} layers on a GPU, all ${rest}`;
}
/** As `serve` computes where it is not told. */
const USUAL = {
	batchTokens: void 0,
	flashAttention: true,
	parallel: 1
};
/** @param cores physical ones; two threads of one core share its arithmetic units
*  @returns 1 up to two cores, else one fewer than there are */
function threadsFor(cores) {
	return cores <= 2 ? 1 : cores - 1;
}
/** @param cpuinfo the text of Linux's /proc/cpuinfo
*  @returns how many different cores it names; undefined where it does not say, as on ARM */
function physicalCoresIn(cpuinfo) {
	const cores = /* @__PURE__ */ new Set();
	for (const processor of cpuinfo.split("\n\n")) {
		const core = /^core id\s*: (.+)$/m.exec(processor)?.[1];
		if (core === void 0) continue;
		cores.add(`${/^physical id\s*: (.+)$/m.exec(processor)?.[1]} ${core}`);
	}
	return cores.size > 0 ? cores.size : void 0;
}
/** Cores that this process may use: never more than the system grants it, as in a container. */
function usableCores() {
	const granted = availableParallelism();
	try {
		return Math.min(granted, physicalCoresIn(readFileSync("/proc/cpuinfo", "utf8")) ?? granted);
	} catch {
		return granted;
	}
}

export { contextSettings as a, threadsFor as c, choiceInWords as i, threadsText as l, USUAL as n, describeComputation as o, batchTokensOf as r, describePlacement as s, GPU_CHOICES as t, usableCores as u };