/** HTTP on loopback, with its accidents. Invariant: what a fault does to the answer is decided by faults.ts alone; here it is only carried out. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { matchRoute } from "../contract/routes.ts";
import { fieldsOf } from "../graphql/fields.ts";
import { answerGraphql } from "../graphql/index.ts";
import type { Answer } from "../rest/index.ts";
import { needsOf } from "../rest/index.ts";
import type { Token } from "../world/world.ts";
import type { Asked } from "./asked.ts";
import { dispatch } from "./dispatch.ts";
import { type Effect, effectsOn, isWriting, queryIn } from "./faults.ts";
import { limitHeaders } from "./limits.ts";
import type { Logged } from "./log.ts";
import { refusalBody } from "./refusals.ts";
import { remember, type State, worldBefore } from "./state.ts";

export function transport(state: State): Server {
  return createServer((request, response) => {
    serve(state, request, response).catch((error: unknown) => {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      state.log.violations.push({ operation: `${request.method} ${request.url}`, what: `the stand-in broke: ${what}` });
      if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
      response.end(JSON.stringify(refusalBody(500, "the stand-in broke; see violations()")));
    });
  });
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const asked = askedIn(state, request, Buffer.concat(chunks).toString());
  const { logged } = asked;
  state.log.requests.push(logged);
  const effects = effectsOn(state.faults, logged);
  logged.fault = effects[0]?.kind;
  for (const effect of effects) if (effect.kind === "first") await effect.run();
  const slow = effects.reduce((sum, effect) => sum + (effect.kind === "slow" ? effect.milliseconds : 0), 0);
  if (slow > 0) await new Promise((resolve) => setTimeout(resolve, slow));
  const hindrance = effects.find(isHindrance);
  if (hindrance !== undefined && "when" in hindrance && hindrance.when === "before") return hinder(hindrance, logged, response);
  const answer = carriedOut(state, asked, effects);
  if (hindrance !== undefined) return hinder(hindrance, logged, response, answer);
  send(logged, response, answer, headersFor(state, asked));
}

function carriedOut(state: State, asked: Asked, effects: readonly Effect[]): Answer {
  const stale = effects.find((effect) => effect.kind === "stale");
  const writes = isWriting(asked.logged);
  if (writes) remember(state);
  const world = stale === undefined || writes ? state.world : worldBefore(state, stale.writes);
  return asked.logged.operation === "graphql" ? answerGraphql(state, world, asked) : dispatch(state, world, asked);
}

function askedIn(state: State, request: IncomingMessage, text: string): Asked {
  const url = new URL(request.url ?? "/", "http://loopback");
  const path = url.pathname.replace(/^\/api\/v3(?=\/)/, "");
  const isGraphql = path === "/graphql" || path === "/api/graphql";
  const match = isGraphql ? undefined : matchRoute(request.method ?? "GET", path);
  const body = parsed(text);
  const token = tokenIn(state, request);
  const logged: Logged = {
    method: request.method ?? "GET",
    path: `${path}${url.search}`,
    operation: isGraphql ? "graphql" : (match?.operation.id ?? "unknown"),
    fields: isGraphql ? fieldsOf(queryIn(body)) : [],
    login: token?.login,
    body,
    status: undefined,
    committed: false,
    fault: undefined,
  };
  const prefix = url.pathname.length > path.length ? "/api/v3" : "";
  const api = `http://${request.headers.host ?? "loopback"}${prefix}`;
  return { logged, match, token, query: url.searchParams, accept: request.headers.accept ?? "", api };
}

/** Undefined where there is none; the text itself where it is no JSON, which the description then refuses. */
function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function tokenIn({ world }: State, { headers }: IncomingMessage): Token | undefined {
  const [, value = ""] = /^(?:token|bearer) (\S+)$/i.exec(headers.authorization ?? "") ?? [];
  return world.tokens.get(value);
}

type Hindrance = Extract<Effect, { kind: "answer" | "drop" | "half" | "silence" }>;
const isHindrance = (effect: Effect): effect is Hindrance => ["answer", "drop", "half", "silence"].includes(effect.kind);

function hinder(effect: Hindrance, logged: Logged, response: ServerResponse, answer?: Answer): void {
  switch (effect.kind) {
    case "answer":
      logged.status = effect.status;
      response.writeHead(effect.status, { "content-type": "application/json; charset=utf-8", ...effect.headers });
      response.end(typeof effect.body === "string" ? effect.body : JSON.stringify(effect.body));
      break;
    case "drop":
      response.socket?.resetAndDestroy();
      break;
    case "half": {
      const bytes = Buffer.from(JSON.stringify(answer?.body ?? {}));
      response.writeHead(answer?.status ?? 200, { "content-type": "application/json", "content-length": bytes.length });
      response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
      break;
    }
    case "silence":
      break;
    default:
      effect satisfies never;
  }
}

function headersFor(state: State, { logged, match, token }: Asked): Record<string, string> {
  const needs = match === undefined ? [] : needsOf(match.operation.id, match.operation.method);
  const accepted = needs.map(({ scope, level }) => `${scope}=${level}`).join("; ");
  return {
    ...limitHeaders(state, token),
    "x-github-request-id": `SIM:${state.log.requests.indexOf(logged) + 1}`,
    ...(accepted === "" ? {} : { "x-accepted-github-permissions": accepted }),
  };
}

function send(
  logged: Logged,
  response: ServerResponse,
  { status, body, raw, headers }: Answer,
  more: Record<string, string>,
): void {
  logged.status = status;
  const type = raw?.type ?? "application/json; charset=utf-8";
  response.writeHead(status, { ...(status === 204 ? {} : { "content-type": type }), ...more, ...headers });
  response.end(status === 204 ? undefined : (raw?.bytes ?? JSON.stringify(body)));
}
