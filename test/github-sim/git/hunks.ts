/** Reads the hunks of a unified diff of one file. Invariant: every line has the number that it has in the old and the new file, counted from the hunk's head. */

export interface HunkLine {
  readonly kind: "context" | "added" | "removed";
  /** From 1; undefined on the side where the line is not. */
  readonly old: number | undefined;
  readonly new: number | undefined;
  /** Lines below the first `@@` of the file, from 1: what GitHub once called the position. */
  readonly position: number;
  readonly text: string;
}
export interface Hunk {
  readonly head: string;
  readonly lines: readonly HunkLine[];
}

/** @param patch from the first `@@` on, as GitHub gives it */
export function hunksOf(patch: string): readonly Hunk[] {
  const hunks: { head: string; lines: HunkLine[] }[] = [];
  let [before, after] = [0, 0];
  for (const [position, text] of patch.split("\n").entries()) {
    const head = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    if (head !== null) {
      [before, after] = [Number(head[1]), Number(head[2])];
      hunks.push({ head: text, lines: [] });
      continue;
    }
    const lines = hunks.at(-1)?.lines;
    if (lines === undefined || text.startsWith("\\") || text === "") continue;
    const kind = text.startsWith("+") ? "added" : text.startsWith("-") ? "removed" : "context";
    lines.push({
      kind,
      old: kind === "added" ? undefined : before++,
      new: kind === "removed" ? undefined : after++,
      position,
      text,
    });
  }
  return hunks;
}
