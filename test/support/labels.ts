/** The labelled concerns of the project, and embedders for them that need no model. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type LabelledManuscript, parseLabels } from "../../src/revision/calibration/labels.ts";
import { concernTerms } from "../../src/revision/matching/terms.ts";

const LABELS = join(import.meta.dirname, "../../labels");

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

export const labelled: readonly LabelledManuscript[] = readdirSync(LABELS)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => parseLabels(json(join(LABELS, name)), json(join(LABELS, "stress", name)), name));

/** The dimensions of the stand-in embedder. */
const BUCKETS = 512;

/** An embedder of words: each adds a pseudo-random direction that depends on its letters alone. Texts of like words are alike; a text without words has
 *  a direction too. */
export const wordRow = remembered((text) => {
  const row = Float64Array.from(direction("any text"));
  for (const word of concernTerms(text).words) for (const [k, value] of direction(word).entries()) row[k] = (row[k] ?? 0) + value;
  return unit(row);
});

const direction = remembered((word) => {
  const random = randomFrom(word);
  return unit(Float64Array.from({ length: BUCKETS }, () => gauss(random)));
});

/** An embedder that knows nothing: every text has a direction of its own. */
export const noiseRow = remembered((text) => {
  const random = randomFrom(text);
  return unit(Float64Array.from({ length: 64 }, () => gauss(random)));
});

function remembered(rowOf: (text: string) => Float32Array): (text: string) => Float32Array {
  const rows = new Map<string, Float32Array>();
  return (text) => {
    const row = rows.get(text) ?? rowOf(text);
    rows.set(text, row);
    return row;
  };
}

/** What squashed cosines lie above, nearly: those of MiniLM are hardly ever below -0.1. */
const SQUASHED_FROM = 0.7;
/** Dimensions and length of the noise: products of such vectors scatter by LENGTH² / √DIMENSIONS, that is 0.005, or 0.02 of a cosine before it was squashed. */
const NOISE_DIMENSIONS = 64;
const NOISE_LENGTH = 0.2;

/** The same embedder with its cosines squashed into [0.7, 1.0], and a little noise on each: a row with a long common part. */
export function squashed(rowOf: (text: string) => Float32Array): (text: string) => Float32Array {
  const kept = (1 - SQUASHED_FROM - NOISE_LENGTH ** 2) / 1.1;
  const common = Math.sqrt(1 - kept - NOISE_LENGTH ** 2);
  return remembered((text) => {
    const random = randomFrom(`noise of ${text}`);
    const noise = unit(Float64Array.from({ length: NOISE_DIMENSIONS }, () => gauss(random)));
    return Float32Array.from([
      ...Array.from(rowOf(text), (value) => value * Math.sqrt(kept)),
      common,
      ...Array.from(noise, (value) => value * NOISE_LENGTH),
    ]);
  });
}

function unit(row: Float64Array): Float32Array {
  const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(row, (value) => value / length);
}

/** From 0 to 1, by mulberry32, seeded with the text's FNV-1a hash. */
function randomFrom(text: string): () => number {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Box and Muller. */
function gauss(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
