/** One pull request reviewed, and what was found published, in the phases that the settings name. Invariants: whatever goes wrong ends as an error status and a
 *  failed job; the phase that has the model writes nothing on GitHub. */
import { join } from "node:path";
import type { Profile } from "../../../profiles/profile.ts";
import {
  type ChangedFiles,
  changedFiles,
  commitFiles,
  diffLines,
  type PullRequestSnapshot,
  setCommitStatus,
} from "../../github/index.ts";
import { pendingStatus, planPublication, type RunResult } from "../../publish/index.ts";
import { type RevisionDependencies, reviewRevision } from "../../reviewer/index.ts";
import type { Settings } from "../../settings.ts";
import { progressLog } from "../job/log.ts";
import { failedResult, outcomeOf, type RunOutcome, runResultOf } from "./outcome.ts";
import { dismissedOnly, earlierRevision, notesOf, previousRevisionOf, readEarlierState, sourceOf } from "./previous-revision.ts";
import { planned, publish, replan, reportPlan } from "./publish.ts";
import { readResultFile, serializeResult } from "./result-file.ts";
import { planContext, profileOf, type Session } from "./session.ts";

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
  const path = settings["result-file"] ?? join(context.temporary, "bioreview-result.json");
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
  return outcomeOf((await publish(session, planned(publication, snapshot), [unwritten], replanned)).status);
}

async function reviewed(
  session: Session,
  snapshot: PullRequestSnapshot,
  settings: Settings,
  changed: ChangedFiles,
  request: ReviewRequest,
): Promise<RunResult> {
  const { github, job, signal } = session;
  const { pull } = snapshot;
  const profile = profileOf(settings);
  const head = { pull, profile: profile.name };
  const state = readEarlierState(pull, snapshot.conversation, settings);
  const notes = [...snapshot.notes, ...snapshot.conversation.notes, ...changed.notes, ...notesOf(state)];
  const files = (sha: string) => commitFiles(github, pull.repository, sha);
  try {
    const revision = await reviewRevision(
      {
        files: files(pull.head.sha),
        manuscript: settings.manuscript,
        label: () => pull.head.sha,
        profile,
        // Where not all files are listed, any may have changed.
        ...(request.byPerson || !changed.complete ? {} : { change: { paths: changed.files, base: files(pull.base.sha) } }),
        previous: async (manuscript) => {
          const earlier = await earlierRevision(session, snapshot, settings, state, manuscript);
          if (earlier === undefined) return undefined;
          if ("unused" in earlier) return void notes.push(earlier.unused);
          return request.full ? dismissedOnly(earlier) : previousRevisionOf(earlier, files, settings.manuscript);
        },
      },
      revisionDependencies(session, settings, profile),
      signal,
    );
    switch (revision.kind) {
      case "manuscript unchanged":
        return runResultOf(head, { from: "none", notes }, { kind: "untouched", root: revision.manuscript.root });
      case "compared": {
        const { previous, comparison } = revision;
        return runResultOf(head, sourceOf(previous, [...notes, ...revision.notes]), { kind: "compared", comparison });
      }
      case "reviewed":
        throw new RangeError("a pull request's revision is always compared");
    }
  } catch (error) {
    return failedResult(job, error, head, notesOf(state));
  }
}

function revisionDependencies(session: Session, settings: Settings, profile: Profile): RevisionDependencies {
  const { job, now, signal } = session;
  const { "api-key": key } = settings;
  const env = { ...job.env, ...(key === undefined ? {} : { BIOREVIEW_API_KEY: key }) };
  const { progress, onReview } = progressLog(job.log, now);
  const log = { notice: (line: string) => job.log.notice(line), progress, onReview };
  const runnerPath = () => session.runner(settings, signal);
  return { env, log, now, models: session.models(profile, settings, { env, log, runnerPath }) };
}
