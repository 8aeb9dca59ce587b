/** Finds profiles and models by name. Fails with the names that there are. */
import type { ChatModel, EmbeddingModel, Profile } from "../../../profiles/profile.ts";
import { CHAT_MODELS, EMBEDDING_MODELS, PROFILES } from "../../../profiles/profiles.ts";
import { UsageError } from "../errors.ts";

export type Model = ChatModel | EmbeddingModel;

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
  return named<Model>("model", [...CHAT_MODELS, ...EMBEDDING_MODELS], (model) => model.id, id);
}

/** Every model that a profile needs, the chat models first. */
export function modelsOf(profile: Profile): Model[] {
  return [...profile.chat.map(chatModelNamed), embeddingModelNamed(profile.embedding)];
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
