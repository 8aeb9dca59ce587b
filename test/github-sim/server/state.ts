/** What one running stand-in holds beside the world: faults, log, and how the world was before the last writes. */
import type { Settings } from "../world/settings.ts";
import { emptyWorld, type World } from "../world/world.ts";
import type { SetFault } from "./faults.ts";
import { emptyLog, type Log } from "./log.ts";

/** Earlier worlds that are kept for stale answers, from when such a fault was set. */
const KEPT = 10;

export interface State {
  readonly settings: Settings;
  readonly world: World;
  readonly before: World[];
  readonly faults: SetFault[];
  readonly log: Log;
  /** Requests by token: for the headers that count down. */
  readonly used: Map<string, number>;
  /** Moments of requests that wrote content, for the limit of a minute. */
  readonly contentWrites: number[];
}

export const newState = (settings: Settings): State => ({
  settings,
  world: emptyWorld(),
  before: [],
  faults: [],
  log: emptyLog(),
  used: new Map(),
  contentWrites: [],
});

/** Called before each request that may write; what no stale answer asks for is not kept, for worlds are large. */
export function remember({ world, before, faults }: State): void {
  if (!faults.some(({ effect }) => effect.kind === "stale")) return;
  before.push(structuredClone(world));
  if (before.length > KEPT) before.shift();
}

/** The world before the last `writes` requests that wrote, as far back as it is known. */
export const worldBefore = ({ world, before }: State, writes: number): World => before.at(-writes) ?? before[0] ?? world;
