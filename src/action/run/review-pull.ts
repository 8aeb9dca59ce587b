/** The manuscripts of one pull request reviewed, and what was found published together, in the phases that the settings name.
 *  Invariants: whatever goes wrong ends as an error status and a failed job; what goes wrong with one manuscript keeps no other
 *  from its review; the phase that has the model writes nothing on GitHub. */
import { join } from "node:path";
import { changedFiles, diffLines, type PullRequestSnapshot, setCommitStatus } from "../../github/index.ts";
import { pendingStatus, planPublication } from "../../publish/index.ts";
import type { Settings } from "../../settings.ts";
import { judgedManuscripts, type Survey, targetsOf } from "./manuscripts.ts";
import { outcomeOf, type RunOutcome } from "./outcome.ts";
import { planned, publish, replan, reportPlan } from "./publish.ts";
import { artifactsUrl, reportPages } from "./report-pages.ts";
import { readResultFile, serializeResults } from "./result-file.ts";
import { type ReviewRequest, reviewAll } from "./review-manuscripts.ts";
import { planContext, type Session } from "./session.ts";

/** Requests: one for each hundred changed files, and where the repository has several manuscripts what it takes to find them. */
export async function surveyOf(session: Session, snapshot: PullRequestSnapshot, settings: Settings): Promise<Survey> {
  const changed = await changedFiles(session.github, snapshot.pull);
  return { changed, targets: await targetsOf(settings, snapshot, session.files, changed) };
}

/** @param surveyed what is known already
 *  @throws SupersededError, InterruptedError, and what writing throws */
export async function reviewPull(
  session: Session,
  snapshot: PullRequestSnapshot,
  settings: Settings,
  request: ReviewRequest,
  surveyed?: Survey,
): Promise<RunOutcome> {
  const { job, github, context, disk } = session;
  const { pull } = snapshot;
  // The job that only writes has its verdict in seconds.
  const unwritten =
    settings.phase === "all"
      ? await setCommitStatus(github, pull.repository, pull.head.sha, pendingStatus(context.site.run))
      : undefined;
  const survey = surveyed ?? (await surveyOf(session, snapshot, settings));
  const { changed, targets } = survey;
  const revision = { snapshot, settings, survey, request };
  const path = settings["result-file"] ?? join(context.temporary, "bioreview-result.json");
  const pages = reportPages(session, settings, session.files(pull.head.sha));
  const results =
    settings.phase === "publish" ? await readResultFile(session, revision, path) : await reviewAll(session, revision, pages);
  if (settings.phase !== "publish") await disk.write(path, serializeResults(results));
  job.output("result-file", path);
  job.output("report", pages.paths.join("\n"));
  const report = settings.phase === "publish" || pages.paths.length > 0 ? artifactsUrl(context.site.run, settings) : undefined;
  const plan = ({ conversation }: PullRequestSnapshot) =>
    planPublication({
      ...planContext(session, settings),
      report,
      manuscripts: judgedManuscripts(targets).flatMap((manuscript, k) => {
        const result = results[k];
        return result === undefined ? [] : [{ ...manuscript, result }];
      }),
      several: targets.several,
      conversation,
      diff: diffLines(changed.files),
      inlineLimit: settings["inline-comments"],
    });
  const publication = plan(snapshot);
  if (settings.phase === "review") {
    await reportPlan(job, publication);
    return outcomeOf(results.some(({ found }) => found.kind === "failed") ? publication.status : undefined);
  }
  const replanned = () => replan(session, revision, results, plan);
  return outcomeOf((await publish(session, planned(publication, snapshot), [unwritten], replanned)).status);
}
