/** runner-sim: a stand-in for GitHub's runner. Start reading at `runAction`. */
export { type ActionCommand, parseCommand } from "./action-command.ts";
export { readActionFile } from "./action-file.ts";
export { createCommandLog, type SeenCommand } from "./command-log.ts";
export { eventEnvironment, type RunnerEvent } from "./event-table.ts";
export { parsePairs } from "./file-commands.ts";
export { type ActionRun, type RunRequest, runAction } from "./run-action.ts";
export type { Patience } from "./step-process.ts";
