/** The result of the job with the model, taken over by the job that writes. Fails towards a failed review: what is missing or in doubt is published as that. */
import { errnoOf } from "../../data-file.ts";
import { SettingsError } from "../../errors.ts";
import { fetchSnapshot, type PullRequestSnapshot } from "../../github/index.ts";
import type { RunResult } from "../../publish/index.ts";
import type { Settings } from "../../settings.ts";
import { type Earlier, earlierOf } from "../earlier.ts";
import { whyNoContinuation } from "./continuation.ts";
import { publishableFailure } from "./outcome.ts";
import { LONGEST_RESULT, parseResult } from "./result-file.ts";
import { logFailure, readEarlierState, runResultOf } from "./run-result.ts";
import type { Session } from "./session.ts";

/** @param full whether the result was to forget what earlier runs know */
export async function readResultFile(
  session: Session,
  survey: PullRequestSnapshot,
  settings: Settings,
  path: string,
  full: boolean,
): Promise<RunResult> {
  const { pull } = survey;
  const expected = { repository: pull.repository, pull: pull.number };
  try {
    const result = parseResult(await readShort(session, path), path, expected);
    if (result.head !== pull.head.sha) return result; // of a commit that is no longer the head: whoever writes will see
    const why = whyNoContinuation(result, await knownTo(session, survey, settings, result), full);
    if (why === undefined) return result;
    throw new SettingsError({
      code: "result-file-refused",
      at: path,
      fault: `it does not go on from what is known on this pull request: ${why}`,
      remedy: "Another run may have written meanwhile: comment /bioreview to review the latest commit",
    });
  } catch (error) {
    const failure = publishableFailure(error);
    if (failure === undefined) throw error;
    logFailure(session, failure);
    return runResultOf({ pull, profile: settings.profile }, { from: "none", notes: [] }, failure);
  }
}

/** What is believed here of what the result says that it goes on from: the machine with the model may have believed more, having no secret. */
async function knownTo(
  { github }: Session,
  survey: PullRequestSnapshot,
  settings: Settings,
  { previous }: RunResult,
): Promise<Earlier | undefined> {
  const read = readEarlierState(survey, settings);
  if (read.kind === "state") return earlierOf(read.state, "this pull request");
  if (read.kind === "unbelieved" || previous.from !== "merged pull request" || previous.pull === undefined) return undefined;
  const { repository, base } = survey.pull;
  const merged = await fetchSnapshot(github, repository, previous.pull, { configPath: settings.config });
  const left = readEarlierState(merged, settings);
  const isBefore = merged.pull.state === "merged" && merged.pull.base.ref === base.ref;
  return isBefore && left.kind === "state" ? earlierOf(left.state, previous.from, previous.pull) : undefined;
}

async function readShort({ disk }: Session, path: string): Promise<string> {
  return disk.read(path, LONGEST_RESULT).catch((cause: unknown) => {
    const isMissing = errnoOf(cause) === "ENOENT";
    throw new SettingsError({
      code: isMissing ? "result-file-missing" : "result-file-refused",
      at: path,
      fault: isMissing
        ? "there is no result of the reviewing job, so it ended before it had one"
        : `it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: "Look into that job's log, then run it again",
      cause,
    });
  });
}
