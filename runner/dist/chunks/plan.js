import { c as errnoOf, t as CannotServeError } from "./shared-errors.js";
import { c as threadsFor, u as usableCores } from "./shared-compute.js";
import { a as gigabytes, i as fitOf, n as describeNeed, o as memoryNeed, r as deviceMemory, u as startRuntime } from "./shared-memory.js";
import { c as pathOf, f as chatModelNamed, s as chatFormOf, y as profileNamed } from "./shared-adapter.js";
import { t as fileFault } from "./shared-verify.js";
import { n as oneLine, t as modelsFolder } from "./shared-dependencies.js";
import { stat } from "node:fs/promises";

// src/commands/plan.ts
/** `plan`: what a profile's chat models take of this machine's memory, and whether they fit at once. Loads nothing, and fails where one could not be started. */
/** @throws ModelsError where weights are missing or not those of the model, CannotServeError where one of the models alone does not fit */
async function planCommand(flags, dependencies) {
	const profile = profileNamed(flags.profile);
	const chat = profile.chat.map(chatModelNamed);
	const models = modelsFolder(flags.models, dependencies);
	for (const model of chat) await assertThere(models, model, profile.name);
	const log = (line) => dependencies.stderr.write(`${oneLine(line)}\n`);
	const needsGpu = chat.some(({ device }) => device === "gpu");
	const llama = await startRuntime(flags.gpu, needsGpu, threadsFor(usableCores()), log);
	try {
		const needs = [];
		for (const model of chat) needs.push(...[await memoryNeed(llama, models, model) ?? []].flat());
		const { device, available } = await deviceMemory(llama);
		const fit = fitOf(needs, available);
		const lines = needs.map(describeNeed);
		if (fit === "not at all") throw new CannotServeError({
			code: "too-big",
			at: `profile ${profile.name}`,
			fault: `of the ${gigabytes(available)} that are available on ${device}, ${lines.join("; ")}`,
			remedy: "End what else uses it, or use a smaller profile"
		});
		if (flags.json) dependencies.stdout.write(`${JSON.stringify({
			fit,
			device,
			available,
			needs
		})}\n`);
		else dependencies.stdout.write(`${[
			`${gigabytes(available)} available on ${device}`,
			...lines,
			fit
		].join("\n")}\n`);
	} finally {
		await llama.dispose();
	}
}
/** Digests are compared when it is served: that reads gigabytes. */
async function assertThere(models, model, profile) {
	const form = await chatFormOf(models, model);
	for (const placed of form.kind === "whole" ? [form.weights] : [form.weights, form.adapter]) {
		const path = pathOf(models, placed);
		try {
			await stat(path);
		} catch (error) {
			if (errnoOf(error) !== "ENOENT" && errnoOf(error) !== "ENOTDIR") throw error;
			throw fileFault({
				kind: "missing",
				path
			}, placed.model, placed.file, profile) ?? error;
		}
	}
}

export { planCommand };