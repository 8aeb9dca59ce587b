/** Embeddings that somebody made before: a file of `{"text", "embedding"}` lines, so that scoring needs no model.
 *  Invariant: every text has exactly one finite unit row of the same length, or nobody gets any. */
import { z } from "zod";
import { jsonOf, type Line, linesOf, refused } from "./jsonl.ts";
import type { Rows } from "./rows.ts";
import { scanFloats } from "./scan-floats.ts";

const SHAPE = '{"text": "…", "embedding": [0.1, …]}';
const Row = z.object({ text: z.string(), embedding: z.array(z.number()).min(1) });
const Frame = z.object({ text: z.string(), embedding: z.null() });

/** Rows that are made room for at once. */
const ROWS_IN_BLOCK = 256;
/** How far from 1 the length of a row may be: numbers that were written with four digits. */
const UNIT_TOLERANCE = 1e-3;

/** @param wanted the texts whose rows are kept; the others are checked and forgotten
 *  @param onLine told how many lines have been read
 *  @throws SettingsError with file and line for a row of another shape or length, for one that is no unit vector, for a text with two different rows */
export async function readEmbeddings(
  path: string,
  shown: string,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
  onLine: (lines: number) => void = () => {},
): Promise<Rows> {
  const rows = new Map<string, Float32Array>();
  const blank = blankRows();
  let dimensions: number | undefined;
  let lines = 0;
  for await (const line of linesOf(path, shown, signal)) {
    const { text, row } = readRow(line, dimensions === undefined ? undefined : blank(dimensions));
    dimensions ??= row.length;
    if (row.length !== dimensions)
      throw refused(
        line,
        `its embedding has ${row.length} numbers, and the first has ${dimensions}`,
        "Embed all texts with one embedder",
      );
    assertUnit(row, line);
    const known = rows.get(text);
    if (known !== undefined && !known.every((value, k) => value === row[k]))
      throw refused(line, "its text stands above already, with another embedding", "Keep one row for each text");
    if (wanted.has(text)) rows.set(text, row);
    onLine(++lines);
  }
  return { name: shown, dimensions: dimensions ?? 0, of: (text) => rows.get(text) };
}

function readRow(line: Line, blank: Float32Array | undefined): { readonly text: string; readonly row: Float32Array } {
  const fast = blank === undefined ? undefined : scanRow(line, blank);
  if (fast !== undefined) return fast;
  const parsed = Row.safeParse(jsonOf(line));
  if (!parsed.success) throw refused(line, `it is not ${SHAPE} with finite numbers`, `Write one ${SHAPE} a line`);
  return { text: parsed.data.text, row: Float32Array.from(parsed.data.embedding) };
}

const KEY = Buffer.from('"embedding"');

/** Rows that lie side by side in memory: a block for each of many thousands would cost more time than reading them. */
function blankRows(): (dimensions: number) => Float32Array {
  let block = new Float32Array(0);
  let used = 0;
  return (dimensions) => {
    if (used + dimensions > block.length) {
      block = new Float32Array(dimensions * ROWS_IN_BLOCK);
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
function scanRow(
  { bytes, ...line }: Line,
  blank: Float32Array,
): { readonly text: string; readonly row: Float32Array } | undefined {
  const key = bytes.lastIndexOf(KEY);
  let at = key + KEY.length;
  while (bytes[at] === 32 || bytes[at] === 58) at++;
  const end = key === -1 ? undefined : scanFloats(bytes, at, blank);
  if (end === undefined) return undefined;
  const frame = Buffer.concat([bytes.subarray(0, at), Buffer.from("null"), bytes.subarray(end)]);
  const parsed = Frame.safeParse(jsonOf({ ...line, bytes: frame }));
  return parsed.success ? { text: parsed.data.text, row: blank } : undefined;
}

function assertUnit(row: Float32Array, line: Line): void {
  let square = 0;
  for (let k = 0; k < row.length; k++) square += (row[k] ?? 0) ** 2;
  const length = Math.sqrt(square);
  // Written so that a length that is no number fails too.
  if (!(Math.abs(length - 1) <= UNIT_TOLERANCE))
    throw refused(
      line,
      `its embedding has the length ${length.toPrecision(4)} where unit length is due`,
      "Divide each embedding by its length (L2 norm)",
    );
}
