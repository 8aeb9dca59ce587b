/** Embeddings of texts as unit vectors, and their cosine similarity. */
import { ServerError, SettingsError } from "../errors.ts";
import type { Embedder } from "../inference/index.ts";

/** Texts with their embeddings, all of one embedder. */
export interface Embeddings {
  /** Of the embedder, or of the file: figures hold for one embedder only. */
  readonly name: string;
  /** Of the embedder's weights, where they are known: a file of embeddings does not tell. */
  readonly sha256?: string | undefined;
  readonly dimensions: number;
  /** The embedding of a text, of L2 norm 1, in float32. */
  of(text: string): Float32Array | undefined;
}

/** Values of every item of one list (row) with every item of another (column). */
export type Matrix = readonly (readonly number[])[];

/** How far from 1 the L2 norm of an embedding may be: float32 rounding over some hundred dimensions, or numbers written with four
 *  digits. */
const NORM_TOLERANCE = 1e-3;

/** @throws SettingsError where a text has no embedding: without one there is no score, and word overlap is another metric */
export function embeddingsOf(texts: readonly string[], embeddings: Embeddings): readonly Float32Array[] {
  return texts.map((text) => {
    const embedding = embeddings.of(text);
    if (embedding !== undefined) return embedding;
    throw new SettingsError({
      code: "embedding-missing",
      at: embeddings.name,
      fault: `it holds no embedding of ${JSON.stringify(text.slice(0, 80))}`,
      remedy: "Embed every text of predictions and references, the empty one too where a concern is empty",
    });
  });
}

/** L2 norm, summed in double precision. */
export function normOf(embedding: Float32Array): number {
  let square = 0;
  for (let k = 0; k < embedding.length; k++) square += (embedding[k] ?? 0) ** 2;
  return Math.sqrt(square);
}

/** False also where the norm is no number. */
export function isUnitNorm(norm: number): boolean {
  return Math.abs(norm - 1) <= NORM_TOLERANCE;
}

/** @param count of the texts
 *  @throws RangeError where embeddings are missing, differ in length or are no unit vectors: a failed embedding is neither alike
 *  nor different */
export function assertUnitVectors(embeddings: readonly Float32Array[], count: number): void {
  if (embeddings.length !== count) throw new RangeError(`${count} texts have ${embeddings.length} embeddings`);
  const dimensions = embeddings[0]?.length;
  for (const [k, embedding] of embeddings.entries()) {
    const norm = normOf(embedding);
    if (!isUnitNorm(norm) || embedding.length !== dimensions)
      throw new RangeError(`embedding ${k} is no unit vector of ${dimensions} numbers: its length is ${norm}`);
  }
}

/** Of these no embedder of papers says the same. */
const UNLIKE_TEXTS = [
  "Three mice in each group are too few for a t-test.",
  "The source code has no licence, and its build fails on Windows.",
];
/** What float32 leaves of 1 where two embeddings are the same. */
const SAME = 1 - 1e-5;

/** An embedder that gives one embedding for whatever it is asked makes all texts one, in silence. Where all of several texts are
 *  alike, two that are not are embedded too: those tell whether the texts or the embedder is to blame.
 *  @param texts all different
 *  @param alike least cosine of what is taken for the same
 *  @throws ServerError where the embedder tells no text from another; what it throws itself */
export async function assertTellsApart(
  texts: readonly string[],
  embeddings: readonly Float32Array[],
  embedder: Embedder,
  signal: AbortSignal,
  alike = SAME,
): Promise<void> {
  if (!areAlike(embeddings, alike) || !areAlike(await embedder.embed(UNLIKE_TEXTS, signal), alike)) return;
  throw new ServerError({
    code: "embedding-unusable",
    at: embedder.name,
    fault: `the embedder takes ${texts.length} different texts for the same, and two of quite other subjects too`,
    remedy: "Look at the server: it gives every text one embedding. Use an embedder that bioreview-runner serves",
  });
}

/** Of one embedding alone nothing is known. */
function areAlike([first, ...others]: readonly Float32Array[], alike: number): boolean {
  return first !== undefined && others.length > 0 && others.every((other) => cosine(first, other) >= alike);
}

/** Cosine similarity of two unit vectors of one length: their dot product, rounded to float32 as the published pipeline's were,
 *  then a double again. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += (a[n] ?? 0) * (b[n] ?? 0);
  return Math.fround(sum);
}

/** Cosine similarities of two lists of unit vectors, summed in double precision.
 *  @param a n vectors of d   @param b m vectors of d
 *  @returns n x m, in [-1, 1] up to rounding
 *  @throws RangeError as `assertUnitVectors` */
export function cosineMatrix(a: readonly Float32Array[], b: readonly Float32Array[]): number[][] {
  assertUnitVectors([...a, ...b], a.length + b.length);
  return dotProducts(a, b).map((row) => Array.from(row));
}

/** The same, rounded as `cosine`, of vectors that were looked at before. */
export function cosines(a: readonly Float32Array[], b: readonly Float32Array[]): Float32Array[] {
  return dotProducts(a, b).map((row) => Float32Array.from(row));
}

const NO_VECTOR = new Float64Array();

/** Two vectors with four at a time. */
function dotProducts(a: readonly Float32Array[], b: readonly Float32Array[]): Float64Array[] {
  const rows = a.map((vector) => new Float64Array(vector));
  const columns = b.map((vector) => new Float64Array(vector));
  const products = rows.map(() => new Float64Array(columns.length));
  const nowhere = new Float64Array();
  for (let r = 0; r < rows.length; r += 2) {
    const two = [rows[r] ?? NO_VECTOR, rows[r + 1] ?? NO_VECTOR] as const;
    const into = [products[r] ?? nowhere, products[r + 1] ?? nowhere] as const;
    for (let k = 0; k < columns.length; k += 4) addProducts(two, columns, k, into);
  }
  return products;
}

/** Each of the eight sums is added up in order, so that its rounding does not depend on the others, and no addition waits for
 *  another's. What has no place in `into` goes nowhere. */
function addProducts(
  [p, q]: readonly [Float64Array, Float64Array],
  columns: readonly Float64Array[],
  k: number,
  [top, bottom]: readonly [Float64Array, Float64Array],
): void {
  const w = columns[k] ?? NO_VECTOR;
  const x = columns[k + 1] ?? w;
  const y = columns[k + 2] ?? w;
  const z = columns[k + 3] ?? w;
  let pw = 0;
  let px = 0;
  let py = 0;
  let pz = 0;
  let qw = 0;
  let qx = 0;
  let qy = 0;
  let qz = 0;
  for (let n = 0; n < p.length; n++) {
    const pn = p[n] ?? 0;
    const qn = q[n] ?? 0;
    const wn = w[n] ?? 0;
    const xn = x[n] ?? 0;
    const yn = y[n] ?? 0;
    const zn = z[n] ?? 0;
    pw += pn * wn;
    px += pn * xn;
    py += pn * yn;
    pz += pn * zn;
    qw += qn * wn;
    qx += qn * xn;
    qy += qn * yn;
    qz += qn * zn;
  }
  top[k] = pw;
  top[k + 1] = px;
  top[k + 2] = py;
  top[k + 3] = pz;
  bottom[k] = qw;
  bottom[k + 1] = qx;
  bottom[k + 2] = qy;
  bottom[k + 3] = qz;
}
