import { brotliCompressSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CATEGORIES, SEVERITIES } from "../../../src/concern.ts";
import { decodeLedger, encodeLedger, LEDGER_LIMIT, ledgerJson, readLedger } from "../../../src/revision/ledger/codec.ts";
import { emptyLedger, unsettledChange } from "../../../src/revision/ledger/ledger.ts";
import { LEDGER_STAGES, type Ledger, type LedgerConcern, OUTCOMES, stateAfter } from "../../../src/revision/ledger/schema.ts";
import { revise } from "../../../src/revision/revise.ts";
import { byPeople, cause, histories, place, revisionOf } from "../../support/revisions.ts";

/** A generator of the same numbers in every run (Numerical Recipes, chapter 7). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A long life: so many concerns, each with an event in each revision, of words that hardly repeat.
 *  @param alphabet what words are made of   @param closed the share of concerns that are not open */
function longLived(concerns: number, revisions: number, alphabet: string, closed: number): Ledger {
  const random = numbers(20261122);
  const letters = [...alphabet];
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const words = (count: number) =>
    Array.from({ length: count }, () => Array.from({ length: 6 }, () => pick(letters)).join("")).join(" ");
  const concern = (k: number): LedgerConcern => {
    const isClosed = k < concerns * closed;
    const outcome = isClosed ? pick(["resolved", "dismissed"] as const) : pick(["standing", "not repeated"] as const);
    const severity = pick(SEVERITIES);
    const history = Array.from({ length: revisions }, (_, at) => ({
      revision: at + 1,
      outcome: at === revisions - 1 ? outcome : pick(OUTCOMES.filter((one) => one !== "resolved")),
      severity: at === revisions - 1 ? severity : pick(SEVERITIES),
      because: outcome === "resolved" && at === revisions - 1 ? "rewritten" : "raised again",
      text: words(50),
      place: { ...place(1 + Math.floor(random() * 3000)), file: `content/${words(1)}.md` },
      ...(at === revisions - 1 && outcome === "resolved" ? { cause: cause() } : {}),
    }));
    return {
      id: `C${k + 1}`,
      state: stateAfter(outcome),
      text: words(50),
      category: pick(CATEGORIES),
      severity,
      aliases: [words(50), words(50), words(50)],
      ...(outcome === "not repeated" ? { unjudged: cause() } : {}),
      history,
    };
  };
  return {
    ...emptyLedger(),
    nextId: concerns + 1,
    revisions: Array.from({ length: revisions }, (_, at) => ({ number: at + 1, label: words(8), kind: "reviewed" as const })),
    concerns: Array.from({ length: concerns }, (_, k) => concern(k)),
  };
}

function decoded(text: string): Ledger {
  const read = decodeLedger(text);
  if (read.kind === "unreadable") throw new Error(read.why);
  return read.ledger;
}
const openOnes = ({ concerns }: Ledger) =>
  concerns.filter(({ state }) => state === "open").map(({ id, severity, category }) => ({ id, severity, category }));

test("every ledger that a history can lead to comes back as it was", () => {
  fc.assert(
    fc.property(histories, (plans) => {
      const ledger = plans.reduce(
        (before, plan) => byPeople(revise(before, revisionOf(before, plan)).ledger, plan),
        emptyLedger(),
      );
      expect(decoded(encodeLedger(ledger))).toEqual(JSON.parse(JSON.stringify(ledger)));
    }),
    { seed: 20261122, numRuns: 60 },
  );
});

test("the same ledger gives the same bytes, whatever order its keys came in", () => {
  const ledger = longLived(5, 3, "abcdefgh", 0.4);
  const turned = readLedger(JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(ledger).reverse()))));
  expect(turned).toMatchObject({ kind: "ledger" });
  if (turned.kind === "ledger") expect(encodeLedger(turned.ledger)).toBe(encodeLedger(ledger));
});

test.each([
  { why: "words of Latin letters", alphabet: "abcdefghijklmnopqrstuvwxyz", closed: 0.6, concerns: 200, revisions: 30 },
  { why: "all of them open", alphabet: "abcdefghijklmnopqrstuvwxyz", closed: 0, concerns: 200, revisions: 30 },
  {
    why: "letters of three and four bytes, which hardly compress",
    alphabet: "的一是不了人我在有他这为之大来以个中上们𝒜𝒷𐐨🧬ΩЖ",
    closed: 0.5,
    concerns: 200,
    revisions: 30,
  },
  {
    why: "as many open concerns as there are, of such letters",
    alphabet: "的一是不了人我在有他这为之大来以个中上们𝒜𝒷𐐨🧬ΩЖ",
    closed: 0,
    concerns: 200,
    revisions: 60,
  },
])("200 concerns of 30 revisions fit, and no open one is lost: $why", ({ alphabet, closed, concerns, revisions }) => {
  const ledger = longLived(concerns, revisions, alphabet, closed);
  const text = encodeLedger(ledger);
  expect(text.length).toBeLessThanOrEqual(LEDGER_LIMIT);
  const read = decoded(text);
  expect(openOnes(read)).toEqual(openOnes(ledger));
  expect(read.nextId).toBe(ledger.nextId);
  expect(read.shortened, "and it says so").not.toBe("whole");
  expect(encodeLedger(read), "what was shortened once stays so").toBe(text);
});

test("the less room there is, the more is left out, in the stated order, and open concerns last of all", () => {
  const ledger = longLived(40, 6, "abcdefghijklmnopqrstuvwxyz", 0.5);
  const stages = [60_000, 30_000, 20_000, 12_000, 8_000, 5_000, 3_600].map((limit) => decoded(encodeLedger(ledger, limit)));
  const reached = stages.map(({ shortened }) => LEDGER_STAGES.indexOf(shortened));
  expect(reached).toEqual([...reached].sort((a, b) => a - b));
  expect(new Set(reached).size, "stages are reached one after another").toBeGreaterThan(3);
  for (const stage of stages) expect(openOnes(stage)).toEqual(openOnes(ledger));
  const last = stages.at(-1);
  expect((last?.concerns.length ?? 0) + (last?.forgotten ?? 0), "what was forgotten is counted").toBe(40);
  expect(() => encodeLedger(ledger, 500)).toThrow(/does not fit into 500 characters/);
});

test("text of a ledger ends no HTML comment", () => {
  expect(encodeLedger(longLived(20, 5, "->!", 0.5))).not.toContain("--");
});

const json = (value: unknown) => `bioreview-ledger:1:${brotliCompressSync(JSON.stringify(value)).toString("base64")}`;
const sound = JSON.parse(ledgerJson(longLived(3, 2, "abc", 0.4)));
test.each([
  { why: "other text", text: "hello", says: /does not begin as a ledger/ },
  { why: "a broken end", text: encodeLedger(emptyLedger()).slice(0, -8), says: /damaged/ },
  { why: "markup in it", text: "bioreview-ledger:1:abc<script>", says: /characters that no ledger has/ },
  { why: "another thing", text: json({ schema: "bioreview-review", version: 1 }), says: /no ledger/ },
  { why: "a version from the future", text: json({ ...sound, version: 2 }), says: /newer BioReview \(ledger version 2\)/ },
  { why: "a version that nobody knows", text: json({ ...sound, version: 0 }), says: /version 0 is not known/ },
  { why: "an id twice", text: json({ ...sound, concerns: [...sound.concerns, sound.concerns[0]] }), says: /an id stands twice/ },
  { why: "an id that will be given again", text: json({ ...sound, nextId: 2 }), says: /not below the next one/ },
  {
    why: "a state that its history denies",
    text: json({ ...sound, concerns: [{ ...sound.concerns[0], state: "open" }] }),
    says: /C1 is open after/,
  },
  { why: "a resolution without a cause", text: json(withoutCause()), says: /C1 was resolved without a cause/ },
  {
    why: "more than fits into memory",
    text: `bioreview-ledger:1:${brotliCompressSync(Buffer.alloc(20 * 1024 * 1024, 32)).toString("base64")}`,
    says: /damaged/,
  },
])("a ledger with $why is not believed", ({ text, says }) => {
  expect(decodeLedger(text)).toMatchObject({ kind: "unreadable", why: expect.stringMatching(says) });
});

function withoutCause(): unknown {
  const event = { revision: 1, outcome: "resolved", severity: "minor", because: "it is gone" };
  const concern = { id: "C1", state: "resolved", text: "x", category: "other", severity: "minor", aliases: [], history: [event] };
  return { ...sound, concerns: [concern] };
}

test("an older version is brought forward, step by step", () => {
  const migrations = new Map([
    [1, (old: object) => ({ ...old, version: 2, second: true })],
    [2, (old: object) => ({ ...old, version: 3 })],
  ]);
  const seen: unknown[] = [];
  for (const [from, step] of migrations) {
    migrations.set(from, (old) => {
      seen.push(from);
      return step(old);
    });
  }
  // Version 3 is none that this program reads: what matters is that both steps ran and the shape was checked after them.
  expect(readLedger(sound, migrations, 3)).toMatchObject({ kind: "unreadable", why: expect.stringMatching(/^version: /) });
  expect(seen).toEqual([1, 2]);
});

/** Kept by the program of before: of two revisions; C1, which is major, and C2 were resolved because their text went, C3 is major and has such a change that nobody read. */
const STORED =
  "bioreview-ledger:1:G6wHAMRMW1atZ2s9kduHhKvvAK1JfCAf4cDpNhsPbGb7IDN5v/M/RTuPpmkYYB5wgJD2tZlsN9B9RBCxS9Nc1r5GbaFF2g+g8bQOITcIhB0mIGDNoScE7H0WNtDQpQGCoEcZC/SYQCLzYQKa82D82Qcp9KlFxcJbaMMMGk4war4VSLHqCzbo6QTUlDErXetCcIlQlW6L3NhOQEizR8blkdQFRYEwvwQbdxz/WYXOcKDKR6rEZWqBZL2EjRLWUMqv0iEIMvGE+R+4p20d/7DNBKOAO4/APlLm0LwQZBcIySoILd9xefZyISvH30EVDi9MyViAgfSYqsV1EBLXh25x8wm3CyZrDEMTe0n2bYXra7KY73ovqY0LZmpXx/9LdEsyhgR6npv3SgpYsTaDMqZoRzF74qUSYguVtFYPtnhcsS8eoics7T8KtLNjycGR6y8fKfIWlekoYVbTSwa20B9Z2STMKAM9pXvqziTUQC9eh8WGnvGdsM0+81+nnsFtcKeQv74nn8tI9JSNWHnCSMv77uE7UvSM9IwfQmxzmAZiI5ZP6HE5oJf60k65Sw8=";
test("a ledger of before there were open states of their own is read as it was, and a major concern is settled by a removal no more", () => {
  const stored = decoded(STORED);
  expect(
    stored.concerns.map(({ id, state }) => `${id} ${state}`),
    "what people were told stands",
  ).toEqual(["C1 resolved", "C2 resolved", "C3 open"]);
  const untouched = new Map([["C3", { kind: "untouched" as const, places: [place()] }]]);
  const next = { label: "three", concerns: [], matches: [], partial: [], passageChanges: untouched, newConcernReasons: [] };
  expect(revise(stored, next).outcomes).toMatchObject([
    { id: "C3", kind: "not repeated", because: "text removed", cause: { kind: "removed", since: 2 } },
  ]);
});

test.each(["addressed in part", "text removed"] as const)(
  "that a concern was %s is kept at every stage, however long ago it was",
  (kind) => {
    const text = longLived(12, 9, "abcdefghijklmnopqrstuvwxyz", 0);
    const because = (at: number) => (at === 3 ? kind : at > 3 ? "untouched" : "raised again");
    const outcome = (at: number) =>
      at === 3 && kind === "addressed in part" ? ("eased" as const) : at >= 3 ? ("not repeated" as const) : ("standing" as const);
    const ledger: Ledger = {
      ...text,
      concerns: text.concerns.map((one) => ({
        ...one,
        state: "open",
        history: one.history.map((event, at) => ({
          ...event,
          outcome: outcome(at),
          because: because(at),
          severity: one.severity,
          ...(at === 3 ? { cause: cause() } : {}),
        })),
      })),
    };
    const stages = [60_000, 15_000, 10_000, 7_000, 5_000, 3_000, 2_200].map((limit) => decoded(encodeLedger(ledger, limit)));
    expect(stages.map(({ shortened }) => shortened)).toEqual(expect.arrayContaining(["whole", "open histories", "open texts"]));
    for (const { concerns, shortened } of stages) {
      for (const one of concerns) expect(unsettledChange(one), shortened).toMatchObject({ kind, revision: 4 });
    }
  },
);

test("a migration that leads nowhere ends", () => {
  expect(readLedger(sound, new Map([[1, (old) => old]]), 3)).toMatchObject({ why: "its version 1 could not be brought forward" });
});
