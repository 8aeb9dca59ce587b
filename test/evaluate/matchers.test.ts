/** Where the calibrated rule and the published one part ways, and why. */
import { expect, test } from "vitest";
import type { EvaluatedArticle } from "../../src/evaluate/articles.ts";
import { scoreArticles } from "../../src/evaluate/evaluation.ts";
import { calibratedMatcher, PUBLISHED_THRESHOLD, publishedMatcher } from "../../src/evaluate/scores.ts";
import { CALIBRATIONS, type ComparableConcern } from "../../src/revision/index.ts";
import { sameConcernProbabilities } from "../../src/revision/matching/same-concern.ts";

const [minilm] = CALIBRATIONS;
if (minilm === undefined) throw new RangeError("no calibration comes with the program");
const calibrated = calibratedMatcher(minilm);
const published = publishedMatcher(PUBLISHED_THRESHOLD);

const noVehicle = "There is no vehicle control, so that the effect of the solvent DMSO on the mice is unknown.";
const noVehicleAgain = "A vehicle control is missing, so the effect of the solvent DMSO on the mice remains unknown.";
const fewAnimals = "Three animals a group are too few, and a power analysis is missing.";
const oldLiterature = "The introduction cites nothing about wound healing that is younger than ten years.";

const said = (text: string, category?: string): ComparableConcern => ({ text, category });

/** @param cosines tool x reference, whatever the texts are */
function article(
  tool: readonly ComparableConcern[],
  reference: readonly ComparableConcern[],
  cosines: readonly (readonly number[])[],
): EvaluatedArticle {
  return {
    ...{ id: "a", source: undefined, predicted: true, figureExcluded: 0, tool },
    reference: reference.map(({ text, category = "other" }) => ({ text, category, severity: "major" })),
    cosines,
  };
}
const pairs = (one: EvaluatedArticle, matcher = calibrated) =>
  matcher(one)
    .map(({ tool, reference }) => `${tool}-${reference}`)
    .sort();

test("two different concerns count as found by the published rule, for any two are above its threshold, and not by this one", () => {
  const different = article([said(fewAnimals)], [said(oldLiterature)], [[0.8]]);
  const matched = (matcher: typeof calibrated) => scoreArticles([different], { matcher, resamples: 0 }).scores.matched;
  expect(matched(published)).toBe(1);
  expect(matched(calibrated)).toBe(0);
});

test("the published rule tears the pair apart that says the same, where that makes two pairs of one; this rule keeps it", () => {
  const torn = article(
    [said(noVehicle), said(fewAnimals)],
    [said(noVehicleAgain), said(oldLiterature)],
    [
      [0.95, 0.66],
      [0.66, 0.3],
    ],
  );
  expect(pairs(torn, published)).toEqual(["0-1", "1-0"]);
  expect(pairs(torn)).toEqual(["0-0"]);
});

test("the same concern is found below the published threshold, for the words say it too", () => {
  const faint = article([said(noVehicle)], [said(noVehicleAgain)], [[0.6]]);
  expect(pairs(faint, published)).toEqual([]);
  expect(pairs(faint)).toEqual(["0-0"]);
});

test("rows are predictions and columns references, also where there are more of one", () => {
  const wide = article([said(noVehicle)], [said(oldLiterature), said(fewAnimals), said(noVehicleAgain)], [[0.3, 0.3, 0.9]]);
  const high = article([said(oldLiterature), said(fewAnimals), said(noVehicleAgain)], [said(noVehicle)], [[0.3], [0.3], [0.9]]);
  expect([pairs(wide), pairs(high)]).toEqual([["0-2"], ["2-0"]]);
});

test("a category that nobody gave is the same as no other, not even as another one that nobody gave", () => {
  const probability = (a?: string, b?: string) =>
    sameConcernProbabilities([said(noVehicle, a)], [said(fewAnimals, b)], [[0.5]], minilm);
  const differing = probability("design_flaw", "statistical_methodology");
  expect(probability(undefined, "other")).toEqual(differing);
  expect(probability(undefined, undefined)).toEqual(differing);
  expect(probability("other", "other")).not.toEqual(differing);
});
