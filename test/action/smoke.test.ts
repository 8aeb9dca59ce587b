/** The whole way with nothing scripted but GitHub: our own model server is started, the small model reviews the example's two revisions. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GitHub, startGitHub } from "../github-sim/index.ts";
import { hasSmoke, MODELS, RUNNER, SMOKE_SKIPPED } from "../support/smoke-model.ts";
import { reviewsOf, savedStateOf } from "./e2e/published.ts";
import { runAction } from "./support/run-action.ts";

const EXAMPLE = join(import.meta.dirname, "../../examples/phage-wound-gel");

/** Most of the paper's text; a model on one thread would read it for half a minute, and no part of this test is about it. */
const LONG = /0[235]\.(?:introduction|results|discussion)|response-to-reviewers/;

/** The files of one revision, by path. */
function revision(name: "v1" | "v2"): Record<string, string> {
  const root = join(EXAMPLE, name);
  const all = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = all.filter(({ name: file }) => !LONG.test(file));
  const paths = files.map(({ parentPath, name: file }) => join(parentPath, file));
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, "utf8")]));
}

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.stop());

describe.skipIf(!hasSmoke)(`the small model${SMOKE_SKIPPED}`, () => {
  test("reviews a pull request, and its next push, by a server that is started for the job and gone after it", async () => {
    const repository = github.repository("ada/phage", { files: { "README.md": "A paper.\n" } });
    repository.commit("paper", revision("v1"));
    const pull = repository.open({ head: "paper", author: "ada" });
    const of = { repository: repository.name, number: pull.number };
    const inputs = { models: MODELS, gpu: "off", threads: "1" };
    const runs = { github, repository, inputs, with: { runner: async () => RUNNER } };

    const first = await runAction({ ...runs, event: github.events.pull(of, "opened") });
    expect(first.job.failures).toEqual([]);
    expect(first.job.outputs.get("outcome")).toBe("reviewed");
    expect(Number(first.job.outputs.get("introduced"))).toBeGreaterThanOrEqual(1); // its grammar asks for three, of which some say the same
    expect(first.asked.length, first.asked.join(" ")).toBeLessThanOrEqual(15);

    repository.commit("paper", revision("v2"));
    const second = await runAction({ ...runs, event: github.events.pull(of, "synchronize") });
    expect(second.job.failures).toEqual([]);
    expect(second.job.outputs.get("outcome")).toBe("reviewed");
    expect(second.job.outputs.get("revision")).toBe("2");
    expect(second.asked.length, second.asked.join(" ")).toBeLessThanOrEqual(15);
    // What so small a model says depends on the processor's arithmetic: a second review may find nothing new, and then no review is due.
    const counts = ["introduced", "reopened", "escalated", "resolved"].map((name) => Number(second.job.outputs.get(name)));
    const head = pull.state().head.sha;
    const ofHead = reviewsOf({ repository, pull }).filter(({ commit }) => commit === head);
    expect(ofHead.length, JSON.stringify([...second.job.outputs])).toBeGreaterThanOrEqual(
      counts.some((count) => count > 0) ? 1 : 0,
    );
    expect(ofHead.length, "one review a revision").toBeLessThanOrEqual(1);
    const { ledger } = savedStateOf({ repository, pull });
    expect(ledger.revisions, "the ledger ends with the head").toMatchObject([{ number: 1 }, { number: 2, label: head }]);
    expect(String(ledger.concerns.filter(({ state }) => state === "open").length)).toBe(second.job.outputs.get("open"));
    expect(pull.state().comments).toHaveLength(1);
    expect(pull.state().comments[0]?.body, "who wrote it is said wherever it is shown").toContain("never trained to review");
    expect(repository.statuses(pull.state().head.sha)[0]?.state).toBe("success");
  }, 600_000); // two reviews on a processor that others use too
});
