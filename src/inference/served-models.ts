/** What a server serves, and which of its models is meant. Invariant: none is ever picked by chance; several and none named is a question back to
 *  the user. */
import { ServerError, SettingsError, UserError } from "../errors.ts";
import { fileName, identityOf, LlamaProps, type ServedModel, ServedModels, type ServerKind, serverKindOf } from "./dialect.ts";
import { type Endpoint, TIMEOUTS, type Timeouts } from "./endpoint.ts";
import type { ModelIdentity } from "./model.ts";
import { quoted } from "./quoted.ts";
import { NotOpenAi } from "./request-fault.ts";
import { throwErrorIn } from "./server-fault.ts";
import { openTransport, type Transport } from "./transport.ts";

export type ServerDescription =
  | {
      readonly kind: "answers";
      readonly server: ServerKind;
      readonly leavesMachine: boolean;
      /** What it serves; which of them embed, and which are there only beside one with an adapter, only our own server says. */
      readonly models: readonly (ModelIdentity & { readonly purpose: "chat" | "base" | "embedding" | "unknown" })[];
    }
  | { readonly kind: "fails"; readonly error: UserError };

/** Asks the server what it runs, for `doctor`. What goes wrong is a finding and not thrown, but for bugs of ours. */
export async function describeServer(
  endpoint: Endpoint,
  signal: AbortSignal,
  timeouts: Timeouts = TIMEOUTS,
): Promise<ServerDescription> {
  const transport = openTransport(endpoint, timeouts);
  try {
    const served = await listModels(transport, signal);
    const models = await Promise.all(
      served.map(async (one) => ({
        ...identityOf(one, await llamaProps(transport, one, signal)),
        purpose: one.meta?.base_of !== undefined ? ("base" as const) : (one.meta?.kind ?? ("unknown" as const)),
      })),
    );
    return { kind: "answers", server: models[0]?.server ?? "unknown", leavesMachine: endpoint.leavesMachine, models };
  } catch (error) {
    if (error instanceof UserError) return { kind: "fails", error };
    throw error;
  }
}

/** @throws ServerError where the server does not answer as the API says */
export async function listModels(transport: Transport, signal: AbortSignal): Promise<readonly ServedModel[]> {
  return transport.ask(
    { what: "the list of its models", limit: "short" },
    async (client, limited) => {
      const answer: unknown = await client.get("/models", { signal: limited });
      const { success, data } = ServedModels.safeParse(answer);
      if (success) return data.data;
      throwErrorIn(answer);
      throw new NotOpenAi(typeof answer === "string" ? pageOf(answer) : "JSON of another shape");
    },
    signal,
  );
}

function pageOf(answer: string): string {
  return /^\s*</.test(answer) ? "a page of HTML" : `the text ${quoted(answer)}`;
}

/** llama.cpp's server describes itself at /props, beside /v1. @returns undefined where the server is another */
export async function llamaProps(
  transport: Transport,
  served: ServedModel,
  signal: AbortSignal,
): Promise<LlamaProps | undefined> {
  if (serverKindOf(served) !== "llama.cpp") return undefined;
  const { baseUrl } = transport.endpoint;
  return transport.ask(
    { what: "its properties", limit: "short" },
    async (client, limited) => {
      const answer: unknown = await client.get(`${baseUrl.slice(0, -"/v1".length)}/props`, { signal: limited });
      return LlamaProps.safeParse(answer).data; // a router of several models says other things there, and /v1/models said the most
    },
    signal,
  );
}

/** @param served all that the server names
 *  @param wanted the id or an alias, where the user named one
 *  @throws SettingsError where several could be meant, ServerError where none is served */
export function chooseModel(
  endpoint: Endpoint,
  served: readonly ServedModel[],
  kind: "chat" | "embedding",
  wanted: string | undefined,
): ServedModel {
  // Only our server says which kind a model is; another's may be either, and will say so when it is asked.
  const fit = served.filter(({ meta }) => meta?.kind === undefined || meta.kind === kind);
  const [first, ...others] = fit;
  if (first === undefined)
    throw new ServerError({
      code: "no-model-served",
      at: endpoint.shown,
      fault: `it serves no ${kind} model${served.length > 0 ? `, only ${names(served)}` : ""}`,
      remedy:
        kind === "chat"
          ? "Start it with a chat model"
          : "Start it with an embedding model, or let BioReview start its own server",
    });
  if (wanted !== undefined) {
    const found = fit.find(({ id, aliases }) => id === wanted || fileName(id) === wanted || aliases?.includes(wanted));
    if (found !== undefined) return found;
    throw new ServerError({
      code: "model-not-found",
      at: endpoint.shown,
      fault: `it does not serve ${quoted(wanted)}, but ${names(fit)}`,
      remedy: "Name one of these, or start the server with the model that you want",
    });
  }
  if (others.length === 0) return first;
  // A base model that is served beside the one with its adapter is asked by its name alone.
  const [only, ...more] = fit.filter(({ meta }) => meta?.base_of === undefined);
  if (only !== undefined && more.length === 0) return only;
  throw new SettingsError({
    code: "model-not-named",
    at: endpoint.shown,
    fault: `it serves several models: ${names(fit)}`,
    remedy: "Name one of them with --model",
  });
}

/** More names than these fill a screen. */
const NAMES_SHOWN = 12;

function names(served: readonly ServedModel[]): string {
  const shown = served.slice(0, NAMES_SHOWN).map(({ id }) => quoted(id));
  return [...shown, ...(served.length > NAMES_SHOWN ? [`${served.length - NAMES_SHOWN} more`] : [])].join(", ");
}
