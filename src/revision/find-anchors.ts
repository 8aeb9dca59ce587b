/** Anchors with what an embedder says of sentences: brings index, model and rows together. */
import type { Concern } from "../concern.ts";
import { anchorsOf } from "./anchor.ts";
import { AnchorIndex } from "./anchor-index.ts";
import { anchorModel } from "./anchor-models.ts";
import type { FindAnchors, Text } from "./compare.ts";
import { passagesOf, sentencesOf } from "./sentences.ts";

/** An embedder without a model of its own has no say: then words alone decide, and find nearly as much.
 *  @param rowOf unit rows of that embedder */
export function findAnchorsBy(embedder: string, rowOf: (text: string) => Float32Array): FindAnchors {
  const [own, words] = [anchorModel(embedder), anchorModel()];
  const model = own ?? words;
  if (model === undefined) throw new RangeError("anchor-models.json has no model of words alone");
  const rowsOf = (texts: readonly { readonly text: string }[]) => texts.map(({ text }) => rowOf(text));
  return (concerns, text, sentences) => {
    const index = new AnchorIndex(text, sentences);
    const rows = own !== undefined ? { concerns: rowsOf(concerns), sentences: rowsOf(index.sentences) } : undefined;
    return anchorsOf(concerns, index, model, rows);
  };
}

/** All texts that `anchorsIn` asks rows of. */
export function textsToAnchor(concerns: readonly Concern[], text: Text): ReadonlySet<string> {
  return new Set([...concerns, ...passagesOf(text).flatMap(sentencesOf)].map(({ text }) => text));
}
