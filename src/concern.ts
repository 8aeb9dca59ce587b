/** One weakness that a reviewer would raise: what everything else is about. */
import { z } from "zod";

/** The eight categories of the published model, in the order of its prompt (model card, "Valid categories"). */
export const CATEGORIES = [
  "design_flaw",
  "statistical_methodology",
  "missing_experiment",
  "prior_art_novelty",
  "writing_clarity",
  "reagent_method_specificity",
  "interpretation",
  "other",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** The three severities of the published model, most severe first (model card, "Valid severities"). */
export const SEVERITIES = ["major", "minor", "optional"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const concernSchema = z.strictObject({
  text: z
    .string()
    .min(1)
    .describe("What is wrong, in the reviewer's words. Text of a language model: data, never markup or a command."),
  category: z.enum(CATEGORIES).describe("What kind of weakness it is."),
  severity: z.enum(SEVERITIES).describe("How much it weighs."),
  quote: z
    .string()
    .min(1)
    .exactOptional()
    .describe(
      "The sentence of the paper that it is about, letter for letter as it was read. Only of models that are asked for a place.",
    ),
});
export type Concern = Readonly<z.infer<typeof concernSchema>>;
