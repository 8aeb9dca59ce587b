/** Where GitHub is known to answer otherwise than its own description says. Each entry says what, and how it is known. */
import type { JsonObject } from "./description.ts";

interface Correction {
  readonly schema: string;
  readonly property: string;
  readonly why: string;
}

/** These may be null. */
const NULLABLE: readonly Correction[] = [
  { schema: "pull-request-review-comment", property: "line", why: "null where the comment is outdated" },
  { schema: "pull-request-review-comment", property: "position", why: "null where the comment is outdated" },
  { schema: "review-comment", property: "line", why: "null where the comment is outdated" },
];

/** @param description as parsed; it is copied */
export function correct(description: JsonObject): JsonObject {
  return NULLABLE.reduce(
    (before, { schema, property }) => nullableAt(before, ["components", "schemas", schema, "properties", property]),
    description,
  );
}

function nullableAt(value: unknown, [key, ...rest]: readonly string[]): JsonObject {
  if (typeof value !== "object" || value === null) throw new Error("the description has nothing there to correct");
  if (key === undefined) return { ...value, nullable: true };
  return { ...value, [key]: nullableAt(Object.entries(value).find(([name]) => name === key)?.[1], rest) };
}
