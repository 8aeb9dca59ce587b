/** Fills what GitHub's answers must have and the stand-in has no opinion about. Invariant: what is filled in shows that it is
 *  (`unset:…`, `https://unset.invalid/…`), so that nothing can come to rest on it. */
import { isObject, type JsonObject, listOf, objectOf, resolved, type Schema, schemas } from "./description.ts";

/** @param name of a schema of the description
 *  @param known what the stand-in means to say; it is kept as it is */
export function complete(name: string, known: JsonObject): JsonObject {
  return objectOf(filled(objectOf(schemas[name]), known, name));
}

function filled(schema: Schema, known: unknown, at: string): unknown {
  const open = resolved(schema);
  if (known === undefined) return filler(open, at);
  if (Array.isArray(known)) return known.map((entry) => filled(objectOf(open["items"]), entry, at));
  if (!isObject(known)) return known;
  const all = listOf(open["allOf"]);
  if (all.length > 0) return Object.assign({}, ...all.map((part) => filled(objectOf(part), known, at)));
  const [first] = [...listOf(open["oneOf"]), ...listOf(open["anyOf"])];
  if (first !== undefined) return filled(objectOf(first), known, at);
  const properties = objectOf(open["properties"]);
  const missing = listOf(open["required"])
    .map(String)
    .filter((key) => known[key] === undefined);
  return Object.fromEntries([
    ...Object.entries(known)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, filled(objectOf(properties[key]), value, key)]),
    ...missing.map((key) => [key, filled(objectOf(properties[key]), undefined, key)]),
  ]);
}

function filler(schema: Schema, at: string): unknown {
  if (schema["nullable"] === true) return null;
  const [first] = listOf(schema["enum"]);
  if (first !== undefined) return first;
  switch (schema["type"]) {
    case "string":
      return schema["format"] === "uri"
        ? `https://unset.invalid/${at}`
        : schema["format"] === "date-time"
          ? "1970-01-01T00:00:00Z"
          : `unset:${at}`;
    case "integer":
    case "number":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    default:
      return filled(schema, {}, at);
  }
}
