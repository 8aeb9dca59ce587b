/** Starts a GitHub on loopback. Invariant: nothing is kept when it stops, and nothing outside its own folder is touched. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fault } from "./server/faults.ts";
import type { Logged, Violation } from "./server/log.ts";
import { newState } from "./server/state.ts";
import { transport } from "./server/transport.ts";
import { commentEvent, dispatchEvent, mergeGroupEvent, type PullAction, pullEvent, type WorkflowEvent } from "./stage/events.ts";
import { ensureUser, installationToken, personToken, type TokenOptions } from "./stage/people.ts";
import { createRepository, type RepositoryOptions, type StagedRepository, stagedRepository } from "./stage/repository.ts";
import { pullOf, repositoryOf } from "./world/find.ts";
import { DEFAULTS, type Settings } from "./world/settings.ts";
import type { IssueComment, User, World } from "./world/world.ts";

export interface GitHubOptions extends Partial<Settings> {
  /** Undefined: any that is free. */
  readonly port?: number;
  /** Where bare repositories go; undefined: a folder of its own, which goes away at the end. */
  readonly folder?: string;
}

/** A pull request by the name of its repository and its number. */
export interface Of {
  readonly repository: string;
  readonly number: number;
}

export interface GitHub extends AsyncDisposable {
  /** What GITHUB_API_URL would be. */
  readonly url: string;
  /** What GITHUB_GRAPHQL_URL would be. */
  readonly graphqlUrl: string;
  readonly world: World;
  readonly repository: (name: string, options?: RepositoryOptions) => StagedRepository;
  /** One that is there already. */
  readonly open: (name: string) => StagedRepository;
  readonly user: (login: string, type?: User["type"]) => void;
  /** Of a workflow run or an app. @returns the token */
  readonly installationToken: (options: TokenOptions) => string;
  readonly personToken: (login: string) => string;
  /** What a workflow run is told: for files and variables of the runner. */
  readonly events: {
    readonly pull: (pull: Of, action: PullAction, before?: string) => WorkflowEvent;
    readonly comment: (pull: Of, comment: IssueComment, action?: "created" | "edited") => WorkflowEvent;
    readonly dispatch: (repository: string, login: string, inputs: Readonly<Record<string, string>>) => WorkflowEvent;
    readonly mergeGroup: (pull: Of) => WorkflowEvent;
  };
  /** @returns takes it back */
  readonly fault: (fault: Fault) => () => void;
  readonly clearFaults: () => void;
  /** All requests so far, in order. */
  readonly requests: () => readonly Logged[];
  /** What neither a client nor the stand-in may do. A test that leaves some has failed: `expect(github.violations()).toEqual([])`. */
  readonly violations: () => readonly Violation[];
  /** Forgets requests and violations. */
  readonly clearLog: () => void;
  readonly stop: () => Promise<void>;
}

export async function startGitHub({ port = 0, folder, ...settings }: GitHubOptions = {}): Promise<GitHub> {
  const state = newState({ ...DEFAULTS, ...settings });
  const home = folder ?? mkdtempSync(join(tmpdir(), "github-sim-"));
  mkdirSync(home, { recursive: true });
  const server = transport(state);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stand-in has no port");
  const url = `http://127.0.0.1:${address.port}`;
  const shown = { world: state.world, settings: state.settings, api: url };
  const find = ({ repository: name, number }: Of) => {
    const repository = repositoryOf(state.world, name);
    return [repository, pullOf(repository, number)] as const;
  };
  const stop = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    if (folder === undefined) rmSync(home, { recursive: true, force: true });
  };
  return {
    url,
    graphqlUrl: `${url}/graphql`,
    world: state.world,
    repository: (name, options = {}) => createRepository(state, home, name, options),
    open: (name) => stagedRepository(state, home, name),
    user: (login, type) => ensureUser(state, login, type),
    installationToken: (options) => installationToken(state, options),
    personToken: (login) => personToken(state, login),
    events: {
      pull: (of, action, before) => pullEvent(shown, ...find(of), action, before),
      comment: (of, comment, action = "created") => commentEvent(shown, ...find(of), comment, action),
      dispatch: (name, login, inputs) => dispatchEvent(shown, repositoryOf(state.world, name), login, inputs),
      mergeGroup: (of) => mergeGroupEvent(shown, ...find(of)),
    },
    fault: (fault) => {
      const set = { ...fault, seen: 0 };
      state.faults.push(set);
      return () => void state.faults.splice(0, state.faults.length, ...state.faults.filter((each) => each !== set));
    },
    clearFaults: () => void state.faults.splice(0),
    requests: () => state.log.requests,
    violations: () => state.log.violations,
    clearLog: () => {
      state.log.requests.splice(0);
      state.log.violations.splice(0);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
