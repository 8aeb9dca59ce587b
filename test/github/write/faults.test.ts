/** Every write, each with everything that can go wrong with it, and then a second run. Whatever happened: one review, one status comment with the ledger, one
 *  answer; and a status that is clean only where all that it stands for is written. */
import { describe, expect, test } from "vitest";
import { type Effect, primaryLimit, refuses, type GitHub as Sim, secondaryLimit, unicorn } from "../../github-sim/index.ts";
import { connected, PERMISSIONS } from "../support/connected.ts";
import { dismissal, expectAllOnce, firstRevision, laterRevision, otherWords, runOf, type Scene } from "../support/scenes.ts";
import { sim } from "../support/sim.ts";

const WRITES: readonly { readonly write: string; readonly on: string; readonly scene: (sim: Sim) => Scene }[] = [
  { write: "a new review", on: "pulls/create-review", scene: firstRevision },
  { write: "a new status comment", on: "issues/create-comment", scene: firstRevision },
  { write: "the commit status", on: "repos/create-commit-status", scene: firstRevision },
  { write: "a later review", on: "pulls/create-review", scene: laterRevision },
  { write: "threads", on: "graphql:addPullRequestReviewThreadReply", scene: laterRevision },
  { write: "the changed status comment", on: "issues/update-comment", scene: laterRevision },
  { write: "the removal of a second status comment", on: "issues/delete-comment", scene: laterRevision },
  { write: "other words for a review", on: "pulls/update-review", scene: otherWords },
  { write: "an answer", on: "issues/create-comment", scene: dismissal },
];

/** Seconds since 1970. */
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
const FAULTS: readonly { readonly fault: string; readonly effect: () => Effect }[] = [
  { fault: "no answer, and nothing done", effect: () => ({ kind: "silence", when: "before" }) },
  { fault: "no answer, though it is done", effect: () => ({ kind: "silence", when: "after" }) },
  { fault: "a reset before it is done", effect: () => ({ kind: "drop", when: "before" }) },
  { fault: "a reset after it is done", effect: () => ({ kind: "drop", when: "after" }) },
  { fault: "half an answer", effect: () => ({ kind: "half" }) },
  { fault: "502 before it is done", effect: () => unicorn(502) },
  { fault: "502 after it is done", effect: () => unicorn(502, "after") },
  { fault: "503 after it is done", effect: () => unicorn(503, "after") },
  { fault: "500", effect: () => refuses(500) },
  { fault: "403", effect: () => refuses(403) },
  { fault: "404", effect: () => refuses(404) },
  { fault: "409", effect: () => refuses(409) },
  { fault: "410", effect: () => refuses(410) },
  { fault: "422", effect: () => refuses(422) },
  {
    fault: "422, too quickly",
    effect: () => refuses(422, { message: "Validation Failed", errors: ["was submitted too quickly"] }),
  },
  { fault: "429 without a time", effect: () => refuses(429) },
  { fault: "429 with a time", effect: () => refuses(429, { retryAfter: 2 }) },
  { fault: "a secondary limit without a time", effect: () => secondaryLimit(403) },
  { fault: "a secondary limit with a time", effect: () => secondaryLimit(403, 2) },
  { fault: "nothing left of the hour", effect: () => primaryLimit(inAnHour()) },
];
/** The first request of its kind alone, or all: some things are sent again. */
const TIMES = [
  { times: "once", call: { call: 1 } },
  { times: "always", call: {} },
];

const RESOLVING = { ...PERMISSIONS, contents: "write" } as const;
/** Milliseconds. Where the machine is too slow for it, that is one more fault, and changes nothing of what must hold. */
const SHORT = { timeout: 300, lastWords: 300, retryDelay: 1, settle: 1 };
const LONG = { retryDelay: 1, settle: 1 };
const runOnce = (scene: Scene, timing: typeof SHORT | typeof LONG) => {
  const { github } = connected(sim, scene.repository, RESOLVING, { timing });
  return runOf(scene, github).then(
    (applied) => ({ applied, error: undefined }),
    (error: unknown) => ({ applied: undefined, error }),
  );
};

const CASES = WRITES.flatMap((write) => FAULTS.flatMap((fault) => TIMES.map((times) => ({ ...write, ...fault, ...times }))));
let tried = 0;
describe.each(WRITES)("$write", ({ write }) => {
  test.each(CASES.filter((one) => one.write === write))("$fault, $times", async ({ on, fault, effect, scene: sceneOf, call }) => {
    const scene = sceneOf(sim);
    sim.fault({ on, effect: effect(), ...call });
    const { applied, error } = await runOnce(scene, SHORT);
    const [status] = scene.repository.statuses(scene.head, "bioreview/gate");
    if (error !== undefined) {
      expect(error).toMatchObject({ kind: "github", remedy: expect.stringMatching(/\w/) });
      expect(status?.state, "a run that failed leaves no clean status").not.toBe("success");
    } else if (applied?.unwritten.length === 0) expectAllOnce(scene);
    else expect(fault, "only a missing permission is lost without failing").toBe("403");
    expectLedgerAfterReview(scene, applied?.unwritten.length ?? 0);
    sim.clearFaults();
    const again = await runOnce(scene, LONG);
    expect(again.error).toBeUndefined();
    expect(again.applied?.unwritten).toEqual([]);
    expectAllOnce(scene);
    tried++;
  });
});

test("all of them were tried", () => {
  expect(tried).toBe(WRITES.length * FAULTS.length * TIMES.length);
  expect(tried).toBe(360);
});

/** The ledger records only what stands, or what is known to be lost. */
function expectLedgerAfterReview({ pull, plan }: Scene, unwritten: number): void {
  const { review, statusComment } = plan({ statusComments: [], reviews: [], threads: [], notes: [] });
  const { comments, reviews } = pull.state();
  const kept = comments.some(({ body }) => body === statusComment?.body);
  if (review !== undefined && kept && unwritten === 0)
    expect(reviews.some(({ body }) => body.includes(review.marker))).toBe(true);
}
