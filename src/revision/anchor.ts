/** Which passages a concern is about. */
import type { Passage } from "../manuscript/index.ts";
import type { Sentence } from "./sentences.ts";

/** A passage that a concern may be about. */
export interface Anchor {
  readonly passage: Passage;
  /** That the concern is about this passage, calibrated, from 0 to 1. */
  readonly probability: number;
  /** Of this passage, those that the concern speaks of most, best first; never empty. */
  readonly sentences: readonly [Sentence, ...Sentence[]];
}
