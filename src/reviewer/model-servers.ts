/** The model and the embedder that a review needs: those of an endpoint that the user names, else of a server that is started for the job.
 *  Invariant: every server that was started here has ended when `close` resolves. */
import type { Profile } from "../../profiles/profile.ts";
import { ModelsError, SettingsError } from "../errors.ts";
import {
  connectEmbedder,
  connectModel,
  describeServer,
  type Embedder,
  type Endpoint,
  type Model,
  parseEndpoint,
  type RunningServer,
  startServer,
  TIMEOUTS,
  type Timeouts,
} from "../inference/index.ts";
import type { Workplace } from "./workplace.ts";

export interface ServerFlags {
  readonly endpoint?: string;
  /** Names at the endpoint, one for each chat model of the profile. */
  readonly model?: readonly string[];
  /** False where near-duplicates are not to be looked for. */
  readonly embedder: boolean;
  readonly models?: string;
  readonly gpu?: string;
  readonly threads?: number;
  /** Seconds that a server may say nothing. */
  readonly timeout: number;
}

export interface ModelServers {
  readonly models: readonly [Model, ...Model[]];
  readonly embedder: Embedder | undefined;
  close(): Promise<void>;
}

/** @throws ServerError, ModelsError, SettingsError, InterruptedError; then nothing that was started is left */
export async function openModelServers(
  profile: Profile,
  flags: ServerFlags,
  workplace: Workplace,
  signal: AbortSignal,
): Promise<ModelServers> {
  const started: RunningServer[] = [];
  const close = async () => void (await Promise.all(started.map((server) => server.stop())));
  const timeouts = timeoutsFor(flags.timeout);
  const start = async (only: { chat: string } | { only: "embedding" }) => {
    workplace.say(`starting the model server for ${"chat" in only ? only.chat : profile.embedding}`);
    const server = await startServer(
      {
        profile: profile.name,
        ...only,
        runnerPath: await workplace.runner(),
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
    if (flags.endpoint !== undefined) {
      const named = endpointOf(profile, flags.endpoint, flags, workplace);
      return { ...(await atEndpoint(profile, named, flags, start, signal)), close };
    }
    if (flags.model !== undefined) throw modelWithoutEndpoint(flags.model);
    const models: Model[] = [];
    const endpoints: Endpoint[] = [];
    for (const chat of profile.chat) {
      const endpoint = await start({ chat });
      endpoints.push(endpoint);
      models.push(await connectModel(endpoint, { model: chat, timeouts }, signal));
    }
    const [first] = endpoints;
    const embedder =
      flags.embedder && first !== undefined
        ? await connectEmbedder(first, { name: profile.embedding, timeouts }, signal)
        : undefined;
    return { models: atLeastOne(models), embedder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Start = (only: { only: "embedding" }) => Promise<Endpoint>;

/** The server that the user named, which is told to whoever watches where text leaves the machine for it.
 *  @throws SettingsError before anything is sent */
function endpointOf(profile: Profile, address: string, { model = [] }: ServerFlags, workplace: Workplace): Endpoint {
  const endpoint = parseEndpoint(address, workplace.env);
  const asks = profile.chat.length;
  if (model.length !== asks && (asks > 1 || model.length > 1)) {
    throw new SettingsError({
      code: "models-not-as-profile",
      at: `profile ${profile.name}`,
      fault: `it asks ${asks === 1 ? "one model" : `${asks} models`}, and ${model.length === 0 ? "none was" : `${model.length} were`} named`,
      remedy: asks === 1 ? "Name one with --model" : "Name each of them at the endpoint with a --model of its own",
    });
  }
  if (endpoint.leavesMachine) workplace.tell(`the manuscript is sent to another machine: ${endpoint.shown}`);
  return endpoint;
}

async function atEndpoint(
  profile: Profile,
  endpoint: Endpoint,
  flags: ServerFlags,
  start: Start,
  signal: AbortSignal,
): Promise<Omit<ModelServers, "close">> {
  const timeouts = timeoutsFor(flags.timeout);
  const models: Model[] = [];
  for (const model of flags.model ?? [undefined]) models.push(await connectModel(endpoint, { model, timeouts }, signal));
  if (!flags.embedder) return { models: atLeastOne(models), embedder: undefined };
  // A threshold holds for one embedder, so only the profile's own will do: there, or on this machine.
  const isThere = await servesEmbedder(endpoint, profile.embedding, signal, timeouts);
  const place = isThere ? endpoint : await start({ only: "embedding" }).catch(sayHowToDoWithout);
  return { models: atLeastOne(models), embedder: await connectEmbedder(place, { name: profile.embedding, timeouts }, signal) };
}

/** Whether the server has that very embedder; one that fails has none. */
export async function servesEmbedder(
  endpoint: Endpoint,
  embedder: string,
  signal: AbortSignal,
  timeouts = TIMEOUTS,
): Promise<boolean> {
  const served = await describeServer(endpoint, signal, timeouts);
  return served.kind === "answers" && served.models.some(({ id, purpose }) => purpose === "embedding" && id === embedder);
}

/** Whoever has a model elsewhere may want no embedder here. */
function sayHowToDoWithout(error: unknown): never {
  if (!(error instanceof ModelsError)) throw error;
  const { code, at, fault, remedy } = error;
  throw new ModelsError(
    { code, at, fault, remedy: `${remedy}; or do without the search for near-duplicates with --no-embedder` },
    { cause: error },
  );
}

function modelWithoutEndpoint(names: readonly string[]): SettingsError {
  return new SettingsError({
    code: "model-without-endpoint",
    at: `--model ${names.join(" ")}`,
    fault: "it names a model of an endpoint, and no endpoint is named",
    remedy: "Name the server with --endpoint, or a model of ours with --profile; a folder of weights is --models",
  });
}

/** What a user's patience means for each kind of waiting: shorter ones become no longer by it, and a whole answer may take as long as before. */
function timeoutsFor(silence: number): Timeouts {
  return {
    connect: Math.min(TIMEOUTS.connect, silence),
    short: Math.min(TIMEOUTS.short, silence),
    silence,
    answer: Math.max(TIMEOUTS.answer, silence),
  };
}

function atLeastOne(models: readonly Model[]): readonly [Model, ...Model[]] {
  const [first, ...others] = models;
  if (first === undefined) throw new RangeError("a profile has at least one chat model");
  return [first, ...others];
}
