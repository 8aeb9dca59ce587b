import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileAndLine, parseJson, readJson, readTextFile } from "../src/data-file.ts";
import { parseYaml } from "../src/yaml-file.ts";
import { folderWith } from "./support/folder.ts";

const refuse = (fault: string, _cause: unknown, line?: number) => new Error(`${fileAndLine("file", line)}: ${fault}`);

describe("broken JSON is told with its line", () => {
  test.each([
    { why: "a comma too many in a list", text: "[\n1,\n2,\n]", line: 4 },
    { why: "a comma too many in an object", text: '{\n"a": 1,\n}', line: 3 },
    { why: "no comma", text: '{\n"a": 1\n"b": 2}', line: 3 },
    { why: "no colon", text: '{"a"\n 1}', line: 2 },
    { why: "a key without quotes", text: "{\n\na: 1}", line: 3 },
    { why: "a number as a key", text: "{\n1: 1}", line: 2 },
    { why: "a word", text: "\n\nundefined", line: 3 },
    { why: "a number with a leading zero", text: "[1,\n01]", line: 2 },
    { why: "a line break in a string", text: '[\n"a\nb"]', line: 2 },
    { why: "an escape that is none", text: '[\n"a",\n"\\x"]', line: 3 },
    { why: "the other bracket", text: '{"a": [1,\n2}', line: 2 },
    { why: "more after the value", text: "{}\n\n{}", line: 3 },
    { why: "a comment", text: "{\n// no\n}", line: 2 },
    { why: "cut off", text: '{"a": [\n1,\n\n', line: 2 },
    { why: "nothing", text: "", line: 1 },
    { why: "a whole line of a long string", text: `["${"a".repeat(20_000_000)}",\n}`, line: 2 },
    { why: "nesting beyond any stack", text: `${"[".repeat(200_000)}\n}`, line: 2 },
  ])("$why", ({ text, line }) => expect(() => parseJson(text, refuse)).toThrow(`file:${line}: it is no JSON`));

  test("wherever one character of a value is replaced, at its line or where it was seen at last", () => {
    const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom("#", "\n", ":", ",", '"', "}", "]", "0"));
    fc.assert(
      fc.property(broken, ([json, place, character]) => {
        const text = JSON.stringify(JSON.parse(json), undefined, 1);
        const at = place % text.length;
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        try {
          parseJson(changed, refuse);
        } catch (error) {
          const line = Number(/^file:(\d+): it is no JSON$/.exec(String((error as Error).message))?.[1]);
          expect(line).toBeGreaterThanOrEqual(text.slice(0, at).split("\n").length);
          expect(() => JSON.parse(changed)).toThrow(SyntaxError);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("YAML", () => {
  test("gives plain data and the line of each key", () => {
    const { value, lineOf } = parseYaml("# settings\na: 1\n\nb:\n  c: 2\n", refuse);
    expect(value).toEqual({ a: 1, b: { c: 2 } });
    expect([lineOf("a"), lineOf("b"), lineOf("c")]).toEqual([2, 4, 1]);
  });

  test("that is broken is told with its line", () =>
    expect(() => parseYaml("a: 1\nb: {c: 1\nd: ]\n", refuse)).toThrow(/^file:\d: it is no valid YAML \(/));

  test("with aliases of aliases is refused", () => {
    const bomb = Array.from({ length: 12 }, (_, k) => `a${k}: &a${k} [${`*a${k - 1},`.repeat(k === 0 ? 0 : 9)} 1]`).join("\n");
    expect(() => parseYaml(bomb, refuse)).toThrow(/^file: it is no valid YAML/);
  });
});

describe("a file", () => {
  const folder = folderWith({});
  const saved = (name: string, bytes: string | Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };

  test("is read without its byte order mark", async () =>
    expect(await readJson(saved("mark.json", '\uFEFF{"a": 1}'), refuse)).toEqual({ a: 1 }));

  test("that is not in UTF-8 is refused, not mended", async () =>
    expect(readTextFile(saved("latin.txt", Uint8Array.of(0x66, 0xfc, 0x72)), refuse)).rejects.toThrow(
      "file: it is not in UTF-8",
    ));

  test("that is not there is told by the system's word", async () =>
    expect(readTextFile(join(folder, "none"), refuse)).rejects.toThrow("file: it cannot be read (ENOENT)"));
});
