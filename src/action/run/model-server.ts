/** The models of one run: those of the endpoint that the workflow names, else of a server that runs on this machine, else of one
 *  that is started for the job. Invariants: what is named is used or an error, never passed over; a server of ours that runs
 *  another model than the profile's reviews nothing unasked; otherwise text goes only to a socket in a folder that only this
 *  user, root, or a service of this machine can write into. */
import { join } from "node:path";
import type { Profile } from "../../../profiles/profile.ts";
import { ModelsError } from "../../errors.ts";
import { describeServer, parseEndpoint, type ServerDescription, weightFileOf, whyUntrusted } from "../../inference/index.ts";
import {
  identifyModels,
  type ModelServers,
  type ModelSource,
  openModelServers,
  type ServerDependencies,
} from "../../reviewer/index.ts";
import type { Settings } from "../../settings.ts";
import { type Environment, userCache } from "../../user-folders.ts";

type ModelServerSettings = Pick<Settings, "endpoint" | "model" | "weights" | "models" | "gpu" | "threads" | "timeout">;

export function modelSource(profile: Profile, settings: ModelServerSettings, dependencies: ServerDependencies): ModelSource {
  const { endpoint: named, model } = settings;
  const { env, log } = dependencies;
  // Looked for once: what is identified is what is opened.
  let running: Promise<string | undefined> | undefined;
  const options = async (signal: AbortSignal) => {
    if (named === undefined) running ??= findRunningServer(profile, knownSockets(profile.name, env), log.notice, signal);
    const endpoint = named ?? (await running);
    return {
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(model.length === 0 ? {} : { model }),
      ...(settings.models === undefined ? {} : { models: settings.models }),
      ...(settings.threads === undefined ? {} : { threads: settings.threads }),
      weights: settings.weights,
      gpu: settings.gpu,
      timeout: settings.timeout,
      embedder: true,
      compares: true,
    };
  };
  return {
    nearDuplicates: true,
    identify: async (signal) => identifyModels(profile, await options(signal), env, signal),
    async open(signal) {
      if (named !== undefined && model.length === 0) await assertSuitable(profile, named, env, signal);
      const opening = await options(signal);
      if (opening.endpoint !== undefined) log.notice(`asking the model server at ${opening.endpoint}`);
      return openModelServers(profile, opening, dependencies, signal);
    },
  };
}

/** A server of ours says which model it has; other servers use names of their own, for which the workflow that configures them is
 *  responsible. */
async function assertSuitable(
  profile: Profile,
  address: string,
  env: ServerDependencies["env"],
  signal: AbortSignal,
): Promise<void> {
  const endpoint = parseEndpoint(address, env);
  const server = await describeServer(endpoint, signal);
  if (server.kind === "fails") throw server.error;
  if (server.server !== "bioreview-runner") return;
  const why = whyUnsuitable(profile, server, "chat");
  if (why === undefined) return;
  throw new ModelsError({
    code: "server-of-another-profile",
    at: endpoint.shown,
    fault: why,
    remedy: `Name the profile that it serves, or start it with --profile ${profile.name}, or name the model with the input model`,
  });
}

/** Where a server of this profile would listen: that of a service first, then that of the user. */
export function knownSockets(profile: string, env: Environment): readonly string[] {
  const folders = ["/run/bioreview", join(userCache(env), "run")];
  const names = [profile, profile.replace(/^bioreview-/, ""), "runner"];
  return folders.flatMap((folder) => [...new Set(names)].map((name) => join(folder, `${name}.sock`)));
}

/** @param notice gets why a server that is there is not used
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

/** @param only look at this half of the profile
 *  @returns why this server must not review for the profile; undefined where it may */
function whyUnsuitable(profile: Profile, server: ServerDescription, only?: "chat"): string | undefined {
  if (server.kind === "fails") return server.error.fault;
  const models = server.models.filter(({ purpose }) => only === undefined || purpose === only);
  for (const { kind, id } of requiredModels(profile).filter((one) => only === undefined || one.kind === only)) {
    const served = models.find((model) => model.id === id && model.purpose === kind);
    if (served === undefined)
      return `it serves ${models.map((model) => model.id).join(" and ") || "nothing"}, and profile ${profile.name} wants ${id}`;
    const known = weightFileOf(id)?.sha256;
    if (known !== undefined && served.sha256 !== undefined && served.sha256 !== known)
      return `its ${id} has other weights (sha256 ${served.sha256.slice(0, 12)}) than profile ${profile.name} names`;
  }
  return undefined;
}

function requiredModels({ chat, embedding }: Profile) {
  return [...chat.map((id) => ({ kind: "chat", id })), { kind: "embedding", id: embedding }];
}

export interface SharedModels extends ModelSource {
  /** Closes what is open. @param again whether a later `open` opens it anew, as after a fault of the server */
  close(again: boolean): Promise<void>;
}

/** The same models for several reviews, one after another: opened once, by the first review, and closed by the caller. Where they
 *  could not be opened, the others fail with the same error at once. */
export function sharedModels(source: ModelSource): SharedModels {
  let opened: Promise<ModelServers> | undefined;
  return {
    ...source,
    async open(signal) {
      opened ??= source.open(signal);
      return { ...(await opened), close: async () => undefined };
    },
    async close(again) {
      const servers = await opened?.catch(() => undefined); // the review that opened them reports the error
      if (again && servers !== undefined) opened = undefined;
      await servers?.close();
    },
  };
}
