/** What every resolver may look at, and how it refuses. */
import { GraphQLError } from "graphql";
import { mayAny, type Need, sees } from "../world/permissions.ts";
import type { Refusal } from "../world/refusal.ts";
import type { Settings } from "../world/settings.ts";
import type { Repository, Token, World } from "../world/world.ts";

export interface Context {
  readonly world: World;
  readonly settings: Settings;
  readonly token: Token;
}

export type ErrorType =
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "UNPROCESSABLE"
  | "RATE_LIMITED"
  | "EXCESSIVE_PAGINATION"
  | "MISSING_PAGINATION_BOUNDARIES";
/** GitHub's errors carry their type beside the message. */
export const failure = (type: string, message: string): GraphQLError => new GraphQLError(message, { extensions: { type } });

/** A refusal of the world in GraphQL's terms. */
export function asFailure({ status, message, errors }: Refusal): GraphQLError {
  const type: ErrorType = status === 404 ? "NOT_FOUND" : status === 403 ? "FORBIDDEN" : "UNPROCESSABLE";
  return failure(type, errors.length > 0 ? errors.map(String).join(", ") : message);
}

/** @param needs of which one is enough */
export function permit({ token }: Context, repository: Repository, needs: readonly Need[]): void {
  if (!mayAny(token, repository, needs)) throw failure("FORBIDDEN", "Resource not accessible by integration");
}
export const isVisible = ({ token }: Context, repository: Repository): boolean => sees(token, repository);

export const READ_PULLS: readonly Need[] = [{ scope: "pull_requests", level: "read" }];
export const READ_CONTENTS: readonly Need[] = [{ scope: "contents", level: "read" }];
export const WRITE_PULLS: readonly Need[] = [{ scope: "pull_requests", level: "write" }];
export const WRITE_CONTENTS: readonly Need[] = [{ scope: "contents", level: "write" }];
export const WRITE_COMMENTS: readonly Need[] = [{ scope: "issues", level: "write" }, ...WRITE_PULLS];
