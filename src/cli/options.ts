/** Flags that several commands share: what they are called, what they may hold, what stands where one is left out. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Profile } from "../../profiles/profile.ts";
import { DEFAULT_PROFILE, PROFILES } from "../../profiles/profiles.ts";
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
    prompt: { counter: counter ?? prompt.counter, budget: budget ?? prompt.budget },
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
