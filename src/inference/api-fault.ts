/** Faults that a server tells us itself: by its status, or by an error event in a stream. Foreign words are quoted short, never followed. */
import type { APIError } from "openai";
import { type Context, during, type Fault, secretsOf } from "./exchange.ts";
import { noApi } from "./no-api.ts";
import { quoted } from "./quoted.ts";

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

/** @param error an event of a stream */
export function faultOfEvent(error: APIError, context: Context): Fault {
  const said = saidBy(error);
  const fault = named(said, context);
  if (fault !== undefined) return fault;
  return {
    code: "server-failed-midway",
    fault: `it failed ${during(context.stage)}${words(said, context)}`,
    remedy: "Look into the server's log, then try again",
  };
}

export function faultOfStatus(status: number, error: APIError, context: Context): Fault {
  const said = saidBy(error);
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
