/** The concerns of several models as one list. Invariant: whatever two concerns are as alike as the threshold end as one, also over a third
 *  that is like both, and also within one model. */
import type { Concern } from "../concern.ts";
import { assertUnitVectors, cosine } from "../embeddings/index.ts";
import { type Deduplicated, type DroppedConcern, longest, type WithText } from "./near-duplicates.ts";

export interface ModelConcerns<T extends WithText = Concern> {
  readonly concerns: readonly T[];
  /** A unit row for each. */
  readonly rows: readonly Float32Array[];
}
interface Member<T> {
  readonly concern: T;
  readonly model: number;
  readonly row: Float32Array;
}

/** Connected components of "cosine at or above the threshold". Each is represented by its longest text of the earliest model that has a part
 *  in it, with that concern's category and severity; the order is that of the first members.
 *  @throws RangeError where a row is no unit vector */
export function uniteConcerns<T extends WithText>(models: readonly ModelConcerns<T>[], threshold: number): Deduplicated<T> {
  assertUnitVectors(
    models.flatMap(({ rows }) => rows),
    models.reduce((sum, { concerns }) => sum + concerns.length, 0),
  );
  const members = models.flatMap(({ concerns, rows }, model) =>
    rows.flatMap((row, k): Member<T>[] => {
      const concern = concerns[k];
      return concern === undefined ? [] : [{ concern, model, row }];
    }),
  );
  const kept: T[] = [];
  const dropped: DroppedConcern<T>[] = [];
  for (const component of components(members, threshold)) {
    const earliest = component.filter(({ model }) => model === component[0].model);
    const chosen = longest([component[0], ...earliest.slice(1)]);
    kept.push(chosen.concern);
    for (const member of component.filter((other) => other !== chosen))
      dropped.push({
        concern: member.concern,
        because: "united",
        representative: chosen.concern,
        cosine: cosine(member.row, chosen.row),
      });
  }
  return { kept, dropped };
}

/** Each in the order of its members, which begins with those of the earliest model; the components by their first members. */
function components<T>(members: readonly Member<T>[], threshold: number): readonly (readonly [Member<T>, ...Member<T>[]])[] {
  const waiting = new Set(members);
  const found: [Member<T>, ...Member<T>[]][] = [];
  for (const first of members) {
    if (!waiting.delete(first)) continue;
    const reached = new Set([first]);
    for (const from of reached) {
      for (const other of waiting) {
        if (cosine(from.row, other.row) < threshold) continue;
        waiting.delete(other);
        reached.add(other); // a Set's iteration goes on to what is added meanwhile
      }
    }
    found.push([first, ...members.filter((member) => member !== first && reached.has(member))]);
  }
  return found;
}
