/** The result of the job with the model, taken over by the job that writes. Fails towards a failed review: what is missing or in doubt is published as that. */
import { SettingsError } from "../errors.ts";
import type { Survey } from "../github/index.ts";
import type { RunResult } from "../publish/index.ts";
import type { Settings } from "../settings.ts";
import { whyNotContinued } from "./continues.ts";
import { failureOf } from "./ending.ts";
import { LONGEST_RESULT, readResult } from "./handover.ts";
import { readKept, resultOf, tellFailure } from "./run-result.ts";
import type { Session } from "./session.ts";

/** @param full whether the result was to forget what earlier runs know */
export async function takeOver(
  session: Session,
  survey: Survey,
  settings: Settings,
  path: string,
  full: boolean,
): Promise<RunResult> {
  const { pull } = survey;
  const expected = { repository: pull.repository, pull: pull.number };
  try {
    const result = readResult(await readShort(session, path), path, expected);
    if (result.head !== pull.head.sha) return result; // of a commit that is no longer the head: whoever writes will see
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
