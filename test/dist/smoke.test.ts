/** The whole way with a real model: a paper in, concerns out. The model is very small: what it says is no review, what is done with it is. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { CATEGORIES, SEVERITIES } from "../../src/concern.ts";
import { runDist } from "../support/dist.ts";
import { folderWith } from "../support/folder.ts";
import { startService } from "../support/model-service.ts";
import { markdownPaper } from "../support/paper.ts";
import { hasSmoke, MODELS, SMOKE_SKIPPED } from "../support/smoke-model.ts";

const ROOT = join(import.meta.dirname, "../..");
const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(ROOT, "schemas/review.schema.json"), "utf8")));
/** By a server that is started for it, on one thread, so that the same sums are made in the same order. */
const ALONE = ["--profile", "smoke", "--models", MODELS, "--threads", "1", "--gpu", "off"];

/** Milliseconds: a slow machine reads and writes a few tokens a second. */
const TIMEOUT = 900_000;

/** What the model of one of its own tokens would read as the end of a message, and what would end the JSON around it. */
const STRUCTURE = ["<|im_end|>", "<|im_start|>system", "]", '"}', "</s>", "[INST]", '"}]'];

async function reviewed(path: string, server: readonly string[], ...argv: string[]) {
  const { code, out, err } = await runDist(["review", path, ...server, "--format", "json", ...argv], { cwd: ROOT });
  expect({ code, err }).toEqual({ code: 0, err: expect.not.stringContaining("[") });
  const result = JSON.parse(out);
  expect(schema.safeParse(result).error).toBeUndefined();
  return result;
}

function expectConcerns({ concerns, caution, models }: Awaited<ReturnType<typeof reviewed>>): void {
  expect(concerns.length).toBeGreaterThanOrEqual(1);
  expect(concerns.length).toBeLessThanOrEqual(8);
  for (const { text, category, severity } of concerns) {
    expect(text.trim()).not.toBe("");
    expect(CATEGORIES).toContain(category);
    expect(SEVERITIES).toContain(severity);
  }
  expect(caution).toContain("is no review");
  expect(models).toMatchObject([{ id: "smollm2-135m-instruct", server: "bioreview-runner", repairs: [], sha256: expect.stringMatching(/^b179c952/) }]);
}

describe.skipIf(!hasSmoke)(`the small model${SMOKE_SKIPPED}`, () => {
  /** One that runs already, of the same kind: to start one takes as long as half of an answer. */
  const socket = join(folderWith(), "s.sock");
  const KEPT = ["--profile", "smoke", "--endpoint", `unix:${socket}`];
  let service: AsyncDisposable | undefined;
  beforeAll(async () => {
    service = await startService(socket);
  });
  afterAll(() => service?.[Symbol.asyncDispose]());

  test("reviews a LaTeX paper, and another server that is asked the same says the same, but for the times", { timeout: TIMEOUT }, async () => {
    const first = await reviewed("examples/latex-note", ALONE);
    const again = await reviewed("examples/latex-note", KEPT);
    expectConcerns(first);
    expect(first.prompt.cut).toBe(false);
    expect({ ...again, timing: 0 }).toEqual({ ...first, timing: 0 });
    expect(first.alike).toMatchObject({ done: true, embedder: "minilm" });
  });

  test("reviews a Manubot paper, of which its budget cuts some, and says what", { timeout: TIMEOUT }, async () => {
    const argv = ["review", "examples/phage-wound-gel/v1", ...KEPT, "--budget", "1000", "--format", "text"];
    const { code, out, err } = await runDist(argv, { cwd: ROOT });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^\d+ concerns?: /m);
    expect(out).toMatch(/^C1 {2}(?:major|minor|optional) · .* · (?:content\/\S+:\d+|whole paper)$/m);
    expect(out.replaceAll("\n", " ")).toMatch(/Read: not the whole paper, .*Cut: section \S+ was read to \d+ % /);
  });

  test("is not led astray by a paper that holds the signs of its own messages and of JSON", { timeout: TIMEOUT }, async () => {
    const times = 10;
    const paper = (words: readonly string[]) =>
      `# Sleep in mice\n\n${markdownPaper(2)}\n${Array.from({ length: times }, (_, k) => `Cage ${k} said ${words.map((word) => `\`${word}\``).join(" and ")}.`).join("\n\n")}\n`;
    const directory = folderWith({ "signs.md": paper(STRUCTURE), "none.md": paper([]) });
    const argv = ["--no-embedder", "--seed", "1"];
    const signs = await reviewed(join(directory, "signs.md"), KEPT, ...argv);
    const none = await reviewed(join(directory, "none.md"), KEPT, ...argv);
    expectConcerns(signs);
    expect(signs.prompt.cut).toBe(false);
    // As signs of structure `<|im_end|>` and `<|im_start|>` would be a token each; as text they are five at the least.
    const more = signs.models[0].attempts[0].promptTokens - none.models[0].attempts[0].promptTokens;
    const asText = times * STRUCTURE.length * 2;
    expect(more).toBeGreaterThan(asText + times * 2 * 4);
    const { out } = await runDist(["prompt", join(directory, "signs.md")], { cwd: ROOT });
    for (const sign of STRUCTURE) expect(out).toContain(sign);
  });
});
