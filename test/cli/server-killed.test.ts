/** A real model server that is killed in the middle: the review fails in words that say when, and leaves nothing. */
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/errors.ts";
import { isAlive, runnersOf } from "../support/dist.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith, LONG_PAPER } from "../support/folder.ts";
import { hasSmoke, MODELS, RUNNER, SMOKE_SKIPPED } from "../support/smoke-model.ts";

const onLinux = process.platform === "linux";

describe.skipIf(!onLinux || !hasSmoke)(`the server of a review${onLinux ? SMOKE_SKIPPED : " (skipped: needs /proc)"}`, () => {
  test.each([
    {
      when: "reads the prompt",
      budget: "5000",
      seen: "reading the paper:",
      told: /while it read the prompt \(\d+ of \d+ tokens\)/,
    },
    { when: "writes its answer", budget: "600", seen: "writing:", told: /while it wrote the answer \(some \d+ tokens in\)/ },
  ])("that is killed while it $when", async ({ budget, seen, told }) => {
    const directory = folderWith({ "paper.md": LONG_PAPER });
    const sockets = join(directory, "run");
    mkdirSync(sockets, { mode: 0o700 });
    const before = process.env["XDG_RUNTIME_DIR"];
    process.env["XDG_RUNTIME_DIR"] = sockets;
    const killed = new Set<number>();
    const err: string[] = [];
    const kill = (text: string) => {
      err.push(text);
      if (!text.includes(seen)) return;
      for (const pid of runnersOf(process.pid).filter((one) => !killed.has(one))) {
        killed.add(pid);
        process.kill(pid, "SIGKILL");
      }
    };
    const argv = [
      "review",
      "paper.md",
      "--profile",
      "smoke",
      "--threads",
      "1",
      "--models",
      MODELS,
      "--output",
      "review.json",
      "--budget",
      budget,
    ];
    const { code, out } = await bioreview(argv, {
      directory,
      env: { BIOREVIEW_RUNNER: join(RUNNER, "../..") },
      errIsTerminal: true,
      errColumns: 120,
      err: kill,
    });
    if (before === undefined) delete process.env["XDG_RUNTIME_DIR"];
    else process.env["XDG_RUNTIME_DIR"] = before;
    expect({ code, out }).toEqual({ code: EXIT_CODES.server, out: "" });
    expect(err.at(-1)).toMatch(told);
    expect(err.at(-1)).toMatch(/was ended by SIGKILL .*free memory where it was killed.* \[server-ended\]\n$/);
    expect([...killed].some(isAlive)).toBe(false);
    expect(killed.size).toBe(1);
    expect(readdirSync(sockets)).toEqual([]);
    expect(readdirSync(directory).sort()).toEqual(["paper.md", "run"]);
  });
});
