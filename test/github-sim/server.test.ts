/** One pull request, from the first push to the merge, as a reviewer's bot sees it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Client, client } from "./client.ts";
import { ACTIONS_BOT, type GitHub, type StagedPull, type StagedRepository, startGitHub } from "./index.ts";

const PAPER = Array.from({ length: 40 }, (_, k) => `Sentence ${k + 1}.`).join("\n\n");
const REVISED = PAPER.replace("Sentence 5.", "Sentence five.");

let github: GitHub;
let repository: StagedRepository;
let pull: StagedPull;
let bot: Client;
beforeAll(async () => {
  github = await startGitHub({ now: () => Date.UTC(2026, 10, 22) });
});
afterAll(() => github.stop());
afterEach(() => expect(github.violations()).toEqual([]));
let count = 0;
beforeEach(() => {
  repository = github.repository(`ada/paper-${++count}`, {
    private: true,
    files: { "paper.md": PAPER, ".github/bioreview.yml": "max-open-major: 0\n" },
  });
  repository.commit("revision", { "paper.md": REVISED });
  pull = repository.open({ head: "revision", title: "First revision", labels: ["paper"] });
  const permissions = { contents: "read", pull_requests: "write", issues: "write", statuses: "write" } as const;
  bot = client(github, github.installationToken({ repositories: [repository.name], permissions }));
});
const at = (path: string) => `/repos/${repository.name}${path}`;

test("a pull request tells its head, base, state and author", async () => {
  const { status, body } = await bot.get(at("/pulls/1"));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    number: 1,
    state: "open",
    title: "First revision",
    user: { login: "ada", type: "User" },
    head: { sha: repository.head("revision"), ref: "revision", repo: { full_name: repository.name } },
    base: { sha: repository.head("main"), ref: "main" },
    changed_files: 1,
  });
});

test("the changed files come with git's own patch", async () => {
  const { body } = await bot.get(at("/pulls/1/files?per_page=100"));
  expect(body).toMatchObject([{ filename: "paper.md", status: "modified", additions: 1, deletions: 1 }]);
  expect(JSON.stringify(body)).toContain("-Sentence 5.\\n+Sentence five.");
});

test("a review with a comment on a changed line is one review and one thread, written by the app", async () => {
  const review = {
    commit_id: pull.state().head.sha,
    event: "COMMENT",
    body: "One concern.",
    comments: [{ path: "paper.md", line: 9, body: "Why?" }],
  };
  expect(await bot.post(at("/pulls/1/reviews"), review)).toMatchObject({
    status: 200,
    body: { state: "COMMENTED", user: { login: ACTIONS_BOT } },
  });
  expect((await bot.get(at("/pulls/1/reviews"))).body).toHaveLength(1);
  expect((await bot.get(at("/pulls/1/comments"))).body).toMatchObject([
    { path: "paper.md", line: 9, side: "RIGHT", body: "Why?" },
  ]);
});

test("a comment is written, changed, reacted to once, and deleted", async () => {
  const { body } = await bot.post(at("/issues/1/comments"), { body: "<!-- state --> Dashboard" });
  const id = bot.idIn(body);
  expect(await bot.patch(at(`/issues/comments/${id}`), { body: "<!-- state --> Changed" })).toMatchObject({ status: 200 });
  expect((await bot.get(at("/issues/1/comments"))).body).toMatchObject([
    { body: "<!-- state --> Changed", user: { type: "Bot" } },
  ]);
  expect(await bot.post(at(`/issues/comments/${id}/reactions`), { content: "eyes" })).toMatchObject({ status: 201 });
  expect(await bot.post(at(`/issues/comments/${id}/reactions`), { content: "eyes" })).toMatchObject({ status: 200 });
  expect(await bot.delete(at(`/issues/comments/${id}`))).toMatchObject({ status: 204 });
  expect((await bot.get(at("/issues/1/comments"))).body).toEqual([]);
});

test("of the statuses of a commit the last of each context counts", async () => {
  const sha = pull.state().head.sha;
  for (const state of ["pending", "failure"]) {
    expect(await bot.post(at(`/statuses/${sha}`), { state, context: "bioreview/gate", description: "…" })).toMatchObject({
      status: 201,
    });
  }
  expect((await bot.get(at(`/commits/${sha}/status`))).body).toMatchObject({ state: "failure", total_count: 1 });
  expect((await bot.get(at(`/commits/${sha}/statuses`))).body).toMatchObject([{ state: "failure" }, { state: "pending" }]);
});

test("trees, blobs and files come from the real repository", async () => {
  const { body: tree } = await bot.get(at(`/git/trees/${repository.head("revision")}?recursive=1`));
  expect(tree).toMatchObject({
    truncated: false,
    tree: [{ path: ".github", type: "tree" }, { path: ".github/bioreview.yml" }, { path: "paper.md", type: "blob" }],
  });
  const { body: file } = await bot.get(at("/contents/paper.md?ref=revision"));
  expect(Buffer.from(bot.text(file, "content"), "base64").toString()).toBe(REVISED);
  expect(await bot.raw(at(`/git/blobs/${bot.text(file, "sha")}`))).toBe(REVISED);
  expect((await bot.get(at("/contents/missing.md"))).status).toBe(404);
});

describe("GraphQL", () => {
  const SURVEY = `query($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) {
        number title state merged isDraft isCrossRepository author { login } labels(first: 20) { nodes { name } }
        headRefOid headRefName headRepository { nameWithOwner } baseRefName baseRefOid
        baseRef { target { oid ... on Commit { tree { oid } } } }
        comments(first: 100) { nodes { id databaseId body viewerDidAuthor author { login __typename } } pageInfo { hasNextPage endCursor } }
        reviews(first: 100) { nodes { id databaseId body viewerDidAuthor state commit { oid } } pageInfo { hasNextPage endCursor } }
        reviewThreads(first: 100) { nodes { id isResolved isOutdated path line viewerCanResolve
          comments(first: 10) { nodes { id databaseId body viewerDidAuthor } } } pageInfo { hasNextPage endCursor } }
      }
      config: object(expression: "main:.github/bioreview.yml") { ... on Blob { text isBinary isTruncated byteSize oid } }
    }
    viewer { login }
  }`;
  const variables = () => ({ owner: "ada", name: repository.name.split("/")[1], number: 1 });

  test("one survey tells the pull request, our own words, and the configuration of the base branch", async () => {
    await bot.post(at("/issues/1/comments"), { body: "ours" });
    pull.comment("eve", "theirs");
    await bot.post(at("/pulls/1/reviews"), {
      event: "COMMENT",
      body: "r",
      comments: [{ path: "paper.md", line: 9, body: "Why?" }],
    });
    expect(await bot.graphql(SURVEY, variables())).toMatchObject({
      status: 200,
      body: {
        data: {
          viewer: { login: ACTIONS_BOT },
          repository: {
            config: { text: "max-open-major: 0\n", isBinary: false, isTruncated: false },
            pullRequest: {
              headRefOid: repository.head("revision"),
              state: "OPEN",
              labels: { nodes: [{ name: "paper" }] },
              comments: {
                nodes: [
                  { body: "ours", viewerDidAuthor: true, author: { login: "github-actions", __typename: "Bot" } },
                  { body: "theirs", viewerDidAuthor: false },
                ],
              },
              reviews: { nodes: [{ body: "r", state: "COMMENTED" }] },
              reviewThreads: {
                nodes: [
                  {
                    path: "paper.md",
                    line: 9,
                    isResolved: false,
                    isOutdated: false,
                    viewerCanResolve: false,
                    comments: { nodes: [{ body: "Why?" }] },
                  },
                ],
              },
            },
          },
        },
      },
    });
  });

  test("resolving needs to write contents; without it the request is answered and says FORBIDDEN", async () => {
    await bot.post(at("/pulls/1/reviews"), {
      event: "COMMENT",
      body: "r",
      comments: [{ path: "paper.md", line: 9, body: "Why?" }],
    });
    const id = bot.threadId(await bot.graphql(SURVEY, variables()));
    const resolve = `mutation($id: ID!, $body: String!) {
      reply: addPullRequestReviewThreadReply(input: {pullRequestReviewThreadId: $id, body: $body}) { comment { id } }
      done: resolveReviewThread(input: {threadId: $id}) { thread { isResolved } }
    }`;
    expect(await bot.graphql(resolve, { id, body: "Resolved." })).toMatchObject({
      status: 200,
      body: {
        data: { reply: { comment: {} }, done: null },
        errors: [{ type: "FORBIDDEN", path: ["done"], message: "Resource not accessible by integration" }],
      },
    });
    const strong = client(
      github,
      github.installationToken({ repositories: [repository.name], permissions: { contents: "write", pull_requests: "write" } }),
    );
    expect(await strong.graphql(resolve, { id, body: "Resolved." })).toMatchObject({
      body: { data: { done: { thread: { isResolved: true } } } },
    });
  });

  test("what the stand-in does not know is a violation, and what GitHub does not know is refused", async () => {
    expect((await bot.graphql("{ viewer { nosuchfield } }", {})).body).toMatchObject({
      errors: [{ message: expect.stringContaining("nosuchfield") }],
    });
    expect(github.violations()).toEqual([]);
    await bot.graphql("{ viewer { bio } }", {});
    expect(github.violations()).toEqual([{ operation: "graphql", what: "User.bio is not part of the stand-in" }]);
    github.clearLog();
  });
});
