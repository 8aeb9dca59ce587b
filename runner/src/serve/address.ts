/** Where a server listens: a Unix socket of its owner alone, or a port of this machine alone. There is no third way, so that unpublished
 *  text cannot be served to a network by mistake. */
import { chmod, lstat, mkdir, rm, stat } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, resolve } from "node:path";
import { CannotServeError, errnoOf, messageOf, UsageError } from "../errors.ts";
import type { App } from "./server.ts";

export type Address = { readonly kind: "socket"; readonly path: string } | { readonly kind: "port"; readonly port: number };

const LOOPBACK = "127.0.0.1";
/** Bytes that the system has for a socket's path: 108 on Linux, 104 on macOS, less the closing zero. */
const LONGEST_PATH = 103;
/** Nobody but the owner. */
const OWNER_ONLY = 0o600;
/** Write permission of the group and of all others. */
const OTHERS_WRITE = 0o022;

/** Listens. The socket's file is there, with its mode, when this returns.
 *  @returns the address for clients */
export async function listen(app: App, address: Address, uid: number | undefined): Promise<string> {
  if (address.kind === "port") return await listenOnPort(app, address.port);
  const path = resolve(address.path);
  await assertUsable(path, uid);
  await removeStale(path);
  const before = process.umask(0o177);
  try {
    await app.listen({ path });
  } catch (error) {
    throw cannotListen(path, error);
  } finally {
    process.umask(before);
  }
  await chmod(path, OWNER_ONLY);
  return `unix:${path}`;
}

async function listenOnPort(app: App, port: number): Promise<string> {
  try {
    return await app.listen({ host: LOOPBACK, port });
  } catch (error) {
    throw cannotListen(`${LOOPBACK}:${port}`, error);
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
async function assertUsable(path: string, uid: number | undefined): Promise<void> {
  if (Buffer.byteLength(path) > LONGEST_PATH) {
    throw new UsageError({
      code: "socket-path-too-long",
      at: path,
      fault: `a socket's path has at most ${LONGEST_PATH} bytes, and this one ${Buffer.byteLength(path)}`,
      remedy: "Name a shorter one, such as in $XDG_RUNTIME_DIR",
    });
  }
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid: owner, mode } = await stat(folder);
  if (uid === undefined || (owner === uid && (mode & OTHERS_WRITE) === 0)) return;
  throw new CannotServeError({
    code: "socket-folder-open",
    at: folder,
    fault: owner === uid ? "others may write into it, and could put their own socket there" : "it belongs to somebody else",
    remedy: "Name a socket in a folder that only you can write into, such as $XDG_RUNTIME_DIR/bioreview",
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
