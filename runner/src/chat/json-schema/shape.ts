/** What is asked of a value, for each type: what several schemas that all hold come down to. */

import type { Json, Schema, SchemaObject } from "./document.ts";
import { type Condition, matches } from "./nfa.ts";
import type { Bound } from "./numbers.ts";

/** JSON's types; numbers that are not whole are `fraction`. */
export const TYPES = ["null", "boolean", "integer", "fraction", "string", "array", "object"] as const;
export type Type = (typeof TYPES)[number];

/** Where a keyword stands: its schema, and those that lead to it without `not`. What these say of unevaluated values it answers. */
export type Sources = ReadonlySet<SchemaObject>;

export interface ArrayPart {
  readonly sources: Sources;
  readonly prefix: readonly Schema[];
  /** Of the items behind the prefix, where something is said of them. */
  readonly rest: Schema | undefined;
}
export interface ObjectPart {
  readonly sources: Sources;
  readonly properties: ReadonlyMap<string, Schema>;
  readonly patterns: readonly { readonly condition: readonly Condition[]; readonly schema: Schema }[];
  /** Of all other properties, where something is said of them. */
  readonly additional: Schema | undefined;
}

export interface Shape {
  types: ReadonlySet<Type>;
  /** The only values, where they are listed. */
  values: readonly Json[] | undefined;
  readonly excluded: readonly Json[];
  readonly lower: Bound | undefined;
  readonly upper: Bound | undefined;
  readonly multiples: readonly number[];
  readonly minLength: number;
  readonly maxLength: number;
  readonly conditions: readonly Condition[];
  readonly minItems: number;
  readonly maxItems: number;
  readonly arrays: readonly ArrayPart[];
  readonly contains: readonly {
    readonly sources: Sources;
    readonly schema: Schema;
    readonly least: number;
    readonly most: number;
  }[];
  readonly unique: boolean;
  readonly minProperties: number;
  readonly maxProperties: number;
  readonly required: ReadonlySet<string>;
  readonly objects: readonly ObjectPart[];
  readonly names: readonly Schema[];
  /** Schemas with `unevaluatedItems`, `unevaluatedProperties`: each closes the value for what no keyword below it speaks of. */
  readonly closedArrays: readonly SchemaObject[];
  readonly closedObjects: readonly SchemaObject[];
}

export const EVERYTHING: Shape = {
  types: new Set(TYPES),
  values: undefined,
  excluded: [],
  lower: undefined,
  upper: undefined,
  multiples: [],
  minLength: 0,
  maxLength: Number.POSITIVE_INFINITY,
  conditions: [],
  minItems: 0,
  maxItems: Number.POSITIVE_INFINITY,
  arrays: [],
  contains: [],
  unique: false,
  minProperties: 0,
  maxProperties: Number.POSITIVE_INFINITY,
  required: new Set(),
  objects: [],
  names: [],
  closedArrays: [],
  closedObjects: [],
};

/** What must hold for an array's item. */
export function itemSchemas({ arrays }: Shape, index: number): Schema[] {
  return arrays.flatMap(({ prefix, rest }) => {
    const schema = index < prefix.length ? prefix[index] : rest;
    return schema === undefined ? [] : [schema];
  });
}

/** What must hold for an object's property. */
export function propertySchemas({ objects }: Shape, name: string): Schema[] {
  return objects.flatMap(({ properties, patterns, additional }) => {
    const hits = patterns.filter(({ condition }) => condition.every((one) => matches(one, name))).map(({ schema }) => schema);
    const own = properties.get(name);
    if (own !== undefined) hits.unshift(own);
    return hits.length > 0 || additional === undefined ? hits : [additional];
  });
}

/** Whether every schema that closes an object speaks of some properties. @param says whether a part does */
export function evaluates({ objects, closedObjects }: Shape, says: (part: ObjectPart) => boolean): boolean {
  return closedObjects.every((closing) => objects.some((part) => part.sources.has(closing) && says(part)));
}

/** Items that every schema that closes an array speaks of, from the first. */
export function evaluatedItems({ arrays, contains, closedArrays }: Shape): number {
  const most = closedArrays.map((closing) => {
    const own = arrays.filter(({ sources }) => sources.has(closing));
    if (own.some(({ rest }) => rest !== undefined)) return Number.POSITIVE_INFINITY;
    const contained = contains.filter(({ sources }) => sources.has(closing)).map(({ least }) => least);
    return Math.max(0, ...own.map(({ prefix }) => prefix.length), ...contained);
  });
  return Math.min(Number.POSITIVE_INFINITY, ...most);
}
