/** From which similarity on a sentence is another wording of one before: the bounds of align.ts, each from both sides. */
import { expect, test } from "vitest";
import { changesBetween } from "../../../src/revision/changes/changes.ts";
import { manuscript, passage, section } from "../../support/build.ts";

const word = (prefix: string, k: number) => `${prefix}${String.fromCharCode(97 + k)}`;
/** A sentence of `length` words, the first `shared` of which are those of every other one; their similarity is `shared / length`. */
const sentence = (own: string, length: number, shared: number) =>
  `W${Array.from({ length }, (_, k) => word(k < shared ? "shared" : own, k))
    .join(" ")
    .slice(1)}.`;
const STANDING = ["Mice were kept in single cages.", "Groups were compared with a test."];

/** What becomes of a sentence where its new wording stands at the same place or behind others. */
function becomes(length: number, shared: number, where: "in place" | "elsewhere") {
  const [before, after] = [sentence("old", length, shared), sentence("new", length, shared)];
  const paper = (...texts: string[]) => manuscript({ sections: [section("", ...texts.map((text) => passage(text)))] });
  const now = where === "in place" ? paper(after, ...STANDING) : paper(...STANDING, after);
  const changes = changesBetween(paper(before, ...STANDING), now);
  return [...changes.sentences].find(([{ text }]) => text === before)?.[1].kind;
}

test.each([
  { where: "in place", shared: 9, kind: "reworded" },
  { where: "in place", shared: 8, kind: "removed" },
  { where: "elsewhere", shared: 12, kind: "reworded" },
  { where: "elsewhere", shared: 11, kind: "removed" },
] as const)("of twenty words $shared stand $where: $kind", ({ where, shared, kind }) => {
  expect(becomes(20, shared, where)).toBe(kind);
});

test.each([
  { where: "elsewhere", length: 5, kind: "reworded" },
  { where: "elsewhere", length: 4, kind: "removed" },
  { where: "in place", length: 4, kind: "reworded" },
] as const)("all but one of $length words stand $where: $kind", ({ where, length, kind }) => {
  expect(becomes(length, length - 1, where)).toBe(kind);
});
