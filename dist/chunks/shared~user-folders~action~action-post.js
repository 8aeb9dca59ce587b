import { join } from "node:path";
import { homedir } from "node:os";

// src/user-folders.ts
/** The folders of the user in which BioReview keeps things, as the XDG Base Directory specification names them. */
/** What can be made again: weights, embeddings, sockets, programs. */
function userCache({ XDG_CACHE_HOME: cache }) {
	return join(cache || join(homedir(), ".cache"), "bioreview");
}
/** Where embeddings are kept for the next run. */
function embeddingCache(env) {
	return join(userCache(env), "embeddings");
}
/** Where a model server that is started here looks for weights. */
function weightsFolder(env) {
	const { BIOREVIEW_MODELS: named } = env;
	return named || join(userCache(env), "models");
}
/** What the user made, such as calibrations. */
function userData({ XDG_DATA_HOME: data }) {
	return join(data || join(homedir(), ".local", "share"), "bioreview");
}

export { weightsFolder as i, userCache as n, userData as r, embeddingCache as t };