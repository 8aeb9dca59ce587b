/** Which settings a chat model computes fastest with, chosen by measuring. Pure but for the measurement, which comes in. Invariant: noise chooses nothing. */
import { isDeepStrictEqual } from "node:util";
import { choiceInWords } from "./compute.ts";
import type { Figure, Settings, Speed } from "./tuning-record.ts";

/** Tokens of a usual review, by which reading and writing weigh: as in docs/sizing.md. */
const REVIEW = { prompt: 9000, answer: 900 } as const;
export const reviewSeconds = ({ read, written }: Speed): number => REVIEW.prompt / read + REVIEW.answer / written;

/** By how much faster a setting must make a review, at least: less is not worth other last digits. */
const MARGIN = 0.05;
/** Rounds that an outlier may spoil: a winner may be the slower one in so many. */
const lostRounds = (rounds: number): number => Math.floor(rounds / 5);

/** One setting, and the values that it is tried with. */
export type Step = {
  [Name in keyof Settings]: { readonly name: Name; readonly values: readonly Settings[Name][] };
}[keyof Settings];

/** @param cores physical ones   @param promptTokens that are read at a time: a larger batch would be none */
export function stepsFor(cores: number, onGpu: boolean, promptTokens: number): readonly Step[] {
  const few = Array.from({ length: cores }, (_, index) => index + 1);
  // On a GPU the processor's threads wait for it.
  const threads = onGpu ? [] : cores <= 4 ? few : [Math.ceil(cores / 2), cores - 1, cores];
  const batches = onGpu ? [256, 512, 1024] : [64, 128, 256, 512];
  return [
    { name: "threads", values: threads },
    { name: "batchTokens", values: batches.filter((tokens) => tokens <= promptTokens) },
    { name: "flashAttention", values: [true, false] },
  ];
}

export interface Tuning {
  readonly kept: Settings;
  readonly figures: readonly Figure[];
  /** By which part reviews with the usual settings differed, in all steps: a smaller gain could not be told. */
  readonly noise: number;
}

/** Tries one setting after the other and keeps the best of each. What is kept in the end is measured against the usual in twice the rounds, for of many tries one is lucky.
 *  @param measure once, in seconds to minutes; what it throws ends it */
export async function tune(
  usual: Settings,
  steps: readonly Step[],
  rounds: number,
  measure: (settings: Settings) => Promise<Speed>,
): Promise<Tuning> {
  const figures: Figure[] = [];
  const ofUsual: Speed[] = [];
  const noted = async (settings: Settings): Promise<Speed> => {
    const speed = await measure(settings);
    if (isDeepStrictEqual(settings, usual)) ofUsual.push(speed);
    return speed;
  };
  const bestOf = async (step: string, first: Settings, others: readonly Settings[], times: number): Promise<Settings> => {
    if (others.length === 0) return first;
    const all = [first, ...others];
    const speeds = await inTurns(all, times, noted);
    const [before = [], ...challengers] = speeds;
    figures.push(...all.map((settings, index) => figureOf(step, settings, before, speeds[index] ?? [])));
    const winner = winnerOf(before, challengers);
    return (winner === undefined ? undefined : others[winner]) ?? first;
  };
  let kept = usual;
  for (const { name, values } of steps) {
    const others = values
      .map((value): Settings => ({ ...kept, [name]: value }))
      .filter((settings) => settings[name] !== kept[name]);
    kept = await bestOf(name, kept, others, rounds);
  }
  if (!isDeepStrictEqual(kept, usual)) kept = await bestOf("against the usual", usual, [kept], 2 * rounds);
  return { kept, figures, noise: ofUsual.length < 2 ? 0 : spreadOf(ofUsual) };
}

/** Measurements of a whole run, at most. */
export function measurementsOf(steps: readonly Step[], usual: Settings, rounds: number): number {
  const tried = steps
    .map(({ values, name }) => values.filter((value) => value !== usual[name]).length)
    .filter((others) => others > 0);
  return rounds * (tried.reduce((sum, others) => sum + others + 1, 0) + 4);
}

/** Forwards and backwards by turns, so that a machine that gets slower meanwhile does so for all of them alike. Who cannot win any more is measured no more: a thread
 *  too many can take ten times as long.
 *  @returns the speeds of each, in the order of the rounds */
async function inTurns(
  all: readonly Settings[],
  rounds: number,
  measure: (settings: Settings) => Promise<Speed>,
): Promise<readonly (readonly Speed[])[]> {
  const speeds = all.map((): Speed[] => []);
  const [before = []] = speeds;
  for (let round = 0; round < rounds; round++) {
    const open = [...all.entries()].filter(
      ([index]) => index === 0 || lostOf(gainsOver(before, speeds[index] ?? [])) <= lostRounds(rounds),
    );
    if (open.length === 1) break;
    for (const [index, settings] of round % 2 === 0 ? open : open.reverse()) speeds[index]?.push(await measure(settings));
  }
  return speeds;
}

const lostOf = (gains: readonly number[]): number => gains.filter((gain) => gain <= 0).length;

/** @param before the speeds, round by round, of what was kept until now
 *  @returns which of the challengers takes its place: the fastest of those that win by the margin, by more than equal settings differ, and in nearly every round;
 *  undefined where none does */
function winnerOf(before: readonly Speed[], challengers: readonly (readonly Speed[])[]): number | undefined {
  const gains = challengers.map((speeds) => gainsOver(before, speeds));
  const winning = [...gains.entries()].filter(([index, rounds]) => {
    const needed = Math.max(MARGIN, spreadOf(before), spreadOf(challengers[index] ?? []));
    return median(rounds) >= needed && lostOf(rounds) <= lostRounds(rounds.length);
  });
  return winning.toSorted(([, a], [, b]) => median(b) - median(a))[0]?.[0];
}

/** By how much faster a review is in each round: 0.1 is 10 %. */
function gainsOver(before: readonly Speed[], speeds: readonly Speed[]): readonly number[] {
  return speeds.map((speed, round) => {
    const other = before[round];
    if (other === undefined) throw new RangeError("both were measured in every round");
    return reviewSeconds(other) / reviewSeconds(speed) - 1;
  });
}

function figureOf(step: string, settings: Settings, before: readonly Speed[], speeds: readonly Speed[]): Figure {
  const speed = { read: median(speeds.map(({ read }) => read)), written: median(speeds.map(({ written }) => written)) };
  return { step, settings, speed, gain: median(gainsOver(before, speeds)), spread: spreadOf(speeds) };
}

/** @returns from the shortest review to the longest, without as many at both ends as may be spoilt, by the median */
function spreadOf(speeds: readonly Speed[]): number {
  const seconds = speeds.map(reviewSeconds).toSorted((a, b) => a - b);
  const spoilt = lostRounds(seconds.length);
  return ((seconds.at(-1 - spoilt) ?? Number.NaN) - (seconds[spoilt] ?? Number.NaN)) / median(seconds);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** `2 threads, batches of 256 tokens, flash attention` */
export const describeSettings = (settings: Settings): string => choiceInWords(settings).join(", ");
