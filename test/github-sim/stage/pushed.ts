/** What a push does to the pull requests of its branch. */

import type { State } from "../server/state.ts";
import { moment } from "../world/settings.ts";
import { fullName, type Repository } from "../world/world.ts";

/** Their heads move, and the base is looked at anew: GitHub does so then, and not when the base branch moves. */
export function pushed({ world, settings }: State, repository: Repository, branch: string): void {
  const sha = repository.branches.get(branch);
  if (sha === undefined) return;
  for (const into of world.repositories.values()) {
    for (const pull of into.pulls.values()) {
      const isFromHere = pull.head.repository?.toLowerCase() === fullName(repository).toLowerCase() && pull.head.ref === branch;
      if (!isFromHere || pull.state !== "open") continue;
      pull.head.sha = sha;
      pull.base.sha = into.branches.get(pull.base.ref) ?? pull.base.sha;
      pull.updatedAt = moment(settings);
    }
  }
}
