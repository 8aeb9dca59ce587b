/** Payloads of events: that they can be made at all says that they are as GitHub describes them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GitHub, type StagedPull, type StagedRepository, startGitHub } from "./index.ts";

let github: GitHub;
let repository: StagedRepository;
let pull: StagedPull;
beforeAll(async () => {
  github = await startGitHub();
  repository = github.repository("ada/paper");
  repository.commit("revision", { "paper.md": "A sentence.\n" });
  pull = repository.open({ head: "revision" });
});
afterAll(() => github.stop());

test.each(["opened", "synchronize", "reopened", "ready_for_review"] as const)(
  "a pull request that is %s tells its head",
  (action) => {
    const event = github.events.pull(pull, action);
    expect(event).toMatchObject({ name: "pull_request", ref: "refs/pull/1/merge" });
    expect(event.payload).toMatchObject({
      action,
      pull_request: { head: { sha: pull.state().head.sha, repo: { full_name: "ada/paper" } } },
    });
  },
);

test("a comment on a pull request tells no commit of it, and the run's commit is that of the default branch", () => {
  const comment = pull.comment("eve", "/bioreview");
  for (const action of ["created", "edited"] as const) {
    const event = github.events.comment(pull, comment, action);
    expect(event).toMatchObject({ name: "issue_comment", actor: "eve", sha: repository.head("main"), ref: "refs/heads/main" });
    expect(event.payload).toMatchObject({
      action,
      comment: { body: "/bioreview", user: { type: "User" } },
      issue: { number: 1, pull_request: {} },
    });
    expect(JSON.stringify(event.payload)).not.toContain(pull.state().head.sha);
  }
});

test("a run by hand brings its inputs, and a merge queue the commit that it asks about", () => {
  expect(github.events.dispatch("ada/paper", "ada", { pull: "1" }).payload).toMatchObject({ inputs: { pull: "1" } });
  expect(github.events.mergeGroup(pull).payload).toMatchObject({ merge_group: { head_sha: pull.state().head.sha } });
});
