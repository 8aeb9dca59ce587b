/** People in GraphQL. A bot's name comes without the `[bot]` that REST adds. */
import { nodeId } from "../rest/render/names.ts";
import type { User } from "../world/world.ts";
import type { Context } from "./context.ts";

/** @returns null for somebody whose account is gone */
export function actor({ world, settings }: Context, login: string): object | null {
  const user = world.users.get(login.toLowerCase());
  return user === undefined ? null : account(user, settings.web);
}

function account({ id, login, type }: User, web: string): object {
  const name = login.replace(/\[bot\]$/, "");
  const url = type === "Bot" ? `${web}/apps/${name}` : `${web}/${name}`;
  return {
    __typename: type,
    id: nodeId(type, id),
    databaseId: id,
    login: name,
    url,
    avatarUrl: `https://unset.invalid/avatar/${id}`,
  };
}

/** Here, and only here, a bot is called by its whole name. */
export function viewer({ world, token, settings }: Context): object {
  const user = world.users.get(token.login.toLowerCase());
  if (user === undefined) throw new Error(`the stand-in knows no user ${token.login}`);
  return { ...account(user, settings.web), __typename: "User", login: user.login, name: null };
}
