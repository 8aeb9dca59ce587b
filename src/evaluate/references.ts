/** What human reviewers said about each article, from a file of JSON lines. Invariant: an article stands there once; concerns that need a look at a
 *  figure are left out and counted, for no text model could have raised them. */
import { z } from "zod";
import { type Line, linesOf, parseLine, refused } from "../jsonl.ts";

export interface ReferenceConcern {
  readonly text: string;
  readonly category: string;
  /** Usually one of our severities; of another one no recall is counted. */
  readonly severity: string | undefined;
}
export interface Reference {
  readonly id: string;
  /** The journal or platform that the reviews come from, where the row says so. */
  readonly source: string | undefined;
  readonly concerns: readonly ReferenceConcern[];
  readonly figureExcluded: number;
}

const SHAPE =
  '{"id": "…", "concerns": [{"concern_text": "…", "category": "…", "severity": "…", "requires_figure_reading": false}]}';
const Row = z.object({
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
export async function readReferences(path: string, shown: string, signal: AbortSignal): Promise<readonly Reference[]> {
  const byId = new Map<string, Reference>();
  for await (const line of linesOf(path, shown, signal)) {
    const reference = referenceOf(line);
    if (byId.has(reference.id))
      throw refused(
        line,
        `the article ${JSON.stringify(reference.id)} stands in an earlier line too`,
        "Keep one line for each article",
      );
    byId.set(reference.id, reference);
  }
  if (byId.size === 0) throw refused({ file: shown, number: 1 }, "there is no row in it", `Write one ${SHAPE} a line`);
  return [...byId.values()];
}

function referenceOf(line: Line): Reference {
  const { id, source, concerns } = parseLine(line, Row, SHAPE);
  const active = concerns.filter((concern) => concern.requires_figure_reading !== true);
  return {
    id,
    source: source ?? undefined,
    concerns: active.map(({ concern_text: text, category, severity }) => ({ text, category, severity: severity ?? undefined })),
    figureExcluded: concerns.length - active.length,
  };
}
