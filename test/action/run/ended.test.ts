/** Runs that are stopped, and runs that crash. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cleanUp } from "../../../src/action/run/pending-status.ts";
import { InterruptedError } from "../../../src/errors.ts";
import { type Effect, secondaryLimit, unicorn } from "../../github-sim/index.ts";
import { REVIEWER } from "../../support/reviewer.ts";
import { firstWordEmbedder, scriptedModel } from "../../support/scripted-model.ts";
import { startScripted } from "../../support/scripted-server.ts";
import { fakeJob } from "../support/fake-job.ts";
import { PERMISSIONS, runAction } from "../support/run-action.ts";
import { MICE, reviewing, scene, standing } from "../support/scene.ts";
import { github, opened, pull, repository, reviews, stage, statuses } from "../support/stage.ts";

const cancelled = () =>
  new InterruptedError({ code: "interrupted", at: "SIGINT", fault: "the job was cancelled", remedy: "Run it again" });

describe("a job that is cancelled", () => {
  test("while the model works tells its commit so at once, and writes no review", async () => {
    stage();
    const controller = new AbortController();
    // The stand-in's model never answers: only the cancellation ends the run.
    await using server = await startScripted({ models: REVIEWER, chat: () => controller.abort(cancelled()) });
    const inputs = { endpoint: server.url, model: "scripted-reviewer" };
    const { job } = await runAction({ github, repository, event: opened(), inputs, signal: controller.signal });
    expect(statuses()[0]).toMatchObject({ state: "error", description: expect.stringContaining("cancelled") });
    expect(reviews()).toEqual([]);
    expect(pull.state().comments).toEqual([]);
    expect(job.failures).toHaveLength(1);
    expect(job.outputs.get("gate")).toBe("error");
    await cleanUp(job);
    expect(statuses(), "the post step has nothing to add").toHaveLength(2);
  });

  test("tells it before the model server has ended, for that may take longer than we are given", async () => {
    stage();
    const controller = new AbortController();
    let told = "";
    const open = async () => {
      const model = scriptedModel([]);
      const answer = async () => {
        controller.abort(cancelled());
        throw cancelled();
      };
      const close = async () => {
        while (statuses()[0]?.state !== "error") await new Promise((resolve) => setTimeout(resolve, 20));
        told = statuses()[0]?.description ?? "";
      };
      const embedder = { ...firstWordEmbedder(), name: "minilm" };
      return { models: [{ ...model, answer }] as const, embedder, matching: embedder, close };
    };
    await runAction({
      github,
      repository,
      event: opened(),
      signal: controller.signal,
      with: { models: () => ({ nearDuplicates: true, identify: async () => undefined, open }) },
    });
    expect(told).toContain("cancelled");
  });

  test("before a commit was promised a verdict writes nothing", async () => {
    stage();
    const { job } = await runAction({ github, repository, event: opened(), signal: AbortSignal.abort(cancelled()) });
    expect(statuses()).toEqual([]);
    expect(job.failures).toHaveLength(1);
  });
});

describe("a run whose last status could not be set", () => {
  const withReview = async (effect: Effect) => {
    const at = scene();
    // The first is "pending", at the start.
    const takeBacks = [2, 3].map((call) => github.fault({ on: "repos/create-commit-status", call, effect }));
    const { job } = await reviewing(at, [[MICE]]);
    for (const takeBack of takeBacks) takeBack();
    expect(job.failures).toEqual([expect.stringContaining("everything else is written")]);
    expect(job.summaries.join("\n")).not.toMatch(/not reviewed/i);
    expect(Object.fromEntries(job.outputs), "of the review, which stands").toMatchObject({ outcome: "reviewed", gate: "off" });
    expect(standing(at)).toMatchObject({ reviews: [{}], comments: [{}], statuses: [{ state: "pending" }] });
    return { at, job };
  };

  test("for GitHub failed: the post step says the verdict", async () => {
    const { at, job } = await withReview(unicorn(502));
    await cleanUp(job);
    expect(standing(at).last).toMatchObject({ state: "success", description: expect.stringContaining("1 open, ") });
  });

  test("for a limit of an hour: until then nothing more is asked, and the next run says the verdict", async () => {
    const { at, job } = await withReview(secondaryLimit(403, 3600));
    github.clearLog();
    await cleanUp(job);
    expect(github.requests()).toEqual([]);
    expect(job.logged.join("\n")).toMatch(/rate limit lasts until .* run the job again/);
    await reviewing(at, []);
    expect(standing(at).last?.state).toBe("success");
  });
});

describe("a run that crashes", () => {
  const crashed = (state: ReadonlyMap<string, string>) =>
    fakeJob(
      { token: github.installationToken({ repositories: [repository.name], permissions: PERMISSIONS }) },
      {},
      new Map(state),
    );

  test("by a bug of ours leaves an error on the commit, the stack in the log, and a failed job", async () => {
    stage();
    const open = async () => {
      throw new TypeError("something that nobody thought of");
    };
    const { job } = await runAction({
      github,
      repository,
      event: opened(),
      with: { models: () => ({ nearDuplicates: true, identify: async () => undefined, open }) },
    });
    expect(statuses()[0]).toMatchObject({ state: "error" });
    expect(job.failures).toEqual([expect.stringContaining("bug")]);
    expect(job.logged.some((line) => line.startsWith("error ") && line.includes("something that nobody thought of"))).toBe(true);
    expect(reviews()).toEqual([]);
  });

  test("without a last word is told of by the post step", async () => {
    stage();
    const pending = {
      repository: repository.name,
      sha: pull.state().head.sha,
      api: github.url,
      run: "https://github.com/x/y/actions/runs/1",
    };
    await cleanUp(crashed(new Map([["pending-status", JSON.stringify(pending)]])));
    expect(statuses()[0]).toMatchObject({ state: "error", description: expect.stringContaining("nothing was concluded") });
  });

  test("after it had kept its promise is not told of", async () => {
    stage();
    const pending = { repository: repository.name, sha: pull.state().head.sha, api: github.url };
    await cleanUp(
      crashed(
        new Map([
          ["pending-status", JSON.stringify(pending)],
          ["settled-status", "yes"],
        ]),
      ),
    );
    expect(statuses()).toEqual([]);
  });

  test("while it installed the model server leaves no half of it", async () => {
    stage();
    const { folder } = await runAction({ github, repository, event: opened(), inputs: { "max-open-major": "none" } });
    const part = join(folder, "libraries.0815.part");
    mkdirSync(join(part, "node_modules"), { recursive: true });
    await cleanUp(crashed(new Map([["unfinished", part]])));
    expect(existsSync(part)).toBe(false);
    expect(existsSync(folder)).toBe(true);
  });

  test("GitHub out of reach of the post step is a warning, for the run's own result stands", async () => {
    stage();
    const pending = { repository: repository.name, sha: pull.state().head.sha, api: "http://127.0.0.1:9" };
    const job = crashed(new Map([["pending-status", JSON.stringify(pending)]]));
    await cleanUp(job);
    expect(job.failures).toEqual([]);
    expect(job.logged.some((line) => line.startsWith("warning "))).toBe(true);
  });
});
