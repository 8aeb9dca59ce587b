/** Everything that can go wrong from outside: each ends with its own code, says what to do, and prints nothing that could pass for a review. */
import { spawnSync } from "node:child_process";
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readdirSync, symlinkSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/errors.ts";
import { runDist, type Surroundings } from "../support/dist.ts";
import { folderWith, longPaper } from "../support/folder.ts";
import { markdownPaper } from "../support/paper.ts";
import { REVIEWER, reviewer } from "../support/reviewer.ts";
import { fails, hangs, html, type Script, startScripted } from "../support/scripted-server.ts";
import { hasSmoke, MODELS, SMOKE_GGUF, SMOKE_SKIPPED } from "../support/smoke-model.ts";

const directory = folderWith({
  "paper.md": `# Sleep in mice\n\n${markdownPaper(2)}`,
  "endless.md": longPaper(900),
});
const seen = new Map<string, string>();

async function expectFailure(
  argv: readonly string[],
  kind: keyof typeof EXIT_CODES,
  error: string,
  surroundings: Surroundings = {},
): Promise<string> {
  const { code, out, err } = await runDist(["review", ...argv, "--profile", "smoke"], { cwd: directory, ...surroundings });
  expect({ code, out }).toEqual({ code: EXIT_CODES[kind], out: "" });
  expect(err, "one line: place, fault, remedy, code").toMatch(/^bioreview: [^\n]+: [^\n]+\. [A-Z][^\n]+\. \[[a-z0-9-]+\]\n$/);
  expect(err).toContain(`[${error}]`);
  return err;
}

/** No two faults may be told in the same words. */
function expectDistinct(why: string, err: string): void {
  const words = err.replace(/^bioreview: [^ ]+ /, "").replace(/\d+/g, "0");
  expect(seen.get(words), `${why} sounds like`).toBeUndefined();
  seen.set(words, why);
}

describe("an endpoint", () => {
  const FAULTS: readonly { why: string; script: Script; error: string; argv?: string[] }[] = [
    { why: "that answers 500", script: { models: REVIEWER, chat: fails(500, { message: "out of luck" }) }, error: "server-failed" },
    { why: "that answers 401", script: { models: fails(401, { message: "who are you?" }) }, error: "server-unauthorized" },
    { why: "that answers HTML", script: { models: html() }, error: "server-not-openai" },
    { why: "that hangs from the start", script: { models: hangs }, error: "server-too-slow", argv: ["--timeout", "1"] },
    { why: "that hangs with its answer", script: { models: REVIEWER, chat: hangs }, error: "server-stalled", argv: ["--timeout", "3"] },
  ];
  test.each(FAULTS)("$why", async ({ why, script, error, argv = [] }) => {
    await using server = await startScripted(script);
    expectDistinct(why, await expectFailure(["paper.md", "--endpoint", server.url, ...argv], "server", error));
  });

  test("whose socket is not there", async () => {
    expectDistinct("no socket", await expectFailure(["paper.md", "--endpoint", "unix:/nowhere/s.sock"], "server", "server-socket-missing"));
  });

  test("at which nothing listens", async () => {
    const server = await startScripted();
    await server.stop();
    expectDistinct("nobody", await expectFailure(["paper.md", "--endpoint", server.url], "server", "server-not-running"));
  });
});

describe.skipIf(!hasSmoke)(`the model${SMOKE_SKIPPED}`, () => {
  /** A folder of weights that differ from the real ones by what `damage` does to the model's file. */
  function weights(damage: (file: string) => void): string {
    const folder = folderWith({});
    const model = join(folder, "smollm2-135m-instruct");
    mkdirSync(model);
    const copy = join(model, "SmolLM2-135M-Instruct.Q4_1.gguf");
    copyFileSync(SMOKE_GGUF, copy);
    damage(copy);
    symlinkSync(join(MODELS, "minilm"), join(folder, "minilm"));
    return folder;
  }

  test("whose file is truncated", async () => {
    const models = weights((file) => truncateSync(file, 1_000_000));
    const err = await expectFailure(["paper.md", "--models", models], "models", "weights-truncated");
    expect(err).toContain("models pull smoke");
    expectDistinct("truncated", err);
  });

  test("whose file has another digest", async () => {
    const models = weights((file) => {
      const handle = openSync(file, "r+");
      writeSync(handle, Buffer.from([0xff]), 0, 1, 50_000_000);
      closeSync(handle);
    });
    const err = await expectFailure(["paper.md", "--models", models], "models", "weights-wrong-digest");
    expect(err).toMatch(/[0-9a-f]{64}/);
    expectDistinct("another digest", err);
  });

  test("whose file is not there", async () => {
    const err = await expectFailure(["paper.md", "--models", folderWith({})], "models", "weights-missing");
    expect(err).toContain("models pull smoke");
    expectDistinct("missing", err);
  });

  test("that nobody hands out are told with what reviews on this machine now", async () => {
    const argv = ["paper.md", "--profile", "bioreview-9b", "--no-embedder", "--models", folderWith({})];
    const { code, out, err } = await runDist(["review", ...argv], { cwd: directory });
    expect({ code, out }).toEqual({ code: EXIT_CODES.models, out: "" });
    expect(err).toMatch(/weights of bioreview-qwen3\.5-9b-sft are not there.*models pull small.*--profile small.*--endpoint/);
  });

  test("whose context is shorter than the prompt: nothing is cut in silence", async () => {
    const argv = ["endless.md", "--budget", "15000", "--models", MODELS, "--threads", "1"];
    const err = await expectFailure(argv, "server", "prompt-too-long");
    expect(err).toContain("--budget");
    expectDistinct("too long", err);
  });
});

describe("the result", () => {
  test.skipIf(!existsSync("/dev/full"))("on a standard output that takes nothing", async () => {
    await using server = await startScripted(reviewer({ text: "x" }));
    const full = openSync("/dev/full", "w");
    try {
      const err = await expectFailure(["paper.md", "--endpoint", server.url], "output", "output-not-written", { stdout: full });
      expect(err).toContain("the disk is full");
    } finally {
      closeSync(full);
    }
  });

  const mountpoint = folderWith({});
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=4k", "tmpfs", mountpoint]).status === 0;
  describe.skipIf(!mounted)(`on a disk of 4 kB${mounted ? "" : " (skipped: this user may not mount one)"}`, () => {
    beforeAll(() => () => void spawnSync("umount", [mountpoint]));

    test("is an error, and no part of it is left there", async () => {
      await using server = await startScripted(reviewer({ text: "There is no control. ".repeat(300) }));
      const output = join(mountpoint, "review.json");
      const argv = ["paper.md", "--endpoint", server.url, "--format", "json", "--output", output];
      const err = await expectFailure(argv, "output", "output-not-written");
      expect(err).toContain("Make room");
      expect(readdirSync(mountpoint)).toEqual([]);
    });
  });
});
