import { describe, expect, test } from "vitest";
import { BLIND, commanding, MICE, PAPER, REWRITTEN, reviewing, type Scene, scene, standing } from "../support/scene.ts";
import { github } from "../support/stage.ts";

describe("a pull request that changes the manuscript", () => {
  test("gets one review, a status comment with the ledger, and a verdict on its head", async () => {
    const at = scene();
    const { job, asked } = await reviewing(at, [[MICE, BLIND]]);
    const { reviews, comments, statuses } = standing(at);
    expect(reviews).toHaveLength(1);
    expect(
      standing(at)
        .threads.map(({ comments }) => comments[0]?.body)
        .join(),
    ).toContain("twelve mice over six weeks, which are few");
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain("bioreview-state:");
    expect(statuses.map(({ state, context }) => [context, state])).toEqual([
      ["bioreview/gate", "success"],
      ["bioreview/gate", "pending"],
    ]);
    expect(Object.fromEntries(job.outputs)).toMatchObject({
      outcome: "reviewed",
      gate: "off",
      introduced: "2",
      "open-major": "1",
    });
    expect(job.outputs.get("review-url")).toContain(`/pull/${at.pull.number}#`);
    expect(job.failures).toEqual([]);
    expect(asked.length, asked.join(" ")).toBeLessThanOrEqual(15);
  });

  test("a run that is repeated writes nothing twice and asks no model", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]);
    const before = standing(at);
    const { job } = await reviewing(at, []);
    const after = standing(at);
    expect([after.reviews, after.comments, after.threads]).toEqual([before.reviews, before.comments, before.threads]);
    expect(after.last?.state).toBe("success");
    expect(job.outputs.get("outcome")).toBe("standing");
  });

  test("the next push gets only what is new, and the rest stands in the ledger", async () => {
    const at = scene();
    await reviewing(at, [[MICE, BLIND]]);
    at.repository.commit("revision", { "paper.md": REWRITTEN.replace("We studied discussion in", "We discussed at length in") });
    const { job } = await reviewing(at, [
      [MICE, BLIND, { text: "The discussion is too long in its length.", severity: "minor" }],
    ]);
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "reviewed", revision: "2", standing: "2", open: "3" });
    expect(standing(at).reviews).toHaveLength(2);
    expect(standing(at).comments).toHaveLength(1);
  });

  test("a push in which no reader sees a difference asks no model and writes no review", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]);
    at.repository.commit("revision", { "paper.md": REWRITTEN.replaceAll(" in ", "\nin ") });
    const { job } = await reviewing(at, []);
    expect(job.outputs.get("outcome")).toBe("cosmetic");
    expect(standing(at).reviews).toHaveLength(1);
    expect(standing(at).statuses[0]?.state).toBe("success");
  });

  test("above a limit the gate fails: the status and the job", async () => {
    const at = scene();
    const { job } = await reviewing(at, [[MICE]], { inputs: { "max-open-major": "0" } });
    expect(standing(at).statuses[0]).toMatchObject({ state: "failure", description: expect.stringContaining("limit 0") });
    expect(job.failures).toEqual([expect.stringContaining("1 open major concern, limit 0")]);
    expect(job.outputs.get("gate")).toBe("failed");
    expect(standing(at).reviews).toHaveLength(1);
  });

  test("nothing that a workflow gives as a secret is left unmasked", async () => {
    const at = scene();
    const secret = "a secret of more than sixteen";
    const { job } = await reviewing(at, [[MICE]], { inputs: { "state-secret": secret, "api-key": "k-1" } });
    expect(job.masked).toEqual(expect.arrayContaining([secret, "k-1", job.input("token")]));
  });
});

describe("one that does not change the manuscript", () => {
  test("gets a verdict, no model and no comment", async () => {
    const at = scene({ "tool.py": "2" });
    const { job } = await reviewing(at, []);
    expect(standing(at)).toMatchObject({ reviews: [], comments: [], statuses: [{ state: "success" }, { state: "pending" }] });
    expect(job.outputs.get("outcome")).toBe("untouched");
  });
});

test("a push that takes the manuscript back to the base's after a run that failed gets a verdict", async () => {
  const at = scene();
  await reviewing(at, [], { inputs: { endpoint: "http://127.0.0.1:9" } });
  at.repository.commit("revision", { "paper.md": PAPER, "tool.py": "2" });
  const { job } = await reviewing(at, []);
  expect(standing(at).last?.state).toBe("success");
  expect(job.outputs.get("outcome")).toBe("untouched");
});

describe("the configuration file", () => {
  test("is taken from the base branch, and never from the pull request", async () => {
    const strict = { ".github/bioreview.yml": "max-open-major: 0\n" };
    const lax = { "paper.md": REWRITTEN, ".github/bioreview.yml": "max-open-major: 99\n" };
    const at = scene(lax, strict);
    const { job } = await reviewing(at, [[MICE]]);
    expect(job.failures).toEqual([expect.stringContaining("limit 0")]);
  });

  test("yields to what the workflow says", async () => {
    const at = scene(undefined, { ".github/bioreview.yml": "max-open-major: 0\n" });
    const { job } = await reviewing(at, [[MICE]], { inputs: { "max-open-major": "1" } });
    expect(job.failures).toEqual([]);
    expect(job.outputs.get("gate")).toBe("passed");
  });

  test("that is wrong is an error on the head, for a gate that nobody reads stands open", async () => {
    const at = scene(undefined, { ".github/bioreview.yml": "max-open-mayor: 0\n" });
    const { job } = await reviewing(at, []);
    expect(standing(at).last).toMatchObject({ state: "error", description: expect.stringContaining("max-open-major") });
    expect(job.failures).toEqual([expect.stringContaining("bioreview.yml of main at")]);
    expect(job.outputs.get("gate")).toBe("error");
  });
});

describe("what goes wrong", () => {
  test("a model that gives no answer is an error everywhere, and no review", async () => {
    const at = scene();
    const { job } = await reviewing(at, [], { inputs: { endpoint: "http://127.0.0.1:9" } });
    const { reviews, comments, statuses } = standing(at);
    expect(reviews).toEqual([]);
    expect(comments[0]?.body).toContain("could not review");
    expect(statuses[0]).toMatchObject({ state: "error" });
    expect(job.failures).toHaveLength(1);
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "failed", gate: "error", open: "" });
    expect(job.summaries.join("\n")).toContain("127.0.0.1:9");
  });

  test("a manuscript that cannot be found is told with what to do", async () => {
    const at = scene({ "paper.md": "# Notes\n" });
    const { job } = await reviewing(at, []);
    expect(standing(at).last?.state).toBe("error");
    expect(job.failures).toHaveLength(1);
    expect(standing(at).reviews).toEqual([]);
  });

  test("an event that asks for nothing asks GitHub for nothing", async () => {
    const at = scene();
    const comment = at.pull.comment("ada", "Looks good to me.");
    const event = github.events.comment({ repository: at.repository.name, number: at.pull.number }, comment);
    const { job, asked } = await reviewing(at, [], { event });
    expect(asked).toEqual([]);
    expect(job.summaries.join()).toContain("nothing to do");
  });

  test("an input that will not do is named, before GitHub is asked", async () => {
    const at = scene();
    const { job, asked } = await reviewing(at, [], { inputs: { "max-open-major": "two" } });
    expect(asked).toEqual([]);
    expect(job.failures).toEqual([expect.stringContaining("input max-open-major")]);
  });
});

describe("a token that may not do all", () => {
  test.each([
    { without: "statuses", permissions: { contents: "read", pull_requests: "write" }, says: /statuses: write/ },
    {
      without: "pull requests",
      permissions: { contents: "read", pull_requests: "read", statuses: "write" },
      says: /pull-requests: write/,
    },
  ] as const)("without $without: the rest is written, and what is lost is told", async ({ permissions, says }) => {
    const at = scene();
    const { job } = await reviewing(at, [[MICE]], { permissions });
    expect(job.logged.filter((line) => line.startsWith("warning ")).join("\n")).toMatch(says);
    expect(job.summaries.join("\n")).toMatch(says);
    expect(job.summaries[0], "the review stands on the job's page all the same").toContain("twelve mice");
  });
});

describe("other ways to start", () => {
  test("by hand, with a number", async () => {
    const at = scene();
    const event = github.events.dispatch(at.repository.name, "ada", { "pull-request": `${at.pull.number}` });
    await reviewing(at, [[MICE]], { event });
    expect(standing(at).reviews).toHaveLength(1);
  });

  test("by hand, with a number that the workflow gives the Action", async () => {
    const at = scene();
    const event = github.events.dispatch(at.repository.name, "ada", {});
    await reviewing(at, [[MICE]], { event, inputs: { "pull-request": `${at.pull.number}` } });
    expect(standing(at).reviews).toHaveLength(1);
  });

  test("a merge queue is told the gate of the head, and asks no model", async () => {
    const at = scene();
    await reviewing(at, [[MICE]], { inputs: { "max-open-major": "0" } });
    const open = await reviewing(at, [], {
      event: github.events.mergeGroup({ repository: at.repository.name, number: at.pull.number }),
    });
    expect(open.job.outputs.get("gate"), "without a limit").toBe("off");
    const event = github.events.mergeGroup({ repository: at.repository.name, number: at.pull.number });
    const { job } = await reviewing(at, [], { event, inputs: { "max-open-major": "0" } });
    expect(standing(at).statuses[0]).toMatchObject({ state: "failure" });
    expect(job.failures).toHaveLength(1);
  });

  test("a merge queue is told how many concerns are open, those that a person dismissed not counted", async () => {
    const at = scene();
    await reviewing(at, [[MICE, BLIND, { text: "The discussion is long.", severity: "minor" }]]);
    await commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.");
    const event = github.events.mergeGroup({ repository: at.repository.name, number: at.pull.number });
    await reviewing(at, [], { event });
    expect(standing(at).statuses[0]).toMatchObject({ state: "success", description: expect.stringMatching(/\b2 /) });
  });

  test("a merge queue opens nothing for a head that nobody reviewed", async () => {
    const at = scene();
    const event = github.events.mergeGroup({ repository: at.repository.name, number: at.pull.number });
    const { job } = await reviewing(at, [], { event });
    expect(standing(at).statuses[0]).toMatchObject({ state: "error", description: expect.stringContaining("was not reviewed") });
    expect(job.failures).toHaveLength(1);
  });
});

describe("what is known before", () => {
  test("comes from the last merged pull request that touched the manuscript", async () => {
    const at = scene();
    await reviewing(at, [[MICE, BLIND]]);
    at.pull.merge();
    at.repository.commit("next", { "paper.md": REWRITTEN.replace("We studied results in", "We observed results in") });
    const later: Scene = { repository: at.repository, pull: at.repository.open({ head: "next", author: "ann" }) };
    const { job, asked } = await reviewing(later, [[MICE]]);
    expect(Object.fromEntries(job.outputs)).toMatchObject({ revision: "2", standing: "1", introduced: "0" });
    expect(asked.length, asked.join(" ")).toBeLessThanOrEqual(15);
  });

  test("is told where it is not believed, also of a merged pull request", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]); // nobody signed it
    at.pull.merge();
    at.repository.commit("next", { "paper.md": REWRITTEN.replace("We studied results in", "We observed results in") });
    const later: Scene = { repository: at.repository, pull: at.repository.open({ head: "next", author: "ann" }) };
    const { job } = await reviewing(later, [[MICE]], { inputs: { "state-secret": "0123456789abcdef" } });
    expect(Object.fromEntries(job.outputs)).toMatchObject({ revision: "1", introduced: "1" });
    expect(
      standing(later)
        .comments.map(({ body }) => body)
        .join(),
    ).toMatch(/merged pull request 1 left behind is not used.*signed/);
  });

  test("costs a command no more requests than a later revision does", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]);
    at.pull.merge();
    at.repository.commit("next", { "paper.md": REWRITTEN.replace("We studied results in", "We observed results in") });
    const later: Scene = { repository: at.repository, pull: at.repository.open({ head: "next", author: "ann" }) };
    const comment = later.pull.comment("ada", "/bioreview");
    const event = github.events.comment({ repository: later.repository.name, number: later.pull.number }, comment);
    const { job, asked } = await reviewing(later, [[MICE, BLIND]], { event });
    expect(Object.fromEntries(job.outputs)).toMatchObject({ revision: "2", standing: "1" });
    expect(asked.length, asked.join(" ")).toBeLessThanOrEqual(15);
  });

  test("is not believed where somebody else wrote it, and the review says so", async () => {
    const at = scene();
    await reviewing(at, [[MICE]], { inputs: { "state-secret": "0123456789abcdef" } });
    at.repository.commit("revision", { "paper.md": `${REWRITTEN}\nWe add that.\n` });
    const { job } = await reviewing(at, [[MICE]], { inputs: { "state-secret": "another secret of ours" } });
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "reviewed", introduced: "1" });
    expect(job.summaries.join("\n")).toContain("was not believed");
  });
});

test("of two manuscripts that are reviewed apart, neither's verdict takes the place of the other's", async () => {
  const at = scene({ "a/paper.md": REWRITTEN, "b/paper.md": REWRITTEN }, { "a/paper.md": PAPER, "b/paper.md": PAPER });
  const reviewOf = (key: string, severity: "major" | "minor") => {
    const inputs = { "state-key": key, manuscript: `${key}/paper.md`, "max-open-major": "0" };
    return reviewing(at, [[{ text: "The forty mice are few.", severity }]], { inputs });
  };
  await reviewOf("a", "major");
  await reviewOf("b", "minor");
  const last = new Map(
    standing(at)
      .statuses.toReversed()
      .map(({ context, state }) => [context, state]),
  );
  expect(Object.fromEntries(last)).toEqual({ "bioreview/gate/a": "failure", "bioreview/gate/b": "success" });
});
