import { afterAll, beforeAll, expect, test } from "vitest";
import { PROFILES } from "../../../profiles/profiles.ts";
import { type GitHub, startGitHub } from "../../github-sim/index.ts";
import { markdownPaper } from "../../support/paper.ts";
import { startReviews } from "../../support/scripted-reviews.ts";
import { play } from "../support/play.ts";

const smoke = PROFILES.find(({ name }) => name === "smoke") ?? PROFILES[0];

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.stop());

test("of two manuscripts that are reviewed apart, neither's verdict takes the place of the other's", async () => {
  const repository = github.repository("ada/two-papers", {
    files: { "a/paper.md": markdownPaper(), "b/paper.md": markdownPaper() },
  });
  const changed = markdownPaper().replace("twelve mice", "forty mice");
  repository.commit("revision", { "a/paper.md": changed, "b/paper.md": changed });
  const pull = repository.open({ head: "revision", author: "ann" });
  const event = github.events.pull({ repository: repository.name, number: pull.number }, "opened");
  const reviewOf = async (key: string, severity: "major" | "minor") => {
    await using server = await startReviews(smoke, [[{ text: "The forty mice are few.", severity }]]);
    const inputs = { "state-key": key, manuscript: `${key}/paper.md`, "max-open-major": "0", endpoint: server.url };
    await play({ github, repository, event, inputs });
  };
  await reviewOf("a", "major");
  await reviewOf("b", "minor");
  const last = new Map(
    repository
      .statuses(pull.state().head.sha)
      .toReversed()
      .map(({ context, state }) => [context, state]),
  );
  expect(Object.fromEntries(last)).toEqual({ "bioreview/gate/a": "failure", "bioreview/gate/b": "success" });
  expect(github.violations()).toEqual([]);
});
