/** What starts a run, what does not, and why. */
import { describe, expect, test } from "vitest";
import type { ReviewPolicy } from "../../../src/github/index.ts";
import { triggerOf } from "../../../src/github/index.ts";

const HEAD = "1".repeat(40);
const POLICY: ReviewPolicy = { drafts: "skip", labels: [], skipLabels: [], onFork: "skip" };
const person = (login: string, type = "User") => ({ login, type });

interface Pull {
  readonly head?: object;
  readonly state?: string;
  readonly draft?: boolean;
  readonly user?: object | null;
}
const pulled = (action: string, pull: Pull = {}, more: object = {}) => ({
  action,
  number: 7,
  pull_request: {
    number: 7,
    state: "open",
    draft: false,
    user: person("ada"),
    head: { sha: HEAD, ref: "x" },
    title: "t",
    ...pull,
  },
  sender: person("ada"),
  ...more,
});
interface Commented {
  readonly action?: string;
  readonly user?: object | null;
  readonly sender?: object;
  readonly issue?: object;
}
const commented = (
  body: string,
  { action = "created", user = person("bob"), sender = person("bob"), issue = {} }: Commented = {},
) => ({
  action,
  issue: { number: 7, state: "open", pull_request: { url: "https://api.github.com/repos/a/b/pulls/7" }, ...issue },
  comment: { id: 99, body, user },
  sender,
});
const push = { kind: "push", pull: 7, head: HEAD };

describe("starts a review", () => {
  test.each([
    { what: "opened", name: "pull_request", payload: pulled("opened") },
    { what: "pushed to", name: "pull_request", payload: pulled("synchronize") },
    { what: "reopened", name: "pull_request", payload: pulled("reopened") },
    { what: "no longer a draft", name: "pull_request", payload: pulled("ready_for_review") },
    { what: "retargeted", name: "pull_request", payload: pulled("edited", {}, { changes: { base: { ref: { from: "old" } } } }) },
    { what: "opened, under the event with the other token", name: "pull_request_target", payload: pulled("opened") },
    {
      what: "pushed to by a program that is no Dependabot",
      name: "pull_request",
      payload: pulled("synchronize", { user: person("renovate[bot]", "Bot") }),
    },
    { what: "opened by somebody whose account is gone", name: "pull_request", payload: pulled("opened", { user: null }) },
  ])("$what", ({ name, payload }) => expect(triggerOf({ eventName: name, payload }, POLICY)).toEqual(push));

  test("a label that the policy waits for", () => {
    const payload = pulled("labeled", {}, { label: { name: "review me" } });
    expect(triggerOf({ eventName: "pull_request", payload }, { ...POLICY, labels: ["review me"] })).toEqual(push);
  });
  test("a draft, where drafts are reviewed", () => {
    expect(
      triggerOf({ eventName: "pull_request", payload: pulled("synchronize", { draft: true }) }, { ...POLICY, drafts: "review" }),
    ).toEqual(push);
  });
  test("a command", () => {
    expect(triggerOf({ eventName: "issue_comment", payload: commented("/bioreview full") }, POLICY)).toEqual({
      kind: "command",
      pull: 7,
      comment: 99,
      actor: "bob",
      command: { kind: "review", full: true },
    });
  });
  test("a command that is not understood is answered, not passed over", () => {
    expect(triggerOf({ eventName: "issue_comment", payload: commented("/bioreview now!") }, POLICY)).toMatchObject({
      command: { kind: "unknown", words: "now!" },
    });
  });
  test.each([
    { inputs: { "pull-request": "7" } },
    { inputs: { pull: "#7", other: "x" } },
    { inputs: { number: 7 } },
    { inputs: { "pull-request": "", pull_request: "7" } },
  ])("a start by hand with $inputs", (payload) =>
    expect(triggerOf({ eventName: "workflow_dispatch", payload }, POLICY)).toEqual({ kind: "dispatch", pull: 7 }),
  );
  test.each(["main", "release/2.x", "a/pr-9-b"])("a merge queue of %s asks for its pull request's gate", (branch) => {
    const payload = {
      action: "checks_requested",
      merge_group: { head_ref: `refs/heads/gh-readonly-queue/${branch}/pr-104-${HEAD}`, head_sha: HEAD },
    };
    expect(triggerOf({ eventName: "merge_group", payload }, POLICY)).toEqual({ kind: "merge group", pull: 104, sha: HEAD });
  });
});

describe("starts nothing, and says why", () => {
  test.each([
    { what: "a closed pull request", name: "pull_request", payload: pulled("synchronize", { state: "closed" }), why: /closed/ },
    { what: "closing it", name: "pull_request", payload: pulled("closed", { state: "closed" }), why: /closed/ },
    { what: "a draft", name: "pull_request", payload: pulled("opened", { draft: true }), why: /draft/ },
    {
      what: "Dependabot",
      name: "pull_request",
      payload: pulled("opened", { user: person("dependabot[bot]", "Bot") }),
      why: /Dependabot/,
    },
    {
      what: "a label that nobody waits for",
      name: "pull_request",
      payload: pulled("labeled", {}, { label: { name: "x" } }),
      why: /label/,
    },
    {
      what: "a new title",
      name: "pull_request",
      payload: pulled("edited", {}, { changes: { title: { from: "old" } } }),
      why: /title/,
    },
    { what: "an assignment", name: "pull_request", payload: pulled("assigned"), why: /assigned/ },
    {
      what: "an edited comment",
      name: "issue_comment",
      payload: commented("/bioreview", { action: "edited" }),
      why: /edited or deleted/,
    },
    {
      what: "a deleted comment",
      name: "issue_comment",
      payload: commented("/bioreview", { action: "deleted" }),
      why: /edited or deleted/,
    },
    {
      what: "a comment on an issue",
      name: "issue_comment",
      payload: commented("/bioreview", { issue: { pull_request: undefined } }),
      why: /not on a pull request/,
    },
    {
      what: "a program's comment",
      name: "issue_comment",
      payload: commented("/bioreview", { user: person("x[bot]", "Bot") }),
      why: /not written by a person/,
    },
    {
      what: "a program that sends a person's comment",
      name: "issue_comment",
      payload: commented("/bioreview", { sender: person("x[bot]", "Bot") }),
      why: /not written by a person/,
    },
    {
      what: "a comment of nobody",
      name: "issue_comment",
      payload: commented("/bioreview", { user: null }),
      why: /not written by a person/,
    },
    { what: "a comment without a command", name: "issue_comment", payload: commented("nice"), why: /no command/ },
    { what: "a quoted command", name: "issue_comment", payload: commented("> /bioreview full"), why: /no command/ },
    { what: "a command in code", name: "issue_comment", payload: commented("```\n/bioreview full\n```"), why: /no command/ },
    {
      what: "a command on a closed pull request",
      name: "issue_comment",
      payload: commented("/bioreview", { issue: { state: "closed" } }),
      why: /closed/,
    },
    {
      what: "a merge group that was given up",
      name: "merge_group",
      payload: { action: "destroyed", merge_group: { head_ref: "x", head_sha: HEAD } },
      why: /gave this group up/,
    },
    { what: "a push", name: "push", payload: { ref: "refs/heads/main" }, why: /"push"/ },
    { what: "a schedule", name: "schedule", payload: {}, why: /"schedule"/ },
  ])("$what", ({ name, payload, why }) => {
    expect(triggerOf({ eventName: name, payload }, POLICY)).toEqual({ kind: "nothing", why: expect.stringMatching(why) });
  });
});

describe("is an error that names the remedy", () => {
  test.each([
    { what: "no payload", name: "pull_request", payload: undefined },
    { what: "a head that is no commit", name: "pull_request", payload: pulled("opened", { head: { sha: "main" } }) },
    { what: "a number that is none", name: "issue_comment", payload: commented("/bioreview", { issue: { number: "7; rm" } }) },
    {
      what: "a queue's branch that names no pull request",
      name: "merge_group",
      payload: { action: "checks_requested", merge_group: { head_ref: "refs/heads/main", head_sha: HEAD } },
    },
  ])("$what", ({ name, payload }) => {
    expect(() => triggerOf({ eventName: name, payload }, POLICY)).toThrow(
      expect.objectContaining({ kind: "github", code: "event-unreadable" }),
    );
  });
  test.each([
    { inputs: {} },
    { inputs: null },
    { inputs: { "pull-request": "seven" } },
    { inputs: { "pull-request": "-7" } },
    { inputs: { "pull-request": "7.5" } },
    { inputs: { "pull-request": "7\n8" } },
  ])("a start by hand with $inputs", (payload) => {
    expect(() => triggerOf({ eventName: "workflow_dispatch", payload }, POLICY)).toThrow(
      expect.objectContaining({ kind: "settings", code: "pull-request-number" }),
    );
  });
});
