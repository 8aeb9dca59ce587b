/** The manuscripts of one pull request reviewed, and what was found published together, in the phases that the settings name. Invariants: whatever goes wrong ends as an
 *  error status and a failed job; what goes wrong with one manuscript keeps no other from its review; the phase that has the model writes nothing on GitHub. */
import { join } from "node:path";
import { SettingsError } from "../../errors.ts";
import { changedFiles, diffLines, mergedPulls, type PullRequestSnapshot, setCommitStatus } from "../../github/index.ts";
import { type LoadedState, pendingStatus, planPublication, type RunResult } from "../../publish/index.ts";
import { type ModelSource, reviewRevision } from "../../reviewer/index.ts";
import type { Settings } from "../../settings.ts";
import { progressLog } from "../job/log.ts";
import { judgedManuscripts, readEarlierStates, type Survey, type Target, targetsOf } from "./manuscripts.ts";
import { type SharedModels, sharedModels } from "./model-server.ts";
import { failedResult, outcomeOf, type RunOutcome, reviewedHead, runResultOf } from "./outcome.ts";
import { dismissedOnly, earlierRevision, notesOf, previousRevisionOf, sourceOf } from "./previous-revision.ts";
import { planned, publish, replan, reportPlan } from "./publish.ts";
import { artifactsUrl, type ReportPages, reportPages } from "./report-pages.ts";
import { readResultFile, serializeResults } from "./result-file.ts";
import { planContext, profileOf, type Session } from "./session.ts";

export interface ReviewRequest {
  /** Asked for by a person, by a command or by hand. */
  readonly byPerson: boolean;
  /** Forget what earlier runs know. */
  readonly full: boolean;
  /** Key of the only manuscript that was asked for; undefined: all. */
  readonly only?: string | undefined;
}

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
  const path = settings["result-file"] ?? join(context.temporary, "bioreview-result.json");
  const pages = reportPages(session, settings, session.files(pull.head.sha));
  const results =
    settings.phase === "publish"
      ? await readResultFile(session, snapshot, settings, targets, path, request.full)
      : await reviewAll(session, snapshot, survey, settings, request, pages);
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
  const replanned = () => replan(session, { snapshot, settings, targets, results, full: request.full, plan });
  return outcomeOf((await publish(session, planned(publication, snapshot), [unwritten], replanned)).status);
}

/** Reviews of several manuscripts in one run; their ledgers share a comment, and a job has an hour. */
export const MOST_REVIEWED = 8;
/** Milliseconds from the first one's beginning on, after which no further review begins: the example workflows give a job an hour. */
const LAST_BEGINNING = 45 * 60_000;

/** One after the other, those of one profile together: its models are opened once. @returns in the targets' order */
async function reviewAll(
  session: Session,
  snapshot: PullRequestSnapshot,
  { changed, targets: { all, several }, targets }: Survey,
  settings: Settings,
  request: ReviewRequest,
  pages: ReportPages,
): Promise<RunResult[]> {
  const { pull, conversation } = snapshot;
  const states = readEarlierStates(pull, conversation, targets, settings);
  const merged = mergedPulls(session.github, pull);
  const profiles = all.map((target) => profileOf(target.settings));
  const names = profiles.map(({ name }) => name);
  const order = [...all.keys()].sort((a, b) => names.indexOf(names[a] ?? "") - names.indexOf(names[b] ?? ""));
  const begun = session.now();
  const results = new Map<number, RunResult>();
  let shared: { readonly profile: string; readonly models: SharedModels } | undefined;
  let asked = 0;
  try {
    for (const k of order) {
      const [target, profile, state = { kind: "none" }] = [all[k], profiles[k], states[k]];
      if (target === undefined || profile === undefined) continue;
      const head = reviewedHead(pull, target, several);
      if (target.removed) {
        results.set(k, runResultOf(head, { from: "none", notes: [] }, { kind: "removed" }));
        continue;
      }
      const dependencies = dependenciesOf(session, target.settings);
      if (shared?.profile !== JSON.stringify(profile)) {
        await shared?.models.close(false);
        const models = sharedModels(session.models(profile, target.settings, dependencies));
        shared = { profile: JSON.stringify(profile), models };
      }
      const whyNot = () => {
        if (!isAsked(request, target)) return new NotAskedError();
        if (asked >= MOST_REVIEWED)
          return notBegun(target, `${MOST_REVIEWED} manuscripts were reviewed in this run, and it reviews no more`);
        if (asked > 0 && session.now() - begun > LAST_BEGINNING) return notBegun(target, "this run had no time left for it");
        asked++;
        return undefined;
      };
      const models = guarded(shared.models, whyNot);
      if (several) session.job.log.info(`manuscript ${target.key}`);
      const one = {
        session,
        snapshot,
        targets,
        target,
        at: k,
        state,
        changed,
        merged,
        pages,
        request: isAsked(request, target) ? request : UNASKED,
      };
      const result = await reviewOne(one, profile, { ...dependencies, now: session.now, models });
      results.set(k, result);
      if (result.found.kind === "failed" && result.found.failure.kind === "server") await shared.models.close(true);
    }
  } finally {
    await shared?.models.close(false);
  }
  return all.flatMap((_, k) => results.get(k) ?? []);
}

function isAsked({ only }: ReviewRequest, { key }: Target): boolean {
  return only === undefined || only === key;
}
/** Of one that was not asked for only what can be said without a model is said. */
const UNASKED: ReviewRequest = { byPerson: false, full: false };

/** A command named other manuscripts, and this one would have to be reviewed. */
class NotAskedError extends Error {}

function notBegun({ key }: Target, fault: string): SettingsError {
  const remedy = `Comment /bioreview ${key} to have it reviewed by a run of its own`;
  return new SettingsError({ code: "review-not-begun", at: key, fault, remedy });
}

/** @param whyNot asked right before they are opened */
function guarded(models: ModelSource, whyNot: () => Error | undefined): ModelSource {
  return {
    ...models,
    async open(signal) {
      const error = whyNot();
      if (error !== undefined) throw error;
      return models.open(signal);
    },
  };
}

interface OneReview {
  readonly session: Session;
  readonly snapshot: PullRequestSnapshot;
  readonly targets: Survey["targets"];
  readonly target: Target;
  /** Its place among the targets. */
  readonly at: number;
  readonly state: LoadedState;
  readonly changed: Survey["changed"];
  readonly merged: ReturnType<typeof mergedPulls>;
  readonly pages: ReportPages;
  readonly request: ReviewRequest;
}

async function reviewOne(
  { session, snapshot, targets, target, at, state, changed, merged, pages, request }: OneReview,
  profile: ReturnType<typeof profileOf>,
  dependencies: Parameters<typeof reviewRevision>[1],
): Promise<RunResult> {
  const { files, job, signal } = session;
  const { pull } = snapshot;
  const { path } = target;
  const head = { ...reviewedHead(pull, target, targets.several), profile: profile.name };
  const notes = [...snapshot.notes, ...snapshot.conversation.notes, ...changed.notes, ...notesOf(state)];
  try {
    const revision = await reviewRevision(
      {
        files: files(pull.head.sha),
        manuscript: path,
        label: () => pull.head.sha,
        profile,
        // Where not all files are listed, any may have changed. A person has one reviewed in any case, of several the one that they name.
        ...((request.byPerson && (!targets.several || request.only !== undefined)) || !changed.complete
          ? {}
          : { change: { paths: changed.files, base: files(pull.base.sha) } }),
        previous: async (manuscript) => {
          const earlier = await earlierRevision(merged, snapshot, targets, at, state, manuscript);
          if (earlier === undefined) return undefined;
          if ("unused" in earlier) return void notes.push(earlier.unused);
          return request.full ? dismissedOnly(earlier) : previousRevisionOf(earlier, files, path, target.formerPath);
        },
      },
      dependencies,
      signal,
    );
    switch (revision.kind) {
      case "manuscript unchanged":
        return runResultOf(head, { from: "none", notes }, { kind: "untouched", root: revision.manuscript.root });
      case "compared": {
        const { previous, comparison, manuscript } = revision;
        const old = previous === undefined || "unreviewed" in previous ? undefined : previous.text;
        await pages.write(head.manuscript, comparison, manuscript, old);
        return runResultOf(head, sourceOf(previous, [...notes, ...revision.notes]), { kind: "compared", comparison });
      }
      case "reviewed":
        throw new RangeError("a pull request's revision is always compared");
    }
  } catch (error) {
    if (error instanceof NotAskedError) return runResultOf(head, { from: "none", notes: [] }, { kind: "waiting" });
    return failedResult(job, error, head, notesOf(state));
  }
}

function dependenciesOf(session: Session, settings: Settings) {
  const { job, now, signal } = session;
  const { "api-key": key } = settings;
  const env = { ...job.env, ...(key === undefined ? {} : { BIOREVIEW_API_KEY: key }) };
  const { progress, onReview } = progressLog(job.log, now);
  const log = { notice: (line: string) => job.log.notice(line), progress, onReview };
  const runnerPath = () => session.runner(settings, signal);
  return { env, log, runnerPath };
}
