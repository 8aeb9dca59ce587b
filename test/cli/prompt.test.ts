import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EXIT_CODES } from "../../src/errors.ts";
import { buildPrompt, tokenCounter } from "../../src/review/index.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { manubotProject, markdownPaper, prose } from "../support/paper.ts";

const directory = folderWith({
  "paper.md": `# Sleep in mice\n\n${markdownPaper(2)}`,
  "long.md": `# Sleep in mice\n\n${markdownPaper(2)}\n${`${prose("rest")}\n\n`.repeat(200)}`,
  "system.txt": "Be brief.\r\n",
  "empty.txt": " \n",
  ...manubotProject(),
});
const here = { directory };
const article = {
  title: "Sleep  in\tmice",
  abstract: "Twelve mice slept.",
  sections: [
    ["discussion", "It was good."],
    ["materials and methods", "We watched.\n\n\nThem."],
    ["data", null],
  ] as [string, string | null][],
};
const articleFile = saved("article.json", JSON.stringify(article));

function saved(name: string, text: string | Buffer): string {
  writeFileSync(join(directory, name), text);
  return name;
}
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test("standard output is the user message and not a byte more", async () => {
  const { code, out, err } = await bioreview(["prompt", "--article", articleFile], here);
  const { user } = buildPrompt(article, { counter: await tokenCounter("chars3"), budget: 15000 });
  expect(code).toBe(0);
  expect(sha256(out)).toBe(sha256(user));
  expect(out.endsWith("\n"), "no line end is added").toBe(user.endsWith("\n"));
  expect(err).toBe("");
});

test("a manuscript is asked about as the article that it is", async () => {
  const { code, out } = await bioreview(["prompt", "paper.md"], here);
  expect(code).toBe(0);
  expect(out).toContain("# Sleep in mice\n\n## Abstract\n");
  for (const section of ["Introduction", "Methods", "Results", "Discussion"])
    expect(out).toContain(`## ${section}\n${prose(section.toLowerCase())}`);
});

test("a folder is found as a paper, and `--manuscript` overrules what is found", async () => {
  const found = await bioreview(["prompt", "content"], here);
  expect(found.out).toContain(prose("cages"));
  const overruled = await bioreview(["prompt", ".", "--manuscript", "paper.md"], here);
  expect(overruled.out).toBe((await bioreview(["prompt", "paper.md"], here)).out);
});

test("what the budget cuts is said on standard error, with how much of it", async () => {
  const { code, out, err } = await bioreview(["prompt", "long.md", "--budget", "1500"], here);
  expect(code).toBe(0);
  expect(out).toContain("[…truncated]");
  expect(err).toMatch(
    /^bioreview: cut: section discussion was read to \d+ % \([\d,]+ of [\d,]+ characters left out: the budget is 1,500 tokens by chars3\)\n$/,
  );
});

test("the counter and the budget are the user's where one is named", async () => {
  const built = await Promise.all(
    (["chars3", "cl100k"] as const).map(async (counter) => {
      const { out } = await bioreview(["prompt", "--article", articleFile, "--counter", counter, "--budget", "300"], here);
      return { out, user: buildPrompt(article, { counter: await tokenCounter(counter), budget: 300 }).user };
    }),
  );
  for (const { out, user } of built) expect(out).toBe(user);
});

test("the final cut of the training build is made only when it is asked for", async () => {
  const many = saved(
    "many.json",
    JSON.stringify({ ...article, sections: Array.from({ length: 40 }, (_, k) => [`part ${k}`, prose("rest").repeat(9)]) }),
  );
  const counter = await tokenCounter("chars3");
  const without = await bioreview(["prompt", "--article", many, "--budget", "300"], here);
  const cut = await bioreview(["prompt", "--article", many, "--budget", "300", "--final-cut"], here);
  expect(counter.count(without.out)).toBeGreaterThan(300);
  expect(counter.count(cut.out)).toBeLessThanOrEqual(300);
});

test("the system message is printed instead, the published one or the user's without its line end", async () => {
  const { system } = buildPrompt(article, { counter: await tokenCounter("chars3"), budget: 300 });
  expect((await bioreview(["prompt", "--article", articleFile, "--system"], here)).out).toBe(system);
  const own = await bioreview(["prompt", "--article", articleFile, "--system", "--system-prompt", "system.txt"], here);
  expect(own.out).toBe("Be brief.");
});

test.each([
  { why: "no such file", argv: ["--article", "none.json"], says: /^none\.json: it cannot be read/, error: "article-unusable" },
  {
    why: "no JSON",
    argv: ["--article", saved("a.json", '{"title": ')],
    says: /^a\.json:1: it is no JSON/,
    error: "article-unusable",
  },
  {
    why: "a section without its text",
    argv: ["--article", saved("b.json", '{"sections": [["methods", "x"], ["results"]]}')],
    says: /^b\.json: .*sections\[1\]/,
    error: "article-unusable",
  },
  {
    why: "a section whose text is a number",
    argv: ["--article", saved("c.json", '{"sections": [["methods", 3]]}')],
    says: /^c\.json: .*sections\[0\]\[1\]/,
    error: "article-unusable",
  },
  {
    why: "a misspelt key",
    argv: ["--article", saved("d.json", '{"titel": "x"}')],
    says: /^d\.json: .*"titel"/,
    error: "article-unusable",
  },
  {
    why: "bytes that are no UTF-8",
    argv: ["--article", saved("e.json", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))],
    says: /^e\.json: it is not in UTF-8/,
    error: "article-unusable",
  },
  {
    why: "an article and a path",
    argv: ["--article", articleFile, "paper.md"],
    says: /the path paper\.md/,
    error: "article-and-path",
  },
  {
    why: "an empty system message",
    argv: ["paper.md", "--system-prompt", "empty.txt"],
    says: /empty/,
    error: "system-prompt-unusable",
  },
  {
    why: "no such system message",
    argv: ["paper.md", "--system-prompt", "no.txt"],
    says: /cannot be read/,
    error: "system-prompt-unusable",
  },
])("$why is refused in one line that names the place, and nothing is printed", async ({ argv, says, error }) => {
  const { code, out, err } = await bioreview(["prompt", ...argv], here);
  expect({ code, out }).toEqual({ code: EXIT_CODES.settings, out: "" });
  expect(err).toMatch(/^bioreview: [^\n]+\n$/);
  expect(err.slice("bioreview: ".length)).toMatch(says);
  expect(err).toContain(`[${error}]`);
});

test("an article may begin with a byte order mark, as editors on Windows write it", async () => {
  const marked = saved("bom.json", `\ufeff${JSON.stringify(article)}`);
  const { code, out } = await bioreview(["prompt", "--article", marked], here);
  expect(code).toBe(0);
  expect(out).toBe((await bioreview(["prompt", "--article", articleFile], here)).out);
});
