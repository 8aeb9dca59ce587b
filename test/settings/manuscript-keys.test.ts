import fc from "fast-check";
import { expect, test } from "vitest";
import { isNameOfManuscript, KEY_PATTERN, keysOf, plainTreePath } from "../../src/manuscript-keys.ts";

test.each([
  { path: "papers/a", key: "papers-a" },
  { path: "papers/a/main.tex", key: "papers-a" },
  { path: "papers/Sleep in Mice/paper.md", key: "papers-sleep-in-mice" },
  { path: "main.tex", key: "main" },
  { path: "one.tex", key: "one" },
  { path: "chapters/über-zellen.qmd", key: "chapters-uber-zellen" },
])("$path is called $key", ({ path, key }) => expect(keysOf([path])).toEqual([key]));

test.each([
  { why: "a word of a command", path: "status" },
  { why: "what could be a commit", path: "deadbeef" },
  { why: "what could be a concern", path: "c7.md" },
  { why: "longer than a key may be", path: "papers/the-effect-of-sleep-on-the-healing-of-wounds" },
  { why: "of letters that a key has not", path: "論文/睡眠" },
  { why: "of signs alone", path: "$(!)/--" },
])("a path that is $why gets a key with a digest of it", ({ path }) => {
  const [key = ""] = keysOf([path]);
  expect(key).toMatch(/^[a-z0-9-]+-[0-9a-f]{6}$/);
  expect(key.length).toBeLessThanOrEqual(32);
});

test("paths that come to the same get different keys, and the key that somebody chose is theirs", () => {
  const [one, two] = keysOf(["papers/a.md", "papers-a.md"]);
  expect(one).not.toBe(two);
  const [chosen, derived] = keysOf(["x", "papers/a"], ["papers-a", undefined]);
  expect(chosen).toBe("papers-a");
  expect(derived).toMatch(/^papers-a-[0-9a-f]{6}$/);
});

test("a path that comes to the key of another with its digest gets another one", () => {
  const [one = "", two = ""] = keysOf(["papers/a.md", "papers-a.md"]);
  expect(new Set(keysOf(["papers/a.md", "papers-a.md", one, two])).size).toBe(4);
});

test("another path that comes to something else changes no key", () => {
  expect(keysOf(["papers/a", "papers/b"])[0]).toBe(keysOf(["papers/a", "papers/c", "notes/x"])[0]);
});

test("whatever the paths are, each has a key of letters, digits and hyphens of its own", () => {
  const part = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
    fc.constantFrom("main.tex", "a", "A", "á", "full", "c1", "-", "@org", "#1"),
  );
  const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 8 }), (paths) => {
      const keys = keysOf(paths);
      expect(new Set(keys).size).toBe(paths.length);
      for (const key of keys) expect(KEY_PATTERN.test(key) && isNameOfManuscript(key), key).toBe(true);
    }),
    { seed: 20261130, numRuns: 2000 },
  );
});

test.each(["/etc/passwd", "../x", "a/../../b", "a//b", "", ".", "a\0b"])("%j is no path of the tree", (path) =>
  expect(plainTreePath(path)).toBeUndefined(),
);
test.each([
  ["papers/a/", "papers/a"],
  ["./papers/a", "papers/a"],
])("%s is %s", (path, plain) => expect(plainTreePath(path)).toBe(plain));
