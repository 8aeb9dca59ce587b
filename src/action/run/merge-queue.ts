/** The gate for a merge queue: the commit that the queue made gets the status that the pull request's head deserves. Invariant: a head that was not reviewed to its
 *  end opens nothing; no model is asked. */
import type { Verdict } from "../../gate.ts";
import { changedFiles, commitFiles, type PullRequest, type PullRequestSnapshot, setVerdict } from "../../github/index.ts";
import { readManuscript } from "../../manuscript/index.ts";
import {
  type CommitStatus,
  escapeMarkdown,
  failedStatus,
  gateVerdict,
  untouchedStatus,
  verdictStatus,
} from "../../publish/index.ts";
import { isManuscriptChanged } from "../../reviewer/index.ts";
import { latestRevision } from "../../revision/index.ts";
import type { Settings } from "../../settings.ts";
import { outcomeOf, type RunOutcome } from "./outcome.ts";
import { readEarlierState } from "./previous-revision.ts";
import { reportUnwritten } from "./publish.ts";
import { limitsOf, type Session } from "./session.ts";

/** @param sha of the queue's commit */
export async function reportToMergeQueue(
  session: Session,
  snapshot: PullRequestSnapshot,
  settings: Settings,
  sha: string,
): Promise<RunOutcome> {
  const { github, job, context } = session;
  const { status, gate } = await gateOfHead(session, snapshot, settings);
  job.output("gate", gate);
  await job.summary(
    `## BioReview: merge queue\n\n${escapeMarkdown(`Pull request ${snapshot.pull.number}: ${status.description}`)}`,
  );
  await reportUnwritten(job, [await setVerdict(github, context.repository, sha, status)]);
  return outcomeOf(status);
}

interface HeadGate {
  readonly status: CommitStatus;
  readonly gate: Verdict["gate"] | "error";
}

async function gateOfHead(session: Session, { pull, conversation }: PullRequestSnapshot, settings: Settings): Promise<HeadGate> {
  const { run } = session.context.site;
  const failed = (why: string): HeadGate => ({ status: failedStatus(why, run), gate: "error" });
  const read = readEarlierState(pull, conversation, settings);
  if (read.kind === "untrusted") return failed(`what earlier runs kept is not believed: ${read.why}`);
  const ledger = read.kind === "state" ? read.state.ledger : undefined;
  const reviewed = ledger !== undefined && latestRevision(ledger)?.label === pull.head.sha;
  if (!reviewed && !(await isManuscriptUnchanged(session, pull, settings)))
    return failed(`${pull.head.sha.slice(0, 7)} of pull request ${pull.number} was not reviewed`);
  if (ledger === undefined) return { status: untouchedStatus(run), gate: "off" };
  const open = ledger.concerns.filter(({ state }) => state === "open").length;
  const verdict = gateVerdict(ledger, limitsOf(settings));
  return { status: verdictStatus(verdict, open, run), gate: verdict.gate };
}

async function isManuscriptUnchanged({ github }: Session, pull: PullRequest, { manuscript: named }: Settings): Promise<boolean> {
  const { files: paths, complete } = await changedFiles(github, pull);
  if (!complete) return false;
  const files = (sha: string) => commitFiles(github, pull.repository, sha);
  const manuscript = await readManuscript(files(pull.head.sha), { manuscript: named });
  return !(await isManuscriptChanged({ paths, base: files(pull.base.sha) }, manuscript, named));
}
