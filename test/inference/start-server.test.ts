import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { InterruptedError, ModelsError, ServerError, SettingsError } from "../../src/errors.ts";
import { type AnswerRequest, connectModel, locateRunner, type ServerOptions, startServer } from "../../src/inference/index.ts";
import { makeSocketFolder } from "../../src/inference/start-server.ts";

const folder = mkdtempSync(join(tmpdir(), "br-start-"));
const forever = new AbortController().signal;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sockets are made here, so that what is left over can be counted. */
const places = join(folder, "run");
beforeAll(() => {
  mkdirSync(places);
  vi.stubEnv("XDG_RUNTIME_DIR", places);
  return () => vi.unstubAllEnvs();
});
afterEach(() => expect(readdirSync(places), "no socket's folder is left").toEqual([]));

/** A model server that only a test knows: serves health and one model, and then does what `then` says when it is asked for an answer. */
const SERVING = `
import { createServer } from "node:http";
import { writeFileSync } from "node:fs";
const { argv, env, pid } = process;
const socket = argv[argv.indexOf("--socket") + 1];
writeFileSync(env.BR_TEST_REPORT, JSON.stringify({ argv: argv.slice(2), pid, token: env.BR_TEST_TOKEN ?? null }));
process.stdin.resume().once("end", () => process.exit(0));
let looks = 0;
createServer((request, response) => {
  if (request.url === "/health") return response.writeHead(++looks < 3 ? 503 : 200).end("{}");
  if (request.url === "/v1/models") return response.writeHead(200, { "content-type": "application/json" })
    .end(JSON.stringify({ data: [{ id: "m", owned_by: "bioreview-runner", meta: { kind: "chat" } }] }));
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write('data: {"choices":[],"prompt_progress":{"total":3000,"cache":0,"processed":512,"time_ms":1}}\\n\\n', () => THEN);
}).listen(socket, () => console.log("serving"));
`;

let programs = 0;
function runnerThat(code: string): {
  order: ServerOptions;
  lines: string[];
  report: () => { argv: string[]; pid: number; token: unknown };
} {
  const runnerPath = join(folder, `runner-${++programs}.mjs`);
  writeFileSync(runnerPath, code);
  const reportPath = `${runnerPath}.json`;
  vi.stubEnv("BR_TEST_REPORT", reportPath);
  const lines: string[] = [];
  return {
    order: { profile: "smoke", runnerPath, onLine: (line) => lines.push(line) },
    lines,
    report: () => JSON.parse(readFileSync(reportPath, "utf8")),
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const QUESTION: AnswerRequest = {
  system: "s",
  user: "u",
  sampling: { seed: 1, temperature: 0, topP: 1, repetitionPenalty: 1, maxTokens: 8 },
  shape: { grammar: "", jsonSchema: {} },
};

test("a server that loads is waited for, and nothing of it is left when it was stopped", async () => {
  const { order, lines, report } = runnerThat(SERVING.replace("THEN", "{}"));
  const server = await startServer({ ...order, chat: "m", threads: 1, gpu: "off", models: "/weights" }, forever);
  expect((await connectModel(server.endpoint, {}, forever)).identity.id).toBe("m");
  expect(server.endpoint.leavesMachine).toBe(false);
  await server.stop();
  await server.stop();
  expect(lines).toEqual(["serving"]);
  expect(isAlive(report().pid)).toBe(false);
  const { argv } = report();
  expect(argv).toEqual(expect.arrayContaining(["serve", "--exit-with-stdin", "--json-errors", "--socket"]));
  for (const pair of ["--profile smoke", "--chat m", "--threads 1", "--gpu off", "--models /weights"])
    expect(argv.join(" ")).toContain(pair);
});

test("`await using` stops it", async () => {
  const { order, report } = runnerThat(SERVING.replace("THEN", "{}"));
  {
    await using server = await startServer(order, forever);
    expect(isAlive(report().pid), server.endpoint.shown).toBe(true);
  }
  expect(isAlive(report().pid)).toBe(false);
});

test("it learns no secret of ours", async () => {
  vi.stubEnv("BR_TEST_TOKEN", "secret");
  const { order, report } = runnerThat(SERVING.replace("THEN", "{}"));
  await (await startServer(order, forever)).stop();
  expect(report().token).toBeNull();
});

describe("a server that cannot start says why, by its exit code and last line", () => {
  const failure = {
    code: "weights-missing",
    at: "m.gguf",
    fault: "is not there",
    remedy: "Run: bioreview-runner models pull smoke",
  };
  const ends = (exit: number, line = JSON.stringify({ error: failure })) =>
    `console.error(${JSON.stringify(line)}); process.exitCode = ${exit};`;
  test.each([
    { exit: 6, type: ModelsError },
    { exit: 2, type: SettingsError },
    { exit: 4, type: ServerError },
    { exit: 1, type: ServerError },
  ])("exit code $exit", async ({ exit, type }) => {
    const error = await startServer(runnerThat(ends(exit)).order, forever).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ code: "weights-missing", remedy: failure.remedy });
  });
  test("and where it reports nothing, with its last words and its exit code", async () => {
    const work = startServer(runnerThat(ends(3, "terminate called after throwing std::out_of_range")).order, forever);
    await expect(work).rejects.toThrow(/exit code 3.*std::out_of_range/);
  });
  test("and where it was killed, with the signal and what that often means", async () => {
    const work = startServer(runnerThat('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);').order, forever);
    await expect(work).rejects.toThrow(/SIGKILL.*memory/);
  });
  test("and where it never serves, after the time that it has", async () => {
    const { order } = runnerThat("process.stdin.resume(); setInterval(() => {}, 1000);");
    await expect(startServer({ ...order, startWithin: 0.5 }, forever)).rejects.toMatchObject({ code: "server-start-too-slow" });
  });
});

test("an interruption while it loads leaves nothing of it", async () => {
  const { order, report } = runnerThat(SERVING.replace("++looks < 3", "true").replace("THEN", "{}"));
  const controller = new AbortController();
  const work = startServer({ ...order, onLine: () => controller.abort() }, controller.signal);
  await expect(work).rejects.toBeInstanceOf(InterruptedError);
  expect(isAlive(report().pid)).toBe(false);
});

test("an interruption before it starts starts none", async () => {
  const { order, report } = runnerThat(SERVING);
  await expect(startServer(order, AbortSignal.abort())).rejects.toBeInstanceOf(InterruptedError);
  expect(report).toThrow();
});

describe("a server that dies while it reads the prompt", () => {
  test.each([
    { how: "is killed", does: 'process.kill(process.pid, "SIGKILL")', says: /SIGKILL.*512 of 3000 tokens/ },
    {
      how: "ends by itself",
      does: '(console.error("ggml: out of memory"), process.exit(9))',
      says: /exit code 9.*ggml: out of memory/,
    },
  ])("$how: the error has its last words, and how far it had come", async ({ does, says }) => {
    await using server = await startServer(runnerThat(SERVING.replace("THEN", does)).order, forever);
    const model = await connectModel(server.endpoint, {}, forever);
    const work = model.answer(QUESTION, () => {}, forever);
    await expect(work).rejects.toMatchObject({ code: "server-ended", kind: "server" });
    await expect(work).rejects.toThrow(says);
  });
});

test("it ends when we are killed, for nobody is left who could stop it", async () => {
  const { report, order } = runnerThat(SERVING.replace("THEN", "{}"));
  // Stands for us: holds the pipe, and is killed without a chance to tidy up.
  const parent = spawn(
    process.execPath,
    [
      "-e",
      `require("node:child_process").spawn(process.execPath, [${JSON.stringify(order.runnerPath)}, "--socket", ${JSON.stringify(join(folder, "k.sock"))}],
      { stdio: ["pipe", "inherit", "inherit"], detached: true }); setInterval(() => {}, 1000);`,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await firstLine(parent);
  expect(isAlive(report().pid)).toBe(true);
  parent.kill("SIGKILL");
  while (isAlive(report().pid)) await pause(20); // the test's own time limit is the judge
});

function firstLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.stdout?.once("data", () => resolve()));
}

describe("where a socket can be", () => {
  test("in the first folder that is short enough, for us alone", () => {
    const long = join(folder, "x".repeat(90));
    mkdirSync(long);
    const made = makeSocketFolder([undefined, long, folder]);
    expect(dirname(dirname(made.socketPath))).toBe(folder);
    made.remove();
    made.remove();
    expect(existsSync(dirname(made.socketPath))).toBe(false);
  });
  test("nowhere is an error that says what to do", () => expect(() => makeSocketFolder(["/no/such/folder"])).toThrow(/TMPDIR/));
});

describe("where the runner is", () => {
  const made = (name: string, ...files: string[]) => {
    const root = join(folder, name);
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), "");
    }
    return root;
  };
  const LIBRARY = "node_modules/node-llama-cpp/package.json";
  test("beside our own bundle", () => {
    const root = made(
      "whole",
      "dist/bioreview.js",
      "runner/package.json",
      "runner/dist/bioreview-runner.js",
      `runner/${LIBRARY}`,
    );
    expect(locateRunner(join(root, "dist"), {})).toBe(join(root, "runner/dist/bioreview-runner.js"));
  });
  test("or where BIOREVIEW_RUNNER says", () => {
    const root = made("elsewhere", "package.json", "dist/bioreview-runner.js", LIBRARY);
    expect(locateRunner("/nowhere", { BIOREVIEW_RUNNER: root })).toBe(join(root, "dist/bioreview-runner.js"));
  });
  test("a package whose libraries are not installed says how to install them", () => {
    const root = made("bare one", "package.json", "dist/bioreview-runner.js");
    expect(() => locateRunner("/nowhere", { BIOREVIEW_RUNNER: root })).toThrow(`npm ci --prefix '${root}'`);
  });
  test("one that is not built says how to build it", () =>
    expect(() => locateRunner("/nowhere", { BIOREVIEW_RUNNER: made("raw", "package.json", LIBRARY) })).toThrow(/npm run build/));
  test("a folder that holds none is a wrong setting", () =>
    expect(() => locateRunner("/nowhere", { BIOREVIEW_RUNNER: folder })).toThrow(SettingsError));
  test("no folder at all is an incomplete installation", () =>
    expect(() => locateRunner(join(folder, "dist"), {})).toThrow(ModelsError));
});
