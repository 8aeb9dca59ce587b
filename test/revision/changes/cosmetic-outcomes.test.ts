import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { concernSchema } from "../../../src/concern.ts";
import { directoryTree } from "../../../src/manuscript/files/directory-tree.ts";
import { readManuscript } from "../../../src/manuscript/read.ts";
import { anchorModel, anchorsOf } from "../../../src/revision/anchors/anchors.ts";
import { PaperIndex } from "../../../src/revision/anchors/paper-index.ts";
import { changesBetween } from "../../../src/revision/changes/changes.ts";
import { newConcernReasonsOf, passageChangesOf } from "../../../src/revision/changes/passage-change.ts";
import { passagesOf } from "../../../src/revision/changes/sentences.ts";
import { firstRevision } from "../../../src/revision/compare.ts";
import { revise } from "../../../src/revision/revise.ts";
import { CORPUS, hasCorpus } from "../../support/corpus.ts";
import { TRANSFORMATIONS } from "../../support/cosmetic.ts";
import { tree } from "../../support/tree.ts";

const LABELS = join(import.meta.dirname, "../../../labels");
const labelled = z.object({
  revisions: z.tuple([z.string(), z.string()]),
  lists: z.object({ a: z.array(z.object(concernSchema.shape)), c: z.array(z.object(concernSchema.shape)) }),
});
const model = anchorModel();

describe.skipIf(!hasCorpus)(
  "a cosmetic revision resolves nothing and introduces nothing, even where no concern is raised again",
  () => {
    for (const file of readdirSync(LABELS).filter((name) => name.endsWith(".json"))) {
      test(file, { timeout: 120_000 }, async () => {
        const { revisions, lists } = labelled.parse(JSON.parse(readFileSync(join(LABELS, file), "utf8")));
        const files = directoryTree(join(CORPUS, revisions[0]));
        const contents = (await files.list()).map(
          async ({ path }) => [path, Buffer.from(await files.read(path)).toString("utf8")] as const,
        );
        const texts = Object.fromEntries(await Promise.all(contents));
        const old = await readManuscript(tree(texts));
        let applied = 0;
        for (const { name, apply } of TRANSFORMATIONS) {
          const changed = apply(texts, old);
          if (changed === undefined) continue;
          applied++;
          const kinds = outcomesOf(old, await readManuscript(tree(changed)), lists).map(({ kind }) => kind);
          expect([...new Set(kinds)].sort(), name).toEqual(["not repeated", "noticed late"]);
        }
        expect(applied).toBeGreaterThanOrEqual(12);
      });
    }
  },
);

type Paper = Awaited<ReturnType<typeof readManuscript>>;

/** The worst case: a second review that shares nothing with the first. */
function outcomesOf(old: Paper, now: Paper, { a, c }: z.infer<typeof labelled>["lists"]) {
  if (model === undefined) throw new Error("there is no model of words alone");
  const changes = changesBetween(old, now);
  const { ledger } = firstRevision(
    "v1",
    a,
    a.map(() => []),
  );
  const oldAnchors = anchorsOf(a, new PaperIndex(old, changes.sentencesOf), model);
  const anchors = anchorsOf(c, new PaperIndex(now, changes.sentencesOf), model);
  const readings = passagesOf(now).map((passage) => ({ passage, read: "whole" as const, until: passage.text.length }));
  const fates = passageChangesOf({ concerns: ledger.concerns, anchors: oldAnchors, changes, readings });
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
