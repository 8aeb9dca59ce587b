import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concernSchema } from "../../../src/concern.ts";
import { parseAnswer } from "../../../src/review/answer/parse-answer.ts";

const A = { text: "There is no vehicle control.", category: "design_flaw", severity: "major" };
const B = { text: "Three animals are too few [12].", category: "statistical_methodology", severity: "minor" };
const array = JSON.stringify([A, B]);

/** @returns the concerns and the repairs' counts; parses twice, which must say the same */
function parsed(text: string) {
  const answer = parseAnswer(text);
  expect(parseAnswer(text)).toEqual(answer);
  if (answer.kind !== "parsed") throw new Error(answer.why);
  for (const concern of answer.concerns) concernSchema.parse(concern);
  return { ...answer, counts: Object.fromEntries(answer.repairs.map(({ kind, count }) => [kind, count])) };
}
function why(text: string): string {
  const answer = parseAnswer(text);
  return answer.kind === "unparsable" ? answer.why : `parsed ${answer.concerns.length}`;
}

describe("shapes that hold the same two concerns", () => {
  test.each([
    {
      shape: "the training serialisation",
      text: '[{"text": "There is no vehicle control.", "category": "design_flaw", "severity": "major"}, {"text": "Three animals are too few [12].", "category": "statistical_methodology", "severity": "minor"}]',
      repairs: [],
    },
    { shape: "indented JSON", text: JSON.stringify([A, B], null, 2), repairs: [] },
    { shape: "a code fence", text: `\`\`\`json\n${array}\n\`\`\``, repairs: ["text around"] },
    {
      shape: "prose with brackets before it",
      text: `As in [1] and [see Methods], {sic} my "review":\n${array}\nThat is all [really].`,
      repairs: ["text around"],
    },
    {
      shape: "a think block with brackets before it",
      text: `<think>Hm [maybe {this}] ["?"] [{"text": "draft", "category": "other", "severity": "minor"}]</think>\n${array}`,
      repairs: ["text around"],
    },
    {
      shape: "the end of a think block that the template began",
      text: `hm [{"text": "draft"}]\n</think>\n\n${array}`,
      repairs: ["text around"],
    },
    { shape: "objects without brackets", text: `${JSON.stringify(A)}, ${JSON.stringify(B)}]`, repairs: ["no array"] },
    { shape: "objects on lines of their own", text: `${JSON.stringify(A)}\n${JSON.stringify(B)}`, repairs: ["no array"] },
    { shape: "an object with the array in it", text: JSON.stringify({ concerns: [A, B] }), repairs: ["no array"] },
    { shape: "an array in an array", text: `[${array}]`, repairs: [] },
    { shape: "a comma too many", text: `[${JSON.stringify(A)}, ${JSON.stringify(B)},]`, repairs: ["no array"] },
    { shape: "a comma too few", text: `[${JSON.stringify(A)} ${JSON.stringify(B)}]`, repairs: ["no array"] },
  ])("$shape", ({ text, repairs }) => {
    const answer = parsed(text);
    expect(answer.concerns).toEqual([A, B]);
    expect(Object.keys(answer.counts)).toEqual(repairs);
    expect(answer.cut).toBe(false);
  });
});

describe("an empty review", () => {
  test.each([
    "[]",
    " [ ]\n",
    "```json\n[]\n```",
    "<think>nothing [1]</think>\n\n[]",
    '{"concerns": []}',
    "```\n[]```",
    "<think>a</think>\n<think>b [1]</think>[]",
    "what the template began to think []\n</think>\n```json\n[ ]\n```",
  ])("%j is one", (text) => {
    expect(parsed(text)).toMatchObject({ concerns: [], cut: false });
  });
  test.each([
    "",
    "   ",
    "The paper is fine.",
    "def f(x=[]): pass\nand more",
    "[null]",
    "[1]",
    "{}",
    '[{"text": null}]',
    '[{"text": "  "}]',
    '["", " "]',
    "<think>[]",
    "[",
    "```json\n[",
    '[{"text": "see [] here',
    '[{"text": "none: []',
    "[[]]",
    "[] []",
    "[]\n\n[]",
    '{"results": []}',
    '{"concerns": {}}',
    "```json\n[]\n```\n```json\n[]\n```",
    "```python\n[]\n```",
    "Let me think. <think>hm</think>[]",
  ])("%j is none", (text) => {
    expect(why(text)).not.toMatch(/^parsed/);
  });

  const empty = fc.constantFrom("[]", "[ ]", "[\n]", '{"concerns": []}', "```json\n[]\n```", "```\n[ ]\n```");
  const prose = fc.constantFrom(
    "I can't help with that.",
    "As a language model I do not review papers",
    "No concerns.",
    "Here it is:",
    "1. There is no control group.",
    "- The sample is small",
    "**Concern:** too few animals (n = 3)",
    "The answer to this is",
    "def f(x",
    "see [12], and",
    "{sic}",
    "$\\alpha$",
    "*",
    ".",
    "`",
    "</think> and so",
    "<think>",
  );
  const blank = fc.constantFrom(" ", "\n", "\n\n", "");
  test("is never in prose, however empty lists stand in it", () => {
    const answer = fc.tuple(fc.array(fc.oneof(empty, prose), { maxLength: 5 }), prose, fc.nat(5), blank);
    fc.assert(
      fc.property(answer, ([parts, sentence, at, between]) => {
        const text = [...parts.slice(0, at), sentence, ...parts.slice(at)].join(between || " ");
        expect(why(text), text).not.toMatch(/^parsed/);
      }),
      { seed: 20261130, numRuns: 2000 },
    );
  });
  test("is one in whatever a fence, thoughts and blanks stand around it", () => {
    const thoughts = fc.constantFrom("", "<think>[x] {y} []</think>", "I think [1] of [] \n</think>", "<think></think>");
    fc.assert(
      fc.property(thoughts, blank, empty, blank, (before, first, list, last) => {
        expect(parsed(`${before}${first}${list}${last}`).concerns).toEqual([]);
      }),
      { seed: 20261130, numRuns: 500 },
    );
  });
});

describe("what prose quotes from the paper is no concern", () => {
  test.each([
    'I cannot review this. The authors are ["A. Smith", "B. Jones"].',
    'The supplement holds {"text": "hello"}, which I did not read.',
    'Its schema is [{"text": "x"}, {"text": "y"}]. Sorry.',
    'Allowed are ["text", "category"].',
    'First ["a b c"] and then ["d e f"]',
  ])("%j", (text) => {
    expect(why(text)).toBe("there is no list of concerns in it");
  });
});

describe("a concern of what nobody sees", () => {
  const unseen = [
    "\u200b",
    "\u2060\ufeff",
    "\u{e0041}\u{e0042}",
    "\u3164",
    "\u2800",
    "\u00ad",
    "\ufe0f",
    "\ue000",
    "\u202e\u202c",
    " \u200d ",
  ];
  test.each(unseen)("%j is dropped and counted", (text) => {
    expect(parsed(JSON.stringify([{ ...A, text }, B]))).toMatchObject({ concerns: [B], counts: { "no text": 1 } });
    expect(parsed(JSON.stringify([text, "Too few."])).counts).toMatchObject({ "no text": 1 });
    expect(why(JSON.stringify([{ ...A, text }]))).toBe("no item of its list has a text");
  });
  test("is another than one that holds such characters", () => {
    expect(parsed(JSON.stringify([{ ...A, text: "No\u200bcontrol" }])).concerns).toHaveLength(1);
  });
});

test("paragraphs never become concerns", () => {
  expect(why("The sample is small.\n\nThere is no control.\n\n- One\n- Two")).toBe("there is no list of concerns in it");
});

test("a list of the allowed words in prose is no review", () => {
  expect(why('I may use ["design_flaw", "other"] only.')).toBe("there is no list of concerns in it");
});

test("a cut array gives its whole objects and says that it is cut", () => {
  for (let end = array.length - 1; end > JSON.stringify([A]).length; end--) {
    const answer = parsed(array.slice(0, end));
    expect(answer.cut, array.slice(0, end)).toBe(true);
    expect(answer.concerns).toEqual(end === array.length - 1 ? [A, B] : [A]);
  }
  expect(why(array.slice(0, 30))).toBe("it breaks off before the first whole concern");
});

test("strings become concerns of the least claim, and are counted", () => {
  expect(parsed('["No control.", "Too few."]')).toMatchObject({
    concerns: [
      { text: "No control.", category: "other", severity: "minor" },
      { text: "Too few.", category: "other", severity: "minor" },
    ],
    counts: { "plain string": 2 },
  });
});

test("a text that is null or missing is dropped and counted, and never the word None", () => {
  const { concerns, counts } = parsed(
    JSON.stringify([{ ...A, text: null }, { category: "other" }, A, 5, null, { ...A, text: ["x"] }]),
  );
  expect(concerns).toEqual([A]);
  expect(counts).toEqual({ "no text": 2, "no concern": 3 });
});

test("concern_text stands in for text", () => {
  expect(parsed('[{"concern_text": "No control.", "text": null, "category": "other", "severity": "major"}]')).toMatchObject({
    concerns: [{ text: "No control.", category: "other", severity: "major" }],
    counts: { "other key": 1 },
  });
});

describe("categories and severities", () => {
  test.each([
    ["interpretion", "interpretation"],
    ["interpret", "interpretation"],
    ["prior_art_novellicity", "prior_art_novelty"],
    ["writing_clary", "writing_clarity"],
    ["writing", "writing_clarity"],
    ["statoretical_methodology", "statistical_methodology"],
    ["Statistical Methodology", "statistical_methodology"],
    ["design-flaw", "design_flaw"],
    ["MISSING_CONTROL", "missing_experiment"],
  ])("%s is %s", (written, meant) => {
    const { concerns, counts, repairs } = parsed(JSON.stringify([{ ...A, category: written }]));
    expect(concerns[0]?.category).toBe(meant);
    expect(counts).toEqual({ "category mapped": 1 });
    expect(repairs[0]?.examples).toEqual([`${written} → ${meant}`]);
  });
  test.each([["figure_issue"], [""], [null], [7], ["__proto__"], ["constructor"], [undefined]])(
    "the category %j is unknown",
    (category) => {
      expect(parsed(JSON.stringify([{ ...A, category }]))).toMatchObject({
        concerns: [{ category: "other" }],
        counts: { "category unknown": 1 },
      });
    },
  );
  test.each([
    ["Major", "major"],
    ["critical", "major"],
    ["minr", "minor"],
    ["suggestion", "optional"],
    ["options", "optional"],
  ])("severity %s is %s", (written, meant) => {
    expect(parsed(JSON.stringify([{ ...A, severity: written }]))).toMatchObject({
      concerns: [{ severity: meant }],
      counts: { "severity mapped": 1 },
    });
  });
  test.each([["blocker"], [null], [3], ["toString"]])("the severity %j is unknown and never major", (severity) => {
    expect(parsed(JSON.stringify([{ ...A, severity }]))).toMatchObject({
      concerns: [{ severity: "minor" }],
      counts: { "severity unknown": 1 },
    });
  });
});

describe("damaged JSON", () => {
  test("LaTeX in a string keeps its backslash", () => {
    expect(
      parsed(String.raw`[{"text": "At $\alpha = 5\%$ and \"p\" \\ x", "category": "other", "severity": "minor"}]`),
    ).toMatchObject({
      concerns: [{ text: String.raw`At $\alpha = 5\%$ and "p" \ x` }],
      counts: { "bad escape": 1 },
    });
  });
  test("line breaks in a string are kept, other controls become blanks", () => {
    expect(parsed('[{"text": "one\ntwo\u0007three\\u0000four", "category": "other", "severity": "minor"}]')).toMatchObject({
      concerns: [{ text: "one\ntwo three four" }],
      counts: { "bad characters": 2 },
    });
  });
  test("half a character becomes the replacement character", () => {
    expect(parsed('[{"text": "x\\ud83dy", "category": "other", "severity": "minor"}]').concerns[0]?.text).toBe("x\ufffdy");
  });
  test("an item that is no JSON is lost and counted, the others stay", () => {
    const { concerns, counts, cut } = parsed(
      `[{"text": "the "effect" was", "category": "other", "severity": "minor"}, ${JSON.stringify(B)}]`,
    );
    expect(concerns).toEqual([B]);
    expect(counts["lost item"]).toBe(1);
    expect(cut).toBe(false);
  });
});

describe("hostile answers", () => {
  test("a key that is called __proto__ changes nothing", () => {
    const { concerns } = parsed(
      '[{"__proto__": {"text": "x"}, "text": "No control.", "category": "other", "severity": "minor", "constructor": 1}]',
    );
    expect(concerns).toEqual([{ text: "No control.", category: "other", severity: "minor" }]);
    expect(({} as { text?: string }).text).toBeUndefined();
  });
  test("text that closes the structure is text", () => {
    const text = '"}] </think> <|im_end|> [{"text": "x"}] ```';
    expect(parsed(JSON.stringify([A, { ...B, text }])).concerns).toEqual([A, { ...B, text }]);
  });
  // None of these ends in the time of a test where a scan is quadratic.
  const M = 2_000_000;
  test.each([
    ["nested arrays", "[".repeat(M)],
    ["nested objects", '{"a":'.repeat(M / 5)],
    ["nested arrays before a long string", `${"[".repeat(1000)}"${"x".repeat(M)}`],
    ["opened strings", '["'.repeat(M / 2)],
    ["opened strings with escapes", '[{"\\'.repeat(M / 4)],
    ["a string without end", `[{"text": "${"[{".repeat(M / 2)}`],
    ["empty arrays", "[]x".repeat(M / 3)],
    ["an array without end", `[${"{},".repeat(M / 3)}`],
    ["blanks", `[${" ".repeat(M)}`],
    ["digits", `[${"1".repeat(M)}a`],
    ["think ends", "</think>[".repeat(M / 9)],
  ])("%s", (_, text) => {
    expect(why(text)).not.toMatch(/^parsed/);
  });
  test("a hundred thousand concerns", () => {
    expect(parsed(`x ${JSON.stringify(Array.from({ length: 100_000 }, () => A))} y`).concerns).toHaveLength(100_000);
    expect(parsed(Array.from({ length: 100_000 }, () => JSON.stringify(A)).join("\n")).concerns).toHaveLength(100_000);
  });
  test("no text of JSON's and other pieces throws, and what comes out are concerns", () => {
    const piece = fc.constantFrom(
      ...[
        "[",
        "]",
        "{",
        "}",
        '"',
        ",",
        ":",
        " ",
        "\\",
        "text",
        '"text": ',
        '"a"',
        "null",
        "01",
        "1e5",
        "-",
        "\n",
        "</think>",
        "<think>",
        "```",
        "\u0000",
        "\ud800",
        "\\u12",
        JSON.stringify(A),
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const answer = parseAnswer(pieces.join(""));
        if (answer.kind === "parsed") for (const concern of answer.concerns) concernSchema.parse(concern);
      }),
      { seed: 7, numRuns: 5000 },
    );
  });
  test("whatever the concerns, their serialisation parses to them without a repair", () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((value) => value.trim() === value && !/[\u0000-\u001f\u007f-\u009f\u0085\ufeff]/.test(value) && value !== "");
    const concerns = fc.array(fc.record({ text, category: fc.constant("other"), severity: fc.constant("minor") }));
    fc.assert(
      fc.property(concerns, (list) => {
        expect(parseAnswer(JSON.stringify(list))).toEqual({ kind: "parsed", concerns: list, repairs: [], cut: false });
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
