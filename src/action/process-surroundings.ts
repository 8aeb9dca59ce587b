/** The process as the surroundings of a run. */
import { performance } from "node:perf_hooks";
import { proxiedFetch } from "../github/index.ts";
import { processDisk } from "./disk.ts";
import { serversFor } from "./model-server.ts";
import { processJob } from "./process-job.ts";
import type { Surroundings } from "./run.ts";
import { runnerProgram } from "./runner-program.ts";

/** @param program folder of the bundle's entry: the model server's package lies beside it */
export function processSurroundings(program: string, signal: AbortSignal): Surroundings {
  const job = processJob();
  const fetch = proxiedFetch(job.env);
  return {
    job,
    ...(fetch === undefined ? {} : { fetch }),
    disk: processDisk,
    servers: serversFor,
    runner: (settings, stop) => runnerProgram(job, program, settings, stop),
    now: () => performance.now(),
    signal,
    throttle: !isLoopback(job.env["GITHUB_API_URL"]),
  };
}

/** A stand-in for GitHub on this very machine has no pace to be kept. */
function isLoopback(api: string | undefined): boolean {
  return api !== undefined && URL.canParse(api) && /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(api).hostname);
}
