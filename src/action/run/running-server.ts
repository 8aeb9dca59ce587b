/** A model server that runs on this machine already, where its owner put it. Invariant: text goes only to a socket in a folder that nobody but us and the
 *  machine's owner can write into, and only to a server that says it runs what the profile names. Fails towards starting our own. */
import { lstat, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Profile } from "../../../profiles/profile.ts";
import { CHAT_MODELS, EMBEDDING_MODELS } from "../../../profiles/profiles.ts";
import { describeServer, parseEndpoint, type ServerDescription } from "../../inference/index.ts";
import { type Environment, userCache } from "../../user-folders.ts";

/** Where a server of this profile would listen: that of a service first, then that of the user. */
export function knownSockets(profile: string, env: Environment): readonly string[] {
  const folders = ["/run/bioreview", join(userCache(env), "run")];
  const names = [profile, profile.replace(/^bioreview-/, ""), "runner"];
  return folders.flatMap((folder) => [...new Set(names)].map((name) => join(folder, `${name}.sock`)));
}

/** @param notice told why a server that is there is not used
 *  @returns the endpoint of the first that runs what the profile wants; undefined where none does */
export async function findRunningServer(
  profile: Profile,
  sockets: readonly string[],
  notice: (line: string) => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (profile.chat.length > 1) return undefined; // one server has one chat model
  for (const path of sockets) {
    const distrust = await whyUntrusted(path, process.getuid?.());
    if (distrust === "nothing there") continue;
    const why = distrust ?? whyUnsuitable(profile, await describeServer(parseEndpoint(`unix:${path}`, {}), signal));
    if (why === undefined) return `unix:${path}`;
    notice(`the model server at ${path} is not used: ${why}`);
  }
  return undefined;
}

/** Write permission of the group and of all others. */
const OTHERS_WRITE = 0o022;

async function whyUntrusted(path: string, uid: number | undefined): Promise<string | "nothing there" | undefined> {
  const found = await lstat(path).catch(() => undefined); // no folder, no file, or none that we may see
  if (found === undefined) return "nothing there";
  if (!found.isSocket()) return "it is no socket";
  const folder = await stat(dirname(path));
  if (folder.uid !== uid && folder.uid !== 0) return "its folder belongs to somebody else";
  return (folder.mode & OTHERS_WRITE) === 0
    ? undefined
    : "others may write into its folder, and could put their own socket there";
}

/** @param only look at this half of the profile
 *  @returns why this server must not review for the profile; undefined where it may */
export function whyUnsuitable(profile: Profile, server: ServerDescription, only?: "chat"): string | undefined {
  if (server.kind === "fails") return server.error.fault;
  const models = server.models.filter(({ purpose }) => only === undefined || purpose === only);
  for (const { kind, id } of requiredModels(profile).filter((one) => only === undefined || one.kind === only)) {
    const served = models.find((model) => model.id === id && model.purpose === kind);
    if (served === undefined)
      return `it serves ${listed(models.map((model) => model.id))}, and profile ${profile.name} wants ${id}`;
    const known = knownSha256(id);
    if (known !== undefined && served.sha256 !== undefined && served.sha256 !== known)
      return `its ${id} has other weights (sha256 ${served.sha256.slice(0, 12)}) than profile ${profile.name} names`;
  }
  return undefined;
}

function requiredModels({ chat, embedding }: Profile) {
  return [...chat.map((id) => ({ kind: "chat", id })), { kind: "embedding", id: embedding }];
}

/** The digest that a server tells of these weights; undefined where only their owner knows it. */
function knownSha256(id: string): string | undefined {
  const files: readonly { readonly path: string; readonly sha256?: string }[] =
    [...CHAT_MODELS, ...EMBEDDING_MODELS].find((model) => model.id === id)?.files ?? [];
  return files.find(({ path }) => /\.(?:gguf|onnx)$/.test(path))?.sha256;
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? "nothing" : ids.join(" and ");
}
