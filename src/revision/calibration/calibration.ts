/** What the matcher learned about one embedder, with its evidence. Invariant: an embedder without a calibration is an error,
 *  never a guess. */

import { z } from "zod";
import { SettingsError } from "../../errors.ts";
import { SIGNAL_NAMES } from "../matching/signals.ts";
import minilm from "./minilm.json" with { type: "json" };

const share = z.number().min(0).max(1);
const count = z.int().min(0);

/** How well pairs were found: counts over all comparisons; partial pairs count neither way. */
const scoreSchema = z.strictObject({
  f1: share,
  precision: share,
  recall: share,
  joinedHard: share.describe("Of the different pairs that share topic or words, the share that was joined."),
});
export type Score = Readonly<z.infer<typeof scoreSchema>>;

const figuresSchema = z.strictObject({
  pairs: z.strictObject({ same: count, partial: count, hard: count, compared: count }),
  heldOut: scoreSchema.describe("Each manuscript judged by coefficients that were fitted to the others."),
  byManuscript: z.record(z.string(), share).describe("F1 of each, held out."),
  cosineAlone: scoreSchema.describe(
    "The same protocol with nothing but the cosine and the best threshold of the other manuscripts.",
  ),
  withoutEmbedder: scoreSchema.describe("The same protocol with every signal but the cosine."),
  stress: z
    .strictObject({ f1: share, reworded: count, rewordedFound: count, near: count, nearJoined: count })
    .optional()
    .describe("Against words on purpose, held out: the same concern in other words, another concern in the same words."),
});
export type CalibrationFigures = Readonly<z.infer<typeof figuresSchema>>;

export const coefficientsSchema = z.strictObject({
  threshold: share.describe("A pair is taken above this probability only."),
  evidence: z
    .strictObject({ bias: z.number(), weights: z.record(z.enum(SIGNAL_NAMES), z.number()) })
    .describe("Log odds of a pair by its own signals."),
  verdict: z
    .strictObject({ bias: z.number(), evidence: z.number(), lesserLead: z.number(), greaterLead: z.number() })
    .describe("Log odds of a pair by its evidence and its lead over its rivals."),
  commonWords: z
    .strictObject({ concerns: count, words: z.record(z.string(), z.int().min(1)) })
    .describe("In how many concerns a word stands, of those that concerns on two manuscripts use."),
});
export type Coefficients = Readonly<z.infer<typeof coefficientsSchema>>;

export const calibrationSchema = z.strictObject({
  schema: z.literal("bioreview-calibration"),
  version: z.literal(1),
  embedder: z.string().min(1),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe("Of the embedder's weights, where the server told it."),
  manuscripts: z.array(z.string()).readonly(),
  figures: figuresSchema,
  ...coefficientsSchema.shape,
});
export type Calibration = Readonly<z.infer<typeof calibrationSchema>>;

/** @throws SettingsError where the text is no calibration */
export function parseCalibration(json: unknown, at: string): Calibration {
  const { success, data, error } = calibrationSchema.safeParse(json);
  if (success) return data;
  throw new SettingsError({
    code: "calibration-unreadable",
    at,
    fault: `it is no calibration of this version: ${z.prettifyError(error).replaceAll("\n", " ")}`,
    remedy: "Make it again with bioreview calibrate, or take the file away",
  });
}

/** @param known in order of preference: a user's own before those that come with BioReview
 *  @throws SettingsError where none is of this embedder, or those that are were made with other weights of the same name */
export function calibrationOf(
  embedder: { readonly name: string; readonly sha256: string | undefined },
  known: readonly Calibration[],
): Calibration {
  const named = known.filter((calibration) => calibration.embedder === embedder.name);
  const right = named.find(({ sha256 }) => sha256 === undefined || embedder.sha256 === undefined || sha256 === embedder.sha256);
  if (right !== undefined) return right;
  throw new SettingsError({
    code: "embedder-not-calibrated",
    at: `embedder ${embedder.name}`,
    fault:
      named.length === 0
        ? "nobody measured which of its similarities mean the same concern"
        : `it was calibrated with other weights of that name (sha256 ${named.map(({ sha256 }) => sha256?.slice(0, 12)).join(", ")})`,
    remedy: `Run: bioreview calibrate --embedder ${embedder.name}; or use one of ${known.map((calibration) => calibration.embedder).join(", ")}`,
  });
}

/** The calibrations that come with BioReview; `npm run calibrate` makes them. */

export const CALIBRATIONS: readonly Calibration[] = [parseCalibration(minilm, "src/revision/calibration/minilm.json")];
