/** What the help and the README promise is what the code does: compared both ways. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DEFAULT_PROFILE, PROFILES } from "../../profiles/profiles.ts";
import { EXIT_CODES } from "../../src/errors.ts";
import { bioreview } from "../support/fake-terminal.ts";

const README = join(import.meta.dirname, "../../README.md");
const hasReadme = existsSync(README);
const CODES = [...new Set([0, ...Object.values(EXIT_CODES)])].sort((a, b) => a - b);
const COMMANDS = ["review", "compare", "anchor", "inspect", "prompt", "calibrate", "doctor", "init"];

async function help(...argv: string[]): Promise<string> {
  const { code, out, err } = await bioreview([...argv, "--help"], { columns: 100 });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

/** The rows of the Markdown table whose head has these words, each as its cells; undefined where there is no such table. */
function tableOf(markdown: string, ...head: readonly string[]): string[][] | undefined {
  const tables = markdown.match(/(?:^\|.*\n)+/gm) ?? [];
  const rows = tables.map((table) =>
    table
      .trimEnd()
      .split("\n")
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.replaceAll("`", "").trim()),
      ),
  );
  return rows.find(([first]) => head.every((word) => first?.some((cell) => cell.toLowerCase().includes(word))))?.slice(2);
}

test("the help names every exit code, and no other", async () => {
  const [, codes = ""] = (await help()).split("Exit codes:");
  const named = [...codes.matchAll(/\b(\d+)\b/g)].map(([, code]) => Number(code)).sort((a, b) => a - b);
  expect(named).toEqual(CODES);
});

test.each(COMMANDS)("%s has a summary, a description and examples that it accepts", async (command) => {
  expect(await help()).toMatch(new RegExp(`^ {2}${command} .*\\S$`, "m"));
  const own = await help(command);
  const [, examples = ""] = own.split("Examples:\n");
  const lines = examples
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("bioreview "));
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) {
    expect(line).toMatch(new RegExp(`^bioreview ${command}\\b`));
    const flags = line.match(/--[a-z-]+/g) ?? [];
    for (const flag of flags) expect(own, `${line}: ${flag}`).toMatch(new RegExp(`^ +${flag}\\b`, "m"));
  }
});

test.each(["review", "compare", "anchor", "inspect", "evaluate", "calibrate", "doctor"])(
  "%s is asked for JSON by --format json, or --json for short",
  async (command) => {
    const own = await help(command);
    expect(own).toMatch(/^ +--format <format> [\s\S]*?choices:\s+"text",\s+"json"/m);
    expect(own).toMatch(/^ +--json +short for --format json$/m);
  },
);

test("help whose reader stops at any line ends without a fault", async () => {
  const closed = async () => Promise.reject(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  expect(await bioreview(["--help"], { out: closed })).toMatchObject({ code: 0, err: "" });
});

test.each([[], ...COMMANDS.map((command) => [command])])("no line of the help is wider than a page: %s", async (...argv) => {
  for (const line of (await help(...argv)).split("\n")) expect(line.length).toBeLessThanOrEqual(100);
});

test("the help of a command names each of its profiles and the one that is used by itself", async () => {
  const text = (await help("review")).replace(/\s+/g, " ");
  for (const { name } of PROFILES) expect(text).toContain(`"${name}"`);
  expect(text).toContain(`default: "${DEFAULT_PROFILE}"`);
});

describe.skipIf(!hasReadme)("README", () => {
  const readme = hasReadme ? readFileSync(README, "utf8") : "";

  test("its table of exit codes has each code once, with a meaning", () => {
    const rows = tableOf(readme, "code", "meaning");
    expect(rows?.map(([code]) => Number(code)).sort((a, b) => a - b)).toEqual(CODES);
    for (const row of rows ?? []) expect(row[1]?.length).toBeGreaterThan(3);
  });

  test("each code means there what its kind is called in the code", () => {
    const meaning = new Map(
      tableOf(readme, "code", "meaning")?.map(([code, ...words]) => [Number(code), words.join(" ").toLowerCase()]),
    );
    const saysSo: Record<keyof typeof EXIT_CODES, RegExp> = {
      bug: /bug/,
      settings: /flag|usage|setting/,
      manuscript: /manuscript/,
      server: /server/,
      answer: /answer/,
      models: /model|weights/,
      output: /output|written|result/,
      github: /github/,
      batch: /batch/,
      superseded: /another commit/,
      interrupted: /interrupt|ctrl-c|stop/,
    };
    for (const [kind, code] of Object.entries(EXIT_CODES))
      expect(meaning.get(code), kind).toMatch(saysSo[kind as keyof typeof EXIT_CODES]);
  });

  test("its table of profiles names each profile once, and which is the default", () => {
    const rows = tableOf(readme, "profile");
    const names = rows
      ?.flatMap(
        ([names]) =>
          names
            ?.replace(/\(.*\)/, "")
            .split(",")
            .map((name) => name.trim()) ?? [],
      )
      .sort();
    expect(names).toEqual(PROFILES.map(({ name }) => name).sort());
    const standard = rows?.filter((cells) => /default/i.test(cells.join(" "))).map(([name]) => name?.match(/[a-z0-9.-]+/)?.[0]);
    expect(standard).toEqual([DEFAULT_PROFILE]);
  });

  test("every command and flag that it shows exists", async () => {
    const text = (await Promise.all([[], ...COMMANDS.map((command) => [command])].map((argv) => help(...argv)))).join("\n");
    for (const [line, command] of readme.matchAll(
      /^.*\bbioreview (review|compare|anchor|inspect|prompt|calibrate|doctor)\b[^\n`|]*/gm,
    )) {
      expect(COMMANDS).toContain(command);
      for (const flag of line.match(/(?<=\s)--[a-z][a-z-]+/g) ?? []) expect(text, line).toContain(flag);
    }
  });
});
