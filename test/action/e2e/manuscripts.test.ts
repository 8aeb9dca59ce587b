/** The built Action on a repository of two manuscripts: its paper, and a second one beside it. */
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { loadStates } from "../../../src/publish/index.ts";
import { ACTION_SKIPPED, hasAction } from "../../support/action-dist.ts";
import { markdownPaper } from "../../support/paper.ts";
import { pullRequestEvent } from "./events.ts";
import { commentsOf, dashboardOf, reviewsOf } from "./published.ts";
import { example, OWNER, openScene, type Scene } from "./scene.ts";
import { FIRST, NO_GEL_CONTROL, SECOND } from "./scripted-concerns.ts";

let scene: Scene | undefined;
afterEach(() => scene?.[Symbol.asyncDispose]());

const PROTOCOL = markdownPaper().replaceAll("We studied", "By this protocol we studied");
const MICE = [{ text: "The methods of the protocol use twelve mice over six weeks.", severity: "major" }];

describe.skipIf(!hasAction)(`two manuscripts${ACTION_SKIPPED}`, () => {
  test("over two pushes and a decision: one review a push, one comment, a ledger and a status of each", async () => {
    const base = {
      "protocol/paper.md": PROTOCOL,
      ".github/bioreview.yml": "manuscripts:\n  - content\n  - { path: protocol, key: protocol, max-open-major: 0 }\n",
    };
    scene = await openScene({ says: [FIRST, SECOND, MICE], base });
    const { repository, pull } = scene;
    const statuses = () =>
      Object.fromEntries(
        repository
          .statuses(pull.state().head.sha)
          .toReversed()
          .map(({ context, state }) => [context, state]),
      );
    const revisions = () =>
      loadStates(
        { statusComments: commentsOf({ repository, pull }).map(({ id, body }) => ({ id, body, nodeId: "", url: "" })) },
        { repository: repository.name, pull: pull.number },
        ["content", "protocol"].map((key) => ({ key, paths: [key] })),
      ).map((read) => (read.kind === "state" ? read.state.ledger.revisions.length : 0));

    const first = await scene.run(pullRequestEvent(scene.github, pull, "opened"));
    expect(first.conclusion, first.log.join("\n")).toBe("success");
    expect(statuses()).toEqual({
      "bioreview/gate": "success",
      "bioreview/gate/content": "success",
      "bioreview/gate/protocol": "success",
    });
    expect(revisions()).toEqual([1, 0]);

    const second = await scene.push({ ...example("v2"), "protocol/paper.md": PROTOCOL.replace("twelve mice", "forty mice") });
    expect(second.conclusion).toBe("failure");
    expect(statuses()).toEqual({
      "bioreview/gate": "failure",
      "bioreview/gate/content": "success",
      "bioreview/gate/protocol": "failure",
    });
    expect(reviewsOf(scene)).toHaveLength(2);
    expect(reviewsOf(scene)[1]?.body).toMatch(/## content[\s\S]*## protocol/);
    expect(revisions()).toEqual([2, 1]);
    const each = z
      .array(z.looseObject({ key: z.string(), gate: z.string() }))
      .parse(JSON.parse(second.outputs["manuscripts"] ?? ""));
    expect(each.map(({ key, gate }) => [key, gate])).toEqual([
      ["content", "off"],
      ["protocol", "failed"],
    ]);

    const third = await scene.say(OWNER, "/bioreview dismiss protocol C1 It is a pilot.");
    expect(third.conclusion).toBe("success");
    expect(statuses()["bioreview/gate"]).toBe("success");
    expect(dashboardOf(scene)).toContain("It is a pilot");
    expect(dashboardOf(scene)).toContain(NO_GEL_CONTROL.text.slice(0, 20));
  });
});
