/** Classifies what the client threw while it spoke to a server. Invariant: each kind of fault has a code and a remedy of its own, and
 *  no message holds a secret or more than a line of foreign text. A fault that is not known here is still a ServerError, never an answer. */
import { APIError } from "openai";
import { ServerError } from "../errors.ts";
import { type ApiMessage, errorIn, saysTooLong } from "./dialect.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Progress } from "./model.ts";
import { quoted } from "./quoted.ts";

/** How far a request has come. */
export type Stage = { readonly kind: "sent" } | Progress;

/** What the message of a fault needs to know of the request. */
export interface RequestContext {
  readonly endpoint: Endpoint;
  /** Such as "the list of its models". */
  readonly what: string;
  readonly model?: string | undefined;
  readonly stage: Stage;
  /** How a server that we started ended, where it did. */
  readonly exitReason?: string | undefined;
}

/** Thrown where a stream is over and its answer is not: the client's stream itself just ends then. */
export class StreamEnded extends Error {
  override readonly name = "StreamEnded";
}

/** Why a request is given up whose server says nothing new for too long. */
export class Silence extends Error {
  override readonly name = "Silence";
}

/** Thrown where a server sends something else than the API says. */
export class NotOpenAi extends Error {
  override readonly name = "NotOpenAi";
  readonly sent: string;
  /** @param sent in words, such as "a page of HTML" */
  constructor(sent: string) {
    super(sent);
    this.sent = sent;
  }
}

/** @param body of an answer with status 200
 *  @throws what the client throws for an error among a stream's events, where the body tells of one all the same */
export function throwErrorIn(body: unknown): void {
  const error = errorIn(body);
  if (error !== undefined) throw new APIError(undefined, error, undefined, undefined);
}

/** What is wrong, without the place: that is the endpoint. */
interface Fault {
  readonly code: string;
  readonly fault: string;
  readonly remedy: string;
}

/** @param error what the client, its fetch or the stream threw */
export function serverFault(error: unknown, context: RequestContext): ServerError {
  const { endpoint, exitReason } = context;
  const fault = exitReason === undefined ? faultOf(error, context) : exited(exitReason, context);
  // An APIError holds headers and bodies, which may hold anything: it is no cause to keep for a stack trace.
  return new ServerError({ at: endpoint.shown, ...fault, cause: error instanceof APIError ? undefined : error });
}

function faultOf(error: unknown, context: RequestContext): Fault {
  if (error instanceof NotOpenAi) return notOpenAi(error.sent, context);
  if (error instanceof APIError && error.status !== undefined) return faultOfStatus(error.status, error, context);
  if (error instanceof APIError && error.error !== undefined) return faultOfEvent(error, context);
  if (error instanceof Silence) return stalled(context);
  const chain = causesOf(error);
  if (chain.some((cause) => cause instanceof SyntaxError)) return noJson(context);
  if (chain.some((cause) => cause.name === "TimeoutError")) return tooSlow(context);
  for (const cause of chain) {
    const fault = faultOfCode("code" in cause && cause.code !== undefined ? String(cause.code) : cause.name, context);
    if (fault !== undefined) return fault;
  }
  if (chain.some(({ message }) => message === "bad port")) return blockedPort();
  if (chain.some((cause) => cause instanceof StreamEnded || cause.message === "terminated")) return connectionEnded(context);
  return {
    code: "server-fault-unknown",
    fault: `asking for ${context.what} failed with ${quotedFrom(context, chain.at(-1)?.message ?? String(error))}`,
    remedy: "Look into the server's log, then try again",
  };
}

/** The Fetch standard's port blocking, https://fetch.spec.whatwg.org/#port-blocking: such as 6000 of X11 and 6667 of IRC. */
function blockedPort(): Fault {
  return {
    code: "server-port-blocked",
    fault: "its port belongs to another protocol, and the Fetch standard forbids to speak HTTP there",
    remedy: "Let the server listen on another port, such as 8080",
  };
}

/** The error and what caused it, outermost first; of several tries to connect, the first stands for all. */
function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (
    let at = error;
    at instanceof Error && chain.length < 10;
    at = at instanceof AggregateError ? (at.cause ?? at.errors[0]) : at.cause
  )
    chain.push(at);
  return chain;
}

function quotedFrom({ endpoint }: RequestContext, text: string): string {
  return quoted(text, [endpoint.apiKey()]);
}

/** Words that follow a fault. */
function during({ stage }: RequestContext): string {
  switch (stage.kind) {
    case "sent":
      return "before it had sent anything";
    case "waiting":
      return `while ${stage.place} others were to be served first`;
    case "reading":
      return `while it read the prompt (${stage.tokensRead} of ${stage.tokensTotal} tokens)`;
    case "writing":
      return `while it wrote the answer (some ${stage.tokensWritten} tokens in)`;
  }
}

function notOpenAi(sent: string, { what }: RequestContext): Fault {
  return {
    code: "server-not-openai",
    fault: `asked for ${what}, it sent ${sent}, so this is no server of the OpenAI API, or not its address`,
    remedy: "Name the address under which it answers /v1/models, such as http://127.0.0.1:8080 or https://HOST/PREFIX/v1",
  };
}

function exited(reason: string, context: RequestContext): Fault {
  return {
    code: "server-ended",
    fault: `the model server ${reason} ${during(context)}, so there is no answer`,
    remedy: "Mend what it says, or free memory where it was killed; `bioreview doctor` shows what this machine can carry",
  };
}

/** A stream that ended before the answer did, or a connection that broke. */
function connectionEnded(context: RequestContext): Fault {
  return {
    code: "server-ended",
    fault: `the connection ended ${during(context)}, so there is no answer`,
    remedy: context.endpoint.leavesMachine
      ? "Look whether the server still runs and what its log says, then try again"
      : "Look whether the server still runs and whether its machine ran out of memory, then try again",
  };
}

function noJson(context: RequestContext): Fault {
  if (context.stage.kind === "sent") return notOpenAi("something that is no JSON", context);
  return {
    code: "server-broken-stream",
    fault: `it sent an event that is no JSON ${during(context)}`,
    remedy: "Look whether a proxy stands in between, then try again",
  };
}

function tooSlow(context: RequestContext): Fault {
  return {
    code: "server-too-slow",
    fault: `${context.what} did not come within the time that we give it; the last we heard was ${during(context)}`,
    remedy: "Use a faster machine or a smaller model, or look into the server's log for what keeps it",
  };
}

function stalled(context: RequestContext): Fault {
  return {
    code: "server-stalled",
    fault: `it fell silent ${during(context)}`,
    remedy:
      "Look into the server's log for what keeps it; it may be out of memory or busy with others; give a slow one more time with --timeout",
  };
}

const TLS = /^(?:ERR_TLS|ERR_SSL|CERT_|EPROTO)|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/;

/** Faults of the connection.
 *  @param code of the system, of TLS or of undici */
function faultOfCode(code: string, context: RequestContext): Fault | undefined {
  if (TLS.test(code))
    return {
      code: "server-tls",
      fault: `no safe connection can be made (${code})`,
      remedy:
        "Where the server has a certificate of your own authority, name that in NODE_EXTRA_CA_CERTS; where it speaks plain HTTP, write http://",
    };
  if (code.startsWith("HPE_") || code === "HTTPParserError") return notOpenAi("something that is no HTTP", context);
  switch (code) {
    case "ECONNREFUSED":
      return {
        code: "server-not-running",
        fault:
          context.endpoint.socketPath === undefined
            ? "nothing listens there"
            : "the socket is there, but no server listens on it any more",
        remedy: "Start the server, or mend the address",
      };
    case "ENOENT":
    case "ENOTSOCK":
      return {
        code: "server-socket-missing",
        fault: "there is no such socket",
        remedy: "Start the server, or mend the socket's path",
      };
    case "EACCES":
    case "EPERM":
      return {
        code: "server-not-permitted",
        fault: "this user may not open it",
        remedy:
          "Run as the user who started the server, or as a member of the group that shares the socket: `usermod -aG GROUP USER`, then log in anew, or start the runner's service anew",
      };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return {
        code: "server-name-unknown",
        fault: `no such host is known (${code})`,
        remedy: "Look for a misspelling, and whether this machine has a network",
      };
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return {
        code: "server-unreachable",
        fault: `no connection came about (${code})`,
        remedy: "Look whether the host is up and a firewall lets this port through",
      };
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
      return connectionEnded(context);
    default:
      return undefined;
  }
}

/** What the server says; an empty message where it says nothing. */
function saidBy({ error, message }: APIError): ApiMessage {
  const own = message.replace(/^\d{3} /, "");
  return errorIn({ error }) ?? { message: own === "status code (no body)" ? "" : own, code: "", type: "", param: "" };
}

/** @returns what the server says where it refused a request before it began to answer; undefined where something else went wrong */
export function refusalOf(error: unknown): ApiMessage | undefined {
  return error instanceof APIError && error.status !== undefined ? saidBy(error) : undefined;
}

function isHtml({ message }: ApiMessage): boolean {
  return /^\s*</.test(message);
}

/** What follows "it answers 500": `and says "its words"`, or where it sent a page only that. */
function words(said: ApiMessage, context: RequestContext): string {
  if (isHtml(said)) return " and a page of HTML";
  return said.message === "" ? "" : ` and says ${quotedFrom(context, said.message)}`;
}

/** Faults that the server names itself, whatever the status. */
function namedFault(said: ApiMessage, context: RequestContext): Fault | undefined {
  if (saysTooLong(said))
    return {
      code: "prompt-too-long",
      fault: `the prompt does not fit the model's context: it says ${quotedFrom(context, said.message)}`,
      remedy: "Start the server with a larger context, or give the prompt a smaller --budget",
    };
  switch (said.code) {
    case "loading":
      return {
        code: "server-loading",
        fault: "it is still reading its model",
        remedy: "Wait until its /health answers 200, then try again",
      };
    case "stopping":
      return { code: "server-stopping", fault: "it is being stopped", remedy: "Start it again, then try again" };
    case "queue_full":
      return {
        code: "server-queue-full",
        fault: `too many requests wait there already: it says ${quotedFrom(context, said.message)}`,
        remedy: "Try again when some are served",
      };
    case "generation_stalled":
      return {
        code: "server-gave-up",
        fault: `it gave the answer up ${during(context)}: it says ${quotedFrom(context, said.message)}`,
        remedy:
          "Look into its log for what keeps it, then try again; where its machine is merely slow, start it with a longer --stall-timeout",
      };
    case "insufficient_quota":
      return noCredit(`it says ${quotedFrom(context, said.message)}`);
    default:
      return undefined;
  }
}

function noCredit(fault: string): Fault {
  return { code: "server-no-credit", fault, remedy: "Pay for this key's account, or use another server" };
}

/** @param error an event of a stream */
function faultOfEvent(error: APIError, context: RequestContext): Fault {
  const said = saidBy(error);
  return (
    namedFault(said, context) ?? {
      code: "server-failed-midway",
      fault: `it failed ${during(context)}${words(said, context)}`,
      remedy: "Look into the server's log, then try again",
    }
  );
}

function faultOfStatus(status: number, error: APIError, context: RequestContext): Fault {
  const said = saidBy(error);
  const named = namedFault(said, context);
  if (named !== undefined) return named;
  const fault = `it answers ${status}${words(said, context)}`;
  switch (true) {
    case status >= 300 && status < 400:
      return {
        code: "server-redirects",
        fault: `it answers ${status}, which sends us to another address, and nothing is sent to an address that you did not name`,
        remedy: "Name the final address yourself if you trust it",
      };
    case status === 401: {
      const hasKey = context.endpoint.apiKey() !== undefined;
      const remedy = hasKey
        ? "Look whether the key in BIOREVIEW_API_KEY is this server's"
        : "Put this server's key into BIOREVIEW_API_KEY";
      return { code: "server-unauthorized", fault, remedy };
    }
    case status === 402:
      return noCredit(fault);
    case status === 403:
      return { code: "server-forbidden", fault, remedy: "Ask who runs the server whether this key may use this model" };
    case status === 404 && said.message !== "" && !isHtml(said) && context.model !== undefined:
      return {
        code: "model-not-found",
        fault: `asked for the model ${quoted(context.model)}, ${fault}`,
        remedy: "Name a model that the server has; `bioreview doctor` lists them",
      };
    case status === 404 || status === 405:
      return notOpenAi(`${status}${words(said, context)}`, context);
    case status === 429:
      return {
        code: "server-rate-limit",
        fault,
        remedy: "Wait for a while, or raise the limit of this key, then try again",
      };
    case status === 413:
      return {
        code: "request-too-large",
        fault,
        remedy:
          "Raise the limit of what stands in front of the server (nginx: client_max_body_size), or give the prompt a smaller --budget",
      };
    case status === 408 || status === 502 || status === 503 || status === 504:
      return {
        code: "server-unavailable",
        fault,
        remedy: "Look whether the server behind this address runs, then try again",
      };
    case status >= 500:
      return { code: "server-failed", fault, remedy: "Look into the server's log, then try again" };
    default:
      return {
        code: "request-refused",
        fault,
        remedy: `Its version may not know ${said.param === "" ? "a setting" : quotedFrom(context, said.param)} as we send it: update the server, or use another one`,
      };
  }
}
