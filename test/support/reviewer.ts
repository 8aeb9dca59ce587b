/** A server that answers a review as the model of `smoke` would, with its embedder beside it: no other process is needed. */
import { type Reply, type Script, says, serves } from "./scripted-server.ts";

const OURS = { owned_by: "bioreview-runner" };
export const REVIEWER: Reply = serves(
  {
    ...OURS,
    id: "scripted-reviewer",
    meta: { kind: "chat", file: "reviewer.gguf", quantisation: "Q4_1", device: "cpu", sha256: "ab".repeat(32) },
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
