import { afterAll, describe, expect, test } from "vitest";
import { directoryTree } from "../../../src/manuscript/files/directory-tree.ts";
import type { Manuscript } from "../../../src/manuscript/manuscript.ts";
import { readManuscript } from "../../../src/manuscript/read.ts";
import { changesBetween } from "../../../src/revision/changes/changes.ts";
import { differenceOf } from "../../../src/revision/changes/cosmetic.ts";
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
])("$why: $difference", ({ now, difference }) => {
  expect(differenceOf(paper("Mice slept. They woke.", "We saw it."), paper(...now))).toBe(difference);
});

test("a changed title or abstract is a change of words", () => {
  const titled = (title: string) => manuscript({ title: passage(title), abstract: [passage("We slept.")] });
  expect(differenceOf(titled("Sleep"), titled("Rest"))).toBe("words");
  expect(differenceOf(titled("Sleep"), manuscript({ title: passage("Sleep"), abstract: [passage("We woke.")] }))).toBe("words");
});

describe.skipIf(!hasCorpus)("every cosmetic transformation of every real manuscript", () => {
  const seen = new Set<string>();
  afterAll(() => {
    expect(seen.size, `transformations that some manuscript has something for: ${[...seen].join(", ")}`).toBe(
      TRANSFORMATIONS.length,
    );
  });
  for (const revision of revisions) {
    test(revision, { timeout: 120_000 }, async () => {
      const { texts, before } = await readRevision(revision);
      let applied = 0;
      for (const { name, keepsOrder, apply } of TRANSFORMATIONS) {
        const now = apply(texts, before);
        if (now === undefined) continue;
        applied++;
        seen.add(name);
        const after = await readManuscript(tree(now));
        expect(changed(before, after), `${name}: changed sentences`).toEqual([]);
        expect(changed(after, before), `${name}, undone: changed sentences`).toEqual([]);
        expect(keepsOrder ? ["none", "cosmetic"] : ["order"], name).toContain(differenceOf(before, after));
      }
      expect(applied, "transformations that this manuscript has something for").toBeGreaterThanOrEqual(12);
    });
  }
});

async function readRevision(revision: string): Promise<{ texts: Texts; before: Manuscript }> {
  const files = directoryTree(`${CORPUS}/${revision}`);
  const contents = await Promise.all(
    (await files.list()).map(async ({ path }) => [path, Buffer.from(await files.read(path)).toString("utf8")] as const),
  );
  const texts = Object.fromEntries(contents);
  return { texts, before: await readManuscript(tree(texts)) };
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
