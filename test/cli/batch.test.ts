/** A batch: each manuscript once, whatever stops it; and what one cannot do, keeps no other. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { BatchOutcome } from "../../src/cli/batch-folder.ts";
import { batchItems } from "../../src/cli/batch-items.ts";
import { summaryCsv, summaryMarkdown } from "../../src/cli/batch-summary.ts";
import { EXIT_CODES } from "../../src/errors.ts";
import { reviewResultSchema } from "../../src/review/index.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { markdownPaper } from "../support/paper.ts";
import { answerOf, OURS, REVIEWER } from "../support/reviewer.ts";
import { fails, hangs, type Reply, type Script, says, serves, startScripted } from "../support/scripted-server.ts";

const names = ["a.md", "b.md", "c.md", "d.md"] as const;
const papers = (of: readonly string[] = names) =>
  Object.fromEntries(of.map((name) => [`papers/${name}`, `# Paper ${name}\n\n${markdownPaper(2)}`]));
const ANSWER = says(answerOf({ text: "There is no control.", severity: "major" }, { text: "The age is not given." }));

async function batch(script: Script, directory: string, argv: readonly string[] = [], signal?: AbortSignal) {
  await using server = await startScripted({ models: REVIEWER, ...script });
  const command = ["review", "--batch", "papers", "--output", "results", "--profile", "smoke", "--endpoint", server.url];
  const ended = await bioreview([...command, ...argv], { directory }, signal);
  const asked = server.received
    .filter(({ path }) => path === "/v1/chat/completions")
    .map(({ body }) => /Paper (\w+\.md)/.exec(JSON.stringify(body))?.[1]);
  return { ...ended, asked };
}
const results = (directory: string) => {
  const folder = join(directory, "results");
  const files = readdirSync(folder).filter((name) => !/^(?:batch\.json|summary\.|\.)/.test(name));
  const titles = files
    .filter((name) => !name.endsWith(".error.json"))
    .map((name) => reviewResultSchema.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))).manuscript.title);
  return {
    titles: titles.sort(),
    failed: files.filter((name) => name.endsWith(".error.json")),
    summary: readFileSync(join(folder, "summary.csv"), "utf8"),
  };
};
const all = names.map((name) => `Paper ${name}`);

test("reviews each manuscript of a folder once, into a file each and a table", async () => {
  const directory = folderWith({ ...papers(), "papers/notes.txt": "none" });
  const { code, out, asked } = await batch({ chat: ANSWER }, directory);
  expect([code, out, asked.sort()]).toEqual([0, "", [...names]]);
  const { titles, failed, summary } = results(directory);
  expect([titles, failed]).toEqual([all, []]);
  expect(summary.split("\r\n")[1]).toMatch(/^a\.md,reviewed,Paper a\.md,1,1,0,\d+,\d+\.\d,a\.md-[0-9a-f]{12}\.json,$/);
  expect(readFileSync(join(directory, "results/summary.md"), "utf8")).toContain("4 manuscripts: 4 reviewed, 0 failed, 0 left.");
});

test("asks nobody about what was reviewed before, and again about what was not", async () => {
  const directory = folderWith(papers());
  await batch({ chat: ANSWER }, directory);
  const { code, asked } = await batch({ chat: hangs }, directory);
  expect([code, asked], "all are done").toEqual([0, []]);
  const [first = ""] = readdirSync(join(directory, "results")).filter((name) => name.startsWith("a.md"));
  rmSync(join(directory, "results", first));
  expect((await batch({ chat: ANSWER }, directory)).asked).toEqual(["a.md"]);
});

test("goes on where one cannot be reviewed, says so by its exit code, and reviews that one alone the next time", async () => {
  const directory = folderWith({ ...papers(), "papers/empty.md": "word", "papers/none/readme.txt": "x" });
  const spoilt: Reply = (response, received) =>
    (JSON.stringify(received.body).includes("Paper b.md") ? says("no JSON") : ANSWER)(response, received);
  const { code, err } = await batch({ chat: spoilt }, directory);
  expect(code).toBe(EXIT_CODES.batch);
  expect(err).toMatch(/3 of 6 manuscripts could not be reviewed/);
  const { titles, failed, summary } = results(directory);
  expect(titles).toEqual(all.filter((title) => title !== "Paper b.md"));
  expect(failed.map((name) => name.split("-")[0])).toEqual(["b.md", "empty.md", "none"]);
  expect(summary).toMatch(/^empty\.md,failed,.*empty\.md/m);
  const again = await batch({ chat: ANSWER }, directory);
  expect([new Set(again.asked), results(directory).titles]).toEqual([new Set(["b.md"]), all]);
  expect(results(directory).failed.map((name) => name.split("-")[0])).toEqual(["empty.md", "none"]);
});

test("stops where the server refuses everybody, before it has gone through all, and the table says what is left", async () => {
  const directory = folderWith(papers());
  const { code, asked, err } = await batch({ chat: fails(401, { message: "no key" }) }, directory, ["--concurrency", "1"]);
  expect([code, asked]).toEqual([EXIT_CODES.server, ["a.md"]]);
  expect(err).toContain("no key");
  expect(results(directory).summary.match(/,left,/g)).toHaveLength(4);
});

test("asks of no more than so many at a time", async () => {
  const directory = folderWith(papers());
  let [running, most] = [0, 0];
  const counted: Reply = (response, received) => {
    most = Math.max(most, ++running);
    setImmediate(() => {
      running--;
      ANSWER(response, received);
    });
  };
  expect((await batch({ chat: counted }, directory, ["--concurrency", "2"])).code).toBe(0);
  expect(most).toBeLessThanOrEqual(2);
});

test("stops when it is asked to: what is done stays, and the table says what is left", async () => {
  const directory = folderWith(papers());
  const stop = new AbortController();
  let asked = 0;
  const chat: Reply = (response, received) => {
    if (++asked <= 2) return ANSWER(response, received);
    stop.abort(new Error("SIGINT"));
  };
  const { code, err } = await batch({ chat }, directory, ["--concurrency", "1"], stop.signal);
  expect(code).toBe(EXIT_CODES.interrupted);
  expect(err).toContain("stopped when 2 of 4 manuscripts were reviewed");
  expect(results(directory).titles).toHaveLength(2);
  expect((await batch({ chat: ANSWER }, directory)).asked, "and goes on").toHaveLength(2);
  expect(results(directory).titles).toEqual(all);
});

test("goes on after kill -9, and nothing is reviewed twice", async () => {
  const directory = folderWith(papers());
  const reviewedTitles: string[] = [];
  let child: ReturnType<typeof spawn> | undefined;
  const chat: Reply = (response, received) => {
    reviewedTitles.push(/Paper (\w+\.md)/.exec(JSON.stringify(received.body))?.[1] ?? "");
    if (reviewedTitles.length === 3) child?.kill("SIGKILL");
    else ANSWER(response, received);
  };
  await using server = await startScripted({ models: REVIEWER, chat });
  const program = join(import.meta.dirname, "../../dist/bioreview.js");
  const args = [
    "review",
    "--batch",
    "papers",
    "--output",
    "results",
    "--profile",
    "smoke",
    "--concurrency",
    "1",
    "--endpoint",
    server.url,
  ];
  const run = () =>
    new Promise<string | number | null>((resolve) => {
      child = spawn(process.execPath, [program, ...args], { cwd: directory, stdio: "ignore" });
      child.once("close", (code, signal) => resolve(signal ?? code));
    });
  expect(await run()).toBe("SIGKILL");
  writeFileSync(join(directory, "results", ".c.md-0123456789ab.json.4711.part"), "{"); // as one that dies while it writes leaves
  expect(await run()).toBe(0);
  expect(readdirSync(join(directory, "results")).filter((name) => name.endsWith(".part"))).toEqual([]);
  expect(results(directory).titles).toEqual(all);
  expect(reviewedTitles, "the one that was cut is asked for again").toEqual(["a.md", "b.md", "c.md", "c.md", "d.md"]);
});

describe("is refused", () => {
  test.each([
    { why: "without a folder for the results", argv: ["--batch", "papers"], says: /--output/ },
    { why: "beside a path", argv: ["papers/a.md", "--batch", "papers", "--output", "r"], says: /names its manuscripts itself/ },
    {
      why: "in a format that no program reads",
      argv: ["--batch", "papers", "--output", "r", "--format", "markdown"],
      says: /JSON/,
    },
    {
      why: "with another revision",
      argv: ["--batch", "papers", "--output", "r", "--against", "HEAD"],
      says: /cannot be used with/,
    },
    {
      why: "with what only a comparison asks",
      argv: ["--batch", "papers", "--output", "r", "--matching-embedder", "minilm"],
      says: /cannot be used with/,
    },
    { why: "of a list that is not there", argv: ["--batch", "nowhere", "--output", "r"], says: /no such file or folder/ },
    { why: "of a list that names nothing", argv: ["--batch", "empty.txt", "--output", "r"], says: /names no manuscript/ },
  ])("$why", async ({ argv, says }) => {
    const directory = folderWith({ ...papers(), "empty.txt": "# nothing\n\n" });
    const { code, err } = await bioreview(["review", ...argv], { directory });
    expect(code).toBe(EXIT_CODES.settings);
    expect(err).toMatch(says);
  });
  test("into results that were made otherwise, or by another program", async () => {
    const directory = folderWith(papers());
    await batch({ chat: ANSWER }, directory);
    const other = await batch({ chat: ANSWER }, directory, ["--seed", "7"]);
    expect([other.code, other.asked]).toEqual([EXIT_CODES.settings, []]);
    expect(other.err).toMatch(/another seed/);
    const [first = ""] = readdirSync(join(directory, "results")).filter((name) => name.startsWith("a.md"));
    writeFileSync(join(directory, "results", first), "{}");
    const spoilt = await batch({ chat: ANSWER }, directory);
    expect([spoilt.code, spoilt.err]).toEqual([EXIT_CODES.output, expect.stringContaining(first)]);
  });
});

describe("another model", () => {
  const served = (id: string, sha256?: string): Reply =>
    serves(
      { ...OURS, id, meta: { kind: "chat", file: "m.gguf", quantisation: "Q4_1", device: "cpu", ...(sha256 && { sha256 }) } },
      { ...OURS, id: "minilm", meta: { kind: "embedding", dimensions: 2 } },
    );
  const begun = async (models: Reply) => {
    const directory = folderWith(papers());
    await batch({ chat: ANSWER, models }, directory);
    const [first = ""] = readdirSync(join(directory, "results")).filter((name) => name.startsWith("a.md"));
    rmSync(join(directory, "results", first));
    return directory;
  };
  test.each([
    {
      why: "of another name",
      now: served("other", "a".repeat(64)),
      says: /made by one \(sha256 a{12}\), and now other \(sha256 a{12}\)/,
    },
    {
      why: "of other weights",
      now: served("one", "b".repeat(64)),
      says: /made by one \(sha256 a{12}\), and now one \(sha256 b{12}\)/,
    },
  ])("$why does not go on with a batch, and is asked nothing", async ({ now, says: words }) => {
    const directory = await begun(served("one", "a".repeat(64)));
    const { code, err, asked } = await batch({ chat: ANSWER, models: now }, directory);
    expect([code, err, asked]).toEqual([EXIT_CODES.settings, expect.stringMatching(words), []]);
    expect(results(directory).titles).toHaveLength(3);
  });
  test("that only its answer tells is refused too, and its answer is no result", async () => {
    const directory = await begun(served("one"));
    const which = (response: Parameters<Reply>[0], received: Parameters<Reply>[1]) =>
      (times++ === 0 ? fails(500, { message: "not now" }) : served("other"))(response, received);
    let times = 0;
    const { code, err } = await batch({ chat: ANSWER, models: which }, directory);
    expect([code, err]).toEqual([EXIT_CODES.settings, expect.stringMatching(/made by one, and now other would answer/)]);
    expect(results(directory).titles).toHaveLength(3);
  });
  test("at another address is no other one", async () => {
    const directory = await begun(served("one", "a".repeat(64)));
    expect((await batch({ chat: ANSWER, models: served("one") }, directory)).code, "where its weights are not told").toBe(0);
    expect(results(directory).titles).toEqual(all);
  });
});

test("names the files of formats that are not read as left out, with the command that helps", async () => {
  const directory = folderWith({
    ...papers(["a.md"]),
    "papers/b.docx": "x",
    "papers/c.pdf": "x",
    "papers/d e.odt": "x",
    "papers/e.csv": "x",
  });
  const { code, err } = await batch({ chat: ANSWER }, directory);
  expect([code, err]).toEqual([0, expect.stringContaining("left out: b.docx, c.pdf, d e.odt")]);
  const { summary } = results(directory);
  expect(summary).toMatch(/^b\.docx,left out,.*pandoc -s 'papers\/b\.docx' -o 'papers\/b\.md'/m);
  expect(summary).toMatch(/^c\.pdf,left out,.*the source that it was made from/m);
  expect(summary).not.toContain("e.csv");
  expect(readFileSync(join(directory, "results/summary.md"), "utf8")).toMatch(/1 reviewed, 0 failed, 0 left\. 3 files left out/);
});

test("a folder with nothing but such files is refused with that command", async () => {
  const { code, err } = await batch({}, folderWith({ "papers/b.docx": "x" }));
  expect([code, err]).toEqual([EXIT_CODES.settings, expect.stringMatching(/but b\.docx.*pandoc -s 'papers\/b\.docx'/)]);
});

test("a list names paths from where it lies, each manuscript once however it is written", async () => {
  const list =
    "# mine\n../papers/a.md\r\n\n../papers/a.md\n../papers/b c.md\n./../papers/a.md\n../papers/one/\n../papers/one\n/abs/x.md\n";
  const directory = folderWith({ "lists/l.txt": list });
  const items = await batchItems("lists/l.txt", "results", directory);
  expect(items.map(({ path, file }) => [path, file])).toEqual([
    ["../papers/a.md", "papers/a.md"],
    ["../papers/b c.md", "papers/b c.md"],
    ["../papers/one/", "papers/one/"],
    ["/abs/x.md", "/abs/x.md"],
  ]);
  for (const { name } of items) expect(name).toMatch(/^[A-Za-z0-9._-]+-[0-9a-f]{12}$/);
});

test("a folder holds a manuscript in each file of a format that is read", async () => {
  const readable = ["a.md", "b.markdown", "c.Rmd", "d.qmd", "e.tex", "f.ltx", "g.typ", "h.ipynb", "i.xml", "j.nxml", "k.TEX"];
  const files = [...readable, "l.csv", ".m.md"].map((name) => [`papers/${name}`, "x"]);
  const items = await batchItems("papers", "results", folderWith(Object.fromEntries(files)));
  expect(items.map(({ path }) => path)).toEqual(readable);
});

test.each(["papers", "papers/results", "./papers/results/"])(
  "what it wrote into %s is no manuscript the next time",
  async (output) => {
    const directory = folderWith({ "papers/a.md": "x", [`${output}/summary.md`]: "x" });
    expect((await batchItems("papers", output, directory)).map(({ path }) => path)).toEqual(["a.md"]);
  },
);

test("a manuscript is not taken for a list of them", async () => {
  const { code, err } = await batch({}, folderWith(papers()), ["--batch", "papers/a.md"]);
  expect(code).toBe(EXIT_CODES.settings);
  expect(err).toMatch(/--batch papers\/a\.md: it is a manuscript, and no list/);
});

test("paths whose names are alike have results of their own", async () => {
  const directory = folderWith({ "l.txt": "a b.md\na-b.md\na/b.md\nä.md\n" });
  expect(new Set((await batchItems("l.txt", "results", directory)).map(({ name }) => name)).size).toBe(4);
});

describe("the table", () => {
  const row = (path: string, title: string) => ({
    item: { path, file: path, name: "n" },
    outcome: {
      kind: "reviewed",
      title,
      counts: { major: 1, minor: 0, optional: 0 },
      tokens: 5,
      seconds: 1,
      models: [{ id: "m" }],
    } satisfies BatchOutcome,
  });
  test.each(["=1+1", "+1", "-1", "@SUM(A1)"])("holds no formula for a spreadsheet: %s", (title) => {
    expect(summaryCsv([row("p", title)]).split("\r\n")[1]).toContain(`,'${title},`);
  });
  test("quotes what would break it, and lets no title out of its cell", () => {
    expect(summaryCsv([row("p", 'a "b", c')])).toContain('"a ""b"", c"');
    const lines = summaryMarkdown([row("p", "a | b\n| @alice <b>")])
      .trim()
      .split("\n");
    expect(lines).toHaveLength(5);
    expect(lines[4]).not.toMatch(/[^\\]\| b|<b>/);
    expect(lines[4], "a file's name can be copied").toContain("| n.json |");
  });
});
