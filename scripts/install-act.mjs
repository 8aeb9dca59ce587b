// Installs act, which runs workflows on this machine, into .cache/go: tests of the example workflows need it. Wants Go and its module proxy; where either
// is missing it says so and ends with 1.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const VERSION = "0.2.89";
const folder = join(import.meta.dirname, "..", ".cache", "go");
const act = join(folder, "act");

const installed = existsSync(act) && spawnSync(act, ["--version"], { encoding: "utf8" }).stdout?.includes(VERSION);
if (!installed) {
  console.error(`setup: building act ${VERSION}, about a minute`);
  const { status, error } = spawnSync("go", ["install", `github.com/nektos/act@v${VERSION}`], {
    env: { ...process.env, GOBIN: folder, CGO_ENABLED: "0" },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) {
    console.error(`setup: act could not be built${error ? ` (${error.message})` : ""}`);
    process.exit(1);
  }
}
