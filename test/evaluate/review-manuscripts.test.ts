import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Concern } from "../../src/concern.ts";
import { listManuscripts, type ManuscriptEntry, reviewManuscripts } from "../../src/evaluate/review-manuscripts.ts";
import { folderWith } from "../support/folder.ts";
import { running } from "./support.ts";

const concern: Concern = { text: "no control", category: "design_flaw", severity: "major" };
const two = [
  { id: "a", path: "papers/a" },
  { id: "b", path: "papers/b" },
];
/** Whose articles are their paths. */
const by = (review: (path: string) => Promise<readonly Concern[]>) => ({
  read: async ({ path }: ManuscriptEntry) => path,
  review,
});
const rows = (store: string) =>
  readFileSync(store, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("a manuscript's folder or file is called by its article's id, written as in a URL", async () => {
  const folder = folderWith({ "10.1000%2F182.md": "", "other/main.tex": "", ".hidden": "" });
  expect(await listManuscripts(folder, "papers")).toEqual([
    { id: "10.1000/182", path: join(folder, "10.1000%2F182.md") },
    { id: "other", path: join(folder, "other") },
  ]);
});

test.each([
  { why: "is not there", contents: undefined },
  { why: "is empty", contents: {} },
  { why: "holds an article twice", contents: { "a.md": "", "a.tex": "" } },
  { why: "holds a name that no URL has", contents: { "50%.md": "" } },
])("a folder that $why is refused", async ({ contents }) => {
  const folder = contents === undefined ? "/nowhere" : folderWith(contents);
  await expect(listManuscripts(folder, "papers")).rejects.toMatchObject({ code: "manuscripts-unusable", at: "papers" });
});

test("a failed review is no row, those before it are kept, and the next run goes on from there", async () => {
  const store = join(folderWith(), "p.jsonl");
  const failing = async (path: string) => {
    if (path.endsWith("b")) throw new Error("the model is gone");
    return [concern];
  };
  await expect(reviewManuscripts(two, store, by(failing), () => {}, running())).rejects.toThrow("gone");
  expect(rows(store)).toEqual([{ article_id: "a", structured_concerns: [concern] }]);
  const reviewed: string[] = [];
  const working = async (path: string) => {
    reviewed.push(path);
    return [];
  };
  await reviewManuscripts(two, store, by(working), () => {}, running());
  expect(reviewed).toEqual(["papers/b"]);
  expect(rows(store).at(-1)).toEqual({ article_id: "b", structured_concerns: [] });
});

test("a manuscript that cannot be read is told before any is reviewed, and what was reviewed before is not read again", async () => {
  const store = join(folderWith(), "p.jsonl");
  const review = async () => [concern];
  const read = async ({ path }: ManuscriptEntry) => {
    if (path.endsWith("b")) throw new Error("two papers in it");
    return path;
  };
  await expect(reviewManuscripts(two, store, { read, review }, () => {}, running())).rejects.toThrow("two papers");
  expect(readFileSync(store, "utf8")).toBe("");
  await reviewManuscripts(two, store, by(review), () => {}, running());
  await reviewManuscripts(two, store, { read, review }, () => {}, running());
});

test("an interruption stops before the next manuscript", async () => {
  const store = join(folderWith(), "p.jsonl");
  const stop = new AbortController();
  const review = async () => {
    stop.abort(new Error("stopped"));
    return [concern];
  };
  await expect(reviewManuscripts(two, store, by(review), () => {}, stop.signal)).rejects.toThrow("stopped");
  expect(rows(store)).toHaveLength(1);
});
