/** The job of this process, through GitHub's own toolkit. */
import * as core from "@actions/core";
import type { Job } from "./job.ts";
import { logLine } from "./log.ts";

/** Bytes: the runner refuses a summary above 1,024 KiB as a whole. */
const LONGEST_SUMMARY = 1_000_000;
const CUT = "\n\nThe rest was cut: GitHub shows no more than this.\n";

export function processJob(): Job {
  const log: Job["log"] = {
    debug: (text) => core.debug(logLine(text)),
    info: (text) => core.info(logLine(text)),
    notice: (text) => core.notice(logLine(text)),
    warning: (text) => core.warning(logLine(text)),
    error: (text) => core.error(logLine(text)),
  };
  return {
    env: process.env,
    log,
    input: (name) => core.getInput(name),
    output: (name, value) => core.setOutput(name, value),
    async summary(markdown) {
      const { GITHUB_STEP_SUMMARY: file } = process.env;
      if (!file) return log.info("this runner shows no summary");
      // The page is for people; where it cannot be written the run goes on, and says so.
      await core.summary
        .addRaw(shortened(markdown), true)
        .write()
        .catch((error: unknown) => log.warning(`the job's page could not be written: ${String(error)}`));
    },
    mask: (secret) => core.setSecret(secret),
    fail: (reason) => core.setFailed(logLine(reason)),
    saveState: (name, value) => core.saveState(name, value),
    getState: (name) => core.getState(name),
  };
}

/** Cut at a line, for half a line may be half a table or half a tag. */
function shortened(markdown: string): string {
  if (Buffer.byteLength(markdown) <= LONGEST_SUMMARY) return markdown;
  const room = Buffer.from(markdown)
    .subarray(0, LONGEST_SUMMARY - CUT.length)
    .toString("utf8");
  return room.slice(0, room.lastIndexOf("\n") + 1) + CUT;
}
