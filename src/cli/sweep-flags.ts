/** The flags of a sweep: lists of thresholds, caps and levels of de-duplication, of which every combination is scored. */
import { type Command, InvalidArgumentError } from "commander";
import type { Dedup, SweepGrid } from "../evaluate/index.ts";

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
export function gridOf({ sweepThresholds, sweepCaps, sweepDedups }: SweepFlags, threshold: number): SweepGrid | undefined {
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
