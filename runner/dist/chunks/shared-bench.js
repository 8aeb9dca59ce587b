import { n as ChatRequest } from "./shared-api.js";
import { n as chatFor, r as loadModel, t as assertTrainedFor } from "./shared-llama-chat.js";
import { i as ModelsError, r as InterruptedError, s as diskError, t as CannotServeError } from "./shared-errors.js";
import { c as threadsFor, i as choiceInWords, n as USUAL, r as batchTokensOf, s as describePlacement, u as usableCores } from "./shared-compute.js";
import { a as gigabytes, r as deviceMemory, s as needOf } from "./shared-memory.js";
import { a as placeHere, c as writeTuning, i as describeRecord, s as tuningPath, t as choiceOf } from "./shared-tuning-record.js";
import { p as chatModelOf, u as servedDigest, y as profileNamed } from "./shared-adapter.js";
import { o as verifiedWeights } from "./shared-verify.js";
import { n as oneLine, t as modelsFolder } from "./shared-dependencies.js";
import { i as processor } from "./shared-examine.js";
import { loadavg } from "node:os";
import { constants } from "node:fs";
import { dirname } from "node:path";
import { access, stat } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";

// src/serve/tuning.ts
/** Which settings a chat model computes fastest with, chosen by measuring. Pure but for the measurement, which comes in. Invariant: noise chooses nothing. */
/** Tokens of a usual review, by which reading and writing weigh: as in docs/sizing.md. */
const REVIEW = {
	prompt: 9e3,
	answer: 900
};
const reviewSeconds = ({ read, written }) => REVIEW.prompt / read + REVIEW.answer / written;
/** By how much faster a setting must make a review, at least: less is not worth other last digits. */
const MARGIN = .05;
/** Rounds that an outlier may spoil: a winner may be the slower one in so many. */
const lostRounds = (rounds) => Math.floor(rounds / 5);
/** @param cores physical ones   @param promptTokens that are read at a time: a larger batch would be none */
function stepsFor(cores, onGpu, promptTokens) {
	const few = Array.from({ length: cores }, (_, index) => index + 1);
	return [
		{
			name: "threads",
			values: onGpu ? [] : cores <= 4 ? few : [
				Math.ceil(cores / 2),
				cores - 1,
				cores
			]
		},
		{
			name: "batchTokens",
			values: (onGpu ? [
				256,
				512,
				1024
			] : [
				64,
				128,
				256,
				512
			]).filter((tokens) => tokens <= promptTokens)
		},
		{
			name: "flashAttention",
			values: [true, false]
		}
	];
}
/** Tries one setting after the other and keeps the best of each. What is kept in the end is measured against the usual in twice the rounds, for of many tries one is lucky.
*  @param measure once, in seconds to minutes; what it throws ends it */
async function tune(usual, steps, rounds, measure) {
	const figures = [];
	const ofUsual = [];
	const noted = async (settings) => {
		const speed = await measure(settings);
		if (isDeepStrictEqual(settings, usual)) ofUsual.push(speed);
		return speed;
	};
	const bestOf = async (step, first, others, times) => {
		if (others.length === 0) return first;
		const all = [first, ...others];
		const speeds = await inTurns(all, times, noted);
		const [before = [], ...challengers] = speeds;
		figures.push(...all.map((settings, index) => figureOf(step, settings, before, speeds[index] ?? [])));
		const winner = winnerOf(before, challengers);
		return (winner === void 0 ? void 0 : others[winner]) ?? first;
	};
	let kept = usual;
	for (const { name, values } of steps) {
		const others = values.map((value) => ({
			...kept,
			[name]: value
		})).filter((settings) => settings[name] !== kept[name]);
		kept = await bestOf(name, kept, others, rounds);
	}
	if (!isDeepStrictEqual(kept, usual)) kept = await bestOf("against the usual", usual, [kept], 2 * rounds);
	return {
		kept,
		figures,
		noise: ofUsual.length < 2 ? 0 : spreadOf(ofUsual)
	};
}
/** Measurements of a whole run, at most. */
function measurementsOf(steps, usual, rounds) {
	return rounds * (steps.map(({ values, name }) => values.filter((value) => value !== usual[name]).length).filter((others) => others > 0).reduce((sum, others) => sum + others + 1, 0) + 4);
}
/** Forwards and backwards by turns, so that a machine that gets slower meanwhile does so for all of them alike. Who cannot win any more is measured no more: a thread
*  too many can take ten times as long.
*  @returns the speeds of each, in the order of the rounds */
async function inTurns(all, rounds, measure) {
	const speeds = all.map(() => []);
	const [before = []] = speeds;
	for (let round = 0; round < rounds; round++) {
		const open = [...all.entries()].filter(([index]) => index === 0 || lostOf(gainsOver(before, speeds[index] ?? [])) <= lostRounds(rounds));
		if (open.length === 1) break;
		for (const [index, settings] of round % 2 === 0 ? open : open.reverse()) speeds[index]?.push(await measure(settings));
	}
	return speeds;
}
const lostOf = (gains) => gains.filter((gain) => gain <= 0).length;
/** @param before the speeds, round by round, of what was kept until now
*  @returns which of the challengers takes its place: the fastest of those that win by the margin, by more than equal settings differ, and in nearly every round;
*  undefined where none does */
function winnerOf(before, challengers) {
	return [...challengers.map((speeds) => gainsOver(before, speeds)).entries()].filter(([index, rounds]) => {
		const needed = Math.max(MARGIN, spreadOf(before), spreadOf(challengers[index] ?? []));
		return median(rounds) >= needed && lostOf(rounds) <= lostRounds(rounds.length);
	}).toSorted(([, a], [, b]) => median(b) - median(a))[0]?.[0];
}
/** By how much faster a review is in each round: 0.1 is 10 %. */
function gainsOver(before, speeds) {
	return speeds.map((speed, round) => {
		const other = before[round];
		if (other === void 0) throw new RangeError("both were measured in every round");
		return reviewSeconds(other) / reviewSeconds(speed) - 1;
	});
}
function figureOf(step, settings, before, speeds) {
	return {
		step,
		settings,
		speed: {
			read: median(speeds.map(({ read }) => read)),
			written: median(speeds.map(({ written }) => written))
		},
		gain: median(gainsOver(before, speeds)),
		spread: spreadOf(speeds)
	};
}
/** @returns from the shortest review to the longest, without as many at both ends as may be spoilt, by the median */
function spreadOf(speeds) {
	const seconds = speeds.map(reviewSeconds).toSorted((a, b) => a - b);
	const spoilt = lostRounds(seconds.length);
	return ((seconds.at(-1 - spoilt) ?? NaN) - (seconds[spoilt] ?? NaN)) / median(seconds);
}
function median(numbers) {
	const sorted = numbers.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
/** `2 threads, batches of 256 tokens, flash attention` */
const describeSettings = (settings) => choiceInWords(settings).join(", ");

// src/commands/bench.ts
/** `bench`: measures how a chat model reads and writes fastest on this machine, and records it for `serve`. Invariant: an interrupted or failed run records nothing. */
/** Tokens of a prompt for each of its answer: a little fewer than in a review, for writing is what takes turns with other programs. */
const PROMPT_TO_ANSWER = 16;
/** Tokens of the context beside prompt and answer: what the chat template adds, and words that are two tokens. */
const ROOM = 512;
/** @throws ModelsError where weights are missing or not those of the model, or nothing can be written beside them; CannotServeError where the device does not work or hold them;
*  InterruptedError */
async function benchCommand(flags, dependencies) {
	const { stdout, stop: signal } = dependencies;
	const { log } = measuring(dependencies);
	const profile = profileNamed(flags.profile);
	const model = chatModelOf(profile, flags.chat);
	const models = modelsFolder(flags.models, dependencies);
	const path = tuningPath(models, model.id);
	let loaded;
	try {
		const weights = await verifiedWeights(models, model, profile.name, signal);
		if (!flags.dryRun) await assertWritable(path);
		loaded = await loadModel({
			model,
			weights,
			gpu: flags.gpu,
			threads: usableCores(),
			log,
			signal
		});
		const plan = await planOf(loaded, flags, log);
		log(`${model.id}: ${describePlacement(loaded.placement, plan.usual.threads)}`);
		log(describePlan(plan));
		if (flags.dryRun) return void stdout.write(`${flags.json ? JSON.stringify({ path }) : `it would be recorded in ${path}`}\n`);
		const record = await measureAll(loaded, plan, dependencies);
		signal.throwIfAborted();
		await writeTuning(models, model.id, record);
		const text = `${tableOf(record)}\n${describeRecord(record)}\nrecorded in ${path}, which serve reads at its next start`;
		stdout.write(`${flags.json ? JSON.stringify({
			path,
			...record
		}) : text}\n`);
	} catch (error) {
		if (!signal.aborted) throw error;
		throw new InterruptedError(`bench --profile ${profile.name}`, "Run it again: nothing was recorded");
	} finally {
		if (!signal.aborted) await loaded?.llama.dispose();
	}
}
/** Before minutes are spent. */
async function assertWritable(path) {
	if ((await stat(path).catch(() => void 0))?.isDirectory()) throw new ModelsError({
		code: "record-not-a-file",
		at: path,
		fault: "it is a folder, so that no record can be written there",
		remedy: "Delete it"
	});
	try {
		await access(dirname(path), constants.W_OK);
	} catch (error) {
		throw diskError(error, path) ?? error;
	}
}
async function planOf(loaded, { promptTokens, rounds }, log) {
	const tokens = {
		prompt: promptTokens,
		answer: Math.ceil(promptTokens / PROMPT_TO_ANSWER)
	};
	assertTrainedFor(contextOf(tokens), loaded.model, loaded.entry, "--prompt-tokens");
	const cores = usableCores();
	const onGpu = loaded.placement.gpuLayers > 0;
	const usual = {
		threads: threadsFor(cores),
		batchTokens: batchTokensOf(USUAL, onGpu),
		flashAttention: USUAL.flashAttention
	};
	const steps = await servableSteps(loaded, stepsFor(cores, onGpu, promptTokens), usual, log);
	return {
		usual,
		steps,
		rounds,
		tokens,
		most: measurementsOf(steps, usual, rounds)
	};
}
async function measureAll(loaded, { usual, steps, rounds, tokens, most }, dependencies) {
	const { log, now } = measuring(dependencies);
	const busy = processor(loadavg()[0] ?? 0, usableCores());
	if (busy.state === "warn") log(`others compute on this machine, which blurs what is measured: ${busy.detail}`);
	const measure = measureOn(loaded, tokens, dependencies);
	const began = now();
	await measure(usual);
	const each = (now() - began) / 1e3;
	log(`a measurement takes about ${secondsText(each)}: all of them up to ${secondsText(each * most)}`);
	let done = 0;
	const { kept, figures, noise } = await tune(usual, steps, rounds, async (settings) => {
		const speed = await measure(settings);
		log(`${++done} of at most ${most}: ${describeSettings(settings)}: ${speedText(speed)}`);
		return speed;
	});
	const { release } = loaded.llama.llamaCppRelease;
	return {
		version: 1,
		place: placeHere(servedDigest(loaded.weights), loaded.placement.device, release),
		measuredAt: (/* @__PURE__ */ new Date()).toISOString(),
		rounds,
		promptTokens: tokens.prompt,
		answerTokens: tokens.answer,
		choice: choiceOf(kept, usual),
		figures: [...figures],
		noise
	};
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
const contextOf = ({ prompt, answer }) => prompt + answer + ROOM;
function measureOn(loaded, tokens, dependencies) {
	const contextTokens = contextOf(tokens);
	const { stop } = dependencies;
	const stopped = new Promise((_, reject) => {
		stop.addEventListener("abort", () => reject(stop.reason), { once: true });
	});
	stopped.catch(() => {});
	return async (settings) => {
		const chat = await chatFor(loaded, {
			...measuring(dependencies),
			...USUAL,
			...settings,
			contextTokens
		});
		const speed = await Promise.race([measureSpeed(chat, tokens, stop), stopped]);
		await chat.dispose();
		return speed;
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
		grammar: `root ::= letters{${answer}}\nletters ::= [a-z ]{4}`
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
function describePlan({ steps, usual, rounds, most, tokens }) {
	const words = {
		threads: "threads",
		batchTokens: "tokens of a batch",
		flashAttention: "flash attention"
	};
	const text = (value) => typeof value === "boolean" ? value ? "on" : "off" : String(value);
	return `tries ${steps.filter(({ name, values }) => values.some((value) => value !== usual[name])).map(({ name, values }) => `${words[name]} ${values.map(text).join(", ")}`).join("; ")}, one after the other, beside the usual ${describeSettings(usual)}: at most ${most} measurements in rounds of ${rounds}, each of a prompt of about ${tokens.prompt} tokens and an answer of ${tokens.answer}`;
}
const secondsText = (count) => count < 90 ? `${count.toFixed(0)} s` : `${(count / 60).toFixed(0)} min`;
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