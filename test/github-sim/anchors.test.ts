/** Where review comments may stand: the stand-in against `git diff -U3`, read by a reader of its own. */
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { git } from "./git/git.ts";
import { type GitHub, startGitHub } from "./index.ts";
import { paper } from "./paper.ts";

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.stop());
afterEach(() => expect(github.violations()).toEqual([]));

/** Lines of both sides by hunk, straight from the heads of the hunks. */
function hunks(diff: string): { readonly LEFT: readonly [number, number]; readonly RIGHT: readonly [number, number] }[] {
  return [...diff.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)].map(([, a, b = "1", c, d = "1"]) => ({
    LEFT: [Number(a), Number(a) + Number(b) - 1],
    RIGHT: [Number(c), Number(c) + Number(d) - 1],
  }));
}
const isIn = ([first, last]: readonly [number, number], line: number) => first <= line && line <= last;

const line = fc.constantFrom("a", "b", "c", "d");
const text = fc.array(line, { minLength: 1, maxLength: 30 }).map((lines) => `${lines.join("\n")}\n`);
const anchor = fc.record({ line: fc.integer({ min: 1, max: 32 }), side: fc.constantFrom("LEFT" as const, "RIGHT" as const) });

test("every accepted anchor lies in a hunk of git's diff, and every other is refused", async () => {
  await fc.assert(
    fc.asyncProperty(text, text, fc.array(anchor, { minLength: 1, maxLength: 12 }), async (before, after, anchors) => {
      const { repository, pull, bot, at } = paper(github, "unused\n");
      const base = repository.commit("main", { "paper.md": before, other: "x" });
      const head = repository.commit("revision", { "paper.md": after, other: "x" }, { from: base });
      pull.retarget("main");
      const found = hunks(git(repository.git, ["diff", "-U3", base, head, "--", "paper.md"]).toString());
      for (const { line, side } of anchors) {
        const comments = [{ path: "paper.md", line, side, body: "Why?" }];
        const { status } = await bot.post(at("/pulls/1/reviews"), { event: "COMMENT", body: "r", comments });
        const inDiff = found.some((hunk) => isIn(hunk[side], line));
        expect({ line, side, status }).toEqual({ line, side, status: inDiff ? 200 : 422 });
      }
    }),
    { seed: 5, numRuns: 25 },
  );
});

test("a range is accepted within one hunk, from its earlier to its later line", async () => {
  const { bot, at } = paper(github);
  const ranged = (start_line: number, line: number) =>
    bot.post(at("/pulls/1/reviews"), {
      event: "COMMENT",
      body: "r",
      comments: [{ path: "paper.md", start_line, line, body: "Why?" }],
    });
  expect(await ranged(7, 11)).toMatchObject({ status: 200 });
  expect(await ranged(9, 9)).toMatchObject({ status: 422, body: { errors: ["start line must precede the end line."] } });
  expect(await ranged(11, 7)).toMatchObject({ status: 422 });
  expect(await ranged(9, 59)).toMatchObject({ status: 422, body: { errors: ["Line could not be resolved"] } });
});

test("a binary file, a renamed one without changes and a file outside the diff have no line to comment on", async () => {
  const { repository, bot, at } = paper(github);
  repository.commit("main", { "figure.bin": Uint8Array.of(0, 1, 2), "old.md": "one\ntwo\n" });
  repository.commit("next", { "figure.bin": Uint8Array.of(0, 3), "old.md": undefined, "new.md": "one\ntwo\n" });
  repository.open({ head: "next" });
  const { body } = await bot.get(at("/pulls/2/files"));
  expect(body).toMatchObject([
    { filename: "figure.bin", status: "modified" },
    { filename: "new.md", previous_filename: "old.md", status: "renamed" },
  ]);
  expect(JSON.stringify(body)).not.toContain('"patch"');
  for (const path of ["figure.bin", "new.md", "paper.md"]) {
    const review = { event: "COMMENT", body: "r", comments: [{ path, line: 1, body: "Why?" }] };
    const error = path === "paper.md" ? "Path could not be resolved" : "Line could not be resolved";
    expect(await bot.post(at("/pulls/2/reviews"), review)).toMatchObject({ status: 422, body: { errors: [error] } });
  }
});
