/** A pull request as one run sees it: looked at once, at the start. */

export interface PullRequest {
  /** `owner/name` of the repository that it is to be merged into. */
  readonly repository: string;
  readonly number: number;
  readonly author: string;
  readonly state: "open" | "closed" | "merged";
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly head: {
    readonly sha: string;
    readonly ref: string /** Undefined where it was deleted. */;
    readonly repository: string | undefined;
  };
  readonly base: { readonly ref: string; readonly sha: string };
}

/** A file that a pull request changes. */
export interface ChangedFile {
  readonly path: string;
  /** Of a renamed one. */
  readonly previousPath?: string;
  readonly status: "added" | "removed" | "modified" | "renamed" | "copied" | "changed" | "unchanged";
  /** Absent for binary files and for changes that are too large for GitHub to show. */
  readonly patch?: string;
}
