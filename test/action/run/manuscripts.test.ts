/** Several manuscripts in one repository, reviewed in one run: each has its ledger, its status and its section, and a pull request one review and one comment. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { PROFILES } from "../../../profiles/profiles.ts";
import { cleanUp } from "../../../src/action/run/pending-status.ts";
import { parseResults } from "../../../src/action/run/result-file.ts";
import { MOST_REVIEWED } from "../../../src/action/run/review-manuscripts.ts";
import { processDisk } from "../../../src/action/run/session.ts";
import { loadStates } from "../../../src/publish/index.ts";
import { unicorn } from "../../github-sim/index.ts";
import { answerOf, type SaidConcern } from "../../support/reviewer.ts";
import { startReviews } from "../../support/scripted-reviews.ts";
import { type Reply, says } from "../../support/scripted-server.ts";
import { runAction } from "../support/run-action.ts";
import { commanding, reviewing, type Scene, standing } from "../support/scene.ts";
import { github } from "../support/stage.ts";

const paper = (topic: string, mice = "twelve") =>
  [
    `# On ${topic} in mice`,
    ...["Abstract", "Introduction", "Methods", "Results", "Discussion"].map(
      (name) =>
        `## ${name}\n\nWe studied ${topic} and its ${name.toLowerCase()} in ${mice} mice over six weeks and measured what changed.`,
    ),
  ].join("\n\n");
const CONFIG = ".github/bioreview.yml";
const LISTED = "manuscripts:\n  - papers/a\n  - papers/b\n";
const BASE = { "papers/a/paper.md": paper("sleep"), "papers/b/paper.md": paper("wounds"), "tool.py": "1" };
const SLEEP: SaidConcern = { text: "The sleep methods use few mice over six weeks.", severity: "major" };
const WOUNDS: SaidConcern = { text: "The wounds results are not blinded.", severity: "minor" };

const smoke = PROFILES.find(({ name }) => name === "smoke") ?? PROFILES[0];
let count = 0;
function sceneOf(
  head: Readonly<Record<string, string | undefined>>,
  config = LISTED,
  base: Readonly<Record<string, string>> = BASE,
): Scene {
  const repository = github.repository(`ada/papers-${++count}`, { files: { ...base, [CONFIG]: config } });
  repository.commit("revision", head);
  return { repository, pull: repository.open({ head: "revision", author: "ann" }) };
}
const A2 = { "papers/a/paper.md": paper("sleep", "forty") };
const B2 = { "papers/b/paper.md": paper("wounds", "forty") };

/** Of the head: context without its beginning, and state; the latest of each. */
function statusesOn(at: Scene): Record<string, string> {
  const latest = [...standing(at).statuses].reverse().map(({ context, state }) => [context.replace("bioreview/gate", ""), state]);
  return Object.fromEntries(latest);
}
/** Without what keeps Markdown from being markup. */
const plain = (markdown = "") => markdown.replace(/\\(?=[-(])|\u2060/g, "");
const worded = (at: Scene) => standing(at).reviews.filter(({ body }) => body !== "");
const identities = ["a", "b"].map((name) => ({ key: `papers-${name}`, paths: [`papers/${name}`] }));
function ledgersOn(at: Scene, manuscripts: readonly { readonly key: string; readonly paths: readonly string[] }[] = identities) {
  const statusComments = standing(at).comments.map(({ id, body }) => ({ id, body, nodeId: "", url: "" }));
  const states = loadStates({ statusComments }, { repository: at.repository.name, pull: at.pull.number }, manuscripts);
  return Object.fromEntries(
    states.flatMap((read, k) => (read.kind === "state" ? [[manuscripts[k]?.key ?? "", read.state.ledger] as const] : [])),
  );
}
const outputs = ({ job }: Awaited<ReturnType<typeof reviewing>>) => Object.fromEntries(job.outputs);
const each = (finished: Awaited<ReturnType<typeof reviewing>>) =>
  z.array(z.looseObject({ key: z.string(), outcome: z.string() })).parse(JSON.parse(outputs(finished)["manuscripts"] ?? ""));

describe("two papers of one repository", () => {
  test("of which one changes: that one is reviewed, the other has its status all the same", async () => {
    const at = sceneOf(A2);
    const finished = await reviewing(at, [[SLEEP]]);
    expect(statusesOn(at)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success" });
    expect(standing(at).statuses.find(({ context }) => context.endsWith("papers-b"))?.description).toBe(
      "No manuscript file changed",
    );
    expect(worded(at)).toHaveLength(1);
    expect(standing(at).comments).toHaveLength(1);
    expect(Object.keys(ledgersOn(at))).toEqual(["papers-a"]);
    expect(each(finished).map(({ key, outcome }) => [key, outcome])).toEqual([
      ["papers-a", "reviewed"],
      ["papers-b", "untouched"],
    ]);
    expect(outputs(finished)).toMatchObject({ outcome: "reviewed", open: "1", "open-major": "1", gate: "off" });
    expect(finished.job.failures).toEqual([]);
  });

  test("that both change: one review with a section for each, one comment with both ledgers, and the servers opened once", async () => {
    const at = sceneOf({ ...A2, ...B2 });
    const finished = await reviewing(at, [[SLEEP], [WOUNDS]]);
    const [review, ...others] = worded(at);
    expect(others).toEqual([]);
    expect(plain(review?.body)).toMatch(/## papers-a[\s\S]*## papers-b/);
    expect(standing(at).comments).toHaveLength(1);
    expect(plain(standing(at).comments[0]?.body)).toMatch(
      /- \*\*papers-a\*\*[\s\S]*## BioReview, papers-a[\s\S]*## BioReview, papers-b/,
    );
    const ledgers = ledgersOn(at);
    expect(ledgers["papers-a"]?.concerns.map(({ id, text }) => [id, text])).toEqual([["C1", SLEEP.text]]);
    expect(ledgers["papers-b"]?.concerns.map(({ id, text }) => [id, text])).toEqual([["C1", WOUNDS.text]]);
    expect(finished.job.logged.filter((line) => line.includes("asking the model server"))).toHaveLength(1);
    expect(outputs(finished)).toMatchObject({ open: "2", "open-major": "1", "open-minor": "1", revision: "" });
    expect(finished.asked.length, finished.asked.join(" ")).toBeLessThanOrEqual(18);
    const text = await processDisk.read(outputs(finished)["result-file"] ?? "", 1_000_000);
    const results = parseResults(text, "result", { repository: at.repository.name, pull: at.pull.number });
    expect(results.map(({ manuscript, found }) => [manuscript, found.kind])).toEqual([
      ["papers-a", "compared"],
      ["papers-b", "compared"],
    ]);
  });

  test("over several pushes each ledger goes on, and what did not change is not asked for again", async () => {
    const at = sceneOf({ ...A2, ...B2 });
    await reviewing(at, [[SLEEP], [WOUNDS]]);
    at.repository.commit("revision", { "papers/b/paper.md": paper("wounds", "sixty") });
    await reviewing(at, [[WOUNDS, { text: "The wounds discussion says nothing of sixty mice.", severity: "minor" }]]);
    const ledgers = ledgersOn(at);
    expect(ledgers["papers-a"]?.revisions.map(({ kind }) => kind)).toEqual(["reviewed", "cosmetic"]);
    expect(ledgers["papers-b"]?.concerns.map(({ id }) => id)).toEqual(["C1", "C2"]);
    expect(plain(worded(at)[1]?.body), "the second review is of one").not.toContain("papers-a");
    expect(statusesOn(at)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success" });
    const before = standing(at);
    await reviewing(at, []);
    expect(standing(at).comments).toEqual(before.comments);
    expect(standing(at).reviews).toEqual(before.reviews);
  });

  test("of which one cannot be read: the other is reviewed, and the failure has its status, its section and the job's end", async () => {
    const at = sceneOf({ ...A2, "papers/b/paper.md": "# Nothing\n" });
    const finished = await reviewing(at, [[SLEEP]]);
    expect(statusesOn(at)).toEqual({ "": "error", "/papers-a": "success", "/papers-b": "error" });
    expect(plain(worded(at)[0]?.body)).toMatch(/## papers-b[\s\S]*could not be reviewed/);
    expect(plain(standing(at).comments[0]?.body)).toMatch(/could not review papers-b/);
    expect(Object.keys(ledgersOn(at))).toEqual(["papers-a"]);
    expect(finished.job.failures).toEqual([expect.stringContaining("papers-b: Not reviewed")]);
    expect(outputs(finished)).toMatchObject({ outcome: "failed", gate: "error", open: "1" });
    at.repository.commit("revision", B2);
    await reviewing(at, [[WOUNDS]]);
    expect(statusesOn(at)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success" });
    expect(standing(at).comments).toHaveLength(1);
    expect(plain(standing(at).comments[0]?.body)).not.toContain("could not review");
  });

  test("without a model: both fail, and nothing looks reviewed", async () => {
    const at = sceneOf({ ...A2, ...B2 });
    const { job } = await reviewing(at, [], { inputs: { endpoint: "http://127.0.0.1:9" } });
    expect(statusesOn(at)).toEqual({ "": "error", "/papers-a": "error", "/papers-b": "error" });
    expect(worded(at)).toEqual([]);
    expect(job.failures).toHaveLength(1);
  });

  test("each held to its own limit: the gate of one fails, and that of all", async () => {
    const config =
      "max-open-major: 0\nmanuscripts:\n  - { path: papers/a, key: sleep }\n  - { path: papers/b, max-open-major: 3 }\n";
    const at = sceneOf({ ...A2, ...B2 }, config);
    const { job } = await reviewing(at, [[SLEEP], [{ ...WOUNDS, severity: "major" }]]);
    expect(statusesOn(at)).toEqual({ "": "failure", "/sleep": "failure", "/papers-b": "success" });
    expect(job.failures).toEqual([expect.stringContaining("sleep: Failed: 1 open major concern, limit 0")]);
  });
});

describe("a paper that is", () => {
  const ALL = "manuscripts: all\n";
  test("added is found and reviewed", async () => {
    const at = sceneOf({ "papers/c/paper.md": paper("rest") }, ALL);
    await reviewing(at, [[{ text: "The rest of mice is few.", severity: "minor" }]]);
    expect(statusesOn(at)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success", "/papers-c": "success" });
  });

  test.each([{ config: ALL }, { config: LISTED }])("removed keeps no required check waiting ($config)", async ({ config }) => {
    const at = sceneOf({ "papers/b/paper.md": undefined }, config);
    const finished = await reviewing(at, []);
    expect(statusesOn(at)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success" });
    expect(each(finished).map(({ outcome }) => outcome)).toEqual(["untouched", "removed"]);
  });

  test("renamed goes on with its ledger under its new name, and the old name's check is not left waiting", async () => {
    // Git calls a file renamed where half of it is the same.
    const revised = paper("sleep").replace("and its methods in twelve", "and its methods in forty");
    const at = sceneOf({ "papers/a/paper.md": revised }, ALL);
    await reviewing(at, [[SLEEP]]);
    at.repository.commit("revision", { "papers/a/paper.md": undefined, "papers/z/paper.md": revised });
    await reviewing(at, []);
    expect(statusesOn(at)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success", "/papers-z": "success" });
    const ledgers = ledgersOn(at, [{ key: "papers-z", paths: ["papers/z/paper.md", "papers/a/paper.md"] }]);
    expect(ledgers["papers-z"]?.concerns.map(({ id }) => id)).toEqual(["C1"]);
    expect(standing(at).comments).toHaveLength(1);
  });

  test("listed and nowhere is an error, for a misspelt path must open no gate", async () => {
    const at = sceneOf(A2, "manuscripts: [papers/a, paper/b]\n");
    await reviewing(at, [[SLEEP]]);
    expect(statusesOn(at)).toEqual({ "": "error", "/papers-a": "success", "/paper-b": "error" });
  });
});

describe("a repository that had one manuscript", () => {
  test("keeps its ledger where it now has several: in the pull request that is open", async () => {
    const at = sceneOf(A2, "manuscript: papers/a\n");
    await reviewing(at, [[SLEEP]]);
    at.repository.commit("main", { [CONFIG]: LISTED });
    at.repository.commit("revision", { "papers/a/paper.md": paper("sleep", "sixty") });
    await reviewing(at, [[SLEEP]]);
    expect(ledgersOn(at)["papers-a"]?.concerns.map(({ id }) => id)).toEqual(["C1"]);
    expect(ledgersOn(at)["papers-a"]?.revisions).toHaveLength(2);
    expect(standing(at).comments, "the same comment").toHaveLength(1);
    expect(standing(at).threads.length, "and the same thread").toBeLessThanOrEqual(1);
  });

  test("keeps what its workflows kept apart by state keys", async () => {
    const at = sceneOf({ ...A2, ...B2 }, "");
    await reviewing(at, [[SLEEP]], { inputs: { manuscript: "papers/a", "state-key": "papers-a" } });
    await reviewing(at, [[WOUNDS]], { inputs: { manuscript: "papers/b", "state-key": "papers-b" } });
    expect(standing(at).comments).toHaveLength(2);
    at.repository.commit("main", { [CONFIG]: LISTED });
    at.repository.commit("revision", { "papers/a/paper.md": paper("sleep", "sixty") });
    await reviewing(at, [[SLEEP]]);
    expect(standing(at).comments, "together now").toHaveLength(1);
    expect(Object.values(ledgersOn(at)).map(({ revisions }) => revisions.length)).toEqual([2, 2]);
  });

  test("keeps the ledger that a merged pull request left", async () => {
    const at = sceneOf(A2, "manuscript: papers/a\n");
    await reviewing(at, [[SLEEP]]);
    at.pull.merge();
    at.repository.commit("main", { [CONFIG]: LISTED });
    at.repository.commit("next", { "papers/a/paper.md": paper("sleep", "sixty"), ...B2 });
    const next = { repository: at.repository, pull: at.repository.open({ head: "next", author: "ann" }) };
    const { asked } = await reviewing(next, [[SLEEP], [WOUNDS]]);
    expect(ledgersOn(next)["papers-a"]?.revisions).toHaveLength(2);
    expect(ledgersOn(next)["papers-b"]?.revisions).toHaveLength(1);
    expect(asked.filter((operation) => operation === "graphql").length, "one look at merged ones for all").toBeLessThanOrEqual(6);
  });
});

describe("a command", () => {
  test("names one manuscript by its path or its key, and the other waits", async () => {
    const at = sceneOf({ ...A2, ...B2 });
    const { reactions } = await commanding(at, "ada", "/bioreview papers/b", [[WOUNDS]]);
    expect(reactions).toEqual(["eyes", "rocket"]);
    expect(statusesOn(at)).toEqual({ "": "pending", "/papers-a": "pending", "/papers-b": "success" });
    expect(Object.keys(ledgersOn(at))).toEqual(["papers-b"]);
    await commanding(at, "ada", "/bioreview papers-a", [[SLEEP]]);
    expect(statusesOn(at)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success" });
    expect(Object.keys(ledgersOn(at))).toEqual(["papers-a", "papers-b"]);
  });

  test("that names none reviews those that changed", async () => {
    const at = sceneOf(A2);
    await commanding(at, "ada", "/bioreview full", [[SLEEP]]);
    expect(Object.keys(ledgersOn(at))).toEqual(["papers-a"]);
    expect(statusesOn(at)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success" });
  });

  test("that names one reviews it also where nothing of it changed", async () => {
    const at = sceneOf({ "tool.py": "2" });
    await commanding(at, "ada", "/bioreview papers/b", [[WOUNDS]]);
    expect(Object.keys(ledgersOn(at))).toEqual(["papers-b"]);
  });

  test("that dismisses a number which two ledgers have must say of which", async () => {
    const config = `max-open-major: 0\n${LISTED}`;
    const at = sceneOf({ ...A2, ...B2 }, config);
    await reviewing(at, [[SLEEP], [{ ...WOUNDS, severity: "major" }]]);
    const vague = await commanding(at, "ada", "/bioreview dismiss C1 It is a pilot.");
    expect(vague.reactions).toEqual(["eyes", "rocket"]);
    expect(plain(vague.answers.at(-1))).toMatch(/papers-a and papers-b each have a C1/);
    expect(statusesOn(at)["/papers-a"]).toBe("failure");
    const { answers, job } = await commanding(at, "ada", "/bioreview dismiss papers/a C1 It is a pilot.");
    expect(plain(answers.at(-1))).toContain("**Dismissed** C1 of papers-a");
    expect(statusesOn(at)).toEqual({ "": "failure", "/papers-a": "success", "/papers-b": "failure" });
    expect(ledgersOn(at)["papers-b"]?.concerns[0]?.state).toBe("open");
    expect(job.outputs.get("dismissed")).toBe("1");
    await commanding(at, "ada", "/bioreview dismiss papers-b C1 So is that.");
    expect(statusesOn(at)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success" });
  });

  test("for the status tells of each, and help how one is named", async () => {
    const at = sceneOf({ ...A2, ...B2 });
    await reviewing(at, [[SLEEP], [WOUNDS]]);
    const answer = async (body: string) => plain((await commanding(at, "ann", body)).answers.at(-1));
    expect(await answer("/bioreview status")).toMatch(/papers-a.*Revision 1[\s\S]*papers-b.*Revision 1/);
    expect(await answer("/bioreview status papers/b")).not.toContain("papers-a");
    expect(await answer("/bioreview help")).toContain("/bioreview dismiss papers-a C7");
    expect(plain((await commanding(at, "ada", "/bioreview papers/c")).answers.at(-1))).toContain("There is no command");
  });
});

test("a decision while the model works counts, and the other manuscript's ledger is not lost by it", async () => {
  const inputs = { "max-open-major": "0" };
  const at = sceneOf({ ...A2, ...B2 });
  await reviewing(at, [[SLEEP], [WOUNDS]], { inputs });
  at.repository.commit("revision", { "papers/b/paper.md": paper("wounds", "sixty") });
  let takeBack = () => {};
  const dismissal = async () => {
    takeBack();
    await commanding(at, "ada", "/bioreview dismiss papers-a C1 It is a pilot.", [], { inputs });
  };
  takeBack = github.fault({ on: "pulls/list-files", call: 1, effect: { kind: "first", run: dismissal } });
  await reviewing(at, [[WOUNDS]], { inputs });
  expect(ledgersOn(at)["papers-a"]?.concerns[0]?.state).toBe("dismissed");
  expect(ledgersOn(at)["papers-b"]?.revisions).toHaveLength(2);
  expect(statusesOn(at)[""]).toBe("success");
});

test("the two phases hand over the result of each", async () => {
  const at = sceneOf({ ...A2, ...B2 });
  const { job } = await reviewing(at, [[SLEEP], [WOUNDS]], {
    inputs: { phase: "review" },
    permissions: { contents: "read", pull_requests: "read" },
  });
  const path = job.outputs.get("result-file") ?? "";
  await reviewing(at, [], { inputs: { phase: "publish", "result-file": path } });
  expect(Object.keys(ledgersOn(at))).toEqual(["papers-a", "papers-b"]);
  expect(statusesOn(at)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success" });
});

test("a merge queue gets the gate of each and of all", async () => {
  const at = sceneOf(A2, `max-open-major: 0\n${LISTED}`);
  await reviewing(at, [[SLEEP]]);
  const head = at.pull.state().head.sha;
  const ref = `refs/heads/gh-readonly-queue/main/pr-${at.pull.number}-${head}`;
  const event = { name: "merge_group", payload: { action: "checks_requested", merge_group: { head_ref: ref, head_sha: head } } };
  const before = at.repository.statuses(head).length;
  await reviewing(at, [], { event });
  const added = at.repository.statuses(head).slice(0, at.repository.statuses(head).length - before);
  expect(added.map(({ context, state }) => [context, state]).reverse()).toEqual([
    ["bioreview/gate/papers-a", "failure"],
    ["bioreview/gate/papers-b", "success"],
    ["bioreview/gate", "failure"],
  ]);
});

test("more than a run reviews are told, and reviewed by the next command", async () => {
  const names = Array.from({ length: MOST_REVIEWED + 1 }, (_, k) => `p${k}`);
  const files = (mice: string) =>
    Object.fromEntries(names.map((name) => [`papers/${name}/paper.md`, paper(`topic ${name}`, mice)]));
  const at = sceneOf(files("forty"), "manuscripts: all\n", files("twelve"));
  const turn = (name: string): SaidConcern[] => [{ text: `The topic ${name} is studied in few mice.`, severity: "minor" }];
  await reviewing(at, names.slice(0, MOST_REVIEWED).map(turn));
  expect(statusesOn(at)[`/papers-p${MOST_REVIEWED}`]).toBe("error");
  expect(statusesOn(at)[""]).toBe("error");
  expect(standing(at).comments[0]?.body.length).toBeLessThanOrEqual(65_536);
  const { reactions } = await commanding(at, "ada", `/bioreview papers/p${MOST_REVIEWED}`, [turn(`p${MOST_REVIEWED}`)]);
  expect(reactions).toEqual(["eyes", "rocket"]);
  expect(new Set(Object.values(statusesOn(at)))).toEqual(new Set(["success"]));
  expect(standing(at).comments).toHaveLength(1);
});

describe("what a pull request brings", () => {
  test("from a fork is reviewed at a maintainer's word, one manuscript or all, and not before", async () => {
    const at = sceneOf({ "tool.py": "2" });
    const fork = at.repository.fork("mallory");
    fork.commit("revision", { ...A2, ...B2 });
    const pull = at.repository.open({ head: "revision", from: fork.name, author: "mallory" });
    const forked = { repository: at.repository, pull };
    await reviewing(forked, []);
    expect(statusesOn(forked)).toEqual({ "": "pending" });
    expect((await commanding(forked, "mallory", "/bioreview papers/a")).reactions).toEqual(["eyes", "confused"]);
    await commanding(forked, "ada", "/bioreview papers/a", [[SLEEP]]);
    expect(statusesOn(forked)).toEqual({ "": "pending", "/papers-a": "success", "/papers-b": "pending" });
    await commanding(forked, "ada", "/bioreview", [[WOUNDS]]);
    expect(statusesOn(forked)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success" });
  });

  test.each([
    "papers/$(touch x)/paper.md",
    "papers/<!-- bioreview-state:1/paper.md",
    "papers/@org #1 `x`/paper.md",
    "papers/::error::x/paper.md",
    "論文/睡眠/paper.md",
    "papers/a b/\u202etex/paper.md",
    "..papers/-/paper.md",
    "papers-a/paper.md",
  ])("as a path is words and nothing else: %s", async (path) => {
    const at = sceneOf({ [path]: paper("rest") }, "manuscripts: all\n");
    const finished = await reviewing(at, [[{ text: "The rest of mice is few.", severity: "minor" }]]);
    const contexts = Object.keys(statusesOn(at));
    expect(contexts).toHaveLength(4);
    for (const context of contexts) expect(context).toMatch(/^(?:\/[a-z0-9-]{1,32})?$/);
    expect(outputs(finished)["manuscripts"]).toMatch(/^[\w\-[\]{}",:]*$/);
    expect(new Set(Object.values(statusesOn(at)))).toEqual(new Set(["success"]));
    expect(standing(at).comments[0]?.body).not.toMatch(/@org|\u202e|::error::/);
  });

  test("cannot take a commit's name for a manuscript's: who names a commit gets that or nothing", async () => {
    const at = sceneOf({ "1a2b3c4/paper.md": paper("rest") }, "manuscripts: all\n");
    const { reactions, answers } = await commanding(at, "ada", "/bioreview 1a2b3c4");
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(plain(answers.at(-1))).toContain("not 1a2b3c4");
  });
});

describe("a run", () => {
  test("begins no manuscript when its time is over, and says which command does", async () => {
    const at = sceneOf({ ...A2, ...B2 });
    let calls = 0;
    // Each look at the clock is half an hour after the one before.
    await reviewing(at, [[SLEEP]], { with: { now: () => calls++ * 1_800_000 } });
    expect(statusesOn(at)).toEqual({ "": "error", "/papers-a": "success", "/papers-b": "error" });
    expect(plain(standing(at).comments[0]?.body)).toMatch(/no time left for it[\s\S]*\/bioreview papers-b/);
    await reviewing(at, [[WOUNDS]]);
    expect(new Set(Object.values(statusesOn(at)))).toEqual(new Set(["success"]));
  });

  test("whose model gives one manuscript no answer reviews the next all the same", async () => {
    const at = sceneOf({ ...A2, ...B2 });
    let asked = 0;
    // Each answer that is none is asked for twice.
    const chat: Reply = (...call) => says(asked++ < 2 ? "I would rather not." : answerOf(WOUNDS))(...call);
    await using server = await startReviews(smoke, [], { chat });
    const event = github.events.pull({ repository: at.repository.name, number: at.pull.number }, "opened");
    const { job } = await runAction({ github, repository: at.repository, event, inputs: { endpoint: server.url } });
    expect(job.failures).toEqual([expect.stringContaining("papers-a: Not reviewed")]);
    expect(statusesOn(at)).toEqual({ "": "error", "/papers-a": "error", "/papers-b": "success" });
    expect(Object.keys(ledgersOn(at))).toEqual(["papers-b"]);
  });

  test("that is overtaken by a push writes nothing of any manuscript, and says so on the commit", async () => {
    const at = sceneOf({ ...A2, ...B2 });
    const old = at.pull.state().head.sha;
    const push = () => void at.repository.commit("revision", { "papers/b/paper.md": paper("wounds", "sixty") });
    const takeBack = github.fault({ on: "pulls/list-files", call: 1, effect: { kind: "first", run: push } });
    await reviewing(at, [[SLEEP], [WOUNDS]]);
    takeBack();
    expect(standing(at)).toMatchObject({ reviews: [], comments: [] });
    expect(at.repository.statuses(old).map(({ context, state }) => [context, state])[0]).toEqual(["bioreview/gate", "error"]);
    await reviewing(at, [[SLEEP], [WOUNDS]]);
    expect(new Set(Object.values(statusesOn(at)))).toEqual(new Set(["success"]));
  });

  test("in which a verdict of one cannot be set says what is left in its post step", async () => {
    const at = sceneOf({ ...A2, ...B2 });
    const takeBacks = [3, 4].map((call) => github.fault({ on: "repos/create-commit-status", call, effect: unicorn(502) }));
    const { job } = await reviewing(at, [[SLEEP], [WOUNDS]]);
    for (const takeBack of takeBacks) takeBack();
    expect(job.failures).toEqual([expect.stringContaining("everything else is written")]);
    expect(statusesOn(at)).toEqual({ "": "pending", "/papers-a": "success" });
    await cleanUp(job);
    expect(statusesOn(at)).toEqual({ "": "success", "/papers-a": "success", "/papers-b": "success" });
  });
});
