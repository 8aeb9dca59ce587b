/** One pull request reviewed, and what was found published, in the phases that the settings name. Invariants: whatever goes wrong ends as an error status and a
 *  failed job; the phase that has the model writes nothing on GitHub. */
import { SettingsError } from "../errors.ts";
import {
  type ChangedFiles,
  changedFiles,
  commitFiles,
  diffLines,
  type Lost,
  lastMerged,
  type Survey,
  setStatus,
} from "../github/index.ts";
import { pendingStatus, planPublication, type ReadState, type RunResult, readState } from "../publish/index.ts";
import type { Settings } from "../settings.ts";
import { VERSION } from "../version.ts";
import { whyNotContinued } from "./continues.ts";
import { type Earlier, earlierOf, notesOf } from "./earlier.ts";
import { type Ending, endingOf, type Failure, failureOf } from "./ending.ts";
import { LONGEST_RESULT, readResult, resultText } from "./handover.ts";
import { resultFile } from "./job-context.ts";
import { progressLog } from "./progress-log.ts";
import { reviewHead } from "./review-head.ts";
import { placeOf, profileNamed, type Session } from "./session.ts";
import type { Parts } from "./touched.ts";
import { tellJob, writeOut } from "./write-out.ts";

export interface Wish {
  /** Asked for by a person, by a command or by hand. */
  readonly byPerson: boolean;
  /** Forget what earlier runs know. */
  readonly full: boolean;
}

/** @throws SupersededError, InterruptedError, and what writing throws */
export async function reviewPull(session: Session, survey: Survey, settings: Settings, wish: Wish): Promise<Ending> {
  const { job, github, context, disk } = session;
  const { pull } = survey;
  const lost: (Lost | undefined)[] = [];
  // The job that writes alone has its verdict in seconds.
  if (settings.phase === "all")
    lost.push(await setStatus(github, pull.repository, pull.head.sha, pendingStatus(context.site.run)));
  const changed = await changedFiles(github, pull);
  const path = resultFile(settings["result-file"], context);
  const result =
    settings.phase === "publish"
      ? await handedOver(session, survey, settings, path, wish)
      : await reviewed(session, survey, settings, changed, wish);
  if (settings.phase !== "publish") await disk.write(path, resultText(result));
  job.output("result-file", path);
  const publication = planPublication({
    ...placeOf(session, settings),
    result,
    conversation: survey.conversation,
    diff: diffLines(changed.files),
    inlineLimit: settings["inline-comments"],
  });
  if (settings.phase === "review") {
    await tellJob(session, publication);
    return endingOf(result.found.kind === "failed" ? publication.status : undefined);
  }
  const isHere = (one: Lost | undefined) => one !== undefined;
  await writeOut(session, publication, survey, lost.filter(isHere));
  return endingOf(publication.status);
}

async function reviewed(
  session: Session,
  survey: Survey,
  settings: Settings,
  changed: ChangedFiles,
  wish: Wish,
): Promise<RunResult> {
  const { github, job, now, signal } = session;
  const { pull } = survey;
  const profile = profileNamed(settings.profile);
  const head = { pull, profile: profile.name };
  const progress = progressLog(job.log, now);
  const { "api-key": key } = settings;
  const workplace = {
    env: { ...job.env, ...(key === undefined ? {} : { BIOREVIEW_API_KEY: key }) },
    runner: () => session.runner(settings, signal),
    tell: (line: string) => job.log.notice(line),
    say: progress.say,
  };
  const read = readKept(survey, settings);
  const here = read.kind === "state" ? earlierOf(read.state, "this pull request") : undefined;
  try {
    const found = await reviewHead(
      {
        pull,
        changed: changed.files,
        // Where not all files are listed, any may have changed.
        byPerson: wish.byPerson || !changed.complete,
        full: wish.full,
        manuscript: settings.manuscript,
        profile,
        earlier: async (head) => here ?? (read.kind === "none" ? mergedBefore(session, survey, settings, head) : undefined),
        notes: [...survey.notes, ...survey.conversation.notes, ...changed.notes, ...notesOf(read)],
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
    return resultOf(head, found.previous, found.found);
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    tellFailure(session, failure);
    return resultOf(head, { from: "none", notes: [...notesOf(read)] }, failure);
  }
}

/** What the last merged pull request on the base branch that touched the same manuscript left behind. */
async function mergedBefore(
  { github, job }: Session,
  { pull }: Survey,
  settings: Settings,
  { files, root }: Parts,
): Promise<Earlier | undefined> {
  const merged = await lastMerged(github, pull, (path) => files.includes(path));
  if (merged === undefined) return undefined;
  const read = readState(
    merged,
    { repository: pull.repository, pull: merged.pull, key: settings["state-key"] ?? "" },
    settings["state-secret"],
  );
  if (read.kind === "state" && read.state.manuscript === root) return earlierOf(read.state, "merged pull request", merged.pull);
  const why = read.kind === "unbelieved" ? read.why : "it is of another manuscript";
  job.log.notice(`what pull request ${merged.pull} left behind is not used: ${why}`);
  return undefined;
}

function resultOf(
  { pull, profile }: { readonly pull: Survey["pull"]; readonly profile: string },
  previous: RunResult["previous"],
  found: RunResult["found"],
): RunResult {
  return {
    schema: "bioreview-run",
    version: 1,
    tool: { name: "bioreview", version: VERSION },
    repository: pull.repository,
    pull: pull.number,
    head: pull.head.sha,
    base: pull.base,
    previous,
    profile,
    found,
  };
}

/** The result of the job with the model; where it left none, that is what is published. */
async function handedOver(
  session: Session,
  survey: Survey,
  settings: Settings,
  path: string,
  { full }: Wish,
): Promise<RunResult> {
  const { pull } = survey;
  const expected = { repository: pull.repository, pull: pull.number };
  try {
    const result = readResult(await readShort(session, path), path, expected);
    const read = readKept(survey, settings);
    const why = whyNotContinued(result, read.kind === "state" ? read.state.ledger : undefined, full);
    if (why === undefined) return result;
    throw new SettingsError({
      code: "result-file-refused",
      at: path,
      fault: `it does not go on from what is known on this pull request: ${why}`,
      remedy: "Another run may have written meanwhile: comment /bioreview to review the latest commit",
    });
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    tellFailure(session, failure);
    return resultOf({ pull, profile: settings.profile }, { from: "none", notes: [] }, failure);
  }
}

function readKept({ pull, conversation }: Survey, { "state-key": key = "", "state-secret": secret }: Settings): ReadState {
  return readState(conversation, { repository: pull.repository, pull: pull.number, key }, secret);
}

function tellFailure({ job }: Session, { failure: { at, fault, remedy } }: Failure): void {
  job.log.error(`${at}: ${fault}. ${remedy}.`);
}

async function readShort({ disk }: Session, path: string): Promise<string> {
  return disk.read(path, LONGEST_RESULT).catch((cause: unknown) => {
    throw new SettingsError(
      {
        code: "result-file-missing",
        at: path,
        fault: "there is no result of the reviewing job, so it ended before it had one",
        remedy: "Look into that job's log, then run it again",
      },
      { cause },
    );
  });
}
