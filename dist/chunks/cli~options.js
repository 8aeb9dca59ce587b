import { i as Option, r as InvalidArgumentError } from "./commander~bioreview.js";
import { i as PROFILES, n as DEFAULT_PROFILE } from "./profiles~profiles~action~action-post.js";
import { t as COUNTERS } from "./review~count-tokens~action.js";

// src/cli/options.ts
/** Flags that several commands share: what they are called, what they may hold, what stands where one is left out. */
/** What is read: a path, a revision of it, and where the finder errs, the file. */
function withReadFlags(command) {
	return command.argument("[path]", "folder of the manuscript, or its main file", ".").option("--rev <revision>", "read this git revision of the path instead of the files on the disk").option("--manuscript <file>", "main file or folder of the manuscript, below the path, where it is not found by itself");
}
/** How a result is written: the same words at every command, and `--json` for short. */
function withFormatFlag(command, formats, about) {
	return command.addOption(new Option("--format <format>", about).choices(formats).default("text")).addOption(new Option("--json", "short for --format json").implies({ format: "json" }));
}
/** How the question to the model is made. */
function withPromptFlags(command) {
	return withProfileFlag(command).addOption(new Option("--counter <name>", "how tokens are counted for the budget (default: the profile's)").choices(COUNTERS)).option("--budget <tokens>", "tokens of the question's user message (default: the profile's)", wholeNumber(1));
}
function withProfileFlag(command) {
	return command.addOption(new Option("--profile <name>", "model, prompt, sampling and thresholds that belong together").choices(PROFILES.map(({ name }) => name)).default(DEFAULT_PROFILE));
}
/** The profile of that name with what the flags change of it. */
function profileOf({ profile: name, counter, budget, matchingEmbedder }) {
	const profile = PROFILES.find((candidate) => candidate.name === name);
	if (profile === void 0) throw new RangeError(`no profile is called ${name}`);
	const { prompt } = profile;
	return {
		...profile,
		matching: matchingEmbedder ?? profile.matching,
		prompt: {
			...prompt,
			counter: counter ?? prompt.counter,
			budget: budget ?? prompt.budget
		}
	};
}
/** A parser for flags that hold a whole number.
*  @param least the smallest that makes sense
*  @param most the greatest */
function wholeNumber(least, most = Number.MAX_SAFE_INTEGER) {
	return (text) => {
		const number = Number(text);
		if (/^\d+$/.test(text) && number >= least && number <= most) return number;
		throw new InvalidArgumentError(`Write a whole number from ${least} ${most === Number.MAX_SAFE_INTEGER ? "on" : `to ${most}`}.`);
	};
}
function withSweepFlags(command) {
	return command.option("--sweep-thresholds <list>", "score at each of these cosines, such as 0.6,0.65,0.7", listOf(cosineOf, "cosines from -1 to 1")).option("--sweep-caps <list>", "score with at most so many concerns of an article, such as 5,10,20,all", listOf(capOf, "whole numbers from 1, or all")).option("--sweep-dedups <list>", "score with repetitions dropped before the cap: none, exact, or a cosine from which concerns are alike, such as none,exact,0.95", listOf(dedupOf, "none, exact or cosines from -1 to 1"));
}
/** @returns undefined where no sweep is asked for; what is not swept stays as it is */
function sweepGrid({ sweepThresholds, sweepCaps, sweepDedups }, threshold) {
	if (sweepThresholds === void 0 && sweepCaps === void 0 && sweepDedups === void 0) return void 0;
	return {
		thresholds: sweepThresholds ?? [threshold],
		caps: sweepCaps ?? [Number.POSITIVE_INFINITY],
		dedups: sweepDedups ?? ["none"]
	};
}
/** What the charts show where no list says otherwise: where the published audit looked, and the caps up to twice the card's. */
const CHART_THRESHOLDS = [
	.5,
	.55,
	.6,
	.65,
	.7,
	.75,
	.8,
	.85,
	.9,
	.95,
	.98
];
const CHART_CAPS = [
	1,
	3,
	5,
	10,
	15,
	20,
	40,
	Number.POSITIVE_INFINITY
];
function chartGrids(flags, threshold) {
	const { sweepThresholds = CHART_THRESHOLDS, sweepCaps = CHART_CAPS, sweepDedups = ["none", "exact"] } = flags;
	return {
		thresholds: {
			thresholds: sweepThresholds,
			caps: [Number.POSITIVE_INFINITY],
			dedups: ["none"]
		},
		caps: {
			thresholds: [threshold],
			caps: sweepCaps,
			dedups: sweepDedups
		}
	};
}
/** A parser for flags that hold a cosine. */
function cosineFlag(text) {
	const cosine = cosineOf(text.trim());
	if (cosine === void 0) throw new InvalidArgumentError("Write a number from -1 to 1.");
	return cosine;
}
function listOf(read, what) {
	return (text) => text.split(",").map((item) => {
		const value = read(item.trim());
		if (value === void 0) throw new InvalidArgumentError(`Write ${what}, with commas between.`);
		return value;
	});
}
function cosineOf(item) {
	const cosine = Number(item);
	return item !== "" && cosine >= -1 && cosine <= 1 ? cosine : void 0;
}
function capOf(item) {
	if (item === "all") return Number.POSITIVE_INFINITY;
	return /^[1-9]\d{0,8}$/.test(item) ? Number(item) : void 0;
}
function dedupOf(item) {
	return item === "none" || item === "exact" ? item : cosineOf(item);
}

export { wholeNumber as a, withPromptFlags as c, sweepGrid as i, withReadFlags as l, cosineFlag as n, withFormatFlag as o, profileOf as r, withProfileFlag as s, chartGrids as t, withSweepFlags as u };