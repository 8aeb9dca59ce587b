// Reading a manuscript, cold: `bioreview inspect --json` of real papers, the start of the command line, of the post step, and of the Action up to its first request;
// this build against an earlier one, alternating. Where there is no corpus beside the project, the example papers are read.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BASE, baseFolder, cpuOf } from "./base.mjs";
import { median, ROOT } from "./peers.mjs";

const ROUNDS = 7;
const CORPUS = join(ROOT, "..", "shared", "corpus");
const PAPERS = existsSync(CORPUS)
  ? {
      "Manubot, 8,000 words": "meta-review-manubot/v3",
      "R Markdown": "schloss-preprints-rmd/v2",
      "LaTeX, elife class": "dengue-latex/v3",
      "LaTeX, bioinfo class": "minimap2-latex/v3",
    }
  : { Manubot: "phage-wound-gel/v2", LaTeX: "latex-note" };
const papers = existsSync(CORPUS) ? CORPUS : join(ROOT, "examples");

/** Prints a process's user and system seconds and its peak kilobytes. */
const WATCH =
  "import os,subprocess,sys; p=subprocess.Popen(sys.argv[1:],stdout=subprocess.DEVNULL); _,s,u=os.wait4(p.pid,0); print(u.ru_utime+u.ru_stime,u.ru_maxrss); sys.exit(s)";

function measure(args, env = process.env) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync("python3", ["-c", WATCH, process.execPath, ...args], { encoding: "utf8", env });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  const [cpu, kilobytes] = stdout.trim().split(" ").map(Number);
  return { seconds: (performance.now() - start) / 1000, cpu, megabytes: kilobytes / 1024 };
}

/** What a runner gives an Action, for a pull request of which GitHub tells nothing. */
function actionEnvironment(folder, api) {
  const repository = { id: 1, name: "r", full_name: "o/r", owner: { id: 1, login: "o", type: "User" }, default_branch: "main" };
  const side = (sha) => ({ sha: sha.repeat(40), ref: "main", repo: { ...repository, fork: false } });
  const user = { id: 1, login: "o", type: "User" };
  const pull = {
    number: 1,
    state: "open",
    draft: false,
    title: "t",
    body: null,
    user,
    labels: [],
    head: side("a"),
    base: side("b"),
  };
  const event = join(folder, "event.json");
  const pull_request = { ...pull, author_association: "OWNER" };
  writeFileSync(event, JSON.stringify({ action: "opened", number: 1, pull_request, repository, sender: user }));
  const files = { GITHUB_OUTPUT: "output", GITHUB_ENV: "env", GITHUB_STATE: "state", GITHUB_STEP_SUMMARY: "summary" };
  for (const file of Object.values(files)) writeFileSync(join(folder, file), "");
  return {
    ...{
      PATH: process.env.PATH,
      HOME: folder,
      RUNNER_TEMP: folder,
      RUNNER_OS: "Linux",
      INPUT_TOKEN: "t",
      INPUT_PROFILE: "smoke",
    },
    ...{ GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "pull_request", GITHUB_EVENT_PATH: event, GITHUB_REPOSITORY: "o/r" },
    ...{ GITHUB_API_URL: api, GITHUB_GRAPHQL_URL: `${api}/graphql`, GITHUB_SERVER_URL: api, GITHUB_WORKSPACE: folder },
    ...{ GITHUB_RUN_ID: "1", GITHUB_RUN_ATTEMPT: "1", GITHUB_ACTOR: "o", GITHUB_WORKFLOW: "w", GITHUB_JOB: "j" },
    ...{ GITHUB_SHA: "a".repeat(40), GITHUB_REF: "refs/pull/1/merge" },
    ...Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(folder, file)])),
  };
}

/** Seconds of the first thread until a server hears of the Action. */
async function firstRequest(dist, folder) {
  let heard = () => {};
  const request = new Promise((resolve) => (heard = resolve));
  const server = createServer((_, response) => {
    heard();
    response.writeHead(403).end("{}");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const env = actionEnvironment(folder, `http://127.0.0.1:${server.address().port}`);
  const child = spawn(process.execPath, [join(dist, "action.js")], { env, stdio: "ignore" });
  const closed = new Promise((resolve) => child.once("close", resolve));
  await Promise.race([
    request,
    closed.then((code) => Promise.reject(new Error(`the Action ended with ${code}, and asked nothing`))),
  ]);
  const cpu = cpuOf(child.pid) / 1000;
  child.kill("SIGKILL");
  await closed;
  server.close();
  return { cpu };
}

export async function reading(say) {
  const folder = mkdtempSync(join(tmpdir(), "bioreview-bench-"));
  writeFileSync(join(folder, "nothing.mjs"), "");
  const builds = { base: join(baseFolder(), "dist"), now: join(ROOT, "dist") };
  const post = (dist) => measure([join(dist, "action-post.js")], actionEnvironment(folder, "http://127.0.0.1:9"));
  const cases = {
    ...Object.fromEntries(
      Object.entries(PAPERS).map(([name, path]) => [
        name,
        (dist) => measure([join(dist, "bioreview.js"), "inspect", join(papers, path), "--json"]),
      ]),
    ),
    "`--help`": (dist) => measure([join(dist, "bioreview.js"), "--help"]),
    "the Action's first request": (dist) => firstRequest(dist, folder),
    "the post step": post,
    "a Node process that does nothing": () => measure([join(folder, "nothing.mjs")]),
  };
  const rounds = Object.fromEntries(Object.keys(cases).map((name) => [name, { base: [], now: [] }]));
  try {
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, once] of Object.entries(cases))
        for (const [build, dist] of Object.entries(builds)) {
          rounds[name][build].push(await once(dist));
          say(`round ${round}, ${name}, ${build}: ${JSON.stringify(rounds[name][build].at(-1))}`);
        }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return table(rounds);
}

function table(rounds) {
  const of = (measured, what) => median(measured.map((one) => one[what] ?? Number.NaN));
  const shown = (value, digits) => (Number.isNaN(value) ? "" : value.toFixed(digits));
  return [
    `Cold processes, ${ROUNDS} alternating rounds, medians of user and system seconds (of the Action: of its first thread) and of peak MB; the base is ${BASE}`,
    "",
    "| | base s | now s | ratio | base MB | now MB | ratio |",
    "|---|---:|---:|---:|---:|---:|---:|",
    ...Object.entries(rounds).map(([name, { base, now }]) => {
      const [a, b, c, d] = [of(base, "cpu"), of(now, "cpu"), of(base, "megabytes"), of(now, "megabytes")];
      return `| ${[name, shown(a, 3), shown(b, 3), shown(a / b, 2), shown(c, 0), shown(d, 0), shown(d / c, 2)].join(" | ")} |`;
    }),
  ].join("\n");
}
