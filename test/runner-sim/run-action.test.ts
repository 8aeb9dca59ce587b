/** The stand-in for the runner, tried on small actions of the test's own. */
import { describe, expect, test, vi } from "vitest";
import { isAlive, NODES } from "../support/dist.ts";
import { folderWith } from "../support/folder.ts";
import { type ActionRun, type RunnerEvent, type RunRequest, runAction } from "./index.ts";

const ACTION = `name: tried
inputs:
  token: { required: true, default: "\${{ github.token }}" }
  max-open-major: { default: "3" }
  a name: {}
outputs: { gate: { description: it } }
runs: { using: node24, main: dist/main.mjs, post: dist/post.mjs }
`;
const event: RunnerEvent = { name: "issue_comment", payload: { action: "created" }, branch: "main", branchSha: "a".repeat(40) };
/** Milliseconds: for who does not hear a signal, and for who does, however busy the machine is. */
const [SHORT, LONG] = [300, 60_000];

function run(main: string, { post = "", ...rest }: Partial<RunRequest> & { post?: string } = {}): Promise<ActionRun> {
  const action = folderWith({ "action.yml": ACTION, "dist/main.mjs": main, "dist/post.mjs": post });
  return runAction({ action, event, repository: "octo/paper", token: "ghs_secret", apiUrl: "http://127.0.0.1:1", ...rest });
}
const said = ({ raw }: ActionRun) => raw.map(({ text }) => text);

describe.each(NODES)("$name", ({ node, there }) => {
  test.skipIf(!there)("an action runs on it and finds its inputs, its event and its files", async () => {
    const ran = await run(
      `import { appendFileSync, readFileSync } from "node:fs";
       const { env } = process;
       appendFileSync(env.GITHUB_OUTPUT, "gate<<E\\npassed\\nE\\n");
       appendFileSync(env.GITHUB_STEP_SUMMARY, "# ghs_secret\\n");
       console.log(JSON.stringify([env.INPUT_TOKEN, env["INPUT_MAX-OPEN-MAJOR"], env.INPUT_A_NAME]));
       console.error(JSON.parse(readFileSync(env.GITHUB_EVENT_PATH)).action);`,
      { node, inputs: { "max-open-major": "2" } },
    );
    expect(ran).toMatchObject({
      conclusion: "success",
      exitCode: 0,
      outputs: { gate: "passed" },
      summary: "# ***\n",
      orphans: [],
    });
    expect(ran.log.toSorted()).toEqual(['["***","2",""]', "created"]);
  });
});

test("the post step gets the state that the main step kept, and runs after a failure", async () => {
  const ran = await run(
    `import { appendFileSync } from "node:fs";
     appendFileSync(process.env.GITHUB_STATE, "server=7\\n");
     process.exit(3);`,
    { post: "console.log(process.env.STATE_server)" },
  );
  expect(ran).toMatchObject({ conclusion: "failure", exitCode: 3, state: { server: "7" }, log: ["7"], post: { exitCode: 0 } });
});

test("a disabled command fails a step that ends well", async () => {
  expect(await run(`console.log("the model says ##[set-env name=A]b")`)).toMatchObject({ conclusion: "failure", exitCode: 0 });
});

test("the file of outputs wins over a line of the log", async () => {
  const ran = await run(
    `import { appendFileSync } from "node:fs";
     appendFileSync(process.env.GITHUB_OUTPUT, "gate=failed\\n");
     console.log("##[set-output name=gate]passed");
     console.log("##[set-output name=other]got through");`,
  );
  expect(ran.outputs).toEqual({ gate: "failed", other: "got through" });
});

test.each([
  { why: "a carriage return ends a line", written: "50%\\r::notice::x\\n", lines: ["50%", "::notice::x"] },
  { why: "both together end one line", written: "a\\r\\nb\\n", lines: ["a", "b"] },
  { why: "the last line needs no end", written: "a\\n::notice::x", lines: ["a", "::notice::x"] },
  { why: "a line separator ends none", written: "a\\u2028::notice::x\\n", lines: ["a\u2028::notice::x"] },
])("$why", async ({ written, lines }) => expect(said(await run(`process.stdout.write("${written}")`))).toEqual(lines));

test("a line that comes in pieces is one line", async () => {
  const main = `for (const piece of ["::not", "ice::é", "\\n"]) { process.stdout.write(piece); await new Promise((r) => setTimeout(r, 30)); }`;
  expect((await run(main)).commands).toMatchObject([{ name: "notice", data: "é" }]);
});

test("nothing of the tests' own environment is there", async () => {
  process.env["BIOREVIEW_LEAK"] = "1";
  const ran = await run(`console.log(process.env.BIOREVIEW_LEAK ?? "none", process.env.GITHUB_TOKEN ?? "none")`);
  expect(ran.log).toEqual(["none none"]);
});

test("an input that the action does not have is refused", async () => {
  await expect(run("", { inputs: { "max-majors": "1" } })).rejects.toThrow("max-majors");
});

test.each([
  {
    why: "a comment runs on the default branch",
    event,
    is: ["issue_comment", "refs/heads/main", "main", "a".repeat(40), "", ""],
  },
  {
    why: "a pull request runs on its merge commit",
    event: {
      name: "pull_request",
      payload: {},
      number: 7,
      mergeSha: "b".repeat(40),
      headRef: "revise",
      baseRef: "main",
    } as const,
    is: ["pull_request", "refs/pull/7/merge", "7/merge", "b".repeat(40), "revise", "main"],
  },
  {
    why: "a merge group runs on the queue's branch",
    event: {
      name: "merge_group",
      payload: {},
      headRef: "refs/heads/gh-readonly-queue/main/pr-7-c",
      headSha: "c".repeat(40),
    } as const,
    is: ["merge_group", "refs/heads/gh-readonly-queue/main/pr-7-c", "gh-readonly-queue/main/pr-7-c", "c".repeat(40), "", ""],
  },
])("$why", async ({ event, is }) => {
  const names = ["EVENT_NAME", "REF", "REF_NAME", "SHA", "HEAD_REF", "BASE_REF"];
  const main = `console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => process.env["GITHUB_" + name])))`;
  expect(JSON.parse((await run(main, { event })).log[0] ?? "")).toEqual(is);
});

describe("somebody cancels", () => {
  /** Cancels when the action says that it is up. */
  function cancelled(main: string, patience: { readonly afterInterrupt: number; readonly afterTerminate: number }) {
    const stop = new AbortController();
    const post = `console.log("post")`;
    return run(main, { cancel: stop.signal, patience, post, onLine: (line) => /^up/.test(line) && stop.abort() });
  }
  const forever = `setInterval(() => {}, 1000); console.log("up", process.pid);`;

  test("an action that hears SIGINT ends by itself", async () => {
    const patience = { afterInterrupt: LONG, afterTerminate: LONG };
    const ran = await cancelled(`process.once("SIGINT", () => process.exit(130)); ${forever}`, patience);
    expect(ran).toMatchObject({
      conclusion: "cancelled",
      main: { exitCode: 130, sent: ["SIGINT"] },
      log: [expect.stringMatching(/^up/), "post"],
    });
  });

  test("one that is deaf to it gets SIGTERM", async () => {
    const patience = { afterInterrupt: SHORT, afterTerminate: LONG };
    const ran = await cancelled(`process.on("SIGINT", () => {}); ${forever}`, patience);
    expect(ran.main).toEqual({ exitCode: null, signal: "SIGTERM", sent: ["SIGINT", "SIGTERM"] });
  });

  test("one that is deaf to both is killed with its children", async () => {
    const deaf = `process.on("SIGINT", () => {}); process.on("SIGTERM", () => {}); ${forever}`;
    const main = `import { spawn } from "node:child_process";
      process.on("SIGINT", () => {}); process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);
      spawn(process.execPath, ["-e", ${JSON.stringify(deaf)}], { stdio: "inherit" });`;
    const ran = await cancelled(main, { afterInterrupt: SHORT, afterTerminate: SHORT });
    expect(ran.main.sent).toEqual(["SIGINT", "SIGTERM", "SIGKILL"]);
    await vi.waitFor(() => expect(isAlive(Number(ran.log[0]?.split(" ")[1]))).toBe(false), 20_000);
    expect(ran.orphans, "what would have outlived the job").toEqual([]);
  });
});

test("where the machine goes away no post step runs", async () => {
  const crash = new AbortController();
  const main = `setInterval(() => {}, 1000); console.log("up")`;
  const ran = await run(main, { crash: crash.signal, post: `console.log("post")`, onLine: () => crash.abort() });
  expect(ran).toMatchObject({ conclusion: "failure", exitCode: null, main: { signal: "SIGKILL" }, post: undefined, log: ["up"] });
});

test("where only the main step is killed the post step runs", async () => {
  const mainEnds = new AbortController();
  const main = `setInterval(() => {}, 1000); console.log("up")`;
  const ran = await run(main, {
    mainEnds: mainEnds.signal,
    post: `console.log("post")`,
    onLine: (line) => line === "up" && mainEnds.abort(),
  });
  expect(ran).toMatchObject({ conclusion: "failure", main: { signal: "SIGKILL" }, post: { exitCode: 0 }, log: ["up", "post"] });
});

test("a process that outlives the job is found and ended", async () => {
  const main = `import { spawn } from "node:child_process";
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
    child.unref(); console.log(child.pid);`;
  const ran = await run(main);
  expect(ran.orphans).toEqual([Number(ran.log[0])]);
  // A killed process is there until somebody reads its end, which takes a busy machine a while.
  await vi.waitFor(() => expect(isAlive(Number(ran.log[0]))).toBe(false), 20_000);
});
