/** GitHub's own description of its API, as data. Invariant: it is read, never corrected here (corrections.ts says where GitHub departs from it). */

import loaded from "./api.github.com.json" with { type: "json" };
import { correct } from "./corrections.ts";

export type JsonObject = { readonly [key: string]: unknown };
/** A schema of OpenAPI 3.0.3, or of JSON Schema once converted. */
export type Schema = JsonObject;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const whole: JsonObject = correct(loaded);

export const paths = objectOf(whole["paths"]);
export const webhooks = objectOf(whole["webhooks"]);
export const schemas = objectOf(objectOf(whole["components"])["schemas"]);

/** What `#/components/KIND/NAME` names; any other value as it is. */
export function resolved(value: unknown): JsonObject {
  const reference = objectOf(value)["$ref"];
  if (typeof reference !== "string") return objectOf(value);
  const [, , kind = "", name = ""] = reference.split("/");
  const target = objectOf(objectOf(whole["components"])[kind])[name];
  if (target === undefined) throw new Error(`the description has no ${reference}`);
  return resolved(target);
}
