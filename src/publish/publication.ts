/** All that one run will write, as data. Invariant: the ledger comes after the review that it records, and before what tells of it: threads, answer and status; each
 *  write has what a second run finds it done by. */

export interface Publication {
  /** The commit that all this is about. Nothing is written where the pull request has moved on. */
  readonly head: string;
  /** Of the job's page, Markdown; written first, for it needs no permission. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Undefined where nothing is new, or where it stands already. */
  readonly review: PlannedReview | undefined;
  readonly threads: readonly PlannedThread[];
  /** Undefined where there is nothing to keep or to say. */
  readonly statusComment: PlannedComment | undefined;
  /** Where the status comment is not written, but a verdict rests on the ledger in it, or on there being none: another run may have written one since. */
  readonly restsOn?: StatusComment | undefined;
  /** An answer to a command, as a comment of its own; written last. */
  readonly reply?: PlannedReply | undefined;
  /** Of each manuscript, where a repository has several. */
  readonly manuscriptStatuses: readonly NamedStatus[];
  /** Of all together. Undefined where a command changes nothing of it. */
  readonly status: CommitStatus | undefined;
}

export interface PlannedReview {
  /** Ours, of this very revision, with other words: these replace them. Undefined: a new review. */
  readonly replaces: number | undefined;
  readonly body: string;
  /** The body where GitHub refuses the comments: all that they say stands in it. */
  readonly bodyWithoutComments: string;
  /** One of each manuscript in it, found in the body of a review that was written already: no second one is. */
  readonly markers: readonly string[];
  /** Empty where `replaces` is set. */
  readonly comments: readonly InlineComment[];
}
/** On lines of the head, inside one hunk of the diff. */
export interface InlineComment {
  readonly path: string;
  readonly line: number;
  /** Only where it is another line than `line`. */
  readonly startLine?: number;
  readonly body: string;
}

/** What happens to the thread of a concern that is resolved, or is open again. */
export interface PlannedThread {
  readonly concern: string;
  readonly threadId: string;
  /** The first comment's node: what is minimised, or shown again where a reopened thread was minimised before. */
  readonly rootId: string;
  /** Undefined where the reply stands already. */
  readonly reply: string | undefined;
  readonly then: "resolve" | "minimise" | "reopen" | "leave";
  /** Set where the settings ask for it: then it is reported where it cannot be. */
  readonly wanted?: "resolve";
}

/** Found by its id, and where it has none yet by its first line. */
export interface StatusComment {
  readonly id: number | undefined;
  readonly body: string;
}
/** Without an id: a new one. */
export interface PlannedComment extends StatusComment {
  /** Ours that say the same once more: they are deleted. */
  readonly surplus: readonly number[];
}

export interface PlannedReply {
  readonly body: string;
  /** Found in the body of an answer that was written already. */
  readonly marker: string;
}

export const STATUS_CONTEXT = "bioreview/gate";
export interface CommitStatus {
  readonly state: "pending" | "success" | "failure" | "error";
  /** GitHub takes 140 characters. */
  readonly description: string;
  readonly url?: string;
}
export interface NamedStatus {
  /** Such as `bioreview/gate/supplement`. */
  readonly context: string;
  readonly status: CommitStatus;
}
