import { expect, test } from "vitest";
import type { ReferenceConcern } from "../../src/evaluate/article-files.ts";
import { type EvaluatedArticle, joinArticles } from "../../src/evaluate/articles.ts";
import { publishedMatcher, ratesOf, scoreArticle, scoresOf } from "../../src/evaluate/scores.ts";

const human = (category = "other", severity = "major"): ReferenceConcern => ({
  text: "human",
  category,
  severity,
});

/** An article with the given cosines, tool x reference. */
function article(cosines: readonly (readonly number[])[], reference: readonly ReferenceConcern[], id = "a"): EvaluatedArticle {
  return {
    id,
    source: undefined,
    predicted: true,
    tool: cosines.map(() => ({ text: "tool", category: undefined })),
    reference,
    figureExcluded: 0,
    cosines,
  };
}
const scored = (one: EvaluatedArticle) => scoreArticle(one, publishedMatcher(0.65));

test("more pairs at the threshold win over one pair of greater similarity", () => {
  // Taking 1.0 leaves 0.5 for the others: one pair. The other way both pairs reach the threshold.
  expect(
    scored(
      article(
        [
          [1, 0.7],
          [0.7, 0.5],
        ],
        [human(), human()],
      ),
    ).matched,
  ).toBe(2);
});

test("of as many pairs, the more similar ones are taken", () => {
  const found = scored(article([[0.9, 0.8]], [human("design_flaw"), human("other")]));
  expect(found.categories.get("design_flaw")).toEqual({ reference: 1, tool: 1, matched: 1 });
});

test("a cosine of 0.65 in float32 is below the threshold, and the next greater float is not", () => {
  const below = Math.fround(0.65);
  expect(below).toBeLessThan(0.65);
  expect(scored(article([[below]], [human()])).matched).toBe(0);
  expect(scored(article([[below + 2 ** -24]], [human()])).matched).toBe(1);
});

test("predictions for an article without references count as wrong ones", () => {
  const total = scoresOf([scored(article([[]], [])), scored(article([[1]], [human()], "b"))]);
  expect(total).toMatchObject({ tool: 2, matched: 1, precision: 0.5, recall: 1 });
});

test("references of an article without predictions count as missed", () => {
  const total = scoresOf([scored(article([], [human(), human()])), scored(article([[1]], [human()], "b"))]);
  expect(total.recall).toBeCloseTo(1 / 3, 12);
  expect(total.categories.get("other")).toMatchObject({ reference: 3, tool: 1, matched: 1 });
});

test("recall by severity is counted on the references, and a severity of another kind is in neither", () => {
  const { major, minor } = scored(
    article(
      [[0.9, 0, 0, 0]],
      [
        human("other", "major"),
        human("other", "minor"),
        human("other", "optional"),
        { text: "human", category: "other", severity: undefined },
      ],
    ),
  );
  expect([major, minor]).toEqual([
    { all: 1, found: 1 },
    { all: 1, found: 0 },
  ]);
});

test("an unmatched prediction counts for the category of the reference that it is nearest to, the first of equals", () => {
  const { categories } = scored(article([[0.2, 0.4, 0.4]], [human("a"), human("b"), human("c")]));
  expect(Object.fromEntries([...categories].map(([name, { tool }]) => [name, tool]))).toEqual({ a: 0, b: 1, c: 0 });
});

test("the macro F1 is the mean over the categories that the references name", () => {
  const total = scoresOf([
    scored(
      article(
        [
          [1, 0],
          [0, 0.1],
        ],
        [human("found"), human("missed")],
      ),
    ),
  ]);
  expect(total.f1Macro).toBe(0.5);
});

test("where there is nothing, every rate is 0", () => {
  expect(ratesOf({ reference: 0, tool: 0, matched: 0 })).toEqual({ recall: 0, precision: 0, f1: 0 });
});

test("an article that the tool has no row for is told apart from one in which it found nothing", () => {
  const rows = { name: "none", dimensions: 2, of: () => undefined };
  const references = ["a", "b"].map((id) => ({ id, source: undefined, concerns: [human()], figureExcluded: 0 }));
  const articles = joinArticles([{ id: "b", concerns: [], skipped: 0 }], references, rows);
  expect(scoresOf(articles.map(scored))).toMatchObject({ notPredicted: 1, articles: 2, recall: 0 });
});

test("another rule for what says the same gives the same kind of scores", () => {
  const firstOnly = scoreArticle(article([[0, 0]], [human(), human()]), () => [{ tool: 0, reference: 1 }]);
  expect(firstOnly).toMatchObject({ matched: 1, major: { all: 2, found: 1 } });
});
