/** A JSON schema → a grammar. The library's translation overlooks some keywords in silence and asks for line ends after the last bracket;
 *  we refuse the first and cut off the second. Invariant: the answer satisfies the schema, or the request is refused. */

import type { Llama } from "node-llama-cpp";
import { ApiError } from "../api.ts";
import { messageOf } from "../errors.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Keywords that the translation obeys, and those that only describe. `required` is here because every property is written anyway. */
const SUPPORTED = new Set(
  (
    "type enum const oneOf $ref $defs properties required additionalProperties minProperties maxProperties items prefixItems " +
    "minItems maxItems minLength maxLength format title description default examples $schema $comment"
  ).split(" "),
);
const FORMATS = new Set(["date", "time", "date-time"]);
/** llama.cpp refuses longer repetitions, or treats them as endless. */
const LONGEST = 2000;
/** What the library adds at the end of its root rule. */
const TRAILING_LINES = / "\\n\\n\\n\\n" \[\\n\]\*$/m;

/** @throws ApiError where the schema says something that the grammar would not */
export async function grammarOfSchema(llama: Llama, schema: { readonly [key: string]: Json }): Promise<string> {
  assertSupported(schema, "response_format.json_schema.schema");
  let text: string;
  try {
    text = (await llama.createGrammarForJsonSchema(asLibrarySchema(schema))).grammar;
  } catch (cause) {
    throw refused("response_format.json_schema.schema", messageOf(cause));
  }
  if (!TRAILING_LINES.test(text)) throw new Error("the library's grammar no longer ends as expected");
  return text.replace(TRAILING_LINES, "");
}

/** The library's types spell out every kind of schema; `assertSupported` has just checked ours, of which they need one to name. */
function asLibrarySchema(schema: { readonly [key: string]: Json }): { readonly type: "object" } {
  return schema as { readonly type: "object" };
}

function refused(at: string, why: string): ApiError {
  return new ApiError("invalid_request", `${at}: ${why}`, at);
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function assertSupported(schema: Json | undefined, at: string): void {
  if (!isObject(schema)) return; // true and false as schemas
  for (const key of Object.keys(schema)) {
    if (!SUPPORTED.has(key))
      throw refused(`${at}.${key}`, key === "anyOf" ? "not obeyed here; write oneOf" : "not obeyed here; leave it out");
  }
  assertLengths(schema, at);
  const { format } = schema;
  if (typeof format === "string" && !FORMATS.has(format))
    throw refused(`${at}.format`, `only ${[...FORMATS].join(", ")} are obeyed`);
  for (const [path, inner] of schemasWithin(schema)) assertSupported(inner, `${at}.${path}`);
}

function schemasWithin(schema: { readonly [key: string]: Json }): [path: string, schema: Json][] {
  const below = (key: string): [string, Json][] => {
    const named = schema[key];
    return isObject(named) || Array.isArray(named) ? Object.entries(named).map(([name, inner]) => [`${key}.${name}`, inner]) : [];
  };
  const single = ["items", "additionalProperties"].flatMap((key): [string, Json][] => {
    const inner = schema[key];
    return inner === undefined ? [] : [[key, inner]];
  });
  return [...single, ...["properties", "$defs", "oneOf", "prefixItems"].flatMap(below)];
}

function assertLengths(schema: { readonly [key: string]: Json }, at: string): void {
  for (const key of ["minLength", "maxLength", "minItems", "maxItems"]) {
    const length = schema[key];
    if (length === undefined) continue;
    if (typeof length !== "number" || length > LONGEST) throw refused(`${at}.${key}`, `at most ${LONGEST}`);
    if (Array.isArray(schema["type"])) throw refused(`${at}.${key}`, "not obeyed together with several types");
  }
}
