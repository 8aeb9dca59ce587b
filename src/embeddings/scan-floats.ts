/** A JSON array of numbers read straight from its bytes into 32-bit floats: embeddings are the bulk of what is read, and
 *  `JSON.parse` makes a string and an array of doubles of each line first.
 *  Invariant: each float is the one that `Math.fround(Number(digits))` gives. What this scanner does not know, it leaves to
 *  `JSON.parse`. */

const [COMMA, MINUS, PLUS, DOT, ZERO, NINE, OPEN, CLOSE] = [44, 45, 43, 46, 48, 57, 91, 93];
const [E, LOWER_E] = [69, 101];

/** Decimal digits: two whole numbers of nine, each of which the processor adds up as a 32-bit integer. */
const HALF = 9;
/** 10^22 is the last power of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
/** Relative. The two roundings of `floatOf`, of the digits beyond 2^53 and of the scaling, are below 2^-51 together. */
const SLACK = 2 ** -50;

/** @param at of the opening bracket
 *  @param floats filled; the array must have exactly as many numbers
 *  @returns where the closing bracket ends; undefined where this is no plain array of so many JSON numbers, and `floats` then
 *  holds rubbish */
export function scanFloats(bytes: Buffer, at: number, floats: Float32Array): number | undefined {
  if (bytes[at] !== OPEN) return undefined;
  const cursor = { at: at + 1, digits: 0, dot: -1 };
  for (let k = 0; k < floats.length; k++) {
    skipBlanks(bytes, cursor);
    if (!readNumber(bytes, cursor, floats, k)) return undefined;
    skipBlanks(bytes, cursor);
    if (bytes[cursor.at] !== (k === floats.length - 1 ? CLOSE : COMMA)) return undefined;
    cursor.at++;
  }
  return cursor.at;
}

/** Where the scanner stands: one object for all numbers, because there are millions. */
interface Cursor {
  at: number;
  /** Of the number that is being read: how many digits it has from the first that is not zero, and where its dot stands, or -1. */
  digits: number;
  dot: number;
}

function skipBlanks(bytes: Buffer, cursor: Cursor): void {
  while (bytes[cursor.at] === 32 || bytes[cursor.at] === 9) cursor.at++;
}

/** A number by the grammar of JSON:
 *      -0.25e-3
 *      ^       ^ where the cursor stands before and after
 *  @param k where its float is written to: returned it would be an object on the heap, one of millions
 *  @returns false where no number begins there */
function readNumber(bytes: Buffer, cursor: Cursor, floats: Float32Array, k: number): boolean {
  const from = cursor.at;
  const first = bytes[from] === MINUS ? from + 1 : from;
  cursor.at = first;
  cursor.digits = 0;
  cursor.dot = -1;
  skipZeros(bytes, cursor);
  const high = upToNine(bytes, cursor);
  const low = cursor.digits === HALF ? upToNine(bytes, cursor) : 0;
  if (cursor.digits === 2 * HALF) passOver(bytes, cursor);
  const { at, dot, digits } = cursor;
  if (!isNumber(bytes, first, at, dot)) return false;
  let scale = dot === -1 ? 0 : dot + 1 - at;
  if (bytes[at] === E || bytes[at] === LOWER_E) {
    const begun = bytes[at + 1] === MINUS || bytes[at + 1] === PLUS ? at + 2 : at + 1;
    cursor.at = endOfDigits(bytes, begun);
    if (cursor.at === begun) return false;
    scale += Number(bytes.toString("latin1", at + 1, cursor.at));
  }
  const size = digits > 2 * HALF ? Number.NaN : floatOf(high, low, digits, scale);
  if (Number.isNaN(size)) floats[k] = Number(bytes.toString("latin1", from, cursor.at));
  else floats[k] = first === from ? size : -size;
  return true;
}

/** Zeros before the first other digit: they do not count, but the dot may stand among them. */
function skipZeros(bytes: Buffer, cursor: Cursor): void {
  for (; ; cursor.at++) {
    if (bytes[cursor.at] === ZERO) continue;
    if (bytes[cursor.at] !== DOT || cursor.dot !== -1) return;
    cursor.dot = cursor.at;
  }
}

/** Nine digits, or as many as there are, as a whole number; the dot may stand among them. */
function upToNine(bytes: Buffer, cursor: Cursor): number {
  let p = cursor.at;
  let whole = 0;
  let digits = 0;
  for (; digits < HALF; p++) {
    const digit = (bytes[p] ?? 0) - ZERO;
    if (digit >= 0 && digit <= 9) {
      whole = (Math.imul(whole, 10) + digit) | 0;
      digits++;
    } else if (digit === DOT - ZERO && cursor.dot === -1) cursor.dot = p;
    else break;
  }
  cursor.at = p;
  cursor.digits += digits;
  return whole;
}

/** What is behind eighteen digits is counted and not kept. */
function passOver(bytes: Buffer, cursor: Cursor): void {
  for (; ; cursor.at++) {
    const byte = bytes[cursor.at] ?? 0;
    if (byte >= ZERO && byte <= NINE) cursor.digits++;
    else if (byte === DOT && cursor.dot === -1) cursor.dot = cursor.at;
    else return;
  }
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

/** The digits as one whole number, scaled by a power of ten; that is some rounding errors off the right double, but where both
 *  ends of the error's range round to the same float, so does the right double. Else NaN: then the slow way. */
function floatOf(high: number, low: number, digits: number, scale: number): number {
  const whole = digits > HALF ? high * (POWERS[digits - HALF] ?? 0) + low : high;
  const power = POWERS[scale < 0 ? -scale : scale];
  if (power === undefined) return Number.NaN;
  const size = scale < 0 ? whole / power : whole * power;
  const least = Math.fround(size * (1 - SLACK));
  return least === Math.fround(size * (1 + SLACK)) ? least : Number.NaN;
}
