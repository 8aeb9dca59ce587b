/** Which commit and ref a job is about, event by event, as GitHub's documentation tables them. Invariant: what an event does not have is empty, as it is
 *  on a runner. */

/** An event with all that its row needs. */
export type RunnerEvent =
  | {
      readonly name: "pull_request";
      readonly payload: unknown;
      readonly number: number;
      /** Of refs/pull/N/merge, which is neither head nor base. */
      readonly mergeSha: string;
      readonly headRef: string;
      readonly baseRef: string;
    }
  | {
      /** Both run on the default branch, or for a dispatch on the branch that was chosen. */
      readonly name: "issue_comment" | "workflow_dispatch";
      readonly payload: unknown;
      readonly branch: string;
      readonly branchSha: string;
    }
  | {
      readonly name: "merge_group";
      readonly payload: unknown;
      /** `refs/heads/gh-readonly-queue/main/pr-7-<sha>` */
      readonly headRef: string;
      readonly headSha: string;
    };

export function eventEnvironment(event: RunnerEvent): Record<string, string> {
  const { ref, sha, head, base } = row(event);
  return {
    GITHUB_EVENT_NAME: event.name,
    GITHUB_SHA: sha,
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(?:heads|pull)\//, ""),
    GITHUB_REF_TYPE: "branch",
    GITHUB_REF_PROTECTED: "false",
    GITHUB_HEAD_REF: head,
    GITHUB_BASE_REF: base,
  };
}

function row(event: RunnerEvent): { ref: string; sha: string; head: string; base: string } {
  switch (event.name) {
    case "pull_request":
      return { ref: `refs/pull/${event.number}/merge`, sha: event.mergeSha, head: event.headRef, base: event.baseRef };
    case "issue_comment":
    case "workflow_dispatch":
      return { ref: `refs/heads/${event.branch}`, sha: event.branchSha, head: "", base: "" };
    case "merge_group":
      return { ref: event.headRef, sha: event.headSha, head: "", base: "" };
  }
}
