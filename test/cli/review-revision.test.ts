import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { PROFILES } from "../../profiles/profiles.ts";
import { openManuscript } from "../../src/cli/open-manuscript.ts";
import { progressLine } from "../../src/cli/progress-line.ts";
import { reviewRevision } from "../../src/cli/review-revision.ts";
import { processTerminal, type Terminal } from "../../src/cli/terminal.ts";
import { articleOf, type ReviewResult, resultOf, review } from "../../src/review/index.ts";
import { comparisonResultSchema } from "../../src/revision/index.ts";
import { concern } from "../support/build.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { markdownPaper } from "../support/paper.ts";
import { reviewer } from "../support/reviewer.ts";
import { firstWordEmbedder, scriptedModel } from "../support/scripted-model.ts";
import { startScripted } from "../support/scripted-server.ts";

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
  return resultOf({ manuscript, revision, profile: smoke, review: done, toolVersion: "0.1.0" });
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
  const by = { ...flags, comparing: "specter2-base", previous: "v1.json" };
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
