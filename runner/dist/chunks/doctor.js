import { i as ModelsError, o as UsageError, u as withLibraries } from "./shared-errors.js";
import { c as threadsFor, n as USUAL, u as usableCores } from "./shared-compute.js";
import { t as VERSION } from "./shared-version.js";
import { h as embeddingModelsOf, y as profileNamed } from "./shared-adapter.js";
import { n as measureSpeed, r as measuring } from "./shared-bench.js";
import { n as oneLine, t as modelsFolder } from "./shared-dependencies.js";
import { a as ok, n as examine } from "./shared-examine.js";

// src/commands/doctor.ts
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
	const examined = await examine({
		profile,
		models,
		parallel: flags.parallel,
		signal: dependencies.stop,
		log
	});
	const failures = examined.findings.filter(({ state }) => state === "fail");
	const measured = flags.speed && failures.length === 0 && profile !== void 0 ? await measure(profile, examined.servable, models, dependencies) : [];
	const findings = [...examined.findings, ...measured];
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
async function measure(profile, servable, models, dependencies) {
	const { stop: signal } = dependencies;
	const findings = [];
	for (const one of servable) {
		const chat = await loadServable(one, dependencies);
		findings.push(await measureChat(chat, signal));
		await chat.dispose();
	}
	const { loadEmbedder } = await withLibraries(() => import("./onnx-embedder.js"));
	for (const model of embeddingModelsOf(profile)) {
		const embedder = await loadEmbedder(models, model, "", threadsFor(usableCores()));
		findings.push(await measureEmbedder(embedder, () => performance.now(), signal));
		await embedder.dispose();
	}
	return findings;
}
/** Alone, and otherwise as a server would have it. */
async function loadServable({ model, weights, computation }, dependencies) {
	const { loadModel, serveLoaded } = await withLibraries(() => import("./load-chat.js"));
	const settings = {
		...measuring(dependencies),
		...computation,
		parallel: USUAL.parallel,
		contextTokens: void 0
	};
	return (await serveLoaded(await loadModel({
		...settings,
		model,
		weights,
		gpu: "auto"
	}), settings)).chat;
}
/** Tokens of the prompt, about, and of the answer. */
const MEASURED = {
	prompt: 1024,
	answer: 64
};
const TEXTS = 64;
async function measureChat(chat, signal) {
	const { read, written } = await measureSpeed(chat, MEASURED, signal);
	const { device, threads } = chat.identity;
	return ok("speed of the chat model", `reads ${read.toFixed(0)} and writes ${written.toFixed(0)} tokens/s on ${device}, threads: ${threads}`);
}
async function measureEmbedder(embedder, now, signal) {
	const texts = Array.from({ length: TEXTS }, (_, index) => `Sample ${index} had no control group, and the dose was not reported.`);
	const began = now();
	await embedder.embed(texts, signal);
	return ok(`speed of the embedder ${embedder.identity.id}`, `${(1e3 * TEXTS / (now() - began)).toFixed(0)} short texts/s`);
}

export { doctorCommand, measureChat, measureEmbedder };