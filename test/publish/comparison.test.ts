import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Severity } from "../../src/concern.ts";
import { comparisonMarkdown } from "../../src/publish/render/comparison-markdown.ts";
import { comparisonText } from "../../src/publish/render/comparison-text.ts";
import { quotesOf } from "../../src/publish/report/quotes.ts";
import { type ComparisonResult, comparisonResultSchema } from "../../src/revision/comparison-result.ts";
import { emptyLedger } from "../../src/revision/ledger/ledger.ts";
import type { Cause } from "../../src/revision/ledger/schema.ts";
import type { Outcome } from "../../src/revision/outcome.ts";
import { concern } from "../support/build.ts";

const places = [{ file: "methods.md", startLine: 12, endLine: 18 }];
const at = { places, probability: 0.9 };
const quote = (text: string) => ({ file: "methods.md", startLine: 12, endLine: 12, text });
const rewritten = (before: string, after: string): Cause => ({
  kind: "rewritten",
  changes: [{ before: quote(before), after: quote(after) }],
});
const fresh = (id: string, found: number, severity: Severity): Outcome => ({
  ...{ kind: "introduced", id, found, now: concern(`The new weakness ${id}.`, severity), places, because: "new passage" },
});
const silent = (id: string, because: "untouched" | "beside"): Outcome => ({
  ...{ kind: "not repeated", id, was: concern(`The silent ${id}.`), because, places },
});

function result(...outcomes: readonly Outcome[]): ComparisonResult {
  return comparisonResultSchema.parse({
    ...{ schema: "bioreview-comparison", version: 1, tool: { name: "bioreview", version: "0.1.0" }, old: "v1", new: "v2" },
    ...{ cosmetic: false, sentences: { same: 9, moved: 0, reworded: 1, removed: 0, added: 2 } },
    ...{ outcomes: [...outcomes], pairs: [], ledger: emptyLedger() },
  });
}
const both = (one: ComparisonResult) => [comparisonMarkdown(one), comparisonText(one, 100)];

describe("a comparison", () => {
  test("says first how much is new and resolved, none included, and how much of the new weighs most", () => {
    const one = result(fresh("C4", 0, "major"), fresh("C5", 1, "minor"), silent("C1", "untouched"));
    expect(comparisonMarkdown(one)).toContain("**2 new** (1 major) · 0 resolved · 1 not repeated\n");
    expect(comparisonText(one, 100)).toContain("2 new (1 major) · 0 resolved · 1 not repeated\n");
  });

  test("tells the most severe first", () => {
    for (const text of both(result(fresh("C4", 0, "optional"), fresh("C5", 1, "major"))))
      expect(text.indexOf("weakness C5")).toBeLessThan(text.indexOf("weakness C4"));
  });

  test("shows what resolved a concern, and marks the words that changed", () => {
    const cause = rewritten("One observer scored all slides.", "Two blinded observers scored all slides.");
    const one = result({ kind: "resolved", id: "C1", was: concern("No blinding."), cause, places });
    expect(comparisonMarkdown(one)).toContain("> <b>before:</b> <b>One observer</b> scored all slides.");
    expect(comparisonMarkdown(one)).toContain("> <b>now:</b> <b>Two blinded observers</b> scored all slides.");
    expect(comparisonText(one, 100)).toContain("- One observer scored all slides.\n");
    expect(comparisonText(one, 100)).toContain("+ Two blinded observers scored all slides.\n");
  });

  test.each([
    { told: "addressed in part", title: "Partly addressed", count: "1 partly addressed" },
    { told: "text removed", title: "Text removed, please check", count: "1 to check (1 major)" },
  ] as const)("shows the change of a concern of which is told: $told, and that it stays open", ({ told, title, count }) => {
    const [was, id] = [concern("No control group got the gel alone.", "major"), "C1"];
    const cause: Cause = { kind: "added", changes: [{ after: quote("Six mice got the gel alone.") }] };
    const one = result(
      told === "text removed"
        ? { kind: "not repeated", because: told, id, was, cause: { ...cause, kind: "removed" }, places }
        : { kind: "eased", because: told, id, was, cause, places },
    );
    for (const text of both(one)) {
      expect(text.replace(/\*\*/g, "")).toContain(count);
      expect(text.toLowerCase()).toContain(title.toLowerCase());
      expect(text).toContain("Six mice got the gel alone.");
      expect(text).toContain("stay open");
      expect(text).not.toMatch(/1 eased|1 not repeated|1 resolved/i);
    }
  });

  test("leaves its words and weight to a concern of which a part was raised as another, and names that one", () => {
    const [was, now] = [concern("No testis was examined.", "minor"), concern("Expression data are weak.", "major")];
    const one = result(
      { kind: "introduced", id: "C9", found: 0, now, places, because: "changed passage" },
      { kind: "eased", because: "raised in part", id: "C2", was, now, found: 0, ...at },
    );
    for (const text of both(one)) {
      expect(text.split("Expression data are weak.")).toHaveLength(2);
      expect(text).toContain("No testis was examined.");
      expect(text).toContain("part of it was raised as C9");
      expect(text).not.toContain("→");
    }
  });

  test("says a reason once for all folded concerns that share it", () => {
    const one = result(silent("C1", "untouched"), silent("C2", "beside"), silent("C3", "untouched"));
    for (const text of both(one)) {
      expect(text.split("ts text did not change")).toHaveLength(2);
      expect(text.indexOf("silent C3")).toBeLessThan(text.indexOf("silent C2"));
    }
  });

  test("keeps ids of any length apart from what follows, and every line within the terminal", () => {
    const one = result(fresh("C1000", 0, "major"), silent("C7", "beside"));
    for (const columns of [40, 80, 100]) {
      const lines = comparisonText(one, columns).split("\n");
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
      expect(lines.some((line) => line.startsWith("C1000  major"))).toBe(true);
    }
  });

  test("lets no markup of a manuscript through, in marked words neither", () => {
    const cause = rewritten("The <b>old</b> *words* stand here.", "The </details><img src=x> @alice words stand here.");
    const text = comparisonMarkdown(result({ kind: "resolved", id: "C1", was: concern("<i>None</i>."), cause, places }));
    expect(text).not.toMatch(/<i>|<img|@alice/);
    expect(text.match(/<\/details>/g)).toHaveLength(1);
  });
});

describe("two wordings", () => {
  const words = (count: number, of: string) => Array.from({ length: count }, (_, k) => `${of}${k}`);
  const shown = (runs: readonly { text: string }[] | undefined) => runs?.map(({ text }) => text).join(" ");

  test("are cut down to what is near a change", () => {
    const common = words(60, "same").join(" ");
    const { before, after } = quotesOf(`${common} old ${common}`, `${common} new ${common}`);
    expect(before?.filter(({ changed }) => changed)).toEqual([{ text: "old", changed: true }]);
    expect(after?.filter(({ changed }) => changed)).toEqual([{ text: "new", changed: true }]);
    expect(shown(before)).toMatch(/^… same52 .* same59 old same0 .* same7 …$/);
  });

  test("that share little are shown without marks", () => {
    const { before, after } = quotesOf("One observer scored.", "Two blinded people did all of it.");
    expect(before).toEqual([{ text: "One observer scored.", changed: false }]);
    expect(after).toEqual([{ text: "Two blinded people did all of it.", changed: false }]);
  });

  test("are never long, and show nothing that they do not have", () => {
    const list = fc.array(fc.constantFrom("a", "bb", "cell", "mouse", "x".repeat(90)), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(list, list, (a, b) => {
        const [old, now] = [a.join(" "), b.join(" ")];
        const { before, after } = quotesOf(old, now);
        for (const [text, runs] of [
          [old, before],
          [now, after],
        ] as const) {
          expect(shown(runs)?.length).toBeLessThanOrEqual(440);
          const pieces = (shown(runs) ?? "").split("…").map((piece) => piece.trim());
          let from = 0;
          for (const piece of pieces) {
            expect(text.indexOf(piece, from)).toBeGreaterThanOrEqual(from);
            from = text.indexOf(piece, from) + piece.length;
          }
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
