/** The example workflows, run whole by act: jobs, conditions, needs, expressions, artifacts. Invariant: the workflow is the file that users copy, byte for
 *  byte; only the actions that it names are stood in for. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { NODES } from "../support/dist.ts";
import { folderWith } from "../support/folder.ts";

const ROOT = join(import.meta.dirname, "../..");
const ACT = join(ROOT, ".cache/go/act");
const NODE_24 = NODES.at(-1);
const hasAct = existsSync(ACT) && spawnSync(ACT, ["--version"]).status === 0;
export const canAct = hasAct && NODE_24?.there === true;
export const ACT_SKIPPED = canAct
  ? ""
  : ` (skipped: ${hasAct ? "no Node 24" : "no act; node scripts/install-act.mjs builds it"})`;

export interface WorkflowRequest {
  /** Of examples/workflows, such as `one-job.yml`, or the path of another. */
  readonly workflow: string;
  /** Folder with action.yml and dist/, in place of the action that the workflow names. */
  readonly action: string;
  /** Another dist/ for it. */
  readonly dist?: string;
  readonly event: "pull_request" | "issue_comment" | "workflow_dispatch" | "merge_group";
  readonly payload: unknown;
  /** Only this one, and those that it needs. */
  readonly job?: string;
  readonly repository: string;
  readonly token: string;
  readonly apiUrl: string;
  readonly graphqlUrl?: string;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** `env:` of every step, for what a workflow cannot know, such as where a test's model server listens. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface WorkflowRun {
  readonly code: number | null;
  /** By the job's key. A job whose condition is false is not here. */
  readonly jobs: Readonly<Record<string, string>>;
  /** Main steps that were not skipped, as `job: step: result`. */
  readonly steps: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summaries: readonly string[];
  /** What steps wrote. */
  readonly log: readonly string[];
  /** act's own, for whoever looks why nothing ran. */
  readonly complaints: string;
}

export async function runWorkflow(request: WorkflowRequest): Promise<WorkflowRun> {
  const folder = folderWith();
  const repository = makeRepository(join(folder, "repository"), request);
  mkdirSync(join(folder, "home"));
  writeFileSync(join(folder, "event.json"), JSON.stringify(request.payload));
  const child = spawn(ACT, argumentsOf(request, folder), {
    cwd: repository,
    // Nothing of the tests' environment: act would hand it to every step.
    env: { HOME: join(folder, "home"), PATH: [dirname(NODE_24?.node ?? ""), "/usr/bin", "/bin"].join(delimiter) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: Buffer[] = [];
  const complained: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => said.push(piece));
  child.stderr.on("data", (piece: Buffer) => complained.push(piece));
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  return { code, ...told(Buffer.concat(said).toString()), complaints: Buffer.concat(complained).toString() };
}

const pairs = (flag: string, values: Readonly<Record<string, string>> = {}) =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);

function argumentsOf(request: WorkflowRequest, folder: string): string[] {
  const { event, token, apiUrl, graphqlUrl = `${apiUrl}/graphql` } = request;
  const env = {
    GITHUB_API_URL: apiUrl,
    GITHUB_GRAPHQL_URL: graphqlUrl,
    STAND_IN_ARTIFACTS: join(folder, "artifacts"),
    ...request.env,
  };
  return [
    event,
    ...(request.job === undefined ? [] : ["--job", request.job]),
    ...["--json", "--no-cache-server", "--container-daemon-socket", "-", "--eventpath", join(folder, "event.json")],
    ...["-P", "ubuntu-latest=-self-hosted", "-P", "self-hosted=-self-hosted"],
    ...pairs("-s", { GITHUB_TOKEN: token, ...request.secrets }),
    ...pairs("--var", request.vars),
    ...pairs("--env", env),
    ...pairs("--local-repository", standIns(request, folder)),
  ];
}

/** What stands in for each action that the workflow names, by `owner/name@commit`. act copies the whole folder, so the action's is a lean one. */
function standIns({ workflow, action, dist = join(action, "dist") }: WorkflowRequest, folder: string): Record<string, string> {
  const lean = join(folder, "action");
  cpSync(join(action, "action.yml"), join(lean, "action.yml"));
  cpSync(dist, join(lean, "dist"), { recursive: true });
  const named = [...readFileSync(workflowPath(workflow), "utf8").matchAll(/uses: (?<uses>(?<repository>[^@\s]+)@[0-9a-f]{40})/g)];
  return Object.fromEntries(
    named.map(({ groups = {} }) => {
      const name = groups["repository"]?.split("/")[1] ?? "";
      return [groups["uses"] ?? "", name === "bioreview" ? lean : join(import.meta.dirname, "stand-ins", name)];
    }),
  );
}

const workflowPath = (workflow: string) => resolve(ROOT, "examples/workflows", workflow);

/** act reads the repository's name from its remote, and the workflow from its tree. */
function makeRepository(folder: string, { workflow, repository }: WorkflowRequest): string {
  const workflows = join(folder, ".github/workflows");
  mkdirSync(workflows, { recursive: true });
  cpSync(workflowPath(workflow), join(workflows, "bioreview.yml"));
  const commands = [
    ["init", "--quiet", "--initial-branch=main"],
    ["remote", "add", "origin", `https://github.com/${repository}.git`],
    ["add", "."],
    ["-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message", "Review manuscripts"],
  ];
  for (const args of commands) {
    const { status, stderr } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  }
  return folder;
}

/** A line of act's own log. */
const lineSchema = z.object({
  msg: z.string(),
  jobID: z.string().optional(),
  jobResult: z.string().optional(),
  step: z.string().optional(),
  stage: z.string().optional(),
  stepID: z.array(z.string()).optional(),
  stepResult: z.string().optional(),
  raw_output: z.boolean().optional(),
  command: z.string().optional(),
  name: z.string().optional(),
  arg: z.string().optional(),
  content: z.string().optional(),
});

function told(said: string): Omit<WorkflowRun, "code" | "complaints"> {
  const lines = said
    .split("\n")
    .filter(Boolean)
    .map((line) => lineSchema.parse(JSON.parse(line)));
  const jobs = lines.flatMap(({ jobID, jobResult }) => (jobID && jobResult ? [[jobID, jobResult]] : []));
  const ended = lines.filter(
    ({ stage, stepID, stepResult = "skipped" }) => stage === "Main" && stepID?.length === 1 && stepResult !== "skipped",
  );
  return {
    jobs: Object.fromEntries(jobs),
    steps: ended.map(({ jobID, step, stepResult }) => `${jobID}: ${step}: ${stepResult}`),
    outputs: Object.fromEntries(
      lines.flatMap(({ command, name, arg }) => (command === "set-output" && name ? [[name, arg ?? ""]] : [])),
    ),
    summaries: lines.flatMap(({ command, content }) => (command === "summary" && content ? [content] : [])),
    log: lines.flatMap(({ raw_output: isRaw, msg }) => (isRaw ? [msg.replace(/\n$/, "")] : [])),
  };
}
