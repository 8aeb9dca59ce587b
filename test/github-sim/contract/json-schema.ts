/** Schemas of OpenAPI 3.0 as JSON Schema, and the judge that reads them. Invariant: converting weakens nothing but `nullable`, which 3.0 says its own way. */
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { isObject, type JsonObject, type Schema, schemas } from "./description.ts";

const ID = "github";
/** Under these keys stand names of our matter, not words of the schema language. */
const NAMES = new Set(["properties", "patternProperties"]);

function converted(schema: unknown, names = false): unknown {
  if (Array.isArray(schema)) return schema.map((entry) => converted(entry));
  if (!isObject(schema)) return schema;
  const plain: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(schema)) {
    if (names) plain[key] = converted(inner);
    else if (key === "$ref" && typeof inner === "string") plain[key] = inner.startsWith("#/") ? `${ID}${inner}` : inner;
    else if (key === "enum") plain[key] = inner;
    else if (key !== "nullable" && key !== "discriminator") plain[key] = converted(inner, NAMES.has(key));
  }
  return !names && schema["nullable"] === true ? { anyOf: [plain, { type: "null" }] } : plain;
}

function judge(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
  formats.default(ajv);
  for (const format of ["repo.nwo", "timestamp", "uri-template", "int64"]) ajv.addFormat(format, true);
  const components: JsonObject = {
    schemas: Object.fromEntries(Object.entries(schemas).map(([name, s]) => [name, converted(s)])),
  };
  return ajv.addSchema({ $id: ID, components });
}

const ajv = judge();
const compiled = new WeakMap<object, ValidateFunction>();

/** @returns one line a fault; empty where the value is as the schema says */
export function faultsOf(schema: Schema, value: unknown): readonly { readonly at: string; readonly fault: string }[] {
  const known = compiled.get(schema);
  const validate = known ?? ajv.compile(objectSchema(converted(schema)));
  if (known === undefined) compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => ({
    at: instancePath,
    fault: `${message ?? "not as described"} ${JSON.stringify(params)}`,
  }));
}

function objectSchema(schema: unknown): JsonObject {
  if (!isObject(schema)) throw new Error("a schema that is no object");
  return schema;
}
