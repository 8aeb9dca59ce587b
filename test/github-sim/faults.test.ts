/** What goes wrong, and exactly when. */
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Fault, type GitHub, primaryLimit, refuses, secondaryLimit, startGitHub, unicorn } from "./index.ts";
import { type Paper, paper } from "./paper.ts";

let github: GitHub;
let staged: Paper;
beforeEach(async () => {
  github = await startGitHub();
  staged = paper(github);
});
afterEach(async () => {
  expect(github.violations()).toEqual([]);
  await github.stop();
});

const post = () => staged.bot.post(staged.at("/pulls/1/reviews"), { event: "COMMENT", body: "r" });
const written = () => staged.pull.state().reviews.length;
const fault = (effect: Fault["effect"], more: Partial<Fault> = {}) =>
  github.fault({ on: "pulls/create-review", call: 1, effect, ...more });

describe.each([401, 403, 404, 409, 410, 422, 429, 500, 502, 503])("a %i", (status) => {
  test("before leaves nothing, after leaves the review; both say the same, and only once", async () => {
    fault(refuses(status));
    expect(await post()).toMatchObject({ status, body: { message: expect.any(String), status: String(status) } });
    expect(written()).toBe(0);
    fault(refuses(status, { when: "after" }));
    expect(await post()).toMatchObject({ status });
    expect(written()).toBe(1);
    expect(await post()).toMatchObject({ status: 200 });
    expect(github.requests().map(({ status: said, committed }) => [said, committed])).toEqual([
      [status, false],
      [status, true],
      [200, true],
    ]);
  });
});

test.each(["before", "after"] as const)("a connection that is reset %s", async (when) => {
  fault({ kind: "drop", when });
  await expect(post()).rejects.toThrow();
  expect(written()).toBe(when === "before" ? 0 : 1);
  expect(github.requests()).toMatchObject([{ status: undefined, committed: when === "after", fault: "drop" }]);
});

test("half an answer is no answer, and the review stands", async () => {
  fault({ kind: "half" });
  await expect(post()).rejects.toThrow();
  expect(written()).toBe(1);
});

test("a silent server never answers", async () => {
  fault({ kind: "silence", when: "after" });
  const first = await Promise.race([post().catch(() => "ended"), wait(300, "nothing yet")]);
  expect(first).toBe("nothing yet");
  expect(written()).toBe(1);
});

test("the page of GitHub's front is HTML", async () => {
  fault(unicorn(502));
  const { status, body, headers } = await post();
  expect([status, headers.get("content-type")]).toEqual([502, "text/html; charset=utf-8"]);
  expect(body).toContain("<!DOCTYPE html>");
});

test("rate limits say so in GitHub's way", async () => {
  fault(secondaryLimit(403, 60));
  const secondary = await post();
  expect(secondary.headers.get("retry-after")).toBe("60");
  expect(staged.bot.text(secondary.body, "message")).toMatch(/secondary rate/);
  fault(secondaryLimit(429));
  expect((await post()).headers.get("retry-after")).toBeNull();
  fault(primaryLimit(1_800_000_000));
  const primary = await post();
  expect([primary.headers.get("x-ratelimit-remaining"), primary.headers.get("x-ratelimit-reset")]).toEqual(["0", "1800000000"]);
});

test("only the named call is hit, counted from when the fault was set, and none after it was taken back", async () => {
  await post();
  const takeBack = fault(refuses(500), { call: 2 });
  expect([(await post()).status, (await post()).status, (await post()).status]).toEqual([200, 500, 200]);
  takeBack();
  fault(refuses(500), { on: "write", call: 2 });
  await staged.bot.get(staged.at("/pulls/1"));
  expect([(await post()).status, (await post()).status]).toEqual([200, 500]);
});

test("a stale list lacks what was written last, and the next is whole", async () => {
  github.fault({ on: "pulls/list-reviews", call: 1, effect: { kind: "stale", writes: 1 } });
  await post();
  await post();
  expect((await staged.bot.get(staged.at("/pulls/1/reviews"))).body).toHaveLength(1);
  expect((await staged.bot.get(staged.at("/pulls/1/reviews"))).body).toHaveLength(2);
});

test("the head moves between two looks", async () => {
  let pushed = "";
  const run = () => {
    pushed = staged.repository.commit("revision", { "paper.md": "moved\n" });
  };
  github.fault({ on: "pulls/get", call: 2, effect: { kind: "first", run } });
  const look = async () => JSON.stringify((await staged.bot.get(staged.at("/pulls/1"))).body);
  const before = staged.pull.state().head.sha;
  expect(await look()).toContain(before);
  expect(await look()).toContain(pushed);
});

test("a GraphQL request is hit by any of its fields, and a single field can fail alone", async () => {
  const { bot } = staged;
  const ask = () =>
    bot.graphql(`{ viewer { login } repository(owner: "ada", name: "${staged.repository.name.split("/")[1]}") { name } }`, {});
  github.fault({ on: "graphql:repository", call: 1, effect: refuses(502) });
  expect(await ask()).toMatchObject({ status: 502 });
  github.fault({
    on: "graphql:viewer",
    call: 1,
    effect: { kind: "field", type: "RATE_LIMITED", message: "API rate limit exceeded" },
  });
  expect(await ask()).toMatchObject({ status: 200, body: { errors: [{ type: "RATE_LIMITED", path: ["viewer"] }] } });
  expect(await ask()).toMatchObject({ status: 200, body: { data: { viewer: {} } } });
});

test("the limit of a minute is kept where it is asked for, by the clock that is given", async () => {
  let now = Date.UTC(2026, 0, 1);
  await using strict = await startGitHub({ contentWritesPerMinute: 2, now: () => now });
  const { bot, at } = paper(strict);
  const comment = async () => (await bot.post(at("/issues/1/comments"), { body: "words" })).status;
  expect([await comment(), await comment(), await comment()]).toEqual([201, 201, 403]);
  now += 61_000;
  expect(await comment()).toBe(201);
});
