import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { embedCached } from "../../src/embeddings/cache.ts";
import type { Embedder } from "../../src/inference/index.ts";
import { at, running, scratch } from "../evaluate/support.ts";

/** Remembers what it was asked, and fails where it is asked for "unreachable". */
function embedder(sha256: string | undefined = "weights"): Embedder & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    name: "counting",
    sha256,
    asked,
    async embed(texts) {
      if (texts.includes("unreachable")) throw new Error("the server is gone");
      asked.push(...texts);
      return texts.map((text) => at(1 / (1 + text.length)));
    },
  };
}
const embed = (texts: readonly string[], by: Embedder, folder: string | undefined) =>
  embedCached(new Set(texts), by, folder, () => {}, running());

test("a text is embedded once, whatever run asks", async () => {
  const folder = scratch();
  await embed(["a", "bb"], embedder(), folder);
  const second = embedder();
  const { embeddings, use } = await embed(["bb", "ccc"], second, folder);
  expect(second.asked).toEqual(["ccc"]);
  expect(use).toEqual({ cached: 1, embedded: 1, notCached: undefined });
  expect(embeddings.of("bb")).toEqual(at(1 / 3));
  expect(embeddings.of("ccc")).toEqual(at(1 / 4));
});

test("other weights share nothing", async () => {
  const folder = scratch();
  await embed(["a"], embedder("one"), folder);
  const other = embedder("other");
  await embed(["a"], other, folder);
  expect(other.asked).toEqual(["a"]);
});

test("weights that nobody knows are not trusted to be the same tomorrow", async () => {
  const folder = scratch();
  const { use } = await embedCached(new Set(["a"]), { ...embedder(), sha256: undefined }, folder, () => {}, running());
  expect(use.notCached).toContain("does not say");
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  { why: "a record that is damaged", harm: (file: string) => flip(file, 4 + 40) },
  { why: "a record that was cut off", harm: (file: string) => truncateSync(file, readFileSync(file).length - 3) },
  { why: "a head that is damaged", harm: (file: string) => flip(file, 0) },
  { why: "an empty file", harm: (file: string) => truncateSync(file, 0) },
  { why: "rubbish behind the last record", harm: (file: string) => appendFileSync(file, "rubbish") },
])("$why is computed again and then kept", async ({ harm }) => {
  const folder = scratch();
  await embed(["a", "bb"], embedder(), folder);
  harm(join(folder, "weights.rows"));
  const { embeddings } = await embed(["a", "bb", "ccc"], embedder(), folder);
  expect(["a", "bb", "ccc"].map((text) => embeddings.of(text))).toEqual([at(1 / 2), at(1 / 3), at(1 / 4)]);
  const third = embedder();
  await embed(["a", "bb", "ccc"], third, folder);
  expect(third.asked).toEqual([]);
});

function flip(file: string, offset: number): void {
  const bytes = readFileSync(file);
  bytes[offset] = (bytes[offset] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}

test("what was embedded before a failure is kept", async () => {
  const folder = scratch();
  const many = Array.from({ length: 256 }, (_, k) => `text ${k}`);
  await expect(embed([...many, "unreachable"], embedder(), folder)).rejects.toThrow("gone");
  const second = embedder();
  await embed(many, second, folder);
  expect(second.asked).toEqual([]);
});

test("an embedder that gives all texts one embedding is an error, and nothing of it is kept", async () => {
  const folder = scratch();
  const broken: Embedder = { ...embedder(), embed: async (texts) => texts.map(() => at(0.5)) };
  await expect(embed(["a", "bb"], broken, folder)).rejects.toMatchObject({ code: "embedding-unusable" });
  expect(readdirSync(folder)).toEqual([]);
  // One text alone tells nothing; the next is beside it.
  await embed(["a"], broken, folder);
  await expect(embed(["a", "bb"], broken, folder)).rejects.toMatchObject({ code: "embedding-unusable" });
});
