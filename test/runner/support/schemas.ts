/** Schemas as people write them, with values that satisfy them and are written as the grammar writes: properties in the schema's order. */
import { z } from "zod";
import type { Json, Schema } from "../../../runner/src/chat/json-schema/index.ts";

export interface SchemaCase {
  readonly about: string;
  readonly schema: Schema;
  readonly fits?: readonly Json[];
  readonly not?: readonly Json[];
}

const text = { type: "string" } as const;
const whole = { type: "integer" } as const;
const object = (properties: { readonly [name: string]: Schema }, more: { readonly [key: string]: Json } = {}): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  ...more,
});
/** As pydantic writes `Optional[...]`. */
const optional = (...types: Json[]): Schema => ({ anyOf: [...types, { type: "null" }], default: null, title: "A" });

const CAT = object({ kind: { const: "cat", title: "Kind", type: "string" }, lives: { minimum: 1, maximum: 9, type: "integer" } });
/** `kind` has a default, so that pydantic does not require it: the branches of the union overlap in objects without. */
const DOG: Schema = {
  type: "object",
  properties: { kind: { const: "dog", default: "dog", type: "string" }, good: { type: "boolean" } },
  required: ["good"],
};

const PYDANTIC: readonly SchemaCase[] = [
  {
    about: "fields that are optional",
    schema: {
      type: "object",
      properties: { a: optional(text), b: optional({ minimum: 1, type: "integer" }), c: text },
      required: ["c"],
    },
    fits: [{ c: "" }, { a: null, b: 1, c: "x" }, { a: "x", b: null, c: "" }],
    not: [{ a: "x" }, { b: 0, c: "" }, { a: 1, c: "" }],
  },
  {
    about: "nested models in $defs, an enum beside a title, and a limit on the list",
    schema: {
      $defs: {
        Severity: { enum: ["major", "minor"], title: "Severity", type: "string" },
        Concern: object(
          { text: { maxLength: 40, minLength: 1, type: "string" }, severity: { $ref: "#/$defs/Severity" } },
          { description: "A concern.", title: "Concern" },
        ),
      },
      ...(object({
        concerns: { items: { $ref: "#/$defs/Concern" }, maxItems: 2, type: "array" },
        score: { type: "number", minimum: 0, maximum: 10 },
      }) as { readonly [key: string]: Json }),
    },
    fits: [
      { concerns: [], score: 10 },
      { concerns: [{ text: "x", severity: "minor" }], score: 0.25 },
    ],
    not: [
      { concerns: [{ text: "", severity: "minor" }], score: 1 },
      { concerns: [], score: 10.1 },
      { concerns: [{ text: "x", severity: "great" }], score: 1 },
    ],
  },
  {
    about: "a recursive model",
    schema: {
      $defs: {
        Node: {
          type: "object",
          properties: { name: text, children: { type: "array", items: { $ref: "#/$defs/Node" }, default: [] } },
          required: ["name"],
        },
      },
      $ref: "#/$defs/Node",
    },
    fits: [{ name: "a" }, { name: "a", children: [{ name: "b", children: [] }] }],
    not: [{ children: [] }, { name: "a", children: [1] }],
  },
  {
    about: "a union with a discriminator",
    schema: {
      $defs: { Cat: CAT, Dog: DOG },
      discriminator: { mapping: { cat: "#/$defs/Cat", dog: "#/$defs/Dog" }, propertyName: "kind" },
      oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }],
    },
    fits: [
      { kind: "cat", lives: 9 },
      { kind: "dog", good: true },
    ],
    not: [{ kind: "cat", lives: 10 }, { kind: "cow" }],
  },
  {
    about: "a tuple, a set of words, a table and a text of a pattern, and nothing else",
    schema: object(
      {
        pair: { type: "array", minItems: 2, maxItems: 2, prefixItems: [whole, text] },
        set: { type: "array", uniqueItems: true, items: { enum: ["x", "y", "z"], type: "string" } },
        table: { type: "object", additionalProperties: { type: "number" }, propertyNames: { enum: ["p", "q"] } },
        code: { pattern: "^[A-Z]{2}\\d{4}$", type: "string" },
        mixed: { enum: [1, 2, "three", null] },
      },
      { additionalProperties: false },
    ),
    fits: [{ pair: [1, "a"], set: ["x", "z"], table: { q: 0.5 }, code: "AB1234", mixed: null }],
    not: [
      { pair: [1], set: [], table: {}, code: "AB1234", mixed: 1 },
      { pair: [1, "a"], set: ["x", "x"], table: {}, code: "AB1234", mixed: 1 },
      { pair: [1, "a"], set: [], table: { r: 1 }, code: "AB1234", mixed: 1 },
      { pair: [1, "a"], set: [], table: {}, code: "xAB1234", mixed: 1 },
    ],
  },
  {
    about: "the formats of its types",
    schema: object({
      day: { format: "date", type: "string" },
      at: { format: "date-time", type: "string" },
      took: { format: "duration", type: "string" },
      id: { format: "uuid", type: "string" },
      file: { format: "path", type: "string" },
    }),
    fits: [
      {
        day: "2024-02-29",
        at: "2026-11-30T12:00:00Z",
        took: "PT1H",
        id: "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
        file: "any/thing",
      },
    ],
    not: [{ day: "2023-02-29", at: "2026-11-30T12:00:00Z", took: "PT1H", id: "2eb8aa08-aa98-11ea-b4aa-73b441d16380", file: "" }],
  },
  {
    about: "a decimal number, as a number or as a text",
    schema: {
      anyOf: [
        { maximum: 1, minimum: 0, type: "number" },
        { type: "string", pattern: "^(?!^[-+.]*$)[+-]?0*\\d*\\.?\\d*$" },
      ],
    },
    fits: [0.5, "0.5", "+1"],
    not: [1.5, "-", "1.5.5", null],
  },
];

const zodNode: z.ZodType = z.object({
  name: z.string(),
  get children() {
    return z.array(zodNode).optional();
  },
});
const ZOD: readonly SchemaCase[] = Object.entries({
  "an object": z.object({
    name: z.string(),
    age: z.int().min(0).max(150),
    note: z.string().optional(),
    gone: z.string().nullable(),
  }),
  "a union": z.union([z.string(), z.number(), z.boolean(), z.null()]),
  "a union by a literal": z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("a"), n: z.number() }),
    z.object({ kind: z.literal("b"), s: z.string() }),
  ]),
  "a record": z.record(z.string(), z.number()),
  "a record of names": z.record(z.enum(["a", "b"]), z.number()),
  "a tuple with a rest": z.tuple([z.string()], z.number()),
  "an intersection": z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() })),
  "a strict object": z.strictObject({ a: z.literal(["x", "y", 3]) }),
  "a catch-all": z.object({ a: z.string() }).catchall(z.number()),
  "a recursion": zodNode,
  "an address and numbers": z.object({ mail: z.email(), even: z.number().multipleOf(2).min(0), share: z.number().gt(0).lt(1) }),
  "texts that begin, hold and end": z.string().startsWith("ab").includes("mouse").endsWith("yz"),
  times: z.object({ at: z.iso.datetime(), took: z.iso.duration(), ip: z.ipv4() }),
  JSON: z.json(),
}).map(([about, type]) => ({ about: `zod: ${about}`, schema: z.toJSONSchema(type) as Schema }));

const KEYWORDS: readonly SchemaCase[] = [
  { about: "no type at all", schema: {}, fits: [null, [1, "a"], { a: { b: [] } }, -0.5] },
  { about: "true", schema: true, fits: [null, [], "x"] },
  { about: "a type in a list", schema: { type: ["object"] }, fits: [{}], not: [null] },
  {
    about: "lengths together with several types",
    schema: { type: ["string", "null"], maxLength: 3 },
    fits: ["abc", null],
    not: ["abcd"],
  },
  {
    about: "a required property that is not described",
    schema: { type: "object", required: ["a"] },
    fits: [{ a: 1 }],
    not: [{}],
  },
  {
    about: "keywords beside $ref",
    schema: { $ref: "#/$defs/a", maxLength: 2, $defs: { a: text } },
    fits: ["ab"],
    not: ["abc", 1],
  },
  {
    about: "keywords beside oneOf",
    schema: { type: "integer", oneOf: [{ minimum: 5 }, { maximum: 2 }] },
    fits: [5, 2],
    not: [3, "x"],
  },
  { about: "keywords beside enum", schema: { enum: ["a", 1, null], type: "string" }, fits: ["a"], not: [1, null] },
  { about: "keywords beside const", schema: { const: 5, type: ["string", "integer"] }, fits: [5] },
  {
    about: "a length beside a format",
    schema: { type: "string", format: "uri", maxLength: 2083, minLength: 1 },
    fits: ["https://example.org/a?b=c"],
  },
  {
    about: "a reference to the root",
    schema: { type: "object", properties: { child: { $ref: "#" } } },
    fits: [{}, { child: { child: {} } }],
    not: [{ child: 1 }],
  },
  {
    about: "a reference outside of $defs",
    schema: { properties: { a: text, b: { $ref: "#/properties/a" } }, type: "object" },
    fits: [{ a: "", b: "" }],
    not: [{ b: 1 }],
  },
  {
    about: "a reference into $defs within $defs",
    schema: { $ref: "#/$defs/a/$defs/b", $defs: { a: { $defs: { b: whole } } } },
    fits: [1],
    not: ["x"],
  },
  {
    about: "a reference by its anchor",
    schema: { $ref: "#word", $defs: { a: { $anchor: "word", ...text } } },
    fits: ["x"],
    not: [1],
  },
  {
    about: "a reference relative to an $id",
    schema: { $id: "https://example.org/root", $ref: "item", $defs: { a: { $id: "item", type: "integer" } } },
    fits: [1],
  },
  {
    about: "the old word definitions",
    schema: { $schema: "http://json-schema.org/draft-07/schema#", definitions: { a: whole }, $ref: "#/definitions/a" },
    fits: [1],
  },
  {
    about: "few properties",
    schema: { type: "object", maxProperties: 1, additionalProperties: whole },
    fits: [{}, { x: 1 }],
    not: [{ x: 1, y: 2 }],
  },
  {
    about: "at least one of some",
    schema: { type: "object", minProperties: 1, properties: { a: whole, b: whole }, additionalProperties: false },
    fits: [{ a: 1 }, { b: 1 }, { a: 1, b: 2 }],
    not: [{}],
  },
  { about: "items that may not be", schema: { type: "array", items: false }, fits: [[]], not: [[1]] },
  {
    about: "a property that may not be",
    schema: { type: "object", properties: { a: false, b: whole } },
    fits: [{ b: 1 }, {}],
    not: [{ a: 1 }],
  },
  {
    about: "properties by their pattern",
    schema: { type: "object", patternProperties: { "^n": whole }, additionalProperties: false },
    fits: [{ n: 1, no: 2 }],
    not: [{ x: 1 }, { n: "x" }],
  },
  {
    about: "all of two objects",
    schema: { allOf: [object({ a: whole }), object({ b: text })] },
    fits: [{ a: 1, b: "" }],
    not: [{ a: 1 }],
  },
  {
    about: "branches that are not apart by type",
    schema: { oneOf: [{ type: "integer" }, { type: "number", minimum: 2 }] },
    fits: [1],
    not: [3],
  },
  { about: "what is not", schema: { type: ["string", "null"], not: { enum: ["a", null] } }, fits: ["b", "ab"], not: ["a", null] },
  { about: "numbers that are not", schema: { type: "integer", not: { const: 5 } }, fits: [4, 6, -5], not: [5] },
  {
    about: "a condition",
    schema: {
      type: "object",
      properties: { a: { enum: ["x", "y"] }, b: whole },
      required: ["a"],
      if: { properties: { a: { const: "x" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ["b"] },
    },
    fits: [{ a: "x", b: 1 }, { a: "y" }],
    not: [{ a: "x" }],
  },
  {
    about: "properties that depend on another",
    schema: { type: "object", properties: { a: whole, b: whole }, dependentRequired: { a: ["b"] } },
    fits: [{ b: 1 }, { a: 1, b: 1 }, {}],
    not: [{ a: 1 }],
  },
  {
    about: "what a list contains",
    schema: { type: "array", items: whole, contains: { minimum: 10 }, maxItems: 3 },
    fits: [[10], [10, 1]],
    not: [[1], []],
  },
  {
    about: "nothing that is not evaluated",
    schema: { allOf: [object({ a: whole })], unevaluatedProperties: false },
    fits: [{ a: 1 }],
    not: [{ a: 1, b: 2 }],
  },
  { about: "a long text", schema: { type: "string", maxLength: 5000 }, fits: ["x".repeat(5000)], not: ["x".repeat(5001)] },
  {
    about: "a long list",
    schema: { type: "array", items: { const: 1 }, minItems: 1500 },
    fits: [Array.from({ length: 1500 }, () => 1)],
    not: [[1]],
  },
  {
    about: "characters of several units",
    schema: { type: "string", minLength: 2, maxLength: 2 },
    fits: ["\u{1F9EC}\u{1F9EC}", "\u00b5m"],
    not: ["\u{1F9EC}"],
  },
  {
    about: "a pattern over all characters",
    schema: { type: "string", pattern: "^[^\\s\\p{L}]+$" },
    fits: ["12\u{1F9EC}"],
    not: ["a", " "],
  },
  { about: "a pattern somewhere", schema: { type: "string", pattern: "mouse|mice" }, fits: ["all mice", "mouse"], not: ["rat"] },
  {
    about: "a pattern with its quotes and lines",
    schema: { type: "string", pattern: '^["\\\\\\n]+$' },
    fits: ['"\n\\'],
    not: ["a"],
  },
  {
    about: "one of many words",
    schema: { enum: Array.from({ length: 2000 }, (_, index) => `word ${index * 7919}`) },
    fits: ["word 0", "word 7919"],
    not: ["word 1"],
  },
  {
    about: "names that JavaScript has of its own",
    schema: object({ constructor: whole, toString: text }),
    fits: [{ constructor: 1, toString: "" }],
  },
  { about: "every hundredth", schema: { type: "number", minimum: 0, maximum: 5, multipleOf: 0.25 }, fits: [0.25, 5], not: [0.3] },
  {
    about: "a bound of many digits",
    schema: { type: "integer", minimum: -9007199254740991, maximum: 9007199254740991 },
    fits: [-9007199254740991, 0, 9007199254740991],
    not: [9007199254740992],
  },
  {
    about: "a number near one",
    schema: { type: "number", exclusiveMinimum: 0.999, exclusiveMaximum: 1.001 },
    fits: [0.9995, 1, 1.0009],
    not: [0.999, 1.001],
  },
];

export const SCHEMAS: readonly SchemaCase[] = [
  ...PYDANTIC.map(({ about, ...one }) => ({ about: `pydantic: ${about}`, ...one })),
  ...ZOD,
  ...KEYWORDS,
];

/** What no grammar here holds, or nobody can satisfy, with the place that is named. */
export const REFUSED: readonly { readonly about: string; readonly schema: Schema; readonly at: string }[] = [
  { about: "nothing", schema: false, at: "" },
  { about: "an impossible range", schema: { type: "integer", minimum: 3, maximum: 2 }, at: "" },
  { about: "a required property that may not be", schema: { type: "object", required: ["a"], properties: { a: false } }, at: "" },
  {
    about: "a value that holds itself for ever",
    schema: { type: "object", properties: { a: { $ref: "#" } }, required: ["a"] },
    at: "",
  },
  { about: "a reference to nothing", schema: { $ref: "#/$defs/none" }, at: "$ref" },
  { about: "a reference to another document", schema: { items: { $ref: "https://example.org/other" } }, at: "items.$ref" },
  { about: "a reference to itself", schema: { $ref: "#" }, at: "" },
  {
    about: "an alternative that is itself",
    schema: { properties: { a: { anyOf: [{ $ref: "#/properties/a" }, text] } } },
    at: "properties.a",
  },
  { about: "a word that looks behind", schema: { properties: { a: { pattern: "(?<=a)b" } } }, at: "properties.a.pattern" },
  { about: "a word of many states", schema: { pattern: "(a|b)*a(a|b){20}" }, at: "" },
  { about: "a keyword of an older draft", schema: { properties: { a: { nullable: true } } }, at: "properties.a.nullable" },
  { about: "hundredths without bounds", schema: { properties: { a: { type: "number", multipleOf: 0.01 } } }, at: "properties.a" },
  {
    about: "too many combinations",
    schema: {
      allOf: Array.from({ length: 12 }, (_, index) => ({ anyOf: [{ required: [`a${index}`] }, { required: [`b${index}`] }] })),
    },
    at: "",
  },
];

/** Malformed: what ajv and the specification's own schema refuse. */
export const MALFORMED: readonly { readonly about: string; readonly schema: Schema; readonly at: string }[] = [
  { about: "a type that is none", schema: { type: "text" }, at: "type" },
  { about: "properties that are a list", schema: { properties: ["a"] }, at: "properties" },
  { about: "a length below nothing", schema: { properties: { a: { minLength: -1 } } }, at: "properties.a.minLength" },
  { about: "required that is true", schema: { properties: { a: { required: true } } }, at: "properties.a.required" },
  { about: "items as in older drafts", schema: { items: [text] }, at: "items" },
];
