/** Whether an answer satisfies its schema: by ajv, which shares nothing with the grammar that the answer was written by. */

import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { messageOf } from "../../errors.ts";
import { isObject, type Schema, SchemaDocument, SchemaError } from "./document.ts";

/** @returns what is wrong with an answer; undefined where nothing is */
export type AnswerCheck = (answer: string) => string | undefined;

const OPTIONS = { strict: false, ownProperties: true, logger: false } as const;

/** Knows the schema of schemas. */
const dialect = new Ajv2020(OPTIONS);

/** @throws SchemaError where the schema is malformed, or too large */
export function assertWellFormed(schema: Schema): void {
  // Sizes first: ajv's own work grows with them.
  new SchemaDocument(schema);
  if (dialect.validateSchema(asThisDraft(schema)) === true) return;
  const [error] = dialect.errors ?? [];
  const path = (error?.instancePath ?? "").slice(1).replaceAll("/", ".");
  throw new SchemaError(path, `is malformed: it ${error?.message ?? "is no schema"}`);
}

/** @throws SchemaError where the schema is malformed, or beyond ajv */
export function answerCheck(schema: Schema): AnswerCheck {
  assertWellFormed(schema);
  const ajv = new Ajv2020(OPTIONS);
  addFormats.default(ajv);
  let validate: ReturnType<typeof ajv.compile>;
  try {
    validate = ajv.compile(asThisDraft(schema));
  } catch (error) {
    throw new SchemaError("", `cannot be checked: ${messageOf(error)}`);
  }
  return (answer) => {
    let value: unknown;
    try {
      value = JSON.parse(answer);
    } catch {
      return "it is no JSON";
    }
    return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: "answer" });
  };
}

/** Older drafts that are also this one are read as this one; where they are not, they are malformed. */
function asThisDraft(schema: Schema): object | boolean {
  if (!isObject(schema)) return schema;
  const { $schema, ...body } = schema;
  return body;
}
