import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Installation, installRunner, toolCache } from "../../../src/action/runner-install/install.ts";
import { ModelsError } from "../../../src/errors.ts";

const root = mkdtempSync(join(tmpdir(), "br-install-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const signal = new AbortController().signal;

let source: string;
let cache: string;
let installs: string[];
let part: string[];
beforeEach(() => {
  const folder = mkdtempSync(join(root, "case-"));
  [source, cache, installs, part] = [join(folder, "runner"), join(folder, "tools"), [], []];
  mkdirSync(join(source, "dist", "chunks"), { recursive: true });
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) writeFileSync(join(source, name), name);
  writeFileSync(join(source, "dist", "bioreview-runner.js"), "1");
  writeFileSync(join(source, "dist", "chunks", "serve.js"), "1");
  mkdirSync(join(source, "python"));
  writeFileSync(join(source, "python", "merge.py"), "1");
});

function installation(more: Partial<Installation> = {}): Installation {
  return {
    source,
    cache,
    async install(folder) {
      installs.push(folder);
      mkdirSync(join(folder, "node_modules", "node-llama-cpp"), { recursive: true });
    },
    log() {},
    onUnfinished: (folder) => void part.push(folder),
    ...more,
  };
}
const left = () => readdirSync(join(cache, "bioreview-runner"));

describe("the model server in the tool cache", () => {
  test("is installed once, from the lockfile that came with the Action, and its program finds its libraries", async () => {
    const program = await installRunner(installation(), signal);
    expect(await installRunner(installation(), signal)).toBe(program);
    expect(installs).toHaveLength(1);
    expect(readFileSync(program, "utf8")).toBe("1");
    expect(existsSync(join(program, "../../../node_modules/node-llama-cpp"))).toBe(true);
    expect(readFileSync(join(dirname(installs[0] ?? ""), left()[0] ?? "", "package-lock.json"), "utf8")).toBe(
      "package-lock.json",
    );
  });

  test("has the scripts that build models beside its program, and is another one with others", async () => {
    const program = await installRunner(installation(), signal);
    expect(readFileSync(join(program, "../../python/merge.py"), "utf8")).toBe("1");
    writeFileSync(join(source, "python", "merge.py"), "2");
    const other = await installRunner(installation(), signal);
    expect(readFileSync(join(other, "../../python/merge.py"), "utf8")).toBe("2");
    expect(installs).toHaveLength(1);
  });

  test("a new release with the same libraries installs nothing", async () => {
    const old = await installRunner(installation(), signal);
    writeFileSync(join(source, "dist", "chunks", "serve.js"), "2");
    const program = await installRunner(installation(), signal);
    expect(program).not.toBe(old);
    expect(existsSync(old), "a job that runs keeps its own").toBe(true);
    expect(installs).toHaveLength(1);
  });

  test("other libraries are installed beside the old ones", async () => {
    await installRunner(installation(), signal);
    writeFileSync(join(source, "package-lock.json"), "another");
    await installRunner(installation(), signal);
    expect(installs).toHaveLength(2);
    expect(left()).toHaveLength(2);
  });

  test("two jobs at once install it once", async () => {
    let running = 0;
    const install = async (folder: string) => {
      expect(++running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await installation().install(folder, signal);
      running--;
    };
    const [one, other] = await Promise.all([1, 2].map(() => installRunner(installation({ install }), signal)));
    expect(one).toBe(other);
    expect(installs).toHaveLength(1);
  });

  test("one that fails leaves nothing that looks installed, and the next job tries again", async () => {
    const install = async (folder: string) => {
      mkdirSync(join(folder, "node_modules"));
      throw new ModelsError({ code: "runner-not-installed", at: folder, fault: "npm ended with 1", remedy: "Look" });
    };
    await expect(installRunner(installation({ install }), signal)).rejects.toThrow(ModelsError);
    expect(left()).toEqual([]);
    expect(part, "the post step knows what to put away").toEqual([expect.stringMatching(/\.part$/)]);
    await installRunner(installation(), signal);
    expect(installs).toHaveLength(1);
  });

  test("a cache that cannot be written is an error with a remedy", async () => {
    writeFileSync(join(root, "file"), "");
    await expect(installRunner(installation({ cache: join(root, "file") }), signal)).rejects.toThrow(/tool cache/);
  });

  test("lies where the runner keeps its tools, else with the user's caches", () => {
    expect(toolCache({ RUNNER_TOOL_CACHE: "/opt/tools", XDG_CACHE_HOME: "/c" })).toBe("/opt/tools");
    expect(toolCache({ XDG_CACHE_HOME: "/c" })).toBe("/c/bioreview/tools");
  });
});
