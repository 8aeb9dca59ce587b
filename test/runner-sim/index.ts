/** runner-sim: a stand-in for GitHub's runner. Start reading at `runAction`. */
export { readActionFile } from "./action-file.ts";
export type { RunnerEvent } from "./event-table.ts";
export { type ActionRun, type RunRequest, runAction } from "./run-action.ts";
