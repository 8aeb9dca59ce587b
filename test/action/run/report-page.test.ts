import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROFILES } from "../../../profiles/profiles.ts";
import { OutputError } from "../../../src/errors.ts";
import { startReviews } from "../../support/scripted-reviews.ts";
import { type RunOptions, runAction } from "../support/run-action.ts";
import { github, opened, pull, REVISED, repository, reviews, stage } from "../support/stage.ts";

const smoke = PROFILES.find(({ name }) => name === "smoke") ?? PROFILES[0];
const LINK = /\[paper and review on one page\]\(https:\/\/github\.com\/ada\/paper-\d+\/actions\/runs\/4711#artifacts\)/;

async function reviewed(inputs: Readonly<Record<string, string>> = {}, rest: Partial<RunOptions> = {}) {
  await using server = await startReviews(smoke, [[{ text: "The forty mice are few.", severity: "major" }]]);
  return await runAction({ github, repository, event: opened(), inputs: { endpoint: server.url, ...inputs }, ...rest });
}
const comment = () =>
  pull
    .state()
    .comments.map(({ body }) => body)
    .join("\n");

describe("the input report", () => {
  test("leaves a page, names it, and links the run's artifacts on the job's page and in the status comment", async () => {
    stage();
    const { job, folder } = await reviewed({ report: "true" });
    const path = join(folder, "bioreview-report.html");
    expect(job.outputs.get("report")).toBe(path);
    expect(readFileSync(path, "utf8")).toContain("The forty mice are few.");
    expect(job.summaries.join("\n")).toMatch(LINK);
    expect(comment()).toMatch(LINK);
  });

  test("shows the second revision beside the first", async () => {
    stage();
    await reviewed();
    repository.commit("revision", { "paper.md": REVISED.replace("forty mice", "four hundred mice, by a power calculation,") });
    const { job } = await reviewed({ report: "true" });
    const page = readFileSync(job.outputs.get("report") ?? "", "utf8");
    expect(page).toContain('id="changes"');
    expect(page).toMatch(/<ins>[^<]*hundred/);
  });

  test("is off where nobody asks: no page, no link, an empty output", async () => {
    stage();
    const { job } = await reviewed();
    expect(job.outputs.get("report")).toBe("");
    expect(job.summaries.join("\n") + comment()).not.toMatch(LINK);
  });

  test("with two jobs the first writes the page, and the second links it", async () => {
    stage();
    const first = await reviewed({ report: "true", phase: "review" });
    expect(first.job.outputs.get("report")).not.toBe("");
    const path = first.job.outputs.get("result-file") ?? "";
    const inputs = { phase: "publish", "result-file": path, report: "true" };
    const second = await runAction({ github, repository, event: opened(), inputs });
    expect(second.job.outputs.get("report")).toBe("");
    expect(comment()).toMatch(LINK);
  });

  test("a page that cannot be made is told, and the review stands without it", async () => {
    stage();
    const broken = { code: "page-assets-missing", at: "page.js", fault: "it cannot be read", remedy: "Build it" };
    const { job } = await reviewed({ report: "true" }, { with: { pageAssets: () => Promise.reject(new OutputError(broken)) } });
    expect(job.failures).toEqual([]);
    expect(job.logged).toContainEqual(expect.stringMatching(/^warning the report's page was not made.*page\.js/));
    expect(job.outputs.get("report")).toBe("");
    expect(reviews()).toHaveLength(1);
    expect(comment()).not.toMatch(LINK);
  });
});
