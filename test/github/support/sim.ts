/** The stand-in for GitHub that the tests of one file share. Whatever a test did, no request of it broke GitHub's own description. */
import { afterAll, afterEach, expect } from "vitest";
import { startGitHub } from "../../github-sim/index.ts";

export const sim = await startGitHub();

afterAll(() => sim.stop());
afterEach(() => {
  const violations = [...sim.violations()];
  sim.clearFaults();
  sim.clearLog();
  expect(violations).toEqual([]);
});
