/** Numbers between bounds as GBNF: digits, compared from the left. No exponents where there is a bound; llama.cpp's own converter does it
 *  likewise for whole numbers. */

import { type Alternative, groupBy, type Part, type Rules } from "./rules.ts";

export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}
export interface NumberRange {
  readonly lower: Bound | undefined;
  readonly upper: Bound | undefined;
  readonly multiples: readonly number[];
  /** Whether whole numbers, and others, are numbers of this range. */
  readonly whole: boolean;
  readonly broken: boolean;
}

/** Digits before the point: more would not be exact in a double. */
const MOST_DIGITS = 15;
/** Digits behind the point, where a bound does not have more. */
const MOST_DECIMALS = 10;
/** A bound beyond this is none: we write no longer numbers. */
const LARGEST = 1e18;
/** Digits behind the point of a bound. */
const MOST_BOUND_DECIMALS = 20;
/** Multiples that are written out one by one. */
const MOST_MULTIPLES = 1000;
/** Rules that follow the remainders of one divisor. */
const MOST_REMAINDERS = 4000;
/** Largest divisor whose remainders are followed digit by digit. */
const LARGEST_DIVISOR = 1000;

/** @returns alternatives; none where there is no such number, undefined where we cannot say which */
export function numbersOf(range: NumberRange, rules: Rules): Alternative[] | undefined {
  if (range.multiples.length > 0) return multiplesOf(range, rules);
  return withoutMultiples(range)?.map((text) => [{ text }]);
}

function withoutMultiples(range: NumberRange): string[] | undefined {
  const { whole, broken } = range;
  const lower = range.lower !== undefined && range.lower.value < -LARGEST ? undefined : range.lower;
  const upper = range.upper !== undefined && range.upper.value > LARGEST ? undefined : range.upper;
  if (![lower, upper].every(isComparable)) return undefined;
  if (lower === undefined && upper === undefined) return [unbounded(range)];
  const alternatives: string[] = [];
  const least = lower ?? { value: Number.NEGATIVE_INFINITY, exclusive: true };
  const most = upper ?? { value: Number.POSITIVE_INFINITY, exclusive: true };
  const zero: Bound = { value: 0, exclusive: false };
  const write = whole && !broken ? wholeBetween : whole ? decimalsBetween : brokenBetween;
  if (most.value >= 0) alternatives.push(...write(larger(least, zero), most));
  if (least.value < 0) {
    const above: Bound = { value: 0, exclusive: true };
    alternatives.push(...write(larger(mirrored(most), above), mirrored(least)).map((one) => `"-" (${one})`));
  }
  return alternatives;
}

function unbounded({ whole, broken }: NumberRange): string {
  if (!broken) return `"-"? ${WHOLE}`;
  if (whole) return `"-"? ${WHOLE} ("." [0-9]{1,${MOST_DECIMALS}})? ([eE] [-+]? [1-9] [0-9]?)?`;
  return `"-"? ${WHOLE} "." [0-9]{0,${MOST_DECIMALS}} [1-9]`;
}

const WHOLE = `("0" | [1-9] [0-9]{0,${MOST_DIGITS - 1}})`;

/** Whether it has few enough digits to be compared with. */
function isComparable(bound: Bound | undefined): boolean {
  if (bound === undefined) return true;
  const size = Math.abs(bound.value);
  return size <= LARGEST && decimalOf(size).digits.length <= MOST_BOUND_DECIMALS;
}

function mirrored({ value, exclusive }: Bound): Bound {
  return { value: -value, exclusive };
}
function larger(a: Bound, b: Bound): Bound {
  if (a.value === b.value) return a.exclusive ? a : b;
  return a.value > b.value ? a : b;
}

/** Whole numbers, none below 0. */
function wholeBetween(lower: Bound, upper: Bound): string[] {
  const first = BigInt(lower.exclusive && Number.isInteger(lower.value) ? lower.value + 1 : Math.ceil(lower.value));
  if (upper.value === Number.POSITIVE_INFINITY) return digitsFrom(first);
  const last = BigInt(upper.exclusive && Number.isInteger(upper.value) ? upper.value - 1 : Math.floor(upper.value));
  return last < first ? [] : digitsBetween(`${first}`, `${last}`);
}

function digitsFrom(first: bigint): string[] {
  const { length } = `${first}`;
  const longest = Math.max(MOST_DIGITS, length + 1);
  const longer = `[1-9] [0-9]{${length},${longest - 1}}`;
  return [...sameLength(`${first}`, "9".repeat(length)), longer];
}

function digitsBetween(first: string, last: string): string[] {
  if (first.length === last.length) return sameLength(first, last);
  const between = last.length - first.length > 1 ? [`[1-9] [0-9]{${first.length},${last.length - 2}}`] : [];
  return [...sameLength(first, "9".repeat(first.length)), ...between, ...sameLength(`1${"0".repeat(last.length - 1)}`, last)];
}

/** Digits of one length, from `first` to `last`. */
function sameLength(first: string, last: string): string[] {
  if (first === "" || (/^0*$/.test(first) && /^9*$/.test(last))) return [anyDigits(first.length)];
  const [a = 0, b = 0] = [Number(first[0]), Number(last[0])];
  const [restOfFirst, restOfLast] = [first.slice(1), last.slice(1)];
  const group = (start: string, rest: string[]) =>
    rest.length === 1 && rest[0] === '""' ? start : `${start} (${rest.join(" | ")})`;
  if (a === b) return [group(`"${a}"`, sameLength(restOfFirst, restOfLast))];
  const found = [group(`"${a}"`, sameLength(restOfFirst, "9".repeat(restOfFirst.length)))];
  if (b - a > 1) found.push(`[${a + 1}-${b - 1}] ${anyDigits(restOfFirst.length)}`);
  found.push(group(`"${b}"`, sameLength("0".repeat(restOfLast.length), restOfLast)));
  return found;
}

function anyDigits(count: number): string {
  return count === 0 ? '""' : `[0-9]{${count}}`;
}

interface Decimal {
  readonly whole: bigint;
  /** Digits behind the point, without zeros at the end. */
  readonly digits: string;
}

/** @param value not below 0 */
function decimalOf(value: number): Decimal {
  const [mantissa = "0", exponent = "0"] = `${value}`.split("e");
  const [before = "0", behind = ""] = mantissa.split(".");
  const all = before + behind;
  const point = before.length + Number(exponent);
  const digits = point <= 0 ? "0".repeat(-point) + all : all.slice(point);
  return { whole: BigInt(all.slice(0, Math.max(0, point)).padEnd(point, "0") || "0"), digits: digits.replace(/0+$/, "") };
}

/** All numbers, none below 0. */
function decimalsBetween(lower: Bound, upper: Bound): string[] {
  const low = decimalOf(lower.value);
  const found: string[] = [];
  if (upper.value === Number.POSITIVE_INFINITY) {
    found.push(...behind(low.whole, atLeast(low.digits, lower.exclusive, decimals(low))));
    for (const whole of digitsFrom(low.whole + 1n)) found.push(`(${whole}) ("." [0-9]{1,${MOST_DECIMALS}})?`);
    return found;
  }
  const high = decimalOf(upper.value);
  if (low.whole > high.whole) return [];
  if (low.whole === high.whole)
    return behind(low.whole, between(low.digits, high.digits, lower.exclusive, upper.exclusive, decimals(high)));
  found.push(...behind(low.whole, atLeast(low.digits, lower.exclusive, decimals(low))));
  if (high.whole - low.whole > 1n) {
    const whole = digitsBetween(`${low.whole + 1n}`, `${high.whole - 1n}`);
    found.push(`(${whole.join(" | ")}) ("." [0-9]{1,${MOST_DECIMALS}})?`);
  }
  return [...found, ...behind(high.whole, atMost(high.digits, upper.exclusive, decimals(high)))];
}

/** Numbers that are not whole, none below 0: those between the whole numbers of the range. */
function brokenBetween(lower: Bound, upper: Bound): string[] {
  const last = upper.value === Number.POSITIVE_INFINITY ? upper : { value: Math.floor(upper.value) - 1, exclusive: false };
  return wholeBetween({ value: Math.ceil(lower.value), exclusive: false }, last).map(
    (whole) => `(${whole}) "." [0-9]{0,${MOST_DECIMALS}} [1-9]`,
  );
}

function decimals({ whole, digits }: Decimal): number {
  return Math.max(digits.length + 1, Math.min(MOST_DECIMALS, MOST_DIGITS - `${whole}`.length));
}

/** @param tails what may stand behind the point, `""` among them where nothing need stand there */
function behind(whole: bigint, tails: readonly string[]): string[] {
  return tails.map((tail) => (tail === NOTHING ? `"${whole}"` : `"${whole}." ${tail}`));
}

/** No digits at all: here no point is written either. */
const NOTHING = "nothing";

/** Digits behind the point that say at least, or more than, these. @param room digits that may be written */
function atLeast(digits: string, exclusive: boolean, room: number): string[] {
  if (digits === "" && !exclusive) return [NOTHING, `[0-9]{1,${room}}`];
  return aboveDigits(digits, exclusive, room);
}

/** The same, with at least one digit. */
function aboveDigits(digits: string, exclusive: boolean, room: number): string[] {
  if (room <= 0) return [];
  if (digits === "") return exclusive ? [`[0-9]{0,${room - 1}} [1-9]`] : [`[0-9]{1,${room}}`];
  const first = Number(digits[0]);
  const found = first < 9 ? [`[${first + 1}-9] [0-9]{0,${room - 1}}`] : [];
  const rest = digits.slice(1);
  if (rest === "" && !exclusive) return [...found, `"${first}" [0-9]{0,${room - 1}}`];
  const more = aboveDigits(rest, exclusive, room - 1);
  return more.length === 0 ? found : [...found, `"${first}" (${more.join(" | ")})`];
}

function atMost(digits: string, exclusive: boolean, room: number): string[] {
  if (digits === "") return exclusive ? [] : [NOTHING, `"0"{1,${room}}`];
  return [NOTHING, ...belowDigits(digits, exclusive, room)];
}

/** With at least one digit. @param digits not empty */
function belowDigits(digits: string, exclusive: boolean, room: number): string[] {
  const first = Number(digits[0]);
  const found = first > 0 ? [`[0-${first - 1}] [0-9]{0,${room - 1}}`] : [];
  const rest = digits.slice(1);
  if (rest === "") return exclusive ? found : [...found, `"${first}" "0"{0,${room - 1}}`];
  return [...found, `"${first}" (${['""', ...belowDigits(rest, exclusive, room - 1)].join(" | ")})`];
}

/** Behind the point, from `low` to `high`. */
function between(low: string, high: string, lowExclusive: boolean, highExclusive: boolean, room: number): string[] {
  if (low === "") {
    if (high === "") return lowExclusive || highExclusive ? [] : [NOTHING, `"0"{1,${room}}`];
    const below = atMost(high, highExclusive, room);
    // Above nothing: what has a digit that is not 0, of which we keep those that begin with one or are followed by any.
    return lowExclusive ? positiveBelow(high, highExclusive, room) : below;
  }
  if (high === "" || room <= 0) return [];
  const [a, b] = [Number(low[0]), Number(high[0])];
  if (a > b) return [];
  const [restOfLow, restOfHigh] = [low.slice(1), high.slice(1)];
  const follow = (digit: number, tails: readonly string[]) => {
    const inner = tails.map((tail) => (tail === NOTHING ? '""' : tail));
    return inner.length === 0 ? [] : [`"${digit}" (${inner.join(" | ")})`];
  };
  if (a === b) return follow(a, between(restOfLow, restOfHigh, lowExclusive, highExclusive, room - 1));
  const found = follow(a, atLeast(restOfLow, lowExclusive, room - 1));
  if (b - a > 1) found.push(`[${a + 1}-${b - 1}] [0-9]{0,${room - 1}}`);
  return [...found, ...follow(b, atMost(restOfHigh, highExclusive, room - 1))];
}

/** More than 0 and at most, or less than, `high`. */
function positiveBelow(high: string, exclusive: boolean, room: number): string[] {
  if (high === "" || room <= 0) return [];
  const first = Number(high[0]);
  const rest = high.slice(1);
  if (first === 0) {
    const more = positiveBelow(rest, exclusive, room - 1);
    return more.length === 0 ? [] : [`"0" (${more.join(" | ")})`];
  }
  const found = [`"0" [0-9]{0,${Math.max(0, room - 2)}} [1-9]`];
  if (first > 1) found.push(`[1-${first - 1}] [0-9]{0,${room - 1}}`);
  const tails = atMost(rest, exclusive, room - 1).map((tail) => (tail === NOTHING ? '""' : tail));
  return tails.length === 0 ? found : [...found, `"${first}" (${tails.join(" | ")})`];
}

/** Whether a number lies between the bounds and can be divided. */
export function isWithin(
  { lower, upper, multiples }: Pick<NumberRange, "lower" | "upper" | "multiples">,
  value: number,
): boolean {
  const above = lower === undefined || value > lower.value || (value === lower.value && !lower.exclusive);
  const below = upper === undefined || value < upper.value || (value === upper.value && !upper.exclusive);
  return above && below && multiples.every((one) => Number.isInteger(value / one));
}

function multiplesOf(range: NumberRange, rules: Rules): Alternative[] | undefined {
  const { lower, upper, multiples, whole } = range;
  const divisor = multiples.every(Number.isInteger) ? multiples.reduce(leastCommonMultiple) : undefined;
  const unit = divisor ?? Math.max(...multiples);
  const least = lower?.value ?? Number.NEGATIVE_INFINITY;
  const most = upper?.value ?? Number.POSITIVE_INFINITY;
  const few = (most - least) / unit <= MOST_MULTIPLES;
  // Beyond the first multiple the remainders would have to be counted with the digits.
  const farFromZero = (least >= unit && !isWithin(range, unit)) || (most <= -unit && !isWithin(range, -unit));
  if (few || farFromZero) return listedMultiples(range, unit);
  if (divisor === undefined || divisor > LARGEST_DIVISOR) return undefined;
  if (!whole) return [];
  const zero = isWithin(range, 0) ? [ZERO] : [];
  const sign = signOf(least, most);
  return sign === undefined ? undefined : [...zero, [...sign, remainders(divisor, rules)]];
}

/** What stands before the digits of numbers without an end on one side, or both. @returns undefined where a side ends elsewhere than at zero */
function signOf(least: number, most: number): Alternative | undefined {
  if (most === Number.POSITIVE_INFINITY) {
    if (least >= 0) return [];
    return least === Number.NEGATIVE_INFINITY ? [{ text: '"-"?' }] : undefined;
  }
  return most <= 0 && least === Number.NEGATIVE_INFINITY ? [{ text: '"-"' }] : undefined;
}

/** One by one, from the bound that there is. */
function listedMultiples(range: NumberRange, unit: number): Alternative[] {
  const { lower, upper, whole, broken } = range;
  const from = lower === undefined ? Math.floor((upper?.value ?? 0) / unit) - MOST_MULTIPLES : Math.ceil(lower.value / unit);
  const found: Alternative[] = [];
  for (let times = from; times <= from + MOST_MULTIPLES + 1; times++) {
    // Written with few digits, as a person would: 3 * 0.1 is 0.30000000000000004.
    const value = Number((times * unit).toPrecision(MOST_DIGITS));
    const allowed = Number.isInteger(value) ? whole : broken;
    if (allowed && isWithin(range, value) && !`${value}`.includes("e")) found.push([{ text: `"${value === 0 ? 0 : value}"` }]);
  }
  return found;
}

const ZERO: Alternative = [{ text: '"0"' }];

/** Whole numbers above 0 that the divisor divides, by their remainder and the digits that may still follow: longer ones would not be exact. */
function remainders(divisor: number, rules: Rules): Part {
  const most = Math.max(4, Math.min(MOST_DIGITS, Math.floor(MOST_REMAINDERS / divisor)));
  let names: string[] = [];
  const steps = (from: number, digits: readonly number[]): Alternative[] =>
    [...groupBy(digits, (digit) => (from * 10 + digit) % divisor)]
      .filter(([rest]) => names[rest] !== undefined)
      .map(([rest, group]) => [{ text: `[${group.join("")}]` }, { rule: names[rest] ?? "" }]);
  for (let left = 0; left < most; left++) {
    const longer = Array.from({ length: divisor }, () => rules.newName());
    const bodies = longer.map((_, from) => [...(from === 0 ? [[]] : []), ...steps(from, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])]);
    for (const [from, body] of bodies.entries()) rules.set(longer[from] ?? "", body);
    names = longer;
  }
  return rules.add(steps(0, [1, 2, 3, 4, 5, 6, 7, 8, 9]));
}

function leastCommonMultiple(a: number, b: number): number {
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  return (a / divisor(a, b)) * b;
}
