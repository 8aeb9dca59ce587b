/** A JSON schema as a document: its parts, their places, and what a `$ref` names. Draft 2020-12 (https://json-schema.org/draft/2020-12).
 *  Invariant: every reference leads to a schema of this document, or the document is refused. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type SchemaObject = { readonly [key: string]: Json };
export type Schema = boolean | SchemaObject;

/** The schema asks for something that no grammar of ours can hold, or is itself malformed. */
export class SchemaError extends Error {
  /** Where, in dots from the schema's root; empty for the root. */
  readonly path: string;
  constructor(path: string, fault: string) {
    super(fault);
    this.name = "SchemaError";
    this.path = path;
  }
}

/** Levels of arrays and objects in a schema. */
const DEEPEST = 100;
/** Values in a schema, each property, item and text counted. OpenAI's limit for enum values and properties together is of this size. */
const MOST_VALUES = 20_000;

const SINGLE =
  "additionalProperties contains else if items not propertyNames then unevaluatedItems unevaluatedProperties contentSchema".split(
    " ",
  );
const NAMED = "$defs definitions dependentSchemas patternProperties properties".split(" ");
const LISTED = "allOf anyOf oneOf prefixItems".split(" ");

export function isObject(value: Json | undefined): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSchema(value: Json | undefined): value is Schema {
  return typeof value === "boolean" || isObject(value);
}

/** Where relative references without an `$id` start. */
const ROOT_URI = "schema:/root";

export class SchemaDocument {
  readonly #paths = new Map<SchemaObject, string>();
  readonly #bases = new Map<SchemaObject, string>();
  /** Schemas by URI, with or without an anchor. */
  readonly #named = new Map<string, Schema>();

  /** @throws SchemaError where it is too large or deep */
  constructor(root: Schema) {
    assertSize(root);
    this.#named.set(ROOT_URI, root);
    this.#register(root, "", ROOT_URI);
  }

  pathOf(schema: Schema): string {
    return isObject(schema) ? (this.#paths.get(schema) ?? "") : "";
  }

  errorAt(schema: SchemaObject, key: string, fault: string): SchemaError {
    const path = this.pathOf(schema);
    return new SchemaError(key === "" ? path : joined(path, key), fault);
  }

  /** Gives a schema that we made out of another the other's place, for errors and references. */
  adopt(made: SchemaObject, from: Schema): void {
    this.#paths.set(made, this.pathOf(from));
    if (isObject(from)) this.#bases.set(made, this.#bases.get(from) ?? ROOT_URI);
  }

  /** @throws SchemaError where the reference leads to no schema of this document */
  resolve(reference: string, from: SchemaObject): Schema {
    const base = this.#bases.get(from) ?? ROOT_URI;
    const at = joined(this.pathOf(from), "$ref");
    if (!URL.canParse(reference, base)) throw new SchemaError(at, `${JSON.stringify(reference)} is no reference`);
    const url = new URL(reference, base);
    const fragment = decodeFragment(url.hash, at);
    url.hash = "";
    const whole = this.#named.get(url.href);
    const anchored = this.#named.get(`${url.href}#${fragment}`);
    const found = fragment === "" ? whole : fragment.startsWith("/") ? this.#pointed(whole, fragment, url.href) : anchored;
    if (!isSchema(found))
      throw new SchemaError(at, `${JSON.stringify(reference)} leads to no schema here; other documents are not fetched`);
    return found;
  }

  #pointed(whole: Schema | undefined, pointer: string, base: string): Schema | undefined {
    let value: Json | undefined = whole;
    let path = this.pathOf(whole ?? true);
    for (const part of pointer.slice(1).split("/")) {
      const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
      if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
      else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
      path += `.${key}`;
    }
    if (!isSchema(value)) return undefined;
    // A part that no keyword names as a schema, such as `#/components/schemas/Mouse`.
    if (isObject(value) && !this.#paths.has(value)) this.#register(value, path.replace(/^\./, ""), base);
    return value;
  }

  #register(schema: Schema, path: string, base: string): void {
    if (!isObject(schema) || this.#paths.has(schema)) return;
    const { $id, $anchor, $dynamicAnchor } = schema;
    let own = base;
    if (typeof $id === "string") {
      if (!URL.canParse($id, base)) throw new SchemaError(joined(path, "$id"), "is no URI");
      own = new URL($id, base).href.replace(/#$/, "");
      this.#named.set(own, schema);
    }
    for (const anchor of [$anchor, $dynamicAnchor]) if (typeof anchor === "string") this.#named.set(`${own}#${anchor}`, schema);
    this.#paths.set(schema, path);
    this.#bases.set(schema, own);
    for (const [key, inner] of partsOf(schema)) this.#register(inner, joined(path, key), own);
  }
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function decodeFragment(hash: string, at: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    throw new SchemaError(at, "its fragment is not encoded as a URI's");
  }
}

/** The schemas directly within one, by their keyword and name. */
function partsOf(schema: SchemaObject): [key: string, schema: Schema][] {
  const found: [string, Schema][] = [];
  const add = (key: string, value: Json | undefined) => {
    if (isSchema(value)) found.push([key, value]);
  };
  for (const key of SINGLE) add(key, schema[key]);
  for (const key of NAMED) {
    const named = schema[key];
    if (isObject(named)) for (const [name, inner] of Object.entries(named)) add(`${key}.${name}`, inner);
  }
  for (const key of LISTED) {
    const listed = schema[key];
    if (Array.isArray(listed)) for (const [index, inner] of listed.entries()) add(`${key}.${index}`, inner);
  }
  return found;
}

function assertSize(root: Schema): void {
  let values = 0;
  let level: Json[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length;
    if (values > MOST_VALUES) throw new SchemaError("", `it holds more than ${MOST_VALUES} values`);
    if (depth > DEEPEST) throw new SchemaError("", `it is nested deeper than ${DEEPEST} levels`);
    level = level.flatMap((value): readonly Json[] =>
      Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [],
    );
  }
}
