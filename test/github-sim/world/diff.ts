/** The diff of a pull request: from where its branches parted to its head. */
import { diffOf, type FileDiff } from "../git/diff.ts";
import { commitsBetween, mergeBase } from "../git/git.ts";
import type { Settings } from "./settings.ts";
import type { Pull, Repository } from "./world.ts";

/** Where the head and the base as last seen parted; the base itself for unrelated histories. */
export const mergeBaseOf = ({ git }: Repository, { base }: Pull, head: string): string =>
  mergeBase(git, base.sha, head) ?? base.sha;

/** @param head of the pull request now, or an earlier one */
export function pullDiff(repository: Repository, pull: Pull, head: string, { patchLimits }: Settings): readonly FileDiff[] {
  return diffOf(repository.git, mergeBaseOf(repository, pull, head), head, patchLimits);
}

/** Whether a commit came with the pull request as it stands: after a force push the old ones did not. */
export function isPartOf(repository: Repository, pull: Pull, commit: string): boolean {
  if (commit === pull.head.sha) return true;
  return commitsBetween(repository.git, mergeBaseOf(repository, pull, pull.head.sha), pull.head.sha).includes(commit);
}
