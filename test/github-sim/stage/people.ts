/** People and tokens. */

import type { State } from "../server/state.ts";
import { newId, type Token, type User } from "../world/world.ts";

/** Who speaks with a workflow's own token. */
export const ACTIONS_BOT = "github-actions[bot]";

/** There from now on; who is there already stays as they are. */
export function ensureUser({ world }: State, login: string, type: User["type"] = login.endsWith("[bot]") ? "Bot" : "User"): void {
  const key = login.toLowerCase();
  if (!world.users.has(key)) world.users.set(key, { id: newId(world), login, type });
}

export interface TokenOptions {
  readonly repositories: readonly string[];
  readonly permissions: Token["permissions"];
  /** Whose app; a workflow's own where nothing is said. */
  readonly login?: string;
  /** As GitHub gives it to a run for a pull request from a fork: what would be written is only read. */
  readonly fromFork?: boolean;
}

export function installationToken(
  state: State,
  { repositories, permissions, login = ACTIONS_BOT, fromFork = false }: TokenOptions,
): string {
  ensureUser(state, login);
  const granted = Object.fromEntries(
    Object.entries(permissions).map(([scope, level]) => [scope, fromFork && level === "write" ? "read" : level]),
  );
  return keep(state, {
    kind: "installation",
    login,
    repositories,
    permissions: { metadata: "read", ...granted },
    value: fresh(state, "ghs"),
  });
}

/** A token with which a person may do whatever they may do. */
export function personToken(state: State, login: string): string {
  ensureUser(state, login);
  return keep(state, { kind: "person", login, repositories: [], permissions: {}, value: fresh(state, "ghp") });
}

function keep({ world }: State, token: Token): string {
  world.tokens.set(token.value, token);
  return token.value;
}
const fresh = ({ world }: State, prefix: string): string => `${prefix}_sim${String(newId(world)).padStart(33, "0")}`;
