/** The gate for a merge queue: the commit that the queue made gets the status that the pull request's head deserves. Invariant: a
 *  head that was not reviewed to its end opens nothing; no model is asked. */
import type { Verdict } from "../../gate.ts";
import { type ChangedFiles, changedFiles, type PullRequest, type PullRequestSnapshot, setVerdicts } from "../../github/index.ts";
import { readManuscript } from "../../manuscript/index.ts";
import {
  type CommitStatus,
  escapeMarkdown,
  failedStatus,
  gateVerdict,
  type LoadedState,
  type NamedStatus,
  ownStatuses,
  removedStatus,
  statusContext,
  statusOfAll,
  untouchedStatus,
  verdictStatus,
} from "../../publish/index.ts";
import { isManuscriptChanged } from "../../reviewer/index.ts";
import { latestRevision } from "../../revision/index.ts";
import type { Settings } from "../../settings.ts";
import { readEarlierStates, type Target, targetsOf } from "./manuscripts.ts";
import { outcomeOf, type RunOutcome } from "./outcome.ts";
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
  const { status, gate, verdicts } = await gateOfHead(session, snapshot, settings);
  job.output("gate", gate);
  await job.summary(
    `## BioReview: merge queue\n\n${escapeMarkdown(`Pull request ${snapshot.pull.number}: ${status.description}`)}`,
  );
  await reportUnwritten(job, await setVerdicts(github, context.repository, sha, verdicts));
  return outcomeOf(status);
}

type Gate = Verdict["gate"] | "error";
interface HeadGate {
  /** Of all manuscripts. */
  readonly status: CommitStatus;
  readonly gate: Gate;
  /** Of each where there are several, and of all. */
  readonly verdicts: readonly NamedStatus[];
}

async function gateOfHead(session: Session, snapshot: PullRequestSnapshot, settings: Settings): Promise<HeadGate> {
  const { pull, conversation } = snapshot;
  const survey = once(() => changedFiles(session.github, pull));
  const targets = await targetsOf(
    settings,
    snapshot,
    session.files,
    settings.manuscripts === undefined ? { files: [] } : await survey(),
  );
  const states = readEarlierStates(pull, conversation, targets, settings);
  const each: { readonly context: string; readonly status: CommitStatus; readonly gate: Gate }[] = [];
  for (const [k, target] of targets.all.entries()) {
    const own = await gateOf(session, pull, target, states[k] ?? { kind: "none" }, survey);
    each.push({ context: statusContext(target.key), ...own });
  }
  const [only] = each;
  if (!targets.several && only !== undefined) return { ...only, verdicts: [only] };
  const status = statusOfAll(each, session.context.site.run);
  const gate = GATES.find((one) => each.some((own) => own.gate === one)) ?? "error";
  return { status, gate, verdicts: [...ownStatuses(each), { context: statusContext(""), status }] };
}

/** From the worst on. */
const GATES = ["error", "failed", "passed", "off"] as const;

async function gateOf(
  session: Session,
  pull: PullRequest,
  target: Target,
  read: LoadedState,
  survey: () => Promise<ChangedFiles>,
): Promise<{ readonly status: CommitStatus; readonly gate: Gate }> {
  const { run } = session.context.site;
  const failed = (why: string) => ({ status: failedStatus(why, run), gate: "error" as const });
  if (target.removed) return { status: removedStatus(run), gate: "off" };
  if (read.kind === "untrusted") return failed(`what earlier runs kept is not believed: ${read.why}`);
  const ledger = read.kind === "state" ? read.state.ledger : undefined;
  const reviewed = ledger !== undefined && latestRevision(ledger)?.label === pull.head.sha;
  if (!reviewed && !(await isManuscriptUnchanged(session, pull, target, survey)))
    return failed(`${pull.head.sha.slice(0, 7)} of pull request ${pull.number} was not reviewed`);
  if (ledger === undefined) return { status: untouchedStatus(run), gate: "off" };
  const open = ledger.concerns.filter(({ state }) => state === "open").length;
  const verdict = gateVerdict(ledger, limitsOf(target.settings));
  return { status: verdictStatus(verdict, open, run), gate: verdict.gate };
}

async function isManuscriptUnchanged(
  { files: treeOf }: Session,
  pull: PullRequest,
  { path: named }: Target,
  survey: () => Promise<ChangedFiles>,
): Promise<boolean> {
  const { files: paths, complete } = await survey();
  if (!complete) return false;
  const manuscript = await readManuscript(treeOf(pull.head.sha), { manuscript: named });
  return !(await isManuscriptChanged({ paths, base: treeOf(pull.base.sha) }, manuscript, named));
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
