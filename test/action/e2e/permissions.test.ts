/** What a missing permission takes away: said where people look, and never silence. docs/action.md has this table for users. */
import { afterEach, describe, expect, test } from "vitest";
import { ACTION_SKIPPED, hasAction } from "../../support/action-dist.ts";
import { pullRequestEvent } from "./events.ts";
import { commentsOf, concernOf, gateOf, reviewsOf, threadsOf } from "./published.ts";
import { example, openScene, PERMISSIONS, type Scene } from "./scene.ts";
import { FIRST, SECOND, UNCORRECTED } from "./scripted-concerns.ts";

let scene: Scene | undefined;
afterEach(() => scene?.[Symbol.asyncDispose]());

async function opened(permissions: Parameters<typeof openScene>[0]["permissions"]) {
  scene = await openScene({ says: [FIRST, SECOND], ...(permissions === undefined ? {} : { permissions }) });
  return { scene, ran: await scene.run(pullRequestEvent(scene.github, scene.pull, "opened")) };
}

describe.skipIf(!hasAction)(`without a permission${ACTION_SKIPPED}`, () => {
  test("statuses: no gate, everything else stands, and the job says what is missing", async () => {
    const { scene, ran } = await opened({ ...PERMISSIONS, statuses: "none" });
    expect([reviewsOf(scene).length, commentsOf(scene).length, gateOf(scene).length]).toEqual([1, 1, 0]);
    for (const told of [ran.log.join("\n"), ran.summary]) expect(told).toContain("statuses: write");
  });

  test("pull-requests: the whole review stands in the job's summary, which says what is missing", async () => {
    const { scene, ran } = await opened({ ...PERMISSIONS, pull_requests: "read" });
    expect([reviewsOf(scene), commentsOf(scene)]).toEqual([[], []]);
    for (const phrase of ["gel without phage", "correction for multiple testing", "pull-requests: write"])
      expect(ran.summary).toContain(phrase);
    expect(ran.log.join("\n")).toContain("pull-requests: write");
  });

  test("a token of a fork's push writes nothing, and the summary has all", async () => {
    const { scene, ran } = await opened({ contents: "read", pull_requests: "read", statuses: "read" });
    expect(
      scene.github
        .requests()
        .filter(({ method, operation, committed }) => operation !== "graphql" && method !== "GET" && committed),
    ).toEqual([]);
    expect(ran.summary).toContain("gel without phage");
  });

  test("contents, with which threads of resolved concerns are resolved instead of minimised", async () => {
    const { scene } = await opened({ ...PERMISSIONS, contents: "write" });
    await scene.push(example("v2"));
    const [thread] = threadsOf(scene, concernOf(scene, UNCORRECTED).id);
    expect(thread?.resolvedBy).toBeDefined();
  });

  test("to read: it fails, and says which", async () => {
    const { ran } = await opened({ pull_requests: "write", statuses: "write" });
    expect(ran).toMatchObject({ conclusion: "failure", outputs: { gate: "error" } });
  });
});
