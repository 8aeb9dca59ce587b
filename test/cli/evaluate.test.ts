import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { beforeAll, describe, expect, test } from "vitest";
import { evaluateCommand } from "../../src/cli/commands/evaluate.ts";
import { postprocessCommand } from "../../src/cli/commands/postprocess.ts";
import { recordedWeights } from "../../src/inference/index.ts";
import { fakeTerminal } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { markdownPaper } from "../support/paper.ts";
import { reviewer } from "../support/reviewer.ts";
import { serves, startScripted } from "../support/scripted-server.ts";

const lines = (...rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
/** Two directions and one between them. */
const EMBEDDINGS = lines(
  { text: "no control", embedding: [1, 0] },
  { text: "There is no control.", embedding: [0.96, 0.28] },
  { text: "too few mice", embedding: [0, 1] },
  { text: "The discussion is long.", embedding: [0.6, 0.8] },
);
const folder = folderWith({
  "p.jsonl": lines(
    { article_id: "one", concerns: ["no control", "no control", "too few mice"] },
    { article_id: "elsewhere", concerns: [] },
  ),
  "better.jsonl": lines({ article_id: "one", concerns: ["no control", "too few mice"] }),
  "r.jsonl": lines(
    {
      id: "one",
      source: "elife",
      concerns: [
        { concern_text: "There is no control.", category: "design_flaw", severity: "major" },
        { concern_text: "unseen", category: "other", severity: "minor", requires_figure_reading: true },
      ],
    },
    {
      id: "two",
      source: "plos",
      concerns: [{ concern_text: "The discussion is long.", category: "writing_clarity", severity: "minor" }],
    },
  ),
  "e.jsonl": EMBEDDINGS,
});

/** Where no model server can be started: whoever tries is told of it. */
const NO_RUNNER = join(folder, "no-runner");

async function bioreview(...argv: readonly string[]) {
  // Nobody's own calibrations and no cache: what lies on this machine decides nothing.
  const terminal = fakeTerminal({
    directory: folder,
    env: { XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, BIOREVIEW_RUNNER: NO_RUNNER },
  });
  const program = new Command().addCommand(evaluateCommand(terminal, new AbortController().signal));
  program.addCommand(postprocessCommand(terminal, new AbortController().signal));
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: terminal.err });
  await program.parseAsync(argv, { from: "user" });
  return { out: terminal.written(), err: terminal.said() };
}
const GIVEN = ["--references", "r.jsonl", "--embeddings", "e.jsonl"];
const ONE = ["evaluate", "--predictions", "p.jsonl", ...GIVEN];

describe("evaluate", () => {
  test("prints the scores under the published names", async () => {
    const { out, err } = await bioreview(...ONE, "--json", "--bootstrap", "50");
    expect(JSON.parse(out)).toMatchObject({
      ...{ n_articles: 2, n_reference_concerns: 2, n_tool_concerns: 3, n_matched: 1, n_figure_excluded: 1 },
      ...{ recall: 1 / 2, precision: 1 / 3, f1: 0.4, f1_macro: (2 * (1 / 3)) / (4 / 3) / 2 },
      ...{ recall_major: 1, n_major: 1, n_major_matched: 1, recall_minor: 0, n_minor: 1, n_minor_matched: 0 },
      per_category: {
        design_flaw: { n_gt: 1, n_tool: 3, n_matched: 1, recall: 1 },
        writing_clarity: { n_gt: 1, n_tool: 0, n_matched: 0 },
      },
      bootstrap: { recall: [0, 1], precision: [expect.any(Number), 1 / 3] },
      per_source: { elife: { recall: 1 }, plos: { recall: 0 } },
    });
    expect(err, "a program reads the scores, so a person is told here what was not as it should be").toMatch(
      /1 article without a prediction[\s\S]*1 predicted article without a reference/,
    );
  });

  test("without resamples has no intervals", async () => {
    expect(JSON.parse((await bioreview(...ONE, "--json", "--bootstrap", "0")).out).bootstrap).toBeNull();
  });

  test.each(["text", "markdown"])("says as %s what the figures are worth", async (format) => {
    const { out } = await bioreview(...ONE, "--format", format);
    expect(out).toMatch(/F1 +\|? ?0\.400/);
    expect(out).toContain("nearly any two concerns reach the threshold");
  });

  test("scores every combination of a sweep", async () => {
    const { out } = await bioreview(
      ...ONE,
      "--json",
      "--sweep-thresholds",
      "0.65,0.97",
      "--sweep-caps",
      "1,all",
      "--sweep-dedups",
      "none,exact,0.95",
    );
    const { sweep } = JSON.parse(out);
    expect(sweep).toHaveLength(12);
    expect(sweep[0]).toMatchObject({ threshold: 0.65, cap: 1, dedup: "none", n_tool_concerns: 1, n_matched: 1 });
    expect(sweep.at(-1)).toMatchObject({ threshold: 0.97, cap: null, dedup: 0.95, n_tool_concerns: 2, n_matched: 0 });
  });

  test("compares two files article by article", async () => {
    const compared = ["evaluate", "--compare", "p.jsonl", "better.jsonl", ...GIVEN];
    const { out } = await bioreview(...compared, "--json", "--bootstrap", "20");
    const data = JSON.parse(out);
    expect(data).toMatchObject({ n_better: 1, n_worse: 0, before: { precision: 1 / 3 }, after: { precision: 1 / 2 } });
    expect(data.changes).toEqual([{ article_id: "one", f1_before: 0.5, f1_after: 2 / 3, difference: 2 / 3 - 0.5 }]);
    const text = await bioreview(...compared);
    expect(text.out).toContain("1 article better, 0 worse");
    for (const told of [text.out, (await bioreview(...compared, "--json")).err])
      expect(told, "what was not as it should be, of both files").toMatch(
        /p\.jsonl: 1 article without a prediction[\s\S]*p\.jsonl: 1 predicted article without a reference[\s\S]*better\.jsonl: 1 article without/,
      );
  });

  describe("puts the calibrated score beside the published one", () => {
    const wide = (x: number, y: number) => [x, y, ...Array.from({ length: 382 }, () => 0)];
    const asMinilm = ["--embeddings", "minilm.jsonl", "--embedder", "minilm"];
    const NOT_SAID = "no control";
    beforeAll(() => {
      const rows = EMBEDDINGS.trim()
        .split("\n")
        .map((row) => JSON.parse(row));
      writeFileSync(
        join(folder, "minilm.jsonl"),
        lines(...rows.map(({ text, embedding: [x, y] }) => ({ text, embedding: wide(x, y) }))),
      );
      // Said of the article whose reference is the length of the discussion: cosine 0.6 or 0.8 with it, and another matter.
      writeFileSync(
        join(folder, "other.jsonl"),
        lines(
          { article_id: "one", concerns: ["There is no control."] },
          { article_id: "two", concerns: ["too few mice", NOT_SAID] },
        ),
      );
    });
    const scored = async (...more: string[]) =>
      JSON.parse((await bioreview("evaluate", "--predictions", "other.jsonl", "--references", "r.jsonl", "--json", ...more)).out);

    test("under a key of its own, with what it found of the same", async () => {
      const { same_concern: same, ...published } = await scored(...asMinilm, "--bootstrap", "20");
      expect(published, "too few mice is nothing about the discussion, and has a cosine of 0.8 with it").toMatchObject({
        ...{ n_matched: 2, recall: 1, precision: 2 / 3 },
      });
      expect(same).toMatchObject({
        ...{ scored: true, calibration: { embedder: "minilm" }, n_without_category: 3, n_matched: 1 },
        ...{ n_reference_concerns: 2, n_tool_concerns: 3, recall: 1 / 2, precision: 1 / 3, f1: 0.4 },
        bootstrap: { recall: [expect.any(Number), expect.any(Number)] },
      });
    });

    test("and leaves every published figure as it is", async () => {
      const { same_concern: _, settings: __, ...with384 } = await scored(...asMinilm);
      const { same_concern: ___, settings: ____, ...without } = await scored("--embeddings", "e.jsonl");
      expect(with384).toEqual(without);
    });

    test.each(["text", "markdown"])("in a block of its own, as %s", async (format) => {
      const { out } = await bioreview(
        ...["evaluate", "--predictions", "other.jsonl", "--references", "r.jsonl", "--format", format, ...asMinilm],
      );
      const [published = "", same = ""] = out.split("Same concern");
      expect(published).toContain("2 of 3");
      expect(same).toMatch(
        /1 prediction and as many references say the same concern[\s\S]*1 of 3[\s\S]*3 predictions without a category/,
      );
    });

    test("for both files of a comparison", async () => {
      const compared = ["evaluate", "--compare", "p.jsonl", "better.jsonl", "--references", "r.jsonl", ...asMinilm];
      const { same_concern: same } = JSON.parse((await bioreview(...compared, "--json", "--bootstrap", "20")).out);
      expect(same).toMatchObject({ before: { n_matched: 1, precision: 1 / 3 }, after: { n_matched: 1, precision: 1 / 2 } });
      expect(same.difference.precision).toBeCloseTo(1 / 6, 12);
      expect((await bioreview(...compared)).out.split("Same concern")[1]).toMatch(/Precision +0\.333 +0\.500 +\+0\.167/);
    });

    test.each([
      { why: "nobody says whose rows a file holds", more: [], reason: /does not say which embedder[\s\S]*--embedder/ },
      {
        why: "nobody calibrated the embedder",
        more: ["--embedder", "mine"],
        reason: /nobody measured[\s\S]*bioreview calibrate/,
      },
    ])("or the reason that there is none: $why", async ({ more, reason }) => {
      const { same_concern: same, n_matched } = await scored("--embeddings", "e.jsonl", ...more);
      expect(n_matched, "the published metric needs no calibration").toBe(2);
      expect(same).toEqual({ scored: false, reason: expect.stringMatching(reason) });
      const argv = ["evaluate", "--predictions", "other.jsonl", "--references", "r.jsonl", "--embeddings", "e.jsonl", ...more];
      expect((await bioreview(...argv)).out.replace(/\s+/g, " ")).toMatch(/Same concern[^.]*Not scored: /);
    });
  });

  test("starts no model server where every embedding was kept, and one where a text is new or no cache is wanted", async () => {
    const sha256 = await recordedWeights("minilm", folder);
    const served = serves({ id: "minilm", owned_by: "bioreview-runner", meta: { kind: "embedding", sha256 } });
    const argv = (predictions: string) => [
      "evaluate",
      "--predictions",
      predictions,
      "--references",
      "r.jsonl",
      "--embedder",
      "minilm",
    ];
    await using server = await startScripted({ models: served });
    const first = await bioreview(...argv("p.jsonl"), "--embedder-endpoint", server.url);
    expect(first.err).toContain("3 texts embedded");
    const second = await bioreview(...argv("p.jsonl"));
    expect(second.err).toContain("all 3 texts taken from the cache");
    expect(second.out).toBe(first.out);
    for (const more of [[...argv("other.jsonl")], [...argv("p.jsonl"), "--no-cache"]])
      await expect(bioreview(...more)).rejects.toMatchObject({ code: "runner-not-there" });
  });

  test("reviews the manuscripts of a folder first, each once, and none where one of them cannot be read", async () => {
    const paper = `# Sleep\n\n${markdownPaper(2)}`;
    const argv = (from: string, store: string) => [
      ...[
        "evaluate",
        "--manuscripts",
        from,
        "--predictions",
        store,
        "--references",
        "r.jsonl",
        "--embeddings",
        "e.jsonl",
        "--json",
      ],
      ...["--profile", "smoke", "--endpoint", server.url],
    ];
    await using server = await startScripted(reviewer({ text: "There is no control." }));
    const asked = () => server.received.filter(({ path }) => path.endsWith("/chat/completions")).length;
    const broken = folderWith({ "one.md": paper, "two/empty.txt": "" });
    await expect(bioreview(...argv(broken, "broken.jsonl"))).rejects.toMatchObject({
      kind: "manuscript",
      at: expect.stringContaining(join(broken, "two")),
      remedy: expect.not.stringContaining("--manuscript"),
    });
    expect(asked()).toBe(0);
    const whole = folderWith({ "one.md": paper });
    const first = await bioreview(...argv(whole, "store.jsonl"));
    expect(JSON.parse(first.out)).toMatchObject({ n_tool_concerns: 1, n_matched: 1, n_without_prediction: 1 });
    expect(first.err).toContain('reviewing "one", 1 of 1');
    expect(first.err, "of the model that only shows the plumbing").toContain("is no review");
    expect((await bioreview(...argv(whole, "store.jsonl"))).out).toBe(first.out);
    expect(asked()).toBe(1);
  });

  test("writes each article as CSV and draws three pictures", async () => {
    await bioreview(...ONE, "--per-article", "articles.csv", "--charts", "charts", "--output", "scores.txt");
    expect(readFileSync(join(folder, "articles.csv"), "utf8").split("\r\n")[1]).toBe(
      "one,elife,true,1,3,1,1,1,0.3333333333333333,0.5,1,1,0,0",
    );
    const drawn = readdirSync(join(folder, "charts")).sort();
    expect(drawn).toEqual(["caps.svg", "categories.svg", "thresholds.svg"]);
    for (const name of drawn) expect(readFileSync(join(folder, "charts", name), "utf8")).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("foreign names cannot write into a picture, a table or a spreadsheet", async () => {
    const hostile = { id: "=1+1", source: "<b>|x", concerns: [{ concern_text: "too few mice", category: "<script>&" }] };
    writeFileSync(join(folder, "hostile.jsonl"), lines(hostile, { ...hostile, id: 'a"b', source: "other" }));
    const argv = [
      "evaluate",
      "--predictions",
      "p.jsonl",
      "--references",
      "hostile.jsonl",
      "--embeddings",
      "e.jsonl",
      "--charts",
      "hostile",
      "--per-article",
      "h.csv",
    ];
    const { out } = await bioreview(...argv, "--format", "markdown");
    expect(out).toContain("&lt;b&gt;\\|x");
    expect(readFileSync(join(folder, "hostile", "categories.svg"), "utf8")).toContain("&lt;script&gt;&amp;");
    expect(readFileSync(join(folder, "h.csv"), "utf8")).toMatch(/^'=1\+1,<b>\|x,[\s\S]*^"a""b",/m);
  });

  test.each([
    {
      why: "no embeddings are named",
      argv: ["evaluate", "--predictions", "p.jsonl", "--references", "r.jsonl"],
      code: "embedder-missing",
    },
    {
      why: "nobody knows the embedder",
      argv: ["evaluate", "--predictions", "p.jsonl", "--references", "r.jsonl", "--embedder", "nobody"],
      code: "embedder-unknown",
    },
    { why: "no predictions are named", argv: ["evaluate", ...GIVEN], code: "predictions-missing" },
    { why: "one file is compared", argv: ["evaluate", "--compare", "p.jsonl", ...GIVEN], code: "files-not-two" },
    {
      why: "a text has no embedding",
      argv: ["evaluate", "--predictions", "p.jsonl", "--references", "r.jsonl", "--embeddings", "few.jsonl"],
      code: "embedding-missing",
    },
    { why: "the output has no folder", argv: [...ONE, "--output", "nowhere/scores.txt"], code: "output-not-written" },
    { why: "a file stands where the charts go", argv: [...ONE, "--charts", "p.jsonl"], code: "output-not-written" },
    { why: "a threshold is no cosine", argv: [...ONE, "--threshold", "65"], code: "commander.invalidArgument" },
    { why: "a list has a hole", argv: [...ONE, "--sweep-caps", "1,,2"], code: "commander.invalidArgument" },
    { why: "the rows are too short for the embedder", argv: [...ONE, "--embedder", "minilm"], code: "embeddings-of-another" },
  ])("is refused where $why", async ({ argv, code }) => {
    await expect(bioreview(...argv)).rejects.toMatchObject({ code });
  });
  beforeAll(() => writeFileSync(join(folder, "few.jsonl"), lines({ text: "no control", embedding: [1, 0] })));
});

describe("postprocess", () => {
  const read = (out: string) =>
    out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  test("drops repetitions, then caps, and says how many", async () => {
    const { out, err } = await bioreview("postprocess", "p.jsonl", "--dedup", "exact", "--cap", "1");
    expect(read(out)).toEqual([
      { article_id: "one", concerns: ["no control"] },
      { article_id: "elsewhere", concerns: [] },
    ]);
    expect(err).toContain("3 concerns, dropped 1 repeated, 1 beyond the cap, 1 kept");
  });

  test("unites two runs, each after its own steps", async () => {
    mkdirSync(join(folder, "runs"), { recursive: true });
    const concern = (text: string) => ({ text, category: "other", severity: "major" });
    writeFileSync(
      join(folder, "runs", "a.jsonl"),
      lines({ article_id: "one", structured_concerns: [concern("no control"), concern("too few mice")] }),
    );
    writeFileSync(
      join(folder, "runs", "b.jsonl"),
      lines({ article_id: "one", structured_concerns: [concern("There is no control."), concern("The discussion is long.")] }),
    );
    const united = ["postprocess", "runs/a.jsonl", "--union", "runs/b.jsonl", "--embeddings", "e.jsonl"];
    const texts = async (...more: string[]) =>
      read((await bioreview(...united, ...more)).out)[0].structured_concerns.map(({ text }: { text: string }) => text);
    expect(await texts()).toEqual(["no control", "too few mice", "There is no control.", "The discussion is long."]);
    expect(await texts("--union-threshold", "0.95")).toEqual(["no control", "too few mice", "The discussion is long."]);
    expect(await texts("--union-threshold", "0.95", "--cap", "1")).toEqual(["no control"]);
  });

  test("drops what is as alike as the threshold", async () => {
    writeFileSync(join(folder, "alike.jsonl"), lines({ article_id: "one", concerns: ["no control", "There is no control."] }));
    const { out } = await bioreview("postprocess", "alike.jsonl", "--dedup", "embedding", "--embeddings", "e.jsonl");
    expect(read(out)[0].concerns).toEqual(["no control"]);
  });

  test("says that a threshold decides nothing about equal words", async () => {
    const { out, err } = await bioreview("postprocess", "p.jsonl", "--dedup", "exact", "--threshold", "0.5", "--cap", "20");
    expect(read(out)[0].concerns).toEqual(["no control", "too few mice"]);
    expect(err).toContain("--threshold decides nothing here");
  });

  test.each([
    { why: "cosines are asked for without embeddings", argv: ["--dedup", "embedding"], code: "embedder-missing" },
    { why: "a threshold has nothing to decide", argv: ["--cap", "2", "--threshold", "0.9"], code: "flags-contradict" },
    { why: "nothing is united by a threshold", argv: ["--union-threshold", "0.9"], code: "flags-contradict" },
  ])("is refused where $why", async ({ argv, code }) => {
    await expect(bioreview("postprocess", "p.jsonl", ...argv)).rejects.toMatchObject({ code });
  });
});
