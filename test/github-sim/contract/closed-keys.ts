/** Keys that the description does not name. JSON Schema lets them pass; GitHub refuses them, and so does the stand-in, everywhere. */
import { isObject, listOf, objectOf, resolved, type Schema } from "./description.ts";

/** @returns the path of each key that no alternative of the schema names, such as `/comments/0/subject_type` */
export function unknownKeys(schema: Schema, value: unknown, at = ""): readonly string[] {
  const open = resolved(schema);
  if (Array.isArray(value)) return value.flatMap((entry, k) => unknownKeys(objectOf(open["items"]), entry, `${at}/${k}`));
  if (!isObject(value)) return [];
  const alternatives = [open, ...["oneOf", "anyOf", "allOf"].flatMap((key) => listOf(open[key])).map(resolved)];
  if (alternatives.some(takesAnything)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const named = alternatives
      .map((alternative) => objectOf(alternative["properties"])[key])
      .filter((found) => found !== undefined);
    if (named.length === 0) return [`${at}/${key}`];
    const faults = named.map((found) => unknownKeys(objectOf(found), inner, `${at}/${key}`));
    return faults.some((found) => found.length === 0) ? [] : (faults[0] ?? []);
  });
}

function takesAnything(schema: Schema): boolean {
  const additional = schema["additionalProperties"];
  if (additional === true || isObject(additional)) return true;
  return ["properties", "oneOf", "anyOf", "allOf"].every((key) => schema[key] === undefined);
}
