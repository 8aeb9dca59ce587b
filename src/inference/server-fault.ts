/** Classifies what the client threw while it spoke to a server: a status with a message, an error among a stream's events, a connection that failed. Invariants: each
 *  kind of fault has a code and a remedy of its own; what the server names itself counts before the status; its words are quoted, never a page of HTML, and no message
 *  holds a secret. A fault that is not known here is still a ServerError, never an answer. */
import { APIError } from "openai";
import { ServerError } from "../errors.ts";
import { faultOfConnection } from "./connection-fault.ts";
import { type ApiMessage, errorIn, saysTooLong } from "./dialect.ts";
import { quoted } from "./quoted.ts";
import { during, type Fault, NotOpenAi, notOpenAi, quotedFrom, type RequestContext } from "./request-fault.ts";

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
  const chain = causesOf(error);
  return faultOfConnection(chain, context) ?? unknown(error, chain, context);
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

function exited(reason: string, context: RequestContext): Fault {
  return {
    code: "server-ended",
    fault: `the model server ${reason} ${during(context)}, so there is no answer`,
    remedy: "Mend what it says, or free memory where it was killed; `bioreview doctor` shows what this machine can carry",
  };
}

function unknown(error: unknown, chain: readonly Error[], context: RequestContext): Fault {
  return {
    code: "server-fault-unknown",
    fault: `asking for ${context.what} failed with ${quotedFrom(context, chain.at(-1)?.message ?? String(error))}`,
    remedy: "Look into the server's log, then try again",
  };
}

/** @param body of an answer with status 200
 *  @throws what the client throws for an error among a stream's events, where the body tells of one all the same */
export function throwErrorIn(body: unknown): void {
  const error = errorIn(body);
  if (error !== undefined) throw new APIError(undefined, error, undefined, undefined);
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
