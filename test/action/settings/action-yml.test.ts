/** action.yml and the documents say what the schema and the code do: compared both ways. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { outputsOf, outputsOfAll } from "../../../src/publish/plan/verdict.ts";
import { inputsOf, inputsTable } from "../../support/action-yml.ts";

const ROOT = join(import.meta.dirname, "../../..");
const DOCUMENT = join(ROOT, "docs/action.md");
const hasDocument = existsSync(DOCUMENT) && readFileSync(DOCUMENT, "utf8").includes("<!-- inputs -->");

const input = z.strictObject({ description: z.string(), required: z.literal(false), default: z.string() });
const manifest = z
  .strictObject({
    name: z.string(),
    description: z.string().max(125), // what the Marketplace shows
    author: z.string(),
    branding: z.strictObject({ icon: z.string(), color: z.string() }),
    inputs: z.record(z.string(), input),
    outputs: z.record(z.string(), z.strictObject({ description: z.string() })),
    runs: z.strictObject({ using: z.literal("node24"), main: z.string(), post: z.string() }),
  })
  .parse(parse(readFileSync(join(ROOT, "action.yml"), "utf8")));

describe("action.yml", () => {
  test("has the settings as its inputs, in their order and words", () => {
    const said = Object.entries(manifest.inputs).map(([name, { description, default: usual }]) => [
      name,
      { description, default: usual },
    ]);
    expect(said).toEqual(Object.entries(inputsOf()));
  });

  test("has what a run tells as its outputs, and no other", () => {
    const outputs = outputsOfAll([{ key: "a", outputs: outputsOf("reviewed", "", undefined, undefined) }]);
    const told = [...Object.keys(outputs), "review-url", "result-file", "report"];
    expect(Object.keys(manifest.outputs)).toEqual(told);
  });

  test("starts what the bundle holds", () => {
    const entries = readFileSync(join(ROOT, "rolldown.config.mjs"), "utf8");
    for (const path of [manifest.runs.main, manifest.runs.post])
      expect(entries).toContain(path.replace(/^dist\/(.*)\.js$/, "$1"));
  });
});

function between(mark: string): string | undefined {
  return new RegExp(`<!-- ${mark} -->\\n([\\s\\S]*?)\\n<!-- /${mark} -->`).exec(readFileSync(DOCUMENT, "utf8"))?.[1]?.trim();
}

describe.skipIf(!hasDocument)("docs/action.md", () => {
  test("tells every input as the schema has it", () => expect(between("inputs")).toBe(inputsTable()));

  test("tells every output as action.yml has it", () => {
    const rows = Object.entries(manifest.outputs).map(([name, { description }]) => `| \`${name}\` | ${description} |`);
    expect(between("outputs")).toBe(["| output | meaning |", "|---|---|", ...rows].join("\n"));
  });
});
