import { expect, test } from "vitest";
import type { PredictionRow } from "../../src/evaluate/article-files.ts";
import { joinArticles } from "../../src/evaluate/articles.ts";
import { postprocess, uniteRuns } from "../../src/evaluate/postprocess.ts";
import { sweep } from "../../src/evaluate/sweep.ts";
import { at, embeddingsNamed } from "./support.ts";

const row = (id: string, ...texts: readonly string[]): PredictionRow => ({
  ...{ id, form: "structured_concerns", blank: 0 },
  concerns: texts.map((text) => ({ text, category: `of ${text}`, severity: "major" })),
});
const texts = (rows: readonly PredictionRow[]) => rows.map(({ concerns }) => concerns.map(({ text }) => text));

test("repetitions in the same words go before the cap counts, and the first one stays", () => {
  const { rows, counts } = postprocess(
    [row("a", "One  thing", "one thing ", "two", "three")],
    { repetitions: { by: "words" }, cap: 2 },
    undefined,
  );
  expect(texts(rows)).toEqual([["One  thing", "two"]]);
  expect(counts).toEqual({ before: 4, blank: 0, repeated: 1, beyondCap: 1, after: 2 });
});

test("a concern as alike as the threshold to an earlier one goes, with its own category kept on the other", () => {
  const vectors = embeddingsNamed({ first: at(1), alike: at(0.96), far: at(0.5) });
  const { rows } = postprocess(
    [row("a", "first", "alike", "far")],
    { repetitions: { by: "cosine", threshold: 0.95 }, cap: undefined },
    vectors,
  );
  expect(rows[0]?.concerns).toEqual([
    { text: "first", category: "of first", severity: "major" },
    { text: "far", category: "of far", severity: "major" },
  ]);
});

test("what was dropped is counted by its reason, over all articles, and the blank ones were there before", () => {
  const rows = [{ ...row("a", "one", "ONE", "two", "three"), blank: 2 }, row("b", "x", "x", "X")];
  const { counts } = postprocess(rows, { repetitions: { by: "words" }, cap: 2 }, undefined);
  expect(counts).toEqual({ before: 9, blank: 2, repeated: 3, beyondCap: 1, after: 3 });
});

test("a cap of as many as there are drops none", () => {
  const rows = [row("a", "one", "two")];
  expect(postprocess(rows, { repetitions: undefined, cap: 2 }, undefined).counts).toMatchObject({ beyondCap: 0, after: 2 });
  expect(texts(postprocess(rows, { repetitions: undefined, cap: 1 }, undefined).rows)).toEqual([["one"]]);
});

test("without steps nothing changes", () => {
  const rows = [row("a", "x", "x")];
  expect(postprocess(rows, { repetitions: undefined, cap: undefined }, undefined).rows).toEqual(rows);
});

test("two runs are united article by article, in the first run's words, and articles of the second alone stay", () => {
  const vectors = embeddingsNamed({ mine: at(1), theirs: at(0.99), "another one": at(0.3) });
  const both = uniteRuns([row("a", "mine")], [row("b", "another one"), row("a", "theirs", "another one")], 0.98, vectors);
  expect(both.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(texts(both)).toEqual([["mine", "another one"], ["another one"]]);
});

test("a text without embedding cannot be united", () => {
  expect(() => uniteRuns([row("a", "x")], [row("a", "y")], 0.98, embeddingsNamed({ x: at(1) }))).toThrow(/no embedding of "y"/);
});

test("a sweep scores every combination, and a cap of all with nothing dropped is the plain evaluation", async () => {
  const vectors = embeddingsNamed({ one: at(1), "one again": at(0.99), ONE: at(1), human: at(1), "human too": at(0.9) });
  const concerns = ["human", "human too"].map((text) => ({ text, category: "other", severity: "major" }));
  const references = [{ id: "a", source: undefined, concerns, figureExcluded: 0 }];
  const articles = joinArticles(
    [{ id: "a", concerns: ["one", "ONE", "one again"].map((text) => ({ text })), skipped: 0 }],
    references,
    vectors,
  );
  const rows = await sweep(articles, vectors, {
    thresholds: [0.65, 0.995],
    caps: [1, Number.POSITIVE_INFINITY],
    dedups: ["none", "exact", 0.95],
  });
  const summary = rows.map(({ dedup, cap, threshold, scores }) => [dedup, cap, threshold, scores.tool, scores.matched]);
  expect(summary).toEqual([
    ["none", 1, 0.65, 1, 1],
    ["none", 1, 0.995, 1, 1],
    ["none", Number.POSITIVE_INFINITY, 0.65, 3, 2],
    ["none", Number.POSITIVE_INFINITY, 0.995, 3, 1],
    ["exact", 1, 0.65, 1, 1],
    ["exact", 1, 0.995, 1, 1],
    ["exact", Number.POSITIVE_INFINITY, 0.65, 2, 2],
    ["exact", Number.POSITIVE_INFINITY, 0.995, 2, 1],
    [0.95, 1, 0.65, 1, 1],
    [0.95, 1, 0.995, 1, 1],
    [0.95, Number.POSITIVE_INFINITY, 0.65, 1, 1],
    [0.95, Number.POSITIVE_INFINITY, 0.995, 1, 1],
  ]);
});
