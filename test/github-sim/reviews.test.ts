/** Reviews: what GitHub refuses, and what is left behind then. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { client } from "./client.ts";
import { type GitHub, startGitHub } from "./index.ts";
import { ALL_WRITE, CHANGED, paper } from "./paper.ts";

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.stop());
afterEach(() => expect(github.violations()).toEqual([]));

const good = { path: "paper.md", line: CHANGED.first, body: "Why?" };
const bad = { path: "paper.md", line: 30, body: "Why?" };
const review = (comments: readonly object[] = [], body = "One concern.") => ({ event: "COMMENT", body, comments });

test("one bad comment among good ones leaves nothing", async () => {
  const { pull, bot, at } = paper(github);
  expect(await bot.post(at("/pulls/1/reviews"), review([good, bad, good]))).toMatchObject({
    status: 422,
    body: { message: "Unprocessable Entity", errors: ["Line could not be resolved"] },
  });
  expect(pull.state()).toMatchObject({ reviews: [], threads: [] });
});

test("the words of former years can be had too", async () => {
  await using old = await startGitHub({ anchorRefusals: "2025" });
  const { bot, at } = paper(old);
  const { body } = await bot.post(at("/pulls/1/reviews"), review([bad]));
  expect(JSON.stringify(body)).toContain("Pull request review thread line must be part of the diff");
  const torn = await bot.post(at("/pulls/1/reviews"), review([{ ...good, start_line: CHANGED.first, line: CHANGED.second }]));
  expect(torn.body).toMatchObject({
    errors: ["Pull request review thread start line must be part of the same hunk as the line."],
  });
});

test("a pending review is seen by its author alone, and stands in the way of the next until it is deleted", async () => {
  const { repository, pull, bot, at } = paper(github);
  const other = client(
    github,
    github.installationToken({ repositories: [repository.name], permissions: ALL_WRITE, login: "other[bot]" }),
  );
  const { body } = await bot.post(at("/pulls/1/reviews"), { body: "draft" });
  expect(body).toMatchObject({ state: "PENDING" });
  expect((await bot.get(at("/pulls/1/reviews"))).body).toHaveLength(1);
  expect((await other.get(at("/pulls/1/reviews"))).body).toEqual([]);
  expect(await bot.post(at("/pulls/1/reviews"), review())).toMatchObject({
    status: 422,
    body: { errors: ["User can only have one pending review per pull request"] },
  });
  expect(await bot.delete(at(`/pulls/1/reviews/${bot.idIn(body)}`))).toMatchObject({ status: 200 });
  expect(await bot.post(at("/pulls/1/reviews"), review())).toMatchObject({ status: 200 });
  expect(pull.state().reviews).toHaveLength(1);
});

test("a submitted review is not deleted, but its words are replaced", async () => {
  const { bot, at } = paper(github);
  const id = bot.idIn((await bot.post(at("/pulls/1/reviews"), review())).body);
  expect(await bot.delete(at(`/pulls/1/reviews/${id}`))).toMatchObject({ status: 422 });
  expect(await bot.put(at(`/pulls/1/reviews/${id}`), { body: "Other words." })).toMatchObject({
    status: 200,
    body: { body: "Other words." },
  });
});

test("nobody approves their own pull request, and commenting on it is allowed", async () => {
  const { repository, at } = paper(github);
  const ada = client(github, github.personToken(repository.state().owner));
  expect(await ada.post(at("/pulls/1/reviews"), { event: "REQUEST_CHANGES", body: "r" })).toMatchObject({
    status: 422,
    body: { errors: ["Can not request changes on your own pull request"] },
  });
  expect(await ada.post(at("/pulls/1/reviews"), { event: "APPROVE" })).toMatchObject({ status: 422 });
  expect(await ada.post(at("/pulls/1/reviews"), review())).toMatchObject({ status: 200 });
});

test("a locked conversation takes no review and no comment of a bot", async () => {
  const { pull, bot, at } = paper(github);
  pull.state().locked = true;
  expect(await bot.post(at("/pulls/1/reviews"), review())).toMatchObject({
    status: 422,
    body: { errors: ["lock prevents review"] },
  });
  expect(await bot.post(at("/issues/1/comments"), { body: "words" })).toMatchObject({ status: 403 });
});

describe("a review of a commit", () => {
  test("that the pull request never had is refused", async () => {
    const { repository, bot, at } = paper(github);
    const main = repository.head("main");
    expect(await bot.post(at("/pulls/1/reviews"), { ...review(), commit_id: main })).toMatchObject({
      status: 422,
      body: { errors: ["The commitOID is not part of the pull request"] },
    });
  });
  test("that was pushed over is accepted after a push and refused after a forced one", async () => {
    const { repository, pull, bot, at } = paper(github);
    const first = pull.state().head.sha;
    repository.commit("revision", { "paper.md": "other\n" });
    expect(await bot.post(at("/pulls/1/reviews"), { ...review([good]), commit_id: first })).toMatchObject({ status: 200 });
    repository.commit("revision", { "paper.md": "another\n" }, { from: repository.head("main") });
    expect(await bot.post(at("/pulls/1/reviews"), { ...review(), commit_id: first })).toMatchObject({ status: 422 });
  });
});

test.each([
  ["a review", (at: (path: string) => string) => ({ path: at("/pulls/1/reviews"), body: (text: string) => review([], text) })],
  ["a comment", (at: (path: string) => string) => ({ path: at("/issues/1/comments"), body: (text: string) => ({ body: text }) })],
])("%s takes 65,536 characters and not one more", async (_what, target) => {
  const { bot, at } = paper(github);
  const { path, body } = target(at);
  expect((await bot.post(path, body("x".repeat(65_536)))).status).toBeLessThan(300);
  const answer = await bot.post(path, body("x".repeat(65_537)));
  expect(answer.status).toBe(422);
  expect(JSON.stringify(answer.body)).toContain("maximum is 65536 characters");
});

test("HTML comments go out of submitted reviews and stay in comments; a definition of Markdown stays in both", async () => {
  const { pull, bot, at } = paper(github);
  const body = "<!-- mark\n -->\n[mark]: # (x)\nWords.";
  await bot.post(at("/pulls/1/reviews"), review([], body));
  await bot.post(at("/issues/1/comments"), { body });
  expect(pull.state().reviews[0]?.body).toBe("\n[mark]: # (x)\nWords.");
  expect(pull.state().comments[0]?.body).toBe(body);
  await using kept = await startGitHub({ htmlCommentsInReviews: "kept" });
  const other = paper(kept);
  await other.bot.post(other.at("/pulls/1/reviews"), review([], body));
  expect(other.pull.state().reviews[0]?.body).toBe(body);
});

test("a reply stands in the thread, and is a review of its own without words", async () => {
  const { bot, at } = paper(github);
  const first = bot.idIn((await bot.post(at("/pulls/1/reviews"), review([good]))).body);
  const { body: comments } = await bot.get(at(`/pulls/1/reviews/${first}/comments`));
  const root = bot.idIn(Array.isArray(comments) ? comments[0] : undefined);
  expect(await bot.post(at(`/pulls/1/comments/${root}/replies`), { body: "Resolved." })).toMatchObject({
    status: 201,
    body: { in_reply_to_id: root },
  });
  expect((await bot.get(at("/pulls/1/reviews"))).body).toMatchObject([
    { body: "One concern." },
    { body: "", state: "COMMENTED" },
  ]);
});

describe("after a push, a thread", () => {
  const lineOf = async ({ bot, at }: ReturnType<typeof paper>) => (await bot.get(at("/pulls/1/comments"))).body;
  test("keeps its line while only other lines change, wherever that line went", async () => {
    const staged = paper(github);
    await staged.bot.post(staged.at("/pulls/1/reviews"), review([good]));
    staged.repository.commit("revision", {
      "paper.md": `A new first line.\n${staged.pull.state().threads.length === 1 ? await text(staged) : ""}`,
    });
    expect(await lineOf(staged)).toMatchObject([
      { line: CHANGED.first + 1, original_line: CHANGED.first, position: expect.any(Number) },
    ]);
  });
  test("is outdated once its own line changed", async () => {
    const staged = paper(github);
    await staged.bot.post(staged.at("/pulls/1/reviews"), review([good]));
    staged.repository.commit("revision", { "paper.md": (await text(staged)).replace("Sentence five.", "Sentence V.") });
    expect(await lineOf(staged)).toMatchObject([{ line: null, position: null, original_line: CHANGED.first }]);
  });
  test("is outdated once what was changed near it is as it was, so that its line has left the diff", async () => {
    const staged = paper(github);
    await staged.bot.post(staged.at("/pulls/1/reviews"), review([{ ...good, line: CHANGED.first + 2 }]));
    staged.repository.commit("revision", { "paper.md": (await text(staged)).replace("Sentence five.", "Sentence 5.") });
    expect(await lineOf(staged)).toMatchObject([{ line: null, original_line: CHANGED.first + 2 }]);
  });
  test("is outdated once its file is gone", async () => {
    const staged = paper(github);
    await staged.bot.post(staged.at("/pulls/1/reviews"), review([good]));
    staged.repository.commit("revision", { "paper.md": undefined, "x.md": "x" });
    expect(await lineOf(staged)).toMatchObject([{ line: null }]);
  });
  const text = async ({ repository, bot, at }: ReturnType<typeof paper>): Promise<string> => {
    const { body } = await bot.get(at(`/contents/paper.md?ref=${repository.head("revision")}`));
    return Buffer.from(bot.text(body, "content"), "base64").toString();
  };
});
