/** The sentences of scholarly prose, each with the place where it stands. */
import type { FileLines, Passage } from "../manuscript/index.ts";

export interface Sentence extends FileLines {
  readonly passage: Passage;
  /** UTF-16 offsets into the passage's text; the end is not part of it. */
  readonly start: number;
  readonly end: number;
  /** As a reader sees it, without blanks around it. */
  readonly text: string;
}
