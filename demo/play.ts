/** Plays acts on a stand-in for GitHub: real git, and the built Action as a process that is started as a runner starts it. Invariant: what the page shows was
 *  said by the Action to the stand-in; nothing is made up here. A run that fails ends no play: it is shown. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadState } from "../src/publish/index.ts";
import { type GitHub, type StagedPull, type StagedRepository, startGitHub } from "../test/github-sim/index.ts";
import { type ActionRun, type RunnerEvent, runAction } from "../test/runner-sim/index.ts";
import { type Act, AUTHOR, EDITOR } from "./acts.ts";
import type { Played, PlayedRun, Push } from "./played.ts";
import { requestsTo } from "./told-by.ts";

export interface DemoOptions {
  /** Folder with action.yml. */
  readonly action: string;
  /** Folder with the built action.js. */
  readonly dist: string;
  /** `with:` of the workflow. */
  readonly inputs: Readonly<Record<string, string>>;
  /** `env:` of the workflow. */
  readonly env?: Readonly<Record<string, string>>;
  readonly voice: string;
  /** Milliseconds since any moment. */
  readonly clock: () => number;
  readonly tell: (line: string) => void;
}

const REPOSITORY = `${AUTHOR}/phage-wound-gel`;
const BRANCH = "manuscript";
/** Of examples/workflows/one-job.yml. */
const PERMISSIONS = { contents: "read", pull_requests: "write", statuses: "write" } as const;
const DASHBOARD = /^<!-- bioreview-status:/;

export async function playDemo(acts: readonly Act[], options: DemoOptions): Promise<Played> {
  const machine = mkdtempSync(join(tmpdir(), "bioreview-demo-"));
  const github = await startGitHub({ folder: join(machine, "github") });
  try {
    const stage = setStage(github);
    for (const act of acts) await perform(act, stage, { ...options, machine });
    return played(stage, options.voice);
  } finally {
    await github.stop();
    rmSync(machine, { recursive: true, force: true });
  }
}

interface Stage {
  readonly github: GitHub;
  readonly repository: StagedRepository;
  readonly token: string;
  readonly pushes: Push[];
  readonly runs: PlayedRun[];
  readonly violations: string[];
  pull: StagedPull | undefined;
}
type Machine = DemoOptions & { readonly machine: string };

function setStage(github: GitHub): Stage {
  const repository = github.repository(REPOSITORY, { private: true });
  repository.role(EDITOR, "write");
  const token = github.installationToken({ repositories: [REPOSITORY], permissions: PERMISSIONS });
  return { github, repository, token, pushes: [], runs: [], violations: [], pull: undefined };
}

async function perform(act: Act, stage: Stage, machine: Machine): Promise<void> {
  switch (act.kind) {
    case "open": {
      push(stage, act);
      stage.pull = stage.repository.open({ head: BRANCH, author: act.by, title: act.title });
      return run(stage, machine, `${act.by} opens the pull request`, pushed(stage, "opened"));
    }
    case "push":
      push(stage, act);
      return run(stage, machine, `${act.by} pushes “${act.title}”`, pushed(stage, "synchronize"));
    case "say":
      return run(stage, machine, `${act.by} writes ${act.body}`, commented(stage, act.by, act.body));
    case "dismiss": {
      const words = `/bioreview dismiss ${dismissible(stage, act.concern)} ${act.reason}`;
      return run(stage, machine, `${act.by} writes ${words}`, commented(stage, act.by, words));
    }
  }
}

function push({ repository, github, pushes }: Stage, { by, title, files }: Extract<Act, { kind: "open" | "push" }>): void {
  const before = github.world.nextId;
  const sha = repository.commit(BRANCH, files, { message: title, author: by });
  pushes.push({ sha, message: title, author: by, before });
}

function pushed(stage: Stage, action: "opened" | "synchronize"): RunnerEvent {
  const pull = opened(stage);
  const { number, head, base } = pull.state();
  // GitHub would make a merge commit; nothing reads it.
  return {
    ...{ name: "pull_request", payload: stage.github.events.pull(pull, action).payload, number },
    ...{ mergeSha: base.sha, headRef: head.ref, baseRef: base.ref },
  };
}

function commented(stage: Stage, login: string, body: string): RunnerEvent {
  const pull = opened(stage);
  const { payload, ref, sha } = stage.github.events.comment(pull, pull.comment(login, body));
  return { name: "issue_comment", payload, branch: ref.replace("refs/heads/", ""), branchSha: sha };
}

async function run(stage: Stage, machine: Machine, title: string, event: RunnerEvent): Promise<void> {
  const { github, repository, token } = stage;
  const { action, dist, inputs, env, clock, tell } = machine;
  tell(`${title} …`);
  const begin = clock();
  github.clearLog();
  const ran = await runAction({
    ...{ action, dist, inputs, env, event, token, repository: repository.name, runId: 100 + stage.runs.length },
    onLine: (line) => tellProgress(line, tell),
    ...{ apiUrl: github.url, graphqlUrl: github.graphqlUrl },
    ...{ home: join(machine.machine, "home"), toolCache: join(machine.machine, "tools") },
    ...{ temp: join(machine.machine, `temp-${stage.runs.length}`), workspace: join(machine.machine, "work") },
  });
  const seconds = (clock() - begin) / 1000;
  stage.violations.push(...github.violations().map(({ operation, what }) => `${operation}: ${what}`));
  stage.runs.push(playedRun(stage, { title, event: event.name, ran, seconds }));
  tell(`  ${ran.outputs["outcome"] ?? ran.conclusion}, ${github.requests().length} requests, ${seconds.toFixed(1)} s`);
}

/** What the Action tells its reader, without what it tells its runner. */
function tellProgress(line: string, tell: DemoOptions["tell"]): void {
  const words = /^(?:::notice::)?bioreview: (?<words>.*)$/.exec(line)?.groups?.["words"];
  if (words !== undefined) tell(`  ${words}`);
}

interface Ended {
  readonly title: string;
  readonly event: string;
  readonly ran: ActionRun;
  readonly seconds: number;
}

function playedRun(stage: Stage, { title, event, ran, seconds }: Ended): PlayedRun {
  const requests = requestsTo(stage.github);
  const { conclusion, outputs, summary, log } = ran;
  return { title, event, conclusion, outputs, seconds, requests, summary, log, dashboard: dashboardOf(stage) };
}

function dashboardOf(stage: Stage): string | undefined {
  return opened(stage)
    .state()
    .comments.find(({ body }) => DASHBOARD.test(body))?.body;
}

/** @param wanted where that one is open; else the first that is, as the status comment keeps it */
function dismissible(stage: Stage, wanted: string): string {
  const statusComments = opened(stage)
    .state()
    .comments.map(({ id, body }) => ({ id, body, nodeId: "", url: "" }));
  const read = loadState({ statusComments }, { repository: REPOSITORY, pull: opened(stage).number, key: "" });
  const open = read.kind === "state" ? read.state.ledger.concerns.filter(({ state }) => state === "open") : [];
  return open.some(({ id }) => id === wanted) ? wanted : (open[0]?.id ?? wanted);
}

function opened({ pull }: Stage): StagedPull {
  if (pull === undefined) throw new Error("the first act opens the pull request");
  return pull;
}

function played(stage: Stage, voice: string): Played {
  const { repository, pushes, runs, violations } = stage;
  const statuses = pushes.flatMap(({ sha }) => repository.statuses(sha).toReversed());
  return { repository: repository.name, pull: structuredClone(opened(stage).state()), pushes, statuses, runs, violations, voice };
}
