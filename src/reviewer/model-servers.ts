/** The models and the embedders that a review needs: those of an endpoint that the user names, else of a server that is started for the job.
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
  type ModelPlan,
  parseEndpoint,
  planModels,
  pullWeights,
  type RunningServer,
  recordedWeights,
  startServer,
  TIMEOUTS,
  type Timeouts,
} from "../inference/index.ts";
import type { ModelInUse } from "../review/index.ts";
import { type Environment, weightsFolder } from "../user-folders.ts";
import { modelJudge, type OpenJudge } from "./judge.ts";
import { ModelTurns } from "./model-turns.ts";

export interface ReviewerLog {
  /** A line that stays. */
  notice(line: string): void;
  /** What happens now, in a few words.
   *  @param detail how far it is, such as `3 of 7 texts` */
  progress(activity: string, detail?: string): void;
}

export interface ServerDependencies {
  readonly env: Environment;
  /** Path of the model server's program; asked for only where a server has to be started.
   *  @throws ModelsError, SettingsError where there is none that can run */
  runnerPath(): Promise<string>;
  readonly log: ReviewerLog;
}

export interface ServerOptions {
  readonly endpoint?: string;
  /** Names at the endpoint, one for each chat model of the profile. */
  readonly model?: readonly string[];
  /** False where near-duplicates are not to be looked for. */
  readonly embedder: boolean;
  /** True where concerns will be compared with those of another revision, or looked for in the text. */
  readonly compares: boolean;
  readonly models?: string;
  /** Whether weights that are not there are fetched before a server is started; without it they must be. */
  readonly weights?: "require" | "pull";
  readonly gpu?: string;
  readonly threads?: number;
  /** Seconds that a server may say nothing. */
  readonly timeout: number;
}

export interface ModelServers {
  readonly models: readonly [Model, ...Model[]];
  /** Of near-duplicates. */
  readonly embedder: Embedder | undefined;
  /** Of comparisons; the same one where the profile names one for both. */
  readonly matching: Embedder | undefined;
  /** The base of the first model, where the profile has that judge and something is compared. */
  readonly judge?: Model;
  close(): Promise<void>;
}

/** @throws ServerError, ModelsError, SettingsError, InterruptedError; then nothing that was started is left */
export async function openModelServers(
  profile: Profile,
  flags: ServerOptions,
  dependencies: ServerDependencies,
  signal: AbortSignal,
): Promise<ModelServers> {
  const started: RunningServer[] = [];
  const close = async () => void (await Promise.all(started.map((server) => server.stop())));
  const start = async (part: Part) => {
    const ids = [...("chat" in part ? [part.chat] : []), ...("embeddings" in part ? part.embeddings : [])];
    const runnerPath = await dependencies.runnerPath();
    if (flags.weights === "pull") {
      const onLine = (line: string) => dependencies.log.notice(`weights: ${line}`);
      await pullWeights({ runnerPath, ids, models: flags.models, env: dependencies.env, onLine }, signal);
    }
    dependencies.log.progress(`starting the model server for ${"chat" in part ? part.chat : part.embeddings.join(" and ")}`);
    const server = await startServer(
      {
        profile: profile.name,
        ...part,
        runnerPath,
        models: flags.models,
        gpu: flags.gpu,
        threads: flags.threads,
        onLine: () => {}, // its last words come with the error, where it fails
      },
      signal,
    );
    started.push(server);
    return server;
  };
  const opening = { profile, flags, dependencies, signal, start, timeouts: timeoutsFor(flags.timeout) };
  try {
    const opened = flags.endpoint === undefined ? await startedHere(opening) : await atEndpoint(flags.endpoint, opening);
    return { ...opened, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export interface JudgeOptions extends Pick<ServerOptions, "endpoint" | "models" | "gpu" | "threads" | "timeout"> {
  /** Name at the endpoint. */
  readonly model?: string;
}

/** A model that judges, for a comparison that asks none to review: of an endpoint, else of the profile, on a server that is started for it.
 *  @throws ServerError, ModelsError, SettingsError, InterruptedError; then nothing that was started is left */
export async function openJudge(
  profile: Pick<Profile, "name" | "judge"> | undefined,
  { endpoint: address, model, models, gpu, threads, timeout }: JudgeOptions,
  { env, runnerPath, log }: ServerDependencies,
  signal: AbortSignal,
): Promise<OpenJudge> {
  const timeouts = timeoutsFor(timeout);
  if (address !== undefined) {
    const endpoint = parseEndpoint(address, env);
    if (endpoint.leavesMachine) log.notice(`parts of the manuscript are sent to another machine: ${endpoint.shown}`);
    return { judge: modelJudge(await connectModel(endpoint, { model, timeouts }, signal)), async close() {} };
  }
  if (profile?.judge === undefined) throw new RangeError("a judge needs an endpoint or a profile that has one");
  const { name, judge: chat } = profile;
  log.progress(`starting the model server for ${chat}`);
  const options = {
    profile: name,
    chat,
    only: "chat",
    runnerPath: await runnerPath(),
    models,
    gpu,
    threads,
    onLine: () => {},
  } as const;
  const server = await startServer(options, signal);
  try {
    return {
      judge: modelJudge(await connectModel(server.endpoint, { model: chat, timeouts }, signal)),
      close: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Which chat models would answer, without starting any: an endpoint is asked what it serves; of a server that would be started here the recorded weights
 *  are looked up.
 *  @returns undefined where the endpoint does not say
 *  @throws SettingsError where the endpoint's address is none, InterruptedError */
export async function identifyModels(
  profile: Profile,
  { endpoint: address, model = [], models }: Pick<ServerOptions, "endpoint" | "model" | "models">,
  env: Environment,
  signal: AbortSignal,
): Promise<readonly ModelInUse[] | undefined> {
  if (address === undefined) {
    const folder = models ?? weightsFolder(env);
    return Promise.all(profile.chat.map(async (id) => ({ id, sha256: await recordedWeights(id, folder) })));
  }
  const served = await describeServer(parseEndpoint(address, env), signal);
  if (served.kind === "fails") return undefined;
  const chat = served.models.filter(({ purpose }) => purpose !== "embedding");
  const reviewing = chat.filter(({ purpose }) => purpose !== "base");
  if (model.length === 0) return reviewing.length === 1 ? reviewing : undefined;
  const named = model.map((id) => chat.find((one) => one.id === id));
  return named.every((one) => one !== undefined) ? named : undefined;
}

/** What one server serves. */
type Part =
  | { readonly chat: string; readonly embeddings: readonly string[] }
  | { readonly chat: string; readonly only: "chat" }
  | { readonly only: "embedding"; readonly embeddings: readonly string[] };

interface Opening {
  readonly profile: Profile;
  readonly flags: ServerOptions;
  readonly dependencies: ServerDependencies;
  readonly signal: AbortSignal;
  readonly start: (part: Part) => Promise<RunningServer>;
  readonly timeouts: Timeouts;
}
type Opened = Omit<ModelServers, "close">;

/** Whether the models of a profile fit is asked before the first of them is loaded; so is whether their weights are there. */
async function startedHere(opening: Opening): Promise<Opened> {
  const { profile, flags, dependencies, signal } = opening;
  if (flags.model !== undefined) throw modelWithoutEndpoint(flags.model);
  if (profile.chat.length === 1) return startedAtOnce(opening);
  const { models, gpu } = flags;
  const plan = await planModels({ profile: profile.name, runnerPath: await dependencies.runnerPath(), models, gpu }, signal);
  if (plan.fit === "at once") return startedAtOnce(opening);
  dependencies.log.notice(inTurn(profile.chat, plan));
  return startedInTurn(opening);
}

function inTurn(chat: readonly string[], { needs, available, device }: ModelPlan): string {
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
  const sizes = needs.map(({ weights, context, overhead }) => gigabytes(weights + context + overhead)).join(" and ");
  return `${chat.join(" and ")} take ${sizes} GB, and ${gigabytes(available)} GB are available on ${device}: they are started in turn`;
}

/** The first server embeds too: it looks at those small weights before it reads its large ones. */
async function startedAtOnce(opening: Opening): Promise<Opened> {
  const { profile, start, timeouts, signal } = opening;
  const connected = (chat: string, { endpoint }: RunningServer) => connectModel(endpoint, { model: chat, timeouts }, signal);
  const [chat, ...others] = profile.chat;
  const embeddings = embeddersFor(opening);
  const first = await start(embeddings.length === 0 ? { chat, only: "chat" } : { chat, embeddings });
  const models: [Model, ...Model[]] = [await connected(chat, first)];
  const judge = await judgeBeside(models[0], first.endpoint, opening);
  for (const other of others) models.push(await connected(other, await start({ chat: other, only: "chat" })));
  return { models, ...judge, ...(await embeddersAt(async () => first.endpoint, opening)) };
}

/** The base of a model whose adapter is laid over it at run time: its server serves both.
 *  @throws SettingsError where the profile has it judge and it is not there, as of a merged model */
async function judgeBeside(
  reviewing: Model,
  endpoint: Endpoint,
  { profile: { name, chat, judge }, flags, timeouts, signal }: Opening,
): Promise<Pick<Opened, "judge">> {
  if (judge === undefined || chat.includes(judge) || !flags.compares) return {};
  const { id, adapter } = reviewing.identity;
  if (adapter !== undefined) return { judge: await connectModel(endpoint, { model: adapter.base, timeouts }, signal) };
  throw new SettingsError({
    code: "judge-not-served",
    at: `profile ${name}`,
    fault: `its judge is ${judge}, the base of the model that reviews, and ${id} is served merged, without it`,
    remedy: `Serve the adapter beside its base, as docs/models.md says (\`models build ${name} --as adapter\`), do without a judge, or let another model judge afterwards: bioreview compare OLD NEW --judge PROFILE`,
  });
}

/** The embedders have a server of their own, which outlives those of the models. */
async function startedInTurn(opening: Opening): Promise<Opened> {
  const { profile, flags, dependencies, start, timeouts, signal } = opening;
  const turns = new ModelTurns(async (chat) => {
    const server = await start({ chat, only: "chat" });
    return { server, model: await connectModel(server.endpoint, { model: chat, timeouts }, signal) };
  });
  const folder = flags.models ?? weightsFolder(dependencies.env);
  const models = await Promise.all(
    profile.chat.map(async (id) => {
      const sha256 = await recordedWeights(id, folder);
      return turns.model(id, { id, server: "bioreview-runner", ...(sha256 !== undefined && { sha256 }) });
    }),
  );
  const embeddings = embeddersFor(opening);
  if (embeddings.length === 0) return { models: atLeastOne(models), embedder: undefined, matching: undefined };
  const { endpoint } = await start({ only: "embedding", embeddings });
  return { models: atLeastOne(models), ...(await embeddersAt(async () => endpoint, opening)) };
}

function embeddersFor({ profile, flags }: Opening): string[] {
  const wanted = [...(flags.embedder ? [profile.embedding] : []), ...(flags.compares ? [profile.matching] : [])];
  return [...new Set(wanted)];
}

/** @param placeOf where the embedder of this name is */
async function embeddersAt(
  placeOf: (name: string) => Promise<Endpoint>,
  { profile, flags, timeouts, signal }: Opening,
): Promise<Pick<Opened, "embedder" | "matching">> {
  const connected = async (name: string) => connectEmbedder(await placeOf(name), { name, timeouts }, signal);
  const embedder = flags.embedder ? await connected(profile.embedding) : undefined;
  if (!flags.compares) return { embedder, matching: undefined };
  const isOne = embedder !== undefined && profile.embedding === profile.matching;
  const matching = isOne ? embedder : await connected(profile.matching);
  return { embedder, matching };
}

/** The server that the user named, which is told to whoever watches where text leaves the machine for it.
 *  @throws SettingsError before anything is sent */
function endpointOf(address: string, { profile, flags, dependencies }: Opening): Endpoint {
  const endpoint = parseEndpoint(address, dependencies.env);
  const { model = [] } = flags;
  const asks = profile.chat.length;
  if (model.length !== asks && (asks > 1 || model.length > 1)) {
    throw new SettingsError({
      code: "models-not-as-profile",
      at: `profile ${profile.name}`,
      fault: `it asks ${asks === 1 ? "one model" : `${asks} models`}, and ${model.length === 0 ? "none was" : `${model.length} were`} named`,
      remedy: asks === 1 ? "Name one with --model" : "Name each of them at the endpoint with a --model of its own",
    });
  }
  if (endpoint.leavesMachine) dependencies.log.notice(`the manuscript is sent to another machine: ${endpoint.shown}`);
  return endpoint;
}

async function atEndpoint(address: string, opening: Opening): Promise<Opened> {
  const { profile, flags, start, timeouts, signal } = opening;
  const endpoint = endpointOf(address, opening);
  const models: Model[] = [];
  for (const model of flags.model ?? [undefined]) models.push(await connectModel(endpoint, { model, timeouts }, signal));
  const reviewing = atLeastOne(models);
  const judge = await judgeBeside(reviewing[0], endpoint, opening);
  const wanted = embeddersFor(opening);
  const there = wanted.length === 0 ? [] : await embeddersOf(endpoint, signal, timeouts);
  // Thresholds and calibrations hold for one embedder, so only those that the profile names will do: there, or on this machine.
  const placeOf = async (name: string) => {
    if (there.includes(name)) return endpoint;
    const mustBe = flags.compares && name === profile.matching;
    const server = await start({ only: "embedding", embeddings: [name] }).catch(mustBe ? undefined : sayHowToDoWithout);
    return server.endpoint;
  };
  return { models: reviewing, ...judge, ...(await embeddersAt(placeOf, opening)) };
}

async function embeddersOf(endpoint: Endpoint, signal: AbortSignal, timeouts: Timeouts): Promise<string[]> {
  const served = await describeServer(endpoint, signal, timeouts);
  if (served.kind === "fails") return [];
  return served.models.filter(({ purpose }) => purpose === "embedding").map(({ id }) => id);
}

/** Whoever has a model elsewhere may want no embedder here. */
function sayHowToDoWithout(error: unknown): never {
  if (!(error instanceof ModelsError)) throw error;
  const { code, at, fault, remedy } = error;
  throw new ModelsError({
    code,
    at,
    fault,
    remedy: `${remedy}; or do without the search for near-duplicates with --no-embedder`,
    cause: error,
  });
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
