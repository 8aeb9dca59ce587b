/** What happens to threads on lines: replies, and their folding or unfolding, in one request. Invariants: no reply is written twice; a change counts as
 *  done only where the answer shows it; a thread that may not be resolved is minimised instead; what the token may not do is reported. */
import { z } from "zod";
import type { PlannedThread } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { type FaultReason, type GraphQLError, RequestFault, reasonOfGraphQL } from "../http/request-fault.ts";
import { isSameVisibleText } from "../read/recheck.ts";
import { lacking, lockedOut, sendOnce, type UnwrittenPart } from "./safe-write.ts";

export interface WrittenThreads {
  readonly unwritten: readonly UnwrittenPart[];
  readonly notes: readonly string[];
}

type Kind = "reply" | "resolve" | "minimise" | "reopen" | "show";
interface Step {
  readonly kind: Kind;
  readonly thread: PlannedThread;
}
interface FailedStep extends Step {
  readonly error: GraphQLError;
}

/** One request; another where some threads may not be resolved.  @throws RequestFault */
export async function writeThreads(github: GitHubClient, threads: readonly PlannedThread[]): Promise<WrittenThreads> {
  const failed = await applySteps(github, threads.flatMap(stepsOf));
  const unresolved = failed.filter(({ kind, error }) => kind === "resolve" && reasonOfGraphQL(error) === "permission");
  const minimised = await applySteps(
    github,
    unresolved.map(({ thread }) => ({ kind: "minimise", thread })),
  );
  const left = [...failed.filter((step) => !unresolved.includes(step)), ...minimised];
  const instead = [...threads.filter(({ then }) => then === "minimise"), ...unresolved.map(({ thread }) => thread)];
  return resultOf(
    left.filter((step) => !isRedundant(step, left)),
    instead.filter(({ wanted }) => wanted === "resolve"),
  );
}

function stepsOf(thread: PlannedThread): Step[] {
  const reply: Step[] = thread.reply === undefined ? [] : [{ kind: "reply", thread }];
  switch (thread.then) {
    case "resolve":
    case "minimise":
      return [...reply, { kind: thread.then, thread }];
    case "reopen": // it was resolved, or where the token may not do that, minimised: one of both undoes it
      return [{ kind: "reopen", thread }, { kind: "show", thread }, ...reply];
    case "leave":
      return reply;
  }
}

/** Of the two ways of opening a thread again, one is enough. */
function isRedundant({ kind, thread }: Step, failed: readonly Step[]): boolean {
  const other = kind === "reopen" ? "show" : kind === "show" ? "reopen" : undefined;
  return other !== undefined && !failed.some((step) => step.kind === other && step.thread === thread);
}

/** @returns those that GitHub refused */
async function applySteps(github: GitHubClient, steps: readonly Step[]): Promise<readonly FailedStep[]> {
  if (steps.length === 0) return [];
  let left = steps;
  const send = async () => {
    if (left.length === 0) return [];
    const { data, errors } = await github.mutate("Threads", mutationOf(left), variablesOf(left));
    const failed = errors.map((error) => failedStep(left, error));
    assertShown(data, left, failed);
    return failed;
  };
  const findWritten = async () => {
    left = await withoutWritten(github, left);
    return left.length === 0 ? [] : undefined;
  };
  return sendOnce(github, send, findWritten);
}

/** A fault that is about no single step is about all of them. */
function failedStep(steps: readonly Step[], error: GraphQLError): FailedStep {
  const step = steps[Number(/^s(\d+)$/.exec(String(error.path?.[0]))?.[1] ?? Number.NaN)];
  const reason = reasonOfGraphQL(error);
  if (step !== undefined && reason !== "server") return { ...step, error };
  throw new RequestFault({ reason, request: "GraphQL Threads", message: error.message });
}

/** @throws RequestFault where a change that is no error is not shown either */
function assertShown(data: unknown, steps: readonly Step[], failed: readonly FailedStep[]): void {
  const answers = z.record(z.string(), z.unknown()).safeParse(data).data ?? {};
  const unshown = steps.find(
    ({ kind, thread }, at) =>
      !failed.some((step) => step.kind === kind && step.thread === thread) && !SHOWN[kind].safeParse(answers[`s${at}`]).success,
  );
  if (unshown === undefined) return;
  const message = `it does not show the ${unshown.kind} of ${unshown.thread.concern}`;
  throw new RequestFault({ reason: "answer", request: "GraphQL Threads", message });
}

const CHANGES: Readonly<Record<Kind, (at: number) => string>> = {
  reply: (at) =>
    `addPullRequestReviewThreadReply(input: { pullRequestReviewThreadId: $id${at}, body: $body${at} }) { comment { id } }`,
  resolve: (at) => `resolveReviewThread(input: { threadId: $id${at} }) { thread { isResolved } }`,
  reopen: (at) => `unresolveReviewThread(input: { threadId: $id${at} }) { thread { isResolved } }`,
  minimise: (at) => `minimizeComment(input: { subjectId: $id${at}, classifier: RESOLVED }) { minimizedComment { isMinimized } }`,
  show: (at) => `unminimizeComment(input: { subjectId: $id${at} }) { unminimizedComment { isMinimized } }`,
};
const SHOWN: Readonly<Record<Kind, z.ZodType>> = {
  reply: z.object({ comment: z.object({ id: z.string() }) }),
  resolve: z.object({ thread: z.object({ isResolved: z.literal(true) }) }),
  reopen: z.object({ thread: z.object({ isResolved: z.literal(false) }) }),
  minimise: z.object({ minimizedComment: z.object({ isMinimized: z.literal(true) }) }),
  show: z.object({ unminimizedComment: z.object({ isMinimized: z.literal(false) }) }),
};

function mutationOf(steps: readonly Step[]): string {
  const declared = steps.map(({ kind }, at) => `$id${at}: ID!${kind === "reply" ? `, $body${at}: String!` : ""}`).join(", ");
  return `mutation Threads(${declared}) {\n${steps.map(({ kind }, at) => `  s${at}: ${CHANGES[kind](at)}`).join("\n")}\n}`;
}

function variablesOf(steps: readonly Step[]): Record<string, unknown> {
  return Object.fromEntries(
    steps.flatMap(({ kind, thread }, at) => [
      [`id${at}`, kind === "minimise" || kind === "show" ? thread.rootId : thread.threadId],
      ...(kind === "reply" ? [[`body${at}`, thread.reply]] : []),
    ]),
  );
}

const THREADS = `query StandingThreads($ids: [ID!]!) {
  nodes(ids: $ids) { ... on PullRequestReviewThread { id comments(last: 50) { nodes { viewerDidAuthor body } } } }
}`;
const threadsAnswer = z.object({
  nodes: z.array(
    z
      .object({
        id: z.string(),
        comments: z.object({ nodes: z.array(z.object({ viewerDidAuthor: z.boolean(), body: z.string() })) }),
      })
      .nullable(),
  ),
});

/** The steps without the replies that are written already. Folding twice is folding once, so that stays. */
async function withoutWritten(github: GitHubClient, steps: readonly Step[]): Promise<readonly Step[]> {
  const ids = steps.flatMap(({ kind, thread }) => (kind === "reply" ? [thread.threadId] : []));
  if (ids.length === 0) return steps;
  const { nodes } = await github.query("StandingThreads", THREADS, { ids }, threadsAnswer);
  const own = new Map(
    nodes.flatMap((node) =>
      node === null ? [] : [[node.id, node.comments.nodes.filter((comment) => comment.viewerDidAuthor)] as const],
    ),
  );
  return steps.filter(
    ({ kind, thread }) =>
      kind !== "reply" || !own.get(thread.threadId)?.some(({ body }) => isSameVisibleText(body, thread.reply ?? "")),
  );
}

/** @param unresolved threads that are minimised although the settings want them resolved */
function resultOf(failed: readonly FailedStep[], unresolved: readonly PlannedThread[]): WrittenThreads {
  const because = (reason: FaultReason) => failed.filter(({ error }) => reasonOfGraphQL(error) === reason);
  const [forbidden, locked] = [because("permission"), because("locked")];
  const of = (kinds: readonly Kind[]) => forbidden.filter(({ kind }) => kinds.includes(kind));
  return {
    unwritten: [
      ...unwrittenOf(of(["reply"]), "replies in threads", (what) => lacking("pull-requests: write", what)),
      ...unwrittenOf(of(["reopen", "show"]), "opening threads again", (what) => lacking("contents: write", what)),
      ...unwrittenOf(of(["minimise"]), "folding the threads of resolved concerns", (what) =>
        lacking("pull-requests: write", what),
      ),
      ...unwrittenOf(locked, "what is new in threads", lockedOut),
      ...unwrittenOf(
        unresolved.map((thread) => ({ thread })),
        "resolving threads, which are minimised instead",
        (what) => lacking("contents: write", what),
      ),
    ],
    notes: failed.flatMap((step) =>
      forbidden.includes(step) || locked.includes(step)
        ? []
        : [`the thread of ${step.thread.concern}: GitHub says ${step.error.message}`],
    ),
  };
}

function unwrittenOf(
  steps: readonly Pick<Step, "thread">[],
  what: string,
  part: (what: string) => UnwrittenPart,
): UnwrittenPart[] {
  const concerns = new Set(steps.map(({ thread }) => thread.concern));
  return concerns.size === 0 ? [] : [part(`${what} (${[...concerns].join(", ")})`)];
}
