/** Why a run was started, read off its event alone. Invariant: of a payload only what GitHub itself filled in is believed, and whoever cannot be a person starts
 *  nothing. Fails towards doing nothing, and says why; a payload that is not what GitHub documents is an error. */
import type { IssueCommentEvent, MergeGroupEvent, PullRequestEvent, WorkflowDispatchEvent } from "@octokit/webhooks-types";
import { z } from "zod";
import { GitHubError, SettingsError } from "../../errors.ts";
import { type Command, parseCommand } from "./command.ts";

export type Trigger =
  /** A pull request was opened, pushed to, reopened, or is ready; `head` is the commit in the event. */
  | { readonly kind: "push"; readonly pull: number; readonly head: string }
  /** By hand, with a number. */
  | { readonly kind: "dispatch"; readonly pull: number }
  | {
      readonly kind: "command";
      readonly pull: number;
      readonly comment: number;
      readonly actor: string;
      readonly command: Command;
    }
  /** A merge queue asks for the gate of its pull request. */
  | { readonly kind: "merge group"; readonly pull: number; readonly sha: string }
  /** Nothing to do, and why: for the log and the summary. */
  | { readonly kind: "nothing"; readonly why: string };

/** Which pull requests are reviewed by themselves. A person who asks by a command, or starts a run by hand, is not held by it. */
export interface ReviewPolicy {
  readonly drafts: "skip" | "review";
  /** Only pull requests that bear one of these; empty: all. */
  readonly labels: readonly string[];
  /** None that bear one of these. */
  readonly skipLabels: readonly string[];
  /** Pull requests from other repositories. Their pushes come with a token that may write nothing, unless the repository says otherwise. */
  readonly onFork: "skip" | "review";
}

/** A payload as it is after the check. It compiles only where the check takes every event that GitHub documents. */
type Checked<Schema extends z.ZodType, _Event extends z.input<Schema>> = z.infer<Schema>;
type PullPayload = Checked<typeof pullPayload, PullRequestEvent>;
type CommentPayload = Checked<typeof commentPayload, IssueCommentEvent>;
type DispatchPayload = Checked<typeof dispatchPayload, WorkflowDispatchEvent>;
type MergeGroupPayload = Checked<typeof mergeGroupPayload, MergeGroupEvent>;

const sha = z.string().regex(/^[0-9a-f]{40,64}$/);
const number = z.int().min(1);
const person = z.object({ login: z.string().min(1), type: z.string() });

const pullPayload = z.object({
  action: z.string(),
  label: z.object({ name: z.string() }).optional(),
  changes: z.object({ base: z.unknown().optional() }).optional(),
  pull_request: z.object({
    number,
    state: z.enum(["open", "closed"]),
    draft: z.boolean().default(false),
    user: person.nullable(),
    head: z.object({ sha }),
  }),
});
const commentPayload = z.object({
  action: z.string(),
  issue: z.object({ number, state: z.enum(["open", "closed"]), pull_request: z.unknown().optional() }),
  comment: z.object({ id: number, body: z.string().nullish(), user: person.nullable() }),
  sender: person,
});
const dispatchPayload = z.object({ inputs: z.record(z.string(), z.unknown()).nullish() });
const mergeGroupPayload = z.object({ action: z.string(), merge_group: z.object({ head_ref: z.string(), head_sha: sha }) });

/** What the number of the pull request may be called among the inputs of a workflow that is started by hand. */
const NUMBER_INPUTS = ["pull-request", "pull_request", "pull", "number"];
const DEPENDABOT = "dependabot[bot]";

/** The part of a workflow run's context that says what started it; `context` of `@actions/github` is one. */
export interface WorkflowEvent {
  /** As in GITHUB_EVENT_NAME. */
  readonly eventName: string;
  /** Parsed JSON of GITHUB_EVENT_PATH. */
  readonly payload: unknown;
}

/** @param manuscripts what the manuscripts of a repository that has several may be called in a command
 *  @throws GitHubError `event-unreadable` where the payload is not as GitHub documents it; SettingsError `pull-request-number` where a run by hand
 *  names no pull request */
export function triggerOf(
  { eventName: name, payload }: WorkflowEvent,
  policy: ReviewPolicy,
  manuscripts: readonly string[] = [],
): Trigger {
  switch (name) {
    case "pull_request":
    case "pull_request_target": // the same facts, another token; nothing of the pull request is executed under either
      return pullTrigger(readPayload(name, pullPayload, payload), policy);
    case "issue_comment":
      return commentTrigger(readPayload(name, commentPayload, payload), manuscripts);
    case "workflow_dispatch":
      return dispatchTrigger(readPayload(name, dispatchPayload, payload));
    case "merge_group":
      return mergeGroupTrigger(readPayload(name, mergeGroupPayload, payload));
    default:
      return nothing(`the event ${JSON.stringify(name)} starts no review`);
  }
}

function pullTrigger({ action, label, changes, pull_request: pull }: PullPayload, policy: ReviewPolicy): Trigger {
  if (pull.state === "closed") return nothing("the pull request is closed");
  if (pull.user?.login === DEPENDABOT) return nothing("Dependabot changes no manuscript, and its runs may write nothing");
  const irrelevant = whyIrrelevant(action, { label: label?.name, retargeted: changes?.base !== undefined }, policy);
  if (irrelevant !== undefined) return nothing(irrelevant);
  if (pull.draft && policy.drafts === "skip") return nothing("the pull request is a draft");
  return { kind: "push", pull: pull.number, head: pull.head.sha };
}

/** Another base is like a push: other files count as changed. A label counts only where the policy waits for it. */
function whyIrrelevant(
  action: string,
  change: { label: string | undefined; retargeted: boolean },
  policy: ReviewPolicy,
): string | undefined {
  switch (action) {
    case "opened":
    case "synchronize":
    case "reopened":
    case "ready_for_review":
      return undefined;
    case "labeled":
      return change.label !== undefined && policy.labels.includes(change.label) ? undefined : "this label starts no review";
    case "edited":
      return change.retargeted ? undefined : "only the pull request's title or text was edited";
    default:
      return `the action ${JSON.stringify(action)} starts no review`;
  }
}

/** Only new comments: an old one could be edited into a command by somebody else, long after it was looked at. Whether a person may command is asked
 *  of GitHub later; programs never may, so that none starts itself. */
function commentTrigger({ action, issue, comment, sender }: CommentPayload, manuscripts: readonly string[]): Trigger {
  if (action !== "created") return nothing("only a new comment commands; this one was edited or deleted");
  if (issue.pull_request === undefined || issue.pull_request === null) return nothing("the comment is not on a pull request");
  if (comment.user?.type !== "User" || sender.type !== "User") return nothing("the comment was not written by a person");
  const command = parseCommand(comment.body ?? "", manuscripts);
  if (command === undefined) return nothing("the comment holds no command");
  if (issue.state === "closed") return nothing("the pull request is closed");
  return { kind: "command", pull: issue.number, comment: comment.id, actor: comment.user.login, command };
}

/** The queue's branch names the pull request that was added last: `refs/heads/gh-readonly-queue/main/pr-104-<its base's commit>`. */
function mergeGroupTrigger({ action, merge_group: group }: MergeGroupPayload): Trigger {
  if (action !== "checks_requested") return nothing("the merge queue gave this group up");
  const [, pull] = /^refs\/heads\/gh-readonly-queue\/.+\/pr-([1-9]\d{0,8})-[0-9a-f]{40,64}$/.exec(group.head_ref) ?? [];
  if (pull === undefined) throw unreadable("merge_group", `its branch ${JSON.stringify(group.head_ref)} names no pull request`);
  return { kind: "merge group", pull: Number(pull), sha: group.head_sha };
}

function dispatchTrigger({ inputs }: DispatchPayload): Trigger {
  const given = NUMBER_INPUTS.map((input) => inputs?.[input]).find((value) => value !== undefined && value !== "");
  const text = String(given ?? "").replace(/^#/, "");
  if (/^[1-9]\d{0,8}$/.test(text)) return { kind: "dispatch", pull: Number(text) };
  throw new SettingsError({
    code: "pull-request-number",
    at: "workflow_dispatch",
    fault: given === undefined ? "no pull request is named" : `${JSON.stringify(given)} is no number of a pull request`,
    remedy: `Declare an input "${NUMBER_INPUTS[0]}" in the workflow, and give the pull request's number when you start it`,
  });
}

function nothing(why: string): Trigger {
  return { kind: "nothing", why };
}

function readPayload<Schema extends z.ZodType>(name: string, schema: Schema, payload: unknown): z.infer<Schema> {
  const { success, data, error } = schema.safeParse(payload);
  if (success) return data;
  const [issue] = error.issues;
  throw unreadable(name, `${issue?.path.join(".") || "it"}: ${issue?.message ?? "not as documented"}`);
}

function unreadable(name: string, fault: string): GitHubError {
  return new GitHubError({
    code: "event-unreadable",
    at: `event ${name}`,
    fault: `its payload is not what GitHub documents (${fault})`,
    remedy:
      "Start BioReview from a workflow on pull_request, issue_comment, workflow_dispatch or merge_group, with the event file as GitHub wrote it",
  });
}
