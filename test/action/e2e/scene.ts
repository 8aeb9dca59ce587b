/** A repository with the example manuscript on a stand-in for GitHub, a model that says what the test wants, and the built Action between them, started as a
 *  runner starts it. Invariant: a scene that ends has left nothing that GitHub would not take, and no process. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { PROFILES } from "../../../profiles/profiles.ts";
import {
  type Files,
  type GitHub,
  type GitHubOptions,
  type StagedPull,
  type StagedRepository,
  startGitHub,
} from "../../github-sim/index.ts";
import { type ActionRun, type RunnerEvent, type RunRequest, runAction } from "../../runner-sim/index.ts";
import { ACTION_DIST, ACTION_FOLDER } from "../../support/action-dist.ts";
import { folderWith } from "../../support/folder.ts";
import type { SaidConcern } from "../../support/reviewer.ts";
import { type ReviewServer, startReviews } from "../../support/scripted-reviews.ts";
import type { Reply } from "../../support/scripted-server.ts";
import { commentEvent, pullRequestEvent } from "./events.ts";

const EXAMPLE = join(ACTION_FOLDER, "examples/phage-wound-gel");
export const SMOKE = PROFILES.find(({ name }) => name === "smoke") ?? PROFILES[0];
/** Of one-job.yml. */
export const PERMISSIONS = { contents: "read", pull_requests: "write", statuses: "write" } as const;
export const OWNER = "ada";
/** May write to the repository, and does not own it. */
export const MAINTAINER = "grace";
export const STATUS = "bioreview/gate";

/** The example's files as they would lie in a repository of their own. */
export function example(version: "v1" | "v2"): Record<string, string> {
  const folder = join(EXAMPLE, version, "content");
  return Object.fromEntries(readdirSync(folder).map((name) => [`content/${name}`, readFileSync(join(folder, name), "utf8")]));
}

export interface SceneOptions {
  readonly node?: string;
  /** What the model says of each review, in order. */
  readonly says: readonly (readonly SaidConcern[])[];
  /** In place of what it says, such as a model that never answers. */
  readonly chat?: Reply;
  /** Of the base branch, besides a README. */
  readonly base?: Files;
  /** Whether the model listens where the Action finds it by itself; the inputs then do not name it. */
  readonly isService?: boolean;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly permissions?: Parameters<GitHub["installationToken"]>[0]["permissions"];
  readonly github?: GitHubOptions;
}

export interface Scene extends AsyncDisposable {
  readonly github: GitHub;
  readonly repository: StagedRepository;
  readonly pull: StagedPull;
  readonly model: ReviewServer;
  /** Of a job with the permissions of one-job.yml. */
  readonly token: string;
  /** XDG_CACHE_HOME of the machine. */
  readonly cache: string;
  /** Runs the Action for an event of this scene in the test's own process: quick, for what only prepares a test. */
  stage(event: RunnerEvent): Promise<void>;
  /** Runs the Action for an event of this scene. */
  run(event: RunnerEvent, request?: Partial<RunRequest>): Promise<ActionRun>;
  /** Commits to the pull request's branch, and runs for that push. */
  push(files: Files, request?: Partial<RunRequest>): Promise<ActionRun>;
  /** Somebody comments, and the Action runs for it. */
  say(login: string, body: string, request?: Partial<RunRequest>): Promise<ActionRun>;
  /** Requests of the last run, as `method path` or the GraphQL fields. */
  requests(): readonly string[];
}

/** A pull request that adds the first draft; nothing has run for it yet. */
export async function openScene(options: SceneOptions): Promise<Scene> {
  const { node, says, chat, base = {}, isService = false, inputs, permissions = PERMISSIONS } = options;
  const github = await startGitHub(options.github);
  const machine = folderWith();
  const cache = join(machine, "cache");
  const model = await startReviews(SMOKE, says, { chat, listenAt: isService ? serviceSocket(cache) : undefined });
  const repository = github.repository(`${OWNER}/phage-wound-gel`, {
    private: true,
    files: { "README.md": "# Phage gel\n", ...base },
  });
  repository.role(MAINTAINER, "write");
  repository.commit("draft", example("v1"), { message: "First draft" });
  const pull = repository.open({ head: "draft", author: OWNER, title: "First draft" });
  const token = github.installationToken({ repositories: [repository.name], permissions });
  const named = isService ? {} : { profile: SMOKE.name, endpoint: model.url };
  const run: Scene["run"] = async (event, request = {}) => {
    github.clearLog();
    const ran = await runAction({
      action: ACTION_FOLDER,
      dist: ACTION_DIST,
      node,
      event,
      repository: repository.name,
      token,
      apiUrl: github.url,
      graphqlUrl: github.graphqlUrl,
      inputs: { ...named, ...inputs },
      env: { XDG_CACHE_HOME: cache },
      toolCache: join(machine, "tools"),
      ...request,
    });
    expect(github.violations(), "what GitHub would not take").toEqual([]);
    expect(ran.orphans, "processes left behind").toEqual([]);
    return ran;
  };
  return {
    github,
    repository,
    pull,
    model,
    token,
    cache,
    stage: async (event) => {
      const { runAction: runHere } = await import("../support/run-action.ts");
      const { job } = await runHere({ github, repository, event, token, inputs: { ...named, ...inputs } });
      expect(job.failures, job.logged.join("\n")).toEqual([]);
    },
    run,
    push: (files, request) => {
      repository.commit("draft", files);
      return run(pullRequestEvent(github, pull, "synchronize"), request);
    },
    say: (login, body, request) => run(commentEvent(github, pull, pull.comment(login, body)), request),
    requests: () =>
      github
        .requests()
        .map(({ method, path, operation, fields }) =>
          operation === "graphql" ? `graphql ${fields.slice(0, 3).join(" ")}` : `${method} ${path}`,
        ),
    async [Symbol.asyncDispose]() {
      await model.stop();
      await github.stop();
    },
  };
}

/** Where a server that the machine's user keeps running would listen. */
export function serviceSocket(cache: string): string {
  const folder = join(cache, "bioreview", "run");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${SMOKE.name}.sock`);
}
