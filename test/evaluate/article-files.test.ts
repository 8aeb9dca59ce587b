/** What the readers of files refuse, each with the place; and what they pass over, counted. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatPredictionRow, readPredictionRows, readPredictions, readReferences } from "../../src/evaluate/article-files.ts";
import { linesOf } from "../../src/jsonl.ts";
import { jsonLines, running, scratch } from "./support.ts";

function fileWith(text: string | Buffer): string {
  const path = join(scratch(), "rows.jsonl");
  writeFileSync(path, text);
  return path;
}
const predictions = (text: string | Buffer) => readPredictions(fileWith(text), "p.jsonl", running());
const references = (text: string) => readReferences(fileWith(text), "r.jsonl", running());

const GOOD = '{"article_id": "first", "concerns": []}\n';

describe("predictions", () => {
  test.each([
    { why: "no JSON", text: `${GOOD}{"article_id": \n`, at: "p.jsonl:2" },
    { why: "no object", text: `${GOOD}[]\n`, at: "p.jsonl:2" },
    { why: "no article", text: `${GOOD}\n{"concerns": []}\n`, at: "p.jsonl:3" },
    { why: "no list of concerns", text: `${GOOD}{"article_id": "a"}\n`, at: "p.jsonl:2" },
    { why: "concerns that are null", text: `${GOOD}{"article_id": "a", "concerns": null}\n`, at: "p.jsonl:2" },
    { why: "an article that stands there twice", text: `${GOOD}{"article_id": "first", "concerns": ["x"]}`, at: "p.jsonl:2" },
    { why: "a number among strings", text: `${GOOD}{"article_id": "a", "concerns": ["x", 1]}`, at: "p.jsonl:2" },
    { why: "a text that is null", text: `${GOOD}{"article_id": "a", "concerns": [{"text": null}]}`, at: "p.jsonl:2" },
    { why: "nothing at all", text: "\n \n", at: "p.jsonl:1" },
  ])("with $why are refused, with file and line", async ({ text, at }) => {
    await expect(predictions(text)).rejects.toMatchObject({ kind: "settings", code: "row-unusable", at });
  });

  test("that are no UTF-8 are refused", async () => {
    const text = Buffer.concat([Buffer.from(GOOD), Buffer.from([0x7b, 0xff, 0x7d])]);
    await expect(predictions(text)).rejects.toMatchObject({ at: "p.jsonl:2" });
  });

  test("that are not there are refused by their name", async () => {
    await expect(readPredictions("/nowhere/p", "p.jsonl", running())).rejects.toMatchObject({
      code: "file-unreadable",
      at: "p.jsonl",
    });
  });

  test("are strings or objects by the first element: blank strings are passed over, blank objects kept, as published", async () => {
    const rows = [
      { article_id: "strings", concerns: ["a", " \u0085", "b"] },
      { article_id: "objects", concerns: [{ text: "a" }, { concern_text: "b" }, { text: "" }, "passed over", 7, null] },
      { id: "id for short", concerns: [] },
      { article_id: "structured", structured_concerns: [{ text: "a" }] },
    ];
    const read = await predictions(rows.map((row) => JSON.stringify(row)).join("\r\n"));
    expect(read).toEqual([
      { id: "strings", concerns: [{ text: "a" }, { text: "b" }], skipped: 1 },
      { id: "objects", concerns: [{ text: "a" }, { text: "b" }, { text: "" }], skipped: 3 },
      { id: "id for short", concerns: [], skipped: 0 },
      { id: "structured", concerns: [{ text: "a" }], skipped: 0 },
    ]);
  });

  test("have the category that the tool gave, in the object or beside the strings, and none where it is no word", async () => {
    const given = [{ text: "a", category: "other" }, { text: "b" }, { text: "c", category: 7 }];
    const rows = [
      { article_id: "objects", concerns: given },
      { article_id: "beside", concerns: ["b", "a"], structured_concerns: given },
    ];
    const read = await predictions(rows.map((row) => JSON.stringify(row)).join("\n"));
    expect(read.map(({ concerns }) => concerns)).toEqual([
      [{ text: "a", category: "other" }, { text: "b" }, { text: "c" }],
      [{ text: "b" }, { text: "a", category: "other" }],
    ]);
  });
});

describe("references", () => {
  test.each([
    { why: "no id", row: { concerns: [] } },
    { why: "no concerns", row: { id: "a" } },
    { why: "a concern without text", row: { id: "a", concerns: [{ category: "other" }] } },
    {
      why: "a figure mark that is no truth value",
      row: { id: "a", concerns: [{ concern_text: "x", requires_figure_reading: "no" }] },
    },
  ])("with $why are refused, with file and line", async ({ row }) => {
    await expect(references(`{"id": "first", "concerns": []}\n${JSON.stringify(row)}`)).rejects.toMatchObject({
      at: "r.jsonl:2",
    });
  });

  test("that stand there twice are refused, although the published reader takes the last", async () => {
    await expect(references('{"id": "a", "concerns": []}\n{"id": "a", "concerns": []}')).rejects.toMatchObject({
      at: "r.jsonl:2",
    });
  });

  test("lose the concerns that need a look at a figure, counted", async () => {
    const concerns = [
      { concern_text: "seen", requires_figure_reading: true },
      { concern_text: "read", severity: "minor" },
    ];
    expect(await references(JSON.stringify({ id: "a", source: "elife", concerns }))).toEqual([
      { id: "a", source: "elife", concerns: [{ text: "read", category: "other", severity: "minor" }], figureExcluded: 1 },
    ]);
  });
});

test("lines longer than the buffer, and a last line without its end, are read whole", async () => {
  const long = "x".repeat(3_000_000);
  const found: { number: number; length: number }[] = [];
  for await (const { number, bytes } of linesOf(fileWith(`short\n${long}\n\n${long}last`), "f", running()))
    found.push({ number, length: bytes.length });
  expect(found).toEqual([
    { number: 1, length: 5 },
    { number: 2, length: long.length },
    { number: 4, length: long.length + 4 },
  ]);
});

test("an interruption ends the reading with its own reason", async () => {
  const reason = new Error("stopped");
  await expect(readPredictions(jsonLines(scratch(), "p", [{}]), "p", AbortSignal.abort(reason))).rejects.toBe(reason);
});

test("rows of concerns come back under the key that they came under", async () => {
  const rows = [
    { article_id: "a", structured_concerns: [{ text: "x", category: "my own", severity: "major" }] },
    { article_id: "b", concerns: [{ text: "y" }] },
    { article_id: "c", concerns: ["z"] },
    { article_id: "d", structured_concerns: [] },
  ];
  const read = await readPredictionRows(jsonLines(scratch(), "c", rows), "c", running());
  expect(read.map((row) => JSON.parse(formatPredictionRow(row)))).toEqual(rows);
});
