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

/** What anchors rest on. */
export const ANCHOR_BASES = ["words and embeddings", "words"] as const;
export type AnchorBasis = (typeof ANCHOR_BASES)[number];

export interface AnchorModel {
  readonly basis: AnchorBasis;
  readonly model: LogisticModel;
  /** On papers that it had not seen: share of concerns whose passage stood first, or among the first three. */
  readonly figures: { readonly first: number; readonly firstThree: number };
}

/** The embedder's own model, else that of words alone, which finds nearly as much. To train one takes the labelled manuscripts themselves, which are not
 *  in this repository, so that calibrating an embedder makes none.
 *  @param sha256 of the embedder's weights, where they are known: a model holds for those that it was trained with */
export function anchorModelFor(embedder: string, sha256: string | undefined): AnchorModel {
  const [own, words] = [models[embedder], models["words"]];
  if (own !== undefined && embedder !== "words" && (sha256 === undefined || sha256 === own.sha256))
    return { basis: "words and embeddings", ...own };
  if (words === undefined) throw new RangeError("anchor-models.json has no model of words alone");
  return { basis: "words", ...words };
}

/** By words alone; for every embedder that has no model of its own it is the one to use, without rows: it finds nearly as much.
 *  @param embedder such as `minilm`
 *  @returns undefined where none was trained for this embedder */
export function anchorModel(embedder?: string): LogisticModel | undefined {
  return models[embedder ?? "words"]?.model;
}
