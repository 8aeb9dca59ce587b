/** What the routes need from outside, and how they notice that nobody waits for them any more. */
import type { FastifyReply } from "fastify";
import type { Line } from "./line.ts";
import type { State } from "./state.ts";

export interface ServerOptions {
  /** Asked for every request. */
  readonly state: () => State;
  readonly line: Line;
  /** Absent on a Unix socket, which only its owner can open. */
  readonly token: string | undefined;
  readonly log: (line: string) => void;
  /** Seconds since 1970. */
  readonly clock: () => number;
  readonly newId: () => string;
  /** Aborts all that runs, at the end of a server's grace. */
  readonly end: AbortSignal;
}

/** Aborts when the client goes away before its answer was sent. */
export function gone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) controller.abort(new Error("the client went away"));
  });
  return controller.signal;
}
