/** People, and the app behind a token, as REST shows them. */
import { complete } from "../../contract/complete.ts";
import type { JsonObject } from "../../contract/description.ts";
import { userOf } from "../../world/find.ts";
import type { Call } from "../call.ts";
import { nodeId } from "./names.ts";

export function person(call: Pick<Call, "world" | "settings" | "api">, login: string): JsonObject {
  const { id, login: name, type } = userOf(call.world, login);
  const address = `${call.api}/users/${encodeURIComponent(name)}`;
  return complete("simple-user", {
    login: name,
    id,
    node_id: nodeId(type, id),
    type,
    gravatar_id: "",
    site_admin: false,
    url: address,
    html_url: type === "Bot" ? `${call.settings.web}/apps/${name.replace(/\[bot\]$/, "")}` : `${call.settings.web}/${name}`,
    repos_url: `${address}/repos`,
    user_view_type: "public",
  });
}

/** What an app wrote says through which app. */
export function viaApp(call: Pick<Call, "world">, login: string): JsonObject | null {
  const { id, login: name, type } = userOf(call.world, login);
  if (type !== "Bot") return null;
  const slug = name.replace(/\[bot\]$/, "");
  return complete("integration", { id, slug, name: slug, node_id: `A_kwDOSim${id}`, permissions: {}, events: [] });
}
