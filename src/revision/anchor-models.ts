/** The anchors' models that were trained on labels/, each with the figures that it reached on papers that it had not seen. */
import { z } from "zod";
import trained from "./anchor-models.json" with { type: "json" };
import type { LogisticModel } from "./logistic.ts";

const share = z.number().min(0).max(1);
const trainedModel = z.strictObject({
  sha256: z.string().optional(),
  model: z.strictObject({
    intercept: z.number(),
    signals: z.record(z.string(), z.strictObject({ mean: z.number(), scale: z.number().positive(), weight: z.number() })),
  }),
  figures: z.strictObject({
    concerns: z.int(),
    first: share,
    firstThree: share,
    firstByPaper: z.record(z.string(), share),
    brier: share,
  }),
});
const models = z.record(z.string(), trainedModel).parse(trained);

/** By words alone; for every embedder that has no model of its own it is the one to use, without rows: it finds nearly as much.
 *  @param embedder such as `minilm`
 *  @returns undefined where none was trained for this embedder */
export function anchorModel(embedder?: string): LogisticModel | undefined {
  return models[embedder ?? "words"]?.model;
}
