/** Whether an answer satisfies its schema: by ajv, which shares nothing with the grammar that the answer was written by. */

import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isObject, type Schema, SchemaDocument, SchemaError } from "./document.ts";

/** @returns what is wrong with an answer; undefined where nothing is */
export type AnswerCheck = (answer: string) => string | undefined;

/** @throws SchemaError where the schema is malformed */
export function answerCheck(schema: Schema): AnswerCheck {
  // Sizes first: ajv's own code for a schema grows with it.
  new SchemaDocument(schema);
  const ajv = new Ajv2020({ strict: false, ownProperties: true, logger: false });
  addFormats.default(ajv);
  const body = isObject(schema) ? withoutDialect(schema) : schema;
  if (ajv.validateSchema(body) !== true) {
    const [error] = ajv.errors ?? [];
    throw new SchemaError(
      (error?.instancePath ?? "").slice(1).replaceAll("/", "."),
      `is malformed: it ${error?.message ?? "is no schema"}`,
    );
  }
  let validate: ReturnType<typeof ajv.compile>;
  try {
    validate = ajv.compile(body);
  } catch (error) {
    throw new SchemaError("", `cannot be checked: ${error instanceof Error ? error.message : error}`);
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

/** Older drafts that are also this one are read as this one; where they are not, it says so. */
function withoutDialect({ $schema, ...schema }: { readonly [key: string]: unknown }): object {
  return schema;
}
