/** How this GitHub behaves where it has behaved in more than one way, or where a limit should be reached sooner. */
import type { PatchLimits } from "../git/diff.ts";

export interface Settings {
  /** Now, as milliseconds since 1970. */
  readonly now: () => number;
  /** Whether HTML comments survive in the body of a submitted review. Both were seen; the harder one is the default. */
  readonly htmlCommentsInReviews: "stripped" | "kept";
  /** Words of the refusal of an anchor, which changed over time. */
  readonly anchorRefusals: "2025" | "2026";
  /** Of a file's patch: GitHub's are 500 KB and 20,000 lines. */
  readonly patchLimits: PatchLimits;
  /** Entries of a recursive tree: GitHub's is 100,000. */
  readonly treeEntries: number;
  /** Bytes from which GraphQL cuts a blob's text. */
  readonly blobText: number;
  /** Requests that write content, within a minute; GitHub's is 80. Undefined: not enforced, for tests write faster than any bot. */
  readonly contentWritesPerMinute: number | undefined;
  /** Of web addresses, such as `https://github.com`. */
  readonly web: string;
}

export const DEFAULTS: Settings = {
  now: Date.now,
  htmlCommentsInReviews: "stripped",
  anchorRefusals: "2026",
  patchLimits: { bytes: 500_000, lines: 20_000 },
  treeEntries: 100_000,
  blobText: 512_000,
  contentWritesPerMinute: undefined,
  web: "https://github.com",
};

/** ISO 8601 without fractions, as GitHub writes moments. */
export const moment = ({ now }: Settings): string => `${new Date(now()).toISOString().slice(0, 19)}Z`;
