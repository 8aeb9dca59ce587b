/** Which changes of a revision speak to a concern, best first: wherever in the paper they stand. Invariant: the same for the same words, whatever the order
 *  of concerns, files and lines; a sentence that stands as it was, or was only moved, is no change. */
import { cosineMatrix } from "../../embeddings/index.ts";
import type { Sentence } from "../../manuscript/index.ts";
import type { RankedChange } from "../judge.ts";
import type { Quote } from "../ledger/schema.ts";
import { meaningfulWords, termCosines } from "../matching/terms.ts";
import type { Changes } from "./changes.ts";

/** Changes of a concern that are told. */
const MOST_CHANGES = 8;

/** @param embeddingOf the unit vector of each concern and sentence
 *  @returns for each concern the changes that speak to it most, best first, equals in reading order; at most 8 */
export function rankChanges(
  concerns: readonly { readonly text: string }[],
  changes: Changes,
  embeddingOf: (text: string) => Float32Array,
): (readonly RankedChange[])[] {
  const units = changeUnits(changes);
  if (units.length === 0) return concerns.map(() => []);
  const texts = units.map(({ before, after }) => (after ?? before)?.text ?? "");
  const words = termCosines(
    concerns.map(({ text }) => meaningfulWords(text)),
    texts.map(meaningfulWords),
  );
  const cosines = cosineMatrix(
    concerns.map(({ text }) => embeddingOf(text)),
    texts.map(embeddingOf),
  );
  return concerns.map((_, c) => {
    const scored = units.map((unit, k) => ({
      ...unit,
      relevance: ((words[c]?.[k] ?? 0) + Math.max(0, cosines[c]?.[k] ?? 0)) / 2,
    }));
    return scored.sort((a, b) => b.relevance - a.relevance).slice(0, MOST_CHANGES);
  });
}

type ChangeUnit = Omit<RankedChange, "relevance">;

/** Every change of a revision, those of the new text in its reading order, then what went. */
function changeUnits({ sentences, sentencesOf, added, reworded, passages }: Changes): ChangeUnit[] {
  const now = [...sentencesOf].flatMap(([passage, list]) => (passages.has(passage) ? [] : list));
  const there = now.flatMap((sentence): ChangeUnit[] => {
    const origin = reworded.get(sentence);
    if (origin !== undefined) return [{ kind: "rewritten", before: quoteOf(origin), after: quoteOf(sentence) }];
    return added.has(sentence) ? [{ kind: "added", after: quoteOf(sentence) }] : [];
  });
  const gone = [...sentences].flatMap(([sentence, { kind }]): ChangeUnit[] =>
    kind === "removed" ? [{ kind, before: quoteOf(sentence) }] : [],
  );
  return [...there, ...gone];
}

export function quoteOf({ file, startLine, endLine, text }: Sentence): Quote {
  return { file, startLine, endLine, text };
}
