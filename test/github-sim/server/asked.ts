/** A request that was read, before anybody decided about it. */
import type { Match } from "../contract/routes.ts";
import type { Token } from "../world/world.ts";
import type { Logged } from "./log.ts";

export interface Asked {
  readonly logged: Logged;
  readonly match: Match | undefined;
  readonly token: Token | undefined;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly api: string;
}
