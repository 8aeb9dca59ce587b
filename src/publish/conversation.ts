/** What earlier runs wrote on a pull request, and what of its text can be commented on. Invariant: only what GitHub says that we wrote ourselves is in here. */

export interface OwnComment {
  readonly id: number;
  readonly nodeId: string;
  readonly body: string;
  readonly url: string;
  /** Whoever changed it last, where that was somebody else: then it is no longer our word. */
  readonly editedBy?: string;
}
export interface OwnReview extends OwnComment {
  /** The commit that was reviewed; undefined where it is gone. */
  readonly commit: string | undefined;
}
/** A thread whose first comment is ours. */
export interface OwnThread {
  readonly nodeId: string;
  /** The first comment. */
  readonly root: OwnComment;
  readonly resolved: boolean;
  /** Whether this token may resolve it. */
  readonly resolvable: boolean;
  /** Our own replies. */
  readonly replies: readonly string[];
}

export interface Conversation {
  /** Comments of ours that begin as a status comment does, oldest first: one, unless somebody's run went wrong. */
  readonly statusComments: readonly OwnComment[];
  readonly reviews: readonly OwnReview[];
  readonly threads: readonly OwnThread[];
  /** What was not read, such as threads beyond the first hundred. */
  readonly notes: readonly string[];
}

/** Lines of the head that a review may comment on: per file its hunks, each first to last line, context included. Absent: none of that file. */
export type DiffLines = ReadonlyMap<string, readonly { readonly first: number; readonly last: number }[]>;
