import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { processJob } from "../../../src/action/job/job.ts";

const folder = mkdtempSync(join(tmpdir(), "br-job-"));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test("a summary longer than GitHub shows is cut behind a whole line, and says so", async () => {
  const file = join(folder, "summary.md");
  writeFileSync(file, "");
  vi.stubEnv("GITHUB_STEP_SUMMARY", file);
  const line = `| ${"ä".repeat(50)} | <sub>x</sub> |`;
  await processJob().summary(`${line}\n`.repeat(15_000));
  const written = readFileSync(file);
  expect(written.length).toBeLessThanOrEqual(1024 * 1024);
  expect(written.length, "no more is cut than must be").toBeGreaterThan(990_000);
  const [table = "", rest] = written.toString("utf8").split("\n\n\n");
  expect(new Set(table.split("\n"))).toEqual(new Set([line]));
  expect(rest).toContain("The rest was cut");
});
