/** Two revisions of a paper as a repository has them: commits, between which it moves from folder to folder. With the real model where one must run, and
 *  where none may run without any. */
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/errors.ts";
import { comparisonResultSchema } from "../../src/revision/index.ts";
import { runDist } from "../support/dist.ts";
import { folderWith } from "../support/folder.ts";
import { hasSmoke, MODELS, SMOKE_SKIPPED } from "../support/smoke-model.ts";

const EXAMPLE = join(import.meta.dirname, "../../examples/phage-wound-gel");
/** Milliseconds: a slow machine reads and writes a few tokens a second. */
const TIMEOUT = 900_000;

const repository = folderWith();
const noRunner = { BIOREVIEW_RUNNER: join(repository, "nowhere") };

function git(...args: readonly string[]): void {
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
  execFileSync("git", ["-C", repository, ...who, ...args], { stdio: "pipe" });
}

function commit(message: string): void {
  git("add", "--all");
  git("commit", "--quiet", "--message", message);
}

/** first: the paper in draft/. reflowed: in manuscript/, with other line ends and a comment. second: revised, in paper/. */
beforeAll(() => {
  git("init", "--quiet", "--initial-branch=main");
  cpSync(join(EXAMPLE, "v1"), join(repository, "draft"), { recursive: true });
  commit("as submitted");
  git("tag", "first");

  renameSync(join(repository, "draft"), join(repository, "manuscript"));
  const introduction = join(repository, "manuscript/content/02.introduction.md");
  const text = readFileSync(introduction, "utf8");
  const reflowed = text.replace(/(?<=[a-z,])\n(?=[a-z])/g, " ");
  expect(reflowed, "the example has lines to reflow").not.toBe(text);
  writeFileSync(introduction, `<!-- checked by all authors -->\n\n${reflowed}`);
  commit("reflowed and moved");
  git("tag", "reflowed");

  rmSync(join(repository, "manuscript"), { recursive: true });
  cpSync(join(EXAMPLE, "v2"), join(repository, "paper"), { recursive: true });
  commit("revised and moved");
  git("tag", "second");
});

const against = (path: string, rev: string, earlier: string, argv: readonly string[], env: Record<string, string> = {}) => {
  const asked = ["review", path, "--rev", rev, "--against", earlier, "--profile", "smoke", "--format", "json", ...argv];
  return runDist(asked, { cwd: repository, env });
};

describe("where no model may run, for there is none", () => {
  test("a revision that was reflowed and moved is known to be cosmetic", async () => {
    const { code, out, err } = await against(".", "reflowed", "first", [], noRunner);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const result = comparisonResultSchema.parse(JSON.parse(out));
    expect(result).toMatchObject({ cosmetic: true, outcomes: [], sentences: { reworded: 0, removed: 0, added: 0 } });
    expect(result.sentences?.same).toBeGreaterThan(50);
    expect(result.ledger.revisions.map(({ kind }) => kind)).toEqual(["reviewed", "cosmetic"]);
  });

  test.each([
    { why: "nobody knows", path: ".", earlier: "v0.9", error: "git-unknown-revision", says: /"v0\.9": git knows no such commit/ },
    {
      why: "had the paper in another folder than the one that is named",
      path: "paper",
      earlier: "first",
      error: "git-no-such-folder",
      says: /that commit has no such folder\. .*the top of the repository/,
    },
  ])("an earlier revision that $why is told at once", async ({ path, earlier, error, says }) => {
    const { code, out, err } = await against(path, "second", earlier, [], noRunner);
    expect({ code, out }).toEqual({ code: EXIT_CODES.manuscript, out: "" });
    expect(err).toMatch(says);
    expect(err).toContain(`[${error}]`);
  });

  test("a revision that a reader sees needs one, and its absence is no empty review", async () => {
    const { code, out, err } = await against(".", "second", "first", [], noRunner);
    expect({ code, out }).toEqual({ code: EXIT_CODES.settings, out: "" });
    expect(err).toContain("[runner-not-there]");
  });
});

describe.skipIf(!hasSmoke)(`with the small model${SMOKE_SKIPPED}`, () => {
  test("both revisions are reviewed and compared, wherever the paper lay", { timeout: TIMEOUT }, async () => {
    const few = ["--budget", "1000", "--threads", "1", "--gpu", "off", "--models", MODELS];
    const { code, out, err } = await against(".", "second", "first", few);
    expect({ code, err }).toEqual({ code: 0, err: expect.not.stringMatching(/\[[a-z-]+\]\n$/) });
    const { old, new: now, sentences, outcomes, pairs, ledger, review, caution } = comparisonResultSchema.parse(JSON.parse(out));
    expect({ old, now }).toEqual({
      old: expect.stringMatching(/ at [0-9a-f]{7}$/),
      now: expect.stringMatching(/ at [0-9a-f]{7}$/),
    });
    expect(review?.manuscript).toMatchObject({ revision: now, root: expect.stringContaining("paper/") });
    expect(caution).toContain("is no review");

    // The example was revised in places: most of it stands, although every file lies elsewhere.
    const { same = 0, moved = 0, reworded = 0, removed = 0, added = 0 } = sentences ?? {};
    expect(same + moved).toBeGreaterThan((reworded + removed) * 2);
    expect(reworded + removed + added).toBeGreaterThan(0);

    const found = outcomes.flatMap((outcome) => ("found" in outcome ? [outcome.found] : []));
    expect([...new Set(found)].sort(), "each new concern has an outcome").toEqual([...(review?.concerns.keys() ?? [])]);
    const known = ledger.concerns.filter(({ history }) => history[0]?.revision === 1).map(({ id }) => id);
    expect(known.length, "the earlier revision was reviewed too").toBeGreaterThan(0);
    expect(new Set(outcomes.map(({ id }) => id)), "and so has each known one").toEqual(new Set(ledger.concerns.map(({ id }) => id)));
    expect(pairs.length).toBeLessThanOrEqual(known.length);
    for (const { places } of outcomes) for (const { file } of places) expect(file).toMatch(/^(?:draft|paper)\/content\//);
    expect(ledger.revisions).toMatchObject([{ kind: "reviewed", label: old }, { kind: "reviewed", label: now }]);
  });
});
