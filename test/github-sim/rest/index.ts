/** All operations that the stand-in answers, by GitHub's own names. */
import type { Need } from "../world/permissions.ts";
import type { Handler } from "./call.ts";
import { checks } from "./checks.ts";
import { commits } from "./commits.ts";
import { contents } from "./contents.ts";
import { gitData } from "./git-data.ts";
import { issueComments } from "./issue-comments.ts";
import { pulls } from "./pulls.ts";
import { repositories } from "./repositories.ts";
import { reviewComments } from "./review-comments.ts";
import { reviews } from "./reviews.ts";
import { statuses } from "./statuses.ts";

export const handlers: Readonly<Record<string, Handler>> = {
  ...checks,
  ...commits,
  ...contents,
  ...gitData,
  ...issueComments,
  ...pulls,
  ...repositories,
  ...reviewComments,
  ...reviews,
  ...statuses,
};

/** What a token needs for an operation; one of several is enough. Empty: to be somebody. */
export function needsOf(operation: string, method: string): readonly Need[] {
  const level = method === "GET" ? "read" : "write";
  const [group, name = ""] = operation.split("/");
  if (group === "pulls") return [{ scope: "pull_requests", level }];
  if (group === "issues" || group === "reactions") {
    return [
      { scope: "issues", level },
      { scope: "pull_requests", level },
    ];
  }
  if (group === "checks") return [{ scope: "checks", level }];
  if (name.includes("status")) return [{ scope: "statuses", level }];
  if (group === "git" || name === "get-content" || name === "get-commit" || name.startsWith("compare"))
    return [{ scope: "contents", level }];
  return group === "repos" ? [{ scope: "metadata", level: "read" }] : [];
}

export type { Answer, Call, Handler } from "./call.ts";
