/** What a tool said about each article, from a file of JSON lines. Invariant: an article stands there once, and what was passed over is counted. */
import { z } from "zod";
import { type Line, linesOf, parseLine, refused } from "../jsonl.ts";
import { strip } from "../review/index.ts";
import type { ComparableConcern } from "../revision/index.ts";

export interface Prediction {
  readonly id: string;
  /** In the tool's order; with an empty text where a concern has none, and a category where the tool gave one. */
  readonly concerns: readonly ComparableConcern[];
  /** Elements that the published evaluator passes over too: blank strings among strings, and what is no object among objects. */
  readonly skipped: number;
}

const SHAPE = '{"article_id": "…", "concerns": ["…"]} or {"article_id": "…", "concerns": [{"text": "…"}]}';
const Row = z.object({
  article_id: z.string().min(1).optional(),
  id: z.string().min(1).optional(),
  concerns: z.array(z.unknown()).optional(),
  structured_concerns: z.array(z.unknown()).optional(),
});
const Said = z.object({ text: z.string().optional(), concern_text: z.string().optional(), category: z.unknown().optional() });

/** @throws SettingsError with file and line for a row of another shape or an article that stands there twice; for a file without rows */
export async function readPredictions(path: string, shown: string, signal: AbortSignal): Promise<readonly Prediction[]> {
  const byId = new Map<string, Prediction>();
  for await (const line of linesOf(path, shown, signal)) {
    const prediction = predictionOf(line);
    if (byId.has(prediction.id))
      throw refused(
        line,
        `the article ${JSON.stringify(prediction.id)} stands in an earlier line too`,
        "Keep one line for each article",
      );
    byId.set(prediction.id, prediction);
  }
  if (byId.size === 0) throw refused({ file: shown, number: 1 }, "there is no row in it", `Write one ${SHAPE} a line`);
  return [...byId.values()];
}

function predictionOf(line: Line): Prediction {
  const row = parseLine(line, Row, SHAPE);
  const id = row.article_id ?? row.id;
  if (id === undefined) throw refused(line, "it names no article", `Write ${SHAPE}`);
  const concerns = row.concerns ?? row.structured_concerns;
  if (concerns === undefined)
    throw refused(line, "it has no list of concerns", `Write ${SHAPE}, with [] where the tool found none`);
  const said = concernsOf(concerns, categoriesBeside(row.structured_concerns ?? []), line);
  return { id, concerns: said, skipped: concerns.length - said.length };
}

/** Published files hold the texts under "concerns", and the same with category and severity under "structured_concerns". */
function categoriesBeside(structured: readonly unknown[]): ReadonlyMap<string, string> {
  return new Map(
    structured.flatMap((concern): [string, string][] => {
      const { text, concern_text: sameText, category } = Said.safeParse(concern).data ?? {};
      const said = text ?? sameText;
      return said === undefined || typeof category !== "string" ? [] : [[said, category]];
    }),
  );
}

/** The first element decides whether the list is one of strings or of objects. */
function concernsOf(concerns: readonly unknown[], beside: ReadonlyMap<string, string>, line: Line): readonly ComparableConcern[] {
  if (typeof concerns[0] !== "string") return ofObjects(concerns, line);
  return ofStrings(concerns, line).map((text) => ({ text, category: beside.get(text) }));
}

function ofStrings(concerns: readonly unknown[], line: Line): string[] {
  return concerns.flatMap((concern, k) => {
    if (typeof concern !== "string")
      throw refused(line, `concern ${k} is no string, although the first is one`, `Write ${SHAPE}`);
    return strip(concern) === "" ? [] : [concern];
  });
}

function ofObjects(concerns: readonly unknown[], line: Line): ComparableConcern[] {
  return concerns.flatMap((concern, k) => {
    if (typeof concern !== "object" || concern === null || Array.isArray(concern)) return [];
    const { success, data } = Said.safeParse(concern);
    if (!success) throw refused(line, `the text of concern ${k} is no string`, `Write ${SHAPE}`);
    const { text, concern_text: sameText, category } = data;
    return [{ text: text ?? sameText ?? "", category: typeof category === "string" ? category : undefined }];
  });
}
