/** Commit statuses. Invariant: they are only ever added; of each context the last one counts. */
import { commitOf } from "./commits.ts";
import { invalid, Refusal } from "./refusal.ts";
import { moment, type Settings } from "./settings.ts";
import { LONGEST_DESCRIPTION } from "./text.ts";
import { newId, type Repository, type Status, type World } from "./world.ts";

/** Of one commit and context. */
const MOST_STATUSES = 1000;

export type NewStatus = Omit<Status, "id" | "createdAt">;

export function addStatus(world: World, repository: Repository, asked: NewStatus, settings: Settings): Status {
  const sha = /^[0-9a-f]{40}$/.test(asked.sha) ? commitOf(repository, asked.sha) : undefined;
  if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${asked.sha}`);
  if ([...(asked.description ?? "")].length > LONGEST_DESCRIPTION) {
    throw invalid({
      resource: "Status",
      code: "custom",
      field: "description",
      message: `description is too long (maximum is ${LONGEST_DESCRIPTION} characters)`,
    });
  }
  if (asked.targetUrl !== null && !/^https?:\/\//.test(asked.targetUrl)) {
    throw invalid({ resource: "Status", code: "custom", field: "target_url", message: "target_url must use http(s) scheme" });
  }
  const before = repository.statuses.filter((status) => status.sha === sha && status.context === asked.context).length;
  if (before >= MOST_STATUSES) {
    throw invalid({
      resource: "Status",
      code: "custom",
      message: "This SHA and context has reached the maximum number of statuses.",
    });
  }
  const status: Status = { ...asked, sha, id: newId(world), createdAt: moment(settings) };
  repository.statuses.push(status);
  return status;
}

/** Newest first. */
export const statusesOf = ({ statuses }: Repository, sha: string): readonly Status[] =>
  statuses.filter((status) => status.sha === sha).toReversed();

/** The last of each context. */
export function latestStatuses(repository: Repository, sha: string): readonly Status[] {
  const latest = new Map(repository.statuses.filter((status) => status.sha === sha).map((status) => [status.context, status]));
  return [...latest.values()];
}
