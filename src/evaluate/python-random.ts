/** Python's `random.Random(seed)`, as far as `choice` needs it: the published intervals were drawn with it, and other draws give other intervals.
 *  The generator is MT19937 (Matsumoto and Nishimura 1998, with the authors' `init_by_array` of 2002, which Python seeds by). */

const N = 624;
const M = 397;
const MATRIX = 0x9908b0df;
const UPPER = 0x80000000;
const LOWER = 0x7fffffff;

export interface PythonRandom {
  /** The next 32 bits, unsigned. */
  uint32(): number;
  /** `_randbelow(n)`, which `choice` takes its index from: as many bits as n has, drawn again while they are n or more.
   *  @param n from 1 to 2^32 - 1
   *  @returns a whole number from 0 to n - 1 */
  below(n: number): number;
}

/** @param seed a whole number from 0 to 2^32 - 1; Python's default for the published intervals is 42 */
export function pythonRandom(seed: number): PythonRandom {
  const state = initByArray([seed]);
  let at = N;
  const uint32 = () => {
    if (at === N) {
      twist(state);
      at = 0;
    }
    return temper(state[at++] ?? 0);
  };
  return {
    uint32,
    below(n) {
      const shift = Math.clz32(n);
      let drawn = uint32() >>> shift;
      while (drawn >= n) drawn = uint32() >>> shift;
      return drawn;
    },
  };
}

/** The authors' seeding by several words. */
function initByArray(key: readonly number[]): Uint32Array {
  const state = new Uint32Array(N);
  state[0] = 19650218;
  for (let i = 1; i < N; i++) state[i] = Math.imul(1812433253, mixed(state, i)) + i;
  let i = 1;
  const step = () => {
    i++;
    if (i < N) return;
    state[0] = state[N - 1] ?? 0;
    i = 1;
  };
  for (let k = 0; k < Math.max(N, key.length); k++) {
    const j = k % key.length;
    state[i] = ((state[i] ?? 0) ^ Math.imul(mixed(state, i), 1664525)) + (key[j] ?? 0) + j;
    step();
  }
  for (let k = 0; k < N - 1; k++) {
    state[i] = ((state[i] ?? 0) ^ Math.imul(mixed(state, i), 1566083941)) - i;
    step();
  }
  state[0] = UPPER;
  return state;
}

/** The word before, with its two highest bits folded in. */
function mixed(state: Uint32Array, i: number): number {
  const before = state[i - 1] ?? 0;
  return before ^ (before >>> 30);
}

function twist(state: Uint32Array): void {
  for (let k = 0; k < N; k++) {
    const word = ((state[k] ?? 0) & UPPER) | ((state[(k + 1) % N] ?? 0) & LOWER);
    state[k] = (state[(k + M) % N] ?? 0) ^ (word >>> 1) ^ (word & 1 ? MATRIX : 0);
  }
}

function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}
