/** Finds profiles and models by name. Fails with the names that there are. */
import type { ChatModel, EmbeddingModel, Profile } from "../../../profiles/profile.ts";
import { CHAT_MODELS, EMBEDDING_MODELS, PROFILES } from "../../../profiles/profiles.ts";
import { UsageError } from "../errors.ts";

export type Model = ChatModel | EmbeddingModel;
const MODELS: readonly Model[] = [...CHAT_MODELS, ...EMBEDDING_MODELS];

function named<Thing>(what: string, things: readonly Thing[], nameOf: (thing: Thing) => string, wanted: string): Thing {
  const found = things.find((thing) => nameOf(thing) === wanted);
  if (found !== undefined) return found;
  throw new UsageError({
    code: `unknown-${what.replaceAll(" ", "-")}`,
    at: wanted,
    fault: `there is no ${what} of this name`,
    remedy: `Choose one of ${things.map(nameOf).join(", ")}`,
  });
}

export function profileNamed(name: string): Profile {
  return named<Profile>("profile", PROFILES, (profile) => profile.name, name);
}
export function chatModelNamed(id: string): ChatModel {
  return named<ChatModel>("chat model", CHAT_MODELS, (model) => model.id, id);
}
export function embeddingModelNamed(id: string): EmbeddingModel {
  return named<EmbeddingModel>("embedding model", EMBEDDING_MODELS, (model) => model.id, id);
}
export function modelNamed(id: string): Model {
  return named<Model>("model", MODELS, (model) => model.id, id);
}

/** Every model that a profile needs, the chat models first. */
export function modelsOf(profile: Profile): Model[] {
  return [...profile.chat.map(chatModelNamed), ...embeddingModelsOf(profile)];
}

/** The embedder for near-duplicates and the one for matching revisions, once where they are the same. */
export function embeddingModelsOf({ embedding, matching }: Profile): EmbeddingModel[] {
  return [...new Set([embedding, matching])].map(embeddingModelNamed);
}

/** The models of a profile, or one by its own name.
 *  @throws UsageError where there is neither of this name */
export function modelsNamed(name: string): Model[] {
  const choices = [
    ...PROFILES.map((profile: Profile) => ({ name: profile.name, models: () => modelsOf(profile) })),
    ...MODELS.map((model) => ({ name: model.id, models: () => [model] })),
  ];
  return named("profile or model", choices, (choice) => choice.name, name).models();
}

/** The one chat model that a server of this profile answers with.
 *  @throws UsageError where the profile unites several and none was chosen: serving the first in silence would be half a profile */
export function chatModelOf(profile: Profile, chosen: string | undefined): ChatModel {
  if (chosen !== undefined) return chatModelNamed(chosen);
  const [only, ...others] = profile.chat;
  if (others.length === 0) return chatModelNamed(only);
  throw new UsageError({
    code: "several-chat-models",
    at: `profile ${profile.name}`,
    fault: `it unites ${profile.chat.join(" and ")}, and one server answers with one of them`,
    remedy: "Start one server for each and name its model with --chat",
  });
}
