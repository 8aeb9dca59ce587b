import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { directoryTree, readManuscript } from "../../src/manuscript/index.ts";
import { openChecklist, responseLetter } from "../../src/report-page/author-copy.ts";
import { stacked } from "../../src/report-page/client/margin.ts";
import type { ConcernView } from "../../src/report-page/concerns.ts";
import { readLetters } from "../../src/report-page/index.ts";
import { authorsWords, letterPoints } from "../../src/report-page/letter.ts";
import { attacks } from "../publish/hostile.ts";
import { concern, manuscript, passage, section } from "../support/build.ts";

const view = (id: string, text: string, rest: Partial<ConcernView> = {}): ConcernView => ({
  ...{ id, text, severity: "major", category: "design_flaw", state: "open", history: [], authorsSay: [] },
  ...rest,
});
const HEAD = { title: "Sleep in mice", revision: "revision 2" };

describe("what authors take away", () => {
  test("the checklist has what is open, and nothing else", () => {
    const concerns = [
      view("C1", "One."),
      view("C2", "Two.", { state: "resolved" }),
      view("C3", "Three.", { state: "dismissed" }),
    ];
    expect(openChecklist(concerns, HEAD).match(/^- \[ \] .*$/gm)).toEqual([
      expect.stringContaining("**C1** (major, design flaw) One."),
    ]);
  });

  test("the letter has a section for each that is open or resolved, with what changed and room for the answer", () => {
    const cause = { because: "its text was rewritten", revision: 2, changes: [{ before: "Six mice.", after: "Twelve mice." }] };
    const letter = responseLetter(
      [view("C1", "One."), view("C2", "Two.", { state: "resolved", cause, place: "paper.md:7" })],
      HEAD,
    );
    expect(letter.match(/^## C\d.*$/gm)).toEqual(["## C1 · major · design flaw", "## C2 · major · design flaw"]);
    expect(letter).toMatch(/in revision 2: its text was rewritten\.[\s\S]*Six mice\.[\s\S]*Twelve mice\./);
    expect(letter.match(/^\*\*Answer:\*\* …$/gm)).toHaveLength(2);
  });

  test.each(attacks)("foreign words make no section and no item of their own: $why", ({ texts }) => {
    const concerns = texts.map((text, k) => view(`C${k + 1}`, text, { place: `${text}:1` }));
    expect(openChecklist(concerns, HEAD).match(/^- \[ \]/gm)).toHaveLength(texts.length);
    const letter = responseLetter(concerns, HEAD);
    expect(letter.match(/^#+ /gm)).toHaveLength(texts.length + 1);
    expect(letter).not.toMatch(/(?<![\\\w\u2060])@(?!\u2060)\w/);
  });
});

describe("a letter", () => {
  const letter = (...texts: Parameters<typeof section>[1][]) => ({
    file: "response.md",
    text: manuscript({ sections: [section("", ...texts)] }),
  });
  const comment = (text: string) => passage(text, { source: `*${text}*` });
  const asked = [
    { id: "C1", ...concern("The sample size of six animals in each group rests on no power calculation.", "major") },
    { id: "C2", ...concern("Blood was drawn from the tail vein without anaesthesia.") },
  ];

  test("that names concerns speaks to those alone", () => {
    const said = authorsWords([letter("C2: We now used anaesthesia.", "It was isoflurane.", "C9: Yes.")], asked);
    expect([...said.keys()]).toEqual(["C2"]);
    expect(said.get("C2")).toMatchObject([
      { foundBy: "name", paragraphs: ["C2: We now used anaesthesia.", "It was isoflurane."] },
    ]);
  });

  test("that quotes a concern speaks to it", () => {
    const said = authorsWords([letter(comment(`“${asked[0]?.text}”`), "We added one.", comment("A typo."), "Mended.")], asked);
    expect([...said].map(([id, words]) => [id, ...words.map(({ foundBy }) => foundBy)])).toEqual([["C1", "name"]]);
  });

  test("that names none is found by its words: the example's, to the one concern that it surely answers", async () => {
    const tree = directoryTree(join(import.meta.dirname, "../../examples/phage-wound-gel/v2"));
    const { letters } = await readLetters(tree, (await readManuscript(tree, {})).leftOut);
    const figures = {
      id: "C6",
      ...concern(
        "Bacterial counts are lowered by 3.4 log CFU per gram in the abstract, but by 2.9 log in the results.",
        "minor",
        "writing_clarity",
      ),
    };
    const twin = { id: "C7", ...concern("The abstract and the results give different figures.", "minor", "writing_clarity") };
    const said = authorsWords(letters, [figures, twin, ...asked]);
    expect([...said].map(([id, words]) => [id, words.map(({ foundBy }) => foundBy)])).toEqual([["C6", ["words"]]]);
    expect(said.get("C6")?.[0]?.paragraphs).toContain("The figure in the results was right. We corrected the abstract.");
  });

  test("that speaks of other things answers nothing", () => {
    expect(authorsWords([letter(comment("The figure is too small."), "We made it larger.")], asked).size).toBe(0);
  });

  test("is cut where comments that are set off begin, or else at each paragraph", () => {
    expect(
      letterPoints(letter(comment("Why?"), "Because.", "Indeed.", comment("How?"), "Thus.")).map(({ paragraphs }) => paragraphs),
    ).toEqual([
      ["Why?", "Because.", "Indeed."],
      ["How?", "Thus."],
    ]);
    expect(letterPoints(letter("One thing.", "Another."))).toHaveLength(2);
  });

  test("whose skeleton nobody filled in says nothing", () => {
    const text = manuscript({ sections: [section("C1 · major", "The sample is small.", "Answer: …")] });
    expect(authorsWords([{ file: "response.md", text }], asked).size).toBe(0);
  });
});

test("notes in a column overlap nowhere, stay in order, and the lit one stands where it wants to", () => {
  const column = fc.array(fc.record({ want: fc.nat(900), height: fc.integer({ min: 20, max: 300 }) }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(column, fc.nat(11), (notes, pick) => {
      const wanted = notes.map(({ want }) => want).sort((a, b) => a - b);
      const heights = notes.map(({ height }) => height);
      const lit = pick < notes.length ? pick : undefined;
      const tops = stacked(wanted, heights, lit);
      for (const [k, top] of tops.entries())
        if (k > 0) expect(top).toBeGreaterThanOrEqual((tops[k - 1] ?? 0) + (heights[k - 1] ?? 0));
      if (lit !== undefined) expect(tops[lit]).toBe(wanted[lit]);
    }),
    { seed: 7 },
  );
});
