import { describe, expect, test } from "vitest";
import type { Conversation } from "../../src/publish/conversation.ts";
import { type AnswerableCommand, planCommandReply } from "../../src/publish/plan/command-reply.ts";
import type { Publication } from "../../src/publish/publication.ts";
import { loadState } from "../../src/publish/state/saved-state.ts";
import { commit, nothing, PULL, planned, REPOSITORY, reviewed, SERVER, standsAfter } from "./world.ts";

const SCOPE = { repository: REPOSITORY, pull: PULL, key: "" };
const standing = standsAfter(
  nothing,
  planned(
    reviewed("one", undefined, { raised: [{ text: "There is no control.", severity: "major" }, { text: "The title is long." }] }),
  ),
);

function answered(command: AnswerableCommand, conversation: Conversation = standing, head = commit("one")): Publication {
  return planCommandReply({
    repository: REPOSITORY,
    pull: PULL,
    manuscripts: [{ key: "", paths: [], limits: { maxOpenMajor: 0 } }],
    several: false,
    command,
    actor: "alice",
    comment: 77,
    head,
    conversation,
    site: { server: SERVER },
  });
}

describe("a command that decides", () => {
  test("dismisses: ledger, thread, gate and answer", () => {
    const plan = answered({ kind: "dismiss", concern: "C1", reason: "it is in the supplement" });
    const concerns = [{ id: "C1", state: "dismissed", history: [{}, { by: "alice", because: "it is in the supplement" }] }, {}];
    expect(loadState(standsAfter(standing, plan), SCOPE)).toMatchObject({ state: { ledger: { concerns } } });
    expect(plan.threads.map(({ concern, then: does }) => `${concern}: ${does}`)).toEqual(["C1: resolve"]);
    expect(plan.threads[0]?.reply).toContain("it is in the supplement");
    expect(plan.status?.state).toBe("success");
    expect(plan.reply?.body).toContain("**Dismissed** C1");
    expect(plan.review).toBeUndefined();
  });
  test("opens again what was dismissed", () => {
    const dismissed = standsAfter(standing, answered({ kind: "dismiss", concern: "C1", reason: "wrong" }));
    const plan = answered({ kind: "reopen", concern: "C1", reason: "no, right" }, dismissed);
    expect(loadState(standsAfter(dismissed, plan), SCOPE)).toMatchObject({
      state: { ledger: { concerns: [{ state: "open" }, {}] } },
    });
    expect(plan.threads.map(({ then: does }) => does)).toEqual(["reopen"]);
    expect(plan.status?.state).toBe("failure");
  });
  test("says nothing of a head that the ledger does not know: a dismissal is no review of it", () => {
    const plan = answered({ kind: "dismiss", concern: "C1", reason: "a pilot" }, standing, commit("two"));
    expect(loadState(standsAfter(standing, plan), SCOPE)).toMatchObject({
      state: { ledger: { concerns: [{ state: "dismissed" }, {}] } },
    });
    expect(plan.status).toBeUndefined();
    expect(plan.outputs["gate"]).toBe("error");
    expect(plan.reply?.body).toContain("was not reviewed yet");
    expect(plan.reply?.body).not.toContain("passed");
  });
  test("keeps on the dashboard what was read", () => {
    expect(answered({ kind: "dismiss", concern: "C1", reason: "" }).statusComment?.body).toContain("14,512");
  });
  test.each([
    {
      why: "names no concern",
      command: { kind: "dismiss", concern: "C9", reason: "" },
      told: "there is no concern of that name",
    },
    { why: "opens what is open", command: { kind: "reopen", concern: "C1", reason: "" }, told: "it is open already" },
  ] as const)("is refused with a reason where it $why, and changes nothing", ({ command, told }) => {
    const plan = answered(command);
    expect(plan.reply?.body).toContain(told);
    expect(plan).toMatchObject({ statusComment: undefined, status: undefined, threads: [] });
  });
  test("changes nothing where no ledger is believed, and says why", () => {
    const statusComments = standing.statusComments.map((one) => ({ ...one, editedBy: "deadbeef" }));
    const plan = answered({ kind: "dismiss", concern: "C1", reason: "" }, { ...standing, statusComments });
    expect(plan.reply?.body.replaceAll("\u2060", "")).toContain("deadbeef changed it by hand");
    expect(plan.statusComment).toBeUndefined();
  });
});

describe("a command that asks", () => {
  test("for the status gets counts, gate and the way to the dashboard", () => {
    const body = answered({ kind: "status" }).reply?.body ?? "";
    expect(body).toContain("**1 major, 1 minor** open");
    expect(body).toContain("gate: **failed**");
    expect(body).toContain(standing.statusComments[0]?.url ?? "?");
  });
  test("before any review is told so", () => {
    expect(answered({ kind: "status" }, nothing).reply?.body).toContain("Nothing was reviewed");
  });
  test("what nobody knows gets the list of commands", () => {
    expect(answered({ kind: "unknown", words: "merge it" }).reply?.body).toMatch(/merge it[\s\S]*\/bioreview dismiss C7/);
    expect(answered({ kind: "help" }).reply?.body).toContain("/bioreview full");
  });
  test("without leave is refused with the reason", () => {
    expect(answered({ kind: "refused", why: "only people who may write may dismiss" }).reply?.body).toContain(
      "only people who may write may dismiss",
    );
  });
  test("touches neither ledger nor status", () => {
    for (const kind of ["help", "status"] as const)
      expect(answered({ kind })).toMatchObject({ statusComment: undefined, status: undefined });
  });
});

test("an answer is known again by its mark, and is no command itself", () => {
  const { reply } = answered({ kind: "help" });
  expect(reply?.body).toContain(reply?.marker ?? "?");
  expect(reply?.body).not.toMatch(/^\s*\/bioreview/m);
});
