/** Which commits a repository shows. Invariant: one that was thrown away is not found by any way. */
import { objectId } from "../git/git.ts";
import { required } from "./find.ts";
import type { Repository } from "./world.ts";

/** @param name a branch, a full commit id, or `refs/heads/…`
 *  @returns undefined where there is no such commit */
export function commitOf(repository: Repository, name: string): string | undefined {
  const branch = repository.branches.get(name.replace(/^(refs\/)?heads\//, ""));
  const oid = branch ?? (/^[0-9a-f]{7,40}$/.test(name) ? objectId(repository.git, name, "commit") : undefined);
  return oid === undefined || repository.forgotten.has(oid) ? undefined : oid;
}

/** @throws Refusal 404 */
export const requiredCommit = (repository: Repository, name: string): string => required(commitOf(repository, name));
