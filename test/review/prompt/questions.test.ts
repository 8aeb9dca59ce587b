import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GENERAL_PROMPT } from "../../../profiles/general-prompt.ts";
import { PROFILES } from "../../../profiles/profiles.ts";
import { CATEGORIES } from "../../../src/concern.ts";
import { passagesOf, sentencesOf } from "../../../src/manuscript/index.ts";
import { articleOf } from "../../../src/review/prompt/article.ts";
import { tokenCounter } from "../../../src/review/prompt/count-tokens.ts";
import { buildPrompt } from "../../../src/review/prompt/prompt.ts";
import { partQuestions, promptText } from "../../../src/review/prompt/questions.ts";
import { manuscript, passage, section } from "../../support/build.ts";

const counter = await tokenCounter("chars3");
const limits = { charactersAtOnce: 600, placesOfAspect: 3 };
const answer = { leastConcerns: 0, longestConcern: 400 };
const paper = manuscript({
  title: passage("A gel against wounds"),
  abstract: [passage("The gel is a safe and effective replacement for antibiotics. It was tested in mice with infected wounds.")],
  sections: [
    section(
      "Methods",
      passage("Animals", { kind: "heading", level: 2 }),
      "Cages were assigned to groups in the order in which the animals came. Groups were compared with Welch's t test by wound. Phages were purified on a commercial column to remove the rest.",
      "Wounds were traced by the investigator who had treated the animals. P values below 0.05 were considered significant here. Ceftazidime was given twice daily for five days to all of them.",
    ),
    section(
      "Results",
      "The gel lowered counts by 2.9 log units in treated wounds (P < 0.001). This shows that the gel causes closure.",
    ),
    section(
      "Discussion",
      "We therefore conclude that the gel should replace antibiotics. It is the first of its kind to our knowledge.",
    ),
  ],
});
function questions(of = paper, { budget = 15000, ...other }: Partial<typeof limits> & { budget?: number } = {}) {
  const sourced = articleOf(of);
  return partQuestions(sourced, buildPrompt(sourced.article, { counter, budget }), { ...limits, ...other }, answer);
}
/** The aspect that a question is about, and the places that it offers. */
function asked(user: string): { readonly aspect: string; readonly places: number[] } {
  const [, aspect, several, one] = /^- (\w+), at (?:one of the sentences ([\d, ]+)|sentence (\d+) .*):/m.exec(user) ?? [];
  return { aspect: `${aspect}`, places: `${several ?? one}`.split(", ").map(Number) };
}
/** The questions about each part, in their order. */
function byPart(some: readonly { readonly user: string }[]): string[][] {
  const parts = new Map<string, string[]>();
  for (const { user } of some) {
    const part = user.slice(0, user.indexOf(GENERAL_PROMPT.task));
    parts.set(part, [...(parts.get(part) ?? []), user]);
  }
  return [...parts.values()];
}
function numbered(user: string): Map<number, string> {
  return new Map(Array.from(user.matchAll(/^\[(\d+)\] (.*)$/gm), ([, number, text]) => [Number(number), `${text}`]));
}

describe("the texts of the prompt", () => {
  test("name aspects and categories that there are", () => {
    const names = GENERAL_PROMPT.aspects.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { aspects } of GENERAL_PROMPT.sections) expect(names).toEqual(expect.arrayContaining([...aspects]));
    for (const { category } of GENERAL_PROMPT.aspects) expect(CATEGORIES).toContain(category);
    expect("any other section").toMatch(new RegExp(GENERAL_PROMPT.sections.at(-1)?.name ?? "never"));
  });
  test("are of their own digest, apart from the published prompt's and from those with another system message or other limits", () => {
    const [card] = PROFILES;
    const small = PROFILES.find(({ name }) => name === "small") ?? card;
    const texts = [
      promptText(card.prompt, undefined),
      promptText(small.prompt, undefined),
      promptText(small.prompt, "Another system message"),
      promptText({ ...small.prompt, questions: limits }, undefined),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe("what is asked about a paper", () => {
  test("begins alike in all questions, and in those about one part up to the aspect, so that a server reads it once", () => {
    const users = questions().map(({ user }) => user);
    const about = "# A gel against wounds\n\n## Abstract\nThe gel is a safe and effective replacement";
    expect(users.length).toBeGreaterThan(byPart(questions()).length);
    for (const user of users) expect(user.startsWith(about)).toBe(true);
  });
  test("is every sentence that fits the budget, the abstract's last; headings are shown and cannot be criticised", () => {
    const shown = byPart(questions()).flatMap(([user = ""]) => [...numbered(user).values()]);
    const all = [...paper.sections.flatMap(({ passages }) => passages.slice(1)), ...paper.abstract]
      .filter(({ kind }) => kind !== "heading")
      .flatMap((one) => sentencesOf(one))
      .map(({ text }) => text);
    expect(shown).toEqual(all);
    expect(questions().some(({ user }) => user.includes("### Animals"))).toBe(true);
  });
  test("is nothing of what does not fit the budget", () => {
    const shown = (budget: number) => byPart(questions(paper, { budget })).flatMap(([user = ""]) => [...numbered(user).values()]);
    expect(shown(300).length).toBeGreaterThan(0);
    expect(shown(300).length).toBeLessThan(shown(15000).length);
    expect(shown(15000)).toEqual(expect.arrayContaining(shown(300)));
  });
  test("offers each aspect the places that hold its cues, no place to two aspects, in reading order", () => {
    for (const users of byPart(questions())) {
      const numbers = users.flatMap((user) => asked(user).places);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(new Set(users.map((user) => asked(user).aspect)).size).toBe(users.length);
      for (const user of users) {
        const { places } = asked(user);
        expect(places.length).toBeLessThanOrEqual(limits.placesOfAspect);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const number of places) expect(numbered(user).get(number)).toMatch(/\S+(?: \S+){5}/);
      }
    }
    const said = (aspect: string) =>
      questions()
        .filter(({ user }) => user.includes("## Methods") && asked(user).aspect === aspect)
        .flatMap(({ user }) => asked(user).places.map((number) => numbered(user).get(number)));
    expect(said("design")).toEqual(expect.arrayContaining([expect.stringContaining("in the order in which")]));
    expect(said("statistics")).toEqual(expect.arrayContaining([expect.stringContaining("Welch's t test")]));
  });
  test("is, of a small model, one place, which it sees again", () => {
    for (const { user } of questions(paper, { placesOfAspect: 1 })) {
      const [, number, text] = /^- \w+, at sentence (\d+) \(“(.*?)…?”\):/m.exec(user) ?? [];
      expect(numbered(user).get(Number(number))?.startsWith(`${text}`)).toBe(true);
    }
  });
  const methodsWith = (...sentences: string[]) =>
    questions(manuscript({ sections: [section("Methods", sentences.join(" "))] })).flatMap(({ user }) =>
      asked(user).places.map((number) => numbered(user).get(number)),
    );
  test("is not a place with a weak cue beside one with a strong one", () => {
    const strong = "Wounds were measured by an investigator who was not blinded.";
    const weak = "The animals were kept in a warm and quiet room.";
    expect(methodsWith(weak, strong)).toEqual([strong]);
    expect(methodsWith(weak)).toEqual([weak]);
  });
  test.each([
    "Smith and others measured wounds without a control in rats [cite].",
    "Wounds were traced at random by one investigator (Smith, 2019).",
    "Smith et al. excluded all animals that were not treated at random.",
  ])("is not what others did: %s", (others) => {
    const own = "We assigned the animals to groups in the order of arrival [cite].";
    expect(methodsWith(others, own)).toEqual([own]);
  });
  test("is no caption, and no sentence that is a formula but for a few words", () => {
    const formula = "Then $a = b + c \\text{ where the control group was chosen at random}$ holds.";
    const own = "We assigned the animals to groups in the order of arrival.";
    expect(methodsWith(formula, own)).toEqual([own]);
    const caption = passage("Controls were chosen at random by the investigator who was not blinded.", { kind: "caption" });
    expect(questions(manuscript({ sections: [section("Methods", caption)] }))).toEqual([]);
  });
  test("is something where no sentence holds a cue, as in another language", () => {
    const foreign = manuscript({ sections: [section("Xyz", "Qua lux ita vel hoc ipsum dolor. Nam qui ea mox lux est hic.")] });
    const [only] = questions(foreign);
    expect(asked(only?.user ?? "")).toEqual({ aspect: "interpretation", places: [1, 2] });
  });
  test("is so in a language that writes no blanks between its words", () => {
    const chinese = manuscript({ sections: [section("方法", "我们把动物按照到达的先后顺序分配到两个组里面。")] });
    expect(questions(chinese).map(({ user }) => asked(user).places)).toEqual([[1]]);
  });
  test("is not a part without a cue where another part has one", () => {
    const thanks = section("Thanks", "Qua lux ita vel hoc ipsum dolor.");
    const some = questions(
      manuscript({ sections: [section("Discussion", "We therefore conclude that the gel is safe."), thanks] }),
    );
    expect(some.map(({ user }) => user.includes("Qua lux"))).toEqual([false]);
  });
  test("is nothing where there is no sentence of six words", () => {
    expect(questions(manuscript({ title: passage("A title"), sections: [section("Methods", "Too short.")] }))).toEqual([]);
  });
  test("stays within the characters that are asked about at once, but for a longer sentence", () => {
    const texts = fc.array(fc.array(fc.constantFrom("alpha", "beta", "was", "used", "tested"), { minLength: 1, maxLength: 60 }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(texts, fc.integer({ min: 50, max: 2000 }), (paragraphs, charactersAtOnce) => {
        const long = manuscript({ sections: [section("Methods", ...paragraphs.map((words) => `The ${words.join(" ")}.`))] });
        const longest = Math.max(...passagesOf(long).flatMap((one) => sentencesOf(one).map(({ text }) => text.length)));
        for (const { user } of questions(long, { charactersAtOnce })) {
          const size = [...numbered(user).values()].join("").length;
          expect(size).toBeLessThanOrEqual(charactersAtOnce + longest);
        }
      }),
      { seed: 12, numRuns: 60 },
    );
  });
});

describe("an answer to a question", () => {
  const [first] = questions();
  const user = first?.user ?? "";
  const { aspect, places } = asked(user);
  const [at = 0] = places;
  const text = `About ${aspect} nobody told apart those two kinds.`;
  const whole = (change: object = {}) => JSON.stringify({ sentence: at, text, severity: "major", ...change });

  test("is a concern of the aspect's category, with the sentence word for word", () => {
    expect(aspect).toBe("design");
    expect(first?.parse(whole())).toMatchObject({
      kind: "parsed",
      concerns: [{ text, category: "design_flaw", severity: "major", quote: numbered(user).get(at) }],
      repairs: [],
    });
  });
  test.each([0, -1, 999, 1.5, "three", null, undefined, [1], {}])("at the place %j loses its concern, counted", (sentence) => {
    expect(first?.parse(whole({ sentence }))).toMatchObject({
      kind: "parsed",
      concerns: [],
      repairs: [{ kind: "no such place", count: 1 }],
    });
  });
  test("at a heading loses its concern", () => {
    const heading = articleOf(paper).sections[0]?.passages.findIndex(({ kind }) => kind === "heading") ?? -1;
    expect(first?.parse(whole({ sentence: heading + 1 }))).toMatchObject({ repairs: [{ kind: "no such place" }] });
  });
  test("that repeats a sentence of the paper, whole or but for a few words, loses its concern, counted", () => {
    const copied = numbered(user).get(at) ?? "";
    for (const text of [copied, `It is unclear ${copied}`, copied.toUpperCase().slice(0, -12)])
      expect(first?.parse(whole({ text }))).toMatchObject({ concerns: [], repairs: [{ kind: "copied", count: 1 }] });
    const own = `No reason is given why ${copied.slice(0, 40)}, and with few animals this decides what the comparison means.`;
    expect(first?.parse(whole({ text: own }))).toMatchObject({ concerns: [{ text: own }], repairs: [] });
  });
  test("that repeats the question loses its concern, counted", () => {
    const { ask = "", leads = [] } = GENERAL_PROMPT.aspects.find(({ name }) => name === aspect) ?? {};
    expect(first?.parse(whole({ text: `${leads[0]}${ask} that is so.` }))).toMatchObject({
      concerns: [],
      repairs: [{ kind: "copied", count: 1 }],
    });
  });
  test.each([
    { why: "an empty object", text: "{}" },
    { why: "an empty array, as of the published prompt", text: "[]" },
    { why: "prose", text: "The paper is fine." },
    { why: "one without a text", text: JSON.stringify({ sentence: at, severity: "major" }) },
    { why: "one that breaks off", text: whole().slice(0, -30) },
  ])("that is $why is no answer: never fewer concerns in silence", ({ text }) => {
    const parsed = first?.parse(text);
    expect(parsed?.kind === "unparsable" || parsed?.cut).toBe(true);
  });
  test("never throws, whatever a server sends", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"sentence": 1, "text": ${json}}`),
        ),
        (text) => {
          expect(["parsed", "unparsable"]).toContain(first?.parse(text).kind);
        },
      ),
      { seed: 12, numRuns: 300 },
    );
  });
  test("in a code fence and with other keys around it is one all the same", () => {
    expect(first?.parse(`Here it is:\n\`\`\`json\n${whole()}\n\`\`\``)).toMatchObject({ kind: "parsed", cut: false });
  });
});
