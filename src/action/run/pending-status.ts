/** The status of a commit that waits for a verdict. Invariant: it gets one, whatever becomes of us: the run's own, an error when
 *  the run is stopped or fails, and after a crash an error by our post step, which reads here what is unsettled; also what the
 *  run concluded and could not say. The run's own result stands, whatever happens in that step. */
import { rm } from "node:fs/promises";
import { z } from "zod";
import { messageOf } from "../../errors.ts";
import { connectGitHub, notBeforeOf, setCommitStatus, type UnwrittenPart, unwrittenLine } from "../../github/index.ts";
import { type CommitStatus, crashedStatus, failedStatus, type NamedStatus, statusContext } from "../../publish/index.ts";
import type { Job } from "../job/job.ts";
import { unfinishedInstallation } from "../runner-install/runner-program.ts";
import { secretsOf } from "../settings/action-inputs.ts";
import type { Session } from "./session.ts";

/** States for the post step. */
const PENDING = "pending-status";
const SETTLED = "settled-status";
const pendingSchema = z.strictObject({
  repository: z.string(),
  sha: z.string(),
  api: z.string(),
  run: z.string().optional(),
  unsaid: z
    .array(
      z.strictObject({
        context: z.string(),
        state: z.enum(["pending", "success", "failure", "error"]),
        description: z.string(),
      }),
    )
    .optional()
    .describe("What the run concluded, and could not say."),
  notBefore: z.number().optional().describe("Milliseconds since 1970, before which GitHub wants to hear nothing."),
});
type PendingState = z.input<typeof pendingSchema>;

type StatusWriter = Pick<Session, "github" | "context" | "signal">;
type Waiting = StatusWriter & { readonly sha: string };

export interface PendingStatus {
  /** From now on a commit waits for its verdict. A run that is cancelled writes an error at once: it has seconds to live. */
  awaitVerdict(writer: StatusWriter, sha: string): void;
  /** It has one. */
  settle(): void;
  /** It gets this one instead. */
  fail(status: CommitStatus): Promise<void>;
  /** The post step says it. @param notBefore milliseconds since 1970, before which GitHub wants to hear nothing */
  leaveUnsaid(statuses: readonly NamedStatus[], notBefore: number | undefined): void;
}

export function trackPendingStatus(job: Job): PendingStatus {
  let waiting: Waiting | undefined;
  let written: Promise<void> | undefined;
  const settle = () => {
    waiting = undefined;
    job.saveState(SETTLED, "yes");
  };
  const save = ({ context: { repository, api, site }, sha }: Waiting, more: Partial<PendingState> = {}) => {
    const state: PendingState = { repository, sha, api, run: site.run, ...more };
    job.saveState(PENDING, JSON.stringify(state));
  };
  const leaveUnsaid = (at: Waiting, statuses: readonly NamedStatus[], notBefore: number | undefined) => {
    waiting = undefined;
    const unsaid = statuses.map(({ context, status: { state, description } }) => ({ context, state, description }));
    save(at, { unsaid, notBefore });
  };
  const write = async (at: Waiting, status: CommitStatus) => {
    const { github, context, sha } = at;
    const { run } = context.site;
    try {
      const withUrl = { ...status, ...(run === undefined ? {} : { url: run }) };
      reportUnwritten(job, await setCommitStatus(github, context.repository, sha, withUrl, { lastWords: true }));
      settle();
    } catch (error) {
      job.log.warning(`the status of ${sha.slice(0, 7)} could not be set: ${messageOf(error)}`);
      leaveUnsaid(at, [{ context: github.statusContext, status }], notBeforeOf(error));
    }
  };
  return {
    awaitVerdict(writer, sha) {
      const { signal } = writer;
      waiting = { ...writer, sha };
      save(waiting);
      const onAbort = () => {
        if (waiting !== undefined) written ??= write(waiting, failedStatus("the run was cancelled"));
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener("abort", onAbort, { once: true });
    },
    settle,
    async fail(status) {
      if (waiting !== undefined) written ??= write(waiting, status);
      await written;
    },
    leaveUnsaid(statuses, notBefore) {
      if (waiting !== undefined) leaveUnsaid(waiting, statuses, notBefore);
    },
  };
}

function reportUnwritten(job: Job, unwritten: UnwrittenPart | undefined): void {
  if (unwritten !== undefined) job.log.warning(unwrittenLine(unwritten));
}

/** After the run, however that ended: removes what a crash left behind, and sets the status that a commit still waits for. */
export async function cleanUp(job: Job): Promise<void> {
  for (const secret of secretsOf(job.input)) job.mask(secret);
  try {
    const folder = unfinishedInstallation(job);
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    const pending = job.getState(PENDING);
    if (pending === "" || job.getState(SETTLED) !== "") return;
    const { repository, sha, api, run, unsaid, notBefore = 0 } = pendingSchema.parse(JSON.parse(pending));
    job.log.error(`the run ended without saying its verdict on ${sha.slice(0, 7)}`);
    if (Date.now() < notBefore)
      return job.log.warning(`GitHub's rate limit lasts until ${new Date(notBefore).toISOString()}: run the job again after it`);
    const context = statusContext(job.input("state-key"));
    const github = connectGitHub({ token: job.input("token"), api, log: job.log, statusContext: context });
    for (const { context: own, ...said } of unsaid ?? [{ context, ...crashedStatus(run) }]) {
      const status = { ...said, ...(run === undefined ? {} : { url: run }) };
      reportUnwritten(job, await setCommitStatus(github, repository, sha, status, { context: own }));
    }
  } catch (error) {
    job.log.warning(`cleaning up failed: ${messageOf(error)}`);
  }
}
