import fc from "fast-check";
import type { Nodes } from "hast";
import { fromHtml } from "hast-util-from-html";
import { describe, expect, test } from "vitest";
import { pageModel, renderPage } from "../../src/report-page/index.ts";
import { timelineOf } from "../../src/report-page/page-model.ts";
import { longestAscent, sideBySide } from "../../src/report-page/side-by-side.ts";
import { emptyLedger } from "../../src/revision/index.ts";
import { dismiss } from "../../src/revision/ledger/ledger.ts";
import { revise } from "../../src/revision/revise.ts";
import { concern, manuscript, passage, section } from "../support/build.ts";
import { ASSETS, reported } from "../support/reported-papers.ts";
import { histories, revisionOf } from "../support/revisions.ts";

const HOUSED = "Mice were housed in groups of four in ventilated cages.";
const DRAWN = "Blood was drawn from the tail vein every morning at eight.";
const SIX = "The sample size was six animals in each treatment group.";
const TWELVE = "The sample size was twelve animals in each treatment group, by a power calculation.";
const SLEPT = "Treated mice slept two hours longer than untreated mice did.";

const few = concern("The sample size of six animals in each treatment group rests on no power calculation.", "major");
const tail = concern("Drawing blood from the tail vein every morning may itself disturb the sleep of the mice.");
const longer = concern("That treated mice slept two hours longer is told without any measure of its uncertainty.", "minor");

const paper = (...methods: string[]) =>
  manuscript({
    title: passage("Sleep in mice"),
    sections: [section("Methods", ...methods.map((text, k) => at(text, 5 + 2 * k))), section("Results", at(SLEPT, 31))],
  });
const at = (text: string, line: number) => passage(text, { startLine: line, endLine: line, lines: [{ offset: 0, line }] });

const revisions = [
  { label: "v1", paper: paper(HOUSED, DRAWN, SIX), concerns: [few, tail] },
  { label: "v2", paper: paper(HOUSED, DRAWN, TWELVE), concerns: [tail, longer] },
];

describe("the page of a manuscript in another language", () => {
  /** Each text with the language of the nearest element that names one. */
  function textsByLanguage(node: Nodes, inherited = ""): [language: string, text: string][] {
    if (node.type === "text") return [[inherited, node.value]];
    if (!("children" in node) || (node.type === "element" && /^(?:script|style)$/.test(node.tagName))) return [];
    const own = node.type === "element" ? String(node.properties["lang"] ?? inherited) : inherited;
    return node.children.flatMap((child) => textsByLanguage(child, own));
  }

  async function wordsOf(language: string | undefined) {
    const own = revisions.map((one) => ({ ...one, paper: { ...one.paper, language } }));
    const page = fromHtml(renderPage(pageModel(await reported(own)), ASSETS));
    const texts = textsByLanguage(page);
    return new Map(
      [...new Set(texts.map(([tag]) => tag))].map((tag) => [
        tag,
        texts.flatMap((one) => (one[0] === tag ? one[1] : [])).join(" "),
      ]),
    );
  }

  test("marks the manuscript's words as of that language, and all others as English", async () => {
    const words = await wordsOf("pt-BR");
    expect([...words.keys()].toSorted()).toEqual(["en", "pt-BR"]);
    for (const own of ["Sleep in mice", "Methods", HOUSED, SLEPT, "twelve"]) expect(words.get("pt-BR")).toContain(own);
    for (const ours of [longer.text, tail.text, "Search the concerns", "What changed", "Response letter", "reworded"]) {
      expect(words.get("en")).toContain(ours);
      expect(words.get("pt-BR")).not.toContain(ours);
    }
    expect(words.get("en")).not.toContain(HOUSED);
  });

  test.each([undefined, "en"])("is all English where that is what it says: %s", async (language) => {
    expect([...(await wordsOf(language)).keys()]).toEqual(["en"]);
  });
});

describe("the model of a page", () => {
  test("pins each concern at the sentence that it is about, and lights nothing else", async () => {
    const { sections, concerns } = pageModel(await reported(revisions));
    const spans = sections.flatMap(({ blocks }) => blocks.flatMap(({ spans }) => spans));
    const lit = (id: string) => spans.filter((span) => span.concerns.includes(id)).map(({ text }) => text);
    const idOf = (text: string) => concerns.find((one) => one.text === text)?.id ?? "";
    expect(lit(idOf(tail.text))).toEqual([DRAWN]);
    expect(lit(idOf(longer.text))).toEqual([SLEPT]);
    expect(spans.map(({ text }) => text).join(" ")).toContain(HOUSED);
  });

  test("shows a resolved concern at the sentence that settled it, with both wordings", async () => {
    const { concerns, changes, sections } = pageModel(await reported(revisions));
    const settled = concerns.find(({ text }) => text === few.text);
    expect(settled).toMatchObject({ state: "resolved", cause: { revision: 2, changes: [{ before: SIX, after: TWELVE }] } });
    const spans = sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.spans));
    expect(spans.filter((span) => span.concerns.includes(settled?.id ?? "")).map(({ text }) => text)).toEqual([TWELVE]);
    const row = changes?.rows.find((one) => one.concerns.some(({ id, role }) => id === settled?.id && role === "settles"));
    expect(row?.kind).toBe("reworded");
    expect(
      row?.now[0]?.words
        .filter(({ changed }) => changed)
        .map(({ text }) => text)
        .join(" "),
    ).toContain("twelve");
    expect(
      row?.old[0]?.words
        .filter(({ changed }) => !changed)
        .map(({ text }) => text)
        .join(" "),
    ).toContain("The sample size was");
  });

  test("names what the last revision brought, and nothing in a first review", async () => {
    const changeOf = async (count: number) =>
      pageModel(await reported(revisions.slice(0, count))).concerns.map(({ id, change }) => [id, change?.title] as const);
    expect(new Map(await changeOf(1)).get("C1")).toBeUndefined();
    expect(new Map(await changeOf(2)).get("C3")).toBe("Noticed late");
  });

  test("a concern about the whole paper stands in no passage, and first", async () => {
    const whole = concern("Quantum chromodynamics would need another lattice.", "optional");
    const { concerns, sections } = pageModel(
      await reported([{ label: "v1", paper: paper(HOUSED, SIX), concerns: [few, whole] }]),
    );
    expect(concerns[0]).toMatchObject({ text: whole.text, unpinned: "whole paper" });
    expect(sections.flatMap(({ blocks }) => blocks.flatMap(({ pinned }) => pinned))).toEqual(["C1"]);
  });

  test("words that were cut before the model are marked to the character", async () => {
    const input = await reported([{ label: "v1", paper: paper(HOUSED, DRAWN), concerns: [tail] }]);
    const readings = input.readings.map((reading) =>
      reading.passage.text === DRAWN ? { ...reading, read: "part" as const, until: 10 } : reading,
    );
    const { sections } = pageModel({ ...input, readings });
    const spans = sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.spans));
    expect(spans.filter(({ unread }) => unread).map(({ text }) => text)).toEqual([DRAWN.slice(10)]);
    expect(spans.some(({ text, unread }) => text === DRAWN.slice(0, 10) && !unread)).toBe(true);
  });

  test("holds no character that a reader cannot see, whatever the paper and the concerns hold", async () => {
    const hidden = "\u202egnp.exe\u202c\u2066x\u2069\u200b\u{e0041}\u0007\u2028\ud800";
    const input = await reported([
      {
        label: `v1${hidden}`,
        paper: manuscript({ title: passage(`Sleep${hidden}`), sections: [section(`M${hidden}`, at(`${DRAWN}${hidden} x`, 3))] }),
        concerns: [concern(`${tail.text}${hidden}`)],
      },
    ]);
    expect(JSON.stringify(pageModel(input))).not.toMatch(
      /\\ud800|[\u200b-\u200f\u2028-\u202e\u2066-\u2069\u{e0000}-\u{e007f}\u0007]/u,
    );
  });
});

describe("two texts side by side", () => {
  const words = fc.constantFrom(HOUSED, DRAWN, SIX, TWELVE, SLEPT, `${HOUSED} ${DRAWN}`, `${SIX} ${SLEPT}`);
  const papers = fc.array(words, { maxLength: 7 }).map((texts) => manuscript({ sections: [section("Methods", ...texts)] }));

  test("each passage of either stands in one row, with all its words", () => {
    fc.assert(
      fc.property(papers, papers, (old, now) => {
        const rows = sideBySide(old, now);
        const told = (side: "old" | "now") =>
          rows.flatMap((row) => row[side].map((one) => one.words.map(({ text }) => text).join(" "))).sort();
        const passages = (text: typeof old) => text.sections.flatMap((one) => one.passages.map((each) => each.text)).sort();
        expect(told("old")).toEqual(passages(old));
        expect(told("now")).toEqual(passages(now));
      }),
      { seed: 7 },
    );
  });

  test("the same text on both sides changes nowhere", () => {
    fc.assert(
      fc.property(papers, (text) => {
        const rows = sideBySide(text, structuredClone(text));
        expect(rows.every(({ kind }) => kind === "same")).toBe(true);
        expect(rows.some((row) => [...row.old, ...row.now].some((one) => one.words.some(({ changed }) => changed)))).toBe(false);
      }),
      { seed: 7 },
    );
  });

  test.each([
    { what: "moved", old: [HOUSED, DRAWN, SIX], now: [SIX, HOUSED, DRAWN], kinds: ["same", "moved", "same", "same"] },
    { what: "removed", old: [HOUSED, DRAWN, SIX], now: [HOUSED, SIX], kinds: ["same", "same", "removed", "same"] },
    { what: "added", old: [HOUSED, SIX], now: [HOUSED, DRAWN, SIX], kinds: ["same", "same", "added", "same"] },
    { what: "reworded", old: [HOUSED, SIX], now: [HOUSED, TWELVE], kinds: ["same", "same", "reworded"] },
  ])("a passage that was $what is told so", ({ old, now, kinds }) => {
    const text = (texts: string[]) => manuscript({ sections: [section("Methods", ...texts)] });
    expect(sideBySide(text(old), text(now)).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("what stays in place is a longest ascent", () => {
    const values = fc.array(fc.integer({ min: -1, max: 9 }), { maxLength: 9 });
    fc.assert(
      fc.property(values, (list) => {
        const chosen = [...longestAscent(list)].sort((a, b) => a - b);
        const picked = chosen.map((k) => list[k] ?? -1);
        expect(picked.every((value, k) => value >= 0 && (k === 0 || value > (picked[k - 1] ?? 0)))).toBe(true);
        const best = list.map(() => 0);
        for (const [k, value] of list.entries())
          if (value >= 0)
            best[k] = 1 + Math.max(0, ...best.slice(0, k).filter((_, j) => (list[j] ?? -1) >= 0 && (list[j] ?? 0) < value));
        expect(chosen).toHaveLength(Math.max(0, ...best));
      }),
      { seed: 7 },
    );
  });
});

test("the timeline adds up: what is open is what was open, with what came and without what went", () => {
  fc.assert(
    fc.property(histories, (plans) => {
      let ledger = emptyLedger();
      for (const plan of plans) {
        ledger = revise(ledger, revisionOf(ledger, plan)).ledger;
        const open = ledger.concerns.filter(({ state }) => state === "open");
        const [first] = open;
        if (first !== undefined && plan.people.length > 2) ledger = dismiss(ledger, first.id, "ann", "no");
      }
      let open = 0;
      for (const point of timelineOf(ledger)) {
        open += point.introduced + point.reopened - point.resolved - point.dismissed;
        expect(point.openMajor + point.openOther).toBe(open);
      }
      expect(open).toBe(ledger.concerns.filter(({ state }) => state === "open").length);
    }),
    { seed: 7 },
  );
});

test("a concern about the title is about the whole paper", async () => {
  const title = concern("The title Sleep in mice promises more than sleep in mice.", "minor", "writing_clarity");
  const input = await reported([{ label: "v1", paper: paper(HOUSED, SIX), concerns: [title] }]);
  const ledger = {
    ...input.ledger,
    concerns: input.ledger.concerns.map((one) => ({
      ...one,
      history: one.history.map((event) => ({ ...event, place: { file: "paper.md", startLine: 1, endLine: 1 } })),
    })),
  };
  expect(pageModel({ ...input, ledger }).concerns).toMatchObject([{ unpinned: "whole paper" }]);
});
