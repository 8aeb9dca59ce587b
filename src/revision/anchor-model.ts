/** The fitted models of anchoring: one for each embedder that was tried, and one that needs none. Invariant: a model gets rows of the very embedder that
 *  it was fitted with, or none. */
import { z } from "zod";
import fitted from "./anchor-models.json" with { type: "json" };
import type { LogisticModel } from "./logistic.ts";

const signalSchema = z.object({ mean: z.number(), scale: z.number().positive(), weight: z.number() });
const modelSchema = z.object({ intercept: z.number(), signals: z.record(z.string(), signalSchema) });
const modelsSchema = z.record(z.string(), z.object({ model: modelSchema }));

const MODELS = modelsSchema.parse(fitted);
/** By its words alone. */
const WORDS = "words";

/** @returns the embedder's model where there is one; else that of words alone, which takes no rows and finds a little less */
export function anchorModelOf(embedder: string): { readonly model: LogisticModel; readonly needsRows: boolean } {
  const own = Object.hasOwn(MODELS, embedder) && embedder !== WORDS ? MODELS[embedder] : undefined;
  if (own !== undefined) return { model: own.model, needsRows: true };
  const words = MODELS[WORDS];
  if (words === undefined) throw new RangeError("anchor-models.json has no model of words alone");
  return { model: words.model, needsRows: false };
}
