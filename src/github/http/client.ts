/** The one connection with GitHub. Invariants: an answer is checked when it comes in, once; a read is asked again where GitHub fails, a write that could
 *  be done twice never is, here; a rate limit's wait is kept, up to a bound; the token stands in no error and no log line. */
import { setTimeout as sleepUnlessStopped } from "node:timers/promises";
import { z } from "zod";
import { type Asked, openLine, type Parameters, type Sent, stopped } from "./octokit.ts";
import { rateLimitWait } from "./rate-limit.ts";
import { type FaultReason, RequestFault } from "./request-fault.ts";

/** Lines for whoever looks at the job's log. */
export interface Logger {
  debug(line: string): void;
  info(line: string): void;
  warning(line: string): void;
}

export interface RequestTiming {
  /** Milliseconds for one request and its answer. */
  readonly request: number;
  /** Milliseconds for the last words of a run that was told to stop: seven seconds later it is killed. */
  readonly lastWords: number;
  /** Milliseconds before a failed read is asked again; the second time four times as long. */
  readonly again: number;
  /** Milliseconds until what was written is surely listed. */
  readonly settle: number;
  /** Seconds of one wait for a rate limit. GitHub's unnamed ones are of one and of two minutes. */
  readonly limit: number;
}
const PATIENCE: RequestTiming = { request: 30_000, lastWords: 5_000, again: 1_000, settle: 2_000, limit: 150 };

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
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly patience?: Partial<RequestTiming> | undefined;
  /** Resolves after so many milliseconds, or rejects when the signal aborts. */
  readonly sleep?: ((milliseconds: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

export interface GitHubClient {
  readonly log: Logger;
  readonly statusContext: string;
  /** The answer's data, checked. @throws RequestFault, or what the run was stopped with */
  get<Answer extends z.ZodType>(route: `GET ${string}`, parameters: Parameters, answer: Answer): Promise<z.infer<Answer>>;
  /** POST is sent once, the others again where GitHub fails. `lastWords`: goes out also after the run was told to stop, ahead of all that waits.
   *  @throws RequestFault (see `unclear`), or what the run was stopped with */
  send<Answer extends z.ZodType>(
    route: `${"POST" | "PUT" | "PATCH" | "DELETE"} ${string}`,
    parameters: Parameters,
    answer: Answer,
    options?: { readonly lastWords?: boolean },
  ): Promise<z.infer<Answer>>;
  /** The data, checked; any error in the answer is a fault. @param name for messages */
  query<Answer extends z.ZodType>(name: string, query: string, variables: Parameters, answer: Answer): Promise<z.infer<Answer>>;
  /** Sent once. Of several changes some can fail: which, is in the errors' paths. */
  mutate(name: string, mutation: string, variables: Parameters): Promise<readonly GraphQLError[]>;
  /** Waits until what was written is surely listed. */
  settle(): Promise<void>;
}

const graphqlError = z.object({
  type: z.string().optional(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});
export type GraphQLError = z.infer<typeof graphqlError>;
const graphqlAnswer = z.object({ data: z.unknown(), errors: z.array(graphqlError).min(1).optional() });

/** Times that one request waits for a rate limit. */
const WAITS = 2;
/** Times that a read, or a write that can be done twice, is sent again. */
const REPEATS = 2;

export function connectGitHub(options: ConnectOptions): GitHubClient {
  const { log, signal } = options;
  const timing = { ...PATIENCE, ...options.patience };
  const pause = async (milliseconds: number) => {
    await (options.sleep ?? sleepFor)(milliseconds, signal).catch((error: unknown) => {
      throw signal?.aborted ? stopped(signal, "a pause") : error;
    });
  };
  const line = {
    token: options.token,
    api: options.api,
    fetch: options.fetch,
    again: timing.again,
    tell: (text: string) => log.debug(text),
  };
  const paced = openLine({ ...line, pace: options.throttle ?? true, time: timing.request });
  const urgent = openLine({ ...line, pace: false, time: timing.lastWords });

  const sendPatiently = async (asked: Asked, repeats: number): Promise<unknown> => {
    for (let waited = 0; ; waited++) {
      const sent = await paced(asked, repeats, signal);
      const seconds = sent.kind === "limited" ? rateLimitWait(sent.answer, waited, Date.now()) : undefined;
      if (seconds === undefined || waited === WAITS || seconds > timing.limit) return dataOf(sent, asked);
      log.warning(`GitHub's rate limit: waiting ${seconds} s before ${asked.shown}`);
      await pause(seconds * 1000);
    }
  };
  /** An answer can also break off after its head. The library takes that for an empty one. */
  const understood = async <Answer extends z.ZodType>(
    asked: Asked,
    answer: Answer,
    repeats: number,
  ): Promise<z.infer<Answer>> => {
    for (let left = repeats; ; left--) {
      const { success, data, error } = answer.safeParse(await sendPatiently(asked, repeats));
      if (success) return data;
      const fault = new RequestFault({ reason: "answer", request: asked.shown, message: whereIn(error) });
      if (left <= 0) throw fault;
      log.debug(fault.message);
      await pause(timing.again);
    }
  };
  const graphql = (name: string, query: string, variables: Parameters, repeats: number) => {
    const url = options.graphql ?? `${options.api.replace(/\/+$/, "").replace(/\/api\/v3$/, "/api")}/graphql`;
    return understood(
      { route: `POST ${url}`, parameters: { query, variables }, shown: `GraphQL ${name}` },
      graphqlAnswer,
      repeats,
    );
  };
  return {
    statusContext: options.statusContext,
    log,
    get: (route, parameters, answer) => understood({ route, parameters, shown: filled(route, parameters) }, answer, REPEATS),
    send: async (route, parameters, answer, { lastWords = false } = {}) => {
      const asked = { route, parameters, shown: filled(route, parameters) };
      if (lastWords) return checked(asked, dataOf(await urgent(asked, 0, undefined), asked), answer);
      return understood(asked, answer, route.startsWith("POST ") ? 0 : REPEATS);
    },
    query: async (name, query, variables, answer) => {
      const { data, errors: [error] = [] } = await graphql(name, query, variables, REPEATS);
      const shown = `GraphQL ${name}`;
      if (error !== undefined) throw new RequestFault({ reason: reasonOfGraphQL(error), request: shown, message: error.message });
      return checked({ shown }, data, answer);
    },
    mutate: async (name, mutation, variables) => (await graphql(name, mutation, variables, 0)).errors ?? [],
    settle: () => pause(timing.settle),
  };
}

function dataOf(sent: Sent, { shown }: Asked): unknown {
  switch (sent.kind) {
    case "answered":
      return sent.data;
    case "failed":
      throw sent.fault;
    case "limited": {
      const { status, message } = sent.answer;
      const seconds = rateLimitWait(sent.answer, 0, Date.now()) ?? 0;
      throw new RequestFault({ reason: "limited", request: shown, status, message: `${message} (try again in ${seconds} s)` });
    }
  }
}

function checked<Answer extends z.ZodType>({ shown }: Pick<Asked, "shown">, found: unknown, answer: Answer): z.infer<Answer> {
  const { success, data, error } = answer.safeParse(found);
  if (success) return data;
  throw new RequestFault({ reason: "answer", request: shown, message: whereIn(error) });
}

function whereIn({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join(".") || "the whole"}: ${issue?.message ?? ""}`;
}

export function reasonOfGraphQL({ type }: GraphQLError): FaultReason {
  switch (type) {
    case "FORBIDDEN":
    case "INSUFFICIENT_SCOPES":
      return "permission";
    case "NOT_FOUND":
      return "not found";
    case undefined: // a query that its schema does not allow, or one that GitHub gave up
    case "SERVICE_UNAVAILABLE":
    case "INTERNAL":
      return "server";
    default:
      return "refused";
  }
}

/** The route with its parameters: `GET /repos/ada/paper/pulls/7`. */
function filled(route: string, parameters: Parameters): string {
  return route.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}

function sleepFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return sleepUnlessStopped(milliseconds, undefined, { signal });
}
