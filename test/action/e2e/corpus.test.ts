/** Every manuscript of the corpus goes through a pull request, revision by revision: the built Action as a runner starts it, the stand-in for GitHub, and
 *  labelled lists of concerns with the real embedder, or the real small model. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectEmbedder, type RunningServer, startServer } from "../../../src/inference/index.ts";
import { runAction } from "../../runner-sim/index.ts";
import { ACTION_DIST, ACTION_FOLDER, ACTION_SKIPPED, hasAction } from "../../support/action-dist.ts";
import { hasCorpus } from "../../support/corpus.ts";
import { folderWith } from "../../support/folder.ts";
import { embedsWith, startReviews } from "../../support/scripted-reviews.ts";
import type { Reply } from "../../support/scripted-server.ts";
import { hasSmoke, MODELS, RUNNER, SMOKE_SKIPPED } from "../../support/smoke-model.ts";
import { isLong, type Play, playSeries, type Row, seriesToPlay, tableOf } from "./corpus-series.ts";
import { pullRequestEvent } from "./events.ts";
import { SMOKE } from "./scene.ts";

const why = [hasCorpus ? "" : " (skipped: no ../shared/corpus)", ACTION_SKIPPED, SMOKE_SKIPPED].join("");
const isReady = hasCorpus && hasAction && hasSmoke;
const MINUTES = 60_000;
function withRunner(inputs: Readonly<Record<string, string>>): Play["run"] {
  const machine = folderWith();
  return async ({ github, repository, pull, token }, action) => {
    const ran = await runAction({
      ...{ action: ACTION_FOLDER, dist: ACTION_DIST, repository: repository.name, token, inputs },
      ...{ event: pullRequestEvent(github, pull, action), apiUrl: github.url, graphqlUrl: github.graphqlUrl },
      ...{ env: { BIOREVIEW_RUNNER: join(RUNNER, "../..") }, home: join(machine, "home"), toolCache: join(machine, "tools") },
    });
    expect(ran, ran.log.join("\n")).toMatchObject({ conclusion: "success", failures: [], orphans: [] });
    return ran.outputs;
  };
}

describe.skipIf(!isReady)(
  `the corpus as pull requests${isLong ? "" : ", one in LaTeX and one in R Markdown (BIOREVIEW_LONG=1: all)"}${why}`,
  () => {
    const rows: Row[] = [];
    let server: RunningServer;
    let embeddings: Reply;
    beforeAll(async () => {
      const { signal } = new AbortController();
      server = await startServer(
        { profile: "smoke", only: "embedding", runnerPath: RUNNER, models: MODELS, threads: 1, onLine: () => {} },
        signal,
      );
      embeddings = embedsWith(await connectEmbedder(server.endpoint, { name: "minilm" }, signal));
    });
    afterAll(async () => {
      await server?.stop();
      console.info(tableOf(rows));
    });

    const series = isReady ? seriesToPlay() : [];
    test.each(series)("$manuscript, added whole and revised, with labelled concerns", async (one) => {
      await using model = await startReviews(SMOKE, one.says, { embeddings });
      const played = await playSeries(one, { run: withRunner({ profile: SMOKE.name, endpoint: model.url }) });
      rows.push(...played);
      expect(played).toHaveLength(one.revisions.length);
      expect(Number(played[0]?.outputs["introduced"])).toBeGreaterThan(0);
    });

    test.each(series)("$manuscript, revised where its first version is on the base branch", async (one) => {
      await using model = await startReviews(SMOKE, one.says, { embeddings });
      const played = await playSeries(one, { base: 1, run: withRunner({ profile: SMOKE.name, endpoint: model.url }) });
      rows.push(...played.map((row) => ({ ...row, revision: `${row.revision} on v1` })));
      expect(played).toHaveLength(one.revisions.length - 1);
    });

    describe.skipIf(!isLong)(`with the small model${isLong ? "" : " (skipped: takes minutes; set BIOREVIEW_LONG=1)"}`, () => {
      test.each(series)(
        "$manuscript",
        async (one) => {
          const played = await playSeries(one, { run: withRunner({ profile: SMOKE.name, models: MODELS }) });
          rows.push(...played.map((row) => ({ ...row, revision: `${row.revision}, smoke` })));
          expect(played).toHaveLength(one.revisions.length);
        },
        30 * MINUTES,
      );
    });
  },
);
