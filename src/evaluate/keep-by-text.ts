/** The rules that drop concerns look at their texts alone: this lends the rules of `review/` to concerns of any shape. */
import type { Concern } from "../concern.ts";

/** @param choose one of the rules: from concerns to those that stay
 *  @returns the indices of what stays, in the rule's order */
export function keptIndices(
  texts: readonly string[],
  choose: (concerns: readonly Concern[]) => readonly Concern[],
): readonly number[] {
  const indexOf = new Map(texts.map((text, k): [Concern, number] => [{ text, category: "other", severity: "minor" }, k]));
  return choose([...indexOf.keys()]).flatMap((concern) => indexOf.get(concern) ?? []);
}
