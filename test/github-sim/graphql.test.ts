/** GraphQL as GitHub speaks it, where it is not as plain as REST. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type GitHub, startGitHub } from "./index.ts";
import { CHANGED, PAPER, type Paper, paper } from "./paper.ts";

let github: GitHub;
let staged: Paper;
beforeAll(async () => {
  github = await startGitHub({ blobText: 1000 });
  staged = paper(github);
  staged.repository.commit("main", {
    "long.md": "x".repeat(1001),
    "figure.bin": Uint8Array.of(1, 0, 2),
    "latin.tex": Uint8Array.of(0xe9),
  });
  for (let k = 0; k < 120; k++) staged.pull.comment("eve", `comment ${k}`);
});
afterAll(() => github.stop());
afterEach(() => expect(github.violations()).toEqual([]));

const inRepository = (fields: string, variables: Readonly<Record<string, unknown>> = {}) =>
  staged.bot.graphql(`{ repository(owner: "ada", name: "${staged.repository.name.split("/")[1]}") { ${fields} } }`, variables);
const inPull = (fields: string) => inRepository(`pullRequest(number: 1) { ${fields} }`);

test("a list asks for a bound, and for a hundred at most", async () => {
  expect(await inPull("comments { nodes { id } }")).toMatchObject({
    status: 200,
    body: { errors: [{ type: "MISSING_PAGINATION_BOUNDARIES" }] },
  });
  expect(await inPull("comments(first: 101) { nodes { id } }")).toMatchObject({
    body: { errors: [{ type: "EXCESSIVE_PAGINATION" }] },
  });
});

test("a long list comes in pages that neither overlap nor leave out", async () => {
  const seen: string[] = [];
  let after = "";
  for (let pages = 0; pages < 3; pages++) {
    const { body } = await inPull(`comments(first: 50${after}) { totalCount nodes { body } pageInfo { hasNextPage endCursor } }`);
    const text = JSON.stringify(body);
    seen.push(...[...text.matchAll(/"body":"([^"]+)"/g)].map(([, words = ""]) => words));
    expect(text).toContain(`"hasNextPage":${pages < 2}`);
    after = `, after: "${/"endCursor":"([^"]+)"/.exec(text)?.[1]}"`;
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, k) => `comment ${k}`));
  const { body } = await inPull("comments(last: 1) { nodes { body } }");
  expect(JSON.stringify(body)).toContain("comment 119");
});

test("texts come by commit and path; binary, long and foreign ones say so", async () => {
  const blob = "... on Blob { text isBinary isTruncated byteSize }";
  const main = staged.repository.head("main");
  const { body } = await inRepository(
    ["paper.md", "long.md", "figure.bin", "latin.tex", "missing.md"]
      .map((path, k) => `f${k}: object(expression: "${main}:${path}") { ${blob} }`)
      .join(" "),
  );
  expect(body).toEqual({
    data: {
      repository: {
        f0: { text: PAPER, isBinary: false, isTruncated: false, byteSize: PAPER.length },
        f1: { text: "x".repeat(1000), isBinary: false, isTruncated: true, byteSize: 1001 },
        f2: { text: null, isBinary: true, isTruncated: false, byteSize: 3 },
        f3: { text: "\ufffd", isBinary: false, isTruncated: false, byteSize: 1 },
        f4: null,
      },
    },
  });
});

test("what does not exist is NOT_FOUND beside a null, and in a list takes the place of one node", async () => {
  expect(await inRepository("pullRequest(number: 99) { id }")).toMatchObject({
    status: 200,
    body: { data: { repository: { pullRequest: null } }, errors: [{ type: "NOT_FOUND", path: ["repository", "pullRequest"] }] },
  });
  const { body } = await inPull("id");
  const id = /PR_\w+/.exec(JSON.stringify(body))?.[0];
  expect(await staged.bot.graphql("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids: ["nonsense", id] })).toMatchObject({
    body: { data: { nodes: [null, { id }] }, errors: [{ type: "NOT_FOUND", path: ["nodes", 0] }] },
  });
});

test("several changes go in one request; one that fails leaves the others done", async () => {
  const { bot, at, pull } = staged;
  const comments = [{ path: "paper.md", line: CHANGED.first, body: "Why?" }];
  await bot.post(at("/pulls/1/reviews"), { event: "COMMENT", body: "r", comments });
  const id = bot.threadId(await inPull("reviewThreads(first: 1) { nodes { id viewerCanResolve } }"));
  const query = `mutation($id: ID!) {
    a: addPullRequestReviewThreadReply(input: {pullRequestReviewThreadId: $id, body: "Resolved."}) { comment { body } }
    b: addPullRequestReviewThreadReply(input: {pullRequestReviewThreadId: $id, body: "  "}) { comment { body } }
    c: resolveReviewThread(input: {threadId: $id}) { thread { isResolved viewerCanUnresolve resolvedBy { login } } }
    d: unresolveReviewThread(input: {threadId: $id}) { thread { isResolved } }
    e: resolveReviewThread(input: {threadId: "nonsense"}) { thread { id } }
  }`;
  expect(await bot.graphql(query, { id })).toMatchObject({
    status: 200,
    body: {
      data: {
        a: { comment: { body: "Resolved." } },
        b: null,
        c: { thread: { isResolved: true } },
        d: { thread: { isResolved: false } },
        e: null,
      },
      errors: [
        { type: "UNPROCESSABLE", path: ["b"] },
        { type: "NOT_FOUND", path: ["e"] },
      ],
    },
  });
  expect(pull.state().threads[0]?.comments.map(({ body }) => body)).toEqual(["Why?", "Resolved."]);
});

describe("merged pull requests", () => {
  test("come by base branch, the last changed first, with the files that they touched", async () => {
    const { repository } = staged;
    for (const name of ["one", "two"]) {
      repository.commit(name, { [`${name}.md`]: "x" });
      repository.open({ head: name }).merge();
    }
    repository.commit("three", { "three.md": "x" });
    repository.open({ head: "three" });
    const fields = "nodes { number state merged files(first: 10) { nodes { path changeType } } }";
    const { body } = await inRepository(
      `pullRequests(states: MERGED, baseRefName: "main", first: 10, orderBy: {field: UPDATED_AT, direction: DESC}) { ${fields} }`,
    );
    expect(body).toMatchObject({
      data: {
        repository: {
          pullRequests: {
            nodes: [
              { number: 3, state: "MERGED", files: { nodes: [{ path: "two.md", changeType: "ADDED" }] } },
              { number: 2, merged: true, files: { nodes: [{ path: "one.md", changeType: "ADDED" }] } },
            ],
          },
        },
      },
    });
  });
});
