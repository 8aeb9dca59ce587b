/** The stand-in for GitHub that tests share. Whatever a test did, no request of it broke GitHub's own description. */
import { expect } from "vitest";
import { startGitHub } from "../../github-sim/index.ts";
import { checksAfterEach } from "../../support/shared.ts";

export const sim = await startGitHub();

checksAfterEach.push(() => {
  const violations = [...sim.violations()];
  sim.clearFaults();
  sim.clearLog();
  expect(violations).toEqual([]);
});
