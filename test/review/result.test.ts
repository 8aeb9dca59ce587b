import { hash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ChatModel } from "../../profiles/profile.ts";
import { CHAT_MODELS, PROFILES } from "../../profiles/profiles.ts";
import { articleOf } from "../../src/review/prompt/article.ts";
import { buildReviewResult, cautionOf } from "../../src/review/result.ts";
import { reviewJsonSchema, reviewResultSchema } from "../../src/review/result-schema.ts";
import { review } from "../../src/review/review.ts";

import { concern, manuscript, passage, section } from "../support/build.ts";
import { firstWordEmbedder, scriptedModel } from "../support/scripted-model.ts";

const SCHEMA = join(import.meta.dirname, "../../schemas/review.schema.json");

async function resultAt(start: number) {
  const profile = PROFILES[3];
  const paper = manuscript({
    title: passage("A title"),
    sections: [section("Methods", "word ".repeat(5000).trim())],
    leftOut: [{ file: "cover-letter.md", why: "cover letter" }],
    warnings: [{ file: "paper.md", line: 3, message: "odd" }],
    hidden: [{ file: "paper.md", line: 9, technique: "white text", characters: 40 }],
  });
  let now = start;
  const answer = JSON.stringify([
    concern("Control?"),
    concern("control?"),
    { ...concern("Power"), category: "statistic" },
    concern("Control again"),
  ]);
  const done = await review(
    {
      article: articleOf(paper),
      profile,
      models: [scriptedModel(["prose", answer], { file: "m.gguf", sha256: "a".repeat(64), device: "cpu" })],
      embedder: firstWordEmbedder(),
      now: () => (now += start),
    },
    () => {},
    new AbortController().signal,
  );
  return {
    done,
    result: buildReviewResult({ manuscript: paper, revision: "paper/ at 1a2b3c4", profile, review: done, toolVersion: "0.1.0" }),
  };
}

test("a result carries the concerns, what was dropped, mended and cut, and where all of it came from", async () => {
  const { done, result } = await resultAt(1000);
  expect(result.concerns.map(({ text }) => text)).toEqual(["Control?", "Power", "Control again"]);
  expect(result).toMatchObject({
    schema: "bioreview-review",
    version: 1,
    tool: { name: "bioreview", version: "0.1.0" },
    manuscript: { root: "paper.md", title: "A title", revision: "paper/ at 1a2b3c4", files: ["paper.md"] },
    dropped: { sameText: 1, alike: 0, beyondCap: 0, united: 0 },
    alike: { done: true, embedder: "first-word", threshold: 0.95 },
    profile: "smoke",
    prompt: {
      cut: true,
      systemSha256: hash("sha256", done.prompt.system),
      userSha256: hash("sha256", done.prompt.users.join()),
      counter: "chars3",
      budget: 5000,
    },
    models: [
      {
        id: "scripted",
        file: "m.gguf",
        raw: 4,
        kept: 3,
        attempts: [{ failed: expect.any(String) }, { promptTokens: 7 }],
        repairs: [{ kind: "category mapped", count: 1 }],
      },
    ],
    leftOut: [{ file: "cover-letter.md" }],
    warnings: [{ line: 3 }],
    hidden: [{ characters: 40 }],
  });
  expect(reviewResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
});

test("a result has what its schema names and nothing else, in the same order", async () => {
  const { result } = await resultAt(1000);
  expect(JSON.stringify(result)).toBe(JSON.stringify(reviewResultSchema.parse(result)));
});

test("two results of the same review differ in their times only", async () => {
  const [first, second] = [(await resultAt(1000)).result, (await resultAt(1700)).result];
  expect(second.timing).not.toEqual(first.timing);
  expect({ ...second, timing: first.timing }).toEqual(first);
});

test("the published JSON schema is that of the code", () => {
  // WRITE_SCHEMAS=1 npx vitest run test/review/result.test.ts writes it anew.
  const { WRITE_SCHEMAS } = process.env;
  if (WRITE_SCHEMAS) writeFileSync(SCHEMA, `${JSON.stringify(reviewJsonSchema(), null, 2)}\n`);
  expect(JSON.parse(readFileSync(SCHEMA, "utf8"))).toEqual(reviewJsonSchema());
});

describe("a caution is said of the model that answered, whichever profile asked it", () => {
  const small = CHAT_MODELS.find(({ id }) => id === "smollm2-135m-instruct") ?? CHAT_MODELS[0];
  const [{ path, sha256 = "" }] = (small satisfies ChatModel as ChatModel).files;
  const [nine] = CHAT_MODELS;
  test.each([
    { why: "by our server, under our name", model: { id: small.id, sha256 }, isSaid: true },
    { why: "by another server, under any name: its weights are known", model: { id: "best-model", sha256 }, isSaid: true },
    { why: "by a server that names only the file", model: { id: "x", file: path }, isSaid: true },
    { why: "by a server that calls the model by its file", model: { id: path }, isSaid: true },
    { why: "by a fine-tuned model", model: { id: nine.id, sha256: "a".repeat(64) }, isSaid: false },
    { why: "by another model under the same name", model: { id: small.id, sha256: "a".repeat(64) }, isSaid: false },
    {
      why: "by a fine-tuned model over the base's own file",
      model: { id: nine.id, file: path, sha256, adapter: { base: small.id } },
      isSaid: false,
    },
    {
      why: "by our small model with any adapter over it",
      model: { id: small.id, sha256: "a".repeat(64), adapter: { base: `${small.id}:base` } },
      isSaid: true,
    },
    { why: "by a hosted model", model: { id: "gpt-4o-mini" }, isSaid: false },
  ])("$why: $isSaid", ({ model, isSaid }) => {
    expect(cautionOf([model])).toBe(isSaid ? (small as ChatModel).caution : undefined);
  });
  test("once, where two answer", () => {
    const both = cautionOf([{ id: nine.id }, { id: small.id }, { id: small.id }]);
    expect(both).toBe((small as ChatModel).caution);
  });
});
