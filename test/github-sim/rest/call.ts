/** One request as a handler sees it, after token, permission and description were found in order. */
import type { z } from "zod";
import { pullOf, repositoryOf } from "../world/find.ts";
import type { Settings } from "../world/settings.ts";
import type { Pull, Repository, Token, World } from "../world/world.ts";

export interface Call {
  readonly world: World;
  readonly settings: Settings;
  readonly token: Token;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Of the header: asked-for media types. */
  readonly accept: string;
  /** Address of this API, without a slash at the end. */
  readonly api: string;
}

export interface Answer {
  readonly status: number;
  /** JSON; undefined for none. */
  readonly body?: unknown;
  /** Instead of JSON. */
  readonly raw?: { readonly type: string; readonly bytes: Uint8Array | string };
  readonly headers?: Readonly<Record<string, string>>;
}
export type Handler = (call: Call) => Answer;

export const param = ({ params }: Call, name: string): string => params[name] ?? "";
export const numberParam = (call: Call, name: string): number => Number(param(call, name));
export const repositoryIn = (call: Call): Repository =>
  repositoryOf(call.world, `${param(call, "owner")}/${param(call, "repo")}`);
export const pullIn = (call: Call, name = "pull_number"): Pull => pullOf(repositoryIn(call), numberParam(call, name));
/** The description found the body in order, so a fault here is one of the handler. */
export const bodyIn = <T>({ body }: Call, schema: z.ZodType<T>): T => schema.parse(body ?? {});

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({ status: 200, body, headers });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const gone: Answer = { status: 204 };
