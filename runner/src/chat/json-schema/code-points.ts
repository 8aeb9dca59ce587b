/** Sets of characters, as runs of code points. */

/** First and last code point of each run, in order, without overlaps. */
export type CodePoints = readonly (readonly [first: number, last: number])[];

/** Every character that UTF-8 can write. */
export const ANY: CodePoints = [
  [0, 0xd7ff],
  [0xe000, 0x10ffff],
];

export function contains(set: CodePoints, character: number): boolean {
  return set.some(([first, last]) => first <= character && character <= last);
}

export const DIGITS: CodePoints = [[0x30, 0x39]];
export const WORD: CodePoints = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
export const SPACE: CodePoints = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
export const LINE_ENDS: CodePoints = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
export function single(character: number): CodePoints {
  return [[character, character]];
}

export function union(...sets: readonly CodePoints[]): CodePoints {
  const merged: [number, number][] = [];
  for (const [first, last] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function intersection(a: CodePoints, b: CodePoints): CodePoints {
  return a.flatMap(([first, last]) =>
    b
      .filter((other) => other[0] <= last && first <= other[1])
      .map((other): [number, number] => [Math.max(first, other[0]), Math.min(last, other[1])]),
  );
}

export function complement(set: CodePoints): CodePoints {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [first, last] of union(set)) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= 0x10ffff) gaps.push([next, 0x10ffff]);
  return intersection(gaps, ANY);
}

/** They take a tenth of a second each. */
const PROPERTIES = new Map<string, CodePoints>();

/** The characters of a Unicode property, as the engine that will judge the answer knows them. @returns undefined where there is no such property */
export function charactersOf(property: string): CodePoints | undefined {
  const known = PROPERTIES.get(property);
  if (known !== undefined) return known;
  let one: RegExp;
  try {
    one = new RegExp(`^\\p{${property}}$`, "u");
  } catch {
    return undefined;
  }
  const found: [number, number][] = [];
  for (const [first, last] of ANY) {
    for (let at = first; at <= last; at++) {
      if (!one.test(String.fromCodePoint(at))) continue;
      const before = found.at(-1);
      if (before?.[1] === at - 1) before[1] = at;
      else found.push([at, at]);
    }
  }
  PROPERTIES.set(property, found);
  return found;
}
