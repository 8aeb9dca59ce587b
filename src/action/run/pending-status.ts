/** The verdict that a commit was promised when its status became pending. Invariant: it gets one, whatever becomes of us: the run's own, an error when the run is
 *  stopped or fails, and after a crash an error by our post step, which finds here what was promised. */
import { z } from "zod";
import { type GitHubClient, setCommitStatus } from "../../github/index.ts";
import { type CommitStatus, failedStatus } from "../../publish/index.ts";
import type { JobContext } from "../job/context.ts";
import type { Job } from "../job/job.ts";

/** What the post step is left. */
const PROMISED = "promised";
const KEPT = "kept";
const unsettledSchema = z.strictObject({ repository: z.string(), sha: z.string(), api: z.string(), run: z.string().optional() });
export type UnsettledStatus = z.infer<typeof unsettledSchema>;

interface Party {
  readonly github: GitHubClient;
  readonly context: Pick<JobContext, "repository" | "api" | "site">;
  readonly signal: AbortSignal;
}

export interface PendingStatus {
  /** From now on a commit waits for its verdict. A run that is told to stop says so at once: it has seconds to live. */
  verdict(party: Party, sha: string): void;
  /** It has one. */
  kept(): void;
  /** It gets this one instead. */
  broken(status: CommitStatus): Promise<void>;
}

export function trackPendingStatus(job: Job): PendingStatus {
  let waiting: (Party & { readonly sha: string }) | undefined;
  let said: Promise<void> | undefined;
  const kept = () => {
    waiting = undefined;
    job.saveState(KEPT, "yes");
  };
  const say = async ({ github, context, sha }: Party & { readonly sha: string }, status: CommitStatus) => {
    const { run } = context.site;
    try {
      const lost = await setCommitStatus(
        github,
        context.repository,
        sha,
        { ...status, ...(run === undefined ? {} : { url: run }) },
        { lastWords: true },
      );
      if (lost !== undefined) job.log.warning(`not written: ${lost.what}; it needs ${lost.permission}`);
      kept();
    } catch (error) {
      job.log.warning(
        `the status of ${sha.slice(0, 7)} could not be set: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  return {
    verdict(party, sha) {
      const { context, signal } = party;
      waiting = { ...party, sha };
      const { repository, api, site } = context;
      job.saveState(
        PROMISED,
        JSON.stringify({ repository, sha, api, ...(site.run === undefined ? {} : { run: site.run }) } satisfies UnsettledStatus),
      );
      const stopped = () => {
        if (waiting !== undefined) said ??= say(waiting, failedStatus("the run was cancelled"));
      };
      if (signal.aborted) stopped();
      else signal.addEventListener("abort", stopped, { once: true });
    },
    kept,
    async broken(status) {
      if (waiting !== undefined) said ??= say(waiting, status);
      await said;
    },
  };
}

/** @returns what a run that is over promised and did not keep */
export function unsettledStatus(job: Job): UnsettledStatus | undefined {
  const left = job.getState(PROMISED);
  if (left === "" || job.getState(KEPT) !== "") return undefined;
  return unsettledSchema.parse(JSON.parse(left));
}
