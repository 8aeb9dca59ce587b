import { describe, expect, test } from "vitest";
import { anchorModelFor, anchorsOf } from "../../../src/revision/anchors/anchors.ts";
import { PaperIndex } from "../../../src/revision/anchors/paper-index.ts";
import { evidenceFor, signalNames } from "../../../src/revision/anchors/signals.ts";
import { concern, manuscript, passage, section } from "../../support/build.ts";

const { model } = anchorModelFor("words", undefined);
const FILLERS = ["sleep", "light", "food", "noise", "sex", "age", "weight", "season", "strain", "cage"].map(
  (topic) => `The effect of ${topic} on activity was recorded by two observers over several weeks and is described below.`,
);
const paper = (...texts: string[]) =>
  new PaperIndex(
    manuscript({
      title: passage("Melatonin and the running of mice"),
      abstract: [passage("Melatonin made mice run less in our hands.")],
      sections: [
        section("Methods", ...texts, ...FILLERS),
        section("Discussion", "Our findings are of broad relevance for all mammals."),
      ],
    }),
  );
const DOSE = "Melatonin was injected at 5 mg/kg without any vehicle control. Doses followed earlier work.";

describe("the passage that a concern is about", () => {
  test("is the one that shares its words, and the sentence in it", () => {
    const [anchors] = anchorsOf(
      [concern("There is no vehicle control for the melatonin injections at 5 mg/kg.")],
      paper(DOSE),
      model,
    );
    expect(anchors?.[0]?.passage.text).toBe(DOSE);
    expect(anchors?.[0]?.sentences[0].text).toBe("Melatonin was injected at 5 mg/kg without any vehicle control.");
    expect(anchors?.[0]?.probability).toBeGreaterThan(0.5);
  });
  test("is none where no word of it is in the paper", () => {
    expect(anchorsOf([concern("Authors should deposit sequencing reads publicly.")], paper(DOSE), model)).toEqual([[]]);
  });
  test("depends on no other concern", () => {
    const index = paper(DOSE);
    const one = concern("No vehicle control for melatonin.");
    const [alone] = anchorsOf([one], index, model);
    expect(anchorsOf([concern("Noise was loud."), one], index, model)[1]).toEqual(alone);
  });
  test("is the one that it quotes, whatever its words, as long as the text has that sentence", () => {
    const quote = "Doses followed earlier work.";
    const said = { ...concern("Noise was not measured by the observers over several weeks."), quote };
    const [anchors] = anchorsOf([said], paper(DOSE), model);
    expect(anchors?.[0]).toMatchObject({ probability: 1, passage: { text: DOSE }, sentences: [{ text: quote }] });
    expect(anchors?.filter(({ passage: { text } }) => text === DOSE)).toHaveLength(1);
    const [guessed] = anchorsOf([said], paper("Melatonin was injected."), model);
    expect(guessed).toEqual(anchorsOf([concern(said.text)], paper("Melatonin was injected."), model)[0]);
  });
  test("is never a heading", () => {
    expect(paper(DOSE).passages.every(({ kind }) => kind !== "heading")).toBe(true);
  });
});

describe("a signal", () => {
  const value = (text: string, signal: string, index: PaperIndex, is: (text: string) => boolean) => {
    const { signals } = evidenceFor(concern(text), index, undefined);
    return signals[signal]?.[index.passages.findIndex((one) => is(one.text))];
  };
  const abstract = (text: string) => text.startsWith("Melatonin made");
  test.each([
    {
      why: "a named abstract points at the abstract",
      text: "The abstract overstates.",
      signal: "abstractNamed",
      is: abstract,
      to: 1,
    },
    { why: "no other name does", text: "The discussion overstates.", signal: "abstractNamed", is: abstract, to: 0 },
    {
      why: "a named section points at its passages",
      text: "The discussion overstates.",
      signal: "sectionNamed",
      is: (t: string) => t.startsWith("Our"),
      to: 1,
    },
    {
      why: "closing words point at the last paragraph",
      text: "The closing claim is vague.",
      signal: "closing",
      is: (t: string) => t.startsWith("Our"),
      to: 1,
    },
    {
      why: "quoted words count where they stand",
      text: "What is 'broad relevance' here?",
      signal: "quotations",
      is: (t: string) => t.startsWith("Our"),
      to: 1,
    },
  ])("$why", ({ text, signal, is, to }) => expect(value(text, signal, paper(DOSE), is)).toBe(to));

  test("figures and tables are counted as a reader counts them", () => {
    const caption = (text: string) => passage(text, { kind: "caption" });
    const index = new PaperIndex(
      manuscript({
        sections: [
          section("Results", caption("Running."), caption("Doses."), passage("1 2 3", { kind: "table" }), caption("Sleeping.")),
        ],
      }),
    );
    const named = (text: string) =>
      index.passages.filter((_, k) => evidenceFor(concern(text), index, undefined).signals["figureNamed"]?.[k] === 1);
    expect(named("Figure 2 has no error bars.").map(({ text }) => text)).toEqual(["Sleeping."]);
    expect(named("Table 1 lacks units.").map(({ text }) => text)).toEqual(["Doses.", "1 2 3"]);
  });
});

test("a model that needs embeddings refuses to do without", () => {
  const { model: withEmbeddings } = anchorModelFor("minilm", undefined);
  expect(() => anchorsOf([concern("No control.")], paper(DOSE), withEmbeddings)).toThrow(RangeError);
});

test.each(["words", "minilm"])("the model of %s has a weight for each signal", (embedder) => {
  const { basis, model } = anchorModelFor(embedder, undefined);
  expect(Object.keys(model.signals)).toEqual(signalNames(basis === "words and embeddings"));
});

test("an embedder without a model of its own is not asked: words alone say where a concern belongs", () => {
  expect(anchorModelFor("unknown", undefined).basis).toBe("words");
  expect(anchorModelFor("minilm", "other weights").basis).toBe("words");
});
