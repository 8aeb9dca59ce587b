/** The manuscripts of one revision reviewed, one after the other. Invariants: the models are opened once for all that share them; what goes wrong with one keeps no other
 *  from its review, and is that one's result; how many are reviewed, and how late one is begun, is bounded. */
import { SettingsError } from "../../errors.ts";
import { mergedPulls, type PullRequestSnapshot } from "../../github/index.ts";
import type { LoadedState, RunResult } from "../../publish/index.ts";
import { type ModelSource, reviewRevision } from "../../reviewer/index.ts";
import type { Settings } from "../../settings.ts";
import { progressLog } from "../job/job.ts";
import { readEarlierStates, type Survey, type Target } from "./manuscripts.ts";
import { type SharedModels, sharedModels } from "./model-server.ts";
import { failedResult, reviewedHead, runResultOf } from "./outcome.ts";
import { dismissedOnly, earlierRevision, notesOf, previousRevisionOf, sourceOf } from "./previous-revision.ts";
import type { ReportPages } from "./report-pages.ts";
import { profileOf, type Session } from "./session.ts";

export interface ReviewRequest {
  /** Asked for by a person, by a command or by hand. */
  readonly byPerson: boolean;
  /** Forget what earlier runs know. */
  readonly full: boolean;
  /** Key of the only manuscript that was asked for; undefined: all. */
  readonly only?: string | undefined;
}

/** Reviews of several manuscripts in one run; their ledgers share a comment, and a job has an hour. */
export const MOST_REVIEWED = 8;
/** Milliseconds from the first one's beginning on, after which no further review begins: the example workflows give a job an hour. */
const LAST_BEGINNING = 45 * 60_000;

/** One after the other, those of one profile together: its models are opened once. @returns in the targets' order */
export async function reviewAll(
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
  const kinds = profiles.map((profile) => JSON.stringify(profile));
  const order = [...all.keys()].sort((a, b) => kinds.indexOf(kinds[a] ?? "") - kinds.indexOf(kinds[b] ?? ""));
  const begun = session.now();
  const results = new Map<number, RunResult>();
  let shared: { readonly kind: string | undefined; readonly models: SharedModels } | undefined;
  let reviewed = 0;
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
      if (shared === undefined || shared.kind !== kinds[k]) {
        await shared?.models.close(false);
        shared = { kind: kinds[k], models: sharedModels(session.models(profile, target.settings, dependencies)) };
      }
      const { models } = shared;
      const whyNot = () => {
        if (!isAsked(request, target)) return new NotAskedError();
        if (reviewed >= MOST_REVIEWED)
          return notBegun(target, `${MOST_REVIEWED} manuscripts were reviewed in this run, and it reviews no more`);
        const isLate = reviewed > 0 && session.now() - begun > LAST_BEGINNING;
        return isLate ? notBegun(target, "this run had no time left for it") : undefined;
      };
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
      const result = await reviewOne(one, profile, {
        ...dependencies,
        now: session.now,
        models: guarded(models, whyNot, () => void reviewed++),
      });
      results.set(k, result);
      if (result.found.kind === "failed" && result.found.failure.kind === "server") await models.close(true);
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
function guarded(models: ModelSource, whyNot: () => Error | undefined, onOpened: () => void): ModelSource {
  return {
    ...models,
    async open(signal) {
      const error = whyNot();
      if (error !== undefined) throw error;
      const servers = await models.open(signal);
      onOpened();
      return servers;
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
