/** Node ids and addresses. Invariant: an id of one kind is never taken for one of another. */
import type { Pull, Repository } from "../../world/world.ts";

export const NODE_KINDS = {
  PullRequest: "PR",
  PullRequestReview: "PRR",
  PullRequestReviewComment: "PRRC",
  PullRequestReviewThread: "PRRT",
  IssueComment: "IC",
  Repository: "R",
  User: "U",
  Bot: "BOT",
  Organization: "O",
  Reaction: "REA",
  StatusContext: "SC",
  CheckRun: "CR",
  Label: "LA",
} as const;
export type NodeKind = keyof typeof NODE_KINDS;

export const nodeId = (kind: NodeKind, id: number): string => `${NODE_KINDS[kind]}_kwDOSim${id.toString(36).padStart(6, "0")}`;
export const objectNodeId = (kind: "C" | "B" | "T", { id }: Repository, oid: string): string =>
  `${kind}_kwDOSim${id.toString(36)}_${oid}`;

/** @returns undefined where no such id was ever given out */
export function parseNodeId(text: string): { readonly kind: NodeKind; readonly id: number } | undefined {
  const [, prefix, digits = ""] = /^([A-Z]+)_kwDOSim([0-9a-z]{6,})$/.exec(text) ?? [];
  for (const kind of ALL_KINDS) if (NODE_KINDS[kind] === prefix) return { kind, id: Number.parseInt(digits, 36) };
  return undefined;
}
const ALL_KINDS = [
  "PullRequest",
  "PullRequestReview",
  "PullRequestReviewComment",
  "PullRequestReviewThread",
  "IssueComment",
  "Repository",
  "User",
  "Bot",
  "Organization",
  "Reaction",
  "StatusContext",
  "CheckRun",
  "Label",
] as const satisfies readonly NodeKind[];

export const repositoryPath = ({ owner, name }: Repository): string => `/repos/${owner}/${name}`;
export const webOf = (web: string, { owner, name }: Repository): string => `${web}/${owner}/${name}`;
export const pullWeb = (web: string, repository: Repository, { number }: Pull): string =>
  `${webOf(web, repository)}/pull/${number}`;
