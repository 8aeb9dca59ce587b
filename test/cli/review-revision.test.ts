import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { PROFILES } from "../../profiles/profiles.ts";
import { openManuscript } from "../../src/cli/open-manuscript.ts";
import { progressLine } from "../../src/cli/progress-line.ts";
import { reviewRevision } from "../../src/cli/review-revision.ts";
import { processTerminal, type Terminal } from "../../src/cli/terminal.ts";
import { articleOf, buildReviewResult, type ReviewResult, review } from "../../src/review/index.ts";
import { comparisonResultSchema } from "../../src/revision/index.ts";
import { concern } from "../support/build.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { markdownPaper } from "../support/paper.ts";
import { reviewer } from "../support/reviewer.ts";
import { firstWordEmbedder, scriptedModel } from "../support/scripted-model.ts";
import { serves, startScripted } from "../support/scripted-server.ts";
import { hasSmoke, MODELS, RUNNER, SMOKE_SKIPPED } from "../support/smoke-model.ts";

const folder = mkdtempSync(join(tmpdir(), "br-previous-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const terminal: Terminal = { ...processTerminal(import.meta.dirname), directory: folder, errIsTerminal: false, err() {} };
const signal = new AbortController().signal;
const smoke = PROFILES.find(({ name }) => name === "smoke") ?? PROFILES[0];
const quiet = progressLine(terminal, () => 0);
const flags = { profile: "smoke" };
const noModel = () => Promise.reject(new Error("a model was asked"));

async function reviewed(): Promise<ReviewResult> {
  const { manuscript, revision } = await openManuscript("paper.md", {}, folder);
  const answer = JSON.stringify([concern("Twelve mice are few.", "major")]);
  const done = await review(
    {
      article: articleOf(manuscript).article,
      profile: smoke,
      models: [scriptedModel([answer])],
      embedder: firstWordEmbedder(),
      now: () => 0,
    },
    () => {},
    signal,
  );
  return buildReviewResult({ manuscript, revision, profile: smoke, review: done, toolVersion: "0.1.0" });
}

test("a revision in which no reader sees a difference starts no model, keeps all states, and can be compared with again", async () => {
  writeFileSync(join(folder, "paper.md"), markdownPaper());
  writeFileSync(join(folder, "v1.json"), JSON.stringify(await reviewed()));
  writeFileSync(
    join(folder, "paper.md"),
    markdownPaper().replaceAll(" in ", "\nin  ").replace("# Methods", "<!-- todo -->\n\n# Methods"),
  );
  const first = await reviewRevision("paper.md", { ...flags, previous: "v1.json" }, noModel, terminal, quiet, signal);
  expect(first).toMatchObject({ cosmetic: true, outcomes: [], ledger: { concerns: [{ id: "C1", state: "open" }] } });
  expect(first.ledger.revisions.map(({ kind }) => kind)).toEqual(["reviewed", "cosmetic"]);

  writeFileSync(join(folder, "v2.json"), JSON.stringify(comparisonResultSchema.parse(first)));
  const second = await reviewRevision("paper.md", { ...flags, previous: "v2.json" }, noModel, terminal, quiet, signal);
  expect(second.ledger.revisions.map(({ number }) => number)).toEqual([1, 2, 3]);
});

test("a revision that a reader sees is reviewed", async () => {
  writeFileSync(join(folder, "paper.md"), markdownPaper().replace("twelve mice", "forty mice"));
  await expect(reviewRevision("paper.md", { ...flags, previous: "v1.json" }, noModel, terminal, quiet, signal)).rejects.toThrow(
    "a model was asked",
  );
});

test("what cannot be compared in the end is refused before a model runs", async () => {
  const by = { ...flags, matchingEmbedder: "specter2-base", previous: "v1.json" };
  await expect(reviewRevision("paper.md", by, noModel, terminal, quiet, signal)).rejects.toThrow(
    /bioreview calibrate --embedder specter2-base/,
  );
  const { paper: _, ...old } = await reviewed();
  writeFileSync(join(folder, "old.json"), JSON.stringify(old));
  await expect(reviewRevision("paper.md", { ...flags, previous: "old.json" }, noModel, terminal, quiet, signal)).rejects.toThrow(
    /did not keep the text/,
  );
});

test("an endpoint that embeds compares too: nothing is started on this machine", async () => {
  const text = "There is no vehicle control in the experiment.";
  await using server = await startScripted(reviewer({ text, severity: "major" }));
  const here = { directory: folder, env: { BIOREVIEW_RUNNER: join(folder, "nowhere"), XDG_CACHE_HOME: join(folder, "cache") } };
  const argv = ["review", "paper.md", "--profile", "smoke", "--endpoint", server.url, "--format", "json"];
  writeFileSync(join(folder, "paper.md"), markdownPaper());
  const first = await bioreview([...argv, "--output", "first.json"], here);
  expect(first).toMatchObject({ code: 0 });
  writeFileSync(join(folder, "paper.md"), markdownPaper().replace("twelve mice", "forty mice"));
  const { code, out } = await bioreview([...argv, "--previous", "first.json"], here);
  expect(code).toBe(0);
  expect(comparisonResultSchema.parse(JSON.parse(out)).outcomes).toMatchObject([{ id: "C1", kind: "standing" }]);
});

test("what compares is named only where something is compared", async () => {
  const { code, err } = await bioreview(["review", "paper.md", "--matching-embedder", "minilm"], { directory: folder });
  expect(code).toBe(2);
  expect(err).toMatch(/--matching-embedder minilm: .*no earlier one is named.*--previous or --against/s);
});

describe(`profile bioreview-9b, whose near-duplicates are told by what nobody calibrated${SMOKE_SKIPPED}`, () => {
  const profile = { chat: "bioreview-qwen3.5-9b-sft", embedding: "specter2-base" };
  const ours = { owned_by: "bioreview-runner" };
  const models = serves(
    { ...ours, id: profile.chat, meta: { kind: "chat" } },
    { ...ours, id: profile.embedding, meta: { kind: "embedding", dimensions: 2 } },
  );
  const says = (text: string) => startScripted({ ...reviewer({ text, severity: "major" }), models });
  const argv = ["review", "paper.md", "--profile", "bioreview-9b", "--format", "json"];
  const here = {
    directory: folder,
    env: { ...terminal.env, BIOREVIEW_RUNNER: join(RUNNER, "../.."), XDG_CACHE_HOME: join(folder, "rows") },
  };
  const HERE = ["--models", MODELS];

  test.skipIf(!hasSmoke)(
    "compares two revisions by MiniLM, which is started beside the endpoint, and finds the places by it",
    async () => {
      await using before = await says(
        "Twelve mice are too few for a study of sleep over six weeks, and no power analysis is given.",
      );
      writeFileSync(join(folder, "paper.md"), markdownPaper());
      const first = await bioreview([...argv, "--endpoint", before.url, "--output", "nine.json"], here);
      expect(first).toMatchObject({ code: 0 });

      await using after = await says(
        "No power analysis is given, and twelve mice are too few for a study of sleep over six weeks.",
      );
      writeFileSync(join(folder, "paper.md"), markdownPaper().replace("six weeks", "nine weeks"));
      const { code, out, err } = await bioreview([...argv, "--endpoint", after.url, "--previous", "nine.json", ...HERE], here);
      expect({ code, err }).toMatchObject({ code: 0 });
      const result = comparisonResultSchema.parse(JSON.parse(out));
      expect(result).toMatchObject({ embedder: "minilm", anchoredBy: "words and embeddings" });
      expect(result.outcomes).toMatchObject([{ id: "C1", kind: "standing" }]);
      expect(result.review?.alike).toMatchObject({ done: true, embedder: "specter2-base" });
      const compared = await bioreview(["compare", "nine.json", "nine.json", "--format", "json", ...HERE], here);
      expect(comparisonResultSchema.parse(JSON.parse(compared.out))).toMatchObject({ embedder: "minilm" });
    },
  );

  test.skipIf(!hasSmoke)("asks no model where the weights that compare are missing, and says how to get them", async () => {
    await using server = await says("Nobody hears this.");
    writeFileSync(join(folder, "paper.md"), markdownPaper().replace("twelve mice", "ten mice"));
    const nothing = ["--models", join(folder, "no-weights")];
    const { code, err } = await bioreview([...argv, "--endpoint", server.url, "--previous", "nine.json", ...nothing], here);
    expect(code).toBe(6);
    expect(err).toMatch(/weights of minilm are not there.*bioreview-runner models pull minilm/s);
    expect(server.received.filter(({ path }) => path === "/v1/chat/completions")).toEqual([]);
  });
});
