/** What a run sees of a pull request, read from the stand-in. */
import { beforeEach, describe, expect, test } from "vitest";
import { fetchSnapshot } from "../../../src/github/index.ts";
import { ACTIONS_BOT, type StagedPull, type StagedRepository } from "../../github-sim/index.ts";
import { connected } from "../support/connected.ts";
import { onLine9, PAPER } from "../support/scenes.ts";
import { sim } from "../support/sim.ts";

const CONFIG = { configPath: ".github/bioreview.yml" };
const STATUS = "<!-- bioreview-status:ada/paper/1/ -->\nDashboard";

let repository: StagedRepository;
let pull: StagedPull;
let count = 0;
beforeEach(() => {
  repository = sim.repository(`ada/paper-${++count}`, {
    files: { "paper.md": PAPER, ".github/bioreview.yml": "max-open-major: 0\n" },
  });
  repository.commit("revision", { "paper.md": PAPER.replace("5.", "five."), ".github/bioreview.yml": "max-open-major: 99\n" });
  pull = repository.open({ head: "revision", author: "bob", labels: ["paper", "draft-2"], draft: true });
});
const survey = () => fetchSnapshot(connected(sim, repository).github, repository.name, 1, CONFIG);

test("one request tells all of a pull request", async () => {
  expect(await survey()).toEqual({
    pull: {
      nodeId: expect.stringMatching(/^PR_/),
      repository: repository.name,
      number: 1,
      author: "bob",
      state: "open",
      draft: true,
      labels: ["paper", "draft-2"],
      head: { sha: repository.head("revision"), ref: "revision", repository: repository.name },
      base: { ref: "main", sha: repository.head("main") },
    },
    conversation: { statusComments: [], reviews: [], threads: [], notes: [] },
    config: { text: "max-open-major: 0\n", path: ".github/bioreview.yml", commit: repository.head("main") },
    notes: [],
  });
  expect(sim.requests()).toHaveLength(1);
});

test("the configuration is the base branch's, as that branch is now", async () => {
  const commit = repository.commit("main", { ".github/bioreview.yml": "max-open-major: 3\n" });
  expect((await survey()).config).toEqual({ text: "max-open-major: 3\n", path: ".github/bioreview.yml", commit });
});

test("a repository without a configuration has none", async () => {
  const bare = sim.repository("ada/bare", { files: { "paper.md": PAPER } });
  bare.commit("revision", { "paper.md": "x" });
  bare.open({ head: "revision" });
  expect((await fetchSnapshot(connected(sim, bare).github, bare.name, 1, CONFIG)).config).toBeUndefined();
});

test("a configuration that is no text is refused, not passed over", async () => {
  repository.commit("main", { ".github/bioreview.yml": "a\0b" });
  await expect(survey()).rejects.toMatchObject({ kind: "settings", code: "config-unreadable" });
});

describe("only what this token wrote is ours", () => {
  test("a status comment of somebody else is none, and neither is another comment of ours", async () => {
    pull.comment("eve", STATUS);
    pull.comment(ACTIONS_BOT, "Coverage is 12 %");
    pull.comment(ACTIONS_BOT, `Quoting ${STATUS}`);
    const own = pull.comment(ACTIONS_BOT, STATUS);
    expect((await survey()).conversation.statusComments).toMatchObject([{ id: own.id, body: STATUS }]);
  });

  test("a status comment of ours that somebody else has edited says by whom", async () => {
    const own = pull.comment(ACTIONS_BOT, STATUS);
    pull.editComment(own.id, `${STATUS} is better now`, ACTIONS_BOT);
    expect((await survey()).conversation.statusComments[0]).not.toHaveProperty("editedBy");
    pull.editComment(own.id, `${STATUS} is all fine`, "bob");
    expect((await survey()).conversation.statusComments).toMatchObject([{ id: own.id, editedBy: "bob" }]);
  });

  test("a review of ours is known with its commit; one that was never sent is none", async () => {
    const commit = repository.head("revision");
    pull.review({ author: "eve", body: "looks good" });
    const own = pull.review({
      author: ACTIONS_BOT,
      body: "One concern",
      commit,
      comments: [onLine9("Why?")],
    });
    pull.review({ author: ACTIONS_BOT, body: "unsent", event: undefined });
    const { reviews, threads } = (await survey()).conversation;
    expect(reviews).toMatchObject([{ id: own.id, body: "One concern", commit }]);
    expect(threads).toMatchObject([{ root: { body: "Why?" }, resolved: false, resolvable: false, replies: [] }]);
  });

  test("of a thread of ours only our own replies are told, and a thread of others not at all", async () => {
    pull.review({ author: "eve", comments: [onLine9("I wonder")] });
    pull.review({ author: ACTIONS_BOT, comments: [onLine9("Why?")] });
    const thread = pull.state().threads.find(({ comments }) => comments[0]?.author === ACTIONS_BOT);
    if (thread === undefined) throw new Error("no thread");
    pull.reply(thread, "bob", "Because");
    pull.reply(thread, ACTIONS_BOT, "Resolved");
    pull.resolve(thread, "bob");
    expect((await survey()).conversation.threads).toMatchObject([
      { root: { body: "Why?" }, resolved: true, replies: ["Resolved"] },
    ]);
  });
});

test("comments beyond the first hundred are read with further requests", async () => {
  for (let k = 0; k < 250; k++) pull.comment("bob", `comment ${k}`);
  const own = pull.comment(ACTIONS_BOT, STATUS);
  const { conversation } = await survey();
  expect(conversation.statusComments).toMatchObject([{ id: own.id }]);
  expect(conversation.notes).toEqual([]);
  expect(sim.requests()).toHaveLength(3);
});

test("a pull request that is not there is an error that says so", async () => {
  await expect(fetchSnapshot(connected(sim, repository).github, repository.name, 99, CONFIG)).rejects.toMatchObject({
    kind: "github",
    code: "github-not-found",
  });
});

test("a fork that was deleted leaves a head without a repository", async () => {
  const fork = repository.fork("mallory");
  fork.commit("theirs", { "paper.md": "theirs" });
  const foreign = repository.open({ head: "theirs", from: fork.name, author: "mallory" });
  expect(
    (await fetchSnapshot(connected(sim, repository).github, repository.name, foreign.number, CONFIG)).pull.head.repository,
  ).toBe(fork.name);
  fork.remove();
  expect(
    (await fetchSnapshot(connected(sim, repository).github, repository.name, foreign.number, CONFIG)).pull.head.repository,
  ).toBeUndefined();
});
