/** What the stand-in says of real repositories: odd names, moved branches, forks, lost commits. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { client } from "./client.ts";
import { movedLine } from "./git/moved-line.ts";
import { type GitHub, startGitHub } from "./index.ts";
import { ALL_WRITE, PAPER, paper } from "./paper.ts";

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub({ treeEntries: 5, patchLimits: { bytes: 500_000, lines: 1000 } });
});
afterAll(() => github.stop());
afterEach(() => expect(github.violations()).toEqual([]));

test.each(['a "quoted" name.md', "line\nfeed.md", "ünï côde.md", "back\\slash.md", "-dash.md", "a&b?c#d%20.md", "\u202efdm.md"])(
  "a file with the name %j is listed, compared and read like any other",
  async (name) => {
    const { repository, bot, at } = paper(github);
    const sha = repository.commit("revision", { [name]: "one\ntwo\n" });
    expect(await bot.get(at("/pulls/1/files"))).toMatchObject({
      body: expect.arrayContaining([
        expect.objectContaining({ filename: name, status: "added", patch: "@@ -0,0 +1,2 @@\n+one\n+two" }),
      ]),
    });
    expect(await bot.get(at(`/git/trees/${sha}`))).toMatchObject({
      body: { tree: expect.arrayContaining([expect.objectContaining({ path: name })]) },
    });
    expect(await bot.raw(at(`/contents/${encodeURIComponent(name)}?ref=${sha}`))).toBe("one\ntwo\n");
    const review = { event: "COMMENT", body: "r", comments: [{ path: name, line: 2, body: "Why?" }] };
    expect(await bot.post(at("/pulls/1/reviews"), review)).toMatchObject({ status: 200 });
  },
);

test("a tree with too many entries is cut and says so", async () => {
  const { repository, bot, at } = paper(github);
  const files = Object.fromEntries(Array.from({ length: 7 }, (_, k) => [`f${k}.md`, "x"]));
  const { body } = await bot.get(at(`/git/trees/${repository.commit("revision", files)}?recursive=1`));
  expect(body).toMatchObject({ truncated: true, tree: { length: 5 } });
});

test("a change that is too large has no patch", async () => {
  const { repository, bot, at } = paper(github);
  repository.commit("revision", { "big.md": "x\n".repeat(1001) });
  const { body } = await bot.get(at("/pulls/1/files"));
  expect(Array.isArray(body) && body.find((file) => file.filename === "big.md")).not.toHaveProperty("patch");
});

test("the base of a pull request is not followed; its branch is", async () => {
  const { repository, bot, at } = paper(github);
  const before = repository.head("main");
  const after = repository.commit("main", { "other.md": "x" });
  expect(await bot.get(at("/pulls/1"))).toMatchObject({ body: { base: { sha: before } } });
  const query = `{ repository(owner: "ada", name: "${repository.name.split("/")[1]}") { pullRequest(number: 1) { baseRefOid baseRef { target { oid } } } } }`;
  expect(await bot.graphql(query, {})).toMatchObject({
    body: { data: { repository: { pullRequest: { baseRefOid: before, baseRef: { target: { oid: after } } } } } },
  });
  repository.commit("revision", { "x.md": "x" });
  expect(await bot.get(at("/pulls/1"))).toMatchObject({ body: { base: { sha: after } } });
});

test("a forced push over a branch that parted leaves only what the head changed against where they parted", async () => {
  const { repository, bot, at } = paper(github);
  repository.commit("main", { "main-only.md": "x" });
  repository.commit("revision", { "again.md": "x" }, { from: repository.state().pulls.get(1)?.base.sha ?? "" });
  expect(await bot.get(at("/pulls/1/files"))).toMatchObject({ body: [{ filename: "again.md" }] });
});

test("a commit that was thrown away is not found in any way", async () => {
  const { repository, pull, bot, at } = paper(github);
  const old = pull.state().head.sha;
  const now = repository.commit("revision", { "paper.md": "other\n" }, { from: repository.head("main") });
  expect(await bot.get(at(`/compare/${old}...${now}`))).toMatchObject({ status: 200, body: { status: "diverged" } });
  repository.forget(old);
  expect(await bot.get(at(`/git/trees/${old}?recursive=1`))).toMatchObject({ status: 404 });
  expect(await bot.get(at(`/compare/${old}...${now}`))).toMatchObject({ status: 404 });
  expect(await bot.get(at(`/contents/paper.md?ref=${old}`))).toMatchObject({ status: 404 });
  const query = `{ repository(owner: "ada", name: "${repository.name.split("/")[1]}") { a: object(oid: "${old}") { oid } b: object(expression: "${old}:paper.md") { oid } } }`;
  expect(await bot.graphql(query, {})).toMatchObject({ body: { data: { repository: { a: null, b: null } } } });
});

describe("a fork", () => {
  test("brings its own branch, is read through the repository that it is for, and outlives itself", async () => {
    const { repository, bot, at } = paper(github);
    const fork = repository.fork("mallory");
    const sha = fork.commit("main", { "paper.md": PAPER.replace("Sentence 1.", "Sentence one.") });
    const pull = repository.open({ head: "main", from: fork.name, author: "mallory" });
    expect(await bot.get(at(`/pulls/${pull.number}`))).toMatchObject({
      body: { head: { sha, label: "mallory:main", repo: { fork: true, full_name: fork.name } }, author_association: "NONE" },
    });
    expect(await bot.get(at(`/git/trees/${sha}`))).toMatchObject({ status: 200 });
    fork.remove();
    expect(await bot.get(at(`/pulls/${pull.number}`))).toMatchObject({ body: { head: { sha, repo: null } } });
    const query = `{ repository(owner: "ada", name: "${repository.name.split("/")[1]}") { pullRequest(number: 2) { isCrossRepository headRepository { nameWithOwner } } } }`;
    expect(await bot.graphql(query, {})).toMatchObject({
      body: { data: { repository: { pullRequest: { isCrossRepository: true, headRepository: null } } } },
    });
  });
});

test("an existing repository can be cloned, with its branches", async () => {
  const { repository } = paper(github);
  const copy = github.repository("bob/copy", { clone: repository.git });
  expect(copy.head("revision")).toBe(repository.head("revision"));
  copy.point("again", copy.head("revision"));
  copy.open({ head: "again" });
  const bot = client(github, github.installationToken({ repositories: ["bob/copy"], permissions: ALL_WRITE }));
  expect(await bot.get("/repos/bob/copy/pulls/1/files")).toMatchObject({ body: [{ filename: "paper.md" }] });
});

test("lists come in pages, and the way on stands in the header", async () => {
  const { pull, bot, at } = paper(github);
  for (let k = 0; k < 5; k++) pull.comment("eve", `${k}`);
  const { body, headers } = await bot.get(at("/issues/1/comments?per_page=2&page=2"));
  expect(body).toMatchObject([{ body: "2" }, { body: "3" }]);
  expect(headers.get("link")).toMatch(/page=3>; rel="next".*page=3>; rel="last".*page=1>; rel="first"/);
});

describe("a line of an earlier commit", () => {
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, k) => `${from + k}\n`).join("");
  test("moves with what is put before it and taken away, and is gone where it was changed", () => {
    const { repository } = paper(github);
    const from = repository.commit("lines", { "a.md": numbers(1, 12) });
    const to = repository.commit("lines", { "a.md": undefined, "b.md": `0\n${numbers(1, 3)}${numbers(5, 10)}x\n12\n` });
    const moved = (line: number) => movedLine(repository.git, from, to, { path: "a.md", line })?.line;
    expect([1, 3, 4, 5, 10, 11, 12].map(moved)).toEqual([2, 4, undefined, 5, 10, undefined, 12]);
  });
  test("far from every change moves only by what changed before it", () => {
    const { repository } = paper(github);
    const from = repository.commit("lines", { "a.md": numbers(1, 60) });
    const to = repository.commit("lines", { "a.md": `${numbers(1, 9)}${numbers(12, 49)}a\nb\nc\n${numbers(50, 60)}` });
    const moved = (line: number) => movedLine(repository.git, from, to, { path: "a.md", line })?.line;
    expect([2, 11, 30, 58].map(moved)).toEqual([2, undefined, 28, 59]);
  });
});
