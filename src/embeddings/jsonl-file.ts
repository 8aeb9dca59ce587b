/** Embeddings made before, read from a file of `{"text", "embedding"}` lines, so that no model is needed.
 *  Invariant: every text has exactly one finite unit vector of the same length, or the file is refused. */
import { z } from "zod";
import { jsonOf, type Line, linesOf, refused } from "../jsonl.ts";
import { type Embeddings, isUnitNorm, normOf } from "./embeddings.ts";
import { scanFloats } from "./scan-floats.ts";

const SHAPE = '{"text": "…", "embedding": [0.1, …]}';
const lineSchema = z.object({ text: z.string(), embedding: z.array(z.number()).min(1) });
/** A line whose numbers were read by `scanFloats` already. */
const frameSchema = z.object({ text: z.string(), embedding: z.null() });

/** Embeddings that memory is allocated for at once. */
const EMBEDDINGS_IN_BLOCK = 256;

/** @param wanted the texts whose embeddings are kept; the others are checked and forgotten
 *  @param onLine called with how many lines have been read
 *  @throws SettingsError with file and line for a line of another shape or length, for one that is no unit vector, for a text
 *  with two different ones */
export async function readEmbeddings(
  path: string,
  shown: string,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
  onLine: (lines: number) => void = () => {},
): Promise<Embeddings> {
  const found = new Map<string, Float32Array>();
  const blank = blankVectors();
  let dimensions: number | undefined;
  let lines = 0;
  for await (const line of linesOf(path, shown, signal)) {
    const { text, embedding } = readLine(line, dimensions === undefined ? undefined : blank(dimensions));
    dimensions ??= embedding.length;
    if (embedding.length !== dimensions)
      throw refused(
        line,
        `its embedding has ${embedding.length} numbers, and the first has ${dimensions}`,
        "Embed all texts with one embedder",
      );
    assertUnit(embedding, line);
    const known = found.get(text);
    if (known !== undefined && !known.every((value, k) => value === embedding[k]))
      throw refused(line, "its text stands above already, with another embedding", "Keep one row for each text");
    if (wanted.has(text)) found.set(text, embedding);
    onLine(++lines);
  }
  return { name: shown, dimensions: dimensions ?? 0, of: (text) => found.get(text) };
}

interface EmbeddedText {
  readonly text: string;
  readonly embedding: Float32Array;
}

function readLine(line: Line, blank: Float32Array | undefined): EmbeddedText {
  const fast = blank === undefined ? undefined : scanLine(line, blank);
  if (fast !== undefined) return fast;
  const parsed = lineSchema.safeParse(jsonOf(line));
  if (!parsed.success) throw refused(line, `it is not ${SHAPE} with finite numbers`, `Write one ${SHAPE} a line`);
  return { text: parsed.data.text, embedding: Float32Array.from(parsed.data.embedding) };
}

const KEY = Buffer.from('"embedding"');

/** Vectors that lie side by side in memory: a block for each of many thousands would cost more time than reading them. */
function blankVectors(): (dimensions: number) => Float32Array {
  let block = new Float32Array(0);
  let used = 0;
  return (dimensions) => {
    if (used + dimensions > block.length) {
      block = new Float32Array(dimensions * EMBEDDINGS_IN_BLOCK);
      used = 0;
    }
    used += dimensions;
    return block.subarray(used - dimensions, used);
  };
}

/** The array by the scanner and the rest by `JSON.parse`:
 *      {"text": "…", "embedding": [0.1, 0.2]}
 *                                 ^ at       ^ end
 *  undefined for whatever looks otherwise: then the whole line is parsed. */
function scanLine({ bytes, ...line }: Line, blank: Float32Array): EmbeddedText | undefined {
  const key = bytes.lastIndexOf(KEY);
  let at = key + KEY.length;
  while (bytes[at] === 32 || bytes[at] === 58) at++;
  const end = key === -1 ? undefined : scanFloats(bytes, at, blank);
  if (end === undefined) return undefined;
  const frame = Buffer.concat([bytes.subarray(0, at), Buffer.from("null"), bytes.subarray(end)]);
  const parsed = frameSchema.safeParse(jsonOf({ ...line, bytes: frame }));
  return parsed.success ? { text: parsed.data.text, embedding: blank } : undefined;
}

function assertUnit(embedding: Float32Array, line: Line): void {
  const norm = normOf(embedding);
  if (!isUnitNorm(norm))
    throw refused(
      line,
      `its embedding has the length ${norm.toPrecision(4)} where unit length is due`,
      "Divide each embedding by its length (L2 norm)",
    );
}
