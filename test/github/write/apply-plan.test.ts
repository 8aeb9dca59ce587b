/** A plan carried out while nothing goes wrong but what people do. */
import { describe, expect, test } from "vitest";
import { applyPlan, fetchSnapshot } from "../../../src/github/index.ts";
import { ACTIONS_BOT, emptySuccess, primaryLimit, refuses, secondaryLimit, unicorn } from "../../github-sim/index.ts";
import { connected, PERMISSIONS } from "../support/connected.ts";
import {
  dismissal,
  expectAllOnce,
  firstRevision,
  laterRevision,
  otherWords,
  REVISED,
  runOf,
  type Scene,
  statusBody,
} from "../support/scenes.ts";
import { sim } from "../support/sim.ts";

type Pull = ReturnType<ReturnType<typeof firstRevision>["pull"]["state"]>;
const RESOLVING = { ...PERMISSIONS, contents: "write" } as const;
const writes = () =>
  sim
    .requests()
    .filter(({ method, fields }) => method !== "GET" && !fields.includes("pullRequest"))
    .map(({ operation }) => operation);

test("review, status comment, status: in this order, and each once", async () => {
  const scene = firstRevision(sim);
  const { reviewUrl, unwritten, notes } = await runOf(scene, connected(sim, scene.repository).github);
  expect({ unwritten, notes }).toEqual({ unwritten: [], notes: [] });
  expect(reviewUrl).toContain("#pullrequestreview-");
  expect(writes()).toEqual(["pulls/submit-review", "issues/create-comment", "repos/create-commit-status"]);
  expectAllOnce(scene);
  expect(scene.pull.state().reviews[0]).toMatchObject({ commit: scene.head, state: "COMMENTED" });
});

test("a second run of the same commit writes nothing but its status", async () => {
  const scene = firstRevision(sim);
  const { github } = connected(sim, scene.repository);
  await runOf(scene, github);
  sim.clearLog();
  await runOf(scene, github);
  expect(writes()).toEqual(["repos/create-commit-status"]);
  expectAllOnce(scene);
});

test("a review that another run posted since the plan was made is not posted twice, and the other run is left to go on", async () => {
  const scene = firstRevision(sim);
  const { github } = connected(sim, scene.repository);
  const { pull, conversation } = await fetchSnapshot(github, scene.repository.name, scene.pull.number, { configPath: "x.yml" });
  const publication = scene.plan(conversation);
  scene.pull.review({ author: ACTIONS_BOT, body: publication.review?.body ?? "" });
  await expect(applyPlan(publication, github, { pull, expectedStatusBody: undefined })).rejects.toMatchObject({
    kind: "superseded",
    code: "review-moved",
  });
  expect(scene.pull.state()).toMatchObject({ comments: [], reviews: [{ state: "COMMENTED" }] });
  expect(scene.repository.statuses(scene.head)).toEqual([]);
  await runOf(scene, github);
  expectAllOnce(scene);
});

test("comments on lines that GitHub leaves out without a word stand in the text", async () => {
  const scene = firstRevision(sim);
  const begun = { fullDatabaseId: "1", state: "PENDING", comments: { totalCount: 0 }, pullRequest: null };
  sim.fault({
    on: "graphql:addPullRequestReview",
    effect: emptySuccess({ data: { addPullRequestReview: { pullRequestReview: begun } } }),
  });
  await runOf(scene, connected(sim, scene.repository).github);
  expectAllOnce(scene);
  expect(scene.pull.state().threads).toHaveLength(1);
});

test.each([
  { on: "issues/update-comment", scene: laterRevision, shown: ({ comments }: Pull) => ({ ...comments[0], id: comments[0]?.id }) },
  {
    on: "pulls/update-review",
    scene: otherWords,
    shown: ({ reviews }: Pull) => ({ ...reviews[0], html_url: "https://x.example" }),
  },
])("an answer to $on that shows the text of before is no proof: it is written then", async ({ on, scene: sceneOf, shown }) => {
  const scene = sceneOf(sim);
  sim.fault({ on, call: 1, effect: emptySuccess(shown(scene.pull.state())) });
  await runOf(scene, connected(sim, scene.repository, RESOLVING).github);
  expect(writes().filter((operation) => operation === on)).toHaveLength(2);
  expectAllOnce(scene);
});

test("a status that is shown with another state is set again", async () => {
  const scene = firstRevision(sim);
  const shown = { id: 1, context: "bioreview/gate", state: "pending" };
  sim.fault({ on: "repos/create-commit-status", call: 1, effect: emptySuccess(shown) });
  await runOf(scene, connected(sim, scene.repository).github);
  expectAllOnce(scene);
});

describe("two runs of one head", () => {
  /** Each with words of its own, so that one can tell whose stand. */
  const by = (scene: Scene, who: string): Scene => ({
    ...scene,
    plan: (stands) => {
      const { review, statusComment, ...rest } = scene.plan(stands);
      const words = (text: string) => text.replace(/One concern|Dashboard/, (found) => `${found} by ${who}`);
      return {
        ...rest,
        review: review && { ...review, body: words(review.body), bodyWithoutComments: words(review.bodyWithoutComments) },
        statusComment: statusComment && { ...statusComment, body: words(statusComment.body) },
      };
    },
  });
  const whose = (body = "") => / by (\w+)/.exec(body)?.[1];
  function expectOneRun({ pull }: Scene): void {
    const { reviews, comments } = pull.state();
    expect(reviews, "one review").toMatchObject([{ state: "COMMENTED" }]);
    expect(comments, "one ledger").toHaveLength(1);
    expect(whose(comments[0]?.body), "of the run whose review it is").toBe(whose(reviews[0]?.body));
  }
  /** A run that has looked already, and is about to write. */
  const ready = async (scene: Scene, who: string) => {
    const { github } = connected(sim, scene.repository);
    const { pull, conversation } = await fetchSnapshot(github, scene.repository.name, scene.pull.number, { configPath: "x.yml" });
    const publication = by(scene, who).plan(conversation);
    return async () => {
      await applyPlan(publication, github, { pull, expectedStatusBody: undefined }).catch((error: unknown) =>
        expect(error, "one that yields").toMatchObject({ kind: "superseded" }),
      );
    };
  };

  test.each(["graphql:addPullRequestReview", "pulls/submit-review", "issues/create-comment", "repos/create-commit-status"])(
    "post one review, wherever the second comes in between: before %s",
    async (on) => {
      const scene = firstRevision(sim);
      const [first, second] = [await ready(scene, "first"), await ready(scene, "second")];
      sim.fault({ on, call: 1, effect: { kind: "first", run: second } });
      await first();
      expectOneRun(scene);
      expect(scene.repository.statuses(scene.head)[0]).toMatchObject({ state: "success" });
    },
  );

  test.each([2, 3, 4, 2, 3])("post one review where %i write in lockstep", async (count) => {
    const scene = firstRevision(sim);
    const writes = await Promise.all(Array.from({ length: count }, (_, k) => ready(scene, `run${k}`)));
    await Promise.all(writes.map((write) => write()));
    expectOneRun(scene);
  });
});

test("threads are answered and resolved with one request, and a second status comment goes", async () => {
  const scene = laterRevision(sim);
  const { unwritten, notes } = await runOf(scene, connected(sim, scene.repository, RESOLVING).github);
  expect({ unwritten, notes }).toEqual({ unwritten: [], notes: [] });
  expect(writes()).toEqual([
    "pulls/submit-review",
    "issues/update-comment",
    "graphql",
    "issues/delete-comment",
    "repos/create-commit-status",
  ]);
  expectAllOnce(scene);
  expect(scene.pull.state().threads).toMatchObject([{ resolvedBy: ACTIONS_BOT, comments: [{}, { author: ACTIONS_BOT }] }]);
});

test("a thread that may not be resolved is minimised, and nothing is lost", async () => {
  const scene = laterRevision(sim);
  expect((await runOf(scene, connected(sim, scene.repository).github)).unwritten).toEqual([]);
  expect(scene.pull.state().threads).toMatchObject([
    { resolvedBy: undefined, comments: [{ minimized: { reason: "resolved" } }, {}] },
  ]);
  expectAllOnce(scene);
});

test.each([
  { permissions: PERMISSIONS, way: "resolve" as const, told: true },
  { permissions: PERMISSIONS, way: "minimise" as const, told: true },
  { permissions: RESOLVING, way: "resolve" as const, told: false },
])(
  "a thread that is to be resolved and is $way-d: told is where it could not be ($told)",
  async ({ permissions, way: then, told }) => {
    const scene = laterRevision(sim);
    const plan = (stands: Parameters<typeof scene.plan>[0]) => {
      const planned = scene.plan(stands);
      return { ...planned, threads: planned.threads.map((thread) => ({ ...thread, then, wanted: "resolve" as const })) };
    };
    const { unwritten } = await runOf({ ...scene, plan }, connected(sim, scene.repository, permissions).github);
    expect(unwritten.map(({ what, because }) => `${what}: ${because}`)).toEqual(
      told ? [expect.stringMatching(/minimised instead \(C1\): .*contents: write/)] : [],
    );
    expectAllOnce(scene);
  },
);

test("other words replace those of the review that stands", async () => {
  const scene = otherWords(sim);
  await runOf(scene, connected(sim, scene.repository).github);
  expect(writes()).toEqual(["pulls/update-review", "issues/update-comment", "repos/create-commit-status"]);
  expect(scene.pull.state().reviews[0]?.body).toContain("Other words");
});

test("an answer to a command is written once, after the ledger", async () => {
  const scene = dismissal(sim);
  const { github } = connected(sim, scene.repository);
  await runOf(scene, github);
  expect(writes()).toEqual(["issues/update-comment", "issues/create-comment", "repos/create-commit-status"]);
  await runOf(scene, github);
  expectAllOnce(scene);
});

test("a status comment that somebody deleted while we worked is written again", async () => {
  const scene = dismissal(sim);
  const { github } = connected(sim, scene.repository);
  const { pull, conversation } = await fetchSnapshot(github, scene.repository.name, scene.pull.number, { configPath: "x.yml" });
  for (const { id } of conversation.statusComments) scene.pull.deleteComment(id);
  await applyPlan(scene.plan(conversation), github, { pull, expectedStatusBody: conversation.statusComments[0]?.body });
  expectAllOnce(scene);
});

test("comments on lines that GitHub refuses stand in the text, and the run says so", async () => {
  const scene = firstRevision(sim);
  const wrong = {
    ...scene,
    plan: (stands: Parameters<typeof scene.plan>[0]) => {
      const publication = scene.plan(stands);
      const review = publication.review && {
        ...publication.review,
        comments: [{ path: "paper.md", line: 45, body: "not in the diff" }],
      };
      return { ...publication, review };
    },
  };
  const { notes } = await runOf(wrong, connected(sim, scene.repository).github);
  expect(notes).toMatchObject([expect.stringContaining("refused the comments on lines")]);
  expect(scene.pull.state().reviews).toMatchObject([{ body: expect.stringContaining("One concern: why five?") }]);
  expectAllOnce(scene);
});

test("a review of ours that was begun and never sent is removed, and ours is written", async () => {
  const scene = firstRevision(sim);
  scene.pull.review({ author: ACTIONS_BOT, body: "half", event: undefined });
  await runOf(scene, connected(sim, scene.repository).github);
  expectAllOnce(scene);
});

test("a person's unsent review is not thrown away for ours", async () => {
  const scene = firstRevision(sim);
  scene.repository.role("carol", "write");
  scene.pull.review({ author: "carol", body: "my draft", event: undefined });
  const { github } = connected(sim, scene.repository, PERMISSIONS, { token: sim.personToken("carol") });
  await expect(runOf(scene, github)).rejects.toMatchObject({ code: "github-pending-review" });
  expect(scene.pull.state().reviews).toMatchObject([{ body: "my draft", state: "PENDING" }]);
  expect(scene.repository.statuses(scene.head, "bioreview/gate")[0]).toMatchObject({ state: "error" });
});

test("a head that moved before the first write: nothing is written but a word on the old head", async () => {
  const scene = firstRevision(sim);
  const { github } = connected(sim, scene.repository);
  const { pull, conversation } = await fetchSnapshot(github, scene.repository.name, scene.pull.number, { configPath: "x.yml" });
  const moved = scene.repository.commit(scene.pull.state().head.ref, { "paper.md": `${REVISED}\n\nMore.` });
  await expect(applyPlan(scene.plan(conversation), github, { pull, expectedStatusBody: undefined })).rejects.toMatchObject({
    kind: "superseded",
    code: "pull-request-moved",
  });
  expect(scene.pull.state()).toMatchObject({ comments: [], reviews: [] });
  expect(scene.repository.statuses(scene.head)[0]).toMatchObject({
    state: "error",
    description: expect.stringContaining(moved.slice(0, 7)),
  });
  expect(scene.repository.statuses(moved)).toEqual([]);
});

test("where a moved head cannot be told of on the old one, the run has failed: nobody waits for a word in vain", async () => {
  const scene = firstRevision(sim);
  const { github } = connected(sim, scene.repository);
  const { pull, conversation } = await fetchSnapshot(github, scene.repository.name, scene.pull.number, { configPath: "x.yml" });
  scene.repository.commit(scene.pull.state().head.ref, { "paper.md": `${REVISED}\n\nMore.` });
  sim.fault({ on: "repos/create-commit-status", effect: refuses(500) });
  await expect(applyPlan(scene.plan(conversation), github, { pull, expectedStatusBody: undefined })).rejects.toMatchObject({
    kind: "github",
  });
  expect(scene.pull.state()).toMatchObject({ comments: [], reviews: [] });
});

test("a head that moves between two writes: what was begun is finished, about the commit that it names", async () => {
  const scene = laterRevision(sim);
  const push = () => void scene.repository.commit(scene.pull.state().head.ref, { "paper.md": `${REVISED}\n\nMore.` });
  sim.fault({ on: "pulls/submit-review", call: 1, effect: { kind: "first", run: push } });
  await runOf(scene, connected(sim, scene.repository, RESOLVING).github);
  expectAllOnce(scene);
  expect(scene.pull.state().reviews.find(({ body }) => body.includes("One resolved"))).toMatchObject({ commit: scene.head });
  expect(scene.repository.statuses(scene.pull.state().head.sha)).toEqual([]);
});

test.each(["pulls/submit-review", "issues/create-comment"])(
  "a list that does not show yet what %s wrote does not make it written twice",
  async (on) => {
    const scene = firstRevision(sim);
    sim.fault({ on, call: 1, effect: unicorn(502, "after") });
    // The survey and the second look come first; then we look whether it was written, and the list is a write behind.
    sim.fault({ on: "graphql", call: 3, effect: { kind: "stale", writes: 1 } });
    await runOf(scene, connected(sim, scene.repository).github);
    expect(writes().filter((operation) => operation === on)).toHaveLength(1);
    expectAllOnce(scene);
  },
);

test("a ledger that another run wrote meanwhile is not written over; its word on the commit stands", async () => {
  const scene = dismissal(sim);
  const { github } = connected(sim, scene.repository);
  const first = await fetchSnapshot(github, scene.repository.name, scene.pull.number, { configPath: "x.yml" });
  await runOf(scene, github);
  const [kept] = first.conversation.statusComments;
  const stale = {
    ...scene.plan(first.conversation),
    statusComment: { id: kept?.id, body: statusBody(scene.repository, scene.pull, "stale"), surplus: [] },
  };
  await expect(applyPlan(stale, github, { pull: first.pull, expectedStatusBody: kept?.body })).rejects.toMatchObject({
    code: "ledger-moved",
  });
  expectAllOnce(scene);
});

test("two runs that begin at once leave one status comment", async () => {
  const scene = firstRevision(sim);
  const { github } = connected(sim, scene.repository);
  const survey = await fetchSnapshot(github, scene.repository.name, scene.pull.number, { configPath: "x.yml" });
  await runOf(scene, github);
  await expect(
    applyPlan(scene.plan(survey.conversation), github, { pull: survey.pull, expectedStatusBody: undefined }),
  ).rejects.toMatchObject({ code: "ledger-moved" });
  expectAllOnce(scene);
});

/** Planned from what stood before another run wrote. */
async function overtaken() {
  const scene = dismissal(sim);
  const { github } = connected(sim, scene.repository);
  const survey = () => fetchSnapshot(github, scene.repository.name, scene.pull.number, { configPath: "x.yml" });
  const { pull, conversation } = await survey();
  const planned = { publication: scene.plan(conversation), pull, expectedStatusBody: conversation.statusComments[0]?.body };
  const [comment] = scene.pull.state().comments;
  const write = (ledger: string) => {
    if (comment) scene.pull.editComment(comment.id, statusBody(scene.repository, scene.pull, ledger), ACTIONS_BOT);
  };
  write("of another run");
  const anew = async () => {
    const now = await survey();
    return {
      publication: scene.plan(now.conversation),
      pull: now.pull,
      expectedStatusBody: now.conversation.statusComments[0]?.body,
    };
  };
  return { scene, github, planned, write, anew };
}

test("over a ledger that can be planned for, what was planned for it is written, and nothing of the first plan", async () => {
  const { scene, github, planned, anew } = await overtaken();
  sim.clearLog();
  const status = { state: "failure" as const, description: "Another verdict" };
  const planAgain = async () => {
    const plan = await anew();
    return { ...plan, publication: { ...plan.publication, status } };
  };
  const carried = await applyPlan(planned.publication, github, { ...planned, replan: planAgain });
  expect(carried.status).toEqual(status);
  expect(scene.repository.statuses(scene.head)).toMatchObject([status]);
  expect(scene.pull.state().comments.filter(({ body }) => body.includes("is dismissed"))).toHaveLength(1);
});

test("a second ledger in the way is the end: an error, and nothing else is written", async () => {
  const { scene, github, planned, write, anew } = await overtaken();
  let asked = 0;
  const planAgain = async () => {
    asked += 1;
    const plan = await anew();
    write("of a third");
    return plan;
  };
  await expect(applyPlan(planned.publication, github, { ...planned, replan: planAgain })).rejects.toMatchObject({
    code: "ledger-moved",
  });
  expect(asked).toBe(1);
  expect(scene.repository.statuses(scene.head)).toMatchObject([{ state: "error" }]);
  expect(scene.pull.state().comments.some(({ body }) => body.includes("is dismissed"))).toBe(false);
});

test("a head that moves while it is planned once more: nothing is written about the old one, which is told", async () => {
  const { scene, github, planned, anew } = await overtaken();
  const planAgain = async () => {
    const plan = await anew();
    scene.repository.commit(scene.pull.state().head.ref, { "paper.md": `${REVISED}\n\nMore.` });
    return plan;
  };
  const carried = applyPlan(planned.publication, github, { ...planned, replan: planAgain });
  await expect(carried).rejects.toMatchObject({ code: "pull-request-moved" });
  expect(scene.repository.statuses(scene.head)).toMatchObject([{ description: expect.stringContaining("Superseded by") }]);
});

test("without a permission everything else is written, and what is lost is named", async () => {
  const scene = laterRevision(sim);
  const { pull_requests: _, issues: __, ...reading } = PERMISSIONS;
  const { unwritten } = await runOf(scene, connected(sim, scene.repository, { ...reading, pull_requests: "read" }).github);
  expect(unwritten[0]).toMatchObject({
    what: "the review",
    because: expect.stringContaining("pull-requests: write"),
    remedy: expect.stringContaining("permissions"),
  });
  expect(unwritten.map(({ what }) => what).join()).toMatch(/review.*status comment.*threads/);
  expect(scene.repository.statuses(scene.head)[0]).toMatchObject({
    state: "success",
    description: expect.stringContaining("not posted"),
  });
});

test("in a locked conversation no review is posted and none is recorded; once it is unlocked the next run posts both", async () => {
  const scene = laterRevision(sim);
  const before = scene.pull.state().comments.map(({ body }) => body);
  scene.pull.state().locked = true;
  const { unwritten, recorded } = await runOf(scene, connected(sim, scene.repository, RESOLVING).github);
  expect(unwritten[0]).toEqual({
    what: "the review",
    because: "the conversation is locked",
    remedy: expect.stringMatching(/^Unlock it/),
  });
  expect(recorded).toBe(false);
  expect(
    scene.pull.state().comments.map(({ body }) => body),
    "the ledger of before",
  ).toEqual(before);
  expect(scene.pull.state().threads).toMatchObject([{ resolvedBy: undefined, comments: [{}] }]);
  expect(scene.repository.statuses(scene.head)[0]?.description).toMatch(/^Passed.*not posted/);
  scene.pull.state().locked = false;
  const again = await runOf(scene, connected(sim, scene.repository, RESOLVING).github);
  expect(again).toMatchObject({ unwritten: [], recorded: true });
  expectAllOnce(scene);
});

test("a decision that may not be recorded is not answered as if it were, nor does it open the gate", async () => {
  const scene = dismissal(sim);
  sim.fault({ on: "issues/update-comment", effect: refuses(403) });
  const { github } = connected(sim, scene.repository);
  const { unwritten, recorded, status } = await runOf(scene, github);
  expect({ recorded, status }).toEqual({ recorded: false, status: undefined });
  expect(unwritten.map(({ what }) => what)).toEqual(["the status comment with the ledger", "the answer"]);
  expect(scene.pull.state().comments).toHaveLength(1);
  expect(scene.repository.statuses(scene.head)).toEqual([]);
  sim.clearFaults();
  await runOf(scene, github);
  expectAllOnce(scene);
});

test.each([
  { what: "an hour's limit", effect: () => primaryLimit(Math.floor(Date.now() / 1000) + 3600), requests: 1 },
  { what: "a limit of an hour on too much at once", effect: () => secondaryLimit(403, 3600), requests: 1 },
  { what: "a GitHub that fails", effect: () => unicorn(502), requests: 2 },
])(
  "$what on the last status alone: the run says that all else is written, and nothing else of the commit",
  async ({ effect, requests }) => {
    const scene = firstRevision(sim);
    sim.fault({ on: "repos/create-commit-status", effect: effect() });
    const error = await runOf(scene, connected(sim, scene.repository).github).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "github-verdict-unwritten",
      unsaid: [{ context: "bioreview/gate", status: { state: "success" } }],
    });
    expect(error).toMatchObject({ message: expect.not.stringContaining("Not reviewed") });
    expect(writes().filter((operation) => operation === "repos/create-commit-status")).toHaveLength(requests);
    expect(scene.repository.statuses(scene.head)).toEqual([]);
    sim.clearFaults();
    await runOf(scene, connected(sim, scene.repository).github);
    expectAllOnce(scene);
  },
);

test("a run that is told to stop says so on the commit, and stops at once", async () => {
  const scene = firstRevision(sim);
  const controller = new AbortController();
  const { github } = connected(sim, scene.repository, PERMISSIONS, { signal: controller.signal });
  sim.fault({ on: "pulls/submit-review", effect: { kind: "first", run: () => controller.abort() } });
  await expect(runOf(scene, github)).rejects.toMatchObject({ kind: "interrupted" });
  expect(scene.repository.statuses(scene.head)[0]).toMatchObject({ state: "error" });
  sim.clearFaults();
  await runOf(scene, connected(sim, scene.repository).github);
  expectAllOnce(scene);
});

test("a wait for a rate limit ends when the run is told to stop", async () => {
  const scene = firstRevision(sim);
  const controller = new AbortController();
  const sleep = (_: number, signal: AbortSignal | undefined) =>
    new Promise<void>((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
      controller.abort();
    });
  sim.fault({ on: "pulls/submit-review", effect: refuses(429, { retryAfter: 60 }) });
  const { github } = connected(sim, scene.repository, PERMISSIONS, { signal: controller.signal, sleep });
  await expect(runOf(scene, github)).rejects.toMatchObject({ kind: "interrupted" });
});

test("the token stands in no error and no line of the log", async () => {
  const scene = firstRevision(sim);
  const { github, token, lines } = connected(sim, scene.repository);
  sim.fault({ on: "pulls/submit-review", effect: refuses(500, { message: `broken for ${token.slice(0, 3)}` }) });
  const error = await runOf(scene, github).catch((thrown: unknown) => thrown);
  const { inspect } = await import("node:util");
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(token);
  expect(lines.join("\n")).not.toContain(token);
});
