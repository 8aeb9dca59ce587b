/** Lets plain Node run the stand-in, which is TypeScript: bundles it into `.cache/`, once a process, and imports it. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

/** Beside node_modules, so that the packages it imports are found. Of this process alone: others may bundle at the same time. */
const FILE = join(import.meta.dirname, "../../.cache/github-sim", `${process.pid}.mjs`);

let loaded;
/** @returns {Promise<typeof import("./index.ts")>} */
export function loadGitHubSim() {
  loaded ??= bundled();
  return loaded;
}

async function bundled() {
  const bundle = await rolldown({ input: join(import.meta.dirname, "index.ts"), platform: "node", external: /^[^./]/ });
  await bundle.write({ file: FILE, format: "esm" });
  await bundle.close();
  process.once("exit", () => rmSync(FILE, { force: true }));
  return import(pathToFileURL(FILE).href);
}
