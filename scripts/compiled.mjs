// Our TypeScript as modules that this Node runs: for scripts and benchmarks, which ask parts of the source that the built programs do not show.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "rolldown";

const ROOT = join(import.meta.dirname, "..");

/** Compiles one or more sources of the project together.
 *  @param name of the caller: each has a folder of its own   @param sources paths from the project's root, by the name of each module
 *  @returns the path of each module, by its name */
export async function compile(name, sources) {
  const dir = join(ROOT, "node_modules", ".cache", `bioreview-${name}`);
  mkdirSync(dir, { recursive: true });
  await build({
    cwd: ROOT,
    input: sources,
    platform: "node",
    experimental: { resolveNewUrlToAsset: true },
    output: {
      dir,
      format: "esm",
      entryFileNames: "[name].mjs",
      chunkFileNames: "[name].mjs",
      assetFileNames: "[name][extname]",
      cleanDir: true,
    },
    logLevel: "warn",
  });
  return Object.fromEntries(Object.keys(sources).map((source) => [source, join(dir, `${source}.mjs`)]));
}

/** @returns all that the compiled sources export */
export async function compiled(name, sources) {
  const paths = Object.values(await compile(name, sources));
  return Object.assign({}, ...(await Promise.all(paths.map((path) => import(pathToFileURL(path).href)))));
}
