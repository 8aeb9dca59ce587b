/** The stand-in against GitHub's own description. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { complete } from "./contract/complete.ts";
import { answerFaults } from "./contract/contract.ts";
import { matchRoute, operations } from "./contract/routes.ts";
import { type GitHub, startGitHub } from "./index.ts";
import { CHANGED, paper } from "./paper.ts";
import { handlers } from "./rest/index.ts";

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.stop());
afterEach(() => github.clearLog());

const PACKAGE = process.env["OCTOKIT_OPENAPI"] ?? join(import.meta.dirname, "../../node_modules/@octokit/openapi");
const WHY_SKIPPED = existsSync(PACKAGE)
  ? ""
  : " (skipped: @octokit/openapi is not installed; OCTOKIT_OPENAPI may name its folder)";
test.skipIf(WHY_SKIPPED !== "")(`the kept description is what pruning the package gives${WHY_SKIPPED}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "github-sim-prune-"));
  const target = join(folder, "pruned.json");
  execFileSync(process.execPath, [join(import.meta.dirname, "contract/prune.mjs"), PACKAGE, target]);
  expect(readFileSync(target, "utf8")).toBe(readFileSync(join(import.meta.dirname, "contract/api.github.com.json"), "utf8"));
  rmSync(folder, { recursive: true });
});

test("every operation of the kept description is answered, and no other", () => {
  expect(Object.keys(handlers).sort()).toEqual(operations.map(({ id }) => id).sort());
});

test.each([
  ["GET", "/repos/ada/p/contents/a/b%20c.md", "repos/get-content", { path: "a/b c.md" }],
  ["GET", "/repos/ada/p/commits/feature/x/status", "repos/get-combined-status-for-ref", { ref: "feature/x" }],
  ["GET", "/repos/ada/p/compare/main...feature/x", "repos/compare-commits-with-basehead", { basehead: "main...feature/x" }],
  ["GET", "/repos/ada/p/issues/comments/7", "issues/get-comment", { comment_id: "7" }],
  ["GET", "/repos/ada/p/issues/7/comments", "issues/list-comments", { issue_number: "7" }],
])("%s %s is %s", (method, path, id, params) => {
  expect(matchRoute(method, path)).toMatchObject({ operation: { id }, params });
});

describe("what a client may not send is refused in GitHub's words", () => {
  const comment = { path: "paper.md", line: CHANGED.first, body: "Why?" };
  test.each([
    {
      why: "a file-level comment in a batch",
      body: { event: "COMMENT", body: "r", comments: [{ ...comment, subject_type: "file" }] },
      fault: '"subject_type" is not a permitted key.',
    },
    {
      why: "a key beside the known ones",
      body: { event: "COMMENT", body: "r", labels: [] },
      fault: '"labels" is not a permitted key.',
    },
    { why: "an event that does not exist", body: { event: "PRAISE", body: "r" }, fault: "properties/event" },
    {
      why: "a comment without words",
      body: { event: "COMMENT", body: "r", comments: [{ path: "paper.md", line: 9 }] },
      fault: "'body'",
    },
    { why: "no object", body: [1], fault: "Body should be a JSON object" },
  ])("$why", async ({ body, fault }) => {
    const { bot, at } = paper(github);
    const answer = await bot.post(at("/pulls/1/reviews"), body);
    expect(answer).toMatchObject({ status: 422 });
    expect(bot.text(answer.body, "message").replaceAll('\\"', "'").replaceAll('"body"', "'body'")).toMatch(
      /^Invalid request\.\n\n/,
    );
    expect(bot.text(answer.body, "message").replaceAll('"body"', "'body'")).toContain(fault);
    expect(github.violations()).toEqual([]);
  });
});

test("an operation that the stand-in does not know is answered with 501 and remembered", async () => {
  const { bot, at } = paper(github);
  expect(await bot.put(at("/pulls/1/merge"), {})).toMatchObject({ status: 501 });
  expect(github.violations()).toHaveLength(1);
});

test("a mistyped query parameter, which GitHub would ignore, is remembered", async () => {
  const { bot, at } = paper(github);
  expect(await bot.get(at("/pulls/1/files?perpage=100"))).toMatchObject({ status: 200 });
  expect(github.violations()).toEqual([{ operation: "pulls/list-files", what: "the query parameter perpage is unknown" }]);
});

describe("an answer that is not as described is found", () => {
  const operation = matchRoute("GET", "/repos/ada/p/issues/comments/7")?.operation;
  if (operation === undefined) throw new Error("no such operation");
  const good = complete("issue-comment", { id: 7, body: "x" });
  const faults = (status: number, body: unknown) => answerFaults(operation, status, "application/json", body);
  test("as described", () => expect(faults(200, good)).toEqual([]));
  test("a number for a text", () => expect(faults(200, { ...good, body: 7 })).not.toEqual([]));
  test("a key that nobody described", () =>
    expect(faults(200, { ...good, colour: "red" })).toEqual(["/colour is not described"]));
  test("a part missing", () => expect(faults(200, { ...good, url: undefined })).not.toEqual([]));
  test("a status that nobody declared", () => expect(faults(202, good)).toEqual(["status 202 is not declared"]));
});
