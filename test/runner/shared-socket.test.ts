/** One socket, several users of one machine: who may use it, and which socket a client may trust. Needs root, for it acts as other users. */
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { whyUntrusted } from "../../src/inference/index.ts";
import { errorOf, start } from "./support/process.ts";
import { scratch } from "./support/scratch.ts";
import { EMBEDDING, hasSmoke, MODELS } from "./support/smoke.ts";

const isRoot = process.getuid?.() === 0;
const setpriv = spawnSync("setpriv", ["--version"]).status === 0;
const why = !isRoot
  ? " (skipped: not root)"
  : !setpriv
    ? " (skipped: no setpriv)"
    : !hasSmoke
      ? " (skipped: no small model)"
      : "";

/** Users and a group that nobody on this machine has. */
const SERVICE = 21_000;
const ALICE = 21_001;
const BOB = 21_002;
const MALLORY = 21_003;
const GROUP = 31_000;
const as = (uid: number, ...groups: number[]) => [
  "setpriv",
  ...[`--reuid=${uid}`, `--regid=${uid}`],
  groups.length > 0 ? `--groups=${groups.join(",")}` : "--clear-groups",
];

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});
/** A folder into which only root writes, in folders of the same kind. */
function rootsFolder(): string {
  const folder = mkdtempSync("/run/bioreview-test-");
  made.push(folder);
  chmodSync(folder, 0o755);
  return folder;
}

const asks = `
  const request = require("http").get({ socketPath: process.argv[1], path: "/v1/models", agent: false }, (reply) => {
    console.log(reply.statusCode);
    reply.destroy();
  });
  request.on("error", (error) => console.log(error.code));`;
const asked = (socket: string, ...who: Parameters<typeof as>) => {
  const [command = "", ...args] = [...as(...who), process.execPath, "-e", asks, socket];
  return spawnSync(command, args, { encoding: "utf8", cwd: "/" }).stdout.trim();
};

describe.skipIf(why !== "")(`a socket that a group shares${why}`, () => {
  test("is used by two of its members, and by nobody else", async () => {
    const folder = rootsFolder();
    const models = join(folder, "models", EMBEDDING.id);
    cpSync(join(MODELS, EMBEDDING.id), models, { recursive: true, dereference: true });
    const run = join(folder, "run");
    mkdirSync(run);
    chownSync(run, SERVICE, SERVICE);
    chmodSync(run, 0o755);
    const socket = join(run, "smoke.sock");
    const serve = ["serve", "--profile", "smoke", "--only", "embedding", "--models", join(folder, "models"), "--socket", socket];
    const { firstLine, child, ended } = start([...serve, "--socket-group", String(GROUP)], {}, as(SERVICE, GROUP));
    await firstLine;
    const { mode, uid, gid } = statSync(socket);
    expect([mode & 0o777, uid, gid]).toEqual([0o660, SERVICE, GROUP]);
    expect([asked(socket, ALICE, GROUP), asked(socket, BOB, GROUP), asked(socket, MALLORY)]).toEqual(["200", "200", "EACCES"]);
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
  });

  test.each([
    { what: "a group of which the service is none", group: String(GROUP + 1), mode: 0o755, code: "not-in-group" },
    { what: "a group that nobody knows", group: "no-such-group-here", mode: 0o755, code: "no-such-group" },
    { what: "a folder that its members cannot enter", group: String(GROUP), mode: 0o700, code: "socket-folder-closed" },
  ])("is refused for $what", async ({ group, mode, code }) => {
    const run = rootsFolder();
    chownSync(run, SERVICE, SERVICE);
    chmodSync(run, mode);
    const args = ["serve", "--profile", "smoke", "--socket", join(run, "s.sock"), "--socket-group", group, "--json-errors"];
    const ended = await start(args, {}, as(SERVICE, GROUP)).ended;
    expect(errorOf(ended).code).toBe(code);
  });
});

describe.skipIf(!isRoot)(`a socket that nobody named${isRoot ? "" : " (skipped: not root)"}`, () => {
  const socketIn = async (folder: string) => {
    const server = createServer().listen(join(folder, "s.sock"));
    await new Promise((resolve) => server.once("listening", resolve));
    return server;
  };
  test.each([
    { whose: "root", owner: 0, mode: 0o755, trusted: true },
    { whose: "one's own", owner: ALICE, mode: 0o700, trusted: true },
    { whose: "a service's", owner: 998, mode: 0o755, trusted: true },
    { whose: "a service's with a user that systemd made up", owner: 61_500, mode: 0o755, trusted: true },
    { whose: "another person's", owner: BOB, mode: 0o755, trusted: false },
    { whose: "nobody's", owner: 65_534, mode: 0o755, trusted: false },
    { whose: "a service's in which a group writes", owner: 998, mode: 0o775, trusted: false },
    { whose: "a service's that others may replace", owner: 998, mode: 0o755, parent: 0o1777, trusted: false },
    { whose: "a service's in another person's", owner: 998, mode: 0o755, parentOwner: BOB, trusted: false },
  ])("in a folder that is $whose: trusted is $trusted", async ({ owner, mode, parent = 0o755, parentOwner = 0, trusted }) => {
    const above = rootsFolder();
    const folder = join(above, "bioreview");
    mkdirSync(folder);
    const server = await socketIn(folder);
    chownSync(folder, owner, owner);
    chmodSync(folder, mode);
    chownSync(above, parentOwner, parentOwner);
    chmodSync(above, parent);
    const distrust = await whyUntrusted(join(realpathSync(folder), "s.sock"), ALICE);
    server.close();
    expect(distrust === undefined, distrust).toBe(trusted);
  });
});

test("a folder for a shared socket is made so that its members can enter it", async () => {
  const folder = join(scratch(), "new");
  const own = String(process.getgid?.());
  const args = ["serve", "--profile", "smoke", "--models", folder, "--socket", join(folder, "s.sock"), "--socket-group", own];
  expect(errorOf(await start([...args, "--json-errors"]).ended).code).toBe("weights-missing");
  expect(existsSync(folder) && statSync(folder).mode & 0o777).toBe(0o755);
});
