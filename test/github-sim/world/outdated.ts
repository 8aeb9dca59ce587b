/** Where a thread stands today. Invariant: a thread whose lines were touched, or have left the diff, has no line any more. */
import { resolveAnchor } from "../git/anchor.ts";
import { movedLine } from "../git/moved-line.ts";
import { mergeBaseOf, pullDiff } from "./diff.ts";
import type { Settings } from "./settings.ts";
import type { Pull, Repository, Thread } from "./world.ts";

export interface Standing {
  /** Undefined: outdated. */
  readonly line: number | undefined;
  readonly startLine: number | undefined;
  readonly position: number | undefined;
  readonly path: string;
}

export function standingOf(repository: Repository, pull: Pull, thread: Thread, settings: Settings): Standing {
  const { anchor } = thread;
  const outdated: Standing = { line: undefined, startLine: undefined, position: undefined, path: anchor.path };
  const moved = (line: number, side: "LEFT" | "RIGHT") =>
    side === "RIGHT"
      ? movedLine(repository.git, thread.commit, pull.head.sha, { path: anchor.path, line })
      : movedLine(repository.git, thread.mergeBase, mergeBaseOf(repository, pull, pull.head.sha), { path: anchor.path, line });
  const end = moved(anchor.line, anchor.side);
  const start = anchor.startLine === undefined ? undefined : moved(anchor.startLine, anchor.startSide);
  if (end === undefined || (anchor.startLine !== undefined && start === undefined)) return outdated;
  const asked = { ...anchor, path: end.path, line: end.line, startLine: start?.line };
  const resolution = resolveAnchor(pullDiff(repository, pull, pull.head.sha, settings), asked);
  if (resolution.kind !== "anchor") return outdated;
  return { line: end.line, startLine: start?.line, position: resolution.anchor.position, path: end.path };
}
