/** What goes wrong, and when, as data. Invariant: a fault happens on exactly the requests that it names, counted from when it was set. */
import type { Logged } from "./log.ts";

export type When = "before" | "after";
export type Effect =
  /** Another answer. `after`: the operation was carried out all the same. */
  | {
      readonly kind: "answer";
      readonly when: When;
      readonly status: number;
      readonly body: unknown;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** The connection is reset. */
  | { readonly kind: "drop"; readonly when: When }
  /** Half of the answer's body, then the connection is reset. The operation was carried out. */
  | { readonly kind: "half" }
  /** No answer, ever; the connection stays. */
  | { readonly kind: "silence"; readonly when: When }
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** Answers as before the last so many requests that wrote. Only for reading. */
  | { readonly kind: "stale"; readonly writes: number }
  /** Something else happens first, such as a push, or another run. */
  | { readonly kind: "first"; readonly run: () => void | Promise<void> }
  /** A GraphQL field gives an error, the others of the request do not. The call is counted by field, not by request. */
  | { readonly kind: "field"; readonly type: string; readonly message: string };

export interface Fault {
  /** `pulls/create-review`, `graphql`, `graphql:resolveReviewThread`, `write` (whatever may write), or `*`. */
  readonly on: string;
  /** From 1: which of the requests that `on` names. Undefined: each. */
  readonly call?: number;
  readonly effect: Effect;
}

export interface SetFault extends Fault {
  seen: number;
}

export const isWriting = ({ method, operation, body }: Logged): boolean =>
  operation === "graphql" ? /^\s*mutation\b/m.test(queryIn(body)) : method !== "GET";

export function queryIn(body: unknown): string {
  return typeof body === "object" && body !== null && "query" in body && typeof body.query === "string" ? body.query : "";
}

function names({ on }: Fault, request: Logged): boolean {
  if (on === "*" || on === request.operation || (on === "write" && isWriting(request))) return true;
  return on.startsWith("graphql:") && request.fields.includes(on.slice("graphql:".length));
}

/** Counts the request, and finds what happens to it. @returns in the order in which they were set */
export function effectsOn(faults: readonly SetFault[], request: Logged): readonly Effect[] {
  const hits = faults.filter((fault) => fault.effect.kind !== "field" && names(fault, request));
  return hits.filter(isDue).map(({ effect }) => effect);
}

/** Counts the field, and finds its error. */
export function fieldFault(
  faults: readonly SetFault[],
  field: string,
): { readonly type: string; readonly message: string } | undefined {
  const hits = faults.filter(({ on, effect }) => effect.kind === "field" && on === `graphql:${field}`);
  const due = hits.filter(isDue).map(({ effect }) => effect);
  return due.find((effect) => effect.kind === "field");
}

function isDue(fault: SetFault): boolean {
  fault.seen += 1;
  return fault.call === undefined || fault.call === fault.seen;
}
