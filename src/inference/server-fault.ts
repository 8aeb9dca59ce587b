/** What went wrong with a server, told from whatever the client threw. Invariant: each kind of fault has a code and a remedy of its own, and
 *  no message holds a secret or more than a line of foreign text. A fault that is not known here is still a ServerError, never an answer. */
import { APIError } from "openai";
import { ServerError } from "../errors.ts";
import { faultOfEvent, faultOfStatus } from "./api-fault.ts";
import { ended, faultOfCode } from "./connection-fault.ts";
import { type Context, during, type Fault, secretsOf } from "./exchange.ts";
import { noApi } from "./no-api.ts";
import { quoted } from "./quoted.ts";

/** Thrown where a stream is over and its answer is not: the client's stream itself just ends then. */
export class StreamEnded extends Error {
  override readonly name = "StreamEnded";
}

/** @param error what the client, its fetch or the stream threw */
export function serverFault(error: unknown, context: Context): ServerError {
  const fault = context.obituary === undefined ? faultOf(error, context) : died(context.obituary, context);
  return new ServerError({ at: context.endpoint.shown, ...fault, cause: withoutText(error) });
}

function faultOf(error: unknown, context: Context): Fault {
  if (error instanceof APIError && error.status !== undefined) return faultOfStatus(error.status, error, context);
  if (error instanceof APIError && error.error !== undefined) return faultOfEvent(error, context);
  const chain = causesOf(error);
  if (chain.some((cause) => cause instanceof SyntaxError)) return nonsense(context);
  if (chain.some((cause) => cause.name === "TimeoutError")) return tooSlow(context);
  for (const cause of chain) {
    const fault = faultOfCode("code" in cause && cause.code !== undefined ? String(cause.code) : cause.name, context);
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

function died(obituary: string, { stage }: Context): Fault {
  return {
    code: "server-ended",
    fault: `the model server ${obituary} ${during(stage)}, so there is no answer`,
    remedy: "Mend what it says, or free memory where it was killed; `bioreview doctor` shows what this machine can carry",
  };
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

/** The cause is kept for a stack trace; an APIError holds headers and bodies, which may hold anything. */
function withoutText(error: unknown): unknown {
  return error instanceof APIError ? undefined : error;
}
