/** The stand-in as a process of its own, which plain Node runs. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { client } from "./client.ts";

const STAGE = `export default async function stage(github, { ACTIONS_BOT }) {
  const paper = github.repository("ada/paper", { files: { "paper.md": "A sentence." } });
  return { token: github.installationToken({ repositories: ["ada/paper"], permissions: {} }), head: paper.head("main"), bot: ACTIONS_BOT };
}`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "github-sim-serve-"));
  writeFileSync(join(folder, "stage.mjs"), STAGE);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** @returns the exit code and what was said on standard error */
async function played(play: (said: { url: string; graphqlUrl: string; token: string; head: string }) => Promise<void>) {
  const process = spawn("node", [join(import.meta.dirname, "serve.mjs"), join(folder, "stage.mjs")]);
  let complaints = "";
  process.stderr.on("data", (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const ended = once(process, "exit");
  const [line] = await once(createInterface(process.stdout), "line");
  await play(JSON.parse(String(line)));
  process.kill("SIGTERM");
  const [code] = await ended;
  return { code, complaints };
}

test("it sets its stage, says where it is, answers, and ends well", async () => {
  const { code, complaints } = await played(async (said) => {
    const bot = client(said, said.token);
    expect((await bot.get("/repos/ada/paper/commits/main")).body).toMatchObject({ sha: said.head });
    expect((await bot.graphql("{ viewer { login } }", {})).body).toMatchObject({
      data: { viewer: { login: "github-actions[bot]" } },
    });
  });
  expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
});

test("it ends badly where something was asked that it does not do", async () => {
  const { code, complaints } = await played(async (said) => {
    await client(said, said.token).get("/repos/ada/paper/branches");
  });
  expect(code).toBe(1);
  expect(complaints).toContain("GET /repos/ada/paper/branches is not part of the stand-in");
});
