/** `bioreview init` in repositories of real manuscripts: the workflow that it writes, run whole. */
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SETTINGS_PATH, WORKFLOW_PATH } from "../../src/cli/workflow-files.ts";
import { isLong, playSeries, seriesToPlay } from "../action/e2e/corpus-series.ts";
import { SMOKE, serviceSocket } from "../action/e2e/scene.ts";
import { ACTION_DIST, ACTION_FOLDER, ACTION_SKIPPED, hasAction } from "../support/action-dist.ts";
import { CORPUS, hasCorpus } from "../support/corpus.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { startReviews } from "../support/scripted-reviews.ts";
import { ACT_SKIPPED, canAct, runWorkflow } from "./act.ts";

const why = [hasCorpus ? "" : " (skipped: no ../shared/corpus)", ACT_SKIPPED, ACTION_SKIPPED].join("");
const isReady = hasCorpus && canAct && hasAction;
const ACTION = "lab/bioreview@1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d";

/** A clone of a manuscript's repository, adopted.  @returns what was said, and both files */
async function adopted(manuscript: string, revision: string) {
  const folder = folderWith();
  cpSync(join(CORPUS, manuscript, revision), folder, { recursive: true });
  execFileSync("git", ["init", "--quiet", folder]);
  const { code, err } = await bioreview(["init", folder, "--uses", ACTION, "--profile", "smoke"]);
  return { code, err, workflow: join(folder, WORKFLOW_PATH), settings: readFileSync(join(folder, SETTINGS_PATH), "utf8") };
}

describe.skipIf(!isReady)(`what init writes${isLong ? "" : ", for a part of the corpus (BIOREVIEW_LONG=1: all)"}${why}`, () => {
  test.each(isReady ? seriesToPlay() : [])("reviews $manuscript as it stands", async ({ manuscript, revisions, says }) => {
    const first = revisions[0] ?? "";
    const { code, err, workflow, settings } = await adopted(manuscript, first);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^Manuscript: /m) });
    const cache = join(folderWith(), "cache");
    await using model = await startReviews(SMOKE, says.slice(0, 1), { listenAt: serviceSocket(cache) });
    const rows = await playSeries(
      { manuscript, revisions: [first], says },
      {
        files: { [SETTINGS_PATH]: settings },
        run: async ({ github, repository, pull, token }, action) => {
          const ran = await runWorkflow({
            ...{ workflow, action: ACTION_FOLDER, dist: ACTION_DIST, event: "pull_request", token },
            ...{ payload: github.events.pull(pull, action).payload, repository: repository.name },
            ...{ apiUrl: github.url, graphqlUrl: github.graphqlUrl, env: { XDG_CACHE_HOME: cache } },
          });
          expect(ran.jobs, ran.log.join("\n")).toEqual({ review: "success" });
          expect(ran.steps).toEqual([expect.stringContaining("Review"), expect.stringContaining("Keep the page")]);
          return ran.outputs;
        },
      },
    );
    expect([rows.length, rows[0]?.outputs["outcome"], model.asked()]).toEqual([1, "reviewed", 1]);
  });
});
