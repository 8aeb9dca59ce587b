/** A model and an embedder that do as they are told, for tests of what is around them. */
import type { Answer, AnswerRequest, Embedder, Model, ModelIdentity, Progress } from "../../src/inference/index.ts";

export type Line = string | Error;
export interface ScriptedModel extends Model {
  /** What it was asked, in order. */
  readonly asked: readonly AnswerRequest[];
}

/** @param lines what it answers, one a question; an Error is thrown. A question beyond the last fails the test. */
export function scriptedModel(lines: readonly Line[], identity: Partial<ModelIdentity> = {}): ScriptedModel {
  const asked: AnswerRequest[] = [];
  return {
    identity: { id: "scripted", server: "bioreview-runner", ...identity },
    asked,
    async answer(question: AnswerRequest, onProgress: (progress: Progress) => void): Promise<Answer> {
      const line = lines[asked.length];
      asked.push(question);
      if (line === undefined) throw new RangeError(`the script has no line ${asked.length}`);
      if (line instanceof Error) throw line;
      onProgress({ kind: "waiting", place: 1 });
      onProgress({ kind: "reading", tokensRead: 7, tokensTotal: 7 });
      for (let end = 1; end <= line.length; end++) onProgress({ kind: "writing", text: line.slice(0, end), tokensWritten: end });
      return { text: line, promptTokens: 7, answerTokens: line.length, prefillSeconds: 0.5, decodeSeconds: 1 };
    },
  };
}

/** An embedder for which texts are alike as far as their first words are equal: each first word has a direction of its own. */
export function firstWordEmbedder(): Embedder & { readonly embedded: readonly (readonly string[])[] } {
  const directions = new Map<string, number>();
  const embedded: (readonly string[])[] = [];
  return {
    name: "first-word",
    sha256: undefined,
    embedded,
    async embed(texts) {
      embedded.push(texts);
      return texts.map((text) => {
        const word = text.split(" ")[0] ?? "";
        const direction = directions.get(word) ?? directions.size;
        directions.set(word, direction);
        return Float32Array.from({ length: 64 }, (_, k) => (k === direction ? 1 : 0));
      });
    },
  };
}
