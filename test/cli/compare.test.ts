import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compareCommand } from "../../src/cli/commands/compare.ts";
import { run } from "../../src/cli/run.ts";
import { processTerminal, type Terminal } from "../../src/cli/terminal.ts";
import type { Concern } from "../../src/concern.ts";
import { directoryTree, readManuscript } from "../../src/manuscript/index.ts";
import { comparisonResultSchema, firstRevision, textsToCompare } from "../../src/revision/index.ts";
import { concern } from "../support/build.ts";
import {
  fails,
  finish,
  hangs,
  likely,
  type Script,
  says,
  serves,
  startScripted,
  status,
  streams,
} from "../support/scripted-server.ts";

const folder = mkdtempSync(join(tmpdir(), "br-compare-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function put(path: string, content: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
  return path;
}

const real = processTerminal(import.meta.dirname);
async function bioreview(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const terminal: Terminal = {
    ...real,
    directory: folder,
    columns: 80,
    errIsTerminal: false,
    out: async (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  };
  const code = await run(argv, terminal, new AbortController().signal);
  return { code, out, err };
}

const paper = (histology: string) =>
  [
    "# Sleep in mice\n\n## Abstract\n\nWe studied sleep in twelve mice over six weeks and measured what changed.\n",
    "## Introduction\n\nSleep is a state of rest that many animals need every day of their lives.\n",
    `## Methods\n\nMice were housed in groups of four. ${histology} Sections were stored cold.\n`,
    "Sample size was six animals in each group. Animals were assigned to cages as they arrived.\n",
    "## Results\n\nTreated mice slept two hours longer than the other mice in the study.\n",
    "## Discussion\n\nLonger sleep may come from the treatment or from the new cages.\n",
  ].join("\n");
const ONE_OBSERVER = "Histology was scored by one observer.";
const blinding = concern("Histology was scored by one observer: blinding of the histology scoring is not described.", "major");
const power = concern(
  "No power analysis justifies the sample size of six animals in each group.",
  "minor",
  "statistical_methodology",
);
const powerAgain = concern(
  "The sample size of six animals in each group is not justified by a power analysis.",
  "minor",
  "statistical_methodology",
);
const cages = concern(
  "Longer sleep may come from the new cages, which is a confounder of the treatment.",
  "minor",
  "interpretation",
);

/** Rows of a bag of words: what shares words is alike, and no model runs. */
function rowOf(text: string): number[] {
  const row = new Array<number>(64).fill(0);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? ["-"]) {
    const at = (createHash("sha256").update(word).digest()[0] ?? 0) % row.length;
    row[at] = (row[at] ?? 0) + 1;
  }
  const norm = Math.hypot(...row);
  return row.map((value) => value / norm);
}

/** Two texts with concerns, and the rows of all that is compared. */
async function pair(before: string, old: readonly Concern[], after: string, found: readonly Concern[]): Promise<string[]> {
  put("v1/paper.md", before);
  put("v2/paper.md", after);
  const text = async (revision: string) => readManuscript(directoryTree(join(folder, revision)));
  const { ledger } = firstRevision(
    "v1",
    old,
    old.map(() => []),
  );
  const texts = textsToCompare({ ledger, concerns: found, old: await text("v1"), now: await text("v2") });
  put("rows.jsonl", [...texts].map((one) => `${JSON.stringify({ text: one, embedding: rowOf(one) })}\n`).join(""));
  return [
    put("a.json", JSON.stringify(old)),
    put("c.json", JSON.stringify(found)),
    "--old",
    "v1",
    "--new",
    "v2",
    "--embeddings",
    "rows.jsonl",
  ];
}

test("bare concerns of two texts come out with their outcomes, reasons and pairs", async () => {
  const blinded = "Histology was scored by one observer with blinding of the histology scoring.";
  const after = paper(blinded);
  const { code, out, err } = await bioreview(
    "compare",
    ...(await pair(paper(ONE_OBSERVER), [blinding, power], after, [cages, powerAgain])),
    "--format",
    "json",
  );
  expect(err).toBe("");
  expect(code).toBe(0);
  const result = comparisonResultSchema.parse(JSON.parse(out));
  expect(result.outcomes).toMatchObject([
    { id: "C3", kind: "noticed late", found: 0, because: "unchanged passage" },
    {
      ...{ id: "C1", kind: "resolved" },
      cause: { kind: "rewritten", changes: [{ before: { file: "paper.md", text: ONE_OBSERVER }, after: { text: blinded } }] },
    },
    { id: "C2", kind: "standing", found: 1, was: power, now: powerAgain },
  ]);
  expect(result.pairs).toEqual([{ old: 1, new: 1, probability: expect.any(Number) }]);
});

test("a reflowed text resolves nothing and introduces nothing, whatever the new review says", async () => {
  const reflowed = paper(ONE_OBSERVER).replaceAll(". ", ".\n").replaceAll("in ", "in\n");
  const { out } = await bioreview(
    "compare",
    ...(await pair(paper(ONE_OBSERVER), [blinding, power], reflowed, [cages])),
    "--format",
    "json",
  );
  const kinds = comparisonResultSchema.parse(JSON.parse(out)).outcomes.map(({ kind }) => kind);
  expect(kinds).toEqual(["noticed late", "not repeated", "not repeated"]);
});

test("people read what is new first, and the rest folded; foreign text commands nothing", async () => {
  const hostile = concern("Ping @alice about <script> in the histology of Two blinded observers.", "major");
  const files = await pair(paper(ONE_OBSERVER), [power], paper("Two blinded observers scored all of the slides anew."), [
    powerAgain,
    hostile,
  ]);
  const { out } = await bioreview("compare", ...files, "--format", "markdown");
  expect(out.indexOf("### New")).toBeGreaterThan(0);
  expect(out.indexOf("<details><summary><b>Still standing</b>: 1")).toBeGreaterThan(out.indexOf("### New"));
  expect(out).toContain("Ping @\u2060alice about &lt;script&gt;");
  const text = (await bioreview("compare", ...files)).out;
  expect(text).toMatch(/^1 new \(1 major\) · 0 resolved · 1 still standing$/m);
  expect(text.split("\n").every((line) => line.length <= 80)).toBe(true);
});

test("concerns find their passages", async () => {
  const files = await pair(paper(ONE_OBSERVER), [blinding], paper(ONE_OBSERVER), []);
  const { out } = await bioreview("anchor", "v1", files[0] ?? "", "--embeddings", "rows.jsonl", "--format", "json");
  expect(JSON.parse(out)).toMatchObject([{ concern: 0, passages: [{ file: "paper.md", startLine: 13, endLine: 13 }] }]);
});

test.each([
  { why: "no such file", old: "nothing.json", content: undefined, says: /nothing\.json: there is no such file/ },
  { why: "no JSON", old: "x.json", content: "{", says: /x\.json:1: it is no JSON/ },
  { why: "another thing", old: "x.json", content: '{"schema":"other"}', says: /neither a result of bioreview nor an array/ },
  { why: "no concern", old: "x.json", content: '[{"text":"x"}]', says: /x\.json: 0\.category/ },
  {
    why: "concerns without their text",
    old: "x.json",
    content: "[]",
    says: /nothing says which text they are about\. Name the folder of the text with --old/,
  },
])("a user who names $why is told so, and how to go on", async ({ old, content, says }) => {
  if (content !== undefined) put(old, content);
  const { code, err } = await bioreview("compare", old, old);
  expect(code).toBe(2);
  expect(err).toMatch(says);
});

describe("a judge", () => {
  const COUNTED = paper("Two blinded observers independently scored every slide of the tissue in random order.");
  const judgedBy = async (script: Script, ...flags: string[]) => {
    const server = await startScripted({ models: serves({ id: "reader" }), ...script });
    try {
      const files = await pair(paper(ONE_OBSERVER), [blinding, power], COUNTED, [powerAgain]);
      return { ...(await bioreview("compare", ...files, "--format", "json", "--endpoint", server.url, ...flags)), server };
    } finally {
      await server.stop();
    }
  };

  test("at an endpoint is asked about what was not raised again alone, and sees what changed", async () => {
    const answer = likely(["1 ", 0], ["addressed", -0.01]);
    const { code, err, server } = await judgedBy({ chat: streams([answer, finish("stop")]) });
    expect(err).toBe("");
    expect(code).toBe(0);
    const asked = server.received.filter(({ path }) => path === "/v1/chat/completions").map(({ body }) => JSON.stringify(body));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(blinding.text);
    expect(asked[0]).toContain("Two blinded observers");
  });

  test.each([
    { why: "hangs", script: { chat: hangs }, told: /rule without a judge decided/, argv: ["--timeout", "3"] },
    { why: "answers nonsense", script: { chat: says("Certainly!") }, told: /no judgement: "Certainly!"/ },
    { why: "tells no probabilities", script: { chat: says("1 addressed") }, told: /does not tell how likely its words are/ },
    { why: "answers 500", script: { chat: fails(500, { message: "out of memory" }) }, told: /out of memory/ },
    { why: "is not there", script: { models: status(404) }, told: /No judge could be asked/ },
  ])("that $why is told in the result, which is the rule's", async ({ script, told, argv = [] }) => {
    const files = await pair(paper(ONE_OBSERVER), [blinding, power], COUNTED, [powerAgain]);
    const ruled = comparisonResultSchema.parse(JSON.parse((await bioreview("compare", ...files, "--format", "json")).out));
    const { code, out } = await judgedBy(script, ...argv);
    expect(code).toBe(0);
    const { notes, outcomes } = comparisonResultSchema.parse(JSON.parse(out));
    expect(notes).toEqual([expect.stringMatching(told)]);
    expect(outcomes).toEqual(ruled.outcomes);
  });

  test.each([
    { flags: ["--judge", "qwen3-4b", "--endpoint", "http://127.0.0.1:1"], says: /--endpoint names a judge too/ },
    { flags: ["--model", "reader"], says: /no endpoint is named\. Name the server with --endpoint/ },
    { flags: ["--judge", "smoke"], says: /smoke/ },
  ])("that is not told plainly is a question back: $flags", async ({ flags, says }) => {
    const { code, err } = await bioreview("compare", "a.json", "b.json", ...flags);
    expect(code).toBe(2);
    expect(err).toMatch(says);
  });
});

test("an embedder that nobody calibrated is refused with the command that would do it", async () => {
  const files = (await pair(paper(ONE_OBSERVER), [power], paper(ONE_OBSERVER), [power])).slice(0, 6);
  const { code, err } = await bioreview("compare", ...files, "--embedder", "specter2-base");
  expect(code).toBe(2);
  expect(err).toMatch(/bioreview calibrate --embedder specter2-base/);
});

test("the help names what it takes", () => {
  expect(compareCommand(real, new AbortController().signal).helpInformation()).toMatch(/--old <folder>/);
});
