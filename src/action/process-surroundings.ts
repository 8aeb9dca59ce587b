/** The process as the surroundings of a run. */
import { performance } from "node:perf_hooks";
import { proxiedFetch } from "../github/index.ts";
import { processJob } from "./job/process-job.ts";
import { processDisk } from "./run/disk.ts";
import { modelServersFor } from "./run/model-server.ts";
import type { ActionDependencies } from "./run/run.ts";
import { locateOrInstallRunner } from "./runner-install/runner-program.ts";

/** @param program folder of the bundle's entry: the model server's package lies beside it */
export function processSurroundings(program: string, signal: AbortSignal): ActionDependencies {
  const job = processJob();
  const fetch = proxiedFetch(job.env);
  return {
    job,
    ...(fetch === undefined ? {} : { fetch }),
    disk: processDisk,
    servers: modelServersFor,
    runner: (settings, stop) => locateOrInstallRunner(job, program, settings, stop),
    now: () => performance.now(),
    signal,
    throttle: !isLoopback(job.env["GITHUB_API_URL"]),
  };
}

/** A stand-in for GitHub on this very machine has no pace to be kept. */
function isLoopback(api: string | undefined): boolean {
  return api !== undefined && URL.canParse(api) && /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(api).hostname);
}
