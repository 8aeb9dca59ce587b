/** Rows of concerns with category and severity, as post-processing reads and writes them. Invariant: what was read of a concern is written as it
 *  stood; a row comes back under the key that it came under. */
import { z } from "zod";
import { type Line, linesOf, parseLine, refused } from "../jsonl.ts";
import { strip } from "../review/index.ts";

/** A concern as a tool wrote it: any category, any severity, and none where the tool wrote texts alone. */
interface RawConcern {
  readonly text: string;
  readonly category?: string;
  readonly severity?: string;
}
export interface PredictionRow {
  readonly id: string;
  readonly concerns: readonly RawConcern[];
  readonly form: "structured_concerns" | "concerns" | "texts";
  /** Concerns without a word. */
  readonly blank: number;
}

const SHAPE = '{"article_id": "…", "structured_concerns": [{"text": "…", "category": "…", "severity": "…"}]}';
const Concern = z.object({
  text: z.string().optional(),
  concern_text: z.string().optional(),
  category: z.string().nullish(),
  severity: z.string().nullish(),
});
const Concerns = z.array(z.union([z.string(), Concern]));
const Row = z.object({
  article_id: z.string().min(1).optional(),
  id: z.string().min(1).optional(),
  structured_concerns: Concerns.optional(),
  concerns: Concerns.optional(),
});

/** @throws SettingsError with file and line for a row of another shape or an article that stands there twice; for a file without rows */
export async function readPredictionRows(path: string, shown: string, signal: AbortSignal): Promise<readonly PredictionRow[]> {
  const byId = new Map<string, PredictionRow>();
  for await (const line of linesOf(path, shown, signal)) {
    const row = rowOf(line);
    if (byId.has(row.id))
      throw refused(
        line,
        `the article ${JSON.stringify(row.id)} stands in an earlier line too`,
        "Keep one line for each article",
      );
    byId.set(row.id, row);
  }
  if (byId.size === 0) throw refused({ file: shown, number: 1 }, "there is no row in it", `Write one ${SHAPE} a line`);
  return [...byId.values()];
}

function rowOf(line: Line): PredictionRow {
  const row = parseLine(line, Row, SHAPE);
  const id = row.article_id ?? row.id;
  if (id === undefined) throw refused(line, "it names no article", `Write ${SHAPE}`);
  // Published files hold the texts under "concerns" and the same with category and severity under "structured_concerns".
  const structured = row.structured_concerns !== undefined && (row.structured_concerns.length > 0 || !row.concerns?.length);
  const found = structured ? row.structured_concerns : row.concerns;
  if (found === undefined) throw refused(line, "it has no list of concerns", `Write ${SHAPE}, with [] where the tool found none`);
  const concerns = found.map((concern, k) => concernOf(concern, k, line)).filter(({ text }) => strip(text) !== "");
  const form = structured
    ? "structured_concerns"
    : found.every((concern) => typeof concern === "string") && found.length > 0
      ? "texts"
      : "concerns";
  return { id, concerns, form, blank: found.length - concerns.length };
}

function concernOf(concern: string | z.infer<typeof Concern>, k: number, line: Line): RawConcern {
  if (typeof concern === "string") return { text: concern };
  const text = concern.text ?? concern.concern_text;
  if (text === undefined) throw refused(line, `concern ${k} has no text`, `Write ${SHAPE}`);
  return {
    text,
    ...(typeof concern.category === "string" && { category: concern.category }),
    ...(typeof concern.severity === "string" && { severity: concern.severity }),
  };
}

/** One line, with its line feed. */
export function formatPredictionRow({ id, concerns, form }: PredictionRow): string {
  const texts = concerns.map(({ text }) => text);
  return `${JSON.stringify(form === "texts" ? { article_id: id, concerns: texts } : { article_id: id, [form]: concerns })}\n`;
}
