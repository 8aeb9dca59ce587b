import fc from "fast-check";
import { expect, test } from "vitest";
import { ConcernStream, parseAnswer } from "../../../src/review/answer/parse-answer.ts";

const concerns = [
  { text: 'With "quotes", \\ and } ] { [.', category: "other", severity: "minor" },
  { text: "𝒜 second one <|im_end|>", category: "design_flaw", severity: "major" },
];
const answer = `Prose [1].\n${JSON.stringify(concerns)} end`;

test("each concern comes once, as soon as its brace is there", () => {
  const stream = new ConcernStream();
  const when = Array.from({ length: answer.length }, (_, k) =>
    stream.read(answer.slice(0, k + 1)).map(({ text }) => [k, text]),
  ).flat();
  expect(when).toEqual(
    concerns.map(({ text }) => [
      answer.indexOf(JSON.stringify(text)) +
        JSON.stringify(concerns.find((one) => one.text === text)).length -
        '{"text":'.length -
        1,
      text,
    ]),
  );
});

test("however the answer is cut into pieces, the same concerns come", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: answer.length })), (ends) => {
      const stream = new ConcernStream();
      const seen = [...ends.sort((a, b) => a - b), answer.length].flatMap((end) => stream.read(answer.slice(0, end)));
      expect(seen).toEqual(concerns);
    }),
    { seed: 1 },
  );
});

test("a concern without words is shown to nobody", () => {
  const empty = `[{"text": "", "category": "other"}, {"text": " ", "severity": "major"}, {"concern_text": "\\n"}]`;
  expect(new ConcernStream().read(`${empty} ${answer}`)).toEqual(concerns);
});

test("an object of prose is passed over", () => {
  expect(new ConcernStream().read(`{sic} {"a": 1} ${answer}`)).toEqual(concerns);
  const parsed = parseAnswer(answer);
  expect(parsed.kind === "parsed" && parsed.concerns).toEqual(concerns);
});
