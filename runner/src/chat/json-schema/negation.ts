/** Ways not to satisfy a schema, each a schema. Invariant: what satisfies one of them does not satisfy the schema. Ways that we cannot say are left
 *  out: then less is written than might be. */

import { isObject, isSchema, type Json, type Schema, type SchemaObject } from "./document.ts";
import { EXCLUDED, EXCLUDED_PATTERN, textsOf, typesOf } from "./keywords.ts";
import { TYPES } from "./shape.ts";

interface Context {
  /** A schema of all that another is not, or less. */
  readonly not: (schema: Schema) => Schema;
  readonly resolve: (reference: string) => Schema;
}
type Negate = (value: Json, context: Context, schema: SchemaObject) => SchemaObject[];

const listed = (value: Json | undefined): Schema[] => (Array.isArray(value) ? value.filter(isSchema) : []);
/** A list whose item at a place is not what it should be. */
const wrongItem = (index: number, wrong: Schema): SchemaObject => ({
  type: "array",
  minItems: index + 1,
  prefixItems: [...Array.from({ length: index }, () => true), wrong],
  items: true,
});
const tooFew =
  (type: string, most: string): Negate =>
  (least) =>
    Number(least) > 0 ? [{ type, [most]: Number(least) - 1 }] : [];
const tooMany =
  (type: string, least: string): Negate =>
  (most) => [{ type, [least]: Number(most) + 1 }];

/** A schema holds where all its keywords do, so that it does not where one of them does not. */
const NEGATIONS: Readonly<Record<string, Negate>> = {
  type: (value) => {
    const types = typesOf(value);
    return [{ type: TYPES.filter((type) => !types.has(type)) }];
  },
  const: (value) => [{ [EXCLUDED]: [value] }],
  enum: (values) => [{ [EXCLUDED]: values }],
  [EXCLUDED]: (values) => [{ enum: values }],
  required: (names) => textsOf(names).map((name) => ({ type: "object", properties: { [name]: false } })),
  properties: (named, { not }) =>
    Object.entries(isObject(named) ? named : {}).flatMap(([name, inner]) =>
      isSchema(inner) && inner !== true ? [{ type: "object", required: [name], properties: { [name]: not(inner) } }] : [],
    ),
  minimum: (bound) => [{ type: "number", exclusiveMaximum: bound }],
  maximum: (bound) => [{ type: "number", exclusiveMinimum: bound }],
  exclusiveMinimum: (bound) => [{ type: "number", maximum: bound }],
  exclusiveMaximum: (bound) => [{ type: "number", minimum: bound }],
  minLength: tooFew("string", "maxLength"),
  maxLength: tooMany("string", "minLength"),
  minItems: tooFew("array", "maxItems"),
  maxItems: tooMany("array", "minItems"),
  minProperties: tooFew("object", "maxProperties"),
  maxProperties: tooMany("object", "minProperties"),
  pattern: (pattern) => [{ type: "string", [EXCLUDED_PATTERN]: pattern }],
  [EXCLUDED_PATTERN]: (pattern) => [{ type: "string", pattern }],
  prefixItems: (items, { not }) =>
    listed(items).flatMap((inner, index) => (inner === true ? [] : [wrongItem(index, not(inner))])),
  items: (inner, { not }, { prefixItems }) =>
    isSchema(inner) && inner !== true ? [wrongItem(listed(prefixItems).length, not(inner))] : [],
  contains: (inner, { not }, { minContains }) =>
    isSchema(inner) && minContains === undefined ? [{ type: "array", items: not(inner) }] : [],
  allOf: (all, { not }) => listed(all).map((inner) => ({ allOf: [not(inner)] })),
  anyOf: (any, { not }) => [{ allOf: listed(any).map(not) }],
  not: (inner) => (isSchema(inner) ? [{ allOf: [inner] }] : []),
  $ref: (reference, { not, resolve }) => (typeof reference === "string" ? [{ allOf: [not(resolve(reference))] }] : []),
};

export function negationsOf(schema: SchemaObject, context: Context): SchemaObject[] {
  return Object.entries(schema).flatMap(([key, value]) =>
    Object.hasOwn(NEGATIONS, key) ? (NEGATIONS[key]?.(value, context, schema) ?? []) : [],
  );
}
