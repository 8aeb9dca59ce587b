/** Schemas that all hold at once → the shapes of value that satisfy them: for each type what is asked of it, alternatives apart.
 *  Invariant: every value of a shape satisfies the schemas. The other way round it may be narrower, where it says so. */

import { isObject, isSchema, type Json, type Schema, type SchemaDocument, SchemaError, type SchemaObject } from "./document.ts";
import { fits } from "./fits.ts";
import { Keywords } from "./keywords.ts";
import { negationsOf } from "./negation.ts";
import { EVERYTHING, itemSchemas, propertySchemas, type Shape, type Sources } from "./shape.ts";

/** Shapes of one set of schemas: a union of so many. */
const MOST_SHAPES = 200;

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
  readonly #keywords: Keywords;
  readonly #numbers = new Map<Schema, number>();
  readonly #known = new Map<string, readonly Shape[]>();
  readonly #negations = new Map<Schema, SchemaObject>();
  /** Schemas that answer nothing to those above: what is not so, and a condition, which ajv does not hear either. */
  readonly #silent = new Set<SchemaObject>();
  readonly #made = new Map<SchemaObject, Map<string, readonly Schema[]>>();

  constructor(document: SchemaDocument) {
    this.#document = document;
    this.#keywords = new Keywords(document);
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
    if (shape.values !== undefined) return this.fitting(shape).length === 0;
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
    return fits(shape, value, (schemas, inner) => this.satisfies(schemas, inner));
  }

  /** Of the values that a shape lists, those that are also what it asks for besides. */
  fitting(shape: Shape): readonly Json[] {
    const unlisted = { ...shape, values: undefined };
    return (shape.values ?? []).filter((value) => this.fits(unlisted, value));
  }

  /** Whether a value satisfies all these schemas. */
  satisfies(schemas: readonly Schema[], value: Json): boolean {
    return this.of(schemas).some((shape) => this.fits(shape, value));
  }

  /** @returns the draft with one schema more, as often as it has alternatives */
  #apply(schema: Schema, chain: Chain | undefined, draft: Draft): Draft[] {
    if (schema === true) return [draft];
    if (schema === false) return [];
    for (let above = chain; above !== undefined; above = above.parent) {
      if (above.schema === schema) throw this.#document.errorAt(schema, "", "it refers to itself without end");
    }
    const below: Chain = { schema, parent: chain };
    const shape = this.#keywords.narrowed(draft.shape, schema, this.#sources(below));
    if (shape === undefined) return [];
    const all = this.#allOf(schema).map((one) => ({ schema: one, chain: below }));
    let drafts: Draft[] = [{ shape, open: [...all, ...draft.open] }];
    for (const alternatives of this.#choices(schema)) {
      if (drafts.length * alternatives.length > MOST_SHAPES)
        throw this.#document.errorAt(schema, "", `it allows more than ${MOST_SHAPES} combinations of alternatives`);
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
      const { $ref, allOf } = schema;
      if (typeof $ref === "string") found.push(this.#document.resolve($ref, schema));
      if (Array.isArray(allOf)) found.push(...allOf.filter(isSchema));
      return [...found, ...this.#dependents(schema)];
    });
  }

  /** What holds where a property is there. */
  #dependents(schema: SchemaObject): Schema[] {
    const { dependentRequired, dependentSchemas } = schema;
    const required = isObject(dependentRequired) ? Object.entries(dependentRequired) : [];
    const schemas = isObject(dependentSchemas) ? Object.entries(dependentSchemas) : [];
    return [
      ...required.flatMap(([name, others]) =>
        Array.isArray(others) && others.length > 0 ? [this.#dependent(schema, name, { required: others })] : [],
      ),
      ...schemas.flatMap(([name, other]) => (isSchema(other) ? [this.#dependent(schema, name, other)] : [])),
    ];
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
    const condition = schema["if"];
    if (isSchema(condition) && (isSchema(schema["then"]) || isSchema(schema["else"])))
      found.push(this.#make(schema, "if", () => this.#conditional(schema, condition)));
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

  /** Ways not to satisfy a schema. */
  #negation(schema: Schema): readonly Schema[] {
    if (typeof schema === "boolean") return schema ? [] : [true];
    const found = negationsOf(schema, {
      not: (inner) => this.not(inner),
      resolve: (reference) => this.#document.resolve(reference, schema),
    });
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
}
