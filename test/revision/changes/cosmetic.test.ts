import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { concernSchema } from "../../../src/concern.ts";
import { directoryTree } from "../../../src/manuscript/files/directory-tree.ts";
import { passagesOf } from "../../../src/manuscript/index.ts";
import type { Manuscript } from "../../../src/manuscript/manuscript.ts";
import { readManuscript } from "../../../src/manuscript/read.ts";
import { anchorModelFor, anchorsOf } from "../../../src/revision/anchors/anchors.ts";
import { PaperIndex } from "../../../src/revision/anchors/paper-index.ts";
import { changesBetween } from "../../../src/revision/changes/changes.ts";
import { differenceOf } from "../../../src/revision/changes/cosmetic.ts";
import { isReadBy, newConcernReasonsOf, passageChangesOf } from "../../../src/revision/changes/passage-change.ts";
import { changeFinder } from "../../../src/revision/changes/ranked-changes.ts";
import { firstRevision } from "../../../src/revision/compare.ts";
import { revise } from "../../../src/revision/revise.ts";
import { manuscript, passage, section } from "../../support/build.ts";
import { CORPUS, hasCorpus, revisions } from "../../support/corpus.ts";
import { type Texts, TRANSFORMATIONS } from "../../support/cosmetic.ts";
import { tree } from "../../support/tree.ts";

const paper = (...texts: string[]) => manuscript({ sections: [section("Results", ...texts)] });

test.each([
  { why: "nothing at all", now: ["Mice slept. They woke.", "We saw it."], difference: "none" },
  { why: "paragraphs joined", now: ["Mice slept. They woke. We saw it."], difference: "cosmetic" },
  { why: "a blank where none was", now: ["Mice slept. They  woke.", "We saw it ."], difference: "cosmetic" },
  { why: "paragraphs in another order", now: ["We saw it.", "Mice slept. They woke."], difference: "order" },
  { why: "a digit", now: ["Mice slept. They woke.", "We saw it 2."], difference: "words" },
  { why: "a sentence less", now: ["Mice slept.", "We saw it."], difference: "words" },
  { why: "the same sentence twice", now: ["Mice slept. They woke.", "We saw it.", "We saw it."], difference: "words" },
  { why: "another case, which may be another gene", now: ["mice slept. They woke.", "We saw it."], difference: "words" },
  { why: "a paragraph parted between two words", now: ["Mice", "slept. They woke.", "We saw it."], difference: "cosmetic" },
])("$why: $difference", ({ now, difference }) => {
  expect(differenceOf(paper("Mice slept. They woke.", "We saw it."), paper(...now))).toBe(difference);
});

test.each([
  { why: "two words made one", old: "We are not able to say.", now: "We are notable to say.", difference: "words" },
  { why: "one word made two", old: "It was insufficient.", now: "It was in sufficient.", difference: "words" },
  { why: "two numbers made one", old: "We gave 5 10 mg doses.", now: "We gave 510 mg doses.", difference: "words" },
  { why: "three numbers made one", old: "In 2 3 4 wells.", now: "In 234 wells.", difference: "words" },
  {
    why: "a blank that parts thousands",
    old: "We asked 1000000 people.",
    now: "We asked 1 000 000 people.",
    difference: "cosmetic",
  },
  {
    why: "blanks around signs and numbers",
    old: "At 10 mg, p < 0.05 (n = 6).",
    now: "At 10mg, p<0.05 ( n=6 ).",
    difference: "cosmetic",
  },
  { why: "a line break in Chinese", old: "我们测量了睡眠。", now: "我们测量 了睡眠。", difference: "cosmetic" },
  { why: "a formula set apart", old: "The rate $k$ falls.", now: "The rate $ k $ falls.", difference: "cosmetic" },
])("$why: $difference", ({ old, now, difference }) => {
  expect(differenceOf(paper(old), paper(now))).toBe(difference);
});

test("a changed title or abstract is a change of words", () => {
  const titled = (title: string) => manuscript({ title: passage(title), abstract: [passage("We slept.")] });
  expect(differenceOf(titled("Sleep"), titled("Rest"))).toBe("words");
  expect(differenceOf(titled("Sleep"), manuscript({ title: passage("Sleep"), abstract: [passage("We woke.")] }))).toBe("words");
});

/** Some minutes: every transformation of every revision. Else one revision of a manuscript gets all of them, and the others take turns. */
const isLong = process.env["BIOREVIEW_LONG"] === "1";
const SHARE = 3;
const LABELS = join(import.meta.dirname, "../../../labels");
const labelled = z.object({
  revisions: z.tuple([z.string(), z.string()]),
  lists: z.object({ a: z.array(z.object(concernSchema.shape)), c: z.array(z.object(concernSchema.shape)) }),
});
const labels = readdirSync(LABELS)
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({ name, ...labelled.parse(JSON.parse(readFileSync(join(LABELS, name), "utf8"))) }));
const WHOLE = new Set([...labels.map(({ revisions }) => revisions[0]), "sourmash-joss/v1", ...(isLong ? revisions : [])]);

describe.skipIf(!hasCorpus)(
  `cosmetic transformations of real manuscripts${isLong ? "" : " (BIOREVIEW_LONG=1: of every revision all)"}`,
  () => {
    const seen = new Set<string>();
    afterAll(() => {
      expect(seen.size, `transformations that some manuscript has something for: ${[...seen].join(", ")}`).toBe(
        TRANSFORMATIONS.length,
      );
    });
    for (const revision of revisions) {
      test(revision, async () => {
        const { before, versions } = await cosmeticVersions(revision);
        for (const { name, keepsOrder, after } of versions) {
          seen.add(name);
          expect(changed(before, after), `${name}: changed sentences`).toEqual([]);
          expect(changed(after, before), `${name}, undone: changed sentences`).toEqual([]);
          expect(keepsOrder ? ["none", "cosmetic"] : ["order"], name).toContain(differenceOf(before, after));
        }
        const least = WHOLE.has(revision) ? 12 : 2;
        expect(versions.length, "transformations that this manuscript has something for").toBeGreaterThanOrEqual(least);
      });
    }
  },
);

interface CosmeticVersions {
  readonly before: Manuscript;
  /** Of each transformation that this manuscript has something for. */
  readonly versions: readonly { readonly name: string; readonly keepsOrder: boolean; readonly after: Manuscript }[];
}
const read = new Map<string, Promise<CosmeticVersions>>();

/** Each revision is read once, for both of the laws here. @param revision such as `dengue-latex/v1` */
function cosmeticVersions(revision: string): Promise<CosmeticVersions> {
  const known = read.get(revision) ?? readVersions(revision);
  read.set(revision, known);
  return known;
}

async function readVersions(revision: string): Promise<CosmeticVersions> {
  const files = directoryTree(join(CORPUS, revision));
  const contents = await Promise.all(
    (await files.list()).map(async ({ path }) => [path, Buffer.from(await files.read(path)).toString("utf8")] as const),
  );
  const texts: Texts = Object.fromEntries(contents);
  const before = await readManuscript(tree(texts));
  const versions = [];
  const turn = revisions.indexOf(revision);
  const tried = WHOLE.has(revision) ? TRANSFORMATIONS : TRANSFORMATIONS.filter((_, k) => k % SHARE === turn % SHARE);
  for (const { name, keepsOrder, apply } of tried) {
    const now = apply(texts, before);
    if (now !== undefined) versions.push({ name, keepsOrder, after: await readManuscript(tree(now)) });
  }
  return { before, versions };
}

function changed(old: Manuscript, now: Manuscript): string[] {
  const { sentences, passages, added } = changesBetween(old, now);
  const stands = ({ kind }: { kind: string }) => kind === "same" || kind === "moved";
  return [
    ...[...sentences].flatMap(([{ text }, fate]) => (stands(fate) ? [] : [`${fate.kind}: ${text}`])),
    ...[...passages].flatMap(([{ text }, fate]) => (stands(fate) ? [] : [`${fate.kind} passage: ${text}`])),
    ...[...added].map(({ text }) => `added: ${text}`),
  ];
}

const { model } = anchorModelFor("words", undefined);
const findChanges = changeFinder("words", () => new Float32Array());

describe.skipIf(!hasCorpus)(
  "a cosmetic revision resolves nothing and introduces nothing, even where no concern is raised again",
  () => {
    for (const { name, revisions, lists } of labels) {
      test(name, async () => {
        const { before, versions } = await cosmeticVersions(revisions[0]);
        for (const { name, after } of versions) {
          const kinds = outcomesOf(before, after, lists).map(({ kind }) => kind);
          expect([...new Set(kinds)].sort(), name).toEqual(["not repeated", "noticed late"]);
        }
        expect(versions.length).toBeGreaterThanOrEqual(12);
      });
    }
  },
);

/** The worst case: a second review that shares nothing with the first. */
function outcomesOf(old: Manuscript, now: Manuscript, { a, c }: z.infer<typeof labelled>["lists"]) {
  const changes = changesBetween(old, now);
  const { ledger } = firstRevision(
    "v1",
    a,
    a.map(() => []),
  );
  const oldAnchors = anchorsOf(a, new PaperIndex(old, changes.sentencesOf), model);
  const anchors = anchorsOf(c, new PaperIndex(now, changes.sentencesOf), model);
  const readings = passagesOf(now).map((passage) => ({ passage, read: "whole" as const, until: passage.text.length }));
  const found = findChanges(ledger.concerns, oldAnchors, changes, isReadBy(readings));
  const fates = passageChangesOf({ concerns: ledger.concerns, anchors: oldAnchors, found, changes, readings });
  const novelties = newConcernReasonsOf(anchors, changes);
  return revise(ledger, {
    label: "v2",
    concerns: c,
    matches: [],
    partial: [],
    passageChanges: fates,
    newConcernReasons: novelties,
  }).outcomes;
}
