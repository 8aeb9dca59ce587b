/** Schemas that all hold at once → the shapes of value that satisfy them: for each type what is asked of it, alternatives apart.
 *  Invariant: every value of a shape satisfies the schemas. The other way round it may be narrower, where it says so. */

import { isObject, isSchema, type Json, type Schema, type SchemaDocument, SchemaError, type SchemaObject } from "./document.ts";
import { FORMATS, NUMBER_FORMATS } from "./formats.ts";
import type { Bound } from "./numbers.ts";
import { type Condition, conditionsOf, matches, oneOf, PatternError } from "./pattern.ts";

/** JSON's types; numbers that are not whole are `fraction`. */
export const TYPES = ["null", "boolean", "integer", "fraction", "string", "array", "object"] as const;
export type Type = (typeof TYPES)[number];

/** Where a keyword stands: its schema, and those that lead to it without `not`. What these say of unevaluated values it answers. */
type Sources = ReadonlySet<SchemaObject>;

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

const EVERYTHING: Shape = {
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

/** Shapes of one set of schemas: a union of so many. */
const MOST_SHAPES = 200;

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
const EXCLUDED = "\u0000excluded";
const EXCLUDED_PATTERN = "\u0000pattern";

/** Schemas on the way down to a schema without a step into a value. */
interface Chain {
  readonly schema: SchemaObject;
  readonly parent: Chain | undefined;
}
interface Draft {
  readonly shape: Shape;
  readonly open: readonly { readonly schema: Schema; readonly chain: Chain | undefined }[];
}

export class Shapes {
  readonly #document: SchemaDocument;
  readonly #numbers = new Map<Schema, number>();
  readonly #known = new Map<string, readonly Shape[]>();
  readonly #negations = new Map<Schema, SchemaObject>();
  /** Schemas that answer nothing to those above: what is not so, and a condition, which ajv does not hear either. */
  readonly #silent = new Set<SchemaObject>();
  readonly #made = new Map<SchemaObject, Map<string, readonly Schema[]>>();
  readonly #conditions = new Map<string, readonly Condition[]>();

  constructor(document: SchemaDocument) {
    this.#document = document;
  }

  /** A name for a set of schemas. */
  keyOf(schemas: readonly Schema[]): string {
    const numbers = schemas.map((schema) => {
      const known = this.#numbers.get(schema) ?? this.#numbers.size;
      this.#numbers.set(schema, known);
      return known;
    });
    return [...new Set(numbers)].join();
  }

  /** @throws SchemaError where a schema says what we cannot hold */
  of(schemas: readonly Schema[]): readonly Shape[] {
    const key = this.keyOf(schemas);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found: Shape[] = [];
    const drafts: Draft[] = [{ shape: EVERYTHING, open: schemas.map((schema) => ({ schema, chain: undefined })) }];
    for (let draft = drafts.shift(); draft !== undefined; draft = drafts.shift()) {
      const [next, ...open] = draft.open;
      if (next === undefined) found.push(draft.shape);
      else drafts.unshift(...this.#apply(next.schema, next.chain, { shape: draft.shape, open }));
      if (found.length + drafts.length > MOST_SHAPES)
        throw new SchemaError(
          this.#document.pathOf(schemas[0] ?? true),
          `it allows more than ${MOST_SHAPES} combinations of alternatives`,
        );
    }
    this.#known.set(key, found);
    return found;
  }

  /** A schema of all that another is not, or less. */
  not(schema: Schema): Schema {
    if (typeof schema === "boolean") return !schema;
    const known = this.#negations.get(schema);
    if (known !== undefined) return known;
    const made: SchemaObject = { not: schema };
    this.#document.adopt(made, schema);
    this.#negations.set(schema, made);
    return made;
  }

  /** Whether nothing satisfies all these schemas, as far as is seen within some levels. */
  empty(schemas: readonly Schema[], levels = 3): boolean {
    return this.of(schemas).every((shape) => this.#emptyShape(shape, levels));
  }

  #emptyShape(shape: Shape, levels: number): boolean {
    if (shape.values !== undefined) return !shape.values.some((value) => this.fits(shape, value));
    const { types, lower, upper } = shape;
    const noNumber =
      lower !== undefined &&
      upper !== undefined &&
      (lower.value > upper.value || (lower.value === upper.value && (lower.exclusive || upper.exclusive)));
    return [...types].every((type): boolean => {
      switch (type) {
        case "null":
          return shape.excluded.includes(null);
        case "boolean":
          return shape.excluded.includes(true) && shape.excluded.includes(false);
        case "integer":
        case "fraction":
          return noNumber;
        case "string":
          return shape.minLength > shape.maxLength;
        case "array": {
          const noItem = levels > 0 && shape.minItems > 0 && this.empty(itemSchemas(shape, 0), levels - 1);
          return noItem || shape.minItems > shape.maxItems;
        }
        case "object": {
          if (shape.required.size > shape.maxProperties || shape.minProperties > shape.maxProperties) return true;
          return levels > 0 && [...shape.required].some((name) => this.empty(propertySchemas(shape, name), levels - 1));
        }
        default:
          return type satisfies never;
      }
    });
  }

  /** Whether a value is one of a shape. */
  fits(shape: Shape, value: Json): boolean {
    if (shape.values !== undefined && !shape.values.some((one) => equal(one, value))) return false;
    if (shape.excluded.some((one) => equal(one, value)) || !shape.types.has(typeOf(value))) return false;
    if (typeof value === "number") return fitsNumber(shape, value);
    if (typeof value === "string") {
      const { length } = [...value];
      return length >= shape.minLength && length <= shape.maxLength && shape.conditions.every((one) => matches(one, value));
    }
    if (Array.isArray(value)) return this.#fitsArray(shape, value);
    return !isObject(value) || this.#fitsObject(shape, value);
  }

  /** Whether a value satisfies all these schemas. */
  satisfies(schemas: readonly Schema[], value: Json): boolean {
    return this.of(schemas).some((shape) => this.fits(shape, value));
  }

  #fitsArray(shape: Shape, items: readonly Json[]): boolean {
    if (items.length < shape.minItems || items.length > shape.maxItems) return false;
    if (shape.unique && items.some((one, index) => items.slice(0, index).some((other) => equal(one, other)))) return false;
    const counted = ({ schema, least, most }: Shape["contains"][number]) => {
      const count = items.filter((item) => this.satisfies([schema], item)).length;
      return count >= least && count <= most;
    };
    return items.every((item, index) => this.satisfies(itemSchemas(shape, index), item)) && shape.contains.every(counted);
  }

  #fitsObject(shape: Shape, value: SchemaObject): boolean {
    const names = Object.keys(value);
    if (names.length < shape.minProperties || names.length > shape.maxProperties) return false;
    if ([...shape.required].some((name) => !Object.hasOwn(value, name))) return false;
    return names.every(
      (name) => this.satisfies(shape.names, name) && this.satisfies(propertySchemas(shape, name), value[name] ?? null),
    );
  }

  /** @returns the draft with one schema more, as often as it has alternatives */
  #apply(schema: Schema, chain: Chain | undefined, draft: Draft): Draft[] {
    if (schema === true) return [draft];
    if (schema === false) return [];
    for (let above = chain; above !== undefined; above = above.parent) {
      if (above.schema === schema) throw this.#error(schema, "", "it refers to itself without end");
    }
    const below: Chain = { schema, parent: chain };
    const shape = this.#narrowed(draft.shape, schema, this.#sources(below));
    if (shape === undefined) return [];
    const all = this.#allOf(schema).map((one) => ({ schema: one, chain: below }));
    let drafts: Draft[] = [{ shape, open: [...all, ...draft.open] }];
    for (const alternatives of this.#choices(schema)) {
      if (drafts.length * alternatives.length > MOST_SHAPES)
        throw this.#error(schema, "", `it allows more than ${MOST_SHAPES} combinations of alternatives`);
      drafts = drafts.flatMap((one) =>
        alternatives.map((alternative) => ({ shape: one.shape, open: [...one.open, { schema: alternative, chain: below }] })),
      );
    }
    return drafts;
  }

  /** Schemas that hold as well. */
  #allOf(schema: SchemaObject): readonly Schema[] {
    return this.#make(schema, "all", () => {
      const found: Schema[] = [];
      const { $ref, allOf, dependentRequired, dependentSchemas } = schema;
      if (typeof $ref === "string") found.push(this.#document.resolve($ref, schema));
      if (Array.isArray(allOf)) found.push(...allOf.filter(isSchema));
      if (isObject(dependentRequired)) {
        for (const [name, others] of Object.entries(dependentRequired))
          if (Array.isArray(others) && others.length > 0) found.push(this.#dependent(schema, name, { required: others }));
      }
      if (isObject(dependentSchemas)) {
        for (const [name, other] of Object.entries(dependentSchemas))
          if (isSchema(other)) found.push(this.#dependent(schema, name, other));
      }
      return found;
    });
  }

  /** Either the property is absent, or the schema holds. */
  #dependent(from: SchemaObject, name: string, schema: Schema): Schema {
    const present: SchemaObject = { required: [name], type: "object" };
    return this.#adopted(from, {
      anyOf: [this.#adopted(from, { allOf: [present, schema] }), this.not(this.#adopted(from, present))],
    });
  }

  /** Alternatives, one of each list of which holds. */
  #choices(schema: SchemaObject): (readonly Schema[])[] {
    const found: (readonly Schema[])[] = [];
    const { anyOf, oneOf, not } = schema;
    if (Array.isArray(anyOf)) found.push(anyOf.filter(isSchema));
    if (Array.isArray(oneOf)) found.push(this.#make(schema, "one", () => this.#exactlyOne(schema, oneOf.filter(isSchema))));
    if (isSchema(not)) found.push(this.#make(schema, "not", () => this.#negation(not)));
    if (isSchema(schema["if"]) && (isSchema(schema["then"]) || isSchema(schema["else"])))
      found.push(this.#make(schema, "if", () => this.#conditional(schema, schema["if"] as Schema)));
    return found;
  }

  #conditional(schema: SchemaObject, condition: Schema): Schema[] {
    const { then, else: otherwise } = schema;
    const heard = this.#adopted(schema, { allOf: [condition] });
    this.#silent.add(heard);
    const met = this.#adopted(schema, { allOf: [heard, isSchema(then) ? then : true] });
    const unmet = this.#adopted(schema, { allOf: [this.not(condition), isSchema(otherwise) ? otherwise : true] });
    return [met, unmet];
  }

  /** Each branch, without what it shares with another. */
  #exactlyOne(schema: SchemaObject, branches: readonly Schema[]): Schema[] {
    return branches.map((branch, index) => {
      const others = branches.filter((other, at) => at !== index && !this.empty([branch, other]));
      const apart = others.map((other) => {
        const ways = this.#make(schema, `not ${this.keyOf([other])}`, () => this.#negation(other));
        // One way of being another is enough, and several branches would multiply them.
        const way = ways.find((one) => !this.empty([branch, one]));
        return way ?? false;
      });
      return apart.length === 0 ? branch : this.#adopted(schema, { allOf: [branch, ...apart] });
    });
  }

  /** Ways not to satisfy a schema; ways that we cannot hold are left out. */
  #negation(schema: Schema): Schema[] {
    if (typeof schema === "boolean") return schema ? [] : [true];
    const found: SchemaObject[] = [];
    const schemaAt = (value: Json | undefined) => (isSchema(value) ? value : undefined);
    const property = (name: string, value: Schema): SchemaObject => ({
      type: "object",
      required: [name],
      properties: { [name]: value },
    });
    for (const [key, value] of Object.entries(schema)) {
      switch (key) {
        case "type": {
          const types = typesOf(value);
          found.push({ type: TYPES.filter((type) => !types.has(type)) });
          break;
        }
        case "const":
          found.push({ [EXCLUDED]: [value] });
          break;
        case "enum":
          found.push({ [EXCLUDED]: value });
          break;
        case EXCLUDED:
          found.push({ enum: value });
          break;
        case "required":
          for (const name of textsOf(value)) found.push({ type: "object", properties: { [name]: false } });
          break;
        case "properties":
          for (const [name, inner] of Object.entries(isObject(value) ? value : {}))
            if (isSchema(inner) && inner !== true) found.push(property(name, this.not(inner)));
          break;
        case "minimum":
          found.push({ type: "number", exclusiveMaximum: value });
          break;
        case "maximum":
          found.push({ type: "number", exclusiveMinimum: value });
          break;
        case "exclusiveMinimum":
          found.push({ type: "number", maximum: value });
          break;
        case "exclusiveMaximum":
          found.push({ type: "number", minimum: value });
          break;
        case "minLength":
        case "minItems":
        case "minProperties":
          if (Number(value) > 0) found.push({ type: OF_COUNT[key.slice(3)] ?? "", [`max${key.slice(3)}`]: Number(value) - 1 });
          break;
        case "maxLength":
        case "maxItems":
        case "maxProperties":
          found.push({ type: OF_COUNT[key.slice(3)] ?? "", [`min${key.slice(3)}`]: Number(value) + 1 });
          break;
        case "pattern":
          found.push({ type: "string", [EXCLUDED_PATTERN]: value });
          break;
        case EXCLUDED_PATTERN:
          found.push({ type: "string", pattern: value });
          break;
        case "prefixItems":
          (Array.isArray(value) ? value : []).forEach((inner: Json, index: number) => {
            const before = Array.from({ length: index }, () => true);
            if (isSchema(inner) && inner !== true)
              found.push({ type: "array", minItems: index + 1, prefixItems: [...before, this.not(inner)], items: true });
          });
          break;
        case "items": {
          const prefix = Array.isArray(schema["prefixItems"]) ? schema["prefixItems"].map(() => true) : [];
          const inner = schemaAt(value);
          if (inner !== undefined && inner !== true)
            found.push({ type: "array", minItems: prefix.length + 1, prefixItems: [...prefix, this.not(inner)], items: true });
          break;
        }
        case "contains":
          if (isSchema(value) && schema["minContains"] === undefined) found.push({ type: "array", items: this.not(value) });
          break;
        case "allOf":
          for (const inner of Array.isArray(value) ? value.filter(isSchema) : []) found.push({ allOf: [this.not(inner)] });
          break;
        case "anyOf":
          found.push({ allOf: (Array.isArray(value) ? value.filter(isSchema) : []).map((inner) => this.not(inner)) });
          break;
        case "not":
          if (isSchema(value)) found.push({ allOf: [value] });
          break;
        case "$ref":
          if (typeof value === "string") found.push({ allOf: [this.not(this.#document.resolve(value, schema))] });
          break;
      }
    }
    for (const one of found) this.#silent.add(this.#adopted(schema, one));
    return found;
  }

  #sources(chain: Chain): Sources {
    const found = new Set<SchemaObject>();
    for (let at: Chain | undefined = chain; at !== undefined && !this.#silent.has(at.schema); at = at.parent)
      found.add(at.schema);
    return found;
  }

  #adopted(from: SchemaObject, made: SchemaObject): SchemaObject {
    this.#document.adopt(made, from);
    return made;
  }

  /** Once for each schema: a recursion must come back to the same one. */
  #make(schema: SchemaObject, what: string, make: () => readonly Schema[]): readonly Schema[] {
    const known = this.#made.get(schema) ?? new Map<string, readonly Schema[]>();
    this.#made.set(schema, known);
    const found = known.get(what) ?? make();
    known.set(what, found);
    return found;
  }

  #error(schema: SchemaObject, key: string, fault: string): SchemaError {
    return new SchemaError([this.#document.pathOf(schema), key].filter((part) => part !== "").join("."), fault);
  }

  /** The shape with what the schema itself says. @returns undefined where nothing is left */
  #narrowed(shape: Shape, schema: SchemaObject, sources: Sources): Shape | undefined {
    for (const [key, instead] of Object.entries(OUTDATED)) {
      if (schema[key] !== undefined && schema[key] !== false)
        throw this.#error(schema, key, `is no keyword of draft 2020-12; ${instead}`);
    }
    const number = (key: string) => (typeof schema[key] === "number" ? schema[key] : undefined);
    const types = schema["type"] === undefined ? shape.types : typesWithin(shape.types, typesOf(schema["type"]));
    const listed = Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
    const one = schema["const"] === undefined ? undefined : [schema["const"]];
    const values = [shape.values, listed, one].reduce<readonly Json[] | undefined>(common, undefined);
    const excluded = Array.isArray(schema[EXCLUDED]) ? schema[EXCLUDED] : [];
    const format = typeof schema["format"] === "string" ? schema["format"] : "";
    const [formatLeast, formatMost] = NUMBER_FORMATS.get(format) ?? [];
    const narrowed: Shape = {
      types,
      values,
      excluded: [...shape.excluded, ...excluded],
      lower: [inclusive(number("minimum")), exclusive(number("exclusiveMinimum")), inclusive(formatLeast)].reduce(
        (a, b) => (b !== undefined && (a === undefined || b.value > a.value || (b.value === a.value && b.exclusive)) ? b : a),
        shape.lower,
      ),
      upper: [inclusive(number("maximum")), exclusive(number("exclusiveMaximum")), inclusive(formatMost)].reduce(
        (a, b) => (b !== undefined && (a === undefined || b.value < a.value || (b.value === a.value && b.exclusive)) ? b : a),
        shape.upper,
      ),
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
      if (one === undefined || more.length > 0) throw this.#error(schema, "pattern", "it looks ahead, and must not be met");
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
        throw this.#error(schema, key, `the pattern ${JSON.stringify(source.slice(0, 200))} cannot be held: ${error.message}`);
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

const OF_COUNT: Readonly<Record<string, Type>> = { Length: "string", Items: "array", Properties: "object" };

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

/** Also where a schema says what they may be: we write none. */
function closes(unevaluated: Json | undefined): boolean {
  return isSchema(unevaluated) && unevaluated !== true;
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

function inclusive(value: number | undefined): Bound | undefined {
  return value === undefined ? undefined : { value, exclusive: false };
}
function exclusive(value: number | undefined): Bound | undefined {
  return value === undefined ? undefined : { value, exclusive: true };
}

function typesOf(value: Json | undefined): Set<Type> {
  const names = typeof value === "string" ? [value] : textsOf(value);
  return new Set(
    TYPES.filter((type) => names.includes(type) || (names.includes("number") && (type === "integer" || type === "fraction"))),
  );
}

function typesWithin(types: ReadonlySet<Type>, others: ReadonlySet<Type>): Set<Type> {
  return new Set(TYPES.filter((type) => types.has(type) && others.has(type)));
}

function textsOf(value: Json | undefined): string[] {
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

function typeOf(value: Json): Type {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "fraction";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "string" ? "string" : "object";
}

function fitsNumber({ lower, upper, multiples }: Shape, value: number): boolean {
  const above = lower === undefined || value > lower.value || (value === lower.value && !lower.exclusive);
  const below = upper === undefined || value < upper.value || (value === upper.value && !upper.exclusive);
  return above && below && multiples.every((one) => Number.isInteger(value / one));
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
