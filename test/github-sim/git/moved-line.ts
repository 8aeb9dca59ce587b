/** Where a line of one commit stands in a later one. Invariant: a line that the later commit touched has no place there. */
import { diffOf, type PatchLimits } from "./diff.ts";
import { hunksOf } from "./hunks.ts";

const UNLIMITED: PatchLimits = { bytes: Number.POSITIVE_INFINITY, lines: Number.POSITIVE_INFINITY };

export interface Spot {
  readonly path: string;
  readonly line: number;
}

/** @returns undefined where the line was changed or removed, or its file was */
export function movedLine(folder: string, from: string, to: string, { path, line }: Spot): Spot | undefined {
  if (from === to) return { path, line };
  const files = diffOf(folder, from, to, UNLIMITED);
  const file = files.find((each) => (each.previousPath ?? each.path) === path && each.status !== "added");
  if (file === undefined) return { path, line };
  if (file.status === "removed" || file.status === "changed") return undefined;
  const hunks = hunksOf(file.patch ?? "");
  const shown = hunks.flatMap(({ lines }) => lines).find(({ old }) => old === line);
  if (shown !== undefined) return shown.new === undefined ? undefined : { path: file.path, line: shown.new };
  // Between the hunks nothing changed: what came before pushes the line down or up.
  const before = hunks.filter(({ lines }) => lines.some(({ old }) => old !== undefined && old < line));
  return {
    path: file.path,
    line: line + before.flatMap(({ lines }) => lines).reduce((shift, { kind }) => shift + SHIFT[kind], 0),
  };
}
const SHIFT = { added: 1, removed: -1, context: 0 };
