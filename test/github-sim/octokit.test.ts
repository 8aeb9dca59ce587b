/** The real client against the stand-in, with the plugins that retry and wait: the traps that they set are the reason for the faults. */

import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type GitHub, refuses, secondaryLimit, startGitHub, unicorn } from "./index.ts";
import { ALL_WRITE, type Paper, paper } from "./paper.ts";

let github: GitHub;
let staged: Paper;
let waited: number[];
beforeEach(async () => {
  github = await startGitHub();
  staged = paper(github);
  waited = [];
});
afterEach(async () => {
  expect(github.violations()).toEqual([]);
  await github.stop();
});

const Client = Octokit.plugin(retry, throttling);
/** @param retries `on` is the plugin's own default; a number would make it try refusals again, too */
function octokit(retries: "on" | "off") {
  const remember = (seconds: number) => {
    waited.push(seconds);
    return false;
  };
  return new Client({
    auth: github.installationToken({ repositories: [staged.repository.name], permissions: ALL_WRITE }),
    baseUrl: github.url,
    ...(retries === "off" ? { request: { retries: 0 } } : {}),
    retry: { retryAfterBaseValue: 1 },
    throttle: { retryAfterBaseValue: 1, onRateLimit: remember, onSecondaryRateLimit: remember },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
}
const place = () => ({ owner: "ada", repo: staged.repository.name.split("/")[1] ?? "", pull_number: 1 });
const post = (retries: "on" | "off") =>
  octokit(retries).request("POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", { ...place(), event: "COMMENT", body: "r" });
const written = () => staged.pull.state().reviews.length;

test("what is read is tried again after a 502 and a reset, and comes", async () => {
  github.fault({ on: "pulls/get", call: 1, effect: unicorn(502) });
  github.fault({ on: "pulls/get", call: 2, effect: { kind: "drop", when: "before" } });
  const { data } = await octokit("on").request("GET /repos/{owner}/{repo}/pulls/{pull_number}", place());
  expect(data.head.sha).toBe(staged.pull.state().head.sha);
  expect(github.requests()).toHaveLength(3);
});

test("the trap: with its retries on, the client writes a second review after a 502 that came too late", async () => {
  github.fault({ on: "pulls/create-review", call: 1, effect: unicorn(502, "after") });
  await post("on");
  expect(written()).toBe(2);
});

test("with its retries off it writes one, and says that it does not know", async () => {
  github.fault({ on: "pulls/create-review", call: 1, effect: unicorn(502, "after") });
  await expect(post("off")).rejects.toMatchObject({ status: 502 });
  expect(written()).toBe(1);
});

test("a secondary limit is recognised, with the seconds that GitHub asks for, or a minute", async () => {
  github.fault({ on: "pulls/create-review", call: 1, effect: secondaryLimit(403, 7) });
  await expect(post("off")).rejects.toMatchObject({ status: 403 });
  github.fault({ on: "pulls/create-review", call: 1, effect: secondaryLimit(429) });
  await expect(post("off")).rejects.toMatchObject({ status: 429 });
  expect(waited).toEqual([7, 60]);
  expect(written()).toBe(0);
});

test("a refusal is not tried again", async () => {
  github.fault({ on: "pulls/create-review", call: 1, effect: refuses(422, { errors: ["Line could not be resolved"] }) });
  await expect(post("on")).rejects.toMatchObject({ status: 422 });
  expect(github.requests()).toHaveLength(1);
});

test("GraphQL goes by the same client, and its errors are errors", async () => {
  const query = "query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { nameWithOwner } }";
  expect(await octokit("off").graphql(query, place())).toEqual({ repository: { nameWithOwner: staged.repository.name } });
  await expect(octokit("off").graphql(query, { ...place(), repo: "nowhere" })).rejects.toMatchObject({
    errors: [{ type: "NOT_FOUND", path: ["repository"] }],
  });
});
