/** Where a review comment may stand. Invariant: only on a line of a hunk of the pull request's diff; a range within one hunk. Refuses in doubt, as GitHub does. */
import type { FileDiff } from "./diff.ts";
import { type Hunk, type HunkLine, hunksOf } from "./hunks.ts";

export type Side = "LEFT" | "RIGHT";
export interface AskedAnchor {
  readonly path: string;
  readonly line: number | undefined;
  readonly side: Side;
  readonly startLine: number | undefined;
  readonly startSide: Side;
}
export interface Anchor extends AskedAnchor {
  readonly line: number;
  readonly position: number;
  /** Head and lines of the hunk down to the comment. */
  readonly hunk: string;
}
export type Resolution =
  | { readonly kind: "anchor"; readonly anchor: Anchor }
  | { readonly kind: "no such path" }
  | { readonly kind: "no such line" }
  | { readonly kind: "start in no hunk" }
  | { readonly kind: "start after end" };

export function resolveAnchor(files: readonly FileDiff[], asked: AskedAnchor): Resolution {
  const file = files.find(({ path }) => path === asked.path);
  if (file === undefined) return { kind: "no such path" };
  for (const hunk of hunksOf(file.patch ?? "")) {
    const end = lineOf(hunk, asked.side, asked.line);
    if (end === undefined || asked.line === undefined) continue;
    if (asked.startLine !== undefined) {
      const start = lineOf(hunk, asked.startSide, asked.startLine);
      if (start === undefined) return { kind: "start in no hunk" };
      if (start.position >= end.position) return { kind: "start after end" };
    }
    const shown = hunk.lines.filter(({ position }) => position <= end.position).map(({ text }) => text);
    return {
      kind: "anchor",
      anchor: { ...asked, line: asked.line, position: end.position, hunk: [hunk.head, ...shown].join("\n") },
    };
  }
  return { kind: "no such line" };
}

function lineOf(hunk: Hunk, side: Side, line: number | undefined): HunkLine | undefined {
  return line === undefined ? undefined : hunk.lines.find((each) => (side === "LEFT" ? each.old : each.new) === line);
}
