import { n as EMBEDDING_MODELS, r as PROFILES, t as CHAT_MODELS } from "./shared-profiles.js";
import { o as UsageError } from "./shared-errors.js";

// src/weights/catalogue.ts
const MODELS = [...CHAT_MODELS, ...EMBEDDING_MODELS];
function named(what, things, nameOf, wanted) {
	const found = things.find((thing) => nameOf(thing) === wanted);
	if (found !== void 0) return found;
	throw new UsageError({
		code: `unknown-${what.replaceAll(" ", "-")}`,
		at: wanted,
		fault: `there is no ${what} of this name`,
		remedy: `Choose one of ${things.map(nameOf).join(", ")}`
	});
}
function profileNamed(name) {
	return named("profile", PROFILES, (profile) => profile.name, name);
}
function chatModelNamed(id) {
	return named("chat model", CHAT_MODELS, (model) => model.id, id);
}
function embeddingModelNamed(id) {
	return named("embedding model", EMBEDDING_MODELS, (model) => model.id, id);
}
function modelNamed(id) {
	return named("model", MODELS, (model) => model.id, id);
}
/** Every model that a profile needs, the chat models first. */
function modelsOf(profile) {
	return [...profile.chat.map(chatModelNamed), ...embeddingModelsOf(profile)];
}
/** The embedder for near-duplicates and the one for matching revisions, once where they are the same. */
function embeddingModelsOf({ embedding, matching }) {
	return [.../* @__PURE__ */ new Set([embedding, matching])].map(embeddingModelNamed);
}
/** The models of a profile, or one by its own name.
*  @throws UsageError where there is neither of this name */
function modelsNamed(name) {
	return named("profile or model", [...PROFILES.map((profile) => ({
		name: profile.name,
		models: () => modelsOf(profile)
	})), ...MODELS.map((model) => ({
		name: model.id,
		models: () => [model]
	}))], (choice) => choice.name, name).models();
}
/** The one chat model that a server of this profile answers with.
*  @throws UsageError where the profile unites several and none was chosen: serving the first in silence would be half a profile */
function chatModelOf(profile, chosen) {
	if (chosen !== void 0) return chatModelNamed(chosen);
	const [only, ...others] = profile.chat;
	if (others.length === 0) return chatModelNamed(only);
	throw new UsageError({
		code: "several-chat-models",
		at: `profile ${profile.name}`,
		fault: `it unites ${profile.chat.join(" and ")}, and one server answers with one of them`,
		remedy: "Start one server for each and name its model with --chat"
	});
}

export { modelNamed as a, profileNamed as c, embeddingModelsOf as i, chatModelOf as n, modelsNamed as o, embeddingModelNamed as r, modelsOf as s, chatModelNamed as t };