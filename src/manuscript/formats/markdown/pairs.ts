/** Which bracket or brace closes which, within a paragraph. Invariant: one look at each character, however deep they nest. */

const CLOSES: Readonly<Record<string, string>> = { "]": "[", "}": "{" };

/** @param text with code, math and comments covered
 *  @returns for the offset of each `[` and `{` that is closed, the offset of what closes it */
export function pairs(text: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const open: Record<string, number[]> = { "[": [], "{": [] };
  for (const { 0: sign, index } of text.matchAll(/\\[^\n]|[[\]{}]|\n[ \t]*\r?(?=\n)/g)) {
    if (sign.startsWith("\n")) for (const kind of Object.keys(open)) open[kind] = [];
    else if (sign in open) open[sign]?.push(index);
    else if (sign in CLOSES) {
      const opener = open[CLOSES[sign] ?? ""]?.pop();
      if (opener !== undefined) found.set(opener, index);
    }
  }
  return found;
}
