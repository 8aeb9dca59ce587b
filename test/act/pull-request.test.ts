/** The example workflows with the built Action, whole, against the stand-in for GitHub: what a user who copies them gets. */
import { afterEach, describe, expect, test } from "vitest";
import { commentsOf, concernOf, gateOf, reviewsOf, savedStateOf } from "../action/e2e/published.ts";
import { example, MAINTAINER, openScene, type Scene } from "../action/e2e/scene.ts";
import { FIRST, SECOND, UNCORRECTED } from "../action/e2e/scripted-concerns.ts";
import type { WorkflowEvent } from "../github-sim/index.ts";
import { ACTION_DIST, ACTION_FOLDER, ACTION_SKIPPED, hasAction } from "../support/action-dist.ts";
import { ACT_SKIPPED, canAct, runWorkflow, type WorkflowRequest, type WorkflowRun } from "./act.ts";

let scene: Scene | undefined;
afterEach(() => scene?.[Symbol.asyncDispose]());

/** The workflows name no profile and no endpoint: the one is chosen on the base branch, the other found where a service listens. */
const CONFIG = { ".github/bioreview.yml": "profile: smoke\n" };

async function open(says: Parameters<typeof openScene>[0]["says"]): Promise<Scene> {
  scene = await openScene({ says, base: CONFIG, isService: true });
  return scene;
}

async function started(
  at: Scene,
  workflow: string,
  { name, payload }: WorkflowEvent,
  more: Partial<WorkflowRequest> = {},
): Promise<WorkflowRun> {
  at.github.clearLog();
  const ran = await runWorkflow({
    workflow,
    action: ACTION_FOLDER,
    dist: ACTION_DIST,
    event: eventName(name),
    payload,
    repository: at.repository.name,
    token: at.token,
    apiUrl: at.github.url,
    graphqlUrl: at.github.graphqlUrl,
    env: { XDG_CACHE_HOME: at.cache },
    ...more,
  });
  expect(at.github.violations()).toEqual([]);
  return ran;
}

function eventName(name: string): WorkflowRequest["event"] {
  const known = (["pull_request", "issue_comment", "workflow_dispatch", "merge_group"] as const).find((one) => one === name);
  if (known === undefined) throw new Error(`no workflow here starts on ${name}`);
  return known;
}

describe.skipIf(!canAct || !hasAction)(`copied workflows${ACT_SKIPPED}${ACTION_SKIPPED}`, () => {
  test("one-job.yml: opened, pushed to, asked by a comment", async () => {
    const at = await open([FIRST, SECOND, SECOND]);
    const opened = await started(at, "one-job.yml", at.github.events.pull(at.pull, "opened"));
    expect(opened.jobs, opened.log.join("\n")).toEqual({ review: "success" });
    expect(opened.outputs).toMatchObject({ outcome: "reviewed", introduced: "5", gate: "off" });
    expect([reviewsOf(at).length, commentsOf(at).length, gateOf(at)]).toEqual([1, 1, ["pending", "success"]]);

    at.repository.commit("draft", example("v2"));
    const pushed = await started(at, "one-job.yml", at.github.events.pull(at.pull, "synchronize"));
    expect(pushed.outputs, pushed.log.join("\n")).toMatchObject({ introduced: "1", resolved: "2" });
    expect(concernOf(at, UNCORRECTED).state).toBe("resolved");

    const asked = await started(at, "one-job.yml", at.github.events.comment(at.pull, at.pull.comment(MAINTAINER, "/bioreview")));
    expect(asked.jobs, asked.log.join("\n")).toEqual({ review: "success" });
    expect(reviewsOf(at), "nothing is new, so there is nothing to tell").toHaveLength(2);
  });

  test("two-jobs.yml: the first job reads, and has no need to write", async () => {
    const at = await open([FIRST]);
    const token = at.github.installationToken({
      repositories: [at.repository.name],
      permissions: { contents: "read", pull_requests: "read" },
    });
    const ran = await started(at, "two-jobs.yml", at.github.events.pull(at.pull, "opened"), { token, job: "review" });
    expect(ran.jobs, ran.log.join("\n")).toEqual({ review: "success" });
    expect(ran.log.filter((line) => /permission|warning/i.test(line))).toEqual([]);
    expect(at.github.requests().filter(({ method, operation }) => operation !== "graphql" && method !== "GET")).toEqual([]);
    expect(at.github.requests().filter(({ body }) => JSON.stringify(body ?? "").includes("mutation"))).toEqual([]);
  });

  test("two-jobs.yml: the second job writes all", async () => {
    const at = await open([FIRST]);
    const ran = await started(at, "two-jobs.yml", at.github.events.pull(at.pull, "opened"));
    expect(ran.jobs, ran.log.join("\n")).toEqual({ review: "success", publish: "success" });
    expect(reviewsOf(at)).toHaveLength(1);
    expect(savedStateOf(at).ledger.concerns).toHaveLength(FIRST.length);
    expect(gateOf(at).at(-1)).toBe("success");
  });

  test("two-jobs.yml: a command that needs no model is done by the second job", async () => {
    const at = await open([FIRST]);
    await started(at, "two-jobs.yml", at.github.events.pull(at.pull, "opened"));
    const comment = at.pull.comment(MAINTAINER, "/bioreview dismiss C1 out of scope");
    const ran = await started(at, "two-jobs.yml", at.github.events.comment(at.pull, comment));
    expect(ran.jobs, ran.log.join("\n")).toEqual({ review: "success", publish: "success" });
    expect(savedStateOf(at).ledger.concerns[0]).toMatchObject({ id: "C1", state: "dismissed" });
  });

  test("two-jobs.yml: where the model's job fails the second says so on the commit", async () => {
    const at = await open([]);
    const ran = await started(at, "two-jobs.yml", at.github.events.pull(at.pull, "opened"));
    expect(ran.jobs, ran.log.join("\n")).toEqual({ review: "failure", publish: "failure" });
    expect(gateOf(at).at(-1)).toBe("error");
    expect(reviewsOf(at)).toEqual([]);
  });

  test("required-check.yml: too many major concerns fail the gate and the job, and the queue hears of it", async () => {
    const at = await open([FIRST]);
    const ran = await started(at, "required-check.yml", at.github.events.pull(at.pull, "opened"));
    expect(ran.jobs, ran.log.join("\n")).toEqual({ review: "failure" });
    expect(gateOf(at)).toEqual(["pending", "failure"]);
    const queued = await started(at, "required-check.yml", at.github.events.mergeGroup(at.pull));
    expect(queued.jobs, queued.log.join("\n")).toEqual({ queue: "failure" });
  });
});
