/** One run of the Action in this process, against the stand-in for GitHub and a model server that says what the test wants. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { modelSource } from "../../../src/action/run/model-server.ts";
import { run } from "../../../src/action/run/run.ts";
import { type ActionDependencies, processDisk } from "../../../src/action/run/session.ts";
import { readPageAssets } from "../../../src/report-page/index.ts";
import type { GitHub, StagedRepository } from "../../github-sim/index.ts";
import { folderWith } from "../../support/folder.ts";
import { type FakeJob, fakeJob } from "./fake-job.ts";

/** What one job needs (docs/action.md). */
export const PERMISSIONS = { contents: "read", pull_requests: "write", statuses: "write" } as const;

export interface RunOptions {
  readonly github: GitHub;
  readonly repository: StagedRepository;
  readonly event: { readonly name: string; readonly payload: unknown };
  readonly inputs?: Readonly<Record<string, string>>;
  readonly permissions?: Parameters<GitHub["installationToken"]>[0]["permissions"];
  readonly token?: string;
  readonly signal?: AbortSignal;
  readonly with?: Partial<ActionDependencies>;
  /** False where the test is about what GitHub does not allow. */
  readonly lawful?: boolean;
}
export interface FinishedRun {
  readonly job: FakeJob;
  /** Operations that were asked of GitHub, in order. */
  readonly asked: readonly string[];
  readonly folder: string;
}

export async function runAction({
  github,
  repository,
  event,
  inputs = {},
  permissions = PERMISSIONS,
  ...rest
}: RunOptions): Promise<FinishedRun> {
  const folder = folderWith();
  const eventPath = join(folder, "event.json");
  writeFileSync(eventPath, JSON.stringify(event.payload));
  const token = rest.token ?? github.installationToken({ repositories: [repository.name], permissions });
  const job = fakeJob(
    { token, profile: "smoke", ...inputs },
    {
      GITHUB_REPOSITORY: repository.name,
      GITHUB_EVENT_NAME: event.name,
      GITHUB_EVENT_PATH: eventPath,
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_RUN_ID: "4711",
      RUNNER_TEMP: folder,
      XDG_CACHE_HOME: folder,
      XDG_DATA_HOME: folder,
    },
  );
  const before = github.requests().length;
  await run({
    job,
    disk: processDisk,
    models: modelSource,
    pageAssets: () => readPageAssets(join(import.meta.dirname, "../../../dist")),
    runner: () => Promise.reject(new Error("a model server was to be started")),
    now: () => performance.now(),
    signal: rest.signal ?? new AbortController().signal,
    throttle: false,
    ...rest.with,
  });
  if (rest.lawful !== false) expect(github.violations()).toEqual([]);
  const asked = github
    .requests()
    .slice(before)
    .map(({ operation }) => operation);
  expect(job.logged.join("\n"), "no token in the log").not.toContain(token);
  return { job, asked, folder };
}
