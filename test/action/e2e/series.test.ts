/** The example manuscript's way through a pull request, as its people would see it: the built Action, started as a runner starts it, against the stand-in for
 *  GitHub, with a model that says what the example's README says a reviewer would find. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readActionFile } from "../../runner-sim/index.ts";
import { ACTION_FOLDER, ACTION_SKIPPED, hasAction } from "../../support/action-dist.ts";
import { NODES } from "../../support/dist.ts";
import { pullRequestEvent } from "./events.ts";
import {
  commentsOf,
  concernOf,
  dashboardOf,
  gateOf,
  mentionsOf,
  reactionsOn,
  reviewsOf,
  savedStateOf,
  threadsOf,
} from "./published.ts";
import { actsIn } from "./rendered.ts";
import { example, MAINTAINER, OWNER, openScene, type Scene } from "./scene.ts";
import {
  CONTRADICTION,
  FIRST,
  LEAKAGE,
  NO_GEL_CONTROL,
  OVERCLAIM,
  RESISTANCE,
  SECOND,
  UNCORRECTED,
} from "./scripted-concerns.ts";

/** Requests of one run, whatever the length of the manuscript. */
const BUDGET = 15;
const INTRODUCTION = "content/02.introduction.md";
const METHODS = "content/04.methods.md";

describe.each(NODES)(`on $name${ACTION_SKIPPED}`, ({ node, there }) => {
  describe.skipIf(!there || !hasAction)("a pull request from its opening on", () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = await openScene({ node, says: [FIRST, SECOND, [...SECOND, UNCORRECTED]] });
    });
    afterAll(() => scene?.[Symbol.asyncDispose]());

    test("opened: one review tells every concern once, and the head gets a verdict", async () => {
      const ran = await scene.run(pullRequestEvent(scene.github, scene.pull, "opened"));
      expect(ran, ran.log.join("\n")).toMatchObject({ conclusion: "success", failures: [] });
      expect(scene.requests().length, scene.requests().join("\n")).toBeLessThanOrEqual(BUDGET);
      expect(reviewsOf(scene)).toMatchObject([{ state: "COMMENTED", commit: scene.pull.state().head.sha }]);
      expect(savedStateOf(scene).ledger.concerns.map(({ text, state }) => [text, state])).toEqual(
        FIRST.map(({ text }) => [text, "open"]),
      );
      for (const phrase of [
        "gel without phage",
        "correction for multiple testing",
        "on the same 24 animals",
        "does not establish that the gel is safe",
      ])
        expect(mentionsOf(scene, phrase), phrase).toEqual({ reviews: 0, threads: 1 });
      expect(gateOf(scene)).toEqual(["pending", "success"]);
      expect(ran.outputs).toMatchObject({ outcome: "reviewed", gate: "off", introduced: "5", open: "5", "open-major": "3" });
      expect(dashboardOf(scene)).toContain("3 major");
      expect(Object.keys(readActionFile(ACTION_FOLDER).outputs), "action.yml declares them").toEqual(
        expect.arrayContaining(Object.keys(ran.outputs)),
      );
    });

    test("a second push: told is only what is new and what is resolved", async () => {
      const ran = await scene.push(example("v2"));
      expect(ran, ran.log.join("\n")).toMatchObject({ conclusion: "success", failures: [] });
      expect(scene.requests().length, scene.requests().join("\n")).toBeLessThanOrEqual(BUDGET);
      expect(reviewsOf(scene).map(({ commit }) => commit)).toHaveLength(2);
      expect(ran.outputs).toMatchObject({ outcome: "reviewed", introduced: "1", resolved: "2", standing: "2" });
      expect(concernOf(scene, RESISTANCE)).toMatchObject({ id: "C6", state: "open" });
      for (const fixed of [UNCORRECTED, CONTRADICTION]) expect(concernOf(scene, fixed).state).toBe("resolved");
      for (const still of [LEAKAGE, OVERCLAIM, NO_GEL_CONTROL]) expect(concernOf(scene, still).state).toBe("open");
      expect(mentionsOf(scene, "on the same 24 animals"), "what still stands is not told again").toEqual({
        reviews: 0,
        threads: 1,
      });
      expect(reviewsOf(scene).at(-1)?.body).toMatch(
        /Resolved.*added.*After correction for multiple testing.*Partly addressed.*added.*gel without phage/s,
      );
    });

    test("its thread is answered, and minimised where the token may not resolve it", () => {
      const { id } = concernOf(scene, UNCORRECTED);
      const [thread] = threadsOf(scene, id);
      expect(thread?.comments).toHaveLength(2);
      expect(thread?.comments[0]?.minimized).toBeDefined();
      expect(thread?.resolvedBy).toBeUndefined();
    });

    test("a push that only moves line breaks: no model, no review, and the new head has its verdict", async () => {
      const text = example("v2")[INTRODUCTION] ?? "";
      const ran = await scene.push({ [INTRODUCTION]: text.replaceAll(" because ", "\nbecause ") });
      expect(ran, ran.log.join("\n")).toMatchObject({ conclusion: "success", outputs: { outcome: "cosmetic" } });
      expect(scene.requests().length, scene.requests().join("\n")).toBeLessThanOrEqual(BUDGET);
      expect([scene.model.asked(), reviewsOf(scene).length]).toEqual([2, 2]);
      expect(gateOf(scene).at(-1)).toBe("success");
      expect(savedStateOf(scene).ledger.revisions.map(({ kind }) => kind)).toEqual(["reviewed", "reviewed", "cosmetic"]);
    });

    test("the author asks how it stands", async () => {
      const before = commentsOf(scene).length;
      const ran = await scene.say(OWNER, "/bioreview status");
      expect(ran, ran.log.join("\n")).toMatchObject({ conclusion: "success" });
      expect(commentsOf(scene).length).toBe(before + 1);
      expect(reactionsOn(scene, commandIn(scene))).toEqual(["eyes", "rocket"]);
    });

    test("a maintainer dismisses a concern, with a reason that is kept", async () => {
      const ran = await scene.say(MAINTAINER, "/bioreview dismiss C6 the spot test is only a first look");
      expect(ran, ran.log.join("\n")).toMatchObject({ conclusion: "success", outputs: { dismissed: "1" } });
      expect(concernOf(scene, RESISTANCE)).toMatchObject({ state: "dismissed" });
      expect(dashboardOf(scene)).toContain("the spot test is only a first look");
    });

    test("and takes that back", async () => {
      await scene.say(MAINTAINER, "/bioreview reopen C6");
      expect(concernOf(scene, RESISTANCE)).toMatchObject({ state: "open" });
    });

    test("who may not write decides nothing, and is told so", async () => {
      const before = savedStateOf(scene);
      const ran = await scene.say("mallory", "/bioreview dismiss C1 because I say so");
      expect(reactionsOn(scene, commandIn(scene)).at(-1)).toBe("confused");
      expect(savedStateOf(scene)).toEqual(before);
      expect(ran.conclusion).toBe("success");
    });

    test("a resolved concern that the text brings back is open again", async () => {
      const text = example("v2")[METHODS] ?? "";
      const ran = await scene.push({
        [METHODS]: text.replace(
          "Adjusted P and q values below 0.05 were considered significant.",
          "P values below 0.05 were considered significant.",
        ),
      });
      expect(ran, ran.log.join("\n")).toMatchObject({ conclusion: "success", outputs: { reopened: "1" } });
      expect(concernOf(scene, UNCORRECTED).state).toBe("open");
      expect(reviewsOf(scene)).toHaveLength(3);
    });

    test("nothing that was written does more than be read", () => {
      for (const { body } of [...reviewsOf(scene), ...commentsOf(scene)]) expect(actsIn(body)).toEqual([]);
    });
  });
});

/** The last comment of a person. */
function commandIn(scene: Scene): number {
  const people = scene.pull.state().comments.filter(({ author }) => !author.endsWith("[bot]"));
  return people.at(-1)?.id ?? 0;
}
