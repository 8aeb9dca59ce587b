/** The model and the embedder that a review needs: those of an endpoint that the user names, else of a server that is started for the job.
 *  Invariant: every server that was started here has ended when `close` resolves. */
import type { Profile } from "../../profiles/profile.ts";
import { SettingsError } from "../errors.ts";
import {
  connectEmbedder,
  connectModel,
  describeServer,
  type Embedder,
  type Endpoint,
  locateRunner,
  type Model,
  parseEndpoint,
  type RunningServer,
  startServer,
} from "../inference/index.ts";
import type { Terminal } from "./terminal.ts";

export interface ServerFlags {
  readonly endpoint?: string;
  /** Names at the endpoint, one for each chat model of the profile. */
  readonly model?: readonly string[];
  /** False where near-duplicates are not to be looked for. */
  readonly embedder: boolean;
  readonly models?: string;
  readonly gpu?: string;
  readonly threads?: number;
}

export interface ModelServers {
  readonly models: readonly [Model, ...Model[]];
  readonly embedder: Embedder | undefined;
  close(): Promise<void>;
}

/** @param say tells what happens now; starting a server takes a while
 *  @throws ServerError, ModelsError, SettingsError, InterruptedError; then nothing that was started is left */
export async function openModelServers(
  profile: Profile,
  flags: ServerFlags,
  terminal: Terminal,
  say: (what: string) => void,
  signal: AbortSignal,
): Promise<ModelServers> {
  const started: RunningServer[] = [];
  const close = async () => void (await Promise.all(started.map((server) => server.stop())));
  const start = async (only: { chat: string } | { only: "embedding" }) => {
    say(`starting the model server for ${"chat" in only ? only.chat : profile.embedding}`);
    const server = await startServer(
      {
        profile: profile.name,
        ...only,
        runnerPath: locateRunner(import.meta.dirname, terminal.env),
        models: flags.models,
        gpu: flags.gpu,
        threads: flags.threads,
        onLine: () => {}, // its last words come with the error, where it fails
      },
      signal,
    );
    started.push(server);
    return server.endpoint;
  };
  try {
    if (flags.endpoint !== undefined)
      return { ...(await atEndpoint(profile, flags.endpoint, flags, terminal, start, signal)), close };
    const models: Model[] = [];
    const endpoints: Endpoint[] = [];
    for (const chat of profile.chat) {
      const endpoint = await start({ chat });
      endpoints.push(endpoint);
      models.push(await connectModel(endpoint, { model: chat }, signal));
    }
    const [first] = endpoints;
    const embedder =
      flags.embedder && first !== undefined ? await connectEmbedder(first, { name: profile.embedding }, signal) : undefined;
    return { models: atLeastOne(models), embedder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Start = (only: { only: "embedding" }) => Promise<Endpoint>;

async function atEndpoint(
  profile: Profile,
  address: string,
  flags: ServerFlags,
  terminal: Terminal,
  start: Start,
  signal: AbortSignal,
): Promise<Omit<ModelServers, "close">> {
  const endpoint = parseEndpoint(address, terminal.env);
  const names = flags.model ?? [];
  if (names.length !== profile.chat.length && (profile.chat.length > 1 || names.length > 1)) {
    throw new SettingsError({
      code: "models-not-as-profile",
      at: `profile ${profile.name}`,
      fault: `it asks ${profile.chat.length} models, and ${names.length} were named`,
      remedy: `Name ${profile.chat.length === 1 ? "one" : "each of them"} with --model`,
    });
  }
  if (endpoint.leavesMachine) terminal.err(`bioreview: the manuscript is sent to another machine: ${endpoint.shown}\n`);
  const wanted = names.length === 0 ? [undefined] : names;
  const models: Model[] = [];
  for (const model of wanted) models.push(await connectModel(endpoint, { model }, signal));
  if (!flags.embedder) return { models: atLeastOne(models), embedder: undefined };
  // A threshold holds for one embedder, so only the profile's own will do: there, or on this machine.
  const served = await describeServer(endpoint, signal);
  const isThere =
    served.kind === "answers" && served.models.some(({ id, purpose }) => purpose === "embedding" && id === profile.embedding);
  const place = isThere ? endpoint : await start({ only: "embedding" });
  return { models: atLeastOne(models), embedder: await connectEmbedder(place, { name: profile.embedding }, signal) };
}

function atLeastOne(models: readonly Model[]): readonly [Model, ...Model[]] {
  const [first, ...others] = models;
  if (first === undefined) throw new RangeError("a profile has at least one chat model");
  return [first, ...others];
}
