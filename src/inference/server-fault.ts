/** What went wrong with a server, told from whatever the client threw. Invariant: each kind of fault has a code and a remedy of its own, and
 *  no message holds a secret or more than a line of foreign text. A fault that is not known here is still a ServerError, never an answer. */
import { APIError } from "openai";
import { ServerError } from "../errors.ts";
import type { Endpoint } from "./endpoint.ts";
import { quoted } from "./quoted.ts";

/** How far an exchange had come. */
export type Stage =
  | { readonly kind: "asked" }
  | { readonly kind: "waiting"; readonly place: number }
  | { readonly kind: "reading"; readonly tokensRead: number; readonly tokensTotal: number }
  | { readonly kind: "writing"; readonly tokensWritten: number };

export interface Asked {
  /** Such as "the list of models". */
  readonly what: string;
  readonly model?: string;
  readonly stage: Stage;
}

export interface Context extends Asked {
  readonly endpoint: Endpoint;
  /** How a server that we started ended, where it did. */
  readonly obituary?: string | undefined;
}

interface Fault {
  readonly code: string;
  readonly fault: string;
  readonly remedy: string;
}

/** Thrown where a stream is over and its answer is not: the client's stream itself just ends then. */
export class StreamEnded extends Error {
  override readonly name = "StreamEnded";
}

/** @param error what the client, its fetch or the stream threw */
export function serverFault(error: unknown, context: Context): ServerError {
  const fault = context.obituary === undefined ? faultOf(error, context) : died(context.obituary, context);
  return new ServerError({ at: context.endpoint.shown, ...fault }, { cause: withoutText(error) });
}

function faultOf(error: unknown, context: Context): Fault {
  if (error instanceof APIError && error.status !== undefined) return ofStatus(error.status, saidBy(error), context);
  if (error instanceof APIError && error.error !== undefined) return ofEvent(saidBy(error), context);
  const chain = causesOf(error);
  if (chain.some((cause) => cause instanceof SyntaxError)) return nonsense(context);
  if (chain.some((cause) => cause.name === "TimeoutError")) return tooSlow(context);
  for (const cause of chain) {
    const fault = ofCode("code" in cause ? String(cause.code) : "", context);
    if (fault !== undefined) return fault;
  }
  if (chain.some((cause) => cause instanceof StreamEnded || cause.message === "terminated")) return ended(context);
  const last = chain.at(-1);
  return {
    code: "server-fault-unknown",
    fault: `asking for ${context.what} failed with ${quoted(last?.message ?? String(error), secretsOf(context))}`,
    remedy: "Look into the server's log, then try again",
  };
}

/** A stream that ended before the answer did, or a connection that broke. */
function ended({ stage, endpoint }: Context): Fault {
  return {
    code: "server-ended",
    fault: `the connection ended ${during(stage)}, so there is no answer`,
    remedy: endpoint.leavesMachine
      ? "Look whether the server still runs and what its log says, then try again"
      : "Look whether the server still runs and whether its machine ran out of memory, then try again",
  };
}

/** An answer that came as something else than the API says. */
export function notOpenAi(got: string, { endpoint, what }: Context): ServerError {
  return new ServerError({ at: endpoint.shown, ...noApi(got, what) });
}

function noApi(got: string, what: string): Fault {
  return {
    code: "server-not-openai",
    fault: `asked for ${what}, it sent ${got}, so this is no server of the OpenAI API, or not its address`,
    remedy: "Name the address under which it answers /v1/models, such as http://127.0.0.1:8080 or https://HOST/PREFIX/v1",
  };
}

function died(obituary: string, { stage }: Context): Fault {
  return {
    code: "server-ended",
    fault: `the model server ${obituary} ${during(stage)}, so there is no answer`,
    remedy: "Mend what it says, or free memory where it was killed; `bioreview doctor` shows what this machine can carry",
  };
}

function during(stage: Stage): string {
  switch (stage.kind) {
    case "asked":
      return "before it had sent anything";
    case "waiting":
      return `while ${stage.place} others were to be served first`;
    case "reading":
      return `while it read the prompt (${stage.tokensRead} of ${stage.tokensTotal} tokens)`;
    case "writing":
      return `while it wrote the answer (some ${stage.tokensWritten} tokens in)`;
  }
}

function nonsense(context: Context): Fault {
  if (context.stage.kind === "asked") return noApi("something that is no JSON", context.what);
  return {
    code: "server-broken-stream",
    fault: `it sent an event that is no JSON ${during(context.stage)}`,
    remedy: "Look whether a proxy stands in between, then try again",
  };
}

function tooSlow({ what, stage }: Context): Fault {
  return {
    code: "server-too-slow",
    fault: `${what} did not come within the time that we give it; the last we heard was ${during(stage)}`,
    remedy: "Use a faster machine or a smaller model, or look into the server's log for what keeps it",
  };
}

interface Said {
  readonly code: string;
  readonly type: string;
  readonly message: string;
}

/** What an error of the API says of itself: `code` is a word in OpenAI's, a number in llama.cpp's and vLLM's. */
function saidBy({ code, type, error, message }: APIError): Said {
  const inner: unknown = error;
  const own =
    typeof inner === "object" && inner !== null && "message" in inner ? String(inner.message) : message.replace(/^\d{3} /, "");
  return { code: String(code ?? ""), type: String(type ?? ""), message: own };
}

function looksLikeHtml(said: Said): boolean {
  return /^\s*</.test(said.message);
}

/** llama.cpp's and vLLM's own words stand beside OpenAI's code. */
function promptTooLong({ code, type, message }: Said): boolean {
  return code === "context_length_exceeded" || type === "exceed_context_size_error" || /maximum context length/i.test(message);
}

/** `: "its words"`, or where it sent a page only that. */
function words(said: Said, context: Context): string {
  if (looksLikeHtml(said)) return " and a page of HTML";
  return said.message === "" || said.message === "status code (no body)"
    ? ""
    : ` and says ${quoted(said.message, secretsOf(context))}`;
}

/** Faults that the server names itself, whatever the status. */
function named(said: Said, context: Context): Fault | undefined {
  if (promptTooLong(said))
    return {
      code: "prompt-too-long",
      fault: `the prompt does not fit the model's context: it says ${quoted(said.message, secretsOf(context))}`,
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
        fault: "too many requests wait there already",
        remedy: "Try again when some are served",
      };
    default:
      return undefined;
  }
}

function ofEvent(said: Said, context: Context): Fault {
  const fault = named(said, context);
  if (fault !== undefined) return fault;
  return {
    code: "server-failed-midway",
    fault: `it failed ${during(context.stage)}${words(said, context)}`,
    remedy: "Look into the server's log, then try again",
  };
}

function ofStatus(status: number, said: Said, context: Context): Fault {
  const fault = named(said, context);
  if (fault !== undefined) return fault;
  const answered = `it answers ${status}${words(said, context)}`;
  const keySent = context.endpoint.apiKey() !== undefined;
  switch (true) {
    case status >= 300 && status < 400:
      return {
        code: "server-redirects",
        fault: `it answers ${status}, which sends us to another address, and nothing is sent to an address that you did not name`,
        remedy: "Name the final address yourself if you trust it",
      };
    case status === 401:
      return {
        code: "server-unauthorized",
        fault: answered,
        remedy: keySent
          ? "Look whether the key in BIOREVIEW_API_KEY is this server's"
          : "Put this server's key into BIOREVIEW_API_KEY",
      };
    case status === 403:
      return {
        code: "server-forbidden",
        fault: answered,
        remedy: "Ask who runs the server whether this key may use this model",
      };
    case status === 404 && said.message !== "status code (no body)" && !looksLikeHtml(said) && context.model !== undefined:
      return {
        code: "model-not-found",
        fault: `asked for the model ${quoted(context.model)}, ${answered}`,
        remedy: "Name a model that the server has; `bioreview doctor` lists them",
      };
    case status === 404 || status === 405:
      return noApi(`${status}${words(said, context)}`, context.what);
    case status === 429:
      return {
        code: "server-rate-limit",
        fault: answered,
        remedy: "Wait for a while, or raise the limit of this key, then try again",
      };
    case status === 502 || status === 503 || status === 504:
      return {
        code: "server-unavailable",
        fault: answered,
        remedy: "Look whether the server behind this address runs, then try again",
      };
    case status >= 500:
      return { code: "server-failed", fault: answered, remedy: "Look into the server's log, then try again" };
    default:
      return {
        code: "request-refused",
        fault: answered,
        remedy: "Its version may not know a setting that we send: update the server, or use another one",
      };
  }
}

const TLS = /^(?:ERR_TLS|ERR_SSL|CERT_|EPROTO)|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/;

/** @param code of the system, of TLS or of undici */
function ofCode(code: string, context: Context): Fault | undefined {
  const { endpoint, stage } = context;
  if (TLS.test(code))
    return {
      code: "server-tls",
      fault: `no safe connection can be made (${code})`,
      remedy:
        "Where the server has a certificate of your own authority, name that in NODE_EXTRA_CA_CERTS; where it speaks plain HTTP, write http://",
    };
  if (code.startsWith("HPE_")) return noApi("something that is no HTTP", context.what);
  switch (code) {
    case "ECONNREFUSED":
      return {
        code: "server-not-running",
        fault:
          endpoint.socketPath === undefined
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
        remedy: "Run as the user who started the server, or let that user share the socket",
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
    case "UND_ERR_HEADERS_TIMEOUT":
    case "UND_ERR_BODY_TIMEOUT":
      return {
        code: "server-stalled",
        fault: `it fell silent ${during(stage)}`,
        remedy: "Look into the server's log for what keeps it; it may be out of memory, or busy with others",
      };
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
      return ended(context);
    default:
      return undefined;
  }
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

function secretsOf({ endpoint }: Context): (string | undefined)[] {
  return [endpoint.apiKey()];
}

/** The cause is kept for a stack trace; an APIError holds headers and bodies, which may hold anything. */
function withoutText(error: unknown): unknown {
  return error instanceof APIError ? undefined : error;
}
