/** The manuscripts of one revision reviewed, one after the other. Invariants: the models are opened once for all that share them;
 *  what goes wrong with one keeps no other from its review, and is that one's result; how many are reviewed, and how late one is
 *  begun, is bounded. */
import type { Profile } from "../../../profiles/profile.ts";
import { SettingsError } from "../../errors.ts";
import { mergedPulls, type PullRequestSnapshot } from "../../github/index.ts";
import type { RunResult } from "../../publish/index.ts";
import { type ModelSource, reviewRevision } from "../../reviewer/index.ts";
import type { Settings } from "../../settings.ts";
import { progressLog } from "../job/job.ts";
import { readEarlierStates, type Survey, type Target } from "./manuscripts.ts";
import { type SharedModels, sharedModels } from "./model-server.ts";
import { failedResult, reviewedHead, runResultOf } from "./outcome.ts";
import {
  dismissedOnly,
  type EarlierSources,
  earlierRevision,
  notesOf,
  previousRevisionOf,
  sourceOf,
} from "./previous-revision.ts";
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

/** A pull request whose revision is reviewed: as it was when the run began, the manuscripts it is about, and what is requested. */
export interface PullRevision {
  readonly snapshot: PullRequestSnapshot;
  readonly settings: Settings;
  readonly survey: Survey;
  readonly request: ReviewRequest;
}

/** One after the other, those of one profile together: its models are opened once. @returns in the targets' order */
export async function reviewAll(session: Session, revision: PullRevision, pages: ReportPages): Promise<RunResult[]> {
  const { snapshot, settings, request } = revision;
  const { changed, targets } = revision.survey;
  const { pull, conversation } = snapshot;
  const states = readEarlierStates(pull, conversation, targets, settings);
  const merged = mergedPulls(session.github, pull);
  const begun = session.now();
  const results = new Map<number, RunResult>();
  const shared = new ModelsInTurn();
  let reviewed = 0;
  try {
    for (const { target, at, profile, key } of byProfile(targets.all)) {
      if (target.removed) {
        const head = reviewedHead(pull, target, targets.several);
        results.set(at, runResultOf(head, { from: "none", notes: [] }, { kind: "removed" }));
        continue;
      }
      const dependencies = dependenciesOf(session, target.settings);
      const models = await shared.of(key, () => session.models(profile, target.settings, dependencies));
      if (targets.several) session.job.log.info(`manuscript ${target.key}`);
      const whyNot = () =>
        isRequested(request, target) ? whyNotBegun(target, reviewed, session.now() - begun) : new NotRequestedError();
      const result = await reviewOne(
        {
          session,
          snapshot,
          targets,
          target,
          at,
          state: states[at] ?? { kind: "none" },
          changed,
          merged,
          pages,
          request: isRequested(request, target) ? request : NOT_REQUESTED,
        },
        profile,
        { ...dependencies, now: session.now, models: guarded(models, whyNot, () => void reviewed++) },
      );
      results.set(at, result);
      if (result.found.kind === "failed" && result.found.failure.kind === "server") await models.close(true);
    }
  } finally {
    await shared.close();
  }
  return targets.all.flatMap((_, k) => results.get(k) ?? []);
}

interface TargetInTurn {
  readonly target: Target;
  /** Its place among the targets. */
  readonly at: number;
  readonly profile: Profile;
  /** The same for the same profile. */
  readonly key: string;
}

/** Profiles in the order of their first targets, and the targets of each in their own. */
function byProfile(targets: readonly Target[]): TargetInTurn[] {
  const all = targets.map((target, at) => {
    const profile = profileOf(target.settings);
    return { target, at, profile, key: JSON.stringify(profile) };
  });
  const keys = [...new Set(all.map(({ key }) => key))];
  return keys.flatMap((key) => all.filter((one) => one.key === key));
}

/** The models of one profile at a time: those of the last one are closed before others are opened. */
class ModelsInTurn {
  #last: { readonly key: string; readonly models: SharedModels } | undefined;

  async of(key: string, source: () => ModelSource): Promise<SharedModels> {
    if (this.#last?.key === key) return this.#last.models;
    await this.close();
    const models = sharedModels(source());
    this.#last = { key, models };
    return models;
  }

  async close(): Promise<void> {
    await this.#last?.models.close(false);
    this.#last = undefined;
  }
}

/** @param reviewed how many were reviewed before   @param elapsed milliseconds since the first one began */
function whyNotBegun(target: Target, reviewed: number, elapsed: number): SettingsError | undefined {
  if (reviewed >= MOST_REVIEWED)
    return notBegun(target, `${MOST_REVIEWED} manuscripts were reviewed in this run, and it reviews no more`);
  return reviewed > 0 && elapsed > LAST_BEGINNING ? notBegun(target, "this run had no time left for it") : undefined;
}

function isRequested({ only }: ReviewRequest, { key }: Target): boolean {
  return only === undefined || only === key;
}
/** Of one that was not asked for only what can be said without a model is said. */
const NOT_REQUESTED: ReviewRequest = { byPerson: false, full: false };

/** A command named other manuscripts, and this one would have to be reviewed. */
class NotRequestedError extends Error {}

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

interface OneReview extends EarlierSources {
  readonly session: Session;
  readonly target: Target;
  readonly changed: Survey["changed"];
  readonly pages: ReportPages;
  readonly request: ReviewRequest;
}

async function reviewOne(
  review: OneReview,
  profile: Profile,
  dependencies: Parameters<typeof reviewRevision>[1],
): Promise<RunResult> {
  const { session, snapshot, targets, target, state, changed, pages, request } = review;
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
          const earlier = await earlierRevision(review, manuscript);
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
    if (error instanceof NotRequestedError) return runResultOf(head, { from: "none", notes: [] }, { kind: "waiting" });
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
