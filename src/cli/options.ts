/** Flags that several commands share: what they are called, what they may hold, what stands where one is left out. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Profile } from "../../profiles/profile.ts";
import { DEFAULT_PROFILE, PROFILES } from "../../profiles/profiles.ts";
import type { Dedup, SweepGrid } from "../evaluate/index.ts";
import { COUNTERS, type CounterName } from "../review/index.ts";

export interface ReadFlags {
  readonly rev?: string;
  readonly manuscript?: string;
}
export interface PromptFlags {
  readonly counter?: CounterName;
  readonly budget?: number;
  /** Instead of the profile's. */
  readonly matchingEmbedder?: string;
  readonly profile: string;
}

/** What is read: a path, a revision of it, and where the finder errs, the file. */
export function withReadFlags(command: Command): Command {
  return command
    .argument("[path]", "folder of the manuscript, or its main file", ".")
    .option("--rev <revision>", "read this git revision of the path instead of the files on the disk")
    .option("--manuscript <file>", "main file or folder of the manuscript, below the path, where it is not found by itself");
}

/** How a result is written: the same words at every command, and `--json` for short. */
export function withFormatFlag<Format extends string>(
  command: Command,
  formats: readonly ["text", ...(readonly Format[])],
  about: string,
): Command {
  return command
    .addOption(new Option("--format <format>", about).choices(formats).default("text"))
    .addOption(new Option("--json", "short for --format json").implies({ format: "json" }));
}

/** How the question to the model is made. */
export function withPromptFlags(command: Command): Command {
  return withProfileFlag(command)
    .addOption(new Option("--counter <name>", "how tokens are counted for the budget (default: the profile's)").choices(COUNTERS))
    .option("--budget <tokens>", "tokens of the question's user message (default: the profile's)", wholeNumber(1));
}

export function withProfileFlag(command: Command): Command {
  return command.addOption(
    new Option("--profile <name>", "model, prompt, sampling and thresholds that belong together")
      .choices(PROFILES.map(({ name }) => name))
      .default(DEFAULT_PROFILE),
  );
}

/** The profile of that name with what the flags change of it. */
export function profileOf({ profile: name, counter, budget, matchingEmbedder }: PromptFlags): Profile {
  const profile: Profile | undefined = PROFILES.find((candidate) => candidate.name === name);
  if (profile === undefined) throw new RangeError(`no profile is called ${name}`); // the option's choices exclude it
  const { prompt } = profile;
  return {
    ...profile,
    matching: matchingEmbedder ?? profile.matching,
    prompt: { ...prompt, counter: counter ?? prompt.counter, budget: budget ?? prompt.budget },
  };
}

/** A parser for flags that hold a whole number.
 *  @param least the smallest that makes sense
 *  @param most the greatest */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(
      `Write a whole number from ${least} ${most === Number.MAX_SAFE_INTEGER ? "on" : `to ${most}`}.`,
    );
  };
}

/** Of a sweep: lists of thresholds, caps and levels of de-duplication, of which every combination is scored. */
export interface SweepFlags {
  readonly sweepThresholds?: readonly number[];
  readonly sweepCaps?: readonly number[];
  readonly sweepDedups?: readonly Dedup[];
}

export function withSweepFlags(command: Command): Command {
  return command
    .option(
      "--sweep-thresholds <list>",
      "score at each of these cosines, such as 0.6,0.65,0.7",
      listOf(cosineOf, "cosines from -1 to 1"),
    )
    .option(
      "--sweep-caps <list>",
      "score with at most so many concerns of an article, such as 5,10,20,all",
      listOf(capOf, "whole numbers from 1, or all"),
    )
    .option(
      "--sweep-dedups <list>",
      "score with repetitions dropped before the cap: none, exact, or a cosine from which concerns are alike, such as none,exact,0.95",
      listOf(dedupOf, "none, exact or cosines from -1 to 1"),
    );
}

/** @returns undefined where no sweep is asked for; what is not swept stays as it is */
export function sweepGrid({ sweepThresholds, sweepCaps, sweepDedups }: SweepFlags, threshold: number): SweepGrid | undefined {
  if (sweepThresholds === undefined && sweepCaps === undefined && sweepDedups === undefined) return undefined;
  return {
    thresholds: sweepThresholds ?? [threshold],
    caps: sweepCaps ?? [Number.POSITIVE_INFINITY],
    dedups: sweepDedups ?? ["none"],
  };
}

/** What the charts show where no list says otherwise: where the published audit looked, and the caps up to twice the card's. */
const CHART_THRESHOLDS = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98];
const CHART_CAPS = [1, 3, 5, 10, 15, 20, 40, Number.POSITIVE_INFINITY];

export function chartGrids(flags: SweepFlags, threshold: number): { readonly thresholds: SweepGrid; readonly caps: SweepGrid } {
  const { sweepThresholds = CHART_THRESHOLDS, sweepCaps = CHART_CAPS, sweepDedups = ["none", "exact"] } = flags;
  return {
    thresholds: { thresholds: sweepThresholds, caps: [Number.POSITIVE_INFINITY], dedups: ["none"] },
    caps: { thresholds: [threshold], caps: sweepCaps, dedups: sweepDedups },
  };
}

/** A parser for flags that hold a cosine. */
export function cosineFlag(text: string): number {
  const cosine = cosineOf(text.trim());
  if (cosine === undefined) throw new InvalidArgumentError("Write a number from -1 to 1.");
  return cosine;
}

function listOf<T>(read: (item: string) => T | undefined, what: string): (text: string) => T[] {
  return (text) =>
    text.split(",").map((item) => {
      const value = read(item.trim());
      if (value === undefined) throw new InvalidArgumentError(`Write ${what}, with commas between.`);
      return value;
    });
}

function cosineOf(item: string): number | undefined {
  const cosine = Number(item);
  return item !== "" && cosine >= -1 && cosine <= 1 ? cosine : undefined;
}

function capOf(item: string): number | undefined {
  if (item === "all") return Number.POSITIVE_INFINITY;
  return /^[1-9]\d{0,8}$/.test(item) ? Number(item) : undefined;
}

function dedupOf(item: string): Dedup | undefined {
  return item === "none" || item === "exact" ? item : cosineOf(item);
}
