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
/** The places that a question offers, by aspect. */
function places(user: string): [aspect: string, numbers: number[]][] {
  return Array.from(user.matchAll(/^- (\w+), at one of the sentences ([\d, ]+):/gm), ([, aspect, numbers]) => [
    `${aspect}`,
    `${numbers}`.split(", ").map(Number),
  ]);
}
function numbered(user: string): Map<number, string> {
  return new Map(Array.from(user.matchAll(/^\[(\d+)\] (.*)$/gm), ([, number, text]) => [Number(number), `${text}`]));
}
const answered = (entries: Record<string, object>) => JSON.stringify(entries);

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
  test("begins alike in all questions, so that a server reads it once", () => {
    const users = questions().map(({ user }) => user);
    const about = "# A gel against wounds\n\n## Abstract\nThe gel is a safe and effective replacement";
    expect(users.length).toBeGreaterThan(2);
    for (const user of users) expect(user.startsWith(about)).toBe(true);
  });
  test("is every sentence that fits the budget, once, the abstract's last; headings are shown and cannot be criticised", () => {
    const shown = questions().flatMap(({ user }) => [...numbered(user).values()]);
    const all = [...paper.sections.flatMap(({ passages }) => passages.slice(1)), ...paper.abstract]
      .filter(({ kind }) => kind !== "heading")
      .flatMap((one) => sentencesOf(one))
      .map(({ text }) => text);
    expect(shown).toEqual(all);
    expect(questions().some(({ user }) => user.includes("### Animals"))).toBe(true);
  });
  test("is nothing of what does not fit the budget", () => {
    const short = questions(paper, { budget: 300 }).flatMap(({ user }) => [...numbered(user).values()]);
    const whole = questions().flatMap(({ user }) => [...numbered(user).values()]);
    expect(short.length).toBeGreaterThan(0);
    expect(short.length).toBeLessThan(whole.length);
    expect(whole).toEqual(expect.arrayContaining(short));
  });
  test("offers each aspect the places that hold its cues, no place twice, in reading order", () => {
    for (const { user } of questions()) {
      const offered = places(user);
      const numbers = offered.flatMap(([, some]) => some);
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const [, some] of offered) {
        expect(some.length).toBeLessThanOrEqual(limits.placesOfAspect);
        expect(some).toEqual(some.toSorted((a, b) => a - b));
        for (const number of some) expect(numbered(user).get(number)).toMatch(/\S+(?: \S+){5}/);
      }
    }
    const methods = questions().find(({ user }) => user.includes("## Methods")) ?? { user: "" };
    const placeOf = new Map(places(methods.user));
    const said = (aspect: string) => placeOf.get(aspect)?.map((number) => numbered(methods.user).get(number));
    expect(said("design")).toEqual(expect.arrayContaining([expect.stringContaining("in the order in which")]));
    expect(said("statistics")).toEqual(expect.arrayContaining([expect.stringContaining("Welch's t test")]));
  });
  test("is, of a small model, one place for each aspect, which it sees again", () => {
    const users = questions(paper, { placesOfAspect: 1 }).map(({ user }) => user);
    const again = users.flatMap((user) =>
      Array.from(user.matchAll(/^- \w+, at sentence (\d+) \(“(.*?)…?”\):/gm), ([, number, text]) => ({
        user,
        number: Number(number),
        text,
      })),
    );
    expect(again.length).toBeGreaterThan(users.length);
    for (const { user, number, text } of again) expect(numbered(user).get(number)?.startsWith(`${text}`)).toBe(true);
  });
  test("is something where no sentence holds a cue, as in another language", () => {
    const foreign = manuscript({ sections: [section("Xyz", "Qua lux ita vel hoc ipsum dolor. Nam qui ea mox lux est hic.")] });
    const [only] = questions(foreign);
    expect(places(only?.user ?? "")).toEqual([["interpretation", [1, 2]]]);
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
  const aspects = places(user).map(([aspect]) => aspect);
  const [[design, [at = 0] = []] = ["", []], ...others] = places(user);
  const whole = (change: object = {}) =>
    answered(
      Object.fromEntries(
        places(user).map(([aspect, [sentence]]) => [
          aspect,
          {
            sentence,
            text: `About ${aspect} nobody told apart those two kinds.`,
            severity: "major",
            ...(aspect === design ? change : {}),
          },
        ]),
      ),
    );

  test("is a concern for each aspect, of its category, with the sentence word for word", () => {
    const parsed = first?.parse(whole());
    if (parsed?.kind !== "parsed") throw new Error("it is one");
    expect(parsed.concerns.map(({ text }) => text)).toEqual(
      aspects.map((aspect) => `About ${aspect} nobody told apart those two kinds.`),
    );
    expect(parsed.concerns[0]).toEqual({
      text: `About ${design} nobody told apart those two kinds.`,
      category: "design_flaw",
      severity: "major",
      quote: numbered(user).get(at),
    });
    expect(parsed.repairs).toEqual([]);
  });
  test.each([0, -1, 999, 1.5, "three", null, undefined, [1], {}])("at the place %j loses that concern, counted", (sentence) => {
    const parsed = first?.parse(whole({ sentence }));
    if (parsed?.kind !== "parsed") throw new Error("the others are whole");
    expect(parsed.concerns).toHaveLength(others.length);
    expect(parsed.repairs).toMatchObject([{ kind: "no such place", count: 1 }]);
  });
  test("at a heading loses that concern", () => {
    const heading = articleOf(paper).sections[0]?.passages.findIndex(({ kind }) => kind === "heading") ?? -1;
    expect(first?.parse(whole({ sentence: heading + 1 }))).toMatchObject({ repairs: [{ kind: "no such place" }] });
  });
  test("that repeats a sentence of the paper, whole or but for a few words, loses that concern, counted", () => {
    const copied = numbered(user).get(at) ?? "";
    for (const text of [copied, `It is unclear ${copied}`, copied.toUpperCase().slice(0, -12)]) {
      const parsed = first?.parse(whole({ text }));
      expect(parsed).toMatchObject({ kind: "parsed", repairs: [{ kind: "copied", count: 1 }] });
    }
    const own = `No reason is given why ${copied.slice(0, 40)}, and with few animals this decides what the comparison means.`;
    expect(first?.parse(whole({ text: own }))).toMatchObject({ repairs: [] });
  });
  test("that repeats the question loses that concern, counted", () => {
    const { ask = "", leads = [] } = GENERAL_PROMPT.aspects.find(({ name }) => name === design) ?? {};
    const parsed = first?.parse(whole({ text: `${leads[0]}${ask} that is so.` }));
    expect(parsed).toMatchObject({ kind: "parsed", repairs: [{ kind: "copied", count: 1 }] });
  });
  test.each([
    { why: "an empty object", text: "{}" },
    { why: "an empty array, as of the published prompt", text: "[]" },
    { why: "prose", text: "The paper is fine." },
    { why: "one without one of the entries", text: JSON.stringify({ [design]: { sentence: at, text: "x", severity: "major" } }) },
    { why: "one that breaks off", text: whole().slice(0, -30) },
  ])("that is $why is no answer: never fewer concerns in silence", ({ text }) => {
    expect(first?.parse(text)).toMatchObject({ kind: "unparsable" });
  });
  test("never throws, whatever a server sends", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"design": ${json}}`),
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
