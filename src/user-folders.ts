/** The folders of the user in which BioReview keeps things, as the XDG Base Directory specification names them. */
import { homedir } from "node:os";
import { join } from "node:path";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What can be made again: weights, embeddings, sockets, programs. */
export function userCache({ XDG_CACHE_HOME: cache }: Environment): string {
  return join(cache || join(homedir(), ".cache"), "bioreview");
}

/** Where embeddings are kept for the next run. */
export function embeddingCache(env: Environment): string {
  return join(userCache(env), "embeddings");
}

/** Where a model server that is started here looks for weights. */
export function weightsFolder(env: Environment): string {
  const { BIOREVIEW_MODELS: named } = env;
  return named || join(userCache(env), "models");
}

/** What the user made, such as calibrations. */
export function userData({ XDG_DATA_HOME: data }: Environment): string {
  return join(data || join(homedir(), ".local", "share"), "bioreview");
}
