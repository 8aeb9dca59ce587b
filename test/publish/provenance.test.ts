import { describe, expect, test } from "vitest";
import { hiddenWarning, provenanceBlock, readLine, writtenLine } from "../../src/publish/render/provenance.ts";
import type { Provenance } from "../../src/publish/state/provenance.ts";

const none = { shown: [], more: 0 };
const whole: Provenance = {
  revision: 1,
  profile: "bioreview-9b",
  tool: "1.2.3",
  tokens: 9_512,
  budget: 15_000,
  parts: [
    { name: "abstract", whole: 1_200, read: 1_200 },
    { name: "author_summary", whole: 3_000, read: 3_000 },
  ],
  lost: [],
  leftOut: none,
  hidden: none,
  warnings: none,
  models: [{ id: "qwen" }],
  seconds: 41,
  sections: [],
};
const cut = (count: number): Provenance["parts"] =>
  Array.from({ length: count }, (_, k) => ({ name: `part ${k}`, whole: 300, read: 92 }));

describe("what was read", () => {
  test("of a paper that fits is all of it", () => {
    expect(readLine(whole)).toBe("Read the whole paper; figures are not seen.");
  });
  test("names each part that was cut, and how far it was read, rounded down", () => {
    expect(readLine({ ...whole, parts: [...whole.parts, { name: "materials_and_methods", whole: 300, read: 299 }] })).toBe(
      "Read in part; cut: materials and methods to 99 %; figures are not seen.",
    );
  });
  test.each([
    { count: 6, more: false },
    { count: 7, more: true },
  ])("of $count cut parts names six", ({ count, more }) => {
    const line = readLine({ ...whole, parts: cut(count) });
    expect(line.match(/part \d to 30 %/g)).toHaveLength(6);
    expect(line.includes(", and more")).toBe(more);
  });
  test("is never called whole where a section was left out", () => {
    expect(readLine({ ...whole, lost: ["results"] })).toBe("Read in part; left out: results; figures are not seen.");
  });
});

describe("who wrote it", () => {
  test.each([
    {
      why: "the model's name is told, and what it takes a machine to know is not",
      models: [{ id: "b", quantisation: "Q8" }],
      line: "b",
    },
    { why: "two models are both told", models: [{ id: "bioreview-9b" }, { id: "b" }], line: "bioreview\\-9b and b" },
  ])("$why", ({ models, line }) => {
    expect(writtenLine({ ...whole, models })).toBe(`Written by a language model, ${line}.`);
  });
});

describe("all of it, on the dashboard", () => {
  test("has a line for each part, and marks the cut one", () => {
    const block = provenanceBlock({ ...whole, parts: [...whole.parts, { name: "results", whole: 2_000, read: 1_000 }] });
    expect(block).toContain("- author summary: all of 3,000 characters\n- results: **50 %** of 2,000 characters");
  });
  test("says nothing of what there is none of", () => {
    const block = provenanceBlock(whole);
    for (const word of ["Left out", "Hidden", "Warnings", "sha256", "seed", "()"]) expect(block).not.toContain(word);
    expect(block.split("\n\n").at(-1)).toBe(
      "Prompt: 9,512 of 15,000 tokens. Model: qwen; profile bioreview\\-9b; BioReview 1\\.2.3; 41 seconds.",
    );
  });
  test("tells the files, the hidden places and the warnings, and how many more there are", () => {
    const block = provenanceBlock({
      ...whole,
      leftOut: { shown: [{ file: "a.md", why: "a response" }], more: 2 },
      hidden: { shown: [{ file: "b.md", line: 3, technique: "white text" }], more: 4 },
      warnings: { shown: ["c.md: no end"], more: 1 },
    });
    expect(block).toContain("Left out: a.md (a response), and 2 more.");
    expect(block).toContain("so not given to the model: b.md, line 3 (white text), and 4 more.");
    expect(block).toContain("Warnings: c.md: no end, and 1 more.");
  });
  test("tells of a model what its server said", () => {
    const model = {
      id: "m",
      quantisation: "Q4",
      sha256: "ab".repeat(32),
      device: "cuda",
      settings: "4 requests at once",
      seed: 7,
    };
    expect(provenanceBlock({ ...whole, models: [model, { id: "n" }] })).toContain(
      "Model: m (Q4, sha256 `abababababab`, cuda, 4 requests at once, seed 7) and n; profile",
    );
  });
});

describe("a warning of hidden text", () => {
  test("is none where none is hidden", () => expect(hiddenWarning(whole)).toEqual([]));
  test("counts the places that are not listed too, and names the first", () => {
    const shown = [{ file: "b.md", line: 3, technique: "white text" }];
    const [warning, ...rest] = hiddenWarning({ ...whole, hidden: { shown, more: 4 } });
    expect(rest).toEqual([]);
    expect(warning).toContain("5 places with text that a reader of the paper cannot see, first in b.md, line 3 (white text).");
  });
  test("names no place where none is listed", () => {
    expect(hiddenWarning({ ...whole, hidden: { shown: [], more: 1 } })[0]).toContain(
      "1 place with text that a reader of the paper cannot see. The",
    );
  });
});
