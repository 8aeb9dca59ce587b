/** A stand-in for GitHub: a loopback server with real git repositories behind it, held to GitHub's own descriptions. Read README.md first. */
export type { Files } from "./git/commit.ts";
export type { Effect, Fault, When } from "./server/faults.ts";
export type { Logged, Violation } from "./server/log.ts";
export { emptySuccess, primaryLimit, refuses, secondaryLimit, signInPage, unicorn } from "./server/refusals.ts";
export type { WorkflowEvent } from "./stage/events.ts";
export { ACTIONS_BOT } from "./stage/people.ts";
export type { NewPull, StagedPull } from "./stage/pull.ts";
export type { StagedRepository } from "./stage/repository.ts";
export { type GitHub, type GitHubOptions, startGitHub } from "./start.ts";
