/** A locked conversation takes words only of those who can push. */
import { roleOf } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import type { Pull, Repository } from "./world.ts";

export function refuseLocked(repository: Repository, pull: Pull, author: string): void {
  const role = roleOf(repository, author);
  if (!pull.locked || role === "admin" || role === "maintain" || role === "write") return;
  throw new Refusal(403, "Unable to create comment because issue is locked.");
}
