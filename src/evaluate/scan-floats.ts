/** A JSON array of numbers read straight from its bytes into 32-bit floats: embeddings are the bulk of what is read, and `JSON.parse` makes a
 *  string and an array of doubles of each line first.
 *  Invariant: each float is the one that `Math.fround(Number(digits))` gives. What this scanner does not know, it leaves to `JSON.parse`. */

const [COMMA, MINUS, PLUS, DOT, ZERO, NINE, OPEN, CLOSE] = [44, 45, 43, 46, 48, 57, 91, 93];
const [E, LOWER_E] = [69, 101];

/** Decimal digits: two whole numbers of nine, each of which the processor adds up as a 32-bit integer. */
const HALF = 9;
/** 10^22 is the last power of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
/** Relative. The two roundings of `floatOf`, of the digits beyond 2^53 and of the scaling, are below 2^-51 together. */
const SLACK = 2 ** -50;

export interface Scanned {
  readonly floats: Float32Array;
  /** Behind the closing bracket. */
  readonly end: number;
}

/** @param at of the opening bracket
 *  @param dimensions how many numbers are expected; another count is undefined too
 *  @returns undefined where it is no plain array of so many JSON numbers */
export function scanFloats(bytes: Buffer, at: number, dimensions: number): Scanned | undefined {
  if (bytes[at] !== OPEN) return undefined;
  const floats = new Float32Array(dimensions);
  const cursor = { at: at + 1, high: 0, low: 0, digits: 0, dot: -1 };
  for (let k = 0; k < dimensions; k++) {
    skipBlanks(bytes, cursor);
    const float = readNumber(bytes, cursor);
    if (float === undefined) return undefined;
    floats[k] = float;
    skipBlanks(bytes, cursor);
    if (bytes[cursor.at] !== (k === dimensions - 1 ? CLOSE : COMMA)) return undefined;
    cursor.at++;
  }
  return { floats, end: cursor.at };
}

/** Where the scanner stands, and the digits that it has read last: one object for all numbers, because there are millions. */
interface Cursor {
  at: number;
  /** The first nine digits, from the first that is not zero, and the nine behind them, each as a whole number. */
  high: number;
  low: number;
  /** How many there are; more than eighteen are counted and not kept. */
  digits: number;
  /** Where the dot stands, or -1. */
  dot: number;
}

function skipBlanks(bytes: Buffer, cursor: Cursor): void {
  while (bytes[cursor.at] === 32 || bytes[cursor.at] === 9) cursor.at++;
}

/** A number by the grammar of JSON:
 *      -0.25e-3
 *      ^       ^ where the cursor stands before and after
 *  undefined where none begins there. */
function readNumber(bytes: Buffer, cursor: Cursor): number | undefined {
  const from = cursor.at;
  const first = bytes[from] === MINUS ? from + 1 : from;
  cursor.at = first;
  readDigits(bytes, cursor);
  const { at, dot, digits, high, low } = cursor;
  if (!isNumber(bytes, first, at, dot)) return undefined;
  let scale = dot === -1 ? 0 : dot + 1 - at;
  if (bytes[at] === E || bytes[at] === LOWER_E) {
    const begun = bytes[at + 1] === MINUS || bytes[at + 1] === PLUS ? at + 2 : at + 1;
    cursor.at = endOfDigits(bytes, begun);
    if (cursor.at === begun) return undefined;
    scale += Number(bytes.toString("latin1", at + 1, cursor.at));
  }
  const float = digits > 2 * HALF ? undefined : floatOf(high, low, digits, scale);
  if (float === undefined) return Math.fround(Number(bytes.toString("latin1", from, cursor.at)));
  return first === from ? float : -float;
}

/** Digits, and one dot among them, from the cursor on. */
function readDigits(bytes: Buffer, cursor: Cursor): void {
  let [p, high, low, digits, dot] = [cursor.at, 0, 0, 0, -1];
  for (; ; p++) {
    const digit = (bytes[p] ?? 0) - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (digits < HALF) high = (Math.imul(high, 10) + digit) | 0;
      else if (digits < 2 * HALF) low = (Math.imul(low, 10) + digit) | 0;
      if (high !== 0) digits++; // zeros before the first other digit do not count
    } else if (digit === DOT - ZERO && dot === -1) dot = p;
    else break;
  }
  cursor.at = p;
  cursor.high = high;
  cursor.low = low;
  cursor.digits = digits;
  cursor.dot = dot;
}

/** Digits on both sides of the dot, where there is one, and no zero before other digits. */
function isNumber(bytes: Buffer, first: number, end: number, dot: number): boolean {
  const whole = (dot === -1 ? end : dot) - first;
  return whole > 0 && dot + 1 !== end && (whole === 1 || bytes[first] !== ZERO);
}

function endOfDigits(bytes: Buffer, from: number): number {
  let p = from;
  while ((bytes[p] ?? 0) >= ZERO && (bytes[p] ?? 0) <= NINE) p++;
  return p;
}

/** The digits as one whole number, scaled by a power of ten; that is some rounding errors off the right double, but where both ends of the
 *  error's range round to the same float, so does the right double. Else undefined: then the slow way. */
function floatOf(high: number, low: number, digits: number, scale: number): number | undefined {
  const whole = digits > HALF ? high * (POWERS[digits - HALF] ?? 0) + low : high;
  const power = POWERS[scale < 0 ? -scale : scale];
  if (power === undefined) return undefined;
  const size = scale < 0 ? whole / power : whole * power;
  const least = Math.fround(size * (1 - SLACK));
  return least === Math.fround(size * (1 + SLACK)) ? least : undefined;
}
