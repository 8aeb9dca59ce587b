/** Keeps what people saw of a manuscript's pull request, as a page to look at. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { conversationPage, type PlayedRun, type Push, requestsTo } from "../../demo/index.ts";
import type { Staged } from "../action/e2e/corpus-series.ts";
import { dashboardOf } from "../action/e2e/published.ts";
import { OWNER, STATUS } from "../action/e2e/scene.ts";
import type { WorkflowRun } from "./act.ts";

/** Where the pages lie. */
const PAGES = join(import.meta.dirname, "../../.cache/conversations");

export interface Told {
  /** Its name without ending. */
  readonly page: string;
  /** Names of its revisions, oldest first: one a run. */
  readonly revisions: readonly string[];
  /** Whose concerns these are. */
  readonly voice: string;
}

/** @returns what runs the workflow for a push that has just happened, and leaves the page of all that was said so far */
export function tellTo({
  page,
  revisions,
  voice,
}: Told): (staged: Staged, run: () => Promise<WorkflowRun>) => Promise<WorkflowRun> {
  const pushes: Push[] = [];
  const runs: PlayedRun[] = [];
  const faults: string[] = [];
  mkdirSync(PAGES, { recursive: true });
  return async (staged, run) => {
    const { github, repository, pull } = staged;
    const message = revisions[runs.length] ?? "";
    pushes.push({ sha: pull.state().head.sha, message, author: OWNER, before: github.world.nextId });
    const begin = performance.now();
    const ran = await run();
    const { jobs, outputs, summaries, log } = ran;
    runs.push({
      ...{ title: `${OWNER} pushes “${message}”`, event: "pull_request", conclusion: Object.values(jobs).join(", ") },
      ...{ outputs, seconds: (performance.now() - begin) / 1000, requests: requestsTo(github), log },
      ...{ summary: summaries.join("\n\n"), dashboard: dashboardOf(staged) },
    });
    faults.push(...github.violations().map(({ operation, what }) => `${operation}: ${what}`));
    const statuses = pushes.flatMap(({ sha }) => repository.statuses(sha, STATUS).toReversed());
    const played = { repository: repository.name, pull: pull.state(), pushes, statuses, runs, violations: faults, voice };
    writeFileSync(join(PAGES, `${page}.html`), conversationPage(played));
    return ran;
  };
}
