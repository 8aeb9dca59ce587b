/** Errors as GitHub shows them: with the type beside the message, not under `extensions`. */
import type { GraphQLError } from "graphql";

export const shownErrors = (errors: readonly GraphQLError[]): readonly object[] =>
  errors.map(({ message, path, locations, extensions }) => ({
    ...(typeof extensions["type"] === "string" ? { type: extensions["type"] } : {}),
    path,
    locations,
    message,
  }));
