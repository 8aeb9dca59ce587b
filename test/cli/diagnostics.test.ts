/** A review in the formats of linters. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { placedOpenConcerns } from "../../src/cli/print/diagnostics.ts";
import { addCosmeticRevision, emptyLedger, type LedgerConcern, type LedgerEvent } from "../../src/revision/index.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { markdownPaper } from "../support/paper.ts";
import { reviewer } from "../support/reviewer.ts";
import { startScripted } from "../support/scripted-server.ts";

const LINE = "The quokkas were weighed on a kitchen scale by one observer.";
const paper = `# Sleep in mice\n\n${markdownPaper(2)}\n\n${LINE}\n`;
const directory = folderWith({ "my paper/a#1.md": paper });
const lineOf = paper.split("\n").indexOf(LINE) + 1;
const CONCERNS = [
  {
    text: "The quokkas were weighed by one observer on a kitchen scale, [who](https://evil.example) knew @all.",
    severity: "major",
  },
  { text: "Nothing here is about anything.", severity: "optional" },
] as const;

async function reviewed(format: string) {
  await using server = await startScripted(reviewer(...CONCERNS));
  const argv = ["review", "my paper/a#1.md", "--profile", "smoke", "--endpoint", server.url, "--no-embedder", "--format", format];
  const { code, out } = await bioreview(argv, { directory });
  expect(code).toBe(0);
  return out;
}

/** Of the OASIS standard, sections 3.13 to 3.30: what we use of it. */
const region = z.strictObject({ startLine: z.int().min(1), endLine: z.int().min(1) });
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          version: z.string(),
          rules: z.array(z.strictObject({ id: z.string(), shortDescription: z.strictObject({ text: z.string() }) })),
        }),
      }),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          level: z.enum(["none", "note", "warning", "error"]),
          message: z.strictObject({ text: z.string() }),
          locations: z.tuple([
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({ uri: z.string().regex(/^[^\s#?]+$/) }),
                region: region.optional(),
              }),
            }),
          ]),
          partialFingerprints: z.record(z.string(), z.string()),
          properties: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ]),
});

describe("a review as SARIF", () => {
  test("has each concern at its file, its line and under its number, and no link of the model's", async () => {
    const [{ results, tool }] = sarif.parse(JSON.parse(await reviewed("sarif"))).runs;
    const [first, second] = results;
    const { artifactLocation, region } = first?.locations[0].physicalLocation ?? {};
    expect([first?.level, second?.level]).toEqual(["error", "note"]);
    expect(decodeURIComponent(artifactLocation?.uri ?? "")).toBe("my paper/a#1.md");
    expect(region).toEqual({ startLine: lineOf, endLine: lineOf });
    expect(first?.partialFingerprints).toEqual({ "bioreviewConcern/v1": "C1" });
    expect(first?.message.text).not.toMatch(/(?<!\\)\[/);
    expect(tool.driver.rules.map(({ id }) => id)).toContain(first?.ruleId);
    expect(second?.locations[0].physicalLocation.region, "about the whole paper").toBeUndefined();
  });
});

describe("a review as rdjson", () => {
  test("has each concern at its file and line, in words that stay words where reviewdog posts them", async () => {
    const { source, diagnostics } = JSON.parse(await reviewed("rdjson"));
    expect(source).toEqual({ name: "BioReview" });
    expect(diagnostics).toMatchObject([
      {
        message: expect.stringMatching(/^C1: The quokkas/),
        location: { path: "my paper/a#1.md", range: { start: { line: lineOf }, end: { line: lineOf } } },
        severity: "ERROR",
      },
      { location: { path: "my paper/a#1.md" }, severity: "INFO" },
    ]);
    expect(diagnostics[0].message).not.toMatch(/(?<!\\)\[|@all/);
  });
});

describe("what is open after a comparison", () => {
  const place = { file: "a.md", startLine: 7, endLine: 7 };
  const shown = (outcome: LedgerEvent["outcome"], later = false) => {
    const event: LedgerEvent = { revision: 2, outcome, severity: "major", because: "a test", place };
    const concern: LedgerConcern = {
      ...{ id: "C1", state: "open", text: "Few mice.", category: "other", severity: "major" },
      ...{ aliases: [], history: [event] },
    };
    const ledger = addCosmeticRevision(addCosmeticRevision(emptyLedger(), "one"), "two");
    const known = { ...ledger, nextId: 2, concerns: [concern] };
    return placedOpenConcerns({ ledger: later ? addCosmeticRevision(known, "three") : known })[0]?.place;
  };

  test("has the lines of the newest revision, and none of an older one", () => {
    expect(shown("standing")).toEqual(place);
    expect(shown("not repeated"), "it stood there in the revision before").toBeUndefined();
    expect(shown("standing", true), "lines may have moved since").toBeUndefined();
  });
});
