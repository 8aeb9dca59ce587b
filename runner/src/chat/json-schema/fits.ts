/** Whether a value that a schema lists is one of a shape. */

import { isObject, type Json, type Schema, type SchemaObject } from "./document.ts";
import { matches } from "./nfa.ts";
import { isWithin } from "./numbers.ts";
import { itemSchemas, propertySchemas, type Shape, type Type } from "./shape.ts";

/** Whether a value within another satisfies all of some schemas. */
type Satisfies = (schemas: readonly Schema[], value: Json) => boolean;

/** Whether a value is one of a shape. */
export function fits(shape: Shape, value: Json, satisfies: Satisfies): boolean {
  if (shape.values !== undefined && !shape.values.some((one) => equal(one, value))) return false;
  if (shape.excluded.some((one) => equal(one, value)) || !shape.types.has(typeOf(value))) return false;
  if (typeof value === "number") return isWithin(shape, value);
  if (typeof value === "string") {
    const { length } = [...value];
    return length >= shape.minLength && length <= shape.maxLength && shape.conditions.every((one) => matches(one, value));
  }
  if (Array.isArray(value)) return fitsArray(shape, value, satisfies);
  return !isObject(value) || fitsObject(shape, value, satisfies);
}

function fitsArray(shape: Shape, items: readonly Json[], satisfies: Satisfies): boolean {
  if (items.length < shape.minItems || items.length > shape.maxItems) return false;
  if (shape.unique && items.some((one, index) => items.slice(0, index).some((other) => equal(one, other)))) return false;
  const counted = ({ schema, least, most }: Shape["contains"][number]) => {
    const count = items.filter((item) => satisfies([schema], item)).length;
    return count >= least && count <= most;
  };
  return items.every((item, index) => satisfies(itemSchemas(shape, index), item)) && shape.contains.every(counted);
}

function fitsObject(shape: Shape, value: SchemaObject, satisfies: Satisfies): boolean {
  const names = Object.keys(value);
  if (names.length < shape.minProperties || names.length > shape.maxProperties) return false;
  if ([...shape.required].some((name) => !Object.hasOwn(value, name))) return false;
  return names.every((name) => satisfies(shape.names, name) && satisfies(propertySchemas(shape, name), value[name] ?? null));
}

function typeOf(value: Json): Type {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "fraction";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "string" ? "string" : "object";
}

/** Equal as JSON: the order of properties does not count. */
export function equal(a: Json, b: Json): boolean {
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one: Json, index) => equal(one, b[index] ?? null));
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && equal(a[name] ?? null, b[name] ?? null))
  );
}
