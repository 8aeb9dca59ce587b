import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Their modules keep nothing that one test file could leave to the next, so the files of a worker share them: that saves most imports. */
const TOGETHER = [
  "cli",
  "docs",
  "embeddings",
  "evaluate",
  "inference",
  "manuscript",
  "publish",
  "review",
  "reviewer",
  "revision",
  "settings",
];
const together = TOGETHER.map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    globalSetup: "scripts/bundles.mjs",
    setupFiles: "test/support/clean-up.ts",
    // Real models and real processes: a slow machine must not fail a test that asserts no time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    env: {
      // Where `npm test` puts the Python packages that serve as peers.
      PYTHONPATH: join(import.meta.dirname, ".cache", "python"),
      // Not the user's own: a calibration that lies there would judge in a test's place.
      XDG_DATA_HOME: join(import.meta.dirname, ".cache", "no-data"),
    },
    projects: [
      { extends: true, test: { name: "together", include: together, isolate: false } },
      { extends: true, test: { name: "apart", include: ["test/**/*.test.ts"], exclude: together } },
    ],
  },
});
