/** A run's result put together, and what it begins from. */
import type { PullRequest, PullRequestSnapshot } from "../../github/index.ts";
import { type LoadedState, loadState, type RunResult } from "../../publish/index.ts";
import type { Settings } from "../../settings.ts";
import { VERSION } from "../../version.ts";
import type { Failure } from "./outcome.ts";
import type { Session } from "./session.ts";

export function runResultOf(
  { pull, profile }: { readonly pull: PullRequest; readonly profile: string },
  previous: RunResult["previous"],
  found: RunResult["found"],
): RunResult {
  return {
    schema: "bioreview-run",
    version: 1,
    tool: { name: "bioreview", version: VERSION },
    repository: pull.repository,
    pull: pull.number,
    head: pull.head.sha,
    base: pull.base,
    previous,
    profile,
    found,
  };
}

/** What earlier runs kept on the pull request. */
export function readEarlierState(
  { pull, conversation }: PullRequestSnapshot,
  { "state-key": key = "", "state-secret": secret }: Settings,
): LoadedState {
  return loadState(conversation, { repository: pull.repository, pull: pull.number, key }, secret);
}

export function logFailure({ job }: Pick<Session, "job">, { failure: { at, fault, remedy } }: Failure): void {
  job.log.error(`${at}: ${fault}. ${remedy}.`);
}
