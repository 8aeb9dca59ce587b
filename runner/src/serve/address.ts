/** Where a server listens: a Unix socket of its owner, and of a group where one is named, or a port of this machine. A port that other machines reach has to be
 *  asked for by an address, and a token guards it, so that unpublished text cannot be served to a network by mistake. */
import { execFile } from "node:child_process";
import { chmod, chown, lstat, mkdir, rm, stat } from "node:fs/promises";
import { BlockList, connect, isIP } from "node:net";
import { dirname, resolve } from "node:path";
import { CannotServeError, errnoOf, messageOf, UsageError } from "../errors.ts";
import type { App } from "./server.ts";

export type Address =
  | {
      readonly kind: "socket";
      readonly path: string;
      /** Name or number of the group whose members may use it too. */
      readonly group: string | undefined;
    }
  | { readonly kind: "port"; readonly port: number; readonly host: string };

export const LOOPBACK = "127.0.0.1";
const THIS_MACHINE = new BlockList();
THIS_MACHINE.addSubnet("127.0.0.0", 8);
THIS_MACHINE.addAddress("::1", "ipv6");

/** @param host an IP address @returns whether only programs of this machine reach a port there */
export function isLoopback(host: string): boolean {
  return THIS_MACHINE.check(host, isIP(host) === 6 ? "ipv6" : "ipv4");
}

/** Bytes that the system has for a socket's path: 108 on Linux, 104 on macOS, less the closing zero. */
const LONGEST_PATH = 103;
/** Nobody but the owner; the owner and a group. */
const MODE = { owner: 0o600, group: 0o660 } as const;
/** Of a folder that is made for a socket: whoever may enter it still needs the socket's own permission. */
const FOLDER_MODE = { owner: 0o700, group: 0o755 } as const;
/** Permission to enter a folder. */
const ENTER = { group: 0o010, all: 0o001 } as const;
/** Write permission of the group and of all others. */
const OTHERS_WRITE = 0o022;

/** Listens. The socket's file is there, with its mode, when this returns.
 *  @returns the address for clients */
export async function listen(app: App, address: Address, uid: number | undefined): Promise<string> {
  if (address.kind === "port") return await listenOnPort(app, address);
  const path = resolve(address.path);
  const gid = address.group === undefined ? undefined : await groupNumber(address.group);
  await assertUsable(path, uid, gid);
  await removeStale(path);
  const before = process.umask(0o177);
  try {
    await app.listen({ path });
  } catch (error) {
    throw cannotListen(path, error);
  } finally {
    process.umask(before);
  }
  if (gid !== undefined) await share(path, gid, address.group ?? "");
  await chmod(path, gid === undefined ? MODE.owner : MODE.group);
  return `unix:${path}`;
}

async function listenOnPort(app: App, { host, port }: { readonly host: string; readonly port: number }): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    throw cannotListen(`${host}:${port}`, error);
  }
}

/** @param group a name, or a number @throws UsageError where the system knows no such group */
async function groupNumber(group: string): Promise<number> {
  if (/^\d+$/.test(group)) return Number(group);
  // The system's own look-up: a group need not stand in /etc/group.
  const entry = await new Promise<string>((found) => {
    execFile("getent", ["group", "--", group], (error, stdout) => found(error === null ? stdout : ""));
  });
  const gid = /^[^:]*:[^:]*:(\d+):/.exec(entry)?.[1];
  if (gid !== undefined) return Number(gid);
  throw new UsageError({
    code: "no-such-group",
    at: `--socket-group ${group}`,
    fault: "this system knows no group of that name",
    remedy: `Make it with \`groupadd --system ${group}\`, or give a group's number`,
  });
}

async function share(path: string, gid: number, group: string): Promise<void> {
  try {
    await chown(path, -1, gid);
  } catch (cause) {
    if (errnoOf(cause) !== "EPERM") throw cause;
    throw new CannotServeError({
      code: "not-in-group",
      at: `--socket-group ${group}`,
      fault: "the user who serves is not in this group, and so may give it nothing",
      remedy: "Add that user to the group; in a unit of systemd name it in SupplementaryGroups=",
      cause,
    });
  }
}

function cannotListen(at: string, cause: unknown): CannotServeError {
  if (errnoOf(cause) === "EADDRINUSE") return inUse(at, cause);
  const fault = `cannot listen there (${messageOf(cause)})`;
  return new CannotServeError({ code: "cannot-listen", at, fault, remedy: "Name another address", cause });
}

function inUse(at: string, cause?: unknown): CannotServeError {
  return new CannotServeError({
    code: "address-in-use",
    at,
    fault: "a server already answers there",
    remedy: "Use that one, stop it, or name another address",
    cause,
  });
}

/** The folder decides who can reach or replace a socket, so it must be ours; one that is not there is made, for us alone. */
async function assertUsable(path: string, uid: number | undefined, gid: number | undefined): Promise<void> {
  if (Buffer.byteLength(path) > LONGEST_PATH) {
    throw new UsageError({
      code: "socket-path-too-long",
      at: path,
      fault: `a socket's path has at most ${LONGEST_PATH} bytes, and this one ${Buffer.byteLength(path)}`,
      remedy: "Name a shorter one, such as in $XDG_RUNTIME_DIR",
    });
  }
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: gid === undefined ? FOLDER_MODE.owner : FOLDER_MODE.group });
  const { uid: owner, gid: ownGroup, mode } = await stat(folder);
  if (uid !== undefined && (owner !== uid || (mode & OTHERS_WRITE) !== 0))
    throw new CannotServeError({
      code: "socket-folder-open",
      at: folder,
      fault: owner === uid ? "others may write into it, and could put their own socket there" : "it belongs to somebody else",
      remedy: "Name a socket in a folder that only you can write into, such as $XDG_RUNTIME_DIR/bioreview",
    });
  if (gid === undefined || (mode & ENTER.all) !== 0 || (ownGroup === gid && (mode & ENTER.group) !== 0)) return;
  throw new CannotServeError({
    code: "socket-folder-closed",
    at: folder,
    fault: "the members of the group may not enter it",
    remedy: `Run \`chmod 755 ${folder}\`: the socket's own mode keeps all others out`,
  });
}

/** A socket's file outlives a server that was killed. It is removed only if nobody answers on it. */
async function removeStale(path: string): Promise<void> {
  try {
    const found = await lstat(path);
    if (!found.isSocket()) {
      throw new CannotServeError({
        code: "not-a-socket",
        at: path,
        fault: "a file that is no socket lies there",
        remedy: "Name another path",
      });
    }
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return;
    throw error;
  }
  if (await answers(path)) throw inUse(path);
  await rm(path, { force: true });
}

function answers(path: string): Promise<boolean> {
  return new Promise((decide, reject) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      decide(true);
    });
    socket.once("error", (error) => {
      const code = errnoOf(error);
      if (code === "ECONNREFUSED" || code === "ENOENT") decide(false);
      else reject(cannotListen(path, error));
    });
  });
}
