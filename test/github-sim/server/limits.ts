/** Rate limits: what the headers count, and the one limit that can be enforced. */
import { Refusal } from "../world/refusal.ts";
import type { Token } from "../world/world.ts";
import type { State } from "./state.ts";

/** Requests an hour. */
const HOURLY = { installation: 1000, person: 5000 };

export function limitHeaders({ used, settings }: State, token: Token | undefined): Record<string, string> {
  const limit = token === undefined ? 60 : HOURLY[token.kind];
  const spent = (used.get(token?.value ?? "") ?? 0) + 1;
  used.set(token?.value ?? "", spent);
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(Math.max(0, limit - spent)),
    "x-ratelimit-used": String(spent),
    "x-ratelimit-reset": String(Math.floor(settings.now() / 1000) + 3600),
    "x-ratelimit-resource": "core",
  };
}

/** @throws Refusal where more content was written within a minute than is allowed */
export function countContentWrite({ settings, contentWrites }: State): void {
  const { contentWritesPerMinute: most, now } = settings;
  if (most === undefined) return;
  contentWrites.push(now());
  const recent = contentWrites.filter((at) => at > now() - 60_000);
  contentWrites.splice(0, contentWrites.length, ...recent);
  if (recent.length > most) {
    throw new Refusal(
      403,
      "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.",
    );
  }
}
