/** Where a model server listens, as the user named it, and how long it is waited for. Invariant: whether text leaves this machine is known before any is sent, and a key goes
 *  only to the server that it is meant for. Fails towards "leaves the machine". */
import { lstat, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { SettingsError } from "../errors.ts";
import type { Environment } from "../user-folders.ts";
import { quoted } from "./quoted.ts";

export interface Endpoint {
  /** For messages: holds no secret. */
  readonly shown: string;
  /** Ends in `/v1`; for a Unix socket its host means nothing. */
  readonly baseUrl: string;
  readonly socketPath?: string;
  /** Neither a Unix socket nor a loopback address: unpublished text goes to another host, which is reported to the user. */
  readonly leavesMachine: boolean;
  /** A function, so that an endpoint that is printed or saved does not show it. */
  apiKey(): string | undefined;
  /** Of a server that we started. Resolves soon: to how it ended and what it wrote last, or to undefined while it runs. */
  exitReason?(): Promise<string | undefined>;
}

/** Seconds. */
export interface Timeouts {
  /** Until the connection stands. */
  readonly connect: number;
  /** For a short request, such as which models there are. */
  readonly short: number;
  /** Without a byte. A server without progress reports is silent while it reads the prompt, which takes minutes on a processor. */
  readonly silence: number;
  /** For a whole answer: ends what trickles for ever. */
  readonly answer: number;
}
export const TIMEOUTS: Timeouts = { connect: 10, short: 20, silence: 300, answer: 7200 };

/** Bytes of a Unix socket's path: 104 with the closing zero on macOS, 108 on Linux. */
export const LONGEST_SOCKET_PATH = 103;

const FORMS = "Write http://HOST:PORT, https://HOST/v1 or unix:/path/to.sock";

/** @param text `http(s)://host[:port][/prefix][/v1]`, where a prefix needs its `/v1`; or `unix:/absolute/path.sock`
 *  @param env `BIOREVIEW_API_KEY` is sent to whatever endpoint is named; `OPENAI_API_KEY` to `https://api.openai.com` only, because it is often
 *  set for other programs and is no business of a server in the laboratory
 *  @throws SettingsError for everything else */
export function parseEndpoint(text: string, env: Environment): Endpoint {
  const apiKey = keyNamed("BIOREVIEW_API_KEY", env);
  if (text.startsWith("unix:")) return socketEndpoint(text.slice("unix:".length).replace(/^\/\/(?=\/)/, ""), apiKey);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:"))
    throw refused(text, "this is no address of a server");
  if (url.username !== "" || url.password !== "")
    throw refused(
      `${url.protocol}//${url.host}`,
      "a name and password stand in the address",
      "Put the key into BIOREVIEW_API_KEY",
    );
  if (url.search !== "" || url.hash !== "") throw refused(`${url.origin}${url.pathname}`, "something follows the path", FORMS);
  const path = url.pathname.replace(/\/+$/, "");
  if (path !== "" && !path.endsWith("/v1"))
    throw refused(
      `${url.origin}${path}`,
      "its path does not end in /v1",
      "Name the address up to and with /v1, and nothing behind it",
    );
  const baseUrl = `${url.origin}${path === "" ? "/v1" : path}`;
  const key = apiKey ?? (url.origin === "https://api.openai.com" ? keyNamed("OPENAI_API_KEY", env) : undefined);
  return { shown: baseUrl, baseUrl, leavesMachine: !isLoopback(url.hostname), apiKey: () => key };
}

/** @throws SettingsError where the path is relative or longer than the system can open */
export function socketEndpoint(socketPath: string, key?: string): Endpoint {
  if (!socketPath.startsWith("/"))
    throw refused(`unix:${socketPath}`, "the socket's path is not absolute", "Write unix: and the whole path from /");
  const bytes = Buffer.byteLength(socketPath);
  if (bytes > LONGEST_SOCKET_PATH)
    throw refused(
      `unix:${socketPath}`,
      `a socket's path may have ${LONGEST_SOCKET_PATH} bytes, and this one has ${bytes}`,
      "Let the server listen at a shorter path",
    );
  return { shown: `unix:${socketPath}`, baseUrl: "http://localhost/v1", socketPath, leavesMachine: false, apiKey: () => key };
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname.endsWith(".localhost") || /^127(?:\.\d+){3}$/.test(hostname) || hostname === "[::1]"
  );
}

/** @throws SettingsError for a key that cannot stand in a header; it is not shown */
function keyNamed(name: string, env: Environment): string | undefined {
  const key = env[name]?.trim();
  if (key === undefined || key === "") return undefined;
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new SettingsError({
    code: "key-unusable",
    at: name,
    fault: "it holds spaces or characters that no key has",
    remedy: `Set ${name} to the key alone`,
  });
}

function refused(at: string, fault: string, remedy = FORMS): SettingsError {
  return new SettingsError({ code: "endpoint-unusable", at: `endpoint ${quoted(at)}`, fault, remedy });
}

/** Write permission of the group and of all others. */
const OTHERS_WRITE = 0o022;

/** Why a socket that was found, and not configured, must not be connected to. A user who may write into its folder can put another socket there, so that folder has to be ours,
 *  root's or a service's. A service's is one of a system account, in a folder where only root makes folders, such as /run/bioreview: it was root who gave it.
 *  @param uid of this process; undefined where the system has none
 *  @returns undefined where it may be trusted */
export async function whyUntrusted(path: string, uid: number | undefined): Promise<string | "nothing there" | undefined> {
  const found = await lstat(path).catch(() => undefined); // no folder, no file, or none that we may see
  if (found === undefined) return "nothing there";
  if (!found.isSocket()) return "it is no socket";
  const folder = await realpath(dirname(path));
  const { uid: owner, mode } = await stat(folder);
  if ((mode & OTHERS_WRITE) !== 0) return "others may write into its folder, and could put their own socket there";
  if (owner === uid || owner === 0) return undefined;
  if (!isSystemAccount(owner)) return "its folder belongs to somebody else";
  return (await isRoots(dirname(folder)))
    ? undefined
    : "its folder belongs to a service, and lies where others than root may make folders";
}

/** Accounts of services, as systemd counts them: https://systemd.io/UIDS-GIDS/, the range of the system and that of DynamicUser=. */
function isSystemAccount(uid: number): boolean {
  return (uid > 0 && uid < 1000) || (uid >= 61_184 && uid <= 65_519);
}

/** Whether root alone can rename or replace anything in a folder and in those above it. */
async function isRoots(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const { uid, mode } = await stat(at);
    if (uid !== 0 || (mode & OTHERS_WRITE) !== 0) return false;
    if (at === dirname(at)) return true;
  }
}
