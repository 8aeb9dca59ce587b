/** Concerns that say again what another one says, within an answer and across models. Invariant: the order is kept, and every dropped concern is reported
 *  with its cause and the concern that stays in its place. */
import type { Concern } from "../concern.ts";
import { assertUnitVectors, cosine } from "../embeddings/index.ts";
import { codePoints, strip } from "./prompt/python-text.ts";

/** What repeats another one is decided by the text alone, so that anything with a text will do. */
export interface WithText {
  readonly text: string;
}

/** A concern that is not in the review, and why. */
export interface DroppedConcern<T extends WithText = Concern> {
  readonly concern: T;
  readonly because: "exact duplicate" | "near-duplicate" | "beyond the cap" | "united";
  /** The kept concern that stands for it. */
  readonly representative?: T;
  /** Of the two texts, in [-1, 1]. */
  readonly cosine?: number;
}
export interface Deduplicated<T extends WithText = Concern> {
  readonly kept: readonly T[];
  readonly dropped: readonly DroppedConcern<T>[];
}

/** Equal but for case and white space. */
export function withoutExactDuplicates<T extends WithText>(concerns: readonly T[]): Deduplicated<T> {
  const first = new Map<string, T>();
  const dropped: DroppedConcern<T>[] = [];
  for (const concern of concerns) {
    const folded = strip(concern.text).toLowerCase().replace(/\s+/g, " ");
    const representative = first.get(folded);
    if (representative === undefined) first.set(folded, concern);
    else dropped.push({ concern, because: "exact duplicate", representative });
  }
  return { kept: [...first.values()], dropped };
}

/** A concern stays while its cosine with every kept one is below the threshold.
 *  @param embeddings one for each concern, of unit norm
 *  @returns the embeddings of the kept ones too
 *  @throws RangeError where an embedding is missing or has no unit norm */
export function withoutNearDuplicates<T extends WithText>(
  concerns: readonly T[],
  embeddings: readonly Float32Array[],
  threshold: number,
): Deduplicated<T> & { readonly embeddings: readonly Float32Array[] } {
  const kept: Embedded<T>[] = [];
  const dropped: DroppedConcern<T>[] = [];
  for (const { concern, embedding } of withEmbeddings(concerns, embeddings)) {
    const duplicated = kept
      .map((other) => ({ representative: other.concern, cosine: cosine(embedding, other.embedding) }))
      .find((other) => other.cosine >= threshold);
    if (duplicated === undefined) kept.push({ concern, embedding });
    else dropped.push({ concern, because: "near-duplicate", ...duplicated });
  }
  return { kept: kept.map(({ concern }) => concern), dropped, embeddings: kept.map(({ embedding }) => embedding) };
}

interface Embedded<T> {
  readonly concern: T;
  readonly embedding: Float32Array;
}

function withEmbeddings<T>(concerns: readonly T[], embeddings: readonly Float32Array[]): readonly Embedded<T>[] {
  assertUnitVectors(embeddings, concerns.length);
  return embeddings.flatMap((embedding, k) => concerns.slice(k, k + 1).map((concern) => ({ concern, embedding })));
}

/** The first so many. */
export function limitConcerns<T extends WithText>(concerns: readonly T[], cap: number): Deduplicated<T> {
  return {
    kept: concerns.slice(0, cap),
    dropped: concerns.slice(cap).map((concern) => ({ concern, because: "beyond the cap" })),
  };
}

export interface ModelConcerns<T extends WithText = Concern> {
  readonly concerns: readonly T[];
  /** One for each concern, of unit norm. */
  readonly embeddings: readonly Float32Array[];
}
interface ModelConcern<T> extends Embedded<T> {
  /** Index of the model that raised it. */
  readonly model: number;
}

/** The concerns of several models as one list: connected components of "cosine at or above the threshold", so also over a third concern that is near to both,
 *  and also within one model. Each is represented by its longest text of the earliest model that has a part in it, with that concern's category and
 *  severity; the order is that of the first members.
 *  @throws RangeError where an embedding is missing, has no unit norm, or not as many numbers as the others */
export function uniteConcerns<T extends WithText>(models: readonly ModelConcerns<T>[], threshold: number): Deduplicated<T> {
  const all = models.flatMap(({ concerns, embeddings }, model) =>
    withEmbeddings(concerns, embeddings).map((one): ModelConcern<T> => ({ ...one, model })),
  );
  const embeddings = all.map(({ embedding }) => embedding);
  assertUnitVectors(embeddings, embeddings.length); // equally long across models too
  const kept: T[] = [];
  const dropped: DroppedConcern<T>[] = [];
  for (const component of connectedComponents(all, threshold)) {
    const earliest = Math.min(...component.map(({ model }) => model));
    const chosen = component.filter(({ model }) => model === earliest).reduce(longer);
    kept.push(chosen.concern);
    for (const { concern, embedding } of component.filter((other) => other !== chosen))
      dropped.push({
        concern,
        because: "united",
        representative: chosen.concern,
        cosine: cosine(embedding, chosen.embedding),
      });
  }
  return { kept, dropped };
}

/** Each in the order of `all`; the components by their first members. */
function connectedComponents<T>(all: readonly ModelConcern<T>[], threshold: number): readonly (readonly ModelConcern<T>[])[] {
  const waiting = new Set(all);
  return all.flatMap((first) => {
    if (!waiting.delete(first)) return [];
    const reached = new Set([first]);
    for (const from of reached) {
      for (const other of waiting) {
        if (cosine(from.embedding, other.embedding) < threshold) continue;
        waiting.delete(other);
        reached.add(other); // a Set's iteration goes on to what is added meanwhile
      }
    }
    return [all.filter((one) => reached.has(one))];
  });
}

/** By code points; the first of equals. */
function longer<T extends { readonly concern: WithText }>(a: T, b: T): T {
  return codePoints(b.concern.text) > codePoints(a.concern.text) ? b : a;
}
