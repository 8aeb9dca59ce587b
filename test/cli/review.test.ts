import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { EXIT_CODES } from "../../src/errors.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { markdownPaper, prose } from "../support/paper.ts";
import { answerOf, REVIEWER, reviewer, type SaidConcern, WEIGHTS_SHA256 } from "../support/reviewer.ts";
import {
  fails,
  finish,
  hangs,
  html,
  piece,
  type Script,
  says,
  serves,
  startScripted,
  status,
  streams,
} from "../support/scripted-server.ts";

const directory = folderWith({
  "paper.md": `# Sleep in mice\n\n${markdownPaper(2)}`,
  "long.md": `# Sleep in mice\n\n${markdownPaper(2)}\n${`${prose("rest")}\n\n`.repeat(200)}`,
});
const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(import.meta.dirname, "../../schemas/review.schema.json"), "utf8")));

const CONCERNS = [
  { text: "There is no vehicle control.", category: "design_flaw", severity: "major" },
  { text: "The sample is small and no power is given for it.", category: "statistical_methodology", severity: "minor" },
  { text: "The age of the mice is not given.", category: "reagent_method_specificity", severity: "optional" },
] as const satisfies SaidConcern[];

async function reviewed(script: Script, argv: readonly string[] = [], parts = {}) {
  await using server = await startScripted(script);
  const ended = await bioreview(["review", "paper.md", "--profile", "smoke", "--endpoint", server.url, ...argv], {
    directory,
    ...parts,
  });
  return { ...ended, received: server.received };
}

test("as text: title, caution, counts, each concern with its kind, and what was read and by whom", async () => {
  const { code, out, err } = await reviewed(reviewer(...CONCERNS));
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const parts = out.split("\n\n");
  expect(parts[0]).toMatch(/^Sleep in mice\nmarkdown, paper\.md · .+$/);
  expect(parts[1]).toMatch(/^CAUTION: .*never trained to review/);
  expect(parts[2]).toBe("3 concerns: 1 major, 1 minor, 1 optional");
  expect(parts.slice(3, 6)).toEqual([
    expect.stringMatching(/^C1 {2}major · design flaw · (?:paper\.md:\d+|whole paper)\n {4}There is no vehicle control\.$/),
    expect.stringMatching(/^C2 {2}minor · statistical methodology · .+\n {4}The sample is small and no power is given for it\.$/),
    expect.stringMatching(/^C3 {2}optional · reagent method specificity · .+\n {4}The age of the mice is not given\.$/),
  ]);
  expect(parts[6]?.replaceAll("\n", " ")).toMatch(
    /^Read: the whole paper, [\d,]+ of 5,000 tokens; figures are not seen\. .*Written by a language model: scripted-reviewer \(Q4_1, cpu, sha256 b179c952…, seed \d+\); profile smoke, BioReview /,
  );
  expect(out.endsWith("\n")).toBe(true);
});

test.each([40, 80, 300])(
  "text on a terminal of %i columns has no longer line than that, and none beyond 100",
  async (columns) => {
    const { out } = await reviewed(reviewer({ text: `${"word ".repeat(80)}end.` }), [], { columns });
    const long = out.split("\n").filter((line) => line.length > Math.min(columns, 100) && line.trim().includes(" "));
    expect(long).toEqual(long.filter((line) => line.startsWith("markdown, ")));
  },
);

test("as JSON: valid by the published schema, with the concerns and their provenance", async () => {
  const { code, out, err } = await reviewed(reviewer(...CONCERNS), ["--format", "json"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const result = JSON.parse(out);
  expect(schema.safeParse(result).error).toBeUndefined();
  expect(schema.safeParse({ ...result, concerns: [{ text: "x" }] }).success, "the schema refuses what is no review").toBe(false);
  expect(result).toMatchObject({
    version: 1,
    profile: "smoke",
    concerns: CONCERNS,
    manuscript: { root: "paper.md", title: "Sleep in mice" },
    models: [{ id: "scripted-reviewer", file: "reviewer.gguf", sha256: WEIGHTS_SHA256, quantisation: "Q4_1" }],
    alike: { done: true, embedder: "minilm" },
  });
});

test("the digest in the JSON is that of what `prompt` prints", async () => {
  const { out } = await reviewed(reviewer(...CONCERNS), ["--format", "json"]);
  const prompt = await bioreview(["prompt", "paper.md", "--profile", "smoke"], { directory });
  const { createHash } = await import("node:crypto");
  expect(JSON.parse(out).prompt.userSha256).toBe(createHash("sha256").update(prompt.out).digest("hex"));
});

test("as Markdown: a heading, a list with a line for each concern, and what was read", async () => {
  const { code, out, err } = await reviewed(reviewer(...CONCERNS), ["--format", "markdown"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const parts = out.split("\n\n");
  expect(parts[0]).toBe("## Review of Sleep in mice");
  expect(parts[1]).toMatch(/^> \*\*Caution:\*\* /);
  expect(parts[2]).toBe("**3 concerns: 1 major, 1 minor, 1 optional**");
  expect(parts[3]).toMatch(/^- \*\*C1\*\* · \*\*major\*\* · design flaw · .+ {2}\n {2}There is no vehicle control\.\n- \*\*C2/);
  expect(parts[4]).toBe("---");
  expect(parts[5]).toMatch(/^- Read: the whole paper, /);
});

test.each(["text", "markdown"])("an empty list is a review, and %s says so plainly", async (format) => {
  const { code, out } = await reviewed(reviewer(), ["--format", format]);
  expect(code).toBe(0);
  expect(out).toContain("No concerns: the model's whole answer was an empty list.");
});

test("an empty list is an empty list in JSON too", async () => {
  const { code, out } = await reviewed(reviewer(), ["--format", "json"]);
  expect({ code, concerns: JSON.parse(out).concerns }).toEqual({ code: 0, concerns: [] });
});

test("a concern said twice is shown once, and the note counts it", async () => {
  const [first] = CONCERNS;
  const { out } = await reviewed(reviewer(first, first));
  expect(out).toContain("1 concern: 1 major");
  expect(out).toMatch(/Dropped: 1 said again in the same words\./);
});

test("an answer that had to be mended is shown with what was mended", async () => {
  const { code, out } = await reviewed({
    models: REVIEWER,
    chat: says(`Here it is:\n${answerOf({ text: "x", category: "desing_flaw" })}`),
  });
  expect(code).toBe(0);
  expect(out).toContain("minor · design flaw");
  expect(out.replaceAll("\n", " ")).toMatch(/Mended in the answer: 1 × .+; 1 × /);
});

test.each(["text", "markdown"])("where the paper was cut, %s says which section and by how much", async (format) => {
  await using server = await startScripted(reviewer(...CONCERNS));
  const argv = ["review", "long.md", "--profile", "smoke", "--budget", "1500", "--endpoint", server.url, "--format", format];
  const { out, err } = await bioreview(argv, { directory });
  expect(out.replace(/\\/g, "").replaceAll("\n", " ")).toMatch(
    /Read: not the whole paper, .*Cut: section discussion was read to \d+ % \([\d,]+ of [\d,]+ characters left out: the budget is 1,500 tokens by chars3\)\./,
  );
  expect(err).toBe("");
});

test("where a program gets the JSON, the person who runs it sees the cut on standard error", async () => {
  await using server = await startScripted(reviewer(...CONCERNS));
  const argv = ["review", "long.md", "--profile", "smoke", "--budget", "1500", "--endpoint", server.url, "--format", "json"];
  const { out, err } = await bioreview(argv, { directory });
  expect(JSON.parse(out).prompt.cut).toBe(true);
  expect(err).toMatch(/^bioreview: cut: section discussion was read to \d+ % [^\n]+\n$/);
});

test("what is asked of the server: the prompt, the system message and the settings that the flags say", async () => {
  const { received } = await reviewed(reviewer(...CONCERNS), ["--seed", "7", "--model", "scripted-reviewer"]);
  const prompt = await bioreview(["prompt", "paper.md", "--profile", "smoke"], { directory });
  expect(received.find(({ path }) => path === "/v1/chat/completions")?.body).toMatchObject({
    model: "scripted-reviewer",
    seed: 7,
    messages: [{ role: "system" }, { role: "user", content: prompt.out }],
  });
});

test("without an embedder nothing is embedded, and the review says what was not looked for", async () => {
  const { out, received } = await reviewed(reviewer(...CONCERNS), ["--no-embedder"]);
  expect(received.map(({ path }) => path)).not.toContain("/v1/embeddings");
  expect(out.replaceAll("\n", " ")).toMatch(/concerns that say the same in other words were not looked for/);
});

test("an endpoint that is not told everything is named with what it was not told", async () => {
  const { out } = await reviewed({ models: serves({ id: "other" }), chat: says("[]") }, ["--no-embedder"]);
  expect(out.replaceAll("\n", " ")).toMatch(
    /Not as the profile says, because the server of other cannot be told: repetition penalty 1\.05, thinking off\./,
  );
});

/** Each is another fault, so each has another code. */
const FAULTS: readonly { why: string; script: Script; argv?: string[]; kind: keyof typeof EXIT_CODES; error: string }[] = [
  {
    why: "500",
    script: { models: REVIEWER, chat: fails(500, { message: "out of luck" }) },
    kind: "server",
    error: "server-failed",
  },
  { why: "401", script: { models: fails(401, { message: "no" }) }, kind: "server", error: "server-unauthorized" },
  { why: "HTML", script: { models: html() }, kind: "server", error: "server-not-openai" },
  { why: "HTML for an answer", script: { models: REVIEWER, chat: html() }, kind: "server", error: "server-not-openai" },
  { why: "no API", script: { models: status(404) }, kind: "server", error: "server-not-openai" },
  { why: "another model", script: { models: REVIEWER }, argv: ["--model", "gpt"], kind: "server", error: "model-not-found" },
  {
    why: "silence",
    script: { models: REVIEWER, chat: hangs },
    argv: ["--timeout", "3"],
    kind: "server",
    error: "server-stalled",
  },
  {
    why: "silence from the start",
    script: { models: hangs },
    argv: ["--timeout", "1"],
    kind: "server",
    error: "server-too-slow",
  },
  {
    why: "a stream that ends before the answer",
    script: { models: REVIEWER, chat: streams([piece('[{"text": "There is')], "closes") },
    kind: "server",
    error: "server-ended",
  },
  {
    why: "a stream that breaks",
    script: { models: REVIEWER, chat: streams([piece('[{"text": "There is')], "breaks") },
    kind: "server",
    error: "server-ended",
  },
  {
    why: "an answer that was cut",
    script: { models: REVIEWER, chat: streams([piece('[{"text": "There is'), finish("length")]) },
    kind: "answer",
    error: "answer-cut",
  },
  { why: "prose", script: { models: REVIEWER, chat: says("A fine paper.") }, kind: "answer", error: "answer-unparsable" },
  {
    why: "a prompt that is too long",
    script: { models: REVIEWER, chat: fails(400, { message: "4000 tokens of 2048", code: "context_length_exceeded" }) },
    kind: "server",
    error: "prompt-too-long",
  },
  {
    why: "embeddings that fail",
    script: { ...reviewer(...CONCERNS), embeddings: fails(500, { message: "out of luck" }) },
    kind: "server",
    error: "server-failed",
  },
];

test.each(FAULTS)(
  "$why: its own code, what to do, and nothing that could pass for a review",
  async ({ script, argv, kind, error }) => {
    const { code, out, err } = await reviewed(script, argv);
    expect({ code, out }).toEqual({ code: EXIT_CODES[kind], out: "" });
    expect(err).toMatch(/^bioreview: [^\n]+: [^\n]+\. [A-Z][^\n]+\. \[[a-z0-9-]+\]\n$/);
    expect(err).toContain(`[${error}]`);
  },
);

test("where the second of two models fails, what the first had found is shown with the error, and nothing as a review", async () => {
  const OURS = { owned_by: "bioreview-runner" };
  const models = serves(...["eight", "nine"].map((id) => ({ ...OURS, id, meta: { kind: "chat" } })), {
    ...OURS,
    id: "specter2-base",
    meta: { kind: "embedding", dimensions: 2 },
  });
  const answers = says(answerOf({ text: "There is no vehicle\u001b[31m control.", category: "design_flaw", severity: "major" }));
  const union = ["--profile", "bioreview-union", "--model", "eight", "--model", "nine"];
  const { code, out, err } = await reviewed(
    {
      models,
      chat: (response, received) =>
        (JSON.stringify(received.body).includes('"model":"eight"') ? answers : says("I cannot."))(response, received),
    },
    union,
  );
  expect([code, out]).toEqual([EXIT_CODES.answer, ""]);
  expect(err.trim().split("\n").slice(-3)).toEqual([
    expect.stringMatching(/^bioreview: nine: two answers were no review .*\[answer-unparsable\]$/),
    "bioreview: eight had answered before that; its 1 concern is a part of a review, and nothing was made of it:",
    expect.stringMatching(/^bioreview: - major, design_flaw: There is no vehicle.*control\.$/),
  ]);
  expect(err).not.toContain("\u001b");
});
