/** Every write, each with everything that can go wrong with it, and then a second run. Whatever happened: one review, one status comment with the ledger, one
 *  answer; the ledger equals what is posted; and a status is clean only where all that it stands for is written, or says what is not. */
import { describe, expect, test } from "vitest";
import {
  type Effect,
  emptySuccess,
  primaryLimit,
  refuses,
  type GitHub as Sim,
  secondaryLimit,
  signInPage,
  unicorn,
} from "../../github-sim/index.ts";
import { connected, PERMISSIONS, type Permissions } from "../support/connected.ts";
import {
  dismissal,
  expectAllOnce,
  expectTruth,
  firstRevision,
  laterRevision,
  ofTwoManuscripts,
  otherWords,
  runOf,
  type Scene,
  sharedStage,
  unsentReview,
} from "../support/scenes.ts";
import { sim } from "../support/sim.ts";

const RESOLVING = { ...PERMISSIONS, contents: "write" } as const;
interface Write {
  readonly write: string;
  readonly on: string;
  readonly scene: (sim: Sim, at: ReturnType<typeof sharedStage>) => Scene;
  readonly permissions?: Permissions;
  /** What is not to be had in the first run, so that it comes to this write. */
  readonly after?: string;
  /** Times that a refusal lets it be sent: a review once more, with all in its text. */
  readonly sends?: number;
}
const WRITES: readonly Write[] = [
  { write: "a review that is begun", on: "graphql:addPullRequestReview", scene: firstRevision },
  { write: "a new review", on: "pulls/submit-review", scene: firstRevision },
  { write: "a review at once", on: "pulls/create-review", scene: firstRevision, sends: 2, after: "graphql:addPullRequestReview" },
  { write: "a new status comment", on: "issues/create-comment", scene: firstRevision },
  { write: "the commit status", on: "repos/create-commit-status", scene: firstRevision },
  { write: "the status of one of two manuscripts", on: "repos/create-commit-status", scene: ofTwoManuscripts },
  { write: "the removal of an unsent review", on: "pulls/delete-pending-review", scene: unsentReview },
  { write: "a later review", on: "pulls/submit-review", scene: laterRevision },
  { write: "threads", on: "graphql:addPullRequestReviewThreadReply", scene: laterRevision },
  { write: "threads that are minimised", on: "graphql:minimizeComment", scene: laterRevision, permissions: PERMISSIONS },
  { write: "the changed status comment", on: "issues/update-comment", scene: laterRevision },
  { write: "the removal of a second status comment", on: "issues/delete-comment", scene: laterRevision },
  { write: "other words for a review", on: "pulls/update-review", scene: otherWords },
  { write: "a decision", on: "issues/update-comment", scene: dismissal },
  { write: "an answer", on: "issues/create-comment", scene: dismissal },
];

/** Seconds since 1970. */
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
interface Fault {
  readonly fault: string;
  readonly effect: () => Effect;
  /** The run may go on, and says what is not written. */
  readonly withholds?: true;
  /** What cannot succeed is not repeated. */
  readonly final?: true;
}
const LOCKED = { message: "Unable to create comment because issue is locked." };
const FAULTS: readonly Fault[] = [
  { fault: "no answer, and nothing done", effect: () => ({ kind: "silence", when: "before" }) },
  { fault: "no answer, though it is done", effect: () => ({ kind: "silence", when: "after" }) },
  { fault: "a reset before it is done", effect: () => ({ kind: "drop", when: "before" }) },
  { fault: "a reset after it is done", effect: () => ({ kind: "drop", when: "after" }) },
  { fault: "half an answer", effect: () => ({ kind: "half" }) },
  { fault: "502 before it is done", effect: () => unicorn(502) },
  { fault: "502 after it is done", effect: () => unicorn(502, "after") },
  { fault: "503 after it is done", effect: () => unicorn(503, "after") },
  { fault: "503 with a time", effect: () => refuses(503, { retryAfter: 3600 }), final: true },
  { fault: "500", effect: () => refuses(500) },
  { fault: "200 and a sign-in page, and nothing done", effect: () => signInPage() },
  { fault: "200 and a sign-in page, though it is done", effect: () => signInPage("after") },
  { fault: "200 and an empty object, and nothing done", effect: () => emptySuccess() },
  { fault: "200 and an empty object, though it is done", effect: () => emptySuccess({}, "after") },
  {
    fault: "200 and nothing of it in the data",
    effect: () => emptySuccess({ data: {}, id: 1, html_url: "", state: "", body: "" }),
  },
  { fault: "200 and null", effect: () => emptySuccess(null) },
  { fault: "401", effect: () => refuses(401), final: true },
  { fault: "403", effect: () => refuses(403), withholds: true, final: true },
  { fault: "403, locked", effect: () => refuses(403, LOCKED), withholds: true, final: true },
  {
    fault: "422, locked",
    effect: () => refuses(422, { message: "Unprocessable Entity", errors: ["lock prevents review"] }),
    withholds: true,
    final: true,
  },
  { fault: "404", effect: () => refuses(404), final: true },
  { fault: "409", effect: () => refuses(409), final: true },
  { fault: "410", effect: () => refuses(410), final: true },
  { fault: "422", effect: () => refuses(422), final: true },
  {
    fault: "422, too quickly",
    effect: () => refuses(422, { message: "Validation Failed", errors: ["was submitted too quickly"] }),
  },
  { fault: "429 without a time", effect: () => refuses(429) },
  { fault: "429 with a time", effect: () => refuses(429, { retryAfter: 2 }) },
  { fault: "429 for an hour", effect: () => refuses(429, { retryAfter: 3600 }), final: true },
  { fault: "403 for an hour", effect: () => refuses(403, { retryAfter: 3600 }), final: true },
  { fault: "a secondary limit without a time", effect: () => secondaryLimit(403) },
  { fault: "a secondary limit with a time", effect: () => secondaryLimit(403, 2) },
  { fault: "a secondary limit for an hour", effect: () => secondaryLimit(403, 3600), final: true },
  { fault: "nothing left of the hour", effect: () => primaryLimit(inAnHour()), final: true },
  {
    fault: "a limit that is told with 200",
    effect: () => emptySuccess({ errors: [{ message: "You have exceeded a secondary rate limit." }] }),
  },
];
/** The first request of its kind alone, or all: some things are sent again. */
const TIMES = [
  { times: "once", call: { call: 1 } },
  { times: "always", call: {} },
];

/** Milliseconds. Where the machine is too slow for it, that is one more fault, and changes nothing of what must hold. */
const SHORT = { timeout: 120, lastWords: 120, retryDelay: 1, settle: 1 };
const LONG = { retryDelay: 1, settle: 1 };
const runOnce = (scene: Scene, permissions: Permissions = RESOLVING, timing: typeof SHORT | typeof LONG = LONG) =>
  runOf(scene, connected(sim, scene.repository, permissions, { timing }).github).then(
    (applied) => ({ applied, error: undefined }),
    (error: unknown) => ({ applied: undefined, error }),
  );
const sent = (on: string) =>
  sim.requests().filter(({ operation, fields }) => operation === on || fields.includes(on.replace("graphql:", ""))).length;

const CASES = WRITES.flatMap((write) => FAULTS.flatMap((fault) => TIMES.map((times) => ({ ...write, ...fault, ...times }))));
let tried = 0;
describe.each(WRITES)("$write", ({ write, on, scene: sceneOf, permissions, after, sends = 1 }) => {
  test.each(CASES.filter((one) => one.write === write))("$fault, $times", async ({ effect, call, withholds, final }) => {
    const scene = sceneOf(sim, sharedStage(sim));
    const takesTime = effect().kind === "silence";
    sim.fault({ on, effect: effect(), ...call });
    if (after !== undefined) sim.fault({ on: after, effect: { kind: "field", type: "UNPROCESSABLE", message: "not here" } });
    const { applied, error } = await runOnce(scene, permissions, takesTime ? SHORT : LONG);
    if (error !== undefined) expect(error).toMatchObject({ kind: "github", remedy: expect.stringMatching(/\w/) });
    else if (applied?.unwritten.length === 0) expectAllOnce(scene);
    else expect(withholds, `only by a refusal is left unwritten: ${JSON.stringify(applied?.unwritten)}`).toBe(true);
    expectTruth(scene);
    if (final) expect(sent(on), "what cannot succeed is not repeated").toBeLessThanOrEqual(sends);
    sim.clearFaults();
    const again = await runOnce(scene, permissions);
    expect(again.error).toBeUndefined();
    expect(again.applied?.unwritten).toEqual([]);
    expectAllOnce(scene);
    tried++;
  });
});

test.each(["FORBIDDEN", "UNPROCESSABLE", "NOT_FOUND", "SERVICE_UNAVAILABLE"])(
  "a reply that fails by itself (%s) is made up for by the next run",
  async (type) => {
    const scene = laterRevision(sim, sharedStage(sim));
    sim.fault({
      on: "graphql:addPullRequestReviewThreadReply",
      effect: { kind: "field", type, message: "lock prevents review" },
    });
    const { applied, error } = await runOnce(scene);
    expect(error ?? applied?.unwritten[0] ?? applied?.notes[0], "it is told").toBeDefined();
    expectTruth(scene);
    sim.clearFaults();
    await runOnce(scene);
    expectAllOnce(scene);
  },
);

test("in a locked conversation nothing is recorded that is not posted, and the next run posts all", async () => {
  for (const { scene: sceneOf, permissions } of WRITES) {
    const scene = sceneOf(sim, sharedStage(sim));
    scene.pull.state().locked = true;
    const { error } = await runOnce(scene, permissions);
    expect(error).toBeUndefined();
    expectTruth(scene);
    scene.pull.state().locked = false;
    await runOnce(scene, permissions);
    expectAllOnce(scene);
  }
});

test("all of them were tried", () => {
  expect(tried).toBe(WRITES.length * FAULTS.length * TIMES.length);
  expect(tried).toBe(1020);
});
