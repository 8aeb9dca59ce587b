import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROFILES } from "../../profiles/profiles.ts";
import { EXIT_CODES } from "../../runner/src/errors.ts";
import { VERSION } from "../../runner/src/version.ts";
import { start } from "./support/process.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, "../..", path), "utf8");
const readme = read("runner/README.md");

test("the README's table of options is that of --help", async () => {
  const { stdout } = await start(["serve", "--help"]).ended;
  const told = [...readme.matchAll(/^\| `(--[a-z-]+)/gm)].map(([, option]) => option);
  const real = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
  expect(told.toSorted()).toEqual([...real, "--json-errors"].toSorted());
});

test("the README names every profile and every exit code", () => {
  for (const { name } of PROFILES) expect(readme).toContain(`\`${name}\``);
  const codes = readme.slice(readme.indexOf("## Exit codes"), readme.indexOf("## What it is made of"));
  for (const code of Object.values(EXIT_CODES)) expect(codes).toMatch(new RegExp(`\\b${code}\\b`));
});

test("both packages have one version", () => {
  expect(JSON.parse(read("package.json")).version).toBe(VERSION);
});
