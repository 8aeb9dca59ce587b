/** An embedder that nobody calibrated, from the command that calibrates it to the comparison that uses it; and one that cannot be. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/errors.ts";
import { CALIBRATIONS, comparisonResultSchema, labelledTexts, parseCalibration } from "../../src/revision/index.ts";
import { concern } from "../support/build.ts";
import { bioreview as run } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { labelled, noiseRow, squashed, wordRow } from "../support/labels.ts";
import { markdownPaper } from "../support/paper.ts";
import { serves, startScripted } from "../support/scripted-server.ts";

const squashedRow = squashed(wordRow);
const weights = { ours: "a".repeat(64), others: "b".repeat(64) };
const blinding = concern("Blinding of the histology scoring is not described in the methods.", "major", "design_flaw");
const power = concern("No power analysis justifies the sample of twelve mice.", "minor", "statistical_methodology");
const powerAgain = concern("The sample of twelve mice is not justified by a power analysis.", "minor", "statistical_methodology");

const texts = [...labelledTexts(labelled)];
const paper = `# Sleep in mice\n\n${markdownPaper(2)}`;
function rowsFile(rowOf: (text: string) => Float32Array, of: readonly string[]): string {
  const line = (text: string) =>
    JSON.stringify({ text, embedding: Array.from(rowOf(text), (value) => Number(value.toFixed(6))) });
  return of.map((text) => `${line(text)}\n`).join("");
}
const directory = folderWith({
  "squashed.jsonl": rowsFile(squashedRow, texts),
  "noise.jsonl": rowsFile(noiseRow, texts),
  "few.jsonl": rowsFile(noiseRow, texts.slice(1)),
  "v1/paper.md": paper,
  "v2/paper.md": paper,
  "a.json": JSON.stringify([blinding, power]),
  "c.json": JSON.stringify([powerAgain]),
  "no-labels/README.md": "Nothing here.",
  "damaged-labels/one.json": "{",
});
const data = join(directory, "data");
const calibrations = join(data, "bioreview", "calibrations");

/** @param env besides the user's data folder */
const bioreview = (argv: readonly string[], program?: string) =>
  run(argv, { directory, env: { XDG_DATA_HOME: data }, columns: 100, ...(program === undefined ? {} : { program }) });
const COMPARE = ["compare", "a.json", "c.json", "--old", "v1", "--new", "v2"];

/** A user's own calibration, as if it had been made. */
function keep(embedder: string, more: object, file = embedder): string {
  const { sha256: _, ...known } = CALIBRATIONS[0] ?? { sha256: "" };
  const path = join(calibrations, `${file}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ ...known, embedder, ...more }));
  return path;
}

describe("an embedder whose cosines all lie close together", () => {
  let calibrated = { code: -1, out: "", err: "" };
  beforeAll(async () => {
    calibrated = await bioreview(["calibrate", "--embedder", "squashed", "--embeddings", "squashed.jsonl"]);
  });

  test("is calibrated, with its figures beside those of its cosine alone, and is kept under its name", () => {
    const { code, out, err } = calibrated;
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining(join(calibrations, "squashed.json")) });
    const f1 = (what: string) => Number(out.match(new RegExp(`^${what} +(0\\.\\d{3})`, "m"))?.[1]);
    expect(f1("all signals")).toBeGreaterThanOrEqual(0.95);
    expect(f1("its cosine alone")).toBeLessThan(f1("all signals"));
    expect(out).toMatch(/\d of 236$/m);
    for (const { manuscript } of labelled) expect(out).toContain(manuscript);
    expect(out).toContain("by words alone, for this embedder has no model of places");
    const kept = JSON.parse(readFileSync(join(calibrations, "squashed.json"), "utf8"));
    expect(parseCalibration(kept, "it")).toMatchObject({ embedder: "squashed", figures: { pairs: { same: 185 } } });
  });

  test("then compares, by its own calibration, and the result says that places rest on words", async () => {
    const sentences = (await bioreview(["inspect", "v1", "--json"])).out;
    const inPaper: { passages: { text: string }[] } = JSON.parse(sentences);
    const all = inPaper.passages.flatMap(({ text }) => [text, ...(text.match(/[^.]+\.?/g) ?? []).map((one) => one.trim())]);
    const wanted = [...new Set([blinding.text, power.text, powerAgain.text, ...all])];
    writeFileSync(join(directory, "rows.jsonl"), rowsFile(squashedRow, wanted));
    const named = ["--embedder", "squashed", "--embeddings", "rows.jsonl"];
    const { code, out, err } = await bioreview([...COMPARE, ...named, "--format", "json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const result = comparisonResultSchema.parse(JSON.parse(out));
    expect(result).toMatchObject({ embedder: "squashed", anchoredBy: "words" });
    expect(result.outcomes).toMatchObject([
      { id: "C1", kind: "not repeated" },
      { id: "C2", kind: "standing", was: power, now: powerAgain },
    ]);
    expect((await bioreview([...COMPARE, ...named])).out).toContain("by their words alone");
    expect((await bioreview(["anchor", "v1", "a.json", ...named])).err).toContain("by words alone");
  });
});

test("an embedder that knows nothing is refused with all its figures, and nothing is kept", async () => {
  const { code, out, err } = await bioreview(["calibrate", "--embedder", "noise", "--embeddings", "noise.jsonl"]);
  expect({ code, out }).toEqual({ code: EXIT_CODES.settings, out: "" });
  expect(err).toMatch(/^its cosine alone +0\.\d{3} /m);
  expect(err).toMatch(/its similarity alone has F1 0\.\d{3}, and 0\.6 is due, .* \[embedder-not-to-be-calibrated\]\n$/);
  expect(existsSync(join(calibrations, "noise.json"))).toBe(false);
  expect((await bioreview([...COMPARE, "--embedder", "noise", "--embeddings", "noise.jsonl"])).err).toContain(
    "bioreview calibrate --embedder noise",
  );
});

test("a calibration may be written elsewhere, and then it is said where it is looked for", async () => {
  const argv = [
    "calibrate",
    "--embedder",
    "org/words",
    "--embeddings",
    "squashed.jsonl",
    "--output",
    "mine.json",
    "--format",
    "json",
  ];
  const { code, out, err } = await bioreview(argv);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(JSON.parse(readFileSync(join(directory, "mine.json"), "utf8")));
  expect(err).toContain(`written to mine.json; it is looked for at ${join(calibrations, "org%2Fwords.json")}`);
  expect(existsSync(join(calibrations, "org%2Fwords.json"))).toBe(false);
});

describe("a calibration that the user made", () => {
  const server = (sha256: string) =>
    startScripted({ models: serves({ owned_by: "bioreview-runner", id: "mine", meta: { kind: "embedding", sha256 } }) });

  test("holds for the weights that it was made with, and is never used for others of that name", async () => {
    keep("mine", { sha256: weights.ours });
    for (const [sha256, outcome] of [
      [weights.ours, { code: 0 }],
      [
        weights.others,
        {
          code: 2,
          err: expect.stringMatching(/other weights of that name.*calibrate --embedder mine.*\[embedder-not-calibrated\]/),
        },
      ],
    ] as const) {
      await using served = await server(sha256);
      const argv = [...COMPARE, "--embedder", "mine", "--embedder-endpoint", served.url, "--no-cache"];
      expect(await bioreview(argv)).toMatchObject(outcome);
    }
  });

  test.each([
    { why: "no JSON", damage: (path: string) => writeFileSync(path, "{"), says: "it is no JSON" },
    {
      why: "half of one",
      damage: (path: string) => writeFileSync(path, '{"schema":"bioreview-calibration"}'),
      says: "no calibration of this version",
    },
    { why: "another embedder's", damage: () => void keep("theirs", {}, "hurt"), says: "of the embedder theirs, not of hurt" },
    {
      why: "a folder",
      damage: (path: string) => mkdirSync(path.replace("hurt", "dir"), { recursive: true }),
      name: "dir",
      says: "EISDIR",
    },
  ])("is an error that names file and remedy where it is $why", async ({ damage, says, name = "hurt" }) => {
    const path = keep("hurt", {});
    damage(path);
    const { code, out, err } = await bioreview([...COMPARE, "--embedder", name, "--embeddings", "noise.jsonl"]);
    expect({ code, out }).toEqual({ code: EXIT_CODES.settings, out: "" });
    expect(err).toContain(join(calibrations, `${name}.json`));
    expect(err).toContain(says);
    expect(err).toMatch(/bioreview calibrate.*or take .* away\. \[calibration-unreadable\]\n$/);
  });
});

test.each([
  { why: "no embedder is named", argv: [], error: "embedder-missing" },
  { why: "rows have no name", argv: ["--embeddings", "noise.jsonl"], error: "embedder-missing" },
  { why: "no model here has that name", argv: ["--embedder", "word2vec"], error: "embedder-unknown" },
  { why: "the rows are not of all labels", argv: ["--embedder", "x", "--embeddings", "few.jsonl"], error: "embedding-missing" },
  { why: "the folder of labels is not there", argv: ["--embedder", "x", "--labels", "nowhere"], error: "labels-missing" },
  { why: "the folder holds no labels", argv: ["--embedder", "x", "--labels", "no-labels"], error: "labels-missing" },
  { why: "the labels are damaged", argv: ["--embedder", "x", "--labels", "damaged-labels"], error: "labels-unreadable" },
  {
    why: "BioReview was installed without its labels",
    argv: ["--embedder", "x"],
    program: join(directory, "v1"),
    error: "labels-missing",
  },
])("where $why nothing is fitted", async ({ argv, program, error }) => {
  const { code, out, err } = await bioreview(["calibrate", ...argv], program);
  expect({ code, out }).toEqual({ code: EXIT_CODES.settings, out: "" });
  expect(err).toMatch(new RegExp(`^bioreview: [^\\n]+ \\[${error}\\]\\n$`));
});

test("a data folder that cannot be made is told before anything is embedded", async () => {
  const argv = ["calibrate", "--embedder", "x", "--embeddings", "noise.jsonl"];
  const { code, err } = await run(argv, { directory, env: { XDG_DATA_HOME: join(directory, "a.json") } });
  expect(code).toBe(EXIT_CODES.output);
  expect(err).toMatch(/XDG_DATA_HOME\. \[output-not-written\]\n$/);
});
