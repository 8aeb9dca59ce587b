/** Which lines can bear a comment; git itself says which lines of a diff there are. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffLines } from "../../../src/github/index.ts";

const linesOf = (patch: string) => diffLines([{ path: "a.md", status: "modified", patch }]).get("a.md");

describe("hunks", () => {
  test.each([
    { what: "one", patch: "@@ -1,3 +1,4 @@\n a\n+b\n c\n d", lines: [{ first: 1, last: 4 }] },
    {
      what: "two",
      patch: "@@ -1,3 +1,3 @@ # Head\n a\n-b\n+B\n c\n@@ -40,2 +40,3 @@\n x\n+y\n z",
      lines: [
        { first: 1, last: 3 },
        { first: 40, last: 42 },
      ],
    },
    { what: "a single line", patch: "@@ -1 +1 @@\n-a\n+b", lines: [{ first: 1, last: 1 }] },
    { what: "a new file", patch: "@@ -0,0 +1,2 @@\n+a\n+b", lines: [{ first: 1, last: 2 }] },
    { what: "only deleted lines", patch: "@@ -3,2 +2,0 @@\n-a\n-b", lines: undefined },
    {
      what: "text that looks like a hunk's head",
      patch: "@@ -1,1 +1,2 @@\n a\n+@@ -1,9 +900,9 @@",
      lines: [{ first: 1, last: 2 }],
    },
    {
      what: "a line separator before such a text",
      patch: "@@ -1,1 +1,2 @@\n a\n+x\u2028@@ -1,9 +900,9 @@\r@@ -1 +800 @@",
      lines: [{ first: 1, last: 2 }],
    },
    { what: "nothing", patch: "", lines: undefined },
  ])("$what", ({ patch, lines }) => expect(linesOf(patch)).toEqual(lines));
});

test("files that were removed, or have no patch, have none; a renamed one has them under its new name", () => {
  const patch = "@@ -1 +1 @@\n-a\n+b";
  const lines = diffLines([
    { path: "gone.md", status: "removed", patch },
    { path: "figure.png", status: "added" },
    { path: "new.md", previousPath: "old.md", status: "renamed", patch },
  ]);
  expect([...lines]).toEqual([["new.md", [{ first: 1, last: 1 }]]]);
});

test("of any two texts, they are the lines that git shows", () => {
  const folder = mkdtempSync(join(tmpdir(), "diff-lines-"));
  const text = fc.array(fc.constantFrom("a", "b", "c", "@@ -1 +1 @@", ""), { minLength: 1, maxLength: 40 });
  try {
    fc.assert(
      fc.property(text, text, (before, after) => {
        writeFileSync(join(folder, "before"), `${before.join("\n")}\n`);
        writeFileSync(join(folder, "after"), `${after.join("\n")}\n`);
        const shown = gitDiff(folder);
        const [, ...body] = shown.split(/(?=^@@ )/m);
        const listed = (linesOf(body.join("")) ?? []).flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, k) => first + k),
        );
        expect(listed).toEqual(newLinesOf(shown));
      }),
      { seed: 20261122, numRuns: 60 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function gitDiff(folder: string): string {
  try {
    return execFileSync("git", ["diff", "--no-index", "-U3", "before", "after"], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    if (error instanceof Error && "stdout" in error) return String(error.stdout); // it ends with 1 where they differ
    throw error;
  }
}

/** Counted line by line through the hunks, another way than from their heads alone. */
function newLinesOf(diff: string): number[] {
  const lines: number[] = [];
  let next = 0;
  let left = 0;
  for (const line of diff.split("\n")) {
    const head = left === 0 ? /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) : null;
    if (head) {
      next = Number(head[2]);
      left = Number(head[1] ?? 1) + Number(head[3] ?? 1);
    } else if (left > 0 && /^[ +-]/.test(line)) {
      left -= line[0] === " " ? 2 : 1;
      if (line[0] !== "-") lines.push(next++);
    }
  }
  return lines;
}
