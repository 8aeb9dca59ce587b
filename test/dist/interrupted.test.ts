/** Ctrl-C, SIGTERM and the closing of a terminal, wherever they come: no half file, no model server, no socket left behind. */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Agent, request } from "undici";
import { describe, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/errors.ts";
import { isAlive, NODES, runnersOf, type Started, start } from "../support/dist.ts";
import { folderWith, LONG_PAPER } from "../support/folder.ts";
import { REVIEWER } from "../support/reviewer.ts";
import { piece, startScripted, streams } from "../support/scripted-server.ts";
import { hasSmoke, MODELS, SMOKE_SKIPPED } from "../support/smoke-model.ts";

const onLinux = existsSync("/proc/self/stat");
/** After how far it was, where the machine is so slow that this was said. */
const INTERRUPTED = /^(?:bioreview: [a-z ]+: \d+ % of [\d,]+ tokens\n)*bioreview: SIG(?:INT|TERM|HUP): stopped before it was done, so nothing was written\. Run the same command again\. \[interrupted\]\n$/;

async function until<T>(found: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const it = await found();
    if (it !== undefined) return it;
    await pause(20);
  }
}

describe.each(NODES)("$name", ({ node, there }) => {
  test.skipIf(!there).each(["SIGINT", "SIGTERM"] as const)("%s while a server writes its answer", async (signal) => {
    const directory = folderWith({ "paper.md": LONG_PAPER });
    await using server = await startScripted({ models: REVIEWER, chat: streams([piece('[{"text": "There is no')], "pings") });
    const argv = ["review", "paper.md", "--profile", "smoke", "--endpoint", server.url, "--output", "review.json"];
    const { child, ended } = start(argv, { node, cwd: directory });
    await until(() => server.received.find(({ path }) => path === "/v1/chat/completions"));
    child.kill(signal);
    const { code, out, err } = await ended;
    expect({ code, out }).toEqual({ code: EXIT_CODES.interrupted, out: "" });
    expect(err).toMatch(INTERRUPTED);
    expect(readdirSync(directory)).toEqual(["paper.md"]);
  });
});

describe.skipIf(!onLinux || !hasSmoke)(`with a model server of its own${onLinux ? SMOKE_SKIPPED : " (skipped: no /proc here)"}`, () => {
  interface Reviewing extends Started {
    readonly directory: string;
    readonly sockets: string;
    readonly runner: number;
  }

  /** A review whose server is a process by now, and may yet load. */
  async function reviewing(): Promise<Reviewing> {
    const directory = folderWith({ "paper.md": LONG_PAPER });
    const sockets = join(directory, "run");
    mkdirSync(sockets, { mode: 0o700 });
    const alone = ["--no-embedder", "--threads", "1", "--models", MODELS];
    const argv = ["review", "paper.md", "--profile", "smoke", ...alone, "--output", "review.json"];
    const started = start(argv, { cwd: directory, env: { XDG_RUNTIME_DIR: sockets } });
    const runner = await until(() => runnersOf(started.child.pid ?? 0)[0]);
    return { ...started, directory, sockets, runner };
  }

  async function answers({ sockets }: Reviewing): Promise<true> {
    const socketPath = await until(() => {
      const folder = readdirSync(sockets)[0];
      const path = folder === undefined ? undefined : join(sockets, folder, "s.sock");
      return path !== undefined && existsSync(path) ? path : undefined;
    });
    const dispatcher = new Agent({ connect: { socketPath } });
    return until(async () => {
      const health = await request("http://localhost/health", { dispatcher })
        .then(({ body }) => body.json())
        .catch(() => undefined);
      return typeof health === "object" && health !== null && "running" in health && health.running === 1 ? true : undefined;
    });
  }

  async function expectNothingLeft({ ended, directory, sockets, runner }: Reviewing): Promise<void> {
    const { code, out, err } = await ended;
    expect({ code, out }).toEqual({ code: EXIT_CODES.interrupted, out: "" });
    expect(err).toMatch(INTERRUPTED);
    expect(isAlive(runner), "the model server is gone").toBe(false);
    expect(readdirSync(sockets), "so is its socket").toEqual([]);
    expect(readdirSync(directory).sort(), "there is no file, whole or half").toEqual(["paper.md", "run"]);
  }

  test.each(["SIGINT", "SIGTERM"] as const)("%s while it starts", async (signal) => {
    const review = await reviewing();
    review.child.kill(signal);
    await expectNothingLeft(review);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s while it answers", async (signal) => {
    const review = await reviewing();
    await answers(review);
    review.child.kill(signal);
    await expectNothingLeft(review);
  });

  test("an impatient second Ctrl-C ends it at once, and nothing is left even so", async () => {
    const review = await reviewing();
    await answers(review);
    review.child.kill("SIGINT");
    review.child.kill("SIGINT");
    const { code, out } = await review.ended;
    expect({ code, out }).toEqual({ code: EXIT_CODES.interrupted, out: "" });
    await until(() => (isAlive(review.runner) ? undefined : true));
    expect(readdirSync(review.sockets)).toEqual([]);
    expect(readdirSync(review.directory).sort()).toEqual(["paper.md", "run"]);
  });

  test("a reviewer that is killed outright takes its server with it", async () => {
    const review = await reviewing();
    await answers(review);
    review.child.kill("SIGKILL");
    expect((await review.ended).signal).toBe("SIGKILL");
    await until(() => (isAlive(review.runner) ? undefined : true));
    expect(readdirSync(review.directory).sort()).toEqual(["paper.md", "run"]);
  });
});
