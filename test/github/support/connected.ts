/** A GitHub of the test's own, and a connection to it that waits for nothing. */
import { type ConnectOptions, connectGitHub, type GitHubClient } from "../../../src/github/index.ts";
import type { GitHub as Sim, StagedRepository } from "../../github-sim/index.ts";

export interface Connected {
  readonly github: GitHubClient;
  readonly token: string;
  readonly lines: readonly string[];
  /** Milliseconds, each pause that was asked for. */
  readonly pauses: readonly number[];
}

export const PERMISSIONS = { contents: "read", pull_requests: "write", issues: "write", statuses: "write" } as const;
export type Permissions = Readonly<Record<string, "read" | "write">>;

export function connected(
  sim: Sim,
  repository: Pick<StagedRepository, "name">,
  permissions: Permissions = PERMISSIONS,
  options: Partial<ConnectOptions> = {},
): Connected {
  const token = sim.installationToken({ repositories: [repository.name], permissions });
  const lines: string[] = [];
  const pauses: number[] = [];
  const log = (line: string) => void lines.push(line);
  const github = connectGitHub({
    token,
    api: sim.url,
    graphql: sim.graphqlUrl,
    statusContext: "bioreview/gate",
    log: { debug: log, info: log, warning: log },
    throttle: false,
    timing: { retryDelay: 1, settle: 1 },
    sleep: async (milliseconds) => void pauses.push(milliseconds),
    ...options,
  });
  return { github, token, lines, pauses };
}
