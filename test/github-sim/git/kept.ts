/** Answers of git that can never change, because they are about objects named by their content. Invariant: no failure is kept: what is missing
 *  today may be pushed tomorrow. */

/** @param make an answer for these names, which are all that it depends on
 *  @returns the same, remembered */
export function keeping<A extends readonly (string | number)[], T>(
  make: (...names: A) => T | undefined,
): (...names: A) => T | undefined {
  const kept = new Map<string, T>();
  return (...names) => {
    const key = names.join("\0");
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(...names);
    if (made !== undefined) kept.set(key, made);
    return made;
  };
}
