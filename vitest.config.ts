import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "scripts/bundles.mjs",
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
  },
});
