import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PROFILES } from "../../profiles/profiles.ts";
import {
  articleOf,
  buildReviewResult,
  describeSettingsChanges,
  type ReviewSettings,
  requestSettings,
  resultSettings,
  review,
  reviewResultSchema,
  reviewSettingsSchema,
} from "../../src/review/index.ts";
import { concern, manuscript, section } from "../support/build.ts";
import { firstWordEmbedder, scriptedModel } from "../support/scripted-model.ts";

const paper = manuscript({ sections: [section("Methods", "Ten mice.")] });
const answer = JSON.stringify([concern("Control?")]);
const union = { ...PROFILES[3], answer: { ...PROFILES[3].answer, mostConcerns: 30 }, unionCosine: 0.98 };

/** The settings of a request, and those of its result when it was saved and read again. */
async function bothSettings(options: { seed?: number; system?: string; embedder?: boolean; models?: number; sha256?: string }) {
  const { seed, system, embedder = true, models = 1, sha256 } = options;
  const profile = models > 1 ? union : PROFILES[3];
  const model = () => scriptedModel([answer], sha256 === undefined ? {} : { sha256 });
  const request = {
    article: articleOf(paper),
    profile,
    models: [model(), ...Array.from({ length: models - 1 }, model)] as const,
    embedder: embedder ? firstWordEmbedder() : undefined,
    now: () => 0,
    ...(seed !== undefined && { seed }),
    ...(system !== undefined && { system }),
  };
  const before = requestSettings({ ...request, models: request.models.map(({ identity }) => identity) });
  const done = await review(request, () => {}, new AbortController().signal);
  const result = buildReviewResult({ manuscript: paper, revision: "here", profile, review: done, toolVersion: "1.0.0" });
  return { before, after: resultSettings(reviewResultSchema.parse(JSON.parse(JSON.stringify(result)))) };
}

test.each([
  { why: "the defaults", options: {} },
  { why: "a seed of the user's", options: { seed: 0 } },
  { why: "another system prompt", options: { system: "Review." } },
  { why: "no embedder", options: { embedder: false } },
  { why: "two models with known weights", options: { models: 2, sha256: "a".repeat(64) } },
])("a saved result has the settings of its request: $why", async ({ options }) => {
  const { before, after } = await bothSettings(options);
  expect(describeSettingsChanges(before, after)).toEqual([]);
  expect(describeSettingsChanges(after, before)).toEqual([]);
  expect(JSON.stringify(before)).toContain(before.systemSha256);
});

const settings: ReviewSettings = {
  profile: "small",
  models: [{ id: "m", sha256: "a".repeat(64) }],
  systemSha256: "b".repeat(64),
  prompt: { counter: "chars3", budget: 5000 },
  sampling: { temperature: 0.7, topP: 0.9, repetitionPenalty: 1.05, maxTokens: 2048 },
  seed: undefined,
  answer: { leastConcerns: 1, longestConcern: 1000 },
  embedder: { id: "e", sha256: "c".repeat(64) },
  duplicateCosine: 0.95,
  cap: 20,
  unionCosine: undefined,
};

describe("what differs is said in words", () => {
  test.each<{ change: Partial<ReviewSettings>; words: readonly string[] }>([
    { change: { profile: "large" }, words: ["profile: small before, large now"] },
    { change: { models: [{ id: "n", sha256: "a".repeat(64) }] }, words: ["model 1: m before, n now"] },
    {
      change: { models: [{ id: "m", sha256: "d".repeat(64) }] },
      words: ["weights of model 1: aaaaaaaaaaaa… before, dddddddddddd… now"],
    },
    { change: { models: [{ id: "m", sha256: "a".repeat(64) }, { id: "n" }] }, words: ["number of models: 1 before, 2 now"] },
    { change: { systemSha256: "d".repeat(64) }, words: ["system prompt: bbbbbbbbbbbb… before, dddddddddddd… now"] },
    { change: { prompt: { counter: "cl100k", budget: 5000 } }, words: ["token counter: chars3 before, cl100k now"] },
    { change: { prompt: { counter: "chars3", budget: 6000 } }, words: ["token budget: 5000 before, 6000 now"] },
    { change: { sampling: { ...settings.sampling, temperature: 0 } }, words: ["temperature: 0.7 before, 0 now"] },
    { change: { sampling: { ...settings.sampling, topP: 1 } }, words: ["top-p: 0.9 before, 1 now"] },
    { change: { sampling: { ...settings.sampling, repetitionPenalty: 1 } }, words: ["repetition penalty: 1.05 before, 1 now"] },
    { change: { sampling: { ...settings.sampling, maxTokens: 9 } }, words: ["tokens of an answer: 2048 before, 9 now"] },
    { change: { seed: 0 }, words: ["seed: derived from the prompt before, 0 now"] },
    {
      change: { answer: { leastConcerns: 0, mostConcerns: 9, longestConcern: 500 } },
      words: ["form of the answer: 1 to any number of concerns of 1000 characters before, 0 to 9 concerns of 500 characters now"],
    },
    { change: { embedder: undefined }, words: ["embedder: e before, none now"] },
    {
      change: { embedder: { id: "e", sha256: "d".repeat(64) } },
      words: ["weights of the embedder: cccccccccccc… before, dddddddddddd… now"],
    },
    { change: { duplicateCosine: 0.9 }, words: ["near-duplicate threshold: 0.95 before, 0.9 now"] },
    { change: { cap: 10 }, words: ["cap: 20 before, 10 now"] },
    { change: { unionCosine: 0.98 }, words: ["union threshold: none before, 0.98 now"] },
  ])("$words", ({ change, words }) => {
    expect(describeSettingsChanges(settings, { ...settings, ...change })).toEqual(words);
  });
});

test("settings that nobody recorded differ", () => expect(describeSettingsChanges(undefined, settings)).toHaveLength(1));

test("models that nobody knows are no difference", () => {
  const unknown = { ...settings, models: undefined };
  expect(describeSettingsChanges(settings, unknown)).toEqual([]);
  expect(describeSettingsChanges(unknown, settings)).toEqual([]);
});

test("a name of any length is kept, cut", () => {
  const long = "n".repeat(300);
  const request = { profile: { ...PROFILES[3], name: long }, models: [{ id: long }], embedder: { name: long, sha256: "odd" } };
  const kept = reviewSettingsSchema.parse(requestSettings(request));
  expect(kept).toMatchObject({ profile: "n".repeat(200), models: [{ id: "n".repeat(200) }], embedder: { id: "n".repeat(200) } });
});

test("weights that one side does not say are no difference", () => {
  const unknown = { ...settings, models: [{ id: "m" }], embedder: { id: "e" } };
  expect(describeSettingsChanges(settings, unknown)).toEqual([]);
  expect(describeSettingsChanges(unknown, settings)).toEqual([]);
});

test("nothing differs between settings and themselves", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), fc.double({ noNaN: true }), (seed, unionCosine) => {
      expect(describeSettingsChanges({ ...settings, seed, unionCosine }, { ...settings, seed, unionCosine })).toEqual([]);
    }),
    { seed: 2 },
  );
});
