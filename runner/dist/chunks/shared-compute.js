import { availableParallelism } from "node:os";
import { readFileSync } from "node:fs";

// src/serve/compute.ts
/** What may compute: which GPU, and how many threads. Apart from runtime.ts, so that the command line does not load the native libraries. */
const GPU_CHOICES = [
	"auto",
	"cuda",
	"metal",
	"vulkan",
	"off"
];
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

export { threadsFor as n, usableCores as r, GPU_CHOICES as t };