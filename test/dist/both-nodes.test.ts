/** The bundle does the same on every Node that it is promised for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DIST, NODES, runDist } from "../support/dist.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { reviewer } from "../support/reviewer.ts";
import { startScripted } from "../support/scripted-server.ts";

const EXAMPLES = join(import.meta.dirname, "../../examples");
const { version } = JSON.parse(readFileSync(join(EXAMPLES, "../package.json"), "utf8"));

/** Each against what the source does in this process, so that a stale bundle fails too. */
const SAME = [
  { what: "the help", argv: ["--help"] },
  { what: "the help of review", argv: ["review", "--help"] },
  { what: "the table of a LaTeX paper", argv: ["inspect", "latex-note"] },
  { what: "the JSON of a Manubot paper", argv: ["inspect", "phage-wound-gel/v2", "--json"] },
  { what: "a prompt", argv: ["prompt", "phage-wound-gel/v1", "--budget", "2000"] },
  { what: "a prompt by the other counter", argv: ["prompt", "phage-wound-gel/v1", "--counter", "cl100k"] },
  { what: "wrong usage", argv: ["review", "--formt", "json"] },
  { what: "a missing paper", argv: ["review", "nowhere"] },
];

describe.each(NODES)("$name", ({ node, there }) => {
  test.skipIf(!there)("it says its version", async () => {
    expect(await runDist(["--version"], { node })).toMatchObject({ code: 0, out: `${version}\n`, err: "" });
  });

  test.skipIf(!there).each(SAME)("$what is the same, byte for byte, as from the source", async ({ argv }) => {
    const { code, out, err } = await bioreview(argv, { directory: EXAMPLES, columns: 100, errColumns: 100 });
    const ended = await runDist(argv, { node, cwd: EXAMPLES });
    const revised = (text: string) => text.replaceAll(`${EXAMPLES}/`, "");
    expect({ ...ended, out: revised(ended.out), err: revised(ended.err) }).toEqual({
      code,
      signal: null,
      out: revised(out),
      err: revised(err),
    });
  });

  test.skipIf(!there).each(["text", "json", "markdown"])("a review as %s is the same as from the source but for its times", async (format) => {
    await using server = await startScripted(
      reviewer(
        { text: "There is no vehicle control, and “blinding” is not described: p ≤ 0.05.", category: "design_flaw", severity: "major" },
        { text: "The sample is small.", category: "statistical_methodology" },
      ),
    );
    const argv = ["review", "latex-note", "--profile", "smoke", "--endpoint", server.url, "--format", format];
    const here = await bioreview(argv, { directory: EXAMPLES, columns: 100 });
    const ended = await runDist(argv, { node, cwd: EXAMPLES });
    expect({ code: ended.code, err: ended.err }).toEqual({ code: here.code, err: here.err });
    const timeless = (text: string) =>
      text
        .replaceAll(`${EXAMPLES}/`, "")
        .replace(/"timing": \{[^]*/, "")
        .replace(/, \d+ s\.\n$/, "");
    expect(timeless(ended.out)).toBe(timeless(here.out));
  });
});

test("it can be started by itself", () => {
  expect(readFileSync(DIST, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});
