/** Whether a pull request as it stands is reviewed, and what those are told that are not. */
import { describe, expect, test } from "vitest";
import { admission, isFork, type PullRequest, type ReviewPolicy, type Trigger } from "../../../src/github/index.ts";

const HEAD = "abcdef1".padEnd(40, "0");
const OLD = "1".repeat(40);
const POLICY: ReviewPolicy = { drafts: "skip", labels: [], skipLabels: ["no-review"], onFork: "skip" };
const PULL: PullRequest = {
  nodeId: "PR_1",
  repository: "ada/paper",
  number: 7,
  author: "bob",
  state: "open",
  draft: false,
  labels: [],
  head: { sha: HEAD, ref: "revision", repository: "ada/paper" },
  base: { ref: "main", sha: OLD },
};
const FORK: PullRequest = { ...PULL, head: { ...PULL.head, repository: "mallory/paper" } };
const push: Trigger = { kind: "push", pull: 7, head: HEAD };
const asks = (command: Extract<Trigger, { kind: "command" }>["command"]): Trigger => ({
  kind: "command",
  pull: 7,
  comment: 1,
  actor: "ada",
  command,
});
const review = asks({ kind: "review", full: false });

describe("is reviewed", () => {
  test.each<{ what: string; pull?: Partial<PullRequest>; trigger?: Trigger; policy?: Partial<ReviewPolicy> }>([
    { what: "a push" },
    { what: "a draft, where the policy says so", pull: { draft: true }, policy: { drafts: "review" } },
    { what: "a draft, where a person asks", pull: { draft: true }, trigger: review },
    { what: "one with a label that is waited for", pull: { labels: ["x", "y"] }, policy: { labels: ["y", "z"] } },
    { what: "one without it, where a person asks", trigger: review, policy: { labels: ["y"] } },
    { what: "one that is skipped, where a person asks", pull: { labels: ["no-review"] }, trigger: review },
    { what: "a fork, where the policy says so", pull: FORK, policy: { onFork: "review" } },
    { what: "a fork, where a person asks", pull: FORK, trigger: review },
    { what: "a fork, where a run is started by hand", pull: FORK, trigger: { kind: "dispatch", pull: 7 } },
    { what: "the same repository in other letters", pull: { head: { ...PULL.head, repository: "Ada/Paper" } } },
    { what: "the commit that was asked for", trigger: asks({ kind: "review", full: false, commit: "abcdef1" }) },
    { what: "a question about the state", pull: FORK, trigger: asks({ kind: "status" }) },
    { what: "a merge group", pull: { state: "merged" }, trigger: { kind: "merge group", pull: 7, sha: OLD } },
  ])("$what", ({ pull, trigger = push, policy }) => {
    expect(admission({ ...PULL, ...pull }, trigger, { ...POLICY, ...policy })).toEqual({ admitted: true });
  });
});

describe("is turned away", () => {
  test.each<{ what: string; pull?: Partial<PullRequest>; trigger?: Trigger; policy?: Partial<ReviewPolicy>; why: RegExp }>([
    { what: "what starts nothing", trigger: { kind: "nothing", why: "no command" }, why: /no command/ },
    { what: "closed", pull: { state: "closed" }, why: /closed/ },
    { what: "merged, also where a person asks", pull: { state: "merged" }, trigger: review, why: /merged/ },
    { what: "closed, started by hand", pull: { state: "closed" }, trigger: { kind: "dispatch", pull: 7 }, why: /closed/ },
    { what: "a draft", pull: { draft: true }, why: /draft/ },
    { what: "a push that another overtook", trigger: { ...push, head: OLD }, why: /1111111 is no longer the head, abcdef1 is/ },
    { what: "a label that keeps it out", pull: { labels: ["no-review"] }, why: /"no-review"/ },
    { what: "no label that is waited for", pull: { labels: ["x"] }, policy: { labels: ["y", "z"] }, why: /"y", "z"/ },
    {
      what: "another commit than was asked for",
      trigger: asks({ kind: "review", full: true, commit: "1111111" }),
      why: /head is abcdef1, not 1111111/,
    },
  ])("$what", ({ pull, trigger = push, policy, why }) => {
    expect(admission({ ...PULL, ...pull }, trigger, { ...POLICY, ...policy })).toEqual({
      admitted: false,
      why: expect.stringMatching(why),
    });
  });

  test("a fork's push, and the gate stays shut", () => {
    const refusal = {
      admitted: false,
      why: expect.stringMatching(/another repository/),
      status: { state: "pending", description: expect.stringMatching(/fork/) },
    };
    expect(admission(FORK, push, POLICY)).toEqual(refusal);
    expect(admission({ ...PULL, head: { ...PULL.head, repository: undefined } }, push, POLICY)).toEqual(refusal);
  });
});

test("a head whose repository is gone is a fork", () => {
  expect([isFork(PULL), isFork(FORK), isFork({ ...PULL, head: { ...PULL.head, repository: undefined } })]).toEqual([
    false,
    true,
    true,
  ]);
});
