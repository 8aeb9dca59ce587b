/** A job that is cancelled, or whose machine goes away, at each thing that it writes; and the same job run again. What ends early is the built Action in a process
 *  of its own; what runs again finds the same on GitHub wherever it runs, so that it does so in this process, but for the last of each list. */
import { afterEach, describe, expect, test } from "vitest";
import type { RunnerEvent } from "../../runner-sim/index.ts";
import { ACTION_SKIPPED, hasAction } from "../../support/action-dist.ts";
import { NODES } from "../../support/dist.ts";
import { hangs } from "../../support/scripted-server.ts";
import { pullRequestEvent } from "./events.ts";
import { commentsOf, concernOf, dashboardOf, gateOf, reviewsOf, savedStateOf, threadsOf } from "./published.ts";
import { example, openScene, type Scene } from "./scene.ts";
import { FIRST, SECOND, UNCORRECTED } from "./scripted-concerns.ts";

let scene: Scene | undefined;
afterEach(() => scene?.[Symbol.asyncDispose]());

/** Of a first review: pending, review, status comment, verdict. Of a second: the threads besides. */
const WRITES_OF_FIRST = 4;
const WRITES_OF_SECOND = 5;

/** Aborted when the nth write arrives. @param when whether GitHub still carries it out */
function atWrite(at: Scene, call: number, when: "before" | "after") {
  const arrived = new AbortController();
  at.github.fault({ on: "write", call, effect: { kind: "first", run: () => arrived.abort() } });
  if (when === "before") at.github.fault({ on: "write", call, effect: { kind: "drop", when: "before" } });
  return arrived.signal;
}

const cases = (writes: number) =>
  Array.from({ length: writes }, (_, k) => k + 1).flatMap((call) =>
    (["before", "after"] as const).map((when) => ({ call, when })),
  );

describe.skipIf(!hasAction)(`the machine goes away${ACTION_SKIPPED}`, () => {
  test.each(cases(WRITES_OF_FIRST))(
    "$when write $call of a first review; run again, nothing is lost or told twice",
    async ({ call, when }) => {
      scene = await openScene({ says: [FIRST, FIRST] });
      const event = pullRequestEvent(scene.github, scene.pull, "opened");
      const died = await scene.run(event, { crash: atWrite(scene, call, when) });
      expect(died.main.signal).toBe("SIGKILL");
      expect(gateOf(scene), "never a clean status before the end").not.toContain(call < WRITES_OF_FIRST ? "success" : "failure");
      scene.github.clearFaults();

      await runAgain(scene, event, call === WRITES_OF_FIRST);
      expectOnce(scene);
      expect(savedStateOf(scene).ledger.concerns.map(({ text }) => text)).toEqual(FIRST.map(({ text }) => text));
    },
  );

  test.each(cases(WRITES_OF_SECOND))("$when write $call of a second review", async ({ call, when }) => {
    scene = await openScene({ says: [FIRST, SECOND, SECOND] });
    await scene.stage(pullRequestEvent(scene.github, scene.pull, "opened"));
    const died = await scene.push(example("v2"), { crash: atWrite(scene, call, when) });
    expect(died.main.signal).toBe("SIGKILL");
    scene.github.clearFaults();

    await expectSecondOnce(scene, call === WRITES_OF_SECOND);
  });
});

describe.skipIf(!hasAction)(`somebody cancels while GitHub is written to${ACTION_SKIPPED}`, () => {
  test.each(cases(WRITES_OF_SECOND))("$when write $call of a second review", async ({ call, when }) => {
    scene = await openScene({ says: [FIRST, SECOND, SECOND] });
    await scene.stage(pullRequestEvent(scene.github, scene.pull, "opened"));
    const ran = await scene.push(example("v2"), { cancel: atWrite(scene, call, when) });
    expect(ran.main.sent, "the runner had to send no more").toEqual(["SIGINT"]);
    if (call < WRITES_OF_SECOND) expect(gateOf(scene).at(-1), "no clean status before the end").toBe("error");
    scene.github.clearFaults();
    await expectSecondOnce(scene, call === WRITES_OF_SECOND);
  });
});

/** @param isBuilt whether by the built Action; a run in this process expects success by itself */
async function runAgain(at: Scene, event: RunnerEvent, isBuilt: boolean): Promise<void> {
  if (!isBuilt) return at.stage(event);
  const again = await at.run(event, { runAttempt: 2 });
  expect(again.conclusion, again.log.join("\n")).toBe("success");
}

/** Runs the second review's job again, and looks whether it completed what was missing and repeated nothing. */
async function expectSecondOnce(at: Scene, isBuilt: boolean) {
  await runAgain(at, pullRequestEvent(at.github, at.pull, "synchronize"), isBuilt);
  expect(reviewsOf(at)).toHaveLength(2);
  expect(gateOf(at).at(-1)).toBe("success");
  const { id, state } = concernOf(at, UNCORRECTED);
  expect(state).toBe("resolved");
  expect(threadsOf(at, id)[0]?.comments, "one reply").toHaveLength(2);
  expect(savedStateOf(at).ledger.revisions).toHaveLength(2);
}

describe.each(NODES)(`on $name${ACTION_SKIPPED}`, ({ node, there }) => {
  test.skipIf(!there || !hasAction)(
    "somebody cancels while the model writes: an error status, no review, and in time",
    async () => {
      scene = await openScene({ node, says: [], chat: hangs });
      const stop = new AbortController();
      const ran = await scene.run(pullRequestEvent(scene.github, scene.pull, "opened"), {
        cancel: stop.signal,
        onLine: (line) => /asking the model with/.test(line) && stop.abort(),
      });
      expect(ran.main.sent, "the runner had to send no more").toEqual(["SIGINT"]);
      expect(ran.main.exitCode).not.toBe(0);
      expect(gateOf(scene)).toEqual(["pending", "error"]);
      expect([reviewsOf(scene), commentsOf(scene)]).toEqual([[], []]);
    },
  );

  test.skipIf(!there || !hasAction)(
    "only our process ends: the post step tells the commit that nobody will judge it",
    async () => {
      scene = await openScene({ node, says: [], chat: hangs });
      const ends = new AbortController();
      const ran = await scene.run(pullRequestEvent(scene.github, scene.pull, "opened"), {
        mainEnds: ends.signal,
        onLine: (line) => /asking the model with/.test(line) && ends.abort(),
      });
      expect(ran.main.signal).toBe("SIGKILL");
      expect(ran.post?.exitCode).toBe(0);
      expect(gateOf(scene)).toEqual(["pending", "error"]);
    },
  );

  test.skipIf(!there || !hasAction)("the model server goes away: everywhere it says so, and what is known stays", async () => {
    scene = await openScene({ node, says: [FIRST] });
    await scene.stage(pullRequestEvent(scene.github, scene.pull, "opened"));
    const before = savedStateOf(scene).ledger;
    await scene.model.stop();
    const ran = await scene.push(example("v2"));
    expect(ran).toMatchObject({ conclusion: "failure", outputs: { outcome: "failed", gate: "error", open: "" } });
    expect(gateOf(scene)).toEqual(["pending", "error"]);
    expect(reviewsOf(scene)).toHaveLength(1);
    expect(savedStateOf(scene).ledger).toEqual(before);
    for (const told of [dashboardOf(scene), ran.summary, ran.log.join("\n")]) expect(told).toContain("nothing listens there");
  });
});

function expectOnce(at: Scene) {
  expect(reviewsOf(at)).toHaveLength(1);
  expect(at.pull.state().threads).toHaveLength(FIRST.length);
  expect(commentsOf(at)).toHaveLength(1);
  expect(gateOf(at).at(-1)).toBe("success");
}
