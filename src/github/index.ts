/** github/: the only code that knows GitHub. What started a run (`triggerOf`, `admission`), reading (`fetchSnapshot`, `commitFiles`) and writing (`applyPlan`). */
export { type Admission, admission, isFork, type ReviewPolicy } from "./events/admission.ts";
export type { Command } from "./events/command.ts";
export { triggerOf, type WorkflowEvent } from "./events/event.ts";
export type { Trigger } from "./events/trigger.ts";
export { type ConnectOptions, connectGitHub, type GitHubClient, type Logger } from "./http/client.ts";
export { proxiedFetch } from "./http/proxy.ts";
export { type ChangedFiles, changedFiles } from "./read/changed-files.ts";
export { commitFiles } from "./read/commit-files.ts";
export { diffLines } from "./read/diff-lines.ts";
export { lastMerged, type MergedPull } from "./read/last-merged.ts";
export { type Permission, permissionOf } from "./read/permission.ts";
export type { ChangedFile, PullRequest } from "./read/pull-request.ts";
export { type ConfigFile, fetchSnapshot, type PullRequestSnapshot } from "./read/snapshot.ts";
export { type AppliedPlan, type ApplyContext, applyPlan, type Replanned } from "./write/apply-plan.ts";
export { setCommitStatus } from "./write/commit-status.ts";
export { type Reaction, react } from "./write/reaction.ts";
export type { UnwrittenPart } from "./write/unwritten.ts";
