/** Classifies what the client threw while it spoke to a server. Invariant: each kind of fault has a code and a remedy of its own, and
 *  no message holds a secret or more than a line of foreign text. A fault that is not known here is still a ServerError, never an answer. */
import { APIError } from "openai";
import { ServerError } from "../errors.ts";
import { faultOfConnection } from "./connection-fault.ts";
import { faultOfEvent, faultOfStatus } from "./refusal.ts";
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
