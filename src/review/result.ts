/** Makes the result of a review out of its parts, and gets the text that was reviewed out of a saved one. Invariant: two results of the same review are equal
 *  but for what stands under `timing`, and nothing is in a result that its schema does not name. */
import { hash } from "node:crypto";
import type { ChatModel, Profile } from "../../profiles/profile.ts";
import { CHAT_MODELS } from "../../profiles/profiles.ts";
import type { ModelIdentity } from "../inference/index.ts";
import type { Manuscript, ManuscriptText } from "../manuscript/index.ts";
import type { DroppedConcern } from "./near-duplicates.ts";
import type { Paper, ReviewResult } from "./result-schema.ts";
import type { AskedPrompt, ModelReview, Review } from "./review.ts";

export interface ReviewResultInput {
  readonly manuscript: Manuscript;
  /** Where it was read, as its files call themselves. */
  readonly revision: string;
  readonly profile: Profile;
  readonly review: Review;
  /** Of this program. */
  readonly toolVersion: string;
}

export function buildReviewResult({ manuscript, revision, profile, review, toolVersion }: ReviewResultInput): ReviewResult {
  const { root, format, files, title, leftOut, warnings, hidden } = manuscript;
  const { duplicateCosine, cap, answer, unionCosine, sampling } = profile;
  const { models, united, seed, timing } = review;
  const caution = cautionOf(models.map(({ identity }) => identity));
  return {
    schema: "bioreview-review",
    version: 1,
    tool: { name: "bioreview", version: toolVersion },
    manuscript: { root, format, files, title: title?.text ?? null, revision },
    paper: paperOf(manuscript),
    concerns: review.concerns,
    dropped: countDropped([...models.flatMap(({ dropped }) => dropped), ...united]),
    alike: review.nearDuplicates,
    profile: profile.name,
    ...(caution !== undefined && { caution }),
    settings: {
      ...sampling,
      ...(seed !== undefined && { seed }),
      answer,
      duplicateCosine,
      cap,
      ...(unionCosine !== undefined && { unionCosine }),
    },
    prompt: promptPart(review.prompt),
    models: models.map(modelPart),
    leftOut,
    warnings,
    hidden,
    timing,
  };
}

/** What must be said of the models that answer, whichever profile asks them: a server may serve any. They are known by the digest of their weights; where the
 *  server does not say it, by their name or file. */
export function cautionOf(models: readonly Pick<ModelIdentity, "id" | "file" | "sha256" | "adapter">[]): string | undefined {
  const known: readonly ChatModel[] = CHAT_MODELS;
  const said = models.flatMap(({ id, file, sha256, adapter }) => {
    const isIt = ({ id: ours, files: [weights] }: ChatModel): boolean =>
      // The file is then the base's, of which another thing is said than of what was trained.
      adapter !== undefined
        ? id === ours
        : sha256 !== undefined && weights.sha256 !== undefined
          ? sha256 === weights.sha256
          : id === ours || [id, file].includes(weights.path);
    return known.find(isIt)?.caution ?? [];
  });
  return said.length === 0 ? undefined : [...new Set(said)].join("; ");
}

/** Several user messages count as one with a NUL between two, which stands in none of them. */
function promptPart({ text, users, report }: AskedPrompt): ReviewResult["prompt"] {
  return { systemSha256: hash("sha256", text), userSha256: hash("sha256", users.join("\0")), ...report };
}

function modelPart(model: ModelReview): ReviewResult["models"][number] {
  const { identity, attempts, raw, kept, dropped, repairs, unsupportedSettings } = model;
  return {
    ...identity,
    attempts,
    raw,
    kept: kept.length,
    dropped: countDropped(dropped),
    repairs,
    unsent: unsupportedSettings,
  };
}

function countDropped(dropped: readonly DroppedConcern[]): ReviewResult["dropped"] {
  const of = (because: DroppedConcern["because"]): number => dropped.filter((one) => one.because === because).length;
  return {
    sameText: of("exact duplicate"),
    alike: of("near-duplicate"),
    beyondCap: of("beyond the cap"),
    united: of("united"),
  };
}

function paperOf({ language, title, abstract, sections }: ManuscriptText): Paper {
  const part = ({
    kind,
    file,
    startLine,
    endLine,
    text,
    lines,
    level,
  }: ManuscriptText["sections"][number]["passages"][number]) => ({
    ...{ kind, file, startLine, endLine, text },
    lines: lines.map(({ offset, line }) => [offset, line] as const),
    ...(level !== undefined && { level }),
  });
  return {
    ...(language !== undefined && { language }),
    ...(title !== undefined && { title: part(title) }),
    abstract: abstract.map(part),
    sections: sections.map(({ name, passages }) => ({ name, passages: passages.map(part) })),
  };
}

/** The text of a saved result, in which concerns can be anchored. The files' own bytes are not kept: each passage's `source` is its text. */
export function passagesOfPaper({ language, title, abstract, sections }: Paper): ManuscriptText {
  const part = ({ lines, ...passage }: Paper["abstract"][number]) => ({
    ...passage,
    source: passage.text,
    lines: lines.map(([offset, line]) => ({ offset, line })),
  });
  return {
    language,
    title: title && part(title),
    abstract: abstract.map(part),
    sections: sections.map(({ name, passages }) => ({ name, passages: passages.map(part) })),
  };
}
