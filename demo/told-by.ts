/** What a stand-in saw of one run, for the page. */
import type { GitHub } from "../test/github-sim/index.ts";
import type { PlayedRequest } from "./played.ts";

/** Since its log was last cleared. */
export function requestsTo(github: Pick<GitHub, "requests">): readonly PlayedRequest[] {
  return github.requests().map(({ method, path, operation, fields, status }) => {
    const what = operation === "graphql" ? `GraphQL ${fields.slice(0, 3).join(", ")} …` : `${method} ${path}`;
    return { what, status };
  });
}
