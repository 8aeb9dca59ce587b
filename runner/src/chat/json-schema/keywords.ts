/** What a schema's own keywords say of a value, apart from those that lead to other schemas for the same value. */

import { isObject, isSchema, type Json, type Schema, type SchemaDocument, SchemaError, type SchemaObject } from "./document.ts";
import { equal } from "./fits.ts";
import { FORMATS, NUMBER_FORMATS } from "./formats.ts";
import { type Condition, conditionsOf, oneOf } from "./nfa.ts";
import type { Bound } from "./numbers.ts";
import { PatternError } from "./pattern.ts";
import { type ArrayPart, type ObjectPart, type Shape, type Sources, TYPES, type Type } from "./shape.ts";

/** Keywords of older drafts and of OpenAPI that asserted something, with what says it now. */
const OUTDATED: Readonly<Record<string, string>> = {
  additionalItems: "write prefixItems and items",
  dependencies: "write dependentRequired or dependentSchemas",
  divisibleBy: "write multipleOf",
  disallow: "write not",
  extends: "write allOf",
  nullable: 'write a type such as ["string", "null"]',
  $recursiveRef: "write $ref",
  $dynamicRef: "write $ref",
};

/** What we put into schemas that we make: types of ours, values and patterns that are excluded. */
export const EXCLUDED = "\u0000excluded";
export const EXCLUDED_PATTERN = "\u0000pattern";

export class Keywords {
  readonly #document: SchemaDocument;
  readonly #conditions = new Map<string, readonly Condition[]>();

  constructor(document: SchemaDocument) {
    this.#document = document;
  }

  /** The shape with what the schema itself says. @returns undefined where nothing is left */
  narrowed(shape: Shape, schema: SchemaObject, sources: Sources): Shape | undefined {
    this.#refuseOutdated(schema);
    const number = (key: string) => (typeof schema[key] === "number" ? schema[key] : undefined);
    const types = schema["type"] === undefined ? shape.types : typesWithin(shape.types, typesOf(schema["type"]));
    const listed = Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
    const one = schema["const"] === undefined ? undefined : [schema["const"]];
    const values = [shape.values, listed, one].reduce<readonly Json[] | undefined>(common, undefined);
    const excluded = Array.isArray(schema[EXCLUDED]) ? schema[EXCLUDED] : [];
    const format = typeof schema["format"] === "string" ? schema["format"] : "";
    const narrowed: Shape = {
      types,
      values,
      excluded: [...shape.excluded, ...excluded],
      ...boundsOf(shape, number, format),
      multiples: number("multipleOf") === undefined ? shape.multiples : [...shape.multiples, number("multipleOf") ?? 1],
      minLength: Math.max(shape.minLength, number("minLength") ?? 0),
      maxLength: Math.min(shape.maxLength, number("maxLength") ?? Number.POSITIVE_INFINITY),
      conditions: [...shape.conditions, ...this.#stringConditions(schema, format, excluded)],
      minItems: Math.max(shape.minItems, number("minItems") ?? 0),
      maxItems: Math.min(shape.maxItems, number("maxItems") ?? Number.POSITIVE_INFINITY),
      arrays: [...shape.arrays, ...arrayPart(schema, sources)],
      contains: [...shape.contains, ...containsOf(schema, sources)],
      unique: shape.unique || schema["uniqueItems"] === true,
      minProperties: Math.max(shape.minProperties, number("minProperties") ?? 0),
      maxProperties: Math.min(shape.maxProperties, number("maxProperties") ?? Number.POSITIVE_INFINITY),
      required: new Set([...shape.required, ...textsOf(schema["required"])]),
      objects: [...shape.objects, ...this.#objectPart(schema, sources)],
      names: isSchema(schema["propertyNames"]) ? [...shape.names, schema["propertyNames"]] : shape.names,
      closedArrays: closes(schema["unevaluatedItems"]) ? [...shape.closedArrays, schema] : shape.closedArrays,
      closedObjects: closes(schema["unevaluatedProperties"]) ? [...shape.closedObjects, schema] : shape.closedObjects,
    };
    return types.size === 0 || values?.length === 0 ? undefined : narrowed;
  }

  #refuseOutdated(schema: SchemaObject): void {
    for (const [key, instead] of Object.entries(OUTDATED)) {
      if (schema[key] !== undefined && schema[key] !== false)
        throw this.#document.errorAt(schema, key, `is no keyword of draft 2020-12; ${instead}`);
    }
  }

  #stringConditions(schema: SchemaObject, format: string, excluded: readonly Json[]): Condition[] {
    const found: Condition[] = [];
    const { pattern, [EXCLUDED_PATTERN]: notPattern } = schema;
    const formatPattern = FORMATS.get(format);
    if (formatPattern !== undefined) found.push(...this.#patternConditions(formatPattern, schema, "format"));
    if (typeof pattern === "string") {
      try {
        found.push(...this.#patternConditions(pattern, schema, "pattern"));
      } catch (error) {
        // Generators such as zod write both for the same; the check of the whole answer knows the pattern.
        if (!(error instanceof SchemaError) || formatPattern === undefined) throw error;
      }
    }
    if (typeof notPattern === "string") {
      const [one, ...more] = this.#patternConditions(notPattern, schema, "pattern");
      if (one === undefined || more.length > 0)
        throw this.#document.errorAt(schema, "pattern", "it looks ahead, and must not be met");
      found.push({ automaton: one.automaton, negated: true });
    }
    const texts = excluded.filter((value) => typeof value === "string");
    if (texts.length > 0) found.push({ automaton: oneOf(texts).automaton, negated: true });
    return found;
  }

  #patternConditions(source: string, schema: SchemaObject, key: string): readonly Condition[] {
    const known = this.#conditions.get(source);
    if (known !== undefined) return known;
    try {
      const found = conditionsOf(source);
      this.#conditions.set(source, found);
      return found;
    } catch (error) {
      if (error instanceof PatternError)
        throw this.#document.errorAt(
          schema,
          key,
          `the pattern ${JSON.stringify(source.slice(0, 200))} cannot be held: ${error.message}`,
        );
      throw error;
    }
  }

  #objectPart(schema: SchemaObject, sources: Sources): ObjectPart[] {
    const { properties, patternProperties, unevaluatedProperties } = schema;
    const additionalProperties = schema["additionalProperties"] ?? (unevaluatedProperties === true || undefined);
    if (properties === undefined && patternProperties === undefined && additionalProperties === undefined) return [];
    const named = isObject(properties) ? Object.entries(properties) : [];
    const patterns = isObject(patternProperties) ? Object.entries(patternProperties) : [];
    return [
      {
        sources,
        properties: new Map(named.filter((entry): entry is [string, Schema] => isSchema(entry[1]))),
        patterns: patterns
          .filter((entry): entry is [string, Schema] => isSchema(entry[1]))
          .map(([source, inner]) => ({ condition: this.#patternConditions(source, schema, "patternProperties"), schema: inner })),
        additional: isSchema(additionalProperties) ? additionalProperties : undefined,
      },
    ];
  }
}

/** Also where a schema says what they may be: we write none. */
function closes(unevaluated: Json | undefined): boolean {
  return isSchema(unevaluated) && unevaluated !== true;
}

function inclusive(value: number | undefined): Bound | undefined {
  return value === undefined ? undefined : { value, exclusive: false };
}
function exclusive(value: number | undefined): Bound | undefined {
  return value === undefined ? undefined : { value, exclusive: true };
}

/** The narrower of the shape's bounds and the schema's, on either side. */
function boundsOf(shape: Shape, number: (key: string) => number | undefined, format: string): Pick<Shape, "lower" | "upper"> {
  const [least, most] = NUMBER_FORMATS.get(format) ?? [];
  const narrower = (isNarrower: (a: number, b: number) => boolean) => (a: Bound | undefined, b: Bound | undefined) => {
    if (a === undefined || b === undefined) return a ?? b;
    return isNarrower(b.value, a.value) || (b.value === a.value && b.exclusive) ? b : a;
  };
  const lower = [inclusive(number("minimum")), exclusive(number("exclusiveMinimum")), inclusive(least)];
  const upper = [inclusive(number("maximum")), exclusive(number("exclusiveMaximum")), inclusive(most)];
  return {
    lower: lower.reduce(
      narrower((a, b) => a > b),
      shape.lower,
    ),
    upper: upper.reduce(
      narrower((a, b) => a < b),
      shape.upper,
    ),
  };
}

export function typesOf(value: Json | undefined): Set<Type> {
  const names = typeof value === "string" ? [value] : textsOf(value);
  return new Set(
    TYPES.filter((type) => names.includes(type) || (names.includes("number") && (type === "integer" || type === "fraction"))),
  );
}

function typesWithin(types: ReadonlySet<Type>, others: ReadonlySet<Type>): Set<Type> {
  return new Set(TYPES.filter((type) => types.has(type) && others.has(type)));
}

export function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

function common(a: readonly Json[] | undefined, b: readonly Json[] | undefined): readonly Json[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.filter((one) => b.some((other) => equal(one, other)));
}

function arrayPart(schema: SchemaObject, sources: Sources): ArrayPart[] {
  const { prefixItems, unevaluatedItems } = schema;
  const items = schema["items"] ?? (unevaluatedItems === true || undefined);
  if (prefixItems === undefined && items === undefined) return [];
  return [
    {
      sources,
      prefix: Array.isArray(prefixItems) ? prefixItems.filter(isSchema) : [],
      rest: isSchema(items) ? items : undefined,
    },
  ];
}

function containsOf({ contains, minContains, maxContains }: SchemaObject, sources: Sources): Shape["contains"] {
  if (!isSchema(contains)) return [];
  const most = typeof maxContains === "number" ? maxContains : Number.POSITIVE_INFINITY;
  return [{ sources, schema: contains, least: typeof minContains === "number" ? minContains : 1, most }];
}
