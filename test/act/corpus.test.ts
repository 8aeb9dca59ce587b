/** Every manuscript of the corpus through the workflow that most people copy, revision by revision, with labelled lists of concerns as what the model says. */
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { allSeries, playSeries, type Row, tableOf } from "../action/e2e/corpus-series.ts";
import { SMOKE, serviceSocket } from "../action/e2e/scene.ts";
import { ACTION_DIST, ACTION_FOLDER, ACTION_SKIPPED, hasAction } from "../support/action-dist.ts";
import { hasCorpus } from "../support/corpus.ts";
import { folderWith } from "../support/folder.ts";
import { startReviews } from "../support/scripted-reviews.ts";
import { ACT_SKIPPED, canAct, runWorkflow } from "./act.ts";

const why = [hasCorpus ? "" : " (skipped: no ../shared/corpus)", ACT_SKIPPED, ACTION_SKIPPED].join("");
const isReady = hasCorpus && canAct && hasAction;

describe.skipIf(!isReady)(`the corpus through one-job.yml${why}`, () => {
  const rows: Row[] = [];
  afterAll(() => console.info(tableOf(rows)));

  test.each(isReady ? allSeries() : [])("$manuscript", async (series) => {
    const cache = join(folderWith(), "cache");
    await using model = await startReviews(SMOKE, series.says, { listenAt: serviceSocket(cache) });
    const played = await playSeries(series, {
      // The workflow names no profile and no endpoint: the one stands here, the other is found where a service listens.
      files: { ".github/bioreview.yml": "profile: smoke\n" },
      run: async ({ github, repository, pull, token }, action) => {
        const ran = await runWorkflow({
          ...{ workflow: "one-job.yml", action: ACTION_FOLDER, dist: ACTION_DIST, event: "pull_request" },
          ...{ payload: github.events.pull(pull, action).payload, repository: repository.name, token },
          ...{ apiUrl: github.url, graphqlUrl: github.graphqlUrl, env: { XDG_CACHE_HOME: cache } },
        });
        expect(ran.jobs, ran.log.join("\n")).toEqual({ review: "success" });
        return ran.outputs;
      },
    });
    rows.push(...played);
    expect([played.length, model.asked()]).toEqual([series.revisions.length, series.revisions.length]);
  });
});
