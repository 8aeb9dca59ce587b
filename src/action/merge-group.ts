/** The gate for a merge queue: what is known of the pull request's head is told of the commit that the queue made. Invariant: a head that was not reviewed to its
 *  end opens nothing; no model is asked. */
import { changedFiles, commitFiles, type Survey, setStatus } from "../github/index.ts";
import {
  type CommitStatus,
  failedStatus,
  markdown,
  readState,
  untouchedStatus,
  verdictOf,
  verdictStatus,
} from "../publish/index.ts";
import { latestRevision } from "../revision/index.ts";
import type { Settings } from "../settings.ts";
import { type Ending, endingOf } from "./ending.ts";
import { isUntouched } from "./review-head.ts";
import { limitsOf, type Session } from "./session.ts";
import { tellLost } from "./write-out.ts";

/** @param sha of the queue's commit */
export async function tellQueue(session: Session, survey: Survey, settings: Settings, sha: string): Promise<Ending> {
  const { github, job, context } = session;
  const status = await statusFor(session, survey, settings);
  job.output("gate", status.state === "error" ? "error" : status.state === "failure" ? "failed" : "passed");
  await job.summary(`## BioReview: merge queue\n\n${markdown(`Pull request ${survey.pull.number}: ${status.description}`)}`);
  const lost = await setStatus(github, context.repository, sha, status);
  await tellLost(session, lost === undefined ? [] : [lost]);
  return endingOf(status);
}

async function statusFor(session: Session, { pull, conversation }: Survey, settings: Settings): Promise<CommitStatus> {
  const { "state-key": key = "", "state-secret": secret } = settings;
  const { run } = session.context.site;
  const read = readState(conversation, { repository: pull.repository, pull: pull.number, key }, secret);
  if (read.kind === "unbelieved") return failedStatus(`what earlier runs kept is not believed: ${read.why}`, run);
  const ledger = read.kind === "state" ? read.state.ledger : undefined;
  const reviewed = ledger !== undefined && latestRevision(ledger)?.label === pull.head.sha;
  if (!reviewed && !(await untouched(session, { pull }, settings)))
    return failedStatus(`${pull.head.sha.slice(0, 7)} of pull request ${pull.number} was not reviewed`, run);
  if (ledger === undefined) return untouchedStatus(run);
  const open = ledger.concerns.filter(({ state }) => state === "open").length;
  return verdictStatus(verdictOf(ledger, limitsOf(settings)), open, run);
}

async function untouched({ github }: Session, { pull }: Pick<Survey, "pull">, { manuscript }: Settings): Promise<boolean> {
  const { files: changed, complete } = await changedFiles(github, pull);
  return complete && isUntouched({ pull, changed, manuscript }, (sha) => commitFiles(github, pull.repository, sha));
}
