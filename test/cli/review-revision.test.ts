import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { processTerminal, type Terminal } from "../../src/cli/terminal.ts";
import { reviewResultSchema } from "../../src/review/index.ts";
import { comparisonResultSchema } from "../../src/revision/index.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { markdownPaper } from "../support/paper.ts";
import { reviewer } from "../support/reviewer.ts";
import { serves, startScripted } from "../support/scripted-server.ts";
import { hasSmoke, MODELS, RUNNER, SMOKE_SKIPPED } from "../support/smoke-model.ts";

const folder = mkdtempSync(join(tmpdir(), "br-previous-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const terminal: Terminal = { ...processTerminal(import.meta.dirname), directory: folder, errIsTerminal: false, err() {} };
const here = { directory: folder, env: { BIOREVIEW_RUNNER: join(folder, "nowhere"), XDG_CACHE_HOME: join(folder, "cache") } };
const PAPER = markdownPaper();
const REFLOWED = PAPER.replaceAll(" in ", "\nin  ").replace("# Methods", "<!-- todo -->\n\n# Methods");
const REWRITTEN = PAPER.replace("twelve mice", "forty mice");
const TEXT = "There is no vehicle control in the experiment.";
const write = (paper: string) => writeFileSync(join(folder, "paper.md"), paper);
const chats = ({ received }: { readonly received: readonly { readonly path: string }[] }) =>
  received.filter(({ path }) => path === "/v1/chat/completions").length;

/** `bioreview review` of the paper in the folder, at an endpoint that raises one concern and embeds too. */
async function reviewed(...more: readonly string[]) {
  await using server = await startScripted(reviewer({ text: TEXT, severity: "major" }));
  const argv = ["review", "paper.md", "--profile", "smoke", "--endpoint", server.url, "--format", "json", ...more];
  const ended = await bioreview(argv, here);
  return { ...ended, chats: chats(server) };
}
async function compared(...more: readonly string[]) {
  const { code, out, err, chats } = await reviewed(...more);
  expect({ code, err }).toMatchObject({ code: 0 });
  return { ...comparisonResultSchema.parse(JSON.parse(out)), chats, err };
}
async function firstReview(file: string, ...more: readonly string[]) {
  write(PAPER);
  const { code, err, chats } = await reviewed("--output", file, ...more);
  expect({ code, err, chats }).toMatchObject({ code: 0, chats: 1 });
}

test("a revision in which no reader sees a difference asks no model, keeps all states, and can be compared with again", async () => {
  await firstReview("v1.json");
  write(REFLOWED);
  const second = await compared("--previous", "v1.json");
  expect(second).toMatchObject({ cosmetic: true, outcomes: [], chats: 0, ledger: { concerns: [{ id: "C1", state: "open" }] } });
  expect(second.ledger.revisions.map(({ kind }) => kind)).toEqual(["reviewed", "cosmetic"]);

  for (const format of ["text", "markdown"]) {
    const { out } = await reviewed("--previous", "v1.json", "--format", format);
    expect(out).toMatch(/1 open(?:\*\*)? \(1 major\)/);
    expect(out).toContain(TEXT);
  }

  const { chats: _, err: __, ...saved } = second;
  writeFileSync(join(folder, "v2.json"), JSON.stringify(saved));
  write(REFLOWED.replaceAll(" over ", "\nover "));
  const third = await compared("--previous", "v2.json");
  expect(third.ledger.revisions.map(({ number }) => number)).toEqual([1, 2, 3]);
});

test("the states of a working folder are told apart by their text, a commit by its name", async () => {
  await firstReview("v1.json");
  write(REWRITTEN);
  const { old, new: now, ledger } = await compared("--previous", "v1.json");
  expect(old).toMatch(/\/ \(text [0-9a-f]{7}\)$/);
  expect(now).toMatch(/\/ \(text [0-9a-f]{7}\)$/);
  expect(new Set([old, now, ...ledger.revisions.map(({ label }) => label)]).size).toBe(2);
});

test("a revision that a reader sees is reviewed, and an endpoint that embeds compares too: nothing is started on this machine", async () => {
  await firstReview("v1.json");
  write(REWRITTEN);
  const { outcomes, chats, notes } = await compared("--previous", "v1.json");
  expect(outcomes).toMatchObject([{ id: "C1", kind: "standing" }]);
  expect({ chats, notes }).toEqual({ chats: 1, notes: undefined });
});

describe("the same text is reviewed again, and people are told why,", () => {
  writeFileSync(join(folder, "system.txt"), "You are strict.");
  test.each([
    {
      why: "by another profile",
      flags: ["--profile", "bioreview-8b", "--no-embedder", "--model", "scripted-reviewer"],
      note: /profile/,
    },
    { why: "with another system message", flags: ["--system-prompt", "system.txt"], note: /system/ },
    { why: "with another seed", flags: ["--seed", "5"], note: /seed/ },
    { why: "with another budget", flags: ["--budget", "900"], note: /budget/ },
  ])("$why", async ({ flags, note }) => {
    await firstReview("v1.json");
    const result = await compared("--previous", "v1.json", ...flags);
    expect(result).toMatchObject({ cosmetic: false, chats: 1, outcomes: [{ id: "C1", kind: "standing" }] });
    expect(result.notes).toEqual([expect.stringMatching(note)]);
    expect(result.err).toMatch(note);
    const text = await reviewed("--previous", "v1.json", "--format", "text", ...flags);
    expect(text.out.replace(/\s+/g, " ")).toMatch(note);
  });

  test("but not where it is reviewed with the seed that the earlier review was given", async () => {
    await firstReview("v1.json", "--seed", "5");
    expect(reviewResultSchema.parse(JSON.parse(readFileSync(join(folder, "v1.json"), "utf8"))).models[0]?.attempts).toMatchObject(
      [{ seed: 5 }],
    );
    expect(await compared("--previous", "v1.json", "--seed", "5")).toMatchObject({ cosmetic: true, chats: 0 });
  });
});

test("what cannot be compared in the end is refused before a model runs", async () => {
  await firstReview("v1.json");
  write(REWRITTEN);
  const refused = await reviewed("--previous", "v1.json", "--matching-embedder", "specter2-base");
  expect(refused).toMatchObject({
    code: 2,
    out: "",
    chats: 0,
    err: expect.stringContaining("bioreview calibrate --embedder specter2-base"),
  });
  const { paper: _, ...old } = JSON.parse(readFileSync(join(folder, "v1.json"), "utf8"));
  writeFileSync(join(folder, "old.json"), JSON.stringify(old));
  const textless = await reviewed("--previous", "old.json");
  expect(textless).toMatchObject({ code: 2, out: "", chats: 0, err: expect.stringContaining("did not keep the text") });
});

test("what compares is named only where something is compared", async () => {
  const { code, err } = await bioreview(["review", "paper.md", "--matching-embedder", "minilm"], { directory: folder });
  expect(code).toBe(2);
  expect(err).toMatch(/--matching-embedder minilm: .*no earlier one is named.*--previous or --against/s);
});

test.each([
  { flags: ["--judge"], says: /--judge: .*no earlier one is named/s },
  {
    flags: ["--judge", "--previous", "v1.json", "--profile", "smoke"],
    says: /profile smoke: none of its models can judge.*compare OLD NEW --judge/s,
  },
])("a judge that nobody can be is an error before anything is asked: $flags", async ({ flags, says }) => {
  const { code, err } = await bioreview(["review", "paper.md", ...flags], { directory: folder });
  expect(code).toBe(2);
  expect(err).toMatch(says);
});

test("the old name of --matching-embedder goes on working, and says its new one", async () => {
  await firstReview("v1.json");
  write(REWRITTEN);
  const { embedder, err } = await compared("--previous", "v1.json", "--comparing", "minilm");
  expect(embedder).toBe("minilm");
  expect(err).toMatch(/--comparing is now called --matching-embedder/);
  const both = await reviewed("--previous", "v1.json", "--comparing", "minilm", "--matching-embedder", "minilm");
  expect(both.code).toBe(2);
});

describe(`profile bioreview-9b, whose near-duplicates are told by what nobody calibrated${SMOKE_SKIPPED}`, () => {
  const profile = { chat: "bioreview-qwen3.5-9b-sft", embedding: "specter2-base" };
  const ours = { owned_by: "bioreview-runner" };
  const models = serves(
    { ...ours, id: profile.chat, meta: { kind: "chat" } },
    { ...ours, id: profile.embedding, meta: { kind: "embedding", dimensions: 2 } },
  );
  const says = (text: string) => startScripted({ ...reviewer({ text, severity: "major" }), models });
  const argv = ["review", "paper.md", "--profile", "bioreview-9b", "--format", "json"];
  const here = {
    directory: folder,
    env: { ...terminal.env, BIOREVIEW_RUNNER: join(RUNNER, "../.."), XDG_CACHE_HOME: join(folder, "rows") },
  };
  const HERE = ["--models", MODELS];

  test.skipIf(!hasSmoke)(
    "compares two revisions by MiniLM, which is started beside the endpoint, and finds the places by it",
    async () => {
      await using before = await says(
        "Twelve mice are too few for a study of sleep over six weeks, and no power analysis is given.",
      );
      writeFileSync(join(folder, "paper.md"), markdownPaper());
      const first = await bioreview([...argv, "--endpoint", before.url, "--output", "nine.json"], here);
      expect(first).toMatchObject({ code: 0 });

      await using after = await says(
        "No power analysis is given, and twelve mice are too few for a study of sleep over six weeks.",
      );
      writeFileSync(join(folder, "paper.md"), markdownPaper().replace("six weeks", "nine weeks"));
      const { code, out, err } = await bioreview([...argv, "--endpoint", after.url, "--previous", "nine.json", ...HERE], here);
      expect({ code, err }).toMatchObject({ code: 0 });
      const result = comparisonResultSchema.parse(JSON.parse(out));
      expect(result).toMatchObject({ embedder: "minilm", anchoredBy: "words and embeddings" });
      expect(result.outcomes).toMatchObject([{ id: "C1", kind: "standing" }]);
      expect(result.review?.alike).toMatchObject({ done: true, embedder: "specter2-base" });
      const compared = await bioreview(["compare", "nine.json", "nine.json", "--format", "json", ...HERE], here);
      expect(comparisonResultSchema.parse(JSON.parse(compared.out))).toMatchObject({ embedder: "minilm" });
    },
  );

  test.skipIf(!hasSmoke)("asks no model where the weights that compare are missing, and says how to get them", async () => {
    await using server = await says("Nobody hears this.");
    writeFileSync(join(folder, "paper.md"), markdownPaper().replace("twelve mice", "ten mice"));
    const nothing = ["--models", join(folder, "no-weights")];
    const { code, err } = await bioreview([...argv, "--endpoint", server.url, "--previous", "nine.json", ...nothing], here);
    expect(code).toBe(6);
    expect(err).toMatch(/weights of minilm are not there.*bioreview-runner models pull minilm/s);
    expect(server.received.filter(({ path }) => path === "/v1/chat/completions")).toEqual([]);
  });
});

test("--report makes a page in one go, of a revision beside the one before it too, and leaves the result as it is", async () => {
  await firstReview("v1.json", "--report", "v1.html");
  expect(readFileSync(join(folder, "v1.html"), "utf8")).toContain(TEXT);
  write(REWRITTEN);
  const { ledger } = await compared("--previous", "v1.json", "--report", "v2.html");
  expect(ledger.revisions).toHaveLength(2);
  expect(readFileSync(join(folder, "v2.html"), "utf8")).toMatch(/<del>twelve<\/del>[\s\S]*<ins>forty<\/ins>/);
  const refused = await reviewed("--report", "no/such/folder/page.html");
  expect(refused).toMatchObject({ chats: 0, out: "", err: expect.stringContaining("[output-not-written]") });
});
