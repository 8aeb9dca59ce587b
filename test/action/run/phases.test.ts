import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { PROFILES } from "../../../profiles/profiles.ts";
import { parseResults, serializeResults } from "../../../src/action/run/result-file.ts";
import { SettingsError } from "../../../src/errors.ts";
import type { RunResult } from "../../../src/publish/index.ts";
import { dismiss, type Ledger } from "../../../src/revision/index.ts";
import { markdownPaper } from "../../support/paper.ts";
import { startReviews } from "../../support/scripted-reviews.ts";
import { runAction } from "../support/run-action.ts";
import { github, opened, pull, REVISED, repository, reviews, stage, stageNext, statuses } from "../support/stage.ts";

const smoke = PROFILES.find(({ name }) => name === "smoke") ?? PROFILES[0];
const READ_ONLY = { contents: "read", pull_requests: "read" } as const;

/** The job with the model. @returns the path of its result file */
async function reviewPhase(texts = ["The forty mice are few."]) {
  await using server = await startReviews(smoke, [texts.map((text) => ({ text, severity: "major" }))]);
  const event = opened();
  const inputs = { phase: "review", endpoint: server.url };
  const finished = await runAction({ github, repository, event, inputs, permissions: READ_ONLY });
  return { ...finished, path: finished.job.outputs.get("result-file") ?? "" };
}
const publishPhase = (path: string, inputs = {}) =>
  runAction({ github, repository, event: opened(), inputs: { phase: "publish", "result-file": path, ...inputs } });

/** A result whose ledger somebody changed on the way. @returns its path */
function changed(path: string, change: (ledger: Ledger) => Ledger): string {
  const [result] = parseResults(readFileSync(path, "utf8"), path, { repository: repository.name, pull: pull.number });
  if (result?.found.kind !== "compared") throw new Error("this test's result is compared");
  const { comparison } = result.found;
  const found = { kind: "compared" as const, comparison: { ...comparison, ledger: change(comparison.ledger) } };
  writeFileSync(`${path}.changed`, serializeResults([{ ...result, found }]));
  return `${path}.changed`;
}

describe("two jobs", () => {
  test("the one with the model only reads, and needs no permission to write", async () => {
    stage();
    const { job } = await reviewPhase();
    expect(github.requests().filter(({ method, operation }) => method !== "GET" && operation !== "graphql")).toEqual([]);
    expect(github.requests().some(({ body }) => JSON.stringify(body ?? "").includes("mutation"))).toBe(false);
    expect(job.failures).toEqual([]);
    expect(job.outputs.get("outcome")).toBe("reviewed");
  });

  test("the other one writes what it found, and asks no model", async () => {
    stage();
    const { path } = await reviewPhase();
    const { job } = await publishPhase(path);
    expect(reviews()).toHaveLength(1);
    expect(statuses()[0]?.state).toBe("success");
    expect(job.outputs.get("outcome")).toBe("reviewed");
  });

  test("what a person decides while the other one writes counts in what it writes", async () => {
    stage();
    await publishPhase((await reviewPhase()).path);
    repository.commit("revision", { "paper.md": `${REVISED}\nMore of it.\n` });
    const { path } = await reviewPhase(["The forty mice are few.", "More of it is said nowhere."]);
    const comment = pull.comment("ada", "/bioreview dismiss C1 It is a pilot.");
    const dismissed = async () => {
      takeBack();
      const event = github.events.comment({ repository: repository.name, number: pull.number }, comment);
      await runAction({ github, repository, event, inputs: { phase: "publish" } });
    };
    const takeBack = github.fault({ on: "pulls/list-files", effect: { kind: "first", run: dismissed } });
    const { job } = await publishPhase(path);
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "reviewed", revision: "2", dismissed: "1" });
    expect(statuses()[0]?.state).toBe("success");
    expect(reviews().filter(({ body }) => body !== "")).toHaveLength(2);
  });

  test("a result of a commit that is no longer the head is not published", async () => {
    stage();
    const { path } = await reviewPhase();
    repository.commit("revision", { "paper.md": `${markdownPaper()}\nMore.\n` });
    const { job } = await publishPhase(path);
    expect(reviews()).toEqual([]);
    expect(statuses()[0]?.state, "the head waits for its own review").not.toBe("success");
    expect(job.outputs.get("gate")).not.toBe("passed");
  });

  test("an older result, published once more, takes nothing from what the newer one says", async () => {
    stage();
    const { path: older } = await reviewPhase();
    await publishPhase(older);
    repository.commit("revision", { "paper.md": `${markdownPaper()}\nMore of it.\n` });
    await publishPhase((await reviewPhase()).path);
    const [comment] = pull.state().comments;
    await publishPhase(older);
    expect(statuses()[0]?.state).toBe("success");
    expect(pull.state().comments).toEqual([comment]);
  });

  test("no result is an error on the head", async () => {
    stage();
    const { job } = await publishPhase("/nonexistent/result.json");
    expect(statuses()[0]).toMatchObject({
      state: "error",
      description: expect.stringContaining("no result"),
    });
    expect(job.failures).toHaveLength(1);
  });

  test("a failed review fails both jobs, and is told by the second", async () => {
    stage();
    const failed = await runAction({
      github,
      repository,
      event: opened(),
      inputs: { phase: "review", endpoint: "http://127.0.0.1:9" },
      permissions: READ_ONLY,
    });
    expect(failed.job.failures).toHaveLength(1);
    const { job } = await publishPhase(failed.job.outputs.get("result-file") ?? "");
    expect(job.failures).toHaveLength(1);
    expect(statuses()[0]?.state).toBe("error");
    expect(reviews()).toEqual([]);
  });

  test("a first review that was published already is not published again, and its verdict stands", async () => {
    stage();
    const { path } = await reviewPhase();
    await publishPhase(path);
    const { job } = await publishPhase(path);
    expect(reviews()).toHaveLength(1);
    expect(job.outputs.get("outcome")).toBe("standing");
    expect(statuses()[0]?.state).toBe("success");
  });

  test("what the job without the secret believed is not believed because it comes back in a result", async () => {
    stage();
    await publishPhase((await reviewPhase()).path); // a ledger that nobody signed: it could be anybody's
    repository.commit("revision", { "paper.md": `${markdownPaper()}\nMore.\n` });
    const { path } = await reviewPhase([]);
    const { job } = await publishPhase(path, { "state-secret": "a secret of this job's" });
    expect(statuses()[0]?.state).toBe("error");
    expect(job.failures).toEqual([expect.stringContaining("not believed here")]);
  });

  test("what a merged pull request left is looked up, and what a result makes of it held to that", async () => {
    stage();
    await publishPhase((await reviewPhase()).path);
    stageNext(`${REVISED}\nMore.\n`);
    const { path } = await reviewPhase([]);
    const forged = changed(path, (ledger) => dismiss(ledger, "C1", "ada", "It is fine."));
    expect((await publishPhase(forged)).job.failures).toEqual([expect.stringContaining("nobody did")]);
    expect((await publishPhase(path)).job.failures).toEqual([]);
    expect(statuses()[0]?.state).toBe("success");
  });

  test("a file of another pull request is not published", async () => {
    stage();
    const { path } = await reviewPhase();
    stage();
    const { job } = await publishPhase(path);
    expect(reviews()).toEqual([]);
    expect(job.failures).toEqual([expect.stringMatching(/another pull request/)]);
  });
});

describe("the result file", () => {
  const result: RunResult = {
    schema: "bioreview-run",
    version: 1,
    tool: { name: "bioreview", version: "0.1.0" },
    repository: "ada/paper",
    pull: 7,
    head: "a".repeat(40),
    base: { ref: "main", sha: "b".repeat(40) },
    previous: { from: "none", notes: [] },
    profile: "smoke",
    found: { kind: "untouched", root: "paper.md" },
  };
  const expected = { repository: "ada/paper", pull: 7 };
  const text = serializeResults([result]);
  const read = (one: string) => parseResults(one, "result.json", expected);
  const file = z.looseObject({ result: z.string() }).parse(JSON.parse(text));

  test("comes back as it went", () => expect(read(text)).toEqual([result]));

  test("comes back as it went where it goes on from the first pull request of a repository", () => {
    const next: RunResult = { ...result, previous: { from: "merged pull request", pull: 1, notes: [] } };
    expect(read(serializeResults([next]))).toEqual([next]);
  });

  test.each([
    { why: "nothing", hostile: "" },
    { why: "no JSON", hostile: "result" },
    { why: "half of it", hostile: text.slice(0, text.length / 2) },
    { why: "a result without its envelope", hostile: JSON.stringify(result) },
    { why: "a digest of another text", hostile: text.replace("paper.md", "other.md") },
    { why: "a further field", hostile: JSON.stringify({ ...file, more: 1 }) },
    { why: "another version", hostile: JSON.stringify({ ...file, version: 2 }) },
    { why: "no result in it", hostile: JSON.stringify({ ...file, result: "[]" }) },
  ])("is refused: $why", ({ hostile }) => expect(() => read(hostile)).toThrow(SettingsError));

  test("that another version wrote is refused with both versions", () => {
    const json = JSON.stringify({ ...result, tool: { name: "bioreview", version: "99.1.0" }, found: { kind: "dreamt" } });
    const sha256 = createHash("sha256").update(json).digest("hex");
    expect(() => read(JSON.stringify({ ...file, result: json, sha256 }))).toThrow(
      /made by BioReview 99\.1\.0, and this is .*same version of the Action/,
    );
  });

  test.each([0, -1, 1.5])("is refused where it goes on from a pull request of the number %d", (pull) => {
    const json = JSON.stringify({ ...result, previous: { from: "merged pull request", pull, notes: [] } });
    const sha256 = createHash("sha256").update(json).digest("hex");
    expect(() => read(JSON.stringify({ ...file, result: json, sha256 }))).toThrow(/previous\.pull/);
  });

  test("that is longer than any result is refused before it is in memory", async () => {
    stage();
    const { path, folder } = await reviewPhase();
    const huge = join(folder, "huge.json");
    writeFileSync(huge, readFileSync(path, "utf8").trimEnd() + " ".repeat(50_000_000));
    const { job } = await publishPhase(huge);
    expect(job.failures).toHaveLength(1);
    expect(reviews()).toEqual([]);
  });
});
