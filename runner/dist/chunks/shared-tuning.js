import { c as errnoOf, l as messageOf } from "./shared-errors.js";
import { s as writeAtomically } from "./shared-files.js";
import { c as threadsText, l as usableCores, n as USUAL } from "./shared-compute.js";
import { cpus } from "node:os";
import { join } from "node:path";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { z } from "zod";

// src/serve/tuning.ts
/** How a chat model computes fastest on this machine: chosen by measuring, recorded beside its weights, and used where weights, machine and runtime are those of the
*  record. Invariant: noise chooses nothing, and a record of anything else is never used. */
const Settings = z.strictObject({
	threads: z.int().min(1).max(1024),
	batchTokens: z.int().min(16).max(8192),
	flashAttention: z.boolean()
});
/** Tokens a second. */
const Speed = z.strictObject({
	read: z.number().positive(),
	written: z.number().positive()
});
/** What a measurement holds for: other weights, another machine or runtime may be fastest otherwise. */
const Place = z.strictObject({
	/** Of all that answers, as in `/v1/models`. */
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	device: z.string(),
	processor: z.string(),
	cores: z.int().min(1),
	/** The release of llama.cpp. */
	runtime: z.string()
});
const Figure = z.strictObject({
	step: z.string(),
	settings: Settings,
	/** Median of all rounds. */
	speed: Speed,
	/** By which part a review is faster than with what was kept until then; 0.1 is 10 %. */
	gain: z.number(),
	/** By which part reviews of the same settings differ between rounds. */
	spread: z.number().nonnegative()
});
const TuningRecord = z.strictObject({
	version: z.literal(1),
	place: Place,
	measuredAt: z.iso.datetime(),
	rounds: z.int().min(1),
	promptTokens: z.int().min(1),
	answerTokens: z.int().min(1),
	/** Only what is not as usual. */
	choice: Settings.partial(),
	figures: z.array(Figure)
});
/** Tokens of a usual review, by which reading and writing weigh: as in docs/sizing.md. */
const REVIEW = {
	prompt: 9e3,
	answer: 900
};
const reviewSeconds = ({ read, written }) => REVIEW.prompt / read + REVIEW.answer / written;
/** By how much faster a setting must make a review, at least: less is not worth other last digits. */
const MARGIN = .05;
/** Rounds in which a winner may be the slower one nevertheless. */
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
/** Tries one setting after the other and keeps the best of each. What is kept in the end is measured against the usual once more, for of many tries one is lucky.
*  @param measure once, in seconds to minutes; what it throws ends it */
async function tune(usual, steps, rounds, measure) {
	const figures = [];
	const bestOf = async (step, first, others) => {
		if (others.length === 0) return first;
		const all = [first, ...others];
		const speeds = await inTurns(all, rounds, measure);
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
		kept = await bestOf(name, kept, others);
	}
	if (describeSettings(kept) === describeSettings(usual)) return {
		kept,
		figures
	};
	return {
		kept: await bestOf("against the usual", usual, [kept]),
		figures
	};
}
/** Measurements of a whole run, at most. */
function measurementsOf(steps, usual, rounds) {
	return rounds * (steps.map(({ values, name }) => values.filter((value) => value !== usual[name]).length).filter((others) => others > 0).reduce((sum, others) => sum + others + 1, 0) + 2);
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
function spreadOf(speeds) {
	const seconds = speeds.map(reviewSeconds);
	return (Math.max(...seconds) - Math.min(...seconds)) / median(seconds);
}
function median(numbers) {
	const sorted = numbers.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
/** What of the settings is not as usual. */
function choiceOf(kept, usual) {
	return {
		...kept.threads !== usual.threads && { threads: kept.threads },
		...kept.batchTokens !== usual.batchTokens && { batchTokens: kept.batchTokens },
		...kept.flashAttention !== usual.flashAttention && { flashAttention: kept.flashAttention }
	};
}
/** `2 threads, batches of 256 tokens, flash attention` */
function describeSettings({ threads, batchTokens, flashAttention }) {
	return `${threadsText(threads)}, batches of ${batchTokens} tokens, ${flashAttention ? "" : "no "}flash attention`;
}
function placeHere(sha256, device, runtime) {
	return {
		sha256,
		device,
		processor: cpus()[0]?.model.trim() || "unknown",
		cores: usableCores(),
		runtime
	};
}
/** @returns in what the two differ, in words; empty where a record of one holds for the other */
function differencesOf(recorded, here) {
	return Object.entries({
		sha256: ({ sha256 }) => `weights of sha256 ${sha256.slice(0, 12)}`,
		device: ({ device }) => `device ${device}`,
		processor: ({ processor }) => `processor ${processor}`,
		cores: ({ cores }) => `cores ${cores}`,
		runtime: ({ runtime }) => `llama.cpp ${runtime}`
	}).map(([, word]) => [word(recorded), word(here)]).filter(([before, now]) => before !== now).map(([before, now]) => `${before} instead of ${now}`);
}
/** Only what is used: options win over what was measured, which wins over the usual. */
function computationOf(chosen, known, { threads, parallel }) {
	const measured = known.kind === "measured" ? known.record.choice : {};
	return {
		threads: chosen.threads ?? measured.threads ?? threads,
		batchTokens: chosen.batchTokens ?? measured.batchTokens ?? USUAL.batchTokens,
		flashAttention: chosen.flashAttention ?? measured.flashAttention ?? USUAL.flashAttention,
		parallel
	};
}
/** What to say of it, and what to do where it is not as it should be.
*  @param profile by which it is measured again */
function describeKnown(known, profile) {
	const again = `Measure again with \`bioreview-runner bench --profile ${profile}\``;
	switch (known.kind) {
		case "nothing": return { detail: `nothing was measured, so it computes as usual; \`bioreview-runner bench --profile ${profile}\` measures` };
		case "measured": return { detail: describeRecord(known.record) };
		case "elsewhere": return {
			detail: `${known.path} is a record of ${known.differences.join(", ")}, so it is not used, and computes as usual`,
			remedy: again
		};
		case "unreadable": return {
			detail: `${known.path}: ${known.fault}, so it computes as usual`,
			remedy: `Delete it, or let this user read it. ${again}`
		};
	}
}
/** `measured on 2026-12-01: 2 threads, by which a review is 20 % faster than as usual` */
function describeRecord({ choice, measuredAt, figures }) {
	const day = measuredAt.slice(0, 10);
	const parts = [
		...choice.threads === void 0 ? [] : [threadsText(choice.threads)],
		...choice.batchTokens === void 0 ? [] : [`batches of ${choice.batchTokens} tokens`],
		...choice.flashAttention === void 0 ? [] : [`${choice.flashAttention ? "" : "no "}flash attention`]
	];
	if (parts.length === 0) return `measured on ${day}: nothing is faster than the usual settings`;
	const gain = ((figures.at(-1)?.gain ?? 0) * 100).toFixed(0);
	return `measured on ${day}: ${parts.join(", ")}, by which a review is ${gain} % faster than as usual`;
}
/** @param id of the chat model */
const tuningPath = (models, id) => join(models, id, "tuning.json");
/** Fails towards the usual settings, and says so: the choice is one of speed alone. */
async function readTuning(models, id, here) {
	const path = tuningPath(models, id);
	let record;
	try {
		record = TuningRecord.parse(JSON.parse(await readFile(path, "utf8")));
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return { kind: "nothing" };
		return {
			kind: "unreadable",
			path,
			fault: error instanceof SyntaxError || error instanceof z.ZodError ? "it is no record of measured settings" : messageOf(error)
		};
	}
	const differences = differencesOf(record.place, here);
	return differences.length === 0 ? {
		kind: "measured",
		record
	} : {
		kind: "elsewhere",
		path,
		differences
	};
}
/** @throws ModelsError where the disk is full or may not be written */
async function writeTuning(models, id, record) {
	const path = tuningPath(models, id);
	await writeAtomically(path, async (unfinished) => {
		await writeFile(unfinished, `${JSON.stringify(record, void 0, 2)}\n`);
		await chmod(unfinished, 420);
	});
	return path;
}

export { describeSettings as a, readTuning as c, tune as d, tuningPath as f, describeRecord as i, reviewSeconds as l, computationOf as n, measurementsOf as o, writeTuning as p, describeKnown as r, placeHere as s, choiceOf as t, stepsFor as u };