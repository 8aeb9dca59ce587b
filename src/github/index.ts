/** github/: the only code that knows GitHub. What started a run (`triggerOf`, `admission`), reading (`fetchSnapshot`, `commitFiles`) and writing (`applyPlan`). */
export { type Admission, admission, isFork } from "./events/admission.ts";
export type { Command } from "./events/command.ts";
export { type ReviewPolicy, type Trigger, triggerOf, type WorkflowEvent } from "./events/trigger.ts";
export { type ConnectOptions, connectGitHub, type GitHubClient } from "./http/client.ts";
export { notBeforeOf } from "./http/request-fault.ts";
export { type ChangedFile, type ChangedFiles, changedFiles, diffLines } from "./read/changed-files.ts";
export { commitFiles, repositoryFiles } from "./read/commit-files.ts";
export { type MergedPulls, mergedPulls } from "./read/last-merged.ts";
export { fetchSnapshot, type PullRequest, type PullRequestSnapshot } from "./read/pull-request.ts";
export { type Permission, permissionOf } from "./read/repository.ts";
export { type AppliedPlan, type ApplyContext, applyPlan, type Replanned } from "./write/apply-plan.ts";
export { type Reaction, react } from "./write/comments.ts";
export { setCommitStatus, setVerdicts, statusesOf, VerdictUnwrittenError } from "./write/commit-status.ts";
export { type UnwrittenPart, unwrittenLine } from "./write/safe-write.ts";
