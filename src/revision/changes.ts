/** What the new revision did to every sentence and passage of the old one. */
import type { Passage } from "../manuscript/index.ts";
import type { Sentence } from "./sentences.ts";

/** What became of a sentence of the old revision. "Moved": the same words elsewhere, among other sentences than before. */
export type SentenceFate =
  | { readonly kind: "same" | "moved"; readonly now: Sentence }
  /** @property similarity share of the words that both wordings have, from 0 to 1 */
  | { readonly kind: "reworded"; readonly now: Sentence; readonly similarity: number }
  | { readonly kind: "removed" };

/** One place of a passage that is not as it was; at least one side is there. For people to look at, in the order of the new text. */
export interface Rewording {
  readonly before: Sentence | undefined;
  readonly after: Sentence | undefined;
}

/** What became of a passage of the old revision. A passage whose sentences all stand, and into which none were put, is the same or moved, also where
 *  it was split or joined. */
export type PassageFate =
  | { readonly kind: "same" | "moved"; readonly now: readonly [Passage, ...Passage[]] }
  | {
      readonly kind: "reworded";
      readonly now: readonly [Passage, ...Passage[]];
      readonly rewordings: readonly [Rewording, ...Rewording[]];
    }
  | { readonly kind: "removed" };

export interface Changes {
  /** Every sentence of the old revision, in its reading order. */
  readonly sentences: ReadonlyMap<Sentence, SentenceFate>;
  /** Every passage of the old revision, in its reading order. */
  readonly passages: ReadonlyMap<Passage, PassageFate>;
  /** Sentences of the new revision that are not in the old one in any wording. */
  readonly added: ReadonlySet<Sentence>;
  /** Sentences of the new revision that are another wording of one of the old, and which. */
  readonly reworded: ReadonlyMap<Sentence, Sentence>;
  /** Passages of the new revision of which no sentence was in the old one. */
  readonly addedPassages: ReadonlySet<Passage>;
}
