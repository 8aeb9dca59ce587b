/** After the run, however that ended: what a crash left behind is put away, and a commit that was promised a verdict is told that there is none. The run's own
 *  result stands, whatever happens here. */
import { rm } from "node:fs/promises";
import { connectGitHub, setCommitStatus } from "../../github/index.ts";
import { crashedStatus, statusContext } from "../../publish/index.ts";
import type { Job } from "../job/job.ts";
import { unfinishedInstallation } from "../runner-install/runner-program.ts";
import { secretsOf } from "../settings/action-inputs.ts";
import { unsettledStatus } from "./pending-status.ts";

export async function cleanUp(job: Job, fetch?: typeof globalThis.fetch): Promise<void> {
  for (const secret of secretsOf(job.input)) job.mask(secret);
  try {
    const folder = unfinishedInstallation(job);
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    await reportCrash(job, fetch);
  } catch (error) {
    job.log.warning(`cleaning up failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function reportCrash(job: Job, fetch: typeof globalThis.fetch | undefined): Promise<void> {
  const left = unsettledStatus(job);
  if (left === undefined) return;
  const { repository, sha, api, run } = left;
  const github = connectGitHub({
    token: job.input("token"),
    api,
    log: job.log,
    statusContext: statusContext(job.input("state-key")),
    fetch,
  });
  job.log.error(`the run ended without a verdict on ${sha.slice(0, 7)}`);
  const lost = await setCommitStatus(github, repository, sha, crashedStatus(run));
  if (lost !== undefined) job.log.warning(`not written: ${lost.what}; it needs ${lost.permission}`);
}
