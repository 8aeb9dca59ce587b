/** Labelled lists of concerns: which of two reviews of a manuscript are the same. Invariant: every label points at a concern that
 *  is there. */
import { z } from "zod";
import { type Concern, concernSchema } from "../../concern.ts";
import { SettingsError } from "../../errors.ts";

/** Indices from 0: of the old and of the found list. */
export type IndexPair = readonly [old: number, found: number];

/** Two lists and what people say about their pairs; a pair that is not named is different. */
export interface LabelledComparison {
  readonly old: readonly Concern[];
  readonly found: readonly Concern[];
  readonly same: readonly IndexPair[];
  /** They overlap, or people disagreed: counts neither for nor against. */
  readonly partial: readonly IndexPair[];
  /** Different, although they share topic or words. */
  readonly hard: readonly IndexPair[];
}

export interface LabelledManuscript {
  readonly manuscript: string;
  readonly comparisons: readonly LabelledComparison[];
  /** Written against matchers that follow words: `same` pairs share few words, `hard` pairs share them on purpose. */
  readonly stress: readonly LabelledComparison[];
}

const concern = z.object(concernSchema.shape);
const list = z.array(concern).readonly();
const pairs = z.array(z.tuple([z.int().min(0), z.int().min(0)])).readonly();
const labelled = z.object({ same: pairs, partial: pairs, hard: pairs });
const manuscriptSchema = z.object({
  manuscript: z.string().min(1),
  lists: z.object({ a: list, b: list, c: list }),
  pairs: z.object({ ab: labelled, ac: labelled, bc: labelled }),
});
const stressSchema = z.array(z.object({ reworded: concern, near: concern })).readonly();

/** @param json of a label file   @param stress of the file of the same name in `stress/`, where there is one
 *  @throws SettingsError where they are no labels, or point at what is not there */
export function parseLabels(json: unknown, stress: unknown, at: string): LabelledManuscript {
  const labels = parsed(manuscriptSchema, json, at);
  const twins = stress === undefined ? [] : parsed(stressSchema, stress, `${at}, stress`);
  const { a, b, c } = labels.lists;
  const { ab, ac, bc } = labels.pairs;
  const comparisons = [
    { old: a, found: b, ...ab },
    { old: a, found: c, ...ac },
    { old: b, found: c, ...bc },
  ];
  for (const comparison of comparisons) assertInside(comparison, at);
  if (twins.length !== 0 && twins.length !== a.length)
    throw unreadable(`${at}, stress`, `${twins.length} entries stand against ${a.length} concerns of list a`);
  return {
    manuscript: labels.manuscript,
    comparisons,
    stress: twins.length === 0 ? [] : [0, 1].map((half) => halfAndHalf(a, twins, half)),
  };
}

/** Of every second concern the reworded one, of the others the near one. */
function halfAndHalf(old: readonly Concern[], twins: z.infer<typeof stressSchema>, half: number): LabelledComparison {
  const diagonal = old.map((_, k): IndexPair => [k, k]);
  return {
    old,
    found: twins.map(({ reworded, near }, k) => (k % 2 === half ? reworded : near)),
    same: diagonal.filter(([k]) => k % 2 === half),
    partial: [],
    hard: diagonal.filter(([k]) => k % 2 !== half),
  };
}

function parsed<T>(schema: z.ZodType<T>, json: unknown, at: string): T {
  const { success, data, error } = schema.safeParse(json);
  if (success) return data;
  throw unreadable(at, z.prettifyError(error).replaceAll("\n", " "));
}

function assertInside({ old, found, same, partial, hard }: LabelledComparison, at: string): void {
  const outside = [...same, ...partial, ...hard].find(([i, j]) => i >= old.length || j >= found.length);
  if (outside !== undefined)
    throw unreadable(at, `pair ${outside.join(", ")} is outside lists of ${old.length} and ${found.length}`);
}

function unreadable(at: string, fault: string): SettingsError {
  return new SettingsError({
    code: "labels-unreadable",
    at,
    fault,
    remedy: "Write it as labels/README.md says",
  });
}
