/** What a play leaves for its page: plain data, so that the page needs no stand-in any more. */
import type { StagedPull } from "../test/github-sim/index.ts";

type Pull = ReturnType<StagedPull["state"]>;

export interface PlayedRequest {
  /** Such as `POST repos/…/reviews`, or `GraphQL` with what it asks for. */
  readonly what: string;
  readonly status: number | undefined;
}

/** One run of the Action. */
export interface PlayedRun {
  /** What started it, for people. */
  readonly title: string;
  readonly event: string;
  readonly conclusion: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly seconds: number;
  readonly requests: readonly PlayedRequest[];
  /** Markdown. */
  readonly summary: string;
  readonly log: readonly string[];
  /** The status comment as it stood after this run, Markdown; undefined where there is none. */
  readonly dashboard: string | undefined;
}

export interface Push {
  readonly sha: string;
  readonly message: string;
  readonly author: string;
  /** Everything with a smaller number was there before. */
  readonly before: number;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly context: string;
  readonly description: string | null;
}

/** Where the first comment of a thread was put, and whether its lines are still there. */
export interface Place {
  readonly path: string;
  readonly startLine: number | undefined;
  readonly line: number;
  /** Head and lines of the hunk down to the comment. */
  readonly hunk: string;
}

export interface Played {
  readonly repository: string;
  readonly pull: Pick<Pull, "number" | "title" | "body" | "author" | "comments" | "reviews" | "threads"> & {
    readonly head: { readonly ref: string };
    readonly base: { readonly ref: string };
  };
  readonly pushes: readonly Push[];
  readonly statuses: readonly Status[];
  readonly runs: readonly PlayedRun[];
  /** What the stand-in would not take: nothing, where all is well. */
  readonly violations: readonly string[];
  /** Whose concerns these are, for the head of the page. */
  readonly voice: string;
}
