/** The set of answers that the model was trained to write, for servers that can hold it to them. Invariant: every answer in the set parses
 *  without a repair. */
import { CATEGORIES, SEVERITIES } from "../concern.ts";
import type { ModelIdentity, Question } from "../inference/index.ts";

/** Characters of one concern. Reviewers' concerns have some hundreds; a model that loops inside one would fill the whole answer, and llama.cpp
 *  unrolls a repetition, of which it allows 2,000. */
export const LONGEST_CONCERN = 1500;

/** GBNF of `[{"text": "…", "category": "…", "severity": "…"}, {…}]`: one blank after comma and colon, as Python's `json.dumps` writes without
 *  escaping what is not ASCII, and nothing after the bracket. */
export function grammar(minConcerns: number): string {
  const more = `(", " concern)${minConcerns > 1 ? `{${minConcerns - 1},}` : "*"}`;
  const all = `"[" concern ${more} "]"`;
  return [
    `root ::= ${minConcerns === 0 ? `"[]" | ${all}` : all}`,
    `concern ::= "{\\"text\\": \\"" character{1,${LONGEST_CONCERN}} "\\", \\"category\\": \\"" category "\\", \\"severity\\": \\"" severity "\\"}"`,
    String.raw`character ::= [^"\\\x00-\x1F\x7F] | "\\" (["\\bfnrt] | "u00" [01] [0-9a-f])`,
    `category ::= ${CATEGORIES.map((word) => `"${word}"`).join(" | ")}`,
    `severity ::= ${SEVERITIES.map((word) => `"${word}"`).join(" | ")}`,
    "",
  ].join("\n");
}

/** The same array as a JSON schema; white space is the server's own. */
export function arraySchema(minConcerns: number): object {
  return {
    type: "array",
    minItems: minConcerns,
    items: {
      type: "object",
      properties: {
        text: { type: "string", minLength: 1, maxLength: LONGEST_CONCERN },
        category: { type: "string", enum: CATEGORIES },
        severity: { type: "string", enum: SEVERITIES },
      },
      required: ["text", "category", "severity"],
      additionalProperties: false,
    },
  };
}

/** The array under `concerns`, for servers whose schemas must be objects at the root (OpenAI's structured outputs). */
export function objectSchema(minConcerns: number): object {
  return {
    type: "object",
    properties: { concerns: arraySchema(minConcerns) },
    required: ["concerns"],
    additionalProperties: false,
  };
}

/** llama.cpp and vLLM take an array at the root, which is what the prompt asks for; of an unknown server it cannot be known. */
export function answerShape(server: ModelIdentity["server"], minConcerns: number): Question["shape"] {
  const jsonSchema = server === "unknown" ? objectSchema(minConcerns) : arraySchema(minConcerns);
  return { grammar: grammar(minConcerns), jsonSchema };
}
