/** The set of answers that the model was trained to write, for servers that can hold it to them. Invariant: every answer in the set parses
 *  without a repair. */
import type { AnswerLimits } from "../../../profiles/profile.ts";
import { CATEGORIES, SEVERITIES } from "../../concern.ts";
import type { AnswerRequest, ModelIdentity } from "../../inference/index.ts";

/** llama.cpp unrolls a repetition, and refuses one of more than this. */
const LONGEST_REPETITION = 2000;

/** GBNF of `[{"text": "…", "category": "…", "severity": "…"}, {…}]`: one blank after comma and colon, as Python's `json.dumps` writes without
 *  escaping what is not ASCII, and nothing after the bracket. */
export function grammar({ leastConcerns, mostConcerns, longestConcern }: AnswerLimits): string {
  const least = Math.max(0, leastConcerns - 1);
  const more = `(", " concern){${least},${mostConcerns === undefined ? "" : mostConcerns - 1}}`;
  const longest = Math.min(longestConcern, LONGEST_REPETITION);
  const all = `"[" concern ${more} "]"`;
  return [
    `root ::= ${leastConcerns === 0 ? `"[]" | ${all}` : all}`,
    `concern ::= "{\\"text\\": \\"" character{1,${longest}} "\\", \\"category\\": \\"" category "\\", \\"severity\\": \\"" severity "\\"}"`,
    String.raw`character ::= [^"\\\x00-\x1F\x7F] | "\\" (["\\bfnrt] | "u00" [01] [0-9a-f])`,
    `category ::= ${CATEGORIES.map((word) => `"${word}"`).join(" | ")}`,
    `severity ::= ${SEVERITIES.map((word) => `"${word}"`).join(" | ")}`,
    "",
  ].join("\n");
}

/** The same array as a JSON schema; white space is the server's own. */
export function arraySchema({ leastConcerns, mostConcerns, longestConcern }: AnswerLimits): object {
  return {
    type: "array",
    minItems: leastConcerns,
    ...(mostConcerns !== undefined && { maxItems: mostConcerns }),
    items: {
      type: "object",
      properties: {
        text: { type: "string", minLength: 1, maxLength: longestConcern },
        category: { type: "string", enum: CATEGORIES },
        severity: { type: "string", enum: SEVERITIES },
      },
      required: ["text", "category", "severity"],
      additionalProperties: false,
    },
  };
}

/** The array under `concerns`, for servers whose schemas must be objects at the root (OpenAI's structured outputs). */
export function objectSchema(limits: AnswerLimits): object {
  return {
    type: "object",
    properties: { concerns: arraySchema(limits) },
    required: ["concerns"],
    additionalProperties: false,
  };
}

/** llama.cpp and vLLM take an array at the root, which is what the prompt asks for; of an unknown server it cannot be known. */
export function answerShape(server: ModelIdentity["server"], limits: AnswerLimits): AnswerRequest["shape"] {
  const jsonSchema = server === "unknown" ? objectSchema(limits) : arraySchema(limits);
  return { grammar: grammar(limits), jsonSchema };
}
