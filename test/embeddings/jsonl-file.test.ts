/** What the reader of embeddings refuses, each with the place. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readEmbeddings } from "../../src/embeddings/index.ts";
import { running, scratch } from "../evaluate/support.ts";

async function embeddings(text: string, wanted = ["a", "b"]) {
  const path = join(scratch(), "embeddings.jsonl");
  writeFileSync(path, text);
  return readEmbeddings(path, "e.jsonl", new Set(wanted), running());
}

describe("embeddings", () => {
  const line = (text: string, embedding: unknown) => `${JSON.stringify({ text, embedding })}\n`;

  test.each([
    { why: "of another length", text: line("a", [1, 0]) + line("b", [1, 0, 0]), says: /3 numbers.*2/ },
    { why: "with NaN", text: `${line("a", [1, 0])}{"text": "b", "embedding": [NaN, 0]}`, says: /NaN/ },
    { why: "with null", text: line("a", [1, 0]) + line("b", [null, 1]), says: /finite numbers/ },
    { why: "that are empty", text: line("a", [1, 0]) + line("b", []), says: /finite numbers/ },
    { why: "that are zero", text: line("a", [1, 0]) + line("b", [0, 0]), says: /length 0/ },
    { why: "that are not of unit length", text: line("a", [1, 0]) + line("b", [3, 4]), says: /length 5/ },
    { why: "that contradict an earlier one", text: line("a", [1, 0]) + line("a", [0, 1]), says: /another embedding/ },
    { why: "without text", text: `${line("a", [1, 0])}{"embedding": [1, 0]}`, says: /"text"/ },
  ])("$why are refused, with file and line", async ({ text, says }) => {
    await expect(embeddings(text)).rejects.toMatchObject({
      code: "row-unusable",
      at: "e.jsonl:2",
      message: expect.stringMatching(says),
    });
  });

  test("are read whatever stands around them", async () => {
    const text = [
      '{"text": "a \\"embedding\\": [1, 2]", "embedding": [1, 0]}',
      ' { "embedding" : [ 6e-1 , 0.8 ] , "text" : "\\u00e9 [" , "model": {"embedding": [7]} } ',
      '{"model": {"embedding": [7, 7]}, "text": "last", "embedding": [0,\t-1.0E0]}',
    ].join("\n");
    const read = await embeddings(text, ['a "embedding": [1, 2]', "é [", "last"]);
    expect(read.of('a "embedding": [1, 2]')).toEqual(Float32Array.of(1, 0));
    expect(read.of("é [")).toEqual(Float32Array.of(0.6, 0.8));
    expect(read.of("last")).toEqual(Float32Array.of(0, -1));
  });

  test("of texts that nobody asked for are checked and forgotten", async () => {
    const read = await embeddings(line("a", [1, 0]) + line("other", [0, 1]), ["a"]);
    expect(read.of("other")).toBeUndefined();
    expect(read.dimensions).toBe(2);
  });
});
