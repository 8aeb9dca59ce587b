/** Manuscripts of the corpus through the workflow that most people copy, revision by revision, with labelled lists of concerns as what the model says,
 *  or with the real small model. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isLong, type Play, playSeries, type Row, type Staged, seriesToPlay, tableOf } from "../action/e2e/corpus-series.ts";
import { SMOKE, serviceSocket } from "../action/e2e/scene.ts";
import { ACTION_DIST, ACTION_FOLDER, ACTION_SKIPPED, hasAction } from "../support/action-dist.ts";
import { hasCorpus } from "../support/corpus.ts";
import { folderWith } from "../support/folder.ts";
import { startService } from "../support/model-service.ts";
import { startReviews } from "../support/scripted-reviews.ts";
import { hasSmoke, SMOKE_SKIPPED } from "../support/smoke-model.ts";
import { ACT_SKIPPED, canAct, runWorkflow, type WorkflowRun } from "./act.ts";
import { tellTo } from "./conversation.ts";

const why = [hasCorpus ? "" : " (skipped: no ../shared/corpus)", ACT_SKIPPED, ACTION_SKIPPED].join("");
const isReady = hasCorpus && canAct && hasAction;
const whyNoModel = `${isLong ? "" : " (skipped: takes minutes; set BIOREVIEW_LONG=1)"}${SMOKE_SKIPPED}`;
const MINUTES = 60_000;
const VOICES = {
  labelled: "No model was asked: the concerns are lists that were written for labelling.",
  small: "The concerns are those of SmolLM2-135M, a very small model that shows that the parts work together; they mean nothing.",
};

/** The workflow names no profile and no endpoint: the one stands here, the other is found where a service listens. */
const FILES = { ".github/bioreview.yml": "profile: smoke\n" };

function runAct(
  { github, repository, pull, token }: Staged,
  action: Parameters<Play["run"]>[1],
  cache: string,
): Promise<WorkflowRun> {
  return runWorkflow({
    ...{ workflow: "one-job.yml", action: ACTION_FOLDER, dist: ACTION_DIST, event: "pull_request" },
    ...{ payload: github.events.pull(pull, action).payload, repository: repository.name, token },
    ...{ apiUrl: github.url, graphqlUrl: github.graphqlUrl, env: { XDG_CACHE_HOME: cache } },
  });
}

/** @returns the outputs of a run that went well */
function outputsOf({ jobs, log, outputs }: WorkflowRun): WorkflowRun["outputs"] {
  expect(jobs, log.join("\n")).toEqual({ review: "success" });
  return outputs;
}

describe.skipIf(!isReady)(`the corpus through one-job.yml${isLong ? "" : ", a part of it (BIOREVIEW_LONG=1: all)"}${why}`, () => {
  const rows: Row[] = [];
  afterAll(() => console.info(tableOf(rows)));
  const series = isReady ? seriesToPlay() : [];

  test.each(series)("$manuscript", async (one) => {
    const cache = join(folderWith(), "cache");
    await using model = await startReviews(SMOKE, one.says, { listenAt: serviceSocket(cache) });
    const told = tellTo({ ...one, page: `${one.manuscript}-labelled`, voice: VOICES.labelled });
    const run: Play["run"] = async (staged, action) => outputsOf(await told(staged, () => runAct(staged, action, cache)));
    const played = await playSeries(one, { files: FILES, run });
    rows.push(...played);
    expect([played.length, model.asked()]).toEqual([one.revisions.length, one.revisions.length]);
  });

  describe.skipIf(!isLong || !hasSmoke)(`with the small model${whyNoModel}`, () => {
    let cache = "";
    let service: AsyncDisposable;
    beforeAll(async () => {
      cache = join(folderWith(), "cache");
      service = await startService(serviceSocket(cache));
    });
    afterAll(() => service?.[Symbol.asyncDispose]());

    test.each(series)(
      "$manuscript",
      async (one) => {
        const told = tellTo({ ...one, page: one.manuscript, voice: VOICES.small });
        const played = await playSeries(one, {
          files: FILES,
          run: async (staged, action) => {
            const ran = await told(staged, () => runAct(staged, action, cache));
            expect(ran.log.join("\n"), "the service was asked").not.toContain("starting the model server");
            return outputsOf(ran);
          },
        });
        rows.push(...played.map((row) => ({ ...row, revision: `${row.revision}, smoke` })));
        expect(played.map(({ outputs }) => outputs["outcome"])).toEqual(one.revisions.map(() => "reviewed"));
      },
      30 * MINUTES,
    );
  });
});
