/** runner-sim: a stand-in for GitHub's runner. Start reading at `runAction`. */
export { parseCommand } from "./action-command.ts";
export { readActionFile } from "./action-file.ts";
export type { RunnerEvent } from "./event-table.ts";
export { type ActionRun, type RunRequest, runAction } from "./run-action.ts";
