/** What the scanners of a Markdown file share: the text, its dialect, and what they have found in it so far. */
import type { Format, PassageKind } from "../../manuscript.ts";
import { Forward } from "./forward.ts";
import { type Filler, NOTHING, type Region, type Shows } from "./region.ts";

export type MarkdownFormat = Exclude<Format, "latex">;

interface Span {
  readonly start: number;
  readonly end: number;
}
/** Another file whose text belongs at `start`. */
export interface Inclusion {
  readonly start: number;
  readonly path: string;
}
export interface Concealed extends Span {
  readonly technique: string;
  readonly characters: number;
}
type RemarkKind = "open comment" | "open fence";
export interface Remark {
  readonly kind: RemarkKind;
  readonly start: number;
  readonly message: string;
}

export class Scan {
  readonly text: string;
  readonly format: MarkdownFormat;
  readonly ahead: Forward;
  readonly regions: Region[] = [];
  readonly kinds: (Span & { readonly kind: PassageKind })[] = [];
  readonly inclusions: Inclusion[] = [];
  readonly hidden: Concealed[] = [];
  readonly remarks: Remark[] = [];
  readonly leftOut: (Span & { readonly why: string })[] = [];
  /** Where a MyST block begins, and which part of the paper it says it is. */
  readonly parts: { readonly start: number; readonly part: string | undefined }[] = [];

  constructor(text: string, format: MarkdownFormat) {
    this.text = text;
    this.format = format;
    this.ahead = new Forward(text);
  }

  /** @returns `end`, where scanning goes on */
  cover(start: number, end: number, shows: Shows = NOTHING, filler: Filler = "word"): number {
    this.regions.push({ start, end, shows, filler });
    return end;
  }

  /** Notes the first of each kind: what follows is often its consequence. */
  remark(kind: RemarkKind, start: number, message: string): void {
    if (this.remarks.every((known) => known.kind !== kind)) this.remarks.push({ kind, start, message });
  }

  /** Covers what no reader sees, and says so where it holds a letter or a digit. */
  hide(start: number, end: number, technique: string, content: string): number {
    const seen = content.replace(/<[^<>]*>/g, "").trim();
    if (/[\p{L}\p{N}]/u.test(seen)) this.hidden.push({ start, end, technique, characters: [...seen].length });
    return this.cover(start, end);
  }
}

/** What the second look needs: the findings so far, and the copy in which the first look's are covered. */
export interface Covered {
  readonly scan: Scan;
  /** The covered copy, of the original's length. */
  readonly text: string;
  readonly pairs: ReadonlyMap<number, number>;
}
