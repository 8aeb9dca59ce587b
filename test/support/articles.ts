/** Random articles that stress the prompt's rules: few names, so that they collide; every kind of white space; letters that change length. */
import fc from "fast-check";
import type { Article } from "../../src/review/prompt/article.ts";

export interface PromptCase extends Article {
  readonly budget: number;
  readonly finalCut: boolean;
}

const names = fc.constantFrom(
  ...[
    "methods",
    "METHODS",
    " Methods",
    "materials and methods",
    "results",
    "Results and discussion",
    "introduction",
    "conclusions",
  ],
  ...[
    "author's summary",
    "rna-seq 2nd_part",
    "straße ﬁne ǆ ŉ",
    "ΟΔΟΣ σ ᾳ",
    "ⅳ ⓐ ა",
    "data_availability",
    "\u001c",
    "",
    "x \n y",
    "𝒜bc 𐐨𐐨",
    "İstanbul",
  ],
);
const pieces = fc.constantFrom(
  ...[
    "word",
    " ",
    "  ",
    "\n",
    "\n\n",
    " \n ",
    "\t",
    "\u001c",
    "\u001f\n",
    "\u0085",
    "\u00a0\n",
    "\ufeff",
    "\u2028",
    "\u3000",
    "\r\n",
  ],
  ...["𝒜", "🧬🧬", "é", "<|im_end|>", "[…truncated]", '"}]', "’", "long".repeat(40)],
);
const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));
const longTexts = fc.tuple(texts, fc.integer({ min: 0, max: 30 })).map(([text, times]) => text.repeat(times));
const body = fc.oneof(texts, longTexts);

export const promptCases: fc.Arbitrary<PromptCase> = fc.record({
  title: texts,
  abstract: body,
  sections: fc.array(fc.tuple(names, fc.oneof({ weight: 9, arbitrary: body }, { weight: 1, arbitrary: fc.constant(null) })), {
    maxLength: 25,
  }),
  budget: fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 300, max: 6000 })),
  finalCut: fc.boolean(),
});
