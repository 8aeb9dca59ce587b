import { c as errnoOf, l as messageOf } from "./shared-errors.js";
import { s as writeAtomically } from "./shared-files.js";
import { i as choiceInWords, n as USUAL, u as usableCores } from "./shared-compute.js";
import { cpus } from "node:os";
import { join } from "node:path";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { z } from "zod";

// src/serve/tuning-record.ts
/** What was measured to be fastest, recorded beside the weights of a chat model, and what a server makes of it. Invariant: a record of other weights, another machine or another
*  runtime is never used, and whoever does not use one says why. */
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
	figures: z.array(Figure),
	/** By which part reviews with the usual settings differed from one measurement to another. */
	noise: z.number().nonnegative()
});
/** What of the settings is not as usual. */
function choiceOf(kept, usual) {
	return {
		...kept.threads !== usual.threads && { threads: kept.threads },
		...kept.batchTokens !== usual.batchTokens && { batchTokens: kept.batchTokens },
		...kept.flashAttention !== usual.flashAttention && { flashAttention: kept.flashAttention }
	};
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
function describeRecord({ choice, measuredAt, figures, noise }) {
	const day = measuredAt.slice(0, 10);
	const parts = choiceInWords(choice);
	const percent = (part) => `${(part * 100).toFixed(0)} %`;
	if (parts.length === 0) return `measured on ${day}: nothing is faster than the usual settings by more than these differed themselves, ${percent(noise)}`;
	return `measured on ${day}: ${parts.join(", ")}, by which a review is ${percent(figures.at(-1)?.gain ?? 0)} faster than as usual`;
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
}

export { placeHere as a, writeTuning as c, describeRecord as i, computationOf as n, readTuning as o, describeKnown as r, tuningPath as s, choiceOf as t };