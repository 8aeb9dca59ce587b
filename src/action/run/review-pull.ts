/** One pull request reviewed, and what was found published, in the phases that the settings name. Invariants: whatever goes wrong ends as an error status and a
 *  failed job; the phase that has the model writes nothing on GitHub. */
import {
  type ChangedFiles,
  changedFiles,
  commitFiles,
  diffLines,
  lastMerged,
  type PullRequestSnapshot,
  setCommitStatus,
} from "../../github/index.ts";
import { pendingStatus, planPublication, type RunResult } from "../../publish/index.ts";
import type { Settings } from "../../settings.ts";
import { type Earlier, earlierOf, notesOf, type Unused } from "../earlier.ts";
import { resultPath } from "../job/context.ts";
import { progressLog } from "../job/log.ts";
import { reviewHead } from "../review-head.ts";
import type { Parts } from "../touched.ts";
import { failedResult, outcomeOf, type RunOutcome, runResultOf } from "./outcome.ts";
import { planned, publish, replan, reportPlan } from "./publish.ts";
import { readResultFile, serializeResult } from "./result-file.ts";
import { planContext, profileOf, readEarlierState, type Session } from "./session.ts";

export interface ReviewRequest {
  /** Asked for by a person, by a command or by hand. */
  readonly byPerson: boolean;
  /** Forget what earlier runs know. */
  readonly full: boolean;
}

/** @throws SupersededError, InterruptedError, and what writing throws */
export async function reviewPull(
  session: Session,
  snapshot: PullRequestSnapshot,
  settings: Settings,
  request: ReviewRequest,
): Promise<RunOutcome> {
  const { job, github, context, disk } = session;
  const { pull } = snapshot;
  // The job that only writes has its verdict in seconds.
  const unwritten =
    settings.phase === "all"
      ? await setCommitStatus(github, pull.repository, pull.head.sha, pendingStatus(context.site.run))
      : undefined;
  const changed = await changedFiles(github, pull);
  const path = resultPath(settings["result-file"], context);
  const result =
    settings.phase === "publish"
      ? await readResultFile(session, snapshot, settings, path, request.full)
      : await reviewed(session, snapshot, settings, changed, request);
  if (settings.phase !== "publish") await disk.write(path, serializeResult(result));
  job.output("result-file", path);
  const plan = ({ conversation }: PullRequestSnapshot) =>
    planPublication({
      ...planContext(session, settings),
      result,
      conversation,
      diff: diffLines(changed.files),
      inlineLimit: settings["inline-comments"],
    });
  const publication = plan(snapshot);
  if (settings.phase === "review") {
    await reportPlan(job, publication);
    return outcomeOf(result.found.kind === "failed" ? publication.status : undefined);
  }
  const replanned = () => replan(session, { snapshot, settings, result, full: request.full, plan });
  return outcomeOf(await publish(session, planned(publication, snapshot), [unwritten], replanned));
}

async function reviewed(
  session: Session,
  snapshot: PullRequestSnapshot,
  settings: Settings,
  changed: ChangedFiles,
  request: ReviewRequest,
): Promise<RunResult> {
  const { github, job, now, signal } = session;
  const { pull } = snapshot;
  const profile = profileOf(settings);
  const head = { pull, profile: profile.name };
  const progress = progressLog(job.log, now);
  const { "api-key": key } = settings;
  const workplace = {
    env: { ...job.env, ...(key === undefined ? {} : { BIOREVIEW_API_KEY: key }) },
    runner: () => session.runner(settings, signal),
    tell: (line: string) => job.log.notice(line),
    say: progress.say,
  };
  const read = readEarlierState(snapshot, settings);
  const here = read.kind === "state" ? earlierOf(read.state, "this pull request") : undefined;
  try {
    const found = await reviewHead(
      {
        pull,
        changed: changed.files,
        // Where not all files are listed, any may have changed.
        byPerson: request.byPerson || !changed.complete,
        full: request.full,
        manuscript: settings.manuscript,
        profile,
        earlier: async (head) => here ?? (read.kind === "none" ? mergedBefore(session, snapshot, settings, head) : undefined),
        notes: [...snapshot.notes, ...snapshot.conversation.notes, ...changed.notes, ...notesOf(read)],
      },
      {
        files: (sha) => commitFiles(github, pull.repository, sha),
        servers: () => session.servers(profile, settings, workplace, signal),
        workplace,
        onReview: progress.onReview,
        now,
      },
      signal,
    );
    return runResultOf(head, found.previous, found.found);
  } catch (error) {
    return failedResult(job, error, head, notesOf(read));
  }
}

const WHY_NOT_OURS = { none: "nothing was reviewed there to its end", state: "it is of another manuscript" } as const;

/** What the last merged pull request on the base branch that touched the same manuscript left behind. */
async function mergedBefore(
  { github }: Session,
  { pull }: PullRequestSnapshot,
  settings: Settings,
  { files, root }: Parts,
): Promise<Earlier | Unused | undefined> {
  const merged = await lastMerged(github, pull, (path) => files.includes(path));
  if (merged === undefined) return undefined;
  const read = readEarlierState({ pull: { ...pull, number: merged.pull }, conversation: merged }, settings);
  if (read.kind === "state" && read.state.manuscript === root) return earlierOf(read.state, "merged pull request", merged.pull);
  const why = read.kind === "untrusted" ? `it is not believed, for ${read.why}` : WHY_NOT_OURS[read.kind];
  return { unused: `What merged pull request ${merged.pull} left behind is not used: ${why}. This review starts afresh.` };
}
