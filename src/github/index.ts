/** github/: the only code that knows GitHub. What started a run (`triggerOf`, `admission`), reading (`surveyPull`, `commitFiles`) and writing (`carryOut`). */
export { type Admission, admission, isFork, type Policy } from "./admission.ts";
export { type CarriedOut, type CarryOutContext, carryOut, type PlannedAgain } from "./carry-out.ts";
export { type ChangedFiles, changedFiles } from "./changed-files.ts";
export { type ConnectOptions, connectGitHub, type GitHub, type Log } from "./client.ts";
export type { Command } from "./command.ts";
export { commitFiles } from "./commit-files.ts";
export { setStatus } from "./commit-status.ts";
export { diffLines } from "./diff-lines.ts";
export { triggerOf } from "./event.ts";
export { lastMerged, type MergedPull } from "./last-merged.ts";
export type { Lost } from "./lost.ts";
export { type Permission, permissionOf } from "./permission.ts";
export { proxiedFetch } from "./proxy.ts";
export type { ChangedFile, PullRequest } from "./pull-request.ts";
export { type Reaction, react } from "./reaction.ts";
export { type ConfigFile, type Survey, surveyPull } from "./survey.ts";
export type { Trigger } from "./trigger.ts";
