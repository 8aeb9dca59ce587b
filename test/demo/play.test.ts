/** The demonstration as people start it, with concerns that people wrote: what stands on the stand-in stands on the page. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { conversationPage, exampleActs, type Played, playDemo, SCRIPT_MODEL, startScript } from "../../demo/index.ts";
import { ACTION_DIST, ACTION_FOLDER, ACTION_SKIPPED, hasAction } from "../support/action-dist.ts";
import { folderWith } from "../support/folder.ts";
import { elementsOf, wordsOf, wordsOfPage } from "./tree.ts";

const EXAMPLE = join(ACTION_FOLDER, "examples/phage-wound-gel");

describe.skipIf(!hasAction)(`the scripted demonstration${ACTION_SKIPPED}`, () => {
  let played: Played;
  let html: string;
  beforeAll(async () => {
    await using script = await startScript();
    const inputs = { profile: "smoke", endpoint: script.url, model: SCRIPT_MODEL };
    const surroundings = { clock: () => performance.now(), tell: () => {}, voice: "No model was asked." };
    played = await playDemo(exampleActs(EXAMPLE), { action: ACTION_FOLDER, dist: ACTION_DIST, inputs, ...surroundings });
    html = conversationPage(played);
  });

  test("runs five times, cleanly, within the budget of requests", () => {
    expect(played.violations).toEqual([]);
    expect(played.runs.map(({ conclusion, outputs }) => [conclusion, outputs["outcome"]])).toEqual([
      ["success", "reviewed"],
      ["success", "reviewed"],
      ["success", "cosmetic"],
      ["success", "command"],
      ["success", "command"],
    ]);
    for (const { requests, title } of played.runs) expect(requests.length, title).toBeLessThanOrEqual(15);
  });

  test("says at the end of each review's log how it came out", () => {
    const [first, second, third] = played.runs;
    const reviews = played.pull.reviews.map(({ id }) => `#pullrequestreview-${id}`);
    expect(first?.log.at(-1)).toMatch(/8 open, \d major.*; the review is at https:\/\/github\.com\//);
    expect(first?.log.at(-1)).toContain(reviews[0]);
    expect(second?.log.at(-1)).toMatch(/\d open, .*; the review is at /);
    expect(third?.log.at(-1)).toMatch(/\d open, /);
  });

  test("shows every fate that a revision can bring", () => {
    const [, second, , , dismissal] = played.runs;
    for (const fate of ["introduced", "noticed-late", "standing", "escalated", "eased", "not-repeated", "resolved"])
      expect(Number(second?.outputs[fate]), fate).toBeGreaterThan(0);
    expect(dismissal?.outputs["dismissed"]).toBe("1");
  });

  test("has all that was said on its page, in its place", () => {
    const elements = elementsOf(html);
    const byId = new Map(elements.map((element) => [String(element.properties["id"]), wordsOf(element)]));
    const { comments, reviews, threads } = played.pull;
    const bodies = [
      ...comments.map(({ id, body }) => [`issuecomment-${id}`, body] as const),
      ...reviews.map(({ id, body }) => [`pullrequestreview-${id}`, body] as const),
      ...threads.flatMap((thread) => thread.comments.map(({ id, body }) => [`discussion_r${id}`, body] as const)),
    ];
    expect([comments.length, threads.length > 0, bodies.some(([, body]) => said(body).length > 5)]).toEqual([5, true, true]);
    for (const [id, body] of bodies) for (const words of said(body)) expect(byId.get(id), id).toContain(words);
    for (const { sha, message } of played.pushes) expect(byId.get(`commit-${sha}`)).toContain(message);
    for (const { sha, description } of played.statuses) expect(byId.get(`commit-${sha}`)).toContain(description ?? "");
  });

  test("names no model as the author of what people wrote", () => {
    expect(wordsOfPage(html)).toContain("No model was asked");
    const bodies = [...played.pull.comments, ...played.pull.reviews].map(({ body }) => body).join("\n");
    expect(bodies.replaceAll("\\", ""), "its hyphen is escaped").toContain(SCRIPT_MODEL);
    expect(bodies).not.toMatch(/135M|smollm2/i);
  });

  test("tells of each run what it asked, and keeps the ledger's own text to itself", () => {
    const words = wordsOfPage(html);
    for (const { requests } of played.runs) expect(words).toContain(`${requests.length} requests`);
    expect(words).not.toMatch(/bioreview-state|<!--/);
  });
});

/** Words of a Markdown body that no markup touches, three in a row, from outside its comments and links. */
function said(body: string): readonly string[] {
  const visible = body.replace(/<!--[\s\S]*?-->/g, "").replace(/^\[[^\]]*\]:.*$/gm, "");
  return [...visible.matchAll(/(?<![\w\\[(/.#-])[A-Za-z]{3,} [a-z]{3,} [a-z]{3,}(?![\w\\\]])/g)].map(([words]) => words);
}

describe("npm run demo:pr", () => {
  const demo = (...args: string[]) =>
    spawnSync(process.execPath, [join(ACTION_FOLDER, "scripts/demo-pr.mjs"), ...args], { encoding: "utf8" });

  test("says what it does", () => {
    expect(demo("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("--scripted") });
  });

  test.each([
    { why: "a flag that it has not", args: ["--script"], says: /--script.*--help/s },
    { why: "an Action that is not built", args: ["--scripted", "--dist", "/nowhere"], says: /not built.*npm run build/s },
  ])("tells what to do about $why", ({ args, says }) => {
    const { status, stderr, stdout } = demo(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test("tells how to get the small model where it is missing", () => {
    const dist = folderWith({ "action.js": "" });
    const { status, stderr } = spawnSync(process.execPath, [join(ACTION_FOLDER, "scripts/demo-pr.mjs"), "--dist", dist], {
      encoding: "utf8",
      env: { ...process.env, BIOREVIEW_MODELS: folderWith() },
    });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/npm run setup -- --models/)]);
  });

  test.skipIf(!hasAction)("leaves one file, and says where", () => {
    const output = join(folderWith(), "page.html");
    const { status, stdout, stderr } = demo("--scripted", "--dist", ACTION_DIST, "--output", output);
    expect([status, stdout], stderr).toEqual([0, `${output}\n`]);
    expect(wordsOfPage(readFileSync(output, "utf8"))).toContain("No model was asked");
  });
});
