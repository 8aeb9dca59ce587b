/** Where GitHub is known to answer otherwise than its own description says. Each entry says what, and how it is known. */
type JsonObject = Readonly<Record<string, unknown>>;

interface Correction {
  /** Below `components.schemas`. */
  readonly at: readonly string[];
  readonly why: string;
}

const OUTDATED = "null where the comment is outdated";
/** These may be null. */
const NULLABLE: readonly Correction[] = [
  { at: ["pull-request-review-comment", "properties", "line"], why: OUTDATED },
  { at: ["pull-request-review-comment", "properties", "position"], why: OUTDATED },
  { at: ["review-comment", "properties", "line"], why: OUTDATED },
  {
    at: ["pull-request", "properties", "head", "properties", "repo"],
    why: "null where the fork was deleted, as the webhooks' own schemas say",
  },
  { at: ["pull-request-simple", "properties", "head", "properties", "repo"], why: "the same" },
];

/** @param description as parsed; it is copied where it changes */
export function correct(description: JsonObject): JsonObject {
  return NULLABLE.reduce((before, { at }) => nullableAt(before, ["components", "schemas", ...at]), description);
}

function nullableAt(value: unknown, [key, ...rest]: readonly string[]): JsonObject {
  if (typeof value !== "object" || value === null) throw new Error("the description has nothing there to correct");
  if (key === undefined) return { ...value, nullable: true };
  return { ...value, [key]: nullableAt(Object.entries(value).find(([name]) => name === key)?.[1], rest) };
}
