/** What a token lets through, and how GitHub says no. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { client } from "./client.ts";
import { type GitHub, startGitHub } from "./index.ts";
import { ALL_WRITE, CHANGED, type Paper, paper } from "./paper.ts";

let github: GitHub;
let staged: Paper;
let sha: string;
let comment: number;
beforeAll(async () => {
  github = await startGitHub();
  staged = paper(github);
  sha = staged.pull.state().head.sha;
  comment = staged.pull.comment("eve", "/bioreview").id;
});
afterAll(() => github.stop());
afterEach(() => expect(github.violations()).toEqual([]));

type Permissions = Parameters<GitHub["installationToken"]>[0]["permissions"];
const holding = (permissions: Permissions, more = {}) =>
  client(github, github.installationToken({ repositories: [staged.repository.name], permissions, ...more }));

const WRITES = [
  { what: "a review", needs: "pull_requests", path: "/pulls/1/reviews", body: () => ({ event: "COMMENT", body: "r" }) },
  { what: "a comment", needs: "issues", path: "/issues/1/comments", body: () => ({ body: "words" }) },
  { what: "a reaction", needs: "issues", path: () => `/issues/comments/${comment}/reactions`, body: () => ({ content: "eyes" }) },
  { what: "a status", needs: "statuses", path: () => `/statuses/${sha}`, body: () => ({ state: "pending" }) },
  { what: "a check run", needs: "checks", path: "/check-runs", body: () => ({ name: "review", head_sha: sha }) },
] as const;

describe.each(WRITES)("$what", ({ needs, path, body }) => {
  const post = (bot: ReturnType<typeof client>) => bot.post(staged.at(typeof path === "string" ? path : path()), body());
  test("is written with its permission alone", async () => {
    expect((await post(holding({ [needs]: "write" }))).status).toBeLessThan(300);
  });
  test("is refused without it, whatever else may be written, and the answer names what is needed", async () => {
    // On a pull request either of these is enough.
    const missing: Permissions = needs === "issues" ? { issues: "read", pull_requests: "read" } : { [needs]: "read" };
    const answer = await post(holding({ ...ALL_WRITE, ...missing }));
    expect(answer).toMatchObject({ status: 403, body: { message: "Resource not accessible by integration" } });
    expect(answer.headers.get("x-accepted-github-permissions")).toContain(`${needs}=write`);
  });
  test("is refused to a run for a fork", async () => {
    expect(await post(holding(ALL_WRITE, { fromFork: true }))).toMatchObject({ status: 403 });
  });
});

test("a comment on a pull request is also written with the right to write pull requests", async () => {
  expect(await holding({ pull_requests: "write" }).post(staged.at("/issues/1/comments"), { body: "words" })).toMatchObject({
    status: 201,
  });
});

test("no token, or a wrong one, is nobody", async () => {
  expect(await client(github, "ghs_wrong").get(staged.at("/pulls/1"))).toMatchObject({
    status: 401,
    body: { message: "Bad credentials" },
  });
});

test("a private repository of others does not exist; a public one is read by all and written by none", async () => {
  github.repository("bob/secret", { private: true });
  github.repository("bob/open", { files: { "README.md": "x" } });
  const bot = holding(ALL_WRITE);
  expect(await bot.get("/repos/bob/secret")).toMatchObject({ status: 404, body: { message: "Not Found" } });
  expect(await bot.get("/repos/bob/open/contents/README.md")).toMatchObject({ status: 200 });
  expect(await bot.post(`/repos/bob/open/statuses/${github.open("bob/open").head("main")}`, { state: "success" })).toMatchObject({
    status: 403,
  });
  expect(await bot.graphql('{ repository(owner: "bob", name: "secret") { id } }', {})).toMatchObject({
    status: 200,
    body: { data: { repository: null }, errors: [{ type: "NOT_FOUND" }] },
  });
});

test("an installation has no user of its own in REST, and one in GraphQL", async () => {
  const bot = holding(ALL_WRITE);
  expect(await bot.get("/user")).toMatchObject({ status: 403 });
  expect(await bot.graphql("{ viewer { login } }", {})).toMatchObject({
    body: { data: { viewer: { login: "github-actions[bot]" } } },
  });
  expect(await client(github, github.personToken("ada")).get("/user")).toMatchObject({ status: 200, body: { login: "ada" } });
});

test.each([
  ["admin", "admin"],
  ["maintain", "write"],
  ["write", "write"],
  ["triage", "read"],
  ["read", "read"],
  [undefined, "none"],
] as const)("of somebody with the role %s the permission is %s", async (role, permission) => {
  staged.repository.role("carol", role);
  const answer = await holding({}).get(staged.at("/collaborators/carol/permission"));
  expect(answer).toMatchObject({ status: 200, body: { permission, role_name: role ?? "none" } });
});

test("a person without write access reads, comments, and sets no status", async () => {
  staged.repository.role("dan", "read");
  const dan = client(github, github.personToken("dan"));
  expect(await dan.get(staged.at("/pulls/1"))).toMatchObject({ status: 200 });
  expect(await dan.post(staged.at("/issues/1/comments"), { body: "words" })).toMatchObject({ status: 201 });
  expect(await dan.post(staged.at(`/statuses/${sha}`), { state: "success" })).toMatchObject({ status: 404 });
  expect(await dan.patch(staged.at(`/issues/comments/${comment}`), { body: "mine now" })).toMatchObject({ status: 403 });
});

describe("in GraphQL", () => {
  const ask = (bot: ReturnType<typeof client>, field: string) =>
    bot.graphql(`{ repository(owner: "ada", name: "${staged.repository.name.split("/")[1]}") { ${field} } }`, {});
  test("what may not be read is FORBIDDEN, and the rest is answered", async () => {
    const bot = holding({ contents: "read" });
    expect(await ask(bot, 'name object(expression: "main:paper.md") { oid } pullRequest(number: 1) { title }')).toMatchObject({
      status: 200,
      body: { data: { repository: { object: { oid: expect.any(String) }, pullRequest: null } }, errors: [{ type: "FORBIDDEN" }] },
    });
  });
  test("minimising needs to write comments, and gives the reason back in small letters", async () => {
    const { body } = await holding({ pull_requests: "write" }).post(staged.at("/pulls/1/reviews"), {
      event: "COMMENT",
      body: "r",
      comments: [{ path: "paper.md", line: CHANGED.first, body: "Why?" }],
    });
    const id = client(github, "").text(body, "node_id");
    const minimise =
      "mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: RESOLVED}) { minimizedComment { isMinimized minimizedReason } } }";
    expect(await holding({ contents: "write" }).graphql(minimise, { id })).toMatchObject({
      body: { errors: [{ type: "FORBIDDEN" }] },
    });
    expect(await holding({ issues: "write" }).graphql(minimise, { id })).toMatchObject({
      body: { data: { minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: "resolved" } } } },
    });
  });
});
