/** Files of JSON lines with one article a line: predictions, references, and predictions with category and severity for post-processing.
 *  Invariant: an article stands in a file once, and what is left out or passed over is counted. */
import { z } from "zod";
import { type Line, linesOf, parseLine, refused } from "../jsonl.ts";
import { strip } from "../review/index.ts";
import type { ComparableConcern } from "../revision/index.ts";

/** @throws SettingsError with file and line where an article stands there twice; for a file without rows; what `parse` throws */
async function readArticles<T extends { readonly id: string }>(
  { path, shown, signal }: { readonly path: string; readonly shown: string; readonly signal: AbortSignal },
  shape: string,
  parse: (line: Line) => T,
): Promise<readonly T[]> {
  const byId = new Map<string, T>();
  for await (const line of linesOf(path, shown, signal)) {
    const article = parse(line);
    if (byId.has(article.id)) {
      const fault = `the article ${JSON.stringify(article.id)} stands in an earlier line too`;
      throw refused(line, fault, "Keep one line for each article");
    }
    byId.set(article.id, article);
  }
  if (byId.size === 0) throw refused({ file: shown, number: 1 }, "there is no row in it", `Write one ${shape} a line`);
  return [...byId.values()];
}

/** What human reviewers said about an article. */
export interface Reference {
  readonly id: string;
  /** The journal or platform that the reviews come from, where the row says so. */
  readonly source: string | undefined;
  readonly concerns: readonly ReferenceConcern[];
  /** Concerns that need a look at a figure: left out, for no text model could have raised them. */
  readonly figureExcluded: number;
}
export interface ReferenceConcern {
  readonly text: string;
  readonly category: string;
  /** Usually one of our severities; of another one no recall is counted. */
  readonly severity: string | undefined;
}

const REFERENCE_SHAPE =
  '{"id": "…", "concerns": [{"concern_text": "…", "category": "…", "severity": "…", "requires_figure_reading": false}]}';
const ReferenceRow = z.object({
  id: z.string().min(1),
  source: z.string().nullish(),
  concerns: z.array(
    z.object({
      concern_text: z.string(),
      category: z.string().default("other"), // as the published evaluator
      severity: z.string().nullish(),
      requires_figure_reading: z.boolean().nullish(),
    }),
  ),
});

/** @throws SettingsError with file and line for a row of another shape or an article that stands there twice; for a file without rows */
export function readReferences(path: string, shown: string, signal: AbortSignal): Promise<readonly Reference[]> {
  return readArticles({ path, shown, signal }, REFERENCE_SHAPE, (line) => {
    const { id, source, concerns } = parseLine(line, ReferenceRow, REFERENCE_SHAPE);
    const active = concerns.filter((concern) => concern.requires_figure_reading !== true);
    return {
      id,
      source: source ?? undefined,
      concerns: active.map(({ concern_text: text, category, severity }) => ({ text, category, severity: severity ?? undefined })),
      figureExcluded: concerns.length - active.length,
    };
  });
}

/** What a tool said about an article. */
export interface Prediction {
  readonly id: string;
  /** In the tool's order; with an empty text where a concern has none, and a category where the tool gave one. */
  readonly concerns: readonly ComparableConcern[];
  /** Elements that the published evaluator passes over too: blank strings among strings, and what is no object among objects. */
  readonly skipped: number;
}

const PREDICTION_SHAPE = '{"article_id": "…", "concerns": ["…"]} or {"article_id": "…", "concerns": [{"text": "…"}]}';
const PredictionLine = predictionLine(z.unknown());
const PredictedConcern = z.object({
  text: z.string().optional(),
  concern_text: z.string().optional(),
  category: z.unknown().optional(),
});

/** Published files hold the texts under "concerns", and the same with category and severity under "structured_concerns". */
function predictionLine<T extends z.ZodType>(concern: T) {
  return z.object({
    article_id: z.string().min(1).optional(),
    id: z.string().min(1).optional(),
    concerns: z.array(concern).optional(),
    structured_concerns: z.array(concern).optional(),
  });
}

function idOf(
  row: { readonly article_id?: string | undefined; readonly id?: string | undefined },
  line: Line,
  shape: string,
): string {
  const id = row.article_id ?? row.id;
  if (id === undefined) throw refused(line, "it names no article", `Write ${shape}`);
  return id;
}

function noConcerns(line: Line, shape: string): Error {
  return refused(line, "it has no list of concerns", `Write ${shape}, with [] where the tool found none`);
}

/** @throws SettingsError with file and line for a row of another shape or an article that stands there twice; for a file without rows */
export function readPredictions(path: string, shown: string, signal: AbortSignal): Promise<readonly Prediction[]> {
  return readArticles({ path, shown, signal }, PREDICTION_SHAPE, (line) => {
    const row = parseLine(line, PredictionLine, PREDICTION_SHAPE);
    const id = idOf(row, line, PREDICTION_SHAPE);
    const given = row.concerns ?? row.structured_concerns;
    if (given === undefined) throw noConcerns(line, PREDICTION_SHAPE);
    const concerns = predictedConcerns(given, structuredCategories(row.structured_concerns ?? []), line);
    return { id, concerns, skipped: given.length - concerns.length };
  });
}

/** @returns categories by text */
function structuredCategories(structured: readonly unknown[]): ReadonlyMap<string, string> {
  return new Map(
    structured.flatMap((concern): [string, string][] => {
      const { text, concern_text, category } = PredictedConcern.safeParse(concern).data ?? {};
      const raised = text ?? concern_text;
      return raised === undefined || typeof category !== "string" ? [] : [[raised, category]];
    }),
  );
}

/** The first element decides whether the list is one of strings or of objects. */
function predictedConcerns(
  concerns: readonly unknown[],
  categories: ReadonlyMap<string, string>,
  line: Line,
): readonly ComparableConcern[] {
  const areTexts = typeof concerns[0] === "string";
  return concerns.flatMap((concern, k): ComparableConcern[] => {
    if (areTexts) {
      if (typeof concern !== "string")
        throw refused(line, `concern ${k} is no string, although the first is one`, `Write ${PREDICTION_SHAPE}`);
      return strip(concern) === "" ? [] : [{ text: concern, category: categories.get(concern) }];
    }
    if (typeof concern !== "object" || concern === null || Array.isArray(concern)) return [];
    const { success, data } = PredictedConcern.safeParse(concern);
    if (!success) throw refused(line, `the text of concern ${k} is no string`, `Write ${PREDICTION_SHAPE}`);
    const { text, concern_text, category } = data;
    return [{ text: text ?? concern_text ?? "", category: typeof category === "string" ? category : undefined }];
  });
}

/** A concern as a tool wrote it: any category, any severity, and none where the tool wrote texts alone. */
interface RawConcern {
  readonly text: string;
  readonly category?: string;
  readonly severity?: string;
}
/** A prediction for post-processing: what was read of a concern is written as it stood, under the key that it came under. */
export interface PredictionRow {
  readonly id: string;
  readonly concerns: readonly RawConcern[];
  readonly form: "structured_concerns" | "concerns" | "texts";
  /** Concerns without a word. */
  readonly blank: number;
}

const ROW_SHAPE = '{"article_id": "…", "structured_concerns": [{"text": "…", "category": "…", "severity": "…"}]}';
const RowConcern = z.object({
  text: z.string().optional(),
  concern_text: z.string().optional(),
  category: z.string().nullish(),
  severity: z.string().nullish(),
});
const RowLine = predictionLine(z.union([z.string(), RowConcern]));

/** @throws SettingsError with file and line for a row of another shape or an article that stands there twice; for a file without rows */
export function readPredictionRows(path: string, shown: string, signal: AbortSignal): Promise<readonly PredictionRow[]> {
  return readArticles({ path, shown, signal }, ROW_SHAPE, (line) => {
    const row = parseLine(line, RowLine, ROW_SHAPE);
    const id = idOf(row, line, ROW_SHAPE);
    const structured = row.structured_concerns !== undefined && (row.structured_concerns.length > 0 || !row.concerns?.length);
    const given = structured ? row.structured_concerns : row.concerns;
    if (given === undefined) throw noConcerns(line, ROW_SHAPE);
    const areTexts = given.every((concern) => typeof concern === "string") && given.length > 0;
    const form = structured ? "structured_concerns" : areTexts ? "texts" : "concerns";
    const concerns = given.map((concern, k) => rawConcern(concern, k, line)).filter(({ text }) => strip(text) !== "");
    return { id, concerns, form, blank: given.length - concerns.length };
  });
}

function rawConcern(concern: string | z.infer<typeof RowConcern>, k: number, line: Line): RawConcern {
  if (typeof concern === "string") return { text: concern };
  const { text = concern.concern_text, category, severity } = concern;
  if (text === undefined) throw refused(line, `concern ${k} has no text`, `Write ${ROW_SHAPE}`);
  return { text, ...(typeof category === "string" && { category }), ...(typeof severity === "string" && { severity }) };
}

/** One line, with its line feed. */
export function formatPredictionRow({ id, concerns, form }: PredictionRow): string {
  const texts = concerns.map(({ text }) => text);
  return `${JSON.stringify(form === "texts" ? { article_id: id, concerns: texts } : { article_id: id, [form]: concerns })}\n`;
}
