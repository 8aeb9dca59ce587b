/** What a format's parser hands over: blocks in reading order, before anybody has decided which headings are sections of the paper. */
import type { HiddenText, LeftOut, Passage, Warning } from "./manuscript.ts";

export type Block =
  /** `level`: 1 for the highest that the format knows (`#`, \part), whatever the paper uses as its top level. */
  | { readonly kind: "heading"; readonly level: number; readonly passage: Passage }
  | { readonly kind: "passage"; readonly passage: Passage };

export interface ParsedDocument {
  /** Every file that was read, in reading order. */
  readonly files: readonly string[];
  /** Where the markup says so (YAML `title`, \title); a heading that happens to be the title is found later. */
  readonly title: Passage | undefined;
  /** Where the markup says so (YAML `abstract`, an abstract environment); a section of that name is found later. */
  readonly abstract: readonly Passage[];
  readonly body: readonly Block[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
  readonly hidden: readonly HiddenText[];
}
