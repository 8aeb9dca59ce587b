import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../src/publish/conversation.ts";
import type { SavedState } from "../../src/publish/state/run-result.ts";
import { encodeState, loadState } from "../../src/publish/state/saved-state.ts";
import type { Ledger } from "../../src/revision/index.ts";
import {
  commit,
  cosmetic,
  failed,
  ledgerOf,
  nothing,
  PAPER,
  PULL,
  planned,
  REPOSITORY,
  reviewed,
  standsAfter,
  untouched,
} from "./world.ts";

const SCOPE = { repository: REPOSITORY, pull: PULL, key: "" };
const result = reviewed("one", undefined, { raised: [{ text: "There is no control.", severity: "major" }] });
const ledger = ledgerOf(result);
const state: SavedState = { ...SCOPE, manuscript: PAPER, profile: "bioreview-9b", ledger };

const [comment] = standsAfter(nothing, planned(result, nothing)).statusComments;
if (comment === undefined) throw new Error("no status comment");
const ours = comment;

/** A pull request whose status comment ends so. */
function keeping(text: string, rest: Partial<Conversation["statusComments"][number]> = {}): Conversation {
  const body = `${ours.body.replace(/<!-- bioreview-state[\s\S]*$/, "")}${text}`;
  return { ...nothing, statusComments: [{ ...ours, body, ...rest }] };
}
const whyNot = (conversation: Conversation, secret?: string) => {
  const read = loadState(conversation, SCOPE, secret);
  return read.kind === "untrusted" ? read.why : read.kind;
};

describe("what was kept", () => {
  test("comes back as it was, signed or not", () => {
    expect(loadState(keeping(encodeState(state)), SCOPE)).toMatchObject({ kind: "state", state });
    expect(loadState(keeping(encodeState(state, "s")), SCOPE, "s")).toMatchObject({ kind: "state", state });
  });
  test("comes back where the server ends lines otherwise", () => {
    expect(loadState(keeping(encodeState(state).replaceAll("\n", "\r\n")), SCOPE)).toMatchObject({ kind: "state", state });
  });
  test("is believed where it is signed and no secret is set any more", () => {
    expect(whyNot(keeping(encodeState(state, "s")))).toBe("state");
  });
  test("is none where no comment is ours, or ours says that there was none yet", () => {
    expect(whyNot(nothing)).toBe("none");
    expect(whyNot(standsAfter(nothing, planned(failed("one"))))).toBe("none");
  });
});

describe("a state is not believed", () => {
  const text = encodeState(state, "s");
  const other = (rest: Partial<SavedState>) => encodeState({ ...state, ...rest }, "s");
  test.each([
    { why: "that was damaged", told: "it is damaged", body: text.replace(/bioreview-ledger:1:.{9}/, "bioreview-ledger:1:") },
    { why: "whose end is gone", told: "it is damaged", body: text.slice(0, -40) },
    { why: "without a ledger", told: "it is damaged", body: text.replace(/\nbioreview-ledger[^\n]*/, "") },
    { why: "whose head is damaged", told: "it is damaged", body: text.replace(/:1\n.../, ":1\nAAA") },
    { why: "of another repository", told: "another pull request", body: other({ repository: "lab/other" }) },
    { why: "of another pull request", told: "another pull request", body: other({ pull: PULL + 1 }) },
    { why: "of another manuscript", told: "another manuscript", body: other({ key: "supplement" }) },
    { why: "of a newer program", told: "newer BioReview", body: text.replace("bioreview-state:1", "bioreview-state:2") },
    {
      why: "that claims to be older than the first",
      told: "it is damaged",
      body: text.replace("bioreview-state:1", "bioreview-state:0"),
    },
  ])("$why", ({ told, body }) => expect(whyNot(keeping(body))).toContain(told));

  test("that is not signed, where a secret is set", () => {
    expect(whyNot(keeping(encodeState(state)), "s")).toContain("not signed");
  });
  test("that was signed with another secret, or changed after it was signed", () => {
    expect(whyNot(keeping(encodeState(state, "other")), "s")).toContain("signature");
    const changed: Ledger = { ...ledger, nextId: 9 };
    const forged = encodeState({ ...state, ledger: changed }).replace("\n-->", `${/\nhmac-sha256:\w+/.exec(text)?.[0]}\n-->`);
    expect(whyNot(keeping(forged), "s")).toContain("signature");
  });
  test("whose comment a person changed, unless it is signed", () => {
    expect(whyNot(keeping(encodeState(state), { editedBy: "alice" }))).toContain("alice changed it by hand");
    expect(whyNot(keeping(text, { editedBy: "alice" }), "s")).toBe("state");
  });
  test("however it was damaged", () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 33, max: 126 }), (at, code) => {
        const body = `${text.slice(0, at)}${String.fromCharCode(code)}${text.slice(at + 1)}`;
        const read = loadState(keeping(body), SCOPE, "s");
        if (body !== text) expect(read.kind).not.toBe("state");
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });
});

/** What a person can do to our comment: what was kept is believed as it was, or told. */
describe("a comment that somebody wrote in", () => {
  const [comment] = standsAfter(nothing, planned(result, nothing, { secret: "s" })).statusComments;
  const written = comment?.body ?? "";
  const state = /<!-- bioreview-state[\s\S]*$/.exec(written)?.[0] ?? "";
  const first = written.slice(0, written.indexOf("\n"));
  const edited = (body: string, editedBy?: string): Conversation => {
    if (comment === undefined) throw new Error("no status comment");
    return { ...nothing, statusComments: [{ ...comment, body, ...(editedBy === undefined ? {} : { editedBy }) }] };
  };
  const EDITS = [
    { why: "a line above it", body: `We discussed this.\n${written}`, whole: true },
    { why: "a blank above it", body: `\n\n ${written}`, whole: true },
    { why: "something unseen before it", body: `\ufeff${written}`, whole: true },
    { why: "a line below it", body: `${written}\n\nDone.`, whole: true },
    { why: "no first line", body: written.slice(first.length), whole: true },
    { why: "no state", body: written.replace(state, ""), whole: false },
    { why: "no end of its state", body: written.slice(0, -5), whole: false },
    { why: "no beginning of its state", body: written.replace("<!-- bioreview-state:", ""), whole: false },
    { why: "nothing but its first line", body: first, whole: false },
    { why: "a line above its first and nothing below", body: `x\n${first}`, whole: false },
  ];
  test.each(EDITS)("and that has $why is believed where it is signed and whole, and told otherwise", ({ body, whole }) => {
    const scope = { ...SCOPE };
    expect(loadState(edited(body, "bob"), scope, "s").kind).toBe(whole ? "state" : "untrusted");
    expect(whyNot(edited(body, "bob"))).toMatch(whole ? /^bob changed/ : /damaged|took it out|bob changed/);
    expect(whyNot(edited(body))).not.toBe("none");
  });
  test.each(EDITS.filter(({ whole }) => !whole))("is mended by the next review where it has $why", ({ body }) => {
    const next = planned(result, edited(body, "bob"), { secret: "s" });
    expect(next.statusComment).toMatchObject({ id: comment?.id, surplus: [] });
    expect(loadState(standsAfter(edited(body), next), SCOPE, "s").kind).toBe("state");
  });
  test("is told also where somebody wrote in one that never had a state", () => {
    const [bare] = standsAfter(nothing, planned(failed("one"))).statusComments;
    if (bare === undefined) throw new Error("no status comment");
    expect(whyNot({ ...nothing, statusComments: [{ ...bare, editedBy: "bob" }] }, "s")).toContain("bob changed");
  });
  test("is not deleted, though another holds what is believed", () => {
    const other = standsAfter(nothing, planned(result, nothing, { secret: "s" })).statusComments;
    const both = { ...nothing, statusComments: [...edited(`Mine!\n${written}`, "bob").statusComments, ...other] };
    const later = reviewed("two", ledger, { raised: [{ text: "There is no blinding." }] });
    const plan = planned(later, both, { secret: "s" });
    expect(plan.statusComment?.surplus).toEqual([]);
  });
  test("and of which the first line is gone is not taken for another manuscript's", () => {
    const body = written.slice(first.length);
    expect(loadState(edited(body), { ...SCOPE, key: "supplement" }, "s")).toEqual({ kind: "none" });
    expect(loadState(edited(body), { ...SCOPE, pull: PULL + 1 }, "s")).toEqual({ kind: "none" });
  });
});

test("a comment that is gone is told by the reviews that it knew, except where the run that wrote one ended there", () => {
  const stands = standsAfter(nothing, planned(result, nothing, { secret: "s" }));
  const left = { ...stands, statusComments: [] };
  const load = (head: string, scope: Partial<typeof SCOPE> = {}) => loadState(left, { ...SCOPE, ...scope }, "s", commit(head));
  expect(load("two")).toEqual({ kind: "untrusted", why: "the comment that held it is gone" });
  expect(load("one")).toEqual({ kind: "none" });
  expect(load("two", { key: "supplement" })).toEqual({ kind: "none" });
  expect(loadState(left, SCOPE, "s")).toEqual({ kind: "none" });
  expect(planned(untouched("two"), left, { secret: "s" }).status?.state).toBe("error");
  expect(planned(result, left, { secret: "s" }).statusComment?.id).toBeUndefined();
});

test("of several manuscripts each has its own", () => {
  const both = [planned(result, nothing, { key: "a" }), planned(result, nothing, { key: "b" })].reduce(standsAfterBoth, nothing);
  expect(both.statusComments).toHaveLength(2);
  expect(loadState(both, { ...SCOPE, key: "a" })).toMatchObject({ state: { key: "a" } });
  expect(loadState(both, SCOPE)).toEqual({ kind: "none" });
});
function standsAfterBoth(conversation: Conversation, plan: ReturnType<typeof planned>): Conversation {
  return standsAfter(conversation, plan);
}

test("a comment never exceeds what GitHub takes, and always holds every open concern", () => {
  const noise = (length: number, seed: number) =>
    fc.sample(fc.string({ unit: "binary", minLength: length, maxLength: length }), { seed, numRuns: 1 })[0] ?? "";
  for (const [count, length] of [
    [20, 300],
    [120, 900],
    [200, 2000],
    [200, 200],
  ] as const) {
    const raised = Array.from({ length: count }, (_, k) => ({ text: `${k}: ${noise(length, k)}`, severity: "major" as const }));
    const plan = planned(reviewed("one", undefined, { raised }));
    const body = plan.statusComment?.body ?? "";
    expect(body.length).toBeLessThanOrEqual(65_000);
    expect(plan.review?.body.length).toBeLessThanOrEqual(65_000);
    expect(body).toContain(`C${count}`);
    const read = loadState(standsAfter(nothing, plan), SCOPE);
    expect(read.kind === "state" && read.state.ledger.concerns.length).toBe(count);
  }
});

test("the status comment tells a long concern by its beginning, and the job's page in full", () => {
  const [first, second] = [
    "No animal received the vehicle alone, so that nothing shows what the gel itself does to a wound that nobody treated otherwise.",
    "It binds water.",
  ];
  const text = `${first} ${second.repeat(20)} The end of it.`;
  const { statusComment, summary } = planned(reviewed("one", undefined, { raised: [{ text }] }));
  const shown = statusComment?.body.slice(0, statusComment.body.indexOf("\n<!--", 10)) ?? "";
  expect(shown).toContain(`  ${first} …\n`);
  expect(shown).not.toContain("The end of it.");
  expect(shown).not.toContain("Shortened");
  const dashboard = summary.slice(summary.indexOf("## BioReview"));
  expect(dashboard).toContain("The end of it.");
});

test("a shortened dashboard says that it is", () => {
  const raised = Array.from({ length: 200 }, (_, k) => ({ text: `${k} ${"too long a concern ".repeat(60)}` }));
  const plan = planned(reviewed("one", undefined, { raised }));
  expect(plan.statusComment?.body).toContain("Shortened, because GitHub takes no longer text");
  expect(plan.review?.body).toContain("Shortened, because GitHub takes no longer text");
});

test("how the review came about is still told after a cosmetic revision", () => {
  const standing = standsAfter(nothing, planned(result));
  expect(planned(cosmetic("two", ledger), standing).statusComment?.body).toContain("Prompt: 14,512 of 15,000 tokens");
});
