/** Starts a JavaScript action as GitHub's runner does, main and post, and tells what came of it. Invariant: the action gets nothing here that it would not
 *  get on a runner; what a test adds is named `env`. Which behaviour is known from where stands in README.md. */
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { folderWith } from "../support/folder.ts";
import { type ActionFile, inputEnvironment, readActionFile } from "./action-file.ts";
import { type CommandLog, createCommandLog, type SeenCommand } from "./command-log.ts";
import { eventEnvironment, type RunnerEvent } from "./event-table.ts";
import { environmentOf, type FileEffects, makeCommandFiles, readEffects } from "./file-commands.ts";
import { killAll, markedWith } from "./process-tree.ts";
import { type Patience, runProcess, type StepEnd } from "./step-process.ts";

export interface RunRequest {
  /** Folder with `action.yml`. */
  readonly action: string;
  /** A folder that stands in for `dist/`, such as a build in a scratch folder. */
  readonly dist?: string | undefined;
  /** Path of the Node to run it on. */
  readonly node?: string | undefined;
  readonly event: RunnerEvent;
  /** `with:` of the workflow. */
  readonly inputs?: Readonly<Record<string, string>> | undefined;
  /** `owner/name` */
  readonly repository: string;
  /** What `${{ github.token }}` is. It is masked, as every secret. */
  readonly token: string;
  readonly actor?: string | undefined;
  /** Such as http://127.0.0.1:8080 */
  readonly apiUrl: string;
  /** Default: `apiUrl` with /graphql. */
  readonly graphqlUrl?: string | undefined;
  readonly serverUrl?: string | undefined;
  readonly runId?: number | undefined;
  readonly runAttempt?: number | undefined;
  /** Folders that outlive a job on a real machine; made anew where they are not given. */
  readonly toolCache?: string | undefined;
  readonly temp?: string | undefined;
  readonly workspace?: string | undefined;
  /** Of the runner's user; caches lie there. */
  readonly home?: string | undefined;
  /** `env:` of the workflow. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cancel?: AbortSignal | undefined;
  /** The machine goes away: no post step runs. */
  readonly crash?: AbortSignal | undefined;
  /** Only the main step's processes are killed, as where memory ends: the post step runs. */
  readonly mainEnds?: AbortSignal | undefined;
  readonly patience?: Patience | undefined;
  /** Each line as it comes, for a test that waits for one. */
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface ActionRun {
  readonly conclusion: "success" | "failure" | "cancelled";
  /** Of the main step. */
  readonly exitCode: number | null;
  readonly main: StepEnd;
  /** Undefined: the action has none, or the machine went away. */
  readonly post: StepEnd | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown; empty where it was too large, and `log` says so. */
  readonly summary: string;
  /** Lines of the job's page, masked. */
  readonly log: readonly string[];
  /** Lines as written, both streams. */
  readonly raw: CommandLog["raw"];
  readonly commands: readonly SeenCommand[];
  readonly masks: ReadonlySet<string>;
  readonly state: Readonly<Record<string, string>>;
  readonly failures: readonly string[];
  /** Processes that outlived the post step. They are killed. */
  readonly orphans: readonly number[];
}

export async function runAction(request: RunRequest): Promise<ActionRun> {
  const file = readActionFile(request.action);
  const job = openJob(request, file);
  const log = createCommandLog([request.token]);
  const start = (script: string, step: string, state: Readonly<Record<string, string>>) => {
    const files = makeCommandFiles(join(job.temp, "_runner_file_commands"), step);
    const env = { ...job.env, ...environmentOf(files), ...state };
    const ended = runProcess({
      node: request.node ?? process.execPath,
      script: scriptPath(request, script),
      directory: job.workspace,
      env,
      onLine: (line, stream) => {
        log.take(line, stream);
        request.onLine?.(line);
      },
      cancel: step === "main" ? request.cancel : undefined,
      crash: step === "main" ? (request.mainEnds ?? request.crash) : request.crash,
      patience: request.patience,
    });
    return ended.then((end) => ({ end, effects: settle(readEffects(files), log) }));
  };

  const main = await start(file.runs.main, "main", {});
  const state = { ...Object.fromEntries(log.state), ...Object.fromEntries(main.effects.state) };
  const hasPost = file.runs.post !== undefined && !request.crash?.aborted;
  const post = hasPost ? await start(file.runs.post ?? "", "post", stateEnvironment(state)) : undefined;
  const orphans = markedWith(job.trackingId);
  killAll(orphans);

  const failures = [...log.failures, ...main.effects.failures, ...(post?.effects.failures ?? [])];
  const isClean = main.end.exitCode === 0 && (post?.end.exitCode ?? 0) === 0 && failures.length === 0;
  return {
    conclusion: request.cancel?.aborted ? "cancelled" : isClean ? "success" : "failure",
    exitCode: main.end.exitCode,
    main: main.end,
    post: post?.end,
    outputs: { ...Object.fromEntries(log.outputs), ...Object.fromEntries(main.effects.outputs) },
    summary: log.masked([main.effects.summary, post?.effects.summary].filter(Boolean).join("\n")),
    log: log.lines,
    raw: log.raw,
    commands: log.commands,
    masks: log.masks,
    state,
    failures,
    orphans,
  };
}

function settle(effects: FileEffects, log: CommandLog): FileEffects {
  for (const complaint of [...effects.failures, ...effects.complaints]) log.say(`Error: ${complaint}`);
  return effects;
}

const stateEnvironment = (state: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));

function scriptPath({ action, dist }: RunRequest, script: string): string {
  return dist === undefined ? resolve(action, script) : resolve(dist, script.replace(/^dist\//, ""));
}

interface Job {
  readonly env: Readonly<Record<string, string>>;
  readonly temp: string;
  readonly workspace: string;
  readonly trackingId: string;
}

/** Folders, event file and the environment that both steps share. */
function openJob(request: RunRequest, file: ActionFile): Job {
  const { event, repository, apiUrl, actor = "octocat", runId = 4_711, runAttempt = 1 } = request;
  const made = (path: string | undefined, name: string) => {
    const folder = path ?? join(folderWith(), name);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const temp = made(request.temp, "_temp");
  const workspace = made(request.workspace, "work");
  const toolCache = made(request.toolCache, "_tool");
  const eventPath = join(temp, "_github_workflow", "event.json");
  mkdirSync(dirname(eventPath), { recursive: true });
  writeFileSync(eventPath, JSON.stringify(event.payload));
  const trackingId = `github_${randomUUID()}`;
  const [owner = ""] = repository.split("/");
  const env = {
    ...inherited(),
    HOME: made(request.home, "home"),
    ...request.env,
    ...inputEnvironment(file, request.inputs ?? {}, { token: request.token, repository, actor }),
    ...eventEnvironment(event),
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION: "__bioreview",
    GITHUB_ACTOR: actor,
    GITHUB_TRIGGERING_ACTOR: actor,
    GITHUB_API_URL: apiUrl,
    GITHUB_GRAPHQL_URL: request.graphqlUrl ?? `${apiUrl}/graphql`,
    GITHUB_SERVER_URL: request.serverUrl ?? "https://github.com",
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_JOB: "review",
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_RETENTION_DAYS: "90",
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_NUMBER: "1",
    GITHUB_RUN_ATTEMPT: String(runAttempt),
    GITHUB_WORKFLOW: "BioReview",
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/bioreview.yml@refs/heads/main`,
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: "X64",
    RUNNER_ENVIRONMENT: "self-hosted",
    RUNNER_NAME: "runner-sim",
    RUNNER_OS: "Linux",
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: toolCache,
    RUNNER_TRACKING_ID: trackingId,
    RUNNER_WORKSPACE: dirname(workspace),
  };
  return { env, temp, workspace, trackingId };
}

/** What a runner's service has of its own; nothing of the tests' environment besides. */
function inherited(): Record<string, string> {
  const { PATH = "", LANG = "C.UTF-8" } = process.env;
  return { PATH, LANG };
}
