import { execFileSync, spawn } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { EXIT_CODES } from "../../src/errors.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { markdownPaper } from "../support/paper.ts";
import { reviewer } from "../support/reviewer.ts";
import { fails, startScripted } from "../support/scripted-server.ts";

const paper = { "paper.md": `# Sleep in mice\n\n${markdownPaper(2)}` };

async function reviewed(directory: string, output: string, script = reviewer({ text: "There is no control." }), parts = {}) {
  await using server = await startScripted(script);
  const argv = ["review", "paper.md", "--profile", "smoke", "--no-embedder", "--endpoint", server.url, "--output", output];
  const ended = await bioreview(argv, { directory, ...parts });
  return { ...ended, asked: server.received.length };
}

test("the review is in the file, standard output is empty, and nothing else lies there", async () => {
  const directory = folderWith(paper);
  expect(await reviewed(directory, "review.txt")).toMatchObject({ code: 0, out: "", err: "" });
  expect(readFileSync(join(directory, "review.txt"), "utf8")).toContain("There is no control.");
  expect(readdirSync(directory).sort()).toEqual(["paper.md", "review.txt"]);
});

test("an older file is replaced and keeps its permissions", async () => {
  const directory = folderWith({ ...paper, "review.txt": "older" });
  chmodSync(join(directory, "review.txt"), 0o600);
  await reviewed(directory, "review.txt");
  expect(readFileSync(join(directory, "review.txt"), "utf8")).toContain("There is no control.");
  expect(statSync(join(directory, "review.txt")).mode & 0o777).toBe(0o600);
});

test("a failed review leaves the older file as it was, and nothing beside it", async () => {
  const directory = folderWith({ ...paper, "review.txt": "older" });
  const { code } = await reviewed(directory, "review.txt", { chat: fails(500, { message: "no" }) });
  expect(code).toBe(EXIT_CODES.server);
  expect(readFileSync(join(directory, "review.txt"), "utf8")).toBe("older");
  expect(readdirSync(directory).sort()).toEqual(["paper.md", "review.txt"]);
});

test("where a link stands, what it leads to is replaced and the link stays", async () => {
  const directory = folderWith({ ...paper, "kept/review.txt": "older" });
  symlinkSync("kept/review.txt", join(directory, "latest.txt"));
  await reviewed(directory, "latest.txt");
  expect(readFileSync(join(directory, "kept/review.txt"), "utf8")).toContain("There is no control.");
  expect(readdirSync(directory).sort()).toEqual(["kept", "latest.txt", "paper.md"]);
});

// A pipe of our own and never one of the machine's devices: were the code wrong, a run as root would replace those for everybody.
test.skipIf(process.platform === "win32")("a pipe stays a pipe, and whoever reads it gets the review", async () => {
  const directory = folderWith(paper);
  const pipe = join(directory, "pipe");
  execFileSync("mkfifo", [pipe]);
  const reader = spawn("cat", [pipe], { stdio: ["ignore", "pipe", "ignore"] });
  const read = text(reader.stdout);
  const ended = await reviewed(directory, "pipe");
  if (!statSync(pipe).isFIFO()) reader.kill(); // it would wait for ever
  expect(ended).toMatchObject({ code: 0, out: "" });
  expect(statSync(pipe).isFIFO()).toBe(true);
  expect(await read).toContain("There is no control.");
});

test.each([
  { why: "a folder that is not there", output: "nowhere/review.txt", says: "its folder does not exist" },
  { why: "a folder", output: "folder", says: "it is a folder" },
  { why: "a file as a folder", output: "paper.md/review.txt", says: "what should be its folder is a file" },
])("$why is told before the model is asked", async ({ output, says }) => {
  const directory = folderWith({ ...paper, "folder/x": "" });
  const { code, out, err, asked } = await reviewed(directory, output);
  expect({ code, out, asked }).toEqual({ code: EXIT_CODES.output, out: "", asked: 0 });
  expect(err).toContain(`${output}: ${says}. `);
});

test("whoever watches is told how many concerns went into the file", async () => {
  const directory = folderWith(paper);
  const { err } = await reviewed(directory, "review.txt", undefined, { errIsTerminal: true });
  expect(err).toMatch(/bioreview: 1 concern: 1 minor → review\.txt\n$/);
});

test("an unfinished file of another run is not touched", async () => {
  const directory = folderWith(paper);
  writeFileSync(join(directory, ".review.txt.1.part"), "another's");
  await reviewed(directory, "review.txt");
  expect(readFileSync(join(directory, ".review.txt.1.part"), "utf8")).toBe("another's");
});

test("standard output that takes nothing is an error", async () => {
  const directory = folderWith(paper);
  const out = () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" }));
  const { code, err } = await bioreview(["inspect", "paper.md"], { directory, out });
  expect(code).toBe(EXIT_CODES.output);
  expect(err).toMatch(/^bioreview: standard output: the disk is full[^\n]+\n$/);
});
