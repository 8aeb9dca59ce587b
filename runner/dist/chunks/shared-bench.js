import { n as ChatRequest } from "./shared-api.js";
import { r as loadModel, t as chatFor } from "./shared-llama-chat.js";
import { r as InterruptedError, t as CannotServeError } from "./shared-errors.js";
import { l as usableCores, n as USUAL, o as describePlacement, r as batchTokensOf, s as threadsFor } from "./shared-compute.js";
import { a as gigabytes, r as deviceMemory, s as needOf } from "./shared-memory.js";
import { a as describeSettings, d as tune, f as tuningPath, i as describeRecord, l as reviewSeconds, o as measurementsOf, p as writeTuning, s as placeHere, t as choiceOf, u as stepsFor } from "./shared-tuning.js";
import { f as chatModelOf, l as servedDigest, v as profileNamed } from "./shared-adapter.js";
import { o as verifiedWeights } from "./shared-verify.js";
import { n as oneLine, t as modelsFolder } from "./shared-dependencies.js";
import { i as processor } from "./shared-examine.js";
import { loadavg } from "node:os";

// src/commands/bench.ts
/** `bench`: measures how a chat model reads and writes fastest on this machine, and records it for `serve`. Invariant: an interrupted or failed run records nothing. */
/** Tokens of a prompt for each of its answer: a little fewer than in a review, for writing is what takes turns with other programs. */
const PROMPT_TO_ANSWER = 16;
/** Tokens of the context beside prompt and answer: what the chat template adds, and words that are two tokens. */
const ROOM = 512;
/** @throws ModelsError where weights are missing or not those of the model, CannotServeError where the device does not work or hold them, InterruptedError */
async function benchCommand(flags, dependencies) {
	const { stdout, stop: signal } = dependencies;
	const log = (line) => void dependencies.stderr.write(`${oneLine(line)}\n`);
	const profile = profileNamed(flags.profile);
	const model = chatModelOf(profile, flags.chat);
	const models = modelsFolder(flags.models, dependencies);
	const cores = usableCores();
	let loaded;
	try {
		const weights = await verifiedWeights(models, model, profile.name, signal);
		loaded = await loadModel({
			model,
			weights,
			gpu: flags.gpu,
			threads: cores,
			log,
			signal
		});
		const { llama, placement } = loaded;
		const onGpu = placement.gpuLayers > 0;
		const usual = {
			threads: threadsFor(cores),
			batchTokens: batchTokensOf(USUAL, onGpu),
			flashAttention: USUAL.flashAttention
		};
		const steps = await servableSteps(loaded, stepsFor(cores, onGpu, flags.promptTokens), usual, log);
		const tokens = {
			prompt: flags.promptTokens,
			answer: Math.ceil(flags.promptTokens / PROMPT_TO_ANSWER)
		};
		const most = measurementsOf(steps, usual, flags.rounds);
		log(`${model.id}: ${describePlacement(placement, usual.threads)}`);
		log(planText(steps, usual, flags.rounds, most, tokens));
		if (flags.dryRun) return void stdout.write(`it would be recorded in ${tuningPath(models, model.id)}\n`);
		warnOfOthers(log);
		const measure = measureOn(loaded, tokens, dependencies);
		const began = performance.now();
		await measure(usual);
		const each = (performance.now() - began) / 1e3;
		log(`a measurement takes about ${seconds(each)}: all of them up to ${seconds(each * most)}`);
		let done = 0;
		const { kept, figures } = await tune(usual, steps, flags.rounds, async (settings) => {
			const speed = await measure(settings);
			log(`${++done} of at most ${most}: ${describeSettings(settings)}: ${speedText(speed)}`);
			return speed;
		});
		const record = {
			version: 1,
			place: placeHere(servedDigest(weights), placement.device, llama.llamaCppRelease.release),
			measuredAt: (/* @__PURE__ */ new Date()).toISOString(),
			rounds: flags.rounds,
			promptTokens: tokens.prompt,
			answerTokens: tokens.answer,
			choice: choiceOf(kept, usual),
			figures: [...figures]
		};
		signal.throwIfAborted();
		const path = await writeTuning(models, model.id, record);
		if (flags.json) stdout.write(`${JSON.stringify({
			path,
			...record
		})}\n`);
		else stdout.write(`${tableOf(record)}\n${describeRecord(record)}\nrecorded in ${path}, which serve reads at its next start\n`);
	} catch (error) {
		if (!signal.aborted) throw error;
		throw new InterruptedError(`bench --profile ${profile.name}`, "Run it again: nothing was recorded");
	} finally {
		await loaded?.llama.dispose();
	}
}
/** Leaves out what a server could not be started with: its context is longer than the one that is measured in.
*  @throws CannotServeError where the usual settings are among that */
async function servableSteps({ llama, model, entry, placement, changes }, steps, usual, log) {
	const { available } = await deviceMemory(llama);
	const takes = async (settings) => {
		const { context, adapter } = await needOf(llama, model.fileInsights, {
			id: entry.id,
			gpuLayers: placement.gpuLayers,
			contextTokens: entry.contextTokens,
			keptPrompts: 1,
			computation: {
				...USUAL,
				...settings
			},
			adapter: changes?.bytes
		});
		return context + (adapter?.context ?? 0);
	};
	if (await takes(usual) > available) throw new CannotServeError({
		code: "too-big",
		at: entry.id,
		fault: `its context takes ${gigabytes(await takes(usual))}, and ${gigabytes(available)} are free beside the weights`,
		remedy: "End what else uses the memory, or take a smaller model"
	});
	const servable = [];
	for (const { name, values } of steps) {
		const fitting = [];
		for (const value of values) {
			const settings = {
				...usual,
				[name]: value
			};
			if (await takes(settings) <= available) fitting.push(value);
			else log(`left out, for a server would not have the memory: ${describeSettings(settings)}`);
		}
		servable.push({
			name,
			values: fitting
		});
	}
	return servable;
}
/** What measuring needs beside weights and settings: nothing is kept, so that every prompt is read whole. */
function measuring({ stop: signal, stderr, structuredOutputWorker }) {
	return {
		keptPrompts: 0,
		log: (line) => void stderr.write(`${oneLine(line)}\n`),
		now: () => performance.now(),
		randomSeed: () => 1,
		newPlaceholder: () => crypto.randomUUID().replaceAll("-", ""),
		signal,
		structuredOutputWorker
	};
}
function measureOn(loaded, tokens, dependencies) {
	const contextTokens = tokens.prompt + tokens.answer + ROOM;
	return async (settings) => {
		const chat = await chatFor(loaded, {
			...measuring(dependencies),
			...USUAL,
			...settings,
			contextTokens
		});
		try {
			return await measureSpeed(chat, tokens, dependencies.stop);
		} finally {
			await chat.dispose();
		}
	};
}
const SENTENCE = "the mean weight of the mice in both groups was the same and no test was made ";
/** How a model reads a prompt and writes an answer of about so many tokens. */
async function measureSpeed(chat, { prompt, answer }, signal) {
	const content = SENTENCE.repeat(Math.ceil(prompt / SENTENCE.trim().split(" ").length));
	const request = ChatRequest.parse({
		model: chat.identity.id,
		messages: [{
			role: "user",
			content
		}],
		max_tokens: answer,
		seed: 1,
		grammar: `root ::= [a-z ]{${4 * answer}}`
	});
	const took = await (await chat.prepare(request)).run({
		progress: () => {},
		text: () => {}
	}, signal);
	return {
		read: 1e3 * took.promptTokens / took.promptMilliseconds,
		written: 1e3 * took.answerTokens / took.answerMilliseconds
	};
}
function warnOfOthers(log) {
	const busy = processor(loadavg()[0] ?? 0, usableCores());
	if (busy.state === "warn") log(`others compute on this machine, which blurs what is measured: ${busy.detail}`);
}
function planText(steps, usual, rounds, most, tokens) {
	const words = {
		threads: "threads",
		batchTokens: "tokens of a batch",
		flashAttention: "flash attention"
	};
	const text = (value) => typeof value === "boolean" ? value ? "on" : "off" : String(value);
	return `tries ${steps.filter(({ name, values }) => values.some((value) => value !== usual[name])).map(({ name, values }) => `${words[name]} ${values.map(text).join(", ")}`).join("; ")}, one after the other, beside the usual ${describeSettings(usual)}: at most ${most} measurements in rounds of ${rounds}, each of a prompt of about ${tokens.prompt} tokens and an answer of ${tokens.answer}`;
}
const seconds = (count) => count < 90 ? `${count.toFixed(0)} s` : `${(count / 60).toFixed(0)} min`;
const speedText = ({ read, written }) => `reads ${read.toFixed(1)} and writes ${written.toFixed(1)} tokens/s`;
/** Medians, a step's first line being what was kept until then. */
function tableOf({ figures }) {
	const percent = (part) => `${(part * 100).toFixed(1)} %`;
	const all = [[
		"step",
		"threads",
		"batch",
		"flash attention",
		"reads/s",
		"writes/s",
		"review s",
		"faster by",
		"varies by"
	], ...figures.map(({ step, settings, speed, gain, spread }) => [
		step,
		String(settings.threads),
		String(settings.batchTokens),
		settings.flashAttention ? "on" : "off",
		speed.read.toFixed(1),
		speed.written.toFixed(1),
		reviewSeconds(speed).toFixed(0),
		percent(gain),
		percent(spread)
	])];
	const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
	const padded = (cell, column) => column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
	return all.map((row) => row.map(padded).join("  ")).join("\n");
}

export { measureSpeed as n, measuring as r, benchCommand as t };