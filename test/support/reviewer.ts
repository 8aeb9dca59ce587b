/** A server that answers a review as the model of `smoke` would, with its embedder beside it: no other process is needed. */
import { CHAT_MODELS } from "../../profiles/profiles.ts";
import { type Reply, type Script, says, serves } from "./scripted-server.ts";

const [SMOKE_WEIGHTS] = CHAT_MODELS.find(({ id }) => id === "smollm2-135m-instruct")?.files ?? [];
if (SMOKE_WEIGHTS === undefined || !("sha256" in SMOKE_WEIGHTS))
  throw new RangeError("the model of smoke has one file, with its digest");
export const WEIGHTS_SHA256 = SMOKE_WEIGHTS.sha256;
export const OURS = { owned_by: "bioreview-runner" };
export const REVIEWER: Reply = serves(
  {
    ...OURS,
    id: "scripted-reviewer",
    meta: { kind: "chat", file: "reviewer.gguf", quantisation: "Q4_1", device: "cpu", sha256: WEIGHTS_SHA256 },
  },
  { ...OURS, id: "minilm", meta: { kind: "embedding", dimensions: 2 } },
);

export interface SaidConcern {
  readonly text: string;
  readonly category?: string;
  readonly severity?: string;
}

/** The serialisation that the models were trained to write. */
export function answerOf(...concerns: readonly SaidConcern[]): string {
  return JSON.stringify(concerns.map(({ text, category = "other", severity = "minor" }) => ({ text, category, severity })));
}

export function reviewer(...concerns: readonly SaidConcern[]): Script {
  return { models: REVIEWER, chat: says(answerOf(...concerns)) };
}
