/** The settings that users copy are settings, and say what docs/action.md says of them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfigFile } from "../../src/action/settings/config-file.ts";

const FOLDER = join(import.meta.dirname, "../../examples/settings");

test.each(readdirSync(FOLDER))("%s is read without a fault", (name) => {
  expect(Object.keys(readConfigFile(readFileSync(join(FOLDER, name), "utf8"), name))).toContain("profile");
});

test("the example of several manuscripts shows a path, a key and a limit of one", () => {
  const { manuscripts } = readConfigFile(
    readFileSync(join(FOLDER, "several-manuscripts.yml"), "utf8"),
    "several-manuscripts.yml",
  );
  expect(manuscripts).toEqual([
    "papers/sleep",
    { path: "papers/wounds/main.tex", key: "wounds", "max-open-major": 0 },
    { path: "papers/wounds/supplement.tex", key: "wounds-supplement" },
  ]);
});
