/** Anchors with what an embedder says of sentences: brings index, model and rows together. */
import type { Concern } from "../concern.ts";
import { anchorsOf } from "./anchor.ts";
import { AnchorIndex } from "./anchor-index.ts";
import { anchorModelFor } from "./anchor-models.ts";
import type { FindAnchors, Text } from "./compare.ts";
import { passagesOf, sentencesOf } from "./sentences.ts";

/** An embedder without a model of its own has no say: `anchorModelFor` tells.
 *  @param rowOf unit rows of that embedder   @param sha256 of its weights, where they are known */
export function findAnchorsBy(embedder: string, rowOf: (text: string) => Float32Array, sha256?: string): FindAnchors {
  const { basis, model } = anchorModelFor(embedder, sha256);
  const rowsOf = (texts: readonly { readonly text: string }[]) => texts.map(({ text }) => rowOf(text));
  return (concerns, text, sentences) => {
    const index = new AnchorIndex(text, sentences);
    const rows =
      basis === "words and embeddings" ? { concerns: rowsOf(concerns), sentences: rowsOf(index.sentences) } : undefined;
    return anchorsOf(concerns, index, model, rows);
  };
}

/** All texts that `anchorsIn` asks rows of. */
export function textsToAnchor(concerns: readonly Concern[], text: Text): ReadonlySet<string> {
  return new Set([...concerns, ...passagesOf(text).flatMap(sentencesOf)].map(({ text }) => text));
}
