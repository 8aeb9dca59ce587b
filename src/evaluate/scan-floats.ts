/** A JSON array of numbers read straight from its bytes into 32-bit floats: embeddings are the bulk of what is read, and `JSON.parse` makes a
 *  string and an array of doubles of each line first.
 *  Invariant: each float is the one that `Math.fround(Number(digits))` gives. What this scanner does not know, it leaves to `JSON.parse`. */

const [COMMA, MINUS, PLUS, DOT, ZERO, NINE, OPEN, CLOSE] = [44, 45, 43, 46, 48, 57, 91, 93];
const [E, LOWER_E] = [69, 101];

/** Decimal digits up to which the error of the steps below stays far inside `SLACK`. */
const MOST_DIGITS = 19;
/** 10^22 is the last power of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
/** Relative. Three roundings of digits beyond 2^53 and one of the scaling are below 2^-50 together. */
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
  let p = at + 1;
  for (let k = 0; k < dimensions; k++) {
    p = skipBlanks(bytes, p);
    const end = endOfNumber(bytes, p);
    if (end === undefined) return undefined;
    floats[k] = floatOf(bytes, p, end);
    p = skipBlanks(bytes, end);
    if (bytes[p] !== (k === dimensions - 1 ? CLOSE : COMMA)) return undefined;
    p++;
  }
  return { floats, end: p };
}

function skipBlanks(bytes: Buffer, from: number): number {
  let p = from;
  while (bytes[p] === 32 || bytes[p] === 9) p++;
  return p;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/** The end of a number by the grammar of JSON:
 *      -0.25e-3
 *      ^       ^
 *  undefined where none begins there. */
function endOfNumber(bytes: Buffer, from: number): number | undefined {
  let p = bytes[from] === MINUS ? from + 1 : from;
  if (!isDigit(bytes[p]) || (bytes[p] === ZERO && isDigit(bytes[p + 1]))) return undefined;
  while (isDigit(bytes[p])) p++;
  if (bytes[p] === DOT) {
    if (!isDigit(bytes[++p])) return undefined;
    while (isDigit(bytes[p])) p++;
  }
  if (bytes[p] === E || bytes[p] === LOWER_E) {
    p++;
    if (bytes[p] === MINUS || bytes[p] === PLUS) p++;
    if (!isDigit(bytes[p])) return undefined;
    while (isDigit(bytes[p])) p++;
  }
  return p;
}

/** The digits as one whole number, scaled by a power of ten; that is some rounding errors off the right double, but where both ends of the
 *  error's range round to the same float, so does the right double. Else the slow way. */
function floatOf(bytes: Buffer, from: number, end: number): number {
  const negative = bytes[from] === MINUS;
  let whole = 0;
  let digits = 0;
  let scale = 0;
  let behindDot = 0;
  let p = negative ? from + 1 : from;
  for (; p < end; p++) {
    const byte = bytes[p] ?? 0;
    if (byte === DOT) {
      behindDot = 1;
      continue;
    }
    if (byte < ZERO || byte > NINE) break;
    whole = whole * 10 + (byte - ZERO);
    if (whole !== 0) digits++;
    scale -= behindDot;
  }
  if (p < end) scale += exponentOf(bytes, p + 1, end);
  const power = POWERS[Math.abs(scale)];
  if (digits > MOST_DIGITS || power === undefined) return slowly(bytes, from, end);
  const size = scale < 0 ? whole / power : whole * power;
  const low = Math.fround(size * (1 - SLACK));
  if (low !== Math.fround(size * (1 + SLACK))) return slowly(bytes, from, end);
  return negative ? -low : low;
}

function exponentOf(bytes: Buffer, from: number, end: number): number {
  const signed = bytes[from] === MINUS || bytes[from] === PLUS;
  let exponent = 0;
  for (let p = signed ? from + 1 : from; p < end; p++) exponent = exponent * 10 + ((bytes[p] ?? 0) - ZERO);
  return bytes[from] === MINUS ? -exponent : exponent;
}

function slowly(bytes: Buffer, from: number, end: number): number {
  return Math.fround(Number(bytes.toString("latin1", from, end)));
}
