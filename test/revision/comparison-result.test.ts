import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { comparisonJsonSchema, comparisonResultSchema, cosmeticComparison } from "../../src/revision/comparison-result.ts";
import { emptyLedger } from "../../src/revision/ledger/ledger.ts";

const SCHEMA = join(import.meta.dirname, "../../schemas/comparison.schema.json");

test("the published JSON schema is that of the code", () => {
  // WRITE_SCHEMAS=1 npx vitest run test/revision/comparison-result.test.ts writes it anew.
  const { WRITE_SCHEMAS } = process.env;
  if (WRITE_SCHEMAS) writeFileSync(SCHEMA, `${JSON.stringify(comparisonJsonSchema(), null, 2)}\n`);
  expect(JSON.parse(readFileSync(SCHEMA, "utf8"))).toEqual(comparisonJsonSchema());
});

test("a cosmetic revision has a comparison of its own, without outcomes", () => {
  const result = cosmeticComparison({ toolVersion: "0.1.0", ledger: emptyLedger(), old: "a", now: "b", sentences: 7 });
  expect(result).toMatchObject({ cosmetic: true, outcomes: [], pairs: [], sentences: { same: 7, reworded: 0 } });
  expect(comparisonResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
});
