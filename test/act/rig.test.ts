/** The example workflows' own logic, tried with an action of the test's that only tells how it was called. */
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/folder.ts";
import { ACT_SKIPPED, canAct, runWorkflow, type WorkflowRequest } from "./act.ts";

const ACTION = `name: tells
inputs:
  token: { default: "\${{ github.token }}" }
${["phase", "pull-request", "endpoint", "model", "api-key", "max-open-major", "max-new-major", "report"].map((name) => `  ${name}: {}\n`).join("")}
outputs: { result-file: { description: it } }
runs: { using: node24, main: dist/action.js, post: dist/post.js }
`;
/** Tells its inputs; with phase review leaves a file, with phase publish says whether it got it. */
const MAIN = `const { env } = process;
const { appendFileSync, existsSync, writeFileSync } = require("node:fs");
const file = env.RUNNER_TEMP + "/bioreview-result.json";
console.log("inputs " + JSON.stringify(Object.fromEntries(Object.entries(env).filter(([name, value]) => /^INPUT_/.test(name) && value !== ""))));
console.log("node " + process.versions.node.split(".")[0] + " " + env.GITHUB_REPOSITORY + " " + env.GITHUB_API_URL);
if (env.INPUT_PHASE === "publish") console.log("file " + existsSync(env["INPUT_RESULT-FILE"]));
if (env.INPUT_PHASE === "review") {
  if (FAILS) process.exit(1);
  writeFileSync(file, "{}");
  appendFileSync(env.GITHUB_OUTPUT, "result-file=" + file + "\\n");
}
`;
const repository = "octo/paper";
const HEAD = { sha: "a".repeat(40), ref: "revise", repo: { full_name: repository } };
const pushed = (from = repository) => ({
  action: "opened",
  number: 7,
  pull_request: { number: 7, head: { ...HEAD, repo: { full_name: from } }, base: { ref: "main", sha: "b".repeat(40) } },
});
const commented = (body: string, { isPull = true, type = "User" } = {}) => ({
  action: "created",
  issue: { number: 7, ...(isPull ? { pull_request: { url: "https://api.github.com/repos/octo/paper/pulls/7" } } : {}) },
  comment: { id: 1, body, user: { login: "ana", type } },
});

function run(
  workflow: string,
  event: WorkflowRequest["event"],
  payload: unknown,
  { fails = false, ...rest }: { fails?: boolean } & Partial<WorkflowRequest> = {},
) {
  const main = `const FAILS = ${fails};\n${MAIN}`;
  const action = folderWith({ "action.yml": ACTION, "dist/action.js": main, "dist/post.js": `console.log("post")` });
  return runWorkflow({
    workflow,
    action,
    event,
    payload,
    repository,
    token: "ghs_secret",
    apiUrl: "http://127.0.0.1:9",
    ...rest,
  });
}
const inputs = (log: readonly string[]) =>
  log.filter((line) => line.startsWith("inputs ")).map((line) => JSON.parse(line.slice(7)));

describe.skipIf(!canAct)(`through act${ACT_SKIPPED}`, () => {
  test("a pull request starts the review, on Node 24, with the token masked", async () => {
    const ran = await run("one-job.yml", "pull_request", pushed());
    expect(ran).toMatchObject({ code: 0, jobs: { review: "success" }, steps: ["review: Review: success"] });
    // The runner gives them in any order.
    expect(inputs(ran.log)).toEqual([{ INPUT_TOKEN: "***", INPUT_REPORT: "true" }]);
    expect(ran.log.slice(1)).toEqual(["node 24 octo/paper http://127.0.0.1:9", "post"]);
  });

  test("by hand it gets the number", async () => {
    const ran = await run("one-job.yml", "workflow_dispatch", { inputs: { "pull-request": "7" } });
    expect(inputs(ran.log)).toEqual([{ INPUT_TOKEN: "***", "INPUT_PULL-REQUEST": "7", INPUT_REPORT: "true" }]);
  });

  test.each([
    { why: "a pull request of a fork", event: "pull_request", payload: pushed("mallory/paper") },
    { why: "a comment about something else", event: "issue_comment", payload: commented("Thanks!") },
    { why: "a command on an issue", event: "issue_comment", payload: commented("/bioreview", { isPull: false }) },
    { why: "a command by a bot", event: "issue_comment", payload: commented("/bioreview", { type: "Bot" }) },
  ] as const)("$why starts nothing", async ({ event, payload }) => {
    expect(await run("one-job.yml", event, payload)).toMatchObject({ code: 0, jobs: {}, log: [] });
  });

  test.each(["/bioreview full", "Thank you.\n\n/bioreview"])("the comment %j of a person starts it", async (body) => {
    expect((await run("one-job.yml", "issue_comment", commented(body))).jobs).toEqual({ review: "success" });
  });

  test("in two jobs the second gets the file of the first", async () => {
    const ran = await run("two-jobs.yml", "pull_request", pushed());
    expect(ran.jobs).toEqual({ review: "success", publish: "success" });
    expect(inputs(ran.log).map((its) => its.INPUT_PHASE)).toEqual(["review", "publish"]);
    expect(ran.log).toContain("file true");
  });

  test("where the first fails the second runs all the same, without a file", async () => {
    const ran = await run("two-jobs.yml", "pull_request", pushed(), { fails: true });
    expect(ran.jobs).toEqual({ review: "failure", publish: "success" });
    expect(ran.log).toContain("file false");
  });

  test("where the first did not start neither does the second", async () => {
    expect((await run("two-jobs.yml", "pull_request", pushed("mallory/paper"))).jobs).toEqual({});
  });

  test("a merge queue asks no model", async () => {
    const payload = {
      action: "checks_requested",
      merge_group: { head_sha: "c".repeat(40), head_ref: "refs/heads/gh-readonly-queue/main/pr-7-b" },
    };
    const ran = await run("required-check.yml", "merge_group", payload);
    expect(ran.jobs).toEqual({ queue: "success" });
    expect(inputs(ran.log)).toEqual([{ INPUT_TOKEN: "***", "INPUT_MAX-OPEN-MAJOR": "3", "INPUT_MAX-NEW-MAJOR": "0" }]);
  });

  test("an endpoint's address comes from variables and its key from a secret, masked", async () => {
    const ran = await run("hosted-endpoint.yml", "pull_request", pushed(), {
      vars: { BIOREVIEW_ENDPOINT: "https://models.example.org", BIOREVIEW_MODEL: "large" },
      secrets: { BIOREVIEW_API_KEY: "sk-quiet" },
    });
    expect(inputs(ran.log)).toEqual([
      { INPUT_TOKEN: "***", INPUT_ENDPOINT: "https://models.example.org", INPUT_MODEL: "large", "INPUT_API-KEY": "***" },
    ]);
  });
});
