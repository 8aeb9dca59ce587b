/** The text of a tree's files, decoded and within limits: what parsers read from. */
import type { HiddenText, Warning } from "./manuscript.ts";

export interface SourceText {
  readonly file: string;
  /** Decoded, without a byte order mark; line ends as in the file. */
  readonly text: string;
  /** Characters in it that no reader can see, and decoding that had to guess. */
  readonly hidden: readonly HiddenText[];
  readonly warnings: readonly Warning[];
}

export interface Sources {
  readonly paths: ReadonlySet<string>;
  /** @throws ManuscriptError where there is no such file, it is too large, or it is no text */
  text(path: string): Promise<SourceText>;
}
