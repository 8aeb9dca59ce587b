/** The thread that reads schemas and grammars. */
import { afterEach, describe, expect, test } from "vitest";
import { StructuredOutput } from "../../runner/src/chat/structured-output.ts";
import { STRUCTURED_OUTPUT_WORKER } from "./support/smoke.ts";

const made: StructuredOutput[] = [];
function structuredOutput(longest?: number): StructuredOutput {
  const one = new StructuredOutput(STRUCTURED_OUTPUT_WORKER, longest);
  made.push(one);
  return one;
}
afterEach(async () => {
  for (const one of made.splice(0)) await one.dispose();
});

/** Few characters that cost a determinisation of hundreds of states. */
const EXPENSIVE = { type: "string", pattern: "^(a|b)*a(a|b){8}$" };

describe("what shapes an answer", () => {
  test("is read while everything else goes on", async () => {
    let turns = 0;
    let read = false;
    const reading = structuredOutput()
      .grammarOf(EXPENSIVE)
      .finally(() => {
        read = true;
      });
    while (!read) {
      turns++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await reading;
    expect(turns).toBeGreaterThan(100);
  });

  test("has an end where reading it has none, and the next one is read", async () => {
    const output = structuredOutput(2000);
    // The engine of the language tries every way to share the letters out.
    const endless = output.faultOf(JSON.stringify(`${"a".repeat(60)}!`), { type: "string", pattern: "^(a+)+$" });
    await expect(endless).rejects.toMatchObject({ code: "invalid_request", message: expect.stringContaining("longer than 2 s") });
    expect(await output.faultOf('"aa"', { type: "string", pattern: "^(a+)+$" })).toBeUndefined();
  });

  test("is judged one after the other, each by its own schema", async () => {
    const output = structuredOutput();
    const schemas = [{ const: 1 }, { const: 2 }, { const: 3 }];
    const faults = await Promise.all(schemas.map((schema) => output.faultOf("2", schema)));
    expect(faults.map((fault) => fault === undefined)).toEqual([false, true, false]);
  });

  test.each([
    {
      of: "schema",
      ask: (output: StructuredOutput) => output.grammarOf({ properties: { a: { $ref: "#/b" } } }),
      param: "response_format.json_schema.schema.properties.a.$ref",
    },
    {
      of: "malformed schema",
      ask: (output: StructuredOutput) => output.grammarOf({ properties: { a: { type: "text" } } }),
      param: "response_format.json_schema.schema.properties.a.type",
    },
    { of: "grammar", ask: (output: StructuredOutput) => output.assertUsable("root ::= x"), param: "grammar" },
  ])("is refused by the field that is at fault: a $of", async ({ ask, param }) => {
    await expect(ask(structuredOutput())).rejects.toMatchObject({
      code: "invalid_request",
      param,
      message: expect.stringContaining(param),
    });
  });

  test("says what is wrong with an answer", async () => {
    const output = structuredOutput();
    const schema = { type: "object", properties: { a: { type: "integer" } }, required: ["a"] };
    expect(await output.faultOf('{"a": 1}', schema)).toBeUndefined();
    expect(await output.faultOf('{"a": "x"}', schema)).toBe("answer/a must be integer");
    expect(await output.faultOf('{"a": 1', schema)).toBe("it is no JSON");
  });
});
