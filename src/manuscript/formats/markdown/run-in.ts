/** Paragraphs that begin with their own heading, set in bold or italics: `***Background.*** A preprint is …`. */
import type { Showing, Shown } from "./shown.ts";
import type { Phrasing } from "./tree.ts";

/** Level of a run-in heading: below every `#`. Where a paper has no other headings, these name its sections. */
export const RUN_IN_LEVEL = 7;

/** Words. Longer bold text is a sentence that the author stresses. */
const LONGEST_HEADING = 12;

/** A legend that is set as a paragraph, below the figure or at the end of the paper. */
const LEGEND = /^(?:(?:supplement(?:al|ary)|extended data)\s+)?(?:fig(?:ure|\.)?|table|video|movie)\s*S?\d/i;

export type Opening =
  | { readonly kind: "heading"; readonly heading: readonly Shown[]; readonly rest: readonly Shown[]; readonly split: number }
  | { readonly kind: "legend" }
  | { readonly kind: "none" };

/** @param children of a paragraph that stands in no list, note or caption */
export function opening(children: readonly Phrasing[], showing: Showing): Opening {
  const first = children.findIndex((child) =>
    showing.of([child]).some(({ text, kind }) => kind !== "blank" && text.trim() !== ""),
  );
  const node = children[first];
  if (node === undefined || (node.type !== "strong" && node.type !== "emphasis")) return { kind: "none" };
  const heading = showing.of([node]);
  const words = textOf(heading);
  if (LEGEND.test(words) && isBold(node)) return { kind: "legend" };
  const rest = showing.of(children.slice(first + 1));
  if (!readsAsHeading(words, textOf(rest), isBold(node))) return { kind: "none" };
  return { kind: "heading", heading: withoutEnd(heading), rest: withoutPoint(rest), split: node.position?.end.offset ?? 0 };
}

/** Bold, and not merely with a bold word in it. */
function isBold(node: Phrasing): boolean {
  if (node.type === "strong") return true;
  return node.type === "emphasis" && node.children.length === 1 && node.children[0]?.type === "strong";
}

function textOf(shown: readonly Shown[]): string {
  return shown
    .map(({ text }) => text || " ")
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

/** A stressed first word is no heading: a heading ends in a full stop or colon, or fills the paragraph. */
function readsAsHeading(words: string, rest: string, bold: boolean): boolean {
  if (words.split(" ").length > LONGEST_HEADING || !/\p{L}{3}/u.test(words) || !/^[\p{Lu}\p{N}]/u.test(words)) return false;
  if (rest === "") return bold && !/[,;!]$/.test(words);
  const ends = /[.:?]$/.test(words) || (bold && /^[.:]/.test(rest));
  return ends && /[\p{L}\p{N}]/u.test(rest) && (bold || /^[\p{Lu}\p{N}$["'“(]/u.test(rest));
}

/** The heading without the full stop or colon that parts it from the text. */
function withoutEnd(heading: readonly Shown[]): Shown[] {
  const last = heading.findLastIndex(({ kind, text }) => kind !== "blank" && text.trim() !== "");
  return heading.map((shown, index) => (index === last ? { ...shown, text: shown.text.replace(/[.:]\s*$/, "") } : shown));
}

/** The text without the full stop, colon or dash that parts it from the heading. */
function withoutPoint(rest: readonly Shown[]): Shown[] {
  const [first, ...others] = rest;
  if (first === undefined || first.kind !== "text") return [...rest];
  const point = /^\s*[.:\u2013\u2014]?\s*/.exec(first.text)?.[0] ?? "";
  return [{ ...first, start: first.start + point.length, text: first.text.slice(point.length) }, ...others];
}
