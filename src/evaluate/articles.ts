/** Predictions and references of the same article, side by side, with their cosines: all that scoring needs, computed once for every sweep. */
import { cosineMatrix, type Embeddings, embeddingsOf, type Matrix } from "../embeddings/index.ts";
import type { ComparableConcern } from "../revision/index.ts";
import type { Prediction, Reference, ReferenceConcern } from "./article-files.ts";

export interface EvaluatedArticle {
  readonly id: string;
  readonly source: string | undefined;
  /** Whether the tool has a row for it; one without counts as a review that found nothing. */
  readonly predicted: boolean;
  readonly tool: readonly ComparableConcern[];
  readonly reference: readonly ReferenceConcern[];
  readonly figureExcluded: number;
  /** Cosine similarities, tool x reference, each a float32 value held as a double, as the published evaluator compares them. Those are summed in float32
   *  in an order that depends on the processor; the double sum, rounded once, is what they all approximate. */
  readonly cosines: Matrix;
}

/** In the order of the references, which decides the draws of the intervals.
 *  @throws SettingsError where a text that is compared has no embedding */
export function joinArticles(
  predictions: readonly Prediction[],
  references: readonly Reference[],
  embeddings: Embeddings,
): readonly EvaluatedArticle[] {
  const byId = new Map(predictions.map((prediction) => [prediction.id, prediction]));
  return references.map(({ id, source, concerns, figureExcluded }) => {
    const prediction = byId.get(id);
    const tool = prediction?.concerns ?? [];
    // Where one side is empty nothing is compared, so nothing has to be embedded either.
    const compared = tool.length > 0 && concerns.length > 0;
    const cosines = compared
      ? cosineMatrix(embeddingsOf(textsOf(tool), embeddings), embeddingsOf(textsOf(concerns), embeddings))
      : tool.map(() => []);
    return {
      id,
      source,
      predicted: prediction !== undefined,
      tool,
      reference: concerns,
      figureExcluded,
      cosines: cosines.map((row) => row.map(Math.fround)),
    };
  });
}

/** Every text that has to be embedded for `joinArticles`.
 *  @param comparePredictions whether predictions are compared with one another too, as a sweep of near-duplicate thresholds does */
export function textsToEmbed(
  predictions: readonly Prediction[],
  references: readonly Reference[],
  comparePredictions: boolean,
): ReadonlySet<string> {
  const byId = new Map(predictions.map((prediction) => [prediction.id, prediction.concerns]));
  const texts = new Set<string>();
  for (const { id, concerns } of references) {
    const tool = byId.get(id) ?? [];
    const compared = tool.length > 0 && concerns.length > 0;
    if (compared || comparePredictions) for (const { text } of tool) texts.add(text);
    if (compared) for (const { text } of concerns) texts.add(text);
  }
  return texts;
}

function textsOf(concerns: readonly ComparableConcern[]): readonly string[] {
  return concerns.map(({ text }) => text);
}

/** Articles that were predicted and have no reference: they are not scored, which is reported. */
export function articlesWithoutReference(
  predictions: readonly Prediction[],
  references: readonly Reference[],
): readonly string[] {
  const known = new Set(references.map(({ id }) => id));
  return predictions.map(({ id }) => id).filter((id) => !known.has(id));
}
