/** The service: what its unit says, whose files it touches, and what an installation does the second time. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyPlan, healthOf, type Run } from "../../runner/src/service/apply.ts";
import { installPlan, type Step, uninstallPlan, upgradePlan } from "../../runner/src/service/plan.ts";
import {
  type Machine,
  type Scope,
  type ServiceSettings,
  settingsIn,
  unitName,
  unitText,
  whoseFile,
  word,
} from "../../runner/src/service/unit.ts";
import { json, startScripted, status } from "../support/scripted-server.ts";
import { errorOf, start } from "./support/process.ts";
import { scratch } from "./support/scratch.ts";

const settings: ServiceSettings = {
  profile: "small",
  models: "/var/lib/bioreview/models",
  gpu: "auto",
  socket: "/run/bioreview/small.sock",
  socketGroup: "bioreview",
};
const machine: Machine = {
  node: process.execPath,
  program: "/opt/bioreview/runner/dist/bioreview-runner.js",
  deviceGroups: ["video"],
};

const hasAnalyze = spawnSync("systemd-analyze", ["--version"]).status === 0;
const analyze = (...args: string[]) =>
  spawnSync("systemd-analyze", args, { encoding: "utf8", env: { ...process.env, XDG_RUNTIME_DIR: scratch() } });

describe.skipIf(!hasAnalyze)(`systemd${hasAnalyze ? "" : " (skipped: no systemd-analyze)"}`, () => {
  const saved = (scope: Scope, some: ServiceSettings) => {
    const path = join(scratch(), unitName(some));
    writeFileSync(path, unitText(scope, some, machine));
    return path;
  };
  test.each<{ what: string; scope: Scope; more: Partial<ServiceSettings> }>([
    { what: "of the machine", scope: "system", more: {} },
    { what: "without a GPU", scope: "system", more: { gpu: "off" } },
    {
      what: "with every option",
      scope: "system",
      more: { chat: "bioreview-qwen3-8b-sft", gpu: "cuda", threads: 4, context: 8192, maxWaiting: 64 },
    },
    { what: "with a strange folder", scope: "system", more: { models: '/srv/100% of "ours" $HOME\\x; [Service]' } },
    { what: "of a user", scope: "user", more: { socket: "/home/me/.cache/bioreview/run/small.sock" } },
  ])("takes the unit $what as it is", ({ scope, more }) => {
    const {
      status: code,
      stderr,
      stdout,
    } = analyze("verify", ...(scope === "user" ? ["--user"] : []), saved(scope, { ...settings, ...more }));
    expect([stdout + stderr, code]).toEqual(["", 0]);
  });
  test.each(["auto", "cuda", "vulkan", "off"] as const)("rates it as safe as it was meant to be (gpu: %s)", (gpu) => {
    const { stdout } = analyze("security", "--offline=true", saved("system", { ...settings, gpu }));
    expect(Number(/exposure level for \S+: (\d+\.\d+)/.exec(stdout)?.[1])).toBeLessThanOrEqual(1.5);
  });
});

describe("the unit", () => {
  const directives = (scope: Scope, more: Partial<ServiceSettings> = {}) =>
    new Set(unitText(scope, { ...settings, ...more }, machine).split("\n"));

  test("runs as a user of its own, in the socket's group, without network, and starts again but where that is in vain", () => {
    const found = directives("system");
    for (const line of [
      "User=bioreview-runner",
      "SupplementaryGroups=bioreview video",
      "PrivateNetwork=yes",
      "Restart=on-failure",
      "RestartPreventExitStatus=2 6",
    ])
      expect([...found]).toContain(line);
  });
  test("leaves a GPU its devices, and what compiles while it runs its memory", () => {
    const names = (more: Partial<ServiceSettings>) => [...directives("system", more)].map((line) => line.split("=")[0]);
    for (const forbidden of ["PrivateDevices", "DevicePolicy", "DeviceAllow", "ProtectClock", "MemoryDenyWriteExecute"])
      expect(names({ gpu: "cuda" })).not.toContain(forbidden);
    expect(names({ gpu: "off" }), "where there is none to be left").toContain("PrivateDevices");
    expect(names({ gpu: "off" })).not.toContain("ExecStartPre");
  });
  test("of a user asks for nothing that needs the right to mount", () => {
    expect([...directives("user")].filter((line) => /^(?:User|Protect|Private|Runtime|Cache)/.test(line))).toEqual([]);
  });
  test("says what was chosen, for the next installation", () => {
    expect(settingsIn(unitText("system", settings, machine))).toEqual(settings);
    expect(settingsIn("[Unit]\n")).toBeUndefined();
  });
  test("knows itself, what was edited, and what is none of ours", () => {
    const text = unitText("system", settings, machine);
    expect([
      whoseFile(text),
      whoseFile(`${text}Nice=5\n`),
      whoseFile(text.replace("[Unit]", "[Unit] ")),
      whoseFile("[Unit]\n"),
    ]).toEqual(["ours", "edited", "edited", "foreign"]);
  });

  /** As systemd.service(5) and systemd.syntax(7) read a word: quotes, escapes, specifiers, variables. */
  function readWord(text: string): string {
    const inner = text.startsWith('"') ? text.slice(1, -1) : text;
    return inner.replace(/\\n|\\(.)|%(.)|\$(.)/gs, (all, escaped, percent, dollar) => {
      if (all === "\\n") return "\n";
      if (escaped !== undefined && /["\\]/.test(escaped)) return escaped;
      if (percent === "%" || dollar === "$") return percent ?? dollar;
      throw new Error(`${all} means something to systemd`);
    });
  }
  test("says any path so that systemd reads that path, on one line", () => {
    const strange = fc.array(fc.constantFrom("%", "$", '"', "\\", "n", " ", "\n", "/", "é", ";", "{", "}", "'", "a"), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(strange, (pieces) => {
        const path = pieces.join("");
        const written = word(path);
        expect(written).not.toContain("\n");
        expect(readWord(written)).toBe(path);
      }),
      { seed: 1 },
    );
  });
});

/** A machine's files, in memory. */
function files(there: Record<string, string> = {}) {
  const all = new Map(Object.entries(there));
  const folders = { units: "/units", sysusers: "/sysusers" };
  const plan = (more: Partial<ServiceSettings> = {}, other: Machine = machine) =>
    installPlan({ scope: "system", settings: { ...settings, ...more }, machine: other, folders, found: (path) => all.get(path) });
  const does = (steps: readonly Step[]) => {
    for (const step of steps) if (step.kind === "write") all.set(step.path, step.text);
    return steps;
  };
  return { all, plan, does };
}
const ran = (steps: readonly Step[]) => steps.flatMap((step) => (step.kind === "run" ? [step.argv.join(" ")] : []));
const wrote = (steps: readonly Step[]) => steps.flatMap((step) => (step.kind === "write" ? [step.path] : []));
const UNIT = "/units/bioreview-runner-small.service";
const USERS = "/sysusers/bioreview-runner.conf";

describe("an installation", () => {
  test("makes the user, then the unit, then starts it", () => {
    const { plan } = files();
    expect(wrote(plan())).toEqual([USERS, UNIT]);
    expect(ran(plan())).toEqual([
      `systemd-sysusers ${USERS}`,
      "systemctl daemon-reload",
      "systemctl enable bioreview-runner-small.service",
      "systemctl reset-failed bioreview-runner-small.service",
      "systemctl restart bioreview-runner-small.service",
    ]);
  });
  test("does nothing the second time but to see that it runs", () => {
    const { plan, does } = files();
    does(plan());
    expect(wrote(plan())).toEqual([]);
    expect(ran(plan())).toEqual([
      "systemctl enable bioreview-runner-small.service",
      "systemctl reset-failed bioreview-runner-small.service",
      "systemctl start bioreview-runner-small.service",
    ]);
    expect(wrote(plan({ context: 4096 })), "with another option only the unit").toEqual([UNIT]);
  });
  test("of a second service leaves the groups of the first", () => {
    const { all, plan, does } = files();
    does(plan());
    expect(wrote(plan({ profile: "smoke" }))).toEqual(["/units/bioreview-runner-smoke.service"]);
    expect(all.get(USERS)).toContain("g bioreview -");
  });
  test.each([
    { why: "somebody else wrote the unit", path: UNIT, text: "[Unit]\nDescription=mine\n", says: "did not write" },
    { why: "somebody edited it", path: UNIT, text: `${unitText("system", settings, machine)}Nice=5\n`, says: "edited" },
    { why: "somebody else wrote the users", path: USERS, text: "u bioreview-runner 4711\n", says: "did not write" },
  ])("stops where $why", ({ path, text, says }) => {
    const { plan } = files({ [path]: text });
    expect(() => plan({ context: 4096 })).toThrow(new RegExp(`${path}.*${says}`));
  });
});

describe("an upgrade", () => {
  const other: Machine = { ...machine, program: "/opt/bioreview-2/runner/dist/bioreview-runner.js" };
  const before = unitText("system", settings, machine);
  test("keeps the settings, and knows the way back", () => {
    const { forward, back } = upgradePlan("system", UNIT, before, other);
    const [first] = forward;
    expect(first).toMatchObject({ kind: "write", path: UNIT, text: expect.stringContaining(other.program) });
    expect(first?.kind === "write" && settingsIn(first.text)).toEqual(settings);
    expect(back[0]).toEqual({ kind: "write", path: UNIT, text: before });
    expect(ran(back)).toEqual(ran(forward));
  });
  test("in place only starts it anew", () => {
    const { forward, back } = upgradePlan("system", UNIT, before, machine);
    expect([wrote(forward), back]).toEqual([[], []]);
    expect(ran(forward)).toContain("systemctl restart bioreview-runner-small.service");
  });
  test("of somebody else's unit is none, and neither is its removal", () => {
    expect(() => upgradePlan("system", UNIT, "[Unit]\n", other)).toThrow(/did not write/);
    expect(() => uninstallPlan("system", UNIT, "[Unit]\n")).toThrow(/did not write/);
  });
});

describe("a plan is done", () => {
  const refuses: Run = async ([command]) => ({ code: command === "systemctl" ? 1 : 0, stdout: "", stderr: "Unit is masked.\n" });
  test("in its order, and stops with systemd's own words where systemd refuses", async () => {
    const folder = scratch();
    const path = join(folder, "units", "a.service");
    const after = join(folder, "after");
    const steps: Step[] = [
      { kind: "folder", path: join(folder, "units"), mode: 0o755 },
      { kind: "write", path, text: "text" },
      { kind: "run", argv: ["systemctl", "reset-failed", "a"], mayFail: true },
      { kind: "run", argv: ["systemctl", "enable", "a"] },
      { kind: "write", path: after, text: "" },
    ];
    await expect(applyPlan(steps, refuses)).rejects.toThrow(/systemctl enable a: it ended with 1 \(Unit is masked\.\)/);
    expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777, existsSync(after)]).toEqual(["text", 0o644, false]);
  });
});

describe("the command", () => {
  test("shows what it would do, and does nothing", async () => {
    const config = scratch();
    const env = { XDG_CONFIG_HOME: config, XDG_CACHE_HOME: join(config, "cache") };
    const { code, stdout } = await start(["install", "--profile", "small", "--user", "--dry-run"], env).ended;
    expect(code).toBe(0);
    expect(stdout).toContain(`write ${config}/systemd/user/bioreview-runner-small.service`);
    expect(stdout).toContain("systemctl --user restart bioreview-runner-small.service");
    expect(existsSync(join(config, "systemd"))).toBe(false);
  });
  test("writes a folder of weights so that the service finds it, which starts in another", async () => {
    const { stdout } = await start(["install", "--profile", "small", "--dry-run", "--models", "my/models"]).ended;
    expect(stdout).toContain(` --models ${resolve("my/models")} --gpu`);
    expect(stdout).toContain(`"models":"${resolve("my/models")}"`);
  });
  test.each(["a b", "a\ng root 0", "-a", "a:b", ""])("refuses a group that systemd could not make: %j", async (group) => {
    const ended = await start(["install", "--profile", "small", "--dry-run", "--json-errors", `--socket-group=${group}`]).ended;
    expect([errorOf(ended).code, ended.code, ended.stdout]).toEqual(["no-group-name", 2, ""]);
  });
  test("names the weights that are missing, and where they belong", async () => {
    const env = { XDG_CONFIG_HOME: scratch() };
    const ended = await start(["install", "--profile", "small", "--user", "--models", "/nowhere", "--json-errors"], env).ended;
    expect(errorOf(ended)).toMatchObject({
      code: "weights-missing",
      remedy: expect.stringMatching(/models pull small.*--models \/nowhere/),
    });
  });
  test.each(["status", "logs", "upgrade", "uninstall"])("%s says that none is installed", async (command) => {
    const ended = await start([command, "--user", "--json-errors"], { XDG_CONFIG_HOME: scratch() }).ended;
    expect([errorOf(ended).code, ended.code]).toEqual(["no-service", 2]);
  });
  test("asks which of several is meant", async () => {
    const config = scratch();
    mkdirSync(join(config, "systemd/user"), { recursive: true });
    for (const profile of ["small", "smoke"])
      writeFileSync(
        join(config, "systemd/user", `bioreview-runner-${profile}.service`),
        unitText("user", { ...settings, profile }, machine),
      );
    const env = { XDG_CONFIG_HOME: config };
    expect(errorOf(await start(["uninstall", "--user", "--dry-run", "--json-errors"], env).ended).fault).toMatch(
      /several.*small.*smoke/,
    );
    const { stdout } = await start(["uninstall", "--user", "--dry-run", "--profile", "smoke"], env).ended;
    expect(stdout).toContain(`rm ${config}/systemd/user/bioreview-runner-smoke.service`);
  });
});

describe("the status of a server", () => {
  const look = (url: string) => start(["status", "--endpoint", url, "--json-errors"]).ended;
  test("is its health", async () => {
    await using server = await startScripted();
    expect(await healthOf(server.url)).toEqual({ status: "ok" });
    expect((await look(server.url)).code).toBe(0);
  });
  test("is a failure where it does not answer so", async () => {
    await using server = await startScripted({ health: json({ status: "loading" }, 503) });
    const loading = await look(server.url);
    expect([errorOf(loading).code, loading.code]).toEqual(["server-loading", 4]);
    await using other = await startScripted({ health: status(404) });
    expect(errorOf(await look(other.url)).code).toBe("server-not-running");
    expect(errorOf(await look("unix:/nowhere.sock")).code).toBe("server-not-running");
  });
});
