import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Their modules keep nothing that one test file could leave to the next, so the files of a worker share them: that saves most imports. */
const TOGETHER = [
  "action",
  "cli",
  "demo",
  "docs",
  "embeddings",
  "examples",
  "evaluate",
  "github",
  "github-sim",
  "inference",
  "manuscript",
  "publish",
  "report-page",
  "review",
  "reviewer",
  "runner-sim",
  "revision",
  "settings",
];
const together = TOGETHER.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`);

/** They start programs and models, and take up to minutes: what is left at the end should be short. */
const LONG = /test\/(?:act|action\/(?:e2e|smoke)|dist|runner|demo|github-sim|github\/write|inference\/real)/;
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

// Libraries as the product has them: their builds for development, which vitest asks for elsewhere, take twice the time to parse a text (micromark's assertions).
process.env["NODE_ENV"] = "production";

export default defineConfig({
  test: {
    globalSetup: ["scripts/bundles.mjs", "test/support/temporary-folder.ts"],
    setupFiles: "test/support/clean-up.ts",
    // Real models and real processes: a slow machine must not fail a test that asserts no time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    // Trees of parsed texts die young: with room for them a third of the time of such tests, which went to collecting garbage, is saved.
    execArgv: ["--max-semi-space-size=64"],
    // One more than there are processors: a third of the time a worker waits for what it started.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongFirst },
    env: {
      NODE_ENV: "test",
      // Where `npm test` puts the Python packages that serve as peers.
      PYTHONPATH: join(import.meta.dirname, ".cache", "python"),
      // Not the user's own: a calibration that lies there would judge in a test's place.
      XDG_DATA_HOME: join(import.meta.dirname, ".cache", "no-data"),
    },
    projects: [
      { extends: true, test: { name: "together", include: together, isolate: false } },
      { extends: true, test: { name: "apart", include: ["test/**/*.test.{ts,tsx}"], exclude: together } },
    ],
  },
});
