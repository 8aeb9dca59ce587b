/** The one connection with GitHub. Invariants: an answer is checked when it comes in, once; a read is sent again where GitHub fails, a write never is,
 *  here; the token stands in no error and no log line. */
import { setTimeout as sleepUnlessAborted } from "node:timers/promises";
import { z } from "zod";
import type { Api, Logger } from "./octokit.ts";
import { type GraphQLError, graphqlError, interrupted, RequestFault, reasonOfGraphQL } from "./request-fault.ts";

export interface RequestTiming {
  /** Milliseconds for one request and its answer. */
  readonly timeout: number;
  /** Milliseconds for the last words of a run that was told to stop: seven seconds later it is killed. */
  readonly lastWords: number;
  /** Milliseconds before a failed read is sent again; the second time four times as long. */
  readonly retryDelay: number;
  /** Milliseconds until what was written is surely listed. */
  readonly settle: number;
  /** Seconds of one wait for a rate limit. GitHub's unnamed ones are of one and of two minutes. */
  readonly maxWait: number;
}
const TIMING: RequestTiming = { timeout: 30_000, lastWords: 5_000, retryDelay: 1_000, settle: 2_000, maxWait: 150 };

export interface ConnectOptions {
  readonly token: string;
  /** As in GITHUB_API_URL: `https://api.github.com`, or `https://ghes.example/api/v3`. */
  readonly api: string;
  /** As in GITHUB_GRAPHQL_URL. */
  readonly graphql?: string | undefined;
  readonly log: Logger;
  /** The name of the commit status that all of this connection's verdicts have. */
  readonly statusContext: string;
  /** Aborted where the run is to stop. */
  readonly signal?: AbortSignal | undefined;
  /** Whether writes are a second apart and notifying ones three, as GitHub asks for. Yes, unless the other side is none of GitHub's machines. */
  readonly throttle?: boolean | undefined;
  /** In place of the network. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly timing?: Partial<RequestTiming> | undefined;
  /** Resolves after so many milliseconds, or rejects when the signal aborts. */
  readonly sleep?: ((milliseconds: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

type Variables = Readonly<Record<string, unknown>>;

export interface GitHubClient {
  readonly log: Logger;
  readonly statusContext: string;
  /** One request. GET is sent again where GitHub fails, all others are sent once. `lastWords`: goes out also after the run was told to stop, ahead of all that waits.
   *  @returns the answer's data, checked  @throws RequestFault (see `mayHaveSucceeded`), or what the run was stopped with */
  send<Answer extends z.ZodType>(
    call: (api: Api) => Promise<{ readonly data?: unknown }>,
    answer: Answer,
    options?: { readonly lastWords?: boolean },
  ): Promise<z.infer<Answer>>;
  /** The pages of a list, each checked, as long as more are asked for. */
  pages<Answer extends z.ZodType>(
    call: (api: Api) => AsyncIterable<{ readonly data?: unknown }>,
    answer: Answer,
  ): AsyncIterable<z.infer<Answer>>;
  /** The data, checked; any error in the answer is a fault. @param name of the operation */
  query<Answer extends z.ZodType>(name: string, query: string, variables: Variables, answer: Answer): Promise<z.infer<Answer>>;
  /** Sent once. Of several changes some can fail: which, is in the errors' paths; what the others show of themselves is unchecked. */
  mutate(name: string, mutation: string, variables: Variables): Promise<GraphQLAnswer>;
  /** Waits until what was written is surely listed. */
  settle(): Promise<void>;
}

const graphqlAnswer = z.object({ data: z.unknown(), errors: z.array(graphqlError).min(1).optional() });
export interface GraphQLAnswer {
  readonly data?: unknown;
  readonly errors: readonly GraphQLError[];
}

export function connectGitHub(options: ConnectOptions): GitHubClient {
  const { log, signal, statusContext, throttle = true } = options;
  const timing = { ...TIMING, ...options.timing };
  const pause = async (milliseconds: number) => {
    await (options.sleep ?? sleepFor)(milliseconds, signal).catch((error: unknown) => {
      throw signal?.aborted ? interrupted(signal, "a pause") : error;
    });
  };
  const create = async () => (await import("./octokit.ts")).createOctokit;
  const limit = { until: 0 };
  let created: Promise<Api> | undefined;
  const octokit = () => {
    created ??= create().then((createOctokit) => createOctokit({ ...options, ...timing, throttle, signal, pause, limit }));
    return created;
  };
  const urgentOctokit = async () => {
    const urgent = { throttle: false, timeout: timing.lastWords, maxWait: 0, signal: undefined };
    return (await create())({ ...options, ...timing, ...urgent, pause, limit });
  };
  const graphqlUrl = options.graphql ?? `${options.api.replace(/\/+$/, "").replace(/\/api\/v3$/, "/api")}/graphql`;
  const graphql = async (name: string, query: string, variables: Variables) =>
    checked(await (await octokit()).request(`POST ${graphqlUrl}`, { query, variables, operationName: name }), graphqlAnswer);
  return {
    log,
    statusContext,
    send: async (call, answer, { lastWords = false } = {}) =>
      checked(await call(await (lastWords ? urgentOctokit() : octokit())), answer),
    async *pages(call, answer) {
      for await (const page of call(await octokit())) yield checked(page, answer);
    },
    query: async (name, query, variables, answer) => {
      const { data, errors: [error] = [] } = await graphql(name, query, variables);
      const label = `GraphQL ${name}`;
      if (error !== undefined) throw new RequestFault({ reason: reasonOfGraphQL(error), request: label, message: error.message });
      return checked({ data, label }, answer);
    },
    mutate: async (name, mutation, variables) => {
      const { data, errors = [] } = await graphql(name, mutation, variables);
      return { data, errors };
    },
    settle: () => pause(timing.settle),
  };
}

/** @param response with the label of its request for messages, as every response of ours has */
function checked<Answer extends z.ZodType>(response: { data?: unknown; label?: unknown }, answer: Answer): z.infer<Answer> {
  const { success, data, error } = answer.safeParse(response.data);
  if (success) return data;
  const [issue] = error.issues;
  const message = `${issue?.path.join(".") || "the whole"}: ${issue?.message ?? ""}`;
  throw new RequestFault({ reason: "answer", request: String(response.label), message });
}

function sleepFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return sleepUnlessAborted(milliseconds, undefined, { signal });
}
