import { describe, expect, test } from "vitest";
import { refuses } from "../../github-sim/index.ts";
import { commanding, MICE, REWRITTEN, reviewing, scene, standing } from "../support/scene.ts";
import { github } from "../support/stage.ts";

describe("a command", () => {
  test("of somebody who may write reviews, also what no push would", async () => {
    const at = scene({ "tool.py": "2" });
    const { reactions } = await commanding(at, "ada", "/bioreview", [[MICE]]);
    expect(reactions).toEqual(["eyes", "rocket"]);
    expect(standing(at).reviews).toHaveLength(1);
    expect(standing(at).last?.state).toBe("success");
  });

  test("of somebody who may not is refused, and asks no model", async () => {
    const at = scene();
    const { reactions, answers, job } = await commanding(at, "mallory", "/bioreview full");
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(answers.join()).toContain("may write to this repository");
    expect(standing(at)).toMatchObject({ reviews: [], statuses: [] });
    expect(job.failures).toEqual([]);
  });

  test("the author of the pull request may ask how it stands, and no more", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]);
    expect((await commanding(at, "ann", "/bioreview status")).reactions).toEqual(["eyes", "rocket"]);
    expect((await commanding(at, "ann", "/bioreview dismiss C1 no")).reactions).toEqual(["eyes", "confused"]);
  });

  test("dismisses a concern, which opens the gate", async () => {
    const at = scene();
    const inputs = { "max-open-major": "0" };
    await reviewing(at, [[MICE]], { inputs });
    expect(standing(at).statuses[0]?.state).toBe("failure");
    const { job, reactions } = await commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.", [], { inputs });
    expect(reactions).toEqual(["eyes", "rocket"]);
    expect(standing(at).statuses[0]?.state).toBe("success");
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "command", dismissed: "1", open: "0" });
  });

  test("that dismisses a concern and may not record it says so, and the gate stays shut", async () => {
    const at = scene();
    const inputs = { "max-open-major": "0" };
    await reviewing(at, [[MICE]], { inputs });
    const takeBack = github.fault({ on: "issues/update-comment", effect: refuses(403) });
    const { job, reactions } = await commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.", [], { inputs });
    takeBack();
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(standing(at)).toMatchObject({ statuses: [{ state: "failure" }, { state: "pending" }], threads: [{ comments: [{}] }] });
    expect(job.failures).toEqual([expect.stringContaining("could not be recorded")]);
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "failed", gate: "error" });
    expect(job.summaries.join("\n")).toContain("pull-requests: write");
  });

  test("that dismisses a concern is no verdict on a head whose review failed", async () => {
    const at = scene();
    const inputs = { "max-open-major": "0" };
    await reviewing(at, [[MICE]], { inputs });
    at.repository.commit("revision", { "paper.md": `${REWRITTEN}\nWe add that.\n` });
    await reviewing(at, [], { inputs: { ...inputs, endpoint: "http://127.0.0.1:9" } });
    await commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.", [], { inputs });
    expect(standing(at).last?.state).toBe("error");
  });

  test("that nobody knows gets a short help", async () => {
    const { reactions, answers } = await commanding(scene(), "ada", "/bioreview frobnicate");
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(answers.join()).toContain("help");
  });

  test("for another commit than the head is refused", async () => {
    const { reactions, answers } = await commanding(scene(), "ada", "/bioreview 0123456");
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(answers.join()).toContain("the head is");
  });

  test("for a full review begins anew, under new numbers", async () => {
    const at = scene();
    await reviewing(at, [[MICE]]);
    const { job } = await commanding(at, "ada", "/bioreview full", [[MICE]]);
    expect(Object.fromEntries(job.outputs)).toMatchObject({ outcome: "reviewed", introduced: "1", open: "1", revision: "2" });
    expect(standing(at).comments[0]?.body).toContain("C2");
  });
});
