/** A file of a repository on the Hugging Face Hub, by the variables that its own tools obey. Invariant: the token goes to the endpoint that was named and to no other
 *  host, and never over a connection that others can read. */
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { ModelsError } from "../errors.ts";
import type { Environment } from "./manifest.ts";

export interface HubFile {
  readonly repository: string;
  readonly revision: string;
  readonly file: string;
}

const HUB = "https://huggingface.co";

/** @throws ModelsError where HF_ENDPOINT is no address, or where the user wants no network */
export function hubRequest(
  { repository, revision, file }: HubFile,
  env: Environment,
): { readonly url: URL; readonly headers: Record<string, string> } {
  const { HF_ENDPOINT: named, HF_TOKEN: token, HF_HUB_OFFLINE: offline = "" } = env;
  if (/^(?:1|true|yes|on)$/i.test(offline))
    throw new ModelsError({
      code: "hub-offline",
      at: `${repository}/${file}`,
      fault: "HF_HUB_OFFLINE is set, and the file is not in the hub's own cache",
      remedy: "Unset it, or fetch the file elsewhere and use `bioreview-runner models import`",
    });
  const endpoint = (named || HUB).replace(/\/+$/, "");
  const address = `${endpoint}/${repository}/resolve/${revision}/${file}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new ModelsError({
      code: "hub-endpoint-unusable",
      at: "HF_ENDPOINT",
      fault: "it is no address of a server",
      remedy: "Write https://HOST, or unset it",
    });
  const isPrivate = url.protocol === "https:" || url.hostname === "localhost" || url.hostname === "127.0.0.1";
  return { url, headers: token && isPrivate ? { authorization: `Bearer ${token}` } : {} };
}

/** Where the hub's own tools keep the file, if they have fetched that very revision. */
export function hubCached({ repository, revision, file }: HubFile, env: Environment, home: string): string | undefined {
  const cache =
    env["HF_HUB_CACHE"] || join(env["HF_HOME"] || join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "huggingface"), "hub");
  const path = join(cache, `models--${repository.replaceAll("/", "--")}`, "snapshots", revision, file);
  return existsSync(path) ? realpathSync(path) : undefined; // it is a link there
}
